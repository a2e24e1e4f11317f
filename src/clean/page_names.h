/* page_names: an element of a page -> what its tag, class, id and role say that it holds.
 *
 *     <div class="post-comments">   weight 3, why "comments"
 *
 * The words are those of lexicon/page_names.tsv. O(its attributes); what it says depends on nothing else. */
#ifndef ACCORD_CLEAN_PAGE_NAMES_H
#define ACCORD_CLEAN_PAGE_NAMES_H

#include "clean/html_tree.h"

enum { PAGE_NAME_KINDS = 1024 };

struct page_name {
    str why;    // static
    int weight; // 3: it holds what is none of the text; 2 and 1 need more; 0 nothing said
    int kind;   // which tag or word said so, below PAGE_NAME_KINDS
    bool hidden;
    bool deck; // the line under a headline that introduces the text
};

/* What is kept from one element to the next: a page says the same names again and again. */
struct page_words {
    uint32_t lengths[26]; // bits: how long the listed words are that begin with each letter
    struct page_said {
        str names; // as the page has them, a view of it
        struct page_name name;
    } said[128]; // by a hash of the names
};
void page_words_init(struct page_words *w);

void page_name_of(const struct html_tree *tree, int32_t node, struct page_words *w, struct page_name *n);

#endif
