/* Calendar dates as they are written: "Sunday, November 6, 2016", "6/11/2016", "the spring of 1862", "499 BC", "the
 * '90s", "Election Day", "Wednesday night". */
#include "extract/time.h"

#include "doc/calendar.h"
#include "extract/noun.h"
#include "extract/number.h"
#include "lexicon_tables.h"

/* Piece i has that role in lexicon/time_words.tsv. */
static bool is(const pieces *k, ptrdiff_t i, str role) { return piece_has(k, i, &lex_time_words, role); }

/* The words after which a month, a year or a season is one. */
static bool date_word_before(const pieces *k, ptrdiff_t i) {
    return piece_goes_on(k, i) && is(k, i - 1, S("before-date"));
}

/* The day of a month: "6", "6th", "sixth" before "of"; the piece behind it, or i. */
static ptrdiff_t day_at(const pieces *k, ptrdiff_t i, int8_t *day) {
    int d;
    if (number_digits(k, i, 2, 1, 31, &d)) {
        *day = (int8_t)d;
        if (piece_joined(k, i + 1) && is(k, i + 1, S("ordinal-ending"))) return i + 2;
        if (piece_joined(k, i + 1) &&
            (k->p[i + 1].kind == PIECE_WORD || piece_is(k, i + 1, S("%")) ||
             (piece_is(k, i + 1, S(":")) && piece_joined(k, i + 2) && k->p[i + 2].kind == PIECE_NUMBER)))
            return i; // "August 27: all four" is a day
        return i + 1;
    }
    ptrdiff_t end;
    const lex_row *row = i < k->n && k->p[i].kind == PIECE_WORD ? pieces_phrase(k, i, &lex_ordinals, &end) : NULL;
    if (!row || !piece_is(k, end, S("of"))) return i;
    d = number_integer(lex_cell(&lex_ordinals, row, LEX_ordinals_number));
    if (d < 1) return i;
    *day = (int8_t)d;
    return end;
}

/* A month's name is written with a stop: "nov", not "june". */
static bool abbreviated(str norm) {
    char key[8];
    if (norm.n + 1 > (ptrdiff_t)sizeof key) return false;
    memcpy(key, norm.p, (size_t)norm.n);
    key[norm.n] = '.';
    return lex_find_folded(&lex_months, str_of(key, norm.n + 1)) != NULL;
}

/* A month's name; words that also mean something else, and short forms, count only beside the rest of a date. */
static ptrdiff_t month_at(const pieces *k, ptrdiff_t i, int8_t *month) {
    if (i >= k->n || k->p[i].kind != PIECE_WORD) return i;
    const lex_row *row = piece_row(k, i, &lex_months);
    if (!row) return i;
    int number;
    ptrdiff_t end = i + 1;
    bool stop = piece_is(k, end, S(".")) && piece_joined(k, end);
    bool next = number_digits(k, stop ? end + 1 : end, 4, 1, 2199, &number) ||
                (piece_is(k, end, S("the")) && number_digits(k, end + 1, 2, 1, 31, &number));
    bool before = number_digits(k, i - 1, 2, 1, 31, &number) || (piece_is(k, i - 1, S("of")) && i > 1) ||
                  (i > 1 && piece_joined(k, i - 1) && number_digits(k, i - 2, 2, 1, 31, &number));
    bool common = piece_is(k, i, S("may")) || piece_is(k, i, S("march")) || piece_is(k, i, S("august"));
    if (!k->p[i].upper && !next && !before) return i;
    if (k->p[i].norm.n <= 4 && !piece_is(k, i, S("june")) && !piece_is(k, i, S("july")) && !piece_is(k, i, S("may")) &&
        !next && !before)
        return i;
    if (common && !next && !(date_word_before(k, i) && k->p[i].upper && !piece_is(k, i - 1, S("the"))) && !before) {
        if (!(k->p[i].upper && (piece_is(k, end, S("'s")) || piece_is(k, end, S(","))) && !k->p[i].first)) return i;
    }
    if (!next && !before && k->p[i].upper && end < k->n && k->p[end].upper && k->p[end].space &&
        piece_goes_on(k, end) && !date_word_before(k, i) && lex_find_folded(&lex_given_names, k->p[i].norm))
        return i; // "April Jones"
    *month = (int8_t)number_integer(lex_cell(&lex_months, row, LEX_months_month));
    if (stop && abbreviated(k->p[i].norm)) end++;
    return end;
}

