#include "bench_store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive.h"
#include "base/limits.h"
#include "base/os.h"
#include "doc/calendar.h"
#include "report/report_find.h"
#include "store/find.h"

enum {
    VOCABULARY = 40000,
    WORDS = 300,
    STORY = 10,
    CLAIMS = 20,
    BATCH = 1000,
    DAYS = 365,
    OUTLETS = 200,
    RUNS_MAX = 101
};

/* xorshift64*: the same corpus on every machine. */
static uint64_t seed = 88172645463325252u;
static uint64_t next_random(void) {
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return seed * 2685821657736338717u;
}

/* Word number r of the vocabulary: "baka", "bake" …, the frequent ones short. */
static int put_word(char *out, int r) {
    static const char consonants[] = "bcdfghjklmnprstvz", vowels[] = "aeiou";
    int n = 0;
    for (r += 17 * 5; r > 0; r /= 17 * 5) {
        out[n++] = consonants[r % 17];
        out[n++] = vowels[r / 17 % 5];
    }
    return n;
}

/* A rank by Zipf's law: its logarithm is uniform. */
static int draw(void) { return (int)exp(log(VOCABULARY) * (double)(next_random() >> 11) / 9007199254740992.0); }

static str make_text(arena *a, int words) {
    char *p = arena_new(a, char, words * 12 + 2);
    ptrdiff_t n = 0;
    for (int i = 0; i < words; i++) {
        n += put_word(p + n, draw());
        if (i % 20 == 19) p[n++] = '.';
        p[n++] = ' ';
    }
    return str_of(p, n - 1);
}

struct making {
    store *s;
    arena room;
    error e;
    article articles[STORY];
    reading readings[STORY];
    const reading *list[STORY];
    int64_t story;
};

/* An account of the story, as account_make would give it, of words that stand in its articles. */
static bool put_account(struct making *m, arena room) {
    struct stale_story stale;
    if (!store_next_stale(m->s, m->story - 1, &stale, &m->e)) return false;
    struct claim claims[CLAIMS] = {0};
    struct mention mentions[CLAIMS][2];
    struct actor actors[2] = {{.name = make_text(&room, 2)}, {.name = make_text(&room, 1)}};
    struct origin origin = {.name = S("Harbour Post")};
    int32_t who[2] = {0, 1};
    for (int c = 0; c < CLAIMS; c++) {
        for (int i = 0; i < 2; i++) {
            int32_t of = (int32_t)(next_random() % STORY);
            str text = m->articles[of].text;
            uint32_t beg = (uint32_t)(next_random() % (uint64_t)(text.n - 200));
            mentions[c][i] = (struct mention){.at = {of, {beg, beg + 90}}, .event = -1};
        }
        claims[c].mentions.p = mentions[c];
        claims[c].mentions.n = 2;
        claims[c].actors.p = who;
        claims[c].actors.n = 2;
        claims[c].status = (enum status)(c % STATUSES_COUNT);
        claims[c].plover = (enum plover)(c % PLOVERS_COUNT);
        claims[c].low = claims[c].high = 1;
    }
    account a = {.n = STORY, .readings = m->list};
    a.actors.p = actors;
    a.actors.n = 2;
    a.origins.p = &origin;
    a.origins.n = 1;
    a.claims.p = claims;
    a.claims.n = CLAIMS;
    buf packed = {0};
    store_pack_account(&a, S("{}"), &packed);
    bool good = store_put_account(m->s, &stale, buf_str(&packed), room, &m->e);
    buf_clear(&packed);
    return good;
}

