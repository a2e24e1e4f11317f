/* background: how common a word is in texts of any kind, by lexicon/background.tsv. */
#ifndef ACCORD_DOC_BACKGROUND_H
#define ACCORD_DOC_BACKGROUND_H

#include "base/str.h"

/* Of how many of a thousand texts the word is part, in whatever form; 0 for one that is too rare to be listed. */
int background_texts(str word);

#endif
