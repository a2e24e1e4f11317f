#include "ingest/ids.h"

#include <stdlib.h>
#include <xxhash.h>

static bool is_free(const struct id_slot *s) { return !s->hash[0] && !s->hash[1]; }

static struct id_slot *find(const struct ids *ids, uint64_t low, uint64_t high) {
    size_t mask = ((size_t)1 << ids->bits) - 1;
    size_t i = (size_t)low & mask;
    while (!is_free(&ids->slot[i]) && (ids->slot[i].hash[0] != low || ids->slot[i].hash[1] != high)) i = (i + 1) & mask;
    return &ids->slot[i];
}

static bool grow(struct ids *ids) {
    if (ids->slot && 2 * (ids->n + 1) <= (ptrdiff_t)1 << ids->bits) return true;
    struct ids bigger = {.n = ids->n, .bits = ids->slot ? ids->bits + 1 : 8};
    bigger.slot = calloc((size_t)1 << bigger.bits, sizeof *bigger.slot);
    if (!bigger.slot) return false;
    for (ptrdiff_t i = 0; ids->slot && i < (ptrdiff_t)1 << ids->bits; i++)
        if (!is_free(&ids->slot[i])) *find(&bigger, ids->slot[i].hash[0], ids->slot[i].hash[1]) = ids->slot[i];
    free(ids->slot);
    *ids = bigger;
    return true;
}

static struct id_slot *slot_of(struct ids *ids, str id) {
    if (!grow(ids)) return NULL;
    XXH128_hash_t h = XXH3_128bits(id.p, (size_t)id.n);
    if (!h.low64 && !h.high64) h.low64 = 1;
    struct id_slot *s = find(ids, h.low64, h.high64);
    if (is_free(s)) {
        *s = (struct id_slot){.hash = {h.low64, h.high64}};
        ids->n++;
    }
    return s;
}

enum id_answer ids_add(struct ids *ids, str id) {
    struct id_slot *s = slot_of(ids, id);
    if (!s) return ID_NO_MEMORY;
    if (s->copies) return ID_TAKEN;
    s->copies = 1;
    return ID_NEW;
}

str ids_unique(struct ids *ids, str id, arena *out) {
    for (;;) {
        struct id_slot *s = slot_of(ids, id);
        if (!s) return (str){0};
        if (!s->copies++) return id;
        str next = arena_fmt(out, "%.*s-%lld", STR_FMT(id), (long long)s->copies);
        switch (ids_add(ids, next)) {
        case ID_NEW: return next;
        case ID_TAKEN: break;
        case ID_NO_MEMORY: return (str){0};
        }
    }
}

void ids_clear(struct ids *ids) {
    free(ids->slot);
    *ids = (struct ids){0};
}
