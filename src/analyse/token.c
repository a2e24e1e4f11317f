#include "analyse/token.h"

#include "base/utf8.h"
#include "lexicon_tables.h"

/* One chunk: text between white space. */
struct scan {
    str text;
    ptrdiff_t beg, end; // of the chunk
    ptrdiff_t block_end;
    bool in_single; // a single opening quotation mark waits for its closing one
    struct pieces *out;
    arena *a;
};

static void emit(struct scan *s, ptrdiff_t beg, ptrdiff_t end, bool joined) {
    if (beg < end) *vec_push(s->a, s->out) = (struct piece){{(uint32_t)beg, (uint32_t)end}, joined};
}

static uint32_t code_at(const struct scan *s, ptrdiff_t at, int *length) { return utf8_at(s->text, at, length); }

/* The byte at `at`, or 0 past the chunk. */
static char byte_at(const struct scan *s, ptrdiff_t at) { return at < s->end && at >= s->beg ? s->text.p[at] : 0; }

static bool digit_at(const struct scan *s, ptrdiff_t at) { return ascii_digit(byte_at(s, at)); }

static bool separates(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || utf8_is_space(c);
}

/* Letters, digits, marks, and what is invisible inside words. */
static bool is_word(uint32_t c) {
    if (c < 0x80) return ascii_alnum((char)c) || c == '_';
    return utf8_is_alpha(c) || utf8_is_digit(c) || c == 0xAD || c == 0x200C || c == 0x200D;
}

/* The length of the word character at `at`, 0 when there is none. */
static int word_char(const struct scan *s, ptrdiff_t at) {
    if (at >= s->end) return 0;
    int n;
    return is_word(code_at(s, at, &n)) ? n : 0;
}

static int letter(const struct scan *s, ptrdiff_t at) {
    if (at >= s->end) return 0;
    int n;
    return utf8_is_alpha(code_at(s, at, &n)) ? n : 0;
}

/* ' or a curly one, or the ` that some keyboards give; its length, 0 for none. */
static int apostrophe(const struct scan *s, ptrdiff_t at) {
    if (at >= s->end) return 0;
    if (s->text.p[at] == '\'' || s->text.p[at] == '`') return 1;
    int n;
    uint32_t c = code_at(s, at, &n);
    return c == 0x2019 || c == 0x2018 ? n : 0;
}

static bool upper_at(const struct scan *s, ptrdiff_t at) {
    if (at >= s->end) return false;
    int n;
    return utf8_is_upper(code_at(s, at, &n));
}

/* The end of the chunk without the marks that close a phrase, so that a link does not swallow them. */
static ptrdiff_t trim_closing(const struct scan *s, ptrdiff_t beg, ptrdiff_t end) {
    bool opened = str_find(str_slice(s->text, beg, end), S("("), 0) >= 0; // a link may hold brackets of its own
    while (end > beg) {
        int n;
        uint32_t c = utf8_before(s->text, end, &n);
        bool closing = c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '\'' || c == '"' ||
                       c == ')' || c == ']' || c == '>' || c == '}' || c == 0x2019 || c == 0x201D || c == 0xBB ||
                       c == 0x2026 || c == '|';
        if (!closing || (c == ')' && opened)) break;
        end -= n;
    }
    return end;
}

static ptrdiff_t link_end(const struct scan *s, ptrdiff_t at) {
    str rest = str_slice(s->text, at, s->end);
    bool link = str_starts_nocase(rest, S("http://")) || str_starts_nocase(rest, S("https://")) ||
                str_starts_nocase(rest, S("ftp://")) || str_starts_nocase(rest, S("mailto:")) ||
                str_starts_nocase(rest, S("www."));
    if (!link) return at;
    ptrdiff_t end = at;
    while (end < s->end && !strchr("<>\"|", s->text.p[end])) end++;
    return trim_closing(s, at, end);
}

