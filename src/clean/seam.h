/* seam: where one sentence ran into the next in text that lost its line breaks.
 *
 *     … after her speech The chief issued two letters     a seam before "The"
 *     … gives her the all clear "There are lots of reasons," she said     a seam before the quotation
 *
 * A seam is where something begins although nothing ended before it. English is assumed; in other languages none is
 * found. */
#ifndef ACCORD_CLEAN_SEAM_H
#define ACCORD_CLEAN_SEAM_H

#include "clean/sheet.h"

/* A word, with the marks at its ends. */
struct word {
    ptrdiff_t beg, end;
    bool capital; // its first letter
    bool shouted; // two letters or more, all capitals
    bool ends;    // final punctuation behind it
    bool pauses;  // a comma, colon, semicolon or dash behind it
    bool quoted;  // a double quotation mark opens before it
    bool digits;
    int32_t letters;
};

struct words {
    struct word *p;
    ptrdiff_t n, cap;
};

/* The words of raw[beg, end). */
struct words words_of(str raw, ptrdiff_t beg, ptrdiff_t end, arena *a);
/* Its letters, without ASCII marks around them. */
str word_core(str raw, const struct word *w);
/* Whether a quotation that is a sentence of its own begins at word k, with nothing before it that leads to it. */
bool is_quote_seam(str raw, const struct words *w, ptrdiff_t k);
/* Whether a sentence of running text begins at word k, behind a headline or caption that did not end. */
bool is_sentence_seam(str raw, const struct words *w, ptrdiff_t k);

#endif
