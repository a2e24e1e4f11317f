// Any bytes as a feed or a list of feeds: items within their bounds, well-formed UTF-8 throughout; and as a robots.txt.
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "doc/calendar.h"
#include "ingest/feed.h"
#include "ingest/robots.h"

enum { ARENA_BYTES = 64 << 20 }; // a reset poisons all of it

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool ok, const char *words) {
    if (ok) return;
    fprintf(stderr, "fuzz_feed: %s\n", words);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static arena out;
    if (!out.base && !arena_init(&out, ARENA_BYTES)) return 0;
    jmp_buf full;
    arena_reset(&out);
    out.full = &full;
    if (setjmp(full)) return 0;
    str bytes = str_of((const char *)data, (ptrdiff_t)size);
    struct feed f;
    error e = {0};
    if (!feed_read(bytes, S("https://a.example/b/c?d"), &f, &out, &e)) {
        expect(e.code != ERROR_NONE && e.words[0], "refused without a reason");
    } else {
        expect(utf8_check(f.title) < 0 && utf8_check(f.url) < 0 && utf8_check(f.outlet) < 0, "the feed is not UTF-8");
        for (ptrdiff_t k = 0; k < f.items.n; k++) {
            const struct feed_item *i = &f.items.p[k];
            struct moment m;
            page p;
            expect(utf8_check(i->id) < 0 && utf8_check(i->url) < 0 && utf8_check(i->title) < 0 &&
                       utf8_check(i->html) < 0,
                   "an item is not UTF-8");
            expect(!i->published.n || calendar_parse(i->published, &m), "a date that is none");
            expect(!i->updated.n || calendar_parse(i->updated, &m), "a date that is none");
            for (ptrdiff_t a = 0; a < i->authors.n; a++)
                expect(i->authors.p[a].n > 0 && utf8_check(i->authors.p[a]) < 0, "an author without a name");
            feed_item_page(&f, i, &p, &out);
            expect(p.raw.n <= 2 * (ptrdiff_t)size * 3 + 64, "an item longer than its feed");
        }
    }
    ptrdiff_t half = bytes.n / 2;
    expect(robots_allows(bytes, S("accord"), S("/robots.txt")), "robots.txt itself is forbidden");
    robots_allows(str_head(bytes, half), S("accord"), str_drop(bytes, half));
    robots_delay(bytes, S("accord"));
    return 0;
}
