#include "clean/main_noise.h"

#include "base/utf8.h"
#include "clean/byline.h"
#include "doc/calendar.h"
#include "lexicon_tables.h"

enum { NOISE_BYTES = 160, PREFIX_WORDS = 8, BYLINE_BYTES = 60 };

/* Whether a row's phrase goes with a line that begins with `first`: one with a capital needs one. */
static bool fits(const lex_row *r, char first) {
    return !ascii_upper(lex_cell(&lex_noise, r, LEX_noise_phrase).p[0]) || ascii_upper(first);
}

static str look_up(str folded, char first, bool whole) {
    for (const lex_row *r = lex_find_folded(&lex_noise, folded); r; r = lex_next(&lex_noise, r)) {
        str scope = lex_cell(&lex_noise, r, LEX_noise_scope);
        bool line = str_eq(scope, S("line")) || str_eq(scope, S("label")) || str_eq(scope, S("tail"));
        if (fits(r, first) && (str_eq(scope, S("start")) || (whole && line)))
            return lex_cell(&lex_noise, r, LEX_noise_why);
    }
    return (str){0};
}

str main_noise(str block, arena tmp) {
    if (!block.n || block.n > NOISE_BYTES) return (str){0};
    struct moment m;
    if (calendar_parse(block, &m)) return S("date");
    strs people = {0};
    str agency = {0};
    if (block.n <= BYLINE_BYTES && str_starts_nocase(block, S("by ")) && byline_read(block, &people, &agency, &tmp))
        return S("byline");
    str folded = utf8_fold(&tmp, block);
    while (folded.n && (strchr(":!.", folded.p[folded.n - 1]) || ascii_space(folded.p[folded.n - 1]))) folded.n--;
    str why = look_up(folded, block.p[0], true);
    for (ptrdiff_t i = 1, words = 0; i < folded.n && words < PREFIX_WORDS && !why.n; i++) {
        if (ascii_alnum(folded.p[i]) || (unsigned char)folded.p[i] >= 0x80) continue;
        words += ascii_space(folded.p[i]);
        why = look_up(str_head(folded, i), block.p[0], false);
        if (!why.n && folded.p[i] == ':') why = look_up(str_head(folded, i + 1), block.p[0], false);
    }
    return why;
}
