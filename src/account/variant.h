/* variant: the quotations of every article -> utterances with their variants.
 *
 * Two quotations are variants of one utterance when one speaker (or none known) said them and their words overlap: one
 * is a part of the other, or they share most content words in a row, so that shortened, reordered and cut ("…") forms
 * come together. */
#ifndef ACCORD_ACCOUNT_VARIANT_H
#define ACCORD_ACCOUNT_VARIANT_H

#include "account/account.h"

/* Fills acc->quotes in the order of their longest variant's first place. */
void quotes_make(account *acc, int32_t *const *actor_of, arena *out, arena tmp);

#endif
