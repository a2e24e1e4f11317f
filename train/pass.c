/* One pass of the network over a batch: one idea, the chain of its layers, each with its way back beside it. */
#include <math.h>

#include "analyse/feature.h"
#include "model/curve.h"
#include "train/gemm.h"
#include "train/lstm.h"

struct pass {
    struct weights *n;
    const struct batch *b;
    int shard;
    bool learn;
    float scale;
    uint64_t dice;
    struct room *room;
    struct measure *sum;
};

static float *weights(const struct pass *p, int which) { return p->n->p[which].w; }
static float *slopes(const struct pass *p, int which) { return p->n->p[which].g[p->shard]; }

static float *take_zeros(struct pass *p, ptrdiff_t n) {
    float *x = room_take(p->room, n);
    memset(x, 0, (size_t)n * sizeof *x);
    return x;
}

static uint32_t roll(struct pass *p) {
    p->dice ^= p->dice << 13, p->dice ^= p->dice >> 7, p->dice ^= p->dice << 17;
    return (uint32_t)(p->dice >> 32);
}

/* One row of dropout a sentence; null when nothing is dropped. */
static float *new_mask(struct pass *p, ptrdiff_t width, float drop) {
    if (!p->learn || drop <= 0) return NULL;
    float *m = room_take(p->room, p->b->n * width), keep = 1 / (1 - drop);
    uint32_t below = (uint32_t)(drop * 65536);
    for (ptrdiff_t i = 0; i < p->b->n * width; i += 2) {
        uint32_t r = roll(p);
        m[i] = (r & 0xFFFF) < below ? 0 : keep;
        if (i + 1 < p->b->n * width) m[i + 1] = r >> 16 < below ? 0 : keep;
    }
    return m;
}

/* x *= the sentence's mask, rows in the order of steps or of sentences. */
static void mask_rows(const struct batch *b, float *x, const float *mask, ptrdiff_t width, bool by_step) {
    if (!mask) return;
    for (int32_t s = 0; s < b->n; s++)
        for (int32_t t = 0; t < b->x[s]->w.n; t++) {
            float *row = x + (by_step ? b->from[t] + s : b->first[s] + t) * width;
            for (ptrdiff_t j = 0; j < width; j++) row[j] *= mask[s * width + j];
        }
}

/* A dense layer: y = x W' + bias. */
static float *dense(struct pass *p, const float *x, int w, int bias) {
    ptrdiff_t N = p->b->words, out = p->n->p[w].rows, in = p->n->p[w].columns;
    float *y = room_take(p->room, N * out);
    for (ptrdiff_t r = 0; r < N; r++) {
        if (bias >= 0)
            memcpy(y + r * out, weights(p, bias), (size_t)out * sizeof *y);
        else
            memset(y + r * out, 0, (size_t)out * sizeof *y);
    }
    ptrdiff_t held = p->room->n;
    gemm(N, in, out, plain(x, in), turned(weights(p, w), in), y, out, true, room_take(p->room, gemm_packed(in, out)));
    p->room->n = held;
    return y;
}

static void dense_back(struct pass *p, const float *x, const float *dy, int w, int bias, float *dx) {
    ptrdiff_t N = p->b->words, out = p->n->p[w].rows, in = p->n->p[w].columns, held = p->room->n;
    float *room = room_take(p->room, gemm_packed(N > out ? N : out, in));
    gemm(out, N, in, turned(dy, out), plain(x, in), slopes(p, w), in, true, room);
    gemm(N, out, in, plain(dy, out), plain(weights(p, w), in), dx, in, true, room);
    for (ptrdiff_t r = 0; bias >= 0 && r < N; r++)
        for (ptrdiff_t j = 0; j < out; j++) slopes(p, bias)[j] += dy[r * out + j];
    p->room->n = held;
}

static int best_of(const float *score, ptrdiff_t n) {
    ptrdiff_t best = 0;
    for (ptrdiff_t i = 1; i < n; i++)
        if (score[i] > score[best]) best = i;
    return (int)best;
}

