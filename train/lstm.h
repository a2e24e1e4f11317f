/* lstm: one direction of a recurrent layer over a batch, forward and backward. See net.h for the formulas. */
#ifndef ACCORD_TRAIN_LSTM_H
#define ACCORD_TRAIN_LSTM_H

#include "train/weights.h"

/* What one direction keeps for the way back; N rows, H hidden, K input. */
struct lstm {
    const struct batch *b;
    ptrdiff_t input, hidden;
    bool backward;               // from the last word to the first
    const float *wx, *wr, *bias; // [3H][K], [3H][H], [3H]; gates in the order i, g, o
    const float *x;              // [N][K]
    const float *drop;           // [sentences][H] the recurrent mask, null for none
    float *gate;                 // [N][3H]
    float *cell, *tanh, *before; // [N][H] c, tanh c, and the (masked) h that came in
};

/* Writes h to out[N], rows `stride` apart. */
void lstm_forward(struct lstm *l, float *out, ptrdiff_t stride, struct room *room);
/* dout likewise; adds to dx [N][K] and to the gradients of the weights. */
void lstm_backward(struct lstm *l, const float *dout, ptrdiff_t stride, float *dx, float *dwx, float *dwr, float *dbias,
                   struct room *room);

#endif
