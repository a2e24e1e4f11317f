#include "base/table.h"

#include <stdio.h>

#include "check.h"

/* Random puts and gets against a plain list. */
static void agrees_with_a_list(void **state) {
    (void)state;
    enum { KEYS = 300, STEPS = 20000 };
    arena a;
    assert_true(arena_init(&a, 1 << 26));
    static char name[KEYS][8];
    int64_t value[KEYS] = {0};
    bool known[KEYS] = {false};
    for (int i = 0; i < KEYS; i++) snprintf(name[i], sizeof name[i], "k%d", i);
    table t = {.seed = 99};
    unsigned seed = 5;
    ptrdiff_t count = 0;
    for (int step = 0; step < STEPS; step++) {
        seed = seed * 1103515245 + 12345;
        int k = (int)(seed >> 16) % KEYS;
        str key = str_cstr(name[k]);
        if (seed >> 9 & 1) {
            int64_t *v = table_get(&t, key);
            assert_int_equal(v != NULL, known[k]);
            if (v) assert_int_equal(*v, value[k]);
        } else {
            int64_t *v = table_put(&t, &a, key);
            assert_int_equal(*v, value[k]);
            *v = value[k] = step;
            count += !known[k];
            known[k] = true;
        }
        assert_int_equal(t.n, count);
    }
    for (ptrdiff_t e = 0; e < t.n; e++) assert_true(table_get(&t, t.entry[e].key) == &t.entry[e].value);
    arena_clear(&a);
}

static void entries_keep_their_order(void **state) {
    (void)state;
    arena a;
    assert_true(arena_init(&a, 1 << 20));
    table t = {.seed = 1};
    *table_put(&t, &a, S("Reuters")) = 1;
    *table_put(&t, &a, S("AFP")) = 2;
    *table_put(&t, &a, S("Reuters")) = 3;
    assert_int_equal(t.n, 2);
    assert_str(t.entry[0].key, S("Reuters"));
    assert_int_equal(t.entry[0].value, 3);
    table_clear(&t);
    assert_null(table_get(&t, S("AFP")));
    arena_clear(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_list),
        cmocka_unit_test(entries_keep_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