/* "BC", "B.C.E.", "AD" at i. */
static ptrdiff_t era_at(const pieces *k, ptrdiff_t i, bool *bc) {
    if (i >= k->n || !k->p[i].caps) return i;
    if (is(k, i, S("before-christ"))) {
        *bc = true;
        return i + 1;
    }
    return is(k, i, S("after-christ")) ? i + 1 : i;
}

/* What stands behind a figure shows that it counts something: a unit, people, or a plural behind a round number. News
 * writes other numbers of four digits with a comma. */
static bool counts_something(const pieces *k, ptrdiff_t end, int number, arena *tmp) {
    if (!piece_goes_on(k, end)) return false;
    const struct piece *x = &k->p[end];
    if (x->kind == PIECE_MARK) return piece_is(k, end, S("%")) || piece_is(k, end, S("$")) || piece_is(k, end, S("/"));
    if (x->kind == PIECE_NUMBER) return true;
    if (piece_is(k, end, S("'s"))) return false;
    if (!x->space) return true;
    ptrdiff_t behind;
    if (!is(k, end, S("no-unit")) && pieces_phrase(k, end, &lex_units, &behind)) return true;
    struct noun noun;
    if (!noun_at(k, end, false, &noun, tmp)) return false;
    return number % 50 == 0 || (noun.person && noun.end - noun.beg == 1);
}

/* "1903 N. Linden St.": a house in a street, by the capitals before the word for one. */
static bool in_street(const pieces *k, ptrdiff_t i) {
    enum { STREET_WORDS = 4 };
    for (ptrdiff_t j = i; j < i + STREET_WORDS && j < k->n && piece_goes_on(k, j); j++) {
        if (j > i && is(k, j, S("street"))) return true;
        if (!k->p[j].upper && !piece_is(k, j, S("."))) return false;
    }
    return false;
}

/* "a 2007 Subaru", "her 2010 Grey Ford": the year before piece i is that of a car. */
static bool of_car(const pieces *k, ptrdiff_t i) {
    enum { COLOUR_WORDS = 1 };
    for (ptrdiff_t j = i; j <= i + COLOUR_WORDS && j < k->n && piece_goes_on(k, j); j++)
        if (k->p[j].upper && is(k, j, S("make"))) return true;
    return false;
}

/* "Flight 2011", "ext. 2002": a number by which something is called. */
static bool numbered(const pieces *k, ptrdiff_t i) {
    if (piece_is(k, i - 1, S(".")) && piece_joined(k, i - 1)) i--;
    return piece_goes_on(k, i) && is(k, i - 1, S("numbered"));
}

