/* Conflicts between the mentions of one claim: days, places and denials that differ. */
#include "account/conflict.h"

#include "account/origin.h"

static const struct event_finding *event_of(const account *acc, const struct mention *m) {
    return &acc->readings[m->at.article]->events.p[m->event];
}

static struct conflict *open_conflict(account *acc, enum conflict_kind kind, int32_t claim, arena *out) {
    struct conflict *k = vec_push(out, &acc->conflicts);
    *k = (struct conflict){.kind = kind}; // the place may have held one that was not kept
    *vec_push(out, &k->claims) = claim;
    k->about = acc->claims.p[claim].text;
    return k;
}

/* Adds a place to the side with this value, which is made when it is new. */
static void add_to_side(struct conflict *k, str value, struct place at, arena *out) {
    for (ptrdiff_t s = 0; s < k->sides.n; s++)
        if (str_eq_nocase(k->sides.p[s].value, value)) {
            *vec_push(out, &k->sides.p[s].mentions) = at;
            return;
        }
    struct side *side = vec_push(out, &k->sides);
    side->value = value;
    *vec_push(out, &side->mentions) = at;
}

static bool several_articles(const struct conflict *k) {
    for (ptrdiff_t s = 0; s < k->sides.n; s++)
        for (ptrdiff_t i = 0; i < k->sides.p[s].mentions.n; i++)
            if (k->sides.p[s].mentions.p[i].article != k->sides.p[0].mentions.p[0].article) return true;
    return false;
}

/* Keeps the conflict only when it has two sides in two articles. */
static bool settle(account *acc) {
    const struct conflict *k = &acc->conflicts.p[acc->conflicts.n - 1];
    bool good = k->sides.n >= 2 && several_articles(k);
    if (!good) acc->conflicts.n--;
    return good;
}

static bool dated(const struct time_finding *t) {
    return t->value.n && t->lo <= t->hi && t->type != TIME_DURATION && t->type != TIME_SET;
}

/* The time of a mention: its own, else the first dated one within its words. */
static const struct time_finding *time_of(const account *acc, const struct mention *m) {
    const reading *r = acc->readings[m->at.article];
    const struct event_finding *e = event_of(acc, m);
    if (e->when >= 0 && dated(&r->times.p[e->when])) return &r->times.p[e->when];
    for (ptrdiff_t i = 0; i < r->times.n; i++)
        if (span_holds(m->at.span, r->times.p[i].span) && dated(&r->times.p[i])) return &r->times.p[i];
    return NULL;
}

/* Days that exclude each other: "about" allows for some days, since and before for all on their side. */
static bool exclude(const struct time_finding *t, const struct time_finding *u) {
    enum { ABOUT_DAYS = 4 };
    if (t->precision == WHEN_SINCE || t->precision == WHEN_BEFORE || u->precision == WHEN_SINCE || u->precision == WHEN_BEFORE)
        return false;
    int32_t slack = t->precision == WHEN_APPROX_DAY || u->precision == WHEN_APPROX_DAY ? ABOUT_DAYS : 0;
    return t->hi + slack < u->lo || u->hi + slack < t->lo;
}

void conflicts_of_dates(account *acc, arena *out, arena tmp) {
    (void)tmp;
    for (int32_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        struct conflict *k = open_conflict(acc, CONFLICT_DATE, c, out);
        bool apart = false;
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            const struct mention *m = &x->mentions.p[i];
            const struct time_finding *t = time_of(acc, m);
            if (!t) continue;
            add_to_side(k, t->value, (struct place){m->at.article, t->span}, out);
            for (ptrdiff_t j = 0; j < i; j++) {
                const struct time_finding *u = time_of(acc, &x->mentions.p[j]);
                if (u && exclude(t, u)) apart = true;
            }
        }
        k->compatible = !apart;
        k->why = apart ? S("the days exclude each other") : S("the same time, told more or less exactly");
        settle(acc);
    }
}

void conflicts_of_places(account *acc, arena *out, arena tmp) {
    (void)tmp;
    for (int32_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        struct conflict *k = open_conflict(acc, CONFLICT_PLACE, c, out);
        str country = {0};
        bool apart = false;
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            const struct mention *m = &x->mentions.p[i];
            const struct event_finding *e = event_of(acc, m);
            if (e->where < 0) continue;
            const reading *r = acc->readings[m->at.article];
            const struct name *where = &r->names.p[e->where];
            add_to_side(k, article_str(r->article, where->span), (struct place){m->at.article, where->span}, out);
            str mine = where->entity >= 0 ? r->entities.p[where->entity].country : (str){0};
            if (country.n && mine.n && !str_eq(country, mine)) apart = true;
            if (!country.n) country = mine;
        }
        k->compatible = !apart;
        k->why = apart ? S("places in different countries") : S("one place may lie in the other");
        settle(acc);
    }
}

void conflicts_of_denials(account *acc, arena *out, arena tmp) {
    (void)tmp;
    for (int32_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        ptrdiff_t states = 0, denies = 0;
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            enum stance s = x->mentions.p[i].stance;
            states += s == STANCE_STATES;
            denies += s == STANCE_DENIES || s == STANCE_RELAYS_DENIAL || s == STANCE_DOUBTS;
        }
        if (!states || !denies) continue;
        struct conflict *k = open_conflict(acc, CONFLICT_DENIAL, c, out);
        vec_push(out, &k->sides);
        vec_push(out, &k->sides);
        struct side *said = &k->sides.p[0], *denied = &k->sides.p[1];
        bool doubt_alone = true;
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            const struct mention *m = &x->mentions.p[i];
            if (m->stance == STANCE_NO_COMMENT) continue;
            struct side *side = m->stance == STANCE_STATES ? said : denied;
            if (m->stance != STANCE_STATES && m->stance != STANCE_DOUBTS) doubt_alone = false;
            if (!side->mentions.n) side->value = article_str(acc->readings[m->at.article]->article, m->at.span);
            *vec_push(out, &side->mentions) = m->at;
        }
        k->compatible = doubt_alone;
        k->why = doubt_alone ? S("doubted, not denied") : S("one side states what the other denies");
    }
}
