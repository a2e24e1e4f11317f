/* status: what a claim is worth: established, corroborated, repeated, single, disputed or denied, the first that fits
 * (the order and the meaning are those of docs/design.md). Runs after origins and conflicts. */
#ifndef ACCORD_ACCOUNT_STATUS_H
#define ACCORD_ACCOUNT_STATUS_H

#include "account/account.h"

void statuses_make(account *acc, arena *out, arena tmp);

#endif
