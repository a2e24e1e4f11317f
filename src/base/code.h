/* code: numbers and strs -> bytes, and back.
 *
 *     code_put_int(&b, 300); code_put_str(&b, S("Reuters"));
 *     struct code_reader r = {.rest = buf_str(&b)};
 *     code_int(&r, 1000); code_str(&r);                      // 300, "Reuters"; r.bad is false and r.rest empty
 *
 * Numbers are LEB128, signed ones folded (0, -1, 1, -2 …); a str is its length and its bytes. Any bytes can be read:
 * what is cut off, too large or too long sets `bad`, and every number after it is 0 and every str empty. Pure. */
#ifndef ACCORD_BASE_CODE_H
#define ACCORD_BASE_CODE_H

#include "base/buf.h"

void code_put_int(buf *b, uint64_t n);
void code_put_signed(buf *b, int64_t n);
void code_put_str(buf *b, str s);

struct code_reader {
    str rest;
    bool bad;
};

/* A number of at most max. */
int64_t code_int(struct code_reader *r, int64_t max);
int64_t code_signed(struct code_reader *r);
/* How many of something that takes at least one byte each. */
ptrdiff_t code_count(struct code_reader *r);
/* Points into what is read. */
str code_str(struct code_reader *r);

#endif
