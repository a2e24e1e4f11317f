/* noun: the noun phrase that a number counts, its head in the singular, and whether it counts people.
 *
 * "600,000 private emails" -> emails, "email". Uses the tokens' tags where there are any, else the words' endings.
 * Cost is bounded by a few words. */
#ifndef ACCORD_EXTRACT_NOUN_H
#define ACCORD_EXTRACT_NOUN_H

#include "extract/piece.h"

struct noun {
    ptrdiff_t beg, end; // pieces, without what follows the head
    ptrdiff_t head;
    str singular; // of the head
    bool plural;
    bool person;
};

/* The noun phrase that begins at piece i; with `one` a singular head will do. False when there is none. */
bool noun_at(const pieces *k, ptrdiff_t i, bool one, struct noun *x, arena *out);
/* A noun in the singular: "bodies" -> "body". */
str noun_singular(str word, arena *out);
/* The phrase as a name for what is counted: its words in lower case, the head in the singular. */
str noun_words(const pieces *k, const struct noun *x, arena *out);

#endif
