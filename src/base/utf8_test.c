#include "base/utf8.h"

#include <string.h>

#include "check.h"

static void every_scalar_value_goes_round(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char bytes[4];
        int n = utf8_put(c, bytes), m;
        assert_int_equal(utf8_at(str_of(bytes, n), 0, &m), c);
        assert_int_equal(m, n);
        assert_int_equal(utf8_before(str_of(bytes, n), n, &m), c);
        assert_int_equal(m, n);
        assert_int_equal(utf8_check(str_of(bytes, n)), -1);
    }
}

static void ill_formed_bytes_are_one_each(void **state) {
    (void)state;
    // Overlong, surrogate, past the last, lone tail, cut short.
    const str bad[] = {S("\xC0\xAF"),     S("\xED\xA0\x80"), S("\xF4\x90\x80\x80"), S("\x80"), S("\xE2\x82"),
                       S("\xF0\x9F\x98"), S("\xFF")};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int n;
        assert_int_equal(utf8_at(bad[i], 0, &n), 0xFFFD);
        assert_int_equal(n, 1);
        assert_int_equal(utf8_check(bad[i]), 0);
    }
    assert_int_equal(utf8_check(S("ab\xC3")), 2);
}

static void two_byte_strings_never_run_over(void **state) {
    (void)state;
    for (int x = 0; x < 256; x++)
        for (int y = 0; y < 256; y++) {
            char bytes[2] = {(char)x, (char)y};
            for (ptrdiff_t i = 0; i < 2;) {
                int n;
                utf8_at(str_of(bytes, 2), i, &n);
                assert_true(n >= 1 && i + n <= 2);
                i += n;
            }
        }
}

static void folding_drops_accents_and_case(void **state) {
    (void)state;
    arena a;
    assert_true(arena_init(&a, 1 << 20));
    assert_str(utf8_fold(&a, S("Nicolás MADURO")), S("nicolas maduro"));
    assert_str(utf8_fold(&a, S("“Zürich’s” – ﬁne")), S("\"zurich's\" - fine"));
    assert_str(utf8_letters(&a, S("“Zürich’s” – ﬁne, 2")), S("zurichsfine2"));
    assert_str(utf8_lower(&a, S("ÉTAT")), S("état"));
    arena_clear(&a);
}

static void classes_of_letters(void **state) {
    (void)state;
    assert_true(utf8_is_upper('A') && utf8_is_upper(0xC9) && !utf8_is_upper('a'));
    assert_true(utf8_is_space(0xA0) && utf8_is_space(0x2009) && !utf8_is_space('x'));
    assert_true(utf8_is_punct(0x2014) && utf8_is_punct('$') && !utf8_is_punct('7'));
    assert_int_equal(utf8_columns(S("日本 ok")), 7);
    assert_int_equal(utf8_count(S("日本 ok")), 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_goes_round),
        cmocka_unit_test(ill_formed_bytes_are_one_each),
        cmocka_unit_test(two_byte_strings_never_run_over),
        cmocka_unit_test(folding_drops_accents_and_case),
        cmocka_unit_test(classes_of_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
