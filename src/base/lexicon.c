#include "base/lexicon.h"

#include "base/utf8.h"

const lex_row *lex_find_hashed(const lex_table *t, str key, uint32_t hash) {
    uint32_t mask = (1u << t->bits) - 1;
    for (uint32_t i = hash & mask; t->slots[i]; i = (i + 1) & mask) {
        if ((t->slots[i] ^ hash) >> LEX_ROW_BITS) continue; // another key: most are told apart without reading them
        uint32_t row = (t->slots[i] & LEX_ROW_MASK) - 1;
        if (str_eq(t->keys[row], key)) return &t->rows[row];
    }
    return NULL;
}

const lex_row *lex_find_folded(const lex_table *t, str key) { return lex_find_hashed(t, key, lex_hash(key)); }

/* Most keys are words in small letters, which folding would leave as they are. */
static bool folded(str key) {
    for (ptrdiff_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        if (!ascii_lower(c) && !ascii_digit(c) && c != ' ' && c != '-' && c != '.') return false;
    }
    return true;
}

const lex_row *lex_find(const lex_table *t, str key) {
    enum { KEY_BYTES = 200 };
    if (key.n > KEY_BYTES) return NULL;
    if (folded(key)) return lex_find_folded(t, key);
    alignas(max_align_t) char room[8 * KEY_BYTES];
    arena here = arena_over(room, sizeof room);
    const lex_row *row = lex_find_folded(t, utf8_fold(&here, key));
    arena_leave(&here);
    return row;
}

const lex_row *lex_next(const lex_table *t, const lex_row *row) {
    ptrdiff_t i = row - t->rows;
    return i + 1 < t->n && str_eq(t->keys[i], t->keys[i + 1]) ? row + 1 : NULL;
}

bool lex_says(const lex_table *t, str key, int column, str cell) {
    for (const lex_row *row = lex_find(t, key); row; row = lex_next(t, row))
        if (str_eq(lex_cell(t, row, column), cell)) return true;
    return false;
}
