/* measure: what stands beside a number and says what it measures: signs of money before it, units behind it.
 *
 *     "US$" 50 million      -> USD, "dollar"
 *     40 "-metre"           -> metre
 *     3.5 "dollars a barrel" -> USD, "dollar per barrel"
 *     six "-year-old"       -> year, "year of age"
 */
#ifndef ACCORD_EXTRACT_MEASURE_H
#define ACCORD_EXTRACT_MEASURE_H

#include "extract/piece.h"
#include "extract/rule.h"

struct measure {
    ptrdiff_t end; // the piece behind it
    str unit;      // "USD" "metre" "percent" "year"
    str words;     // "dollar per share"; empty when unit says it
    bool money, time, age, percent;
    const lex_table *list; // that names the unit, and its row; null for an age
    const lex_row *row;
};

/* Money before a number at piece i: "$", "US$", "EUR". */
bool money_before(const pieces *k, ptrdiff_t i, struct measure *m);
/* A unit behind a number that ends at piece i; `figure` when the number is in digits. */
bool measure_behind(const pieces *k, ptrdiff_t i, bool figure, struct measure *m, arena *out);
/* "per share", "a barrel", "/month" behind a measure: taken into its words. */
void measure_rate(const pieces *k, struct measure *m, arena *out);
/* "11 inches" behind "5 feet", "4 ounces" behind "3 pounds": added to *value in the large unit. The piece behind it;
 * large->end where none follows. */
ptrdiff_t measure_parts(const pieces *k, const struct measure *large, double *value, arena *out);

#endif
