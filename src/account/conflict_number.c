/* Figures of one thing that differ. Two amounts measure the same thing when their units can be converted into each
 * other and what they count, or the words close to them, are the same; amounts are linked by that likeness and each
 * cluster with two values is a conflict. */
#include "account/conflict.h"

#include "account/context.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/table.h"
#include "doc/name_match.h"
#include "lexicon_tables.h"
#include "story/link.h"

static const float SAME_THING = 0.45f, WEIGHT_AROUND = 0.2f, AROUND_MOST = 1.5f, BONUS_FIGURE = 0.12f;
static const float PENALTY_UNREAL = 0.1f, PENALTY_COUNTED = 0.1f, BONUS_SORT = 0.5f, BONUS_SUM = 0.25f,
                   BONUS_LASTS = 0.4f, BONUS_KIN = 0.45f;
static const double SORT_APART = 3, SUMS_APART = 1.6;
static const float PENALTY_FATE = 0.1f;  // of people of whom one figure tells what befell them, and the other not
static const double SAME_FIGURE = 0.015; // figures are the same within this part: "more than 80" is 81 or more
static const double ROUNDING = 0.03;     // figures in two units agree within this part
static const double ABOUT = 0.10;        // and "about" within this
static const double LOOSE = 0.06;        // "about 80", "more than 80" and "at least 83" tell one figure
static const double FAR_APART = 8;       // measures that differ by more are of different things

/* One amount of the story, its interval in the first unit of its dimension. */
struct figure {
    int32_t reading, amount, claim, day;
    str unit;          // as found
    int32_t dimension; // number of the dimension, or of the unit where it has none
    double low, high;
    bool has_low, has_high, approx;
    int32_t counted;              // lemma number of what is counted, -1
    bool anybody;                 // just "people" are counted: that they are people says nothing
    str quality;                  // depth, width …; empty when nothing tells
    bool rate;                    // so much for each: "$14 a share"
    bool part;                    // so many of a known number: "eleven of the victims"
    str act;                      // the verb that it stands with, empty when there is none
    const struct entity *subject; // who does that, where he has a name; null
    bool unreal;                  // of what is thought of, and is not said to be so
    str sort;       // what befell the people it counts ("killed"), else of lexicon/figure_sorts.tsv; or empty
    bool fate;      // the former
    int32_t who;    // the actor whose figure it is, -1
    int32_t lasts;  // of a length of time: what lasted so long, a word of the vocabulary; -1
    int32_t thing;  // what is counted, a word of the vocabulary; -1
    int32_t lo, hi; // the days of which its sentence speaks, lo > hi when it names none
    int32_t words[12];
    int32_t n; // of words
    struct context around;
};
struct figures {
    struct figure *p;
    ptrdiff_t n, cap;
};

/* The word behind t, past a remark in brackets. */
static int32_t past_brackets(const tokens *k, int32_t t, int32_t end) {
    enum { REMARK = 6 };
    if (t >= end || !str_eq(k->norm[t], S("("))) return t;
    for (int32_t u = t + 1; u < end && u < t + REMARK; u++)
        if (str_eq(k->norm[u], S(")"))) return u + 1;
    return t;
}

/* The quality that the words of an amount, or those close to it, name. */
static str quality_of(const tokens *k, const struct amount_finding *a, const struct sentence *s) {
    enum { BEHIND = 3, BEFORE = 3 };
    int32_t behind = past_brackets(k, a->end, s->end);
    for (int32_t t = a->beg; t < behind + BEHIND && t < s->end; t = t + 1 == a->end ? behind : t + 1) {
        const lex_row *row = lex_find(&lex_measures, k->lemma[t]);
        if (row) return lex_cell(&lex_measures, row, LEX_measures_quality);
    }
    for (int32_t t = a->beg - 1; t >= s->beg && t >= a->beg - BEFORE; t--) {
        const lex_row *row =
            k->upos[t] == UPOS_NOUN || k->upos[t] == UPOS_VERB ? lex_find(&lex_measures, k->lemma[t]) : NULL;
        if (row) return lex_cell(&lex_measures, row, LEX_measures_quality);
    }
    return (str){0};
}

