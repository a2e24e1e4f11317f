/* meaning: the lemmas of a story -> which of them mean much the same, by the model's vectors of words.
 *
 *     meaning_make(&m, sense, n, sense_n, &out, tmp);
 *     meaning_near(&m, hospital, clinic)    // 0.7 or so; about 0 for "hospital" and "mud"; 0 without a vector
 *     m.kin[hospital]                       // {clinic, 0.7}, {nurse, 0.5}
 *
 * Such vectors know what is spoken of in the same places: opposites are near each other as well ("victory", "defeat").
 *
 * Invariants: 1. kin of a lemma are ascending by number, never itself, each at least MEANING_KIN near.  2. nearness is
 * symmetric. */
#ifndef ACCORD_ACCOUNT_MEANING_H
#define ACCORD_ACCOUNT_MEANING_H

#include "doc/tokens.h"

#define MEANING_KIN 0.36f

struct kin {
    int32_t lemma;
    float near;
};
struct kins {
    struct kin *p;
    ptrdiff_t n, cap;
};

struct meaning {
    int32_t n, width;
    const int8_t *const *sense; // [n] null where the model knows none
    float *length;              // [n]
    struct kins *kin;           // [n]
};

/* sense[n]: each lemma's vector of `width` numbers, of which the first MEANING_WIDTH are compared: they are principal
 * components, and what the later ones add is mostly noise. Kin are sought among the first MEANING_LEMMAS that have one.
 * O(lemmas²), of at most MEANING_LEMMAS. */
enum { MEANING_LEMMAS = 4000, MEANING_WIDTH = 96 };
void meaning_make(struct meaning *m, const int8_t *const *sense, int32_t n, int32_t width, arena *out, arena tmp);
/* −1 … 1. O(width). */
float meaning_near(const struct meaning *m, int32_t a, int32_t b);

#endif
