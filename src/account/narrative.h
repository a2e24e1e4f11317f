/* narrative: the day on which a passage stands that names none itself.
 *
 * Reports name a day once and go on: "A fire swept through a ferry late on Tuesday. … Passengers jumped into the
 * water." Each event without a time of its own is given the day that the text around it stands on:
 *
 *     what it hangs in    "harvesting cabbages on Sunday when he fell"   the governing clause's time
 *     what is said        "We will appeal," she said on Friday           the day of the saying; not of what is past
 *     the passage         …                                              the last day named in the paragraph; else the
 *                                                                        article's main day
 *     what is so now      "she is in hospital"                           the article's own day
 *
 * The main day is the first past day that the article's first sentences give to something done; where it gives none,
 * that of the story's other articles, else the article's own day. After Partee's temporal anaphora (1984) and the
 * narrative times of Reimers et al. (2016). Nothing is inferred for what is planned, conditional or always so.
 *
 * Invariants: 1. a stand with a value has lo <= hi.  2. an event with a time of its own has none, but
 * for "about ten days ago", which another report of such a happening may make a day. */
#ifndef ACCORD_ACCOUNT_NARRATIVE_H
#define ACCORD_ACCOUNT_NARRATIVE_H

#include "account/account.h"

struct stand {
    str value; // ISO 8601; empty when the text does not tell
    enum precision precision;
    int32_t lo, hi;
};

/* stands[reading][event] for the readings of the story. O(words). */
struct stand **narrative_make(const account *acc, int32_t *const *actor_of, arena *out, arena tmp);

#endif
