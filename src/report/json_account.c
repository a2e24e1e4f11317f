/* One story of an account as JSON. Ids are made here: "p1" actors, "c1" claims, "k1" conflicts, "q1" quotations, each
 * by its place in the account's list. */
#include <stdio.h>

#include "report/report_json.h"

static void id(json *j, char kind, ptrdiff_t index) {
    char text[32];
    int n = snprintf(text, sizeof text, "%c%td", kind, index + 1);
    json_str(j, str_of(text, n));
}

static void id_or_null(json *j, char kind, int32_t index) {
    if (index < 0)
        json_none(j);
    else
        id(j, kind, index);
}

static void ids(json *j, char kind, ints list) {
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < list.n; i++) id(j, kind, list.p[i]);
    json_close(j, ']');
}

static void key_str(json *j, str key, str s) {
    json_key(j, key);
    json_str_or_null(j, s);
}

static const article *article_at(const account *a, int32_t i) { return a->readings[i]->article; }

static void place(json *j, const account *a, struct place p) { json_place(j, article_at(a, p.article), p.span); }

static void articles(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->n; i++) {
        int32_t first = a->reprint_of ? a->reprint_of[i] : -1;
        json_article(j, a->readings[i]->article, first < 0 ? (str){0} : article_at(a, first)->id);
    }
}

static void actors(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->actors.n; i++) {
        const struct actor *p = &a->actors.p[i];
        json_open(j, '{');
        json_key(j, S("id"));
        id(j, 'p', i);
        json_key(j, S("name"));
        json_str(j, p->name);
        json_key(j, S("kind"));
        json_str(j, name_kind_text[p->kind]);
        key_str(j, S("code"), p->code);
        json_key(j, S("aliases"));
        json_strs(j, p->aliases);
        json_close(j, '}');
    }
}

static void mention(json *j, const account *a, const struct mention *m) {
    json_open(j, '{');
    place(j, a, m->at);
    json_head(j, article_at(a, m->at.article), m->head);
    json_key(j, S("stance"));
    json_str(j, stance_text[m->stance]);
    json_key(j, S("via"));
    json_strs(j, m->via);
    json_close(j, '}');
}

static void claim(json *j, const account *a, ptrdiff_t i) {
    const struct claim *c = &a->claims.p[i];
    json_open(j, '{');
    json_key(j, S("id"));
    id(j, 'c', i);
    json_key(j, S("text"));
    json_str(j, c->text);
    key_str(j, S("plover"), plover_text[c->plover]);
    key_str(j, S("cameo"), c->cameo);
    json_key(j, S("actors"));
    ids(j, 'p', c->actors);
    json_key(j, S("recipients"));
    ids(j, 'p', c->recipients);
    json_key(j, S("when"));
    json_when_inferred(j, c->when, c->precision, c->inferred);
    key_str(j, S("where"), c->where);
    json_key(j, S("reality"));
    json_str(j, reality_text[c->reality]);
    json_key(j, S("status"));
    json_str(j, status_text[c->status]);
    json_key(j, S("origins"));
    json_open(j, '{');
    json_key(j, S("low"));
    json_int(j, c->low);
    json_key(j, S("high"));
    json_int(j, c->high);
    json_key(j, S("reasons"));
    json_strs(j, c->reasons);
    json_close(j, '}');
    json_key(j, S("mentions"));
    json_open(j, '[');
    for (ptrdiff_t k = 0; k < c->mentions.n; k++) mention(j, a, &c->mentions.p[k]);
    json_close(j, ']');
    json_close(j, '}');
}

static void claims(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->claims.n; i++) claim(j, a, i);
}

