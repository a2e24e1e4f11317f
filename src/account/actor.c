#include "account/actor.h"

#include <stdlib.h>

#include "base/lexicon.h"
#include "base/table.h"
#include "base/utf8.h"
#include "doc/name_match.h"
#include "lexicon_tables.h"

/* One entity of one reading, and the set that it is in (union-find, the root is the smallest index). */
struct entry {
    int32_t reading, entity, parent;
};
struct entries {
    struct entry *p;
    ptrdiff_t n, cap;
};

static int32_t root(const struct entries *e, int32_t i) {
    while (e->p[i].parent != i) i = e->p[i].parent;
    return i;
}

static void join(struct entries *e, int32_t a, int32_t b) {
    a = root(e, a);
    b = root(e, b);
    if (a != b) e->p[a < b ? b : a].parent = a < b ? a : b;
}

static const struct entity *entity_of(const account *acc, const struct entry *e) {
    return &acc->readings[e->reading]->entities.p[e->entity];
}

/* Two of one kind, or one of which the kind is a guess; a country is none but itself. */
static bool kinds_fit(const struct entity *a, const struct entity *b) {
    if (a->kind == b->kind || a->kind == NAME_OTHER || b->kind == NAME_OTHER) return true;
    return !(a->sure && b->sure) && !str_ends(a->code, S("GOV")) && !str_ends(b->code, S("GOV"));
}

static bool same_key_fits(const struct entity *a, const struct entity *b) {
    if (kinds_fit(a, b)) return true;
    bool person = a->kind == NAME_PERSON || b->kind == NAME_PERSON;
    return !(person && (a->country.n || b->country.n));
}

/* Joins entries whose keys are equal, unless one is a known place and the other a person who is called like it. */
static void join_equal_keys(const account *acc, struct entries *e, arena tmp) {
    table first = {.seed = 1};
    for (int32_t i = 0; i < e->n; i++) {
        const struct entity *x = entity_of(acc, &e->p[i]);
        if (!x->key.n) continue;
        int64_t *v = table_put(&first, &tmp, x->key);
        if (!*v)
            *v = i + 1;
        else if (same_key_fits(x, entity_of(acc, &e->p[*v - 1])))
            join(e, (int32_t)*v - 1, i);
    }
}

/* The named entries that hold a word in their key, one a set. */
struct bearers {
    int32_t *p;
    ptrdiff_t n, cap;
};

static void list_bearers(const account *acc, const struct entries *e, table *words, struct bearers *list, arena *tmp) {
    for (int32_t i = 0; i < e->n; i++) {
        const struct entity *x = entity_of(acc, &e->p[i]);
        if (!x->named || root(e, i) != i) continue;
        str rest = x->key, word;
        while (rest.n && str_next_part(&rest, ' ', &word)) {
            int64_t *v = table_put(words, tmp, word);
            if (!*v) *v = words->n;
            *vec_push(tmp, &list[*v - 1]) = i;
        }
    }
}

/* "Maduro" of "Nicolás Maduro"; of a body also the name without what kind of body it is: "Acme" of "Acme Group". */
static bool is_short_for(const struct entity *x, const struct entity *y) {
    enum name_match match = name_key_match(x->key, y->key);
    if (match == MATCH_SAME) return true;
    return match == MATCH_POSSIBLE && y->kind == NAME_ORG && x->kind != NAME_PLACE && str_starts(y->key, x->key) &&
           !x->country.n && !lex_find_folded(&lex_given_names, x->key) &&
           name_key_words(y->key) == name_key_words(x->key) + 1;
}

/* Joins a shorter name ("Maduro") to the one longer name of the story that it fits ("Nicolás Maduro"). Where it fits
 * two, it goes to the one with by far the most mentions, or stays alone. */
