/* Verbs of saying in their other uses: what they tell is an act, and nobody's words. */
#include "extract/attribution_cue.h"
#include "extract/denial.h"
#include "extract/event.h"

/* Who is charged, dismissed or denied something: the object, or the subject of a passive. */
static bool does_it_to_somebody(const struct view *v, int32_t t) {
    int32_t whom = view_kid(v, t, REL_NSUBJ_PASS);
    if (whom < 0) whom = view_kid(v, t, REL_OBJ);
    if (whom < 0 || !event_is(v->r, whom, S("who"))) return false;
    for (int32_t w = t + 1; w < v->end; w++) // "accused him of it", wherever that is hung
        if (v->k->upos[w] == UPOS_ADP) return false;
    return view_kid(v, t, REL_ADVCL) < 0;
}

/* "Denied both men bail", "denied the request": what is not granted. */
static bool grants_not(const struct view *v, int32_t t) {
    for (int32_t c = view_child(v, t); c >= 0; c = view_next(v, c))
        if ((v->k->rel[c] == REL_OBJ || v->k->rel[c] == REL_NSUBJ_PASS) && denial_word(v->k, c, S("granted")))
            return true;
    return false;
}

static bool unsaid(const struct view *v, int32_t t) {
    int32_t up = v->k->rel[t] == REL_XCOMP ? v->k->head[t] : -1;
    if (up >= 0 && lex_says(&lex_role_words, v->k->lemma[up], LEX_role_words_role, S("unsaid"))) return true;
    for (int32_t c = view_child(v, t); c >= 0 && c < t; c = view_next(v, c))
        if (v->k->rel[c] == REL_AUX && lex_says(&lex_role_words, v->k->norm[c], LEX_role_words_role, S("unsaid")))
            return true;
    return false;
}

bool cue_deed(const struct view *v, const struct found *f, int32_t t, bool clause) {
    if (f->quote >= 0) return false;
    if (unsaid(v, t)) return true;
    if (clause) return false;
    if (takes(f->row, 'd')) return true;
    if (is_class(f->row, S("accuse"))) return does_it_to_somebody(v, t);
    return is_class(f->row, S("deny")) && grants_not(v, t);
}
