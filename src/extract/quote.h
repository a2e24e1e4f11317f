/* quote: the quotation marks of a text -> quotes, by the marks alone.
 *
 *     "A," he said. "B."             two quotes, A, and B.
 *     Fans' cars, the '90s, 5' 10"   none: apostrophes, years and measures are no marks
 *
 * Invariants of what it adds: 1. quotes are sorted and do not overlap; a quote inside a quote is part of the outer one.
 * 2. a quote never runs over the end of a line: one that does gives a quote a line, and a line's quote that lacks its
 * opening (closing) mark has span.beg == outer.beg (span.end == outer.end).  3. no span is empty or begins or ends with
 * white space. */
#ifndef ACCORD_EXTRACT_QUOTE_H
#define ACCORD_EXTRACT_QUOTE_H

#include "doc/reading.h"

/* True when q goes on the utterance of the quote before it: the opening mark of one is repeated or lacking because the
 * other ran to its paragraph's end. */
bool quote_goes_on(const article *a, const struct quote_finding *before, const struct quote_finding *q);

/* Its last byte before the marks of quotes inside of it: the comma of "He said 'no,'". */
char quote_last(const article *a, const struct quote_finding *q);

#endif
