/* Quotation marks, apart from words and trees: what is between them, line by line, and what is no mark at all. */
#include "check.h"

#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "extract/extract.h"
#include "extract/quote.h"

static arena room, scratch;

/* The quotes of a text as [one][two]. */
static str quotes_of(str text) {
    static buf b;
    static reading r;
    static article a;
    arena_reset(&room);
    b.n = 0;
    a = (article){.text = text};
    r = (reading){.article = &a};
    tokens_new(&r.tokens, &room, 0);
    quote_find(&r, &room, scratch);
    for (ptrdiff_t i = 0; i < r.quotes.n; i++) {
        const struct quote_finding *q = &r.quotes.p[i];
        assert_true(q->span.beg < q->span.end && span_holds(q->outer, q->span) && q->outer.end <= (uint32_t)text.n);
        if (i) assert_true(r.quotes.p[i - 1].outer.end <= q->outer.beg);
        buf_byte(&b, '[');
        buf_put(&b, article_str(&a, q->span));
        buf_byte(&b, ']');
    }
    return buf_str(&b);
}

#define QUOTES(text, want) assert_str(quotes_of(S(text)), S(want))

static void marks_of_all_kinds(void **state) {
    (void)state;
    QUOTES("\"We won,\" she said. \"At last.\"", "[We won,][At last.]");
    QUOTES("“We won,” she said. “At last.”", "[We won,][At last.]");
    QUOTES("«Nous avons gagné», dit-elle.", "[Nous avons gagné]");
    QUOTES("« Nous avons gagné », dit-elle.", "[Nous avons gagné]");
    QUOTES("„Wir haben gewonnen“, sagte sie.", "[Wir haben gewonnen]");
    QUOTES("``We won,'' she said.", "[We won,]");
    QUOTES("''We won,'' she said.", "[We won,]");
    QUOTES("'We won,' she said.", "[We won,]");
    QUOTES("‘We won,’ she said.", "[We won,]");
    QUOTES("Goals: “first”, \"second\" and 'third'.", "[first][second][third]");
    QUOTES("He asked (\"Why?\") and left.", "[Why?]");
    QUOTES("The step—“a mistake”—cost him.", "[a mistake]");
}

static void no_marks(void **state) {
    (void)state;
    QUOTES("The players' coach and the club's owner don't agree.", "");
    QUOTES("Back in the '90s, rock 'n' roll was king.", "");
    QUOTES("He is 5' 10\" tall, she 6'2\".", "");
    QUOTES("A 6'2\" guard said \"no\" to them.", "[no]");
    QUOTES("the farmers' market and the workers' union", "");
    QUOTES("' '' ' \" \"", "");
    QUOTES("Give 'em hell, 'tis time.", "");
    QUOTES("", "");
    QUOTES("\"", "");
    QUOTES("\"\"", "");
    QUOTES("“”", "");
}

static void single_marks(void **state) {
    (void)state;
    QUOTES("'The farmers' market is closed,' he said.", "[The farmers' market is closed,]");
    QUOTES("'I don't know,' he said. 'Ask Tom's mother.'", "[I don't know,][Ask Tom's mother.]");
    QUOTES("‘It’s the players’ fault,’ he said.", "[It’s the players’ fault,]");
    QUOTES("'He told me \"go\" and I went,' she said.", "[He told me \"go\" and I went,]");
}

static void nested(void **state) {
    (void)state;
    QUOTES("“He told me ‘go home’ twice,” she said.", "[He told me ‘go home’ twice,]");
    QUOTES("“He said “no” to me,” she said.", "[He said “no” to me,]");
    QUOTES("\"They call it 'the pit',\" he said.", "[They call it 'the pit',]");
}

static void paragraphs(void **state) {
    (void)state;
    // Each paragraph opens again, the last one closes.
    QUOTES("“We came early.\n“We left late.”\nHe sat.", "[We came early.][We left late.]");
    QUOTES("\"We came early.\n\n\"We left late.\"", "[We came early.][We left late.]");
    // One pair of marks round three lines.
    QUOTES("It said \"one here.\nTwo there.\nThree.\"", "[one here.][Two there.][Three.]");
    QUOTES("It said “one here.\nTwo there.”\n“Three,” it said.", "[one here.][Two there.][Three,]");
}

static void unbalanced(void **state) {
    (void)state;
    QUOTES("She said: \"We lost.\nThe end.", "[We lost.]");
    QUOTES("We lost,\" she said. \"Again.\"", "[Again.]");
    // Run-together paragraphs: the second opening mark ends the first quote.
    QUOTES("\"We lost it. \"We won it.\" She left.", "[We lost it.][We won it.]");
    // A stray mark before a real pair.
    QUOTES("A \"stray mark and a \"real pair\" here.", "[real pair]");
    QUOTES("”, ”, and “we won” again”", "[we won]");
    QUOTES("“We won\" they said.", "[We won]");
}

static void one_utterance_over_paragraphs(void **state) {
    (void)state;
    static article a;
    a.text = S("“One.\n“Two.” “Three.”");
    reading r = {.article = &a};
    tokens_new(&r.tokens, &room, 0);
    quote_find(&r, &room, scratch);
    assert_int_equal(r.quotes.n, 3);
    assert_true(quote_goes_on(&a, &r.quotes.p[0], &r.quotes.p[1]));
    assert_false(quote_goes_on(&a, &r.quotes.p[1], &r.quotes.p[2]));
}

/* Random marks: the invariants hold and nothing is slow. */
static void any_marks(void **state) {
    (void)state;
    static const char *const piece[] = {"\"", "'", "“",    "”", "‘", "’",  "«",    "»", "``", " ",
                                        " ",  "a", "word", ".", ",", "\n", "\xff", "5", "\0x"};
    static char text[4 << 20];
    uint64_t seed = 7;
    for (int round = 0; round < 200; round++) {
        ptrdiff_t n = 0;
        while (n < 400) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            const char *p = piece[(seed >> 33) % (sizeof piece / sizeof *piece)];
            size_t len = strlen(p);
            memcpy(text + n, p, len);
            n += (ptrdiff_t)len;
        }
        quotes_of(str_of(text, n));
    }
    static const char *const all[] = {"\"", "' ", " '", "“", "\" ", " \"", "“a ", "a\n\"", "’ ", "'s '"};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        size_t len = strlen(all[k]);
        ptrdiff_t n = 0;
        for (; n + (ptrdiff_t)len <= (ptrdiff_t)sizeof text; n += (ptrdiff_t)len) memcpy(text + n, all[k], len);
        clock_t before = clock();
        quotes_of(str_of(text, n));
        assert_true(clock() - before < 4 * CLOCKS_PER_SEC);
    }
}

int main(void) {
    if (!arena_init(&room, (ptrdiff_t)3 << 30) || !arena_init(&scratch, (ptrdiff_t)2 << 30)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_of_all_kinds),
        cmocka_unit_test(no_marks),
        cmocka_unit_test(single_marks),
        cmocka_unit_test(nested),
        cmocka_unit_test(paragraphs),
        cmocka_unit_test(unbalanced),
        cmocka_unit_test(one_utterance_over_paragraphs),
        cmocka_unit_test(any_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