/* A year that belongs to a date (`sure`) or stands alone. */
static ptrdiff_t year_at(const pieces *k, ptrdiff_t i, bool sure, struct time_form *f, arena tmp) {
    int y;
    bool bc = false;
    ptrdiff_t end;
    if (piece_is(k, i, S("ad")) && k->p[i].caps && number_digits(k, i + 1, 4, 1, 2199, &y)) {
        f->year = y;
        return i + 2;
    }
    if (!number_digits(k, i, 4, 1, 9999, &y)) return i;
    ptrdiff_t later = i + 1 + (piece_is(k, i + 1, S("-")) || piece_is(k, i + 1, S("to"))); // "499-493 BC"
    int other_year;
    if (later > i + 1 && number_digits(k, later, 4, 1, 2199, &other_year) && other_year < y &&
        era_at(k, later + 1, &bc) > later + 1 && bc) {
        f->year = y;
        f->before_christ = true;
        return i + 1;
    }
    bc = false;
    if ((end = era_at(k, i + 1, &bc)) > i + 1) {
        f->year = y;
        f->before_christ = bc;
        return end;
    }
    if (k->p[i].norm.n != 4 || y < 1000 || y > 2199) return i;
    end = i + 1;
    if (!sure) {
        bool joined = piece_joined(k, i) && k->p[i - 1].kind != PIECE_MARK;
        bool mark = i > 0 && !k->p[i].space && !piece_is(k, i - 1, S("(")) && !piece_is(k, i - 1, S("-")) &&
                    !piece_is(k, i - 1, S("\"")) && !piece_is(k, i - 1, S("'")) && !piece_is(k, i - 1, S("/")) &&
                    !piece_is(k, i - 1, S("["));
        int other;
        bool figure =
            i >= 2 && number_digits(k, i - 2, 4, 1, 2199, &other) && k->p[i - 2].norm.n == 4; // not "870-1120"
        if (piece_joined(k, i) && piece_is(k, i - 1, S("-")) && !figure && piece_joined(k, i - 1) &&
            !piece_is(k, i - 2, S("mid")))
            return i;
        if (joined || mark) return i;
        bool dash = piece_is(k, end, S("-")) && piece_joined(k, end) && piece_joined(k, end + 1);
        bool range = dash && number_digits(k, end + 1, 4, 1, 2199, &other) &&
                     (k->p[end + 1].norm.n == 4 || (k->p[end + 1].norm.n == 2 && other > y % 100));
        if (dash && !range) return i;
        if (piece_is(k, i - 1, S("©")) || is(k, end, S("address"))) return i;
        if (piece_is(k, end, S(":")) && piece_joined(k, end + 1)) return i;
        bool after = piece_goes_on(k, i) && is(k, i - 1, S("before-year"));
        if (piece_is(k, i - 1, S("and")) && piece_is(k, i - 3, S("between")) &&
            number_digits(k, i - 2, 4, 1000, 2199, &other))
            after = true;
        if (!after && (in_street(k, end) || of_car(k, end) || numbered(k, i))) return i;
        if (!after && counts_something(k, end, y, &tmp)) return i;
        if (y < 1800 && !(after || date_word_before(k, i) || piece_is(k, i - 1, S("-")) || piece_is(k, i - 1, S("("))))
            return i;
        if (y > 2100 && !after) return i;
        if (piece_joined(k, end) && k->p[end].kind == PIECE_WORD && !piece_is(k, end, S("'s"))) return i;
    }
    f->year = y;
    return end;
}

/* "last year", "this year", "of that year" behind a month or quarter, as the form's direction. */
static ptrdiff_t year_word_at(const pieces *k, ptrdiff_t i, struct time_form *f) {
    ptrdiff_t j = piece_is(k, i, S("of")) || piece_is(k, i, S(",")) ? i + 1 : i;
    if (piece_is(k, j, S("the")) && piece_is(k, j + 1, S("same"))) j++;
    if (!piece_is(k, j + 1, S("year")) || !piece_goes_on(k, j)) return i;
    if (piece_is(k, j, S("last")))
        f->from = -1;
    else if (piece_is(k, j, S("next")))
        f->from = 1;
    else if (piece_is(k, j, S("that")) || (piece_is(k, j, S("same")) && piece_is(k, j - 1, S("the")))) {
        f->dir = 3;
        return j + 2;
    } else if (!piece_is(k, j, S("this")))
        return i;
    f->dir = 2;
    return j + 2;
}

/* The year behind a month: "2016", ", 2016", "of 2016", "last year". */
static ptrdiff_t month_year(const pieces *k, ptrdiff_t end, bool day, struct time_form *f, arena tmp) {
    ptrdiff_t j = end;
    if (piece_is(k, j, S(",")) || piece_is(k, j, S("of")))
        j++;
    else if (piece_is(k, j, S("in")) && day)
        j++;
    int number;
    if (piece_goes_on(k, j) && number_digits(k, j, 4, 1000, 2199, &number) && k->p[j].norm.n == 4 &&
        !(j > end && piece_is(k, end, S(",")) && counts_something(k, j + 1, number, &tmp) && !day))
        return year_at(k, j, true, f, tmp);
    if (piece_goes_on(k, j) && number_digits(k, j, 3, 1, 999, &number)) {
        bool bc;
        if (era_at(k, j + 1, &bc) > j + 1) return year_at(k, j, true, f, tmp);
    }
    if (piece_is(k, end, S("'")) && piece_joined(k, end + 1) && number_digits(k, end + 1, 2, 0, 99, &number)) {
        f->year = number < 40 ? 2000 + number : 1900 + number;
        return end + 2;
    }
    return year_word_at(k, end, f);
}

