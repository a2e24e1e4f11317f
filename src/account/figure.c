#include "account/figure.h"

#include <stdio.h>
#include <stdlib.h>

#include "account/conflict.h"
#include "base/table.h"
#include "lexicon_tables.h"

enum { REACH = 8 };

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
    int32_t c = f->counts;
    f->counted = c >= 0 ? table_number(lemmas, tmp, k->lemma[c]) : -1;
    f->anybody = c >= 0 && (str_eq(k->lemma[c], S("people")) || str_eq(k->lemma[c], S("person")));
    f->quality = quality_of(k, a, s);
}

static double decimal(str cell) {
    char text[40] = {0};
    memcpy(text, cell.p, (size_t)(cell.n < 39 ? cell.n : 39));
    return strtod(text, NULL);
}

/* Turns an interval in `unit` into one in the first unit of its dimension, whose number it returns. */
static int32_t scale(str unit, double *low, double *high, table *dimensions, arena *tmp) {
    const lex_row *row = lex_find(&lex_unit_scale, unit);
    str name =
        row ? lex_cell(&lex_unit_scale, row, LEX_unit_scale_dimension) : arena_fmt(tmp, "%.*s of them", STR_FMT(unit));
    if (row) {
        double factor = decimal(lex_cell(&lex_unit_scale, row, LEX_unit_scale_factor));
        double offset = decimal(lex_cell(&lex_unit_scale, row, LEX_unit_scale_offset));
        *low = *low * factor + offset;
        *high = *high * factor + offset;
    }
    return table_number(dimensions, tmp, name); // "four times" counts no time
}

/* "one strike killed two", "at least one piece", "one of the victims": one among several, not a count of all. */
static bool one_of_several(const tokens *k, const struct amount_finding *a) {
    if (!a->has_low || a->low != 1 || (a->has_high && a->high != 1)) return false;
    bool of = a->number + 1 < k->n && str_eq(k->norm[a->number + 1], S("of"));
    return of || !str_eq(a->unit, S("person"));
}

static bool is(const tokens *k, int32_t t, str role) {
    const lex_row *row = lex_find(&lex_amount_words, k->norm[t]);
    for (; row; row = lex_next(&lex_amount_words, row))
        if (str_eq(lex_cell(&lex_amount_words, row, LEX_amount_words_role), role)) return true;
    return false;
}

/* "Had earlier put the toll at 31", "up from 31": a figure that another has taken the place of. */
static bool was_told(const tokens *k, const struct amount_finding *a) {
    enum { BEFORE = 8 };
    for (int32_t t = a->beg - 1; t >= 0 && t >= a->beg - BEFORE && k->sent[t] == k->sent[a->beg]; t--)
        if (is(k, t, S("formerly"))) return true;
    return a->beg > 1 && str_eq(k->norm[a->beg - 1], S("from")) && str_eq(k->norm[a->beg - 2], S("up"));
}

/* "Six more shots", "the other four": what comes on top of others. */
static bool on_top(const tokens *k, const struct amount_finding *a) {
    int32_t before = a->beg - 1, behind = a->number + 1;
    if (a->of.n) return false; // "another 140 were hurt": they, besides the dead
    if (before >= 0 && k->sent[before] == k->sent[a->beg] && is(k, before, S("more"))) return true;
    return a->counted > behind && is(k, behind, S("more"));
}

/* "Two days before the vote" tells a day, "nine hours" a length. */
static bool tells_day(const reading *r, span s) {
    for (ptrdiff_t i = 0; i < r->times.n && r->times.p[i].span.beg < s.end; i++) {
        const struct time_finding *t = &r->times.p[i];
        if (t->type != TIME_DURATION && t->type != TIME_SET && span_holds(t->span, s)) return true;
    }
    return false;
}

/* "Three people familiar with the talks said": who tells it is no figure of the story. What they hold is ("the fund,
 * which owns 40 ships, said"). */
static bool tells_it(const reading *r, const struct amount_finding *a) {
    enum { BEFORE = 3, CROWD = 20 };
    if (a->has_low && a->low >= CROWD) return false; // "about 400 marchers, who shouted …"
    for (ptrdiff_t i = 0; i < r->attributions.n && r->attributions.p[i].span.beg < a->span.end; i++)
        for (ptrdiff_t k = 0; k < r->attributions.p[i].source.n; k++) {
            span s = r->attributions.p[i].source.p[k];
            if (span_touch(s, a->span) && token_at(&r->tokens, s.beg) + BEFORE > a->beg) return true;
        }
    return false;
}

static bool currency(str unit) { return unit.n == 3 && unit.p[0] >= 'A' && unit.p[0] <= 'Z'; }

