/* arena: memory that is given out in a row and taken back all at once.
 *
 * One arena a document, one scratch arena a worker. A function that returns something takes `arena *out` and leaves it
 * moved forward; one that needs room only while it runs takes `arena tmp` by value, so that what it took is free again
 * when it returns.
 *
 *     arena a;
 *     if (!arena_init(&a, LIMIT_ARENA_BYTES)) …no address space…
 *     int *counts = arena_new(&a, int, 100);   // zeroed
 *     arena_reset(&a);                          // counts is gone, the memory is kept
 *     arena_clear(&a);
 *
 * Invariants: 1. what is given out is zeroed and aligned.  2. an arena never grows past its cap: asking for more jumps
 * to *full, or aborts where full is null (then running out is our own bug).  3. under AddressSanitizer every piece is
 * followed by a poisoned redzone and all that was taken back is poisoned.
 * Not thread-safe: an arena belongs to one thread at a time. */
#ifndef ACCORD_BASE_ARENA_H
#define ACCORD_BASE_ARENA_H

#include <setjmp.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

typedef struct arena {
    char *beg, *end; // what is still free
    char *base;      // where it began; the owner's copy alone is reset or cleared
    jmp_buf *full;   // where to go when it is exhausted, or null
    char **top;      // how far memory was given out, one for all copies; null for an arena over the caller's memory
} arena;

/* Takes cap bytes of address space; pages cost memory when they are touched. False when there is none. */
bool arena_init(arena *a, ptrdiff_t cap);
/* Forgets all that was given out; gives large memory back to the system. */
void arena_reset(arena *a);
/* Gives back the address space past what is used, for an arena that is kept but not added to much any more. */
void arena_trim(arena *a);
/* Gives everything back; safe on a zeroed arena and twice. */
void arena_clear(arena *a);
/* An arena over memory of the caller's own, such as a small array on the stack; it is left with arena_leave before that
 * memory goes out of scope, so that nothing of it stays poisoned. */
static inline arena arena_over(char *room, ptrdiff_t bytes) {
    return (arena){.beg = room, .end = room + bytes, .base = room};
}
void arena_leave(arena *a);
/* Bytes given out so far. */
static inline ptrdiff_t arena_used(const arena *a) { return a->beg - a->base; }

/* count × size zeroed bytes; never null. */
void *arena_alloc(arena *a, ptrdiff_t size, ptrdiff_t align, ptrdiff_t count);
#define arena_new(a, T, count) ((T *)arena_alloc((a), (ptrdiff_t)sizeof(T), (ptrdiff_t)alignof(T), (count)))

/* A copy of s in the arena. */
str arena_str(arena *a, str s);
/* a then b as one str. */
str arena_cat(arena *a, str s, str t);
/* printf into the arena. */
str arena_fmt(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Growing arrays: any struct with the fields `T *p; ptrdiff_t n, cap;`, zeroed at first.
 * vec_push returns a pointer to a new zeroed element, valid until the next push. */
#define vec_push(a, v)                                                                                                 \
    ((v)->n == (v)->cap ? vec_grow((a), (v), (ptrdiff_t)sizeof(*(v)->p)) : (void)0, (v)->p + (v)->n++)
void vec_grow(arena *a, void *vec, ptrdiff_t size);

#endif
