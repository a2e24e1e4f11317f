#include "report/passage.h"

#include "analyse/dateline.h"

span passage_sentences(const reading *r, span p) {
    const tokens *k = &r->tokens;
    int32_t first = token_at(k, p.beg), last = p.end > p.beg ? token_at(k, p.end - 1) : first;
    if (last >= k->n) return p;
    const struct sentence *one = &k->sentences.p[k->sent[first]];
    span s = {one->span.beg, k->sentences.p[k->sent[last]].span.end};
    int32_t words = dateline_words(r->article, k, one);
    if (one->beg + words <= first) s.beg = k->span[one->beg + words].beg;
    return span_holds(s, p) ? s : p;
}

int32_t passage_number(const reading *r, uint32_t at) {
    const tokens *k = &r->tokens;
    int32_t word = token_at(k, at);
    return word < k->n ? k->sent[word] + 1 : (int32_t)k->sentences.n;
}

str passage_outlet(const article *a, int32_t number, arena *out) {
    return a->outlet.n ? a->outlet : arena_fmt(out, "[%d]", number + 1);
}
