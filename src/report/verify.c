#include "report/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/report_json.h"

/* Where in an account: a member of what `up` leads to, or an element where key is null. Paths live on the stack. */
struct path {
    const struct path *up;
    const char *key;
    ptrdiff_t i;
};

static void put_path(buf *out, const struct path *at) {
    enum { DEEPEST = 32 };
    const struct path *steps[DEEPEST];
    int n = 0;
    for (; at && n < DEEPEST; at = at->up) steps[n++] = at;
    while (n-- > 0) {
        if (!steps[n]->up)
            buf_fmt(out, "story %td", steps[n]->i + 1);
        else if (!steps[n]->key)
            buf_fmt(out, "[%td]", steps[n]->i);
        else
            buf_fmt(out, "%s%s", steps[n]->up->up ? "." : ": ", steps[n]->key);
    }
}

static void differ(struct verification *v, const struct path *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void differ(struct verification *v, const struct path *at, const char *format, ...) {
    if (v->found++ >= VERIFY_KEPT) return;
    buf where = {0};
    put_path(&where, at);
    char words[400];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(words, sizeof words, format, args);
    va_end(args);
    n = n < 0 ? 0 : n < (int)sizeof words ? n : (int)sizeof words - 1;
    *vec_push(v->out, &v->differences) =
        (struct difference){arena_str(v->out, buf_str(&where)), arena_str(v->out, str_of(words, n))};
    buf_clear(&where);
}

/* Two values side by side. */

/* The words around the first byte in which s differs from t, whole characters. */
static str around(str s, str t) {
    enum { BEFORE = 12, ALL = 48 };
    ptrdiff_t i = 0;
    while (i < s.n && i < t.n && s.p[i] == t.p[i]) i++;
    ptrdiff_t beg = i > BEFORE ? i - BEFORE : 0;
    while (beg > 0 && ((unsigned char)s.p[beg] & 0xC0) == 0x80) beg--;
    ptrdiff_t end = beg + ALL < s.n ? beg + ALL : s.n;
    while (end < s.n && ((unsigned char)s.p[end] & 0xC0) == 0x80) end--;
    return str_slice(s, beg, end);
}

static void differ_str(struct verification *v, const struct path *at, str is, str should) {
    str a = around(is, should), b = around(should, is);
    differ(v, at, "is \"%.*s\", should be \"%.*s\"", STR_FMT(a), STR_FMT(b));
}

static void show(const json_t *value, char *to, size_t room) {
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_ENSURE_ASCII);
    snprintf(to, room, "%s", text ? text : "");
    if (text && strlen(text) >= room) memcpy(to + room - 4, "...", 4);
    free(text);
}

static void same(struct verification *v, const struct path *at, const json_t *is, const json_t *should);

static void same_objects(struct verification *v, const struct path *at, json_t *is, json_t *should) {
    const char *key;
    json_t *value;
    json_object_foreach(should, key, value) same(v, &(struct path){at, key, 0}, json_object_get(is, key), value);
    json_object_foreach(is, key, value) if (!json_object_get(should, key))
        differ(v, &(struct path){at, key, 0}, "should not be there");
}

static void same_arrays(struct verification *v, const struct path *at, const json_t *is, const json_t *should) {
    size_t n = json_array_size(is), m = json_array_size(should);
    for (size_t i = 0; i < n && i < m; i++)
        same(v, &(struct path){at, NULL, (ptrdiff_t)i}, json_array_get(is, i), json_array_get(should, i));
    if (n != m) differ(v, at, "has %zu elements, should have %zu", n, m);
}

/* Goes no deeper than `should`, which the program made itself. */
static void same(struct verification *v, const struct path *at, const json_t *is, const json_t *should) {
    if (is && json_typeof(is) == json_typeof(should)) {
        if (json_is_object(should))
            same_objects(v, at, (json_t *)(uintptr_t)is, (json_t *)(uintptr_t)should);
        else if (json_is_array(should))
            same_arrays(v, at, is, should);
        else if (json_is_string(should) && !str_eq(exported_view(is), exported_view(should)))
            differ_str(v, at, exported_view(is), exported_view(should));
        else if (!json_equal(is, should)) {
            char a[64], b[64];
            show(is, a, sizeof a);
            show(should, b, sizeof b);
            differ(v, at, "is %s, should be %s", a, b);
        }
        return;
    }
    char a[64] = "not there", b[64];
    if (is) show(is, a, sizeof a);
    show(should, b, sizeof b);
    differ(v, at, "is %s, should be %s", a, b);
}

void verify_same(struct verification *v, ptrdiff_t story, const json_t *exported, const json_t *made) {
    same(v, &(struct path){NULL, NULL, story}, exported, made);
}

/* Places. */

struct story {
    struct verification *v;
    const article **source; // [n] of each of its articles, null where there is none
    str *id;                // [n]
    ptrdiff_t n;
};

static const article *source_of(const struct story *s, str id) {
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (str_eq(s->id[i], id)) return s->source[i];
    return NULL;
}

