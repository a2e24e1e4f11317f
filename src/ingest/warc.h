/* warc: a web archive (ISO 28500: WARC 1.0 and 1.1, and the 0.x before it) -> the pages in it, one record after the
 * other.
 *
 *     struct warc w = {.in = stream, .room = {.stream = another}};
 *     struct warc_page p; error e;
 *     while (warc_next(&w, &p, &e)) { if (e.code) …one line… else …p.body, p.uri… }
 *     warc_clear(&w);
 *
 * A page is a response that came with a 2xx status and is HTML, a resource that is HTML or text, or a conversion that
 * is text; all else (requests, metadata, pictures, redirects, what was not found) is passed over. Its body is that of
 * the HTTP answer, transfer and content encodings undone: what `raw` counts bytes of. A record whose length is not what
 * it says ends where the next begins, and what is no record is passed over up to the next one.
 *
 * Records are numbered from 1 as they stand, those that are passed over too. Memory is that of the longest page, or
 * LIMIT_PAGE_BYTES where a record is longer, and does not grow with the archive. */
#ifndef ACCORD_INGEST_WARC_H
#define ACCORD_INGEST_WARC_H

#include "ingest/message.h"

struct warc_page {
    int64_t record;
    str uri, date; // WARC-Target-URI; WARC-Date, when it was fetched: "2025-12-03T21:15:00Z"
    str charset;   // what HTTP says; empty when it says nothing
    str body;
    int64_t at; // where the body begins, in unpacked bytes of the file; 0 where it does not stand in it as it is
    bool html;  // else plain text
    bool cut;   // the record ends too early, or says that it was cut
};

struct warc {
    struct stream *in; // borrowed, open
    struct message_room room;
    int64_t record; // the one at hand
    ptrdiff_t pass; // bytes of it that are still in the window
    bool lost;      // the next record is to be looked for
};

/* The next page, or the next thing that is wrong: then e->code is set, e->at counts unpacked bytes, and p->record and
 * p->uri say which. False at the end. Views hold until the next call. */
bool warc_next(struct warc *w, struct warc_page *p, error *e);
void warc_clear(struct warc *w);
/* Begins as a WARC file does. */
bool warc_is(str data);

#endif
