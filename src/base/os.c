#define _GNU_SOURCE
#include "base/os.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

char *os_reserve(ptrdiff_t bytes) {
    void *p = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

void os_discard(char *p, ptrdiff_t bytes) { madvise(p, (size_t)bytes, MADV_DONTNEED); }

void os_release(char *p, ptrdiff_t bytes) {
    if (p) munmap(p, (size_t)bytes);
}

static int real_stat(void *self, const char *path, enum os_kind *kind, ptrdiff_t *bytes) {
    (void)self;
    struct stat st;
    *kind = OS_MISSING;
    *bytes = 0;
    if (stat(path, &st) != 0) return errno;
    *kind = S_ISREG(st.st_mode) ? OS_FILE : S_ISDIR(st.st_mode) ? OS_FOLDER : OS_OTHER;
    *bytes = (ptrdiff_t)st.st_size;
    if (*kind == OS_FOLDER && lstat(path, &st) == 0 && S_ISLNK(st.st_mode)) *kind = OS_LINKED_FOLDER;
    return 0;
}

static int read_all(int fd, ptrdiff_t max, char **data, ptrdiff_t *n) {
    ptrdiff_t cap = 1 << 16, len = 0;
    char *p = malloc((size_t)cap);
    int error = p ? 0 : ENOMEM;
    while (!error) {
        if (len == cap) {
            char *q = realloc(p, (size_t)cap * 2);
            if (!q) {
                error = ENOMEM;
                break;
            }
            p = q;
            cap *= 2;
        }
        ssize_t got = read(fd, p + len, (size_t)(cap - len));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) error = errno;
        if (got <= 0) break;
        len += got;
        if (len > max) error = EFBIG;
    }
    if (error) {
        free(p);
        p = NULL;
        len = 0;
    }
    *data = p;
    *n = len;
    return error;
}

static int real_read_file(void *self, const char *path, ptrdiff_t max, char **data, ptrdiff_t *n) {
    (void)self;
    *data = NULL;
    *n = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return errno;
    int error = read_all(fd, max, data, n);
    close(fd);
    return error;
}

/* A file that is open is its descriptor plus one: 0 would be no file. */
static int real_open(void *self, const char *path, void **file) {
    (void)self;
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : 0;
    *file = fd < 0 ? NULL : (void *)(intptr_t)(fd + 1);
    return fd < 0 ? errno : 0;
}

static int real_read(void *self, void *file, char *to, ptrdiff_t room, ptrdiff_t *n) {
    (void)self;
    ssize_t got;
    do got = read((int)(intptr_t)file - 1, to, (size_t)room);
    while (got < 0 && errno == EINTR);
    *n = got < 0 ? 0 : (ptrdiff_t)got;
    return got < 0 ? errno : 0;
}

static void real_close(void *self, void *file) {
    (void)self;
    int fd = (int)(intptr_t)file - 1;
    if (fd > 0) close(fd);
}

static int by_bytes(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int real_list(void *self, const char *path, char ***names, ptrdiff_t *n) {
    (void)self;
    *names = NULL;
    *n = 0;
    DIR *dir = opendir(path);
    if (!dir) return errno;
    char *text = NULL; // names one after the other, NUL-terminated
    size_t len = 0, cap = 0, count = 0;
    int error = 0;
    for (struct dirent *e; !error && (e = readdir(dir));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
        size_t k = strlen(e->d_name) + 1;
        if (len + k > cap) {
            cap = 2 * (len + k) + 256;
            char *bigger = realloc(text, cap);
            if (!bigger) {
                error = ENOMEM;
                break;
            }
            text = bigger;
        }
        memcpy(text + len, e->d_name, k);
        len += k;
        count++;
    }
    closedir(dir);
    char **all = error ? NULL : malloc(count * sizeof *all + len + 1);
    if (!all) {
        free(text);
        return error ? error : ENOMEM;
    }
    char *copy = (char *)(all + count);
    if (len) memcpy(copy, text, len);
    free(text);
    for (size_t i = 0; i < count; i++) {
        all[i] = copy;
        copy += strlen(copy) + 1;
    }
    qsort(all, count, sizeof *all, by_bytes);
    *names = all;
    *n = (ptrdiff_t)count;
    return 0;
}

static int write_all(int fd, const char *data, ptrdiff_t n) {
    while (n > 0) {
        ssize_t put = write(fd, data, (size_t)n);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return errno;
        data += put;
        n -= put;
    }
    return 0;
}

static int real_write(void *self, int fd, const char *data, ptrdiff_t n) {
    (void)self;
    return write_all(fd, data, n);
}

static int real_write_file(void *self, const char *path, const char *data, ptrdiff_t n) {
    (void)self;
    struct stat st;
    bool plain = stat(path, &st) != 0 || S_ISREG(st.st_mode); // a device or a pipe is written as it is
    char *part = NULL;
    if (plain && asprintf(&part, "%s.part%ld", path, (long)getpid()) < 0) return ENOMEM;
    int fd = open(plain ? part : path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    int error = fd < 0 ? errno : write_all(fd, data, n);
    if (fd >= 0 && close(fd) != 0 && !error) error = errno;
    if (!error && plain && rename(part, path) != 0) error = errno;
    if (error && plain && fd >= 0) unlink(part);
    free(part);
    return error;
}

const os os_real = {
    .stat = real_stat,
    .read_file = real_read_file,
    .open = real_open,
    .read = real_read,
    .close = real_close,
    .list = real_list,
    .write = real_write,
    .write_file = real_write_file,
};

int os_map(const char *path, str *data) {
    *data = (str){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return errno;
    struct stat st;
    int error = 0;
    if (fstat(fd, &st) != 0)
        error = errno;
    else if (!S_ISREG(st.st_mode))
        error = EINVAL;
    else if (st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
        if (p == MAP_FAILED)
            error = errno;
        else
            *data = str_of(p, (ptrdiff_t)st.st_size);
    }
    close(fd);
    return error;
}

void os_unmap(str data) {
    if (data.p && data.n) munmap((void *)(uintptr_t)data.p, (size_t)data.n);
}

int os_terminal_columns(int fd) {
    struct winsize w;
    if (!isatty(fd)) return 0;
    return ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_col ? w.ws_col : 80;
}

double os_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int os_cores(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) return CPU_COUNT(&set);
    return 1;
}

const char *os_words(int error) {
    const char *words = strerrordesc_np(error);
    return words ? words : "unknown error";
}
