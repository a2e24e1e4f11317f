/* calendar: civil dates <-> day numbers, weeks, and the dates that pages, feeds and side-cars carry.
 *
 * A day number counts days from 1970-01-01 in the proleptic Gregorian calendar, as `struct moment` has it.
 *
 *     int32_t day = calendar_day(2025, 12, 3);       // 20425
 *     calendar_weekday(day);                          // 3, Wednesday
 *     struct week w = calendar_week(day);             // 2025, 49
 *     calendar_parse(S("2025-12-03T21:15:00-05:00"), &m);  // the 4th, 02:15 UTC
 *
 * Invariants: 1. calendar_civil(calendar_day(y, m, d)) is (y, m, d) for every valid date.  2. years are those of
 * calendar_valid, 1 to 9999.
 * The arithmetic is Howard Hinnant's ("chrono-compatible low-level date algorithms"). Pure and thread-safe. */
#ifndef ACCORD_DOC_CALENDAR_H
#define ACCORD_DOC_CALENDAR_H

#include "doc/article.h"

struct civil {
    int32_t year;
    int month, day; // 1 to 12, 1 to 31
};

struct week {
    int32_t year; // the ISO 8601 week-numbering year, which may differ from the date's own
    int week;     // 1 to 53
};

bool calendar_valid(int32_t year, int month, int day);
int calendar_month_days(int32_t year, int month);
/* month may lie outside 1 to 12 and day outside the month: they carry over. */
int32_t calendar_day(int32_t year, int month, int day);
struct civil calendar_civil(int32_t day);
/* 1 Monday … 7 Sunday, as ISO 8601 counts. */
int calendar_weekday(int32_t day);
struct week calendar_week(int32_t day);
/* The Monday of an ISO week. */
int32_t calendar_week_monday(int32_t year, int week);
/* The same day of the month so many months on, or that month's last day. */
int32_t calendar_add_months(int32_t day, int months);

/* "2025-12-03" in the arena. */
str calendar_iso(arena *out, int32_t day);
/* A moment as ISO 8601: "2025-12-03", or "2025-12-03T21:15:00Z" when the clock is known. */
str calendar_iso_moment(arena *out, struct moment m);

/* A whole str that is a date -> the moment in UTC; false when it is none. Takes ISO 8601 ("2016-11-11T22:11:17",
 * "2016-11-11 22:11:17.5+01:00", "20161111T221117Z"; no zone is read as UTC), RFC 822 ("Fri, 11 Nov 2016 22:11:17
 * -0500") and the dates that newspapers print ("November 11, 2016 at 5:11 p.m. ET", "11 Nov. 2016"). */
bool calendar_parse(str s, struct moment *m);

#endif
