#include "ingest/fetch.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/limits.h"
#include "check.h"
#include "ingest/address.h"
#include "ingest/robots.h"
#include "ingest/url.h"
#include "memory_net.h"

static arena out;

#define COUNT(a) ((ptrdiff_t)(sizeof(a) / sizeof *(a)))

/* Fetches some addresses one after the other, and gives what the net was asked. */
static const char *asked(struct memory_net *m, const struct fetch_options *o, const char *const *urls, ptrdiff_t n) {
    struct net net = memory_net(m);
    struct fetcher *f = fetcher_new(&net, o);
    for (ptrdiff_t i = 0; i < n; i++) {
        struct fetched got;
        error e = {.at = -1};
        bool good = fetch(f, str_cstr(urls[i]), (str){0}, (str){0}, &got, &out, &e);
        size_t used = strlen(m->asked);
        if (good)
            snprintf(m->asked + used, sizeof m->asked - used, "= %.*s\n", STR_FMT(got.body));
        else
            snprintf(m->asked + used, sizeof m->asked - used, "! %s\n", e.words);
        assert_int_equal(good, e.code == ERROR_NONE);
    }
    fetcher_free(f);
    return m->asked;
}

#define expect(pages, want, ...)                                                                                       \
    do {                                                                                                               \
        struct memory_net m = {.page = (pages), .n = COUNT(pages)};                                                    \
        const char *urls[] = {__VA_ARGS__};                                                                            \
        assert_string_equal(asked(&m, NULL, urls, COUNT(urls)), want);                                                 \
        arena_reset(&out);                                                                                             \
    } while (0)

static void robots_are_asked_first_and_once(void **state) {
    (void)state;
    static const struct memory_page pages[] = {
        {"http://a.example/robots.txt", 200, NULL, S_INIT("User-agent: *\nDisallow: /no\nCrawl-delay: 5\n"), NULL},
        {"http://a.example/1", 200, NULL, S_INIT("one"), NULL},
        {"http://A.example/2", 200, NULL, S_INIT("two"), NULL},
        {"http://b.example/robots.txt", 503, NULL, {0}, NULL},
        {"http://c.example/robots.txt", 0, NULL, {0}, NULL},
        {"http://d.example/robots.txt", 301, "Location: http://e.example/r\r\n", {0}, NULL},
        {"http://e.example/r", 200, NULL, S_INIT("User-agent: accord\nDisallow: /"), NULL},
    };
    expect(pages,
           "0 http://a.example/robots.txt\n0 http://a.example/1\n= one\n"
           "5 http://A.example/2\n= two\n"
           "! its server's robots.txt does not allow it\n"
           "5 http://b.example/robots.txt\n! its server's robots.txt cannot be read, so nothing is fetched from it\n"
           "! its server's robots.txt cannot be read, so nothing is fetched from it\n"
           "5 http://c.example/robots.txt\n! no answer in time\n"
           "5 http://d.example/robots.txt\n5 http://e.example/r\n! its server's robots.txt does not allow it\n",
           "http://a.example/1", "http://A.example/2", "http://a.example/now", "http://b.example/", "http://b.example/",
           "http://c.example/", "http://d.example/");
}

static void a_host_is_not_hurried(void **state) {
    (void)state;
    static const struct memory_page pages[] = {
        {"http://a.example/", 200, NULL, S_INIT("one"), NULL},
        {"https://a.example/", 200, NULL, S_INIT("two"), NULL},
        {"http://b.example/", 429, "Retry-After: 30\r\n", {0}, NULL},
        {"http://c.example/", 503, "Retry-After: Wed, 03 Dec 2025 13:00:00 GMT\r\n", {0}, NULL},
    };
    expect(pages,
           "0 http://a.example/robots.txt\n0 http://a.example/\n= one\n"
           "1 https://a.example/robots.txt\n1 https://a.example/\n= two\n"
           "1 http://b.example/robots.txt\n1 http://b.example/\n! its server says 429 and to come again in 30 seconds\n"
           "31 http://b.example/\n! its server says 429 and to come again in 30 seconds\n"
           "31 http://c.example/robots.txt\n31 http://c.example/\n! its server says 503 and to come again in 3569 "
           "seconds\n"
           "! its server asks not to be asked for 3569 seconds more\n",
           "http://a.example/", "https://a.example/", "http://b.example/", "http://b.example/", "http://c.example/",
           "http://c.example/");
}

