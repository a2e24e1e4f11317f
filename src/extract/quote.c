#include "extract/extract.h"

void quote_find(reading *r, arena *out, arena tmp) {
    (void)r;
    (void)out;
    (void)tmp;
}
