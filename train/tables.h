/* tables: sentences -> the look-up tables of lemmas and of morphological features, as sections of a model. */
#ifndef ACCORD_TRAIN_TABLES_H
#define ACCORD_TRAIN_TABLES_H

#include "base/buf.h"
#include "train/corpus.h"

/* Writes the edit scripts, a line each, and the table from endings to them (see analyse/lemma.h): of every ending the
 * commonest script, where it is not the one that a shorter ending gives. */
void tables_lemmas(const struct corpus *c, arena tmp, buf *scripts, buf *section);
/* Writes the sets of features, a line each, the commonest first, and the table from forms to them; sets example.feats.
 */
void tables_morphs(struct corpus *c, arena tmp, buf *lines, buf *section);

#endif
