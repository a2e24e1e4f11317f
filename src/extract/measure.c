#include "extract/measure.h"

#include "extract/noun.h"
#include "extract/number.h"
#include "lexicon_tables.h"

/* Piece i has that role in lexicon/amount_words.tsv. */
static bool is(const pieces *k, ptrdiff_t i, str role) { return piece_has(k, i, &lex_amount_words, role); }

static void take_currency(const lex_row *row, struct measure *m) {
    m->unit = lex_cell(&lex_currencies, row, LEX_currencies_unit);
    m->words = lex_cell(&lex_currencies, row, LEX_currencies_words);
    m->money = true;
    m->list = &lex_currencies;
    m->row = row;
}

static str form_of(const lex_row *row) { return lex_cell(&lex_currencies, row, LEX_currencies_form); }

bool money_before(const pieces *k, ptrdiff_t i, struct measure *m) {
    *m = (struct measure){0};
    ptrdiff_t end;
    const lex_row *row = i < k->n ? pieces_phrase(k, i, &lex_currencies, &end) : NULL;
    if (!row || end >= k->n || !piece_goes_on(k, end)) return false;
    bool code = str_eq(form_of(row), S("code"));
    if (str_eq(form_of(row), S("word"))) return false;
    if (code && (!k->p[i].caps || k->p[end].kind != PIECE_NUMBER)) return false;
    if (code && k->p[i].norm.n < 3 && (k->p[end].space || k->p[end].norm.n < 2)) return false; // "PS5"
    if (piece_joined(k, i) && k->p[i].kind == PIECE_WORD && k->p[i - 1].kind == PIECE_WORD) return false;
    if (!code && k->p[i].kind == PIECE_WORD && (!k->p[i].caps || (k->p[i].norm.n == 1 && !piece_joined(k, i + 1))))
        return false; // "a $50 fine"
    take_currency(row, m);
    m->end = end;
    if (piece_is(k, m->end, S("us")) && k->p[m->end].caps) m->end++;
    return true;
}

static bool currency_behind(const pieces *k, ptrdiff_t i, bool figure, struct measure *m) {
    ptrdiff_t end, j = i;
    if (piece_is(k, j, S("-")) && piece_joined(k, j) && piece_joined(k, j + 1)) j++;
    if (piece_is(k, j, S("of")) && piece_goes_on(k, j + 1)) j++; // "millions of dollars"
    const lex_row *row = j < k->n && piece_goes_on(k, j) ? pieces_phrase(k, j, &lex_currencies, &end) : NULL;
    if (!row) return false;
    str form = form_of(row);
    if (str_eq(form, S("code")) &&
        !(figure && (k->p[j].caps || (piece_joined(k, j) && k->p[j].norm.n == 3) || str_eq(k->p[j].norm, S("kn")))))
        return false;
    if (str_eq(form, S("code")) && k->p[j].norm.n < 3 && !str_eq(k->p[j].norm, S("kn"))) return false;
    if (str_eq(form, S("sign")) && k->p[j].kind == PIECE_WORD) return false;
    if (str_eq(form, S("sign")) && end < k->n && k->p[end].kind == PIECE_NUMBER && piece_joined(k, end)) return false;
    take_currency(row, m);
    m->end = end;
    return true;
}

static bool unit_of_time(const pieces *k, ptrdiff_t i) {
    const lex_row *row = piece_row(k, i, &lex_units);
    return row && str_eq(lex_cell(&lex_units, row, LEX_units_kind), S("time"));
}

/* "-year-old", "years old", "years of age", "months old". */
static bool age_behind(const pieces *k, ptrdiff_t i, struct measure *m, arena *out) {
    ptrdiff_t j = piece_is(k, i, S("-")) ? i + 1 : i;
    if (!unit_of_time(k, j) || !piece_goes_on(k, j)) return false;
    str unit = str_eq(piece_at(k, j), S("yr")) ? S("year") : noun_singular(piece_at(k, j), out);
    j++;
    if (piece_is(k, j, S("-"))) j++;
    if (piece_is(k, j, S("old")) || piece_is(k, j, S("olds")))
        j++;
    else if (piece_is(k, j, S("of")) && piece_is(k, j + 1, S("age")))
        j += 2;
    else
        return false;
    m->unit = unit;
    m->words = arena_cat(out, unit, S(" of age"));
    m->end = j;
    m->time = m->age = true;
    return true;
}

