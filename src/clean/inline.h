/* inline: cuts what stands in the middle of running text and is none of it: caption marks, photo credits, form words,
 * the furniture of embedded tweets, links to other stories. Pages that lost their lines have all of these in one
 * paragraph. */
#ifndef ACCORD_CLEAN_INLINE_H
#define ACCORD_CLEAN_INLINE_H

#include "clean/cue.h"

/* Looks at the lines that are not cut; sets line.tweet on the words of tweets. */
void inline_cut(sheet *s, arena *a);

#endif
