/* html_seen: nodes of a page -> their text as a reader sees it.
 *
 *     <h1>Two&nbsp;bridges<br>are <b>shut</b></h1>     -> "Two bridges are shut"
 *
 * White space is one space, soft hyphens and spaces of no width are gone, scripts and styles are passed over. Pure; the
 * texts stand in the arena. O(bytes). */
#ifndef ACCORD_CLEAN_HTML_SEEN_H
#define ACCORD_CLEAN_HTML_SEEN_H

#include "clean/html_block.h"

/* The text in nodes [first, end). */
str html_text_of(const struct html_tree *tree, int32_t first, int32_t end, arena *out);
/* Trimmed, and one plain space for any white space, no-break spaces too. */
str html_tidy(str s, arena *out);
/* Both, of a block. */
str html_block_text(const struct html_tree *tree, const struct html_block *b, arena *out);
/* The same with a space between what stands in elements of their own: "Dec 17, 2025" beside "Ann Lee". */
str html_block_parted(const struct html_tree *tree, const struct html_block *b, arena *out);
/* That of its innermost block element, TAG_UNKNOWN when it has none. */
unsigned html_block_tag(const struct html_tree *tree, const struct html_block *b);
/* Words between single spaces. */
int html_count_words(str s);

#endif
