/* Frames, roles, spans and reality on small trees, so that they are tested apart from the analysis that makes trees. */
#include "check.h"

#include <stdio.h>

#include "extract/event.h"
#include "extract/extract.h"

static arena room, scratch;

static int32_t number(str s) {
    int32_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n = n * 10 + (s.p[i] - '0');
    return n;
}

static str fold(str s) {
    str out = arena_str(&room, s);
    for (ptrdiff_t i = 0; i < out.n; i++) ((char *)out.p)[i] = ascii_fold(out.p[i]);
    return out;
}

/* A sentence of words form/lemma/UPOS/XPOS/head/relation, heads counted from 1; a lemma of * marks a name. */
static reading *sentence(const char *words) {
    static article a;
    reading *r = arena_new(&room, reading, 1);
    str rest = str_cstr(words), word, part[6];
    struct {
        char *p;
        ptrdiff_t n, cap;
    } text = {0};
    ptrdiff_t n = 1;
    for (ptrdiff_t i = 0; i < rest.n; i++) n += rest.p[i] == ' ';
    tokens *k = &r->tokens;
    tokens_new(k, &room, n);
    for (int32_t t = 0; str_next_part(&rest, ' ', &word); t++) {
        for (int i = 0; i < 6; i++) assert_true(str_next_part(&word, '/', &part[i]));
        if (t) *vec_push(&room, &text) = ' ';
        uint32_t beg = (uint32_t)text.n;
        for (ptrdiff_t i = 0; i < part[0].n; i++) *vec_push(&room, &text) = part[0].p[i];
        k->span[t] = (span){beg, (uint32_t)text.n};
        bool name = str_eq(part[1], S("*"));
        k->norm[t] = fold(part[0]);
        k->lemma[t] = name ? part[0] : part[1];
        k->upos[t] = (uint8_t)upos_of(part[2]);
        k->xpos[t] = part[3];
        k->head[t] = number(part[4]) - 1;
        k->rel[t] = (uint8_t)rel_of(part[5]);
        if (!name) continue;
        k->ner[t] = NER_B_LOC;
        *vec_push(&room, &r->names) = (struct name){.span = k->span[t],
                                                    .beg = t,
                                                    .end = t + 1,
                                                    .head = t,
                                                    .entity = (int32_t)r->entities.n,
                                                    .kind = NAME_PLACE};
        *vec_push(&room, &r->entities) = (struct entity){.name = part[0], .kind = NAME_PLACE, .named = true};
    }
    *vec_push(&room, &k->sentences) =
        (struct sentence){.span = {0, (uint32_t)text.n}, .beg = 0, .end = (int32_t)n, .block = -1};
    a.text = str_of(text.p, text.n);
    r->article = &a;
    event_find(r, &room, scratch);
    reality_find(r, &room, scratch);
    position_find(r, &room, scratch);
    return r;
}

/* The event whose head is that word. */
static const struct event_finding *event(const reading *r, const char *head) {
    for (ptrdiff_t i = 0; i < r->events.n; i++)
        if (str_eq(article_str(r->article, r->tokens.span[r->events.p[i].head]), str_cstr(head)))
            return &r->events.p[i];
    return NULL;
}

static void assert_role(const reading *r, const struct roles *roles, ptrdiff_t at, const char *text) {
    assert_true(at < roles->n);
    assert_str(article_str(r->article, roles->p[at].span), str_cstr(text));
}

static void passive(void **state) {
    (void)state;
    const reading *r =
        sentence("Two/two/NUM/CD/2/nummod soldiers/soldier/NOUN/NNS/4/nsubj:pass were/be/AUX/VBD/4/aux:pass "
                 "killed/kill/VERB/VBN/0/root by/by/ADP/IN/6/case rebels/rebel/NOUN/NNS/4/obl:agent");
    const struct event_finding *e = event(r, "killed");
    assert_non_null(e);
    assert_int_equal(e->plover, PLOVER_ASSAULT);
    assert_str(e->kind, S("kill"));
    assert_role(r, &e->actors, 0, "rebels");
    assert_role(r, &e->recipients, 0, "Two soldiers");
    assert_int_equal(e->reality, REALITY_HAPPENED);
}

