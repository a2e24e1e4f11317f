/* Denials: what one states another denies, doubts, or tells not to have happened. A denial is of the claim that it was
 * joined with, else of the stated one that shares most words with it. */
#include "account/conflict.h"

#include "account/context.h"
#include "base/table.h"
#include "extract/denial.h"
#include "lexicon_tables.h"

static const float OF_ITS_SORT = 0.46f; // how near two nouns are that may name one thing
// What a denial, and a negated report of its own, must share with what it denies: the sum of the words' weights.
static const float DENIAL_ENOUGH = 0.7f, NEGATION_ENOUGH = 0.9f, CLOSE = 0.4f, POINTS_BACK = 0.7f, SAME_ACT = 0.6f,
                   SAME_CLAIM = 0.5f, LONGER = 0.02f, OFTEN = 0.05f;

/* One mention with the words of its span. */
struct told {
    const struct mention *m;
    const struct event_finding *e;
    struct context words;
    int32_t denier;     // who is said to deny it, an actor, -1
    int32_t claim, act; // number of the head's verb in the vocabulary, -1
    ints who;           // actors with a name that have a part in it, are named in it, or deny it
    bool negated;       // "not in talks"
    bool other_cue;     // it is no denial, whatever its stance: "denied his motion"
    int32_t kind;       // number of the event's kind
    bool of_a_part;     // of what is denied; known, as the next is, of denials alone
    int32_t such;       // the word "such" that points back, -1
    struct parts parts;
};
/* What decides first whether a telling is looked at, close together. */
struct stated {
    int32_t telling, act, kind; // numbers; act −1 for none
};
struct tellings {
    struct told *p;
    ptrdiff_t n, cap;
    struct {
        struct stated *p;
        ptrdiff_t n, cap;
    } stated; // those that are stated to be so
    table kinds;
};

static bool denies(const struct mention *m) { return m->stance == STANCE_DENIES || m->stance == STANCE_RELAYS_DENIAL; }

/* Told in somebody's own voice not to have happened. Keeping silent is no denial. */
static bool negated(const account *acc, const struct mention *m) {
    const struct event_finding *e = mention_event(acc, m);
    return m->stance == STANCE_STATES && e->reality == REALITY_DID_NOT_HAPPEN &&
           !lex_find(&lex_silence, acc->readings[m->at.article]->tokens.lemma[e->head]);
}

/* Word t has a dependent that reality.tsv lists under that part. */
static bool has_word(const tokens *k, int32_t t, enum rel rel, str part) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        if (rel_base((enum rel)k->rel[c]) != rel) continue;
        if (lex_says(&lex_reality, k->norm[c], LEX_reality_part, part)) return true;
    }
    return false;
}

bool conflict_supposed(const tokens *k, int32_t t) { return has_word(k, t, REL_MARK, S("mark")); }

/* The cue refuses something to somebody, or asks somebody: "denied his motion", "was questioned about the theft". */
static bool other_cue(const tokens *k, int32_t cue) {
    enum { REACH = 8 };
    bool passive = token_child(k, cue, REL_AUX_PASS) >= 0 || k->rel[cue] == REL_ACL;
    const struct sentence *s = &k->sentences.p[k->sent[cue]];
    for (int32_t t = cue + 1; t < s->end && t <= cue + REACH && str_eq(k->lemma[cue], S("question")); t++)
        if (str_eq(k->norm[t], S("about")) || passive) return true;
    int32_t object = token_child(k, cue, REL_OBJ);
    if (object < 0) object = token_child(k, cue, REL_NSUBJ_PASS);
    for (int32_t t = object >= 0 ? object : cue + 1; t < s->end && t <= cue + REACH; t++) {
        if (lex_says(&lex_denials, k->norm[t], LEX_denials_form, S("granted"))) return true;
        if (object >= 0 || k->upos[t] == UPOS_VERB) return false;
    }
    return false;
}

/* In somebody's mouth, as a denial. */
static bool outright(const struct told *t) { return !t->other_cue && (denies(t->m) || t->m->stance == STANCE_DOUBTS); }

/* Stated to be so, or to have been. That somebody denied it is another matter. */
static bool stated(const struct told *t) {
    if (str_eq(t->e->kind, S("deny")) || t->e->negated || t->negated) return false;
    return t->m->stance == STANCE_STATES && t->e->reality != REALITY_DID_NOT_HAPPEN &&
           t->e->reality != REALITY_HYPOTHETICAL;
}

