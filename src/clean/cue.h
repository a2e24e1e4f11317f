/* cue: where the phrases of lexicon/noise.tsv stand on a sheet.
 *
 * A phrase matches over any white space, curly or plain quotes, and case; one that is written with a capital needs one,
 * and only whole words match. Scopes say what a phrase condemns, see the TSV's comment. */
#ifndef ACCORD_CLEAN_CUE_H
#define ACCORD_CLEAN_CUE_H

#include "base/lexicon.h"
#include "clean/sheet.h"

enum cue_scope {
    CUE_LINE,
    CUE_START,
    CUE_SENTENCE,
    CUE_HAS,
    CUE_INLINE,
    CUE_CREDIT,
    CUE_LABEL,
    CUE_TAIL,
    CUE_BIO,
    CUE_NAVIGATION,
    CUE_BRACKET,
    CUE_DATE,
    CUE_INVITE,
    CUE_NETWORK,
    CUE_SCOPES
};

struct hit {
    ptrdiff_t beg, end; // bytes of raw
    enum cue_scope scope;
    str why; // static
};

/* Fills s->hits, sorted by place, the longer first. O(n log phrases). */
void cue_find(sheet *s, arena *a);
/* The first hit at or after byte `at` that has the scope and begins before `end`; null when none. */
const struct hit *cue_next(const sheet *s, enum cue_scope scope, ptrdiff_t at, ptrdiff_t end);
/* The longest hit of the scope that begins at `at`, or null. */
const struct hit *cue_at(const sheet *s, enum cue_scope scope, ptrdiff_t at);

#endif
