#include "ingest/warc.h"

#include <stdio.h>

#include "archive_told.h"
#include "base/limits.h"
#include "check.h"
#include "ingest/headers.h"
#include "pack.h"

static struct stream *in, *inner;

/* What comes of an archive, a line a page or error. */
static const char *told(str archive) {
    static char lines[8192];
    struct warc w = {.in = in, .room = {.stream = inner}};
    struct warc_page p;
    error e = {.at = -1};
    size_t n = 0;
    lines[0] = 0;
    if (!stream_open_memory(in, archive, &e)) return lines;
    in->salvage = true;
    while (warc_next(&w, &p, &e) && n < sizeof lines)
        n += archive_told(lines + n, sizeof lines - n, &p, &e, 4);
    warc_clear(&w);
    return lines;
}

#define expect(archive, want) assert_string_equal(told(archive), (want))

/* A record with the right length. */
static void put_record(buf *to, const char *type, const char *content, str block) {
    buf_fmt(to,
            "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2025-12-03T21:15:00Z\r\n"
            "Content-Type: %s\r\nContent-Length: %td\r\n\r\n",
            type, content, block.n);
    buf_put(to, block);
    buf_put(to, S("\r\n\r\n"));
}

static const char http[] = "application/http; msgtype=response";

static str answer(buf *room, const char *fields, str body) {
    room->n = 0;
    buf_fmt(room, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"Shift_JIS\"\r\n%s\r\n", fields);
    buf_put(room, body);
    return buf_str(room);
}

