/* lemma: a tagged word -> its lemma.
 *
 * A lemma is made by an edit script: "0 2 y" takes the form in lower case, drops 2 bytes at its end and adds "y". Which
 * script is asked of a table by the word's class and its ending, the longest ending first: the whole form, then its
 * last 6 … 0 bytes.
 *
 * A script's line: letter case (0 lower, 1 as written, 2 as written with a capital first), a space, the bytes to drop
 * (a digit; 9: all), a space, the rest. */
#ifndef ACCORD_ANALYSE_LEMMA_H
#define ACCORD_ANALYSE_LEMMA_H

#include "base/arena.h"
#include "model/parts.h"

enum { ENDING_MAX = 6 };

/* The key of the ending of `length` bytes of a form; length ENDING_MAX + 1: the whole form. */
uint64_t lemma_key(int class, str norm, int length);

/* The word with its first letter, if that is a small one of ASCII, made a capital. */
str lemma_capital(str written, arena *out);
/* Applies a script; false when it does not fit the form. */
bool lemma_apply(str script, str written, str norm, arena *out, str *lemma);

/* Never empty. In *out or a view of its arguments. */
str lemma_of(const model *m, int class, str written, str norm, arena *out);

#endif
