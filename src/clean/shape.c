#include "clean/shape.h"

#include "base/utf8.h"
#include "clean/appeal.h"

enum {
    COUNT_WORDS = 4,
    AGE_WORDS = 5,
    READING_BYTES = 40,
    PATH_WORDS = 4, // of a part of a path
    CREDIT_WORDS = 8,
    NOTICE_WORDS = 12, // "Source: Harbour Wire © The Harbour Post 2026"
    LABEL_WORDS = 3,   // of a label in capitals
};

/* "Copyright Harbour Press Limited 2026." */
static bool ends_in_year(str line) {
    while (line.n && !ascii_alnum(line.p[line.n - 1])) line.n--;
    if (line.n < 5 || line.p[line.n - 5] != ' ') return false;
    for (ptrdiff_t i = line.n - 4; i < line.n; i++)
        if (!ascii_digit(line.p[i])) return false;
    return true;
}

bool shape_is_copyright(str line) {
    if (str_starts(line, S("(")) && !str_starts_nocase(line, S("(c)")))
        line = str_drop(line, 1);                                 // "(Copyright 2026 …)"
    if (str_starts(line, S("TM and "))) line = str_drop(line, 7); // "TM and © Harbour Radio"
    if (str_find(line, S("\xC2\xA9"), 0) > 0 && sheet_words(line) <= NOTICE_WORDS) return true;
    return str_starts(line, S("\xC2\xA9")) || str_starts_nocase(line, S("copyright \xC2\xA9")) ||
           str_starts_nocase(line, S("(c) ")) ||
           (str_starts_nocase(line, S("copyright ")) && line.n > 11 &&
            (ascii_digit(line.p[10]) || line.p[10] == '(' || (ascii_upper(line.p[10]) && ends_in_year(line))));
}

static ptrdiff_t digits_end(str s, ptrdiff_t at) {
    while (at < s.n && ascii_digit(s.p[at])) at++;
    return at;
}

ptrdiff_t shape_reading_time(str s) {
    static const str units[] = {S_INIT("minutes"), S_INIT("minute"), S_INIT("mins"), S_INIT("min")};
    ptrdiff_t at = digits_end(s, 0);
    if (!at || at > 3) return 0;
    if (at < s.n && (s.p[at] == ' ' || s.p[at] == '-')) at++;
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        if (!str_starts_nocase(str_drop(s, at), units[k])) continue;
        at += units[k].n;
        if (at < s.n && s.p[at] == '.') at++;
        if (str_starts_nocase(str_drop(s, at), S(" reading time"))) return at + 13;
        if (!str_starts_nocase(str_drop(s, at), S(" read"))) return 0;
        at += 5;
        return at < s.n && ascii_alnum(s.p[at]) ? 0 : at;
    }
    return 0;
}

/* "5 min read", "Reading time: 5 minutes" */
static bool is_reading_time(str line) {
    ptrdiff_t n = shape_reading_time(line);
    if (n) return !sheet_has_word(str_drop(line, n));
    if (line.n > READING_BYTES || sheet_ends_sentence(line)) return false;
    ptrdiff_t at = str_find_nocase(line, S("reading time"), 0);
    if (at < 0) at = str_find_nocase(line, S("read time"), 0);
    if (at != 0 && !(at > 0 && str_starts_nocase(line, S("estimated ")))) return false;
    return str_find_nocase(line, S("min"), at) > 0;
}

/* "#harbour #bridge": nothing but tags. */
static bool is_tags(str line) {
    for (ptrdiff_t i = 0; i < line.n; i++)
        if ((i == 0 || ascii_space(line.p[i - 1])) && !ascii_space(line.p[i]) && line.p[i] != '#') return false;
    return line.n > 1;
}

