#include "ingest/arc.h"

#include <stdio.h>

#include "base/limits.h"
#include "ingest/headers.h"

enum {
    FIELDS_1 = 5,  // URL, IP address, date, type, length
    FIELDS_2 = 10, // and status, checksum, location, offset, file name before the length
    PEEK_BYTES = 512,
};

struct line {
    str uri, date, type;
    int64_t length;
    ptrdiff_t n; // its bytes, the newline too
};

static bool is_date(str s) {
    if (s.n != 8 && s.n != 12 && s.n != 14) return false;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!ascii_digit(s.p[i])) return false;
    return s.p[0] == '1' || s.p[0] == '2';
}

/* "http:", "dns:": a letter, and more up to a colon. */
static bool has_scheme(str s) {
    ptrdiff_t i = 0;
    while (i < s.n && i < 16 && (ascii_alnum(s.p[i]) || s.p[i] == '+' || s.p[i] == '-')) i++;
    return i > 1 && i < s.n && s.p[i] == ':' && ascii_alpha(s.p[0]);
}

/* The last word of *s, which loses it. */
static str last_word(str *s) {
    ptrdiff_t at = str_rfind_byte(*s, ' ');
    str word = str_drop(*s, at + 1);
    *s = str_head(*s, at < 0 ? 0 : at);
    return word;
}

/* Reads a line without its newline. Fields are counted from its end, for an address may have spaces in it; the date
 * stands where the version has it. */
static bool read_line(str s, struct line *l) {
    if (s.n && s.p[s.n - 1] == '\r') s.n--;
    if (!has_scheme(s) || s.n > LIMIT_ARC_LINE_BYTES || !ascii_digit(s.p[s.n - 1])) return false;
    // [k] of both: the word at place k from the end, and what stands before it
    str word[FIELDS_2 - 1], before[FIELDS_2 - 1], rest = s;
    int n = 0;
    for (; n < FIELDS_2 - 1 && rest.n; n++) {
        word[n] = last_word(&rest);
        before[n] = rest;
    }
    static const int dates[] = {FIELDS_2 - 3,
                                FIELDS_1 - 3}; // the longer line first: an offset in it may look like a date
    for (int k = 0; k < 2; k++) {
        int at = dates[k];
        if (at + 1 >= n || !before[at + 1].n || !is_date(word[at])) continue;
        *l = (struct line){
            .uri = before[at + 1], .date = word[at], .type = word[at - 1], .length = header_number(word[0])};
        return l->length >= 0;
    }
    return false;
}

bool arc_is(str data) {
    str line;
    struct line l;
    data = str_head(data, LIMIT_ARC_LINE_BYTES + 1);
    return str_find(data, S("\n"), 0) > 0 && str_next_part(&data, '\n', &line) && read_line(line, &l);
}

void arc_clear(struct arc *a) { message_room_clear(&a->room); }

/* Where the line of a record begins in v, at the beginning of a line at `from` or behind it; -1 when nowhere. */
static ptrdiff_t find_line(str v, ptrdiff_t from) {
    struct line l;
    while (from < v.n) {
        ptrdiff_t end = str_find(v, S("\n"), from);
        if (end < 0) break;
        if (read_line(str_slice(v, from, end), &l)) return from;
        from = end + 1;
    }
    return -1;
}

/* Makes the window hold a line to its end, and reads it; false when it is none. */
static bool want_line(struct stream *s, struct line *l, bool *over, bool *ends) {
    ptrdiff_t end, looked = 0;
    while ((end = str_find(stream_view(s), S("\n"), looked)) < 0) {
        looked = stream_view(s).n;
        if (looked > LIMIT_ARC_LINE_BYTES || !stream_more(s)) break;
    }
    *ends = end >= 0;
    *over = end < 0 ? stream_view(s).n > LIMIT_ARC_LINE_BYTES : end > LIMIT_ARC_LINE_BYTES;
    if (end < 0 || *over || !read_line(str_head(stream_view(s), end), l)) return false;
    l->n = end + 1;
    return true;
}

/* From the beginning of a line, passes over what stands before the next record. */
static void seek_record(struct stream *s) {
    struct line l;
    bool over, ends;
    do {
        stream_want(s, 1);
        if (stream_view(s).n && ascii_alpha(stream_view(s).p[0]) && want_line(s, &l, &over, &ends)) return;
    } while (stream_seek(s, S("\n"), LIMIT_FILE_BYTES) && stream_skip(s, 1));
}

static bool is_newline(char c) { return c == '\r' || c == '\n'; }

