#include "ingest/ingest.h"

#include <stdio.h>

#include "base/limits.h"
#include "check.h"
#include "ingest/fetch.h"
#include "memory_net.h"
#include "memory_os.h"
#include "pack.h"

static arena out;

/* What came of some inputs, a line a page or error. */
struct outcome {
    char lines[16384];
    int pages, errors, system_errors;
};

static void note(struct outcome *o, const page *p, const error *e) {
    size_t n = strlen(o->lines);
    if (e->code) {
        o->errors++;
        o->system_errors += e->code == ERROR_SYSTEM;
        snprintf(o->lines + n, sizeof o->lines - n, "%.*s: %s (line %td, byte %td)\n", STR_FMT(p->source), e->words,
                 e->line, e->at);
    } else {
        o->pages++;
        static const char *const format[] = {"text", "plain", "html", "conllu"};
        snprintf(o->lines + n, sizeof o->lines - n, "%.*s = %.*s, %s, %td bytes\n", STR_FMT(p->id), STR_FMT(p->source),
                 format[p->format], p->raw.n);
    }
}

static struct fetcher *network; // or null

static struct outcome take(struct memory *m, const char *const *inputs, ptrdiff_t n, enum ingest_format format) {
    struct outcome o = {0};
    os system = memory_os(m);
    struct ingest *in = ingest_new(&system, inputs, n, format);
    assert_non_null(in);
    ingest_use_network(in, network);
    page p;
    error e;
    for (int calls = 0; ingest_next(in, &out, &p, &e); calls++) {
        assert_true(calls < 100000);
        assert_true(p.source.n > 0);
        note(&o, &p, &e);
        arena_reset(&out);
    }
    ingest_free(in);
    return o;
}

static void expect(const struct memory_file *file, ptrdiff_t files, const char *input, const char *want) {
    struct memory m = {.file = file, .n = files, .fail_at = -1};
    struct outcome o = take(&m, &input, 1, INGEST_AUTO);
    if (strcmp(o.lines, want) != 0) print_error("%s gave\n%snot\n%s", input, o.lines, want);
    assert_string_equal(o.lines, want);
}

#define COUNT(a) ((ptrdiff_t)(sizeof(a) / sizeof *(a)))

static const struct memory_file tree[] = {
    {.path = "in", .kind = OS_FOLDER},
    {"in/b.txt", .data = S_INIT("B.")},
    {"in/a.txt", .data = S_INIT("Some text.")},
    {"in/a.meta.json",
     .data = S_INIT(
         "{\"outlet\": \"Harbour Post\", \"published\": \"2025-12-03\", \"byline\": \"By Jane Doe\", \"more\": 1}")},
    {"in/alone.meta.json", .data = S_INIT("{}")},
    {.path = "in/deep", .kind = OS_FOLDER},
    {"in/deep/a.txt", .data = S_INIT("Another a.")},
    {"in/deep/page.html", .data = S_INIT("<p>x")},
    {"in/deep/.hidden.txt", .data = S_INIT("no")},
    {"in/notes.md", .data = S_INIT("no")},
    {"in/rows.jsonl", .data = S_INIT("{\"id\": \"r1\", \"text\": \"One.\"}\n\n{\"text\": \"Two.\"}\n")},
    {.path = "in/loop", .kind = OS_LINKED_FOLDER},
};

static void a_folder_is_walked_in_byte_order(void **state) {
    (void)state;
    expect(tree, COUNT(tree), "in",
           "a = in/a.txt, text, 10 bytes\n"
           "in/alone.meta.json: a side-car without its text file (line 0, byte -1)\n"
           "b = in/b.txt, text, 2 bytes\n"
           "a-2 = in/deep/a.txt, text, 10 bytes\n"
           "page = in/deep/page.html, html, 4 bytes\n"
           "in/loop: a link to a folder is not followed: name it as an input (line 0, byte -1)\n"
           "r1 = in/rows.jsonl:1, plain, 4 bytes\n"
           "rows-3 = in/rows.jsonl:3, plain, 4 bytes\n");
    expect(tree, COUNT(tree), "in/a.meta.json", "");
    expect(tree, COUNT(tree), "in/alone.meta.json",
           "in/alone.meta.json: a side-car without its text file (line 0, byte -1)\n");
}

