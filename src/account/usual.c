#include "account/usual.h"

#include "base/lexicon.h"
#include "base/table.h"
#include "base/utf8.h"
#include "extract/event.h"
#include "lexicon_tables.h"

enum { OFTEN = 3 }; // times that something is told to be usual

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

/* Its doer is known, or somebody whom the clause leaves open: "another man shot them". */
static bool has_doer(const reading *r, const struct parties *p, const struct event_finding *e) {
    bool told = p->actors.n > 0;
    for (ptrdiff_t i = 0; i < e->actors.n && !e->noun && !told; i++)
        told = event_is(r, token_at(&r->tokens, e->actors.p[i].span.end - 1), S("who"));
    return told;
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
            if (!ints_have(&p->recipients, who)) party_add(acc, &p->actors, who, out);
            who = p->recipients.n ? -1 : usual_of(&bear, e->kind, 0.5);
            if (!ints_have(&p->actors, who)) party_add(acc, &p->recipients, who, out);
        }
}

/* The actor without a name whose head noun is the word, told of most; -1 when there is none. */
static int32_t actor_headed(const account *acc, str word, arena tmp) {
    for (int32_t x = 0; x < acc->actors.n; x++) { // most mentioned first
        arena scratch = tmp;
        if (!acc->actors.p[x].named && str_eq(str_last_word(utf8_fold(&scratch, acc->actors.p[x].name)), word))
            return x;
    }
    return -1;
}

/* Who in this story does what a class of happenings tells without its doer; -1 when nobody. */
static int32_t doer_of(const account *acc, str kind, arena tmp) {
    const lex_row *row = lex_find(&lex_doers, kind);
    if (!row) return -1;
    str left = lex_cell(&lex_doers, row, LEX_doers_doers), word;
    int32_t found = -1;
    while (found < 0 && str_next_part(&left, '|', &word)) found = actor_headed(acc, word, tmp);
    return found;
}

/* "She was arrested", "his conviction": police arrest, courts convict. */
static void fill_doers(const account *acc, struct parties *const *parties, arena *out, arena tmp) {
    table kinds = {.seed = 25};
    ints doers = {0}; // of each kind
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            const struct event_finding *e = &acc->readings[d]->events.p[i];
            struct parties *p = &parties[d][i];
            if (has_doer(acc->readings[d], p, e)) continue;
            str word = acc->readings[d]->tokens.lemma[e->head],
                key = !e->noun && lex_find(&lex_doers, word) ? word : e->kind;
            int32_t kind = table_number(&kinds, &tmp, key);
            if (kind == doers.n) *vec_push(&tmp, &doers) = doer_of(acc, key, tmp);
            int32_t who = doers.p[kind];
            if (!ints_have(&p->recipients, who)) party_add(acc, &p->actors, who, out);
        }
}

/* Puts the body of each in his place, but those of whom `taken` has it. */
static void put_body(ints *list, const int32_t *body, const ints *taken) {
    ptrdiff_t n = list->n;
    list->n = 0;
    for (ptrdiff_t j = 0; j < n; j++) {
        int32_t to = body[list->p[j]];
        if (taken && to != list->p[j] && ints_have(taken, to)) to = list->p[j]; // "police struck an officer"
        if (!ints_have(list, to)) list->p[list->n++] = to;
    }
}

/* "An officer struck him", "riot officers": the police did it. */
static void put_bodies(const account *acc, struct parties *const *parties, arena tmp) {
    int32_t *body = arena_new(&tmp, int32_t, acc->actors.n + 1);
    for (int32_t x = 0; x < acc->actors.n; x++) {
        const struct actor *a = &acc->actors.p[x];
        arena scratch = tmp;
        const lex_row *row = a->named ? NULL : lex_find(&lex_members, utf8_fold(&scratch, a->name));
        int32_t to = row ? actor_headed(acc, lex_cell(&lex_members, row, LEX_members_body), scratch) : -1;
        body[x] = to < 0 ? x : to;
    }
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            struct parties *p = &parties[d][i];
            put_body(&p->actors, body, NULL);
            put_body(&p->recipients, body, &p->actors);
        }
}

/* The words are of a culprit: "a lone gunman", "the attacker". */
static bool is_culprit(str words, arena tmp) {
    return lex_says(&lex_descriptions, str_last_word(utf8_fold(&tmp, words)), LEX_descriptions_class, S("suspect"));
}

