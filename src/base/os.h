/* os: everything the program asks of the operating system, behind one seam.
 *
 * Tests and fuzzers bring another `struct os` whose calls fail at will. All paths are NUL-terminated.
 * Errors come back as errno values, 0 when all went well. Thread-safe unless a call says otherwise. */
#ifndef ACCORD_BASE_OS_H
#define ACCORD_BASE_OS_H

#include "base/str.h"

/* Address space: reserve gives zeroed pages that cost memory when touched, or null; discard makes them zero again. */
char *os_reserve(ptrdiff_t bytes);
void os_discard(char *p, ptrdiff_t bytes);
void os_release(char *p, ptrdiff_t bytes);

enum os_kind { OS_MISSING, OS_FILE, OS_FOLDER, OS_LINKED_FOLDER /* a symbolic link to one */, OS_OTHER };

typedef struct os {
    void *self; // passed to every call
    /* What path is, and its size in bytes when it is a file. */
    int (*stat)(void *self, const char *path, enum os_kind *kind, ptrdiff_t *bytes);
    /* Reads a whole file of at most max bytes into malloc'd memory that the caller frees. EFBIG when it is longer. */
    int (*read_file)(void *self, const char *path, ptrdiff_t max, char **data, ptrdiff_t *n);
    /* Opens a file, or standard input where path is null, to be read piece by piece. */
    int (*open)(void *self, const char *path, void **file);
    /* At most room bytes more, *n of them; *n is 0 at the end alone. */
    int (*read)(void *self, void *file, char *to, ptrdiff_t room, ptrdiff_t *n);
    void (*close)(void *self, void *file);
    /* The names in a folder, sorted by bytes, without . and ..; names and array are malloc'd as one block to free. */
    int (*list)(void *self, const char *path, char ***names, ptrdiff_t *n);
    /* Writes all bytes to a file descriptor (1 or 2). */
    int (*write)(void *self, int fd, const char *data, ptrdiff_t n);
    /* Writes a whole file, over an old one only when all is written. */
    int (*write_file)(void *self, const char *path, const char *data, ptrdiff_t n);
} os;

/* The real one. */
extern const os os_real;

/* A read-only mapping of a whole file, or an errno; unmapped with os_unmap. */
int os_map(const char *path, str *data);
void os_unmap(str data);

/* Columns of the terminal at fd, 0 when it is none. */
int os_terminal_columns(int fd);
/* Seconds since some fixed point, for measuring. */
double os_seconds(void);
/* Cores that this process may use, at least 1. */
int os_cores(void);
/* The words for an errno value; a static string, thread-safe. */
const char *os_words(int error);

#endif
