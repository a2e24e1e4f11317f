#include "pipeline.h"

#include <stdlib.h>

#include "analyse/analyse.h"
#include "analyse/conllu.h"
#include "base/limits.h"
#include "base/thread.h"
#include "clean/clean.h"
#include "doc/article_code.h"
#include "extract/extract.h"
#include "story/group.h"

enum { AHEAD = 4 }; // jobs in flight for each worker

/* The one place that exhausted arenas come back to: false when body ran out of one whose `full` is *full. Stages hold
 * nothing but arena memory, so that leaving them so is safe. */
static bool within_arenas(jmp_buf *full, void (*body)(void *), void *self) {
    if (setjmp(*full)) return false;
    body(self);
    return true;
}

/* Documents. */

static bool no_memory(error *e) {
    return error_set(e, ERROR_MEMORY, -1, "it needs more memory than one document may take");
}

/* A document in an arena of its own, or null. */
static document *document_new(void) {
    arena a;
    if (!arena_init(&a, LIMIT_ARENA_BYTES)) return NULL;
    document *d = arena_new(&a, document, 1);
    d->arena = a;
    return d;
}

void document_free(document *d) {
    if (!d) return;
    arena a = d->arena;
    arena_clear(&a);
}

/* The same document, empty again. */
static document *document_reset(document *d) {
    arena a = d->arena;
    a.full = NULL;
    arena_reset(&a);
    d = arena_new(&a, document, 1);
    d->arena = a;
    return d;
}

struct working {
    document *d;
    const model *model;
    enum flow_depth depth;
    arena tmp;
    const page *copied; // or null
};

static void clean_and_read(void *self) {
    struct working *w = self;
    document *d = w->d;
    if (d->page.format == PAGE_CONLLU) {
        tokens k;
        d->article = (article){.id = d->page.id, .source = d->page.source, .language = S("en")};
        if (!conllu_read(d->page.raw, &d->article, &k, &d->arena, w->tmp, &d->error)) return;
        analyse_tokens(w->model, &d->article, &k, &d->arena, w->tmp);
        read_tokens(&d->article, &k, &d->reading, &d->arena, w->tmp);
        return;
    }
    bool kept = d->page.format == PAGE_KEPT;
    bool good = kept ? article_decode(d->page.raw, d->page.kept, &d->article, &d->arena, &d->error)
                     : clean(&d->page, &d->article, &d->arena, w->tmp, &d->error);
    if (kept) d->article.id = d->page.id; // it may have been given another one when it was kept
    if (good && w->depth == FLOW_READ) read_article(w->model, &d->article, &d->reading, &d->arena, w->tmp);
}

/* Cleans and reads d->page. */
static void document_work(document *d, const model *m, enum flow_depth depth, arena tmp) {
    jmp_buf full;
    struct working w = {.d = d, .model = m, .depth = depth, .tmp = tmp};
    d->arena.full = w.tmp.full = &full;
    if (!within_arenas(&full, clean_and_read, &w)) no_memory(&d->error);
    d->arena.full = NULL;
}

static page page_copy(const page *p, arena *out) {
    page q = *p;
    str *fields[] = {&q.source,    &q.raw,      &q.id,      &q.outlet,  &q.url, &q.title,
                     &q.published, &q.language, &q.charset, &q.fetched, &q.kept};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) *fields[i] = arena_str(out, *fields[i]);
    q.byline = (strs){0};
    for (ptrdiff_t i = 0; i < p->byline.n; i++) *vec_push(out, &q.byline) = arena_str(out, p->byline.p[i]);
    return q;
}

static void copy_page(void *self) {
    struct working *w = self;
    w->d->page = page_copy(w->copied, &w->d->arena);
}

document *document_make(const page *p, const model *m, enum flow_depth depth, error *e) {
    arena tmp;
    document *d = document_new();
    if (!d || !arena_init(&tmp, LIMIT_ARENA_BYTES)) {
        document_free(d);
        no_memory(e);
        return NULL;
    }
    jmp_buf full;
    d->arena.full = &full;
    if (within_arenas(&full, copy_page, &(struct working){.d = d, .copied = p}))
        document_work(d, m, depth, tmp);
    else
        no_memory(&d->error);
    d->arena.full = NULL;
    arena_clear(&tmp);
    if (!d->error.code) return d;
    if (!e->code) *e = d->error;
    document_free(d);
    return NULL;
}

