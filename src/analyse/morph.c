#include "analyse/morph.h"

#include "base/table.h"

enum { MORPH_SEED = 0x304F8 };

uint64_t morph_key(int class, str norm) { return feature_key(1, str_hash(norm, MORPH_SEED), (uint64_t) class); }

int morph_table(const struct lookup *morphs, int class, str norm) {
    int32_t i = lookup_get(morphs, morph_key(class, norm));
    return i < 0 ? lookup_get(morphs, morph_key(class, (str){0})) : i;
}

bool morph_asks(enum upos upos) {
    return upos == UPOS_VERB || upos == UPOS_AUX || upos == UPOS_PRON || upos == UPOS_DET || upos == UPOS_ADV ||
           upos == UPOS_SCONJ;
}

void morph_view_make(struct morph_view *v, arena *a) {
    int32_t n = v->w->n;
    v->subject = arena_new(a, int32_t, n);
    v->aux = arena_new(a, int32_t, n);
    v->mark = arena_new(a, int32_t, n);
    for (int32_t i = 0; i < n; i++) v->subject[i] = v->aux[i] = v->mark[i] = -1;
    for (int32_t i = 0; i < n; i++) {
        int32_t h = v->head[i];
        if (h < 0 || h >= n) continue;
        enum rel base = rel_base((enum rel)v->rel[i]);
        if (base == REL_NSUBJ || base == REL_EXPL) v->subject[h] = i;
        if (base == REL_AUX || base == REL_COP) v->aux[h] = i; // the last one: the nearest before the verb
        if (base == REL_MARK) v->mark[h] = i;
    }
}

static uint64_t form_at(const struct morph_view *v, int32_t i) { return i < 0 || i >= v->w->n ? 0 : v->w->p[i].form; }
static uint64_t tag_at(const struct morph_view *v, int32_t i) { return i < 0 || i >= v->w->n ? 0 : v->tags[i] + 1u; }

int morph_features(const struct morph_view *v, int32_t i, int usual, uint64_t *keys) {
    const struct word *x = &v->w->p[i];
    int32_t head = v->head[i] < v->w->n ? v->head[i] : -1, subject = v->subject[i];
    uint64_t rel = v->rel[i] + 1u, class = v->tags[i], known = (uint64_t)(usual + 1);
    // An auxiliary has the subject of what it helps, a joined verb without one that of the first.
    enum rel base = rel_base((enum rel)v->rel[i]);
    bool shared = subject < 0 && head >= 0 && (base == REL_AUX || base == REL_COP || base == REL_CONJ);
    if (shared) subject = v->subject[head];
    uint64_t subject_form = form_at(v, subject), subject_tag = tag_at(v, subject);
    bool before = subject >= 0 && subject < i;
    unsigned t = 1;
    int n = 0;
#define F(p, q) keys[n++] = feature_key(t++, (p), (q))
    F(known, class);
    F(known, x->form);
    F(class, rel);
    F(x->form, rel);
    F(class << 8 | rel, tag_at(v, head));
    F(class, subject_form);
    F(class << 8 | subject_tag, before);
    F(x->form, subject_form);
    F(x->form, subject_tag);
    F(class << 2 | (uint64_t)shared << 1 | (subject >= 0), rel);
    F(class, form_at(v, v->aux[i]));
    F(x->form, form_at(v, v->aux[i]));
    F(class << 1 | (v->aux[i] >= 0), subject_tag);
    F(class, form_at(v, v->mark[i]));
    F(class << 1 | (v->mark[i] >= 0), (uint64_t)(subject >= 0) << 1 | (v->aux[i] >= 0));
    F(class, word_at(v->w, i - 1)->form);
    F(class, word_at(v->w, i + 1)->form);
    F(x->form, word_at(v->w, i - 1)->form);
    F(x->form, word_at(v->w, i + 1)->form);
    F(class << 8 | tag_at(v, i - 1), tag_at(v, i + 1));
    F(class << 1 | (i == 0), (uint64_t)(subject >= 0));
    F(class << 8 | tag_at(v, i - 1), tag_at(v, i - 2));
    F(class, form_at(v, head));
    F(x->suffix[2], class);
    F(class, i + 1 < v->w->n ? v->w->p[v->w->n - 1].form : 0);
#undef F
    return n;
}

void morph_sentence(const model *m, const struct morph_view *v, const str *norm, str *feats) {
    uint64_t keys[MORPH_FEATURES];
    int32_t score[LINEAR_LABELS_MAX];
    for (int32_t i = 0; i < v->w->n; i++) {
        int pick = morph_table(&m->morphs, v->tags[i], norm[i]);
        if (morph_asks((enum upos)v->upos[i])) {
            linear_score(&m->morpher, keys, morph_features(v, i, pick, keys), score);
            int best = 0;
            for (uint32_t l = 1; l < m->morpher.labels; l++)
                if (score[l] > score[best]) best = (int)l;
            if (score[best] > 0) pick = best;
        }
        feats[i] = pick < 0 || str_eq(m->feats[pick], S("_")) ? (str){0} : m->feats[pick];
    }
}
