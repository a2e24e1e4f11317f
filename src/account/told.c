#include "account/told.h"

#include "extract/event.h"
#include "extract/position.h"
#include "lexicon_tables.h"

enum { LATELY = 3 };                                            // days for which what was going on is held to go on
enum { STANDING = 1 << ACTS_COUNT, OTHERWISE = STANDING << 1 }; // it is the term of a condition, what comes otherwise

static bool in_part(str word, str part) {
    for (const lex_row *row = lex_find(&lex_reality, word); row; row = lex_next(&lex_reality, row))
        if (str_eq(lex_cell(&lex_reality, row, LEX_reality_part), part)) return true;
    return false;
}

/* The verb group of a clause, as far as it is asked for here. */
struct clause {
    bool copula, present, past, perfect, progressive, passive, there, should, can, yet;
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
        c.passive |= k->rel[x] == REL_AUX_PASS;
        c.perfect |= str_eq(k->lemma[x], S("have"));
        c.can |= str_eq(k->norm[x], S("can"));
        c.present |= str_eq(k->xpos[x], S("VBZ")) || str_eq(k->xpos[x], S("VBP"));
        c.past |= str_eq(k->xpos[x], S("VBD"));
        c.should |= in_part(k->norm[x], S("duty"));
    }
    return c;
}

/* "The report supports the pilots", "the ministry puts the damage at": what was found or said once, told in the
 * present.
 */
static bool finds(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    int32_t s = event_own_subject(k, t);
    if (s < 0) return false;
    if (in_part(k->lemma[t], S("finding")) && in_part(k->lemma[s], S("finder"))) return true;
    for (int32_t x = token_next_child(k, t, t); str_eq(k->lemma[t], S("put")) && x >= 0; x = token_next_child(k, t, x))
        if (event_rel(k, x, REL_OBL) &&
            str_eq(k->norm[token_child(k, x, REL_CASE) < 0 ? x : token_child(k, x, REL_CASE)], S("at")))
            return true;
    return false;
}

/* "Was searching when it struck", "he was searching", "on 3 May they were": what something else came into, what
 * somebody did, what was then. */
static bool cut_short(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    if (k->rel[t] == REL_ADVCL) return true;
    for (int32_t x = token_next_child(k, t, -1); x >= 0; x = token_next_child(k, t, x))
        if (k->rel[x] == REL_ADVCL && str_eq(k->xpos[x], S("VBD"))) return true;
    int32_t s = event_own_subject(k, t);
    if (s >= 0 && k->upos[s] == UPOS_PRON && str_find(k->feats[s], S("Number=Sing"), 0) >= 0) return true;
    for (ptrdiff_t i = event_time_from(r, k->sentences.p[k->sent[t]].beg); i < r->times.n; i++) {
        const struct time_finding *w = &r->times.p[i];
        if (w->beg >= k->sentences.p[k->sent[t]].end) break;
        if (w->precision == WHEN_DAY && w->value.n && w->hi + LATELY < r->day) return true;
    }
    return false;
}

/* "We are racing against the cold": what speakers make of what they and others do. */
static bool of_persons(const tokens *k, int32_t t) {
    int32_t s = event_own_subject(k, t);
    return s >= 0 && (str_eq(k->norm[s], S("we")) || str_eq(k->norm[s], S("i")) || str_eq(k->norm[s], S("they")) ||
                      str_eq(k->norm[s], S("you")));
}

/* "Is conditional on a loan", "needs the consent of the court": an agreement that waits for something. */
static bool hangs(const tokens *k, int32_t t, const struct clause *c) {
    if (c->copula && c->present && in_part(k->lemma[t], S("hanging"))) return true;
    bool needs = (c->present || str_eq(k->xpos[t], S("VB"))) && in_part(k->lemma[t], S("needing"));
    for (int32_t x = token_next_child(k, t, t); needs && x >= 0; x = token_next_child(k, t, x))
        if (event_rel(k, x, REL_OBJ) && in_part(k->lemma[x], S("leave"))) return true;
    return false;
}

