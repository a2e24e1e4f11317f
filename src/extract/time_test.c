#include "check.h"

#include <stdio.h>

#include "doc/calendar.h"
#include "extract/extract.h"
#include "extract/time.h"

enum { ARENA = 64 << 20 };

struct room {
    arena out, tmp;
    article a;
    reading r;
};

static void room_open(struct room *m) {
    assert_true(arena_init(&m->out, ARENA));
    assert_true(arena_init(&m->tmp, ARENA));
}

static void room_close(struct room *m) {
    arena_clear(&m->out);
    arena_clear(&m->tmp);
}

/* The times and amounts of a text written on that day; without tokens. */
static void find(struct room *m, str text, int32_t day) {
    arena_reset(&m->out);
    m->a = (article){.text = text, .when = {.known = true, .day = day, .second = -1}};
    m->r = (reading){.article = &m->a};
    time_find(&m->r, &m->out, m->tmp);
    amount_find(&m->r, &m->out, m->tmp);
}

static void weekdays_agree_with_a_walk_over_the_calendar(void **state) {
    (void)state;
    static const char *const names[] = {"",         "Monday", "Tuesday",  "Wednesday",
                                        "Thursday", "Friday", "Saturday", "Sunday"};
    struct room m;
    room_open(&m);
    for (int32_t day = calendar_day(2015, 12, 20); day < calendar_day(2016, 1, 15); day++) {
        for (int w = 1; w <= 7; w++) {
            char text[64];
            int n = snprintf(text, sizeof text, "The mayor resigned on %s.", names[w]);
            find(&m, str_of(text, n), day);
            int32_t back = day, ahead = day;
            while (calendar_weekday(back) != w) back--;
            while (calendar_weekday(ahead) != w) ahead++;
            assert_int_equal(m.r.times.n, 1);
            if (back != day - 6 || calendar_weekday(day) == w) assert_int_equal(m.r.times.p[0].lo, back);
            n = snprintf(text, sizeof text, "The mayor will resign on %s.", names[w]);
            find(&m, str_of(text, n), day);
            assert_int_equal(m.r.times.p[0].lo, ahead);
        }
    }
    room_close(&m);
}

static void weeks_months_and_years_contain_their_day(void **state) {
    (void)state;
    struct room m;
    room_open(&m);
    for (int32_t day = calendar_day(2019, 12, 25); day < calendar_day(2021, 1, 10); day += 3) {
        find(&m, S("It fell this week, this month and this year."), day);
        assert_int_equal(m.r.times.n, 3);
        for (int i = 0; i < 3; i++) assert_true(m.r.times.p[i].lo <= day && day <= m.r.times.p[i].hi);
        find(&m, S("It fell last week and last month."), day);
        struct civil c = calendar_civil(day);
        assert_int_equal(m.r.times.p[0].hi, day - calendar_weekday(day));
        assert_int_equal(m.r.times.p[1].hi, calendar_day(c.year, c.month, 1) - 1);
    }
    room_close(&m);
}

static void another_day_moves_what_leans_on_it(void **state) {
    (void)state;
    struct room m;
    room_open(&m);
    find(&m, S("He fled ten days ago. On May 5, 2001 he was 30. It lasted five years."), calendar_day(2025, 12, 3));
    assert_int_equal(m.r.times.n, 3);
    assert_str(m.r.times.p[0].value, S("2025-11-23"));
    time_anchor(&m.r, calendar_day(2024, 3, 10), &m.out);
    assert_str(m.r.times.p[0].value, S("2024-02-29"));
    assert_str(m.r.times.p[1].value, S("2001-05-05"));
    assert_str(m.r.times.p[2].value, S("P5Y"));
    time_unanchor(&m.r, &m.out);
    assert_int_equal(m.r.times.p[0].value.n, 0);
    assert_true(m.r.times.p[0].lo > m.r.times.p[0].hi);
    assert_str(m.r.times.p[1].value, S("2001-05-05"));
    room_close(&m);
}

