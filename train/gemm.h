/* gemm: products of matrices of floats, for the trainer.
 *
 *     C[m][n] = or += A[m][k] · B[k][n]
 *
 * A and B are given with a stride for each index, so that a transposed matrix is one whose strides are swapped. B is
 * packed into panels of GEMM_COLUMNS columns first (Goto and van de Geijn 2008); a B that is used many times is packed
 * once. The order of additions depends on the sizes alone: the same input gives the same bytes. */
#ifndef ACCORD_TRAIN_GEMM_H
#define ACCORD_TRAIN_GEMM_H

#include <stdbool.h>
#include <stddef.h>

enum { GEMM_COLUMNS = 48 };

struct matrix {
    const float *p;
    ptrdiff_t rows, columns; // strides, in floats
};
/* A matrix whose rows lie one after the other, `columns` floats each; the same, transposed. */
static inline struct matrix plain(const float *p, ptrdiff_t columns) { return (struct matrix){p, columns, 1}; }
static inline struct matrix turned(const float *p, ptrdiff_t columns) { return (struct matrix){p, 1, columns}; }

/* Floats of a packed B. */
static inline ptrdiff_t gemm_packed(ptrdiff_t k, ptrdiff_t n) {
    return (n + GEMM_COLUMNS - 1) / GEMM_COLUMNS * GEMM_COLUMNS * k;
}
void gemm_pack(ptrdiff_t k, ptrdiff_t n, struct matrix b, float *packed);
/* add: += rather than =. The rows of c lie `stride` floats apart. */
void gemm_run(ptrdiff_t m, ptrdiff_t k, ptrdiff_t n, struct matrix a, const float *packed, float *c, ptrdiff_t stride,
              bool add);
/* Both at once; room holds gemm_packed(k, n) floats. */
void gemm(ptrdiff_t m, ptrdiff_t k, ptrdiff_t n, struct matrix a, struct matrix b, float *c, ptrdiff_t stride, bool add,
          float *room);

#endif
