#include "check.h"

#include "report/escape.h"

static void same(void (*escape)(buf *, str), str in, const char *out) {
    buf b = {0};
    escape(&b, in);
    buf_byte(&b, '\0');
    assert_string_equal(b.p, out);
    buf_clear(&b);
}

static void html(void **state) {
    (void)state;
    same(escape_html, S("</script> & \"a\" 'b'"), "&lt;/script&gt; &amp; &quot;a&quot; &#39;b&#39;");
    same(escape_html, S("&amp;"), "&amp;amp;");
    same(escape_html, S("a\0b\x1b[31m\x7f"),
         "a\xEF\xBF\xBD"
         "b\xEF\xBF\xBD[31m\xEF\xBF\xBD");
    same(escape_html,
         S("\xE2\x80\xAE"
           "x\xE2\x81\xA6"),
         "\xEF\xBF\xBDx\xEF\xBF\xBD"); // they turn the direction
    same(escape_html,
         S("a\xE2\x80\xA8"
           "b\tc\r\nd"),
         "a b c  d");
    same(escape_html, S("\xC3"), "\xEF\xBF\xBD"); // cut in a character
    same(escape_html, S("caf\xC3\xA9 \xF0\x9F\x98\x80"), "caf\xC3\xA9 \xF0\x9F\x98\x80");
}

static void markdown(void **state) {
    (void)state;
    same(escape_md, S("*a* _b_ [c](d) <e> `f` | #g"), "\\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\`f\\` \\| \\#g");
    same(escape_md, S("http://x at 10:30, well-known."), "http\\://x at 10:30, well-known.");
    same(escape_md, S("two\nlines"), "two lines");
}

static void cells(void **state) {
    (void)state;
    same(escape_csv, S("plain"), "plain");
    same(escape_csv, S(""), "");
    same(escape_csv, S("a,b"), "\"a,b\"");
    same(escape_csv, S("a \"b\""), "\"a \"\"b\"\"\"");
    same(escape_csv, S("=1+2"), "\"'=1+2\"");
    same(escape_csv, S("-rail"), "\"'-rail\"");
    same(escape_csv, S("-3.5"), "-3.5");
    same(escape_csv, S("a\nb"), "\"a b\"");
    same(escape_tsv, S("a\tb\nc"), "a b c");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(html), cmocka_unit_test(markdown), cmocka_unit_test(cells)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