static void pages_are_told_from_the_rest(void **state) {
    (void)state;
    buf b = {0};
    put_record(&b, "warcinfo", "application/warc-fields", S("software: none"));
    put_record(&b, "request", "application/http; msgtype=request", S("GET / HTTP/1.1\r\n\r\n"));
    put_record(&b, "response", http, S("HTTP/1.1 200 OK\r\ncontent-type: Text/HTML;charset=utf-8\r\n\r\n<p>One."));
    put_record(&b, "response", http, S("HTTP/1.0 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>None."));
    put_record(&b, "response", http, S("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"));
    put_record(&b, "response", http, S("HTTP/1.1 200\n\n<html>No type."));
    put_record(&b, "response", http, S("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    put_record(&b, "resource", "text/html", S("<p>Two."));
    put_record(&b, "resource", "image/gif", S("GIF89a"));
    put_record(&b, "conversion", "text/plain", S("Three."));
    put_record(&b, "response", http, S("not an answer"));
    put_record(&b, "revisit", http, S("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Again."));
    expect(buf_str(&b), "3 http://a.example/ 2025 htmlutf-8 [<p>One.]\n"
                        "6 http://a.example/ 2025 html [<html>No type.]\n"
                        "8 http://a.example/ 2025 html [<p>Two.]\n"
                        "10 http://a.example/ 2025 text [Three.]\n"
                        "11: no HTTP answer in it (1967)\n");
    buf gz = {0}, zst = {0};
    pack_gzip(&gz, buf_str(&b));
    pack_zstd(&zst, buf_str(&b));
    char plain[8192];
    snprintf(plain, sizeof plain, "%s", told(buf_str(&b)));
    expect(buf_str(&gz), plain);
    expect(buf_str(&zst), plain);
    buf_clear(&b);
    buf_clear(&gz);
    buf_clear(&zst);
}

static void encodings_are_undone(void **state) {
    (void)state;
    static const char brotli[] = "\x8b\x03\x80<p>Four.\x03"; // a stored block, as the format has it
    buf b = {0}, a = {0}, packed = {0}, twice = {0};
    put_record(&b, "response", http,
               answer(&a, "Transfer-Encoding: chunked\r\n", S("4\r\n<p>O\r\n3;x=y\r\nne.\r\n0\r\n\r\n")));
    pack_gzip(&packed, S("<p>Two."));
    put_record(&b, "response", http, answer(&a, "Content-Encoding: gzip\r\n", buf_str(&packed)));
    put_record(&b, "response", http,
               answer(&a, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", S("<p>Undone before.")));
    packed.n = 0;
    pack_deflate(&packed, S("<p>Three."), PACK_ZLIB);
    put_record(&b, "response", http, answer(&a, "Content-Encoding: deflate\r\n", buf_str(&packed)));
    packed.n = 0;
    pack_deflate(&packed, S("<p>Three, bare."), PACK_BARE);
    put_record(&b, "response", http, answer(&a, "Content-Encoding: deflate\r\n", buf_str(&packed)));
    put_record(&b, "response", http, answer(&a, "Content-Encoding: br\r\n", str_of(brotli, sizeof brotli - 1)));
    packed.n = 0;
    pack_zstd(&packed, S("<p>Five."));
    pack_gzip(&twice, buf_str(&packed));
    put_record(&b, "response", http, answer(&a, "Content-Encoding: zstd, gzip\r\n", buf_str(&twice)));
    put_record(&b, "response", http,
               answer(&a, "Transfer-Encoding: chunked\r\n", S("fffffffffffffff\r\n<p>All there is.")));
    expect(buf_str(&b), "1 http://a.example/ 2025 htmlShift_JIS [<p>One.]\n"
                        "2 http://a.example/ 2025 htmlShift_JIS [<p>Two.]\n"
                        "3 http://a.example/ 2025 htmlShift_JIS [<p>Undone before.]\n"
                        "4 http://a.example/ 2025 htmlShift_JIS [<p>Three.]\n"
                        "5 http://a.example/ 2025 htmlShift_JIS [<p>Three, bare.]\n"
                        "6 http://a.example/ 2025 htmlShift_JIS [<p>Four.]\n"
                        "7 http://a.example/ 2025 htmlShift_JIS [<p>Five.]\n"
                        "8 http://a.example/ 2025 htmlShift_JIS [<p>All there is.]\n");
    buf_clear(&b);
    buf_clear(&a);
    buf_clear(&packed);
    buf_clear(&twice);
}

#define LIES(length)                                                                                                   \
    "WARC/1.0\nWARC-Type: resource\nWARC-Target-URI: <http://b.example/>\nContent-Type: "                              \
    "text/html\nContent-Length: " length "\n\n<p>One.\r\n\r\n"                                                         \
    "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nTwo.\r\n\r\n"

static void a_length_that_lies_costs_no_other_record(void **state) {
    (void)state;
    expect(S(LIES("7")), "1 http://b.example/  html [<p>One.]\n2   text [Two.]\n");
    expect(S(LIES("20")), "1 http://b.example/  html cut [<p>One.]\n2   text [Two.]\n");
    expect(S(LIES("100000000")), "1 http://b.example/  html cut [<p>One.]\n2   text [Two.]\n");
    expect(S(LIES("5")), "1 http://b.example/  html cut [<p>On]\n"
                         "1: no WARC record: passed over up to the next one (114)\n2   text [Two.]\n");
    expect(S(LIES("9223372036854775808")), "1: a WARC record longer than 128 MiB (0)\n2   text [Two.]\n");
    expect(S(LIES("-1")), "1: a WARC record that does not say how long it is (0)\n2   text [Two.]\n");
    expect(S("Garbage.\n" LIES("7")), "0: no WARC record: passed over up to the next one (0)\n"
                                      "1 http://b.example/  html [<p>One.]\n2   text [Two.]\n");
    expect(S("WARC/1.0\r\nWARC-Type: resource\r\n"), "1: a WARC header that does not end (0)\n");
    expect(S("WARC"), "");
    expect(S("WORD"), "0: no WARC record (0)\n");
}

static void an_archive_may_end_at_any_byte(void **state) {
    (void)state;
    buf b = {0}, gz = {0}, zst = {0};
    put_record(&b, "response", http, S("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>One."));
    ptrdiff_t first = b.n;
    pack_gzip(&gz, buf_str(&b));
    pack_zstd(&zst, buf_str(&b));
    ptrdiff_t first_gz = gz.n, first_zst = zst.n;
    put_record(&b, "response", http,
               S("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n4\r\nTwo.\r\n0\r\n"));
    pack_gzip(&gz, str_drop(buf_str(&b), first));
    pack_zstd(&zst, str_drop(buf_str(&b), first));
    for (ptrdiff_t cut = 0; cut <= b.n; cut++) {
        const char *got = told(str_head(buf_str(&b), cut));
        if (cut >= first) assert_memory_equal(got, "1 http://a.example/ 2025 html [<p>One.]\n", 39);
    }
    for (ptrdiff_t cut = 0; cut <= gz.n; cut++) {
        const char *got = told(str_head(buf_str(&gz), cut));
        if (cut >= first_gz) assert_memory_equal(got, "1 http://a.example/ 2025 html [<p>One.]\n", 39);
    }
    for (ptrdiff_t cut = 0; cut <= zst.n; cut++) {
        const char *got = told(str_head(buf_str(&zst), cut));
        if (cut >= first_zst) assert_memory_equal(got, "1 http://a.example/ 2025 html [<p>One.]\n", 39);
    }
    // a member that is broken costs its record alone
    gz.p[12] ^= 0x7F;
    gz.p[40] ^= 0x7F;
    assert_non_null(strstr(told(buf_str(&gz)), "html [<p>Two.]\n"));
    buf_clear(&b);
    buf_clear(&gz);
    buf_clear(&zst);
}

static void limits_hold_just_past_them(void **state) {
    (void)state;
    buf b = {0}, block = {0}, packed = {0};
    buf_put(&b, S("WARC/1.0\r\nWARC-Type: resource\r\nX: "));
    buf_fill(&b, 'x', LIMIT_WARC_HEADER_BYTES);
    buf_put(&b, S("\r\n\r\n"));
    put_record(&b, "resource", "text/plain", S("Two."));
    expect(buf_str(&b), "1: a WARC header that is longer than the limit (0)\n2 http://a.example/ 2025 text [Two.]\n");
    b.n = 0;
    buf_put(&block, S("HTTP/1.1 200 OK\r\nX: "));
    buf_fill(&block, 'x', LIMIT_WARC_HEADER_BYTES);
    put_record(&b, "response", http, buf_str(&block));
    expect(buf_str(&b), "1: its HTTP header is longer than 1024 KiB (0)\n");
    // a page that unpacks to more than a page may have
    b.n = block.n = 0;
    buf_fill(&block, '\0', LIMIT_PAGE_BYTES + 1);
    pack_gzip(&packed, buf_str(&block));
    put_record(&b, "response", http, answer(&block, "Content-Encoding: gzip\r\n", buf_str(&packed)));
    put_record(&b, "resource", "text/plain", S("Two."));
    expect(buf_str(&b), "1: its page unpacks to more than the limit (0)\n2 http://a.example/ 2025 text [Two.]\n");
    buf_clear(&b);
    buf_clear(&block);
    buf_clear(&packed);
}

static void headers_are_read_as_they_come(void **state) {
    (void)state;
    str block =
        S("A: 1\r\nContent-Type: text/html;\r\n x=\"a;b\" ; Charset = \"utf-8\"\r\nno field\n: none\nB:\n\nbody: 1");
    assert_int_equal(headers_end(block), block.n - 7);
    assert_int_equal(headers_end(S("A: 1\r\n")), -1);
    str type = header_get(block, S("content-type"));
    assert_str(header_media(type), S("text/html"));
    assert_str(header_parameter(type, S("charset")), S("utf-8"));
    assert_str(header_parameter(type, S("x")), S("a;b"));
    assert_str(header_parameter(S("text/html; charset=latin1 ; b"), S("CHARSET")), S("latin1"));
    assert_str(header_parameter(S("text/html;charset"), S("charset")), S(""));
    assert_str(header_get(block, S("B")), S(""));
    assert_str(header_get(block, S("body")), S(""));
    assert_int_equal(header_number(S("12")), 12);
    assert_int_equal(header_number(S("9223372036854775808")), INT64_MAX);
    assert_int_equal(header_number(S("-1")), -1);
    assert_int_equal(header_number(S("")), -1);
}

int main(void) {
    in = stream_new(&os_real);
    inner = stream_new(&os_real);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_told_from_the_rest),
        cmocka_unit_test(encodings_are_undone),
        cmocka_unit_test(a_length_that_lies_costs_no_other_record),
        cmocka_unit_test(an_archive_may_end_at_any_byte),
        cmocka_unit_test(limits_hold_just_past_them),
        cmocka_unit_test(headers_are_read_as_they_come),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    stream_free(in);
    stream_free(inner);
    return failed;
}
