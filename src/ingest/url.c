#include "ingest/url.h"

bool url_is(str s) { return str_starts_nocase(s, S("http://")) || str_starts_nocase(s, S("https://")); }

/* Position of the first of `marks` at or after i; s.n when none. */
static ptrdiff_t find_mark(str s, ptrdiff_t i, const char *marks) {
    while (i < s.n && (!s.p[i] || !strchr(marks, s.p[i]))) i++;
    return i;
}

bool url_parse(str s, struct url *u) {
    if (!url_is(s)) return false;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= 0x20 || s.p[i] == 0x7F || s.p[i] == '\\') return false;
    s = str_head(s, find_mark(s, 0, "#"));
    u->secure = ascii_fold(s.p[4]) == 's';
    ptrdiff_t beg = u->secure ? 8 : 7, end = find_mark(s, beg, "/?");
    str authority = str_slice(s, beg, end);
    if (!authority.n || memchr(authority.p, '@', (size_t)authority.n)) return false;
    u->origin = str_head(s, end);
    u->path = str_drop(s, end);
    if (authority.p[0] == '[') {
        ptrdiff_t close = find_mark(authority, 0, "]");
        if (close == authority.n) return false;
        u->host = str_slice(authority, 1, close);
        authority = str_drop(authority, close + 1);
    } else {
        ptrdiff_t colon = find_mark(authority, 0, ":");
        u->host = str_head(authority, colon);
        authority = str_drop(authority, colon);
    }
    if (authority.n && authority.p[0] != ':') return false;
    for (ptrdiff_t i = 1; i < authority.n; i++)
        if (!ascii_digit(authority.p[i])) return false;
    return u->host.n > 0;
}

/* "a", ".", "..": takes the segments that mean other ones out of a path that begins with a slash. */
static str without_dots(str path, arena *out) {
    char *p = arena_new(out, char, path.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < path.n;) {
        ptrdiff_t end = find_mark(path, i + 1, "/");
        str segment = str_slice(path, i + 1, end);
        bool last = end == path.n;
        if (str_eq(segment, S(".."))) {
            while (n > 0 && p[--n] != '/') {}
        } else if (!str_eq(segment, S("."))) {
            memcpy(p + n, path.p + i, (size_t)(end - i));
            n += end - i;
            i = end;
            continue;
        }
        if (last) p[n++] = '/';
        i = end;
    }
    return str_of(p, n);
}

str url_resolve(str base, str ref, arena *out) {
    struct url b;
    ref = str_trim(ref);
    ref = str_head(ref, find_mark(ref, 0, "#"));
    ptrdiff_t scheme = find_mark(ref, 0, ":/?");
    bool absolute = scheme < ref.n && ref.p[scheme] == ':' && scheme > 0;
    if (absolute || !url_parse(base, &b)) return arena_str(out, ref);
    if (str_starts(ref, S("//"))) return arena_fmt(out, "%s%.*s", b.secure ? "https:" : "http:", STR_FMT(ref));
    if (!ref.n) return arena_cat(out, b.origin, b.path.n ? b.path : S("/"));
    ptrdiff_t query = find_mark(b.path, 0, "?");
    if (ref.p[0] == '?')
        return arena_fmt(out, "%.*s%.*s%.*s", STR_FMT(b.origin), STR_FMT(str_head(b.path, query)), STR_FMT(ref));
    ptrdiff_t split = find_mark(ref, 0, "?");
    str path = str_head(ref, split);
    if (ref.p[0] != '/') {
        ptrdiff_t slash = str_rfind_byte(str_head(b.path, query), '/');
        path = arena_cat(out, slash < 0 ? S("/") : str_head(b.path, slash + 1), path);
    }
    return arena_cat(out, arena_cat(out, b.origin, without_dots(path, out)), str_drop(ref, split));
}
