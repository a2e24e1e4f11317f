/* One thing told in different words by different outlets: another verb, another doer, a list that differs. All of these
 * look like contradictions and mostly are none; they are listed so that a reader can see it at a glance. */
#include "account/conflict.h"

#include "account/context.h"
#include "account/origin.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

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
    *k = (struct conflict){.kind = kind, .compatible = true};
    k->why = why;
    k->about = acc->claims.p[claim].text;
    *vec_push(out, &k->claims) = claim;
    for (ptrdiff_t s = 0; s < sides->n; s++) *vec_push(out, &k->sides) = sides->p[s];
}

/* All of its mentions are one bare noun ("sanctions"): there is nothing to compare. */
static bool one_noun(const account *acc, const struct claim *c) {
    str lemma = {0};
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct event_finding *e = mention_event(acc, &c->mentions.p[i]);
        str mine = acc->readings[c->mentions.p[i].at.article]->tokens.lemma[e->head];
        if (!e->noun || (lemma.n && !str_eq(lemma, mine))) return false;
        lemma = mine;
    }
    return true;
}

/* Told of already: what is denied, and the figure that a claim is about. */
static bool told_already(const account *acc, int32_t claim) {
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        enum conflict_kind kind = acc->conflicts.p[k].kind;
        if ((kind == CONFLICT_DENIAL || kind == CONFLICT_NUMBER || kind == CONFLICT_DATE) &&
            ints_have(&acc->conflicts.p[k].claims, claim))
            return true;
    }
    return false;
}

/* Most of its mentions are verbs of saying ("has confirmed", "declined to comment"): what is said is to be compared. */
static bool saying(const account *acc, const struct claim *c) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < c->mentions.n && c->plover == PLOVER_NONE; i++) {
        const struct event_finding *e = mention_event(acc, &c->mentions.p[i]);
        const reading *r = acc->readings[c->mentions.p[i].at.article];
        bool cue = false;
        for (ptrdiff_t a = 0; a < r->attributions.n && !cue && !e->noun; a++)
            cue = r->attributions.p[a].cue_word == e->head;
        n += cue;
    }
    return 2 * n > c->mentions.n;
}

/* Terms: what is asked for, as two articles at least have it. */
static bool asked_for(const account *acc, const struct claim *c) {
    int32_t first = -1;
    if (c->reality == REALITY_CONDITIONAL && mention_event(acc, &c->mentions.p[c->best])->noun) return true;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *m = &c->mentions.p[i];
        const reading *r = acc->readings[m->at.article];
        for (ptrdiff_t p = 0; p < r->positions.n; p++) {
            const struct position_finding *x = &r->positions.p[p];
            bool asks = x->act == ACT_DEMAND || x->act == ACT_REQUEST || x->act == ACT_CONDITION;
            if (!asks || !span_holds(x->span, m->head)) continue;
            if (first >= 0 && first != m->at.article) return true;
            first = m->at.article;
        }
    }
    return false;
}

/* The content words of a mention but its head. */
static struct context words_of(const account *acc, const struct vocabulary *v, const struct mention *m, arena *out) {
    struct context c = context_at(acc, v, m->at, out);
    int32_t head = mention_event(acc, m)->head, kept = 0;
    for (int32_t i = 0; i < c.n; i++)
        if (c.id[i] != v->word[m->at.article][head]) c.id[kept++] = c.id[i];
    c.n = kept;
    return c;
}

/* Quoted words differ as quotations do. */
static bool quoted(const account *acc, const struct mention *m) {
    const reading *r = acc->readings[m->at.article];
    ptrdiff_t q = reading_quote_after(r, m->head.beg);
    return q < r->quotes.n && !r->quotes.p[q].scare && span_holds(r->quotes.p[q].outer, m->head);
}

static bool negated(const account *acc, const struct mention *m) {
    const struct event_finding *e = mention_event(acc, m);
    const tokens *k = &acc->readings[m->at.article]->tokens;
    for (int32_t c = token_next_child(k, e->head, -1); c >= 0; c = token_next_child(k, e->head, c))
        if (str_find(k->feats[c], S("=Neg"), 0) >= 0) return true;
    return e->reality == REALITY_DID_NOT_HAPPEN;
}