static void a_date_without_its_year_is_near(void **state) {
    (void)state;
    struct room m;
    room_open(&m);
    for (int32_t day = calendar_day(2023, 1, 1); day < calendar_day(2025, 1, 1); day += 11) {
        find(&m, S("The bridge fell on March 15."), day);
        assert_int_equal(m.r.times.n, 1);
        struct civil c = calendar_civil(m.r.times.p[0].lo);
        assert_true(c.month == 3 && c.day == 15);
        int32_t away = m.r.times.p[0].lo - day;
        assert_true(away > -366 && away < 200);
    }
    room_close(&m);
}

/* Texts put together of the pieces that the rules look for: no crash, spans in order and inside, bounds in order. */
static void any_text_is_borne(void **state) {
    (void)state;
    static const str words[] = {
        S_INIT("two "),       S_INIT("days "),
        S_INIT("before "),    S_INIT("the "),
        S_INIT("election "),  S_INIT("May "),
        S_INIT("5"),          S_INIT("-"),
        S_INIT(","),          S_INIT(" 2016 "),
        S_INIT("last "),      S_INIT("week "),
        S_INIT("of "),        S_INIT("a "),
        S_INIT("half "),      S_INIT("million "),
        S_INIT("$"),          S_INIT("US"),
        S_INIT("1,000 "),     S_INIT("BC "),
        S_INIT("and "),       S_INIT("Sunday "),
        S_INIT("morning "),   S_INIT("am "),
        S_INIT("12:30 "),     S_INIT("between "),
        S_INIT("to "),        S_INIT("people "),
        S_INIT("killed "),    S_INIT("% "),
        S_INIT("\n"),         S_INIT(". "),
        S_INIT("'90s "),      S_INIT("years "),
        S_INIT("old "),       S_INIT("dozens "),
        S_INIT("\xC3"),       S_INIT("99999999999999999999 "),
        S_INIT("summer "),    S_INIT("Easter "),
        S_INIT("ago "),       S_INIT("minus "),
        S_INIT("per "),       S_INIT("31 "),
        S_INIT("February "),  S_INIT("the same "),
        S_INIT("more than "), S_INIT("th "),
    };
    struct room m;
    room_open(&m);
    unsigned seed = 11;
    for (int round = 0; round < 6000; round++) {
        char text[1024];
        ptrdiff_t n = 0;
        for (int left = 1 + round % 24; left--;) {
            seed = seed * 1103515245 + 12345;
            str w = words[(seed >> 16) % (sizeof words / sizeof *words)];
            memcpy(text + n, w.p, (size_t)w.n);
            n += w.n;
        }
        find(&m, str_of(text, n), (int32_t)(seed >> 20) * 40 - 60000);
        uint32_t at = 0;
        for (ptrdiff_t i = 0; i < m.r.times.n; i++) {
            span s = m.r.times.p[i].span;
            assert_true(s.beg >= at && s.beg < s.end && s.end <= (uint32_t)n);
            at = s.end;
        }
        at = 0;
        for (ptrdiff_t i = 0; i < m.r.amounts.n; i++) {
            const struct amount_finding *x = &m.r.amounts.p[i];
            assert_true(x->span.beg >= at && x->span.beg < x->span.end && x->span.end <= (uint32_t)n);
            assert_true(!x->has_low || !x->has_high || x->low <= x->high);
            at = x->span.beg;
        }
    }
    room_close(&m);
}

static void long_texts_take_linear_time(void **state) {
    (void)state;
    enum { TIMES = 20000 };
    static const str parts[] = {S_INIT("before the election "),
                                S_INIT("1,"),
                                S_INIT("two-"),
                                S_INIT("the last "),
                                S_INIT("half a "),
                                S_INIT("U.S.")};
    struct room m;
    room_open(&m);
    char *text = test_malloc(TIMES * 24);
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        ptrdiff_t n = 0;
        for (int i = 0; i < TIMES; i++, n += parts[p].n) memcpy(text + n, parts[p].p, (size_t)parts[p].n);
        find(&m, str_of(text, n), 17000);
    }
    test_free(text);
    room_close(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weekdays_agree_with_a_walk_over_the_calendar),
        cmocka_unit_test(weeks_months_and_years_contain_their_day),
        cmocka_unit_test(another_day_moves_what_leans_on_it),
        cmocka_unit_test(a_date_without_its_year_is_near),
        cmocka_unit_test(any_text_is_borne),
        cmocka_unit_test(long_texts_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
