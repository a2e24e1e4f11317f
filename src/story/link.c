#include "story/link.h"

#include "base/radix.h"
#include "story/merging.h"

/* What the pairs between two clusters score: their sum and the best of them, LINK_NEVER when one of them is that. */
struct between {
    float sum, best;
};

static void join(struct between *to, struct between add) {
    bool never = to->best <= LINK_NEVER || add.best <= LINK_NEVER;
    to->sum += add.sum;
    to->best = never ? LINK_NEVER : add.best > to->best ? add.best : to->best;
}

/* Another cluster, and where what is between the two stands. */
struct near {
    int32_t cluster, between;
};

struct node {
    struct {
        struct near *p;
        ptrdiff_t n, cap;
    } near;                    // clusters with something between them and this one; dead ones stay in
    int32_t size, joins, into; // joins: how often it has grown; into: what it was joined to, itself while alive
};

/* How near two clusters must be, and how much the best pair between them counts for it. */
struct rule {
    float threshold, best_part;
};

static float nearness(const struct node *a, const struct node *b, struct between s, struct rule rule) {
    float mean = s.sum / ((float)a->size * (float)b->size);
    return rule.best_part > 0 ? (1 - rule.best_part) * mean + rule.best_part * s.best : mean;
}

static void offer(struct node *node, struct candidates *h, int32_t a, int32_t b, struct between s, struct rule rule,
                  arena *mem) {
    float mean = nearness(&node[a], &node[b], s, rule);
    if (mean < rule.threshold) return;
    if (a > b) {
        int32_t t = a;
        a = b;
        b = t;
    }
    candidate_put(h, (struct candidate){mean, a, b, node[a].joins + node[b].joins}, mem);
}

/* Each item alone, beside those that it has a pair with. */
static struct node *nodes_new(int32_t n, const struct link_pair *pairs, ptrdiff_t count, struct between *between,
                              arena *out) {
    struct node *node = arena_new(out, struct node, n);
    for (ptrdiff_t p = 0; p < count; p++) node[pairs[p].a].near.cap++, node[pairs[p].b].near.cap++;
    for (int32_t i = 0; i < n; i++) {
        node[i].near.p = arena_new(out, struct near, node[i].near.cap);
        node[i].size = 1;
        node[i].into = i;
    }
    for (ptrdiff_t p = 0; p < count; p++) {
        struct node *a = &node[pairs[p].a], *b = &node[pairs[p].b];
        a->near.p[a->near.n++] = (struct near){pairs[p].b, (int32_t)p};
        b->near.p[b->near.n++] = (struct near){pairs[p].a, (int32_t)p};
        join(&between[p], (struct between){pairs[p].score, pairs[p].score});
    }
    return node;
}

/* The pairs that are near enough, the nearest first. Floats above zero are ordered as their bits are. */
static void offer_all(const struct node *node, const struct link_pair *pairs, ptrdiff_t count,
                      const struct between *between, struct rule rule, struct candidates *h, arena *out) {
    struct candidate *first = arena_new(out, struct candidate, count);
    arena tmp = *out;
    uint64_t *key = arena_new(&tmp, uint64_t, count);
    for (ptrdiff_t p = 0; p < count; p++) {
        float mean = nearness(&node[pairs[p].a], &node[pairs[p].b], between[p], rule);
        uint32_t bits;
        memcpy(&bits, &mean, sizeof bits);
        if (mean >= rule.threshold) key[h->firsts++] = (uint64_t)~bits << 32 | (uint64_t)p;
    }
    radix_sort(key, h->firsts, tmp);
    for (ptrdiff_t i = 0; i < h->firsts; i++) {
        uint32_t bits = ~(uint32_t)(key[i] >> 32);
        const struct link_pair *pair = &pairs[key[i] & UINT32_MAX];
        first[i] = (struct candidate){.a = pair->a, .b = pair->b};
        memcpy(&first[i].mean, &bits, sizeof bits);
    }
    h->first = first;
}

/* Joins b to a. What was between b and another comes to what is between that and a, or becomes it. at[clusters]: 0, and
 * so again when it returns. */
static void join_nodes(struct node *node, int32_t a, int32_t b, struct between *between, int32_t *at, arena *mem) {
    ptrdiff_t kept = 0;
    for (ptrdiff_t k = 0; k < node[a].near.n; k++) {
        struct near x = node[a].near.p[k];
        if (x.cluster == b || node[x.cluster].into != x.cluster) continue;
        node[a].near.p[kept++] = x;
        at[x.cluster] = x.between + 1;
    }
    node[a].near.n = kept;
    for (ptrdiff_t k = 0; k < node[b].near.n; k++) {
        struct near x = node[b].near.p[k];
        if (x.cluster == a || node[x.cluster].into != x.cluster) continue;
        if (at[x.cluster]) {
            join(&between[at[x.cluster] - 1], between[x.between]);
            continue;
        }
        *vec_push(mem, &node[a].near) = x;
        *vec_push(mem, &node[x.cluster].near) = (struct near){a, x.between};
    }
    for (ptrdiff_t k = 0; k < kept; k++) at[node[a].near.p[k].cluster] = 0;
    node[b].into = a;
    node[a].size += node[b].size;
    node[a].joins++;
}

static void link_by(int32_t n, const struct link_pair *pairs, ptrdiff_t count, struct rule rule, int32_t *cluster,
                    arena tmp) {
    struct between *between = arena_new(&tmp, struct between, count);
    struct node *node = nodes_new(n, pairs, count, between, &tmp);
    int32_t *at = arena_new(&tmp, int32_t, n);
    struct candidates heap = {0};
    offer_all(node, pairs, count, between, rule, &heap, &tmp);
    while (candidates_left(&heap)) {
        struct candidate c = candidate_take(&heap);
        if (node[c.a].into != c.a || node[c.b].into != c.b || node[c.a].joins + node[c.b].joins != c.stamp) continue;
        join_nodes(node, c.a, c.b, between, at, &tmp); // b goes into a, the smaller index
        for (ptrdiff_t k = 0; k < node[c.a].near.n; k++) {
            struct near x = node[c.a].near.p[k];
            offer(node, &heap, c.a, x.cluster, between[x.between], rule, &tmp);
        }
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
