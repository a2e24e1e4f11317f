#include "extract/position.h"
#include "lexicon_tables.h"

enum { GIVE_WORDS = 10, BACK_SENTENCES = 2, LOOK_BACK = 200, SAID_NEAR = 16, LIST_NEAR = 8 };

bool position_word(str lemma, str part) { return lex_says(&lex_position, lemma, LEX_position_part, part); }

bool position_idle(str lemma) { return position_word(lemma, S("idle")); }

bool position_modal(str lemma) { return position_word(lemma, S("modal")) && !position_word(lemma, S("idle")); }

static bool is(const tokens *k, int32_t t, const char *word) {
    return t >= 0 && t < k->n && str_eq(k->norm[t], str_of(word, (ptrdiff_t)strlen(word)));
}

static bool public_entity(const reading *r, int32_t entity) {
    const struct entity *e = &r->entities.p[entity];
    return e->code.n || e->role.n || e->kind == NAME_ORG || e->named;
}

bool position_is_party(const reading *r, int32_t t) {
    if (t < 0) return false;
    if (event_is(r, t, S("public"))) return true;
    int32_t entity = position_actor(r, t);
    return entity >= 0 && public_entity(r, entity);
}

int32_t position_owner(const reading *r, int32_t t, int32_t entity) {
    const tokens *k = &r->tokens;
    if (!event_is(r, t, S("organ"))) return entity;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        bool of = k->rel[c] == REL_NMOD && token_child(k, c, REL_CASE) >= 0 && is(k, token_child(k, c, REL_CASE), "of");
        if (!of && k->rel[c] != REL_NMOD_POSS && k->rel[c] != REL_COMPOUND) continue;
        int32_t owner = reading_entity_at(r, c);
        if (owner >= 0 && owner != entity && r->entities.p[owner].kind == NAME_ORG) return owner;
    }
    return entity;
}

/* "It" that is not resolved: the organisation or country that acts in the sentence before, or in that before. */
static int32_t acting_before(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    for (int32_t s = k->sent[t] - 1; s >= 0 && s >= k->sent[t] - BACK_SENTENCES; s--) {
        span words = k->sentences.p[s].span;
        for (ptrdiff_t i = event_from(r, words.beg); i < r->events.n && r->events.p[i].span.beg < words.end; i++) {
            const struct event_finding *e = &r->events.p[i];
            int32_t actor = e->actors.n ? e->actors.p[0].entity : -1;
            if (e->noun || actor < 0 || e->attribution >= 0) continue;
            const struct entity *who = &r->entities.p[actor];
            int32_t name = e->actors.p[0].name;
            if (who->kind == NAME_ORG || (who->named && who->kind == NAME_PLACE))
                return name < 0 ? actor : position_owner(r, r->names.p[name].head, actor);
        }
    }
    // Else the party that took the last position, where that was in the sentence before.
    if (!k->sent[t] || !r->positions.n) return -1;
    const struct position_finding *p = &r->positions.p[r->positions.n - 1];
    bool near = p->span.beg >= k->sentences.p[k->sent[t] - 1].span.beg && p->span.beg < k->span[t].beg;
    return near && p->actor >= 0 && r->entities.p[p->actor].kind != NAME_PERSON ? p->actor : -1;
}

int32_t position_actor(const reading *r, int32_t t) {
    if (t < 0) return -1;
    int32_t entity = reading_entity_at(r, t);
    if (entity >= 0 || event_is(r, t, S("organ"))) return position_owner(r, t, entity);
    return is(&r->tokens, t, "it") ? acting_before(r, t) : -1;
}

