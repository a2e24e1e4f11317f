#include "ingest/arc.h"

#include <stdio.h>

#include "archive_told.h"
#include "base/limits.h"
#include "check.h"
#include "pack.h"

static struct stream *in, *inner;

/* What comes of an archive, a line a page or error; every page that stands in the archive as it is does so at p.at. */
static const char *told(str archive) {
    static char lines[8192];
    struct arc a = {.in = in, .room = {.stream = inner}};
    struct warc_page p;
    error e = {.at = -1};
    size_t n = 0;
    lines[0] = 0;
    if (!stream_open_memory(in, archive, &e)) return lines;
    in->salvage = true;
    while (arc_next(&a, &p, &e) && n < sizeof lines) {
        n += archive_told(lines + n, sizeof lines - n, &p, &e, p.date.n);
        if (!e.code && p.at && in->packing == PACKING_NONE)
            assert_str(str_slice(archive, (ptrdiff_t)p.at, (ptrdiff_t)p.at + p.body.n), p.body);
    }
    arc_clear(&a);
    return lines;
}

#define expect(archive, want) assert_string_equal(told(archive), (want))

static const char first_1[] = "1 0 Harbour Crawl\nURL IP-address Archive-date Content-type Archive-length\n";

static void put_record(buf *to, int version, const char *uri, const char *type, str block) {
    if (version == 1)
        buf_fmt(to, "%s 192.0.2.1 20051203211500 %s %td\n", uri, type, block.n);
    else
        buf_fmt(to, "%s 192.0.2.1 20051203211500 %s 200 - - 12345678 crawl.arc.gz %td\n", uri, type, block.n);
    buf_put(to, block);
    buf_put(to, S("\n"));
}

#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\n\r\n"

static void put_archive(buf *to, int version) {
    put_record(to, version, "filedesc://crawl.arc", "text/plain", str_cstr(first_1));
    put_record(to, version, "dns:a.example", "text/dns", S("20051203211500\na.example. 60 IN A 192.0.2.1\n"));
    put_record(to, version, "http://a.example/", "text/html", S(HTML "<p>One."));
    put_record(to, version, "http://a.example/i", "image/png", S("HTTP/1.1 200 OK\r\n\r\n\x89PNG"));
    put_record(to, version, "http://a.example/no", "text/html", S("HTTP/1.0 404 Not Found\r\n\r\n<p>None."));
    put_record(to, version, "http://a.example/a b", "no-type", S("HTTP/1.1 200\n\n<html>Two."));
    put_record(to, version, "http://a.example/old", "text/html", S("<p>No header."));
    put_record(to, version, "http://a.example/robots.txt", "text/plain", S("HTTP/1.1 200 OK\r\n\r\nDisallow:"));
    put_record(to, version, "https://a.example/3", "text/html",
               S("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n6\r\nThree.\r\n0\r\n\r\n"));
}

static const char pages[] = "3 http://a.example/ 2005-12-03T21:15:00Z htmlkoi8-r [<p>One.]\n"
                            "6 http://a.example/a b 2005-12-03T21:15:00Z html [<html>Two.]\n"
                            "7 http://a.example/old 2005-12-03T21:15:00Z html [<p>No header.]\n"
                            "9 https://a.example/3 2005-12-03T21:15:00Z html [<p>Three.]\n";

static void both_versions_give_their_pages(void **state) {
    (void)state;
    for (int version = 1; version <= 2; version++) {
        buf b = {0}, gz = {0};
        put_archive(&b, version);
        assert_true(arc_is(buf_str(&b)));
        expect(buf_str(&b), pages);
        pack_gzip(&gz, buf_str(&b));
        expect(buf_str(&gz), pages);
        buf_clear(&b);
        buf_clear(&gz);
    }
    assert_false(arc_is(S("http://a.example/ is the address of 20051203211500 pages, and of more than 12")));
    assert_false(arc_is(S("http://a.example/ 192.0.2.1 20051203211500 text/html 12"))); // no line's end
    assert_false(arc_is(S("192.0.2.1 20051203211500 text/html 12\n")));
    assert_false(arc_is(S("http://a.example/ 192.0.2.1 2005120321150x text/html 12\n")));
    assert_true(arc_is(S("http://a.example/ 192.0.2.1 19961203 text/html 12\n")));
}

#define LIES(length)                                                                                                   \
    "http://a.example/ 192.0.2.1 20051203211500 text/html " length "\n" HTML "<p>One.\n"                               \
    "http://b.example/ 192.0.2.1 200512032115 text/html 6\n<p>Two\n"
#define TWO "2 http://b.example/ 2005-12-03T21:15:00Z html [<p>Two]\n"

