// Any bytes as a JSON Lines file, as standard input and as a side-car: pages or errors, and then the end.
#include <stdio.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "ingest/ingest.h"
#include "memory_os.h"

enum { ARENA_BYTES = 32 << 20 }; // a reset poisons all of it

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool ok, const char *words) {
    if (ok) return;
    fprintf(stderr, "fuzz_jsonl: %s\n", words);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static arena out;
    if (!out.base && !arena_init(&out, ARENA_BYTES)) return 0;
    str bytes = str_of((const char *)data, (ptrdiff_t)size);
    const struct memory_file files[] = {{.path = "rows.jsonl", .data = bytes},
                                        {.path = "a.txt", .data = S_INIT("Some text.")},
                                        {.path = "a.meta.json", .data = bytes}};
    struct memory m = {.file = files, .n = 3, .input = bytes, .fail_at = -1};
    os o = memory_os(&m);
    const char *inputs[] = {"rows.jsonl", "a.txt", "-"};
    struct ingest *in = ingest_new(&o, inputs, 3, INGEST_AUTO);
    if (!in) return 0;
    page p;
    error e;
    size_t lines = 4;
    for (size_t i = 0; i < size; i++) lines += 2 * (data[i] == '\n');
    for (size_t n = 0; ingest_next(in, &out, &p, &e); n++) {
        expect(n < lines + 2, "more pages than lines");
        expect(p.source.n > 0, "no source");
        if (e.code)
            expect(e.words[0] && e.at >= -1 && e.at <= (ptrdiff_t)size, "an error without words or outside the file");
        else
            expect(p.raw.n > 0 && p.id.n > 0 && utf8_check(p.id) < 0, "a page without bytes or id");
        arena_reset(&out);
    }
    ingest_free(in);
    return 0;
}
