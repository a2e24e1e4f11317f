/* without: takes an origin away from the claims of a story: what still stands when it is not to be trusted.
 *
 * A mention goes when its origin has that name, or when a link of its chain has. A claim goes when no mention of it is
 * left. Origins are to be made before, to know whose mentions these are, and again after. */
#ifndef ACCORD_ACCOUNT_WITHOUT_H
#define ACCORD_ACCOUNT_WITHOUT_H

#include "account/account.h"

/* Leaves acc without origins, and its claims without intervals and reasons. */
void claims_without(account *acc, str origin, arena tmp);

#endif