/* "40 metres (131 feet)": the second figure only converts the first. */
static bool converts(const reading *r, int32_t i) {
    const tokens *k = &r->tokens;
    const struct amount_finding *a = &r->amounts.p[i];
    return i > 0 && a->beg > 0 && str_eq(k->norm[a->beg - 1], S("(")) && a->beg - r->amounts.p[i - 1].end <= 3;
}

/* Adverbs count: a tagger takes many a noun for one ("a dry well"). */
static bool content_word(const tokens *k, int32_t t) {
    switch (k->upos[t]) {
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_VERB:
    case UPOS_ADJ:
    case UPOS_ADV:
    case UPOS_INTJ:
    case UPOS_X: return span_len(k->span[t]) > 2;
    default: return false;
    }
}

/* The content lemmas of the amount's noun phrase and of the words that govern it. */
static void context(const reading *r, const struct amount_finding *a, struct figure *f, table *lemmas, arena *tmp) {
    const tokens *k = &r->tokens;
    enum { AROUND = 6, WORDS_MAX = 12 };
    const struct sentence *s = &k->sentences.p[k->sent[a->beg]];
    int32_t beg = a->beg - AROUND > s->beg ? a->beg - AROUND : s->beg;
    int32_t end = a->end + AROUND < s->end ? a->end + AROUND : s->end;
    for (int32_t t = beg; t < end && f->n < WORDS_MAX; t++) {
        if (t >= a->beg && t < a->end && k->upos[t] == UPOS_NUM) continue;
        if (!content_word(k, t)) continue;
        f->words[f->n++] = table_number(lemmas, tmp, k->lemma[t]);
    }
    f->counted = a->counted >= 0 ? table_number(lemmas, tmp, k->lemma[a->counted]) : -1;
    f->anybody =
        a->counted >= 0 && (str_eq(k->lemma[a->counted], S("people")) || str_eq(k->lemma[a->counted], S("person")));
    f->quality = quality_of(k, a, s);
}

static void scale(struct figure *f, table *dimensions, arena *tmp) {
    const lex_row *row = lex_find(&lex_unit_scale, f->unit);
    str name = row ? lex_cell(&lex_unit_scale, row, LEX_unit_scale_dimension)
                   : arena_fmt(tmp, "%.*s of them", STR_FMT(f->unit));
    f->dimension = table_number(dimensions, tmp, name); // "four times" counts no time
    if (!row) return;
    str cell = lex_cell(&lex_unit_scale, row, LEX_unit_scale_factor);
    char text[40] = {0};
    memcpy(text, cell.p, (size_t)(cell.n < 39 ? cell.n : 39));
    double factor = strtod(text, NULL);
    f->low *= factor;
    f->high *= factor;
}

/* "one strike killed two": one among several, not a count of all. */
static bool one_of_several(const struct amount_finding *a) {
    return a->has_low && a->has_high && a->low == 1 && a->high == 1 && !str_eq(a->unit, S("person"));
}

enum { REACH = 8 };

/* "Two days before the vote" tells a day, "nine hours" a length. */
static bool tells_day(const reading *r, span s) {
    for (ptrdiff_t i = 0; i < r->times.n && r->times.p[i].span.beg < s.end; i++) {
        const struct time_finding *t = &r->times.p[i];
        if (t->type != TIME_DURATION && t->type != TIME_SET && span_holds(t->span, s)) return true;
    }
    return false;
}

/* "Three people familiar with the talks said": who tells it is no figure of the story. */
static bool tells_it(const reading *r, span s) {
    for (ptrdiff_t i = 0; i < r->attributions.n && r->attributions.p[i].span.beg < s.end; i++)
        for (ptrdiff_t k = 0; k < r->attributions.p[i].source.n; k++)
            if (span_touch(r->attributions.p[i].source.p[k], s)) return true;
    return false;
}

