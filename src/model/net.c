#include "model/net.h"

#include <math.h>

#include "model/curve.h"

int net_place(int32_t word, int32_t head) {
    static const uint8_t near[] = {0, 0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6};
    int32_t d = head < word ? word - head : head - word;
    int place = d < (int32_t)sizeof near ? near[d] : d < 25 ? 7 : 8;
    return head < word ? place : place + NET_PLACES / 2;
}

/* Reading. */

/* Numbers are kept so small that no sum of their products leaves the range of floats. */
enum { NUMBER_MOST = 64 };

/* A walk through the section, for its size alone when there is no p. */
struct walk {
    const char *p;
    ptrdiff_t at;
    bool bad; // a number out of bounds was met
    bool check;
};

static const void *take(struct walk *w, ptrdiff_t bytes) {
    const char *p = w->p ? w->p + w->at : NULL;
    w->at += (bytes + 3) / 4 * 4;
    return p;
}

static const float *take_floats(struct walk *w, ptrdiff_t n) {
    const float *x = take(w, n * (ptrdiff_t)sizeof *x);
    for (ptrdiff_t i = 0; x && w->check && i < n; i++)
        if (!(fabsf(x[i]) < NUMBER_MOST)) w->bad = true;
    return x;
}

static struct net_matrix take_matrix(struct walk *w, ptrdiff_t outputs, ptrdiff_t inputs) {
    ptrdiff_t padded = kernel_padded(outputs);
    struct net_matrix m = {.inputs = (int32_t)inputs, .outputs = (int32_t)outputs};
    m.w = take(w, padded * inputs);
    m.scale = take_floats(w, padded);
    m.bias = take_floats(w, padded);
    m.offset = take(w, padded * (ptrdiff_t)sizeof *m.offset);
    for (ptrdiff_t j = 0; m.offset && w->check && j < padded; j++)
        if (m.offset[j] < -(1 << 25) || m.offset[j] > 1 << 25) w->bad = true;
    return m;
}

static bool within(uint32_t x, uint32_t least, uint32_t most, uint32_t multiple) {
    return x >= least && x <= most && x % multiple == 0;
}

bool net_names_alone(const struct net_shape *s) { return !s->arc && !s->label && !s->classes && !s->feats; }

static bool good_shape(const struct net_shape *s) {
    return within(s->rows, 1, 1 << 22, 1) && within(s->embed, 4, NET_WIDTH_MAX, KERNEL_DEPTH) &&
           within(s->vectors, 0, 1 << 22, 1) && within(s->vector, 0, NET_WIDTH_MAX - s->embed, KERNEL_DEPTH) &&
           within(s->hidden, KERNEL_DEPTH, NET_WIDTH_MAX / 2, KERNEL_DEPTH) &&
           within(s->layers, 1, NET_LAYERS_MAX, 1) &&
           (net_names_alone(s) || (within(s->arc, KERNEL_DEPTH, NET_WIDTH_MAX, KERNEL_DEPTH) &&
                                   within(s->label, KERNEL_DEPTH, NET_WIDTH_MAX, KERNEL_DEPTH) &&
                                   within(s->classes, 1, NET_LABELS_MAX, 1) && within(s->feats, 1, NET_LABELS_MAX, 1)));
}

static ptrdiff_t walk_net(struct net *n, const struct net_shape *s, struct walk *w) {
    *n = (struct net){.shape = *s};
    ptrdiff_t H = s->hidden, outputs = 0;
    n->embed = take(w, (ptrdiff_t)s->rows * s->embed);
    n->embed_scale = take_floats(w, s->rows);
    n->vector = take(w, (ptrdiff_t)s->vectors * s->vector);
    n->vector_scale = take_floats(w, s->vectors);
    for (uint32_t l = 0; l < s->layers; l++) {
        n->input[l] = take_matrix(w, 6 * H, l ? 2 * H : (ptrdiff_t)s->embed + s->vector);
        for (int d = 0; d < 2; d++) n->back[l][d] = take_matrix(w, 3 * H, H);
    }
    for (int h = 0; h < NET_HEADS; h++) {
        n->at[h] = outputs;
        outputs += net_head_width(s, (enum net_head)h);
    }
    n->width = outputs;
    n->heads = take_matrix(w, outputs, 2 * H);
    if (net_names_alone(s)) return w->at;
    n->arc = take_matrix(w, (ptrdiff_t)s->arc + NET_PLACES, s->arc);
    n->label = take_matrix(w, REL_COUNT, s->label);
    n->root = take_floats(w, s->arc);
    n->label_place = take_floats(w, (ptrdiff_t)NET_PLACES * s->label);
    return w->at;
}

ptrdiff_t net_bytes(const struct net_shape *shape) {
    struct net n;
    return good_shape(shape) ? walk_net(&n, shape, &(struct walk){0}) : -1;
}

