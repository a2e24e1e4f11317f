#include "doc/name_match.h"

#include "base/utf8.h"
#include "lexicon_tables.h"

enum {
    NAME_BYTES_MAX = 200, // a longer name is compared as a whole only
    WORDS_MAX = 24,       // words of a key that are looked at
    TITLE_WORDS_MAX = 6,  // words of the longest title that is taken off
};

typedef struct words {
    str w[WORDS_MAX];
    int n;
} words;

static words split(str key) {
    words k = {.n = 0};
    str part;
    while (k.n < WORDS_MAX && str_next_part(&key, ' ', &part))
        if (part.n) k.w[k.n++] = part;
    return k;
}

/* The text of words [beg, end), which stand side by side in one key. */
static str range(const words *k, int beg, int end) {
    if (beg >= end) return str_of("", 0);
    return str_of(k->w[beg].p, k->w[end - 1].p + k->w[end - 1].n - k->w[beg].p);
}

static bool in(const lex_table *t, str folded) { return folded.n && lex_find_folded(t, folded) != NULL; }

/* True when a folded word is listed as that part of names in lexicon/name_parts.tsv. */
static bool is_part(str word, str part) {
    const lex_row *r = lex_find_folded(&lex_name_parts, word);
    while (r && !str_eq(lex_cell(&lex_name_parts, r, LEX_name_parts_part), part)) r = lex_next(&lex_name_parts, r);
    return r != NULL;
}

static bool generic(str word) { return in(&lex_org_heads, word) || in(&lex_offices, word); }

/* The first row of countries.tsv for a folded phrase that is no mere city; capitals and peoples where asked for. */
static const lex_row *country_row(str folded, bool capitals, bool peoples) {
    const lex_row *r = lex_find_folded(&lex_countries, folded);
    for (; r; r = lex_next(&lex_countries, r)) {
        str kind = lex_cell(&lex_countries, r, LEX_countries_kind);
        if (str_eq(kind, S("city")) || (!capitals && str_eq(kind, S("capital")))) continue;
        if (!peoples && (str_eq(kind, S("person")) || str_eq(kind, S("people")))) continue;
        return r;
    }
    return NULL;
}

/* Folded and without what never belongs to a name: articles before it, a possessive mark after it. */
static str bare(str name, arena *out) {
    str s = str_trim(utf8_fold(out, name));
    static const str articles[] = {S_INIT("the "), S_INIT("a "), S_INIT("an ")};
    for (int i = 0; i < 3; i++)
        if (str_starts(s, articles[i])) s = str_trim(str_drop(s, articles[i].n));
    if (str_ends(s, S("'s")))
        s.n -= 2;
    else if (str_ends(s, S("s'")))
        s.n -= 1;
    return s;
}

/* The country that a bare phrase names, by its own name or as "venezuelan government", "government of venezuela". */
static const lex_row *governed(str s, bool capitals) {
    static const str of[] = {S_INIT("government of "), S_INIT("administration of "), S_INIT("state of ")};
    static const str tail[] = {S_INIT(" government"), S_INIT(" administration"), S_INIT("'s government")};
    for (int i = 0; i < 3; i++) {
        if (str_starts(s, of[i])) {
            s = str_drop(s, of[i].n);
            if (str_starts(s, S("the "))) s = str_drop(s, 4);
            break;
        }
    }
    for (int i = 2; i >= 0; i--) {
        if (str_ends(s, tail[i])) {
            s.n -= tail[i].n;
            break;
        }
    }
    return country_row(s, capitals, false);
}

