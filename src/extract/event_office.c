/* Offices: what somebody with a name is, told beside the name: "energy minister Ann Lee", "its leader, Ann Lee". A
 * claim of its own where an article tells it first. */
#include "extract/event.h"
#include "lexicon_tables.h"

/* An office of state: who has it is no news. */
static bool of_state(const tokens *k, int32_t t) {
    const lex_row *row = lex_find(&lex_offices, k->norm[t]);
    if (!row) row = lex_find(&lex_offices, k->lemma[t]);
    str sector = row ? lex_cell(&lex_offices, row, LEX_offices_sector) : (str){0};
    return str_eq(sector, S("GOV")) || str_eq(sector, S("LEG"));
}

/* A word for what somebody is. */
static bool office(const tokens *k, int32_t t) {
    if (k->upos[t] != UPOS_NOUN && k->upos[t] != UPOS_PROPN) return false;
    if (of_state(k, t)) return false;
    return lex_find(&lex_offices, k->lemma[t]) || lex_find(&lex_offices, k->norm[t]);
}

/* The first word of the title that ends in word t: "Velden chief executive", "its general counsel". */
static int32_t title_from(const tokens *k, int32_t t) {
    enum { TITLE_WORDS = 7 };
    int32_t beg = t, low = k->sentences.p[k->sent[t]].beg;
    while (beg > low && t - beg < TITLE_WORDS) {
        enum upos u = (enum upos)k->upos[beg - 1];
        bool part = u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_ADJ || str_eq(k->xpos[beg - 1], S("POS")) ||
                    str_eq(k->xpos[beg - 1], S("PRP$")) || u == UPOS_NUM;
        if (!part) break;
        beg--;
    }
    return beg;
}

/* The head of the title beside name n; -1 when it has none that says more than "Mr" or "Sen.". */
static int32_t title_beside(const reading *r, const struct name *n, int32_t *beg) {
    const tokens *k = &r->tokens;
    int32_t t = n->beg - 1, low = k->sentences.p[k->sent[n->beg]].beg;
    bool comma = t > low && str_eq(k->norm[t], S(","));
    if (comma) t--;
    if (t < low || !office(k, t) || reading_name_at(r, t) == reading_name_at(r, n->beg)) return -1;
    *beg = title_from(k, t);
    if (*beg == t) return -1;
    bool owned = false;
    for (int32_t w = *beg; w < t; w++) owned |= str_eq(k->xpos[w], S("POS")) || str_eq(k->xpos[w], S("PRP$"));
    return comma && !owned ? -1 : t;
}

void event_offices_add(reading *r, arena *out, arena tmp) {
    bool *told = arena_new(&tmp, bool, r->entities.n + 1);
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->form != FORM_NAME || n->kind != NAME_PERSON || n->entity < 0 || told[n->entity]) continue;
        int32_t beg, t = title_beside(r, n, &beg);
        if (t < 0) continue;
        told[n->entity] = true;
        struct event_finding *e = vec_push(out, &r->events);
        *e = (struct event_finding){.head = t,
                                    .kind = r->tokens.lemma[t],
                                    .rule = S("an office beside a name"),
                                    .when = -1,
                                    .where = -1,
                                    .reality = REALITY_ONGOING,
                                    .attribution = -1,
                                    .noun = true,
                                    .office = true};
        e->span = token_range(&r->tokens, beg, n->end);
        *vec_push(out, &e->actors) = (struct role){
            .span = n->span, .name = (int32_t)i, .entity = n->entity, .code = r->entities.p[n->entity].code};
    }
}
