// Any bytes as a query: parsed or refused at a place in it; what is parsed is answered by a store, with marks where
// they may stand.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "doc/calendar.h"
#include "store/find.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool ok, const char *words) {
    if (ok) return;
    fprintf(stderr, "fuzz_query: %s\n", words);
    abort();
}

static article report(int i) {
    static const char *const texts[] = {
        "The ferry was late, the harbour office said. \xE2\x80\x9CIt was fog,\xE2\x80\x9D it said.",
        "A dam at Norrow holds back high water; caf\xC3\xA9s near the water closed.", ""};
    static const char *const titles[] = {"Ferry late", "", "Stocks rise"};
    return (article){.id = S("a"),
                     .source = S("fuzz"),
                     .outlet = S("Harbour Post"),
                     .title = str_cstr(titles[i]),
                     .sha256 = S("x"),
                     .text = str_cstr(texts[i]),
                     .raw = str_cstr(texts[i]),
                     .when = {.known = i > 0, .day = calendar_day(2025, 3, 1 + i), .second = -1}};
}

/* A few articles, and an account of the first. */
static store *make_store(void) {
    char folder[] = "/tmp/accord-fuzz-XXXXXX", path[64];
    error e = {.at = -1};
    expect(mkdtemp(folder) != NULL, "no folder");
    snprintf(path, sizeof path, "%s/store", folder);
    store *s = store_open(path, STORE_WRITE, &e);
    expect(s && store_begin(s, &e), e.words);
    buf packed = {0};
    article a[3];
    struct kept kept[3];
    int64_t story;
    expect(store_new_story(s, &story, &e), e.words);
    for (int i = 0; i < 3; i++) {
        a[i] = report(i);
        packed.n = 0;
        store_pack(&a[i], &packed);
        expect(store_keep(s, &a[i], PAGE_PLAIN, buf_str(&packed), &kept[i], &e), e.words);
        expect(store_set_story(s, kept[i].key, story, &e), e.words);
    }
    reading r = {.article = &a[0]};
    const reading *list[] = {&r};
    struct mention m = {.at = {0, {4, 18}}, .event = -1, .origin = -1};
    struct claim c = {.status = STATUS_SINGLE, .plover = PLOVER_ACCUSE, .low = 1, .high = 1};
    c.mentions.p = &m;
    c.mentions.n = 1;
    struct place variant = {0, {48, 58}};
    struct quotation q = {.speaker = -1, .speaker_name = S("the harbour office")};
    q.variants.p = &variant;
    q.variants.n = 1;
    account acc = {.n = 1, .readings = list};
    acc.claims.p = &c;
    acc.claims.n = 1;
    acc.quotes.p = &q;
    acc.quotes.n = 1;
    packed.n = 0;
    store_pack_account(&acc, S("{}"), &packed);
    arena tmp;
    expect(arena_init(&tmp, LIMIT_ARENA_BYTES), "no memory");
    struct stale_story of = {.story = story, .revision = 3};
    expect(store_put_account(s, &of, buf_str(&packed), tmp, &e) && store_commit(s, &e), e.words);
    arena_clear(&tmp);
    buf_clear(&packed);
    // The file lives on in the open store alone.
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char side[80];
        snprintf(side, sizeof side, "%s%s", path, ends[i]);
        unlink(side);
    }
    rmdir(folder);
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static store *s;
    static arena out, tmp;
    if (!s) {
        expect(arena_init(&out, 64 << 20) && arena_init(&tmp, 64 << 20), "no memory");
        s = make_store();
    }
    query q;
    error e = {.at = -1};
    str text = str_of((const char *)data, (ptrdiff_t)size);
    buf b = {0};
    if (!query_parse(text, &q, &out, &e)) {
        expect(e.code && e.words[0] && e.at >= -1 && e.at <= text.n, "refused without words, or outside the query");
        if (e.at >= 0) query_caret(text, e.at, &b);
    } else {
        struct found f;
        expect(store_find(s, &q, 20, true, &f, &out, tmp, &e), e.words);
        for (int k = 0; k < KINDS; k++) {
            for (ptrdiff_t i = 0; i < f.kind[k].n; i++) {
                const struct hit *h = &f.kind[k].p[i];
                expect(h->passage.beg <= h->passage.end && h->passage.end <= h->a->text.n,
                       "a passage outside its text");
                uint32_t at = h->passage.beg;
                for (ptrdiff_t m = 0; m < h->marks.n; m++) {
                    expect(at <= h->marks.p[m].beg && h->marks.p[m].beg < h->marks.p[m].end, "marks out of order");
                    at = h->marks.p[m].end;
                }
                expect(at <= h->passage.end, "a mark outside its passage");
            }
        }
    }
    buf_clear(&b);
    arena_reset(&out);
    return 0;
}
