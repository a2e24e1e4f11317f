#include "report/compare.h"

#include <stdlib.h>

#include "base/table.h"
#include "base/utf8.h"

/* Two accounts set beside each other: which old one each new one is, -1 where it is new. */
struct match {
    ptrdiff_t n;       // new ones
    ptrdiff_t *old_of; // [n]
    bool *taken;       // [old]
};

struct pair {
    int32_t score, old, new;
};
struct pairs {
    struct pair *p;
    ptrdiff_t n, cap;
};

/* The best scores first; ties as they stand in the new account, then in the old one. */
static int by_score(const void *a, const void *b) {
    const struct pair *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->new != y->new) return x->new < y->new ? -1 : 1;
    return x->old < y->old ? -1 : x->old > y->old;
}

static struct match match_new(size_t old, size_t new, arena *out) {
    struct match m = {(ptrdiff_t) new, arena_new(out, ptrdiff_t, (ptrdiff_t) new),
                      arena_new(out, bool, (ptrdiff_t)old)};
    for (size_t i = 0; i < new; i++) m.old_of[i] = -1;
    return m;
}

/* Takes pairs by their scores until one of both sides is taken. */
static void match_pairs(struct match *m, struct pairs *pairs) {
    if (pairs->n) qsort(pairs->p, (size_t)pairs->n, sizeof *pairs->p, by_score);
    for (ptrdiff_t i = 0; i < pairs->n; i++) {
        struct pair x = pairs->p[i];
        if (m->old_of[x.new] >= 0 || m->taken[x.old]) continue;
        m->old_of[x.new] = x.old;
        m->taken[x.old] = true;
    }
}

/* Keys that both sides have in common -> pairs with the number of them. keys[i] of the old and the new. */
static void common_keys(const strs *old, size_t n_old, const strs *new, size_t n_new, struct pairs *pairs, arena *tmp) {
    enum { CROWD = 200 }; // a key that more have tells little
    struct holders {
        int32_t *p;
        ptrdiff_t n, cap;
    } * holders;
    table index = {.seed = 1};
    struct {
        struct holders *p;
        ptrdiff_t n, cap;
    } lists = {0};
    for (size_t i = 0; i < n_old; i++) {
        for (ptrdiff_t k = 0; k < old[i].n; k++) {
            int32_t at = table_number(&index, tmp, old[i].p[k]);
            if (at == lists.n) vec_push(tmp, &lists);
            holders = &lists.p[at];
            if (!holders->n || holders->p[holders->n - 1] != (int32_t)i) *vec_push(tmp, holders) = (int32_t)i;
        }
    }
    int32_t *count = arena_new(tmp, int32_t, (ptrdiff_t)n_old);
    for (size_t i = 0; i < n_new; i++) {
        struct holders touched = {0};
        for (ptrdiff_t k = 0; k < new[i].n; k++) {
            const int64_t *at = table_get(&index, new[i].p[k]);
            if (!at || lists.p[*at - 1].n > CROWD) continue;
            for (ptrdiff_t h = 0; h < lists.p[*at - 1].n; h++) {
                int32_t o = lists.p[*at - 1].p[h];
                if (!count[o]++) *vec_push(tmp, &touched) = o;
            }
        }
        for (ptrdiff_t h = 0; h < touched.n; h++) {
            *vec_push(tmp, pairs) = (struct pair){count[touched.p[h]], touched.p[h], (int32_t)i};
            count[touched.p[h]] = 0;
        }
    }
}

/* Articles. */

/* What names an article in both accounts: its address, or else what it was called. */
static str article_key(const json_t *a) {
    str url = exported_str(a, "url");
    return url.n ? url : exported_str(a, "id");
}

static strs *keys_of_articles(const json_t *list, arena *out) {
    strs *keys = arena_new(out, strs, (ptrdiff_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) *vec_push(out, &keys[i]) = article_key(json_array_get(list, i));
    return keys;
}

/* Ids of a story's articles -> their hashes, so that places are the same only in the same bytes. */
struct hashes {
    table ids;
    strs hash;
};

static struct hashes hashes_of(const json_t *story, arena *out) {
    struct hashes h = {.ids = {.seed = 1}};
    const json_t *articles = exported_list(story, "articles");
    for (size_t i = 0; i < json_array_size(articles); i++) {
        const json_t *a = json_array_get(articles, i);
        str id = exported_str(a, "id"), hash = exported_str(a, "sha256");
        if (table_number(&h.ids, out, id) == h.hash.n) *vec_push(out, &h.hash) = hash.n ? hash : id;
    }
    return h;
}

static str hash_of(const struct hashes *h, str id) {
    const int64_t *at = table_get(&h->ids, id);
    return at ? h->hash.p[*at - 1] : id;
}

/* Claims. */

/* A key for each head word of each claim. */
static strs *keys_of_heads(const json_t *story, const json_t *claims, arena *out) {
    struct hashes h = hashes_of(story, out);
    strs *keys = arena_new(out, strs, (ptrdiff_t)json_array_size(claims));
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *mentions = exported_list(json_array_get(claims, i), "mentions");
        for (size_t k = 0; k < json_array_size(mentions); k++) {
            const json_t *m = json_array_get(mentions, k);
            int64_t at;
            if (!exported_int(json_array_get(json_object_get(m, "head"), 0), &at)) continue;
            str hash = hash_of(&h, exported_str(m, "article"));
            *vec_push(out, &keys[i]) = arena_fmt(out, "%lld %.*s", (long long)at, STR_FMT(hash));
        }
    }
    return keys;
}