static void act_of(const account *acc, const reading *r, const struct amount_finding *a, struct figure *f) {
    enum { CLIMB = 6 };
    const tokens *k = &r->tokens;
    int32_t t = a->counted >= 0 ? a->counted : a->number;
    for (int steps = 0; steps < CLIMB && t >= 0 && k->upos[t] != UPOS_VERB; steps++) t = k->head[t];
    if (t >= 0 && k->upos[t] == UPOS_VERB) {
        f->act = k->lemma[t];
        int32_t subject = token_child(k, t, REL_NSUBJ), e = subject >= 0 ? reading_entity_at(r, subject) : -1;
        if (e >= 0 && r->entities.p[e].named) f->subject = &r->entities.p[e];
    }
    int32_t of = a->number + 1;
    f->part = a->number >= 0 && of + 1 < k->n && str_eq(k->norm[of], S("of")) &&
              (k->upos[of + 1] == UPOS_DET || k->upos[of + 1] == UPOS_PRON);
    enum reality reality = f->claim < 0 ? REALITY_HAPPENED : acc->claims.p[f->claim].reality;
    f->unreal = reality == REALITY_HYPOTHETICAL || reality == REALITY_DID_NOT_HAPPEN;
}

static bool money(str unit) { return unit.n == 3 && unit.p[0] >= 'A' && unit.p[0] <= 'Z'; }

static str kind_of(const struct figure *f) {
    return str_eq(f->unit, S("person")) ? f->unit : money(f->unit) ? S("money") : S("share");
}

/* The sort that word t names for a figure of the kind, alone or with the next word; empty for most. */
static str sort_at(const tokens *k, int32_t t, str kind) {
    char pair[48];
    bool room = t + 1 < k->n && k->norm[t].n + k->norm[t + 1].n + 1 < (ptrdiff_t)sizeof pair;
    int n = room ? snprintf(pair, sizeof pair, "%.*s %.*s", STR_FMT(k->norm[t]), STR_FMT(k->norm[t + 1])) : 0;
    str keys[] = {{pair, n}, k->norm[t], k->lemma[t]};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (const lex_row *row = keys[i].n ? lex_find(&lex_figure_sorts, keys[i]) : NULL; row;
             row = lex_next(&lex_figure_sorts, row))
            if (str_eq(lex_cell(&lex_figure_sorts, row, LEX_figure_sorts_of), kind) &&
                (k->upos[t] == UPOS_VERB || !lex_cell(&lex_figure_sorts, row, LEX_figure_sorts_as).n))
                return lex_cell(&lex_figure_sorts, row, LEX_figure_sorts_sort);
    return (str){0};
}

/* The nearest word that names a sort, behind the number first, in its clause. */
static str sort_of(const tokens *k, const struct amount_finding *a, const struct sentence *s, str kind) {
    enum { BEHIND = 8, BEFORE = 6 };
    for (int32_t t = a->number >= 0 ? a->number : a->beg; t < s->end && t < a->end + BEHIND; t++) {
        if (t > a->end && (k->upos[t] == UPOS_CCONJ || str_eq(k->norm[t], S(",")) || str_eq(k->norm[t], S(";")))) break;
        str sort = sort_at(k, t, kind);
        if (sort.n) return sort;
    }
    for (int32_t t = a->beg - 1; t >= s->beg && t >= a->beg - BEFORE; t--) {
        if (k->upos[t] == UPOS_CCONJ || str_eq(k->norm[t], S(",")) || str_eq(k->norm[t], S(";"))) break;
        str sort = sort_at(k, t, kind);
        if (sort.n) return sort;
    }
    return (str){0};
}

/* "22 injured men": what befell those counted, by a word before them. */
static str fate_of(const tokens *k, const struct amount_finding *a) {
    if (a->of.n || a->counted < 0) return a->of;
    for (int32_t t = a->number + 1; t < a->counted; t++) {
        const lex_row *row = lex_find(&lex_harms, k->norm[t]);
        if (row) return lex_cell(&lex_harms, row, LEX_harms_of);
    }
    return (str){0};
}

