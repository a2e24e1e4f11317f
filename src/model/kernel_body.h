/* kernel_body: the loops over floats, the same for every kernel: compiled with each kernel's instructions, they are
 * done on more or fewer elements at once, and give the same bits. */
#ifndef ACCORD_MODEL_KERNEL_BODY_H
#define ACCORD_MODEL_KERNEL_BODY_H

#include "model/curve.h"
#include "model/kernel.h"

/* A float near a whole number of less than 2^22 -> that number, ties to even. */
static inline int32_t body_whole(float x) {
    float shifted = x + 12582912.0f;
    int32_t n;
    memcpy(&n, &shifted, sizeof n);
    return n - 0x4B400000;
}

static void body_finish(const struct net_matrix *m, const int32_t *restrict sum, float x_scale, float *restrict out) {
    const float *restrict scale = m->scale, *restrict bias = m->bias;
    for (int32_t j = 0; j < m->outputs; j++) out[j] = (float)sum[j] * x_scale * scale[j] + bias[j];
}

static void body_add_row(const int8_t *restrict row, float scale, ptrdiff_t n, float *restrict sum) {
    for (ptrdiff_t j = 0; j < n; j++) sum[j] += scale * (float)row[j];
}

static float body_quantise(const float *restrict x, ptrdiff_t n, uint8_t *restrict q) {
    int32_t top = 0; // floats above zero are ordered as their bits are
    for (ptrdiff_t j = 0; j < n; j++) {
        int32_t bits;
        memcpy(&bits, &x[j], sizeof bits);
        bits &= 0x7FFFFFFF;
        top = bits > top ? bits : top;
    }
    float most;
    memcpy(&most, &top, sizeof most);
    if (!(most > 1e-20f)) {
        memset(q, KERNEL_ZERO, (size_t)n);
        return 0;
    }
    float inverse = 127.0f / most;
    for (ptrdiff_t j = 0; j < n; j++) q[j] = (uint8_t)(body_whole(x[j] * inverse) + KERNEL_ZERO);
    return most / 127.0f;
}

static void body_step(const struct net_matrix *back, const float *restrict gate, const int32_t *restrict sum,
                      float *restrict cell, ptrdiff_t n, uint8_t *restrict h) {
    const float *restrict scale = back->scale, unit = 1.0f / 127.0f;
    if (!sum) {
        for (ptrdiff_t j = 0; j < n; j++) {
            float i = curve_logistic(gate[j]), g = curve_tanh(gate[n + j]), o = curve_logistic(gate[2 * n + j]);
            float c = i * g;
            cell[j] = c;
            h[j] = (uint8_t)(body_whole(o * curve_tanh(c) * 127.0f) + KERNEL_ZERO);
        }
        return;
    }
    for (ptrdiff_t j = 0; j < n; j++) {
        float a = gate[j] + (float)sum[j] * unit * scale[j];
        float b = gate[n + j] + (float)sum[n + j] * unit * scale[n + j];
        float d = gate[2 * n + j] + (float)sum[2 * n + j] * unit * scale[2 * n + j];
        float i = curve_logistic(a), g = curve_tanh(b), o = curve_logistic(d);
        float c = i * g + (1.0f - i) * cell[j];
        cell[j] = c;
        h[j] = (uint8_t)(body_whole(o * curve_tanh(c) * 127.0f) + KERNEL_ZERO);
    }
}

static void body_leaky(const float *restrict a, const float *restrict b, const float *restrict c, ptrdiff_t n,
                       float *restrict out) {
    if (!b) {
        for (ptrdiff_t j = 0; j < n; j++) out[j] = curve_leaky(a[j]);
        return;
    }
    for (ptrdiff_t j = 0; j < n; j++) out[j] = curve_leaky(a[j] + b[j] + c[j]);
}

#endif
