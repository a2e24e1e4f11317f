#include "ingest/warc.h"

#include "base/limits.h"
#include "ingest/headers.h"

static const str mark = S_INIT("WARC/");
enum { VERSION_BYTES = 16 }; // "WARC/1.1\r\n" and the beginning of a field, with room

enum kind { OTHER, RESPONSE, RESOURCE, CONVERSION };

struct record {
    enum kind kind;
    str type; // of the record
    int64_t length;
    bool cut;
    str block;
};

bool warc_is(str data) { return str_starts(data, S("WARC/0.")) || str_starts(data, S("WARC/1.")); }

void warc_clear(struct warc *w) { message_room_clear(&w->room); }

/* White space, and then a record or the end. */
static bool ends_well(str rest) {
    ptrdiff_t i = 0;
    while (i < rest.n && (rest.p[i] == '\r' || rest.p[i] == '\n')) i++;
    rest = str_drop(rest, i);
    return warc_is(rest) || str_starts(S("WARC/0."), rest) || str_starts(S("WARC/1."), rest);
}

/* Where a line stands that says which WARC this is, with a field behind it; -1 when nowhere. */
static ptrdiff_t find_version(str v, ptrdiff_t from) {
    for (ptrdiff_t at = from; (at = str_find(v, mark, at)) >= 0; at++) {
        str rest = str_slice(v, at, at + VERSION_BYTES), line;
        if (!warc_is(rest)) continue;
        str_next_part(&rest, '\n', &line);
        if (rest.n && ascii_alpha(rest.p[0]) && line.n <= 10) return at;
    }
    return -1;
}

/* Passes over what stands before the next record. */
static void seek_record(struct stream *s) {
    while (stream_seek(s, mark, LIMIT_FILE_BYTES)) {
        stream_want(s, VERSION_BYTES);
        if (find_version(str_head(stream_view(s), VERSION_BYTES), 0) == 0) return;
        stream_skip(s, mark.n);
    }
}

/* Goes to the next record; false at the end. What is no record is told once. */
static bool find_record(struct warc *w, error *e) {
    struct stream *s = w->in;
    stream_skip(s, w->pass);
    w->pass = 0;
    if (w->lost) seek_record(s);
    w->lost = false;
    while (stream_want(s, 1) && (stream_view(s).p[0] == '\r' || stream_view(s).p[0] == '\n')) stream_skip(s, 1);
    if (!stream_want(s, 7)) {
        if (stream_view(s).n && !str_starts(mark, stream_view(s)))
            error_set(e, ERROR_SYNTAX, (ptrdiff_t)s->at, "no WARC record");
        stream_skip(s, stream_view(s).n);
        return e->code != ERROR_NONE;
    }
    if (warc_is(stream_view(s))) return true;
    error_set(e, ERROR_SYNTAX, (ptrdiff_t)s->at, "no WARC record: passed over up to the next one");
    w->lost = true;
    return true;
}

static enum kind kind_of(str type) {
    if (str_eq_nocase(type, S("response"))) return RESPONSE;
    if (str_eq_nocase(type, S("resource"))) return RESOURCE;
    return str_eq_nocase(type, S("conversion")) ? CONVERSION : OTHER;
}

static bool is_text(str type) { return str_eq_nocase(type, S("text/plain")); }

/* WARC 1.0 has URIs in angle brackets in places. */
static str bare(str uri) {
    return uri.n > 1 && uri.p[0] == '<' && uri.p[uri.n - 1] == '>' ? str_slice(uri, 1, uri.n - 1) : uri;
}

/* Reads the header at the window's beginning; its length in bytes, -1 with *e set. */
static ptrdiff_t read_header(struct warc *w, struct record *r, struct warc_page *p, error *e) {
    struct stream *s = w->in;
    ptrdiff_t end;
    while ((end = headers_end(str_head(stream_view(s), LIMIT_WARC_HEADER_BYTES + 1))) < 0) {
        if (stream_view(s).n <= LIMIT_WARC_HEADER_BYTES && stream_more(s)) continue;
        bool over = stream_view(s).n > LIMIT_WARC_HEADER_BYTES;
        error_set(e, over ? ERROR_TOO_LONG : ERROR_SYNTAX, (ptrdiff_t)s->at, "a WARC header that %s",
                  over ? "is longer than the limit" : "does not end");
        return -1;
    }
    str head = str_head(stream_view(s), end), name, value, version;
    *r = (struct record){.length = -1};
    str_next_part(&head, '\n', &version);
    while (header_next(&head, &name, &value)) {
        if (str_eq_nocase(name, S("WARC-Type"))) r->kind = kind_of(value);
        if (str_eq_nocase(name, S("WARC-Target-URI"))) p->uri = bare(value);
        if (str_eq_nocase(name, S("WARC-Date"))) p->date = value;
        if (str_eq_nocase(name, S("Content-Type"))) r->type = value;
        if (str_eq_nocase(name, S("WARC-Truncated"))) r->cut = true;
        if (str_eq_nocase(name, S("Content-Length"))) r->length = header_number(value);
    }
    return end;
}

