/* verify: an exported account against the sources that it was made of.
 *
 * Two questions. Does everything stand where the account says (verify_story): each article is the source's, byte for
 * byte and by its hash; each place lies in its article, its raw range is that of its characters, and each text is what
 * stands there. And is it the account that these sources give (verify_same), which only the program and the model that
 * made it can tell: the story is made anew and set beside it, member by member.
 *
 *     struct verification v = {.out = &arena};
 *     verify_story(&v, 0, story, sources, n);
 *     for (i < v.differences.n) … v.differences.p[i].where …     // "story 1: claims[3].mentions[0].raw"
 *
 * The first differences are kept, all are counted. Pure and thread-safe but for *v. */
#ifndef ACCORD_REPORT_VERIFY_H
#define ACCORD_REPORT_VERIFY_H

#include "doc/reading.h"
#include "report/exported.h"

enum { VERIFY_KEPT = 10 };

struct difference {
    str where, words;
};

struct verification {
    arena *out;
    LIST(struct difference) differences; // the first VERIFY_KEPT
    ptrdiff_t found;                     // all of them
    ptrdiff_t articles, places;          // looked at
};

/* The source of an article of an exported story: the one with its hash, else from its path, else with its id, else from
 * a file of its name; -1 when there is none. */
ptrdiff_t verify_source(const json_t *exported_article, const article *const *sources, ptrdiff_t n);
/* story counts from 0. */
void verify_story(struct verification *v, ptrdiff_t story, const json_t *exported, const article *const *sources,
                  ptrdiff_t n);
/* What differs between two values, of which `made` is right. */
void verify_same(struct verification *v, ptrdiff_t story, const json_t *exported, const json_t *made);

#endif
