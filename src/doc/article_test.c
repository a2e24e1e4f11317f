#include "doc/article.h"

#include "check.h"

/* "A&rsquo;s  cat" came in; "A’s cat" is the text, after it a line break that was made and "end" in raw bytes. */
static void a_span_maps_to_the_raw_bytes_it_stands_for(void **state) {
    (void)state;
    arena out;
    assert_true(arena_init(&out, 1 << 20));
    article a = {.raw = S("A&rsquo;s \n cat<p>end")};
    struct text_builder b = {.a = &a, .out = &out};
    text_copy(&b, 0, 1);
    text_replace(&b, S("\xE2\x80\x99"), 1, 8);
    text_copy(&b, 8, 9);
    text_replace(&b, S(" "), 9, 12);
    text_copy(&b, 12, 15);
    text_make(&b, S("\n\n"), 15);
    text_copy(&b, 18, 21);
    text_done(&b);
    assert_str(a.text, S("A\xE2\x80\x99s cat\n\nend"));
    static const struct {
        span text;
        int64_t beg, end;
    } want[] = {
        {{0, 1}, 0, 1},    {{0, 4}, 0, 8},   {{1, 4}, 1, 8},    {{2, 3}, 1, 8},   {{1, 5}, 1, 9},
        {{4, 5}, 8, 9},    {{5, 6}, 9, 12},  {{4, 9}, 8, 15},   {{6, 9}, 12, 15}, {{6, 11}, 12, 15},
        {{9, 14}, 18, 21}, {{0, 14}, 0, 21}, {{6, 14}, 12, 21},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        raw_span got = article_raw(&a, want[i].text);
        assert_int_equal(got.beg, want[i].beg);
        assert_int_equal(got.end, want[i].end);
    }
    assert_int_equal(article_point(&a, 4), 2);
    arena_clear(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_span_maps_to_the_raw_bytes_it_stands_for)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
