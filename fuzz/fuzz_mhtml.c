// Any bytes as a page that a browser saved: the page in it, or a reason; and through the whole of ingest.
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "ingest/ingest.h"
#include "ingest/mhtml.h"
#include "memory_os.h"

enum { ARENA_BYTES = 32 << 20 }; // a reset poisons all of it

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool ok, const char *words) {
    if (ok) return;
    fprintf(stderr, "fuzz_mhtml: %s\n", words);
    abort();
}

/* As a file that says what it is, and as one that is told by its first bytes. */
static void ingest_both(str bytes, arena *out) {
    const struct memory_file files[] = {{.path = "a.mhtml", .data = bytes}, {.path = "b", .data = bytes}};
    struct memory m = {.file = files, .n = 2, .fail_at = -1};
    os o = memory_os(&m);
    const char *inputs[] = {"a.mhtml", "b"};
    struct ingest *in = ingest_new(&o, inputs, 2, INGEST_AUTO);
    if (!in) return;
    page p;
    error e;
    for (ptrdiff_t n = 0; ingest_next(in, out, &p, &e); n++) {
        expect(n < 2 * bytes.n + 4 && p.source.n > 0, "too many pages, or no source");
        expect(e.code ? e.words[0] != 0 : p.raw.n > 0 && p.id.n > 0 && utf8_check(p.id) < 0,
               "a page without bytes or id");
        arena_reset(out);
    }
    ingest_free(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static arena out;
    if (!out.base && !arena_init(&out, ARENA_BYTES)) return 0;
    str bytes = str_of((const char *)data, (ptrdiff_t)size);
    struct mhtml_page p;
    error e = {0};
    arena_reset(&out);
    if (!mhtml_read(bytes, &p, &out, &e))
        expect(e.code != ERROR_NONE && e.words[0], "refused without a reason");
    else
        expect(p.part > 0 && p.body.n > 0 && p.body.n <= bytes.n, "a page without bytes, or longer than its file");
    arena_reset(&out);
    ingest_both(bytes, &out);
    return 0;
}
