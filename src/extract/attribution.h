/* attribution: the parts of attribution_find, which turns a reading's words and quotes into who is said to have said
 * what.
 *
 *     a Reuters report citing two people said that he had left
 *     source  a Reuters report citing two people     cue  said     content  that he had left
 *     chain   Reuters, anonymous sources             stance  states
 *
 * attribution_cue.c (verbs) and attribution_phrase.c find cues sentence by sentence, with their source and content, and
 * attribution_clause.c how far the content goes;
 * attribution_chain.c names the sources, attribution_document.c those of documents; attribution_poll.c gives a poll its
 * figures; attribution_credit.c finds whom a line thanks; attribution_quote.c gives
 * quotes their speakers; attribution.c leads.
 *
 * Invariants: 1. all word ranges of one `found` lie in one sentence.  2. the work on a sentence is bounded by
 * LIMIT_SENTENCE_TOKENS squared and at most CUES_MAX cues. */
#ifndef ACCORD_EXTRACT_ATTRIBUTION_H
#define ACCORD_EXTRACT_ATTRIBUTION_H

#include "base/lexicon.h"
#include "doc/reading.h"

/* Words [beg, end); empty when beg >= end. */
struct words {
    int32_t beg, end;
};

/* A sentence with its tree turned downwards. Arrays are indexed by word - beg. */
struct view {
    const reading *r;
    const tokens *k;
    int32_t beg, end;
    int32_t *lo, *hi;      // [words] first word and last word plus one of its subtree
    int32_t *child, *next; // [words] its first child; its next sibling; -1 when none
};

enum { CUES_MAX = 32, CONTENTS_MAX = 3 };

/* One attribution as the cue finder leaves it. */
struct found {
    const lex_row *row; // of reporting.tsv; null for silence.tsv
    int32_t word;       // head of the cue
    struct words cue, source, content[CONTENTS_MAX];
    int contents;
    int32_t source_head; // -1 when none
    int32_t told;        // head of who was told ("told CNN"), -1
    struct words along;  // words of the cue's clause that may name an outlet: "on CNN", "seen by Politico"
    struct words cited;  // whom the source cites: "Reuters reported, citing two people"
    int32_t cited_head;  // -1 when nobody
    struct words by;     // who passes the source's words on: "Interfax quoted Lee as saying"
    int32_t by_head;     // -1 when nobody
    int32_t quote;       // quote that is its content though no tree says so, -1
    bool attitude;       // as in attribution_finding
    bool citing;         // a report that cites its source: the cue is inside of the source
    bool cites;          // "citing", "quoting": of who reports in the same sentence
    bool hearsay;        // "it was reported that": said by nobody named
    enum stance stance;
    const char *how;        // which finder, and what of its complement is the content
    const lex_row *silence; // of silence.tsv
};

struct founds {
    struct found *p;
    ptrdiff_t n, cap;
};

/* Nothing found yet of a cue at the word. */
static inline struct found found_none(int32_t word) {
    return (struct found){.word = word, .source_head = -1, .told = -1, .cited_head = -1, .by_head = -1, .quote = -1};
}

/* Turns the tree of sentence s downwards. */
struct view view_of(const reading *r, int32_t s, arena *tmp);
static inline int32_t view_child(const struct view *v, int32_t t) { return v->child[t - v->beg]; }
static inline int32_t view_next(const struct view *v, int32_t t) { return v->next[t - v->beg]; }
static inline struct words view_subtree(const struct view *v, int32_t t) {
    return (struct words){v->lo[t - v->beg], v->hi[t - v->beg]};
}
/* The first child of t with rel or a subtype of it; -1 when none. */
int32_t view_kid(const struct view *v, int32_t t, enum rel rel);

/* Adds the attributions of a sentence. */
void reporting_find(const struct view *v, arena *out, struct founds *all);
/* The row of reporting.tsv for a lemma in a form ("verb", "noun"); null when none. */
const lex_row *reporting_row(str lemma, str form);

/* The chain of a found one, outermost first; earlier attributions of the reading are known. Sets entity and anonymous.
 * A source of two outlets side by side gives the second in *beside. */
void chain_find(reading *r, const struct view *v, const struct found *f, struct attribution_finding *a, strs *beside,
                arena *out);

/* Adds the outlets that words name, those of the lists and those that the text has as outlets. */
void chain_outlets(const struct view *v, struct words w, strs *list, arena *out);

/* Adds the credits of a sentence: attributions without content that say whose reporting the article is. */
void credits_find(reading *r, const struct view *v, arena *out);

/* True for a noun that tells a document: "email", "letter". */
bool document_is(const tokens *k, int32_t t);
/* Who wrote "the email" at word head: whoever emailed, or sent one, in the sentences before; -1 when nobody did. */
int32_t document_writer(const struct view *v, int32_t head);
/* The attribution of an earlier sentence to the same document, whose author it tells; null when there is none. */
const struct attribution_finding *document_before(const reading *r, const struct view *v, int32_t head);

/* The poll that is spoken of, sentence by sentence. */
struct polls {
    ptrdiff_t at; // its last attribution, -1 before there is one
    int32_t last; // the last sentence that spoke of it
};

/* Gives a sentence that tells a poll's figures to the poll; `from` is the first of the sentence's attributions. */
void poll_read(reading *r, const struct view *v, ptrdiff_t from, struct polls *p, arena *out);
/* Drops the polls that tell no figures. */
void polls_end(reading *r);

/* Gives quotes their attribution, speaker and scare flag, and attributions the quotes that go on them. */
void quote_link(reading *r, arena *out, arena tmp);

#endif
