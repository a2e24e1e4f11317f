/* net_curl: the real network, by libcurl. What does not fetch need not link with it: nothing else refers to it.
 *
 * http and https alone, no cookies, no proxies. Certificates are checked. The address that a name stands for is checked
 * as the connection is made, so no name and no redirect leads to a private one. Time-outs are LIMIT_FETCH_…_SECONDS. */
#ifndef ACCORD_INGEST_NET_CURL_H
#define ACCORD_INGEST_NET_CURL_H

#include "ingest/net.h"

/* Null when it cannot be had. It belongs to one thread at a time. net_curl_free(NULL) does nothing. */
struct net *net_curl_new(void);
void net_curl_free(struct net *n);
/* From now on an exchange ends without an answer as soon as stop(self) says so, which is asked about once a second. */
void net_curl_stop_when(struct net *n, bool (*stop)(void *self), void *self);

#endif
