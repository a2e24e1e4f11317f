/* sql: what the files of store/ share: the open database, its statements, and what its errors mean.
 *
 *     sqlite3_stmt *st = sql(s, "SELECT title FROM article WHERE key=?1", e);
 *     if (!st) return false;
 *     sqlite3_bind_int64(st, 1, key);
 *     bool found = sql_row(s, st, e);         // false at the end, and with *e set on errors
 *     … sql_str(st, 0) …                      // valid until the next step
 *     sqlite3_reset(st);
 *
 * A statement is prepared once and found again by the address of its text, which must be a literal. */
#ifndef ACCORD_STORE_SQL_H
#define ACCORD_STORE_SQL_H

#include <sqlite3.h>

#include "base/arena.h"
#include "store/store.h"

enum { SQL_STATEMENTS = 64 };

/* An article that is not indexed yet: the index takes them in the order of keys, at the end of a transaction. */
struct pending {
    int64_t key;
    str title, text, outlet;
};

struct store {
    sqlite3 *db;
    const char *sql[SQL_STATEMENTS];
    sqlite3_stmt *statement[SQL_STATEMENTS];
    int statements;
    bool writing; // in a transaction
    fts5_tokenizer tokenizer;
    Fts5Tokenizer *words; // an instance of it
    arena room;           // of what is pending
    struct {
        struct pending *p;
        ptrdiff_t n, cap;
    } pending;
};

/* Null with *e set. The statement is reset. */
sqlite3_stmt *sql(store *s, const char *text, error *e);
/* Steps to the next row; false at the end, after which the statement is reset. */
bool sql_row(store *s, sqlite3_stmt *st, error *e);
/* Steps a statement that gives no rows. */
bool sql_done(store *s, sqlite3_stmt *st, error *e);
/* Runs one or several statements. */
bool sql_run(store *s, const char *text, error *e);
/* Sets *e by what SQLite says, and rolls back; returns false. */
bool sql_fail(store *s, error *e);

str sql_str(sqlite3_stmt *st, int column);
/* Null when empty. The bytes must live until the statement is reset. */
void sql_bind(sqlite3_stmt *st, int at, str s);
void sql_bind_bytes(sqlite3_stmt *st, int at, str s);

/* Makes or migrates the tables. */
bool schema_update(store *s, error *e);
/* Whether what is open is a store that this program knows; *version 0 when it is empty. */
bool schema_check(store *s, int *version, error *e);

/* Compressed: a length and what zlib makes of it. */
void pack(str bytes, buf *out);
/* False when it is damaged or longer than max. */
bool unpacked_length(str packed, ptrdiff_t *n);
bool unpack(str packed, ptrdiff_t max, str *bytes, arena *out);

/* First key of a day; INT32_MIN stands for "not known". */
int64_t key_of_day(int32_t day);

#endif
