/* Stories and their accounts. */
#include <stdlib.h>

#include "base/code.h"
#include "base/limits.h"
#include "store/sql.h"

bool store_new_story(store *s, int64_t *story, error *e) {
    sqlite3_stmt *st = sql(s, "INSERT INTO story(revision, made) VALUES(0, 0)", e);
    if (!st || !sql_done(s, st, e)) return false;
    *story = sqlite3_last_insert_rowid(s->db);
    return true;
}

bool store_set_story(store *s, int64_t key, int64_t story, error *e) {
    sqlite3_stmt *st = sql(s,
                           "UPDATE story SET revision=revision+1 WHERE key=?2 OR key=(SELECT story FROM article WHERE"
                           " key=?1)",
                           e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, key);
    sqlite3_bind_int64(st, 2, story);
    if (!sql_done(s, st, e)) return false;
    st = sql(s, "UPDATE article SET story=?2 WHERE key=?1", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, key);
    sqlite3_bind_int64(st, 2, story);
    return sql_done(s, st, e);
}

bool store_next_stale(store *s, int64_t after, struct stale_story *next, error *e) {
    sqlite3_stmt *st = sql(s,
                           "SELECT key, revision, (SELECT count(*) FROM article WHERE story=s.key AND current),"
                           " made=0 FROM"
                           " story s WHERE revision<>made AND key>?1 ORDER BY key LIMIT 1",
                           e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, after);
    if (!sql_row(s, st, e)) return false;
    *next = (struct stale_story){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2),
                                 sqlite3_column_int(st, 3)};
    sqlite3_reset(st);
    return true;
}

bool store_numbered(store *s, int64_t number, int64_t *key, int64_t *story, error *e) {
    sqlite3_stmt *st = sql(s, "SELECT key, story FROM article WHERE number=?1", e);
    *key = *story = 0;
    if (!st) return false;
    sqlite3_bind_int64(st, 1, number);
    if (!sql_row(s, st, e)) return !e->code;
    *key = sqlite3_column_int64(st, 0);
    *story = sqlite3_column_int64(st, 1);
    sqlite3_reset(st);
    return true;
}

bool store_index(store *s, int64_t *upto, str *bytes, arena *out, error *e) {
    sqlite3_stmt *st = sql(s, "SELECT upto, bytes FROM grouping", e);
    *upto = 0;
    *bytes = (str){0};
    if (!st) return false;
    if (!sql_row(s, st, e)) return !e->code;
    *upto = sqlite3_column_int64(st, 0);
    *bytes = arena_str(out, sql_str(st, 1));
    sqlite3_reset(st);
    return true;
}

bool store_put_index(store *s, int64_t upto, str bytes, error *e) {
    sqlite3_stmt *st = sql(s, "INSERT OR REPLACE INTO grouping(one, upto, bytes) VALUES(1, ?1, ?2)", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, upto);
    sql_bind_bytes(st, 2, bytes);
    return sql_done(s, st, e);
}

bool store_story_articles(store *s, int64_t story, keys *list, arena *out, error *e) {
    sqlite3_stmt *st = sql(s, "SELECT key FROM article WHERE story=?1 AND current ORDER BY key", e);
    *list = (keys){0};
    if (!st) return false;
    sqlite3_bind_int64(st, 1, story);
    while (sql_row(s, st, e)) *vec_push(out, list) = sqlite3_column_int64(st, 0);
    return !e->code;
}

/* Runs statements whose ?1 is the story. */
static bool of_story(store *s, const char *const *statements, size_t n, int64_t story, error *e) {
    for (size_t i = 0; i < n; i++) {
        sqlite3_stmt *st = sql(s, statements[i], e);
        if (!st) return false;
        sqlite3_bind_int64(st, 1, story);
        if (!sql_done(s, st, e)) return false;
    }
    return true;
}

/* What was kept of the story's last account. */
static bool forget_account(store *s, int64_t story, error *e) {
    static const char *const statements[] = {
        "INSERT INTO mention_text(mention_text, rowid, text, actors, origin, tags, outlet)"
        " SELECT 'delete', key, text, actors, origin, tags, outlet FROM mention WHERE story=?1 ORDER BY key",
        "INSERT INTO quote_text(quote_text, rowid, text, actors, outlet)"
        " SELECT 'delete', key, text, actors, outlet FROM quote WHERE story=?1 ORDER BY key",
        "DELETE FROM mention WHERE story=?1",
        "DELETE FROM quote WHERE story=?1",
    };
    return of_story(s, statements, sizeof statements / sizeof *statements, story, e);
}

