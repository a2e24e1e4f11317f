/* html_meta: what a page says about itself -> title, people, outlet, dates, address, language, each with where it was
 * found: "json-ld", "meta", "microdata", "page" (what a reader sees), "url".
 *
 *     struct html_meta m;
 *     html_meta_read(&tree, &blocks, &m, out, tmp);
 *     m.published.value   "2025-12-03T21:15:00-05:00", m.published.from "json-ld"
 *
 * What is not there is empty: no date is ever guessed from the clock. Fields are in order of belief: JSON-LD of the
 * article, <meta> (lexicon/html_meta.tsv), microdata, what stands beside the headline, the address. What readers are
 * shown overrules a day that is declared: one said to be that of publication, an older one, and that of a change where
 * it alone is shown and no <meta> names the day of publication. O(n) in the page. */
#ifndef ACCORD_CLEAN_HTML_META_H
#define ACCORD_CLEAN_HTML_META_H

#include "clean/html_block.h"
#include "clean/json_ld.h"

struct html_found {
    str value;
    str from; // static
};

struct html_meta {
    struct html_found title, outlet, published, modified, url, language;
    strs authors; // as written, one or more people each
    str authors_from;
    str body;         // JSON-LD's articleBody
    bool locked;      // it says that it is not free to read
    int32_t headline; // the block that shows the title, -1 when none
};

void html_meta_read(const struct html_tree *tree, const struct html_blocks *blocks, struct html_meta *m, arena *out,
                    arena tmp);

#endif
