/* robots: what a robots.txt lets us fetch (RFC 9309).
 *
 *     User-agent: *
 *     Disallow: /archive/
 *     Allow: /archive/today
 *
 *     robots_allows(text, S("accord"), S("/archive/today/1"));   // true: the longest rule decides, allow where they
 * tie
 *
 * The groups of our own name count, put together; where there are none, those of "*". A rule may hold "*" and end in
 * "$". /robots.txt itself is always allowed. Pure and thread-safe; O(n) for each rule. */
#ifndef ACCORD_INGEST_ROBOTS_H
#define ACCORD_INGEST_ROBOTS_H

#include "base/str.h"

/* Whether `path` (with its query) may be fetched by the program whose product token is `agent`. */
bool robots_allows(str text, str agent, str path);
/* Seconds between two requests that it asks for (Crawl-delay, which is no part of the standard); 0 when it does not. */
double robots_delay(str text, str agent);

#endif
