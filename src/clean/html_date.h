/* html_date: dates as pages write them -> text that calendar_parse reads, and what is said of them.
 *
 *     html_date_in(S("by Ann | on Oct. 3, 2025 | 5 min read"), false, tmp)     -> "Oct. 3, 2025"
 *     html_date_in(S("03/10/2025"), true, tmp)                                 -> "2025-10-03"
 *     html_date_line(S("Published May 1, 2025. Updated May 3, 2025"), …)       -> May 1 published, May 3 updated
 *     html_date_of_url(S("https://post.example/2025/dec/03/floods"), tmp)      -> "2025-12-03"
 *
 * Pure; results are views of the line or stand in the arena. O(words of the line), of which the first 20 count. */
#ifndef ACCORD_CLEAN_HTML_DATE_H
#define ACCORD_CLEAN_HTML_DATE_H

#include "base/arena.h"

enum html_date_says { DATE_BARE, DATE_PUBLISHED, DATE_UPDATED };

struct html_date {
    str value;
    enum html_date_says says;
};

/* A whole value that is a date with a day. */
bool html_date_good(str value);
/* A whole value as a date: numbers alone, "09/25/2025" and "25.09.2025", and a year first, "2024 Jun 30", as ISO 8601;
 * else the value as it is. Numbers with slashes begin with the month, or with the day where day_first says so. */
str html_date_plain(str value, bool day_first, arena *out);
/* The first date in a line, empty when there is none. */
str html_date_in(str line, bool day_first, arena *out);
/* The first date that a line gives as that of publication, or as nothing, and the first that it gives as that of a
 * change. Returns how many of the two there are. */
int html_date_line(str line, bool day_first, struct html_date found[2], arena *out);
/* What a label says of the date behind it: "Last updated:". */
enum html_date_says html_date_label(str line);
/* What the class names of an element say of the date in it. Both at once say nothing. */
enum html_date_says html_date_class(str names);
/* /2025/12/03/, /2025-12-03- or /2025/dec/03/ in an address, as ISO 8601. */
str html_date_of_url(str url, arena *out);
/* The day that a date names where it was written, whatever its zone; 0 when it is none. */
int32_t html_date_day(str value);
/* Whether its clock is that of no place: UTC, or no zone given. */
bool html_date_placeless(str value);

#endif
