#include "story/reprint.h"

#include <stdlib.h>

#include "base/table.h"

/* The words of one article that count: everything but punctuation. */
struct words {
    const str *norm; // the reading's column
    int32_t *word;   // [n] index into the reading's words
    int32_t n;
};

struct window {
    uint64_t hash;
    int32_t article, at; // at: index into words.word
};

static int by_hash(const void *a, const void *b) {
    const struct window *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->article != y->article) return x->article - y->article;
    return x->at - y->at;
}

static int by_place(const void *a, const void *b) {
    const struct shared_run *x = a, *y = b;
    if (x->a != y->a) return x->a - y->a;
    if (x->b != y->b) return x->b - y->b;
    if (x->a_span.beg != y->a_span.beg) return x->a_span.beg < y->a_span.beg ? -1 : 1;
    return x->b_span.beg < y->b_span.beg ? -1 : x->b_span.beg > y->b_span.beg;
}

static struct words words_of(const reading *r, arena *tmp) {
    const tokens *k = &r->tokens;
    struct words w = {.norm = k->norm, .word = arena_new(tmp, int32_t, k->n)};
    for (int32_t t = 0; t < k->n; t++)
        if (k->upos[t] != UPOS_PUNCT) w.word[w.n++] = t;
    return w;
}

static bool same_word(const struct words *x, int32_t i, const struct words *y, int32_t j) {
    return str_eq(x->norm[x->word[i]], y->norm[y->word[j]]);
}

/* Grows the window at (i, j) to the maximal run; false when the window only looked alike, or when the run goes on to
 * the left, so that another window reports it. */
static bool grow(const struct words *x, int32_t i, const struct words *y, int32_t j, int32_t *length) {
    if (i > 0 && j > 0 && same_word(x, i - 1, y, j - 1)) return false;
    int32_t n = 0;
    while (i + n < x->n && j + n < y->n && same_word(x, i + n, y, j + n)) n++;
    *length = n;
    return n >= REPRINT_WINDOW;
}

/* A place in an article, counted in words. */
struct place_of_word {
    int32_t article, at;
};

struct finding {
    const reading *const *readings;
    struct words *w; // [n]
    ptrdiff_t n;
    struct shared_runs *runs;
    arena *out;
    struct place_of_word **first; // [n][windows] where a common window stood first; null for an article without one
};

static void report(struct finding *f, int32_t a, int32_t i, int32_t b, int32_t j, int32_t length) {
    const tokens *ka = &f->readings[a]->tokens, *kb = &f->readings[b]->tokens;
    const struct words *x = &f->w[a], *y = &f->w[b];
    *vec_push(f->out, f->runs) = (struct shared_run){
        .a = a,
        .b = b,
        .words = length,
        .a_span = {ka->span[x->word[i]].beg, ka->span[x->word[i + length - 1]].end},
        .b_span = {kb->span[y->word[j]].beg, kb->span[y->word[j + length - 1]].end},
    };
}

/* Each place of a window with each other one. */
static void pair_all(struct finding *f, const struct window *p, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i++) {
        for (ptrdiff_t k = i + 1; k < n; k++) {
            int32_t a = p[i].article, b = p[k].article, length;
            if (a != b && grow(&f->w[a], p[i].at, &f->w[b], p[k].at, &length))
                report(f, a, p[i].at, b, p[k].at, length);
        }
    }
}

/* A window that many articles have is noted at each of them with its first place; one that stands again and again
 * within articles is a pattern, not a copy. */
static void note_common(struct finding *f, const struct window *p, ptrdiff_t n, arena *tmp) {
    ptrdiff_t articles = 1;
    for (ptrdiff_t i = 1; i < n; i++) articles += p[i].article != p[i - 1].article;
    if (n > REPRINT_REPEATED * articles) return;
    for (ptrdiff_t i = 1; i < n; i++) {
        int32_t d = p[i].article;
        if (d == p->article) continue;
        if (!f->first[d]) {
            f->first[d] = arena_new(tmp, struct place_of_word, f->w[d].n);
            for (int32_t k = 0; k < f->w[d].n; k++) f->first[d][k].article = -1;
        }
        f->first[d][p[i].at] = (struct place_of_word){p->article, p->at};
    }
}

