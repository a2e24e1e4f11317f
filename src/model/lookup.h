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

/* The value under key, -1 when it has none. O(1). */
int32_t lookup_get(const struct lookup *l, uint64_t key);
/* Reads a table from a section, aligned to 8, whose values are all below `limit`: false when it is none. O(bytes). */
bool lookup_read(struct lookup *l, str bytes, uint32_t limit, bool trusted);

#endif