static bool make_story(struct making *m, ptrdiff_t first, ptrdiff_t articles) {
    if (!store_new_story(m->s, &m->story, &m->e)) return false;
    buf packed = {0};
    for (int i = 0; i < STORY; i++) {
        ptrdiff_t n = first + i;
        int32_t day = calendar_day(2025, 1, 1) + (int32_t)(n * DAYS / articles);
        article *a = &m->articles[i];
        *a = (article){.id = arena_fmt(&m->room, "a%td", n),
                       .source = S("bench"),
                       .sha256 = S("bench"),
                       .outlet = arena_fmt(&m->room, "Post %d", (int)(next_random() % OUTLETS)),
                       .url = arena_fmt(&m->room, "https://post.example/%td", n),
                       .title = make_text(&m->room, 8),
                       .text = make_text(&m->room, WORDS),
                       .published = calendar_iso(&m->room, day),
                       .when = {.known = true, .day = day, .second = -1}};
        a->raw = a->text;
        m->readings[i] = (reading){.article = a};
        m->list[i] = &m->readings[i];
        struct kept k;
        packed.n = 0;
        store_pack(a, &packed);
        if (!store_keep(m->s, a, PAGE_PLAIN, buf_str(&packed), &k, &m->e) ||
            !store_set_story(m->s, k.key, m->story, &m->e))
            return false;
        a->id = arena_str(&m->room, str_cstr(k.id));
    }
    buf_clear(&packed);
    return put_account(m, m->room);
}

static bool make_store(const char *path, ptrdiff_t articles) {
    struct making m = {.e = {.at = -1}};
    m.s = store_open(path, STORE_WRITE, &m.e);
    bool good = m.s && arena_init(&m.room, LIMIT_ARENA_BYTES);
    for (ptrdiff_t done = 0; good && done < articles;) {
        good = store_begin(m.s, &m.e);
        for (int i = 0; good && i < BATCH && done < articles; i += STORY, done += STORY)
            good = make_story(&m, done, articles);
        good = good && store_commit(m.s, &m.e);
        arena_reset(&m.room);
    }
    if (!good) fprintf(stderr, "accord-bench: %s\n", m.e.words);
    arena_clear(&m.room);
    store_close(m.s);
    return good;
}

static bool ask(const char *path, str text, arena *out, arena tmp, ptrdiff_t *hits) {
    error e = {.at = -1};
    query q;
    struct found f = {0};
    store *s = store_open(path, STORE_READ, &e);
    bool good = s && query_parse(text, &q, out, &e) && store_find(s, &q, 20, false, &f, out, tmp, &e);
    buf b = {0};
    if (good) text_found(&b, &f, &(struct text_options){.width = 80});
    *hits = 0;
    for (int k = 0; k < KINDS; k++) *hits += f.kind[k].total;
    if (!good) fprintf(stderr, "accord-bench: %s\n", e.words);
    buf_clear(&b);
    store_close(s);
    return good;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Queries of words by their rank, so that how frequent they are is known. */
static bool measure(const char *path, ptrdiff_t articles, int runs, arena *out, arena tmp) {
    static const struct {
        const char *name, *format;
        int rank[3];
    } queries[] = {
        {"find_most_frequent", "%s", {1}},
        {"find_frequent", "%s", {100}},
        {"find_rare", "%s", {20000}},
        {"find_two", "%s %s", {30, 300}},
        {"find_either", "%s OR %s OR %s", {5, 50, 500}},
        {"find_phrase", "\"%s %s\"", {2, 3}},
        {"find_near", "%s NEAR/5 %s", {100, 110}},
        {"find_without", "%s -%s", {100, 1}},
        {"find_prefix", "%.3s*", {40}},
        {"find_date", "%s date:2025-03-10..2025-03-12", {1}},
        {"find_outlet", "%s outlet:\"post 7\"", {20}},
        {"find_status", "%s status:disputed", {10}},
        {"find_story", "%s story:s9", {1}},
    };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        char word[3][40] = {{0}};
        for (int k = 0; k < 3; k++) put_word(word[k], queries[i].rank[k]);
        str text = arena_fmt(out, queries[i].format, word[0], word[1], word[2]);
        double seconds[RUNS_MAX];
        ptrdiff_t hits = 0;
        for (int k = 0; k < runs; k++) {
            arena room = *out;
            double began = os_seconds();
            if (!ask(path, text, &room, tmp, &hits)) return false;
            seconds[k] = os_seconds() - began;
        }
        qsort(seconds, (size_t)runs, sizeof *seconds, by_size);
        printf("%s\t%td\t%td\t%.4f\t%.1f\t\n", queries[i].name, articles, hits, seconds[runs / 2],
               1 / seconds[runs / 2]);
        fflush(stdout);
    }
    return true;
}