static void a_side_car_says_what_is_known(void **state) {
    (void)state;
    struct memory m = {.file = tree, .n = COUNT(tree), .fail_at = -1};
    os system = memory_os(&m);
    const char *input = "in/a.txt";
    struct ingest *in = ingest_new(&system, &input, 1, INGEST_AUTO);
    page p;
    error e;
    assert_true(ingest_next(in, &out, &p, &e) && !e.code);
    assert_str(p.outlet, S("Harbour Post"));
    assert_str(p.published, S("2025-12-03"));
    assert_str(p.published_from, S("side-car"));
    assert_int_equal(p.byline.n, 1);
    assert_str(p.byline.p[0], S("By Jane Doe"));
    assert_false(ingest_next(in, &out, &p, &e));
    ingest_free(in);
    arena_reset(&out);
}

static void standard_input_is_told_by_its_first_byte(void **state) {
    (void)state;
    struct memory m = {.input = S("\xEF\xBB\xBF \n {\"text\": \"A.\"}"), .fail_at = -1};
    const char *twice[] = {"-", "-"};
    assert_string_equal(take(&m, twice, 2, INGEST_AUTO).lines,
                        "stdin-2 = -:2, plain, 2 bytes\n"
                        "-: standard input is read once only (line 0, byte -1)\n");
    m.input = S("A {text}.");
    assert_string_equal(take(&m, twice, 1, INGEST_AUTO).lines, "stdin = -, text, 9 bytes\n");
    assert_string_equal(take(&m, twice, 1, INGEST_PLAIN).lines, "stdin = -, plain, 9 bytes\n");
    assert_string_equal(take(&m, twice, 1, INGEST_JSONL).lines,
                        "-:1: not JSON: '[' or '{' expected (line 1, byte 1)\n");
}

static void rows_are_read_as_they_come(void **state) {
    (void)state;
    static const struct memory_file f[] = {
        {"r.jsonl", .data = S_INIT("\xEF\xBB\xBF{\"id\": 12, \"text\": \"One.\", \"byline\": [\"Jane Doe\", \"John "
                                   "Roe\"], \"outlet\": null}\r\n"
                                   "{\"title\": \"A headline\"}\n"
                                   "{\"id\": \"12\", \"text\": \"Two.\"}\n"
                                   "{\"html\": \"<p>\"}\n"
                                   "{\"id\": \"x\", \"url\": 3, \"text\": \"T\"}\n"
                                   "{\"text\": \"T\", \"byline\": [1]}\n"
                                   "{\"text\": \"T\", \"published\": \"3 hours ago\"}\n"
                                   "{\"text\": \"\"}\n"
                                   "{\"outlet\": \"Post\"}\n"
                                   "{\"id\": \"a\\tb\", \"text\": \"T\"}\n"
                                   "[1]\n"
                                   "{\"text\": \"\xE9\"}\n"
                                   "{\"id\": \"a\", \"source\": \"first/a.txt\", \"text\": \"From a row.\", "
                                   "\"published\": \"2025-12-03\", \"published_from\": \"text\"}\n"
                                   "{\"text\": ")}};
    expect(f, 1, "r.jsonl",
           "12 = r.jsonl:1, plain, 4 bytes\n"
           "r-2 = r.jsonl:2, plain, 10 bytes\n"
           "r.jsonl:3: the id \"12\" was given before (line 3, byte 107)\n"
           "r-4 = r.jsonl:4, html, 3 bytes\n"
           "r.jsonl:5: its \"url\" is a number, not a string (line 5, byte 152)\n"
           "r.jsonl:6: its \"byline\" holds a number, not only strings (line 6, byte 187)\n"
           "r.jsonl:7: its \"published\" is no date: 3 hours ago (line 7, byte 216)\n"
           "r.jsonl:8: its \"text\" is empty (line 8, byte 258)\n"
           "r.jsonl:9: it has no \"text\" (line 9, byte 271)\n"
           "r.jsonl:10: its \"id\" holds a control character (line 10, byte 290)\n"
           "r.jsonl:11: JSON, but no object (line 11, byte 318)\n"
           "r.jsonl:12: byte 0xE9 is not UTF-8 (line 12, byte 332)\n"
           "a = first/a.txt, plain, 11 bytes\n"
           "r.jsonl:14: not JSON: unexpected token (line 14, byte 458)\n");
}