static void act_of(const account *acc, const reading *r, const struct amount_finding *a, struct figure *f) {
    enum { CLIMB = 6 };
    const tokens *k = &r->tokens;
    int32_t t = a->counted >= 0 ? a->counted : a->number;
    for (int steps = 0; steps < CLIMB && t >= 0 && k->upos[t] != UPOS_VERB; steps++) t = k->head[t];
    if (t >= 0 && reading_reports(r, t)) t = -1;
    if (t >= 0 && k->upos[t] == UPOS_VERB) {
        f->act = k->lemma[t];
        int32_t subject = token_child(k, t, REL_NSUBJ);
        if (subject < 0) subject = token_child(k, t, REL_NSUBJ_PASS);
        int32_t e = subject >= 0 ? reading_entity_at(r, subject) : -1;
        if (e >= 0 && r->entities.p[e].named) f->subject = &r->entities.p[e];
    }
    f->verb = t >= 0 && k->upos[t] == UPOS_VERB ? t : -1;
    int32_t of = a->number + 1;
    f->part = a->number >= 0 && of + 1 < k->n && str_eq(k->norm[of], S("of")) &&
              (k->upos[of + 1] == UPOS_DET || k->upos[of + 1] == UPOS_PRON || k->upos[of + 1] == UPOS_NUM) &&
              !is(k, of + 1, S("them"));
    bool counts = !currency(f->unit) && !lex_find(&lex_unit_scale, f->unit);
    f->part |= counts && a->beg > 0 && is(k, a->beg - 1, S("some")); // "the first two shots"
    enum reality reality = f->claim < 0 ? REALITY_HAPPENED : acc->claims.p[f->claim].reality;
    f->unreal = reality == REALITY_HYPOTHETICAL || reality == REALITY_DID_NOT_HAPPEN;
}

static str kind_of(const struct figure *f) {
    return currency(f->unit) ? S("money") : str_eq(f->unit, S("percent")) ? S("share") : f->unit;
}

static str sort_named(const tokens *k, int32_t t, str key, str kind) {
    for (const lex_row *row = key.n ? lex_find(&lex_figure_sorts, key) : NULL; row;
         row = lex_next(&lex_figure_sorts, row))
        if (str_eq(lex_cell(&lex_figure_sorts, row, LEX_figure_sorts_of), kind) &&
            (k->upos[t] == UPOS_VERB || !lex_cell(&lex_figure_sorts, row, LEX_figure_sorts_as).n))
            return lex_cell(&lex_figure_sorts, row, LEX_figure_sorts_sort);
    return (str){0};
}

/* The sort that word t with the next one names for a figure of the kind: "plus or" minus. */
static str sort_of_pair(const tokens *k, int32_t t, str kind) {
    char pair[48];
    bool room = t + 1 < k->n && k->norm[t].n + k->norm[t + 1].n + 1 < (ptrdiff_t)sizeof pair;
    int n = room ? snprintf(pair, sizeof pair, "%.*s %.*s", STR_FMT(k->norm[t]), STR_FMT(k->norm[t + 1])) : 0;
    return sort_named(k, t, str_of(pair, n), kind);
}

/* The sort that word t names, alone or with the next word; empty for most. */
static str sort_at(const tokens *k, int32_t t, str kind) {
    str sort = sort_of_pair(k, t, kind);
    if (!sort.n) sort = sort_named(k, t, k->norm[t], kind);
    return sort.n ? sort : sort_named(k, t, k->lemma[t], kind);
}

static bool clause_ends(const tokens *k, int32_t t) {
    return k->upos[t] == UPOS_CCONJ || str_eq(k->norm[t], S(",")) || str_eq(k->norm[t], S(";"));
}

/* The nearest word that names a sort, behind the number first, in its clause. Of so many of a known number the verb
 * tells it: "12 of the 40 people aboard survived". */
