/* Reprints measured: 2,000 pairs of made-up articles of which it is known which words of the second stand in the first.
 *
 * Copies: whole, under a new headline, with paragraphs added, with paragraphs dropped, cut off, stitched of two, with
 * the noise of a scan, with days and the agency's words changed. Hard negatives: two reports of one happening written
 * each for itself, with the same names, numbers and turns of phrase; and two that share nothing but a notice below. */
#include <stdlib.h>

#include "check.h"
#include "story/reprint.h"

enum {
    PAIRS = 2000,
    PHRASES = 4000, // of the language: two to four words each
    WORDS = 9000,   // of the language
    NAMES = 12,     // of a happening
    LONGEST = 1200,
    PARAGRAPHS = 9,
    NOTICE = 15, // words
};

static const float PRECISION_FLOOR = 0.98f, RECALL_FLOOR = 0.95f;

enum kind { WHOLE, HEADLINE, ADDED, DROPPED, CUT, STITCHED, SCANNED, RELABELLED, ALONE, NOTICED, KINDS };
static const char *const kind_name[KINDS] = {"whole",    "headline", "added",      "dropped",     "cut",
                                             "stitched", "scanned",  "relabelled", "independent", "notice"};

/* An article as numbers of words; from: where each word was copied from, -1 for one of its own. */
struct text {
    int32_t word[LONGEST], from[LONGEST];
    int32_t source[LONGEST]; // the article copied from
    int32_t n;
};

struct language {
    unsigned seed;
    int32_t phrase[PHRASES][4], length[PHRASES];
};

static unsigned next(struct language *l) { return (l->seed = l->seed * 1103515245 + 12345) >> 8 & 0xFFFFFF; }

/* The smaller the commoner. */
static int32_t drawn(struct language *l, int32_t n) {
    double x = (double)next(l) / 0x1000000;
    return (int32_t)((double)n * x * x * x);
}

static void put(struct text *t, int32_t word, int32_t source, int32_t from) {
    if (t->n == LONGEST) return;
    t->word[t->n] = word;
    t->source[t->n] = source;
    t->from[t->n++] = from;
}

/* A paragraph about a happening, of its names and of phrases that anybody uses. */
static void write_own(struct language *l, struct text *t, int32_t happening) {
    int32_t end = t->n + 25 + (int32_t)(next(l) % 25);
    while (t->n < end && t->n < LONGEST) {
        if (next(l) % 4 == 0) put(t, WORDS + happening * NAMES + (int32_t)(next(l) % NAMES), -1, -1);
        int32_t p = drawn(l, PHRASES);
        for (int32_t k = 0; k < l->length[p]; k++) put(t, l->phrase[p][k], -1, -1);
    }
}

static void copy(struct text *t, const struct text *from, int32_t source, int32_t beg, int32_t end) {
    for (int32_t i = beg; i < end && i < from->n; i++) put(t, from->word[i], source, i);
}

/* Changes a word, which is then its writer's own. */
static void change(struct language *l, struct text *t, int32_t i) {
    t->word[i] = 1000000 + (int32_t)next(l);
    t->source[i] = t->from[i] = -1;
}

static void make_copy(struct language *l, enum kind kind, const struct text *a, const struct text *other,
                      struct text *b, int32_t happening) {
    int32_t third = a->n / 3;
    switch (kind) {
    case HEADLINE:
        for (int k = 0; k < 9; k++) put(b, drawn(l, WORDS), -1, -1);
        copy(b, a, 0, 9, a->n);
        break;
    case ADDED:
        copy(b, a, 0, 0, third);
        write_own(l, b, happening);
        copy(b, a, 0, third, 2 * third);
        write_own(l, b, happening);
        write_own(l, b, happening);
        break;
    case DROPPED:
        copy(b, a, 0, 0, third);
        copy(b, a, 0, third + 40, 2 * third);
        copy(b, a, 0, 2 * third + 30, a->n);
        break;
    case CUT: copy(b, a, 0, 0, third); break;
    case STITCHED:
        copy(b, a, 0, 0, third);
        write_own(l, b, happening);
        copy(b, other, 1, third, 2 * third);
        break;
    case SCANNED:
        copy(b, a, 0, 0, a->n);
        for (int32_t i = 0; i < b->n; i++)
            if (next(l) % 25 == 0) change(l, b, i);
        break;
    case RELABELLED: // a day's name or the agency's in one of every third sentence
        copy(b, a, 0, 0, a->n);
        for (int32_t i = 10; i < b->n; i += 35 + (int32_t)(next(l) % 30)) change(l, b, i);
        break;
    default: copy(b, a, 0, 0, a->n); break;
    }
}

