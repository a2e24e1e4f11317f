#include "check.h"

#include <stdlib.h>

#include "analyse/analyse.h"
#include "analyse/conllu.h"
#include "analyse/name.h"
#include "analyse/parse.h"
#include "analyse/token.h"
#include "base/limits.h"
#include "base/os.h"
#include "base/utf8.h"

static uint32_t roll(uint64_t *seed, uint32_t below) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

static void one_block(str text, article *a, arena *out) {
    *a = (article){.raw = text, .text = text};
    *vec_push(out, &a->runs) = (struct run){0};
    if (text.n) *vec_push(out, &a->blocks) = (struct block){.span = {0, (uint32_t)text.n}};
    article_index_points(a, out);
}

/* The invariants of doc/tokens.h. */
static void check_tokens(const article *a, const tokens *k) {
    for (ptrdiff_t t = 0; t < k->n; t++) {
        assert_true(k->span[t].beg < k->span[t].end && k->span[t].end <= (uint32_t)a->text.n);
        if (t) assert_true(k->span[t - 1].end <= k->span[t].beg);
        if (k->mwt[t]) assert_true(t > 0 && k->span[t - 1].end == k->span[t].beg && k->sent[t] == k->sent[t - 1]);
        str form = article_str(a, k->span[t]);
        assert_true(utf8_check(form) < 0);
        int n;
        for (ptrdiff_t i = 0; i < form.n; i += n) assert_false(utf8_is_space(utf8_at(form, i, &n)));
        assert_true(k->norm[t].n > 0 && k->lemma[t].n > 0 && k->xpos[t].p);
        assert_true(k->upos[t] < UPOS_COUNT && k->rel[t] < REL_COUNT && k->ner[t] < NER_COUNT);
    }
    int32_t next = 0;
    for (ptrdiff_t s = 0; s < k->sentences.n; s++) {
        const struct sentence *x = &k->sentences.p[s];
        int32_t roots = 0;
        assert_true(x->beg == next && x->end > x->beg && x->end - x->beg <= LIMIT_SENTENCE_TOKENS);
        assert_true(x->span.beg == k->span[x->beg].beg && x->span.end == k->span[x->end - 1].end);
        for (int32_t t = x->beg; t < x->end; t++) {
            int32_t steps = 0;
            assert_int_equal(k->sent[t], s);
            assert_true(k->head[t] == -1 || (k->head[t] >= x->beg && k->head[t] < x->end));
            assert_true((k->head[t] < 0) == (k->rel[t] == REL_ROOT));
            roots += k->head[t] < 0;
            for (int32_t w = t; w >= 0; w = k->head[w]) assert_true(++steps <= x->end - x->beg);
        }
        assert_int_equal(roots, 1);
        next = x->end;
    }
    assert_int_equal(next, k->n);
}

static void analyse_and_check(str text, arena *out, arena tmp, tokens *k) {
    article a;
    one_block(text, &a, out);
    analyse(model_embedded(), &a, k, out, tmp);
    check_tokens(&a, k);
    for (ptrdiff_t t = 0; t < k->n; t++) {
        bool first = t == k->sentences.p[k->sent[t]].beg;
        assert_true(name_follows(first ? NER_O : (enum ner)k->ner[t - 1], (enum ner)k->ner[t]));
    }
}

struct rooms {
    arena out, tmp;
};

static int open_rooms(void **state) {
    static struct rooms r;
    assert_true(arena_init(&r.out, (ptrdiff_t)1 << 30));
    assert_true(arena_init(&r.tmp, (ptrdiff_t)1 << 30));
    *state = &r;
    return 0;
}

static int close_rooms(void **state) {
    struct rooms *r = *state;
    arena_clear(&r->out);
    arena_clear(&r->tmp);
    return 0;
}

static void odd_texts_keep_the_invariants(void **state) {
    struct rooms *r = *state;
    static const str odd[] = {
        S_INIT(""),
        S_INIT(" "),
        S_INIT("a"),
        S_INIT("\0\1\2"),
        S_INIT("."),
        S_INIT("n't"),
        S_INIT("'"),
        S_INIT("''"),
        S_INIT("a\0b"),
        S_INIT("@ # $ %"),
        S_INIT("don't"),
        S_INIT("-"),
        S_INIT("http://"),
        S_INIT("a@b"),
        S_INIT("s'"),
        S_INIT("\xE2\x80\x8F\xE2\x80\x8B"),
        S_INIT("1"),
        S_INIT("1."),
        S_INIT("$"),
        S_INIT(":)"),
        S_INIT("\xF0\x9F\x91\x8D"),
        S_INIT("\xE2\x80\x99s"),
        S_INIT("U.S."),
        S_INIT("..."),
        S_INIT("pre-"),
        S_INIT("x.y"),
        S_INIT("A&B&C"),
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        tokens k;
        analyse_and_check(odd[i], &r->out, r->tmp, &k);
    }
}

