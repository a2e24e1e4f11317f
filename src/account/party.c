#include "account/party.h"

#include "account/actor.h"
#include "account/family.h"
#include "account/opinion.h"
#include "account/told.h"
#include "account/usual.h"
#include "base/lexicon.h"
#include "base/utf8.h"
#include "extract/event.h"
#include "lexicon_tables.h"

enum {
    CLIMB_STEPS = 8,
    FIRST_FAR = 5,  // words that who is named before a verb is farther from it than who is named after it
    DEPTH = 3,      // "of" in "of": "dozens of the team of rescuers"
    SIDES_MAX = 60, // actors that may be a side, the most mentioned ones
};

/* One reading, and the parties of its events as far as they are known. */
struct cast {
    const account *acc;
    const reading *r;
    const int32_t *actor_of;
    int32_t *event_at;    // [words] the event whose head a word is, -1
    struct parties *of;   // [events]
    const int32_t *acted; // [actors] events in which it acts
    const int32_t *side;  // [actors] for whom each stands
    ptrdiff_t events;     // of all articles
    arena *out, tmp;
};

/* "80 people": the text tells nothing of whom it means. */
static bool is_anybody(const struct actor *a) {
    str last = str_last_word(a->name);
    return !a->named && last.n == a->name.n && lex_find(&lex_anybody, last) != NULL;
}

/* "The Norland Harbours Act", "Internet". */
static bool is_thing(const struct actor *a) {
    return a->kind != NAME_PERSON && lex_find(&lex_thing_heads, str_last_word(a->name)) != NULL;
}

void party_add(const account *acc, ints *list, int32_t actor, arena *to) {
    actor = actor_body(acc, actor);
    if (actor < 0 || is_anybody(&acc->actors.p[actor]) || is_thing(&acc->actors.p[actor])) return;
    if (actor >= 0 && !ints_have(list, actor)) *vec_push(to, list) = actor;
}

/* The actor whose possessor the words begin with: Kenya's of "Kenya's president"; -1 when there is none. */
static int32_t possessor(const account *acc, str words) {
    for (int32_t x = 0; x < acc->actors.n && x < SIDES_MAX; x++) {
        const struct actor *a = &acc->actors.p[x];
        if (!a->named || !str_starts(words, a->name)) continue;
        str rest = str_drop(words, a->name.n);
        if (str_starts(rest, S("'s ")) || str_starts(rest, S("’s "))) return x;
    }
    return -1;
}

static bool is_government(const struct actor *a) { return a->kind == NAME_PLACE && str_ends(a->code, S("GOV")); }

/* side[actor] for whom an actor stands: an official for his country, everybody else for himself. */
static int32_t *sides_make(const account *acc, arena *tmp) {
    enum { COUNTRY_BYTES = 3 };
    int32_t *side = arena_new(tmp, int32_t, acc->actors.n + 1);
    for (int32_t x = 0; x < acc->actors.n; x++) {
        const struct actor *a = &acc->actors.p[x];
        int32_t to = -1;
        bool official = acc->countries && str_ends(a->code, S(" GOV"));
        for (int32_t y = 0; official && to < 0 && y < acc->actors.n && y < SIDES_MAX; y++)
            if (is_government(&acc->actors.p[y]) && str_starts(acc->actors.p[y].code, str_head(a->code, COUNTRY_BYTES)))
                to = y;
        for (ptrdiff_t i = 0; i < a->aliases.n && to < 0; i++) to = possessor(acc, a->aliases.p[i]);
        side[x] = to < 0 ? x : to;
    }
    return side;
}

/* The event in whose clause or phrase e hangs, -1 when none. */
static int32_t governor(const struct cast *s, const struct event_finding *e) {
    const tokens *k = &s->r->tokens;
    int32_t t = k->head[e->head];
    for (int step = 0; t >= 0 && step < CLIMB_STEPS; t = k->head[t], step++)
        if (s->event_at[t] >= 0) return s->event_at[t];
    return -1;
}

/* Who speaks the words that e stands in, when they are quoted. */
static int32_t speaker(const struct cast *s, const struct event_finding *e) {
    if (e->attribution < 0) {
        int32_t entity = opinion_speaker_at(s->r, s->r->tokens.span[e->head].beg);
        return entity < 0 ? -1 : s->actor_of[entity];
    }
    const struct attribution_finding *a = &s->r->attributions.p[e->attribution];
    if (a->byline || a->kind == QUOTING_INDIRECT) return -1;
    return a->entity < 0 || s->r->entities.p[a->entity].outlet ? -1 : s->actor_of[a->entity];
}

/* The preposition of a noun, empty when it has none. */
static str preposition(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_CASE) return k->norm[c];
    return (str){0};
}

/* The word of a name from which the others hang: "Karin" of "Karin Moen". */
static int32_t top_of(const tokens *k, const struct name *n) { return token_top(k, n->head, n->beg, n->end); }

/* The kind of an entity, as the whole story sees it. */
static enum name_kind kind_of(const struct cast *s, int32_t entity, enum name_kind own) {
    int32_t actor = entity < 0 ? -1 : s->actor_of[entity];
    return actor < 0 ? own : s->acc->actors.p[actor].kind;
}

