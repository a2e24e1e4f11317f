/* Quotes by their marks. Marks are classed by what stands beside them (a mark after a space and before a letter opens),
 * and paired line by line with a state: outside, or inside of a quote of one family. Speakers and scare quotes need the
 * sentence and are settled by attribution_quote.c. */
#include "extract/quote.h"

#include "base/utf8.h"
#include "extract/extract.h"
#include "lexicon_tables.h"

enum family { FAMILY_DOUBLE, FAMILY_ANGLE, FAMILY_SINGLE };
enum shape { SHAPE_EITHER, SHAPE_OPENS, SHAPE_CLOSES, SHAPE_NEITHER };

struct mark {
    uint32_t at;
    uint8_t bytes;
    uint8_t family;
    uint8_t shape;     // by its neighbours
    uint8_t direction; // by the character itself: SHAPE_OPENS for “, SHAPE_CLOSES for ”
    int32_t line;
};

struct marks {
    struct mark *p;
    ptrdiff_t n, cap;
};

enum {
    LINES_OVER = 8,        // a quote is followed over this many lines at most
    MARKS_OVER = 64,       // and over this many marks of another family
    SINGLE_LOOK = 24,      // marks looked at for the end of a quote in single marks
    SINGLE_BYTES = 3000,   // and how long it may be
    UNCLOSED_BYTES = 1200, // a quote that lacks its closing mark may be as long as this
};

/* The code point before `at` on the same line, '\n' at its beginning. */
static uint32_t before(str text, ptrdiff_t at) {
    int n;
    return at > 0 ? utf8_before(text, at, &n) : '\n';
}

static uint32_t after(str text, ptrdiff_t at) {
    int n;
    return at < text.n ? utf8_at(text, at, &n) : '\n';
}

static bool opening_side(uint32_t c) { // what may stand before a mark that opens
    return utf8_is_space(c) || c == '(' || c == '[' || c == '{' || c == '/' || (c >= 0x2012 && c <= 0x2015) ||
           c == '-' || c == 0x201C || c == 0x2018 || c == 0x00AB || c == 0x2026 || c == '=' || c == '>';
}

static bool word_char(uint32_t c) { return utf8_is_alpha(c) || utf8_is_digit(c); }

static bool opens_word(uint32_t c) { // what may follow a mark that opens
    return word_char(c) || c == '[' || c == '(' || c == '$' || c == '#' || c == '@' || c == 0x2026 || c == '.' ||
           c == 0x20AC || c == 0xA3 || c == 0x2018 || c == '\'' || c == 0x2019 || c == '"' || c == 0x201C ||
           c == 0xBF || c == 0xA1 || c == '*' || c == '-' || c == 0x2013 || c == 0x2014 || c == '&' || c == '<';
}

static enum shape shape_of(uint32_t left, uint32_t right) {
    bool open_left = opening_side(left), space_right = utf8_is_space(right);
    if (utf8_is_space(left) && space_right) return SHAPE_EITHER;
    if (open_left && !space_right && (opens_word(right) || !utf8_is_punct(right))) return SHAPE_OPENS;
    if (!utf8_is_space(left) && (space_right || !word_char(right))) return SHAPE_CLOSES;
    return SHAPE_EITHER;
}

/* 5' 10" and 6'2": a straight double mark that means inches. */
static bool inches(str text, ptrdiff_t at) {
    ptrdiff_t i = at;
    while (i > 0 && (ascii_digit(text.p[i - 1]) || text.p[i - 1] == '.')) i--;
    if (i == at) return false;
    while (i > 0 && text.p[i - 1] == ' ') i--;
    uint32_t c = before(text, i);
    return c == '\'' || c == 0x2019 || c == 0x2032;
}

/* An apostrophe at the beginning of a word: '90s, 'em. */
static bool elision(str text, ptrdiff_t word) {
    ptrdiff_t end = word;
    while (end < text.n && ascii_alnum(text.p[end])) end++;
    str w = str_slice(text, word, end);
    if (w.n >= 2 && ascii_digit(w.p[0]) && ascii_digit(w.p[1])) return true;
    return w.n && lex_find(&lex_elisions, w);
}