static void texts_by_chance_keep_the_invariants(void **state) {
    struct rooms *r = *state;
    static const char *const pieces[] = {"the",
                                         "Bank",
                                         " ",
                                         " ",
                                         " ",
                                         "\n",
                                         ".",
                                         "'",
                                         "\"",
                                         "-",
                                         "s",
                                         "n't",
                                         "U.S.",
                                         "$",
                                         "5",
                                         ",000",
                                         "@",
                                         "#",
                                         "http://",
                                         "\xE2\x80\x99",
                                         "\xE2\x80\x9C",
                                         "Mr.",
                                         "!",
                                         "?",
                                         "\xC3\xA9",
                                         "(",
                                         ")",
                                         "said",
                                         "\x01",
                                         "/",
                                         "&",
                                         "*",
                                         "pre-",
                                         "\xF0\x9F\x91\x8D"};
    uint64_t seed = 5;
    for (int round = 0; round < 3000; round++) {
        char text[256];
        ptrdiff_t n = 0;
        for (uint32_t left = roll(&seed, 40); left--;) {
            const char *p = pieces[roll(&seed, sizeof pieces / sizeof *pieces)];
            if (n + (ptrdiff_t)strlen(p) > (ptrdiff_t)sizeof text) break;
            memcpy(text + n, p, strlen(p));
            n += (ptrdiff_t)strlen(p);
        }
        tokens k;
        analyse_and_check(str_of(text, n), &r->out, r->tmp, &k);
    }
}

static void a_long_sentence_is_cut(void **state) {
    struct rooms *r = *state;
    enum { WORDS = 5000 };
    char *text = malloc((size_t)WORDS * 7);
    ptrdiff_t n = 0;
    assert_non_null(text);
    for (int i = 0; i < WORDS; i++) memcpy(text + n, i % 3 ? "isn't " : "Ports ", 6), n += 6;
    tokens k;
    analyse_and_check(str_of(text, n), &r->out, r->tmp, &k);
    assert_true(k.n > WORDS && k.sentences.n >= k.n / LIMIT_SENTENCE_TOKENS);
    free(text);
}

/* A megabyte without white space, of what looks ahead. Quadratic time would be minutes here. */
static void a_long_chunk_takes_linear_time(void **state) {
    struct rooms *r = *state;
    static const char *const unit[] = {"a-",      "1-", "a.", "www.a)", "s'", "'s", "@a",
                                       "http://", "A&", "x@", ":)",     "U.", "..a"};
    enum { BYTES = 1 << 20 };
    char *text = malloc(BYTES);
    assert_non_null(text);
    for (size_t u = 0; u < sizeof unit / sizeof *unit; u++) {
        arena room = r->out;
        struct pieces pieces = {0};
        size_t n = strlen(unit[u]);
        double begun = os_seconds();
        for (size_t i = 0; i < BYTES; i++) text[i] = unit[u][i % n];
        text[BYTES - 1] = 'a';
        token_split(str_of(text, BYTES), (span){0, BYTES}, &pieces, &room);
        assert_true(pieces.n > 0);
        assert_true(os_seconds() - begun < 20);
    }
    free(text);
}

/* The best of all trees with one root, by trying every row of heads. */
static float best_by_trial(const float *score, int32_t n) {
    float best = -1e30f;
    int64_t rows = 1;
    for (int32_t i = 0; i < n; i++) rows *= n + 1;
    for (int64_t row = 0; row < rows; row++) {
        int32_t head[8], roots = 0;
        int64_t rest = row;
        float sum = 0;
        bool tree = true;
        for (int32_t i = 0; i < n; i++, rest /= n + 1) {
            head[i] = (int32_t)(rest % (n + 1));
            roots += head[i] == n;
            sum += score[i * (n + 1) + head[i]];
        }
        for (int32_t i = 0; i < n && tree; i++) {
            int32_t steps = 0;
            for (int32_t v = i; v < n && tree; v = head[v]) tree = ++steps <= n;
        }
        if (tree && roots == 1 && sum > best) best = sum;
    }
    return best;
}

