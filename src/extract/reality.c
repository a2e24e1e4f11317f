#include "extract/event.h"
#include "extract/extract.h"
#include "lexicon_tables.h"

enum { CLIMB_STEPS = 12 };

/* The effect of a word as a part of speech of reality.tsv; false when it has none. */
static bool effect(str word, str part, enum reality *reality) {
    for (const lex_row *row = lex_find(&lex_reality, word); row; row = lex_next(&lex_reality, row)) {
        if (!str_eq(lex_cell(&lex_reality, row, LEX_reality_part), part)) continue;
        str name = lex_cell(&lex_reality, row, LEX_reality_effect);
        for (int i = 0; i < REALITIES_COUNT; i++)
            if (str_eq(name, reality_text[i])) {
                *reality = (enum reality)i;
                return true;
            }
    }
    return false;
}

static bool is_negation(const tokens *k, int32_t c) {
    enum reality e;
    return effect(k->norm[c], S("negator"), &e);
}

/* Negated itself, or by "no" before its subject or object. */
static bool negated(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        enum rel rel = rel_base((enum rel)k->rel[c]);
        bool argument = rel == REL_NSUBJ || rel == REL_OBJ;
        if ((rel == REL_ADVMOD || rel == REL_DET || rel == REL_CC || argument || rel == REL_AUX) && is_negation(k, c))
            return true;
        if (!argument) continue;
        for (int32_t d = token_next_child(k, c, -1); d >= 0 && d < c; d = token_next_child(k, c, d))
            if ((k->rel[d] == REL_DET || k->rel[d] == REL_CC_PRECONJ || k->rel[d] == REL_CC) && is_negation(k, d))
                return true;
    }
    return false;
}

static bool in_title(const reading *r, int32_t t) {
    int32_t block = r->tokens.sentences.p[r->tokens.sent[t]].block;
    if (block < 0 || block >= r->article->blocks.n) return false;
    enum block_kind kind = r->article->blocks.p[block].kind;
    return kind == BLOCK_TITLE || kind == BLOCK_HEADING;
}

static bool to_infinitive(const tokens *k, int32_t t) {
    int32_t mark = token_child(k, t, REL_MARK);
    return mark >= 0 && str_eq(k->norm[mark], S("to"));
}

/* "Stop the fighting": a bare form without subject, auxiliary or "to". */
static bool imperative(const tokens *k, int32_t t) {
    if (!str_eq(k->xpos[t], S("VB")) || k->rel[t] == REL_XCOMP || k->rel[t] == REL_CCOMP) return false;
    return token_child(k, t, REL_AUX) < 0 && token_child(k, t, REL_NSUBJ) < 0 && !to_infinitive(k, t);
}

static bool asked(const tokens *k, int32_t t) {
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (int32_t w = s->end - 1; w > t && k->upos[w] == UPOS_PUNCT; w--)
        if (str_eq(k->norm[w], S("?"))) return rel_base((enum rel)k->rel[t]) == REL_ROOT;
    return false;
}

static bool has_condition(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        int32_t mark = k->rel[c] == REL_ADVCL ? token_child(k, c, REL_MARK) : -1;
        enum reality e;
        if (mark >= 0 && effect(k->norm[mark], S("mark"), &e) && e == REALITY_CONDITIONAL) return true;
    }
    return false;
}

/* True when word t stands in what is reported without quotation marks, where the past may stand for the present: "said
 * that he was well". */
static bool reported(const reading *r, int32_t t) {
    int32_t a = reading_attribution_at(r, r->tokens.span[t].beg);
    return a >= 0 && r->attributions.p[a].kind == QUOTING_INDIRECT;
}

/* "Has worked there for ten years", "has been shut since May": what began and lasts. */
static bool lasting(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
        int32_t link = token_child(k, c, REL_CASE);
        bool since = link >= 0 && str_eq(k->norm[link], S("since")),
             lasts = link >= 0 && str_eq(k->norm[link], S("for"));
        if (!since && !lasts) continue;
        for (ptrdiff_t i = 0; i < r->times.n; i++) {
            const struct time_finding *w = &r->times.p[i];
            if (w->beg <= c && c < w->end) return since || w->precision == WHEN_DURATION;
        }
    }
    return false;
}

