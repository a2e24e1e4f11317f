#include "ingest/gunzip.h"

#include <stdlib.h>
#include <zlib.h>

enum { FIRST_ROOM = 1 << 16, GROWTH = 6, GZIP_WINDOW = 15 + 16 };

bool gunzip_is(str data) { return str_starts(data, S("\x1F\x8B\x08")); }

/* Twice the room, but not more than one byte past max: that one tells that it is too long. */
static bool grow(char **p, ptrdiff_t *room, ptrdiff_t max) {
    ptrdiff_t next = *room * 2 > max + 1 ? max + 1 : *room * 2;
    char *q = realloc(*p, (size_t)next);
    if (!q) return false;
    *p = q;
    *room = next;
    return true;
}

static bool unpack(z_stream *z, str data, ptrdiff_t max, char **out, ptrdiff_t *n, error *e) {
    ptrdiff_t room = data.n * GROWTH > FIRST_ROOM ? data.n * GROWTH : FIRST_ROOM, at = 0;
    if (room > max + 1) room = max + 1;
    *out = malloc((size_t)room);
    if (!*out) return error_set(e, ERROR_MEMORY, -1, "no memory to unpack it");
    for (;;) {
        if (*n == room && (room > max || !grow(out, &room, max)))
            return room > max ? error_set(e, ERROR_TOO_LONG, -1, "unpacks to more than the limit")
                              : error_set(e, ERROR_MEMORY, -1, "no memory to unpack it");
        ptrdiff_t give = data.n - at < 1 << 30 ? data.n - at : 1 << 30,
                  take = room - *n < 1 << 30 ? room - *n : 1 << 30;
        z->next_in = (void *)(data.p + at);
        z->avail_in = (unsigned)give;
        z->next_out = (void *)(*out + *n);
        z->avail_out = (unsigned)take;
        int status = inflate(z, Z_NO_FLUSH);
        at += give - (ptrdiff_t)z->avail_in;
        *n += take - (ptrdiff_t)z->avail_out;
        if (status == Z_STREAM_END) {
            if (*n > max) return error_set(e, ERROR_TOO_LONG, -1, "unpacks to more than the limit");
            if (!gunzip_is(str_drop(data, at))) return true;
            inflateReset(z);
        } else if (status != Z_OK) {
            if (*n) return true;
            return error_set(e, ERROR_SYNTAX, at,
                             status == Z_BUF_ERROR ? "a .gz file that ends too early" : "no .gz file, or a broken one");
        }
    }
}

bool gunzip(str data, ptrdiff_t max, char **out, ptrdiff_t *n, error *e) {
    z_stream z = {0};
    *out = NULL;
    *n = 0;
    if (inflateInit2(&z, GZIP_WINDOW) != Z_OK) return error_set(e, ERROR_MEMORY, -1, "no memory to unpack it");
    bool good = unpack(&z, data, max, out, n, e);
    inflateEnd(&z);
    if (good) return true;
    free(*out);
    *out = NULL;
    *n = 0;
    return false;
}
