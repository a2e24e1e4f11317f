/* postings: from a word to the newest articles that have it.
 *
 * Articles are known by numbers that only grow; those below `live` are forgotten. A word keeps POSTINGS_MAX articles at
 * most, the newest: what is in more tells too little to find anything by.
 *
 * Heap, one owner. Room is in proportion to the words of the articles that are alive. */
#ifndef ACCORD_STORY_POSTINGS_H
#define ACCORD_STORY_POSTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { POSTINGS_MAX = 64 };

struct posting_list {
    uint32_t hash;
    uint16_t n, cap; // cap 0 when the slot is free
    uint32_t *p;     // [cap] ascending
};
typedef struct postings {
    struct posting_list *list; // [slots]
    ptrdiff_t slots, n;
} postings;

void postings_clear(postings *t);
/* Adds article at, newer than all before. False when memory is missing. */
bool postings_add(postings *t, uint32_t hash, uint32_t at, uint32_t live);
/* The articles that have a word, oldest first; those below live are to be skipped. Null for none. */
const struct posting_list *postings_find(const postings *t, uint32_t hash);

#endif