/* Reads the mark at `at` into *m; false when there is none. */
static bool mark_at(str text, ptrdiff_t at, struct mark *m) {
    int n;
    uint32_t c = utf8_at(text, at, &n);
    *m = (struct mark){.at = (uint32_t)at, .bytes = (uint8_t)n, .direction = SHAPE_EITHER};
    bool twin = at + 1 < text.n && text.p[at + 1] == text.p[at];
    switch (c) {
    case '"':
    case 0xFF02: m->family = FAMILY_DOUBLE; break;
    case 0x201C: m->direction = SHAPE_OPENS, m->family = FAMILY_DOUBLE; break;
    case 0x201E:
    case 0x201F: m->direction = SHAPE_OPENS, m->family = FAMILY_DOUBLE; break;
    case 0x201D: m->direction = SHAPE_CLOSES, m->family = FAMILY_DOUBLE; break;
    case 0xAB: m->direction = SHAPE_OPENS, m->family = FAMILY_ANGLE; break;
    case 0xBB: m->direction = SHAPE_CLOSES, m->family = FAMILY_ANGLE; break;
    case '`':
        if (!twin) return false;
        m->bytes = 2, m->direction = SHAPE_OPENS, m->family = FAMILY_DOUBLE;
        break;
    case '\'':
        m->family = twin ? FAMILY_DOUBLE : FAMILY_SINGLE;
        if (twin) m->bytes = 2;
        break;
    case 0x2018:
    case 0x201A:
    case 0x2039: m->direction = SHAPE_OPENS, m->family = FAMILY_SINGLE; break;
    case 0x2019:
    case 0x203A: m->direction = SHAPE_CLOSES, m->family = FAMILY_SINGLE; break;
    default: return false;
    }
    int next;
    if (m->family == FAMILY_SINGLE && n == 3 && at + n < text.n && utf8_at(text, at + n, &next) == c) {
        m->family = FAMILY_DOUBLE; // two single marks for a double one: “A,’’ he said
        m->bytes = (uint8_t)(n + next);
    }
    return true;
}

static bool starts_mark(char c) { // the first bytes of all marks
    unsigned char b = (unsigned char)c;
    return b == '"' || b == '\'' || b == '`' || b == 0xE2 || b == 0xC2 || b == 0xEF;
}

/* All marks of the text with their shapes; apostrophes and measures are left out. */
static void collect(str text, struct marks *marks, arena *tmp) {
    int32_t line = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n') line++;
        struct mark m;
        if (!starts_mark(text.p[i]) || !mark_at(text, i, &m)) continue;
        uint32_t left = before(text, i), right = after(text, i + m.bytes);
        m.shape = (uint8_t)shape_of(left, right);
        m.line = line;
        ptrdiff_t next = i + m.bytes - 1;
        if (m.family == FAMILY_SINGLE) {
            bool inner = word_char(left) && word_char(right);
            bool measure = utf8_is_digit(left) && m.direction == SHAPE_EITHER && m.shape == SHAPE_CLOSES &&
                           right != ',' && right != '.';
            if (inner || (m.shape == SHAPE_OPENS && elision(text, i + m.bytes))) continue;
            if (m.shape == SHAPE_EITHER || (measure && utf8_is_digit(after(text, i + 2)))) continue;
        } else if (m.direction == SHAPE_EITHER && inches(text, i)) {
            i = next;
            continue;
        }
        *vec_push(tmp, marks) = m;
        i = next;
    }
}

/* ---- pairing ---- */

struct pairing {
    reading *r;
    arena *out;
    str text;
    struct marks marks;
    bool inside;
    int family;
    int depth;      // double marks that opened inside of it
    ptrdiff_t mark; // the mark that opened it
    uint32_t beg;   // where its words begin
    uint32_t outer; // where its mark stands
};