/* "In Geneva", "through the valley": where it happens, not to whom. */
static bool is_scene(const struct cast *s, const struct name *n) {
    static const str parties[] = {S_INIT("against"), S_INIT("with"), S_INIT("on"), S_INIT("of"), S_INIT("by")};
    if (kind_of(s, n->entity, n->kind) != NAME_PLACE) return false;
    str p = preposition(&s->r->tokens, top_of(&s->r->tokens, n));
    for (size_t i = 0; i < sizeof parties / sizeof *parties; i++)
        if (str_eq(p, parties[i])) return false;
    return p.n > 0;
}

/* "The Geneva talks": named for where they are held. */
static bool is_site(const struct cast *s, const struct name *n) {
    return s->r->tokens.rel[n->head] == REL_COMPOUND && kind_of(s, n->entity, n->kind) == NAME_PLACE;
}

static bool is_country(const reading *r, int32_t entity) { return str_ends(r->entities.p[entity].code, S("GOV")); }

/* The actor is of that kind of lexicon/pairs.tsv. */
static bool of_kind(const struct cast *s, int32_t x, str kind) {
    const struct actor *a = &s->acc->actors.p[x];
    bool org = a->kind == NAME_ORG;
    if (str_eq(kind, S("person"))) return a->kind == NAME_PERSON;
    if (str_eq(kind, S("company"))) return org && (!a->code.n || str_eq(a->code, S("BUS")));
    if (str_eq(kind, S("party"))) return org && str_ends(a->code, S("PTY"));
    bool country = a->kind == NAME_PLACE && (str_ends(a->code, S("GOV")) || s->acted[x]);
    return country || (org && !str_eq(kind, S("country")));
}

/* The two of that kind of whom the story tells most; false when it has no two. */
static bool find_two(const struct cast *s, str kind, int32_t two[2]) {
    int n = 0;
    for (int32_t x = 0; x < s->acc->actors.n && n < 2; x++)
        if (s->acc->actors.p[x].named && of_kind(s, x, kind)) two[n++] = x;
    return n == 2;
}

/* "Both sides", "the two countries", "the two leaders": the two of that kind of whom the story tells most; false when
 * the words mean no two. */
static bool add_pair(const struct cast *s, ints *list, const struct role *role) {
    str words = utf8_fold(s->out, article_str(s->r->article, role->span)), noun;
    static const str fronts[] = {S_INIT("both "), S_INIT("both of the "), S_INIT("the two ")};
    ptrdiff_t front = 0;
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
        if (str_starts(words, fronts[i])) front = fronts[i].n;
    noun = str_drop(words, front);
    const lex_row *row = front ? lex_find(&lex_pairs, noun) : NULL;
    if (!row) return false;
    str kind = lex_cell(&lex_pairs, row, LEX_pairs_kind);
    int32_t two[2];
    bool found = find_two(s, kind, two) || (str_eq(kind, S("party")) && find_two(s, S("side"), two));
    for (int i = 0; i < 2 && found; i++) party_add(s->acc, list, two[i], s->out);
    return true;
}

static void add_roles(const struct cast *s, ints *list, const struct roles *roles) {
    const reading *r = s->r;
    for (ptrdiff_t i = 0; i < roles->n; i++) {
        const struct role *role = &roles->p[i];
        if (add_pair(s, list, role)) continue;
        ints family = family_named(s->acc, article_str(r->article, role->span), s->acted, s->out, s->tmp);
        for (ptrdiff_t j = 0; j < family.n; j++) party_add(s->acc, list, family.p[j], s->out);
        if (family.n || role->entity < 0) continue;
        bool country = is_country(r, role->entity);
        const struct name *n = role->name >= 0 ? &r->names.p[role->name] : NULL;
        if (!country && n && (is_scene(s, n) || is_site(s, n))) continue;
        // "the Greyfell dam" is no deed to Greyfell
        if (!country && n && kind_of(s, n->entity, n->kind) == NAME_PLACE && role->span.end > n->span.end) continue;
        party_add(s->acc, list, s->actor_of[role->entity], s->out);
    }
}

/* Named in a clause, somebody is a party of it; a place only where it stands for its government, in a story of
 * several. */
static bool may_be_party(const struct cast *s, const struct name *n) {
    if (kind_of(s, n->entity, n->kind) != NAME_PLACE) return !s->r->entities.p[n->entity].outlet;
    return s->acc->countries && is_country(s->r, n->entity) && !is_scene(s, n);
}

static bool is_somebody(const struct cast *s, int32_t entity) {
    enum name_kind kind = kind_of(s, entity, s->r->entities.p[entity].kind);
    bool people = kind == NAME_OTHER && s->r->entities.p[entity].plural; // "Greeks"
    return kind == NAME_PERSON || kind == NAME_ORG || people || is_country(s->r, entity);
}

/* How a dependent tells whose its noun is: 0 possessor, 1 "of", "by" and "from", 2 a modifier; WAYS when it does not.
 */
enum { WAYS = 3 };
static int way_of(const tokens *k, int32_t c) {
    enum rel rel = (enum rel)k->rel[c];
    if (rel == REL_NMOD_POSS) return 0;
    if (rel == REL_COMPOUND || rel == REL_AMOD) return 2;
    str p = rel == REL_NMOD ? preposition(k, c) : (str){0};
    return str_eq(p, S("of")) || str_eq(p, S("by")) || str_eq(p, S("from")) ? 1 : WAYS;
}

