#include "clean/clean.h"
#include "clean/site_title.h"

#include <nettle/sha2.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "clean/byline.h"
#include "clean/furniture.h"
#include "clean/glue.h"
#include "clean/html_clean.h"
#include "clean/inline.h"
#include "clean/language.h"
#include "clean/layout.h"
#include "clean/site_title.h"
#include "doc/calendar.h"

enum { OUTLET_BYTES = 300 };

static str hex_of_sha256(str raw, arena *out) {
    struct sha256_ctx ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&ctx);
    sha256_update(&ctx, (size_t)raw.n, (const uint8_t *)raw.p);
    sha256_digest(&ctx, sizeof digest, digest);
    char *hex = arena_new(out, char, 2 * SHA256_DIGEST_SIZE);
    for (int i = 0; i < SHA256_DIGEST_SIZE; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    return str_of(hex, 2 * SHA256_DIGEST_SIZE);
}

static bool is_control(char c) { return ((unsigned char)c < 0x20 && !ascii_space(c)) || c == 0x7F; }

/* Text is UTF-8 with no NUL, and of other control bytes not more than one in a hundred. */
static bool check_text(str raw, error *e) {
    if (raw.n > LIMIT_TEXT_BYTES)
        return error_set(e, ERROR_TOO_LONG, -1, "longer than %td MiB", LIMIT_TEXT_BYTES >> 20);
    if (str_starts(raw, S("\xFF\xFE")) || str_starts(raw, S("\xFE\xFF")))
        return error_set(e, ERROR_ENCODING, 0, "UTF-16, not UTF-8");
    ptrdiff_t controls = 0, first = -1;
    for (ptrdiff_t i = 0; i < raw.n; i++) {
        if (raw.p[i] == 0) return error_set(e, ERROR_BINARY, i, "no text: a NUL byte");
        if (!is_control(raw.p[i])) continue;
        if (first < 0) first = i;
        controls++;
    }
    if (100 * controls > raw.n) return error_set(e, ERROR_BINARY, first, "no text: control bytes");
    ptrdiff_t bad = utf8_check(raw);
    if (bad >= 0) return error_set(e, ERROR_ENCODING, bad, "byte 0x%02X is not UTF-8", (unsigned char)raw.p[bad]);
    ptrdiff_t beg = 0, end = raw.n;
    sheet_trim(raw, &beg, &end);
    if (beg == end) return error_set(e, ERROR_EMPTY, -1, raw.n ? "nothing but white space" : "empty");
    return true;
}

/* What the page itself was told. */
static bool take_given(const page *p, article *a, arena *out, error *e) {
    a->id = p->id;
    a->source = p->source;
    a->outlet = p->outlet;
    a->url = p->url;
    a->title = p->format == PAGE_TEXT ? site_title_cut(&(struct site){p->outlet, p->url}, p->title, *out) : p->title;
    a->language = language_code(p->language);
    a->when.second = -1;
    for (ptrdiff_t i = 0; i < p->byline.n; i++)
        if (!byline_read(p->byline.p[i], &a->byline, &a->agency, out)) *vec_push(out, &a->byline) = p->byline.p[i];
    if (!p->published.n) return true;
    if (!calendar_parse(p->published, &a->when))
        return error_set(e, ERROR_SYNTAX, -1, "its \"published\" is no date: %.*s",
                         STR_FMT(str_head(p->published, 60)));
    bool iso = ascii_digit(p->published.p[0]) && p->published.n > 4 && p->published.p[4] == '-';
    a->published = iso ? p->published : calendar_iso_moment(out, a->when);
    a->published_from = p->published_from;
    return true;
}

/* What the text says where the page was told nothing. */
static void take_found(const sheet *s, article *a, arena *out) {
    if (!a->title.n && span_len(a->title_span)) a->title = article_str(a, a->title_span);
    if (!a->outlet.n) a->outlet = outlet_of_url(a->url);
    for (ptrdiff_t i = s->lines.n; !a->outlet.n && i-- > 0 && i + 4 >= s->lines.n;)
        if (s->lines.p[i].end - s->lines.p[i].beg < OUTLET_BYTES) a->outlet = outlet_of_copyright(sheet_line(s, i));
    int paragraphs = 0;
    for (ptrdiff_t i = 0; i < a->blocks.n && paragraphs < 3; i++) {
        if (a->blocks.p[i].kind != BLOCK_PARAGRAPH) continue;
        paragraphs++;
        if (dateline_read(article_str(a, a->blocks.p[i].span), a, out)) break;
    }
    if (!a->when.known && a->published.n) calendar_parse(a->published, &a->when);
    if (!a->language.n) a->language = language_of(a->text);
}

static bool clean_html(const page *p, article *a, arena *out, arena tmp, error *e) {
    if (!p->raw.n) return error_set(e, ERROR_EMPTY, -1, "empty");
    if (!take_given(p, a, out, e) || !html_clean(p, a, out, tmp, e)) return false;
    a->sha256 = hex_of_sha256(p->raw, out);
    take_found(&(sheet){.raw = p->raw}, a, out);
    return true;
}

bool clean(const page *p, article *a, arena *out, arena tmp, error *e) {
    *a = (article){.raw = p->raw, .raw_at = p->raw_at};
    if (p->format == PAGE_HTML) return clean_html(p, a, out, tmp, e);
    if (!check_text(p->raw, e) || !take_given(p, a, out, e)) return false;
    a->sha256 = hex_of_sha256(p->raw, out);
    sheet s = {.raw = p->raw};
    sheet_rule(&s, &tmp);
    if (p->format == PAGE_TEXT) {
        cue_find(&s, &tmp);
        byline_cut(&s, a, &tmp, out);
        furniture_cut(&s, a->title, p->outlet, &tmp);
        inline_cut(&s, &tmp);
        glue_cut(&s, &tmp);
        sheet_settle(&s);
        layout(&s, a, out, tmp);
        if (!a->text.n) return error_set(e, ERROR_EMPTY, -1, "nothing but noise in it");
    } else {
        furniture_find_title(&s, p->title, tmp);
        layout_plain(&s, a, out, tmp);
    }
    take_found(&s, a, out);
    return true;
}
