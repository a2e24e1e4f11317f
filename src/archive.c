#include "archive.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/os.h"
#include "report/report_json.h"

/* Keeping. */

struct waiting {
    article article; // without what only the packed bytes have
    enum page_format format;
    str packed;
    struct kept kept;
    int64_t story;
};

struct adding {
    struct archive *a;
    error *e;
    arena room; // of the batch
    struct {
        struct waiting *p;
        ptrdiff_t n, cap;
    } batch;
    double began;
};

static void render_packed(void *self, const document *d, buf *out) {
    (void)self;
    store_pack(&d->article, out);
}

static article copy_of(const article *a, arena *out) {
    article c = {.when = a->when, .title_span = a->title_span};
    const str *from[] = {&a->id,     &a->source,    &a->sha256, &a->outlet,   &a->url,     &a->title,
                         &a->agency, &a->published, &a->text,   &a->dateline, &a->language};
    str *to[] = {&c.id,     &c.source,    &c.sha256, &c.outlet,   &c.url,     &c.title,
                 &c.agency, &c.published, &c.text,   &c.dateline, &c.language};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) *to[i] = arena_str(out, *from[i]);
    return c;
}

/* Each article of the batch that is new gets its story. */
static bool group_batch(struct adding *s) {
    struct fresh_article *fresh = arena_new(&s->room, struct fresh_article, s->batch.n);
    struct waiting **of = arena_new(&s->room, struct waiting *, s->batch.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s->batch.n; i++) {
        struct waiting *w = &s->batch.p[i];
        if (w->kept.outcome == KEPT_KNOWN) continue;
        of[n] = w;
        fresh[n++] = (struct fresh_article){.article = &w->article, .key = w->kept.key, .number = w->kept.number};
    }
    if (!archive_index_group(&s->a->index, s->a->store, fresh, n, s->e)) return false;
    for (ptrdiff_t i = 0; i < n; i++) of[i]->story = fresh[i].story;
    return true;
}

static bool write_batch(struct adding *s) {
    store *st = s->a->store;
    if (!s->batch.n) return true;
    if (!store_begin(st, s->e)) return false;
    for (ptrdiff_t i = 0; i < s->batch.n; i++) {
        struct waiting *w = &s->batch.p[i];
        if (store_keep(st, &w->article, w->format, w->packed, &w->kept, s->e)) continue;
        store_rollback(st);
        return false;
    }
    if (!group_batch(s) || !store_commit(st, s->e)) {
        archive_index_close(&s->a->index); // it has what the store has not
        store_rollback(st);
        return false;
    }
    for (ptrdiff_t i = 0; i < s->batch.n; i++) {
        const struct waiting *w = &s->batch.p[i];
        s->a->kept(s->a->self, &w->article, &w->kept, w->story);
    }
    arena_reset(&s->room);
    s->batch.p = NULL;
    s->batch.n = s->batch.cap = 0;
    return true;
}

static bool take_packed(void *self, const document *d, str packed) {
    struct adding *s = self;
    if (!s->batch.n) s->began = os_seconds();
    *vec_push(&s->room, &s->batch) = (struct waiting){
        .article = copy_of(&d->article, &s->room), .format = d->page.format, .packed = arena_str(&s->room, packed)};
    bool full = s->batch.n >= ARCHIVE_BATCH || arena_used(&s->room) > ARCHIVE_BATCH_BYTES ||
                os_seconds() - s->began > ARCHIVE_BATCH_SECONDS;
    if (full && !write_batch(s)) return false;
    return !(s->a->stop && s->a->stop(s->a->self));
}

static void reject_page(void *self, const document *d) {
    struct adding *s = self;
    s->a->reject(s->a->self, d->page.source, &d->error);
}

static bool no_memory(error *e) { return error_set(e, ERROR_MEMORY, -1, "no memory"); }

bool archive_add(struct archive *a, void *source, bool (*next)(void *, arena *, page *, error *), error *e) {
    struct adding s = {.a = a, .e = e};
    if (!arena_init(&s.room, 4 * LIMIT_ARENA_BYTES)) return no_memory(e);
    struct flow f = {.self = &s,
                     .source = source,
                     .next = next,
                     .model = a->model,
                     .threads = a->threads,
                     .depth = FLOW_CLEAN,
                     .render = render_packed,
                     .take = take_packed,
                     .reject = reject_page};
    if (!flow_run(&f)) no_memory(e);
    if (!e->code && write_batch(&s)) archive_index_save(&a->index, a->store, e);
    arena_clear(&s.room);
    return !e->code;
}

void archive_close(struct archive *a) { archive_index_close(&a->index); }

/* Accounts. */

enum { CHUNK = 256 }; // articles that are read before accounts are made and kept

struct updating {
    struct archive *a;
    error *e;
    arena room; // of the chunk
    struct {
        struct stale_story *p;
        ptrdiff_t n, cap;
    } stories; // of the chunk
    keys articles;
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } of;     // [articles.n] index into stories
    table by_id;    // id of an article -> index into stories
    ptrdiff_t next; // article to read
    documents docs;
    int32_t *story;  // [docs.n] index into `told`
    ptrdiff_t *told; // stories that have a document, in order
    ptrdiff_t told_n;
    str *packed;  // [stories.n] its account, empty where there is none
    int64_t last; // story that was done
};

