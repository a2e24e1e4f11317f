#include "extract/denial.h"
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
        bool only = c + 1 < k->n && (str_eq(k->norm[c + 1], S("only")) || str_eq(k->norm[c + 1], S("just")));
        if ((rel == REL_ADVMOD || rel == REL_DET || rel == REL_CC || argument || rel == REL_AUX) && is_negation(k, c))
            return !only; // "will not only go"
        if (!argument) continue;
        for (int32_t d = token_next_child(k, c, -1); d >= 0 && d < c; d = token_next_child(k, c, d)) {
            if ((k->rel[d] == REL_DET || k->rel[d] == REL_CC_PRECONJ || k->rel[d] == REL_CC) && is_negation(k, d))
                return true;
            if (k->rel[d] == REL_ADVMOD && is_negation(k, d) && str_eq(k->lemma[d + 1], S("a")))
                return true; // "not a house was left"
        }
    }
    return false;
}

/* "Port city votes to keep its ferry.": a headline that has a full stop is a short paragraph before all others. */
static bool opens_article(const reading *r, int32_t sentence) {
    enum { HEADLINE_WORDS = 16 };
    const struct sentence *s = &r->tokens.sentences.p[sentence];
    return sentence == 0 && r->tokens.sentences.n > 1 && s[1].block != s->block && s->end - s->beg <= HEADLINE_WORDS;
}

static bool in_title(const reading *r, int32_t t) {
    int32_t block = r->tokens.sentences.p[r->tokens.sent[t]].block;
    if (block < 0 || block >= r->article->blocks.n) return false;
    enum block_kind kind = r->article->blocks.p[block].kind;
    return kind == BLOCK_TITLE || kind == BLOCK_HEADING || opens_article(r, r->tokens.sent[t]);
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

/* True when an if- or unless-clause hangs in t, or what is asked in return: "in exchange for a loan". */
static bool has_condition(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        enum reality e;
        for (int32_t m = token_next_child(k, c, -1); k->rel[c] == REL_ADVCL && m >= 0 && m < c;
             m = token_next_child(k, c, m))
            if (k->rel[m] == REL_MARK && effect(k->norm[m], S("mark"), &e) && e == REALITY_CONDITIONAL) return true;
        if (event_rel(k, c, REL_OBL) && effect(k->norm[c], S("return"), &e) && token_child(k, c, REL_CASE) >= 0 &&
            token_child(k, c, REL_AMOD) < 0) // not "in critical condition"
            return true;
    }
    return false;
}

/* The mark of t that is this word, -1 when it has none. */
static int32_t mark_of(const tokens *k, int32_t t, str word) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_MARK && str_eq(k->norm[c], word)) return c;
    return -1;
}

/* A finite verb in the present: its own form, or that of its first auxiliary. */
static bool is_present(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (event_rel(k, c, REL_AUX) || k->rel[c] == REL_COP)
            return str_eq(k->xpos[c], S("VBZ")) || str_eq(k->xpos[c], S("VBP"));
    return str_eq(k->xpos[t], S("VBZ")) || str_eq(k->xpos[t], S("VBP"));
}

/* A finite verb in the past or in the present that tells and does not ask for: "suggested that he left", not "demanded
 * that he leave". */
static bool tells(const tokens *k, int32_t t, enum reality asked_for) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (event_rel(k, c, REL_AUX) || k->rel[c] == REL_COP)
            return str_eq(k->xpos[c], S("VBD")) || str_eq(k->xpos[c], S("VBZ")) || str_eq(k->xpos[c], S("VBP"));
    if (str_eq(k->xpos[t], S("VBP"))) return asked_for != REALITY_CONDITIONAL;
    return str_eq(k->xpos[t], S("VBD")) || str_eq(k->xpos[t], S("VBZ"));
}

/* True when word t stands in what is reported without quotation marks, where the past may stand for the present: "said
 * that he was well". */
static bool reported(const reading *r, int32_t t) {
    int32_t a = reading_attribution_at(r, r->tokens.span[t].beg);
    return a >= 0 && r->attributions.p[a].kind == QUOTING_INDIRECT;
}

