#include "base/str.h"

int str_cmp(str a, str b) {
    ptrdiff_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, (size_t)n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_eq_nocase(str a, str b) { return a.n == b.n && str_starts_nocase(a, b); }

bool str_starts_nocase(str s, str with) {
    if (s.n < with.n) return false;
    for (ptrdiff_t i = 0; i < with.n; i++)
        if (ascii_fold(s.p[i]) != ascii_fold(with.p[i])) return false;
    return true;
}

str str_slice(str s, ptrdiff_t beg, ptrdiff_t end) {
    if (end > s.n) end = s.n;
    if (beg < 0) beg = 0;
    if (beg >= end) return (str){s.p, 0};
    return (str){s.p + beg, end - beg};
}

str str_trim(str s) {
    while (s.n && ascii_space(s.p[0])) s.p++, s.n--;
    while (s.n && ascii_space(s.p[s.n - 1])) s.n--;
    return s;
}

ptrdiff_t str_find(str s, str what, ptrdiff_t from) {
    if (from < 0) from = 0;
    if (what.n == 0) return from <= s.n ? from : -1;
    while (from + what.n <= s.n) {
        const char *hit = memchr(s.p + from, what.p[0], (size_t)(s.n - from - what.n + 1));
        if (!hit) return -1;
        if (memcmp(hit, what.p, (size_t)what.n) == 0) return hit - s.p;
        from = hit - s.p + 1;
    }
    return -1;
}

ptrdiff_t str_find_nocase(str s, str what, ptrdiff_t from) {
    for (ptrdiff_t i = from < 0 ? 0 : from; i + what.n <= s.n; i++)
        if (str_starts_nocase(str_drop(s, i), what)) return i;
    return -1;
}

ptrdiff_t str_rfind_byte(str s, char c) {
    for (ptrdiff_t i = s.n; i-- > 0;)
        if (s.p[i] == c) return i;
    return -1;
}

bool str_next_part(str *rest, char sep, str *part) {
    if (!rest->p) return false;
    const char *hit = rest->n ? memchr(rest->p, sep, (size_t)rest->n) : NULL;
    if (!hit) {
        *part = *rest;
        *rest = (str){0};
    } else {
        *part = str_of(rest->p, hit - rest->p);
        *rest = str_drop(*rest, part->n + 1);
    }
    return true;
}