struct naming {
    documents *docs;
    document *d;
};

str id_unique(table *ids, arena *room, str id) {
    id = arena_str(room, id);
    int64_t *uses = table_put(ids, room, id);
    while (++*uses > 1) {
        str numbered = arena_fmt(room, "%.*s-%lld", STR_FMT(id), (long long)*uses);
        if (table_get(ids, numbered)) continue;
        *table_put(ids, room, numbered) = 1;
        return numbered;
    }
    return id;
}

/* Makes the id of a document one that none before it has. */
static void make_unique(void *self) {
    struct naming *n = self;
    str id = n->d->article.id, unique = id_unique(&n->docs->ids, &n->docs->room, id);
    if (!str_eq(unique, id)) n->d->article.id = arena_str(&n->d->arena, unique);
}

bool documents_add(documents *docs, document *d) {
    if (!docs->room.base && !arena_init(&docs->room, LIMIT_ARENA_BYTES)) return false;
    if (docs->n == docs->cap) {
        ptrdiff_t cap = docs->cap ? 2 * docs->cap : 64;
        document **p = realloc(docs->p, (size_t)cap * sizeof *p);
        if (!p) return false;
        docs->p = p;
        docs->cap = cap;
    }
    jmp_buf full;
    docs->room.full = d->arena.full = &full;
    bool enough = within_arenas(&full, make_unique, &(struct naming){docs, d});
    docs->room.full = d->arena.full = NULL;
    if (!enough) return false;
    arena_trim(&d->arena);
    docs->p[docs->n++] = d;
    return true;
}

void documents_clear(documents *docs) {
    for (ptrdiff_t i = 0; i < docs->n; i++) document_free(docs->p[i]);
    arena_clear(&docs->room);
    free(docs->p);
    *docs = (documents){0};
}

/* The flow of pages. */

struct slot {
    document *d;
    buf out;
};

struct flow_state {
    const struct flow *f;
    struct slot *slots; // [ahead]
    arena *tmp;         // [threads]
    documents *keep;    // null when documents are forgotten
    bool failed;        // no memory for the queue
};

struct asking {
    const struct flow *f;
    document *d;
    ptrdiff_t i;
    bool more;
};

static void ask_for_page(void *self) {
    struct asking *q = self;
    document *d = q->d;
    q->more = q->f->next(q->f->source, &d->arena, &d->page, &d->error);
    if (q->more && !d->page.id.n) d->page.id = arena_fmt(&d->arena, "a%td", q->i + 1);
}

static bool flow_next(void *self, ptrdiff_t i, int slot) {
    struct flow_state *s = self;
    struct slot *it = &s->slots[slot];
    it->out.n = 0;
    it->d = it->d ? document_reset(it->d) : document_new();
    if (!it->d) {
        s->failed = true;
        return false;
    }
    jmp_buf full;
    struct asking q = {.f = s->f, .d = it->d, .i = i};
    it->d->arena.full = &full;
    if (!within_arenas(&full, ask_for_page, &q)) q.more = !no_memory(&it->d->error);
    it->d->arena.full = NULL;
    return q.more;
}

static void flow_work(void *self, int slot, int worker) {
    struct flow_state *s = self;
    struct slot *it = &s->slots[slot];
    if (it->d->error.code) return;
    arena tmp = s->tmp[worker];
    document_work(it->d, s->f->model, s->f->depth, tmp);
    arena_reset(&s->tmp[worker]);
    if (!it->d->error.code && s->f->render) s->f->render(s->f->self, it->d, &it->out);
    if (it->out.failed) no_memory(&it->d->error);
}

