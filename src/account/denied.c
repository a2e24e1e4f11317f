#include "account/denied.h"

#include <stdlib.h>

#include "account/claim.h"
#include "account/conflict.h"
#include "account/wording.h"
#include "lexicon_tables.h"

static bool denies(const struct mention *m) { return m->stance == STANCE_DENIES || m->stance == STANCE_RELAYS_DENIAL; }

/* "Did not believe her": no more than a doubt. */
static bool belief(const tokens *k, int32_t t) {
    return lex_says(&lex_denials, k->lemma[t], LEX_denials_form, S("belief"));
}

void denied_back(const account *acc, struct mention *m) {
    const reading *r = acc->readings[m->at.article];
    int32_t head = mention_event(acc, m)->head;
    if (!conflict_points_back(r, head)) return;
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        const struct attribution_finding *a = &r->attributions.p[i];
        if (a->cue_word != head || a->byline || !a->chain.n) continue;
        m->stance = belief(&r->tokens, head) ? STANCE_DOUBTS : a->within >= 0 ? STANCE_RELAYS_DENIAL : STANCE_DENIES;
        m->via = a->chain;
        return;
    }
}

/* Somebody is said to say it, and that it was not so. */
static bool says_no(const account *acc, const struct mention *m) {
    return m->stance == STANCE_STATES && m->via.n && mention_event(acc, m)->reality == REALITY_DID_NOT_HAPPEN;
}

static void reword(const account *acc, struct claim *c, arena tmp) {
    if (!c->mentions.n) return;
    qsort(c->mentions.p, (size_t)c->mentions.n, sizeof *c->mentions.p, mention_by_place);
    c->best = wording_best(acc, c, &c->agreement, tmp);
    const struct mention *m = &c->mentions.p[c->best];
    c->text = article_str(acc->readings[m->at.article]->article, m->at.span);
}

/* Takes the denials at place `at` to claim `yes`. */
static bool take(account *acc, struct place at, int32_t yes, arena *out, arena tmp) {
    bool moved = false;
    for (int32_t c = 0; c < acc->claims.n; c++) {
        struct claim *from = &acc->claims.p[c];
        ptrdiff_t kept = 0, n = from->mentions.n;
        for (ptrdiff_t i = 0; i < n; i++) {
            struct mention m = from->mentions.p[i];
            bool there =
                m.at.article == at.article && span_holds(at.span, m.at.span) && (denies(&m) || says_no(acc, &m));
            if (there && m.stance == STANCE_STATES) m.stance = STANCE_DENIES;
            if (there && c != yes) {
                *vec_push(out, &acc->claims.p[yes].mentions) = m;
                moved = true;
            } else {
                from->mentions.p[kept++] = m;
                moved |= there;
            }
        }
        from->mentions.n = kept;
        if (kept != n) reword(acc, from, tmp);
    }
    if (moved) reword(acc, &acc->claims.p[yes], tmp);
    return moved;
}

/* The claim that the first side of a denial tells; -1 when none does. */
static int32_t stated(const account *acc, const struct conflict *k) {
    for (ptrdiff_t i = 0; i < k->claims.n; i++) {
        const struct claim *c = &acc->claims.p[k->claims.p[i]];
        for (ptrdiff_t j = 0; j < c->mentions.n; j++) {
            const struct mention *m = &c->mentions.p[j];
            if (m->stance != STANCE_STATES) continue;
            for (ptrdiff_t s = 0; s < k->sides.p[0].mentions.n; s++) {
                const struct place *at = &k->sides.p[0].mentions.p[s];
                if (at->article == m->at.article && span_touch(at->span, m->at.span)) return k->claims.p[i];
            }
        }
    }
    return -1;
}

/* Claims without mentions go; what named them names the one that they went to. */
static void close_up(account *acc, const int32_t *went, arena tmp) {
    int32_t *to = arena_new(&tmp, int32_t, acc->claims.n), kept = 0;
    for (int32_t c = 0; c < acc->claims.n; c++) {
        to[c] = acc->claims.p[c].mentions.n ? kept : -1;
        if (to[c] >= 0) acc->claims.p[kept++] = acc->claims.p[c];
    }
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        ints *list = &acc->conflicts.p[k].claims;
        ptrdiff_t n = 0;
        for (ptrdiff_t i = 0; i < list->n; i++) {
            int32_t c = list->p[i], now = to[c] >= 0 ? to[c] : went[c] >= 0 ? to[went[c]] : -1;
            bool seen = now < 0;
            for (ptrdiff_t j = 0; j < n; j++) seen |= list->p[j] == now;
            if (!seen) list->p[n++] = now;
        }
        list->n = n;
    }
    acc->claims.n = kept;
}

bool denied_join(account *acc, arena *out, arena tmp) {
    int32_t *went = arena_new(&tmp, int32_t, acc->claims.n);
    for (int32_t c = 0; c < acc->claims.n; c++) went[c] = -1;
    bool moved = false;
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        const struct conflict *x = &acc->conflicts.p[k];
        if (x->kind != CONFLICT_DENIAL || x->compatible || x->sides.n < 2) continue;
        int32_t yes = stated(acc, x);
        if (yes < 0) continue;
        for (ptrdiff_t i = 0; i < x->sides.p[1].mentions.n; i++)
            moved |= take(acc, x->sides.p[1].mentions.p[i], yes, out, tmp);
        for (ptrdiff_t i = 0; i < x->claims.n; i++)
            if (!acc->claims.p[x->claims.p[i]].mentions.n) went[x->claims.p[i]] = yes;
    }
    if (!moved) return false;
    close_up(acc, went, tmp);
    acc->origins.n = 0;
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        acc->claims.p[c].low = acc->claims.p[c].high = 0;
        acc->claims.p[c].reasons = (strs){0};
    }
    return true;
}
