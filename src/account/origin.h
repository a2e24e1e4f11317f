/* origin: where the mentions of a claim come from in the end, and how many independent origins that makes.
 *
 * The rules are those of docs/design.md: the unit is the origin, not the outlet. A mention's origin is the last named
 * link of its attribution chain ("Reuters" of Reuters < anonymous sources; "Hillary Clinton" of Washington Post <
 * Hillary Clinton); without a chain it is the outlet, unless the passage stands word for word in another article, or a
 * dateline marks an agency: then it is theirs. An unnamed origin ("media reports", "officials") may be any named one:
 * it raises `high`, never `low`. What an article restates in its own voice after attributing it adds nothing. */
#ifndef ACCORD_ACCOUNT_ORIGIN_H
#define ACCORD_ACCOUNT_ORIGIN_H

#include "account/account.h"
#include "story/reprint.h"

/* Fills acc->origins, each mention's origin, and low, high and reasons of every claim. */
void origins_make(account *acc, const struct shared_runs *runs, arena *out, arena tmp);

/* Names the links of the chains of mentions and sources as the story names them in full. */
void origins_name(account *acc, arena *out, arena tmp);

/* The outlet of a reading: articles without one count as outlets of their own. Equal numbers are one outlet. */
void outlets_number(const account *acc, int32_t *outlet, arena tmp);

/* "anonymous sources", "media reports", "officials" …: a chain link that names nobody. */
bool origin_unnamed(str link);

/* The article that an origin is where it speaks for itself and its outlet is not known: its index, or -1. Such an origin
 * has the article's id for a name, which nobody outside knows. */
int32_t origin_article(const account *acc, int32_t origin);

#endif
