/* claim: the events of every article -> the claims of the story.
 *
 * Mentions of one proposition become one claim whatever the wording. Evidence (the class of the happening, who did it
 * to whom, the words around it, day, place, figures) is weighed into a score for each pair of mentions; agglomerative
 * clustering (link_mixed) joins them, and never over a hard constraint: opposite direction, days that exclude each
 * other, different figures of the same unit where the figure is what is claimed. */
#ifndef ACCORD_ACCOUNT_CLAIM_H
#define ACCORD_ACCOUNT_CLAIM_H

#include "account/account.h"

/* Fills acc->claims with mentions, actors, time, place, reality, PLOVER type and text; not yet origins, status, weight.
 * actor_of is what actors_make returned. */
void claims_make(account *acc, int32_t *const *actor_of, arena *out, arena tmp);

/* Fills acc->told_in from the claims as they now stand; it is old when claims are joined, dropped or put in order. */
void claims_index(account *acc, arena *out);

/* Orders a claim's mentions by article and place; for qsort. */
int mention_by_place(const void *a, const void *b);

#endif
