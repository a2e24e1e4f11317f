/* html_clean: an HTML page -> an article: the text of its main blocks, and what it says about itself.
 *
 * The text is what a reader sees: character references decoded, white space made one space, blocks apart by an empty
 * line, items of a list by a line break; every character maps back to the page's bytes. Everything else is listed in
 * a->dropped with its reason. */
#ifndef ACCORD_CLEAN_HTML_CLEAN_H
#define ACCORD_CLEAN_HTML_CLEAN_H

#include "base/error.h"
#include "doc/article.h"

/* Fills text, runs, blocks, dropped, points and title_span of *a, and, where they are empty, title, byline, outlet,
 * url, published, language. False with *e set when there is no text in the page. */
bool html_clean(const page *p, article *a, arena *out, arena tmp, error *e);

#endif
