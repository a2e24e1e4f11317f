/* main_text: the blocks of a page -> which of them are the article.
 *
 * By rules that a reader can follow, with no weights learned from pages:
 * 1. What an element is called (page_names.h) says whether it holds a corner of the page: navigation, comments, a form.
 *    A name that stands over much of the page's prose says nothing.
 * 2. The article stands in the innermost element with most of the prose that is in no such corner.
 * 3. In it, blocks are text but for those in corners, captions, links, what stands under a line such as "Related
 *    stories" (lexicon/noise.tsv), teasers of other pages behind the text, and short pieces before and behind the prose.
 * 4. An article's text that the page declares in its JSON-LD, where the page shows it as well, overrules the rest.
 * What a page shows twice is kept once.
 *
 *     struct main_text t;
 *     main_text_find(&tree, &blocks, &meta, &starts, &t, out, tmp);
 *     for (k …) if (t.keep[k]) …blocks.list.p[k] is text… else …t.why[k] says what it is taken for…
 *
 * Pure. O(n) in the page, however deep its elements stand in one another. */
#ifndef ACCORD_CLEAN_MAIN_TEXT_H
#define ACCORD_CLEAN_MAIN_TEXT_H

#include "clean/html_block.h"
#include "clean/html_meta.h"
#include "clean/main_noise.h"

struct main_text {
    bool *keep; // [blocks]
    str *why;   // [blocks] static, for what is not kept: "navigation", "page footer", "links" …
};

void main_text_find(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_meta *meta,
                    const struct line_starts *starts, struct main_text *t, arena *out, arena tmp);

#endif
