/* radix: sorts numbers by their digits, for lists of millions of them.
 *
 *     radix_sort(keys, n, tmp);
 *
 * Least significant digit first, 11 bits a digit; digits that all have in common are passed over. O(n). */
#ifndef ACCORD_BASE_RADIX_H
#define ACCORD_BASE_RADIX_H

#include <stdint.h>

#include "base/arena.h"

/* Ascending. Takes room for n more. */
void radix_sort(uint64_t *keys, ptrdiff_t n, arena tmp);

#endif
