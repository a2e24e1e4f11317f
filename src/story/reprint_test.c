#include "story/reprint.h"

#include <stdlib.h>

#include "check.h"

enum { ARTICLES = 3, WORDS_MAX = 90 };

/* A reading of nothing but words: each a letter of the text, a blank between two; a full stop is punctuation. */
static reading reading_of(str letters, arena *out) {
    reading r = {0};
    article *a = arena_new(out, article, 1);
    char *text = arena_new(out, char, 2 * letters.n + 1);
    tokens_new(&r.tokens, out, letters.n);
    for (ptrdiff_t i = 0; i < letters.n; i++) {
        text[2 * i] = letters.p[i];
        text[2 * i + 1] = ' ';
        r.tokens.span[i] = (span){(uint32_t)(2 * i), (uint32_t)(2 * i + 1)};
        r.tokens.norm[i] = str_of(text + 2 * i, 1);
        r.tokens.upos[i] = letters.p[i] == '.' ? UPOS_PUNCT : UPOS_NOUN;
    }
    a->text = str_of(text, 2 * letters.n);
    r.article = a;
    return r;
}

static int by_place(const void *a, const void *b) {
    const struct shared_run *x = a, *y = b;
    if (x->a != y->a) return x->a - y->a;
    if (x->b != y->b) return x->b - y->b;
    if (x->a_span.beg != y->a_span.beg) return x->a_span.beg < y->a_span.beg ? -1 : 1;
    return (x->b_span.beg > y->b_span.beg) - (x->b_span.beg < y->b_span.beg);
}

static bool same(const reading *x, int32_t i, const reading *y, int32_t j) {
    return i >= 0 && j >= 0 && i < x->tokens.n && j < y->tokens.n && str_eq(x->tokens.norm[i], y->tokens.norm[j]);
}

/* The naive twin, for texts without punctuation: every pair of places is tried. */
static void naive(const reading *r, int32_t n, struct shared_runs *runs, arena *out) {
    for (int32_t a = 0; a < n; a++)
        for (int32_t b = a + 1; b < n; b++)
            for (int32_t i = 0; i < r[a].tokens.n; i++)
                for (int32_t j = 0; j < r[b].tokens.n; j++) {
                    if (same(&r[a], i - 1, &r[b], j - 1)) continue;
                    int32_t length = 0;
                    while (same(&r[a], i + length, &r[b], j + length)) length++;
                    if (length < REPRINT_WINDOW) continue;
                    *vec_push(out, runs) = (struct shared_run){
                        .a = a,
                        .b = b,
                        .words = length,
                        .a_span = token_range(&r[a].tokens, i, i + length),
                        .b_span = token_range(&r[b].tokens, j, j + length),
                    };
                }
    if (runs->n) qsort(runs->p, (size_t)runs->n, sizeof *runs->p, by_place);
}

static unsigned next(unsigned *seed) { return (*seed = *seed * 1103515245 + 12345) >> 16 & 0x7FFF; }

/* Random words of few letters, a piece of an earlier article among them. */
static str random_words(unsigned *seed, const str *earlier, int count, arena *out) {
    char *p = arena_new(out, char, WORDS_MAX);
    ptrdiff_t n = (ptrdiff_t)(next(seed) % WORDS_MAX);
    unsigned letters = 3 + next(seed) % 20;
    for (ptrdiff_t i = 0; i < n; i++) p[i] = (char)('a' + next(seed) % letters);
    if (count && n) {
        str from = earlier[next(seed) % (unsigned)count];
        ptrdiff_t beg = from.n ? (ptrdiff_t)next(seed) % from.n : 0, to = (ptrdiff_t)next(seed) % n;
        for (ptrdiff_t i = 0; beg + i < from.n && to + i < n && i < 30; i++) p[to + i] = from.p[beg + i];
    }
    return str_of(p, n);
}

