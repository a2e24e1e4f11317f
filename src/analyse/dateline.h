/* dateline: how many words at the beginning of a paragraph say where, when and by whom it was written.
 *
 *     VELMARK, Dec 3 (Reuters) - Police arrested two men      7, with the dash
 *
 * They are no part of the sentence that follows: the place would be its subject. */
#ifndef ACCORD_ANALYSE_DATELINE_H
#define ACCORD_ANALYSE_DATELINE_H

#include "doc/tokens.h"

/* The words up to and with the dash; 0 when sentence s has none. Needs forms and spans alone. */
int32_t dateline_words(const article *a, const tokens *k, const struct sentence *s);
/* Labels what a dateline of so many words begins with as a place. */
void dateline_label(tokens *k, const struct sentence *s, int32_t words);

#endif
