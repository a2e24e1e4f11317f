/* What stands before a report, and what only looks like it. */
#include "check.h"

#include "analyse/analyse.h"
#include "analyse/dateline.h"

static int32_t words_of(const char *text) {
    arena out, tmp;
    article a = {.text = str_cstr(text), .raw = str_cstr(text)};
    tokens k;
    assert_true(arena_init(&out, 1 << 22));
    assert_true(arena_init(&tmp, 1 << 22));
    *vec_push(&out, &a.runs) = (struct run){0};
    *vec_push(&out, &a.blocks) = (struct block){.span = {0, (uint32_t)a.text.n}};
    article_index_points(&a, &out);
    analyse(NULL, &a, &k, &out, tmp);
    int32_t n = k.sentences.n ? dateline_words(&a, &k, &k.sentences.p[0]) : 0;
    arena_clear(&tmp);
    arena_clear(&out);
    return n;
}

static void datelines_are_told_by_capitals_and_marks(void **state) {
    (void)state;
    assert_int_equal(words_of("VELMARK, Dec 3 (Reuters) - Police arrested two men."), 8);
    assert_int_equal(words_of("VELMARK \xE2\x80\x94 Police arrested two men."), 2);
    assert_int_equal(words_of("Velmark, 4 March \xE2\x80\x93 Police arrested two men."), 5);
    assert_int_equal(words_of("NEW VELMARK (AP) -- Police arrested two men."), 6);
}

static void other_dashes_are_not(void **state) {
    (void)state;
    assert_int_equal(words_of("Inflation - The silent thief of savings."), 0);
    assert_int_equal(words_of("Police, who came late, - arrested two men."), 0);
    assert_int_equal(words_of("VELMARK 3-1 Dunmar was the score that day."), 0);
    assert_int_equal(words_of("VELMARK - 3 and a bit more."), 0);
    assert_int_equal(words_of("the bridge - A report"), 0);
    assert_int_equal(words_of("-"), 0);
    assert_int_equal(words_of(""), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(datelines_are_told_by_capitals_and_marks),
        cmocka_unit_test(other_dashes_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
