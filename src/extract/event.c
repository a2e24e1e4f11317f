#include "extract/event.h"

#include "base/table.h"
#include "extract/extract.h"
#include "lexicon_tables.h"

static bool is_predicate(const reading *r, int32_t t);

/* "A hit and run accident": what stands before a noun. */
static bool before_noun(const tokens *k, int32_t t) {
    int32_t first = k->rel[t] == REL_CONJ ? k->head[t] : -1;
    return first >= 0 && first < t && event_rel(k, first, REL_COMPOUND) && t < k->head[first];
}

static bool clause_verb(const tokens *k, int32_t t) {
    if (before_noun(k, t)) return false;
    switch (rel_base((enum rel)k->rel[t])) {
    case REL_CASE:
    case REL_MARK:
    case REL_FIXED:
    case REL_COMPOUND:
    case REL_AMOD:
    case REL_AUX:
    case REL_COP:
    case REL_CC:
    case REL_DISCOURSE:
    case REL_FLAT:
    case REL_GOESWITH:
    case REL_DET:
    case REL_REPARANDUM: return false;
    default: return true;
    }
}

static bool has_child_but_determiner(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        switch (rel_base((enum rel)k->rel[c])) {
        case REL_DET:
        case REL_CASE:
        case REL_PUNCT:
        case REL_CC:
        case REL_CONJ:
        case REL_MARK: break;
        default: return true;
        }
    return false;
}

static bool definite(const tokens *k, int32_t t) {
    int32_t det = token_child(k, t, REL_DET);
    return det >= 0 && !str_eq(k->lemma[det], S("a")) && !str_eq(k->norm[det], S("no")) &&
           !str_eq(k->norm[det], S("any"));
}

/* "In protest", "a fire": a bare noun beside what is told; one that refers back is kept as such. */
static bool mere_noun(const tokens *k, int32_t t) {
    enum rel rel = rel_base((enum rel)k->rel[t]);
    if (rel == REL_ROOT || rel == REL_CONJ || rel == REL_CCOMP || rel == REL_PARATAXIS || definite(k, t)) return false;
    return !has_child_but_determiner(k, t);
}

static bool noun_predicate(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    int32_t name = reading_name_at(r, t);
    if (name >= 0 && r->names.p[name].form == FORM_NAME) return false; // "Court of Appeals"
    if (event_rel(k, t, REL_COMPOUND) || event_rel(k, t, REL_FLAT) || event_rel(k, t, REL_FIXED) ||
        event_rel(k, t, REL_AMOD))
        return false;
    if (event_rel(k, t, REL_CASE) || event_rel(k, t, REL_MARK) || event_rel(k, t, REL_CC)) return false;
    if (k->upos[t] == UPOS_PROPN && event_in_time(r, t)) return false; // "March"
    if (event_in_phrase(k, t) || before_noun(k, t)) return false;
    if (lex_find(&lex_event_nouns, k->lemma[t])) {
        struct event_frame f;
        event_frame_of(r, t, &f);
        if (event_noun_fits(r, &f)) return f.verb >= 0 || !mere_noun(k, t);
    }
    // A noun that is only derived from a verb names a happening where a light verb carries it.
    return lex_find(&lex_nominalisations, k->lemma[t]) && event_carrier(k, t) >= 0;
}

/* "Denied that he had left", "denied taking bribes": the clause tells what is denied. */
static bool tells_denied(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    bool denies = false;
    for (const lex_row *row = lex_find(&lex_reporting, k->lemma[t]); row; row = lex_next(&lex_reporting, row))
        denies |= str_eq(lex_cell(&lex_reporting, row, LEX_reporting_class), S("deny"));
    if (!denies) return false;
    if (t + 2 < k->n && str_eq(k->norm[t + 1], S("that")) && k->upos[t + 2] == UPOS_PUNCT)
        return false; // "denied that:"
    int32_t clause = token_child(k, t, REL_CCOMP);
    if (clause < 0) clause = token_child(k, t, REL_XCOMP);
    return clause > t && (k->upos[clause] == UPOS_VERB || is_predicate(r, clause));
}

