#include "base/thread.h"

#include <string.h>

#include "check.h"

enum { JOBS = 500, AHEAD = 16 };

struct batch {
    int input[AHEAD], output[AHEAD];
    int jobs, stop_at;
    int taken[JOBS];
    int n;
};

static bool next(void *self, ptrdiff_t i, int slot) {
    struct batch *b = self;
    if (i >= b->jobs) return false;
    b->input[slot] = (int)i;
    return true;
}

static void work(void *self, int slot, int worker) {
    (void)worker;
    struct batch *b = self;
    unsigned x = (unsigned)b->input[slot];
    for (unsigned k = 0; k < (x * 7919) % 1000; k++) x = x * 31 + k; // jobs of different lengths
    b->output[slot] = b->input[slot] * 2 + (int)(x & 0);
}

static bool take(void *self, ptrdiff_t i, int slot) {
    struct batch *b = self;
    assert_int_equal(b->output[slot], 2 * i);
    b->taken[b->n++] = (int)i;
    return (int)i != b->stop_at;
}

static void results_come_in_order_for_any_number_of_threads(void **state) {
    (void)state;
    for (int threads = 1; threads <= 8; threads++) {
        for (int jobs = 0; jobs <= JOBS; jobs += jobs < 20 ? 1 : 160) {
            struct batch b = {.jobs = jobs, .stop_at = -1};
            assert_true(run_in_order((struct jobs){&b, threads, AHEAD, next, work, take}));
            assert_int_equal(b.n, jobs);
            for (int i = 0; i < jobs; i++) assert_int_equal(b.taken[i], i);
        }
    }
}

static void stops_when_taking_says_so(void **state) {
    (void)state;
    for (int threads = 1; threads <= 4; threads++) {
        struct batch b = {.jobs = JOBS, .stop_at = 9};
        run_in_order((struct jobs){&b, threads, AHEAD, next, work, take});
        assert_int_equal(b.n, 10);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_come_in_order_for_any_number_of_threads),
        cmocka_unit_test(stops_when_taking_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