int32_t position_offerer(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        bool by = k->rel[c] == REL_NMOD &&
                  (is(k, token_child(k, c, REL_CASE), "by") || is(k, token_child(k, c, REL_CASE), "from"));
        if (!by && k->rel[c] != REL_NMOD_POSS) continue;
        int32_t owner = reading_entity_at(r, c);
        if (owner >= 0) return position_owner(r, c, owner);
    }
    for (ptrdiff_t i = r->positions.n - 1; i >= 0 && i >= r->positions.n - LOOK_BACK; i--) {
        const struct position_finding *p = &r->positions.p[i];
        bool made = p->act == ACT_OFFER || p->act == ACT_THREAT || p->act == ACT_DEADLINE;
        if (made && p->actor >= 0 && p->span.beg < k->span[t].beg) return p->actor;
    }
    ptrdiff_t last = event_from(r, k->span[t].beg) - 1;
    for (ptrdiff_t i = last; i >= 0 && i > last - LOOK_BACK; i--) {
        const struct event_finding *e = &r->events.p[i];
        if (e->noun && e->actors.n && e->actors.p[0].entity >= 0 && event_is(r, e->head, S("bid")))
            return e->actors.p[0].entity;
    }
    return -1;
}

bool position_opens_if(const tokens *k, int32_t clause) {
    bool adverbial = rel_base((enum rel)k->rel[clause]) == REL_ADVCL;
    for (int32_t c = token_next_child(k, clause, -1); adverbial && c >= 0 && c < clause;
         c = token_next_child(k, clause, c)) // of "let the trains through if" a parser makes two marks
        if (k->rel[c] == REL_MARK && (is(k, c, "if") || is(k, c, "unless") || is(k, c, "provided"))) return true;
    return false;
}

bool position_in_if(const tokens *k, int32_t t) {
    for (int step = 0; t >= 0 && step < CONTROL_STEPS; t = k->head[t], step++)
        if (position_opens_if(k, t)) return true;
    return false;
}

int32_t position_if_clause(const tokens *k, int32_t head) {
    for (int step = 0; head >= 0 && step < 3; head = k->head[head], step++) {
        for (int32_t c = token_next_child(k, head, -1); c >= 0; c = token_next_child(k, head, c))
            if (position_opens_if(k, c)) return c;
        enum rel rel = rel_base((enum rel)k->rel[head]);
        if (rel != REL_XCOMP && rel != REL_CCOMP && rel != REL_CONJ) break;
    }
    return -1;
}

/* The length of the words at t that ask for something in return, 0 when they are no such words. */
static int32_t marker(const tokens *k, int32_t t, int32_t end) {
    if (t + 3 < end && is(k, t, "in") && (is(k, t + 1, "exchange") || is(k, t + 1, "return")) && is(k, t + 2, "for"))
        return 3;
    if (t + 3 < end && is(k, t, "on") && is(k, t + 1, "condition") && is(k, t + 2, "that")) return 3;
    if (t + 4 < end && is(k, t, "on") && is(k, t + 2, "condition") && is(k, t + 3, "that")) return 4;
    if (t + 2 < end && is(k, t, "provided") && is(k, t + 1, "that")) return 2;
    if (t + 3 < end && (is(k, t, "as") || is(k, t, "so")) && is(k, t + 1, "long") && is(k, t + 2, "as"))
        return is(k, t + 3, "i") || is(k, t + 3, "we") ? 0 : 3; // "for as long as we live" asks nothing of others
    if (t + 2 < end && is(k, t, "only") && is(k, t + 1, "if")) return 2;
    return 0;
}

int32_t position_return(const tokens *k, int32_t t) {
    int32_t end = k->sentences.p[k->sent[t]].end;
    for (t++; t < end; t++) {
        int32_t n = marker(k, t, end);
        if (n) return t + n;
    }
    return -1;
}

/* Up to the comma, dash or mark that ends what begins at t. */
static int32_t stretch_end(const tokens *k, int32_t t) {
    int32_t end = k->sentences.p[k->sent[t]].end;
    int32_t beg = t;
    while (t < end && k->upos[t] != UPOS_PUNCT && !(t > beg && k->upos[t] == UPOS_SCONJ && is(k, t, "as"))) t++;
    return t;
}

