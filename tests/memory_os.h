/* memory_os: an `os` over files in memory, of which any call can be made to fail.
 *
 *     struct memory_file files[] = {{"a.txt", S_INIT("Some text.")}, {"a", .kind = OS_FOLDER}};
 *     struct memory m = {.file = files, .n = 2, .fail_at = -1};
 *     os o = memory_os(&m);
 *
 * A folder's names are those files whose path begins with its own and a slash; folders are listed as files of their
 * own. Call number `fail_at`, counted from 0, returns EIO. */
#ifndef ACCORD_TESTS_MEMORY_OS_H
#define ACCORD_TESTS_MEMORY_OS_H

#include <errno.h>
#include <stdlib.h>

#include "base/os.h"

struct memory_file {
    const char *path;
    str data;
    enum os_kind kind; // OS_MISSING counts as OS_FILE
    ptrdiff_t claims;  // a size that it claims to have, for limits; 0 when data is all
};

struct memory {
    const struct memory_file *file;
    ptrdiff_t n;
    str input; // standard input
    int calls, fail_at;
};

static const struct memory_file *memory_find(const struct memory *m, const char *path) {
    for (ptrdiff_t i = 0; i < m->n; i++)
        if (strcmp(m->file[i].path, path) == 0) return &m->file[i];
    return NULL;
}

static bool memory_fails(struct memory *m) { return m->calls++ == m->fail_at; }

static int memory_stat(void *self, const char *path, enum os_kind *kind, ptrdiff_t *bytes) {
    const struct memory_file *f = memory_find(self, path);
    *kind = OS_MISSING;
    *bytes = 0;
    if (memory_fails(self)) return EIO;
    if (!f) return ENOENT;
    *kind = f->kind == OS_MISSING ? OS_FILE : f->kind;
    *bytes = f->claims ? f->claims : f->data.n;
    return 0;
}

static int memory_copy(str from, ptrdiff_t claims, ptrdiff_t max, char **data, ptrdiff_t *n) {
    *data = NULL;
    *n = 0;
    if (from.n > max || claims > max) return EFBIG;
    *data = malloc((size_t)from.n + 1);
    if (!*data) return ENOMEM;
    if (from.n) memcpy(*data, from.p, (size_t)from.n);
    *n = from.n;
    return 0;
}

static int memory_read_file(void *self, const char *path, ptrdiff_t max, char **data, ptrdiff_t *n) {
    const struct memory_file *f = memory_find(self, path);
    *data = NULL;
    *n = 0;
    if (memory_fails(self)) return EIO;
    if (!f) return ENOENT;
    return memory_copy(f->data, f->claims, max, data, n);
}

static int memory_read_stdin(void *self, ptrdiff_t max, char **data, ptrdiff_t *n) {
    struct memory *m = self;
    *data = NULL;
    *n = 0;
    if (memory_fails(m)) return EIO;
    return memory_copy(m->input, 0, max, data, n);
}

static int memory_list(void *self, const char *path, char ***names, ptrdiff_t *n) {
    struct memory *m = self;
    *names = NULL;
    *n = 0;
    if (memory_fails(m)) return EIO;
    char **all = malloc(((size_t)m->n + 1) * sizeof *all); // the names stay the files' own
    if (!all) return ENOMEM;
    size_t len = strlen(path);
    for (ptrdiff_t i = 0; i < m->n; i++) {
        const char *p = m->file[i].path;
        if (strncmp(p, path, len) != 0 || p[len] != '/' || strchr(p + len + 1, '/')) continue;
        ptrdiff_t at = *n;
        while (at > 0 && strcmp(all[at - 1], p + len + 1) > 0) {
            all[at] = all[at - 1];
            at--;
        }
        all[at] = (char *)(uintptr_t)(p + len + 1);
        ++*n;
    }
    *names = all;
    return 0;
}

static os memory_os(struct memory *m) {
    return (os){.self = m,
                .stat = memory_stat,
                .read_file = memory_read_file,
                .read_stdin = memory_read_stdin,
                .list = memory_list};
}

#endif