static void light_verb_and_coordination(void **state) {
    (void)state;
    const reading *r = sentence("Norland/*/PROPN/NNP/4/nsubj and/and/CCONJ/CC/3/cc Sudland/*/PROPN/NNP/1/conj "
                                "held/hold/VERB/VBD/0/root talks/talk/NOUN/NNS/4/obj with/with/ADP/IN/7/case "
                                "Westland/*/PROPN/NNP/4/obl");
    assert_null(event(r, "held"));
    const struct event_finding *e = event(r, "talks");
    assert_non_null(e);
    assert_int_equal(e->plover, PLOVER_CONSULT);
    assert_role(r, &e->actors, 0, "Norland");
    assert_role(r, &e->actors, 1, "Sudland");
    assert_role(r, &e->recipients, 0, "Westland");
    assert_str(article_str(r->article, e->span), S("Norland and Sudland held talks with Westland"));
}

static void control_and_plans(void **state) {
    (void)state;
    const reading *r = sentence("Norland/*/PROPN/NNP/2/nsubj threatened/threaten/VERB/VBD/0/root to/to/PART/TO/4/mark "
                                "attack/attack/VERB/VB/2/xcomp Sudland/*/PROPN/NNP/4/obj");
    const struct event_finding *threat = event(r, "threatened"), *attack = event(r, "attack");
    assert_int_equal(threat->plover, PLOVER_THREATEN);
    assert_int_equal(threat->reality, REALITY_HAPPENED);
    assert_int_equal(attack->reality, REALITY_PLANNED);
    assert_int_equal(attack->plover, PLOVER_THREATEN); // what is only announced is no assault
    assert_role(r, &attack->actors, 0, "Norland");
    assert_role(r, &attack->recipients, 0, "Sudland");
    assert_int_equal(r->positions.n, 1);
    assert_int_equal(r->positions.p[0].act, ACT_THREAT);
    assert_int_equal(r->positions.p[0].actor, 0);
}

static void relative_clause_and_noun(void **state) {
    (void)state;
    const reading *r =
        sentence("Norland/*/PROPN/NNP/3/nmod:poss 's/'s/PART/POS/1/case deployment/deployment/NOUN/NN/8/nsubj "
                 "of/of/ADP/IN/5/case troops/troop/NOUN/NNS/3/nmod that/that/PRON/WDT/7/nsubj "
                 "crossed/cross/VERB/VBD/5/acl:relcl failed/fail/VERB/VBD/0/root");
    const struct event_finding *e = event(r, "deployment"), *crossed = event(r, "crossed");
    assert_int_equal(e->plover, PLOVER_MOBILIZE);
    assert_true(e->noun);
    assert_role(r, &e->actors, 0, "Norland");
    assert_role(r, &crossed->actors, 0, "troops");
    assert_str(article_str(r->article, crossed->span), S("that crossed"));
}

static void denied_and_private(void **state) {
    (void)state;
    const reading *r =
        sentence("The/the/DET/DT/2/det army/army/NOUN/NN/5/nsubj did/do/AUX/VBD/5/aux not/not/PART/RB/5/advmod "
                 "shoot/shoot/VERB/VB/0/root civilians/civilian/NOUN/NNS/5/obj");
    assert_int_equal(event(r, "shoot")->reality, REALITY_DID_NOT_HAPPEN);
    r = sentence("We/we/PRON/PRP/2/nsubj shot/shoot/VERB/VBD/0/root photos/photo/NOUN/NNS/2/obj");
    assert_int_equal(event(r, "shot")->plover, PLOVER_NONE);
    r = sentence("I/I/PRON/PRP/2/nsubj demanded/demand/VERB/VBD/0/root a/a/DET/DT/4/det refund/refund/NOUN/NN/2/obj");
    assert_int_equal(event(r, "demanded")->plover, PLOVER_NONE);
    assert_int_equal(r->positions.n, 0);
}

