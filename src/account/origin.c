#include "account/origin.h"

#include "base/table.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

bool origin_unnamed(str link) { return lex_find(&lex_unnamed, link) != NULL; }

int32_t origin_article(const account *acc, int32_t origin) {
    const struct origin *o = &acc->origins.p[origin];
    for (ptrdiff_t i = 0; i < o->articles.n; i++) {
        const article *a = acc->readings[o->articles.p[i]]->article;
        if (!a->outlet.n && str_eq(a->id, o->name)) return o->articles.p[i];
    }
    return -1;
}

void outlets_number(const account *acc, int32_t *outlet, arena tmp) {
    table seen = {.seed = 6};
    for (int32_t d = 0; d < acc->n; d++) {
        str name = utf8_fold(&tmp, acc->readings[d]->article->outlet);
        if (!name.n) {
            outlet[d] = (int32_t)acc->n + d;
            continue;
        }
        int64_t *v = table_put(&seen, &tmp, name);
        if (!*v) *v = d + 1;
        outlet[d] = (int32_t)*v - 1;
    }
}

struct maker {
    account *acc;
    table seen;  // folded name -> origin + 1
    table forms; // folded form of a person's name -> actor + 1, -1 where two have it
    const struct shared_runs *runs;
    int32_t *runs_of; // [n + 1] where the runs of which an article is the later one begin in run_order
    int32_t *run_order;
    int32_t *outlet;        // [n]
    int32_t *outlet_origin; // [n] the origin that an article's outlet is for those who credit it, -1
    arena *out, tmp;
};

static str key_of_name(str name, arena *out) {
    str key = utf8_fold(out, name);
    return str_starts(key, S("the ")) ? str_drop(key, 4) : key;
}

/* The forms by which the story names somebody -> the name that it gives him in full; forms of two are nobody's. */
static void forms_of_actors(const account *acc, table *forms, arena *tmp) {
    for (int32_t a = 0; a < acc->actors.n; a++) {
        const struct actor *x = &acc->actors.p[a];
        if (!x->named || (x->kind != NAME_PERSON && x->kind != NAME_ORG)) continue;
        for (ptrdiff_t i = -1; i < x->aliases.n; i++) { // its full name first
            int64_t *v = table_put(forms, tmp, key_of_name(i < 0 ? x->name : x->aliases.p[i], tmp));
            *v = *v && *v != a + 1 ? -1 : a + 1;
        }
    }
}

/* The chain with its links as the story names them in full: "UN" of one article is the "United Nations" of another. */
static strs named_links(const account *acc, const table *forms, const strs *chain, arena *out, arena tmp) {
    strs full = {0};
    bool other = false;
    for (ptrdiff_t i = 0; i < chain->n; i++) {
        bool own = origin_unnamed(chain->p[i]) || lex_find(&lex_outlets, chain->p[i]) ||
                   lex_find(&lex_agencies, chain->p[i]); // outlets have the names that all articles give them
        const int64_t *form = own ? NULL : table_get(forms, key_of_name(chain->p[i], &tmp));
        str name = form && *form > 0 ? acc->actors.p[*form - 1].name : chain->p[i];
        other |= name.p != chain->p[i].p;
        *vec_push(out, &full) = name;
    }
    return other ? full : *chain;
}

void origins_name(account *acc, arena *out, arena tmp) {
    table forms = {.seed = 8};
    forms_of_actors(acc, &forms, &tmp);
    for (ptrdiff_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
            struct mention *m = &acc->claims.p[c].mentions.p[i];
            m->via = named_links(acc, &forms, &m->via, out, tmp);
        }
    for (ptrdiff_t i = 0; i < acc->sources.n; i++)
        acc->sources.p[i].chain = named_links(acc, &forms, &acc->sources.p[i].chain, out, tmp);
}

static int32_t origin_of_name(struct maker *m, str name, bool unnamed) {
    str key = key_of_name(name, m->out);
    const int64_t *form = unnamed ? NULL : table_get(&m->forms, key);
    if (form && *form > 0) {
        name = m->acc->actors.p[*form - 1].name;
        key = key_of_name(name, m->out);
    }
    int64_t *v = table_put(&m->seen, m->out, key);
    if (!*v) {
        *vec_push(m->out, &m->acc->origins) = (struct origin){.name = name, .unnamed = unnamed};
        *v = m->acc->origins.n;
    }
    return (int32_t)*v - 1;
}

