#include "account/claim.h"

#include <stdlib.h>

#include "account/actor_deed.h"
#include "account/align.h"
#include "account/denied.h"
#include "account/happening.h"
#include "account/narrative.h"
#include "account/opinion.h"
#include "account/party.h"
#include "account/told.h"
#include "account/wording.h"
#include "base/table.h"
#include "base/utf8.h"

// Two claims are one when their mentions are alike on average, and the two most alike count for much of it: few
// mentions of a happening tell all of it.
static const float LINK_THRESHOLD = 0.65f, LINK_BEST = 0.4f;

/* A tally of small numbers in the order in which they were first seen. */
struct tally {
    struct count {
        int32_t what, n;
    } * p;
    ptrdiff_t n, cap;
};

static void count_times(struct tally *t, int32_t what, int32_t times, arena *tmp) {
    for (ptrdiff_t i = 0; i < t->n; i++)
        if (t->p[i].what == what) {
            t->p[i].n += times;
            return;
        }
    *vec_push(tmp, t) = (struct count){what, times};
}

static void count(struct tally *t, int32_t what, arena *tmp) { count_times(t, what, 1, tmp); }

/* The most frequent one, the first seen among equals; `none` when nothing was counted. */
static int32_t mode_of(const struct tally *t, int32_t none) {
    ptrdiff_t best = 0;
    for (ptrdiff_t i = 1; i < t->n; i++)
        if (t->p[i].n > t->p[best].n) best = i;
    return t->n ? t->p[best].what : none;
}

int mention_by_place(const void *a, const void *b) {
    const struct mention *x = a, *y = b;
    if (x->at.article != y->at.article) return x->at.article - y->at.article;
    if (x->head.beg != y->head.beg) return x->head.beg < y->head.beg ? -1 : 1;
    return x->event - y->event;
}

/* Those named by at least half as many mentions as the one named most. */
static void fill_roles(const struct tally *t, ints *list, arena *out) {
    int32_t most = 0;
    for (ptrdiff_t i = 0; i < t->n; i++)
        if (t->p[i].n > most) most = t->p[i].n;
    for (ptrdiff_t i = 0; i < t->n; i++)
        if (2 * t->p[i].n >= most) *vec_push(out, list) = t->p[i].what;
}

static void tally_roles(struct tally *t, const struct roles *roles, const int32_t *actor_of, arena *tmp) {
    for (ptrdiff_t i = 0; i < roles->n; i++)
        if (roles->p[i].entity >= 0 && actor_of[roles->p[i].entity] >= 0) count(t, actor_of[roles->p[i].entity], tmp);
}

/* Those whom most of the mentions that name anybody name; where they agree on nobody, the one named most. */
static void fill_voted(const struct tally *t, int32_t voters, ints *list, arena *out) {
    for (ptrdiff_t i = 0; i < t->n; i++)
        if (2 * t->p[i].n > voters) *vec_push(out, list) = t->p[i].what;
    if (!list->n && t->n) *vec_push(out, list) = mode_of(t, -1);
}

static int32_t count_of(const struct tally *t, int32_t what) {
    for (ptrdiff_t i = 0; i < t->n; i++)
        if (t->p[i].what == what) return t->p[i].n;
    return 0;
}

static void drop(ints *list, ptrdiff_t at) {
    for (ptrdiff_t i = at; i + 1 < list->n; i++) list->p[i] = list->p[i + 1];
    list->n--;
}

/* Nobody is on both sides: he stays where more mentions have him. */
static void one_side(ints *actors, const struct tally *acting, ints *recipients, const struct tally *bearing) {
    for (ptrdiff_t i = actors->n; i-- > 0;)
        for (ptrdiff_t j = recipients->n; j-- > 0;) {
            if (actors->p[i] != recipients->p[j]) continue;
            if (count_of(bearing, actors->p[i]) <= count_of(acting, actors->p[i])) {
                drop(recipients, j);
            } else {
                drop(actors, i);
                break;
            }
        }
}

/* "The mayor put the toll at 12": who says how many there were did not do it. */
static bool counts_only(const account *acc, const struct mention *m) {
    return happening_counted(&acc->readings[m->at.article]->tokens, mention_event(acc, m)->head) >= 0;
}

