/* The kernel for AVX2: bytes are widened to 16 bits, for the instruction that multiplies bytes saturates. */
#ifdef __AVX2__
#include <immintrin.h>

#include "model/kernel_body.h"

enum { ROWS = 3, QUARTERS = 4, INPUTS_MOST = 1024 };

/* Adds the two halves of each output and puts them in order. sum[q]: outputs 4 q … 4 q + 3, two lanes each. */
static void store(int32_t *out, const int32_t *offset, const __m256i sum[QUARTERS]) {
    for (int half = 0; half < 2; half++) {
        __m256i both = _mm256_hadd_epi32(sum[2 * half], sum[2 * half + 1]); // quarters 0 1 | 0 1 of two outputs each
        both = _mm256_permute4x64_epi64(both, 0xD8);
        both = _mm256_add_epi32(both, _mm256_loadu_si256((const __m256i *)(const void *)(offset + 8 * half)));
        _mm256_storeu_si256((__m256i *)(void *)(out + 8 * half), both);
    }
}

static inline __attribute__((always_inline)) void tile(const int rows, const struct net_matrix *m, ptrdiff_t j,
                                                       int16_t wide[ROWS][INPUTS_MOST], int32_t *out,
                                                       ptrdiff_t out_stride) {
    const int8_t *w = m->w + j * m->inputs;
    __m256i sum[ROWS][QUARTERS];
#pragma GCC unroll 3
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 4
        for (int q = 0; q < QUARTERS; q++) sum[r][q] = _mm256_setzero_si256();
    for (ptrdiff_t k = 0; k < m->inputs; k += KERNEL_DEPTH, w += KERNEL_LANES * KERNEL_DEPTH) {
        __m256i v[ROWS];
#pragma GCC unroll 3
        for (int r = 0; r < rows; r++) {
            long long four;
            memcpy(&four, wide[r] + k, sizeof four);
            v[r] = _mm256_set1_epi64x(four);
        }
#pragma GCC unroll 4
        for (int q = 0; q < QUARTERS; q++) {
            __m256i weights = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(w + 16 * q)));
#pragma GCC unroll 3
            for (int r = 0; r < rows; r++) sum[r][q] = _mm256_add_epi32(sum[r][q], _mm256_madd_epi16(v[r], weights));
        }
    }
#pragma GCC unroll 3
    for (int r = 0; r < rows; r++) store(out + r * out_stride + j, m->offset + j, sum[r]);
}

/* inputs is at most INPUTS_MOST: see net_bytes. */
static void product(const struct net_matrix *m, const uint8_t *x, ptrdiff_t rows, ptrdiff_t stride, int32_t *out,
                    ptrdiff_t out_stride) {
    int16_t wide[ROWS][INPUTS_MOST];
    for (ptrdiff_t r = 0; r < rows; r += ROWS, x += ROWS * stride, out += ROWS * out_stride) {
        ptrdiff_t some = rows - r < ROWS ? rows - r : ROWS;
        for (ptrdiff_t i = 0; i < some; i++)
            for (int32_t k = 0; k < m->inputs; k++) wide[i][k] = x[i * stride + k];
        for (ptrdiff_t j = 0; j < m->outputs; j += KERNEL_LANES) {
            if (some == 3) tile(3, m, j, wide, out, out_stride);
            if (some == 2) tile(2, m, j, wide, out, out_stride);
            if (some == 1) tile(1, m, j, wide, out, out_stride);
        }
    }
}

extern const struct kernel kernel_avx2;
const struct kernel kernel_avx2 = {"avx2", product, body_finish, body_add_row, body_quantise, body_step, body_leaky};
#else
typedef int kernel_avx2_is_empty;
#endif
