/* denial: what a sentence denies by way of a thing said, with the words of lexicon/denials.tsv.
 *
 *     The ministry rejected the claim that troops fired      "rejected" denies "fired"
 *     She dismissed reports of a merger as nonsense           "dismissed" denies "merger"
 *     The suggestion that we cheated is false                 "cheated" is said to be untrue
 *     It is not true that we cheated                          so it is here
 *     There is no evidence that we cheated                    "cheated" is doubted
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
/* The thing said that verb t denies, "claims by the union that it lied": its word, and what it tells, the words [*beg,
 * *end); -1 when there is none. */
int32_t denial_of_thing(const tokens *k, int32_t t, int32_t *beg, int32_t *end);
/* True when the clause of word t tells what a clause above it says is not true. */
bool denial_untrue(const tokens *k, int32_t t);
/* True when the clause of word t tells that of which there is "no evidence". O(1). */
bool denial_doubted(const tokens *k, int32_t t);

#endif