/* Who the claim is about, by the text around its mentions as well: see party.h. */
static void fill_parties(const account *acc, struct claim *c, struct parties *const *parties, arena *out, arena tmp) {
    enum { SAID_WEIGHS = 3 }; // whom the clause itself names, against whom the text around it lets one think of
    struct tally actors = {0}, recipients = {0};
    int32_t voters[2] = {0};
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *m = &c->mentions.p[i];
        const struct parties *p = &parties[m->at.article][m->event];
        if (counts_only(acc, m)) continue;
        int32_t acting = p->actors_said ? SAID_WEIGHS : 1, bearing = p->recipients_said ? SAID_WEIGHS : 1;
        for (ptrdiff_t j = 0; j < p->actors.n; j++) count_times(&actors, p->actors.p[j], acting, &tmp);
        for (ptrdiff_t j = 0; j < p->recipients.n; j++) count_times(&recipients, p->recipients.p[j], bearing, &tmp);
        voters[0] += p->actors.n ? acting : 0;
        voters[1] += p->recipients.n ? bearing : 0;
    }
    c->actors = c->recipients = (ints){0};
    fill_voted(&actors, voters[0], &c->actors, out);
    fill_voted(&recipients, voters[1], &c->recipients, out);
    one_side(&c->actors, &actors, &c->recipients, &recipients);
}

/* The day that most mentions give; a precise one before a vague one. */
static void fill_when(const account *acc, struct claim *c) {
    const struct time_finding *best = NULL;
    int32_t best_count = 0;
    c->lo = 1;
    c->precision = WHEN_VAGUE;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct event_finding *e = mention_event(acc, &c->mentions.p[i]);
        if (e->when < 0) continue;
        const struct time_finding *t = &acc->readings[c->mentions.p[i].at.article]->times.p[e->when];
        if (!t->value.n || t->precision == WHEN_DURATION || t->precision == WHEN_SET) continue;
        int32_t n = 0;
        for (ptrdiff_t j = 0; j < c->mentions.n; j++) {
            const struct event_finding *f = mention_event(acc, &c->mentions.p[j]);
            if (f->when >= 0 && str_eq(acc->readings[c->mentions.p[j].at.article]->times.p[f->when].value, t->value))
                n++;
        }
        bool better = !best || (t->precision == WHEN_DAY) > (best->precision == WHEN_DAY) ||
                      ((t->precision == WHEN_DAY) == (best->precision == WHEN_DAY) && n > best_count);
        if (better) best = t, best_count = n;
    }
    if (!best) return;
    c->when = best->value;
    c->precision = best->precision;
    c->lo = best->lo;
    c->hi = best->hi;
}

static void fill_claim(const account *acc, struct claim *c, int32_t *const *actor_of, arena *out, arena tmp) {
    struct tally actors = {0}, recipients = {0}, plover = {0};
    const struct event_finding *first = mention_event(acc, &c->mentions.p[0]);
    c->kind = first->kind;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *m = &c->mentions.p[i];
        const struct event_finding *e = mention_event(acc, m);
        if (!counts_only(acc, m)) {
            tally_roles(&actors, &e->actors, actor_of[m->at.article], &tmp);
            tally_roles(&recipients, &e->recipients, actor_of[m->at.article], &tmp);
        }
        if (e->plover != PLOVER_NONE) count(&plover, (int32_t)e->plover, &tmp);
        if (!c->cameo.n) c->cameo = e->cameo;
        if (!c->where.n && e->where >= 0) {
            const reading *r = acc->readings[m->at.article];
            c->where = article_str(r->article, r->names.p[e->where].span);
        }
    }
    fill_roles(&actors, &c->actors, out);
    fill_roles(&recipients, &c->recipients, out);
    int32_t typed = 0;
    for (ptrdiff_t i = 0; i < plover.n; i++) typed += plover.p[i].n;
    c->plover = 3 * typed >= c->mentions.n ? (enum plover)mode_of(&plover, PLOVER_NONE) : PLOVER_NONE;
    fill_when(acc, c);
    c->best = wording_best(acc, c, &c->agreement, tmp);
    const struct mention *m = &c->mentions.p[c->best];
    c->text = article_str(acc->readings[m->at.article]->article, m->at.span);
}

