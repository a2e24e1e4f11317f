#include "account/origin.h"

#include "account_check.h"

#define LONG_SENTENCE                                                                                                  \
    "Thieves stole the golden crown of the duke from the small museum behind the harbour in the night."

static const struct claim *stolen(struct accounts *x, const struct told *told, ptrdiff_t n) {
    const struct claim *c = claim_with(account_of(x, told, n, INT32_MAX), "stole", n);
    assert_non_null(c);
    return c;
}

static void what_unnamed_links_are(void **state) {
    (void)state;
    assert_true(origin_unnamed(S("anonymous sources")));
    assert_true(origin_unnamed(S("media reports")));
    assert_true(origin_unnamed(S("officials")));
    assert_false(origin_unnamed(S("Reuters")));
    assert_false(origin_unnamed(S("")));
}

static void outlets_are_numbered_by_name(void **state) {
    (void)state;
    article a[] = {
        {.outlet = S("Harbour Post")}, {.outlet = S("HARBOUR POST")}, {0}, {0}, {.outlet = S("Daily Lantern")}};
    reading r[5] = {0};
    const reading *list[5];
    for (int i = 0; i < 5; i++) {
        r[i].article = &a[i];
        list[i] = &r[i];
    }
    account acc = {.readings = list, .n = 5};
    arena tmp;
    assert_true(arena_init(&tmp, 1 << 20));
    int32_t outlet[5];
    outlets_number(&acc, outlet, tmp);
    assert_int_equal(outlet[0], outlet[1]);
    for (int i = 1; i < 5; i++) // those without a name are outlets of their own
        for (int j = 1; j < i; j++) assert_int_not_equal(outlet[i], outlet[j]);
    for (int i = 0; i < 5; i++) assert_true(outlet[i] >= 0 && outlet[i] < 10);
    arena_clear(&tmp);
}

static void a_copied_passage_has_the_origin_of_the_first(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    struct told told[] = {{"2024-03-01", "Harbour Post", LONG_SENTENCE},
                          {"2024-03-02", "Daily Lantern", "Bad news from the town. " LONG_SENTENCE},
                          {"2024-03-03", "Coast Weekly", LONG_SENTENCE " The guard was asleep."}};
    const struct claim *c = stolen(&x, told, 3);
    assert_int_equal(c->low, 1);
    assert_int_equal(c->high, 1);
    for (ptrdiff_t i = 1; i < 3; i++) assert_int_equal(c->mentions.p[i].origin, c->mentions.p[0].origin);
    accounts_close(&x);
}

static void one_outlet_has_one_voice(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    struct told told[] = {{"2024-03-01", "Harbour Post", "Thieves stole the golden crown of the duke."},
                          {"2024-03-02", "Harbour Post", "Thieves stole the golden crown of the duke on Friday."}};
    const struct claim *c = stolen(&x, told, 2);
    assert_int_equal(c->high, 1);
    told[1].outlet = "Daily Lantern";
    c = stolen(&x, told, 2);
    assert_int_equal(c->low, 2);
    assert_int_equal(c->high, 2);
    assert_int_equal(c->reasons.n, 2);
    accounts_close(&x);
}

/* Outlets that credit each other round and round end somewhere. */
static void credit_in_a_circle_is_one_origin(void **state) {
    (void)state;
    enum { OUTLETS = 4 };
    struct accounts x;
    accounts_open(&x);
    static const char *const outlet[OUTLETS] = {"Reuters", "CNN", "Bloomberg", "BBC"};
    struct told told[OUTLETS];
    for (int i = 0; i < OUTLETS; i++)
        told[i] = (struct told){
            "2024-03-01", outlet[i],
            arena_fmt(&x.out, "Thieves stole the golden crown of the duke, according to %s.", outlet[(i + 1) % OUTLETS])
                .p};
    const struct claim *c = stolen(&x, told, OUTLETS);
    assert_int_equal(c->low, 1);
    assert_int_equal(c->high, 1);
    accounts_close(&x);
}

/* "Ms Quill" of one article is "Marta Quill" of another, in chains as well. */
static void links_have_the_fullest_name(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    const struct told told[] = {
        {"2024-03-01", "Harbour Post", "Thieves stole the golden crown of the duke, curator Marta Quill said."},
        {"2024-03-01", "Daily Lantern", "Thieves stole the golden crown of the duke, Ms Quill said."}};
    const struct claim *c = stolen(&x, told, 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(c->mentions.p[i].via.n, 1);
        assert_str(c->mentions.p[i].via.p[0], S("Marta Quill"));
    }
    accounts_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_unnamed_links_are),
        cmocka_unit_test(outlets_are_numbered_by_name),
        cmocka_unit_test(a_copied_passage_has_the_origin_of_the_first),
        cmocka_unit_test(one_outlet_has_one_voice),
        cmocka_unit_test(credit_in_a_circle_is_one_origin),
        cmocka_unit_test(links_have_the_fullest_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
