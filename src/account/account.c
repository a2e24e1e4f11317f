#include "account/account.h"

#define X(constant, text) [constant] = S_INIT(text),
const str status_text[] = {STATUSES(X)};
const str conflict_kind_text[] = {CONFLICTS(X)};
#undef X

account *account_make(const reading *const *readings, ptrdiff_t n, const account_options *options, arena *out, arena tmp) {
    (void)options;
    (void)tmp;
    account *a = arena_new(out, account, 1);
    a->readings = readings;
    a->n = n;
    a->reprint_of = arena_new(out, int32_t, n);
    for (ptrdiff_t i = 0; i < n; i++) a->reprint_of[i] = -1;
    return a;
}
