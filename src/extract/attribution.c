/* Attributions: leads the parts (see attribution.h), turns their words into spans of the text, and nests them. */
#include "extract/attribution.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "extract/extract.h"
#include "extract/rule.h"
#include "lexicon_tables.h"

enum { NEAR = 48 }; // attributions before and after one that are looked at for what holds it

struct view view_of(const reading *r, int32_t s, arena *tmp) {
    const tokens *k = &r->tokens;
    const struct sentence *at = &k->sentences.p[s];
    ptrdiff_t n = at->end - at->beg;
    struct view v = {r,
                     k,
                     at->beg,
                     at->end,
                     arena_new(tmp, int32_t, n),
                     arena_new(tmp, int32_t, n),
                     arena_new(tmp, int32_t, n),
                     arena_new(tmp, int32_t, n)};
    for (ptrdiff_t i = 0; i < n; i++) {
        v.lo[i] = at->beg + (int32_t)i;
        v.hi[i] = v.lo[i] + 1;
        v.child[i] = v.next[i] = -1;
    }
    for (int32_t t = at->end - 1; t >= at->beg; t--) { // backwards, so that children stand in text order
        int32_t up = k->head[t];
        if (up < at->beg || up >= at->end) continue;
        v.next[t - at->beg] = v.child[up - at->beg];
        v.child[up - at->beg] = t;
    }
    for (int32_t t = at->beg; t < at->end; t++) {
        // A tree has no way up that is longer than its words.
        int32_t up = k->head[t], steps = (int32_t)n;
        for (; up >= at->beg && up < at->end && steps > 0; up = k->head[up], steps--) {
            if (t < v.lo[up - at->beg]) v.lo[up - at->beg] = t;
            if (t + 1 > v.hi[up - at->beg]) v.hi[up - at->beg] = t + 1;
        }
    }
    return v;
}

/* ---- words -> spans ---- */

static bool closes_text(uint32_t c) {
    return c == ',' || c == '.' || c == ';' || c == ':' || utf8_is_space(c) || c == 0x2014 || c == 0x2013;
}

/* A content that holds a good part of a quote holds all of it, marks included, up to the source and cue. */
static span snap(const reading *r, span s, span own) {
    enum { QUOTES_IN_ONE = 16 };
    ptrdiff_t first = reading_quote_after(r, s.beg);
    for (ptrdiff_t i = first; i < r->quotes.n && i - first < QUOTES_IN_ONE && r->quotes.p[i].outer.beg < s.end; i++) {
        const struct quote_finding *q = &r->quotes.p[i];
        if (span_touch(q->outer, own)) continue;
        uint32_t beg = q->span.beg > s.beg ? q->span.beg : s.beg, end = q->span.end < s.end ? q->span.end : s.end;
        if (beg >= end || (3 * (end - beg) < span_len(q->span) && 2 * (end - beg) < span_len(s))) continue;
        if (q->outer.beg < s.beg) s.beg = q->outer.beg;
        if (q->outer.end > s.end) s.end = q->outer.end;
    }
    return s;
}

static void add_span(spans *list, const reading *r, struct words w, arena *out) {
    if (w.beg < w.end) *vec_push(out, list) = token_range(&r->tokens, w.beg, w.end);
}

static span hull(span a, span b) {
    if (a.beg >= a.end) return b;
    if (b.beg >= b.end) return a;
    return (span){a.beg < b.beg ? a.beg : b.beg, a.end > b.end ? a.end : b.end};
}

static void add_content(struct attribution_finding *a, span s, str text, arena *out) {
    int n;
    while (s.end > s.beg && closes_text(utf8_before(text, s.end, &n)) && n <= (int)span_len(s)) s.end -= (uint32_t)n;
    // The stop inside of closing marks stays: "…," and "….": the marks were the last.
    while (s.beg < s.end && closes_text(utf8_at(text, s.beg, &n))) s.beg += (uint32_t)n;
    if (s.beg >= s.end) return;
    for (ptrdiff_t i = 0; i < a->content.n; i++) {
        if (!span_touch(a->content.p[i], s)) continue;
        a->content.p[i] = hull(a->content.p[i], s);
        return;
    }
    *vec_push(out, &a->content) = s;
}

static str rule_of(const struct found *f, arena *out) {
    struct rules rules = {0};
    rule_add_row(&rules, f->how, &lex_reporting, f->row);
    rule_add_row(&rules, f->silence ? "silence" : NULL, &lex_silence, f->silence);
    if (f->hearsay) rule_add(&rules, "nobody is named who says so");
    return rules_text(&rules, out);
}

static void add_reason(struct attribution_finding *a, const char *why, arena *out) {
    a->rule = arena_fmt(out, "%.*s; %s", STR_FMT(a->rule), why);
}