static void conflict(json *j, const account *a, ptrdiff_t i) {
    const struct conflict *c = &a->conflicts.p[i];
    json_open(j, '{');
    json_key(j, S("id"));
    id(j, 'k', i);
    json_key(j, S("kind"));
    json_str(j, conflict_kind_text[c->kind]);
    json_key(j, S("about"));
    json_str(j, c->about);
    json_key(j, S("claims"));
    ids(j, 'c', c->claims);
    json_key(j, S("sides"));
    json_open(j, '[');
    for (ptrdiff_t s = 0; s < c->sides.n; s++) {
        const struct side *side = &c->sides.p[s];
        json_open(j, '{');
        json_key(j, S("value"));
        json_str(j, side->value);
        json_key(j, S("mentions"));
        json_open(j, '[');
        for (ptrdiff_t m = 0; m < side->mentions.n; m++) {
            json_open(j, '{');
            place(j, a, side->mentions.p[m]);
            json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
    json_key(j, S("compatible"));
    json_bool(j, c->compatible);
    json_key(j, S("why"));
    json_str(j, c->why);
    json_close(j, '}');
}

static void conflicts(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->conflicts.n; i++) conflict(j, a, i);
}

static void quotes(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->quotes.n; i++) {
        const struct quotation *q = &a->quotes.p[i];
        json_open(j, '{');
        json_key(j, S("id"));
        id(j, 'q', i);
        json_key(j, S("speaker"));
        if (q->speaker >= 0)
            id(j, 'p', q->speaker);
        else
            json_str_or_null(j, q->speaker_name);
        json_key(j, S("variants"));
        json_open(j, '[');
        for (ptrdiff_t v = 0; v < q->variants.n; v++) {
            struct place at = q->variants.p[v];
            json_open(j, '{');
            place(j, a, at);
            json_key(j, S("text"));
            json_str(j, article_str(article_at(a, at.article), at.span));
            json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
    }
}

static void positions(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->positions.n; i++) {
        const struct position *p = &a->positions.p[i];
        json_open(j, '{');
        place(j, a, p->at);
        json_key(j, S("actor"));
        id_or_null(j, 'p', p->actor);
        json_key(j, S("act"));
        json_str(j, act_text[p->act]);
        json_key(j, S("to"));
        id_or_null(j, 'p', p->to);
        key_str(j, S("deadline"), p->deadline);
        json_key(j, S("reply"));
        if (p->reply < 0)
            json_none(j);
        else
            json_int(j, p->reply);
        json_close(j, '}');
    }
}

static void times(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->times.n; i++) {
        const struct account_time *t = &a->times.p[i];
        json_open(j, '{');
        place(j, a, t->at);
        key_str(j, S("value"), t->value);
        json_key(j, S("precision"));
        json_str(j, precision_text[t->precision]);
        json_key(j, S("type"));
        json_str(j, time_type_text[t->type]);
        json_close(j, '}');
    }
}

static void amounts(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->amounts.n; i++) {
        const struct account_amount *m = &a->amounts.p[i];
        json_open(j, '{');
        place(j, a, m->at);
        json_key(j, S("low"));
        json_bound(j, m->has_low, m->low);
        json_key(j, S("high"));
        json_bound(j, m->has_high, m->high);
        key_str(j, S("unit"), m->unit);
        key_str(j, S("of"), m->of);
        json_close(j, '}');
    }
}

static void sources(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->sources.n; i++) {
        json_open(j, '{');
        place(j, a, a->sources.p[i].at);
        json_key(j, S("chain"));
        json_strs(j, a->sources.p[i].chain);
        json_close(j, '}');
    }
}

static void timeline(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->timeline.n; i++) {
        json_open(j, '{');
        key_str(j, S("when"), a->timeline.p[i].when);
        json_key(j, S("claims"));
        ids(j, 'c', a->timeline.p[i].claims);
        json_close(j, '}');
    }
}

static void questions(json *j, const account *a) {
    for (ptrdiff_t i = 0; i < a->questions.n; i++) {
        json_open(j, '{');
        json_key(j, S("text"));
        json_str(j, a->questions.p[i].text);
        json_key(j, S("because"));
        json_str(j, a->questions.p[i].because);
        key_str(j, S("query"), a->questions.p[i].query);
        json_close(j, '}');
    }
}

static void list(json *j, const account *a, str key, void (*members)(json *, const account *)) {
    json_key(j, key);
    json_open(j, '[');
    members(j, a);
    json_close(j, ']');
}

void json_story(json *j, const account *a) {
    json_open(j, '{');
    json_key(j, S("id"));
    json_str(j, a->id);
    key_str(j, S("title"), a->title);
    key_str(j, S("from"), a->from);
    key_str(j, S("to"), a->to);
    list(j, a, S("articles"), articles);
    list(j, a, S("actors"), actors);
    list(j, a, S("claims"), claims);
    list(j, a, S("conflicts"), conflicts);
    list(j, a, S("quotes"), quotes);
    list(j, a, S("positions"), positions);
    list(j, a, S("times"), times);
    list(j, a, S("amounts"), amounts);
    list(j, a, S("sources"), sources);
    list(j, a, S("timeline"), timeline);
    list(j, a, S("questions"), questions);
    json_close(j, '}');
}

void json_account_open(json *j, str program, str model, str as_of, str without) {
    json_open(j, '{');
    json_key(j, S("accord"));
    json_str(j, S("1"));
    json_key(j, S("made"));
    json_open(j, '{');
    json_key(j, S("program"));
    json_str(j, program);
    json_key(j, S("model"));
    json_str_or_null(j, model);
    json_key(j, S("as_of"));
    json_str_or_null(j, as_of);
    key_str(j, S("without"), without);
    json_close(j, '}');
    json_key(j, S("stories"));
    json_open(j, '[');
}

void json_account_close(json *j) {
    json_close(j, ']');
    json_close(j, '}');
}
