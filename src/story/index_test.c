#include "story/index.h"

#include <stdlib.h>

#include "check.h"

enum { TOPICS = 40, DAYS = 12, EACH_DAY = 30, ARTICLES = DAYS * EACH_DAY, TEXT = 1200 };

static unsigned next(unsigned *seed) { return (*seed = *seed * 1103515245 + 12345) >> 16 & 0x7FFF; }

static ptrdiff_t put_word(char *p, unsigned of, unsigned which, bool name) {
    static const char *const syllables[] = {"ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"};
    unsigned x = of * 7919 + which * 104729 + 17;
    ptrdiff_t n = 0;
    for (int k = 0; k < 4; k++, x = x / 10 + x * 31 % 9973) {
        memcpy(p + n, syllables[x % 10], 2);
        n += 2;
    }
    if (name) p[0] = (char)(p[0] - 'a' + 'A');
    p[n++] = ' ';
    return n;
}

/* An article of a topic: a third of its words are of the topic, some of them names; the rest are anybody's. */
static article telling(unsigned topic, int32_t day, int words, unsigned *seed, arena *out) {
    char *p = arena_new(out, char, TEXT);
    ptrdiff_t n = 0;
    for (int w = 0; w < words; w++) {
        bool own = w % 3 == 0;
        n += put_word(p + n, own ? 1 + topic : 0, own ? next(seed) % 20 : next(seed) % 200, own && w % 2);
    }
    return (article){.text = str_of(p, n), .when = {.known = true, .day = day, .second = -1}};
}

struct corpus {
    arena out;
    features f[ARTICLES];
};

static struct corpus *corpus_new(int words) {
    struct corpus *c = calloc(1, sizeof *c);
    assert_true(c && arena_init(&c->out, 1 << 28));
    unsigned seed = 4;
    for (int i = 0; i < ARTICLES; i++) {
        article a = telling(next(&seed) % TOPICS, 19000 + i / EACH_DAY, words, &seed, &c->out);
        c->f[i] = features_of(&a, &c->out);
    }
    return c;
}

static void corpus_free(struct corpus *c) {
    arena_clear(&c->out);
    free(c);
}

static void put(void *self, int64_t number, int64_t story) { ((int64_t *)self)[number] = story; }

static void settle(story_index *x, int64_t *story) {
    assert_true(index_settle(x, &(struct index_sink){.self = story, .put = put}));
}

static void any_order_gives_the_same_stories(void **state) {
    (void)state;
    for (int words = 10; words <= 90; words += 80) {
        struct corpus *c = corpus_new(words);
        int64_t want[ARTICLES], got[ARTICLES];
        int order[ARTICLES], joined = 0;
        unsigned seed = 8;
        for (int round = 0; round < 6; round++) {
            story_index *x = index_new();
            assert_non_null(x);
            for (int i = 0; i < ARTICLES; i++) order[i] = i;
            for (int i = ARTICLES - 1; i > 0 && round; i--) {
                int j = (int)(next(&seed) % (unsigned)(i + 1)), t = order[i];
                order[i] = order[j];
                order[j] = t;
            }
            for (int i = 0; i < ARTICLES; i++) assert_true(index_add(x, order[i], &c->f[order[i]]));
            settle(x, round ? got : want);
            for (int i = 0; i < ARTICLES; i++) {
                joined += want[i] != i;
                if (round) assert_int_equal(got[i], want[i]);
            }
            index_free(x);
        }
        assert_true(joined > ARTICLES);
        corpus_free(c);
    }
}

/* Settled day by day, and saved and loaded in between, it goes on as it would have. */
static void a_saved_index_goes_on(void **state) {
    (void)state;
    for (int words = 10; words <= 90; words += 80) {
        struct corpus *c = corpus_new(words);
        int64_t want[ARTICLES], got[ARTICLES];
        story_index *whole = index_new(), *x = index_new();
        for (int i = 0; i < ARTICLES; i++) assert_true(index_add(whole, i, &c->f[i]));
        settle(whole, want);
        for (int day = 0; day < DAYS; day++) {
            for (int i = day * EACH_DAY; i < (day + 1) * EACH_DAY; i++) assert_true(index_add(x, i, &c->f[i]));
            settle(x, got);
            buf bytes = {0}, again = {0};
            error e = {0};
            index_save(x, &bytes);
            index_free(x);
            x = index_load(buf_str(&bytes), &e);
            assert_non_null(x);
            index_save(x, &again);
            assert_true(str_eq(buf_str(&bytes), buf_str(&again)));
            buf_clear(&bytes);
            buf_clear(&again);
        }
        for (int i = 0; i < ARTICLES; i++) assert_int_equal(got[i], want[i]);
        index_free(whole);
        index_free(x);
        corpus_free(c);
    }
}