/* Whose a thing is: "Kenya's response", "U.S. operations", "dozens of rescuers", "his condition"; an actor, or -1. */
static int32_t owner(const struct cast *s, int32_t t, int depth) {
    const reading *r = s->r;
    for (int way = 0; way < WAYS; way++)
        for (int32_t c = token_next_child(&r->tokens, t, -1); c >= 0; c = token_next_child(&r->tokens, t, c)) {
            if (way_of(&r->tokens, c) != way) continue;
            if (way == 0 && event_is(r, t, S("public"))) continue; // "her country" is not she
            int32_t x = reading_entity_at(r, event_antecedent(&r->tokens, c));
            if (x >= 0 && is_somebody(s, x)) return s->actor_of[x];
            int32_t deeper = way == 1 && depth < DEPTH ? owner(s, c, depth + 1) : -1;
            if (deeper >= 0) return deeper;
        }
    return -1;
}

/* "Lee proposed a toll … Orr called the proposal wrong": whose the proposal is, by the last passage before that tells
 * whose one is or who proposed; an actor, or -1. */
static int32_t owner_before(const struct cast *s, int32_t t) {
    enum { BACK = 400 };
    const tokens *k = &s->r->tokens;
    int32_t det = token_child(k, t, REL_DET);
    if (k->upos[t] != UPOS_NOUN || det < 0 ||
        !lex_says(&lex_determiners, k->norm[det], LEX_determiners_kind, S("definite")))
        return -1;
    const lex_row *row = lex_find(&lex_nominalisations, k->lemma[t]);
    str verb = row ? lex_cell(&lex_nominalisations, row, LEX_nominalisations_verb) : (str){0};
    for (int32_t w = t - 1; w >= 0 && w > t - BACK; w--) {
        if (k->upos[w] == UPOS_NOUN && str_eq(k->lemma[w], k->lemma[t])) {
            int32_t of = owner(s, w, 0);
            if (of >= 0) return of;
        }
        if (!verb.n || k->upos[w] != UPOS_VERB || !str_eq(k->lemma[w], verb) || s->event_at[w] < 0) continue;
        ints doers = {0};
        add_roles(s, &doers, &s->r->events.p[s->event_at[w]].actors);
        if (doers.n) return doers.p[0];
    }
    return -1;
}

/* Who stands behind a subject that is nobody itself: "Kenya's response remains vague", "its build-up, begun in May"; in
 * the passive, to whom it is done: "dozens of rescuers were hurt", "Kenya's ship was seized", "his licence was
 * revoked".
 */
static void add_behind_subject(const struct cast *s, const struct event_finding *e, struct parties *p) {
    const tokens *k = &s->r->tokens;
    bool passive = false;
    int32_t t = event_subject(k, e->head, &passive);
    if (t < 0 || t == e->head) return;
    if (k->upos[t] != UPOS_NOUN && k->upos[t] != UPOS_PROPN && k->upos[t] != UPOS_NUM && k->upos[t] != UPOS_ADJ) return;
    bool counts = event_is(s->r, t, S("quantity"));
    if (event_is(s->r, t, S("person")) && !counts) return; // "Ann Lee's aide" is not she
    bool people = counts || event_is(s->r, t, S("who"));
    bool doing = !people && (s->event_at[t] >= 0 || k->rel[e->head] == REL_ACL);
    bool poll = event_thing_is(k, t, S("poll"));
    bool borne = passive && !poll && (e->plover != PLOVER_NONE || !doing);
    int32_t whose = owner(s, t, 0);
    if (whose < 0 && poll) whose = owner_before(s, t);
    party_add(s->acc, borne ? &p->recipients : &p->actors, whose, s->out);
}

/* True when word t hangs in `above`, and not in a clause beside it or of a noun of it. */
static bool same_clause(const tokens *k, int32_t above, int32_t t) {
    for (int step = 0; t >= 0 && t != above && step < CLIMB_STEPS; t = k->head[t], step++) {
        enum rel rel = rel_base((enum rel)k->rel[t]);
        if (rel == REL_ADVCL || rel == REL_PARATAXIS || k->rel[t] == REL_ACL_RELCL) return false;
    }
    return t == above;
}

bool party_says(const reading *r, const struct event_finding *e) {
    for (ptrdiff_t i = 0; i < r->attributions.n; i++)
        if (r->attributions.p[i].cue_word == e->head) return true;
    return false;
}

/* "Announced that Kenya would pay", "a statement saying Kenya paid": whom the words said name is no party to saying
 * them.
 */
static bool is_reported(const reading *r, const struct event_finding *e, int32_t t) {
    const tokens *k = &r->tokens;
    for (int step = 0; t >= 0 && t != e->head && step < CLIMB_STEPS; t = k->head[t], step++)
        if (k->rel[t] == REL_CCOMP || k->rel[t] == REL_ACL) return party_says(r, e);
    return false;
}

