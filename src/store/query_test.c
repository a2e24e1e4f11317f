#include "check.h"

#include <stdio.h>

#include "base/limits.h"
#include "doc/calendar.h"
#include "store/query.h"

struct rooms {
    arena out;
};

/* A node as text: AND(a, OUTLET:b*), so that a test reads as the query does. */
static str shown(const query *q, int32_t i, arena *out) {
    static const char *const fields[] = {"", "TITLE:", "OUTLET:", "ACTOR:", "ORIGIN:", "STATUS:", "TYPE:"};
    static const char *const operators[] = {
        [QUERY_AND] = "AND", [QUERY_OR] = "OR", [QUERY_NOT] = "NOT", [QUERY_NEAR] = "NEAR"};
    if (i < 0) return S("-");
    const struct query_node *n = &q->nodes.p[i];
    if (n->op == QUERY_TERM)
        return arena_fmt(out, "%s%.*s%s", fields[n->field], STR_FMT(n->text), n->prefix ? "*" : "");
    str a = shown(q, n->a, out), b = shown(q, n->b, out);
    str near = n->op == QUERY_NEAR ? arena_fmt(out, "%d", (int)n->near) : (str){0};
    return arena_fmt(out, "%s%.*s(%.*s, %.*s)", operators[n->op], STR_FMT(near), STR_FMT(a), STR_FMT(b));
}

static int setup(void **state) {
    static struct rooms rooms;
    *state = &rooms;
    return arena_init(&rooms.out, LIMIT_ARENA_BYTES) ? 0 : 1;
}

static int teardown(void **state) {
    arena_clear(&((struct rooms *)*state)->out);
    return 0;
}

