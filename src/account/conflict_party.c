/* Who did it, told of different parties: in one claim parties without a name as well ("relatives", "the families"), one
 * quotation from two mouths, and who turned to whom first, or struck at whom, told of two parties the other way round.
 */
#include "account/conflict.h"

#include "account/context.h"
#include "account/origin.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

static const float ALIKE = 0.3f; // how near the words for two parties are that may be one

/* The head of a role's words: the one that hangs on a word outside them. */
static int32_t role_head(const tokens *k, const struct role *role) {
    int32_t head = -1;
    for (int32_t t = token_at(k, role->span.beg); t < k->n && k->span[t].beg < role->span.end; t++) {
        bool inside = k->head[t] >= 0 && span_holds(role->span, k->span[k->head[t]]);
        if (!inside && head < 0) head = t;
    }
    return head;
}

static int32_t actor_at(const reading *r, int32_t t, const int32_t *actor_of) {
    int32_t e = t >= 0 ? reading_entity_at(r, t) : -1;
    return e >= 0 ? actor_of[e] : -1;
}

/* A party without a name, of people: "the families", "a group of lawmakers", "Ann Lee's aide". Its word, else -1. */
static int32_t nameless(const account *acc, int32_t in, const struct role *role) {
    const tokens *k = &acc->readings[in]->tokens;
    int32_t t = role_head(k, role);
    if (t < 0 || k->upos[t] != UPOS_NOUN) return -1;
    int32_t of =
        lex_says(&lex_role_words, k->lemma[t], LEX_role_words_role, S("group")) ? token_child(k, t, REL_NMOD) : -1;
    if (of > t && k->upos[of] == UPOS_NOUN) t = of;
    const lex_row *row = lex_find(&lex_descriptions, k->norm[t]);
    bool several = str_eq(k->xpos[t], S("NNS")) && lex_find(&lex_people, k->lemma[t]);
    bool person = several || row || lex_find(&lex_organs, k->lemma[t]);
    return person && !lex_find(&lex_anybody, k->lemma[t]) ? t : -1;
}

/* Who has a part in it: a named actor, or people without a name. */
struct party {
    const struct mention *m;
    struct place at;
    int32_t actor; // -1
    bool named, several, law;
    str lemma;    // of one without a name
    str class;    // of lexicon/descriptions.tsv
    int32_t word; // its number, -1
};

/* Police, soldiers, officials and courts are called by many names that tell nothing. */
static bool law_sector(const lex_row *row) {
    static const str law[] = {S_INIT("COP"), S_INIT("GOV"), S_INIT("JUD"), S_INIT("CRM"), S_INIT("MIL")};
    for (size_t i = 0; row && i < sizeof law / sizeof *law; i++)
        if (str_eq(lex_cell(&lex_descriptions, row, LEX_descriptions_sector), law[i])) return true;
    return false;
}

bool conflict_of_law(const tokens *k, int32_t t) {
    const lex_row *row = lex_find(&lex_descriptions, k->norm[t]);
    return law_sector(row ? row : lex_find(&lex_descriptions, k->lemma[t]));
}

static bool has_negation(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (str_find(k->feats[c], S("=Neg"), 0) >= 0) return true;
    return false;
}

/* Who the mention names as having a part in it: a named actor, or several people without a name. */
static bool party_of(const account *acc, const struct mention *m, const struct roles *roles, const int32_t *actor_of,
                     const struct vocabulary *v, struct party *p) {
    const reading *r = acc->readings[m->at.article];
    const tokens *k = &r->tokens;
    if (!roles->n || k->sent[token_at(k, roles->p[0].span.beg)] != k->sent[mention_event(acc, m)->head]) return false;
    *p = (struct party){.at = {m->at.article, roles->p[0].span}, .actor = -1};
    int32_t word = nameless(acc, m->at.article, &roles->p[0]);
    if (word >= 0) {
        p->lemma = k->lemma[word];
        p->several = str_eq(k->xpos[word], S("NNS")) || lex_find(&lex_organs, p->lemma);
        p->actor = actor_at(r, word, actor_of);
        if (p->actor < 0 && roles->p[0].entity >= 0) p->actor = actor_of[roles->p[0].entity];
        const lex_row *row = lex_find(&lex_descriptions, k->norm[word]);
        if (!row) row = lex_find(&lex_descriptions, p->lemma);
        if (row) p->class = lex_cell(&lex_descriptions, row, LEX_descriptions_class);
        p->law = law_sector(row);
        p->word = v->word[m->at.article][word];
        return true;
    }
    int32_t e = roles->p[0].entity;
    p->actor = e >= 0 ? actor_of[e] : -1;
    p->named = p->actor >= 0 && roles->p[0].name >= 0 && acc->actors.p[p->actor].named &&
               r->names.p[roles->p[0].name].form == FORM_NAME && acc->actors.p[p->actor].kind == NAME_PERSON;
    return p->named;
}

