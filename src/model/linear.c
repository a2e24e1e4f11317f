#include "model/linear.h"

struct linear_header {
    uint32_t labels, slots, entries, zero;
    int32_t value[256];
};

static const struct linear_slot *find(const struct linear *l, uint64_t key) {
    for (uint32_t i = linear_home(key, l->slots);; i = i + 1 < l->slots ? i + 1 : 0) {
        const struct linear_slot *s = &l->slot[i];
        if (s->check == (uint32_t)key || !(s->first_count & 0xFF)) return s;
    }
}

/* Memory is slow and the tables are large: slots are asked for well before they are read, and their entries while the
 * other slots are found. */
void linear_score(const struct linear *l, const uint64_t *keys, int n, int32_t *score) {
    enum { AHEAD = 16 };
    uint32_t found[LINEAR_KEYS_MAX];
    memset(score, 0, l->labels * sizeof *score);
    for (int k = 0; k < n && k < AHEAD; k++) __builtin_prefetch(&l->slot[linear_home(keys[k], l->slots)]);
    for (int k = 0; k < n; k++) {
        if (k + AHEAD < n) __builtin_prefetch(&l->slot[linear_home(keys[k + AHEAD], l->slots)]);
        found[k] = find(l, keys[k])->first_count;
        __builtin_prefetch(&l->entry[found[k] >> 8]);
    }
    for (int k = 0; k < n; k++) {
        const struct linear_entry *e = l->entry + (found[k] >> 8);
        for (const struct linear_entry *end = e + (found[k] & 0xFF); e < end; e++) score[e->label] += l->value[e->code];
    }
}

int32_t linear_weight(const struct linear *l, uint64_t key, int label) {
    const struct linear_slot *s = find(l, key);
    for (uint32_t i = 0; i < (s->first_count & 0xFF); i++)
        if (l->entry[(s->first_count >> 8) + i].label == label)
            return l->value[l->entry[(s->first_count >> 8) + i].code];
    return 0;
}

bool linear_read(struct linear *l, str bytes, bool trusted) {
    struct linear_header h;
    if (bytes.n < (ptrdiff_t)sizeof h) return false;
    memcpy(&h, bytes.p, sizeof h);
    if (!h.labels || h.labels > LINEAR_LABELS_MAX || !h.slots || h.slots > 1u << 26 || h.entries >= 1u << 24)
        return false;
    ptrdiff_t slots = h.slots;
    if (bytes.n != (ptrdiff_t)sizeof h + slots * (ptrdiff_t)sizeof *l->slot + h.entries * (ptrdiff_t)sizeof *l->entry)
        return false;
    for (int i = 0; i < 256; i++)
        if (h.value[i] > LINEAR_WEIGHT_MAX || h.value[i] < -LINEAR_WEIGHT_MAX) return false;
    *l = (struct linear){
        .value = (const int32_t *)(const void *)(bytes.p + offsetof(struct linear_header, value)),
        .slot = (const struct linear_slot *)(const void *)(bytes.p + sizeof h),
        .entry = (const struct linear_entry *)(const void *)(bytes.p + sizeof h + (size_t)slots * sizeof *l->slot),
        .slots = h.slots,
        .entries = h.entries,
        .labels = h.labels,
    };
    if (trusted) return true;
    ptrdiff_t empty = 0;
    for (ptrdiff_t i = 0; i < slots; i++) {
        uint32_t count = l->slot[i].first_count & 0xFF;
        if ((l->slot[i].first_count >> 8) + count > h.entries) return false;
        empty += !count;
    }
    for (uint32_t i = 0; i < h.entries; i++)
        if (l->entry[i].label >= h.labels) return false;
    return empty > 0; // a look-up stops at an empty slot
}
