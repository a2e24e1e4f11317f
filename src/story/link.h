/* link: average-link agglomerative clustering over a sparse set of scored pairs.
 *
 * Items 0..n−1 begin alone. The two clusters whose members' mean pair score is highest are joined, again and again,
 * while that mean is at least `threshold`, which is above 0; pairs that were not scored count 0. A pair scored
 * LINK_NEVER keeps two clusters apart for good. (UPGMA, Sokal & Michener 1958, on a sparse matrix.)
 *
 *     struct link_pair pairs[] = {{0, 1, .9f}, {0, 2, LINK_NEVER}, {1, 2, .8f}};
 *     link_average(3, pairs, 3, .5f, cluster, tmp);     // {0, 1} and {2}
 *
 * O(p log p) for p pairs, times the number of joins of the largest cluster in the worst case. Deterministic: ties go to
 * the smaller indices. */
#ifndef ACCORD_STORY_LINK_H
#define ACCORD_STORY_LINK_H

#include "base/arena.h"

#define LINK_NEVER (-1e6f)

struct link_pair {
    int32_t a, b; // a < b; each pair at most once, ascending by a, then by b
    float score;
};

/* cluster[i] becomes the smallest item of i's cluster. */
void link_average(int32_t n, const struct link_pair *pairs, ptrdiff_t count, float threshold, int32_t *cluster,
                  arena tmp);
/* The same, but two clusters are as near as (1 - best_part) of their mean and best_part of the best pair between them:
 * between the average and the single link, for items of which few pairs show what they share. 0 ≤ best_part ≤ 1. */
void link_mixed(int32_t n, const struct link_pair *pairs, ptrdiff_t count, float threshold, float best_part,
                int32_t *cluster, arena tmp);

#endif
