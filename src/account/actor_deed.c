#include "account/actor_deed.h"

#include <stdlib.h>

#include "base/table.h"

/* A described and a named person who stand on the same side of claims. */
struct pairing {
    int32_t described, named, claims;
    bool apart; // they cannot be one
};

struct pairings {
    struct pairing *p;
    ptrdiff_t n, cap;
    table at;
};

struct persons {
    const account *acc;
    int32_t *const *actor_of;
    bool *one;      // [actors] a single person
    int8_t *gender; // [actors] 'm', 'f', 0
};

static void persons_find(struct persons *s, arena *tmp) {
    s->one = arena_new(tmp, bool, s->acc->actors.n + 1);
    s->gender = arena_new(tmp, int8_t, s->acc->actors.n + 1);
    for (ptrdiff_t x = 0; x < s->acc->actors.n; x++) s->one[x] = s->acc->actors.p[x].kind == NAME_PERSON;
    for (ptrdiff_t d = 0; d < s->acc->n; d++)
        for (ptrdiff_t i = 0; i < s->acc->readings[d]->entities.n; i++) {
            const struct entity *e = &s->acc->readings[d]->entities.p[i];
            int32_t x = s->actor_of[d][i];
            if (e->plural) s->one[x] = false;
            if (e->gender) s->gender[x] = e->gender;
        }
}

/* The only one of a side of an event, when that is a single person; else -1. */
static int32_t sole(const struct persons *s, int32_t d, const struct roles *roles) {
    int32_t entity = roles->n == 1 ? roles->p[0].entity : -1;
    int32_t x = entity < 0 ? -1 : s->actor_of[d][entity];
    return x >= 0 && s->one[x] ? x : -1;
}

static str key_of(int32_t described, int32_t named, arena *to) {
    return arena_fmt(to, "%d %d", (int)described, (int)named);
}

static struct pairing *pairing_add(struct pairings *all, int32_t described, int32_t named, arena *tmp) {
    int32_t at = table_number(&all->at, tmp, key_of(described, named, tmp));
    if (at == all->n) *vec_push(tmp, all) = (struct pairing){.described = described, .named = named};
    return &all->p[at];
}

/* Null when they share no claim. */
static struct pairing *pairing_find(const struct pairings *all, int32_t described, int32_t named, arena tmp) {
    const int64_t *known = table_get(&all->at, key_of(described, named, &tmp));
    return known ? &all->p[*known - 1] : NULL;
}

/* Counts the pairs of one side of a claim, each once. */
static void pair_side(const struct persons *s, const struct claim *c, bool acting, struct pairings *all, arena *tmp) {
    ints seen = {0};
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *m = &c->mentions.p[i];
        const struct event_finding *e = mention_event(s->acc, m);
        int32_t x = sole(s, m->at.article, acting ? &e->actors : &e->recipients);
        if (x >= 0 && !ints_have(&seen, x)) *vec_push(tmp, &seen) = x;
    }
    for (ptrdiff_t i = 0; i < seen.n; i++)
        for (ptrdiff_t j = 0; j < seen.n; j++)
            if (!s->acc->actors.p[seen.p[i]].named && s->acc->actors.p[seen.p[j]].named)
                pairing_add(all, seen.p[i], seen.p[j], tmp)->claims++;
}

/* "Marlow met a guard": two who take part in one event are two. */
static void part_company(const struct persons *s, const struct pairings *all, arena tmp) {
    for (ptrdiff_t d = 0; d < s->acc->n; d++)
        for (ptrdiff_t i = 0; i < s->acc->readings[d]->events.n; i++) {
            const struct event_finding *e = &s->acc->readings[d]->events.p[i];
            const struct roles *side[] = {&e->actors, &e->recipients};
            ints present = {0};
            arena scratch = tmp;
            for (int k = 0; k < 2; k++)
                for (ptrdiff_t j = 0; j < side[k]->n; j++)
                    if (side[k]->p[j].entity >= 0) *vec_push(&scratch, &present) = s->actor_of[d][side[k]->p[j].entity];
            for (ptrdiff_t a = 0; a < present.n; a++)
                for (ptrdiff_t b = 0; b < present.n; b++) {
                    struct pairing *p = pairing_find(all, present.p[a], present.p[b], scratch);
                    if (p) p->apart = true;
                }
        }
}

