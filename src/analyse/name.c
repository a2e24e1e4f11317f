#include "analyse/name.h"

int name_features(const struct words *w, const uint8_t *tags, const uint8_t *upos, const uint8_t *labels, int32_t i,
                  uint64_t *keys) {
    const struct word *x = &w->p[i], *a = word_at(w, i - 1), *aa = word_at(w, i - 2), *b = word_at(w, i + 1),
                      *bb = word_at(w, i + 2);
    uint64_t l1 = i > 0 ? labels[i - 1] + 1u : 0, l2 = i > 1 ? labels[i - 2] + 1u : 0;
    uint64_t p0 = upos[i] + 1u, pa = i > 0 ? upos[i - 1] + 1u : 0, pb = i + 1 < w->n ? upos[i + 1] + 1u : 0,
             paa = i > 1 ? upos[i - 2] + 1u : 0, pbb = i + 2 < w->n ? upos[i + 2] + 1u : 0;
    // The words that frame a run of proper nouns tell its kind: "in X Y said", "the X Y ,".
    int32_t first = i, last = i;
    enum { RUN_MAX = 8 };
    while (first > 0 && i - first < RUN_MAX && upos[first - 1] == UPOS_PROPN) first--;
    while (last + 1 < w->n && last - i < RUN_MAX && upos[last + 1] == UPOS_PROPN) last++;
    const struct word *before = word_at(w, first - 1), *after = word_at(w, last + 1), *tail = word_at(w, last),
                      *begin = word_at(w, first);
    uint64_t run = (uint64_t)(last - first);
    unsigned t = 1;
    int n = 0;
#define F(p, q) keys[n++] = feature_key(t++, (p), (q))
    F(x->form, 0);
    F(x->form, l1);
    F(x->form, x->context);
    F(a->form, 0);
    F(aa->form, 0);
    F(b->form, 0);
    F(bb->form, 0);
    F(a->form, x->form);
    F(x->form, b->form);
    F(a->form, b->form);
    F(x->shape, x->context);
    F(x->context, l1);
    F(a->shape, x->shape);
    F(x->shape, b->shape);
    F(x->suffix[1], 0);
    F(x->suffix[2], 0);
    F(x->suffix[3], 0);
    F(x->suffix[4], 0);
    F(x->suffix[2], p0);
    F(x->prefix[1], 0);
    F(x->prefix[2], 0);
    F(p0, 0);
    F(pa, p0);
    F(p0, pb);
    F(pa << 8 | p0, pb);
    F(paa << 8 | pa, p0);
    F(pb << 8 | pbb, p0);
    F(tags[i], l1);
    F(p0, l1);
    F(l1, l2);
    F(l1 << 8 | l2, p0);
    F(a->form, p0);
    F(b->form, p0);
    F(a->form, l1);
    F(b->form, l1);
    F(aa->form, a->form);
    F(b->form, bb->form);
    F(before->form, p0);
    F(after->form, p0);
    F(before->form, after->form);
    F(tail->form, p0);
    F(begin->form, p0);
    F(tail->suffix[2], p0);
    F(tail->suffix[2], l1);
    F(before->suffix[2], after->suffix[2]);
    F(run << 8 | p0, l1);
    F(run << 8 | (uint64_t)(i - first), p0);
    F(x->context, a->context);
    F(x->context, b->context);
    F(b->context, l1);
    F(a->suffix[2], p0 << 8 | l1);
    F(b->suffix[2], p0 << 8 | l1);
    F(x->glue, p0);
    F(x->lists, p0);
    F(x->lists, l1);
    F(a->lists, x->lists);
    F(x->lists, b->lists);
    F(x->lists, x->context);
    F(begin->lists, tail->lists);
    F(a->lists, l1);
    F(b->lists, p0);
#undef F
    return n;
}

bool name_follows(enum ner before, enum ner label) {
    switch (label) {
    case NER_I_PER: return before == NER_B_PER || before == NER_I_PER;
    case NER_I_ORG: return before == NER_B_ORG || before == NER_I_ORG;
    case NER_I_LOC: return before == NER_B_LOC || before == NER_I_LOC;
    default: return true;
    }
}

void name_sentence(const model *m, const struct words *w, const uint8_t *tags, const uint8_t *upos, uint8_t *labels) {
    uint64_t keys[NAME_FEATURES];
    int32_t score[LINEAR_LABELS_MAX];
    for (int32_t i = 0; i < w->n; i++) {
        enum ner before = i ? (enum ner)labels[i - 1] : NER_O, best = NER_O;
        linear_score(&m->namer, keys, name_features(w, tags, upos, labels, i, keys), score);
        for (int l = 1; l < NER_COUNT; l++)
            if (name_follows(before, (enum ner)l) && score[l] > score[best]) best = (enum ner)l;
        labels[i] = (uint8_t)best;
    }
}
