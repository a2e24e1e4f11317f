#include "doc/calendar.h"

#include "lexicon_tables.h"

static bool leap(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int calendar_month_days(int32_t year, int month) {
    return month == 2 ? 28 + leap(year) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool calendar_valid(int32_t year, int month, int day) {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= calendar_month_days(year, month);
}

static int32_t floor_div(int32_t a, int32_t b) { return a / b - (a % b < 0); }

int32_t calendar_day(int32_t year, int month, int day) {
    year += floor_div(month - 1, 12);
    month -= 12 * floor_div(month - 1, 12);
    year -= month <= 2; // the year begins in March, so that the leap day is its last
    int32_t era = floor_div(year, 400);
    int32_t year_of_era = year - era * 400;
    int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year + day - 1 - 719468;
}

struct civil calendar_civil(int32_t day) {
    day += 719468;
    int32_t era = floor_div(day, 146097);
    int32_t day_of_era = day - era * 146097;
    int32_t year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    int32_t month = (5 * day_of_year + 2) / 153;
    return (struct civil){
        .year = year + era * 400 + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
}

int calendar_weekday(int32_t day) {
    int32_t from_monday = day + 3; // 1970-01-01 was a Thursday
    return from_monday - 7 * floor_div(from_monday, 7) + 1;
}

struct week calendar_week(int32_t day) {
    int32_t thursday = day - calendar_weekday(day) + 4; // a week belongs to the year of its Thursday
    int32_t year = calendar_civil(thursday).year;
    return (struct week){.year = year, .week = (thursday - calendar_day(year, 1, 1)) / 7 + 1};
}

int32_t calendar_week_monday(int32_t year, int week) {
    int32_t fourth = calendar_day(year, 1, 4); // always in week 1
    return fourth - calendar_weekday(fourth) + 1 + 7 * (week - 1);
}

int32_t calendar_add_months(int32_t day, int months) {
    struct civil c = calendar_civil(day);
    struct civil first = calendar_civil(calendar_day(c.year, c.month + months, 1));
    int last = calendar_month_days(first.year, first.month);
    return calendar_day(first.year, first.month, c.day < last ? c.day : last);
}

str calendar_iso(arena *out, int32_t day) {
    struct civil c = calendar_civil(day);
    return arena_fmt(out, "%04d-%02d-%02d", (int)c.year, c.month, c.day);
}

str calendar_iso_moment(arena *out, struct moment m) {
    if (m.second < 0) return calendar_iso(out, m.day);
    struct civil c = calendar_civil(m.day);
    return arena_fmt(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)c.year, c.month, c.day, (int)(m.second / 3600),
                     (int)(m.second / 60 % 60), (int)(m.second % 60));
}

/* Reading goes over pieces: a run of digits, a run of letters, or one other byte. */
struct reader {
    str rest;
    struct civil date;
    int32_t second; // of the day, -1 when none
    int minutes;    // east of UTC
    bool has_zone;
};

static void skip_space(struct reader *r) {
    while (r->rest.n && ascii_space(r->rest.p[0])) r->rest = str_drop(r->rest, 1);
}

static bool take_byte(struct reader *r, char c) {
    if (!r->rest.n || r->rest.p[0] != c) return false;
    r->rest = str_drop(r->rest, 1);
    return true;
}

/* A number of least to most digits, as many as there are. */
static bool take_number(struct reader *r, int least, int most, int *n) {
    int digits = 0;
    *n = 0;
    while (digits < most && digits < r->rest.n && ascii_digit(r->rest.p[digits]))
        *n = *n * 10 + (r->rest.p[digits++] - '0');
    if (digits < least) return false;
    r->rest = str_drop(r->rest, digits);
    return true;
}

/* A run of letters, with a full stop after it left in: "Nov.", "p.m.". */
static str take_word(struct reader *r) {
    ptrdiff_t n = 0;
    while (n < r->rest.n && (ascii_alpha(r->rest.p[n]) || (n && r->rest.p[n] == '.'))) n++;
    str word = str_head(r->rest, n);
    r->rest = str_drop(r->rest, n);
    return word;
}

static int month_of(str word) {
    const lex_row *row = word.n ? lex_find(&lex_months, word) : NULL;
    str cell = row ? lex_cell(&lex_months, row, LEX_months_month) : (str){0};
    int n = 0;
    for (ptrdiff_t i = 0; i < cell.n; i++) n = 10 * n + (cell.p[i] - '0');
    return n;
}

/* "am" "p.m.": hours are put right. */
static bool take_half_day(struct reader *r, int *hour) {
    struct reader before = *r;
    skip_space(r);
    str word = take_word(r);
    bool pm = str_eq_nocase(word, S("pm")) || str_eq_nocase(word, S("p.m."));
    bool am = str_eq_nocase(word, S("am")) || str_eq_nocase(word, S("a.m."));
    if ((!am && !pm) || *hour < 1 || *hour > 12) {
        *r = before;
        return false;
    }
    *hour = *hour % 12 + (pm ? 12 : 0);
    return true;
}

/* 22:11, 22:11:17, 22:11:17.25, 221117 (packed), 5:11 p.m., 5pm */
static bool take_clock(struct reader *r, bool packed) {
    int hour, minute = 0, second = 0, part;
    if (!take_number(r, packed ? 2 : 1, 2, &hour)) return false;
    bool clock = packed ? take_number(r, 2, 2, &minute) : take_byte(r, ':') && take_number(r, 2, 2, &minute);
    if (clock && (packed ? take_number(r, 2, 2, &second) : take_byte(r, ':') && !take_number(r, 2, 2, &second)) &&
        !packed)
        return false;
    if (clock && (take_byte(r, '.') || take_byte(r, ',')))
        if (!take_number(r, 1, 9, &part)) return false;
    bool half = take_half_day(r, &hour);
    if ((!clock && !half) || hour > 24 || minute > 59 || second > 60) return false;
    r->second = hour * 3600 + minute * 60 + (second > 59 ? 59 : second);
    return r->second <= 86400;
}

/* "Z" "+01:00" "-0500" "GMT" "GMT+1" "(EST)" */
static bool take_zone(struct reader *r) {
    skip_space(r);
    bool bracket = take_byte(r, '(');
    bool plus = false, minus = false, named = false;
    int hours = 0, minutes = 0;
    str word = take_word(r);
    if (word.n) {
        const lex_row *row = lex_find(&lex_zones, word);
        if (!row) return false;
        str cell = lex_cell(&lex_zones, row, LEX_zones_minutes);
        for (ptrdiff_t i = cell.p[0] == '-'; i < cell.n; i++) r->minutes = 10 * r->minutes + (cell.p[i] - '0');
        if (cell.p[0] == '-') r->minutes = -r->minutes;
        named = true;
    }
    plus = take_byte(r, '+');
    minus = !plus &&
            (take_byte(r, '-') || (str_starts(r->rest, S("\xE2\x88\x92")) && (r->rest = str_drop(r->rest, 3), true)));
    if (plus || minus) {
        if (!take_number(r, 1, 2, &hours)) return false;
        bool colon = take_byte(r, ':');
        if (!take_number(r, 2, 2, &minutes) && colon) return false;
        if (hours > 15 || minutes > 59) return false;
        r->minutes = (minus ? -1 : 1) * (60 * hours + minutes);
    }
    r->has_zone = named || plus || minus;
    return r->has_zone && (!bracket || take_byte(r, ')'));
}

/* 2016-11-11, 20161111, 2016/11/11 */
static bool take_iso_date(struct reader *r, bool *packed) {
    int year;
    if (!take_number(r, 4, 4, &year)) return false;
    r->date.year = year;
    char sep = r->rest.n ? r->rest.p[0] : 0;
    *packed = ascii_digit(sep);
    if (!*packed && sep != '-' && sep != '/') return false;
    if (!*packed) take_byte(r, sep);
    if (!take_number(r, *packed ? 2 : 1, 2, &r->date.month)) return false;
    if (!*packed && !take_byte(r, sep)) return false;
    return take_number(r, *packed ? 2 : 1, 2, &r->date.day);
}

/* "Fri, 11 Nov 2016", "Friday 11 November 2016", "November 11th, 2016", "Nov. 11, 2016" */
static bool take_written_date(struct reader *r) {
    str word = take_word(r);
    int month = month_of(word), year;
    if (word.n && !month) { // a weekday; which one is not checked, papers get it wrong
        take_byte(r, ',');
        skip_space(r);
        word = take_word(r);
        month = month_of(word);
    }
    skip_space(r);
    if (!take_number(r, 1, 2, &r->date.day) || (r->rest.n && ascii_digit(r->rest.p[0]))) return false;
    if (r->rest.n && ascii_alpha(r->rest.p[0])) { // 11th, or 11Nov
        struct reader before = *r;
        if (month_of(take_word(r))) *r = before;
    }
    if (!month) {
        if (!take_byte(r, '-')) skip_space(r);
        month = month_of(take_word(r));
    }
    if (!month) return false;
    if (!take_byte(r, ',') && !take_byte(r, '-')) skip_space(r);
    skip_space(r);
    if (!take_number(r, 4, 4, &year)) {
        if (!take_number(r, 2, 2, &year)) return false; // RFC 822's two digits, windowed as RFC 2822 says
        year += year < 50 ? 2000 : 1900;
    }
    r->date.month = month;
    r->date.year = year;
    return true;
}

static bool settle(const struct reader *r, struct moment *m) {
    if (!calendar_valid(r->date.year, r->date.month, r->date.day)) return false;
    int32_t day = calendar_day(r->date.year, r->date.month, r->date.day), second = r->second;
    if (second >= 0) {
        second -= 60 * r->minutes;
        int32_t days = floor_div(second, 86400);
        day += days;
        second -= days * 86400;
    }
    *m = (struct moment){.known = true, .day = day, .second = second};
    return true;
}

bool calendar_parse(str s, struct moment *m) {
    *m = (struct moment){.second = -1};
    struct reader r = {.rest = str_trim(s), .second = -1};
    bool packed = false;
    bool iso = r.rest.n >= 5 && ascii_digit(r.rest.p[0]) && ascii_digit(r.rest.p[1]) && ascii_digit(r.rest.p[2]);
    if (iso ? !take_iso_date(&r, &packed) : !take_written_date(&r)) return false;
    if (!r.rest.n) return settle(&r, m);
    if (iso && (take_byte(&r, 'T') || take_byte(&r, 't'))) {
        if (!take_clock(&r, packed)) return false;
    } else {
        packed = false;
        take_byte(&r, ',');
        skip_space(&r);
        if (str_starts_nocase(r.rest, S("at "))) r.rest = str_drop(r.rest, 3);
        skip_space(&r);
        if (!take_clock(&r, false)) return false;
    }
    skip_space(&r);
    if (r.rest.n && !take_zone(&r)) return false;
    skip_space(&r);
    if (r.rest.n) { // RFC 822 allows the zone's name once more in brackets
        int minutes = r.minutes;
        if (r.rest.p[0] != '(' || !take_zone(&r) || r.rest.n) return false;
        r.minutes = minutes;
    }
    return settle(&r, m);
}