/* Only those with a name: "the hotel" may be any. */
static void add_party(const account *acc, const int32_t *actor_of, int32_t entity, ints *who, arena *out) {
    int32_t a = entity >= 0 ? actor_of[entity] : -1;
    if (a >= 0 && acc->actors.p[a].named && !ints_have(who, a)) *vec_push(out, who) = a;
}

static ints parties_of(const account *acc, const struct mention *m, const int32_t *actor_of, arena *out) {
    const reading *r = acc->readings[m->at.article];
    const struct event_finding *e = mention_event(acc, m);
    ints who = {0};
    for (ptrdiff_t i = 0; i < e->actors.n; i++) add_party(acc, actor_of, e->actors.p[i].entity, &who, out);
    for (ptrdiff_t i = 0; i < e->recipients.n; i++) add_party(acc, actor_of, e->recipients.p[i].entity, &who, out);
    for (ptrdiff_t i = 0; i < r->names.n; i++)
        if (span_holds(m->at.span, r->names.p[i].span)) add_party(acc, actor_of, r->names.p[i].entity, &who, out);
    if (denies(m) && e->attribution >= 0) add_party(acc, actor_of, r->attributions.p[e->attribution].entity, &who, out);
    return who;
}

static void gather(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, struct tellings *all,
                   arena *out) {
    for (int32_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
            const struct mention *m = &acc->claims.p[c].mentions.p[i];
            const tokens *k = &acc->readings[m->at.article]->tokens;
            struct told *t = vec_push(out, all);
            *t = (struct told){.m = m, .e = mention_event(acc, m), .claim = c, .denier = -1};
            t->words = context_at(acc, v, m->at, out);
            t->act = v->word[m->at.article][t->e->head];
            t->negated = token_negated(k, t->e->head);
            t->who = parties_of(acc, m, actor_of[m->at.article], out);
            t->parts = conflict_parts(acc, m);
            t->kind = table_number(&all->kinds, out, t->e->kind);
            if (stated(t)) *vec_push(out, &all->stated) = (struct stated){(int32_t)(t - all->p), t->act, t->kind};
            int32_t by = t->e->attribution;
            const reading *r = acc->readings[m->at.article];
            if (by >= 0 && r->attributions.p[by].entity >= 0)
                t->denier = actor_of[m->at.article][r->attributions.p[by].entity];
            if (by >= 0 && r->attributions.p[by].cue_word >= 0)
                t->other_cue = other_cue(k, r->attributions.p[by].cue_word) ||
                               conflict_supposed(k, r->attributions.p[by].cue_word);
            t->other_cue |= denial_doubted(k, t->e->head); // conflict_unknown.c's
        }
}

/* It stands behind a denial of what was said before ("disputed that: …"): conflict_response.c's. */
static bool of_response(const account *acc, const struct mention *m) {
    const reading *r = acc->readings[m->at.article];
    const struct event_finding *e = mention_event(acc, m);
    if (conflict_points_back(r, e->head)) return true;
    return e->attribution >= 0 && r->attributions.p[e->attribution].cue_word >= 0 &&
           conflict_points_back(r, r->attributions.p[e->attribution].cue_word);
}

static int32_t sentence_of(const account *acc, const struct told *t) {
    return acc->readings[t->m->at.article]->tokens.sent[t->e->head];
}

/* "such an order", "any such trip": it names what stands before. Returns the word "such", -1 when there is none. */
static int32_t points_back(const account *acc, const struct told *d) {
    const tokens *k = &acc->readings[d->m->at.article]->tokens;
    for (int32_t t = token_at(k, d->m->at.span.beg); t < k->n && k->span[t].beg < d->m->at.span.end; t++)
        if (str_eq(k->norm[t], S("such"))) return t;
    return -1;
}

/* The telling speaks of the thing that stands behind "such", or of one of its sort. */
static bool names_thing(const account *acc, const struct vocabulary *v, const struct told *d, int32_t such,
                        const struct told *t) {
    enum { THING_WITHIN = 5 };
    const tokens *k = &acc->readings[d->m->at.article]->tokens;
    int32_t thing = such + 1;
    while (thing < k->n && thing < such + THING_WITHIN && k->upos[thing] != UPOS_NOUN) thing++;
    int32_t w = thing < k->n && k->upos[thing] == UPOS_NOUN ? v->word[d->m->at.article][thing] : -1;
    for (int32_t i = 0; w >= 0 && i < t->words.n; i++)
        if (t->words.id[i] == w || meaning_near(&v->meaning, t->words.id[i], w) >= OF_ITS_SORT) return true;
    return false;
}