/* "The court is to meet on Friday". */
static bool is_to(const tokens *k, int32_t t) {
    int32_t mark = token_child(k, t, REL_MARK);
    if (mark < 0 || !str_eq(k->norm[mark], S("to"))) return false;
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < mark; c = token_next_child(k, t, c))
        if ((k->rel[c] == REL_AUX || k->rel[c] == REL_COP) && str_eq(k->lemma[c], S("be"))) return true;
    return false;
}

/* "The firm said it was cooperating": what a body says of itself is of now; "he said he was digging" is of then. */
static bool of_itself(const tokens *k, int32_t t) {
    int32_t s = event_own_subject(k, t);
    return s >= 0 && str_eq(k->norm[s], S("it"));
}

/* "We will not pay", "Kenya would not sign": that somebody will not is a refusal, and a refusal is given. */
static bool refuses(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    bool passive;
    int32_t s = event_subject(k, t, &passive);
    if (s < 0) return false;
    return event_is(r, s, S("who")) || str_eq(k->norm[s], S("we")) || str_eq(k->norm[s], S("i"));
}

/* A form in -ed that a tagger takes for a present. */
static bool looks_past(const tokens *k, int32_t t) {
    return str_ends(k->norm[t], S("ed")) && !str_eq(k->norm[t], S("need"));
}

/* What a clause's own verb group says. */
static enum reality of_clause(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    enum reality found = REALITY_HAPPENED, e;
    bool modal = false, would = false, present = false, perfect = false, progressive = str_eq(k->xpos[t], S("VBG")),
         copula = false, past = false, passive = false;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        enum rel rel = rel_base((enum rel)k->rel[c]);
        if (rel == REL_AUX || rel == REL_COP) {
            would |= str_eq(k->lemma[c], S("would"));
            if (effect(k->norm[c], S("modal"), &e)) found = e, modal = true;
            copula |= rel == REL_COP;
            passive |= k->rel[c] == REL_AUX_PASS;
            past |= str_eq(k->xpos[c], S("VBD"));
            present |= str_eq(k->xpos[c], S("VBZ")) || str_eq(k->xpos[c], S("VBP"));
            perfect |= str_eq(k->lemma[c], S("have"));
        }
        if (rel == REL_ADVMOD && !modal && effect(k->norm[c], S("adverb"), &e)) found = e, modal = true;
    }
    if (negated(k, t)) {
        bool ahead = modal && (found == REALITY_PLANNED || would) && !perfect;
        if (!ahead) return REALITY_DID_NOT_HAPPEN;
        return refuses(r, t) ? REALITY_HAPPENED : REALITY_PLANNED;
    }
    if (modal && (found == REALITY_HYPOTHETICAL || found == REALITY_PLANNED) && has_condition(k, t))
        return REALITY_CONDITIONAL;
    // "said that it would": the future as it was seen then.
    if (modal && would && !perfect && k->rel[t] == REL_CCOMP && token_child(k, t, REL_CSUBJ) < 0)
        return has_condition(k, t) ? REALITY_CONDITIONAL : REALITY_PLANNED;
    if (modal) return found;
    if ((copula || present || past) && is_to(k, t)) return REALITY_PLANNED;
    if (imperative(k, t) || asked(k, t)) return REALITY_HYPOTHETICAL;
    bool purpose = k->rel[t] == REL_ADVCL || k->rel[t] == REL_ACL;
    if (purpose && to_infinitive(k, t)) return REALITY_HYPOTHETICAL;
    bool finite = str_eq(k->xpos[t], S("VBZ")) || (str_eq(k->xpos[t], S("VBP")) && !looks_past(k, t));
    if ((finite || (passive && present)) && in_title(r, t)) return REALITY_HAPPENED;
    bool over = past && !reported(r, t); // "was at the scene" is told of then, "is" and "said it was" of now
    if (finite || (copula && !perfect && !over) || (passive && present && !perfect)) return REALITY_ONGOING;
    if (k->upos[t] == UPOS_ADJ && !copula) return REALITY_ONGOING; // "a six-year-old girl"
    if (!perfect && !str_eq(k->xpos[t], S("VBD")) && effect(k->lemma[t], S("stative"), &e)) return e;
    if (progressive && (present || (past && !over && of_itself(k, t))) && !perfect) return REALITY_ONGOING;
    if (perfect && (!past || passive) && lasting(r, t)) return REALITY_ONGOING;
    return REALITY_HAPPENED;
}

