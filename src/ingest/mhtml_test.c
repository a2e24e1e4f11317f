#include "ingest/mhtml.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/limits.h"
#include "check.h"

static arena out;

static const char *told(str data) {
    static char line[4096];
    struct mhtml_page p;
    error e = {.at = -1};
    arena_reset(&out);
    if (mhtml_read(data, &p, &out, &e))
        snprintf(line, sizeof line, "%d %s|%.*s|%.*s|%.*s|%.*s", p.part, p.html ? "html" : "text", STR_FMT(p.url),
                 STR_FMT(p.saved), STR_FMT(p.charset), STR_FMT(p.body));
    else
        snprintf(line, sizeof line, "%s", e.words);
    return line;
}

#define expect(data, want) assert_string_equal(told(data), (want))

static const str saved =
    S_INIT("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\nSubject: =?utf-8?Q?Bridge?=\r\n"
           "Date: Wed, 3 Dec 2025 21:15:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: "
           "multipart/related;\r\n\ttype=\"text/html\";\r\n"
           "\tboundary=\"--b--\"\r\n\r\npreamble\r\n----b--\r\nContent-Type: image/gif\r\nContent-ID: <i@x>\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\nR0lG\r\n----b--\r\nContent-Type: text/html; "
           "charset=utf-8\r\nContent-ID: <f@x>\r\n"
           "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/1?x\r\n\r\n"
           "<p>One =E2=80=94 two =3D=\r\nthree = 4 =zz= \t\r\n--b-- \r\n----b--\r\nContent-Type: text/html\r\n\r\n<p>A "
           "frame\r\n----b----\r\nepilogue");

static void a_saved_page_is_found(void **state) {
    (void)state;
    assert_true(mhtml_is(saved) && mhtml_is(str_head(saved, 300)));
    assert_false(mhtml_is(S("From: a\r\nContent-Type: text/html\r\n\r\n")) || mhtml_is(S("")) ||
                 mhtml_is(S("MIME-Version: 1.0\n")));
    expect(saved,
           "2 html|https://a.example/1?x|2025-12-03T20:15:00Z|utf-8|<p>One \xE2\x80\x94 two =three = 4 =zz--b-- ");
}

static void other_files_of_that_kind(void **state) {
    (void)state;
    expect(S("MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+T25l\nLg==\n"),
           "1 html||||<p>One.");
    // the part that it begins with, behind another
    expect(S("Content-Type: multipart/related; boundary=b; start=\"<two@x>\"\n\n--b\nContent-Type: "
             "text/html\n\n<p>One\n--b\n"
             "Content-Type: text/html\nContent-ID: <two@x>\n\n<p>Two\n--b--\n"),
           "2 html||||<p>Two");
    // alternatives in a multipart, the text first
    expect(S("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: multipart/alternative; "
             "boundary=c\n\n--c\n"
             "Content-Type: text/plain\n\nPlain\n--c\nContent-Type: text/html\n\n<p>Rich\n--c--\n\n--b\nContent-Type: "
             "text/plain\n\nMore\n--b--"),
           "3 html||||<p>Rich");
    expect(S("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nPlain\n--b--"),
           "1 text||||Plain");
    expect(S("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--"),
           "no page in it: no part of it is HTML or text");
    expect(S("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n\n--b--"),
           "its page is empty");
    expect(S("Content-Type: multipart/mixed; boundary=b\n\nno parts"), "no page in it: no part of it is HTML or text");
    expect(S("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>It breaks"),
           "1 html||||<p>It breaks");
}

static void a_file_may_end_at_any_byte(void **state) {
    (void)state;
    ptrdiff_t page = str_find(saved, S("<p>One"), 0);
    for (ptrdiff_t cut = 0; cut <= saved.n; cut++) {
        const char *got = told(str_head(saved, cut));
        if (cut > page + 6)
            assert_memory_equal(got, "2 html|https://a.example/1?x|2025-12-03T20:15:00Z|utf-8|<p>One", 61);
    }
}

static void what_is_hostile_is_read_in_time(void **state) {
    (void)state;
    static const char *const pieces[] = {"--b\n", "--b\nContent-Type: text/html\n\n",
                                         "--",    "\n--",
                                         "=",     "--b\nContent-Type: multipart/x; boundary=b\n\n",
                                         "\n"};
    enum { BYTES = 8 << 20 };
    for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
        buf b = {0};
        buf_put(&b, S("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"));
        while (b.n < BYTES) buf_put(&b, str_cstr(pieces[k]));
        told(buf_str(&b));
        buf_clear(&b);
    }
}

static void limits_hold_just_past_them(void **state) {
    (void)state;
    buf b = {0};
    buf_put(&b, S("MIME-Version: 1.0\nContent-Type: text/html\n\n"));
    ptrdiff_t head = b.n;
    buf_fill(&b, 'x', LIMIT_PAGE_BYTES + 1);
    expect(buf_str(&b), "its page is longer than 128 MiB");
    assert_memory_equal(told(str_head(buf_str(&b), head + LIMIT_PAGE_BYTES)), "1 html||||xxx", 13);
    buf_clear(&b);
}

int main(void) {
    if (!arena_init(&out, 512 << 20)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_saved_page_is_found),      cmocka_unit_test(other_files_of_that_kind),
        cmocka_unit_test(a_file_may_end_at_any_byte), cmocka_unit_test(what_is_hostile_is_read_in_time),
        cmocka_unit_test(limits_hold_just_past_them),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&out);
    return failed;
}
