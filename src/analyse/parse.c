#include "analyse/parse.h"

/* Every word's best head; true when that is a tree with one root. */
static bool greedy(const float *score, int32_t n, int32_t *head, arena tmp) {
    int32_t roots = 0, *seen = arena_new(&tmp, int32_t, n);
    for (int32_t i = 0; i < n; i++) {
        const float *row = score + (ptrdiff_t)i * (n + 1);
        int32_t best = n;
        for (int32_t j = 0; j < n; j++)
            if (j != i && row[j] > row[best]) best = j;
        head[i] = best;
        roots += best == n;
    }
    if (roots != 1) return false;
    for (int32_t i = 0; i < n; i++) {
        int32_t v = i;
        while (v < n && !seen[v]) seen[v] = i + 1, v = head[v];
        if (v < n && seen[v] == i + 1) return false; // came back to where this walk was
    }
    return true;
}

/* A cycle that was made one node, the one it is known by from then on. */
struct contracted {
    int32_t *member, n; // node of the cycle at that time
    int32_t *enter;     // [n + 1 nodes] from the node u: the member that u's arc ends in
    int32_t *leave;     // [n + 1 nodes] to the node v: the member that v's arc begins in
    int32_t *inside;    // [n] the head of each member within the cycle
};

struct graph {
    double *w; // [nodes][nodes] of the arc from j to i at i * nodes + j
    int32_t nodes, root;
    bool *gone;    // became part of another node
    int32_t *best; // the head of each node
    int32_t *mark;
    struct {
        struct contracted *p;
        ptrdiff_t n, cap;
    } cycles;
    arena *a;
};

static double *arc_of(const struct graph *g, int32_t to, int32_t from) {
    return &g->w[(ptrdiff_t)to * g->nodes + from];
}

static void choose(struct graph *g, int32_t i) {
    int32_t best = -1;
    for (int32_t j = 0; j < g->nodes; j++)
        if (j != i && !g->gone[j] && (best < 0 || *arc_of(g, i, j) > *arc_of(g, i, best))) best = j;
    g->best[i] = best;
}

/* Any node on a cycle of best heads, -1 when there is none. */
static int32_t find_cycle(struct graph *g) {
    for (int32_t i = 0; i < g->nodes; i++) g->mark[i] = 0;
    for (int32_t i = 0; i < g->nodes; i++) {
        int32_t v = i;
        if (g->gone[i]) continue;
        while (v != g->root && !g->mark[v]) g->mark[v] = i + 1, v = g->best[v];
        if (v != g->root && g->mark[v] == i + 1) return v;
    }
    return -1;
}

static void contract(struct graph *g, int32_t on) {
    struct contracted *c = vec_push(g->a, &g->cycles);
    int32_t v = on;
    do c->n++, v = g->best[v];
    while (v != on);
    c->member = arena_new(g->a, int32_t, c->n);
    c->inside = arena_new(g->a, int32_t, c->n);
    c->enter = arena_new(g->a, int32_t, g->nodes);
    c->leave = arena_new(g->a, int32_t, g->nodes);
    for (int32_t k = 0; k < c->n; k++, v = g->best[v]) c->member[k] = v, c->inside[k] = g->best[v], g->gone[v] = true;
    for (int32_t u = 0; u < g->nodes; u++) {
        if (g->gone[u]) continue;
        double into = 0, out = 0;
        for (int32_t k = 0; k < c->n; k++) {
            int32_t m = c->member[k];
            double change = *arc_of(g, m, u) - *arc_of(g, m, c->inside[k]);
            if (k == 0 || change > into) into = change, c->enter[u] = m;
            if (u != g->root && (k == 0 || *arc_of(g, u, m) > out)) out = *arc_of(g, u, m), c->leave[u] = m;
        }
        *arc_of(g, on, u) = into; // the arcs of `on` itself are not asked for again
        if (u != g->root) *arc_of(g, u, on) = out;
        if (u != g->root && g->gone[g->best[u]]) g->best[u] = on;
    }
    g->gone[on] = false;
    choose(g, on);
}

/* Takes the cycles apart again, the last first. */
static void expand(struct graph *g, int32_t n, int32_t *head) {
    for (int32_t i = 0; i < n; i++) head[i] = g->best[i];
    for (ptrdiff_t x = g->cycles.n; x-- > 0;) {
        const struct contracted *c = &g->cycles.p[x];
        int32_t on = c->member[0], from = head[on];
        for (int32_t k = 0; k < c->n; k++) head[c->member[k]] = c->inside[k];
        head[c->enter[from]] = from;
        for (int32_t u = 0; u < n; u++) {
            bool member = false;
            if (head[u] != on) continue;
            for (int32_t k = 0; k < c->n && !member; k++) member = c->member[k] == u;
            if (!member) head[u] = c->leave[u];
        }
    }
}

void parse_tree(const float *score, int32_t n, int32_t *head, arena tmp) {
    // Fewer roots before all else: the least there can be is one. Scores are kept small enough beside it.
    const double ROOT_COST = 1e12, SCORE_MOST = 1e7;
    if (greedy(score, n, head, tmp)) return;
    struct graph g = {.nodes = n + 1, .root = n, .a = &tmp};
    g.w = arena_new(&tmp, double, (ptrdiff_t)g.nodes *g.nodes);
    g.gone = arena_new(&tmp, bool, g.nodes);
    g.best = arena_new(&tmp, int32_t, g.nodes);
    g.mark = arena_new(&tmp, int32_t, g.nodes);
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j <= n; j++) {
            double s = (double)score[(ptrdiff_t)i * (n + 1) + j];
            s = s > SCORE_MOST ? SCORE_MOST : s > -SCORE_MOST ? s : -SCORE_MOST;
            *arc_of(&g, i, j) = s - (j == n ? ROOT_COST : 0);
        }
    g.best[n] = n;
    for (int32_t i = 0; i < n; i++) choose(&g, i);
    for (int32_t on; (on = find_cycle(&g)) >= 0;) contract(&g, on);
    expand(&g, n, head);
}
