#include "story/join.h"

#include <stdlib.h>

#include "check.h"

enum { ITEMS = 18 };

static unsigned next(unsigned *seed) { return (*seed = *seed * 1103515245 + 12345) >> 16 & 0x7FFF; }

static int strongest_first(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x < y) - (x > y);
}

/* The naive twin: every pair of clusters is looked at before every join. */
static float mean_of(float score[ITEMS][ITEMS], const int32_t *of, const int32_t *size, int fixed, int a, int b) {
    float links[ITEMS * ITEMS];
    int n = 0;
    int64_t x = 0, y = 0;
    for (int i = 0; i < ITEMS; i++) {
        x += of[i] == a ? (i < fixed ? size[i] : 1) : 0;
        y += of[i] == b ? (i < fixed ? size[i] : 1) : 0;
        for (int j = 0; j < ITEMS; j++)
            if (of[i] == a && of[j] == b && score[i][j] > 0) links[n++] = score[i][j];
    }
    qsort(links, (size_t)n, sizeof *links, strongest_first);
    int64_t small = x < y ? x : y, count = x * y < JOIN_LINKS * small ? x * y : JOIN_LINKS * small;
    float sum = 0;
    for (int i = 0; i < n && i < count; i++) sum += links[i];
    return sum / (float)count;
}

static bool holds_fixed(const int32_t *of, int fixed, int c) {
    for (int i = 0; i < fixed; i++)
        if (of[i] == c) return true;
    return false;
}

static void naive(float score[ITEMS][ITEMS], const int32_t *size, int fixed, float threshold, int32_t *of) {
    for (int i = 0; i < ITEMS; i++) of[i] = i;
    for (;;) {
        float best = threshold;
        int a = -1, b = -1;
        for (int i = 0; i < ITEMS; i++)
            for (int j = i + 1; j < ITEMS; j++) {
                if (of[i] != i || of[j] != j || (holds_fixed(of, fixed, i) && holds_fixed(of, fixed, j))) continue;
                float mean = mean_of(score, of, size, fixed, i, j);
                if (mean > best) best = mean, a = i, b = j;
            }
        if (a < 0) return;
        for (int i = 0; i < ITEMS; i++)
            if (of[i] == b) of[i] = a;
    }
}

static void agrees_with_a_naive_twin(void **state) {
    (void)state;
    arena tmp;
    assert_true(arena_init(&tmp, 1 << 24));
    unsigned seed = 3;
    for (int round = 0; round < 300; round++) {
        float score[ITEMS][ITEMS] = {{0}};
        struct join_pair pairs[ITEMS * ITEMS];
        int32_t size[ITEMS], got[ITEMS], want[ITEMS];
        ptrdiff_t count = 0;
        int fixed = (int)(next(&seed) % 6);
        for (int i = 0; i < fixed; i++) size[i] = 1 + (int32_t)(next(&seed) % 5);
        for (int32_t i = 0; i < ITEMS; i++)
            for (int32_t j = i + 1; j < ITEMS; j++) {
                if (next(&seed) % 3 || j < fixed) continue;
                // no two scores are the same, so that no tie is broken differently
                float s = (float)(1 + next(&seed) % 1024) / 1024 + (float)(i * ITEMS + j) * 1e-5f;
                score[i][j] = score[j][i] = s;
                pairs[count++] = (struct join_pair){i, j, s};
            }
        join_links(ITEMS, fixed, size, pairs, count, 0.3f, got, tmp);
        naive(score, size, fixed, 0.3f, want);
        for (int i = 0; i < ITEMS; i++)
            for (int j = 0; j < i; j++) assert_int_equal(got[i] == got[j], want[i] == want[j]);
        for (int i = 0; i < ITEMS; i++) assert_true(got[i] <= i && got[got[i]] == got[i]);
    }
    arena_clear(&tmp);
}

static void stories_of_before_stay_apart(void **state) {
    (void)state;
    arena tmp;
    assert_true(arena_init(&tmp, 1 << 20));
    struct join_pair pairs[] = {{0, 2, .9f}, {1, 2, .8f}, {0, 3, .9f}, {0, 3, .9f}, {0, 3, .9f}};
    int32_t size[] = {1, 5}, got[4];
    join_links(4, 2, size, pairs, 5, .5f, got, tmp);
    assert_int_equal(got[0], 0);
    assert_int_equal(got[1], 1);
    assert_int_equal(got[2], 0);
    assert_int_equal(got[3], 0);
    arena_clear(&tmp);
}

static void one_link_joins_no_large_story(void **state) {
    (void)state;
    arena tmp;
    assert_true(arena_init(&tmp, 1 << 20));
    struct join_pair pairs[] = {{0, 1, .9f}};
    int32_t size[] = {40}, got[2];
    join_links(2, 1, size, pairs, 1, .45f, got, tmp);
    assert_int_equal(got[1], 1);
    arena_clear(&tmp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_naive_twin),
        cmocka_unit_test(stories_of_before_stay_apart),
        cmocka_unit_test(one_link_joins_no_large_story),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
