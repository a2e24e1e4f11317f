/* wording: which mention speaks for a claim.
 *
 *     "Speaking during a broadcast" · "the call" · "Trump called Maduro on Friday"   ->   the last one
 *
 * A full clause in the article's own voice, with names for those who act, reads best; and it should say what the other
 * mentions say, since a claim may hold a mention that only touches it. */
#ifndef ACCORD_ACCOUNT_WORDING_H
#define ACCORD_ACCOUNT_WORDING_H

#include "account/account.h"

/* The index of the mention, the first among equals; c has one at least. *agreement is how far its mentions say the same
 * in the same words, 0 to 1; 1 of a single one. O(words of the mentions). */
int32_t wording_best(const account *acc, const struct claim *c, float *agreement, arena tmp);

/* How far the words that speak for c tell something by themselves, 0 to 1: a clause with its verb, then a happening by
 * a noun or a participle ("a fire in the market", "closing the border") or a clause with a pronoun, then what hangs in
 * a sentence ("who was arguing", "aged 15") and a word alone; a title beside a name says least, and of all of these
 * those that hardly have a word that tells something ("I don't know") tell less. O(words of the mention). */
float wording_whole(const account *acc, const struct claim *c);

#endif
