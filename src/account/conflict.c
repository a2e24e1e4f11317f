#include "account/conflict.h"

void conflicts_make(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    conflicts_of_numbers(acc, actor_of, v, out, tmp);
    conflicts_of_dates(acc, actor_of, v, out, tmp);
    conflicts_of_places(acc, v, out, tmp);
    conflicts_of_denials(acc, actor_of, v, out, tmp);
}

/* A story of so few sentences that everything stands beside everything: what stands together tells nothing. */
static bool brief(const account *acc) {
    enum { SENTENCES_LEAST = 16 };
    ptrdiff_t sentences = 0;
    for (int32_t d = 0; d < acc->n; d++) sentences += acc->readings[d]->tokens.sentences.n;
    return sentences < SENTENCES_LEAST;
}

void conflicts_fill(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    bool few = acc->conflicts.n < CONFLICTS_FEW;
    if (brief(acc)) return;
    conflicts_of_naming(acc, actor_of, v, out, tmp);
    conflicts_of_matters(acc, actor_of, v, out, tmp);
    if (few) conflicts_of_the_rest(acc, actor_of, v, out, tmp);
}

void conflict_tell(struct conflict *k, str key, struct place at, int32_t claim, arena *out) {
    ptrdiff_t side = 0;
    while (side < k->sides.n && !str_eq_nocase(k->sides.p[side].value, key)) side++;
    if (side == k->sides.n) vec_push(out, &k->sides)->value = key;
    *vec_push(out, &k->sides.p[side].mentions) = at;
    if (claim >= 0 && !ints_have(&k->claims, claim)) *vec_push(out, &k->claims) = claim;
}

void conflict_close(account *acc, struct conflict *k, arena *out) {
    for (ptrdiff_t s = 0; s < k->sides.n; s++) {
        const struct place *first = &k->sides.p[s].mentions.p[0];
        k->sides.p[s].value = article_str(acc->readings[first->article]->article, first->span);
    }
    k->about = k->claims.n ? acc->claims.p[k->claims.p[0]].text : k->sides.p[0].value;
    *vec_push(out, &acc->conflicts) = *k;
}

int32_t conflict_claim_at(const account *acc, int32_t in, span at) {
    const tokens *k = &acc->readings[in]->tokens;
    int32_t best = -1, near = -1, sentence = at.beg < at.end ? k->sent[token_at(k, at.beg)] : -1;
    uint32_t best_length = UINT32_MAX, near_gap = UINT32_MAX;
    for (ptrdiff_t i = 0; i < acc->told_in[in].n; i++) {
        const struct mention *m = acc->told_in[in].p[i].mention;
        int32_t claim = acc->told_in[in].p[i].claim;
        if (span_touch(m->at.span, at) && span_len(m->at.span) < best_length) {
            best = claim;
            best_length = (uint32_t)span_len(m->at.span);
        }
        uint32_t gap = m->head.beg < at.beg ? at.beg - m->head.beg : m->head.beg - at.beg;
        if (gap < near_gap && k->sent[mention_event(acc, m)->head] == sentence) {
            near = claim;
            near_gap = gap;
        }
    }
    return best >= 0 ? best : near;
}

bool conflict_touches(const struct conflict *k, const struct place *at) {
    for (ptrdiff_t s = 0; s < k->sides.n; s++)
        for (ptrdiff_t i = 0; i < k->sides.p[s].mentions.n; i++) {
            const struct place *p = &k->sides.p[s].mentions.p[i];
            if (p->article == at->article && span_touch(p->span, at->span)) return true;
        }
    return false;
}

bool conflict_told(const account *acc, const struct conflict *k) {
    for (ptrdiff_t c = 0; c < acc->conflicts.n; c++) {
        const struct conflict *x = &acc->conflicts.p[c];
        ptrdiff_t held = 0;
        if (x->kind != k->kind && (k->kind != CONFLICT_WORDING || x->kind != CONFLICT_DENIAL)) continue;
        for (ptrdiff_t s = 0; s < x->sides.n; s++) {
            bool holds = false;
            for (ptrdiff_t i = 0; i < x->sides.p[s].mentions.n; i++)
                for (ptrdiff_t t = 0; t < k->sides.n; t++)
                    for (ptrdiff_t j = 0; j < k->sides.p[t].mentions.n; j++) {
                        const struct place *a = &x->sides.p[s].mentions.p[i], *b = &k->sides.p[t].mentions.p[j];
                        holds |= a->article == b->article && span_touch(a->span, b->span);
                    }
            held += holds;
        }
        if (held > 1) return true;
    }
    return false;
}
