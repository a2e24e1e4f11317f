/* glue: cuts the headlines of other stories out of a page that lost its line breaks.
 *
 *     … reached the town hall. Related Stories toll row Why has the bridge been closed? MAYOR CLEARED City finds
 *     no fault of his "The signs confused drivers all week," she said. …
 *
 * Such a page is one long paragraph. A headline in it begins behind a full stop and ends without one, at a *seam*:
 * where a quotation or a sentence begins although nothing ended before it. Only what stands between a clear beginning
 * and a clear seam is cut: where the seam is in doubt, text stays. */
#ifndef ACCORD_CLEAN_GLUE_H
#define ACCORD_CLEAN_GLUE_H

#include "clean/cue.h"

/* Looks at the one long line of a page that has one. O(n). */
void glue_cut(sheet *s, arena *a);

#endif
