#include "base/limits.h"
#include "cli/commands.h"
#include "report/compare.h"
#include "report/report_text.h"

void command_diff(struct task *t) {
    json_t *old = task_account(t, t->o->accounts[0]), *new = old ? task_account(t, t->o->accounts[1]) : NULL;
    arena out = {0}, tmp = {0};
    bool ready = old && new;
    if (ready && !(arena_init(&out, 4 * LIMIT_ARENA_BYTES) && arena_init(&tmp, 4 * LIMIT_ARENA_BYTES))) {
        task_fail(t, "no memory");
        ready = false;
    }
    t->failed |= !ready;
    if (ready) {
        struct comparison c = compare_accounts(old, new, &out, tmp);
        buf b = {0};
        struct text_options o = task_text_options(t);
        if (t->o->format == OUTPUT_JSON)
            compare_json(&b, &c, old, new);
        else
            compare_text(&b, &c, o.width, o.colour);
        if (b.failed) task_fail(t, "no memory");
        task_write(t, buf_str(&b));
        buf_clear(&b);
        t->good++;
    }
    arena_clear(&out);
    arena_clear(&tmp);
    json_decref(old);
    json_decref(new);
}
