// Any bytes as a page of plain text: cleaned or refused, and what comes out keeps the promises of doc/article.h.
#include <stdio.h>

#include "article_check.h"
#include "base/limits.h"
#include "clean/clean.h"

enum { ARENA_BYTES = 32 << 20 }; // a reset poisons all of it

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool ok, const char *words) {
    if (ok) return;
    fprintf(stderr, "fuzz_text: %s\n", words);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static arena out, tmp;
    if (!out.base && (!arena_init(&out, ARENA_BYTES) || !arena_init(&tmp, ARENA_BYTES))) return 0;
    str raw = str_of((const char *)data, (ptrdiff_t)size);
    for (int plain = 0; plain < 2; plain++) {
        arena_reset(&out);
        page p = {.source = S("fuzz"),
                  .id = S("fuzz"),
                  .raw = raw,
                  .format = plain ? PAGE_PLAIN : PAGE_TEXT,
                  .title = str_head(raw, 40)};
        article a;
        error e = {0};
        if (!clean(&p, &a, &out, tmp, &e)) {
            expect(e.code != ERROR_NONE && e.words[0], "refused without a reason");
            continue;
        }
        const char *broken = article_check(&a);
        expect(!broken, broken);
        expect(!plain || a.dropped.n == 0, "plain text lost something");
    }
    return 0;
}
