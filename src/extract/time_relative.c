/* Times that lean on another: "last week", "the following year", "two days later", "days before the election", "in
 * recent months"; and lengths of time: "five years", "a four-day search". */
#include <math.h>

#include "extract/number.h"
#include "extract/time.h"
#include "lexicon_tables.h"

/* Piece i has that role in lexicon/time_words.tsv. */
static bool is(const pieces *k, ptrdiff_t i, str role) { return piece_has(k, i, &lex_time_words, role); }

static const struct {
    str name;
    enum time_unit unit;
    const char *letter; // of a duration
    int times;          // so many of the letter's unit
    int days;           // about
} UNITS[] = {
    {S_INIT("second"), UNIT_SECOND, "TS", 1, 0},
    {S_INIT("minute"), UNIT_MINUTE, "TM", 1, 0},
    {S_INIT("hour"), UNIT_HOUR, "TH", 1, 0},
    {S_INIT("day"), UNIT_DAY, "D", 1, 1},
    {S_INIT("night"), UNIT_DAY, "D", 1, 1},
    {S_INIT("weekend"), UNIT_WEEKEND, "WE", 1, 7},
    {S_INIT("week"), UNIT_WEEK, "W", 1, 7},
    {S_INIT("fortnight"), UNIT_WEEK, "W", 2, 14},
    {S_INIT("month"), UNIT_MONTH, "M", 1, 30},
    {S_INIT("quarter"), UNIT_QUARTER, "Q", 1, 91},
    {S_INIT("year"), UNIT_YEAR, "Y", 1, 365},
    {S_INIT("decade"), UNIT_DECADE, "Y", 10, 3650},
    {S_INIT("century"), UNIT_CENTURY, "Y", 100, 36500},
    {S_INIT("millennium"), UNIT_MILLENNIUM, "Y", 1000, 365000},
};

enum { SHIFT_DAYS = 3650000 }; // nothing is moved further than ten thousand years

/* The row of UNITS that piece i names, or -1. */
static int unit_row(const pieces *k, ptrdiff_t i, bool *plural) {
    if (i < 0 || i >= k->n || k->p[i].kind != PIECE_WORD) return -1;
    const lex_row *row = piece_row(k, i, &lex_time_units);
    if (!row) return -1;
    *plural = lex_cell(&lex_time_units, row, LEX_time_units_plural).n > 0;
    str name = lex_cell(&lex_time_units, row, LEX_time_units_unit);
    for (size_t u = 0; u < sizeof UNITS / sizeof *UNITS; u++)
        if (str_eq(name, UNITS[u].name)) return (int)u;
    return -1;
}

enum time_unit time_unit_at(const pieces *k, ptrdiff_t i, bool *plural) {
    int u = unit_row(k, i, plural);
    return u < 0 ? UNIT_NONE : UNITS[u].unit;
}

/* "P3D", "PT50H", "P2.5Y"; with count < 0 "PXD". */
static str length_value(arena *out, int u, double count) {
    const char *letter = UNITS[u].letter;
    bool clock = letter[0] == 'T';
    if (clock) letter++;
    if (count < 0) return arena_fmt(out, "P%sX%s", clock ? "T" : "", letter);
    if (clock && letter[0] == 'H' && count != floor(count)) return arena_fmt(out, "PT%.10gM", 60 * count);
    return arena_fmt(out, "P%s%.10g%s", clock ? "T" : "", count * UNITS[u].times, letter);
}

/* A count of a unit of time: "five years", "a week", "several days", "few months", "half an hour", "days". */
struct count {
    ptrdiff_t end;
    int unit;    // row of UNITS
    double n;    // -1 when it is vague
    bool named;  // a number or article stands in it
    bool hyphen; // "four-day"
    bool article;
};