static str sort_of(const tokens *k, const struct amount_finding *a, const struct figure *f, const struct sentence *s) {
    enum { BEHIND = 8, BEFORE = 8 };
    str kind = kind_of(f);
    if (f->part) return f->verb >= 0 ? sort_at(k, f->verb, kind) : (str){0};
    for (int32_t t = a->number >= 0 ? a->number : a->beg; t < s->end && t < a->end + BEHIND; t++) {
        if (t > a->end && clause_ends(k, t)) break;
        str sort = sort_at(k, t, kind);
        if (sort.n) return sort;
    }
    for (int32_t t = a->beg - 1; t >= s->beg && t >= a->beg - BEFORE; t--) {
        bool ends = clause_ends(k, t);
        str sort = !ends ? sort_at(k, t, kind) : t > s->beg ? sort_of_pair(k, t - 1, kind) : (str){0};
        if (sort.n || ends) return sort;
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

/* "Six people, among them two boys, were injured": the verb tells it of those it is done to, however far it stands. */
static str fate_by_verb(const tokens *k, const struct figure *f) {
    if (f->counts < 0 || f->verb < 0 || k->head[f->counts] != f->verb || !str_eq(f->unit, S("person"))) return (str){0};
    if (k->rel[f->counts] != REL_NSUBJ_PASS && k->rel[f->counts] != REL_OBJ) return (str){0};
    const lex_row *row = lex_find(&lex_harms, k->norm[f->verb]);
    return row ? lex_cell(&lex_harms, row, LEX_harms_of) : (str){0};
}

static int32_t subject_actor(const reading *r, int32_t t, const int32_t *actor_of) {
    const tokens *k = &r->tokens;
    int32_t subject = t >= 0 ? token_child(k, t, REL_NSUBJ) : -1;
    if (subject >= 0 && str_starts(k->xpos[subject], S("W"))) subject = k->head[t]; // "the fund, which holds"
    int32_t e = subject >= 0 ? reading_entity_at(r, subject) : -1;
    return e >= 0 ? actor_of[e] : -1;
}

/* Who gets so many years: whom the verb is done to, else the last one named before them. */
static int32_t punished(const reading *r, const struct amount_finding *a, const int32_t *actor_of) {
    const tokens *k = &r->tokens;
    static const enum rel to[] = {REL_NSUBJ_PASS, REL_IOBJ, REL_OBJ};
    for (int32_t t = k->head[a->number >= 0 ? a->number : a->beg]; t >= 0; t = k->head[t])
        for (size_t i = 0; i < sizeof to / sizeof *to && k->upos[t] == UPOS_VERB; i++) {
            int32_t c = token_child(k, t, to[i]), e = c >= 0 ? reading_entity_at(r, c) : -1;
            if (e >= 0 && r->entities.p[e].kind == NAME_PERSON) return actor_of[e];
        }
    int32_t last = -1;
    for (ptrdiff_t i = 0; i < r->names.n && r->names.p[i].beg < a->beg; i++)
        if (k->sent[r->names.p[i].beg] == k->sent[a->beg] && r->names.p[i].entity >= 0 &&
            r->names.p[i].kind == NAME_PERSON)
            last = r->names.p[i].entity;
    return last < 0 ? -1 : actor_of[last];
}

/* The first word of the text that speaks of a poll, its end when none does. O(words). */
static int32_t first_of_poll(const tokens *k) {
    int32_t t = 0;
    while (t < k->n && !str_eq(sort_at(k, t, S("share")), S("support"))) t++;
    return t;
}

/* The person of words [from, to) who is named next to `from`, going forward or back; an actor, -1. */
static int32_t person_towards(const account *acc, int32_t in, int32_t from, int32_t to, const int32_t *actor_of) {
    const reading *r = acc->readings[in];
    int32_t step = from < to ? 1 : -1;
    for (int32_t t = from; t != to; t += step) {
        if (r->tokens.upos[t] != UPOS_PROPN && r->tokens.upos[t] != UPOS_PRON) continue;
        int32_t e = reading_entity_at(r, t), a = e >= 0 ? actor_of[e] : -1;
        if (a < 0 || !acc->actors.p[a].named || acc->actors.p[a].kind != NAME_PERSON) continue;
        if (r->tokens.head[t] < 0 || !reading_reports(r, r->tokens.head[t])) return a; // who tells it is not meant
    }
    return -1;
}

/* Whom so many of those asked are for: "41 percent would choose Lee" tells him behind, "Lee was second at 12 percent"
 * before; what another share in the sentence tells lies between. An actor, -1. */
static int32_t supported(const account *acc, int32_t in, const struct amount_finding *a, const int32_t *actor_of) {
    const reading *r = acc->readings[in];
    const tokens *k = &r->tokens;
    int32_t beg = k->sentences.p[k->sent[a->beg]].beg, end = k->sentences.p[k->sent[a->beg]].end;
    for (ptrdiff_t i = 0; i < r->amounts.n; i++) {
        const struct amount_finding *x = &r->amounts.p[i];
        if (!str_eq(x->unit, a->unit)) continue;
        if (x->beg >= a->end && x->beg < end) end = x->beg;
        if (x->end <= a->beg && x->end > beg) beg = x->end;
    }
    int32_t t = a->number;
    if (t >= a->beg && t < a->end) t = token_top(k, t, a->beg, a->end);
    bool subject = t >= 0 && (rel_base((enum rel)k->rel[t]) == REL_NSUBJ);
    int32_t behind = person_towards(acc, in, a->end, end, actor_of);
    int32_t before = a->beg > beg ? person_towards(acc, in, a->beg - 1, beg - 1, actor_of) : -1;
    if (subject) return behind;
    return before >= 0 ? before : behind;
}

/* The person named right behind words [beg, …) that tell an age: "the 17-year-old driver Ann Lee"; null. */
static const struct entity *named_behind(const reading *r, int32_t number) {
    enum { BEHIND = 7 };
    const tokens *k = &r->tokens;
    bool years = false;
    for (int32_t t = number; t < k->n && t < number + BEHIND && k->sent[t] == k->sent[number]; t++) {
        years |= str_find(k->norm[t], S("old"), 0) >= 0;
        if (k->upos[t] == UPOS_PROPN && years && t > number) {
            int32_t e = reading_entity_at(r, t);
            return e >= 0 && r->entities.p[e].kind == NAME_PERSON && r->entities.p[e].named ? &r->entities.p[e] : NULL;
        }
        if (t > number && k->upos[t] != UPOS_NOUN && k->upos[t] != UPOS_ADJ && !str_eq(k->norm[t], S("-"))) return NULL;
    }
    return NULL;
}

/* Whose age it is: "Ann Lee, 47," "the six-year-old boy", of whom one with a name is the likeliest ("Lee, a 47-year-old
 * driver"); null when nobody's whom the text knows. */
static const struct entity *aged(const reading *r, int32_t number) {
    enum { CLIMB = 6 };
    int32_t t = number;
    const struct entity *somebody = named_behind(r, number);
    if (somebody) return somebody;
    // In a list of names the tree may hang it anywhere: "Ann Lee, 47; Tom Roe, 36"; not so "a 36-year-old man".
    bool after = t + 1 >= r->tokens.n || r->tokens.upos[t + 1] == UPOS_PUNCT || r->tokens.upos[t + 1] == UPOS_CCONJ;
    if (t > 1 && after && str_eq(r->tokens.norm[t - 1], S(","))) t -= 2;
    for (int steps = 0; steps < CLIMB && t >= 0; steps++, t = r->tokens.head[t]) {
        int32_t e = reading_entity_at(r, t);
        if (e < 0 || r->entities.p[e].kind != NAME_PERSON) continue;
        if (r->entities.p[e].named) return &r->entities.p[e];
        if (!somebody) somebody = &r->entities.p[e];
    }
    return somebody;
}

/* "40 km south of Orm", "25 miles from Orm": where a distance is measured from. */
static void from_where(const reading *r, const struct amount_finding *a, const struct sentence *s, struct figure *f) {
    enum { BEHIND = 6 };
    const tokens *k = &r->tokens;
    if (!str_eq(figure_dimension(f), S("length"))) return;
    for (int32_t t = a->end; t + 1 < s->end && t < a->end + BEHIND && !clause_ends(k, t); t++) {
        if (lex_says(&lex_role_words, k->norm[t], LEX_role_words_role, S("compass"))) f->toward = k->norm[t];
        bool from = str_eq(k->norm[t], S("of")) || str_eq(k->norm[t], S("from")) || str_eq(k->norm[t], S("off"));
        if (!from && k->upos[t] == UPOS_ADP && str_starts(k->norm[t], S("to"))) return;
        if (!from) continue;
        for (int32_t u = t + 1; u < s->end && u < t + BEHIND; u++) {
            int32_t e = k->upos[u] == UPOS_PROPN ? reading_entity_at(r, u) : -1;
            if (e >= 0) {
                f->from = r->entities.p[e].key;
                return;
            }
        }
        return;
    }
}

/* The first place named in words [beg, end); the key of its name, empty when there is none. */
static str place_named(const reading *r, int32_t beg, int32_t end) {
    for (int32_t t = beg; t < end; t++) {
        int32_t n = reading_name_at(r, t), e = n >= 0 ? r->names.p[n].entity : -1;
        if (e >= 0 && r->names.p[n].kind == NAME_PLACE && r->names.p[n].form == FORM_NAME) return r->entities.p[e].key;
    }
    return (str){0};
}

/* Where those counted are from, or where it befell them: "five Lund officers", "killed three drivers in Orm". */
static str scope_of(const reading *r, const struct figure *f) {
    const tokens *k = &r->tokens;
    int32_t beg, end;
    if (f->counts < 0 || !str_eq(f->unit, S("person"))) return (str){0};
    token_subtree(k, f->counts, &beg, &end);
    str place = place_named(r, beg, end);
    for (int32_t c = f->verb >= 0 && !place.n ? token_next_child(k, f->verb, -1) : -1; c >= 0 && !place.n;
         c = token_next_child(k, f->verb, c)) {
        int32_t preposition = rel_base((enum rel)k->rel[c]) == REL_OBL ? token_child(k, c, REL_CASE) : -1;
        if (preposition < 0 || !str_eq(k->norm[preposition], S("in"))) continue;
        token_subtree(k, c, &beg, &end);
        place = place_named(r, beg, end);
    }
    return place;
}

/* What the figure is of, beside what it counts. */
static void sort_out(const account *acc, const struct vocabulary *v, int32_t in, const struct amount_finding *a,
                     const int32_t *actor_of, struct figure *f) {
    enum { CLIMB = 6 };
    const reading *r = acc->readings[in];
    const tokens *k = &r->tokens;
    const struct sentence *s = &k->sentences.p[k->sent[a->beg]];
    if (!f->fate) f->sort = fate_of(k, a);
    if (!f->sort.n) f->sort = fate_by_verb(k, f);
    f->fate = f->sort.n > 0;
    if (!f->fate) f->sort = sort_of(k, a, f, s);
    f->some =
        (f->part || str_eq(k->norm[a->number + 1 < k->n ? a->number + 1 : 0], S("of"))) && (a->of.n || !f->sort.n);
    f->thing = f->counts >= 0 ? v->word[in][f->counts] : -1;
    f->who = f->lasts = -1;
    from_where(r, a, s, f);
    f->scope = scope_of(r, f);
    int32_t t = a->counted >= 0 ? a->counted : a->number;
    for (int steps = 0; steps < CLIMB && t >= 0; steps++, t = k->head[t]) {
        if (f->lasts < 0 && t >= a->end && v->word[in][t] >= 0) f->lasts = v->word[in][t]; // "four-day search"
        if (k->upos[t] != UPOS_VERB) continue;
        int32_t subject = token_child(k, t, REL_NSUBJ); // "the search went on for", "the search that took"
        if (subject >= 0 && str_starts(k->xpos[subject], S("W")) && k->head[t] >= 0) subject = k->head[t];
        bool light = v->word[in][t] < 0 || lex_find(&lex_light_verbs, k->lemma[t]);
        if (f->lasts < 0) f->lasts = light && subject >= 0 ? v->word[in][subject] : v->word[in][t];
        f->who = subject_actor(r, t, actor_of);
        break;
    }
    if (str_eq(f->sort, S("punishment"))) f->who = punished(r, a, actor_of);
    bool share =
        str_eq(f->unit, S("percent")) && (!f->sort.n || str_eq(f->sort, S("vote")) || str_eq(f->sort, S("support")));
    if (!share) return;
    int32_t whose = f->polled ? supported(acc, in, a, actor_of) : -1;
    if (whose >= 0) {
        f->sort = S("support");
        f->who = whose;
    } else if (str_eq(f->sort, S("support")))
        f->sort = (str){0};
}

/* The days of the dates in the figure's own sentence, the widest first to last. */
static void days_of(const reading *r, const struct amount_finding *a, struct figure *f) {
    span s = r->tokens.sentences.p[r->tokens.sent[a->beg]].span;
    f->lo = 1;
    for (ptrdiff_t i = 0; i < r->times.n && r->times.p[i].span.beg < s.end; i++) {
        const struct time_finding *t = &r->times.p[i];
        if (t->span.beg < s.beg || t->lo > t->hi || t->type == TIME_DURATION || t->type == TIME_SET) continue;
        bool then = t->precision == WHEN_SINCE && t->end + 1 < r->tokens.n &&
                    str_eq(r->tokens.norm[t->end + str_eq(r->tokens.norm[t->end], S(","))], S("when"));
        int32_t hi = then ? t->lo : t->hi; // "the worst since 1994, when 58 people drowned"
        if (f->lo > f->hi || t->lo < f->lo) f->lo = t->lo;
        if (hi > f->hi) f->hi = hi;
    }
}

/* "The quake, which came ten days after a slide had killed five": of the happening from which the days are counted.
 * Read off the words: trees go wrong here. */
static bool of_older(const tokens *k, int32_t verb) {
    enum { BACK = 12, SPAN_WORDS = 6 };
    if (verb < 0) return false;
    int32_t from = k->sentences.p[k->sent[verb]].beg, after = verb - 1;
    while (after > from && after > verb - BACK && k->upos[after] != UPOS_PUNCT && !str_eq(k->norm[after], S("after")))
        after--;
    if (after <= from || !str_eq(k->norm[after], S("after"))) return false;
    if (!lex_find(&lex_time_units, k->lemma[after - 1]) || str_eq(k->lemma[after - 1], S("hour"))) return false;
    int32_t onset = after - 2;
    while (onset > from && onset > after - SPAN_WORDS && k->upos[onset] != UPOS_VERB) onset--;
    if (onset < from || k->upos[onset] != UPOS_VERB ||
        !lex_says(&lex_sudden, k->lemma[onset], LEX_sudden_form, S("onset")))
        return false;
    for (int32_t t = onset - 1; t >= from && t > onset - BACK; t--)
        if (k->upos[t] == UPOS_NOUN) return lex_says(&lex_sudden, k->lemma[t], LEX_sudden_form, S("noun"));
    return false;
}

/* A count of what befell people in the whole year: "so far this year", "last year". */
static bool of_whole_year(const reading *r, const struct amount_finding *a, const struct figure *f) {
    span s = r->tokens.sentences.p[r->tokens.sent[a->beg]].span;
    for (ptrdiff_t i = 0; f->fate && i < r->times.n && r->times.p[i].span.beg < s.end; i++) {
        const struct time_finding *t = &r->times.p[i];
        if (t->span.beg >= s.beg && t->precision == WHEN_YEAR && t->type != TIME_DURATION) return true;
    }
    return false;
}

/* A word before or close behind the amount that tells what is counted: "the toll stood at", "put the crowd at", "tens
 * of thousands rallied". */
static bool lent_by_words(const tokens *k, const struct amount_finding *a, const struct sentence *s, struct figure *f) {
    enum { BEFORE = 8, BEHIND = 4 };
    for (int step = 0; step < BEFORE + BEHIND; step++) {
        int32_t t = step < BEFORE ? a->beg - 1 - step : a->end + step - BEFORE;
        if (t < s->beg || t >= s->end) continue;
        const lex_row *harm = lex_find(&lex_harms, k->norm[t]);
        if (harm && (step >= BEFORE || k->upos[t] != UPOS_VERB)) {
            f->sort = lex_cell(&lex_harms, harm, LEX_harms_of);
            f->fate = true;
            return true;
        }
        str sort = sort_at(k, t, S("person"));
        if (!sort.n) continue;
        f->sort = sort;
        f->fate = str_eq(sort, S("killed"));
        return true;
    }
    return false;
}

/* "They are nurses, and there are forty of them": of the nearest persons before. */
static bool lent_by_a_noun(const tokens *k, int32_t t, struct figure *f) {
    enum { WORDS_BACK = 25 };
    for (int32_t u = t - 1; u >= 0 && u > t - WORDS_BACK && k->sent[u] + 1 >= k->sent[t]; u--) {
        if (k->upos[u] != UPOS_NOUN || !lex_find(&lex_persons, k->lemma[u])) continue;
        f->counts = u;
        return true;
    }
    return false;
}

/* "About 15 were taken to hospital", "forty of them": of those who were counted just before. */
static bool lent_by_those_before(const reading *r, int32_t i, struct figure *f) {
    enum { SENTENCES_BACK = 1, TALLY = 4 };
    const struct amount_finding *a = &r->amounts.p[i];
    const tokens *k = &r->tokens;
    bool of_them = a->end > a->number + 1 && str_eq(k->norm[a->end - 2], S("of"));
    if (of_them && lent_by_a_noun(k, a->beg, f)) return true;
    bool tally = false; // "raised the number to 141"
    for (int32_t t = a->beg - 1; t >= 0 && t >= a->beg - TALLY && k->sent[t] == k->sent[a->beg]; t--)
        tally |= is(k, t, S("tally"));
    bool subject = a->end < k->n && (k->upos[a->end] == UPOS_AUX || k->upos[a->end] == UPOS_VERB);
    if (!of_them && !subject && !tally) return false;
    for (int32_t j = i - 1; j >= 0 && k->sent[r->amounts.p[j].beg] + SENTENCES_BACK >= k->sent[a->beg]; j--) {
        if (!str_eq(r->amounts.p[j].unit, S("person"))) continue;
        if (tally) f->revised = true, f->sort = r->amounts.p[j].of, f->fate = f->sort.n > 0;
        return true;
    }
    return false;
}

/* An amount without a unit that counts persons: true when the text tells it. */
static bool lend(const reading *r, int32_t i, struct figure *f) {
    const struct amount_finding *a = &r->amounts.p[i];
    const struct sentence *s = &r->tokens.sentences.p[r->tokens.sent[a->beg]];
    if (a->low < 2 && a->high < 2) return false;
    f->unit = S("person");
    return lent_by_words(&r->tokens, a, s, f) || lent_by_those_before(r, i, f);
}

/* "8-1", "eight votes to one": the amount behind this one is its other side. */
static bool two_sides(const reading *r, int32_t i) {
    return i + 1 < r->amounts.n && r->amounts.p[i + 1].span.beg == r->amounts.p[i].span.beg &&
           r->amounts.p[i + 1].span.end == r->amounts.p[i].span.end;
}

/* "The bench was unanimous": a vote without another side, beside the verb or noun of a vote. */
static bool unanimous(const tokens *k, int32_t t) {
    if (!is(k, t, S("unanimous"))) return false;
    int32_t up = k->head[t];
    return up >= 0 && (k->upos[up] == UPOS_VERB || k->upos[up] == UPOS_NOUN) && k->sent[up] == k->sent[t];
}

/* The other figure of "40 metres (131 feet)". */
static void take_conversion(const reading *r, int32_t i, struct figure *f, table *dimensions, arena *out) {
    f->also.dimension = -1;
    if (i + 1 >= r->amounts.n || !converts(r, i + 1)) return;
    const struct amount_finding *b = &r->amounts.p[i + 1];
    if (!b->unit.n || !b->has_low || !b->has_high || str_eq(b->unit, f->unit)) return;
    f->also.low = b->low;
    f->also.high = b->high;
    f->also.dimension = scale(b->unit, &f->also.low, &f->also.high, dimensions, out);
}

/* "27 at the time": as of another day. */
static bool then_told(const tokens *k, int32_t t) {
    enum { WITHIN = 4 };
    for (int32_t w = t; w + 2 < k->n && w < t + WITHIN; w++)
        if (str_eq(k->norm[w], S("at")) && str_eq(k->norm[w + 1], S("the")) && str_eq(k->norm[w + 2], S("time")))
            return true;
    return false;
}

/* "Five feet, eleven inches", "two hours and ten minutes": the smaller unit goes on the larger one. */
static bool goes_on(const reading *r, int32_t i) {
    if (i + 1 >= r->amounts.n) return false;
    const struct amount_finding *a = &r->amounts.p[i], *b = &r->amounts.p[i + 1];
    const lex_row *x = lex_find(&lex_unit_scale, a->unit), *y = lex_find(&lex_unit_scale, b->unit);
    if (!x || !y || !a->has_low || !a->has_high || !b->has_low || !b->has_high || b->beg < a->end) return false;
    str dimension = lex_cell(&lex_unit_scale, x, LEX_unit_scale_dimension);
    if (!str_eq(dimension, lex_cell(&lex_unit_scale, y, LEX_unit_scale_dimension))) return false;
    double large = decimal(lex_cell(&lex_unit_scale, x, LEX_unit_scale_factor)),
           small = decimal(lex_cell(&lex_unit_scale, y, LEX_unit_scale_factor));
    bool time = str_eq(dimension, S("time")); // "130 feet deep and 12 inches wide" are two
    bool joined =
        b->beg == a->end || (b->beg == a->end + 1 && str_eq(r->tokens.norm[a->end], time ? S("and") : S(",")));
    return joined && small > 0 && small < large && b->high * small < large;
}

/* Adds amount i, the inches of the feet before it. */
static void take_rest(const reading *r, int32_t i, struct figure *f, table *dimensions, arena *out) {
    const struct amount_finding *b = &r->amounts.p[i];
    double low = b->low, high = b->high;
    scale(b->unit, &low, &high, dimensions, out);
    f->low += low;
    f->high += high;
    f->at.end = b->span.end;
    f->also.dimension = -1;
    if (!f->quality.n) f->quality = quality_of(&r->tokens, b, &r->tokens.sentences.p[r->tokens.sent[b->beg]]);
}

/* Amounts that are no figure of the story. */
static bool passed_over(const reading *r, int32_t i) {
    const struct amount_finding *a = &r->amounts.p[i];
    if (!a->has_low && !a->has_high) return true;
    if (str_eq(a->unit_words, S("year of age")) && then_told(&r->tokens, a->end)) return true;
    return converts(r, i) || one_of_several(&r->tokens, a) || on_top(&r->tokens, a) || tells_day(r, a->span) ||
           tells_it(r, a);
}

/* The four of "three of the four gates": the verb tells nothing of them. */
static bool number_of_all(const reading *r, int32_t i) {
    return i > 0 && span_holds(r->amounts.p[i - 1].span, r->amounts.p[i].span) &&
           r->amounts.p[i - 1].span.beg < r->amounts.p[i].span.beg;
}

/* "Some 500 flights daily". */
static bool each_told(const tokens *k, const struct amount_finding *a) {
    enum { BEHIND = 4 };
    for (int32_t t = a->end - 1; t >= 0 && t < k->n && t < a->end + BEHIND && k->sent[t] == k->sent[a->beg]; t++)
        if (is(k, t, S("daily"))) return true;
    return false;
}

static void fill(const account *acc, const struct vocabulary *v, int32_t d, const struct amount_finding *a,
                 const int32_t *actor_of, struct figure *f, arena *out) {
    const reading *r = acc->readings[d];
    f->reading = d;
    const lex_row *scale = lex_find(&lex_unit_scale, f->unit);
    if (scale) f->measure = lex_cell(&lex_unit_scale, scale, LEX_unit_scale_dimension);
    f->at = a->whole.end > a->whole.beg ? a->whole : a->span;
    f->beg = a->beg;
    f->number = a->number;
    f->low = f->told = a->low;
    f->high = a->high;
    f->has_low = a->has_low;
    f->has_high = a->has_high;
    f->approx = a->approx;
    f->age = str_eq(a->unit_words, S("year of age"));
    f->day = r->article->when.known ? r->article->when.day : INT32_MAX;
    f->hour = r->article->when.known && r->article->when.second >= 0 ? r->article->when.second / 3600 : -1;
    f->former = was_told(&r->tokens, a);
    f->claim = conflict_claim_at(acc, d, a->span);
    f->rate = str_find(a->unit_words, S(" per "), 0) >= 0 || each_told(&r->tokens, a);
    f->voice = reading_attribution_at(r, a->span.beg);
    act_of(acc, r, a, f);
    f->deed = f->verb >= 0 ? v->word[d][f->verb] : -1;
    days_of(r, a, f);
    sort_out(acc, v, d, a, actor_of, f);
    f->aged = f->age ? aged(r, f->number) : NULL;
    f->aged_actor = f->aged ? actor_of[f->aged - r->entities.p] : -1;
    f->elsewhere = str_eq(f->unit, S("person")) && of_older(&r->tokens, f->verb);
    f->of_year = of_whole_year(r, a, f);
    f->around = context_of(acc, v, d, a->beg, a->end, REACH, out);
}

/* The votes of reading d that were unanimous, as figures without a second side. */
static void gather_unanimous(const account *acc, const struct vocabulary *v, int32_t d, const int32_t *actor_of,
                             struct figures *all, table *lemmas, table *dimensions, arena *out) {
    const tokens *k = &acc->readings[d]->tokens;
    for (int32_t t = 0; t < k->n; t++) {
        if (!unanimous(k, t)) continue;
        struct amount_finding a = {.span = k->span[t], .beg = t, .end = t + 1, .number = t, .counted = -1};
        struct figure f = {.unit = S("side"), .sides = true, .all = true, .counts = -1};
        fill(acc, v, d, &a, actor_of, &f, out);
        f.sort = S("vote");
        f.dimension = scale(f.unit, &f.low, &f.high, dimensions, out);
        f.also.dimension = -1;
        context(acc->readings[d], &a, &f, lemmas, out);
        *vec_push(out, all) = f;
    }
}

void figures_gather(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, struct figures *all,
                    arena *out) {
    enum { LONG = 200 };
    table lemmas = {.seed = 8}, dimensions = {.seed = 9};
    int32_t first = INT32_MAX;
    for (int32_t d = 0; d < acc->n; d++) {
        const struct moment *when = &acc->readings[d]->article->when;
        if (when->known && when->day < first) first = when->day;
    }
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        int32_t poll = first_of_poll(&r->tokens);
        for (int32_t i = 0; i < r->amounts.n; i++) {
            const struct amount_finding *a = &r->amounts.p[i];
            struct figure f = {.unit = a->unit, .counts = a->counted, .sides = two_sides(r, i)};
            if (passed_over(r, i) || (!f.sides && !f.unit.n && !lend(r, i, &f))) continue;
            if (f.sides) f.unit = S("side"), f.second = r->amounts.p[i + 1].low;
            f.polled = poll < a->end;
            fill(acc, v, d, a, actor_of[d], &f, out);
            if (number_of_all(r, i)) f.claim = -1, f.act = (str){0}, f.subject = NULL;
            f.past = f.lo <= f.hi && first != INT32_MAX && f.hi + LONG < first;
            f.dimension = scale(f.unit, &f.low, &f.high, &dimensions, out);
            bool more = goes_on(r, i);
            if (!more) take_conversion(r, i, &f, &dimensions, out);
            context(r, a, &f, &lemmas, out);
            if (more) take_rest(r, i + 1, &f, &dimensions, out);
            *vec_push(out, all) = f;
            i += f.sides || more;
        }
        gather_unanimous(acc, v, d, actor_of[d], all, &lemmas, &dimensions, out);
    }
}

bool figure_is_money(const struct figure *f) { return currency(f->unit); }
