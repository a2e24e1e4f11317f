#include "story/postings.h"

#include <stdlib.h>
#include <string.h>

void postings_clear(postings *t) {
    for (ptrdiff_t i = 0; i < t->slots; i++) free(t->list[i].p);
    free(t->list);
    *t = (postings){0};
}

static ptrdiff_t slot_of(const postings *t, uint32_t hash) {
    ptrdiff_t i = (ptrdiff_t)(((hash ^ hash >> 15) * 0x9E3779B1u) & (uint32_t)(t->slots - 1));
    while (t->list[i].cap && t->list[i].hash != hash) i = (i + 1) & (t->slots - 1);
    return i;
}

const struct posting_list *postings_find(const postings *t, uint32_t hash) {
    if (!t->slots) return NULL;
    const struct posting_list *l = &t->list[slot_of(t, hash)];
    return l->cap ? l : NULL;
}

/* A new table with the lists that still hold an article; twice the slots when most do. */
static bool rebuild(postings *t, uint32_t live) {
    ptrdiff_t alive = 0, slots = 1024;
    for (ptrdiff_t i = 0; i < t->slots; i++)
        alive += t->list[i].cap && t->list[i].n && t->list[i].p[t->list[i].n - 1] >= live;
    while (slots < 4 * (alive + 1)) slots *= 2;
    postings fresh = {.list = calloc((size_t)slots, sizeof *fresh.list), .slots = slots};
    if (!fresh.list) return false;
    for (ptrdiff_t i = 0; i < t->slots; i++) {
        struct posting_list *l = &t->list[i];
        if (!l->cap) continue;
        if (l->n && l->p[l->n - 1] >= live) {
            fresh.list[slot_of(&fresh, l->hash)] = *l;
            fresh.n++;
        } else {
            free(l->p);
        }
    }
    free(t->list);
    *t = fresh;
    return true;
}

bool postings_add(postings *t, uint32_t hash, uint32_t at, uint32_t live) {
    if (2 * (t->n + 1) > t->slots && !rebuild(t, live)) return false;
    struct posting_list *l = &t->list[slot_of(t, hash)];
    t->n += !l->cap;
    l->hash = hash;
    if (l->n == l->cap) {
        uint16_t dead = 0;
        while (dead < l->n && l->p[dead] < live) dead++;
        if (!dead && l->n == POSTINGS_MAX) dead = 1;
        if (dead) {
            l->n = (uint16_t)(l->n - dead);
            memmove(l->p, l->p + dead, l->n * sizeof *l->p);
        } else {
            uint16_t cap = l->cap ? (uint16_t)(2 * l->cap) : 2;
            uint32_t *p = realloc(l->p, cap * sizeof *p);
            if (!p) {
                t->n -= !l->cap;
                return false;
            }
            l->p = p;
            l->cap = cap;
        }
    }
    l->p[l->n++] = at;
    return true;
}