/* One position for each of "fuel and a loan", "approval by the court and on a vote". */
static void add_stretch(reading *r, int32_t beg, int32_t end, const struct stand *stand, arena *out) {
    const tokens *k = &r->tokens;
    int32_t from = beg;
    for (int32_t t = beg + 1; t + 1 < end; t++) {
        if (k->upos[t] != UPOS_CCONJ || k->rel[k->head[t] < 0 ? t : k->head[t]] != REL_CONJ) continue;
        bool phrase = k->upos[t + 1] == UPOS_DET || k->upos[t + 1] == UPOS_ADP || k->upos[t + 1] == UPOS_SYM ||
                      k->upos[t + 1] == UPOS_NUM;
        if (!phrase) continue;
        position_add(r, token_range(k, from, t), stand, out);
        from = t + 1 + (k->upos[t + 1] == UPOS_ADP);
    }
    if (from < end) position_add(r, token_range(k, from, end), stand, out);
}

/* The position of the sentence that stands nearest before word t, or the first after it; -1 when it has none. */
static int32_t position_near(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    span sentence = k->sentences.p[k->sent[t]].span;
    int32_t best = -1;
    for (ptrdiff_t i = r->positions.n - 1; i >= 0 && r->positions.p[i].span.beg >= sentence.beg; i--) {
        const struct position_finding *p = &r->positions.p[i];
        if (p->act == ACT_REJECTION && p->span.beg > k->span[t].beg) continue;
        if (best < 0 || r->positions.p[best].span.beg > k->span[t].beg) best = (int32_t)i;
    }
    return best;
}

/* Who speaks or acts around word t: the party of a position near it. */
static bool stand_near(const reading *r, int32_t t, struct stand *stand) {
    int32_t near = position_near(r, t);
    if (near < 0) return false;
    const struct position_finding *p = &r->positions.p[near];
    *stand = (struct stand){.event = -1, .actor = p->actor, .to = p->to};
    return p->actor >= 0;
}

/* "Conditional on", "subject to": two words, else 0. */
static int32_t conditional(const tokens *k, int32_t t, int32_t end) {
    if (t + 2 >= end) return 0;
    bool on = is(k, t + 1, "on") || is(k, t + 1, "upon");
    bool hangs = (is(k, t, "conditional") || is(k, t, "contingent")) && on;
    return hangs || (is(k, t, "subject") && is(k, t + 1, "to")) ? 2 : 0;
}

/* "The offer is conditional on": who made it. */
static bool stand_of_bid(const reading *r, int32_t t, struct stand *stand) {
    const tokens *k = &r->tokens;
    int32_t subject = event_own_subject(k, t);
    if (subject < 0 || !event_is(r, subject, S("bid"))) return false;
    *stand = (struct stand){.event = -1, .actor = position_offerer(r, subject), .to = -1};
    return stand->actor >= 0;
}

static bool is_terms(const tokens *k, int32_t t) {
    return k->upos[t] == UPOS_NOUN && lex_says(&lex_role_words, k->norm[t], LEX_role_words_role, S("terms"));
}

/* The first word of the list that word t opens ("including", "such as", "which include"); -1. A colon opens one of
 * clauses. */
static int32_t list_from(const tokens *k, int32_t t, int32_t end) {
    if (is(k, t, "including") || str_eq(k->lemma[t], S("include"))) return t + 1;
    return is(k, t, "such") && t + 1 < end && is(k, t + 1, "as") ? t + 2 : -1;
}

/* Whose terms they are: "the rebels' demands", else of whoever "set conditions". */
static int32_t terms_owner(const reading *r, int32_t noun, int32_t verb) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, noun, -1); c >= 0; c = token_next_child(k, noun, c)) {
        int32_t link = token_child(k, c, REL_CASE);
        bool of = k->rel[c] == REL_NMOD && (is(k, link, "of") || is(k, link, "by") || is(k, link, "from"));
        int32_t owner = of || k->rel[c] == REL_NMOD_POSS ? reading_entity_at(r, c) : -1;
        if (owner >= 0) return position_owner(r, c, owner);
    }
    bool passive;
    int32_t subject = verb < 0 || str_eq(k->lemma[verb], S("include")) ? -1 : event_subject(k, verb, &passive);
    return subject < 0 || passive ? -1 : position_actor(r, subject);
}

