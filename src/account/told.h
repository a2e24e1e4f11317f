/* told: the reality and the PLOVER type of a claim, from how its mentions tell it.
 *
 * An event's reality says whether the event took place (extract/reality.c). A claim is what an article reports, and
 * that may be the saying itself, or a state that does not hold:
 *
 *     "Ferries are not running," she said           event: did not happen   claim: ongoing, a state
 *     The judge said that the ban should be lifted  event: hypothetical     claim: happened, a stand was taken
 *     The port offered to reopen if it was paid     event: happened         claim: conditional, as the offer is
 *     The union rejects the plan                    event: ongoing          claim: happened, it was turned down
 *
 * Likewise the type: that somebody says they will not pay is REJECT, whatever paying is, and what they ask for in
 * return is REQUEST; an inquiry accuses nobody yet, though PLOVER codes it as ACCUSE, but who says that another ignored
 * the alarms does. Who resigns or lets somebody go gives in (CONCEDE), whatever PLOVER's RETREAT has beside
 * withdrawals.
 *
 * Pure and thread-safe; O(mentions + positions + events log positions). */
#ifndef ACCORD_ACCOUNT_TOLD_H
#define ACCORD_ACCOUNT_TOLD_H

#include "account/account.h"

/* Fills reality and type of every claim: what most of the mentions that state it tell. What is under way in one is done
 * where another has it done, and a bare infinitive ("to save the boy") says nothing beside a clause. Verbs tell reality
 * better than nouns, and who says that it was not so does not make it so for the others. A type counts when a third of
 * the mentions have one. */
void told_fill(account *acc, arena tmp);

/* True when that it happened is a charge that somebody else lays: "the union said that managers had ignored the
 * alarms". */
bool told_charges(const reading *r, const struct event_finding *e);

#endif
