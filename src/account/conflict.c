#include "account/conflict.h"

void conflicts_make(account *acc, const struct vocabulary *v, arena *out, arena tmp) {
    conflicts_of_numbers(acc, v, out, tmp);
    conflicts_of_dates(acc, v, out, tmp);
    conflicts_of_places(acc, v, out, tmp);
    conflicts_of_denials(acc, v, out, tmp);
}

int32_t conflict_claim_at(const account *acc, int32_t in, span at) {
    const tokens *k = &acc->readings[in]->tokens;
    int32_t best = -1, near = -1, sentence = at.beg < at.end ? k->sent[token_at(k, at.beg)] : -1;
    uint32_t best_length = UINT32_MAX, near_gap = UINT32_MAX;
    for (int32_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
            const struct mention *m = &acc->claims.p[c].mentions.p[i];
            if (m->at.article != in) continue;
            if (span_touch(m->at.span, at) && span_len(m->at.span) < best_length) {
                best = c;
                best_length = (uint32_t)span_len(m->at.span);
            }
            uint32_t gap = m->head.beg < at.beg ? at.beg - m->head.beg : m->head.beg - at.beg;
            if (k->sent[mention_event(acc, m)->head] == sentence && gap < near_gap) {
                near = c;
                near_gap = gap;
            }
        }
    return best >= 0 ? best : near;
}
