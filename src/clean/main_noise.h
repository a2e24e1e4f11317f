/* main_noise: lines in the text of an article that are none of it though they stand in it: "Advertisement", "Sign up
 * for our newsletter", "Read more: …", a line that is a date or a byline alone. By the phrases of lexicon/noise.tsv. */
#ifndef ACCORD_CLEAN_MAIN_NOISE_H
#define ACCORD_CLEAN_MAIN_NOISE_H

#include "clean/html_block.h"

/* The first words of all phrases, so that few lines have to be read: bits by the words' hashes. */
struct line_starts {
    uint32_t bits[64];
};
void line_starts_init(struct line_starts *s, arena tmp);
/* Whether a block may begin with a phrase, be a date, a byline or a time to read. */
bool line_starts_fit(const struct line_starts *s, const struct html_blocks *blocks, const struct html_block *b);

/* Why a short block is no text; empty when it is text, or longer than such lines are. Pure; the answer is static. */
str main_noise(str block, arena tmp);

#endif
