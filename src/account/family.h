/* family: the plural of a family name -> the two whom the story tells of by it.
 *
 *     "Ann Lee and her brother Tom Lee … The Lees met the mayor"     Ann Lee and Tom Lee met her */
#ifndef ACCORD_ACCOUNT_FAMILY_H
#define ACCORD_ACCOUNT_FAMILY_H

#include "account/account.h"

/* Of the persons of the family that the words name ("the Lees") the two who act most, by acted[actors]; none where the
 * words name no family or the story has no two of it. The list stands in `out`. O(actors). Pure and thread-safe. */
ints family_named(const account *acc, str words, const int32_t *acted, arena *out, arena tmp);

#endif
