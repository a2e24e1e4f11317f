#include "account/party.h"

#include "account/actor.h"
#include "base/lexicon.h"
#include "base/table.h"
#include "base/utf8.h"
#include "extract/event.h"
#include "lexicon_tables.h"

enum {
    CLIMB_STEPS = 8,
    DEPTH = 3,      // "of" in "of": "dozens of the team of rescuers"
    SIDES_MAX = 60, // actors that may be a side, the most mentioned ones
    OFTEN = 3,      // times that something is told to be usual
};

/* One reading, and the parties of its events as far as they are known. */
struct cast {
    const account *acc;
    const reading *r;
    const int32_t *actor_of;
    int32_t *event_at;    // [words] the event whose head a word is, -1
    struct parties *of;   // [events]
    const int32_t *acted; // [actors] events in which it acts
    arena *out;
};

/* "80 people": the text tells nothing of whom it means. */
static bool is_anybody(const struct actor *a) {
    str last = str_drop(a->name, str_rfind_byte(a->name, ' ') + 1);
    return !a->named && last.n == a->name.n && lex_find(&lex_anybody, last) != NULL;
}

static void add(const account *acc, ints *list, int32_t actor, arena *to) {
    actor = actor_body(acc, actor);
    if (actor < 0 || is_anybody(&acc->actors.p[actor])) return;
    if (actor >= 0 && !ints_have(list, actor)) *vec_push(to, list) = actor;
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
    if (e->attribution < 0) return -1;
    const struct attribution_finding *a = &s->r->attributions.p[e->attribution];
    if (a->byline || a->anonymous || a->kind == QUOTING_INDIRECT) return -1;
    return a->entity < 0 || s->r->entities.p[a->entity].outlet ? -1 : s->actor_of[a->entity];
}

/* The preposition of a noun, empty when it has none. */
static str preposition(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_CASE) return k->norm[c];
    return (str){0};
}

/* The kind of an entity, as the whole story sees it. */
static enum name_kind kind_of(const struct cast *s, int32_t entity, enum name_kind own) {
    int32_t actor = entity < 0 ? -1 : s->actor_of[entity];
    return actor < 0 ? own : s->acc->actors.p[actor].kind;
}

/* "In Geneva", "through the valley": where it happens, not to whom. */
static bool is_scene(const struct cast *s, const struct name *n) {
    static const str parties[] = {S_INIT("against"), S_INIT("with"), S_INIT("on"), S_INIT("of"), S_INIT("by")};
    if (kind_of(s, n->entity, n->kind) != NAME_PLACE) return false;
    str p = preposition(&s->r->tokens, n->head);
    for (size_t i = 0; i < sizeof parties / sizeof *parties; i++)
        if (str_eq(p, parties[i])) return false;
    return p.n > 0;
}

static bool is_country(const reading *r, int32_t entity) { return str_ends(r->entities.p[entity].code, S("GOV")); }

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
    int32_t two[2] = {-1, -1};
    for (int32_t x = 0, n = 0; x < s->acc->actors.n && n < 2; x++) {
        const struct actor *a = &s->acc->actors.p[x];
        bool country = a->kind == NAME_PLACE && str_ends(a->code, S("GOV"));
        bool fits = str_eq(kind, S("person"))    ? a->kind == NAME_PERSON
                    : str_eq(kind, S("company")) ? a->kind == NAME_ORG && (!a->code.n || str_eq(a->code, S("BUS")))
                    : str_eq(kind, S("country"))
                        ? country || (a->kind == NAME_PLACE && s->acted[x])
                        : country || a->kind == NAME_ORG || (a->kind == NAME_PLACE && s->acted[x]);
        if (a->named && fits) two[n++] = x;
    }
    for (int i = 0; i < 2 && two[1] >= 0; i++) add(s->acc, list, two[i], s->out);
    return true;
}

static void add_roles(const struct cast *s, ints *list, const struct roles *roles) {
    const reading *r = s->r;
    for (ptrdiff_t i = 0; i < roles->n; i++) {
        const struct role *role = &roles->p[i];
        if (add_pair(s, list, role)) continue;
        if (role->entity < 0) continue;
        bool country = is_country(r, role->entity);
        const struct name *n = role->name >= 0 ? &r->names.p[role->name] : NULL;
        if (!country && n && is_scene(s, n)) continue;
        // "the Greyfell dam" is no deed to Greyfell
        if (!country && n && kind_of(s, n->entity, n->kind) == NAME_PLACE && span_len(role->span) > span_len(n->span))
            continue;
        add(s->acc, list, s->actor_of[role->entity], s->out);
    }
}

