/* What was seen of feeds. */
#include <xxhash.h>

#include "store/sql.h"

bool store_feed(store *s, str url, struct feed_state *f, arena *out, error *e) {
    *f = (struct feed_state){0};
    sqlite3_stmt *st = sql(s, "SELECT key, etag, modified, next, failures FROM feed WHERE url=?1", e);
    if (!st) return false;
    sql_bind(st, 1, url);
    if (!sql_row(s, st, e)) return !e->code;
    f->key = sqlite3_column_int64(st, 0);
    f->etag = arena_str(out, sql_str(st, 1));
    f->modified = arena_str(out, sql_str(st, 2));
    f->next = sqlite3_column_int64(st, 3);
    f->failures = sqlite3_column_int(st, 4);
    sqlite3_reset(st);
    return true;
}

bool store_put_feed(store *s, str url, struct feed_state *f, error *e) {
    sqlite3_stmt *st = sql(s,
                           "INSERT INTO feed(url, etag, modified, next, failures) VALUES(?1, ?2, ?3, ?4, ?5)"
                           " ON CONFLICT(url) DO UPDATE SET etag=?2, modified=?3, next=?4, failures=?5 RETURNING key",
                           e);
    if (!st) return false;
    sql_bind(st, 1, url);
    sql_bind(st, 2, f->etag);
    sql_bind(st, 3, f->modified);
    sqlite3_bind_int64(st, 4, f->next);
    sqlite3_bind_int(st, 5, f->failures);
    if (!sql_row(s, st, e)) return false;
    f->key = sqlite3_column_int64(st, 0);
    return sql_done(s, st, e);
}

static int64_t hash(str s) { return (int64_t)XXH3_64bits(s.n ? s.p : "", (size_t)s.n); }

bool store_item_known(store *s, int64_t feed, str id, uint64_t stamp, bool *known, error *e) {
    *known = false;
    sqlite3_stmt *st = sql(s, "SELECT 1 FROM item WHERE feed=?1 AND id=?2 AND stamp=?3", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, feed);
    sqlite3_bind_int64(st, 2, hash(id));
    sqlite3_bind_int64(st, 3, (int64_t)stamp);
    *known = sql_row(s, st, e);
    sqlite3_reset(st);
    return !e->code;
}

bool store_put_item(store *s, int64_t feed, str id, uint64_t stamp, int32_t day, error *e) {
    sqlite3_stmt *st = sql(s, "INSERT OR REPLACE INTO item(feed, id, stamp, day) VALUES(?1, ?2, ?3, ?4)", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, feed);
    sqlite3_bind_int64(st, 2, hash(id));
    sqlite3_bind_int64(st, 3, (int64_t)stamp);
    sqlite3_bind_int(st, 4, day);
    return sql_done(s, st, e);
}

bool store_forget_items(store *s, int64_t feed, int32_t before, error *e) {
    sqlite3_stmt *st = sql(s, "DELETE FROM item WHERE feed=?1 AND day<?2", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, feed);
    sqlite3_bind_int(st, 2, before);
    return sql_done(s, st, e);
}
