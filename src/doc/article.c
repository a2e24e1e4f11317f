#include "doc/article.h"

#include "base/utf8.h"

/* The last run that begins at or before byte `at` of text. */
static ptrdiff_t run_at(const article *a, uint32_t at) {
    ptrdiff_t lo = 0, hi = a->runs.n;
    while (hi - lo > 1) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (a->runs.p[mid].text <= at)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* The first raw byte that the text's byte `at` in a run stands for. */
static int64_t raw_of(const article *a, ptrdiff_t run, uint32_t at) {
    const struct run *r = &a->runs.p[run];
    return r->made || r->raw_n ? r->raw : r->raw + (at - r->text);
}

/* One past the last. */
static int64_t raw_end_of(const article *a, ptrdiff_t run, uint32_t at) {
    const struct run *r = &a->runs.p[run];
    return r->raw_n ? r->raw + r->raw_n : raw_of(a, run, at) + 1;
}

raw_span article_raw(const article *a, span s) {
    if (!a->runs.n) return (raw_span){0, 0};
    ptrdiff_t first = run_at(a, s.beg);
    int64_t beg = raw_of(a, first, s.beg);
    if (s.end <= s.beg) return (raw_span){beg, beg};
    ptrdiff_t last = run_at(a, s.end - 1);
    while (first < last && a->runs.p[first].made) beg = a->runs.p[++first].raw;
    while (last > first && a->runs.p[last].made) last--;
    uint32_t run_end = last + 1 < a->runs.n ? a->runs.p[last + 1].text : (uint32_t)a->text.n;
    uint32_t end = s.end < run_end ? s.end : run_end;
    return (raw_span){beg, a->runs.p[last].made ? beg : raw_end_of(a, last, end - 1)};
}

int64_t article_point(const article *a, uint32_t at) {
    int64_t points = a->points[at / 64];
    for (uint32_t i = at / 64 * 64; i < at; i++) points += ((unsigned char)a->text.p[i] & 0xC0) != 0x80;
    return points;
}

void article_index_points(article *a, arena *out) {
    a->points = arena_new(out, uint32_t, a->text.n / 64 + 1);
    uint32_t points = 0;
    for (ptrdiff_t i = 0; i <= a->text.n; i++) {
        if (i % 64 == 0) a->points[i / 64] = points;
        if (i < a->text.n) points += ((unsigned char)a->text.p[i] & 0xC0) != 0x80;
    }
}

static void append(struct text_builder *b, str s) {
    if (b->bytes.cap - b->bytes.n < s.n) {
        ptrdiff_t cap = 2 * (b->bytes.n + s.n) + 256;
        char *p = arena_new(b->out, char, cap);
        if (b->bytes.n) memcpy(p, b->bytes.p, (size_t)b->bytes.n);
        b->bytes.p = p;
        b->bytes.cap = cap;
    }
    memcpy(b->bytes.p + b->bytes.n, s.p, (size_t)s.n);
    b->bytes.n += s.n;
}

void text_copy(struct text_builder *b, int64_t raw_beg, int64_t raw_end) {
    if (raw_beg >= raw_end) return;
    article *a = b->a;
    const struct run *last = a->runs.n ? &a->runs.p[a->runs.n - 1] : NULL;
    bool joins = last && !last->made && !last->raw_n && last->raw + (b->bytes.n - last->text) == raw_beg;
    if (!joins) *vec_push(b->out, &a->runs) = (struct run){.text = (uint32_t)b->bytes.n, .raw = raw_beg};
    append(b, str_slice(a->raw, raw_beg, raw_end));
}

void text_replace(struct text_builder *b, str text, int64_t raw_beg, int64_t raw_end) {
    if (!text.n) return;
    *vec_push(b->out, &b->a->runs) = (struct run){.text = (uint32_t)b->bytes.n,
                                                  .raw = raw_beg,
                                                  .raw_n = (uint32_t)(raw_end - raw_beg),
                                                  .made = raw_beg >= raw_end};
    append(b, text);
}

void text_make(struct text_builder *b, str separator, int64_t raw_at) {
    if (!separator.n) return;
    *vec_push(b->out, &b->a->runs) = (struct run){.text = (uint32_t)b->bytes.n, .raw = raw_at, .made = true};
    append(b, separator);
}

void text_done(struct text_builder *b) {
    b->a->text = str_of(b->bytes.p, b->bytes.n);
    article_index_points(b->a, b->out);
}
