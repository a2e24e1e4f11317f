#include "account/account.h"

#include "account_check.h"
#include "base/buf.h"

static const struct told flood[] = {
    {"2024-03-01", "Harbour Post", "The flood killed 12 people in Kaya. \"We lost everything,\" Ana Brandt said."},
    {"2024-03-02", "Daily Lantern", "The flood in Kaya killed 15 people. \"We lost everything,\" said Ana Brandt."},
    {"2024-03-05", "Coast Weekly", "The flood killed 15 people in Kaya, Reuters reported on Monday."},
};

/* Every index of an account refers into its own lists and every place to bytes of its article. */
static void check(const account *acc) {
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        assert_true(x->mentions.n > 0 && x->best >= 0 && x->best < x->mentions.n && x->low <= x->high);
        assert_true(c == 0 || acc->claims.p[c - 1].weight >= x->weight);
        const ints *parties[] = {&x->actors, &x->recipients};
        for (int p = 0; p < 2; p++)
            for (ptrdiff_t i = 0; i < parties[p]->n; i++)
                assert_true(parties[p]->p[i] >= 0 && parties[p]->p[i] < acc->actors.n);
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            const struct mention *m = &x->mentions.p[i];
            assert_true(m->at.article >= 0 && m->at.article < acc->n && m->origin >= 0 && m->origin < acc->origins.n);
            const reading *r = acc->readings[m->at.article];
            assert_true(m->at.span.beg < m->at.span.end && m->at.span.end <= r->article->text.n);
            assert_true(m->event >= 0 && m->event < r->events.n);
        }
    }
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        const struct conflict *x = &acc->conflicts.p[k];
        assert_true(x->sides.n >= 2 && x->why.n > 0);
        for (ptrdiff_t i = 0; i < x->claims.n; i++) assert_true(x->claims.p[i] >= 0 && x->claims.p[i] < acc->claims.n);
        for (ptrdiff_t s = 0; s < x->sides.n; s++) {
            assert_true(x->sides.p[s].mentions.n > 0);
            for (ptrdiff_t i = 0; i < x->sides.p[s].mentions.n; i++) {
                struct place p = x->sides.p[s].mentions.p[i];
                assert_true(p.article >= 0 && p.article < acc->n && p.span.beg < p.span.end);
            }
        }
    }
    for (ptrdiff_t q = 0; q < acc->quotes.n; q++) {
        assert_true(acc->quotes.p[q].variants.n > 0 && acc->quotes.p[q].speaker < acc->actors.n);
        for (ptrdiff_t i = 1; i < acc->quotes.p[q].variants.n; i++)
            assert_true(span_len(acc->quotes.p[q].variants.p[i].span) <= span_len(acc->quotes.p[q].variants.p[0].span));
    }
}

static void put_int(buf *b, int64_t x) { buf_fmt(b, " %lld", (long long)x); }

/* All that an account says of claims, conflicts and quotations, as text. */
static void put_account(const account *acc, buf *b) {
    for (ptrdiff_t a = 0; a < acc->actors.n; a++) buf_fmt(b, "actor %.*s\n", STR_FMT(acc->actors.p[a].name));
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        buf_fmt(b, "claim %.*s %d %d %d %.9g", STR_FMT(x->text), (int)x->status, x->low, x->high, (double)x->weight);
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            put_int(b, x->mentions.p[i].at.article);
            put_int(b, x->mentions.p[i].event);
            put_int(b, x->mentions.p[i].origin);
        }
        buf_put(b, S("\n"));
    }
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        buf_fmt(b, "conflict %.*s", STR_FMT(acc->conflicts.p[k].about));
        for (ptrdiff_t s = 0; s < acc->conflicts.p[k].sides.n; s++)
            buf_fmt(b, " | %.*s", STR_FMT(acc->conflicts.p[k].sides.p[s].value));
        buf_put(b, S("\n"));
    }
    for (ptrdiff_t q = 0; q < acc->quotes.n; q++)
        for (ptrdiff_t i = 0; i < acc->quotes.p[q].variants.n; i++) {
            put_int(b, acc->quotes.p[q].variants.p[i].article);
            put_int(b, acc->quotes.p[q].variants.p[i].span.beg);
        }
}

static void one_article_has_single_claims(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    account *acc = account_of(&x, flood, 1, INT32_MAX);
    check(acc);
    assert_int_equal(acc->n, 1);
    assert_true(acc->claims.n > 0);
    assert_int_equal(acc->conflicts.n, 0);
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) assert_int_equal(acc->claims.p[c].status, STATUS_SINGLE);
    accounts_close(&x);
}

