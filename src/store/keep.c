/* Articles into the store and out of it. */
#include <stdio.h>
#include <xxhash.h>

#include "base/limits.h"
#include "doc/article_code.h"
#include "doc/calendar.h"
#include "store/sql.h"

int64_t key_of_day(int32_t day) {
    int32_t first = calendar_day(1, 1, 1), last = calendar_day(9999, 12, 31);
    if (day < first) return 0;
    return (int64_t)((day > last ? last : day) - first + 1) << STORE_DAY_BITS;
}

/* Compressed bytes: how many there are of the raw input's, those, those of the article. */
void store_pack(const article *a, buf *out) {
    buf code = {0};
    article_encode(a, &code);
    ptrdiff_t at = out->n;
    buf_fill(out, 0, (ptrdiff_t)sizeof(int64_t));
    pack(a->raw, out);
    int64_t n = out->n - at - (ptrdiff_t)sizeof n;
    pack(buf_str(&code), out);
    if (code.failed) out->failed = true;
    if (!out->failed) memcpy(out->p + at, &n, sizeof n);
    buf_clear(&code);
}

/* What names an article at its URL: without fragment, the default port, and upper case before its path; empty where the
 * URL is none or only names a site. */
static str url_identity(str url, arena *out) {
    ptrdiff_t hash = str_find(url, S("#"), 0);
    if (hash >= 0) url = str_head(url, hash);
    url = str_trim(url);
    ptrdiff_t slashes = str_find(url, S("://"), 0), path = slashes < 0 ? -1 : str_find(url, S("/"), slashes + 3);
    if (path < 0 || path + 1 == url.n) return (str){0};
    str host = str_head(url, path);
    char *p = arena_new(out, char, url.n);
    for (ptrdiff_t i = 0; i < host.n; i++) p[i] = ascii_fold(host.p[i]);
    host.p = p;
    bool plain = str_starts(host, S("http://")) && str_ends(host, S(":80"));
    bool secure = str_starts(host, S("https://")) && str_ends(host, S(":443"));
    if (plain) host.n -= 3;
    if (secure) host.n -= 4;
    memcpy(p + host.n, url.p + path, (size_t)(url.n - path));
    return str_of(p, host.n + url.n - path);
}

struct content {
    unsigned char bytes[16];
};

/* What makes an article another one: its title and text; without a URL, its outlet and date too. */
static struct content content_of(const article *a, bool named) {
    str parts[] = {a->title, a->text, named ? (str){0} : a->outlet, named ? (str){0} : a->published};
    XXH128_hash_t each[4];
    for (int i = 0; i < 4; i++) each[i] = XXH3_128bits(parts[i].n ? parts[i].p : "", (size_t)parts[i].n);
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(each, sizeof each));
    struct content c;
    memcpy(c.bytes, canonical.digest, sizeof c.bytes);
    return c;
}

/* A version that is there: its key, 0 when there is none. */
static bool find_known(store *s, const article *a, enum page_format format, str url, str content, int64_t *key,
                       error *e) {
    sqlite3_stmt *st =
        url.n
            ? sql(s, "SELECT key FROM article WHERE url=?1 AND (content=?2 OR (sha256=?3 AND (?4 OR title IS ?5)))", e)
            : sql(s, "SELECT key FROM article WHERE url IS NULL AND content=?2", e);
    *key = 0;
    if (!st) return false;
    if (url.n) {
        sql_bind(st, 1, url);
        sql_bind(st, 3, a->sha256);
        sqlite3_bind_int(st, 4, format == PAGE_HTML);
        sql_bind(st, 5, a->title);
    }
    sql_bind_bytes(st, 2, content);
    if (sql_row(s, st, e)) *key = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return !e->code;
}

static bool id_taken(store *s, const char *id, error *e) {
    sqlite3_stmt *st = sql(s, "SELECT 1 FROM article WHERE id=?1", e);
    if (!st) return true;
    sqlite3_bind_text(st, 1, id, -1, SQLITE_STATIC);
    bool taken = sql_row(s, st, e);
    sqlite3_reset(st);
    return taken || e->code;
}

/* The id itself where it is free, else with the first number behind it that is. As numbers are given in order, it is
 * found by doubling and halving. */
