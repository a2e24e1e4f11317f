/* find: a query -> the claims, quotations and articles of a store that answer it, the best ones first.
 *
 *     struct found f;
 *     store_find(s, &q, 20, false, &f, &out, tmp, &e);
 *     for (i < f.kind[KIND_CLAIMS].n) … hit->a, hit->passage, hit->marks …
 *
 * A claim or quotation is one hit however many articles have it: the passage is the one that answers best. Of an
 * article the passage is where its hits stand most densely. Hits are ranked among the LIMIT_FIND_RANKED newest ones.
 * Invariants: 1. passage and marks are spans of hit->a's text, marks lie within the passage and are sorted.  2. hits
 * are sorted by score, then newest first, so the order depends on what is in the store alone. */
#ifndef ACCORD_STORE_FIND_H
#define ACCORD_STORE_FIND_H

#include "store/query.h"
#include "store/store.h"

struct hit {
    int64_t key;
    double score;
    const article *a; // its text, id, title, outlet, url, published, and the way to the raw bytes; raw may be missing
    int version;      // of the article
    bool current;
    int64_t story; // 0 when it is in none
    span passage;
    spans marks;
    bool cut_before, cut_after; // the passage begins or ends within a sentence
    int32_t number;             // of the claim or quotation in its story's account, from 1
    enum status status;         // of claims
    enum plover plover;
    int32_t low, high;  // origins
    str actors, origin; // names, one a line
};

struct found_kind {
    bool asked; // the query can be answered by this kind
    struct hit *p;
    ptrdiff_t n, total; // total: all there are, at most LIMIT_FIND_RANKED
    bool more;          // there are more than total
};

struct found {
    struct found_kind kind[KINDS];
};

/* At most `limit` hits of each kind (LIMIT_FIND_HITS); superseded versions of articles too where `versions` is set. */
bool store_find(store *s, const query *q, ptrdiff_t limit, bool versions, struct found *f, arena *out, arena tmp,
                error *e);

/* The phrases of the query that a passage should show, matched in the words of a text. */
struct phrases;
struct phrases *phrases_of(store *s, const query *q, bool titles, arena *out);
/* Marks what of the text the phrases are, within `within`. */
void phrases_mark(store *s, const struct phrases *p, str text, span within, spans *marks, arena *out, arena tmp);
/* The part of a text, about so many bytes, in which most of them stand; empty when none does. */
span phrases_passage(store *s, const struct phrases *p, str text, uint32_t bytes, arena tmp);

#endif
