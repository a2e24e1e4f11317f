#include "story/link.h"

#include "check.h"

enum { ITEMS = 14 };

/* The naive twin: a dense matrix, the best pair of clusters sought anew each time. */
static void naive(int32_t n, float score[ITEMS][ITEMS], float threshold, float best_part, int32_t *cluster) {
    for (int32_t i = 0; i < n; i++) cluster[i] = i;
    for (;;) {
        float best = threshold;
        int32_t ba = -1, bb = -1;
        for (int32_t a = 0; a < n; a++) {
            for (int32_t b = a + 1; b < n; b++) {
                if (cluster[a] != a || cluster[b] != b) continue;
                double sum = 0;
                int pairs = 0;
                float top = 0, low = 0;
                for (int32_t i = 0; i < n; i++)
                    for (int32_t j = 0; j < n; j++)
                        if (cluster[i] == a && cluster[j] == b) {
                            sum += (double)score[i][j], pairs++;
                            if (score[i][j] > top) top = score[i][j];
                            if (score[i][j] < low) low = score[i][j];
                        }
                float mean = (1 - best_part) * (float)(sum / pairs) + best_part * (low < 0 ? low : top);
                if (mean > best || (ba < 0 && mean >= best)) best = mean, ba = a, bb = b;
            }
        }
        if (ba < 0) return;
        for (int32_t i = 0; i < n; i++)
            if (cluster[i] == bb) cluster[i] = ba;
    }
}

static void agrees_with_a_naive_twin(void **state) {
    (void)state;
    arena a;
    assert_true(arena_init(&a, 1 << 24));
    unsigned seed = 3;
    for (int round = 0; round < 500; round++) {
        float score[ITEMS][ITEMS] = {0};
        struct link_pair pairs[ITEMS * ITEMS];
        ptrdiff_t count = 0;
        for (int32_t i = 0; i < ITEMS; i++) {
            for (int32_t j = i + 1; j < ITEMS; j++) {
                unsigned x = (seed = seed * 1103515245 + 12345) >> 16 & 0x7FFF;
                if (x % 3 == 0) continue;
                float s = x % 11 == 0 ? LINK_NEVER : (float)(x % 1024) / 1024;
                score[i][j] = score[j][i] = s;
                pairs[count++] = (struct link_pair){i, j, s};
            }
        }
        int32_t got[ITEMS], want[ITEMS];
        float best_part = (float)(round % 3) / 4;
        if (best_part > 0)
            link_mixed(ITEMS, pairs, count, 0.4f, best_part, got, a);
        else
            link_average(ITEMS, pairs, count, 0.4f, got, a);
        naive(ITEMS, score, 0.4f, best_part, want);
        for (int i = 0; i < ITEMS; i++) assert_int_equal(got[i], want[i]);
    }
    arena_clear(&a);
}

static void never_holds_clusters_apart(void **state) {
    (void)state;
    arena a;
    assert_true(arena_init(&a, 1 << 20));
    struct link_pair pairs[] = {{0, 1, .9f}, {1, 2, .8f}, {0, 2, LINK_NEVER}};
    int32_t got[3];
    link_average(3, pairs, 3, .1f, got, a);
    assert_int_equal(got[0], 0);
    assert_int_equal(got[1], 0);
    assert_int_equal(got[2], 2);
    arena_clear(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_naive_twin),
        cmocka_unit_test(never_holds_clusters_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
