// Runs a fuzz target over files without libFuzzer: replay FOLDER. The corpus is a test like any other.
#include <stdio.h>
#include <stdlib.h>

#include "base/os.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv) {
    char **names;
    ptrdiff_t n;
    if (argc != 2 || os_real.list(NULL, argv[1], &names, &n) != 0) {
        fprintf(stderr, "replay: %s: not a folder\n", argc == 2 ? argv[1] : "usage: replay FOLDER");
        return 2;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        char path[4096], *data;
        ptrdiff_t bytes;
        snprintf(path, sizeof path, "%s/%s", argv[1], names[i]);
        if (os_real.read_file(NULL, path, 1 << 28, &data, &bytes) != 0) continue;
        for (ptrdiff_t cut = 0; cut < 2; cut++)
            LLVMFuzzerTestOneInput((const uint8_t *)data, (size_t)(cut ? bytes / 2 : bytes));
        free(data);
    }
    printf("%td files\n", n);
    free(names);
    return n ? 0 : 1;
}
