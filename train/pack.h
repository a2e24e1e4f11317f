/* pack: a trained network -> the sections that model/net.h reads, its weights as bytes with a scale for each row. */
#ifndef ACCORD_TRAIN_PACK_H
#define ACCORD_TRAIN_PACK_H

#include "base/buf.h"
#include "train/weights.h"

void pack_net(const struct weights *n, buf *section);

#endif
