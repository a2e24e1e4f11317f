/* language: the language of a text, by its script, the letters that it alone has in
 * that script, and its commonest words (lexicon/languages.tsv). */
#ifndef ACCORD_CLEAN_LANGUAGE_H
#define ACCORD_CLEAN_LANGUAGE_H

#include "base/arena.h"

/* ISO 639-1 code, a static str; empty when it cannot be told. Looks at the first 12,000 bytes. */
str language_of(str text);
/* "en" of "en", "en-GB", "EN_us", "eng" or "English"; empty when it is none that is known. */
str language_code(str name);

#endif
