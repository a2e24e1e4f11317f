/* party: who a mention of a claim is about, where its own clause leaves that to the text around it.
 *
 * The roles of an event come from its clause (extract/event.h). A reader fills in more:
 *
 *     "including the lifting of sanctions"            who offered or asked for it: the event that it hangs in
 *     "We broke a window," said Marta Quill           the speaker, for what she says in her own person or of nobody
 *     "Kenya's response remains vague"                whose the subject is
 *     "police searched the laptop of Mr Kern"       to whom it is done is named inside the clause
 *     "the talks lasted five hours"                   who most often has a part in what is of that kind, in this story
 *     "Kenya closed the dam"                          the other side, where two sides deal with each other most of all
 *
 * Invariants: 1. no actor is a recipient of the same mention.  2. only actors of the story are named.
 * 3. a place is one only where it stands for its government. */
#ifndef ACCORD_ACCOUNT_PARTY_H
#define ACCORD_ACCOUNT_PARTY_H

#include "account/account.h"

struct parties {
    ints actors, recipients; // of account.actors
};

/* parties[reading][event] of the events of the story. O(words + events * names of the sentence). */
struct parties **parties_make(const account *acc, int32_t *const *actor_of, arena *out, arena tmp);

#endif
