/* What one says nobody knows, and another tells: "it is not clear whether the pilot braked" and "the pilot braked", "no
 * evidence that the guard left his post" and "the guard left his post", "the boy's condition is unknown" and "the boy
 * was found dead". One report is earlier, or asks for more. And one cause that nobody knows, told so in other words. */
#include "account/conflict.h"

#include "account/context.h"
#include "account/origin.h"
#include "lexicon_tables.h"

enum { DOUBTS_MAX = 100, MOST = 2, ANSWERS_MOST = 4, REACH = 12 };
static const float ENOUGH = 0.8f; // what a doubt and its answer share: the sum of the words' weights

/* What is not known. */
struct doubt {
    struct place at;
    int32_t beg, end;     // the words of what is asked
    int32_t of;           // the actor whose state is asked for, -1
    bool cause;           // it is asked how or why it came about
    bool clause;          // it is asked whether something is so
    struct context words; // of what is asked
};
struct doubts {
    struct doubt *p;
    ptrdiff_t n, cap;
};

static bool has_form(const tokens *k, int32_t t, str form) {
    return lex_says(&lex_unknowns, k->norm[t], LEX_unknowns_form, form) ||
           (k->upos[t] == UPOS_VERB && lex_says(&lex_unknowns, k->lemma[t], LEX_unknowns_form, form));
}

static bool asked_for(const tokens *k, int32_t t) {
    return lex_says(&lex_role_words, k->norm[t], LEX_role_words_role, S("asked"));
}

/* "Not clear", "cannot be confirmed", "nobody knows". */
static bool not_known(const tokens *k, int32_t t) {
    if (k->upos[t] != UPOS_ADJ && k->upos[t] != UPOS_VERB) return false;
    return has_form(k, t, S("word")) || (has_form(k, t, S("known")) && token_negated(k, t));
}

static bool no_trace(const tokens *k, int32_t t) {
    int32_t no = k->upos[t] == UPOS_NOUN && has_form(k, t, S("trace")) ? token_child(k, t, REL_DET) : -1;
    return no >= 0 && str_eq(k->norm[no], S("no"));
}

static int32_t clause_end(const tokens *k, int32_t t) {
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    int32_t end = t;
    while (end < s->end && end < t + REACH && k->upos[end] != UPOS_PUNCT) end++;
    return end;
}

/* "whether he left" right behind word t, "that he left", "how he left". */
static bool clause_behind(const tokens *k, int32_t t, bool trace, struct doubt *q) {
    enum { BEHIND = 4 };
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (int32_t w = t + 1; w + 1 < s->end && w <= t + BEHIND && k->upos[w] != UPOS_PUNCT; w++) {
        bool degree = k->upos[w + 1] == UPOS_ADJ || k->upos[w + 1] == UPOS_ADV; // "how many"
        q->cause = has_form(k, w, S("how")) && !degree;
        q->clause = has_form(k, w, S("whether")) || (trace && str_eq(k->norm[w], S("that"))) ||
                    (trace && w == t + 1 && str_eq(k->norm[w], S("to")));
        if (!q->cause && !q->clause) continue;
        q->beg = w + 1;
        q->end = clause_end(k, w + 1);
        return q->beg < q->end;
    }
    return false;
}

/* The noun that what is not known is told of: the subject of word t, or "cause" before it whatever the tree takes it
 * for; -1. */
static int32_t subject_of(const tokens *k, int32_t t) {
    int32_t up = k->rel[t] == REL_XCOMP ? k->head[t] : -1, subject = token_child(k, t, REL_NSUBJ); // "remains unknown"
    if (subject < 0) subject = token_child(k, t, REL_NSUBJ_PASS);
    if (subject < 0 && up >= 0) subject = token_child(k, up, REL_NSUBJ);
    for (int32_t w = t - 1; subject < 0 && w >= 0 && w > t - REACH && k->sent[w] == k->sent[t]; w--)
        if (k->upos[w] == UPOS_NOUN && (asked_for(k, w) || has_form(k, w, S("state")))) subject = w;
    return subject;
}