/* Both tell figures, and no one of them is the same. */
static bool other_figures(const account *acc, const struct mention *a, const struct mention *b) {
    const tokens *k = &acc->readings[a->at.article]->tokens, *l = &acc->readings[b->at.article]->tokens;
    bool of_a = false, of_b = false;
    for (int32_t t = token_at(k, a->at.span.beg); t < k->n && k->span[t].beg < a->at.span.end; t++) {
        of_a |= k->upos[t] == UPOS_NUM;
        for (int32_t u = token_at(l, b->at.span.beg); u < l->n && l->span[u].beg < b->at.span.end; u++) {
            of_b |= l->upos[u] == UPOS_NUM;
            if (k->upos[t] == UPOS_NUM && l->upos[u] == UPOS_NUM && str_eq(k->norm[t], l->norm[u])) return false;
        }
    }
    return of_a && of_b;
}

static bool named_recipients(const account *acc, const struct mention *m, const int32_t *actor_of, ints *who,
                             arena *out) {
    const struct event_finding *e = mention_event(acc, m);
    for (ptrdiff_t i = 0; i < e->recipients.n; i++) {
        int32_t a = e->recipients.p[i].entity >= 0 ? actor_of[e->recipients.p[i].entity] : -1;
        if (a >= 0 && acc->actors.p[a].named && acc->actors.p[a].kind == NAME_PERSON) *vec_push(out, who) = a;
    }
    return who->n > 0;
}

/* A pronoun may stand for anything, and what is no person for the same thing under another name. */
static bool stands_for_any(const account *acc, const struct parts *p, const int32_t *actor_of) {
    const reading *r = acc->readings[p->in];
    if (p->patient < 0 || r->tokens.upos[p->patient] == UPOS_PRON) return true;
    int32_t e = reading_entity_at(r, p->patient), a = e >= 0 ? actor_of[e] : -1;
    return a >= 0 && acc->actors.p[a].named && acc->actors.p[a].kind != NAME_PERSON;
}

/* One and the same named actor does it. */
static bool share_doer(const account *acc, const struct mention *a, const struct mention *b, int32_t *const *actor_of) {
    const struct event_finding *e = mention_event(acc, a), *f = mention_event(acc, b);
    for (ptrdiff_t i = 0; i < e->actors.n; i++)
        for (ptrdiff_t j = 0; j < f->actors.n; j++) {
            int32_t x = e->actors.p[i].entity, y = f->actors.p[j].entity;
            if (x < 0 || y < 0) continue;
            int32_t who = actor_of[a->at.article][x];
            if (who >= 0 && who == actor_of[b->at.article][y] && acc->actors.p[who].named) return true;
        }
    return false;
}

/* What is yet to come in one is past in the other, or it was done to two different things: two happenings. */
static bool two_things(const account *acc, const struct vocabulary *v, const struct mention *a, const struct mention *b,
                       int32_t *const *actor_of, arena tmp) {
    enum reality x = mention_event(acc, a)->reality, y = mention_event(acc, b)->reality;
    if ((x == REALITY_PLANNED && y == REALITY_HAPPENED) || (x == REALITY_HAPPENED && y == REALITY_PLANNED)) return true;
    struct parts p = conflict_parts(acc, a), q = conflict_parts(acc, b);
    if (!stands_for_any(acc, &p, actor_of[p.in]) && !stands_for_any(acc, &q, actor_of[q.in]) &&
        !conflict_one_thing(acc, v, actor_of, &p, p.patient, &q, q.patient, MEANING_KIN))
        return true;
    ints who = {0}, other = {0};
    if (!named_recipients(acc, a, actor_of[a->at.article], &who, &tmp)) return false;
    if (!named_recipients(acc, b, actor_of[b->at.article], &other, &tmp)) return false;
    for (ptrdiff_t i = 0; i < who.n; i++)
        if (ints_have(&other, who.p[i])) return false;
    return true;
}

/* That somebody denies a thing is told as a conflict of its own. */
static bool denial_told(const account *acc, const struct mention *m) {
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        if (acc->conflicts.p[k].kind != CONFLICT_DENIAL) continue;
        const struct side *no = &acc->conflicts.p[k].sides.p[1];
        for (ptrdiff_t i = 0; i < no->mentions.n; i++)
            if (no->mentions.p[i].article == m->at.article && span_touch(no->mentions.p[i].span, m->at.span))
                return true;
    }
    return false;
}

/* Told by two outlets or more: one side for each outlet that words it in its own way. A mention counts when it shares
 * words with one of another outlet and both have words of their own. */