static struct attribution_finding finding_of(const reading *r, const struct found *f, arena *out) {
    struct attribution_finding a = {.cue_word = f->word,
                                    .entity = -1,
                                    .within = -1,
                                    .stance = f->stance,
                                    .attitude = f->attitude,
                                    .rule = rule_of(f, out)};
    add_span(&a.source, r, f->source, out);
    add_span(&a.cue, r, f->cue, out);
    a.span = a.cue.n || a.source.n ? (span){0, 0} : r->tokens.span[f->word];
    if (a.cue.n) a.span = a.cue.p[0];
    if (a.source.n) a.span = hull(a.span, a.source.p[0]);
    if (f->cited_head >= 0) a.span = hull(a.span, token_range(&r->tokens, f->cited.beg, f->cited.end));
    if (f->by_head >= 0) a.span = hull(a.span, token_range(&r->tokens, f->by.beg, f->by.end));
    for (int i = 0; i < f->contents; i++) {
        if (f->content[i].beg >= f->content[i].end) continue;
        add_content(&a, snap(r, token_range(&r->tokens, f->content[i].beg, f->content[i].end), a.span),
                    r->article->text, out);
    }
    if (f->quote >= 0 && !a.content.n) add_content(&a, r->quotes.p[f->quote].outer, r->article->text, out);
    return a;
}

/* ---- nesting ---- */

static int by_span(const void *x, const void *y) {
    const struct attribution_finding *a = x, *b = y;
    if (a->span.beg != b->span.beg) return a->span.beg < b->span.beg ? -1 : 1;
    if (a->span.end != b->span.end) return a->span.end < b->span.end ? -1 : 1;
    return a->cue_word != b->cue_word ? (a->cue_word < b->cue_word ? -1 : 1) : 0;
}

static int32_t holder(const reading *r, ptrdiff_t at) {
    const struct attribution_finding *a = &r->attributions.p[at];
    int32_t best = -1;
    uint32_t best_len = UINT32_MAX;
    ptrdiff_t from = at > NEAR ? at - NEAR : 0, to = at + NEAR < r->attributions.n ? at + NEAR : r->attributions.n;
    for (ptrdiff_t i = from; i < to; i++) {
        const struct attribution_finding *b = &r->attributions.p[i];
        if (i == at || b->attitude) continue;
        uint32_t cue = r->tokens.span[a->cue_word].beg;
        for (ptrdiff_t c = 0; c < b->content.n; c++) {
            span s = b->content.p[c];
            if (s.beg > cue || cue >= s.end || span_len(s) >= best_len) continue;
            // Two that hold each other ("he said, according to her"): the phrase is the outer one.
            bool mutual = false;
            uint32_t other = r->tokens.span[b->cue_word].beg;
            for (ptrdiff_t d = 0; d < a->content.n; d++)
                mutual |= a->content.p[d].beg <= other && other < a->content.p[d].end;
            if (mutual && i < at) continue;
            best = (int32_t)i;
            best_len = span_len(s);
        }
    }
    return best;
}

static bool same_words(const strs *a, const strs *b) {
    return a->n && b->n && str_eq_nocase(a->p[a->n - 1], b->p[b->n - 1]);
}

static bool by_pronoun(const reading *r, const struct attribution_finding *a) {
    int32_t t = a->source.n ? token_at(&r->tokens, a->source.p[0].beg) : -1;
    return t >= 0 && t < r->tokens.n && r->tokens.upos[t] == UPOS_PRON;
}

static bool same_line(const reading *r, uint32_t beg, uint32_t end) {
    return beg < end && str_find(article_str(r->article, (span){beg, end}), S("\n"), 0) < 0;
}

/* Who told an outlet something tells it the next thing too: "Lee told CNN that P. She said Q." */
static void carry(reading *r, arena *out) {
    enum { CARRY_BACK = 8, CARRY_BYTES = 700 };
    for (ptrdiff_t i = 1; i < r->attributions.n; i++) {
        struct attribution_finding *a = &r->attributions.p[i];
        if (a->chain.n != 1 || a->attitude || a->byline || !a->source.n || a->within >= 0) continue;
        for (ptrdiff_t j = i - 1; j >= 0 && i - j <= CARRY_BACK; j--) {
            const struct attribution_finding *b = &r->attributions.p[j];
            if (b->attitude || b->byline || !b->source.n || !b->chain.n) continue;
            if (!same_words(&b->chain, &a->chain)) {
                if (b->within >= 0) continue;
                break;
            }
            bool near = a->span.beg > b->span.end && a->span.beg - b->span.end < CARRY_BYTES;
            if (b->chain.n >= 2 && near && (by_pronoun(r, a) || same_line(r, b->span.end, a->span.beg))) {
                a->chain = b->chain;
                add_reason(a, "the same source goes on to the same outlet", out);
            }
            break;
            break;
        }
    }
}

