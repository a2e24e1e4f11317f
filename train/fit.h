/* fit: sentences -> the weights of the tagger, the parser and the name finder, as sections of a model.
 *
 * All three are averaged perceptrons that learn online from the state that their own earlier decisions led to. The
 * parser follows a dynamic oracle (Goldberg and Nivre 2013); it and the name finder learn on tags that a tagger gave
 * that had not seen the sentence (jackknifing), since that is what they meet later. */
#ifndef ACCORD_TRAIN_FIT_H
#define ACCORD_TRAIN_FIT_H

#include "base/buf.h"
#include "train/corpus.h"

void fit_tagger(struct corpus *c, int rounds, struct dice *d, arena tmp, buf *section);
/* Sets example.seen of every sentence, with `folds` taggers. */
void fit_seen_tags(struct corpus *c, int folds, int rounds, struct dice *d, arena tmp);
void fit_parser(struct corpus *c, int rounds, struct dice *d, arena tmp, buf *section);
void fit_namer(struct corpus *c, int rounds, struct dice *d, arena tmp, buf *section);
/* morphs: the packed table of tables_morphs. */
void fit_morpher(struct corpus *c, int rounds, str morphs, struct dice *d, arena tmp, buf *section);

#endif
