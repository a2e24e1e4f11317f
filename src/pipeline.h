/* pipeline: pages in -> documents, cleaned and read in workers, in the order in which they came -> stories -> accounts.
 *
 * The one queue of the program and the one place that knows of threads. The stages themselves are pure; what is handed
 * to `render` may be used in any worker, what is handed to `take` and `reject` comes in order and in the caller's
 * thread, so output is the same for any number of threads.
 *
 *     struct flow f = {.self = &command, .source = in, .next = next_page, .model = model, .threads = 8, .depth =
 * FLOW_READ, .render = render, .take = take, .reject = reject}; flow_run(&f);                            // memory
 * stays flat: a document is forgotten when it is taken
 *
 *     documents docs = {0};
 *     flow_keep(&f, &docs);                    // the same, but they are kept
 *     struct stories s = {.docs = &docs, .threads = 8, .render = …, .take = …};
 *     stories_run(&s);                         // grouped, one account a story
 *     documents_clear(&docs);
 *
 * Invariants: 1. a document lives in its own arena and refers to nothing outside it but static tables and the model.
 * 2. running out of an arena rejects that document, or that story, alone. */
#ifndef ACCORD_PIPELINE_H
#define ACCORD_PIPELINE_H

#include "account/account.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/table.h"
#include "doc/reading.h"
#include "model/model.h"

/* One article on its way. It lives in its own arena; document_free gives back everything. */
typedef struct document {
    arena arena;
    page page;
    article article;
    reading reading; // empty unless the flow reads
    error error;     // code is set when it was rejected
} document;

/* Documents that are kept. An id names one of them: one whose id was used before gets a number ("report-2"). */
typedef struct documents {
    document **p; // [n] heap
    ptrdiff_t n, cap;
    arena room; // of ids
    table ids;  // id -> how often it was asked for
} documents;

enum flow_depth { FLOW_CLEAN, FLOW_READ };

struct flow {
    void *self; // passed to render, take and reject
    void *source;
    /* The next page, all of it in *out; false at the end. A bad one has e->code set (as ingest_next). */
    bool (*next)(void *source, arena *out, page *p, error *e);
    const model *model;
    int threads;
    enum flow_depth depth;
    /* Writes one good document to *out, in a worker; may be null. */
    void (*render)(void *self, const document *d, buf *out);
    /* What was rendered, in order; false stops the flow. */
    bool (*take)(void *self, const document *d, str rendered);
    /* A page that came to nothing: d->page.source and d->error say which and why. In order with take. */
    void (*reject)(void *self, const document *d);
};

/* Runs it to the end. False when memory for the queue itself is missing. */
bool flow_run(const struct flow *f);
/* The same, adding every good document to *docs instead of forgetting it. take may be null. */
bool flow_keep(const struct flow *f, documents *docs);

/* One page in memory -> a document: for callers without a flow. The bytes of *p are copied. Null with *e set when it is
 * rejected; the caller frees it. Thread-safe. */
document *document_make(const page *p, const model *m, enum flow_depth depth, error *e);
void document_free(document *d);
/* An id that none before it has, in *room: the same, or with a number after it ("report-2"). */
str id_unique(table *ids, arena *room, str id);
/* Adds one, which is owned from then on. False when memory is missing. */
bool documents_add(documents *docs, document *d);
/* Frees all of them. */
void documents_clear(documents *docs);

/* Which story each of the kept documents belongs to: story[i] for docs->p[i], numbered from 0 in the order of first
 * articles. False when memory is missing. */
bool documents_group(const documents *docs, bool one_story, int32_t *story, ptrdiff_t *stories);

struct stories {
    void *self;
    const documents *docs;
    bool one_story;       // all documents are one story
    const int32_t *story; // [docs->n] the story of each, where that is known: every number from 0 on; else null
    account_options options;
    int threads;
    /* Writes the account of one story, in a worker that lends it room. */
    void (*render)(void *self, const account *a, buf *out, arena tmp);
    /* In order; `index` counts stories from 0. rendered is empty when as_of leaves no article of it. */
    bool (*take)(void *self, ptrdiff_t index, str rendered);
    void (*reject)(void *self, ptrdiff_t index, const error *e);
};

/* Groups and accounts. False when memory for the queue itself is missing. */
bool stories_run(const struct stories *s);

#endif
