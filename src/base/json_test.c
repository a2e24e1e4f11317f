#include "base/json.h"

#include <math.h>
#include <stdlib.h>

#include <jansson.h>

#include "check.h"

static void a_small_object(void **state) {
    (void)state;
    buf b = {0};
    json j = {.out = &b};
    json_open(&j, '{');
    json_key(&j, S("name"));
    json_str(&j, S("a \"quoted\" \\ name\n"));
    json_key(&j, S("span"));
    json_open(&j, '[');
    json_int(&j, 3);
    json_num(&j, 0.1);
    json_num(&j, INFINITY);
    json_bool(&j, true);
    json_open(&j, '{');
    json_close(&j, '}');
    json_close(&j, ']');
    json_key(&j, S("none"));
    json_str_or_null(&j, S(""));
    json_close(&j, '}');
    assert_str(buf_str(&b),
               S("{\"name\":\"a \\\"quoted\\\" \\\\ name\\n\",\"span\":[3,0.1,null,true,{}],\"none\":null}"));
    buf_clear(&b);
}

static void indents_the_outer_levels(void **state) {
    (void)state;
    buf b = {0};
    json j = {.out = &b, .indent = 1};
    json_open(&j, '{');
    json_key(&j, S("a"));
    json_open(&j, '[');
    json_int(&j, 1);
    json_int(&j, 2);
    json_close(&j, ']');
    json_key(&j, S("b"));
    json_int(&j, 3);
    json_close(&j, '}');
    assert_str(buf_str(&b), S("{\n \"a\":[1,2],\n \"b\":3\n}"));
    buf_clear(&b);
}

/* Any bytes become a string that another reader takes, and well-formed ones come back as they were. */
static void any_bytes_make_valid_json(void **state) {
    (void)state;
    unsigned seed = 11;
    for (int round = 0; round < 3000; round++) {
        char bytes[24];
        int n = round % 24;
        for (int i = 0; i < n; i++) bytes[i] = (char)((seed = seed * 1103515245 + 12345) >> 16);
        buf b = {0};
        json j = {.out = &b};
        json_open(&j, '[');
        json_str(&j, str_of(bytes, n));
        json_close(&j, ']');
        json_t *back = json_loadb(b.p, (size_t)b.n, JSON_ALLOW_NUL, NULL);
        assert_non_null(back);
        json_decref(back);
        buf_clear(&b);
    }
}

static void numbers_read_back(void **state) {
    (void)state;
    const double x[] = {0, -0.0, 1, 1.5, 1e15, 1e300, 0.1, 11.8, 600001, -3.25e-7};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        buf b = {0};
        json j = {.out = &b};
        json_num(&j, x[i]);
        buf_byte(&b, '\0');
        assert_true(strtod(b.p, NULL) == x[i]);
        buf_clear(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_object),
        cmocka_unit_test(indents_the_outer_levels),
        cmocka_unit_test(any_bytes_make_valid_json),
        cmocka_unit_test(numbers_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
