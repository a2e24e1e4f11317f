#include "story/group.h"

#include "check.h"

enum { TOPICS = 6, EACH = 4, ARTICLES = TOPICS * EACH };

/* Words of one topic each, told in changing order. */
static const char *const topics[TOPICS][8] = {
    {"Drammen", "paper", "mill", "fire", "firemen", "roof", "flames", "Friday"},
    {"Torvik", "Almera", "cup", "final", "striker", "goal", "referee", "stadium"},
    {"Guayaquil", "earthquake", "Ecuador", "houses", "tents", "rescuers", "magnitude", "aftershock"},
    {"Velora", "shares", "forecast", "chip", "quarter", "investors", "profit", "Frankfurt"},
    {"Leeds", "nurses", "strike", "union", "pay", "hospital", "ballot", "wards"},
    {"Porto", "Neves", "banker", "fraud", "verdict", "judge", "prison", "appeal"},
};

static unsigned next(unsigned *seed) { return (*seed = *seed * 1103515245 + 12345) >> 16 & 0x7FFF; }

static str telling(int topic, unsigned *seed, arena *out) {
    str s = S("The");
    for (int i = 0; i < 14; i++) {
        s = arena_cat(out, s, S(" "));
        s = arena_cat(out, s, str_cstr(topics[topic][next(seed) % 8]));
        if (i % 4 == 3) s = arena_cat(out, s, S(" and the"));
    }
    return s;
}

static article article_of(str text, int32_t day) {
    return (article){.text = text, .when = {.known = true, .day = day, .second = -1}};
}

static void the_order_of_the_articles_is_no_matter(void **state) {
    (void)state;
    arena out, tmp;
    assert_true(arena_init(&out, 1 << 24) && arena_init(&tmp, 1 << 24));
    unsigned seed = 11;
    article articles[ARTICLES];
    const article *list[ARTICLES];
    int32_t order[ARTICLES], story[ARTICLES], shuffled[ARTICLES];
    for (int d = 0; d < ARTICLES; d++) {
        articles[d] = article_of(telling(d % TOPICS, &seed, &out), 19000);
        list[d] = &articles[d];
        order[d] = d;
    }
    group_articles(list, ARTICLES, story, tmp);
    for (int i = 0; i < ARTICLES; i++) // one story a topic
        for (int j = 0; j < ARTICLES; j++) assert_int_equal(story[i] == story[j], i % TOPICS == j % TOPICS);
    for (int round = 0; round < 30; round++) {
        for (int i = ARTICLES - 1; i > 0; i--) {
            int j = (int)(next(&seed) % (unsigned)(i + 1));
            int32_t t = order[i];
            order[i] = order[j];
            order[j] = t;
        }
        for (int i = 0; i < ARTICLES; i++) list[i] = &articles[order[i]];
        group_articles(list, ARTICLES, shuffled, tmp);
        int32_t seen = 0; // numbered in the order of their first article
        for (int i = 0; i < ARTICLES; i++) {
            assert_true(shuffled[i] <= seen);
            if (shuffled[i] == seen) seen++;
            for (int j = 0; j < ARTICLES; j++)
                assert_int_equal(shuffled[i] == shuffled[j], story[order[i]] == story[order[j]]);
        }
    }
    arena_clear(&out);
    arena_clear(&tmp);
}

static void reports_far_apart_in_time_are_two_stories(void **state) {
    (void)state;
    arena tmp;
    assert_true(arena_init(&tmp, 1 << 20));
    str text = S("The river Sava took two bridges when heavy floods hit Ljubljana.");
    article articles[] = {article_of(text, 19000), article_of(text, 19004), article_of(text, 19400)};
    const article *list[] = {&articles[0], &articles[1], &articles[2]};
    int32_t story[3];
    group_articles(list, 3, story, tmp);
    assert_int_equal(story[0], 0);
    assert_int_equal(story[1], 0);
    assert_int_equal(story[2], 1);
    arena_clear(&tmp);
}

static void articles_without_words_stand_alone(void **state) {
    (void)state;
    arena tmp;
    assert_true(arena_init(&tmp, 1 << 20));
    article articles[] = {article_of((str){0}, 1), article_of(S("  . "), 1), article_of(S("a a a a"), 1)};
    const article *list[] = {&articles[0], &articles[1], &articles[2]};
    int32_t story[3];
    group_articles(list, 3, story, tmp);
    for (int i = 0; i < 3; i++) assert_int_equal(story[i], i);
    group_articles(list, 0, story, tmp);
    arena_clear(&tmp);
}

/* A corpus may be one story: its words stand everywhere, and still they are what the articles share. */
static void a_story_alone_is_one_story(void **state) {
    (void)state;
    enum { MANY = 300 };
    arena out, tmp;
    assert_true(arena_init(&out, 1 << 24) && arena_init(&tmp, 1 << 28));
    unsigned seed = 2;
    article articles[MANY];
    const article *list[MANY];
    int32_t story[MANY];
    for (int d = 0; d < MANY; d++) {
        articles[d] = article_of(telling(0, &seed, &out), 19000);
        list[d] = &articles[d];
    }
    for (ptrdiff_t n = 1; n <= MANY; n = n < 12 ? n + 1 : 2 * n) {
        group_articles(list, n, story, tmp);
        for (ptrdiff_t d = 0; d < n; d++) assert_int_equal(story[d], 0);
    }
    arena_clear(&out);
    arena_clear(&tmp);
}

/* Thousands of articles at once, most of them of no story: within seconds and the memory given. */
static void many_articles_are_bounded(void **state) {
    (void)state;
    enum { MANY = 3000, WORDS = 60 };
    arena out, tmp;
    assert_true(arena_init(&out, 1 << 28) && arena_init(&tmp, 1 << 30));
    article *articles = arena_new(&out, article, MANY);
    const article **list = arena_new(&out, const article *, MANY);
    int32_t *story = arena_new(&out, int32_t, MANY);
    unsigned seed = 1;
    for (int d = 0; d < MANY; d++) {
        char *text = arena_new(&out, char, 8 * WORDS);
        for (int w = 0; w < WORDS; w++) {
            unsigned word = next(&seed) % (w < 20 ? 40 : 20000); // a third of the words are common ones
            for (int k = 0; k < 4; k++, word /= 26) text[5 * w + k] = (char)('a' + word % 26);
            text[5 * w + 4] = ' ';
        }
        articles[d] = article_of(str_of(text, 5 * WORDS), 19000 + d % 5);
        list[d] = &articles[d];
    }
    group_articles(list, MANY, story, tmp);
    for (int d = 0; d < MANY; d++) assert_true(story[d] >= 0 && story[d] <= d);
    arena_clear(&out);
    arena_clear(&tmp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_the_articles_is_no_matter),
        cmocka_unit_test(reports_far_apart_in_time_are_two_stories),
        cmocka_unit_test(articles_without_words_stand_alone),
        cmocka_unit_test(a_story_alone_is_one_story),
        cmocka_unit_test(many_articles_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
