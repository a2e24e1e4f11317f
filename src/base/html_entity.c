#include "base/html_entity.h"

#include "base/utf8.h"
#include "lexicon_tables.h"

enum { NAME_LONGEST = 31, BARE_LONGEST = 6, BARE_SHORTEST = 2 };

/* What pages mean by references to the C1 controls: their bytes in windows-1252. */
static const uint16_t c1[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

uint32_t html_c1(uint32_t c) { return c1[c & 31]; }

static int digit_of(char c) {
    if (ascii_digit(c)) return c - '0';
    char f = ascii_fold(c);
    return f >= 'a' && f <= 'f' ? f - 'a' + 10 : 16;
}

static int numeric(str s, ptrdiff_t at, char *out, ptrdiff_t *used) {
    ptrdiff_t i = at + 2;
    int base = 10;
    if (i < s.n && ascii_fold(s.p[i]) == 'x') base = 16, i++;
    ptrdiff_t digits = i;
    uint32_t c = 0;
    for (; i < s.n && digit_of(s.p[i]) < base; i++)
        if (c <= 0x10FFFF) c = c * (uint32_t)base + (uint32_t)digit_of(s.p[i]);
    if (i == digits) return 0;
    if (i < s.n && s.p[i] == ';') i++;
    *used = i - at;
    if (c >= 0x80 && c < 0xA0) c = html_c1(c);
    return utf8_put(c ? c : 0xFFFD, out);
}

static const lex_row *find_name(str name) {
    char folded[NAME_LONGEST];
    for (ptrdiff_t i = 0; i < name.n; i++) folded[i] = ascii_fold(name.p[i]);
    const lex_row *r = lex_find_folded(&lex_html_entities, str_of(folded, name.n));
    while (r && !str_eq(lex_cell(&lex_html_entities, r, LEX_html_entities_name), name))
        r = lex_next(&lex_html_entities, r);
    return r;
}

static int put_codes(str codes, char *out) {
    int n = 0;
    str code;
    while (str_next_part(&codes, ' ', &code)) {
        uint32_t c = 0;
        for (ptrdiff_t i = 0; i < code.n; i++) c = c * 16 + (uint32_t)digit_of(code.p[i]);
        n += utf8_put(c, out + n);
    }
    return n;
}

int html_entity(str s, ptrdiff_t at, bool in_attribute, char out[HTML_ENTITY_BYTES], ptrdiff_t *used) {
    if (at + 1 < s.n && s.p[at + 1] == '#') return numeric(s, at, out, used);
    ptrdiff_t n = 0;
    while (at + 1 + n < s.n && n <= NAME_LONGEST && ascii_alnum(s.p[at + 1 + n])) n++;
    if (!n) return 0;
    str name = str_of(s.p + at + 1, n);
    const lex_row *r;
    if (n <= NAME_LONGEST && at + 1 + n < s.n && s.p[at + 1 + n] == ';' && (r = find_name(name)) != NULL) {
        *used = n + 2;
        return put_codes(lex_cell(&lex_html_entities, r, LEX_html_entities_codes), out);
    }
    for (name.n = n < BARE_LONGEST ? n : BARE_LONGEST; name.n >= BARE_SHORTEST; name.n--) {
        r = find_name(name);
        if (!r || !lex_cell(&lex_html_entities, r, LEX_html_entities_bare).n) continue;
        char next = at + 1 + name.n < s.n ? s.p[at + 1 + name.n] : ' ';
        if (in_attribute && (next == '=' || ascii_alnum(next))) return 0;
        *used = name.n + 1;
        return put_codes(lex_cell(&lex_html_entities, r, LEX_html_entities_codes), out);
    }
    return 0;
}
