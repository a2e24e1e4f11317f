#include "extract/extract.h"

void reality_find(reading *r, arena *out, arena tmp) {
    (void)r;
    (void)out;
    (void)tmp;
}