/* In somebody's own words, where "would" is no future told later: "I would do it again". */
static bool quoted(const reading *r, int32_t t) {
    int32_t a = reading_attribution_at(r, r->tokens.span[t].beg);
    return a >= 0 && r->attributions.p[a].kind == QUOTING_DIRECT;
}

/* A state or an activity fills the time since it began, where an act is done once within it: "has run the firm since",
 * not "has died since" (Vendler's classes of verbs). */
static bool durative(const tokens *k, int32_t t) {
    enum reality e;
    bool act = k->upos[t] == UPOS_VERB && effect(k->lemma[t], S("act"), &e);
    return !act || str_eq(k->xpos[t], S("VBG"));
}

/* "All her life", "all year". */
static bool lasts_long(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (str_eq(k->norm[c], S("all"))) return true;
    return false;
}

/* "Has worked there for ten years", "has been shut since the fire": what began and lasts. */
static bool lasting(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        if (k->rel[c] == REL_ADVCL && mark_of(k, c, S("since")) >= 0) return durative(k, t);
        int32_t link = token_child(k, c, REL_CASE);
        if (link < 0) {
            bool for_long = (k->rel[c] == REL_OBL || k->rel[c] == REL_OBJ) && lasts_long(k, c);
            if (for_long) return true; // "has lived here all her life"
            continue;
        }
        if (str_eq(k->norm[link], S("since"))) return durative(k, t);
        if (!str_eq(k->norm[link], S("for"))) continue;
        for (ptrdiff_t i = event_time_from(r, c); i < r->times.n && r->times.p[i].beg <= c; i++)
            if (c < r->times.p[i].end) return str_starts(r->times.p[i].value, S("P")); // "for years" as well
    }
    return false;
}

/* "The court is to meet on Friday", "is due to meet", which a parser takes for one mark. */
static bool is_to(const tokens *k, int32_t t) {
    int32_t mark = token_child(k, t, REL_MARK);
    enum reality e;
    bool due = mark >= 0 && effect(k->norm[mark], S("adjective"), &e) && e == REALITY_PLANNED;
    if (mark < 0 || !(due || str_eq(k->norm[mark], S("to")))) return false;
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < mark; c = token_next_child(k, t, c))
        if ((event_rel(k, c, REL_AUX) || k->rel[c] == REL_COP) && str_eq(k->lemma[c], S("be"))) return true;
    return false;
}

/* "Deep" in "was 40 metres deep", "worth" in "was worth at least $5": what is measured is so now too. */
static bool measured(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (ptrdiff_t i = reading_amount_after(r, s->beg); i < r->amounts.n && r->amounts.p[i].beg < s->end; i++) {
        const struct amount_finding *a = &r->amounts.p[i];
        if (a->beg <= t && t < a->end) return true;
        bool counts = k->head[a->number] == t || (a->counted >= 0 && k->head[a->counted] == t);
        if (counts && k->upos[t] == UPOS_ADJ) return true;
    }
    return false;
}

/* "Who was 54". */
static bool is_age(const reading *r, int32_t t) {
    int32_t s = r->tokens.upos[t] == UPOS_NUM ? event_own_subject(&r->tokens, t) : -1;
    return s >= 0 && event_is(r, s, S("who"));
}

/* "The firm said it was cooperating": what a body says of itself is of now; "he said he was digging" is of then. */
static bool of_itself(const tokens *k, int32_t t) {
    int32_t s = event_own_subject(k, t);
    return s >= 0 && str_eq(k->norm[s], S("it"));
}

/* "We will not pay", "Kenya would not sign": that somebody will not is a refusal, and a refusal is given. */
static bool refuses(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    if (k->upos[t] == UPOS_ADJ) return false; // "will not be able to"
    bool passive;
    int32_t s = event_subject(k, t, &passive);
    if (s < 0) return false;
    return event_is(r, s, S("who")) || str_eq(k->norm[s], S("we")) || str_eq(k->norm[s], S("i"));
}

