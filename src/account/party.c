#include "account/party.h"

enum { CLIMB_STEPS = 8 };

static void add(ints *list, int32_t actor, arena *to) {
    if (actor >= 0 && !ints_have(list, actor)) *vec_push(to, list) = actor;
}

static void add_roles(ints *list, const struct roles *roles, const int32_t *actor_of, arena *to) {
    for (ptrdiff_t i = 0; i < roles->n; i++)
        if (roles->p[i].entity >= 0) add(list, actor_of[roles->p[i].entity], to);
}

/* The event in whose clause or phrase e hangs, -1 when none. */
static int32_t governor(const reading *r, const struct event_finding *e, const int32_t *event_at) {
    const tokens *k = &r->tokens;
    int32_t t = k->head[e->head];
    for (int step = 0; t >= 0 && step < CLIMB_STEPS; t = k->head[t], step++)
        if (event_at[t] >= 0) return event_at[t];
    return -1;
}

static int32_t speaker(const reading *r, const struct event_finding *e, const int32_t *actor_of) {
    if (e->attribution < 0) return -1;
    const struct attribution_finding *a = &r->attributions.p[e->attribution];
    return a->byline || a->anonymous || a->entity < 0 ? -1 : actor_of[a->entity];
}

/* "In Geneva": where it happens, not to whom. */
static bool is_location(const reading *r, const struct name *n) {
    const tokens *k = &r->tokens;
    if (n->kind != NAME_PLACE) return false;
    static const str where[] = {S_INIT("in"), S_INIT("at"), S_INIT("near"), S_INIT("outside"), S_INIT("across")};
    for (int32_t c = token_next_child(k, n->head, -1); c >= 0 && c < n->head; c = token_next_child(k, n->head, c))
        for (size_t i = 0; k->rel[c] == REL_CASE && i < sizeof where / sizeof *where; i++)
            if (str_eq(k->norm[c], where[i])) return true;
    return !r->entities.p[n->entity].country.n;
}

/* Whoever is named in the clause behind its head, or before it, and does not act. */
static void named_inside(const account *acc, const reading *r, const struct event_finding *e, const int32_t *actor_of,
                         int32_t says, struct parties *p, arena *to) {
    const tokens *k = &r->tokens;
    int32_t best = -1, best_far = INT32_MAX;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->span.beg >= e->span.end) break;
        if (n->span.end <= e->span.beg || n->entity < 0 || is_location(r, n)) continue;
        int32_t actor = actor_of[n->entity];
        if (actor < 0 || actor == says || !acc->actors.p[actor].named || ints_have(&p->actors, actor)) continue;
        if (!token_above(k, e->head, n->head)) continue;
        int32_t far = n->head > e->head ? n->head - e->head : 100 + e->head - n->head;
        if (far < best_far) best = actor, best_far = far;
    }
    add(&p->recipients, best, to);
}

void party_of(const account *acc, int32_t d, int32_t event, const int32_t *actor_of, const int32_t *event_at,
              struct parties *p, arena *to) {
    const reading *r = acc->readings[d];
    const struct event_finding *e = &r->events.p[event];
    *p = (struct parties){0};
    ints all = {0};
    add_roles(&p->actors, &e->actors, actor_of, to);
    add_roles(&all, &e->recipients, actor_of, to);
    int32_t above = governor(r, e, event_at), says = speaker(r, e, actor_of);
    if (!p->actors.n && e->noun && above >= 0) {
        add_roles(&p->actors, &r->events.p[above].actors, actor_of, to);
        if (!all.n) add_roles(&all, &r->events.p[above].recipients, actor_of, to);
    }
    if (!p->actors.n) add(&p->actors, says, to);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        const struct actor *a = &acc->actors.p[all.p[i]];
        bool party = a->named && (a->kind != NAME_PLACE || a->code.n);
        if ((party || (e->plover != PLOVER_NONE && a->kind != NAME_PLACE && !a->named)) && !ints_have(&p->actors, all.p[i])) add(&p->recipients, all.p[i], to);
    }
    if (!p->recipients.n) named_inside(acc, r, e, actor_of, says, p, to);
}
