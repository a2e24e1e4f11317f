/* tag: words -> part-of-speech tags (a UPOS tag and a Penn tag at once), greedily from left to right.
 *
 * Averaged perceptron over hashed features (Collins 2002): the form, its letters, the forms around it, and the two tags
 * before. A tag is a class: the index of a pair of tags in the model. */
#ifndef ACCORD_ANALYSE_TAG_H
#define ACCORD_ANALYSE_TAG_H

#include "analyse/words.h"
#include "model/parts.h"

enum { TAG_FEATURES = 48 };

/* The features of word i given the classes of the words before it; returns how many. */
int tag_features(const struct words *w, const uint8_t *tags, int32_t i, uint64_t *keys);

/* Sets tags[0 … w->n), classes of m. O(words). */
void tag_sentence(const model *m, const struct words *w, uint8_t *tags);

#endif
