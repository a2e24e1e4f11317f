#include "clean/language.h"

#include "base/utf8.h"
#include "lexicon_tables.h"

enum { LOOK_BYTES = 12000, WORD_BYTES = 12, LETTERS = 26 };

/* Votes by code: those for "en" stand in cell[4][13]. */
struct votes {
    struct {
        str code;
        int32_t n;
    } cell[LETTERS][LETTERS];
};

static void vote(struct votes *v, str code) {
    v->cell[code.p[0] - 'a'][code.p[1] - 'a'].code = code;
    v->cell[code.p[0] - 'a'][code.p[1] - 'a'].n++;
}

static int32_t votes_for(const struct votes *v, const char *code) { return v->cell[code[0] - 'a'][code[1] - 'a'].n; }

static bool between(uint32_t c, uint32_t low, uint32_t high) { return c >= low && c <= high; }

/* The language that a script alone tells, as far as it does; empty for Latin script. */
static str script_language(uint32_t c) {
    if (c < 0x0370) return (str){0};
    static const struct {
        uint32_t low, high;
        str code;
    } scripts[] = {
        {0x0370, 0x03FF, S_INIT("el")}, {0x0400, 0x052F, S_INIT("ru")}, {0x0530, 0x058F, S_INIT("hy")},
        {0x0590, 0x05FF, S_INIT("he")}, {0x0600, 0x06FF, S_INIT("ar")}, {0x0900, 0x097F, S_INIT("hi")},
        {0x0980, 0x09FF, S_INIT("bn")}, {0x0A80, 0x0AFF, S_INIT("gu")}, {0x0B80, 0x0BFF, S_INIT("ta")},
        {0x0C00, 0x0C7F, S_INIT("te")}, {0x0E00, 0x0E7F, S_INIT("th")}, {0x10A0, 0x10FF, S_INIT("ka")},
        {0x1200, 0x137F, S_INIT("am")}, {0x3040, 0x30FF, S_INIT("ja")}, {0x4E00, 0x9FFF, S_INIT("zh")},
        {0xAC00, 0xD7AF, S_INIT("ko")},
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (between(c, scripts[i].low, scripts[i].high)) return scripts[i].code;
    return (str){0};
}

/* Letters that one language of a script has and the commonest one of that script has not. */
static str letter_language(uint32_t c) {
    static const struct {
        uint16_t letter;
        str code;
    } letters[] = {
        {0x0456, S_INIT("uk")}, {0x0457, S_INIT("uk")}, {0x0454, S_INIT("uk")}, {0x045E, S_INIT("be")},
        {0x0458, S_INIT("sr")}, {0x0459, S_INIT("sr")}, {0x045A, S_INIT("sr")}, {0x0453, S_INIT("mk")},
        {0x045C, S_INIT("mk")}, {0x049B, S_INIT("kk")}, {0x04D9, S_INIT("kk")}, {0x044A, S_INIT("bg")},
        {0x067E, S_INIT("fa")}, {0x06AF, S_INIT("fa")}, {0x06CC, S_INIT("fa")}, {0x0679, S_INIT("ur")},
        {0x06D2, S_INIT("ur")}, {0x06BA, S_INIT("ur")},
    };
    if (!between(c, 0x0440, 0x06D2)) return (str){0};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == c) return letters[i].code;
    return (str){0};
}

static str winner(const struct votes *v, int32_t *count) {
    str best = {0};
    *count = 0;
    for (int i = 0; i < LETTERS; i++)
        for (int k = 0; k < LETTERS; k++)
            if (v->cell[i][k].n > *count) {
                *count = v->cell[i][k].n;
                best = v->cell[i][k].code;
            }
    return best;
}

/* The language of a text in another script: kana make Chinese characters Japanese, and letters of its own tell a
 * language from the commonest one of its script. */
static str settle_script(const struct votes *scripts, const struct votes *letters, int32_t russian) {
    int32_t most, own;
    str code = winner(scripts, &most), of = winner(letters, &own);
    if (str_eq(code, S("zh")) && 10 * votes_for(scripts, "ja") > most) return S("ja");
    bool cyrillic = str_eq(code, S("ru")), arabic = str_eq(code, S("ar"));
    if ((!cyrillic && !arabic) || 100 * own < most) return code;
    if (arabic && 100 * votes_for(letters, "ur") > most) return S("ur");
    if (str_eq(of, S("bg"))) return russian ? code : of; // Russian has that letter too, and some that Bulgarian has not
    return of;
}

/* Words without letters past ASCII are looked up as they are. */
static const lex_row *find_word(str word) {
    char folded[WORD_BYTES];
    for (ptrdiff_t i = 0; i < word.n; i++) {
        if ((unsigned char)word.p[i] >= 0x80) return lex_find(&lex_languages, word);
        folded[i] = ascii_fold(word.p[i]);
    }
    return lex_find_folded(&lex_languages, str_of(folded, word.n));
}

str language_of(str text) {
    text = str_head(text, LOOK_BYTES);
    struct votes words = {0}, scripts = {0}, own = {0};
    int32_t letters = 0, of_script = 0, russian = 0, all = 0, most;
    int n;
    for (ptrdiff_t i = 0; i < text.n;) {
        if ((unsigned char)text.p[i] < 0x80 ? !ascii_alpha(text.p[i]) : !utf8_is_alpha(utf8_at(text, i, &n))) {
            i += (unsigned char)text.p[i] < 0x80 ? 1 : n;
            continue;
        }
        ptrdiff_t beg = i;
        while (i < text.n) {
            if ((unsigned char)text.p[i] < 0x80) {
                if (!ascii_alpha(text.p[i])) break;
                letters++;
                i++;
                continue;
            }
            uint32_t c = utf8_at(text, i, &n);
            if (!utf8_is_alpha(c)) break;
            letters++;
            str code = script_language(c), letter = letter_language(c);
            if (code.n) vote(&scripts, code), of_script++;
            if (letter.n) vote(&own, letter);
            russian += c == 0x044B || c == 0x044D; // ы э
            i += n;
        }
        all++;
        if (i - beg > WORD_BYTES) continue;
        for (const lex_row *row = find_word(str_slice(text, beg, i)); row; row = lex_next(&lex_languages, row))
            vote(&words, lex_cell(&lex_languages, row, LEX_languages_code));
    }
    if (2 * of_script > letters) return settle_script(&scripts, &own, russian);
    str code = winner(&words, &most);
    return most >= 2 && 12 * most >= all ? code : (str){0};
}

str language_code(str name) {
    ptrdiff_t n = 0;
    while (n < name.n && ascii_alpha(name.p[n])) n++;
    const lex_row *row = n ? lex_find(&lex_language_names, str_head(name, n)) : NULL;
    return row ? lex_cell(&lex_language_names, row, LEX_language_names_code) : (str){0};
}