static void trim(str text, span *s) {
    int n;
    while (s->beg < s->end && utf8_is_space(utf8_at(text, s->beg, &n))) s->beg += (uint32_t)n;
    while (s->beg < s->end && utf8_is_space(utf8_before(text, s->end, &n))) s->end -= (uint32_t)n;
}

/* The bytes of a cut at s's beginning: "…" "..." "(…)" "[...]"; 0 when there is none. */
static ptrdiff_t ellipsis(str s) {
    static const str cuts[] = {S_INIT("(…)"),   S_INIT("[…]"), S_INIT("(...)"),
                               S_INIT("[...]"), S_INIT("…"),   S_INIT("...")};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (str_starts(s, cuts[i])) return cuts[i].n;
    return 0;
}

/* Where the text [beg, end) breaks off: at a line's end, or where the writer cut between two sentences, "… on it... It
 * was"; *next behind it. */
static uint32_t break_after(str text, uint32_t beg, uint32_t end, uint32_t *next) {
    int n;
    for (uint32_t i = beg; i < end; i++) {
        *next = i + 1;
        if (text.p[i] == '\n') return i;
        ptrdiff_t cut = i > beg ? ellipsis(str_slice(text, i, end)) : 0;
        if (!cut) continue;
        span rest = {i + (uint32_t)cut, end};
        trim(text, &rest);
        *next = rest.beg;
        if (rest.beg > i + (uint32_t)cut && rest.beg < end && utf8_is_upper(utf8_at(text, rest.beg, &n))) return i;
        i += (uint32_t)cut - 1;
    }
    *next = end;
    return end;
}

/* Adds the words [beg, end) with the marks [outer_beg, outer_end), a quote a line and a cut. */
static void emit(struct pairing *p, uint32_t beg, uint32_t end, uint32_t outer_beg, uint32_t outer_end) {
    for (uint32_t line = beg; line < end;) {
        uint32_t next;
        span s = {line, break_after(p->text, line, end, &next)};
        line = next;
        bool first = s.beg == beg, last = s.end == end;
        trim(p->text, &s);
        bool words = false;
        int n;
        for (uint32_t i = s.beg; i < s.end && !words; i += (uint32_t)n) words = word_char(utf8_at(p->text, i, &n));
        if (!words) continue;
        *vec_push(p->out, &p->r->quotes) = (struct quote_finding){
            .span = s,
            .outer = {first ? outer_beg : s.beg, last ? outer_end : s.end},
            .entity = -1,
            .attribution = -1,
        };
    }
}

static uint32_t line_end(str text, uint32_t from) {
    ptrdiff_t at = str_find(text, S("\n"), from);
    return at < 0 ? (uint32_t)text.n : (uint32_t)at;
}

/* Where a quote ends that has no closing mark: with the sentence in which it opened. */
static uint32_t unclosed_end(const struct pairing *p, uint32_t limit) {
    const tokens *k = &p->r->tokens;
    uint32_t end = limit;
    int32_t t = token_at(k, p->beg);
    if (t < k->n && k->sentences.n) {
        uint32_t stop = k->sentences.p[k->sent[t]].span.end;
        if (stop > p->beg && stop < end) end = stop;
    }
    return end;
}

static void open_at(struct pairing *p, ptrdiff_t i) {
    const struct mark *m = &p->marks.p[i];
    *p = (struct pairing){p->r, p->out, p->text, p->marks, true, m->family, 0, i, m->at + m->bytes, m->at};
}

/* Ends the open quote without a closing mark, at byte `limit` at the latest. */
static void give_up(struct pairing *p, uint32_t limit) {
    p->inside = false;
    uint32_t end = unclosed_end(p, limit);
    bool certain = p->marks.p[p->mark].shape == SHAPE_OPENS;
    if (!certain || end <= p->beg || end - p->beg > UNCLOSED_BYTES) return;
    span s = {p->beg, end};
    trim(p->text, &s);
    emit(p, p->beg, s.end, p->outer, s.end);
}

