#include "doc/name_match.h"

#include "check.h"

static void keys(void **state) {
    (void)state;
    static const struct {
        str name, key;
    } rows[] = {
        {S_INIT("Venezuelan President Nicolás Maduro"), S_INIT("nicolas maduro")},
        {S_INIT("Nicolás Maduro’s"), S_INIT("nicolas maduro")},
        {S_INIT("U.S. Sen. Bernie Sanders"), S_INIT("bernie sanders")},
        {S_INIT("Mr. O’Brien"), S_INIT("obrien")},
        {S_INIT("the United States"), S_INIT("united states")},
        {S_INIT("U.S."), S_INIT("united states")},
        {S_INIT("the U.S. government"), S_INIT("united states")},
        {S_INIT("Britain"), S_INIT("united kingdom")},
        {S_INIT("the government of Kenya"), S_INIT("kenya")},
        {S_INIT("Scotland"), S_INIT("scotland")},
        {S_INIT("F.B.I."), S_INIT("fbi")},
        {S_INIT("The ICC"), S_INIT("international criminal court")},
        {S_INIT("Bashar al-Assad"), S_INIT("bashar al assad")},
        {S_INIT("Robert Downey Jr."), S_INIT("robert downey")},
        {S_INIT("Acme Widgets, Inc."), S_INIT("acme widgets")},
        {S_INIT("General Assembly"), S_INIT("general assembly")},
        {S_INIT("Justice Department"), S_INIT("justice department")},
        {S_INIT("former Vice President Joe Biden"), S_INIT("joe biden")},
        {S_INIT("German Foreign Minister Annalena Baerbock"), S_INIT("annalena baerbock")},
        {S_INIT("Marine Le Pen"), S_INIT("marine le pen")},
        {S_INIT("Stephen King"), S_INIT("stephen king")},
        {S_INIT("the boy’s uncle"), S_INIT("boy uncle")},
        {S_INIT("President"), S_INIT("president")},
        {S_INIT(""), S_INIT("")},
        {S_INIT("’s"), S_INIT("")},
    };
    arena a;
    assert_true(arena_init(&a, 1 << 20));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str key = name_key(rows[i].name, &a);
        if (!str_eq(key, rows[i].key)) print_error("%.*s -> %.*s\n", STR_FMT(rows[i].name), STR_FMT(key));
        assert_str(key, rows[i].key);
    }
    arena_clear(&a);
}

static void matches(void **state) {
    (void)state;
    static const struct {
        str a, b;
        enum name_match want;
    } rows[] = {
        {S_INIT("Maduro"), S_INIT("Nicolás Maduro"), MATCH_SAME},
        {S_INIT("President Maduro"), S_INIT("Nicolas Maduro"), MATCH_SAME},
        {S_INIT("Nicolás Maduro Moros"), S_INIT("Nicolás Maduro"), MATCH_SAME},
        {S_INIT("Jorge Rodriguez"), S_INIT("Delcy Rodríguez"), MATCH_NONE},
        {S_INIT("Hillary"), S_INIT("Hillary Clinton"), MATCH_POSSIBLE},
        {S_INIT("Steve Ortega"), S_INIT("Stephen J. Ortega"), MATCH_SAME},
        {S_INIT("J. Hetherington"), S_INIT("James T. Hetherington"), MATCH_SAME},
        {S_INIT("Anna Maria Lorne"), S_INIT("Anna Lorne María"), MATCH_SAME},
        {S_INIT("2nd Harbour Union"), S_INIT("Second Harbour Union"), MATCH_SAME},
        {S_INIT("Katla 2.0"), S_INIT("Katla"), MATCH_NONE},
        {S_INIT("Xi"), S_INIT("Xi Jinping"), MATCH_SAME},
        {S_INIT("Kim"), S_INIT("Kim Jong Un"), MATCH_SAME},
        {S_INIT("Kim"), S_INIT("Kim Kardashian"), MATCH_POSSIBLE},
        {S_INIT("Volodymyr Zelensky"), S_INIT("Volodymyr Zelenskyy"), MATCH_SAME},
        {S_INIT("Zelenskiy"), S_INIT("Zelensky"), MATCH_SAME},
        {S_INIT("Wang Guoping"), S_INIT("Wang Huoping"), MATCH_SAME},
        {S_INIT("Wang Wei"), S_INIT("Wang Mei"), MATCH_NONE},
        {S_INIT("Assad"), S_INIT("Bashar al-Assad"), MATCH_SAME},
        {S_INIT("US"), S_INIT("the United States"), MATCH_SAME},
        {S_INIT("South Korea"), S_INIT("North Korea"), MATCH_NONE},
        {S_INIT("England"), S_INIT("Scotland"), MATCH_NONE},
        {S_INIT("ICC"), S_INIT("International Criminal Court"), MATCH_SAME},
        {S_INIT("NRSA"), S_INIT("National Road Safety Authority"), MATCH_SAME},
        {S_INIT("Senate"), S_INIT("U.S. Senate"), MATCH_SAME},
        {S_INIT("Senate"), S_INIT("Kenyan Senate"), MATCH_POSSIBLE},
        {S_INIT("Capitol Police"), S_INIT("U.S. Capitol Police"), MATCH_SAME},
        {S_INIT("Clinton campaign"), S_INIT("Trump campaign"), MATCH_NONE},
        {S_INIT("White House"), S_INIT("the White House"), MATCH_SAME},
        {S_INIT("White House"), S_INIT("United States"), MATCH_NONE},
        {S_INIT("Jordan"), S_INIT("Michael Jordan"), MATCH_POSSIBLE},
        {S_INIT("Democrat"), S_INIT("Democrats"), MATCH_NONE},
        {S_INIT("police"), S_INIT("Alexandria police"), MATCH_POSSIBLE},
        {S_INIT(""), S_INIT("Maduro"), MATCH_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum name_match got = name_match(rows[i].a, rows[i].b), back = name_match(rows[i].b, rows[i].a);
        if (got != rows[i].want || back != got)
            print_error("%.*s, %.*s: %d\n", STR_FMT(rows[i].a), STR_FMT(rows[i].b), (int)got);
        assert_int_equal(got, rows[i].want);
        assert_int_equal(back, got);
    }
}

static void long_names_equal_themselves_only(void **state) {
    (void)state;
    char room[400];
    memset(room, 'a', sizeof room);
    assert_int_equal(name_match(str_of(room, 201), str_of(room, 201)), MATCH_SAME);
    assert_int_equal(name_match(str_of(room, 201), str_of(room, 202)), MATCH_NONE);
    for (int i = 0; i < 400; i += 2) room[i] = ' ';
    assert_int_equal(name_match(str_of(room, 200), str_of(room, 198)), MATCH_NONE);
}

static void countries(void **state) {
    (void)state;
    assert_str(name_country(S("Caracas")), S("VEN"));
    assert_str(name_country(S("the Venezuelan government")), S("VEN"));
    assert_str(name_country(S("Scottish")), S("GBR"));
    assert_str(name_country(S("Reuters")), S(""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys),
        cmocka_unit_test(matches),
        cmocka_unit_test(long_names_equal_themselves_only),
        cmocka_unit_test(countries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
