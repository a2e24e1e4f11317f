/* Figures of one thing that differ. Two amounts measure the same thing when their units can be converted into each other and
 * what they count, or the words close to them, are the same; amounts are linked by that likeness and each cluster with two
 * values is a conflict. */
#include "account/conflict.h"

#include <math.h>
#include <stdlib.h>

#include "story/link.h"
#include "base/table.h"
#include "lexicon_tables.h"

static const float SAME_THING = 0.55f;
static const double ROUNDING = 0.03; // figures in two units agree within this part
static const double ABOUT = 0.10;    // and "about" within this

/* One amount of the story, its interval in the first unit of its dimension. */
struct figure {
    int32_t reading, amount, claim, day;
    str unit;    // as found
    int32_t dimension; // number of the dimension, or of the unit where it has none
    double low, high;
    bool has_low, has_high, approx;
    int32_t counted; // lemma number of what is counted, -1
    int32_t words[12];
    int32_t n; // of words
};
struct figures {
    struct figure *p;
    ptrdiff_t n, cap;
};

static int32_t number_of(table *t, str s, arena *tmp) {
    int64_t *v = table_put(t, tmp, s);
    if (!*v) *v = t->n;
    return (int32_t)*v - 1;
}

/* The content lemmas of the amount's noun phrase and of the words that govern it. */
static void context(const reading *r, const struct amount_finding *a, struct figure *f, table *lemmas, arena *tmp) {
    const tokens *k = &r->tokens;
    enum { AROUND = 5, WORDS_MAX = 12 };
    const struct sentence *s = &k->sentences.p[k->sent[a->beg]];
    int32_t beg = a->beg - AROUND > s->beg ? a->beg - AROUND : s->beg;
    int32_t end = a->end + AROUND < s->end ? a->end + AROUND : s->end;
    for (int32_t t = beg; t < end && f->n < WORDS_MAX; t++) {
        if (t >= a->beg && t < a->end && k->upos[t] == UPOS_NUM) continue;
        if (k->upos[t] != UPOS_NOUN && k->upos[t] != UPOS_VERB && k->upos[t] != UPOS_ADJ && k->upos[t] != UPOS_PROPN) continue;
        f->words[f->n++] = number_of(lemmas, k->lemma[t], tmp);
    }
    f->counted = a->counted >= 0 ? number_of(lemmas, k->lemma[a->counted], tmp) : -1;
}

static void scale(struct figure *f, table *dimensions, arena *tmp) {
    const lex_row *row = lex_find(&lex_unit_scale, f->unit);
    f->dimension = number_of(dimensions, row ? lex_cell(&lex_unit_scale, row, LEX_unit_scale_dimension) : f->unit, tmp);
    if (!row) return;
    str cell = lex_cell(&lex_unit_scale, row, LEX_unit_scale_factor);
    char text[40] = {0};
    memcpy(text, cell.p, (size_t)(cell.n < 39 ? cell.n : 39));
    double factor = strtod(text, NULL);
    f->low *= factor;
    f->high *= factor;
}

static int32_t claim_at(const account *acc, int32_t in, span s) {
    int32_t best = -1;
    uint32_t best_len = UINT32_MAX;
    for (int32_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
            const struct mention *m = &acc->claims.p[c].mentions.p[i];
            if (m->at.article == in && span_touch(m->at.span, s) && span_len(m->at.span) < best_len) {
                best = c;
                best_len = span_len(m->at.span);
            }
        }
    return best;
}

static void gather(const account *acc, struct figures *all, arena *out) {
    table lemmas = {.seed = 8}, dimensions = {.seed = 9};
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (int32_t i = 0; i < r->amounts.n; i++) {
            const struct amount_finding *a = &r->amounts.p[i];
            if (!a->unit.n || (!a->has_low && !a->has_high)) continue;
            struct figure *f = vec_push(out, all);
            *f = (struct figure){.reading = d, .amount = i, .unit = a->unit, .low = a->low, .high = a->high};
            f->has_low = a->has_low;
            f->has_high = a->has_high;
            f->approx = a->approx;
            f->day = r->article->when.known ? r->article->when.day : INT32_MAX;
            f->claim = claim_at(acc, d, a->span);
            scale(f, &dimensions, out);
            context(r, a, f, &lemmas, out);
        }
    }
}

static float same_thing(const account *acc, const struct figure *a, const struct figure *b) {
    if (a->dimension != b->dimension) return 0;
    const struct amount_finding *x = &acc->readings[a->reading]->amounts.p[a->amount],
                                *y = &acc->readings[b->reading]->amounts.p[b->amount];
    int32_t shared = 0;
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++)
            if (a->words[i] == b->words[j]) {
                shared++;
                break;
            }
    int32_t least = a->n < b->n ? a->n : b->n;
    float part = least ? (float)shared / (float)(least > 4 ? 4 : least) : 0;
    float s = 0.5f * (part > 1 ? 1 : part);
    if (x->of.n && y->of.n) s += str_eq(x->of, y->of) ? 0.4f : -0.3f;
    if (a->counted >= 0 && b->counted >= 0) s += a->counted == b->counted ? 0.35f : -0.15f;
    if (a->claim >= 0 && a->claim == b->claim) s += 0.3f;
    if (a->reading == b->reading && acc->readings[a->reading]->tokens.sent[x->beg] == acc->readings[b->reading]->tokens.sent[y->beg])
        s -= 0.4f;
    return s < 0 ? 0 : s > 1 ? 1 : s;
}

