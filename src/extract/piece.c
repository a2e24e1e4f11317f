#include "extract/piece.h"

#include <pthread.h>

#include "base/utf8.h"
#include "lexicon_tables.h"

static bool letter_at(str s, ptrdiff_t at, int *length) {
    if (at >= s.n) return false;
    if ((unsigned char)s.p[at] < 0x80) {
        *length = 1;
        return ascii_alpha(s.p[at]);
    }
    return utf8_is_alpha(utf8_at(s, at, length));
}

/* The length of an apostrophe at `at`, straight or curly, else 0. */
static int apostrophe(str s, ptrdiff_t at) {
    if (at >= s.n) return 0;
    if (s.p[at] == '\'') return 1;
    int n;
    return utf8_at(s, at, &n) == 0x2019 ? n : 0;
}

/* The end of a figure: digits, groups of three behind commas, and decimals. */
static ptrdiff_t figure_end(str s, ptrdiff_t at) {
    ptrdiff_t end = at;
    while (end < s.n && ascii_digit(s.p[end])) end++;
    while (end + 3 < s.n && s.p[end] == ',' && ascii_digit(s.p[end + 1]) && ascii_digit(s.p[end + 2]) &&
           ascii_digit(s.p[end + 3]) && !(end + 4 < s.n && ascii_digit(s.p[end + 4])) && end - at < 40)
        end += 4;
    ptrdiff_t whole = end;
    if (end + 1 < s.n && s.p[end] == '.' && ascii_digit(s.p[end + 1])) {
        end++;
        while (end < s.n && ascii_digit(s.p[end])) end++;
        if (end + 1 < s.n && s.p[end] == '.' && ascii_digit(s.p[end + 1])) return whole; // 12.11.2016
        if (at > 1 && s.p[at - 1] == '.' && ascii_digit(s.p[at - 2])) return whole;
    }
    return end;
}

/* The end of letters joined by full stops ("p.m.", "U.S.") when at least two are, else `at`. */
static ptrdiff_t dotted_end(str s, ptrdiff_t at) {
    ptrdiff_t end = at;
    int letters = 0;
    while (end + 1 < s.n && ascii_alpha(s.p[end]) && s.p[end + 1] == '.') {
        end += 2;
        letters++;
    }
    if (letters && end < s.n && ascii_alpha(s.p[end]) && !(end + 1 < s.n && ascii_alnum(s.p[end + 1]))) {
        end++; // "p.m" without its last stop
        letters++;
    }
    return letters >= 2 ? end : at;
}

/* The end of a word that begins at `at`; an apostrophe stays inside but before an ending ("'s", "'ll"). */
static ptrdiff_t word_end(str s, ptrdiff_t at) {
    int n;
    while (letter_at(s, at, &n)) {
        at += n;
        int mark = apostrophe(s, at);
        if (!mark || !letter_at(s, at + mark, &n)) continue;
        ptrdiff_t tail = at + mark;
        while (letter_at(s, tail, &n)) tail += n;
        if (tail - at - mark > 2)
            at += mark; // O'Brien, o'clock
        else
            break;
    }
    return at;
}

/* The plain form of a mark. */
static str plain_mark(arena *a, str s) {
    int n;
    switch (utf8_at(s, 0, &n)) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: return S("-");
    case 0x2018:
    case 0x2019:
    case 0x2032:
    case 0xB4:
    case '`': return S("'");
    case 0x201C:
    case 0x201D:
    case 0x2033:
    case 0xAB:
    case 0xBB: return S("\"");
    case 0x2044: return S("/");
    default: return (unsigned char)s.p[0] < 0x80 ? s : utf8_fold(a, s); // "½" and "²" as the lists have them
    }
}

/* Lower case without full stops and with plain apostrophes; a view of the text where nothing changes. */
static str plain_word(arena *a, str s) {
    bool same = true;
    for (ptrdiff_t i = 0; i < s.n && same; i++) same = ascii_lower(s.p[i]) || s.p[i] == '\'';
    if (same) return s;
    bool ascii = true;
    for (ptrdiff_t i = 0; i < s.n && ascii; i++) ascii = (unsigned char)s.p[i] < 0x80;
    if (!ascii) return utf8_fold(a, s);
    char *p = arena_new(a, char, s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] != '.') p[n++] = ascii_fold(s.p[i]);
    return str_of(p, n);
}

