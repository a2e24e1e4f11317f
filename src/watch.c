#include "watch.h"

#include <stdlib.h>
#include <xxhash.h>

#include "base/limits.h"
#include "base/os.h"
#include "ingest/feed.h"
#include "ingest/url.h"

enum {
    GROUP = 50, // feeds that are asked before the pages of their items are
    DAY = 86400,
    DOUBLINGS = 10, // of the time until a feed that fails is asked again
    KEEP_DAYS = 90, // an item that no feed has had for so long is forgotten
};

/* A feed that is watched. */
struct watched {
    char *name;        // owned: an address or a path
    int64_t next;      // when it is asked, in seconds since 1970
    uint64_t told;     // hash of the last complaint, 0 when it answered
    bool asked, known; // in this round; its state was read from the store
};

/* A feed of the group that answered with something new. */
struct answer {
    ptrdiff_t feed;
    struct feed_state state;
    struct feed content;
};

/* An item whose page is to be had. */
struct wanted {
    ptrdiff_t answer, item;
    uint64_t stamp;
    bool tried;
};

struct watching {
    struct watch *w;
    struct {
        struct watched *p;
        ptrdiff_t n, cap;
    } feeds;
    arena room; // of a group
    struct {
        struct answer *p;
        ptrdiff_t n, cap;
    } answers;
    struct {
        struct wanted *p;
        ptrdiff_t n, cap;
    } wanted;
    ptrdiff_t next; // of wanted
    error *e;
};

static bool stopped(const struct watching *s) {
    const struct archive *a = s->w->archive;
    return a->stop && a->stop(a->self);
}

static int64_t now(const struct watching *s) { return (int64_t)s->w->net->now(s->w->net->self); }

static str name_of(const struct watching *s, ptrdiff_t feed) { return str_cstr(s->feeds.p[feed].name); }

/* Adds one that is not there yet. */
static bool add_feed(struct watching *s, str name) {
    for (ptrdiff_t i = 0; i < s->feeds.n; i++)
        if (str_eq(name_of(s, i), name)) return true;
    if (s->feeds.n == LIMIT_WATCH_FEEDS)
        return error_set(s->e, ERROR_TOO_LONG, -1, "more than %d feeds", LIMIT_WATCH_FEEDS);
    if (s->feeds.n == s->feeds.cap) {
        ptrdiff_t cap = s->feeds.cap ? 2 * s->feeds.cap : 16;
        struct watched *p = realloc(s->feeds.p, (size_t)cap * sizeof *p);
        if (!p) return error_set(s->e, ERROR_MEMORY, -1, "no memory");
        s->feeds.p = p;
        s->feeds.cap = cap;
    }
    char *copy = malloc((size_t)name.n + 1);
    if (!copy) return error_set(s->e, ERROR_MEMORY, -1, "no memory");
    memcpy(copy, name.p, (size_t)name.n);
    copy[name.n] = 0;
    s->feeds.p[s->feeds.n++] = (struct watched){.name = copy};
    return true;
}

/* Notes in the store when a feed is asked again, and what its server said. */
static bool note_feed(struct watching *s, ptrdiff_t feed, struct feed_state *state, error *e) {
    store *st = s->w->archive->store;
    s->feeds.p[feed].next = state->next;
    if (!store_begin(st, e)) return false;
    if (store_put_feed(st, name_of(s, feed), state, e) && store_commit(st, e)) return true;
    store_rollback(st);
    return false;
}

static void complain(struct watching *s, ptrdiff_t feed, const error *e) {
    uint64_t words = XXH3_64bits(e->words, strlen(e->words)) | 1;
    if (s->feeds.p[feed].told != words) s->w->failed(s->w->archive->self, name_of(s, feed), e);
    s->feeds.p[feed].told = words;
    s->w->bad++;
}

