/* pack: packs bytes as the tests of what unpacks them need it. What comes back is malloc'd. */
#ifndef ACCORD_TESTS_PACK_H
#define ACCORD_TESTS_PACK_H

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "base/buf.h"

enum { PACK_GZIP = 15 + 16, PACK_ZLIB = 15, PACK_BARE = -15 };

/* Appends s to *to, packed with deflate: as a gzip member, a zlib stream, or bare. */
static inline void pack_deflate(buf *to, str s, int window) {
    z_stream z = {0};
    if (deflateInit2(&z, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) != Z_OK) abort();
    z.next_in = (void *)(uintptr_t)s.p;
    z.avail_in = (unsigned)s.n;
    int status = Z_OK;
    while (status == Z_OK) {
        char step[1 << 16];
        z.next_out = (void *)step;
        z.avail_out = sizeof step;
        status = deflate(&z, Z_FINISH);
        buf_put(to, str_of(step, (ptrdiff_t)(sizeof step - z.avail_out)));
    }
    deflateEnd(&z);
}

static inline void pack_gzip(buf *to, str s) { pack_deflate(to, s, PACK_GZIP); }

static inline void pack_zstd(buf *to, str s) {
    size_t room = ZSTD_compressBound((size_t)s.n);
    char *p = malloc(room);
    if (!p) abort();
    size_t n = ZSTD_compress(p, room, s.p, (size_t)s.n, 3);
    buf_put(to, str_of(p, (ptrdiff_t)n));
    free(p);
}

#endif
