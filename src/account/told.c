#include "account/told.h"

#include "extract/event.h"
#include "extract/position.h"
#include "lexicon_tables.h"

enum { STANDING = 1 << ACTS_COUNT }; // it is the term of a condition

static bool in_part(str word, str part) {
    for (const lex_row *row = lex_find(&lex_reality, word); row; row = lex_next(&lex_reality, row))
        if (str_eq(lex_cell(&lex_reality, row, LEX_reality_part), part)) return true;
    return false;
}

/* The verb group of a clause, as far as it is asked for here. */
struct clause {
    bool copula, present, past, progressive, there, should, yet;
};

static struct clause clause_of(const tokens *k, int32_t t) {
    struct clause c = {.present = str_eq(k->xpos[t], S("VBZ")) || str_eq(k->xpos[t], S("VBP")),
                       .past = str_eq(k->xpos[t], S("VBD")),
                       .progressive = str_eq(k->xpos[t], S("VBG"))};
    for (int32_t x = token_next_child(k, t, -1); x >= 0; x = token_next_child(k, t, x)) {
        c.there |= k->rel[x] == REL_EXPL;
        c.yet |= k->rel[x] == REL_ADVMOD && in_part(k->norm[x], S("so far"));
        if (!event_rel(k, x, REL_AUX) && k->rel[x] != REL_COP) continue;
        c.copula |= k->rel[x] == REL_COP;
        c.present |= str_eq(k->xpos[x], S("VBZ")) || str_eq(k->xpos[x], S("VBP"));
        c.past |= str_eq(k->xpos[x], S("VBD"));
        c.should |= in_part(k->norm[x], S("duty"));
    }
    return c;
}

/* "Threatened to strike if", "warned that it would, unless": what is undertaken on a condition. */
static bool on_condition(const tokens *k, int32_t verb) {
    if (!in_part(k->lemma[verb], S("undertaking"))) return false;
    for (int32_t x = token_next_child(k, verb, verb); x >= 0; x = token_next_child(k, verb, x))
        if ((k->rel[x] == REL_XCOMP || k->rel[x] == REL_CCOMP) && position_if_clause(k, x) >= 0) return true;
    return false;
}

/* What the mention of an event with these acts (bits of enum act) tells. */
static enum reality told(const reading *r, const struct event_finding *e, const struct mention *m, unsigned acts) {
    const tokens *k = &r->tokens;
    int32_t verb = e->noun ? event_carrier(k, e->head) : e->head;
    enum reality own = e->reality;
    if (verb < 0) return own;
    struct clause c = clause_of(k, verb);
    const struct attribution_finding *a = e->attribution < 0 ? NULL : &r->attributions.p[e->attribution];
    bool said = a && !a->byline;
    if (!e->noun && (acts & STANDING)) return REALITY_CONDITIONAL;
    bool unsure = own == REALITY_HYPOTHETICAL || own == REALITY_CONDITIONAL;
    bool stands = own == REALITY_ONGOING && (k->rel[verb] == REL_ACL_RELCL || !c.present);
    bool refused = !e->noun && (acts & 1u << ACT_REJECTION) && e->stance != STANCE_NO_COMMENT;
    if (refused && !unsure && !stands && !in_part(k->lemma[verb], S("attitude"))) return REALITY_HAPPENED;
    if ((acts & 1u << ACT_OFFER) && (acts & 1u << ACT_CONDITION) && own == REALITY_HAPPENED) return REALITY_CONDITIONAL;
    if (!e->noun && own == REALITY_HAPPENED && on_condition(k, verb)) return REALITY_CONDITIONAL;
    if ((acts & 1u << ACT_THREAT) && own == REALITY_HYPOTHETICAL) return REALITY_CONDITIONAL;
    if ((acts & 1u << ACT_DEADLINE) && own == REALITY_ONGOING) return REALITY_PLANNED;
    if (said && c.should) return REALITY_HAPPENED;
    if (said && c.copula && c.present && in_part(k->lemma[verb], S("judgement"))) return REALITY_HAPPENED;
    if (own == REALITY_ONGOING && !e->noun && c.present && k->rel[verb] != REL_ACL_RELCL &&
        in_part(k->lemma[verb], S("utterance")))
        return REALITY_HAPPENED;
    // "Rescuers were searching", "remained shut": a report leaves it as it is.
    bool pursued = c.progressive && c.past && k->rel[verb] != REL_ADVCL && in_part(k->lemma[verb], S("pursuit"));
    if (own == REALITY_HAPPENED && !e->noun && (pursued || (c.past && in_part(k->lemma[verb], S("remaining")))))
        return REALITY_ONGOING;
    if (own != REALITY_DID_NOT_HAPPEN || m->stance == STANCE_NO_COMMENT) return own;
    bool state = c.copula || c.there || in_part(k->lemma[verb], S("stative")) || in_part(k->lemma[verb], S("attitude"));
    if (state && c.yet) return REALITY_ONGOING; // "the cause was not immediately known"
    if (state && c.past) return REALITY_HAPPENED;
    if (state && said && a->kind == QUOTING_DIRECT && c.copula) return REALITY_HAPPENED;
    if (state || (c.progressive && c.present)) return REALITY_ONGOING;
    return own;
}

