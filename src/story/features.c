#include "story/features.h"

#include <math.h>
#include <stdlib.h>

#include "base/table.h"
#include "base/utf8.h"
#include "doc/background.h"
#include "doc/calendar.h"
#include "lexicon_tables.h"

static const float TITLE_TIMES = 2, LEAD_TIMES = 2;                    // a word there counts as so many
static const float NAME_STARTS_SENTENCE = 0.25f, NAME_IN_TITLE = 0.5f; // capitals that may mean nothing
static const float NAME_LEAD_TIMES = 1.5f;
static const float LATER_DAY = 0.3f; // the k-th day spoken of counts 1 / (1 + LATER_DAY · k)
enum {
    LEAD_WORDS = 50,
    NAME_LEAD_WORDS = 60,
    HEADLINE_CAPITALS = 60, // percent of words with a capital: then capitals mean nothing
    FUTURE_DAYS = 7,        // a date further ahead is last year's
    YEAR_LONGEST = 4,
};

/* One word of a text as it is read. */
struct token {
    str key;                            // folded, without 's
    bool upper, digit, starts, follows; // follows: nothing but one blank stands between it and the one before
};
struct tokens_read {
    struct token *p;
    ptrdiff_t n, cap;
    bool headline; // most of its words have a capital
};

static bool inside_word(str s, ptrdiff_t i, int *length, bool *apostrophe) {
    char c = s.p[i];
    *apostrophe = c == '\'';
    *length = 1;
    if ((unsigned char)c < 0x80) return ascii_alnum(c) || c == '\'' || c == '-' || c == '_';
    uint32_t point = utf8_at(s, i, length);
    *apostrophe = point == 0x2019;
    return *apostrophe || utf8_is_alpha(point) || utf8_is_digit(point);
}

static str trimmed(str w) {
    while (w.n && (w.p[0] == '\'' || w.p[0] == '-')) w = str_drop(w, 1);
    while (w.n && (w.p[w.n - 1] == '\'' || w.p[w.n - 1] == '-')) w.n--;
    if (str_ends(w, S("'s"))) w.n -= 2;
    return w;
}

/* The marks between two words after which a capital means nothing. */
static bool ends_sentence(str between) {
    static const str marks[] = {S_INIT("."), S_INIT("!"),  S_INIT("?"), S_INIT(":"), S_INIT("\""),
                                S_INIT("|"), S_INIT("\n"), S_INIT("“"), S_INIT("”")};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (str_find(between, marks[k], 0) >= 0) return true;
    return false;
}

static void read_words(str text, struct tokens_read *t, arena *out) {
    ptrdiff_t last = 0;
    int capital = 0, letters = 0;
    for (ptrdiff_t i = 0; i < text.n && t->n < FEATURES_WORDS_READ;) {
        int length;
        bool apostrophe;
        if (!inside_word(text, i, &length, &apostrophe)) {
            i += length;
            continue;
        }
        ptrdiff_t beg = i;
        while (i < text.n && inside_word(text, i, &length, &apostrophe)) i += length;
        str w = str_slice(text, beg, i), between = str_slice(text, last, beg);
        uint32_t first = utf8_at(w, 0, &length);
        struct token token = {.key = trimmed(utf8_fold(out, w)),
                              .upper = utf8_is_upper(first),
                              .digit = ascii_digit(w.p[0]),
                              .starts = last == 0 || ends_sentence(between),
                              .follows = last && str_eq(between, S(" "))};
        last = i;
        letters += utf8_is_alpha(first);
        capital += token.upper;
        *vec_push(out, t) = token;
    }
    t->headline = 100 * capital > HEADLINE_CAPITALS * letters;
}

/* Forms of one word brought together, roughly: plurals, -ed and -ing; "stories" meets "story". */
static uint32_t hash_of(str w) {
    ptrdiff_t n = w.n;
    bool y = n > 4 && (w.p[n - 1] == 'y' || str_ends(w, S("ies")));
    if (y)
        n -= w.p[n - 1] == 'y' ? 1 : 3;
    else if (n > 4) {
        if (n > 6 && str_ends(w, S("ing")))
            n -= 3;
        else if (n > 5 && (str_ends(w, S("ed")) || str_ends(w, S("es"))))
            n -= 2;
        else if (w.p[n - 1] == 's' && w.p[n - 2] != 's')
            n--;
        if (n > 4 && w.p[n - 1] == 'e') n--;
    }
    return (uint32_t)(str_hash(str_head(w, n), y ? 7 : 6) >> 32);
}

