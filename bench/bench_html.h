/* bench_html: news pages as they lie in a folder, packed or not -> articles, one page after the other on one core. */
#ifndef ACCORD_BENCH_HTML_H
#define ACCORD_BENCH_HTML_H

/* Prints one line of TSV: pages, median seconds of `runs`, pages a second, and the 99th percentile of what one page
 * takes from its file to its article, with metadata, as JSON. Nothing where the folder is missing. */
void bench_html(const char *folder, int runs);

#endif