/* The actor whose condition is asked for: "his condition", "whether she is alive"; -1. */
static int32_t whose_state(const reading *r, const struct doubt *q, const int32_t *actor_of) {
    const tokens *k = &r->tokens;
    for (int32_t w = q->beg; w < q->end; w++) {
        if (!has_form(k, w, S("state"))) continue;
        int32_t of = token_child(k, w, REL_NMOD_POSS);
        if (of < 0) of = token_child(k, w, REL_NMOD);
        if (of < 0) of = token_child(k, w, REL_NSUBJ);
        int32_t e = of >= 0 ? reading_entity_at(r, of) : -1;
        return e >= 0 ? actor_of[e] : -1;
    }
    return -1;
}

/* The first word of "no evidence", "not clear", "it is unclear". */
static int32_t first_word(const tokens *k, int32_t t) {
    int32_t first = t;
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < first; c = token_next_child(k, t, c))
        if (str_find(k->feats[c], S("=Neg"), 0) >= 0 || k->rel[c] == REL_COP ||
            rel_base((enum rel)k->rel[c]) == REL_EXPL)
            first = c;
    return first;
}

static bool doubt_at(const account *acc, const struct vocabulary *v, int32_t in, int32_t t, const int32_t *actor_of,
                     struct doubt *q, arena *tmp) {
    const reading *r = acc->readings[in];
    const tokens *k = &r->tokens;
    bool trace = no_trace(k, t);
    if (!trace && !not_known(k, t)) return false;
    *q = (struct doubt){.of = -1};
    int32_t up = k->head[t];
    if (k->rel[t] == REL_AMOD && up > t && asked_for(k, up)) { // "damaged for an unknown reason"
        int32_t beg = k->sentences.p[k->sent[t]].beg;
        q->beg = beg < t - REACH ? t - REACH : beg;
        q->end = up + 1;
        q->cause = true;
    } else if (!clause_behind(k, t, trace, q)) {
        int32_t subject = trace ? -1 : subject_of(k, t);
        if (subject < 0) return false;
        token_subtree(k, subject, &q->beg, &q->end);
        q->cause = asked_for(k, subject);
    }
    int32_t first = first_word(k, t);
    q->at = (struct place){in, token_range(k, first < q->beg ? first : q->beg, t + 1 > q->end ? t + 1 : q->end)};
    q->of = whose_state(r, q, actor_of);
    q->words = context_within(v, in, q->beg, q->end, tmp);
    return q->words.n > 0 && (q->cause || q->clause || q->of >= 0);
}

static bool is_stated(const account *acc, const struct mention *m) {
    const struct event_finding *e = mention_event(acc, m);
    return m->stance == STANCE_STATES && !e->negated &&
           (e->reality == REALITY_HAPPENED || e->reality == REALITY_ONGOING);
}

/* It tells what befell that actor. */
static bool tells_fate(const account *acc, const struct mention *m, int32_t of, const int32_t *actor_of) {
    const struct event_finding *e = mention_event(acc, m);
    const tokens *k = &acc->readings[m->at.article]->tokens;
    bool his = false, fate = false;
    for (ptrdiff_t i = 0; i < e->recipients.n; i++)
        his |= e->recipients.p[i].entity >= 0 && actor_of[e->recipients.p[i].entity] == of;
    for (ptrdiff_t i = 0; i < e->actors.n; i++)
        his |= e->actors.p[i].entity >= 0 && actor_of[e->actors.p[i].entity] == of;
    for (int32_t t = token_at(k, m->at.span.beg); his && t < k->n && k->span[t].beg < m->at.span.end; t++)
        fate |= lex_says(&lex_fates, k->norm[t], LEX_fates_state, S("yes")) ||
                (t == e->head && !str_eq(k->xpos[t], S("VB")) && lex_find(&lex_fates, k->lemma[t]));
    return fate;
}

/* The mention has the content word of number w. */
static bool has_word(const tokens *k, const struct vocabulary *v, const struct mention *m, int32_t w) {
    for (int32_t t = token_at(k, m->at.span.beg); t < k->n && k->span[t].beg < m->at.span.end; t++)
        if (v->word[m->at.article][t] == w) return true;
    return false;
}

