// store_find against a naive twin: every query over every text, word by word.
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "doc/calendar.h"
#include "store/find.h"

enum { TEXTS = 300, QUERIES = 600, WORDS = 9, LONGEST = 14 };

static const char *const vocabulary[WORDS] = {"ferry",       "dam",  "harbour", "late", "fer",
                                              "Caf\xC3\xA9", "mine", "was",     "high"};

/* A column of words, by their numbers. */
struct column {
    int word[LONGEST], n;
};

struct text {
    struct column title, text;
    int outlet, day;
    int64_t key;
};

struct world {
    arena out, tmp;
    char folder[64], path[96];
    store *s;
    struct text texts[TEXTS];
    uint32_t seed;
};

static int roll(struct world *w, int n) {
    w->seed = w->seed * 1664525u + 1013904223u;
    return (int)((w->seed >> 8) % (uint32_t)n);
}

static struct column words(struct world *w, int most) {
    struct column c = {.n = roll(w, most + 1)};
    for (int i = 0; i < c.n; i++) c.word[i] = roll(w, WORDS);
    return c;
}

static str spelled(struct world *w, const struct column *c) {
    str s = {0};
    for (int i = 0; i < c->n; i++)
        s = arena_fmt(&w->out, "%.*s%s%s", STR_FMT(s), i == 0 ? "" : i % 5 ? " " : ". ", vocabulary[c->word[i]]);
    return s;
}

static const char *const outlets[] = {"Harbour Post", "Inland Tribune", "The Post of Norrow"};

static int setup(void **state) {
    static struct world world;
    struct world *w = *state = &world;
    error e = {.at = -1};
    buf packed = {0};
    w->seed = 4;
    snprintf(w->folder, sizeof w->folder, "/tmp/accord-find-XXXXXX");
    if (!mkdtemp(w->folder) || !arena_init(&w->out, LIMIT_ARENA_BYTES) || !arena_init(&w->tmp, LIMIT_ARENA_BYTES))
        return 1;
    snprintf(w->path, sizeof w->path, "%.60s/store", w->folder);
    w->s = store_open(w->path, STORE_WRITE, &e);
    if (!w->s || !store_begin(w->s, &e)) return 1;
    for (int i = 0; i < TEXTS; i++) {
        struct text *t = &w->texts[i];
        *t = (struct text){.title = words(w, 4), .text = words(w, LONGEST), .outlet = roll(w, 3), .day = roll(w, 40)};
        article a = {.id = arena_fmt(&w->out, "t%d", i),
                     .source = S("test"),
                     .sha256 = S("x"),
                     .url = arena_fmt(&w->out, "https://post.example/%d", i),
                     .title = spelled(w, &t->title),
                     .text = spelled(w, &t->text),
                     .outlet = str_cstr(outlets[t->outlet])};
        a.raw = a.text;
        if (t->day) a.when = (struct moment){.known = true, .day = calendar_day(2025, 3, t->day), .second = -1};
        struct kept k;
        packed.n = 0;
        store_pack(&a, &packed);
        if (!store_keep(w->s, &a, PAGE_PLAIN, buf_str(&packed), &k, &e)) return 1;
        t->key = k.key;
    }
    buf_clear(&packed);
    return store_commit(w->s, &e) ? 0 : 1;
}

static int teardown(void **state) {
    struct world *w = *state;
    static const char *const ends[] = {"", "-wal", "-shm"};
    char path[128];
    store_close(w->s);
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%.90s%s", w->path, ends[i]);
        unlink(path);
    }
    rmdir(w->folder);
    arena_clear(&w->out);
    arena_clear(&w->tmp);
    return 0;
}

/* The twin. */

/* A term as numbers of words, the last one perhaps only begun. */
struct term {
    int word[4], n;
    bool prefix;
};

static struct term term_of(const struct query_node *n) {
    struct term t = {.prefix = n->prefix};
    str rest = n->text, part;
    while (str_next_part(&rest, ' ', &part))
        for (int i = 0; i < WORDS; i++)
            if (str_eq(part, str_cstr(vocabulary[i]))) t.word[t.n++] = i;
    return t;
}

/* A word of the vocabulary as a query compares it, in memory of the caller. */
static str folded(int word, arena *out) { return utf8_fold(out, str_cstr(vocabulary[word])); }

static bool stands_at(const struct column *c, const struct term *t, int at) {
    if (at + t->n > c->n) return false;
    for (int i = 0; i < t->n; i++) {
        bool begun = t->prefix && i + 1 == t->n;
        alignas(max_align_t) char room[256];
        arena here = arena_over(room, sizeof room);
        str got = folded(c->word[at + i], &here), want = folded(t->word[i], &here);
        arena_leave(&here);
        if (begun ? !str_starts(got, want) : !str_eq(got, want)) return false;
    }
    return true;
}

static bool stands_in(const struct column *c, const struct term *t) {
    for (int i = 0; i < c->n; i++)
        if (stands_at(c, t, i)) return true;
    return false;
}

static bool near_in(const struct column *c, const struct term *a, const struct term *b, int most) {
    for (int i = 0; i < c->n; i++) {
        for (int k = 0; k < c->n; k++) {
            if (!stands_at(c, a, i) || !stands_at(c, b, k)) continue;
            int between = i < k ? k - i - a->n : i - k - b->n;
            if (between <= most) return true;
        }
    }
    return false;
}