/* named[actor] whom each description means, -1 of most. */
static int32_t *choose(const struct persons *s, const struct pairings *all, arena *tmp) {
    enum { BY_FAR = 2 };
    ptrdiff_t n = s->acc->actors.n;
    int32_t *to = arena_new(tmp, int32_t, n + 1), *best = arena_new(tmp, int32_t, n + 1);
    int32_t *rest = arena_new(tmp, int32_t, n + 1);
    for (ptrdiff_t x = 0; x < n; x++) to[x] = -1;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        const struct pairing *p = &all->p[i];
        int8_t a = s->gender[p->described], b = s->gender[p->named];
        if (p->apart || (a && b && a != b)) continue;
        if (p->claims > best[p->described]) {
            rest[p->described] += best[p->described];
            best[p->described] = p->claims;
            to[p->described] = p->named;
        } else {
            rest[p->described] += p->claims;
        }
    }
    for (ptrdiff_t x = 0; x < n; x++)
        if (best[x] < BY_FAR * rest[x] || (rest[x] && best[x] == rest[x])) to[x] = -1;
    return to;
}

struct order {
    int32_t actor, mentions;
};

static int by_mentions(const void *a, const void *b) {
    const struct order *x = a, *y = b;
    return x->mentions != y->mentions ? (x->mentions > y->mentions ? -1 : 1) : x->actor - y->actor;
}

static void absorb(struct actor *into, const struct actor *from, arena *out) {
    strs aliases = {0};
    for (ptrdiff_t i = 0; i < into->aliases.n; i++) *vec_push(out, &aliases) = into->aliases.p[i];
    *vec_push(out, &aliases) = from->name;
    for (ptrdiff_t i = 0; i < from->aliases.n; i++) *vec_push(out, &aliases) = from->aliases.p[i];
    into->aliases = aliases;
    into->mentions += from->mentions;
}

/* Puts the named ones in place of their descriptions, and everybody in order again. */
static void renumber(account *acc, int32_t *const *actor_of, const int32_t *to, arena *out, arena tmp) {
    ptrdiff_t n = acc->actors.n, kept = 0;
    struct order *order = arena_new(&tmp, struct order, n + 1);
    int32_t *place = arena_new(&tmp, int32_t, n + 1);
    struct actor *sorted = arena_new(out, struct actor, n + 1);
    for (int32_t x = 0; x < n; x++)
        if (to[x] >= 0) absorb(&acc->actors.p[to[x]], &acc->actors.p[x], out);
    for (int32_t x = 0; x < n; x++)
        if (to[x] < 0) order[kept++] = (struct order){x, acc->actors.p[x].mentions};
    qsort(order, (size_t)kept, sizeof *order, by_mentions);
    for (int32_t i = 0; i < kept; i++) place[order[i].actor] = i;
    for (int32_t x = 0; x < n; x++)
        if (to[x] >= 0) place[x] = place[to[x]];
    for (int32_t i = 0; i < kept; i++) {
        struct actor *a = &sorted[i];
        *a = acc->actors.p[order[i].actor];
        if (a->body >= 0) a->body = place[a->body];
        if (a->speaks_for >= 0) a->speaks_for = place[a->speaks_for];
    }
    acc->actors.p = sorted;
    acc->actors.n = acc->actors.cap = kept;
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->entities.n; i++) actor_of[d][i] = place[actor_of[d][i]];
}

void actors_join_by_deeds(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    struct persons s = {.acc = acc, .actor_of = actor_of};
    struct pairings all = {.at = {.seed = 31}};
    persons_find(&s, &tmp);
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        pair_side(&s, &acc->claims.p[c], true, &all, &tmp);
        pair_side(&s, &acc->claims.p[c], false, &all, &tmp);
    }
    if (!all.n) return;
    part_company(&s, &all, tmp);
    renumber(acc, actor_of, choose(&s, &all, &tmp), out, tmp);
}
