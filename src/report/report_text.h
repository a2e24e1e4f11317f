/* report_text: readings and accounts -> something to read at a terminal, 80 columns or more.
 *
 * Nothing in it is worded by the program but headings, labels and the fixed words of enumerations: all else is
 * verbatim, and stands in quotation marks “…” where it is a passage. Pure and thread-safe. */
#ifndef ACCORD_REPORT_REPORT_TEXT_H
#define ACCORD_REPORT_REPORT_TEXT_H

#include "account/account.h"
#include "base/buf.h"

struct text_options {
    int width; // columns
    bool colour;
    bool all;     // every claim of a section, not the most important ones alone
    bool explain; // the rules and reasons
};

void text_reading(buf *out, const reading *r, const struct text_options *o);
/* tmp is room that it needs while it runs. */
void text_account(buf *out, const account *a, const struct text_options *o, arena tmp);

#endif