static bool numeric_date(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    (void)tmp;
    int a, b, c;
    str mark = piece_at(k, i + 1);
    if (!str_eq(mark, S("-")) && !str_eq(mark, S("/")) && !str_eq(mark, S("."))) return false;
    if (!piece_is(k, i + 3, mark) || !number_digits(k, i, 4, 1, 9999, &a) || !number_digits(k, i + 2, 2, 1, 31, &b) ||
        !number_digits(k, i + 4, 4, 0, 9999, &c))
        return false;
    for (ptrdiff_t j = i + 1; j <= i + 4; j++)
        if (!piece_joined(k, j)) return false;
    struct time_form *f = &h->form;
    if (k->p[i].norm.n == 4) {
        f->year = a;
        f->month = (int8_t)b;
        f->day = (int8_t)c;
        if (c > 31) return false;
    } else {
        if (k->p[i + 4].norm.n != 4 && k->p[i + 4].norm.n != 2) return false;
        if (a > 31) return false;
        bool day_first = a > 12 || (b <= 12 && str_eq(mark, S(".")));
        f->year = k->p[i + 4].norm.n == 2 ? (c < 40 ? 2000 + c : 1900 + c) : c;
        f->month = (int8_t)(day_first ? b : a);
        f->day = (int8_t)(day_first ? a : b);
    }
    if (!calendar_valid(f->year, f->month, f->day)) return false;
    f->grain = UNIT_DAY;
    h->end = i + 5;
    return true;
}

/* [weekday ,] month day [, year] · [weekday ,] day [of] month [year] · month [year] */
static bool month_date(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    struct time_form *f = &h->form;
    ptrdiff_t j = i, end;
    const lex_row *row = k->p[i].upper ? piece_row(k, i, &lex_weekdays) : NULL;
    if (row) {
        f->weekday = (int8_t)number_integer(lex_cell(&lex_weekdays, row, LEX_weekdays_number));
        j++;
        if (piece_is(k, j, S(".")) && piece_joined(k, j)) j++;
        if (piece_is(k, j, S(","))) j++;
        if (piece_is(k, j, S("the"))) j++;
        if (!piece_goes_on(k, j)) return false;
    } else if (piece_is(k, j, S("the")) && piece_goes_on(k, j + 1)) {
        j++;
        if (!number_digits(k, j, 2, 1, 31, &(int){0}) && day_at(k, j, &f->day) == j) return false;
    }
    end = month_at(k, j, &f->month);
    if (end > j) {
        ptrdiff_t d = piece_is(k, end, S("the")) ? end + 1 : end;
        ptrdiff_t next = piece_goes_on(k, d) ? day_at(k, d, &f->day) : d;
        int number;
        if (next > d && !(piece_is(k, next, S(":")) && number_digits(k, next + 1, 2, 0, 59, &number))) {
            h->end = month_year(k, next, true, f, tmp);
            f->grain = UNIT_DAY;
            return true;
        }
        f->day = 0;
        if (row) return false;
        h->end = month_year(k, end, false, f, tmp);
        f->grain = UNIT_MONTH;
        return true;
    }
    end = day_at(k, j, &f->day);
    if (end == j || !piece_goes_on(k, end)) return false;
    ptrdiff_t m = piece_is(k, end, S("of")) ? end + 1 : end;
    if (piece_is(k, m, S("-")) && piece_joined(k, m)) m++;
    ptrdiff_t next = month_at(k, m, &f->month);
    if (next == m) return false;
    h->end = month_year(k, next, true, f, tmp);
    f->grain = UNIT_DAY;
    return true;
}

