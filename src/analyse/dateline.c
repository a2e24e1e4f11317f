#include "analyse/dateline.h"

#include "base/utf8.h"

enum { WORDS_MOST = 16, WORDS_AFTER = 3 };

static bool is_dash(const article *a, const tokens *k, const struct sentence *s, int32_t t) {
    str norm = k->norm[t];
    return t > s->beg && t + WORDS_AFTER < s->end && (str_eq(norm, S("-")) || str_eq(norm, S("--"))) &&
           k->span[t - 1].end < k->span[t].beg && k->span[t].end < k->span[t + 1].beg &&
           !utf8_is_digit(utf8_at(article_str(a, k->span[t + 1]), 0, &(int){0}));
}

/* Capitals alone, two at least. */
static bool all_capitals(str w) {
    int upper = 0, n;
    for (ptrdiff_t i = 0; i < w.n; i += n) {
        uint32_t c = utf8_at(w, i, &n);
        if (utf8_is_lower(c)) return false;
        upper += utf8_is_upper(c);
    }
    return upper > 1;
}

int32_t dateline_words(const article *a, const tokens *k, const struct sentence *s) {
    if (!s->paragraph_start || s->end - s->beg <= WORDS_AFTER) return 0;
    str first = article_str(a, k->span[s->beg]);
    if (!utf8_is_upper(utf8_at(first, 0, &(int){0}))) return 0;
    bool marked = all_capitals(first); // or a comma or bracket tells it from "Inflation - ..."
    for (int32_t t = s->beg + 1; t < s->end && t - s->beg < WORDS_MOST; t++) {
        if (is_dash(a, k, s, t)) return marked ? t + 1 - s->beg : 0;
        str norm = k->norm[t];
        uint32_t c = utf8_at(article_str(a, k->span[t]), 0, &(int){0});
        bool mark = str_eq(norm, S(",")) || str_eq(norm, S("("));
        marked |= mark;
        if (!mark && !str_eq(norm, S(")")) && !str_eq(norm, S(".")) && !str_eq(norm, S("/")) && !utf8_is_upper(c) &&
            !utf8_is_digit(c))
            return 0;
    }
    return 0;
}

void dateline_label(tokens *k, const struct sentence *s, int32_t words) {
    int32_t end = s->beg;
    while (end < s->beg + words && !utf8_is_punct(utf8_at(k->norm[end], 0, &(int){0}))) end++;
    bool alone = end == s->beg + words - 1; // "LONDON - ...", or "WARNING - ..."
    if (alone && k->ner[s->beg] == NER_O) return;
    for (int32_t t = s->beg; t < end; t++) k->ner[t] = t == s->beg ? NER_B_LOC : NER_I_LOC;
}
