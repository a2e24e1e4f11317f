#include "story/merging.h"

static uint64_t key_of(int32_t a, int32_t b) {
    uint64_t x = (uint64_t)(a < b ? a : b), y = (uint64_t)(a < b ? b : a);
    return (x << 32 | y) + 1;
}

static uint64_t slot_of(const struct pair_numbers *t, uint64_t key) {
    uint64_t i = (key * 0x9E3779B97F4A7C15u >> 20) & t->mask;
    while (t->key[i] && t->key[i] != key) i = (i + 1) & t->mask;
    return i;
}

static void rehash(struct pair_numbers *t, ptrdiff_t slots, arena *a) {
    struct pair_numbers old = *t;
    t->key = arena_new(a, uint64_t, slots);
    t->at = arena_new(a, int32_t, slots);
    t->mask = (uint64_t)slots - 1;
    for (ptrdiff_t i = 0; old.key && i <= (ptrdiff_t)old.mask; i++) {
        if (!old.key[i]) continue;
        uint64_t to = slot_of(t, old.key[i]);
        t->key[to] = old.key[i];
        t->at[to] = old.at[i];
    }
}

void pair_numbers_room(struct pair_numbers *t, ptrdiff_t pairs, arena *a) {
    ptrdiff_t slots = 64;
    while (slots < 4 * pairs) slots *= 2;
    rehash(t, slots, a);
}

int32_t pair_at(struct pair_numbers *t, int32_t x, int32_t y, bool *fresh, arena *a) {
    if (2 * ((ptrdiff_t)t->n + 1) > (ptrdiff_t)t->mask) rehash(t, 2 * ((ptrdiff_t)t->mask + 1), a);
    uint64_t key = key_of(x, y), i = slot_of(t, key);
    *fresh = !t->key[i];
    if (*fresh) {
        t->key[i] = key;
        t->at[i] = t->n++;
    }
    return t->at[i];
}

static bool before(const struct candidate *x, const struct candidate *y) {
    if (x->mean != y->mean) return x->mean > y->mean;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

/* Four children lie side by side in memory, and the heap is half as deep as one of two. */
enum { CHILDREN = 4 };

void candidate_put(struct candidates *h, struct candidate c, arena *a) {
    vec_push(a, h);
    ptrdiff_t i = h->n - 1;
    for (; i > 0 && before(&c, &h->p[(i - 1) / CHILDREN]); i = (i - 1) / CHILDREN) h->p[i] = h->p[(i - 1) / CHILDREN];
    h->p[i] = c;
}

struct candidate candidate_take(struct candidates *h) {
    if (h->firsts && (!h->n || before(h->first, h->p))) return h->firsts--, *h->first++;
    struct candidate top = h->p[0], last = h->p[--h->n];
    ptrdiff_t i = 0;
    for (ptrdiff_t first; (first = CHILDREN * i + 1) < h->n;) {
        ptrdiff_t end = first + CHILDREN < h->n ? first + CHILDREN : h->n, best = first;
        for (ptrdiff_t child = first + 1; child < end; child++)
            if (before(&h->p[child], &h->p[best])) best = child;
        if (!before(&h->p[best], &last)) break;
        h->p[i] = h->p[best];
        i = best;
    }
    if (h->n) h->p[i] = last;
    return top;
}
