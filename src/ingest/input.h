/* input: one file, or standard input, that is open -> the pages in it, one at a time.
 *
 *     struct input in;
 *     if (!input_init(&in, &os_real)) …
 *     if (input_open(&in, "news.warc.gz", INGEST_AUTO, a.full, &e))
 *         while (input_next(&in, &a, &p, &number, &e)) { if (e.code) …one line… else …p… }
 *     input_clear(&in);
 *
 * A text or a saved page is one page; JSON Lines have one a row, web archives one a record, feeds one an item. What
 * holds many says with each page which one it is: its row, record, item or part, counted from 1. When a file breaks
 * off, its pages so far come first and then one error. An arena that runs out in the middle of a call leaks nothing. */
#ifndef ACCORD_INGEST_INPUT_H
#define ACCORD_INGEST_INPUT_H

#include <jansson.h>

#include "doc/article.h"
#include "ingest/arc.h"
#include "ingest/feed.h"
#include "ingest/fetch.h"
#include "ingest/ingest.h"

struct input {
    struct stream *stream, *inner; // the file; what is packed in it
    enum ingest_format format;     // what it is, once open
    char *path;                    // as given, owned; "-" for standard input
    bool open, standard;           // standard: it is standard input
    bool done, told;               // its one page was handed over; that it broke off was told

    struct {
        ptrdiff_t line, pass; // the row at hand, counted from 1; bytes of it still in the window
        ptrdiff_t scanned;    // bytes of the window that hold no line's end
        int bad;              // rows so far, while none was good; -1 after a good one
    } rows;
    json_t *object; // of the row at hand
    struct warc warc;
    struct arc arc;
    bool older; // the archive is an ARC file

    struct fetcher *fetcher; // borrowed; null where there is no network
    struct fetched fetched;  // what it was fetched as; status 0 for a file
    arena room;              // of what was fetched, and of the feed
    struct feed feed;
    ptrdiff_t item; // the next one
};

/* False when out of memory. input_clear either way. */
bool input_init(struct input *in, const os *system);
void input_clear(struct input *in);

/* Null is standard input. False with *e set when there is nothing in it to read. `full` is where to go when memory runs
 * out (arena.h). */
bool input_open(struct input *in, const char *path, enum ingest_format format, jmp_buf *full, error *e);
/* The same for an address, fetched with in->fetcher. */
bool input_fetch(struct input *in, const char *url, enum ingest_format format, jmp_buf *full, error *e);
void input_close(struct input *in);

/* The next page, raw bytes in *out; false at the end, and then it is closed. When something is wrong e->code is set.
 * *number says which of many it is, 0 when it is the only one. p->id is what the row gives, or empty. */
bool input_next(struct input *in, arena *out, page *p, ptrdiff_t *number, error *e);
/* Says where the page at hand stands, for an error that was found in it later. */
void input_locate(const struct input *in, page *p, error *e, arena *out);

#endif