/* A finite verb ends a list of things: "including fuel and a loan, sources said". */
static bool has_finite(const tokens *k, int32_t beg, int32_t end) {
    for (int32_t t = beg; t < end; t++)
        if (str_eq(k->xpos[t], S("VBD")) || str_eq(k->xpos[t], S("VBZ")) || str_eq(k->xpos[t], S("VBP"))) return true;
    return false;
}

/* "Set two conditions: the gates must open, and …", "demands including a loan": what stands behind, one term each. */
static void listed_terms(reading *r, const struct sentence *s, arena *out) {
    const tokens *k = &r->tokens;
    int32_t noun = -1, from = -1;
    bool colon = false;
    for (int32_t t = s->beg; t < s->end && from < 0; t++) {
        if (is_terms(k, t)) noun = t;
        if (noun < 0) continue;
        colon = is(k, t, ":");
        from = colon ? t + 1 : t - noun <= LIST_NEAR ? list_from(k, t, s->end) : -1;
    }
    int32_t verb = from < 0 ? -1 : k->head[noun];
    for (int step = 0; verb >= 0 && k->upos[verb] != UPOS_VERB && step < CONTROL_STEPS; step++) verb = k->head[verb];
    if (from < 0 || (colon && (verb < 0 || is(k, noun, "terms")))) return;
    struct stand stand = {.event = -1, .actor = terms_owner(r, noun, verb), .to = -1};
    if (stand.actor < 0) return;
    stand.act = is(k, noun, "conditions") ? ACT_CONDITION : ACT_DEMAND;
    stand.rule = S("a term of a list");
    for (int32_t t = from; t <= s->end; t++) {
        bool ends = t == s->end || is(k, t, ",") || is(k, t, ";") || is(k, t, ".");
        if (!ends) continue;
        while (from < t && k->upos[from] == UPOS_CCONJ) from++;
        if (!colon && (has_finite(k, from, t) || from == t)) return;
        if (colon && t - from > 1) position_add(r, token_range(k, from, t), &stand, out);
        if (!colon) add_stretch(r, from, t, &stand, out);
        from = t + 1;
    }
}

static bool has_condition(const reading *r, span sentence) {
    for (ptrdiff_t i = r->positions.n - 1; i >= 0 && r->positions.p[i].span.beg >= sentence.beg; i--)
        if (r->positions.p[i].act == ACT_CONDITION) return true;
    return false;
}

/* "Is ready to talk if": behind an offer, where the tree hangs the clause elsewhere. */
static int32_t bare_if(const reading *r, int32_t t) {
    int32_t near = is(&r->tokens, t, "if") || is(&r->tokens, t, "provided") ? position_near(r, t) : -1;
    if (near < 0 || r->positions.p[near].span.beg > r->tokens.span[t].beg) return 0;
    enum act act = r->positions.p[near].act;
    bool clause = r->tokens.rel[t] == REL_MARK && r->tokens.upos[t + 2] != UPOS_PUNCT; // not "if necessary"
    return clause && (act == ACT_OFFER || act == ACT_ACCEPTANCE) &&
                   !has_condition(r, r->tokens.sentences.p[r->tokens.sent[t]].span)
               ? 1
               : 0;
}

/* "Released him on condition that", "freed on bail by the court": who let somebody go. */
static bool stand_of_release(const reading *r, int32_t t, struct stand *stand) {
    const tokens *k = &r->tokens;
    int32_t beg = k->sentences.p[k->sent[t]].beg, verb = t - 1;
    while (verb >= beg && !(k->upos[verb] == UPOS_VERB && position_word(k->lemma[verb], S("releasing")))) verb--;
    if (verb < beg) return false;
    bool passive;
    int32_t subject = event_subject(k, verb, &passive);
    struct event_frame f;
    event_frame_of(r, verb, &f);
    *stand = (struct stand){.event = -1, .actor = position_actor(r, passive ? f.subj : subject), .to = -1};
    if (f.obj >= 0) stand->to = reading_entity_at(r, f.obj);
    return stand->actor >= 0;
}

