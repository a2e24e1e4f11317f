#include "account/meaning.h"

#include <math.h>

#include "model/kernel.h"

/* Of vectors of the usual width in a loop whose length is known, which compilers turn into wide instructions. */
static int32_t product(const int8_t *a, const int8_t *b, int32_t n) {
    int32_t sum = 0;
    if (n == MEANING_WIDTH) {
        for (int32_t i = 0; i < MEANING_WIDTH; i++) sum += a[i] * b[i];
        return sum;
    }
    for (int32_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

float meaning_near(const struct meaning *m, int32_t a, int32_t b) {
    if (!m->sense[a] || !m->sense[b]) return 0;
    float lengths = m->length[a] * m->length[b];
    return lengths > 0 ? (float)product(m->sense[a], m->sense[b], m->width) / lengths : 0;
}

/* The vectors of lemmas as rows and as a matrix, whose product is all of them with each other. */
struct vectors {
    struct net_matrix by; // one output a vector; without scale and bias
    uint8_t *rows;        // [by.outputs][by.inputs]
};

static struct vectors lay_out(const struct meaning *m, const int32_t *lemma, int32_t n, arena *out) {
    int32_t inputs = (m->width + KERNEL_DEPTH - 1) / KERNEL_DEPTH * KERNEL_DEPTH;
    int8_t *w = arena_new(out, int8_t, kernel_padded(n) * inputs);
    int32_t *offset = arena_new(out, int32_t, kernel_padded(n));
    struct vectors v = {{.inputs = inputs, .outputs = n, .w = w, .offset = offset},
                        arena_new(out, uint8_t, (ptrdiff_t)n * inputs)};
    memset(v.rows, KERNEL_ZERO, (size_t)n * (size_t)inputs);
    for (int32_t i = 0; i < n; i++)
        for (int32_t k = 0; k < m->width; k++) {
            int8_t x = m->sense[lemma[i]][k];
            v.rows[(ptrdiff_t)i * inputs + k] = (uint8_t)(x + KERNEL_ZERO);
            w[kernel_at(inputs, (size_t)i, (size_t)k)] = x;
            offset[i] -= KERNEL_ZERO * x;
        }
    return v;
}

/* Smaller ones first, then larger ones: the lists of both come out ascending. */
static void find_kin(struct meaning *m, const int32_t *known, int32_t count, arena *out, arena tmp) {
    static const float SURELY_LESS = MEANING_KIN - 0.01f;
    enum { ROWS = 48 };
    struct vectors v = lay_out(m, known, count, &tmp);
    const struct kernel *kernel = kernel_best();
    ptrdiff_t stride = kernel_padded(count);
    int32_t *products = arena_new(&tmp, int32_t, ROWS * stride);
    float *length = arena_new(&tmp, float, count);
    for (int32_t i = 0; i < count; i++) length[i] = m->length[known[i]];
    for (int32_t from = 0; from < count; from += ROWS) {
        int32_t rows = count - from < ROWS ? count - from : ROWS;
        v.by.outputs = from + rows;
        kernel->product(&v.by, v.rows + (ptrdiff_t)from * v.by.inputs, rows, v.by.inputs, products, stride);
        for (int32_t i = from; i < from + rows; i++) {
            const int32_t *p = products + (i - from) * stride;
            for (int32_t j = 0; j < i; j++) {
                float lengths = length[i] * length[j];
                if ((float)p[j] <= SURELY_LESS * lengths) continue; // so are those of no length
                float near = (float)p[j] / lengths;
                if (near < MEANING_KIN) continue;
                *vec_push(out, &m->kin[known[i]]) = (struct kin){known[j], near};
                *vec_push(out, &m->kin[known[j]]) = (struct kin){known[i], near};
            }
        }
    }
}

void meaning_make(struct meaning *m, const int8_t *const *sense, int32_t n, int32_t width, arena *out, arena tmp) {
    if (width > MEANING_WIDTH) width = MEANING_WIDTH;
    *m = (struct meaning){.n = n, .width = width, .sense = sense, .kin = arena_new(out, struct kins, n)};
    m->length = arena_new(out, float, n);
    int32_t *known = arena_new(&tmp, int32_t, n), count = 0;
    for (int32_t i = 0; i < n; i++) {
        if (!sense[i]) continue;
        m->length[i] = sqrtf((float)product(sense[i], sense[i], width));
        if (count < MEANING_LEMMAS) known[count++] = i;
    }
    find_kin(m, known, count, out, tmp);
}
