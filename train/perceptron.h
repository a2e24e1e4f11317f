/* perceptron: averaged perceptron weights while they are learned (Freund and Schapire 1999; Collins 2002).
 *
 * Updates are 1, or, where `slowing` is set, the k-th update of a weight is 1/sqrt(k) (AdaGrad: Duchi, Hazan and Singer
 * 2011), so that features that are always there do not drown the rare ones. perceptron_pack averages the weights over
 * all ticks, codes them in 8 bits and writes the table that model/linear.h reads. */
#ifndef ACCORD_TRAIN_PERCEPTRON_H
#define ACCORD_TRAIN_PERCEPTRON_H

#include "base/buf.h"

struct perceptron_entry {
    double total; // of the weight over the ticks before `stamp`
    float weight;
    int32_t stamp, updates, label;
};
struct perceptron_row {
    uint64_t key;
    struct perceptron_entry *entry; // [n], room for cap
    int32_t n, cap;                 // cap is 0 in a free row
};
struct perceptron {
    struct perceptron_row *row; // [1 << bits]
    int bits;
    int64_t rows;
    int labels;
    int32_t tick;
    uint8_t
        *seen; // [1 << 28] how often the features that share these bits were counted, at most 255; null: no counting
    int least_seen; // features counted less often learn nothing
    bool slowing;   // the k-th update of a weight is 1/sqrt(k), else 1
};

void perceptron_init(struct perceptron *p, int labels, int least_seen);
void perceptron_clear(struct perceptron *p);
/* Scores are in units of 1/4096. */
void perceptron_score(const struct perceptron *p, const uint64_t *keys, int n, int32_t *score);
/* Counts the features of one state: done for all of them before anything is learned, it keeps the rare ones out. */
void perceptron_count(struct perceptron *p, const uint64_t *keys, int n);
/* Adds delta to the weight of label for each key. */
void perceptron_update(struct perceptron *p, const uint64_t *keys, int n, int label, int delta);
/* Writes a section of a model. Weights whose average is below `least` of the largest are left out; one in
 * 5,000 is clipped to that. */
void perceptron_pack(struct perceptron *p, double least, buf *out);

#endif
