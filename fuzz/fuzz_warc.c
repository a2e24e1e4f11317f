// Any bytes as a web archive, packed or not, as WARC and as ARC: pages or errors, and then the end; each page within
// its bounds, and where it says that it stands.
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "ingest/arc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool ok, const char *words) {
    if (ok) return;
    fprintf(stderr, "fuzz_warc: %s\n", words);
    abort();
}

/* Reads every byte, so that a view into memory that is not ours is seen. */
static uint64_t sum(str s) {
    uint64_t total = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) total = total * 31 + (unsigned char)s.p[i];
    return total;
}

static bool next_page(struct warc *w, struct arc *a, struct warc_page *p, error *e) {
    return w ? warc_next(w, p, e) : arc_next(a, p, e);
}

static uint64_t read_all(struct stream *in, str data, struct warc *w, struct arc *a) {
    uint64_t total = 0;
    error e = {0};
    struct warc_page p;
    if (!stream_open_memory(in, data, &e)) {
        expect(e.code != ERROR_NONE && e.words[0], "refused without a reason");
        return 0;
    }
    in->salvage = true;
    int64_t last = 0, at = 0, answers = 0;
    while (next_page(w, a, &p, &e)) {
        expect(p.record >= last, "records go backwards");
        expect(in->at > at || ++answers < 4, "it does not move on");
        if (in->at > at) answers = 0;
        last = p.record;
        at = in->at;
        if (e.code)
            expect(e.words[0] != 0, "an error without words");
        else
            expect(p.body.n > 0 && p.body.n <= LIMIT_PAGE_BYTES, "a page without bytes, or too long");
        if (!e.code && p.at && in->packing == PACKING_NONE)
            expect(str_eq(str_slice(data, (ptrdiff_t)p.at, (ptrdiff_t)p.at + p.body.n), p.body), "a page elsewhere");
        total += sum(p.body) + sum(p.uri) + sum(p.date) + sum(p.charset);
    }
    stream_close(in);
    return total;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct stream *in, *inner;
    if (!in && (!(in = stream_new(&os_real)) || !(inner = stream_new(&os_real)))) return 0;
    struct warc w = {.in = in, .room = {.stream = inner}};
    struct arc a = {.in = in, .room = {.stream = inner}};
    str all = str_of((const char *)data, (ptrdiff_t)size);
    uint64_t total = read_all(in, all, &w, NULL) + read_all(in, all, NULL, &a);
    warc_clear(&w);
    arc_clear(&a);
    return total == 1 ? -1 : 0; // so that the sum is needed
}
