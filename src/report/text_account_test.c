/* A printed account of an account made by hand: three articles about a bridge. */
#include "check.h"

#include "analyse/analyse.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "report/outline.h"
#include "report/report_text.h"
#include "report/text_story.h"

#define FIRST                                                                                                          \
    "Bridge at Torvik closed after crack is found\n\nThe Torvik bridge was closed on Monday after inspectors found a " \
    "crack in its main span, the road agency said. At least 40 lorries were stranded on the eastern bank.\n\n\"We "    \
    "will "                                                                                                            \
    "not open it before every bolt has been looked at,\" said Marta Lind, who heads the agency.\n"
#define SECOND                                                                                                         \
    "Torvik bridge shut\n\nThe road agency closed the Torvik bridge on Monday. Some 25 lorries were stuck, a haulier " \
    "said.\n\n\"We will not open it before every bolt has been looked at,\" Lind said.\n\nThe hauliers' union "        \
    "demanded "                                                                                                        \
    "compensation for every day of the closure.\n"
#define THIRD                                                                                                          \
    "Crack closes bridge\n\nInspectors found a crack in the bridge at Torvik, according to the road agency. The "      \
    "builder "                                                                                                         \
    "denied that its steel was to blame. The owner of a 30-year-old ferry said that it would run all night.\n"
static const char *const texts[] = {FIRST, SECOND, THIRD};
enum { N = 3 };

struct made {
    arena arena, tmp;
    reading readings[N];
    const reading *list[N];
    account account;
};

static struct place at(struct made *m, int32_t i, const char *words) {
    str text = m->readings[i].article->text, w = str_cstr(words);
    ptrdiff_t beg = str_find(text, w, 0);
    assert_true(beg >= 0);
    return (struct place){i, {(uint32_t)beg, (uint32_t)(beg + w.n)}};
}

static int32_t add_actor(struct made *m, const char *name) {
    *vec_push(&m->arena, &m->account.actors) = (struct actor){.name = str_cstr(name), .named = true};
    return (int32_t)m->account.actors.n - 1;
}

static int32_t add_origin(struct made *m, const char *name, bool unnamed, int32_t first, int32_t second) {
    struct origin *o = vec_push(&m->arena, &m->account.origins);
    *o = (struct origin){.name = str_cstr(name), .unnamed = unnamed};
    *vec_push(&m->arena, &o->articles) = first;
    if (second >= 0) *vec_push(&m->arena, &o->articles) = second;
    return (int32_t)m->account.origins.n - 1;
}

static struct claim *add_claim(struct made *m, struct place p, enum status status, int32_t origin) {
    struct claim *c = vec_push(&m->arena, &m->account.claims);
    *c = (struct claim){
        .text = article_str(m->readings[p.article].article, p.span), .status = status, .low = 1, .high = 2};
    *vec_push(&m->arena, &c->mentions) = (struct mention){.at = p, .head = p.span, .origin = origin, .event = -1};
    return c;
}

static void add_side(struct made *m, struct conflict *k, const char *value, struct place p) {
    struct side *s = vec_push(&m->arena, &k->sides);
    s->value = str_cstr(value);
    *vec_push(&m->arena, &s->mentions) = p;
}

