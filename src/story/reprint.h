/* reprint: which articles share long runs of words, and where.
 *
 * Articles that carry an agency's copy share runs of words far longer than chance; such a passage has one origin
 * however many outlets print it. Runs are found by hashed windows of REPRINT_WINDOW words and then verified word by
 * word and grown to both sides, so that nothing is reported that the texts do not say (Broder 1997 on shingles; the
 * growing is that of MUMmer-like matchers).
 *
 * Words are compared folded, punctuation left out. Cost O(total words) plus the size of what is found. A window of
 * words that stands in more than REPRINT_COMMON places pairs each of its articles with the first that has it, not with
 * every other one; where it stands more than REPRINT_REPEATED times an article it is a pattern (a refrain, a table) and
 * is passed over. */
#ifndef ACCORD_STORY_REPRINT_H
#define ACCORD_STORY_REPRINT_H

#include "doc/reading.h"

enum { REPRINT_WINDOW = 8, REPRINT_COMMON = 64, REPRINT_REPEATED = 2 };

/* A run of words that stands in two articles, a < b by index. */
struct shared_run {
    int32_t a, b;        // indices into the readings
    span a_span, b_span; // where it stands in each
    int32_t words;
};
struct shared_runs {
    struct shared_run *p;
    ptrdiff_t n, cap;
};

/* All shared runs of at least REPRINT_WINDOW words, sorted by a, b, position in a; of those in very many articles the
 * ones with the first article. Only maximal runs. */
void reprint_find(const reading *const *readings, ptrdiff_t n, struct shared_runs *runs, arena *out, arena tmp);

/* Where most of an article stands in an earlier one: for each reading the reading that it repeats, or -1. The readings
 * are taken to be in order of publication. */
void reprint_originals(const reading *const *readings, ptrdiff_t n, const struct shared_runs *runs, int32_t *original,
                       arena tmp);

#endif
