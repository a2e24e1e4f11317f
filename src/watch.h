/* watch: feeds -> a store that has what they carry, for as long as it is asked to.
 *
 *     struct watch w = {.archive = &archive, .net = net, .fetcher = fetcher, .every = 900, .failed = …};
 *     watch_run(&w, feeds, n, &e);                // until archive->stop says so
 *
 * A feed is an address, a file, or a list of feeds (OPML) in either. Each is asked when its time has come, with what
 * its server said the last time (ETag, Last-Modified); the pages of items that are new or changed are fetched, those of
 * several feeds in turn, so that no server waits for another; where a page cannot be had, what the feed itself says of
 * the item is kept. After each group of feeds the articles are safe, then what was seen is noted, then the accounts of
 * stories that changed are made. So whatever happens in between, the next run has no article twice and misses none.
 *
 * A feed that fails is asked again after twice the time as before, up to a day, and told of once until it answers
 * otherwise. */
#ifndef ACCORD_WATCH_H
#define ACCORD_WATCH_H

#include "archive.h"
#include "ingest/fetch.h"

struct watch {
    struct archive *archive;
    const struct net *net; // for its clock
    struct fetcher *fetcher;
    double every; // seconds between two times that a feed is asked
    bool unread;  // no accounts are made
    bool once;    // each feed is asked once, whether its time has come or not
    /* A feed could not be read, or not written down. */
    void (*failed)(void *self, str feed, const error *e);
    ptrdiff_t good, bad; // out: feeds that answered, and that did not, in the last round
};

/* False with *e set when it could not go on at all. */
bool watch_run(struct watch *w, const char *const *feeds, ptrdiff_t n, error *e);

#endif
