/* encoding_guess: the bytes of a text that does not say how it is encoded -> the encoding that its bytes look like.
 *
 * By statistics of its own: which multibyte encoding its pairs of bytes are well formed in and common characters of;
 * for one byte a character, whether words are made of high bytes throughout (then the commonest letters of each script
 * tell), or hold one here and there (then the letters that only one of the Latin code pages has).
 *
 *     encoding_guess(S("\xD0\xD2\xC9\xD7\xC5\xD4"))    // "KOI8-R"
 *
 * Pure; O(n), of which it looks at the first 64 KiB past the ASCII. */
#ifndef ACCORD_CLEAN_ENCODING_GUESS_H
#define ACCORD_CLEAN_ENCODING_GUESS_H

#include "base/str.h"

/* iconv's name, static; "CP1252" when nothing speaks for another. UTF-8 and UTF-16 are told apart before (encoding.h).
 */
str encoding_guess(str raw);

#endif
