#include "store/sql.h"

#include <assert.h>

#include "base/os.h"

static sqlite3_stmt *prepare(store *s, const char *text, error *e) {
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) != SQLITE_OK) {
        sql_fail(s, e);
        return NULL;
    }
    return st;
}

sqlite3_stmt *sql(store *s, const char *text, error *e) {
    for (int i = 0; i < s->statements; i++) {
        if (s->sql[i] != text) continue;
        sqlite3_reset(s->statement[i]);
        sqlite3_clear_bindings(s->statement[i]);
        return s->statement[i];
    }
    sqlite3_stmt *st = prepare(s, text, e);
    if (!st) return NULL;
    assert(s->statements < SQL_STATEMENTS);
    s->sql[s->statements] = text;
    s->statement[s->statements++] = st;
    return st;
}

bool sql_row(store *s, sqlite3_stmt *st, error *e) {
    int code = sqlite3_step(st);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) sql_fail(s, e);
    sqlite3_reset(st);
    return false;
}

bool sql_done(store *s, sqlite3_stmt *st, error *e) {
    int code = sqlite3_step(st);
    if (code != SQLITE_DONE && code != SQLITE_ROW) {
        sql_fail(s, e);
        sqlite3_reset(st);
        return false;
    }
    sqlite3_reset(st);
    return true;
}

bool sql_run(store *s, const char *text, error *e) {
    return sqlite3_exec(s->db, text, NULL, NULL, NULL) == SQLITE_OK || sql_fail(s, e);
}

bool sql_fail(store *s, error *e) {
    int code = sqlite3_errcode(s->db), os_error = sqlite3_system_errno(s->db);
    const char *why = sqlite3_errmsg(s->db);
    switch (code & 0xFF) {
    case SQLITE_NOTADB: error_set(e, ERROR_SYNTAX, -1, "is no store of accord"); break;
    case SQLITE_CORRUPT: error_set(e, ERROR_SYNTAX, -1, "is damaged: %s", why); break;
    case SQLITE_FULL: error_set(e, ERROR_SYSTEM, -1, "cannot be written: no space is left"); break;
    case SQLITE_READONLY: error_set(e, ERROR_SYSTEM, -1, "cannot be written: it is read-only"); break;
    case SQLITE_NOMEM: error_set(e, ERROR_MEMORY, -1, "no memory"); break;
    case SQLITE_BUSY: error_set(e, ERROR_SYSTEM, -1, "another program has been writing to it for too long"); break;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        error_set(e, ERROR_SYSTEM, -1, "cannot be read or written: %s", os_error ? os_words(os_error) : why);
        break;
    default: error_set(e, ERROR_SYSTEM, -1, "%s", why);
    }
    store_rollback(s);
    return false;
}

str sql_str(sqlite3_stmt *st, int column) {
    const char *p = sqlite3_column_blob(st, column);
    return str_of(p, sqlite3_column_bytes(st, column));
}

void sql_bind(sqlite3_stmt *st, int at, str s) {
    if (s.n)
        sqlite3_bind_text64(st, at, s.p, (sqlite3_uint64)s.n, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(st, at);
}

void sql_bind_bytes(sqlite3_stmt *st, int at, str s) {
    sqlite3_bind_blob64(st, at, s.n ? s.p : "", (sqlite3_uint64)s.n, SQLITE_STATIC);
}
