/* One happening that one outlet tells as certain and another as likely: "a candle may have started the fire" and "a
 * candle started the fire", "is thought to have drowned" and "drowned". */
#include "account/conflict.h"

#include "account/origin.h"
#include "lexicon_tables.h"

enum { MOST = 4 };

/* "may have", "could have been", "is thought to have". */
static bool held_likely(const tokens *k, int32_t head) {
    bool have = false, modal = false;
    for (int32_t c = token_next_child(k, head, -1); c >= 0 && c < head; c = token_next_child(k, head, c)) {
        have |= str_eq(k->lemma[c], S("have"));
        modal |= k->upos[c] == UPOS_AUX && lex_says(&lex_role_words, k->norm[c], LEX_role_words_role, S("likely"));
    }
    if (modal && have) return true;
    int32_t up = k->head[head];
    if (up < 0 || k->rel[head] != REL_XCOMP || up > head || !have) return false;
    return str_eq(k->xpos[up], S("VBN")) && lex_says(&lex_role_words, k->lemma[up], LEX_role_words_role, S("thought"));
}

void conflicts_of_certainty(account *acc, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n), made = 0;
    outlets_number(acc, outlet, tmp);
    for (int32_t c = 0; c < acc->claims.n && made < MOST; c++) {
        const struct claim *x = &acc->claims.p[c];
        struct conflict k = {.kind = CONFLICT_DENIAL, .compatible = true, .why = S("told as certain, and as likely")};
        struct side sides[2] = {0};
        bool apart = false;
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            const struct mention *m = &x->mentions.p[i];
            const struct event_finding *e = mention_event(acc, m);
            if (m->stance != STANCE_STATES || e->noun) continue;
            bool likely = held_likely(&acc->readings[m->at.article]->tokens, e->head);
            if (!likely && e->reality != REALITY_HAPPENED) continue;
            struct side *other = &sides[!likely];
            for (ptrdiff_t j = 0; j < other->mentions.n; j++)
                apart |= outlet[other->mentions.p[j].article] != outlet[m->at.article];
            *vec_push(out, &sides[likely].mentions) = m->at;
        }
        if (!apart) continue;
        for (int s = 1; s >= 0; s--) *vec_push(out, &k.sides) = sides[s];
        *vec_push(out, &k.claims) = c;
        conflict_close(acc, &k, out);
        made++;
    }
}
