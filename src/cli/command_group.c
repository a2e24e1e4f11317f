#include <stdlib.h>

#include "base/json.h"
#include "cli/commands.h"

static void write_row(struct task *r, const document *d, int32_t story, buf *line) {
    line->n = 0;
    if (r->o->format == OUTPUT_JSON) {
        char name[16];
        int n = snprintf(name, sizeof name, "s%d", story + 1);
        json j = {.out = line};
        json_open(&j, '{');
        json_key(&j, S("story"));
        json_str(&j, str_of(name, n));
        json_key(&j, S("article"));
        json_str(&j, d->article.id);
        json_key(&j, S("source"));
        json_str(&j, d->article.source);
        json_close(&j, '}');
    } else {
        buf_fmt(line, "s%d\t", story + 1);
        for (ptrdiff_t i = 0; i < d->article.id.n; i++) { // an id may hold anything; a cell may not
            char c = d->article.id.p[i];
            buf_byte(line, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
        }
    }
    buf_byte(line, '\n');
}

void command_group(struct task *r) {
    documents docs = {0};
    struct flow f = task_flow(r, FLOW_CLEAN);
    bool enough = flow_keep(&f, &docs);
    int32_t *story = calloc((size_t)docs.n + 1, sizeof *story);
    ptrdiff_t stories = 0;
    buf line = {0};
    enough = enough && story && documents_group(&docs, r->o->one_story, story, &stories);
    for (ptrdiff_t i = 0; enough && i < docs.n; i++) {
        write_row(r, docs.p[i], story[i], &line);
        if (line.failed || !task_write(r, buf_str(&line))) break;
    }
    if (!enough || line.failed) task_fail(r, "no memory");
    buf_clear(&line);
    free(story);
    documents_clear(&docs);
}