static void wordings_of(account *acc, int32_t c, int32_t *const *actor_of, const int32_t *outlet,
                        const struct vocabulary *v, arena *out, arena tmp) {
    static const float ENOUGH = 0.5f;
    enum { MENTIONS_MAX = 48 };
    const struct claim *x = &acc->claims.p[c];
    ptrdiff_t n = x->mentions.n < MENTIONS_MAX ? x->mentions.n : MENTIONS_MAX;
    struct context *words = arena_new(&tmp, struct context, n);
    bool *good = arena_new(&tmp, bool, n);
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct mention *m = &x->mentions.p[i];
        if (m->stance != STANCE_STATES || quoted(acc, m) || denial_told(acc, m)) continue;
        words[i] = words_of(acc, v, m, &tmp);
        for (ptrdiff_t j = 0; j < i; j++) {
            int32_t count;
            if (outlet[x->mentions.p[j].at.article] == outlet[m->at.article]) continue;
            if (negated(acc, m) != negated(acc, &x->mentions.p[j])) continue; // a thing and its not being so
            if (other_figures(acc, m, &x->mentions.p[j])) continue;           // conflict_number.c tells of those
            bool near = context_shared(v, &words[i], &words[j], &count) >= ENOUGH;
            if (!near && !share_doer(acc, m, &x->mentions.p[j], actor_of)) continue;
            if (two_things(acc, v, m, &x->mentions.p[j], actor_of, tmp)) continue;
            // What only tells less, or tells it of another name, says nothing else.
            if (!context_has_own(v, &words[i], &words[j]) || !context_has_own(v, &words[j], &words[i])) continue;
            good[i] = good[j] = true;
        }
    }
    struct sides sides = {0};
    strs keys = {0}, told = {0};
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct mention *m = &x->mentions.p[i];
        if (!good[i]) continue;
        str key = arena_fmt(&tmp, "%d", outlet[m->at.article]);
        str text = utf8_fold(&tmp, article_str(acc->readings[m->at.article]->article, m->at.span));
        bool copied = false;
        for (ptrdiff_t k = 0; k < told.n && !copied; k++) copied = str_eq(told.p[k], text);
        if (copied) continue;
        *vec_push(&tmp, &told) = text;
        put(&sides, &keys, arena_str(out, key), acc, m, out);
    }
    if (sides.n < 2) return;
    if (asked_for(acc, x))
        keep(acc, c, CONFLICT_TERMS, &sides, S("what is asked for, told in other words"), out);
    else
        keep(acc, c, CONFLICT_WORDING, &sides, S("the same thing in other words"), out);
}

/* A question tells nothing. */
static bool is_asked(const tokens *k, int32_t t) {
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (int32_t w = s->end - 1; w > t && k->upos[w] == UPOS_PUNCT; w--)
        if (str_eq(k->norm[w], S("?"))) return true;
    return false;
}

/* It tells that somebody said nothing. */
static bool silence(const account *acc, const struct mention *m) {
    const struct event_finding *e = mention_event(acc, m);
    const tokens *k = &acc->readings[m->at.article]->tokens;
    int32_t what = token_child(k, e->head, REL_XCOMP); // "declined to comment"
    if (what >= 0 && lex_find(&lex_silence, k->lemma[what])) return true;
    if (e->stance != STANCE_NO_COMMENT && e->reality != REALITY_DID_NOT_HAPPEN) return false;
    return lex_find(&lex_silence, k->lemma[e->head]) != NULL;
}

/* The actor that a mention itself names as the doer, -1 when there is none: who "he" is may be read wrongly. */
static int32_t doer_of(const account *acc, const struct mention *m, const int32_t *actor_of) {
    const struct event_finding *e = mention_event(acc, m);
    const tokens *k = &acc->readings[m->at.article]->tokens;
    str lemma = k->lemma[e->head];
    if (is_asked(k, e->head) || silence(acc, m) || negated(acc, m) || conflict_gives_name(k, e)) return -1;
    if (m->stance != STANCE_STATES || (!e->noun && lex_find(&lex_light_verbs, lemma))) return -1;
    for (ptrdiff_t a = 0; a < e->actors.n; a++) {
        const struct role *role = &e->actors.p[a];
        int32_t who = role->entity >= 0 ? actor_of[role->entity] : -1;
        if (who < 0 || acc->actors.p[who].kind == NAME_PLACE || role->name < 0) continue;
        const struct name *x = &acc->readings[m->at.article]->names.p[role->name];
        if (x->form != FORM_PRONOUN && span_holds(m->at.span, x->span)) return who;
    }
    return -1;
}

static bool receives(const account *acc, const struct mention *m, const int32_t *actor_of, int32_t who) {
    const struct event_finding *e = mention_event(acc, m);
    for (ptrdiff_t i = 0; i < e->recipients.n; i++)
        if (e->recipients.p[i].entity >= 0 && actor_of[e->recipients.p[i].entity] == who) return true;
    return false;
}

