#include "doc/calendar.h"

#include "check.h"

static void every_day_comes_back(void **state) {
    (void)state;
    int32_t day = calendar_day(1, 1, 1);
    int weekday = calendar_weekday(day);
    for (int32_t year = 1; year <= 9999; year += year < 1880 || year > 2120 ? 57 : 1) {
        day = calendar_day(year, 1, 1);
        weekday = calendar_weekday(day);
        for (int month = 1; month <= 12; month++)
            for (int d = 1; d <= calendar_month_days(year, month); d++, day++) {
                struct civil c = calendar_civil(day);
                assert_int_equal(calendar_day(year, month, d), day);
                assert_true(c.year == year && c.month == month && c.day == d);
                assert_int_equal(calendar_weekday(day), weekday);
                weekday = weekday % 7 + 1;
            }
    }
    assert_int_equal(calendar_day(1970, 1, 1), 0);
    assert_int_equal(calendar_day(2025, 12, 3), 20425);
    assert_int_equal(calendar_weekday(20425), 3);
}

static void months_carry_over(void **state) {
    (void)state;
    assert_int_equal(calendar_day(2025, 14, 1), calendar_day(2026, 2, 1));
    assert_int_equal(calendar_day(2025, 0, 1), calendar_day(2024, 12, 1));
    assert_int_equal(calendar_day(2025, -12, 1), calendar_day(2023, 12, 1));
    assert_int_equal(calendar_day(2025, 3, 0), calendar_day(2025, 2, 28));
    assert_int_equal(calendar_add_months(calendar_day(2024, 1, 31), 1), calendar_day(2024, 2, 29));
    assert_int_equal(calendar_add_months(calendar_day(2024, 3, 31), -13), calendar_day(2023, 2, 28));
}

static void weeks_follow_iso(void **state) {
    (void)state;
    struct {
        int y, m, d, year, week;
    } want[] = {
        {2021, 1, 3, 2020, 53},   {2021, 1, 4, 2021, 1},    {2025, 12, 29, 2026, 1},
        {2025, 12, 28, 2025, 52}, {2016, 11, 11, 2016, 45},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        struct week w = calendar_week(calendar_day(want[i].y, want[i].m, want[i].d));
        assert_int_equal(w.year, want[i].year);
        assert_int_equal(w.week, want[i].week);
    }
    for (int32_t day = -40000; day < 40000; day++) {
        struct week w = calendar_week(day);
        assert_int_equal(calendar_week_monday(w.year, w.week), day - calendar_weekday(day) + 1);
    }
}

static void parse(str s, const char *want) {
    arena a;
    assert_true(arena_init(&a, 1 << 16));
    struct moment m;
    bool ok = calendar_parse(s, &m);
    assert_int_equal(ok, m.known);
    str got = ok ? calendar_iso_moment(&a, m) : S("none");
    if (!str_eq(got, str_cstr(want))) print_error("%.*s: %.*s, not %s\n", STR_FMT(s), STR_FMT(got), want);
    assert_str(got, str_cstr(want));
    arena_clear(&a);
}

static void dates_are_read(void **state) {
    (void)state;
    parse(S("2025-12-03"), "2025-12-03");
    parse(S("2016-11-11T22:11:17"), "2016-11-11T22:11:17Z");
    parse(S(" 2016-11-11T22:11:17Z\n"), "2016-11-11T22:11:17Z");
    parse(S("2016-11-11T22:11"), "2016-11-11T22:11:00Z");
    parse(S("2025-12-03T21:15:00-05:00"), "2025-12-04T02:15:00Z");
    parse(S("2025-12-03 21:15:00.123+0530"), "2025-12-03T15:45:00Z");
    parse(S("20161111T221117Z"), "2016-11-11T22:11:17Z");
    parse(S("2016/1/5"), "2016-01-05");
    parse(S("Fri, 11 Nov 2016 22:11:17 GMT"), "2016-11-11T22:11:17Z");
    parse(S("Fri, 11 Nov 2016 22:11:17 -0500 (EST)"), "2016-11-12T03:11:17Z");
    parse(S("11 Nov 16 22:11 +0100"), "2016-11-11T21:11:00Z");
    parse(S("November 11, 2016 at 5:11 p.m. ET"), "2016-11-11T22:11:00Z");
    parse(S("Nov. 11th, 2016"), "2016-11-11");
    parse(S("Friday 11 November 2016"), "2016-11-11");
    parse(S("Dec 31, 2025, 12:30 am"), "2025-12-31T00:30:00Z");
    parse(S("2025-12-31T24:00:00"), "2026-01-01T00:00:00Z");
    parse(S("2024-02-29"), "2024-02-29");
}

static void what_is_no_date_is_refused(void **state) {
    (void)state;
    const char *bad[] = {"",
                         " ",
                         "yesterday",
                         "2025",
                         "2025-12",
                         "2025-13-01",
                         "2025-02-29",
                         "0000-01-01",
                         "2025-12-03T",
                         "2025-12-03T25:00",
                         "2025-12-03T10",
                         "2025-12-03T10:61",
                         "2025-12-03T10:00 XYZ",
                         "2025-12-03 10:00:00 +",
                         "2025-12-03T10:00Z and more",
                         "31 Nov 2016",
                         "Nov 2016",
                         "11 Foo 2016",
                         "99999999999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) parse(str_cstr(bad[i]), "none");
}

static void every_cut_is_safe(void **state) {
    (void)state;
    str all[] = {S("Fri, 11 Nov 2016 22:11:17 -0500 (EST)"), S("2016-11-11T22:11:17.25+01:00"),
                 S("Nov. 11th, 2016 at 5:11 p.m. ET")};
    for (size_t i = 0; i < 3; i++)
        for (ptrdiff_t n = 0; n <= all[i].n; n++) calendar_parse(str_head(all[i], n), &(struct moment){0});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_comes_back), cmocka_unit_test(months_carry_over),
        cmocka_unit_test(weeks_follow_iso),     cmocka_unit_test(dates_are_read),
        cmocka_unit_test(every_cut_is_safe),    cmocka_unit_test(what_is_no_date_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
