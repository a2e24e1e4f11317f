/* One matter told in passages that have words of their own: "Orr asked the council to keep the ferry", "whether the
 * ferry is kept, as Orr wants it, is for the council", "the fight over the ferry". Passages are of one matter when they
 * share words that few sentences of the story have; the surer, the nearer the rest of their words means, when one party
 * does it in both, and the nearer to the beginning of their articles they stand. With a passage goes what else tells
 * its claim.
 *
 * This is less sure than what the other families find, so it only fills up the list of a story of which they find
 * little: further where few claims are told by two articles, as most of the other families compare those. */
#include "account/conflict.h"

#include <stdlib.h>

#include "account/context.h"

enum { TOLD_MAX = 400, PAIRS_MAX = 20000 }; // passages compared, of the most important claims; pairs of them
enum { SIDES_MAX = 4 };
enum { ENOUGH_APART = 24, RETOLD_FEW = 15 }; // conflicts of a story of which two articles tell few claims, and how few

/* What the evidence weighs that two passages are of one matter beside the weights of the words that they share: after
 * a logistic regression over real stories, rounded. */
static const float SHARED_LEAST = 0.8f, SHARED_MOST = 4, NOTHING_OWN = -0.4f;
static const float NEAR = 3, ONE_DOER = 0.75f, LATE = -1.25f;
enum { LATEST = 20 };            // sentences before them, in both articles together
static const float SURE = 1.65f; // what it takes

struct telling {
    const struct mention *m;
    int32_t claim, sentence;
    struct context words;
};
struct tellings {
    struct telling *p;
    ptrdiff_t n, cap;
};

struct pair {
    int32_t a, b; // tellings
    float score;
};
struct pairs {
    struct pair *p;
    ptrdiff_t n, cap;
};

static void gather(const account *acc, const struct vocabulary *v, struct tellings *all, arena *tmp) {
    for (int32_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n && all->n < TOLD_MAX; i++) {
            const struct mention *m = &acc->claims.p[c].mentions.p[i];
            int32_t sentence = acc->readings[m->at.article]->tokens.sent[mention_event(acc, m)->head];
            *vec_push(tmp, all) = (struct telling){m, c, sentence, context_at(acc, v, m->at, tmp)};
        }
}

static bool one_doer(const account *acc, int32_t *const *actor_of, const struct mention *a, const struct mention *b) {
    const struct event_finding *e = mention_event(acc, a), *f = mention_event(acc, b);
    for (ptrdiff_t i = 0; i < e->actors.n; i++)
        for (ptrdiff_t j = 0; j < f->actors.n; j++) {
            int32_t x = e->actors.p[i].entity, y = f->actors.p[j].entity;
            int32_t who = x >= 0 ? actor_of[a->at.article][x] : -1;
            if (who >= 0 && y >= 0 && who == actor_of[b->at.article][y]) return true;
        }
    return false;
}

/* How near the words that a alone has mean to words of b, on average. */
static float near_words(const struct vocabulary *v, const struct context *a, const struct context *b) {
    float sum = 0;
    int32_t n = 0;
    for (int32_t i = 0; i < a->n; i++) {
        float best = 0;
        if (v->proper[a->id[i]] || context_has(b, a->id[i])) continue;
        for (int32_t j = 0; j < b->n; j++) {
            float near = meaning_near(&v->meaning, a->id[i], b->id[j]);
            if (near > best) best = near;
        }
        sum += best;
        n++;
    }
    return n ? sum / (float)n : 0;
}

/* The next word from t on that is no punctuation, within a mention; -1 behind its end. */
static int32_t next_word(const tokens *k, const struct mention *m, int32_t t) {
    while (t < k->n && k->span[t].beg < m->at.span.end && k->upos[t] == UPOS_PUNCT) t++;
    return t < k->n && k->span[t].beg < m->at.span.end ? t : -1;
}

/* Two passages of the same words, punctuation aside: they tell it in one way. */
static bool same_words(const account *acc, const struct mention *a, const struct mention *b) {
    const tokens *k = &acc->readings[a->at.article]->tokens, *l = &acc->readings[b->at.article]->tokens;
    int32_t t = next_word(k, a, token_at(k, a->at.span.beg)), u = next_word(l, b, token_at(l, b->at.span.beg));
    while (t >= 0 && u >= 0 && str_eq(k->norm[t], l->norm[u])) {
        t = next_word(k, a, t + 1);
        u = next_word(l, b, u + 1);
    }
    return t < 0 && u < 0;
}

/* How surely two passages are of one matter; 0 for a passage and a part of it, and for one in the same words. */
static float one_matter(const account *acc, const struct vocabulary *v, int32_t *const *actor_of,
                        const struct telling *a, const struct telling *b) {
    int32_t n, before = a->sentence + b->sentence;
    if (a->m->at.article == b->m->at.article && span_touch(a->m->at.span, b->m->at.span)) return 0;
    float score = context_shared(v, &a->words, &b->words, &n);
    if (score < SHARED_LEAST || same_words(acc, a->m, b->m)) return 0;
    if (score > SHARED_MOST) score = SHARED_MOST;
    if (!context_has_own(v, &a->words, &b->words) || !context_has_own(v, &b->words, &a->words)) score += NOTHING_OWN;
    if (one_doer(acc, actor_of, a->m, b->m)) score += ONE_DOER;
    score += LATE * (float)(before < LATEST ? before : LATEST) / LATEST;
    return score + NEAR * near_words(v, &a->words, &b->words);
}