static void each_bad_input_gives_one_line(void **state) {
    (void)state;
    static const struct memory_file f[] = {
        {"empty.txt", .data = {0}},
        {"huge.txt", .data = S_INIT("x"), .claims = LIMIT_TEXT_BYTES + 1},
        {"huge.jsonl", .data = S_INIT("{}"), .claims = LIMIT_FILE_BYTES + 1},
        {"huge.rss", .data = S_INIT("<rss>"), .claims = LIMIT_FEED_BYTES + 1},
        {"huge.mhtml", .data = S_INIT("MIME-Version: 1.0\n\n"), .claims = LIMIT_MHTML_BYTES + 1},
        {"huge.html", .data = S_INIT("<p>Text"), .claims = LIMIT_PAGE_BYTES + 1},
        {"blank.jsonl", .data = S_INIT("\n \n")},
        {"s.txt", .data = S_INIT("Text.")},
        {"s.meta.json", .data = S_INIT("{\"language\": 3}")},
        {"t.txt", .data = S_INIT("Text.")},
        {"t.meta.json", .data = S_INIT("{\"published\": \"soon\"}")},
        {"u.txt", .data = S_INIT("Text.")},
        {"u.meta.json", .data = S_INIT("{\"outlet\": ")},
        {"v.txt", .data = S_INIT("Text.")},
        {"v.meta.json", .data = S_INIT("{}"), .claims = LIMIT_SIDECAR_BYTES + 1},
        {"w.txt", .data = S_INIT("Text.")},
        {"w.meta.json", .data = S_INIT("\xEF\xBB\xBF{\"title\": \"\xFF\"}")},
        {"x.gz", .data = S_INIT("\x1F\x8B")},
    };
    ptrdiff_t n = COUNT(f);
    expect(f, n, "missing.txt", "missing.txt: No such file or directory (line 0, byte -1)\n");
    expect(f, n, "empty.txt", "empty.txt: empty (line 0, byte -1)\n");
    expect(f, n, "huge.txt", "huge.txt: longer than the limit (line 0, byte -1)\n");
    expect(f, n, "huge.jsonl",
           "huge.jsonl:1: a row longer than 64 MiB (line 1, byte 0)\n"
           "huge.jsonl: nothing to be read in 1024 MiB: given up (line 0, byte -1)\n");
    expect(f, n, "huge.rss", "huge.rss: longer than the limit (line 0, byte -1)\n");
    expect(f, n, "huge.mhtml", "huge.mhtml: longer than the limit (line 0, byte -1)\n");
    expect(f, n, "huge.html", "huge.html: longer than the limit (line 0, byte -1)\n");
    expect(f, n, "blank.jsonl", "blank.jsonl: no rows in it (line 0, byte -1)\n");
    expect(f, n, "s.txt", "s.txt: its side-car: its \"language\" is a number, not a string (line 0, byte -1)\n");
    expect(f, n, "t.txt", "t.txt: its side-car: its \"published\" is no date: soon (line 0, byte -1)\n");
    expect(f, n, "u.txt", "u.txt: its side-car: not JSON: unexpected token (line 0, byte 11)\n");
    expect(f, n, "v.txt", "v.txt: its side-car: longer than the limit (line 0, byte -1)\n");
    expect(f, n, "w.txt", "w.txt: its side-car: byte 0xFF is not UTF-8 (line 0, byte 14)\n");
    expect(f, n, "x.gz", "x.gz: a .gz file that ends too early (line 0, byte 2)\n");
}

static void every_call_may_fail(void **state) {
    (void)state;
    const char *inputs[] = {"in", "-", "in/a.txt", "in/alone.meta.json", "in/rows.jsonl"};
    struct memory m = {.file = tree, .n = COUNT(tree), .input = S("Text."), .fail_at = -1};
    struct outcome all = take(&m, inputs, COUNT(inputs), INGEST_AUTO);
    int calls = m.calls;
    assert_true(calls > 15);
    for (int k = 0; k < calls; k++) {
        m.calls = 0;
        m.fail_at = k;
        struct outcome o = take(&m, inputs, COUNT(inputs), INGEST_AUTO);
        assert_true(o.errors >= all.errors - 4 && o.pages <= all.pages);
        // A side-car that cannot be seen is one without its text already; every other failure is told as itself.
        assert_true(o.system_errors == 1 || (o.system_errors == 0 && strcmp(o.lines, all.lines) == 0));
    }
}

