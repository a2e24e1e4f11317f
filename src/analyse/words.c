#include "analyse/words.h"

#include <pthread.h>

#include "base/table.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

const struct word word_before = {.form = 1, .suffix = {1, 1, 1, 1, 1}, .prefix = {1, 1, 1}, .shape = 1};
const struct word word_after = {.form = 2, .suffix = {2, 2, 2, 2, 2}, .prefix = {2, 2, 2}, .shape = 2};

enum { SEED = 0x5EED, FORM_BYTES = 64, SHAPE_BYTES = 16 };

static enum capitals capitals_of(str w) {
    int upper = 0, lower = 0;
    bool first = false, begun = false;
    int n;
    for (ptrdiff_t i = 0; i < w.n; i += n) {
        uint32_t c = utf8_at(w, i, &n);
        bool up = utf8_is_upper(c), low = !up && utf8_is_lower(c);
        if (!begun && (up || low)) first = up, begun = true;
        upper += up;
        lower += low;
    }
    if (!upper) return lower ? CAPS_LOWER : CAPS_NONE;
    if (!lower) return upper > 1 ? CAPS_ALL : CAPS_FIRST;
    return first && upper == 1 ? CAPS_FIRST : CAPS_MIXED;
}

static uint64_t shape_of(str w) {
    char shape[SHAPE_BYTES];
    int length = 0, n;
    for (ptrdiff_t i = 0; i < w.n && length < SHAPE_BYTES; i += n) {
        uint32_t c = utf8_at(w, i, &n);
        char k = utf8_is_upper(c) ? 'X' : utf8_is_alpha(c) ? 'x' : utf8_is_digit(c) ? 'd' : n == 1 ? (char)c : '?';
        if (length >= 2 && shape[length - 1] == k && shape[length - 2] == k) continue;
        shape[length++] = k;
    }
    return str_hash(str_of(shape, length), SEED);
}

/* Writes the form of a norm to form[FORM_BYTES]: its head, digits as 0. */
static str form_of(str norm, char *form) {
    norm = str_head(norm, FORM_BYTES);
    for (ptrdiff_t i = 0; i < norm.n; i++) form[i] = ascii_digit(norm.p[i]) ? '0' : norm.p[i];
    return str_of(form, norm.n);
}

uint64_t words_form(str norm) {
    char form[FORM_BYTES];
    return str_hash(form_of(norm, form), SEED);
}

static void view(str text, const tokens *k, const struct sentence *s, int32_t t, struct word *w) {
    char form[FORM_BYTES];
    str written = str_slice(text, k->span[t].beg, k->span[t].end), f = form_of(k->norm[t], form);
    w->form = str_hash(f, SEED);
    for (int i = 0; i < SUFFIXES; i++)
        w->suffix[i] = f.n > i + 1 ? str_hash(str_drop(f, f.n - i - 1), SEED + 1) : w->form + (uint64_t)i;
    for (int i = 0; i < PREFIXES; i++)
        w->prefix[i] = f.n > i + 1 ? str_hash(str_head(f, i + 1), SEED + 2) : w->form + (uint64_t)i;
    w->shape = shape_of(written);
    w->caps = (uint8_t)capitals_of(written);
    w->glue = (uint8_t)((t > s->beg && k->span[t - 1].end == k->span[t].beg) |
                        (t + 1 < s->end && k->span[t].end == k->span[t + 1].beg) << 1 | k->mwt[t] << 2 |
                        (t + 1 < s->end && k->mwt[t + 1]) << 3);
}

/* Title case or all capitals, judged by the longer words but the first. */
static enum letter_mode mode_of(const tokens *k, const struct sentence *s, const struct words *w) {
    enum { LONG_BYTES = 4 };
    int counted = 0, capital = 0, all = 0;
    for (int32_t i = 0; i < w->n; i++) {
        if (span_len(k->span[s->beg + i]) < LONG_BYTES || w->p[i].caps == CAPS_NONE) continue;
        if (i == 0 && w->p[i].caps != CAPS_ALL) continue;
        counted++;
        capital += w->p[i].caps != CAPS_LOWER;
        all += w->p[i].caps == CAPS_ALL;
    }
    if (counted < 2) return MODE_PLAIN;
    if (10 * all >= 8 * counted) return MODE_UPPER;
    return 10 * capital >= 8 * counted ? MODE_TITLE : MODE_PLAIN;
}

struct words words_make(str text, const tokens *k, const struct sentence *s, arena *out) {
    struct words w = {.n = s->end - s->beg};
    w.p = arena_new(out, struct word, w.n);
    for (int32_t i = 0; i < w.n; i++) view(text, k, s, s->beg + i, &w.p[i]);
    w.mode = mode_of(k, s, &w);
    for (int32_t i = 0; i < w.n; i++)
        w.p[i].context = (uint8_t)(w.p[i].caps | (unsigned)w.mode << 3 | (unsigned)(i == 0) << 5);
    return w;
}

