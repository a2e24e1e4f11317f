#include "account/told.h"

#include "account_check.h"

/* Reality and type of the claim that one article's word `head` makes; the article is of 2024-03-07. */
static const struct claim *one(struct accounts *x, const char *text, const char *head) {
    const struct told story[] = {{"2024-03-07", "Harbour Post", text}};
    const account *acc = account_of(x, story, 1, INT32_MAX);
    const struct claim *c = claim_with(acc, head, 1);
    assert_non_null(c);
    return c;
}

static void states_that_do_not_hold_are_states(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    assert_int_equal(one(&x, "\"The ferries are not running,\" Ana Brandt said.", "running")->reality, REALITY_ONGOING);
    assert_int_equal(one(&x, "The cause was not immediately known.", "known")->reality, REALITY_ONGOING);
    assert_int_equal(one(&x, "The police did not find the sailors.", "find")->reality, REALITY_DID_NOT_HAPPEN);
    assert_int_equal(one(&x, "The minister declined to comment.", "declined")->reality, REALITY_DID_NOT_HAPPEN);
    accounts_close(&x);
}

static void stands_are_taken(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    assert_int_equal(one(&x, "The union rejects the plan.", "rejects")->reality, REALITY_HAPPENED);
    assert_int_equal(one(&x, "Ana Brandt said that the toll is unfair.", "unfair")->reality, REALITY_HAPPENED);
    assert_int_equal(one(&x, "\"He is a decent man,\" Ana Brandt said.", "man")->reality, REALITY_HAPPENED);
    assert_int_equal(one(&x, "\"It is no answer,\" Ana Brandt said.", "answer")->reality, REALITY_HAPPENED);
    assert_int_equal(one(&x, "Ana Brandt said that the pit is 40 metres deep.", "deep")->reality, REALITY_ONGOING);
    assert_int_equal(one(&x, "Ana Brandt said that the driver is in hospital.", "hospital")->reality, REALITY_ONGOING);
    assert_int_equal(one(&x, "\"The firm has to pay,\" Ana Brandt said.", "pay")->reality, REALITY_HAPPENED);
    assert_int_equal(one(&x, "The union owns the hall.", "owns")->reality, REALITY_ONGOING);
    const struct claim *offer = one(&x, "Lowen offered to reopen the road if Arden dropped the toll.", "offered");
    assert_int_equal(offer->reality, REALITY_CONDITIONAL);
    accounts_close(&x);
}

static void types_by_what_is_done_with_it(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    const struct claim *refused =
        one(&x, "\"We will not pay for the bridge,\" Prime Minister Ana Brandt of Norway told parliament.", "pay");
    assert_int_equal(refused->plover, PLOVER_REJECT);
    assert_int_equal(refused->reality, REALITY_HAPPENED);
    assert_int_equal(one(&x, "Prosecutors in Norway are investigating the fire.", "investigating")->plover,
                     PLOVER_NONE);
    assert_int_equal(one(&x, "Norway accused Sweden of spying.", "accused")->plover, PLOVER_ACCUSE);
    assert_int_equal(one(&x, "The union said that managers had ignored the alarms.", "ignored")->plover, PLOVER_ACCUSE);
    assert_int_equal(one(&x, "The union said that its plan had failed.", "failed")->plover, PLOVER_NONE);
    assert_int_equal(one(&x, "Prime Minister Ana Brandt of Norway resigned.", "resigned")->plover, PLOVER_CONCEDE);
    assert_int_equal(one(&x, "Norway withdrew its troops from Sweden.", "withdrew")->plover, PLOVER_RETREAT);
    assert_int_equal(one(&x, "The union gave Norsk Coal until Friday to pay or be taken to court.", "taken")->plover,
                     PLOVER_THREATEN);
    accounts_close(&x);
}

static void what_was_planned_has_been_done(void **state) {
    (void)state;
    struct accounts x;
    accounts_open(&x);
    const struct told story[] = {
        {"2024-03-07", "Harbour Post", "Ana Brandt will visit the mine in Larvik on Thursday."},
        {"2024-03-09", "Daily Lantern", "Ana Brandt visited the mine in Larvik on Thursday."},
    };
    const struct claim *c = claim_with(account_of(&x, story, 2, INT32_MAX), "visit", 2);
    assert_non_null(c);
    assert_int_equal(c->reality, REALITY_HAPPENED);
    accounts_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_that_do_not_hold_are_states),
        cmocka_unit_test(stands_are_taken),
        cmocka_unit_test(types_by_what_is_done_with_it),
        cmocka_unit_test(what_was_planned_has_been_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
