/* One thing at opposed ends of an axis: "the bridge reopened" and "the bridge stays shut", "a peaceful march" and "the
 * march turned violent", "the board rejected the bid" and "it recommends the offer". Mostly each is right of its hour
 * or in its teller's eyes; a reader wants to know of both. */
#include "account/conflict.h"

#include "account/context.h"
#include "account/origin.h"
#include "lexicon_tables.h"

enum { POLES_MAX = 4000, MOST = 8, OTHERS_MAX = 12 };
static const float SAME_THING = 0.42f; // how near two nouns mean that name one thing

/* One word of lexicon/poles.tsv told of something. */
struct pole {
    int32_t of;    // number of the noun, -1
    int32_t actor; // whom it is told of, -1
    int32_t outlet;
    struct place at;
    str axis, end;
    bool negated;
};
struct poles {
    struct pole *p;
    ptrdiff_t n, cap;
};

static const lex_row *pole_row(const tokens *k, int32_t t, str of) {
    const lex_row *row = lex_find(&lex_poles, k->lemma[t]);
    if (!row) row = lex_find(&lex_poles, k->norm[t]);
    str plain = k->norm[t];
    if (!row && k->upos[t] == UPOS_ADV && str_ends(plain, S("ly")))
        row = lex_find(&lex_poles, str_head(plain, plain.n - 2));
    while (row && !str_eq(lex_cell(&lex_poles, row, LEX_poles_of), of)) row = lex_next(&lex_poles, row);
    return row;
}

/* The verb that word t hangs on as what somebody would do: "refused to open". */
static int32_t subject_of(const tokens *k, int32_t t) {
    enum { CLIMB = 3 };
    for (int steps = 0; t >= 0 && steps < CLIMB; t = k->head[t], steps++) {
        int32_t who = token_child(k, t, REL_NSUBJ);
        if (who >= 0) return who;
        if (k->rel[t] != REL_XCOMP && k->rel[t] != REL_CONJ) return -1;
    }
    return -1;
}

static const lex_row *next_row(const lex_row *row, str of) {
    row = lex_next(&lex_poles, row);
    while (row && !str_eq(lex_cell(&lex_poles, row, LEX_poles_of), of)) row = lex_next(&lex_poles, row);
    return row;
}

static void put(const account *acc, const struct vocabulary *v, int32_t in, int32_t t, int32_t of, const lex_row *row,
                const int32_t *actor_of, int32_t outlet, struct poles *all, arena *tmp) {
    enum { NEAR = 10 };
    const reading *r = acc->readings[in];
    const tokens *k = &r->tokens;
    if (of < 0 || all->n == POLES_MAX) return;
    int32_t entity = reading_entity_at(r, of);
    for (int32_t w = of + 1; entity < 0 && w < k->n && k->upos[w] == UPOS_PROPN; w++) // "coach Ann Lee"
        entity = reading_entity_at(r, w);
    int32_t actor = entity >= 0 ? actor_of[entity] : -1;
    if (actor >= 0 && !acc->actors.p[actor].named) actor = -1;
    if (k->upos[t] != UPOS_VERB && k->upos[t] != UPOS_ADJ)
        actor = -1; // what somebody does in secret and does in public are two doings
    bool noun = k->upos[of] == UPOS_NOUN && v->word[in][of] >= 0;
    if (!noun && actor < 0) return;
    int32_t beg = of < t ? of : t, end = of < t ? t : of;
    if (end - beg > NEAR) beg = end = t;
    *vec_push(tmp, all) = (struct pole){noun ? v->word[in][of] : -1,
                                        actor,
                                        outlet,
                                        {in, token_range(k, beg, end + 1)},
                                        lex_cell(&lex_poles, row, LEX_poles_axis),
                                        lex_cell(&lex_poles, row, LEX_poles_end),
                                        token_negated(k, t)};
}