static void conditions(reading *r, const struct sentence *s, arena *out) {
    const tokens *k = &r->tokens;
    for (int32_t t = s->beg; t < s->end; t++) {
        int32_t n = marker(k, t, s->end), hangs = n ? 0 : conditional(k, t, s->end);
        struct stand stand;
        bool bail = t + 1 < s->end && is(k, t, "on") && is(k, t + 1, "bail");
        if ((bail || (n && is(k, t, "on"))) && stand_of_release(r, t, &stand)) {
            stand.act = ACT_CONDITION;
            stand.rule = S("on what terms somebody is let go");
            add_stretch(r, t + (bail ? 1 : n), stretch_end(k, t + n + bail), &stand, out);
            t += n;
            continue;
        }
        n += hangs;
        if (!n && t + 2 < s->end) n = bare_if(r, t);
        bool subject_to = hangs && is(k, t, "subject"); // "who are subject to violence" sets no condition
        if (!n || !((!subject_to && stand_near(r, t, &stand)) || (hangs && stand_of_bid(r, t, &stand)))) continue;
        stand.act = ACT_CONDITION;
        stand.rule = S("words that ask for something in return");
        add_stretch(r, t + n, stretch_end(k, t + n), &stand, out);
        t += n;
    }
}

/* A time that "until", "by", "before", "within" makes a limit: the word that does; -1. */
static int32_t limit_word(const tokens *k, const struct time_finding *w) {
    for (int32_t t = w->beg - 1; t >= 0 && t >= w->beg - 2 && k->sent[t] == k->sent[w->beg]; t--) {
        if (is(k, t, "until") || is(k, t, "till") || is(k, t, "by") || is(k, t, "before") || is(k, t, "within"))
            return t;
        if (k->upos[t] != UPOS_DET) return -1;
    }
    return -1;
}

/* "Gave the council until Friday", "has until May 4": the verb before the limit; -1. */
static int32_t giving(const tokens *k, int32_t limit) {
    int32_t beg = k->sentences.p[k->sent[limit]].beg;
    for (int32_t t = limit - 1; t >= beg && t > limit - GIVE_WORDS; t--) {
        if (k->upos[t] == UPOS_PUNCT) return -1;
        if (k->upos[t] != UPOS_VERB && k->upos[t] != UPOS_AUX) continue;
        if (str_eq(k->lemma[t], S("give"))) return t;
        return t == limit - 1 && str_eq(k->lemma[t], S("have")) ? t : -1;
    }
    return -1;
}

/* "Until Friday to publish the plans or be sued": what is demanded, and what else will be. */
static void ultimatum(reading *r, int32_t t, struct stand stand, arena *out) {
    const tokens *k = &r->tokens;
    int32_t end = k->sentences.p[k->sent[t]].end;
    if (t + 1 >= end || !is(k, t, "to") || k->upos[t + 1] != UPOS_VERB) return;
    int32_t stop = t + 1, other = -1;
    while (stop < end && k->upos[stop] != UPOS_PUNCT && other < 0) {
        if (is(k, stop, "or") && stop + 1 < end && (k->upos[stop + 1] == UPOS_VERB || k->upos[stop + 1] == UPOS_AUX))
            other = stop + 1;
        else
            stop++;
    }
    stand.act = ACT_DEMAND;
    stand.rule = S("what is to be done until then");
    position_add(r, token_range(k, t + 1, stop), &stand, out);
    if (other < 0) return;
    stand.act = ACT_THREAT;
    stand.rule = S("what comes otherwise");
    position_add(r, token_range(k, other, stretch_end(k, other)), &stand, out);
}

/* Who says word t, by the attributions that begin near it. */
static int32_t speaker_at(const reading *r, int32_t t) {
    uint32_t at = r->tokens.span[t].beg, least = UINT32_MAX;
    ptrdiff_t lo = 0, hi = r->attributions.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->attributions.p[mid].span.beg < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    int32_t speaker = -1;
    for (ptrdiff_t i = lo > SAID_NEAR ? lo - SAID_NEAR : 0; i < r->attributions.n && i < lo + SAID_NEAR; i++) {
        const struct attribution_finding *a = &r->attributions.p[i];
        for (ptrdiff_t c = 0; c < a->content.n && !a->attitude; c++) {
            span s = a->content.p[c];
            if (at < s.beg || at >= s.end || span_len(s) >= least) continue;
            least = span_len(s);
            speaker = a->entity;
        }
    }
    return speaker;
}

