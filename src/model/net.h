/* net: the weights of the network that reads sentences, as a view of a model file's sections. */
#ifndef ACCORD_MODEL_NET_H
#define ACCORD_MODEL_NET_H

#include "base/str.h"

enum { NET_LAYERS_MAX = 4 };

/* The sizes of a network. */
struct net_shape {
    uint32_t rows, embed;     // embeddings: how many, how wide
    uint32_t vectors, vector; // fixed vectors, likewise
    uint32_t hidden, layers;  // LSTM: width of one direction
    uint32_t arc, label;      // width of what arcs and their relations are scored on
    uint32_t classes, feats;
};

#endif