/* "Threatened to strike if", "warned that it would, unless": what is undertaken on a condition. */
static bool on_condition(const tokens *k, int32_t verb) {
    if (!in_part(k->lemma[verb], S("undertaking"))) return false;
    if (position_if_clause(k, verb) >= 0) return true;
    for (int32_t x = token_next_child(k, verb, verb); x >= 0; x = token_next_child(k, verb, x))
        if ((k->rel[x] == REL_XCOMP || k->rel[x] == REL_CCOMP) && position_if_clause(k, x) >= 0) return true;
    return false;
}

/* "Set a hearing for Friday": what it tells is of a day after the article's. */
static bool is_ahead(const reading *r, const struct event_finding *e) {
    if (e->when < 0 || !r->dated) return false;
    const struct time_finding *w = &r->times.p[e->when];
    return w->value.n && w->lo <= w->hi && w->lo > r->day;
}

/* "Keep your heads", said by somebody: a bare form without a subject, in the words of another. */
static bool bids(const reading *r, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    if (e->noun || e->attribution < 0 || r->attributions.p[e->attribution].kind != QUOTING_DIRECT) return false;
    enum rel rel = rel_base((enum rel)k->rel[e->head]);
    if (!str_eq(k->xpos[e->head], S("VB")) || (rel != REL_ROOT && rel != REL_CONJ && rel != REL_CCOMP)) return false;
    for (int32_t c = token_next_child(k, e->head, -1); c >= 0; c = token_next_child(k, e->head, c))
        if (event_rel(k, c, REL_AUX) || event_rel(k, c, REL_NSUBJ) || k->rel[c] == REL_MARK) return false;
    return true;
}

/* "The firm needs to act", "we must unite", "keep your heads": what a speaker holds that somebody is to do. */
static bool asks(const reading *r, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    if (e->noun || e->attribution < 0 || e->stance != STANCE_STATES || r->attributions.p[e->attribution].byline)
        return false;
    int32_t t = e->head; // "should think again and resign": what is joined shares its verb of duty
    while (k->rel[t] == REL_CONJ && k->head[t] >= 0 && event_own_subject(k, t) < 0) t = k->head[t];
    int32_t up = k->rel[t] == REL_XCOMP ? k->head[t] : -1;
    bool due = up >= 0 && in_part(k->lemma[up], S("due")) && token_child(k, t, REL_MARK) >= 0; // not "had it moved"
    bool needs = due && token_child(k, up, REL_AUX) < 0;                                       // not "may need to"
    return needs || clause_of(k, t).should || bids(r, e);
}

/* "He is a decent man", "this is no answer", said by somebody who is named: what he makes of it, which was said once,
 * where what can be looked up goes on ("the pit is 40 metres deep", "she is in hospital"). */
static bool opines(const reading *r, const struct event_finding *e, const struct clause *c) {
    const tokens *k = &r->tokens;
    int32_t t = e->head;
    if (!c->copula || !c->present || c->passive || e->stance != STANCE_STATES) return false;
    if (e->attribution >= 0 && r->attributions.p[e->attribution].anonymous) return false;
    if (k->upos[t] != UPOS_ADJ && k->upos[t] != UPOS_NOUN) return false;
    if (token_child(k, t, REL_CASE) >= 0 || token_child(k, t, REL_NUMMOD) >= 0 || event_measured(k, t)) return false;
    return !in_part(k->lemma[t], S("property")) && !in_part(k->lemma[t], S("state"));
}