static void join_matching_names(const account *acc, struct entries *e, const int32_t *mentions, arena tmp) {
    enum { BEARERS_MAX = 64, BY_FAR = 4 }; // a word that more names share tells nothing
    table words = {.seed = 2};
    ptrdiff_t most = 0;
    for (int32_t i = 0; i < e->n; i++) most += entity_of(acc, &e->p[i])->key.n + 1;
    struct bearers *list = arena_new(&tmp, struct bearers, most);
    list_bearers(acc, e, &words, list, &tmp);
    for (int32_t i = 0; i < e->n; i++) {
        const struct entity *x = entity_of(acc, &e->p[i]);
        if (!x->named || root(e, i) != i || !x->key.n) continue;
        int32_t best = -1, second = 0;
        str rest = x->key, word;
        while (rest.n && str_next_part(&rest, ' ', &word)) {
            const struct bearers *b = &list[*table_get(&words, word) - 1];
            for (ptrdiff_t k = 0; k < b->n && b->n <= BEARERS_MAX; k++) {
                int32_t r = root(e, b->p[k]);
                const struct entity *y = entity_of(acc, &e->p[b->p[k]]);
                if (r == i || r == best || y->key.n <= x->key.n || !kinds_fit(x, y)) continue;
                if (x->kind == NAME_PLACE && y->kind == NAME_ORG) continue; // "Arvo" is not Radio Arvo
                if (!is_short_for(x, y)) continue;
                if (x->gender && y->gender && x->gender != y->gender) continue; // "Mr Lee" is not Ann Lee
                if (best < 0)
                    best = r;
                else if (mentions[r] > mentions[best])
                    second = mentions[best], best = r;
                else if (mentions[r] > second)
                    second = mentions[r];
            }
        }
        if (best >= 0 && mentions[best] >= BY_FAR * second) join(e, best, i);
    }
}

/* Joins spellings of one full name: "Chen Zilong" and "Chen Silong". */
static void join_spellings(const account *acc, struct entries *e) {
    enum { COMPARED_MAX = 2000 }; // entries, the first ones
    int32_t n = e->n < COMPARED_MAX ? (int32_t)e->n : COMPARED_MAX;
    for (int32_t i = 0; i < n; i++) {
        const struct entity *x = entity_of(acc, &e->p[i]);
        if (!x->named || x->kind != NAME_PERSON || root(e, i) != i || name_key_words(x->key) < 2) continue;
        for (int32_t j = i + 1; j < n; j++) {
            const struct entity *y = entity_of(acc, &e->p[j]);
            if (!y->named || y->kind != NAME_PERSON || root(e, j) == i ||
                name_key_words(y->key) != name_key_words(x->key))
                continue;
            if (name_key_match(x->key, y->key) == MATCH_SAME) join(e, i, j);
        }
    }
}

/* The one whom most articles that name somebody describe by noun `head`: "the boy", "the gunman". */
struct described {
    int32_t root, mentions, rivals; // mentions of any other who is described so
};

static bool describes(const reading *r, const struct name *n) {
    const struct entity *x = n->entity >= 0 ? &r->entities.p[n->entity] : NULL;
    return x && n->form == FORM_NOMINAL && x->kind == NAME_PERSON && !x->plural;
}

/* Joins somebody whom an article only describes ("the boy") to the one whom others name and describe by the same noun;
 * where they describe two so, to the one with by far the most mentions. */
static void join_descriptions(const account *acc, struct entries *e, int32_t *const *entry_of, arena tmp) {
    enum { BY_FAR = 4 };
    table heads = {.seed = 4};
    LIST(struct described) list = {0};
    for (int32_t pass = 0; pass < 2; pass++)
        for (int32_t d = 0; d < acc->n; d++) {
            const reading *r = acc->readings[d];
            for (ptrdiff_t i = 0; i < r->names.n; i++) {
                const struct name *n = &r->names.p[i];
                if (!describes(r, n) || r->entities.p[n->entity].named == pass) continue;
                str head = r->tokens.lemma[n->head];
                int32_t me = root(e, entry_of[d][n->entity]);
                if (pass) {
                    const int64_t *at = table_get(&heads, head);
                    const struct described *x = at ? &list.p[*at - 1] : NULL;
                    if (x && x->mentions >= BY_FAR * x->rivals && r->entities.p[n->entity].mentions > 1)
                        join(e, x->root, me);
                    continue;
                }
                int64_t *at = table_put(&heads, &tmp, head);
                if (!*at) {
                    *vec_push(&tmp, &list) = (struct described){.root = me};
                    *at = list.n;
                }
                struct described *x = &list.p[*at - 1];
                if (root(e, x->root) == me)
                    x->mentions++;
                else
                    x->rivals++;
            }
        }
}

