/* Amounts: numbers with what they count or measure, as intervals. "more than 80 people" is 81 or more persons, "about
 * 40 metres" 40 metres and approximate, "dozens of rescuers" 24 or more, "30 or 40 members" 30 to 40. What is a date, a
 * clock time, an ordinal, a name with a number ("Boeing 787") or a section is none. */
#include <math.h>

#include "extract/extract.h"
#include "extract/measure.h"
#include "extract/noun.h"
#include "extract/number.h"
#include "extract/time.h"
#include "lexicon_tables.h"

enum hedge { PLAIN, APPROX, OVER, LEAST, UNDER, MOST };

/* An amount as it is being read: pieces [beg, end). */
struct draft {
    ptrdiff_t beg, end, number;
    struct number first, second; // second of a range
    bool range, between;
    enum hedge hedge;
    bool minus;
    struct measure measure;
    struct noun noun;
    str harm;    // "12 dead": people without a word for them
    bool people; // "a crowd of 3,000"
    bool measured, counted;
    bool partitive; // "one of the best teams"
    bool inner;     // the four of "three of the four gates"
    bool again;     // "forty of them": what is counted was said before
    ptrdiff_t all;  // "three of the four gates": where the number of all stands; 0 when it does not
    struct rules rules;
};

/* Piece i has that role in lexicon/amount_words.tsv. */
static bool is(const pieces *k, ptrdiff_t i, str role) { return piece_has(k, i, &lex_amount_words, role); }

static enum hedge hedge_of(const lex_row *row) {
    static const struct {
        str name;
        enum hedge hedge;
    } names[] = {{S_INIT("approx"), APPROX},
                 {S_INIT("over"), OVER},
                 {S_INIT("least"), LEAST},
                 {S_INIT("under"), UNDER},
                 {S_INIT("most"), MOST}};
    str kind = lex_cell(&lex_hedges, row, LEX_hedges_kind);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(kind, names[i].name)) return names[i].hedge;
    return PLAIN;
}

/* Hedges before a number: the piece behind them. */
static ptrdiff_t hedges(const pieces *k, ptrdiff_t i, enum hedge *hedge, struct rules *rules) {
    *hedge = PLAIN;
    ptrdiff_t end;
    for (int steps = 0; steps < 3; steps++) {
        const lex_row *row = i < k->n ? pieces_phrase(k, i, &lex_hedges, &end) : NULL;
        if (!row || end >= k->n || !(piece_goes_on(k, end) || piece_joined(k, end))) break;
        enum hedge h = hedge_of(row);
        if (h != PLAIN) *hedge = h;
        rule_add_row(rules, "a hedge", &lex_hedges, row);
        i = end;
    }
    return i;
}

/* The figure at piece i stands behind a day or month to which it cannot belong. */
static bool after_day(const pieces *k, ptrdiff_t i, const struct number *x) {
    enum { DAYS = 31, YEAR_DIGITS = 4 };
    if (piece_row(k, i - 1, &lex_weekdays)) return true;
    return piece_row(k, i - 1, &lex_months) && x->value > DAYS && k->p[i].norm.n != YEAR_DIGITS;
}

/* A figure that belongs to a name or a code: "Boeing 787", "COVID-19", "No. 10", "5G", "section 230", "20th". */
static bool part_of_name(const pieces *k, const struct draft *d, bool money, bool unit) {
    ptrdiff_t i = d->number;
    const struct number *x = &d->first;
    if (x->figure && !unit && piece_is(k, x->end, S("-")) && piece_joined(k, x->end) && piece_joined(k, x->end + 1) &&
        x->end + 1 < k->n && k->p[x->end + 1].upper)
        return true; // "7-Eleven"
    if (!x->figure)
        return k->p[i].upper && i > 0 && piece_goes_on(k, i) && k->p[i - 1].upper && !k->p[i - 1].first &&
               k->p[i].kind == PIECE_WORD && !unit;
    ptrdiff_t end = x->end;
    if (piece_joined(k, end) && k->p[end].kind == PIECE_WORD && (is(k, end, S("ordinal-ending")) || !unit) &&
        !piece_is(k, end, S("'s")))
        return true;
    if (piece_joined(k, i) && !money && !d->minus && d->beg > i - 2) {
        str w = k->p[i - 1].norm;
        if (k->p[i - 1].kind == PIECE_WORD) return true;
        if (unit && str_eq(d->measure.unit, S("magnitude"))) return false; // "a magnitude-6.3 earthquake"
        if (str_eq(w, S("-")) && piece_joined(k, i - 1) && i > 1 && k->p[i - 2].kind == PIECE_WORD &&
            !piece_row(k, i - 2, &lex_number_words))
            return true;
        if (is(k, i - 1, S("names")) || str_eq(w, S("/")) || str_eq(w, S(":")) ||
            (str_eq(w, S(".")) && piece_joined(k, i - 1)))
            return true;
    }
    if (piece_joined(k, end + 1) && (piece_is(k, end, S(":")) || piece_is(k, end, S("/"))) &&
        k->p[end + 1].kind == PIECE_NUMBER)
        return true;
    if (!piece_goes_on(k, i) || unit) return false;
    const struct piece *p = &k->p[i - 1];
    if (piece_is(k, i - 1, S("©"))) return true;
    if (is(k, i - 1, S("names")) && !(p->norm.n == 2 && !p->upper)) return true;
    if (piece_is(k, i - 1, S(".")) && piece_is(k, i - 2, S("no"))) return true;
    if (after_day(k, i, x)) return false; // "on Wednesday 126 people", "in March 400 jobs"
    return p->kind == PIECE_WORD && p->upper && !p->first && x->bare && p->norm.n > 1;
}