/* "At Acme", "around Congress": where it is. */
static bool is_whereabouts(const struct cast *s, const struct name *n) {
    str p = preposition(&s->r->tokens, top_of(&s->r->tokens, n));
    return kind_of(s, n->entity, n->kind) == NAME_ORG && !str_eq(p, S("by")) && lex_find(&lex_place_prepositions, p);
}

/* "Heads the council", "owns the mill": what is held is no other party, but in "leads Mr Orr by a mile". */
static bool holds(const reading *r, const struct event_finding *e) {
    return !e->noun && e->plover == PLOVER_NONE &&
           lex_says(&lex_role_words, r->tokens.lemma[e->head], LEX_role_words_role, S("holding"));
}

/* Those who are joined to one that is named in a clause: "grateful to Ann Lee and Ben Orr". */
static void add_joined(const struct cast *s, const struct event_finding *e, int32_t first, struct parties *p) {
    const reading *r = s->r;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->span.beg >= e->span.end) break;
        int32_t top = top_of(&r->tokens, n);
        if (n->span.end <= e->span.beg || r->tokens.rel[top] != REL_CONJ || n->entity < 0) continue;
        int32_t to = reading_entity_at(r, r->tokens.head[top]), actor = s->actor_of[n->entity];
        if (to < 0 || s->actor_of[to] != first || actor < 0 || !may_be_party(s, n)) continue;
        if (!ints_have(&p->actors, actor)) party_add(s->acc, &p->recipients, actor, s->out);
    }
}

/* A crowd without a name of which the story tells often: "the miners". */
static bool is_crowd(const struct cast *s, const struct name *n) {
    enum { OFTEN = 3 };
    return s->r->entities.p[n->entity].plural && s->acc->actors.p[s->actor_of[n->entity]].mentions >= OFTEN;
}

/* Whoever is named in the clause behind its verb, or behind or before its noun, and does not act; in "defended his
 * Nordcup title" nobody is. */
static void named_inside(const struct cast *s, const struct event_finding *e, struct parties *p) {
    const reading *r = s->r;
    const tokens *k = &r->tokens;
    int32_t source = e->attribution < 0 ? -1 : r->attributions.p[e->attribution].entity;
    int32_t best = -1, best_far = INT32_MAX;
    bool passive = false, held = holds(r, e);
    int32_t subject = e->noun ? -1 : event_subject(k, e->head, &passive);
    if (passive) subject = -1;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->span.beg >= e->span.end) break;
        if (n->span.end <= e->span.beg || n->entity < 0 || !may_be_party(s, n)) continue;
        int32_t actor = s->actor_of[n->entity];
        if (actor < 0 || n->entity == source || ints_have(&p->actors, actor)) continue;
        if (!s->acc->actors.p[actor].named && !is_crowd(s, n)) continue;
        if (!e->noun && !passive && n->head < e->head) continue; // "the fall of Lee ended the war"
        if (!same_clause(k, e->head, n->head) || (!e->noun && k->rel[n->head] == REL_COMPOUND)) continue;
        if (is_reported(r, e, n->head) || is_whereabouts(s, n) || (held && k->head[n->head] == e->head)) continue;
        if (subject >= 0 && (n->head == subject || token_above(k, subject, n->head))) continue;
        int32_t far = n->head > e->head ? n->head - e->head : 100 + e->head - n->head;
        if (far < best_far) best = actor, best_far = far;
    }
    if (best < 0) return;
    party_add(s->acc, &p->recipients, best, s->out);
    add_joined(s, e, best, p);
}

/* True when word t stands in what the clause of `verb` is meant to bring about: "put up a fence to keep Ann Lee out".
 */
static bool in_purpose(const tokens *k, int32_t verb, int32_t t) {
    for (int step = 0; t >= 0 && step < CLIMB_STEPS; t = k->head[t], step++) {
        if (k->head[t] != verb) continue;
        int32_t mark = token_child(k, t, REL_MARK);
        return (rel_base((enum rel)k->rel[t]) == REL_ADVCL || k->rel[t] == REL_XCOMP) && mark >= 0 &&
               str_eq(k->norm[mark], S("to"));
    }
    return false;
}

/* "Used his belt to stop the guard's bleeding": for whom it is done. */
static void named_in_purpose(const struct cast *s, const struct event_finding *e, struct parties *p) {
    const reading *r = s->r;
    uint32_t end = r->tokens.span[r->tokens.sentences.p[r->tokens.sent[e->head]].end - 1].end;
    for (ptrdiff_t i = 0; i < r->names.n && !p->recipients.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->span.beg >= end) break;
        if (n->head < e->head || n->entity < 0 || kind_of(s, n->entity, n->kind) == NAME_PLACE) continue;
        int32_t actor = s->actor_of[n->entity];
        if (actor < 0 || ints_have(&p->actors, actor) || !may_be_party(s, n)) continue;
        if (in_purpose(&r->tokens, e->head, n->head)) party_add(s->acc, &p->recipients, actor, s->out);
    }
}

