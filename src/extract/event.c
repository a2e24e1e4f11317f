#include "extract/extract.h"

void event_find(reading *r, arena *out, arena tmp) {
    (void)r;
    (void)out;
    (void)tmp;
}