static void take(const account *acc, const struct vocabulary *v, int32_t in, int32_t t, const int32_t *actor_of,
                 int32_t outlet, struct poles *all, arena *tmp) {
    const tokens *k = &acc->readings[in]->tokens;
    const lex_row *row;
    if (k->rel[t] == REL_AMOD || k->upos[t] == UPOS_ADJ) {
        row = pole_row(k, t, S("adjective"));
        int32_t of = k->rel[t] == REL_AMOD ? k->head[t] : subject_of(k, t);
        if (row) put(acc, v, in, t, of, row, actor_of, outlet, all, tmp);
        return;
    }
    int32_t in_word = k->upos[t] == UPOS_NOUN ? token_child(k, t, REL_CASE) : -1;
    bool way = in_word >= 0 && str_eq(k->norm[in_word], S("in")); // "fled in panic"
    if ((k->upos[t] == UPOS_ADV || way) && k->head[t] >= 0) {     // "the march passed off peacefully"
        row = pole_row(k, t, S("adjective"));
        if (row) put(acc, v, in, t, subject_of(k, k->head[t]), row, actor_of, outlet, all, tmp);
        return;
    }
    if (k->upos[t] != UPOS_VERB) return;
    int32_t object = token_child(k, t, REL_OBJ), passive = token_child(k, t, REL_NSUBJ_PASS);
    if (object < 0) object = passive;
    if (object < 0 && k->rel[t] == REL_ACL && str_eq(k->xpos[t], S("VBN"))) object = k->head[t];
    if (object >= 0) {
        for (row = pole_row(k, t, S("object")); row; row = next_row(row, S("object")))
            put(acc, v, in, t, object, row, actor_of, outlet, all, tmp);
        return;
    }
    for (row = pole_row(k, t, S("subject")); row; row = next_row(row, S("subject")))
        put(acc, v, in, t, subject_of(k, t), row, actor_of, outlet, all, tmp);
}

static bool same_thing(const struct vocabulary *v, const struct pole *a, const struct pole *b) {
    if (a->actor >= 0 && a->actor == b->actor) return true;
    if (a->of < 0 || b->of < 0) return false;
    return a->of == b->of || meaning_near(&v->meaning, a->of, b->of) >= SAME_THING;
}

/* On one axis, at its two ends. */
static bool opposed(const struct vocabulary *v, const struct pole *a, const struct pole *b) {
    if (!str_eq(a->axis, b->axis) || !same_thing(v, a, b)) return false;
    return str_eq(a->end, b->end) == (a->negated != b->negated);
}

void conflicts_of_poles(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n), made = 0;
    outlets_number(acc, outlet, tmp);
    struct poles all = {0};
    for (int32_t d = 0; d < acc->n; d++)
        for (int32_t t = 0; t < acc->readings[d]->tokens.n; t++) take(acc, v, d, t, actor_of[d], outlet[d], &all, &tmp);
    bool *taken = arena_new(&tmp, bool, all.n);
    for (ptrdiff_t i = 0; i < all.n && made < MOST; i++) {
        const struct pole *a = &all.p[i];
        struct conflict k = {.kind = CONFLICT_WORDING, .compatible = true, .why = S("one thing, at two ends")};
        ptrdiff_t first = -1;
        for (ptrdiff_t j = 0; j < all.n && !taken[i] && first < 0; j++)
            if (!taken[j] && all.p[j].outlet != a->outlet && opposed(v, a, &all.p[j])) first = j;
        if (first < 0) continue;
        *vec_push(out, &k.sides) = (struct side){0};
        *vec_push(out, &k.sides) = (struct side){0};
        for (ptrdiff_t j = i; j < all.n; j++) {
            const struct pole *x = &all.p[j];
            bool one = j == i || (str_eq(x->axis, a->axis) && same_thing(v, a, x) && !opposed(v, a, x));
            if (taken[j] || (!one && !opposed(v, a, x))) continue;
            if (k.sides.p[!one].mentions.n == OTHERS_MAX) continue;
            taken[j] = true;
            *vec_push(out, &k.sides.p[!one].mentions) = x->at;
            int32_t claim = conflict_claim_at(acc, x->at.article, x->at.span);
            if (claim >= 0 && !ints_have(&k.claims, claim)) *vec_push(out, &k.claims) = claim;
        }
        if (!k.sides.p[1].mentions.n || conflict_told(acc, &k)) continue;
        conflict_close(acc, &k, out);
        made++;
    }
}
