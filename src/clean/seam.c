#include "clean/seam.h"

#include "base/utf8.h"
#include "lexicon_tables.h"

enum {
    QUOTE_LEAST = 5, // words of a quotation that is a sentence
    QUOTE_BYTES = 1200,
};

static bool is_double_quote(uint32_t c) { return c == '"' || c == 0x201C || c == 0x201D; }

static struct word word_at(str raw, ptrdiff_t beg, ptrdiff_t end) {
    struct word w = {.beg = beg, .end = end, .shouted = true};
    bool first = true;
    int n;
    for (ptrdiff_t i = beg; i < end; i += n) {
        uint32_t c = utf8_at(raw, i, &n);
        if (first && is_double_quote(c)) w.quoted = true;
        w.digits = w.digits || utf8_is_digit(c);
        if (!utf8_is_alpha(c)) continue;
        if (first) w.capital = utf8_is_upper(c);
        first = false;
        w.letters++;
        w.shouted = w.shouted && !utf8_is_lower(c);
    }
    w.shouted = w.shouted && w.letters >= 2;
    uint32_t last = utf8_before(raw, end, &n);
    w.pauses = last == ',' || last == ':' || last == ';' || last == '-' || (last >= 0x2010 && last <= 0x2015);
    w.ends = sheet_ends_sentence(str_slice(raw, beg, end)) && !w.pauses &&
             !(last == '.' && sheet_is_short_form(raw, end - 1));
    return w;
}

struct words words_of(str raw, ptrdiff_t beg, ptrdiff_t end, arena *a) {
    struct words all = {0};
    int n;
    for (ptrdiff_t i = beg; i < end;) {
        while (i < end && utf8_is_space(utf8_at(raw, i, &n))) i += n;
        ptrdiff_t from = i;
        while (i < end && !utf8_is_space(utf8_at(raw, i, &n))) i += n;
        if (i > from) *vec_push(a, &all) = word_at(raw, from, i);
    }
    return all;
}

str word_core(str raw, const struct word *w) {
    str s = str_slice(raw, w->beg, w->end);
    while (s.n && !ascii_alnum(s.p[0]) && (unsigned char)s.p[0] < 0x80) s = str_drop(s, 1);
    while (s.n && !ascii_alnum(s.p[s.n - 1]) && (unsigned char)s.p[s.n - 1] < 0x80) s.n--;
    return s;
}

static bool is_english_little_word(str word) {
    for (const lex_row *row = lex_find(&lex_languages, word); row; row = lex_next(&lex_languages, row))
        if (str_eq(lex_cell(&lex_languages, row, LEX_languages_code), S("en"))) return true;
    return false;
}

/* Whether a quotation may go on the sentence that ends with this word: "he said", "a sign reading", "called". */
static bool leads_to_quote(str raw, const struct word *w) {
    str s = word_core(raw, w);
    return w->pauses || !s.n || is_english_little_word(s) || lex_find(&lex_inquits, s) || str_ends(s, S("ing")) ||
           str_ends(s, S("ed"));
}

bool is_quote_seam(str raw, const struct words *w, ptrdiff_t k) {
    const struct word *q = &w->p[k];
    if (k == 0 || !q->quoted || !q->capital || w->p[k - 1].ends || leads_to_quote(raw, &w->p[k - 1])) return false;
    for (ptrdiff_t j = k; j < w->n && w->p[j].end - q->beg < QUOTE_BYTES; j++) {
        str word = str_slice(raw, w->p[j].beg, w->p[j].end);
        int n;
        ptrdiff_t close = -1;
        for (ptrdiff_t i = j == k ? 1 : 0; i < word.n; i += n)
            if (is_double_quote(utf8_at(word, i, &n)) && i) close = i;
        if (close < 0) continue;
        bool inside = close > 0 && strchr(",.?!", word.p[close - 1]), after = word.p[word.n - 1] == '.';
        return j - k + 1 >= QUOTE_LEAST && (inside || after);
    }
    return false;
}

bool is_sentence_seam(str raw, const struct words *w, ptrdiff_t k) {
    if (k == 0 || k + 4 >= w->n) return false;
    const struct word *before = &w->p[k - 1], *here = &w->p[k];
    str s = word_core(raw, here);
    if (!here->capital || here->quoted || here->shouted || before->capital || before->pauses) return false;
    if (!lex_find(&lex_openers, s)) return false;
    if (lex_find(&lex_inquits, word_core(raw, before))) return false; // "told The Associated Press"
    return before->ends || !is_english_little_word(word_core(raw, before));
}