/* Named in a clause, somebody is a party of it; a place only where it stands for its government. */
static bool may_be_party(const struct cast *s, const struct name *n) {
    if (kind_of(s, n->entity, n->kind) != NAME_PLACE) return !s->r->entities.p[n->entity].outlet;
    return is_country(s->r, n->entity) && !is_scene(s, n);
}

static bool is_somebody(const struct cast *s, int32_t entity) {
    enum name_kind kind = kind_of(s, entity, s->r->entities.p[entity].kind);
    return kind == NAME_PERSON || kind == NAME_ORG || is_country(s->r, entity);
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
            int32_t x = reading_entity_at(r, c);
            if (x >= 0 && is_somebody(s, x)) return s->actor_of[x];
            int32_t deeper = way == 1 && depth < DEPTH ? owner(s, c, depth + 1) : -1;
            if (deeper >= 0) return deeper;
        }
    return -1;
}

/* Who stands behind a subject that is nobody itself: "Kenya's response remains vague", "dozens of rescuers dug"; behind
 * that of a passive, to whom it is done: "Kenya's ship was boarded". */
static void add_behind_subject(const struct cast *s, const struct event_finding *e, struct parties *p) {
    const tokens *k = &s->r->tokens;
    bool passive = false;
    int32_t t = event_subject(k, e->head, &passive);
    if (t < 0 || t == e->head) return;
    if (k->upos[t] != UPOS_NOUN && k->upos[t] != UPOS_PROPN && k->upos[t] != UPOS_NUM && k->upos[t] != UPOS_ADJ) return;
    add(s->acc, passive ? &p->recipients : &p->actors, owner(s, t, 0), s->out);
}

/* True when word t hangs in `above`, and not in a clause beside it or of a noun of it. */
static bool same_clause(const tokens *k, int32_t above, int32_t t) {
    for (int step = 0; t >= 0 && t != above && step < CLIMB_STEPS; t = k->head[t], step++) {
        enum rel rel = rel_base((enum rel)k->rel[t]);
        if (rel == REL_ADVCL || rel == REL_PARATAXIS || k->rel[t] == REL_ACL_RELCL) return false;
    }
    return t == above;
}

/* Whoever is named in the clause behind its head, or before it, and does not act. */
static void named_inside(const struct cast *s, const struct event_finding *e, struct parties *p) {
    const reading *r = s->r;
    const tokens *k = &r->tokens;
    int32_t source = e->attribution < 0 ? -1 : r->attributions.p[e->attribution].entity;
    int32_t best = -1, best_far = INT32_MAX;
    bool passive = false;
    int32_t subject = e->noun ? -1 : event_subject(k, e->head, &passive);
    if (passive) subject = -1;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->span.beg >= e->span.end) break;
        if (n->span.end <= e->span.beg || n->entity < 0 || !may_be_party(s, n)) continue;
        int32_t actor = s->actor_of[n->entity];
        if (actor < 0 || n->entity == source || !s->acc->actors.p[actor].named || ints_have(&p->actors, actor))
            continue;
        if (!same_clause(k, e->head, n->head)) continue;
        if (subject >= 0 && (n->head == subject || token_above(k, subject, n->head))) continue;
        int32_t far = n->head > e->head ? n->head - e->head : 100 + e->head - n->head;
        if (far < best_far) best = actor, best_far = far;
    }
    add(s->acc, &p->recipients, best, s->out);
}

static void solve(const struct cast *s, int32_t event) {
    const reading *r = s->r;
    const struct event_finding *e = &r->events.p[event];
    struct parties *p = &s->of[event];
    ints all = {0};
    add_roles(s, &p->actors, &e->actors);
    add_roles(s, &all, &e->recipients);
    int32_t above = governor(s, e), says = speaker(s, e);
    int32_t holder = e->noun ? reading_entity_at(r, e->head) : -1;
    if (holder >= 0 && kind_of(s, holder, r->entities.p[holder].kind) == NAME_PERSON && !r->entities.p[holder].plural &&
        s->actor_of[holder] >= 0) {
        p->actors.n = 0;
        add(s->acc, &p->actors, s->actor_of[holder], s->out);
        for (ptrdiff_t i = 0; i < all.n; i++)
            if (s->acc->actors.p[all.p[i]].kind == NAME_PERSON && !ints_have(&p->actors, all.p[i]))
                add(s->acc, &p->recipients, all.p[i], s->out);
        return;
    }
    if (!p->actors.n && e->noun && above >= 0) {
        add_roles(s, &p->actors, &r->events.p[above].actors);
        if (!all.n) add_roles(s, &all, &r->events.p[above].recipients);
    }
    if (!p->actors.n) add(s->acc, &p->actors, says, s->out);
    if (!p->actors.n && !e->noun) add_behind_subject(s, e, p);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        if (!ints_have(&p->actors, all.p[i])) add(s->acc, &p->recipients, all.p[i], s->out);
    }
    if (!p->recipients.n) named_inside(s, e, p);
}

