/* question: what an account leaves open, by rule: one origin alone, a party that is silent, figures that differ, a day
 * that nobody gives. Each with the reason that raised it. Runs last. */
#ifndef ACCORD_ACCOUNT_QUESTION_H
#define ACCORD_ACCOUNT_QUESTION_H

#include "account/account.h"

void questions_make(account *acc, arena *out, arena tmp);

#endif