static void trees_are_the_best_there_are(void **state) {
    struct rooms *r = *state;
    uint64_t seed = 3;
    for (int round = 0; round < 1500; round++) {
        int32_t n = 1 + (int32_t)roll(&seed, 5), head[8];
        float score[8 * 9], sum = 0;
        for (int i = 0; i < n * (n + 1); i++) score[i] = (float)roll(&seed, 64) - 32; // whole numbers: sums are exact
        parse_tree(score, n, head, r->tmp);
        for (int32_t i = 0; i < n; i++) sum += score[i * (n + 1) + head[i]];
        assert_true(sum == best_by_trial(score, n));
    }
}

/* Long sentences, with scores that make cycles in cycles, and of any size. */
static void trees_by_chance_are_trees(void **state) {
    struct rooms *r = *state;
    uint64_t seed = 4;
    for (int round = 0; round < 300; round++) {
        arena room = r->tmp;
        int32_t n = 1 + (int32_t)roll(&seed, round % 50 ? 60 : LIMIT_SENTENCE_TOKENS), roots = 0;
        int32_t *head = arena_new(&room, int32_t, n);
        float *score = arena_new(&room, float, (ptrdiff_t)n *(n + 1)), size = round % 3 ? 1.0f : 1e30f;
        for (int32_t i = 0; i < n; i++)
            for (int32_t j = 0; j <= n; j++)
                score[i * (n + 1) + j] = size * ((float)roll(&seed, 1000) + (j / 3 == i / 3 ? 900.0f
                                                                             : j == n       ? -900.0f
                                                                                            : 0));
        parse_tree(score, n, head, room);
        for (int32_t i = 0; i < n; i++) {
            int32_t up = 0;
            assert_true(head[i] >= 0 && head[i] <= n && head[i] != i);
            roots += head[i] == n;
            for (int32_t v = i; v < n; v = head[v]) assert_true(++up <= n);
        }
        assert_int_equal(roots, 1);
    }
}

static void names_are_the_best_row_that_is_allowed(void **state) {
    struct rooms *r = *state;
    enum { WORDS = 5, ROWS = 7 * 7 * 7 * 7 * 7 };
    uint64_t seed = 6;
    for (int round = 0; round < 40; round++) {
        float score[WORDS * NER_COUNT], best = -1e30f, sum = 0;
        uint8_t labels[WORDS];
        for (int i = 0; i < WORDS * NER_COUNT; i++) score[i] = (float)roll(&seed, 64);
        for (int row = 0; row < ROWS; row++) {
            enum ner before = NER_O;
            float total = 0;
            bool allowed = true;
            for (int t = 0, rest = row; t < WORDS; t++, rest /= 7) {
                allowed = allowed && name_follows(before, (enum ner)(rest % 7));
                before = (enum ner)(rest % 7);
                total += score[t * NER_COUNT + rest % 7];
            }
            if (allowed && total > best) best = total;
        }
        name_labels(score, NER_COUNT, WORDS, labels, r->tmp);
        for (int t = 0; t < WORDS; t++) {
            assert_true(name_follows(t ? (enum ner)labels[t - 1] : NER_O, (enum ner)labels[t]));
            sum += score[t * NER_COUNT + labels[t]];
        }
        assert_true(sum == best);
    }
}

/* A gold sentence past the limit is read in pieces that are joined to one tree. */
static void a_long_gold_sentence_is_one_tree(void **state) {
    struct rooms *r = *state;
    enum { WORDS = 5000 };
    buf b = {0};
    article a;
    tokens k;
    error e = {0};
    for (int i = 1; i <= WORDS; i++)
        buf_fmt(&b, "%d\t%s\t_\t_\t_\t_\t%d\t%s\t_\t_\n", i, i % 3 ? "went" : "Ports", i > 1, i > 1 ? "dep" : "root");
    buf_put(&b, S("\n"));
    assert_true(conllu_read(buf_str(&b), &a, &k, &r->out, r->tmp, &e));
    analyse_tokens(model_embedded(), &a, &k, &r->out, r->tmp);
    assert_int_equal(k.sentences.n, 1);
    int32_t roots = 0;
    for (int32_t t = 0; t < WORDS; t++) {
        int32_t up = 0;
        roots += k.head[t] < 0;
        for (int32_t v = t; v >= 0; v = k.head[v]) assert_true(++up <= WORDS);
    }
    assert_int_equal(roots, 1);
    buf_clear(&b);
}

