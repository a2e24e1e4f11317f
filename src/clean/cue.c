#include "clean/cue.h"

#include "base/utf8.h"
#include "lexicon_tables.h"

static const str scope_names[CUE_SCOPES] = {
    S_INIT("line"),    S_INIT("start"), S_INIT("sentence"), S_INIT("has"),     S_INIT("inline"),
    S_INIT("credit"),  S_INIT("label"), S_INIT("tail"),     S_INIT("bio"),     S_INIT("navigation"),
    S_INIT("bracket"), S_INIT("date"),  S_INIT("invite"),   S_INIT("network"),
};

static enum cue_scope scope_of(str name) {
    int i = 0;
    while (i < CUE_SCOPES - 1 && !str_eq(name, scope_names[i])) i++;
    return (enum cue_scope)i;
}

/* One character of text at `at` as utf8_fold would have it, as far as phrases need it. */
static char folded(str text, ptrdiff_t at, int *n) {
    uint32_t c = utf8_at(text, at, n);
    if (c < 0x80) return ascii_fold((char)c);
    if (c == 0x2018 || c == 0x2019) return '\'';
    if (c == 0x201C || c == 0x201D) return '"';
    if (c >= 0x2010 && c <= 0x2015) return '-';
    return utf8_is_space(c) ? ' ' : 0;
}

/* Where the phrase that begins at `at` ends, or -1. */
static ptrdiff_t match(str text, ptrdiff_t at, str key) {
    int n;
    ptrdiff_t j = 0;
    while (j < key.n) {
        if (at >= text.n) return -1;
        if ((unsigned char)key.p[j] >= 0x80) {
            if (text.p[at++] != key.p[j++]) return -1;
            continue;
        }
        char c = folded(text, at, &n);
        if (key.p[j] == ' ') {
            if (!ascii_space(c)) return -1;
            while (at < text.n && ascii_space(folded(text, at, &n))) at += n;
            j++;
            continue;
        }
        if (c != key.p[j]) return -1;
        at += n;
        j++;
    }
    if (at < text.n && ascii_alnum(key.p[key.n - 1]) && ascii_alnum(text.p[at])) return -1;
    return at;
}

/* The first key at or after `word` in the order of the table. */
static ptrdiff_t lower_bound(str word) {
    ptrdiff_t lo = 0, hi = lex_noise.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (str_cmp(lex_noise.keys[mid], word) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void find_at(sheet *s, arena *a, ptrdiff_t at) {
    char word[32];
    ptrdiff_t n = 0;
    while (n < (ptrdiff_t)sizeof word && at + n < s->raw.n && ascii_alnum(s->raw.p[at + n])) {
        word[n] = ascii_fold(s->raw.p[at + n]);
        n++;
    }
    if (!n) word[n++] = s->raw.p[at];
    str first = str_of(word, n);
    for (ptrdiff_t k = lower_bound(first); k < lex_noise.n && str_starts(lex_noise.keys[k], first); k++) {
        ptrdiff_t end = match(s->raw, at, lex_noise.keys[k]);
        const lex_row *row = &lex_noise.rows[k];
        if (end < 0 || (ascii_upper(lex_cell(&lex_noise, row, LEX_noise_phrase).p[0]) && !ascii_upper(s->raw.p[at])))
            continue;
        *vec_push(a, &s->hits) = (struct hit){.beg = at,
                                              .end = end,
                                              .scope = scope_of(lex_cell(&lex_noise, row, LEX_noise_scope)),
                                              .why = lex_cell(&lex_noise, row, LEX_noise_why)};
    }
}

/* Which first two bytes phrases have, so that most words are passed over at a glance. */
struct beginnings {
    uint64_t bit[65536 / 64];
};

static uint32_t beginning(str s, ptrdiff_t at) {
    unsigned char second = at + 1 < s.n ? (unsigned char)ascii_fold(s.p[at + 1]) : ' ';
    if (ascii_space((char)second)) second = ' ';
    return (uint32_t)(unsigned char)s.p[at] << 8 |
           (second < 0x80 ? second : 0); // a curly quote may stand for a plain one
}

static void note_beginning(struct beginnings *b, str phrase) {
    uint32_t k = beginning(phrase, 0);
    b->bit[k / 64] |= (uint64_t)1 << k % 64;
    k &= 0xFF00; // where the second byte is not ASCII
    b->bit[k / 64] |= (uint64_t)1 << k % 64;
}

static struct beginnings *phrase_beginnings(arena *a) {
    struct beginnings *b = arena_new(a, struct beginnings, 1);
    for (ptrdiff_t k = 0; k < lex_noise.n; k++) {
        char upper[2];
        str phrase = lex_cell(&lex_noise, &lex_noise.rows[k], LEX_noise_phrase);
        note_beginning(b, phrase);
        if (!ascii_lower(phrase.p[0])) continue;
        upper[0] = (char)(phrase.p[0] - 32);
        upper[1] = phrase.n > 1 ? phrase.p[1] : ' ';
        note_beginning(b, str_of(upper, 2));
    }
    return b;
}

void cue_find(sheet *s, arena *a) {
    const struct beginnings *b = phrase_beginnings(a);
    for (ptrdiff_t i = 0; i < s->raw.n; i++) {
        unsigned char c = (unsigned char)s->raw.p[i];
        if (ascii_space((char)c) || (c & 0xC0) == 0x80) continue;
        uint32_t k = beginning(s->raw, i);
        if (!(b->bit[k / 64] >> k % 64 & 1)) continue;
        // Inside a word no phrase begins, but where two words were run together: "PoliticsWorld News".
        char last = i ? s->raw.p[i - 1] : ' ';
        if (ascii_alnum((char)c) && ascii_alnum(last) && !(ascii_upper((char)c) && ascii_lower(last))) continue;
        ptrdiff_t before = s->hits.n;
        find_at(s, a, i);
        for (ptrdiff_t h = before + 1; h < s->hits.n; h++) // the longer first; few stand at one place
            for (ptrdiff_t j = h; j > before && s->hits.p[j].end > s->hits.p[j - 1].end; j--) {
                struct hit swap = s->hits.p[j];
                s->hits.p[j] = s->hits.p[j - 1];
                s->hits.p[j - 1] = swap;
            }
    }
}

static ptrdiff_t first_hit(const sheet *s, ptrdiff_t at) {
    ptrdiff_t lo = 0, hi = s->hits.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (s->hits.p[mid].beg < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

const struct hit *cue_next(const sheet *s, enum cue_scope scope, ptrdiff_t at, ptrdiff_t end) {
    for (ptrdiff_t i = first_hit(s, at); i < s->hits.n && s->hits.p[i].beg < end; i++)
        if (s->hits.p[i].scope == scope) return &s->hits.p[i];
    return NULL;
}

const struct hit *cue_at(const sheet *s, enum cue_scope scope, ptrdiff_t at) { return cue_next(s, scope, at, at + 1); }
