#include "extract/time.h"

#include "doc/calendar.h"
#include "extract/extract.h"
#include "lexicon_tables.h"

/* Piece i has that role in lexicon/time_words.tsv. */
static bool is(const pieces *k, ptrdiff_t i, str role) { return piece_has(k, i, &lex_time_words, role); }

/* Every matcher at piece i; the longest hit. */
static bool match(const pieces *k, ptrdiff_t i, bool past, struct time_hit *h, arena *out) {
    struct time_hit x;
    *h = (struct time_hit){.beg = i, .end = i};
    if (time_date_at(k, i, &x, *out) && x.end > h->end) *h = x;
    if (time_clock_at(k, i, &x) && x.end > h->end) *h = x;
    if (time_relative_at(k, i, past, &x, out) && x.end > h->end) *h = x;
    if (time_length_at(k, i, &x, out) && x.end > h->end) *h = x;
    return h->end > i;
}

/* "early Wednesday", "the end of 2016", "earlier this week": what stands before a date and says where in it. */
static bool match_edge(const pieces *k, ptrdiff_t i, bool past, struct time_hit *h, arena *out) {
    ptrdiff_t end;
    if (k->p[i].kind != PIECE_WORD) return false;
    const lex_row *row = pieces_phrase(k, i, &lex_date_edges, &end);
    if (!row || end >= k->n || !(piece_goes_on(k, end))) return false;
    str edge = lex_cell(&lex_date_edges, row, LEX_date_edges_edge);
    ptrdiff_t j = end;
    bool the = piece_is(k, end, S("the")) && piece_is(k, end + 2, S("of"));
    struct time_hit x;
    if (piece_is(k, end, S("the")) && time_unit_at(k, end + 1, &(bool){0}) >= UNIT_DAY && !the &&
        piece_goes_on(k, end + 1)) {
        bool plural;
        enum time_unit u = time_unit_at(k, end + 1, &plural);
        bool told = past || u == UNIT_DAY; // "later in the day": in that which the text has just told of
        x = (struct time_hit){
            .end = end + 2, .type = TIME_DATE, .form = {.base = told ? TIME_SAID : TIME_NOW, .hour = -1, .grain = u}};
        x.form.just_told = told && !past;
        rule_add(&x.rules, "a unit");
        x.precision = u == UNIT_DAY ? WHEN_DAY : u == UNIT_WEEK ? WHEN_WEEK : u == UNIT_MONTH ? WHEN_MONTH : WHEN_YEAR;
    } else {
        if (piece_is(k, j, S("on")) || piece_is(k, j, S("in"))) j++;
        if (!match(k, j, past, &x, out) || x.type == TIME_DURATION || x.type == TIME_SET || x.form.base == TIME_LITERAL)
            return false;
        if (x.form.base == TIME_NOW && x.form.hour >= 0 && !str_eq(edge, S("0"))) return false;
    }
    rule_add_row(&x.rules, "the edge of it", &lex_date_edges, row);
    x.beg = i;
    if (x.form.grain == UNIT_DAY && !x.form.part.n && x.form.hour < 0) {
        if (piece_is(k, i, S("early")) || piece_is(k, i, S("very"))) x.form.part = S("MO");
        if (piece_is(k, i, S("late"))) x.form.part = S("NI");
    }
    if ((piece_is(k, i, S("about")) || piece_is(k, i, S("around"))) && x.form.grain == UNIT_DAY)
        x.precision = WHEN_APPROX_DAY;
    x.form.last = x.form.grain == UNIT_MONTH && x.form.base != TIME_SAID && is(k, i - 1, S("deadline")) &&
                  (piece_is(k, i, S("end")) || piece_is(k, i + 1, S("end")));
    *h = x;
    return true;
}

