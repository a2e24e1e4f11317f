#include "account/party.h"

enum { CLIMB_STEPS = 8 };

static void add(ints *list, int32_t actor, arena *to) {
    if (actor >= 0 && !ints_have(list, actor)) *vec_push(to, list) = actor;
}

/* The event in whose clause or phrase e hangs, -1 when none. */
static int32_t governor(const reading *r, const struct event_finding *e, const int32_t *event_at) {
    const tokens *k = &r->tokens;
    int32_t t = k->head[e->head];
    for (int step = 0; t >= 0 && step < CLIMB_STEPS; t = k->head[t], step++)
        if (event_at[t] >= 0) return event_at[t];
    return -1;
}

/* Who speaks the words that e stands in, when they are quoted. */
static int32_t speaker(const reading *r, const struct event_finding *e, const int32_t *actor_of) {
    if (e->attribution < 0) return -1;
    const struct attribution_finding *a = &r->attributions.p[e->attribution];
    if (a->byline || a->anonymous || a->kind == QUOTING_INDIRECT) return -1;
    return a->entity < 0 || r->entities.p[a->entity].outlet ? -1 : actor_of[a->entity];
}

/* The preposition of a noun, empty when it has none. */
static str preposition(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_CASE) return k->norm[c];
    return (str){0};
}

/* "In Geneva", "through the valley": where it happens, not to whom. */
static bool is_scene(const reading *r, const struct name *n) {
    static const str parties[] = {S_INIT("against"), S_INIT("with"), S_INIT("on"), S_INIT("of"), S_INIT("by")};
    if (n->kind != NAME_PLACE) return false;
    str p = preposition(&r->tokens, n->head);
    for (size_t i = 0; i < sizeof parties / sizeof *parties; i++)
        if (str_eq(p, parties[i])) return false;
    return p.n > 0;
}

static void add_roles(const reading *r, ints *list, const struct roles *roles, const int32_t *actor_of, arena *to) {
    for (ptrdiff_t i = 0; i < roles->n; i++) {
        const struct role *role = &roles->p[i];
        if (role->entity < 0) continue;
        bool country = str_ends(r->entities.p[role->entity].code, S("GOV"));
        const struct name *n = role->name >= 0 ? &r->names.p[role->name] : NULL;
        if (!country && n && is_scene(r, n)) continue;
        // "the Greyfell dam" is no deed to Greyfell
        if (!country && n && n->kind == NAME_PLACE && span_len(role->span) > span_len(n->span)) continue;
        add(list, actor_of[role->entity], to);
    }
}

/* Named in a clause, somebody is a party of it; a place only where it stands for its government. */
static bool may_be_party(const reading *r, const struct name *n) {
    const struct entity *x = &r->entities.p[n->entity];
    if (n->kind != NAME_PLACE) return !x->outlet;
    return str_ends(x->code, S("GOV")) && !is_scene(r, n);
}

/* Whoever is named in the clause behind its head, or before it, and does not act. */
static void named_inside(const account *acc, const reading *r, const struct event_finding *e, const int32_t *actor_of,
                         struct parties *p, arena *to) {
    const tokens *k = &r->tokens;
    int32_t source = e->attribution < 0 ? -1 : r->attributions.p[e->attribution].entity;
    int32_t best = -1, best_far = INT32_MAX;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->span.beg >= e->span.end) break;
        if (n->span.end <= e->span.beg || n->entity < 0 || !may_be_party(r, n)) continue;
        int32_t actor = actor_of[n->entity];
        if (actor < 0 || n->entity == source || !acc->actors.p[actor].named || ints_have(&p->actors, actor)) continue;
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
    add_roles(r, &p->actors, &e->actors, actor_of, to);
    add_roles(r, &all, &e->recipients, actor_of, to);
    int32_t above = governor(r, e, event_at), says = speaker(r, e, actor_of);
    if (!p->actors.n && e->noun && above >= 0) {
        add_roles(r, &p->actors, &r->events.p[above].actors, actor_of, to);
        if (!all.n) add_roles(r, &all, &r->events.p[above].recipients, actor_of, to);
    }
    if (!p->actors.n) add(&p->actors, says, to);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        const struct actor *a = &acc->actors.p[all.p[i]];
        bool party = a->named || !str_eq(a->name, S("people")); // of whom nothing is said
        if (party && !ints_have(&p->actors, all.p[i])) add(&p->recipients, all.p[i], to);
    }
    if (!p->recipients.n) named_inside(acc, r, e, actor_of, p, to);
}
