/* actor_deed: who of the story are one because the same deeds are told of them.
 *
 *     "A sex offender escaped on Monday"    one report
 *     "Marlow escaped on Monday"            another one
 *
 * Claims that name somebody in some mentions and only describe him in others tell who the description means: events
 * and those who take part in them are resolved together (Lee, Recasens, Chang, Surdeanu and Jurafsky, 2012). A
 * description goes to the one name that shares claims with it on the same side, never to one with whom it takes
 * part in the same event, or of another gender. */
#ifndef ACCORD_ACCOUNT_ACTOR_DEED_H
#define ACCORD_ACCOUNT_ACTOR_DEED_H

#include "account/account.h"

/* Joins actors of acc->actors and renumbers actor_of, the map of actors_make. The claims have their mentions and
 * nothing else yet. O(mentions + pairs of actors that share a claim). */
void actors_join_by_deeds(account *acc, int32_t *const *actor_of, arena *out, arena tmp);

#endif
