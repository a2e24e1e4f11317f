/* str: borrowed byte slices, the string type of the whole program.
 *
 * A str is a view: a pointer and a length, never NUL-terminated, never owned. The bytes are UTF-8 unless a function
 * says otherwise, and may contain NUL. An empty str may have a null pointer.
 *
 *     str s = S("a phone call");
 *     str_eq(str_head(s, 7), S("a phone"));   // true
 *
 * Invariants: 1. n >= 0.  2. if n > 0 then p points at n readable bytes.
 * All functions are pure and thread-safe; cost is O(n) where they look at the bytes. */
#ifndef ACCORD_BASE_STR_H
#define ACCORD_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct str {
    const char *p; // [n] borrowed
    ptrdiff_t n;   // bytes
} str;

/* A list of strs; who owns the array is said where it is used. */
typedef struct strs {
    str *p; // [n]
    ptrdiff_t n, cap;
} strs;

/* A str of a string literal, without its NUL. */
#define S(literal) ((str){"" literal, (ptrdiff_t)sizeof(literal) - 1})
/* The same as the initializer of a static. */
#define S_INIT(literal)                                                                                                \
    { "" literal, (ptrdiff_t)sizeof(literal) - 1 }
/* The two arguments that printf's "%.*s" wants. */
#define STR_FMT(s) (int)(s).n, (s).p ? (s).p : ""

static inline str str_of(const char *p, ptrdiff_t n) { return (str){p, n}; }
static inline str str_cstr(const char *z) { return (str){z, z ? (ptrdiff_t)strlen(z) : 0}; }

static inline bool str_eq(str a, str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, (size_t)a.n) == 0); }
/* < 0, 0, > 0 by bytes, a prefix before what it begins. */
int str_cmp(str a, str b);
/* Equal when ASCII letters are folded to lower case. */
bool str_eq_nocase(str a, str b);

static inline bool str_starts(str s, str with) {
    return s.n >= with.n && (with.n == 0 || memcmp(s.p, with.p, (size_t)with.n) == 0);
}
static inline bool str_ends(str s, str with) {
    return s.n >= with.n && (with.n == 0 || memcmp(s.p + s.n - with.n, with.p, (size_t)with.n) == 0);
}
bool str_starts_nocase(str s, str with);

/* The first n bytes (all of s when it is shorter); all but the first n bytes (empty when it is shorter). */
static inline str str_head(str s, ptrdiff_t n) { return (str){s.p, n < s.n ? n : s.n}; }
static inline str str_drop(str s, ptrdiff_t n) {
    return n < s.n ? (str){s.p + n, s.n - n} : (str){s.p ? s.p + s.n : s.p, 0};
}
/* s[beg, end), clipped to s. */
str str_slice(str s, ptrdiff_t beg, ptrdiff_t end);
/* Without ASCII white space at both ends. */
str str_trim(str s);
/* Byte position of the first `what` at or after `from`, or -1. */
ptrdiff_t str_find(str s, str what, ptrdiff_t from);
ptrdiff_t str_find_nocase(str s, str what, ptrdiff_t from);
/* Byte position of the last byte c, or -1. */
ptrdiff_t str_rfind_byte(str s, char c);
/* What follows the last blank: all of s when it has none. */
static inline str str_last_word(str s) { return str_drop(s, str_rfind_byte(s, ' ') + 1); }
/* Takes the part before the first `sep` off *rest; false when *rest is used up (p is null). An empty last part counts:
 * "a,b," gives "a", "b", "". */
bool str_next_part(str *rest, char sep, str *part);

static inline bool ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline bool ascii_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool ascii_alpha(char c) { return ascii_upper(c) || ascii_lower(c); }
static inline bool ascii_alnum(char c) { return ascii_alpha(c) || ascii_digit(c); }
static inline char ascii_fold(char c) { return ascii_upper(c) ? (char)(c + 32) : c; }

#endif