/* "Lee's letter cost us the vote," says the candidate: of whom a party says what it is the actor of, by saying it. */
static void named_in_saying(const struct cast *s, const struct event_finding *e, struct parties *p) {
    const reading *r = s->r;
    int32_t from = e->noun || e->attribution < 0 ? -1 : r->attributions.p[e->attribution].entity;
    int32_t says = from < 0 ? -1 : s->actor_of[from];
    int32_t mark = token_child(&r->tokens, e->head, REL_MARK);
    bool purpose = mark >= 0 && str_eq(r->tokens.norm[mark], S("to")); // states nothing of its own
    if (says < 0 || purpose || !ints_have(&p->actors, says)) return;
    const struct sentence *in = &r->tokens.sentences.p[r->tokens.sent[e->head]];
    int32_t best = -1, best_far = INT32_MAX;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->head >= in->end) break;
        if (n->head < in->beg || n->entity < 0 || kind_of(s, n->entity, n->kind) != NAME_PERSON) continue;
        int32_t actor = s->actor_of[n->entity];
        if (actor < 0 || !s->acc->actors.p[actor].named || ints_have(&p->actors, actor) || !may_be_party(s, n))
            continue;
        int32_t far = n->head > e->head ? n->head - e->head : FIRST_FAR + e->head - n->head;
        if (far < best_far) best = actor, best_far = far;
    }
    party_add(s->acc, &p->recipients, best, s->out);
}

/* Whom a speaker speaks for: his body, his country, or himself. */
static int32_t spoken_for(const struct cast *s, int32_t says) {
    int32_t body = s->acc->actors.p[says].speaks_for;
    return body >= 0 ? body : s->side[says];
}

/* What somebody says that his side did is its doing, "We opened one gate"; what he says that it will or must do is his:
 * "Kenya will never pay," Ann Lee said. */
static int32_t speaking_doer(const struct cast *s, const struct event_finding *e, const struct parties *p) {
    const reading *r = s->r;
    const tokens *k = &r->tokens;
    int32_t from = e->attribution < 0 || e->noun ? -1 : r->attributions.p[e->attribution].entity;
    int32_t says = from < 0 || r->attributions.p[e->attribution].byline ? -1 : s->actor_of[from];
    if (says < 0 || s->acc->actors.p[says].kind != NAME_PERSON || !s->acc->actors.p[says].named) return -1;
    bool passive = false;
    int32_t t = event_subject(k, e->head, &passive), side = spoken_for(s, says);
    if (t < 0 || passive || side == says) return -1;
    if (str_eq(k->norm[t], S("we")) && !p->actors.n) return opinion_is_meant(k, e->head) ? says : side;
    return p->actors.n == 1 && p->actors.p[0] == side && opinion_is_meant(k, e->head) ? says : -1;
}

/* The clause of word t is told of whoever speaks: its subject is "I" or "we", or it has none, "Defeat them". */
static bool says_own(const tokens *k, int32_t t) {
    bool passive = false;
    int32_t subject = event_subject(k, t, &passive);
    if (subject < 0 && str_eq(k->xpos[t], S("VB"))) return true;
    return subject >= 0 && !passive && lex_says(&lex_pronouns, k->norm[subject], LEX_pronouns_kind, S("speaker"));
}

/* "Ann Lee said in an interview": whoever speaks on such an occasion gives it; an actor, or -1. */
static int32_t performer(const struct cast *s, int32_t noun) {
    const tokens *k = &s->r->tokens;
    bool passive = false;
    int32_t up = k->head[noun];
    if (up < 0 || k->rel[noun] != REL_OBL || k->upos[up] != UPOS_VERB) return -1;
    if (!lex_says(&lex_role_words, k->lemma[noun], LEX_role_words_role, S("occasion"))) return -1;
    int32_t t = event_subject(k, up, &passive), entity = t < 0 || passive ? -1 : reading_entity_at(s->r, t);
    return entity < 0 ? -1 : s->actor_of[entity];
}

/* Who demands, offers or refuses what an event is, or that on which he makes something hang: an actor, or -1. */
static int32_t position_taker(const struct cast *s, int32_t event) {
    const reading *r = s->r;
    const struct event_finding *e = &r->events.p[event];
    for (ptrdiff_t i = 0; i < r->positions.n; i++) {
        const struct position_finding *p = &r->positions.p[i];
        bool term = p->event < 0 && (p->act == ACT_CONDITION || p->act == ACT_DEMAND) && span_holds(p->span, e->span);
        if (p->event != event && !term) continue;
        int32_t who = p->actor < 0 ? -1 : actor_body(s->acc, s->actor_of[p->actor]);
        bool fits = who >= 0 && s->acc->actors.p[who].named &&
                    (s->acc->actors.p[who].kind != NAME_PLACE || is_country(r, p->actor));
        return fits ? who : -1;
    }
    return -1;
}

/* Who lays a charge, where what is told is one: see told_charges; an actor, or -1. */
static int32_t charger(const struct cast *s, const struct event_finding *e) {
    if (e->attribution < 0 || !told_charges(s->r, e)) return -1;
    int32_t source = s->r->attributions.p[e->attribution].entity;
    return source < 0 ? -1 : s->actor_of[source];
}

/* Leaves those with names who are persons. */
static void keep_persons(const account *acc, ints *list) {
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < list->n; i++) {
        const struct actor *a = &acc->actors.p[list->p[i]];
        if (a->named && a->kind == NAME_PERSON) list->p[kept++] = list->p[i];
    }
    list->n = kept;
}

