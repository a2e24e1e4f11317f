/* The kernel for AVX2: bytes are widened to 16 bits, for the instruction that multiplies bytes saturates. */
#ifdef __AVX2__
#include <immintrin.h>

#include "model/kernel_body.h"

enum { ROWS = 3, QUARTERS = 4 };

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
                                                       const uint8_t *x, ptrdiff_t stride, int32_t *out,
                                                       ptrdiff_t out_stride) {
    const int8_t *w = m->w + j * m->inputs;
    __m256i sum[ROWS][QUARTERS];
    for (int r = 0; r < rows; r++)
        for (int q = 0; q < QUARTERS; q++) sum[r][q] = _mm256_setzero_si256();
    for (ptrdiff_t k = 0; k < m->inputs; k += KERNEL_DEPTH, w += KERNEL_LANES * KERNEL_DEPTH) {
        __m256i v[ROWS];
        for (int r = 0; r < rows; r++) {
            int32_t four;
            memcpy(&four, x + r * stride + k, sizeof four);
            v[r] = _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(four)));
        }
        for (int q = 0; q < QUARTERS; q++) {
            __m256i weights = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(w + 16 * q)));
            for (int r = 0; r < rows; r++)
                sum[r][q] = _mm256_add_epi32(sum[r][q], _mm256_madd_epi16(v[r], weights));
        }
    }
    for (int r = 0; r < rows; r++) store(out + r * out_stride + j, m->offset + j, sum[r]);
}

static void product(const struct net_matrix *m, const uint8_t *x, ptrdiff_t rows, ptrdiff_t stride, int32_t *out,
                    ptrdiff_t out_stride) {
    for (ptrdiff_t j = 0; j < m->outputs; j += KERNEL_LANES) {
        ptrdiff_t r = 0;
        for (; r + ROWS <= rows; r += ROWS) tile(3, m, j, x + r * stride, stride, out + r * out_stride, out_stride);
        if (rows - r == 2) tile(2, m, j, x + r * stride, stride, out + r * out_stride, out_stride);
        if (rows - r == 1) tile(1, m, j, x + r * stride, stride, out + r * out_stride, out_stride);
    }
}

extern const struct kernel kernel_avx2;
const struct kernel kernel_avx2 = {"avx2", product, body_finish, body_add_row, body_quantise, body_step, body_leaky};
#else
typedef int kernel_avx2_is_empty;
#endif