/* Each names parties, and none is of both. */
static bool other_parties(const account *acc, const struct told *a, const struct told *b) {
    for (ptrdiff_t i = 0; i < a->who.n; i++)
        for (ptrdiff_t j = 0; j < b->who.n; j++)
            if (conflict_one_side(acc, a->who.p[i], b->who.p[j])) return false;
    return a->who.n > 0 && b->who.n > 0;
}

/* "Denied any part in the raid": not that there was a raid. */
static bool of_a_part(const tokens *k, int32_t t) {
    enum { CLIMB = 3 };
    for (int step = 0; t >= 0 && step < CLIMB; t = k->head[t], step++)
        if (k->upos[t] == UPOS_NOUN && lex_says(&lex_denials, k->lemma[t], LEX_denials_form, S("part"))) return true;
    return false;
}

/* The telling names whoever denies it. */
static bool names_denier(const account *acc, const struct told *d, const struct told *t) {
    for (ptrdiff_t j = 0; j < t->who.n; j++)
        if (conflict_one_side(acc, d->denier, t->who.p[j])) return true;
    return false;
}

/* How far denial d is of what t states. */
static float denied(const account *acc, const struct vocabulary *v, const struct told *d, const struct told *t) {
    int32_t count;
    float s = context_shared(v, &d->words, &t->words, &count);
    if (t->act != d->act && str_eq(t->e->kind, d->e->kind)) s += SAME_ACT;
    int32_t such = d->such;
    if (other_parties(acc, d, t)) return 0;
    if (d->of_a_part && !names_denier(acc, d, t)) return 0;
    if (t->claim == d->claim) s += SAME_CLAIM;
    if (t->m->at.article != d->m->at.article) return such < 0 || names_thing(acc, v, d, such, t) ? s : 0;
    int32_t back = sentence_of(acc, d) - sentence_of(acc, t);
    bool before = t->m->head.beg < d->m->head.beg;
    if (such >= 0 && before && names_thing(acc, v, d, such, t)) {
        s += POINTS_BACK + CLOSE;
        if (back > 1) // of those further back the one that is of that thing and of little else, and told often
            s += OFTEN * (float)acc->claims.p[t->claim].mentions.n - LONGER * (float)t->words.n;
    }
    if (!before || back < 0 || back > 1) return s;
    if (such < 0) return count ? s + CLOSE : s;
    // The longest telling right before: "was accused of giving an order to march", "denied any such order".
    return s + POINTS_BACK + (back == 0) * CLOSE + 0.0001f * (float)span_len(t->m->at.span);
}

/* "found no evidence": it is evidence that was not found, so that of a weapon's being found nothing is denied. */
static bool denies_object(const account *acc, const struct vocabulary *v, const struct told *d, const struct told *t) {
    const tokens *k = &acc->readings[d->m->at.article]->tokens;
    int32_t object = token_child(k, d->e->head, REL_OBJ), no = object >= 0 ? token_child(k, object, REL_DET) : -1;
    if (no < 0 || !str_eq(k->norm[no], S("no"))) return false;
    int32_t w = v->word[d->m->at.article][object];
    return w >= 0 && !context_has(&t->words, w);
}

/* "will not", "there would be no". */
static bool to_come(const tokens *k, const struct told *d) {
    enum { REACH = 5 };
    int32_t head = d->e->head;
    for (int32_t t = head - 1; t >= 0 && t > head - REACH && k->sent[t] == k->sent[head]; t--)
        if (k->upos[t] == UPOS_AUX && (str_eq(k->lemma[t], S("will")) || str_eq(k->norm[t], S("would")))) return true;
    return false;
}

/* "hid nothing", "nobody was hurt". */
static bool none(const tokens *k, int32_t t) {
    return t >= 0 && k->upos[t] == UPOS_PRON && str_find(k->feats[t], S("=Neg"), 0) >= 0;
}

static bool has_no(const tokens *k, int32_t t) {
    int32_t no = t >= 0 ? token_child(k, t, REL_DET) : -1;
    return no >= 0 && str_eq(k->norm[no], S("no"));
}