/* "From 20 mpg in 2008 to 29 mpg": the "to" behind a few words that are no numbers but a year's; i when there is none.
 */
static ptrdiff_t past_an_aside(const pieces *k, ptrdiff_t i) {
    enum { ASIDE_MAX = 3 };
    for (ptrdiff_t j = i; j < k->n && j <= i + ASIDE_MAX && piece_goes_on(k, j); j++) {
        if (piece_is(k, j, S("to"))) return j;
        bool year = k->p[j].kind == PIECE_NUMBER && k->p[j].norm.n == 4 && piece_is(k, j - 1, S("in"));
        if (k->p[j].kind == PIECE_MARK || (k->p[j].kind == PIECE_NUMBER && !year)) break;
    }
    return i;
}

/* True when no noun can follow: a mark, a preposition, the end. */
static bool ends(const pieces *k, ptrdiff_t i) {
    return i >= k->n || !piece_goes_on(k, i) || k->p[i].kind == PIECE_MARK || str_eq(piece_tag(k, i), S("IN"));
}

/* True when no noun can follow: so, or a verb does. */
static bool clause_ends(const pieces *k, ptrdiff_t i) {
    return ends(k, i) || str_starts(piece_tag(k, i), S("VB")) || str_eq(piece_tag(k, i), S("MD"));
}

/* A second number that makes a range: "20 to 30", "between 5% and 6%", "30 or 40", "15-22", "$89 to $93 billion". */
static void range(const pieces *k, struct draft *d, bool between, bool money, arena *out) {
    struct measure m;
    struct number y;
    ptrdiff_t j = d->first.end;
    bool measured = measure_behind(k, j, d->first.figure, &m, out) && !m.age;
    if (measured) {
        measure_rate(k, &m, out);
        j = m.end;
    }
    if (piece_is(k, d->beg - 1, S("from"))) j = past_an_aside(k, j);
    bool dash = piece_is(k, j, S("-")), to = piece_is(k, j, S("to")), either = piece_is(k, j, S("or")),
         both = between && piece_is(k, j, S("and"));
    if (!dash && !to && !either && !both) return;
    if (dash && piece_is(k, j + 1, S("to")) && piece_is(k, j + 2, S("-"))) return; // a score
    j++;
    if (to && piece_is(k, j, S("-"))) j++;
    if (money_before(k, j, &m)) j = m.end, money = true;
    if (!piece_goes_on(k, j) || !number_at(k, j, money, &y) || y.article || y.part || y.open) return;
    struct measure n;
    bool first_measured = measure_behind(k, d->first.end, d->first.figure, &m, out) && m.end <= j;
    if (first_measured) measure_rate(k, &m, out);
    if (to && piece_is(k, d->beg - 1, S("by")) && (first_measured || money)) return; // "rose by 7% to 20"
    bool second_measured = measure_behind(k, y.end, y.figure, &n, out);
    if (second_measured) measure_rate(k, &n, out);
    bool shared = first_measured && !second_measured && !money && piece_is(k, d->beg - 1, S("from")) && ends(k, y.end);
    if (first_measured && !shared && (money || !second_measured || !str_eq(m.unit, n.unit))) return;
    double scale = y.scaled && !d->first.scaled && y.scale > 1 && d->first.value * y.scale < y.value ? y.scale : 1;
    double low = number_times(d->first.value, scale), high = y.value;
    if (!(low < high) || (either && high > 3 * low) || (dash && high > 50 * low && low > 0)) return;
    if (dash && !(d->first.figure && y.figure)) return;
    d->first.value = low;
    d->second = y;
    d->range = true;
    d->measured = shared; // "from 21 mpg to 23"
    if (shared) d->measure = m, d->measure.end = y.end;
}

/* "one in three", "two out of five". */
static bool ratio(const pieces *k, struct number *x) {
    struct number y;
    ptrdiff_t j = x->end;
    if (piece_is(k, j, S("out")) && piece_is(k, j + 1, S("of")))
        j += 2;
    else if (piece_is(k, j, S("in")) && x->value == 1)
        j++;
    else
        return false;
    if (!piece_goes_on(k, j) || !number_at(k, j, false, &y) || y.value <= x->value || y.open || y.article ||
        y.value > 100)
        return false;
    if (piece_is(k, j - 1, S("in")) && (y.figure || y.value < 3)) return false;
    x->value /= y.value;
    x->part = true;
    x->end = y.end;
    return true;
}

