/* number: figures and number words -> values.
 *
 * "600,000", "3 million", "$4.3M", "twenty-five", "a hundred", "half a million", "two and a half", "dozens", "several
 * hundred", "tens of thousands". Ranges, hedges ("about", "more than") and units are the callers' affair.
 *
 *     struct number x;
 *     if (number_at(&pieces, i, false, &x)) …pieces [i, x.end) are x.value…
 *
 * An open number has no upper end: "dozens" is 24 or more, "several" 3 or more. Pure; cost is bounded by a few words.
 */
#ifndef ACCORD_EXTRACT_NUMBER_H
#define ACCORD_EXTRACT_NUMBER_H

#include "extract/piece.h"

struct number {
    double value;
    ptrdiff_t end; // the piece behind it
    double scale;  // of its scale words: 1e6 in "3 million"; 1 when it has none
    bool open;     // value or more
    bool figure;   // in digits
    bool bare;     // one figure without comma, point or scale: "1984", "747"
    bool scaled;   // a scale word or letter stands in it
    bool part;     // a fraction: "two-thirds", "half"
    bool article;  // begins with "a": "a dozen"
};

/* The number that begins at piece i; false when none does. With `money`, a letter behind a figure is a scale ("$5m").
 */
bool number_at(const pieces *k, ptrdiff_t i, bool money, struct number *x);
/* The value of a figure as piece_cut has it: digits, commas and a point; false for anything else. */
bool number_figure(str s, double *value);
/* Their product, whole where only the point of a decimal figure keeps it from being whole: 4.1 by 1e9 is 4100000000. */
double number_times(double value, double scale);
/* A bare figure of up to `digits` digits whose value lies within [lo, hi]. */
bool number_digits(const pieces *k, ptrdiff_t i, int digits, int lo, int hi, int *value);
/* A whole number of a lexicon cell, "-1" too; 0 for an empty one. */
int number_integer(str s);

#endif