/* Stale stories up to a chunk of articles. False when there are none. */
static bool take_chunk(struct updating *u) {
    struct stale_story next;
    while (u->articles.n < CHUNK && store_next_stale(u->a->store, u->last, &next, u->e)) {
        u->last = next.story;
        keys list;
        if (!store_story_articles(u->a->store, next.story, &list, &u->room, u->e)) return false;
        int32_t index = (int32_t)u->stories.n;
        next.articles = list.n;
        *vec_push(&u->room, &u->stories) = next;
        if (list.n > LIMIT_STORY_ARTICLES) {
            error e = {.at = -1};
            error_set(&e, ERROR_TOO_LONG, -1, "%td articles are more than one account may have (%d)", list.n,
                      LIMIT_STORY_ARTICLES);
            u->a->reject(u->a->self, arena_fmt(&u->room, "story s%lld", (long long)next.story), &e);
            continue;
        }
        for (ptrdiff_t i = 0; i < list.n; i++) {
            *vec_push(&u->room, &u->articles) = list.p[i];
            *vec_push(&u->room, &u->of) = index;
        }
    }
    return !u->e->code && u->stories.n;
}

static bool next_kept(void *self, arena *out, page *p, error *e) {
    struct updating *u = self;
    if (u->next == u->articles.n) return false;
    ptrdiff_t i = u->next++;
    if (!store_page(u->a->store, u->articles.p[i], out, p, e) && !e->code) error_set(e, ERROR_SYNTAX, -1, "is missing");
    if (p->id.n) *table_put(&u->by_id, &u->room, arena_str(&u->room, p->id)) = u->of.p[i] + 1;
    return true;
}

static void reject_kept(void *self, const document *d) {
    struct updating *u = self;
    u->a->reject(u->a->self, d->page.source, &d->error);
}

/* Only in a damaged store two articles have one id, and one of them is then not found by its own. */
static ptrdiff_t story_of(const struct updating *u, str id) {
    const int64_t *at = table_get(&u->by_id, id);
    return at ? (ptrdiff_t)*at - 1 : 0;
}

static void render_account(void *self, const account *a, buf *out, arena tmp) {
    const struct updating *u = self;
    buf b = {0};
    ptrdiff_t index = story_of(u, a->readings[0]->article->id);
    account named = *a;
    named.id = arena_fmt(&tmp, "s%lld", (long long)u->stories.p[index].story);
    json j = {.out = &b};
    json_story(&j, &named);
    store_pack_account(&named, buf_str(&b), out);
    if (b.failed) out->failed = true;
    buf_clear(&b);
}

static bool take_account(void *self, ptrdiff_t told, str packed) {
    struct updating *u = self;
    u->packed[u->told[told]] = arena_str(&u->room, packed);
    return true;
}

static void reject_account(void *self, ptrdiff_t told, const error *e) {
    struct updating *u = self;
    u->a->reject(u->a->self, arena_fmt(&u->room, "story s%lld", (long long)u->stories.p[u->told[told]].story), e);
}

/* Numbers the stories that have documents from 0, as stories_run wants them. */
static void lay_out(struct updating *u) {
    u->story = arena_new(&u->room, int32_t, u->docs.n + 1);
    u->told = arena_new(&u->room, ptrdiff_t, u->docs.n + 1);
    u->packed = arena_new(&u->room, str, u->stories.n + 1);
    u->told_n = 0;
    for (ptrdiff_t i = 0; i < u->docs.n; i++) {
        ptrdiff_t index = story_of(u, u->docs.p[i]->article.id);
        if (!u->told_n || u->told[u->told_n - 1] != index) u->told[u->told_n++] = index;
        u->story[i] = (int32_t)u->told_n - 1;
    }
}

/* All of them at once, so that no other writer waits while accounts are made. */
static bool put_accounts(struct updating *u) {
    store *st = u->a->store;
    if (!store_begin(st, u->e)) return false;
    for (ptrdiff_t i = 0; i < u->stories.n; i++) {
        if (store_put_account(st, &u->stories.p[i], u->packed[i], u->room, u->e)) continue;
        store_rollback(st);
        return false;
    }
    return store_commit(st, u->e);
}

static bool do_chunk(struct updating *u) {
    struct flow f = {.self = u,
                     .source = u,
                     .next = next_kept,
                     .model = u->a->model,
                     .threads = u->a->threads,
                     .depth = FLOW_READ,
                     .reject = reject_kept};
    if (!flow_keep(&f, &u->docs)) return no_memory(u->e);
    lay_out(u);
    struct stories s = {.self = u,
                        .docs = &u->docs,
                        .story = u->story,
                        .options = {.as_of = INT32_MAX},
                        .threads = u->a->threads,
                        .render = render_account,
                        .take = take_account,
                        .reject = reject_account};
    if (u->docs.n && !stories_run(&s)) no_memory(u->e);
    if (u->e->code || !put_accounts(u)) return false;
    for (ptrdiff_t i = 0; i < u->stories.n; i++) {
        const struct stale_story *s1 = &u->stories.p[i];
        str title = {0};
        for (ptrdiff_t d = u->docs.n; d-- > 0;)
            if (u->told[u->story[d]] == i) title = u->docs.p[d]->article.title;
        u->a->made(u->a->self, s1->story, s1->fresh, title, (ptrdiff_t)s1->articles);
    }
    return true;
}

bool archive_update(struct archive *a, error *e) {
    struct updating u = {.a = a, .e = e};
    if (!arena_init(&u.room, LIMIT_ARENA_BYTES)) return no_memory(e);
    while (!(a->stop && a->stop(a->self)) && take_chunk(&u) && do_chunk(&u)) {
        documents_clear(&u.docs);
        arena room = u.room;
        arena_reset(&room);
        u = (struct updating){.a = a, .e = e, .room = room, .last = u.last};
    }
    documents_clear(&u.docs);
    arena_clear(&u.room);
    return !e->code;
}
