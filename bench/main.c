/* accord-bench: how long the stages take, as TSV: case, articles, words, median seconds, articles and words a second,
 * where input is read, megabytes a second, unpacked; and of the case html, which takes the pages of a folder, by
 * default those of ../shared, the 99th percentile of what one page takes.
 *
 * The cases split, look, encode and analyse are the steps of the language layer and all of it; their words are UD's.
 *
 *     accord-bench [--articles N] [--runs N] [--threads N] [--added N] [--stored N] [--grouped N] [--pages FOLDER]
 * [CASE…]
 *
 * The corpus is made from the articles of examples/: copy k of a story has the letters inside its names turned by k, so
 * that every copy is a story of its own. Run from the source folder, or give it as ACCORD_SOURCE. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "accounts.h"
#include "archive_made.h"
#include "base/limits.h"
#include "base/os.h"
#include "bench_group.h"
#include "bench_html.h"
#include "bench_store.h"
#include "ingest/ingest.h"
#include "layer.h"
#include "report/report_json.h"

enum { STORIES_MAX = 26, RUNS_MAX = 101 };

struct corpus {
    arena room;
    struct {
        page *p;
        ptrdiff_t n, cap;
    } pages; // as they come from examples/
    struct {
        page *p;
        ptrdiff_t n, cap;
    } made; // the corpus
    ptrdiff_t words, next;
};

struct bench {
    struct corpus corpus;
    ptrdiff_t articles;
    int runs, threads;
    double clock;         // when what is measured began: after what a case only prepares
    ptrdiff_t bytes;      // written, so that nothing is optimised away
    ptrdiff_t step_words; // words of a step of the language layer, 0 in other cases
    ptrdiff_t read;       // by one run, unpacked; 0 where nothing is
    char archive[64];     // the path of one that was made
};

/* The corpus. */

static bool load(struct corpus *c, const char *folder) {
    const char *inputs[] = {folder};
    struct ingest *in = ingest_new(&os_real, inputs, 1, INGEST_AUTO);
    page p = {0};
    error e = {0};
    while (in && ingest_next(in, &c->room, &p, &e)) {
        if (!e.code && str_ends(p.source, S(".txt"))) *vec_push(&c->room, &c->pages) = p;
        e = (error){0};
    }
    ingest_free(in);
    return c->pages.n > 0;
}

/* Every letter but the first of each capitalised word is turned by k letters of the alphabet. */
static str turned(arena *a, str s, int k) {
    str t = arena_str(a, s);
    char *p = (char *)(uintptr_t)t.p;
    for (ptrdiff_t i = 0; i < t.n; i++) {
        bool starts = ascii_upper(p[i]) && (i == 0 || !ascii_alpha(p[i - 1]));
        if (!starts) continue;
        for (i++; i < t.n && ascii_lower(p[i]); i++) p[i] = (char)('a' + (p[i] - 'a' + k) % 26);
    }
    return t;
}

static void make(struct corpus *c, ptrdiff_t articles) {
    for (ptrdiff_t i = 0; i < articles; i++) {
        page p = c->pages.p[i % c->pages.n];
        int copy = (int)(i / c->pages.n);
        p.id = p.source = arena_fmt(&c->room, "%td", i);
        p.raw = turned(&c->room, p.raw, copy % STORIES_MAX);
        p.title = turned(&c->room, p.title, copy % STORIES_MAX);
        *vec_push(&c->room, &c->made) = p;
        for (ptrdiff_t k = 1; k < p.raw.n; k++) c->words += ascii_space(p.raw.p[k]) && !ascii_space(p.raw.p[k - 1]);
    }
}

static bool next_made(void *self, arena *out, page *p, error *e) {
    (void)out;
    (void)e;
    struct corpus *c = self;
    if (c->next == c->made.n) return false;
    *p = c->made.p[c->next++];
    return true;
}

/* The cases. */

static void ignore(void *self, const document *d) {
    (void)self;
    (void)d;
}

static bool count(void *self, const document *d, str rendered) {
    (void)d;
    ((struct bench *)self)->bytes += rendered.n;
    return true;
}

static void render_article(void *self, const document *d, buf *out) {
    (void)self;
    json j = {.out = out};
    json_article(&j, &d->article, (str){0});
}

static void render_reading(void *self, const document *d, buf *out) {
    (void)self;
    json j = {.out = out};
    json_reading(&j, &d->reading, false);
}

