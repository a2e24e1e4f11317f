#include "bench_group.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "story/index.h"

enum {
    A_DAY = 2500,
    SENTENCES = 14, // of an article
    TEXT = 1 << 14,
    NAMES = 9, // of a story
    STORY_DAYS = 3,
    STORIES_OPEN = 400,
    ALONE = 60, // percent
};

struct maker {
    struct {
        str *p;
        ptrdiff_t n;
    } sentences;
    uint64_t seed;
    uint64_t open[STORIES_OPEN]; // stories that go on
    char text[TEXT];
};

static uint64_t next(uint64_t *seed) { // splitmix64
    uint64_t z = *seed += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* Name number `which` of a story. */
static ptrdiff_t put_name(char *p, uint64_t story, uint64_t which) {
    static const char onset[] = "bcdfghjklmnprstvwz", vowel[] = "aeiou";
    uint64_t x = story * 64 + which;
    x = next(&x);
    ptrdiff_t n = 0;
    for (int k = 0; k < 3; k++, x /= 90) {
        p[n++] = onset[x % 18];
        p[n++] = vowel[x / 18 % 5];
    }
    p[n++] = onset[x % 18];
    p[0] = (char)(p[0] - 'a' + 'A');
    return n;
}

/* A sentence in which names are those of the story. Text holds what is ASCII of it. */
static ptrdiff_t put_sentence(char *p, ptrdiff_t room, str s, uint64_t story) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n && n + 16 < room;) {
        bool starts = i > 0 && s.p[i - 1] == ' ';
        if (starts && ascii_upper(s.p[i])) {
            uint64_t h = 0;
            for (; i < s.n && ascii_alpha(s.p[i]); i++) h = h * 31 + (unsigned char)s.p[i];
            n += put_name(p + n, story, h % NAMES);
        } else if (ascii_digit(s.p[i]) && (starts || !i)) {
            uint64_t h = story * 977 + (uint64_t)i;
            p[n++] = (char)('1' + next(&h) % 9);
            i++;
        } else {
            p[n++] = s.p[i++];
        }
    }
    if (n < room) p[n++] = ' ';
    return n;
}

static str make_text(struct maker *m, ptrdiff_t i) {
    uint64_t *open = &m->open[next(&m->seed) % STORIES_OPEN], story = (uint64_t)i + 1;
    if (next(&m->seed) % 100 >= ALONE) {
        if (!*open || (uint64_t)i - *open > STORY_DAYS * A_DAY) *open = story;
        story = *open;
    }
    uint64_t kind = story * 0x2545F4914F6CDD1Du >> 40; // stories of one kind share their sentences
    ptrdiff_t n = 0;
    for (int k = 0; k < SENTENCES; k++) {
        uint64_t which = kind % 997 * 131 + (uint64_t)k * 7 + next(&m->seed) % 3;
        n += put_sentence(m->text + n, TEXT - n, m->sentences.p[which % (uint64_t)m->sentences.n], story);
    }
    return str_of(m->text, n);
}

static void cut_sentences(struct maker *m, const str *texts, ptrdiff_t count) {
    ptrdiff_t cap = 0;
    for (ptrdiff_t t = 0; t < count; t++) cap += texts[t].n / 20 + 1;
    m->sentences.p = calloc((size_t)cap, sizeof(str));
    for (ptrdiff_t t = 0; t < count && m->sentences.p; t++) {
        str rest = texts[t], s;
        while (str_next_part(&rest, '.', &s)) {
            s = str_trim(s);
            if (s.n > 40 && m->sentences.n < cap) m->sentences.p[m->sentences.n++] = s;
        }
    }
}

/* Of this process alone: what else the machine does is no matter. */
static double cpu_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct told {
    int64_t stories;
};
static void put(void *self, int64_t number, int64_t story) { ((struct told *)self)->stories += number == story; }

static void line(const char *name, ptrdiff_t articles, double words, double seconds) {
    printf("%s\t%td\t%.0f\t%.4f\t%.1f\t%.0f\n", name, articles, words, seconds, (double)articles / seconds,
           words / seconds);
    fflush(stdout);
}

int bench_group_many(ptrdiff_t articles, const str *texts, ptrdiff_t count) {
    struct maker m = {.seed = 1};
    arena room;
    story_index *x = index_new();
    cut_sentences(&m, texts, count);
    if (!x || !m.sentences.n || !arena_init(&room, (ptrdiff_t)1 << 26)) return 1;
    struct told told = {0};
    double all = 0, first = 0, last = 0, words = 0, clock = 0;
    ptrdiff_t tenth = articles / 10;
    bool enough = true;
    for (ptrdiff_t i = 0; i < articles && enough; i++) {
        article a = {.when = {.known = true, .day = 15000 + (int32_t)(i / A_DAY), .second = -1}};
        a.text = make_text(&m, i);
        for (ptrdiff_t k = 0; k < a.text.n; k++) words += a.text.p[k] == ' ';
        double began = cpu_seconds();
        features f = features_of(&a, &room);
        enough = index_add(x, i, &f);
        arena_reset(&room);
        if ((i + 1) % A_DAY == 0 || i + 1 == articles)
            enough = enough && index_settle(x, &(struct index_sink){.self = &told, .put = put});
        clock += cpu_seconds() - began;
        if (i + 1 == tenth) first = clock;
        if (i + 1 == articles - tenth) last = clock;
    }
    all = clock;
    last = clock - last;
    index_free(x);
    arena_clear(&room);
    free(m.sentences.p);
    if (!enough || !told.stories) return 1;
    line("group-many", articles, words, all);
    line("group-first-tenth", tenth, words / 10, first);
    line("group-last-tenth", tenth, words / 10, last);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("group-many-mb\t%td\t%.0f\t%.1f\t\t\n", articles, words, (double)used.ru_maxrss / 1024);
    return 0;
}
