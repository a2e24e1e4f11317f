#include "extract/number.h"

#include <math.h>

#include "lexicon_tables.h"

bool number_figure(str s, double *value) {
    double x = 0, scale = 1;
    bool point = false, digit = false;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ',' && !point && digit) continue;
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (!ascii_digit(c)) return false;
        digit = true;
        x = x * 10 + (c - '0');
        if (point) scale *= 10;
    }
    *value = x / scale;
    return digit;
}

bool number_digits(const pieces *k, ptrdiff_t i, int digits, int lo, int hi, int *value) {
    if (i < 0 || i >= k->n || k->p[i].kind != PIECE_NUMBER || k->p[i].norm.n > digits) return false;
    int x = 0;
    for (ptrdiff_t c = 0; c < k->p[i].norm.n; c++) {
        if (!ascii_digit(k->p[i].norm.p[c]) || x > 99999999) return false;
        x = x * 10 + (k->p[i].norm.p[c] - '0');
    }
    *value = x;
    return x >= lo && x <= hi;
}

int number_integer(str s) {
    bool minus = s.n && s.p[0] == '-';
    double v = 0;
    number_figure(minus ? str_drop(s, 1) : s, &v);
    return minus ? -(int)v : (int)v;
}

enum word_kind { NONE, ONES, TENS, SCALE, SUFFIX, LETTER, MANY, SOME, PART, GLYPH };

/* What a word means in a number. */
static enum word_kind word_of(const lex_row *row, double *value) {
    static const struct {
        str name;
        enum word_kind kind;
    } kinds[] = {{S_INIT("ones"), ONES},     {S_INIT("tens"), TENS},     {S_INIT("scale"), SCALE},
                 {S_INIT("suffix"), SUFFIX}, {S_INIT("letter"), LETTER}, {S_INIT("many"), MANY},
                 {S_INIT("some"), SOME},     {S_INIT("part"), PART},     {S_INIT("glyph"), GLYPH}};
    if (!row) return NONE;
    str v = lex_cell(&lex_number_words, row, LEX_number_words_value);
    str kind = lex_cell(&lex_number_words, row, LEX_number_words_kind);
    number_figure(v, value);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(kind, kinds[i].name)) return kinds[i].kind;
    return NONE;
}

static enum word_kind word_at(const pieces *k, ptrdiff_t i, double *value) {
    return word_of(piece_row(k, i, &lex_number_words), value);
}

static bool hyphen_between(const pieces *k, ptrdiff_t i) {
    return piece_is(k, i, S("-")) && piece_joined(k, i) && piece_joined(k, i + 1);
}

/* Number words without scales above a hundred's: "twenty-five", "two hundred and six"; the piece behind them, or i. */
static ptrdiff_t words_small(const pieces *k, ptrdiff_t i, double *value) {
    double v;
    *value = 0;
    enum word_kind kind = word_at(k, i, &v);
    if (kind == TENS) {
        *value = v;
        i++;
        double w;
        ptrdiff_t j = hyphen_between(k, i) ? i + 1 : i;
        if (word_at(k, j, &w) == ONES && w >= 1 && w < 10 && piece_goes_on(k, j)) {
            *value += w;
            i = j + 1;
        }
        return i;
    }
    if (kind == ONES) {
        *value = v;
        return i + 1;
    }
    return i;
}

/* "200m euros", "3.1m people", "5m tonnes": an m before what is counted in millions; "200m long" are metres. */
static bool million_before(const pieces *k, ptrdiff_t m) {
    ptrdiff_t i = m + 1;
    if (i >= k->n || !piece_goes_on(k, i) || k->p[i].kind != PIECE_WORD) return false;
    const lex_row *row = piece_row(k, i, &lex_currencies);
    if (row && str_eq(lex_cell(&lex_currencies, row, LEX_currencies_form), S("word"))) return true;
    return piece_is(k, i, S("people")) ||
           (str_eq(piece_tag(k, i), S("NNS")) && !piece_has(k, i, &lex_amount_words, S("metres")));
}

double number_times(double value, double scale) {
    double x = value * scale, whole = nearbyint(x);
    return fabs(x - whole) < 1e-12 * fabs(x) ? whole : x;
}

/* Scales behind a value: "million", "hundred thousand", "bn". */
static ptrdiff_t scales(const pieces *k, ptrdiff_t i, bool figure, bool money, double *value, bool *scaled) {
    double v;
    for (int steps = 0; steps < 4 && i < k->n; steps++) {
        ptrdiff_t j = hyphen_between(k, i) ? i + 1 : i;
        if (j < k->n && !piece_goes_on(k, j)) break;
        enum word_kind kind = word_at(k, j, &v);
        bool joined = piece_joined(k, j);
        if (kind == SUFFIX && !figure) break;
        if (kind == LETTER &&
            !(figure && joined && (money || v == 1e3 || (v == 1e6 && (k->p[j].caps || million_before(k, j))))))
            break;
        if (kind != SCALE && kind != SUFFIX && kind != LETTER) break;
        *value = number_times(*value, v);
        *scaled = true;
        i = j + 1;
        if (kind != SCALE || v >= 1e6) break;
    }
    return i;
}

