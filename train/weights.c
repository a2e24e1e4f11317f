#include "train/weights.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyse/feature.h"

static void *must(void *p) {
    if (p) return p;
    fputs("accord-train: no memory\n", stderr);
    exit(1);
}

static float *zeros(ptrdiff_t n) { return must(calloc((size_t)n + 16, sizeof(float))); }

static float uniform(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (float)(*seed >> 40) / 8388608.0f - 1.0f;
}

static void param_init(struct weights *n, int which, ptrdiff_t rows, ptrdiff_t columns, float size, uint64_t *seed) {
    struct param *p = &n->p[which];
    ptrdiff_t all = rows * columns;
    *p = (struct param){.rows = rows, .columns = columns};
    p->w = zeros(all), p->m = zeros(all), p->v = zeros(all);
    for (int k = 0; k < SHARDS; k++) p->g[k] = zeros(all);
    for (ptrdiff_t i = 0; size > 0 && i < all; i++) p->w[i] = size * uniform(seed);
    if (which >= n->params) n->params = which + 1;
}

static void glorot(struct weights *n, int which, ptrdiff_t rows, ptrdiff_t columns, uint64_t *seed) {
    param_init(n, which, rows, columns, sqrtf(6.0f / (float)(rows + columns)), seed);
}

void weights_init(struct weights *n, struct net_shape s, uint64_t seed) {
    *n = (struct weights){.s = s};
    ptrdiff_t H = s.hidden, W = 2 * H, A = s.arc, R = s.label;
    param_init(n, P_EMBED, s.rows, s.embed, 0.1f, &seed);
    for (int k = 0; k < SHARDS; k++) n->p[P_EMBED].touched[k] = must(calloc(s.rows + 1, 1));
    const struct {
        int which;
        ptrdiff_t rows, columns;
    } heads[] = {{P_CLASS, s.classes, W}, {P_FEATS, s.feats, W}, {P_NER, NER_COUNT, W},
                 {P_DEP, A, W},           {P_HEAD, A, W},        {P_ARC_ROOT, 1, A},
                 {P_LABEL_DEP, R, W},     {P_LABEL_HEAD, R, W},  {P_LABEL, REL_COUNT, R}};
    const struct {
        int which;
        ptrdiff_t rows, columns;
    } empty[] = {{P_CLASS_BIAS, 1, s.classes}, {P_FEATS_BIAS, 1, s.feats},   {P_NER_BIAS, 1, NER_COUNT},
                 {P_DEP_BIAS, 1, A},           {P_HEAD_BIAS, 1, A},          {P_ARC, A, A},
                 {P_ARC_HEAD, 1, A},           {P_ARC_PLACE, NET_PLACES, A}, {P_LABEL_PLACE, NET_PLACES, R},
                 {P_LABEL_BIAS, 1, REL_COUNT}};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (heads[i].which == P_NER || !net_names_alone(&s))
            glorot(n, heads[i].which, heads[i].rows, heads[i].columns, &seed);
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (empty[i].which == P_NER_BIAS || !net_names_alone(&s))
            param_init(n, empty[i].which, empty[i].rows, empty[i].columns, 0, &seed);
    for (int layer = 0; layer < (int)s.layers; layer++)
        for (int d = 0; d < 2; d++) {
            ptrdiff_t K = layer ? W : s.embed + s.vector;
            float size = 1 / sqrtf((float)H);
            param_init(n, lstm_param(layer, d, LSTM_INPUT), 3 * H, K, sqrtf(6.0f / (float)(H + K)), &seed);
            param_init(n, lstm_param(layer, d, LSTM_BACK), 3 * H, H, size, &seed);
            param_init(n, lstm_param(layer, d, LSTM_BIAS), 1, 3 * H, 0, &seed);
            for (ptrdiff_t j = 0; j < H; j++) n->p[lstm_param(layer, d, LSTM_BIAS)].w[j] = -1; // keep at first
        }
}