static void make(struct made *m) {
    *m = (struct made){0};
    assert_true(arena_init(&m->arena, LIMIT_ARENA_BYTES));
    assert_true(arena_init(&m->tmp, LIMIT_ARENA_BYTES));
    for (int i = 0; i < N; i++) {
        article *a = arena_new(&m->arena, article, 1);
        a->raw = str_cstr(texts[i]);
        a->source = arena_fmt(&m->arena, "bridge/%d.txt", i);
        a->title = str_head(a->raw, str_find(a->raw, S("\n"), 0));
        struct text_builder b = {.a = a, .out = &m->arena};
        text_copy(&b, 0, a->raw.n);
        text_done(&b);
        for (ptrdiff_t beg = 0, end; beg < a->text.n; beg = end + 1) { // a block a line
            end = str_find(a->text, S("\n"), beg);
            if (end > beg) *vec_push(&m->arena, &a->blocks) = (struct block){.span = {(uint32_t)beg, (uint32_t)end}};
        }
        m->readings[i].article = a;
        analyse(model_embedded(), a, &m->readings[i].tokens, &m->arena, m->tmp);
        m->list[i] = &m->readings[i];
    }
    account *a = &m->account;
    a->readings = m->list;
    a->n = N;
    int32_t lind = add_actor(m, "Marta Lind"), hauliers = add_actor(m, "hauliers' union");
    int32_t agency = add_origin(m, "road agency", false, 0, 2);
    add_origin(m, "officials", true, 1, -1);
    struct claim *c = add_claim(m, at(m, 0, "The Torvik bridge was closed on Monday"), STATUS_ESTABLISHED, agency);
    *vec_push(&m->arena, &c->mentions) = (struct mention){
        .at = at(m, 1, "The road agency closed the Torvik bridge on Monday"), .origin = agency, .event = -1};
    c->when = S("2025-03-03");
    add_claim(m, at(m, 2, "Inspectors found a crack in the bridge at Torvik"), STATUS_REPEATED, agency);
    add_claim(m, at(m, 2, "its steel was to blame"), STATUS_DISPUTED, agency);
    struct conflict *k = vec_push(&m->arena, &a->conflicts);
    *k = (struct conflict){.kind = CONFLICT_NUMBER, .about = S("lorries"), .why = S("the intervals do not meet")};
    add_side(m, k, "40 or more", at(m, 0, "40 lorries"));
    add_side(m, k, "25", at(m, 1, "25 lorries"));
    struct quotation *q = vec_push(&m->arena, &a->quotes);
    *q = (struct quotation){.speaker = lind};
    *vec_push(&m->arena, &q->variants) = at(m, 0, "We will not open it before every bolt has been looked at,");
    *vec_push(&m->arena, &q->variants) = at(m, 1, "We will not open it before every bolt has been looked at,");
    *vec_push(&m->arena, &a->positions) = (struct position){.at = at(m, 1, "compensation for every day of the closure"),
                                                            .actor = hauliers,
                                                            .to = -1,
                                                            .act = ACT_DEMAND,
                                                            .reply = -1};
    struct moment_line *day = vec_push(&m->arena, &a->timeline);
    day->when = S("2025-03-03");
    *vec_push(&m->arena, &day->claims) = 0;
    *vec_push(&m->arena, &a->questions) = (struct question){.text = S("Who says that 25 were stuck?"), .claim = -1};
}

static void unmake(struct made *m) {
    arena_clear(&m->arena);
    arena_clear(&m->tmp);
}

static void print(struct made *m, const struct text_options *o, buf *out) {
    text_account(out, &m->account, o, m->tmp);
    assert_false(out->failed);
}

static void fits_any_width(void **state) {
    (void)state;
    struct made m;
    make(&m);
    for (int width = 40; width <= 150; width += 5) {
        buf out = {0};
        print(&m, &(struct text_options){.width = width, .all = width % 2 == 0, .explain = width % 3 == 0}, &out);
        str rest = buf_str(&out), line;
        while (str_next_part(&rest, '\n', &line)) {
            assert_true(utf8_columns(line) <= width);
            assert_false(str_ends(line, S(" ")));
            assert_true(str_find(line, S("\x1b"), 0) < 0);
        }
        buf_clear(&out);
    }
    unmake(&m);
}

