#include "account/opinion.h"

#include "extract/event.h"

/* The quotation between whose marks a byte stands, NULL when in none. */
static const struct quote_finding *quote_at(const reading *r, uint32_t at) {
    ptrdiff_t i = reading_quote_after(r, at);
    return i < r->quotes.n && r->quotes.p[i].span.beg <= at ? &r->quotes.p[i] : NULL;
}

int32_t opinion_speaker_at(const reading *r, uint32_t at) {
    const struct quote_finding *q = quote_at(r, at);
    return q && !q->scare && q->attribution < 0 ? q->entity : -1;
}

bool opinion_is_meant(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_AUX && str_eq(k->xpos[c], S("MD"))) return true;
    return false;
}

/* Who says what e tells, an entity; -1 when it is the article's own or nobody's with a name. */
static int32_t source_of(const reading *r, const struct event_finding *e) {
    if (e->attribution < 0) return opinion_speaker_at(r, r->tokens.span[e->head].beg);
    const struct attribution_finding *a = &r->attributions.p[e->attribution];
    return a->byline || a->anonymous ? -1 : a->entity;
}

struct opinion opinion_find(const account *acc, const reading *r, const int32_t *actor_of,
                            const struct event_finding *e) {
    static const struct opinion none = {-1, -1};
    const tokens *k = &r->tokens;
    int32_t source = e->noun ? -1 : source_of(r, e), by = source < 0 ? -1 : actor_of[source];
    bool passive = false, meant = opinion_is_meant(k, e->head);
    int32_t t = event_subject(k, e->head, &passive);
    if (by < 0 || !acc->actors.p[by].named || t < 0) return none;
    int32_t entity = reading_entity_at(r, event_antecedent(k, t)), of = entity < 0 ? -1 : actor_of[entity];
    bool persons = acc->actors.p[by].kind == NAME_PERSON && of >= 0 && acc->actors.p[of].kind == NAME_PERSON;
    bool judged = meant || quote_at(r, k->span[e->head].beg);
    if (persons && of != by && acc->actors.p[of].named && judged && !passive) return (struct opinion){by, of};
    bool foretold = meant && k->upos[t] == UPOS_NOUN && !event_is(r, t, S("who"));
    return foretold ? (struct opinion){by, -1} : none;
}