static struct flow flow_of(struct bench *b, enum flow_depth depth) {
    b->corpus.next = 0;
    return (struct flow){.self = b,
                         .source = &b->corpus,
                         .next = next_made,
                         .model = model_embedded(),
                         .threads = b->threads,
                         .depth = depth,
                         .take = count,
                         .reject = ignore};
}

static void bench_clean(struct bench *b) {
    struct flow f = flow_of(b, FLOW_CLEAN);
    f.render = render_article;
    flow_run(&f);
}

static void bench_read(struct bench *b) {
    struct flow f = flow_of(b, FLOW_READ);
    f.render = render_reading;
    flow_run(&f);
}

static bool count_bytes(void *self, str s) {
    ((struct bench *)self)->bytes += s.n;
    return true;
}

static void ignore_story(void *self, str what, const error *e) {
    (void)self;
    (void)what;
    (void)e;
}

static void write_accounts(struct bench *b, const documents *docs, bool one_story, enum accounts_format format) {
    accounts_write(&(struct accounts){.self = b,
                                      .docs = docs,
                                      .one_story = one_story,
                                      .options = {.as_of = INT32_MAX},
                                      .threads = b->threads,
                                      .format = format,
                                      .text = {.width = 80},
                                      .write = count_bytes,
                                      .reject = ignore_story});
}

/* Grouping and accounts alone: the articles are read before the clock starts. */
static void bench_account(struct bench *b) {
    documents docs = {0};
    struct flow f = flow_of(b, FLOW_READ);
    flow_keep(&f, &docs);
    b->clock = os_seconds();
    write_accounts(b, &docs, false, ACCOUNTS_JSON);
    documents_clear(&docs);
}

/* The account of one big story: how it grows shows with --articles 50 and 500. */
static void big_story(struct bench *b, enum accounts_format format) {
    documents docs = {0};
    struct flow f = flow_of(b, FLOW_READ);
    flow_keep(&f, &docs);
    b->clock = os_seconds();
    write_accounts(b, &docs, true, format);
    documents_clear(&docs);
}

static void bench_story(struct bench *b) { big_story(b, ACCOUNTS_JSON); }
static void bench_page(struct bench *b) { big_story(b, ACCOUNTS_HTML); }

static void bench_group(struct bench *b) {
    documents docs = {0};
    struct flow f = flow_of(b, FLOW_CLEAN);
    flow_keep(&f, &docs);
    b->clock = os_seconds();
    int32_t *story = calloc((size_t)docs.n + 1, sizeof *story);
    ptrdiff_t stories;
    if (story && documents_group(&docs, false, story, &stories)) b->bytes += stories;
    free(story);
    documents_clear(&docs);
}

/* The whole way: from bytes to a printed account of every story. */
static void bench_report(struct bench *b) {
    documents docs = {0};
    struct flow f = flow_of(b, FLOW_READ);
    flow_keep(&f, &docs);
    write_accounts(b, &docs, false, ACCOUNTS_TEXT);
    documents_clear(&docs);
}

/* Steps of the language layer: the clock is set so that only the step's own time is left. */
static void bench_step(struct bench *b, enum layer_step step) {
    documents docs = {0};
    struct flow f = flow_of(b, FLOW_CLEAN);
    flow_keep(&f, &docs);
    double took = layer_run(&docs, model_embedded(), step, &b->step_words);
    b->clock = os_seconds() - took;
    documents_clear(&docs);
}
static void bench_split(struct bench *b) { bench_step(b, LAYER_SPLIT); }
static void bench_look(struct bench *b) { bench_step(b, LAYER_LOOK); }
static void bench_encode(struct bench *b) { bench_step(b, LAYER_ENCODE); }
static void bench_analyse(struct bench *b) { bench_step(b, LAYER_ALL); }

/* Reading a packed web archive: from its file to the bytes of every page. */
static void bench_warc(struct bench *b) {
    enum { UNPACKED = 128 << 20 };
    if (!b->archive[0]) {
        buf packed = {0};
        b->read = archive_made(b->corpus.pages.p, b->corpus.pages.n, UNPACKED, &packed);
        snprintf(b->archive, sizeof b->archive, "/tmp/accord-bench-%ld.warc.gz", (long)getpid());
        os_real.write_file(NULL, b->archive, packed.p, packed.n);
        buf_clear(&packed);
        b->clock = os_seconds();
    }
    const char *input = b->archive;
    struct ingest *in = ingest_new(&os_real, &input, 1, INGEST_AUTO);
    arena room;
    page p;
    error e;
    if (!in || !arena_init(&room, LIMIT_ARENA_BYTES)) return;
    for (; ingest_next(in, &room, &p, &e); arena_reset(&room)) b->bytes += p.raw.n;
    arena_clear(&room);
    ingest_free(in);
}

