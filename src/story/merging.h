/* merging: what agglomerative clusterings over sparse pairs share: pairs by number, and the candidate to join next.
 *
 *     int32_t at = pair_at(&pairs, a, b, &fresh, mem);    // 0, 1, 2 … in the order in which pairs are met
 *     candidate_put(&heap, (struct candidate){mean, a, b, stamp}, mem);
 *
 *     while (candidates_left(&heap)) … candidate_take(&heap) …
 *
 * (b, a) is the pair (a, b).
 * Candidates leave in the order of their means, ties by the smaller indices. One that was put in before its clusters
 * grew is stale; whoever takes it sees that by its stamp. Used by link.c (candidates) and join.c. */
#ifndef ACCORD_STORY_MERGING_H
#define ACCORD_STORY_MERGING_H

#include "base/arena.h"

/* Open addressing, never shrinking. */
struct pair_numbers {
    uint64_t *key; // a << 32 | b, a < b, plus 1; 0 when free
    int32_t *at;
    uint64_t mask;
    int32_t n;
};

/* Room for so many pairs at first. */
void pair_numbers_room(struct pair_numbers *t, ptrdiff_t pairs, arena *a);
/* The number of the pair, a new one when it is met for the first time. O(1). */
int32_t pair_at(struct pair_numbers *t, int32_t x, int32_t y, bool *fresh, arena *a);

struct candidate {
    float mean;
    int32_t a, b, stamp;
};
struct candidates { // a heap of four children a node, the best on top
    struct candidate *p;
    ptrdiff_t n, cap;
    const struct candidate *first; // [firsts] those known from the beginning, in the order in which they leave; or none
    ptrdiff_t firsts;
};
static inline bool candidates_left(const struct candidates *h) { return h->n || h->firsts; }

void candidate_put(struct candidates *h, struct candidate c, arena *a);
struct candidate candidate_take(struct candidates *h);

#endif