static void fail_feed(struct watching *s, ptrdiff_t feed, struct feed_state *state, int64_t retry_after,
                      const error *e) {
    int doublings = state->failures < DOUBLINGS ? state->failures : DOUBLINGS;
    double wait = s->w->every * (double)(2 << doublings);
    if (wait > DAY) wait = DAY;
    if (wait < (double)retry_after) wait = (double)retry_after;
    state->failures++;
    state->next = now(s) + (int64_t)wait;
    complain(s, feed, e);
    error unwritten = {.at = -1};
    if (!note_feed(s, feed, state, &unwritten)) complain(s, feed, &unwritten);
}

/* Its bytes, from the network or from a file. False with *e set; *same when it has not changed. */
static bool load(struct watching *s, ptrdiff_t feed, struct feed_state *state, struct fetched *got, bool *same,
                 error *e) {
    const char *name = s->feeds.p[feed].name;
    *same = false;
    *got = (struct fetched){.retry_after = -1};
    if (url_is(str_cstr(name))) {
        if (!fetch(s->w->fetcher, str_cstr(name), state->etag, state->modified, got, &s->room, e)) return false;
        *same = got->status == 304;
        return true;
    }
    char *data;
    ptrdiff_t n;
    int code = os_real.read_file(NULL, name, LIMIT_FEED_BYTES, &data, &n);
    if (code) return error_set(e, ERROR_SYSTEM, -1, "%s", os_words(code));
    got->body = arena_str(&s->room, str_of(data, n));
    free(data);
    return true;
}

/* What tells that an item is another one than before. */
static uint64_t stamp_of(const struct feed_item *i) {
    str parts[] = {i->url, i->title, i->updated.n ? i->updated : i->published, i->html};
    uint64_t h = 0;
    for (int k = 0; k < 4; k++) h = XXH3_64bits_withSeed(parts[k].n ? parts[k].p : "", (size_t)parts[k].n, h);
    return h;
}

/* Asks one feed; what it has that is new is wanted from then on. */
static void ask(struct watching *s, ptrdiff_t feed) {
    struct answer a = {.feed = feed};
    struct fetched got;
    bool same;
    error e = {.at = -1};
    s->feeds.p[feed].asked = true;
    if (!store_feed(s->w->archive->store, name_of(s, feed), &a.state, &s->room, &e)) {
        complain(s, feed, &e);
        return;
    }
    if (!load(s, feed, &a.state, &got, &same, &e) ||
        (!same && !feed_read(got.body, got.url, &a.content, &s->room, &e))) {
        if (!stopped(s)) fail_feed(s, feed, &a.state, got.retry_after, &e);
        return;
    }
    s->w->good++;
    s->feeds.p[feed].told = 0;
    a.state.failures = 0;
    a.state.next = now(s) + (int64_t)s->w->every;
    s->feeds.p[feed].next = a.state.next;
    if (!same) {
        a.state.etag = got.etag;
        a.state.modified = got.modified;
    }
    if (!same && a.content.kind == FEED_OPML) {
        for (ptrdiff_t i = 0; i < a.content.items.n; i++)
            if (url_is(a.content.items.p[i].url) && !add_feed(s, a.content.items.p[i].url)) complain(s, feed, s->e);
        s->e->code = ERROR_NONE;
        a.content.items.n = 0;
    }
    *vec_push(&s->room, &s->answers) = a;
}

/* The items that are new, the first of each feed, then the second of each … */
static void want(struct watching *s) {
    bool *open = arena_new(&s->room, bool, s->answers.n + 1);
    ptrdiff_t *taken = arena_new(&s->room, ptrdiff_t, s->answers.n + 1);
    bool more = true;
    for (ptrdiff_t i = 0; i < s->answers.n; i++) open[i] = true;
    for (ptrdiff_t item = 0; more; item++) {
        more = false;
        for (ptrdiff_t i = 0; i < s->answers.n; i++) {
            struct answer *a = &s->answers.p[i];
            if (!open[i] || item >= a->content.items.n) continue;
            more = true;
            bool known;
            error e = {.at = -1};
            uint64_t stamp = stamp_of(&a->content.items.p[item]);
            if (!store_item_known(s->w->archive->store, a->state.key, a->content.items.p[item].id, stamp, &known, &e)) {
                complain(s, a->feed, &e);
                open[i] = false;
            } else if (!known && taken[i]++ < LIMIT_WATCH_ITEMS) {
                *vec_push(&s->room, &s->wanted) = (struct wanted){.answer = i, .item = item, .stamp = stamp};
            }
        }
    }
    // A feed that had more than may be taken at once says the same again the next time, so that the rest is seen too.
    for (ptrdiff_t i = 0; i < s->answers.n; i++)
        if (taken[i] > LIMIT_WATCH_ITEMS) s->answers.p[i].state.etag = s->answers.p[i].state.modified = (str){0};
}

