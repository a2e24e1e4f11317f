#include "store/find.h"

#include <stdlib.h>

#include "base/limits.h"
#include "store/rank.h"
#include "store/sql.h"

enum { PASSAGE_BYTES = 240, SHOWN_NAMES_BYTES = 1024 };

/* The query in the language of FTS5. */

static str column_of(enum query_kind kind, enum query_field field) {
    switch (field) {
    case FIELD_TITLE: return S("title");
    case FIELD_OUTLET: return S("outlet");
    case FIELD_ACTOR: return S("actors");
    case FIELD_ORIGIN: return S("origin");
    case FIELD_STATUS:
    case FIELD_TYPE: return S("tags");
    default: return kind == KIND_ARTICLES ? S("{title text}") : S("text");
    }
}

/* The words of a term as a string of FTS5: no quotation mark is in them, the query's own ones are its ends. */
static str quoted(const struct query_node *n, arena *out) {
    return arena_fmt(out, "\"%.*s\"%s", STR_FMT(n->text), n->prefix ? "*" : "");
}

/* The words of a chain of NEARs, separated by spaces. */
static str near_words(const query *q, const struct query_node *n, arena *out) {
    str words = quoted(&q->nodes.p[n->b], out);
    for (;;) {
        n = &q->nodes.p[n->a];
        const struct query_node *term = n->op == QUERY_NEAR ? &q->nodes.p[n->b] : n;
        words = arena_fmt(out, "%.*s %.*s", STR_FMT(quoted(term, out)), STR_FMT(words));
        if (n->op != QUERY_NEAR) return words;
    }
}

/* Every node is a string of its own: children come before their parents, so there is no recursion. */
static str expression(const query *q, enum query_kind kind, arena *out) {
    if (q->root < 0) return (str){0};
    str *text = arena_new(out, str, q->nodes.n);
    for (ptrdiff_t i = 0; i < q->nodes.n; i++) {
        const struct query_node *n = &q->nodes.p[i];
        str column = column_of(kind, n->field);
        static const char *const operators[] = {[QUERY_AND] = "AND", [QUERY_OR] = "OR", [QUERY_NOT] = "NOT"};
        if (n->op == QUERY_TERM)
            text[i] = arena_fmt(out, "%.*s : %.*s", STR_FMT(column), STR_FMT(quoted(n, out)));
        else if (n->op == QUERY_NEAR)
            text[i] = arena_fmt(out, "%.*s : NEAR(%.*s, %d)", STR_FMT(column), STR_FMT(near_words(q, n, out)), n->near);
        else
            text[i] = arena_fmt(out, "(%.*s %s %.*s)", STR_FMT(text[n->a]), operators[n->op], STR_FMT(text[n->b]));
    }
    return text[q->root];
}

/* Candidates: ?1 the expression, ?2 and ?3 the first and last key, ?4 the story, ?5 how many, ?6 old versions too. */

#define BY_STORY "WHERE story=?4 AND key BETWEEN ?2 AND ?3"
#define BY_KEY "WHERE key BETWEEN ?2 AND ?3"
#define LATEST " ORDER BY key DESC LIMIT ?5"

