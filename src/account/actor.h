/* actor: the entities of every article -> the actors of the story.
 *
 * Two entities of different articles are one actor when their names match (doc/name_match.h): the same key, a surname
 * alone where the story has only one bearer of it, the same country where both stand for a government. Those without a
 * name are one by what others say of them: the office or description that others put beside a name, whose they are
 * ("Lee's campaign", "her campaign"), or being the crowd of the story ("protesters", "the marchers"). */
#ifndef ACCORD_ACCOUNT_ACTOR_H
#define ACCORD_ACCOUNT_ACTOR_H

#include "account/account.h"

/* Fills acc->actors, most mentioned first. Returns map[reading][entity] = actor. */
int32_t **actors_make(account *acc, arena *out, arena tmp);

/* For whom an actor acts and speaks: of a board or a spokesman without a name the body, of all others themselves; -1 of
 * -1. */
int32_t actor_body(const account *acc, int32_t actor);

#endif