/* An office without its determiner, folded: "the FBI director" -> "fbi director". */
static str office_key(str words, arena *tmp) {
    str key = utf8_fold(tmp, words);
    return str_starts(key, S("the ")) ? str_drop(key, 4) : key;
}

/* An office that a body or a case has one of: "the judge", "its chairman". Of victims, officers and residents there are
 * many, whatever the article. */
static bool is_sole(str office) {
    const lex_row *row = lex_find(&lex_offices, office);
    return row && (lex_find(&lex_chiefs, office) || str_eq(lex_cell(&lex_offices, row, LEX_offices_sector), S("JUD")));
}

/* Joins somebody whom an article calls by an office ("the FBI director", "the judge") to the one whom others name with
 * it, unless two are, or it is another body's. */
static void join_offices(const account *acc, struct entries *e, int32_t *const *entry_of, arena tmp) {
    table holders = {.seed = 5};
    for (int pass = 0; pass < 2; pass++)
        for (int32_t i = 0; i < e->n; i++) {
            const struct entity *x = entity_of(acc, &e->p[i]);
            if (x->kind != NAME_PERSON || x->plural || x->named == pass) continue;
            str key = office_key(pass ? x->name : x->role, &tmp);
            if (!key.n) continue;
            if (!pass) {
                int64_t *at = table_put(&holders, &tmp, key);
                if (!*at)
                    *at = i + 1;
                else if (*at > 0 && root(e, (int32_t)*at - 1) != root(e, i))
                    *at = -1; // two hold it
                continue;
            }
            const int64_t *at = table_get(&holders, key);
            if (!at || *at <= 0) continue;
            const struct entity *y = entity_of(acc, &e->p[*at - 1]);
            int32_t mine = x->owner < 0 ? -1 : root(e, entry_of[e->p[i].reading][x->owner]);
            int32_t theirs = y->owner < 0 ? -1 : root(e, entry_of[e->p[*at - 1].reading][y->owner]);
            if (mine >= 0 && mine != theirs) continue;
            if (name_key_words(key) > 1 || is_sole(key)) join(e, root(e, (int32_t)*at - 1), i);
        }
}

/* An entity that stands for a country: the country itself, its capital as its government, or its government. */
static bool is_state(const struct entity *x) {
    return x->country.n && (x->government || (x->kind == NAME_PLACE && str_ends(x->code, S("GOV"))));
}

/* True when two countries are in the story: officials of a single one stand against each other, not for their country.
 */
static bool between_countries(const account *acc, const struct entries *e, arena tmp) {
    enum { MENTIONS_LEAST = 5 };
    table mentions = {.seed = 6};
    int countries = 0;
    for (int32_t i = 0; i < e->n; i++) {
        const struct entity *x = entity_of(acc, &e->p[i]);
        if (!is_state(x)) continue;
        int64_t *n = table_put(&mentions, &tmp, x->country);
        countries += *n < MENTIONS_LEAST && *n + x->mentions >= MENTIONS_LEAST;
        *n += x->mentions;
    }
    return countries > 1;
}

/* What stands for one country is one; a government is another than its country where the story is about no second one:
 * "Greece", "the Greek government". */