/* Cross entropy of one row of scores, which become their gradients; a gold below zero teaches nothing. */
static void softmax_loss(struct pass *p, float *score, ptrdiff_t n, ptrdiff_t gold, float weight) {
    float top = score[best_of(score, n)], total = 0;
    if (gold < 0) {
        memset(score, 0, (size_t)n * sizeof *score);
        return;
    }
    float held = score[gold];
    for (ptrdiff_t j = 0; j < n; j++) score[j] = curve_exp(score[j] - top);
    for (ptrdiff_t j = 0; j < n; j++) total += score[j];
    p->sum->loss += weight * (logf(total) - (held - top));
    float share = weight * p->scale / total;
    for (ptrdiff_t j = 0; j < n; j++) score[j] *= share;
    score[gold] -= weight * p->scale;
}

/* Input: sums of embeddings and fixed vectors, rows by step. */
struct input {
    float *x;
    uint64_t *kept; // [words by step] a bit for each of the word's rows of embeddings that was not dropped
};

/* Which rows of a word are kept: its form's is dropped the more often the rarer it is. */
static uint64_t keep(struct pass *p, const int32_t *f, int32_t n) {
    const struct drops *d = &p->n->drops;
    uint64_t kept = 0;
    for (int32_t i = f[0] < 0; i < n; i++) {
        float drop = i ? d->part : d->word / (d->word + (float)p->n->counts[f[0]]);
        kept |= (uint64_t)(!p->learn || roll(p) % 65536 >= (uint32_t)(drop * 65536)) << i;
    }
    return kept;
}

static struct input embed(struct pass *p) {
    const struct batch *b = p->b;
    const struct weights *n = p->n;
    ptrdiff_t E = n->s.embed, D = n->s.vector, K = E + D;
    struct input in = {take_zeros(p, b->words * K), (uint64_t *)(void *)room_take(p->room, 2 * (ptrdiff_t)b->words)};
    for (int32_t s = 0; s < b->n; s++)
        for (int32_t t = 0; t < b->x[s]->w.n; t++) {
            const struct example *x = b->x[s];
            ptrdiff_t r = b->from[t] + s;
            float *to = in.x + r * K;
            const int32_t *f = x->feature + x->feature_from[t];
            int32_t rows = x->feature_from[t + 1] - x->feature_from[t];
            in.kept[r] = keep(p, f, rows);
            for (int32_t i = 0; i < rows; i++) {
                if (!(in.kept[r] >> i & 1)) continue;
                const float *e = weights(p, P_EMBED) + f[i] * E;
                for (ptrdiff_t j = 0; j < E; j++) to[j] += e[j];
            }
            float share = 1 / (float)(x->vector_from[t + 1] - x->vector_from[t]);
            for (int32_t i = x->vector_from[t]; i < x->vector_from[t + 1]; i++)
                for (ptrdiff_t j = 0; j < D; j++) to[E + j] += share * n->vector[x->vector[i] * D + j];
        }
    return in;
}

static void embed_back(struct pass *p, const struct input *in, const float *dx) {
    const struct batch *b = p->b;
    ptrdiff_t E = p->n->s.embed, K = E + p->n->s.vector;
    for (int32_t s = 0; s < b->n; s++)
        for (int32_t t = 0; t < b->x[s]->w.n; t++) {
            const struct example *x = b->x[s];
            ptrdiff_t r = b->from[t] + s;
            const int32_t *f = x->feature + x->feature_from[t];
            for (int32_t i = 0; i < x->feature_from[t + 1] - x->feature_from[t]; i++) {
                if (!(in->kept[r] >> i & 1)) continue;
                float *g = slopes(p, P_EMBED) + f[i] * E;
                p->n->p[P_EMBED].touched[p->shard][f[i]] = 1;
                for (ptrdiff_t j = 0; j < E; j++) g[j] += dx[r * K + j];
            }
        }
}

/* Heads that give each word one of some labels. */
struct choice {
    int w, bias;
    float weight;
    float *score; // [N][labels], then their gradients
};

static int gold_of(const struct pass *p, const struct example *x, int32_t t, int w) {
    bool names = x->names && (!x->loose || p->n->loose || !p->learn);
    if (x->bare && w != P_NER) return -1;
    return w == P_CLASS ? x->tag[t] : w == P_FEATS ? x->feats[t] : names ? x->ner[t] : -1;
}

/* Cross entropy against the chances that a teacher gives each label. */
static void soft_loss(struct pass *p, float *score, ptrdiff_t n, const float *chance, float weight) {
    float top = score[best_of(score, n)], total = 0, share = weight * p->scale;
    for (ptrdiff_t j = 0; j < n; j++) total += curve_exp(score[j] - top);
    float whole = top + logf(total);
    for (ptrdiff_t j = 0; j < n; j++) {
        p->sum->loss += weight * chance[j] * (whole - score[j]);
        score[j] = share * (curve_exp(score[j] - whole) - chance[j]);
    }
}

