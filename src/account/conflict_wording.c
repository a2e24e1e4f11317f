/* One thing told in different words by different outlets: another verb, another doer, a list that differs. All of these look
 * like contradictions and mostly are none; they are listed so that a reader can see it at a glance. */
#include "account/conflict.h"

#include "account/origin.h"

static const struct event_finding *event_of(const account *acc, const struct mention *m) {
    return &acc->readings[m->at.article]->events.p[m->event];
}

static str head_lemma(const account *acc, const struct mention *m) {
    return acc->readings[m->at.article]->tokens.lemma[event_of(acc, m)->head];
}

/* Groups a claim's mentions by a key into sides; returns how many sides there are. */
struct sides {
    struct side *p;
    ptrdiff_t n, cap;
};

static void put(struct sides *sides, strs *keys, str key, const account *acc, const struct mention *m, arena *out) {
    ptrdiff_t s = 0;
    while (s < keys->n && !str_eq(keys->p[s], key)) s++;
    if (s == keys->n) {
        *vec_push(out, keys) = key;
        struct side *new = vec_push(out, sides);
        new->value = article_str(acc->readings[m->at.article]->article, m->at.span);
    }
    *vec_push(out, &sides->p[s].mentions) = m->at;
}

/* Two sides that stand in two outlets. */
static bool across_outlets(const struct sides *sides, const int32_t *outlet) {
    for (ptrdiff_t s = 1; s < sides->n; s++)
        for (ptrdiff_t i = 0; i < sides->p[s].mentions.n; i++)
            for (ptrdiff_t j = 0; j < sides->p[0].mentions.n; j++)
                if (outlet[sides->p[s].mentions.p[i].article] != outlet[sides->p[0].mentions.p[j].article]) return true;
    return false;
}

static void keep(account *acc, int32_t claim, enum conflict_kind kind, const struct sides *sides, str why, arena *out) {
    struct conflict *k = vec_push(out, &acc->conflicts);
    k->kind = kind;
    k->compatible = true;
    k->why = why;
    k->about = acc->claims.p[claim].text;
    *vec_push(out, &k->claims) = claim;
    for (ptrdiff_t s = 0; s < sides->n; s++) *vec_push(out, &k->sides) = sides->p[s];
}

void conflicts_of_wording(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n);
    outlets_number(acc, outlet, tmp);
    for (int32_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        struct sides words = {0}, doers = {0};
        strs lemmas = {0}, actors = {0};
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            const struct mention *m = &x->mentions.p[i];
            if (m->stance != STANCE_STATES) continue;
            put(&words, &lemmas, head_lemma(acc, m), acc, m, out);
            const struct event_finding *e = event_of(acc, m);
            for (ptrdiff_t a = 0; a < e->actors.n; a++) {
                int32_t entity = e->actors.p[a].entity;
                int32_t who = entity >= 0 ? actor_of[m->at.article][entity] : -1;
                if (who < 0) continue;
                put(&doers, &actors, acc->actors.p[who].name, acc, m, out);
                break;
            }
        }
        if (words.n >= 2 && across_outlets(&words, outlet))
            keep(acc, c, CONFLICT_WORDING, &words, S("the same thing in other words"), out);
        if (doers.n >= 2 && across_outlets(&doers, outlet))
            keep(acc, c, CONFLICT_ACTOR, &doers, S("different names for who did it, or each names a part"), out);
    }
}
