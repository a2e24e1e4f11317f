/* Lists that differ: two outlets enumerate the same things ("police, firemen and paramedics"), and one names what the
 * other leaves out. Two lists are of the same things when they share two items. */
#include "account/conflict.h"

#include "account/origin.h"

enum { ITEMS_MAX = 12, LISTS_MAX = 2000, SHARED_LEAST = 2 };

/* One enumeration of nouns. */
struct list {
    struct place at;
    str item[ITEMS_MAX]; // lemmas
    int32_t n;
};
struct lists {
    struct list *p;
    ptrdiff_t n, cap;
};

static bool noun(const tokens *k, int32_t t) { return k->upos[t] == UPOS_NOUN || k->upos[t] == UPOS_PROPN; }

/* The list that word t heads: itself and its conjuncts. */
static void list_at(const reading *r, int32_t in, int32_t t, struct lists *lists, arena *tmp) {
    const tokens *k = &r->tokens;
    struct list l = {.at = {in, k->span[t]}, .n = 1};
    l.item[0] = k->lemma[t];
    int32_t last = t;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        if (k->rel[c] != REL_CONJ || !noun(k, c) || l.n == ITEMS_MAX) continue;
        l.item[l.n++] = k->lemma[c];
        last = c;
    }
    if (l.n < 2 || lists->n == LISTS_MAX) return;
    int32_t beg = t, end = last + 1;
    while (beg > 0 && k->head[beg - 1] == t && k->sent[beg - 1] == k->sent[t] && k->upos[beg - 1] != UPOS_PUNCT) beg--;
    l.at.span = token_range(k, beg, end);
    *vec_push(tmp, lists) = l;
}

static int32_t shared(const struct list *a, const struct list *b) {
    int32_t n = 0;
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++)
            if (str_eq(a->item[i], b->item[j])) {
                n++;
                break;
            }
    return n;
}

void conflicts_of_lists(account *acc, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n);
    outlets_number(acc, outlet, tmp);
    struct lists lists = {0};
    for (int32_t d = 0; d < acc->n; d++)
        for (int32_t t = 0; t < acc->readings[d]->tokens.n; t++)
            if (noun(&acc->readings[d]->tokens, t)) list_at(acc->readings[d], d, t, &lists, &tmp);
    bool *taken = arena_new(&tmp, bool, lists.n);
    for (ptrdiff_t i = 0; i < lists.n; i++) {
        struct conflict *k = NULL;
        const struct list *a = &lists.p[i];
        for (ptrdiff_t j = i + 1; j < lists.n && !taken[i]; j++) {
            const struct list *b = &lists.p[j];
            int32_t n = shared(a, b);
            if (taken[j] || outlet[a->at.article] == outlet[b->at.article] || n < SHARED_LEAST) continue;
            if (n == a->n && n == b->n) continue;
            if (!k) {
                k = vec_push(out, &acc->conflicts);
                *k = (struct conflict){
                    .kind = CONFLICT_TERMS, .compatible = true, .why = S("lists of the same things that differ")};
                k->about = article_str(acc->readings[a->at.article]->article, a->at.span);
                struct side *side = vec_push(out, &k->sides);
                side->value = k->about;
                *vec_push(out, &side->mentions) = a->at;
            }
            taken[j] = true;
            struct side *side = vec_push(out, &k->sides);
            side->value = article_str(acc->readings[b->at.article]->article, b->at.span);
            *vec_push(out, &side->mentions) = b->at;
        }
    }
}