static enum reality of_noun(const tokens *k, int32_t t) {
    enum reality e;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        if (k->rel[c] == REL_DET && is_negation(k, c)) return REALITY_DID_NOT_HAPPEN;
        if (k->rel[c] == REL_AMOD && effect(k->norm[c], S("attribute"), &e)) return e;
        if (k->rel[c] == REL_CASE && effect(k->norm[c], S("mark"), &e) && e == REALITY_DID_NOT_HAPPEN) return e;
    }
    // "Ann Lee, head of the council": what somebody is lasts.
    if (k->rel[t] == REL_APPOS && lex_find(&lex_people, k->lemma[t])) return REALITY_ONGOING;
    return effect(k->lemma[t], S("state"), &e) ? e : REALITY_HAPPENED;
}

/* What the words above do to t; false when they leave it as it is. */
static bool from_above(const reading *r, int32_t t, enum reality *out) {
    const tokens *k = &r->tokens;
    for (int step = 0; t >= 0 && step < CLIMB_STEPS; step++) {
        int32_t up = k->head[t];
        enum rel rel = rel_base((enum rel)k->rel[t]);
        enum reality e;
        int32_t mark = token_child(k, t, REL_MARK);
        if (mark >= 0 && rel == REL_ADVCL && effect(k->norm[mark], S("mark"), out)) return true;
        if (mark >= 0 && str_eq(k->norm[mark], S("whether"))) return *out = REALITY_HYPOTHETICAL, true;
        if (up < 0) return false;
        bool verb = k->upos[up] == UPOS_VERB, noun = k->upos[up] == UPOS_NOUN || k->upos[up] == UPOS_PROPN;
        bool complement = rel == REL_XCOMP || rel == REL_CCOMP || rel == REL_OBJ || rel == REL_CSUBJ ||
                          k->rel[t] == REL_NSUBJ_PASS || (rel == REL_OBL && k->upos[t] != UPOS_PROPN) ||
                          rel == REL_ADVCL;
        if (rel == REL_OBL ||
            rel == REL_ADVCL) { // "called for talks", "refrained from commenting", not "promised in talks"
            int32_t link = token_child(k, t, rel == REL_OBL ? REL_CASE : REL_MARK);
            complement = link >= 0 && (str_eq(k->norm[link], S("for")) || str_eq(k->norm[link], S("from")) ||
                                       str_eq(k->norm[link], S("to")));
        }
        if (verb && rel == REL_OBJ && effect(k->lemma[up], S("object"), out)) return true;
        if (verb && complement && effect(k->lemma[up], S("verb"), &e)) {
            *out = negated(k, up) && e != REALITY_DID_NOT_HAPPEN ? REALITY_DID_NOT_HAPPEN : e;
            return true;
        }
        if (noun && (rel == REL_NMOD || (rel == REL_ACL && k->rel[t] != REL_ACL_RELCL)) &&
            effect(k->lemma[up], S("noun"), out)) {
            int32_t link = token_child(k, t, rel == REL_NMOD ? REL_CASE : REL_MARK);
            if (rel == REL_ACL ? link >= 0
                               : link >= 0 && !str_eq(k->norm[link], S("in")) && !str_eq(k->norm[link], S("with")))
                return true;
        }
        if (k->upos[up] == UPOS_ADJ && (rel == REL_XCOMP || rel == REL_CCOMP || rel == REL_CSUBJ || rel == REL_ADVCL) &&
            effect(k->lemma[up], S("adjective"), out))
            return true;
        // Only what shares its fate is climbed: coordination, complements of light and raising verbs.
        if (rel == REL_CONJ && token_child(k, t, REL_NSUBJ) >= 0) return false;
        if (rel == REL_CONJ || rel == REL_XCOMP || rel == REL_CCOMP ||
            (rel == REL_OBJ && event_light(k, up, S("light"))))
            t = up;
        else
            return false;
        enum reality own =
            k->upos[t] == UPOS_VERB || token_child(k, t, REL_COP) >= 0 ? of_clause(r, t) : REALITY_HAPPENED;
        if (own != REALITY_HAPPENED && own != REALITY_ONGOING && rel != REL_CCOMP) {
            *out = own;
            return true;
        }
    }
    return false;
}