/* The words of a text, folded, each once. */
static strs words_of(str text, arena *out) {
    strs words = {0};
    table seen = {.seed = 1};
    str rest = utf8_fold(out, text), word;
    while (str_next_part(&rest, ' ', &word)) {
        if (!word.n || table_get(&seen, word)) continue;
        *table_put(&seen, out, word) = 1;
        *vec_push(out, &words) = word;
    }
    return words;
}

static strs *keys_of_words(const json_t *list, const char *member, const bool *left_out, const ptrdiff_t *matched,
                           arena *out) {
    strs *keys = arena_new(out, strs, (ptrdiff_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        if ((left_out && left_out[i]) || (matched && matched[i] >= 0)) continue;
        keys[i] = words_of(exported_str(json_array_get(list, i), member), out);
    }
    return keys;
}

/* Those that no place matches, by their words: two thirds of all words of both. */
static void match_words(struct match *m, const json_t *old, const json_t *new, const char *member, arena tmp) {
    struct pairs pairs = {0}, alike = {0};
    strs *a = keys_of_words(old, member, m->taken, NULL, &tmp), *b = keys_of_words(new, member, NULL, m->old_of, &tmp);
    common_keys(a, json_array_size(old), b, json_array_size(new), &pairs, &tmp);
    for (ptrdiff_t i = 0; i < pairs.n; i++) {
        struct pair x = pairs.p[i];
        ptrdiff_t all = a[x.old].n + b[x.new].n - x.score;
        if (3 * x.score >= 2 * all)
            *vec_push(&tmp, &alike) = (struct pair){(int32_t)(1000 * x.score / all), x.old, x.new};
    }
    match_pairs(m, &alike);
}

static struct match match_claims(const json_t *old, const json_t *new, arena *out, arena tmp) {
    const json_t *a = exported_list(old, "claims"), *b = exported_list(new, "claims");
    struct match m = match_new(json_array_size(a), json_array_size(b), out);
    struct pairs pairs = {0};
    strs *x = keys_of_heads(old, a, &tmp), *y = keys_of_heads(new, b, &tmp);
    common_keys(x, json_array_size(a), y, json_array_size(b), &pairs, &tmp);
    match_pairs(&m, &pairs);
    match_words(&m, a, b, "text", tmp);
    return m;
}

/* Changes. */

/* Everything of two lists that is new, gone, or differs in one of the members. */
static void collect(changes *c, const json_t *old, const json_t *new, const struct match *m, const char *const *members,
                    arena *out) {
    for (size_t i = 0; i < json_array_size(new); i++) {
        struct change x = {.new = json_array_get(new, i)};
        if (m->old_of[i] >= 0) x.old = json_array_get(old, (size_t)m->old_of[i]);
        for (const char *const *k = members; x.old && *k; k++)
            if (!json_equal(json_object_get(x.old, *k), json_object_get(x.new, *k))) *vec_push(out, &x.members) = *k;
        if (!x.old || x.members.n) *vec_push(out, c) = x;
    }
    for (size_t i = 0; i < json_array_size(old); i++)
        if (!m->taken[i]) *vec_push(out, c) = (struct change){.old = json_array_get(old, i)};
}

static void compare_articles(struct compared_story *s, arena *out, arena tmp) {
    static const char *const members[] = {"sha256", "title", "published", "outlet", "reprint_of", NULL};
    const json_t *a = exported_list(s->old, "articles"), *b = exported_list(s->new, "articles");
    struct match m = match_new(json_array_size(a), json_array_size(b), &tmp);
    struct pairs pairs = {0};
    common_keys(keys_of_articles(a, &tmp), json_array_size(a), keys_of_articles(b, &tmp), json_array_size(b), &pairs,
                &tmp);
    match_pairs(&m, &pairs);
    collect(&s->articles, a, b, &m, members, out);
}

/* Of a claim's origins what counts: the interval, not the reasons. */
static bool same_origins(const json_t *a, const json_t *b) {
    const json_t *x = json_object_get(a, "origins"), *y = json_object_get(b, "origins");
    return json_equal(json_object_get(x, "low"), json_object_get(y, "low")) &&
           json_equal(json_object_get(x, "high"), json_object_get(y, "high"));
}

static void compare_claims(struct compared_story *s, const struct match *m, arena *out) {
    static const char *const members[] = {"status", "origins", "reality", "when", "where", "plover", "text", NULL};
    const json_t *a = exported_list(s->old, "claims"), *b = exported_list(s->new, "claims");
    changes all = {0};
    collect(&all, a, b, m, members, out);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        struct change x = all.p[i];
        ptrdiff_t n = 0;
        for (ptrdiff_t k = 0; k < x.members.n; k++) // only the reasons of its origins may differ
            if (strcmp(x.members.p[k], "origins") != 0 || !same_origins(x.old, x.new))
                x.members.p[n++] = x.members.p[k];
        x.members.n = n;
        if (!x.old || !x.new || n) *vec_push(out, &s->claims) = x;
    }
}

