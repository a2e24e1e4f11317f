/* rank: how well a row answers a query, and the words of a text as the index has them.
 *
 * The SQL function accord_rank(TABLE, b, weight of column 0, of column 1 …) is BM25 (Robertson & Zaragoza 2009; k1 1.2,
 * b 0 where length does not count) over the columns that have a weight. How many rows have a phrase is counted only up
 * to LIMIT_FIND_RANKED, so that a frequent word costs no more than a rare one. */
#ifndef ACCORD_STORE_RANK_H
#define ACCORD_STORE_RANK_H

#include "base/error.h"
#include "store/store.h"

/* Makes both known to an open store. */
bool rank_register(store *s, error *e);
/* After this no word can be split any more. */
void rank_forget(store *s);

/* A word of a text: folded as the index folds it. */
struct index_word {
    str folded;
    span span;
};
typedef LIST(struct index_word) index_words;
/* The words of a text, in *out. */
bool rank_words(store *s, str text, index_words *words, arena *out);

#endif