static void describe(struct piece *x, str s, bool space, bool line) {
    x->space = space;
    x->line = line;
    x->token = -1;
    if (x->kind != PIECE_WORD || !s.n) return;
    int n;
    x->upper = ascii_upper(s.p[0]) || ((unsigned char)s.p[0] >= 0x80 && utf8_is_upper(utf8_at(s, 0, &n)));
    x->caps = x->upper;
    for (ptrdiff_t i = 1; i < s.n && !x->upper; i++) x->upper = ascii_upper(s.p[i]); // "iPhone"
    for (ptrdiff_t i = 0; i < s.n && x->caps; i++) x->caps = !ascii_lower(s.p[i]);
}

/* Where the tokens' sentences are not known, a stop before a capital ends one. */
static bool begins_sentence(const pieces *k, ptrdiff_t i) {
    const struct piece *x = &k->p[i];
    if (i == 0 || x->line) return true;
    const tokens *t = &k->r->tokens;
    const struct piece *y = &k->p[i - 1];
    if (x->token >= 0 && y->token >= 0) return t->sent[x->token] != t->sent[y->token];
    str before = y->norm;
    return x->space && (str_eq(before, S(".")) || str_eq(before, S("?")) || str_eq(before, S("!"))) && x->upper;
}

/* The lists that are asked about nearly every piece. A filter over the first words of their keys answers most of that
 * once a piece: a word is hashed once, and only what passes is looked up. */
static const lex_table *const TABLES[] = {
    &lex_number_words, &lex_time_phrases, &lex_time_units, &lex_time_words, &lex_date_edges,  &lex_hedges,
    &lex_holidays,     &lex_months,       &lex_weekdays,   &lex_seasons,    &lex_day_parts,   &lex_ordinals,
    &lex_clock_hedges, &lex_currencies,   &lex_units,      &lex_harms,      &lex_amount_words};
enum { TABLES_COUNT = sizeof TABLES / sizeof *TABLES, FILTER_BITS = 12 };

static uint32_t filter[1 << FILTER_BITS]; // by hash: the tables with a key whose first word has it
static pthread_once_t filter_once = PTHREAD_ONCE_INIT;

static uint32_t filter_at(str word) { return lex_hash(word) >> 3 & ((1u << FILTER_BITS) - 1); }

static void filter_make(void) {
    for (uint32_t t = 0; t < TABLES_COUNT; t++) {
        for (int32_t i = 0; i < TABLES[t]->n; i++) {
            str key = TABLES[t]->keys[i];
            ptrdiff_t blank = str_find(key, S(" "), 0);
            filter[filter_at(blank < 0 ? key : str_head(key, blank))] |= 1u << t;
        }
    }
}

/* False when no key of t begins with piece i. */
static bool may_begin(const pieces *k, ptrdiff_t i, const lex_table *t) {
    for (uint32_t s = 0; s < TABLES_COUNT; s++)
        if (TABLES[s] == t) return k->p[i].tables >> s & 1;
    return true;
}

