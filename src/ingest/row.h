/* row: a JSON object, as a row of a JSON Lines file or a side-car has it -> the fields of a page.
 *
 *     {"id": "a1", "outlet": "Harbour Post", "published": "2025-12-04", "byline": ["Jane Doe"], "text": "…"}
 *
 * Unknown keys are passed over and null counts as absent; a known key of the wrong type, or a date that is none, is an
 * error. Where none of our names is there, those that crawlers use are read (lexicon/row_fields.tsv): they are taken as
 * far as they make sense, and are never an error. Strings are copied to the arena, JSON's memory is jansson's and freed
 * by the caller. */
#ifndef ACCORD_INGEST_ROW_H
#define ACCORD_INGEST_ROW_H

#include <jansson.h>

#include "base/error.h"
#include "doc/article.h"

/* Parses one object, well-formed UTF-8 throughout; null with *e set, its position counted from the beginning of s. */
json_t *row_parse(str s, error *e);
/* outlet, url, title, published, byline, language. `from` is the static name that published_from gets. */
bool row_read_known(const json_t *object, page *p, str from, arena *out, error *e);
/* All of a row: the above, id, source, published_from, and the text. raw is the text as it is; the title where there is
 * no text but a title. `text` is plain, nothing in it is noise; a crawler's text is cleaned as a text file is. */
bool row_read(const json_t *object, page *p, arena *out, error *e);

#endif