/* [events] of each article: the acts of the positions that they carry. */
static unsigned **acts_of(const account *acc, arena *out) {
    unsigned **acts = arena_new(out, unsigned *, acc->n);
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        acts[d] = arena_new(out, unsigned, r->events.n);
        for (ptrdiff_t i = 0; i < r->positions.n; i++) {
            const struct position_finding *p = &r->positions.p[i];
            if (p->event >= 0) acts[d][p->event] |= 1u << p->act;
            if (p->act != ACT_CONDITION) continue;
            for (ptrdiff_t e = event_from(r, p->span.beg); e < r->events.n; e++) {
                if (r->events.p[e].span.beg >= p->span.end) break;
                acts[d][e] |= STANDING;
            }
        }
    }
    return acts;
}

/* What the mention is for PLOVER: the event's own type, else what is done with it. */
static enum plover type_of(const struct event_finding *e, unsigned acts) {
    static const struct {
        enum act act;
        enum plover type;
    } done[] = {{ACT_REJECTION, PLOVER_REJECT}, {ACT_THREAT, PLOVER_THREATEN}, {ACT_OFFER, PLOVER_AGREE},
                {ACT_ACCEPTANCE, PLOVER_AGREE}, {ACT_DEMAND, PLOVER_REQUEST},  {ACT_REQUEST, PLOVER_REQUEST}};
    if (str_eq(e->mode, S("investigate"))) return PLOVER_NONE;
    if (e->plover != PLOVER_NONE || e->noun || e->stance == STANCE_NO_COMMENT) return e->plover;
    if (str_eq(e->kind, S("deny"))) return PLOVER_REJECT; // a charge is turned away
    if (acts & STANDING) return PLOVER_REQUEST;
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        if (acts & 1u << done[i].act) return done[i].type;
    return PLOVER_NONE;
}

static enum reality most(const int32_t *votes, enum reality none) {
    enum reality best = none;
    for (int i = 0; i < REALITIES_COUNT; i++)
        if (votes[i] > (best == REALITIES_COUNT ? 0 : votes[best])) best = (enum reality)i;
    return best;
}

void told_fill(account *acc, arena tmp) {
    unsigned **acts = acts_of(acc, &tmp);
    for (ptrdiff_t i = 0; i < acc->claims.n; i++) {
        struct claim *c = &acc->claims.p[i];
        int32_t verbs[REALITIES_COUNT] = {0}, all[REALITIES_COUNT] = {0};
        int32_t n = 0, types[PLOVERS_COUNT] = {0}, typed = 0;
        enum reality first = REALITIES_COUNT;
        for (ptrdiff_t j = 0; j < c->mentions.n; j++) {
            const struct mention *m = &c->mentions.p[j];
            const struct event_finding *e = mention_event(acc, m);
            enum reality x = told(acc->readings[m->at.article], e, m, acts[m->at.article][m->event]);
            enum plover type = type_of(e, acts[m->at.article][m->event]);
            types[type]++;
            typed += type != PLOVER_NONE;
            if (first == REALITIES_COUNT) first = x;
            if (m->stance != STANCE_STATES) continue;
            all[x]++;
            if (!e->noun) verbs[x]++;
            n += !e->noun;
        }
        int32_t *votes = n ? verbs : all;
        // What one denies others state, and what was planned may since have been done.
        bool stated = false;
        for (int x = 0; x < REALITIES_COUNT; x++) stated |= votes[x] && x != REALITY_DID_NOT_HAPPEN;
        if (stated) votes[REALITY_DID_NOT_HAPPEN] = 0;
        if (2 * votes[REALITY_HAPPENED] >= votes[REALITY_PLANNED]) votes[REALITY_PLANNED] = 0;
        c->reality = most(votes, first);
        types[PLOVER_NONE] = 0;
        int best = 0;
        for (int x = 0; x < PLOVERS_COUNT; x++)
            if (types[x] > types[best] || (types[x] == types[best] && x == (int)c->plover)) best = x;
        c->plover = 3 * typed >= c->mentions.n && types[best] ? (enum plover)best : PLOVER_NONE;
    }
}
