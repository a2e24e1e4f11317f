#include "extract/extract.h"

void time_find(reading *r, arena *out, arena tmp) {
    (void)r;
    (void)out;
    (void)tmp;
}
