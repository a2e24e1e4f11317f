/* tables: sentences -> the look-up tables of a model. */
#ifndef ACCORD_TRAIN_TABLES_H
#define ACCORD_TRAIN_TABLES_H

#include "base/buf.h"
#include "train/corpus.h"

/* Counts of values under keys. */
struct count {
    uint64_t key;
    int32_t value;
    int64_t n;
};
struct counts {
    struct count *p;
    ptrdiff_t n, cap;
};
void counts_note(struct counts *c, uint64_t key, int32_t value, arena *a);
/* Writes pairs, one a key, as the table that model/lookup.h reads. */
void counts_pack(const struct counts *c, buf *section);

/* Writes the edit scripts, a line each, and the table from endings to them (see analyse/lemma.h): of every ending the
 * commonest script, where it is not the one that a shorter ending gives. */
void tables_lemmas(const struct corpus *c, arena tmp, buf *scripts, buf *section);

#endif
