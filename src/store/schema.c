/* The tables, and how older ones are brought up to date. A migration is a step from one version to the next and is
 * never changed once a program with it was given away. */
#include "store/sql.h"

enum { APPLICATION = 0x41434344 }; // "ACCD", in the file's header

static const char *const steps[STORE_SCHEMA] = {
    // From an empty file to 1. Words: a version is `current` when no later one of its URL took its place; a story is
    // stale while revision <> made.
    "CREATE TABLE article(key INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE, id TEXT NOT NULL UNIQUE, url TEXT,"
    "  version INTEGER NOT NULL, current INTEGER NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL,"
    "  story INTEGER REFERENCES story(key), format INTEGER NOT NULL, outlet TEXT, title TEXT, published TEXT);"
    "CREATE INDEX article_url ON article(url, version) WHERE url IS NOT NULL;"
    "CREATE INDEX article_content ON article(content) WHERE url IS NULL;"
    "CREATE INDEX article_story ON article(story, key);"
    "CREATE TABLE body(key INTEGER PRIMARY KEY, raw BLOB NOT NULL, article BLOB NOT NULL);"
    "CREATE TABLE story(key INTEGER PRIMARY KEY, revision INTEGER NOT NULL, made INTEGER NOT NULL, title TEXT,"
    "  account BLOB);"
    "CREATE INDEX story_stale ON story(key) WHERE revision <> made;"
    "CREATE TABLE mention(key INTEGER PRIMARY KEY, story INTEGER NOT NULL, claim INTEGER NOT NULL,"
    "  article INTEGER NOT NULL, beg INTEGER NOT NULL, end INTEGER NOT NULL, status INTEGER NOT NULL,"
    "  plover INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, text TEXT, actors TEXT, origin TEXT,"
    "  tags TEXT, outlet TEXT);"
    "CREATE INDEX mention_story ON mention(story, claim);"
    "CREATE TABLE quote(key INTEGER PRIMARY KEY, story INTEGER NOT NULL, quote INTEGER NOT NULL,"
    "  article INTEGER NOT NULL, beg INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT, actors TEXT, outlet TEXT);"
    "CREATE INDEX quote_story ON quote(story, quote);"
    "CREATE VIRTUAL TABLE article_text USING fts5(title, text, outlet, content='',"
    "  tokenize='unicode61 remove_diacritics 2');"
    "CREATE VIRTUAL TABLE mention_text USING fts5(text, actors, origin, tags, outlet, content='mention',"
    "  content_rowid='key', tokenize='unicode61 remove_diacritics 2');"
    "CREATE VIRTUAL TABLE quote_text USING fts5(text, actors, outlet, content='quote', content_rowid='key',"
    "  tokenize='unicode61 remove_diacritics 2');",
    // From 1 to 2: the feeds that are watched.
    "CREATE TABLE feed(key INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, etag TEXT, modified TEXT,"
    "  next INTEGER NOT NULL, failures INTEGER NOT NULL);"
    "CREATE TABLE item(feed INTEGER NOT NULL, id INTEGER NOT NULL, stamp INTEGER NOT NULL, day INTEGER NOT NULL,"
    "  PRIMARY KEY(feed, id)) WITHOUT ROWID;",
    // From 2 to 3: the index of grouping.
    "CREATE TABLE grouping(one INTEGER PRIMARY KEY CHECK(one=1), upto INTEGER NOT NULL, bytes BLOB NOT NULL);",
};

static bool number(store *s, const char *pragma, int *n, error *e) {
    sqlite3_stmt *st = sql(s, pragma, e);
    if (!st || !sql_row(s, st, e)) return false;
    *n = sqlite3_column_int(st, 0);
    sqlite3_reset(st);
    return true;
}

bool schema_check(store *s, int *version, error *e) {
    int application, tables;
    // One moment for the three: another program may be making the store between them.
    bool alone = !s->writing;
    if (alone && !sql_run(s, "BEGIN", e)) return false;
    bool good = number(s, "PRAGMA application_id", &application, e) && number(s, "PRAGMA user_version", version, e) &&
                number(s, "SELECT count(*) FROM sqlite_master", &tables, e);
    if (alone) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL); // nothing was written
    if (!good) return false;
    if (application == 0 && *version == 0 && tables == 0) return true;
    if (application != APPLICATION || *version < 1) return error_set(e, ERROR_SYNTAX, -1, "is no store of accord");
    if (*version > STORE_SCHEMA)
        return error_set(e, ERROR_SYNTAX, -1, "was written by a newer accord (its schema is %d, this one knows %d)",
                         *version, STORE_SCHEMA);
    return true;
}

bool schema_update(store *s, error *e) {
    int version;
    if (!schema_check(s, &version, e)) return false;
    if (version == STORE_SCHEMA) return true;
    if (!store_begin(s, e)) return false;
    bool good = schema_check(s, &version, e); // another program may have done it while this one waited
    for (; good && version < STORE_SCHEMA; version++) {
        char text[96];
        sqlite3_snprintf(sizeof text, text, "PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION,
                         version + 1);
        good = sql_run(s, steps[version], e) && sql_run(s, text, e);
    }
    if (good) return store_commit(s, e);
    store_rollback(s);
    return false;
}