static bool count_at(const pieces *k, ptrdiff_t i, struct count *c) {
    *c = (struct count){.n = -1, .unit = -1};
    bool plural = false;
    ptrdiff_t j = i;
    struct number x;
    if (piece_is(k, j, S("half")) && (piece_is(k, j + 1, S("a")) || piece_is(k, j + 1, S("an"))) &&
        (c->unit = unit_row(k, j + 2, &plural)) >= 0) {
        c->n = 0.5;
        c->named = true;
        c->end = j + 3;
        return !plural;
    }
    if (piece_is(k, j, S("a")) &&
        (piece_is(k, j + 1, S("few")) || piece_is(k, j + 1, S("good")) || piece_is(k, j + 1, S("couple")))) {
        c->named = true;
        c->n = piece_is(k, j + 1, S("couple")) ? 2 : -1;
        j += 2;
        if (piece_is(k, j, S("of"))) j++;
    } else if (j < k->n && is(k, j, S("few"))) {
        c->named = true;
        j++;
    } else if (number_at(k, j, false, &x) && !x.part) {
        c->named = true;
        c->n = x.open ? -1 : x.value;
        j = x.end;
        if (piece_is(k, j, S("of")) && x.open) j++;
        ptrdiff_t o = j + (piece_is(k, j, S("or")) || piece_is(k, j, S("to")) || (piece_is(k, j, S("-")) && x.figure));
        struct number y;
        if (o > j && number_at(k, o, false, &y) && y.value > x.value && unit_row(k, y.end, &plural) >= 0) {
            c->n = x.value;
            j = y.end;
        }
    } else if (piece_is(k, j, S("a")) || piece_is(k, j, S("an"))) {
        c->named = c->article = true;
        c->n = 1;
        j++;
    }
    if (j > i && j < k->n && !piece_goes_on(k, j)) return false;
    if (j > i && piece_is(k, j, S("-")) && piece_joined(k, j) && piece_joined(k, j + 1)) {
        c->hyphen = true;
        j++;
    }
    if (j > i && is(k, j, S("inner")) && piece_goes_on(k, j + 1)) j++;
    c->unit = unit_row(k, j, &plural);
    if (c->unit < 0 || (j == i && !plural)) return false;
    if (k->p[j].norm.n < 4 && !(j > i && k->p[j - 1].kind == PIECE_NUMBER) && !str_eq(k->p[j].norm, S("day")))
        return false; // "sec"
    c->end = j + 1;
    enum time_unit u = UNITS[c->unit].unit;
    if (c->article && (u == UNIT_SECOND || u == UNIT_QUARTER || plural)) return false;
    if (!c->hyphen && c->named && !c->article && c->n > 1 && !plural && !(j > i && k->p[j].norm.n < 4))
        c->hyphen = true; // "a four day trip"
    if (u == UNIT_SECOND && !plural && !c->hyphen && c->n != 1) return false;
    if (u == UNIT_QUARTER && !c->named) return false;
    if (!c->hyphen && piece_is(k, c->end, S("and")) && piece_is(k, c->end + 1, S("a")) &&
        piece_is(k, c->end + 2, S("half")) && c->n > 0) {
        c->n += 0.5;
        c->end += 3;
    }
    return true;
}

/* An age, which is no time: "five-year-old", "six years old", "25 years of age". */
static bool age_behind(const pieces *k, ptrdiff_t end) {
    if (piece_is(k, end, S("-"))) return piece_is(k, end + 1, S("old")) || piece_is(k, end + 1, S("olds"));
    return piece_is(k, end, S("old")) || (piece_is(k, end, S("of")) && piece_is(k, end + 1, S("age"))) ||
           piece_is(k, end, S("olds")) || (piece_is(k, end, S("'")) && piece_is(k, end + 1, S("old")));
}

static void shift_by(struct time_form *f, int u, double n) {
    f->by = UNITS[u].unit == UNIT_WEEKEND ? UNIT_WEEK : UNITS[u].unit;
    if (fabs(n) * UNITS[u].days > SHIFT_DAYS || fabs(n) > SHIFT_DAYS) n = 0;
    f->shift = (int32_t)(n * (UNITS[u].unit == UNIT_WEEK ? UNITS[u].times : 1));
    f->grain = f->by == UNIT_WEEK || f->by < UNIT_DAY ? UNIT_DAY : f->by == UNIT_DECADE ? UNIT_YEAR : f->by;
}