/* "Kenya and Uganda signed a pact": the first does it with the others. */
static void part(ints *actors, const ints *recipients) {
    ptrdiff_t kept = 0;
    bool all = true;
    for (ptrdiff_t i = 0; i < actors->n; i++) all &= ints_have(recipients, actors->p[i]);
    for (ptrdiff_t i = 0; i < actors->n && !all; i++)
        if (!ints_have(recipients, actors->p[i])) actors->p[kept++] = actors->p[i];
    if (!all) actors->n = kept;
}

/* Of whom it is said what he is or how old: "Ann Lee, a coach of the team", "66-year-old Ann Lee", "the buyer is Acme";
 * a word, or -1. */
static int32_t described(const struct cast *s, const struct event_finding *e) {
    const tokens *k = &s->r->tokens;
    int32_t up = k->head[e->head];
    bool age = k->rel[e->head] == REL_AMOD && k->upos[e->head] == UPOS_ADJ;
    if (up >= 0 && (age || k->rel[e->head] == REL_APPOS)) return up;
    bool passive = false;
    int32_t t = token_child(k, e->head, REL_COP) >= 0 ? event_subject(k, e->head, &passive) : -1;
    return k->upos[e->head] == UPOS_PROPN && t >= 0 && k->upos[t] == UPOS_NOUN ? e->head : -1;
}

/* Whose, or of what body, somebody is what a noun calls him: "director of Acme's programme", "a staffer for Ann Lee",
 * "Lee's wife", "a Lee aide". */
static void add_related(const struct cast *s, int32_t t, struct parties *p) {
    static const str links[] = {S_INIT("for"), S_INIT("to"), S_INIT("with"), S_INIT("at")};
    const reading *r = s->r;
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && !p->recipients.n; c = token_next_child(k, t, c)) {
        bool modifies = k->rel[c] == REL_COMPOUND || k->rel[c] == REL_AMOD, linked = way_of(k, c) < WAYS;
        str link = k->rel[c] == REL_NMOD ? preposition(k, c) : (str){0};
        for (size_t i = 0; i < sizeof links / sizeof *links; i++) linked |= str_eq(link, links[i]);
        if (!linked) continue;
        int32_t x = reading_entity_at(r, event_antecedent(k, c));
        int32_t actor = x >= 0 && is_somebody(s, x) ? s->actor_of[x] : -1;
        if (actor < 0 && k->rel[c] != REL_COMPOUND) actor = owner(s, c, 0);
        enum name_kind kind = actor < 0 ? NAME_PLACE : s->acc->actors.p[actor].kind;
        if (kind == NAME_PLACE || (modifies && kind != NAME_PERSON) || ints_have(&p->actors, actor)) continue;
        party_add(s->acc, &p->recipients, actor, s->out);
    }
}

/* "Of the voters most want it, 30 percent do not": of whom a share is that says nothing of it, the people told of last;
 * an actor, or -1. */
static int32_t counted_before(const struct cast *s, const struct event_finding *e) {
    const reading *r = s->r;
    const tokens *k = &r->tokens;
    bool passive = false;
    int32_t t = event_subject(k, e->head, &passive), found = -1;
    if (t < 0 || passive || !event_is(r, t, S("share")) || token_child(k, t, REL_NMOD) >= 0) return -1;
    for (ptrdiff_t i = 0; i < r->names.n && r->names.p[i].span.end <= k->span[t].beg; i++) {
        const struct name *n = &r->names.p[i];
        int32_t x = n->entity < 0 ? -1 : s->actor_of[n->entity];
        if (x >= 0 && r->entities.p[n->entity].plural && s->acc->actors.p[x].kind == NAME_PERSON &&
            !is_anybody(&s->acc->actors.p[x]))
            found = x;
    }
    return found;
}

/* What the subject of a verb is said to be or serve as, "became an ally of Ann Lee", "worked as Lee's driver"; a word,
 * or -1. */
static int32_t becomes(const struct cast *s, const struct event_finding *e) {
    const tokens *k = &s->r->tokens;
    bool passive = false;
    int32_t t = event_subject(k, e->head, &passive);
    if (e->noun || t < 0 || passive || k->upos[e->head] != UPOS_VERB) return -1;
    if (!lex_says(&lex_role_words, k->lemma[e->head], LEX_role_words_role, S("becoming"))) return -1;
    struct event_frame f;
    event_frame_of(s->r, e->head, &f);
    int32_t as = event_slot(&f, S("as")), what = as >= 0 ? as : f.obj >= 0 ? f.obj : f.comp;
    return what > e->head && k->upos[what] == UPOS_NOUN && event_is(s->r, what, S("who")) ? what : -1;
}

/* Of whom alone it is told what he is: the one with a name who is described, else the one person whom the noun means;
 * an actor, or -1. */
static int32_t told_of(const struct cast *s, const struct event_finding *e) {
    const reading *r = s->r;
    int32_t of = described(s, e), it = of < 0 ? -1 : reading_entity_at(r, of);
    if (it >= 0 && s->actor_of[it] >= 0 && s->acc->actors.p[s->actor_of[it]].named) return s->actor_of[it];
    int32_t holder = e->noun ? reading_entity_at(r, e->head) : -1;
    bool one =
        holder >= 0 && kind_of(s, holder, r->entities.p[holder].kind) == NAME_PERSON && !r->entities.p[holder].plural;
    return one ? s->actor_of[holder] : -1;
}