/* The byte at which code point `point` of an article begins; -1 past its end. */
static int64_t byte_at(const article *a, int64_t point) {
    int64_t low = 0, high = a->text.n / 64;
    while (low < high) {
        int64_t middle = (low + high + 1) / 2;
        if (a->points[middle] <= point)
            low = middle;
        else
            high = middle - 1;
    }
    int64_t at = 64 * low, seen = a->points[low];
    while (at < a->text.n && (((unsigned char)a->text.p[at] & 0xC0) == 0x80 || seen < point)) {
        seen += ((unsigned char)a->text.p[at] & 0xC0) != 0x80;
        at++;
    }
    return seen == point ? at : -1;
}

static bool is_pair(const json_t *value, int64_t *beg, int64_t *end) {
    return json_array_size(value) == 2 && exported_int(json_array_get(value, 0), beg) &&
           exported_int(json_array_get(value, 1), end);
}

/* Characters [start, end) of an article, and the raw bytes that are said to be theirs. False when there are none. */
static bool check_range(struct story *s, const struct path *at, const char *name, const article *a, int64_t start,
                        int64_t end, const json_t *raw, span *found) {
    int64_t beg = start < 0 ? -1 : byte_at(a, start), stop = end < start ? -1 : byte_at(a, end);
    if (beg < 0 || stop < 0) {
        differ(s->v, at, "from %lld to %lld is not inside the article", (long long)start, (long long)end);
        return false;
    }
    *found = (span){(uint32_t)beg, (uint32_t)stop};
    raw_span is, should = article_raw(a, *found);
    struct path there = {at, name, 0};
    if (!is_pair(raw, &is.beg, &is.end))
        differ(s->v, &there, "is no range");
    else if (is.beg != should.beg || is.end != should.end)
        differ(s->v, &there, "is [%lld,%lld], should be [%lld,%lld]", (long long)is.beg, (long long)is.end,
               (long long)should.beg, (long long)should.end);
    return true;
}

/* A place; the text that stands there, or a null str. */
static str check_place(struct story *s, const struct path *at, const json_t *p) {
    int64_t start, end;
    const article *a = source_of(s, exported_str(p, "article"));
    s->v->places++;
    if (!a) {
        differ(s->v, &(struct path){at, "article", 0}, "is no article of the story");
        return (str){0};
    }
    if (!exported_int(json_object_get(p, "start"), &start) || !exported_int(json_object_get(p, "end"), &end)) {
        differ(s->v, at, "is no place");
        return (str){0};
    }
    span found, head;
    if (!check_range(s, at, "raw", a, start, end, json_object_get(p, "raw"), &found)) return (str){0};
    if (json_object_get(p, "head")) {
        struct path there = {at, "head", 0};
        if (!is_pair(json_object_get(p, "head"), &start, &end))
            differ(s->v, &there, "is no range");
        else if (check_range(s, at, "raw_head", a, start, end, json_object_get(p, "raw_head"), &head) &&
                 !span_holds(found, head))
            differ(s->v, &there, "stands outside its mention");
    }
    return article_str(a, found);
}

static void check_places(struct story *s, const struct path *up, const char *key, const json_t *list) {
    struct path at = {up, key, 0};
    for (size_t i = 0; i < json_array_size(list); i++)
        check_place(s, &(struct path){&at, NULL, (ptrdiff_t)i}, json_array_get(list, i));
}

/* What it says is what one of its mentions says. */
static void check_claim(struct story *s, const struct path *at, const json_t *claim) {
    str text = exported_str(claim, "text"), first = {0};
    bool said = false;
    const json_t *mentions = exported_list(claim, "mentions");
    struct path there = {at, "mentions", 0};
    for (size_t i = 0; i < json_array_size(mentions); i++) {
        str words = check_place(s, &(struct path){&there, NULL, (ptrdiff_t)i}, json_array_get(mentions, i));
        said |= str_eq(words, text);
        if (!first.n) first = words;
    }
    if (!said) differ_str(s->v, &(struct path){at, "text", 0}, text, first);
}

static void check_quote(struct story *s, const struct path *at, const json_t *quote) {
    const json_t *variants = exported_list(quote, "variants");
    struct path there = {at, "variants", 0};
    for (size_t i = 0; i < json_array_size(variants); i++) {
        const json_t *variant = json_array_get(variants, i);
        struct path one = {&there, NULL, (ptrdiff_t)i};
        str words = check_place(s, &one, variant), text = exported_str(variant, "text");
        if (!str_eq(words, text)) differ_str(s->v, &(struct path){&one, "text", 0}, text, words);
    }
}

static void check_conflict(struct story *s, const struct path *at, const json_t *conflict) {
    const json_t *sides = exported_list(conflict, "sides");
    struct path there = {at, "sides", 0};
    for (size_t i = 0; i < json_array_size(sides); i++) {
        struct path side = {&there, NULL, (ptrdiff_t)i};
        check_places(s, &side, "mentions", exported_list(json_array_get(sides, i), "mentions"));
    }
}

static void check_each(struct story *s, const struct path *up, const char *key, const json_t *story,
                       void (*check)(struct story *, const struct path *, const json_t *)) {
    struct path at = {up, key, 0};
    const json_t *list = exported_list(story, key);
    for (size_t i = 0; i < json_array_size(list); i++)
        check(s, &(struct path){&at, NULL, (ptrdiff_t)i}, json_array_get(list, i));
}

