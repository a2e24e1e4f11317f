/* article_code: an article -> bytes that keep all of it but its raw input, and back.
 *
 *     article_encode(&a, &code);                          // a few bytes where its text is its raw input
 *     article b;
 *     if (article_decode(raw, code_bytes, &b, &out, &e)) … equal to a, field by field …
 *
 * Numbers are LEB128, strs a length and their bytes. The first byte is ARTICLE_CODE; what another version wrote is
 * refused. Invariants: 1. decode(encode(a)) is a.  2. any bytes whatever are decoded to an article whose own invariants
 * (article.h) hold, or refused: none are trusted. Pure and thread-safe. */
#ifndef ACCORD_DOC_ARTICLE_CODE_H
#define ACCORD_DOC_ARTICLE_CODE_H

#include "base/buf.h"
#include "base/error.h"
#include "doc/article.h"

enum { ARTICLE_CODE = 1 };

void article_encode(const article *a, buf *out);
/* Whether the text is the raw input itself; where it is not, raw's bytes may be missing (p null, n as it was). */
bool article_code_needs_raw(str code);
/* Strs of *a point into raw and code, which must live as long. False with *e set (ERROR_SYNTAX) when they are no
 * article. */
bool article_decode(str raw, str code, article *a, arena *out, error *e);

#endif
