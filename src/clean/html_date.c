#include "clean/html_date.h"

#include "base/utf8.h"
#include "doc/calendar.h"
#include "lexicon_tables.h"

enum { LINE_WORDS = 20, DATE_WORDS = 7 };

bool html_date_good(str value) {
    struct moment m;
    return value.n >= 6 && value.n < 60 && calendar_parse(value, &m) && m.known && m.day > 0;
}

static bool iso_day(str s) {
    return s.n >= 10 && ascii_digit(s.p[0]) && ascii_digit(s.p[3]) && s.p[4] == '-' && ascii_digit(s.p[9]);
}

int32_t html_date_day(str value) {
    struct moment m;
    if (iso_day(value)) value = str_head(value, 10);
    return value.n && calendar_parse(value, &m) ? m.day : 0;
}

bool html_date_placeless(str value) {
    if (!iso_day(value) || value.n == 10) return false;
    str clock = str_drop(value, 11);
    if (str_ends(clock, S("Z")) || str_ends(clock, S("+00:00")) || str_ends(clock, S("+0000"))) return true;
    return str_find(clock, S("+"), 0) < 0 && str_find(clock, S("-"), 0) < 0;
}

/* Three numbers between the same marks; false when they are not all there. */
static bool three_numbers(str value, int32_t number[3], char *mark) {
    int parts = 0;
    ptrdiff_t i = 0;
    while (i < value.n && !ascii_digit(value.p[i])) i++;
    for (ptrdiff_t digits = 0; i < value.n && parts < 3; i++) {
        if (ascii_digit(value.p[i]) && digits < 4) {
            number[parts] = number[parts] * 10 + (value.p[i] - '0');
            digits++;
            continue;
        }
        char c = value.p[i];
        if (!digits || parts == 2 || (c != '/' && c != '.' && c != '-') || (*mark && c != *mark)) break;
        *mark = c;
        parts++;
        digits = 0;
    }
    return parts == 2;
}

str html_date_plain(str value, bool day_first, arena *out) {
    int32_t number[3] = {0};
    char mark = 0;
    if (three_numbers(value, number, &mark) && (number[2] > 1990 || number[0] > 1990)) {
        // with hyphens, either may come first anywhere: what is in doubt is no date
        bool year_first = number[0] > 1990, doubt = mark == '-' && !day_first && number[0] <= 12 && number[1] <= 12;
        bool turned = (day_first && number[1] <= 12) || mark == '.' || number[0] > 12;
        int year = year_first ? number[0] : number[2];
        int month = year_first || turned ? number[1] : number[0];
        int day = year_first ? number[2] : turned ? number[0] : number[1];
        if ((year_first || !doubt) && calendar_valid(year, month, day))
            return calendar_iso(out, calendar_day(year, month, day));
    }
    if (value.n > 9 && value.n < 30 && ascii_digit(value.p[0]) && ascii_digit(value.p[3]) && value.p[4] == ' ' &&
        ascii_upper(value.p[5])) {
        str turned = arena_fmt(out, "%.*s, %.*s", STR_FMT(str_drop(value, 5)), STR_FMT(str_head(value, 4)));
        if (html_date_good(turned)) return turned;
    }
    return value;
}

/* Bullets between the parts of a line, "Ann Lee\xE2\x80\xA2May 3, 2025", become spaces. */
static str without_bullets(str s, arena *out) {
    if (str_find(s, S("\xE2\x80\xA2"), 0) < 0 && str_find(s, S("\xC2\xB7"), 0) < 0 && str_find(s, S("|"), 0) < 0)
        return s;
    char *p = arena_new(out, char, s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool bullet = str_starts(str_drop(s, i), S("\xE2\x80\xA2")), dot = str_starts(str_drop(s, i), S("\xC2\xB7"));
        p[n++] = bullet || dot || s.p[i] == '|' ? ' ' : s.p[i];
        i += bullet ? 2 : dot;
    }
    return str_of(p, n);
}

static str words_with_a_date(str line) {
    ptrdiff_t start[LINE_WORDS + 1], words = 0;
    for (ptrdiff_t i = 0; i < line.n && words < LINE_WORDS; i++)
        if (line.p[i] != ' ' && (!i || line.p[i - 1] == ' ')) start[words++] = i;
    for (ptrdiff_t i = 0; i < words; i++) {
        char c = line.p[start[i]];
        if (!ascii_upper(c) && !ascii_digit(c)) continue;
        for (ptrdiff_t j = words < i + DATE_WORDS ? words : i + DATE_WORDS; j > i; j--) {
            ptrdiff_t end = j < words ? start[j] : line.n;
            str part = str_trim(str_slice(line, start[i], end));
            while (part.n && (strchr(",.;|)", part.p[part.n - 1]))) part.n--;
            if (html_date_good(part)) return part;
        }
    }
    return (str){0};
}

str html_date_in(str line, bool day_first, arena *out) {
    if (html_date_good(line)) return line;
    str found = words_with_a_date(without_bullets(line, out));
    if (found.n) return found;
    found = html_date_plain(line, day_first, out);
    return html_date_good(found) ? found : (str){0};
}