static void choose(struct pass *p, const float *h, struct choice *c) {
    const struct batch *b = p->b;
    ptrdiff_t labels = p->n->p[c->w].rows;
    c->score = dense(p, h, c->w, c->bias);
    for (int32_t s = 0; s < b->n; s++)
        for (int32_t t = 0; t < b->x[s]->w.n; t++) {
            const struct example *x = b->x[s];
            float *score = c->score + (b->first[s] + t) * labels;
            int gold = gold_of(p, x, t, c->w), best = best_of(score, labels);
            if (c->w == P_CLASS && !x->bare) {
                p->sum->classes += best == gold, p->sum->words++;
                p->sum->upos += x->class_upos[best] == x->upos[t];
            }
            if (c->w == P_FEATS && !x->bare) p->sum->feats += best == gold;
            if (c->w == P_NER && gold >= 0) p->sum->ner += best == gold, p->sum->ner_words++;
            if (c->w == P_NER && gold >= 0 && x->chance)
                soft_loss(p, score, labels, x->chance + (ptrdiff_t)t * NER_COUNT, c->weight);
            else
                softmax_loss(p, score, labels, gold, c->weight);
        }
}

static void leaky_rows(float *y, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i++) y[i] = curve_leaky(y[i]);
}
static void leaky_back(const float *y, float *dy, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i++) dy[i] = y[i] > 0 ? dy[i] : 0.1f * dy[i];
}

/* Arcs: deep biaffine attention. */
struct arcs {
    float *dep, *head, *dep_mask, *head_mask; // [N][A]
    float *through, *place;                   // [N][A] dep U; [N][places] dep P
    float *score;                             // of one sentence after the other, [words][words + 1], then gradients
    int32_t *best;                            // [N] head by the scores, words of the sentence for the root
};

static void arc_scores(struct pass *p, struct arcs *a, int32_t s, float *score) {
    const struct batch *b = p->b;
    ptrdiff_t n = b->x[s]->w.n, first = b->first[s], A = p->n->s.arc, held = p->room->n;
    const float *u = weights(p, P_ARC_HEAD), *root = weights(p, P_ARC_ROOT);
    float *room = room_take(p->room, gemm_packed(A, n));
    gemm(n, A, n, plain(a->through + first * A, A), turned(a->head + first * A, A), score, n + 1, false, room);
    for (ptrdiff_t i = 0; i < n; i++) {
        const float *through = a->through + (first + i) * A;
        float sum = 0;
        for (ptrdiff_t j = 0; j < A; j++) sum += (through[j] + u[j]) * root[j];
        score[i * (n + 1) + n] = sum;
    }
    for (ptrdiff_t j = 0; j < n; j++) {
        float sum = 0;
        for (ptrdiff_t k = 0; k < A; k++) sum += a->head[(first + j) * A + k] * u[k];
        for (ptrdiff_t i = 0; i < n; i++)
            score[i * (n + 1) + j] +=
                i == j ? -1e6f : sum + a->place[(first + i) * NET_PLACES + net_place((int32_t)i, (int32_t)j)];
    }
    p->room->n = held;
}

