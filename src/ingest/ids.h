/* ids: the ids that were given out, so that none is given twice.
 *
 * Keeps 128 bits of hash an id and not the id, so a million articles cost 48 MB at most; two ids of one hash are not to
 * be met. Lives on the heap, owned by whoever holds the struct. Not thread-safe. */
#ifndef ACCORD_INGEST_IDS_H
#define ACCORD_INGEST_IDS_H

#include "base/arena.h"

struct id_slot {
    uint64_t hash[2]; // both 0 when free
    int64_t copies;   // the last number that was tried behind this id
};

struct ids {
    struct id_slot *slot; // [1 << bits]
    ptrdiff_t n;
    int bits;
};

enum id_answer { ID_NEW, ID_TAKEN, ID_NO_MEMORY };

/* Notes an id. */
enum id_answer ids_add(struct ids *ids, str id);
/* `id` when it is new, else the first of id-2, id-3 … that is; noted. In *out. Empty when there is no memory. */
str ids_unique(struct ids *ids, str id, arena *out);
void ids_clear(struct ids *ids);

#endif