/* Goes to the next record and reads its line; false at the end. What is no record is told once. */
static bool find_record(struct arc *a, struct line *l, error *e) {
    struct stream *s = a->in;
    stream_skip(s, a->pass);
    a->pass = 0;
    if (a->lost) seek_record(s);
    a->lost = false;
    while (stream_want(s, 1) && is_newline(stream_view(s).p[0])) stream_skip(s, 1);
    if (!stream_want(s, 1)) return false;
    bool over, ends;
    if (want_line(s, l, &over, &ends)) return true;
    error_set(e, over ? ERROR_TOO_LONG : ERROR_SYNTAX, (ptrdiff_t)s->at, "%s",
              over    ? "the line of an ARC record that is longer than the limit"
              : !ends ? "the line of an ARC record that does not end"
                      : "no ARC record: passed over up to the next one");
    a->lost = true;
    return true;
}

/* The beginning of an address, as much of it as is there. */
static bool begins_scheme(str s) {
    ptrdiff_t i = 0;
    while (i < s.n && i < 16 && ascii_alnum(s.p[i])) i++;
    return i == s.n || has_scheme(s);
}

/* Newlines, and then a record, as much of it as is there, or the end. */
static bool ends_well(str rest) {
    struct line l;
    ptrdiff_t i = 0;
    while (i < rest.n && is_newline(rest.p[i])) i++;
    rest = str_drop(rest, i);
    if (!rest.n) return true;
    ptrdiff_t end = str_find(rest, S("\n"), 0);
    return end < 0 ? begins_scheme(rest) : read_line(str_head(rest, end), &l);
}

/* The block of a record, which the window then holds: what its line says, or less, up to the next record. */
static str hold_block(struct stream *s, ptrdiff_t header, ptrdiff_t n, bool *cut) {
    stream_want(s, header + n + PEEK_BYTES);
    str v = str_drop(stream_view(s), header), block = str_head(v, n);
    if (v.n >= n && ends_well(str_slice(v, n, n + PEEK_BYTES))) return block;
    ptrdiff_t next = find_line(v, 0);
    *cut = true;
    if (next < 0 || next >= n) return block;
    if (next > 0) next--;
    return str_head(v, next);
}

static bool may_be_page(const struct line *l) {
    str media = header_media(l->type);
    if (!str_starts_nocase(l->uri, S("http"))) return false;
    return header_is_html(media) || str_find(media, S("/"), 0) < 0; // "no-type", "unknown", "-"
}

/* Whether the block is a page, with p->body, html and charset set. */
static bool take_page(struct arc *a, const struct line *l, str block, struct warc_page *p, error *e) {
    struct message m;
    if (!str_starts_nocase(block, S("HTTP/"))) {
        if (!header_is_html(header_media(l->type))) return false;
        p->body = block;
    } else if (!message_read(block, LIMIT_PAGE_BYTES, &m, &a->room, e)) {
        return true;
    } else {
        if (!message_is_page(&m)) return false;
        p->body = m.body;
        p->charset = m.charset;
    }
    p->html = true;
    return p->body.n > 0;
}

/* "20051203211500" -> "2005-12-03T21:15:00Z", a view of a->date. */
static str iso_date(struct arc *a, str d) {
    str clock = str_drop(d, 8), second = str_drop(clock, 4);
    int n = snprintf(a->date, sizeof a->date, "%.4s-%.2s-%.2s", d.p, d.p + 4, d.p + 6);
    if (clock.n)
        n += snprintf(a->date + n, sizeof a->date - (size_t)n, "T%.2s:%.2s:%.2sZ", clock.p, clock.p + 2,
                      second.n ? second.p : "00");
    return str_of(a->date, n);
}

/* The record whose line was read; true when there is something to hand over. */
static bool take_record(struct arc *a, struct line *l, struct warc_page *p, error *e) {
    struct stream *s = a->in;
    int64_t at = s->at;
    p->record = ++a->record;
    bool page = may_be_page(l);
    if (l->length > LIMIT_PAGE_BYTES) { // it is not believed
        a->pass = l->n;
        a->lost = true;
        p->uri = l->uri;
        return page && !error_set(e, ERROR_TOO_LONG, (ptrdiff_t)at, "an ARC record longer than %td MiB",
                                  LIMIT_PAGE_BYTES >> 20);
    }
    if (!page) {
        stream_skip(s, l->n + l->length);
        return false;
    }
    ptrdiff_t header = l->n;
    str block = hold_block(s, header, (ptrdiff_t)l->length, &p->cut);
    read_line(str_head(stream_view(s), header - 1), l); // the window may have moved
    p->uri = l->uri;
    p->date = iso_date(a, l->date);
    a->pass = header + block.n;
    if (!take_page(a, l, block, p, e)) return false;
    if (e->code)
        e->at = (ptrdiff_t)at;
    else
        p->at = stream_place(s, p->body);
    return true;
}

bool arc_next(struct arc *a, struct warc_page *p, error *e) {
    struct line l;
    do {
        *p = (struct warc_page){.record = a->record};
        *e = (error){.at = -1};
        if (!find_record(a, &l, e)) return false;
    } while (!e->code && !take_record(a, &l, p, e));
    return true;
}
