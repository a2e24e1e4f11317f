#include "extract/denial.h"

#include "lexicon_tables.h"

const lex_row *denial_word(const tokens *k, int32_t t, str form) {
    const lex_row *row = lex_find(&lex_denials, k->norm[t]);
    if (!row) row = lex_find(&lex_denials, k->lemma[t]);
    while (row && !str_eq(lex_cell(&lex_denials, row, LEX_denials_form), form)) row = lex_next(&lex_denials, row);
    return row;
}

/* A thing said or thought, by a noun. */
static bool thing(const tokens *k, int32_t t) {
    if (t < 0 || k->upos[t] != UPOS_NOUN) return false;
    return denial_word(k, t, S("thing")) || denial_word(k, t, S("thought"));
}

/* The "that" of "the claim that P", "a claim by rebels that P", whatever the tree makes of it; -1 when there is none.
 */
static int32_t that_behind(const tokens *k, int32_t t) {
    enum { OWNER_WORDS = 6 };
    int32_t end = k->sentences.p[k->sent[t]].end, w = t + 1;
    bool owned = w < end && (str_eq(k->norm[w], S("by")) || str_eq(k->norm[w], S("from")));
    while (owned && w < end && w <= t + OWNER_WORDS && k->upos[w] != UPOS_VERB && k->upos[w] != UPOS_PUNCT &&
           !str_eq(k->norm[w], S("that")))
        w++;
    return w + 2 < end && str_eq(k->norm[w], S("that")) ? w : -1;
}

/* The words in which the thing tells what it is: "the claim that P", "reports of a merger"; false when there are none.
 * A charge of murder tells what somebody is tried for, which the court has still to find. */
static bool told_by(const tokens *k, int32_t t, int32_t *beg, int32_t *end) {
    const lex_row *row = denial_word(k, t, S("thing"));
    str sort = row ? lex_cell(&lex_denials, row, LEX_denials_sort) : (str){0};
    if (str_eq(sort, S("charge")) || str_eq(sort, S("sue"))) return false;
    int32_t that = that_behind(k, t);
    token_subtree(k, t, beg, end);
    if (that >= 0) {
        *beg = that;
        if (*end > that + 1) return true;
        *end = that + 1; // the tree hangs the clause on the verb
        while (*end < k->sentences.p[k->sent[t]].end && (k->upos[*end] != UPOS_PUNCT || str_eq(k->norm[*end], S("-"))))
            (*end)++;
        return *end > that + 1;
    }
    if (!row) return false; // "rejected the idea of a merger"
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
        int32_t of = token_child(k, c, REL_CASE);
        if (rel_base((enum rel)k->rel[c]) != REL_NMOD || of < 0 || !str_eq(k->norm[of], S("of"))) continue;
        token_subtree(k, c, beg, end);
        *beg = of + 1;
        return *beg < *end;
    }
    return false;
}

/* "As nonsense", "baseless" behind the object of verb t: the tree may hang it on either. */
static bool called_untrue(const tokens *k, int32_t t, int32_t object) {
    enum { LONGEST = 40 };
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (int32_t w = object + 1; w < s->end && w < t + LONGEST; w++)
        if (denial_word(k, w, S("untrue"))) return token_above(k, t, w) && !token_negated(k, w);
    return false;
}

bool denial_content(const tokens *k, int32_t t, int32_t *beg, int32_t *end) {
    bool passive = token_child(k, t, REL_NSUBJ_PASS) >= 0;
    int32_t object = token_child(k, t, passive ? REL_NSUBJ_PASS : REL_OBJ);
    if (!thing(k, object) || token_negated(k, t)) return false;
    // "described it as", "called it"
    bool says = lex_says(&lex_reporting, k->lemma[t], LEX_reporting_class, S("describe"));
    // "reports that P were denied": what is denied is told before the verb
    bool denies = passive && lex_says(&lex_reporting, k->lemma[t], LEX_reporting_class, S("deny"));
    if (!denies && !denial_word(k, t, S("verb")) &&
        !((says || denial_word(k, t, S("verdict"))) && called_untrue(k, t, object)))
        return false;
    if (!told_by(k, object, beg, end)) return false;
    for (int32_t w = *beg; w + 1 < *end; w++) // "as nonsense" is what is said of it
        if (str_eq(k->norm[w], S("as")) && denial_word(k, w + 1, S("untrue"))) *end = w;
    return *beg < *end;
}

