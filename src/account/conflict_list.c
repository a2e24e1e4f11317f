/* Lists that differ: two outlets enumerate the same things ("police, firemen and paramedics"), and one names what the
 * other leaves out. Two lists are of the same things when two items of each share a word with an item of the other
 * that says what they are: "a police officer" and "the police", not "bombs at a police station".
 *
 * Lists are read off commas and the "and" or "or" before their last item: coordination is where trees go wrong most. */
#include "account/conflict.h"

#include "account/context.h"
#include "base/utf8.h"

enum { ITEMS_MAX = 12, ITEM_WORDS_MAX = 14, LISTS_MAX = 1500, SHARED_LEAST = 2 };
static const float TELLING = 0.3f; // a word of less weight is everywhere in the story

struct list {
    struct place at;
    struct context item[ITEMS_MAX]; // what each is: its noun and what that is of, and their adjectives
    struct context wide[ITEMS_MAX]; // and the nouns before these: "police" of "police officers"
    str text;                       // folded
    int32_t n, parent;
};
struct lists {
    struct list *p;
    ptrdiff_t n, cap;
};

static bool finite(const tokens *k, int32_t t) {
    if (k->upos[t] == UPOS_AUX) return true;
    return k->upos[t] == UPOS_VERB && !str_eq(k->xpos[t], S("VBG")) && !str_eq(k->xpos[t], S("VBN"));
}

static bool separator(const tokens *k, int32_t t) { return str_eq(k->norm[t], S(",")) || str_eq(k->norm[t], S(";")); }

static bool edge(const tokens *k, int32_t t) {
    return k->upos[t] == UPOS_PUNCT && !separator(k, t) && !str_eq(k->norm[t], S("-")) && !str_eq(k->norm[t], S("'"));
}

static bool has_noun(const tokens *k, int32_t beg, int32_t end) {
    for (int32_t t = beg; t < end; t++)
        if (k->upos[t] == UPOS_NOUN || k->upos[t] == UPOS_PROPN) return true;
    return false;
}

/* Word t says what words [beg, end) are: it hangs on their top as its adjective, as what it is of, or as a part of its
 * name or description, and not as what something is done with: "threats of force", not "fire from the roofs". */
static bool says_what(const tokens *k, int32_t t, int32_t beg, int32_t end, bool wide) {
    for (int32_t steps = beg; steps < end; steps++, t = k->head[t]) {
        enum rel rel = (enum rel)k->rel[t];
        int32_t of = token_child(k, t, REL_CASE);
        if (k->head[t] < beg || k->head[t] >= end) return true;
        bool is = of >= 0 && (str_eq(k->norm[of], S("of")) || str_eq(k->norm[of], S("to"))); // "an end to the tariff"
        if ((rel == REL_NMOD && is) || (wide && rel == REL_COMPOUND)) continue;
        if (rel != REL_AMOD && rel != REL_NMOD_DESC && rel != REL_FLAT && rel != REL_APPOS && rel != REL_CONJ &&
            rel != REL_OBJ)
            return false;
    }
    return false;
}

/* The content words that say what words [beg, end) are. */
static struct context item_words(const tokens *k, const struct vocabulary *v, int32_t in, int32_t beg, int32_t end,
                                 bool wide, arena *out) {
    struct context all = context_within(v, in, beg, end, out);
    int32_t n = 0;
    for (int32_t i = 0; i < all.n; i++) {
        bool what = false;
        for (int32_t t = beg; t < end; t++) what |= v->word[in][t] == all.id[i] && says_what(k, t, beg, end, wide);
        if (what) all.id[n++] = all.id[i];
    }
    all.n = n;
    return all;
}

static bool add_item(const tokens *k, const struct vocabulary *v, struct list *l, int32_t beg, int32_t end,
                     arena *out) {
    if (l->n == ITEMS_MAX || !has_noun(k, beg, end)) return false;
    l->item[l->n] = item_words(k, v, l->at.article, beg, end, false, out);
    l->wide[l->n++] = item_words(k, v, l->at.article, beg, end, true, out);
    return true;
}

/* The end of the last item, that begins at word t. */
static int32_t last_item_end(const tokens *k, int32_t t, const struct sentence *s) {
    int32_t end = t;
    while (end < s->end && end - t < ITEM_WORDS_MAX && !finite(k, end) && !separator(k, end) && !edge(k, end) &&
           k->upos[end] != UPOS_SCONJ && !str_eq(k->xpos[end], S("WP")) && !str_eq(k->xpos[end], S("WDT")))
        end++;
    return end;
}

/* The word that the conjunction at word `and` joins another to, by the tree; -1. */
static int32_t joined_to(const tokens *k, int32_t and, int32_t end) {
    for (int32_t t = and+1; t < end; t++)
        if (k->rel[t] == REL_CONJ && k->head[t] >= 0 && k->head[t] < and) return k->head[t];
    return -1;
}

/* Where the first item begins: at the first word that goes with the one that the others are joined to; else behind the
 * words that introduce the list ("was sent with", "including"). */
static int32_t first_item(const tokens *k, int32_t beg, int32_t end, int32_t head) {
    int32_t from = beg;
    if (head >= beg && head < end) {
        from = head;
        for (int32_t c = token_next_child(k, head, -1); c >= 0 && c < head; c = token_next_child(k, head, c)) {
            enum rel rel = rel_base((enum rel)k->rel[c]);
            int32_t left, right;
            if (rel != REL_DET && rel != REL_AMOD && rel != REL_COMPOUND && rel != REL_NUMMOD && rel != REL_NMOD)
                continue;
            token_subtree(k, c, &left, &right);
            if (left >= beg && left < from) from = left;
        }
        return from;
    }
    for (int32_t t = beg; t < end; t++)
        if (k->upos[t] == UPOS_VERB && has_noun(k, t + 1, end)) from = t + 1;
    while (from < end && (k->upos[from] == UPOS_ADP || k->upos[from] == UPOS_ADV || k->upos[from] == UPOS_SCONJ))
        from++;
    return from;
}

