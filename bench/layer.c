#include "layer.h"

#include <stdlib.h>

#include "analyse/analyse.h"
#include "analyse/feature.h"
#include "base/limits.h"
#include "base/os.h"
#include "model/parts.h"

/* What the network sees of one sentence. */
static struct net_sentence look(const model *m, const article *a, const tokens *k, const struct sentence *s,
                                arena *out) {
    struct words w = words_make(a->text, k, s, out);
    int32_t *from = arena_new(out, int32_t, w.n + 1), *vector_from = arena_new(out, int32_t, w.n + 1),
            *vector = arena_new(out, int32_t, (ptrdiff_t)w.n * PIECES_MAX),
            *row = arena_new(out, int32_t, (ptrdiff_t)w.n * FEATURE_KEYS), n = 0;
    words_find_lists(&w, a->text, k, s, *out);
    for (int32_t t = 0; t < w.n; t++) {
        uint64_t keys[FEATURE_KEYS];
        int count = feature_keys(&w.p[t], keys);
        from[t] = n;
        for (int i = 0; i < count; i++) {
            row[n] = lookup_get(&m->rows, keys[i]);
            n += row[n] >= 0;
        }
        str word = article_str(a, k->span[s->beg + t]);
        vector_from[t + 1] =
            vector_from[t] + feature_vectors(&m->vectors, w.p[t].form, word, vector + vector_from[t], *out);
    }
    from[w.n] = n;
    return (struct net_sentence){w.n, row, from, vector, vector_from};
}

static int longest_first(const void *a, const void *b) {
    const struct net_sentence *x = a, *y = b;
    return (x->n < y->n) - (x->n > y->n);
}

/* The batches of an article, as analyse.c makes them, give or take a sentence. */
static double encode(const model *m, struct net_sentence *s, ptrdiff_t n, arena tmp) {
    enum { BATCH_WORDS = 512 };
    double sum = 0;
    for (ptrdiff_t beg = 0, end; beg < n; beg = end) {
        int32_t words = 0;
        for (end = beg; end < n && words < BATCH_WORDS; end++) words += s[end].n;
        qsort(s + beg, (size_t)(end - beg), sizeof *s, longest_first);
        float *scores = arena_new(&tmp, float, words * m->net.width);
        double begun = os_seconds();
        net_encode(&m->net, kernel_best(), s + beg, (int32_t)(end - beg), scores, tmp);
        sum += os_seconds() - begun;
    }
    return sum;
}

static double run_one(const article *a, const model *m, enum layer_step step, arena *out, arena tmp, ptrdiff_t *words) {
    tokens k;
    double begun = os_seconds();
    analyse(step == LAYER_ALL ? m : NULL, a, &k, out, tmp);
    double took = os_seconds() - begun;
    *words += k.n;
    if (step == LAYER_SPLIT || step == LAYER_ALL) return took;
    struct net_sentence *s = arena_new(out, struct net_sentence, k.sentences.n);
    begun = os_seconds();
    for (ptrdiff_t i = 0; i < k.sentences.n; i++) s[i] = look(m, a, &k, &k.sentences.p[i], out);
    took = os_seconds() - begun;
    return step == LAYER_LOOK ? took : encode(m, s, k.sentences.n, tmp);
}

double layer_run(const documents *docs, const model *m, enum layer_step step, ptrdiff_t *words) {
    arena out, tmp;
    double sum = 0;
    *words = 0;
    if ((!m && step != LAYER_SPLIT) || !arena_init(&out, LIMIT_ARENA_BYTES)) return 0;
    if (arena_init(&tmp, LIMIT_ARENA_BYTES)) {
        for (ptrdiff_t i = 0; i < docs->n; i++) {
            sum += run_one(&docs->p[i]->article, m, step, &out, tmp, words);
            arena_reset(&out);
        }
        arena_clear(&tmp);
    }
    arena_clear(&out);
    return sum;
}
