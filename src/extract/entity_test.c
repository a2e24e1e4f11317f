/* entity_find on texts that are none, and its invariants on texts by chance. What it finds in news is in
 * tests/cases/names. */
#include "check.h"

#include <stdio.h>

#include "doc/name_match.h"
#include "extract/extract.h"

static arena out, tmp;

/* The reading of a text that is one block; without a model, so that tags are guesses. */
static reading read_plain(str text) {
    arena_reset(&out);
    static article a;
    a = (article){.text = text, .raw = text, .language = S("en")};
    *vec_push(&out, &a.runs) = (struct run){.text = 0};
    *vec_push(&out, &a.blocks) = (struct block){.span = {0, (uint32_t)text.n}};
    article_index_points(&a, &out);
    reading r;
    read_article(NULL, &a, &r, &out, tmp);
    return r;
}

/* Another language is not read as if it were English. */
static void what_is_not_english_is_left_unread(void **state) {
    (void)state;
    arena_reset(&out);
    static article a;
    str line = S("Anna Berg said on Monday that 12 people had left Paris. "), text = {0};
    for (int i = 0; i < 8; i++) text = arena_cat(&out, text, line);
    a = (article){.text = text, .raw = text, .language = S("de")};
    *vec_push(&out, &a.runs) = (struct run){.text = 0};
    *vec_push(&out, &a.blocks) = (struct block){.span = {0, (uint32_t)text.n}};
    article_index_points(&a, &out);
    reading r;
    read_article(NULL, &a, &r, &out, tmp);
    assert_true(r.unread && r.tokens.n > 60 && r.tokens.sentences.n == 8);
    assert_true(!r.names.n && !r.times.n && !r.amounts.n && !r.events.n && !r.attributions.n);
    reading english = read_plain(line);
    assert_true(!english.unread && english.times.n && english.amounts.n);
}

static void check_invariants(const reading *r) {
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        assert_true(n->beg < n->end && n->beg <= n->head && n->head < n->end && n->end <= r->tokens.n);
        assert_true(n->entity >= -1 && n->entity < r->entities.n);
        assert_true(n->span.beg < n->span.end && n->span.end <= (uint32_t)r->article->text.n);
        if (i) assert_true(r->names.p[i - 1].span.beg <= n->span.beg);
        if (n->entity >= 0) assert_int_equal(r->entities.p[n->entity].kind, n->kind);
    }
    for (ptrdiff_t e = 0; e < r->entities.n; e++) {
        const struct entity *x = &r->entities.p[e];
        assert_true(x->name.n > 0);
        bool mentioned = false;
        for (ptrdiff_t i = 0; i < r->names.n && !mentioned; i++) mentioned = r->names.p[i].entity == e;
        assert_true(mentioned);
    }
}

static void odd_texts(void **state) {
    (void)state;
    static const str texts[] = {
        S_INIT(""),
        S_INIT(" "),
        S_INIT("."),
        S_INIT("A"),
        S_INIT("the"),
        S_INIT("he"),
        S_INIT("al-"),
        S_INIT("-"),
        S_INIT("\"\""),
        S_INIT("(ICC)"),
        S_INIT("President"),
        S_INIT("President of"),
        S_INIT("'s"),
        S_INIT("the 's"),
        S_INIT("US"),
        S_INIT("Mr."),
        S_INIT("of the of"),
        S_INIT("\0Ann\0Lee"),
        S_INIT("R-Ohio"),
        S_INIT("von"),
        S_INIT("her her"),
        S_INIT("St. St. St."),
        S_INIT("Kim Jong-"),
        S_INIT("named called"),
        S_INIT("the boy, named"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        reading r = read_plain(texts[i]);
        check_invariants(&r);
    }
}

static void texts_by_chance(void **state) {
    (void)state;
    static const char *const words[] = {
        "President", "Ann", "Lee",       "of",  "the",   "boy",    "'s",      "father", "named", "he",
        "his",       ",",   ".",         "\"",  "(",     ")",      "ICC",     "Kenya",  "U.S.",  "Kenyan",
        "-",         "al-", "Assad",     "de",  "said",  "police", "Georgia", "Ohio",   "they",  "it",
        "who",       "and", "officials", "FBI", "chief", "Mr.",    "\n\n",    "Paris",  "54",
    };
    enum { WORDS = sizeof words / sizeof *words, LENGTH = 300, ROUNDS = 200 };
    uint32_t seed = 7;
    static char room[LENGTH * 12];
    for (int round = 0; round < ROUNDS; round++) {
        ptrdiff_t n = 0;
        for (int i = 0; i < LENGTH; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *w = words[(seed >> 16) % WORDS];
            size_t len = strlen(w);
            memcpy(room + n, w, len);
            n += (ptrdiff_t)len;
            if ((seed >> 8) % 8) room[n++] = ' ';
        }
        reading r = read_plain(str_of(room, n));
        check_invariants(&r);
    }
}

/* Five thousand words without a full stop, in small letters, in capitals, all the same. */
static void long_texts(void **state) {
    (void)state;
    static const char *const units[] = {"the boy ", "President Ann Lee of Kenya and ", "HE SAID ", "Lee ",
                                        "his father's "};
    static char room[200000];
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        ptrdiff_t n = 0, len = (ptrdiff_t)strlen(units[u]);
        for (int i = 0; i < 5000 && n + len < (ptrdiff_t)sizeof room; i++, n += len)
            memcpy(room + n, units[u], (size_t)len);
        reading r = read_plain(str_of(room, n));
        check_invariants(&r);
    }
}

/* More distinct names than are compared with each other. */
static void many_names(void **state) {
    (void)state;
    static char room[400000];
    ptrdiff_t n = 0;
    for (int i = 0; i < 4000; i++) {
        char name[40];
        int len = snprintf(name, sizeof name, "Mr. %c%c%c%c %c%c%co spoke. ", 'A' + i % 26, 'a' + i / 26 % 26,
                           'a' + i / 676 % 26, 'n', 'K' + i % 10, 'a' + i / 10 % 26, 'a' + i / 260 % 26);
        memcpy(room + n, name, (size_t)len);
        n += len;
    }
    reading r = read_plain(str_of(room, n));
    check_invariants(&r);
    assert_true(r.entities.n > 1000);
}

static void keys_match_over_articles(void **state) {
    (void)state;
    reading r = read_plain(S("The boy fell. His father, Li Chen, called police."));
    check_invariants(&r);
    bool found = false;
    for (ptrdiff_t e = 0; e < r.entities.n; e++)
        found |= name_key_match(r.entities.p[e].key, S("li chen")) == MATCH_SAME;
    assert_true(found);
}

static int arenas_open(void **state) {
    (void)state;
    return arena_init(&out, (ptrdiff_t)1 << 30) && arena_init(&tmp, (ptrdiff_t)1 << 30) ? 0 : -1;
}

static int arenas_close(void **state) {
    (void)state;
    arena_clear(&out);
    arena_clear(&tmp);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_english_is_left_unread),
        cmocka_unit_test(odd_texts),
        cmocka_unit_test(texts_by_chance),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(many_names),
        cmocka_unit_test(keys_match_over_articles),
    };
    return cmocka_run_group_tests(tests, arenas_open, arenas_close);
}
