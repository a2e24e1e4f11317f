/* One thing, doing, trait or person by different words, over articles or within one: "the riots" and "the unrest",
 * "sent a boat" and "a ship was sent", "a mobile phone" and "a cell phone", "challenger Lena Orr" and "the boxer". Two
 * words name one thing the likelier, the nearer they mean, the more alike what stands around them is, and when claims
 * have them in mentions that tell the same. This is less sure than what the other families find, so it only fills up
 * the list of a story of which they find little: first what persons are called, then pairs of words, the surest first.
 */
#include "account/conflict.h"

#include <math.h>
#include <stdlib.h>

#include "account/context.h"
#include "lexicon_tables.h"

enum { USES_MAX = 6000, USES_OF_ONE = 16, PAIRS_MAX = 4000, ON_IT_MAX = 6, REACH = 8 };
enum { MOST = 8, ACTORS = 8 };       // wordings by this family; the most mentioned actors
enum { NAMES_MAX = 5, PLACES = 12 }; // of one thing

enum part { PART_THING, PART_TRAIT, PART_DOING, PARTS };

/* What the evidence weighs that two words name one thing: after a logistic regression over real stories, rounded. */
static const float NEAR = 2, AROUND = 0.6f, AROUND_MOST = 2, CLUE = 1, TOLD_AGAIN = 0.3f, BOTH_KNOWN = 0.8f,
                   OFTEN = 0.8f, COMMON = -0.35f;
static const float NEAR_ALONE = 0.45f;                     // what is not compared without a clue
static const float NEAREST = 0.36f;                        // what has less is not compared,
static const float NEAR_ENOUGH = 0.1f, DONE_TO_ONE = 0.5f; // but for what is done to one thing
static const float SURE = 2.2f, JOINED = 1.6f;             // what a pair needs that begins a conflict, or joins one

/* One place of a word. */
struct use {
    struct place at;
    int32_t t, word;
    str above;                        // the lemma that it hangs on, empty for none
    int32_t place;                    // and as what
    int32_t on_it[ON_IT_MAX], on_its; // the words that tell more of it, or whom a doing is of
    int32_t done_to;                  // whom or what a verb does it to, a word, -1
    enum part part;
    bool known; // "the riots"
    str kind;   // the class of the happening that it tells, empty for none
    ints claims;
    struct context around;
};
struct uses {
    struct use *p;
    ptrdiff_t n, cap;
};

/* The uses of one word as one part. */
struct word_uses {
    int32_t i[USES_OF_ONE]; // the first ones
    int32_t n, all;
};

struct pair {
    int32_t a, b;
    float score;
};
struct pairs {
    struct pair *p;
    ptrdiff_t n, cap;
};

enum hangs { HANGS_DONE_TO, HANGS_DOES, HANGS_OF, HANGS_BESIDE, HANGS_BEFORE, HANGS_ELSE };

static enum hangs hangs(const tokens *k, int32_t t) {
    switch (rel_base((enum rel)k->rel[t])) {
    case REL_OBJ: return HANGS_DONE_TO;
    case REL_NSUBJ: return (enum rel)k->rel[t] == REL_NSUBJ_PASS ? HANGS_DONE_TO : HANGS_DOES;
    case REL_NMOD: return HANGS_OF;
    case REL_OBL: return HANGS_BESIDE;
    case REL_COMPOUND:
    case REL_AMOD: return HANGS_BEFORE;
    default: return HANGS_ELSE;
    }
}

/* What it may be: -1 for a day, a number, a name and what tells nothing of a thing. */
static int part_of(const struct vocabulary *v, const reading *r, int32_t in, int32_t t) {
    const tokens *k = &r->tokens;
    int32_t w = v->word[in][t];
    int32_t name = reading_name_at(r, t);
    if (name >= 0 && r->names.p[name].form == FORM_NAME) return -1;
    if (w < 0 || v->proper[w] || k->upos[t] == UPOS_PROPN || k->upos[t] == UPOS_NUM) return -1;
    if (lex_find(&lex_time_units, k->lemma[t]) || lex_find(&lex_day_parts, k->lemma[t]) ||
        lex_find(&lex_time_phrases, k->norm[t]) || lex_find(&lex_units, k->lemma[t]) ||
        lex_find(&lex_number_words, k->norm[t]))
        return -1;
    if (hangs(k, t) == HANGS_BEFORE) {
        bool plain = lex_find(&lex_plain_modifiers, k->norm[t]) || str_find(k->feats[t], S("NumType"), 0) >= 0;
        return plain ? -1 : PART_TRAIT;
    }
    if (k->upos[t] == UPOS_VERB) return PART_DOING;
    if (k->upos[t] != UPOS_NOUN) return -1;
    bool doing = lex_find_folded(&lex_nominalisations, k->lemma[t]) || lex_find(&lex_event_nouns, k->lemma[t]);
    return doing ? PART_DOING : PART_THING;
}

