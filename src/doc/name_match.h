/* name_match: are two names, as they stand in texts, names of the same person, organisation or country?
 *
 *     name_key(S("Venezuelan President Nicolás Maduro"), &a)   // "nicolas maduro"
 *     name_key(S("the U.S. government"), &a)                   // "united states"
 *     name_match(S("Maduro"), S("Nicolás Maduro"))             // MATCH_SAME
 *     name_match(S("Hillary"), S("Hillary Clinton"))           // MATCH_POSSIBLE
 *     name_match(S("Jorge Rodriguez"), S("Delcy Rodríguez"))   // MATCH_NONE
 *
 * A key is folded (utf8_fold), without articles, titles, possessive marks, dots and suffixes such as Jr. and Inc., its
 * words parted by one space, "2nd" at its front spelt out; a country, its government and its adjective have the country's short name as their key,
 * a body of lexicon/organisations.tsv, an agency and an outlet
 * its full name.
 *
 * MATCH_SAME is what a reader takes for granted inside one story; it is not transitive: "Clinton" matches both "Bill
 * Clinton" and "Hillary Clinton", which do not match. MATCH_POSSIBLE needs other evidence: a given name alone, a common
 * noun at the end of a longer name ("Senate", "U.S. Senate"), a part in the middle.
 * Pure and thread-safe. Cost is linear in the names; what is longer than 200 bytes equals only itself. */
#ifndef ACCORD_DOC_NAME_MATCH_H
#define ACCORD_DOC_NAME_MATCH_H

#include "base/arena.h"

enum name_match { MATCH_NONE, MATCH_POSSIBLE, MATCH_SAME };

/* The key of a name, in *out. Empty only when the name holds no letter or digit. */
str name_key(str name, arena *out);
/* Compares two keys. Symmetric. */
enum name_match name_key_match(str a, str b);
/* The words of a key; 0 of an empty one. */
ptrdiff_t name_key_words(str key);
/* Compares two names as they stand in texts. */
enum name_match name_match(str a, str b);

/* The ISO 3166-1 code of a country, its government, capital or adjective as it stands in a text ("the US", "Caracas",
 * "Venezuelan"); empty when it is none. Static. */
str name_country(str name);

#endif
