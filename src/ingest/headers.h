/* headers: "Name: value" lines as WARC, HTTP and MIME have them -> values.
 *
 *     str block = S("Content-Type: text/html;\r\n charset=\"utf-8\"\r\n\r\nbody");
 *     headers_end(block);                                   // where the body begins
 *     header_get(block, S("content-type"));                 // text/html;\r\n charset="utf-8"
 *     header_parameter(value, S("charset"));                // utf-8
 *
 * Lines end in CR LF or LF; a line that begins with white space goes on with the one before; what is no field is passed
 * over. Values are views, trimmed, folded lines as they stand. Pure and thread-safe. */
#ifndef ACCORD_INGEST_HEADERS_H
#define ACCORD_INGEST_HEADERS_H

#include "base/str.h"

/* Where the body begins: behind the first empty line; -1 when there is none. */
ptrdiff_t headers_end(str s);
/* The next field of *rest, which begins at a line; false at an empty line or the end. */
bool header_next(str *rest, str *name, str *value);
/* The value of the first field of that name, case ignored; empty when there is none. */
str header_get(str block, str name);
/* "text/html" of "text/html; charset=utf-8". */
str header_media(str value);
/* Whether a media type is that of HTML. */
bool header_is_html(str media);
/* What a parameter is set to, without its quotation marks; empty when it is not there. */
str header_parameter(str value, str name);
/* A whole number of digits alone; -1 when it is none, INT64_MAX when it is larger than that. */
int64_t header_number(str value);

#endif