/* The words that tell more of it, and its place with those that stand before it, or with whom it is done to. */
static void describe(const struct vocabulary *v, const tokens *k, int32_t in, struct use *u) {
    int32_t t = u->t, beg = t, end = t, above = k->head[t];
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        enum hangs as = hangs(k, c);
        bool noun = k->upos[t] == UPOS_NOUN;
        bool more = noun ? as == HANGS_BEFORE || as == HANGS_OF
                         : u->part == PART_DOING && (as == HANGS_DONE_TO || as == HANGS_DOES);
        if (more && v->word[in][c] >= 0 && u->on_its < ON_IT_MAX) u->on_it[u->on_its++] = v->word[in][c];
        if (!noun && as == HANGS_DONE_TO && !conflict_person(k, c)) u->done_to = v->word[in][c];
        bool shown = noun ? as == HANGS_BEFORE : u->part == PART_DOING && as == HANGS_DONE_TO;
        if (shown && c < beg && t - c < REACH) beg = c;
        if (shown && c > end && c - t < REACH) end = c;
    }
    if (u->part == PART_DOING && k->rel[t] == REL_ACL && str_eq(k->xpos[t], S("VBN")) && v->word[in][above] >= 0) {
        if (u->on_its < ON_IT_MAX) u->on_it[u->on_its++] = v->word[in][above];
        if (!conflict_person(k, above)) u->done_to = v->word[in][above];
        if (t - above < REACH) beg = above;
    }
    if (u->part == PART_TRAIT && above > t && above - t < REACH) end = above;
    u->at.span = token_range(k, beg, end + 1);
}

static void gather(const account *acc, const struct vocabulary *v, struct uses *all, int32_t **use_at, arena *tmp) {
    for (int32_t d = 0; d < acc->n; d++) {
        const tokens *k = &acc->readings[d]->tokens;
        use_at[d] = arena_new(tmp, int32_t, k->n);
        for (int32_t t = 0; t < k->n; t++) {
            use_at[d][t] = -1;
            int part = part_of(v, acc->readings[d], d, t);
            if (part < 0 || all->n == USES_MAX) continue;
            struct use u = {
                .at = {d, k->span[t]}, .t = t, .word = v->word[d][t], .done_to = -1, .part = (enum part)part};
            if (k->upos[t] != UPOS_VERB && k->head[t] >= 0) u.above = k->lemma[k->head[t]];
            u.place = (int32_t)hangs(k, t);
            int32_t the = token_child(k, t, REL_DET);
            u.known = the >= 0 && str_find(k->feats[the], S("Definite=Ind"), 0) < 0;
            describe(v, k, d, &u);
            u.around = context_of(acc, v, d, t, t + 1, REACH, tmp);
            use_at[d][t] = (int32_t)all->n;
            *vec_push(tmp, all) = u;
        }
        for (ptrdiff_t e = 0; e < acc->readings[d]->events.n; e++) {
            const struct event_finding *x = &acc->readings[d]->events.p[e];
            if (use_at[d][x->head] >= 0) all->p[use_at[d][x->head]].kind = x->kind;
        }
    }
}

/* Each use knows the claims whose mentions hold it. */
static void claims_of(const account *acc, struct uses *all, int32_t *const *use_at, arena *tmp) {
    for (int32_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
            const struct place *at = &acc->claims.p[c].mentions.p[i].at;
            const tokens *k = &acc->readings[at->article]->tokens;
            for (int32_t t = token_at(k, at->span.beg); t < k->n && k->span[t].beg < at->span.end; t++) {
                int32_t u = use_at[at->article][t];
                if (u >= 0 && !ints_have(&all->p[u].claims, c)) *vec_push(tmp, &all->p[u].claims) = c;
            }
        }
}