/* Accounts as bytes: the articles (id, outlet), the title, the mentions of claims, the variants of quotations, and the
 * account itself, compressed. */

enum { NAMES_MAX = 8 }; // of one actor that are looked through

static void add_actor(buf *names, const account *a, int32_t actor) {
    if (actor < 0) return;
    const struct actor *p = &a->actors.p[actor];
    buf_put(names, p->name);
    buf_byte(names, '\n');
    for (ptrdiff_t i = 0; i < p->aliases.n && i < NAMES_MAX; i++) {
        buf_put(names, p->aliases.p[i]);
        buf_byte(names, '\n');
    }
}

static void pack_place(const account *a, struct place at, ptrdiff_t of, buf *out) {
    code_put_int(out, (uint64_t)at.article);
    code_put_int(out, (uint64_t)of);
    code_put_int(out, at.span.beg);
    code_put_int(out, at.span.end);
    code_put_str(out, article_str(a->readings[at.article]->article, at.span));
}

static void pack_mention(const account *a, ptrdiff_t claim, const struct mention *m, buf *names, buf *out) {
    const struct claim *c = &a->claims.p[claim];
    pack_place(a, m->at, claim, out);
    names->n = 0;
    for (ptrdiff_t i = 0; i < c->actors.n; i++) add_actor(names, a, c->actors.p[i]);
    for (ptrdiff_t i = 0; i < c->recipients.n; i++) add_actor(names, a, c->recipients.p[i]);
    code_put_str(out, buf_str(names));
    code_put_int(out, c->status);
    code_put_int(out, c->plover);
    code_put_int(out, (uint64_t)c->low);
    code_put_int(out, (uint64_t)c->high);
    names->n = 0;
    if (m->origin >= 0) buf_put(names, a->origins.p[m->origin].name);
    for (ptrdiff_t i = 0; i < m->via.n; i++) {
        buf_byte(names, '\n');
        buf_put(names, m->via.p[i]);
    }
    code_put_str(out, buf_str(names));
}

static void pack_variant(const account *a, ptrdiff_t quote, struct place at, buf *names, buf *out) {
    const struct quotation *q = &a->quotes.p[quote];
    pack_place(a, at, quote, out);
    names->n = 0;
    add_actor(names, a, q->speaker);
    if (q->speaker < 0) buf_put(names, q->speaker_name);
    code_put_str(out, buf_str(names));
}

void store_pack_account(const account *a, str account_json, buf *out) {
    buf names = {0};
    code_put_int(out, (uint64_t)a->n);
    for (ptrdiff_t i = 0; i < a->n; i++) {
        code_put_str(out, a->readings[i]->article->id);
        code_put_str(out, a->readings[i]->article->outlet);
    }
    code_put_str(out, a->title);
    ptrdiff_t n = 0;
    for (ptrdiff_t c = 0; c < a->claims.n; c++) n += a->claims.p[c].mentions.n;
    code_put_int(out, (uint64_t)n);
    for (ptrdiff_t c = 0; c < a->claims.n; c++)
        for (ptrdiff_t m = 0; m < a->claims.p[c].mentions.n; m++)
            pack_mention(a, c, &a->claims.p[c].mentions.p[m], &names, out);
    n = 0;
    for (ptrdiff_t q = 0; q < a->quotes.n; q++) n += a->quotes.p[q].variants.n;
    code_put_int(out, (uint64_t)n);
    for (ptrdiff_t q = 0; q < a->quotes.n; q++)
        for (ptrdiff_t v = 0; v < a->quotes.p[q].variants.n; v++)
            pack_variant(a, q, a->quotes.p[q].variants.p[v], &names, out);
    pack(account_json, out);
    if (names.failed) out->failed = true;
    buf_clear(&names);
}

/* One mention of a claim, or variant of a quotation. */
struct passage {
    int64_t article; // key
    int64_t beg, end;
    int32_t of; // claim or quotation, from 0
    int32_t status, plover, low, high;
    str text, actors, origin, outlet;
};
typedef LIST(struct passage) passages;

struct putting {
    store *s;
    int64_t story;
    int64_t *keys; // [articles] 0 for one that is not there
    str *outlets;  // [articles]
    ptrdiff_t articles;
    error *e;
};