/* What the mention of an event with these acts (bits of enum act) tells. */
static enum reality told(const reading *r, const struct event_finding *e, const struct mention *m, unsigned acts) {
    const tokens *k = &r->tokens;
    int32_t verb = e->noun ? event_carrier(k, e->head) : e->head;
    enum reality own = e->reality;
    if (verb < 0) return own;
    struct clause c = clause_of(k, verb);
    const struct attribution_finding *a = e->attribution < 0 ? NULL : &r->attributions.p[e->attribution];
    bool said = a ? !a->byline : m->via.n > 0; // a statement's words have their source by where they stand
    if (!e->noun && ((acts & (STANDING | OTHERWISE)) || hangs(k, verb, &c))) return REALITY_CONDITIONAL;
    bool unsure = own == REALITY_HYPOTHETICAL || own == REALITY_CONDITIONAL;
    bool stands = own == REALITY_ONGOING && (k->rel[verb] == REL_ACL_RELCL || !c.present);
    bool refused = !e->noun && (acts & 1u << ACT_REJECTION) && e->stance != STANCE_NO_COMMENT;
    if (refused && !unsure && !stands && !in_part(k->lemma[verb], S("attitude"))) return REALITY_HAPPENED;
    if ((acts & 1u << ACT_OFFER) && (acts & 1u << ACT_CONDITION) && own == REALITY_HAPPENED) return REALITY_CONDITIONAL;
    if (!e->noun && own == REALITY_HAPPENED && on_condition(k, verb)) return REALITY_CONDITIONAL;
    if ((acts & 1u << ACT_THREAT) && own == REALITY_HYPOTHETICAL) return REALITY_CONDITIONAL;
    if ((acts & 1u << ACT_DEADLINE) && own == REALITY_ONGOING) return REALITY_PLANNED;
    if (own == REALITY_HAPPENED && !e->noun && in_part(k->lemma[verb], S("fixing")) && is_ahead(r, e))
        return REALITY_PLANNED;
    if (said && (c.should || (own == REALITY_HYPOTHETICAL && asks(r, e)))) return REALITY_HAPPENED;
    if (said && c.copula && c.present && in_part(k->lemma[verb], S("judgement"))) return REALITY_HAPPENED;
    if ((own == REALITY_ONGOING || own == REALITY_DID_NOT_HAPPEN) && said && !acts && opines(r, e, &c))
        return REALITY_HAPPENED;
    if (own == REALITY_ONGOING && !e->noun && c.present && !c.passive && k->rel[verb] != REL_ACL_RELCL &&
        in_part(k->lemma[verb], S("utterance")))
        return REALITY_HAPPENED;
    bool plans = c.present && !c.passive && !c.progressive && in_part(k->lemma[verb], S("planning"));
    if (own == REALITY_ONGOING && !e->noun && plans) return REALITY_PLANNED;
    bool direct = said && a && a->kind == QUOTING_DIRECT;
    if (direct && own == REALITY_ONGOING && c.progressive && c.present && of_persons(k, verb)) return REALITY_HAPPENED;
    if (own == REALITY_HYPOTHETICAL && c.can && !e->noun) return REALITY_ONGOING; // what one can do is so now
    if (own == REALITY_ONGOING && !e->noun && c.present && finds(r, verb)) return REALITY_HAPPENED;
    // "Rescuers were searching", "remained shut": a report leaves it as it is.
    bool pursued = c.progressive && c.past && in_part(k->lemma[verb], S("pursuit")) && !cut_short(r, verb);
    if (own == REALITY_HAPPENED && !e->noun && (pursued || (c.past && in_part(k->lemma[verb], S("remaining")))))
        return REALITY_ONGOING;
    int32_t up = k->rel[verb] == REL_XCOMP ? k->head[verb] : -1;
    if (up >= 0 && in_part(k->lemma[up], S("failing"))) return REALITY_HAPPENED;
    if (own != REALITY_DID_NOT_HAPPEN || m->stance == STANCE_NO_COMMENT) return own;
    bool state = c.copula || c.there || in_part(k->lemma[verb], S("stative")) || in_part(k->lemma[verb], S("attitude"));
    if (state && c.yet) return REALITY_ONGOING; // "the cause was not immediately known"
    if (c.there && c.past && e->noun) return event_noun_listed(k, e->head) ? own : REALITY_ONGOING;
    if (state && c.past) return REALITY_HAPPENED;
    if (state && direct && c.copula) return REALITY_HAPPENED;
    if (!c.perfect && (state || (c.progressive && c.present))) return REALITY_ONGOING;
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
            bool otherwise = p->act == ACT_THREAT && p->event < 0; // "until Friday to pay or be sued"
            bool term = p->act == ACT_CONDITION || (p->act == ACT_DEMAND && p->event < 0);
            if (!term && !otherwise) continue;
            for (ptrdiff_t e = event_from(r, p->span.beg); e < r->events.n; e++) {
                if (r->events.p[e].span.beg >= p->span.end) break;
                acts[d][e] |= otherwise ? OTHERWISE : STANDING;
            }
        }
    }
    return acts;
}