/* Material acts, which parties do once: their class and who did it to whom tells them, whatever the words. What is
 * said, demanded or blamed differs by its content, so those are left to the words. */
static bool material(enum plover p) {
    return p == PLOVER_CONSULT || p == PLOVER_ASSAULT || p == PLOVER_MOBILIZE || p == PLOVER_SANCTION ||
           p == PLOVER_PROTEST;
}

static bool all_in(const ints *few, const ints *more) {
    for (ptrdiff_t i = 0; i < few->n; i++)
        if (!ints_have(more, few->p[i])) return false;
    return few->n > 0;
}

/* Parties that both claims name, on either side. */
static int32_t parties_shared(const struct claim *a, const struct claim *b) {
    int32_t n = 0;
    for (ptrdiff_t i = 0; i < a->actors.n; i++)
        n += ints_have(&b->actors, a->actors.p[i]) || ints_have(&b->recipients, a->actors.p[i]);
    for (ptrdiff_t i = 0; i < a->recipients.n; i++) {
        int32_t p = a->recipients.p[i];
        n += !ints_have(&a->actors, p) && (ints_have(&b->actors, p) || ints_have(&b->recipients, p));
    }
    return n;
}

/* The same act of the same parties; talks have no direction. One of the two may be told without its type ("the call").
 */
static bool same_act(const struct claim *a, const struct claim *b) {
    enum plover type = a->plover != PLOVER_NONE ? a->plover : b->plover;
    if (!material(type) || !str_eq(a->kind, b->kind)) return false;
    if (a->plover != b->plover && a->plover != PLOVER_NONE && b->plover != PLOVER_NONE) return false;
    bool apart = a->precision == WHEN_DAY && b->precision == WHEN_DAY && (a->hi < b->lo || b->hi < a->lo);
    if (apart) return false;
    if (type == PLOVER_CONSULT) return parties_shared(a, b) >= 2;
    return (all_in(&a->actors, &b->actors) && all_in(&a->recipients, &b->recipients)) ||
           (all_in(&b->actors, &a->actors) && all_in(&b->recipients, &a->recipients));
}

/* Joins claims that are the same act, the smaller into the larger, and fills the joined ones anew. */
static void join_acts(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    enum { COMPARED_MAX = 4000 }; // claims, the first ones
    for (ptrdiff_t a = 0, compared = 0; a < acc->claims.n && compared < COMPARED_MAX; a++) {
        if (!acc->claims.p[a].mentions.n) continue;
        compared++;
        for (ptrdiff_t b = a + 1; b < acc->claims.n; b++) {
            struct claim *x = &acc->claims.p[a], *y = &acc->claims.p[b];
            if (!y->mentions.n || !same_act(x, y)) continue;
            for (ptrdiff_t i = 0; i < y->mentions.n; i++) *vec_push(out, &x->mentions) = y->mentions.p[i];
            y->mentions.n = 0;
            qsort(x->mentions.p, (size_t)x->mentions.n, sizeof *x->mentions.p, mention_by_place);
            struct claim joined = {0};
            joined.mentions.p = x->mentions.p;
            joined.mentions.n = x->mentions.n;
            joined.mentions.cap = x->mentions.cap;
            *x = joined;
            fill_claim(acc, x, actor_of, out, tmp);
        }
    }
    ptrdiff_t n = 0;
    for (ptrdiff_t c = 0; c < acc->claims.n; c++)
        if (acc->claims.p[c].mentions.n) acc->claims.p[n++] = acc->claims.p[c];
    acc->claims.n = n;
}

enum { NOUN_WEIGHS = 2, VERB_WEIGHS = 3 };

/* Where no mention says when, the day on which most of them stand; a verb tells its time where a noun may refer back.
 */
