/* Documents as sources: "the email", "the poll" that earlier sentences told of. */
#include "extract/attribution.h"
#include "extract/event.h"

enum { WRITTEN_BACK = 5, BACK_MOST = 48 }; // sentences, attributions that are looked at

bool document_is(const tokens *k, int32_t t) { return k->upos[t] == UPOS_NOUN && event_thing_is(k, t, S("document")); }

int32_t document_writer(const struct view *v, int32_t head) {
    const tokens *k = v->k;
    int32_t first = k->sent[head] < WRITTEN_BACK ? 0 : k->sent[head] - WRITTEN_BACK;
    for (int32_t t = v->beg - 1; t >= k->sentences.p[first].beg; t--) {
        if (!str_eq(k->lemma[t], k->lemma[head])) continue;
        int32_t verb = k->upos[t] == UPOS_VERB ? t : k->rel[t] == REL_OBJ ? k->head[t] : -1;
        int32_t who = verb < 0 ? -1 : token_child(k, verb, REL_NSUBJ);
        int32_t e = who < 0 ? -1 : reading_entity_at(v->r, who);
        if (e >= 0 && v->r->entities.p[e].named && v->r->entities.p[e].kind != NAME_PLACE) return e;
    }
    return -1;
}

/* The same word, or two for a poll: "a Norlink survey … the poll". */
static bool same_document(const tokens *k, int32_t a, int32_t b) {
    if (k->upos[a] != UPOS_NOUN) return false;
    return str_eq(k->lemma[a], k->lemma[b]) || (event_thing_is(k, a, S("poll")) && event_thing_is(k, b, S("poll")));
}

const struct attribution_finding *document_before(const reading *r, const struct view *v, int32_t head) {
    for (ptrdiff_t i = r->attributions.n - 1; i >= 0 && r->attributions.n - i <= BACK_MOST; i--) {
        const struct attribution_finding *a = &r->attributions.p[i];
        int32_t last = a->source.n ? token_at(v->k, a->source.p[0].end - 1) : -1;
        bool same = last >= 0 && last < v->beg &&
                    (str_eq(v->k->lemma[last], v->k->lemma[head]) || same_document(v->k, last, head));
        for (int32_t t = last < 0 ? 0 : token_at(v->k, a->source.p[0].beg); !same && t < last; t++)
            same = same_document(v->k, t, head);
        if (same && a->entity >= 0 && a->chain.n) return a;
    }
    return NULL;
}