/* The one whom the story calls a culprit and tells to have attacked somebody; -1 when there is none or several. */
static int32_t culprit_of(const account *acc, struct parties *const *parties, arena tmp) {
    bool *attacks = arena_new(&tmp, bool, acc->actors.n + 1);
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            const struct parties *p = &parties[d][i];
            bool attack = p->actors_said && acc->readings[d]->events.p[i].plover == PLOVER_ASSAULT;
            for (ptrdiff_t j = 0; attack && j < p->actors.n; j++) attacks[p->actors.p[j]] = true;
        }
    int32_t found = -1;
    for (int32_t x = 0; x < acc->actors.n; x++) {
        const struct actor *a = &acc->actors.p[x];
        bool called = is_culprit(a->name, tmp);
        for (ptrdiff_t j = 0; j < a->aliases.n && !called; j++) called = is_culprit(a->aliases.p[j], tmp);
        if (!called || !attacks[x] || a->kind != NAME_PERSON) continue;
        if (found >= 0 && a->named) return -1;
        if (found < 0) found = x; // most mentioned first
    }
    return found;
}

/* "Two were wounded". */
static bool harms(const reading *r, const struct event_finding *e) {
    str word = r->tokens.norm[e->head];
    return !e->noun && (lex_says(&lex_harms, word, LEX_harms_of, S("injured")) ||
                        lex_says(&lex_harms, word, LEX_harms_of, S("killed")));
}

/* "The 2011 shooting of a senator", told years later. */
static bool long_before(const reading *r, const struct event_finding *e) {
    enum { LONG_DAYS = 60 };
    const struct time_finding *when = e->when < 0 ? NULL : &r->times.p[e->when];
    return when && r->dated && when->value.n && when->lo <= when->hi && when->hi < r->day - LONG_DAYS;
}

/* "Two were shot", "the attack": in a story of a gunman it is his. */
static void fill_culprit(const account *acc, struct parties *const *parties, arena *out, arena tmp) {
    int32_t who = culprit_of(acc, parties, tmp);
    for (ptrdiff_t d = 0; d < acc->n && who >= 0; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            struct parties *p = &parties[d][i];
            const struct event_finding *e = &acc->readings[d]->events.p[i];
            if ((e->plover != PLOVER_ASSAULT && !harms(acc->readings[d], e)) || has_doer(acc->readings[d], p, e) ||
                long_before(acc->readings[d], e))
                continue;
            if (!ints_have(&p->recipients, who)) party_add(acc, &p->actors, who, out);
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
        for (ptrdiff_t j = 0; j < of[told - 1].actors.n; j++)
            party_add(acc, &of[i].actors, of[told - 1].actors.p[j], out);
    }
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

/* Those of the other side with whom somebody himself deals most, more than once: the president, not his country; the
 * side when there is none. */
static int32_t opposite(const struct usuals *exact, const int32_t *side, int32_t actor, int32_t other, arena tmp) {
    const int64_t *at = table_get(&exact->seen, key_of(actor, &tmp));
    int32_t best = 1, to = other;
    for (ptrdiff_t j = 0; at && j < exact->p[*at - 1].n; j++) {
        const struct who *w = &exact->p[*at - 1].p[j];
        if (side[w->actor] == other && w->n > best) best = w->n, to = w->actor;
    }
    return to;
}

/* In a story of two sides that deal with each other most of all, what one does without a word of whom is done to the
 * other: "Kenya closed the dam". What a party merely says is done to nobody, nor is what a person does that is no act.
 */
static void fill_counterparts(const account *acc, struct parties *const *parties, const int32_t *side, arena *out,
                              arena tmp) {
    static const double SOLE = 0.4; // share of its dealings that a side has with the other one
    struct usuals with = {.seen = {.seed = 23}}, exact = {.seen = {.seed = 24}};
    int32_t *self = arena_new(&tmp, int32_t, acc->actors.n + 1);
    for (int32_t x = 0; x < acc->actors.n; x++) self[x] = x;
    count_counterparts(acc, parties, side, &with, &tmp);
    count_counterparts(acc, parties, self, &exact, &tmp);
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            struct parties *p = &parties[d][i];
            const struct event_finding *e = &acc->readings[d]->events.p[i];
            if (!p->actors.n || p->recipients.n) continue;
            arena scratch = tmp;
            int32_t actor = p->actors.p[0], mine = side[actor];
            bool act = e->plover != PLOVER_NONE;
            int32_t other = usual_of(&with, key_of(mine, &scratch), SOLE);
            if (other < 0 || ints_have(&p->actors, other)) continue;
            bool mutual = usual_of(&with, key_of(other, &scratch), SOLE) == mine && !e->noun &&
                          acc->actors.p[mine].kind != NAME_PERSON;
            bool alike = (acc->actors.p[mine].kind == NAME_PERSON) == (acc->actors.p[other].kind == NAME_PERSON);
            if (!alike) continue; // a person and a body are no two sides
            if (!act && (!mutual || party_says(acc->readings[d], e))) continue;
            if (acc->actors.p[actor].kind == NAME_PERSON) other = opposite(&exact, side, actor, other, scratch);
            party_add(acc, &p->recipients, other, out);
        }
}