static int by_article(const void *a, const void *b) {
    const struct passage *x = a, *y = b;
    if (x->article != y->article) return x->article < y->article ? -1 : 1;
    if (x->of != y->of) return x->of < y->of ? -1 : 1;
    return x->beg < y->beg ? -1 : x->beg > y->beg;
}

static bool read_articles(struct putting *p, struct code_reader *r, arena *out) {
    p->articles = code_count(r);
    p->keys = arena_new(out, int64_t, p->articles + 1);
    p->outlets = arena_new(out, str, p->articles + 1);
    for (ptrdiff_t i = 0; i < p->articles && !r->bad; i++) {
        str id = code_str(r);
        p->outlets[i] = code_str(r);
        sqlite3_stmt *st = sql(p->s, "SELECT key FROM article WHERE id=?1", p->e);
        if (!st) return false;
        sql_bind(st, 1, id);
        if (sql_row(p->s, st, p->e)) p->keys[i] = sqlite3_column_int64(st, 0);
        sqlite3_reset(st);
    }
    return !p->e->code;
}

static void read_passages(const struct putting *p, struct code_reader *r, bool claims, passages *list, arena *out) {
    for (ptrdiff_t n = code_count(r); n > 0 && !r->bad; n--) {
        struct passage one = {0};
        ptrdiff_t index = (ptrdiff_t)code_int(r, p->articles - 1);
        one.of = (int32_t)code_int(r, INT32_MAX - 1);
        one.beg = code_int(r, UINT32_MAX);
        one.end = code_int(r, UINT32_MAX);
        one.text = code_str(r);
        one.actors = code_str(r);
        if (claims) {
            one.status = (int32_t)code_int(r, STATUSES_COUNT - 1);
            one.plover = (int32_t)code_int(r, PLOVERS_COUNT - 1);
            one.low = (int32_t)code_int(r, INT32_MAX);
            one.high = (int32_t)code_int(r, INT32_MAX);
            one.origin = code_str(r);
        }
        if (r->bad) return;
        one.article = p->keys[index];
        one.outlet = p->outlets[index];
        if (one.article) *vec_push(out, list) = one;
    }
    if (list->n) qsort(list->p, (size_t)list->n, sizeof *list->p, by_article);
}

/* Binds the next free key of the article's day. */
static bool bind_key(const struct putting *p, sqlite3_stmt *largest, sqlite3_stmt *insert, int64_t beside) {
    if (!largest) return false;
    int64_t first = beside >> STORE_DAY_BITS << STORE_DAY_BITS;
    sqlite3_bind_int64(largest, 1, first);
    sqlite3_bind_int64(largest, 2, first + LIMIT_STORE_DAY);
    if (!sql_row(p->s, largest, p->e)) return false;
    int64_t key = sqlite3_column_int64(largest, 0) < first ? first + 1 : sqlite3_column_int64(largest, 0) + 1;
    sqlite3_reset(largest);
    if (key >= first + LIMIT_STORE_DAY)
        return error_set(p->e, ERROR_TOO_LONG, -1, "a store takes no more than %lld passages of one day",
                         (long long)LIMIT_STORE_DAY - 1);
    sqlite3_bind_int64(insert, 1, key);
    return true;
}

/* What both inserts begin with, after the key. */
static void bind_passage(const struct putting *p, sqlite3_stmt *st, const struct passage *one) {
    sqlite3_bind_int64(st, 2, p->story);
    sqlite3_bind_int(st, 3, one->of + 1);
    sqlite3_bind_int64(st, 4, one->article);
    sqlite3_bind_int64(st, 5, one->beg);
    sqlite3_bind_int64(st, 6, one->end);
    sql_bind(st, 7, one->text);
    sql_bind(st, 8, one->actors);
    sql_bind(st, 9, one->outlet);
}