/* "Three of the dam's four gates": the noun behind the number of all; true when there is one. */
static bool of_so_many(const pieces *k, ptrdiff_t of, struct draft *d, arena *out) {
    enum { FAR = 6 };
    for (ptrdiff_t j = of + 1; j < k->n && j < of + FAR && piece_goes_on(k, j); j++) {
        struct number x;
        struct noun noun;
        if (number_at(k, j, false, &x) && !x.article && !x.part) {
            if (x.value < d->first.value || !noun_at(k, x.end, false, &noun, out)) return false;
            d->noun = noun;
            d->counted = true;
            d->end = noun.end;
            d->all = j;
            return true;
        }
        str tag = piece_tag(k, j);
        if (!is(k, j, S("whose")) && !str_starts(tag, S("NN")) && !str_eq(tag, S("POS"))) return false;
    }
    return false;
}

/* What the number counts: "[of the] two young children". */
static void counted(const pieces *k, struct draft *d, arena *out) {
    ptrdiff_t j = d->end;
    bool of = piece_is(k, j, S("of")) && piece_goes_on(k, j);
    double value = d->range ? d->second.value : d->first.value;
    if (of) {
        if (is(k, j + 1, S("them")) && value > 1) {
            d->end = j + 2;
            d->again = true;
            return;
        }
        if (!d->range && !d->first.part && of_so_many(k, j, d, out)) return;
        j++;
        if (is(k, j, S("whose"))) j++;
        if (value == 1 && !d->first.part) return;
        const lex_row *row = piece_goes_on(k, j) ? piece_row(k, j, &lex_harms) : NULL;
        if (row && j > d->end + 1 && clause_ends(k, j + 1)) { // "12 of the dead"
            d->harm = lex_cell(&lex_harms, row, LEX_harms_of);
            rule_add_row(&d->rules, "a harm", &lex_harms, row);
            d->end = j + 1;
            return;
        }
    }
    if (piece_is(k, j, S("-")) && piece_joined(k, j) && piece_joined(k, j + 1)) j++; // "four-cylinder"
    bool hyphen = j > d->end && piece_is(k, j - 1, S("-"));
    if (is(k, j, S("more")) && piece_goes_on(k, j + 1)) {
        struct noun x;
        if (noun_at(k, j + 1, value == 1, &x, out)) {
            d->noun = x;
            if (piece_is(k, j, S("different"))) d->noun.beg = j;
            d->counted = true;
            d->end = x.end;
            return;
        }
    }
    if (hyphen && (piece_is(k, j, S("member")) || piece_is(k, j, S("strong")))) {
        d->people = true; // "a three-member panel"
        d->end = j + 1;
        return;
    }
    struct noun x;
    if (!noun_at(k, j, hyphen || (value == 1 && !of) || d->first.part, &x, out)) return;
    d->noun = x;
    d->counted = true;
    d->end = x.end;
}

/* "deep", "wide" behind a length belong to it. */
static void extent(const pieces *k, struct draft *d) {
    ptrdiff_t j = d->end;
    bool hyphen = piece_is(k, j, S("-")) && piece_joined(k, j);
    if (hyphen) j++;
    if (is(k, j, S("extent")) && piece_goes_on(k, j)) d->end = j + 1;
}

/* "12 dead", "another 30 were injured", "killing 12": people without a word for them. */
static void harmed(const pieces *k, struct draft *d) {
    enum { IDLE_WORDS = 3 };
    ptrdiff_t j = d->end;
    while (is(k, j, S("idle")) && j < d->end + IDLE_WORDS && piece_goes_on(k, j)) j++;
    const lex_row *row = j < k->n && piece_goes_on(k, j) ? piece_row(k, j, &lex_harms) : NULL;
    if (row)
        d->end = j + 1;
    else {
        ptrdiff_t next = d->end;
        bool alone = next >= k->n || k->p[next].kind == PIECE_MARK || !piece_goes_on(k, next) ||
                     piece_is(k, next, S("and")) || piece_is(k, next, S("in"));
        if (alone && d->beg > 0 && piece_goes_on(k, d->beg)) row = piece_row(k, d->beg - 1, &lex_harms);
    }
    if (row) d->harm = lex_cell(&lex_harms, row, LEX_harms_of);
    rule_add_row(&d->rules, row ? "a harm" : NULL, &lex_harms, row);
}

/* "180 pounds" are a weight: money in small pounds is written with its sign. */
static void weight(struct draft *d) {
    enum { MONEY_FROM = 2000 };
    const struct number *last = d->range ? &d->second : &d->first;
    if (!str_eq(d->measure.unit, S("GBP")) || last->scaled || last->value >= MONEY_FROM) return;
    d->measure.unit = S("pound");
    d->measure.words = S("pound-mass");
    d->measure.money = false;
}

/* "Magnitude 6.1", "6.1 on the Richter scale". */
static void magnitude(const pieces *k, struct draft *d) {
    enum { SCALE_WITHIN = 5 };
    ptrdiff_t before = d->number - 1 - (piece_is(k, d->number - 1, S("-")) || piece_is(k, d->number - 1, S("of")));
    if (!d->first.figure || d->first.value > 10) return;
    bool said = piece_is(k, before, S("magnitude")),
         on = piece_is(k, d->end, S("on")) && piece_is(k, d->end + 1, S("the"));
    for (ptrdiff_t j = d->end + 2; on && !said && j < k->n && j < d->end + 2 + SCALE_WITHIN && piece_goes_on(k, j); j++)
        said = piece_is(k, j, S("scale")) && (piece_is(k, j - 1, S("richter")) || piece_is(k, j - 1, S("magnitude")));
    if (!said) return;
    d->measured = true;
    d->measure = (struct measure){.end = d->end, .unit = S("magnitude")};
}

