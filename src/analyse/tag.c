#include "analyse/tag.h"

int tag_features(const struct words *w, const uint8_t *tags, int32_t i, uint64_t *keys) {
    const struct word *x = &w->p[i], *a = word_at(w, i - 1), *aa = word_at(w, i - 2), *b = word_at(w, i + 1),
                      *bb = word_at(w, i + 2);
    uint64_t t1 = i > 0 ? tags[i - 1] + 1u : 0, t2 = i > 1 ? tags[i - 2] + 1u : 0;
    uint64_t t12 = t1 << 8 | t2;
    unsigned t = 1;
    int n = 0;
#define F(p, q) keys[n++] = feature_key(t++, (p), (q))
    F(x->form, 0);
    F(x->form, x->context);
    F(x->shape, x->context);
    F(x->context, 0);
    for (int k = 0; k < SUFFIXES; k++) F(x->suffix[k], 0);
    for (int k = 0; k < PREFIXES; k++) F(x->prefix[k], 0);
    F(x->suffix[2], x->context);
    F(x->glue, x->suffix[0]);
    F(a->form, 0);
    F(aa->form, 0);
    F(b->form, 0);
    F(bb->form, 0);
    F(a->form, x->form);
    F(x->form, b->form);
    F(a->form, b->form);
    F(b->form, bb->form);
    F(a->suffix[2], x->suffix[2]);
    F(b->suffix[2], x->suffix[2]);
    F(b->suffix[2], 0);
    F(b->suffix[1], bb->suffix[1]);
    F(b->context, x->context);
    F(a->context, x->context);
    F(a->shape, b->shape);
    F(t1, 0);
    F(t12, 0);
    F(t1, x->form);
    F(t12, x->form);
    F(t1, x->suffix[2]);
    F(t12, x->suffix[1]);
    F(t1, b->form);
    F(t12, b->form);
    F(t1, b->suffix[2]);
    F(t12, x->context);
#undef F
    return n;
}

void tag_sentence(const model *m, const struct words *w, uint8_t *tags) {
    uint64_t keys[TAG_FEATURES];
    int32_t score[LINEAR_LABELS_MAX];
    for (int32_t i = 0; i < w->n; i++) {
        linear_score(&m->tagger, keys, tag_features(w, tags, i, keys), score);
        int best = 0;
        for (int c = 1; c < m->classes; c++)
            if (score[c] > score[best]) best = c;
        tags[i] = (uint8_t)best;
    }
}
