/* usual: who takes part in what is told without a word of it, by what is usual in the story.
 *
 *     "the talks lasted five hours"           who most often has a part in what is of that kind
 *     "The offer expires on Friday"           whoever makes it
 *     "There were protests in three cities"   the protesters of whom the story tells
 *     "She was arrested on Sunday"            the police of whom it tells (lexicon/doers.tsv)
 *     "Two men were shot", "were wounded"     the gunman, where the story has one
 *     "An officer pushed him"                 the police, whose members act for them (lexicon/members.tsv)
 *     "Kenya closed the dam"                  the other side, where two bodies or two persons deal with each other most of
 *                                             all
 *
 * Invariants: those of party.h; what an event's own clause says stays,
 * but for members who stand for their body. O(events + words). */
#ifndef ACCORD_ACCOUNT_USUAL_H
#define ACCORD_ACCOUNT_USUAL_H

#include "account/party.h"

/* Fills in parties[reading][event]; side[actor] is for whom an actor stands, himself when for nobody. */
void usual_fill(const account *acc, struct parties *const *parties, const int32_t *side, arena *out, arena tmp);

#endif