/* "two- and three-bedroom", "five- to seven-year": what the first number counts stands behind the last. */
static void suspended(const pieces *k, struct draft *d, arena *out) {
    ptrdiff_t j = d->end;
    if (!piece_is(k, j, S("-")) || !piece_joined(k, j) || (piece_joined(k, j + 1) && k->p[j + 1].kind != PIECE_MARK))
        return;
    for (ptrdiff_t i = j + 1; i < k->n && i < j + 8 && piece_goes_on(k, i); i++) {
        struct number x;
        struct noun noun;
        if (!number_at(k, i, false, &x) || !piece_is(k, x.end, S("-")) || !piece_joined(k, x.end + 1)) continue;
        if (x.end + 1 >= k->n || k->p[x.end + 1].kind != PIECE_WORD) continue;
        struct measure m;
        if (measure_behind(k, x.end, x.figure, &m, out)) {
            d->measured = true;
            d->measure = m;
            d->measure.end = d->end = j + 1;
        } else if (noun_at(k, x.end + 1, true, &noun, out)) {
            d->noun = noun;
            d->counted = true;
            d->end = j + 1;
        }
        return;
    }
}

/* "$40 million or more", "20 or fewer". */
static void or_more(const pieces *k, struct draft *d) {
    ptrdiff_t j = d->end + 1;
    if (d->range || d->hedge != PLAIN || !piece_is(k, d->end, S("or")) || j >= k->n || !piece_goes_on(k, j)) return;
    bool up = is(k, j, S("upwards"));
    if (!up && !is(k, j, S("downwards"))) return;
    d->hedge = up ? LEAST : MOST;
    d->end = j + 1;
}

/* "Half a point", "half a percentage point": a part of a unit. */
static bool half_of_one(const pieces *k, ptrdiff_t i, struct draft *d, arena *out) {
    struct measure m;
    if (!piece_is(k, i, S("half")) || !(piece_is(k, i + 1, S("a")) || piece_is(k, i + 1, S("an")))) return false;
    if (!piece_goes_on(k, i + 2) || !measure_behind(k, i + 2, false, &m, out) || m.time) return false;
    d->number = i;
    d->first = (struct number){.value = 0.5, .scale = 1, .end = i + 2};
    d->measured = true;
    d->measure = m;
    d->end = m.end;
    return true;
}

/* Whether one of the pieces [from, to) has the role. */
static bool any(const pieces *k, ptrdiff_t from, ptrdiff_t to, str role) {
    for (ptrdiff_t i = from < 0 ? 0 : from; i < to; i++)
        if (is(k, i, role)) return true;
    return false;
}

/* "The toll stood at 41", "the figure is 112", "has passed 200", "Twenty-seven had been found": what is counted was
 * said before. A year is none. */
static bool counts_again(const pieces *k, const struct draft *d) {
    enum { FAR = 8, NEAR = 4 };
    const struct number *x = &d->first;
    if (d->range || x->value < 2 || x->value != floor(x->value)) return false;
    if (x->bare && k->p[d->number].norm.n == 4 && x->value >= 1800 && x->value <= 2100) return false;
    ptrdiff_t at = d->beg - 1, from = at - FAR;
    str tag = piece_tag(k, d->end);
    bool part = at > 0 && (piece_is(k, at, S("and")) || piece_is(k, at, S(";")) || piece_is(k, at, S("while")));
    if (part && piece_goes_on(k, d->end) && is(k, d->end, S("had"))) return true;
    if (k->p[d->beg].first)
        return d->end < k->n && piece_goes_on(k, d->end) && (is(k, d->end, S("had")) || str_eq(tag, S("VBD")));
    if (!x->figure || at < 1 || !piece_goes_on(k, d->beg) || !ends(k, d->end)) return false;
    if (is(k, at, S("passes"))) return true;
    if (piece_is(k, at, S("at"))) return any(k, from, at, S("stands"));
    if (piece_is(k, at, S("to"))) return any(k, at - NEAR, at, S("rises")) && any(k, from, at, S("tally"));
    return is(k, at, S("equals")) && any(k, at - NEAR, at, S("tally"));
}

/* Whom a count without a noun counts: the dead of a toll that was named ("the toll climbed to 41"), the people of a
 * "crowd of 3,000". */
static void people_before(const pieces *k, struct draft *d) {
    enum { FAR = 10 };
    ptrdiff_t at = d->beg - 1;
    if (d->measured || d->counted || d->harm.n || d->range || d->people) return;
    if (d->first.open && d->first.scaled && d->end < k->n && str_starts(piece_tag(k, d->end), S("VB"))) {
        d->people = true; // "Hundreds fled"
        return;
    }
    if (at < 1 || !piece_goes_on(k, d->beg)) return;
    bool crowd = (piece_is(k, at, S("of")) || piece_is(k, at, S("at"))) && is(k, at - 1, S("crowd"));
    if (crowd && (d->first.figure || d->first.scaled) && clause_ends(k, d->end)) {
        d->people = true;
        rule_add(&d->rules, "the people of a group");
        return;
    }
    if (!counts_again(k, d)) return;
    for (ptrdiff_t i = at; i >= 0 && i > at - FAR && piece_goes_on(k, i + 1); i--) {
        const lex_row *row = is(k, i, S("tally")) ? piece_row(k, i, &lex_harms) : NULL;
        if (!row) continue;
        d->harm = lex_cell(&lex_harms, row, LEX_harms_of);
        rule_add_row(&d->rules, "a toll", &lex_harms, row);
        return;
    }
}

