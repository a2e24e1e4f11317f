/* denied: mentions that deny, with the claims that they deny.
 *
 *     Post: "The fan was turned down at night, the union said."      c1 states
 *     Wire: "Norra Rail said that the fan was never turned down."         a claim by itself until here; then c1 denies
 *
 * Who says of his own that it was not so states something as well; beside somebody who says that it was, he denies it.
 * The conflicts of denials know which mentions those are: they go to the claim that the other side states. */
#ifndef ACCORD_ACCOUNT_DENIED_H
#define ACCORD_ACCOUNT_DENIED_H

#include "account/account.h"

/* The stance and chain of a mention whose head denies what was said before: "Norra Rail rejected that finding". */
void denied_back(const account *acc, struct mention *m);
/* Moves the denials of the account's conflicts to the claims that they deny; claims without mentions go. Origins are to
 * be made anew afterwards. True when anything moved. O(conflicts * mentions). */
bool denied_join(account *acc, arena *out, arena tmp);

#endif