/* "The crisis", "Kenya's ban": what is spoken of as known is there, whatever is to be done about it. */
static bool given(const tokens *k, int32_t t) {
    int32_t det = token_child(k, t, REL_DET);
    return (det >= 0 && str_eq(k->lemma[det], S("the"))) || token_child(k, t, REL_NMOD_POSS) >= 0;
}

/* "The offer expires on Friday": a present of a day to come. */
static bool is_timetable(const reading *r, const struct event_finding *e, int32_t verb) {
    const tokens *k = &r->tokens;
    if (e->when < 0 || !r->dated || (!str_eq(k->xpos[verb], S("VBZ")) && !str_eq(k->xpos[verb], S("VBP"))))
        return false;
    const struct time_finding *w = &r->times.p[e->when];
    return w->value.n && w->lo <= w->hi && w->lo > r->day;
}

static enum reality reality_of(const reading *r, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    int32_t carrier = e->noun ? event_carrier(k, e->head) : e->head;
    enum reality above, own = e->noun ? of_noun(k, e->head) : of_clause(r, e->head);
    if (e->noun && carrier >= 0 && own == REALITY_HAPPENED) {
        own = of_clause(r, carrier);
        // "The call comes amid …" tells of what has happened.
        if (own == REALITY_ONGOING && event_light(k, carrier, S("occur"))) own = REALITY_HAPPENED;
    }
    if (own == REALITY_DID_NOT_HAPPEN) return own;
    if (own == REALITY_ONGOING && carrier >= 0 && is_timetable(r, e, carrier)) return REALITY_PLANNED;
    if (e->noun && carrier < 0 && own == REALITY_ONGOING && given(k, e->head)) return own;
    if (from_above(r, carrier >= 0 ? carrier : e->head, &above)) {
        // A bare infinitive says nothing itself, and what is conditional or denied above is so below.
        bool open = own == REALITY_HAPPENED || own == REALITY_ONGOING || to_infinitive(k, e->head);
        if (open || above == REALITY_CONDITIONAL || above == REALITY_DID_NOT_HAPPEN) return above;
    }
    return own;
}

/* PLOVER codes what is announced by what it is an announcement of: cooperation to come is AGREE, conflict to come is
 * THREATEN, and help or concessions that a party will not give are REJECT. */
static enum plover settled(enum plover p, enum reality reality, bool withheld) {
    bool yields = p == PLOVER_RETREAT || p == PLOVER_CONCEDE;
    bool friendly = yields || p == PLOVER_CONSULT || p == PLOVER_SUPPORT || p == PLOVER_COOPERATE || p == PLOVER_AID;
    bool hostile = p == PLOVER_SANCTION || p == PLOVER_MOBILIZE || p == PLOVER_COERCE || p == PLOVER_ASSAULT ||
                   p == PLOVER_PROTEST;
    if (withheld && (friendly || p == PLOVER_AGREE)) return PLOVER_REJECT;
    if (reality == REALITY_DID_NOT_HAPPEN && yields) return PLOVER_REJECT;
    if (reality == REALITY_PLANNED && friendly) return PLOVER_AGREE;
    if ((reality == REALITY_PLANNED || reality == REALITY_CONDITIONAL) && hostile) return PLOVER_THREATEN;
    return p;
}

