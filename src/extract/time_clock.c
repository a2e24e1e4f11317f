/* Times of the clock: "5am", "shortly after 7 a.m.", "18:00 UTC", "7.45pm", "1800 GMT", "noon". */
#include "extract/number.h"
#include "extract/time.h"
#include "lexicon_tables.h"

/* A zone behind a clock time: "UTC", "local time"; the piece behind it, or i. */
static ptrdiff_t zone_at(const pieces *k, ptrdiff_t i, bool *utc) {
    if ((piece_is(k, i, S("local")) || piece_is(k, i, S("eastern"))) && piece_is(k, i + 1, S("time"))) return i + 2;
    if (i >= k->n || !k->p[i].caps || !piece_goes_on(k, i) || k->p[i].norm.n < 2 ||
        !lex_find_folded(&lex_zones, k->p[i].norm))
        return i;
    *utc = piece_is(k, i, S("utc")) || piece_is(k, i, S("gmt"));
    return i + 1;
}

/* A reading of the clock so far. */
struct reading_of_clock {
    int hour, minute;
    ptrdiff_t end;
    bool sure;     // written as only a clock time is
    bool half_day; // only with "am" or "pm" behind it
};

static bool is_figure(const pieces *k, ptrdiff_t i) { return i < k->n && k->p[i].kind == PIECE_NUMBER; }

/* "5", "18:00", "18:00:30" */
static bool with_colon(const pieces *k, ptrdiff_t i, struct reading_of_clock *c) {
    if (!number_digits(k, i, 2, 0, 24, &c->hour)) return false;
    c->end = i + 1;
    int second;
    if (piece_is(k, i + 1, S(":")) && piece_joined(k, i + 1) && piece_joined(k, i + 2) &&
        number_digits(k, i + 2, 2, 0, 59, &c->minute) && k->p[i + 2].norm.n == 2) {
        c->end = i + 3;
        c->sure = true;
        if (piece_is(k, c->end, S(":")) && piece_joined(k, c->end + 1) &&
            number_digits(k, c->end + 1, 2, 0, 59, &second))
            c->end += 2;
    } else
        c->minute = 0;
    return true;
}

/* "7.45" before "pm" */
static bool with_stop(const pieces *k, ptrdiff_t i, struct reading_of_clock *c) {
    if (!is_figure(k, i)) return false;
    str s = k->p[i].norm;
    double v;
    if (s.n < 4 || s.n > 5 || s.p[s.n - 3] != '.' || !number_figure(s, &v) || v >= 24) return false;
    c->hour = (int)v;
    c->minute = number_integer(str_drop(s, s.n - 2));
    c->end = i + 1;
    c->half_day = true;
    return c->minute <= 59;
}

/* "1800" before "GMT" or "hours" */
static bool military(const pieces *k, ptrdiff_t i, struct reading_of_clock *c) {
    int figure;
    bool utc;
    if (!is_figure(k, i) || k->p[i].norm.n != 4 || !number_digits(k, i, 4, 0, 2359, &figure) || figure % 100 > 59)
        return false;
    bool hours = piece_is(k, i + 1, S("hours")) || piece_is(k, i + 1, S("hrs"));
    if (!hours && zone_at(k, i + 1, &utc) == i + 1) return false;
    c->hour = figure / 100;
    c->minute = figure % 100;
    c->end = i + 1 + hours;
    c->sure = true;
    return true;
}

/* "seven" before "o'clock" */
static bool in_words(const pieces *k, ptrdiff_t i, struct reading_of_clock *c) {
    struct number x;
    if (i >= k->n || k->p[i].kind != PIECE_WORD || !number_at(k, i, false, &x) || x.value < 1 || x.value > 12 ||
        x.end != i + 1)
        return false;
    c->hour = (int)x.value;
    c->minute = 0;
    c->end = x.end;
    return true;
}

/* "am", "pm", "o'clock" behind the figure. */
static void half_of_day(const pieces *k, struct reading_of_clock *c) {
    if (c->end >= k->n || !piece_goes_on(k, c->end)) return;
    bool am = piece_is(k, c->end, S("am")), pm = piece_is(k, c->end, S("pm"));
    if (!am && !pm && !piece_is(k, c->end, S("o'clock"))) return;
    if (pm && c->hour < 12) c->hour += 12;
    if (am && c->hour == 12) c->hour = 0;
    c->end++;
    c->sure = am || pm || !c->half_day;
}

/* "(0300 GMT)", "(GMT +8)": the same time elsewhere belongs to it. */
static ptrdiff_t elsewhere(const pieces *k, ptrdiff_t i) {
    if (!piece_is(k, i, S("(")) || !piece_goes_on(k, i)) return i;
    bool zone = false, utc;
    for (ptrdiff_t c = i + 1; c < k->n && c < i + 8; c++) {
        if (piece_is(k, c, S(")"))) return zone ? c + 1 : i;
        zone = zone || zone_at(k, c, &utc) > c;
    }
    return i;
}

/* "Noon Road" is where. */
static bool in_street(const pieces *k, ptrdiff_t i) {
    return k->p[i].upper && i + 1 < k->n && k->p[i + 1].upper && piece_goes_on(k, i + 1) &&
           piece_has(k, i + 1, &lex_time_words, S("street"));
}

/* "Headline | 1:55", "0:43": how long a film lasts. */
static bool film_length(const pieces *k, ptrdiff_t i, const struct reading_of_clock *c) {
    bool utc, bare = is_figure(k, i) && c->end == i + 3 && zone_at(k, c->end, &utc) == c->end;
    return bare && (str_eq(k->p[i].norm, S("0")) || piece_is(k, i - 1, S("|")));
}

bool time_clock_at(const pieces *k, ptrdiff_t i, struct time_hit *h) {
    *h = (struct time_hit){.beg = i,
                           .end = i,
                           .type = TIME_TIME,
                           .precision = WHEN_DAY,
                           .form = {.base = TIME_NOW, .grain = UNIT_DAY, .hour = -1}};
    ptrdiff_t j = i, end;
    if (pieces_phrase(k, i, &lex_clock_hedges, &end)) j = end;
    if (j >= k->n || k->p[j].kind == PIECE_MARK || (j > i && !piece_goes_on(k, j))) return false;
    struct reading_of_clock c = {0};
    if (in_street(k, j)) return false;
    if (piece_is(k, j, S("noon")) || piece_is(k, j, S("midday")) || piece_is(k, j, S("midnight")))
        c = (struct reading_of_clock){.hour = piece_is(k, j, S("midnight")) ? 0 : 12, .end = j + 1, .sure = true};
    else if (with_colon(k, j, &c) || with_stop(k, j, &c) || military(k, j, &c) || in_words(k, j, &c))
        half_of_day(k, &c);
    if (!c.sure || c.hour > 23 || film_length(k, j, &c)) return false;
    c.end = zone_at(k, c.end, &h->form.utc);
    h->end = elsewhere(k, c.end);
    h->form.hour = (int8_t)c.hour;
    h->form.minute = (int8_t)c.minute;
    rule_add(&h->rules, "a time of the clock");
    return true;
}
