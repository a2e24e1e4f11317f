#include "account/meaning.h"

#include <math.h>

#include "check.h"

enum { WIDTH = 6, LEMMAS = 60 };

static int32_t roll(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return (int32_t)(*seed >> 16);
}

static void fill(int8_t (*v)[WIDTH], const int8_t **sense, int32_t n) {
    uint32_t seed = 11;
    for (int32_t i = 0; i < n; i++) {
        for (int32_t k = 0; k < WIDTH; k++) v[i][k] = (int8_t)(roll(&seed) % 255 - 127);
        sense[i] = roll(&seed) % 7 ? v[i] : NULL;
    }
}

static float cosine(const int8_t *a, const int8_t *b) {
    double dot = 0, x = 0, y = 0;
    for (int k = 0; k < WIDTH; k++) dot += a[k] * b[k], x += a[k] * a[k], y += b[k] * b[k];
    return x > 0 && y > 0 ? (float)(dot / sqrt(x * y)) : 0;
}

static void kin_are_what_comparing_all_pairs_gives(void **state) {
    (void)state;
    arena out, tmp;
    assert_true(arena_init(&out, 1 << 24));
    assert_true(arena_init(&tmp, 1 << 24));
    static int8_t v[LEMMAS][WIDTH];
    const int8_t *sense[LEMMAS];
    fill(v, sense, LEMMAS);
    memset(v[3], 0, WIDTH); // a vector of no length is near to none
    struct meaning m;
    meaning_make(&m, sense, LEMMAS, WIDTH, &out, tmp);
    ptrdiff_t found = 0;
    for (int32_t i = 0; i < LEMMAS; i++) {
        ptrdiff_t n = 0;
        for (int32_t j = 0; j < LEMMAS; j++) {
            float near = sense[i] && sense[j] ? cosine(sense[i], sense[j]) : 0;
            assert_true(fabsf(near - meaning_near(&m, i, j)) < 1e-5f);
            if (j == i || meaning_near(&m, i, j) < MEANING_KIN) continue;
            assert_true(n < m.kin[i].n && m.kin[i].p[n].lemma == j);
            assert_true(fabsf(m.kin[i].p[n].near - near) < 1e-5f);
            n++, found++;
        }
        assert_int_equal(n, m.kin[i].n);
    }
    assert_true(found > LEMMAS);
    arena_clear(&out);
    arena_clear(&tmp);
}

static void beyond_the_limit_no_kin_are_sought(void **state) {
    (void)state;
    arena out, tmp;
    assert_true(arena_init(&out, 1 << 26));
    assert_true(arena_init(&tmp, 1 << 24));
    enum { WIDE = 96 };
    static int8_t v[MEANING_LEMMAS + 2][WIDE];
    static const int8_t *sense[MEANING_LEMMAS + 2];
    for (int32_t i = 0; i < MEANING_LEMMAS + 2; i++) {
        v[i][i % WIDE] = 5;
        sense[i] = v[i];
    }
    struct meaning m;
    meaning_make(&m, sense, MEANING_LEMMAS + 2, WIDE, &out, tmp);
    assert_int_equal(m.kin[0].p[m.kin[0].n - 1].lemma, (MEANING_LEMMAS - 1) / WIDE * WIDE);
    assert_true(m.kin[MEANING_LEMMAS - 1].n > 0);
    assert_int_equal(m.kin[MEANING_LEMMAS].n, 0);
    assert_true(meaning_near(&m, MEANING_LEMMAS % WIDE, MEANING_LEMMAS) > 0.99f); // but two can still be compared
    arena_clear(&out);
    arena_clear(&tmp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kin_are_what_comparing_all_pairs_gives),
        cmocka_unit_test(beyond_the_limit_no_kin_are_sought),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
