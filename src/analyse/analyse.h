/* analyse: an article's text -> sentences and words with tags, lemmas, dependencies and names (columns).
 *
 * Pure and thread-safe. Cost is linear in the text: sentences are cut at LIMIT_SENTENCE_TOKENS. */
#ifndef ACCORD_ANALYSE_ANALYSE_H
#define ACCORD_ANALYSE_ANALYSE_H

#include "doc/tokens.h"
#include "model/model.h"

void analyse(const model *m, const article *a, tokens *k, arena *out, arena tmp);

#endif
