#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

bool error_set(error *e, enum error_code code, ptrdiff_t at, const char *format, ...) {
    if (!e || e->code) return false;
    e->code = code;
    e->at = at;
    va_list args;
    va_start(args, format);
    vsnprintf(e->words, sizeof e->words, format, args);
    va_end(args);
    for (char *c = e->words; *c; c++)
        if ((unsigned char)*c < 0x20) *c = ' ';
    return false;
}

static void put_plain(buf *out, str s) {
    for (ptrdiff_t i = 0; i < s.n; i++) buf_byte(out, (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F ? '?' : s.p[i]);
}

void error_line(const error *e, str source, buf *out) {
    char line[32];
    int n = snprintf(line, sizeof line, ":%td", e->line);
    if (source.n) {
        put_plain(out, source);
        buf_put(out, S(": "));
    }
    if (e->line > 0 && !str_ends(source, str_of(line, n))) buf_fmt(out, "line %td: ", e->line);
    if (e->at >= 0) buf_fmt(out, "byte %td: ", e->at);
    put_plain(out, str_cstr(e->words));
}