static bool address_byte(char c) { return ascii_alnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-'; }

/* name@host: `at` is at the first byte of the name. Bounded, since every part of a chunk asks it. */
static ptrdiff_t address_end(const struct scan *s, ptrdiff_t at) {
    enum { NAME_BYTES = 64 };
    ptrdiff_t i = at;
    while (i < at + NAME_BYTES && address_byte(byte_at(s, i))) i++;
    if (i == at || byte_at(s, i) != '@' || !ascii_alnum(byte_at(s, i + 1))) return at;
    i++;
    while (address_byte(byte_at(s, i)) && byte_at(s, i) != '%') i++;
    return trim_closing(s, at, i);
}

/* @name or #tag. */
static ptrdiff_t handle_end(const struct scan *s, ptrdiff_t at) {
    if (byte_at(s, at) != '@' && byte_at(s, at) != '#') return at;
    if (!letter(s, at + 1) && byte_at(s, at + 1) != '_') return at;
    ptrdiff_t i = at + 1;
    for (int n; (n = word_char(s, i));) i += n;
    return i;
}

static ptrdiff_t face_end(const struct scan *s, ptrdiff_t at) {
    char c = byte_at(s, at);
    if (!c || !strchr(":;=(<>^-D", c) || (at > s->beg && ascii_alnum(s->text.p[at - 1]))) return at;
    for (ptrdiff_t n = 3; n >= 2; n--) {
        if (at + n > s->end || ascii_alnum(byte_at(s, at + n)) || byte_at(s, at + n) == '/') continue;
        if (lex_find(&lex_emoticons, str_slice(s->text, at, at + n))) return at + n;
    }
    return at;
}

static bool lexicon_has(const lex_table *t, const struct scan *s, ptrdiff_t beg, ptrdiff_t end) {
    return lex_find(t, str_slice(s->text, beg, end)) != NULL;
}

/* Digit groups joined by hyphens that are one thing: telephone numbers, 2025-11-21; not ranges or scores. */
static ptrdiff_t hyphenated_number(const struct scan *s, ptrdiff_t at) {
    ptrdiff_t i = at, group = at, first = 0, last = 0;
    int groups = 0;
    enum { NUMBER_BYTES = 40 };
    for (;; i++) {
        if (i > at + NUMBER_BYTES) return at;
        if (digit_at(s, i)) continue;
        last = i - group;
        if (!last) return at;
        if (!groups++) first = last;
        if (byte_at(s, i) != '-' || !digit_at(s, i + 1)) break;
        group = i + 1;
    }
    if (word_char(s, i)) return at;
    return groups >= 3 || (groups == 2 && first == 3 && last == 4) ? i : at;
}

/* 1,000.5  10:30  11/28/2000  20th  1980s  3.5bn; `at` is at a digit, or at a stop before one. */
static ptrdiff_t number_end(const struct scan *s, ptrdiff_t at) {
    ptrdiff_t end = hyphenated_number(s, at);
    if (end > at) return end;
    ptrdiff_t i = at;
    while (digit_at(s, i) || (i + 1 < s->end && strchr(".,:/", s->text.p[i]) && digit_at(s, i + 1))) i++;
    ptrdiff_t letters = i;
    for (int n; (n = word_char(s, i));) i += n;
    if (i == letters) {
        int n = apostrophe(s, i); // the 80's
        if (n && ascii_fold(byte_at(s, i + n)) == 's' && !word_char(s, i + n + 1)) return i + n + 1;
        return i;
    }
    return lexicon_has(&lex_joined_units, s, letters, i) ? letters : i;
}

/* Is the stop at `at` part of the word [beg, at)? */
static bool keeps_stop(const struct scan *s, ptrdiff_t beg, ptrdiff_t at) {
    str word = str_slice(s->text, beg, at + 1);
    if (str_find(str_head(word, word.n - 1), S("."), 0) >= 0) { // U.S.  a.m.  but not example.com.
        ptrdiff_t dot = str_rfind_byte(str_head(word, word.n - 1), '.');
        ptrdiff_t tail = word.n - 1 - dot - 1;
        if (tail == 1 && str_find(word, S("."), 0) <= 4) return true;
    }
    int n = letter(s, beg);
    if (n && beg + n == at && upper_at(s, beg)) return s->text.p[beg] != 'I' || s->end < s->block_end;
    const lex_row *row = lex_find(&lex_abbreviations, word);
    if (!row) return false;
    str kind = lex_cell(&lex_abbreviations, row, LEX_abbreviations_kind);
    if (!str_eq(kind, S("number"))) {
        // Words that are also common ones ("no.", "sat.") are abbreviations only when written so.
        str key = lex_cell(&lex_abbreviations, row, LEX_abbreviations_abbreviation);
        return !ascii_upper(key.p[0]) || upper_at(s, beg);
    }
    ptrdiff_t i = at + 1;
    while (i < s->block_end && s->text.p[i] == ' ') i++;
    return i < s->block_end && ascii_digit(s->text.p[i]);
}

/* Does the mark at `at` hold the word [beg, at) and what follows together? Its length, else 0. */
static int connector(const struct scan *s, ptrdiff_t beg, ptrdiff_t at) {
    char c = byte_at(s, at);
    int n = apostrophe(s, at);
    if (n) return letter(s, at + n) ? n : 0;
    if (c == '*') return letter(s, at + 1) ? 1 : 0;
    if (c == '&') { // AT&T, R&D
        int next = letter(s, at + 1);
        return next && at - beg <= 3 && upper_at(s, at - 1) && upper_at(s, at + 1) ? 1 : 0;
    }
    if (c == '-') return lexicon_has(&lex_prefixes, s, beg, at) ? 1 : 0;
    if (c != '.') return 0;
    if (digit_at(s, at + 1)) return ascii_digit(s->text.p[at - 1]) || !keeps_stop(s, beg, at);
    if (!letter(s, at + 1)) return 0;
    bool single = at - beg == 1 || s->text.p[at - 2] == '.';
    if (single && (!letter(s, at + 2) || byte_at(s, at + 2) == '.' || upper_at(s, beg))) return 1;
    if (!upper_at(s, at + 1)) return !keeps_stop(s, beg, at); // example.com
    if (!letter(s, at + 2)) return 1;                         // Ph.D
    return upper_at(s, at - 1) && upper_at(s, at + 2);        // FILE.DOC; "end.Next" is two words
}

static ptrdiff_t word_end(const struct scan *s, ptrdiff_t at) {
    ptrdiff_t i = at, hyphen = 0;
    for (;;) {
        int n = word_char(s, i);
        if (!n && i > at) n = connector(s, at, i);
        if (!n) break;
        if (s->text.p[i] == '-') hyphen = i;
        i += n;
    }
    if (byte_at(s, i) == '.' && (byte_at(s, i + 1) != '.' || byte_at(s, i + 2) != '.') && keeps_stop(s, at, i)) i++;
    if (hyphen == i - 1 && hyphen > at && !ascii_space(i < s->text.n ? s->text.p[i] : ' ')) i--;
    return i;
}

/* Where the clitic of the word [beg, end) begins, end when it has none. */
static ptrdiff_t clitic_at(const struct scan *s, ptrdiff_t beg, ptrdiff_t end) {
    for (ptrdiff_t i = end; i-- > beg && i + 6 > end;) {
        int n = apostrophe(s, i);
        if (!n) continue;
        str tail = str_slice(s->text, i + n, end);
        if (str_eq_nocase(tail, S("t"))) return i - 1 > beg && ascii_fold(s->text.p[i - 1]) == 'n' ? i - 1 : end;
        bool clitic = str_eq_nocase(tail, S("s")) || str_eq_nocase(tail, S("m")) || str_eq_nocase(tail, S("d")) ||
                      str_eq_nocase(tail, S("re")) || str_eq_nocase(tail, S("ve")) || str_eq_nocase(tail, S("ll"));
        return clitic && i > beg ? i : end;
    }
    return end;
}

/* Emits a word with its clitics: don't, I'd've, cannot. */
static void emit_word(struct scan *s, ptrdiff_t beg, ptrdiff_t end) {
    const lex_row *row = lex_find(&lex_contractions, str_slice(s->text, beg, end));
    if (row) {
        ptrdiff_t first = beg;
        int letters = lex_cell(&lex_contractions, row, LEX_contractions_letters).p[0] - '0';
        for (int length; letters > 0 && first < end; letters--, first += length) code_at(s, first, &length);
        emit(s, beg, first, false);
        emit(s, first, end, first > beg);
        return;
    }
    enum { CLITICS_MAX = 4 };
    ptrdiff_t cut[CLITICS_MAX + 1], rest = end;
    int cuts = 0;
    while (cuts < CLITICS_MAX) {
        ptrdiff_t at = clitic_at(s, beg, rest);
        if (at >= rest || at <= beg) break;
        cut[cuts++] = rest = at;
    }
    emit(s, beg, rest, false);
    while (cuts--) emit(s, cut[cuts], cuts ? cut[cuts - 1] : end, true);
}

/* Whether the apostrophe at `at`, after an s, is a possessive and not the closing mark of a quotation. */
static bool is_possessive(const struct scan *s, ptrdiff_t at, int length) {
    if (!s->in_single) return true;
    ptrdiff_t i = at + length;
    if (i + 1 >= s->block_end || s->text.p[i] != ' ' || !ascii_lower(s->text.p[i + 1])) return false;
    // Another closing mark further on, before any opening one, shows that the quotation goes on.
    enum { LOOK_AHEAD = 1000 };
    for (ptrdiff_t stop = i + LOOK_AHEAD < s->block_end ? i + LOOK_AHEAD : s->block_end; i < stop;) {
        int n;
        uint32_t c = code_at(s, i, &n);
        uint32_t before = (unsigned char)s->text.p[i - 1];
        bool mark = c == '\'' || c == 0x2018 || c == 0x2019;
        if (mark && (c == 0x2018 || before == ' ')) return false;
        bool inner = i + n < s->block_end && ascii_alnum(s->text.p[i + n]);
        if (mark && !inner) return true;
        i += n;
    }
    return false;
}

static bool is_emoji(uint32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || c == 0x2B50 || c == 0x2B55;
}

static ptrdiff_t emoji_end(const struct scan *s, ptrdiff_t at) {
    int n;
    uint32_t c = code_at(s, at, &n);
    if (!is_emoji(c)) return at;
    bool flag = c >= 0x1F1E6 && c <= 0x1F1FF;
    ptrdiff_t i = at + n;
    while (i < s->end) {
        uint32_t next = code_at(s, i, &n);
        if (flag && next >= 0x1F1E6 && next <= 0x1F1FF) return i + n;
        if (next == 0xFE0F || next == 0x20E3 || (next >= 0x1F3FB && next <= 0x1F3FF)) {
            i += n;
        } else if (next == 0x200D && i + n < s->end) {
            i += n;
            code_at(s, i, &n);
            i += n;
        } else {
            break;
        }
    }
    return i;
}

/* Runs of one mark (..., --, !!!, ===) are one token, and so are mixtures of ! and ?. */
static ptrdiff_t marks_end(const struct scan *s, ptrdiff_t at) {
    ptrdiff_t i = emoji_end(s, at);
    if (i > at) return i;
    char c = s->text.p[at];
    int n;
    code_at(s, at, &n);
    i = at + n;
    if (c == '!' || c == '?') {
        while (byte_at(s, i) == '!' || byte_at(s, i) == '?') i++;
    } else if (strchr(".-=*_~+<>#`'$", c) && c) {
        while (byte_at(s, i) == c) i++;
        if (c == '\'' && i - at > 2) i = at + 1;
        if (c == '-' && byte_at(s, i) == '>') i++;
    }
    return i;
}

/* Notes what a single quotation mark does to those that follow. */
static void note_quote(struct scan *s, ptrdiff_t beg, ptrdiff_t end) {
    int n;
    uint32_t c = code_at(s, beg, &n);
    if (beg + n != end || (c != '\'' && c != 0x2018 && c != 0x2019)) return;
    bool after_space = beg == s->beg || strchr("([{\"-", s->text.p[beg - 1]);
    s->in_single = c == 0x2018 || (c == '\'' && after_space && end < s->end);
}

/* 's or n't that stands apart: "Bush 's", "do n't". */
static bool lone_clitic(const struct scan *s, ptrdiff_t at) {
    if (at != s->beg) return false;
    int n = apostrophe(s, at);
    if (!n) return false;
    ptrdiff_t i = at + n;
    while (ascii_alpha(byte_at(s, i))) i++;
    if (word_char(s, i)) return false;
    str tail = str_slice(s->text, at + n, i);
    return str_eq(tail, S("s")) || str_eq(tail, S("m")) || str_eq(tail, S("re")) || str_eq(tail, S("ve")) ||
           str_eq(tail, S("ll")) || (str_eq(tail, S("d")));
}

/* A token that begins with an apostrophe: '90s, 'em. */
static ptrdiff_t elided_end(const struct scan *s, ptrdiff_t at) {
    int n = apostrophe(s, at);
    if (!n || s->text.p[at] == '`') return at;
    ptrdiff_t i = at + n;
    if (digit_at(s, i) && digit_at(s, i + 1) && !digit_at(s, i + 2)) {
        i += 2;
        if (byte_at(s, i) == 's') i++;
        return word_char(s, i) ? at : i;
    }
    while (ascii_alpha(byte_at(s, i))) i++;
    return i > at + n && lexicon_has(&lex_contractions, s, at, i) ? i : at;
}

/* US$, C$: letters of a currency with their sign. */
static ptrdiff_t currency_end(const struct scan *s, ptrdiff_t at) {
    ptrdiff_t i = at;
    while (ascii_upper(byte_at(s, i)) && i - at < 3) i++;
    return i > at && byte_at(s, i) == '$' && (digit_at(s, i + 1) || i + 1 == s->end) ? i + 1 : at;
}

static void split_chunk(struct scan *s) {
    for (ptrdiff_t at = s->beg, end; at < s->end; at = end) {
        bool fresh = at == s->beg || !word_char(s, at - 1);
        if (fresh && (end = link_end(s, at)) > at) {
            emit(s, at, end, false);
        } else if (fresh && ((end = address_end(s, at)) > at || (end = handle_end(s, at)) > at ||
                             (end = face_end(s, at)) > at || (end = currency_end(s, at)) > at)) {
            emit(s, at, end, false);
        } else if (digit_at(s, at) || (fresh && strchr(".+", s->text.p[at]) && s->text.p[at] && digit_at(s, at + 1))) {
            end = number_end(s, at + !digit_at(s, at));
            emit(s, at, end, false);
        } else if (lone_clitic(s, at)) {
            end = s->beg + apostrophe(s, at);
            while (ascii_alpha(byte_at(s, end))) end++;
            emit(s, at, end, false);
        } else if ((end = elided_end(s, at)) > at) {
            emit_word(s, at, end);
        } else if (word_char(s, at)) {
            end = word_end(s, at);
            emit_word(s, at, end);
            int n = apostrophe(s, end);
            if (n && s->text.p[end] != '`' && strchr("sSzxZX", s->text.p[end - 1]) && !word_char(s, end + n) &&
                is_possessive(s, end, n)) {
                emit(s, end, end + n, true);
                end += n;
            }
        } else {
            end = marks_end(s, at);
            emit(s, at, end, false);
            note_quote(s, at, end);
        }
    }
}

void token_split(str text, span block, struct pieces *out, arena *a) {
    struct scan s = {.text = text, .block_end = block.end, .out = out, .a = a};
    for (ptrdiff_t at = block.beg; at < block.end;) {
        int n;
        s.beg = at;
        while (at < block.end && !separates(utf8_at(text, at, &n))) at += n;
        s.end = at;
        if (s.beg < s.end) split_chunk(&s);
        while (at < block.end && separates(utf8_at(text, at, &n))) at += n;
    }
}

str token_norm(str word, arena *out) {
    bool same = true;
    for (ptrdiff_t i = 0; i < word.n && same; i++) same = (unsigned char)word.p[i] < 0x80 && !ascii_upper(word.p[i]);
    if (same) return word;
    str low = utf8_lower(out, word);
    char *p = arena_new(out, char, low.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < low.n;) {
        int k;
        uint32_t c = utf8_at(low, i, &k);
        if (c >= 0x2018 && c <= 0x201B)
            p[n++] = '\'';
        else if (c >= 0x201C && c <= 0x201F)
            p[n++] = '"';
        else if (c >= 0x2010 && c <= 0x2015)
            p[n++] = '-';
        else
            memcpy(p + n, low.p + i, (size_t)k), n += k;
        i += k;
    }
    return str_of(p, n);
}
