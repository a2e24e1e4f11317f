/* Why a thing came about, what somebody wanted by it, what somebody is held guilty of: "blamed a worn hose", "because
 * of a lightning stroke", "a pretext to raise fees", "on suspicion of fraud". Reasons of one thing that share no word
 * look as if they contradicted each other, and so do a reason and "the cause is not known". */
#include "account/conflict.h"

#include "account/context.h"
#include "account/origin.h"
#include "lexicon_tables.h"

enum { CUE_WORDS = 4, REASONS_MAX = 400, MOST = 5, REASON_WORDS = 16 };
static const float ONE_NOUN = 0.45f; // how near two nouns are that may name one thing
static const float SAME_THING =
    0.45f; // what two sentences share of that which has the reason: the sum of the words' weights

struct reason {
    str sort;
    struct place at;
    int32_t outlet;
    bool unknown;
    struct context about, what; // words of that which has the reason, and of the reason
    ints who;                   // actors with a name in its sentence; of a charge those before it
};
struct reasons {
    struct reason *p;
    ptrdiff_t n, cap;
};

/* The cue that begins at word t, of *n words; null when none does. */
static const lex_row *cue_at(const tokens *k, int32_t t, int32_t *n, arena tmp) {
    const lex_row *best = lex_find(&lex_reasons, k->norm[t]);
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    str phrase = k->norm[t];
    if (!best && k->upos[t] == UPOS_VERB) best = lex_find(&lex_reasons, k->lemma[t]);
    *n = 1;
    for (int32_t i = 1; i < CUE_WORDS && t + i < s->end; i++) {
        phrase = arena_fmt(&tmp, "%.*s %.*s", (int)phrase.n, phrase.p, (int)k->norm[t + i].n, k->norm[t + i].p);
        const lex_row *row = lex_find(&lex_reasons, phrase);
        if (row) best = row, *n = i + 1;
    }
    return best;
}

static bool has_form(const lex_row *row, str at) { return str_eq(lex_cell(&lex_reasons, row, LEX_reasons_at), at); }

static bool is_sort(const struct reason *x, str sort) { return str_eq(x->sort, sort); }

/* The end of the clause that begins at word t. */
static int32_t clause_end(const tokens *k, int32_t t) {
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    int32_t end = t;
    while (end < s->end && end < t + REASON_WORDS) {
        if (k->upos[end] == UPOS_PUNCT && !str_eq(k->norm[end], S("-")) && !str_eq(k->norm[end], S("\""))) break;
        end++;
    }
    return end;
}

/* The word right before phrase t's first one that a preposition is: "for" of "for the fire". */
static int32_t oblique(const tokens *k, int32_t verb, str preposition) {
    const struct sentence *s = &k->sentences.p[k->sent[verb]];
    for (int32_t w = verb + 1; w < s->end && w < verb + REASON_WORDS; w++) {
        if (str_eq(k->norm[w], preposition)) return w;
        if (k->upos[w] == UPOS_PUNCT && str_eq(k->norm[w], S(";"))) return -1;
    }
    return -1;
}

static void people_of(const account *acc, int32_t in, int32_t beg, int32_t end, const int32_t *actor_of, ints *who,
                      arena *out) {
    const reading *r = acc->readings[in];
    for (int32_t t = beg; t < end; t++) {
        int32_t e = reading_entity_at(r, t), a = e >= 0 ? actor_of[e] : -1;
        if (a >= 0 && acc->actors.p[a].named && !ints_have(who, a)) *vec_push(out, who) = a;
    }
}

/* Words [beg, end) are the reason of what words [from, to) tell. */
static void put(const account *acc, const struct vocabulary *v, int32_t in, str sort, int32_t beg, int32_t end,
                int32_t from, int32_t to, const int32_t *actor_of, int32_t outlet, struct reasons *all, arena *tmp) {
    const tokens *k = &acc->readings[in]->tokens;
    for (int32_t t = beg + 1; t < end && str_eq(sort, S("about")); t++) // "the inquiry into bribes | will begin"
        if (k->upos[t] == UPOS_AUX && k->upos[beg] != UPOS_SCONJ) end = t;
    if (beg >= end || all->n == REASONS_MAX) return;
    struct reason *x = vec_push(tmp, all);
    *x = (struct reason){.sort = sort, .at = {in, token_range(k, beg, end)}, .outlet = outlet};
    x->what = context_within(v, in, beg, end, tmp);
    x->about = context_within(v, in, from, to < from ? from : to, tmp);
    const struct sentence *s = &k->sentences.p[k->sent[beg]];
    bool charge = str_eq(sort, S("charge")); // whom others charged are told of behind it
    people_of(acc, in, charge ? from : s->beg, charge ? to : s->end, actor_of, &x->who, tmp);
}