static void vague(struct time_hit *h, str timex) {
    h->form = (struct time_form){.base = TIME_LITERAL, .hour = -1, .literal = timex};
    h->precision = WHEN_VAGUE;
}

/* The text is about the United States: their election is the one that is called so. */
static bool american(const pieces *k) {
    enum { FIRST_PIECES = 3000 };
    for (ptrdiff_t i = 0; i < k->n && i < FIRST_PIECES; i++) {
        if (!k->p[i].upper) continue;
        if ((piece_is(k, i, S("us")) && k->p[i].caps) || is(k, i, S("american")) ||
            (piece_is(k, i, S("united")) && piece_is(k, i + 1, S("states"))))
            return true;
    }
    return false;
}

/* The date that "before" or "after" leans on at piece i: a date, a holiday, "the election". */
static bool anchor_at(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    ptrdiff_t j = i;
    if (time_date_at(k, i, h, tmp) && h->form.base != TIME_LITERAL) return true;
    if (piece_is(k, j, S("the")) || piece_is(k, j, S("this"))) j++;
    for (int skipped = 0; skipped < 2 && j > i; skipped++) { // "the presidential election"
        if (!piece_is(k, j, S("presidential")) && !piece_is(k, j, S("general")) && !piece_is(k, j, S("us"))) break;
        j++;
    }
    if (j == i || !piece_is(k, j, S("election")) || !american(k)) return false;
    *h = (struct time_hit){.beg = i,
                           .end = j + 1,
                           .type = TIME_DATE,
                           .precision = WHEN_DAY,
                           .form = {.base = TIME_HOLIDAY, .grain = UNIT_DAY, .hour = -1, .rule = S("an election")}};
    return true;
}

/* A count of time with the word that says which way it goes, and from where. */
struct lean {
    struct count count;
    ptrdiff_t end; // behind the word
    int sign;      // -1 back, 1 on
    bool now;      // from the article's day: "ago"
    bool joint;    // "before", "after": what it leans on may follow
    bool near;     // "shortly before", without a count
};

static bool lean_at(const pieces *k, ptrdiff_t i, struct lean *l) {
    struct count *c = &l->count;
    ptrdiff_t j = i;
    if (piece_is(k, j, S("in")) && piece_is(k, j + 1, S("the")) && count_at(k, j + 2, c) && !c->named) j += 2;
    if ((piece_is(k, j, S("just")) || piece_is(k, j, S("only"))) && count_at(k, j + 1, c)) j++;
    l->near = is(k, j, S("near")) && (piece_is(k, j + 1, S("before")) || piece_is(k, j + 1, S("after")));
    if (l->near)
        *c = (struct count){.end = j + 1, .n = -1};
    else if (!count_at(k, j, c) || (c->hyphen && c->n != 1))
        return false;
    ptrdiff_t end = c->end;
    if (!l->near && piece_is(k, end, S("or")) && piece_is(k, end + 1, S("so"))) end += 2;
    if (!piece_goes_on(k, end)) return false;
    l->now = is(k, end, S("from-now"));
    l->joint = piece_is(k, end, S("before")) || piece_is(k, end, S("after"));
    l->sign = is(k, end, S("earlier")) ? -1 : is(k, end, S("later")) ? 1 : 0;
    if (piece_is(k, end, S("from")) && (piece_is(k, end + 1, S("now")) || piece_is(k, end + 1, S("today")))) {
        l->sign = 1;
        l->now = true;
        end++;
    }
    l->end = end + 1;
    return l->sign != 0;
}

