/* article: one report as published, cleaned, and the way from every byte of its text back to the raw input.
 *
 * ingest/ makes a `page` (raw bytes and what is known about them), clean/ makes an `article` of it, and every later
 * stage reads the article's `text` and nothing else. A place in the text is a span of bytes of `text`; article_raw
 * turns it into bytes of the raw input.
 *
 * Invariants: 1. text is well-formed UTF-8.  2. `runs` is sorted by `text` and covers text without gap: run k stands
 * for text [runs[k].text, runs[k+1].text), and is one of three: a verbatim copy of raw bytes beginning at runs[k].raw;
 * where `raw_n` is set, text written otherwise in the raw bytes [runs[k].raw, runs[k].raw + raw_n), all of which stand
 * for any part of it (a character reference, another encoding, white space made one space); or, where `made` is set,
 * separators that cleaning put in, which stand at raw position runs[k].raw and cover nothing.
 * 3. raw positions never go backwards.  4. blocks are sorted, do not overlap, and hold all of text but white space.
 * Everything is owned by the arena in which the article was made; str fields may point into the page's raw bytes, which
 * must live as long. Read-only once made, so any number of threads may read it. */
#ifndef ACCORD_DOC_ARTICLE_H
#define ACCORD_DOC_ARTICLE_H

#include "base/arena.h"

/* A byte range [beg, end) of an article's text. */
typedef struct span {
    uint32_t beg, end;
} span;

typedef struct spans {
    span *p;
    ptrdiff_t n, cap;
} spans;

static inline bool span_touch(span a, span b) { return a.beg < b.end && b.beg < a.end; }
static inline bool span_holds(span a, span b) { return a.beg <= b.beg && b.end <= a.end; }
static inline uint32_t span_len(span a) { return a.end - a.beg; }
static inline bool span_eq(span a, span b) { return a.beg == b.beg && a.end == b.end; }

/* A byte range [beg, end) of the raw input. */
typedef struct raw_span {
    int64_t beg, end;
} raw_span;

/* How the input is to be read. */
enum page_format {
    PAGE_TEXT /* plain text with noise */,
    PAGE_PLAIN /* text taken as it is */,
    PAGE_HTML,
    PAGE_CONLLU,
    PAGE_KEPT /* an article that was cleaned before */
};

/* What came in: the raw bytes of one article and what its side-car or row says. Empty strs where it says nothing. */
typedef struct page {
    str source; // path or URL as given; PATH:NUMBER for one of many: a row, a WARC record, the item of a feed, a part
    str raw;    // the file's bytes; of a row or an item its text or html in UTF-8; of a record or a part its page,
                // unpacked
    enum page_format format;
    str id;                                      // given by the input, else empty: the pipeline numbers it
    str outlet, url, title, published, language; // as given
    str published_from;                          // who gave `published`: "side-car", "row"
    str charset;                                 // of raw, as HTTP or MIME says; empty when they say nothing
    str fetched;                                 // when a crawler had it, as ISO 8601: it is no younger; never its date
    int64_t raw_at; // where raw begins in the unpacked file, where it stands in it as it is; else 0
    strs byline;
    bool row; // raw is a value of a JSON Lines row, not a file
    str kept; // of PAGE_KEPT: what article_encode made of the article
} page;

struct run {
    uint32_t text;  // where it begins in text
    uint32_t raw_n; // raw bytes that it stands for as a whole; 0 for a verbatim copy
    int64_t raw;    // the raw byte it stands for
    bool made;      // put in by cleaning
};

enum block_kind { BLOCK_PARAGRAPH, BLOCK_TITLE, BLOCK_HEADING, BLOCK_ITEM, BLOCK_CAPTION, BLOCK_TWEET };

struct block {
    span span;
    enum block_kind kind;
};

/* Why the line that signs an embedded post was dropped: its date tells that the article is no older. */
#define DROPPED_SIGNATURE S("tweet signature")
/* Of lines that are no noise: what they say stands in fields of the article, who wrote it and when. */
#define DROPPED_BYLINE S("byline")
#define DROPPED_DATE S("date line")

/* Noise that was left out. */
struct dropped {
    raw_span raw;
    str why; // a short static phrase: "headline list", "comment form", "copyright line"
};

/* A calendar date with what is known of the clock: days are counted from 1970-01-01, proleptic Gregorian. */
struct moment {
    bool known;
    int32_t day;
    int32_t second; // of the day in UTC, -1 when only the day is known
};

typedef struct article {
    str id, source, sha256; // sha256: 64 hex digits of the raw bytes
    str outlet, url, title;
    span title_span; // where the title stands in text; empty when it came from elsewhere
    strs byline;
    str published;      // ISO 8601 as given or found, empty when unknown
    str published_from; // "side-car" "row" "text"; empty when unknown
    struct moment when; // published, parsed
    str agency;         // the agency that a dateline or byline marks: "Reuters"; empty when none
    str dateline;       // the place in it: "CARACAS"; empty when none
    str language;       // ISO 639-1
    str teaser; // why the text is only the beginning of the article: what the page asks for; empty when it is all

    str raw;
    int64_t raw_at; // where raw begins in the unpacked file, where it stands in it as it is, behind others; else 0
    str text;
    struct {
        struct run *p;
        ptrdiff_t n, cap;
    } runs;
    struct {
        struct block *p;
        ptrdiff_t n, cap;
    } blocks;
    struct {
        struct dropped *p;
        ptrdiff_t n, cap;
    } dropped;

    uint32_t *points; // [text.n / 64 + 1] code points before byte 64·k of text
} article;

static inline str article_str(const article *a, span s) { return str_slice(a->text, s.beg, s.end); }

/* The raw bytes that a span of text stands for: from its first byte that is not made to its last. O(log runs). */
raw_span article_raw(const article *a, span s);
/* The code point position of a byte position of text. O(1). */
int64_t article_point(const article *a, uint32_t at);
/* Fills a->points; called once, when text is complete. */
void article_index_points(article *a, arena *out);

/* Adds to the end of the text being built, used by clean/: raw bytes [raw_beg, raw_end) as they are; text that the raw
 * bytes [raw_beg, raw_end) stand for; or a separator at a raw position. */
struct text_builder {
    article *a;
    arena *out;
    struct {
        char *p;
        ptrdiff_t n, cap;
    } bytes;
};
void text_copy(struct text_builder *b, int64_t raw_beg, int64_t raw_end);
void text_replace(struct text_builder *b, str text, int64_t raw_beg, int64_t raw_end);
void text_make(struct text_builder *b, str separator, int64_t raw_at);
/* Ends it: sets a->text and a->points. */
void text_done(struct text_builder *b);

#endif
