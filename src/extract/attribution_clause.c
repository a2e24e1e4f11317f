/* How far what is reported goes: to the end of its clause, where the article or another one speaks, and on into the
 * clauses beside it. */
#include "extract/attribution_cue.h"

/* ", while Lee said that", ", though Lee denied it" */
static bool contrasts(const struct view *v, int32_t c) {
    int32_t mark = view_kid(v, c, REL_MARK);
    bool turn = mark >= 0 && lex_says(&lex_role_words, v->k->norm[mark], LEX_role_words_role, S("contrast"));
    const lex_row *row = turn ? reporting_row(v->k->lemma[c], S("verb")) : NULL;
    return row && !mind(row) && !weak(row) && view_kid(v, c, REL_NSUBJ) >= 0;
}

bool cue_breaks_clause(const struct view *v, int32_t c) {
    const tokens *k = v->k;
    switch ((enum rel)k->rel[c]) {
    case REL_CONJ:
    case REL_CC:
    case REL_PARATAXIS: return true;
    case REL_ADVCL: // a participle: its subject is the speaker; "while Lee said": another one speaks
        return view_kid(v, c, REL_MARK) < 0 || contrasts(v, c);
    case REL_OBL: return cue_case_in(v, c, S("according"));
    default: return false;
    }
}

void cue_cut_participle(const struct view *v, int32_t from, struct words *w) {
    const tokens *k = v->k;
    for (int32_t i = from + 1; i + 1 < w->end; i++) {
        if (!norm_is(k, i, S(",")) || !str_eq(k->xpos[i + 1], S("VBG"))) continue;
        const lex_row *row = reporting_row(k->lemma[i + 1], S("verb"));
        if (!row || mind(row) || weak(row) || !takes(row, 'c')) continue;
        w->end = i;
        return;
    }
}

/* "said he would stay and warned that": a verb of reporting that the parser made a part of clause c is the speaker's.
 */
static void cut_reporting(const struct view *v, int32_t c, struct words *w) {
    const tokens *k = v->k;
    for (int32_t d = view_child(v, c); d >= 0; d = view_next(v, d)) {
        if (k->rel[d] != REL_CONJ || d < c || k->upos[d] != UPOS_VERB || view_kid(v, d, REL_NSUBJ) >= 0) continue;
        const lex_row *row = reporting_row(k->lemma[d], S("verb"));
        bool that = d + 1 < v->end && norm_is(k, d + 1, S("that"));
        bool reports = row && !mind(row) && takes(row, 'c') && (that || view_kid(v, d, REL_CCOMP) >= 0) &&
                       str_eq(k->xpos[d], S("VBD"));
        int32_t cc = view_kid(v, d, REL_CC);
        if (reports && cc >= 0 && cc < w->end && cc > w->beg) w->end = cc;
    }
}

/* "Media said they were dead; there has been no confirmation": behind the semicolon the article speaks, unless it goes
 * on with "that". */
static void cut_semicolon(const struct view *v, struct words *w) {
    int32_t open = 0;
    for (int32_t i = w->beg; i < w->end; i++) {
        open ^= quote_word(v->k, i);
        bool that = i + 2 < w->end && (norm_is(v->k, i + 1, S("that")) || norm_is(v->k, i + 2, S("that")));
        if (!open && i > w->beg && norm_is(v->k, i, S(";")) && !that) w->end = i;
    }
}

struct words cue_clause_after(const struct view *v, int32_t t, int32_t c) {
    struct words w = view_subtree(v, c);
    int32_t that = view_kid(v, c, REL_MARK);
    if (that > t && norm_is(v->k, that, S("that"))) w.beg = that;
    if (w.beg <= t) w.beg = t + 1;
    cut_reporting(v, c, &w);
    for (int32_t s = view_next(v, c); s >= 0; s = view_next(v, s)) {
        if (s < c) continue;
        if (cue_breaks_clause(v, s)) break;
        struct words more = view_subtree(v, s);
        if (more.end > w.end) w.end = more.end;
    }
    cue_cut_participle(v, t, &w);
    cut_semicolon(v, &w);
    return w;
}

void cue_clauses_beside(const struct view *v, struct found *f, int32_t t, int32_t c) {
    const tokens *k = v->k;
    for (int32_t d = view_child(v, t); d >= 0; d = view_next(v, d)) {
        if (k->rel[d] != REL_CONJ || d < t || d < c) continue;
        if (c > t && str_eq(k->xpos[d], S("VBD"))) continue; // "Lee said that he was ill, and Brown left"
        int32_t subject = view_kid(v, d, REL_NSUBJ);
        if (subject < 0 || subject > d) continue;
        const lex_row *row = k->upos[d] == UPOS_VERB ? reporting_row(k->lemma[d], S("verb")) : NULL;
        if (row && !mind(row) && takes(row, 'c')) continue;
        cue_content(v, f, view_subtree(v, d));
    }
}
