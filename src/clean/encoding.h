/* encoding: the bytes of a page in any encoding -> UTF-8, every character knowing the bytes it came from.
 *
 * The encoding is what a byte order mark says; else UTF-8 where the bytes are that; else what HTTP says; else what the
 * page declares in its first bytes (lexicon/encodings.tsv, read as browsers do); else UTF-8 if all but a few bytes are;
 * else what its bytes look like (encoding_guess.h). Where all of a page that is not ASCII is UTF-8 that something took
 * for windows-1252 and encoded again ("donâ€™t"), it is decoded twice.
 *
 *     struct decoded d;
 *     encoding_decode(raw, (str){0}, &d, &out);
 *     … d.text …
 *     encoding_copy(&d, &builder, beg, end);     // adds d.text [beg, end) to an article's text
 *
 * Invariants: 1. text is well-formed UTF-8; what cannot be read is U+FFFD.  2. pieces are sorted and do not overlap;
 * what lies between two is a verbatim copy. O(n); positions are looked up in O(log pieces). */
#ifndef ACCORD_CLEAN_ENCODING_H
#define ACCORD_CLEAN_ENCODING_H

#include "doc/article.h"

struct piece {
    uint32_t text, raw; // where a character stands that is written otherwise in the raw bytes
    uint8_t text_n, raw_n;
};

struct decoded {
    str text;
    str name;      // iconv's name of the encoding, static
    bool twice;    // it was encoded twice
    uint32_t skip; // raw bytes before the text: a byte order mark
    struct {
        struct piece *p;
        ptrdiff_t n, cap;
    } pieces;
};

/* charset: what HTTP or MIME says, empty when they say nothing. */
void encoding_decode(str raw, str charset, struct decoded *d, arena *out);
/* The raw position of a position in d->text, the beginning of its character. */
int64_t encoding_raw(const struct decoded *d, ptrdiff_t at);
/* Adds d->text [beg, end) to the text being built, character by character true to the raw bytes. */
void encoding_copy(const struct decoded *d, struct text_builder *b, ptrdiff_t beg, ptrdiff_t end);

#endif
