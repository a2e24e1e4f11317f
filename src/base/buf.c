#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static bool room(buf *b, ptrdiff_t n) {
    if (b->failed) return false;
    if (n <= b->cap - b->n) return true;
    if (n > PTRDIFF_MAX / 4 || b->n > PTRDIFF_MAX / 4) return b->failed = true, false;
    ptrdiff_t cap = b->cap ? b->cap : 256;
    while (cap - b->n < n) cap *= 2;
    char *p = realloc(b->p, (size_t)cap);
    if (!p) return b->failed = true, false;
    b->p = p;
    b->cap = cap;
    return true;
}

void buf_put(buf *b, str s) {
    if (s.n == 0 || !room(b, s.n)) return;
    memcpy(b->p + b->n, s.p, (size_t)s.n);
    b->n += s.n;
}

void buf_byte(buf *b, char c) {
    if (room(b, 1)) b->p[b->n++] = c;
}

void buf_fill(buf *b, char c, ptrdiff_t n) {
    if (n <= 0 || !room(b, n)) return;
    memset(b->p + b->n, c, (size_t)n);
    b->n += n;
}

void buf_fmt(buf *b, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0 && room(b, (ptrdiff_t)n + 1)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
        b->n += n;
    }
    va_end(again);
}

void buf_clear(buf *b) {
    free(b->p);
    *b = (buf){0};
}