void weights_clear(struct weights *n) {
    for (int i = 0; i < n->params; i++) {
        struct param *p = &n->p[i];
        free(p->w), free(p->m), free(p->v);
        for (int k = 0; k < SHARDS; k++) free(p->g[k]), free(p->touched[k]);
    }
    *n = (struct weights){0};
}

float *room_take(struct room *r, ptrdiff_t n) {
    n = (n + 15) / 16 * 16;
    if (r->n + n > r->cap) { // pieces given out must stay where they are
        fputs("accord-train: a pass needs more room than it has\n", stderr);
        exit(1);
    }
    float *p = r->p + r->n;
    r->n += n;
    return p;
}

void batch_make(struct batch *b, const struct example **x, int32_t n, arena *a) {
    *b = (struct batch){.x = x, .n = n, .steps = n ? x[0]->w.n : 0};
    b->live = arena_new(a, int32_t, b->steps + 1);
    b->from = arena_new(a, int32_t, b->steps + 1);
    b->first = arena_new(a, int32_t, n + 1);
    for (int32_t s = 0; s < n; s++) {
        b->first[s] = b->words;
        b->words += x[s]->w.n;
        for (int32_t t = 0; t < x[s]->w.n; t++) b->live[t]++;
    }
    for (int32_t t = 1; t < b->steps; t++) b->from[t] = b->from[t - 1] + b->live[t - 1];
}

static const float MOMENT = 0.9f, MOMENT2 = 0.98f, LEAST = 1e-8f, NORM_MOST = 5;

/* One row's gradients of all shards, gathered in the first. */
static double gather(struct param *p, ptrdiff_t at, ptrdiff_t n) {
    double sum = 0;
    for (int k = 1; k < SHARDS; k++)
        for (ptrdiff_t i = at; i < at + n; i++) {
            p->g[0][i] += p->g[k][i];
            p->g[k][i] = 0;
        }
    for (ptrdiff_t i = at; i < at + n; i += 256) {
        float part = 0;
        for (ptrdiff_t j = i; j < i + 256 && j < at + n; j++) part += p->g[0][j] * p->g[0][j];
        sum += part;
    }
    return sum;
}

static void adam(struct param *p, ptrdiff_t at, ptrdiff_t n, float rate, float scale, float root) {
    float *restrict w = p->w + at, *restrict g = p->g[0] + at, *restrict m = p->m + at, *restrict v = p->v + at;
    for (ptrdiff_t i = 0; i < n; i++) {
        float d = g[i] * scale;
        m[i] = MOMENT * m[i] + (1 - MOMENT) * d;
        v[i] = MOMENT2 * v[i] + (1 - MOMENT2) * d * d;
        w[i] -= rate * m[i] / (sqrtf(v[i]) * root + LEAST);
        g[i] = 0;
    }
}

void weights_descend(struct weights *n, float rate) {
    double norm = 0;
    struct param *e = &n->p[P_EMBED];
    for (ptrdiff_t r = 0; r < e->rows; r++) {
        for (int k = 1; k < SHARDS; k++) e->touched[0][r] |= e->touched[k][r], e->touched[k][r] = 0;
        if (e->touched[0][r]) norm += gather(e, r * e->columns, e->columns);
    }
    for (int i = 1; i < n->params; i++)
        if (n->p[i].w) norm += gather(&n->p[i], 0, n->p[i].rows * n->p[i].columns);
    norm = sqrt(norm);
    float scale = norm > NORM_MOST ? (float)(NORM_MOST / norm) : 1;
    n->step++;
    double first = 1 - pow(MOMENT, (double)n->step), second = 1 - pow(MOMENT2, (double)n->step);
    float step = (float)(rate / first), root = (float)(1 / sqrt(second));
    for (ptrdiff_t r = 0; r < e->rows; r++) {
        if (e->touched[0][r]) adam(e, r * e->columns, e->columns, step, scale, root);
        e->touched[0][r] = 0;
    }
    for (int i = 1; i < n->params; i++)
        if (n->p[i].w) adam(&n->p[i], 0, n->p[i].rows * n->p[i].columns, step, scale, root);
}