static void redirects_are_followed_so_far(void **state) {
    (void)state;
    static const struct memory_page pages[] = {
        {"http://a.example/1", 302, "Location: ../2?x=1#top\r\n", {0}, NULL},
        {"http://a.example/2?x=1", 308, "Location: http://b.example/3\r\n", {0}, NULL},
        {"http://b.example/3", 200, "Content-Type: Text/HTML; charset=latin1\r\nETag: \"x\"\r\n", S_INIT("three"),
         "\"x\""},
        {"http://c.example/", 301, "Location: /\r\n", {0}, NULL},
        {"http://d.example/", 301, "Location: file:///etc/passwd\r\n", {0}, NULL},
        {"http://e.example/", 301, NULL, {0}, NULL},
    };
    expect(pages,
           "0 http://a.example/robots.txt\n0 http://a.example/1\n1 http://a.example/2?x=1\n"
           "1 http://b.example/robots.txt\n1 http://b.example/3\n= three\n"
           "1 http://c.example/robots.txt\n1 http://c.example/\n2 http://c.example/\n3 http://c.example/\n"
           "4 http://c.example/\n5 http://c.example/\n6 http://c.example/\n7 http://c.example/\n8 http://c.example/\n"
           "9 http://c.example/\n! more than 8 redirects\n"
           "9 http://d.example/robots.txt\n9 http://d.example/\n! no address of http or https\n"
           "9 http://e.example/robots.txt\n9 http://e.example/\n! its server says 301\n",
           "http://a.example/1", "http://c.example/", "http://d.example/", "http://e.example/");
    struct memory_net m = {.page = pages, .n = COUNT(pages)};
    struct net net = memory_net(&m);
    struct fetcher *f = fetcher_new(&net, &(struct fetch_options){.ignore_robots = true});
    struct fetched got;
    error e = {0};
    assert_true(fetch(f, S("http://a.example/1"), (str){0}, (str){0}, &got, &out, &e));
    assert_str(got.url, S("http://b.example/3"));
    assert_str(got.type, S("Text/HTML"));
    assert_str(got.charset, S("latin1"));
    assert_str(got.etag, S("\"x\""));
    assert_true(fetch(f, got.url, got.etag, got.modified, &got, &out, &e));
    assert_int_equal(got.status, 304);
    assert_int_equal(got.body.n, 0);
    assert_null(strstr(m.asked, "robots"));
    fetcher_free(f);
}

/* A pause that a server asks for is kept up to a limit; Retry-After past what is waited for ends the asking. */
static void pauses_have_limits(void **state) {
    (void)state;
    static char past[64], kept[64], later[64], soon[64];
    snprintf(past, sizeof past, "User-agent: *\nCrawl-delay: %d\n", LIMIT_CRAWL_DELAY_SECONDS + 1);
    snprintf(kept, sizeof kept, "User-agent: *\nCrawl-delay: %d\n", LIMIT_CRAWL_DELAY_SECONDS - 1);
    snprintf(later, sizeof later, "Retry-After: %d\r\n", LIMIT_FETCH_WAIT_SECONDS + 1);
    snprintf(soon, sizeof soon, "Retry-After: %d\r\n", LIMIT_FETCH_WAIT_SECONDS);
    const struct memory_page pages[] = {
        {"http://a.example/robots.txt", 200, NULL, str_cstr(past), NULL},
        {"http://a.example/1", 200, NULL, S_INIT("one"), NULL},
        {"http://b.example/robots.txt", 200, NULL, str_cstr(kept), NULL},
        {"http://b.example/1", 200, NULL, S_INIT("one"), NULL},
        {"http://c.example/1", 503, later, {0}, NULL},
        {"http://c.example/2", 200, NULL, S_INIT("two"), NULL},
        {"http://d.example/1", 503, soon, {0}, NULL},
        {"http://d.example/2", 200, NULL, S_INIT("two"), NULL},
    };
    expect(pages,
           "0 http://a.example/robots.txt\n0 http://a.example/1\n= one\n60 http://a.example/1\n= one\n"
           "60 http://b.example/robots.txt\n60 http://b.example/1\n= one\n119 http://b.example/1\n= one\n",
           "http://a.example/1", "http://a.example/1", "http://b.example/1", "http://b.example/1");
    expect(
        pages,
        "0 http://c.example/robots.txt\n0 http://c.example/1\n! its server says 503 and to come again in 61 seconds\n"
        "! its server asks not to be asked for 61 seconds more\n"
        "0 http://d.example/robots.txt\n0 http://d.example/1\n! its server says 503 and to come again in 60 seconds\n"
        "60 http://d.example/2\n= two\n",
        "http://c.example/1", "http://c.example/2", "http://d.example/1", "http://d.example/2");
}

