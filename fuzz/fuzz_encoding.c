// A first line that names an encoding, or names none, and then any bytes: decoded, and every character stands for
// bytes.
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "clean/encoding.h"

enum { ARENA_BYTES = 64 << 20 }; // a reset poisons all of it

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool ok, const char *words) {
    if (ok) return;
    fprintf(stderr, "fuzz_encoding: %s\n", words);
    abort();
}

static void check_pieces(const struct decoded *d, str raw) {
    ptrdiff_t text = 0, at = d->skip;
    for (ptrdiff_t i = 0; i < d->pieces.n; i++) {
        const struct piece *p = &d->pieces.p[i];
        expect((ptrdiff_t)p->text >= text && (ptrdiff_t)p->raw >= at, "pieces overlap or are not sorted");
        expect((ptrdiff_t)p->text - text == (ptrdiff_t)p->raw - at, "what lies between two pieces is no copy");
        expect(!memcmp(d->text.p + text, raw.p + at, p->text - (size_t)text), "a copy differs from the raw bytes");
        text = (ptrdiff_t)p->text + p->text_n;
        at = (ptrdiff_t)p->raw + p->raw_n;
        expect(text <= d->text.n && at <= raw.n, "a piece stands outside");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static arena out;
    if (!out.base && !arena_init(&out, ARENA_BYTES)) return 0;
    jmp_buf full;
    arena_reset(&out);
    out.full = &full;
    if (setjmp(full)) return 0;
    str all = str_of((const char *)data, (ptrdiff_t)size);
    ptrdiff_t line = str_find(all, S("\n"), 0);
    str charset = line >= 0 ? str_head(all, line) : (str){0}, raw = str_drop(all, line + 1);
    struct decoded d;
    encoding_decode(raw, charset, &d, &out);
    expect(utf8_check(d.text) < 0, "the text is not UTF-8");
    expect(d.name.n > 0, "an encoding without a name");
    check_pieces(&d, raw);
    article a = {.raw = raw};
    struct text_builder b = {.a = &a, .out = &out};
    for (ptrdiff_t i = 0, end; i < d.text.n; i = end) { // in steps that may end inside a stretch of copies
        for (end = i + 1; end < d.text.n && (end - i < 5 || ((unsigned char)d.text.p[end] & 0xC0) == 0x80);) end++;
        encoding_copy(&d, &b, i, end);
    }
    text_done(&b);
    expect(str_eq(a.text, d.text), "a copy in steps differs from the text");
    int64_t at = 0;
    for (uint32_t i = 0; i < a.text.n; i++) {
        raw_span r = article_raw(&a, (span){i, i + 1});
        expect(r.beg >= at && r.end > r.beg && r.end <= raw.n, "a character stands for no bytes, or goes backwards");
        at = r.beg;
    }
    return 0;
}
