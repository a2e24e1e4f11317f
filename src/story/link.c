#include "story/link.h"

#include "story/merging.h"

/* What the pairs between two clusters score: their sum and the best of them, LINK_NEVER when one of them is that. */
struct between {
    float sum, best;
};

struct sums {
    struct between *p; // [pairs.n]
    ptrdiff_t n, cap;
    struct pair_numbers pairs;
};

/* What is between x and y, put there as nothing when it is new; *fresh says whether it was. */
static struct between *sum_at(struct sums *s, int32_t x, int32_t y, bool *fresh, arena *a) {
    int32_t at = pair_at(&s->pairs, x, y, fresh, a);
    if (*fresh) *vec_push(a, s) = (struct between){0};
    return &s->p[at];
}

static void join(struct between *to, struct between add) {
    bool never = to->best <= LINK_NEVER || add.best <= LINK_NEVER;
    to->sum += add.sum;
    to->best = never ? LINK_NEVER : add.best > to->best ? add.best : to->best;
}

struct node {
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } near;                    // clusters with a sum to this one; dead ones stay in
    int32_t size, joins, into; // joins: how often it has grown; into: what it was joined to, itself while alive
};

/* How near two clusters must be, and how much the best pair between them counts for it. */
struct rule {
    float threshold, best_part;
};

static void offer(struct node *node, struct candidates *h, int32_t a, int32_t b, struct between s, struct rule rule,
                  arena *mem) {
    float mean = s.sum / ((float)node[a].size * (float)node[b].size);
    if (rule.best_part > 0) mean = (1 - rule.best_part) * mean + rule.best_part * s.best;
    if (mean < rule.threshold) return;
    if (a > b) {
        int32_t t = a;
        a = b;
        b = t;
    }
    candidate_put(h, (struct candidate){mean, a, b, node[a].joins + node[b].joins}, mem);
}

static void link_by(int32_t n, const struct link_pair *pairs, ptrdiff_t count, struct rule rule, int32_t *cluster,
                    arena tmp) {
    struct node *node = arena_new(&tmp, struct node, n);
    struct sums sums = {0};
    struct candidates heap = {0};
    pair_numbers_room(&sums.pairs, count, &tmp);
    bool fresh;
    for (int32_t i = 0; i < n; i++) node[i] = (struct node){.size = 1, .into = i};
    for (ptrdiff_t p = 0; p < count; p++) {
        int32_t a = pairs[p].a, b = pairs[p].b;
        join(sum_at(&sums, a, b, &fresh, &tmp), (struct between){pairs[p].score, pairs[p].score});
        if (!fresh) continue;
        *vec_push(&tmp, &node[a].near) = b;
        *vec_push(&tmp, &node[b].near) = a;
    }
    for (ptrdiff_t p = 0; p < count; p++)
        offer(node, &heap, pairs[p].a, pairs[p].b, (struct between){pairs[p].score, pairs[p].score}, rule, &tmp);
    while (heap.n) {
        struct candidate c = candidate_take(&heap);
        if (node[c.a].into != c.a || node[c.b].into != c.b || node[c.a].joins + node[c.b].joins != c.stamp) continue;
        int32_t a = c.a, b = c.b; // b goes into a, the smaller index
        for (ptrdiff_t k = 0; k < node[b].near.n; k++) {
            int32_t x = node[b].near.p[k];
            if (x == a || node[x].into != x) continue;
            struct between add = *sum_at(&sums, b, x, &fresh, &tmp);
            join(sum_at(&sums, a, x, &fresh, &tmp), add);
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
            offer(node, &heap, a, x, *sum_at(&sums, a, x, &fresh, &tmp), rule, &tmp);
        }
        node[a].near.n = kept;
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t c = i;
        while (node[c].into != c) c = node[c].into;
        cluster[i] = c;
    }
}

void link_average(int32_t n, const struct link_pair *pairs, ptrdiff_t count, float threshold, int32_t *cluster,
                  arena tmp) {
    link_by(n, pairs, count, (struct rule){threshold, 0}, cluster, tmp);
}

void link_mixed(int32_t n, const struct link_pair *pairs, ptrdiff_t count, float threshold, float best_part,
                int32_t *cluster, arena tmp) {
    link_by(n, pairs, count, (struct rule){threshold, best_part}, cluster, tmp);
}
