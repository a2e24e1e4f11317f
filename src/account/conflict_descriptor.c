/* What an actor is called: the descriptions that outlets put beside a name ("Ana Brandt, a harbour engineer" and "Ana
 * Brandt, chief of the works") where they use other words. */
#include "account/conflict.h"

#include "account/origin.h"
#include "base/utf8.h"

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

/* What stands between commas behind the name at words [beg, end), "Ana Brandt, a harbour engineer, …", when it is a
 * noun phrase and no name of its own. Read off the words: appositions are where trees go wrong most. */
static void take(const reading *r, int32_t in, int32_t actor, int32_t outlet, const struct name *x,
                 struct descriptions *all, arena *tmp) {
    enum { WORDS_MAX = 16 };
    const tokens *k = &r->tokens;
    int32_t last = k->sentences.p[k->sent[x->head]].end, beg = x->end + 1, end = beg, head = -1;
    if (x->end >= last || beg >= last || !str_eq(k->norm[x->end], S(","))) return;
    if (k->norm[beg].p[0] != r->article->text.p[k->span[beg].beg]) return; // "Ana Brandt, Others Shot": a headline
    if (k->upos[beg] != UPOS_DET && k->upos[beg] != UPOS_NOUN && k->upos[beg] != UPOS_ADJ) return;
    for (; end < last && end - beg < WORDS_MAX && k->upos[end] != UPOS_PUNCT && k->upos[end] != UPOS_VERB; end++) {
        if (k->upos[end] == UPOS_PRON || k->upos[end] == UPOS_AUX || k->upos[end] == UPOS_SCONJ) break;
        bool behind = head >= 0 && end > head + 1; // a noun behind a preposition is no head
        if (k->upos[end] == UPOS_NOUN && !behind) head = end;
    }
    if (head < 0 || (end < last && k->upos[end] != UPOS_PUNCT)) return;
    *vec_push(tmp, all) = (struct description){{in, token_range(k, beg, end)}, actor, outlet, k->lemma[head]};
}

static bool same_words(const account *acc, const struct description *a, const struct description *b, arena tmp) {
    str x = article_str(acc->readings[a->at.article]->article, a->at.span);
    str y = article_str(acc->readings[b->at.article]->article, b->at.span);
    return str_eq(utf8_fold(&tmp, x), utf8_fold(&tmp, y));
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
            if (a->actor != b->actor || a->outlet == b->outlet || same_words(acc, a, b, tmp)) continue;
            if (!k) {
                k = vec_push(out, &acc->conflicts);
                *k = (struct conflict){
                    .kind = CONFLICT_WORDING, .compatible = true, .why = S("described in other words")};
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