/* "The cause is not known", "the motive remains under investigation". */
static bool nobody_knows(const tokens *k, int32_t t) {
    enum { REACH = 14 };
    if (!lex_says(&lex_role_words, k->norm[t], LEX_role_words_role, S("asked")) || k->upos[t] != UPOS_NOUN)
        return false;
    bool not = false;
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (int32_t w = t + 1; w < s->end && w < t + REACH; w++) {
        not |= str_find(k->feats[w], S("=Neg"), 0) >= 0 || str_eq(k->norm[w], S("yet"));
        const lex_row *row = lex_find(&lex_reasons, k->norm[w]);
        if (!row || !has_form(row, S("beside"))) continue;
        bool plain = str_eq(k->norm[w], S("known")) || str_starts(k->norm[w], S("determined")) ||
                     str_starts(k->norm[w], S("established"));
        if (not || !plain) return true;
    }
    return false;
}

/* Who does a thing is no reason of it. */
static bool somebody(const account *acc, int32_t in, int32_t t) {
    const reading *r = acc->readings[in];
    int32_t e = reading_entity_at(r, t);
    if (e >= 0 && r->entities.p[e].kind == NAME_PERSON) return true;
    return r->tokens.upos[t] == UPOS_PRON || conflict_person(&r->tokens, t);
}

static void take_verb(const account *acc, const struct vocabulary *v, int32_t in, int32_t t, const lex_row *row,
                      const int32_t *actor_of, int32_t outlet, struct reasons *all, arena *tmp) {
    const tokens *k = &acc->readings[in]->tokens;
    str sort = lex_cell(&lex_reasons, row, LEX_reasons_sort);
    if (k->upos[t] != UPOS_VERB) return;
    int32_t object = token_child(k, t, REL_OBJ), subject = token_child(k, t, REL_NSUBJ), beg, end;
    if (object < 0) return;
    if (has_form(row, S("subject"))) {
        if (subject < 0 || somebody(acc, in, subject)) return;
        token_subtree(k, subject, &beg, &end);
        if (end > t) end = t;
        put(acc, v, in, sort, beg, end, t + 1, clause_end(k, t + 1), actor_of, outlet, all, tmp);
        return;
    }
    int32_t stop = clause_end(k, t + 1);
    if (str_eq(sort, S("charge"))) {
        int32_t with = oblique(k, t, S("with"));
        if (with >= 0)
            put(acc, v, in, sort, with + 1, clause_end(k, with + 1), t + 1, with, actor_of, outlet, all, tmp);
        return;
    }
    int32_t on = oblique(k, t, S("on")), why = oblique(k, t, S("for"));
    if (why >= 0 && why < stop)
        put(acc, v, in, sort, t + 1, why, why + 1, stop, actor_of, outlet, all, tmp);
    else if (on >= 0 && on < stop)
        put(acc, v, in, sort, on + 1, stop, t + 1, on, actor_of, outlet, all, tmp);
    else
        put(acc, v, in, sort, t + 1, stop, t, t, actor_of, outlet, all, tmp);
}

/* "citing officials", "citing a letter": whom a report has it from, and no reason. */
static bool cites_somebody(const tokens *k, int32_t t) {
    enum { REACH = 6 };
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (int32_t w = t + 1; w < s->end && w < t + REACH; w++) {
        if (k->upos[w] == UPOS_PROPN) return true;
        if (k->upos[w] != UPOS_NOUN || (w + 1 < s->end && k->upos[w + 1] == UPOS_NOUN)) continue; // "family reasons"
        return lex_find(&lex_people, k->lemma[w]) || lex_find(&lex_anonymous, k->norm[w]) ||
               lex_find(&lex_descriptions, k->norm[w]);
    }
    return false;
}

/* Something said, done or fought about a matter: an inquiry, a row, a lawsuit. */
static bool told_about(const tokens *k, int32_t t) {
    const lex_row *made = lex_find_folded(&lex_nominalisations, k->lemma[t]);
    return made || lex_find(&lex_event_nouns, k->lemma[t]);
}

static void gather(const account *acc, const struct vocabulary *v, int32_t in, const int32_t *actor_of, int32_t outlet,
                   struct reasons *all, arena *tmp) {
    const tokens *k = &acc->readings[in]->tokens;
    int32_t n;
    for (int32_t t = 0; t < k->n; t += n) {
        const lex_row *row = cue_at(k, t, &n, *tmp);
        const struct sentence *s = &k->sentences.p[k->sent[t]];
        if (nobody_knows(k, t)) {
            int32_t end = clause_end(k, t);
            put(acc, v, in, str_eq(k->norm[t], S("motive")) ? S("aim") : S("cause"), t, end, t + 1, end, actor_of,
                outlet, all, tmp);
            if (all->n) all->p[all->n - 1].unknown = true;
        }
        if (!row || has_form(row, S("beside"))) continue;
        if (str_eq(k->norm[t], S("citing")) && cites_somebody(k, t)) continue;
        bool verb = t + n < s->end && k->upos[t + n] == UPOS_VERB && str_eq(k->norm[t], S("due"));
        if (verb) continue; // "is due to speak"
        bool noun = t > s->beg && k->upos[t - 1] == UPOS_NOUN && v->word[in][t - 1] >= 0;
        if (has_form(row, S("noun"))) {
            if (noun && told_about(k, t - 1))
                put(acc, v, in, S("about"), t + n, clause_end(k, t + n), t - 1, t, actor_of, outlet, all, tmp);
        } else if (has_form(row, S("behind")))
            put(acc, v, in, lex_cell(&lex_reasons, row, LEX_reasons_sort), t + n, clause_end(k, t + n), s->beg, t,
                actor_of, outlet, all, tmp);
        else
            take_verb(acc, v, in, t, row, actor_of, outlet, all, tmp);
    }
}

