/* event: the parts of event_find, and what reality and position share with it.
 *
 * A predicate is a word that tells something checkable: a verb, a noun that names a happening ("the deployment of
 * troops"), or what is said of somebody with "be" ("was too narrow"). Around it stands its frame: who, whom, with what
 * prepositions, seen through voice, control and light verbs:
 *
 *     "Talks were held with the rebels by the government"
 *     head talks, verb held, subj government, with -> rebels
 *
 * Invariants: 1. every word in a frame is of the head's sentence or -1.  2. subj and obj are the deep ones: of a
 * passive the agent and the grammatical subject.  3. walks up the tree are bounded by CONTROL_STEPS. All functions are
 * pure and thread-safe; those that look at children cost O(sentence). */
#ifndef ACCORD_EXTRACT_EVENT_H
#define ACCORD_EXTRACT_EVENT_H

#include "base/lexicon.h"
#include "doc/reading.h"

enum { FRAME_OBLIQUES = 12, CONTROL_STEPS = 8 };

struct event_frame {
    int32_t head; // the word that carries the happening
    int32_t verb; // the verb whose clause it is: head itself, or the light verb of a noun; -1 for a noun on its own
    int32_t subj, obj, iobj;
    int32_t comp;      // clausal complement
    int32_t purpose;   // the infinitive that says what it is done for, "gave arms to help Peru"
    int32_t particle;  // "down" in "step down"
    int32_t poss, mod; // of a noun: its possessor; its modifier ("U.S.", "Russian", "army")
    bool passive, noun;
    int32_t obliques, near; // those before `near` hang in the verb, the noun or the object; the others in these
    struct {
        int32_t word;
        str prep; // first word of the preposition, lower case
    } oblique[FRAME_OBLIQUES];
};

/* What a rule of event_verbs.tsv or event_nouns.tsv says of a predicate. */
struct event_class {
    enum plover plover;
    str mode, cameo, kind, roles, rule;
    bool listed;  // a row of the lexicon fits
    bool stirred; // the type is that of what the verb stirs: "sparked riots"
};

void event_frame_of(const reading *r, int32_t head, struct event_frame *f);
/* The word that fills a slot: "subj" "obj" "iobj" "comp" "purpose" "poss" "mod" or a preposition; -1 when none. */
int32_t event_slot(const struct event_frame *f, str slot);
/* The same, and a preposition anywhere in the frame. */
int32_t event_slot_far(const struct event_frame *f, str slot);
/* The verb that carries noun t as a light verb's object or an occurring verb's subject ("held talks", "the attack took
 * place"); -1 when none. */
int32_t event_carrier(const tokens *k, int32_t t);
/* True when light_verbs.tsv lists verb t, with its particle, as of that kind. */
bool event_light(const tokens *k, int32_t t, str kind);
/* The subject of a verb, through coordination, control, participles and relative clauses; -1 when none. *passive tells
 * whether it is the one to whom it is done. */
int32_t event_subject(const tokens *k, int32_t t, bool *passive);
/* The first time that ends after word t begins. O(log times). */
ptrdiff_t event_time_from(const reading *r, int32_t t);
/* True when word t stands in a time. O(log times). */
bool event_in_time(const reading *r, int32_t t);
/* The first event that begins at byte `at` or later, once they are sorted. O(log events). */
ptrdiff_t event_from(const reading *r, uint32_t at);
/* The subject that hangs in t itself, nearest before it, after a dateline; -1 when none. */
int32_t event_own_subject(const tokens *k, int32_t t);
/* The noun that a relative pronoun stands for, or t itself. */
int32_t event_antecedent(const tokens *k, int32_t t);

/* The rule that fits the frame. kind is its class, or the predicate's lemma or verb. */
void event_classify(const reading *r, const struct event_frame *f, struct event_class *c, arena *out);
/* The roles of the row of event_verbs.tsv that fits the frame of a verb, empty when none does. */
str event_verb_roles(const reading *r, const struct event_frame *f);
/* True when t is the object of a phrase of event_verbs.tsv: "fire" in "opened fire". */
bool event_in_phrase(const tokens *k, int32_t t);
/* True when a row of event_nouns.tsv for noun t, whatever its tests, has that type. */
bool event_noun_may_be(const tokens *k, int32_t t, enum plover type);
/* True when a row of event_nouns.tsv fits the frame. */
bool event_noun_fits(const reading *r, const struct event_frame *f);
/* True when all tests of an `if` column hold; see event_verbs.tsv. */
bool event_tests_hold(const reading *r, const struct event_frame *f, str tests);
/* True when noun t tells what somebody named beside it is: "Ann Lee, head of the council". */
bool event_names_role(const tokens *k, int32_t t);
/* True when t is an adjective with its measure: "40 metres deep", "six years old". */
bool event_measured(const tokens *k, int32_t t);
/* True when noun t may name a happening by the lexicon. */
bool event_noun_listed(const tokens *k, int32_t t);
/* True when word t has the class in event_things.tsv; "who" and "public" are classes as well. */
bool event_is(const reading *r, int32_t t, str class);
/* True when event_things.tsv has word t in the class, by its lemma or form. */
bool event_thing_is(const tokens *k, int32_t t, str class);

/* Fills actors and recipients by the rule's roles, "subj>obj" when it has none. */
void event_roles_fill(const reading *r, const struct event_frame *f, const struct event_class *c,
                      struct event_finding *e, arena *out);
/* Adds what people with names are, where a title or an office stands beside the name. O(names). */
void event_offices_add(reading *r, arena *out, arena tmp);
/* The clause or noun phrase that tells it. */
span event_span(const reading *r, const struct event_frame *f);
/* The words of a noun phrase without relative clauses and appositions. */
void event_phrase(const tokens *k, int32_t t, int32_t *beg, int32_t *end);

static inline bool event_rel(const tokens *k, int32_t t, enum rel rel) {
    return k->rel[t] == rel || rel_base((enum rel)k->rel[t]) == rel;
}

#endif