/* "The offer expires on", "runs until", "the deadline is": the subject of the verb; -1. */
static int32_t expiring(const reading *r, const struct time_finding *w) {
    const tokens *k = &r->tokens;
    for (int32_t t = w->beg - 1; t >= k->sentences.p[k->sent[w->beg]].beg && t >= w->beg - 4; t--) {
        if (k->upos[t] != UPOS_VERB && k->upos[t] != UPOS_AUX) continue;
        bool copula = str_eq(k->lemma[t], S("be")) && t == w->beg - 1;
        if (!copula && !position_word(k->lemma[t], S("expiring"))) return -1;
        bool passive;
        int32_t clause = copula ? w->beg : t, subject = copula ? -1 : event_subject(k, clause, &passive);
        for (int32_t b = t - 1; subject < 0 && b >= 0 && k->sent[b] == k->sent[t] && b >= t - 2; b--)
            if (k->upos[b] == UPOS_NOUN || k->upos[b] == UPOS_PRON) subject = b;
        if (subject < 0) return -1;
        if (copula) return str_eq(k->lemma[subject], S("deadline")) ? subject : -1;
        return subject;
    }
    return -1;
}

/* True when the sentence before t's speaks of an offer or an ultimatum that "it" may mean. */
static bool bid_before(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    if (!k->sent[t]) return false;
    const struct sentence *s = &k->sentences.p[k->sent[t] - 1];
    for (int32_t b = s->beg; b < s->end; b++)
        if (k->upos[b] == UPOS_NOUN && event_is(r, b, S("bid"))) return true;
    return false;
}

/* "Said that he would not go, and gave her until": a past tense beside what will be goes with "said". */
static bool misplaced(const tokens *k, int32_t verb) {
    int32_t up = k->head[verb];
    if (k->rel[verb] != REL_CONJ || up < 0 || !str_eq(k->xpos[verb], S("VBD"))) return false;
    int32_t aux = token_child(k, up, REL_AUX);
    return aux >= 0 && (str_eq(k->lemma[aux], S("will")) || str_eq(k->lemma[aux], S("would")));
}

/* "Has until May to open it, says the minister": who says it, where no attribution was found. */
static int32_t said_by(const reading *r, int32_t verb) {
    const tokens *k = &r->tokens;
    int32_t up = k->head[verb];
    if (k->rel[verb] != REL_CCOMP || up < 0 || !str_eq(k->lemma[up], S("say"))) return -1;
    for (int32_t c = token_next_child(k, up, up); c >= 0; c = token_next_child(k, up, c))
        if (k->rel[c] == REL_OBJ || k->rel[c] == REL_NSUBJ) return reading_entity_at(r, c);
    return -1;
}

/* "Gave the firm thirty days to mend the pipe": the verb; -1. */
static int32_t giving_length(const tokens *k, const struct time_finding *w) {
    int32_t beg = k->sentences.p[k->sent[w->beg]].beg, end = k->sentences.p[k->sent[w->beg]].end;
    if (w->precision != WHEN_DURATION || w->end + 1 >= end || !is(k, w->end, "to") || k->upos[w->end + 1] != UPOS_VERB)
        return -1;
    for (int32_t t = w->beg - 1; t >= beg && t > w->beg - GIVE_WORDS && k->upos[t] != UPOS_PUNCT; t--)
        if (k->upos[t] == UPOS_VERB) return str_eq(k->lemma[t], S("give")) ? t : -1;
    return -1;
}