int32_t denial_of_thing(const tokens *k, int32_t t, int32_t *beg, int32_t *end) {
    int32_t object = k->upos[t] == UPOS_VERB ? token_child(k, t, REL_OBJ) : -1;
    if (!thing(k, object) || token_negated(k, t)) return -1;
    bool denies = denial_word(k, t, S("verb")) || lex_says(&lex_reporting, k->lemma[t], LEX_reporting_class, S("deny"));
    return denies && told_by(k, object, beg, end) ? object : -1;
}

/* Word t is said to be untrue, or not to be true. */
static bool untrue(const tokens *k, int32_t t) {
    if (k->upos[t] == UPOS_VERB || token_child(k, t, REL_COP) < 0) return false;
    return denial_word(k, t, S("true")) ? token_negated(k, t) : denial_word(k, t, S("untrue")) && !token_negated(k, t);
}

static bool be(str norm) {
    return str_eq(norm, S("is")) || str_eq(norm, S("are")) || str_eq(norm, S("was")) || str_eq(norm, S("were"));
}

/* Word t stands between the thing and what is said of it: "the claim that we cheated is false". */
static bool in_untrue_thing(const tokens *k, int32_t t) {
    enum { FAR = 24 };
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    int32_t that = t - 1;
    while (that > s->beg && that > t - FAR && !str_eq(k->norm[that], S("that"))) that--;
    if (that <= s->beg || !str_eq(k->norm[that], S("that")) || !thing(k, that - 1)) return false;
    for (int32_t w = t + 1; w + 1 < s->end && w < t + FAR && k->upos[w] != UPOS_PUNCT; w++) {
        if (!be(k->norm[w])) continue;
        int32_t said = w + 1 + str_eq(k->norm[w + 1], S("a"));
        if (said < s->end && denial_word(k, said, S("untrue"))) return true;
        if (said + 1 < s->end && str_find(k->feats[said], S("=Neg"), 0) >= 0 && denial_word(k, said + 1, S("true")))
            return true; // "isn't true"
    }
    return false;
}

bool denial_untrue(const tokens *k, int32_t t) {
    enum { STEPS = 8 };
    if (in_untrue_thing(k, t)) return true;
    for (int steps = 0; t >= 0 && steps < STEPS; t = k->head[t], steps++) {
        int32_t up = k->head[t], mark = token_child(k, t, REL_MARK);
        if (up < 0) return false;
        if (mark >= 0 && str_eq(k->norm[mark], S("that")) && untrue(k, up)) return true; // "it is not true that P"
    }
    return false;
}

bool denial_doubted(const tokens *k, int32_t t) {
    enum { STEPS = 6 };
    for (int steps = 0; t >= 0 && k->head[t] >= 0 && steps < STEPS; t = k->head[t], steps++) {
        int32_t up = k->head[t], no = token_child(k, up, REL_DET);
        enum rel rel = rel_base((enum rel)k->rel[t]);
        if (rel == REL_ADVCL || rel == REL_PARATAXIS) return false; // "no proof that we cheated, though we were there"
        if (k->upos[up] != UPOS_NOUN || up > t || !lex_says(&lex_unknowns, k->norm[up], LEX_unknowns_form, S("trace")))
            continue;
        return no >= 0 && str_eq(k->norm[no], S("no")) && (rel == REL_ACL || rel == REL_CCOMP);
    }
    return false;
}