/* "4 percent over two years", "Over the next 20 months": what something takes place over is no more than it. */
static void over_time(const pieces *k, struct draft *d) {
    if (d->hedge != OVER || !d->measured || !d->measure.time || d->measure.age || !piece_is(k, d->beg, S("over")) ||
        d->number != d->beg + 1 || k->p[d->beg].first || is(k, d->beg - 1, S("more-than")))
        return;
    d->hedge = PLAIN;
    d->beg = d->number;
}

/* Reads an amount that begins at piece i, hedges and money signs first. */
static bool read_amount(const pieces *k, ptrdiff_t i, struct draft *d, arena *out) {
    *d = (struct draft){.beg = i};
    ptrdiff_t j = hedges(k, i, &d->hedge, &d->rules);
    bool between = piece_is(k, j, S("between")) && piece_goes_on(k, j + 1);
    if (between) j = hedges(k, j + 1, &d->hedge, &d->rules);
    d->between = between || piece_is(k, i - 1, S("from"));
    bool lone = (piece_is(k, j, S("a")) || piece_is(k, j, S("A"))) &&
                (piece_is(k, j + 1, S("lone")) || piece_is(k, j + 1, S("single")));
    if (lone) {
        d->first = (struct number){.value = 1, .end = j + 2};
        d->number = j + 1;
        d->end = j + 2;
        counted(k, d, out);
        return d->counted && time_unit_at(k, d->noun.head, &(bool){0}) == UNIT_NONE; // "in a single year"
    }
    if (half_of_one(k, j, d, out)) return true;
    struct measure money = {0};
    if (piece_is(k, j, S("+")) && piece_joined(k, j + 1)) j++;
    bool has_money = money_before(k, j, &money);
    if (has_money) j = money.end;
    if ((piece_is(k, j, S("minus")) || (piece_is(k, j, S("-")) && !(piece_joined(k, j) && !has_money))) &&
        j + 1 < k->n) {
        ptrdiff_t n = piece_is(k, j, S("minus")) && piece_is(k, j + 1, S("-")) ? j + 2 : j + 1;
        if (n < k->n && k->p[n].kind == PIECE_NUMBER &&
            !(piece_is(k, j, S("-")) && j > 0 && k->p[j - 1].caps && !has_money) &&
            (piece_joined(k, n) || piece_is(k, j, S("minus")))) {
            d->minus = true;
            j = n;
        }
    }
    if (j >= k->n || (j > i && !piece_goes_on(k, j)) || !number_at(k, j, has_money, &d->first)) return false;
    d->number = j;
    if (!d->minus && !has_money && ratio(k, &d->first)) {
        d->end = d->first.end;
        counted(k, d, out);
        return true;
    }
    range(k, d, between, has_money, out);
    const struct number *last = d->range ? &d->second : &d->first;
    d->end = last->end;
    bool inherited = d->measured;
    if (!inherited) d->measured = measure_behind(k, d->end, last->figure, &d->measure, out);
    if (!d->measured && !has_money) magnitude(k, d);
    if (!d->measured && !has_money) suspended(k, d, out);
    if (has_money && !(d->measured && d->measure.money)) {
        d->measured = true;
        d->measure = money;
        d->measure.end = d->end;
    }
    if (!d->measured && d->range && is(k, d->beg - 1, S("aged"))) {
        d->measured = true; // "aged between 15 and 66"
        d->measure =
            (struct measure){.end = d->end, .unit = S("year"), .words = S("year of age"), .age = true, .time = true};
    }
    if (d->measured && !has_money) weight(d);
    if (d->measured) {
        if (!inherited && !d->range) d->measure.end = measure_parts(k, &d->measure, &d->first.value, out);
        if (!inherited) measure_rate(k, &d->measure, out);
        d->end = d->measure.end;
    }
    if (between && !d->range && d->hedge == PLAIN) d->beg = d->number;
    if (part_of_name(k, d, has_money, d->measured)) return false;
    over_time(k, d);
    or_more(k, d);
    if (!d->measured && !d->counted) counted(k, d, out);
    if (!d->measured && !d->counted && !d->people)
        harmed(k, d);
    else if (d->measured)
        extent(k, d);
    people_before(k, d);
    return true;
}

/* An amount without unit or noun stands only when it can be nothing else. */
static bool stands_alone(const pieces *k, const struct draft *d) {
    const struct number *x = &d->first;
    if (d->again || counts_again(k, d)) return true;
    if (d->measured || d->counted || d->harm.n || d->people) return true;
    if (x->part) return true;
    if (x->open && x->scaled) return true;
    return x->figure && (x->scaled || !x->bare || x->value >= 100000 || (d->between && d->range));
}

/* What befell those counted: a word of lexicon/harms.tsv shortly behind the noun, or shortly before the amount. It
 * befell "three of the 40 guests", not the 40. */
