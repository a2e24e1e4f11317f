/* stream: the bytes of an input, unpacked, seen through a window that moves forward.
 *
 *     struct stream *s = stream_new(&os_real);
 *     if (stream_open(s, "news.warc.gz", &e))
 *         while (stream_want(s, 4)) { str w = stream_view(s); …; stream_skip(s, used); }
 *     if (s->error.code) …it ended too early, and this is why…
 *     stream_free(s);
 *
 * Packing is told by the first bytes, not by a name: gzip with all its members one after the other, zstd with all its
 * frames and the dictionary that a .warc.zst begins with. What is no packing is taken as it is. Bytes behind the last
 * member that begin none are passed over. A stream that breaks off gives what came before, and then an error; in one
 * that is salvaged, what is broken is left out up to the next member.
 *
 * Invariants: 1. memory is that of the window, which holds what was wanted at once, and about a MiB.  2. a view holds
 * until the next call.  3. s->at counts unpacked bytes, s->error.at packed ones. Not thread-safe. */
#ifndef ACCORD_INGEST_STREAM_H
#define ACCORD_INGEST_STREAM_H

#include "base/error.h"
#include "base/os.h"

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD };

struct stream_window {
    char *p; // [cap] owned
    ptrdiff_t beg, end, cap;
};

struct stream {
    const os *os;
    void *file; // null over memory
    str memory; // borrowed: what is still to come of it
    enum packing packing;
    struct stream_window in, out;  // as it stands in the file; unpacked
    int64_t at, in_at;             // bytes before out.beg, and before in.beg
    bool salvage;                  // go on behind what is broken; set by the caller once it is open
    bool ended, in_ended, between; // nothing more will be unpacked; or read; no member is open
    error error;                   // why not all of it came
    struct unpacker *unpacker;     // made when first needed
};

/* Null when out of memory. stream_free(NULL) does nothing. */
struct stream *stream_new(const os *system);
void stream_free(struct stream *s);

/* A file, or standard input where path is null; or bytes in memory, which are borrowed until it is closed. False with
 * *e set when nothing can be read. One that was open is closed. */
bool stream_open(struct stream *s, const char *path, error *e);
bool stream_open_memory(struct stream *s, str data, error *e);
void stream_close(struct stream *s);

/* Makes the window hold n bytes; false when it ends before. */
bool stream_want(struct stream *s, ptrdiff_t n);
/* Makes the window hold more than it does; false at the end. */
bool stream_more(struct stream *s);
/* What is in the window. */
static inline str stream_view(const struct stream *s) {
    return s->out.p ? str_of(s->out.p + s->out.beg, s->out.end - s->out.beg) : (str){0};
}
/* Where a part of the view stands: unpacked bytes before it; 0 when it is no part of it. */
int64_t stream_place(const struct stream *s, str part);
/* Passes over n bytes, in the window or behind it; false when it ends before. */
bool stream_skip(struct stream *s, int64_t n);
/* Passes over everything before the next `mark`; false when there is none, and then all is passed over. It ends, with
 * an error, where more than max bytes would be. */
bool stream_seek(struct stream *s, str mark, int64_t max);
/* All that is left, at most max bytes; false with *e set when it is longer, or when there is nothing but an error. */
bool stream_all(struct stream *s, ptrdiff_t max, str *all, error *e);

#endif
