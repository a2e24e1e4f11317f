#include "check.h"
#include "clean/html_date.h"

static arena out;

static void check_date(str got, const char *want) {
    if (!str_eq(got, str_cstr(want))) fail_msg("%.*s, not %s", STR_FMT(got), want);
}

static void dates_in_lines(void **state) {
    (void)state;
    arena a = out;
    str found = html_date_in(S("by Ann Lee | Oct. 3, 2025 | 5 min read"), false, &a);
    assert_int_equal(html_date_day(found), html_date_day(S("2025-10-03")));
    check_date(html_date_in(S("03/10/2025"), true, &a), "2025-10-03");
    check_date(html_date_in(S("03/10/2025"), false, &a), "2025-03-10");
    check_date(html_date_in(S("13/10/2025"), false, &a), "2025-10-13");
    check_date(html_date_in(S("25.09.2025"), false, &a), "2025-09-25");
    check_date(html_date_in(S("2025.12.17"), false, &a), "2025-12-17");
    assert_int_equal(html_date_day(html_date_in(S("2025/12/17"), true, &a)), html_date_day(S("2025-12-17")));
    check_date(html_date_in(S("17-12-2025"), false, &a), "2025-12-17");
    check_date(html_date_in(S("02-12-2025"), true, &a), "2025-12-02");
    check_date(html_date_in(S("02-12-2025"), false, &a), ""); // of which country?
    check_date(html_date_in(S("May we all live to see it"), false, &a), "");
}

static void lines_with_two_dates(void **state) {
    (void)state;
    arena a = out;
    struct html_date found[2];
    assert_int_equal(html_date_line(S("Published May 1, 2025. Updated: May 3, 2025"), false, found, &a), 2);
    check_date(found[0].value, "May 1, 2025");
    assert_int_equal(found[0].says, DATE_PUBLISHED);
    check_date(found[1].value, "May 3, 2025");
    assert_int_equal(found[1].says, DATE_UPDATED);
    assert_int_equal(html_date_line(S("Last updated on May 3, 2025"), false, found, &a), 1);
    assert_int_equal(found[0].says, DATE_UPDATED);
    assert_int_equal(html_date_line(S("May 1, 2025. Updated: May 3, 2025"), false, found, &a), 2);
    assert_int_equal(found[0].says, DATE_PUBLISHED);
    assert_int_equal(found[1].says, DATE_UPDATED);
    assert_int_equal(html_date_line(S("May 3, 2025 \xE2\x80\x93 May 7, 2025"), false, found, &a), 0);
    assert_int_equal(html_date_line(S("Updated"), false, found, &a), 0);
    assert_int_equal(html_date_line((str){0}, false, found, &a), 0);
}

static void class_names_say_which_date_it_is(void **state) {
    (void)state;
    assert_int_equal(html_date_class(S("entry-meta posted-on")), DATE_PUBLISHED);
    assert_int_equal(html_date_class(S("ArticleHead_updatedAt__Zd")), DATE_UPDATED);
    assert_int_equal(html_date_class(S("entry-date published updated")), DATE_BARE);
    assert_int_equal(html_date_class(S("outdated")), DATE_BARE);
    assert_int_equal(html_date_label(S("Last updated:")), DATE_UPDATED);
}

static void addresses_name_days(void **state) {
    (void)state;
    arena a = out;
    check_date(html_date_of_url(S("https://post.example/2025/dec/03/floods"), &a), "2025-12-03");
    check_date(html_date_of_url(S("https://post.example/news/2025/12/3/floods"), &a), "");
    check_date(html_date_of_url(S("https://post.example/2025-12-03-floods"), &a), "2025-12-03");
    check_date(html_date_of_url(S("https://post.example/2025/13/03/floods"), &a), "");
    str url = S("https://post.example/2025/december/03/floods");
    for (ptrdiff_t n = 0; n < url.n; n++) html_date_of_url(str_head(url, n), &a);
}

static void days_and_clocks(void **state) {
    (void)state;
    assert_int_equal(html_date_day(S("2025-12-19T23:30:00-07:00")), html_date_day(S("2025-12-19")));
    assert_true(html_date_placeless(S("2025-12-19T02:41:41+00:00")));
    assert_true(html_date_placeless(S("2025-12-19T02:41:41.120Z")));
    assert_true(html_date_placeless(S("2025-12-19 02:41:41")));
    assert_false(html_date_placeless(S("2025-12-19T02:41:41-05:00")));
    assert_false(html_date_placeless(S("2025-12-19")));
}

int main(void) {
    if (!arena_init(&out, (ptrdiff_t)1 << 24)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_in_lines),
        cmocka_unit_test(lines_with_two_dates),
        cmocka_unit_test(class_names_say_which_date_it_is),
        cmocka_unit_test(addresses_name_days),
        cmocka_unit_test(days_and_clocks),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&out);
    return failed;
}