/* "Lee said so, according to CNN": both cues have the same words from CNN, who has them from Lee. */
static void phrase_chains(reading *r, arena *out) {
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        struct attribution_finding *a = &r->attributions.p[i];
        if (a->within < 0 || a->attitude || !a->chain.n) continue;
        struct attribution_finding *b = &r->attributions.p[a->within];
        str cue = b->cue.n ? article_str(r->article, b->cue.p[0]) : (str){0};
        const lex_row *row = cue.n ? reporting_row(cue, S("phrase")) : NULL;
        uint32_t content = b->content.n ? b->content.p[0].beg : 0;
        bool all = b->content.n && a->span.beg >= content &&
                   (a->span.beg - content < 8 || a->content.n == 0 || a->content.p[0].beg <= content + 8);
        if (row && all && b->chain.n < a->chain.n) {
            b->chain = a->chain;
            b->entity = a->entity;
            add_reason(b, "the source has the words from the one who speaks in them", out);
        }
    }
}

/* Puts the chains of what holds an attribution before its own. */
static void nest(reading *r, arena *out) {
    enum { DEPTH_MAX = 6 };
    for (ptrdiff_t i = 0; i < r->attributions.n; i++)
        r->attributions.p[i].within = r->attributions.p[i].byline ? -1 : holder(r, i);
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) { // no circles: a way up that comes back is cut
        int32_t up = r->attributions.p[i].within;
        for (int steps = 0; up >= 0 && up != i && steps < NEAR; steps++) up = r->attributions.p[up].within;
        if (up >= 0) r->attributions.p[i].within = -1;
    }
    strs *full = arena_new(out, strs, r->attributions.n);
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        struct attribution_finding *a = &r->attributions.p[i];
        int32_t way[DEPTH_MAX];
        int n = 0;
        for (int32_t up = a->within; up >= 0 && n < DEPTH_MAX; up = r->attributions.p[up].within) way[n++] = up;
        bool other = false; // somebody else than the source itself reports it
        while (n-- > 0) {
            const struct attribution_finding *b = &r->attributions.p[way[n]];
            other |= b->chain.n && !same_words(&b->chain, &a->chain);
            for (ptrdiff_t c = 0; c < b->chain.n; c++) {
                bool seen = false; // or in its own: Lee, then "Lee told CNN", is CNN and then Lee
                for (ptrdiff_t d = 0; d < full[i].n; d++) seen |= str_eq_nocase(full[i].p[d], b->chain.p[c]);
                for (ptrdiff_t d = 0; d < a->chain.n; d++) seen |= str_eq_nocase(a->chain.p[d], b->chain.p[c]);
                if (!seen) *vec_push(out, &full[i]) = b->chain.p[c];
            }
        }
        for (ptrdiff_t c = 0; c < a->chain.n; c++) {
            bool seen = false;
            for (ptrdiff_t d = 0; d < full[i].n; d++) seen |= str_eq_nocase(full[i].p[d], a->chain.p[c]);
            if (!seen) *vec_push(out, &full[i]) = a->chain.p[c];
        }
        if (other) add_reason(a, "told inside of what another says", out);
        if (a->stance == STANCE_DENIES && other) a->stance = STANCE_RELAYS_DENIAL;
    }
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) r->attributions.p[i].chain = full[i];
    phrase_chains(r, out);
    carry(r, out);
}

static enum quoting kind_of(const reading *r, const struct attribution_finding *a) {
    uint32_t all = 0, quoted = 0;
    for (ptrdiff_t c = 0; c < a->content.n; c++) {
        span s = a->content.p[c];
        all += span_len(s);
        for (ptrdiff_t q = reading_quote_after(r, s.beg); q < r->quotes.n && r->quotes.p[q].outer.beg < s.end; q++) {
            span o = r->quotes.p[q].outer;
            uint32_t beg = o.beg > s.beg ? o.beg : s.beg, end = o.end < s.end ? o.end : s.end;
            quoted += end > beg ? end - beg : 0;
        }
    }
    if (!quoted) return QUOTING_INDIRECT;
    return quoted + 4 >= all ? QUOTING_DIRECT : QUOTING_MIXED;
}

void attribution_find(reading *r, arena *out, arena tmp) {
    struct polls polls = {.at = -1};
    for (ptrdiff_t s = 0; s < r->tokens.sentences.n; s++) {
        ptrdiff_t from = r->attributions.n;
        arena room = tmp;
        struct view v = view_of(r, (int32_t)s, &room);
        struct founds all = {0};
        credits_find(r, &v, out);
        reporting_find(&v, &room, &all);
        for (ptrdiff_t i = 0; i < all.n; i++) {
            struct attribution_finding a = finding_of(r, &all.p[i], out);
            strs beside = {0};
            chain_find(r, &v, &all.p[i], &a, &beside, out);
            *vec_push(out, &r->attributions) = a;
            for (ptrdiff_t b = 0; b < beside.n; b++) {
                struct attribution_finding *twin = vec_push(out, &r->attributions);
                *twin = a;
                twin->entity = -1;
                twin->chain = (strs){0};
                *vec_push(out, &twin->chain) = beside.p[b];
            }
        }
        poll_read(r, &v, from, &polls, out);
    }
    polls_end(r);
    if (r->attributions.n) qsort(r->attributions.p, (size_t)r->attributions.n, sizeof *r->attributions.p, by_span);
    nest(r, out);
    quote_link(r, out, tmp);
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) r->attributions.p[i].kind = kind_of(r, &r->attributions.p[i]);
}
