/* Conflicts between the mentions of one claim: days, places and denials that differ. */
#include "account/conflict.h"

#include "lexicon_tables.h"

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
    const struct event_finding *e = mention_event(acc, m);
    if (e->when >= 0 && dated(&r->times.p[e->when])) return &r->times.p[e->when];
    for (ptrdiff_t i = 0; i < r->times.n; i++)
        if (span_holds(m->at.span, r->times.p[i].span) && dated(&r->times.p[i])) return &r->times.p[i];
    return NULL;
}

/* Days that exclude each other: "about" allows for some days, since and before for all on their side. */
static bool exclude(const struct time_finding *t, const struct time_finding *u) {
    enum { ABOUT_DAYS = 4 };
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
            str said = article_str(acc->readings[m->at.article]->article, t->span);
            add_to_side(k, without_preposition(said), (struct place){m->at.article, t->span}, out);
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

/* The place of a mention: its own, else the first place within its words that follows "in", "at", "near". */
static int32_t place_of(const account *acc, const struct mention *m) {
    const reading *r = acc->readings[m->at.article];
    const struct event_finding *e = mention_event(acc, m);
    if (e->where >= 0) return e->where;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *x = &r->names.p[i];
        if (x->kind != NAME_PLACE || x->form != FORM_NAME || !span_holds(m->at.span, x->span) || x->beg == 0) continue;
        if (r->tokens.upos[x->head] == UPOS_ADJ) continue; // "on a Chinese farm"
        int32_t before = x->beg - 1;
        if (before > 0 && r->tokens.upos[before] == UPOS_DET) before--;
        if (lex_find(&lex_place_prepositions, r->tokens.norm[before])) return (int32_t)i;
    }
    return -1;
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
            int32_t at = place_of(acc, m);
            if (at < 0) continue;
            const reading *r = acc->readings[m->at.article];
            const struct name *where = &r->names.p[at];
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

int32_t mentions_shared_words(const account *acc, const struct mention *a, const struct mention *b) {
    const tokens *k = &acc->readings[a->at.article]->tokens, *l = &acc->readings[b->at.article]->tokens;
    int32_t n = 0;
    for (int32_t t = token_at(k, a->at.span.beg); t < k->n && k->span[t].beg < a->at.span.end; t++) {
        if (k->upos[t] != UPOS_NOUN && k->upos[t] != UPOS_VERB && k->upos[t] != UPOS_ADJ && k->upos[t] != UPOS_PROPN)
            continue;
        for (int32_t u = token_at(l, b->at.span.beg); u < l->n && l->span[u].beg < b->at.span.end; u++)
            if (str_eq(k->lemma[t], l->lemma[u])) {
                n++;
                break;
            }
    }
    return n;
}

static int32_t sentence_of(const account *acc, const struct mention *m) {
    return acc->readings[m->at.article]->tokens.sent[mention_event(acc, m)->head];
}

/* What a denial that nothing was joined with denies: the stated claim that shares most words with it; what stands in
 * the same sentence or the one before counts as much as two words, for "such an order" points back. */
static int32_t denied_claim(const account *acc, int32_t denial) {
    enum { CLOSE = 2, ENOUGH = 3 };
    const struct mention *d = &acc->claims.p[denial].mentions.p[0];
    int32_t best = -1, most = ENOUGH - 1;
    for (int32_t c = 0; c < acc->claims.n; c++) {
        if (c == denial) continue;
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
            const struct mention *m = &acc->claims.p[c].mentions.p[i];
            if (m->stance != STANCE_STATES || span_touch(m->at.span, d->at.span)) continue;
            int32_t n = mentions_shared_words(acc, d, m);
            if (n && m->at.article == d->at.article) {
                int32_t back = sentence_of(acc, d) - sentence_of(acc, m);
                if (back == 0 || back == 1) n += CLOSE;
            }
            if (n > most) {
                most = n;
                best = c;
            }
        }
    }
    return best;
}

static bool denies(const struct mention *m) { return m->stance == STANCE_DENIES || m->stance == STANCE_RELAYS_DENIAL; }

/* Puts a claim's mentions on the two sides, those that state on the first; returns true when one denies outright. */
static bool take_sides(const account *acc, struct conflict *k, int32_t c, arena *out) {
    bool outright = false;
    const struct claim *x = &acc->claims.p[c];
    for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
        const struct mention *m = &x->mentions.p[i];
        if (m->stance == STANCE_NO_COMMENT) continue;
        struct side *side = &k->sides.p[m->stance == STANCE_STATES ? 0 : 1];
        outright |= denies(m);
        if (!side->mentions.n) side->value = article_str(acc->readings[m->at.article]->article, m->at.span);
        *vec_push(out, &side->mentions) = m->at;
    }
    return outright;
}

void conflicts_of_denials(account *acc, arena *out, arena tmp) {
    (void)tmp;
    for (int32_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        ptrdiff_t states = 0, against = 0;
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            states += x->mentions.p[i].stance == STANCE_STATES;
            against += denies(&x->mentions.p[i]) || x->mentions.p[i].stance == STANCE_DOUBTS;
        }
        int32_t stated = states ? c : against ? denied_claim(acc, c) : -1;
        if (!against || stated < 0) continue;
        struct conflict *k = open_conflict(acc, CONFLICT_DENIAL, stated, out);
        vec_push(out, &k->sides);
        vec_push(out, &k->sides);
        bool outright = take_sides(acc, k, stated, out);
        if (stated != c) {
            *vec_push(out, &k->claims) = c;
            outright |= take_sides(acc, k, c, out);
        }
        k->compatible = !outright;
        k->why = outright ? S("one side states what the other denies") : S("doubted, not denied");
    }
}