static void join_countries(const account *acc, struct entries *e, arena tmp) {
    table first = {.seed = 3};
    for (int32_t i = 0; i < e->n; i++) {
        const struct entity *x = entity_of(acc, &e->p[i]);
        if (!is_state(x) || (x->government && !acc->countries)) continue;
        int64_t *v = table_put(&first, &tmp, x->country);
        if (!*v)
            *v = i + 1;
        else
            join(e, (int32_t)*v - 1, i);
    }
}

/* Joins the bodies and groups without a name that belong to one owner: "Lee's campaign" and, elsewhere, "her campaign".
 */
static void join_belongings(const account *acc, struct entries *e, int32_t *const *entry_of, arena tmp) {
    table first = {.seed = 7};
    for (int32_t i = 0; i < e->n; i++) {
        const struct entity *x = entity_of(acc, &e->p[i]);
        if (x->named || x->owner < 0 || (x->kind == NAME_PERSON && !x->plural)) continue;
        int32_t owner = root(e, entry_of[e->p[i].reading][x->owner]);
        str key = arena_fmt(&tmp, "%d %.*s", (int)owner, STR_FMT(str_last_word(utf8_fold(&tmp, x->name))));
        int64_t *v = table_put(&first, &tmp, key);
        if (!*v)
            *v = i + 1;
        else
            join(e, (int32_t)*v - 1, i);
    }
}

/* "Protesters", "the marchers": a crowd that nothing tells apart from another, in words that reports take in turn. */
static bool is_plain_crowd(const struct entity *x, arena tmp) {
    str word = utf8_fold(&tmp, x->name);
    bool plain = !x->named && x->owner < 0 && str_ends(word, S("s")) && str_find(word, S(" "), 0) < 0;
    return plain && lex_says(&lex_event_things, str_head(word, word.n - 1), LEX_event_things_class, S("protester"));
}

static void join_crowds(const account *acc, struct entries *e, arena tmp) {
    int32_t first = -1;
    for (int32_t i = 0; i < e->n; i++) {
        if (!is_plain_crowd(entity_of(acc, &e->p[i]), tmp)) continue;
        if (first < 0)
            first = i;
        else
            join(e, first, i);
    }
}

struct ranked {
    int32_t root, mentions, first;
};

static int by_mentions(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    if (x->mentions != y->mentions) return x->mentions > y->mentions ? -1 : 1;
    return x->first - y->first;
}

/* How often the members of a set are called by just that name. */
static int32_t called(const account *acc, const struct entries *e, const int32_t *members, ptrdiff_t n, str name) {
    int32_t times = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        const reading *r = acc->readings[e->p[members[i]].reading];
        for (ptrdiff_t m = 0; m < r->names.n; m++)
            times += r->names.p[m].entity == e->p[members[i]].entity &&
                     str_eq(article_str(r->article, r->names.p[m].span), name);
    }
    return times;
}

/* The better name to print: a named one before a description, then of persons the
 * one with more words, then the one used more. */
struct naming {
    bool named;
    ptrdiff_t words;
    int32_t times;
};

/* The words of a person's name, of which more are better: but what stands before a name that others call him by and is
 * no given name is no part of it ("Office Ada Lund", "Harbour Police Officer Ada Lund"). */
static ptrdiff_t name_words(const account *acc, const struct entries *e, const int32_t *members, ptrdiff_t n,
                            const struct entity *x) {
    enum { FULL = 2 };
    str first, rest = x->key;
    if (!str_next_part(&rest, ' ', &first) || lex_find(&lex_given_names, first)) return name_key_words(x->key);
    ptrdiff_t words = name_key_words(x->key);
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct entity *y = entity_of(acc, &e->p[members[i]]);
        bool inside = y->named && y->key.n < x->key.n && str_ends(x->key, y->key) &&
                      x->key.p[x->key.n - y->key.n - 1] == ' ' && name_key_words(y->key) >= FULL;
        if (inside && y->mentions >= x->mentions && name_key_words(y->key) <= words) words = name_key_words(y->key) - 1;
    }
    return words;
}

