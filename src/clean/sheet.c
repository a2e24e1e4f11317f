#include "clean/sheet.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "lexicon_tables.h"

static const uint32_t bullets[] = {0x2022, 0x00B7, 0x25AA, 0x25CF, 0x2023, 0x25E6, 0x2043};

static bool is_bullet(str s) {
    if (!s.n) return false;
    int n;
    uint32_t c = utf8_at(s, 0, &n);
    if ((c == '-' || c == '*' || c == 0x2013) && s.n > n && s.p[n] == ' ') return true;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (c == bullets[i]) return true;
    return false;
}

void sheet_trim(str raw, ptrdiff_t *beg, ptrdiff_t *end) {
    int n;
    while (*beg < *end && utf8_is_space(utf8_at(raw, *beg, &n))) *beg += n;
    while (*beg < *end && utf8_is_space(utf8_before(raw, *end, &n))) *end -= n;
    if (*beg > *end) *end = *beg;
}

static bool is_closing(uint32_t c) { return c == ')' || c == ']' || utf8_is_close_quote(c); }

bool sheet_ends_sentence(str s) {
    int n;
    while (s.n) {
        uint32_t c = utf8_before(s, s.n, &n);
        if (c == '.' || c == '!' || c == '?' || c == 0x2026) return true;
        if (!is_closing(c)) return false;
        s.n -= n;
    }
    return false;
}

int32_t sheet_words(str s) {
    int32_t words = 0;
    bool inside = false;
    int n;
    for (ptrdiff_t i = 0; i < s.n; i += n) {
        bool space = utf8_is_space(utf8_at(s, i, &n));
        words += !space && !inside;
        inside = !space;
    }
    return words;
}

bool sheet_is_headline(str s) {
    if (s.n && s.p[s.n - 1] == '.') return false;
    int32_t long_words = 0, capital = 0, words = 0;
    int n;
    for (ptrdiff_t i = 0; i < s.n;) {
        while (i < s.n && !utf8_is_alpha(utf8_at(s, i, &n)) && !utf8_is_digit(utf8_at(s, i, &n))) i += n;
        if (i >= s.n) break;
        bool upper = utf8_is_upper(utf8_at(s, i, &n)), alpha = utf8_is_alpha(utf8_at(s, i, &n));
        ptrdiff_t beg = i;
        while (i < s.n && !utf8_is_space(utf8_at(s, i, &n))) i += n;
        words++;
        if (alpha && i - beg > 4) {
            long_words++;
            capital += upper;
        }
    }
    return words >= 3 && long_words >= 2 && 4 * capital >= 3 * long_words;
}

static void add_line(sheet *s, arena *a, ptrdiff_t beg, ptrdiff_t end, int32_t group) {
    str text = str_slice(s->raw, beg, end);
    *vec_push(a, &s->lines) = (struct line){.beg = beg,
                                            .end = end,
                                            .group = group,
                                            .words = sheet_words(text),
                                            .item = is_bullet(text),
                                            .ends = sheet_ends_sentence(text)};
}

void sheet_rule(sheet *s, arena *a) {
    int32_t group = 0;
    for (ptrdiff_t at = 0; at < s->raw.n;) {
        const char *stop = memchr(s->raw.p + at, '\n', (size_t)(s->raw.n - at));
        ptrdiff_t next = stop ? stop - s->raw.p : s->raw.n, beg = at, end = next;
        sheet_trim(s->raw, &beg, &end);
        if (beg < end)
            add_line(s, a, beg, end, group);
        else
            group++;
        at = next + 1;
    }
}

