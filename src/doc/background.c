#include "doc/background.h"

#include "base/lexicon.h"
#include "lexicon_tables.h"

int background_texts(str word) {
    const lex_row *row = lex_find_folded(&lex_background, word);
    int n = 0;
    if (!row) return 0;
    str cell = lex_cell(&lex_background, row, LEX_background_texts);
    for (ptrdiff_t i = 0; i < cell.n; i++) n = 10 * n + (cell.p[i] - '0');
    return n;
}
