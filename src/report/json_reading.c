#include "report/report_json.h"

/* The spans of a finding that may stand apart: [[start, end], …] in code points. */
static void points_list(json *j, const article *a, str key, spans s) {
    json_key(j, key);
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < s.n; i++) json_points(j, a, s.p[i]);
    json_close(j, ']');
}

static str entity_name(const reading *r, int32_t entity) { return entity < 0 ? (str){0} : r->entities.p[entity].name; }

static void index_or_null(json *j, str key, int32_t i) {
    json_key(j, key);
    if (i < 0)
        json_none(j);
    else
        json_int(j, i);
}

static void rule(json *j, str rule) {
    json_key(j, S("rule"));
    json_str_or_null(j, rule);
}

static void names(json *j, const reading *r, bool explain) {
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        str code = n->entity < 0 ? (str){0} : r->entities.p[n->entity].code;
        json_open(j, '{');
        json_place(j, r->article, n->span);
        json_key(j, S("name"));
        json_str_or_null(j, entity_name(r, n->entity));
        json_key(j, S("kind"));
        json_str(j, name_kind_text[n->kind]);
        json_key(j, S("code"));
        json_str_or_null(j, code);
        index_or_null(j, S("id"), n->entity);
        if (explain) rule(j, n->rule);
        json_close(j, '}');
    }
}

static void times(json *j, const reading *r, bool explain) {
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const struct time_finding *t = &r->times.p[i];
        json_open(j, '{');
        json_place(j, r->article, t->span);
        json_key(j, S("value"));
        json_str_or_null(j, t->timex.n ? t->timex : t->value);
        json_key(j, S("precision"));
        json_str(j, precision_text[t->precision]);
        json_key(j, S("type"));
        json_str(j, time_type_text[t->type]);
        json_key(j, S("time"));
        json_str_or_null(j, t->clock);
        if (explain) rule(j, t->rule);
        json_close(j, '}');
    }
}

static void amounts(json *j, const reading *r, bool explain) {
    for (ptrdiff_t i = 0; i < r->amounts.n; i++) {
        const struct amount_finding *m = &r->amounts.p[i];
        json_open(j, '{');
        json_place(j, r->article, m->span);
        json_key(j, S("low"));
        json_bound(j, m->has_low, m->low);
        json_key(j, S("high"));
        json_bound(j, m->has_high, m->high);
        json_key(j, S("unit"));
        json_str_or_null(j, m->unit);
        json_key(j, S("of"));
        json_str_or_null(j, m->of.n ? m->of : m->unit_words);
        if (explain) rule(j, m->rule);
        json_close(j, '}');
    }
}

static void quotes(json *j, const reading *r, bool explain) {
    for (ptrdiff_t i = 0; i < r->quotes.n; i++) {
        const struct quote_finding *q = &r->quotes.p[i];
        str speaker = entity_name(r, q->entity);
        json_open(j, '{');
        json_place(j, r->article, q->span);
        json_key(j, S("text"));
        json_str(j, article_str(r->article, q->span));
        json_key(j, S("speaker"));
        json_str_or_null(j, speaker.n ? speaker : article_str(r->article, q->speaker));
        json_key(j, S("scare"));
        json_bool(j, q->scare);
        index_or_null(j, S("attribution"), q->attribution);
        if (explain) rule(j, q->rule);
        json_close(j, '}');
    }
}

static void attributions(json *j, const reading *r, bool explain) {
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        const struct attribution_finding *t = &r->attributions.p[i];
        json_open(j, '{');
        points_list(j, r->article, S("source"), t->source);
        points_list(j, r->article, S("cue"), t->cue);
        points_list(j, r->article, S("content"), t->content);
        json_key(j, S("chain"));
        json_strs(j, t->chain);
        json_key(j, S("stance"));
        json_str(j, stance_text[t->stance]);
        json_key(j, S("kind"));
        json_str(j, quoting_text[t->kind]);
        if (explain) rule(j, t->rule);
        json_close(j, '}');
    }
}