static const lex_row *harm(const pieces *k, const struct draft *d) {
    const lex_row *row = piece_row(k, d->noun.head, &lex_harms);
    if (row) return row;
    if (d->inner) return piece_row(k, d->end, &lex_harms);
    for (ptrdiff_t j = d->end; j < k->n && j < d->end + 5 && piece_goes_on(k, j); j++) {
        if (k->p[j].kind == PIECE_MARK || k->p[j].kind == PIECE_NUMBER) break;
        if (piece_is(k, j, S("and")) && str_eq(piece_tag(k, j + 1), S("VBG"))) break; // "six, and wounding others"
        if ((row = piece_row(k, j, &lex_harms))) return row;
    }
    for (ptrdiff_t j = d->beg - 1; j >= 0 && j >= d->beg - 3 && piece_goes_on(k, j + 1); j--) {
        if (k->p[j].kind == PIECE_MARK) break;
        if ((row = piece_row(k, j, &lex_harms))) return row;
    }
    return NULL;
}

/* Numbers that are no amounts in spite of what follows. */
static bool excluded(const pieces *k, const struct draft *d) {
    ptrdiff_t behind = d->first.end;
    bool joined = piece_is(k, behind, S("-")) && piece_joined(k, behind) && piece_joined(k, behind + 1);
    if (!d->first.figure && joined && is(k, behind + 1, S("compound"))) return true; // "one-off", "two-way"
    if (!d->first.figure && d->first.value == 0)                                     // "zero-emission", "sub-zero"
        return joined || (piece_is(k, d->number - 1, S("-")) && piece_joined(k, d->number));
    if (piece_is(k, d->number - 1, S("at")) && piece_is(k, d->number, S("one")) && piece_is(k, behind, S("point")))
        return true; // "at one point"
    if (!d->measured && d->first.value == 1 && piece_is(k, d->number, S("one"))) {
        if (!d->counted && !d->first.part) return true;
        if (d->counted && is(k, d->noun.head, S("no-thing")) && d->noun.end - d->noun.beg == 1) return true;
        if (piece_is(k, d->number - 1, S("no")) || piece_is(k, d->number - 1, S("-"))) return true;
    }
    if (d->measured && str_eq(d->measure.unit, S("time")) && d->first.article) return true;
    // "the two leaders" refers back, unless what follows tells which
    return d->counted && !d->first.figure && d->first.value <= 9 && !d->range && d->hedge == PLAIN &&
           d->number == d->beg && piece_goes_on(k, d->beg) && piece_is(k, d->beg - 1, S("the")) &&
           !piece_is(k, d->beg - 2, S("of")) && !is(k, d->end, S("which")) && !harm(k, d);
}

static bool whole_things(const struct draft *d) { return !d->measured || str_eq(d->measure.unit, S("time")); }

static void bounds(const struct draft *d, struct amount_finding *a) {
    double low = d->first.value, high = d->range ? d->second.value : d->first.value;
    if (d->minus) {
        double t = -low;
        low = -high;
        high = t;
    }
    a->has_low = a->has_high = true;
    if (d->first.open) a->has_high = false;
    switch (d->hedge) {
    case APPROX: a->approx = true; break;
    case OVER:
        a->has_high = false;
        if (whole_things(d) && low == floor(low) && !d->first.part) low += 1;
        break;
    case LEAST: a->has_high = false; break;
    case UNDER:
    case MOST: a->has_low = false; break;
    case PLAIN: break;
    }
    if (d->hedge == APPROX && !d->range) a->approx = true;
    a->low = a->has_low ? low : 0;
    a->high = a->has_high ? high : 0;
}

static void say_shape(struct draft *d) {
    const struct number *x = &d->first;
    rule_add(&d->rules, d->range    ? "a range"
                        : x->part   ? "a part of a whole"
                        : x->open   ? "a number left open"
                        : x->figure ? "a figure"
                                    : "a number in words");
    if (d->measured)
        rule_add_row(&d->rules, d->measure.age ? "an age" : "a unit", d->measure.list, d->measure.row);
    else if (d->counted)
        rule_add(&d->rules, "the noun behind it");
}

static void put(reading *r, const pieces *k, struct draft *d, arena *out) {
    struct amount_finding *a = vec_push(out, &r->amounts);
    a->span = a->whole = pieces_span(k, d->beg, d->end);
    pieces_tokens(k, d->beg, d->end, &a->beg, &a->end);
    a->number = k->p[d->number].token;
    a->counted = d->counted ? k->p[d->noun.head].token : -1;
    bounds(d, a);
    say_shape(d);
    if (d->measured) {
        a->unit = d->measure.unit;
        a->unit_words = d->measure.words;
    } else if (d->counted) {
        bool hurt = piece_row(k, d->noun.head, &lex_harms) != NULL;
        a->unit = d->noun.person || hurt ? S("person") : d->noun.singular;
        struct measure rate = {.end = d->end, .unit = noun_words(k, &d->noun, out)};
        if (piece_is(k, d->end, S("per"))) measure_rate(k, &rate, out);
        a->unit_words = rate.words.n ? rate.words : rate.unit;
        const lex_row *row = d->noun.person || hurt ? harm(k, d) : NULL;
        if (row) a->of = lex_cell(&lex_harms, row, LEX_harms_of);
        rule_add_row(&d->rules, row ? "a harm" : NULL, &lex_harms, row);
    } else if (d->harm.n) {
        a->unit = S("person");
        a->of = d->harm;
    } else if (d->people) {
        a->unit = S("person");
    }
    a->partitive = d->partitive && !a->of.n; // "one of the officers was injured" counts
    a->unit = arena_str(out, a->unit);       // a word of the pieces lives in scratch memory
    a->of = arena_str(out, a->of);
    a->unit_words = arena_str(out, a->unit_words);
    a->rule = rules_text(&d->rules, out);
}