/* True for a mark of the family that ends a quote by its looks. */
static bool closes(const struct mark *m) {
    if (m->direction == SHAPE_CLOSES) return m->shape != SHAPE_OPENS;
    return m->shape == SHAPE_CLOSES && m->direction != SHAPE_OPENS;
}

static bool opens(const struct mark *m) {
    if (m->direction == SHAPE_OPENS) return m->shape != SHAPE_CLOSES;
    return m->shape == SHAPE_OPENS;
}

/* A straight mark that the writer set apart from the words that it ends: ‘I am content, "Lee said.’ */
static bool closes_apart(str text, const struct mark *m) {
    uint32_t beg = m->at;
    while (beg > 0 && text.p[beg - 1] == ' ') beg--;
    if (m->direction != SHAPE_EITHER || beg == 0 || beg == m->at) return false;
    char last = text.p[beg - 1];
    uint32_t next = after(text, m->at + m->bytes);
    bool ended = last == '.' || last == '!' || last == '?';
    return last == ',' || (ended && (utf8_is_lower(next) || next == '\n'));
}

static bool line_begins(str text, uint32_t at) {
    while (at > 0 && (text.p[at - 1] == ' ' || text.p[at - 1] == '\t')) at--;
    return at == 0 || text.p[at - 1] == '\n';
}

/* In a text set a sentence a line, a quotation that opens a line and lacks its closing mark goes on until the next line
 * that repeats the opening one, at m. */
static bool runs_on(const struct pairing *p, const struct mark *m) {
    const tokens *k = &p->r->tokens;
    int32_t t = token_at(k, p->beg), first = t < k->n ? k->sent[t] : (int32_t)k->sentences.n;
    if (!line_begins(p->text, p->outer)) return false;
    for (int32_t s = first; s < k->sentences.n && k->sentences.p[s].span.beg < m->at; s++)
        if (s > first && !line_begins(p->text, k->sentences.p[s].span.beg)) return false;
    return true;
}

/* The open quote meets the end of its line; i is the first mark after that. The index of the mark that ends it in a
 * later line, or -1 after having ended it here. */
static ptrdiff_t over_line(struct pairing *p, ptrdiff_t i) {
    uint32_t end = line_end(p->text, p->beg);
    int32_t line = p->marks.p[p->mark].line;
    ptrdiff_t j = i;
    while (j < p->marks.n && p->marks.p[j].family != p->family && j - i < MARKS_OVER) j++;
    const struct mark *m = j < p->marks.n ? &p->marks.p[j] : NULL;
    bool near = m && m->line - line <= LINES_OVER && m->family == p->family;
    if (near && opens(m) && line_begins(p->text, m->at)) {
        // The mark is repeated at the next paragraph: the words up to here are a quote of their own.
        span between = {end, m->at};
        trim(p->text, &between);
        if (between.beg == between.end) {
            emit(p, p->beg, end, p->outer, end);
            p->inside = false;
            return -1;
        }
        if (j == i && runs_on(p, m)) {
            emit(p, p->beg, between.end, p->outer, between.end);
            p->inside = false;
            return -1;
        }
    }
    if (near && (closes(m) || closes_apart(p->text, m)) && m->at - p->beg < (uint32_t)LINES_OVER * UNCLOSED_BYTES)
        return j;
    give_up(p, end);
    return -1;
}

/* The mark that ends the quote in single marks that mark i opens; -1 when it opens none (an apostrophe). */
static ptrdiff_t single_end(const struct pairing *p, ptrdiff_t i) {
    const struct mark *m = &p->marks.p[i];
    ptrdiff_t possessive = -1;
    int doubles = 0;
    for (ptrdiff_t j = i + 1; j < p->marks.n && j - i <= SINGLE_LOOK; j++) {
        const struct mark *c = &p->marks.p[j];
        if (c->line != m->line || c->at - m->at > SINGLE_BYTES) break;
        if (c->family != FAMILY_SINGLE) {
            doubles++;
            continue;
        }
        if (opens(c)) {
            if (possessive >= 0) break;
            continue;
        }
        if (!closes(c) || doubles % 2) continue;
        char last = p->text.p[c->at - 1];
        uint32_t next = after(p->text, (ptrdiff_t)c->at + c->bytes);
        bool plural = (last == 's' || last == 'S') && next == ' ';
        if (!plural) return possessive >= 0 && ascii_alnum(last) ? possessive : j;
        if (possessive < 0) possessive = j;
    }
    return possessive;
}

