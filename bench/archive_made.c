#include "archive_made.h"

#include <zlib.h>

enum { LINKS = 700, WINDOW = 15 + 16 };

static void put_text(buf *b, str text) {
    str line;
    while (str_next_part(&text, '\n', &line))
        if (str_trim(line).n) buf_fmt(b, "<p class=\"body-copy\">%.*s</p>\n", STR_FMT(line));
}

/* Links whose numbers and words differ, so that a page packs as well as pages do: to about a fifth. */
static void put_links(buf *b, str text, uint32_t seed) {
    for (uint32_t i = 0; i < LINKS; i++) {
        seed = seed * 1664525 + 1013904223;
        ptrdiff_t at = text.n > 40 ? (ptrdiff_t)(seed >> 8) % (text.n - 40) : 0;
        buf_fmt(b, "<li class=\"item item-%u\"><a href=\"/news/%u/%u\">", i % 7, seed >> 20, seed & 0xFFFF);
        for (ptrdiff_t k = at; k < at + 30 && k < text.n; k++) buf_byte(b, text.p[k] == '\n' ? ' ' : text.p[k]);
        buf_put(b, S("</a></li>\n"));
    }
}

static bool pack(buf *to, str s) {
    z_stream z = {.next_in = (void *)(uintptr_t)s.p, .avail_in = (unsigned)s.n};
    if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK) return false;
    for (int status = Z_OK; status == Z_OK;) {
        char step[1 << 15];
        z.next_out = (void *)step;
        z.avail_out = sizeof step;
        status = deflate(&z, Z_FINISH);
        buf_put(to, str_of(step, (ptrdiff_t)(sizeof step - z.avail_out)));
    }
    deflateEnd(&z);
    return !to->failed;
}

ptrdiff_t archive_made(const page *pages, ptrdiff_t n, ptrdiff_t bytes, buf *to) {
    buf html = {0}, record = {0};
    ptrdiff_t made = 0;
    bool good = true;
    for (ptrdiff_t i = 0; good && made < bytes; i++) {
        str text = pages[i % n].raw;
        html.n = record.n = 0;
        buf_fmt(&html,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<!doctype html><html><head><title>%td"
                "</title></head><body><ul>\n",
                i);
        put_links(&html, text, (uint32_t)i);
        buf_put(&html, S("</ul><article>\n"));
        put_text(&html, text);
        buf_put(&html, S("</article></body></html>\n"));
        buf_fmt(&record,
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://site.example/%td\r\nWARC-Date: "
                "2025-12-03T21:15:00Z\r\n"
                "Content-Type: application/http; msgtype=response\r\nContent-Length: %td\r\n\r\n",
                i, html.n);
        buf_put(&record, buf_str(&html));
        buf_put(&record, S("\r\n\r\n"));
        good = !record.failed && pack(to, buf_str(&record));
        made += record.n;
    }
    buf_clear(&html);
    buf_clear(&record);
    return good ? made : 0;
}
