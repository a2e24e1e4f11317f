/* A line of what comes of a web archive, for the tests of its kinds. */
#ifndef ACCORD_TESTS_ARCHIVE_TOLD_H
#define ACCORD_TESTS_ARCHIVE_TOLD_H

#include <stdio.h>

#include "ingest/warc.h"

/* Writes a page, or what is wrong with it, to line[size]; as much of the date as is asked for. The bytes of the line.
 */
static inline size_t archive_told(char *line, size_t size, const struct warc_page *p, const error *e, ptrdiff_t date) {
    int n = e->code
                ? snprintf(line, size, "%lld: %s (%td)\n", (long long)p->record, e->words, e->at)
                : snprintf(line, size, "%lld %.*s %.*s %s%s%.*s [%.*s]\n", (long long)p->record,
                           STR_FMT(str_head(p->uri, 40)), STR_FMT(str_head(p->date, date)), p->html ? "html" : "text",
                           p->cut ? " cut" : "", STR_FMT(p->charset), STR_FMT(str_head(p->body, 60)));
    return n < 0 ? 0 : (size_t)n;
}

#endif
