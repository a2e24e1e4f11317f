/* parse: scores of heads -> a dependency tree.
 *
 * The maximum spanning tree under one root (Chu and Liu 1965, Edmonds 1967; for parsing McDonald et al. 2005), dense:
 * cycles are contracted one after the other, each in time of its length times n.
 *
 * Pure, thread-safe, O(n²) time and room. */
#ifndef ACCORD_ANALYSE_PARSE_H
#define ACCORD_ANALYSE_PARSE_H

#include "base/arena.h"

/* score[n][n + 1]: of head j for word i, the root being head n; what stands for i = j is passed over. Sets head[n]:
 * words from 0, n for the root, which exactly one word gets. n ≥ 1. */
void parse_tree(const float *score, int32_t n, int32_t *head, arena tmp);

#endif