static bool better_name(const struct naming *x, const struct naming *than) {
    if (x->named != than->named) return x->named;
    if (x->words != than->words) return x->words > than->words;
    return x->times > than->times;
}

static void fill(const account *acc, const struct entries *e, const int32_t *members, ptrdiff_t n, struct actor *a,
                 arena *out) {
    enum { ALIASES_MAX = 12, SURE_WEIGHT = 4 };
    const struct entity *best = NULL;
    struct naming best_naming = {0};
    int32_t votes[NAME_KINDS_COUNT] = {0};
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct entity *x = entity_of(acc, &e->p[members[i]]);
        bool person = x->kind == NAME_PERSON;
        struct naming naming = {x->named && !x->government, person ? name_words(acc, e, members, n, x) : 0,
                                person && n > 1 ? called(acc, e, members, n, x->name) : x->mentions};
        if (!best || better_name(&naming, &best_naming)) best = x, best_naming = naming;
        if (x->code.n > a->code.n) a->code = x->code;
        a->mentions += x->mentions;
        a->named |= x->named;
        votes[x->kind] += x->mentions * (x->sure ? SURE_WEIGHT : 1);
    }
    a->name = best->name;
    a->kind = best->kind;
    for (int kind = 0; kind < NAME_OTHER; kind++) // an open kind tells nothing
        if (votes[kind] > votes[a->kind] || (a->kind == NAME_OTHER && votes[kind])) a->kind = (enum name_kind)kind;
    struct {
        str *p;
        ptrdiff_t n, cap;
    } seen = {0};
    for (int pass = 0; pass < 2; pass++) // names before descriptions
        for (ptrdiff_t i = 0; i < n; i++) {
            const reading *r = acc->readings[e->p[members[i]].reading];
            for (ptrdiff_t m = 0; m < r->names.n && seen.n < ALIASES_MAX; m++) {
                const struct name *x = &r->names.p[m];
                if (x->entity != e->p[members[i]].entity || x->form != (pass ? FORM_NOMINAL : FORM_NAME)) continue;
                str form = article_str(r->article, x->span);
                bool known = str_eq(form, a->name);
                for (ptrdiff_t s = 0; s < seen.n && !known; s++) known = str_eq(seen.p[s], form);
                if (!known) *vec_push(out, &seen) = form;
            }
        }
    a->aliases = (strs){.p = seen.p, .n = seen.n, .cap = seen.cap};
}

int32_t actor_body(const account *acc, int32_t actor) {
    enum { BODIES_MAX = 3 }; // "a spokesman for its board"
    for (int i = 0; i < BODIES_MAX && actor >= 0 && acc->actors.p[actor].body >= 0; i++)
        actor = acc->actors.p[actor].body;
    return actor;
}

/* The word of organs.tsv that a description ends in, with the word before it; null when it is no such one. */
static const lex_row *organ_of(str name, arena *tmp) {
    str key = utf8_fold(tmp, name);
    ptrdiff_t blank = str_rfind_byte(key, ' ');
    str last = str_drop(key, blank + 1), front = str_head(key, blank > 0 ? blank : 0);
    const lex_row *row = lex_find_folded(&lex_organs, last);
    return row || blank < 0 ? row : lex_find_folded(&lex_organs, str_drop(key, str_rfind_byte(front, ' ') + 1));
}

/* Fills actor.body and actor.speaks_for: of a board, a spokesman, troops that a text says to be a body's or a
 * country's. */