/* "did not sign", "no arrests were made"; and not "without an order", nor what hangs on a verb of its
 * own that is negated: "was not hurt and was freed". */
static bool says_not(const tokens *k, const struct told *d) {
    int32_t head = d->e->head;
    return d->negated || has_no(k, head) || has_no(k, d->parts.patient) || has_no(k, d->parts.agent);
}

/* Both in the article's own voice, or in one speaker's, in one article: nobody contradicts himself in a report. */
static bool one_voice(const account *acc, const struct told *a, const struct told *b) {
    if (a->m->at.article != b->m->at.article) return false;
    const reading *r = acc->readings[a->m->at.article];
    int32_t x = a->e->attribution, y = b->e->attribution;
    if (x < 0 || y < 0) return x == y;
    return x == y || (r->attributions.p[x].entity >= 0 && r->attributions.p[x].entity == r->attributions.p[y].entity);
}

/* In a clause that tells under what condition or before what: "if he had not fired", "before being questioned". */
static bool in_side_clause(const tokens *k, int32_t t) {
    enum { CLIMB_STEPS = 8 };
    for (int step = 0; t >= 0 && step < CLIMB_STEPS; t = k->head[t], step++)
        if (has_word(k, t, REL_MARK, S("mark")) || has_word(k, t, REL_MARK, S("awaited"))) return true;
    return false;
}

/* "Did not mean to shoot", "is not going to have": what is negated is the wish; not so of "failed to stop". */
static bool of_wish(const tokens *k, int32_t t) {
    int32_t up = rel_base((enum rel)k->rel[t]) == REL_XCOMP ? k->head[t] : -1;
    if (up < 0) return false;
    return !lex_says(&lex_reality, k->lemma[up], LEX_reality_effect, S("did-not-happen"));
}

/* "More people were not hurt": of those beyond the ones that were. */
static bool of_more(const tokens *k, int32_t t) {
    int32_t subject = token_child(k, t, REL_NSUBJ_PASS);
    if (subject < 0) subject = token_child(k, t, REL_NSUBJ);
    for (int32_t c = subject < 0 ? -1 : token_next_child(k, subject, -1); c >= 0; c = token_next_child(k, subject, c))
        if (str_find(k->feats[c], S("Degree=Cmp"), 0) >= 0) return true;
    return false;
}

/* Told flatly not to be so: not what should not, would not otherwise, or was not meant to be. */
static bool is_flat(const tokens *k, int32_t t) {
    return !has_word(k, t, REL_AUX, S("duty")) && !in_side_clause(k, t) && !of_wish(k, t) && !of_more(k, t);
}

/* Whom or what "is a nurse", "was at home" is said of; -1. */
static int32_t told_of(const tokens *k, int32_t head) {
    int32_t subject = token_child(k, head, REL_NSUBJ);
    return subject >= 0 && str_starts(k->xpos[subject], S("W")) ? k->head[head] : subject;
}

/* What one is said not to be, another is. */
static bool of_other_subjects(const account *acc, const struct vocabulary *v, int32_t *const *actor_of,
                              const struct told *d, const struct told *t) {
    const tokens *k = &acc->readings[d->m->at.article]->tokens, *l = &acc->readings[t->m->at.article]->tokens;
    if (k->upos[d->e->head] == UPOS_VERB || token_child(k, d->e->head, REL_COP) < 0) return false;
    return !conflict_one_thing(acc, v, actor_of, &d->parts, told_of(k, d->e->head), &t->parts, told_of(l, t->e->head),
                               OF_ITS_SORT);
}

/* That something was not done says nothing of its being done to somebody else, or by somebody else: a report that it
 * was not so, in nobody's mouth as a denial, must be of the same thing, and say so outright ("not", "no arrests"). */
