#include "ingest/feed.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "check.h"
#include "ingest/xml.h"

static arena out;

/* What a feed comes to, a line an item. */
static const char *told(str data, const char *base) {
    static const char *const kinds[] = {"rss", "rdf", "atom", "opml"};
    static char lines[16384];
    struct feed f;
    error e = {.at = -1};
    arena_reset(&out);
    if (!feed_read(data, str_cstr(base), &f, &out, &e)) return "no feed";
    int n = snprintf(lines, sizeof lines, "%s|%.*s|%.*s|%.*s|%.*s\n", kinds[f.kind], STR_FMT(f.title),
                     STR_FMT(f.outlet), STR_FMT(f.url), STR_FMT(f.language));
    for (ptrdiff_t k = 0; k < f.items.n; k++) {
        const struct feed_item *i = &f.items.p[k];
        n += snprintf(lines + n, sizeof lines - (size_t)n, "%.*s|%.*s|%.*s|%.*s|%.*s|", STR_FMT(i->id), STR_FMT(i->url),
                      STR_FMT(i->title), STR_FMT(i->published), STR_FMT(i->updated));
        for (ptrdiff_t a = 0; a < i->authors.n; a++)
            n += snprintf(lines + n, sizeof lines - (size_t)n, "%s%.*s", a ? "+" : "", STR_FMT(i->authors.p[a]));
        n += snprintf(lines + n, sizeof lines - (size_t)n, "|%.*s|%.*s|%s%s %.*s\n", STR_FMT(i->outlet),
                      STR_FMT(i->language), i->whole ? "whole" : "summary", i->plain ? " text" : "", STR_FMT(i->html));
        assert_true(utf8_check(i->html) < 0 && utf8_check(i->title) < 0);
    }
    return lines;
}

#define expect(data, base, want) assert_string_equal(told(data, base), (want))

static const str rss =
    S_INIT("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x \"y>z\">]>\n"
           "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
           "xmlns:d='http://purl.org/dc/elements/1.1/'"
           " xmlns:a='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'>\n"
           "<channel><title>World | Harbour Post</title><link>https://www.harbourpost.example/world</link>"
           "<a:link rel='self' href='https://harbourpost.example/feed'/><language>en-gb</language>\n"
           "<image><title>Logo</title><link>https://x.example/</link></image>\n"
           "<item><media:title>Not this</media:title><title>Bridge &amp;amp; ferry &lt;b&gt;shut&lt;/b&gt; &amp;#8211; "
           "why</title><link>/bridge?a=1&amp;b=2</link>"
           "<guid>x1</guid><pubDate>Wed, 03 Dec 2025 21:15:00 +0100</pubDate><d:creator>Marta "
           "Lind</d:creator><d:creator>Jon Berg</d:creator>"
           "<description>Short &amp;mdash; and &lt;i&gt;plain&lt;/i&gt;.</description>"
           "<content:encoded><![CDATA[<p>One & two.</p>]]>]]&gt;<![CDATA[<p>Three.]]></content:encoded></item>\n"
           "<item><title><![CDATA[A "
           "<i>ferry</i>]]></title><guid>https://harbourpost.example/2</guid><author>desk@x.example (Ann Holm)</author>"
           "<source url='https://lorn.example/f'>Lorn Times</source><pubDate>soon</pubDate><description>Late &nbsp; "
           "again.</description></item>\n"
           "<item><title>Cut<item><title>Next</title></item></channel></rss>");

static void rss_is_read(void **state) {
    (void)state;
    expect(rss, "https://harbourpost.example/feed",
           "rss|World | Harbour Post|Harbour Post|https://www.harbourpost.example/world|en-gb\n"
           "x1|https://harbourpost.example/bridge?a=1&b=2|Bridge & ferry shut \xE2\x80\x93 why|2025-12-03T20:15:00Z||"
           "Marta Lind+Jon Berg|||whole <p>One & two.</p>]]><p>Three.\n"
           "https://harbourpost.example/2|https://harbourpost.example/2|A ferry|||Ann Holm|Lorn Times||summary Late "
           "\xC2\xA0 again.\n"
           "||||||||summary \n"
           "||Next||||||summary \n");
}