static bool flow_take(void *self, ptrdiff_t i, int slot) {
    (void)i;
    struct flow_state *s = self;
    struct slot *it = &s->slots[slot];
    document *d = it->d;
    if (d->error.code) {
        s->f->reject(s->f->self, d);
        return true;
    }
    bool go = !s->f->take || s->f->take(s->f->self, d, buf_str(&it->out));
    if (!s->keep) return go;
    if (!documents_add(s->keep, d)) {
        s->failed = true;
        return false;
    }
    it->d = NULL;
    return go;
}

static bool flow(const struct flow *f, documents *keep) {
    int threads = f->threads < 1 ? 1 : f->threads;
    int ahead = threads == 1 ? 1 : threads * AHEAD;
    struct flow_state s = {.f = f, .keep = keep};
    s.slots = calloc((size_t)ahead, sizeof *s.slots);
    s.tmp = calloc((size_t)threads, sizeof *s.tmp);
    s.failed = !s.slots || !s.tmp;
    for (int i = 0; i < threads && !s.failed; i++) s.failed = !arena_init(&s.tmp[i], LIMIT_ARENA_BYTES);
    if (!s.failed)
        run_in_order((struct jobs){
            .self = &s, .threads = threads, .ahead = ahead, .next = flow_next, .work = flow_work, .take = flow_take});
    for (int i = 0; i < ahead && s.slots; i++) {
        document_free(s.slots[i].d);
        buf_clear(&s.slots[i].out);
    }
    for (int i = 0; i < threads && s.tmp; i++) arena_clear(&s.tmp[i]);
    free(s.slots);
    free(s.tmp);
    return !s.failed;
}

bool flow_run(const struct flow *f) { return flow(f, NULL); }

bool flow_keep(const struct flow *f, documents *docs) { return flow(f, docs); }

/* Stories. */

struct grouping {
    const documents *docs;
    int32_t *story;
    arena tmp;
    bool enough;
};

static void group(void *self) {
    struct grouping *g = self;
    const article **articles = arena_new(&g->tmp, const article *, g->docs->n);
    for (ptrdiff_t i = 0; i < g->docs->n; i++) articles[i] = &g->docs->p[i]->article;
    g->enough = group_articles(articles, g->docs->n, g->story, g->tmp);
}

bool documents_group(const documents *docs, bool one_story, int32_t *story, ptrdiff_t *stories) {
    *stories = 0;
    for (ptrdiff_t i = 0; i < docs->n; i++) story[i] = 0;
    if (!one_story && docs->n) {
        arena tmp;
        if (!arena_init(&tmp, 8 * LIMIT_ARENA_BYTES)) return false;
        jmp_buf full;
        struct grouping g = {docs, story, tmp, false};
        g.tmp.full = &full;
        bool enough = within_arenas(&full, group, &g) && g.enough;
        arena_clear(&tmp);
        if (!enough) return false;
    }
    for (ptrdiff_t i = 0; i < docs->n; i++)
        if (story[i] >= *stories) *stories = story[i] + 1;
    return true;
}

struct story_slot {
    ptrdiff_t index;
    arena arena;
    buf out;
    error error;
};

struct stories_state {
    const struct stories *s;
    const reading **readings; // [docs.n] story by story
    ptrdiff_t *first;         // [stories + 1] where each begins in readings
    ptrdiff_t n;              // stories
    struct story_slot *slots; // [ahead]
    arena *tmp;               // [threads]
};

static bool story_next(void *self, ptrdiff_t i, int slot) {
    struct stories_state *s = self;
    if (i >= s->n) return false;
    struct story_slot *it = &s->slots[slot];
    it->index = i;
    it->out.n = 0;
    it->error = (error){0};
    return true;
}

struct telling {
    const struct stories *s;
    struct story_slot *it;
    const reading *const *readings; // [n]
    ptrdiff_t n;
    arena tmp;
};

static void tell(void *self) {
    struct telling *t = self;
    account *a = account_make(t->readings, t->n, &t->s->options, &t->it->arena, t->tmp);
    if (!a->n) return; // all of it was published too late
    a->number = t->it->index;
    t->s->render(t->s->self, a, &t->it->out, t->tmp);
}

