#include "account/overlap.h"

#include "check.h"

enum { WIDTH = 6, LEMMAS = 60, LONGEST = 12, ROUNDS = 300 };
static const float LEAST = 0.45f;

static int32_t roll(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return (int32_t)(*seed >> 16);
}

static int32_t some_lemmas(int32_t *lemma, uint32_t *seed) {
    int32_t n = roll(seed) % (LONGEST + 1);
    for (int32_t i = 0; i < n; i++) lemma[i] = roll(seed) % LEMMAS;
    return n;
}

/* How near the nearest of a list is to a lemma, by comparing with all. */
static float nearest(const struct meaning *m, int32_t lemma, const int32_t *list, int32_t n) {
    float most = 0;
    for (int32_t i = 0; i < n; i++) {
        float near = list[i] == lemma ? 1 : meaning_near(m, list[i], lemma);
        if (near > LEAST && near > most) most = near;
    }
    return most;
}

static void lists_share_what_comparing_all_their_words_gives(void **state) {
    (void)state;
    arena out, tmp;
    assert_true(arena_init(&out, 1 << 24));
    assert_true(arena_init(&tmp, 1 << 24));
    static int8_t v[LEMMAS][WIDTH];
    const int8_t *sense[LEMMAS];
    uint32_t seed = 7;
    for (int32_t i = 0; i < LEMMAS; i++) {
        for (int32_t k = 0; k < WIDTH; k++) v[i][k] = (int8_t)(roll(&seed) % 255 - 127);
        sense[i] = roll(&seed) % 7 ? v[i] : NULL;
    }
    struct meaning m;
    meaning_make(&m, sense, LEMMAS, WIDTH, &out, tmp);
    struct overlap o;
    overlap_init(&o, &m, LEAST, LONGEST, &out);
    int32_t a[LONGEST], b[LONGEST], n = 0, in_part = 0;
    for (int32_t round = 0; round < ROUNDS; round++) {
        if (round % 3 == 0) {
            n = some_lemmas(a, &seed);
            overlap_lay(&o, a, n, &out);
        }
        int32_t other = some_lemmas(b, &seed);
        overlap_with(&o, b, other);
        for (int32_t i = 0; i < n; i++) assert_true(o.mine[i] == nearest(&m, a[i], b, other));
        for (int32_t i = 0; i < other; i++) {
            assert_true(o.theirs[i] == nearest(&m, b[i], a, n));
            in_part += o.theirs[i] > 0 && o.theirs[i] < 1;
        }
    }
    assert_true(in_part > ROUNDS / 10);
    arena_clear(&out);
    arena_clear(&tmp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_share_what_comparing_all_their_words_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
