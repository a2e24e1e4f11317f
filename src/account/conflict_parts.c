#include "account/conflict.h"
#include "account/context.h"
#include "lexicon_tables.h"

struct parts conflict_parts(const account *acc, const struct mention *m) {
    const struct event_finding *e = mention_event(acc, m);
    const tokens *k = &acc->readings[m->at.article]->tokens;
    struct parts p = {m->at.article, -1, -1};
    int32_t head = e->head;
    if (e->noun) return p;
    int32_t subject = token_child(k, head, REL_NSUBJ), object = token_child(k, head, REL_OBJ);
    int32_t passive = token_child(k, head, REL_NSUBJ_PASS);
    if (passive >= 0 || (k->rel[head] == REL_ACL && str_eq(k->xpos[head], S("VBN")))) {
        p.patient = passive >= 0 ? passive : k->head[head];
        p.agent = token_child(k, head, REL_OBL_AGENT);
        return p;
    }
    bool on = k->rel[head] == REL_CONJ || k->rel[head] == REL_XCOMP;
    if (subject < 0 && on && k->head[head] >= 0) subject = token_child(k, k->head[head], REL_NSUBJ);
    p.patient = object >= 0 ? object : subject;
    if (object >= 0) p.agent = subject;
    return p;
}

bool conflict_person(const tokens *k, int32_t t) {
    return lex_find(&lex_people, k->lemma[t]) || lex_find(&lex_descriptions, k->lemma[t]);
}

bool conflict_one_side(const account *acc, int32_t a, int32_t b) {
    enum { COUNTRY_BYTES = 3 };
    if (a < 0 || b < 0) return false;
    str x = acc->actors.p[a].code, y = acc->actors.p[b].code;
    if (a == b) return true;
    return x.n >= COUNTRY_BYTES && y.n >= COUNTRY_BYTES &&
           str_eq(str_head(x, COUNTRY_BYTES), str_head(y, COUNTRY_BYTES));
}

bool conflict_one_thing(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, const struct parts *x,
                        int32_t a, const struct parts *y, int32_t b, float sort) {
    if (a < 0 || b < 0) return false;
    int32_t e = reading_entity_at(acc->readings[x->in], a), f = reading_entity_at(acc->readings[y->in], b);
    int32_t i = e >= 0 ? actor_of[x->in][e] : -1, j = f >= 0 ? actor_of[y->in][f] : -1;
    if (i >= 0 && i == j) return true;
    if (i >= 0 && j >= 0 && acc->actors.p[i].named && acc->actors.p[j].named) return false;
    const tokens *k = &acc->readings[x->in]->tokens, *l = &acc->readings[y->in]->tokens;
    if (conflict_person(k, a) != conflict_person(l, b)) return false;
    int32_t w = v->word[x->in][a], u = v->word[y->in][b];
    return w >= 0 && u >= 0 && (w == u || meaning_near(&v->meaning, w, u) >= sort);
}

bool conflict_gives_name(const tokens *k, const struct event_finding *e) {
    if (!str_eq(k->lemma[e->head], S("call")) || k->upos[e->head] != UPOS_VERB) return false;
    int32_t objects = 0;
    for (int32_t c = token_next_child(k, e->head, -1); c >= 0; c = token_next_child(k, e->head, c))
        objects += k->rel[c] == REL_OBJ || k->rel[c] == REL_IOBJ || k->rel[c] == REL_XCOMP;
    return !e->recipients.n || objects > 1 || token_child(k, e->head, REL_XCOMP) >= 0;
}