static void fill_stands(const account *acc, struct claim *c, struct stand *const *stands) {
    const struct stand *best = NULL;
    ptrdiff_t most = 0;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct stand *s = &stands[c->mentions.p[i].at.article][c->mentions.p[i].event];
        ptrdiff_t n = 0;
        for (ptrdiff_t j = 0; j < c->mentions.n; j++)
            if (str_eq(stands[c->mentions.p[j].at.article][c->mentions.p[j].event].value, s->value))
                n += mention_event(acc, &c->mentions.p[j])->noun ? NOUN_WEIGHS : VERB_WEIGHS;
        if (s->value.n && n > most) best = s, most = n;
    }
    if (!best) return;
    c->when = best->value;
    c->precision = best->precision;
    c->inferred = true;
}

/* "About ten days ago", where another report names the day of such a happening. */
static void make_exact(const account *acc, struct claim *c, struct stand *const *stands) {
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *m = &c->mentions.p[i];
        const struct stand *s = &stands[m->at.article][m->event];
        if (mention_event(acc, m)->when < 0 || s->precision != WHEN_DAY || !s->value.n) continue;
        c->when = s->value;
        c->precision = s->precision;
        c->lo = s->lo;
        c->hi = s->hi;
        c->inferred = true;
        return;
    }
}

/* Whoever speaks the quotation at a byte without words of saying. */
static strs spoken_at(const reading *r, uint32_t at, arena *out) {
    strs via = {0};
    int32_t entity = opinion_speaker_at(r, at);
    if (entity >= 0) *vec_push(out, &via) = r->entities.p[entity].name;
    return via;
}

void claims_make(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    struct aligner x = {0};
    struct stand **stands = narrative_make(acc, actor_of, out, tmp);
    align_features(acc, actor_of, stands, &x, &tmp, *out);
    struct link_pairs pairs = {0};
    align_pairs(&x, &pairs, &tmp, *out);
    int32_t *cluster = arena_new(&tmp, int32_t, x.n);
    link_mixed(x.n, pairs.p, pairs.n, LINK_THRESHOLD, LINK_BEST, cluster, tmp);
    int32_t *claim_of = arena_new(&tmp, int32_t, x.n);
    for (int32_t i = 0; i < x.n; i++) {
        if (cluster[i] == i) {
            claim_of[i] = (int32_t)acc->claims.n;
            vec_push(out, &acc->claims);
        } else {
            claim_of[i] = claim_of[cluster[i]];
        }
        const reading *r = acc->readings[x.m[i].reading];
        const struct event_finding *e = &r->events.p[x.m[i].event];
        struct mention *m = vec_push(out, &acc->claims.p[claim_of[i]].mentions);
        *m = (struct mention){
            .at = {x.m[i].reading, e->span},
            .head = r->tokens.span[e->head],
            .stance = e->stance,
            .event = x.m[i].event,
            .origin = -1,
        };
        denied_back(acc, m);
        if (m->stance != e->stance) continue;
        if (e->attribution < 0) {
            m->via = spoken_at(r, m->head.beg, out);
            continue;
        }
        const struct attribution_finding *from = &r->attributions.p[e->attribution];
        if (e->stance == STANCE_NO_COMMENT && from->cue_word == e->head)
            m->stance = STANCE_STATES; // that nothing was said, is said
        else
            m->via = from->chain;
    }
    actors_join_by_deeds(acc, actor_of, out, tmp);
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) fill_claim(acc, &acc->claims.p[c], actor_of, out, tmp);
    join_acts(acc, actor_of, out, tmp);
    struct parties **parties = parties_make(acc, actor_of, &tmp, *out);
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) fill_parties(acc, &acc->claims.p[c], parties, out, tmp);
    told_fill(acc, tmp);
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        if (!acc->claims.p[c].when.n) fill_stands(acc, &acc->claims.p[c], stands);
        if (acc->claims.p[c].precision == WHEN_APPROX_DAY) make_exact(acc, &acc->claims.p[c], stands);
    }
}

void claims_index(account *acc, arena *out) {
    acc->told_in = arena_new(out, struct told_in, acc->n);
    for (int32_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
            const struct mention *m = &acc->claims.p[c].mentions.p[i];
            *vec_push(out, &acc->told_in[m->at.article]) = (struct telling_of_claim){c, m};
        }
}