static bool free_id(store *s, str id, char *out, size_t room, error *e) {
    id = str_head(id, LIMIT_ID_BYTES);
    snprintf(out, room, "%.*s", STR_FMT(id));
    if (!id_taken(s, out, e)) return true;
    int64_t low = 1, high = 2; // low is taken
    for (; !e->code; low = high, high *= 2) {
        snprintf(out, room, "%.*s-%lld", STR_FMT(id), (long long)high);
        if (!id_taken(s, out, e)) break;
    }
    while (high - low > 1 && !e->code) {
        int64_t mid = low + (high - low) / 2;
        snprintf(out, room, "%.*s-%lld", STR_FMT(id), (long long)mid);
        if (id_taken(s, out, e))
            low = mid;
        else
            high = mid;
    }
    snprintf(out, room, "%.*s-%lld", STR_FMT(id), (long long)high);
    return !e->code;
}

static bool next_key(store *s, const article *a, int64_t *key, error *e) {
    int64_t first = a->when.known ? key_of_day(a->when.day) : 0;
    sqlite3_stmt *st = sql(s, "SELECT max(key) FROM article WHERE key>=?1 AND key<?2", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, first);
    sqlite3_bind_int64(st, 2, first + LIMIT_STORE_DAY);
    if (!sql_row(s, st, e)) return false;
    *key = sqlite3_column_type(st, 0) == SQLITE_NULL ? first + 1 : sqlite3_column_int64(st, 0) + 1;
    sqlite3_reset(st);
    if (*key < first + LIMIT_STORE_DAY) return true;
    return error_set(e, ERROR_TOO_LONG, -1, "a store takes no more than %lld articles of one day",
                     (long long)LIMIT_STORE_DAY - 1);
}

/* The version of a URL that is current, and the one that comes next. A version that was published before the current
 * one does not take its place. */
struct versions {
    int64_t current, story;
    int next;
    bool newer;
};

static bool find_versions(store *s, const article *a, str url, struct versions *v, error *e) {
    *v = (struct versions){.next = 1, .newer = true};
    if (!url.n) return true;
    sqlite3_stmt *st = sql(s, "SELECT key, story, version, current FROM article WHERE url=?1", e);
    if (!st) return false;
    sql_bind(st, 1, url);
    while (sql_row(s, st, e)) {
        if (sqlite3_column_int(st, 2) >= v->next) v->next = sqlite3_column_int(st, 2) + 1;
        if (!sqlite3_column_int(st, 3)) continue;
        v->current = sqlite3_column_int64(st, 0);
        v->story = sqlite3_column_int64(st, 1);
    }
    if (v->current && a->when.known)
        v->newer = key_of_day(a->when.day) >= v->current >> STORE_DAY_BITS << STORE_DAY_BITS;
    return !e->code;
}

static bool touch_story(store *s, int64_t story, error *e) {
    sqlite3_stmt *st = sql(s, "UPDATE story SET revision=revision+1 WHERE key=?1", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, story);
    return sql_done(s, st, e);
}

static bool supersede(store *s, const struct versions *v, error *e) {
    if (!v->current || !v->newer) return true;
    sqlite3_stmt *st = sql(s, "UPDATE article SET current=0 WHERE key=?1", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, v->current);
    return sql_done(s, st, e) && (!v->story || touch_story(s, v->story, e));
}

