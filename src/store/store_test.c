#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/os.h"
#include "base/table.h"
#include "doc/calendar.h"
#include "failing_vfs.h"
#include "store/find.h"
#include "store/sql.h"

enum { BATCH = 5 };

struct room {
    arena out, tmp;
    char folder[64], path[96];
};

static int setup(void **state) {
    static struct room room;
    *state = &room;
    snprintf(room.folder, sizeof room.folder, "/tmp/accord-store-XXXXXX");
    if (!mkdtemp(room.folder)) return 1;
    snprintf(room.path, sizeof room.path, "%s/store", room.folder);
    vfs_install();
    return arena_init(&room.out, LIMIT_ARENA_BYTES) && arena_init(&room.tmp, LIMIT_ARENA_BYTES) ? 0 : 1;
}

static void remove_store(const struct room *r) {
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char path[128];
    vfs_fail(VFS_WELL, 0);
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s%s", r->path, ends[i]);
        unlink(path);
    }
}

static int teardown(void **state) {
    struct room *r = *state;
    remove_store(r);
    rmdir(r->folder);
    arena_clear(&r->out);
    arena_clear(&r->tmp);
    return 0;
}

static store *opened(const struct room *r, enum store_mode mode) {
    error e = {.at = -1};
    store *s = store_open(r->path, mode, &e);
    if (!s) fail_msg("%s", e.words);
    return s;
}

/* An invented report; published on that day of 2025, 0 for no date. */
static article report(struct room *r, const char *id, const char *url, const char *title, const char *text, int day) {
    article a = {.id = str_cstr(id),
                 .source = S("test"),
                 .outlet = S("Harbour Post"),
                 .url = str_cstr(url),
                 .title = str_cstr(title),
                 .text = str_cstr(text),
                 .raw = str_cstr(text),
                 .language = S("en")};
    a.sha256 = arena_fmt(&r->out, "%064llx", (unsigned long long)str_hash(a.text, 0));
    if (day) {
        a.when = (struct moment){.known = true, .day = calendar_day(2025, 1, day), .second = -1};
        a.published = calendar_iso(&r->out, a.when.day);
    }
    return a;
}

static bool try_keep(store *s, const article *a, struct kept *k, error *e) {
    buf packed = {0};
    store_pack(a, &packed);
    bool good = store_keep(s, a, PAGE_PLAIN, buf_str(&packed), k, e);
    buf_clear(&packed);
    return good;
}

static struct kept keep(store *s, article a) {
    error e = {.at = -1};
    struct kept k = {0};
    if (!store_begin(s, &e) || !try_keep(s, &a, &k, &e) || !store_commit(s, &e)) fail_msg("%s", e.words);
    return k;
}

static ptrdiff_t articles_with(struct room *r, store *s, const char *words, bool versions) {
    error e = {.at = -1};
    query q;
    struct found f;
    if (!query_parse(str_cstr(words), &q, &r->out, &e) || !store_find(s, &q, 10, versions, &f, &r->out, r->tmp, &e))
        fail_msg("%s: %s", words, e.words);
    return f.kind[KIND_ARTICLES].total;
}