static bool dash(const tokens *k, int32_t t) {
    str norm = k->norm[t];
    return k->upos[t] == UPOS_PUNCT && (str_eq(norm, S("-")) || str_eq(norm, S("--")) || str_eq(norm, S("—")));
}

/* The end of what stands before word t, past a remark between dashes: "the ban - in force since May - and …". */
static int32_t past_remark(const tokens *k, int32_t t, const struct sentence *s) {
    enum { REMARK_MAX = 30 };
    if (t == s->beg || !dash(k, t - 1)) return t;
    for (int32_t u = t - 2; u > s->beg && t - u < REMARK_MAX; u--)
        if (dash(k, u)) return u;
    return t;
}

/* The list whose last item stands behind the conjunction at word `and`. */
static void list_at(const reading *r, const struct vocabulary *v, int32_t in, int32_t and, struct lists *lists,
                    arena *tmp) {
    const tokens *k = &r->tokens;
    const struct sentence *s = &k->sentences.p[k->sent[and]];
    struct list l = {.at.article = in};
    int32_t end = last_item_end(k, and+1, s), beg = and, close = and > s->beg && separator(k, and-1) ? and-1 : and;
    if (!add_item(k, v, &l, and+1, end, tmp)) return;
    close = past_remark(k, close, s);
    for (bool more = true; more;) { // items from the last to the first
        int32_t from = close;
        while (from > s->beg && close - from < ITEM_WORDS_MAX && !separator(k, from - 1) && !edge(k, from - 1) &&
               !finite(k, from - 1))
            from--;
        more = from > s->beg && separator(k, from - 1);
        if (!more) from = first_item(k, from, close, joined_to(k, and, end));
        if (!add_item(k, v, &l, from, close, tmp)) break;
        beg = from;
        close = from - 1;
    }
    if (l.n < 2 || lists->n == LISTS_MAX) return;
    l.at.span = token_range(k, beg, end);
    l.text = utf8_fold(tmp, article_str(r->article, l.at.span));
    l.parent = (int32_t)lists->n;
    *vec_push(tmp, lists) = l;
}

static bool items_meet(const struct vocabulary *v, const struct context *a, const struct context *b) {
    for (int32_t i = 0; i < a->n; i++)
        if (!v->proper[a->id[i]] && v->idf[a->id[i]] >= TELLING && context_has(b, a->id[i])) return true;
    return false;
}

/* Items of a that share a word with one of b, each with another one. */
static int32_t shared(const struct vocabulary *v, const struct list *a, const struct list *b) {
    bool taken[ITEMS_MAX] = {0};
    int32_t n = 0;
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++) {
            if (taken[j]) continue;
            if (!items_meet(v, &a->item[i], &b->wide[j]) && !items_meet(v, &a->wide[i], &b->item[j])) continue;
            taken[j] = true;
            n++;
            break;
        }
    return n;
}

static int32_t root(const struct lists *l, int32_t i) {
    while (l->p[i].parent != i) i = l->p[i].parent;
    return i;
}

static void tell(account *acc, const struct lists *lists, int32_t first, arena *out) {
    struct conflict k = {.kind = CONFLICT_TERMS, .compatible = true, .why = S("lists of the same things that differ")};
    for (int32_t i = first; i < lists->n; i++) {
        const struct list *l = &lists->p[i];
        if (root(lists, i) != first) continue;
        ptrdiff_t side = 0;
        while (side < k.sides.n && !str_eq_nocase(k.sides.p[side].value, l->text)) side++;
        if (side == k.sides.n) vec_push(out, &k.sides)->value = l->text;
        *vec_push(out, &k.sides.p[side].mentions) = l->at;
    }
    if (k.sides.n < 2) return;
    for (ptrdiff_t s = 0; s < k.sides.n; s++) {
        const struct place *at = &k.sides.p[s].mentions.p[0];
        k.sides.p[s].value = article_str(acc->readings[at->article]->article, at->span);
    }
    k.about = k.sides.p[0].value;
    *vec_push(out, &acc->conflicts) = k;
}

void conflicts_of_lists(account *acc, const struct vocabulary *v, arena *out, arena tmp) {
    struct lists lists = {0};
    for (int32_t d = 0; d < acc->n; d++) {
        const tokens *k = &acc->readings[d]->tokens;
        for (int32_t t = 0; t < k->n; t++)
            if (k->upos[t] == UPOS_CCONJ && (str_eq(k->norm[t], S("and")) || str_eq(k->norm[t], S("or"))) &&
                reading_name_at(acc->readings[d], t) < 0) // not "the Bureau of Alcohol, Tobacco and Firearms"
                list_at(acc->readings[d], v, d, t, &lists, &tmp);
    }
    for (int32_t i = 0; i < lists.n; i++)
        for (int32_t j = 0; j < i; j++) {
            const struct list *a = &lists.p[i], *b = &lists.p[j];
            int32_t n = shared(v, a, b), m = shared(v, b, a);
            if (a->at.article == b->at.article || n < SHARED_LEAST || m < SHARED_LEAST) continue;
            if (n == a->n && m == b->n && !str_eq(a->text, b->text)) continue; // the same again joins its likes
            int32_t x = root(&lists, i), y = root(&lists, j);
            lists.p[x > y ? x : y].parent = x < y ? x : y;
        }
    for (int32_t i = 0; i < lists.n; i++)
        if (lists.p[i].parent == i) tell(acc, &lists, i, out);
}
