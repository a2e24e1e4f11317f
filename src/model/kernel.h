/* kernel: the loops that take a network's time, for several kinds of processors.
 *
 * Products are of bytes and summed as whole numbers, so that their order does not matter. What is done with floats is
 * done element by element, the same additions and multiplications in the same order everywhere (never fused, own exp:
 * curve.h). So all kernels give the same bits; a test holds them to it.
 *
 * A row x of floats stands as bytes q, x ≈ scale (q − 128). A matrix stands in blocks of 16 outputs by 4 inputs, the
 * shape that VPDPBUSD eats: byte of output j, input k at ((j / 16) (inputs / 4) + k / 4) 64 + (j % 16) 4 + k % 4. */
#ifndef ACCORD_MODEL_KERNEL_H
#define ACCORD_MODEL_KERNEL_H

#include <stddef.h>
#include <stdint.h>

enum { KERNEL_LANES = 16, KERNEL_DEPTH = 4, KERNEL_ZERO = 128 };

/* y = scale_j (x scale) w_j + bias_j; outputs are filled up to a multiple of KERNEL_LANES with zeros. */
struct net_matrix {
    int32_t inputs, outputs; // inputs a multiple of KERNEL_DEPTH
    const int8_t *w;         // in blocks
    const float *scale;      // [outputs]
    const float *bias;       // [outputs]
    const int32_t *offset;   // [outputs] −128 Σ_k w_jk, which takes the 128 of x out again
};
static inline ptrdiff_t kernel_padded(ptrdiff_t outputs) {
    return (outputs + KERNEL_LANES - 1) / KERNEL_LANES * KERNEL_LANES;
}

/* Where the weight of output j for input k stands in w. */
static inline size_t kernel_at(int32_t inputs, size_t j, size_t k) {
    return (j / KERNEL_LANES * ((size_t)inputs / KERNEL_DEPTH) + k / KERNEL_DEPTH) * (KERNEL_LANES * KERNEL_DEPTH) +
           j % KERNEL_LANES * KERNEL_DEPTH + k % KERNEL_DEPTH;
}

struct kernel {
    const char *name;
    /* out[r][j] = offset_j + Σ_k x[r][k] w_jk; rows of x and out lie `stride` and `out_stride` apart; out has room for
     * kernel_padded(outputs) in each row. */
    void (*product)(const struct net_matrix *m, const uint8_t *x, ptrdiff_t rows, ptrdiff_t stride, int32_t *out,
                    ptrdiff_t out_stride);
    /* out[j] = (sum[j] x_scale) scale_j + bias_j, j < outputs. */
    void (*finish)(const struct net_matrix *m, const int32_t *sum, float x_scale, float *out);
    /* sum[j] += scale row[j] */
    void (*add_row)(const int8_t *row, float scale, ptrdiff_t n, float *sum);
    /* Bytes for floats; returns their scale. */
    float (*quantise)(const float *x, ptrdiff_t n, uint8_t *q);
    /* One step of the LSTM for one row. gate[3][n]: from the input; sum[3][n]: the product with h before, or null at
     * the beginning; cell[n]: c before, then c. h: its bytes, of scale 1 / 127. */
    void (*step)(const struct net_matrix *back, const float *gate, const int32_t *sum, float *cell, ptrdiff_t n,
                 uint8_t *h);
    /* out = leaky(a + b + c), b and c null for none. */
    void (*leaky)(const float *a, const float *b, const float *c, ptrdiff_t n, float *out);
};

/* All that this program has, the plainest first, up to a null; those that this machine cannot run are left out. */
const struct kernel *const *kernels_all(void);
/* The fastest of them. */
const struct kernel *kernel_best(void);

#endif