/* "the morning of April 19", "the night of April 18, 1775" */
static bool match_part_of(const pieces *k, ptrdiff_t i, struct time_hit *h, arena *out) {
    ptrdiff_t j = piece_is(k, i, S("the")) ? i + 1 : i, end;
    if (j == i && !piece_is(k, j + 1, S("hours")) && (piece_is(k, i, S("early")) || piece_is(k, i, S("late")))) j++;
    if (j >= k->n || k->p[j].kind != PIECE_WORD) return false;
    const lex_row *row = pieces_phrase(k, j, &lex_day_parts, &end);
    if (row) j = end - 1;
    if (!row || !(piece_is(k, j + 1, S("of")) || piece_is(k, j + 1, S("on")) || piece_is(k, j + 1, S(","))))
        return false;
    struct time_hit x;
    if (j + 2 >= k->n || !piece_goes_on(k, j + 2) || !time_date_at(k, j + 2, &x, *out) || x.form.grain != UNIT_DAY ||
        x.form.base == TIME_LITERAL)
        return false;
    *h = x;
    rule_add_row(&h->rules, "a part of it", &lex_day_parts, row);
    h->beg = i;
    h->type = TIME_TIME;
    h->form.part = lex_cell(&lex_day_parts, row, LEX_day_parts_code);
    return true;
}

/* "about ten days ago", "more than three days": a hedge before a time. */
static bool match_hedged(const pieces *k, ptrdiff_t i, bool past, struct time_hit *h, arena *out) {
    ptrdiff_t end;
    const lex_row *row = pieces_phrase(k, i, &lex_hedges, &end);
    if (!row || end >= k->n || !piece_goes_on(k, end)) return false;
    struct time_hit x;
    bool length = time_length_at(k, end, &x, out);
    struct time_hit y;
    if (time_relative_at(k, end, past, &y, out) && (!length || y.end > x.end))
        x = y;
    else if (!length)
        return false;
    if (k->p[end].kind == PIECE_WORD && x.form.base == TIME_LITERAL && x.type != TIME_DURATION) return false;
    str kind = lex_cell(&lex_hedges, row, LEX_hedges_kind);
    if (str_eq(kind, S("exact")) && x.precision != WHEN_VAGUE && x.type == TIME_DURATION) return false;
    *h = x;
    rule_add_row(&h->rules, "a hedge", &lex_hedges, row);
    h->beg = i;
    if (str_eq(kind, S("approx")) && x.precision == WHEN_DAY) h->precision = WHEN_APPROX_DAY;
    return true;
}

/* Word i speaks of what lies ahead of a date on its right (or, with `side`, its left): "will", "is set", "could begin";
 * not "won" but in "won't", nor "could not be reached", nor "ahead of the vote" behind the date. */
static bool says_ahead(const pieces *k, ptrdiff_t i, bool side) {
    if (is(k, i, S("may-be-ahead"))) return !is(k, i + 1, S("perceived"));
    if (!is(k, i, S("ahead"))) return false;
    if (str_eq(k->p[i].norm, S("won"))) return i + 1 < k->n && str_starts(k->p[i + 1].norm, S("'"));
    return !(side && str_eq(k->p[i].norm, S("ahead")) && piece_is(k, i + 1, S("of")));
}

/* "Has won": a participle with its "have" some words before. */
static bool has_done(const pieces *k, ptrdiff_t i) {
    if (!str_eq(piece_tag(k, i), S("VBN"))) return false;
    for (ptrdiff_t j = i - 1; j >= 0 && j >= i - 3 && piece_goes_on(k, j + 1); j--)
        if (piece_is(k, j, S("have")) || piece_is(k, j, S("has")) || piece_is(k, j, S("'ve"))) return true;
    return false;
}

