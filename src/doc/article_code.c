#include "doc/article_code.h"

#include "base/code.h"
#include "base/limits.h"
#include "base/utf8.h"

enum { TEXT_IS_RAW = 0, TEXT_FOLLOWS = 1 };

#define STRS_OF(a)                                                                                                     \
    {                                                                                                                  \
        &(a)->id, &(a)->source, &(a)->sha256, &(a)->outlet, &(a)->url, &(a)->title, &(a)->published,                   \
            &(a)->published_from, &(a)->agency, &(a)->dateline, &(a)->language                                         \
    }

void article_encode(const article *a, buf *out) {
    bool same = str_eq(a->text, a->raw);
    buf_byte(out, ARTICLE_CODE);
    buf_byte(out, same ? TEXT_IS_RAW : TEXT_FOLLOWS);
    const str *fields[] = STRS_OF(a);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) code_put_str(out, *fields[i]);
    code_put_int(out, a->title_span.beg);
    code_put_int(out, a->title_span.end);
    code_put_int(out, (uint64_t)a->byline.n);
    for (ptrdiff_t i = 0; i < a->byline.n; i++) code_put_str(out, a->byline.p[i]);
    code_put_int(out, a->when.known);
    code_put_signed(out, a->when.day);
    code_put_signed(out, a->when.second);

    code_put_int(out, (uint64_t)a->runs.n);
    struct run before = {0};
    for (ptrdiff_t i = 0; i < a->runs.n; i++) {
        struct run r = a->runs.p[i];
        code_put_int(out, r.text - before.text);
        code_put_int(out, (uint64_t)r.raw_n << 1 | r.made);
        code_put_signed(out, r.raw - before.raw);
        before = r;
    }
    code_put_int(out, (uint64_t)a->blocks.n);
    for (ptrdiff_t i = 0, at = 0; i < a->blocks.n; i++) {
        struct block b = a->blocks.p[i];
        code_put_int(out, (uint64_t)((ptrdiff_t)b.span.beg - at));
        code_put_int(out, span_len(b.span));
        code_put_int(out, b.kind);
        at = b.span.end;
    }
    code_put_int(out, (uint64_t)a->dropped.n);
    for (ptrdiff_t i = 0; i < a->dropped.n; i++) {
        code_put_signed(out, a->dropped.p[i].raw.beg);
        code_put_signed(out, a->dropped.p[i].raw.end);
        code_put_str(out, a->dropped.p[i].why);
    }
    if (!same) code_put_str(out, a->text);
}

static void get_runs(struct code_reader *r, str raw, article *a, arena *out) {
    struct run at = {0};
    for (ptrdiff_t n = code_count(r); n > 0 && !r->bad; n--) {
        at.text += (uint32_t)code_int(r, LIMIT_TEXT_BYTES);
        int64_t kind = code_int(r, (int64_t)1 << 32);
        at.raw_n = (uint32_t)(kind >> 1);
        at.made = kind & 1;
        int64_t raw_before = at.raw;
        at.raw += code_signed(r) % ((int64_t)1 << 40);
        bool first = !a->runs.n;
        if ((first ? at.text != 0 : at.text <= a->runs.p[a->runs.n - 1].text) || at.raw < raw_before ||
            at.raw + at.raw_n > raw.n)
            r->bad = true;
        if (!r->bad) *vec_push(out, &a->runs) = at;
    }
}

static void get_blocks(struct code_reader *r, article *a, arena *out) {
    int64_t at = 0;
    for (ptrdiff_t n = code_count(r); n > 0 && !r->bad; n--) {
        int64_t beg = at + code_int(r, LIMIT_TEXT_BYTES), end = beg + code_int(r, LIMIT_TEXT_BYTES);
        int64_t kind = code_int(r, BLOCK_TWEET);
        if (end > LIMIT_TEXT_BYTES) r->bad = true;
        if (r->bad) return;
        *vec_push(out, &a->blocks) = (struct block){{(uint32_t)beg, (uint32_t)end}, (enum block_kind)kind};
        at = end;
    }
}

static void get_dropped(struct code_reader *r, str raw, article *a, arena *out) {
    for (ptrdiff_t n = code_count(r); n > 0 && !r->bad; n--) {
        struct dropped d = {0};
        d.raw.beg = code_signed(r);
        d.raw.end = code_signed(r);
        d.why = code_str(r);
        if (d.raw.beg < 0 || d.raw.end < d.raw.beg || d.raw.end > raw.n) r->bad = true;
        if (!r->bad) *vec_push(out, &a->dropped) = d;
    }
}

static bool at_boundary(str text, uint32_t at) {
    return at <= text.n && (at == text.n || ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

/* Whether what was read hangs together with the text. */
static bool fits(const article *a) {
    if (a->text.n > LIMIT_TEXT_BYTES) return false;
    for (ptrdiff_t i = 0; i < a->runs.n; i++) {
        struct run r = a->runs.p[i];
        int64_t end = i + 1 < a->runs.n ? a->runs.p[i + 1].text : a->text.n;
        if (end <= r.text || (!r.made && !r.raw_n && r.raw + end - r.text > a->raw.n)) return false;
    }
    for (ptrdiff_t i = 0; i < a->blocks.n; i++)
        if (!at_boundary(a->text, a->blocks.p[i].span.beg) || !at_boundary(a->text, a->blocks.p[i].span.end))
            return false;
    span t = a->title_span;
    return t.beg <= t.end && at_boundary(a->text, t.beg) && at_boundary(a->text, t.end);
}

bool article_code_needs_raw(str code) { return code.n < 2 || code.p[1] == TEXT_IS_RAW; }

bool article_decode(str raw, str code, article *a, arena *out, error *e) {
    struct code_reader r = {.rest = code};
    *a = (article){.raw = raw};
    if (code_int(&r, 255) != ARTICLE_CODE) r.bad = true;
    bool same = code_int(&r, TEXT_FOLLOWS) == TEXT_IS_RAW;
    str *fields[] = STRS_OF(a);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) *fields[i] = code_str(&r);
    a->title_span.beg = (uint32_t)code_int(&r, LIMIT_TEXT_BYTES);
    a->title_span.end = (uint32_t)code_int(&r, LIMIT_TEXT_BYTES);
    for (ptrdiff_t n = code_count(&r); n > 0 && !r.bad; n--) *vec_push(out, &a->byline) = code_str(&r);
    a->when.known = code_int(&r, 1);
    a->when.day = (int32_t)(code_signed(&r) % INT32_MAX);
    a->when.second = (int32_t)(code_signed(&r) % (24 * 60 * 60 + 1));
    get_runs(&r, raw, a, out);
    get_blocks(&r, a, out);
    get_dropped(&r, raw, a, out);
    a->text = same ? raw : code_str(&r);
    if (r.bad || (a->text.n && !a->text.p) || utf8_check(a->text) >= 0 || r.rest.n || !fits(a)) {
        *a = (article){.raw = raw};
        return error_set(e, ERROR_SYNTAX, -1, "what was kept of this article is damaged");
    }
    article_index_points(a, out);
    return true;
}
