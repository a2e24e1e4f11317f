/* layout: a sheet with its cuts -> the article's text, its blocks, and what was dropped.
 *
 * Blocks are put apart by an empty line, list items by a line break. What stands on both sides of a cut inside a line
 * becomes two blocks, so that no sentence runs over it. */
#ifndef ACCORD_CLEAN_LAYOUT_H
#define ACCORD_CLEAN_LAYOUT_H

#include "clean/sheet.h"

/* s is settled. Fills a->text, runs, blocks, dropped, title_span and points. */
void layout(const sheet *s, article *a, arena *out, arena tmp);
/* Text that is taken as it is, all of it: the blocks lie over it and leave out white space alone. */
void layout_plain(const sheet *s, article *a, arena *out, arena tmp);

#endif
