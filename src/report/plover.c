#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/lexicon.h"
#include "doc/calendar.h"
#include "lexicon_tables.h"
#include "report/passage.h"
#include "report/report_events.h"

enum { YEAR_FIRST = 1000 }; // a bound before it is no date but "no one knows since when"

/* One record, from wherever it comes. */
struct record {
    str mode, where;
    char kind; // of the id: 'c' claim, 'e' event
    ptrdiff_t number;
    enum plover type;
    enum reality reality;
    bool dated, ends;
    int32_t first, last; // days
    const reading *r;
    span at;
    const account *a; // with it come the actors of a claim
    const struct claim *claim;
    const struct event_finding *event; // or those of an event
};

static bool sound(int32_t day) { return day >= calendar_day(YEAR_FIRST, 1, 1) && day <= calendar_day(9999, 12, 31); }

/* The days of lo..hi that can be written; what is open at an end is cut there. */
static bool days(int32_t lo, int32_t hi, enum precision precision, int32_t *first, int32_t *last) {
    if (lo > hi) return false;
    bool from = sound(lo), to = sound(hi) && precision != WHEN_SINCE;
    if (!from && !to) return false;
    *first = from ? lo : hi;
    *last = to && precision != WHEN_BEFORE ? hi : *first;
    if (precision == WHEN_APPROX_DAY) *first = *last = lo + (hi - lo) / 2;
    return true;
}

bool claim_days(const account *a, const struct claim *c, int32_t *first, int32_t *last) {
    struct moment m;
    if (c->when.n == 10 && calendar_parse(c->when, &m)) {
        *first = *last = m.day;
        return true;
    }
    if (c->when.n && days(c->lo, c->hi, c->precision, first, last)) return true;
    for (ptrdiff_t i = 0; i < c->mentions.n;
         i++) { // mentions are in the order of the articles: the first one published
        const struct moment *when = &a->readings[c->mentions.p[i].at.article]->article->when;
        if (!when->known) continue;
        *first = *last = when->day;
        return true;
    }
    return false;
}

static void key_str(json *j, str key, str s) {
    json_key(j, key);
    json_str_or_null(j, s);
}

void actor_codes(str code, str *country, str *sector) {
    str rest = code;
    *sector = (str){0};
    if (!str_next_part(&rest, ' ', country)) *country = (str){0};
    str_next_part(&rest, ' ', sector);
    if (sector->n || !lex_find(&lex_plover_sectors, *country)) return;
    *sector = *country;
    *country = (str){0};
}

static void entity(json *j, str name, str code) {
    str country, sector;
    actor_codes(code, &country, &sector);
    json_open(j, '{');
    key_str(j, S("code"), country);
    key_str(j, S("sector"), sector);
    json_key(j, S("entity_text"));
    json_str(j, name);
    json_close(j, '}');
}

static void claim_actors(json *j, const account *a, ints list) {
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < list.n; i++) entity(j, a->actors.p[list.p[i]].name, a->actors.p[list.p[i]].code);
    json_close(j, ']');
}

static void event_roles(json *j, const reading *r, const struct roles *roles) {
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < roles->n; i++) {
        const struct role *x = &roles->p[i];
        str name = x->entity >= 0 ? r->entities.p[x->entity].name : (str){0};
        entity(j, name.n ? name : article_str(r->article, x->span), x->code);
    }
    json_close(j, ']');
}

static void who(json *j, const struct record *x) {
    json_key(j, S("actor"));
    x->claim ? claim_actors(j, x->a, x->claim->actors) : event_roles(j, x->r, &x->event->actors);
    json_key(j, S("recipient"));
    x->claim ? claim_actors(j, x->a, x->claim->recipients) : event_roles(j, x->r, &x->event->recipients);
}

static str auxiliary_mode(enum reality reality) {
    switch (reality) {
    case REALITY_PLANNED: return S("future");
    case REALITY_CONDITIONAL:
    case REALITY_HYPOTHETICAL: return S("hypothetical");
    case REALITY_DID_NOT_HAPPEN: return S("negation");
    case REALITY_HAPPENED:
    case REALITY_ONGOING:
    case REALITIES_COUNT: break;
    }
    return (str){0};
}

static void modes(json *j, const struct record *x) {
    str more = auxiliary_mode(x->reality);
    json_key(j, S("mode"));
    json_open(j, '[');
    if (x->mode.n) json_str(j, x->mode);
    if (more.n) json_str(j, more);
    json_close(j, ']');
}

static void scores(json *j, enum plover type) {
    const lex_row *row = lex_find(&lex_plover_types, plover_text[type]);
    json_key(j, S("quad_code"));
    json_int(j, row ? atoi(lex_cell(&lex_plover_types, row, LEX_plover_types_quad).p) : 0);
    json_key(j, S("event_scale"));
    json_num(j, row ? atof(lex_cell(&lex_plover_types, row, LEX_plover_types_scale).p) : 0);
}

static void place_of(json *j, str where) {
    json_key(j, S("event_loc"));
    if (!where.n) {
        json_none(j);
        return;
    }
    json_open(j, '{');
    json_key(j, S("extracted_place"));
    json_str(j, where);
    json_close(j, '}');
}

