#include "account/overlap.h"

void overlap_init(struct overlap *o, const struct meaning *m, float least, int32_t longest, arena *out) {
    *o = (struct overlap){.meaning = m, .least = least, .first = arena_new(out, int32_t, m->n)};
    o->mine = arena_new(out, float, longest);
    o->theirs = arena_new(out, float, longest);
}

static void put(struct overlap *o, int32_t lemma, int32_t word, float near, arena *out) {
    *vec_push(out, &o->entries) = (struct overlap_entry){lemma, word, near, o->first[lemma]};
    o->first[lemma] = (int32_t)o->entries.n;
}

void overlap_lay(struct overlap *o, const int32_t *lemma, int32_t n, arena *out) {
    for (ptrdiff_t i = 0; i < o->entries.n; i++) o->first[o->entries.p[i].lemma] = 0;
    o->entries.n = 0;
    o->words = n;
    for (int32_t w = 0; w < n; w++) {
        const struct kins *kin = &o->meaning->kin[lemma[w]];
        put(o, lemma[w], w, 1, out);
        for (ptrdiff_t k = 0; k < kin->n; k++)
            if (kin->p[k].near > o->least) put(o, kin->p[k].lemma, w, kin->p[k].near, out);
    }
}

void overlap_with(struct overlap *o, const int32_t *lemma, int32_t n) {
    for (int32_t w = 0; w < o->words; w++) o->mine[w] = 0;
    for (int32_t i = 0; i < n; i++) {
        float most = 0;
        for (int32_t e = o->first[lemma[i]]; e; e = o->entries.p[e - 1].next) {
            const struct overlap_entry *x = &o->entries.p[e - 1];
            if (x->near > most) most = x->near;
            if (x->near > o->mine[x->word]) o->mine[x->word] = x->near;
        }
        o->theirs[i] = most;
    }
}
