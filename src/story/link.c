#include "story/link.h"

#include "story/merging.h"

/* Sums of pair scores between clusters. */
struct sums {
    float *p; // [pairs.n]
    ptrdiff_t n, cap;
    struct pair_numbers pairs;
};

/* The sum of (x, y), put there as 0 when it is new; *fresh says whether it was. */
static float *sum_at(struct sums *s, int32_t x, int32_t y, bool *fresh, arena *a) {
    int32_t at = pair_at(&s->pairs, x, y, fresh, a);
    if (*fresh) *vec_push(a, s) = 0;
    return &s->p[at];
}

struct node {
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } near;                    // clusters with a sum to this one; dead ones stay in
    int32_t size, joins, into; // joins: how often it has grown; into: what it was joined to, itself while alive
};

static void offer(struct node *node, struct candidates *h, int32_t a, int32_t b, float sum, float threshold,
                  arena *mem) {
    float mean = sum / ((float)node[a].size * (float)node[b].size);
    if (mean < threshold) return;
    if (a > b) {
        int32_t t = a;
        a = b;
        b = t;
    }
    candidate_put(h, (struct candidate){mean, a, b, node[a].joins + node[b].joins}, mem);
}

void link_average(int32_t n, const struct link_pair *pairs, ptrdiff_t count, float threshold, int32_t *cluster,
                  arena tmp) {
    struct node *node = arena_new(&tmp, struct node, n);
    struct sums sums = {0};
    struct candidates heap = {0};
    pair_numbers_room(&sums.pairs, count, &tmp);
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
        struct candidate c = candidate_take(&heap);
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