/* "Shook", "climbed": a past form that a tagger takes for a present. */
static bool looks_past(const tokens *k, int32_t t) {
    if (str_ends(k->norm[t], S("ed")) && !str_eq(k->norm[t], S("need"))) return true;
    if (k->upos[t] != UPOS_VERB || token_child(k, t, REL_AUX) >= 0) return false;
    int32_t s = event_own_subject(k, t);
    bool one = s >= 0 && (str_eq(k->norm[s], S("he")) || str_eq(k->norm[s], S("she")) || str_eq(k->norm[s], S("it")));
    const lex_row *row = lex_find(&lex_irregular_verbs, k->norm[t]);
    if (row && str_eq(lex_cell(&lex_irregular_verbs, row, LEX_irregular_verbs_part), S("past"))) return true;
    return one || (span_len(k->span[t]) > 3 && !str_eq(k->norm[t], k->lemma[t]));
}

/* The auxiliaries and adverbs of a clause's verb group. */
struct group {
    enum reality found; // what a modal or an adverb says
    bool modal, would, present, perfect, progressive, copula, past, passive, still, bare_be;
};

static struct group group_of(const tokens *k, int32_t t) {
    struct group g = {.found = REALITY_HAPPENED, .progressive = str_eq(k->xpos[t], S("VBG"))};
    enum reality e;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        enum rel rel = rel_base((enum rel)k->rel[c]);
        if (rel == REL_AUX || rel == REL_COP) {
            g.would |= str_eq(k->lemma[c], S("would"));
            if (effect(k->norm[c], S("modal"), &e)) g.found = e, g.modal = true;
            g.copula |= rel == REL_COP;
            g.passive |= k->rel[c] == REL_AUX_PASS;
            g.past |= str_eq(k->xpos[c], S("VBD"));
            g.present |= str_eq(k->xpos[c], S("VBZ")) || str_eq(k->xpos[c], S("VBP"));
            g.perfect |= str_eq(k->lemma[c], S("have"));
            g.bare_be |= str_eq(k->norm[c], S("be"));
        }
        if (rel == REL_ADVMOD && !g.modal && effect(k->norm[c], S("adverb"), &e)) g.found = e, g.modal = true;
        g.still |= rel == REL_ADVMOD && str_eq(k->norm[c], S("still"));
    }
    int32_t up = g.bare_be && k->rel[t] == REL_XCOMP ? k->head[t] : -1; // "turned out to be empty"
    g.past |= up >= 0 && str_eq(k->xpos[up], S("VBD")) && event_light(k, up, S("raise"));
    return g;
}

/* "Would" in what is reported: what its subject will do then, or what would follow ("a ban would be a mistake"). */
static enum reality of_would(const reading *r, int32_t t, const struct group *g) {
    const tokens *k = &r->tokens;
    if (has_condition(k, t)) return REALITY_CONDITIONAL;
    bool passive;
    int32_t s = event_subject(k, t, &passive);
    bool relative = s >= 0 && str_eq(k->norm[s], S("which")); // "$5 a share, which would be"
    bool acts = s < 0 || passive || (k->upos[s] == UPOS_PRON && !relative) || event_is(r, s, S("who")) ||
                event_is(r, s, S("body")) || event_light(k, t, S("occur"));
    bool goes = k->upos[t] == UPOS_ADV && s >= 0 && event_is(r, s, S("who")); // "he would be back"
    return (g->copula && !goes) || !acts ? REALITY_HYPOTHETICAL : REALITY_PLANNED;
}

static enum reality of_negated(const reading *r, int32_t t, const struct group *g) {
    bool ahead = g->modal && (g->found == REALITY_PLANNED || g->would);
    if (ahead && g->would && g->perfect) return REALITY_HYPOTHETICAL; // "nobody would have survived"
    if (!ahead || g->perfect) return REALITY_DID_NOT_HAPPEN;
    if (has_condition(&r->tokens, t)) return REALITY_CONDITIONAL;
    if (refuses(r, t)) return REALITY_HAPPENED;
    return g->would && r->tokens.rel[t] == REL_CCOMP ? of_would(r, t, g) : REALITY_PLANNED;
}

