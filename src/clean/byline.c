#include "clean/byline.h"

#include "base/utf8.h"
#include "clean/shape.h"
#include "doc/calendar.h"
#include "lexicon_tables.h"

enum {
    TOP_LINES = 8, // bylines and dates stand in the first so many lines
    BYLINE_WORDS = 16,
    NAME_WORDS = 5,
    DATE_WORDS = 12,
    DATELINE_BYTES = 90, // up to its dash
};

static str agency_of(str name) {
    const lex_row *row = lex_find(&lex_agencies, name);
    // A short one must stand in capitals, as agencies write themselves.
    for (ptrdiff_t i = 0; row && name.n <= 4 && i < name.n; i++)
        if (ascii_lower(name.p[i])) row = NULL;
    return row ? lex_cell(&lex_agencies, row, LEX_agencies_outlet) : (str){0};
}

/* Two to five words, each with a capital but for "de", "van", "al-" and the like; or one word that is an agency. */
static bool is_name(str s) {
    int32_t words = 0, capital = 0;
    int n;
    for (ptrdiff_t i = 0; i < s.n;) {
        while (i < s.n && ascii_space(s.p[i])) i++;
        if (i == s.n) break;
        uint32_t c = utf8_at(s, i, &n);
        words++;
        capital += utf8_is_upper(c);
        ptrdiff_t beg = i;
        while (i < s.n && !ascii_space(s.p[i])) {
            char b = s.p[i++];
            if (ascii_digit(b) || b == '@' || b == ':' || b == '/') return false;
        }
        if (!utf8_is_upper(c) && i - beg > 3) return false;
    }
    return words >= 2 && words <= NAME_WORDS && capital >= 2;
}

/* Whether one of its words names a post or a paper. */
static bool names_role(str s) {
    for (str word; str_next_part(&s, ' ', &word);)
        if (lex_find(&lex_byline_roles, word)) return true;
    return false;
}

/* The part of a byline before the next "and", comma, bar or semicolon. */
static bool next_part(str *rest, str *part) {
    if (!rest->n) return false;
    for (ptrdiff_t i = 0; i < rest->n; i++) {
        ptrdiff_t skip = 0;
        str here = str_drop(*rest, i);
        if (strchr(",;|/&", here.p[0]))
            skip = 1;
        else if (str_starts(here, S("\n")) || str_starts(here, S("\t")))
            skip = 1;
        else if (str_starts_nocase(here, S(" and ")) || str_starts_nocase(here, S(" for ")))
            skip = 5;
        else if (str_starts_nocase(here, S(" with ")) || str_starts_nocase(here, S(" in ")) ||
                 str_starts_nocase(here, S(" at ")))
            skip = 4;
        if (!skip) continue;
        *part = str_trim(str_head(*rest, i));
        *rest = str_drop(here, skip);
        return true;
    }
    *part = str_trim(*rest);
    *rest = (str){0};
    return true;
}

bool byline_read(str s, strs *people, str *agency, arena *out) {
    s = str_trim(s);
    if (str_starts_nocase(s, S("by ")) || str_starts_nocase(s, S("by\n")) || str_starts_nocase(s, S("by:")))
        s = str_trim(str_drop(s, 3));
    ptrdiff_t before = people->n;
    str role = {0};
    for (str part; next_part(&s, &part);) {
        str known = agency_of(part);
        if (known.n && !agency->n) *agency = known;
        if (known.n || (is_name(part) && !names_role(part)))
            *vec_push(out, people) = part;
        else if (!role.n && is_name(part))
            role = part;
    }
    if (people->n == before && role.n) *vec_push(out, people) = role;
    return people->n > before;
}

static bool read_date(str s, article *a, arena *out) {
    struct moment when;
    while (s.n && (s.p[0] == ':' || ascii_space(s.p[0]))) s = str_drop(s, 1);
    if (!calendar_parse(s, &when)) return false;
    if (!a->published.n) {
        a->published = calendar_iso_moment(out, when);
        a->published_from = S("text");
    }
    return true;
}

static bool has_digit(str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (ascii_digit(s.p[i])) return true;
    return false;
}