static reading reading_of(const struct text *t, arena *out) {
    reading r = {0};
    article *a = arena_new(out, article, 1);
    tokens_new(&r.tokens, out, t->n);
    for (int32_t i = 0; i < t->n; i++) {
        r.tokens.span[i] = (span){(uint32_t)(2 * i), (uint32_t)(2 * i + 1)};
        r.tokens.norm[i] = arena_fmt(out, "%d", t->word[i]);
        r.tokens.upos[i] = UPOS_NOUN;
    }
    r.article = a;
    return r;
}

struct score {
    double right, said, known;
};

/* Words of the last article that runs say stand in article `source`, against those that do. */
static void judge(const struct text *b, int32_t source, int32_t last, const struct shared_runs *runs, struct score *s) {
    static bool said[LONGEST];
    memset(said, 0, sizeof said);
    for (ptrdiff_t i = 0; i < runs->n; i++) {
        const struct shared_run *r = &runs->p[i];
        if (r->a != source || r->b != last) continue;
        for (uint32_t k = r->b_span.beg / 2; k < (r->b_span.end + 1) / 2; k++) said[k] = true;
    }
    for (int32_t i = 0; i < b->n; i++) {
        bool known = b->source[i] == source;
        s->said += said[i];
        s->known += known;
        s->right += said[i] && known;
    }
}

static void shared_ranges_are_found(void **state) {
    (void)state;
    static struct language l;
    static struct text a, other, b;
    struct score all = {0}, of[KINDS] = {{0}};
    arena out, tmp;
    assert_true(arena_init(&out, 1 << 24) && arena_init(&tmp, 1 << 24));
    l.seed = 77;
    for (int32_t p = 0; p < PHRASES; p++) {
        l.length[p] = 2 + (int32_t)(next(&l) % 3);
        for (int k = 0; k < 4; k++) l.phrase[p][k] = drawn(&l, WORDS);
    }
    for (int32_t i = 0; i < PAIRS; i++) {
        enum kind kind = (enum kind)(i % KINDS);
        a.n = other.n = b.n = 0;
        for (int p = 0; p < PARAGRAPHS; p++) write_own(&l, &a, i);
        for (int p = 0; p < PARAGRAPHS; p++) write_own(&l, &other, i);
        if (kind < ALONE) {
            make_copy(&l, kind, &a, &other, &b, i);
        } else {
            for (int p = 0; p < PARAGRAPHS; p++) write_own(&l, &b, i);
            if (kind == NOTICED) copy(&b, &a, 0, a.n - NOTICE, a.n);
        }
        reading r[] = {reading_of(&a, &out), reading_of(&other, &out), reading_of(&b, &out)};
        const reading *list[] = {&r[0], &r[1], &r[2]};
        struct shared_runs runs = {0};
        reprint_find(list, 3, &runs, &out, tmp);
        for (int32_t source = 0; source < 2; source++) {
            judge(&b, source, 2, &runs, &of[kind]);
            judge(&b, source, 2, &runs, &all);
        }
        arena_reset(&out);
    }
    for (int k = 0; k < KINDS; k++)
        print_message("%-12s precision %.4f recall %.4f\n", kind_name[k], of[k].said > 0 ? of[k].right / of[k].said : 1,
                      of[k].known > 0 ? of[k].right / of[k].known : 1);
    print_message("all          precision %.4f recall %.4f\n", all.right / all.said, all.right / all.known);
    assert_true(all.right >= PRECISION_FLOOR * all.said);
    assert_true(all.right >= RECALL_FLOOR * all.known);
    arena_clear(&out);
    arena_clear(&tmp);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shared_ranges_are_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
