#include "account/timeline.h"

#include <stdlib.h>

struct dated {
    int32_t claim, lo, hi;
    enum precision precision;
};

static int by_day(const void *a, const void *b) {
    const struct dated *x = a, *y = b;
    if (x->lo != y->lo) return x->lo < y->lo ? -1 : 1;
    if (x->hi != y->hi) return x->hi < y->hi ? -1 : 1;
    if (x->precision != y->precision) return x->precision < y->precision ? -1 : 1;
    return x->claim - y->claim;
}

void timeline_make(account *acc, arena *out, arena tmp) {
    struct {
        struct dated *p;
        ptrdiff_t n, cap;
    } all = {0};
    for (int32_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        const struct event_finding *e = mention_event(acc, &x->mentions.p[x->best]);
        bool real = (x->reality == REALITY_HAPPENED || x->reality == REALITY_ONGOING) && !e->negated &&
                    (e->reality == REALITY_HAPPENED || e->reality == REALITY_ONGOING);
        if (!real || !x->when.n || x->lo > x->hi || x->status == STATUS_DENIED) continue;
        *vec_push(&tmp, &all) = (struct dated){c, x->lo, x->hi, x->precision};
    }
    if (all.n) qsort(all.p, (size_t)all.n, sizeof *all.p, by_day);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        str when = acc->claims.p[all.p[i].claim].when;
        struct moment_line *last = acc->timeline.n ? &acc->timeline.p[acc->timeline.n - 1] : NULL;
        if (!last || !str_eq(last->when, when)) {
            last = vec_push(out, &acc->timeline);
            last->when = when;
        }
        *vec_push(out, &last->claims) = all.p[i].claim;
    }
}