static const char *const by_words[KINDS] = {
    [KIND_CLAIMS] =
        "SELECT m.key, accord_rank(mention_text, 0, 1), m.story, m.claim FROM mention_text CROSS JOIN mention m"
        " ON m.key=mention_text.rowid WHERE mention_text MATCH ?1 AND mention_text.rowid BETWEEN ?2 AND ?3"
        " AND (?4=0 OR m.story=?4) ORDER BY mention_text.rowid DESC LIMIT ?5",
    [KIND_QUOTES] = "SELECT q.key, accord_rank(quote_text, 0, 1), q.story, q.quote FROM quote_text CROSS JOIN quote q"
                    " ON q.key=quote_text.rowid WHERE quote_text MATCH ?1 AND quote_text.rowid BETWEEN ?2 AND ?3"
                    " AND (?4=0 OR q.story=?4) ORDER BY quote_text.rowid DESC LIMIT ?5",
    [KIND_ARTICLES] =
        "SELECT a.key, accord_rank(article_text, .75, 4, 1), a.story, 0 FROM article_text CROSS JOIN article a"
        " ON a.key=article_text.rowid WHERE article_text MATCH ?1 AND article_text.rowid BETWEEN ?2 AND ?3"
        " AND (?4=0 OR a.story=?4) AND (?6 OR a.current) ORDER BY article_text.rowid DESC LIMIT ?5",
};
static const char *const by_story[KINDS] = {
    [KIND_CLAIMS] = "SELECT key, 0, story, claim FROM mention " BY_STORY LATEST,
    [KIND_QUOTES] = "SELECT key, 0, story, quote FROM quote " BY_STORY LATEST,
    [KIND_ARTICLES] = "SELECT key, 0, story, 0 FROM article " BY_STORY " AND (?6 OR current)" LATEST,
};
static const char *const by_key[KINDS] = {
    [KIND_CLAIMS] = "SELECT key, 0, story, claim FROM mention " BY_KEY LATEST,
    [KIND_QUOTES] = "SELECT key, 0, story, quote FROM quote " BY_KEY LATEST,
    [KIND_ARTICLES] = "SELECT key, 0, story, 0 FROM article " BY_KEY " AND (?6 OR current)" LATEST,
};

struct candidate {
    int64_t key, story;
    double score;
    int32_t number; // of the claim or quotation, 0 for articles
};

struct finding {
    store *s;
    const query *q;
    bool versions;
    int64_t first, last; // keys
    arena *out;
    arena tmp;
    error *e;
};

static int by_number(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->story != y->story) return x->story < y->story ? -1 : 1;
    if (x->number != y->number) return x->number < y->number ? -1 : 1;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return x->key > y->key ? -1 : x->key < y->key;
}

static int by_score(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return x->key > y->key ? -1 : x->key < y->key;
}

/* Candidates in *c, best first, one a claim or quotation. */
static bool candidates(struct finding *f, enum query_kind kind, struct candidate *c, struct found_kind *k, arena tmp) {
    str match = expression(f->q, kind, &tmp);
    const char *text = match.n ? by_words[kind] : f->q->story ? by_story[kind] : by_key[kind];
    sqlite3_stmt *st = sql(f->s, text, f->e);
    if (!st) return false;
    if (match.n) sql_bind(st, 1, match);
    sqlite3_bind_int64(st, 2, f->first);
    sqlite3_bind_int64(st, 3, f->last);
    sqlite3_bind_int64(st, 4, f->q->story);
    sqlite3_bind_int(st, 5, LIMIT_FIND_RANKED + 1);
    sqlite3_bind_int(st, 6, f->versions);
    ptrdiff_t n = 0;
    while (n <= LIMIT_FIND_RANKED && sql_row(f->s, st, f->e))
        c[n++] = (struct candidate){.key = sqlite3_column_int64(st, 0),
                                    .score = sqlite3_column_double(st, 1),
                                    .story = sqlite3_column_int64(st, 2),
                                    .number = sqlite3_column_int(st, 3)};
    sqlite3_reset(st);
    if (f->e->code) return false;
    k->more = n > LIMIT_FIND_RANKED;
    if (k->more) n--;
    if (kind != KIND_ARTICLES && n) {
        qsort(c, (size_t)n, sizeof *c, by_number);
        ptrdiff_t kept = 1;
        for (ptrdiff_t i = 1; i < n; i++)
            if (c[i].story != c[kept - 1].story || c[i].number != c[kept - 1].number) c[kept++] = c[i];
        n = kept;
    }
    if (n) qsort(c, (size_t)n, sizeof *c, by_score);
    k->total = n;
    return true;
}

/* Hits. */

