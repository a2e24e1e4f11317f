#include "store/store.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/os.h"
#include "store/rank.h"
#include "store/sql.h"

/* SQLite gives some names a meaning of their own (":memory:", "file:…"); with a folder before them they have none. */
static char *file_name(const char *path) { return sqlite3_mprintf(*path == '/' ? "%s" : "./%s", path); }

static bool open_file(store *s, const char *path, int flags, error *e) {
    sqlite3_close(s->db);
    s->db = NULL;
    int code = sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (!s->db) return error_set(e, ERROR_MEMORY, -1, "no memory");
    if (code != SQLITE_OK) return sql_fail(s, e);
    sqlite3_busy_timeout(s->db, LIMIT_STORE_WAIT_SECONDS * 1000);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return true;
}

static void forget_statements(store *s) {
    for (int i = 0; i < s->statements; i++) sqlite3_finalize(s->statement[i]);
    s->statements = 0;
}

/* Writers leave what they write in a log beside the file, so that readers need not wait. While another program turns a
 * new file to that, SQLite says at once that it is busy. */
static bool use_log(store *s, error *e) {
    enum { PAUSE = 20 }; // milliseconds
    for (int waited = 0;; waited += PAUSE) {
        int code = sqlite3_exec(s->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
        if (code == SQLITE_OK) return true;
        if ((code & 0xFF) != SQLITE_BUSY || waited >= LIMIT_STORE_WAIT_SECONDS * 1000) return sql_fail(s, e);
        sqlite3_sleep(PAUSE);
    }
}

static bool open_to_write(store *s, const char *path, error *e) {
    int version;
    return open_file(s, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, e) &&
           sql_run(s, "PRAGMA page_size=8192", e) && schema_check(s, &version, e) && use_log(s, e) &&
           sql_run(s, "PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000", e) &&
           schema_update(s, e);
}

/* A file in a folder that may not be written to can be read when nobody is writing to it. */
static bool open_unchanging(store *s, const char *path, error *e) {
    char *uri = sqlite3_mprintf("file:%s?immutable=1", path);
    bool plain = strpbrk(path, "?#%") == NULL;
    bool good = uri && plain && open_file(s, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, e);
    sqlite3_free(uri);
    return good;
}

static bool open_to_read(store *s, const char *path, error *e) {
    int version;
    error first = {.at = -1}, second = {.at = -1};
    if (!open_file(s, path, SQLITE_OPEN_READONLY, &first) || !schema_check(s, &version, &first)) {
        forget_statements(s);
        if (first.code != ERROR_SYSTEM || !open_unchanging(s, path, &second) || !schema_check(s, &version, &second)) {
            *e = second.code == ERROR_SYNTAX ? second : first;
            return false;
        }
    }
    if (version == 0) return error_set(e, ERROR_SYNTAX, -1, "is no store of accord");
    if (version == STORE_SCHEMA) return sql_run(s, "PRAGMA cache_size=-32768", e);
    forget_statements(s);
    if (open_to_write(s, path, e)) return true;
    e->code = ERROR_NONE;
    return error_set(e, ERROR_SYSTEM, -1, "was written by an older accord and cannot be brought up to date: read-only");
}

store *store_open(const char *path, enum store_mode mode, error *e) {
    store *s = calloc(1, sizeof *s);
    char *name = s ? file_name(path) : NULL;
    bool good = name && arena_init(&s->room, LIMIT_ARENA_BYTES);
    enum os_kind kind = OS_MISSING;
    ptrdiff_t bytes;
    if (!good)
        error_set(e, ERROR_MEMORY, -1, "no memory");
    else if (os_real.stat(NULL, path, &kind, &bytes) == 0 && kind != OS_FILE && kind != OS_MISSING)
        good = error_set(e, ERROR_SYNTAX, -1, "is no file");
    else
        good = mode == STORE_WRITE ? open_to_write(s, name, e) : open_to_read(s, name, e);
    good = good && rank_register(s, e);
    sqlite3_free(name);
    if (good) return s;
    store_close(s);
    return NULL;
}

void store_close(store *s) {
    if (!s) return;
    store_rollback(s);
    forget_statements(s);
    rank_forget(s);
    sqlite3_close(s->db);
    arena_clear(&s->room);
    free(s);
}

bool store_begin(store *s, error *e) {
    if (!sql_run(s, "BEGIN IMMEDIATE", e)) return false;
    s->writing = true;
    return true;
}

static int by_key(const void *a, const void *b) {
    int64_t x = ((const struct pending *)a)->key, y = ((const struct pending *)b)->key;
    return x < y ? -1 : x > y;
}

/* In the order of keys: FTS5 writes out all it holds whenever a key is smaller than the one before. */
static bool index_pending(store *s, error *e) {
    if (s->pending.n) qsort(s->pending.p, (size_t)s->pending.n, sizeof *s->pending.p, by_key);
    for (ptrdiff_t i = 0; i < s->pending.n; i++) {
        const struct pending *p = &s->pending.p[i];
        sqlite3_stmt *st = sql(s, "INSERT INTO article_text(rowid, title, text, outlet) VALUES(?1, ?2, ?3, ?4)", e);
        if (!st) return false;
        sqlite3_bind_int64(st, 1, p->key);
        sql_bind(st, 2, p->title);
        sql_bind(st, 3, p->text);
        sql_bind(st, 4, p->outlet);
        if (!sql_done(s, st, e)) return false;
    }
    return true;
}

static void forget_pending(store *s) {
    arena_reset(&s->room);
    s->pending.p = NULL;
    s->pending.n = s->pending.cap = 0;
}

bool store_commit(store *s, error *e) {
    if (!index_pending(s, e) || !sql_run(s, "COMMIT", e)) {
        store_rollback(s);
        return false;
    }
    s->writing = false;
    forget_pending(s);
    return true;
}

void store_rollback(store *s) {
    if (!s->writing) return;
    s->writing = false;
    for (int i = 0; i < s->statements; i++) sqlite3_reset(s->statement[i]);
    if (!sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    forget_pending(s);
}
