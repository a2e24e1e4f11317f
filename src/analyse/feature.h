/* feature: a word -> the keys of the rows that its input to the network is the sum of.
 *
 * A key stands for one thing about the word: its form, an ending, a beginning, its letter shape, its capitals and place,
 * what it is joined to, a word list that it stands in. What training has not met has no row and adds nothing. */
#ifndef ACCORD_ANALYSE_FEATURE_H
#define ACCORD_ANALYSE_FEATURE_H

#include "analyse/words.h"

enum { FEATURE_KEYS = 48 };

/* keys[0] is the form's. Returns how many. */
int feature_keys(const struct word *x, uint64_t keys[FEATURE_KEYS]);
/* The key of a word's fixed vector. */
uint64_t feature_vector_key(uint64_t form);

/* How far and to which side a head stands, as one of few numbers. */
enum { FEATURE_PLACES = 18 };
int feature_place(int32_t word, int32_t head);

#endif