static void back_reference(void **state) {
    (void)state;
    const reading *r = sentence("The/the/DET/DT/2/det attack/attack/NOUN/NN/3/nsubj shocked/shock/VERB/VBD/0/root "
                                "Norland/*/PROPN/NNP/3/obj");
    assert_true(event(r, "attack")->back);
    assert_false(event(r, "shocked")->back);
}

static void odd_trees(void **state) {
    (void)state;
    // One word; a sentence of auxiliaries; a relative pronoun without antecedent; all of it must only not crash.
    sentence("attack/attack/VERB/VB/0/root");
    sentence("is/be/AUX/VBZ/2/cop been/be/AUX/VBN/0/root");
    sentence("who/who/PRON/WP/2/nsubj fell/fall/VERB/VBD/0/root");
    sentence(
        "to/to/PART/TO/2/mark go/go/VERB/VB/0/root to/to/PART/TO/4/mark go/go/VERB/VB/2/xcomp to/to/PART/TO/6/mark "
        "go/go/VERB/VB/4/xcomp");
}

/* Trees by chance over words that wake the rules: no crash, spans in the text, sorted. Run under the sanitizers too. */
static void any_tree(void **state) {
    (void)state;
    enum { TREES = 3000, WORDS_MAX = 24 };
    static const char *const lemma[] = {"attack", "he",   "which", "not",    "to",  "threaten", "call", "for",
                                        "will",   "talk", "hold",  "army",   "if",  "and",      ",",    "have",
                                        "be",     "take", "place", "demand", "of",  "troops",   "deny", "would",
                                        "ban",    "lift", "on",    "the",    "say", "old"};
    uint64_t x = 88172645463325252u;
    for (int tree = 0; tree < TREES; tree++) {
        arena mark = room;
        char text[2048];
        int n = 1 + (int)(x % WORDS_MAX), at = 0;
        for (int t = 1; t <= n; t++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            const char *w = lemma[x % (sizeof lemma / sizeof *lemma)];
            str tag = upos_text[(x >> 8) % UPOS_COUNT], rel = rel_text[(x >> 16) % REL_COUNT];
            static const char *const xpos[] = {"VBN", "VBD", "VB", "NN", "VBZ"};
            // A tree: heads stand on the side of the root, the first word or the last.
            int near = (int)((x >> 24) % (uint64_t)WORDS_MAX), root = tree % 2 ? 1 : n;
            int head = t == root ? 0 : root == 1 ? 1 + near % (t - 1) : t + 1 + near % (n - t);
            at += snprintf(text + at, sizeof text - (size_t)at, "%s%s/%s/%.*s/%s/%d/%.*s", t > 1 ? " " : "", w,
                           (x >> 40) % 7 ? w : "*", STR_FMT(tag), xpos[(x >> 44) % 5], head, STR_FMT(rel));
        }
        const reading *r = sentence(text);
        uint32_t before = 0;
        for (ptrdiff_t i = 0; i < r->events.n; i++) {
            span s = r->events.p[i].span;
            assert_true(s.beg >= before && s.beg < s.end && s.end <= r->article->text.n);
            before = s.beg;
        }
        for (ptrdiff_t i = 0; i < r->positions.n; i++) assert_true(r->positions.p[i].span.end <= r->article->text.n);
        room = mark;
    }
}

int main(void) {
    if (!arena_init(&room, (ptrdiff_t)64 << 20) || !arena_init(&scratch, (ptrdiff_t)1 << 20)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passive),
        cmocka_unit_test(light_verb_and_coordination),
        cmocka_unit_test(control_and_plans),
        cmocka_unit_test(relative_clause_and_noun),
        cmocka_unit_test(denied_and_private),
        cmocka_unit_test(back_reference),
        cmocka_unit_test(odd_trees),
        cmocka_unit_test(any_tree),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&room);
    arena_clear(&scratch);
    return failed;
}
