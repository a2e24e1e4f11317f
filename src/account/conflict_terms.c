/* What one party asks for, offers or refuses, as the outlets have it: the terms that one leaves out or another words in
 * its own way. "Halden wants the port and 40 ships" and "Halden demands the port". */
#include "account/conflict.h"

#include "account/context.h"
#include "account/origin.h"

enum { STANDS_MAX = 600, MOST = 6 };
static const float KIN = 0.5f;     // how near two words mean that say much the same
static const float TELLING = 0.3f; // a word of less weight is everywhere in the story

enum group { ASKING, GIVING, REFUSING, OTHER };

/* One position of a party. */
struct stand {
    struct place at;
    int32_t actor, outlet;
    enum group group;
    struct context words;
};
struct stands {
    struct stand *p;
    ptrdiff_t n, cap;
};

static enum group group_of(enum act act) {
    switch (act) {
    case ACT_DEMAND:
    case ACT_REQUEST:
    case ACT_CONDITION: return ASKING;
    case ACT_OFFER: return GIVING;
    case ACT_REJECTION: return REFUSING;
    default: return OTHER;
    }
}

/* They speak of one thing: share a word, or two that mean much the same. */
static bool meet(const struct vocabulary *v, const struct context *a, const struct context *b) {
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++) {
            int32_t x = a->id[i], y = b->id[j];
            if (v->proper[x] || v->proper[y] || v->idf[x] < TELLING || v->idf[y] < TELLING) continue;
            if (x == y || meaning_near(&v->meaning, x, y) >= KIN) return true;
        }
    return false;
}

/* Two outlets tell one party's position on one thing, each in words of its own. */
static bool alike(const struct vocabulary *v, const struct stand *a, const struct stand *b) {
    if (a->outlet == b->outlet || a->actor != b->actor || a->group != b->group) return false;
    return meet(v, &a->words, &b->words) && context_has_own(v, &a->words, &b->words) &&
           context_has_own(v, &b->words, &a->words);
}

static void gather(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, const int32_t *outlet,
                   struct stands *all, arena *tmp) {
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->positions.n && all->n < STANDS_MAX; i++) {
            const struct position_finding *p = &r->positions.p[i];
            int32_t actor = p->actor >= 0 ? actor_of[d][p->actor] : -1;
            enum group group = group_of(p->act);
            if (actor < 0 || group == OTHER) continue;
            struct place at = {d, p->span};
            *vec_push(tmp, all) = (struct stand){at, actor, outlet[d], group, context_at(acc, v, at, tmp)};
        }
    }
}

/* A wording that is in the account tells all of it: "willing to leave", "would leave" is one thing in other words. */
static bool is_wording(const account *acc, const struct conflict *k) {
    for (ptrdiff_t c = 0; c < acc->conflicts.n; c++) {
        bool all = acc->conflicts.p[c].kind == CONFLICT_WORDING;
        for (ptrdiff_t s = 0; s < k->sides.n && all; s++)
            for (ptrdiff_t i = 0; i < k->sides.p[s].mentions.n && all; i++)
                all = conflict_touches(&acc->conflicts.p[c], &k->sides.p[s].mentions.p[i]);
        if (all) return true;
    }
    return false;
}

void conflicts_of_terms(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    static const str why[] = {S_INIT("what one party asks for, in other words"),
                              S_INIT("what one party offers, in other words"),
                              S_INIT("what one party refuses, in other words")};
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n), made = 0;
    outlets_number(acc, outlet, tmp);
    struct stands all = {0};
    gather(acc, v, actor_of, outlet, &all, &tmp);
    bool *taken = arena_new(&tmp, bool, all.n);
    for (ptrdiff_t i = 0; i < all.n && made < MOST; i++) {
        bool differ = false;
        if (taken[i]) continue;
        for (ptrdiff_t j = i + 1; j < all.n; j++) differ |= !taken[j] && alike(v, &all.p[i], &all.p[j]);
        if (!differ) continue;
        struct conflict k = {.kind = CONFLICT_TERMS, .compatible = true, .why = why[all.p[i].group]};
        for (ptrdiff_t h = i; h < all.n; h++) {
            const struct stand *x = &all.p[h];
            if (taken[h] || x->actor != all.p[i].actor || x->group != all.p[i].group) continue;
            if (x->group != ASKING && h != i && !alike(v, &all.p[i], x) && x->outlet != all.p[i].outlet) continue;
            taken[h] = true;
            str key = arena_fmt(&tmp, "%d", x->outlet);
            conflict_tell(&k, arena_str(out, key), x->at, conflict_claim_at(acc, x->at.article, x->at.span), out);
        }
        if (k.sides.n < 2 || conflict_told(acc, &k)) continue;
        if (all.p[i].group != ASKING && is_wording(acc, &k)) continue;
        conflict_close(acc, &k, out);
        made++;
    }
}