/* "two days before the election", "in the days before Christmas" */
static void lean_on(const struct lean *l, const struct time_hit *anchor, struct time_hit *h) {
    h->end = anchor->end;
    h->form = anchor->form;
    if (l->count.n < 0) {
        h->precision = l->sign < 0 ? WHEN_BEFORE : WHEN_SINCE;
        return;
    }
    enum time_unit grain = anchor->form.grain, unit = UNITS[l->count.unit].unit;
    if (grain < unit && unit > UNIT_WEEK) h->precision = WHEN_APPROX_DAY;
    shift_by(&h->form, l->count.unit, l->sign * l->count.n);
    if (unit <= UNIT_WEEK) h->form.grain = grain > UNIT_DAY ? grain : UNIT_DAY;
}

/* "two days ago", "a week later" */
static void count_from(const struct lean *l, struct time_hit *h, arena *out) {
    const struct count *c = &l->count;
    enum time_unit unit = UNITS[c->unit].unit;
    h->end = l->end;
    if (c->n < 0) {
        vague(h, l->joint ? S("XXXX-XX-XX") : l->sign < 0 ? S("PAST_REF") : S("FUTURE_REF"));
        return;
    }
    if (unit < UNIT_HOUR) {
        vague(h, length_value(out, c->unit, c->n));
        return;
    }
    h->form = (struct time_form){.base = l->now ? TIME_NOW : TIME_SAID, .hour = -1};
    shift_by(&h->form, c->unit, l->sign * c->n);
    if (unit == UNIT_HOUR) {
        h->form.by = h->form.grain = UNIT_DAY;
        h->form.shift = (int32_t)(l->sign * (c->n > 24 ? c->n / 24 : 0));
    }
    if (h->form.grain == UNIT_MONTH) h->precision = WHEN_MONTH;
    if (h->form.grain >= UNIT_YEAR) h->precision = WHEN_YEAR;
}

/* "two days ago", "a week later", "days before the election", "shortly before election day" */
static bool offset(const pieces *k, ptrdiff_t i, struct time_hit *h, arena *out) {
    struct lean l = {0};
    if (!lean_at(k, i, &l)) return false;
    enum time_unit unit = l.near ? UNIT_NONE : UNITS[l.count.unit].unit;
    h->type = TIME_DATE;
    h->precision = unit > UNIT_DAY && unit < UNIT_MONTH ? WHEN_APPROX_DAY : WHEN_DAY;
    struct time_hit anchor;
    if (l.joint && anchor_at(k, l.end, &anchor, *out)) {
        rule_add(&h->rules, "a time before or after another");
        lean_on(&l, &anchor, h);
        return true;
    }
    if (l.near || (l.joint && l.count.article)) return false;
    bool bare = l.end >= k->n || k->p[l.end].kind == PIECE_MARK || !piece_goes_on(k, l.end);
    if (l.joint && l.count.n >= 0 && !bare) return false; // "two years after he left" is a length
    count_from(&l, h, out);
    rule_add(&h->rules, "a count back or on");
    return true;
}