/* The article in which a passage stood first, when it stands word for word in an earlier one of another outlet. */
static int32_t copied_from(const struct maker *m, const struct place *at) {
    enum { COPIED_LEAST = 12 }; // words; two writers hit upon a shorter sentence each by himself
    for (int32_t i = m->runs_of[at->article]; i < m->runs_of[at->article + 1]; i++) {
        const struct shared_run *r = &m->runs->p[m->run_order[i]];
        if (r->words >= COPIED_LEAST && span_holds(r->b_span, at->span) && m->outlet[r->a] != m->outlet[r->b])
            return r->a;
    }
    return -1;
}

/* An article's own voice: its agency, the article that it copies, or its outlet. */
static int32_t own_voice(struct maker *m, const struct place *at) {
    int32_t from = copied_from(m, at);
    const article *a = m->acc->readings[from >= 0 ? from : at->article]->article;
    if (a->agency.n) return origin_of_name(m, a->agency, false);
    return origin_of_name(m, a->outlet.n ? a->outlet : a->id, false);
}

/* The last named link, else the last one. */
static int32_t credited(struct maker *m, const strs *via) {
    for (ptrdiff_t i = via->n; i-- > 0;)
        if (!origin_unnamed(via->p[i])) return origin_of_name(m, via->p[i], false);
    return origin_of_name(m, via->p[via->n - 1], true);
}

static void lean(struct maker *m, int32_t origin, int32_t by) {
    ints *list = &m->acc->origins.p[origin].articles;
    for (ptrdiff_t i = 0; i < list->n; i++)
        if (list->p[i] == by) return;
    *vec_push(m->out, list) = by;
}

/* An act that is itself an utterance of its actor ("confirmed", "accused") has the actor for its origin. */
static bool utterance(const account *acc, const struct mention *m) {
    const reading *r = acc->readings[m->at.article];
    const struct event_finding *e = &r->events.p[m->event];
    for (ptrdiff_t i = 0; i < r->attributions.n; i++)
        if (r->attributions.p[i].cue_word == e->head && !r->attributions.p[i].anonymous) return e->actors.n > 0;
    return false;
}

/* The origin that a credited outlet of the story itself credits for this claim; the outlet when it credits nobody by
 * name. */
static int32_t next_behind(const struct maker *m, const struct claim *c, int32_t origin) {
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *x = &c->mentions.p[i];
        if (x->stance != STANCE_STATES || !x->via.n || m->outlet_origin[x->at.article] != origin) continue;
        if (!m->acc->origins.p[x->origin].unnamed) return x->origin;
    }
    return origin;
}

/* Where credit that outlets of the story pass on ends. Outlets that credit each other in a circle are one origin, the
 * smallest of them by index. */
static int32_t behind(const struct maker *m, const struct claim *c, int32_t origin) {
    enum { LINKS_MAX = 8 };
    for (int i = 0; i < LINKS_MAX; i++) {
        int32_t next = next_behind(m, c, origin);
        if (next == origin) return origin;
        origin = next;
    }
    int32_t least = origin;
    for (int i = 0; i < LINKS_MAX; i++) {
        origin = next_behind(m, c, origin);
        if (origin < least) least = origin;
    }
    return least;
}

/* The origin of the body for which one who is named speaks, itself where he speaks for himself. */
static int32_t voice_of(struct maker *m, int32_t origin) {
    const struct account *acc = m->acc;
    arena scratch = m->tmp;
    const int64_t *form = table_get(&m->forms, key_of_name(acc->origins.p[origin].name, &scratch));
    int32_t body = form && *form > 0 ? acc->actors.p[*form - 1].speaks_for : -1;
    return body < 0 ? origin : origin_of_name(m, acc->actors.p[body].name, false);
}

/* Of those credited who speak for one body only the first is left: an organisation and its spokesman are one origin. */
static void join_voices(struct maker *m, struct claim *c, ints *named) {
    for (ptrdiff_t i = 0; i < named->n; i++)
        for (ptrdiff_t j = named->n; j-- > i + 1;) {
            int32_t a = voice_of(m, named->p[i]), b = voice_of(m, named->p[j]);
            if (a != b) continue;
            *vec_push(m->out, &c->reasons) =
                arena_fmt(m->out, "one origin: %.*s and %.*s speak for one body",
                          STR_FMT(m->acc->origins.p[named->p[i]].name), STR_FMT(m->acc->origins.p[named->p[j]].name));
            for (ptrdiff_t k = j; k + 1 < named->n; k++) named->p[k] = named->p[k + 1];
            named->n--;
        }
}

