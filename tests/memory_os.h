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

struct memory_open {
    str rest;
    ptrdiff_t more; // of what it claims to have behind that: bytes 'x'
};

static int memory_open(void *self, const char *path, void **file) {
    struct memory *m = self;
    const struct memory_file *f = path ? memory_find(m, path) : NULL;
    *file = NULL;
    if (memory_fails(m)) return EIO;
    if (path && !f) return ENOENT;
    if (f && f->kind == OS_FOLDER) return EISDIR;
    struct memory_open *o = malloc(sizeof *o);
    if (!o) return ENOMEM;
    *o = (struct memory_open){.rest = f ? f->data : m->input};
    if (f && f->claims > f->data.n) o->more = f->claims - f->data.n;
    *file = o;
    return 0;
}

static int memory_read(void *self, void *file, char *to, ptrdiff_t room, ptrdiff_t *n) {
    struct memory_open *o = file;
    *n = 0;
    if (memory_fails(self)) return EIO;
    bool real = o->rest.n > 0;
    *n = real ? o->rest.n : o->more;
    if (*n > room) *n = room;
    if (real && *n) memcpy(to, o->rest.p, (size_t)*n);
    if (!real && *n) memset(to, 'x', (size_t)*n);
    if (real)
        o->rest = str_drop(o->rest, *n);
    else
        o->more -= *n;
    return 0;
}

static void memory_close(void *self, void *file) {
    (void)self;
    free(file);
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
                .open = memory_open,
                .read = memory_read,
                .close = memory_close,
                .list = memory_list};
}

#endif
