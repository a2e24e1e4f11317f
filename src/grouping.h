/* grouping: pages in -> the story of each article, where nothing but their features is kept: for millions of them.
 *
 *     groups g = {0};
 *     struct flow f = {…, .depth = FLOW_CLEAN, .render = groups_render, .take = …};   // take calls groups_take
 *     flow_run(&f);
 *     groups_settle(&g);
 *     … g.p[i].id, g.p[g.p[i].story].id …           // a story is named by its first article
 *     groups_clear(&g);
 *
 * About 2 KB an article. One thread, but for groups_render. */
#ifndef ACCORD_GROUPING_H
#define ACCORD_GROUPING_H

#include "pipeline.h"

struct grouped {
    str id, source;
    struct moment when;
    int64_t story; // index of the story's first article by publication, then by id
};

struct story_index;
typedef struct groups {
    struct grouped *p; // [n] heap, in the order of the input
    ptrdiff_t n, cap;
    arena room; // of ids and sources
    table ids;
    struct story_index *index;
} groups;

/* Writes what grouping keeps of a document to *out; in any worker. */
void groups_render(void *self, const document *d, buf *out);
/* Takes that in. False when memory is missing. */
bool groups_take(groups *g, const document *d, str rendered);
/* Decides all of it; all articles are one story when one_story is set. False when memory is missing. */
bool groups_settle(groups *g, bool one_story);
void groups_clear(groups *g);

#endif