static void a_file_may_end_at_any_byte(void **state) {
    (void)state;
    const str rows = S("{\"id\": \"a\", \"text\": \"Caf\xC3\xA9 \\u00e9\"}\r\n{\"id\": \"b\", \"byline\": [\"Jane "
                       "Doe\"], \"text\": \"Two\"}\n{\"title\": \"T\"}\n");
    const str car =
        S("{\"outlet\": \"Post\", \"published\": \"2025-12-03T10:00:00Z\", \"byline\": [\"Jane \xC3\xA9\"]}");
    const char *inputs[] = {"r.jsonl", "s.txt"};
    for (ptrdiff_t n = 0; n <= rows.n; n++) {
        const struct memory_file f[] = {{"r.jsonl", .data = str_head(rows, n)},
                                        {"s.txt", .data = S_INIT("T")},
                                        {"s.meta.json", .data = str_head(car, n)}};
        struct memory m = {.file = f, .n = 3, .fail_at = -1};
        struct outcome o = take(&m, inputs, 2, INGEST_AUTO);
        int whole = 0;
        for (ptrdiff_t i = 0; i < n; i++) whole += rows.p[i] == '\n';
        assert_true(o.pages - (n >= car.n) - whole <= 1 && o.pages >= whole);
        assert_true(o.errors <= 2 && o.pages + o.errors >= 2);
    }
}

static void limits_hold_just_past_them(void **state) {
    (void)state;
    char *big = malloc((size_t)LIMIT_ROW_BYTES + 64);
    assert_non_null(big);
    memset(big, 'x', (size_t)LIMIT_ROW_BYTES + 64);
    struct memory_file f = {"r.jsonl", .data = {big, LIMIT_ROW_BYTES + 1}};
    expect(&f, 1, "r.jsonl", "r.jsonl:1: a row longer than 64 MiB (line 1, byte 0)\n");
    memcpy(big, "{\"text\":\"", 9);
    memcpy(big + 9 + LIMIT_TEXT_BYTES + 1, "\"}", 2);
    f.data.n = 9 + LIMIT_TEXT_BYTES + 3;
    expect(&f, 1, "r.jsonl", "r.jsonl:1: its \"text\" is longer than 4 MiB (line 1, byte 0)\n");
    memcpy(big, "{\"id\":  \"", 9);
    memcpy(big + 9 + LIMIT_ID_BYTES + 1, "\"}", 2);
    f.data.n = 9 + LIMIT_ID_BYTES + 3;
    expect(&f, 1, "r.jsonl", "r.jsonl:1: its \"id\" is longer than 1024 bytes (line 1, byte 0)\n");
    struct memory m = {.input = {big, LIMIT_TEXT_BYTES + 1}, .fail_at = -1};
    big[0] = 'x';
    assert_string_equal(take(&m, (const char *[]){"-"}, 1, INGEST_AUTO).lines,
                        "-: longer than the limit (line 0, byte -1)\n");
    for (ptrdiff_t i = 0; i < 4 * LIMIT_BAD_ROWS; i++) big[i] = i % 2 ? '\n' : 'x';
    f.data.n = 4 * LIMIT_BAD_ROWS;
    m = (struct memory){.file = &f, .n = 1, .fail_at = -1};
    assert_int_equal(take(&m, (const char *[]){"r.jsonl"}, 1, INGEST_AUTO).errors, LIMIT_BAD_ROWS + 1);
    free(big);
}

static void folders_nest_no_deeper_than_the_limit(void **state) {
    (void)state;
    static char paths[LIMIT_WALK_DEPTH + 2][2 * (LIMIT_WALK_DEPTH + 4)];
    struct memory_file f[LIMIT_WALK_DEPTH + 2];
    for (int i = 0; i <= LIMIT_WALK_DEPTH + 1; i++) {
        for (int k = 0; k <= i; k++) memcpy(paths[i] + 2 * k, "d/", 2);
        paths[i][2 * i + 1] = 0;
        f[i] = (struct memory_file){.path = paths[i], .kind = OS_FOLDER};
    }
    f[LIMIT_WALK_DEPTH + 1] = (struct memory_file){.path = "d/a.txt", .data = S_INIT("Text.")};
    struct memory m = {.file = f, .n = LIMIT_WALK_DEPTH + 2, .fail_at = -1};
    struct outcome o = take(&m, (const char *[]){"d"}, 1, INGEST_AUTO);
    assert_int_equal(o.pages, 1);
    assert_int_equal(o.errors, 1);
    assert_non_null(strstr(o.lines, "folders in folders deeper than 32"));
}

