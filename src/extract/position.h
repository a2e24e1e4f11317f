/* position: the parts of position_find, which finds what parties want, offer, refuse and threaten.
 *
 * Most positions stand in the frame of one event, by the rows of position.tsv (position.c). What is put to another in
 * return, and until when, is told by its marker wherever the tree hangs it (position_term.c), and some ask with no verb
 * of asking (position_plea.c):
 *
 *     "The island offered to open its port in return for fuel and a loan"   conditions: fuel, a loan
 *     "She gave the council until Friday to publish the plans or be sued"   deadline, demand, threat
 *     The crowd chanted "Fair pay now"                                      demand
 *
 * All functions are pure but for what they add to `positions`; O(sentence) unless said. */
#ifndef ACCORD_EXTRACT_POSITION_H
#define ACCORD_EXTRACT_POSITION_H

#include "extract/event.h"

struct stand {                // what all positions of one event share
    int32_t event, actor, to; // event -1 where none carries it
    enum act act;
    str rule;
};

/* Adds one, unless the same act begins there already. */
void position_add(reading *r, span s, const struct stand *stand, arena *out);
/* True when word t means a party to public life: an organisation, a country, somebody with a name or an office, or by
 * its noun. */
bool position_is_party(const reading *r, int32_t t);
/* The one for whom the entity at word t speaks or acts ("Norsk's board", "its directors"): Norsk; else the entity. */
int32_t position_owner(const reading *r, int32_t t, int32_t entity);
/* Who word t means, an unresolved "it" being the organisation that acts in the sentences before; -1 when unknown. */
int32_t position_actor(const reading *r, int32_t t);
/* Who put forward the offer or ultimatum that word t or "it" means: its owner, or the last to make one; -1.
 * O(positions)
 */
int32_t position_offerer(const reading *r, int32_t t);
/* True when position.tsv has the lemma with that part. */
bool position_word(str lemma, str part);
/* True for verbs of what nobody is refused who hears that it will not be done: "comment". */
bool position_idle(str lemma);
/* True for the modals of what ought to be: "must", "should". */
bool position_modal(str lemma);
/* The head of an if- or unless-clause beside the clause of `head`, -1 when there is none. */
int32_t position_if_clause(const tokens *k, int32_t head);
/* True when `clause` is an if- or unless-clause. */
bool position_opens_if(const tokens *k, int32_t clause);
/* True when word t stands in an if- or unless-clause. */
bool position_in_if(const tokens *k, int32_t t);
/* Where words that ask for something in return begin after t in its sentence ("in exchange for"): the first word after
 * the marker; -1. */
int32_t position_return(const tokens *k, int32_t t);
/* True when an event is a command in direct speech: "Keep the road clear". */
bool position_command(const reading *r, const struct event_finding *e, const struct event_frame *f);
/* True when an event is what it is said to be time for, or vital. */
bool position_needed(const reading *r, const struct event_finding *e, const struct event_frame *f);
/* Adds what is chanted and what banners read in a sentence. O(sentence + log quotes). */
void position_slogans(reading *r, int32_t sentence, arena *out);
/* Adds the terms of a sentence whose events have theirs: deadlines, ultimatums, what is asked in return. `time` is the
 * first time that may stand in it; the first that may stand in the next one is given back. */
ptrdiff_t position_terms(reading *r, int32_t sentence, ptrdiff_t time, arena *out);

#endif
