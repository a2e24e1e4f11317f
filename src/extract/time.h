/* time: expressions of time in an article, and what they mean on the day on which it was written.
 *
 *     "… about ten days ago …", published 2025-12-03   ->   DATE 2025-11-23, approx-day
 *
 * Finding and reckoning are two steps. time_find (extract.h) says how each time is said (struct time_form); time_anchor
 * makes the values. So a better day for the article, known later from others of its story, is put in by calling
 * time_anchor again.
 *
 * A text with most of its dates years before its own day is told as history: there a date without a year belongs to the
 * year that the text spoke of last, otherwise to the article's day. */
#ifndef ACCORD_EXTRACT_TIME_H
#define ACCORD_EXTRACT_TIME_H

#include "doc/reading.h"
#include "extract/piece.h"
#include "extract/rule.h"

/* Makes the values of r's times for an article of that day. O(times). */
void time_anchor(reading *r, int32_t day, arena *out);
/* The same where the day is not known: what can be told without it. */
void time_unanchor(reading *r, arena *out);

/* A time as a matcher finds it: pieces [beg, end). */
struct time_hit {
    ptrdiff_t beg, end;
    enum time_type type;
    enum precision precision;
    struct time_form form;
    struct rules rules;
};

/* The matchers: each says whether a time begins at piece i. `past` is true in a text that is told as history. */
bool time_date_at(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp); // dates, years, weekdays, holidays
bool time_clock_at(const pieces *k, ptrdiff_t i, struct time_hit *h);           // "5am", "18:00 UTC"
bool time_relative_at(const pieces *k, ptrdiff_t i, bool past, struct time_hit *h,
                      arena *out);                                                 // "last week", "two days later"
bool time_length_at(const pieces *k, ptrdiff_t i, struct time_hit *h, arena *out); // "five years", "four-day"

/* The unit that piece i names, UNIT_NONE when none. */
enum time_unit time_unit_at(const pieces *k, ptrdiff_t i, bool *plural);

#endif