/* True when a complement, object or subject of verb t tells what t itself does not. */
static bool only_carries(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    if (str_eq(k->lemma[t], S("be"))) return token_child(k, t, REL_NSUBJ) >= 0 && token_child(k, t, REL_EXPL) >= 0;
    if (event_light(k, t, S("say"))) return true;
    if (tells_denied(r, t)) return true;
    int32_t comp = token_child(k, t, REL_XCOMP);
    if (comp >= 0 && event_light(k, t, S("raise")) &&
        (k->upos[comp] == UPOS_VERB || token_child(k, comp, REL_COP) >= 0))
        return true;
    if ((token_child(k, t, REL_CCOMP) >= 0 || k->rel[t] == REL_PARATAXIS) && event_light(k, t, S("think"))) return true;
    bool light = event_light(k, t, S("light")), occur = event_light(k, t, S("occur"));
    for (int32_t c = token_next_child(k, t, -1); (light || occur) && c >= 0; c = token_next_child(k, t, c)) {
        bool object = k->rel[c] == REL_OBJ || k->rel[c] == REL_NSUBJ_PASS;
        if (((light && object) || (occur && k->rel[c] == REL_NSUBJ)) && noun_predicate(r, c)) return true;
    }
    return false;
}

/* "40 metres deep", "six years old": an adjective with its measure is a claim wherever it stands. */
bool event_measured(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if ((event_rel(k, c, REL_OBL) || event_rel(k, c, REL_NMOD)) && token_child(k, c, REL_NUMMOD) >= 0) return true;
    return false;
}

/* "Ann Lee, head of the council": what somebody named is. */
bool event_names_role(const tokens *k, int32_t t) {
    int32_t up = k->head[t];
    if (k->rel[t] != REL_APPOS || up < 0 || k->upos[up] != UPOS_PROPN || !has_child_but_determiner(k, t)) return false;
    bool person = k->ner[up] == NER_B_PER || k->ner[up] == NER_I_PER;
    return lex_find(&lex_people, k->lemma[t]) || (person && token_child(k, t, REL_NMOD) > t);
}

static bool is_predicate(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    if (k->upos[t] == UPOS_ADJ && only_carries(r, t)) return false;
    if (token_child(k, t, REL_COP) >= 0 && k->upos[t] != UPOS_PUNCT)
        return k->upos[t] != UPOS_PRON && k->upos[t] != UPOS_DET && k->upos[t] != UPOS_AUX && k->upos[t] != UPOS_SCONJ;
    switch (k->upos[t]) {
    case UPOS_VERB: return clause_verb(k, t) && !only_carries(r, t);
    case UPOS_NOUN:
        if (k->rel[t] == REL_NSUBJ && k->head[t] >= 0 && token_child(k, k->head[t], REL_EXPL) >= 0)
            return true; // "there is"
        return noun_predicate(r, t) || event_names_role(k, t);
    case UPOS_PROPN: return noun_predicate(r, t);
    case UPOS_ADJ: return event_measured(k, t) || (lex_find(&lex_event_nouns, k->lemma[t]) && event_rel(k, t, REL_ACL));
    default: return false;
    }
}

/* Somebody whom a report names or says to act: "families rejected the offer", not "my son threatens to cry". */
static bool acts_in_news(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    int32_t e = k->upos[t] == UPOS_PRON ? reading_entity_at(r, t) : -1;
    if (k->upos[t] == UPOS_PRON) return e >= 0 && r->entities.p[e].named;
    if (!event_is(r, t, S("who"))) return false;
    int32_t owner = token_child(k, t, REL_NMOD_POSS);
    return owner < 0 || !(str_eq(k->norm[owner], S("my")) || str_eq(k->norm[owner], S("our")));
}

/* PLOVER is about public life: without a public party an attack is a chess move and a visit a customer's. What parties
 * say and do to each other counts for whoever is told to act. */
