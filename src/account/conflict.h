/* conflict: where articles differ, or look as if they did: both sides with their places, and whether they are
 * compatible and why.
 *
 * One file a family: conflict_number.c figures; conflict_date.c days; conflict_place.c places; conflict_denial.c and
 * conflict_response.c what is denied; conflict_list.c enumerations; conflict_terms.c what one party asks for, offers or
 * refuses; conflict_quote.c one utterance quoted differently; conflict_descriptor.c what an
 * actor is called; conflict_fate.c what befell somebody; conflict_wording.c the same thing in other words, and other
 * doers of it; conflict_contrast.c what a thing is like; conflict_pole.c a thing at two ends; conflict_reason.c causes,
 * aims, charges and matters; conflict_certainty.c how sure one is; conflict_unknown.c what nobody knows;
 * conflict_party.c who did it, said it or turned to whom; conflict_doing.c when, where and by whom one thing was done;
 * conflict_name.c one name in two forms; conflict_naming.c one thing by other words; conflict_matter.c one matter in
 * several passages; conflict_rest.c one day and one place. */
#ifndef ACCORD_ACCOUNT_CONFLICT_H
#define ACCORD_ACCOUNT_CONFLICT_H

#include "account/account.h"

struct vocabulary;

/* Numbers, dates, places and denials: those that can be contradictions, on which a claim's status depends. */
void conflicts_make(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);

void conflicts_of_numbers(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
void conflicts_of_dates(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
void conflicts_of_places(account *acc, const struct vocabulary *v, arena *out, arena tmp);
/* Denials that point back ("denied that"); those that say what they deny are conflict_denial.c's. O(words * claims). */
void conflicts_of_responses(account *acc, const struct vocabulary *v, arena *out);
/* Denials of what another says, both in one clause: "rejected criticism from the union that it was slow". O(words). */
void conflicts_of_rejections(account *acc, arena *out);
/* Word t denies what was said before, and does not say what. O(sentence). */
bool conflict_points_back(const reading *r, int32_t t);
/* Word t is of a clause with "if", "unless", "whether": nobody says that it is so. O(sentence). */
bool conflict_supposed(const tokens *k, int32_t t);
void conflicts_of_denials(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
/* What befell persons, of the first PERSONS_MAX actors. O(words). */
void conflicts_of_fates(account *acc, int32_t *const *actor_of, arena *out, arena tmp);
void conflicts_of_lists(account *acc, const struct vocabulary *v, arena *out, arena tmp);
void conflicts_of_descriptions(account *acc, int32_t *const *actor_of, arena *out, arena tmp);
/* Who does what the mention's head tells, and what it is done to; who falls, or is somewhere, has it happen to him. */
struct parts {
    int32_t in;             // reading
    int32_t agent, patient; // words, -1
};
struct parts conflict_parts(const account *acc, const struct mention *m);
/* Noun t is of people: "driver", "witnesses". */
bool conflict_person(const tokens *k, int32_t t);
/* Noun t is for police, soldiers, officials or a court: "officers", "prosecutors". */
bool conflict_of_law(const tokens *k, int32_t t);
/* Actors a and b (-1 for none) are the same, or of one country: its leader speaks and acts for it. */
bool conflict_one_side(const account *acc, int32_t a, int32_t b);
/* "called him a liar", "what she called peace": the event gives a name and calls nobody. O(sentence). */
bool conflict_gives_name(const tokens *k, const struct event_finding *e);
/* Word a of one telling and word b of another name one thing or one party: the same actor, the same noun, or one that
 * is at least `sort` near to it. Two named actors are two. */
bool conflict_one_thing(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, const struct parts *x,
                        int32_t a, const struct parts *y, int32_t b, float sort);
/* The claim that the words at `at` belong to: that of the shortest mention that touches them, else of the nearest one
 * in their sentence; -1 when there is none. O(mentions in that article). */
int32_t conflict_claim_at(const account *acc, int32_t in, span at);
/* Words [beg, end), a time or a place, are of a sudden happening (lexicon/sudden.tsv): they hang on its noun, or on a
 * verb with it that tells that it came. O(1). */
bool conflict_of_sudden(const tokens *k, int32_t beg, int32_t end);
/* "A second blast", "another shooting": not the one that the story is about. */
bool conflict_further(const tokens *k, int32_t noun);
/* Adds a place to the side that is worded by key (case aside), which is made when it is new, and its claim unless -1.
 */
void conflict_tell(struct conflict *k, str key, struct place at, int32_t claim, arena *out);
/* A place of the conflict's sides touches `at`. O(places). */
bool conflict_touches(const struct conflict *k, const struct place *at);
/* Two sides of a wording or denial that is in the account touch places of k: k tells the same difference. O(places²).
 */
bool conflict_told(const account *acc, const struct conflict *k);
/* Words the sides of a conflict made so as their first places have it, and adds it to the account. */
void conflict_close(account *acc, struct conflict *k, arena *out);
/* The quotations are gathered by then. */
void conflicts_of_quotes(account *acc, int32_t *const *actor_of, arena *out, arena tmp);

/* Wordings and doers, of the most important claims alone: acc->claims are sorted by now. */
void conflicts_of_wording(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);

/* Each makes few: what a reader sees at a glance is lost in a long list. conflicts_of_contrasts and _poles take what
 * conflict_told already tells for told. O(words) but for pairs of the words told of one thing. */
/* Differences that the families before leave untold; the first few of each kind. O(n²) in times, places and doers. */
void conflicts_of_doings(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
void conflicts_of_parties(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
void conflicts_of_contrasts(account *acc, const struct vocabulary *v, arena *out, arena tmp);
/* Those of one party, of the first positions of a story. */
void conflicts_of_terms(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
void conflicts_of_certainty(account *acc, arena *out, arena tmp);
/* What nobody knows beside what is told of it. O(questions * mentions). */
void conflicts_of_unknowns(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
void conflicts_of_reasons(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
void conflicts_of_poles(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
/* Names in two forms, of the most mentioned actors. */
void conflicts_of_names(account *acc, int32_t *const *actor_of, arena *out, arena tmp);
/* Those that a story of which the families before find little gets besides: the three below, the last of all. */
void conflicts_fill(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
enum { CONFLICTS_FEW = 12 };
/* One thing by other words, until there are CONFLICTS_FEW. O(words²), of the first uses of words in the story. */
void conflicts_of_naming(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
/* One matter in several passages: fills up what is left. O(passages²), of the first ones. */
void conflicts_of_matters(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);
/* One day, one place, tolls and punishments in several tellings. O(n²) in times, places and figures. */
void conflicts_of_the_rest(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp);

#endif
