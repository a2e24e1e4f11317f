/* report_find: what was found in a store -> text for a terminal, JSON. docs/design.md ("JSON") has the fields. Pure. */
#ifndef ACCORD_REPORT_REPORT_FIND_H
#define ACCORD_REPORT_REPORT_FIND_H

#include "report/report_text.h"
#include "store/find.h"

/* Passages stand in “…” as in the article; what answers the query is bold, or between »…« where there is no colour. */
void text_found(buf *out, const struct found *f, const struct text_options *o);
void json_found(buf *out, str asked, const struct found *f);

#endif