/* "last December", "next May", "this June" */
static bool month_from_now(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    (void)tmp;
    bool last = piece_is(k, i, S("last")), next = piece_is(k, i, S("next"));
    if (!(last || next || piece_is(k, i, S("this"))) || !piece_goes_on(k, i + 1)) return false;
    h->end = month_at(k, i + 1, &h->form.month);
    h->form.grain = UNIT_MONTH;
    h->form.dir = last ? -1 : next ? 1 : 2;
    h->form.from = last ? -1 : next ? 1 : 0; // said, not guessed from the tense
    int number;
    return h->end > i + 1 && !number_digits(k, h->end, 4, 1, 2199, &number);
}

/* One end of a range of days whose month stands at the other: "12" in "12-14 July", "22" in "April 15 to 22". */
static bool day_of_range(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    struct time_form *f = &h->form;
    ptrdiff_t j = piece_is(k, i, S("the")) ? i + 1 : i, end;
    int other;
    if (j >= k->n || k->p[j].kind != PIECE_NUMBER || (end = day_at(k, j, &f->day)) == j) return false;
    int8_t day = f->day, second;
    f->grain = UNIT_DAY;
    h->end = end;
    if (is(k, end, S("range")) && piece_goes_on(k, end + 1) && number_digits(k, end + 1, 2, 1, 31, &other) &&
        other > day) {
        ptrdiff_t month = day_at(k, end + 1, &second);
        if (month > end + 1 && piece_is(k, month, S("of"))) month++;
        ptrdiff_t next = piece_goes_on(k, month) ? month_at(k, month, &f->month) : month;
        if (next == month) return false;
        month_year(k, next, true, f, tmp);
        return true;
    }
    ptrdiff_t back = j - 2 - (j - 2 > 0 && is(k, j - 2, S("ordinal-ending")));
    if (j < 3 || i < j || !is(k, j - 1, S("range")) || !number_digits(k, back, 2, 1, 31, &other) || other >= day ||
        back < 1)
        return false;
    if (k->p[end < k->n ? end : 0].kind == PIECE_WORD && piece_goes_on(k, end) && !piece_is(k, end, S("and")))
        return false;
    ptrdiff_t m = back - 1;
    if (piece_is(k, m, S(".")) && m > 0) m--;
    if (month_at(k, m, &f->month) == m) return false;
    h->end = month_year(k, end, true, f, tmp);
    return true;
}

/* "94" in "1990-94", "'89" where a year is meant. */
static bool short_year(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    (void)tmp;
    int y, first;
    h->form.grain = UNIT_YEAR;
    h->end = i + 1;
    if (number_digits(k, i, 2, 1, 99, &y) && k->p[i].norm.n == 2 && piece_joined(k, i) && piece_is(k, i - 1, S("-")) &&
        piece_joined(k, i - 1) && number_digits(k, i - 2, 4, 1500, 2099, &first) && y > first % 100 &&
        !(piece_joined(k, i + 1) && piece_is(k, i + 1, S("-")))) {
        h->form.year = first / 100 * 100 + y;
        return true;
    }
    return false;
}

/* "the 1920s", "1930's", "the '90s", "the 90s". */
static bool decade(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    (void)tmp;
    ptrdiff_t j = piece_is(k, i, S("the")) ? i + 1 : i;
    bool quote = piece_is(k, j, S("'")) && piece_joined(k, j + 1);
    if (quote) j++;
    if (piece_joined(k, j) && !quote && k->p[j - 1].kind == PIECE_MARK && !piece_is(k, j - 1, S("-")) &&
        !piece_is(k, j - 1, S("(")))
        return false; // "$20s"
    int y;
    if (!number_digits(k, j, 4, 10, 2090, &y) || y % 10) return false;
    if (!piece_joined(k, j + 1) || !(piece_is(k, j + 1, S("s")) || piece_is(k, j + 1, S("'s")))) return false;
    if (k->p[j].norm.n == 3 || (k->p[j].norm.n == 4 && y < 1000)) return false;
    if (k->p[j].norm.n == 2) {
        if (is(k, i - 1, S("owner")) || (i > 1 && is(k, i - 2, S("owner")))) return false;
        y += y < 30 ? 2000 : 1900;
    } else if (piece_is(k, j + 1, S("'s")) && j == i && !date_word_before(k, i))
        return false;
    h->form.year = y;
    h->form.grain = UNIT_DECADE;
    h->end = j + 2;
    return true;
}

