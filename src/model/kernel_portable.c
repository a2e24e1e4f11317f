/* The kernel for any processor. */
#include "model/kernel_body.h"

static void product(const struct net_matrix *m, const uint8_t *x, ptrdiff_t rows, ptrdiff_t stride, int32_t *out,
                    ptrdiff_t out_stride) {
    ptrdiff_t groups = m->inputs / KERNEL_DEPTH;
    for (ptrdiff_t j = 0; j < m->outputs; j += KERNEL_LANES) {
        const int8_t *block = m->w + j * m->inputs;
        for (ptrdiff_t r = 0; r < rows; r++) {
            int32_t sum[KERNEL_LANES];
            memcpy(sum, m->offset + j, sizeof sum);
            for (ptrdiff_t g = 0; g < groups; g++) {
                const int8_t *w = block + g * KERNEL_LANES * KERNEL_DEPTH;
                const uint8_t *v = x + r * stride + g * KERNEL_DEPTH;
                for (int l = 0; l < KERNEL_LANES; l++)
                    for (int d = 0; d < KERNEL_DEPTH; d++) sum[l] += v[d] * w[l * KERNEL_DEPTH + d];
            }
            memcpy(out + r * out_stride + j, sum, sizeof sum);
        }
    }
}

extern const struct kernel kernel_portable;
const struct kernel kernel_portable = {"portable",    product,   body_finish, body_add_row,
                                       body_quantise, body_step, body_leaky};