/* A country and a body or a leader of it are one side. */
static bool one_side(const struct actor *a, const struct actor *b) {
    return a->code.n >= 3 && b->code.n >= 3 && str_eq(str_head(a->code, 3), str_head(b->code, 3)) &&
           (a->kind == NAME_PLACE || b->kind == NAME_PLACE);
}

/* Other doers of the same act in other outlets; where one's doer is the other's recipient, it is the direction that
 * differs. */
static void doers_of(account *acc, int32_t c, int32_t *const *actor_of, const struct vocabulary *v,
                     const int32_t *outlet, arena *out, arena tmp) {
    const struct claim *x = &acc->claims.p[c];
    struct sides sides = {0};
    strs names = {0};
    bool direction = false, one_act = false;
    // Talks have two doers; of what is no act between parties many take part, and each report names some.
    if (x->plover == PLOVER_CONSULT || x->plover == PLOVER_NONE) return;

    for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
        const struct mention *m = &x->mentions.p[i];
        int32_t who = doer_of(acc, m, actor_of[m->at.article]);
        if (who < 0) continue;
        for (ptrdiff_t j = 0; j < i; j++) {
            const struct mention *n = &x->mentions.p[j];
            int32_t other = doer_of(acc, n, actor_of[n->at.article]);
            if (other < 0 || other == who) continue;
            if (one_side(&acc->actors.p[who], &acc->actors.p[other])) return;
            bool named = acc->actors.p[who].named && acc->actors.p[other].named;
            bool turned = named && receives(acc, m, actor_of[m->at.article], other) &&
                          receives(acc, n, actor_of[n->at.article], who);
            direction |= turned;
            one_act |= turned || (named && !two_things(acc, v, m, n, actor_of, tmp));
        }
        put(&sides, &names, acc->actors.p[who].name, acc, m, out);
    }
    if (sides.n < 2 || !one_act || !across_outlets(&sides, outlet)) return;
    if (direction)
        keep(acc, c, CONFLICT_DIRECTION, &sides, S("who does it in one is done it to in the other"), out);
    else
        keep(acc, c, CONFLICT_ACTOR, &sides, S("different names for who did it, or each names a part"), out);
}

/* Of a name of several words only one counts. */
static bool within_name(const reading *r, int32_t t) {
    int32_t n = reading_name_at(r, t);
    return n >= 0 && r->names.p[n].head != t;
}

static int32_t mentions_shared_words(const account *acc, const struct mention *a, const struct mention *b) {
    const tokens *k = &acc->readings[a->at.article]->tokens, *l = &acc->readings[b->at.article]->tokens;
    int32_t n = 0;
    for (int32_t t = token_at(k, a->at.span.beg); t < k->n && k->span[t].beg < a->at.span.end; t++) {
        if (k->upos[t] != UPOS_NOUN && k->upos[t] != UPOS_VERB && k->upos[t] != UPOS_ADJ && k->upos[t] != UPOS_PROPN)
            continue;
        if (within_name(acc->readings[a->at.article], t)) continue;
        for (int32_t u = token_at(l, b->at.span.beg); u < l->n && l->span[u].beg < b->at.span.end; u++)
            if (str_eq(k->lemma[t], l->lemma[u])) {
                n++;
                break;
            }
    }
    return n;
}

/* The mention's own words name that actor as the doer. */
static bool names_doer(const account *acc, const struct mention *m, const int32_t *actor_of, int32_t actor) {
    const struct event_finding *e = mention_event(acc, m);
    for (ptrdiff_t a = 0; a < e->actors.n; a++) {
        const struct role *role = &e->actors.p[a];
        if (role->entity < 0 || role->name < 0 || actor_of[role->entity] != actor) continue;
        if (span_holds(m->at.span, acc->readings[m->at.article]->names.p[role->name].span)) return true;
    }
    return false;
}