/* What a word of a line, or a class name, says of the date that it goes with. */
static enum html_date_says label_of(str word) {
    while (word.n && strchr(":.,;()|", word.p[word.n - 1])) word.n--;
    while (word.n && strchr("(|", word.p[0])) word = str_drop(word, 1);
    const lex_row *row = word.n ? lex_find(&lex_date_labels, word) : NULL;
    if (!row) return DATE_BARE;
    return str_eq(lex_cell(&lex_date_labels, row, LEX_date_labels_says), S("updated")) ? DATE_UPDATED : DATE_PUBLISHED;
}

/* "May 3, 2025 - May 7, 2025": the days of an event. */
static bool is_range(str part, str date) {
    ptrdiff_t at = str_find(part, date, 0);
    str rest = at >= 0 ? str_trim(str_drop(part, at + date.n)) : (str){0};
    bool dash = str_starts(rest, S("-")) || str_starts(rest, S("\xE2\x80\x93")) || str_starts(rest, S("to "));
    if (!dash || !rest.n) return false;
    while (rest.n && !ascii_upper(rest.p[0]) && !ascii_digit(rest.p[0])) rest = str_drop(rest, 1);
    return html_date_good(rest);
}

int html_date_line(str line, bool day_first, struct html_date found[2], arena *out) {
    str first = {0}, changed = {0};
    enum html_date_says says = DATE_BARE, first_says = DATE_BARE;
    ptrdiff_t beg = 0;
    for (ptrdiff_t i = 0; i <= line.n;) {
        while (i < line.n && line.p[i] == ' ') i++;
        ptrdiff_t end = i;
        while (end < line.n && line.p[end] != ' ') end++;
        enum html_date_says label = i < line.n ? label_of(str_slice(line, i, end)) : DATE_BARE;
        if (label != DATE_BARE || i >= line.n) { // a part of the line ends here
            str part = str_trim(str_slice(line, beg, i)), date = {0};
            if (part.n) date = html_date_in(part, day_first, out);
            if (date.n && is_range(part, date)) date = (str){0};
            if (date.n && says == DATE_UPDATED && !changed.n) changed = date;
            if (date.n && says != DATE_UPDATED && !first.n) first = date, first_says = says;
            says = label;
            beg = end;
        }
        if (i >= line.n) break;
        i = end;
    }
    int n = 0;
    // "May 1, 2025. Updated: May 3, 2025"
    if (first.n && changed.n && first_says == DATE_BARE) first_says = DATE_PUBLISHED;
    if (first.n) found[n++] = (struct html_date){first, first_says};
    if (changed.n) found[n++] = (struct html_date){changed, DATE_UPDATED};
    return n;
}

enum html_date_says html_date_label(str line) {
    enum html_date_says says = DATE_BARE;
    for (str word; str_next_part(&line, ' ', &word);)
        if (label_of(word) != DATE_BARE) says = label_of(word);
    return says;
}

enum html_date_says html_date_class(str names) {
    bool published = false, updated = false;
    ptrdiff_t beg = 0;
    for (ptrdiff_t i = 0; i <= names.n; i++) {
        bool letter = i < names.n && (ascii_alnum(names.p[i]));
        bool hump = letter && i > beg && ascii_upper(names.p[i]) && ascii_lower(names.p[i - 1]);
        if (letter && !hump) continue;
        enum html_date_says says = label_of(str_slice(names, beg, i));
        published = published || says == DATE_PUBLISHED;
        updated = updated || says == DATE_UPDATED;
        beg = letter ? i : i + 1;
    }
    return published == updated ? DATE_BARE : published ? DATE_PUBLISHED : DATE_UPDATED;
}

/* A number or a month's name between slashes or hyphens at *i; 0 when it is none. */
static int32_t part_of(str s, ptrdiff_t *i, bool name) {
    int32_t n = 0;
    ptrdiff_t beg = *i;
    while (*i < s.n && *i - beg < 4 && ascii_digit(s.p[*i])) n = n * 10 + (s.p[(*i)++] - '0');
    if (*i > beg || !name) return *i - beg == 1 ? 0 : n;
    while (*i < s.n && *i - beg < 10 && (ascii_lower(s.p[*i]) || ascii_upper(s.p[*i]))) (*i)++;
    const lex_row *row = *i - beg > 2 ? lex_find(&lex_months, str_slice(s, beg, *i)) : NULL;
    str month = row ? lex_cell(&lex_months, row, LEX_months_month) : (str){0};
    for (ptrdiff_t k = 0; k < month.n; k++) n = n * 10 + (month.p[k] - '0');
    return n;
}

str html_date_of_url(str url, arena *out) {
    for (ptrdiff_t at = str_find(url, S("/"), 0); at >= 0; at = str_find(url, S("/"), at + 1)) {
        ptrdiff_t i = at + 1;
        int32_t year = part_of(url, &i, false);
        if (year < 1991 || year > 9999 || i >= url.n || (url.p[i] != '/' && url.p[i] != '-')) continue;
        char mark = url.p[i++];
        int32_t month = part_of(url, &i, true);
        if (!month || i >= url.n || url.p[i++] != mark) continue;
        int32_t day = part_of(url, &i, false);
        if (day && calendar_valid(year, month, day)) return calendar_iso(out, calendar_day(year, month, day));
    }
    return (str){0};
}