static bool has_public_party(const reading *r, const struct event_frame *f, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    if (e->plover == PLOVER_PROTEST && (e->noun || str_eq(e->mode, S("riot")))) return true; // there is no private riot
    for (int side = 0; side < 2; side++) {
        const struct roles *roles = side ? &e->recipients : &e->actors;
        for (ptrdiff_t i = 0; i < roles->n; i++) {
            int32_t beg = token_at(k, roles->p[i].span.beg);
            for (int32_t t = beg; t < k->n && k->span[t].beg < roles->p[i].span.end; t++) {
                if (event_is(r, t, S("public"))) return true;
                bool bodily = e->plover == PLOVER_ASSAULT || e->plover == PLOVER_COERCE ||
                              e->plover == PLOVER_PROTEST || str_eq(e->mode, S("release")) ||
                              str_eq(e->kind, S("rescue")) || str_eq(e->kind, S("treat")) ||
                              str_eq(e->kind, S("charge"));
                if (bodily &&
                    (event_is(r, t, S("who")) || (!side && (k->upos[t] == UPOS_NUM || event_is(r, t, S("quantity"))))))
                    return true;
                if (!side && e->plover != PLOVER_CONSULT && acts_in_news(r, t)) return true;
                if (!side && e->plover == PLOVER_ACCUSE && event_is(r, t, S("document"))) return true; // a report
            }
        }
    }
    if (e->plover == PLOVER_MOBILIZE && f->obj >= 0 && event_is(r, f->obj, S("troops"))) return true;
    return f->mod >= 0 && event_is(r, f->mod, S("public"));
}

/* True when a time that hangs at word t is of predicate `at` and of no other below it: not of a clause's verb ("said
 * that they met on Sunday") nor of whose it is ("lost Tuesday's election"). */
static bool time_is_of(const tokens *k, int32_t t, int32_t at) {
    for (int step = 0; t >= 0 && step < CONTROL_STEPS; t = k->head[t], step++) {
        if (t == at) return true;
        if (k->rel[t] == REL_NMOD_POSS) return false;
        int32_t up = k->head[t];
        if (up >= 0 && up != at && k->upos[up] == UPOS_VERB && k->rel[up] != REL_XCOMP) return false;
    }
    return false;
}

/* "Until Friday" is how long, not when; "spoke of 1968" was not then. */
static bool is_limit(const tokens *k, int32_t t) {
    int32_t link = token_child(k, t, REL_CASE), up = k->head[t];
    if (link < 0) return false;
    bool topic = up >= 0 && k->upos[up] == UPOS_VERB && str_eq(k->norm[link], S("of"));
    return topic || str_eq(k->norm[link], S("until")) || str_eq(k->norm[link], S("till"));
}

/* "Runs until May 4": the end of an offer is its day. */
static bool expires(const tokens *k, int32_t t) {
    for (const lex_row *row = lex_find(&lex_position, k->lemma[t]); row; row = lex_next(&lex_position, row))
        if (str_eq(lex_cell(&lex_position, row, LEX_position_part), S("expiring"))) return true;
    return false;
}

enum { LONG_AGO = 10 }; // days before the article's

/* "A silver 2007 Mazda": the year of a make is no day of what is done with it. */
static bool year_of_make(const reading *r, const struct time_finding *w, int32_t head) {
    const tokens *k = &r->tokens;
    if (w->end - w->beg != 1 || k->rel[head] != REL_NUMMOD || k->head[head] < w->end) return false;
    return k->upos[k->head[head]] == UPOS_PROPN && !event_noun_listed(k, k->head[head]);
}

/* Word t is of the aftermath: "charged", "convicted", "mourned". */
static bool looks_back(const tokens *k, int32_t t) {
    if (k->rel[t] == REL_XCOMP && k->upos[t] == UPOS_ADJ && k->head[t] >= 0) t = k->head[t]; // "pleaded guilty"
    return k->upos[t] == UPOS_VERB && lex_says(&lex_role_words, k->lemma[t], LEX_role_words_role, S("aftermath"));
}

/* "Sentenced for his part in the robbery of a bank in June", "charged in the slaying last summer": the happening right
 * before a time of long ago, or of no day, whose time it is and not that of what comes after it; -1. */
static int32_t happening_before(const reading *r, const struct time_finding *w, int32_t at) {
    const tokens *k = &r->tokens;
    bool old = r->article->when.known && w->lo <= w->hi && w->hi < r->article->when.day - LONG_AGO;
    if ((w->precision == WHEN_DAY || w->precision == WHEN_APPROX_DAY) && !old) return -1;
    for (int32_t t = w->beg - 1; t > at; t--) {
        if (str_eq(k->norm[t], S(",")) || k->upos[t] == UPOS_VERB) return -1;
        if (k->upos[t] == UPOS_NOUN && event_noun_listed(k, t)) return t;
    }
    return -1;
}

