#include "grouping.h"

#include <stdlib.h>

#include "base/limits.h"
#include "story/index.h"

static const ptrdiff_t ROOM = 8 * LIMIT_ARENA_BYTES;

void groups_render(void *self, const document *d, buf *out) {
    (void)self;
    arena room = d->arena; // what is taken of it is free again afterwards
    features f = features_of(&d->article, &room);
    features_save(&f, out);
}

bool groups_take(groups *g, const document *d, str rendered) {
    if (!g->index) g->index = index_new();
    if (!g->index || (!g->room.base && !arena_init(&g->room, ROOM))) return false;
    if (arena_used(&g->room) > ROOM / 2) return false;
    if (g->n == g->cap) {
        ptrdiff_t cap = g->cap ? 2 * g->cap : 64;
        struct grouped *p = realloc(g->p, (size_t)cap * sizeof *p);
        if (!p) return false;
        g->p = p;
        g->cap = cap;
    }
    arena tmp = g->room;
    features f;
    bool enough = features_load(&rendered, &f, &tmp) && index_add(g->index, g->n, &f);
    g->p[g->n++] = (struct grouped){.id = id_unique(&g->ids, &g->room, d->article.id),
                                    .source = arena_str(&g->room, d->article.source),
                                    .when = d->article.when};
    return enough;
}

static void put(void *self, int64_t number, int64_t story) { ((groups *)self)->p[number].story = story; }

/* Earlier publication first, undated ones last, then by id: as an account has its articles. */
static bool earlier(const struct grouped *x, const struct grouped *y) {
    if (x->when.known != y->when.known) return x->when.known;
    if (x->when.known && x->when.day != y->when.day) return x->when.day < y->when.day;
    if (x->when.known && x->when.second != y->when.second) return x->when.second < y->when.second;
    return str_cmp(x->id, y->id) < 0;
}

bool groups_settle(groups *g, bool one_story) {
    if (!g->n) return true;
    for (ptrdiff_t i = 0; i < g->n; i++) g->p[i].story = 0;
    if (!one_story && !index_settle(g->index, &(struct index_sink){.self = g, .put = put})) return false;
    int64_t *first = calloc((size_t)g->n, sizeof *first); // of the story that is named by an article, plus one
    if (!first) return false;
    for (ptrdiff_t i = 0; i < g->n; i++) {
        int64_t *f = &first[g->p[i].story];
        if (!*f || earlier(&g->p[i], &g->p[*f - 1])) *f = i + 1;
    }
    for (ptrdiff_t i = 0; i < g->n; i++) g->p[i].story = first[g->p[i].story] - 1;
    free(first);
    return true;
}

void groups_clear(groups *g) {
    index_free(g->index);
    arena_clear(&g->room);
    free(g->p);
    *g = (groups){0};
}
