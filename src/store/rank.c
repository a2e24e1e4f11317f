#include "store/rank.h"

#include <math.h>

#include "base/limits.h"
#include "store/sql.h"

struct rarity {
    int phrases;
    double average; // words of a row
    double idf[];   // [phrases]
};

static int count_row(const Fts5ExtensionApi *api, Fts5Context *row, void *self) {
    (void)api;
    (void)row;
    int64_t *n = self;
    return ++*n < LIMIT_FIND_RANKED ? SQLITE_OK : SQLITE_DONE;
}

/* Once a query. Null when memory is missing. */
static struct rarity *rarity_of(const Fts5ExtensionApi *api, Fts5Context *row) {
    struct rarity *r = api->xGetAuxdata(row, 0);
    if (r) return r;
    int phrases = api->xPhraseCount(row);
    r = sqlite3_malloc64(sizeof *r + (sqlite3_uint64)phrases * sizeof(double));
    if (!r) return NULL;
    sqlite3_int64 rows = 0, words = 0;
    api->xRowCount(row, &rows);
    api->xColumnTotalSize(row, -1, &words);
    r->phrases = phrases;
    r->average = rows > 0 && words > 0 ? (double)words / (double)rows : 1;
    for (int i = 0; i < phrases; i++) {
        int64_t n = 0;
        if (phrases > 1) api->xQueryPhrase(row, i, &n, count_row);
        r->idf[i] = log(1 + ((double)rows - (double)n + .5) / ((double)n + .5));
        if (!(r->idf[i] > 1e-6)) r->idf[i] = 1e-6;
    }
    return api->xSetAuxdata(row, r, sqlite3_free) == SQLITE_OK ? r : NULL;
}

static void rank(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *result, int n,
                 sqlite3_value **weight) {
    enum { PHRASES = LIMIT_QUERY_TERMS };
    const double k1 = 1.2, b = sqlite3_value_double(weight[0]);
    const struct rarity *r = rarity_of(api, row);
    int hits, words = 0;
    if (!r || n < 1 || api->xInstCount(row, &hits) != SQLITE_OK) {
        sqlite3_result_error_nomem(result);
        return;
    }
    double frequency[PHRASES] = {0}, score = 0;
    for (int i = 0; i < hits; i++) {
        int phrase, column, at;
        if (api->xInst(row, i, &phrase, &column, &at) != SQLITE_OK) break;
        if (phrase < PHRASES && column + 1 < n) frequency[phrase] += sqlite3_value_double(weight[column + 1]);
    }
    if (b > 0) api->xColumnSize(row, -1, &words); // a look into another table
    double norm = k1 * (1 - b + b * words / r->average);
    for (int i = 0; i < r->phrases && i < PHRASES; i++)
        score += r->idf[i] * frequency[i] * (k1 + 1) / (frequency[i] + norm);
    sqlite3_result_double(result, score);
}

bool rank_register(store *s, error *e) {
    static const char *options[] = {"remove_diacritics", "2"}; // as in schema.c
    fts5_api *api = NULL;
    void *self = NULL;
    sqlite3_stmt *st = sql(s, "SELECT fts5(?1)", e);
    if (!st) return false;
    sqlite3_bind_pointer(st, 1, &api, "fts5_api_ptr", NULL);
    if (!sql_row(s, st, e)) return false;
    sqlite3_reset(st);
    if (!api || api->xFindTokenizer(api, "unicode61", &self, &s->tokenizer) != SQLITE_OK ||
        s->tokenizer.xCreate(self, options, 2, &s->words) != SQLITE_OK ||
        api->xCreateFunction(api, "accord_rank", NULL, rank, NULL) != SQLITE_OK)
        return error_set(e, ERROR_SYSTEM, -1, "SQLite was built without FTS5");
    return true;
}

void rank_forget(store *s) {
    if (s->words) s->tokenizer.xDelete(s->words);
    s->words = NULL;
}

struct splitting {
    index_words *words;
    arena *out;
};

static int take_word(void *self, int flags, const char *word, int n, int beg, int end) {
    struct splitting *s = self;
    if (flags & FTS5_TOKEN_COLOCATED) return SQLITE_OK;
    *vec_push(s->out, s->words) =
        (struct index_word){.folded = arena_str(s->out, str_of(word, n)), .span = {(uint32_t)beg, (uint32_t)end}};
    return SQLITE_OK;
}

bool rank_words(store *s, str text, index_words *words, arena *out) {
    struct splitting split = {words, out};
    *words = (index_words){0};
    if (!text.n) return true;
    return s->tokenizer.xTokenize(s->words, &split, FTS5_TOKENIZE_DOCUMENT, text.p, (int)text.n, take_word) ==
           SQLITE_OK;
}
