#include "archive_index.h"

#include "base/limits.h"

enum {
    REPLAY = 512,     // articles that are put in again at a time
    SAVE_AFTER = 4,   // saved when a fourth of what it knows is new,
    SAVE_EACH = 5000, // or so many articles
};

static bool no_memory(error *e) { return error_set(e, ERROR_MEMORY, -1, "no memory to group with"); }

void archive_index_close(struct archive_index *x) {
    index_free(x->index);
    *x = (struct archive_index){0};
}

static bool open_index(struct archive_index *x, store *s, arena tmp, error *e) {
    if (x->index) return true;
    str bytes;
    error damaged = {.at = -1};
    if (!store_index(s, &x->saved, &bytes, &tmp, e)) return false;
    if (bytes.n) x->index = index_load(bytes, &damaged);
    if (!x->index) x->saved = 0;
    x->upto = x->saved;
    if (!x->index) x->index = index_new();
    return x->index || no_memory(e);
}

static bool add_one(struct archive_index *x, const article *a, int64_t number, arena tmp) {
    features f = features_of(a, &tmp);
    return index_add(x->index, number, &f);
}

static void put_nowhere(void *self, int64_t number, int64_t story) {
    (void)self;
    (void)number;
    (void)story;
}

/* Puts in what the store has and the index does not know. */
static bool catch_up(struct archive_index *x, store *s, int64_t last, arena tmp, error *e) {
    if (last - x->upto > INDEX_ARTICLES) x->upto = last - INDEX_ARTICLES;
    while (x->upto < last) {
        int64_t end = last - x->upto > REPLAY ? x->upto + REPLAY : last;
        while (x->upto < end) {
            arena room = tmp;
            article a;
            int64_t key, story, number = ++x->upto;
            if (!store_numbered(s, number, &key, &story, e)) return false;
            if (!key || !story) continue;
            if (!store_article(s, key, &a, &room, e)) return false;
            if (!add_one(x, &a, number, room)) return no_memory(e);
        }
        if (!index_settle(x->index, &(struct index_sink){.put = put_nowhere})) return no_memory(e);
    }
    return true;
}

struct settling {
    struct fresh_article *fresh; // [n] by number
    ptrdiff_t n;
};

/* Writes down the name that the index gives the story of one of them. */
static void put_story(void *self, int64_t number, int64_t story) {
    struct settling *s = self;
    ptrdiff_t low = 0, high = s->n;
    while (low < high) {
        ptrdiff_t mid = low + (high - low) / 2;
        if (s->fresh[mid].number < number)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < s->n && s->fresh[low].number == number) s->fresh[low].story = story;
}

/* The store's story for a name of the index: that of the article with this number, a new one where it has none yet. */
static bool story_named(store *s, int64_t name, int64_t *story, error *e) {
    int64_t key;
    if (!store_numbered(s, name, &key, story, e)) return false;
    if (*story) return true;
    return store_new_story(s, story, e) && (!key || store_set_story(s, key, *story, e));
}

bool archive_index_group(struct archive_index *x, store *s, struct fresh_article *fresh, ptrdiff_t n, error *e) {
    arena tmp;
    if (!n) return true;
    if (!arena_init(&tmp, 2 * LIMIT_ARENA_BYTES)) return no_memory(e);
    struct settling settling = {fresh, n};
    bool good = open_index(x, s, tmp, e) && catch_up(x, s, fresh[0].number - 1, tmp, e);
    for (ptrdiff_t i = 0; good && i < n; i++) good = add_one(x, fresh[i].article, fresh[i].number, tmp) || no_memory(e);
    good = good && (index_settle(x->index, &(struct index_sink){&settling, put_story}) || no_memory(e));
    for (ptrdiff_t i = 0; good && i < n; i++) {
        int64_t name = fresh[i].story ? fresh[i].story : fresh[i].number;
        good = story_named(s, name, &fresh[i].story, e) &&
               (name == fresh[i].number || store_set_story(s, fresh[i].key, fresh[i].story, e));
    }
    if (good) x->upto = fresh[n - 1].number;
    arena_clear(&tmp);
    return good;
}

bool archive_index_save(struct archive_index *x, store *s, error *e) {
    int64_t fresh = x->upto - x->saved, last;
    if (!x->index || (fresh < SAVE_EACH && SAVE_AFTER * fresh < x->upto)) return true;
    buf bytes = {0};
    index_save(x->index, &bytes);
    bool good = !bytes.failed || no_memory(e);
    good = good && store_begin(s, e) && store_last_number(s, &last, e);
    // Where another program has added to the store since, its articles are put in the next time.
    good = good && store_put_index(s, x->upto, buf_str(&bytes), e) && store_commit(s, e);
    if (good) x->saved = x->upto;
    store_rollback(s);
    buf_clear(&bytes);
    return good;
}
