/* What a thing is like, and what kind of thing something was done with, told by different outlets in different words
 * that mean much the same: "a faulty cable" and "a damaged cable", "the worst accident since 1994" and "the deadliest
 * ever", "picking beans" and "picking vegetables". */
#include "account/conflict.h"

#include "account/context.h"
#include "account/origin.h"
#include "base/table.h"
#include "lexicon_tables.h"

enum { TRAITS_MAX = 20000, OF_ONE_MAX = 80, MOST = 6 };
static const float LIKE = 0.3f, SAME_SORT = 0.46f; // how near two words mean
static const float ALIKE = 0.7f;                   // so near that they say the same: "huge", "massive"

/* One word told of one thing. */
struct trait {
    int32_t of;   // number of what it is told of: a noun, a verb
    int32_t word; // of the vocabulary
    int32_t outlet;
    struct place at;
    bool scoped; // of a superlative: "since 1994", "ever", "one of"
};
struct traits {
    struct trait *p;
    ptrdiff_t n, cap;
};

/* A thing that can be one and the same in two articles: no day, no number, nobody. */
static bool thing(const struct vocabulary *v, const tokens *k, int32_t in, int32_t t) {
    if (t < 0 || k->upos[t] != UPOS_NOUN || v->word[in][t] < 0) return false;
    return !conflict_person(k, t) && !lex_find(&lex_time_units, k->lemma[t]);
}

static bool capital(const reading *r, int32_t t) { return ascii_upper(r->article->text.p[r->tokens.span[t].beg]); }

/* It tells what a thing is like: "damaged", and not "other", "second", "Norwegian". */
static bool tells_quality(const struct vocabulary *v, const reading *r, int32_t in, int32_t t) {
    const tokens *k = &r->tokens;
    if (v->word[in][t] < 0 || v->proper[v->word[in][t]] || capital(r, t)) return false;
    if (str_find(k->feats[t], S("NumType"), 0) >= 0 ||
        (str_find(k->feats[t], S("Degree=Cmp"), 0) >= 0 && !str_eq(k->norm[t], S("further"))))
        return false;
    if (str_eq(k->xpos[t], S("JJS"))) return false;
    return !lex_find(&lex_plain_modifiers, k->norm[t]) && !lex_find(&lex_plain_modifiers, k->lemma[t]);
}

static void add(struct traits *all, struct trait x, arena *tmp) {
    if (all->n < TRAITS_MAX) *vec_push(tmp, all) = x;
}

/* The noun that word t stands before, whatever the tree makes of it: "an abandoned mine shaft"; -1. */
static int32_t noun_behind(const tokens *k, int32_t t) {
    bool like = k->upos[t] == UPOS_ADJ || str_eq(k->xpos[t], S("VBN"));
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    if (!like || t == s->beg || t + 1 >= s->end || k->upos[t + 1] != UPOS_NOUN) return -1;
    if (k->upos[t - 1] != UPOS_DET && k->rel[t] != REL_AMOD) return -1;
    int32_t of = t + 1;
    while (of + 1 < s->end && k->upos[of + 1] == UPOS_NOUN) of++;
    return of;
}

/* "a damaged cable", "the cable was damaged". */
static void take_quality(const account *acc, const struct vocabulary *v, int32_t in, int32_t t, int32_t outlet,
                         struct traits *all, arena *tmp) {
    enum { NEAR = 8 };
    const reading *r = acc->readings[in];
    const tokens *k = &r->tokens;
    int32_t of = noun_behind(k, t), beg = t, end = t;
    if (of >= 0) {
        end = of;
    } else if (k->rel[t] == REL_AMOD && k->head[t] > t) {
        of = end = k->head[t];
    } else if (k->upos[t] == UPOS_ADJ && token_child(k, t, REL_COP) >= 0) {
        of = token_child(k, t, REL_NSUBJ);
        if (of >= 0 && of < t && t - of < NEAR) beg = of;
    }
    if (!thing(v, k, in, of) || !tells_quality(v, r, in, t)) return;
    add(all, (struct trait){v->word[in][of], v->word[in][t], outlet, {in, token_range(k, beg, end + 1)}, false}, tmp);
}

