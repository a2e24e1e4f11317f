#include "ingest/gunzip.h"

#include <stdlib.h>
#include <zlib.h>

#include "check.h"

/* s packed as one member, malloc'd. */
static str packed(str s) {
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    ptrdiff_t room = s.n + 1024;
    char *p = malloc((size_t)room);
    assert_non_null(p);
    z.next_in = (void *)s.p;
    z.avail_in = (unsigned)s.n;
    z.next_out = (void *)p;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    ptrdiff_t n = room - (ptrdiff_t)z.avail_out;
    deflateEnd(&z);
    return str_of(p, n);
}

static void members_follow_each_other(void **state) {
    (void)state;
    str one = packed(S("The harbour ")), two = packed(S("was closed."));
    char both[512];
    memcpy(both, one.p, (size_t)one.n);
    memcpy(both + one.n, two.p, (size_t)two.n);
    memcpy(both + one.n + two.n, "\0\0", 2); // padding behind it
    char *p;
    ptrdiff_t n;
    error e = {0};
    assert_true(gunzip_is(one) && !gunzip_is(S("\x1F\x8B")));
    assert_true(gunzip(str_of(both, one.n + two.n + 2), 1000, &p, &n, &e));
    assert_str(str_of(p, n), S("The harbour was closed."));
    free(p);
    free((void *)one.p);
    free((void *)two.p);
}

static void a_file_may_end_at_any_byte(void **state) {
    (void)state;
    str text = S("One sentence, and another one, and one more; and then the harbour was closed."), whole = packed(text);
    for (ptrdiff_t cut = 0; cut <= whole.n; cut++) {
        char *p;
        ptrdiff_t n;
        error e = {0};
        if (gunzip(str_head(whole, cut), 1000, &p, &n, &e))
            assert_true(n <= text.n && memcmp(p, text.p, (size_t)n) == 0);
        else
            assert_true(e.code == ERROR_SYNTAX && !p);
        free(p);
    }
    free((void *)whole.p);
}

static void the_limit_holds_just_past_it(void **state) {
    (void)state;
    enum { BOMB = 3 << 20 };
    char *zeros = calloc(1, BOMB), *p;
    assert_non_null(zeros);
    str bomb = packed(str_of(zeros, BOMB));
    ptrdiff_t n;
    error e = {0};
    assert_true(gunzip(bomb, BOMB, &p, &n, &e));
    assert_int_equal(n, BOMB);
    free(p);
    assert_false(gunzip(bomb, BOMB - 1, &p, &n, &e));
    assert_int_equal(e.code, ERROR_TOO_LONG);
    free(zeros);
    free((void *)bomb.p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_follow_each_other),
        cmocka_unit_test(a_file_may_end_at_any_byte),
        cmocka_unit_test(the_limit_holds_just_past_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