static bool is_page(str type) {
    return !type.n || str_eq_nocase(type, S("text/html")) || str_eq_nocase(type, S("application/xhtml+xml"));
}

/* An item is known by the last part of its address, as a file by its name. */
static str id_of(str url) {
    enum { ID_BYTES = 80 };
    struct url u;
    if (!url_parse(url, &u)) return (str){0};
    str path = u.path, part;
    ptrdiff_t query = str_find(path, S("?"), 0);
    if (query >= 0) path = str_head(path, query);
    while (path.n && path.p[path.n - 1] == '/') path.n--;
    ptrdiff_t slash = str_rfind_byte(path, '/');
    part = str_drop(path, slash + 1);
    ptrdiff_t dot = str_rfind_byte(part, '.');
    return str_head(dot > 0 ? str_head(part, dot) : part, ID_BYTES);
}

static void name_page(const struct watching *s, const struct answer *a, page *p) {
    if (!p->id.n) p->id = id_of(p->url);
    if (!p->id.n) p->id = id_of(name_of(s, a->feed));
    if (!p->source.n) p->source = name_of(s, a->feed);
}

/* It may be had the next time. */
static bool is_temporary(const struct fetched *got, const error *e) {
    return got->status == 429 || got->status >= 500 || (got->status < 300 && e->code == ERROR_SYSTEM);
}

/* The next page for the archive: fetched, or what the feed says of it. */
static bool next_page(void *self, arena *out, page *p, error *e) {
    struct watching *s = self;
    if (s->next == s->wanted.n || stopped(s)) return false;
    struct wanted *want = &s->wanted.p[s->next++];
    const struct answer *a = &s->answers.p[want->answer];
    const struct feed_item *item = &a->content.items.p[want->item];
    want->tried = true;
    if (!item->whole && url_is(item->url)) {
        struct fetched got;
        error why = {.at = -1};
        bool good = fetch(s->w->fetcher, item->url, (str){0}, (str){0}, &got, out, &why);
        if (good && is_page(got.type) && got.body.n) {
            fetched_page(&got, &a->content, item, p, out);
            name_page(s, a, p);
            return true;
        }
        if (stopped(s)) { // cut short: the next run asks again
            want->tried = false;
            return false;
        }
        want->tried = good || !is_temporary(&got, &why);
        if (!item->html.n) {
            *p = (page){.source = item->url, .url = item->url};
            *e = why;
            return !error_set(e, ERROR_SYNTAX, -1, "no page but %.*s", STR_FMT(str_head(got.type, 60)));
        }
    }
    feed_item_page(&a->content, item, p, out);
    name_page(s, a, p);
    return true;
}

/* Writes down what was seen, once it is kept. */
static bool note_group(struct watching *s, error *e) {
    store *st = s->w->archive->store;
    int32_t today = (int32_t)(now(s) / DAY);
    if (!s->answers.n) return true;
    if (!store_begin(st, e)) return false;
    bool good = true;
    for (ptrdiff_t i = 0; good && i < s->answers.n; i++) {
        struct answer *a = &s->answers.p[i];
        good = store_put_feed(st, name_of(s, a->feed), &a->state, e) &&
               store_forget_items(st, a->state.key, today - KEEP_DAYS, e);
    }
    for (ptrdiff_t i = 0; good && i < s->wanted.n; i++) {
        const struct wanted *want = &s->wanted.p[i];
        const struct answer *a = &s->answers.p[want->answer];
        if (want->tried)
            good = store_put_item(st, a->state.key, a->content.items.p[want->item].id, want->stamp, today, e);
    }
    if (good && store_commit(st, e)) return true;
    store_rollback(st);
    return false;
}