/* "Her defeat in Tuesday's election", "was hurt at Sunday's match": the day of that in which it came about. */
static bool time_around(const tokens *k, int32_t t, int32_t at) {
    int32_t whole = k->rel[t] == REL_NMOD_POSS ? k->head[t] : -1,
            link = whole < 0 ? -1 : token_child(k, whole, REL_CASE);
    if (link < 0 || k->head[whole] != at || !(event_rel(k, whole, REL_NMOD) || event_rel(k, whole, REL_OBL)))
        return false;
    return str_eq(k->norm[link], S("in")) || str_eq(k->norm[link], S("at")) || str_eq(k->norm[link], S("during"));
}

/* The nearest time in the clause; one that a time hangs in the predicate itself wins. */
static int32_t find_when(const reading *r, const struct event_frame *f, span clause) {
    const tokens *k = &r->tokens;
    int32_t best = -1, best_far = INT32_MAX, at = f->verb >= 0 ? f->verb : f->head;
    for (ptrdiff_t i = event_time_from(r, k->sentences.p[k->sent[at]].beg); i < r->times.n; i++) {
        const struct time_finding *w = &r->times.p[i];
        if (w->span.beg >= k->sentences.p[k->sent[at]].span.end) break;
        if (w->beg < 0 || w->beg >= k->n || k->sent[w->beg] != k->sent[at]) continue;
        int32_t head = w->beg; // the word of the time that hangs outside of it
        for (int32_t t = w->beg; t < w->end && t < k->n; t++)
            if (k->head[t] < w->beg || k->head[t] >= w->end) head = t;
        int32_t up = k->head[head], far = w->beg > at ? w->beg - at : at - w->beg;
        if (is_limit(k, head) && !(w->precision == WHEN_DAY && expires(k, at))) continue;
        if (year_of_make(r, w, head)) continue;
        bool after = !f->noun && looks_back(k, at); // "arrested in the May 3 fire", "in the fire last May"
        if (after && (happening_before(r, w, at) >= 0 || (k->head[head] > at && event_noun_listed(k, k->head[head]))))
            continue;
        bool own = up == at || up == f->head || (up >= 0 && k->head[up] == at && k->rel[up] == REL_OBL) ||
                   time_around(k, head, at);
        if (f->noun && up >= 0 && up != at && looks_back(k, up)) own |= happening_before(r, w, up) == f->head;
        if (!own && !(span_holds(clause, w->span) && time_is_of(k, head, at))) continue;
        if (!own) far += 100;
        bool of_subject = w->end <= at && w->beg > 0 && k->sent[w->beg - 1] == k->sent[at] &&
                          w->precision != WHEN_DAY &&
                          (k->upos[w->beg - 1] == UPOS_NOUN || k->upos[w->beg - 1] == UPOS_PROPN);
        if (of_subject) far += 50; // "the robber of the bank last month confessed on Monday"
        if (far < best_far) best = (int32_t)i, best_far = far;
    }
    return best;
}

/* "Tuesday's talks failed", "this year's meetings have been tense": the day of a subject is that of what it does. */
static int32_t when_of_subject(const reading *r, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    if (f->noun || f->passive || f->subj < 0) return -1;
    for (ptrdiff_t i = event_time_from(r, k->sentences.p[k->sent[f->subj]].beg); i < r->times.n; i++) {
        const struct time_finding *w = &r->times.p[i];
        if (w->beg < 0 || w->beg >= f->subj) break;
        for (int32_t t = w->beg; t < w->end; t++)
            if (k->head[t] == f->subj && (k->rel[t] == REL_NMOD_POSS || k->rel[t] == REL_COMPOUND)) return (int32_t)i;
    }
    return -1;
}

static int32_t find_where(const reading *r, const struct event_frame *f) {
    static const str places[] = {S_INIT("in"),      S_INIT("at"),  S_INIT("near"),   S_INIT("around"),
                                 S_INIT("outside"), S_INIT("off"), S_INIT("across"), S_INIT("to")};
    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        for (int i = 0; i < f->obliques; i++) {
            if (!str_eq(f->oblique[i].prep, places[p])) continue;
            int32_t name = reading_name_at(r, f->oblique[i].word);
            if (name >= 0 && r->names.p[name].kind == NAME_PLACE) return name;
        }
    return -1;
}

