/* net_fixture: the section of a small network with weights by chance, for the tests of model/. */
#ifndef ACCORD_TESTS_NET_FIXTURE_H
#define ACCORD_TESTS_NET_FIXTURE_H

#include "base/buf.h"
#include "model/net.h"

static uint32_t fixture_roll(uint64_t *seed, uint32_t below) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

static void fixture_bytes(buf *b, ptrdiff_t n, uint64_t *seed) {
    for (ptrdiff_t i = 0; i < n; i++) buf_byte(b, (char)((int)fixture_roll(seed, 255) - 127));
    buf_fill(b, 0, (4 - b->n % 4) % 4);
}

static void fixture_floats(buf *b, ptrdiff_t n, float least, float most, uint64_t *seed) {
    for (ptrdiff_t i = 0; i < n; i++) {
        float x = least + (most - least) * (float)fixture_roll(seed, 10000) / 10000.0f;
        buf_put(b, str_of((const char *)&x, sizeof x));
    }
}

static void fixture_matrix(buf *b, ptrdiff_t outputs, ptrdiff_t inputs, uint64_t *seed) {
    ptrdiff_t padded = kernel_padded(outputs), at = b->n;
    fixture_bytes(b, padded * inputs, seed);
    fixture_floats(b, padded, 0.001f, 0.01f, seed);
    fixture_floats(b, padded, -0.5f, 0.5f, seed);
    for (ptrdiff_t j = 0; j < padded; j++) {
        int32_t sum = 0;
        for (ptrdiff_t k = 0; k < inputs; k++)
            sum += (int8_t)b->p[at + (j / 16 * (inputs / 4) + k / 4) * 64 + j % 16 * 4 + k % 4];
        sum *= -KERNEL_ZERO;
        buf_put(b, str_of((const char *)&sum, sizeof sum));
    }
}

static void fixture_net(const struct net_shape *s, uint64_t seed, buf *b) {
    ptrdiff_t H = s->hidden, heads = 0;
    fixture_bytes(b, (ptrdiff_t)s->rows * s->embed, &seed);
    fixture_floats(b, s->rows, 0.001f, 0.02f, &seed);
    fixture_bytes(b, (ptrdiff_t)s->vectors * s->vector, &seed);
    fixture_floats(b, s->vectors, 0.001f, 0.02f, &seed);
    for (uint32_t l = 0; l < s->layers; l++) {
        fixture_matrix(b, 6 * H, l ? 2 * H : (ptrdiff_t)s->embed + s->vector, &seed);
        for (int d = 0; d < 2; d++) fixture_matrix(b, 3 * H, H, &seed);
    }
    for (int h = 0; h < NET_HEADS; h++) heads += net_head_width(s, (enum net_head)h);
    fixture_matrix(b, heads, 2 * H, &seed);
    if (net_names_alone(s)) return;
    fixture_matrix(b, (ptrdiff_t)s->arc + NET_PLACES, s->arc, &seed);
    fixture_matrix(b, REL_COUNT, s->label, &seed);
    fixture_floats(b, s->arc, -1, 1, &seed);
    fixture_floats(b, (ptrdiff_t)NET_PLACES * s->label, -1, 1, &seed);
}

#endif