static void test_good(void **state) {
    struct rooms *r = *state;
    static const char *const cases[][2] = {
        {"bridge", "bridge"},
        {"bridge collapse", "AND(bridge, collapse)"},
        {"bridge AND collapse", "AND(bridge, collapse)"},
        {"a b OR c d", "OR(AND(a, b), AND(c, d))"},
        {"a (b OR c) d", "AND(AND(a, OR(b, c)), d)"},
        {"\"freight ban\"", "freight ban"},
        {"“freight ban” lifted", "AND(freight ban, lifted)"},
        {"strik* \"freight ba\"*", "AND(strik*, freight ba*)"},
        {"ferry -island", "NOT(ferry, island)"},
        {"-island ferry -\"low tide\"", "NOT(ferry, OR(island, low tide))"},
        {"ferry NOT island", "NOT(ferry, island)"},
        {"ferry -(island OR bay)", "NOT(ferry, OR(island, bay))"},
        {"dam NEAR water", "NEAR10(dam, water)"},
        {"dam NEAR/3 \"high water\" NEAR/5 flood x", "AND(NEAR5(NEAR3(dam, high water), flood), x)"},
        {"outlet:post Title:dam", "AND(OUTLET:post, TITLE:dam)"},
        {"actor:\"Lena Dravic\" -origin:Reuters", "NOT(ACTOR:Lena Dravic, ORIGIN:Reuters)"},
        {"status:Disputed type:accuse", "AND(STATUS:Disputed, TYPE:accuse)"},
        {"date:2025", "-"},
        {"dam date:2025 in:articles story:s12", "dam"},
        {"well-known x/y 10:30 http://a.example/b", "AND(AND(AND(well-known, x/y), 10:30), http://a.example/b)"},
        {"or and near Or", "AND(AND(AND(or, and), near), Or)"},
        {"((a))", "a"},
        {"a\tb\nc", "AND(AND(a, b), c)"},
        {"don't caf\xC3\xA9", "AND(don't, caf\xC3\xA9)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        query q;
        error e = {.at = -1};
        if (!query_parse(str_cstr(cases[i][0]), &q, &r->out, &e)) fail_msg("%s: %s", cases[i][0], e.words);
        str got = shown(&q, q.root, &r->out);
        if (!str_eq(got, str_cstr(cases[i][1]))) fail_msg("%s: got %.*s", cases[i][0], STR_FMT(got));
    }
}

static void test_bad(void **state) {
    struct rooms *r = *state;
    static const struct {
        const char *query;
        int at; // where the caret stands
    } cases[] = {
        {"", -1},
        {"   ", -1},
        {"\"open", 0},
        {"a \"b", 2},
        {"a OR", 3},
        {"OR a", 0},
        {"a OR OR b", 5},
        {"(a", 0},
        {"a)", 1},
        {"()", 1},
        {"a (b (c)", 2},
        {"-a", 0},
        {"-a -b", 0},
        {"x OR -a", 5},
        {"a -", 2},
        {"a - b", 2},
        {"a --b", 3},
        {"NEAR a", 0},
        {"a NEAR", 2},
        {"a NEAR/x b", 2},
        {"a NEAR (b)", 2},
        {"a NEAR/1001 b", 2},
        {"a NEAR -b", 7},
        {"-a NEAR b", 3},
        {"a NEAR outlet:b", 2},
        {"colour:red", 0},
        {"outlet:", 0},
        {"status:odd", 7},
        {"type:ODD", 5},
        {"date:odd", 5},
        {"date:2025-13", 5},
        {"date:..", 5},
        {"date:2026..2025", 5},
        {"story:x", 6},
        {"story:0", 6},
        {"in:stories", 3},
        {"(date:2025)", 6},
        {"a -date:2025", 8},
        {"ab*c", 2},
        {"...", 0},
        {"\"\"", 0},
        {"a \"--\"", 2},
        {"title:a status:single", 8},
        {"a\001", 1},
        {"a \xFF", 2},
        {"a AND", 2},
        {"AND a", 0},
        {"a AND AND b", 6},
        {"story:1 story:2", 14},
        {"in:articles in:quotes", 15},
        {"*", 0},
        {"a AND OR b", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        query q;
        error e = {.at = -1};
        if (query_parse(str_cstr(cases[i].query), &q, &r->out, &e)) fail_msg("%s: taken", cases[i].query);
        if (e.at != cases[i].at) fail_msg("%s: caret at %td, not %d (%s)", cases[i].query, e.at, cases[i].at, e.words);
        assert_true(e.words[0]);
    }
}

static void test_filters(void **state) {
    struct rooms *r = *state;
    query q;
    error e = {.at = -1};
    assert_true(query_parse(S("dam date:2025-02..2025-11-03 story:s12 in:quotes"), &q, &r->out, &e));
    assert_int_equal(q.from, calendar_day(2025, 2, 1));
    assert_int_equal(q.to, calendar_day(2025, 11, 3));
    assert_int_equal(q.story, 12);
    assert_int_equal(q.kinds, 1 << KIND_QUOTES);
    assert_true(query_parse(S("date:2024-02"), &q, &r->out, &e));
    assert_int_equal(q.to, calendar_day(2024, 2, 29));
    assert_true(query_parse(S("date:2024.. date:..2025"), &q, &r->out, &e));
    assert_int_equal(q.from, calendar_day(2024, 1, 1));
    assert_int_equal(q.to, calendar_day(2025, 12, 31));
    assert_true(query_parse(S("status:single"), &q, &r->out, &e));
    assert_int_equal(q.kinds, 1 << KIND_CLAIMS);
    assert_true(query_parse(S("actor:x"), &q, &r->out, &e));
    assert_int_equal(q.kinds, 1 << KIND_CLAIMS | 1 << KIND_QUOTES);
}

/* Just at a limit and just past it: `piece` so many times, between what must stand around it. */
static bool taken(struct rooms *r, const char *before, const char *piece, int times, const char *after) {
    buf b = {0};
    query q;
    error e = {.at = -1};
    buf_put(&b, str_cstr(before));
    for (int i = 0; i < times; i++) buf_put(&b, str_cstr(piece));
    buf_put(&b, str_cstr(after));
    bool good = query_parse(buf_str(&b), &q, &r->out, &e);
    buf_clear(&b);
    return good;
}

static void test_limits(void **state) {
    struct rooms *r = *state;
    assert_true(taken(r, "", "a ", LIMIT_QUERY_TERMS, ""));
    assert_false(taken(r, "", "a ", LIMIT_QUERY_TERMS + 1, ""));
    assert_true(taken(r, "", "a", LIMIT_QUERY_BYTES, ""));
    assert_false(taken(r, "", "a", LIMIT_QUERY_BYTES + 1, ""));
    char close[LIMIT_QUERY_DEPTH + 2] = {0};
    memset(close, ')', LIMIT_QUERY_DEPTH);
    assert_true(taken(r, "", "(", LIMIT_QUERY_DEPTH, "a") == false);
    char query_text[2 * LIMIT_QUERY_DEPTH + 8];
    snprintf(query_text, sizeof query_text, "a%s", close);
    assert_true(taken(r, "", "(", LIMIT_QUERY_DEPTH, query_text));
    close[LIMIT_QUERY_DEPTH] = ')';
    snprintf(query_text, sizeof query_text, "a%s", close);
    assert_false(taken(r, "", "(", LIMIT_QUERY_DEPTH + 1, query_text));
    assert_true(taken(r, "a NEAR/1000 b", "", 0, ""));
    assert_false(taken(r, "a NEAR/1001 b", "", 0, ""));
}

static void test_caret(void **state) {
    (void)state;
    buf b = {0};
    query_caret(S("caf\xC3\xA9 OR"), 6, &b);
    assert_str(buf_str(&b), S("  caf\xC3\xA9 OR\n       ^\n"));
    buf_clear(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_good), cmocka_unit_test(test_bad),
                                       cmocka_unit_test(test_filters), cmocka_unit_test(test_limits),
                                       cmocka_unit_test(test_caret)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
