/* party: who a mention of a claim is about, where its own clause leaves that to the text around it.
 *
 * The roles of an event come from its clause (extract/event.h). A reader fills in more:
 *
 *     "including the lifting of sanctions"            who offered or asked for it: the event that it hangs in
 *     "We broke a window," said Marta Quill           the speaker, for what she says in her own person or of nobody
 *     "police searched the laptop of Mr Weiner"       to whom it is done is named inside the clause
 *
 * Invariants: 1. no actor is a recipient of the same mention.  2. only actors of the story are named.
 * 3. a place is one only where it stands for its government. */
#ifndef ACCORD_ACCOUNT_PARTY_H
#define ACCORD_ACCOUNT_PARTY_H

#include "account/account.h"

struct parties {
    ints actors, recipients; // of account.actors
};

/* The parties of event `event` of reading d; event_at[word] is the event whose head a word is, or -1. */
void party_of(const account *acc, int32_t d, int32_t event, const int32_t *actor_of, const int32_t *event_at,
              struct parties *out, arena *to);

#endif
