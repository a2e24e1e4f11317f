/* Places of one happening that differ, or are named more or less closely. Two places are of one happening when the
 * words around them are and what they lean on is among these: "a boat off Lund", "the boat, near the harbour of Lund".
 */
#include "account/conflict.h"

#include "account/context.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

enum { REACH = 8, PLACES_MAX = 3000 };
static const float ENOUGH = 0.75f;

/* A place with what it lies in: "the village of Orm in Lund county". */
struct place_told {
    struct place at;
    struct context around;
    str text;    // folded, the first part of it
    str country; // of its first name; empty when unknown
    int32_t claim, parent;
    ptrdiff_t name, names; // its names: [name, names) of the reading
    bool country_alone;    // "China", not "eastern China": wherever else it was lies in it
    bool sudden;           // of what came all at once, and not long ago
};
struct places {
    struct place_told *p;
    ptrdiff_t n, cap;
};

static bool place_name(const reading *r, int32_t i) {
    const struct name *x = &r->names.p[i];
    return x->kind == NAME_PLACE && x->form == FORM_NAME && r->tokens.upos[x->head] != UPOS_ADJ; // "a Chinese farm"
}

/* Words that join places into one ("Lund, Sweden", "the city of Lund in Sweden's south"). */
static bool joins(const tokens *k, int32_t t) {
    return str_eq(k->norm[t], S(",")) || str_eq(k->norm[t], S("'s")) || str_eq(k->norm[t], S("of")) ||
           str_eq(k->norm[t], S("in")) || str_eq(k->norm[t], S("the")) || lex_find(&lex_place_heads, k->lemma[t]);
}

/* A place without what it lies in and without an article: "the town of Orm, Lund" is Orm's. */
static str first_part(str s) {
    ptrdiff_t space = str_find(s, S(" "), 0), comma = str_find(s, S(","), 0);
    if (comma > 0) s = str_head(s, comma);
    return space > 0 && space < s.n && lex_find(&lex_determiners, str_head(s, space)) ? str_drop(s, space + 1) : s;
}

/* The sentence speaks of a year before the report's: "as in the blast at Orm in 1994". */
static bool of_another_year(const reading *r, int32_t t) {
    enum { LONG = 300 };
    span s = r->tokens.sentences.p[r->tokens.sent[t]].span;
    if (!r->article->when.known) return false;
    for (ptrdiff_t i = 0; i < r->times.n && r->times.p[i].span.beg < s.end; i++) {
        const struct time_finding *x = &r->times.p[i];
        if (x->span.beg >= s.beg && x->lo <= x->hi && x->lo + LONG < r->article->when.day) return true;
    }
    return false;
}

/* Takes the place that begins with name i; returns the next name. */
static ptrdiff_t take(const account *acc, const struct vocabulary *v, int32_t in, ptrdiff_t i, struct places *all,
                      arena *out) {
    enum { GAP = 4 };
    const reading *r = acc->readings[in];
    const tokens *k = &r->tokens;
    const struct name *first = &r->names.p[i];
    ptrdiff_t at = i;
    int32_t beg = first->beg, end = first->end, last = k->sentences.p[k->sent[first->head]].end;
    while (beg > 0 && (k->upos[beg - 1] == UPOS_ADJ || k->upos[beg - 1] == UPOS_DET ||
                       str_eq(k->norm[beg - 1], S("of")) || lex_find(&lex_place_heads, k->lemma[beg - 1])))
        beg--;
    bool located = beg > 0 && lex_find(&lex_place_prepositions, k->norm[beg - 1]);
    for (i++; i < r->names.n; i++) {
        const struct name *x = &r->names.p[i];
        if (x->beg < end) continue;
        if (x->beg >= last || x->beg - end > GAP || !place_name(r, (int32_t)i)) break;
        bool joined = true;
        for (int32_t t = end; t < x->beg && joined; t++) joined = joins(k, t);
        if (!joined) break;
        end = x->end;
    }
    if (!located || all->n == PLACES_MAX) return i;
    struct place_told *p = vec_push(out, all);
    *p = (struct place_told){.at = {in, token_range(k, beg, end)}, .parent = (int32_t)all->n - 1};
    p->name = at;
    p->names = i;
    p->around = context_of(acc, v, in, beg, end, REACH, out);
    p->text = first_part(utf8_fold(out, article_str(r->article, p->at.span)));
    if (first->entity >= 0) p->country = r->entities.p[first->entity].country;
    p->claim = conflict_claim_at(acc, in, p->at.span);
    bool part =
        first->beg > beg && lex_says(&lex_name_parts, k->norm[first->beg - 1], LEX_name_parts_part, S("locative"));
    p->country_alone = !part && end == first->end && first->entity >= 0 &&
                       lex_says(&lex_countries, r->entities.p[first->entity].key, LEX_countries_kind, S("name"));
    p->sudden = conflict_of_sudden(k, beg, end) && !of_another_year(r, beg);
    return i;
}

