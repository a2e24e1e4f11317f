/* overlap: how much of one list of lemmas another has, itself or in words that mean much the same.
 *
 * One list is laid out once, by lemma, and many are then held against it:
 *
 *     struct overlap o;
 *     overlap_init(&o, &meaning, .4f, longest, &mem);
 *     overlap_lay(&o, hospital_wall, 2, &mem);         // {"hospital", "wall"}
 *     overlap_with(&o, clinic_mud, 2);                 // {"clinic", "mud"}
 *     o.mine[0]                                        // 0.7: "hospital" is there as "clinic"
 *     o.theirs[1]                                      // 0: there is no "mud"
 *
 * Invariants: 1. a lemma is 1 near itself, and another as meaning.h has it where that is more than the least, else 0.
 * 2. of several the nearest counts. */
#ifndef ACCORD_ACCOUNT_OVERLAP_H
#define ACCORD_ACCOUNT_OVERLAP_H

#include "account/meaning.h"

/* A lemma of the story that is near a word of the list. */
struct overlap_entry {
    int32_t lemma, word; // word: its place in the list
    float near;
    int32_t next; // of the same lemma: index plus one, 0 after the last
};

struct overlap {
    const struct meaning *meaning;
    float least;
    int32_t *first; // [lemmas] index of a lemma's first entry plus one, 0 for none
    struct {
        struct overlap_entry *p;
        ptrdiff_t n, cap;
    } entries;
    int32_t words; // of the list
    float *mine;   // [words] how near the other list has each of these
    float *theirs; // [n] how near these have each word of the other list
};

/* `longest`: no list is longer. The meaning must outlive it. */
void overlap_init(struct overlap *o, const struct meaning *m, float least, int32_t longest, arena *out);
/* Lays out a list in place of the one before. O(words × their kin). */
void overlap_lay(struct overlap *o, const int32_t *lemma, int32_t n, arena *out);
/* Fills `mine` and `theirs`, which stand until the next call. O(n + what they share). */
void overlap_with(struct overlap *o, const int32_t *lemma, int32_t n);

#endif