static void arc_forward(struct pass *p, const float *h, struct arcs *a, float weight) {
    const struct batch *b = p->b;
    ptrdiff_t N = b->words, A = p->n->s.arc, scores = 0, held;
    a->dep = dense(p, h, P_DEP, P_DEP_BIAS);
    a->head = dense(p, h, P_HEAD, P_HEAD_BIAS);
    leaky_rows(a->dep, N * A);
    leaky_rows(a->head, N * A);
    a->dep_mask = new_mask(p, A, p->n->drops.heads);
    a->head_mask = new_mask(p, A, p->n->drops.heads);
    mask_rows(b, a->dep, a->dep_mask, A, false);
    mask_rows(b, a->head, a->head_mask, A, false);
    for (int32_t s = 0; s < b->n; s++) scores += (ptrdiff_t)b->x[s]->w.n * (b->x[s]->w.n + 1);
    a->through = room_take(p->room, N * A);
    a->place = room_take(p->room, N * NET_PLACES);
    a->score = room_take(p->room, scores);
    a->best = (int32_t *)(void *)room_take(p->room, N);
    held = p->room->n;
    float *room = room_take(p->room, gemm_packed(A, A));
    gemm(N, A, A, plain(a->dep, A), plain(weights(p, P_ARC), A), a->through, A, false, room);
    gemm(N, A, NET_PLACES, plain(a->dep, A), turned(weights(p, P_ARC_PLACE), A), a->place, NET_PLACES, false, room);
    float *score = a->score;
    for (int32_t s = 0; s < b->n; s++) {
        int32_t n = b->x[s]->w.n;
        arc_scores(p, a, s, score);
        for (int32_t i = 0; i < n; i++, score += n + 1) {
            a->best[b->first[s] + i] = best_of(score, n + 1);
            bool bare = b->x[s]->bare;
            p->sum->heads += !bare && a->best[b->first[s] + i] == b->x[s]->head[i];
            softmax_loss(p, score, n + 1, bare ? -1 : b->x[s]->head[i], weight);
        }
    }
    p->room->n = held;
}

static void arc_back(struct pass *p, const float *h, struct arcs *a, float *dh) {
    const struct batch *b = p->b;
    ptrdiff_t N = b->words, A = p->n->s.arc, held = p->room->n;
    float *ddep = take_zeros(p, N * A), *dhead = take_zeros(p, N * A), *dthrough = take_zeros(p, N * A),
          *dplace = take_zeros(p, N * NET_PLACES);
    const float *u = weights(p, P_ARC_HEAD), *root = weights(p, P_ARC_ROOT);
    float *du = slopes(p, P_ARC_HEAD), *droot = slopes(p, P_ARC_ROOT);
    const float *score = a->score;
    for (int32_t s = 0; s < b->n; s++) {
        ptrdiff_t n = b->x[s]->w.n, first = b->first[s], kept = p->room->n;
        float *room = room_take(p->room, gemm_packed(n, A));
        gemm(n, n, A, plain(score, n + 1), plain(a->head + first * A, A), dthrough + first * A, A, true, room);
        gemm(n, n, A, turned(score, n + 1), plain(a->through + first * A, A), dhead + first * A, A, true, room);
        for (ptrdiff_t j = 0; j <= n; j++) {
            float sum = 0;
            for (ptrdiff_t i = 0; i < n; i++) sum += score[i * (n + 1) + j];
            const float *head = j < n ? a->head + (first + j) * A : root;
            float *to = j < n ? dhead + (first + j) * A : droot;
            for (ptrdiff_t k = 0; k < A; k++) du[k] += sum * head[k], to[k] += sum * u[k];
        }
        for (ptrdiff_t i = 0; i < n; i++) {
            float d = score[i * (n + 1) + n];
            for (ptrdiff_t k = 0; k < A; k++) {
                dthrough[(first + i) * A + k] += d * root[k];
                droot[k] += d * a->through[(first + i) * A + k];
            }
            for (ptrdiff_t j = 0; j < n; j++)
                if (i != j)
                    dplace[(first + i) * NET_PLACES + net_place((int32_t)i, (int32_t)j)] += score[i * (n + 1) + j];
        }
        p->room->n = kept;
        score += n * (n + 1);
    }
    float *room = room_take(p->room, gemm_packed(N > A ? N : A, A));
    gemm(A, N, A, turned(a->dep, A), plain(dthrough, A), slopes(p, P_ARC), A, true, room);
    gemm(N, A, A, plain(dthrough, A), turned(weights(p, P_ARC), A), ddep, A, true, room);
    gemm(NET_PLACES, N, A, turned(dplace, NET_PLACES), plain(a->dep, A), slopes(p, P_ARC_PLACE), A, true, room);
    gemm(N, NET_PLACES, A, plain(dplace, NET_PLACES), plain(weights(p, P_ARC_PLACE), A), ddep, A, true, room);
    mask_rows(b, ddep, a->dep_mask, A, false);
    mask_rows(b, dhead, a->head_mask, A, false);
    leaky_back(a->dep, ddep, N * A);
    leaky_back(a->head, dhead, N * A);
    dense_back(p, h, ddep, P_DEP, P_DEP_BIAS, dh);
    dense_back(p, h, dhead, P_HEAD, P_HEAD_BIAS, dh);
    p->room->n = held;
}