/* The article of a key: its text and what is known of it. */
static bool load_article(struct finding *f, int64_t key, struct hit *h) {
    sqlite3_stmt *st = sql(f->s, "SELECT version, current, story FROM article WHERE key=?1", f->e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, key);
    if (!sql_row(f->s, st, f->e)) return error_set(f->e, ERROR_SYNTAX, -1, "is damaged: an article is missing");
    h->version = sqlite3_column_int(st, 0);
    h->current = sqlite3_column_int(st, 1);
    h->story = sqlite3_column_int64(st, 2);
    sqlite3_reset(st);
    article *a = arena_new(f->out, article, 1);
    h->a = a;
    return store_article(f->s, key, a, f->out, f->e);
}

static bool check_span(struct finding *f, struct hit *h, int64_t beg, int64_t end) {
    if (beg < 0 || beg > end || end > h->a->text.n)
        return error_set(f->e, ERROR_SYNTAX, -1, "is damaged: a passage lies outside its article");
    h->passage = (span){(uint32_t)beg, (uint32_t)end};
    return true;
}

static bool load_claim(struct finding *f, struct hit *h) {
    sqlite3_stmt *st = sql(f->s,
                           "SELECT article, beg, end, claim, status, plover, low, high, actors, origin FROM mention"
                           " WHERE key=?1",
                           f->e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, h->key);
    if (!sql_row(f->s, st, f->e)) return error_set(f->e, ERROR_SYNTAX, -1, "is damaged: a claim is missing");
    int64_t of = sqlite3_column_int64(st, 0), beg = sqlite3_column_int64(st, 1), end = sqlite3_column_int64(st, 2);
    int status = sqlite3_column_int(st, 4), plover = sqlite3_column_int(st, 5);
    h->number = sqlite3_column_int(st, 3);
    h->status = status >= 0 && status < STATUSES_COUNT ? (enum status)status : STATUS_SINGLE;
    h->plover = plover >= 0 && plover < PLOVERS_COUNT ? (enum plover)plover : PLOVER_NONE;
    h->low = sqlite3_column_int(st, 6);
    h->high = sqlite3_column_int(st, 7);
    h->actors = arena_str(f->out, str_head(sql_str(st, 8), SHOWN_NAMES_BYTES));
    h->origin = arena_str(f->out, str_head(sql_str(st, 9), SHOWN_NAMES_BYTES));
    sqlite3_reset(st);
    return load_article(f, of, h) && check_span(f, h, beg, end);
}

static bool load_quote(struct finding *f, struct hit *h) {
    sqlite3_stmt *st = sql(f->s, "SELECT article, beg, end, quote, actors FROM quote WHERE key=?1", f->e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, h->key);
    if (!sql_row(f->s, st, f->e)) return error_set(f->e, ERROR_SYNTAX, -1, "is damaged: a quotation is missing");
    int64_t of = sqlite3_column_int64(st, 0), beg = sqlite3_column_int64(st, 1), end = sqlite3_column_int64(st, 2);
    h->number = sqlite3_column_int(st, 3);
    h->actors = arena_str(f->out, str_head(sql_str(st, 4), SHOWN_NAMES_BYTES));
    sqlite3_reset(st);
    return load_article(f, of, h) && check_span(f, h, beg, end);
}

/* The title, or how the text begins, where nothing of the text answers by itself. */
static span beginning(const article *a) {
    if (span_len(a->title_span)) return a->title_span;
    span first = a->blocks.n ? a->blocks.p[0].span : (span){0, (uint32_t)a->text.n};
    if (span_len(first) <= PASSAGE_BYTES) return first;
    uint32_t end = first.beg + PASSAGE_BYTES;
    while (end > first.beg && !ascii_space(a->text.p[end])) end--;
    return (span){first.beg, end > first.beg ? end : first.end};
}

static bool ends_there(str text, uint32_t at) {
    if (at >= text.n || text.p[at] == '\n') return true;
    char c = at ? text.p[at - 1] : '.';
    return c == '.' || c == '!' || c == '?' || c == '"';
}