/* "picked beans": the verb and what it is done with. */
static void take_object(const account *acc, const struct vocabulary *v, int32_t in, int32_t t, int32_t outlet,
                        struct traits *all, arena *tmp) {
    const tokens *k = &acc->readings[in]->tokens;
    if (k->upos[t] != UPOS_VERB || v->word[in][t] < 0) return;
    int32_t of = token_child(k, t, REL_OBJ);
    if (of < 0) of = token_child(k, t, REL_NSUBJ_PASS);
    if (of < 0 && k->rel[t] == REL_ACL && str_eq(k->xpos[t], S("VBN"))) of = k->head[t];
    if (!thing(v, k, in, of)) return;
    int32_t beg = of < t ? of : t, end = of < t ? t : of;
    add(all, (struct trait){v->word[in][t], v->word[in][of], outlet, {in, token_range(k, beg, end + 1)}, false}, tmp);
}

/* "since 1994", "in history", "ever", "one of": what a superlative at word t holds for. */
static bool has_scope(const tokens *k, int32_t beg, int32_t end) {
    for (int32_t w = beg; w < end; w++) {
        if (str_eq(k->norm[w], S("since")) || str_eq(k->norm[w], S("ever")) || str_eq(k->norm[w], S("history")))
            return true;
        if (str_eq(k->norm[w], S("one")) && w + 1 < end && str_eq(k->norm[w + 1], S("of"))) return true;
        if (lex_find(&lex_time_units, k->lemma[w])) return true;
    }
    return false;
}

/* "two of the four boats jammed": what is told of things that are counted, the number and the noun being one. */
static void take_counted(const account *acc, const struct vocabulary *v, int32_t in, const struct amount_finding *x,
                         int32_t outlet, struct traits *all, table *counted, arena *tmp) {
    enum { NEAR = 12 };
    const tokens *k = &acc->readings[in]->tokens;
    if (!x->has_low || !x->has_high || x->low != x->high || x->approx || x->counted < 0) return;
    int32_t t = x->number, noun = x->counted;
    if (str_eq(k->lemma[noun], S("other"))) return; // "three others"
    if (v->word[in][noun] < 0 || lex_find(&lex_time_units, k->lemma[noun]) || x->low < 2) return;
    int32_t np = token_above(k, t, noun) ? t : noun, verb = k->head[np];
    enum rel rel = rel_base((enum rel)k->rel[np]);
    if (verb < 0 || k->upos[verb] != UPOS_VERB || v->word[in][verb] < 0 || str_eq(k->lemma[verb], S("leave")) ||
        (rel != REL_NSUBJ && rel != REL_OBJ))
        return;
    int32_t beg = np < verb ? np : verb, end = np < verb ? verb : np;
    if (end - beg > NEAR) return;
    if (t < beg) beg = t;
    str key = arena_fmt(tmp, "%d %.0f", v->word[in][noun], x->low);
    add(all,
        (struct trait){
            table_number(counted, tmp, key), v->word[in][verb], outlet, {in, token_range(k, beg, end + 1)}, false},
        tmp);
}

static bool clause_ends(const tokens *k, int32_t t) {
    return k->upos[t] == UPOS_PUNCT || k->upos[t] == UPOS_SCONJ || k->upos[t] == UPOS_VERB || k->upos[t] == UPOS_CCONJ;
}

/* "the deadliest accident at sea since 1994", of an accident; "the deadliest since 1994", of number -1. */
static void take_superlative(const account *acc, const struct vocabulary *v, int32_t in, int32_t t, int32_t outlet,
                             struct traits *all, arena *tmp) {
    enum { WORDS_MAX = 14, BEFORE = 6 };
    const tokens *k = &acc->readings[in]->tokens;
    if (!str_eq(k->xpos[t], S("JJS")) || v->word[in][t] < 0) return;
    if (str_eq(k->lemma[t], S("least")) || str_eq(k->lemma[t], S("many")) || str_eq(k->lemma[t], S("little"))) return;
    const struct sentence *x = &k->sentences.p[k->sent[t]];
    int32_t of = k->rel[t] == REL_AMOD ? k->head[t] : -1, beg = t - BEFORE > x->beg ? t - BEFORE : x->beg, end = t + 1;
    while (end < x->end && end < t + WORDS_MAX && !clause_ends(k, end)) end++;
    bool named = of >= 0 && thing(v, k, in, of);
    if ((of >= 0 && !named) || !has_scope(k, beg, end)) return;
    add(all, (struct trait){named ? v->word[in][of] : -1, v->word[in][t], outlet, {in, token_range(k, t, end)}, true},
        tmp);
}