static bool contradicts(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, const struct told *d,
                        const struct told *t) {
    enum { SHARED_LEAST = 2 };
    const tokens *k = &acc->readings[d->m->at.article]->tokens;
    int32_t count;
    bool happened = t->e->reality == REALITY_HAPPENED || t->e->reality == REALITY_ONGOING;
    if (!happened && !t->e->noun && !to_come(k, d)) return false;
    if (!says_not(k, d) || !is_flat(k, d->e->head) || one_voice(acc, d, t)) return false;
    if (of_other_subjects(acc, v, actor_of, d, t)) return false;
    if (in_side_clause(&acc->readings[t->m->at.article]->tokens, t->e->head)) return false;
    const struct parts *x = &d->parts, *y = &t->parts;
    if (x->patient < 0 || y->patient < 0) {
        context_shared(v, &d->words, &t->words, &count);
        if (x->agent >= 0 && y->agent >= 0 &&
            !conflict_one_thing(acc, v, actor_of, x, x->agent, y, y->agent, OF_ITS_SORT))
            return false;
        return count + (t->act != d->act) >= SHARED_LEAST; // "threats" and "threatened" are one word of both
    }
    if (none(k, x->patient) && x->agent >= 0)
        return conflict_one_thing(acc, v, actor_of, x, x->agent, y, y->agent, OF_ITS_SORT);
    if (!conflict_one_thing(acc, v, actor_of, x, x->patient, y, y->patient, OF_ITS_SORT)) return false;
    return x->agent < 0 || conflict_one_thing(acc, v, actor_of, x, x->agent, y, y->agent, OF_ITS_SORT);
}

/* The two have neither a doer nor a thing in common: "denies that he left the ship", "the council left repairs to the
 * owners". */
static bool other_parts(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, const struct parts *x,
                        const struct parts *y) {
    const int32_t mine[] = {x->agent, x->patient}, theirs[] = {y->agent, y->patient};
    bool common = false;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            common |= mine[i] >= 0 && theirs[j] >= 0 &&
                      conflict_one_thing(acc, v, actor_of, x, mine[i], y, theirs[j], OF_ITS_SORT);
    return !common && x->agent >= 0 && (y->agent >= 0 || y->patient >= 0);
}

/* They tell of acts that are neither of one kind nor near in meaning, and neither has the other's word. */
static bool other_act(const struct vocabulary *v, const struct told *d, const struct told *t) {
    static const float NEAR = 0.3f;
    if (d->act < 0 || t->act < 0 || d->act == t->act || str_eq(d->e->kind, t->e->kind)) return false;
    return !context_has(&t->words, d->act) && !context_has(&d->words, t->act) &&
           meaning_near(&v->meaning, d->act, t->act) < NEAR;
}

/* What a denial that points back to nothing shares with another report may be the scene alone. */
static bool other_doing(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, const struct told *d,
                        const struct told *t) {
    if (d->such >= 0 || t->m->at.article == d->m->at.article) return false;
    return other_act(v, d, t) || other_parts(acc, v, actor_of, &d->parts, &t->parts);
}

/* The stated mention that d denies, -1 when there is none. A negated one must tell of the same act. */
static int32_t find_denied(const account *acc, const struct vocabulary *v, int32_t *const *actor_of,
                           const struct tellings *all, const struct told *d) {
    float most = outright(d) ? DENIAL_ENOUGH : NEGATION_ENOUGH;
    int32_t best = -1;
    bool flat = outright(d);
    for (ptrdiff_t i = 0; i < all->stated.n; i++) {
        const struct stated *x = &all->stated.p[i];
        if (!flat && (x->act < 0 || x->act != d->act) && x->kind != d->kind) continue;
        const struct told *t = &all->p[x->telling];
        if (t->m->at.article == d->m->at.article && span_touch(t->m->at.span, d->m->at.span)) continue;
        if (!flat && denies_object(acc, v, d, t)) continue; // what "could not be lowered" "jammed"
        if (!flat && !contradicts(acc, v, actor_of, d, t)) continue;
        float s = denied(acc, v, d, t);
        if (s < most || (best >= 0 && s <= most)) continue;
        if (flat && other_doing(acc, v, actor_of, d, t)) continue;
        most = s;
        best = x->telling;
    }
    return best;
}

/* "has not yet", "did not explicitly": only in part. */
static bool in_part(const account *acc, const struct told *d) {
    const tokens *k = &acc->readings[d->m->at.article]->tokens;
    for (int32_t t = d->e->head - 1; t >= 0 && k->sent[t] == k->sent[d->e->head] && t > d->e->head - 4; t--)
        if (k->upos[t] == UPOS_ADV && !lex_find(&lex_function_words, k->norm[t])) return true;
    return false;
}

static void take_side(const account *acc, struct side *side, const struct mention *m, arena *out) {
    if (!side->mentions.n) side->value = article_str(acc->readings[m->at.article]->article, m->at.span);
    *vec_push(out, &side->mentions) = m->at;
}