static void story_work(void *self, int slot, int worker) {
    struct stories_state *s = self;
    struct story_slot *it = &s->slots[slot];
    jmp_buf full;
    struct telling t = {.s = s->s,
                        .it = it,
                        .readings = s->readings + s->first[it->index],
                        .n = s->first[it->index + 1] - s->first[it->index],
                        .tmp = s->tmp[worker]};
    it->arena.full = t.tmp.full = &full;
    if (t.n > LIMIT_STORY_ARTICLES)
        error_set(&it->error, ERROR_TOO_LONG, -1, "%td articles are more than one story may have (%d)", t.n,
                  LIMIT_STORY_ARTICLES);
    else if (!within_arenas(&full, tell, &t))
        error_set(&it->error, ERROR_MEMORY, -1, "its account needs more memory than one story may take");
    else if (it->out.failed)
        error_set(&it->error, ERROR_MEMORY, -1, "no memory is left to write its account");
    it->arena.full = NULL;
    arena_reset(&it->arena);
    arena_reset(&s->tmp[worker]);
}

static bool story_take(void *self, ptrdiff_t i, int slot) {
    struct stories_state *s = self;
    struct story_slot *it = &s->slots[slot];
    if (!it->error.code) return s->s->take(s->s->self, i, buf_str(&it->out));
    s->s->reject(s->s->self, i, &it->error);
    return true;
}

/* Sorts the readings by story. */
static void lay_out(struct stories_state *s, const int32_t *story) {
    const documents *docs = s->s->docs;
    for (ptrdiff_t i = 0; i < docs->n; i++) s->first[story[i] + 1]++;
    for (ptrdiff_t k = 0; k < s->n; k++) s->first[k + 1] += s->first[k];
    for (ptrdiff_t i = docs->n; i-- > 0;) s->readings[--s->first[story[i] + 1]] = &docs->p[i]->reading;
    for (ptrdiff_t k = 0; k < s->n; k++) s->first[k] = s->first[k + 1];
    s->first[s->n] = docs->n;
}

static bool find_stories(const struct stories *s, int32_t *story, ptrdiff_t *n) {
    if (!s->story) return documents_group(s->docs, s->one_story, story, n);
    *n = 0;
    for (ptrdiff_t i = 0; i < s->docs->n; i++) {
        story[i] = s->story[i];
        if (story[i] >= *n) *n = story[i] + 1;
    }
    return true;
}

bool stories_run(const struct stories *options) {
    ptrdiff_t n = options->docs->n;
    int threads = options->threads < 1 ? 1 : options->threads, ahead = threads == 1 ? 1 : threads * AHEAD;
    struct stories_state s = {.s = options};
    int32_t *story = calloc((size_t)n + 1, sizeof *story);
    bool ok = story && find_stories(options, story, &s.n);
    s.readings = calloc((size_t)n + 1, sizeof *s.readings);
    s.first = calloc((size_t)s.n + 2, sizeof *s.first);
    s.slots = calloc((size_t)ahead, sizeof *s.slots);
    s.tmp = calloc((size_t)threads, sizeof *s.tmp);
    ok = ok && s.readings && s.first && s.slots && s.tmp;
    for (int i = 0; i < threads && ok; i++) ok = arena_init(&s.tmp[i], LIMIT_ARENA_BYTES);
    for (int i = 0; i < ahead && ok; i++) ok = arena_init(&s.slots[i].arena, LIMIT_ARENA_BYTES);
    if (ok) {
        lay_out(&s, story);
        run_in_order((struct jobs){.self = &s,
                                   .threads = threads,
                                   .ahead = ahead,
                                   .next = story_next,
                                   .work = story_work,
                                   .take = story_take});
    }
    for (int i = 0; i < ahead && s.slots; i++) {
        arena_clear(&s.slots[i].arena);
        buf_clear(&s.slots[i].out);
    }
    for (int i = 0; i < threads && s.tmp; i++) arena_clear(&s.tmp[i]);
    free(story);
    free(s.readings);
    free(s.first);
    free(s.slots);
    free(s.tmp);
    return ok;
}