static void text_info(json *j, const struct record *x, span sentence) {
    const article *a = x->r->article;
    json_key(j, S("text"));
    json_str(j, article_str(a, sentence));
    json_key(j, S("text_info"));
    json_open(j, '{');
    json_key(j, S("sequence"));
    json_int(j, passage_number(x->r, x->at.beg));
    json_key(j, S("start"));
    json_int(j, article_point(a, x->at.beg));
    json_key(j, S("end"));
    json_int(j, article_point(a, x->at.end));
    json_key(j, S("text_story"));
    json_str(j, a->id);
    json_close(j, '}');
}

static void cite_info(json *j, const article *a) {
    json_key(j, S("cite_info"));
    json_open(j, '{');
    key_str(j, S("publication"), a->outlet);
    key_str(j, S("url"), a->url.n ? a->url : a->source);
    key_str(j, S("title"), a->title);
    key_str(j, S("language"), a->language);
    json_close(j, '}');
}

/* "ARTICLE-e3", "STORY-c12" */
static void put_id(json *j, const struct record *x) {
    buf id = {0};
    buf_put(&id, x->claim ? x->a->id : x->r->article->id);
    buf_fmt(&id, "-%c%td", x->kind, x->number);
    json_str(j, buf_str(&id));
    if (id.failed) j->out->failed = true;
    buf_clear(&id);
}

static void put_day(json *j, bool known, int32_t day) {
    char text[64];
    arena room = arena_over(text, sizeof text);
    json_str_or_null(j, known ? calendar_iso(&room, day) : (str){0});
    arena_leave(&room);
}

static void put_comment(json *j, const struct claim *c) {
    if (!c) {
        json_none(j);
        return;
    }
    char text[128];
    int n = snprintf(text, sizeof text, "%.*s; told %td times; origins %d to %d", STR_FMT(status_text[c->status]),
                     c->mentions.n, c->low, c->high);
    json_str(j, str_of(text, n));
}

static void write_record(buf *out, const struct record *x) {
    json j = {.out = out};
    json_open(&j, '{');
    json_key(&j, S("id"));
    put_id(&j, x);
    json_key(&j, S("date"));
    put_day(&j, x->dated, x->first);
    if (x->dated && x->last > x->first) {
        json_key(&j, S("enddate"));
        put_day(&j, true, x->last);
    }
    who(&j, x);
    json_key(&j, S("event"));
    json_open(&j, '[');
    json_str(&j, plover_text[x->type]);
    json_close(&j, ']');
    modes(&j, x);
    place_of(&j, x->where);
    key_str(&j, S("event_text"), article_str(x->r->article, x->at));
    scores(&j, x->type);
    json_key(&j, S("context"));
    json_open(&j, '[');
    json_close(&j, ']');
    key_str(&j, S("link"), x->r->article->url);
    text_info(&j, x, passage_sentences(x->r, x->at));
    cite_info(&j, x->r->article);
    json_key(&j, S("coder"));
    json_str(&j, S("accord " ACCORD_VERSION));
    json_key(&j, S("comment"));
    put_comment(&j, x->claim);
    json_close(&j, '}');
    buf_byte(out, '\n');
}

void plover_story(buf *out, const account *a, arena tmp) {
    (void)tmp;
    for (ptrdiff_t i = 0; i < a->claims.n; i++) {
        const struct claim *c = &a->claims.p[i];
        if (c->plover == PLOVER_NONE) continue;
        const struct mention *best = &c->mentions.p[c->best];
        struct record x = {.kind = 'c',
                           .number = i + 1,
                           .type = c->plover,
                           .reality = c->reality,
                           .where = c->where,
                           .r = a->readings[best->at.article],
                           .at = best->at.span,
                           .a = a,
                           .claim = c};
        if (best->event >= 0) x.mode = mention_event(a, best)->mode;
        // The manual has releases and resignations as modes of RETREAT.
        if (x.mode.n && c->plover == PLOVER_CONCEDE && mention_event(a, best)->plover == PLOVER_RETREAT)
            x.type = PLOVER_RETREAT;
        x.dated = claim_days(a, c, &x.first, &x.last);
        write_record(out, &x);
    }
}

void plover_reading(buf *out, const reading *r) {
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        const struct event_finding *e = &r->events.p[i];
        if (e->plover == PLOVER_NONE) continue;
        struct record x = {.kind = 'e',
                           .number = i + 1,
                           .type = e->plover,
                           .mode = e->mode,
                           .reality = e->reality,
                           .r = r,
                           .at = e->span,
                           .event = e};
        if (e->where >= 0) x.where = article_str(r->article, r->names.p[e->where].span);
        const struct time_finding *when = e->when >= 0 ? &r->times.p[e->when] : NULL;
        x.dated = when && days(when->lo, when->hi, when->precision, &x.first, &x.last);
        if (!x.dated && r->article->when.known) {
            x.dated = true;
            x.first = x.last = r->article->when.day;
        }
        write_record(out, &x);
    }
}