/* "the 19th century", "eighteenth-century", "the 9th century BC". */
static bool century(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    (void)tmp;
    ptrdiff_t j = piece_is(k, i, S("the")) ? i + 1 : i, end;
    int n;
    if (number_digits(k, j, 2, 1, 21, &n) && piece_joined(k, j + 1) && piece_at(k, j + 1).n == 2)
        end = j + 2;
    else {
        const lex_row *row = j < k->n ? pieces_phrase(k, j, &lex_ordinals, &end) : NULL;
        if (!row) return false;
        n = number_integer(lex_cell(&lex_ordinals, row, LEX_ordinals_number));
        if (n < 1) return false;
    }
    if (piece_is(k, end, S("-"))) end++;
    if (!piece_is(k, end, S("century"))) return false;
    h->end = era_at(k, end + 1, &h->form.before_christ);
    h->form.year = (n - 1) * 100 + (n == 1);
    h->form.grain = UNIT_CENTURY;
    return true;
}

/* "the third quarter of 2009", "Q3 2016", "first-quarter". */
static bool quarter(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    ptrdiff_t j = piece_is(k, i, S("the")) || piece_is(k, i, S("its")) || piece_is(k, i, S("their")) ? i + 1 : i, end;
    struct time_form *f = &h->form;
    if (k->p[i].kind == PIECE_WORD && piece_is(k, i, S("q")) && piece_joined(k, i + 1) &&
        number_digits(k, i + 1, 1, 1, 4, &(int){0})) {
        f->quarter = (int8_t)(piece_at(k, i + 1).p[0] - '0');
        end = i + 2;
    } else {
        const lex_row *row = j < k->n && k->p[j].kind == PIECE_WORD ? pieces_phrase(k, j, &lex_ordinals, &end) : NULL;
        if (!row) return false;
        int n = number_integer(lex_cell(&lex_ordinals, row, LEX_ordinals_number));
        if (piece_is(k, j, S("last"))) return false;
        if (n == -1) n = 4;
        if (n < 1 || n > 4) return false;
        if (piece_is(k, end, S("-")) && piece_joined(k, end)) end++;
        if (!piece_is(k, end, S("quarter"))) return false;
        f->quarter = (int8_t)n;
        end++;
        if (is(k, end, S("sport"))) return false;
    }
    f->grain = UNIT_QUARTER;
    h->end = month_year(k, end, false, f, tmp);
    return true;
}

static bool season(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    struct time_form *f = &h->form;
    ptrdiff_t j = i, end;
    if (year_at(k, i, true, f, tmp) == i + 1 && k->p[i].kind == PIECE_NUMBER)
        j++;
    else if (piece_is(k, i, S("the")))
        j++;
    bool narrow = j > i;
    int8_t dir = 0;
    if (piece_is(k, i, S("last")) || piece_is(k, i, S("next")) || piece_is(k, i, S("this"))) {
        dir = piece_is(k, i, S("last")) ? -1 : piece_is(k, i, S("next")) ? 1 : 2;
        j++;
    }
    const lex_row *row = j < k->n ? piece_row(k, j, &lex_seasons) : NULL;
    if (!row || (j > i && !piece_goes_on(k, j))) return false;
    struct time_form behind = *f;
    bool dated = f->year || month_year(k, j + 1, false, &behind, tmp) > j + 1;
    if (!narrow && !dir && !is(k, i - 1, S("before-season")) && !dated && !k->p[j].upper) return false;
    rule_add_row(&h->rules, NULL, &lex_seasons, row);
    f->part = lex_cell(&lex_seasons, row, LEX_seasons_code);
    f->month = (int8_t)number_integer(lex_cell(&lex_seasons, row, LEX_seasons_month));
    f->grain = UNIT_SEASON;
    f->dir = dir;
    f->from = dir == 2 ? 0 : dir; // said, not guessed from the tense
    end = f->year ? j + 1 : month_year(k, j + 1, false, f, tmp);
    h->end = end;
    bool verb = piece_is(k, j, S("fall")) || piece_is(k, j, S("spring"));
    if (verb && !dated && !dir) {
        if (piece_is(k, j + 1, S("of")) || piece_is(k, j + 1, S("in")) || piece_is(k, i - 1, S("of"))) return false;
        str tag = piece_tag(k, j);
        if (str_starts(tag, S("VB"))) return false;
        if (!narrow) return false;
    }
    if (k->p[j].upper && !narrow && !dir && !dated && !k->p[j].first) return piece_is(k, j - 1, S("in"));
    return !(k->p[j].first && !narrow && !dir && !dated);
}

