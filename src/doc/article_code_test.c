#include "check.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "clean/clean.h"
#include "doc/article_code.h"

static const str html =
    S_INIT("<html><head><title>Ferry delayed &amp; towed - Harbour Post</title></head><body><nav>Home | "
           "Sport</nav><h1>Ferry delayed &amp; towed</h1><p>By Mira Olden</p><p>OSTERVIK (Reuters) - "
           "The ferry&nbsp;caf\xC3\xA9 was towed to the harbour on Monday after its engine failed, the "
           "coast guard said.</p><p>Nobody was hurt, \xE2\x80\x9Cthe sea was calm\xE2\x80\x9D, said the "
           "captain of the ferry, who has sailed there for many years.</p></body></html>");

static article cleaned(arena *a, arena tmp, str raw, enum page_format format) {
    error e = {0};
    article made;
    page p = {.raw = raw,
              .format = format,
              .id = S("a1"),
              .source = S("a1.html"),
              .outlet = S("Harbour Post"),
              .url = S("https://post.example/a1"),
              .published = S("2025-03-03T10:00:00Z"),
              .published_from = S("row")};
    assert_true(clean(&p, &made, a, tmp, &e));
    return made;
}

static void assert_same(const article *a, const article *b) {
    const str *x[] = {&a->id,        &a->source,         &a->sha256, &a->outlet,   &a->url,      &a->title,
                      &a->published, &a->published_from, &a->agency, &a->dateline, &a->language, &a->text};
    const str *y[] = {&b->id,        &b->source,         &b->sha256, &b->outlet,   &b->url,      &b->title,
                      &b->published, &b->published_from, &b->agency, &b->dateline, &b->language, &b->text};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) assert_str(*x[i], *y[i]);
    assert_true(span_eq(a->title_span, b->title_span));
    assert_int_equal(a->when.known, b->when.known);
    assert_int_equal(a->when.day, b->when.day);
    assert_int_equal(a->when.second, b->when.second);
    assert_int_equal(a->byline.n, b->byline.n);
    for (ptrdiff_t i = 0; i < a->byline.n; i++) assert_str(a->byline.p[i], b->byline.p[i]);
    assert_int_equal(a->blocks.n, b->blocks.n);
    for (ptrdiff_t i = 0; i < a->blocks.n; i++) {
        assert_true(span_eq(a->blocks.p[i].span, b->blocks.p[i].span));
        assert_int_equal(a->blocks.p[i].kind, b->blocks.p[i].kind);
    }
    assert_int_equal(a->dropped.n, b->dropped.n);
    for (ptrdiff_t i = 0; i < a->dropped.n; i++) {
        assert_int_equal(a->dropped.p[i].raw.beg, b->dropped.p[i].raw.beg);
        assert_int_equal(a->dropped.p[i].raw.end, b->dropped.p[i].raw.end);
        assert_str(a->dropped.p[i].why, b->dropped.p[i].why);
    }
    for (uint32_t i = 0; i < a->text.n; i++) {
        raw_span r = article_raw(a, (span){i, i + 1}), s = article_raw(b, (span){i, i + 1});
        assert_int_equal(r.beg, s.beg);
        assert_int_equal(r.end, s.end);
        assert_int_equal(article_point(a, i), article_point(b, i));
    }
}

/* What every decoded article must be, whatever it was decoded from. */
static void assert_sound(const article *a) {
    assert_int_equal(utf8_check(a->text), -1);
    for (uint32_t i = 0; i < a->text.n; i++) {
        raw_span r = article_raw(a, (span){i, i + 1});
        assert_true(r.beg >= 0 && r.beg <= r.end && r.end <= a->raw.n);
        assert_true(article_point(a, i) <= i);
    }
    for (ptrdiff_t i = 0; i < a->blocks.n; i++) assert_true(a->blocks.p[i].span.end <= a->text.n);
}

struct rooms {
    arena out, tmp;
};

static int setup(void **state) {
    static struct rooms rooms;
    *state = &rooms;
    return arena_init(&rooms.out, LIMIT_ARENA_BYTES) && arena_init(&rooms.tmp, LIMIT_ARENA_BYTES) ? 0 : 1;
}

static int teardown(void **state) {
    struct rooms *r = *state;
    arena_clear(&r->out);
    arena_clear(&r->tmp);
    return 0;
}

static const str plain = S_INIT("The dam was opened.\n\nWater rose in the valley, farmers said.");

static void test_round_trip(void **state) {
    struct rooms *r = *state;
    const struct {
        str raw;
        enum page_format format;
        bool needs_raw;
    } cases[] = {
        {html, PAGE_HTML, false}, {html, PAGE_TEXT, true}, {plain, PAGE_PLAIN, true}, {plain, PAGE_TEXT, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        article a = cleaned(&r->out, r->tmp, cases[i].raw, cases[i].format), b;
        buf code = {0};
        error e = {0};
        article_encode(&a, &code);
        assert_int_equal(article_code_needs_raw(buf_str(&code)), cases[i].needs_raw);
        assert_true(article_decode(cases[i].raw, buf_str(&code), &b, &r->out, &e));
        assert_same(&a, &b);
        if (!cases[i].needs_raw) {
            assert_true(article_decode(str_of(NULL, cases[i].raw.n), buf_str(&code), &b, &r->out, &e));
            assert_str(b.text, a.text);
        }
        buf_clear(&code);
    }
}

static void test_cut_and_bent(void **state) {
    struct rooms *r = *state;
    article a = cleaned(&r->out, r->tmp, html, PAGE_HTML), b;
    buf code = {0};
    article_encode(&a, &code);
    for (ptrdiff_t n = 0; n < code.n; n++) {
        error e = {0};
        assert_false(article_decode(html, str_of(code.p, n), &b, &r->out, &e));
        assert_int_equal(e.code, ERROR_SYNTAX);
    }
    for (ptrdiff_t i = 0; i < code.n; i++) {
        for (int bit = 0; bit < 8; bit++) {
            error e = {0};
            arena room = r->tmp;
            code.p[i] = (char)(code.p[i] ^ 1 << bit);
            if (article_decode(html, buf_str(&code), &b, &room, &e)) assert_sound(&b);
            if (article_decode(plain, buf_str(&code), &b, &room, &e)) assert_sound(&b);
            code.p[i] = (char)(code.p[i] ^ 1 << bit);
        }
    }
    buf_clear(&code);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_round_trip), cmocka_unit_test(test_cut_and_bent)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
