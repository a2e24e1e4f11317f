/* Days of one happening that differ, or are told more or less exactly. Two times are of one happening when the words
 * around them are, and what stands next to each of them is among these: "the meeting in Geneva on Sunday", "Monday's
 * meeting in Geneva". Times that hang together so are one conflict, a side for each way of telling. */
#include "account/conflict.h"

#include "account/context.h"
#include "account/origin.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

enum { REACH = 7, ABOUT_DAYS = 4, TIMES_MAX = 3000 };
// How much of the words around two times must be the same where they can be one day, and where they exclude each other:
// other days mostly belong to other happenings.
static const float ENOUGH = 0.6f, ENOUGH_APART = 1.15f;

struct moment_told {
    int32_t in, claim;
    const struct time_finding *t;
    struct context around;
    str text;       // folded, without preposition
    int32_t parent; // union-find: the set's first
};
struct moments {
    struct moment_told *p;
    ptrdiff_t n, cap;
};

static bool dated(const struct time_finding *t) {
    return t->value.n && t->lo <= t->hi && t->type != TIME_DURATION && t->type != TIME_SET;
}

/* Days that exclude each other: "about" allows for some days, since and before for all on their side. */
static bool exclude(const struct time_finding *t, const struct time_finding *u) {
    if (t->precision == WHEN_SINCE || t->precision == WHEN_BEFORE || u->precision == WHEN_SINCE ||
        u->precision == WHEN_BEFORE)
        return false;
    int32_t slack = t->precision == WHEN_APPROX_DAY || u->precision == WHEN_APPROX_DAY ? ABOUT_DAYS : 0;
    return t->hi + slack < u->lo || u->hi + slack < t->lo;
}

/* "on Sunday" says what "Sunday" says. */
static str without_preposition(str s) {
    ptrdiff_t space = str_find(s, S(" "), 0);
    return space > 0 && lex_find(&lex_place_prepositions, str_head(s, space)) ? str_drop(s, space + 1) : s;
}

static bool beside(const struct context *a, const struct context *other) {
    return (a->left >= 0 && context_has(other, a->left)) || (a->right >= 0 && context_has(other, a->right));
}

/* Days so far from each other are not of one happening, and telling them apart is no news. */
static bool far_apart(const struct time_finding *t, const struct time_finding *u) {
    int32_t gap = t->hi < u->lo ? u->lo - t->hi : u->hi < t->lo ? t->lo - u->hi : 0;
    bool years = t->precision == WHEN_YEAR;
    return gap > (years ? 5 * 366 : 31) || years != (u->precision == WHEN_YEAR);
}

/* They share a word that is no part of a name. */
static bool common_word(const struct vocabulary *v, const struct context *a, const struct context *b) {
    for (int32_t i = 0; i < a->n; i++)
        if (!v->proper[a->id[i]] && context_has(b, a->id[i])) return true;
    return false;
}

static bool one_happening(const struct vocabulary *v, const struct moment_told *a, const struct moment_told *b) {
    int32_t count;
    float s = context_shared(v, &a->around, &b->around, &count);
    if (far_apart(a->t, b->t)) return false;
    if (a->claim >= 0 && a->claim == b->claim && !exclude(a->t, b->t) && count) return true;
    if (count < 2 || s < ENOUGH) return false;
    bool close = beside(&a->around, &b->around) && beside(&b->around, &a->around);
    if (exclude(a->t, b->t)) return close && s >= ENOUGH_APART && common_word(v, &a->around, &b->around);
    return close;
}

static int32_t root(const struct moments *m, int32_t i) {
    while (m->p[i].parent != i) i = m->p[i].parent;
    return i;
}

/* One is the other and less: "Wednesday" and "Wednesday morning" are not worth a line. */
static bool told_alike(const struct moment_told *a, const struct moment_told *b) {
    bool calendar = a->t->form.base == TIME_CALENDAR && b->t->form.base == TIME_CALENDAR;
    if (calendar && a->t->precision == WHEN_DAY && str_eq(a->t->timex, b->t->timex))
        return true; // "20 August", "August 20"
    if (a->t->precision != b->t->precision) return false;
    return str_find(a->text, b->text, 0) >= 0 || str_find(b->text, a->text, 0) >= 0;
}

/* The claim whose mention is dated by time i of reading d, else the one that its words belong to. */
static int32_t dated_claim(const account *acc, int32_t d, int32_t i, span at) {
    for (int32_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t m = 0; m < acc->claims.p[c].mentions.n; m++) {
            const struct mention *x = &acc->claims.p[c].mentions.p[m];
            if (x->at.article == d && mention_event(acc, x)->when == i) return c;
        }
    return conflict_claim_at(acc, d, at);
}

static void gather(const account *acc, const struct vocabulary *v, struct moments *all, arena *out) {
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->times.n && all->n < TIMES_MAX; i++) {
            const struct time_finding *t = &r->times.p[i];
            if (!dated(t)) continue;
            struct moment_told *m = vec_push(out, all);
            *m = (struct moment_told){.in = d, .t = t, .parent = (int32_t)all->n - 1};
            m->claim = dated_claim(acc, d, (int32_t)i, t->span);
            m->around = context_of(acc, v, d, t->beg, t->end, REACH, out);
            m->text = utf8_fold(out, without_preposition(article_str(r->article, t->span)));
        }
    }
}

/* The conflict of the set that begins with moment i. */
static void tell(account *acc, const struct moments *all, int32_t i, arena *out) {
    struct conflict k = {.kind = CONFLICT_DATE};
    bool apart = false, differ = false, articles = false;
    for (int32_t j = i; j < all->n; j++) {
        const struct moment_told *m = &all->p[j];
        if (root(all, j) != i) continue;
        conflict_tell(&k, m->text, (struct place){m->in, m->t->span}, m->claim, out);
        for (int32_t h = i; h < j; h++) {
            if (root(all, h) != i) continue;
            apart |= exclude(m->t, all->p[h].t);
            differ |= !told_alike(m, &all->p[h]) && m->in != all->p[h].in;
            articles |= m->in != all->p[h].in;
        }
    }
    if (!articles || !differ || k.sides.n < 2) return;
    k.compatible = !apart;
    k.why = apart ? S("the days exclude each other") : S("the same time, told more or less exactly");
    conflict_close(acc, &k, out);
}

void conflicts_of_dates(account *acc, const struct vocabulary *v, arena *out, arena tmp) {
    struct moments all = {0};
    gather(acc, v, &all, &tmp);
    for (int32_t i = 0; i < all.n; i++)
        for (int32_t j = 0; j < i; j++) {
            if (all.p[i].in == all.p[j].in || !one_happening(v, &all.p[i], &all.p[j])) continue;
            int32_t a = root(&all, i), b = root(&all, j);
            all.p[a > b ? a : b].parent = a < b ? a : b;
        }
    for (int32_t i = 0; i < all.n; i++)
        if (all.p[i].parent == i) tell(acc, &all, i, out);
}