static void test_versions(void **state) {
    struct room *r = *state;
    store *s = opened(r, STORE_WRITE);
    const char *url = "https://post.example/a";
    struct kept k = keep(s, report(r, "a", url, "Ferry", "The ferry was late.", 5));
    assert_int_equal(k.outcome, KEPT_NEW);
    assert_string_equal(k.id, "a");
    k = keep(s, report(r, "b", "HTTPS://POST.example:443/a#top", "Ferry", "The ferry was late.", 5));
    assert_int_equal(k.outcome, KEPT_KNOWN);
    assert_string_equal(k.id, "a");
    k = keep(s, report(r, "a", url, "Ferry", "The ferry was early.", 5));
    assert_int_equal(k.outcome, KEPT_CHANGED);
    assert_int_equal(k.version, 2);
    assert_string_equal(k.id, "a-2");
    assert_int_equal(articles_with(r, s, "late", false), 0);
    assert_int_equal(articles_with(r, s, "late", true), 1);
    assert_int_equal(articles_with(r, s, "early", false), 1);
    k = keep(s, report(r, "a", url, "Ferry", "The ferry was late.", 5)); // it was there before
    assert_int_equal(k.outcome, KEPT_KNOWN);
    assert_int_equal(k.version, 1);
    k = keep(s, report(r, "a", url, "Ferry", "The ferry was planned.", 3)); // older than what is current
    assert_int_equal(k.outcome, KEPT_CHANGED);
    assert_int_equal(articles_with(r, s, "planned", false), 0);
    assert_int_equal(articles_with(r, s, "early", false), 1);
    k = keep(s, report(r, "a", url, "Ferries", "The ferry was early.", 6)); // another title alone
    assert_int_equal(k.version, 4);
    // Without a URL, or with one that only names the site, the text and the date tell.
    assert_int_equal(keep(s, report(r, "c", "", "", "Stocks rise.", 1)).outcome, KEPT_NEW);
    assert_int_equal(keep(s, report(r, "d", "https://post.example/", "", "Stocks rise.", 1)).outcome, KEPT_KNOWN);
    assert_int_equal(keep(s, report(r, "c", "", "", "Stocks rise.", 2)).outcome, KEPT_NEW);
    assert_int_equal(keep(s, report(r, "c", "", "", "Stocks rise.", 0)).outcome, KEPT_NEW);
    store_close(s);
    remove_store(r);
}

static void test_ids(void **state) {
    struct room *r = *state;
    store *s = opened(r, STORE_WRITE);
    char text[64];
    for (int i = 1; i <= 40; i++) {
        snprintf(text, sizeof text, "Report number %d.", i);
        struct kept k = keep(s, report(r, "index", "", "", text, 1));
        snprintf(text, sizeof text, i == 1 ? "index" : "index-%d", i);
        assert_string_equal(k.id, text);
        assert_int_equal(k.number, i);
    }
    store_close(s);
    remove_store(r);
}

static void test_rollback(void **state) {
    struct room *r = *state;
    store *s = opened(r, STORE_WRITE);
    error e = {.at = -1};
    struct kept k;
    article a = report(r, "a", "", "", "The ferry was late.", 1);
    assert_true(store_begin(s, &e));
    assert_true(try_keep(s, &a, &k, &e));
    store_rollback(s);
    store_rollback(s);
    assert_int_equal(articles_with(r, s, "ferry", true), 0);
    assert_int_equal(keep(s, a).outcome, KEPT_NEW);
    assert_int_equal(articles_with(r, s, "ferry", true), 1);
    store_close(s);
    remove_store(r);
}

/* Stories go stale with their articles, and an account of an older revision leaves them so. */
static void test_stale(void **state) {
    struct room *r = *state;
    store *s = opened(r, STORE_WRITE);
    error e = {.at = -1};
    int64_t story = 0;
    struct stale_story stale;
    struct kept a = keep(s, report(r, "a", "https://post.example/a", "", "The ferry was late.", 1));
    assert_true(store_begin(s, &e) && store_new_story(s, &story, &e) && store_set_story(s, a.key, story, &e));
    assert_true(store_commit(s, &e));
    assert_true(store_next_stale(s, 0, &stale, &e));
    assert_int_equal(stale.story, story);
    assert_int_equal(stale.articles, 1);
    assert_true(stale.fresh);
    assert_false(store_next_stale(s, stale.story, &(struct stale_story){0}, &e));

    keep(s, report(r, "a", "https://post.example/a", "", "The ferry was early.", 1)); // takes a's place
    assert_true(store_begin(s, &e) && store_put_account(s, &stale, (str){0}, r->tmp, &e) && store_commit(s, &e));
    assert_true(store_next_stale(s, 0, &stale, &e));
    assert_int_equal(stale.articles, 0);
    assert_true(store_begin(s, &e) && store_put_account(s, &stale, (str){0}, r->tmp, &e) && store_commit(s, &e));
    assert_false(store_next_stale(s, 0, &stale, &e));
    assert_int_equal(e.code, ERROR_NONE);
    store_close(s);
    remove_store(r);
}