/* Which way a date without its year, or a weekday, lies: the tense around it. */
static int8_t direction(const pieces *k, ptrdiff_t beg, ptrdiff_t end) {
    int8_t dir = 0;
    int best = 1000;
    bool by = piece_is(k, beg - 1, S("by")); // "told them to leave by Monday"
    bool owns = piece_is(k, end, S("'s"));
    for (ptrdiff_t i = beg - 2; by && i >= 0 && i > beg - 10 && piece_goes_on(k, i + 1); i--)
        if (piece_is(k, i, S("if")) || piece_is(k, i, S("unless"))) return 1; // "if it is not withdrawn by Monday"
    if (piece_is(k, beg - 1, S("for")) && !owns) return 1;                    // "called a meeting for Monday"
    if (piece_is(k, beg - 1, S("as")) && (piece_is(k, beg - 2, S("early")) || piece_is(k, beg - 2, S("soon"))))
        return 1;
    for (ptrdiff_t i = end + 1; piece_is(k, end, S("a")) && i < end + 4; i++)
        if (piece_is(k, i, S("day")) || piece_is(k, i, S("holiday"))) return 1; // "declared Monday a day of mourning"
    for (int side = 0; side < 2; side++) {
        ptrdiff_t i = side ? end : beg - 1;
        for (int steps = 1; steps <= 14 && i >= 0 && i < k->n; steps++, i += side ? 1 : -1) {
            if (!side && !piece_goes_on(k, i + 1)) break;
            if (side && !piece_goes_on(k, i)) break;
            str w = k->p[i].norm, tag = piece_tag(k, i);
            if (k->p[i].kind == PIECE_MARK) {
                if (str_eq(w, S("\"")) || str_eq(w, S(";")) || str_eq(w, S("("))) break;
                continue;
            }
            bool after = side && str_eq(w, S("after")); // "from Monday after talks broke down"
            int cost = steps + (after ? 12 : side ? 3 : 0);
            if (cost >= best) break;
            bool future = says_ahead(k, i, side) || (by && str_eq(tag, S("VB"))) ||
                          (is(k, i, S("planned")) && (str_eq(tag, S("VBZ")) || str_eq(tag, S("VBP")))) ||
                          (str_eq(w, S("to")) && (piece_is(k, i - 1, S("is")) || piece_is(k, i - 1, S("are")) ||
                                                  piece_is(k, i - 1, S("be")))); // "is to be sworn in"
            bool past = str_eq(tag, S("VBD")) || (!by && has_done(k, i)) || is(k, i, S("back")) ||
                        (!tag.n && w.n > 4 && str_ends(w, S("ed")) && !piece_is(k, i - 1, S("be")) &&
                         !piece_is(k, i - 1, S("to")));
            if (str_eq(w, S("expected")) || str_eq(w, S("scheduled")) || str_eq(w, S("planned"))) past = false;
            if (future || past) {
                best = cost;
                dir = future ? 1 : -1;
                break;
            }
        }
    }
    // "The Nov. 22 robbery", told of in the past: a sudden happening is announced by nobody.
    bool of_noun =
        beg > 0 && str_eq(piece_tag(k, beg - 1), S("DT")) && piece_goes_on(k, end) && k->p[end].kind == PIECE_WORD;
    return dir < 0 && of_noun && lex_find(&lex_sudden, k->p[end].norm) ? -2 : dir;
}

struct hits {
    struct time_hit *p;
    ptrdiff_t n, cap;
};

/* Only marks and small words stand between two hits, so that they are one time: "11am local time on Sunday". */
static bool side_by_side(const pieces *k, ptrdiff_t end, ptrdiff_t beg) {
    if (beg - end > 4) return false;
    for (ptrdiff_t i = end; i < beg; i++)
        if (!is(k, i, S("between-times")) || !piece_goes_on(k, i)) return false;
    return beg < k->n && piece_goes_on(k, beg);
}

