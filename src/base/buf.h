/* buf: a growing byte buffer on the heap, for output that outlives an arena.
 *
 *     buf b = {0};
 *     buf_put(&b, S("x = ")); buf_fmt(&b, "%d", 3);
 *     … buf_str(&b) …
 *     buf_clear(&b);
 *
 * Running out of memory sets `failed` and drops what is put from then on: check it once, at the end.
 * Not thread-safe: a buf belongs to one thread at a time. */
#ifndef ACCORD_BASE_BUF_H
#define ACCORD_BASE_BUF_H

#include "base/str.h"

typedef struct buf {
    char *p; // [cap] owned
    ptrdiff_t n, cap;
    bool failed;
} buf;

void buf_put(buf *b, str s);
void buf_byte(buf *b, char c);
/* c, n times. */
void buf_fill(buf *b, char c, ptrdiff_t n);
void buf_fmt(buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What is in it, valid until the next put. */
static inline str buf_str(const buf *b) { return str_of(b->p, b->n); }
/* Frees it; safe on a zeroed buf and twice. */
void buf_clear(buf *b);

#endif
