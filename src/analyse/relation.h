/* relation: scores of relations under a tree -> the relations that its words get, held to what the annotation itself
 * keeps to: subjects are passive where there is an auxiliary of the passive, and not under a verb in an active form. */
#ifndef ACCORD_ANALYSE_RELATION_H
#define ACCORD_ANALYSE_RELATION_H

#include "base/arena.h"
#include "doc/tokens.h"

/* score[n][REL_COUNT]; head[n] from 0, n for the root; xpos[n]. Sets rel[n]. O(n). */
void relation_choose(const float *score, const int32_t *head, const str *xpos, int32_t n, uint8_t *rel, arena tmp);

#endif
