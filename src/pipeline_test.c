#include "check.h"

#include <stdio.h>

#include "base/limits.h"
#include "pipeline.h"

/* Pages 0 … n−1: every fifth is binary, every seventh wants more memory than there is. */
struct supply {
    ptrdiff_t n, next;
};

static bool next(void *self, arena *out, page *p, error *e) {
    (void)e;
    struct supply *s = self;
    if (s->next == s->n) return false;
    ptrdiff_t i = s->next++;
    p->source = arena_fmt(out, "page %td", i);
    p->format = PAGE_PLAIN;
    if (i % 7 == 6) arena_new(out, char, 2 * LIMIT_ARENA_BYTES);
    p->raw = i % 5 == 4 ? S("\0\1\2\3\377") : arena_fmt(out, "Page %td was printed on Monday, the printer said.", i);
    return true;
}

struct seen {
    buf log;
    ptrdiff_t stop_at; // take says no there; −1 never
    ptrdiff_t taken;
};

static void render(void *self, const document *d, buf *out) {
    (void)self;
    buf_put(out, d->article.text);
}

static bool take(void *self, const document *d, str rendered) {
    struct seen *s = self;
    assert_str(d->article.text, rendered);
    buf_fmt(&s->log, "%.*s\n", STR_FMT(d->page.source));
    return s->taken++ != s->stop_at;
}

static void reject(void *self, const document *d) {
    struct seen *s = self;
    assert_true(d->error.code != ERROR_NONE && d->error.words[0]);
    buf_fmt(&s->log, "%.*s rejected %d\n", STR_FMT(d->page.source), d->error.code);
}

static struct flow flow_of(struct supply *source, struct seen *seen, int threads) {
    return (struct flow){.self = seen,
                         .source = source,
                         .next = next,
                         .threads = threads,
                         .depth = FLOW_READ,
                         .render = render,
                         .take = take,
                         .reject = reject};
}

static void in_order_for_any_number_of_threads(void **state) {
    (void)state;
    buf first = {0};
    for (int threads = 1; threads <= 9; threads += 4) {
        struct supply source = {.n = 60};
        struct seen seen = {.stop_at = -1};
        struct flow f = flow_of(&source, &seen, threads);
        assert_true(flow_run(&f));
        if (threads == 1) buf_put(&first, buf_str(&seen.log));
        assert_str(buf_str(&seen.log), buf_str(&first));
        buf_clear(&seen.log);
    }
    char want[64];
    snprintf(want, sizeof want, "page 5\npage 6 rejected %d\npage 7\n", ERROR_MEMORY);
    assert_true(str_find(buf_str(&first), str_cstr(want), 0) > 0);
    assert_true(str_find(buf_str(&first), S("page 4 rejected"), 0) > 0);
    assert_true(str_find(buf_str(&first), S("page 59 rejected"), 0) > 0);
    buf_clear(&first);
}

static void stops_when_take_says_no(void **state) {
    (void)state;
    struct supply source = {.n = 1000};
    struct seen seen = {.stop_at = 3};
    struct flow f = flow_of(&source, &seen, 4);
    assert_true(flow_run(&f));
    assert_int_equal(seen.taken, 4);
    assert_true(source.next < 100);
    buf_clear(&seen.log);
}

static void kept_documents_outlive_the_flow(void **state) {
    (void)state;
    documents docs = {0};
    for (int round = 0; round < 2; round++) {
        struct supply source = {.n = 20};
        struct seen seen = {.stop_at = -1};
        struct flow f = flow_of(&source, &seen, 3);
        assert_true(flow_keep(&f, &docs));
        buf_clear(&seen.log);
    }
    assert_int_equal(docs.n, 2 * 14);
    for (ptrdiff_t i = 0; i < docs.n; i++) {
        assert_ptr_equal(docs.p[i]->reading.article, &docs.p[i]->article);
        assert_true(str_starts(docs.p[i]->article.text, S("Page ")));
        for (ptrdiff_t k = 0; k < i; k++) assert_false(str_eq(docs.p[i]->article.id, docs.p[k]->article.id));
    }
    int32_t story[64];
    ptrdiff_t stories;
    assert_true(documents_group(&docs, true, story, &stories));
    assert_int_equal(stories, 1);
    documents_clear(&docs);
    documents_clear(&docs);
}

static void one_page_in_memory(void **state) {
    (void)state;
    error e = {0};
    document *d = document_make(
        &(page){.source = S("x"), .id = S("x"), .raw = S("The ferry sank on Tuesday."), .format = PAGE_PLAIN}, NULL,
        FLOW_READ, &e);
    assert_non_null(d);
    assert_str(d->article.text, S("The ferry sank on Tuesday."));
    document_free(d);
    assert_null(document_make(&(page){.source = S("x"), .id = S("x"), .raw = S(""), .format = PAGE_PLAIN}, NULL,
                              FLOW_READ, &e));
    assert_int_equal(e.code, ERROR_EMPTY);
    document_free(NULL);
}

struct told {
    ptrdiff_t stories, rejected;
    bool as_of;
};

static void tell(void *self, const account *a, buf *out, arena tmp) {
    (void)self;
    (void)tmp;
    buf_fmt(out, "%td", a->n);
}

static bool told(void *self, ptrdiff_t index, str rendered) {
    struct told *t = self;
    assert_int_equal(index, t->stories++);
    assert_int_equal(rendered.n > 0, !t->as_of);
    return true;
}

static void untold(void *self, ptrdiff_t index, const error *e) {
    (void)index;
    assert_int_equal(e->code, ERROR_TOO_LONG);
    ((struct told *)self)->rejected++;
}

static struct stories stories_of(struct told *t, const documents *docs, int32_t as_of) {
    return (struct stories){.self = t,
                            .docs = docs,
                            .one_story = true,
                            .options = {.as_of = as_of},
                            .threads = 2,
                            .render = tell,
                            .take = told,
                            .reject = untold};
}

static void stories_too_long_or_too_late(void **state) {
    (void)state;
    documents docs = {0};
    error e = {0};
    page p = {.source = S("x"), .id = S("x"), .raw = S("Rain."), .format = PAGE_PLAIN, .published = S("2025-03-03")};
    for (int i = 0; i <= LIMIT_STORY_ARTICLES; i++) {
        assert_true(documents_add(&docs, document_make(&p, NULL, FLOW_CLEAN, &e)));
        docs.p[i]->reading.article = &docs.p[i]->article; // as if read: nothing is found in it
        if (i == 1) {                                     // two articles, both published after the day
            struct told t = {.as_of = true};
            struct stories late = stories_of(&t, &docs, 0);
            assert_true(stories_run(&late));
            assert_int_equal(t.stories, 1);
        }
    }
    struct told t = {0};
    struct stories many = stories_of(&t, &docs, INT32_MAX);
    assert_true(stories_run(&many));
    assert_int_equal(t.rejected, 1);
    assert_int_equal(t.stories, 0);
    documents_clear(&docs);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_order_for_any_number_of_threads), cmocka_unit_test(stops_when_take_says_no),
        cmocka_unit_test(kept_documents_outlive_the_flow),    cmocka_unit_test(one_page_in_memory),
        cmocka_unit_test(stories_too_long_or_too_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
