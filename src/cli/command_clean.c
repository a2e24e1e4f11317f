#include "cli/commands.h"
#include "report/report_json.h"

static void render(void *self, const document *d, buf *out) {
    (void)self;
    json j = {.out = out};
    json_article(&j, &d->article, (str){0});
    buf_byte(out, '\n');
}

void command_clean(struct task *r) {
    struct flow f = task_flow(r, FLOW_CLEAN);
    f.render = render;
    if (!flow_run(&f)) task_fail(r, "no memory");
}