static void test_day_is_full(void **state) {
    struct room *r = *state;
    store *s = opened(r, STORE_WRITE);
    error e = {.at = -1};
    struct kept k = keep(s, report(r, "a", "", "", "The ferry was late.", 1));
    char text[160];
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    snprintf(text, sizeof text, "UPDATE article SET key=%lld", (long long)((k.key | (LIMIT_STORE_DAY - 1)) - 1));
    assert_true(sql_run(s, text, &e));
    struct kept last = keep(s, report(r, "b", "", "", "The last of the day.", 1));
    assert_int_equal(last.key & (LIMIT_STORE_DAY - 1), LIMIT_STORE_DAY - 1);
    article a = report(r, "c", "", "", "One too many.", 1);
    assert_true(store_begin(s, &e));
    assert_false(try_keep(s, &a, &k, &e));
    assert_int_equal(e.code, ERROR_TOO_LONG);
    store_rollback(s);
    assert_int_equal(keep(s, report(r, "d", "", "", "The next day.", 2)).outcome, KEPT_NEW);
    store_close(s);
    remove_store(r);
}

/* Two batches, as far as they get: how many of them the store said were safe. */
static int write_batches(struct room *r) {
    error e = {.at = -1};
    store *s = store_open(r->path, STORE_WRITE, &e);
    int safe = 0;
    for (int batch = 0; s && batch < 2; batch++) {
        error bad = {.at = -1};
        bool good = store_begin(s, &bad);
        for (int i = 0; good && i < BATCH; i++) {
            char *text = arena_new(&r->out, char, 400);
            int64_t story;
            struct kept k;
            snprintf(text, 400, "Report %d of batch %d told of a ferry, of a dam and of %0300d.", i, batch, i);
            article a = report(r, "a", "", "", text, 1 + i % 3);
            good =
                try_keep(s, &a, &k, &bad) && store_new_story(s, &story, &bad) && store_set_story(s, k.key, story, &bad);
        }
        if (good && store_commit(s, &bad)) {
            safe++;
        } else {
            assert_true(bad.code != ERROR_NONE && bad.words[0]);
            store_rollback(s);
            break;
        }
    }
    assert_true(s || e.words[0]);
    store_close(s);
    return safe;
}

/* What another program sees afterwards: whole batches, at least those that were safe, each article found by its words.
 */
static void check_batches(struct room *r, int safe, enum vfs_mode mode, int at) {
    error e = {.at = -1};
    store *s = store_open(r->path, STORE_WRITE, &e);
    if (!s) fail_msg("mode %d, call %d: %s", (int)mode, at, e.words);
    struct store_counts c;
    assert_true(store_count(s, &c, &e));
    bool good = c.articles % BATCH == 0 && c.articles >= BATCH * safe && c.stories == c.articles &&
                articles_with(r, s, "ferry NEAR dam", true) == c.articles;
    if (!good)
        fail_msg("mode %d, call %d: %d batches were safe, %lld articles and %lld stories are there", (int)mode, at,
                 safe, (long long)c.articles, (long long)c.stories);
    sqlite3_stmt *st = sql(s, "PRAGMA integrity_check", &e);
    assert_true(st && sql_row(s, st, &e));
    assert_str(sql_str(st, 0), S("ok"));
    sqlite3_reset(st);
    assert_int_equal(keep(s, report(r, "z", "", "", "Life goes on.", 1)).outcome, KEPT_NEW);
    store_close(s);
}

static void test_failing_at_every_call(void **state) {
    struct room *r = *state;
    remove_store(r);
    assert_int_equal(write_batches(r), 2);
    int calls = vfs_state.calls;
    assert_true(calls > 20);
    for (int mode = VFS_ONCE; mode <= VFS_CRASH; mode++) {
        for (int at = 1; at <= calls; at++) {
            remove_store(r);
            vfs_fail((enum vfs_mode)mode, at);
            int safe = write_batches(r);
            vfs_fail(VFS_WELL, 0);
            check_batches(r, safe, (enum vfs_mode)mode, at);
            arena_reset(&r->out);
        }
    }
    remove_store(r);
}