static void interval(struct maker *m, struct claim *c) {
    ints named = {0}, own = {0}, unnamed = {0}, restating = {0};
    int32_t uttered = 0, stated = 0;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *x = &c->mentions.p[i];
        if (x->stance != STANCE_STATES) continue;
        stated++;
        if (utterance(m->acc, x)) uttered++;
        if (!x->via.n) continue;
        ints *list = m->acc->origins.p[x->origin].unnamed ? &unnamed : &named;
        int32_t origin = behind(m, c, x->origin);
        if (!ints_have(list, origin)) *vec_push(&m->tmp, list) = origin;
        if (!ints_have(&restating, m->outlet[x->at.article])) *vec_push(&m->tmp, &restating) = m->outlet[x->at.article];
    }
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *x = &c->mentions.p[i];
        if (x->stance != STANCE_STATES || x->via.n || ints_have(&restating, m->outlet[x->at.article])) continue;
        if (!ints_have(&own, x->origin) && !ints_have(&named, x->origin)) *vec_push(&m->tmp, &own) = x->origin;
    }
    if (!stated) return;
    if (2 * uttered > stated) {
        // The party's own words: one origin, however many carry them.
        c->low = 1;
        c->high = 1;
        *vec_push(m->out, &c->reasons) = S("an utterance: the speaker is the origin");
        return;
    }
    join_voices(m, c, &named);
    int32_t low = (int32_t)(named.n + own.n);
    c->high = low + (int32_t)unnamed.n;
    c->low = low > 1 ? low : 1;
    if (c->high < c->low) c->high = c->low;
    for (ptrdiff_t i = 0; i < named.n; i++)
        *vec_push(m->out, &c->reasons) = arena_cat(m->out, S("credited: "), m->acc->origins.p[named.p[i]].name);
    for (ptrdiff_t i = 0; i < own.n; i++)
        *vec_push(m->out, &c->reasons) = arena_cat(m->out, S("own voice: "), m->acc->origins.p[own.p[i]].name);
    for (ptrdiff_t i = 0; i < unnamed.n; i++)
        *vec_push(m->out, &c->reasons) =
            arena_cat(m->out, S("unnamed, widens: "), m->acc->origins.p[unnamed.p[i]].name);
}

/* Sorts the runs by their later article, each article's as they came. */
static void order_runs(struct maker *m, arena *tmp) {
    ptrdiff_t n = m->acc->n;
    m->runs_of = arena_new(tmp, int32_t, n + 1);
    m->run_order = arena_new(tmp, int32_t, m->runs->n);
    for (ptrdiff_t i = 0; i < m->runs->n; i++) m->runs_of[m->runs->p[i].b]++;
    for (ptrdiff_t d = 0, before = 0; d <= n; d++) {
        ptrdiff_t own = d < n ? m->runs_of[d] : 0;
        m->runs_of[d] = (int32_t)before;
        before += own;
    }
    int32_t *next = arena_new(tmp, int32_t, n);
    for (ptrdiff_t d = 0; d < n; d++) next[d] = m->runs_of[d];
    for (int32_t i = 0; i < m->runs->n; i++) m->run_order[next[m->runs->p[i].b]++] = i;
}

void origins_make(account *acc, const struct shared_runs *runs, arena *out, arena tmp) {
    struct maker m = {.acc = acc, .seen = {.seed = 7}, .forms = {.seed = 8}, .runs = runs, .out = out};
    forms_of_actors(acc, &m.forms, &tmp);
    m.outlet = arena_new(&tmp, int32_t, acc->n);
    outlets_number(acc, m.outlet, tmp);
    order_runs(&m, &tmp);
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
            struct mention *x = &acc->claims.p[c].mentions.p[i];
            x->origin = x->via.n ? credited(&m, &x->via) : own_voice(&m, &x->at);
            lean(&m, x->origin, x->at.article);
        }
    }
    m.outlet_origin = arena_new(&tmp, int32_t, acc->n);
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        str name = acc->readings[d]->article->outlet;
        const int64_t *v = name.n ? table_get(&m.seen, key_of_name(name, &tmp)) : NULL;
        m.outlet_origin[d] = v ? (int32_t)*v - 1 : -1;
    }
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        m.tmp = tmp;
        interval(&m, &acc->claims.p[c]);
    }
}
