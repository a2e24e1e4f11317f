#include "check.h"

#include <stdlib.h>

#include "analyse/analyse.h"
#include "analyse/conllu.h"
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

/* Whatever the scores say, the transitions end in a tree with one root. */
static void trees_by_chance_are_trees(void **state) {
    struct rooms *r = *state;
    uint64_t seed = 3;
    for (int round = 0; round < 4000; round++) {
        arena room = r->tmp;
        int32_t score[MOVES + 2 * REL_COUNT], roots = 0, steps = 0;
        struct words w = {.n = 1 + (int32_t)roll(&seed, 30)};
        struct parse p;
        w.p = arena_new(&room, struct word, w.n);
        parse_begin(&p, &w, arena_new(&room, uint8_t, w.n), &room);
        while (!parse_done(&p)) {
            int rel;
            for (int i = 0; i < MOVES + 2 * REL_COUNT; i++) score[i] = (int32_t)roll(&seed, 1000) - 500;
            enum move move = parse_best(&p, score, &rel);
            assert_true(parse_allows(&p, move));
            parse_move(&p, move, rel);
            steps++;
        }
        assert_int_equal(steps, 2 * w.n);
        for (int32_t t = 0; t < w.n; t++) {
            int32_t up = 0;
            roots += p.head[t] == w.n;
            assert_true((p.head[t] == w.n) == (p.rel[t] == REL_ROOT));
            for (int32_t v = t; v < w.n; v = p.head[v]) assert_true(++up <= w.n);
        }
        assert_int_equal(roots, 1);
    }
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_texts_keep_the_invariants), cmocka_unit_test(texts_by_chance_keep_the_invariants),
        cmocka_unit_test(a_long_sentence_is_cut),        cmocka_unit_test(a_long_chunk_takes_linear_time),
        cmocka_unit_test(trees_by_chance_are_trees),     cmocka_unit_test(conllu_goes_round),
    };
    return cmocka_run_group_tests(tests, open_rooms, close_rooms);
}
