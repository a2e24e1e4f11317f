/* outline: what the richer reports of an account have in common: its sections, counts, origins and tables, without a
 * word of markup. Pure and thread-safe; what is returned lives in *out. */
#ifndef ACCORD_REPORT_OUTLINE_H
#define ACCORD_REPORT_OUTLINE_H

#include "account/account.h"

#define OUTLINE_BIT(status) (1u << (status))

/* A section of claims: those with one of the statuses. */
struct outline_section {
    const char *id, *heading, *note;
    unsigned statuses;
};
enum { OUTLINE_SOLID, OUTLINE_DISPUTED, OUTLINE_REPEATED, OUTLINE_SINGLE, OUTLINE_SECTIONS };
extern const struct outline_section outline_sections[OUTLINE_SECTIONS];

/* The story's title; that of an article where it has none, then the first sentence, then where the first article is. */
str outline_title(const account *a);
ptrdiff_t outline_claims(const account *a, unsigned statuses);
ptrdiff_t outline_conflicts(const account *a, bool compatible);
/* Outlets that are known; articles whose outlet is not. */
ptrdiff_t outline_outlets(const account *a, arena tmp, ptrdiff_t *unsaid);

/* True when the words of a side of a denial are what is denied, so that they do not say it themselves: "it was carrying
 * batteries" of one who denied that, but not "the fire did not start here". O(mentions of the conflict's claims). */
bool outline_denied(const account *a, const struct conflict *c, const struct side *s);

/* The origins of a claim's mentions, each once, in the order of its mentions. */
ints outline_origins(const account *a, const struct claim *c, arena *out);
/* Its name; "[3]" where it is an article without an outlet that speaks for itself. */
str outline_origin(const account *a, int32_t origin, arena *out);

/* All origins, those that most articles lean on first. */
ints outline_by_articles(const account *a, arena *out);
/* All positions, party by party: those of unknown parties last. */
ints outline_by_party(const account *a, arena *out);
/* All quotations, those that most articles carry first. */
ints outline_by_carriers(const account *a, arena *out);

/* The stances that each article takes to a claim, [a->n] sets of 1 << stance; 0 where it is silent. */
uint8_t *outline_stances(const account *a, const struct claim *c, arena *out);
/* The claims that two articles or more take a stance to, most important first: the rows of who says what. */
ints outline_shared(const account *a, arena *out);
/* ● states, ✗ denies, ◌ relays a denial, ? doubts, – gave no comment, ± both, empty for silence; and the same in words.
 */
str outline_glyph(unsigned stances);
str outline_glyph_words(unsigned stances);
extern const char outline_legend[];

/* What stands before a position's words: "demands", "offers", … */
const char *outline_act(enum act act);
/* "by 2025-09-30"; of a length of time, P1W, "within 1 week". */
str outline_deadline(str value, arena *out);
/* "about ", "since ", "before ", or "" before a date. */
const char *outline_precision(enum precision precision);
/* "about 2025-11-23"; "[2025-11-23]" where no mention says the day, but the text around it gives it; empty for none. */
str outline_when(const struct claim *c, arena *out);
/* "3 origins", "2 to 4 origins", "nobody states it". */
str outline_count(const struct claim *c, arena *out);

/* What is to be known of an article before it is believed to be silent: "not read: its language is fr", "only the
 * beginning: its page asks to pay for the rest"; empty for most. */
str outline_remark(const reading *r, arena *out);

/* Why the account has them: the rule of the finding that they are; empty where the readings say none. O(findings). */
str outline_position_rule(const account *a, const struct position *p);
str outline_quote_rule(const account *a, struct place at); // why its speaker is the speaker
/* Why a claim has its day: the time that a mention of it names, and its rule. */
str outline_day_rule(const account *a, const struct claim *c, arena *out);

#endif
