/* ingest: inputs as the user names them -> pages, one at a time and in a fixed order.
 *
 *     struct ingest *in = ingest_new(&os_real, inputs, n, INGEST_AUTO);
 *     page p; error e;
 *     while (ingest_next(in, &a, &p, &e)) { if (e.code) …one line: e… else …p… }
 *     ingest_free(in);
 *
 * An input is a file, a folder (walked, names in byte order), "-" for standard input, or an address (http, https):
 * .txt, .html, .mhtml, .jsonl, .warc, feeds, and .gz or .zst of these. A list of feeds (OPML) stands for the feeds in
 * it. A side-car NAME.meta.json belongs to NAME.txt and is no input of its own. A bad input gives one error and the
 * rest goes on.
 *
 * Invariants: 1. every page has an id, and no two have the same: the row's own; else the file's name without its
 * extension, or that and the row's line (`a-12`), with -2, -3 … behind it where another had it before. An id that rows
 * give twice is an error.  2. the same inputs give the same pages in the same order.  3. a folder that is a symbolic
 * link is not walked unless it is an input itself, so a walk ends. Not thread-safe: one ingest belongs to one thread. A
 * call may leave *out exhausted (arena.h) at any point: the next call goes on with the input after that. */
#ifndef ACCORD_INGEST_INGEST_H
#define ACCORD_INGEST_INGEST_H

#include "base/arena.h"
#include "base/error.h"
#include "base/os.h"
#include "doc/article.h"

enum ingest_format {
    INGEST_AUTO,
    INGEST_TEXT,
    INGEST_PLAIN,
    INGEST_HTML,
    INGEST_JSONL,
    INGEST_CONLLU,
    INGEST_WARC,
    INGEST_FEED, // or a list of feeds
    INGEST_MHTML,
};

struct ingest; // opaque

/* The names are borrowed and must live as long. Null when out of memory. */
struct ingest *ingest_new(const os *system, const char *const *inputs, ptrdiff_t n, enum ingest_format format);
/* The next page, all of it (raw bytes too) in *out; false at the end. When it is a bad one, e->code is set,
 * e->words says why and p->source says which; else e->code is ERROR_NONE. *out may be exhausted (arena.h). */
bool ingest_next(struct ingest *in, arena *out, page *p, error *e);
void ingest_free(struct ingest *in);

/* Addresses and lists of feeds are fetched with f, which is borrowed; without it they are errors. */
struct fetcher;
void ingest_use_network(struct ingest *in, struct fetcher *f);

/* "text" "plain" "html" "jsonl" "conllu" -> the format; false when it is none. */
bool ingest_format_of(str name, enum ingest_format *format);

#endif
