/* token: the text of a block -> pieces, one a syntactic word, split as UD English EWT splits.
 *
 *     "Don't go to the U.S.-led talks," Mr. Li's aide said.
 *     " | Do n't | go to the U.S. - led talks , " Mr. | Li 's | aide said .
 *
 * White space and control characters part chunks; inside a chunk a scanner takes the longest thing it knows at each
 * place: a link, an address, a handle, a face, a number, a word with its inner stops and apostrophes, a run of marks.
 * A hyphen parts words unless a prefix stands before it (lexicon/prefixes.tsv).
 *
 * Invariants: 1. pieces are in order, do not overlap, are not empty and hold no white space.  2. every character of the
 * block but white space and control characters is in a piece.  3. `joined` pieces begin where the piece before ends.
 * Pure, thread-safe, linear in the block but for links and addresses, which look ahead inside one chunk. */
#ifndef ACCORD_ANALYSE_TOKEN_H
#define ACCORD_ANALYSE_TOKEN_H

#include "doc/article.h"

struct piece {
    span span;
    bool joined; // goes on the multiword token of the piece before: the n't of don't
};
struct pieces {
    struct piece *p;
    ptrdiff_t n, cap;
};

/* Adds the pieces of text[block) to *out. */
void token_split(str text, span block, struct pieces *out, arena *a);
/* The form for comparison: lower case, curly quotation marks and dashes plain. A view of the word where that is the
 * same. */
str token_norm(str word, arena *out);

#endif
