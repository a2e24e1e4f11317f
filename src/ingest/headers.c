#include "ingest/headers.h"

static str without_cr(str line) { return line.n && line.p[line.n - 1] == '\r' ? str_head(line, line.n - 1) : line; }

ptrdiff_t headers_end(str s) {
    str rest = s, line;
    while (rest.n && str_next_part(&rest, '\n', &line)) {
        if (!rest.p) return -1; // a line that does not end
        if (!without_cr(line).n) return rest.p - s.p;
    }
    return -1;
}

static bool folds(str rest) { return rest.n && (rest.p[0] == ' ' || rest.p[0] == '\t'); }

bool header_next(str *rest, str *name, str *value) {
    str line;
    while (rest->n && str_next_part(rest, '\n', &line)) {
        if (!without_cr(line).n) return false;
        while (folds(*rest)) {
            str more;
            str_next_part(rest, '\n', &more);
            line.n = more.p + more.n - line.p;
        }
        const char *colon = memchr(line.p, ':', (size_t)line.n);
        if (!colon || colon == line.p) continue;
        *name = str_trim(str_head(line, colon - line.p));
        *value = str_trim(str_drop(line, colon - line.p + 1));
        return true;
    }
    return false;
}

str header_get(str block, str name) {
    str got, value;
    while (header_next(&block, &got, &value))
        if (str_eq_nocase(got, name)) return value;
    return (str){0};
}

str header_media(str value) {
    const char *end = value.n ? memchr(value.p, ';', (size_t)value.n) : NULL;
    return str_trim(end ? str_head(value, end - value.p) : value);
}

bool header_is_html(str media) {
    return str_eq_nocase(media, S("text/html")) || str_eq_nocase(media, S("application/xhtml+xml"));
}

str header_parameter(str value, str name) {
    ptrdiff_t i = header_media(value).n;
    while (i < value.n && value.p[i] != ';') i++;
    while (i < value.n) {
        ptrdiff_t beg = ++i; // behind the ';'
        while (i < value.n && value.p[i] != '=' && value.p[i] != ';') i++;
        str key = str_trim(str_slice(value, beg, i));
        if (i == value.n || value.p[i] == ';') continue;
        for (i++; i < value.n && ascii_space(value.p[i]);) i++;
        bool quoted = i < value.n && value.p[i] == '"';
        beg = i += quoted;
        while (i < value.n && value.p[i] != (quoted ? '"' : ';')) i++;
        str got = str_slice(value, beg, i);
        if (str_eq_nocase(key, name)) return quoted ? got : str_trim(got);
        while (i < value.n && value.p[i] != ';') i++;
    }
    return (str){0};
}

int64_t header_number(str value) {
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < value.n; i++) {
        if (!ascii_digit(value.p[i])) return -1;
        if (n > (INT64_MAX - 9) / 10) n = INT64_MAX;
        if (n != INT64_MAX) n = 10 * n + (value.p[i] - '0');
    }
    return value.n ? n : -1;
}