static int32_t subject_actor(const reading *r, int32_t t, const int32_t *actor_of) {
    const tokens *k = &r->tokens;
    int32_t subject = t >= 0 ? token_child(k, t, REL_NSUBJ) : -1;
    if (subject >= 0 && str_starts(k->xpos[subject], S("W"))) subject = k->head[t]; // "the fund, which holds"
    int32_t e = subject >= 0 ? reading_entity_at(r, subject) : -1;
    return e >= 0 ? actor_of[e] : -1;
}

/* What the figure is of, beside what it counts. */
static void sort_out(const account *acc, const struct vocabulary *v, int32_t in, const struct amount_finding *a,
                     const int32_t *actor_of, struct figure *f) {
    enum { CLIMB = 6 };
    const reading *r = acc->readings[in];
    const tokens *k = &r->tokens;
    f->sort = fate_of(k, a);
    f->fate = f->sort.n > 0;
    if (!f->fate) f->sort = sort_of(k, a, &k->sentences.p[k->sent[a->beg]], kind_of(f));
    f->thing = a->counted >= 0 ? v->word[in][a->counted] : -1;
    f->who = f->lasts = -1;
    int32_t t = a->counted >= 0 ? a->counted : a->number;
    for (int steps = 0; steps < CLIMB && t >= 0; steps++, t = k->head[t]) {
        if (f->lasts < 0 && t >= a->end && v->word[in][t] >= 0) f->lasts = v->word[in][t]; // "four-day search"
        if (k->upos[t] != UPOS_VERB) continue;
        int32_t subject = token_child(k, t, REL_NSUBJ); // "the search went on for"
        if (f->lasts < 0) f->lasts = v->word[in][t] >= 0 || subject < 0 ? v->word[in][t] : v->word[in][subject];
        f->who = subject_actor(r, t, actor_of);
        break;
    }
}

/* The days of the dates in the figure's own sentence, the widest first to last. */
static void days_of(const reading *r, const struct amount_finding *a, struct figure *f) {
    span s = r->tokens.sentences.p[r->tokens.sent[a->beg]].span;
    f->lo = 1;
    for (ptrdiff_t i = 0; i < r->times.n && r->times.p[i].span.beg < s.end; i++) {
        const struct time_finding *t = &r->times.p[i];
        if (t->span.beg < s.beg || t->lo > t->hi || t->type == TIME_DURATION || t->type == TIME_SET) continue;
        if (f->lo > f->hi || t->lo < f->lo) f->lo = t->lo;
        if (t->hi > f->hi) f->hi = t->hi;
    }
}

static void gather(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, struct figures *all,
                   arena *out) {
    table lemmas = {.seed = 8}, dimensions = {.seed = 9};
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (int32_t i = 0; i < r->amounts.n; i++) {
            const struct amount_finding *a = &r->amounts.p[i];
            if (!a->unit.n || (!a->has_low && !a->has_high) || converts(r, i) || one_of_several(a)) continue;
            if (tells_day(r, a->span) || tells_it(r, a->span)) continue;
            struct figure *f = vec_push(out, all);
            *f = (struct figure){.reading = d, .amount = i, .unit = a->unit, .low = a->low, .high = a->high};
            f->has_low = a->has_low;
            f->has_high = a->has_high;
            f->approx = a->approx;
            f->day = r->article->when.known ? r->article->when.day : INT32_MAX;
            f->claim = conflict_claim_at(acc, d, a->span);
            f->rate = str_find(a->unit_words, S(" per "), 0) >= 0;
            act_of(acc, r, a, f);
            days_of(r, a, f);
            sort_out(acc, v, d, a, actor_of[d], f);
            scale(f, &dimensions, out);
            context(r, a, f, &lemmas, out);
            f->around = context_of(acc, v, d, a->beg, a->end, REACH, out);
        }
    }
}

