/* denial: what a sentence denies by way of a thing said, with the words of lexicon/denials.tsv.
 *
 *     The ministry rejected the claim that troops fired      "rejected" denies "fired"
 *     She dismissed reports of a merger as nonsense           "dismissed" denies "merger"
 *     The suggestion that we cheated is false                 "cheated" is said to be untrue
 *     It is not true that we cheated                          so it is here
 *
 * A denial that points back to another sentence ("Orm Rail rejected the finding") is the account's
 * (conflict_response.c). Pure and thread-safe; O(words of the clause). */
#ifndef ACCORD_EXTRACT_DENIAL_H
#define ACCORD_EXTRACT_DENIAL_H

#include "base/lexicon.h"
#include "doc/tokens.h"

/* The row of lexicon/denials.tsv of that form for word t, or for its lemma; null when there is none. */
const lex_row *denial_word(const tokens *k, int32_t t, str form);
/* True when verb t denies what its object, or the subject of its passive, is said to be: the words [*beg, *end). */
bool denial_content(const tokens *k, int32_t t, int32_t *beg, int32_t *end);
/* True when the clause of word t tells what a clause above it says is not true. */
bool denial_untrue(const tokens *k, int32_t t);

#endif