/* "To save time": why something is done is a claim of its own only where the lists know what it is. */
static bool mere_purpose(const tokens *k, int32_t t) {
    if (k->upos[t] != UPOS_VERB || (k->rel[t] != REL_ADVCL && k->rel[t] != REL_ACL)) return false;
    int32_t mark = token_child(k, t, REL_MARK);
    return mark >= 0 && str_eq(k->norm[mark], S("to"));
}

static void add_event(reading *r, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    struct event_frame f;
    struct event_class c;
    event_frame_of(r, t, &f);
    event_classify(r, &f, &c, out);
    if (!c.listed && mere_purpose(k, t)) return;
    struct event_finding *e = vec_push(out, &r->events);
    *e = (struct event_finding){.head = t,
                                .plover = c.plover,
                                .mode = c.mode,
                                .cameo = c.cameo,
                                .kind = c.kind,
                                .rule = c.rule,
                                .when = -1,
                                .where = -1,
                                .reality = REALITY_HAPPENED,
                                .attribution = -1};
    e->span = event_span(r, &f);
    e->noun = f.noun;
    e->back = f.noun && f.verb < 0 && definite(k, t) && !has_child_but_determiner(k, t);
    event_roles_fill(r, &f, &c, e, out);
    if (e->plover != PLOVER_NONE && !c.stirred && !has_public_party(r, &f, e)) {
        e->plover = PLOVER_NONE;
        e->mode = e->cameo = (str){0};
    }
    if (e->back) e->plover = PLOVER_NONE;
    e->when = find_when(r, &f, e->span);
    if (e->when < 0) e->when = when_of_subject(r, &f);
    e->where = find_where(r, &f);
}

/* The object of "lifted sanctions" or "signed a deal" is no event of its own for PLOVER; that of "condemned the attack"
 * is. */
static void leave_to_verb(reading *r, ptrdiff_t from) {
    const tokens *k = &r->tokens;
    for (ptrdiff_t i = from; i < r->events.n; i++) {
        struct event_finding *e = &r->events.p[i];
        if (!e->noun || (k->rel[e->head] != REL_OBJ && k->rel[e->head] != REL_NSUBJ_PASS)) continue;
        for (ptrdiff_t j = from; j < r->events.n; j++) {
            enum plover p = r->events.p[j].plover;
            if (r->events.p[j].head != k->head[e->head] || p == PLOVER_NONE || p == PLOVER_ACCUSE) continue;
            if (p != PLOVER_REQUEST && p != PLOVER_THREATEN && p != PLOVER_AGREE && p != PLOVER_REJECT)
                e->plover = PLOVER_NONE;
        }
    }
}

/* Stable, by the beginning of the span: neighbours are nearly in order, so insertion is linear in practice; a step is
 * bounded by the events of one sentence. */
static void sort_by_span(reading *r) {
    for (ptrdiff_t i = 1; i < r->events.n; i++) {
        struct event_finding e = r->events.p[i];
        ptrdiff_t j = i;
        while (j > 0 && r->events.p[j - 1].span.beg > e.span.beg) {
            r->events.p[j] = r->events.p[j - 1];
            j--;
        }
        r->events.p[j] = e;
    }
}

/* "The shooting", "their talks": a noun without parties is of the type that the article gives that happening elsewhere.
 */
static void type_by_kind(reading *r, arena tmp) {
    table types = {.seed = 1};
    for (ptrdiff_t i = 0; i < r->events.n; i++)
        if (r->events.p[i].plover != PLOVER_NONE) *table_put(&types, &tmp, r->events.p[i].kind) = r->events.p[i].plover;
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        struct event_finding *e = &r->events.p[i];
        if (!e->noun || e->back || e->plover != PLOVER_NONE || r->tokens.rel[e->head] == REL_OBJ) continue;
        const int64_t *type = table_get(&types, e->kind);
        if (type) e->plover = (enum plover) * type;
    }
}

void event_find(reading *r, arena *out, arena tmp) {
    const tokens *k = &r->tokens;
    for (ptrdiff_t s = 0; s < k->sentences.n; s++) {
        ptrdiff_t from = r->events.n;
        for (int32_t t = k->sentences.p[s].beg; t < k->sentences.p[s].end; t++)
            if (is_predicate(r, t)) add_event(r, t, out);
        leave_to_verb(r, from);
    }
    type_by_kind(r, tmp);
    event_offices_add(r, out, tmp);
    sort_by_span(r);
}
