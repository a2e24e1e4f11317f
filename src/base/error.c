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
