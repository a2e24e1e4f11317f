#include "accounts.h"
#include "cli/commands.h"

static bool write_out(void *self, str s) { return task_write(self, s); }

static void reject(void *self, str what, const error *e) {
    struct task *t = self;
    t->rejected++;
    task_complain(t, what, e);
}

void command_report(struct task *t) {
    documents docs = {0};
    struct flow f = task_flow(t, FLOW_READ);
    if (!flow_keep(&f, &docs)) task_fail(t, "no memory");
    struct accounts w = {.self = t,
                         .docs = &docs,
                         .one_story = t->o->one_story,
                         .as_of = t->o->as_of,
                         .options = {.as_of = t->o->as_of_day, .without = t->o->without, .explain = t->o->explain},
                         .threads = t->o->threads,
                         .model = t->model,
                         .text = task_text_options(t),
                         .format = t->o->account,
                         .write = write_out,
                         .reject = reject};
    if (docs.n && !t->failed && !accounts_write(&w) && !ferror(t->out)) task_fail(t, "no memory");
    documents_clear(&docs);
}
