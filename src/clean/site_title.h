/* site_title: a title as a page declares it or a crawler has it -> the title without the name of its site.
 *
 *     site_title_cut(&site, "Two bridges shut after flood - Harbour Post | Harbour, News", tmp)
 *     -> "Two bridges shut after flood"
 *
 * Behind a mark ("|", " - ", "»" …) stands the site's name, by its outlet or its address, or a few words behind a bar;
 * in front of one the name alone. Nothing is known of any site. O(n) for a title of few marks. */
#ifndef ACCORD_CLEAN_SITE_TITLE_H
#define ACCORD_CLEAN_SITE_TITLE_H

#include "base/arena.h"

/* What is known of it; either may be empty. */
struct site {
    str outlet, url;
};

/* A view of title. */
str site_title_cut(const struct site *site, str title, arena tmp);
bool site_title_is_site(const struct site *site, str part, arena tmp);

#endif
