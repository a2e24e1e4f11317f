/* archive: pages -> a store that is up to date: the articles kept, each in its story, an account of each story.
 *
 *     struct archive a = {.self = out, .store = s, .model = model, .threads = 8, .kept = …, .reject = …, .made = …};
 *     archive_add(&a, ingest, next_page, &e);     // cleaned, kept and grouped, a batch at a time
 *     archive_update(&a, &e);                     // accounts of the stories that changed
 *     archive_close(&a);
 *
 * archive_add commits a batch of ARCHIVE_BATCH articles at a time and tells of them only then: what `kept` was told of
 * is never lost. archive_update goes through the stale stories, whoever changed them, so it also does what an earlier
 * run was stopped before. Both stop between two batches when `stop` says so. */
#ifndef ACCORD_ARCHIVE_H
#define ACCORD_ARCHIVE_H

#include "archive_index.h"
#include "pipeline.h"
#include "store/store.h"

enum { ARCHIVE_BATCH = 512, ARCHIVE_BATCH_BYTES = 32 << 20, ARCHIVE_BATCH_SECONDS = 2 };

struct archive {
    void *self; // passed to what follows
    store *store;
    const model *model;
    int threads;
    /* An article is safe, or was before. story is 0 when it was known. */
    void (*kept)(void *self, const article *a, const struct kept *k, int64_t story);
    void (*reject)(void *self, str source, const error *e);
    /* The account of a story was made and is safe; articles 0 when all of them went elsewhere. */
    void (*made)(void *self, int64_t story, bool fresh, str title, ptrdiff_t articles);
    bool (*stop)(void *self);   // may be null
    struct archive_index index; // its own; zeroed at first
};

/* False with *e set when the store could not be written: what was told of is kept nevertheless. */
bool archive_add(struct archive *a, void *source, bool (*next)(void *source, arena *out, page *p, error *e), error *e);
bool archive_update(struct archive *a, error *e);
/* Frees what it holds; the store stays open. */
void archive_close(struct archive *a);

#endif