static void identical_articles_are_one_origin(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    const char *text = "The dam above the valley broke and the water took the mill with all its wheels. "
                       "The mayor of the town blamed the owner of the dam for the disaster.";
    struct told told[] = {{"2024-03-01", "Harbour Post", text},
                          {"2024-03-02", "Daily Lantern", text},
                          {"2024-03-02", "Coast Weekly", text}};
    account *acc = account_of(&x, told, 3, INT32_MAX);
    check(acc);
    assert_int_equal(acc->reprint_of[0], -1);
    assert_int_equal(acc->reprint_of[1], 0);
    assert_int_equal(acc->reprint_of[2], 0);
    assert_true(acc->claims.n > 0);
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        assert_int_equal(acc->claims.p[c].mentions.n % 3, 0);
        assert_int_equal(acc->claims.p[c].high, 1);
        assert_int_not_equal(acc->claims.p[c].status, STATUS_CORROBORATED);
    }
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) assert_true(acc->conflicts.p[k].compatible);
    accounts_close(&x);
}

static void articles_that_say_nothing_are_no_trouble(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    struct told told[] = {
        {"2024-03-01", "", "1"}, {"", "", "."}, {"", "", "\" \" … ?"}, {"2024-03-01", "Harbour Post", "\xE2\x80\x9C"}};
    account *acc = account_of(&x, told, 4, INT32_MAX);
    check(acc);
    assert_int_equal(acc->n, 4);
    reading empty = {0};
    article nothing = {.id = S("0")};
    empty.article = &nothing;
    const reading *list[] = {&empty, &empty};
    account_options options = {.as_of = INT32_MAX};
    acc = account_make(list, 2, &options, &x.out, x.tmp);
    assert_int_equal(acc->claims.n, 0);
    assert_int_equal(acc->quotes.n, 0);
    accounts_close(&x);
}

static void later_articles_are_left_out(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    enum { DAY_2024_03_01 = 19783 };
    account *acc = account_of(&x, flood, 3, DAY_2024_03_01 + 1);
    check(acc);
    assert_int_equal(acc->n, 2);
    assert_str(acc->to, S("2024-03-02"));
    for (ptrdiff_t d = 0; d < acc->n; d++) assert_true(acc->readings[d]->article->when.day <= DAY_2024_03_01 + 1);
    acc = account_of(&x, flood, 3, DAY_2024_03_01 - 1);
    assert_int_equal(acc->n, 0);
    assert_int_equal(acc->claims.n, 0);
    accounts_close(&x);
}

static void articles_are_sorted_by_publication(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    struct told told[] = {{"", "", "An undated one."}, flood[2], flood[0], flood[1]};
    account *acc = account_of(&x, told, 4, INT32_MAX);
    check(acc);
    assert_str(acc->readings[0]->article->outlet, S("Harbour Post"));
    assert_str(acc->readings[2]->article->outlet, S("Coast Weekly"));
    assert_false(acc->readings[3]->article->when.known);
    assert_str(acc->from, S("2024-03-01"));
    assert_str(acc->to, S("2024-03-05"));
    accounts_close(&x);
}

/* Sixty reports of one battle of figures, each in words of its own. */
static void sixty_articles_give_the_same_bytes_twice(void **state) {
    (void)state;
    enum { MANY = 60 };
    static const char *const who[] = {"Police", "Officials", "The mayor", "Ana Brandt", "Reuters"};
    static const char *const how[] = {"killed", "injured", "trapped", "displaced"};
    static const char *const where[] = {"Kaya", "the old harbour", "the valley", "two villages"};
    struct accounts x;
    accounts_open(&x);
    struct told told[MANY];
    for (int i = 0; i < MANY; i++) { // arena_fmt ends what it writes with a NUL
        told[i].published = arena_fmt(&x.out, "2024-03-%02d", 1 + i / 4).p;
        told[i].outlet = arena_fmt(&x.out, "Outlet %d", i % 23).p;
        told[i].text =
            arena_fmt(
                &x.out,
                "The flood %s %d people in %s on Monday. %s said that %d houses were destroyed. \"We lost %s\", said "
                "Ana Brandt. The minister visited %s and promised %d million euros. The union accused the owner.",
                how[i % 4], 10 + i % 7, where[i % 3], who[i % 5], 100 + i, i % 2 ? "everything" : "everything we had",
                where[i % 4], 3 + i % 5)
                .p;
    }
    buf first = {0}, second = {0};
    put_account(account_of(&x, told, MANY, INT32_MAX), &first);
    account *again = account_of(&x, told, MANY, INT32_MAX);
    check(again);
    put_account(again, &second);
    assert_true(first.n > 0);
    assert_str(buf_str(&first), buf_str(&second));
    buf_clear(&first);
    buf_clear(&second);
    accounts_close(&x);
}

