/* html_block: the tree of a page -> the runs of text that a reader sees as one: paragraphs, headings, items, cells.
 *
 * A block is what stands between two block boundaries: the start or end of an element that is laid out on lines of its
 * own, a rule, or two line breaks. What is not text to a reader (scripts, form choices, drawings) belongs to none.
 *
 *     <div>One <b>two</b><p>three</div>   ->   "One two" (in div), "three" (in p)
 *     <div><a>Home</a> <a>News</a> <a>Sport</a> <a>Weather</a>Rain fell   ->   "Home News Sport Weather", "Rain fell"
 *
 * Invariants: 1. blocks stand in document order and their node ranges do not overlap.  2. every block has a word.
 * O(n) in the page. */
#ifndef ACCORD_CLEAN_HTML_BLOCK_H
#define ACCORD_CLEAN_HTML_BLOCK_H

#include "clean/html_tree.h"

struct html_block {
    int32_t node;        // the innermost block element that it stands in, -1 when none
    int32_t first, end;  // nodes [first, end): its texts, and inline elements
    int32_t word, words; // its words in the list: [word, word + words)
    int32_t link_words, bold_words, upper_words, number_words; // upper: that begin with a capital letter
    int32_t letters;                                           // bytes of words
    int32_t stops, commas;                                     // . ! ? …   , ; :
    char ends_with; // its last byte that is no space; '.' for an ellipsis or a stop before a closing quote
    int32_t links;  // links that begin in it
};

struct html_blocks {
    struct {
        struct html_block *p;
        ptrdiff_t n, cap;
    } list;
    struct {
        uint32_t *p;
        ptrdiff_t n, cap;
    } words; // a hash of every word in lower case, in order
};

void html_blocks_find(const struct html_tree *tree, struct html_blocks *blocks, arena *out, arena tmp);

/* The hash of one word of ASCII letters and digits, as blocks have it; 0 where it has others in it. */
uint32_t html_word(str word);
/* The words of a decoded text, hashed as those of blocks are. */
void html_words_of(str text, struct html_blocks *into, arena *out);

#endif