/* "The lawyer said the trial was a farce" is one too. */
bool told_charges(const reading *r, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    if (e->attribution < 0 || e->stance != STANCE_STATES) return false;
    const struct attribution_finding *a = &r->attributions.p[e->attribution];
    if (a->byline || (a->entity < 0 && !a->source.n)) return false;
    bool passive;
    int32_t s = event_subject(k, e->head, &passive), who = s < 0 ? -1 : reading_entity_at(r, s);
    if (who >= 0 && who == a->entity) return false;
    bool own = s >= 0 && (str_eq(k->norm[s], S("we")) || str_eq(k->norm[s], S("i")));
    if (own) return false;
    if (token_child(k, e->head, REL_COP) >= 0)
        return e->reality != REALITY_DID_NOT_HAPPEN && event_is(r, e->head, S("blame"));
    bool wrong = in_part(k->lemma[e->head], S("misdeed")) || in_part(k->norm[e->head], S("misdeed"));
    bool done = e->reality == REALITY_HAPPENED || e->reality == REALITY_ONGOING;
    bool somebody = passive || s < 0 || event_is(r, s, S("who")) || event_is(r, s, S("body")); // not "the plan failed"
    return wrong && done && somebody;
}

/* "The lawyer said the ruling was an important step": good words for what others did. */
static bool praises(const reading *r, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    if (e->attribution < 0 || e->stance != STANCE_STATES || token_child(k, e->head, REL_COP) < 0) return false;
    if (r->attributions.p[e->attribution].byline || e->reality == REALITY_DID_NOT_HAPPEN) return false;
    if (event_thing_is(k, e->head, S("delight"))) return true; // "we are gratified"
    if (!event_thing_is(k, e->head, S("merit"))) return false;
    for (int32_t c = token_next_child(k, e->head, -1); c >= 0 && c < e->head; c = token_next_child(k, e->head, c))
        if (k->rel[c] == REL_AMOD && event_thing_is(k, c, S("good"))) return true;
    return false;
}

/* What the mention is for PLOVER: the event's own type, else what is done with it. */
static enum plover type_of(const reading *r, const struct event_finding *e, unsigned acts) {
    static const struct {
        enum act act;
        enum plover type;
    } done[] = {{ACT_REJECTION, PLOVER_REJECT}, {ACT_THREAT, PLOVER_THREATEN}, {ACT_OFFER, PLOVER_AGREE},
                {ACT_ACCEPTANCE, PLOVER_AGREE}, {ACT_DEMAND, PLOVER_REQUEST},  {ACT_REQUEST, PLOVER_REQUEST}};
    if (str_eq(e->mode, S("investigate"))) return PLOVER_NONE;
    bool sues = e->plover == PLOVER_ACCUSE && ((acts & OTHERWISE) || e->reality == REALITY_CONDITIONAL);
    if ((acts & (1u << ACT_THREAT | OTHERWISE)) && (sues || (e->plover == PLOVER_NONE && !e->noun)))
        return PLOVER_THREATEN;
    // Who resigns or lets somebody go gives in to others, whatever PLOVER's RETREAT has beside withdrawals.
    bool yields = e->plover == PLOVER_RETREAT &&
                  (str_eq(e->mode, S("release")) || str_eq(e->mode, S("resign")) || str_eq(e->kind, S("end")));
    if (yields && e->reality == REALITY_HAPPENED) return PLOVER_CONCEDE;
    bool asked = e->plover == PLOVER_RETREAT || e->plover == PLOVER_CONCEDE || e->plover == PLOVER_AID ||
                 e->plover == PLOVER_COOPERATE || e->plover == PLOVER_CONSULT;
    if (asked && e->stance != STANCE_NO_COMMENT && asks(r, e)) return PLOVER_REQUEST;
    if (e->plover != PLOVER_NONE || e->noun || e->stance == STANCE_NO_COMMENT) return e->plover;
    if (told_charges(r, e)) return PLOVER_ACCUSE;
    if (praises(r, e)) return PLOVER_SUPPORT;
    if (str_eq(e->kind, S("deny"))) return PLOVER_REJECT; // a charge is turned away
    if ((acts & STANDING) || asks(r, e)) return PLOVER_REQUEST;
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        if (acts & 1u << done[i].act) return done[i].type;
    return PLOVER_NONE;
}

