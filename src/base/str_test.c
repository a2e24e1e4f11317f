#include "check.h"

static void parts_keep_empty_ends(void **state) {
    (void)state;
    str rest = S("a,b,"), part;
    assert_true(str_next_part(&rest, ',', &part) && str_eq(part, S("a")));
    assert_true(str_next_part(&rest, ',', &part) && str_eq(part, S("b")));
    assert_true(str_next_part(&rest, ',', &part) && part.n == 0);
    assert_false(str_next_part(&rest, ',', &part));
}

static void find_agrees_with_a_naive_twin(void **state) {
    (void)state;
    unsigned seed = 7;
    for (int round = 0; round < 5000; round++) {
        char text[24], what[4];
        ptrdiff_t n = 0, m = 0;
        seed = seed * 1103515245 + 12345;
        for (unsigned k = seed >> 16 & 15; k--; n++)
            text[n] = (char)('a' + (((seed = seed * 1103515245 + 12345) >> 16) & 1));
        for (unsigned k = seed >> 16 & 3; k--; m++)
            what[m] = (char)('a' + (((seed = seed * 1103515245 + 12345) >> 16) & 1));
        ptrdiff_t naive = -1;
        for (ptrdiff_t i = 0; naive < 0 && i + m <= n; i++)
            if (m == 0 || memcmp(text + i, what, (size_t)m) == 0) naive = i;
        assert_int_equal(str_find(str_of(text, n), str_of(what, m), 0), naive);
        assert_int_equal(str_find_nocase(str_of(text, n), str_of(what, m), 0), naive);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_keep_empty_ends),
        cmocka_unit_test(find_agrees_with_a_naive_twin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