/* Relations of arcs. */
struct labels {
    float *sum, *score; // [N][R] after the curve; [N][relations], then gradients
    float *mask;
    int32_t *head; // [N] the head that the relation is asked for, counted through; -1 for the root
};

static void label_forward(struct pass *p, const float *h, const struct arcs *a, struct labels *l, float weight) {
    const struct batch *b = p->b;
    ptrdiff_t N = b->words, R = p->n->s.label;
    float *dep = dense(p, h, P_LABEL_DEP, -1), *head = dense(p, h, P_LABEL_HEAD, -1);
    l->sum = take_zeros(p, N * R);
    l->head = (int32_t *)(void *)room_take(p->room, N);
    for (int32_t s = 0; s < b->n; s++)
        for (int32_t t = 0; t < b->x[s]->w.n; t++) {
            ptrdiff_t i = b->first[s] + t;
            int32_t n = b->x[s]->w.n, to = p->learn ? b->x[s]->head[t] : a->best[i];
            l->head[i] = to < n ? b->first[s] + to : -1;
            if (b->x[s]->bare) l->head[i] = -1;
            if (l->head[i] < 0) continue;
            const float *d = dep + i * R, *g = head + l->head[i] * R,
                        *place = weights(p, P_LABEL_PLACE) + net_place(t, to) * R;
            for (ptrdiff_t k = 0; k < R; k++) l->sum[i * R + k] = curve_leaky(d[k] + g[k] + place[k]);
        }
    l->mask = new_mask(p, R, p->n->drops.heads);
    mask_rows(b, l->sum, l->mask, R, false);
    l->score = dense(p, l->sum, P_LABEL, P_LABEL_BIAS);
    for (int32_t s = 0; s < b->n; s++)
        for (int32_t t = 0; t < b->x[s]->w.n; t++) {
            ptrdiff_t i = b->first[s] + t;
            float *score = l->score + i * REL_COUNT;
            int gold = b->x[s]->rel[t], best = l->head[i] < 0 ? REL_ROOT : best_of(score, REL_COUNT);
            int32_t to = a->best[i];
            p->sum->labelled +=
                !b->x[s]->bare && to == b->x[s]->head[t] && rel_base((enum rel)best) == rel_base((enum rel)gold);
            softmax_loss(p, score, REL_COUNT, l->head[i] < 0 ? -1 : gold, weight);
        }
}

static void label_back(struct pass *p, const float *h, struct labels *l, float *dh) {
    const struct batch *b = p->b;
    ptrdiff_t N = b->words, R = p->n->s.label, held = p->room->n;
    float *dsum = take_zeros(p, N * R), *dhead = take_zeros(p, N * R);
    dense_back(p, l->sum, l->score, P_LABEL, P_LABEL_BIAS, dsum);
    mask_rows(b, dsum, l->mask, R, false);
    leaky_back(l->sum, dsum, N * R);
    for (int32_t s = 0; s < b->n; s++)
        for (int32_t t = 0; t < b->x[s]->w.n; t++) {
            ptrdiff_t i = b->first[s] + t;
            if (l->head[i] < 0) { // its row is the root's: nothing came from it
                memset(dsum + i * R, 0, (size_t)R * sizeof *dsum);
                continue;
            }
            float *place = slopes(p, P_LABEL_PLACE) + net_place(t, l->head[i] - b->first[s]) * R;
            for (ptrdiff_t k = 0; k < R; k++) {
                place[k] += dsum[i * R + k];
                dhead[l->head[i] * R + k] += dsum[i * R + k];
            }
        }
    dense_back(p, h, dsum, P_LABEL_DEP, -1, dh);
    dense_back(p, h, dhead, P_LABEL_HEAD, -1, dh);
    p->room->n = held;
}

/* The recurrent layers. */
struct layer {
    float *x, *mask, *out; // [N][K] masked input, [N][2H]
    struct lstm way[2];
};

