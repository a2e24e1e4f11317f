/* Places that the mentions of one claim give and that differ. */
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

/* The place of a mention: its own, else the first place within its words that follows "in", "at", "near". */
static int32_t place_of(const account *acc, const struct mention *m) {
    const reading *r = acc->readings[m->at.article];
    const struct event_finding *e = mention_event(acc, m);
    if (e->where >= 0) return e->where;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *x = &r->names.p[i];
        if (x->kind != NAME_PLACE || x->form != FORM_NAME || !span_holds(m->at.span, x->span) || x->beg == 0) continue;
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