/* "this week", "the last two years", "next month", "recent months", "every four years" */
static bool deictic(const pieces *k, ptrdiff_t i, bool past, struct time_hit *h, arena *out) {
    bool the = piece_is(k, i, S("the")) || piece_is(k, i, S("its")) || piece_is(k, i, S("their")) ||
               piece_is(k, i, S("his")) || piece_is(k, i, S("our"));
    ptrdiff_t j = the ? i + 1 : i;
    if (j >= k->n || k->p[j].kind != PIECE_WORD || (j > i && !piece_goes_on(k, j)) || !piece_goes_on(k, j + 1))
        return false;
    str w = k->p[j].norm;
    struct count c;
    bool plural = false;
    int u = unit_row(k, j + 1, &plural);
    if (is(k, j, S("every"))) {
        bool other = piece_is(k, j + 1, S("other"));
        if (!count_at(k, j + 1, &c) && !(u >= 0 && !plural) && !(other && (u = unit_row(k, j + 2, &plural)) >= 0))
            return false;
        bool bare = u >= 0 && !plural;
        h->end = bare ? j + 2 + other : c.end;
        h->type = TIME_SET;
        h->precision = WHEN_SET;
        rule_add(&h->rules, "every so often");
        h->form = (struct time_form){
            .base = TIME_LITERAL, .hour = -1, .literal = length_value(out, bare ? u : c.unit, bare ? 1 + other : c.n)};
        return true;
    }
    bool again = the && (str_eq(w, S("same")) || str_eq(w, S("very"))) && u >= 0;
    int move = again || is(k, j, S("this")) ? 0
               : is(k, j, S("last"))        ? -1
               : is(k, j, S("next"))        ? 1
               : is(k, j, S("past"))        ? -2
                                            : 9;
    if (move == -1 && the && u >= 0 && piece_is(k, j + 2, S("of"))) { // "the last week of August" is the edge of a date
        struct time_hit inner;
        if (time_date_at(k, j + 3, &inner, *out)) return false;
    }
    if (move != 9 && u >= 0 && !plural && (UNITS[u].unit >= UNIT_DAY)) {
        rule_add(&h->rules, "the last, this or the next of a unit");
        h->end = j + 2;
        h->type = TIME_DATE;
        enum time_unit unit = UNITS[u].unit;
        if (move == -2) {
            if (unit == UNIT_WEEKEND)
                move = -1;
            else {
                if (!the) return false;
                h->form.hour = -1;
                h->type = TIME_DURATION;
                h->precision = WHEN_DURATION;
                h->form = (struct time_form){.base = TIME_LITERAL, .hour = -1, .literal = length_value(out, u, 1)};
                return true;
            }
        }
        if (str_eq(w, S("this")) && unit == UNIT_DAY) return false;
        bool said = again || str_eq(w, S("following")) || str_eq(w, S("previous")) || str_eq(w, S("preceding")) ||
                    (past && the && move != 0) || (the && str_eq(w, S("next")) && unit <= UNIT_WEEK);
        h->form = (struct time_form){.base = said ? TIME_SAID : TIME_NOW, .hour = -1};
        shift_by(&h->form, u, move);
        h->form.grain = unit == UNIT_DAY ? UNIT_DAY : unit;
        h->precision = unit == UNIT_DAY     ? WHEN_DAY
                       : unit <= UNIT_WEEK  ? WHEN_WEEK
                       : unit == UNIT_MONTH ? WHEN_MONTH
                                            : WHEN_YEAR;
        return true;
    }
    if (!is(k, j, S("stretch")) || !count_at(k, j + 1, &c) || c.article) return false;
    if (c.n < 0 && !plural && !c.named) return false;
    rule_add(&h->rules, "a stretch of time up to now");
    h->end = c.end;
    h->type = TIME_DURATION;
    h->precision = c.n < 0 ? WHEN_VAGUE : WHEN_DURATION;
    h->form = (struct time_form){.base = TIME_LITERAL, .hour = -1, .literal = length_value(out, c.unit, c.n)};
    return true;
}