/* Of the crowds of which the story tells as protesting the one that is called like the happening ("protesters" of a
 * protest), else one by a plain word ("marchers"), else any: an actor, or -1. */
static int32_t crowd_of(const account *acc, str kind, arena tmp) {
    enum { PLAIN = 1, ALIKE };
    int32_t found = -1, best = -1;
    for (int32_t x = 0; x < acc->actors.n; x++) {
        if (acc->actors.p[x].named) continue;
        arena scratch = tmp;
        str low = utf8_fold(&scratch, acc->actors.p[x].name), last = str_last_word(low);
        if (!str_ends(last, S("s")) ||
            !lex_says(&lex_event_things, str_head(last, last.n - 1), LEX_event_things_class, S("protester")))
            continue;
        int32_t fit = last.n < low.n ? 0 : str_starts(last, kind) ? ALIKE : PLAIN;
        if (fit > best) best = fit, found = x;
    }
    return found;
}

/* "There were protests in three cities": by the protesters. */
static void fill_crowd(const account *acc, struct parties *const *parties, arena *out, arena tmp) {
    str kind = {0};
    int32_t crowd = -1;
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            const struct event_finding *e = &acc->readings[d]->events.p[i];
            struct parties *p = &parties[d][i];
            bool protest = e->plover == PLOVER_PROTEST ||
                           (e->noun && event_noun_may_be(&acc->readings[d]->tokens, e->head, PLOVER_PROTEST));
            if (!protest || p->actors_said) continue;
            if (!str_eq(kind, e->kind)) crowd = crowd_of(acc, kind = e->kind, tmp);
            if (crowd < 0) continue;
            p->actors.n = 0;
            party_add(acc, &p->actors, crowd, out);
            p->actors_said = true;
        }
}

/* Adds one for each word that is against an actor: "anti-Lee activists". */
static void count_against(const account *acc, const reading *r, int32_t *votes, arena tmp) {
    static const str ANTI = S_INIT("anti-");
    for (ptrdiff_t t = 0; t < r->tokens.n; t++) {
        str word = r->tokens.norm[t], name = str_drop(word, ANTI.n);
        bool found = !str_starts(word, ANTI) || !name.n;
        for (int32_t x = 0; x < acc->actors.n && !found; x++) { // most mentioned first
            arena scratch = tmp;
            found = acc->actors.p[x].named && str_eq(str_last_word(utf8_fold(&scratch, acc->actors.p[x].name)), name);
            if (found) votes[x]++;
        }
    }
}

/* Against whom the protests of the story go, told so more than once and of nobody else as often; -1 when of nobody. */
static int32_t protested(const account *acc, struct parties *const *parties, arena tmp) {
    int32_t *votes = arena_new(&tmp, int32_t, acc->actors.n + 1), best = -1, all = 0;
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        count_against(acc, acc->readings[d], votes, tmp);
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            const struct parties *p = &parties[d][i];
            if (acc->readings[d]->events.p[i].plover != PLOVER_PROTEST || !p->recipients_said) continue;
            for (ptrdiff_t j = 0; j < p->recipients.n; j++)
                votes[p->recipients.p[j]] += acc->actors.p[p->recipients.p[j]].kind != NAME_PLACE; // a place is where
        }
    }
    for (int32_t x = 0; x < acc->actors.n; x++) {
        all += votes[x];
        if (best < 0 || votes[x] > votes[best]) best = x;
    }
    return best >= 0 && votes[best] > 1 && 2 * votes[best] > all ? best : -1;
}

/* "Thousands marched in two cities", in a story of protests against somebody: against him. */
static void fill_protested(const account *acc, struct parties *const *parties, arena *out, arena tmp) {
    int32_t who = protested(acc, parties, tmp);
    for (ptrdiff_t d = 0; d < acc->n && who >= 0; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->events.n; i++) {
            struct parties *p = &parties[d][i];
            bool said = p->recipients_said && p->recipients.n && acc->actors.p[p->recipients.p[0]].kind != NAME_PLACE;
            if (acc->readings[d]->events.p[i].plover != PLOVER_PROTEST || said || ints_have(&p->actors, who)) continue;
            p->recipients.n = 0;
            party_add(acc, &p->recipients, who, out);
        }
}

void usual_fill(const account *acc, struct parties *const *parties, const int32_t *side, arena *out, arena tmp) {
    put_bodies(acc, parties, tmp);
    fill_crowd(acc, parties, out, tmp);
    fill_protested(acc, parties, out, tmp);
    fill_doers(acc, parties, out, tmp);
    fill_culprit(acc, parties, out, tmp);
    fill_usual(acc, parties, out, tmp);
    for (ptrdiff_t d = 0; d < acc->n; d++) fill_from_subjects(acc, acc->readings[d], parties[d], out, tmp);
    fill_counterparts(acc, parties, side, out, tmp);
}