/* An arena that runs out leaves nothing behind: the next call goes on with the next input. */
static void an_exhausted_arena_ends_one_page_alone(void **state) {
    (void)state;
    static char rows[2000];
    memset(rows, 'x', sizeof rows);
    memcpy(rows, "{\"text\": \"", 10);
    memcpy(rows + sizeof rows - 17, "\"}\n{\"text\": \"B\"}\n", 17);
    const struct memory_file f = {"r.jsonl", .data = {rows, sizeof rows}};
    struct memory m = {.file = &f, .n = 1, .fail_at = -1};
    os system = memory_os(&m);
    const char *input = "r.jsonl";
    struct ingest *volatile in = ingest_new(&system, &input, 1, INGEST_AUTO);
    static arena small;
    static jmp_buf full;
    assert_true(arena_init(&small, 1000));
    volatile int exhausted = 0, pages = 0;
    small.full = &full;
    for (;;) {
        page p;
        error e;
        arena_reset(&small);
        if (setjmp(full)) {
            exhausted++;
            continue;
        }
        if (!ingest_next(in, &small, &p, &e)) break;
        pages++;
    }
    assert_int_equal(exhausted, 1);
    assert_int_equal(pages, 1);
    ingest_free(in);
    small.full = NULL;
    arena_clear(&small);
}

static void what_is_packed_is_unpacked(void **state) {
    (void)state;
    buf gz = {0}, zst = {0}, cut = {0};
    pack_gzip(&gz, S("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n"));
    pack_zstd(&zst, S("Some text."));
    for (int i = 0; i < 2; i++) pack_gzip(&cut, S("{\"text\": \"One.\"}\n"));
    const struct memory_file f[] = {
        {"in/a.jsonl.gz", .data = buf_str(&gz)},  {"in/b.txt.zst", .data = buf_str(&zst)},
        {"in/c.txt.zst", .data = S_INIT("No")},   {"in/d.jsonl.gz", .data = str_head(buf_str(&cut), cut.n - 9)},
        {"in/e.zst", .data = buf_str(&zst)},      {.path = "in", .kind = OS_FOLDER},
        {"in/b.meta.json", .data = S_INIT("{}")},
    };
    char want[600];
    snprintf(want, sizeof want,
             "a-1 = in/a.jsonl.gz:1, plain, 4 bytes\na-2 = in/a.jsonl.gz:2, plain, 4 bytes\n"
             "b = in/b.txt.zst, text, 10 bytes\n"
             "in/c.txt.zst: no .zst file, or a broken one (line 0, byte 0)\n"
             "d-1 = in/d.jsonl.gz:1, plain, 4 bytes\nd-2 = in/d.jsonl.gz:2, plain, 4 bytes\n"
             "in/d.jsonl.gz: a .gz file that ends too early (line 0, byte %td)\n",
             cut.n - 9);
    expect(f, COUNT(f), "in", want);
    expect(f, COUNT(f), "in/e.zst", "e = in/e.zst, text, 10 bytes\n");
    buf_clear(&gz);
    buf_clear(&zst);
    buf_clear(&cut);
}

static void containers_give_their_members(void **state) {
    (void)state;
    static const struct memory_file f[] = {
        {.path = "in", .kind = OS_FOLDER},
        {"in/a.warc", .data = S_INIT("WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"
                                     "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: "
                                     "3\r\n\r\n<p>\r\n\r\n")},
        {"in/b.rss",
         .data = S_INIT("<rss><item><title>One</title></item><item></item><item><description>Two &amp;amp; three"
                        "</description></item></rss>")},
        {"in/c.xml", .data = S_INIT("<urlset></urlset>")},
        {"in/d.atom", .data = S_INIT("<feed></feed>")},
        {"in/e.opml", .data = S_INIT("<opml><outline xmlUrl='http://a.example/'/></opml>")},
    };
    expect(f, COUNT(f), "in",
           "a-2 = in/a.warc:2, html, 3 bytes\n"
           "b-1 = in/b.rss:1, plain, 3 bytes\n"
           "in/b.rss:2: an item without text (line 0, byte -1)\n"
           "b-3 = in/b.rss:3, html, 15 bytes\n"
           "in/c.xml: no feed: neither RSS nor Atom nor OPML (line 0, byte 0)\n"
           "in/d.atom: a feed without items (line 0, byte -1)\n"
           "in/e.opml: a list of feeds, and the network is not used here (line 0, byte -1)\n");
    expect(f, COUNT(f), "http://a.example/",
           "http://a.example/: an address on the network, which is not used here (line 0, byte -1)\n");
}