/* "9/11", "the Sept. 11 attacks": a day that came once, YYYY-MM-DD. */
static bool one_day(str rule, struct time_form *f) {
    enum { FULL = 10 };
    if (rule.n != FULL || rule.p[4] != '-') return false;
    f->base = TIME_CALENDAR;
    f->grain = UNIT_DAY;
    f->year = number_integer(str_head(rule, 4));
    f->month = (int8_t)number_integer(str_head(str_drop(rule, 5), 2));
    f->day = (int8_t)number_integer(str_drop(rule, 8));
    return true;
}

static bool holiday(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    ptrdiff_t end;
    const lex_row *row = pieces_phrase(k, i, &lex_holidays, &end);
    if (row && one_day(lex_cell(&lex_holidays, row, LEX_holidays_rule), &h->form)) {
        rule_add_row(&h->rules, NULL, &lex_holidays, row);
        h->end = end;
        return true;
    }
    if (!row || !(k->p[i].upper || str_eq(lex_cell(&lex_holidays, row, LEX_holidays_rule), S("election")) ||
                  piece_is(k, i, S("the"))))
        return false;
    if (piece_is(k, end, S("'s")) || (end < k->n && k->p[end].upper && k->p[end - 1].upper && k->p[end].space &&
                                      piece_goes_on(k, end) && !k->p[i].caps)) {
        if (!piece_is(k, end, S("'s"))) return false; // "Christmas Island", "Easter Road"
    }
    rule_add_row(&h->rules, NULL, &lex_holidays, row);
    h->form.base = TIME_HOLIDAY;
    h->form.rule = lex_cell(&lex_holidays, row, LEX_holidays_rule);
    h->form.grain = UNIT_DAY;
    h->end = month_year(k, end, true, &h->form, tmp);
    if (h->end == end && number_digits(k, end, 4, 1900, 2199, &(int){0})) h->end = year_at(k, end, true, &h->form, tmp);
    return true;
}

/* [last|next|this] weekday [morning …] [last week] */
static bool weekday(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    (void)tmp;
    struct time_form *f = &h->form;
    ptrdiff_t j = i;
    if (piece_is(k, i, S("last")) || piece_is(k, i, S("this")) || piece_is(k, i, S("next"))) {
        f->dir = piece_is(k, i, S("next")) ? 1 : piece_is(k, i, S("last")) ? -1 : 0;
        f->from = f->dir; // said, not guessed from the tense
        j++;
        if (piece_is(k, j, S("past"))) {
            f->dir = -1;
            j++;
        } else if (piece_is(k, j, S("coming"))) {
            f->dir = 1;
            j++;
        }
    }
    if (j >= k->n || k->p[j].kind != PIECE_WORD || (j > i && !piece_goes_on(k, j))) return false;
    const lex_row *row = piece_row(k, j, &lex_weekdays);
    if (!row) return false;
    str form = lex_cell(&lex_weekdays, row, LEX_weekdays_form);
    if (str_eq(form, S("short")) || !k->p[j].upper) return false;
    rule_add_row(&h->rules, NULL, &lex_weekdays, row);
    f->base = TIME_WEEKDAY;
    f->weekday = (int8_t)number_integer(lex_cell(&lex_weekdays, row, LEX_weekdays_number));
    f->grain = UNIT_DAY;
    h->end = j + 1;
    if (str_eq(form, S("plural"))) {
        h->type = TIME_SET;
        h->precision = WHEN_SET;
        f->base = TIME_LITERAL;
        f->literal = S("P1W");
        return true;
    }
    if ((piece_is(k, h->end, S("last")) || piece_is(k, h->end, S("next"))) && piece_is(k, h->end + 1, S("week"))) {
        f->from = piece_is(k, h->end, S("last")) ? -1 : 1;
        f->dir = 2;
        h->end += 2;
    }
    return true;
}