static void a_length_that_lies_costs_no_other_record(void **state) {
    (void)state;
    static const char cut[] = "1 http://a.example/ 2005-12-03T21:15:00Z html cutkoi8-r [<p>One.]\n" TWO;
    assert_int_equal(sizeof(HTML "<p>One.") - 1, 67);
    expect(S(LIES("67")), "1 http://a.example/ 2005-12-03T21:15:00Z htmlkoi8-r [<p>One.]\n" TWO);
    expect(S(LIES("80")), cut);
    expect(S(LIES("100000000")), cut);
    expect(S(LIES("64")), "1 http://a.example/ 2005-12-03T21:15:00Z html cutkoi8-r [<p>O]\n"
                          "1: no ARC record: passed over up to the next one (120)\n" TWO);
    expect(S(LIES("9223372036854775808")), "1: an ARC record longer than 128 MiB (0)\n" TWO);
    expect(S(LIES("-1")), "0: no ARC record: passed over up to the next one (0)\n"
                          "1 http://b.example/ 2005-12-03T21:15:00Z html [<p>Two]\n");
    expect(S("Garbage.\n" LIES("67")), "0: no ARC record: passed over up to the next one (0)\n"
                                       "1 http://a.example/ 2005-12-03T21:15:00Z htmlkoi8-r [<p>One.]\n" TWO);
    expect(S("http://a.example/ 192.0.2.1 2005"), "0: the line of an ARC record that does not end (0)\n");
    // a picture that is passed over unread may claim what it likes
    expect(S("http://a.example/ 192.0.2.1 20051203211500 image/png 9223372036854775807\nx\n" LIES("67")),
           "2 http://a.example/ 2005-12-03T21:15:00Z htmlkoi8-r [<p>One.]\n"
           "3 http://b.example/ 2005-12-03T21:15:00Z html [<p>Two]\n");
}

static void an_archive_may_end_at_any_byte(void **state) {
    (void)state;
    for (int version = 1; version <= 2; version++) {
        buf b = {0}, gz = {0};
        put_record(&b, version, "filedesc://crawl.arc", "text/plain", str_cstr(first_1));
        put_record(&b, version, "http://a.example/", "text/html", S(HTML "<p>One."));
        ptrdiff_t first = b.n;
        pack_gzip(&gz, buf_str(&b));
        ptrdiff_t first_gz = gz.n;
        put_record(&b, version, "http://a.example/2", "text/html",
                   S("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n4\r\nTwo.\r\n0\r\n"));
        pack_gzip(&gz, str_drop(buf_str(&b), first));
        static const char one[] = "2 http://a.example/ 2005-12-03T21:15:00Z htmlkoi8-r [<p>One.]\n";
        for (ptrdiff_t cut = 0; cut <= b.n; cut++) {
            const char *got = told(str_head(buf_str(&b), cut));
            if (cut >= first) assert_memory_equal(got, one, sizeof one - 1);
        }
        for (ptrdiff_t cut = 0; cut <= gz.n; cut++) {
            const char *got = told(str_head(buf_str(&gz), cut));
            if (cut >= first_gz) assert_memory_equal(got, one, sizeof one - 1);
        }
        gz.p[40] ^= 0x7F; // a member that is broken costs its records alone
        assert_non_null(strstr(told(buf_str(&gz)), "html [<p>Two.]\n"));
        buf_clear(&b);
        buf_clear(&gz);
    }
}

static void limits_hold_just_past_them(void **state) {
    (void)state;
    static const char line[] = "http://a.example/", rest[] = " 192.0.2.1 20051203211500 text/html 7\n<p>One.\n";
    const ptrdiff_t fixed = (ptrdiff_t)(sizeof line - 1 + strlen(rest) - strlen("\n<p>One.\n"));
    for (int past = 0; past < 2; past++) {
        buf b = {0};
        buf_put(&b, S("http://b.example/ 192.0.2.1 20051203211500 text/html 6\n<p>Two\n"));
        buf_put(&b, str_cstr(line));
        buf_fill(&b, 'x', LIMIT_ARC_LINE_BYTES - fixed + past);
        buf_put(&b, str_cstr(rest));
        put_record(&b, 2, "http://a.example/", "text/html", S("<p>Three"));
        const char *got = told(buf_str(&b));
        assert_int_equal(strstr(got, "<p>One.") == NULL, past);
        assert_int_equal(strstr(got, "the line of an ARC record that is longer than the limit (62)") != NULL, past);
        assert_non_null(strstr(got, "[<p>Three]"));
        buf_clear(&b);
    }
    buf b = {0};
    buf_fmt(&b, "http://a.example/ 192.0.2.1 20051203211500 text/html %td\n", LIMIT_PAGE_BYTES + 1);
    put_record(&b, 1, "http://a.example/", "text/html", S("<p>Two"));
    expect(buf_str(&b), "1: an ARC record longer than 128 MiB (0)\n"
                        "2 http://a.example/ 2005-12-03T21:15:00Z html [<p>Two]\n");
    buf_clear(&b);
}

int main(void) {
    in = stream_new(&os_real);
    inner = stream_new(&os_real);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_versions_give_their_pages),
        cmocka_unit_test(a_length_that_lies_costs_no_other_record),
        cmocka_unit_test(an_archive_may_end_at_any_byte),
        cmocka_unit_test(limits_hold_just_past_them),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    stream_free(in);
    stream_free(inner);
    return failed;
}
