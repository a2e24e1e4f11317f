#include <zlib.h>

#include "base/code.h"
#include "base/limits.h"
#include "store/sql.h"

enum { LEVEL = 2 }; // news text: half of its bytes at 60 MB/s; level 6 saves an eighth more at a third of that

enum { MOST_RATIO = 1032 }; // of DEFLATE: a length that claims more is damaged

void pack(str bytes, buf *out) {
    code_put_int(out, (uint64_t)bytes.n);
    uLong bound = compressBound((uLong)bytes.n);
    ptrdiff_t at = out->n;
    buf_fill(out, 0, (ptrdiff_t)bound);
    if (out->failed) return;
    uLong n = bound;
    if (compress2((Bytef *)out->p + at, &n, (const Bytef *)(bytes.n ? bytes.p : ""), (uLong)bytes.n, LEVEL) != Z_OK)
        out->failed = true;
    out->n = at + (ptrdiff_t)n;
}

bool unpacked_length(str packed, ptrdiff_t *n) {
    struct code_reader r = {.rest = packed};
    *n = (ptrdiff_t)code_int(&r, LIMIT_FILE_BYTES);
    return !r.bad;
}

bool unpack(str packed, ptrdiff_t max, str *bytes, arena *out) {
    struct code_reader r = {.rest = packed};
    ptrdiff_t n = (ptrdiff_t)code_int(&r, max);
    *bytes = (str){0};
    if (r.bad || n > r.rest.n * MOST_RATIO + 64) return false;
    char *p = arena_new(out, char, n + 1);
    uLong got = (uLong)n + 1;
    if (uncompress((Bytef *)p, &got, (const Bytef *)(r.rest.n ? r.rest.p : ""), (uLong)r.rest.n) != Z_OK ||
        got != (uLong)n)
        return false;
    *bytes = str_of(p, n);
    return true;
}
