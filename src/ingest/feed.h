/* feed: RSS 2.0 (and 0.9x), RSS 1.0, Atom, and OPML as a list of feeds -> their items.
 *
 *     struct feed f; error e = {0};
 *     if (feed_read(data, S("https://harbourpost.example/feed"), &f, &a, &e))
 *         for (ptrdiff_t i = 0; i < f.items.n; i++) …f.items.p[i].url, title, html…
 *
 * Names are told by their namespace, by their usual prefix where none is declared. Tolerant: an item that breaks off
 * has what came before, and the rest goes on. Nothing is fetched. Pure and thread-safe; O(n). */
#ifndef ACCORD_INGEST_FEED_H
#define ACCORD_INGEST_FEED_H

#include "base/error.h"
#include "doc/article.h"

enum feed_kind { FEED_RSS, FEED_RDF, FEED_ATOM, FEED_OPML };

/* Empty strs where the feed says nothing. In OPML an item is a feed: its url and title. */
struct feed_item {
    str id;                 // guid, Atom's id, or else the link: what tells that it was seen before
    str url, title;         // where it links, absolute; the headline as plain text
    str published, updated; // ISO 8601
    strs authors;
    str outlet, language;
    str html;   // the content, or else the summary: HTML in UTF-8
    bool whole; // it is the content
    bool plain; // it is plain text and no HTML
};

struct feed {
    enum feed_kind kind;
    str title, url, language; // url: of the site
    str outlet;               // the part of the title that names the site
    struct {
        struct feed_item *p;
        ptrdiff_t n, cap;
    } items;
};

/* Begins as one of these does: a view of the first few thousand bytes is enough. */
bool feed_is(str data);
/* `base` is where it came from, for links that are relative; may be empty. Strs are views of data or live in *out.
 * False with *e set when it is no feed. */
bool feed_read(str data, str base, struct feed *f, arena *out, error *e);
/* An item as a page: raw is its html, published_from "feed". Views of the item. */
void feed_item_page(const struct feed *f, const struct feed_item *i, page *p, arena *out);

struct fetched;
/* The page that was fetched for an item: raw is the body, and what the item says is known of it. The item may be null.
 */
void fetched_page(const struct fetched *got, const struct feed *f, const struct feed_item *i, page *p, arena *out);

#endif