/* The words of an article, added up. */
struct word_sum {
    uint32_t hash;
    float all, name;
    uint8_t common;
    bool number;
};
struct gathering {
    struct {
        struct word_sum *p;
        ptrdiff_t n, cap;
    } words;
    features *f;
    arena *out;
};

static uint8_t common_of(str key) {
    int texts = background_texts(key);
    return (uint8_t)(texts < 255 ? texts : 255);
}

static int weekday_of(const struct token *t, bool headline) {
    const lex_row *r = t->upper ? lex_find_folded(&lex_weekdays, t->key) : NULL;
    if (!r || str_eq(lex_cell(&lex_weekdays, r, LEX_weekdays_form), S("plural"))) return 0;
    if (t->key.n <= 4 && (t->starts || headline)) return 0; // "Sun", "Sat": only where it is no other word
    return lex_cell(&lex_weekdays, r, LEX_weekdays_number).p[0] - '0';
}

static int month_of(const struct token *t) {
    const lex_row *r = t->upper ? lex_find_folded(&lex_months, t->key) : NULL;
    int n = 0;
    if (!r) return 0;
    str cell = lex_cell(&lex_months, r, LEX_months_month);
    for (ptrdiff_t i = 0; i < cell.n; i++) n = 10 * n + (cell.p[i] - '0');
    return n;
}

static int small_number(const struct tokens_read *t, ptrdiff_t i) {
    if (i >= t->n || t->p[i].key.n > YEAR_LONGEST || !t->p[i].key.n) return 0;
    int n = 0;
    for (ptrdiff_t k = 0; k < t->p[i].key.n; k++) {
        if (!ascii_digit(t->p[i].key.p[k])) return 0;
        n = 10 * n + (t->p[i].key.p[k] - '0');
    }
    return n;
}

/* The day that the words at i speak of, seen from the day of publication; false for none. */
static bool day_at(const struct tokens_read *t, ptrdiff_t i, int32_t published, int32_t *day) {
    const struct token *w = &t->p[i];
    int weekday = weekday_of(w, t->headline), month = weekday ? 0 : month_of(w);
    if (weekday) {
        *day = published - (calendar_weekday(published) - weekday + 7) % 7;
        return true;
    }
    if (month) {
        int number = small_number(t, i + 1), year = small_number(t, i + 2);
        bool said = year >= 1900 && year < 2100;
        if (!said) year = calendar_civil(published).year;
        if (!calendar_valid(year, month, number)) return false;
        *day = calendar_day(year, month, number);
        if (!said && *day > published + FUTURE_DAYS && calendar_valid(year - 1, month, number))
            *day = calendar_day(year - 1, month, number);
        return true;
    }
    *day = published;
    if (str_eq(w->key, S("today")) || str_eq(w->key, S("tonight"))) return true;
    *day = published - 1;
    return str_eq(w->key, S("yesterday"));
}

static void add_day(struct gathering *g, int32_t day) {
    features *f = g->f;
    if (f->days.n == FEATURES_DAYS) return;
    for (ptrdiff_t i = 0; i < f->days.n; i++)
        if (f->days.p[i].day == day) return;
    if (!f->days.n) f->happened = day;
    float weight = FEATURES_SCALE / (1 + LATER_DAY * (float)f->days.n);
    *vec_push(g->out, &f->days) = (struct day_feature){day, (uint8_t)lrintf(weight)};
}

