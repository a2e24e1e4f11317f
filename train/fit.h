/* fit: sentences -> the weights of the network.
 *
 * Adam with a rate that rises for some hundred steps and then falls to nothing at the end, batches of sentences of like
 * length, every sentence once a round. Silver sentences are met in the first rounds alone, as many of their words a
 * round as there are of others, in turn; the last rounds are left to what was labelled by hand. What is measured on the
 * development sentences after each round is printed and has no say in the weights. */
#ifndef ACCORD_TRAIN_FIT_H
#define ACCORD_TRAIN_FIT_H

#include "base/buf.h"
#include "model/model.h"
#include "train/weights.h"

struct settings {
    struct net_shape shape; // rows, vectors, classes, feats are filled in
    struct drops drops;
    int rounds, batch_words, threads;
    float rate;
    float silver; // share of the rounds that take in silver sentences, from the first on
    float ner;    // weight of names in the loss
    bool strict;  // names that follow other rules teach nothing, not even in the first rounds
    bool runs;    // every second round is of runs of sentences
    float mix;    // words of silver sentences for each word of others
    uint64_t seed;
};

/* Words with fixed vectors. */
struct vectors {
    float *p; // [n][width]
    ptrdiff_t n, width;
    buf lookup; // a section: keys of forms -> vectors
};
/* Lines of a word, a tab and its numbers, the commonest words first; or a model, whose vectors are taken over. */
bool vectors_read(struct vectors *v, const char *path, arena tmp, error *e);

/* Gives every thing about a word that is met often enough a row; fills feature and vector of all examples, and the
 * section of the look-up table. */
struct features {
    int64_t *counts; // [n]
    ptrdiff_t n;
    buf lookup;
};
void features_number(struct features *f, const struct corpus *c, arena *out, arena tmp);
/* The rows that a model has, counted in the corpus. */
void features_of_model(struct features *f, const model *m, const struct corpus *c, arena *out);
/* learn: for training, where some words go by the vectors of their pieces. */
void features_find(const struct features *f, const struct vectors *v, struct corpus *c, bool learn, arena *out,
                   arena tmp);

/* The state between two rounds, zeroed at first. */
struct fit {
    struct dice dice;
    struct shard *shard; // [SHARDS]
    int64_t step;
    int round;
    ptrdiff_t silver; // the next silver sentence, counted among all sentences
};

/* One round; false once all are done. */
bool fit_round(struct fit *f, struct weights *n, const struct corpus *c, const struct corpus *dev, int devs,
               const struct settings *s, arena tmp);
void fit_clear(struct fit *f);

#endif
