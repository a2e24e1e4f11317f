/* html_title: what a page declares as its title, and its headings -> the one title, and the block that shows it.
 *
 *     <title>Two bridges shut after flood - Harbour Post</title> … <h1>Two bridges shut after the flood</h1>
 *     -> "Two bridges shut after the flood", and the block of the <h1>
 *
 * The heading that is most like what is declared is what readers saw, so it is believed first; the site's name is taken
 * off whatever is declared. Curly quotation marks come out as those of a typewriter. O(n) in the page. */
#ifndef ACCORD_CLEAN_HTML_TITLE_H
#define ACCORD_CLEAN_HTML_TITLE_H

#include "clean/html_meta.h"

/* m->title holds what the page declares, m->outlet and m->url what is known of its site; sets m->title and
 * m->headline, -1 when no block shows it. The text stands in *out. */
void html_title_settle(const struct html_tree *tree, const struct html_blocks *blocks, str title_element,
                       struct html_meta *m, arena *out, arena *tmp);

#endif
