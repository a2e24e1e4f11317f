#include "base/utf8.h"

#include <utf8proc.h>

static bool tail(str s, ptrdiff_t at, int n) {
    if (at + n >= s.n + 1) return false;
    for (int i = 1; i < n; i++)
        if (((unsigned char)s.p[at + i] & 0xC0) != 0x80) return false;
    return true;
}

uint32_t utf8_at(str s, ptrdiff_t at, int *length) {
    uint32_t b = (unsigned char)s.p[at], c;
    *length = 1;
    if (b < 0x80) return b;
    if (b >= 0xC2 && b < 0xE0 && tail(s, at, 2)) {
        *length = 2;
        return (b & 0x1F) << 6 | ((unsigned char)s.p[at + 1] & 0x3F);
    }
    if (b >= 0xE0 && b < 0xF0 && tail(s, at, 3)) {
        c = (b & 0x0F) << 12 | (uint32_t)((unsigned char)s.p[at + 1] & 0x3F) << 6 | ((unsigned char)s.p[at + 2] & 0x3F);
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return *length = 3, c;
    }
    if (b >= 0xF0 && b < 0xF5 && tail(s, at, 4)) {
        c = (b & 0x07) << 18 | (uint32_t)((unsigned char)s.p[at + 1] & 0x3F) << 12 |
            (uint32_t)((unsigned char)s.p[at + 2] & 0x3F) << 6 | ((unsigned char)s.p[at + 3] & 0x3F);
        if (c >= 0x10000 && c <= 0x10FFFF) return *length = 4, c;
    }
    return 0xFFFD;
}

uint32_t utf8_before(str s, ptrdiff_t at, int *length) {
    for (int back = 1; back <= 4 && back <= at; back++) {
        if (((unsigned char)s.p[at - back] & 0xC0) == 0x80) continue;
        uint32_t c = utf8_at(s, at - back, length);
        if (*length == back) return c;
        break;
    }
    *length = 1;
    return utf8_at(str_slice(s, at - 1, at), 0, &(int){0});
}

int utf8_put(uint32_t c, char out[4]) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
    if (c < 0x80) return out[0] = (char)c, 1;
    if (c < 0x800) return out[0] = (char)(0xC0 | c >> 6), out[1] = (char)(0x80 | (c & 0x3F)), 2;
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

ptrdiff_t utf8_check(str s) {
    for (ptrdiff_t i = 0; i < s.n;) {
        int n;
        uint64_t eight;
        if (s.n - i >= 8 && (memcpy(&eight, s.p + i, 8), !(eight & 0x8080808080808080u))) {
            i += 8;
            continue;
        }
        if ((unsigned char)s.p[i] < 0x80) {
            i++;
            continue;
        }
        if (utf8_at(s, i, &n) == 0xFFFD && n == 1) return i;
        i += n;
    }
    return -1;
}

ptrdiff_t utf8_count(str s) {
    ptrdiff_t count = 0;
    for (ptrdiff_t i = 0; i < s.n; count++) {
        int n;
        utf8_at(s, i, &n);
        i += n;
    }
    return count;
}

int utf8_columns(str s) {
    int columns = 0, n;
    for (ptrdiff_t i = 0; i < s.n; i += n) columns += utf8proc_charwidth((utf8proc_int32_t)utf8_at(s, i, &n));
    return columns;
}

static utf8proc_category_t category(uint32_t c) { return utf8proc_category((utf8proc_int32_t)c); }

bool utf8_is_upper(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = category(c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_lower(uint32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z';
    return category(c) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_alpha(uint32_t c) {
    if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_MC;
}

bool utf8_is_digit(uint32_t c) {
    if (c < 0x80) return c >= '0' && c <= '9';
    return category(c) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_space(uint32_t c) {
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    if (c == 0x85 || c == 0x200B || c == 0xFEFF) return true;
    utf8proc_category_t k = category(c);
    return k == UTF8PROC_CATEGORY_ZS || k == UTF8PROC_CATEGORY_ZL || k == UTF8PROC_CATEGORY_ZP;
}

bool utf8_is_punct(uint32_t c) {
    if (c < 0x80) return c > ' ' && c < 0x7F && !ascii_alnum((char)c);
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_SO;
}

bool utf8_is_open_quote(uint32_t c) {
    return c == '"' || c == '\'' || c == '`' || c == 0x201C || c == 0x2018 || c == 0x00AB || c == 0x201E || c == 0x201A;
}

bool utf8_is_close_quote(uint32_t c) {
    return c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == 0x00BB || c == 0x201C;
}

str utf8_lower(arena *out, str s) {
    char *p = arena_alloc(out, 1, 1, 2 * s.n); // the longest growth of a lower-casing is two bytes to three
    ptrdiff_t n = 0;
    int k;
    for (ptrdiff_t i = 0; i < s.n; i += k) {
        if ((unsigned char)s.p[i] < 0x80) {
            p[n++] = ascii_fold(s.p[i]);
            k = 1;
            continue;
        }
        uint32_t c = utf8_at(s, i, &k);
        n += utf8_put(c == 0xFFFD ? c : (uint32_t)utf8proc_tolower((utf8proc_int32_t)c), p + n);
    }
    return str_of(p, n);
}

static uint32_t plain(uint32_t c) {
    if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x2032 || c == '`') return '\'';
    if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x00AB || c == 0x00BB) return '"';
    if (c >= 0x2010 && c <= 0x2015) return '-';
    if (c != ' ' && utf8_is_space(c)) return ' ';
    return c;
}

str utf8_fold(arena *out, str s) {
    ptrdiff_t cap = 3 * s.n + 4, n = 0;
    char *p = arena_alloc(out, 1, 1, cap);
    int k;
    for (ptrdiff_t i = 0; i < s.n; i += k) {
        if ((unsigned char)s.p[i] < 0x80) {
            char c = s.p[i];
            p[n++] = c == '`' ? '\'' : ascii_space(c) ? ' ' : ascii_fold(c);
            k = 1;
            continue;
        }
        uint32_t c = plain(utf8_at(s, i, &k));
        utf8proc_int32_t part[32];
        int last = 0;
        utf8proc_ssize_t m = utf8proc_decompose_char((utf8proc_int32_t)c, part, 32,
                                                     UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK, &last);
        for (utf8proc_ssize_t j = 0; j < m && j < 32 && n + 4 <= cap; j++)
            n += utf8_put((uint32_t)utf8proc_tolower(part[j]), p + n);
    }
    return str_of(p, n);
}

str utf8_letters(arena *out, str s) {
    str f = utf8_fold(out, s);
    char *p = arena_new(out, char, f.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < f.n; i++)
        if (ascii_alnum(f.p[i]) || (unsigned char)f.p[i] >= 0x80) p[n++] = f.p[i];
    return str_of(p, n);
}