/* A phrase of lexicon/time_phrases.tsv. */
static bool phrase(const pieces *k, ptrdiff_t i, bool past, struct time_hit *h) {
    ptrdiff_t end;
    if (k->p[i].kind != PIECE_WORD) return false;
    const lex_row *row = pieces_phrase(k, i, &lex_time_phrases, &end);
    if (!row) return false;
#define CELL(column) lex_cell(&lex_time_phrases, row, LEX_time_phrases_##column)
    if (str_eq(CELL(mode), S("narrative")) && !past) return false;
    if (str_eq(CELL(mode), S("news")) && past) return false;
    // "the Sofia-based daily Novini", "the weekly wrote": a paper
    if (str_eq(CELL(type), S("SET")) && end == i + 1 && i > 0 && piece_goes_on(k, i) &&
        ((end < k->n && piece_goes_on(k, end) && k->p[end].upper) || str_eq(piece_tag(k, i), S("NN"))))
        return false;
    rule_add_row(&h->rules, "a phrase", &lex_time_phrases, row);
    h->end = end;
    for (int t = 0; t < TIME_TYPES_COUNT; t++)
        if (str_eq(CELL(type), time_type_text[t])) h->type = (enum time_type)t;
    for (int p = 0; p < PRECISIONS_COUNT; p++)
        if (str_eq(CELL(precision), precision_text[p])) h->precision = (enum precision)p;
    h->form = (struct time_form){.base = TIME_LITERAL, .hour = -1, .literal = CELL(timex)};
    bool plural;
    struct number x;
    if (!CELL(base).n && piece_goes_on(k, end) && (unit_row(k, end, &plural) >= 0 || number_at(k, end, false, &x)))
        return false; // "in the past decade"
    if (!CELL(base).n) return true;
    h->form.base = str_eq(CELL(base), S("now")) ? TIME_NOW : TIME_SAID;
    double n = 0;
    str shift = CELL(n);
    bool minus = str_starts(shift, S("-"));
    number_figure(minus ? str_drop(shift, 1) : shift, &n);
    for (size_t u = 0; u < sizeof UNITS / sizeof *UNITS; u++)
        if (str_eq(CELL(unit), UNITS[u].name)) {
            shift_by(&h->form, (int)u, minus ? -n : n);
            h->form.grain = UNITS[u].unit;
        }
    h->form.part = CELL(code);
#undef CELL
    return true;
}

bool time_relative_at(const pieces *k, ptrdiff_t i, bool past, struct time_hit *h, arena *out) {
    *h = (struct time_hit){.beg = i, .end = i, .form = {.hour = -1}};
    if (k->p[i].kind == PIECE_MARK) return false;
    struct time_hit x = *h;
    if (phrase(k, i, past, &x) && x.end > h->end) *h = x;
    x = (struct time_hit){.beg = i, .end = i};
    if (offset(k, i, &x, out) && x.end > h->end) *h = x;
    x = (struct time_hit){.beg = i, .end = i};
    if (deictic(k, i, past, &x, out) && x.end > h->end) *h = x;
    return h->end > i;
}

bool time_length_at(const pieces *k, ptrdiff_t i, struct time_hit *h, arena *out) {
    *h = (struct time_hit){.beg = i, .end = i, .type = TIME_DURATION, .precision = WHEN_DURATION};
    struct count c;
    if (!count_at(k, i, &c) || age_behind(k, c.end)) return false;
    enum time_unit u = UNITS[c.unit].unit;
    if (u == UNIT_WEEKEND || (u == UNIT_QUARTER && !c.hyphen)) return false;
    ptrdiff_t end = c.end;
    if (piece_is(k, end, S("-")) && piece_joined(k, end) && piece_is(k, end + 1, S("long"))) {
        end += 2;
        c.hyphen = true;
    } else if (!c.named) {
        if (!piece_goes_on(k, i) || !is(k, i - 1, S("before-length")) || u == UNIT_SECOND) return false;
    }
    if (c.hyphen && c.n == 1 && c.article) return false;
    if (c.article &&
        (piece_is(k, i - 1, S("times")) || piece_is(k, i - 1, S("once")) || piece_is(k, i - 1, S("twice"))))
        h->type = TIME_SET;
    if (c.article && u == UNIT_DAY &&
        !(piece_is(k, i - 1, S("for")) || piece_is(k, i - 1, S("in")) || piece_is(k, i - 1, S("than"))))
        return false;
    if (c.article && i > 0 && piece_goes_on(k, i) &&
        (k->p[i - 1].kind == PIECE_NUMBER || piece_row(k, i - 1, &lex_number_words))) {
        h->type = TIME_SET; // "$500 a month"
        h->precision = WHEN_SET;
    }
    rule_add(&h->rules, h->type == TIME_SET ? "so often in a length of time" : "a length of time");
    h->end = end;
    h->form = (struct time_form){.base = TIME_LITERAL, .hour = -1, .literal = length_value(out, c.unit, c.n)};
    if (c.n < 0) h->precision = WHEN_VAGUE;
    return true;
}