static void layer_forward(struct pass *p, int number, struct layer *l, const float *x, ptrdiff_t K) {
    ptrdiff_t N = p->b->words, H = p->n->s.hidden;
    l->x = room_take(p->room, N * K);
    memcpy(l->x, x, (size_t)(N * K) * sizeof *x);
    l->mask = new_mask(p, K, number ? p->n->drops.between : p->n->drops.input);
    mask_rows(p->b, l->x, l->mask, K, true);
    l->out = room_take(p->room, N * 2 * H);
    for (int d = 0; d < 2; d++) {
        l->way[d] = (struct lstm){.b = p->b, .input = K, .hidden = H, .backward = d == 1, .x = l->x};
        l->way[d].wx = weights(p, lstm_param(number, d, LSTM_INPUT));
        l->way[d].wr = weights(p, lstm_param(number, d, LSTM_BACK));
        l->way[d].bias = weights(p, lstm_param(number, d, LSTM_BIAS));
        l->way[d].drop = new_mask(p, H, p->n->drops.back);
        lstm_forward(&l->way[d], l->out + d * H, 2 * H, p->room);
    }
}

/* The gradient of its input, in new room. */
static float *layer_back(struct pass *p, int number, struct layer *l, const float *dout) {
    ptrdiff_t N = p->b->words, H = p->n->s.hidden, K = l->way[0].input;
    float *dx = take_zeros(p, N * K);
    for (int d = 0; d < 2; d++)
        lstm_backward(&l->way[d], dout + d * H, 2 * H, dx, slopes(p, lstm_param(number, d, LSTM_INPUT)),
                      slopes(p, lstm_param(number, d, LSTM_BACK)), slopes(p, lstm_param(number, d, LSTM_BIAS)),
                      p->room);
    mask_rows(p->b, dx, l->mask, K, true);
    return dx;
}

/* Rows by step <-> rows by sentence. */
static void reorder(const struct batch *b, const float *from, float *to, ptrdiff_t width, bool by_step) {
    for (int32_t s = 0; s < b->n; s++)
        for (int32_t t = 0; t < b->x[s]->w.n; t++) {
            ptrdiff_t step = b->from[t] + s, word = b->first[s] + t;
            memcpy(to + (by_step ? step : word) * width, from + (by_step ? word : step) * width,
                   (size_t)width * sizeof *to);
        }
}

static const float FEATS_WEIGHT = 0.5f, LABEL_WEIGHT = 1, ARC_WEIGHT = 1;

void weights_pass(struct weights *n, const struct batch *b, int shard, bool learn, uint64_t seed, float scale,
                  struct room *room, struct measure *sum) {
    struct pass pass = {n, b, shard, learn, scale, seed * 0x9E3779B97F4A7C15u | 1, room, sum}, *p = &pass;
    ptrdiff_t N = b->words, W = 2 * (ptrdiff_t)n->s.hidden;
    struct layer layer[NET_LAYERS_MAX];
    struct choice choice[] = {{P_CLASS, P_CLASS_BIAS, 1, NULL},
                              {P_FEATS, P_FEATS_BIAS, FEATS_WEIGHT, NULL},
                              {P_NER, P_NER_BIAS, n->ner, NULL}};
    enum { CHOICES = sizeof choice / sizeof *choice };
    bool alone = net_names_alone(&n->s); // names
    struct arcs arcs = {0};
    struct labels labels = {0};
    for (int i = 0; i < 8; i++) roll(p);
    room->n = 0;
    struct input in = embed(p);
    const float *x = in.x;
    ptrdiff_t K = n->s.embed + n->s.vector;
    for (int l = 0; l < (int)n->s.layers; l++, K = W) {
        layer_forward(p, l, &layer[l], x, K);
        x = layer[l].out;
    }
    float *h = room_take(room, N * W), *mask = new_mask(p, W, n->drops.between);
    reorder(b, x, h, W, false);
    mask_rows(b, h, mask, W, false);
    for (int i = alone ? CHOICES - 1 : 0; i < CHOICES; i++) choose(p, h, &choice[i]);
    if (!alone) arc_forward(p, h, &arcs, ARC_WEIGHT);
    if (!alone) label_forward(p, h, &arcs, &labels, LABEL_WEIGHT);
    if (!learn) return;
    float *dh = take_zeros(p, N * W), *dx = take_zeros(p, N * W);
    for (int i = alone ? CHOICES - 1 : 0; i < CHOICES; i++)
        dense_back(p, h, choice[i].score, choice[i].w, choice[i].bias, dh);
    if (!alone) arc_back(p, h, &arcs, dh);
    if (!alone) label_back(p, h, &labels, dh);
    mask_rows(b, dh, mask, W, false);
    reorder(b, dh, dx, W, true);
    for (int l = (int)n->s.layers; l-- > 0;) dx = layer_back(p, l, &layer[l], dx);
    embed_back(p, &in, dx);
}
