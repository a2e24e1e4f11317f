/* Pieces of words, by a table of a few. */
#include "check.h"

#include "analyse/feature.h"
#include "base/buf.h"
#include "base/utf8.h"

enum { BITS = 6 };

struct fixture {
    arena a;
    struct lookup_slot slot[1 << BITS];
    struct lookup table;
    int32_t n;
};

static void add(struct fixture *f, uint64_t key) {
    uint32_t i = (uint32_t)(key >> (64 - BITS));
    while (f->slot[i].value) i = (i + 1) & ((1 << BITS) - 1);
    f->slot[i] = (struct lookup_slot){(uint32_t)key, (uint32_t)++f->n};
}

static void fixture_init(struct fixture *f) {
    static const char *const begin[] = {"har", "harb", "harbour", "-", "'", "s", "zu"}, *const on[] = {"our", "s", "y"};
    *f = (struct fixture){.table = {f->slot, BITS}};
    assert_true(arena_init(&f->a, 1 << 20));
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) add(f, feature_piece_key(str_cstr(begin[i]), true));
    for (size_t i = 0; i < sizeof on / sizeof *on; i++) add(f, feature_piece_key(str_cstr(on[i]), false));
    add(f, feature_vector_key(words_form(S("kept"))));
}

/* The pieces of a word as numbers in the order in which they were added. */
static void check_pieces(struct fixture *f, const char *word, const char *expected) {
    int32_t rows[PIECES_MAX];
    str norm = utf8_lower(&f->a, str_cstr(word));
    int n = feature_vectors(&f->table, words_form(norm), str_cstr(word), rows, f->a);
    buf b = {0};
    for (int i = 0; i < n; i++) buf_fmt(&b, "%s%d", i ? " " : "", rows[i]);
    assert_str(buf_str(&b), str_cstr(expected));
    buf_clear(&b);
}

static void the_longest_pieces_come_first(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    check_pieces(&f, "harbour", "2");
    check_pieces(&f, "Harbours", "2 8");
    check_pieces(&f, "harbs", "1 8");
    check_pieces(&f, "harour", "0 7");
    arena_clear(&f.a);
}

static void a_mark_is_a_word_by_itself(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    check_pieces(&f, "harbour's", "2 4 5");
    check_pieces(&f, "harb-zu", "1 3 6");
    check_pieces(&f, "-", "3");
    arena_clear(&f.a);
}

static void a_word_with_an_unknown_part_has_none(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    check_pieces(&f, "harbx", "");
    check_pieces(&f, "our", "");
    check_pieces(&f, "", "");
    arena_clear(&f.a);
}

static void its_own_vector_and_its_letters_without_marks_count(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    check_pieces(&f, "Kept", "10");
    check_pieces(&f, "Z\xC3\xBCy", "6 9"); // with a diaeresis
    arena_clear(&f.a);
}

static void a_long_word_has_so_many_at_most(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    check_pieces(&f, "zusyyyyyy", "6 8 9 9 9 9");
    check_pieces(&f, "zuyyyyyx", "6 9 9 9 9 9"); // what follows is not looked at
    arena_clear(&f.a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_pieces_come_first),
        cmocka_unit_test(a_mark_is_a_word_by_itself),
        cmocka_unit_test(a_word_with_an_unknown_part_has_none),
        cmocka_unit_test(its_own_vector_and_its_letters_without_marks_count),
        cmocka_unit_test(a_long_word_has_so_many_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
