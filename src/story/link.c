#include "story/link.h"

/* Sums of pair scores between clusters: a hash map from (a, b) to a float, open addressing, never shrinking. */
struct sums {
    uint64_t *key; // a << 32 | b, a < b, plus 1; 0 when free
    float *sum;
    uint64_t mask;
    ptrdiff_t n;
};

static uint64_t key_of(int32_t a, int32_t b) {
    uint64_t x = (uint64_t)(a < b ? a : b), y = (uint64_t)(a < b ? b : a);
    return (x << 32 | y) + 1;
}

static uint64_t slot_of(const struct sums *s, uint64_t key) {
    uint64_t i = (key * 0x9E3779B97F4A7C15u >> 20) & s->mask;
    while (s->key[i] && s->key[i] != key) i = (i + 1) & s->mask;
    return i;
}

static void sums_room(struct sums *s, ptrdiff_t slots, arena *a) {
    struct sums old = *s;
    s->key = arena_new(a, uint64_t, slots);
    s->sum = arena_new(a, float, slots);
    s->mask = (uint64_t)slots - 1;
    for (ptrdiff_t i = 0; old.key && i <= (ptrdiff_t)old.mask; i++) {
        if (!old.key[i]) continue;
        uint64_t to = slot_of(s, old.key[i]);
        s->key[to] = old.key[i];
        s->sum[to] = old.sum[i];
    }
}

/* The sum of (x, y), put there as 0 when it is new; *fresh says whether it was. */
static float *sum_at(struct sums *s, int32_t x, int32_t y, bool *fresh, arena *a) {
    if (2 * (s->n + 1) > (ptrdiff_t)s->mask) sums_room(s, 2 * ((ptrdiff_t)s->mask + 1), a);
    uint64_t key = key_of(x, y), i = slot_of(s, key);
    *fresh = !s->key[i];
    if (*fresh) {
        s->key[i] = key;
        s->n++;
    }
    return &s->sum[i];
}

/* A binary heap of candidate joins, the best on top; stale ones are recognised by their stamps. */
struct candidate {
    float mean;
    int32_t a, b, stamp;
};
struct heap {
    struct candidate *p;
    ptrdiff_t n, cap;
};

static bool before(const struct candidate *x, const struct candidate *y) {
    if (x->mean != y->mean) return x->mean > y->mean;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static void heap_put(struct heap *h, struct candidate c, arena *a) {
    vec_push(a, h);
    ptrdiff_t i = h->n - 1;
    for (; i > 0 && before(&c, &h->p[(i - 1) / 2]); i = (i - 1) / 2) h->p[i] = h->p[(i - 1) / 2];
    h->p[i] = c;
}

static struct candidate heap_take(struct heap *h) {
    struct candidate top = h->p[0], last = h->p[--h->n];
    ptrdiff_t i = 0;
    for (ptrdiff_t child; (child = 2 * i + 1) < h->n; i = child) {
        if (child + 1 < h->n && before(&h->p[child + 1], &h->p[child])) child++;
        if (!before(&h->p[child], &last)) break;
        h->p[i] = h->p[child];
    }
    if (h->n) h->p[i] = last;
    return top;
}

struct node {
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } near;                    // clusters with a sum to this one; dead ones stay in
    int32_t size, joins, into; // joins: how often it has grown; into: what it was joined to, itself while alive
};

static void offer(struct node *node, struct heap *h, int32_t a, int32_t b, float sum, float threshold, arena *mem) {
    float mean = sum / ((float)node[a].size * (float)node[b].size);
    if (mean < threshold) return;
    if (a > b) {
        int32_t t = a;
        a = b;
        b = t;
    }
    heap_put(h, (struct candidate){mean, a, b, node[a].joins + node[b].joins}, mem);
}

void link_average(int32_t n, const struct link_pair *pairs, ptrdiff_t count, float threshold, int32_t *cluster,
                  arena tmp) {
    struct node *node = arena_new(&tmp, struct node, n);
    struct sums sums = {0};
    struct heap heap = {0};
    ptrdiff_t slots = 64;
    while (slots < 4 * count) slots *= 2;
    sums_room(&sums, slots, &tmp);
    bool fresh;
    for (int32_t i = 0; i < n; i++) node[i] = (struct node){.size = 1, .into = i};
    for (ptrdiff_t p = 0; p < count; p++) {
        int32_t a = pairs[p].a, b = pairs[p].b;
        *sum_at(&sums, a, b, &fresh, &tmp) += pairs[p].score;
        if (!fresh) continue;
        *vec_push(&tmp, &node[a].near) = b;
        *vec_push(&tmp, &node[b].near) = a;
    }
    for (ptrdiff_t p = 0; p < count; p++) offer(node, &heap, pairs[p].a, pairs[p].b, pairs[p].score, threshold, &tmp);
    while (heap.n) {
        struct candidate c = heap_take(&heap);
        if (node[c.a].into != c.a || node[c.b].into != c.b || node[c.a].joins + node[c.b].joins != c.stamp) continue;
        int32_t a = c.a, b = c.b; // b goes into a, the smaller index
        for (ptrdiff_t k = 0; k < node[b].near.n; k++) {
            int32_t x = node[b].near.p[k];
            if (x == a || node[x].into != x) continue;
            float add = *sum_at(&sums, b, x, &fresh, &tmp);
            float *sum = sum_at(&sums, a, x, &fresh, &tmp);
            *sum += add;
            if (!fresh) continue;
            *vec_push(&tmp, &node[a].near) = x;
            *vec_push(&tmp, &node[x].near) = a;
        }
        node[b].into = a;
        node[a].size += node[b].size;
        node[a].joins++;
        ptrdiff_t kept = 0;
        for (ptrdiff_t k = 0; k < node[a].near.n; k++) {
            int32_t x = node[a].near.p[k];
            if (node[x].into != x) continue;
            node[a].near.p[kept++] = x;
            offer(node, &heap, a, x, *sum_at(&sums, a, x, &fresh, &tmp), threshold, &tmp);
        }
        node[a].near.n = kept;
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t c = i;
        while (node[c].into != c) c = node[c].into;
        cluster[i] = c;
    }
}
