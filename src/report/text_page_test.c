#include "check.h"

#include "base/utf8.h"
#include "report/text_page.h"

static struct text page(buf *out, int width) { return (struct text){.out = out, .width = width}; }

static void breaks_between_words(void **state) {
    (void)state;
    buf out = {0};
    struct text t = page(&out, 30);
    text_begin(&t, 2, 4);
    text_words(&t, S("one two  three\nfour five six seven eight nine"), TEXT_PLAIN);
    text_end(&t);
    assert_str(buf_str(&out), S("  one two three four five six\n    seven eight nine\n"));
    buf_clear(&out);
}

static void keeps_together_what_has_no_space(void **state) {
    (void)state;
    buf out = {0};
    struct text t = page(&out, 26);
    text_begin(&t, 0, 0);
    text_words(&t, S("she said that "), TEXT_PLAIN);
    text_words(&t, S("“"), TEXT_PLAIN);
    text_words(&t, S("unbelievable"), TEXT_BOLD);
    text_words(&t, S("”."), TEXT_PLAIN);
    text_end(&t);
    assert_str(buf_str(&out), S("she said that\n“unbelievable”.\n"));
    buf_clear(&out);
}

static void cuts_what_is_wider_than_a_line(void **state) {
    (void)state;
    char longest[500];
    memset(longest, 'x', sizeof longest);
    buf out = {0};
    struct text t = page(&out, 40);
    text_begin(&t, 0, 0);
    text_words(&t, str_of(longest, sizeof longest), TEXT_PLAIN);
    text_end(&t);
    str rest = buf_str(&out), line;
    ptrdiff_t letters = 0;
    while (str_next_part(&rest, '\n', &line)) {
        assert_true(line.n <= 40);
        letters += line.n;
    }
    assert_int_equal(letters, sizeof longest);
    buf_clear(&out);
}

static void nothing_commands_the_terminal(void **state) {
    (void)state;
    buf out = {0};
    struct text t = page(&out, 80);
    text_begin(&t, 0, 0);
    text_words(&t,
               S("a\x1b[31mb\x07"
                 "c\xC2\x9B"
                 "d \xE2\x80\xAE"
                 "e \xFF."),
               TEXT_PLAIN);
    text_end(&t);
    assert_str(buf_str(&out), S("a [31mb c\uFFFDd \uFFFDe \uFFFD.\n"));
    buf_clear(&out);
}

static void tabs_stand_under_each_other(void **state) {
    (void)state;
    buf out = {0};
    struct text t = page(&out, 40);
    const char *names[] = {"a", "a name that is long"};
    for (int i = 0; i < 2; i++) {
        text_begin(&t, 2, 4);
        text_words(&t, str_cstr(names[i]), TEXT_PLAIN);
        text_tab(&t, 10);
        text_words(&t, S("x"), TEXT_PLAIN);
        text_end(&t);
    }
    assert_str(buf_str(&out), S("  a       x\n  a name that is long\n          x\n"));
    buf_clear(&out);
}

static void colours_are_closed_on_every_line(void **state) {
    (void)state;
    buf out = {0};
    struct text t = page(&out, 24);
    t.colour = true;
    text_begin(&t, 0, 0);
    text_words(&t, S("words enough for more than one line"), TEXT_GOOD);
    text_end(&t);
    str rest = buf_str(&out), line;
    while (str_next_part(&rest, '\n', &line)) assert_true(!line.n || str_ends(line, S("\x1b[0m")));
    buf_clear(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_between_words),           cmocka_unit_test(keeps_together_what_has_no_space),
        cmocka_unit_test(cuts_what_is_wider_than_a_line), cmocka_unit_test(nothing_commands_the_terminal),
        cmocka_unit_test(tabs_stand_under_each_other),    cmocka_unit_test(colours_are_closed_on_every_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
