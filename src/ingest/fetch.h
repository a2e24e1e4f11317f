/* fetch: an address -> what its server has there, got politely.
 *
 *     struct fetcher *f = fetcher_new(net, NULL);
 *     struct fetched got; error e = {0};
 *     if (fetch(f, S("https://harbourpost.example/feed"), etag, modified, &got, &a, &e))
 *         if (got.status == 304) …nothing new… else …got.body…, keep got.etag and got.modified
 *     fetcher_free(f);
 *
 * Invariants: 1. nothing is fetched that its server's robots.txt forbids to "accord"; one that cannot be read forbids
 * all, one that is not there nothing. It is kept for a day.  2. between two requests to a host there is a gap, the
 * longer of ours and its Crawl-delay; a host that says when to come again (429, 503 with Retry-After) is not asked
 * before.  3. redirects are followed up to LIMIT_REDIRECTS, each under the same rules, also over addresses: private
 * ones are refused unless allowed, after they were resolved. 4. nothing is longer than max_bytes, or takes longer than
 * LIMIT_FETCH_SECONDS and the gaps. Blocks. Not thread-safe: a fetcher belongs to one thread. */
#ifndef ACCORD_INGEST_FETCH_H
#define ACCORD_INGEST_FETCH_H

#include "base/arena.h"
#include "ingest/net.h"

struct fetch_options {
    bool allow_private;  // addresses that are not public too
    bool ignore_robots;  // on a server of one's own
    double gap;          // seconds between two requests to a host; 0: LIMIT_FETCH_GAP_SECONDS
    ptrdiff_t max_bytes; // of a body; 0: LIMIT_PAGE_BYTES
};

struct fetcher; // opaque

/* net is borrowed; o may be null. Null when out of memory. fetcher_free(NULL) does nothing. */
struct fetcher *fetcher_new(const struct net *net, const struct fetch_options *o);
void fetcher_free(struct fetcher *f);

struct fetched {
    int status;          // 200, 304, 404 …; 0 when there was no answer
    str url;             // where it was found in the end
    str type, charset;   // "text/html", "utf-8"; empty when not said
    str etag, modified;  // ETag and Last-Modified as they came, for the next time
    int64_t retry_after; // seconds that it asks to wait; -1 when it does not
    str body;            // empty for 304
};

/* True for a body (any 2xx), and for 304: not changed since what etag and modified (which may be empty) say. Else false
 * with *e set; got->status, url and retry_after say what is known. Strs live in *out. */
bool fetch(struct fetcher *f, str url, str etag, str modified, struct fetched *got, arena *out, error *e);

#endif
