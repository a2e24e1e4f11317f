/* What an actor is called: the descriptions that outlets put beside a name ("Ana Brandt, a harbour engineer" and "Ana Brandt,
 * chief of the works") where they use other words. */
#include "account/conflict.h"

#include "account/origin.h"

enum { ACTORS_MAX = 200, DESCRIPTIONS_MAX = 400 };

struct description {
    struct place at;
    int32_t actor, outlet;
    str head; // lemma
};
struct descriptions {
    struct description *p;
    ptrdiff_t n, cap;
};

/* Takes the apposition of the name at words [beg, end), without the clauses that hang on it. */
static void take(const reading *r, int32_t in, int32_t actor, int32_t outlet, const struct name *x, struct descriptions *all,
                 arena *tmp) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, x->head, -1); c >= 0; c = token_next_child(k, x->head, c)) {
        if (k->rel[c] != REL_APPOS || k->upos[c] != UPOS_NOUN || (c >= x->beg && c < x->end)) continue;
        int32_t beg, end;
        token_subtree(k, c, &beg, &end);
        for (int32_t t = c + 1; t < end; t++) {
            if (k->head[t] != c || (rel_base((enum rel)k->rel[t]) != REL_ACL && k->upos[t] != UPOS_PUNCT)) continue;
            end = t;
        }
        if (beg > c || end <= c) continue;
        *vec_push(tmp, all) = (struct description){{in, token_range(k, beg, end)}, actor, outlet, k->lemma[c]};
    }
}

void conflicts_of_descriptions(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n);
    outlets_number(acc, outlet, tmp);
    struct descriptions all = {0};
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->names.n && all.n < DESCRIPTIONS_MAX; i++) {
            const struct name *x = &r->names.p[i];
            int32_t actor = x->form == FORM_NAME && x->entity >= 0 ? actor_of[d][x->entity] : -1;
            if (actor >= 0 && actor < ACTORS_MAX) take(r, d, actor, outlet[d], x, &all, &tmp);
        }
    }
    for (ptrdiff_t i = 0; i < all.n; i++) {
        struct conflict *k = NULL;
        bool first = true;
        for (ptrdiff_t j = 0; j < i && first; j++) first = all.p[j].actor != all.p[i].actor;
        for (ptrdiff_t j = i + 1; j < all.n && first; j++) {
            const struct description *a = &all.p[i], *b = &all.p[j];
            if (a->actor != b->actor || a->outlet == b->outlet || str_eq(a->head, b->head)) continue;
            if (!k) {
                k = vec_push(out, &acc->conflicts);
                *k = (struct conflict){.kind = CONFLICT_WORDING, .compatible = true, .why = S("described in other words")};
                k->about = acc->actors.p[a->actor].name;
                struct side *side = vec_push(out, &k->sides);
                side->value = article_str(acc->readings[a->at.article]->article, a->at.span);
                *vec_push(out, &side->mentions) = a->at;
            }
            struct side *side = vec_push(out, &k->sides);
            side->value = article_str(acc->readings[b->at.article]->article, b->at.span);
            *vec_push(out, &side->mentions) = b->at;
        }
    }
}