/* "morning", "night" behind a day. */
static void part_behind(const pieces *k, struct time_hit *h) {
    ptrdiff_t j = h->end;
    if (j >= k->n || !piece_goes_on(k, j) || h->form.grain != UNIT_DAY || h->form.part.n) return;
    const lex_row *row = piece_row(k, j, &lex_day_parts);
    if (!row || !lex_cell(&lex_day_parts, row, LEX_day_parts_follows).n || k->p[j].upper) {
        if (!row || !k->p[j].upper || !k->p[j - 1].upper) return;
    }
    rule_add_row(&h->rules, "with a part of the day", &lex_day_parts, row);
    h->form.part = lex_cell(&lex_day_parts, row, LEX_day_parts_code);
    h->type = TIME_TIME;
    h->end = j + 1;
}

static bool try_date(const pieces *k, ptrdiff_t i, struct time_hit *h, const char *what,
                     bool (*match)(const pieces *, ptrdiff_t, struct time_hit *, arena), arena tmp) {
    struct time_hit x = {
        .beg = i, .end = i, .type = TIME_DATE, .precision = WHEN_DAY, .form = {.base = TIME_CALENDAR, .hour = -1}};
    rule_add(&x.rules, what);
    if (!match(k, i, &x, tmp) || x.end <= h->end) return false;
    *h = x;
    return true;
}

static bool lone_year(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    ptrdiff_t j = piece_is(k, i, S("the")) && piece_is(k, i + 1, S("year")) ? i + 2
                  : piece_is(k, i, S("year"))                               ? i + 1
                                                                            : i;
    h->form.grain = UNIT_YEAR;
    h->end = year_at(k, j, j > i, &h->form, tmp);
    return h->end > j;
}

bool time_date_at(const pieces *k, ptrdiff_t i, struct time_hit *h, arena tmp) {
    *h = (struct time_hit){.beg = i, .end = i};
    bool found = false;
    found |= try_date(k, i, h, "a date in figures", numeric_date, tmp);
    found |= try_date(k, i, h, "a month with its day or year", month_date, tmp);
    found |= try_date(k, i, h, "the last, this or the next month of a name", month_from_now, tmp);
    found |= try_date(k, i, h, "a decade", decade, tmp);
    found |= try_date(k, i, h, "a century", century, tmp);
    found |= try_date(k, i, h, "one end of a range of days", day_of_range, tmp);
    found |= try_date(k, i, h, "the short end of a range of years", short_year, tmp);
    found |= try_date(k, i, h, "a quarter", quarter, tmp);
    found |= try_date(k, i, h, "a season", season, tmp);
    found |= try_date(k, i, h, "a holiday", holiday, tmp);
    found |= try_date(k, i, h, "a weekday", weekday, tmp);
    found |= try_date(k, i, h, "a year", lone_year, tmp);
    if (!found) return false;
    if (h->form.base != TIME_LITERAL) {
        part_behind(k, h);
        enum time_unit g = h->form.grain;
        h->precision = g == UNIT_DAY      ? WHEN_DAY
                       : g == UNIT_MONTH  ? WHEN_MONTH
                       : g == UNIT_SEASON ? WHEN_MONTH
                                          : WHEN_YEAR;
    }
    return true;
}