bool net_read(struct net *n, const struct net_shape *shape, str bytes, bool trusted) {
    if (bytes.n != net_bytes(shape)) return false;
    struct walk w = {.p = bytes.p, .check = !trusted};
    walk_net(n, shape, &w);
    return !w.bad;
}

/* Running. */

/* A batch of sentences, the longest first: step t of all of them lies together, row from[t] + s for sentence s. */
struct steps {
    const struct net *n;
    const struct kernel *k;
    const struct net_sentence *s;
    int32_t sentences, words, steps;
    int32_t *live, *from; // [steps]
};

enum { ROWS = 24 }; // of one product: their sums stay near

/* out[rows][outputs] = m x; scale[rows], or null where x is what the LSTM put out. */
static void dense(const struct kernel *k, const struct net_matrix *m, const uint8_t *x, const float *scale,
                  ptrdiff_t rows, float *out, arena tmp) {
    ptrdiff_t padded = kernel_padded(m->outputs);
    int32_t *sum = arena_new(&tmp, int32_t, ROWS * padded);
    for (ptrdiff_t r = 0; r < rows; r += ROWS) {
        ptrdiff_t some = rows - r < ROWS ? rows - r : ROWS;
        k->product(m, x + r * m->inputs, some, m->inputs, sum, padded);
        for (ptrdiff_t i = 0; i < some; i++)
            k->finish(m, sum + i * padded, scale ? scale[r + i] : 1.0f / 127.0f, out + (r + i) * m->outputs);
    }
}

/* The input of the first layer. */
static void embed(const struct steps *b, uint8_t *x, float *scale, arena tmp) {
    const struct net *n = b->n;
    ptrdiff_t E = n->shape.embed, D = n->shape.vector;
    float *sum = arena_new(&tmp, float, E + D);
    for (int32_t s = 0; s < b->sentences; s++)
        for (int32_t t = 0; t < b->s[s].n; t++) {
            const struct net_sentence *y = &b->s[s];
            ptrdiff_t r = b->from[t] + s;
            memset(sum, 0, (size_t)(E + D) * sizeof *sum);
            for (int32_t i = y->from[t]; i < y->from[t + 1]; i++)
                b->k->add_row(n->embed + y->row[i] * E, n->embed_scale[y->row[i]], E, sum);
            int32_t pieces = y->vector_from[t + 1] - y->vector_from[t];
            for (int32_t i = y->vector_from[t]; i < y->vector_from[t + 1]; i++)
                b->k->add_row(n->vector + y->vector[i] * D, n->vector_scale[y->vector[i]] / (float)pieces, D, sum + E);
            scale[r] = b->k->quantise(sum, E + D, x + r * (E + D));
        }
}

/* One direction of one layer. gate: [words][6 H] of both directions; h: its half of [words][2 H]. */
static void recur(const struct steps *b, int layer, bool backward, const float *gate, uint8_t *h, arena tmp) {
    ptrdiff_t H = b->n->shape.hidden, padded = kernel_padded(3 * H);
    const struct net_matrix *back = &b->n->back[layer][backward];
    float *cell = arena_new(&tmp, float, b->sentences *H);
    int32_t *sum = arena_new(&tmp, int32_t, b->sentences * padded);
    for (int32_t step = 0; step < b->steps; step++) {
        int32_t t = backward ? b->steps - 1 - step : step, live = b->live[t], old = backward ? t + 1 : t - 1;
        int32_t known = old < 0 || old >= b->steps ? 0 : b->live[old] < live ? b->live[old] : live;
        if (known) b->k->product(back, h + b->from[old] * 2 * H, known, 2 * H, sum, padded);
        for (int32_t s = 0; s < live; s++) {
            ptrdiff_t r = b->from[t] + s;
            b->k->step(back, gate + r * 6 * H + (backward ? 3 * H : 0), s < known ? sum + s * padded : NULL,
                       cell + s * H, H, h + r * 2 * H);
        }
    }
}

