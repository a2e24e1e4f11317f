/* Every limit of the program, in one place. Each has a test just past it. */
#ifndef ACCORD_BASE_LIMITS_H
#define ACCORD_BASE_LIMITS_H

#include <stddef.h>

#define LIMIT_FILE_BYTES ((ptrdiff_t)1 << 30)           // one input file, uncompressed
#define LIMIT_ROW_BYTES ((ptrdiff_t)64 << 20)           // one row of a JSON Lines file
#define LIMIT_PAGE_BYTES ((ptrdiff_t)128 << 20)         // one HTML page, uncompressed
#define LIMIT_PAGE_NODES 2000000                        // elements, their attributes and texts of one HTML page
#define LIMIT_TAG_ATTRIBUTES 1000                       // of one element; those behind them are passed over
#define LIMIT_TEXT_BYTES ((ptrdiff_t)4 << 20)           // the text of one article
#define LIMIT_FEED_BYTES ((ptrdiff_t)64 << 20)          // one feed or list of feeds
#define LIMIT_FEED_ITEMS 100000                         // of one feed
#define LIMIT_MHTML_BYTES ((ptrdiff_t)256 << 20)        // one saved page with its pictures
#define LIMIT_WARC_HEADER_BYTES ((ptrdiff_t)1 << 20)    // the header of a WARC record, or of the HTTP answer in it
#define LIMIT_ARC_LINE_BYTES ((ptrdiff_t)16 << 10)      // the line that heads a record of an ARC file
#define LIMIT_DICTIONARY_BYTES ((ptrdiff_t)16 << 20)    // of a .warc.zst
#define LIMIT_ZSTD_WINDOW_LOG 27                        // 128 MiB, as zstd itself has it
#define LIMIT_ROBOTS_BYTES ((ptrdiff_t)500 << 10)       // a robots.txt: RFC 9309 asks for no less
#define LIMIT_FETCH_HEADER_BYTES ((ptrdiff_t)256 << 10) // of an answer
#define LIMIT_URL_BYTES 4096
#define LIMIT_REDIRECTS 8
#define LIMIT_FETCH_CONNECT_SECONDS 20           // until it is connected, and without a byte from then on
#define LIMIT_FETCH_SECONDS 120                  // for one answer
#define LIMIT_FETCH_GAP_SECONDS 1                // between two requests to a host
#define LIMIT_CRAWL_DELAY_SECONDS 60             // what a robots.txt can make of that
#define LIMIT_FETCH_WAIT_SECONDS 60              // a host that asks for a longer pause is not waited for
#define LIMIT_FETCH_SITES 4096                   // servers whose robots.txt is kept
#define LIMIT_SIDECAR_BYTES ((ptrdiff_t)1 << 20) // one .meta.json
#define LIMIT_ID_BYTES 1024                      // an article's id
#define LIMIT_BAD_ROWS 20                      // bad rows at the start of a file that is then given up as no JSON Lines
#define LIMIT_SENTENCE_TOKENS 400              // a longer sentence is cut here
#define LIMIT_WALK_DEPTH 32                    // folders in folders
#define LIMIT_ARENA_BYTES ((ptrdiff_t)2 << 30) // address space of one document; touched pages only cost memory
#define LIMIT_STORY_ARTICLES 5000              // articles of one account
#define LIMIT_STORE_WAIT_SECONDS 60            // how long a writer waits for another one
#define LIMIT_STORE_DAY ((int64_t)1 << 24)     // articles of one day of publication in a store, likewise mentions
#define LIMIT_WATCH_FEEDS 10000                // feeds that are watched by one program
#define LIMIT_WATCH_ITEMS 500                  // items of a feed that are taken at one time
#define LIMIT_QUERY_BYTES 4096                 // a query
#define LIMIT_QUERY_TERMS 64                   // words, phrases and fields of a query
#define LIMIT_QUERY_DEPTH 32                   // parentheses in parentheses
#define LIMIT_QUERY_NEAR 1000                  // words between those that are near each other
#define LIMIT_FIND_HITS 1000                   // hits of a kind that are given back
#define LIMIT_FIND_RANKED 2000                 // hits of a kind that are ranked: the newest ones

#endif