/* "Ann Lee's aide", who is told of as Ann Lee elsewhere. */
static bool somebody_of(const account *acc, const struct party *nameless, const struct party *named,
                        const int32_t *actor_of) {
    const reading *r = acc->readings[nameless->at.article];
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *x = &r->names.p[i];
        if (x->entity >= 0 && x->form == FORM_NAME && span_holds(nameless->at.span, x->span) &&
            actor_of[x->entity] == named->actor)
            return true;
    }
    return false;
}

static bool parties_differ(const account *acc, const struct vocabulary *v, const struct party *a, const struct party *b,
                           bool doers, int32_t *const *actor_of) {
    if (a->named && b->named) return false;                  // conflict_wording.c's
    if (a->actor >= 0 && a->actor == b->actor) return false; // "striker Per Wik"
    if (a->named) return doers && somebody_of(acc, b, a, actor_of[b->at.article]);
    if (b->named) return doers && somebody_of(acc, a, b, actor_of[a->at.article]);
    if (!a->several || !b->several || str_eq(a->lemma, b->lemma) || a->law || b->law) return false;
    bool alike = a->word >= 0 && b->word >= 0 && meaning_near(&v->meaning, a->word, b->word) >= ALIKE;
    if (!alike && (!a->class.n || !str_eq(a->class, b->class))) return false;
    return a->actor < 0 || a->actor != b->actor;
}

/* What the two do is not done to the same. */
static bool done_to_others(const account *acc, const struct vocabulary *v, int32_t *const *actor_of,
                           const struct mention *a, const struct mention *b) {
    struct parts p = conflict_parts(acc, a), q = conflict_parts(acc, b);
    if (p.patient < 0 || q.patient < 0 || p.agent < 0 || q.agent < 0) return false;
    return !conflict_one_thing(acc, v, actor_of, &p, p.patient, &q, q.patient, MEANING_KIN);
}

static bool parties_of(account *acc, int32_t c, bool doers, int32_t *const *actor_of, const struct vocabulary *v,
                       const int32_t *outlet, arena *out) {
    enum { PARTIES_MAX = 24 };
    const struct claim *x = &acc->claims.p[c];
    struct party all[PARTIES_MAX];
    ptrdiff_t n = 0;
    bool differ = false;
    for (ptrdiff_t i = 0; i < x->mentions.n && n < PARTIES_MAX; i++) {
        const struct mention *m = &x->mentions.p[i];
        const struct event_finding *e = mention_event(acc, m);
        if (m->stance != STANCE_STATES || has_negation(&acc->readings[m->at.article]->tokens, e->head)) continue;
        if (!party_of(acc, m, doers ? &e->actors : &e->recipients, actor_of[m->at.article], v, &all[n])) continue;
        all[n].m = m;
        for (ptrdiff_t j = 0; j < n; j++)
            differ |= outlet[all[j].at.article] != outlet[m->at.article] &&
                      parties_differ(acc, v, &all[n], &all[j], doers, actor_of) &&
                      (!doers || !done_to_others(acc, v, actor_of, m, all[j].m));
        n++;
    }
    if (!differ) return false;
    struct conflict k = {.kind = CONFLICT_ACTOR, .compatible = true};
    k.why = doers ? S("who did it, named in other words") : S("whom it befell, named in other words");
    for (ptrdiff_t i = 0; i < n; i++) {
        bool other = false;
        for (ptrdiff_t j = 0; j < n; j++) other |= parties_differ(acc, v, &all[i], &all[j], doers, actor_of);
        if (!other) continue;
        str key = all[i].named ? acc->actors.p[all[i].actor].name : all[i].lemma;
        conflict_tell(&k, key, all[i].at, c, out);
    }
    if (k.sides.n > 1) conflict_close(acc, &k, out);
    return k.sides.n > 1;
}

/* Who turned to whom, or struck at whom. */
struct turn {
    struct place at;
    int32_t outlet, from, to; // actors; to is -1 where it is not told
    str sort;
};
struct turns {
    struct turn *p;
    ptrdiff_t n, cap;
};

