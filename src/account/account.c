#include "account/account.h"

#include <stdlib.h>

#include "account/actor.h"
#include "account/claim.h"
#include "account/conflict.h"
#include "account/context.h"
#include "account/denied.h"
#include "account/origin.h"
#include "account/question.h"
#include "account/reply.h"
#include "account/status.h"
#include "account/timeline.h"
#include "account/variant.h"
#include "account/without.h"
#include "account/wording.h"
#include "extract/time.h"

#define X(constant, text) [constant] = S_INIT(text),
const str status_text[] = {STATUSES(X)};
const str conflict_kind_text[] = {CONFLICTS(X)};
#undef X

const struct event_finding *mention_event(const account *acc, const struct mention *m) {
    return &acc->readings[m->at.article]->events.p[m->event];
}

bool ints_have(const ints *list, int32_t x) {
    for (ptrdiff_t i = 0; i < list->n; i++)
        if (list->p[i] == x) return true;
    return false;
}

/* Earlier publication first, undated ones last, then by id. */
static int by_publication(const void *a, const void *b) {
    const article *x = (*(const reading *const *)a)->article, *y = (*(const reading *const *)b)->article;
    if (x->when.known != y->when.known) return x->when.known ? -1 : 1;
    if (x->when.known && x->when.day != y->when.day) return x->when.day < y->when.day ? -1 : 1;
    if (x->when.known && x->when.second != y->when.second) return x->when.second < y->when.second ? -1 : 1;
    return str_cmp(x->id, y->id);
}

/* Undated articles of a story are read on the day of the latest dated one: one story's reports lie close together. */
static void anchor_undated(const reading **sorted, ptrdiff_t n, arena *out) {
    int32_t day = INT32_MIN;
    for (ptrdiff_t d = 0; d < n; d++)
        if (sorted[d]->dated && sorted[d]->day > day) day = sorted[d]->day;
    for (ptrdiff_t d = 0; d < n && day != INT32_MIN; d++) {
        if (sorted[d]->dated) continue;
        reading *copy = arena_new(out, reading, 1);
        *copy = *sorted[d];
        copy->times.p = arena_new(out, struct time_finding, copy->times.n);
        for (ptrdiff_t i = 0; i < copy->times.n; i++) copy->times.p[i] = sorted[d]->times.p[i];
        copy->day = day;
        time_anchor(copy, day, out);
        sorted[d] = copy;
    }
}

static void header(account *acc) {
    const article *first = acc->readings[0]->article;
    acc->id = first->id;
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        const article *a = acc->readings[d]->article;
        if (!acc->title.n) acc->title = a->title;
        if (!a->when.known) continue;
        if (!acc->from.n) acc->from = a->published;
        acc->to = a->published;
    }
}

static void times_and_amounts(account *acc, arena *out) {
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->times.n; i++) {
            const struct time_finding *t = &r->times.p[i];
            *vec_push(out, &acc->times) = (struct account_time){{d, t->span}, t->value, t->precision, t->type};
        }
        for (ptrdiff_t i = 0; i < r->amounts.n; i++) {
            const struct amount_finding *a = &r->amounts.p[i];
            if (a->partitive) continue;
            *vec_push(out, &acc->amounts) = (struct account_amount){
                .at = {d, a->whole.end > a->whole.beg ? a->whole : a->span},
                .low = a->low,
                .high = a->high,
                .has_low = a->has_low,
                .has_high = a->has_high,
                .approx = a->approx,
                .unit = a->unit,
                .of = a->of,
            };
        }
    }
}

static void positions_and_sources(account *acc, int32_t *const *actor_of, arena *out) {
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->positions.n; i++) {
            const struct position_finding *p = &r->positions.p[i];
            *vec_push(out, &acc->positions) = (struct position){
                .at = {d, p->span},
                .actor = actor_body(acc, p->actor >= 0 ? actor_of[d][p->actor] : -1),
                .to = actor_body(acc, p->to >= 0 ? actor_of[d][p->to] : -1),
                .deadline = p->deadline >= 0 ? r->times.p[p->deadline].value : (str){0},
                .act = p->act,
                .reply = -1,
            };
        }
        for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
            const struct attribution_finding *a = &r->attributions.p[i];
            if (!a->chain.n || a->attitude || a->stance == STANCE_NO_COMMENT) continue; // nothing said
            *vec_push(out, &acc->sources) = (struct source){{d, a->span}, a->chain};
        }
    }
}

