/* Every kernel against naive loops, and so against every other: the same bits. */
#include "check.h"

#include <math.h>
#include <stdlib.h>

#include "model/curve.h"
#include "model/kernel.h"

static uint32_t roll(uint64_t *seed, uint32_t below) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

static float chance(uint64_t *seed) { return (float)roll(seed, 20001) / 1000.0f - 10.0f; }

enum { MOST = 160 };

struct fixture {
    int8_t w[MOST * MOST];
    float scale[MOST], bias[MOST];
    int32_t offset[MOST];
    struct net_matrix m;
};

static int8_t weight(const struct net_matrix *m, ptrdiff_t j, ptrdiff_t k) {
    return m->w[(j / 16 * (m->inputs / 4) + k / 4) * 64 + j % 16 * 4 + k % 4];
}

static void make(struct fixture *f, int32_t outputs, int32_t inputs, uint64_t *seed) {
    f->m = (struct net_matrix){inputs, outputs, f->w, f->scale, f->bias, f->offset};
    for (int32_t j = 0; j < kernel_padded(outputs); j++) {
        f->scale[j] = 0.01f * chance(seed), f->bias[j] = chance(seed);
        for (int32_t k = 0; k < inputs; k++) // the ends of the range often: where 16 bits would overflow
            f->w[j * inputs + k] = (int8_t)(roll(seed, 3) ? (int)roll(seed, 256) - 128 : roll(seed, 2) ? 127 : -128);
    }
    for (int32_t j = 0; j < kernel_padded(outputs); j++) {
        f->offset[j] = 0;
        for (int32_t k = 0; k < inputs; k++) f->offset[j] -= KERNEL_ZERO * weight(&f->m, j, k);
    }
}

static void products_are_exact(void **state) {
    (void)state;
    static struct fixture f;
    static uint8_t x[20 * MOST];
    static int32_t sum[20 * MOST];
    uint64_t seed = 1;
    for (const struct kernel *const *k = kernels_all(); *k; k++)
        for (int round = 0; round < 300; round++) {
            int32_t outputs = 1 + (int32_t)roll(&seed, MOST), inputs = 4 + 4 * (int32_t)roll(&seed, MOST / 4);
            ptrdiff_t rows = 1 + roll(&seed, 15), stride = inputs + roll(&seed, 5), out = kernel_padded(outputs);
            make(&f, outputs, inputs, &seed);
            for (ptrdiff_t i = 0; i < rows * stride; i++) x[i] = (uint8_t)(roll(&seed, 3) ? roll(&seed, 256) : 255);
            (*k)->product(&f.m, x, rows, stride, sum, out);
            for (ptrdiff_t r = 0; r < rows; r++)
                for (int32_t j = 0; j < outputs; j++) {
                    int32_t naive = 0;
                    for (int32_t i = 0; i < inputs; i++)
                        naive += (x[r * stride + i] - KERNEL_ZERO) * weight(&f.m, j, i);
                    assert_int_equal(sum[r * out + j], naive);
                }
        }
}

static void check_bits(const float *a, const float *b, ptrdiff_t n) {
    assert_memory_equal(a, b, (size_t)n * sizeof *a);
}

static void loops_over_floats_have_the_same_bits(void **state) {
    (void)state;
    static struct fixture f;
    const struct kernel *plain = kernels_all()[0];
    uint64_t seed = 2;
    for (const struct kernel *const *k = kernels_all(); *k; k++)
        for (int round = 0; round < 400; round++) {
            int32_t n = 1 + (int32_t)roll(&seed, MOST / 3), sum[MOST];
            float a[MOST], b[MOST], c[MOST], x[MOST], y[MOST];
            uint8_t p[MOST], q[MOST];
            int8_t row[MOST];
            make(&f, 3 * n, 4, &seed);
            for (int i = 0; i < MOST; i++) {
                a[i] = chance(&seed), b[i] = chance(&seed), c[i] = chance(&seed), x[i] = y[i] = chance(&seed) / 10;
                sum[i] = (int32_t)roll(&seed, 100000) - 50000, row[i] = (int8_t)((int)roll(&seed, 256) - 128);
            }
            plain->finish(&f.m, sum, b[0], x), (*k)->finish(&f.m, sum, b[0], y);
            check_bits(x, y, 3 * n);
            plain->add_row(row, c[0], n, x), (*k)->add_row(row, c[0], n, y);
            check_bits(x, y, n);
            float s = plain->quantise(a, n, p), t = (*k)->quantise(a, n, q);
            check_bits(&s, &t, 1);
            assert_memory_equal(p, q, (size_t)n);
            plain->leaky(a, NULL, NULL, n, x), (*k)->leaky(a, NULL, NULL, n, y);
            check_bits(x, y, n);
            plain->leaky(a, b, c, n, x), (*k)->leaky(a, b, c, n, y);
            check_bits(x, y, n);
            for (int step = 0; step < 4; step++) {
                plain->step(&f.m, a, step ? sum : NULL, x, n, p), (*k)->step(&f.m, a, step ? sum : NULL, y, n, q);
                check_bits(x, y, n);
                assert_memory_equal(p, q, (size_t)n);
            }
        }
}

static void bytes_come_close_to_their_floats(void **state) {
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 100; round++) {
        float x[33], most = 0;
        uint8_t q[33];
        for (int i = 0; i < 33; i++) x[i] = round ? chance(&seed) : 0, most = fmaxf(most, fabsf(x[i]));
        float scale = kernel_best()->quantise(x, 33, q);
        for (int i = 0; i < 33; i++) assert_true(fabsf(x[i] - scale * (float)(q[i] - KERNEL_ZERO)) <= most / 253);
    }
}

static void curves_are_what_they_are_named_for(void **state) {
    (void)state;
    for (int i = -30000; i <= 30000; i++) {
        double x = i / 1000.0;
        assert_true(fabs((double)curve_exp((float)x) - exp((double)(float)x)) <= 4e-7 * exp(x));
        assert_true(fabs((double)curve_logistic((float)x) - 1 / (1 + exp(-x))) < 2e-7);
        assert_true(fabs((double)curve_tanh((float)x) - tanh(x)) < 4e-7);
    }
    assert_true(curve_exp(1e9f) < INFINITY && curve_exp(-1e9f) >= 0);
    assert_true(curve_tanh(1e30f) == 1 && curve_tanh(-1e30f) == -1 && curve_logistic(-1e30f) >= 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_exact),
        cmocka_unit_test(loops_over_floats_have_the_same_bits),
        cmocka_unit_test(bytes_come_close_to_their_floats),
        cmocka_unit_test(curves_are_what_they_are_named_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