static void limits_hold_just_past_them(void **state) {
    (void)state;
    static char body[1001], rules[LIMIT_ROBOTS_BYTES + 64], url[LIMIT_URL_BYTES + 64];
    memset(rules, '#', sizeof rules);
    memcpy(rules, "User-agent: *\nDisallow: /\n", 26);
    const struct memory_page pages[] = {
        {"http://a.example/", 200, NULL, {body, 1001}, NULL},
        {"http://b.example/robots.txt", 200, NULL, {rules, sizeof rules}, NULL},
    };
    struct memory_net m = {.page = pages, .n = COUNT(pages)};
    const char *urls[] = {"http://a.example/", "http://b.example/", url};
    memset(url, 'x', sizeof url - 1);
    memcpy(url, "http://c.example/", 17);
    const char *got = asked(&m, &(struct fetch_options){.max_bytes = 1000}, urls, 3);
    assert_string_equal(got, "0 http://a.example/robots.txt\n0 http://a.example/\n! longer than the limit\n"
                             "0 http://b.example/robots.txt\n! its server's robots.txt does not allow it\n"
                             "! an address longer than 4096 bytes\n");
    m = (struct memory_net){.page = pages, .n = COUNT(pages)};
    assert_non_null(strstr(asked(&m, &(struct fetch_options){.max_bytes = 1001}, urls, 1), "= "));
    // no more servers are kept than that, and the oldest is asked for its rules again
    m = (struct memory_net){.page = pages, .n = COUNT(pages)};
    struct net net = memory_net(&m);
    struct fetcher *f = fetcher_new(&net, NULL);
    for (int i = 0; i <= LIMIT_FETCH_SITES + 1; i++) {
        struct fetched one;
        error e = {0};
        m.asked[0] = 0;
        fetch(f, arena_fmt(&out, "http://h%d.example/", i <= LIMIT_FETCH_SITES ? i : 0), (str){0}, (str){0}, &one, &out,
              &e);
        assert_non_null(strstr(m.asked, "robots"));
    }
    fetcher_free(f);
    arena_reset(&out);
}

