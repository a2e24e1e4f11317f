#include "analyse/analyse.h"

void analyse(const model *m, const article *a, tokens *k, arena *out, arena tmp) {
    (void)m;
    (void)a;
    (void)tmp;
    tokens_new(k, out, 0);
}
