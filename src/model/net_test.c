/* A small network against a twin that goes word by word through plain loops, under every kernel. */
#include "check.h"

#include <stdlib.h>

#include "model/curve.h"
#include "net_fixture.h"

static const struct net_shape tiny = {.rows = 20,
                                      .embed = 12,
                                      .vectors = 6,
                                      .vector = 8,
                                      .hidden = 20,
                                      .layers = 3,
                                      .arc = 16,
                                      .label = 12,
                                      .classes = 5,
                                      .feats = 7};

static const struct net_shape names_alone = {
    .rows = 20, .embed = 12, .vectors = 6, .vector = 8, .hidden = 16, .layers = 2};

static float at(const struct net_matrix *m, const uint8_t *x, float scale, int32_t j) {
    int32_t sum = 0;
    for (int32_t k = 0; k < m->inputs; k++)
        sum += (x[k] - KERNEL_ZERO) * m->w[(j / 16 * (m->inputs / 4) + k / 4) * 64 + j % 16 * 4 + k % 4];
    return (float)sum * scale * m->scale[j] + m->bias[j];
}

static uint8_t byte_of(float x) {
    return (uint8_t)((int)(x + (x < 0 ? -0.5f : 0.5f)) + KERNEL_ZERO); // ties apart, which do not come by chance
}

/* x[words][K] bytes -> h[words][2 H] */
static void naive_layer(const struct net *n, int layer, const uint8_t *x, const float *scale, int32_t words,
                        uint8_t *h) {
    int32_t H = (int32_t)n->shape.hidden, K = n->input[layer].inputs;
    for (int d = 0; d < 2; d++) {
        float cell[64] = {0};
        for (int32_t step = 0; step < words; step++) {
            int32_t t = d ? words - 1 - step : step, old = d ? t + 1 : t - 1;
            float gate[3][64];
            for (int32_t j = 0; j < 3 * H; j++) {
                gate[j / H][j % H] = at(&n->input[layer], x + t * K, scale ? scale[t] : 1.0f / 127.0f, d * 3 * H + j);
                if (step)
                    gate[j / H][j % H] +=
                        at(&n->back[layer][d], h + old * 2 * H + d * H, 1.0f / 127.0f, j) - n->back[layer][d].bias[j];
            }
            for (int32_t j = 0; j < H; j++) {
                float i = curve_logistic(gate[0][j]), g = curve_tanh(gate[1][j]), o = curve_logistic(gate[2][j]);
                cell[j] = i * g + (1 - i) * cell[j];
                h[t * 2 * H + d * H + j] = byte_of(o * curve_tanh(cell[j]) * 127);
            }
        }
    }
}

static void naive_encode(const struct net *n, const struct kernel *k, const struct net_sentence *s, float *out) {
    int32_t E = (int32_t)n->shape.embed, D = (int32_t)n->shape.vector, H = (int32_t)n->shape.hidden;
    uint8_t x[32 * 64], h[2][32 * 64];
    float scale[32];
    for (int32_t t = 0; t < s->n; t++) {
        float sum[64] = {0};
        for (int32_t i = s->from[t]; i < s->from[t + 1]; i++)
            for (int32_t j = 0; j < E; j++) sum[j] += n->embed_scale[s->row[i]] * (float)n->embed[s->row[i] * E + j];
        float pieces = (float)(s->vector_from[t + 1] - s->vector_from[t]);
        for (int32_t i = s->vector_from[t]; i < s->vector_from[t + 1]; i++)
            for (int32_t j = 0; j < D; j++)
                sum[E + j] += n->vector_scale[s->vector[i]] / pieces * (float)n->vector[s->vector[i] * D + j];
        scale[t] = k->quantise(sum, E + D, x + t * (E + D));
    }
    for (int l = 0; l < (int)n->shape.layers; l++)
        naive_layer(n, l, l ? h[(l - 1) % 2] : x, l ? NULL : scale, s->n, h[l % 2]);
    for (int32_t t = 0; t < s->n; t++)
        for (int32_t j = 0; j < n->width; j++)
            out[t * n->width + j] = at(&n->heads, h[(n->shape.layers - 1) % 2] + t * 2 * H, 1.0f / 127.0f, j);
}

struct fixture {
    arena a;
    buf section;
    struct net n;
    struct net_sentence s[7];
    int32_t words;
};

static void fixture_init_shape(struct fixture *f, const struct net_shape *shape) {
    static const int32_t length[] = {30, 11, 11, 6, 2, 1, 1};
    uint64_t seed = 5;
    assert_true(arena_init(&f->a, 1 << 26));
    fixture_net(shape, 9, &f->section);
    assert_int_equal(f->section.n, net_bytes(shape));
    assert_true(net_read(&f->n, shape, buf_str(&f->section), false));
    for (int i = 0; i < 7; i++) {
        int32_t n = length[i], *row = arena_new(&f->a, int32_t, 5 * n), *from = arena_new(&f->a, int32_t, n + 1),
                *vector = arena_new(&f->a, int32_t, 3 * n), *vector_from = arena_new(&f->a, int32_t, n + 1);
        for (int32_t t = 0; t < n; t++) {
            from[t + 1] = from[t] + (int32_t)fixture_roll(&seed, 6);
            for (int32_t r = from[t]; r < from[t + 1]; r++) row[r] = (int32_t)fixture_roll(&seed, shape->rows);
            vector_from[t + 1] = vector_from[t] + (int32_t)fixture_roll(&seed, 4);
            for (int32_t r = vector_from[t]; r < vector_from[t + 1]; r++)
                vector[r] = (int32_t)fixture_roll(&seed, shape->vectors);
        }
        f->s[i] = (struct net_sentence){n, row, from, vector, vector_from};
        f->words += n;
    }
}