/* An outlet has a word for it that another, which has one too, has not. */
static bool outlets_differ(const struct traits *all, const struct vocabulary *v, const ints *mine) {
    for (ptrdiff_t i = 0; i < mine->n; i++)
        for (ptrdiff_t j = 0; j < mine->n; j++) {
            const struct trait *x = &all->p[mine->p[i]], *y = &all->p[mine->p[j]];
            if (x->outlet == y->outlet || x->word == y->word) continue;
            bool shared = false;
            for (ptrdiff_t h = 0; h < mine->n && !shared; h++)
                shared = all->p[mine->p[h]].outlet == y->outlet && all->p[mine->p[h]].word == x->word;
            if (!shared && meaning_near(&v->meaning, x->word, y->word) < ALIKE) return true;
        }
    return false;
}

/* Adds to *mine what is told of the same thing in a word near one that is in it. */
static void gather_near(const struct traits *all, const struct vocabulary *v, const bool *taken, float near, ints *mine,
                        arena *tmp) {
    for (ptrdiff_t i = 0; i < mine->n && mine->n < OF_ONE_MAX; i++)
        for (int32_t j = 0; j < all->n && mine->n < OF_ONE_MAX; j++) {
            const struct trait *x = &all->p[mine->p[i]], *y = &all->p[j];
            bool one = x->of == y->of || (x->scoped && y->scoped && (x->of < 0 || y->of < 0));
            if (taken[j] || !one || ints_have(mine, j)) continue;
            if (x->word == y->word || meaning_near(&v->meaning, x->word, y->word) >= near) *vec_push(tmp, mine) = j;
        }
}

static void contrast(account *acc, const struct traits *all, const struct vocabulary *v, float near, str why,
                     arena *out, arena tmp) {
    bool *taken = arena_new(&tmp, bool, all->n);
    int32_t made = 0;
    for (int32_t i = 0; i < all->n && made < MOST; i++) {
        if (taken[i]) continue;
        arena scratch = tmp;
        ints mine = {0};
        *vec_push(&scratch, &mine) = i;
        gather_near(all, v, taken, near, &mine, &scratch);
        for (ptrdiff_t j = 0; j < mine.n; j++) taken[mine.p[j]] = true;
        if (!outlets_differ(all, v, &mine)) continue;
        struct conflict k = {.kind = CONFLICT_WORDING, .compatible = true, .why = why};
        strs keys = {0};
        for (ptrdiff_t j = 0; j < mine.n; j++) {
            const struct trait *x = &all->p[mine.p[j]];
            str key = arena_fmt(&scratch, "%d", x->word);
            ptrdiff_t s = 0;
            while (s < keys.n && !str_eq(keys.p[s], key)) s++;
            if (s == keys.n) {
                *vec_push(&scratch, &keys) = key;
                *vec_push(out, &k.sides) = (struct side){0};
            }
            *vec_push(out, &k.sides.p[s].mentions) = x->at;
            int32_t claim = conflict_claim_at(acc, x->at.article, x->at.span);
            if (claim >= 0 && !ints_have(&k.claims, claim)) *vec_push(out, &k.claims) = claim;
        }
        if (conflict_told(acc, &k)) continue;
        conflict_close(acc, &k, out);
        made++;
    }
}

void conflicts_of_contrasts(account *acc, const struct vocabulary *v, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n);
    outlets_number(acc, outlet, tmp);
    struct traits qualities = {0}, objects = {0}, most = {0};
    table numbers = {.seed = 12};
    struct traits counted = {0};
    for (int32_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->amounts.n; i++)
            take_counted(acc, v, d, &acc->readings[d]->amounts.p[i], outlet[d], &counted, &numbers, &tmp);
    for (int32_t d = 0; d < acc->n; d++)
        for (int32_t t = 0; t < acc->readings[d]->tokens.n; t++) {
            take_quality(acc, v, d, t, outlet[d], &qualities, &tmp);
            take_object(acc, v, d, t, outlet[d], &objects, &tmp);
            take_superlative(acc, v, d, t, outlet[d], &most, &tmp);
        }
    contrast(acc, &qualities, v, LIKE, S("one thing, described in other words"), out, tmp);
    contrast(acc, &objects, v, SAME_SORT, S("one doing, of what is named in other words"), out, tmp);
    contrast(acc, &counted, v, -1, S("as many, of whom other things are told"), out, tmp);
    contrast(acc, &most, v, LIKE, S("one thing, called the most in other words"), out, tmp);
}