static void roles(json *j, const reading *r, str key, const struct roles *roles) {
    json_key(j, key);
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < roles->n; i++) {
        const struct role *role = &roles->p[i];
        str name = entity_name(r, role->entity);
        json_open(j, '{');
        json_key(j, S("start"));
        json_int(j, article_point(r->article, role->span.beg));
        json_key(j, S("end"));
        json_int(j, article_point(r->article, role->span.end));
        json_key(j, S("name"));
        json_str_or_null(j, name.n ? name : article_str(r->article, role->span));
        json_key(j, S("code"));
        json_str_or_null(j, role->code);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void event(json *j, const reading *r, const struct event_finding *e, bool explain) {
    json_open(j, '{');
    json_place(j, r->article, e->span);
    json_head(j, r->article, r->tokens.span[e->head]);
    json_key(j, S("plover"));
    json_str_or_null(j, plover_text[e->plover]);
    json_key(j, S("mode"));
    json_open(j, '[');
    if (e->mode.n) json_str(j, e->mode);
    json_close(j, ']');
    json_key(j, S("cameo"));
    json_str_or_null(j, e->cameo);
    roles(j, r, S("actors"), &e->actors);
    roles(j, r, S("recipients"), &e->recipients);
    json_key(j, S("when"));
    if (e->when < 0)
        json_none(j);
    else
        json_when(j, r->times.p[e->when].value, r->times.p[e->when].precision);
    json_key(j, S("where"));
    if (e->where < 0)
        json_none(j);
    else
        json_str(j, article_str(r->article, r->names.p[e->where].span));
    json_key(j, S("reality"));
    json_str(j, reality_text[e->reality]);
    json_key(j, S("stance"));
    json_str(j, stance_text[e->stance]);
    index_or_null(j, S("attribution"), e->attribution);
    if (explain) rule(j, e->rule);
    json_close(j, '}');
}

static void positions(json *j, const reading *r, bool explain) {
    for (ptrdiff_t i = 0; i < r->positions.n; i++) {
        const struct position_finding *p = &r->positions.p[i];
        json_open(j, '{');
        json_place(j, r->article, p->span);
        json_key(j, S("actor"));
        json_str_or_null(j, entity_name(r, p->actor));
        json_key(j, S("act"));
        json_str(j, act_text[p->act]);
        json_key(j, S("to"));
        json_str_or_null(j, entity_name(r, p->to));
        json_key(j, S("deadline"));
        json_str_or_null(j, p->deadline < 0 ? (str){0} : r->times.p[p->deadline].value);
        if (explain) rule(j, p->rule);
        json_close(j, '}');
    }
}

static void list(json *j, const reading *r, str key, bool explain, void (*members)(json *, const reading *, bool)) {
    json_key(j, key);
    json_open(j, '[');
    members(j, r, explain);
    json_close(j, ']');
}

static void sentences(json *j, const reading *r, bool explain) {
    (void)explain;
    for (ptrdiff_t i = 0; i < r->tokens.sentences.n; i++) {
        span s = r->tokens.sentences.p[i].span;
        json_open(j, '{');
        json_key(j, S("start"));
        json_int(j, article_point(r->article, s.beg));
        json_key(j, S("end"));
        json_int(j, article_point(r->article, s.end));
        json_close(j, '}');
    }
}

static void events(json *j, const reading *r, bool explain) {
    for (ptrdiff_t i = 0; i < r->events.n; i++) event(j, r, &r->events.p[i], explain);
}

void json_reading(json *j, const reading *r, bool explain) {
    json_open(j, '{');
    json_article_members(j, r->article, (str){0});
    if (r->unread) {
        json_key(j, S("unread"));
        json_str(j, S("not in English"));
    }
    list(j, r, S("sentences"), explain, sentences);
    list(j, r, S("names"), explain, names);
    list(j, r, S("times"), explain, times);
    list(j, r, S("amounts"), explain, amounts);
    list(j, r, S("quotes"), explain, quotes);
    list(j, r, S("attributions"), explain, attributions);
    list(j, r, S("events"), explain, events);
    list(j, r, S("positions"), explain, positions);
    json_close(j, '}');
}
