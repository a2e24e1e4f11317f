#include "base/arena.h"

#include "check.h"

static void what_is_given_out_is_zeroed_and_aligned(void **state) {
    (void)state;
    arena a;
    assert_true(arena_init(&a, 1 << 16));
    for (int round = 0; round < 3; round++) {
        for (int i = 1; i < 60; i++) {
            char *c = arena_new(&a, char, i);
            double *d = arena_new(&a, double, i);
            assert_int_equal((uintptr_t)d % sizeof(double), 0);
            for (int k = 0; k < i; k++) assert_true(c[k] == 0 && d[k] == 0);
            memset(c, 7, (size_t)i);
            memset(d, 7, (size_t)i * sizeof *d);
        }
        arena_reset(&a);
    }
    arena_clear(&a);
    arena_clear(&a);
}

static void exhaustion_jumps_at_the_cap_and_not_before(void **state) {
    (void)state;
    enum { CAP = 4096 };
    arena a;
    jmp_buf full;
    assert_true(arena_init(&a, CAP));
    a.full = &full;
    volatile int given = 0;
    if (!setjmp(full)) {
        for (;;) {
            arena_alloc(&a, 64, 1, 1);
            given++;
        }
    }
    assert_true(given > 0 && given <= CAP / 64);
    volatile bool jumped = false;
    arena_reset(&a);
    if (!setjmp(full))
        arena_alloc(&a, 16, 1, PTRDIFF_MAX / 8);
    else
        jumped = true;
    assert_true(jumped);
    arena_clear(&a);
}

static ptrdiff_t take_by_value(arena tmp) {
    arena_alloc(&tmp, 1, 1, 1000);
    return arena_used(&tmp);
}

static void scratch_is_free_again(void **state) {
    (void)state;
    arena a;
    assert_true(arena_init(&a, 1 << 16));
    for (int i = 0; i < 1000; i++) assert_true(take_by_value(a) >= 1000);
    assert_int_equal(arena_used(&a), 0);
    arena_clear(&a);
}

static void vectors_keep_what_is_pushed(void **state) {
    (void)state;
    arena a;
    assert_true(arena_init(&a, 1 << 20));
    struct {
        int *p;
        ptrdiff_t n, cap;
    } v = {0};
    for (int i = 0; i < 5000; i++) *vec_push(&a, &v) = i;
    for (int i = 0; i < 5000; i++) assert_int_equal(v.p[i], i);
    assert_str(arena_fmt(&a, "%d-%s", 12, "x"), S("12-x"));
    assert_str(arena_cat(&a, S("ab"), S("c")), S("abc"));
    arena_clear(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_given_out_is_zeroed_and_aligned),
        cmocka_unit_test(exhaustion_jumps_at_the_cap_and_not_before),
        cmocka_unit_test(scratch_is_free_again),
        cmocka_unit_test(vectors_keep_what_is_pushed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
