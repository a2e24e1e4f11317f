/* net: the network that reads sentences: what stands for their words -> scores of tags, features, names and trees.
 *
 *     words -> sums of embeddings, fixed vectors -> bidirectional LSTM, some layers -> heads
 *
 * The LSTM couples its gates: i, o logistic, g tanh of W x + R h + b, then c' = (1 - i) c + i g, h = o tanh(c') (Greff
 * et al. 2017). Trees are scored by biaffine attention (Dozat and Manning 2017): the score of head j for word i is
 * (U d_i + u) h_j + d_i p, p a vector of how far and on which side j stands; the root is a head of its own.
 *
 * All weights are bytes with a scale for each row, and all products are of whole numbers: see kernel.h for why every
 * machine gives the same bits. The weights are a view of read-only memory: any number of threads share them. */
#ifndef ACCORD_MODEL_NET_H
#define ACCORD_MODEL_NET_H

#include "base/arena.h"
#include "doc/tokens.h"
#include "model/kernel.h"

enum { NET_LAYERS_MAX = 4, NET_PLACES = 18, NET_WIDTH_MAX = 1024, NET_LABELS_MAX = 1024 };

/* The sizes of a network. */
struct net_shape {
    uint32_t rows, embed;     // embeddings: how many, how wide
    uint32_t vectors, vector; // fixed vectors, likewise
    uint32_t hidden, layers;  // LSTM: width of one direction
    uint32_t arc, label;      // width of what arcs and their relations are scored on
    uint32_t classes, feats;  // these four are 0 in a network that scores names alone
};
bool net_names_alone(const struct net_shape *s);

/* The heads that read the last layer are the rows of one matrix, in this order. */
enum net_head {
    NET_DEP,        // [arc]
    NET_HEAD,       // [arc]
    NET_LABEL_DEP,  // [label]
    NET_LABEL_HEAD, // [label]
    NET_CLASS,      // [classes]
    NET_FEATS,      // [feats]
    NET_NER,        // [NER_COUNT]
    NET_HEADS
};
static inline uint32_t net_head_width(const struct net_shape *s, enum net_head h) {
    const uint32_t width[] = {s->arc, s->arc, s->label, s->label, s->classes, s->feats, NER_COUNT};
    return width[h];
}

struct net {
    struct net_shape shape;
    const int8_t *embed, *vector;              // [rows][embed], [vectors][vector]
    const float *embed_scale, *vector_scale;   // [rows], [vectors]
    struct net_matrix input[NET_LAYERS_MAX];   // [2 directions][3 gates i, g, o][hidden]
    struct net_matrix back[NET_LAYERS_MAX][2]; // [3][hidden]
    struct net_matrix heads;                   // enum net_head
    struct net_matrix arc;                     // [arc + NET_PLACES] of d: U d + u, and one score a place
    struct net_matrix label;                   // [REL_COUNT]
    const float *root;                         // [arc]
    const float *label_place;                  // [NET_PLACES][label]
    ptrdiff_t at[NET_HEADS];                   // where a head begins in a row of scores
    ptrdiff_t width;                           // of a row of scores
};

/* One sentence's words. */
struct net_sentence {
    int32_t n;
    const int32_t *row, *from; // rows of embeddings of word t: row[from[t] … from[t + 1])
    const int32_t *vector,
        *vector_from; // likewise its fixed vectors, whose mean is taken: one, those of its pieces, none
};

/* Reads a network of this shape from a section: false when it is none. The bytes must be aligned to 4 and outlive it.
 * Every number is checked unless it is trusted. */
bool net_read(struct net *n, const struct net_shape *shape, str bytes, bool trusted);
/* The bytes that such a section has; -1 for sizes out of bounds. */
ptrdiff_t net_bytes(const struct net_shape *shape);

/* The scores of all words of some sentences, one sentence after the other: out[words][n->width]. Sentences come longest
 * first. What a sentence gets does not depend on the others. O(words). */
void net_encode(const struct net *n, const struct kernel *k, const struct net_sentence *s, int32_t sentences,
                float *out, arena tmp);
/* scores: those of one sentence. arc[n][n + 1]: of each head for each word, the root last; a word is no head of its
 * own. O(n²). */
void net_arcs(const struct net *n, const struct kernel *k, const float *scores, int32_t words, float *arc, arena tmp);
/* relation[n][REL_COUNT] for each word under head[] (from 0; words or more: the root, whose row is left alone). */
void net_relations(const struct net *n, const struct kernel *k, const float *scores, int32_t words, const int32_t *head,
                   float *relation, arena tmp);
/* How far and to which side a head stands, as one of NET_PLACES numbers. */
int net_place(int32_t word, int32_t head);

#endif
