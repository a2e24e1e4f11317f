/* join: agglomerative clustering over a sparse set of scored pairs, by the mean of the strongest links.
 *
 * The two clusters whose strongest links have the highest mean are joined, again and again, while that mean is at least
 * `threshold`. Of the |a|·|b| pairs between two clusters the strongest JOIN_LINKS · min(|a|, |b|) count (all of them
 * when they are fewer; pairs that were not scored count 0): a story of hundreds is joined by what is like some of it,
 * and yet one chance likeness joins nothing. (Between single link and UPGMA; k-link, Ling 1972.)
 *
 * Some items stand for clusters of an earlier time: they have sizes and are never joined with each other.
 *
 *     struct join_pair pairs[] = {{0, 1, .9f}, {1, 2, .8f}};
 *     join_links(3, 0, NULL, pairs, 2, .4f, cluster, tmp);
 *
 * O(p log p) for p pairs but for the largest clusters. Deterministic: ties go to the smaller indices. */
#ifndef ACCORD_STORY_JOIN_H
#define ACCORD_STORY_JOIN_H

#include "base/arena.h"

enum { JOIN_LINKS = 3 };

struct join_pair {
    int32_t a, b; // different; the same two items may have several, one for each of their members
    float score;
};

/* Items 0..fixed−1 stand for clusters of size[i] members and are never joined with each other; items fixed..n−1 are
 * single. cluster[i] becomes the smallest item of i's cluster. */
void join_links(int32_t n, int32_t fixed, const int32_t *size, const struct join_pair *pairs, ptrdiff_t count,
                float threshold, int32_t *cluster, arena tmp);

#endif