/* tests/stores/version-N.sql, as programs of that version left it, is brought up to date by whoever opens it first. */
static void test_migration(void **state) {
    struct room *r = *state;
    for (int version = 1; version < STORE_SCHEMA; version++) {
        for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
            char path[256], *text;
            ptrdiff_t n;
            sqlite3 *db;
            snprintf(path, sizeof path, "%s/tests/stores/version-%d.sql", SOURCE_DIR, version);
            assert_int_equal(os_real.read_file(NULL, path, 1 << 20, &text, &n), 0);
            text = realloc(text, (size_t)n + 1);
            assert_non_null(text);
            text[n] = 0;
            assert_int_equal(sqlite3_open(r->path, &db), SQLITE_OK);
            assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
            sqlite3_close(db);
            free(text);

            store *s = opened(r, (enum store_mode)mode);
            error e = {.at = -1};
            int now;
            struct store_counts c;
            struct feed_state feed;
            struct stale_story stale;
            assert_true(schema_check(s, &now, &e));
            assert_int_equal(now, STORE_SCHEMA);
            assert_true(store_count(s, &c, &e));
            assert_int_equal(c.articles, 2);
            assert_int_equal(c.versions, 1);
            assert_true(c.claims > 0 && c.quotes > 0);
            assert_int_equal(articles_with(r, s, "saltby ferry", false), 2);
            assert_int_equal(articles_with(r, s, "saltby ferry", true), 3);
            assert_true(store_next_stale(s, 0, &stale, &e));
            assert_true(store_feed(s, S("https://post.example/feed"), &feed, &r->out, &e));
            assert_int_equal(feed.key, 0);
            assert_int_equal(
                keep(s, report(r, "n1", "https://post.example/ferry", "Ferry", "It sails again.", 70)).version, 3);
            store_close(s);
            remove_store(r);
        }
    }
}

static void test_feeds(void **state) {
    struct room *r = *state;
    store *s = opened(r, STORE_WRITE);
    error e = {.at = -1};
    bool known;
    struct feed_state f = {.etag = S("\"a\""), .next = 1000, .failures = 2}, g;
    str url = S("https://post.example/feed");
    assert_true(store_begin(s, &e) && store_put_feed(s, url, &f, &e) && store_put_item(s, f.key, S("i1"), 7, 100, &e) &&
                store_put_item(s, f.key, S("i2"), 8, 200, &e) && store_commit(s, &e));
    assert_true(store_feed(s, url, &g, &r->out, &e));
    assert_int_equal(g.key, f.key);
    assert_str(g.etag, S("\"a\""));
    assert_int_equal(g.next, 1000);
    assert_int_equal(g.failures, 2);
    assert_true(store_item_known(s, f.key, S("i1"), 7, &known, &e) && known);
    assert_true(store_item_known(s, f.key, S("i1"), 9, &known, &e) && !known);
    assert_true(store_item_known(s, f.key + 1, S("i1"), 7, &known, &e) && !known);
    assert_true(store_begin(s, &e) && store_forget_items(s, f.key, 150, &e) && store_commit(s, &e));
    assert_true(store_item_known(s, f.key, S("i1"), 7, &known, &e) && !known);
    assert_true(store_item_known(s, f.key, S("i2"), 8, &known, &e) && known);
    store_close(s);
    remove_store(r);
}

static void test_names(void **state) {
    struct room *r = *state;
    char before[128];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(r->folder), 0);
    static const char *const names[] = {":memory:", "file:x?mode=memory", "a b?c#d%41"};
    for (int i = 0; i < 3; i++) {
        error e = {.at = -1};
        store *s = store_open(names[i], STORE_WRITE, &e);
        assert_non_null(s);
        store_close(s);
        s = store_open(names[i], STORE_READ, &e);
        assert_non_null(s);
        store_close(s);
        assert_int_equal(unlink(names[i]), 0);
    }
    assert_int_equal(chdir(before), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions),    cmocka_unit_test(test_ids),
        cmocka_unit_test(test_rollback),    cmocka_unit_test(test_stale),
        cmocka_unit_test(test_day_is_full), cmocka_unit_test(test_failing_at_every_call),
        cmocka_unit_test(test_names),       cmocka_unit_test(test_migration),
        cmocka_unit_test(test_feeds),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