/* "Is being pumped in", where another report has it done. */
static bool is_under_way(const reading *r, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    if (e->noun || k->upos[e->head] != UPOS_VERB) return false;
    bool being = false;
    for (int32_t c = token_next_child(k, e->head, -1); c >= 0 && c < e->head; c = token_next_child(k, e->head, c))
        being |= str_eq(k->norm[c], S("being"));
    int32_t up = k->rel[e->head] == REL_XCOMP ? k->head[e->head] : e->head; // "is trying to reach him"
    return being || str_eq(k->xpos[up], S("VBG"));
}

/* "In a bid to save", "tried to save". */
static bool is_purpose(const reading *r, const struct event_finding *e) {
    return !e->noun && str_eq(r->tokens.xpos[e->head], S("VB")) && token_child(&r->tokens, e->head, REL_AUX) < 0;
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
        int32_t purposes = 0, under_way = 0; // these say little of their own

        enum reality first = REALITIES_COUNT;
        for (ptrdiff_t j = 0; j < c->mentions.n; j++) {
            const struct mention *m = &c->mentions.p[j];
            const struct event_finding *e = mention_event(acc, m);
            enum reality x = told(acc->readings[m->at.article], e, m, acts[m->at.article][m->event]);
            enum plover type = type_of(acc->readings[m->at.article], e, acts[m->at.article][m->event]);
            types[type]++;
            typed += type != PLOVER_NONE;
            if (first == REALITIES_COUNT) first = x;
            if (m->stance != STANCE_STATES) continue;
            all[x]++;
            if (!e->noun) verbs[x]++;
            under_way += x == REALITY_ONGOING && is_under_way(acc->readings[m->at.article], e);
            purposes += x == REALITY_HYPOTHETICAL && is_purpose(acc->readings[m->at.article], e);
            n += !e->noun;
        }
        int32_t *votes = n ? verbs : all;
        // What one denies others state, and what was planned may since have been done.
        bool stated = false;
        for (int x = 0; x < REALITIES_COUNT; x++) stated |= votes[x] && x != REALITY_DID_NOT_HAPPEN;
        if (stated) votes[REALITY_DID_NOT_HAPPEN] = 0;
        if (2 * votes[REALITY_HAPPENED] >= votes[REALITY_PLANNED]) votes[REALITY_PLANNED] = 0;
        if (votes[REALITY_HAPPENED] || votes[REALITY_ONGOING]) votes[REALITY_HYPOTHETICAL] -= purposes;
        if (votes[REALITY_HAPPENED]) votes[REALITY_ONGOING] -= under_way;
        c->reality = most(votes, first);
        types[PLOVER_NONE] = 0;
        int best = 0;
        for (int x = 0; x < PLOVERS_COUNT; x++)
            if (types[x] > types[best] || (types[x] == types[best] && x == (int)c->plover)) best = x;
        c->plover = 3 * typed >= c->mentions.n && types[best] ? (enum plover)best : PLOVER_NONE;
    }
}
