/* context: the words that stand close to a place of the story, and how much two places share of them.
 *
 * Words are content lemmas and are weighed by how few sentences of the story have them (idf, 0 … 1), so that the names
 * that every sentence has say little.
 *
 *     "the meeting in Geneva on <Sunday>"  and  "<Monday>'s meeting in Geneva"   share meeting, Geneva
 *
 * Invariant: the ids of a context are ascending, each once. */
#ifndef ACCORD_ACCOUNT_CONTEXT_H
#define ACCORD_ACCOUNT_CONTEXT_H

#include "account/account.h"
#include "account/meaning.h"

struct vocabulary {
    int32_t **word; // [readings][tokens] number of the content lemma, -1 for other words
    float *idf;     // [n]
    bool *proper;   // [n] found as a part of names alone
    int32_t n;
    struct meaning meaning; // of the lemmas
};

struct context {
    int32_t *id;
    int32_t n;
    int32_t left, right; // the words that it leans on, right before and behind; -1 when there are none
};

void vocabulary_make(const account *acc, struct vocabulary *v, arena *out, arena tmp);
/* The content words around words [beg, end) of a reading, up to `reach` words away and in their sentence. */
struct context context_of(const account *acc, const struct vocabulary *v, int32_t in, int32_t beg, int32_t end,
                          int32_t reach, arena *out);
/* The content words [beg, end) themselves. */
struct context context_within(const struct vocabulary *v, int32_t in, int32_t beg, int32_t end, arena *out);
/* Those of a passage. */
struct context context_at(const account *acc, const struct vocabulary *v, struct place at, arena *out);
/* The sum of the weights of the words that both have; their number goes to *count. */
float context_shared(const struct vocabulary *v, const struct context *a, const struct context *b, int32_t *count);
bool context_has(const struct context *a, int32_t id);
/* a has a word, no part of a name, that b lacks. */
bool context_has_own(const struct vocabulary *v, const struct context *a, const struct context *b);

#endif