/* What a verb group in the indicative tells: what is so, or what was done. */
static enum reality of_indicative(const reading *r, int32_t t, const struct group *g) {
    const tokens *k = &r->tokens;
    enum reality e;
    bool finite = str_eq(k->xpos[t], S("VBZ")) || (str_eq(k->xpos[t], S("VBP")) && !looks_past(k, t));
    if ((finite || (g->passive && g->present)) && in_title(r, t)) return REALITY_HAPPENED;
    if (g->copula && effect(k->lemma[t], S("result"), &e)) return e;
    if (finite && !g->copula && has_condition(k, t)) return REALITY_CONDITIONAL; // "if convicted, he faces"
    bool over = g->past && !reported(r, t); // "was at the scene" is told of then, "is" and "said it was" of now
    bool measure = measured(r, t), lasts = effect(k->lemma[t], S("property"), &e) || is_age(r, t);
    lasts |= measure && k->upos[t] == UPOS_ADJ; // "was 40 metres deep"
    bool was = g->past && !lasts && (over || !(of_itself(k, t) || measure));
    if (g->still && (g->copula || g->progressive || g->passive) && !g->perfect) return REALITY_ONGOING;
    if (finite || (g->copula && !g->perfect && !was) || (g->passive && g->present && !g->perfect))
        return REALITY_ONGOING;
    if (k->upos[t] == UPOS_ADJ && !g->copula) return REALITY_ONGOING; // "a six-year-old girl"
    if (!g->perfect && !over && !str_eq(k->xpos[t], S("VBD")) && effect(k->lemma[t], S("stative"), &e)) return e;
    if (g->progressive && !(g->present || g->past) && effect(k->norm[t], S("participle"), &e)) return e;
    if (g->progressive && !g->past && (g->present || g->perfect)) return REALITY_ONGOING;
    if (g->progressive && g->past && !g->perfect && !over && of_itself(k, t)) return REALITY_ONGOING;
    bool seems = g->progressive && g->bare_be && k->rel[t] == REL_XCOMP && k->head[t] >= 0;
    if (seems && is_present(k, k->head[t])) return REALITY_ONGOING; // "seems to be leaving"
    if (g->perfect && (!g->past || g->passive || k->upos[t] != UPOS_VERB) && lasting(r, t)) return REALITY_ONGOING;
    return REALITY_HAPPENED;
}

/* A verb in the past, or in the perfect of now: "ran", "has run". */
static bool was_done(const tokens *k, int32_t t) {
    if (!str_eq(k->xpos[t], S("VBN"))) return str_eq(k->xpos[t], S("VBD"));
    struct group g = group_of(k, t);
    return g.perfect && !g.modal && !negated(k, t);
}

/* "Is due in court", "was due back on Monday": not what is due to something, which is its cause. */
static bool is_due(const tokens *k, int32_t t, enum reality *e) {
    int32_t cop = token_child(k, t, REL_COP);
    return cop >= 0 && cop + 2 < k->n && effect(k->norm[cop + 1], S("awaiting"), e) &&
           !str_eq(k->norm[cop + 2], S("to"));
}

/* What a clause's own verb group says. */
static enum reality of_clause(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    struct group g = group_of(k, t);
    enum reality e;
    if (negated(k, t)) return of_negated(r, t, &g);
    if (g.modal && (g.found == REALITY_HYPOTHETICAL || g.found == REALITY_PLANNED) && has_condition(k, t))
        return REALITY_CONDITIONAL;
    // "said that it would": the future as it was seen then.
    if (g.modal && g.would && !g.perfect && k->rel[t] == REL_CCOMP && token_child(k, t, REL_CSUBJ) < 0 && !quoted(r, t))
        return of_would(r, t, &g);
    if (g.modal) return g.found;
    if ((g.copula || g.present || g.past) && is_to(k, t)) return REALITY_PLANNED;
    if (g.passive && (g.present || g.past) && !g.perfect && effect(k->lemma[t], S("ahead"), &e)) return e;
    if (is_due(k, t, &e)) return e;
    if (imperative(k, t) || asked(k, t)) return REALITY_HYPOTHETICAL;
    bool purpose = k->rel[t] == REL_ADVCL || k->rel[t] == REL_ACL;
    if (purpose && to_infinitive(k, t)) {
        // "Ran to the house to help": who did the one mostly did the other.
        int32_t up = k->rel[t] == REL_ADVCL ? k->head[t] : -1;
        return up >= 0 && was_done(k, up) ? REALITY_HAPPENED : REALITY_HYPOTHETICAL;
    }
    return of_indicative(r, t, &g);
}

