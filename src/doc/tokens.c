#include "doc/tokens.h"

const str upos_text[UPOS_COUNT] = {
    [UPOS_X] = S_INIT("X"),         [UPOS_ADJ] = S_INIT("ADJ"),     [UPOS_ADP] = S_INIT("ADP"),
    [UPOS_ADV] = S_INIT("ADV"),     [UPOS_AUX] = S_INIT("AUX"),     [UPOS_CCONJ] = S_INIT("CCONJ"),
    [UPOS_DET] = S_INIT("DET"),     [UPOS_INTJ] = S_INIT("INTJ"),   [UPOS_NOUN] = S_INIT("NOUN"),
    [UPOS_NUM] = S_INIT("NUM"),     [UPOS_PART] = S_INIT("PART"),   [UPOS_PRON] = S_INIT("PRON"),
    [UPOS_PROPN] = S_INIT("PROPN"), [UPOS_PUNCT] = S_INIT("PUNCT"), [UPOS_SCONJ] = S_INIT("SCONJ"),
    [UPOS_SYM] = S_INIT("SYM"),     [UPOS_VERB] = S_INIT("VERB"),
};

const str rel_text[REL_COUNT] = {
#define R(name, text) [REL_##name] = S_INIT(text),
    RELATIONS(R)
#undef R
};

const str ner_text[NER_COUNT] = {
    [NER_O] = S_INIT("O"),         [NER_B_PER] = S_INIT("B-PER"), [NER_I_PER] = S_INIT("I-PER"),
    [NER_B_ORG] = S_INIT("B-ORG"), [NER_I_ORG] = S_INIT("I-ORG"), [NER_B_LOC] = S_INIT("B-LOC"),
    [NER_I_LOC] = S_INIT("I-LOC"),
};

enum upos upos_of(str text) {
    for (int i = 0; i < UPOS_COUNT; i++)
        if (str_eq(text, upos_text[i])) return (enum upos)i;
    return UPOS_X;
}

enum ner ner_of(str text) {
    for (int i = 0; i < NER_COUNT; i++)
        if (str_eq(text, ner_text[i])) return (enum ner)i;
    return NER_O;
}

enum rel rel_of(str text) {
    for (int i = 0; i < REL_COUNT; i++)
        if (str_eq(text, rel_text[i])) return (enum rel)i;
    ptrdiff_t colon = str_find(text, S(":"), 0);
    return colon > 0 ? rel_of(str_head(text, colon)) : REL_DEP;
}

enum rel rel_base(enum rel rel) {
    switch (rel) {
    case REL_ACL_RELCL: return REL_ACL;
    case REL_ADVCL_RELCL: return REL_ADVCL;
    case REL_AUX_PASS: return REL_AUX;
    case REL_CC_PRECONJ: return REL_CC;
    case REL_COMPOUND_PRT: return REL_COMPOUND;
    case REL_CSUBJ_PASS:
    case REL_CSUBJ_OUTER: return REL_CSUBJ;
    case REL_DET_PREDET: return REL_DET;
    case REL_NMOD_DESC:
    case REL_NMOD_POSS:
    case REL_NMOD_UNMARKED: return REL_NMOD;
    case REL_NSUBJ_PASS:
    case REL_NSUBJ_OUTER: return REL_NSUBJ;
    case REL_OBL_AGENT:
    case REL_OBL_UNMARKED: return REL_OBL;
    default: return rel;
    }
}

void tokens_new(tokens *k, arena *out, ptrdiff_t n) {
    *k = (tokens){.n = n};
    k->span = arena_new(out, span, n);
    k->norm = arena_new(out, str, n);
    k->lemma = arena_new(out, str, n);
    k->upos = arena_new(out, uint8_t, n);
    k->xpos = arena_new(out, str, n);
    k->feats = arena_new(out, str, n);
    k->head = arena_new(out, int32_t, n);
    k->rel = arena_new(out, uint8_t, n);
    k->ner = arena_new(out, uint8_t, n);
    k->mwt = arena_new(out, uint8_t, n);
    k->sense = arena_new(out, const int8_t *, n);
    k->sent = arena_new(out, int32_t, n);
}

int32_t token_at(const tokens *k, uint32_t at) {
    ptrdiff_t lo = 0, hi = k->n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (k->span[mid].end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return (int32_t)lo;
}

bool token_negated(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (str_find(k->feats[c], S("=Neg"), 0) >= 0) return true;
    return false;
}

bool token_above(const tokens *k, int32_t a, int32_t b) {
    // The bound is the sentence's length: a tree has no longer way up.
    const struct sentence *s = &k->sentences.p[k->sent[b]];
    for (int32_t steps = s->end - s->beg; b >= 0 && steps >= 0; b = k->head[b], steps--)
        if (a == b) return true;
    return false;
}

int32_t token_top(const tokens *k, int32_t t, int32_t beg, int32_t end) {
    for (int32_t steps = beg; steps < end && k->head[t] >= beg && k->head[t] < end; steps++) t = k->head[t];
    return t;
}

void token_subtree(const tokens *k, int32_t t, int32_t *beg, int32_t *end) {
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    *beg = t;
    *end = t + 1;
    // Grows the range from both ends until no word outside of it hangs in it.
    for (bool grown = true; grown;) {
        grown = false;
        for (int32_t w = s->beg; w < s->end; w++) {
            if ((w >= *beg && w < *end) || !token_above(k, t, w)) continue;
            if (w < *beg)
                *beg = w;
            else
                *end = w + 1;
            grown = true;
        }
    }
}

int32_t token_next_child(const tokens *k, int32_t t, int32_t c) {
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (int32_t w = c < 0 ? s->beg : c + 1; w < s->end; w++)
        if (k->head[w] == t) return w;
    return -1;
}

int32_t token_child(const tokens *k, int32_t t, enum rel rel) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == rel || rel_base((enum rel)k->rel[c]) == rel) return c;
    return -1;
}
