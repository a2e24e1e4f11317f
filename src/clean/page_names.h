/* page_names: an element of a page -> what its tag, class, id and role say that it holds.
 *
 *     <div class="post-comments">   weight 3, why "comments"
 *
 * The words are those of lexicon/page_names.tsv. Pure; O(its attributes). */
#ifndef ACCORD_CLEAN_PAGE_NAMES_H
#define ACCORD_CLEAN_PAGE_NAMES_H

#include "clean/html_tree.h"

enum { PAGE_NAME_KINDS = 1024 };

struct page_name {
    str why;    // static
    int weight; // 3: it holds what is none of the text; 2 and 1 need more; 0 nothing said
    int kind;   // which tag or word said so, below PAGE_NAME_KINDS
    bool hidden;
};

void page_name_of(const struct html_tree *tree, int32_t node, struct page_name *n);

#endif