static uint32_t country_lists(str key, uint32_t hash) {
    uint32_t lists = 0;
    const lex_row *r = lex_find_hashed(&lex_countries, key, hash);
    for (; r; r = lex_next(&lex_countries, r)) {
        str kind = lex_cell(&lex_countries, r, LEX_countries_kind);
        bool people = str_eq(kind, S("adjective")) || str_eq(kind, S("person")) || str_eq(kind, S("people"));
        lists |= people ? LIST_PEOPLE : LIST_COUNTRY;
    }
    return lists;
}

/* What the lists of names alone say, those of known_names.tsv and wordnet_names.tsv. */
static uint32_t name_lists(str key, uint32_t hash) {
    const struct {
        str kind;
        uint32_t list;
    } known[] = {{S("family"), LIST_FAMILY}, {S("place"), LIST_KNOWN_PLACE}, {S("company"), LIST_COMPANY},
                 {S("body"), LIST_BODY},     {S("university"), LIST_BODY},   {S("team"), LIST_TEAM},
                 {S("person"), LIST_PERSON}};
    const lex_table *const tables[] = {&lex_known_names, &lex_wordnet_names};
    const int column[] = {LEX_known_names_kind, LEX_wordnet_names_kind};
    uint32_t lists = 0;
    for (int t = 0; t < 2; t++)
        for (const lex_row *r = lex_find_hashed(tables[t], key, hash); r; r = lex_next(tables[t], r))
            for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (str_eq(lex_cell(tables[t], r, column[t]), known[i].kind)) lists |= known[i].list;
    return lists;
}

/* The tables that stand for one list each; the first PHRASE_TABLES hold phrases too. */
static const struct {
    const lex_table *table;
    uint32_t list;
} TABLES[] = {{&lex_places, LIST_PLACE},        {&lex_organisations, LIST_ORG},  {&lex_outlets, LIST_OUTLET},
              {&lex_agencies, LIST_OUTLET},     {&lex_leaders, LIST_LEADER},     {&lex_given_names, LIST_GIVEN},
              {&lex_family_first, LIST_FAMILY}, {&lex_org_heads, LIST_ORG_HEAD}, {&lex_place_heads, LIST_PLACE_HEAD},
              {&lex_honorifics, LIST_TITLE},    {&lex_offices, LIST_TITLE}};
enum { PHRASE_TABLES = 5, ALL_TABLES = sizeof TABLES / sizeof *TABLES, FILTER_BITS = 18 };

/* Most words, and nearly all phrases, are in none: a bit for each hash that a key of any of the tables has. */
static uint64_t filter[1 << (FILTER_BITS - 6)];
static pthread_once_t filter_once = PTHREAD_ONCE_INIT;

static uint32_t filter_at(uint32_t hash) { return hash & ((1u << FILTER_BITS) - 1); }

static void filter_add(const lex_table *t) {
    for (int32_t i = 0; i < t->n; i++) {
        uint32_t at = filter_at(lex_hash(t->keys[i]));
        filter[at / 64] |= (uint64_t)1 << at % 64;
    }
}

static void filter_make(void) {
    filter_add(&lex_countries);
    filter_add(&lex_known_names);
    filter_add(&lex_wordnet_names);
    for (int i = 0; i < ALL_TABLES; i++) filter_add(TABLES[i].table);
}

/* The lists that hold a folded word or phrase. */
static uint32_t lists_of(str key, bool phrase) {
    uint32_t hash = lex_hash(key), at = filter_at(hash);
    if (!(filter[at / 64] >> at % 64 & 1)) return 0;
    uint32_t lists = country_lists(key, hash) | name_lists(key, hash);
    for (int i = 0; i < (phrase ? PHRASE_TABLES : ALL_TABLES); i++)
        if (lex_find_hashed(TABLES[i].table, key, hash)) lists |= TABLES[i].list;
    return lists;
}

void words_find_lists(struct words *w, str text, const tokens *k, const struct sentence *s, arena tmp) {
    enum { PHRASE_WORDS = 5, PHRASE_BYTES = 60 };
    pthread_once(&filter_once, filter_make);
    for (int32_t i = 0; i < w->n; i++) {
        if (!ascii_alnum(text.p[k->span[s->beg + i].beg]) && (unsigned char)text.p[k->span[s->beg + i].beg] < 0x80)
            continue;
        for (int32_t n = 1; n <= PHRASE_WORDS && i + n <= w->n; n++) {
            span where = token_range(k, s->beg + i, s->beg + i + n);
            if (span_len(where) > PHRASE_BYTES) break;
            arena room = tmp;
            uint64_t lists = lists_of(utf8_fold(&room, str_slice(text, where.beg, where.end)), n > 1);
            if (n == 1) w->p[i].lists |= lists;
            if (n > 1) w->p[i].lists |= lists << LIST_BEGIN;
            for (int32_t j = i; n > 1 && j < i + n; j++) w->p[j].lists |= lists << LIST_PHRASE;
        }
    }
}
