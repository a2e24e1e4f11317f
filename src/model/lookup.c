#include "model/lookup.h"

int32_t lookup_get(const struct lookup *l, uint64_t key) {
    uint32_t mask = (1u << l->bits) - 1;
    for (uint32_t i = (uint32_t)(key >> (64 - l->bits)); l->slot[i].value; i = (i + 1) & mask)
        if (l->slot[i].check == (uint32_t)key) return (int32_t)l->slot[i].value - 1;
    return -1;
}

bool lookup_read(struct lookup *l, str bytes, uint32_t limit, bool trusted) {
    uint32_t bits = 1;
    while (bits < 24 && (ptrdiff_t)sizeof *l->slot << bits < bytes.n) bits++;
    if ((ptrdiff_t)sizeof *l->slot << bits != bytes.n) return false;
    *l = (struct lookup){(const struct lookup_slot *)(const void *)bytes.p, bits};
    if (trusted) return true;
    ptrdiff_t empty = 0;
    for (ptrdiff_t i = 0; i < (ptrdiff_t)1 << bits; i++) {
        if (l->slot[i].value > limit) return false;
        empty += !l->slot[i].value;
    }
    return empty > 0;
}
