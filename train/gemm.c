#include "train/gemm.h"

#include <string.h>

enum { ROWS = 8, DEEP = 320, LANES = 16, VECTORS = GEMM_COLUMNS / LANES };

typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));

void gemm_pack(ptrdiff_t k, ptrdiff_t n, struct matrix b, float *packed) {
    for (ptrdiff_t j = 0; j < n; j += GEMM_COLUMNS) {
        ptrdiff_t width = n - j < GEMM_COLUMNS ? n - j : GEMM_COLUMNS;
        float *panel = packed + j * k;
        if (width < GEMM_COLUMNS) memset(panel, 0, (size_t)(k * GEMM_COLUMNS) * sizeof *panel);
        if (b.columns == 1) {
            for (ptrdiff_t p = 0; p < k; p++)
                memcpy(panel + p * GEMM_COLUMNS, b.p + p * b.rows + j, (size_t)width * sizeof *panel);
            continue;
        }
        for (ptrdiff_t p = 0; p < k; p += LANES) // in blocks, for both sides run along another index
            for (ptrdiff_t c = 0; c < width; c++)
                for (ptrdiff_t q = p; q < k && q < p + LANES; q++)
                    panel[q * GEMM_COLUMNS + c] = b.p[q * b.rows + (j + c) * b.columns];
    }
}

/* A tile of the result, ROWS x GEMM_COLUMNS or fewer rows: all of it stays in registers. */
static inline __attribute__((always_inline)) void tile(const int rows, ptrdiff_t k, struct matrix a, const float *b,
                                                       float *c, ptrdiff_t stride, bool add) {
    lanes sum[ROWS][VECTORS];
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 3
        for (int v = 0; v < VECTORS; v++) sum[r][v] = add ? *(const lanes *)(c + r * stride + v * LANES) : (lanes){0};
    for (ptrdiff_t p = 0; p < k; p++, b += GEMM_COLUMNS) {
        const float *x = a.p + p * a.columns;
        lanes b0 = *(const lanes *)b, b1 = *(const lanes *)(b + LANES), b2 = *(const lanes *)(b + 2 * LANES);
#pragma GCC unroll 8
        for (int r = 0; r < rows; r++) {
            float s = x[r * a.rows];
            sum[r][0] += s * b0;
            sum[r][1] += s * b1;
            sum[r][2] += s * b2;
        }
    }
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 3
        for (int v = 0; v < VECTORS; v++) *(lanes *)(c + r * stride + v * LANES) = sum[r][v];
}

static void any_tile(ptrdiff_t rows, ptrdiff_t k, struct matrix a, const float *b, float *c, ptrdiff_t stride,
                     bool add) {
    switch (rows) {
    case 1: tile(1, k, a, b, c, stride, add); break;
    case 2: tile(2, k, a, b, c, stride, add); break;
    case 3: tile(3, k, a, b, c, stride, add); break;
    case 4: tile(4, k, a, b, c, stride, add); break;
    case 5: tile(5, k, a, b, c, stride, add); break;
    case 6: tile(6, k, a, b, c, stride, add); break;
    case 7: tile(7, k, a, b, c, stride, add); break;
    default: tile(8, k, a, b, c, stride, add); break;
    }
}

/* A tile at the right edge goes through a full one. */
static void edge_tile(ptrdiff_t rows, ptrdiff_t width, ptrdiff_t k, struct matrix a, const float *b, float *c,
                      ptrdiff_t stride, bool add) {
    float full[ROWS * GEMM_COLUMNS];
    any_tile(rows, k, a, b, full, GEMM_COLUMNS, false);
    for (ptrdiff_t r = 0; r < rows; r++)
        for (ptrdiff_t j = 0; j < width; j++)
            c[r * stride + j] = (add ? c[r * stride + j] : 0) + full[r * GEMM_COLUMNS + j];
}

void gemm_run(ptrdiff_t m, ptrdiff_t k, ptrdiff_t n, struct matrix a, const float *packed, float *c, ptrdiff_t stride,
              bool add) {
    for (ptrdiff_t p = 0; p < k || p == 0; p += DEEP) {
        ptrdiff_t deep = k - p < DEEP ? k - p : DEEP;
        bool more = add || p > 0;
        for (ptrdiff_t j = 0; j < n; j += GEMM_COLUMNS) {
            const float *b = packed + j * k + p * GEMM_COLUMNS;
            ptrdiff_t width = n - j < GEMM_COLUMNS ? n - j : GEMM_COLUMNS;
            for (ptrdiff_t i = 0; i < m; i += ROWS) {
                struct matrix x = {a.p + i * a.rows + p * a.columns, a.rows, a.columns};
                ptrdiff_t rows = m - i < ROWS ? m - i : ROWS;
                if (width == GEMM_COLUMNS)
                    any_tile(rows, deep, x, b, c + i * stride + j, stride, more);
                else
                    edge_tile(rows, width, deep, x, b, c + i * stride + j, stride, more);
            }
        }
    }
}

void gemm(ptrdiff_t m, ptrdiff_t k, ptrdiff_t n, struct matrix a, struct matrix b, float *c, ptrdiff_t stride, bool add,
          float *room) {
    gemm_pack(k, n, b, room);
    gemm_run(m, k, n, a, room, c, stride, add);
}
