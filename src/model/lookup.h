/* lookup: a read-only hash table from 64-bit keys to small numbers, a view of a model file's section.
 *
 * A key is known by its low 32 bits and found by its high ones. Any number of threads share one. */
#ifndef ACCORD_MODEL_LOOKUP_H
#define ACCORD_MODEL_LOOKUP_H

#include "base/str.h"

struct lookup_slot {
    uint32_t check;
    uint32_t value; // plus one; 0 in a free slot
};
struct lookup {
    const struct lookup_slot *slot; // [1 << bits]
    uint32_t bits;
};

/* Mixes a template's number and two values to a key. */
static inline uint64_t feature_key(unsigned t, uint64_t a, uint64_t b) {
    uint64_t h = (a ^ (uint64_t)t * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
    h = (h ^ h >> 32 ^ b) * 0xCA5A826395121157u;
    return h ^ h >> 29;
}

/* The value under key, -1 when it has none. O(1). */
int32_t lookup_get(const struct lookup *l, uint64_t key);
/* Reads a table from a section, aligned to 8, whose values are all below `limit`: false when it is none. O(bytes). */
bool lookup_read(struct lookup *l, str bytes, uint32_t limit, bool trusted);

#endif
