/* sheet: the raw bytes of a page of plain text, ruled: its lines, its sentences, and what is to be cut out.
 *
 * The passes of clean/ each look at the sheet and add cuts; layout.h then makes the article's text of what is left.
 *
 *     sheet s = {.raw = p->raw};
 *     sheet_rule(&s, &tmp);
 *     sheet_cut(&s, &tmp, beg, end, S("copyright line"));
 *     sheet_settle(&s);
 *
 * Invariants: 1. lines are sorted, hold no white space at their ends, and hold all of raw but white space.
 * 2. after sheet_settle, cuts are sorted, do not overlap, and begin and end with no white space.
 * Lives in the arena that it was ruled in. */
#ifndef ACCORD_CLEAN_SHEET_H
#define ACCORD_CLEAN_SHEET_H

#include "doc/article.h"

struct line {
    ptrdiff_t beg, end; // bytes of raw
    int32_t group;      // lines without a blank line between them share one
    int32_t words;
    bool item;  // begins with a bullet
    bool ends;  // ends with final punctuation, a closing quotation mark behind it allowed
    bool cut;   // all of it
    bool tweet; // the words of an embedded tweet
    bool caption;
    bool title;
    bool date; // says when it was published, and nothing else
};

struct cut {
    ptrdiff_t beg, end; // bytes of raw; empty where a block ends and nothing is cut
    str why;            // static
    bool caption;       // what follows is a caption
};

typedef struct sheet {
    str raw;
    struct {
        struct line *p;
        ptrdiff_t n, cap;
    } lines;
    struct {
        struct cut *p;
        ptrdiff_t n, cap;
    } cuts;
    struct {
        struct hit *p;
        ptrdiff_t n, cap;
    } hits; // see cue.h
} sheet;

void sheet_rule(sheet *s, arena *a);
void sheet_cut(sheet *s, arena *a, ptrdiff_t beg, ptrdiff_t end, str why);
/* A block ends and another begins at `at`. */
void sheet_break(sheet *s, arena *a, ptrdiff_t at);
/* All of line i. */
void sheet_cut_line(sheet *s, arena *a, ptrdiff_t i, str why);
/* Sorts, trims and joins the cuts. */
void sheet_settle(sheet *s);

static inline str sheet_line(const sheet *s, ptrdiff_t i) {
    return str_slice(s->raw, s->lines.p[i].beg, s->lines.p[i].end);
}
/* The line that holds byte `at`, or the one after it. */
ptrdiff_t sheet_line_at(const sheet *s, ptrdiff_t at);

/* [*beg, *end) of raw without Unicode white space at its ends. */
void sheet_trim(str raw, ptrdiff_t *beg, ptrdiff_t *end);
/* Where the sentence that begins at `at` ends, at most `end`: behind its final punctuation and closing marks. */
ptrdiff_t sheet_sentence_end(str raw, ptrdiff_t at, ptrdiff_t end);
/* Whether the full stop at `stop` belongs to an abbreviation: "Mr." "U.S."; it then ends no sentence here, which errs
 * towards the longer one. */
bool sheet_is_short_form(str raw, ptrdiff_t stop);
/* Whether s[0, n) ends with final punctuation, closing marks behind it allowed. */
bool sheet_ends_sentence(str s);
/* Pieces between white space. */
int32_t sheet_words(str s);
/* Whether it holds a letter or digit. */
bool sheet_has_word(str s);
/* Whether s reads as a headline: no full stop at its end and most of its longer words capitalised. */
bool sheet_is_headline(str s);

#endif