static void addresses_are_fetched(void **state) {
    (void)state;
    static const struct memory_page pages[] = {
        {"http://a.example/story-1.html?x=1", 200, "Content-Type: text/html; charset=latin1\r\n", S_INIT("<p>Page."),
         NULL},
        {"http://a.example/", 200, "Content-Type: text/html\r\n", S_INIT("Bare text"), NULL},
        {"http://a.example/i.png", 200, "Content-Type: image/png\r\n", S_INIT("\x89PNG"), NULL},
        {"http://a.example/feed", 200, "Content-Type: application/rss+xml\r\n",
         S_INIT("<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><item><link>/story-1.html?x=1</link>"
                "<description>Short</description></item><item><link>/gone</link></item><item><content:encoded>All of it"
                "</content:encoded><link>/whole</link></item></rss>"),
         NULL},
        {"http://b.example/feed", 200, NULL, S_INIT("<feed><entry><title>Alone</title></entry></feed>"), NULL},
    };
    static const struct memory_file f[] = {
        {"l.opml", .data = S_INIT("<opml><outline xmlUrl='http://b.example/feed'/><outline xmlUrl='/etc/x'/><outline "
                                  "xmlUrl='http://a.example/none'/></opml>")}};
    struct memory_net m = {.page = pages, .n = COUNT(pages)};
    struct net net = memory_net(&m);
    network = fetcher_new(&net, NULL);
    expect(f, 1, "http://a.example/story-1.html?x=1", "story-1 = http://a.example/story-1.html?x=1, html, 8 bytes\n");
    expect(f, 1, "http://a.example/", "a = http://a.example/, html, 9 bytes\n");
    expect(f, 1, "http://a.example/i.png",
           "http://a.example/i.png: no page: its server says that it is image/png (line 0, byte -1)\n");
    expect(f, 1, "http://a.example/feed",
           "feed-1 = http://a.example/story-1.html?x=1, html, 8 bytes\n"
           "http://a.example/gone: its server says 404 (line 0, byte -1)\n"
           "feed-3 = http://a.example/feed:3, html, 9 bytes\n");
    expect(f, 1, "l.opml",
           "feed-1 = http://b.example/feed:1, plain, 5 bytes\n"
           "http://a.example/none: its server says 404 (line 0, byte -1)\n");
    fetcher_free(network);
    network = NULL;
}

static void names_of_formats(void **state) {
    (void)state;
    enum ingest_format f;
    assert_true(ingest_format_of(S("conllu"), &f) && f == INGEST_CONLLU);
    assert_true(ingest_format_of(S("plain"), &f) && f == INGEST_PLAIN);
    assert_false(ingest_format_of(S("html5"), &f));
    assert_false(ingest_format_of(S(""), &f));
}

int main(void) {
    if (!arena_init(&out, 32 << 20)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_walked_in_byte_order),
        cmocka_unit_test(a_side_car_says_what_is_known),
        cmocka_unit_test(standard_input_is_told_by_its_first_byte),
        cmocka_unit_test(rows_are_read_as_they_come),
        cmocka_unit_test(each_bad_input_gives_one_line),
        cmocka_unit_test(every_call_may_fail),
        cmocka_unit_test(a_file_may_end_at_any_byte),
        cmocka_unit_test(limits_hold_just_past_them),
        cmocka_unit_test(folders_nest_no_deeper_than_the_limit),
        cmocka_unit_test(an_exhausted_arena_ends_one_page_alone),
        cmocka_unit_test(what_is_packed_is_unpacked),
        cmocka_unit_test(containers_give_their_members),
        cmocka_unit_test(addresses_are_fetched),
        cmocka_unit_test(names_of_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
