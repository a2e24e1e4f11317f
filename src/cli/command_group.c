#include "base/json.h"
#include "cli/commands.h"
#include "grouping.h"

/* An id may hold anything; a cell may not. */
static void put_cell(buf *line, str id) {
    for (ptrdiff_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        buf_byte(line, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
    }
}

static void write_row(struct task *r, const struct grouped *a, str story, buf *line) {
    line->n = 0;
    if (r->o->format == OUTPUT_JSON) {
        json j = {.out = line};
        json_open(&j, '{');
        json_key(&j, S("story"));
        json_str(&j, story);
        json_key(&j, S("article"));
        json_str(&j, a->id);
        json_key(&j, S("source"));
        json_str(&j, a->source);
        json_close(&j, '}');
    } else {
        put_cell(line, story);
        buf_byte(line, '\t');
        put_cell(line, a->id);
    }
    buf_byte(line, '\n');
}

struct taking {
    struct task *task;
    struct flow flow; // of the task
    groups *groups;
    bool failed;
};

static void reject(void *self, const document *d) {
    struct taking *t = self;
    t->flow.reject(t->flow.self, d);
}

static bool take(void *self, const document *d, str rendered) {
    struct taking *t = self;
    t->failed = !groups_take(t->groups, d, rendered);
    return !t->failed && (!t->flow.take || t->flow.take(t->flow.self, d, (str){0}));
}

void command_group(struct task *r) {
    groups g = {0};
    struct taking t = {.task = r, .flow = task_flow(r, FLOW_CLEAN), .groups = &g};
    struct flow f = t.flow;
    f.self = &t;
    f.render = groups_render;
    f.take = take;
    f.reject = reject;
    buf line = {0};
    bool enough = flow_run(&f) && !t.failed && groups_settle(&g, r->o->one_story);
    for (ptrdiff_t i = 0; enough && i < g.n; i++) {
        write_row(r, &g.p[i], g.p[g.p[i].story].id, &line);
        if (line.failed || !task_write(r, buf_str(&line))) break;
    }
    if (!enough || line.failed) task_fail(r, "no memory");
    buf_clear(&line);
    groups_clear(&g);
}