static bool answers(const query *q, int32_t node, const struct text *t) {
    if (node < 0) return true;
    const struct query_node *n = &q->nodes.p[node];
    switch (n->op) {
    case QUERY_AND: return answers(q, n->a, t) && answers(q, n->b, t);
    case QUERY_OR: return answers(q, n->a, t) || answers(q, n->b, t);
    case QUERY_NOT: return answers(q, n->a, t) && !answers(q, n->b, t);
    case QUERY_NEAR: {
        struct term a = term_of(&q->nodes.p[n->a]), b = term_of(&q->nodes.p[n->b]);
        return near_in(&t->title, &a, &b, n->near) || near_in(&t->text, &a, &b, n->near);
    }
    case QUERY_TERM: break;
    }
    if (n->field == FIELD_OUTLET) return str_find_nocase(str_cstr(outlets[t->outlet]), n->text, 0) >= 0;
    struct term term = term_of(n);
    return stands_in(&t->title, &term) || (n->field == FIELD_WORDS && stands_in(&t->text, &term));
}

static bool in_time(const query *q, const struct text *t) {
    if (q->from == INT32_MIN && q->to == INT32_MAX) return true;
    int32_t day = calendar_day(2025, 3, t->day);
    return t->day && day >= q->from && day <= q->to;
}

/* Queries. */

static str some_term(struct world *w) {
    const char *a = vocabulary[roll(w, WORDS)], *b = vocabulary[roll(w, WORDS)];
    switch (roll(w, 8)) {
    case 0: return arena_fmt(&w->out, "\"%s %s\"", a, b);
    case 1: return arena_fmt(&w->out, "%s*", a);
    case 2: return arena_fmt(&w->out, "\"%s %s\"*", a, b);
    case 3: return arena_fmt(&w->out, "title:%s", a);
    case 4: return arena_fmt(&w->out, "outlet:%s", roll(w, 2) ? "post" : "tribune");
    case 5: return arena_fmt(&w->out, "%s NEAR/%d \"%s %s\"", a, roll(w, 4), b, vocabulary[roll(w, WORDS)]);
    default: return str_cstr(a);
    }
}

static str some_query(struct world *w, int depth) {
    str s = some_term(w);
    for (int more = roll(w, 3); more > 0; more--) {
        bool group = depth && roll(w, 3) == 0;
        str t = group ? some_query(w, depth - 1) : some_term(w);
        if (group) t = arena_fmt(&w->out, "(%.*s)", STR_FMT(t));
        bool near = str_find(t, S("NEAR"), 0) >= 0;
        const char *operators[] = {" ", " OR ", " AND ", near ? " " : " -"};
        s = arena_fmt(&w->out, "%.*s%s%.*s", STR_FMT(s), operators[roll(w, 4)], STR_FMT(t));
    }
    return s;
}

static void test_twin(void **state) {
    struct world *w = *state;
    ptrdiff_t some = 0, all_marks = 0;
    for (int i = 0; i < QUERIES; i++) {
        arena out = w->out;
        error e = {.at = -1};
        query q;
        struct found f;
        str text = some_query(w, 2);
        if (roll(w, 4) == 0)
            text = arena_fmt(&w->out, "%.*s date:2025-03-%02d..2025-03-%02d", STR_FMT(text), 1 + roll(w, 15),
                             16 + roll(w, 15));
        if (!query_parse(text, &q, &w->out, &e)) fail_msg("%.*s: %s", STR_FMT(text), e.words);
        if (!store_find(w->s, &q, TEXTS, false, &f, &w->out, w->tmp, &e)) fail_msg("%.*s: %s", STR_FMT(text), e.words);
        const struct found_kind *k = &f.kind[KIND_ARTICLES];
        ptrdiff_t wanted = 0;
        for (int t = 0; t < TEXTS; t++) {
            if (!answers(&q, q.root, &w->texts[t]) || !in_time(&q, &w->texts[t])) continue;
            wanted++;
            bool there = false;
            for (ptrdiff_t h = 0; h < k->n; h++) there = there || k->p[h].key == w->texts[t].key;
            if (!there) fail_msg("%.*s: text %d is missing", STR_FMT(text), t);
        }
        if (wanted != k->total || k->n != k->total)
            fail_msg("%.*s: %td found, %td wanted", STR_FMT(text), k->total, wanted);
        for (ptrdiff_t h = 0; h < k->n; h++) {
            if (h) assert_true(k->p[h - 1].score >= k->p[h].score);
            all_marks += k->p[h].marks.n;
        }
        some += wanted > 0;
        w->out = out;
    }
    assert_true(some > QUERIES / 2);
    assert_true(all_marks > QUERIES);
}

/* Marks of one word are exactly where it stands in the passage. */
static void test_marks(void **state) {
    struct world *w = *state;
    for (int i = 0; i < WORDS; i++) {
        arena out = w->out;
        error e = {.at = -1};
        query q;
        struct found f;
        assert_true(query_parse(str_cstr(vocabulary[i]), &q, &w->out, &e));
        assert_true(store_find(w->s, &q, TEXTS, false, &f, &w->out, w->tmp, &e));
        for (ptrdiff_t h = 0; h < f.kind[KIND_ARTICLES].n; h++) {
            const struct hit *hit = &f.kind[KIND_ARTICLES].p[h];
            str passage = article_str(hit->a, hit->passage), word = str_cstr(vocabulary[i]);
            ptrdiff_t mark = 0;
            for (ptrdiff_t at = 0; (at = str_find(passage, word, at)) >= 0; at++) {
                bool whole = (at == 0 || !ascii_alnum(passage.p[at - 1])) &&
                             (at + word.n == passage.n || !ascii_alnum(passage.p[at + word.n]));
                if (!whole) continue;
                assert_true(mark < hit->marks.n);
                assert_int_equal(hit->marks.p[mark].beg - hit->passage.beg, at);
                assert_int_equal(span_len(hit->marks.p[mark]), word.n);
                mark++;
            }
            assert_int_equal(mark, hit->marks.n);
        }
        w->out = out;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_twin), cmocka_unit_test(test_marks)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
