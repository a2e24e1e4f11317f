/* analyse: an article's text -> sentences and words with tags, lemmas, dependencies and names (columns).
 *
 * Pure and thread-safe. Cost is linear in the text: sentences are cut at LIMIT_SENTENCE_TOKENS. */
#ifndef ACCORD_ANALYSE_ANALYSE_H
#define ACCORD_ANALYSE_ANALYSE_H

#include "doc/tokens.h"
#include "model/model.h"

/* m may be null: then words and sentences are found, and tags are mere guesses. */
void analyse(const model *m, const article *a, tokens *k, arena *out, arena tmp);

/* The second half of it: tags, lemmas, trees and names for words and sentences that are there already (spans, norm,
 * mwt, sent and sentences are set); what stands in the other columns is written over. */
void analyse_tokens(const model *m, const article *a, tokens *k, arena *out, arena tmp);

#endif
