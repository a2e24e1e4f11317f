#include "report/html_write.h"

#include "doc/calendar.h"
#include "report/passage.h"

void html_wrap(struct html *h, const char *before, str s, const char *after) {
    html_raw(h, before);
    html_text(h, s);
    html_raw(h, after);
}

void html_section(struct html *h, const char *id, const char *heading, ptrdiff_t n, const char *note) {
    buf_fmt(h->out, "<section class=\"part %s\" aria-labelledby=\"s%td-%s\">\n<h2 id=\"s%td-%s\">%s", id, h->story, id,
            h->story, id, heading);
    if (n >= 0) buf_fmt(h->out, " <span class=\"count\">%td</span>", n);
    html_raw(h, "</h2>\n");
    if (note) buf_fmt(h->out, "<p class=\"note\">%s</p>\n", note);
}

void html_ref(struct html *h, struct place p) {
    int32_t sentence = passage_number(h->a->readings[p.article], p.span.beg);
    buf_fmt(h->out, " <a class=\"ref\" href=\"#s%td-a%d-%d\">[%d:%d]</a>", h->story, p.article + 1, sentence,
            p.article + 1, sentence);
}

void html_passage(struct html *h, struct place p) {
    const reading *r = h->a->readings[p.article];
    span whole = passage_sentences(r, p.span);
    str text = r->article->text;
    html_wrap(h, "<p>", str_slice(text, whole.beg, p.span.beg), "<mark>");
    html_wrap(h, "", str_slice(text, p.span.beg, p.span.end), "</mark>");
    html_wrap(h, "", str_slice(text, p.span.end, whole.end), "");
    html_ref(h, p);
    html_raw(h, "</p>");
}

/* "denies · via Reuters, officials" */
static void told_how(struct html *h, const struct mention *m) {
    if (m->stance != STANCE_STATES) {
        buf_fmt(h->out, " <span class=\"stance %.*s\">", STR_FMT(stance_text[m->stance]));
        html_wrap(h, "", outline_glyph_words(1u << m->stance), "</span>");
    }
    for (ptrdiff_t i = 0; i < m->via.n; i++) html_wrap(h, i ? ", " : " <span class=\"via\">via ", m->via.p[i], "");
    if (m->via.n) html_raw(h, "</span>");
}

void html_figure(struct html *h, const struct place *places, ptrdiff_t n, const struct mention *const *mentions) {
    enum { PASSAGES = 3 };
    int32_t number = places[0].article;
    const article *x = h->a->readings[number]->article;
    arena room = h->tmp;
    buf_fmt(h->out, "<figure class=\"passage\" data-article=\"s%td-a%d\" data-spans=\"", h->story, number + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        buf_fmt(h->out, "%s%lld-%lld", i ? " " : "", (long long)article_point(x, places[i].span.beg),
                (long long)article_point(x, places[i].span.end));
    buf_fmt(h->out, "\"><figcaption><a href=\"#s%td-a%d\">", h->story, number + 1);
    html_wrap(h, "<b>", passage_outlet(x, number, &room), "</b></a>");
    if (x->when.known) html_wrap(h, " <time>", calendar_iso(&room, x->when.day), "</time>");
    if (mentions) told_how(h, mentions[0]);
    html_raw(h, "</figcaption><blockquote>");
    span last = {0};
    ptrdiff_t shown = 0;
    for (ptrdiff_t i = 0; i < n && shown < PASSAGES; i++) {
        if (i && span_touch(last, places[i].span)) continue;
        last = passage_sentences(h->a->readings[number], places[i].span);
        html_passage(h, places[i]);
        shown++;
    }
    html_raw(h, "</blockquote></figure>\n");
}

str html_actor(const struct html *h, int32_t actor) { return actor < 0 ? (str){0} : h->a->actors.p[actor].name; }
