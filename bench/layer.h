/* layer: the steps of the language layer apart from each other, over articles that are cleaned already. */
#ifndef ACCORD_BENCH_LAYER_H
#define ACCORD_BENCH_LAYER_H

#include "model/model.h"
#include "pipeline.h"

enum layer_step {
    LAYER_SPLIT,  // text -> sentences and words
    LAYER_LOOK,   // words -> rows of embeddings
    LAYER_ENCODE, // rows -> scores: the network's layers and heads
    LAYER_ALL     // text -> all columns; what the others leave of its time goes to trees, names and lemmas
};

/* Runs a step over all documents; returns the seconds that it took alone, without what it had to prepare; *words is how
 * many words there were. Null model: nothing but LAYER_SPLIT. */
double layer_run(const documents *docs, const model *m, enum layer_step step, ptrdiff_t *words);

#endif