static bool share_who(const struct reason *a, const struct reason *b) {
    for (ptrdiff_t i = 0; i < a->who.n; i++)
        if (ints_have(&b->who, a->who.p[i])) return true;
    return false;
}

/* Words of theirs that are no names mean much the same: "sacked", "resigned". */
static bool share_meaning(const struct vocabulary *v, const struct context *a, const struct context *b) {
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++)
            if (!v->proper[a->id[i]] && !v->proper[b->id[j]] &&
                meaning_near(&v->meaning, a->id[i], b->id[j]) >= ONE_NOUN)
                return true;
    return false;
}

/* Told of one thing. */
static bool of_one(const struct vocabulary *v, const struct reason *a, const struct reason *b) {
    int32_t n;
    if (!str_eq(a->sort, b->sort)) return false;
    if (is_sort(a, S("about")))
        return a->about.n && b->about.n &&
               (a->about.id[0] == b->about.id[0] ||
                meaning_near(&v->meaning, a->about.id[0], b->about.id[0]) >= ONE_NOUN);
    if (!is_sort(a, S("cause"))) return share_who(a, b);
    if (!a->about.n || !b->about.n) return a->unknown || b->unknown || share_who(a, b);
    float shared = context_shared(v, &a->about, &b->about, &n);
    if (share_who(a, b) && share_meaning(v, &a->about, &b->about)) return true;
    return shared >= SAME_THING || (n && (a->unknown || b->unknown));
}

/* They name other reasons. */
static bool differ(const struct vocabulary *v, const struct reason *a, const struct reason *b) {
    int32_t n;
    if (a->unknown || b->unknown) return a->unknown != b->unknown;
    if (!a->what.n || !b->what.n) return false;
    context_shared(v, &a->what, &b->what, &n);
    // What an inquiry is about differs already where each has words of its own.
    return n == 0 || (is_sort(a, S("about")) && n < a->what.n && n < b->what.n);
}

static void tell(account *acc, const struct vocabulary *v, const struct reasons *all, int32_t i, bool *taken,
                 arena *out, arena tmp) {
    ints heads = {0};
    struct conflict k = {.kind = CONFLICT_WORDING, .compatible = true};
    k.why = is_sort(&all->p[i], S("about"))    ? S("what it is about, in other words")
            : is_sort(&all->p[i], S("charge")) ? S("what one is held guilty of, in other words")
                                               : S("reasons of one thing that name no same word");
    for (int32_t j = i; j < all->n; j++) {
        const struct reason *x = &all->p[j];
        if (taken[j] || (j > i && !of_one(v, &all->p[i], x))) continue;
        ptrdiff_t side = 0;
        while (side < heads.n && differ(v, &all->p[heads.p[side]], x)) side++;
        if (side == heads.n) {
            *vec_push(&tmp, &heads) = j;
            *vec_push(out, &k.sides) = (struct side){0};
        }
        *vec_push(out, &k.sides.p[side].mentions) = x->at;
        taken[j] = true;
        int32_t claim = conflict_claim_at(acc, x->at.article, x->at.span);
        if (claim >= 0 && !ints_have(&k.claims, claim)) *vec_push(out, &k.claims) = claim;
    }
    if (k.sides.n > 1) conflict_close(acc, &k, out);
}

void conflicts_of_reasons(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n), made = 0;
    outlets_number(acc, outlet, tmp);
    struct reasons all = {0};
    for (int32_t d = 0; d < acc->n; d++) gather(acc, v, d, actor_of[d], outlet[d], &all, &tmp);
    bool *taken = arena_new(&tmp, bool, all.n);
    for (int32_t i = 0; i < all.n && made < MOST; i++) {
        bool other = false;
        for (int32_t j = i + 1; j < all.n && !taken[i]; j++)
            other |= !taken[j] && all.p[j].outlet != all.p[i].outlet && of_one(v, &all.p[i], &all.p[j]) &&
                     differ(v, &all.p[i], &all.p[j]);
        if (!other) continue;
        tell(acc, v, &all, i, taken, out, tmp);
        made++;
    }
}
