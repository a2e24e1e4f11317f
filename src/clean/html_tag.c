#include "clean/html_tag.h"

enum {
    B = TRAIT_BLOCK,
    P = TRAIT_SPECIAL,
    V = TRAIT_VOID,
    F = TRAIT_FORMAT,
    K = TRAIT_SKIP,
    C = TRAIT_SCOPE,
    Q = TRAIT_CLOSES_P,
    H = TRAIT_HEAD,
};

#define X(constant, name, traits) (uint8_t)(traits),
const uint8_t html_tag_traits[HTML_TAG_COUNT + 1] = {0, HTML_TAGS(X) 0};
#undef X
#define X(constant, name, traits) S_INIT(name),
const str html_tag_name[HTML_TAG_COUNT + 1] = {S_INIT("#text"), HTML_TAGS(X) S_INIT("?")};
#undef X

/* -1, 0, 1 as a name in any case stands before, at or after a lower-case one. */
static int compare(str name, str lower) {
    for (ptrdiff_t i = 0; i < name.n && i < lower.n; i++) {
        char c = ascii_fold(name.p[i]);
        if (c != lower.p[i]) return c < lower.p[i] ? -1 : 1;
    }
    return (name.n > lower.n) - (name.n < lower.n);
}

enum html_tag html_tag_of(str name) {
    int lo = TAG_TEXT + 1, hi = HTML_TAG_COUNT;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2, c = compare(name, html_tag_name[mid]);
        if (c == 0) return (enum html_tag)mid;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return TAG_UNKNOWN;
}