static const struct bench_case {
    const char *name;
    void (*run)(struct bench *);
} cases[] = {
    {"clean", bench_clean},     {"split", bench_split}, {"look", bench_look},     {"encode", bench_encode},
    {"analyse", bench_analyse}, {"read", bench_read},   {"group", bench_group},   {"account", bench_account},
    {"story", bench_story},     {"page", bench_page},   {"report", bench_report}, {"warc", bench_warc},
};
enum { CASES = sizeof cases / sizeof *cases };

static bool group_many(struct bench *b, ptrdiff_t articles) {
    ptrdiff_t n = b->corpus.pages.n;
    str *texts = arena_new(&b->corpus.room, str, n);
    for (ptrdiff_t i = 0; i < n; i++) texts[i] = b->corpus.pages.p[i].raw;
    return bench_group_many(articles, texts, n) == 0;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void measure(struct bench *b, const struct bench_case *c) {
    double seconds[RUNS_MAX];
    b->read = 0;
    for (int i = 0; i < b->runs; i++) {
        b->clock = os_seconds();
        c->run(b);
        seconds[i] = os_seconds() - b->clock;
    }
    qsort(seconds, (size_t)b->runs, sizeof *seconds, by_size);
    double median = seconds[b->runs / 2];
    ptrdiff_t words = b->step_words ? b->step_words : b->corpus.words;
    b->step_words = 0;
    if (b->read)
        printf("%s\t\t\t%.4f\t\t\t%.0f\n", c->name, median, (double)b->read / median / 1e6);
    else
        printf("%s\t%td\t%td\t%.4f\t%.1f\t%.0f\t\n", c->name, b->corpus.made.n, words, median,
               (double)b->corpus.made.n / median, (double)words / median);
    fflush(stdout);
}

static bool wanted(int argc, char **argv, const char *name) {
    bool any = false;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) == 0) {
            i++;
            continue;
        }
        any = true;
        if (strcmp(argv[i], name) == 0) return true;
    }
    return !any;
}

int main(int argc, char **argv) {
    struct bench b = {.articles = 200, .runs = 5, .threads = 1};
    ptrdiff_t added = 5000, stored = 100000; // articles of the cases add and find
    ptrdiff_t grouped = 50000;               // and of the case group-many
    const char *source = getenv("ACCORD_SOURCE"), *pages = NULL;
    for (int i = 1; i + 1 < argc; i++) {
        int n = atoi(argv[i + 1]);
        if (strcmp(argv[i], "--pages") == 0) pages = argv[i + 1];
        if (strcmp(argv[i], "--articles") == 0 && n > 0) b.articles = n;
        if (strcmp(argv[i], "--added") == 0 && n > 0) added = n;
        if (strcmp(argv[i], "--stored") == 0 && n > 0) stored = n;
        if (strcmp(argv[i], "--grouped") == 0 && n > 0) grouped = n;
        if (strcmp(argv[i], "--threads") == 0 && n > 0) b.threads = n;
        if (strcmp(argv[i], "--runs") == 0 && n > 0 && n <= RUNS_MAX) b.runs = n;
    }
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/examples", source ? source : ".");
    if (!arena_init(&b.corpus.room, 4 * LIMIT_ARENA_BYTES) || !load(&b.corpus, folder)) {
        fprintf(stderr, "accord-bench: no articles in %s\n", folder);
        return 2;
    }
    make(&b.corpus, b.articles);
    puts("case\tarticles\twords\tseconds\tarticles_per_second\twords_per_second\tmegabytes_per_second\tp99_"
         "milliseconds");
    for (int i = 0; i < CASES; i++)
        if (wanted(argc, argv, cases[i].name)) measure(&b, &cases[i]);
    if (b.archive[0]) unlink(b.archive);
    snprintf(folder, sizeof folder, "%s/../shared/data/pages/html", source ? source : ".");
    if (wanted(argc, argv, "html")) bench_html(pages ? pages : folder, b.runs);
    if (wanted(argc, argv, "group-many") && !group_many(&b, grouped)) return 1;
    arena_clear(&b.corpus.room);
    int status = wanted(argc, argv, "add") ? bench_add(added, b.runs, b.threads) : 0;
    return status == 0 && wanted(argc, argv, "find") ? bench_find(stored, b.runs) : status;
}
