#include "train/pack.h"

#include <math.h>
#include <stdlib.h>

/* The bytes of a row and their scale. */
static float quantise(const float *x, ptrdiff_t stride, ptrdiff_t n, int8_t *q) {
    float most = 0;
    for (ptrdiff_t i = 0; i < n; i++) most = fmaxf(most, fabsf(x[i * stride]));
    for (ptrdiff_t i = 0; i < n; i++) q[i] = (int8_t)(most > 0 ? lrintf(x[i * stride] * 127 / most) : 0);
    return most / 127;
}

static void put(buf *b, const void *p, ptrdiff_t bytes) {
    buf_put(b, str_of(p, bytes));
    buf_fill(b, 0, (4 - b->n % 4) % 4);
}

static void put_table(buf *b, const float *x, ptrdiff_t rows, ptrdiff_t width) {
    int8_t *q = malloc((size_t)(rows * width) + 1);
    float *scale = malloc((size_t)rows * sizeof *scale + 1);
    if (!q || !scale) exit(1);
    for (ptrdiff_t r = 0; r < rows; r++) scale[r] = quantise(x + r * width, 1, width, q + r * width);
    put(b, q, rows * width);
    put(b, scale, rows * (ptrdiff_t)sizeof *scale);
    free(q);
    free(scale);
}

/* A matrix that is put together of the rows of several. */
struct stack {
    ptrdiff_t inputs, outputs, room;
    int8_t *q; // [outputs][inputs]
    float *scale, *bias;
};

static void stack_begin(struct stack *s, ptrdiff_t inputs, ptrdiff_t outputs) {
    ptrdiff_t padded = kernel_padded(outputs);
    *s = (struct stack){.inputs = inputs, .room = padded};
    s->q = calloc((size_t)padded, (size_t)inputs);
    s->scale = calloc((size_t)padded, sizeof *s->scale);
    s->bias = calloc((size_t)padded, sizeof *s->bias);
    if (!s->q || !s->scale || !s->bias) exit(1);
}

/* turned: the columns of x are the rows. bias may be null. */
static void stack_add(struct stack *s, const float *x, ptrdiff_t rows, bool turned, const float *bias) {
    for (ptrdiff_t r = 0; r < rows; r++, s->outputs++) {
        s->scale[s->outputs] =
            quantise(turned ? x + r : x + r * s->inputs, turned ? rows : 1, s->inputs, s->q + s->outputs * s->inputs);
        s->bias[s->outputs] = bias ? bias[r] : 0;
    }
}

/* Writes it in the blocks that kernel.h tells of. */
static void stack_end(struct stack *s, buf *b) {
    int32_t *offset = calloc((size_t)s->room, sizeof *offset);
    if (!offset) exit(1);
    for (ptrdiff_t block = 0; block < s->room; block += KERNEL_LANES)
        for (ptrdiff_t k = 0; k < s->inputs; k += KERNEL_DEPTH)
            for (ptrdiff_t j = block; j < block + KERNEL_LANES; j++)
                for (ptrdiff_t d = k; d < k + KERNEL_DEPTH; d++) {
                    int8_t v = s->q[j * s->inputs + d];
                    buf_byte(b, (char)v);
                    offset[j] -= KERNEL_ZERO * v;
                }
    put(b, s->scale, s->room * (ptrdiff_t)sizeof *s->scale);
    put(b, s->bias, s->room * (ptrdiff_t)sizeof *s->bias);
    put(b, offset, s->room * (ptrdiff_t)sizeof *offset);
    free(offset);
    free(s->q);
    free(s->scale);
    free(s->bias);
}

static void stack_param(struct stack *s, const struct weights *n, int w, int bias) {
    stack_add(s, n->p[w].w, n->p[w].rows, false, bias < 0 ? NULL : n->p[bias].w);
}

static void put_layer(const struct weights *n, int layer, buf *b) {
    struct stack s;
    ptrdiff_t H = n->s.hidden, K = n->p[lstm_param(layer, 0, LSTM_INPUT)].columns;
    stack_begin(&s, K, 6 * H);
    for (int d = 0; d < 2; d++) stack_param(&s, n, lstm_param(layer, d, LSTM_INPUT), lstm_param(layer, d, LSTM_BIAS));
    stack_end(&s, b);
    for (int d = 0; d < 2; d++) {
        stack_begin(&s, H, 3 * H);
        stack_param(&s, n, lstm_param(layer, d, LSTM_BACK), -1);
        stack_end(&s, b);
    }
}

void pack_net(const struct weights *n, buf *section) {
    static const int heads[NET_HEADS][2] = {
        {P_DEP, P_DEP_BIAS},     {P_HEAD, P_HEAD_BIAS},   {P_LABEL_DEP, -1},   {P_LABEL_HEAD, -1},
        {P_CLASS, P_CLASS_BIAS}, {P_FEATS, P_FEATS_BIAS}, {P_NER, P_NER_BIAS},
    };
    struct stack s;
    ptrdiff_t outputs = 0;
    put_table(section, n->p[P_EMBED].w, n->s.rows, n->s.embed);
    put_table(section, n->vector, n->s.vectors, n->s.vector);
    for (int l = 0; l < (int)n->s.layers; l++) put_layer(n, l, section);
    for (int h = 0; h < NET_HEADS; h++) outputs += net_head_width(&n->s, (enum net_head)h);
    stack_begin(&s, 2 * (ptrdiff_t)n->s.hidden, outputs);
    for (int h = 0; h < NET_HEADS; h++) stack_param(&s, n, heads[h][0], heads[h][1]);
    stack_end(&s, section);
    if (net_names_alone(&n->s)) return;
    stack_begin(&s, n->s.arc, (ptrdiff_t)n->s.arc + NET_PLACES);
    stack_add(&s, n->p[P_ARC].w, n->s.arc, true, n->p[P_ARC_HEAD].w);
    stack_add(&s, n->p[P_ARC_PLACE].w, NET_PLACES, false, NULL);
    stack_end(&s, section);
    stack_begin(&s, n->s.label, REL_COUNT);
    stack_param(&s, n, P_LABEL, P_LABEL_BIAS);
    stack_end(&s, section);
    put(section, n->p[P_ARC_ROOT].w, (ptrdiff_t)n->s.arc * (ptrdiff_t)sizeof(float));
    put(section, n->p[P_LABEL_PLACE].w, NET_PLACES * (ptrdiff_t)n->s.label * (ptrdiff_t)sizeof(float));
}
