/* utf8: code points in UTF-8 text.
 *
 * Decoding never fails: a byte that begins no well-formed sequence is one U+FFFD of one byte, so a loop over any bytes
 * ends. Well-formed is as in RFC 3629: no surrogates, nothing overlong, nothing past U+10FFFF. */
#ifndef ACCORD_BASE_UTF8_H
#define ACCORD_BASE_UTF8_H

#include "base/arena.h"

/* The code point at s.p[at] and its length in bytes (1 to 4); at < s.n. */
uint32_t utf8_at(str s, ptrdiff_t at, int *length);
/* The code point that ends just before s.p[at] and its length; at > 0. */
uint32_t utf8_before(str s, ptrdiff_t at, int *length);
/* Writes c (U+FFFD where it is no scalar value) to out and returns its length. */
int utf8_put(uint32_t c, char out[4]);
/* Byte position of the first ill-formed byte, or -1. */
ptrdiff_t utf8_check(str s);
/* Code points in s. */
ptrdiff_t utf8_count(str s);
/* Columns that s takes on a terminal. */
int utf8_columns(str s);

bool utf8_is_upper(uint32_t c);
bool utf8_is_lower(uint32_t c);
bool utf8_is_alpha(uint32_t c);
bool utf8_is_digit(uint32_t c);
bool utf8_is_space(uint32_t c); // Unicode white space, U+00A0 and U+200B included
bool utf8_is_punct(uint32_t c); // punctuation and symbols
bool utf8_is_open_quote(uint32_t c);
bool utf8_is_close_quote(uint32_t c);

/* s in lower case. */
str utf8_lower(arena *out, str s);
/* s for comparison: compatibility-decomposed, without accents, in lower case, curly quotes and dashes made plain. */
str utf8_fold(arena *out, str s);
/* The letters and digits of that alone, for comparison past punctuation and white space. */
str utf8_letters(arena *out, str s);

#endif