static void add_text(struct gathering *g, str text, bool title) {
    struct tokens_read t = {0};
    read_words(text, &t, g->out);
    uint32_t before = 0; // the content word before, 0 when it is not next to this one
    for (ptrdiff_t i = 0; i < t.n; i++) {
        const struct token *w = &t.p[i];
        int32_t day;
        if (g->f->day != FEATURES_UNDATED && day_at(&t, i, g->f->day, &day)) add_day(g, day);
        if (w->key.n < 2 && !w->digit) continue;
        if (lex_find_folded(&lex_function_words, w->key)) {
            before = 0;
            continue;
        }
        uint32_t hash = hash_of(w->key);
        struct word_sum sum = {.hash = hash, .common = common_of(w->key), .number = w->digit};
        sum.all = (title ? TITLE_TIMES : 1) * (i < LEAD_WORDS ? LEAD_TIMES : 1);
        if (w->upper && !w->digit && !weekday_of(w, false) && !month_of(w)) {
            bool plain = w->starts || t.headline;
            sum.name = (!plain  ? 1
                        : title ? NAME_IN_TITLE
                                : NAME_STARTS_SENTENCE) *
                       (title || i < NAME_LEAD_WORDS ? NAME_LEAD_TIMES : 1);
        }
        *vec_push(g->out, &g->words) = sum;
        if (before && w->follows) *vec_push(g->out, &g->f->pairs) = (before * 31 + hash) * 0x9E3779B1u;
        before = hash;
    }
}

static int by_hash(const void *a, const void *b) {
    const struct word_sum *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->all > y->all) - (x->all < y->all); // sums of floats do not hang on the order
}

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int by_day(const void *a, const void *b) {
    const struct day_feature *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

static uint8_t scaled(float sum) {
    long n = lrintf(logf(1 + sum) * FEATURES_SCALE);
    return (uint8_t)(n > 255 ? 255 : n);
}

/* Adds up equal words and leaves each pair once. */
static void sum_up(struct gathering *g) {
    features *f = g->f;
    if (g->words.n) qsort(g->words.p, (size_t)g->words.n, sizeof *g->words.p, by_hash);
    for (ptrdiff_t i = 0, end; i < g->words.n; i = end) {
        struct word_sum sum = g->words.p[i];
        for (end = i + 1; end < g->words.n && g->words.p[end].hash == sum.hash; end++) {
            sum.all += g->words.p[end].all;
            sum.name += g->words.p[end].name;
            if (g->words.p[end].common > sum.common) sum.common = g->words.p[end].common;
        }
        *vec_push(g->out, &f->words) = (struct word_feature){sum.hash, scaled(sum.all), scaled(sum.name), sum.common,
                                                             sum.number ? WORD_NUMBER : 0};
    }
    if (f->pairs.n) qsort(f->pairs.p, (size_t)f->pairs.n, sizeof *f->pairs.p, by_value);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < f->pairs.n; i++)
        if (!n || f->pairs.p[n - 1] != f->pairs.p[i]) f->pairs.p[n++] = f->pairs.p[i];
    f->pairs.n = n;
    if (f->days.n) qsort(f->days.p, (size_t)f->days.n, sizeof *f->days.p, by_day);
}

features features_of(const article *a, arena *out) {
    features f = {.day = a->when.known ? a->when.day : FEATURES_UNDATED, .second = a->when.known ? a->when.second : -1};
    f.happened = f.day;
    if (a->outlet.n) f.outlet = (uint32_t)(str_hash(a->outlet, 8) >> 32) | 1;
    struct gathering g = {.f = &f, .out = out};
    str text = a->text;
    if (a->title_span.end > a->title_span.beg && a->title_span.beg == 0) text = str_drop(text, a->title_span.end);
    add_text(&g, a->title, true);
    add_text(&g, text, false);
    sum_up(&g);
    return f;
}

int features_cmp(const features *a, const features *b) {
#define DIFFER(x, y)                                                                                                   \
    if ((x) != (y)) return (x) < (y) ? -1 : 1
    DIFFER(a->day, b->day);
    DIFFER(a->second, b->second);
    DIFFER(a->words.n, b->words.n);
    DIFFER(a->pairs.n, b->pairs.n);
    DIFFER(a->days.n, b->days.n);
    DIFFER(a->outlet, b->outlet);
    DIFFER(a->happened, b->happened);
    int c = a->words.n ? memcmp(a->words.p, b->words.p, (size_t)a->words.n * sizeof *a->words.p) : 0;
    if (!c && a->pairs.n) c = memcmp(a->pairs.p, b->pairs.p, (size_t)a->pairs.n * sizeof *a->pairs.p);
    for (ptrdiff_t i = 0; !c && i < a->days.n; i++) {
        DIFFER(a->days.p[i].day, b->days.p[i].day);
        DIFFER(a->days.p[i].weight, b->days.p[i].weight);
    }
#undef DIFFER
    return c;
}

