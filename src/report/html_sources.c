/* The source texts of an HTML report: every article once, each sentence with an id of its own. */
#include "doc/calendar.h"
#include "report/html_write.h"
#include "report/passage.h"

static void meta(struct html *h, int32_t i) {
    const article *x = h->a->readings[i]->article;
    arena room = h->tmp;
    html_raw(h, "<p class=\"meta\">");
    html_wrap(h, "<b>", passage_outlet(x, i, &room), "</b>");
    if (x->when.known)
        html_wrap(h, "<time>", calendar_iso_moment(&room, x->when), "</time>");
    else
        html_raw(h, "<span>undated</span>");
    for (ptrdiff_t k = 0; k < x->byline.n; k++) html_wrap(h, k ? ", " : "<span>by ", x->byline.p[k], "");
    if (x->byline.n) html_raw(h, "</span>");
    if (h->a->reprint_of && h->a->reprint_of[i] >= 0)
        buf_fmt(h->out, "<a href=\"#s%td-a%d\">repeats [%d]</a>", h->story, h->a->reprint_of[i] + 1,
                h->a->reprint_of[i] + 1);
    str remark = outline_remark(h->a->readings[i], &room);
    if (remark.n) html_wrap(h, "<strong>", remark, "</strong>");
    bool web = str_starts(x->url, S("http://")) || str_starts(x->url, S("https://"));
    if (web) html_wrap(h, "<a rel=\"noreferrer noopener\" href=\"", x->url, "\">on the web</a>");
    html_wrap(h, "<span class=\"file\">", x->source, "</span>");
    html_wrap(h, "<span class=\"hash\" title=\"SHA-256 of the bytes that came in\">", str_head(x->sha256, 16),
              "</span></p>\n");
}

static const char *block_class(enum block_kind kind) {
    switch (kind) {
    case BLOCK_TITLE: return " class=\"title\"";
    case BLOCK_HEADING: return " class=\"heading\"";
    case BLOCK_ITEM: return " class=\"item\"";
    case BLOCK_CAPTION: return " class=\"caption\"";
    case BLOCK_TWEET: return " class=\"tweet\"";
    case BLOCK_PARAGRAPH: break;
    }
    return "";
}

/* One block: its sentences, and whatever of it is in none. */
static void block(struct html *h, int32_t i, const struct block *b, ptrdiff_t *sentence) {
    const reading *r = h->a->readings[i];
    str text = r->article->text;
    uint32_t at = b->span.beg;
    buf_fmt(h->out, "<p%s>", block_class(b->kind));
    for (; *sentence < r->tokens.sentences.n; ++*sentence) {
        span s = r->tokens.sentences.p[*sentence].span;
        if (s.beg >= b->span.end) break;
        if (s.end > b->span.end) s.end = b->span.end;
        if (s.beg > at) html_text(h, str_slice(text, at, s.beg));
        buf_fmt(h->out, "<span class=\"s\" id=\"s%td-a%d-%td\" data-at=\"%lld\">", h->story, i + 1, *sentence + 1,
                (long long)article_point(r->article, s.beg));
        html_wrap(h, "", str_slice(text, s.beg, s.end), "</span>");
        at = s.end;
    }
    if (at < b->span.end) html_text(h, str_slice(text, at, b->span.end));
    html_raw(h, "</p>\n");
}

void html_sources(struct html *h) {
    html_section(h, "sources", "Sources", h->a->n,
                 "The articles as they were read, without the noise around them. [2:14] is sentence 14 of article 2.");
    for (int32_t i = 0; i < h->a->n; i++) {
        const article *x = h->a->readings[i]->article;
        buf_fmt(h->out, "<section class=\"source\" id=\"s%td-a%d\" aria-labelledby=\"s%td-a%d-h\">\n", h->story, i + 1,
                h->story, i + 1);
        buf_fmt(h->out, "<h3 id=\"s%td-a%d-h\"><span class=\"number\">[%d]</span> ", h->story, i + 1, i + 1);
        html_wrap(h, "", x->title.n ? x->title : x->outlet.n ? x->outlet : x->source, "</h3>\n");
        meta(h, i);
        html_raw(h, "<div class=\"text\">\n");
        ptrdiff_t sentence = 0;
        for (ptrdiff_t b = 0; b < x->blocks.n; b++) block(h, i, &x->blocks.p[b], &sentence);
        html_raw(h, "</div></section>\n");
    }
    html_raw(h, "</section>\n");
}
