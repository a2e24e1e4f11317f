/* Credits: agencies and papers that an article thanks for what it tells, in its dateline ("PORTO, May 3 (Reuters) -")
 * or in a line of its own ("With reporting by Reuters", "The Harbour Post contributed to this report"). */
#include "base/utf8.h"
#include "extract/attribution.h"
#include "lexicon_tables.h"

static bool is(const tokens *k, int32_t t, str word) { return str_eq(k->norm[t], word); }

static void add(reading *r, struct words w, str name, arena *out) {
    struct attribution_finding *a = vec_push(out, &r->attributions);
    *a = (struct attribution_finding){.span = token_range(&r->tokens, w.beg, w.end),
                                      .cue_word = w.beg,
                                      .entity = -1,
                                      .within = -1,
                                      .byline = true,
                                      .rule = S("a credit")};
    *vec_push(out, &a->source) = a->span;
    *vec_push(out, &a->chain) = name;
}

/* The word behind "(Harbour Wire)" and its dash where such a credit stands at word t; 0 where none does. */
static int32_t bracketed(const tokens *k, int32_t t, int32_t end) {
    enum { NAME_WORDS = 5 };
    if (!is(k, t, S("("))) return 0;
    int32_t close = t + 1;
    while (close < end && close - t <= NAME_WORDS && !is(k, close, S(")"))) close++;
    bool dash = close + 1 < end && k->upos[close + 1] == UPOS_PUNCT && str_starts(k->norm[close + 1], S("-"));
    return close > t + 1 && close < end && is(k, close, S(")")) && dash ? close + 1 : 0;
}

static void of_dateline(reading *r, const struct view *v, arena *out) {
    enum { DATELINE_WORDS = 16 };
    const tokens *k = v->k;
    int32_t end = v->beg + DATELINE_WORDS < v->end ? v->beg + DATELINE_WORDS : v->end;
    for (int32_t t = v->beg; t < end; t++) {
        int32_t past = bracketed(k, t, v->end);
        if (!past) continue;
        str text = article_str(r->article, token_range(k, t + 1, past - 1));
        strs names = {0};
        chain_outlets(v, (struct words){t + 1, past - 1}, &names, out);
        if (!names.n && r->article->agency.n && str_eq_nocase(r->article->agency, text))
            *vec_push(out, &names) = r->article->agency;
        if (names.n) add(r, (struct words){t, past}, names.p[0], out);
        return;
    }
}

/* "Reporting by", "files from": what follows is thanked for it. The word after, 0 where there is no such phrase. */
static int32_t thanks_after(const tokens *k, int32_t t, int32_t end) {
    if (t + 2 >= end || !(is(k, t + 1, S("by")) || is(k, t + 1, S("from")))) return 0;
    return lex_says(&lex_role_words, k->norm[t], LEX_role_words_role, S("thanked")) ? t + 2 : 0;
}

/* "… contributed to this report", "… contributed reporting". */
static bool contributed(const tokens *k, int32_t t, int32_t end) {
    if (!is(k, t, S("contributed")) || t + 1 >= end) return false;
    if (is(k, t + 1, S("reporting"))) return true;
    return t + 3 < end && is(k, t + 1, S("to")) &&
           (is(k, t + 3, S("report")) || is(k, t + 3, S("story")) || is(k, t + 3, S("article")));
}

void credits_find(reading *r, const struct view *v, arena *out) {
    enum { LINE_WORDS = 40 };
    const tokens *k = v->k;
    of_dateline(r, v, out);
    if (v->end - v->beg > LINE_WORDS) return;
    for (int32_t t = v->beg; t < v->end; t++) {
        int32_t after = t - v->beg <= 2 ? thanks_after(k, t, v->end) : 0;
        if (!after && !contributed(k, t, v->end)) continue;
        strs names = {0};
        chain_outlets(v, after ? (struct words){after, v->end} : (struct words){v->beg, t}, &names, out);
        struct words line = {v->beg, v->end};
        while (line.end > line.beg + 1 && k->upos[line.end - 1] == UPOS_PUNCT) line.end--;
        for (ptrdiff_t i = 0; i < names.n; i++) add(r, line, names.p[i], out);
        return;
    }
}
