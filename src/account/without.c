#include "account/without.h"

#include "base/utf8.h"

static bool same(str name, str folded, arena tmp) {
    str key = utf8_fold(&tmp, name);
    return str_eq(str_starts(key, S("the ")) ? str_drop(key, 4) : key, folded);
}

static bool leans(const account *acc, const struct mention *m, str folded, arena tmp) {
    if (m->origin >= 0 && same(acc->origins.p[m->origin].name, folded, tmp)) return true;
    for (ptrdiff_t i = 0; i < m->via.n; i++)
        if (same(m->via.p[i], folded, tmp)) return true;
    return false;
}

/* Drops the mentions that lean on it; the claim keeps its wording where that mention stays. */
static void thin_out(const account *acc, struct claim *c, str folded, arena tmp) {
    ptrdiff_t kept = 0;
    int32_t best = -1;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        if (leans(acc, &c->mentions.p[i], folded, tmp)) continue;
        if (i == c->best) best = (int32_t)kept;
        c->mentions.p[kept++] = c->mentions.p[i];
    }
    c->mentions.n = kept;
    if (best < 0 && kept > 0) {
        best = 0;
        c->text = article_str(acc->readings[c->mentions.p[0].at.article]->article, c->mentions.p[0].at.span);
    }
    c->best = best;
    c->low = c->high = 0;
    c->reasons = (strs){0};
}

void claims_without(account *acc, str origin, arena tmp) {
    str folded = utf8_fold(&tmp, str_trim(origin));
    if (str_starts(folded, S("the "))) folded = str_drop(folded, 4);
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < acc->claims.n; i++) {
        thin_out(acc, &acc->claims.p[i], folded, tmp);
        if (acc->claims.p[i].mentions.n) acc->claims.p[kept++] = acc->claims.p[i];
    }
    acc->claims.n = kept;
    acc->origins.n = 0;
}
