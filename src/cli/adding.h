/* adding: what `add` and `watch` say of what becomes of articles and stories.
 *
 *     struct adding s;
 *     struct archive a = adding_open(&s, t, store, stop);
 *     archive_add(&a, …); archive_update(&a, …);
 *     adding_close(&s); */
#ifndef ACCORD_CLI_ADDING_H
#define ACCORD_CLI_ADDING_H

#include "archive.h"
#include "cli/task.h"

struct adding {
    struct task *t;
    bool stories; // a line for each story in text too
    buf line;
    ptrdiff_t outcome[KEPT_KNOWN + 1], made;
};

struct archive adding_open(struct adding *s, struct task *t, store *st, bool (*stop)(void *self));
void adding_close(struct adding *s);
/* Writes s->line, which ends here. */
void adding_write(struct adding *s);

#endif
