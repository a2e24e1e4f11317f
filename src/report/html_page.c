/* What stands around the stories of an HTML report: the head with style and content security policy, and the script. */
#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "report/escape.h"
#include "report/report_html.h"

/* web/report.css and web/report.js, put into the read-only data at build time (CMakeLists.txt). */
extern const char accord_report_css[], accord_report_css_end[], accord_report_js[], accord_report_js_end[];

static str css(void) { return str_of(accord_report_css, accord_report_css_end - accord_report_css); }
static str js(void) { return str_of(accord_report_js, accord_report_js_end - accord_report_js); }

/* 'sha256-…' of an inline element, as a content security policy names it. */
static void put_hash(buf *out, str s) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];
    struct sha256_ctx c;
    sha256_init(&c);
    sha256_update(&c, (size_t)s.n, (const uint8_t *)s.p);
    sha256_digest(&c, sizeof digest, digest);
    base64_encode_raw(text, sizeof digest, digest);
    buf_fmt(out, "'sha256-%.*s'", (int)sizeof text, text);
}

void html_open(buf *out, const struct report_made *made) {
    buf_put(out, S("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "));
    put_hash(out, css());
    buf_put(out, S("; script-src "));
    put_hash(out, js());
    buf_put(out,
            S("; base-uri 'none'; form-action 'none'\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
              "<meta name=\"generator\" content=\""));
    escape_html(out, made->program);
    buf_put(out, S("\">\n<title>Account</title>\n<style>"));
    buf_put(out, css());
    buf_put(out, S("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the account</a>\n"
                   "<main id=\"main\" tabindex=\"-1\">\n"));
}

void html_close(buf *out, const struct report_made *made) {
    buf_put(out, S("</main>\n<footer><p>Every passage stands so in its article; origins are counted, not outlets. A "
                   "status says how well "
                   "a thing is attested in these articles, not whether it is true.</p><p class=\"made\">Made by "));
    escape_html(out, made->program);
    if (made->model.n) {
        buf_put(out, S(" with the model "));
        escape_html(out, made->model);
    }
    buf_put(out,
            S(".</p><p class=\"keys\"><kbd>j</kbd> <kbd>k</kbd> next and previous line, <kbd>Enter</kbd> its sources, "
              "<kbd>Esc</kbd> closes them.</p></footer>\n<script>"));
    buf_put(out, js());
    buf_put(out, S("</script>\n</body>\n</html>\n"));
}