static void rules_are_those_of_the_standard(void **state) {
    (void)state;
    static const struct {
        const char *text, *path;
        bool allowed;
    } cases[] = {
        {"", "/a", true},
        {"User-agent: *\nDisallow: /", "/a", false},
        {"User-agent: *\nDisallow: /", "/robots.txt", true},
        {"User-agent: *\nDisallow:", "/a", true},
        {"user-AGENT : *\r\ndisallow : /a # all of it\r\n", "/ab", false},
        {"\xEF\xBB\xBFUser-agent: *\rDisallow: /a\r", "/a", false},
        {"User-agent: *\nDisallow: /a", "/b", true},
        {"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
        {"User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", false},
        {"User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
        {"User-agent: *\nAllow: /a\nDisallow: /a", "/a", true},
        {"User-agent: *\nDisallow: /\n\nUser-agent: accord\nDisallow: /x", "/a", true},
        {"User-agent: *\nAllow: /\n\nUser-agent: ACCORD/2.0\nDisallow: /a", "/a", false},
        {"User-agent: accordion\nDisallow: /", "/a", true},
        {"User-agent: other\nUser-agent: accord\nDisallow: /a", "/a", false},
        {"User-agent: accord\nDisallow: /a\nUser-agent: other\nDisallow: /b", "/b", true},
        {"User-agent: accord\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: accord\nDisallow: /b", "/b",
         false},
        {"Disallow: /\nUser-agent: *\nAllow: /", "/a", true},
        {"User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false},
        {"User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true},
        {"User-agent: *\nDisallow: /a*b*c", "/axxbxxbc", false},
        {"User-agent: *\nDisallow: /a*b*c", "/axxcxxb", true},
        {"User-agent: *\nDisallow: *x", "/abcx", false},
        {"User-agent: *\nDisallow: /a$", "/a", false},
        {"User-agent: *\nDisallow: /a$", "/ab", true},
        {"User-agent: *\nDisallow: /a$b", "/a$b", false},
        {"User-agent: *\nDisallow: /?q=", "/?q=1", false},
        {"User-agent: *\nDisallow: /%7Eann", "/~ann", false},
        {"User-agent: *\nDisallow: /~ann", "/%7eann", false},
        {"User-agent: *\nDisallow: /caf\xC3\xA9", "/caf%c3%A9", false},
        {"User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
        {"User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false},
        {"User-agent: *\nDisallow: /A", "/a", true},
        {"User-agent: *\nSitemap: http://a.example/s\nUser-agent: x\nDisallow: /", "/a", false},
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        bool allowed = robots_allows(str_cstr(cases[i].text), S("accord"), str_cstr(cases[i].path));
        if (allowed != cases[i].allowed) print_error("%s with\n%s\n", cases[i].path, cases[i].text);
        assert_int_equal(allowed, cases[i].allowed);
        str text = str_cstr(cases[i].text);
        for (ptrdiff_t cut = 0; cut < text.n; cut++) robots_allows(str_head(text, cut), S("accord"), S("/a"));
    }
    str delays = S("User-agent: x\nCrawl-delay: 9\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /a");
    assert_true(robots_delay(delays, S("accord")) == 2.5);
    assert_true(robots_delay(delays, S("x")) == 9);
    assert_true(robots_delay(S("User-agent: *\nCrawl-delay: soon"), S("x")) == 0);
}

static void private_addresses_are_known(void **state) {
    (void)state;
    static const struct {
        const char *address;
        bool is_public;
    } cases[] = {
        {"8.8.8.8", true},
        {"127.0.0.1", false},
        {"10.1.2.3", false},
        {"172.15.255.255", true},
        {"172.16.0.0", false},
        {"172.31.255.255", false},
        {"172.32.0.0", true},
        {"192.168.0.1", false},
        {"169.254.169.254", false},
        {"100.64.0.1", false},
        {"100.128.0.1", true},
        {"0.0.0.0", false},
        {"224.0.0.1", false},
        {"255.255.255.255", false},
        {"198.18.0.1", false},
        {"192.0.2.1", false},
        {"::1", false},
        {"::", false},
        {"fe80::1", false},
        {"fc00::1", false},
        {"fd12::1", false},
        {"ff02::1", false},
        {"2606:4700::1", true},
        {"::ffff:127.0.0.1", false},
        {"::ffff:8.8.8.8", true},
        {"64:ff9b::a00:1", false},
        {"2002:7f00:1::", false},
        {"2001:db8::1", false},
        {"2001:0:1::", false},
        {"2001:4860::1", true},
        {"::127.0.0.1", false},
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        struct sockaddr_storage s = {0};
        struct sockaddr_in *four = (struct sockaddr_in *)(void *)&s;
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)(void *)&s;
        if (inet_pton(AF_INET, cases[i].address, &four->sin_addr) == 1)
            s.ss_family = AF_INET;
        else if (inet_pton(AF_INET6, cases[i].address, &six->sin6_addr) == 1)
            s.ss_family = AF_INET6;
        if (address_is_public((struct sockaddr *)&s) != cases[i].is_public) print_error("%s\n", cases[i].address);
        assert_int_equal(address_is_public((struct sockaddr *)&s), cases[i].is_public);
    }
    assert_false(address_is_public(&(struct sockaddr){.sa_family = AF_UNIX}));
}

static void addresses_are_taken_apart(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "ftp://a/",
                                      "http://",
                                      "http:///x",
                                      "https://user@a/",
                                      "http://a b/",
                                      "http://a:x/",
                                      "http://[::1/",
                                      "http://a\\b/"};
    struct url u;
    for (ptrdiff_t i = 0; i < COUNT(bad); i++) assert_false(url_parse(str_cstr(bad[i]), &u));
    assert_true(url_parse(S("HTTPS://[2001:db8::1]:8443?q#f"), &u));
    assert_str(u.host, S("2001:db8::1"));
    assert_str(u.origin, S("HTTPS://[2001:db8::1]:8443"));
    assert_str(u.path, S("?q"));
    assert_true(u.secure);
    // the examples of RFC 3986, section 5.4
    static const char *const links[][2] = {
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q"},
        {"g#s", "http://a/b/c/g"},
        {";x", "http://a/b/c/;x"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"https:g", "https:g"},
        {"mailto:a@b", "mailto:a@b"},
        {" g ", "http://a/b/c/g"},
    };
    for (ptrdiff_t i = 0; i < COUNT(links); i++) {
        str got = url_resolve(S("http://a/b/c/d;p?q"), str_cstr(links[i][0]), &out);
        if (!str_eq(got, str_cstr(links[i][1]))) print_error("%s: %.*s\n", links[i][0], STR_FMT(got));
        assert_str(got, str_cstr(links[i][1]));
    }
    assert_str(url_resolve(S(""), S("/g"), &out), S("/g"));
    arena_reset(&out);
}

int main(void) {
    if (!arena_init(&out, 64 << 20)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(robots_are_asked_first_and_once),
        cmocka_unit_test(a_host_is_not_hurried),
        cmocka_unit_test(redirects_are_followed_so_far),
        cmocka_unit_test(limits_hold_just_past_them),
        cmocka_unit_test(pauses_have_limits),
        cmocka_unit_test(rules_are_those_of_the_standard),
        cmocka_unit_test(private_addresses_are_known),
        cmocka_unit_test(addresses_are_taken_apart),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&out);
    return failed;
}
