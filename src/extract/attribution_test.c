/* Attributions on trees made by hand and by chance: the rules apart from the parser, and what no input may break. */
#include "check.h"

#include <time.h>

#include "base/buf.h"
#include "extract/extract.h"

static arena room, scratch;
static article text_of;
static reading r;

/* Words as form/lemma/UPOS/head/relation with heads counted from 1 in their sentence; a bar ends a sentence. */
static void read_words(const char *words) {
    arena_reset(&room);
    struct {
        char *p;
        ptrdiff_t n, cap;
    } text = {0};
    str rest = str_cstr(words), word, part[5];
    ptrdiff_t n = 1;
    for (ptrdiff_t i = 0; i < rest.n; i++) n += rest.p[i] == ' ';
    r = (reading){.article = &text_of};
    tokens *k = &r.tokens;
    tokens_new(k, &room, n);
    k->n = 0;
    int32_t beg = 0;
    while (str_next_part(&rest, ' ', &word)) {
        int32_t t = (int32_t)k->n;
        bool stop = str_eq(word, S("|"));
        if (!stop) {
            for (int i = 0; i < 5; i++) assert_true(str_next_part(&word, '/', &part[i]));
            if (t) *vec_push(&room, &text) = ' ';
            uint32_t at = (uint32_t)text.n;
            for (ptrdiff_t i = 0; i < part[0].n; i++) *vec_push(&room, &text) = part[0].p[i];
            k->span[t] = (span){at, (uint32_t)text.n};
            str low = arena_str(&room, part[0]);
            for (ptrdiff_t i = 0; i < low.n; i++) ((char *)low.p)[i] = ascii_fold(low.p[i]);
            k->norm[t] = low;
            k->lemma[t] = part[1];
            k->upos[t] = (uint8_t)upos_of(part[2]);
            k->rel[t] = (uint8_t)rel_of(part[4]);
            int32_t head = 0;
            for (ptrdiff_t i = 0; i < part[3].n; i++) head = head * 10 + (part[3].p[i] - '0');
            k->head[t] = head ? beg + head - 1 : -1;
            k->sent[t] = (int32_t)k->sentences.n;
            k->n++;
        }
        if (stop || !rest.p) {
            *vec_push(&room, &k->sentences) =
                (struct sentence){.span = token_range(k, beg, (int32_t)k->n), .beg = beg, .end = (int32_t)k->n};
            beg = (int32_t)k->n;
        }
    }
    text_of = (article){.text = str_of(text.p, text.n)};
    quote_find(&r, &room, scratch);
    attribution_find(&r, &room, scratch);
}

static str said(ptrdiff_t i) {
    static buf b;
    b.n = 0;
    const struct attribution_finding *a = &r.attributions.p[i];
    for (ptrdiff_t c = 0; c < a->chain.n; c++) buf_fmt(&b, "%s%.*s", c ? " < " : "", STR_FMT(a->chain.p[c]));
    buf_fmt(&b, ": ");
    for (ptrdiff_t c = 0; c < a->content.n; c++)
        buf_fmt(&b, "%s%.*s", c ? " … " : "", STR_FMT(article_str(&text_of, a->content.p[c])));
    return buf_str(&b);
}

static void clause_after_the_verb(void **state) {
    (void)state;
    read_words(
        "Police/police/NOUN/2/nsubj said/say/VERB/0/root the/the/DET/4/det road/road/NOUN/6/nsubj was/be/AUX/6/cop "
        "shut/shut/ADJ/2/ccomp ././PUNCT/2/punct");
    assert_int_equal(r.attributions.n, 1);
    assert_str(said(0), S("police: the road was shut"));
    assert_true(r.attributions.p[0].anonymous);
}

static void quotation_goes_on(void **state) {
    (void)state;
    read_words(
        "\"/\"/PUNCT/3/punct We/we/PRON/3/nsubj lost/lose/VERB/6/ccomp ,/,/PUNCT/3/punct \"/\"/PUNCT/3/punct "
        "said/say/VERB/0/root "
        "Lee/Lee/PROPN/6/nsubj ././PUNCT/6/punct | \"/\"/PUNCT/3/punct We/we/PRON/3/nsubj appeal/appeal/VERB/0/root "
        "././PUNCT/3/punct \"/\"/PUNCT/3/punct");
    assert_int_equal(r.quotes.n, 2);
    assert_int_equal(r.quotes.p[0].attribution, 0);
    assert_int_equal(r.quotes.p[1].attribution, 0);
    assert_str(said(0), S("Lee: \" We lost , \" … \" We appeal . \""));
}

