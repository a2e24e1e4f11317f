/* html_tree: the tokens of a page -> its elements and texts in document order, each knowing what it stands in.
 *
 * A simplification of the tree construction of the WHATWG standard that keeps what decides on the text: implied end
 * tags, scopes, tables, headings, void elements, raw text, foreign content. It differs in three ways. Formatting
 * elements (a, b, i …) are no nodes: they go on over block boundaries anyway, so every text says in which link it
 * stands and whether it is bold. What stands in a table outside its cells stays where it is. html, head and body are
 * nodes only where they are written.
 *
 *     html_tree_parse(&tree, S("<ul><li>one<li><b>two"), &out, tmp);
 *     // ul [0,5)  li [1,3)  "one" [2,3)  li [3,5)  "two" [4,5) bold
 *
 * Invariants: 1. nodes stand in document order, so the descendants of node i are (i, end).  2. parent < i, -1 for the
 * outermost.  3. raw ranges of texts do not overlap and go forwards.
 * No recursion, and O(n) in the page whatever is in it: what stands open is found by name in one step. */
#ifndef ACCORD_CLEAN_HTML_TREE_H
#define ACCORD_CLEAN_HTML_TREE_H

#include "clean/html_tag.h"
#include "clean/html_token.h"

enum html_format { FORMAT_BOLD = 1, FORMAT_ITALIC = 2, FORMAT_CODE = 4 };

struct html_node {
    uint16_t tag;                  // enum html_tag
    uint8_t state;                 // TAG_TEXT: enum html_state, how it is decoded
    uint8_t format;                // TAG_TEXT: enum html_format
    int32_t parent;                // node, -1
    int32_t end;                   // one past its last descendant
    uint32_t beg_raw, end_raw;     // with its tags
    int32_t attribute, attributes; // in the tree's list
    int32_t link;                  // TAG_TEXT: which link it stands in, counted from 0; -1 none
};

struct html_link {
    str href;    // as written
    bool author; // rel=author
};

struct html_tree {
    str in;
    struct {
        struct html_node *p;
        ptrdiff_t n, cap;
    } nodes;
    struct {
        struct html_attribute *p;
        ptrdiff_t n, cap;
    } attributes; // values as written
    struct {
        struct html_link *p;
        ptrdiff_t n, cap;
    } links; // every <a href>, in order
};

/* False where a page has more than LIMIT_PAGE_NODES elements, attributes and texts; the tree then ends there. */
bool html_tree_parse(struct html_tree *tree, str in, arena *out, arena tmp);

/* The value of a node's attribute as written, null p when it has none; name in lower case. O(its attributes). */
str html_attribute_of(const struct html_tree *tree, int32_t node, str name);

#endif
