/* furniture: cuts the lines of a sheet that are no part of the article: the menu above the title, the title said twice,
 * forms, share bars, copyright lines, and the lists of headlines behind the text.
 *
 * What it cuts, it cuts for the words of a whole line (lexicon/noise.tsv) or for where the line stands; a line that
 * reads as text is left where there is doubt. */
#ifndef ACCORD_CLEAN_FURNITURE_H
#define ACCORD_CLEAN_FURNITURE_H

#include "clean/cue.h"

/* title, outlet: as the side-car has them, may be empty. Sets line.title on the line that is the page's title. */
void furniture_cut(sheet *s, str title, str outlet, arena *a);
/* The line that is the page's title, marked as such; -1 when none is. */
ptrdiff_t furniture_find_title(sheet *s, str title, arena tmp);
/* Whether a and b are the same words: case, accents, punctuation and white space aside. */
bool furniture_same_words(str a, str b, arena tmp);

#endif