/* How many of these numbers both have. */
static int32_t shared(const int32_t *a, ptrdiff_t n, const int32_t *b, ptrdiff_t m) {
    int32_t both = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t j = 0; j < m; j++) both += a[i] == b[j];
    return both;
}

static bool one_sentence(const account *acc, const struct use *x, const struct use *y) {
    const int32_t *sent = acc->readings[x->at.article]->tokens.sent;
    return x->at.article == y->at.article && sent[x->t] == sent[y->t];
}

/* They are told apart: in one list, "timber, wool and grain", or on one word, "the port sent a boat". */
static bool two_things(const account *acc, const struct use *x, const struct use *y) {
    const tokens *k = &acc->readings[x->at.article]->tokens;
    int32_t a = x->t, b = y->t;
    if (k->rel[a] == REL_CONJ) a = k->head[a];
    if (k->rel[b] == REL_CONJ) b = k->head[b];
    return a == b || (k->head[a] >= 0 && k->head[a] == k->head[b]);
}

static float at_most(float x, float most) { return x < most ? x : most; }

/* The evidence that the words of these uses name one thing: they hang on one word in one way, one word hangs on both,
 * they tell happenings of one class, a claim has both; 0 where there is none of these. */
static float evidence(const account *acc, const struct vocabulary *v, const struct uses *all, const struct word_uses *a,
                      const struct word_uses *b, float near) {
    enum { CLAIMS_COUNTED = 3 };
    float around = 0;
    bool above = false, on_it = false, kind = false, known = false;
    int32_t told = 0;
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++) {
            const struct use *x = &all->p[a->i[i]], *y = &all->p[b->i[j]];
            if (one_sentence(acc, x, y)) {
                if (two_things(acc, x, y)) return 0;
                continue;
            }
            int32_t n, claims = shared(x->claims.p, x->claims.n, y->claims.p, y->claims.n);
            float same = context_shared(v, &x->around, &y->around, &n);
            if (same > around) around = same;
            if (claims > told) told = claims;
            above |= x->above.n && str_eq(x->above, y->above) && x->place == y->place;
            on_it |= shared(x->on_it, x->on_its, y->on_it, y->on_its) > 0;
            kind |= x->kind.n && str_eq(x->kind, y->kind);
            known |= x->known && y->known;
        }
    int32_t clues = above + on_it + kind + (told > 0);
    if (!clues && near < NEAR_ALONE) return 0;
    if (told > CLAIMS_COUNTED) told = CLAIMS_COUNTED;
    float less = (float)(a->all < b->all ? a->all : b->all), more = (float)(a->all < b->all ? b->all : a->all);
    return CLUE * (float)clues + TOLD_AGAIN * (float)(told > 1 ? told - 1 : 0) + AROUND * at_most(around, AROUND_MOST) +
           (known ? BOTH_KNOWN : 0) + NEAR * near + OFTEN * logf(less) + COMMON * logf(more);
}

/* "miner", "mining": one stem. */
static bool one_stem(str a, str b) {
    enum { STEM = 4 };
    ptrdiff_t same = 0, least = a.n < b.n ? a.n : b.n;
    while (same < least && a.p[same] == b.p[same]) same++;
    return same >= STEM && same + 2 >= least;
}

static const lex_row *described(const tokens *k, int32_t t) {
    const lex_row *row = lex_find(&lex_descriptions, k->norm[t]);
    return row ? row : lex_find(&lex_descriptions, k->lemma[t]);
}

static bool other_cell(const lex_row *a, const lex_row *b, int cell) {
    str x = lex_cell(&lex_descriptions, a, cell), y = lex_cell(&lex_descriptions, b, cell);
    return x.n && y.n && !str_eq(x, y);
}

/* Nobody is a victim and a suspect, a mother and a father. */
static bool other_people(const account *acc, const struct use *x, const struct use *y) {
    const lex_row *a = described(&acc->readings[x->at.article]->tokens, x->t),
                  *b = described(&acc->readings[y->at.article]->tokens, y->t);
    return a && b && (other_cell(a, b, LEX_descriptions_class) || other_cell(a, b, LEX_descriptions_gender));
}