/* Who the events of one key name, and how often. */
struct usual {
    struct who {
        int32_t actor, n;
    } * p;
    ptrdiff_t n, cap;
    int32_t told;
};
struct usuals {
    struct usual *p;
    ptrdiff_t n, cap;
    table seen;
};

static void count_usual(struct usuals *u, str key, const int32_t *who, ptrdiff_t n, arena *tmp) {
    if (!n || !key.n) return;
    int32_t at = table_number(&u->seen, tmp, key);
    if (at == u->n) *vec_push(tmp, u) = (struct usual){0};
    struct usual *x = &u->p[at];
    x->told++;
    for (ptrdiff_t i = 0; i < n; i++) {
        ptrdiff_t j = 0;
        while (j < x->n && x->p[j].actor != who[i]) j++;
        if (j == x->n) *vec_push(tmp, x) = (struct who){who[i], 0};
        x->p[j].n++;
    }
}

/* The one whom a key names OFTEN and in at least that share of its events; -1 when there is none. */
static int32_t usual_of(const struct usuals *u, str key, double share) {
    const int64_t *at = table_get(&u->seen, key);
    if (!at) return -1;
    const struct usual *x = &u->p[*at - 1];
    ptrdiff_t best = 0;
    for (ptrdiff_t j = 1; j < x->n; j++)
        if (x->p[j].n > x->p[best].n) best = j;
    return x->p[best].n >= OFTEN && x->p[best].n > share * x->told ? x->p[best].actor : -1;
}

/* "The talks", "protests": a noun that names nobody has the parties that the story gives to happenings of its kind. */
static void fill_usual(const account *acc, struct parties *const *parties, arena *out, arena tmp) {
    struct usuals act = {.seen = {.seed = 21}}, bear = {.seen = {.seed = 22}};
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            const struct parties *p = &parties[d][i];
            str kind = acc->readings[d]->events.p[i].kind;
            count_usual(&act, kind, p->actors.p, p->actors.n, &tmp);
            count_usual(&bear, kind, p->recipients.p, p->recipients.n, &tmp);
        }
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            const struct event_finding *e = &acc->readings[d]->events.p[i];
            struct parties *p = &parties[d][i];
            if (!e->noun) continue;
            int32_t who = p->actors.n ? -1 : usual_of(&act, e->kind, 0.5);
            if (!ints_have(&p->recipients, who)) add(acc, &p->actors, who, out);
            who = p->recipients.n ? -1 : usual_of(&bear, e->kind, 0.5);
            if (!ints_have(&p->actors, who)) add(acc, &p->recipients, who, out);
        }
}

/* "The offer expires", "the search took days": whoever usually does what the subject names acts. */
static void fill_from_subjects(const account *acc, const reading *r, struct parties *of, arena *out, arena tmp) {
    int32_t *event_at = arena_new(&tmp, int32_t, r->tokens.n);
    for (ptrdiff_t i = 0; i < r->events.n; i++) event_at[r->events.p[i].head] = (int32_t)i + 1;
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        const struct event_finding *e = &r->events.p[i];
        bool passive = false;
        if (e->noun || of[i].actors.n) continue;
        int32_t t = event_subject(&r->tokens, e->head, &passive);
        int32_t told = t < 0 || r->tokens.upos[t] != UPOS_NOUN ? 0 : event_at[t];
        if (!told || passive || !r->events.p[told - 1].noun) continue;
        for (ptrdiff_t j = 0; j < of[told - 1].actors.n; j++) add(acc, &of[i].actors, of[told - 1].actors.p[j], out);
    }
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

/* True when two countries are in it: officials of a single one stand against each other, not for their country. */
static bool is_between_countries(const account *acc) {
    enum { MENTIONS_LEAST = 5 };
    str first = {0};
    for (int32_t x = 0; x < acc->actors.n && x < SIDES_MAX; x++) {
        const struct actor *a = &acc->actors.p[x];
        if (!is_government(a) || a->mentions < MENTIONS_LEAST) continue;
        if (first.n && !str_eq(first, a->code)) return true;
        first = a->code;
    }
    return false;
}

