/* curve: exp, the logistic function and tanh by polynomials, with the same bits on every machine.
 *
 * Only additions, multiplications, divisions and comparisons of single precision, in a fixed order: a compiler may do
 * many at once but may not fuse them (-ffp-contract=off). Relative error of exp below 3e-7; arguments are clipped to
 * where the result is finite. */
#ifndef ACCORD_MODEL_CURVE_H
#define ACCORD_MODEL_CURVE_H

#include <stdint.h>
#include <string.h>

static inline float curve_exp(float x) {
    const float shift = 12582912.0f; // 1.5 * 2^23: adding it rounds to a whole number in the low bits
    x = x < -87.0f ? -87.0f : x;
    x = x > 87.0f ? 87.0f : x;
    float whole = x * 1.44269504f + shift;
    int32_t n;
    memcpy(&n, &whole, sizeof n);
    whole = whole - shift;
    float r = x - whole * 0.693359375f;
    r = r + whole * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    n = (n - 0x4B400000 + 127) * (1 << 23);
    float power;
    memcpy(&power, &n, sizeof power);
    return p * power;
}
static inline float curve_logistic(float x) { return 1.0f / (1.0f + curve_exp(-x)); }
static inline float curve_tanh(float x) { return 2.0f / (1.0f + curve_exp(-2.0f * x)) - 1.0f; }
/* What stands between two layers of a small head. */
static inline float curve_leaky(float x) { return x > 0 ? x : 0.1f * x; }

#endif
