#include "account/status.h"

#include "check.h"

/* Accounts made by hand: claims of a few mentions over articles of two outlets, a party and a stranger. */
struct scene {
    account acc;
    article article[4];
    reading reading[4];
    const reading *list[4];
    struct actor actor[2];
    struct claim claim[1];
    struct mention mention[6];
    int32_t party[1];
    str names[2];
    arena tmp;
};

enum { A, A_AGAIN, B, NO_OUTLET }; // articles

static void scene_open(struct scene *s) {
    static const str outlets[] = {S_INIT("Harbour Post"), S_INIT("Harbour Post"), S_INIT("Daily Lantern"), S_INIT("")};
    *s = (struct scene){0};
    assert_true(arena_init(&s->tmp, 1 << 20));
    for (int i = 0; i < 4; i++) {
        s->article[i].outlet = outlets[i];
        s->reading[i].article = &s->article[i];
        s->list[i] = &s->reading[i];
    }
    s->names[0] = S("Kenya");
    s->names[1] = S("Ana Brandt");
    s->actor[0] = (struct actor){.name = s->names[0], .named = true};
    s->actor[1] = (struct actor){.name = s->names[1], .named = true};
    s->acc = (account){.readings = s->list, .n = 4};
    s->acc.actors.p = s->actor;
    s->acc.actors.n = 2;
    s->acc.claims.p = s->claim;
    s->acc.claims.n = 1;
    s->claim[0].mentions.p = s->mention;
    s->claim[0].actors = (ints){s->party, 1, 1};
    s->claim[0].low = s->claim[0].high = 1;
}

/* by: whose name stands in the chain, −1 for the article's own voice. */
static void mention(struct scene *s, int32_t in, enum stance stance, int by) {
    struct mention *m = &s->mention[s->claim[0].mentions.n++];
    *m = (struct mention){.at = {in, {0, 1}}, .stance = stance};
    if (by >= 0) m->via = (strs){&s->names[by], 1, 1};
}

static enum status judged(struct scene *s) {
    arena out = s->tmp;
    statuses_make(&s->acc, &out, s->tmp);
    arena_clear(&s->tmp);
    return s->claim[0].status;
}

static void one_outlet_alone_is_single(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    mention(&s, A, STANCE_STATES, 0);
    mention(&s, A_AGAIN, STANCE_STATES, -1);
    assert_int_equal(judged(&s), STATUS_SINGLE);
}

static void articles_without_an_outlet_are_outlets(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    mention(&s, A, STANCE_STATES, -1);
    mention(&s, NO_OUTLET, STANCE_STATES, -1);
    assert_int_equal(judged(&s), STATUS_REPEATED);
}

static void two_origins_corroborate(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    mention(&s, A, STANCE_STATES, -1);
    mention(&s, B, STANCE_STATES, -1);
    s.claim[0].low = s.claim[0].high = 2;
    assert_int_equal(judged(&s), STATUS_CORROBORATED);
}

static void a_party_establishes_and_a_stranger_does_not(void **state) {
    (void)state;
    for (int by = 0; by < 2; by++) {
        struct scene s;
        scene_open(&s);
        mention(&s, A, STANCE_STATES, -1);
        mention(&s, B, STANCE_STATES, by);
        assert_int_equal(judged(&s), by == 0 ? STATUS_ESTABLISHED : STATUS_REPEATED);
    }
}

static void denials_alone_deny(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    mention(&s, A, STANCE_DENIES, 0);
    mention(&s, B, STANCE_RELAYS_DENIAL, 0);
    assert_int_equal(judged(&s), STATUS_DENIED);
}

static void denial_against_statement_disputes(void **state) {
    (void)state;
    static const enum stance against[] = {STANCE_DENIES, STANCE_RELAYS_DENIAL};
    for (int i = 0; i < 2; i++) {
        struct scene s;
        scene_open(&s);
        mention(&s, A, STANCE_STATES, -1);
        mention(&s, B, against[i], 0);
        assert_int_equal(judged(&s), STATUS_DISPUTED);
    }
}

static void silence_and_doubt_are_no_denial(void **state) {
    (void)state;
    static const enum stance mild[] = {STANCE_NO_COMMENT, STANCE_DOUBTS};
    for (int i = 0; i < 2; i++) {
        struct scene s;
        scene_open(&s);
        mention(&s, A, STANCE_STATES, -1);
        mention(&s, B, mild[i], 0);
        assert_int_equal(judged(&s), STATUS_REPEATED);
    }
}

static void a_contradiction_disputes_and_a_compatible_pair_does_not(void **state) {
    (void)state;
    for (int compatible = 0; compatible < 2; compatible++) {
        struct scene s;
        scene_open(&s);
        mention(&s, A, STANCE_STATES, -1);
        mention(&s, B, STANCE_STATES, -1);
        int32_t claim = 0;
        struct conflict k = {.kind = CONFLICT_NUMBER, .claims = {&claim, 1, 1}, .compatible = compatible};
        s.acc.conflicts.p = &k;
        s.acc.conflicts.n = 1;
        assert_int_equal(judged(&s), compatible ? STATUS_REPEATED : STATUS_DISPUTED);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_outlet_alone_is_single),
        cmocka_unit_test(articles_without_an_outlet_are_outlets),
        cmocka_unit_test(two_origins_corroborate),
        cmocka_unit_test(a_party_establishes_and_a_stranger_does_not),
        cmocka_unit_test(denials_alone_deny),
        cmocka_unit_test(denial_against_statement_disputes),
        cmocka_unit_test(silence_and_doubt_are_no_denial),
        cmocka_unit_test(a_contradiction_disputes_and_a_compatible_pair_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