static const struct told *telling_of(const struct tellings *all, const struct mention *m) {
    int32_t i = 0;
    while (all->p[i].m != m) i++;
    return &all->p[i];
}

/* All that the side tells stands in reports of later days. */
static bool told_before(const account *acc, const struct mention *m, const struct side *later) {
    const struct moment *mine = &acc->readings[m->at.article]->article->when;
    for (ptrdiff_t i = 0; i < later->mentions.n; i++) {
        const struct moment *other = &acc->readings[later->mentions.p[i].article]->article->when;
        if (!mine->known || !other->known || other->day <= mine->day) return false;
    }
    return true;
}

/* The conflict between what claim `yes` states and denial d, with all that the claims of both say on either side; of
 * `yes` only what is `meant` where that is given. */
static void add(account *acc, const struct vocabulary *v, int32_t *const *actor_of, const struct tellings *all,
                const struct told *d, int32_t yes, const struct told *meant, arena *out) {
    struct conflict k = {.kind = CONFLICT_DENIAL};
    int32_t such = d->such;
    vec_push(out, &k.sides);
    vec_push(out, &k.sides);
    *vec_push(out, &k.claims) = yes;
    if (yes != d->claim) *vec_push(out, &k.claims) = d->claim;
    for (ptrdiff_t c = 0; c < k.claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[k.claims.p[c]].mentions.n; i++) {
            const struct mention *m = &acc->claims.p[k.claims.p[c]].mentions.p[i];
            if (m->stance == STANCE_NO_COMMENT) continue;
            bool against = denies(m) || m->stance == STANCE_DOUBTS || negated(acc, m);
            if ((c > 0 && !against) || (meant && !against && m != meant->m)) continue;
            const struct told *t = telling_of(all, m);
            if (!against && such >= 0 && !meant && !names_thing(acc, v, d, such, t)) continue;
            if (!against && !outright(d) && !contradicts(acc, v, actor_of, d, t)) continue;
            take_side(acc, &k.sides.p[against], m, out);
        }
    if (!k.sides.p[0].mentions.n || !k.sides.p[1].mentions.n) return;
    k.about = acc->claims.p[yes].text;
    bool before = !denies(d->m) && told_before(acc, d->m, &k.sides.p[0]);
    k.compatible = d->m->stance == STANCE_DOUBTS || (negated(acc, d->m) && in_part(acc, d)) || before;
    k.why = before         ? S("not so at first, so in a later report")
            : k.compatible ? S("doubted or denied in part")
                           : S("one side states what the other denies");
    *vec_push(out, &acc->conflicts) = k;
}

/* What is denied within a denial that is told already ("has not called a strike" denies the strike as well). */
static bool within_told(const account *acc, ptrdiff_t from, const struct told *d) {
    for (ptrdiff_t k = from; k < acc->conflicts.n; k++)
        if (conflict_touches(&acc->conflicts.p[k], &d->m->at)) return true;
    return false;
}

void conflicts_of_denials(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    struct tellings all = {.kinds = {.seed = 12}};
    gather(acc, v, actor_of, &all, &tmp);
    bool *done = arena_new(&tmp, bool, acc->claims.n);
    ptrdiff_t before = acc->conflicts.n;
    conflicts_of_rejections(acc, out);
    for (int32_t i = 0; i < all.n; i++) {
        struct told *d = &all.p[i];
        if (done[d->claim] || (!outright(d) && !negated(acc, d->m)) || within_told(acc, before, d)) continue;
        if (of_response(acc, d->m)) continue;
        d->such = points_back(acc, d);
        d->of_a_part = of_a_part(&acc->readings[d->m->at.article]->tokens, d->e->head);
        int32_t t = find_denied(acc, v, actor_of, &all, d);
        if (t < 0) continue;
        int32_t yes = all.p[t].claim;
        if (done[yes] && !outright(d)) continue;
        bool back = d->such >= 0 && sentence_of(acc, d) - sentence_of(acc, &all.p[t]) <= 1;
        const struct told *meant = back && all.p[t].m->at.article == d->m->at.article ? &all.p[t] : NULL;
        done[d->claim] = done[yes] = true;
        add(acc, v, actor_of, &all, d, yes, meant, out);
    }
    conflicts_of_responses(acc, v, out);
}
