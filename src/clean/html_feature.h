/* html_feature: what can be seen of a block of a page without reading it: how it is written, what it stands in, and
 * what stands around it. main_text.h decides by these which blocks are the article.
 *
 * Two kinds. `dense` are numbers of known meaning (HTML_FEATURES). `sparse` are hashed names: the words in the class,
 * id and role attributes of what it stands in, and its own first and last words, each with a learned weight.
 *
 * All of it is O(n) in the page. */
#ifndef ACCORD_CLEAN_HTML_FEATURE_H
#define ACCORD_CLEAN_HTML_FEATURE_H

#include "clean/html_block.h"

/* How a block is written; where it stands in the page; what stands beside it; the elements around it, from the inside
 * out, leaving out those that hold no more than the one before; the element that holds half of the page's prose. */
// clang-format off
#define HTML_FEATURES(X)                                                                                               \
    X(WORDS) X(LINK) X(BOLD) X(UPPER) X(NUMBER) X(STOPS) X(COMMAS) X(ENDS_STOP) X(ENDS_COLON) X(WORD_LENGTH)           \
    X(LINKS) X(TAG) X(HEADING) X(ITEM) X(CELL)                                                                         \
    X(IN_NAV) X(IN_FOOTER) X(IN_HEADER) X(IN_ASIDE) X(IN_ARTICLE) X(IN_MAIN) X(IN_FORM) X(IN_TABLE) X(IN_LIST)         \
    X(IN_FIGURE) X(IN_BUTTON) X(HIDDEN) X(IN_QUOTE) X(IN_DETAILS) X(ARTICLES) X(IN_BODY_PROP)                          \
    X(AT_BLOCK) X(AT_WORD) X(SINCE_H1) X(BEFORE_H1) X(PROSE_BEFORE) X(PROSE_AFTER) X(LAST_PROSE) X(NEXT_PROSE)         \
    X(PAGE_PROSE) X(PAGE_BLOCKS) X(PAGE_WORDS) X(BEFORE_1_WORDS) X(BEFORE_1_LINK) X(BEFORE_2_WORDS) X(BEFORE_2_LINK)   \
    X(AFTER_1_WORDS) X(AFTER_1_LINK) X(AFTER_2_WORDS) X(AFTER_2_LINK) X(BEFORE_1_HEADING) X(AFTER_1_HEADING)           \
    X(UP_1_WORDS) X(UP_1_LINK) X(UP_1_PROSE) X(UP_1_BLOCKS) X(UP_2_WORDS) X(UP_2_LINK) X(UP_2_PROSE) X(UP_2_BLOCKS)    \
    X(UP_3_WORDS) X(UP_3_LINK) X(UP_3_PROSE) X(UP_3_BLOCKS) X(IN_HALF) X(IN_MOST) X(IN_QUARTER) X(BRANCH_WORDS)        \
    X(BRANCH_LINK) X(BRANCH_PROSE) X(BRANCH_DEPTH) X(HALF_DISTANCE) X(REPEATED) X(IN_TITLE) X(TITLE_SHARE) X(DEPTH)    \
    X(SAME_TAG) X(HAS_BODY) X(IN_BODY) X(SEEN_BEFORE)
// clang-format on

enum html_feature {
#define X(name) FEATURE_##name,
    HTML_FEATURES(X)
#undef X
        HTML_FEATURE_COUNT
};

enum { HTML_SPARSE_BITS = 15, HTML_SPARSE = 1 << HTML_SPARSE_BITS };

struct html_sparse {
    struct {
        uint16_t *p;
        ptrdiff_t n, cap;
    } ids;
};

struct html_features {
    ptrdiff_t n;         // blocks
    float *dense;        // [n][HTML_FEATURE_COUNT]
    int32_t *word_first; // [n + 1] the sparse features of a block's own words: ids[word_first[k], word_first[k + 1])
    uint16_t *word_ids;
    int32_t *node_first; // [nodes + 1] those of a node's names
    uint16_t *node_ids;
};

/* evidence: hashes of the words of the page's JSON-LD articleBody, or empty. */
void html_features_find(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_blocks *title,
                        const struct html_blocks *evidence, struct html_features *f, arena *out, arena tmp);

#endif
