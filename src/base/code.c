#include "base/code.h"

void code_put_int(buf *b, uint64_t n) {
    for (; n >= 0x80; n >>= 7) buf_byte(b, (char)(n | 0x80));
    buf_byte(b, (char)n);
}

void code_put_signed(buf *b, int64_t n) {
    uint64_t twice = (uint64_t)n << 1;
    code_put_int(b, n < 0 ? ~twice : twice);
}

void code_put_str(buf *b, str s) {
    code_put_int(b, (uint64_t)s.n);
    buf_put(b, s);
}

static uint64_t any_int(struct code_reader *r) {
    uint64_t n = 0;
    for (int shift = 0; shift < 64 && r->rest.n; shift += 7) {
        unsigned char c = (unsigned char)*r->rest.p;
        r->rest = str_drop(r->rest, 1);
        n |= (uint64_t)(c & 0x7F) << shift;
        if (c < 0x80) return r->bad ? 0 : n;
    }
    r->bad = true;
    return 0;
}

int64_t code_int(struct code_reader *r, int64_t max) {
    uint64_t n = any_int(r);
    if (n > (uint64_t)max) r->bad = true;
    return r->bad ? 0 : (int64_t)n;
}

int64_t code_signed(struct code_reader *r) {
    uint64_t n = any_int(r);
    return (int64_t)(n & 1 ? ~(n >> 1) : n >> 1);
}

ptrdiff_t code_count(struct code_reader *r) { return (ptrdiff_t)code_int(r, r->rest.n); }

str code_str(struct code_reader *r) {
    ptrdiff_t n = code_count(r);
    if (n > r->rest.n) r->bad = true;
    if (r->bad) return (str){0};
    str s = str_head(r->rest, n);
    r->rest = str_drop(r->rest, n);
    return s;
}