/* Runs of common windows, each with the article that had it first: grown to both sides, looked at once. */
static void follow_common(struct finding *f, int32_t d) {
    const struct words *y = &f->w[d];
    int32_t before = -1, shift = 0, until = 0; // the last run: its first article, how far apart, its end
    for (int32_t j = 0; f->first[d] && j < y->n; j++) {
        struct place_of_word from = f->first[d][j];
        if (from.article < 0 || (from.article == before && j - from.at == shift && j < until)) continue;
        const struct words *x = &f->w[from.article];
        int32_t i = from.at, beg = j, length;
        while (i > 0 && beg > 0 && same_word(x, i - 1, y, beg - 1)) {
            i--;
            beg--;
        }
        if (!grow(x, i, y, beg, &length)) continue; // it only looked alike
        report(f, from.article, i, d, beg, length);
        before = from.article;
        shift = j - from.at;
        until = beg + length;
    }
}

static void once_each(struct shared_runs *runs) {
    if (runs->n) qsort(runs->p, (size_t)runs->n, sizeof *runs->p, by_place);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < runs->n; i++)
        if (!n || by_place(&runs->p[n - 1], &runs->p[i]) != 0) runs->p[n++] = runs->p[i];
    runs->n = n;
}

void reprint_find(const reading *const *readings, ptrdiff_t n, struct shared_runs *runs, arena *out, arena tmp) {
    struct finding f = {.readings = readings, .n = n, .runs = runs, .out = out};
    struct words *w = f.w = arena_new(&tmp, struct words, n);
    f.first = arena_new(&tmp, struct place_of_word *, n);
    ptrdiff_t windows = 0, count = 0;
    for (ptrdiff_t d = 0; d < n; d++) {
        w[d] = words_of(readings[d], &tmp);
        if (w[d].n >= REPRINT_WINDOW) windows += w[d].n - REPRINT_WINDOW + 1;
    }
    struct window *all = arena_new(&tmp, struct window, windows);
    for (ptrdiff_t d = 0; d < n; d++) {
        uint64_t *hash = arena_new(&tmp, uint64_t, w[d].n);
        for (int32_t i = 0; i < w[d].n; i++) hash[i] = str_hash(w[d].norm[w[d].word[i]], 1);
        for (int32_t i = 0; i + REPRINT_WINDOW <= w[d].n; i++) {
            uint64_t h = 0;
            for (int32_t k = 0; k < REPRINT_WINDOW; k++) h = h * 0x9E3779B97F4A7C15u + hash[i + k];
            all[count++] = (struct window){h, (int32_t)d, i};
        }
    }
    if (count) qsort(all, (size_t)count, sizeof *all, by_hash);
    for (ptrdiff_t beg = 0, end; beg < count; beg = end) {
        for (end = beg + 1; end < count && all[end].hash == all[beg].hash;) end++;
        if (end - beg <= REPRINT_COMMON)
            pair_all(&f, &all[beg], end - beg);
        else
            note_common(&f, &all[beg], end - beg, &tmp);
    }
    for (int32_t d = 0; d < n; d++) follow_common(&f, d);
    once_each(runs);
}

void reprint_originals(const reading *const *readings, ptrdiff_t n, const struct shared_runs *runs, int32_t *original,
                       arena tmp) {
    // Words of b that stand in a, for each pair with a before b; a reprint shares at least half of its words.
    int32_t *best = arena_new(&tmp, int32_t, n);
    for (ptrdiff_t i = 0; i < n; i++) original[i] = -1;
    for (ptrdiff_t i = 0, end; i < runs->n; i = end) {
        int32_t a = runs->p[i].a, b = runs->p[i].b, shared = 0;
        for (end = i; end < runs->n && runs->p[end].a == a && runs->p[end].b == b; end++) shared += runs->p[end].words;
        if (2 * shared >= (int32_t)readings[b]->tokens.n && shared > best[b]) {
            best[b] = shared;
            original[b] = a;
        }
    }
}
