#include "clean/language.h"

#include "base/utf8.h"
#include "lexicon_tables.h"

enum { LOOK_BYTES = 20000, WORD_BYTES = 12, CODES = 40 };

struct votes {
    str code[CODES];
    int32_t count[CODES];
    int n;
};

static void vote(struct votes *v, str code) {
    for (int i = 0; i < v->n; i++)
        if (str_eq(v->code[i], code)) {
            v->count[i]++;
            return;
        }
    if (v->n == CODES) return;
    v->code[v->n] = code;
    v->count[v->n++] = 1;
}

static bool between(uint32_t c, uint32_t low, uint32_t high) { return c >= low && c <= high; }

/* The language that a script alone tells, as far as it does; empty for Latin script. */
static str script_language(uint32_t c) {
    if (between(c, 0x0370, 0x03FF)) return S("el");
    if (between(c, 0x0400, 0x052F)) return S("ru");
    if (between(c, 0x0590, 0x05FF)) return S("he");
    if (between(c, 0x0600, 0x06FF)) return S("ar");
    if (between(c, 0x0900, 0x097F)) return S("hi");
    if (between(c, 0x0E00, 0x0E7F)) return S("th");
    if (between(c, 0x3040, 0x30FF)) return S("ja");
    if (between(c, 0x4E00, 0x9FFF)) return S("zh");
    if (between(c, 0xAC00, 0xD7AF)) return S("ko");
    return (str){0};
}

static str winner(const struct votes *v, int32_t *count) {
    int best = -1;
    for (int i = 0; i < v->n; i++)
        if (best < 0 || v->count[i] > v->count[best] ||
            (v->count[i] == v->count[best] && str_cmp(v->code[i], v->code[best]) < 0))
            best = i;
    *count = best < 0 ? 0 : v->count[best];
    return best < 0 ? (str){0} : v->code[best];
}

str language_of(str text) {
    text = str_head(text, LOOK_BYTES);
    struct votes words = {0}, scripts = {0};
    int32_t letters = 0, of_script = 0, all = 0, most, n;
    for (ptrdiff_t i = 0; i < text.n;) {
        uint32_t c = utf8_at(text, i, &n);
        if (!utf8_is_alpha(c)) {
            i += n;
            continue;
        }
        ptrdiff_t beg = i;
        for (; i < text.n && utf8_is_alpha(c = utf8_at(text, i, &n)); i += n) {
            str code = script_language(c);
            letters++;
            if (code.n) {
                vote(&scripts, code);
                of_script++;
            }
        }
        all++;
        if (i - beg > WORD_BYTES) continue;
        const lex_row *row = lex_find(&lex_languages, str_slice(text, beg, i));
        for (; row; row = lex_next(&lex_languages, row))
            vote(&words, lex_cell(&lex_languages, row, LEX_languages_code));
    }
    if (2 * of_script > letters) return winner(&scripts, &most);
    str code = winner(&words, &most);
    return most >= 2 && 12 * most >= all ? code : (str){0};
}

str language_code(str name) {
    ptrdiff_t n = 0;
    while (n < name.n && ascii_alpha(name.p[n])) n++;
    const lex_row *row = n ? lex_find(&lex_language_names, str_head(name, n)) : NULL;
    return row ? lex_cell(&lex_language_names, row, LEX_language_names_code) : (str){0};
}