/* An ultimatum in a length of time: whose it is when the giver is not told, whoever says so. */
static bool length_given(reading *r, const struct time_finding *w, arena *out) {
    const tokens *k = &r->tokens;
    int32_t verb = giving_length(k, w);
    if (verb < 0) return false;
    bool passive;
    int32_t subject = event_subject(k, verb, &passive), speaker = speaker_at(r, verb);
    struct stand stand = {.event = -1, .to = -1, .act = ACT_DEADLINE, .rule = S("how long somebody has for something")};
    stand.actor = passive || subject < 0 ? speaker : position_actor(r, subject);
    if (passive && subject >= 0) stand.to = reading_entity_at(r, subject);
    if (stand.actor < 0 || stand.actor == stand.to) return false;
    if (!(public_entity(r, stand.actor) || (subject >= 0 && position_is_party(r, subject)))) return false;
    position_add(r, token_range(k, verb, w->end), &stand, out);
    ultimatum(r, w->end, stand, out);
    return true;
}

static void deadline(reading *r, const struct time_finding *w, arena *out) {
    const tokens *k = &r->tokens;
    if (length_given(r, w, out)) return;
    int32_t limit = limit_word(k, w), verb = limit < 0 ? -1 : giving(k, limit), subject;
    struct stand stand = {.event = -1, .actor = -1, .to = -1, .act = ACT_DEADLINE};
    bool passive;
    if (verb >= 0) {
        subject = event_subject(k, verb, &passive);
        if (subject < 0) return;
        bool has = str_eq(k->lemma[verb], S("have"));
        int32_t speaker = speaker_at(r, verb);
        if (speaker < 0) speaker = said_by(r, verb);
        stand.actor = has || misplaced(k, verb) ? speaker : passive ? -1 : position_actor(r, subject);
        if (stand.actor < 0) stand.actor = speaker >= 0 ? speaker : has ? position_actor(r, subject) : -1;
        if (has) stand.to = reading_entity_at(r, subject);
        if (stand.actor < 0 || !(public_entity(r, stand.actor) || position_is_party(r, subject))) return;
        stand.rule = S("until when something is to be done");
        position_add(r, token_range(k, limit, w->end), &stand, out);
        if (!has || speaker >= 0) ultimatum(r, w->end, stand, out); // else nobody is known who demands it
        return;
    }
    subject = expiring(r, w);
    if (subject >= 0) {
        bool bid = event_is(r, subject, S("bid")) || (is(k, subject, "it") && bid_before(r, subject));
        if (bid) stand.actor = position_offerer(r, subject);
        stand.rule = S("when an offer or a deadline runs out");
        if (stand.actor >= 0) position_add(r, token_range(k, subject, w->end), &stand, out);
        return;
    }
    // "if that has not happened by Sunday", "on condition that they sign by May"
    bool in_if = position_in_if(k, w->beg);
    if (limit < 0 && in_if && w->beg > 0 && is(k, w->beg - 1, "on")) limit = w->beg - 1;
    if (limit < 0 || is(k, limit, "before")) return;
    int32_t near = position_near(r, limit);
    if (near < 0) return;
    const struct position_finding *p = &r->positions.p[near];
    bool held = p->act == ACT_CONDITION && span_holds(p->span, w->span);
    bool conditional = in_if && p->act != ACT_REJECTION && p->act != ACT_REQUEST;
    if (!(held || conditional) || p->actor < 0) return;
    stand.actor = p->actor;
    stand.to = p->to;
    stand.rule = S("until when a condition is to be met");
    position_add(r, token_range(k, limit, w->end), &stand, out);
}

/* "She said she would not": a refusal of what was spoken of before. */
static void short_refusal(reading *r, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    int32_t end = k->sentences.p[k->sent[t]].end;
    bool will = str_eq(k->lemma[t], S("will")) || str_eq(k->lemma[t], S("would")) || is(k, t, "wo");
    bool never = t + 1 < end && (is(k, t + 1, "not") || is(k, t + 1, "n't"));
    if (!will || !never || k->rel[t] == REL_AUX) return;
    if (t + 2 < end && k->upos[t + 2] != UPOS_PUNCT && k->upos[t + 2] != UPOS_CCONJ) return;
    int32_t subject = event_own_subject(k, t), speaker = speaker_at(r, t);
    if (subject < 0 || k->upos[subject] != UPOS_PRON || speaker < 0) return;
    struct stand stand = {.event = -1, .actor = speaker, .to = -1, .act = ACT_REJECTION};
    stand.rule = S("says that they will not");
    position_add(r, token_range(k, subject, t + 2), &stand, out);
}

