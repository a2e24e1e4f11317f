#include "ingest/message.h"

#include <brotli/decode.h>
#include <zlib.h>

#include "base/limits.h"
#include "ingest/headers.h"

enum { STEP_BYTES = 64 << 10, CODINGS = 4 /* one in another */, SNIFFED = 1024 };

/* The bytes of a chunk's size line at s, *size what it says; 0 when it is none. */
static ptrdiff_t chunk_line(str s, int64_t *size) {
    ptrdiff_t i = 0;
    *size = 0;
    for (; i < s.n && i < 16; i++) {
        char c = ascii_fold(s.p[i]);
        int digit = ascii_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) break;
        *size = *size > INT64_MAX / 16 - 1 ? INT64_MAX : *size * 16 + digit;
    }
    if (!i) return 0;
    const char *end = memchr(s.p + i, '\n', (size_t)(s.n - i));
    if (!end) return 0;
    for (const char *p = s.p + i; p < end; p++) // white space, or an extension
        if (*p == ';')
            break;
        else if (!ascii_space(*p))
            return 0;
    return end + 1 - s.p;
}

/* A body in chunks put together; as it is when it is not in chunks. */
static str join_chunks(str body, buf *joined) {
    int64_t size;
    if (!chunk_line(body, &size)) return body;
    joined->n = 0;
    for (ptrdiff_t line; (line = chunk_line(body, &size)) && size;) {
        body = str_drop(body, line);
        ptrdiff_t take = size < body.n ? (ptrdiff_t)size : body.n;
        buf_put(joined, str_head(body, take));
        body = str_drop(body, take);
        if (str_starts(body, S("\r\n")))
            body = str_drop(body, 2);
        else if (str_starts(body, S("\n")))
            body = str_drop(body, 1);
    }
    return buf_str(joined);
}

static bool too_long(error *e) { return error_set(e, ERROR_TOO_LONG, -1, "its page unpacks to more than the limit"); }

static bool no_memory(error *e) { return error_set(e, ERROR_MEMORY, -1, "no memory to unpack its page"); }

static bool is_packed(str body) {
    return str_starts(body, S("\x1F\x8B\x08")) || str_starts(body, S("\x28\xB5\x2F\xFD"));
}

/* gzip and zstd are told by their first bytes. */
static bool unpack_stream(str *body, ptrdiff_t max, buf *plain, struct stream *s, error *e) {
    if (!is_packed(*body)) return true;
    if (!stream_open_memory(s, *body, e)) return false;
    while (stream_want(s, 1)) {
        str v = stream_view(s);
        if (plain->n + v.n > max) return too_long(e);
        buf_put(plain, v);
        stream_skip(s, v.n);
    }
    *body = buf_str(plain);
    return !plain->failed || no_memory(e);
}

/* "deflate" is a zlib stream, or what some servers take it for: a bare one. Neither has a mark that is sure. */
static bool unpack_deflate(str *body, ptrdiff_t max, buf *plain, error *e) {
    static const int windows[] = {15, -15};
    char step[STEP_BYTES];
    for (int k = 0; k < 2; k++) {
        z_stream z = {.next_in = (void *)(uintptr_t)body->p, .avail_in = (unsigned)body->n};
        if (inflateInit2(&z, windows[k]) != Z_OK) return no_memory(e);
        int status = Z_OK;
        plain->n = 0;
        while (status == Z_OK && plain->n <= max) {
            z.next_out = (void *)step;
            z.avail_out = sizeof step;
            status = inflate(&z, Z_NO_FLUSH);
            buf_put(plain, str_of(step, (ptrdiff_t)(sizeof step - z.avail_out)));
        }
        inflateEnd(&z);
        if (plain->n > max) return too_long(e);
        if (plain->failed) return no_memory(e);
        if (!plain->n || (status == Z_DATA_ERROR && k == 0)) continue;
        *body = buf_str(plain);
        return true;
    }
    return true;
}

