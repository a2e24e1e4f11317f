#include "base/table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t str_hash(str s, uint64_t seed) { return XXH3_64bits_withSeed(s.p, (size_t)s.n, seed); }

/* The slot that holds key, or the free one where it would go. */
static ptrdiff_t probe(const table *t, str key, uint64_t hash) {
    ptrdiff_t mask = t->slots - 1, i = (ptrdiff_t)(hash & (uint64_t)mask);
    while (t->slot[i]) {
        const table_entry *e = &t->entry[t->slot[i] - 1];
        if (e->hash == hash && str_eq(e->key, key)) break;
        i = (i + 1) & mask;
    }
    return i;
}

static void rehash(table *t, arena *a) {
    t->slots = t->slots ? 2 * t->slots : 16;
    t->slot = arena_new(a, int32_t, t->slots);
    for (ptrdiff_t e = 0; e < t->n; e++) t->slot[probe(t, t->entry[e].key, t->entry[e].hash)] = (int32_t)e + 1;
}

int64_t *table_put(table *t, arena *a, str key) {
    if (2 * (t->n + 1) > t->slots) rehash(t, a);
    uint64_t hash = str_hash(key, t->seed);
    ptrdiff_t i = probe(t, key, hash);
    if (!t->slot[i]) {
        struct {
            table_entry *p;
            ptrdiff_t n, cap;
        } v = {t->entry, t->n, t->cap};
        *vec_push(a, &v) = (table_entry){.key = key, .hash = hash};
        t->entry = v.p;
        t->n = v.n;
        t->cap = v.cap;
        t->slot[i] = (int32_t)t->n;
    }
    return &t->entry[t->slot[i] - 1].value;
}

int32_t table_number(table *t, arena *a, str key) {
    int64_t *v = table_put(t, a, key);
    if (!*v) *v = t->n;
    return (int32_t)*v - 1;
}

int64_t *table_get(const table *t, str key) {
    if (!t->n) return NULL;
    ptrdiff_t i = probe(t, key, str_hash(key, t->seed));
    return t->slot[i] ? &t->entry[t->slot[i] - 1].value : NULL;
}

void table_clear(table *t) {
    if (t->slot) memset(t->slot, 0, (size_t)t->slots * sizeof *t->slot);
    t->n = 0;
}
