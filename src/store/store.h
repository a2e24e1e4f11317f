/* store: one SQLite file that keeps articles, the stories that they make, and the accounts of those.
 *
 *     store *s = store_open("news.accord", STORE_WRITE, &e);
 *     store_begin(s, &e);
 *     struct kept k;
 *     store_keep(s, &article, PAGE_TEXT, packed, &k, &e);      // packed: what store_pack made of it, in any thread
 *     if (k.outcome != KEPT_KNOWN) store_set_story(s, k.key, story, &e);
 *     store_commit(s, &e);                                      // from here on it is kept, whatever happens
 *     store_close(s);
 *
 * An article is known by its URL; one that comes again with another text or title is a new version beside the old one,
 * which is no longer `current`. One without a URL is known by its text, title, outlet and date. A story whose articles
 * changed is stale until store_put_account has seen them: its `revision` is then no longer the one that its account was
 * made of. So work that was cut short at any point is found again and done by the next one who writes.
 *
 * Keys. The key of an article is the day of its publication (counted so that year 1 begins at 1, 0 when it is not
 * known) shifted left by STORE_DAY_BITS, plus a number within that day; mentions and quotations have the day of their
 * article in theirs. Keys in falling order are therefore the newest first, and a range of days is a range of keys.
 *
 * Invariants: 1. what is written between store_begin and store_commit is seen by others whole, after the commit
 * returned true, or never.  2. readers see the last commit and never wait; writers wait for each other, at most
 * LIMIT_STORE_WAIT_SECONDS.  3. an id names one version of one article for ever; a key likewise.
 * Every call that takes an error returns false with it set when the file cannot be read or written; the transaction is
 * then rolled back. A handle belongs to one thread at a time; any number of handles and programs may share a file. */
#ifndef ACCORD_STORE_STORE_H
#define ACCORD_STORE_STORE_H

#include "account/account.h"
#include "base/buf.h"
#include "base/error.h"

enum { STORE_DAY_BITS = 24, STORE_SCHEMA = 3 /* what this program writes */ };

typedef struct store store;

enum store_mode { STORE_READ, STORE_WRITE /* made when it is not there, brought up to date when it is old */ };

/* Null with *e set: what is there is no store, is damaged, was made by a newer program, or cannot be opened. */
store *store_open(const char *path, enum store_mode mode, error *e);
void store_close(store *s);

/* A transaction that writes; waits for another one's end. */
bool store_begin(store *s, error *e);
bool store_commit(store *s, error *e);
/* Forgets what came since store_begin; does nothing outside a transaction. */
void store_rollback(store *s);

/* Articles. */

/* Everything of an article as it is kept, compressed. Pure; any thread. */
void store_pack(const article *a, buf *out);

enum kept_outcome { KEPT_NEW, KEPT_CHANGED /* a new version */, KEPT_KNOWN /* nothing was written */ };

struct kept {
    enum kept_outcome outcome;
    int64_t key, number; // number: 1 for the first article that came, 2 for the next …
    int version;         // 1 for the first at its URL
    char id[1024 + 24];  // as it is kept: numbered where another article has it already; NUL-terminated
};

/* Within a transaction. */
bool store_keep(store *s, const article *a, enum page_format format, str packed, struct kept *k, error *e);

/* An article as it was kept: a page of format PAGE_KEPT, which the pipeline makes the article of. False without an
 * error when there is none. */
bool store_page(store *s, int64_t key, arena *out, page *p, error *e);
/* The same, decoded. Its raw bytes are missing (null, but for their number) where it has a text of its own. */
bool store_article(store *s, int64_t key, article *a, arena *out, error *e);
/* The number of the last article that came, 0 when there is none. */
bool store_last_number(store *s, int64_t *number, error *e);

/* Stories. */

/* A new one, without articles. Within a transaction. */
bool store_new_story(store *s, int64_t *story, error *e);
/* Puts an article into a story, and out of the one that it was in. Within a transaction. */
bool store_set_story(store *s, int64_t key, int64_t story, error *e);

struct stale_story {
    int64_t story, revision;
    int64_t articles; // current ones
    bool fresh;       // it had no account yet
};
/* The next story after `after` whose account is not that of its articles. False at the end and on errors. */
bool store_next_stale(store *s, int64_t after, struct stale_story *next, error *e);

typedef struct keys {
    int64_t *p;
    ptrdiff_t n, cap;
} keys;
/* The key and the story of the article of a number; 0 where there is none. */
bool store_numbered(store *s, int64_t number, int64_t *key, int64_t *story, error *e);
/* What grouping remembers, as bytes, and up to which number it has seen the articles; empty and 0 at first. */
bool store_index(store *s, int64_t *upto, str *bytes, arena *out, error *e);
/* Within a transaction. */
bool store_put_index(store *s, int64_t upto, str bytes, error *e);

/* The current articles of a story, oldest first. */
bool store_story_articles(store *s, int64_t story, keys *list, arena *out, error *e);

/* An account as it is kept: the bytes of its JSON, compressed, and what store_find looks through. Pure; any thread. */
void store_pack_account(const account *a, str account_json, buf *out);
/* Keeps the account of a story at a revision in the place of the one before. Empty when none could be made: then the
 * story is no longer stale, and has none. Within a transaction. */
bool store_put_account(store *s, const struct stale_story *of, str packed, arena tmp, error *e);
/* The account as it was put, in *out; empty when there is none. */
bool store_account(store *s, int64_t story, str *account_json, arena *out, error *e);

/* Feeds that are watched. Items are known by a hash of their id. */

struct feed_state {
    int64_t key;        // 0 when it was not seen before
    str etag, modified; // what its server said the last time
    int64_t next;       // when it is to be asked again, in seconds since 1970
    int failures;       // in a row
};
bool store_feed(store *s, str url, struct feed_state *f, arena *out, error *e);
/* Within a transaction; sets f->key. */
bool store_put_feed(store *s, str url, struct feed_state *f, error *e);
/* Whether the feed had this item with this stamp. */
bool store_item_known(store *s, int64_t feed, str id, uint64_t stamp, bool *known, error *e);
/* Within a transaction: an item and the day on which it was seen; those of the feed that were seen before a day go. */
bool store_put_item(store *s, int64_t feed, str id, uint64_t stamp, int32_t day, error *e);
bool store_forget_items(store *s, int64_t feed, int32_t before, error *e);

struct store_counts {
    int64_t articles, versions /* superseded ones */, stories, stale, claims, quotes;
};
bool store_count(store *s, struct store_counts *c, error *e);

#endif