/* White space as one space, for comparison over lines. */
static str flat(arena *a, str s) {
    char *p = arena_new(a, char, s.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool space = ascii_space(s.p[i]);
        if (!space)
            p[n++] = s.p[i];
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    return str_of(p, n);
}

static void quotes_nothing_that_no_article_says(void **state) {
    (void)state;
    struct made m;
    make(&m);
    buf out = {0};
    print(&m, &(struct text_options){.width = 100, .all = true}, &out);
    str rest = buf_str(&out), line, whole = {0};
    while (str_next_part(&rest, '\n', &line)) // where two sides stand side by side, passages run into each other
        if (str_find(line, S("│"), 0) < 0) whole = arena_cat(&m.arena, arena_cat(&m.arena, whole, line), S("\n"));
    whole = flat(&m.arena, whole);
    int passages = 0;
    for (ptrdiff_t i = str_find(whole, S("“"), 0); i >= 0; i = str_find(whole, S("“"), i + 1)) {
        ptrdiff_t end = str_find(whole, S("”"), i);
        assert_true(end > i);
        str passage = str_slice(whole, i + S("“").n, end);
        bool found = str_eq(passage, S("…"));
        for (int k = 0; k < N; k++) found |= str_find(flat(&m.arena, str_cstr(texts[k])), passage, 0) >= 0;
        assert_true(found);
        passages++;
    }
    assert_true(passages > 10);
    buf_clear(&out);
    unmake(&m);
}

static void says_where(void **state) {
    (void)state;
    struct made m;
    make(&m);
    buf out = {0};
    print(&m, &(struct text_options){.width = 100}, &out);
    str s = buf_str(&out);
    assert_true(str_find(s, S("“The Torvik bridge was closed on Monday” [1:2] [2:2]"), 0) >= 0);
    assert_true(str_find(s, S("“We will not open it before every bolt has been looked at,” [1:4] [2:4]"), 0) >= 0);
    assert_true(str_find(s, S("hauliers' union"), 0) >= 0);
    assert_true(str_find(s, S("demands"), 0) >= 0);
    buf_clear(&out);
    unmake(&m);
}

/* The passage of an article that holds the words, printed where there is room for so many columns. */
static void print_passage(struct made *m, int32_t in, const char *words, int columns, buf *out) {
    struct story_text s = {
        .t = {.out = out, .width = 100}, .a = &m->account, .o = &(struct text_options){0}, .tmp = m->tmp};
    text_begin(&s.t, 0, 0);
    story_passage(&s, at(m, in, words), columns);
    text_end(&s.t);
}

static void a_passage_that_is_cut_begins_with_a_clause(void **state) {
    (void)state;
    struct made m;
    make(&m);
    buf out = {0};
    print_passage(&m, 0, "the road agency said", 50, &out); // there is room for a few words before the comma
    assert_true(str_eq(str_trim(buf_str(&out)), S("… “the road agency said.”")));
    buf_clear(&out);
    unmake(&m);
}

static void a_passage_that_is_cut_begins_with_a_whole_word(void **state) {
    (void)state;
    struct made m;
    make(&m);
    buf out = {0};
    print_passage(&m, 2, "ferry said that it would run all night", 62, &out);
    assert_true(str_find(buf_str(&out), S("30-year-old ferry"), 0) > 0);
    buf_clear(&out);
    unmake(&m);
}

static void an_empty_account_is_printed_too(void **state) {
    (void)state;
    struct made m;
    make(&m);
    account empty = {.readings = m.list, .n = 1};
    buf out = {0};
    text_account(&out, &empty, &(struct text_options){.width = 80}, m.tmp);
    assert_true(str_find(buf_str(&out), S("Bridge at Torvik"), 0) == 0);
    buf_clear(&out);
    unmake(&m);
}

static void a_story_without_a_title_is_headed_by_its_first_words(void **state) {
    (void)state;
    struct made m;
    make(&m);
    for (int i = 0; i < N; i++) ((article *)m.readings[i].article)->title = (str){0};
    account empty = {.readings = m.list, .n = N};
    assert_true(str_eq(outline_title(&empty), S("Bridge at Torvik closed after crack is found")));
    m.readings[0].tokens.sentences.n = 0; // unread
    assert_true(str_eq(outline_title(&empty), S("bridge/0.txt")));
    unmake(&m);
}

static void says_which_side_of_a_denial_is_denied(void **state) {
    (void)state;
    struct made m;
    make(&m);
    account *a = &m.account;
    struct claim *c = &a->claims.p[2];
    struct conflict k = {.kind = CONFLICT_DENIAL};
    *vec_push(&m.arena, &k.claims) = 2;
    add_side(&m, &k, "its steel was to blame", c->mentions.p[0].at);
    assert_false(outline_denied(a, &k, &k.sides.p[0]));
    c->mentions.p[0].stance = STANCE_DENIES;
    assert_true(outline_denied(a, &k, &k.sides.p[0]));
    struct place no = at(&m, 0, "We will not open it");
    *vec_push(&m.arena, &c->mentions) = (struct mention){.at = no, .stance = STANCE_DENIES, .event = -1};
    add_side(&m, &k, "We will not open it", no);
    assert_false(outline_denied(a, &k, &k.sides.p[1])); // its words say so themselves
    unmake(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_any_width),
        cmocka_unit_test(quotes_nothing_that_no_article_says),
        cmocka_unit_test(says_where),
        cmocka_unit_test(a_passage_that_is_cut_begins_with_a_clause),
        cmocka_unit_test(a_passage_that_is_cut_begins_with_a_whole_word),
        cmocka_unit_test(an_empty_account_is_printed_too),
        cmocka_unit_test(says_which_side_of_a_denial_is_denied),
        cmocka_unit_test(a_story_without_a_title_is_headed_by_its_first_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
