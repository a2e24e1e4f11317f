/* url: the parts of an address, and what a link in a page leads to.
 *
 *     struct url u;
 *     url_parse(S("https://harbourpost.example:8443/news?id=1#top"), &u);
 *     // u.origin "https://harbourpost.example:8443", u.host "harbourpost.example", u.path "/news?id=1"
 *     url_resolve(S("https://a.example/x/y"), S("../z"), &out);         // "https://a.example/z"
 *
 * http and https alone. Resolving is RFC 3986, section 5. Pure and thread-safe. */
#ifndef ACCORD_INGEST_URL_H
#define ACCORD_INGEST_URL_H

#include "base/arena.h"

struct url {
    str origin; // scheme, host and port as they stand
    str host;   // without brackets where it is an IPv6 address
    str path;   // and query; empty stands for "/"
    bool secure;
};

/* "http://" or "https://" stands at the beginning. */
bool url_is(str s);
/* False when it is no address that can be fetched: another scheme, no host, a user's name, white space or controls. */
bool url_parse(str s, struct url *u);
/* What ref leads to from base, without its fragment; ref itself when base is empty or no address. */
str url_resolve(str base, str ref, arena *out);

#endif
