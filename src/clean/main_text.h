/* main_text: the blocks of a page -> which of them are the article.
 *
 * Two steps, both learned (models/page.md says from what, tools/train_pages.py how). A linear model over the names that
 * pages give their elements and the words that blocks begin and end with gives every block a score; trees boosted over
 * that score, its neighbours' scores and the features of html_feature.h decide. What a page shows twice is kept once.
 *
 *     struct main_text t;
 *     main_text_find(&tree, &blocks, &meta, &t, out, tmp);
 *     for (k …) if (t.keep[k]) …blocks.list.p[k] is text… else …t.why[k] says what it is taken for…
 *
 * Pure; the model is one read-only table. O(n) in the page. */
#ifndef ACCORD_CLEAN_MAIN_TEXT_H
#define ACCORD_CLEAN_MAIN_TEXT_H

#include "clean/html_feature.h"
#include "clean/html_meta.h"

struct main_text {
    bool *keep; // [blocks]
    str *why;   // [blocks] static, for what is not kept: "navigation", "page footer", "links" …
};

void main_text_find(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_meta *meta,
                    struct main_text *t, arena *out, arena tmp);

/* The features that the model sees of a page, for the trainer. */
void main_text_features(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_meta *meta,
                        struct html_features *f, arena *out, arena tmp);

#endif
