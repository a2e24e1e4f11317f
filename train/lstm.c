#include "train/lstm.h"

#include "model/curve.h"
#include "train/gemm.h"

/* The row that sentence s had its state from at step t; -1 at its beginning. */
static ptrdiff_t row_before(const struct lstm *l, int32_t t, int32_t s) {
    const struct batch *b = l->b;
    int32_t u = l->backward ? t + 1 : t - 1;
    return u >= 0 && u < b->steps && s < b->live[u] ? b->from[u] + s : -1;
}

void lstm_forward(struct lstm *l, float *out, ptrdiff_t stride, struct room *room) {
    const struct batch *b = l->b;
    ptrdiff_t N = b->words, K = l->input, H = l->hidden, G = 3 * H, held = room->n;
    l->gate = room_take(room, N * G);
    l->cell = room_take(room, N * H);
    l->tanh = room_take(room, N * H);
    l->before = room_take(room, N * H);
    ptrdiff_t kept = room->n;
    (void)held;
    float *packed = room_take(room, gemm_packed(K, G)), *back = room_take(room, gemm_packed(H, G));
    for (ptrdiff_t r = 0; r < N; r++) memcpy(l->gate + r * G, l->bias, (size_t)G * sizeof(float));
    gemm(N, K, G, plain(l->x, K), turned(l->wx, K), l->gate, G, true, packed);
    gemm_pack(H, G, turned(l->wr, H), back);
    for (int32_t step = 0; step < b->steps; step++) {
        int32_t t = l->backward ? b->steps - 1 - step : step;
        ptrdiff_t first = b->from[t];
        for (int32_t s = 0; s < b->live[t]; s++) {
            ptrdiff_t from = row_before(l, t, s);
            float *to = l->before + (first + s) * H;
            if (from < 0) {
                memset(to, 0, (size_t)H * sizeof *to);
                continue;
            }
            const float *h = out + from * stride, *drop = l->drop ? l->drop + s * H : NULL;
            for (ptrdiff_t j = 0; j < H; j++) to[j] = drop ? h[j] * drop[j] : h[j];
        }
        gemm_run(b->live[t], H, G, plain(l->before + first * H, H), back, l->gate + first * G, G, true);
        for (int32_t s = 0; s < b->live[t]; s++) {
            ptrdiff_t r = first + s, from = row_before(l, t, s);
            float *restrict gate = l->gate + r * G, *restrict cell = l->cell + r * H, *restrict th = l->tanh + r * H,
                            *restrict h = out + r * stride;
            const float *old = from < 0 ? NULL : l->cell + from * H;
            for (ptrdiff_t j = 0; j < H; j++) {
                float i = curve_logistic(gate[j]), g = curve_tanh(gate[H + j]), o = curve_logistic(gate[2 * H + j]);
                gate[j] = i, gate[H + j] = g, gate[2 * H + j] = o;
                cell[j] = i * g;
            }
            if (old)
                for (ptrdiff_t j = 0; j < H; j++) cell[j] += (1 - gate[j]) * old[j];
            for (ptrdiff_t j = 0; j < H; j++) {
                th[j] = curve_tanh(cell[j]);
                h[j] = gate[2 * H + j] * th[j];
            }
        }
    }
    room->n = kept;
}

/* The gradients of the gates of one row, written over the gates; carry: of h and c of the row that came before. */
static void row_backward(const struct lstm *l, ptrdiff_t r, ptrdiff_t from, const float *restrict dout,
                         const float *restrict dh_carry, float *restrict dc_carry) {
    ptrdiff_t H = l->hidden;
    float *restrict gate = l->gate + r * 3 * H;
    const float *restrict th = l->tanh + r * H, *old = from < 0 ? NULL : l->cell + from * H;
    for (ptrdiff_t j = 0; j < H; j++) {
        float i = gate[j], g = gate[H + j], o = gate[2 * H + j], c = old ? old[j] : 0;
        float dh = dout[j] + dh_carry[j], dc = dc_carry[j] + dh * o * (1 - th[j] * th[j]);
        gate[j] = dc * (g - c) * i * (1 - i);
        gate[H + j] = dc * i * (1 - g * g);
        gate[2 * H + j] = dh * th[j] * o * (1 - o);
        dc_carry[j] = dc * (1 - i);
    }
}

void lstm_backward(struct lstm *l, const float *dout, ptrdiff_t stride, float *dx, float *dwx, float *dwr, float *dbias,
                   struct room *room) {
    const struct batch *b = l->b;
    ptrdiff_t N = b->words, K = l->input, H = l->hidden, G = 3 * H, kept = room->n;
    float *back = room_take(room, gemm_packed(G, H)), *dh = room_take(room, b->n * H), *dc = room_take(room, b->n * H);
    memset(dh, 0, (size_t)(b->n * H) * sizeof *dh);
    memset(dc, 0, (size_t)(b->n * H) * sizeof *dc);
    gemm_pack(G, H, plain(l->wr, H), back);
    for (int32_t step = 0; step < b->steps; step++) {
        int32_t t = l->backward ? step : b->steps - 1 - step, live = b->live[t];
        ptrdiff_t first = b->from[t];
        for (int32_t s = 0; s < live; s++)
            row_backward(l, first + s, row_before(l, t, s), dout + (first + s) * stride, dh + s * H, dc + s * H);
        gemm_run(live, G, H, plain(l->gate + first * G, G), back, dh, H, false);
        if (l->drop)
            for (ptrdiff_t j = 0; j < live * H; j++) dh[j] *= l->drop[j];
    }
    float *room_x = room_take(room, gemm_packed(N > G ? N : G, K > H ? K : H));
    gemm(G, N, K, turned(l->gate, G), plain(l->x, K), dwx, K, true, room_x);
    gemm(G, N, H, turned(l->gate, G), plain(l->before, H), dwr, H, true, room_x);
    for (ptrdiff_t r = 0; r < N; r++)
        for (ptrdiff_t j = 0; j < G; j++) dbias[j] += l->gate[r * G + j];
    gemm(N, G, K, plain(l->gate, G), plain(l->wx, K), dx, K, true, room_x);
    room->n = kept;
}
