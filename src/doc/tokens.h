/* tokens: the analysis of an article's text as columns, one row a word, in the way of Universal Dependencies.
 *
 * A word is UD's syntactic word. A multiword token ("don't") gives one row a word; their spans lie side by side inside
 * the token ("do", "n't"), so every row has a span of its own. Columns are arrays of n entries (struct of arrays).
 *
 *     for (int t = s->beg; t < s->end; t++) if (k->upos[t] == UPOS_VERB && k->rel[t] == REL_ROOT) …
 *
 * Invariants: 1. spans are sorted, do not overlap, are not empty and hold no white space.  2. sentences are sorted and
 * every word belongs to exactly one.  3. head[t] is a word of the same sentence, or -1 for its root; heads form a tree.
 * 4. lemma, norm and xpos are never null strs; feats may be empty.
 * Owned by the article's arena, read-only once made. */
#ifndef ACCORD_DOC_TOKENS_H
#define ACCORD_DOC_TOKENS_H

#include "doc/article.h"

/* UPOS tags, in the order of the UD documentation. */
// clang-format off
enum upos {
    UPOS_X, UPOS_ADJ, UPOS_ADP, UPOS_ADV, UPOS_AUX, UPOS_CCONJ, UPOS_DET, UPOS_INTJ, UPOS_NOUN, UPOS_NUM, UPOS_PART,
    UPOS_PRON, UPOS_PROPN, UPOS_PUNCT, UPOS_SCONJ, UPOS_SYM, UPOS_VERB, UPOS_COUNT
};
// clang-format on

/* Relations of UD English (EWT and GUM), with the subtypes that matter. rel_base takes a subtype to its relation. */
// clang-format off
#define RELATIONS(R)                                                                                                   \
    R(DEP, "dep") R(ROOT, "root") R(ACL, "acl") R(ACL_RELCL, "acl:relcl") R(ADVCL, "advcl")                            \
    R(ADVCL_RELCL, "advcl:relcl") R(ADVMOD, "advmod") R(AMOD, "amod") R(APPOS, "appos") R(AUX, "aux")                  \
    R(AUX_PASS, "aux:pass") R(CASE, "case") R(CC, "cc") R(CC_PRECONJ, "cc:preconj") R(CCOMP, "ccomp")                  \
    R(COMPOUND, "compound") R(COMPOUND_PRT, "compound:prt") R(CONJ, "conj") R(COP, "cop") R(CSUBJ, "csubj")            \
    R(CSUBJ_PASS, "csubj:pass") R(CSUBJ_OUTER, "csubj:outer") R(DET, "det") R(DET_PREDET, "det:predet")                \
    R(DISCOURSE, "discourse") R(DISLOCATED, "dislocated") R(EXPL, "expl") R(FIXED, "fixed") R(FLAT, "flat")            \
    R(GOESWITH, "goeswith") R(IOBJ, "iobj") R(LIST, "list") R(MARK, "mark") R(NMOD, "nmod")                            \
    R(NMOD_DESC, "nmod:desc") R(NMOD_POSS, "nmod:poss") R(NMOD_UNMARKED, "nmod:unmarked") R(NSUBJ, "nsubj")            \
    R(NSUBJ_PASS, "nsubj:pass") R(NSUBJ_OUTER, "nsubj:outer") R(NUMMOD, "nummod") R(OBJ, "obj") R(OBL, "obl")          \
    R(OBL_AGENT, "obl:agent") R(OBL_UNMARKED, "obl:unmarked") R(ORPHAN, "orphan") R(PARATAXIS, "parataxis")            \
    R(PUNCT, "punct") R(REPARANDUM, "reparandum") R(VOCATIVE, "vocative") R(XCOMP, "xcomp")
// clang-format on

// clang-format off
enum rel {
#define R(name, text) REL_##name,
    RELATIONS(R)
#undef R
        REL_COUNT
};
// clang-format on

/* BIO labels of names. */
// clang-format off
enum ner { NER_O, NER_B_PER, NER_I_PER, NER_B_ORG, NER_I_ORG, NER_B_LOC, NER_I_LOC, NER_COUNT };

extern const str upos_text[UPOS_COUNT];
extern const str rel_text[REL_COUNT];
extern const str ner_text[NER_COUNT];
enum ner ner_of(str text); // NER_O for what is no label

enum upos upos_of(str text);     // UPOS_X when it is none
enum rel rel_of(str text);       // an unknown subtype gives its relation, an unknown relation REL_DEP
enum rel rel_base(enum rel rel); // nsubj:pass -> nsubj

struct sentence {
    span span;
    int32_t beg, end; // words [beg, end)
    int32_t block;    // the article's block that it stands in
    bool paragraph_start; // the first of its paragraph
    bool document_start;  // the first of a document, where a CoNLL-U file holds several
};
// clang-format on

typedef struct tokens {
    ptrdiff_t n;
    span *span;           // [n]
    str *norm;            // [n] lower case, curly quotes and dashes made plain
    str *lemma;           // [n]
    uint8_t *upos;        // [n] enum upos
    str *xpos;            // [n] Penn tag, static
    str *feats;           // [n] UD features, "Number=Sing|Person=3"
    int32_t *head;        // [n] word, -1 for a root
    uint8_t *rel;         // [n] enum rel
    uint8_t *ner;         // [n] enum ner
    uint8_t *mwt;         // [n] 1 when it goes on the multiword token of the word before it
    const int8_t **sense; // [n] what its lemma means: a vector of sense_n numbers, a view of the model; null where none
    int32_t sense_n;      // is known
    int32_t *sent;        // [n] its sentence
    struct {
        struct sentence *p;
        ptrdiff_t n, cap;
    } sentences;
} tokens;

/* Makes room for n words. */
void tokens_new(tokens *k, arena *out, ptrdiff_t n);

/* The word whose span holds byte `at`, or the next one after it; n past the end. O(log n). */
int32_t token_at(const tokens *k, uint32_t at);
/* From the first to the last byte of words [beg, end). */
static inline span token_range(const tokens *k, int32_t beg, int32_t end) {
    return beg < end ? (span){k->span[beg].beg, k->span[end - 1].end} : (span){0, 0};
}
/* The words [*beg, *end) of the subtree under t: the smallest range that holds all its descendants. O(sentence). */
void token_subtree(const tokens *k, int32_t t, int32_t *beg, int32_t *end);
/* The first child of t with relation rel, or its subtypes when rel is a base relation; -1 when none. O(sentence). */
int32_t token_child(const tokens *k, int32_t t, enum rel rel);
/* The next child of t after child c, in text order; -1 at the end. Begin with c = -1. O(sentence) a step. */
int32_t token_next_child(const tokens *k, int32_t t, int32_t c);
/* True when a is b or stands above it in the tree. */
bool token_above(const tokens *k, int32_t a, int32_t b);
/* The word of [beg, end) that t hangs from by words of the range alone: of a phrase its head. O(words). */
int32_t token_top(const tokens *k, int32_t t, int32_t beg, int32_t end);
/* A negation hangs in t: "not", "no", "never". */
bool token_negated(const tokens *k, int32_t t);

#endif