/* Writes the words of a bare phrase: letters and digits, dots and inner apostrophes dropped, all else a space. */
static str plain_words(str s, arena *out) {
    char *p = arena_alloc(out, 1, 1, s.n + 1);
    ptrdiff_t n = 0;
    int k;
    for (ptrdiff_t i = 0; i < s.n; i += k) {
        uint32_t c = utf8_at(s, i, &k);
        if (utf8_is_alpha(c) || utf8_is_digit(c) || c >= 0x80) {
            if (c >= 0x80 && (utf8_is_punct(c) || utf8_is_space(c))) c = ' ';
            if (c == ' ') {
                if (n && p[n - 1] != ' ') p[n++] = ' ';
                continue;
            }
            memcpy(p + n, s.p + i, (size_t)k);
            n += k;
        } else if (c == '\'') {
            str rest = str_drop(s, i + 1);
            bool possessive = str_eq(rest, S("s")) || str_starts(rest, S("s ")) || str_starts(rest, S(" "));
            if (possessive && str_starts(rest, S("s"))) k = 2;
        } else if (c != '.' && n && p[n - 1] != ' ') {
            p[n++] = ' ';
        }
    }
    while (n && p[n - 1] == ' ') n--;
    return str_of(p, n);
}

/* "2nd avenue" -> "second avenue". */
static str spell_ordinals(str plain, arena *out) {
    str rest = plain, word, key = {0};
    if (!plain.n || !memchr("0123456789", plain.p[0], 10)) return plain;
    while (str_next_part(&rest, ' ', &word)) {
        str number = word.n > 2 && ascii_digit(word.p[0]) ? str_head(word, word.n - 2) : (str){0};
        for (int32_t i = 0; number.n && i < lex_ordinals.n; i++) {
            const lex_row *row = &lex_ordinals.rows[i];
            str spelt = lex_cell(&lex_ordinals, row, LEX_ordinals_word);
            if (str_eq(lex_cell(&lex_ordinals, row, LEX_ordinals_number), number) &&
                str_eq(str_drop(word, word.n - 2), str_drop(spelt, spelt.n - 2)))
                word = spelt;
        }
        key = key.n ? arena_fmt(out, "%.*s %.*s", STR_FMT(key), STR_FMT(word)) : word;
    }
    return key;
}

/* How many words of k at `at` are a title or a word that goes before one: "us president", "former", "dr". */
static int title_length(const words *k, int at) {
    for (int n = k->n - 1 - at < TITLE_WORDS_MAX ? k->n - 1 - at : TITLE_WORDS_MAX; n > 0; n--) {
        str phrase = range(k, at, at + n);
        if (in(&lex_honorifics, phrase)) return n;
        if (in(&lex_offices, phrase) && (n > 1 || !in(&lex_given_names, phrase))) return n;
    }
    if (!is_part(k->w[at], S("before"))) return 0;
    int more = at + 1 < k->n - 1 ? title_length(k, at + 1) : 0;
    return more ? 1 + more : 0;
}

/* Words before the name itself: a country or its adjective counts when a title follows it. */
static int titles(const words *k) {
    int at = 0;
    if (in(&lex_org_heads, k->w[k->n - 1])) return 0; // "General Assembly", "Justice Department"
    while (at < k->n - 1) {
        int n = title_length(k, at);
        for (int c = 3; !n && c > 0; c--) {
            if (at + c >= k->n - 1 || !country_row(range(k, at, at + c), false, true)) continue;
            int after = title_length(k, at + c);
            if (after) n = c + after;
        }
        if (!n) break;
        at += n;
    }
    return at < k->n ? at : 0;
}

static int without_suffix(const words *k, int end) {
    while (end > 1 && is_part(k->w[end - 1], S("suffix"))) end--;
    return end;
}

str name_key(str name, arena *out) {
    if (name.n > NAME_BYTES_MAX) return plain_words(bare(name, out), out);
    str s = bare(name, out);
    const lex_row *row = governed(s, false);
    if (row) return plain_words(utf8_fold(out, lex_cell(&lex_countries, row, LEX_countries_short)), out);
    const lex_table *bodies[] = {&lex_organisations, &lex_agencies, &lex_outlets};
    const int full[] = {LEX_organisations_canonical, LEX_agencies_outlet, LEX_outlets_outlet};
    for (int i = 0; i < 3 && !row; i++)
        if ((row = lex_find_folded(bodies[i], s))) s = bare(lex_cell(bodies[i], row, full[i]), out);
    str plain = spell_ordinals(plain_words(s, out), out);
    words k = split(plain);
    if (row || k.n < 2 || k.n == WORDS_MAX) return plain;
    int beg = titles(&k), end = without_suffix(&k, k.n);
    return beg < end ? range(&k, beg, end) : plain;
}

