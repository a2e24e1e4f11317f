#include "account/variant.h"

#include "check.h"

enum { QUOTES_MAX = 8 };

/* One article a quotation, each by speaker 0, 1 or nobody (−1). */
struct scene {
    account acc;
    article article[QUOTES_MAX];
    reading reading[QUOTES_MAX];
    const reading *list[QUOTES_MAX];
    struct quote_finding quote[QUOTES_MAX];
    int32_t actor[2], *actor_of[QUOTES_MAX];
    struct actor actors[2];
    arena out, tmp;
};

static void scene_open(struct scene *s) {
    *s = (struct scene){.actor = {0, 1}};
    assert_true(arena_init(&s->out, 1 << 22) && arena_init(&s->tmp, 1 << 22));
    s->actors[0].name = S("Ana Brandt");
    s->actors[1].name = S("Bruno Salas");
    s->actors[0].body = s->actors[1].body = -1;
    s->acc.readings = s->list;
    s->acc.actors.p = s->actors;
    s->acc.actors.n = 2;
}

static void say(struct scene *s, int speaker, const char *words) {
    ptrdiff_t d = s->acc.n++;
    s->article[d].text = str_cstr(words);
    s->quote[d] =
        (struct quote_finding){.span = {0, (uint32_t)s->article[d].text.n}, .entity = speaker, .attribution = -1};
    s->reading[d].article = &s->article[d];
    s->reading[d].quotes.p = &s->quote[d];
    s->reading[d].quotes.n = 1;
    s->list[d] = &s->reading[d];
    s->actor_of[d] = s->actor;
}

/* How many utterances the quotations make. */
static ptrdiff_t utterances(struct scene *s) {
    quotes_make(&s->acc, s->actor_of, &s->out, s->tmp);
    ptrdiff_t variants = 0;
    for (ptrdiff_t q = 0; q < s->acc.quotes.n; q++) {
        const struct quotation *x = &s->acc.quotes.p[q];
        variants += x->variants.n;
        for (ptrdiff_t i = 1; i < x->variants.n; i++) // the longest first
            assert_true(span_len(x->variants.p[i].span) <= span_len(x->variants.p[0].span));
    }
    ptrdiff_t said = 0;
    for (ptrdiff_t d = 0; d < s->acc.n; d++) said += !s->quote[d].scare;
    assert_int_equal(variants, said);
    arena_clear(&s->out);
    arena_clear(&s->tmp);
    return s->acc.quotes.n;
}

static void cut_shortened_and_reordered_forms_are_one(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    say(&s, 0, "We lost the harvest and the barn, and nobody in the capital answered.");
    say(&s, 0, "We lost the harvest");
    say(&s, 0, "We lost the harvest … and nobody in the capital answered.");
    say(&s, 0, "Nobody in the capital answered. We lost the harvest and the barn.");
    assert_int_equal(utterances(&s), 1);
}

static void marks_and_case_are_no_difference(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    say(&s, 0, "It’s a scandal, and we won’t pay!");
    say(&s, 0, "it's a scandal and we won't pay");
    assert_int_equal(utterances(&s), 1);
}

static void two_speakers_are_never_joined(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    say(&s, 0, "The prices are far too high.");
    say(&s, 1, "The prices are far too high.");
    assert_int_equal(utterances(&s), 2);
}

/* Words without a speaker may be either's, but they do not bring the two together. */
static void words_of_nobody_join_one_speaker(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    say(&s, 0, "The prices are far too high.");
    say(&s, -1, "The prices are far too high.");
    say(&s, 1, "The prices are far too high.");
    assert_int_equal(utterances(&s), 2);
}

static void other_words_are_other_utterances(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    say(&s, 0, "We lost the harvest and the barn.");
    say(&s, 0, "The government must resign before winter.");
    say(&s, 0, "");
    say(&s, 0, "…");
    assert_int_equal(utterances(&s), 4);
}

/* A word or a turn that both have makes no variant: the same speaker said something else. */
static void a_word_in_common_is_not_enough(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    say(&s, 0, "We are one village here, and the village will stand.");
    say(&s, 0, "Nobody told the village.");
    say(&s, 0, "At this point we do not know what happened to the barn.");
    say(&s, 0, "At this point nobody can go home.");
    assert_int_equal(utterances(&s), 4);
}

static void scare_quotes_are_no_utterances(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    say(&s, 0, "reform");
    say(&s, 0, "We call it a reform of the whole market.");
    s.quote[0].scare = true;
    assert_int_equal(utterances(&s), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_shortened_and_reordered_forms_are_one),
        cmocka_unit_test(marks_and_case_are_no_difference),
        cmocka_unit_test(two_speakers_are_never_joined),
        cmocka_unit_test(words_of_nobody_join_one_speaker),
        cmocka_unit_test(other_words_are_other_utterances),
        cmocka_unit_test(a_word_in_common_is_not_enough),
        cmocka_unit_test(scare_quotes_are_no_utterances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