static enum reality of_noun(const tokens *k, int32_t t) {
    enum reality e;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        if (k->rel[c] == REL_DET && is_negation(k, c)) return REALITY_DID_NOT_HAPPEN;
        if (k->rel[c] == REL_AMOD && effect(k->norm[c], S("attribute"), &e)) return e;
        if (k->rel[c] == REL_CASE && effect(k->norm[c], S("mark"), &e) && e == REALITY_DID_NOT_HAPPEN) return e;
    }
    // "Ann Lee, head of the council": what somebody is lasts.
    if (event_names_role(k, t)) return REALITY_ONGOING;
    return effect(k->lemma[t], S("state"), &e) ? e : REALITY_HAPPENED;
}

/* The clause that a participle goes with: "pledged to stay, ignoring calls to go" is of the pledge, behind a comma,
 * though a parser hangs it in what is pledged. */
static int32_t matrix_of(const tokens *k, int32_t t, int32_t up) {
    if (!str_eq(k->norm[t - 1], S(","))) return up;
    int32_t top = up;
    for (int step = 0; step < CLIMB_STEPS && k->head[top] >= 0; step++) {
        enum rel rel = rel_base((enum rel)k->rel[top]);
        bool bare = str_eq(k->xpos[top], S("VB")) && token_child(k, top, REL_AUX) < 0;
        bool below = bare || (rel == REL_CONJ && event_own_subject(k, top) < 0) || k->upos[top] != UPOS_VERB;
        if (!below) return top;
        top = k->head[top];
    }
    return k->upos[top] == UPOS_VERB ? top : up;
}

/* "Will resign, leaving her deputy in charge": a participle after the clause that it goes with. */
static bool after_it(const tokens *k, int32_t t, int32_t up) {
    return k->rel[t] == REL_ADVCL && str_eq(k->xpos[t], S("VBG")) && t > up && token_child(k, t, REL_AUX) < 0 &&
           token_child(k, t, REL_MARK) < 0 && token_child(k, t, REL_NSUBJ) < 0 &&
           (matrix_of(k, t, up) != up || !lex_find(&lex_reporting, k->lemma[t]));
}

/* "Has yet to begin". */
static bool awaits(const tokens *k, int32_t t, int32_t up) {
    if (!str_eq(k->lemma[up], S("have")) || !to_infinitive(k, t)) return false;
    for (int32_t w = up + 1; w < t; w++)
        if (str_eq(k->norm[w], S("yet"))) return true;
    return false;
}

/* "Is trying to put it out", "has sought to": what is tried goes on, or was done, as the trying. */
static bool pursued(const reading *r, int32_t t, int32_t up, enum reality *out) {
    const tokens *k = &r->tokens;
    enum reality e;
    if (k->rel[t] != REL_XCOMP || !to_infinitive(k, t) || !effect(k->lemma[up], S("pursuit"), &e)) return false;
    *out = of_clause(r, up);
    return *out == REALITY_ONGOING || *out == REALITY_HAPPENED;
}

/* "Will be able to open": what an adjective tells as done is to come where the adjective itself is. */
static void foresee(const reading *r, int32_t adjective, enum reality *out) {
    enum reality own = *out == REALITY_HAPPENED ? of_clause(r, adjective) : *out;
    if (own == REALITY_PLANNED || own == REALITY_CONDITIONAL) *out = own;
}