/* "c12" -> 11, or -1. */
static ptrdiff_t number_of(str id) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 1; i < id.n; i++) {
        if (!ascii_digit(id.p[i]) || n > 10000000) return -1;
        n = 10 * n + (id.p[i] - '0');
    }
    return n - 1;
}

/* Kind and values of its sides: what a conflict is, whatever its claims are called. */
static strs *keys_of_conflicts(const json_t *list, arena *out) {
    strs *keys = arena_new(out, strs, (ptrdiff_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *k = json_array_get(list, i), *sides = exported_list(k, "sides");
        str kind = exported_str(k, "kind");
        for (size_t s = 0; s < json_array_size(sides); s++) {
            str value = utf8_fold(out, exported_str(json_array_get(sides, s), "value"));
            *vec_push(out, &keys[i]) = arena_fmt(out, "%.*s %.*s", STR_FMT(kind), STR_FMT(value));
        }
    }
    return keys;
}

/* The pairs of conflicts that are of one kind and about claims that are matched. */
static void pairs_by_claims(const json_t *old, const json_t *new, const struct match *claims, struct pairs *pairs,
                            arena *out) {
    for (size_t i = 0; i < json_array_size(new); i++) {
        str id = exported_view(json_array_get(exported_list(json_array_get(new, i), "claims"), 0));
        ptrdiff_t claim = id.n ? number_of(id) : -1;
        if (claim < 0 || claim >= claims->n) continue;
        for (size_t k = 0; k < json_array_size(old); k++) {
            const json_t *x = json_array_get(old, k), *y = json_array_get(new, i);
            str other = exported_view(json_array_get(exported_list(x, "claims"), 0));
            if (!str_eq(exported_str(x, "kind"), exported_str(y, "kind")) || !other.n) continue;
            if (claims->old_of[claim] == number_of(other))
                *vec_push(out, pairs) = (struct pair){100, (int32_t)k, (int32_t)i};
        }
    }
}

static void compare_conflicts(struct compared_story *s, const struct match *claims, arena *out, arena tmp) {
    static const char *const members[] = {"compatible", "why", NULL};
    const json_t *a = exported_list(s->old, "conflicts"), *b = exported_list(s->new, "conflicts");
    struct match m = match_new(json_array_size(a), json_array_size(b), &tmp);
    struct pairs pairs = {0};
    common_keys(keys_of_conflicts(a, &tmp), json_array_size(a), keys_of_conflicts(b, &tmp), json_array_size(b), &pairs,
                &tmp);
    pairs_by_claims(a, b, claims, &pairs, &tmp);
    match_pairs(&m, &pairs);
    collect(&s->conflicts, a, b, &m, members, out);
    for (ptrdiff_t i = 0; i < s->conflicts.n; i++) {
        struct change x = s->conflicts.p[i];
        bool later = x.new &&str_find(exported_str(x.new, "why"), S("later count"), 0) >= 0;
        if (later) *vec_push(out, &s->figures) = x;
    }
}

/* A quotation by the words of all its variants. */
static strs *keys_of_quotes(const json_t *list, arena *out) {
    strs *keys = arena_new(out, strs, (ptrdiff_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *variants = exported_list(json_array_get(list, i), "variants");
        for (size_t v = 0; v < json_array_size(variants); v++)
            *vec_push(out, &keys[i]) = utf8_fold(out, exported_str(json_array_get(variants, v), "text"));
    }
    return keys;
}

static str actor_name(const json_t *story, str id) {
    ptrdiff_t i = id.n ? number_of(id) : -1;
    return i < 0 ? (str){0} : exported_str(json_array_get(exported_list(story, "actors"), (size_t)i), "name");
}

str compare_words(const json_t *story, const json_t *p) {
    const json_t *articles = exported_list(story, "articles");
    int64_t start, end;
    if (!exported_int(json_object_get(p, "start"), &start) || !exported_int(json_object_get(p, "end"), &end))
        return (str){0};
    for (size_t i = 0; i < json_array_size(articles); i++) {
        const json_t *a = json_array_get(articles, i);
        if (!str_eq(exported_str(a, "id"), exported_str(p, "article"))) continue;
        str text = exported_str(a, "text");
        ptrdiff_t at = 0, beg = -1;
        for (int64_t point = 0; at <= text.n; point++) {
            if (point == start) beg = at;
            if (point == end) return beg < 0 ? (str){0} : str_slice(text, beg, at);
            int n = 1;
            if (at < text.n) (void)utf8_at(text, at, &n);
            at += n;
        }
    }
    return (str){0};
}

static strs *keys_of_positions(const json_t *story, const json_t *list, arena *out) {
    strs *keys = arena_new(out, strs, (ptrdiff_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *p = json_array_get(list, i);
        str who = actor_name(story, exported_str(p, "actor")), act = exported_str(p, "act");
        str words = utf8_fold(out, compare_words(story, p));
        *vec_push(out, &keys[i]) = arena_fmt(out, "%.*s %.*s %.*s", STR_FMT(act), STR_FMT(who), STR_FMT(words));
    }
    return keys;
}

static strs *keys_of_texts(const json_t *list, arena *out) {
    strs *keys = arena_new(out, strs, (ptrdiff_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++)
        *vec_push(out, &keys[i]) = exported_str(json_array_get(list, i), "text");
    return keys;
}

static void compare_keyed(changes *c, const json_t *old, const json_t *new, const strs *x, const strs *y, arena *out,
                          arena tmp) {
    static const char *const none[] = {NULL};
    struct match m = match_new(json_array_size(old), json_array_size(new), &tmp);
    struct pairs pairs = {0};
    common_keys(x, json_array_size(old), y, json_array_size(new), &pairs, &tmp);
    match_pairs(&m, &pairs);
    collect(c, old, new, &m, none, out);
}

static void compare_story(struct compared_story *s, arena *out, arena tmp) {
    struct match claims = match_claims(s->old, s->new, out, tmp);
    compare_articles(s, out, tmp);
    compare_claims(s, &claims, out);
    compare_conflicts(s, &claims, out, tmp);
    const json_t *a = exported_list(s->old, "quotes"), *b = exported_list(s->new, "quotes");
    compare_keyed(&s->quotes, a, b, keys_of_quotes(a, &tmp), keys_of_quotes(b, &tmp), out, tmp);
    a = exported_list(s->old, "positions");
    b = exported_list(s->new, "positions");
    compare_keyed(&s->positions, a, b, keys_of_positions(s->old, a, &tmp), keys_of_positions(s->new, b, &tmp), out,
                  tmp);
    a = exported_list(s->old, "questions");
    b = exported_list(s->new, "questions");
    compare_keyed(&s->questions, a, b, keys_of_texts(a, &tmp), keys_of_texts(b, &tmp), out, tmp);
}

/* A story by its articles. */
static strs *keys_of_stories(const json_t *list, arena *out) {
    strs *keys = arena_new(out, strs, (ptrdiff_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *articles = exported_list(json_array_get(list, i), "articles");
        for (size_t k = 0; k < json_array_size(articles); k++)
            *vec_push(out, &keys[i]) = article_key(json_array_get(articles, k));
    }
    return keys;
}

struct comparison compare_accounts(const json_t *old, const json_t *new, arena *out, arena tmp) {
    struct comparison c = {0};
    const json_t *a = exported_list(old, "stories"), *b = exported_list(new, "stories");
    struct match m = match_new(json_array_size(a), json_array_size(b), out);
    struct pairs pairs = {0};
    common_keys(keys_of_stories(a, &tmp), json_array_size(a), keys_of_stories(b, &tmp), json_array_size(b), &pairs,
                &tmp);
    match_pairs(&m, &pairs);
    for (size_t i = 0; i < json_array_size(b); i++) {
        struct compared_story *s = vec_push(out, &c.stories);
        s->new = json_array_get(b, i);
        if (m.old_of[i] < 0) continue;
        s->old = json_array_get(a, (size_t)m.old_of[i]);
        compare_story(s, out, tmp);
    }
    for (size_t i = 0; i < json_array_size(a); i++)
        if (!m.taken[i]) *vec_push(out, &c.stories) = (struct compared_story){.old = json_array_get(a, i)};
    return c;
}

static bool story_equal(const struct compared_story *s) {
    return s->old && s->new &&
           s->articles.n + s->claims.n + s->conflicts.n + s->quotes.n + s->positions.n + s->questions.n == 0;
}

bool compare_equal(const struct comparison *c) {
    for (ptrdiff_t i = 0; i < c->stories.n; i++)
        if (!story_equal(&c->stories.p[i])) return false;
    return true;
}
