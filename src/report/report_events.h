/* report_events: claims and readings -> rows for those who keep event data: PLOVER, GDELT 2.0, and a plain table.
 *
 * PLOVER (JSON Lines): a record an event, with the fields of the manual: id, date, actor, recipient, event, mode,
 * event_loc, event_text, quad_code, event_scale, context, link, text, text_info, cite_info, coder, comment. Of an
 * account every claim with a PLOVER type is one record, whatever number of articles tell it; of a reading every event
 * is. date is the first day that the text allows (enddate the last), else the day of publication, else null. What did
 * not happen or is not done yet has one of PLOVER's auxiliary modes: negation, future, hypothetical.
 *
 * GDELT 2.0: two tables without a header, tab-separated: Events (61 columns) and Mentions (16), as the codebook of
 * 2015-02-19 has them. A claim with a CAMEO code gives one row for every pair of an actor and a recipient, its
 * GLOBALEVENTID a number below 2^53 made from the article's bytes, the same in every run. Offsets count code points of
 * the article's text. What accord does not know is empty: tone, confidence, coordinates (Geo_Type 0), known groups.
 *
 * CSV: a header, then a row a mention of a claim: who tells what, where exactly, with which standing. */
#ifndef ACCORD_REPORT_REPORT_EVENTS_H
#define ACCORD_REPORT_REPORT_EVENTS_H

#include "account/account.h"
#include "base/buf.h"

void plover_story(buf *out, const account *a, arena tmp);
void plover_reading(buf *out, const reading *r);
void gdelt_events(buf *out, const account *a, arena tmp);
void gdelt_mentions(buf *out, const account *a, arena tmp);
void csv_header(buf *out);
void csv_story(buf *out, const account *a, arena tmp);

/* The first and last day that a claim may be of; false when nothing tells, not even a publication. */
bool claim_days(const account *a, const struct claim *c, int32_t *first, int32_t *last);

/* "VEN GOV" is country and sector; "UNO" or "GOV" alone is whichever of them it is; empty strs for what is missing. */
void actor_codes(str code, str *country, str *sector);

#endif