/* What the words above do to t; false when they leave it as it is. */
static bool from_above(const reading *r, int32_t of, enum reality *out) {
    const tokens *k = &r->tokens;
    int32_t t = of;
    for (int step = 0; t >= 0 && step < CLIMB_STEPS; step++) {
        int32_t up = k->head[t];
        enum rel rel = rel_base((enum rel)k->rel[t]);
        enum reality e;
        int32_t mark = token_child(k, t, REL_MARK);
        if (mark >= 0 && rel == REL_ADVCL && effect(k->norm[mark], S("mark"), out)) return true;
        if (mark >= 0 && rel == REL_ADVCL && is_present(k, t) && effect(k->norm[mark], S("awaited"), out)) return true;
        if (mark_of(k, t, S("whether")) >= 0) return *out = REALITY_HYPOTHETICAL, true;
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
        if (verb && rel == REL_XCOMP && effect(k->norm[up], S("form"), out)) {
            if (negated(k, up)) *out = REALITY_DID_NOT_HAPPEN;
            return true;
        }
        if (verb && rel == REL_XCOMP && to_infinitive(k, t) && token_child(k, up, REL_OBJ) < 0 && !negated(k, up) &&
            effect(k->lemma[up], S("intent"), out))
            return true;
        if (verb && pursued(r, t, up, out)) return true;
        bool wanted =
            verb && complement && effect(k->lemma[up], S("mandate"), &e) && !(rel == REL_CCOMP && tells(k, t, e));
        if (wanted || (verb && complement && effect(k->lemma[up], S("verb"), &e))) {
            *out = e;
            if (negated(k, up) && e != REALITY_DID_NOT_HAPPEN) *out = REALITY_DID_NOT_HAPPEN;
            if (*out == REALITY_PLANNED && has_condition(k, up)) *out = REALITY_CONDITIONAL;
            return true;
        }
        if (verb && rel == REL_XCOMP && awaits(k, t, up)) return *out = REALITY_DID_NOT_HAPPEN, true;
        bool goes_on = !str_eq(k->xpos[up], S("VBD")) && effect(k->lemma[up], S("going on"), &e);
        if (verb && rel == REL_XCOMP && (goes_on || effect(k->lemma[up], S("remaining"), &e))) {
            enum reality own = of_clause(r, up);
            *out = own == REALITY_HAPPENED ? e : own;
            return true;
        }
        if (verb && after_it(k, t, up)) {
            enum reality own = of_clause(r, matrix_of(k, t, up));
            bool ahead = own == REALITY_PLANNED || own == REALITY_CONDITIONAL || own == REALITY_HYPOTHETICAL;
            return *out = own, ahead;
        }
        if (noun && (rel == REL_NMOD || (rel == REL_ACL && k->rel[t] != REL_ACL_RELCL)) &&
            effect(k->lemma[up], S("noun"), out)) {
            int32_t link = token_child(k, t, rel == REL_NMOD ? REL_CASE : REL_MARK);
            if (rel == REL_ACL ? link >= 0
                               : link >= 0 && !str_eq(k->norm[link], S("in")) && !str_eq(k->norm[link], S("with")))
                return true;
        }
        if (k->upos[up] == UPOS_ADJ && (rel == REL_XCOMP || rel == REL_CCOMP || rel == REL_CSUBJ || rel == REL_ADVCL) &&
            effect(k->lemma[up], S("adjective"), out)) {
            foresee(r, up, out);
            if (*out == REALITY_PLANNED && (has_condition(k, up) || has_condition(k, t))) *out = REALITY_CONDITIONAL;
            return true;
        }
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
            bool open = own == REALITY_HYPOTHETICAL || own == REALITY_PLANNED;
            *out = open && rel == REL_XCOMP && has_condition(k, of) ? REALITY_CONDITIONAL : own;
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

static bool is_present_form(const tokens *k, int32_t verb) {
    return str_eq(k->xpos[verb], S("VBZ")) || str_eq(k->xpos[verb], S("VBP"));
}

/* True when the event is told of a day after the article's. */
static bool is_ahead(const reading *r, const struct event_finding *e) {
    if (e->when < 0 || !r->dated) return false;
    const struct time_finding *w = &r->times.p[e->when];
    return w->value.n && w->lo <= w->hi && w->lo > r->day;
}

/* "The offer expires on Friday": a present of a day to come. */
static bool is_timetable(const reading *r, const struct event_finding *e, int32_t verb) {
    return is_ahead(r, e) && is_present_form(&r->tokens, verb);
}

/* "Relatives wait outside the gates on Tuesday night", under a picture: a present of a day that is over. */
static bool is_caption(const reading *r, const struct event_finding *e, int32_t verb) {
    enum reality goes_on;
    if (e->when < 0 || !r->dated || !is_present_form(&r->tokens, verb)) return false;
    if (effect(r->tokens.lemma[verb], S("going on"), &goes_on)) return false;
    const struct time_finding *w = &r->times.p[e->when];
    bool day = w->precision == WHEN_DAY && w->value.n && w->lo <= w->hi;
    return day && w->hi <= r->day && token_child(&r->tokens, verb, REL_AUX) < 0 &&
           token_child(&r->tokens, verb, REL_COP) < 0;
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
    if (own == REALITY_ONGOING && carrier >= 0 && is_caption(r, e, carrier))
        own = effect(k->lemma[carrier], S("timetable"), &above) ? above : REALITY_HAPPENED;
    if (e->noun && own == REALITY_HAPPENED && is_ahead(r, e)) own = REALITY_PLANNED; // "set a hearing for Friday"
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
    if (a->entity < 0 || !a->source.n || !r->entities.p[a->entity].code.n) return;
    if (!e->actors.n && e->plover != PLOVER_REQUEST) return; // "the war must be ended" is asked already
    if (e->actors.n && !event_is(r, token_at(k, e->actors.p[0].span.end - 1), S("public"))) return;
    e->plover = PLOVER_REQUEST;
    e->mode = S("change");
    e->cameo = S("100");
    if (e->actors.n) e->recipients = e->actors;
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

/* "Did not comment on the threats": that there were threats the article says itself. The question that was not answered
 * tells nothing. */
static void leave_open(const tokens *k, struct event_finding *e) {
    e->stance = STANCE_STATES;
    e->attribution = -1;
    for (const lex_row *row = lex_find(&lex_silence, k->lemma[e->head]); row; row = lex_next(&lex_silence, row))
        e->carried |= str_eq(lex_cell(&lex_silence, row, LEX_silence_form), S("noun")) ||
                      str_eq(lex_cell(&lex_silence, row, LEX_silence_form), S("question"));
}

/* "Offered to pay", "declined to comment", "it is too early to tell": what has not come about is told by the word above
 * it. What one saw or let happen is told by itself. */
static bool carried(const tokens *k, const struct event_finding *e, const bool *event) {
    if (e->noun || e->reality == REALITY_HAPPENED || e->reality == REALITY_ONGOING) return false;
    if (event_rel(k, e->head, REL_CSUBJ)) return true;
    return k->rel[e->head] == REL_XCOMP && k->upos[e->head] == UPOS_VERB && k->head[e->head] >= 0 &&
           event[k->head[e->head]];
}

void reality_find(reading *r, arena *out, arena tmp) {
    const tokens *k = &r->tokens;
    bool *event = arena_new(&tmp, bool, k->n + 1); // [words] a verb that tells something
    for (ptrdiff_t i = 0; i < r->events.n; i++) event[r->events.p[i].head] |= !r->events.p[i].noun;
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        struct event_finding *e = &r->events.p[i];
        if (e->office) continue;
        e->reality = reality_of(r, e);
        int32_t carrier = e->noun ? event_carrier(k, e->head) : e->head;
        e->negated = e->reality == REALITY_DID_NOT_HAPPEN;
        if (e->reality == REALITY_HAPPENED || e->reality == REALITY_PLANNED || e->reality == REALITY_CONDITIONAL)
            e->negated = carrier >= 0 && negated(k, carrier);
        bool refused = e->negated && e->reality == REALITY_HAPPENED; // "said she would not resign"
        e->plover = settled(e->plover, e->reality, refused || (carrier >= 0 && withheld(k, carrier)));
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
        e->carried = carried(k, e, event);
        if (carrier >= 0) ask_of(r, e, carrier, out);
        bool untrue = denial_untrue(k, carrier >= 0 ? carrier : e->head);
        if (untrue) e->stance = STANCE_DENIES;
        if (e->attribution < 0 || untrue) continue;
        const struct attribution_finding *a = &r->attributions.p[e->attribution];
        e->stance = a->stance == STANCE_DENIES && a->within >= 0 ? STANCE_RELAYS_DENIAL : a->stance;
        if (e->stance == STANCE_NO_COMMENT && e->noun) leave_open(k, e);
    }
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        struct event_finding *e = &r->events.p[i];
        if (!e->noun && e->stance == STANCE_STATES && denial_doubted(k, e->head)) e->stance = STANCE_DOUBTS;
    }
}