static double middle(const struct figure *f) { return f->has_low ? f->low : f->high; }

/* "length", "time" …; empty for a count of things. */
static str dimension_name(const struct figure *f) {
    const lex_row *row = lex_find(&lex_unit_scale, f->unit);
    return row ? lex_cell(&lex_unit_scale, row, LEX_unit_scale_dimension) : (str){0};
}

/* A length, a weight … as against a count of things. */
static bool measured(const struct figure *f) { return dimension_name(f).n > 0; }

/* Sentences that speak of days a season apart tell of two happenings. */
static bool other_days(const struct figure *a, const struct figure *b) {
    enum { APART = 60 };
    return a->lo <= a->hi && b->lo <= b->hi && (a->hi + APART < b->lo || b->hi + APART < a->lo);
}

/* Whose age it is: "Ann Lee, 47," "the six-year-old boy", of whom one with a name is the likeliest ("Lee, a 47-year-old
 * driver"); null when nobody's whom the text knows. */
static const struct entity *aged(const account *acc, const struct figure *f) {
    enum { CLIMB = 6 };
    const reading *r = acc->readings[f->reading];
    int32_t t = r->amounts.p[f->amount].number;
    if (t > 1 && str_eq(r->tokens.norm[t - 1], S(","))) t -= 2; // in a list of names the tree may hang it anywhere
    const struct entity *somebody = NULL;
    for (int steps = 0; steps < CLIMB && t >= 0; steps++, t = r->tokens.head[t]) {
        int32_t e = reading_entity_at(r, t);
        if (e < 0 || r->entities.p[e].kind != NAME_PERSON) continue;
        if (r->entities.p[e].named) return &r->entities.p[e];
        if (!somebody) somebody = &r->entities.p[e];
    }
    return somebody;
}

/* What one has or does is no figure of the other. */
static bool other_subject(const struct figure *a, const struct figure *b) {
    return a->subject && b->subject && a->subject->kind == b->subject->kind &&
           name_key_match(a->subject->key, b->subject->key) == MATCH_NONE;
}

static bool is_age(const account *acc, const struct figure *f) {
    return str_eq(acc->readings[f->reading]->amounts.p[f->amount].unit_words, S("year of age"));
}

/* Reports that differ on somebody's age differ by a year or two; without a name, people further apart are two. */
static bool same_person(const account *acc, const struct figure *a, const struct figure *b) {
    static const double YEARS = 2;
    const struct amount_finding *m = &acc->readings[a->reading]->amounts.p[a->amount],
                                *n = &acc->readings[b->reading]->amounts.p[b->amount];
    const struct entity *x = aged(acc, a), *y = aged(acc, b);
    if (x && y && x->named && y->named) return name_key_match(x->key, y->key) == MATCH_SAME;
    if (fabs(m->low - n->low) > YEARS) return false;
    if (x && y && !x->named && !y->named) return str_eq(x->key, y->key); // not "a teacher" and "a driver"
    return a->claim >= 0 && a->claim == b->claim;
}

/* Shares and sums of two parties that the text tells from each other. */
static bool other_holder(const account *acc, const struct figure *a, const struct figure *b) {
    if (str_eq(a->sort, S("stake")) && str_eq(b->sort, S("stake"))) return a->who < 0 || a->who != b->who;
    if (a->who < 0 || b->who < 0 || a->who == b->who || !money(a->unit)) return false;
    return acc->actors.p[a->who].named && acc->actors.p[b->who].named;
}

/* 1 for one word, less for words that mean much the same, else 0. */
static float alike(const struct vocabulary *v, int32_t a, int32_t b) {
    static const float LEAST = 0.5f;
    float near = a == b ? 1 : meaning_near(&v->meaning, a, b);
    return near >= LEAST ? near : 0;
}