static void atom_is_read(void **state) {
    (void)state;
    expect(S("\xEF\xBB\xBF<ns0:feed xmlns:ns0='http://www.w3.org/2005/Atom' xml:lang='en'><ns0:title type='text'>Lorn "
             "Times</ns0:title>"
             "<ns0:link href='/'/><ns0:author><ns0:name>Desk</ns0:name></ns0:author>"
             "<ns0:entry><ns0:title type='html'>Gate &amp;amp; dam</ns0:title><ns0:id>tag:1</ns0:id><ns0:link "
             "rel='enclosure' href='a.mp3'/>"
             "<ns0:link rel='alternate' href='gate'/><ns0:updated>2025-12-03T10:00:00-05:00</ns0:updated>"
             "<ns0:author><ns0:name>Ann Holm</ns0:name><ns0:uri>x</ns0:uri></ns0:author>"
             "<ns0:summary>Short &lt; long</ns0:summary>"
             "<ns0:content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>The gate &amp; the "
             "dam.</p></div></ns0:content></ns0:entry>"
             "<ns0:entry><ns0:title>Two</ns0:title><ns0:published>2025-12-02T08:00:00Z</"
             "ns0:published><ns0:updated>2025-12-03T08:00:00Z</ns0:updated>"
             "<ns0:summary>AT&amp;T said so.</ns0:summary></ns0:entry></ns0:feed>"),
           "https://www.lorntimes.example/atom.xml",
           "atom|Lorn Times|Lorn Times|https://www.lorntimes.example/|en\n"
           "tag:1|https://www.lorntimes.example/gate|Gate & "
           "dam|2025-12-03T10:00:00-05:00|2025-12-03T10:00:00-05:00|Ann Holm|||"
           "whole <div xmlns='http://www.w3.org/1999/xhtml'><p>The gate &amp; the dam.</p></div>\n"
           "||Two|2025-12-02T08:00:00Z|2025-12-03T08:00:00Z||||summary text AT&T said so.\n");
}

static void rdf_and_lists_are_read(void **state) {
    (void)state;
    expect(
        S("<?xml version='1.0' encoding='iso-8859-1'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
          "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel "
          "rdf:about='x'><title>Caf\xE9 News</title>"
          "<items><rdf:Seq><rdf:li resource='https://a.example/1'/></rdf:Seq></items></channel>"
          "<item rdf:about='https://a.example/1'><title>One \x93"
          "caf\xE9\x94</title><dc:date>2025-12-03</dc:date><dc:publisher>Lorn Times</dc:publisher>"
          "<dc:language>fr</dc:language><description>D\xE9j\xE0.</description></item></rdf:RDF>"),
        "",
        "rdf|Caf\xC3\xA9 News|||\n"
        "https://a.example/1|https://a.example/1|One \xE2\x80\x9C"
        "caf\xC3\xA9\xE2\x80\x9D|2025-12-03|||Lorn Times|fr|summary D\xC3\xA9j\xC3\xA0.\n");
    expect(S("<opml version='2.0'><head><title>Mine</title></head><body><outline text='News'><outline text='A &amp; B' "
             "type=\"rss\" xmlUrl='https://a.example/f?x=1&amp;y=2'/><outline title='C' "
             "xmlUrl=\"b.xml\"></outline></outline></body></opml>"),
           "https://l.example/list",
           "opml||||\n"
           "https://a.example/f?x=1&y=2|https://a.example/f?x=1&y=2|A & B||||||summary \n"
           "https://l.example/b.xml|https://l.example/b.xml|C||||||summary \n");
}

static void what_is_no_feed_is_told(void **state) {
    (void)state;
    static const str none[] = {
        S_INIT(""),  S_INIT("x<rss>"), S_INIT("<html><rss>"), S_INIT("{}"), S_INIT("<?xml version='1.0'?><urlset>"),
        S_INIT("<"), S_INIT("</rss>")};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(feed_is(none[i]));
        expect(none[i], "", "no feed");
    }
    assert_true(feed_is(S(" <!-- <html> --> <?x?><rss")));
    assert_true(feed_is(S("<rdf:RDF ")));
}

