/* The kernel for AVX-512 with VNNI: four products of bytes to each of 16 sums in one instruction. */
#ifdef __AVX512VNNI__
#include <immintrin.h>

#include "model/kernel_body.h"

enum { ROWS = 6, BLOCKS = 4 };

static inline __attribute__((always_inline)) void tile(const int rows, const int blocks, const struct net_matrix *m,
                                                       ptrdiff_t j, const uint8_t *x, ptrdiff_t stride, int32_t *out,
                                                       ptrdiff_t out_stride) {
    const int8_t *w = m->w + j * m->inputs;
    ptrdiff_t block = (ptrdiff_t)m->inputs * KERNEL_LANES;
    __m512i sum[ROWS][BLOCKS];
#pragma GCC unroll 6
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 4
        for (int b = 0; b < blocks; b++) sum[r][b] = _mm512_loadu_si512(m->offset + j + b * KERNEL_LANES);
    for (ptrdiff_t k = 0; k < m->inputs; k += KERNEL_DEPTH) {
        __m512i weights[BLOCKS];
#pragma GCC unroll 4
        for (int b = 0; b < blocks; b++) weights[b] = _mm512_loadu_si512(w + b * block + k * KERNEL_LANES);
#pragma GCC unroll 6
        for (int r = 0; r < rows; r++) {
            int32_t four;
            memcpy(&four, x + r * stride + k, sizeof four);
            __m512i v = _mm512_set1_epi32(four);
#pragma GCC unroll 4
            for (int b = 0; b < blocks; b++) sum[r][b] = _mm512_dpbusd_epi32(sum[r][b], v, weights[b]);
        }
    }
#pragma GCC unroll 6
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 4
        for (int b = 0; b < blocks; b++) _mm512_storeu_si512(out + r * out_stride + j + b * KERNEL_LANES, sum[r][b]);
}

static inline __attribute__((always_inline)) void columns(const int blocks, const struct net_matrix *m, ptrdiff_t j,
                                                          const uint8_t *x, ptrdiff_t rows, ptrdiff_t stride,
                                                          int32_t *out, ptrdiff_t out_stride) {
    ptrdiff_t r = 0;
    for (; r + ROWS <= rows; r += ROWS)
        tile(ROWS, blocks, m, j, x + r * stride, stride, out + r * out_stride, out_stride);
    x += r * stride, out += r * out_stride;
    switch (rows - r) {
    case 1: tile(1, blocks, m, j, x, stride, out, out_stride); break;
    case 2: tile(2, blocks, m, j, x, stride, out, out_stride); break;
    case 3: tile(3, blocks, m, j, x, stride, out, out_stride); break;
    case 4: tile(4, blocks, m, j, x, stride, out, out_stride); break;
    case 5: tile(5, blocks, m, j, x, stride, out, out_stride); break;
    default: break;
    }
}

static void product(const struct net_matrix *m, const uint8_t *x, ptrdiff_t rows, ptrdiff_t stride, int32_t *out,
                    ptrdiff_t out_stride) {
    ptrdiff_t j = 0;
    for (; j + BLOCKS * KERNEL_LANES <= kernel_padded(m->outputs); j += BLOCKS * KERNEL_LANES)
        columns(BLOCKS, m, j, x, rows, stride, out, out_stride);
    for (; j < m->outputs; j += KERNEL_LANES) columns(1, m, j, x, rows, stride, out, out_stride);
}

extern const struct kernel kernel_avx512;
const struct kernel kernel_avx512 = {"avx512",      product,   body_finish, body_add_row,
                                     body_quantise, body_step, body_leaky};
#else
typedef int kernel_avx512_is_empty;
#endif
