#include "train/perceptron.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/linear.h"

enum { SEEN_BITS = 28 };

static void *must(void *p) {
    if (p) return p;
    fputs("accord-train: no memory\n", stderr);
    exit(1);
}

void perceptron_init(struct perceptron *p, int labels, int least_seen) {
    *p = (struct perceptron){.bits = 16, .labels = labels, .least_seen = least_seen};
    p->row = must(calloc((size_t)1 << p->bits, sizeof *p->row));
}

void perceptron_clear(struct perceptron *p) {
    for (int64_t i = 0; p->row && i < (int64_t)1 << p->bits; i++) free(p->row[i].entry);
    free(p->row);
    free(p->seen);
    *p = (struct perceptron){0};
}

static struct perceptron_row *find(const struct perceptron *p, uint64_t key) {
    uint64_t mask = ((uint64_t)1 << p->bits) - 1, i = key >> (64 - p->bits);
    while (p->row[i].cap && p->row[i].key != key) i = (i + 1) & mask;
    return &p->row[i];
}

static void grow(struct perceptron *p) {
    struct perceptron old = *p;
    p->bits++;
    p->row = must(calloc((size_t)1 << p->bits, sizeof *p->row));
    for (int64_t i = 0; i < (int64_t)1 << old.bits; i++)
        if (old.row[i].cap) *find(p, old.row[i].key) = old.row[i];
    free(old.row);
}

void perceptron_score(const struct perceptron *p, const uint64_t *keys, int n, int32_t *score) {
    enum { AHEAD = 16 };
    static const float unit = 4096;
    float sum[LINEAR_LABELS_MAX] = {0};
    for (int k = 0; k < n; k++) {
        if (k == 0)
            for (int j = 0; j < AHEAD && j < n; j++) __builtin_prefetch(&p->row[keys[j] >> (64 - p->bits)]);
        if (k + AHEAD < n) __builtin_prefetch(&p->row[keys[k + AHEAD] >> (64 - p->bits)]);
        const struct perceptron_row *r = find(p, keys[k]);
        for (int32_t i = 0; i < r->n; i++) sum[r->entry[i].label] += r->entry[i].weight;
    }
    for (int i = 0; i < p->labels; i++) score[i] = (int32_t)(sum[i] * unit);
}

void perceptron_count(struct perceptron *p, const uint64_t *keys, int n) {
    if (!p->seen) p->seen = must(calloc((size_t)1 << SEEN_BITS, 1));
    for (int k = 0; k < n; k++) {
        uint8_t *seen = &p->seen[keys[k] >> (64 - SEEN_BITS)];
        if (*seen < UINT8_MAX) ++*seen;
    }
}

static void add(struct perceptron *p, uint64_t key, int label, int delta) {
    if (p->seen && p->seen[key >> (64 - SEEN_BITS)] < p->least_seen) return;
    struct perceptron_row *r = find(p, key);
    if (!r->cap) {
        if (2 * p->rows >= (int64_t)1 << p->bits) {
            grow(p);
            r = find(p, key);
        }
        r->key = key;
        r->cap = 2;
        r->entry = must(malloc((size_t)r->cap * sizeof *r->entry));
        p->rows++;
    }
    int32_t i = 0;
    while (i < r->n && r->entry[i].label != label) i++;
    if (i == r->n) {
        if (r->n == r->cap) {
            r->cap *= 2;
            r->entry = must(realloc(r->entry, (size_t)r->cap * sizeof *r->entry));
        }
        r->entry[r->n++] = (struct perceptron_entry){.label = label, .stamp = p->tick};
    }
    struct perceptron_entry *e = &r->entry[i];
    e->total += (double)e->weight * (p->tick - e->stamp);
    e->stamp = p->tick;
    e->updates++;
    e->weight += p->slowing ? (float)delta / sqrtf((float)e->updates) : (float)delta;
}

void perceptron_update(struct perceptron *p, const uint64_t *keys, int n, int label, int delta) {
    for (int k = 0; k < n; k++) add(p, keys[k], label, delta);
}

static double average(const struct perceptron *p, const struct perceptron_entry *e) {
    return (e->total + (double)e->weight * (p->tick - e->stamp)) / (p->tick ? p->tick : 1);
}

