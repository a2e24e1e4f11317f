#include "ingest/mhtml.h"

#include "base/limits.h"
#include "doc/calendar.h"
#include "ingest/headers.h"
#include "ingest/url.h"

enum { BOUNDARY_BYTES = 200, DEPTH = 4 /* multiparts in multiparts */ };

static bool is_multipart(str type) { return str_starts_nocase(type, S("multipart/")); }
static bool is_html(str type) {
    return str_eq_nocase(type, S("text/html")) || str_eq_nocase(type, S("application/xhtml+xml"));
}
static bool is_text(str type) { return str_eq_nocase(type, S("text/plain")); }

bool mhtml_is(str data) {
    if (!header_get(data, S("mime-version")).n) return false;
    str type = header_media(header_get(data, S("content-type")));
    return is_multipart(type) || is_html(type);
}

static int hex(char c) {
    c = ascii_fold(c);
    return ascii_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

str mime_quoted(str s, arena *out) {
    char *p = arena_new(out, char, s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] != '=') {
            p[n++] = s.p[i];
            continue;
        }
        ptrdiff_t end = i + 1; // a line that goes on, perhaps with white space behind the mark
        while (end < s.n && (s.p[end] == ' ' || s.p[end] == '\t')) end++;
        if (end < s.n && s.p[end] == '\r') end++;
        int high = i + 2 < s.n ? hex(s.p[i + 1]) : -1, low = i + 2 < s.n ? hex(s.p[i + 2]) : -1;
        if (high >= 0 && low >= 0) {
            p[n++] = (char)(16 * high + low);
            i += 2;
        } else if (end >= s.n || s.p[end] == '\n') {
            i = end;
        } else {
            p[n++] = '=';
        }
    }
    return str_of(p, n);
}

static int base64_digit(char c) {
    if (ascii_upper(c)) return c - 'A';
    if (ascii_lower(c)) return c - 'a' + 26;
    if (ascii_digit(c)) return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

str mime_base64(str s, arena *out) {
    char *p = arena_new(out, char, s.n / 4 * 3 + 3);
    ptrdiff_t n = 0;
    uint32_t bits = 0;
    int have = 0;
    for (ptrdiff_t i = 0; i < s.n && s.p[i] != '='; i++) {
        int digit = base64_digit(s.p[i]);
        if (digit < 0) continue;
        bits = bits << 6 | (uint32_t)digit;
        have += 6;
        if (have < 8) continue;
        have -= 8;
        p[n++] = (char)(bits >> have & 0xFF);
    }
    return str_of(p, n);
}

/* The delimiter "--boundary" at the beginning of a line, at or after i; s.n when none. */
static ptrdiff_t find_delimiter(str s, str boundary, ptrdiff_t i) {
    for (; (i = str_find(s, S("--"), i)) >= 0; i++) {
        if (i > 0 && s.p[i - 1] != '\n') continue;
        if (str_starts(str_drop(s, i + 2), boundary)) return i;
    }
    return s.n;
}

/* The next part of a multipart from *at on; false at its end. */
static bool next_part(str s, str boundary, ptrdiff_t *at, str *part) {
    ptrdiff_t beg = find_delimiter(s, boundary, *at);
    if (beg == s.n) return false;
    str behind = str_drop(s, beg + 2 + boundary.n), line;
    if (str_starts(behind, S("--"))) return false;
    str_next_part(&behind, '\n', &line);
    if (!behind.p) return false;
    beg = behind.p - s.p;
    ptrdiff_t end = find_delimiter(s, boundary, beg);
    *at = end;
    if (end < s.n && end > beg) end--; // the line's end before a delimiter belongs to it
    if (end < s.n && end > beg && s.p[end - 1] == '\r') end--;
    *part = str_slice(s, beg, end);
    return true;
}

struct search {
    str start; // the Content-ID that the page has; empty when not said
    int parts;
    str found; // the best so far: header and body
    int rank, part;
};

enum { RANK_TEXT = 1, RANK_HTML, RANK_START };

static str bare_id(str id) {
    return id.n > 1 && id.p[0] == '<' && id.p[id.n - 1] == '>' ? str_slice(id, 1, id.n - 1) : id;
}

static void look_at(struct search *f, str part) {
    str type = header_media(header_get(part, S("content-type"))), id = bare_id(header_get(part, S("content-id")));
    int rank = is_html(type) ? RANK_HTML : is_text(type) || !type.n ? RANK_TEXT : 0;
    if (rank == RANK_HTML && f->start.n && str_eq(id, f->start)) rank = RANK_START;
    if (rank <= f->rank) return;
    f->rank = rank;
    f->found = part;
    f->part = f->parts;
}

/* Looks through the parts of a multipart, depth first. */
static void look_through(struct search *f, str whole) {
    struct {
        str s, boundary;
        ptrdiff_t at;
    } level[DEPTH];
    int depth = 0;
    str part = whole;
    for (;;) {
        str type = header_get(part, S("content-type"));
        str boundary = header_parameter(type, S("boundary"));
        ptrdiff_t body = headers_end(part);
        if (is_multipart(type) && boundary.n && boundary.n <= BOUNDARY_BYTES && body >= 0 && depth < DEPTH) {
            level[depth].s = str_drop(part, body);
            level[depth].boundary = boundary;
            level[depth++].at = 0;
        } else {
            look_at(f, part);
        }
        while (depth && !next_part(level[depth - 1].s, level[depth - 1].boundary, &level[depth - 1].at, &part)) depth--;
        if (!depth) return;
        f->parts++;
    }
}

bool mhtml_read(str data, struct mhtml_page *p, arena *out, error *e) {
    *p = (struct mhtml_page){0};
    struct search f = {.start = bare_id(header_parameter(header_get(data, S("content-type")), S("start")))};
    look_through(&f, data);
    if (!f.rank) return error_set(e, ERROR_SYNTAX, -1, "no page in it: no part of it is HTML or text");
    str type = header_get(f.found, S("content-type")), coding = header_get(f.found, S("content-transfer-encoding"));
    ptrdiff_t body = headers_end(f.found);
    str raw = body < 0 ? (str){0} : str_drop(f.found, body);
    if (raw.n > 2 * LIMIT_PAGE_BYTES)
        return error_set(e, ERROR_TOO_LONG, -1, "its page is longer than %td MiB", LIMIT_PAGE_BYTES >> 20);
    p->part = f.part ? f.part : 1;
    p->html = is_html(header_media(type));
    p->charset = header_parameter(type, S("charset"));
    p->body = str_eq_nocase(coding, S("quoted-printable")) ? mime_quoted(raw, out)
              : str_eq_nocase(coding, S("base64"))         ? mime_base64(raw, out)
                                                           : raw;
    if (p->body.n > LIMIT_PAGE_BYTES)
        return error_set(e, ERROR_TOO_LONG, -1, "its page is longer than %td MiB", LIMIT_PAGE_BYTES >> 20);
    if (!p->body.n) return error_set(e, ERROR_EMPTY, -1, "its page is empty");
    p->url = header_get(f.found, S("content-location"));
    if (!url_is(p->url)) p->url = header_get(data, S("snapshot-content-location"));
    if (!url_is(p->url)) p->url = (str){0};
    struct moment m;
    if (calendar_parse(header_get(data, S("date")), &m)) p->saved = calendar_iso_moment(out, m);
    return true;
}