/* side[actor] for whom an actor stands: an official for his country, everybody else for himself. */
static int32_t *sides_make(const account *acc, arena *tmp) {
    enum { COUNTRY_BYTES = 3 };
    int32_t *side = arena_new(tmp, int32_t, acc->actors.n + 1);
    bool countries = is_between_countries(acc);
    for (int32_t x = 0; x < acc->actors.n; x++) {
        const struct actor *a = &acc->actors.p[x];
        int32_t to = -1;
        bool official = countries && str_ends(a->code, S(" GOV"));
        for (int32_t y = 0; official && to < 0 && y < acc->actors.n && y < SIDES_MAX; y++)
            if (is_government(&acc->actors.p[y]) && str_starts(acc->actors.p[y].code, str_head(a->code, COUNTRY_BYTES)))
                to = y;
        for (ptrdiff_t i = 0; i < a->aliases.n && to < 0; i++) to = possessor(acc, a->aliases.p[i]);
        side[x] = to < 0 ? x : to;
    }
    return side;
}

/* The number of an actor as the key of a table. */
static str key_of(int32_t actor, arena *tmp) { return arena_fmt(tmp, "%d", (int)actor); }

static void count_counterparts(const account *acc, struct parties *const *parties, const int32_t *side,
                               struct usuals *with, arena *tmp) {
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            const struct parties *p = &parties[d][i];
            for (ptrdiff_t a = 0; a < p->actors.n; a++)
                for (ptrdiff_t b = 0; b < p->recipients.n; b++) {
                    int32_t x = side[p->actors.p[a]], y = side[p->recipients.p[b]];
                    if (x == y) continue;
                    count_usual(with, key_of(x, tmp), &y, 1, tmp);
                    count_usual(with, key_of(y, tmp), &x, 1, tmp);
                }
        }
}

static bool is_saying(const reading *r, const struct event_finding *e) {
    for (ptrdiff_t i = 0; i < r->attributions.n; i++)
        if (r->attributions.p[i].cue_word == e->head) return true;
    return false;
}

/* In a story of two sides that deal with each other most of all, what one does without a word of whom is done to the
 * other: "Kenya closed the dam". What a party merely says is done to nobody. */
static void fill_counterparts(const account *acc, struct parties *const *parties, arena *out, arena tmp) {
    static const double SOLE = 0.5; // share of its dealings that a side has with the other one
    struct usuals with = {.seen = {.seed = 23}};
    int32_t *side = sides_make(acc, &tmp);
    count_counterparts(acc, parties, side, &with, &tmp);
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            struct parties *p = &parties[d][i];
            const struct event_finding *e = &acc->readings[d]->events.p[i];
            if (!p->actors.n || p->recipients.n) continue;
            arena scratch = tmp;
            int32_t mine = side[p->actors.p[0]];
            bool act = e->plover != PLOVER_NONE;
            int32_t other = usual_of(&with, key_of(mine, &scratch), SOLE);
            if (other < 0 || ints_have(&p->actors, other)) continue;
            bool mutual = usual_of(&with, key_of(other, &scratch), SOLE) == mine;
            if (act || (mutual && !is_saying(acc->readings[d], e))) add(acc, &p->recipients, other, out);
        }
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

struct parties **parties_make(const account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    struct parties **parties = arena_new(out, struct parties *, acc->n);
    const int32_t *acted = count_acted(acc, actor_of, &tmp);
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        arena scratch = tmp;
        struct cast s = {.acc = acc, .r = r, .actor_of = actor_of[d], .acted = acted, .out = out};
        s.of = parties[d] = arena_new(out, struct parties, r->events.n);
        s.event_at = arena_new(&scratch, int32_t, r->tokens.n);
        for (ptrdiff_t t = 0; t < r->tokens.n; t++) s.event_at[t] = -1;
        for (ptrdiff_t i = 0; i < r->events.n; i++) s.event_at[r->events.p[i].head] = (int32_t)i;
        for (ptrdiff_t i = 0; i < r->events.n; i++) solve(&s, (int32_t)i);
    }
    fill_usual(acc, parties, out, tmp);
    for (ptrdiff_t d = 0; d < acc->n; d++) fill_from_subjects(acc, acc->readings[d], parties[d], out, tmp);
    fill_counterparts(acc, parties, out, tmp);
    return parties;
}
