#include "analyse/conllu.h"
#include "cli/commands.h"
#include "report/report_json.h"
#include "report/report_text.h"

static void render_json(void *self, const document *d, buf *out) {
    (void)self;
    json j = {.out = out};
    json_reading(&j, &d->reading);
    buf_byte(out, '\n');
}

static void render_text(void *self, const document *d, buf *out) {
    const struct task *r = self;
    struct text_options o = task_text_options(r);
    text_reading(out, &d->reading, &o);
}

static void render_conllu(void *self, const document *d, buf *out) {
    (void)self;
    conllu_write(&d->article, &d->reading.tokens, out);
}

void command_read(struct task *r) {
    struct flow f = task_flow(r, FLOW_READ);
    f.render = r->o->format == OUTPUT_JSON ? render_json : r->o->format == OUTPUT_CONLLU ? render_conllu : render_text;
    if (!flow_run(&f)) task_fail(r, "no memory");
}