/* How much a claim matters to a reader of the story: who and how many tell it, how it stands, whether it is an act. */
static float weight(const account *acc, const struct claim *c) {
    float articles = 0;
    int32_t last = -1;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) { // mentions are in the order of the articles
        if (c->mentions.p[i].at.article != last) articles += 1;
        last = c->mentions.p[i].at.article;
    }
    // what is told in the same words by all is one thing; a claim whose mentions share little may be several
    float w = (4 * articles + (float)c->mentions.n) * (0.5f + c->agreement) * wording_whole(acc, c);
    if (c->plover != PLOVER_NONE) w += c->actors.n && c->recipients.n ? 5 : 2;
    if (c->status == STATUS_DISPUTED) w += 3;
    if (c->actors.n) w += 1;
    if (c->recipients.n) w += 1;
    for (ptrdiff_t i = 0; i < c->actors.n; i++)
        if (c->actors.p[i] < 4) w += 1; // the most mentioned actors of the story
    const struct mention *best = &c->mentions.p[c->best];
    const reading *r = acc->readings[best->at.article];
    w -= 2 * (float)best->at.span.beg / (float)(r->article->text.n + 1); // what stands first matters more
    return w;
}

struct weighed {
    float weight;
    int32_t claim;
};

static int by_weight(const void *a, const void *b) {
    const struct weighed *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return x->claim - y->claim;
}

/* Sorts the claims by weight; every index to a claim moves with it. */
static void sort_claims(account *acc, arena *out, arena tmp) {
    ptrdiff_t n = acc->claims.n;
    struct weighed *order = arena_new(&tmp, struct weighed, n);
    int32_t *to = arena_new(&tmp, int32_t, n);
    struct claim *sorted = arena_new(out, struct claim, n);
    for (int32_t c = 0; c < n; c++) {
        acc->claims.p[c].weight = weight(acc, &acc->claims.p[c]);
        order[c] = (struct weighed){acc->claims.p[c].weight, c};
    }
    if (n) qsort(order, (size_t)n, sizeof *order, by_weight);
    for (int32_t i = 0; i < n; i++) {
        sorted[i] = acc->claims.p[order[i].claim];
        to[order[i].claim] = i;
    }
    acc->claims.p = sorted;
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++)
        for (ptrdiff_t i = 0; i < acc->conflicts.p[k].claims.n; i++)
            acc->conflicts.p[k].claims.p[i] = to[acc->conflicts.p[k].claims.p[i]];
}

account *account_make(const reading *const *readings, ptrdiff_t n, const account_options *options, arena *out,
                      arena tmp) {
    account *acc = arena_new(out, account, 1);
    const reading **sorted = arena_new(out, const reading *, n);
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct moment *when = &readings[i]->article->when;
        if (!when->known || when->day <= options->as_of) sorted[acc->n++] = readings[i];
    }
    acc->readings = sorted;
    if (!acc->n) return acc;
    qsort(sorted, (size_t)acc->n, sizeof *sorted, by_publication);
    anchor_undated(sorted, acc->n, out);
    header(acc);
    struct shared_runs runs = {0};
    reprint_find(acc->readings, acc->n, &runs, out, tmp);
    acc->reprint_of = arena_new(out, int32_t, acc->n);
    reprint_originals(acc->readings, acc->n, &runs, acc->reprint_of, tmp);
    int32_t **actor_of = actors_make(acc, out, tmp);
    claims_make(acc, actor_of, out, tmp);
    origins_make(acc, &runs, out, tmp);
    if (options->without.n) {
        claims_without(acc, options->without, tmp);
        origins_make(acc, &runs, out, tmp);
    }
    struct vocabulary v;
    vocabulary_make(acc, &v, &tmp, *out);
    claims_index(acc, out);
    conflicts_make(acc, actor_of, &v, out, tmp);
    if (denied_join(acc, out, tmp)) origins_make(acc, &runs, out, tmp);
    statuses_make(acc, out, tmp);
    sort_claims(acc, out, tmp);
    claims_index(acc, out);
    conflicts_of_lists(acc, &v, out, tmp);
    conflicts_of_wording(acc, actor_of, &v, out, tmp);
    conflicts_of_names(acc, actor_of, out, tmp);
    conflicts_of_contrasts(acc, &v, out, tmp);
    conflicts_of_doings(acc, actor_of, &v, out, tmp);
    conflicts_of_parties(acc, actor_of, &v, out, tmp);
    conflicts_of_terms(acc, actor_of, &v, out, tmp);
    conflicts_of_certainty(acc, out, tmp);
    conflicts_of_unknowns(acc, actor_of, &v, out, tmp);
    conflicts_of_reasons(acc, actor_of, &v, out, tmp);
    conflicts_of_poles(acc, actor_of, &v, out, tmp);
    conflicts_of_descriptions(acc, actor_of, out, tmp);
    conflicts_of_fates(acc, actor_of, out, tmp);
    quotes_make(acc, actor_of, out, tmp);
    conflicts_of_quotes(acc, actor_of, out, tmp);
    conflicts_fill(acc, actor_of, &v, out, tmp);
    times_and_amounts(acc, out);
    positions_and_sources(acc, actor_of, out);
    origins_name(acc, out, tmp);
    replies_make(acc, tmp);
    timeline_make(acc, out, tmp);
    questions_make(acc, out, tmp);
    return acc;
}