/* "Noah Nathan, 47, lives", "Mr. Lewis, now 77": an age beside a name. */
static bool age_beside_name(const pieces *k, ptrdiff_t i, struct draft *d) {
    ptrdiff_t name = i - 2;
    if (piece_is(k, i - 1, S("now"))) name = i - 3;
    struct number x;
    bool said = is(k, i - 1, S("aged")) || (piece_is(k, i - 1, S("of")) && piece_is(k, i - 2, S("age")));
    if (!piece_goes_on(k, i) || k->p[i].kind != PIECE_NUMBER || !number_at(k, i, false, &x) || !x.bare || x.value < 1 ||
        x.value > 110)
        return false;
    if (!said) {
        if (name < 0 || !piece_is(k, name + 1, S(",")) || !k->p[name].upper || k->p[name].kind != PIECE_WORD)
            return false;
        str next = piece_at(k, x.end);
        if (!(str_eq(next, S(",")) || str_eq(next, S(".")) || str_eq(next, S(")")) || str_eq(next, S("and")) ||
              str_eq(next, S(";"))))
            return false;
        if (piece_row(k, name, &lex_months)) return false;
    }
    *d = (struct draft){.beg = said ? i - 1 : i, .end = x.end, .number = i, .first = x, .measured = true};
    rule_add(&d->rules, said ? "an age that is said to be one" : "an age beside a name");
    d->measure = (struct measure){.unit = S("year"), .words = S("year of age"), .age = true, .time = true};
    return true;
}

/* "He will be 35", "she turned 40": the age of him or her; "life expectancy is around 73". */
static bool age_told(const pieces *k, ptrdiff_t i, struct draft *d) {
    enum { BACK = 12, OLDEST = 120 };
    struct number x;
    enum hedge hedge = PLAIN;
    struct rules rules = {0};
    ptrdiff_t n = hedges(k, i, &hedge, &rules);
    bool whose = piece_is(k, i - 2, S("who"));
    if (n >= k->n || !number_at(k, n, false, &x) || !(whose || (k->p[n].kind == PIECE_NUMBER && x.bare)) ||
        x.value < 1 || x.value > OLDEST || x.open || x.part)
        return false;
    bool be = piece_is(k, i - 1, S("be")) || piece_is(k, i - 1, S("is")) || piece_is(k, i - 1, S("was")) ||
              piece_is(k, i - 1, S("turned")) || piece_is(k, i - 1, S("turns"));
    if (!be || !(ends(k, x.end) || str_eq(piece_tag(k, x.end), S("VBG"))) || piece_is(k, x.end, S("%")) ||
        piece_is(k, x.end, S("-")))
        return false;
    bool who = whose && x.value > 1;
    for (ptrdiff_t j = i - 1; j >= 0 && j > i - BACK && piece_goes_on(k, j + 1) && !who; j--) {
        bool person = piece_is(k, j, S("he")) || piece_is(k, j, S("she"));
        who = piece_is(k, j, S("expectancy")) || (person && j >= i - 3);
    }
    if (!who) return false;
    *d = (struct draft){
        .beg = i, .end = x.end, .number = n, .first = x, .hedge = hedge, .measured = true, .rules = rules};
    rule_add(&d->rules, "an age that somebody is or turns");
    d->measure = (struct measure){.unit = S("year"), .words = S("year of age"), .age = true, .time = true};
    return true;
}

/* "One of the best teams": one of a kind, which no figure tells. */
static bool one_of_them(const pieces *k, ptrdiff_t i, struct draft *d, arena *out) {
    struct noun noun;
    if (!piece_is(k, i, S("one")) || !piece_is(k, i + 1, S("of")) || !piece_goes_on(k, i + 2)) return false;
    str tag = piece_tag(k, i + 2);
    if (!str_eq(tag, S("DT")) && !str_eq(tag, S("PRP$"))) return false;
    ptrdiff_t beg = i + 3 + str_eq(piece_tag(k, i + 3), S("RBS")); // "the most widely read"
    if (!noun_at(k, beg, false, &noun, out) || !noun.plural) return false;
    *d = (struct draft){.beg = i, .end = noun.end, .number = i, .noun = noun, .counted = true, .partitive = true};
    d->first = (struct number){.value = 1, .scale = 1, .end = i + 1};
    rule_add(&d->rules, "one of many");
    return true;
}

