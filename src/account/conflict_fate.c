/* What befell somebody, told in other words: "was shot in the leg", "was hurt", "is in a serious condition". The words
 * of one named person are one conflict where two outlets do not share one. */
#include "account/conflict.h"

#include "account/origin.h"
#include "lexicon_tables.h"

enum { PERSONS_MAX = 60, TELLINGS_MAX = 600 };

struct telling_of {
    struct place at;
    int32_t actor, outlet;
    str word;   // as lexicon/fates.tsv has it
    bool state; // how one is, and not what was done
};
struct tellings_of {
    struct telling_of *p;
    ptrdiff_t n, cap;
};

static const lex_row *fate_word(const tokens *k, int32_t t) {
    bool noun = k->upos[t] == UPOS_NOUN && t > 0 && str_eq(k->norm[t - 1], S("those")); // "among those shot"
    if (k->upos[t] != UPOS_VERB && k->upos[t] != UPOS_ADJ && !noun) return NULL;
    if (k->upos[t] == UPOS_ADJ && token_child(k, t, REL_DET) >= 0) return NULL; // "the dead"
    const lex_row *row = lex_find(&lex_fates, k->norm[t]);
    return row ? row : lex_find(&lex_fates, k->lemma[t]);
}

/* From the fate to what it is said of where that is near, and the noun behind it: "in the leg", "condition". */
static span words_of(const tokens *k, int32_t who, int32_t fate) {
    enum { BEHIND = 4 };
    enum { NEAR = 8 };
    if (who < fate - NEAR) who = fate;
    int32_t end = who < fate ? fate : who, last = k->sentences.p[k->sent[fate]].end;
    for (int32_t w = fate + 1; w < last && w <= fate + BEHIND; w++) {
        if (k->upos[w] == UPOS_PUNCT || k->upos[w] == UPOS_VERB || k->upos[w] == UPOS_CCONJ) break;
        if (k->upos[w] == UPOS_NOUN && w > end) end = w;
    }
    return token_range(k, who < fate ? who : fate, end + 1);
}

/* Adds the fate of the person whom word t names. */
static void add(const account *acc, int32_t in, int32_t t, int32_t fate, const int32_t *actor_of, int32_t outlet,
                struct tellings_of *all, arena *tmp) {
    const reading *r = acc->readings[in];
    int32_t e = reading_entity_at(r, t);
    for (int32_t w = t + 1; e < 0 && w < r->tokens.n && r->tokens.rel[w] == REL_FLAT;
         w++) // "Governor" of "Governor Ann Lee"
        e = reading_entity_at(r, w);
    int32_t a = e >= 0 ? actor_of[e] : -1;
    if (a < 0 || a >= PERSONS_MAX || !acc->actors.p[a].named || acc->actors.p[a].kind != NAME_PERSON) return;
    if (all->n == TELLINGS_MAX) return;
    int32_t name = reading_name_at(r, t), last = name >= 0 && t > fate ? r->names.p[name].end - 1 : t;
    const lex_row *row = fate_word(&r->tokens, fate);
    *vec_push(tmp, all) = (struct telling_of){{in, words_of(&r->tokens, last, fate)},
                                              a,
                                              outlet,
                                              lex_cell(&lex_fates, row, LEX_fates_fate),
                                              lex_cell(&lex_fates, row, LEX_fates_state).n > 0};
}

/* "His condition": his. */
static int32_t owner_of(const tokens *k, int32_t who) {
    int32_t of = who >= 0 && str_eq(k->lemma[who], S("condition")) ? token_child(k, who, REL_NMOD_POSS) : -1;
    return of >= 0 ? of : who;
}

/* The subject of word t that stands nearest: a dateline is often taken for one more. */
static int32_t subject_of(const tokens *k, int32_t t) {
    int32_t who = -1;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (rel_base((enum rel)k->rel[c]) == REL_NSUBJ) who = c;
    return who;
}

/* The word for whom the fate at word t is told of, -1: the one to whom it was done, or who is in that state. */
static int32_t whose(const tokens *k, int32_t t) {
    enum { CLIMB = 4 };
    bool done = k->upos[t] == UPOS_VERB && !lex_cell(&lex_fates, fate_word(k, t), LEX_fates_state).n;
    if (done) {
        int32_t who = token_child(k, t, REL_NSUBJ_PASS);
        if (who < 0) who = token_child(k, t, REL_OBJ);
        if (who < 0 && (enum rel)k->rel[t] == REL_ACL && str_eq(k->xpos[t], S("VBN"))) who = k->head[t];
        if (who < 0 && str_eq(k->lemma[t], S("die"))) who = token_child(k, t, REL_NSUBJ);
        if (who < 0 || !str_eq(k->norm[who], S("those"))) return who;
        t = who; // "was among those shot"
    }
    int32_t up = t;
    for (int steps = 0; up >= 0 && steps < CLIMB; up = k->head[up], steps++) { // "is in a critical condition"
        int32_t who = subject_of(k, up);
        if (who >= 0) return owner_of(k, who);
        bool on = k->rel[up] == REL_CONJ || k->rel[up] == REL_XCOMP || k->upos[up] != UPOS_VERB;
        if (!on) return -1;
    }
    return -1;
}

