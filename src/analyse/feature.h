/* feature: a word -> the keys of the rows that its input to the network is the sum of.
 *
 * A key stands for one thing about the word: its form, an ending, a beginning, its letter shape, its capitals and
 * place, what it is joined to, a word list that it stands in. What training has not met has no row and adds nothing. */
#ifndef ACCORD_ANALYSE_FEATURE_H
#define ACCORD_ANALYSE_FEATURE_H

#include "analyse/words.h"
#include "model/lookup.h"

enum { FEATURE_KEYS = 64 };

/* keys[0] is the form's. Returns how many. */
int feature_keys(const struct word *x, uint64_t keys[FEATURE_KEYS]);
/* The key of a word's fixed vector. */
uint64_t feature_vector_key(uint64_t form);
/* The key of the vector of a piece of words, folded, that begins a word or goes on in it. */
uint64_t feature_piece_key(str piece, bool begins);
/* The vectors of a word's pieces, the longest known ones from its beginning on (Wu et al. 2016, as BERT has them); a
 * mark is a word by itself. rows[PIECES_MAX]; returns how many, 0 where a part of the word is in no piece. Of a longer
 * word the first PIECES_MAX pieces are taken. */
enum { PIECES_MAX = 6 };
int feature_pieces(const struct lookup *vectors, str folded, int32_t rows[PIECES_MAX]);
/* The vectors that a word's vector is the mean of: its own or those of its pieces. word: as it is written. */
int feature_vectors(const struct lookup *vectors, uint64_t form, str word, int32_t rows[PIECES_MAX], arena tmp);

#endif