/* It tells that what is asked is so: it has a verb of the question and shares other words with it. */
static bool tells_so(const account *acc, const struct vocabulary *v, const struct doubt *q, const struct mention *m,
                     arena tmp) {
    const tokens *k = &acc->readings[q->at.article]->tokens;
    bool act = false;
    for (int32_t t = q->beg; t < q->end && !act; t++) {
        int32_t w = v->word[q->at.article][t];
        bool verb = k->upos[t] == UPOS_VERB || (k->upos[t] == UPOS_ADJ && token_child(k, t, REL_COP) >= 0);
        act = verb && w >= 0 && has_word(&acc->readings[m->at.article]->tokens, v, m, w);
    }
    int32_t count;
    if (!act) return false; // most end here, before their words are weighed
    struct context words = context_at(acc, v, m->at, &tmp);
    return context_shared(v, &q->words, &words, &count) >= ENOUGH && count > 1;
}

/* The first doubt of those that ask for one person's state tells all of them. */
static void tell_answered(account *acc, const struct vocabulary *v, const struct doubts *all, ptrdiff_t which,
                          int32_t *const *actor_of, int32_t *made, arena *out, arena tmp) {
    const struct doubt *q = &all->p[which];
    for (ptrdiff_t i = 0; i < which && q->of >= 0; i++)
        if (all->p[i].of == q->of) return;
    struct conflict k = {
        .kind = CONFLICT_DENIAL, .compatible = true, .why = S("told by one, and not known to another")};
    const tokens *in = &acc->readings[q->at.article]->tokens;
    int32_t sentence = in->sent[q->beg], answers = 0;
    for (int32_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n && answers < ANSWERS_MOST; i++) {
            const struct mention *m = &acc->claims.p[c].mentions.p[i];
            if (!is_stated(acc, m)) continue;
            if (m->at.article == q->at.article && in->sent[mention_event(acc, m)->head] == sentence) continue;
            bool so = q->of >= 0 ? m->at.article != q->at.article && tells_fate(acc, m, q->of, actor_of[m->at.article])
                                 : tells_so(acc, v, q, m, tmp);
            if (!so) continue;
            conflict_tell(&k, S("told"), m->at, c, out);
            answers++;
        }
    if (!answers) return;
    for (ptrdiff_t i = which; i < all->n; i++) {
        const struct doubt *x = &all->p[i];
        if (i > which && (q->of < 0 || x->of != q->of)) continue;
        conflict_tell(&k, S("unknown"), x->at, conflict_claim_at(acc, x->at.article, x->at.span), out);
    }
    if (q->of < 0 && conflict_told(acc, &k)) return;
    conflict_close(acc, &k, out);
    (*made)++;
}

/* They are of one thing: share a word, or two that mean much the same. */
static bool of_one(const struct vocabulary *v, const struct context *a, const struct context *b) {
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++)
            if (a->id[i] == b->id[j] || meaning_near(&v->meaning, a->id[i], b->id[j]) >= MEANING_KIN) return true;
    return false;
}

/* The causes that two outlets say nobody knows, of one thing. */
static void tell_causes(account *acc, const struct vocabulary *v, const struct doubts *all, const int32_t *outlet,
                        arena *out) {
    struct conflict k = {.kind = CONFLICT_WORDING, .compatible = true, .why = S("a cause not known, in other words")};
    for (ptrdiff_t i = 0; i < all->n; i++) {
        bool other = false;
        for (ptrdiff_t j = 0; j < all->n && all->p[i].cause; j++)
            other |= all->p[j].cause && outlet[all->p[i].at.article] != outlet[all->p[j].at.article] &&
                     of_one(v, &all->p[i].words, &all->p[j].words);
        if (!other) continue;
        struct place at = all->p[i].at;
        conflict_tell(&k, article_str(acc->readings[at.article]->article, at.span), at,
                      conflict_claim_at(acc, at.article, at.span), out);
    }
    if (k.sides.n > 1 && !conflict_told(acc, &k)) conflict_close(acc, &k, out);
}

void conflicts_of_unknowns(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n), made = 0;
    outlets_number(acc, outlet, tmp);
    struct doubts all = {0};
    struct doubt q;
    for (int32_t d = 0; d < acc->n; d++)
        for (int32_t t = 0; t < acc->readings[d]->tokens.n && all.n < DOUBTS_MAX; t++)
            if (doubt_at(acc, v, d, t, actor_of[d], &q, &tmp)) *vec_push(&tmp, &all) = q;
    for (ptrdiff_t i = 0; i < all.n && made < MOST; i++)
        if (!all.p[i].cause) tell_answered(acc, v, &all, i, actor_of, &made, out, tmp);
    tell_causes(acc, v, &all, outlet, out);
}
