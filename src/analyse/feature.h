/* feature: a word -> the keys of the rows that its input to the network is the sum of.
 *
 * A key stands for one thing about the word: its form, an ending, a beginning, its letter shape, its capitals and
 * place, what it is joined to, a word list that it stands in. What training has not met has no row and adds nothing. */
#ifndef ACCORD_ANALYSE_FEATURE_H
#define ACCORD_ANALYSE_FEATURE_H

#include "analyse/words.h"

enum { FEATURE_KEYS = 48 };

/* keys[0] is the form's. Returns how many. */
int feature_keys(const struct word *x, uint64_t keys[FEATURE_KEYS]);
/* The key of a word's fixed vector. */
uint64_t feature_vector_key(uint64_t form);

#endif
