/* conllu: columns <-> CoNLL-U, the exchange format of Universal Dependencies.
 *
 * Names stand in MISC as NER=B-PER (BIO labels); multiword tokens get their range row; SpaceAfter=No says that no white
 * space follows. Reading builds an article's text of the forms and keeps the file's tokens, words and sentences, so
 * that an analysis can be measured on gold boundaries; `# newpar` and `# newdoc` begin a block. */
#ifndef ACCORD_ANALYSE_CONLLU_H
#define ACCORD_ANALYSE_CONLLU_H

#include "base/buf.h"
#include "base/error.h"
#include "doc/tokens.h"

/* Adds the sentences of k to *b. */
void conllu_write(const article *a, const tokens *k, buf *b);

/* Makes the article's text, its blocks and all columns of a CoNLL-U file; a column that the file leaves as `_` stays
 * empty (head: the first word of the sentence). False with *e set, with its line, when it is no CoNLL-U. file must live
 * as long as *out. Of *a only text, raw, runs, blocks and points are set. */
bool conllu_read(str file, article *a, tokens *k, arena *out, arena tmp, error *e);

/* The next sentences of *rest that form one document: up to the next `# newdoc`, or all of it. False at its end. */
bool conllu_next_document(str *rest, str *document);

#endif
