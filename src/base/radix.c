#include "base/radix.h"

#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

void radix_sort(uint64_t *keys, ptrdiff_t n, arena tmp) {
    uint64_t all = ~(uint64_t)0, any = 0;
    for (ptrdiff_t i = 0; i < n; i++) all &= keys[i], any |= keys[i];
    uint64_t *from = keys, *to = arena_new(&tmp, uint64_t, n);
    for (int shift = 0; shift < 64; shift += DIGIT_BITS) {
        if (!(((all ^ any) >> shift) & (DIGITS - 1))) continue;
        ptrdiff_t at[DIGITS + 1] = {0};
        for (ptrdiff_t i = 0; i < n; i++) at[(from[i] >> shift & (DIGITS - 1)) + 1]++;
        for (int d = 0; d < DIGITS; d++) at[d + 1] += at[d];
        for (ptrdiff_t i = 0; i < n; i++) to[at[from[i] >> shift & (DIGITS - 1)]++] = from[i];
        uint64_t *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != keys && n) memcpy(keys, from, (size_t)n * sizeof *keys);
}
