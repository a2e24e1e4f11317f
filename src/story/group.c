/* Grouping by the cosine of weighted words (tf-idf), average link, within a window of days.
 *
 * Names and figures tell two happenings of one kind apart, so capitalised words and numbers weigh more, and words of
 * the title weigh more than those of the text. Only the beginning of a text counts: news puts first what it is about.
 */
#include "story/group.h"

#include <math.h>
#include <stdlib.h>

#include "base/table.h"
#include "base/utf8.h"
#include "lexicon_tables.h"
#include "story/link.h"

static const float SAME_STORY = 0.15f, PAIR_FLOOR = 0.06f;
static const float SHORTEST_PART = 0.3f; // of the score that two long texts need is asked of two headlines
static const float NAME_WEIGHT = 1.6f, NUMBER_WEIGHT = 1.3f, TITLE_WEIGHT = 2.0f;
enum {
    WINDOW_DAYS = 10,   // reports further apart are about other happenings
    WORDS_READ = 260,   // of a text
    BACKGROUND = 400,   // articles of other stories that are supposed, so that a story alone has words of its own
    POSTING_MAX = 2000, // of a word; one in more articles proposes no pairs
    LONG_TEXT = 80,     // different words; a shorter one shares fewer by chance and by right
};

struct term {
    int32_t word;
    float weight;
};
struct terms {
    struct term *p;
    ptrdiff_t n, cap;
};

static int by_word(const void *a, const void *b) {
    const struct term *x = a, *y = b;
    return (x->word > y->word) - (x->word < y->word);
}

static bool inside_word(unsigned char c) { return ascii_alnum((char)c) || c >= 0x80 || c == '\'' || c == '-'; }

static void add_words(str text, int limit, float weight, struct terms *terms, table *words, arena *tmp) {
    int read = 0;
    for (ptrdiff_t i = 0, beg = 0; i <= text.n && read < limit; i++) {
        if (i < text.n && inside_word((unsigned char)text.p[i])) continue;
        str w = str_slice(text, beg, i);
        beg = i + 1;
        if (w.n < 2) continue;
        read++;
        bool digit = ascii_digit(w.p[0]), upper = utf8_is_upper(utf8_at(w, 0, &(int){0}));
        str key = utf8_fold(tmp, w);
        if (str_ends(key, S("'s"))) key.n -= 2;
        if (key.n < 2 || lex_find(&lex_function_words, key)) continue;
        int64_t *v = table_put(words, tmp, key);
        if (!*v) *v = words->n;
        *vec_push(tmp, terms) = (struct term){(int32_t)*v - 1, weight * (digit   ? NUMBER_WEIGHT
                                                                         : upper ? NAME_WEIGHT
                                                                                 : 1)};
    }
}

/* Adds up equal words; the weight grows with the logarithm of how often they stand. */
static void compress(struct terms *t) {
    if (t->n) qsort(t->p, (size_t)t->n, sizeof *t->p, by_word);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0, end; i < t->n; i = end) {
        float sum = 0;
        for (end = i; end < t->n && t->p[end].word == t->p[i].word; end++) sum += t->p[end].weight;
        t->p[n++] = (struct term){t->p[i].word, 1 + logf(sum)};
    }
    t->n = n;
}

struct posting {
    int32_t article;
    float weight;
};
struct postings {
    struct posting *p;
    ptrdiff_t n, cap;
};

/* Short texts share few words even when they are about one thing: their score is raised to what long ones would have.
 */
static float for_length(float s, ptrdiff_t a, ptrdiff_t b) {
    ptrdiff_t n = a < b ? a : b;
    float part = n < LONG_TEXT ? (float)n / LONG_TEXT : 1;
    return s / (SHORTEST_PART + (1 - SHORTEST_PART) * part);
}

static bool far_apart(const article *a, const article *b) {
    return a->when.known && b->when.known && abs(a->when.day - b->when.day) > WINDOW_DAYS;
}

void group_articles(const article *const *articles, ptrdiff_t n, int32_t *story, arena tmp) {
    struct terms *terms = arena_new(&tmp, struct terms, n);
    table words = {.seed = 10};
    for (ptrdiff_t d = 0; d < n; d++) {
        add_words(articles[d]->title, WORDS_READ, TITLE_WEIGHT, &terms[d], &words, &tmp);
        add_words(articles[d]->text, WORDS_READ, 1, &terms[d], &words, &tmp);
        compress(&terms[d]);
    }
    int32_t *df = arena_new(&tmp, int32_t, words.n + 1);
    for (ptrdiff_t d = 0; d < n; d++)
        for (ptrdiff_t i = 0; i < terms[d].n; i++) df[terms[d].p[i].word]++;
    struct postings *index = arena_new(&tmp, struct postings, words.n + 1);
    struct {
        struct link_pair *p;
        ptrdiff_t n, cap;
    } pairs = {0};
    float *dot = arena_new(&tmp, float, n);
    int32_t *touched = arena_new(&tmp, int32_t, n);
    for (ptrdiff_t d = 0; d < n; d++) {
        float norm = 0;
        for (ptrdiff_t i = 0; i < terms[d].n; i++) {
            struct term *t = &terms[d].p[i];
            t->weight *= logf((float)(n + BACKGROUND + 1) / ((float)df[t->word] + 0.5f));
            norm += t->weight * t->weight;
        }
        norm = norm > 0 ? 1 / sqrtf(norm) : 0;
        int32_t hits = 0;
        for (ptrdiff_t i = 0; i < terms[d].n; i++) {
            struct term *t = &terms[d].p[i];
            t->weight *= norm;
            if (df[t->word] < 2 || df[t->word] > POSTING_MAX) continue;
            struct postings *p = &index[t->word];
            for (ptrdiff_t k = 0; k < p->n; k++) {
                if (dot[p->p[k].article] == 0) touched[hits++] = p->p[k].article;
                dot[p->p[k].article] += t->weight * p->p[k].weight;
            }
            *vec_push(&tmp, p) = (struct posting){(int32_t)d, t->weight};
        }
        for (int32_t h = 0; h < hits; h++) {
            int32_t other = touched[h];
            float s = for_length(dot[other], terms[d].n, terms[other].n);
            dot[other] = 0;
            if (s >= PAIR_FLOOR && !far_apart(articles[d], articles[other]))
                *vec_push(&tmp, &pairs) = (struct link_pair){other, (int32_t)d, s};
        }
    }
    int32_t *cluster = arena_new(&tmp, int32_t, n);
    link_average((int32_t)n, pairs.p, pairs.n, SAME_STORY, cluster, tmp);
    int32_t stories = 0;
    for (ptrdiff_t d = 0; d < n; d++) story[d] = cluster[d] == d ? stories++ : story[cluster[d]];
}
