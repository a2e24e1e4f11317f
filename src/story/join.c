#include "story/join.h"

#include <stdlib.h>

#include "story/merging.h"

/* The links between two clusters, strongest first. */
struct links {
    float *p;
    ptrdiff_t n, cap;
};

/* The links of each pair of clusters. */
struct between {
    struct links *p; // [pairs.n]
    ptrdiff_t n, cap;
    struct pair_numbers pairs;
};

static struct links *links_of(struct between *t, int32_t x, int32_t y, bool *fresh, arena *a) {
    int32_t at = pair_at(&t->pairs, x, y, fresh, a);
    if (*fresh) *vec_push(a, t) = (struct links){0};
    return &t->p[at];
}

struct node {
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } near;              // clusters with links to this one; dead ones stay in
    int64_t size;        // members
    int32_t joins, into; // how often it has grown; what it was joined to, itself while alive
    int32_t least;       // its smallest item
    bool fixed;
};

struct joining {
    struct node *node;
    struct between between;
    struct candidates heap;
    float threshold;
    arena *mem;
};

static void offer(struct joining *j, int32_t a, int32_t b, const struct links *l) {
    const struct node *x = &j->node[a], *y = &j->node[b];
    if (x->fixed && y->fixed) return;
    int64_t small = x->size < y->size ? x->size : y->size, pairs = x->size * y->size;
    int64_t count = pairs < JOIN_LINKS * small ? pairs : JOIN_LINKS * small;
    float sum = 0;
    for (ptrdiff_t i = 0; i < l->n && i < count; i++) sum += l->p[i];
    float mean = sum / (float)count;
    if (mean < j->threshold) return;
    struct candidate c = {mean, a, b, x->joins + y->joins};
    if (a > b) {
        c.a = b;
        c.b = a;
    }
    candidate_put(&j->heap, c, j->mem);
}

static int strongest_first(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x < y) - (x > y);
}

/* The links of *from among those of *to, in the room of one of them where it is enough. */
static void merge_links(struct links *to, const struct links *from, arena *mem) {
    struct links room = to->cap >= from->cap ? *to : *from;
    const struct links *other = to->cap >= from->cap ? from : to;
    ptrdiff_t i = room.n - 1, k = other->n - 1, n = room.n + other->n;
    if (room.cap < n) {
        float *p = arena_new(mem, float, 2 * n);
        if (room.n) memcpy(p, room.p, (size_t)room.n * sizeof *p);
        room = (struct links){.p = p, .cap = 2 * n};
    }
    for (ptrdiff_t end = n - 1; k >= 0; end--) { // from the back, so that nothing is written over
        bool own = i >= 0 && room.p[i] < other->p[k];
        room.p[end] = own ? room.p[i--] : other->p[k--];
    }
    *to = (struct links){room.p, n, room.cap};
}

/* b goes into a. */
static void join(struct joining *j, int32_t a, int32_t b) {
    struct node *x = &j->node[a], *y = &j->node[b];
    bool fresh;
    for (ptrdiff_t k = 0; k < y->near.n; k++) {
        int32_t c = y->near.p[k];
        if (c == a || j->node[c].into != c) continue;
        struct links moved = *links_of(&j->between, b, c, &fresh, j->mem);
        struct links *l = links_of(&j->between, a, c, &fresh, j->mem);
        merge_links(l, &moved, j->mem);
        if (!fresh) continue;
        *vec_push(j->mem, &x->near) = c;
        *vec_push(j->mem, &j->node[c].near) = a;
    }
    y->into = a;
    x->size += y->size;
    x->joins += y->joins + 1;
    x->fixed |= y->fixed;
    if (y->least < x->least) x->least = y->least;
    ptrdiff_t kept = 0;
    for (ptrdiff_t k = 0; k < x->near.n; k++) {
        int32_t c = x->near.p[k];
        if (j->node[c].into != c) continue;
        x->near.p[kept++] = c;
        offer(j, a, c, links_of(&j->between, a, c, &fresh, j->mem));
    }
    x->near.n = kept;
}

static void lay_out(struct joining *j, const struct join_pair *pairs, ptrdiff_t count) {
    bool fresh;
    for (ptrdiff_t p = 0; p < count; p++) {
        int32_t a = pairs[p].a, b = pairs[p].b;
        struct links *l = links_of(&j->between, a, b, &fresh, j->mem);
        *vec_push(j->mem, l) = pairs[p].score;
        if (!fresh) continue;
        *vec_push(j->mem, &j->node[a].near) = b;
        *vec_push(j->mem, &j->node[b].near) = a;
    }
    for (ptrdiff_t i = 0; i < j->between.n; i++) {
        struct links *l = &j->between.p[i];
        if (l->n > 1) qsort(l->p, (size_t)l->n, sizeof *l->p, strongest_first);
    }
}

void join_links(int32_t n, int32_t fixed, const int32_t *size, const struct join_pair *pairs, ptrdiff_t count,
                float threshold, int32_t *cluster, arena tmp) {
    struct joining j = {.node = arena_new(&tmp, struct node, n), .threshold = threshold, .mem = &tmp};
    for (int32_t i = 0; i < n; i++)
        j.node[i] = (struct node){.size = i < fixed ? size[i] : 1, .into = i, .least = i, .fixed = i < fixed};
    pair_numbers_room(&j.between.pairs, count, &tmp);
    lay_out(&j, pairs, count);
    bool fresh;
    for (int32_t a = 0; a < n; a++)
        for (ptrdiff_t k = 0; k < j.node[a].near.n; k++) {
            int32_t b = j.node[a].near.p[k];
            if (a < b) offer(&j, a, b, links_of(&j.between, a, b, &fresh, &tmp));
        }
    while (j.heap.n) {
        struct candidate c = candidate_take(&j.heap);
        const struct node *x = &j.node[c.a], *y = &j.node[c.b];
        if (x->into != c.a || y->into != c.b || x->joins + y->joins != c.stamp) continue;
        if (x->near.n >= y->near.n) // the one with fewer links is moved
            join(&j, c.a, c.b);
        else
            join(&j, c.b, c.a);
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t c = i;
        while (j.node[c].into != c) c = j.node[c].into;
        cluster[i] = j.node[c].least;
    }
}
