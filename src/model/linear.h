/* linear: sparse linear classifiers over hashed features, the one kind of weights in the model.
 *
 * A feature is a 64-bit key (feature_key of a template and what fills it). The table finds the weights of a key by its
 * high bits and knows it by its low 32 bits; a key that it does not have weighs nothing. The score of a label is the
 * sum over the features of their weights for it.
 *
 *     keys[0] = feature_key(T_WORD, word, 0); …
 *     linear_score(&m->tagger, keys, n, score);   // score[0 … labels)
 *
 * A table is a view of read-only memory: any number of threads share it. */
#ifndef ACCORD_MODEL_LINEAR_H
#define ACCORD_MODEL_LINEAR_H

#include "model/lookup.h"

/* With at most 255 weights a feature and 128 features, sums of weights stay below 2^31. */
enum { LINEAR_LABELS_MAX = 256, LINEAR_KEYS_MAX = 128, LINEAR_WEIGHT_MAX = 65535 };

/* Where the weights of one feature stand; count is 0 in a free slot. */
struct linear_slot {
    uint32_t check;       // low bits of the key
    uint32_t first_count; // first entry << 8 | entries
};
struct linear_entry {
    uint8_t label;
    uint8_t code; // of the weight: 0 to 127 from none to the largest, 128 to 255 the same below zero; finer near none
};

struct linear {
    const struct linear_slot *slot;   // [slots]
    const struct linear_entry *entry; // [entries]
    const int32_t *value;             // [256] the weight of each code, at most LINEAR_WEIGHT_MAX
    uint32_t slots, entries, labels;
};

/* n is at most LINEAR_KEYS_MAX. Adds up to score[0 … labels), which it sets to zero first. Linear in keys and their
 * weights. */
void linear_score(const struct linear *l, const uint64_t *keys, int n, int32_t *score);
/* The weight of one label for one key: what linear_score adds up. */
int32_t linear_weight(const struct linear *l, uint64_t key, int label);

/* Reads a table from a section of a model file: false when it is none. The bytes must be aligned to 8 and outlive it.
 * Every slot and entry is checked, so that no later look-up can leave the table: O(bytes). */
bool linear_read(struct linear *l, str bytes, bool trusted);

/* Where the look-up of a key begins. */
static inline uint32_t linear_home(uint64_t key, uint32_t slots) { return (uint32_t)((key >> 32) * slots >> 32); }

#endif
