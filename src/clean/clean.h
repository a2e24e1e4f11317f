/* clean: a raw page -> an article: its text without the noise, and what is known about it.
 *
 * Pure: the same page gives the same article. PAGE_PLAIN takes the text as it is, nothing dropped. */
#ifndef ACCORD_CLEAN_CLEAN_H
#define ACCORD_CLEAN_CLEAN_H

#include "base/error.h"
#include "doc/article.h"

/* Fills *a, which holds views of p's bytes; all else lives in *out. False with *e set when the page is no text
 * (empty, binary, not UTF-8, over-long) or contradicts its side-car. */
bool clean(const page *p, article *a, arena *out, arena tmp, error *e);

#endif
