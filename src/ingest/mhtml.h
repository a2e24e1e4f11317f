/* mhtml: a page that a browser saved as one file (MIME, RFC 2557) -> the page in it.
 *
 *     struct mhtml_page p; error e = {0};
 *     if (mhtml_read(data, &p, &a, &e)) …p.body, p.url, p.charset…
 *
 * The page is the part that the file says it begins with, else its first part of HTML, else its first text: also in a
 * multipart that stands in another. Its body has quoted-printable and base64 undone, and is what `raw` counts bytes of.
 * Pictures, style sheets and the pages of frames are passed over. A file that breaks off gives what is there. O(n). */
#ifndef ACCORD_INGEST_MHTML_H
#define ACCORD_INGEST_MHTML_H

#include "base/arena.h"
#include "base/error.h"

struct mhtml_page {
    int part;    // which one it is, counted from 1 as they stand; 1 where there are no parts
    str url;     // where it was saved from; empty when not said
    str saved;   // when, as ISO 8601
    str charset; // empty when not said
    str body;    // in the arena, or a view
    bool html;   // else plain text
};

/* Begins as such a file does; a view of the first few thousand bytes is enough. */
bool mhtml_is(str data);
/* False with *e set when there is no page in it. */
bool mhtml_read(str data, struct mhtml_page *p, arena *out, error *e);

/* Quoted-printable and base64 undone. What is neither stands as it is. */
str mime_quoted(str s, arena *out);
str mime_base64(str s, arena *out);

#endif