/* What could not be had now is asked for again: then the feed must say all of it again too. */
static void forget_tags_of_untried(struct watching *s) {
    for (ptrdiff_t i = 0; i < s->wanted.n; i++) {
        struct feed_state *state = &s->answers.p[s->wanted.p[i].answer].state;
        if (!s->wanted.p[i].tried) state->etag = state->modified = (str){0};
    }
}

/* Feeds from `first` on whose time has come, up to a group of them. Gives the first that is not looked at yet. */
static ptrdiff_t do_group(struct watching *s, ptrdiff_t first) {
    ptrdiff_t asked = 0, feed = first;
    for (; feed < s->feeds.n && asked < GROUP && !stopped(s); feed++) {
        struct watched *w = &s->feeds.p[feed];
        if (w->asked || (!s->w->once && w->next > now(s))) continue;
        ask(s, feed);
        asked++;
    }
    error e = {.at = -1};
    want(s);
    // Cut short, it may have tried what it did not keep: nothing is noted then, and all of it is asked for again.
    bool good = archive_add(s->w->archive, s, next_page, &e);
    forget_tags_of_untried(s);
    if (good && !stopped(s)) good = note_group(s, &e) && (s->w->unread || archive_update(s->w->archive, &e));
    if (!good) s->w->failed(s->w->archive->self, S("store"), &e);
    arena_reset(&s->room);
    s->answers.p = NULL;
    s->answers.n = s->answers.cap = 0;
    s->wanted.p = NULL;
    s->wanted.n = s->wanted.cap = s->next = 0;
    return feed;
}

/* When the next feed is to be asked. */
static int64_t next_time(const struct watching *s) {
    int64_t next = INT64_MAX;
    for (ptrdiff_t i = 0; i < s->feeds.n; i++)
        if (s->feeds.p[i].next < next) next = s->feeds.p[i].next;
    return next;
}

/* Feeds that were watched before are not asked before their time. */
static bool remember(struct watching *s) {
    for (ptrdiff_t i = 0; i < s->feeds.n; i++) {
        struct feed_state state;
        if (s->feeds.p[i].known) continue;
        if (!store_feed(s->w->archive->store, name_of(s, i), &state, &s->room, s->e)) return false;
        s->feeds.p[i].known = true;
        if (state.next <= now(s) + DAY) s->feeds.p[i].next = state.next; // else its clock or ours was wrong
    }
    return true;
}

bool watch_run(struct watch *w, const char *const *feeds, ptrdiff_t n, error *e) {
    enum { SLICE_MS = 200 };
    struct watching s = {.w = w, .e = e};
    bool good = arena_init(&s.room, 8 * LIMIT_ARENA_BYTES) || error_set(e, ERROR_MEMORY, -1, "no memory");
    for (ptrdiff_t i = 0; good && i < n; i++) good = add_feed(&s, str_cstr(feeds[i]));
    while (good && !stopped(&s)) {
        w->good = w->bad = 0;
        for (ptrdiff_t i = 0; i < s.feeds.n; i++) s.feeds.p[i].asked = false;
        good = remember(&s);
        for (ptrdiff_t at = 0; good && at < s.feeds.n && !stopped(&s);) at = do_group(&s, at);
        if (w->once) break;
        while (good && !stopped(&s) && next_time(&s) > now(&s)) w->net->wait(w->net->self, SLICE_MS / 1000.0);
    }
    for (ptrdiff_t i = 0; i < s.feeds.n; i++) free(s.feeds.p[i].name);
    free(s.feeds.p);
    arena_clear(&s.room);
    return good;
}