/* "Ended the siege", "left during the talks", "the old man left": a noun or quality that the verb takes with its doer;
 * not "news of the siege", "a siege lasted". */
static bool shares_doer(const tokens *k, int32_t t) {
    enum rel rel = (enum rel)k->rel[t];
    str p = preposition(k, t);
    if (rel == REL_AMOD) return k->head[t] >= 0 && event_rel(k, k->head[t], REL_NSUBJ);
    if (rel == REL_NMOD)
        return str_eq(p, S("at")) || str_eq(p, S("during")); // of the verb, wherever the parser hangs it
    return rel == REL_OBJ || rel == REL_NSUBJ_PASS || rel_base(rel) == REL_OBL;
}

static void act_alone(const struct cast *s, struct parties *p, int32_t who) {
    p->actors.n = 0;
    party_add(s->acc, &p->actors, who, s->out);
}

/* "His arrest", "her sentence": whose it is bears it, by its row in event_nouns.tsv. */
static bool owner_bears(const tokens *k, int32_t t) {
    const lex_row *row = lex_find(&lex_event_nouns, k->lemma[t]);
    str roles = row ? lex_cell(&lex_event_nouns, row, LEX_event_nouns_roles) : (str){0}, slot;
    ptrdiff_t cut = str_find(roles, S(">"), 0);
    roles = cut < 0 ? (str){0} : str_drop(roles, cut + 1);
    while (str_next_part(&roles, '|', &slot))
        if (str_eq(slot, S("poss"))) return true;
    return false;
}

/* "Stored the guests' letters", "rejected the offer": whose the object is, or was told to be, bears what is done with
 * it. */
static void add_behind_object(const struct cast *s, const struct event_finding *e, struct parties *p) {
    struct event_frame f;
    event_frame_of(s->r, e->head, &f);
    int32_t of = f.obj < 0 || event_is(s->r, f.obj, S("who")) ? -1 : owner(s, f.obj, 0);
    bool judged = e->plover != PLOVER_NONE || str_eq(s->r->tokens.lemma[e->head], S("call"));
    if (of < 0 && f.obj >= 0 && judged) of = owner_before(s, f.obj);
    bool place = of >= 0 && s->acc->actors.p[of].kind == NAME_PLACE && !is_government(&s->acc->actors.p[of]);
    if (of >= 0 && !place && !ints_have(&p->actors, of)) party_add(s->acc, &p->recipients, of, s->out);
}

/* "Is worried", "was born": what somebody is, which nobody does to him; not "the news worried him". */
static bool is_state(const reading *r, const struct event_finding *e) {
    return !e->noun && e->plover == PLOVER_NONE && token_child(&r->tokens, e->head, REL_OBJ) < 0 &&
           lex_says(&lex_role_words, r->tokens.norm[e->head], LEX_role_words_role, S("state"));
}

static void solve(const struct cast *s, int32_t event) {
    const reading *r = s->r;
    const struct event_finding *e = &r->events.p[event];
    struct parties *p = &s->of[event];
    ints all = {0};
    add_roles(s, &p->actors, &e->actors);
    p->actors_said = p->actors.n > 0;
    add_roles(s, &all, &e->recipients);
    part(&p->actors, &all);
    bool state = !p->actors.n && is_state(r, e);
    if (state || (e->noun && str_eq(e->kind, S("lose")))) { // "her defeat by Lee", "a loss to Lee" are Lee's doing
        ints lost = p->actors;
        p->actors = all, all = lost;
        p->actors_said = p->actors.n > 0;
    }
    int32_t accuser = charger(s, e);
    if (accuser >= 0) {
        if (p->actors.n) all = p->actors;
        p->actors = (ints){0};
        party_add(s->acc, &p->actors, accuser, s->out);
    }
    if (holds(r, e)) keep_persons(s->acc, &all);
    p->recipients_said = all.n > 0 && e->plover != PLOVER_NONE;
    int32_t above = governor(s, e), says = speaker(s, e);
    int32_t who = told_of(s, e);
    if (who >= 0) {
        act_alone(s, p, who);
        for (ptrdiff_t i = 0; i < all.n; i++)
            if (s->acc->actors.p[all.p[i]].kind == NAME_PERSON && !ints_have(&p->actors, all.p[i]))
                party_add(s->acc, &p->recipients, all.p[i], s->out);
        if (!p->recipients.n) add_related(s, e->head, p);
        return;
    }
    bool blow = e->noun && e->plover == PLOVER_ASSAULT; // of which nobody is the doer who merely speaks of it
    if (!p->actors.n && e->noun && above >= 0 && !blow && shares_doer(&r->tokens, e->head)) {
        ints theirs = {0};
        add_roles(s, &theirs, &r->events.p[above].actors);
        if (!all.n && owner_bears(&r->tokens, e->head)) all = theirs; // "serving time on a conviction"
        for (ptrdiff_t i = 0; i < theirs.n; i++)
            if (!ints_have(&all, theirs.p[i])) party_add(s->acc, &p->actors, theirs.p[i], s->out);
        if (!all.n) add_roles(s, &all, &r->events.p[above].recipients);
    }
    if (!p->actors.n && e->noun) party_add(s->acc, &p->actors, performer(s, e->head), s->out);
    int32_t taker = position_taker(s, event);
    if (taker >= 0) act_alone(s, p, taker);
    int32_t doer = speaking_doer(s, e, p);
    if (doer >= 0) act_alone(s, p, doer);
    // "We broke a window" is who speaks, "he was shot" is nobody of whom the words tell.
    if (!p->actors.n && !blow && (!all.n || says_own(&r->tokens, e->head))) party_add(s->acc, &p->actors, says, s->out);
    struct opinion opinion = opinion_find(s->acc, r, s->actor_of, e);
    if (opinion.of >= 0) { // with those who act beside him: "Ann Lee and Ben Orr 'have given up'"
        all = p->actors, p->actors = (ints){0};
        if (!ints_have(&all, opinion.of)) all.n = 0, party_add(s->acc, &all, opinion.of, s->out);
    }
    if (opinion.by >= 0) act_alone(s, p, opinion.by);
    int32_t what = opinion.by >= 0 ? -1 : becomes(s, e);
    if (what >= 0) add_related(s, what, p);
    if (p->recipients.n) all.n = 0; // not "an ally" but Ann Lee
    if (!p->actors.n && !e->noun) add_behind_subject(s, e, p);
    if (!p->actors.n && !e->noun) party_add(s->acc, &p->actors, counted_before(s, e), s->out);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        if (!ints_have(&p->actors, all.p[i])) party_add(s->acc, &p->recipients, all.p[i], s->out);
    }
    if (!p->recipients.n) named_inside(s, e, p);
    if (!p->recipients.n && !e->noun) add_behind_object(s, e, p);
    if (!p->recipients.n && !e->noun && p->actors.n) named_in_purpose(s, e, p);
}

