/* archive_made: a web archive to measure with, a gzip member a record, as crawlers write them. */
#ifndef ACCORD_BENCH_ARCHIVE_MADE_H
#define ACCORD_BENCH_ARCHIVE_MADE_H

#include "base/buf.h"
#include "doc/article.h"

/* Appends `bytes` or a little more of unpacked records to *to, packed: the pages' texts, each in a page of about 80 kB
 * with menus, lists of links and scripts around it. Returns the unpacked bytes, 0 when memory is missing. */
ptrdiff_t archive_made(const page *pages, ptrdiff_t n, ptrdiff_t bytes, buf *to);

#endif