str name_country(str name) {
    if (name.n > NAME_BYTES_MAX) return str_of("", 0);
    alignas(max_align_t) char room[8 * NAME_BYTES_MAX];
    arena here = arena_over(room, sizeof room);
    const lex_row *row = governed(bare(name, &here), true);
    arena_leave(&here);
    return row ? lex_cell(&lex_countries, row, LEX_countries_country) : str_of("", 0);
}

/* Given names that may be one person's: equal, an initial of the other, or short and formal (Steve, Stephen). */
static bool given_agree(str a, str b) {
    if (str_eq(a, b)) return true;
    if (a.n == 1 || b.n == 1) return a.p[0] == b.p[0];
    const lex_row *x = lex_find_folded(&lex_given_names, a), *y = lex_find_folded(&lex_given_names, b);
    str fx = x ? lex_cell(&lex_given_names, x, LEX_given_names_formal) : str_of("", 0);
    str fy = y ? lex_cell(&lex_given_names, y, LEX_given_names_formal) : str_of("", 0);
    return (fx.n && (str_eq(fx, b) || str_eq(fx, fy))) || (fy.n && str_eq(fy, a));
}

/* One word in two transliterations: at least six letters, the first `same` of them equal, one letter more, less or
 * other (Zelensky, Zelenskyy), and not a plural. */
static bool spelt_alike(str a, str b, ptrdiff_t same) {
    if (a.n > b.n) {
        str c = a;
        a = b;
        b = c;
    }
    if (str_eq(a, b)) return true;
    if (a.n < 6 || b.n - a.n > 1 || memcmp(a.p, b.p, (size_t)same) != 0) return false;
    ptrdiff_t i = 0, j = 0;
    while (i < a.n && a.p[i] == b.p[i]) i++;
    while (j < a.n - i && a.p[a.n - 1 - j] == b.p[b.n - 1 - j]) j++;
    if (b.n == a.n) return i + j == a.n - 1;
    return i + j == a.n && !(i == a.n && b.p[b.n - 1] == 's');
}

static bool is_acronym(str letters, const words *k) {
    ptrdiff_t n = 0;
    for (int i = 0; i < k->n; i++) {
        if (is_part(k->w[i], S("small"))) continue;
        if (n == letters.n || letters.p[n] != k->w[i].p[0]) return false;
        n++;
    }
    return n == letters.n && n >= 2;
}

static bool ends_with(const words *k, const words *tail) {
    for (int i = 0; i < tail->n; i++)
        if (!str_eq(k->w[k->n - tail->n + i], tail->w[i])) return false;
    return true;
}

static bool begins_with(const words *k, const words *head) {
    for (int i = 0; i < head->n; i++)
        if (!str_eq(k->w[i], head->w[i])) return false;
    return true;
}

static bool all_generic(const words *k) {
    for (int i = 0; i < k->n; i++)
        if (!generic(k->w[i])) return false;
    return true;
}

/* One word against a longer name. */
static enum name_match match_word(str word, const words *k) {
    if (is_acronym(word, k)) return word.n > 2 ? MATCH_SAME : MATCH_POSSIBLE;
    bool common = generic(word) || country_row(word, true, true);
    if (str_eq(word, k->w[k->n - 1])) return common ? MATCH_POSSIBLE : MATCH_SAME;
    if (str_eq(word, k->w[0])) {
        if (common || !in(&lex_family_first, word) || in(&lex_org_heads, k->w[k->n - 1])) return MATCH_POSSIBLE;
        return k->n == 3 || !in(&lex_given_names, word) ? MATCH_SAME : MATCH_POSSIBLE;
    }
    for (int i = 1; i < k->n - 1; i++)
        if (word.n > 3 && str_eq(word, k->w[i])) return MATCH_POSSIBLE;
    if (!common && spelt_alike(word, k->w[k->n - 1], 3)) return MATCH_SAME;
    return MATCH_NONE;
}