static bool beside(const struct context *a, const struct context *other) {
    return (a->left >= 0 && context_has(other, a->left)) || (a->right >= 0 && context_has(other, a->right));
}

static bool one_happening(const struct vocabulary *v, const struct place_told *a, const struct place_told *b) {
    int32_t count;
    float s = context_shared(v, &a->around, &b->around, &count);
    if (a->sudden && b->sudden) return true;
    if (s < ENOUGH || count < 2) return false;
    return beside(&a->around, &b->around) && beside(&b->around, &a->around);
}

static int32_t root(const struct places *l, int32_t i) {
    while (l->p[i].parent != i) i = l->p[i].parent;
    return i;
}

/* One lies in what the other names: "Lund", "the village of Orm in Lund". */
static bool share_a_name(const account *acc, const struct place_told *a, const struct place_told *b) {
    const reading *r = acc->readings[a->at.article], *q = acc->readings[b->at.article];
    for (ptrdiff_t i = a->name; i < a->names; i++)
        for (ptrdiff_t j = b->name; j < b->names; j++) {
            int32_t e = r->names.p[i].entity, f = q->names.p[j].entity;
            if (e >= 0 && f >= 0 && str_eq(r->entities.p[e].key, q->entities.p[f].key)) return true;
        }
    return false;
}

/* Sets that share a name tell where one thing was: two lines of one place, more or less closely named, are one. */
static void join_sets(const account *acc, struct places *all, arena tmp) {
    int32_t *size = arena_new(&tmp, int32_t, all->n);
    for (int32_t i = 0; i < all->n; i++) size[root(all, i)]++;
    for (int32_t i = 0; i < all->n; i++)
        for (int32_t j = 0; j < i && size[root(all, i)] > 1; j++) {
            int32_t x = root(all, i), y = root(all, j);
            if (x == y || size[y] < 2 || !share_a_name(acc, &all->p[i], &all->p[j])) continue;
            all->p[x > y ? x : y].parent = x < y ? x : y;
        }
}

static void tell(account *acc, const struct places *all, int32_t first, arena *out) {
    struct conflict k = {.kind = CONFLICT_PLACE};
    bool apart = false, articles = false, closely = false;
    int32_t close = -1;
    for (int32_t i = first; i < all->n; i++) {
        const struct place_told *p = &all->p[i];
        if (root(all, i) != first) continue;
        const struct place_told *f = &all->p[first];
        apart |= p->country.n && f->country.n && !str_eq(p->country, f->country);
        articles |= p->at.article != f->at.article;
        if (close < 0 && !p->country_alone) close = i;
        closely |= !p->country_alone && !str_eq(p->text, all->p[close].text);
        conflict_tell(&k, p->text, p->at, p->claim, out);
    }
    if (k.sides.n < 2 || !articles || !(apart || closely)) return;
    k.compatible = !apart;
    k.why = apart ? S("places in different countries") : S("one place may lie in the other");
    conflict_close(acc, &k, out);
}

void conflicts_of_places(account *acc, const struct vocabulary *v, arena *out, arena tmp) {
    struct places all = {0};
    for (int32_t d = 0; d < acc->n; d++)
        for (ptrdiff_t i = 0; i < acc->readings[d]->names.n;)
            i = place_name(acc->readings[d], (int32_t)i) ? take(acc, v, d, i, &all, &tmp) : i + 1;
    for (int32_t i = 0; i < all.n; i++)
        for (int32_t j = 0; j < i; j++) {
            if (all.p[i].at.article == all.p[j].at.article || !one_happening(v, &all.p[i], &all.p[j])) continue;
            int32_t x = root(&all, i), y = root(&all, j);
            all.p[x > y ? x : y].parent = x < y ? x : y;
        }
    join_sets(acc, &all, tmp);
    for (int32_t i = 0; i < all.n; i++)
        if (all.p[i].parent == i) tell(acc, &all, i, out);
}
