/* sentence: the pieces of a block -> sentences.
 *
 * A sentence ends at . ! ? … and the marks that close it, where the next piece looks like a beginning. Abbreviations
 * end one only before a word that often begins one (lexicon/sentence_starters.tsv); a quotation that goes on (“Stop!”
 * Smith shouted) is not parted. The end of a block always ends one, and none is longer than LIMIT_SENTENCE_TOKENS.
 *
 * Pure, thread-safe, linear. */
#ifndef ACCORD_ANALYSE_SENTENCE_H
#define ACCORD_ANALYSE_SENTENCE_H

#include "analyse/token.h"

/* Given the index of the first piece of a sentence in [beg, end), which is one block: the index after its last. */
ptrdiff_t sentence_end(str text, const struct piece *p, ptrdiff_t beg, ptrdiff_t end);

#endif