static bool has_modal(const tokens *k, int32_t t, enum reality effect_of_it) {
    enum reality e;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_AUX && effect(k->norm[c], S("modal"), &e) && e == effect_of_it) return true;
    return false;
}

/* "Will not release", "refused to release", "failed to agree". */
static bool withheld(const tokens *k, int32_t t) {
    int32_t up = k->head[t];
    enum reality e;
    if (k->rel[t] == REL_XCOMP && up >= 0 && effect(k->lemma[up], S("verb"), &e) && e == REALITY_DID_NOT_HAPPEN)
        return true;
    return has_modal(k, t, REALITY_PLANNED) && negated(k, t);
}

static bool must(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_AUX && str_eq(k->norm[c], S("must"))) return !negated(k, t);
    return false;
}

/* "X said that Y must act": X asks it of Y. The source becomes the actor and who is to act the recipient. */
static void ask_of(reading *r, struct event_finding *e, int32_t verb, arena *out) {
    const tokens *k = &r->tokens;
    if (e->attribution < 0 || e->noun || !must(k, verb)) return;
    const struct attribution_finding *a = &r->attributions.p[e->attribution];
    if (a->entity < 0 || !a->source.n || !e->actors.n || !r->entities.p[a->entity].code.n) return;
    if (!event_is(r, token_at(k, e->actors.p[0].span.end - 1), S("public"))) return;
    e->plover = PLOVER_REQUEST;
    e->mode = S("change");
    e->cameo = S("100");
    e->recipients = e->actors;
    e->actors = (struct roles){0};
    *vec_push(out, &e->actors) = (struct role){.span = a->source.p[0],
                                               .name = reading_name_at(r, token_at(k, a->source.p[0].beg)),
                                               .entity = a->entity,
                                               .code = r->entities.p[a->entity].code};
}

/* "Declined to comment", "would neither confirm nor deny": a comment that was not given. */
static bool withholds_comment(const reading *r, int32_t head) {
    const tokens *k = &r->tokens;
    if (str_eq(k->lemma[head], S("deny")) && k->rel[head] == REL_CONJ) head = k->head[head];
    for (ptrdiff_t i = 0; i < r->attributions.n; i++)
        if (r->attributions.p[i].cue_word == head) return r->attributions.p[i].stance == STANCE_NO_COMMENT;
    return false;
}

void reality_find(reading *r, arena *out, arena tmp) {
    (void)tmp;
    const tokens *k = &r->tokens;
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        struct event_finding *e = &r->events.p[i];
        e->reality = reality_of(r, e);
        int32_t carrier = e->noun ? event_carrier(k, e->head) : e->head;
        e->negated = e->reality == REALITY_DID_NOT_HAPPEN;
        if (e->reality == REALITY_HAPPENED || e->reality == REALITY_PLANNED)
            e->negated = carrier >= 0 && negated(k, carrier);
        e->plover = settled(e->plover, e->reality, carrier >= 0 && withheld(k, carrier));
        if (e->plover == PLOVER_REJECT && e->reality == REALITY_PLANNED) e->reality = REALITY_HAPPENED;
        e->attribution = reading_attribution_at(r, k->span[e->head].beg);
        if (e->attribution >= 0 && r->attributions.p[e->attribution].cue_word == e->head)
            e->attribution = r->attributions.p[e->attribution].within;
        e->stance = STANCE_STATES;
        if (withholds_comment(r, e->head)) {
            e->reality = REALITY_DID_NOT_HAPPEN;
            e->plover = PLOVER_NONE; // silence refuses nothing
            e->mode = e->cameo = (str){0};
        }
        if (carrier >= 0) ask_of(r, e, carrier, out);
        if (e->attribution < 0) continue;
        const struct attribution_finding *a = &r->attributions.p[e->attribution];
        e->stance = a->stance == STANCE_DENIES && a->within >= 0 ? STANCE_RELAYS_DENIAL : a->stance;
    }
}
