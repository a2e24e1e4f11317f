#include "analyse/sentence.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

struct view {
    str text;
    const struct piece *p;
    ptrdiff_t beg, end;
};

static str word(const struct view *v, ptrdiff_t i) { return str_slice(v->text, v->p[i].span.beg, v->p[i].span.end); }

static bool spaced(const struct view *v, ptrdiff_t i) { // white space before piece i
    return i > v->beg && v->p[i - 1].span.end < v->p[i].span.beg;
}

static bool is_closer(str w) {
    if (w.n == 1) return strchr("\"')]}", w.p[0]) != NULL;
    return str_eq(w, S("''")) || str_eq(w, S("”")) || str_eq(w, S("’")) || str_eq(w, S("»"));
}

static bool closes_quote(str w) { return is_closer(w) && !(w.n == 1 && strchr(")]}", w.p[0])); }

static bool is_opener(str w) {
    if (w.n == 1) return strchr("\"'([{*-`", w.p[0]) != NULL;
    return str_eq(w, S("``")) || str_eq(w, S("“")) || str_eq(w, S("‘")) || str_eq(w, S("«")) || str_eq(w, S("•")) ||
           str_eq(w, S("--")) || str_eq(w, S("–")) || str_eq(w, S("—"));
}

enum stop { STOP_NONE, STOP_PERIOD, STOP_LOUD, STOP_DOTS, STOP_ABBREVIATION };

static enum stop stop_of(str w) {
    char last = w.n ? w.p[w.n - 1] : 0;
    if (str_eq(w, S(".")) || str_eq(w, S("。"))) return STOP_PERIOD;
    if (str_eq(w, S("…")) || str_starts(w, S(".."))) return STOP_DOTS;
    if (w.n && strchr("!?", w.p[0]) && w.p[0]) return STOP_LOUD;
    if (last != '.') return STOP_NONE;
    const lex_row *row = lex_find(&lex_abbreviations, w);
    if (row) {
        str kind = lex_cell(&lex_abbreviations, row, LEX_abbreviations_kind);
        return str_eq(kind, S("title")) || str_eq(kind, S("number")) ? STOP_NONE : STOP_ABBREVIATION;
    }
    // U.S. may end a sentence, the initial J. does not.
    return w.n > 2 ? STOP_ABBREVIATION : STOP_NONE;
}

enum look { LOOK_LOWER, LOOK_UPPER, LOOK_OTHER };

static enum look look_of(str w) {
    int n;
    uint32_t c = utf8_at(w, 0, &n);
    if (utf8_is_lower(c)) return LOOK_LOWER;
    return utf8_is_upper(c) ? LOOK_UPPER : LOOK_OTHER;
}

/* Does the sentence go on after a quotation, as in “Stop!” Smith shouted? `i` is the piece after the closing mark. */
static bool inquit_follows(const struct view *v, ptrdiff_t i) {
    enum { NAME_PIECES = 5 };
    for (ptrdiff_t k = i; k < v->end && k < i + NAME_PIECES; k++) {
        str w = word(v, k);
        if (look_of(w) == LOOK_LOWER) return lex_find(&lex_inquits, w) != NULL;
        if (look_of(w) != LOOK_UPPER) return false;
    }
    return false;
}

/* Only a number stands before the stop: "1." opens an item of a list. */
static bool is_item_number(const struct view *v, ptrdiff_t stop) {
    return stop == v->beg + 1 && ascii_digit(word(v, v->beg).p[0]) && word(v, v->beg).n <= 3;
}

static bool is_question(str w) { return w.n && w.p[0] == '?'; }

/* Whether the sentence that has the stop at `stop` ends before `next`, the first piece that is no closing mark. */
static bool ends_before(const struct view *v, ptrdiff_t stop, ptrdiff_t next) {
    enum stop kind = stop_of(word(v, stop));
    if (is_item_number(v, stop)) return false;
    if (!spaced(v, next) && kind != STOP_LOUD && (kind != STOP_PERIOD || look_of(word(v, next)) != LOOK_UPPER))
        return false;
    bool quoted = next > stop + 1 && closes_quote(word(v, next - 1));
    ptrdiff_t first = next;
    while (first + 1 < v->end && first < next + 2 && is_opener(word(v, first))) first++;
    bool opened = first > next;
    str w = word(v, first);
    enum look look = look_of(w);
    if (kind == STOP_ABBREVIATION) {
        if (look == LOOK_LOWER) return false;
        if (opened && !str_eq(word(v, next), S("-"))) return look == LOOK_UPPER;
        return look == LOOK_UPPER && lex_find(&lex_sentence_starters, w) != NULL;
    }
    if (look == LOOK_LOWER && quoted) return false;
    if (look == LOOK_LOWER) return (kind == STOP_PERIOD && !opened && stop - v->beg >= 4) || is_question(word(v, stop));
    if (quoted && kind != STOP_PERIOD && inquit_follows(v, first)) return false;
    if (look == LOOK_OTHER && !opened && utf8_is_punct(utf8_at(w, 0, &(int){0})))
        return strchr("#@$*", w.p[0]) != NULL || (unsigned char)w.p[0] >= 0x80;
    return true;
}

/* A place to cut a sentence that is too long: after a mark if one is near the limit, never inside a word. */
static ptrdiff_t cut(const struct view *v) {
    ptrdiff_t limit = v->beg + LIMIT_SENTENCE_TOKENS;
    for (ptrdiff_t i = limit; i > limit - LIMIT_SENTENCE_TOKENS / 4; i--) {
        str w = word(v, i - 1);
        if (w.n == 1 && strchr(",;:.!?", w.p[0])) return i;
    }
    while (limit > v->beg + 1 && v->p[limit].joined) limit--;
    return limit;
}

ptrdiff_t sentence_end(str text, const struct piece *p, ptrdiff_t beg, ptrdiff_t end) {
    struct view v = {text, p, beg, end};
    for (ptrdiff_t i = beg; i < end; i++) {
        if (i - beg >= LIMIT_SENTENCE_TOKENS) return cut(&v);
        if (stop_of(word(&v, i)) == STOP_NONE) continue;
        ptrdiff_t next = i + 1;
        while (next < end && !spaced(&v, next) && is_closer(word(&v, next))) next++;
        if (next == end) break;
        if (!spaced(&v, next) && stop_of(word(&v, next)) != STOP_NONE) continue; // the last mark of a row decides
        if (ends_before(&v, i, next)) return next - beg > LIMIT_SENTENCE_TOKENS ? cut(&v) : next;
    }
    return end - beg > LIMIT_SENTENCE_TOKENS ? cut(&v) : end;
}