/* "from March to May 2024", "April 15 and 16, 2024": the year at the end is the year of both. */
static void share_year(const pieces *k, struct hits *hits) {
    for (ptrdiff_t i = hits->n - 1; i > 0; i--) {
        struct time_form *f = &hits->p[i - 1].form, *g = &hits->p[i].form;
        if (f->base != TIME_CALENDAR || g->base != TIME_CALENDAR || f->year || !g->year || f->grain != g->grain ||
            !f->month || f->dir == 2 || f->dir == 3)
            continue;
        if (hits->p[i].beg - hits->p[i - 1].end != 1 || !is(k, hits->p[i].beg - 1, S("same-range")) ||
            !piece_goes_on(k, hits->p[i].beg))
            continue;
        f->year = g->year - (f->month > g->month && !g->before_christ);
        rule_add(&hits->p[i - 1].rules, "the year of the range's end");
        f->before_christ = g->before_christ;
    }
}

/* A clock time beside its day becomes one time. */
static void merge(const pieces *k, struct hits *hits) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < hits->n; i++) {
        struct time_hit *x = n ? &hits->p[n - 1] : NULL, *y = &hits->p[i];
        if (x && side_by_side(k, x->end, y->beg)) {
            bool xc = x->form.hour >= 0, yc = y->form.hour >= 0,
                 xp = x->form.base == TIME_NOW && x->form.part.n && !x->form.shift;
            bool xd = !xc && x->form.base != TIME_LITERAL && x->form.grain == UNIT_DAY,
                 yd = !yc && y->form.base != TIME_LITERAL && y->form.grain == UNIT_DAY;
            struct time_form clock = xc ? x->form : y->form;
            if ((xc && yd) || (xd && yc)) {
                struct time_form day = xc ? y->form : x->form;
                day.hour = clock.hour;
                day.minute = clock.minute;
                day.utc = clock.utc;
                day.part = (str){0};
                if (xc) x->rules = y->rules;
                rule_add(&x->rules, "with a time of the clock");
                x->form = day;
                x->end = y->end;
                x->type = TIME_TIME;
                x->precision = WHEN_DAY;
                continue;
            }
            if (xp && yd && !y->form.part.n && x->end - x->beg <= 2) { // "the evening, Sunday"
                y->form.part = x->form.part;
                y->beg = x->beg;
                y->type = TIME_TIME;
                *x = *y;
                continue;
            }
        }
        hits->p[n++] = *y;
    }
    hits->n = n;
}

/* The article's day where nothing says it: the latest full date in its text. */
static bool day_in_text(const struct hits *hits, int32_t *day) {
    bool found = false;
    for (ptrdiff_t i = 0; i < hits->n; i++) {
        const struct time_form *f = &hits->p[i].form;
        if (f->base != TIME_CALENDAR || f->grain != UNIT_DAY || !f->year || f->before_christ || f->by) continue;
        if (!calendar_valid(f->year, f->month, f->day)) continue;
        int32_t d = calendar_day(f->year, f->month, f->day);
        if (!found || d > *day) *day = d;
        found = true;
    }
    return found;
}

static bool mostly_history(const struct hits *hits) {
    int years = 0, fresh = 0;
    for (ptrdiff_t i = 0; i < hits->n; i++) {
        const struct time_form *f = &hits->p[i].form;
        years += f->base == TIME_CALENDAR && f->year;
        fresh += f->base == TIME_WEEKDAY || (f->base == TIME_NOW && f->grain <= UNIT_WEEK);
    }
    return years >= 5 && years > 4 * fresh;
}

/* The latest date that an embedded post's signature carries ("— Name (@handle) December 3, 2025"): the article is no
 * older. */
static bool day_in_tweets(const article *a, int32_t *day) {
    enum { SIGNATURE_MAX = 200 };
    bool found = false;
    for (ptrdiff_t i = 0; i < a->dropped.n; i++) {
        const struct dropped *d = &a->dropped.p[i];
        if (!str_eq(d->why, DROPPED_SIGNATURE)) continue;
        str line = str_trim(str_slice(a->raw, (ptrdiff_t)d->raw.beg, (ptrdiff_t)d->raw.end));
        for (ptrdiff_t at = 0; at < line.n && line.n <= SIGNATURE_MAX; at++) {
            struct moment m;
            if ((at && line.p[at - 1] != ' ') || !calendar_parse(str_drop(line, at), &m) || !m.known) continue;
            if (!found || m.day > *day) *day = m.day;
            found = true;
        }
    }
    return found;
}