static bool unpack_brotli(str *body, ptrdiff_t max, buf *plain, error *e) {
    BrotliDecoderState *b = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!b) return no_memory(e);
    size_t left = (size_t)body->n;
    const uint8_t *in = (const uint8_t *)body->p;
    BrotliDecoderResult status = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (status == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && plain->n <= max) {
        uint8_t step[STEP_BYTES], *out = step;
        size_t room = sizeof step;
        status = BrotliDecoderDecompressStream(b, &left, &in, &room, &out, NULL);
        buf_put(plain, str_of((const char *)step, (ptrdiff_t)(sizeof step - room)));
    }
    BrotliDecoderDestroyInstance(b);
    if (plain->n > max) return too_long(e);
    if (plain->failed) return no_memory(e);
    bool whole = status == BROTLI_DECODER_RESULT_SUCCESS || status == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
    if (plain->n && whole) *body = buf_str(plain);
    return true;
}

bool message_unpack(str coding, ptrdiff_t max, str *body, int which, struct message_room *room, error *e) {
    buf *plain = &room->plain[which];
    plain->n = 0;
    if (str_eq_nocase(coding, S("gzip")) || str_eq_nocase(coding, S("x-gzip")) || str_eq_nocase(coding, S("zstd")))
        return unpack_stream(body, max, plain, room->stream, e);
    if (str_eq_nocase(coding, S("deflate"))) return unpack_deflate(body, max, plain, e);
    if (str_eq_nocase(coding, S("br"))) return unpack_brotli(body, max, plain, e);
    return true;
}

/* The last one that was put on comes off first. */
static bool undo_codings(str codings, ptrdiff_t max, str *body, struct message_room *room, error *e) {
    for (int k = 0; k < CODINGS && codings.n; k++) {
        ptrdiff_t comma = str_rfind_byte(codings, ',');
        if (!message_unpack(str_trim(str_drop(codings, comma + 1)), max, body, k & 1, room, e)) return false;
        codings = str_head(codings, comma < 0 ? 0 : comma);
    }
    return true;
}

/* "HTTP/1.1 200 OK" -> 200, 0 when it is none. */
static int status_of(str block) {
    if (!str_starts_nocase(block, S("HTTP/"))) return 0;
    str line, word;
    str_next_part(&block, '\n', &line);
    str_next_part(&line, ' ', &word);
    while (line.n && line.p[0] == ' ') line = str_drop(line, 1);
    int64_t status = header_number(str_head(line, 3));
    return status >= 100 && status < 1000 ? (int)status : 0;
}

bool message_read(str block, ptrdiff_t max, struct message *m, struct message_room *room, error *e) {
    *m = (struct message){.status = status_of(block)};
    if (!m->status) return error_set(e, ERROR_SYNTAX, -1, "no HTTP answer in it");
    ptrdiff_t body = headers_end(str_head(block, LIMIT_WARC_HEADER_BYTES));
    if (body < 0 && block.n > LIMIT_WARC_HEADER_BYTES)
        return error_set(e, ERROR_TOO_LONG, -1, "its HTTP header is longer than %td KiB",
                         LIMIT_WARC_HEADER_BYTES >> 10);
    if (body < 0) return error_set(e, ERROR_SYNTAX, -1, "its HTTP header does not end");
    str head = str_head(block, body), type = header_get(head, S("content-type"));
    m->type = header_media(type);
    m->charset = header_parameter(type, S("charset"));
    m->location = header_get(head, S("location"));
    m->body = str_drop(block, body);
    if (str_find_nocase(header_get(head, S("transfer-encoding")), S("chunked"), 0) >= 0)
        m->body = join_chunks(m->body, &room->joined);
    if (room->joined.failed) return no_memory(e);
    return undo_codings(header_get(head, S("content-encoding")), max, &m->body, room, e);
}

static bool looks_like_html(str body) {
    ptrdiff_t i = 0;
    if (str_starts(body, S("\xEF\xBB\xBF"))) i = 3;
    while (i < body.n && ascii_space(body.p[i])) i++;
    return i < body.n && body.p[i] == '<';
}

bool message_is_page(const struct message *m) {
    if (m->status / 100 != 2 || !m->body.n) return false;
    return m->type.n ? header_is_html(m->type) : looks_like_html(str_head(m->body, SNIFFED));
}

void message_room_clear(struct message_room *room) {
    buf_clear(&room->joined);
    buf_clear(&room->plain[0]);
    buf_clear(&room->plain[1]);
}
