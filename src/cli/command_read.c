#include "analyse/conllu.h"
#include "cli/commands.h"
#include "report/report_events.h"
#include "report/report_json.h"
#include "report/report_text.h"

static void render_json(void *self, const document *d, buf *out) {
    const struct task *r = self;
    json j = {.out = out};
    json_reading(&j, &d->reading, r->o->explain);
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

static void render_plover(void *self, const document *d, buf *out) {
    (void)self;
    plover_reading(out, &d->reading);
}

void command_read(struct task *r) {
    struct flow f = task_flow(r, FLOW_READ);
    switch (r->o->format) {
    case OUTPUT_JSON: f.render = render_json; break;
    case OUTPUT_CONLLU: f.render = render_conllu; break;
    case OUTPUT_PLOVER: f.render = render_plover; break;
    default: f.render = render_text; break;
    }
    if (!flow_run(&f)) task_fail(r, "no memory");
}