ptrdiff_t sheet_line_at(const sheet *s, ptrdiff_t at) {
    ptrdiff_t lo = 0, hi = s->lines.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (s->lines.p[mid].end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void sheet_cut(sheet *s, arena *a, ptrdiff_t beg, ptrdiff_t end, str why) {
    if (beg < end) *vec_push(a, &s->cuts) = (struct cut){.beg = beg, .end = end, .why = why};
}

void sheet_break(sheet *s, arena *a, ptrdiff_t at) { *vec_push(a, &s->cuts) = (struct cut){.beg = at, .end = at}; }

void sheet_cut_line(sheet *s, arena *a, ptrdiff_t i, str why) {
    struct line *l = &s->lines.p[i];
    if (l->cut) return;
    l->cut = true;
    sheet_cut(s, a, l->beg, l->end, why);
}

static int by_place(const void *a, const void *b) {
    const struct cut *x = a, *y = b;
    if (x->beg != y->beg) return x->beg < y->beg ? -1 : 1;
    return x->end != y->end ? (x->end > y->end ? -1 : 1) : str_cmp(x->why, y->why);
}

bool sheet_has_word(str s) {
    int n;
    for (ptrdiff_t i = 0; i < s.n; i += n) {
        uint32_t c = utf8_at(s, i, &n);
        if (utf8_is_alpha(c) || utf8_is_digit(c)) return true;
    }
    return false;
}

/* Marks that stand alone between a cut and the next, or the end of its line, go with it: the full stop of "shut (AP
 * Photo/Jane Doe)." has nothing left to end. */
static void cut_leavings(sheet *s, ptrdiff_t i) {
    struct cut *c = &s->cuts.p[i];
    if (c->beg == c->end) return;
    ptrdiff_t line = sheet_line_at(s, c->end - 1);
    if (line == s->lines.n) return;
    ptrdiff_t end = s->lines.p[line].end;
    if (i + 1 < s->cuts.n && s->cuts.p[i + 1].beg < end) end = s->cuts.p[i + 1].beg;
    if (end > c->end && end - c->end < 16 && !sheet_has_word(str_slice(s->raw, c->end, end))) c->end = end;
    ptrdiff_t beg = s->lines.p[sheet_line_at(s, c->beg)].beg;
    if (beg < c->beg && c->beg - beg < 16 && !sheet_has_word(str_slice(s->raw, beg, c->beg))) c->beg = beg;
}

void sheet_settle(sheet *s) {

    if (s->cuts.n) qsort(s->cuts.p, (size_t)s->cuts.n, sizeof *s->cuts.p, by_place);
    ptrdiff_t n = 0, reached = 0;
    for (ptrdiff_t i = 0; i < s->cuts.n; i++) cut_leavings(s, i);
    for (ptrdiff_t i = 0; i < s->cuts.n; i++) {
        struct cut c = s->cuts.p[i];
        bool is_break = c.beg == c.end && c.beg > reached;
        if (c.beg < reached) c.beg = reached;
        sheet_trim(s->raw, &c.beg, &c.end);
        if (c.beg >= c.end && !is_break) {
            if (c.caption && n) s->cuts.p[n - 1].caption = true;
            continue;
        }
        reached = c.end;
        s->cuts.p[n++] = c;
    }
    s->cuts.n = n;
}

bool sheet_is_short_form(str raw, ptrdiff_t stop) {
    ptrdiff_t beg = stop;
    while (beg > 0 && stop - beg < 12 && (ascii_alpha(raw.p[beg - 1]) || raw.p[beg - 1] == '.')) beg--;
    str word = str_slice(raw, beg, stop);
    if (!word.n) return false;
    return word.n == 1 || memchr(word.p, '.', (size_t)word.n) ||
           lex_find(&lex_abbreviations, str_slice(raw, beg, stop + 1));
}

ptrdiff_t sheet_sentence_end(str raw, ptrdiff_t at, ptrdiff_t end) {
    int n;
    for (ptrdiff_t i = at; i < end; i++) {
        char c = raw.p[i];
        if (c != '.' && c != '!' && c != '?') continue;
        if (c == '.' && sheet_is_short_form(raw, i)) continue;
        ptrdiff_t stop = i + 1;
        while (stop < end && (raw.p[stop] == '.' || raw.p[stop] == '!' || raw.p[stop] == '?')) stop++;
        while (stop < end && is_closing(utf8_at(raw, stop, &n))) stop += n;
        if (stop >= end) return end;
        ptrdiff_t next = stop;
        while (next < end && utf8_is_space(utf8_at(raw, next, &n))) next += n;
        if (next == stop) continue; // 3.5, example.org
        uint32_t first = utf8_at(raw, next, &n);
        if (!utf8_is_lower(first)) return stop;
    }
    return end;
}
