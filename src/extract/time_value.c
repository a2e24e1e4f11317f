/* Forms of time -> values, for one day of the article. */
#include "extract/time.h"

#include <stdlib.h>

#include "doc/calendar.h"
#include "extract/number.h"

enum {
    UNKNOWN = INT32_MIN,
    BACK_DAYS = 300,
    ELECTION_DAYS = 90,
    SENTENCES_BACK = 2, // a day that was told so far back is still told of
};

/* What the values lean on. */
struct reference {
    bool known;
    int32_t now;  // the article's day
    bool past;    // the text is told as history
    bool own_day; // it names its own day of the week
    bool said_known;
    int32_t said; // first day of the time that the text spoke of last
    enum time_unit said_grain;
    int32_t said_day;  // the last single day among them; UNKNOWN when none
    int32_t said_sent; // the sentence that said it
    int32_t sent;      // of the form that is read now
    int32_t second;    // of the day on which the article was published, -1 when unknown
    int32_t said_year; // also of years before Christ, which have no day; negative there
    arena *out;
};

static int32_t easter(int32_t year) { // the anonymous Gregorian computus
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, j = c % 4, l = (32 + 2 * e + 2 * i - h - j) % 7,
        m = (a + 11 * h + 22 * l) / 451;
    return calendar_day(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
}

static int32_t nth_weekday(int32_t year, int month, int n, int weekday) {
    int32_t first = calendar_day(year, month, 1);
    int32_t day = first + (weekday - calendar_weekday(first) + 7) % 7 + 7 * (n - 1);
    while (n == 5 && calendar_civil(day).month != month) day -= 7;
    return day;
}

/* The day of a holiday in a year. */
static int32_t holiday_day(str rule, int32_t year) {
    if (str_starts(rule, S("easter"))) {
        str n = str_drop(rule, 6);
        int move = number_integer(str_drop(n, 1));
        return easter(year) + (str_starts(n, S("-")) ? -move : move);
    }
    if (str_ends(rule, S("election"))) return nth_weekday(year, 11, 1, 1) + 1; // Tuesday after the first Monday
    str part, rest = rule;
    int field[3] = {0}, n = 0, add = 0;
    ptrdiff_t plus = str_find(rule, S("+"), 0);
    if (plus >= 0) {
        add = number_integer(str_drop(rule, plus + 1));
        rest = str_head(rule, plus);
    }
    while (n < 3 && str_next_part(&rest, '-', &part)) field[n++] = number_integer(part);
    return n == 3 ? nth_weekday(year, field[0], field[1], field[2]) + add
                  : calendar_day(year, field[0], field[1]) + add;
}

/* The year for a form without one. Among last, this and next year: told as history the one whose day is nearest to what
 * was said last, else by direction from the article's day. */
static int32_t year_for(const struct reference *x, const struct time_form *f,
                        int32_t (*day_in)(const struct time_form *, int32_t)) {
    bool history = x->past && x->said_known;
    int32_t base = history ? x->said : x->now, year = calendar_civil(base).year;
    if (f->dir == 2) return calendar_civil(x->now).year + f->from;
    if (f->dir == 3) return x->said_known ? calendar_civil(x->said).year : year;
    if (history && x->said_grain >= UNIT_YEAR) return year;
    int32_t best = year, best_cost = INT32_MAX;
    int step = str_ends(f->rule, S("election")) ? 2 : 1;
    if (step == 2) year -= year % 2;
    for (int32_t y = year - step; y <= year + step; y += step) {
        int32_t day = day_in(f, y), cost = day - base;
        bool said = f->from && f->grain == UNIT_MONTH; // "last December" is over, and not this one
        bool same = f->grain == UNIT_MONTH && calendar_civil(base).month == f->month && y == calendar_civil(base).year;
        if (f->day && f->weekday && calendar_weekday(day) != f->weekday) cost += cost < 0 ? -2000 : 2000;
        bool during = f->grain == UNIT_SEASON && cost <= 0 && cost > -92;
        if (during && !history && !f->from) same = true;
        if (during && f->from < 0) cost -= 1000; // "last winter" is not the one that goes on
        if (!history && f->dir < 0 && cost > 0) cost += f->dir == -2 ? 1000 : 250;
        if (!history && f->dir > 0 && cost < 0) cost -= 250;
        if (!history && !f->dir && cost > 0) cost += 165;        // what is reported is rather past
        if (history && y == year && cost > -BACK_DAYS) cost = 0; // a tale names the year when it changes
        if (said && (same || (cost > 0) == (f->from < 0)))
            cost += 5000;
        else if (same)
            cost = 0;
        if (abs(cost) < best_cost) {
            best_cost = abs(cost);
            best = y;
        }
    }
    return best;
}

static int32_t month_day_in(const struct time_form *f, int32_t year) {
    int month = f->quarter ? 3 * (f->quarter - 1) + 1
                : f->month ? f->month
                           : 1,
        day = f->day                   ? f->day
              : f->grain == UNIT_MONTH ? 15
                                       : 1;
    if (day > calendar_month_days(year, month)) day = calendar_month_days(year, month);
    return calendar_day(year, month, day);
}

static int32_t holiday_in(const struct time_form *f, int32_t year) { return holiday_day(f->rule, year); }

static int32_t weekday_day(const struct reference *x, const struct time_form *f) {
    int32_t base = x->past && x->said_known && x->said_grain <= UNIT_DAY ? x->said : x->now;
    int back = (calendar_weekday(base) - f->weekday + 7) % 7;
    if (f->dir == 2) return base - calendar_weekday(base) + f->weekday + 7 * f->from;
    if (f->dir > 0) return base + (7 - back) % 7;
    if (back == 6 && x->own_day && !f->from)
        return base + 1; // "Wednesday … Thursday": told on from its own day, in an update
    if (!back && f->dir < 0 && f->from < 0) back = 7; // "last Thursday" on a Thursday
    return base - back;
}

/* "At 3:40 a.m.": no word of a day. */
static bool clock_alone(const struct time_form *f) {
    return f->hour >= 0 && f->base == TIME_NOW && f->grain == UNIT_DAY && !f->by && !f->shift && !f->part.n;
}

/* The day of a clock time without one: the day that the text has just told of. Told as past, it lies no later than the
 * report. */
static int32_t clock_day(const struct reference *x, const struct time_form *f) {
    enum { ZONES = 3, HOUR = 3600 };
    if (f->dir <= 0 && x->said_day != UNKNOWN && x->sent <= x->said_sent + SENTENCES_BACK &&
        (!x->known || x->said_day <= x->now))
        return x->said_day;
    if (!x->known) return UNKNOWN;
    bool later = x->second >= 0 && (f->hour - ZONES) * HOUR > x->second;
    return f->dir < 0 && later ? x->now - 1 : x->now;
}

/* The first day that the form speaks of; UNKNOWN when it cannot be told. */
static int32_t start_of(const struct reference *x, const struct time_form *f) {
    int32_t day;
    switch (f->base) {
    case TIME_NOW:
        if (x->past && x->said_known && f->hour >= 0) return x->said;
        if (clock_alone(f)) return clock_day(x, f);
        return x->known ? x->now : UNKNOWN;
    case TIME_SAID:
        if (f->just_told && !(x->said_day != UNKNOWN && x->sent <= x->said_sent + SENTENCES_BACK))
            return x->known ? x->now : UNKNOWN;
        if (f->just_told) return x->said_day;
        if (!x->past && f->by <= UNIT_WEEK &&
            f->by) { // days are counted from a day, and a later one not from the article's
            if (x->said_day != UNKNOWN) return x->said_day;
            return x->known && f->shift < 0 ? x->now : UNKNOWN;
        }
        return x->said_known ? x->said : x->known ? x->now : UNKNOWN;
    case TIME_WEEKDAY: return x->known ? weekday_day(x, f) : UNKNOWN;
    case TIME_HOLIDAY:
        if (f->year) return holiday_day(f->rule, f->year);
        if (!x->known) return UNKNOWN;
        day = holiday_day(f->rule, year_for(x, f, holiday_in));
        // "the election" is the nearest one only when it is near
        return str_eq(f->rule, S("an election")) && abs(day - x->now) > ELECTION_DAYS ? UNKNOWN : day;
    case TIME_CALENDAR:
        if (f->year) return month_day_in(f, f->year);
        if (!x->known && !(x->past && x->said_known)) return UNKNOWN;
        return month_day_in(f, year_for(x, f, month_day_in));
    case TIME_LITERAL: break;
    }
    return UNKNOWN;
}

static int32_t moved(int32_t day, enum time_unit by, int32_t n) {
    switch (by) {
    case UNIT_DAY: return day + n;
    case UNIT_WEEKEND:
    case UNIT_WEEK: return day + 7 * n;
    case UNIT_MONTH: return calendar_add_months(day, n);
    case UNIT_QUARTER: return calendar_add_months(day, 3 * n);
    case UNIT_YEAR: return calendar_add_months(day, 12 * n);
    case UNIT_DECADE: return calendar_add_months(day, 120 * n);
    case UNIT_CENTURY: return calendar_add_months(day, 1200 * n);
    default: return day;
    }
}

/* Day cut to a grain: the value, and its first and last day. */
static str cut(const struct reference *x, const struct time_form *f, int32_t day, int32_t *lo, int32_t *hi) {
    struct civil c = calendar_civil(day);
    struct week w = calendar_week(day);
    *lo = *hi = day;
    switch (f->grain) {
    case UNIT_WEEKEND:
        *lo = calendar_week_monday(w.year, w.week) + 5;
        *hi = *lo + 1;
        return arena_fmt(x->out, "%04d-W%02d-WE", (int)w.year, w.week);
    case UNIT_WEEK:
        *lo = calendar_week_monday(w.year, w.week);
        *hi = *lo + 6;
        return arena_fmt(x->out, "%04d-W%02d", (int)w.year, w.week);
    case UNIT_MONTH:
        *lo = calendar_day(c.year, c.month, 1);
        *hi = *lo + calendar_month_days(c.year, c.month) - 1;
        return arena_fmt(x->out, "%04d-%02d", (int)c.year, c.month);
    case UNIT_QUARTER: {
        int q = (c.month - 1) / 3;
        *lo = calendar_day(c.year, 3 * q + 1, 1);
        *hi = calendar_add_months(*lo, 3) - 1;
        return arena_fmt(x->out, "%04d-Q%d", (int)c.year, q + 1);
    }
    case UNIT_SEASON:
        *lo = calendar_day(c.year, f->month ? f->month : 1, 1);
        *hi = calendar_add_months(*lo, 3) - 1;
        return arena_fmt(x->out, "%04d-%.*s", (int)c.year, STR_FMT(f->part));
    case UNIT_YEAR:
        *lo = calendar_day(c.year, 1, 1);
        *hi = calendar_day(c.year, 12, 31);
        return arena_fmt(x->out, "%04d", (int)c.year);
    case UNIT_DECADE:
        *lo = calendar_day(c.year - c.year % 10, 1, 1);
        *hi = calendar_day(c.year - c.year % 10 + 9, 12, 31);
        return arena_fmt(x->out, "%03d", (int)c.year / 10);
    case UNIT_CENTURY:
    case UNIT_MILLENNIUM:
        *lo = calendar_day(c.year / 100 * 100, 1, 1);
        *hi = calendar_day(c.year / 100 * 100 + 99, 12, 31);
        return arena_fmt(x->out, "%02d", (int)c.year / 100);
    default: return calendar_iso(x->out, day);
    }
}

/* Years before Christ have no day number here: the value is made of the year alone. */
static void before_christ(const struct reference *x, struct time_finding *t, int32_t year) {
    const struct time_form *f = &t->form;
    bool own = f->base == TIME_CALENDAR;
    t->value = own && f->grain == UNIT_DAY     ? arena_fmt(x->out, "BC%04d-%02d-%02d", (int)year, f->month, f->day)
               : own && f->grain == UNIT_MONTH ? arena_fmt(x->out, "BC%04d-%02d", (int)year, f->month)
               : f->grain == UNIT_DECADE       ? arena_fmt(x->out, "BC%03d", (int)year / 10)
               : t->form.grain == UNIT_CENTURY ? arena_fmt(x->out, "BC%02d", (int)year / 100)
               : t->form.grain == UNIT_SEASON  ? arena_fmt(x->out, "BC%04d-%.*s", (int)year, STR_FMT(t->form.part))
                                               : arena_fmt(x->out, "BC%04d", (int)year);
    t->timex = t->value;
    t->lo = 1;
    t->hi = 0;
}

/* What can be said without knowing the article's day: "XXXX-11-21". */
static void without_day(const struct reference *x, struct time_finding *t) {
    const struct time_form *f = &t->form;
    t->value = (str){0};
    t->timex = f->base != TIME_CALENDAR ? (str){0}
               : f->day                 ? arena_fmt(x->out, "XXXX-%02d-%02d", f->month, f->day)
               : f->quarter             ? arena_fmt(x->out, "XXXX-Q%d", f->quarter)
               : f->part.n              ? arena_fmt(x->out, "XXXX-%.*s", STR_FMT(f->part))
               : f->month               ? arena_fmt(x->out, "XXXX-%02d", f->month)
                                        : (str){0};
    t->lo = 1;
    t->hi = 0;
}

static void literal(struct time_finding *t) {
    t->timex = t->form.literal;
    bool length = t->precision == WHEN_DURATION || t->precision == WHEN_SET;
    t->value = length ? t->form.literal : (str){0};
    t->lo = 1;
    t->hi = 0;
}

static void clock_of(const struct reference *x, struct time_finding *t) {
    const struct time_form *f = &t->form;
    t->timex = t->value;
    t->clock = (str){0};
    if (f->hour >= 0) {
        t->clock = arena_fmt(x->out, "%02d:%02d", f->hour, f->minute);
        t->timex = arena_fmt(x->out, "%.*sT%.*s%s", STR_FMT(t->value), STR_FMT(t->clock), f->utc ? "Z" : "");
    } else if (f->part.n && f->grain == UNIT_DAY) {
        t->clock = f->part;
        t->timex = arena_fmt(x->out, "%.*sT%.*s", STR_FMT(t->value), STR_FMT(f->part));
    }
}

static void resolve(struct reference *x, struct time_finding *t) {
    struct time_form *f = &t->form;
    if (f->base == TIME_LITERAL) {
        literal(t);
        return;
    }
    if (f->before_christ || (f->year > 0 && f->year < 100 && x->said_year < 0)) {
        before_christ(x, t, f->year);
        x->said_year = -f->year;
        x->said_known = false;
        return;
    }
    if (x->said_year < 0 && x->past && !x->said_known &&
        (f->base == TIME_SAID || (f->base == TIME_CALENDAR && !f->year))) {
        int32_t years = f->by == UNIT_YEAR      ? f->shift
                        : f->by == UNIT_DECADE  ? 10 * f->shift
                        : f->by == UNIT_CENTURY ? 100 * f->shift
                                                : 0;
        int32_t year = -x->said_year - (f->base == TIME_SAID ? years : 0);
        if (year < 1) year = 1;
        before_christ(x, t, year);
        x->said_year = -year;
        return;
    }
    int32_t day = start_of(x, f);
    if (day == UNKNOWN) {
        without_day(x, t);
        return;
    }
    if (f->by) day = moved(day, f->by, f->shift);
    if (f->base == TIME_SAID && f->shift > 0 && f->by <= UNIT_WEEK && x->known && !x->past &&
        day > x->now) { // told already, so not ahead
        without_day(x, t);
        return;
    }
    struct civil c = calendar_civil(day);
    if (c.year < 1 || c.year > 9999) {
        without_day(x, t);
        return;
    }
    t->value = cut(x, f, day, &t->lo, &t->hi);
    if (f->last) {
        struct time_form whole = {.grain = UNIT_DAY};
        t->value = cut(x, &whole, t->hi, &t->lo, &t->hi);
        t->precision = WHEN_DAY;
    }
    clock_of(x, t);
    if (x->past && f->base == TIME_NOW && f->grain == UNIT_DAY && f->hour < 0 && !f->shift) t->timex = S("PRESENT_REF");
    if (t->precision == WHEN_SINCE) t->hi = t->lo > x->now || !x->known ? t->hi : x->now;
    if (t->precision == WHEN_BEFORE) t->lo = t->lo - 365;
    bool leans = f->base == TIME_NOW && ((f->hour < 0 && !f->part.n && f->grain >= UNIT_YEAR) || x->past);
    if (!leans) {
        x->said = t->precision == WHEN_BEFORE ? t->hi : f->grain <= UNIT_DAY ? day : t->lo;
        x->said_grain = f->grain;
        x->said_known = true;
        x->said_year = c.year;
        if (f->grain == UNIT_DAY && t->precision != WHEN_BEFORE) {
            x->said_day = day;
            x->said_sent = x->sent;
        }
    }
}

/* Told as history: several dates with years, most of them years before the article's own, and little said from its day.
 */
static bool told_as_history(const reading *r, int32_t year) {
    int old = 0, fresh = 0;
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const struct time_form *f = &r->times.p[i].form;
        if (f->base == TIME_CALENDAR && f->year) {
            if (f->before_christ || f->year < year)
                old++;
            else
                fresh++;
        }
        if (f->base == TIME_NOW && f->grain <= UNIT_WEEK && f->hour < 0) fresh++;
        if (f->base == TIME_WEEKDAY) fresh++;
    }
    return old >= 5 && old > 4 * fresh;
}

static void anchor(reading *r, bool known, int32_t day, arena *out) {
    struct reference x = {.known = known, .now = day, .said_day = UNKNOWN, .second = -1, .out = out};
    if (r->article->when.known && r->article->when.day == day) x.second = r->article->when.second;
    x.past = told_as_history(r, known ? calendar_civil(day).year : 2100);
    for (ptrdiff_t i = 0; known && i < r->times.n; i++) {
        const struct time_form *f = &r->times.p[i].form;
        if (f->base == TIME_WEEKDAY && f->dir != 2 && f->weekday == calendar_weekday(day)) x.own_day = true;
    }
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const struct time_finding *t = &r->times.p[i];
        x.sent = t->beg < r->tokens.n ? r->tokens.sent[t->beg] : 0;
        resolve(&x, &r->times.p[i]);
    }
}

void time_anchor(reading *r, int32_t day, arena *out) { anchor(r, true, day, out); }
void time_unanchor(reading *r, arena *out) { anchor(r, false, 0, out); }
