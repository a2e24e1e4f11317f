#include "cli/adding.h"
#include "cli/commands.h"

static bool next_page(void *source, arena *out, page *p, error *e) { return ingest_next(source, out, p, e); }

static bool stop(void *self) { return ((struct adding *)self)->t->failed; }

void command_add(struct task *t) {
    error e = {.at = -1};
    store *st = store_open(t->o->store, STORE_WRITE, &e);
    struct adding s;
    struct archive a = adding_open(&s, t, st, stop);
    bool good = st && archive_add(&a, t->ingest, next_page, &e) && (t->o->unread || archive_update(&a, &e));
    if (!good) {
        task_complain(t, str_cstr(t->o->store), &e);
        t->failed = true;
    } else if (t->o->n == 0) {
        t->good++; // nothing was to be added
    }
    if (good && t->o->format != OUTPUT_JSON) {
        buf_fmt(&s.line, "%td new, %td changed, %td known; %td accounts made", s.outcome[KEPT_NEW],
                s.outcome[KEPT_CHANGED], s.outcome[KEPT_KNOWN], s.made);
        adding_write(&s);
    }
    archive_close(&a);
    store_close(st);
    adding_close(&s);
}