static void conllu_goes_round(void **state) {
    struct rooms *r = *state;
    str file = S("# newdoc id = a\n# text = Don't go, Al.\n"
                 "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tDo\tdo\tAUX\tVB\tMood=Imp\t3\taux\t_\t_\n"
                 "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
                 "4\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\t_\n5\tAl\tAl\tPROPN\tNNP\tNumber=Sing\t3\tvocative\t_\tNER=B-PER|"
                 "SpaceAfter=No\n"
                 "6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n");
    article a, again;
    tokens k, twin;
    error e = {0};
    buf b = {0};
    assert_true(conllu_read(file, &a, &k, &r->out, r->tmp, &e));
    assert_true(str_eq(a.text, S("Don't go, Al.")));
    check_tokens(&a, &k);
    conllu_write(&a, &k, &b);
    assert_true(conllu_read(buf_str(&b), &again, &twin, &r->out, r->tmp, &e));
    assert_int_equal(twin.n, k.n);
    assert_true(k.sentences.p[0].document_start && twin.sentences.p[0].document_start);
    for (ptrdiff_t t = 0; t < k.n; t++) {
        assert_true(span_eq(k.span[t], twin.span[t]) && k.mwt[t] == twin.mwt[t] && k.ner[t] == twin.ner[t]);
        assert_true(k.head[t] == twin.head[t] && k.rel[t] == twin.rel[t] && str_eq(k.lemma[t], twin.lemma[t]));
    }
    buf_clear(&b);
    for (ptrdiff_t n = 0; n < file.n; n++) { // cut anywhere it is refused or read, with a line for the reason
        error why = {0};
        if (!conllu_read(str_head(file, n), &a, &k, &r->out, r->tmp, &why))
            assert_true(why.code && why.words[0]);
        else
            check_tokens(&a, &k);
    }
}

/* Names are read in stretches of sentences, the rest sentence by sentence: what stands beside a sentence changes its
 * names at most, and what stands far from it nothing. */
static void what_stands_far_changes_no_names(void **state) {
    struct rooms *r = *state;
    const str first = S("Anna Voss left Ostry Holding on Monday. She had led the firm from Port Amsel for ten years.");
    const str filler = S(" They walked along the river and talked of old times.");
    tokens alone, k, twin;
    buf b = {0}, other = {0};
    analyse_and_check(first, &r->out, r->tmp, &alone);
    buf_put(&b, first);
    for (int i = 0; i < 60; i++) buf_put(&b, filler); // more than a batch
    buf_put(&other, buf_str(&b));
    buf_put(&b, S(" Carl Mendt of Ostry Holding denied it."));
    buf_put(&other, S(" It rained."));
    analyse_and_check(buf_str(&b), &r->out, r->tmp, &k);
    analyse_and_check(buf_str(&other), &r->out, r->tmp, &twin);
    for (ptrdiff_t t = 0; t < alone.n; t++) {
        assert_true(k.head[t] == alone.head[t] && k.rel[t] == alone.rel[t] && k.upos[t] == alone.upos[t]);
        assert_int_equal(k.ner[t], twin.ner[t]);
    }
    assert_int_equal(k.ner[0], NER_B_PER);
    assert_int_equal(k.ner[1], NER_I_PER);
    buf_clear(&b);
    buf_clear(&other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_texts_keep_the_invariants),
        cmocka_unit_test(texts_by_chance_keep_the_invariants),
        cmocka_unit_test(a_long_sentence_is_cut),
        cmocka_unit_test(a_long_chunk_takes_linear_time),
        cmocka_unit_test(trees_are_the_best_there_are),
        cmocka_unit_test(trees_by_chance_are_trees),
        cmocka_unit_test(names_are_the_best_row_that_is_allowed),
        cmocka_unit_test(a_long_gold_sentence_is_one_tree),
        cmocka_unit_test(conllu_goes_round),
        cmocka_unit_test(what_stands_far_changes_no_names),
    };
    return cmocka_run_group_tests(tests, open_rooms, close_rooms);
}