/* Bytes: little-endian, fixed width. */

static void put32(buf *out, uint32_t v) {
    char b[4] = {(char)v, (char)(v >> 8), (char)(v >> 16), (char)(v >> 24)};
    buf_put(out, str_of(b, 4));
}

static bool get32(str *from, uint32_t *v) {
    if (from->n < 4) return false;
    const unsigned char *b = (const unsigned char *)from->p;
    *v = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    *from = str_drop(*from, 4);
    return true;
}

static bool get8(str *from, uint8_t *v) {
    if (from->n < 1) return false;
    *v = (uint8_t)from->p[0];
    *from = str_drop(*from, 1);
    return true;
}

void features_save(const features *f, buf *out) {
    put32(out, (uint32_t)f->day);
    put32(out, (uint32_t)f->second);
    put32(out, (uint32_t)f->happened);
    put32(out, f->outlet);
    put32(out, (uint32_t)f->words.n);
    put32(out, (uint32_t)f->pairs.n);
    put32(out, (uint32_t)f->days.n);
    for (ptrdiff_t i = 0; i < f->words.n; i++) {
        const struct word_feature *w = &f->words.p[i];
        put32(out, w->hash);
        put32(out, w->all | (uint32_t)w->name << 8 | (uint32_t)w->common << 16 | (uint32_t)w->flags << 24);
    }
    for (ptrdiff_t i = 0; i < f->pairs.n; i++) put32(out, f->pairs.p[i]);
    for (ptrdiff_t i = 0; i < f->days.n; i++) {
        put32(out, (uint32_t)f->days.p[i].day);
        buf_byte(out, (char)f->days.p[i].weight);
    }
}

bool features_load(str *bytes, features *f, arena *out) {
    uint32_t head[7];
    *f = (features){0};
    for (int i = 0; i < 7; i++)
        if (!get32(bytes, &head[i])) return false;
    if (head[4] > 2 * FEATURES_WORDS_READ || head[5] > 2 * FEATURES_WORDS_READ || head[6] > FEATURES_DAYS) return false;
    f->day = (int32_t)head[0];
    f->second = (int32_t)head[1];
    f->happened = (int32_t)head[2];
    f->outlet = head[3];
    f->words.n = f->words.cap = (ptrdiff_t)head[4];
    f->pairs.n = f->pairs.cap = (ptrdiff_t)head[5];
    f->days.n = f->days.cap = (ptrdiff_t)head[6];
    f->words.p = arena_new(out, struct word_feature, f->words.n);
    f->pairs.p = arena_new(out, uint32_t, f->pairs.n);
    f->days.p = arena_new(out, struct day_feature, f->days.n);
    for (ptrdiff_t i = 0; i < f->words.n; i++) {
        uint32_t rest;
        struct word_feature *w = &f->words.p[i];
        if (!get32(bytes, &w->hash) || !get32(bytes, &rest)) return false;
        w->all = (uint8_t)rest;
        w->name = (uint8_t)(rest >> 8);
        w->common = (uint8_t)(rest >> 16);
        w->flags = rest >> 24 & (WORD_NUMBER | WORD_INDEXED);
        if (i && w[-1].hash >= w->hash) return false;
    }
    for (ptrdiff_t i = 0; i < f->pairs.n; i++)
        if (!get32(bytes, &f->pairs.p[i]) || (i && f->pairs.p[i - 1] >= f->pairs.p[i])) return false;
    for (ptrdiff_t i = 0; i < f->days.n; i++) {
        uint32_t day;
        if (!get32(bytes, &day) || !get8(bytes, &f->days.p[i].weight)) return false;
        f->days.p[i].day = (int32_t)day;
        if (i && f->days.p[i - 1].day >= f->days.p[i].day) return false;
    }
    return true;
}
