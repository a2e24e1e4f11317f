/* piece: a text cut into the small parts that numbers and times are written with, finer than its tokens.
 *
 * "a 40m-deep well at 5am" -> a | 40 | m | - | deep | well | at | 5 | am. Whether the tokens keep "40m" or
 * "five-year-old" whole makes no difference here: every piece knows its token, and asks it for its tag.
 *
 * Invariants: 1. pieces are sorted, do not overlap and hold all of the text but white space.  2. norm is lower case,
 * with apostrophes, quotes and dashes made plain; letters joined by full stops lose them ("p.m." is "pm", dotted).
 * 3. token is the token that holds the piece's first byte, or -1 where there is none. Linear in the text. */
#ifndef ACCORD_EXTRACT_PIECE_H
#define ACCORD_EXTRACT_PIECE_H

#include "base/lexicon.h"
#include "doc/reading.h"

enum piece_kind { PIECE_WORD, PIECE_NUMBER, PIECE_MARK };

struct piece {
    span span;
    str norm;
    int32_t token;
    uint32_t tables; // the word lists of piece.c that may have a row beginning with it, a bit each
    uint8_t kind;
    bool space;  // white space stands before it
    bool line;   // a line break stands before it
    bool first;  // it begins a sentence
    bool upper;  // begins with a capital
    bool caps;   // all capitals
    bool dotted; // letters with full stops: "p.m."
};

typedef struct pieces {
    struct piece *p;
    ptrdiff_t n, cap;
    const reading *r;
    bool tagged; // the tokens have tags of a model
} pieces;

void pieces_cut(pieces *out, const reading *r, arena *a);

/* The norm of piece i; empty outside the text. */
static inline str piece_at(const pieces *k, ptrdiff_t i) { return i >= 0 && i < k->n ? k->p[i].norm : (str){0}; }
static inline bool piece_is(const pieces *k, ptrdiff_t i, str norm) { return str_eq(piece_at(k, i), norm); }
/* Piece i stands right after piece i - 1, without white space. */
static inline bool piece_joined(const pieces *k, ptrdiff_t i) { return i > 0 && i < k->n && !k->p[i].space; }
/* Pieces i - 1 and i belong to one sentence and line. */
static inline bool piece_goes_on(const pieces *k, ptrdiff_t i) {
    return i > 0 && i < k->n && !k->p[i].first && !k->p[i].line;
}
/* The Penn tag of its token; empty when there is none, or no model to give one. */
str piece_tag(const pieces *k, ptrdiff_t i);
/* The lemma of its token where the token is this piece alone, else its norm. */
str piece_lemma(const pieces *k, ptrdiff_t i);
static inline span pieces_span(const pieces *k, ptrdiff_t beg, ptrdiff_t end) {
    return (span){k->p[beg].span.beg, k->p[end - 1].span.end};
}
/* Tokens [*beg, *end) of pieces [i, j). */
void pieces_tokens(const pieces *k, ptrdiff_t i, ptrdiff_t j, int32_t *beg, int32_t *end);

/* The row of a phrase that begins at piece i, the longest one, and *end behind it; null when none. Pieces are joined by
 * one blank, whether or not white space stands between them: "so far", "as of writing", "km / h". */
const lex_row *pieces_phrase(const pieces *k, ptrdiff_t i, const lex_table *t, ptrdiff_t *end);
/* The first row of piece i's norm; null when none, or outside the text. */
const lex_row *piece_row(const pieces *k, ptrdiff_t i, const lex_table *t);
/* True when a row of piece i's norm has `role` in its second column. */
bool piece_has(const pieces *k, ptrdiff_t i, const lex_table *t, str role);

#endif
