#include "check.h"

#include <stdio.h>

#include "base/buf.h"
#include "extract/number.h"

enum { ARENA = 8 << 20 };

/* The pieces of a text without tokens. */
static pieces cut(str text, article *a, reading *r, arena *out) {
    *a = (article){.text = text};
    *r = (reading){.article = a};
    pieces k;
    pieces_cut(&k, r, out);
    return k;
}

/* A number in words, as a writer spells it: the naive twin of number_at. */
static void spell(buf *b, int n) {
    static const char *const ones[] = {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
                                       "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                                       "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (n >= 1000000) {
        spell(b, n / 1000000);
        buf_put(b, S(" million"));
        if (n % 1000000) buf_put(b, S(" ")), spell(b, n % 1000000);
    } else if (n >= 1000) {
        spell(b, n / 1000);
        buf_put(b, S(" thousand"));
        if (n % 1000) buf_put(b, S(" ")), spell(b, n % 1000);
    } else if (n >= 100) {
        spell(b, n / 100);
        buf_put(b, S(" hundred"));
        if (n % 100) buf_put(b, S(" and ")), spell(b, n % 100);
    } else if (n >= 20) {
        buf_put(b, str_cstr(tens[n / 10]));
        if (n % 10) buf_fmt(b, "-%s", ones[n % 10]);
    } else
        buf_put(b, str_cstr(ones[n]));
}

static void words_are_read_as_they_are_spelt(void **state) {
    (void)state;
    arena out;
    assert_true(arena_init(&out, ARENA));
    unsigned seed = 5;
    for (int round = 0; round < 3000; round++) {
        seed = seed * 1103515245 + 12345;
        int n = round < 1100 ? round : (int)(seed >> 8) % (round % 2 ? 100000 : 9000000);
        buf b = {0};
        spell(&b, n);
        article a;
        reading r;
        arena_reset(&out);
        pieces k = cut(buf_str(&b), &a, &r, &out);
        struct number x;
        if (!number_at(&k, 0, false, &x) || x.end != k.n || x.value != n)
            fail_msg("%.*s is read as %g", STR_FMT(buf_str(&b)), x.value);
        buf_clear(&b);
    }
    arena_clear(&out);
}

static void figures_are_read_as_they_are_printed(void **state) {
    (void)state;
    arena out;
    assert_true(arena_init(&out, ARENA));
    unsigned seed = 9;
    for (int round = 0; round < 3000; round++) {
        seed = seed * 1103515245 + 12345;
        int n = (int)(seed >> 6) % (round % 3 ? 10000000 : 2000);
        char text[32];
        int digits = snprintf(text, sizeof text, "%d", n);
        char grouped[48];
        int w = 0;
        for (int i = 0; i < digits; i++) {
            if (i && (digits - i) % 3 == 0) grouped[w++] = ',';
            grouped[w++] = text[i];
        }
        double value;
        assert_true(number_figure(str_of(grouped, w), &value) && value == n);
        article a;
        reading r;
        arena_reset(&out);
        pieces k = cut(str_of(grouped, w), &a, &r, &out);
        struct number x;
        assert_int_equal(k.n, 1);
        assert_true(number_at(&k, 0, false, &x) && x.value == n && x.figure);
    }
    arena_clear(&out);
}

static void scales_and_open_numbers(void **state) {
    (void)state;
    static const struct {
        str text;
        double value;
        bool open, money;
    } want[] = {
        {S_INIT("3 million"), 3e6, false, false},
        {S_INIT("4.3M"), 4.3e6, false, false},
        {S_INIT("5m"), 5e6, false, true},
        {S_INIT("2.5bn"), 2.5e9, false, false},
        {S_INIT("half a million"), 5e5, false, false},
        {S_INIT("a hundred"), 100, false, false},
        {S_INIT("two and a half"), 2.5, false, false},
        {S_INIT("dozens"), 24, true, false},
        {S_INIT("hundreds"), 200, true, false},
        {S_INIT("tens of thousands"), 20000, true, false},
        {S_INIT("several"), 3, true, false},
        {S_INIT("several hundred"), 300, true, false},
        {S_INIT("a couple of"), 2, true, false},
        {S_INIT("a dozen"), 12, false, false},
        {S_INIT("1/16"), 0.0625, false, false},
        {S_INIT("3½"), 3.5, false, false},
        {S_INIT("a few thousand"), 3000, true, false},
        {S_INIT("hundreds of thousands"), 200000, true, false},
    };
    arena out;
    assert_true(arena_init(&out, ARENA));
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        article a;
        reading r;
        pieces k = cut(want[i].text, &a, &r, &out);
        struct number x = {0};
        if (!number_at(&k, 0, want[i].money, &x) || x.end != k.n || x.value != want[i].value || x.open != want[i].open)
            fail_msg("%.*s is read as %g", STR_FMT(want[i].text), x.value);
    }
    arena_clear(&out);
}

static void what_is_no_number(void **state) {
    (void)state;
    static const str texts[] = {S_INIT("and"),         S_INIT("hundredth"), S_INIT("a few"),
                                S_INIT("half a loaf"), S_INIT("."),         S_INIT("-")};
    arena out;
    assert_true(arena_init(&out, ARENA));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        article a;
        reading r;
        pieces k = cut(texts[i], &a, &r, &out);
        struct number x;
        assert_false(number_at(&k, 0, false, &x));
    }
    arena_clear(&out);
}

static void pieces_hold_all_but_white_space(void **state) {
    (void)state;
    arena out;
    assert_true(arena_init(&out, ARENA));
    unsigned seed = 3;
    static const str alphabet[] = {S_INIT("a"),    S_INIT("bc"), S_INIT("1"),   S_INIT("92"), S_INIT(","),
                                   S_INIT("."),    S_INIT("-"),  S_INIT("'"),   S_INIT("$"),  S_INIT("%"),
                                   S_INIT("£"),    S_INIT("’"),  S_INIT("é"),   S_INIT(" "),  S_INIT("\n"),
                                   S_INIT("U.S."), S_INIT("½"),  S_INIT("\xFF")};
    for (int round = 0; round < 4000; round++) {
        char text[160];
        ptrdiff_t n = 0;
        seed = seed * 1103515245 + 12345;
        for (unsigned left = seed >> 16 & 31; left--;) {
            seed = seed * 1103515245 + 12345;
            str letter = alphabet[(seed >> 16) % (sizeof alphabet / sizeof *alphabet)];
            memcpy(text + n, letter.p, (size_t)letter.n);
            n += letter.n;
        }
        article a;
        reading r;
        arena_reset(&out);
        pieces k = cut(str_of(text, n), &a, &r, &out);
        uint32_t at = 0;
        for (ptrdiff_t i = 0; i < k.n; i++) {
            assert_true(k.p[i].span.beg >= at && k.p[i].span.end > k.p[i].span.beg && k.p[i].span.end <= (uint32_t)n);
            for (uint32_t b = at; b < k.p[i].span.beg; b++) assert_true(ascii_space(text[b]));
            at = k.p[i].span.end;
        }
        for (ptrdiff_t b = at; b < n; b++) assert_true(ascii_space(text[b]));
    }
    arena_clear(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_as_they_are_spelt), cmocka_unit_test(figures_are_read_as_they_are_printed),
        cmocka_unit_test(scales_and_open_numbers),          cmocka_unit_test(what_is_no_number),
        cmocka_unit_test(pieces_hold_all_but_white_space),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