/* Outside of a quote, at mark i: opens one, or takes one in single marks whole. Returns the next mark. */
static ptrdiff_t outside(struct pairing *p, ptrdiff_t i) {
    const struct mark *m = &p->marks.p[i];
    if (m->family == FAMILY_SINGLE) {
        if (!opens(m)) return i + 1;
        ptrdiff_t end = single_end(p, i);
        if (end < 0) return i + 1;
        const struct mark *c = &p->marks.p[end];
        emit(p, m->at + m->bytes, c->at, m->at, c->at + c->bytes);
        return end + 1;
    }
    bool stray = m->direction == SHAPE_CLOSES ? m->shape != SHAPE_OPENS : m->shape == SHAPE_CLOSES;
    if (!stray) open_at(p, i);
    return i + 1;
}

/* Inside of a quote, at mark i of its family and line. */
static void inside(struct pairing *p, ptrdiff_t i) {
    const struct mark *m = &p->marks.p[i];
    if (opens(m) && !closes_apart(p->text, m)) {
        span gap = {p->beg, m->at};
        trim(p->text, &gap);
        char last = gap.end > gap.beg ? p->text.p[gap.end - 1] : ' ';
        bool ended = last == '.' || last == '!' || last == '?';
        if (!ended && m->direction == SHAPE_OPENS && m->at - p->beg < UNCLOSED_BYTES) {
            p->depth++; // “he said “no” to me”
            return;
        }
        // A closing mark is lacking: paragraphs that were run together repeat the opening one alone. Where no sentence
        // ended, the earlier mark was a stray.
        if (ended) emit(p, p->beg, gap.end, p->outer, gap.end);
        open_at(p, i);
        return;
    }
    if (p->depth > 0) {
        p->depth--;
        return;
    }
    emit(p, p->beg, m->at, p->outer, m->at + m->bytes);
    p->inside = false;
}

void quote_find(reading *r, arena *out, arena tmp) {
    struct pairing p = {.r = r, .out = out, .text = r->article->text};
    collect(p.text, &p.marks, &tmp);
    for (ptrdiff_t i = 0; i < p.marks.n;) {
        if (!p.inside) {
            i = outside(&p, i);
        } else if (p.marks.p[i].line != p.marks.p[p.mark].line) {
            ptrdiff_t end = over_line(&p, i);
            if (end < 0) continue;
            const struct mark *m = &p.marks.p[end];
            emit(&p, p.beg, m->at, p.outer, m->at + m->bytes);
            p.inside = false;
            i = end + 1;
        } else {
            if (p.marks.p[i].family == p.family) inside(&p, i);
            i++;
        }
    }
    if (p.inside) give_up(&p, line_end(p.text, p.beg));
}

bool quote_goes_on(const article *a, const struct quote_finding *q, const struct quote_finding *next) {
    bool open = q->span.end == q->outer.end;
    if (!open && next->span.beg != next->outer.beg) return false;
    span gap = {q->outer.end, next->outer.beg};
    trim(a->text, &gap);
    gap.beg += (uint32_t)ellipsis(article_str(a, gap));
    trim(a->text, &gap);
    return gap.beg >= gap.end;
}

char quote_last(const article *a, const struct quote_finding *q) {
    str s = article_str(a, q->span);
    for (int n; s.n > 1; s.n -= n) {
        uint32_t c = utf8_before(s, s.n, &n);
        if (c != '\'' && c != 0x2019 && c != 0x201D && !utf8_is_space(c)) break;
    }
    return s.n ? s.p[s.n - 1] : ' ';
}
