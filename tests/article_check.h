/* article_check: whether an article keeps the promises of doc/article.h and clean/clean.h.
 *
 * Returns the broken one in words, or null: the text is UTF-8; runs are sorted, cover the text, go forwards in raw and
 * hold the bytes that they stand for; blocks are sorted, apart, and hold all of the text but white space; kept and
 * dropped raw bytes together are all bytes of raw that are no white space, each once. */
#ifndef ACCORD_TESTS_ARTICLE_CHECK_H
#define ACCORD_TESTS_ARTICLE_CHECK_H

#include <stdlib.h>

#include "base/utf8.h"
#include "doc/article.h"

static bool is_blank(str s, ptrdiff_t beg, ptrdiff_t end) {
    int n;
    for (ptrdiff_t i = beg; i < end; i += n)
        if (!utf8_is_space(utf8_at(s, i, &n))) return false;
    return true;
}

static const char *check_runs(const article *a, unsigned char *seen) {
    for (ptrdiff_t i = 0; i < a->runs.n; i++) {
        const struct run *r = &a->runs.p[i];
        ptrdiff_t end = i + 1 < a->runs.n ? a->runs.p[i + 1].text : a->text.n, n = end - r->text;
        if (i == 0 && r->text != 0) return "the first run does not begin the text";
        if (n <= 0) return "a run is empty or runs are not sorted";
        if (r->made) continue;
        if (r->raw < 0 || r->raw + (r->raw_n ? (ptrdiff_t)r->raw_n : n) > a->raw.n)
            return "a run stands for bytes outside raw";
        if (r->raw_n) continue;
        if (memcmp(a->text.p + r->text, a->raw.p + r->raw, (size_t)n) != 0) return "a run's bytes differ from raw";
        for (ptrdiff_t k = 0; k < n; k++) seen[r->raw + k]++;
    }
    for (ptrdiff_t i = 1; i < a->runs.n; i++)
        if (a->runs.p[i].raw < a->runs.p[i - 1].raw) return "raw goes backwards";
    return a->text.n && !a->runs.n ? "text without runs" : NULL;
}

static const char *check_blocks(const article *a) {
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < a->blocks.n; i++) {
        span s = a->blocks.p[i].span;
        if (s.beg >= s.end || s.end > a->text.n || s.beg < at) return "a block is empty, outside, or over another";
        if (!is_blank(a->text, at, s.beg)) return "text between blocks";
        at = s.end;
    }
    return is_blank(a->text, at, a->text.n) ? NULL : "text behind the last block";
}

static inline const char *article_check(const article *a) {
    if (utf8_check(a->text) >= 0) return "text is not UTF-8";
    unsigned char *seen = calloc((size_t)a->raw.n + 1, 1);
    if (!seen) return NULL;
    const char *broken = check_runs(a, seen);
    for (ptrdiff_t i = 0; i < a->dropped.n && !broken; i++) {
        raw_span d = a->dropped.p[i].raw;
        if (d.beg < 0 || d.beg >= d.end || d.end > a->raw.n) broken = "a dropped piece is empty or outside raw";
        if (!a->dropped.p[i].why.n) broken = "a dropped piece without a reason";
        for (int64_t k = d.beg; k < d.end && !broken; k++) seen[k]++;
    }
    int n;
    for (ptrdiff_t i = 0; i < a->raw.n && !broken; i += n) {
        bool blank = utf8_is_space(utf8_at(a->raw, i, &n));
        for (int k = 0; k < n && !broken; k++) {
            if (seen[i + k] > 1) broken = "a raw byte stands twice";
            if (!blank && !seen[i + k]) broken = "a raw byte was lost";
        }
    }
    free(seen);
    if (!broken) broken = check_blocks(a);
    if (!broken && (a->title_span.end > a->text.n || a->title_span.beg > a->title_span.end))
        broken = "the title is outside";
    if (!broken && article_point(a, (uint32_t)a->text.n) != utf8_count(a->text)) broken = "code points are miscounted";
    return broken;
}

#endif