static void damaged_bytes_are_no_index(void **state) {
    (void)state;
    struct corpus *c = corpus_new(10);
    story_index *x = index_new();
    int64_t story[ARTICLES];
    for (int i = 0; i < 8; i++) assert_true(index_add(x, i, &c->f[i]));
    settle(x, story);
    buf bytes = {0};
    index_save(x, &bytes);
    index_free(x);
    for (ptrdiff_t n = 0; n < bytes.n; n++) { // cut at every byte
        error e = {0};
        assert_null(index_load(str_head(buf_str(&bytes), n), &e));
        assert_int_equal(e.code, ERROR_SYNTAX);
    }
    for (ptrdiff_t n = 0; n < bytes.n; n += 7) {
        error e = {0};
        bytes.p[n] ^= 0x20;
        assert_null(index_load(buf_str(&bytes), &e));
        bytes.p[n] ^= 0x20;
    }
    buf_clear(&bytes);
    corpus_free(c);
}

static void features_come_back_from_bytes(void **state) {
    (void)state;
    struct corpus *c = corpus_new(90);
    buf bytes = {0};
    features_save(&c->f[0], &bytes);
    str rest = buf_str(&bytes);
    features f;
    assert_true(features_load(&rest, &f, &c->out));
    assert_int_equal(rest.n, 0);
    assert_int_equal(features_cmp(&f, &c->f[0]), 0);
    for (ptrdiff_t n = 0; n < bytes.n; n++) {
        rest = str_head(buf_str(&bytes), n);
        assert_false(features_load(&rest, &f, &c->out));
    }
    buf_clear(&bytes);
    corpus_free(c);
}

/* What lies more than the window back is forgotten: the same text founds a story of its own. */
static void the_window_slides(void **state) {
    (void)state;
    struct corpus *c = corpus_new(90);
    features first = c->f[0], later = c->f[0];
    int64_t story[3] = {-1, -1, -1};
    story_index *x = index_new();
    later.day += INDEX_WINDOW_DAYS + 1;
    later.happened = later.day;
    assert_true(index_add(x, 0, &first));
    settle(x, story);
    assert_true(index_add(x, 1, &later));
    settle(x, story);
    assert_int_equal(story[0], 0);
    assert_int_equal(story[1], 1);
    buf bytes = {0};
    index_save(x, &bytes);
    ptrdiff_t one = bytes.n;
    later.day++;
    assert_true(index_add(x, 2, &later));
    settle(x, story);
    assert_int_equal(story[2], 1);
    index_save(x, &bytes);
    assert_true(bytes.n - one < 2 * one); // two articles are remembered, not three
    buf_clear(&bytes);
    index_free(x);
    corpus_free(c);
}

static void undated_articles_come_last(void **state) {
    (void)state;
    struct corpus *c = corpus_new(90);
    features undated = c->f[0];
    int64_t story[2];
    story_index *x = index_new();
    undated.day = undated.happened = FEATURES_UNDATED;
    assert_true(index_add(x, 0, &undated) && index_add(x, 1, &c->f[0]));
    settle(x, story);
    assert_int_equal(story[0], 1);
    assert_int_equal(story[1], 1);
    index_free(x);
    index_free(NULL);
    corpus_free(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_gives_the_same_stories),
        cmocka_unit_test(a_saved_index_goes_on),
        cmocka_unit_test(damaged_bytes_are_no_index),
        cmocka_unit_test(features_come_back_from_bytes),
        cmocka_unit_test(the_window_slides),
        cmocka_unit_test(undated_articles_come_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