/* "12 comments", "View 12 comments", "1.2K shares" */
static bool is_count(str line) {
    if (sheet_words(line) > COUNT_WORDS || sheet_ends_sentence(line)) return false;
    int32_t numbers = 0, nouns = 0;
    for (str rest = line, word; str_next_part(&rest, ' ', &word);) {
        if (!word.n) continue;
        if (ascii_digit(word.p[0]) || (word.p[0] == '(' && word.n > 1 && ascii_digit(word.p[1]))) {
            numbers++;
            continue;
        }
        bool counted = appeal_word_is(word, S("counted"));
        nouns += counted;
        if (!counted && !appeal_word_is(word, S("shows"))) return false;
    }
    return numbers == 1 && nouns >= 1;
}

/* "2 hours ago", "3h ago", "Updated 5 minutes ago" */
static bool is_age(str line) {
    if (!str_ends(line, S(" ago")) || sheet_words(line) > AGE_WORDS) return false;
    if (str_starts_nocase(line, S("updated "))) line = str_drop(line, 8);
    if (str_starts_nocase(line, S("posted "))) line = str_drop(line, 7);
    ptrdiff_t at = digits_end(line, 0);
    return at > 0 && at <= 2 && sheet_words(line) <= 3;
}

ptrdiff_t shape_gallery_word(str s) {
    ptrdiff_t blank = str_find(s, S(" "), 0);
    return blank > 0 && appeal_word_is(str_head(s, blank), S("gallery")) ? blank + 1 : 0;
}

/* "1 / 6", "Image 1 of 6", "00:00 / 03:21": where one stands in a gallery or recording. */
static bool is_position(str line) {
    line = str_drop(line, shape_gallery_word(line));
    ptrdiff_t of = str_find_nocase(line, S(" of "), 0), skip = 4;
    if (of < 0) of = str_find(line, S("/"), 0), skip = 1;
    if (of < 1 || line.n > 16) return false;
    str sides[2] = {str_trim(str_head(line, of)), str_trim(str_drop(line, of + skip))};
    for (int k = 0; k < 2; k++) {
        if (!sides[k].n) return false;
        for (ptrdiff_t i = 0; i < sides[k].n; i++)
            if (!ascii_digit(sides[k].p[i]) && sides[k].p[i] != ':') return false;
    }
    return true;
}

/* "5:07 AM - 29 Jun 2016": when an embedded tweet was sent. */
static bool is_tweet_time(str line) {
    ptrdiff_t dash = str_find(line, S(" - "), 0), hour = digits_end(line, 0);
    if (dash < 0 || line.n > 32 || !hour || hour > 2 || hour + 3 >= line.n || line.p[hour] != ':') return false;
    str half = str_trim(str_slice(line, digits_end(line, hour + 1), dash));
    if (!str_eq(half, S("AM")) && !str_eq(half, S("PM"))) return false;
    return sheet_words(str_drop(line, dash + 3)) == 3 && ascii_digit(line.p[dash + 3]) &&
           ascii_digit(line.p[line.n - 1]);
}

int32_t shape_clip(str line) {
    if (line.n < 8 || digits_end(line, 0) != 1 || line.p[1] != ':' || digits_end(line, 2) != 4 || line.p[2] > '5' ||
        !ascii_space(line.p[4]))
        return -1;
    str title = str_trim(str_drop(line, 5));
    if (sheet_words(title) < 3 || (sheet_ends_sentence(title) && !str_ends(title, S("?")))) return -1;
    int n;
    uint32_t first = utf8_at(title, 0, &n);
    if (!utf8_is_upper(first) && !utf8_is_digit(first) && !utf8_is_open_quote(first)) return -1;
    if (str_starts(title, S("AM ")) || str_starts(title, S("PM ")) || str_starts(title, S("GMT"))) return -1;
    return 60 * (line.p[0] - '0') + 10 * (line.p[2] - '0') + line.p[3] - '0';
}

bool shape_is_label(str line) {
    if (line.n < 4 || (line.p[0] != '[' && line.p[0] != '(') || line.p[line.n - 1] != (line.p[0] == '[' ? ']' : ')'))
        return false;
    ptrdiff_t colon = str_find(line, S(":"), 0);
    if (colon < 4 || sheet_words(str_head(line, colon)) > LABEL_WORDS) return false;
    for (ptrdiff_t i = 1; i < colon; i++)
        if (!ascii_upper(line.p[i]) && line.p[i] != ' ') return false;
    return true;
}

