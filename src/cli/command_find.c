#include "base/limits.h"
#include "cli/commands.h"
#include "report/report_find.h"
#include "store/find.h"

/* What is wrong with it, then the query with a caret under the place. */
static void complain_of_query(struct task *t, str text, const error *e) {
    error words = *e;
    words.at = -1;
    task_complain(t, S("query"), &words);
    t->failed = true;
    if (e->at < 0) return;
    buf b = {0};
    query_caret(text, e->at, &b);
    if (!b.failed) fwrite(b.p, 1, (size_t)b.n, stderr);
    buf_clear(&b);
}

static void find(struct task *t, store *st, arena *out, arena *tmp) {
    error e = {.at = -1};
    query q;
    struct found f;
    str text = str_cstr(t->o->query);
    if (!query_parse(text, &q, out, &e)) {
        complain_of_query(t, text, &e);
        return;
    }
    if (!store_find(st, &q, t->o->limit, t->o->versions, &f, out, *tmp, &e)) {
        task_complain(t, str_cstr(t->o->store), &e);
        t->failed = true;
        return;
    }
    buf b = {0};
    if (t->o->format == OUTPUT_JSON) {
        json_found(&b, text, &f);
    } else {
        struct text_options o = task_text_options(t);
        text_found(&b, &f, &o);
    }
    if (b.failed)
        task_fail(t, "no memory");
    else if (task_write(t, buf_str(&b)))
        t->good++;
    buf_clear(&b);
}

void command_find(struct task *t) {
    error e = {.at = -1};
    arena out = {0}, tmp = {0};
    store *st = store_open(t->o->store, STORE_READ, &e);
    if (!st) {
        task_complain(t, str_cstr(t->o->store), &e);
        t->failed = true;
    } else if (!arena_init(&out, LIMIT_ARENA_BYTES) || !arena_init(&tmp, LIMIT_ARENA_BYTES)) {
        task_fail(t, "no memory");
    } else {
        find(t, st, &out, &tmp);
    }
    arena_clear(&out);
    arena_clear(&tmp);
    store_close(st);
}