static void fixture_init(struct fixture *f) { fixture_init_shape(f, &tiny); }

static void fixture_clear(struct fixture *f) {
    buf_clear(&f->section);
    arena_clear(&f->a);
}

static void check_against_twin(const struct net_shape *shape) {
    struct fixture f = {0};
    fixture_init_shape(&f, shape);
    for (const struct kernel *const *k = kernels_all(); *k; k++) {
        arena room = f.a;
        float *out = arena_new(&room, float, f.words *f.n.width), *naive = arena_new(&room, float, 30 * f.n.width);
        const float *at_sentence = out;
        net_encode(&f.n, *k, f.s, 7, out, room);
        for (int i = 0; i < 7; i++) {
            naive_encode(&f.n, *k, &f.s[i], naive);
            for (ptrdiff_t j = 0; j < f.s[i].n * f.n.width; j++) {
                float apart = naive[j] - at_sentence[j];
                assert_true(apart < 0.02f &&
                            apart > -0.02f); // the twin adds in another order: a byte may differ by one
            }
            at_sentence += f.s[i].n * f.n.width;
        }
    }
    fixture_clear(&f);
}

static void kernels_agree_with_a_naive_twin(void **state) {
    (void)state;
    check_against_twin(&tiny);
    check_against_twin(&names_alone);
}

static void kernels_agree_to_the_bit(void **state) {
    (void)state;
    struct fixture f = {0};
    fixture_init(&f);
    ptrdiff_t n = f.words * f.n.width, arcs = 30 * 31, relations = 30 * REL_COUNT;
    float *first = arena_new(&f.a, float, n + arcs + relations), *other = arena_new(&f.a, float, n + arcs + relations);
    int32_t head[30];
    for (int32_t i = 0; i < 30; i++) head[i] = i == 4 ? 30 : (i + 7) % 30;
    for (const struct kernel *const *k = kernels_all(); *k; k++) {
        float *to = k == kernels_all() ? first : other;
        memset(to, 0, (size_t)(n + arcs + relations) * sizeof *to);
        net_encode(&f.n, *k, f.s, 7, to, f.a);
        net_arcs(&f.n, *k, to, 30, to + n, f.a);
        net_relations(&f.n, *k, to, 30, head, to + n + arcs, f.a);
        if (to == other) assert_memory_equal(first, other, (size_t)(n + arcs + relations) * sizeof *first);
    }
    fixture_clear(&f);
}

static void a_sentence_does_not_see_the_others(void **state) {
    (void)state;
    struct fixture f = {0};
    fixture_init(&f);
    float *all = arena_new(&f.a, float, f.words *f.n.width), *one = arena_new(&f.a, float, 30 * f.n.width);
    const float *at_sentence = all;
    net_encode(&f.n, kernel_best(), f.s, 7, all, f.a);
    for (int i = 0; i < 7; at_sentence += f.s[i++].n * f.n.width) {
        net_encode(&f.n, kernel_best(), &f.s[i], 1, one, f.a);
        assert_memory_equal(one, at_sentence, (size_t)(f.s[i].n * f.n.width) * sizeof *one);
    }
    fixture_clear(&f);
}

static void other_sizes_are_refused(void **state) {
    (void)state;
    struct fixture f = {0};
    struct net n;
    fixture_init(&f);
    for (size_t i = 0; i < sizeof tiny / sizeof(uint32_t); i++)
        for (uint32_t value = 0; value < 40; value++) {
            struct net_shape s = tiny;
            uint32_t *field = (uint32_t *)(void *)&s + i;
            if (*field == value) continue;
            *field = value;
            if (net_bytes(&s) != f.section.n) assert_false(net_read(&n, &s, buf_str(&f.section), false));
            *field = UINT32_MAX - value;
            assert_int_equal(net_bytes(&s), -1);
            assert_false(net_read(&n, &s, buf_str(&f.section), false));
        }
    fixture_clear(&f);
}

static void names_alone_or_everything(void **state) {
    (void)state;
    assert_true(net_names_alone(&names_alone));
    assert_false(net_names_alone(&tiny));
    assert_true(net_bytes(&names_alone) > 0);
    for (size_t i = offsetof(struct net_shape, arc); i < sizeof tiny; i += sizeof(uint32_t)) {
        struct net_shape s = tiny, t = names_alone;
        *(uint32_t *)(void *)((char *)&s + i) = 0;
        *(uint32_t *)(void *)((char *)&t + i) = 4;
        assert_int_equal(net_bytes(&s), -1); // no half of a network
        assert_int_equal(net_bytes(&t), -1);
    }
}

static void places_part_sides_and_distances(void **state) {
    (void)state;
    for (int32_t far = 1; far < 500; far++) {
        assert_true(net_place(1000, 1000 + far) == net_place(1000, 1000 - far) + NET_PLACES / 2);
        assert_in_range(net_place(1000, 1000 - far), far > 1 ? net_place(1000, 1001 - far) : 0, NET_PLACES / 2 - 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_agree_with_a_naive_twin),    cmocka_unit_test(kernels_agree_to_the_bit),
        cmocka_unit_test(a_sentence_does_not_see_the_others), cmocka_unit_test(other_sizes_are_refused),
        cmocka_unit_test(places_part_sides_and_distances),    cmocka_unit_test(names_alone_or_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
