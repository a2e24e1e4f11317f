#include <stdio.h>
#include <stdlib.h>

#include "base/lexicon.h"
#include "base/table.h"
#include "base/utf8.h"
#include "doc/calendar.h"
#include "lexicon_tables.h"
#include "report/escape.h"
#include "report/passage.h"
#include "report/report_events.h"

enum { PAIRS_MAX = 16, GEO_COLUMNS = 8, ID_BITS = 53, DAY_SECONDS = 86400 };

/* One row of Events: a claim between one actor and one recipient, either of which may be missing (-1). */
struct dyad {
    const account *a;
    const struct claim *c;
    int32_t actor, recipient;
    uint64_t id;
    struct moment added; // the first publication that told it
};

static void tab(buf *out) { buf_byte(out, '\t'); }

static void cell(buf *out, str s) {
    escape_tsv(out, s);
    tab(out);
}

static void blanks(buf *out, int n) { buf_fill(out, '\t', n); }

/* YYYYMMDDHHMMSS, or nothing. */
static void stamp(buf *out, struct moment m) {
    if (m.known) {
        struct civil c = calendar_civil(m.day);
        int s = m.second < 0 || m.second >= DAY_SECONDS ? 0 : m.second;
        buf_fmt(out, "%04d%02d%02d%02d%02d%02d", c.year, c.month, c.day, s / 3600, s / 60 % 60, s % 60);
    }
    tab(out);
}

/* The same claim has the same number in every run: it is made from the bytes of the article that words it best. */
static uint64_t identity(const struct dyad *d) {
    const struct mention *best = &d->c->mentions.p[d->c->best];
    const article *x = d->a->readings[best->at.article]->article;
    char where[96];
    int n = snprintf(where, sizeof where, "%u %u %u %d %d", best->at.span.beg, best->at.span.end, best->head.beg,
                     d->actor, d->recipient);
    uint64_t seed = str_hash(x->sha256.n ? x->sha256 : x->text, 0);
    return str_hash(str_of(where, n), seed) >> (64 - ID_BITS);
}

static void for_dyads(buf *out, const account *a, arena tmp, void (*row)(buf *, const struct dyad *, arena)) {
    for (ptrdiff_t i = 0; i < a->claims.n; i++) {
        const struct claim *c = &a->claims.p[i];
        if (c->cameo.n < 2) continue;
        struct dyad d = {.a = a, .c = c};
        for (ptrdiff_t k = 0; k < c->mentions.n && !d.added.known; k++)
            d.added = a->readings[c->mentions.p[k].at.article]->article->when;
        ptrdiff_t actors = c->actors.n ? c->actors.n : 1, recipients = c->recipients.n ? c->recipients.n : 1;
        for (ptrdiff_t k = 0; k < actors * recipients && k < PAIRS_MAX; k++) {
            d.actor = c->actors.n ? c->actors.p[k / recipients] : -1;
            d.recipient = c->recipients.n ? c->recipients.p[k % recipients] : -1;
            d.id = identity(&d);
            row(out, &d, tmp);
        }
    }
}

static void dates(buf *out, const struct dyad *d) {
    int32_t first, last;
    if (!claim_days(d->a, d->c, &first, &last)) {
        blanks(out, 4);
        return;
    }
    struct civil c = calendar_civil(first);
    buf_fmt(out, "%04d%02d%02d\t%04d%02d\t%04d\t%.4f\t", c.year, c.month, c.day, c.year, c.month, c.year,
            c.year + (c.month * 30 + c.day) / 365.0);
}

static bool capitals(str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!ascii_upper(s.p[i])) return false;
    return s.n == 3;
}

/* The ten columns of an actor. */
static void actor_cells(buf *out, const account *a, int32_t actor) {
    if (actor < 0) {
        blanks(out, 10);
        return;
    }
    str country, sector;
    actor_codes(a->actors.p[actor].code, &country, &sector);
    buf_put(out, country);
    cell(out, sector);
    cell(out, a->actors.p[actor].name);
    cell(out, capitals(country) ? country : (str){0});
    blanks(out, 4); // known group, ethnic code, two religions
    cell(out, sector);
    blanks(out, 2);
}

static void action_cells(buf *out, str cameo) {
    const lex_row *row = lex_find(&lex_cameo_roots, str_head(cameo, 2));
    cell(out, cameo);
    cell(out, str_head(cameo, 3));
    cell(out, str_head(cameo, 2));
    cell(out, row ? lex_cell(&lex_cameo_roots, row, LEX_cameo_roots_quad) : (str){0});
    cell(out, row ? lex_cell(&lex_cameo_roots, row, LEX_cameo_roots_scale) : (str){0});
}