static bool put_mention(const struct putting *p, const struct passage *one) {
    sqlite3_stmt *st = sql(p->s,
                           "INSERT INTO mention(key, story, claim, article, beg, end, text, actors, outlet, status,"
                           " plover, low, high, origin, tags) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                           " ?12, ?13, ?14, ?15)",
                           p->e);
    if (!st) return false;
    if (!bind_key(p, sql(p->s, "SELECT max(key) FROM mention WHERE key>=?1 AND key<?2", p->e), st, one->article))
        return false;
    char tags[64];
    sqlite3_snprintf(sizeof tags, tags, "%.*s %.*s", STR_FMT(status_text[one->status]),
                     STR_FMT(plover_text[one->plover]));
    bind_passage(p, st, one);
    sqlite3_bind_int(st, 10, one->status);
    sqlite3_bind_int(st, 11, one->plover);
    sqlite3_bind_int(st, 12, one->low);
    sqlite3_bind_int(st, 13, one->high);
    sql_bind(st, 14, one->origin);
    sql_bind(st, 15, str_cstr(tags));
    return sql_done(p->s, st, p->e);
}

static bool put_variant(const struct putting *p, const struct passage *one) {
    sqlite3_stmt *st = sql(p->s,
                           "INSERT INTO quote(key, story, quote, article, beg, end, text, actors, outlet)"
                           " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                           p->e);
    if (!st) return false;
    if (!bind_key(p, sql(p->s, "SELECT max(key) FROM quote WHERE key>=?1 AND key<?2", p->e), st, one->article))
        return false;
    bind_passage(p, st, one);
    return sql_done(p->s, st, p->e);
}

static bool index_findings(store *s, int64_t story, error *e) {
    static const char *const statements[] = {
        "INSERT INTO mention_text(rowid, text, actors, origin, tags, outlet)"
        " SELECT key, text, actors, origin, tags, outlet FROM mention WHERE story=?1 ORDER BY key",
        "INSERT INTO quote_text(rowid, text, actors, outlet)"
        " SELECT key, text, actors, outlet FROM quote WHERE story=?1 ORDER BY key",
    };
    return of_story(s, statements, sizeof statements / sizeof *statements, story, e);
}

bool store_put_account(store *s, const struct stale_story *of, str packed, arena tmp, error *e) {
    struct putting p = {.s = s, .story = of->story, .e = e};
    struct code_reader r = {.rest = packed};
    str title = {0};
    if (!forget_account(s, of->story, e)) return false;
    if (packed.n) {
        passages mentions = {0}, variants = {0};
        if (!read_articles(&p, &r, &tmp)) return false;
        title = code_str(&r);
        read_passages(&p, &r, true, &mentions, &tmp);
        read_passages(&p, &r, false, &variants, &tmp);
        for (ptrdiff_t i = 0; i < mentions.n; i++)
            if (!put_mention(&p, &mentions.p[i])) return false;
        for (ptrdiff_t i = 0; i < variants.n; i++)
            if (!put_variant(&p, &variants.p[i])) return false;
        if (!index_findings(s, of->story, e)) return false;
    }
    sqlite3_stmt *st = sql(s, "UPDATE story SET made=?2, title=?3, account=?4 WHERE key=?1", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, of->story);
    sqlite3_bind_int64(st, 2, of->revision);
    sql_bind(st, 3, title);
    if (packed.n) sql_bind_bytes(st, 4, r.rest);
    return sql_done(s, st, e);
}

bool store_account(store *s, int64_t story, str *account_json, arena *out, error *e) {
    *account_json = (str){0};
    sqlite3_stmt *st = sql(s, "SELECT account FROM story WHERE key=?1 AND account IS NOT NULL", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, story);
    if (!sql_row(s, st, e)) return !e->code;
    bool good = unpack(sql_str(st, 0), LIMIT_FILE_BYTES, account_json, out);
    sqlite3_reset(st);
    return good || error_set(e, ERROR_SYNTAX, -1, "is damaged: the account of story s%lld", (long long)story);
}

bool store_count(store *s, struct store_counts *c, error *e) {
    sqlite3_stmt *st = sql(s,
                           "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM article WHERE NOT current),"
                           " (SELECT count(*) FROM story), (SELECT count(*) FROM story WHERE revision<>made),"
                           " (SELECT count(*) FROM mention), (SELECT count(*) FROM quote)",
                           e);
    if (!st || !sql_row(s, st, e)) return false;
    *c = (struct store_counts){.articles = sqlite3_column_int64(st, 0) - sqlite3_column_int64(st, 1),
                               .versions = sqlite3_column_int64(st, 1),
                               .stories = sqlite3_column_int64(st, 2),
                               .stale = sqlite3_column_int64(st, 3),
                               .claims = sqlite3_column_int64(st, 4),
                               .quotes = sqlite3_column_int64(st, 5)};
    sqlite3_reset(st);
    return true;
}
