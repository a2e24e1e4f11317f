#include "account/context.h"

#include <math.h>
#include <stdlib.h>

#include "base/table.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

enum { LEFTWARDS = 4, RIGHTWARDS = 2 };
enum { SENTENCES_LEAST = 30 }; // in a story of a few sentences every word would be a frequent one

static bool content_word(const tokens *k, int32_t t) {
    if (span_len(k->span[t]) < 3) return k->upos[t] == UPOS_PROPN && span_len(k->span[t]) > 1;
    switch (k->upos[t]) {
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_NUM:
    case UPOS_ADJ:
    case UPOS_X: return true;
    case UPOS_ADV: // a tagger takes many a noun for an adverb: "a dry well"
        return t > 0 && (k->upos[t - 1] == UPOS_DET || k->upos[t - 1] == UPOS_ADJ);
    case UPOS_VERB: return !lex_find(&lex_light_verbs, k->lemma[t]) && !lex_find(&lex_reporting, k->lemma[t]);
    default: return false;
    }
}

/* A noun made from a verb counts as the verb: "their warning", "they warned". */
static str act_of(str lemma) {
    const lex_row *made = lex_find_folded(&lex_nominalisations, lemma);
    return made ? lex_cell(&lex_nominalisations, made, LEX_nominalisations_verb) : lemma;
}

void vocabulary_make(const account *acc, struct vocabulary *v, arena *out, arena tmp) {
    table lemmas = {.seed = 10};
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } df = {0};
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } last = {0};
    struct {
        bool *p;
        ptrdiff_t n, cap;
    } proper = {0};
    struct {
        const int8_t **p;
        ptrdiff_t n, cap;
    } sense = {0};
    int32_t sentences = 0;
    v->word = arena_new(out, int32_t *, acc->n);
    for (int32_t d = 0; d < acc->n; d++) {
        const tokens *k = &acc->readings[d]->tokens;
        v->word[d] = arena_new(out, int32_t, k->n);
        for (int32_t t = 0; t < k->n; t++) {
            v->word[d][t] = content_word(k, t) ? table_number(&lemmas, &tmp, act_of(utf8_fold(&tmp, k->lemma[t]))) : -1;
            int32_t w = v->word[d][t], sentence = sentences + k->sent[t];
            if (w < 0) continue;
            if (w == df.n) {
                *vec_push(&tmp, &proper) = true;
                *vec_push(&tmp, &df) = 0;
                *vec_push(&tmp, &last) = -1;
                *vec_push(out, &sense) = NULL;
            }
            if (!sense.p[w]) sense.p[w] = k->sense[t];
            if (k->upos[t] != UPOS_PROPN) proper.p[w] = false;
            if (last.p[w] != sentence) df.p[w]++;
            last.p[w] = sentence;
        }
        sentences += (int32_t)k->sentences.n;
    }
    v->n = (int32_t)df.n;
    v->idf = arena_new(out, float, v->n + 1);
    v->proper = arena_new(out, bool, v->n + 1);
    for (int32_t w = 0; w < v->n; w++) v->proper[w] = proper.p[w];
    meaning_make(&v->meaning, sense.p, v->n, acc->readings[0]->tokens.sense_n, out, tmp);
    if (sentences < SENTENCES_LEAST) sentences = SENTENCES_LEAST;
    float top = logf((float)sentences + 1);
    for (int32_t w = 0; w < v->n; w++) v->idf[w] = logf(((float)sentences + 1) / ((float)df.p[w] + 0.5f)) / top;
}

static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Words between a phrase and the one that it leans on: "the talks (on) Sunday". A verb that says little ends the
 * search: what is dated is then the telling. */
static bool passable(const tokens *k, int32_t t, bool leftwards) {
    switch (k->upos[t]) {
    case UPOS_DET:
    case UPOS_ADJ:
    case UPOS_ADV:
    case UPOS_PART: return true;
    case UPOS_ADP:
    case UPOS_NUM: return leftwards;
    default: return false;
    }
}

static int32_t nearest(const struct vocabulary *v, const tokens *k, int32_t in, int32_t t, int32_t step, int32_t reach,
                       const struct sentence *s) {
    for (int32_t i = 0; i < reach && t >= s->beg && t < s->end; i++, t += step) {
        if (v->word[in][t] >= 0) return v->word[in][t];
        if (!passable(k, t, step < 0)) return -1;
    }
    return -1;
}

/* Brings the n numbers gathered into order, each once. */
static void sort_out(struct context *c, int32_t n) {
    if (n) qsort(c->id, (size_t)n, sizeof *c->id, by_number);
    for (int32_t i = 0; i < n; i++)
        if (!c->n || c->id[c->n - 1] != c->id[i]) c->id[c->n++] = c->id[i];
}

struct context context_of(const account *acc, const struct vocabulary *v, int32_t in, int32_t beg, int32_t end,
                          int32_t reach, arena *out) {
    const tokens *k = &acc->readings[in]->tokens;
    const struct sentence *s = &k->sentences.p[k->sent[beg]];
    struct context c = {.id = arena_new(out, int32_t, 2 * reach), .left = -1, .right = -1};
    int32_t from = beg - reach > s->beg ? beg - reach : s->beg, to = end + reach < s->end ? end + reach : s->end, n = 0;
    c.left = nearest(v, k, in, beg - 1, -1, LEFTWARDS, s);
    c.right = nearest(v, k, in, end, 1, RIGHTWARDS, s);
    for (int32_t t = from; t < to; t++)
        if ((t < beg || t >= end) && v->word[in][t] >= 0) c.id[n++] = v->word[in][t];
    sort_out(&c, n);
    return c;
}

struct context context_within(const struct vocabulary *v, int32_t in, int32_t beg, int32_t end, arena *out) {
    struct context c = {.id = arena_new(out, int32_t, end - beg), .left = -1, .right = -1};
    int32_t n = 0;
    for (int32_t t = beg; t < end; t++)
        if (v->word[in][t] >= 0) c.id[n++] = v->word[in][t];
    sort_out(&c, n);
    return c;
}

struct context context_at(const account *acc, const struct vocabulary *v, struct place at, arena *out) {
    const tokens *k = &acc->readings[at.article]->tokens;
    int32_t beg = token_at(k, at.span.beg), end = beg;
    while (end < k->n && k->span[end].beg < at.span.end) end++;
    return context_within(v, at.article, beg, end, out);
}

float context_shared(const struct vocabulary *v, const struct context *a, const struct context *b, int32_t *count) {
    float sum = 0;
    *count = 0;
    for (int32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->id[i] == b->id[j]) {
            sum += v->idf[a->id[i]];
            (*count)++, i++, j++;
        } else if (a->id[i] < b->id[j]) {
            i++;
        } else {
            j++;
        }
    }
    return sum;
}

bool context_has(const struct context *a, int32_t id) {
    for (int32_t i = 0; i < a->n; i++)
        if (a->id[i] == id) return true;
    return false;
}

bool context_has_own(const struct vocabulary *v, const struct context *a, const struct context *b) {
    for (int32_t i = 0; i < a->n; i++)
        if (!v->proper[a->id[i]] && !context_has(b, a->id[i])) return true;
    return false;
}