/* Number words below a thousand: "two hundred and six", "seventy-seven". */
static ptrdiff_t words_below_thousand(const pieces *k, ptrdiff_t i, double *value) {
    double v, tail;
    ptrdiff_t end = words_small(k, i, value);
    if (end == i || *value >= 100 || word_at(k, end, &v) != SCALE || v != 100 || !piece_goes_on(k, end)) return end;
    *value *= 100;
    end++;
    ptrdiff_t beg = end + piece_is(k, end, S("and"));
    ptrdiff_t next = piece_goes_on(k, beg) ? words_small(k, beg, &tail) : beg;
    if (next > beg) {
        *value += tail;
        end = next;
    }
    return end;
}

/* Several groups of number words: "three thousand two hundred and twelve", "five hundred thousand". */
static ptrdiff_t words(const pieces *k, ptrdiff_t i, struct number *x) {
    double total = 0, last = 1e18, v;
    ptrdiff_t end = i;
    for (int groups = 0; groups < 6; groups++) {
        ptrdiff_t beg = end + (groups && piece_is(k, end, S("and")));
        if (groups && !piece_goes_on(k, beg)) break;
        ptrdiff_t next = words_below_thousand(k, beg, &v);
        if (next == beg) break;
        double scale = v;
        bool scaled = false;
        next = scales(k, next, false, false, &scale, &scaled);
        double times = v > 0 ? scale / v : 1;
        if (groups && (times >= last || v * times >= last)) break;
        if (!groups) x->scale = times;
        x->scaled = x->scaled || scaled || v >= 100;
        total += v * times;
        end = next;
        last = times;
        if (times == 1) break;
    }
    x->value = total;
    return end;
}

/* "tens of thousands", "hundreds of thousands", "dozens". */
static ptrdiff_t many(const pieces *k, ptrdiff_t i, struct number *x) {
    double v, w;
    if (word_at(k, i, &v) != MANY) return i;
    ptrdiff_t end = i + 1;
    while (piece_is(k, end, S("of")) && word_at(k, end + 1, &w) == MANY && w > v) {
        v = v >= 1000 ? w : v * (w / 2);
        end += 2;
    }
    x->value = v;
    x->open = x->scaled = true;
    return end;
}

/* "half", "a third", "two-thirds", "half a million"; only where a whole or "of" follows. */
static ptrdiff_t parts(const pieces *k, ptrdiff_t i, struct number *x) {
    double v, w;
    ptrdiff_t j = i;
    if (piece_is(k, i, S("half")) && (piece_is(k, i + 1, S("a")) || piece_is(k, i + 1, S("an")))) {
        x->value = 0.5;
        if (word_at(k, i + 2, &v) == SCALE && piece_goes_on(k, i + 2)) {
            x->value *= v;
            x->scaled = true;
            return i + 3;
        }
        return i;
    }
    double count = 1;
    if (piece_is(k, i, S("a")) || piece_is(k, i, S("one")))
        j++;
    else if (word_at(k, i, &v) == ONES) {
        count = v;
        j++;
    } else if (!piece_is(k, i, S("half")))
        return i;
    if (j > i && hyphen_between(k, j)) j++;
    if (word_at(k, j, &w) != PART || (j > i && !piece_goes_on(k, j))) return i;
    if (count > 1 && piece_at(k, j).p[piece_at(k, j).n - 1] != 's') return i;
    ptrdiff_t end = j + 1;
    if (!piece_is(k, end, S("of")) && !(j == i && piece_is(k, end, S("the")))) return i;
    x->value = count * w;
    x->part = true;
    return end;
}

/* The "1/2" of "2 1/2" or "2-1/2" behind piece i - 1: its value, and the piece behind it; i where there is none. */
static ptrdiff_t fraction_behind(const pieces *k, ptrdiff_t i, double *value) {
    double over, under;
    bool hyphen = piece_is(k, i, S("-")) && piece_joined(k, i) && piece_joined(k, i + 1);
    ptrdiff_t j = i + hyphen;
    bool shape = j + 2 < k->n && k->p[j].kind == PIECE_NUMBER && (hyphen || k->p[j].space) &&
                 piece_is(k, j + 1, S("/")) && piece_joined(k, j + 1) && piece_joined(k, j + 2) &&
                 k->p[j + 2].kind == PIECE_NUMBER;
    if (!shape || !number_figure(piece_at(k, j), &over) || !number_figure(piece_at(k, j + 2), &under)) return i;
    if (over < 1 || over >= under || under > 16 || piece_is(k, j + 3, S("/"))) return i;
    *value = over / under;
    return j + 3;
}