/* True when it stands in the first paragraph of an article, under its headings. */
static bool leads(const reading *r, span s) {
    const article *a = r->article;
    for (ptrdiff_t b = 0; b < a->blocks.n; b++) {
        if (a->blocks.p[b].span.end > s.beg) return a->blocks.p[b].kind != BLOCK_CAPTION;
        if (a->blocks.p[b].kind == BLOCK_PARAGRAPH) return false;
    }
    return false;
}

static void counts(buf *out, const struct dyad *d, arena tmp) {
    table outlets = {.seed = 1}, articles = {.seed = 1};
    for (ptrdiff_t i = 0; i < d->c->mentions.n; i++) {
        int32_t number = d->c->mentions.p[i].at.article;
        const article *x = d->a->readings[number]->article;
        table_put(&outlets, &tmp, passage_outlet(x, number, &tmp));
        table_put(&articles, &tmp, x->id);
    }
    buf_fmt(out, "%td\t%td\t%td\t", d->c->mentions.n, outlets.n, articles.n);
}

static void event_row(buf *out, const struct dyad *d, arena tmp) {
    const struct mention *best = &d->c->mentions.p[d->c->best];
    const article *x = d->a->readings[best->at.article]->article;
    bool root = false;
    for (ptrdiff_t i = 0; i < d->c->mentions.n && !root; i++)
        root = leads(d->a->readings[d->c->mentions.p[i].at.article], d->c->mentions.p[i].at.span);
    buf_fmt(out, "%llu\t", (unsigned long long)d->id);
    dates(out, d);
    actor_cells(out, d->a, d->actor);
    actor_cells(out, d->a, d->recipient);
    buf_put(out, root ? S("1\t") : S("0\t"));
    action_cells(out, d->c->cameo);
    counts(out, d, tmp);
    blanks(out, 1); // tone
    for (int k = 0; k < 2; k++) {
        buf_byte(out, '0');
        blanks(out, GEO_COLUMNS);
    }
    buf_put(out, S("0\t"));
    cell(out, d->c->where);
    blanks(out, GEO_COLUMNS - 2);
    stamp(out, d->added);
    escape_tsv(out, x->url.n ? x->url : x->source);
    buf_byte(out, '\n');
}

static bool named_so(const struct actor *a, str name) {
    bool same = str_eq(a->name, name);
    for (ptrdiff_t i = 0; i < a->aliases.n && !same; i++) same = str_eq(a->aliases.p[i], name);
    return same;
}

/* Where an actor of a claim stands in one mention of it, in code points; -1 where it is not said there. */
static void offset(buf *out, const struct dyad *d, const struct mention *m, int32_t actor, bool recipient) {
    const reading *r = d->a->readings[m->at.article];
    int64_t at = -1;
    const struct event_finding *e = m->event >= 0 && actor >= 0 ? mention_event(d->a, m) : NULL;
    const struct roles *roles = !e ? NULL : recipient ? &e->recipients : &e->actors;
    for (ptrdiff_t i = 0; roles && i < roles->n && at < 0; i++) {
        const struct role *x = &roles->p[i];
        str name = x->entity >= 0 ? r->entities.p[x->entity].name : article_str(r->article, x->span);
        if (named_so(&d->a->actors.p[actor], name) || roles->n == 1) at = article_point(r->article, x->span.beg);
    }
    buf_fmt(out, "%lld\t", (long long)at);
}

static void mention_rows(buf *out, const struct dyad *d, arena tmp) {
    (void)tmp;
    for (ptrdiff_t i = 0; i < d->c->mentions.n; i++) {
        const struct mention *m = &d->c->mentions.p[i];
        const reading *r = d->a->readings[m->at.article];
        const article *x = r->article;
        buf_fmt(out, "%llu\t", (unsigned long long)d->id);
        stamp(out, d->added);
        stamp(out, x->when);
        buf_put(out, x->url.n ? S("1\t") : S("2\t"));
        cell(out, x->outlet);
        cell(out, x->url.n ? x->url : x->source);
        buf_fmt(out, "%d\t", passage_number(r, m->at.span.beg));
        offset(out, d, m, d->actor, false);
        offset(out, d, m, d->recipient, true);
        buf_fmt(out, "%lld\t1\t\t%lld", (long long)article_point(x, m->head.beg),
                (long long)article_point(x, (uint32_t)x->text.n));
        blanks(out, 3); // tone, translation, extras
        buf_byte(out, '\n');
    }
}

void gdelt_events(buf *out, const account *a, arena tmp) { for_dyads(out, a, tmp, event_row); }

void gdelt_mentions(buf *out, const account *a, arena tmp) { for_dyads(out, a, tmp, mention_rows); }
