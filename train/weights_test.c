/* The gradients of every layer against finite differences of the loss. */
#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyse/feature.h"
#include "train/gemm.h"
#include "train/weights.h"

static uint32_t next(uint64_t *seed, uint32_t below) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

enum { CLASSES = 5, FEATS = 6, ROWS = 12, VECTORS = 4, WIDTH = 3, SENTENCES = 4 };
static const int32_t lengths[SENTENCES] = {7, 4, 4, 1};

struct fixture {
    arena a;
    struct example x[SENTENCES];
    const struct example *order[SENTENCES];
    struct batch b;
    struct weights n;
    struct room room;
};

/* A sentence of words that have up to three rows of embeddings and perhaps a vector. */
static struct example sentence(int32_t n, bool names, uint64_t *seed, arena *a) {
    static const uint8_t class_upos[CLASSES] = {1, 2, 3, 4, 5};
    struct example x = {.w = {.n = n}, .class_upos = class_upos, .names = names, .written = true};
    x.upos = arena_new(a, uint8_t, n), x.rel = arena_new(a, uint8_t, n), x.ner = arena_new(a, uint8_t, n);
    x.tag = arena_new(a, uint8_t, n), x.feats = arena_new(a, int16_t, n), x.head = arena_new(a, int32_t, n);
    x.feature = arena_new(a, int32_t, 3 * n), x.feature_from = arena_new(a, int32_t, n + 1);
    x.vector = arena_new(a, int32_t, 3 * n);
    x.vector_from = arena_new(a, int32_t, n + 1);
    for (int32_t t = 0; t < n; t++) {
        x.tag[t] = (uint8_t)next(seed, CLASSES), x.feats[t] = (int16_t)((int)next(seed, FEATS + 1) - 1);
        x.ner[t] = (uint8_t)next(seed, NER_COUNT), x.rel[t] = (uint8_t)(1 + next(seed, REL_COUNT - 1));
        do x.head[t] = (int32_t)next(seed, (uint32_t)n + 1);
        while (x.head[t] == t);
        for (int32_t i = 0; i < 3; i++) x.feature[3 * t + i] = (int32_t)next(seed, ROWS);
        if (next(seed, 4) == 0) x.feature[3 * t] = -1; // no row for its form
        x.feature_from[t + 1] = 3 * t + 3;
        x.vector_from[t + 1] = x.vector_from[t] + (int32_t)next(seed, 4);
        for (int32_t i = x.vector_from[t]; i < x.vector_from[t + 1]; i++) x.vector[i] = (int32_t)next(seed, VECTORS);
    }
    return x;
}

/* Chances of the labels of n words. */
static float *chances(int32_t n, uint64_t *seed, arena *a) {
    float *p = arena_new(a, float, (ptrdiff_t)n *NER_COUNT);
    for (int32_t t = 0; t < n; t++) {
        float total = 0;
        for (int l = 0; l < NER_COUNT; l++) total += p[t * NER_COUNT + l] = (float)next(seed, 10);
        for (int l = 0; l < NER_COUNT; l++)
            p[t * NER_COUNT + l] = total > 0 ? p[t * NER_COUNT + l] / total : 1.0f / NER_COUNT;
    }
    return p;
}

static void fixture_init(struct fixture *f, float drop, bool names) {
    static float vectors[VECTORS * WIDTH];
    static int64_t counts[ROWS];
    uint64_t seed = 7;
    assert_true(arena_init(&f->a, 1 << 24));
    for (int i = 0; i < SENTENCES; i++) {
        f->x[i] = sentence(lengths[i], i != 2, &seed, &f->a);
        f->x[i].bare = i == 1; // its names alone teach
        if (names && i < 2) f->x[i].chance = chances(lengths[i], &seed, &f->a);
        f->order[i] = &f->x[i];
    }
    for (int i = 0; i < VECTORS * WIDTH; i++) vectors[i] = 0.1f * (float)next(&seed, 10) - 0.5f;
    for (int i = 0; i < ROWS; i++) counts[i] = 1 + next(&seed, 5);
    struct net_shape shape = {.rows = ROWS, .embed = 5, .vectors = VECTORS, .vector = WIDTH, .hidden = 4, .layers = 2};
    if (!names) shape.arc = 6, shape.label = 5, shape.classes = CLASSES, shape.feats = FEATS;
    weights_init(&f->n, shape, 3);
    f->n.vector = vectors, f->n.counts = counts, f->n.ner = 1;
    f->n.drops = (struct drops){drop, drop, drop, drop, drop, drop};
    for (int i = 0; i < f->n.params; i++) // nothing stays zero: a gradient through a zero would be zero
        for (ptrdiff_t k = 0; f->n.p[i].w && k < f->n.p[i].rows * f->n.p[i].columns; k++)
            f->n.p[i].w[k] += 0.3f * ((float)next(&seed, 1000) / 500 - 1);
    batch_make(&f->b, f->order, SENTENCES, &f->a);
    f->room.cap = 1 << 20;
    f->room.p = malloc((size_t)f->room.cap * sizeof(float));
    assert_non_null(f->room.p);
}