bool measure_behind(const pieces *k, ptrdiff_t i, bool figure, struct measure *m, arena *out) {
    *m = (struct measure){0};
    if (i >= k->n || !(piece_goes_on(k, i) || piece_joined(k, i))) return false;
    if (age_behind(k, i, m, out)) return true;
    ptrdiff_t end, j = i;
    bool hyphen = piece_is(k, j, S("-")) && piece_joined(k, j) && piece_joined(k, j + 1);
    if (hyphen) j++;
    const lex_row *row = pieces_phrase(k, j, &lex_units, &end);
    str only = row ? lex_cell(&lex_units, row, LEX_units_short) : (str){0};
    if (only.n) {
        bool apart = !piece_joined(k, j);
        if (!figure || (apart && (str_eq(only, S("sign")) || str_eq(only, S("joined"))))) row = NULL;
        if (row && k->p[j].caps && (str_eq(k->p[j].norm, S("g")) || str_eq(k->p[j].norm, S("m")))) row = NULL; // "5G"
    }
    if (row) {
        m->list = &lex_units;
        m->row = row;
        m->unit = lex_cell(&lex_units, row, LEX_units_unit);
        m->words = lex_cell(&lex_units, row, LEX_units_words);
        m->percent = str_eq(m->unit, S("percent"));
        m->end = end;
        m->time = str_eq(lex_cell(&lex_units, row, LEX_units_kind), S("time"));
        struct measure money;
        if (currency_behind(k, i, figure, &money) && money.end >= end)
            *m = money; // "pounds" are money, "pound-feet" are not
        return true;
    }
    return currency_behind(k, i, figure, m);
}

void measure_rate(const pieces *k, struct measure *m, arena *out) {
    ptrdiff_t j = m->end;
    if (piece_is(k, j, S("us")) && j < k->n && k->p[j].caps && m->money) j++;
    bool hyphen = piece_is(k, j, S("-")) && piece_joined(k, j);
    if (hyphen) j++;
    bool a = is(k, j, S("each")), p = is(k, j, S("per"));
    if (!a && !p) return;
    ptrdiff_t end = j + 1, next;
    if (piece_is(k, end, S("-"))) end++;
    if (end >= k->n || !piece_goes_on(k, end) || k->p[end].kind != PIECE_WORD) return;
    if (a && !is(k, end, S("rate"))) return;
    if (a && is(k, end + 1, S("when"))) return; // "$6 million a year earlier"
    const lex_row *row = pieces_phrase(k, end, &lex_units, &next);
    str whole = row ? lex_cell(&lex_units, row, LEX_units_unit) : noun_singular(k->p[end].norm, out);
    if (str_eq(whole, S("annum"))) whole = S("year");
    m->words = arena_fmt(out, "%.*s per %.*s", STR_FMT(m->words.n ? m->words : m->unit), STR_FMT(whole));
    m->end = row ? next : end + 1;
}

/* How many of the small unit make one of the large; 0 where they do not measure the same in whole parts. */
static double parts_of(const struct measure *large, const struct measure *small) {
    const lex_row *a = lex_find(&lex_unit_scale, large->unit), *b = lex_find(&lex_unit_scale, small->unit);
    if (!a || !b) return 0;
    if (!str_eq(lex_cell(&lex_unit_scale, a, LEX_unit_scale_dimension),
                lex_cell(&lex_unit_scale, b, LEX_unit_scale_dimension)))
        return 0;
    double x, y;
    if (!number_figure(lex_cell(&lex_unit_scale, a, LEX_unit_scale_factor), &x) ||
        !number_figure(lex_cell(&lex_unit_scale, b, LEX_unit_scale_factor), &y) || y <= 0)
        return 0;
    double ratio = x / y, whole = (double)(long)(ratio + 0.5);
    return whole >= 2 && ratio > whole - 0.01 && ratio < whole + 0.01 ? whole : 0;
}

ptrdiff_t measure_parts(const pieces *k, const struct measure *large, double *value, arena *out) {
    ptrdiff_t i = large->end;
    if (large->money || large->percent || large->age) return i;
    if (piece_is(k, i, S(",")) || piece_is(k, i, S("and"))) i++;
    struct number n;
    struct measure small;
    if (i >= k->n || !piece_goes_on(k, i) || !number_at(k, i, false, &n) || !n.figure) return large->end;
    if (!measure_behind(k, n.end, true, &small, out)) return large->end;
    double parts = parts_of(large, &small);
    if (parts <= 0 || n.value >= parts) return large->end;
    *value = (double)(long)((*value + n.value / parts) * 100 + 0.5) / 100; // no more than anybody measures
    return small.end;
}
