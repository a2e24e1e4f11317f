#include "account/status.h"

#include "account/origin.h"
#include "base/utf8.h"

struct judge {
    const account *acc;
    const int32_t *outlet;
    const bool *disputed; // [claims] on a side of a conflict that is not compatible
};

static ptrdiff_t outlets_of(const struct judge *j, const struct claim *c, arena tmp) {
    bool *seen = arena_new(&tmp, bool, 2 * j->acc->n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        int32_t o = j->outlet[c->mentions.p[i].at.article];
        if (!seen[o]) n++;
        seen[o] = true;
    }
    return n;
}

/* True when a chain's innermost link is a party of the claim, who so speaks of its own act. */
static bool party_speaks(const account *acc, const struct claim *c, const struct mention *m, arena tmp) {
    if (!m->via.n) return false;
    str last = utf8_fold(&tmp, m->via.p[m->via.n - 1]);
    const ints *parties[] = {&c->actors, &c->recipients};
    for (int p = 0; p < 2; p++)
        for (ptrdiff_t i = 0; i < parties[p]->n; i++) {
            const struct actor *a = &acc->actors.p[parties[p]->p[i]];
            if (a->named && str_eq(utf8_fold(&tmp, a->name), last)) return true;
        }
    return false;
}

/* That it tells an accusation by its own words: "blamed", not "had ignored it, the union said". */
static bool accuses(const account *acc, const struct claim *c) {
    for (ptrdiff_t i = 0; c->plover == PLOVER_ACCUSE && i < c->mentions.n; i++)
        if (mention_event(acc, &c->mentions.p[i])->plover == PLOVER_ACCUSE) return true;
    return false;
}

static enum status status_of(const struct judge *j, ptrdiff_t index, arena tmp) {
    const struct claim *c = &j->acc->claims.p[index];
    ptrdiff_t states = 0, denials = 0, acknowledged = 0;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *m = &c->mentions.p[i];
        states += m->stance == STANCE_STATES;
        denials += m->stance == STANCE_DENIES || m->stance == STANCE_RELAYS_DENIAL;
        acknowledged += m->stance == STANCE_STATES && party_speaks(j->acc, c, m, tmp);
    }
    if (denials && !states) return STATUS_DENIED;
    // That somebody accuses is not disputed by the accused one's denial: what he is accused of is.
    if (j->disputed[index] || (denials && states && !accuses(j->acc, c))) return STATUS_DISPUTED;
    if (outlets_of(j, c, tmp) < 2) return STATUS_SINGLE;
    bool utterance = c->reasons.n && str_starts(c->reasons.p[0], S("an utterance"));
    if (acknowledged || utterance) return STATUS_ESTABLISHED;
    return c->low >= 2 ? STATUS_CORROBORATED : STATUS_REPEATED;
}

/* "Was shot in a town, the seat of the county, 65 miles from here": how far it is, is no matter of the shooting. */
static bool aside(const tokens *k, int32_t t, int32_t head) {
    enum { CLIMB = 16 };
    for (int step = 0; t >= 0 && t != head && step < CLIMB; t = k->head[t], step++)
        if (k->rel[t] == REL_APPOS || k->rel[t] == REL_ACL_RELCL) return true;
    return false;
}

/* True where a figure of conflict x stands in what claim c tells, and not in an aside of it. */
static bool tells_figure(const account *acc, const struct claim *c, const struct conflict *x) {
    bool held = false;
    for (ptrdiff_t s = 0; s < x->sides.n; s++)
        for (ptrdiff_t p = 0; p < x->sides.p[s].mentions.n; p++)
            for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
                struct place at = x->sides.p[s].mentions.p[p];
                const struct mention *m = &c->mentions.p[i];
                if (at.article != m->at.article || !span_holds(m->at.span, at.span)) continue;
                const tokens *k = &acc->readings[at.article]->tokens;
                if (!aside(k, token_at(k, at.span.beg), mention_event(acc, m)->head)) return true;
                held = true;
            }
    return !held; // of figures that no mention holds nothing is known
}

void statuses_make(account *acc, arena *out, arena tmp) {
    (void)out;
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n);
    bool *disputed = arena_new(&tmp, bool, acc->claims.n);
    outlets_number(acc, outlet, tmp);
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        const struct conflict *x = &acc->conflicts.p[k];
        for (ptrdiff_t i = 0; !x->compatible && i < x->claims.n; i++) {
            int32_t c = x->claims.p[i];
            const struct claim *claim = &acc->claims.p[c];
            disputed[c] |= !x->stands && (x->kind != CONFLICT_DENIAL || !accuses(acc, claim)) &&
                           (x->kind != CONFLICT_NUMBER || tells_figure(acc, claim, x));
        }
    }
    struct judge j = {acc, outlet, disputed};
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) acc->claims.p[c].status = status_of(&j, c, tmp);
}
