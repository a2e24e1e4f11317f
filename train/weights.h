/* weights: the network of the language layer while it is trained: parameters, one pass over a batch, their descent.
 *
 *     words -> sums of embeddings, fixed vectors -> bidirectional LSTM, some layers -> heads:
 *     class (UPOS and Penn tag), features, name labels; trees by deep biaffine attention (Dozat and Manning 2017)
 *
 * The LSTM couples its gates, c' = (1 - i) c + i g, h = o tanh(c'), which costs three products rather than four (Greff
 * et al. 2017). Dropout masks are the same for all words of a sentence (Gal and Ghahramani 2016). Arcs are scored as
 * dep' U head + u head + dep' p, p a vector of the distance and side of the head; the root is a head of its own.
 * A batch is cut into SHARDS parts that are passed apart, each with gradients of its own, so that the result does not
 * depend on how many threads there are. */
#ifndef ACCORD_TRAIN_WEIGHTS_H
#define ACCORD_TRAIN_WEIGHTS_H

#include "model/net.h"
#include "train/corpus.h"

enum { SHARDS = 2 };

enum param_name {
    P_EMBED, // [rows][embed]
    P_CLASS, // [classes][2 hidden], and so for each head; …_BIAS [classes]
    P_CLASS_BIAS,
    P_FEATS,
    P_FEATS_BIAS,
    P_NER,
    P_NER_BIAS,
    P_DEP, // [arc][2 hidden]
    P_DEP_BIAS,
    P_HEAD,
    P_HEAD_BIAS,
    P_ARC,         // [arc][arc]
    P_ARC_HEAD,    // [arc]
    P_ARC_ROOT,    // [arc]
    P_ARC_PLACE,   // [places][arc]
    P_LABEL_DEP,   // [label][2 hidden]
    P_LABEL_HEAD,  // [label][2 hidden]
    P_LABEL_PLACE, // [places][label]
    P_LABEL,       // [relations][label]
    P_LABEL_BIAS,
    P_LSTM, // for each layer and direction: [3 hidden][input], [3 hidden][hidden], [3 hidden]
    PARAMS_MAX = P_LSTM + 6 * NET_LAYERS_MAX
};
enum { LSTM_INPUT, LSTM_BACK, LSTM_BIAS };
static inline int lstm_param(int layer, int direction, int which) { return P_LSTM + 6 * layer + 3 * direction + which; }

struct param {
    float *w;         // [rows][columns]
    float *g[SHARDS]; // gradients
    float *m, *v;     // Adam's moments
    ptrdiff_t rows, columns;
    uint8_t *touched[SHARDS]; // [rows] of P_EMBED alone: its gradient is not zero
};

/* How much is dropped in training. */
struct drops {
    float input, between, back, heads, word, part;
};

struct weights {
    struct net_shape s;
    struct param p[PARAMS_MAX];
    int params;
    const float *vector;   // [vectors][vector] fixed
    const int64_t *counts; // [rows] how often a row was met: rare forms are dropped more often
    struct drops drops;
    float ner;  // weight of names in the loss
    bool loose; // names that follow other rules teach too
    int64_t step;
};

/* What passes add up. */
struct measure {
    double loss;
    int64_t words, classes, upos, feats, heads, labelled; // right ones
    int64_t ner_words, ner;
};

void weights_init(struct weights *n, struct net_shape s, uint64_t seed);
void weights_clear(struct weights *n);

/* Scratch memory of one thread's passes. */
struct room {
    float *p;
    ptrdiff_t n, cap;
};
float *room_take(struct room *r, ptrdiff_t n);

/* Sentences of one pass, the longest first. */
struct batch {
    const struct example **x; // [n]
    int32_t n, words, steps;
    int32_t *live;  // [steps] sentences that have a word at step t
    int32_t *from;  // [steps] the first row of step t; word t of sentence s is row from[t] + s
    int32_t *first; // [n] the first word of sentence s, counted through
};
void batch_make(struct batch *b, const struct example **x, int32_t n, arena *a);

/* Forward, and with `learn` backward: adds to the gradients of `shard`. scale: of the loss of a word. */
void weights_pass(struct weights *n, const struct batch *b, int shard, bool learn, uint64_t seed, float scale,
                  struct room *room, struct measure *sum);

/* One step of Adam down the sum of the shards' gradients, which are zero afterwards. */
void weights_descend(struct weights *n, float rate);

#endif