/* [actors] the events in which each acts. */
static int32_t *count_acted(const account *acc, int32_t *const *actor_of, arena *tmp) {
    int32_t *n = arena_new(tmp, int32_t, acc->actors.n + 1);
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            const struct roles *roles = &acc->readings[d]->events.p[i].actors;
            for (ptrdiff_t j = 0; j < roles->n; j++) {
                int32_t x = roles->p[j].entity < 0 ? -1 : actor_of[d][roles->p[j].entity];
                if (x >= 0) n[x]++;
            }
        }
    return n;
}

static bool told_in(const struct cast *s, const struct roles *roles, int32_t actor) {
    for (ptrdiff_t i = 0; i < roles->n; i++)
        if (roles->p[i].entity >= 0 && s->actor_of[roles->p[i].entity] == actor) return true;
    return false;
}

/* In a story of no two countries a place that is hardly ever told to act is where something happens, and no party; a
 * country is one where the clause itself has it: "Kenya closed the dam". */
static void drop_scenes(const struct cast *s, const struct event_finding *e, ints *list) {
    enum { SELDOM = 60 }; // events to one in which it acts
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < list->n; i++) {
        int32_t x = list->p[i];
        const struct actor *a = &s->acc->actors.p[x];
        bool party = is_government(a) && (told_in(s, &e->actors, x) || told_in(s, &e->recipients, x));
        if (s->acc->countries || a->kind != NAME_PLACE || (s->acted[x] + 1) * SELDOM > s->events || party)
            list->p[kept++] = x;
    }
    list->n = kept;
}

struct parties **parties_make(const account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    struct parties **parties = arena_new(out, struct parties *, acc->n);
    const int32_t *acted = count_acted(acc, actor_of, &tmp), *side = sides_make(acc, &tmp);
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        arena scratch = tmp;
        struct cast s = {.acc = acc, .r = r, .actor_of = actor_of[d], .acted = acted, .side = side, .out = out};
        s.of = parties[d] = arena_new(out, struct parties, r->events.n);
        s.event_at = arena_new(&scratch, int32_t, r->tokens.n);
        for (ptrdiff_t t = 0; t < r->tokens.n; t++) s.event_at[t] = -1;
        for (ptrdiff_t i = 0; i < r->events.n; i++) s.event_at[r->events.p[i].head] = (int32_t)i;
        s.tmp = scratch;
        for (ptrdiff_t i = 0; i < r->events.n; i++) solve(&s, (int32_t)i);
    }
    usual_fill(acc, parties, side, out, tmp);
    ptrdiff_t events = 0;
    for (ptrdiff_t d = 0; d < acc->n; d++) events += acc->readings[d]->events.n;
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        struct cast s = {.acc = acc, .r = r, .actor_of = actor_of[d], .acted = acted, .side = side, .out = out};
        s.events = events;
        for (ptrdiff_t i = 0; i < r->events.n; i++) {
            struct parties *p = &parties[d][i];
            if (!p->recipients.n) named_in_saying(&s, &r->events.p[i], p);
            drop_scenes(&s, &r->events.p[i], &p->actors);
            drop_scenes(&s, &r->events.p[i], &p->recipients);
        }
    }
    return parties;
}
