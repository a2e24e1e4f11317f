#include "extract/extract.h"

void entity_find(reading *r, arena *out, arena tmp) {
    (void)r;
    (void)out;
    (void)tmp;
}