static void find_bodies(account *acc, int32_t *const *map, arena tmp) {
    for (ptrdiff_t i = 0; i < acc->actors.n; i++) acc->actors.p[i].body = acc->actors.p[i].speaks_for = -1;
    for (ptrdiff_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->entities.n; i++) {
            const struct entity *x = &acc->readings[d]->entities.p[i];
            int32_t of = x->owner < 0 ? -1 : map[d][x->owner];
            struct actor *a = &acc->actors.p[map[d][i]];
            arena scratch = tmp;
            if (of < 0 || &acc->actors.p[of] == a) continue;
            if (a->named && a->kind == NAME_PERSON && a->speaks_for < 0 && acc->actors.p[of].kind == NAME_ORG)
                a->speaks_for = of;
            if (a->named || a->body >= 0) continue;
            const lex_row *organ = organ_of(x->name, &scratch);
            bool country = acc->actors.p[of].kind == NAME_PLACE; // whose diplomats are not the country itself
            if (!organ || (country && !lex_cell(&lex_organs, organ, LEX_organs_forces).n)) continue;
            if (acc->actors.p[of].kind == NAME_PERSON || acc->actors.p[of].kind == NAME_OTHER) continue;
            a->body = of;
        }
}

int32_t **actors_make(account *acc, arena *out, arena tmp) {
    struct entries e = {0};
    int32_t **map = arena_new(out, int32_t *, acc->n);
    int32_t **entry_of = arena_new(&tmp, int32_t *, acc->n);
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        map[d] = arena_new(out, int32_t, r->entities.n);
        entry_of[d] = arena_new(&tmp, int32_t, r->entities.n);
        for (int32_t x = 0; x < r->entities.n; x++) {
            entry_of[d][x] = (int32_t)e.n;
            struct entry *new = vec_push(&tmp, &e);
            *new = (struct entry){.reading = d, .entity = x, .parent = (int32_t)e.n - 1};
        }
    }
    join_equal_keys(acc, &e, tmp);
    acc->countries = between_countries(acc, &e, tmp);
    join_countries(acc, &e, tmp);
    int32_t *mentions = arena_new(&tmp, int32_t, e.n);
    for (int32_t i = 0; i < e.n; i++) mentions[root(&e, i)] += entity_of(acc, &e.p[i])->mentions;
    join_matching_names(acc, &e, mentions, tmp);
    join_spellings(acc, &e);
    join_descriptions(acc, &e, entry_of, tmp);
    join_offices(acc, &e, entry_of, tmp);
    join_belongings(acc, &e, entry_of, tmp);
    join_crowds(acc, &e, tmp);
    struct {
        struct ranked *p;
        ptrdiff_t n, cap;
    } ranks = {0};
    int32_t *rank_of = arena_new(&tmp, int32_t, e.n), *members = arena_new(&tmp, int32_t, e.n);
    for (int32_t i = 0; i < e.n; i++) {
        int32_t r = root(&e, i);
        if (r == i) {
            rank_of[i] = (int32_t)ranks.n;
            *vec_push(&tmp, &ranks) = (struct ranked){.root = i, .first = i};
        }
        ranks.p[rank_of[r]].mentions += entity_of(acc, &e.p[i])->mentions;
    }
    if (ranks.n) qsort(ranks.p, (size_t)ranks.n, sizeof *ranks.p, by_mentions);
    // Members of each set side by side, in order.
    int32_t *start = arena_new(&tmp, int32_t, e.n + 1), *at = arena_new(&tmp, int32_t, e.n + 1);
    for (int32_t i = 0; i < e.n; i++) start[root(&e, i) + 1]++;
    for (int32_t i = 0; i < e.n; i++) start[i + 1] += start[i];
    for (int32_t i = 0; i < e.n; i++) {
        int32_t r = root(&e, i);
        members[start[r] + at[r]++] = i;
    }
    for (ptrdiff_t k = 0; k < ranks.n; k++) {
        int32_t r = ranks.p[k].root;
        const int32_t *mine = members + start[r];
        ptrdiff_t n = start[r + 1] - start[r];
        fill(acc, &e, mine, n, vec_push(out, &acc->actors), out);
        for (ptrdiff_t i = 0; i < n; i++) map[e.p[mine[i]].reading][e.p[mine[i]].entity] = (int32_t)acc->actors.n - 1;
    }
    find_bodies(acc, map, tmp);
    return map;
}