/* Those told of beside word `who`: "hurt Ann Berg, Otto Lind, a driver, and Ida Holm". */
static bool beside(const tokens *k, int32_t t, int32_t who) {
    enum { CLIMB = 4 };
    for (int steps = 0; steps < CLIMB && t >= 0 && t != who; steps++, t = k->head[t])
        if (k->rel[t] != REL_CONJ && (k->rel[t] != REL_APPOS || k->upos[t] != UPOS_PROPN)) return false;
    return t == who;
}

/* "was not hurt", "wanted to kill him". */
static bool unreal(const tokens *k, int32_t t) {
    if (k->upos[t] == UPOS_VERB && str_eq(k->xpos[t], S("VB"))) return true;
    return token_negated(k, t);
}

static void gather(const account *acc, int32_t *const *actor_of, const int32_t *outlet, struct tellings_of *all,
                   arena *tmp) {
    for (int32_t d = 0; d < acc->n; d++) {
        const tokens *k = &acc->readings[d]->tokens;
        for (int32_t t = 0; t < k->n; t++) {
            int32_t who = fate_word(k, t) && !unreal(k, t) ? whose(k, t) : -1;
            if (who < 0) continue;
            add(acc, d, who, t, actor_of[d], outlet[d], all, tmp);
            const struct sentence *x = &k->sentences.p[k->sent[who]];
            for (int32_t c = who + 1; c < x->end; c++)
                if (beside(k, c, who)) add(acc, d, c, t, actor_of[d], outlet[d], all, tmp);
        }
    }
}

/* Telling x is of the one in question. */
static bool of(const struct telling_of *x, int32_t actor, bool state) { return x->actor == actor && x->state == state; }

/* An outlet has a word for it that another, which has one too, has not. */
static bool outlets_differ(const struct tellings_of *all, int32_t actor, bool state) {
    for (int32_t i = 0; i < all->n; i++)
        for (int32_t j = 0; j < all->n; j++) {
            const struct telling_of *x = &all->p[i], *y = &all->p[j];
            if (!of(x, actor, state) || !of(y, actor, state) || x->outlet == y->outlet) continue;
            bool shared = false;
            for (int32_t h = 0; h < all->n && !shared; h++)
                shared =
                    of(&all->p[h], actor, state) && all->p[h].outlet == y->outlet && str_eq(all->p[h].word, x->word);
            if (!shared) return true;
        }
    return false;
}

/* How one is changes: two states, not told in one breath ("serious but stable"). */
static bool states_differ(const account *acc, const struct tellings_of *all, int32_t actor) {
    for (int32_t i = 0; i < all->n; i++)
        for (int32_t j = 0; j < i; j++) {
            const struct telling_of *x = &all->p[i], *y = &all->p[j];
            if (!of(x, actor, true) || !of(y, actor, true) || str_eq(x->word, y->word)) continue;
            const tokens *k = &acc->readings[x->at.article]->tokens;
            int32_t last = token_at(k, x->at.span.end - 1), first = token_at(k, y->at.span.end - 1);
            bool one = x->at.article == y->at.article && k->sent[last] == k->sent[first];
            for (int32_t w = first + 1; one && w <= last; w++) // "went from critical to serious"
                if (str_eq(k->norm[w], S("to"))) return true;
            if (!one) return true;
        }
    return false;
}

static void tell(account *acc, const struct tellings_of *all, int32_t actor, bool state, arena *out) {
    struct conflict k = {
        .kind = CONFLICT_WORDING, .compatible = true, .why = S("what befell one person, in other words")};
    if (!outlets_differ(all, actor, state) && (!state || !states_differ(acc, all, actor))) return;
    for (int32_t i = 0; i < all->n; i++) {
        const struct telling_of *x = &all->p[i];
        if (of(x, actor, state))
            conflict_tell(&k, x->word, x->at, conflict_claim_at(acc, x->at.article, x->at.span), out);
    }
    if (k.sides.n < 2) return;
    conflict_close(acc, &k, out);
    acc->conflicts.p[acc->conflicts.n - 1].about = acc->actors.p[actor].name;
}

void conflicts_of_fates(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n);
    outlets_number(acc, outlet, tmp);
    struct tellings_of all = {0};
    gather(acc, actor_of, outlet, &all, &tmp);
    for (int32_t a = 0; a < acc->actors.n && a < PERSONS_MAX; a++)
        for (int state = 0; state < 2; state++) tell(acc, &all, a, state > 0, out);
}