static bool insert_article(store *s, const article *a, enum page_format format, str url, str content,
                           const struct kept *k, bool current, error *e) {
    sqlite3_stmt *st =
        sql(s,
            "INSERT INTO article(key, number, id, url, version, current, sha256, content, format, outlet,"
            " title, published) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, k->key);
    sqlite3_bind_int64(st, 2, k->number);
    sqlite3_bind_text(st, 3, k->id, -1, SQLITE_STATIC);
    sql_bind(st, 4, url);
    sqlite3_bind_int(st, 5, k->version);
    sqlite3_bind_int(st, 6, current);
    sql_bind(st, 7, a->sha256);
    sql_bind_bytes(st, 8, content);
    sqlite3_bind_int(st, 9, (int)format);
    sql_bind(st, 10, a->outlet);
    sql_bind(st, 11, a->title);
    sql_bind(st, 12, a->published);
    return sql_done(s, st, e);
}

static bool insert_body(store *s, int64_t key, str packed, error *e) {
    int64_t n;
    memcpy(&n, packed.p, sizeof n);
    str rest = str_drop(packed, (ptrdiff_t)sizeof n);
    sqlite3_stmt *st = sql(s, "INSERT INTO body(key, raw, article) VALUES(?1, ?2, ?3)", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, key);
    sql_bind_bytes(st, 2, str_head(rest, (ptrdiff_t)n));
    sql_bind_bytes(st, 3, str_drop(rest, (ptrdiff_t)n));
    return sql_done(s, st, e);
}

bool store_last_number(store *s, int64_t *number, error *e) {
    sqlite3_stmt *st = sql(s, "SELECT max(number) FROM article", e);
    if (!st || !sql_row(s, st, e)) return false;
    *number = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return true;
}

bool store_keep(store *s, const article *a, enum page_format format, str packed, struct kept *k, error *e) {
    str url = url_identity(a->url, &s->room);
    struct content c = content_of(a, url.n > 0);
    str content = str_of((const char *)c.bytes, sizeof c.bytes);
    *k = (struct kept){.outcome = KEPT_KNOWN};
    if (!find_known(s, a, format, url, content, &k->key, e)) return false;
    if (k->key) {
        sqlite3_stmt *st = sql(s, "SELECT id, version, number FROM article WHERE key=?1", e);
        if (!st) return false;
        sqlite3_bind_int64(st, 1, k->key);
        if (!sql_row(s, st, e)) return false;
        snprintf(k->id, sizeof k->id, "%.*s", STR_FMT(str_head(sql_str(st, 0), LIMIT_ID_BYTES)));
        k->version = sqlite3_column_int(st, 1);
        k->number = sqlite3_column_int64(st, 2);
        sqlite3_reset(st);
        return true;
    }
    struct versions v;
    if (!find_versions(s, a, url, &v, e) || !free_id(s, a->id, k->id, sizeof k->id, e) || !next_key(s, a, &k->key, e) ||
        !store_last_number(s, &k->number, e))
        return false;
    k->number++;
    k->version = v.next;
    k->outcome = v.next > 1 ? KEPT_CHANGED : KEPT_NEW;
    if (!supersede(s, &v, e) || !insert_article(s, a, format, url, content, k, v.newer, e) ||
        !insert_body(s, k->key, packed, e))
        return false;
    *vec_push(&s->room, &s->pending) = (struct pending){.key = k->key,
                                                        .title = arena_str(&s->room, a->title),
                                                        .text = arena_str(&s->room, a->text),
                                                        .outlet = arena_str(&s->room, a->outlet)};
    return true;
}

bool store_article(store *s, int64_t key, article *a, arena *out, error *e) {
    sqlite3_stmt *st =
        sql(s, "SELECT a.id, b.raw, b.article FROM article a JOIN body b ON b.key=a.key WHERE a.key=?1", e);
    *a = (article){0};
    if (!st) return false;
    sqlite3_bind_int64(st, 1, key);
    if (!sql_row(s, st, e)) return error_set(e, ERROR_SYNTAX, -1, "is damaged: an article is missing");
    str id = arena_str(out, sql_str(st, 0)), raw = {0}, code;
    bool good = unpack(sql_str(st, 2), LIMIT_FILE_BYTES, &code, out);
    if (good && article_code_needs_raw(code))
        good = unpack(sql_str(st, 1), LIMIT_TEXT_BYTES, &raw, out);
    else if (good)
        good = unpacked_length(sql_str(st, 1), &raw.n);
    sqlite3_reset(st);
    error why = {.at = -1};
    good = good && article_decode(raw, code, a, out, &why);
    a->id = id;
    return good || error_set(e, ERROR_SYNTAX, -1, "is damaged: article %.*s", STR_FMT(str_head(id, 80)));
}

bool store_page(store *s, int64_t key, arena *out, page *p, error *e) {
    *p = (page){.format = PAGE_KEPT};
    sqlite3_stmt *st =
        sql(s, "SELECT a.id, b.raw, b.article FROM article a JOIN body b ON b.key=a.key WHERE a.key=?1", e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, key);
    if (!sql_row(s, st, e)) return false;
    p->id = p->source = arena_str(out, sql_str(st, 0));
    bool good = unpack(sql_str(st, 1), LIMIT_FILE_BYTES, &p->raw, out) &&
                unpack(sql_str(st, 2), LIMIT_FILE_BYTES, &p->kept, out);
    sqlite3_reset(st);
    return good || error_set(e, ERROR_SYNTAX, -1, "is damaged: article %.*s", STR_FMT(str_head(p->id, 80)));
}