static void finds_what_a_naive_twin_finds(void **state) {
    (void)state;
    arena a;
    assert_true(arena_init(&a, 1 << 26));
    unsigned seed = 5;
    ptrdiff_t found = 0;
    for (int round = 0; round < 400; round++) {
        arena_reset(&a);
        str words[ARTICLES];
        reading r[ARTICLES];
        const reading *list[ARTICLES];
        for (int d = 0; d < ARTICLES; d++) {
            words[d] = random_words(&seed, words, d, &a);
            r[d] = reading_of(words[d], &a);
            list[d] = &r[d];
        }
        struct shared_runs got = {0}, want = {0};
        arena tmp;
        assert_true(arena_init(&tmp, 1 << 22));
        reprint_find(list, ARTICLES, &got, &a, tmp);
        arena_clear(&tmp);
        naive(r, ARTICLES, &want, &a);
        assert_int_equal(got.n, want.n);
        found += got.n;
        for (ptrdiff_t i = 0; i < got.n; i++) {
            assert_int_equal(by_place(&got.p[i], &want.p[i]), 0);
            assert_int_equal(got.p[i].words, want.p[i].words);
            assert_true(span_eq(got.p[i].a_span, want.p[i].a_span) && span_eq(got.p[i].b_span, want.p[i].b_span));
        }
    }
    assert_true(found > 100);
    arena_clear(&a);
}

static void originals_of(const char *const *letters, ptrdiff_t n, int32_t *original) {
    arena out, tmp;
    assert_true(arena_init(&out, 1 << 22) && arena_init(&tmp, 1 << 22));
    reading *r = arena_new(&out, reading, n);
    const reading **list = arena_new(&out, const reading *, n);
    for (ptrdiff_t d = 0; d < n; d++) {
        r[d] = reading_of(str_cstr(letters[d]), &out);
        list[d] = &r[d];
    }
    struct shared_runs runs = {0};
    reprint_find(list, n, &runs, &out, tmp);
    reprint_originals(list, n, &runs, original, tmp);
    arena_clear(&out);
    arena_clear(&tmp);
}

static void a_copy_with_paragraphs_left_out_repeats_the_first(void **state) {
    (void)state;
    const char *articles[] = {
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "abcdefghijklmnopQRSTUVWXYZ",   // the middle is left out
        "zyxwvutsrqponmlkjihgfedcba",   // words of its own
        "0123456789abcdefgh0123456789", // less than half is shared
        "ABCDEFGHIJKLMNOP0123",         // an end of its own
    };
    int32_t original[5];
    originals_of(articles, 5, original);
    assert_int_equal(original[0], -1);
    assert_int_equal(original[1], 0);
    assert_int_equal(original[2], -1);
    assert_int_equal(original[3], -1);
    assert_int_equal(original[4], 0);
}

static void punctuation_does_not_count(void **state) {
    (void)state;
    const char *articles[] = {"abcd.efgh", "abcdefgh", "abcdefg"};
    int32_t original[3];
    originals_of(articles, 3, original);
    assert_int_equal(original[1], 0);
    assert_int_equal(original[2], -1); // one word short of the window
}

static void articles_without_words_share_nothing(void **state) {
    (void)state;
    const char *articles[] = {"", "........", "", "a"};
    int32_t original[4];
    originals_of(articles, 4, original);
    for (int i = 0; i < 4; i++) assert_int_equal(original[i], -1);
}

/* One word ten thousand times: such windows are boilerplate and must cost nothing. */
static void repetition_is_bounded(void **state) {
    (void)state;
    enum { LONG = 10000 };
    static char letters[LONG + 1];
    memset(letters, 'a', LONG);
    const char *articles[] = {letters, letters};
    int32_t original[2];
    originals_of(articles, 2, original);
    assert_int_equal(original[0], -1);
}

/* More outlets than REPRINT_COMMON print one text, cut at its end or not: all repeat the first. */
static void a_text_in_very_many_outlets_is_one(void **state) {
    (void)state;
    enum { OUTLETS = 3 * REPRINT_COMMON };
    static const char text[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static char room[OUTLETS][sizeof text];
    const char *articles[OUTLETS];
    int32_t original[OUTLETS];
    for (int d = 0; d < OUTLETS; d++) {
        memcpy(room[d], text, sizeof text - 1 - (size_t)(d % 7));
        articles[d] = room[d];
    }
    originals_of(articles, OUTLETS, original);
    assert_int_equal(original[0], -1);
    for (int d = 1; d < OUTLETS; d++) assert_int_equal(original[d], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_a_naive_twin_finds),
        cmocka_unit_test(a_copy_with_paragraphs_left_out_repeats_the_first),
        cmocka_unit_test(punctuation_does_not_count),
        cmocka_unit_test(articles_without_words_share_nothing),
        cmocka_unit_test(repetition_is_bounded),
        cmocka_unit_test(a_text_in_very_many_outlets_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