static bool one_sentence(const account *acc, const struct figure *a, const struct figure *b) {
    const reading *r = acc->readings[a->reading];
    return a->reading == b->reading &&
           r->tokens.sent[r->amounts.p[a->amount].beg] == r->tokens.sent[r->amounts.p[b->amount].beg];
}

/* Figures that are surely of two things: one sentence tells each thing once; what befell some did not befall others;
 * another's doing. */
static bool two_things(const account *acc, const struct figure *a, const struct figure *b) {
    bool age = is_age(acc, a);
    if (!age && one_sentence(acc, a, b)) return true;
    if ((a->sort.n && b->sort.n && !str_eq(a->sort, b->sort)) || other_holder(acc, a, b)) return true;
    return age != is_age(acc, b) || (!age && other_subject(a, b));
}

static float same_thing(const account *acc, const struct vocabulary *v, const struct figure *a,
                        const struct figure *b) {
    if (a->dimension != b->dimension) return 0;
    const struct amount_finding *x = &acc->readings[a->reading]->amounts.p[a->amount],
                                *y = &acc->readings[b->reading]->amounts.p[b->amount];
    if (two_things(acc, a, b)) return LINK_NEVER;
    if (is_age(acc, a) && (one_sentence(acc, a, b) || !same_person(acc, a, b))) return 0; // "five, not six as was said"
    if (a->quality.n && b->quality.n && !str_eq(a->quality, b->quality)) return 0;
    double least_value = fmin(fabs(middle(a)), fabs(middle(b))), most_value = fmax(fabs(middle(a)), fabs(middle(b)));
    bool apart = most_value > FAR_APART * least_value;
    if (apart && (measured(a) || money(a->unit) || a->rate != b->rate)) return 0;
    if (other_days(a, b)) return 0;
    if ((a->part || b->part) && !str_eq(a->act, b->act)) return 0;
    int32_t common = 0;
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++)
            if (a->words[i] == b->words[j]) {
                common++;
                break;
            }
    int32_t least = a->n < b->n ? a->n : b->n;
    float part = least ? (float)common / (float)(least > 3 ? 3 : least) : 0;
    float s = 0.45f * (part > 1 ? 1 : part);
    int32_t count;
    float around = context_shared(v, &a->around, &b->around, &count);
    s += WEIGHT_AROUND * (around > AROUND_MOST ? AROUND_MOST : around);
    if (a->quality.n && b->quality.n)
        s += 0.4f;
    else if (a->quality.n || b->quality.n)
        s -= 0.1f;
    if (a->fate && b->fate)
        s += 0.45f;
    else if (a->sort.n && b->sort.n && most_value <= (money(a->unit) ? SUMS_APART : SORT_APART) * least_value)
        s += money(a->unit) ? BONUS_SUM : BONUS_SORT;
    if (a->fate != b->fate && str_eq(x->unit, S("person"))) s -= PENALTY_FATE;
    if (a->lasts >= 0 && b->lasts >= 0 && str_eq(dimension_name(a), S("time")))
        s += alike(v, a->lasts, b->lasts) * BONUS_LASTS;
    if (a->unreal != b->unreal) s -= PENALTY_UNREAL;
    bool one_sort = a->sort.n && b->sort.n;
    if (a->counted >= 0 && b->counted >= 0)
        s += a->counted == b->counted ? (a->anybody ? 0.1f : 0.35f) : one_sort ? 0 : -PENALTY_COUNTED;
    if (a->counted != b->counted && a->thing >= 0 && b->thing >= 0) s += alike(v, a->thing, b->thing) * BONUS_KIN;
    if (a->claim >= 0 && a->claim == b->claim) s += str_eq(x->unit, y->unit) ? 0.5f : 0.2f;
    // A figure that comes again, be it "about" or "more than" now, is likely of the same thing.
    if (fabs(middle(a) - middle(b)) <= SAME_FIGURE * most_value) s += BONUS_FIGURE;
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