static void collect(const pieces *k, bool past, struct hits *hits, arena *tmp, arena *out) {
    hits->n = 0;
    for (ptrdiff_t i = 0; i < k->n;) {
        struct time_hit best, x;
        bool found = match(k, i, past, &best, out);
        if (match_edge(k, i, past, &x, out) && (!found || x.end > best.end)) best = x, found = true;
        if (match_part_of(k, i, &x, out) && (!found || x.end > best.end)) best = x, found = true;
        if (match_hedged(k, i, past, &x, out) && (!found || x.end > best.end)) best = x, found = true;
        if (!found) {
            i++;
            continue;
        }
        struct time_form *f = &best.form;
        bool clock = f->base == TIME_NOW && f->hour >= 0;
        if (!f->dir &&
            (clock || (f->base == TIME_CALENDAR && !f->year) || f->base == TIME_WEEKDAY || f->base == TIME_HOLIDAY))
            f->dir = direction(k, best.beg, best.end);
        if (piece_goes_on(k, best.beg) && f->base != TIME_LITERAL && best.precision != WHEN_BEFORE) {
            if (piece_is(k, best.beg - 1, S("since"))) best.precision = WHEN_SINCE;
            if (piece_is(k, best.beg - 1, S("before"))) best.precision = WHEN_BEFORE;
            if (piece_is(k, best.beg - 1, S("to")) && piece_is(k, best.beg - 2, S("back"))) best.precision = WHEN_SINCE;
        }
        *(struct time_hit *)vec_push(tmp, hits) = best;
        i = best.end;
    }
}

/* Where the value is reckoned from, as time_anchor does it. */
static void say_anchor(struct time_hit *h, bool past) {
    const struct time_form *f = &h->form;
    bool open = f->base == TIME_WEEKDAY || ((f->base == TIME_CALENDAR || f->base == TIME_HOLIDAY) && !f->year);
    if (f->base == TIME_NOW)
        rule_add(&h->rules, "from the article's day");
    else if (f->base == TIME_SAID || (open && f->dir == 3) || (open && past))
        rule_add(&h->rules, "from the time that the text spoke of last");
    else if (open && f->dir == 2)
        rule_add(&h->rules, "in the week or year of the article's day");
    else if (open)
        rule_add(&h->rules, f->dir < 0                ? "before the article's day, as the words around it say"
                            : f->dir > 0              ? "after the article's day, as the words around it say"
                            : f->base == TIME_WEEKDAY ? "the last one up to the article's day"
                                                      : "nearest to the article's day");
}

void time_find(reading *r, arena *out, arena tmp) {
    pieces k;
    pieces_cut(&k, r, &tmp);
    struct hits hits = {0};
    collect(&k, false, &hits, &tmp, out);
    bool past = mostly_history(&hits);
    if (past) collect(&k, true, &hits, &tmp, out);
    share_year(&k, &hits);
    merge(&k, &hits);
    for (ptrdiff_t i = 0; i < hits.n; i++) {
        struct time_hit *h = &hits.p[i];
        struct time_finding *t = vec_push(out, &r->times);
        t->span = pieces_span(&k, h->beg, h->end);
        pieces_tokens(&k, h->beg, h->end, &t->beg, &t->end);
        t->type = h->type;
        t->precision = h->precision;
        t->form = h->form;
        say_anchor(h, past);
        t->rule = rules_text(&h->rules, out);
    }
    int32_t day = r->article->when.day;
    r->dated = r->article->when.known || day_in_text(&hits, &day) || day_in_tweets(r->article, &day);
    r->day = day;
    if (r->dated)
        time_anchor(r, day, out);
    else
        time_unanchor(r, out);
}