/* "wounded", "died": at two ends of one axis. */
static bool opposed(const account *acc, const struct use *x, const struct use *y) {
    const lex_row *a = lex_find(&lex_opposites, acc->readings[x->at.article]->tokens.lemma[x->t]),
                  *b = lex_find(&lex_opposites, acc->readings[y->at.article]->tokens.lemma[y->t]);
    if (!a || !b) return false;
    return str_eq(lex_cell(&lex_opposites, a, LEX_opposites_axis), lex_cell(&lex_opposites, b, LEX_opposites_axis)) &&
           !str_eq(lex_cell(&lex_opposites, a, LEX_opposites_end), lex_cell(&lex_opposites, b, LEX_opposites_end));
}

static int by_score(const void *a, const void *b) {
    const struct pair *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

static bool done_to_one(const struct uses *all, const struct word_uses *x, const struct word_uses *y) {
    for (int32_t i = 0; i < x->n; i++)
        for (int32_t j = 0; j < y->n; j++) {
            const struct use *u = &all->p[x->i[i]], *w = &all->p[y->i[j]];
            if (u->done_to >= 0 && u->done_to == w->done_to) return true;
        }
    return false;
}

static void compare(const account *acc, const struct vocabulary *v, const struct uses *all,
                    const struct word_uses *words, struct pairs *pairs, arena *tmp) {
    for (int32_t a = 0; a < v->n; a++)
        for (int32_t b = a + 1; b < v->n && words[a].n; b++) {
            const struct word_uses *x = &words[a], *y = &words[b];
            if (!y->n || pairs->n == PAIRS_MAX) continue;
            float near = meaning_near(&v->meaning, a, b);
            if (near < NEAR_ENOUGH || (near < NEAREST && !done_to_one(all, x, y))) continue;
            const struct use *first = &all->p[x->i[0]], *other = &all->p[y->i[0]];
            const tokens *k = &acc->readings[first->at.article]->tokens, *l = &acc->readings[other->at.article]->tokens;
            if (one_stem(k->lemma[first->t], l->lemma[other->t]) || other_people(acc, first, other) ||
                opposed(acc, first, other))
                continue;
            if (conflict_person(k, first->t) != conflict_person(l, other->t)) continue;
            float score = evidence(acc, v, all, x, y, near) + (near < NEAREST ? DONE_TO_ONE : 0);
            if (score >= JOINED) *vec_push(tmp, pairs) = (struct pair){a, b, score};
        }
}

static bool joined(const struct pairs *pairs, int32_t a, int32_t b) {
    for (ptrdiff_t q = 0; q < pairs->n; q++) {
        const struct pair *x = &pairs->p[q];
        if ((x->a == a && x->b == b) || (x->a == b && x->b == a)) return true;
    }
    return false;
}

/* The words that name what pair p does: those of the pair, and what is joined with both. */
static ints names_of(const struct pairs *pairs, ptrdiff_t p, const bool *taken, arena *tmp) {
    ints names = {0};
    int32_t a = pairs->p[p].a, b = pairs->p[p].b;
    *vec_push(tmp, &names) = a;
    *vec_push(tmp, &names) = b;
    for (ptrdiff_t q = p + 1; q < pairs->n && names.n < NAMES_MAX; q++) {
        const struct pair *x = &pairs->p[q];
        bool has_a = x->a == a || x->b == a;
        if (!has_a && x->a != b && x->b != b) continue;
        int32_t seed = has_a ? a : b, with = x->a == seed ? x->b : x->a;
        if (!taken[with] && !ints_have(&names, with) && joined(pairs, with, has_a ? b : a))
            *vec_push(tmp, &names) = with;
    }
    return names;
}

static bool tell(account *acc, const struct uses *all, const struct word_uses *words, const ints *names, str why,
                 arena *out) {
    struct conflict k = {.kind = CONFLICT_WORDING, .compatible = true, .why = why};
    for (ptrdiff_t s = 0; s < names->n; s++) {
        const struct word_uses *w = &words[names->p[s]];
        struct side *side = vec_push(out, &k.sides);
        *side = (struct side){0};
        for (int32_t i = 0; i < w->n && i < PLACES; i++) {
            const struct place *at = &all->p[w->i[i]].at;
            *vec_push(out, &side->mentions) = *at;
            int32_t claim = i ? -1 : conflict_claim_at(acc, at->article, at->span);
            if (claim >= 0 && !ints_have(&k.claims, claim)) *vec_push(out, &k.claims) = claim;
        }
    }
    if (conflict_told(acc, &k)) return false;
    conflict_close(acc, &k, out);
    return true;
}

static str why_of(int part) {
    return part == PART_THING   ? S("one thing, by other words")
           : part == PART_TRAIT ? S("one thing, told apart by other words")
                                : S("one doing, by other words");
}

/* The common noun of people that a mention of somebody is told by, "the boxer", "challenger Lena Orr"; -1. *first: the
 * first word of it. */
static int32_t called_by(const tokens *k, const struct name *x, int32_t *first) {
    enum { BEFORE = 4 };
    int32_t head = x->form == FORM_NOMINAL ? x->head : x->beg - 1, beg = k->sentences.p[k->sent[x->head]].beg;
    *first = x->beg;
    if (x->form == FORM_PRONOUN || head < beg || k->upos[head] != UPOS_NOUN || !conflict_person(k, head)) return -1;
    if (x->form == FORM_NOMINAL) return head;
    for (*first = head; *first > beg && head - *first < BEFORE; (*first)--) {
        enum upos before = (enum upos)k->upos[*first - 1];
        if (before != UPOS_ADJ && before != UPOS_NOUN && before != UPOS_PROPN) break;
    }
    return head;
}

/* What one with a name is called, by two nouns at least, in two articles. */
static bool tell_called(account *acc, int32_t actor, int32_t *const *actor_of, arena *out) {
    struct conflict told = {
        .kind = CONFLICT_WORDING, .compatible = true, .why = S("one person, called by other words")};
    bool apart = false;
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->names.n; i++) {
            const struct name *x = &r->names.p[i];
            int32_t first,
                head = x->entity >= 0 && actor_of[d][x->entity] == actor ? called_by(&r->tokens, x, &first) : -1;
            if (head < 0) continue;
            conflict_tell(&told, r->tokens.lemma[head], (struct place){d, token_range(&r->tokens, first, x->end)}, -1,
                          out);
            apart |= told.sides.p[0].mentions.p[0].article != d;
        }
    }
    if (told.sides.n < 2 || !apart || conflict_told(acc, &told)) return false;
    conflict_close(acc, &told, out);
    return true;
}

