/* opinion: what is told as somebody's opinion -> who holds it, and of whom.
 *
 * A reporter paraphrases what happened and quotes what is thought of it, so a clause about another person that stands
 * between quotation marks, or that tells what he would do, is a doing of whoever says it:
 *
 *     Ann Lee said that Mr Orr "has given up"     Lee, of Orr
 *     Ann Lee said that Mr Orr would close it     Lee, of Orr
 *     "The toll will ruin us," Ann Lee said       Lee, of nobody: what a thing will do is foretold
 *     Ann Lee said that Mr Orr closed it          nobody: what he did is his doing
 *
 * Invariant: whoever holds an opinion has a name and is not the one of whom it is. Pure and thread-safe. */
#ifndef ACCORD_ACCOUNT_OPINION_H
#define ACCORD_ACCOUNT_OPINION_H

#include "account/account.h"

struct opinion {
    int32_t by, of; // actors, -1
};

/* O(sentence + log quotes). */
struct opinion opinion_find(const account *acc, const reading *r, const int32_t *actor_of,
                            const struct event_finding *e);

/* The entity that speaks the quotation at a byte, where no words of saying stand by it: 'Ann Lee was furious. "They
 * lied."'; -1 when nobody. O(log quotes). */
int32_t opinion_speaker_at(const reading *r, uint32_t at);

/* Clause t has a modal ("will", "must", "would"): what is meant or wanted, not what was done. O(sentence). */
bool opinion_is_meant(const tokens *k, int32_t t);

#endif
