#include "account/meaning.h"

#include <math.h>

/* Of vectors of the usual width in a loop whose length is known, which compilers turn into wide instructions. */
static int32_t product(const int8_t *a, const int8_t *b, int32_t n) {
    int32_t sum = 0;
    if (n == MEANING_WIDTH) {
        for (int32_t i = 0; i < MEANING_WIDTH; i++) sum += a[i] * b[i];
        return sum;
    }
    for (int32_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

float meaning_near(const struct meaning *m, int32_t a, int32_t b) {
    if (!m->sense[a] || !m->sense[b]) return 0;
    float lengths = m->length[a] * m->length[b];
    return lengths > 0 ? (float)product(m->sense[a], m->sense[b], m->width) / lengths : 0;
}

void meaning_make(struct meaning *m, const int8_t *const *sense, int32_t n, int32_t width, arena *out, arena tmp) {
    if (width > MEANING_WIDTH) width = MEANING_WIDTH;
    *m = (struct meaning){.n = n, .width = width, .sense = sense, .kin = arena_new(out, struct kins, n)};
    m->length = arena_new(out, float, n);
    int32_t *known = arena_new(&tmp, int32_t, n), count = 0;
    for (int32_t i = 0; i < n; i++) {
        if (!sense[i]) continue;
        m->length[i] = sqrtf((float)product(sense[i], sense[i], width));
        if (count < MEANING_LEMMAS) known[count++] = i;
    }
    for (int32_t i = 0; i < count; i++) // smaller ones first, then larger ones: both lists come out ascending
        for (int32_t j = 0; j < i; j++) {
            float near = meaning_near(m, known[i], known[j]);
            if (near < MEANING_KIN) continue;
            *vec_push(out, &m->kin[known[i]]) = (struct kin){known[j], near};
            *vec_push(out, &m->kin[known[j]]) = (struct kin){known[i], near};
        }
}
