/* net: one exchange with a server, behind a seam, so that the library needs no network and tests bring their own.
 *
 * ingest/net_curl.h has the real one. A net neither follows redirects nor knows of robots.txt: fetch.h does. */
#ifndef ACCORD_INGEST_NET_H
#define ACCORD_INGEST_NET_H

#include "base/buf.h"
#include "base/error.h"

struct net_request {
    str url;
    str etag, modified; // sent as If-None-Match and If-Modified-Since; empty for neither
    ptrdiff_t max_bytes;
    bool allow_private; // else it connects to public addresses alone (address.h)
};

struct net_answer {
    int status;
    buf head, body; // owned by the caller, who reuses them; the body with its content encodings undone
};

struct net {
    void *self; // passed to every call
    /* Asks and takes the whole answer. False with *e set when there is none, or not all of it, or it is too long: then
     * the body is as much of it as was asked for. */
    bool (*get)(void *self, const struct net_request *r, struct net_answer *a, error *e);
    /* Seconds since 1970. */
    double (*now)(void *self);
    void (*wait)(void *self, double seconds);
};

#endif