/* True when both have the same words, in whatever order: family names come first or last. */
static bool reordered(const words *a, const words *b) {
    unsigned seen = 0;
    for (int i = 0; i < a->n && a->n == b->n; i++) {
        int j = 0;
        while (j < b->n && (seen >> j & 1u || !str_eq(a->w[i], b->w[j]))) j++;
        if (j == b->n) return false;
        seen |= 1u << j;
    }
    return a->n == b->n;
}

/* Two names of two words or more, a the one with fewer words. */
static enum name_match match_names(const words *a, const words *b) {
    bool given = in(&lex_given_names, b->w[0]) || in(&lex_given_names, a->w[0]) || b->w[0].n == 1 || a->w[0].n == 1;
    if (ends_with(b, a)) return all_generic(a) ? MATCH_POSSIBLE : MATCH_SAME;
    if (begins_with(b, a)) return given ? MATCH_SAME : MATCH_POSSIBLE;
    if (in(&lex_org_heads, a->w[a->n - 1]) || in(&lex_org_heads, b->w[b->n - 1])) return MATCH_NONE;
    if (given && reordered(a, b)) return MATCH_SAME;
    bool last_same = str_eq(a->w[a->n - 1], b->w[b->n - 1]);
    bool last_alike = last_same || spelt_alike(a->w[a->n - 1], b->w[b->n - 1], 3);
    if (last_alike && given && given_agree(a->w[0], b->w[0])) return MATCH_SAME;
    // "Wei Cuiming", "Wei Suiming": beside the same family name the given name may differ in its first letter as well.
    if (a->n == 2 && b->n == 2 && str_eq(a->w[0], b->w[0]) && in(&lex_family_first, a->w[0]) &&
        spelt_alike(a->w[1], b->w[1], 0))
        return MATCH_SAME;
    // "Mohammed Morsi", "Mohamed Mursi": both parts spelt a little differently.
    if (last_same && given && spelt_alike(a->w[0], b->w[0], 3)) return MATCH_SAME;
    return MATCH_NONE;
}

/* "Katla 2.0", "Apollo 11": a number at the end, which no year is, tells one from another. */
static bool numbered(const words *k) {
    enum { DIGITS_MAX = 3 };
    str last = k->w[k->n - 1];
    if (last.n > DIGITS_MAX) return false;
    for (ptrdiff_t i = 0; i < last.n; i++)
        if (!ascii_digit(last.p[i])) return false;
    return true;
}

enum name_match name_key_match(str a, str b) {
    if (!a.n || !b.n) return MATCH_NONE;
    if (str_eq(a, b)) return MATCH_SAME;
    words x = split(a), y = split(b);
    if (x.n == WORDS_MAX || y.n == WORDS_MAX || !x.n || !y.n) return MATCH_NONE;
    const lex_row *cx = country_row(a, false, false), *cy = country_row(b, false, false);
    if (cx && cy) return MATCH_NONE;
    if ((cx && x.n > 1) || (cy && y.n > 1)) return MATCH_NONE;
    const words *few = x.n <= y.n ? &x : &y, *many = x.n <= y.n ? &y : &x;
    if (numbered(many) && !str_eq(few->w[few->n - 1], many->w[many->n - 1])) return MATCH_NONE;
    if (many->n == 1) {
        bool common = generic(few->w[0]) || generic(many->w[0]) || cx || cy;
        return !common && spelt_alike(few->w[0], many->w[0], 3) ? MATCH_SAME : MATCH_NONE;
    }
    return few->n == 1 ? match_word(few->w[0], many) : match_names(few, many);
}

enum name_match name_match(str a, str b) {
    if (a.n > NAME_BYTES_MAX || b.n > NAME_BYTES_MAX) return str_eq(a, b) ? MATCH_SAME : MATCH_NONE;
    alignas(max_align_t) char room[32 * NAME_BYTES_MAX];
    arena here = arena_over(room, sizeof room);
    str ka = name_key(a, &here);
    enum name_match match = name_key_match(ka, name_key(b, &here));
    arena_leave(&here);
    return match;
}

ptrdiff_t name_key_words(str key) {
    ptrdiff_t n = key.n > 0;
    for (ptrdiff_t i = 0; i < key.n; i++) n += key.p[i] == ' ';
    return n;
}
