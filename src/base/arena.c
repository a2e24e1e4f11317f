#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/os.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (size_t)(n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (size_t)(n))
enum { REDZONE = 16 };
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
enum { REDZONE = 0 };
#endif

enum { KEEP_BYTES = 8 << 20 };  // what a reset keeps for the next document
enum { TRIM_BYTES = 64 << 10 }; // what a trim rounds up to: a multiple of every page size

/* The mark of how far memory was given out stands before the first piece: scratch arenas are copied, and what their
 * copies took is to be taken back too. */
enum { MARK_BYTES = alignof(max_align_t) };
_Static_assert(sizeof(char *) <= MARK_BYTES, "the mark fits");

bool arena_init(arena *a, ptrdiff_t cap) {
    *a = (arena){0};
    char *mem = os_reserve(cap + MARK_BYTES);
    if (!mem) return false;
    *a = (arena){
        .beg = mem + MARK_BYTES, .end = mem + MARK_BYTES + cap, .base = mem + MARK_BYTES, .top = (char **)(void *)mem};
    *a->top = a->base;
    return true;
}

void arena_reset(arena *a) {
    if (!a->base) return;
    char *top = a->top ? *a->top : a->end;
    a->beg = a->base;
    UNPOISON(a->base, top - a->base);
    if (a->top && top - a->base > KEEP_BYTES) {
        os_discard((char *)(void *)a->top, top - a->base + MARK_BYTES);
        *a->top = a->base; // past it nothing is poisoned
    } else {
        POISON(a->base, top - a->base);
    }
}

void arena_trim(arena *a) {
    ptrdiff_t used = a->beg - a->base, keep = (used + TRIM_BYTES) / TRIM_BYTES * TRIM_BYTES - MARK_BYTES;
    if (!a->top || keep >= a->end - a->base) return;
    char *end = a->base + keep;
    if (*a->top > end) {
        UNPOISON(end, *a->top - end);
        *a->top = end;
    }
    os_release(end, a->end - end);
    a->end = end;
}

void arena_clear(arena *a) {
    if (a->top) {
        UNPOISON(a->base, *a->top - a->base);
        os_release((char *)(void *)a->top, a->end - a->base + MARK_BYTES);
    }
    *a = (arena){0};
}

void arena_leave(arena *a) {
    UNPOISON(a->base, a->end - a->base);
    *a = (arena){0};
}

static void exhausted(arena *a) {
    if (a->full) longjmp(*a->full, 1);
    abort();
}

/* Room that the caller fills: what it leaves is as it was. */
static void *take(arena *a, ptrdiff_t size, ptrdiff_t align, ptrdiff_t count) {
    assert(size >= 0 && count >= 0 && align > 0 && (align & (align - 1)) == 0);
    ptrdiff_t pad = (ptrdiff_t)(-(uintptr_t)a->beg & (uintptr_t)(align - 1));
    ptrdiff_t room = a->end - a->beg - pad - REDZONE;
    if (room < 0 || (size && count > room / size)) exhausted(a);
    ptrdiff_t bytes = size * count;
    char *p = a->beg + pad;
    a->beg = p + bytes + REDZONE;
    if (a->top && a->beg > *a->top) *a->top = a->beg;
    UNPOISON(p, bytes);
    POISON(p + bytes, REDZONE);
    return p;
}

void *arena_alloc(arena *a, ptrdiff_t size, ptrdiff_t align, ptrdiff_t count) {
    void *p = take(a, size, align, count);
    memset(p, 0, (size_t)(size * count));
    return p;
}

str arena_str(arena *a, str s) {
    char *p = take(a, 1, 1, s.n);
    if (s.n) memcpy(p, s.p, (size_t)s.n);
    return str_of(p, s.n);
}

str arena_cat(arena *a, str s, str t) {
    char *p = take(a, 1, 1, s.n + t.n);
    if (s.n) memcpy(p, s.p, (size_t)s.n);
    if (t.n) memcpy(p + s.n, t.p, (size_t)t.n);
    return str_of(p, s.n + t.n);
}

str arena_fmt(arena *a, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(n >= 0);
    char *p = take(a, 1, 1, (ptrdiff_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return str_of(p, n);
}

void vec_grow(arena *a, void *vec, ptrdiff_t size) {
    struct {
        void *p;
        ptrdiff_t n, cap;
    } v;
    memcpy(&v, vec, sizeof v);
    ptrdiff_t cap = v.cap ? 2 * v.cap : 8;
    char *p = take(a, size, alignof(max_align_t), cap);
    if (v.n) memcpy(p, v.p, (size_t)(v.n * size));
    memset(p + v.n * size, 0, (size_t)((cap - v.n) * size));
    v.p = p;
    v.cap = cap;
    memcpy(vec, &v, sizeof v);
}