/* Whether it begins with a word in small letters, as a sentence goes on: "Updated figures put …". */
static bool goes_on(str s) {
    s = str_trim(s);
    return s.n && ascii_lower(s.p[0]);
}

/* The parts of a byline between bars: who wrote it is in a field, the date stays. */
static void cut_byline(sheet *s, arena *tmp, ptrdiff_t i) {
    struct line *l = &s->lines.p[i];
    int n;
    struct moment when;
    bool whole = true;
    ptrdiff_t before = s->cuts.n;
    for (ptrdiff_t at = l->beg, beg = at; at <= l->end; at += n) {
        uint32_t c = at < l->end ? utf8_at(s->raw, at, &n) : '|';
        if (at == l->end) n = 1;
        if (c != '|' && c != 0xB7 && c != 0x2022) continue;
        str part = str_trim(str_slice(s->raw, beg, at));
        bool stays = has_digit(part) && (shape_reading_time(part) || calendar_parse(part, &when));
        if (!stays) sheet_cut(s, tmp, beg, at < l->end ? at + n : at, DROPPED_BYLINE);
        whole &= !stays;
        beg = at + n;
    }
    l->date = !whole;
    if (!whole) return;
    s->cuts.n = before;
    sheet_cut_line(s, tmp, i, DROPPED_BYLINE);
}

void byline_cut(sheet *s, article *a, arena *tmp, arena *out) {
    ptrdiff_t seen = 0;
    bool found = false;
    for (ptrdiff_t i = 0; i < s->lines.n && seen < TOP_LINES; i++) {
        struct line *l = &s->lines.p[i];
        if (l->cut) continue;
        seen++;
        if (l->title) continue;
        str line = sheet_line(s, i);
        const struct hit *date = l->words <= DATE_WORDS ? cue_at(s, CUE_DATE, l->beg) : NULL;
        if (date && has_digit(line) && !sheet_ends_sentence(line)) { // the date stays: the text may refer to it
            l->date = read_date(str_slice(s->raw, date->end, l->end), a, out);
            if (l->date)
                sheet_cut(s, tmp, l->beg, date->end, DROPPED_DATE);
            else if (!goes_on(str_slice(s->raw, date->end, l->end)))
                sheet_cut_line(s, tmp, i, str_ends(line, S(" ago")) ? S("share bar") : DROPPED_DATE);
        } else if (l->words <= DATE_WORDS && read_date(line, a, out)) {
            l->date = true;
        } else if (!found && l->words <= BYLINE_WORDS && l->words >= 3 &&
                   (str_starts(line, S("By ")) || str_starts(line, S("BY "))) && !l->ends) {
            strs people = {0};
            str agency = {0};
            if (!byline_read(line, &people, &agency, out)) continue;
            found = true;
            if (!a->byline.n) a->byline = people;
            if (!a->agency.n) a->agency = agency;
            cut_byline(s, tmp, i);
        }
    }
}

/* The dash that ends a dateline at `at`: where it ends, or -1. */
static ptrdiff_t dash_end(str s, ptrdiff_t at) {
    while (at < s.n && ascii_space(s.p[at])) at++;
    ptrdiff_t beg = at;
    int n;
    while (at < s.n && at < beg + 6) {
        uint32_t c = utf8_at(s, at, &n);
        if (c != '-' && !(c >= 0x2012 && c <= 0x2015)) break;
        at += n;
    }
    return at > beg && at < s.n ? at : -1;
}

/* Whether a dateline's place is one: capitals throughout ("SAN JUAN, Puerto Rico"), no verb before the dash. */
static bool is_shouted(str place) {
    ptrdiff_t comma = str_find(place, S(","), 0);
    str city = str_trim(comma < 0 ? place : str_head(place, comma));
    int letters = 0;
    for (ptrdiff_t i = 0; i < city.n; i++) {
        if (ascii_lower(city.p[i])) return false;
        letters += ascii_upper(city.p[i]);
    }
    return letters >= 3;
}

/* Eight words at most, none in lower case: "PORTO CLARO, Portugal, Dec 3", "Paris". */
static bool is_place(str s) {
    int32_t words = 0;
    for (str word; str_next_part(&s, ' ', &word);) {
        if (!word.n) continue;
        if (ascii_lower(word.p[0]) || (!words && lex_find(&lex_openers, word))) return false;
        words++;
    }
    return words <= 8;
}

