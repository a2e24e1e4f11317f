#include "report/escape.h"
#include "report/report_events.h"

static const char header[] =
    "story,claim,text,status,reality,plover,cameo,when,precision,inferred,where,actors,recipients,"
    "origins_low,origins_high,reasons,"
    "article,outlet,published,url,source,stance,via,words,start,end,raw_start,raw_end\r\n";

void csv_header(buf *out) { buf_put(out, str_cstr(header)); }

static void cell(buf *out, str s) {
    escape_csv(out, s);
    buf_byte(out, ',');
}

static void join(buf *to, str s, const char *between) {
    if (to->n) buf_put(to, str_cstr(between));
    buf_put(to, s);
}

static void joined(buf *out, buf *room) {
    cell(out, buf_str(room));
    room->n = 0;
}

static void actors(buf *out, buf *room, const account *a, ints list) {
    for (ptrdiff_t i = 0; i < list.n; i++) join(room, a->actors.p[list.p[i]].name, "; ");
    joined(out, room);
}

/* What all rows of a claim begin with. */
static void claim_cells(buf *out, buf *room, const account *a, ptrdiff_t i) {
    const struct claim *c = &a->claims.p[i];
    cell(out, a->id);
    buf_fmt(out, "c%td,", i + 1);
    cell(out, c->text);
    cell(out, status_text[c->status]);
    cell(out, reality_text[c->reality]);
    cell(out, plover_text[c->plover]);
    cell(out, c->cameo);
    cell(out, c->when);
    cell(out, c->when.n ? precision_text[c->precision] : (str){0});
    cell(out, !c->when.n ? (str){0} : c->inferred ? S("yes") : S("no"));
    cell(out, c->where);
    actors(out, room, a, c->actors);
    actors(out, room, a, c->recipients);
    buf_fmt(out, "%d,%d,", c->low, c->high);
    for (ptrdiff_t k = 0; k < c->reasons.n; k++) join(room, c->reasons.p[k], "; ");
    joined(out, room);
}

static void mention_cells(buf *out, buf *room, const account *a, const struct mention *m) {
    const article *x = a->readings[m->at.article]->article;
    raw_span raw = article_raw(x, m->at.span);
    cell(out, x->id);
    cell(out, x->outlet);
    cell(out, x->published);
    cell(out, x->url);
    cell(out, x->source);
    cell(out, stance_text[m->stance]);
    for (ptrdiff_t k = 0; k < m->via.n; k++) join(room, m->via.p[k], " < ");
    joined(out, room);
    cell(out, article_str(x, m->at.span));
    buf_fmt(out, "%lld,%lld,%lld,%lld\r\n", (long long)article_point(x, m->at.span.beg),
            (long long)article_point(x, m->at.span.end), (long long)raw.beg, (long long)raw.end);
}

void csv_story(buf *out, const account *a, arena tmp) {
    (void)tmp;
    buf front = {0}, room = {0};
    for (ptrdiff_t i = 0; i < a->claims.n; i++) {
        front.n = 0;
        claim_cells(&front, &room, a, i);
        for (ptrdiff_t k = 0; k < a->claims.p[i].mentions.n; k++) {
            buf_put(out, buf_str(&front));
            mention_cells(out, &room, a, &a->claims.p[i].mentions.p[k]);
        }
    }
    if (front.failed || room.failed) out->failed = true;
    buf_clear(&front);
    buf_clear(&room);
}
