// Any bytes as an HTML page: cleaned or refused, and what comes out keeps the promises of doc/article.h.
#include <stdio.h>

#include "article_check.h"
#include "base/limits.h"
#include "clean/clean.h"

enum { ARENA_BYTES = 64 << 20 }; // a reset poisons all of it

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool ok, const char *words) {
    if (ok) return;
    fprintf(stderr, "fuzz_html: %s\n", words);
    abort();
}

/* article_check holds pages of plain text to more: there every raw byte is kept or dropped, here markup is neither. */
static const char *check(const article *a) {
    if (utf8_check(a->text) >= 0) return "text is not UTF-8";
    unsigned char *seen = calloc((size_t)a->raw.n + 1, 1);
    const char *broken = check_runs(a, seen);
    for (ptrdiff_t i = 0; i < a->raw.n && !broken; i++)
        if (seen[i] > 1) broken = "a raw byte stands twice";
    free(seen);
    int64_t at = 0;
    for (ptrdiff_t i = 0; i < a->dropped.n && !broken; i++) {
        raw_span d = a->dropped.p[i].raw;
        if (d.beg < at || d.beg >= d.end || d.end > a->raw.n || !a->dropped.p[i].why.n)
            broken = "a dropped piece is empty, out of order or outside raw";
        at = d.end;
    }
    for (ptrdiff_t i = 0; i < a->blocks.n && !broken; i++) {
        raw_span r = article_raw(a, a->blocks.p[i].span);
        if (r.beg >= r.end || r.end > a->raw.n) broken = "a block stands for no raw bytes";
    }
    if (!broken) broken = check_blocks(a);
    if (!broken && (a->title_span.end > a->text.n || a->title_span.beg > a->title_span.end))
        broken = "the title is outside";
    if (!broken && utf8_check(a->title) >= 0) broken = "the title is not UTF-8";
    return broken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static arena out, tmp;
    if (!out.base && (!arena_init(&out, ARENA_BYTES) || !arena_init(&tmp, ARENA_BYTES))) return 0;
    jmp_buf full;
    arena_reset(&out);
    out.full = tmp.full = &full;
    if (setjmp(full)) return 0;
    page p = {
        .source = S("fuzz"), .id = S("fuzz"), .raw = str_of((const char *)data, (ptrdiff_t)size), .format = PAGE_HTML};
    article a;
    error e = {0};
    if (!clean(&p, &a, &out, tmp, &e)) {
        expect(e.code != ERROR_NONE && e.words[0], "refused without a reason");
        return 0;
    }
    const char *broken = check(&a);
    expect(!broken, broken);
    return 0;
}