/* The word of lasting before "until": the verb that the clause hangs in, else one close before, which a tagger may take
 * for a noun ("the other two stay shut"); -1. */
static int32_t lasting_before(const tokens *k, int32_t until) {
    enum { LASTING_NEAR = 4 };
    int32_t up = k->head[until] < 0 ? -1 : k->head[k->head[until]];
    if (up >= 0 && position_word(k->lemma[up], S("lasting"))) return up;
    for (int32_t t = until - 1; t > 0 && t >= until - LASTING_NEAR && k->upos[t] != UPOS_PUNCT; t--)
        if (k->sent[t] == k->sent[until] && k->rel[t] != REL_AUX && position_word(k->norm[t], S("lasting"))) return t;
    return -1;
}

/* "The gates stay shut until the trains run": in a party's words, on what condition it goes on. */
static void goes_on(reading *r, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    if (!is(k, t, "until") || k->rel[t] != REL_MARK || k->head[t] < 0) return;
    int32_t up = lasting_before(k, t), speaker = up < 0 ? -1 : speaker_at(r, up);
    if (up >= 0 && str_eq(k->xpos[up], S("VBD"))) return; // "she stayed there until it was over"
    if (speaker < 0 || !public_entity(r, speaker)) return;
    struct stand stand = {.event = -1, .actor = speaker, .to = -1, .act = ACT_CONDITION};
    int32_t subject = event_own_subject(k, up), beg = up, end;
    if (subject >= 0 && subject < up) event_phrase(k, subject, &beg, &end);
    stand.rule = S("what goes on until another does something");
    position_add(r, token_range(k, beg, stretch_end(k, t)), &stand, out);
}

/* "Said that the club was not for sale": a refusal to sell. */
static void not_for_sale(reading *r, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    int32_t beg = k->sentences.p[k->sent[t]].beg, end = k->sentences.p[k->sent[t]].end, not = -1;
    if (t + 1 >= end || !is(k, t, "for") || !is(k, t + 1, "sale")) return;
    for (int32_t b = t - 1; b >= beg && b >= t - 2; b--)
        if (is(k, b, "not") || is(k, b, "n't") || is(k, b, "never")) not = b;
    struct stand stand = {.event = -1, .actor = speaker_at(r, t), .to = -1, .act = ACT_REJECTION};
    if (not < 0 || stand.actor < 0) return;
    stand.rule = S("what is not for sale");
    position_add(r, token_range(k, not, t + 2), &stand, out);
}

/* "Says no to": a refusal. */
static void says_no(reading *r, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    int32_t end = k->sentences.p[k->sent[t]].end;
    if (t + 3 >= end || !str_eq(k->lemma[t], S("say")) || !is(k, t + 2, "to")) return;
    bool no = is(k, t + 1, "no"), yes = is(k, t + 1, "yes"), passive;
    int32_t subject = no || yes ? event_subject(k, t, &passive) : -1;
    struct stand stand = {.event = -1, .actor = position_actor(r, subject), .to = reading_entity_at(r, t + 3)};
    if (stand.actor < 0 || !position_is_party(r, subject)) return;
    stand.act = no ? ACT_REJECTION : ACT_ACCEPTANCE;
    stand.rule = no ? S("says no") : S("says yes");
    position_add(r, token_range(k, t, stretch_end(k, t)), &stand, out);
}

ptrdiff_t position_terms(reading *r, int32_t sentence, ptrdiff_t time, arena *out) {
    const tokens *k = &r->tokens;
    const struct sentence *s = &k->sentences.p[sentence];
    conditions(r, s, out);
    listed_terms(r, s, out);
    for (; time < r->times.n && r->times.p[time].beg < s->end; time++)
        if (r->times.p[time].beg >= s->beg) deadline(r, &r->times.p[time], out);
    for (int32_t t = s->beg; t < s->end; t++) {
        short_refusal(r, t, out);
        says_no(r, t, out);
        not_for_sale(r, t, out);
        goes_on(r, t, out);
    }
    return time;
}
