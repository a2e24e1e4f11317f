#include "accounts.h"

#include <stdio.h>

#include "report/report_json.h"

struct writing {
    const struct accounts *w;
    ptrdiff_t written; // stories
    bool failed;
};

static void render_json(void *self, const account *a, buf *out, arena tmp) {
    (void)self;
    (void)tmp;
    json j = {.out = out};
    json_story(&j, a);
}

static void render_text(void *self, const account *a, buf *out, arena tmp) {
    const struct writing *s = self;
    text_account(out, a, &s->w->text, tmp);
}

static bool put(struct writing *s, str bytes) {
    if (!s->w->write(s->w->self, bytes)) s->failed = true;
    return !s->failed;
}

static bool take(void *self, ptrdiff_t index, str rendered) {
    (void)index;
    struct writing *s = self;
    if (!rendered.n) return true;
    if (s->written++ && !put(s, s->w->format == ACCOUNTS_JSON ? S(",\n") : S("\n"))) return false;
    return put(s, rendered);
}

static void reject(void *self, ptrdiff_t index, const error *e) {
    const struct writing *s = self;
    char name[32];
    int n = snprintf(name, sizeof name, "story s%td", index + 1);
    s->w->reject(s->w->self, str_of(name, n), e);
}

/* What stands around the stories in JSON: all before them, or all after. */
static void put_frame(struct writing *s, bool before) {
    if (s->w->format != ACCOUNTS_JSON) return;
    buf b = {0};
    json j = {.out = &b};
    json_account_open(&j, S("accord " ACCORD_VERSION), s->w->model ? model_name(s->w->model) : (str){0}, s->w->as_of);
    ptrdiff_t opened = b.n;
    json_account_close(&j);
    buf_byte(&b, '\n');
    if (b.failed)
        s->failed = true;
    else
        put(s, before ? str_head(buf_str(&b), opened) : str_drop(buf_str(&b), opened));
    buf_clear(&b);
}

bool accounts_write(const struct accounts *w) {
    struct writing s = {.w = w};
    struct stories stories = {.self = &s,
                              .docs = w->docs,
                              .one_story = w->one_story,
                              .options = w->options,
                              .threads = w->threads,
                              .render = w->format == ACCOUNTS_JSON ? render_json : render_text,
                              .take = take,
                              .reject = reject};
    put_frame(&s, true);
    bool enough = s.failed || w->docs->n == 0 || stories_run(&stories);
    put_frame(&s, false);
    return enough && !s.failed;
}