static bool begins_there(str text, uint32_t at) {
    while (at > 0 && text.p[at - 1] == ' ') at--;
    return at == 0 || text.p[at - 1] == '\n' || ends_there(text, at);
}

static bool load(struct finding *f, enum query_kind kind, const struct phrases *p, struct hit *h) {
    if (kind == KIND_CLAIMS ? !load_claim(f, h) : kind == KIND_QUOTES ? !load_quote(f, h) : !load_article(f, h->key, h))
        return false;
    str text = h->a->text;
    if (kind == KIND_ARTICLES) {
        h->passage = phrases_passage(f->s, p, text, PASSAGE_BYTES, f->tmp);
        if (!span_len(h->passage)) h->passage = beginning(h->a);
    }
    phrases_mark(f->s, p, text, h->passage, &h->marks, f->out, f->tmp);
    h->cut_before = !begins_there(text, h->passage.beg);
    h->cut_after = !ends_there(text, h->passage.end);
    return true;
}

static bool find_kind(struct finding *f, enum query_kind kind, ptrdiff_t limit, struct found_kind *k) {
    arena tmp = f->tmp;
    struct candidate *c = arena_new(&f->tmp, struct candidate, LIMIT_FIND_RANKED + 1);
    bool good = candidates(f, kind, c, k, f->tmp);
    k->n = k->total < limit ? k->total : limit;
    k->p = arena_new(f->out, struct hit, k->n);
    const struct phrases *p = good ? phrases_of(f->s, f->q, kind == KIND_ARTICLES, &f->tmp) : NULL;
    for (ptrdiff_t i = 0; good && i < k->n; i++) {
        k->p[i] = (struct hit){.key = c[i].key, .score = c[i].score};
        good = load(f, kind, p, &k->p[i]);
    }
    f->tmp = tmp;
    return good;
}

/* A story lies within some days: what lies outside them is not even looked at. */
static bool narrow_to_story(struct finding *f) {
    sqlite3_stmt *st = sql(f->s, "SELECT min(key), max(key) FROM article WHERE story=?1", f->e);
    if (!st) return false;
    sqlite3_bind_int64(st, 1, f->q->story);
    if (!sql_row(f->s, st, f->e)) return false;
    int64_t first = sqlite3_column_int64(st, 0), last = sqlite3_column_int64(st, 1);
    sqlite3_reset(st);
    first = first >> STORE_DAY_BITS << STORE_DAY_BITS; // claims and quotations have keys of the same days
    last |= LIMIT_STORE_DAY - 1;
    if (first > f->first) f->first = first;
    if (last < f->last) f->last = last;
    return true;
}

bool store_find(store *s, const query *q, ptrdiff_t limit, bool versions, struct found *f, arena *out, arena tmp,
                error *e) {
    struct finding w = {.s = s, .q = q, .versions = versions, .last = INT64_MAX, .out = out, .tmp = tmp, .e = e};
    if (q->from != INT32_MIN || q->to != INT32_MAX) w.first = (int64_t)1 << STORE_DAY_BITS; // what has a date
    if (q->from != INT32_MIN) w.first = key_of_day(q->from);
    if (q->to != INT32_MAX) w.last = key_of_day(q->to) + LIMIT_STORE_DAY - 1;
    if (limit > LIMIT_FIND_HITS) limit = LIMIT_FIND_HITS;
    *f = (struct found){0};
    // One view of the store for all three: others may write in between.
    if (!sql_run(s, "BEGIN", e)) return false;
    if (q->story) narrow_to_story(&w);
    for (int k = 0; k < KINDS && !e->code; k++) {
        f->kind[k].asked = q->kinds & 1u << k;
        if (f->kind[k].asked) find_kind(&w, (enum query_kind)k, limit, &f->kind[k]);
    }
    sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
    return !e->code;
}
