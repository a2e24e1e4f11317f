/* lexc: compiles the word lists of lexicon/ into C.
 *
 *     lexc OUT.c OUT.h lexicon/a.tsv lexicon/b.tsv …
 *
 * Writes one table a file (see src/base/lexicon.h) and an enum of its columns: LEX_units_unit is the column `unit` of
 * units.tsv. A malformed file (a row with too many cells, an empty key, no header, bad UTF-8) stops the build with its
 * line. Output depends on the files' bytes and names alone. */
#include <stdio.h>
#include <stdlib.h>

#include "base/lexicon.h"
#include "base/os.h"
#include "base/utf8.h"

enum { COLUMNS_MAX = 24 };

typedef struct row {
    str cell[COLUMNS_MAX];
    str key;
    int line;
} row;

typedef struct rows {
    row *p;
    ptrdiff_t n, cap;
} rows;

static int by_key(const void *a, const void *b) {
    const row *x = a, *y = b;
    int c = str_cmp(x->key, y->key);
    return c ? c : x->line - y->line;
}

static void die(const char *path, int line, const char *words) {
    fprintf(stderr, "%s:%d: %s\n", path, line, words);
    exit(1);
}

static void put_literal(FILE *f, str s) {
    fputs("L(\"", f);
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            fprintf(f, "\\%c", c);
        else if (c >= 0x20 && c < 0x7F && c != '?')
            fputc(c, f);
        else
            fprintf(f, "\\%03o", c);
    }
    fprintf(f, "\", %td)", s.n);
}

static void compile(arena *a, const char *path, FILE *c, FILE *h) {
    char *data;
    ptrdiff_t n;
    int error = os_real.read_file(NULL, path, (ptrdiff_t)64 << 20, &data, &n);
    if (error) die(path, 0, os_words(error));
    str file = str_of(data, n), base = str_cstr(path), line, cell;
    base = str_drop(base, str_rfind_byte(base, '/') + 1);
    base = str_head(base, base.n - 4);
    if (utf8_check(file) >= 0) die(path, 0, "not UTF-8");
    rows all = {0};
    int number = 0, columns = 0, longest = 0;
    while (str_next_part(&file, '\n', &line)) {
        number++;
        if (str_ends(line, S("\r"))) line.n--;
        if (str_starts(line, S("#")) || str_trim(line).n == 0) continue;
        if (!columns) {
            fprintf(h, "extern const lex_table lex_%.*s;\nenum {\n", STR_FMT(base));
            while (str_next_part(&line, '\t', &cell)) {
                if (columns == COLUMNS_MAX) die(path, number, "too many columns");
                fprintf(h, "    LEX_%.*s_%.*s,\n", STR_FMT(base), STR_FMT(cell));
                columns++;
            }
            fprintf(h, "};\n\n");
            continue;
        }
        row *r = vec_push(a, &all);
        r->line = number;
        for (int k = 0; str_next_part(&line, '\t', &cell); k++) {
            if (k == columns) die(path, number, "more cells than the header has columns");
            r->cell[k] = str_trim(cell);
        }
        r->key = utf8_fold(a, r->cell[0]);
        if (!r->key.n) die(path, number, "an empty key");
        int words = 1;
        for (ptrdiff_t i = 0; i < r->key.n; i++) words += r->key.p[i] == ' ';
        if (words > longest) longest = words;
    }
    if (!columns) die(path, number, "no header");
    if (all.n >= (ptrdiff_t)LEX_ROW_MASK) die(path, number, "too many rows");
    if (all.n) qsort(all.p, (size_t)all.n, sizeof *all.p, by_key);
    int bits = 2;
    while ((1 << bits) < 2 * all.n) bits++;
    uint32_t *slot = arena_new(a, uint32_t, (ptrdiff_t)1 << bits);
    uint32_t mask = (1u << bits) - 1;
    for (ptrdiff_t i = 0; i < all.n; i++) {
        if (i && str_eq(all.p[i].key, all.p[i - 1].key)) continue;
        uint32_t hash = lex_hash(all.p[i].key), at = hash & mask;
        while (slot[at]) at = (at + 1) & mask;
        slot[at] = (hash & ~LEX_ROW_MASK) | (uint32_t)(i + 1);
    }
    fprintf(c, "\nstatic const str %.*s_cells[] = {\n", STR_FMT(base));
    for (ptrdiff_t i = 0; i < all.n; i++) {
        for (int k = 0; k < columns; k++) {
            put_literal(c, all.p[i].cell[k]);
            fputs(k + 1 < columns ? ", " : ",\n", c);
        }
    }
    fprintf(c, "L(\"\", 0)};\nstatic const str %.*s_keys[] = {\n", STR_FMT(base));
    for (ptrdiff_t i = 0; i < all.n; i++) {
        put_literal(c, all.p[i].key);
        fputs(",\n", c);
    }
    fprintf(c, "L(\"\", 0)};\nstatic const lex_row %.*s_rows[] = {\n", STR_FMT(base));
    for (ptrdiff_t i = 0; i < all.n; i++) fprintf(c, "{%td, %d},\n", i * columns, all.p[i].line);
    fprintf(c, "{0, 0}};\nstatic const uint32_t %.*s_slots[] = {", STR_FMT(base));
    for (uint32_t i = 0; i <= mask; i++) fprintf(c, "%uu,%s", slot[i], i % 24 == 23 ? "\n" : "");
    fprintf(
        c,
        "};\nconst lex_table lex_%.*s = {\"%.*s\", %.*s_cells, %.*s_rows, %.*s_keys, %.*s_slots, %td, %d, %d, %d};\n",
        STR_FMT(base), STR_FMT(base), STR_FMT(base), STR_FMT(base), STR_FMT(base), STR_FMT(base), all.n, columns, bits,
        longest);
    free(data);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: lexc OUT.c OUT.h FILE.tsv...\n", stderr);
        return 2;
    }
    arena a;
    if (!arena_init(&a, (ptrdiff_t)1 << 30)) return 1;
    FILE *c = fopen(argv[1], "w"), *h = fopen(argv[2], "w");
    if (!c || !h) {
        perror("lexc");
        return 1;
    }
    fputs("// Generated by tools/lexc from lexicon/*.tsv.\n#include \"lexicon_tables.h\"\n\n#define L(text, bytes) "
          "{text, bytes}\n",
          c);
    fputs("// Generated by tools/lexc from lexicon/*.tsv.\n#ifndef LEXICON_TABLES_H\n#define "
          "LEXICON_TABLES_H\n\n#include \"base/lexicon.h\"\n\n",
          h);
    for (int i = 3; i < argc; i++) compile(&a, argv[i], c, h);
    fputs("#endif\n", h);
    int failed = fclose(c) | fclose(h);
    arena_clear(&a);
    return failed ? 1 : 0;
}
