/* name: scores of BIO labels -> the best row of labels in which a label I-X only follows B-X or I-X (Viterbi 1967). */
#ifndef ACCORD_ANALYSE_NAME_H
#define ACCORD_ANALYSE_NAME_H

#include "base/arena.h"
#include "doc/tokens.h"

/* Whether label may follow `before` (NER_O at a sentence's beginning). */
bool name_follows(enum ner before, enum ner label);
/* Rows of NER_COUNT scores lie `stride` apart. Sets labels[0 … n). O(n). */
void name_labels(const float *score, ptrdiff_t stride, int32_t n, uint8_t *labels, arena tmp);

#endif