static int up(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The average that 127 stands for: one weight in 5,000 is clipped. */
static double full_scale(const struct perceptron *p) {
    int64_t n = 0, cap = 1024;
    double *size = must(malloc((size_t)cap * sizeof *size));
    for (int64_t i = 0; i < (int64_t)1 << p->bits; i++)
        for (int32_t j = 0; j < p->row[i].n; j++) {
            if (n == cap) size = must(realloc(size, (size_t)(cap *= 2) * sizeof *size));
            size[n++] = fabs(average(p, &p->row[i].entry[j]));
        }
    qsort(size, (size_t)n, sizeof *size, up);
    double scale = n ? size[n - 1 - n / 5000] : 1;
    free(size);
    return scale > 0 ? scale : 1;
}

struct packed {
    struct linear_slot *slot;
    struct linear_entry *entry;
    uint32_t slots, entries;
};

/* The weight of a code as a share of the largest: steps grow with the size (mu-law, as in telephony). */
static double share(int code) {
    static const double mu = 255;
    return (pow(1 + mu, (code & 127) / 127.0) - 1) / mu * (code & 128 ? -1 : 1);
}

static int code_of(double average, double scale) {
    static const double mu = 255;
    double size = fabs(average) / scale;
    int code = (int)(127 * log(1 + mu * (size > 1 ? 1 : size)) / log(1 + mu) + 0.5);
    return code && average < 0 ? code | 128 : code;
}

/* Puts the row's weights into the table; false when none is left. */
static bool pack_row(const struct perceptron *p, const struct perceptron_row *r, double scale, double least,
                     struct packed *out, bool count_only) {
    uint32_t first = out->entries, n = 0;
    for (int32_t j = 0; j < r->n && n < 255; j++) {
        double a = average(p, &r->entry[j]);
        int q = code_of(a, scale);
        if (!q || fabs(a) < least * scale) continue;
        if (!count_only) out->entry[first + n] = (struct linear_entry){(uint8_t)r->entry[j].label, (uint8_t)q};
        n++;
    }
    if (!n) return false;
    out->entries += n;
    if (count_only) return true;
    uint32_t i = linear_home(r->key, out->slots);
    while (out->slot[i].first_count) i = i + 1 < out->slots ? i + 1 : 0;
    out->slot[i] = (struct linear_slot){(uint32_t)r->key, first << 8 | n};
    return true;
}

static int by_key(const void *a, const void *b) {
    uint64_t x = (*(const struct perceptron_row *const *)a)->key, y = (*(const struct perceptron_row *const *)b)->key;
    return (x > y) - (x < y);
}

void perceptron_pack(struct perceptron *p, double least, buf *out) {
    double scale = full_scale(p);
    struct packed t = {0};
    int64_t kept = 0;
    const struct perceptron_row **rows = must(malloc((size_t)(p->rows + 1) * sizeof(void *)));
    for (int64_t i = 0; i < (int64_t)1 << p->bits; i++)
        if (p->row[i].cap && pack_row(p, &p->row[i], scale, least, &t, true)) rows[kept++] = &p->row[i];
    qsort(rows, (size_t)kept, sizeof *rows, by_key);
    t.slots = (uint32_t)(kept + kept / 3 + 2);
    t.slot = must(calloc(t.slots, sizeof *t.slot));
    t.entry = must(calloc(t.entries + 1, sizeof *t.entry));
    uint32_t head[4] = {(uint32_t)p->labels, t.slots, t.entries, 0};
    t.entries = 0;
    for (int64_t i = 0; i < kept; i++) pack_row(p, rows[i], scale, least, &t, false);
    fprintf(stderr, "  %lld features of %lld kept, %u weights, 127 is %.1f, %u slots\n", (long long)kept,
            (long long)p->rows, t.entries, scale, t.slots);
    int32_t value[256];
    for (int i = 0; i < 256; i++) value[i] = (int32_t)lrint(60000 * share(i));
    buf_put(out, str_of((const char *)head, sizeof head));
    buf_put(out, str_of((const char *)value, sizeof value));
    buf_put(out, str_of((const char *)t.slot, (ptrdiff_t)(t.slots * sizeof *t.slot)));
    buf_put(out, str_of((const char *)t.entry, (ptrdiff_t)(t.entries * sizeof *t.entry)));
    free(t.slot);
    free(t.entry);
    free(rows);
}