/* One report only describes those whom another one names: more pairs than a new table holds. */
static void many_are_described_in_one_report_and_named_in_another(void **state) {
    (void)state;
    static const struct {
        const char *described, *named, *deed;
    } told_of[] = {
        {"baker", "Anna Brolin", "stole a bicycle from the school"},
        {"teacher", "Stefan Holm", "bought the old mill by the lake"},
        {"driver", "Karin Lund", "crashed a lorry into the bridge"},
        {"farmer", "Peter Keller", "sued the railway over a fence"},
        {"nurse", "Maria Sole", "won the lottery in Orm"},
        {"plumber", "Jonas Vell", "burned down a barn near Tarn"},
        {"sailor", "Erik Brandt", "rescued two boys from the river"},
        {"singer", "Nina Roe", "cancelled a concert in Vesk"},
        {"student", "Oskar Dahl", "climbed the tower of the cathedral"},
        {"pilot", "Hanna Berg", "landed a glider on the motorway"},
        {"lawyer", "Felix Moen", "lost a suitcase of bank notes"},
        {"chemist", "Clara Vogt", "poisoned the well of the monastery"},
        {"painter", "Viktor Hale", "sold a forged portrait to the museum"},
        {"surgeon", "Elsa Nord", "left the hospital after a quarrel"},
        {"carpenter", "Leo Strand", "built a raft of empty barrels"},
        {"waiter", "Rosa Falk", "found a diamond ring in the soup"},
        {"poet", "Martin Ek", "married the daughter of the consul"},
        {"jockey", "Lena Orr", "fell off a horse at the races"},
    };
    enum { PAIRS = sizeof told_of / sizeof *told_of };
    struct accounts x;
    accounts_open(&x);
    buf text[2] = {0};
    for (int i = 0; i < PAIRS; i++) {
        buf_fmt(&text[0], "A %s %s.\n\n", told_of[i].described, told_of[i].deed);
        buf_fmt(&text[1], "%s %s.\n\n", told_of[i].named, told_of[i].deed);
    }
    struct told told[] = {{"2024-03-01", "Harbour Post", text[0].p}, {"2024-03-01", "Daily Lantern", text[1].p}};
    account *acc = account_of(&x, told, 2, INT32_MAX);
    check(acc);
    int named = 0;
    for (int i = 0; i < PAIRS; i++)
        for (ptrdiff_t a = 0; a < acc->actors.n; a++) {
            if (!str_eq(acc->actors.p[a].name, str_cstr(told_of[i].named))) continue;
            for (ptrdiff_t j = 0; j < acc->actors.p[a].aliases.n; j++)
                named += str_ends(acc->actors.p[a].aliases.p[j], str_cstr(told_of[i].described)) &&
                         str_starts(acc->actors.p[a].aliases.p[j], S("A "));
        }
    assert_true(named >= PAIRS - 2);
    buf_clear(&text[0]);
    buf_clear(&text[1]);
    accounts_close(&x);
}

/* "We know" is told first, by a party, and says nothing: what a reader can use comes before it. */
static void what_says_nothing_comes_last(void **state) {
    (void)state;
    static const struct told told[] = {
        {"2024-03-01", "Harbour Post", "\"We know,\" harbour master Ann Lee said. Two cranes stand on the quay."},
    };
    struct accounts x;
    accounts_open(&x);
    account *acc = account_of(&x, told, 1, INT32_MAX);
    check(acc);
    const struct claim *empty = claim_with(acc, "know", 1), *full = claim_with(acc, "stand", 1);
    assert_true(empty && full && full < empty);
    accounts_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_article_has_single_claims),
        cmocka_unit_test(identical_articles_are_one_origin),
        cmocka_unit_test(articles_that_say_nothing_are_no_trouble),
        cmocka_unit_test(later_articles_are_left_out),
        cmocka_unit_test(articles_are_sorted_by_publication),
        cmocka_unit_test(sixty_articles_give_the_same_bytes_twice),
        cmocka_unit_test(what_says_nothing_comes_last),
        cmocka_unit_test(many_are_described_in_one_report_and_named_in_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