static int by_score(const void *a, const void *b) {
    const struct pair *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

static bool joined(const struct pairs *pairs, int32_t a, int32_t b) {
    for (ptrdiff_t p = 0; p < pairs->n; p++) {
        const struct pair *x = &pairs->p[p];
        if ((x->a == a && x->b == b) || (x->a == b && x->b == a)) return true;
    }
    return false;
}

/* The tellings of the matter of pair p: those of the pair, and others that make a pair with both, each of a claim of
 * its own. */
static ints tellings_of(const struct tellings *all, const struct pairs *pairs, ptrdiff_t p, const bool *taken,
                        arena *tmp) {
    ints told = {0};
    int32_t a = pairs->p[p].a, b = pairs->p[p].b;
    *vec_push(tmp, &told) = a;
    *vec_push(tmp, &told) = b;
    for (ptrdiff_t q = p + 1; q < pairs->n && told.n < SIDES_MAX; q++) {
        const struct pair *x = &pairs->p[q];
        bool has_a = x->a == a || x->b == a;
        if (!has_a && x->a != b && x->b != b) continue;
        int32_t seed = has_a ? a : b, with = x->a == seed ? x->b : x->a;
        bool known = taken[with];
        for (ptrdiff_t i = 0; i < told.n && !known; i++) known = all->p[told.p[i]].claim == all->p[with].claim;
        if (!known && joined(pairs, with, has_a ? b : a)) *vec_push(tmp, &told) = with;
    }
    return told;
}

/* Adds what else tells the claims of the sides, where these are of claims of their own. */
static void add_claims(const account *acc, const struct tellings *all, const ints *told, struct conflict *k,
                       arena *out) {
    bool apart = all->p[told->p[0]].claim != all->p[told->p[1]].claim;
    for (ptrdiff_t s = 0; s < told->n && apart; s++) {
        const struct telling *x = &all->p[told->p[s]];
        const struct claim *c = &acc->claims.p[x->claim];
        for (ptrdiff_t i = 0; i < c->mentions.n; i++)
            if (&c->mentions.p[i] != x->m) *vec_push(out, &k->sides.p[s].mentions) = c->mentions.p[i].at;
    }
}

static bool tell(account *acc, const struct tellings *all, const ints *told, arena *out) {
    struct conflict k = {
        .kind = CONFLICT_WORDING, .compatible = true, .why = S("one matter, told in ways of their own")};
    for (ptrdiff_t s = 0; s < told->n; s++) {
        const struct telling *x = &all->p[told->p[s]];
        struct side *side = vec_push(out, &k.sides);
        *side = (struct side){0};
        *vec_push(out, &side->mentions) = x->m->at;
        if (!ints_have(&k.claims, x->claim)) *vec_push(out, &k.claims) = x->claim;
    }
    if (conflict_told(acc, &k)) return false;
    add_claims(acc, all, told, &k, out);
    conflict_close(acc, &k, out);
    return true;
}

static ptrdiff_t enough(const account *acc) {
    int32_t retold = 0;
    for (int32_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        ptrdiff_t i = 1;
        while (i < x->mentions.n && x->mentions.p[i].at.article == x->mentions.p[0].at.article) i++;
        retold += i < x->mentions.n;
    }
    return retold < RETOLD_FEW ? ENOUGH_APART : CONFLICTS_FEW;
}

void conflicts_of_matters(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    ptrdiff_t most = enough(acc);
    struct tellings all = {0};
    struct pairs pairs = {0};
    if (acc->conflicts.n >= most) return;
    gather(acc, v, &all, &tmp);
    for (int32_t i = 0; i < all.n; i++)
        for (int32_t j = i + 1; j < all.n && pairs.n < PAIRS_MAX; j++) {
            float score = one_matter(acc, v, actor_of, &all.p[i], &all.p[j]);
            if (score >= SURE) *vec_push(&tmp, &pairs) = (struct pair){i, j, score};
        }
    if (pairs.n) qsort(pairs.p, (size_t)pairs.n, sizeof *pairs.p, by_score);
    bool *taken = arena_new(&tmp, bool, all.n);
    for (ptrdiff_t p = 0; p < pairs.n && acc->conflicts.n < most; p++) {
        arena scratch = tmp;
        if (taken[pairs.p[p].a] || taken[pairs.p[p].b]) continue;
        ints told = tellings_of(&all, &pairs, p, taken, &scratch);
        if (!tell(acc, &all, &told, out)) continue;
        for (ptrdiff_t i = 0; i < told.n; i++) taken[told.p[i]] = true;
    }
}
