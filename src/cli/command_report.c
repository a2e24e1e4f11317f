#include "cli/commands.h"
#include "report/report_json.h"
#include "report/report_text.h"

struct report {
    struct task *task;
    struct text_options text;
    ptrdiff_t written; // stories
};

static void render_json(void *self, const account *a, buf *out, arena tmp) {
    (void)self;
    (void)tmp;
    json j = {.out = out};
    json_story(&j, a);
}

static void render_text(void *self, const account *a, buf *out, arena tmp) {
    const struct report *r = self;
    text_account(out, a, &r->text, tmp);
}

static bool take(void *self, ptrdiff_t index, str rendered) {
    (void)index;
    struct report *r = self;
    bool as_json = r->task->o->format == OUTPUT_JSON;
    if (r->written && !task_write(r->task, as_json ? S(",\n") : S("\n"))) return false;
    r->written++;
    return task_write(r->task, rendered);
}

static void reject(void *self, ptrdiff_t index, const error *e) {
    struct report *r = self;
    char name[32];
    int n = snprintf(name, sizeof name, "story s%td", index + 1);
    task_complain(r->task, str_of(name, n), e);
    r->task->rejected++;
}

/* What stands before the stories and after them. */
static void write_frame(struct task *r, bool open) {
    buf b = {0};
    json j = {.out = &b};
    json_account_open(&j, S("accord " ACCORD_VERSION), r->model ? model_name(r->model) : (str){0}, r->o->as_of);
    ptrdiff_t opened = b.n;
    json_account_close(&j);
    buf_byte(&b, '\n');
    if (b.failed || !task_write(r, open ? str_head(buf_str(&b), opened) : str_drop(buf_str(&b), opened)))
        r->failed = true;
    buf_clear(&b);
}

void command_report(struct task *r) {
    documents docs = {0};
    struct flow f = task_flow(r, FLOW_READ);
    bool enough = flow_keep(&f, &docs), as_json = r->o->format == OUTPUT_JSON;
    struct report report = {.task = r, .text = task_text_options(r)};
    struct stories s = {.self = &report, .docs = &docs, .one_story = r->o->one_story, .threads = r->o->threads,
                        .options = {.as_of = r->o->as_of_day, .without = r->o->without, .explain = r->o->explain},
                        .render = as_json ? render_json : render_text, .take = take, .reject = reject};
    if (as_json && docs.n) write_frame(r, true);
    enough = enough && (docs.n == 0 || stories_run(&s));
    if (as_json && docs.n) write_frame(r, false);
    if (!enough) task_fail(r, "no memory");
    documents_clear(&docs);
}