/* Two mentions of one kind, in two outlets, about the same, each with its doer's name. */
static bool same_subject(const account *acc, const struct claim *a, const struct claim *b, int32_t *const *actor_of,
                         const int32_t *outlet) {
    enum { SHARED_LEAST = 3, MENTIONS_COMPARED = 12 }; // content words
    for (ptrdiff_t i = 0; i < a->mentions.n && i < MENTIONS_COMPARED; i++)
        for (ptrdiff_t j = 0; j < b->mentions.n && j < MENTIONS_COMPARED; j++) {
            const struct mention *m = &a->mentions.p[i], *n = &b->mentions.p[j];
            if (m->stance != STANCE_STATES || n->stance != STANCE_STATES ||
                outlet[m->at.article] == outlet[n->at.article])
                continue;
            if (!str_eq(mention_event(acc, m)->kind, mention_event(acc, n)->kind)) continue;
            int32_t head = mention_event(acc, m)->head; // "Per Wik, 35", and "Ida Holm, 61"
            if (acc->readings[m->at.article]->tokens.upos[head] == UPOS_ADJ) continue;
            if (silence(acc, m)) continue; // that two keep silent is no rivalry
            if (!names_doer(acc, m, actor_of[m->at.article], a->actors.p[0])) continue;
            if (!names_doer(acc, n, actor_of[n->at.article], b->actors.p[0])) continue;
            if (mentions_shared_words(acc, m, n) >= SHARED_LEAST) return true;
        }
    return false;
}

/* Two claims of one kind by two named parties, neither of the other's side: "X confirms it", "Y confirms it". */
static bool rivals(const account *acc, const struct claim *a, const struct claim *b, int32_t *const *actor_of,
                   const int32_t *outlet) {
    if (!a->actors.n || !b->actors.n || a->plover == PLOVER_CONSULT || b->plover == PLOVER_CONSULT) return false;
    const struct actor *x = &acc->actors.p[a->actors.p[0]], *y = &acc->actors.p[b->actors.p[0]];
    if (!x->named || !y->named || one_side(x, y)) return false;
    for (ptrdiff_t i = 0; i < a->actors.n; i++)
        if (ints_have(&b->actors, a->actors.p[i])) return false;
    return same_subject(acc, a, b, actor_of, outlet);
}

static void add_claim_side(const account *acc, struct conflict *k, int32_t c, arena *out) {
    const struct claim *x = &acc->claims.p[c];
    *vec_push(out, &k->claims) = c;
    struct side *side = vec_push(out, &k->sides);
    side->value = x->text;
    for (ptrdiff_t i = 0; i < x->mentions.n; i++)
        if (x->mentions.p[i].stance == STANCE_STATES) *vec_push(out, &side->mentions) = x->mentions.p[i].at;
}

/* The doer of one is the recipient of the other. */
static bool does_to(const struct claim *a, const struct claim *b) { return ints_have(&b->recipients, a->actors.p[0]); }

/* Who does it, told of different parties in claims of their own. */
static void rival_claims(account *acc, int32_t *const *actor_of, const int32_t *outlet, arena *out) {
    enum { CLAIMS_COMPARED = 60 };
    ptrdiff_t n = acc->claims.n < CLAIMS_COMPARED ? acc->claims.n : CLAIMS_COMPARED;
    for (int32_t a = 0; a < n; a++)
        for (int32_t b = a + 1; b < n; b++) {
            if (!rivals(acc, &acc->claims.p[a], &acc->claims.p[b], actor_of, outlet)) continue;
            struct conflict *k = vec_push(out, &acc->conflicts);
            *k = (struct conflict){
                .kind = CONFLICT_ACTOR, .compatible = true, .why = S("two parties, each said to do it")};
            if (does_to(&acc->claims.p[a], &acc->claims.p[b]) || does_to(&acc->claims.p[b], &acc->claims.p[a])) {
                k->kind = CONFLICT_DIRECTION;
                k->why = S("who does it in one is done it to in the other");
            }
            k->about = acc->claims.p[a].text;
            add_claim_side(acc, k, a, out);
            add_claim_side(acc, k, b, out);
        }
}

void conflicts_of_wording(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    // The claims are sorted: only the most important ones are compared, so that what matters is not lost in a long
    // list.
    enum { CLAIMS_LEAST = 5, CLAIMS_PER_ARTICLE = 1 };
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n);
    outlets_number(acc, outlet, tmp);
    ptrdiff_t most = CLAIMS_PER_ARTICLE * acc->n, wordings = 0, doers = 0;
    if (most < CLAIMS_LEAST) most = CLAIMS_LEAST;
    for (int32_t c = 0; c < acc->claims.n; c++) {
        ptrdiff_t before = acc->conflicts.n;
        if (wordings < most && !one_noun(acc, &acc->claims.p[c]) && !told_already(acc, c) &&
            !saying(acc, &acc->claims.p[c]))
            wordings_of(acc, c, actor_of, outlet, v, out, tmp);
        wordings += acc->conflicts.n - before;
        before = acc->conflicts.n;
        if (2 * doers < most) doers_of(acc, c, actor_of, v, outlet, out, tmp);
        doers += acc->conflicts.n - before;
    }
    rival_claims(acc, actor_of, outlet, out);
}