/* "Eight votes to one", "five judges to four", "voted nine to two": two amounts, one for each side. */
static bool ballot(const pieces *k, ptrdiff_t i, struct draft *a, struct draft *b, arena *out) {
    enum { BACK = 4, NOUN_WORDS = 2 };
    struct number x, y;
    struct noun noun = {0};
    if (!number_at(k, i, false, &x) || x.open || x.part || x.article || x.value != floor(x.value)) return false;
    ptrdiff_t j = x.end;
    bool counted = noun_at(k, j, x.value == 1, &noun, out) && noun.end - j <= NOUN_WORDS;
    if (counted) j = noun.end;
    if (!piece_is(k, j, S("to")) || !piece_goes_on(k, j) || !piece_goes_on(k, j + 1) ||
        !number_at(k, j + 1, false, &y) || y.open || y.part || y.article || y.value > x.value)
        return false;
    bool by = piece_is(k, i - 1, S("by")) || piece_is(k, i - 1, S("of"));
    bool vote = any(k, i - BACK, j, S("vote"));
    if (!(counted ? by && (vote || noun.person) : vote && (by || is(k, i - 1, S("vote"))))) return false;
    *a = (struct draft){.beg = i, .end = y.end, .number = i, .first = x};
    *b = (struct draft){.beg = i, .end = y.end, .number = j + 1, .first = y};
    rule_add(&a->rules, "one side of a vote");
    rule_add(&b->rules, "one side of a vote");
    return true;
}

/* "11-2", "40-to-39", "2-0": two amounts, one for each side. */
static bool score(const pieces *k, ptrdiff_t i, struct draft *a, struct draft *b) {
    struct number x, y;
    if (k->p[i].kind != PIECE_NUMBER || !number_at(k, i, false, &x) || !x.bare || x.value > 200 || x.end != i + 1)
        return false;
    if (piece_joined(k, i) && !piece_is(k, i - 1, S("(")) && !piece_is(k, i - 1, S("\"")) &&
        !piece_is(k, i - 1, S("-")))
        return false;
    if (piece_joined(k, i) && piece_is(k, i - 1, S("-"))) return false;
    ptrdiff_t j = i + 1;
    bool vote = piece_is(k, j, S("to")) && any(k, i - 4, i, S("vote")); // "voted 61 to 12"
    if (!vote && (!piece_is(k, j, S("-")) || !piece_joined(k, j))) return false;
    j++;
    if (!vote && piece_is(k, j, S("to")) && piece_is(k, j + 1, S("-"))) j += 2;
    if ((!vote && !piece_joined(k, j)) || j >= k->n || k->p[j].kind != PIECE_NUMBER || !number_at(k, j, false, &y) ||
        !y.bare || y.end != j + 1 || y.value > x.value)
        return false;
    if (piece_joined(k, j + 1) &&
        (k->p[j + 1].kind != PIECE_MARK || piece_is(k, j + 1, S("-")) || piece_is(k, j + 1, S("%"))))
        return false;
    *a = (struct draft){.beg = i, .end = j + 1, .number = i, .first = x};
    *b = (struct draft){.beg = i, .end = j + 1, .number = j, .first = y};
    rule_add(&a->rules, "one side of a score");
    rule_add(&b->rules, "one side of a score");
    return true;
}

/* The times that hold no amount: dates and clock times, and days counted back from the article's own ("ten days ago").
 */
static bool blocks(const struct time_finding *t) {
    if (t->form.base == TIME_LITERAL) return false;
    return !(t->form.by && t->form.shift && t->form.base != TIME_NOW);
}

void amount_find(reading *r, arena *out, arena tmp) {
    pieces k;
    pieces_cut(&k, r, &tmp);
    ptrdiff_t t = 0, inner = 0;
    for (ptrdiff_t i = 0; i < k.n;) {
        while (t < r->times.n && r->times.p[t].span.end <= k.p[i].span.beg) t++;
        const struct time_finding *time =
            t < r->times.n && r->times.p[t].span.beg <= k.p[i].span.beg ? &r->times.p[t] : NULL;
        if (time && blocks(time)) {
            i++;
            continue;
        }
        struct draft d, e;
        if (age_beside_name(&k, i, &d) || age_told(&k, i, &d) || one_of_them(&k, i, &d, out)) {
            put(r, &k, &d, out);
            i = d.end;
            continue;
        }
        if (score(&k, i, &d, &e) || ballot(&k, i, &d, &e, out)) {
            put(r, &k, &d, out);
            put(r, &k, &e, out);
            i = d.end;
            continue;
        }
        if (!read_amount(&k, i, &d, out) || !stands_alone(&k, &d) || excluded(&k, &d) ||
            (d.first.article && d.measured && d.measure.time)) {
            i++;
            continue;
        }
        bool blocked = false; // a hedge before a date, a range up to a clock time: "about 2009", "4 to 7 p.m."
        for (ptrdiff_t s = t; s < r->times.n && r->times.p[s].span.beg < k.p[d.end - 1].span.end && !blocked; s++)
            blocked = blocks(&r->times.p[s]) &&
                      (span_touch(r->times.p[s].span, pieces_span(&k, d.number, d.number + 1)) ||
                       (d.range && span_touch(r->times.p[s].span, pieces_span(&k, d.second.end - 1, d.second.end))));
        if (blocked) {
            i++;
            continue;
        }
        d.inner = i == inner && i > 0;
        put(r, &k, &d, out);
        i = d.all ? d.all : d.end;
        inner = d.all;
    }
}
