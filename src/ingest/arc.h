/* arc: a web archive of the older kind (ARC of the Internet Archive, versions 1 and 2) -> the pages in it, one record
 * after the other, as warc gives those of a WARC file.
 *
 *     http://post.example/ 192.0.2.1 20051203211500 text/html 512                             version 1
 *     http://post.example/ 192.0.2.1 20051203211500 text/html 200 - - 0 crawl.arc.gz 512      version 2
 *     HTTP/1.1 200 OK
 *     …
 *
 * A record is such a line, the answer with its HTTP header, and a newline; the first one, filedesc://…, tells of the
 * file and is passed over. Which version it is, each line shows by itself. A page is an answer that came with a 2xx
 * status and is HTML; very old records, which have no HTTP header, are pages where their line says text/html. A record
 * whose length is not what its line says ends where the next begins, and what is no record is passed over up to the
 * next one.
 *
 * Records are numbered from 1 as they stand, those that are passed over too. Memory is that of the longest page, or
 * LIMIT_PAGE_BYTES where a record is longer, and does not grow with the archive. */
#ifndef ACCORD_INGEST_ARC_H
#define ACCORD_INGEST_ARC_H

#include "ingest/warc.h"

struct arc {
    struct stream *in; // borrowed, open
    struct message_room room;
    int64_t record; // the one at hand
    ptrdiff_t pass; // bytes of it that are still in the window
    bool lost;      // the next record is to be looked for
    char date[24];  // of the page at hand, as ISO 8601
};

/* The next page, or the next thing that is wrong, as warc_next. Views hold until the next call. */
bool arc_next(struct arc *a, struct warc_page *p, error *e);
void arc_clear(struct arc *a);
/* Begins with the line of a record. */
bool arc_is(str data);

#endif