/* A record that may be a page by what its header says. */
static bool may_be_page(const struct record *r) {
    str media = header_media(r->type);
    if (r->kind == RESPONSE) return str_eq_nocase(media, S("application/http")) || !media.n || header_is_html(media);
    if (r->kind == RESOURCE) return header_is_html(media) || is_text(media);
    return r->kind == CONVERSION && is_text(media);
}

/* Makes the window hold the header and the block; views of the header that were taken before may have moved. The block
 * ends where the record says, or before, where the next record begins. */
static void hold_block(struct stream *s, ptrdiff_t header, struct record *r) {
    ptrdiff_t n = (ptrdiff_t)r->length;
    stream_want(s, header + n + 4 + 7);
    str v = str_drop(stream_view(s), header);
    r->block = str_head(v, n);
    if (v.n >= n && ends_well(str_head(str_drop(v, n), 4 + 7))) return;
    ptrdiff_t next = find_version(v, 0);
    r->cut = true;
    if (next < 0 || next >= n) return;
    while (next > 0 && (v.p[next - 1] == '\n' || v.p[next - 1] == '\r')) next--;
    r->block = str_head(v, next);
}

/* Passes over a record without looking into it. */
static void pass_over(struct warc *w, ptrdiff_t header, int64_t length) {
    stream_skip(w->in, header);
    stream_skip(w->in, length);
}

/* Whether the record is a page, with p->body, html and charset set. */
static bool take_page(struct warc *w, const struct record *r, struct warc_page *p, error *e) {
    str media = header_media(r->type);
    p->cut = r->cut;
    if (r->kind != RESPONSE || header_is_html(media)) {
        p->body = r->block;
        p->html = header_is_html(media);
        p->charset = header_parameter(r->type, S("charset"));
        return p->body.n > 0;
    }
    if (!media.n && !str_starts_nocase(r->block, S("HTTP/"))) return false;
    struct message m;
    if (!message_read(r->block, LIMIT_PAGE_BYTES, &m, &w->room, e)) return true;
    if (!message_is_page(&m)) return false;
    p->body = m.body;
    p->html = true;
    p->charset = m.charset;
    return true;
}

/* One record; true when there is something to hand over. */
static bool take_record(struct warc *w, struct warc_page *p, error *e) {
    struct stream *s = w->in;
    struct record r;
    p->record = ++w->record;
    int64_t at = s->at;
    ptrdiff_t header = read_header(w, &r, p, e);
    if (header < 0) { // all that was looked at is passed over, so that looking costs no more than reading
        w->pass = stream_view(s).n < LIMIT_WARC_HEADER_BYTES ? stream_view(s).n : LIMIT_WARC_HEADER_BYTES;
        w->lost = true;
        return true;
    }
    if (r.length < 0 || r.length > LIMIT_PAGE_BYTES) { // its length is not believed
        w->pass = header;
        w->lost = true;
        if (r.length < 0)
            return !error_set(e, ERROR_SYNTAX, (ptrdiff_t)at, "a WARC record that does not say how long it is");
        if (!may_be_page(&r)) return false;
        return !error_set(e, ERROR_TOO_LONG, (ptrdiff_t)at, "a WARC record longer than %td MiB",
                          LIMIT_PAGE_BYTES >> 20);
    }
    if (!may_be_page(&r)) {
        pass_over(w, header, r.length);
        return false;
    }
    hold_block(s, header, &r);
    struct record held = r;
    read_header(w, &r, p, e); // the window may have moved
    held.type = r.type;
    w->pass = header + held.block.n;
    if (!take_page(w, &held, p, e)) return false;
    if (e->code)
        e->at = (ptrdiff_t)at;
    else
        p->at = stream_place(s, p->body);
    return true;
}

bool warc_next(struct warc *w, struct warc_page *p, error *e) {
    do {
        *p = (struct warc_page){.record = w->record};
        *e = (error){.at = -1};
        if (!find_record(w, e)) return false;
    } while (!e->code && !take_record(w, p, e));
    return true;
}
