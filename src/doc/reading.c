#include "doc/reading.h"

#define X(constant, text) [constant] = S_INIT(text),
const str name_kind_text[] = {NAME_KINDS(X)};
const str precision_text[] = {PRECISIONS(X)};
const str time_type_text[] = {TIME_TYPES(X)};
const str stance_text[] = {STANCES(X)};
const str quoting_text[] = {QUOTING(X)};
const str plover_text[] = {PLOVERS(X)};
const str reality_text[] = {REALITIES(X)};
const str act_text[] = {ACTS(X)};
#undef X

enum plover plover_of(str text) {
    for (int i = 0; i < PLOVERS_COUNT; i++)
        if (str_eq(text, plover_text[i])) return (enum plover)i;
    return PLOVER_NONE;
}

int32_t reading_name_at(const reading *r, int32_t t) {
    ptrdiff_t lo = 0, hi = r->names.n; // the first name that begins after word t
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->names.p[mid].beg <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    enum { NESTED_MAX = 16 }; // names in names: no deeper
    int32_t best = -1;
    for (ptrdiff_t i = lo - 1; i >= 0 && lo - i <= NESTED_MAX; i--) {
        const struct name *n = &r->names.p[i];
        if (n->end <= t) continue;
        if (best < 0 || n->end - n->beg < r->names.p[best].end - r->names.p[best].beg) best = (int32_t)i;
    }
    return best;
}

int32_t reading_entity_at(const reading *r, int32_t t) {
    int32_t name = reading_name_at(r, t);
    return name < 0 ? -1 : r->names.p[name].entity;
}

int32_t reading_attribution_at(const reading *r, uint32_t at) {
    int32_t best = -1;
    uint32_t best_len = UINT32_MAX;
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        const struct attribution_finding *a = &r->attributions.p[i];
        if (a->attitude) continue;
        for (ptrdiff_t c = 0; c < a->content.n; c++) {
            span s = a->content.p[c];
            if (s.beg <= at && at < s.end && span_len(s) < best_len) {
                best = (int32_t)i;
                best_len = span_len(s);
            }
        }
    }
    return best;
}

bool reading_reports(const reading *r, int32_t t) {
    for (ptrdiff_t i = 0; i < r->attributions.n; i++)
        if (r->attributions.p[i].cue_word == t && !r->attributions.p[i].attitude) return true;
    return false;
}

ptrdiff_t reading_amount_after(const reading *r, int32_t t) {
    ptrdiff_t lo = 0, hi = r->amounts.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->amounts.p[mid].end <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

ptrdiff_t reading_quote_after(const reading *r, uint32_t at) {
    ptrdiff_t lo = 0, hi = r->quotes.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->quotes.p[mid].outer.end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