void net_encode(const struct net *n, const struct kernel *k, const struct net_sentence *s, int32_t sentences,
                float *out, arena tmp) {
    if (!sentences) return;
    struct steps b = {.n = n, .k = k, .s = s, .sentences = sentences, .steps = s[0].n};
    ptrdiff_t H = n->shape.hidden, K = (ptrdiff_t)n->shape.embed + n->shape.vector;
    b.live = arena_new(&tmp, int32_t, b.steps);
    b.from = arena_new(&tmp, int32_t, b.steps);
    for (int32_t i = 0; i < sentences; i++) {
        b.words += s[i].n;
        for (int32_t t = 0; t < s[i].n; t++) b.live[t]++;
    }
    for (int32_t t = 1; t < b.steps; t++) b.from[t] = b.from[t - 1] + b.live[t - 1];
    uint8_t *x = arena_new(&tmp, uint8_t, b.words * K), *h[2];
    float *scale = arena_new(&tmp, float, b.words), *gate = arena_new(&tmp, float, b.words * 6 * H);
    for (int i = 0; i < 2; i++) h[i] = arena_new(&tmp, uint8_t, b.words * 2 * H);
    embed(&b, x, scale, tmp);
    for (uint32_t l = 0; l < n->shape.layers; l++) {
        dense(k, &n->input[l], l ? h[(l - 1) % 2] : x, l ? NULL : scale, b.words, gate, tmp);
        for (int d = 0; d < 2; d++) recur(&b, (int)l, d, gate, h[l % 2] + d * H, tmp);
    }
    const uint8_t *last = h[(n->shape.layers - 1) % 2];
    uint8_t *words = h[n->shape.layers % 2]; // sentence by sentence
    ptrdiff_t word = 0;
    for (int32_t i = 0; i < sentences; i++)
        for (int32_t t = 0; t < s[i].n; t++, word++)
            memcpy(words + word * 2 * H, last + (b.from[t] + i) * 2 * H, (size_t)(2 * H));
    dense(k, &n->heads, words, NULL, b.words, out, tmp);
}

/* The heads of a sentence as a matrix: one output a head, the root last. */
static struct net_matrix heads_matrix(const struct net *n, const struct kernel *k, const float *scores, int32_t words,
                                      arena *a) {
    ptrdiff_t A = n->shape.arc, padded = kernel_padded(words + 1);
    int8_t *w = arena_new(a, int8_t, padded * A);
    float *scale = arena_new(a, float, padded), *bias = arena_new(a, float, padded), *head = arena_new(a, float, A);
    int32_t *offset = arena_new(a, int32_t, padded);
    uint8_t *q = arena_new(a, uint8_t, A);
    for (ptrdiff_t j = 0; j <= words; j++) {
        if (j < words)
            k->leaky(scores + j * n->width + n->at[NET_HEAD], NULL, NULL, A, head);
        else
            memcpy(head, n->root, (size_t)A * sizeof *head);
        scale[j] = k->quantise(head, A, q);
        int32_t sum = 0;
        for (ptrdiff_t i = 0; i < A; i++) {
            int v = q[i] - KERNEL_ZERO;
            w[kernel_at((int32_t)A, (size_t)j, (size_t)i)] = (int8_t)v;
            sum += v;
        }
        offset[j] = -KERNEL_ZERO * sum;
    }
    return (struct net_matrix){(int32_t)A, words + 1, w, scale, bias, offset};
}

void net_arcs(const struct net *n, const struct kernel *k, const float *scores, int32_t words, float *arc, arena tmp) {
    ptrdiff_t A = n->shape.arc, both = n->arc.outputs;
    float *row = arena_new(&tmp, float, A), *scale = arena_new(&tmp, float, words),
          *through = arena_new(&tmp, float, words *both);
    uint8_t *q = arena_new(&tmp, uint8_t, words * A);
    for (ptrdiff_t i = 0; i < words; i++) {
        k->leaky(scores + i * n->width + n->at[NET_DEP], NULL, NULL, A, row);
        scale[i] = k->quantise(row, A, q + i * A);
    }
    dense(k, &n->arc, q, scale, words, through, tmp);
    for (ptrdiff_t i = 0; i < words; i++) scale[i] = k->quantise(through + i * both, A, q + i * A);
    struct net_matrix heads = heads_matrix(n, k, scores, words, &tmp);
    dense(k, &heads, q, scale, words, arc, tmp);
    for (int32_t i = 0; i < words; i++) {
        float *to = arc + i * (words + 1);
        const float *place = through + i * both + A;
        for (int32_t j = 0; j < words; j++) to[j] += place[net_place(i, j)];
        to[i] = -1e6f;
    }
}

void net_relations(const struct net *n, const struct kernel *k, const float *scores, int32_t words, const int32_t *head,
                   float *relation, arena tmp) {
    ptrdiff_t R = n->shape.label;
    float *row = arena_new(&tmp, float, R), *scale = arena_new(&tmp, float, words);
    uint8_t *q = arena_new(&tmp, uint8_t, words * R);
    for (int32_t i = 0; i < words; i++) {
        if (head[i] >= words) {
            memset(q + i * R, KERNEL_ZERO, (size_t)R);
            continue;
        }
        k->leaky(scores + i * n->width + n->at[NET_LABEL_DEP], scores + head[i] * n->width + n->at[NET_LABEL_HEAD],
                 n->label_place + net_place(i, head[i]) * R, R, row);
        scale[i] = k->quantise(row, R, q + i * R);
    }
    dense(k, &n->label, q, scale, words, relation, tmp);
}