void pieces_cut(pieces *out, const reading *r, arena *a) {
    *out = (pieces){.r = r};
    str s = r->article->text;
    const tokens *t = &r->tokens;
    for (ptrdiff_t i = 1; i < t->n && !out->tagged; i++) out->tagged = !str_eq(t->xpos[i], t->xpos[0]);
    pthread_once(&filter_once, filter_make);
    int32_t token = 0;
    bool space = false, line = true;
    for (ptrdiff_t at = 0; at < s.n;) {
        int n;
        if (utf8_is_space(utf8_at(s, at, &n))) {
            space = true;
            line = line || s.p[at] == '\n';
            at += n;
            continue;
        }
        ptrdiff_t end = at + n;
        struct piece x = {.kind = PIECE_MARK};
        int mark = apostrophe(s, at), length;
        if (s.p[at] == '.' && at + 1 < s.n && ascii_digit(s.p[at + 1]) && (space || at == 0)) {
            x.kind = PIECE_NUMBER; // ".001"
            while (end < s.n && ascii_digit(s.p[end])) end++;
        } else if (ascii_digit(s.p[at])) {
            x.kind = PIECE_NUMBER;
            end = figure_end(s, at);
        } else if (letter_at(s, at, &length)) {
            x.kind = PIECE_WORD;
            end = dotted_end(s, at);
            if (end > at)
                x.dotted = true;
            else
                end = word_end(s, at);
        } else if (mark && !space && at > 0 && letter_at(s, at + mark, &length)) {
            ptrdiff_t tail = at + mark;
            while (letter_at(s, tail, &length)) tail += length;
            if (tail - at - mark <= 2) {
                x.kind = PIECE_WORD;
                end = tail;
            }
        }
        x.span = (span){(uint32_t)at, (uint32_t)end};
        str text = str_slice(s, at, end);
        describe(&x, text, space, line);
        x.norm = x.kind == PIECE_WORD ? plain_word(a, text) : x.kind == PIECE_MARK ? plain_mark(a, text) : text;
        if (x.kind == PIECE_WORD && mark) x.norm = str_eq(x.norm, S("s")) ? S("'s") : x.norm;
        x.tables = filter[filter_at(x.norm)];
        while (token < t->n && t->span[token].end <= (uint32_t)at) token++;
        if (token < t->n && t->span[token].beg <= (uint32_t)at) x.token = token;
        *(struct piece *)vec_push(a, out) = x;
        out->p[out->n - 1].first = begins_sentence(out, out->n - 1);
        at = end;
        space = line = false;
    }
}

str piece_tag(const pieces *k, ptrdiff_t i) {
    if (i < 0 || i >= k->n || k->p[i].token < 0 || !k->tagged) return (str){0};
    return k->r->tokens.xpos[k->p[i].token];
}

str piece_lemma(const pieces *k, ptrdiff_t i) {
    const struct piece *x = &k->p[i];
    if (x->token >= 0 && span_eq(k->r->tokens.span[x->token], x->span)) {
        str lemma = k->r->tokens.lemma[x->token];
        if (lemma.n) return lemma;
    }
    return x->norm;
}

void pieces_tokens(const pieces *k, ptrdiff_t i, ptrdiff_t j, int32_t *beg, int32_t *end) {
    const tokens *t = &k->r->tokens;
    span s = pieces_span(k, i, j);
    *beg = token_at(t, s.beg);
    *end = *beg;
    while (*end < t->n && t->span[*end].beg < s.end) (*end)++;
}

enum { PHRASE_BYTES = 80 };

const lex_row *pieces_phrase(const pieces *k, ptrdiff_t i, const lex_table *t, ptrdiff_t *end) {
    if (i >= k->n || !may_begin(k, i, t)) return NULL;
    char key[PHRASE_BYTES];
    ptrdiff_t n = 0;
    const lex_row *best = NULL;
    for (ptrdiff_t j = i; j < k->n && j < i + t->longest; j++) {
        if (j > i && !piece_goes_on(k, j)) break;
        str w = k->p[j].norm;
        if (n + w.n + 1 > PHRASE_BYTES) break;
        if (j > i) key[n++] = ' ';
        memcpy(key + n, w.p, (size_t)w.n);
        n += w.n;
        const lex_row *row = lex_find_folded(t, str_of(key, n));
        if (row) {
            best = row;
            *end = j + 1;
        }
    }
    return best;
}

const lex_row *piece_row(const pieces *k, ptrdiff_t i, const lex_table *t) {
    return i >= 0 && i < k->n && may_begin(k, i, t) ? lex_find_folded(t, k->p[i].norm) : NULL;
}

bool piece_has(const pieces *k, ptrdiff_t i, const lex_table *t, str role) {
    for (const lex_row *row = piece_row(k, i, t); row; row = lex_next(t, row))
        if (str_eq(lex_cell(t, row, 1), role)) return true;
    return false;
}
