/* party: who a mention of a claim is about, where its own clause leaves that to the text around it.
 *
 * The roles of an event come from its clause (extract/event.h). A reader fills in more:
 *
 *     "including the lifting of sanctions"            who offered or asked for it: the event that it hangs in
 *     "We broke a window," said Marta Quill           the speaker, for what she says in her own person or of nobody
 *     "Kenya's response remains vague"                whose the subject is
 *     "The toll will ruin us," Ann Lee said           who foretells what a thing will do: see opinion.h
 *     Ann Lee said that Mr Orr "has given up"         who holds the opinion, and of whom
 *     "said Ann Lee in an interview"                  who speaks on the occasion
 *     "40 percent of miners agree, 9 percent do not"  those of whom a share is
 *     "police searched the laptop of Mr Kern"         to whom it is done is named inside the clause
 *     "his licence was revoked"                       whose it is bears it
 *     "kept the guests' letters"                      the same of an object
 *     "rejected the offer"                            whose the offer was told to be before
 *     "Ann Lee, a staffer for Ben Orr"                whose, or of what body, somebody is, also "became Orr's ally"
 *     "the Lees"                                      see family.h
 *     "put up a fence to keep Ben Orr out"            whom it is meant for
 *     "Lee's letter cost us the vote," Mr Orr says    of whom it is said, where saying it is the doing
 *     "They had ignored the alarms," miners said      the accuser, against the accused
 *     "The gates must be open before talks"           who makes that a condition: see extract/position.h
 *     "We opened a gate," the Kenyan envoy said       his side; of what it will or must do, the speaker himself
 *
 * What is usual in the story fills in the rest: usual.h.
 *
 * Invariants: 1. no actor is a recipient of the same mention.  2. only actors of the story are named.
 * 3. a place is one only where it stands for its government. One that the clause names in passing is one only in a
 * story of several countries. In a long story that is not of several, a place that hardly acts is one only where it is
 * a country and the clause has it as a party. */
#ifndef ACCORD_ACCOUNT_PARTY_H
#define ACCORD_ACCOUNT_PARTY_H

#include "account/account.h"

struct parties {
    ints actors, recipients;           // of account.actors
    bool actors_said, recipients_said; // by its own clause, not by the text around it or what is usual in the story
};

/* parties[reading][event] of the events of the story. O(words + events * names of the sentence). */
struct parties **parties_make(const account *acc, int32_t *const *actor_of, arena *out, arena tmp);

/* Adds an actor, or the body for which he acts, to a side; not twice, and nobody whom the text leaves open. */
void party_add(const account *acc, ints *list, int32_t actor, arena *to);
/* True when the event is itself somebody's saying. O(attributions). */
bool party_says(const reading *r, const struct event_finding *e);

#endif