static double loss_of(struct fixture *f) {
    struct measure m = {0};
    weights_pass(&f->n, &f->b, 1, true, 5, 1, &f->room, &m);
    return m.loss;
}

static void check_gradients(float drop, bool names) {
    struct fixture f = {0};
    struct measure m = {0};
    uint64_t seed = 9;
    fixture_init(&f, drop, names);
    weights_pass(&f.n, &f.b, 0, true, 5, 1, &f.room, &m);
    assert_int_equal(m.words, names ? 0 : f.b.words - f.x[1].w.n);
    assert_int_equal(m.ner_words, f.b.words - f.x[2].w.n);
    int checked = 0, far = 0;
    for (int i = 0; i < f.n.params; i++) {
        struct param *p = &f.n.p[i];
        double most = 0;
        if (names && !p->w) continue;
        for (ptrdiff_t k = 0; k < p->rows * p->columns; k++) most = fmax(most, fabs((double)p->g[0][k]));
        assert_true(most > 0); // every parameter has a say
        for (int tries = 0; tries < 24; tries++, checked++) {
            ptrdiff_t k = next(&seed, (uint32_t)(p->rows * p->columns));
            const float step = 0.004f, held = p->w[k];
            p->w[k] = held + step;
            double above = loss_of(&f);
            p->w[k] = held - step;
            double below = loss_of(&f);
            p->w[k] = held;
            double slope = (above - below) / (2 * (double)step), told = (double)p->g[0][k];
            if (fabs(slope - told) > 0.01 + 0.02 * fmax(fabs(slope), fabs(told))) {
                far++;
                printf("parameter %d, weight %td: %f by differences, %f by the pass\n", i, k, slope, told);
            }
        }
    }
    printf("%d of %d gradients far\n", far, checked);
    assert_true(far <= checked / 100); // a step over the bend of a leaky unit
    weights_clear(&f.n);
    free(f.room.p);
    arena_clear(&f.a);
}

static void gradients_agree_with_differences(void **state) {
    (void)state;
    check_gradients(0, false);
    check_gradients(0, true);
}

static void gradients_agree_under_dropout(void **state) {
    (void)state;
    check_gradients(0.3f, false);
    check_gradients(0.3f, true);
}

static void a_descent_goes_down(void **state) {
    (void)state;
    struct fixture f = {0};
    struct measure first = {0}, last = {0};
    fixture_init(&f, 0, false);
    for (int step = 0; step < 150; step++) {
        last = (struct measure){0};
        weights_pass(&f.n, &f.b, step % SHARDS, true, 1, 1.0f / 16, &f.room, &last);
        if (!step) first = last;
        weights_descend(&f.n, 0.01f);
    }
    assert_true(last.loss < first.loss / 4);
    assert_int_equal(last.heads, last.words);
    weights_clear(&f.n);
    free(f.room.p);
    arena_clear(&f.a);
}

static void products_agree_with_a_naive_twin(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < 60; round++) {
        ptrdiff_t m = 1 + next(&seed, 40), k = 1 + next(&seed, 700), n = 1 + next(&seed, 120);
        bool ta = next(&seed, 2), tb = next(&seed, 2), add = next(&seed, 2);
        float *a = malloc((size_t)(m * k) * sizeof *a), *b = malloc((size_t)(k * n) * sizeof *b),
              *c = malloc((size_t)(m * n) * sizeof *c), *room = malloc((size_t)gemm_packed(k, n) * sizeof *room);
        assert_true(a && b && c && room);
        for (ptrdiff_t i = 0; i < m * k; i++) a[i] = (float)next(&seed, 17) - 8;
        for (ptrdiff_t i = 0; i < k * n; i++) b[i] = (float)next(&seed, 17) - 8;
        for (ptrdiff_t i = 0; i < m * n; i++) c[i] = 3;
        struct matrix A = ta ? turned(a, m) : plain(a, k), B = tb ? turned(b, k) : plain(b, n);
        gemm(m, k, n, A, B, c, n, add, room);
        for (ptrdiff_t i = 0; i < m; i++)
            for (ptrdiff_t j = 0; j < n; j++) {
                float sum = add ? 3 : 0; // whole numbers: exact in any order
                for (ptrdiff_t p = 0; p < k; p++)
                    sum += A.p[i * A.rows + p * A.columns] * B.p[p * B.rows + j * B.columns];
                assert_true(sum == c[i * n + j]);
            }
        free(a), free(b), free(c), free(room);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_agree_with_differences),
        cmocka_unit_test(gradients_agree_under_dropout),
        cmocka_unit_test(a_descent_goes_down),
        cmocka_unit_test(products_agree_with_a_naive_twin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
