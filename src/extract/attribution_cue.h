/* cue: what the finders of verbs (attribution_cue.c) and of nouns, phrases and marks (attribution_phrase.c) share. */
#ifndef ACCORD_EXTRACT_ATTRIBUTION_CUE_H
#define ACCORD_EXTRACT_ATTRIBUTION_CUE_H

#include "extract/attribution.h"
#include "lexicon_tables.h"

#define ROW(row, column) lex_cell(&lex_reporting, (row), LEX_reporting_##column)

static inline bool takes(const lex_row *row, char what) {
    str t = ROW(row, takes);
    return t.n && memchr(t.p, what, (size_t)t.n);
}

static inline bool is_class(const lex_row *row, str name) { return str_eq(ROW(row, class), name); }
static inline bool strong(const lex_row *row) { return str_eq(ROW(row, strength), S("3")); }
static inline bool weak(const lex_row *row) { return str_eq(ROW(row, strength), S("1")); }

static inline bool mind(const lex_row *row) { // a state of mind or a look
    return is_class(row, S("believe")) || is_class(row, S("wish")) || is_class(row, S("seem")) ||
           is_class(row, S("hearsay"));
}

static inline bool norm_is(const tokens *k, int32_t t, str word) { return str_eq(k->norm[t], word); }

static inline bool quote_word(const tokens *k, int32_t t) {
    str n = k->norm[t];
    return str_eq(n, S("\"")) || str_eq(n, S("'")) || str_eq(n, S("''")) || str_eq(n, S("``"));
}

static inline bool punct(const tokens *k, int32_t t) { return k->upos[t] == UPOS_PUNCT; }

/* True when a preposition or conjunction of `list` ("to,with") marks the noun. */
bool cue_case_in(const struct view *v, int32_t noun, str list);
/* Takes punctuation off both ends, quotation marks and brackets excepted. */
void cue_strip(const struct view *v, struct words *w);
/* Adds a content, without what is cue or source in it. */
void cue_content(const struct view *v, struct found *f, struct words w);
/* Makes words with a head the source. */
void cue_source(const struct view *v, struct found *f, struct words w, int32_t head);
/* The noun phrase of a noun without the clause `except` that hangs on it. */
struct words cue_phrase_without(const struct view *v, int32_t noun, int32_t except);
/* Looks for the source of verb t up the tree: its subject, its controller's, or the noun that it describes. */
void cue_find_source(const struct view *v, struct found *f, int32_t t);
/* The source by position: "…," Rep. Ann Lee, of the county board, told them: what stands between quotation and verb;
 * or, where the verb follows the quotation at once, the name after it. Trees of such sentences are often wrong. */
bool cue_quoted_source(const struct view *v, struct found *f, int32_t t);
/* Auxiliaries, negations and adverbs that stand before a verb in one row with it, and its particle. */
struct words cue_verb_group(const struct view *v, int32_t t);
/* True of a verb of saying that tells a deed, or of what has not been said: "posted bail", "responded to the scene",
 * "charged the wrong man", "denied them bail", "who may testify against her". With a `clause` beside it only the
 * second. */
bool cue_deed(const struct view *v, const struct found *f, int32_t t, bool clause);
/* True for a child of a reporting verb after its clause that is none of the clause: ", adding that", "and left". */
bool cue_breaks_clause(const struct view *v, int32_t c);
/* Ends w before ", saying that" behind word `from`: what another cue reports is no part of the content before it. */
void cue_cut_participle(const struct view *v, int32_t from, struct words *w);
/* From the first word of clause c, which follows the verb t, to the end of what belongs to it. */
struct words cue_clause_after(const struct view *v, int32_t t, int32_t c);
/* Adds the clauses that stand beside clause c of verb t with subjects of their own and are reported with it: "The pit
 * is shut, Lee said, and miners will strike", "said that it is over and that we have to act". */
void cue_clauses_beside(const struct view *v, struct found *f, int32_t t, int32_t c);
/* The stance of the cue's row, negated or not. */
void cue_stance(struct found *f, bool negated);
/* Fills *f when verb t is a cue. */
bool cue_verb(const struct view *v, int32_t t, struct found *f);

#endif