static bool set_dateline(str place, str agency, article *a, arena *out) {
    ptrdiff_t comma = str_find(place, S(","), 0);
    for (ptrdiff_t at = comma; at >= 0 && !a->published.n; at = str_find(place, S(","), at + 1)) {
        struct moment when;
        if (!calendar_parse(str_drop(place, at + 1), &when)) continue;
        a->published = calendar_iso_moment(out, when);
        a->published_from = S("text");
    }
    str city = str_trim(comma < 0 ? place : str_head(place, comma));
    if (!a->dateline.n) a->dateline = city;
    if (!a->agency.n) a->agency = agency;
    return true;
}

/* "(Harbour Wire)" behind a place in capitals: an agency that no list has. A country or a date is none. */
static bool may_be_agency(str s) {
    int32_t words = 0;
    for (str rest = s, word; str_next_part(&rest, ' ', &word); words++)
        if (!word.n || !ascii_upper(word.p[0])) return false;
    return words >= 1 && words <= 3 && s.n > 2 && !has_digit(s) && !lex_find(&lex_countries, s) &&
           !lex_find(&lex_places, s) && !str_ends(s, S("."));
}

bool dateline_read(str paragraph, article *a, arena *out) {
    str head = str_head(paragraph, DATELINE_BYTES);
    ptrdiff_t open = str_find(head, S("("), 0);
    if (open >= 0) {
        ptrdiff_t close = str_find(head, S(")"), open);
        str name = close > 0 ? str_trim(str_slice(head, open + 1, close)) : (str){0};
        str agency = name.n ? agency_of(name) : (str){0};
        if (!agency.n && may_be_agency(name) && is_shouted(str_head(head, open))) agency = name;
        if (agency.n && is_place(str_head(head, open)) && dash_end(paragraph, close + 1) > 0)
            return set_dateline(str_trim(str_head(head, open)), agency, a, out);
    }
    for (ptrdiff_t i = 3; i < head.n; i++) {
        if (head.p[i] == '.' && i + 2 < head.n && ascii_space(head.p[i + 1]) && ascii_lower(head.p[i - 1]) &&
            dash_end(head, i + 1) < 0)
            return false;
        if (!ascii_space(head.p[i - 1])) continue;
        ptrdiff_t end = dash_end(head, i);
        if (end < 0 || (end < head.n && !ascii_space(head.p[end]))) continue;
        str place = str_trim(str_head(head, i));
        return sheet_words(place) <= 6 && is_shouted(place) && set_dateline(place, (str){0}, a, out);
    }
    return false;
}

str outlet_of_url(str url) {
    ptrdiff_t at = str_find(url, S("://"), 0);
    if (at < 0) return (str){0};
    str host = str_drop(url, at + 3);
    ptrdiff_t n = 0;
    while (n < host.n && !strchr("/?#:", host.p[n]) && !ascii_space(host.p[n])) n++;
    host = str_head(host, n);
    static const str prefixes[] = {S_INIT("www."), S_INIT("m."), S_INIT("mobile."), S_INIT("amp.")};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_starts_nocase(host, prefixes[i])) return str_drop(host, prefixes[i].n);
    return host;
}

str outlet_of_copyright(str line) {
    ptrdiff_t at = str_find(line, S("\xC2\xA9"), 0);
    if (at < 0) return (str){0};
    str rest = str_drop(line, at + 2);
    while (rest.n && (ascii_space(rest.p[0]) || ascii_digit(rest.p[0]) || rest.p[0] == '-' || rest.p[0] == ','))
        rest = str_drop(rest, 1);
    if (str_starts_nocase(rest, S("by "))) rest = str_drop(rest, 3);
    ptrdiff_t n = 0;
    while (n < rest.n && rest.p[n] != '.' && rest.p[n] != ',' && rest.p[n] != '|' && !ascii_digit(rest.p[n])) n++;
    rest = str_trim(str_head(rest, n));
    return rest.n && ascii_upper(rest.p[0]) && sheet_words(rest) <= 6 ? rest : (str){0};
}