static void according_to(void **state) {
    (void)state;
    read_words("According/accord/VERB/3/case to/to/ADP/1/fixed CNN/CNN/PROPN/6/obl ,/,/PUNCT/3/punct "
               "ships/ship/NOUN/6/nsubj sank/sink/VERB/0/root "
               "././PUNCT/6/punct");
    assert_int_equal(r.attributions.n, 1);
    assert_str(said(0), S("CNN: ships sank"));
}

static void silence_and_denial(void **state) {
    (void)state;
    read_words("Lee/Lee/PROPN/2/nsubj declined/decline/VERB/0/root to/to/PART/4/mark comment/comment/VERB/2/xcomp "
               "././PUNCT/2/punct");
    assert_int_equal(r.attributions.n, 1);
    assert_int_equal(r.attributions.p[0].stance, STANCE_NO_COMMENT);
    read_words("Lee/Lee/PROPN/2/nsubj denied/deny/VERB/0/root that/that/SCONJ/5/mark he/he/PRON/5/nsubj "
               "lied/lie/VERB/2/ccomp ././PUNCT/2/punct");
    assert_int_equal(r.attributions.n, 1);
    assert_int_equal(r.attributions.p[0].stance, STANCE_DENIES);
}

/* Trees of words drawn by lot: nothing breaks, every span lies in the text, and the time is bounded. */
static void any_tree(void **state) {
    (void)state;
    static const char *const lemma[] = {"say",     "tell", "according", "to",     "report", "claim",
                                        "\"",      ",",    "he",        "CNN",    "that",   "deny",
                                        "decline", "as",   "of",        "citing", "not",    "police"};
    uint64_t seed = 3;
#define DRAW(n) (seed = seed * 6364136223846793005u + 1442695040888963407u, (int32_t)((seed >> 33) % (uint64_t)(n)))
    for (int round = 0; round < 40; round++) {
        arena_reset(&room);
        int32_t n = round < 39 ? 400 : 400 * 100;
        char *text = arena_new(&room, char, 12 * (ptrdiff_t)n);
        uint32_t at = 0;
        r = (reading){.article = &text_of};
        tokens *k = &r.tokens;
        tokens_new(k, &room, n);
        for (int32_t t = 0; t < n; t++) {
            str w = str_cstr(lemma[DRAW(sizeof lemma / sizeof *lemma)]);
            memcpy(text + at, w.p, (size_t)w.n);
            k->span[t] = (span){at, at + (uint32_t)w.n};
            at += (uint32_t)w.n;
            text[at++] = DRAW(60) ? ' ' : '\n';
            k->norm[t] = k->lemma[t] = w;
            k->upos[t] = (uint8_t)DRAW(UPOS_COUNT);
            k->rel[t] = (uint8_t)DRAW(REL_COUNT);
            int32_t beg = t / 400 * 400;
            k->head[t] = t == beg ? -1 : beg + DRAW(t - beg);
            k->sent[t] = t / 400;
        }
        for (int32_t s = 0; s < n / 400; s++)
            *vec_push(&room, &k->sentences) =
                (struct sentence){.span = token_range(k, s * 400, s * 400 + 400), .beg = s * 400, .end = s * 400 + 400};
        text_of = (article){.text = str_of(text, at)};
        clock_t before = clock();
        quote_find(&r, &room, scratch);
        attribution_find(&r, &room, scratch);
        assert_true(clock() - before < 10 * CLOCKS_PER_SEC);
        for (ptrdiff_t i = 0; i < r.attributions.n; i++) {
            const struct attribution_finding *a = &r.attributions.p[i];
            assert_true(a->span.beg < a->span.end && a->span.end <= at);
            int steps = 0;
            for (int32_t up = a->within; up >= 0; up = r.attributions.p[up].within) assert_true(steps++ < 100);
            for (ptrdiff_t c = 0; c < a->content.n; c++)
                assert_true(a->content.p[c].beg < a->content.p[c].end && a->content.p[c].end <= at);
        }
    }
}

int main(void) {
    if (!arena_init(&room, (ptrdiff_t)1 << 30) || !arena_init(&scratch, (ptrdiff_t)1 << 30)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clause_after_the_verb), cmocka_unit_test(quotation_goes_on), cmocka_unit_test(according_to),
        cmocka_unit_test(silence_and_denial),    cmocka_unit_test(any_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
