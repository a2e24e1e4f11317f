/* text_story: the sections of a printed account, and what they share: passages, references, lists of names.
 *
 * A reference [2:14] is sentence 14 of article 2; the legend at the end says what article 2 is. A passage stands
 * in “…” exactly as in the article, white space aside; where it was cut, an ellipsis stands outside the marks. */
#ifndef ACCORD_REPORT_TEXT_STORY_H
#define ACCORD_REPORT_TEXT_STORY_H

#include "report/report_text.h"
#include "report/text_page.h"

struct story_text {
    struct text t;
    const account *a;
    const struct text_options *o;
    arena tmp;
    bool *shown;  // [a->claims.n] stands in a conflict that was shown
    strs sentences; // those that the claims of this section showed
};

/* A heading with what it counts, after an empty line; n < 0 counts nothing. */
void story_heading(struct story_text *s, const char *words, ptrdiff_t n);
/* "and 7 more (--all shows them)"; nothing when more is 0. */
void story_more(struct story_text *s, ptrdiff_t more, const char *what);

/* “text” of at most so many columns. */
void story_quote(struct story_text *s, str text, int columns);
/* Whether words are too few to tell anything by themselves ("the inquiry"). */
bool story_few(str text);
/* The same for a place, with the words around it when it is short. */
void story_passage(struct story_text *s, struct place p, int columns);
/* The sentences in which a place stands. */
str story_sentence(const struct story_text *s, struct place p);
/* " [2:14]" */
/* With --explain, a line of its own with the reason, where there is one. */
void story_because(struct story_text *s, int indent, str why);
void story_ref(struct story_text *s, struct place p);
/* References to several places, each sentence once, the first few of them. */
void story_refs(struct story_text *s, const struct place *p, ptrdiff_t n);
/* The name of an actor, or empty. */
str story_actor(const struct story_text *s, int32_t actor);
const article *story_article(const struct story_text *s, int32_t i);
/* Who an origin is; an article without an outlet that has only its own voice is "[3]". */
void story_origin(struct story_text *s, const struct origin *o, enum text_style style);

/* Up to `limit` claims with one of the statuses, without those that stand in a conflict that was shown. */
void story_claims(struct story_text *s, const char *heading, unsigned statuses, ptrdiff_t limit);
void story_conflicts(struct story_text *s);
void story_agreements(struct story_text *s); // conflicts that are none
void story_timeline(struct story_text *s);
void story_positions(struct story_text *s);
void story_quotations(struct story_text *s);
void story_grid(struct story_text *s); // who says what
void story_origins(struct story_text *s);
void story_questions(struct story_text *s);
void story_articles(struct story_text *s);

#endif
