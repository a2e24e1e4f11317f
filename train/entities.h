/* entities: the entity annotation of GUM -> BIO labels of names in the way of UniversalNER, to learn names from.
 *
 * A mention of a person, organisation or place whose head is a proper noun is a name: the run of proper nouns around
 * its head, with an "of X" inside an organisation or place; the outermost of nested ones. Titles before a person's
 * name, which are the words that UniversalNER leaves out there, are not a part of it. */
#ifndef ACCORD_TRAIN_ENTITIES_H
#define ACCORD_TRAIN_ENTITIES_H

#include "base/table.h"
#include "doc/tokens.h"

/* Counts the proper nouns that stand before a person's name outside of it, as minus, and those that begin one, as plus.
 */
void entities_titles(const tokens *k, table *titles, arena *out);
/* Sets k->ner from the Entity= of the document's rows; titles as counted on other treebanks. */
void entities_label(str document, tokens *k, const table *titles, arena tmp);

#endif