static void a_feed_may_end_or_be_wrong_at_any_byte(void **state) {
    (void)state;
    char text[4096];
    for (ptrdiff_t cut = 0; cut <= rss.n; cut++) told(str_head(rss, cut), "");
    for (ptrdiff_t i = 0; i < rss.n; i++) {
        memcpy(text, rss.p, (size_t)rss.n);
        text[i] = "<>\"\0&"[i % 5];
        told(str_of(text, rss.n), "https://a.example/");
    }
}

/* Nothing that does not end costs more than its length. */
static void what_is_hostile_is_read_in_time(void **state) {
    (void)state;
    enum { BYTES = 8 << 20 };
    static const char *const pieces[] = {"<item>", "<item><a>", "<a>",     "<a b='",      "<![CDATA[",        "<!--",
                                         "&",      "<channel>", "</item>", "<!DOCTYPE [", "<x:y xmlns:x='z'>"};
    char *text = malloc(BYTES);
    assert_non_null(text);
    for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
        memcpy(text, "<rss>", 5);
        size_t n = strlen(pieces[k]);
        for (size_t i = 5; i + n <= BYTES; i += n) memcpy(text + i, pieces[k], n);
        struct feed f;
        error e = {0};
        arena_reset(&out);
        bool read = feed_read(str_of(text, BYTES - 16), (str){0}, &f, &out, &e);
        assert_int_equal(e.code, read ? ERROR_NONE : ERROR_TOO_LONG);
        assert_int_equal(read, f.items.n <= LIMIT_FEED_ITEMS);
    }
    free(text);
}

static void xml_is_read_as_it_comes(void **state) {
    (void)state;
    struct xml x = {.in = S("a<b c=\"1>2\" d='x&amp;y' e=f g/>h < i</b ><!-- j --><![CDATA[<k>&amp;]]>&amp;&nbsp;&copy "
                            "&#x41;&zz;<?l?><m")};
    struct xml_token t;
    char got[512];
    int n = 0;
    while (xml_next(&x, &t))
        n += snprintf(got + n, sizeof got - (size_t)n, "%s[%.*s]",
                      t.kind == XML_OPEN    ? t.empty ? "empty" : "open"
                      : t.kind == XML_CLOSE ? "close"
                                            : "",
                      STR_FMT(t.kind == XML_TEXT ? t.text : t.name));
    assert_string_equal(got, "[a]empty[b][h ][<][ i]close[b][<k>&amp;][&amp;&nbsp;&copy &#x41;&zz;]open[m]");
    assert_str(xml_get(S(" c=\"1>2\" d='x&amp;y' e=f g"), S("d"), &out), S("x&y"));
    assert_str(xml_get(S(" c=\"1>2\" d='x&amp;y' e=f g"), S("e"), &out), S("f"));
    assert_str(xml_get(S(" c=\"1>2\" d='x&amp;y' e=f g"), S("g"), &out), S(""));
    assert_str(xml_resolve(S("&amp;&nbsp;&copy &#x41;&zz;"), &out), S("&\xC2\xA0&copy A&zz;"));
    assert_str(xml_decode(str_of("\xFF\xFE<\0a\0>\0\xE9\0", 10), &out), S("<a>\xC3\xA9"));
    assert_str(xml_decode(S("<?xml version='1.0' encoding='utf-8'?>\xE9"), &out),
               S("<?xml version='1.0' encoding='utf-8'?>\xEF\xBF\xBD"));
    arena_reset(&out);
}

int main(void) {
    if (!arena_init(&out, 512 << 20)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rss_is_read),
        cmocka_unit_test(atom_is_read),
        cmocka_unit_test(rdf_and_lists_are_read),
        cmocka_unit_test(what_is_no_feed_is_told),
        cmocka_unit_test(a_feed_may_end_or_be_wrong_at_any_byte),
        cmocka_unit_test(what_is_hostile_is_read_in_time),
        cmocka_unit_test(xml_is_read_as_it_comes),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&out);
    return failed;
}
