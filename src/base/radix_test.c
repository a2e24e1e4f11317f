#include "base/radix.h"

#include <stdlib.h>

#include "check.h"

static int by_number(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* As qsort does it, whatever digits the keys have in common. */
static void sorts_as_qsort(void **state) {
    (void)state;
    enum { N = 3000 };
    static uint64_t mine[N], naive[N];
    arena tmp;
    assert_true(arena_init(&tmp, 1 << 20));
    uint64_t seed = 88172645463325252u;
    const int bits[] = {1, 5, 11, 12, 33, 48, 63, 64};
    for (size_t b = 0; b < sizeof bits / sizeof *bits; b++)
        for (ptrdiff_t n = 0; n <= N; n = n < 4 ? n + 1 : n * 7) {
            for (ptrdiff_t i = 0; i < n; i++) {
                seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
                mine[i] = naive[i] = seed >> (64 - bits[b]);
            }
            radix_sort(mine, n, tmp);
            if (n) qsort(naive, (size_t)n, sizeof *naive, by_number);
            for (ptrdiff_t i = 0; i < n; i++) assert_true(mine[i] == naive[i]);
        }
    arena_clear(&tmp);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(sorts_as_qsort)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
