/* Any bytes as a model file: they are refused with a reason, or they can be used. The checksum is mended first, so that
 * what stands behind it is reached. */
#include <stdlib.h>
#include <xxhash.h>

#include "analyse/analyse.h"
#include "base/limits.h"
#include "model/parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const model *m) {
    str text = S("Mr. Orl's ship left at 10am. \"Why?\" they asked.");
    struct run run = {0};
    struct block block = {.span = {0, (uint32_t)text.n}};
    article a = {.raw = text, .text = text, .runs = {&run, 1, 1}, .blocks = {&block, 1, 1}};
    arena out, tmp;
    tokens k;
    if (!arena_init(&out, (ptrdiff_t)1 << 24)) return;
    if (arena_init(&tmp, (ptrdiff_t)1 << 24)) {
        analyse(m, &a, &k, &out, tmp);
        arena_clear(&tmp);
    }
    arena_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    error e = {0};
    char *file = aligned_alloc(64, (size + 127) / 64 * 64);
    if (!file) return 0;
    memcpy(file, data, size);
    struct model_header *h = (struct model_header *)(void *)file;
    if (size >= sizeof *h) h->checksum = XXH3_64bits(file + MODEL_CHECKED, size - MODEL_CHECKED);
    model *m = model_read(str_of(file, (ptrdiff_t)size), &e);
    if (m)
        use(m);
    else if (!e.code)
        abort();
    model_close(m);
    free(file);
    return 0;
}
