/* query: what a user types -> what is looked for. Knows nothing of SQL.
 *
 *     bridge collapse                 both words, anywhere in one article, claim or quotation
 *     "freight ban"                   these words in a row           strik*   words that begin so
 *     ferry OR boat                   either                          (ferry OR boat) sank
 *     ferry -island                   and not that one
 *     dam NEAR/5 water                at most 5 words between them (10 without a number)
 *     outlet:post title:dam           in the outlet's name; in the title
 *     actor:maduro origin:reuters     who is in a claim or speaks in a quotation; whom a claim comes from
 *     status:disputed type:ACCUSE     claims of a status or PLOVER type
 *     date:2025-03..2025-04-15 date:2025    published then; either end may be left out
 *     story:s12 in:quotes             of one story; articles, claims or quotes alone
 *
 * AND binds tighter than OR; upper case makes OR, AND and NEAR operators. A query is parsed without recursion; its
 * limits are LIMIT_QUERY_BYTES, _TERMS and _DEPTH. A node's `at` is the bytes of the query that it came from. Pure. */
#ifndef ACCORD_STORE_QUERY_H
#define ACCORD_STORE_QUERY_H

#include "base/arena.h"
#include "base/error.h"
#include "doc/reading.h"

enum query_field {
    FIELD_WORDS, // no field was named
    FIELD_TITLE,
    FIELD_OUTLET,
    FIELD_ACTOR,
    FIELD_ORIGIN,
    FIELD_STATUS,
    FIELD_TYPE,
    FIELD_DATE, // this and the rest are no nodes, they hold for the whole query
    FIELD_STORY,
    FIELD_IN,
    FIELDS
};

enum query_kind { KIND_CLAIMS, KIND_QUOTES, KIND_ARTICLES, KINDS };

enum query_op { QUERY_TERM, QUERY_AND, QUERY_OR, QUERY_NOT /* a without b */, QUERY_NEAR };

struct query_node {
    enum query_op op;
    int32_t a, b; // nodes; of NEAR: the terms before, and the last term
    enum query_field field;
    str text; // of a term: one word or several in a row
    bool prefix;
    int32_t near; // words that may lie between
    span at;
};

typedef struct query {
    str text;
    LIST(struct query_node) nodes; // children before their parents
    int32_t root;                  // -1 where only dates, stories or kinds are asked for
    int32_t from, to;              // days of publication, INT32_MIN and INT32_MAX where there is no bound
    int64_t story;                 // 0 for all
    unsigned kinds;                // 1 << KIND_CLAIMS | …: those in which all that is asked for can be found
} query;

/* Strs of *q point into text. False with *e set, e->at being the byte of text that is to blame. */
bool query_parse(str text, query *q, arena *out, error *e);

/* The query and a caret under the place: two lines, for below the message. */
void query_caret(str text, ptrdiff_t at, buf *out);

#endif