/* What falls as well as it rises. */
static bool comes_and_goes(const struct figure *f) {
    static const str sorts[] = {S_INIT("missing"), S_INIT("trapped"), S_INIT("market"), S_INIT("value"),
                                S_INIT("stake")};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (str_eq(f->sort, sorts[i])) return true;
    return false;
}

/* A count, a sum or a length of time that is higher in a report of a later day takes the place of the earlier one; a
 * depth or a weight does not grow. */
static bool supersedes(const struct figure *a, const struct figure *b) {
    if (measured(a) && !str_eq(dimension_name(a), S("time"))) return false;
    if (a->day == INT32_MAX || b->day == INT32_MAX || a->day == b->day) return false;
    return comes_and_goes(a) || (a->day < b->day) == (middle(a) < middle(b));
}

/* Two tellings of one figure: equal, rounded, or put as a bound close by ("more than 80" and "at least 83"). */
static bool near(const struct figure *a, const struct figure *b) {
    bool loose = a->approx || b->approx || a->has_low != a->has_high || b->has_low != b->has_high;
    double part = loose ? LOOSE : str_eq(a->unit, b->unit) ? 1e-9 : ROUNDING;
    return fabs(middle(a) - middle(b)) <= part * fmax(fabs(middle(a)), fabs(middle(b)));
}

/* Figures of one thing; those of a band are tellings of one figure. */
struct group {
    const struct figure **p; // [n]
    int32_t *band;           // [n] the index of its first figure
    int32_t n;
};

static void find_bands(struct group *g) {
    for (int32_t i = 0; i < g->n; i++) {
        g->band[i] = i;
        for (int32_t j = 0; j < i; j++) {
            if (g->band[j] == g->band[i] || !near(g->p[i], g->p[j])) continue;
            int32_t from = g->band[i] > g->band[j] ? g->band[i] : g->band[j],
                    to = g->band[i] > g->band[j] ? g->band[j] : g->band[i];
            for (int32_t k = 0; k <= i; k++)
                if (g->band[k] == from) g->band[k] = to;
        }
    }
}

static void add_place(account *acc, struct conflict *k, struct side *side, const struct figure *f, arena *out) {
    const struct amount_finding *a = &acc->readings[f->reading]->amounts.p[f->amount];
    span where = a->whole.end > a->whole.beg ? a->whole : a->span;
    if (!side->mentions.n) side->value = article_str(acc->readings[f->reading]->article, where);
    *vec_push(out, &side->mentions) = (struct place){f->reading, where};
    if (f->claim >= 0 && !ints_have(&k->claims, f->claim)) *vec_push(out, &k->claims) = f->claim;
}

static struct conflict *open_conflict(account *acc, arena *out) {
    struct conflict *k = vec_push(out, &acc->conflicts);
    *k = (struct conflict){.kind = CONFLICT_NUMBER};
    return k;
}

static void name_it(const account *acc, struct conflict *k) {
    k->about = k->claims.n ? acc->claims.p[k->claims.p[0]].text : k->sides.p[0].value;
}

/* The figures are in more than one article. */
static bool several_articles(const struct group *g, int32_t band) {
    int32_t first = -1;
    for (int32_t i = 0; i < g->n; i++) {
        if (band >= 0 && g->band[i] != band) continue;
        if (first >= 0 && g->p[i]->reading != first) return true;
        first = g->p[i]->reading;
    }
    return false;
}

/* People to whom other things were done: "hit four", "hurt six". */
static bool other_act(const account *acc, const struct figure *a, const struct figure *b) {
    if (a->claim < 0 || b->claim < 0 || a->claim == b->claim || !str_eq(a->unit, S("person"))) return false;
    return !str_eq(acc->claims.p[a->claim].kind, acc->claims.p[b->claim].kind);
}