void conflicts_of_naming(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    ptrdiff_t room = CONFLICTS_FEW - acc->conflicts.n;
    if (room <= 0) return;
    struct uses all = {0};
    int32_t **use_at = arena_new(&tmp, int32_t *, acc->n);
    gather(acc, v, &all, use_at, &tmp);
    claims_of(acc, &all, use_at, &tmp);
    struct word_uses *words[PARTS];
    struct pairs pairs[PARTS] = {0};
    for (int p = 0; p < PARTS; p++) words[p] = arena_new(&tmp, struct word_uses, v->n);
    for (int32_t i = 0; i < all.n; i++) {
        struct word_uses *w = &words[all.p[i].part][all.p[i].word];
        w->all++;
        if (w->n < USES_OF_ONE) w->i[w->n++] = i;
    }
    ptrdiff_t next[PARTS] = {0}, made = 0;
    bool *taken[PARTS];
    for (int p = 0; p < PARTS; p++) {
        taken[p] = arena_new(&tmp, bool, v->n);
        compare(acc, v, &all, words[p], &pairs[p], &tmp);
        if (pairs[p].n) qsort(pairs[p].p, (size_t)pairs[p].n, sizeof *pairs[p].p, by_score);
    }
    for (int32_t a = 0; a < acc->actors.n && a < ACTORS && made < room && made < MOST; a++)
        if (acc->actors.p[a].named && acc->actors.p[a].kind == NAME_PERSON) made += tell_called(acc, a, actor_of, out);
    while (made < room && made < MOST) { // the surest of all parts
        int best = -1;
        for (int p = 0; p < PARTS; p++) {
            while (next[p] < pairs[p].n && (taken[p][pairs[p].p[next[p]].a] || taken[p][pairs[p].p[next[p]].b]))
                next[p]++;
            bool left = next[p] < pairs[p].n && pairs[p].p[next[p]].score >= SURE;
            if (left && (best < 0 || pairs[p].p[next[p]].score > pairs[best].p[next[best]].score)) best = p;
        }
        if (best < 0) break;
        ints names = names_of(&pairs[best], next[best], taken[best], &tmp);
        for (ptrdiff_t i = 0; i < names.n; i++) taken[best][names.p[i]] = true;
        made += tell(acc, &all, words[best], &names, why_of(best), out);
    }
}