static const lex_row *initiative(const tokens *k, int32_t t) {
    for (const lex_row *row = lex_find(&lex_initiative, k->lemma[t]); row; row = lex_next(&lex_initiative, row)) {
        str with = lex_cell(&lex_initiative, row, LEX_initiative_with);
        if (!with.n || (t + 1 < k->n && str_eq(k->norm[t + 1], with))) return row;
    }
    return NULL;
}

static void gather_turns(const account *acc, int32_t d, const int32_t *actor_of, int32_t outlet, struct turns *all,
                         arena *tmp) {
    enum { TURNS_MAX = 400 };
    const reading *r = acc->readings[d];
    for (ptrdiff_t i = 0; i < r->events.n && all->n < TURNS_MAX; i++) {
        const struct event_finding *e = &r->events.p[i];
        const lex_row *row = initiative(&r->tokens, e->head);
        if (!row || conflict_gives_name(&r->tokens, e) || e->negated || e->reality == REALITY_DID_NOT_HAPPEN ||
            !e->actors.n)
            continue;
        int32_t from = e->actors.p[0].entity >= 0 ? actor_of[e->actors.p[0].entity] : -1, to = -1;
        if (e->recipients.n && e->recipients.p[0].entity >= 0) to = actor_of[e->recipients.p[0].entity];
        if (from < 0 || from == to || !acc->actors.p[from].named) continue;
        *vec_push(tmp, all) =
            (struct turn){{d, e->span}, outlet, from, to, lex_cell(&lex_initiative, row, LEX_initiative_sort)};
    }
}

static bool turned_round(const account *acc, const struct turn *a, const struct turn *b) {
    if (!str_eq(a->sort, b->sort) || conflict_one_side(acc, a->from, b->from)) return false;
    if (conflict_one_side(acc, a->from, a->to) || conflict_one_side(acc, b->from, b->to)) return false;
    if (a->to >= 0 && b->to >= 0)
        return conflict_one_side(acc, a->from, b->to) && conflict_one_side(acc, a->to, b->from);
    if (str_eq(a->sort, S("strike"))) return false; // many strike, and at many
    return (a->to >= 0 && conflict_one_side(acc, a->to, b->from)) ||
           (b->to >= 0 && conflict_one_side(acc, b->to, a->from));
}

static void turns_of(account *acc, int32_t *const *actor_of, const int32_t *outlet, arena *out, arena tmp) {
    enum { MOST = 3 };
    struct turns all = {0};
    int32_t made = 0;
    for (int32_t d = 0; d < acc->n; d++) gather_turns(acc, d, actor_of[d], outlet[d], &all, &tmp);
    bool *taken = arena_new(&tmp, bool, all.n);
    for (ptrdiff_t i = 0; i < all.n && made < MOST; i++)
        for (ptrdiff_t j = i + 1; j < all.n && !taken[i]; j++) {
            if (taken[j] || all.p[i].outlet == all.p[j].outlet || !turned_round(acc, &all.p[i], &all.p[j])) continue;
            struct conflict k = {.kind = CONFLICT_DIRECTION, .compatible = true};
            k.why = S("who turns to the other in one is turned to in the other");
            for (ptrdiff_t h = i; h < all.n; h++) {
                const struct turn *x = &all.p[h];
                bool one = conflict_one_side(acc, x->from, all.p[i].from),
                     other = conflict_one_side(acc, x->from, all.p[j].from);
                if (taken[h] || !str_eq(x->sort, all.p[i].sort) || (!one && !other)) continue;
                if (x->to >= 0 && !conflict_one_side(acc, x->to, all.p[one ? j : i].from)) continue;
                taken[h] = true;
                int32_t claim = conflict_claim_at(acc, x->at.article, x->at.span);
                conflict_tell(&k, acc->actors.p[all.p[one ? i : j].from].name, x->at, claim, out);
            }
            if (conflict_told(acc, &k)) continue;
            conflict_close(acc, &k, out);
            made++;
        }
}

void conflicts_of_parties(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    enum { MOST = 4 };
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n), made = 0;
    outlets_number(acc, outlet, tmp);
    for (int32_t c = 0; c < acc->claims.n && made < MOST; c++)
        for (int doers = 1; doers >= 0; doers--) made += parties_of(acc, c, doers, actor_of, v, outlet, out);
    turns_of(acc, actor_of, outlet, out, tmp);
}
