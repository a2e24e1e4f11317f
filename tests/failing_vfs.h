/* failing_vfs: SQLite's own file system, of which any call that changes a file can be made to fail.
 *
 *     vfs_install();                       // becomes the default for stores that are opened from now on
 *     vfs_fail(VFS_CRASH, 7);              // the seventh call is cut short, and nothing is written any more
 *     …
 *     vfs_fail(VFS_WELL, 0);               // and after that all is well again
 *
 * Calls are counted from 1: opening a file for writing, writing, growing, truncating, syncing, deleting. Nothing is
 * really synced, so a test is fast; what "the disk" has is what was written. */
#ifndef ACCORD_TESTS_FAILING_VFS_H
#define ACCORD_TESTS_FAILING_VFS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

enum vfs_mode {
    VFS_WELL,
    VFS_ONCE,  // call `at` fails, the others do not
    VFS_FULL,  // writing fails from call `at` on
    VFS_CRASH, // call `at` is half done, and no later one at all
};

struct vfs_file {
    sqlite3_file base;
    sqlite3_file *real;
};

static struct {
    enum vfs_mode mode;
    int at, calls;
    sqlite3_vfs *real, vfs;
    sqlite3_io_methods methods;
} vfs_state;

static void vfs_fail(enum vfs_mode mode, int at) {
    vfs_state.mode = mode;
    vfs_state.at = at;
    vfs_state.calls = 0;
}

/* Whether this call fails; *half is set where it is to be half done. */
static bool vfs_fails(bool grows, bool *half) {
    int call = ++vfs_state.calls;
    *half = false;
    switch (vfs_state.mode) {
    case VFS_WELL: return false;
    case VFS_ONCE: return call == vfs_state.at;
    case VFS_FULL: return grows && call >= vfs_state.at;
    case VFS_CRASH: *half = call == vfs_state.at; return call >= vfs_state.at;
    }
    return false;
}

static sqlite3_file *vfs_real(sqlite3_file *f) { return ((struct vfs_file *)f)->real; }

static int vfs_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
    bool half;
    if (!vfs_fails(true, &half)) return vfs_real(f)->pMethods->xWrite(vfs_real(f), p, n, at);
    if (half && n > 1) vfs_real(f)->pMethods->xWrite(vfs_real(f), p, n / 2, at);
    return vfs_state.mode == VFS_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int vfs_truncate(sqlite3_file *f, sqlite3_int64 n) {
    bool half;
    if (vfs_fails(false, &half)) return SQLITE_IOERR_TRUNCATE;
    return vfs_real(f)->pMethods->xTruncate(vfs_real(f), n);
}

static int vfs_sync(sqlite3_file *f, int flags) {
    bool half;
    (void)f;
    (void)flags;
    return vfs_fails(false, &half) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int vfs_close(sqlite3_file *f) {
    struct vfs_file *file = (struct vfs_file *)f;
    int code = file->real->pMethods ? file->real->pMethods->xClose(file->real) : SQLITE_OK;
    sqlite3_free(file->real);
    file->real = NULL;
    return code;
}

// clang-format off
static int vfs_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) { return vfs_real(f)->pMethods->xRead(vfs_real(f), p, n, at); }
static int vfs_size(sqlite3_file *f, sqlite3_int64 *n) { return vfs_real(f)->pMethods->xFileSize(vfs_real(f), n); }
static int vfs_lock(sqlite3_file *f, int l) { return vfs_real(f)->pMethods->xLock(vfs_real(f), l); }
static int vfs_unlock(sqlite3_file *f, int l) { return vfs_real(f)->pMethods->xUnlock(vfs_real(f), l); }
static int vfs_reserved(sqlite3_file *f, int *r) { return vfs_real(f)->pMethods->xCheckReservedLock(vfs_real(f), r); }
static int vfs_control(sqlite3_file *f, int op, void *p) { return vfs_real(f)->pMethods->xFileControl(vfs_real(f), op, p); }
static int vfs_sector(sqlite3_file *f) { return vfs_real(f)->pMethods->xSectorSize(vfs_real(f)); }
static int vfs_device(sqlite3_file *f) { return vfs_real(f)->pMethods->xDeviceCharacteristics(vfs_real(f)); }
static int vfs_map(sqlite3_file *f, int region, int n, int extend, void volatile **p) { return vfs_real(f)->pMethods->xShmMap(vfs_real(f), region, n, extend, p); }
static int vfs_shm_lock(sqlite3_file *f, int at, int n, int flags) { return vfs_real(f)->pMethods->xShmLock(vfs_real(f), at, n, flags); }
static void vfs_barrier(sqlite3_file *f) { vfs_real(f)->pMethods->xShmBarrier(vfs_real(f)); }
static int vfs_unmap(sqlite3_file *f, int del) { return vfs_real(f)->pMethods->xShmUnmap(vfs_real(f), del); }
// clang-format on

static int vfs_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out) {
    struct vfs_file *file = (struct vfs_file *)f;
    bool half;
    (void)v;
    memset(file, 0, sizeof *file);
    if ((flags & SQLITE_OPEN_CREATE) && vfs_fails(true, &half)) return SQLITE_CANTOPEN;
    file->real = sqlite3_malloc(vfs_state.real->szOsFile);
    if (!file->real) return SQLITE_NOMEM;
    memset(file->real, 0, (size_t)vfs_state.real->szOsFile);
    int code = vfs_state.real->xOpen(vfs_state.real, name, file->real, flags, out);
    if (code != SQLITE_OK) {
        sqlite3_free(file->real);
        return code;
    }
    file->base.pMethods = &vfs_state.methods;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *v, const char *name, int sync) {
    bool half;
    (void)v;
    if (vfs_fails(false, &half)) return SQLITE_IOERR_DELETE;
    return vfs_state.real->xDelete(vfs_state.real, name, sync);
}

static void vfs_install(void) {
    vfs_state.real = sqlite3_vfs_find(NULL);
    vfs_state.vfs = *vfs_state.real;
    vfs_state.vfs.zName = "failing";
    vfs_state.vfs.szOsFile = (int)sizeof(struct vfs_file);
    vfs_state.vfs.xOpen = vfs_open;
    vfs_state.vfs.xDelete = vfs_delete;
    vfs_state.methods = (sqlite3_io_methods){.iVersion = 2,
                                             .xClose = vfs_close,
                                             .xRead = vfs_read,
                                             .xWrite = vfs_write,
                                             .xTruncate = vfs_truncate,
                                             .xSync = vfs_sync,
                                             .xFileSize = vfs_size,
                                             .xLock = vfs_lock,
                                             .xUnlock = vfs_unlock,
                                             .xCheckReservedLock = vfs_reserved,
                                             .xFileControl = vfs_control,
                                             .xSectorSize = vfs_sector,
                                             .xDeviceCharacteristics = vfs_device,
                                             .xShmMap = vfs_map,
                                             .xShmLock = vfs_shm_lock,
                                             .xShmBarrier = vfs_barrier,
                                             .xShmUnmap = vfs_unmap};
    sqlite3_vfs_register(&vfs_state.vfs, 1);
}

#endif
