/* main_noise: lines in the text of an article that are none of it though they stand in it: "Advertisement", "Sign up
 * for our newsletter", "Read more: …", a line that is a date or a byline alone. By the phrases of lexicon/noise.tsv. */
#ifndef ACCORD_CLEAN_MAIN_NOISE_H
#define ACCORD_CLEAN_MAIN_NOISE_H

#include "base/arena.h"

/* Why a short block is no text; empty when it is text, or longer than such lines are. Pure; the answer is static. */
str main_noise(str block, arena tmp);

#endif