/* Whether the mark of a path stands at `at`: ">", "»", "›"; what stands there ends at *next. */
static bool path_mark(str s, ptrdiff_t at, ptrdiff_t *next) {
    int n;
    uint32_t c = utf8_at(s, at, &n);
    *next = at + n;
    return c == '>' || c == 0xBB || c == 0x203A;
}

static bool is_path_part(str part) {
    part = str_trim(part);
    int n;
    return part.n && sheet_words(part) <= PATH_WORDS && utf8_is_upper(utf8_at(part, 0, &n));
}

/* "News > World > Coast" */
static bool is_path(str line) {
    if (sheet_ends_sentence(line)) return false;
    ptrdiff_t parts = 0, beg = 0;
    for (ptrdiff_t at = 0, next; at < line.n; at = next) {
        bool mark = path_mark(line, at, &next);
        if (!mark) continue;
        if (!is_path_part(str_slice(line, beg, at))) return false;
        parts++;
        beg = next;
    }
    return parts && is_path_part(str_drop(line, beg));
}

/* "» Ten bridges that need repair", "▶ Drone footage": a link with the mark of one. */
static bool is_marked_link(str line) {
    static const str marks[] = {S_INIT("\xC2\xBB "),    S_INIT("\xE2\x86\x92"),  S_INIT("\xE2\x96\xB6"),
                                S_INIT("\xE2\x96\xBA"), S_INIT("\xE2\x80\xBA "), S_INIT(">> ")};
    if (sheet_ends_sentence(line) && line.p[line.n - 1] != '?') return false;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (str_starts(line, marks[k])) return true;
    return false;
}

/* Words that all begin with a capital, but for "for" and the like: how many, or 0. */
static int32_t name_words(str s) {
    int32_t words = 0;
    int n;
    for (str word; str_next_part(&s, ' ', &word);) {
        if (!word.n) continue;
        if (words &&
            (str_eq(word, S("for")) || str_eq(word, S("of")) || str_eq(word, S("de")) || str_eq(word, S("van"))))
            continue;
        uint32_t c = utf8_at(word, 0, &n);
        if (!utf8_is_upper(c) || strchr(",.;:", word.p[word.n - 1])) return 0;
        words++;
    }
    return words;
}

bool shape_is_credit(str s) {
    if (sheet_words(s) > CREDIT_WORDS) return false;
    ptrdiff_t via = str_find(s, S(" via "), 0);
    if (via > 0) return name_words(str_head(s, via)) && name_words(str_drop(s, via + 5));
    ptrdiff_t slash = str_find(s, S("/"), 0);
    if (slash < 1) return false;
    str maker = str_trim(str_head(s, slash)), house = str_trim(str_drop(s, slash + 1));
    return name_words(maker) >= 2 && name_words(house) >= 1;
}

/* "Should the road be closed? Yes / No" */
static bool is_ballot(str line) {
    ptrdiff_t ask = str_find(line, S("?"), 0);
    if (ask < 0) return false;
    int32_t answers = 0;
    for (str rest = str_drop(line, ask + 1), word; str_next_part(&rest, ' ', &word);) {
        if (!sheet_has_word(word)) continue;
        if (!str_starts_nocase(word, S("yes")) && !str_starts_nocase(word, S("no"))) return false;
        answers++;
    }
    return answers >= 2;
}

str shape_of(str line) {
    if (!sheet_has_word(line)) return S("rule");
    if (is_reading_time(line) || is_count(line) || is_age(line) || is_position(line)) return S("share bar");
    if (is_tags(line)) return S("tags");
    if (is_tweet_time(line)) return S("tweet signature");
    if (shape_is_label(line)) return S("related");
    if (is_ballot(line)) return S("promotion");
    if (is_path(line)) return S("navigation");
    if (is_marked_link(line)) return S("related");
    return !sheet_ends_sentence(line) && shape_is_credit(line) ? S("photo credit") : (str){0};
}
