#include "clean/site_title.h"

#include "check.h"

static str cut(str outlet, str url, str title) {
    static char room[1 << 12];
    arena tmp = arena_over(room, sizeof room);
    str got = site_title_cut(&(struct site){outlet, url}, title, tmp);
    arena_leave(&tmp);
    return got;
}

static void the_name_of_the_site_goes(void **state) {
    (void)state;
    str url = S("https://www.harbour5.example:80/news/1");
    assert_str(cut(S("Harbour Post"), S(""), S("Two bridges shut - Harbour Post")), S("Two bridges shut"));
    assert_str(cut(S("Harbour Post"), S(""), S("Harbour Post: Two bridges shut")), S("Harbour Post: Two bridges shut"));
    assert_str(cut(S(""), url, S("Two bridges shut by flood - Harbour 5 - Lund, Sea County")),
               S("Two bridges shut by flood"));
    assert_str(cut(S(""), url, S("Two bridges shut by flood | Harbour 5 News, Weather, Sport")),
               S("Two bridges shut by flood"));
    assert_str(cut(S("Harbour Post"), S(""), S("Harbour Post | Two bridges shut")), S("Two bridges shut"));
}

static void what_is_no_name_of_it_stays(void **state) {
    (void)state;
    str url = S("https://www.harbour5.example/news/1");
    assert_str(cut(S(""), url, S("Two bridges shut - trains run on")), S("Two bridges shut - trains run on"));
    assert_str(cut(S(""), url, S("Harbour 5")), S("Harbour 5"));
    assert_str(cut(S(""), S(""), S("Lund 2 - Harbour 5")), S("Lund 2 - Harbour 5"));
    assert_str(cut(S(""), S(""), S("")), S(""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_of_the_site_goes),
        cmocka_unit_test(what_is_no_name_of_it_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