static bool same_value(const struct figure *a, const struct figure *b) {
    return a->has_low == b->has_low && a->has_high == b->has_high && a->approx == b->approx &&
           (!a->has_low || fabs(a->low - b->low) <= 1e-9 * fabs(a->low)) &&
           (!a->has_high || fabs(a->high - b->high) <= 1e-9 * fabs(a->high)) && str_eq(a->unit, b->unit);
}

/* Widens an interval by what rounding and "about" allow. */
static void widen(const struct figure *f, bool other_unit, double *low, double *high) {
    double part = f->approx ? ABOUT : other_unit ? ROUNDING : 0;
    *low = f->has_low ? f->low - fabs(f->low) * part : -INFINITY;
    *high = f->has_high ? f->high + fabs(f->high) * part : INFINITY;
}

static bool overlap(const struct figure *a, const struct figure *b) {
    double al, ah, bl, bh;
    bool other = !str_eq(a->unit, b->unit);
    widen(a, other, &al, &ah);
    widen(b, other, &bl, &bh);
    return al <= bh && bl <= ah;
}

static double middle(const struct figure *f) { return f->has_low ? f->low : f->high; }

/* A count that is higher in a report of a later day takes the place of the earlier one. */
static bool supersedes(const struct figure *a, const struct figure *b) {
    if (a->day == INT32_MAX || b->day == INT32_MAX || a->day == b->day) return false;
    return (a->day < b->day) == (middle(a) < middle(b));
}

static void add_conflict(account *acc, const struct figures *all, const int32_t *mine, int32_t n, arena *out, arena tmp) {
    int32_t *head = arena_new(&tmp, int32_t, n), sides = 0; // the first figure of each distinct value
    for (int32_t i = 0; i < n; i++) {
        bool known = false;
        for (int32_t s = 0; s < sides && !known; s++) known = same_value(&all->p[head[s]], &all->p[mine[i]]);
        if (!known) head[sides++] = mine[i];
    }
    bool articles = false;
    for (int32_t i = 1; i < n; i++) articles |= all->p[mine[i]].reading != all->p[mine[0]].reading;
    if (sides < 2 || !articles) return;
    bool all_overlap = true, all_later = true;
    for (int32_t s = 0; s < sides; s++)
        for (int32_t t = s + 1; t < sides; t++) {
            const struct figure *a = &all->p[head[s]], *b = &all->p[head[t]];
            if (overlap(a, b)) continue;
            all_overlap = false;
            all_later &= supersedes(a, b);
        }
    struct conflict *k = vec_push(out, &acc->conflicts);
    k->kind = CONFLICT_NUMBER;
    k->compatible = all_overlap || all_later;
    k->why = all_overlap ? S("the intervals overlap") : all_later ? S("a later report gives a later count") : S("the intervals do not overlap");
    for (int32_t s = 0; s < sides; s++) {
        struct side *side = vec_push(out, &k->sides);
        for (int32_t i = 0; i < n; i++) {
            const struct figure *f = &all->p[mine[i]];
            if (!same_value(f, &all->p[head[s]])) continue;
            const struct amount_finding *a = &acc->readings[f->reading]->amounts.p[f->amount];
            span where = a->whole.end > a->whole.beg ? a->whole : a->span;
            if (!side->mentions.n) side->value = article_str(acc->readings[f->reading]->article, where);
            *vec_push(out, &side->mentions) = (struct place){f->reading, where};
        }
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t c = all->p[mine[i]].claim;
        bool known = c < 0;
        for (ptrdiff_t j = 0; j < k->claims.n && !known; j++) known = k->claims.p[j] == c;
        if (!known) *vec_push(out, &k->claims) = c;
    }
    k->about = k->claims.n ? acc->claims.p[k->claims.p[0]].text : k->sides.p[0].value;
}

void conflicts_of_numbers(account *acc, arena *out, arena tmp) {
    enum { FIGURES_MAX = 4000 }; // of one dimension; beyond, figures are not compared
    struct figures all = {0};
    gather(acc, &all, &tmp);
    struct {
        struct link_pair *p;
        ptrdiff_t n, cap;
    } pairs = {0};
    int32_t n = (int32_t)all.n;
    for (int32_t i = 0; i < n && n <= FIGURES_MAX; i++)
        for (int32_t j = i + 1; j < n; j++) {
            float s = same_thing(acc, &all.p[i], &all.p[j]);
            if (s >= 0.3f) *vec_push(&tmp, &pairs) = (struct link_pair){i, j, s};
        }
    int32_t *cluster = arena_new(&tmp, int32_t, n), *mine = arena_new(&tmp, int32_t, n);
    link_average(n, pairs.p, pairs.n, SAME_THING, cluster, tmp);
    for (int32_t c = 0; c < n; c++) {
        int32_t size = 0;
        for (int32_t i = c; i < n && cluster[c] == c; i++)
            if (cluster[i] == c) mine[size++] = i;
        if (size > 1) add_conflict(acc, &all, mine, size, out, tmp);
    }
}