/* A folder for the file of a store, and away with both. */
struct place_of_store {
    char folder[32], path[48];
};

static bool place_open(struct place_of_store *p) {
    snprintf(p->folder, sizeof p->folder, "/tmp/accord-bench-XXXXXX");
    if (!mkdtemp(p->folder)) return false;
    snprintf(p->path, sizeof p->path, "%s/store", p->folder);
    return true;
}

static void place_close(const struct place_of_store *p) {
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char path[64];
        snprintf(path, sizeof path, "%s%s", p->path, ends[i]);
        unlink(path);
    }
    rmdir(p->folder);
}

struct reports {
    ptrdiff_t next, articles;
};

static bool next_page(void *self, arena *out, page *p, error *e) {
    (void)e;
    struct reports *s = self;
    if (s->next == s->articles) return false;
    ptrdiff_t n = s->next++;
    int32_t day = calendar_day(2025, 1, 1) + (int32_t)(n * DAYS / s->articles);
    *p = (page){.format = PAGE_PLAIN,
                .id = arena_fmt(out, "a%td", n),
                .source = S("bench"),
                .outlet = arena_fmt(out, "Post %d", (int)(next_random() % OUTLETS)),
                .url = arena_fmt(out, "https://post.example/%td", n),
                .title = make_text(out, 8),
                .raw = make_text(out, WORDS),
                .published = calendar_iso(out, day),
                .row = true};
    return true;
}

static void see_kept(void *self, const article *a, const struct kept *k, int64_t story) {
    (void)a;
    (void)story;
    *(ptrdiff_t *)self += k->outcome == KEPT_NEW;
}

static void see_rejected(void *self, str source, const error *e) {
    (void)self;
    fprintf(stderr, "accord-bench: %.*s: %s\n", STR_FMT(source), e->words);
}

int bench_add(ptrdiff_t articles, int runs, int threads) {
    double seconds[RUNS_MAX];
    if (runs > RUNS_MAX) runs = RUNS_MAX;
    for (int i = 0; i < runs; i++) {
        struct place_of_store place;
        if (!place_open(&place)) return 2;
        error e = {.at = -1};
        ptrdiff_t kept = 0;
        store *s = store_open(place.path, STORE_WRITE, &e);
        struct archive a = {.self = &kept,
                            .store = s,
                            .model = model_embedded(),
                            .threads = threads,
                            .kept = see_kept,
                            .reject = see_rejected};
        struct reports source = {.articles = articles};
        double began = os_seconds();
        bool good = s && archive_add(&a, &source, next_page, &e) && kept == articles;
        seconds[i] = os_seconds() - began;
        archive_close(&a);
        store_close(s);
        place_close(&place);
        if (good) continue;
        fprintf(stderr, "accord-bench: %td of %td were kept: %s\n", kept, articles, e.words);
        return 2;
    }
    qsort(seconds, (size_t)runs, sizeof *seconds, by_size);
    double median = seconds[runs / 2];
    printf("add_unread\t%td\t%td\t%.4f\t%.1f\t%.0f\n", articles, articles * WORDS, median, (double)articles / median,
           (double)(articles * WORDS) / median);
    fflush(stdout);
    return 0;
}

int bench_find(ptrdiff_t articles, int runs) {
    struct place_of_store place;
    arena out, tmp;
    if (!place_open(&place) || !arena_init(&out, LIMIT_ARENA_BYTES) || !arena_init(&tmp, LIMIT_ARENA_BYTES)) return 2;
    articles -= articles % STORY;
    double began = os_seconds();
    bool good = make_store(place.path, articles);
    double seconds = os_seconds() - began;
    if (good)
        printf("find_make\t%td\t%td\t%.4f\t%.1f\t\n", articles, articles * WORDS, seconds, (double)articles / seconds);
    good = good && measure(place.path, articles, runs < RUNS_MAX ? runs : RUNS_MAX, &out, tmp);
    place_close(&place);
    arena_clear(&out);
    arena_clear(&tmp);
    return good ? 0 : 2;
}
