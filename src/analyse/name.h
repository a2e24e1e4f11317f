/* name: tagged words -> BIO labels of the names of people, organisations and places, greedily from left to right.
 *
 * The same averaged perceptron as the tagger, with the labels of UniversalNER. A label I-X only follows B-X or I-X. */
#ifndef ACCORD_ANALYSE_NAME_H
#define ACCORD_ANALYSE_NAME_H

#include "analyse/words.h"
#include "model/parts.h"

enum { NAME_FEATURES = 64 };

/* The features of word i given the labels of the words before it; returns how many. upos: [n] enum upos. */
int name_features(const struct words *w, const uint8_t *tags, const uint8_t *upos, const uint8_t *labels, int32_t i,
                  uint64_t *keys);
/* Whether label may follow `before` (NER_O at a sentence's beginning). */
bool name_follows(enum ner before, enum ner label);
/* Sets labels[0 … w->n). O(words). */
void name_sentence(const model *m, const struct words *w, const uint8_t *tags, const uint8_t *upos, uint8_t *labels);

#endif
