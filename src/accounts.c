#include "accounts.h"

#include <stdio.h>

#include "report/report_events.h"
#include "report/report_html.h"
#include "report/report_json.h"
#include "report/report_md.h"

struct writing {
    const struct accounts *w;
    ptrdiff_t written; // stories
    bool failed;
};

/* How a format is written: what stands before all stories, between two of them and after the last, and a story. */
struct format {
    void (*open)(buf *out, const struct accounts *w);
    void (*story)(buf *out, const account *a, const struct accounts *w, arena tmp);
    void (*close)(buf *out, const struct accounts *w);
    str between;
};

static void open_json(buf *out, const struct accounts *w) {
    json j = {.out = out};
    json_account_open(&j, S("accord " ACCORD_VERSION), w->model ? model_name(w->model) : (str){0}, w->as_of,
                      w->options.without);
}

static void close_json(buf *out, const struct accounts *w) {
    (void)w;
    json j = {.out = out, .depth = 2}; // open_json opened them
    json_account_close(&j);
    buf_byte(out, '\n');
}

static void story_json(buf *out, const account *a, const struct accounts *w, arena tmp) {
    (void)w;
    (void)tmp;
    json j = {.out = out};
    json_story(&j, a);
}

static void story_text(buf *out, const account *a, const struct accounts *w, arena tmp) {
    text_account(out, a, &w->text, tmp);
}

static struct report_made made(const struct accounts *w) {
    return (struct report_made){.program = S("accord " ACCORD_VERSION),
                                .model = w->model ? model_name(w->model) : (str){0},
                                .as_of = w->as_of,
                                .without = w->options.without,
                                .explain = w->text.explain,
                                .all = w->text.all};
}

static void story_md(buf *out, const account *a, const struct accounts *w, arena tmp) {
    struct report_made m = made(w);
    md_account(out, a, &m, tmp);
}

static void open_html(buf *out, const struct accounts *w) {
    struct report_made m = made(w);
    html_open(out, &m);
}

static void story_html(buf *out, const account *a, const struct accounts *w, arena tmp) {
    struct report_made m = made(w);
    html_account(out, a, &m, tmp);
}

static void close_html(buf *out, const struct accounts *w) {
    struct report_made m = made(w);
    html_close(out, &m);
}

static void open_csv(buf *out, const struct accounts *w) {
    (void)w;
    csv_header(out);
}

#define ROWS(format)                                                                                                   \
    static void story_##format(buf *out, const account *a, const struct accounts *w, arena tmp) {                      \
        (void)w;                                                                                                       \
        format(out, a, tmp);                                                                                           \
    }
ROWS(csv_story)
ROWS(plover_story)
ROWS(gdelt_events)
ROWS(gdelt_mentions)
#undef ROWS

#define X(constant, text) [constant] = S_INIT(text),
static const str names[] = {ACCOUNTS_FORMATS(X)};
#undef X
static const struct format formats[] = {
    [ACCOUNTS_TEXT] = {.story = story_text, .between = S_INIT("\n")},
    [ACCOUNTS_JSON] = {.open = open_json, .story = story_json, .close = close_json, .between = S_INIT(",\n")},
    [ACCOUNTS_MD] = {.story = story_md, .between = S_INIT("\n---\n\n")},
    [ACCOUNTS_HTML] = {.open = open_html, .story = story_html, .close = close_html},
    [ACCOUNTS_CSV] = {.open = open_csv, .story = story_csv_story},
    [ACCOUNTS_PLOVER] = {.story = story_plover_story},
    [ACCOUNTS_GDELT_EVENTS] = {.story = story_gdelt_events},
    [ACCOUNTS_GDELT_MENTIONS] = {.story = story_gdelt_mentions},
};

enum accounts_format accounts_format_of(str name) {
    int i = 0;
    while (i < ACCOUNTS_FORMATS_COUNT && !str_eq(names[i], name)) i++;
    return (enum accounts_format)i;
}

static void render(void *self, const account *a, buf *out, arena tmp) {
    const struct writing *s = self;
    formats[s->w->format].story(out, a, s->w, tmp);
}

static bool put(struct writing *s, str bytes) {
    if (!s->w->write(s->w->self, bytes)) s->failed = true;
    return !s->failed;
}

static bool take(void *self, ptrdiff_t index, str rendered) {
    (void)index;
    struct writing *s = self;
    if (!rendered.n) return true;
    if (s->written++ && !put(s, formats[s->w->format].between)) return false;
    return put(s, rendered);
}

static void reject(void *self, ptrdiff_t index, const error *e) {
    const struct writing *s = self;
    char name[32];
    int n = snprintf(name, sizeof name, "story s%td", index + 1);
    s->w->reject(s->w->self, str_of(name, n), e);
}

static void put_frame(struct writing *s, void (*frame)(buf *, const struct accounts *)) {
    if (!frame || s->failed) return;
    buf b = {0};
    frame(&b, s->w);
    if (b.failed)
        s->failed = true;
    else
        put(s, buf_str(&b));
    buf_clear(&b);
}

bool accounts_write(const struct accounts *w) {
    struct writing s = {.w = w};
    struct stories stories = {.self = &s,
                              .docs = w->docs,
                              .one_story = w->one_story,
                              .options = w->options,
                              .threads = w->threads,
                              .render = render,
                              .take = take,
                              .reject = reject};
    put_frame(&s, formats[w->format].open);
    bool enough = s.failed || w->docs->n == 0 || stories_run(&stories);
    put_frame(&s, formats[w->format].close);
    return enough && !s.failed;
}