/* Articles. */

static str file_name(str path) { return str_drop(path, str_rfind_byte(path, '/') + 1); }

ptrdiff_t verify_source(const json_t *exported, const article *const *sources, ptrdiff_t n) {
    str id = exported_str(exported, "id"), hash = exported_str(exported, "sha256");
    str path = exported_str(exported, "source"), name = file_name(path);
    ptrdiff_t best = -1;
    int best_score = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        int score = 8 * (hash.n && str_eq(sources[i]->sha256, hash)) + 4 * str_eq(sources[i]->source, path) +
                    2 * str_eq(sources[i]->id, id) + (name.n && str_eq(file_name(sources[i]->source), name));
        if (score <= best_score) continue;
        best = i;
        best_score = score;
    }
    return best;
}

/* An article as the source gives it, but for where it was found and whose text it repeats, which others tell. */
static json_t *made_article(const article *a, const json_t *exported) {
    buf b = {0};
    json j = {.out = &b};
    json_article(&j, a, exported_str(exported, "reprint_of"));
    json_t *made = b.failed ? NULL : json_loadb(b.p, (size_t)b.n, JSON_ALLOW_NUL, NULL);
    str source = exported_str(exported, "source"), id = exported_str(exported, "id");
    if (made && str_eq(file_name(source), file_name(a->source)))
        json_object_set_new(made, "source", json_stringn(source.p, (size_t)source.n));
    if (made && !str_eq(id, a->id)) json_object_set_new(made, "id", json_stringn(id.p ? id.p : "", (size_t)id.n));
    buf_clear(&b);
    return made;
}

static void check_article(struct story *s, const struct path *at, const json_t *exported, ptrdiff_t i) {
    s->v->articles++;
    if (!s->source[i]) {
        str id = s->id[i];
        differ(s->v, at, "no input is its source: %.*s", STR_FMT(id));
        return;
    }
    json_t *made = made_article(s->source[i], exported);
    if (made) same(s->v, at, exported, made);
    json_decref(made);
}

/* Where inputs were moved as a whole, the paths of all articles differ in the same beginning. */
struct move {
    str from, to;
};

static struct move move_of(str from, str to) {
    ptrdiff_t same = 0, whole = 0; // bytes that the ends have in common, and those of them that are whole names
    while (same < from.n && same < to.n && from.p[from.n - 1 - same] == to.p[to.n - 1 - same])
        if (from.p[from.n - 1 - same++] == '/') whole = same;
    if (same == from.n || same == to.n) whole = same;
    if (same == from.n && same == to.n) return (struct move){0};
    return (struct move){str_head(from, from.n - whole), str_head(to, to.n - whole)};
}

static void check_paths(struct story *s, const struct path *up, const json_t *articles) {
    struct move *moves = arena_new(s->v->out, struct move, s->n);
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (s->source[i])
            moves[i] = move_of(exported_str(json_array_get(articles, (size_t)i), "source"), s->source[i]->source);
    for (ptrdiff_t i = 0; i < s->n; i++) {
        ptrdiff_t alike = 0;
        for (ptrdiff_t k = 0; k < s->n && 2 * alike < s->n; k++)
            alike += str_eq(moves[i].from, moves[k].from) && str_eq(moves[i].to, moves[k].to);
        if (!s->source[i] || 2 * alike >= s->n) continue;
        struct path at = {up, NULL, i};
        differ_str(s->v, &(struct path){&at, "source", 0}, exported_str(json_array_get(articles, (size_t)i), "source"),
                   s->source[i]->source);
    }
}

void verify_story(struct verification *v, ptrdiff_t number, const json_t *exported, const article *const *sources,
                  ptrdiff_t n) {
    const json_t *articles = exported_list(exported, "articles");
    struct path root = {NULL, NULL, number}, at = {&root, "articles", 0};
    struct story s = {.v = v, .n = (ptrdiff_t)json_array_size(articles)};
    s.source = arena_new(v->out, const article *, s.n);
    s.id = arena_new(v->out, str, s.n);
    for (ptrdiff_t i = 0; i < s.n; i++) {
        const json_t *one = json_array_get(articles, (size_t)i);
        ptrdiff_t k = verify_source(one, sources, n);
        s.source[i] = k < 0 ? NULL : sources[k];
        s.id[i] = exported_str(one, "id");
        check_article(&s, &(struct path){&at, NULL, i}, one, i);
    }
    check_paths(&s, &at, articles);
    check_each(&s, &root, "claims", exported, check_claim);
    check_each(&s, &root, "conflicts", exported, check_conflict);
    check_each(&s, &root, "quotes", exported, check_quote);
    check_places(&s, &root, "positions", exported_list(exported, "positions"));
    check_places(&s, &root, "times", exported_list(exported, "times"));
    check_places(&s, &root, "amounts", exported_list(exported, "amounts"));
    check_places(&s, &root, "sources", exported_list(exported, "sources"));
}
