/* table: a hash table from strs to small integers, living in an arena.
 *
 *     table t = {.seed = 1};
 *     int64_t *v = table_put(&t, &a, S("Reuters"));  // 0 when it is new
 *     *v += 1;
 *     table_get(&t, S("AFP"));                        // null
 *
 * Open addressing with linear probing, at most half full, hashed with XXH3 and a seed. Keys are not copied: they must
 * live as long as the table. Entries keep the order in which they were put: walk `entry[0..n)`, never the slots, so
 * that no output depends on the hash. Values' addresses hold until the next table_put. */
#ifndef ACCORD_BASE_TABLE_H
#define ACCORD_BASE_TABLE_H

#include "base/arena.h"

typedef struct table_entry {
    str key;
    uint64_t hash;
    int64_t value;
} table_entry;

typedef struct table {
    table_entry *entry; // [n] in the order of insertion
    ptrdiff_t n, cap;
    int32_t *slot; // [slots] index into entry plus one, 0 when free
    ptrdiff_t slots;
    uint64_t seed;
} table;

uint64_t str_hash(str s, uint64_t seed);
/* The value under key, put there as 0 when it is new. */
int64_t *table_put(table *t, arena *a, str key);
/* The value under key, or null. */
int64_t *table_get(const table *t, str key);
/* The number of key among those put so far, from 0, kept as its value plus one; for tables of numbers alone. */
int32_t table_number(table *t, arena *a, str key);
/* Empties it; the memory stays in its arena. */
void table_clear(table *t);

#endif
