/* lexicon: the word lists of lexicon/ (TSV), compiled into the program and looked up by word or by phrase.
 *
 * tools/lexc turns each lexicon/NAME.tsv into a static table `lex_NAME` (declared in the generated lexicon_tables.h):
 * rows of cells, sorted by the folded first cell, with a hash index over it. A key may be a phrase; several rows may
 * share a key.
 *
 *     const lex_row *r = lex_find(&lex_units, S("km"));
 *     if (r) … lex_cell(&lex_units, r, LEX_units_unit) …      // column constants are generated too
 *
 * A TSV file: lines beginning with '#' are comments, the first other line is the header (column names), then a row a
 * line, cells separated by one tab; missing cells at the end are empty. Keys are folded as utf8_fold does.
 * Tables are constant: any number of threads may read them. */
#ifndef ACCORD_BASE_LEXICON_H
#define ACCORD_BASE_LEXICON_H

#include "base/arena.h"

/* A table has fewer rows than these bits can number. */
enum { LEX_ROW_BITS = 20 };
#define LEX_ROW_MASK ((1u << LEX_ROW_BITS) - 1)

typedef struct lex_row {
    uint32_t first; // index of its first cell in the table's cells
    uint32_t line;  // line in the TSV file, for --explain
} lex_row;

typedef struct lex_table {
    const char *name;      // "units": lexicon/units.tsv
    const str *cells;      // [rows][columns]
    const lex_row *rows;   // [n] sorted by folded key, file order among equals
    const str *keys;       // [n] folded keys
    const uint32_t *slots; // [1 << bits] in LEX_ROW_BITS a key's first row plus one, above them bits of its hash
    int32_t n, columns, bits;
    int32_t longest; // words of the longest key, counted in pieces between spaces
} lex_table;

/* The first row whose key is `key`, which is folded already (utf8_fold, or plain lower-case ASCII); null when none. */
const lex_row *lex_find_folded(const lex_table *t, str key);
/* The same where lex_hash(key) is known already. */
const lex_row *lex_find_hashed(const lex_table *t, str key, uint32_t hash);
/* The same as lex_find_folded for a key as it stands in a text. Longer than 200 bytes is never found. */
const lex_row *lex_find(const lex_table *t, str key);
/* The next row with the same key, or null. */
const lex_row *lex_next(const lex_table *t, const lex_row *row);
/* True when some row of the key has that cell. */
bool lex_says(const lex_table *t, str key, int column, str cell);
/* A cell of a row; columns count from 0. */
static inline str lex_cell(const lex_table *t, const lex_row *row, int column) {
    return t->cells[row->first + (uint32_t)column];
}

/* The hash that lexc and the lookup share: eight bytes a step (after MurmurHash64A), since most keys are one word. */
static inline uint32_t lex_hash(str key) {
    const uint64_t mix = 0xFF51AFD7ED558CCDu;
    uint64_t h = (uint64_t)key.n * 0x9E3779B97F4A7C15u, w;
    const char *p = key.p;
    ptrdiff_t n = key.n;
    for (; n >= 8; p += 8, n -= 8) {
        memcpy(&w, p, 8);
        h = (h ^ w) * mix;
        h ^= h >> 32;
    }
    if (n >= 4) {
        uint32_t low, high; // they overlap
        memcpy(&low, p, 4);
        memcpy(&high, p + n - 4, 4);
        w = (uint64_t)high << 32 | low;
    } else {
        w = 0;
        for (ptrdiff_t i = 0; i < n; i++) w = w << 8 | (unsigned char)p[i];
    }
    h = (h ^ w) * mix;
    return (uint32_t)(h ^ h >> 32);
}

#endif