/* One conflict over all bands: figures that cannot be tellings of one. */
static void across_bands(account *acc, const struct group *g, arena *out) {
    int32_t bands = 0;
    bool all_overlap = true, all_later = true, later = false;
    for (int32_t i = 0; i < g->n; i++) {
        bands += g->band[i] == i;
        for (int32_t j = 0; j < i; j++) {
            if (g->band[i] == g->band[j] || overlap(g->p[i], g->p[j])) continue;
            if (g->p[i]->reading == g->p[j]->reading) continue; // whoever tells both knows why
            all_overlap = false;
            all_later &= supersedes(g->p[i], g->p[j]) || other_act(acc, g->p[i], g->p[j]);
            later |= supersedes(g->p[i], g->p[j]);
        }
    }
    if (bands < 2 || !several_articles(g, -1)) return;
    struct conflict *k = open_conflict(acc, out);
    k->compatible = all_overlap || all_later;
    k->why = all_overlap ? S("the intervals overlap")
             : all_later ? later ? S("a later report gives a later count") : S("of different acts")
                         : S("the intervals do not overlap");
    for (int32_t b = 0; b < g->n; b++) {
        if (g->band[b] != b) continue;
        struct side *side = vec_push(out, &k->sides);
        for (int32_t i = b; i < g->n; i++)
            if (g->band[i] == b) add_place(acc, k, side, g->p[i], out);
    }
    name_it(acc, k);
}

/* One figure told more or less exactly: a side for each way of telling it. */
static void within_band(account *acc, const struct group *g, int32_t band, arena *out) {
    bool differ = false;
    for (int32_t i = band; i < g->n && !differ; i++) differ = g->band[i] == band && !same_value(g->p[band], g->p[i]);
    if (!differ) return;
    struct conflict *k = open_conflict(acc, out);
    k->compatible = true;
    k->why = S("one figure, told more or less exactly");
    for (int32_t i = band; i < g->n; i++) {
        if (g->band[i] != band) continue;
        bool first = true;
        for (int32_t j = band; j < i && first; j++) first = g->band[j] != band || !same_value(g->p[i], g->p[j]);
        if (!first) continue;
        struct side *side = vec_push(out, &k->sides);
        for (int32_t j = i; j < g->n; j++)
            if (g->band[j] == band && same_value(g->p[i], g->p[j])) add_place(acc, k, side, g->p[j], out);
    }
    name_it(acc, k);
}

static void conflicts_of_cluster(account *acc, const struct figures *all, const int32_t *mine, int32_t n, arena *out,
                                 arena tmp) {
    struct group g = {arena_new(&tmp, const struct figure *, n), arena_new(&tmp, int32_t, n), n};
    for (int32_t i = 0; i < n; i++) g.p[i] = &all->p[mine[i]];
    find_bands(&g);
    across_bands(acc, &g, out);
    for (int32_t b = 0; b < n; b++)
        if (g.band[b] == b) within_band(acc, &g, b, out);
}

void conflicts_of_numbers(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    enum { FIGURES_MAX = 4000 }; // of one dimension; beyond, figures are not compared
    struct figures all = {0};
    gather(acc, v, actor_of, &all, &tmp);
    struct {
        struct link_pair *p;
        ptrdiff_t n, cap;
    } pairs = {0};
    int32_t n = (int32_t)all.n;
    for (int32_t i = 0; i < n && n <= FIGURES_MAX; i++)
        for (int32_t j = i + 1; j < n; j++) {
            float s = same_thing(acc, v, &all.p[i], &all.p[j]);
            if (s >= 0.3f || s == LINK_NEVER) *vec_push(&tmp, &pairs) = (struct link_pair){i, j, s};
        }
    int32_t *cluster = arena_new(&tmp, int32_t, n), *mine = arena_new(&tmp, int32_t, n);
    link_average(n, pairs.p, pairs.n, SAME_THING, cluster, tmp);
    for (int32_t c = 0; c < n; c++) {
        int32_t size = 0;
        for (int32_t i = c; i < n && cluster[c] == c; i++)
            if (cluster[i] == c) mine[size++] = i;
        if (size > 1) conflicts_of_cluster(acc, &all, mine, size, out, tmp);
    }
}
