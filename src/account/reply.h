/* reply: which acceptance or rejection answers which demand, offer, request, condition, threat or deadline.
 *
 * A reply is another party's. It answers what it holds (“rejected the ultimatum”), what it shares two telling words
 * with, or what its addressee put forward and it calls by its kind (“all their demands”) or has close by; among several
 * the one with the most evidence, ties as they stand in the account. */
#ifndef ACCORD_ACCOUNT_REPLY_H
#define ACCORD_ACCOUNT_REPLY_H

#include "account/account.h"

/* Sets `reply` of every position. O(positions put forward × replies). */
void replies_make(account *acc, arena tmp);

#endif
