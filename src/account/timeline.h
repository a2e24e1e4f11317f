/* timeline: the dated claims of an account in the order of time. Speech is not act: planned, conditional, hypothetical
 * and negated claims are left out. */
#ifndef ACCORD_ACCOUNT_TIMELINE_H
#define ACCORD_ACCOUNT_TIMELINE_H

#include "account/account.h"

void timeline_make(account *acc, arena *out, arena tmp);

#endif