/* "×10−30", "x10^6" behind a figure. */
static ptrdiff_t power_of_ten(const pieces *k, ptrdiff_t i, double *value) {
    enum { DIGITS = 2, MOST = 99 };
    bool cross = piece_is(k, i, S("×")), caret = piece_is(k, i + 2, S("^"));
    if (!cross && !(piece_is(k, i, S("x")) && caret)) return i;
    if (!piece_is(k, i + 1, S("10"))) return i;
    ptrdiff_t j = i + 2 + caret;
    bool minus = piece_is(k, j, S("-")) || piece_is(k, j, S("−"));
    int exponent;
    if (minus) j++;
    if (!(minus || caret) || !piece_joined(k, j) || !number_digits(k, j, DIGITS, 1, MOST, &exponent)) return i;
    *value *= pow(10, minus ? -exponent : exponent);
    return j + 1;
}

static ptrdiff_t figure(const pieces *k, ptrdiff_t i, bool money, struct number *x) {
    if (k->p[i].kind != PIECE_NUMBER) {
        double v;
        if (word_at(k, i, &v) != GLYPH) return i;
        x->value = v;
        x->figure = true;
        return i + 1;
    }
    str s = k->p[i].norm;
    if (!number_figure(s, &x->value)) return i;
    x->figure = true;
    x->bare = true;
    for (ptrdiff_t c = 0; c < s.n; c++) x->bare = x->bare && ascii_digit(s.p[c]);
    ptrdiff_t end = i + 1;
    double v;
    if (word_at(k, end, &v) == GLYPH) {
        x->value += v;
        x->bare = false;
        end++;
    } else if (piece_is(k, end, S("/")) && piece_joined(k, end) && piece_joined(k, end + 1) && end + 1 < k->n &&
               k->p[end + 1].kind == PIECE_NUMBER && number_figure(piece_at(k, end + 1), &v) && v > x->value &&
               v <= 128 && !piece_is(k, end + 2, S("/"))) {
        x->value /= v;
        x->bare = false;
        end += 2;
    } else if (x->bare && piece_goes_on(k, end)) {
        ptrdiff_t mixed = fraction_behind(k, end, &v);
        if (mixed > end) {
            x->value += v;
            x->bare = false;
            end = mixed;
        }
    }
    ptrdiff_t power = power_of_ten(k, end, &x->value);
    if (power > end) {
        x->bare = false;
        return power;
    }
    double plain = x->value;
    end = scales(k, end, true, money, &x->value, &x->scaled);
    if (x->scaled) x->bare = false;
    if (x->scaled && plain > 0) x->scale = number_times(x->value, 1 / plain);
    return end;
}

/* "and a half" behind a number. */
static ptrdiff_t and_a_half(const pieces *k, ptrdiff_t end, struct number *x) {
    ptrdiff_t j = end;
    bool hyphens = hyphen_between(k, j);
    if (hyphens) j++;
    if (!piece_is(k, j, S("and"))) return end;
    j += hyphens ? 2 : 1;
    if (!piece_is(k, j, S("a"))) return end;
    j += hyphens ? 2 : 1;
    if (!piece_is(k, j, S("half"))) return end;
    x->value += 0.5;
    x->bare = false;
    return j + 1;
}

/* "several hundred", "a few thousand", "a couple of million"; *x holds the count and open. */
static ptrdiff_t some(const pieces *k, ptrdiff_t i, struct number *x) {
    double v;
    ptrdiff_t j = i;
    if (word_at(k, i, &v) == SOME)
        j = i + 1;
    else if (piece_is(k, i, S("a")) && piece_is(k, i + 1, S("couple"))) {
        v = 2;
        j = piece_is(k, i + 2, S("of")) ? i + 3 : i + 2;
    } else if (piece_is(k, i, S("a")) && piece_is(k, i + 1, S("number")) && piece_is(k, i + 2, S("of"))) {
        v = 2;
        j = i + 3;
    } else if (piece_is(k, i, S("a")) && piece_is(k, i + 1, S("few"))) {
        v = 3;
        j = i + 2;
    } else
        return i;
    x->value = v;
    x->open = true;
    ptrdiff_t end = scales(k, j, false, false, &x->value, &x->scaled);
    if (piece_is(k, i + 1, S("few")) && !x->scaled) return i;
    return end;
}

bool number_at(const pieces *k, ptrdiff_t i, bool money, struct number *x) {
    *x = (struct number){.scale = 1};
    if (i >= k->n) return false;
    double v;
    if ((x->end = figure(k, i, money, x)) > i) {
        if (!x->bare || !x->scaled) x->end = and_a_half(k, x->end, x);
        return true;
    }
    if ((x->end = many(k, i, x)) > i || (x->end = some(k, i, x)) > i || (x->end = parts(k, i, x)) > i) return true;
    *x = (struct number){.scale = 1};
    if ((piece_is(k, i, S("a")) || piece_is(k, i, S("an"))) && word_at(k, i + 1, &v) == SCALE &&
        piece_goes_on(k, i + 1)) {
        x->value = 1;
        x->article = true;
        x->end = scales(k, i + 1, false, false, &x->value, &x->scaled);
        return x->end > i + 1;
    }
    if ((x->end = words(k, i, x)) > i) {
        x->end = and_a_half(k, x->end, x);
        return true;
    }
    return false;
}
