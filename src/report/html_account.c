/* One story of an HTML report, section by section. */
#include "base/table.h"
#include "base/utf8.h"
#include "report/html_write.h"
#include "report/passage.h"
#include "report/report_html.h"

enum { CLAIMS_OPEN = 12, GRID_ROWS = 40, GRID_COLUMNS = 60, NAMES = 4, SPANS = 12 };

/* The head. */

static void fact(struct html *h, ptrdiff_t n, const char *one, const char *many) {
    if (n) buf_fmt(h->out, "<li><b>%td</b> %s</li>", n, n == 1 ? one : many);
}

static void facts(struct html *h) {
    const account *a = h->a;
    ptrdiff_t named = 0, unnamed = 0, unsaid, outlets = outline_outlets(a, h->tmp, &unsaid);
    for (ptrdiff_t i = 0; i < a->origins.n; i++) *(a->origins.p[i].unnamed ? &unnamed : &named) += 1;
    html_raw(h, "<ul class=\"facts\">");
    fact(h, a->n, "article", "articles");
    fact(h, outlets, "outlet", "outlets");
    fact(h, unsaid, "of an outlet unknown", "of an outlet unknown");
    fact(h, named, "named origin", "named origins");
    fact(h, unnamed, "unnamed origin", "unnamed origins");
    if (a->from.n) {
        html_wrap(h, "<li>published <time>", str_head(a->from, 10), "</time>");
        if (!str_eq(str_head(a->from, 10), str_head(a->to, 10)))
            html_wrap(h, " to <time>", str_head(a->to, 10), "</time>");
        html_raw(h, "</li>");
    }
    html_raw(h, "</ul>\n");
}

static void conditions(struct html *h) {
    if (h->made->as_of.n)
        html_wrap(h, "<p class=\"condition\">As known on ", h->made->as_of,
                  ": what was published later is left out.</p>\n");
    if (h->made->without.n)
        html_wrap(h, "<p class=\"condition\">Without “", h->made->without,
                  "”: what still stands when this origin is taken away.</p>\n");
}

/* How many claims stand how, each a link to its section, and a bar of their shares. */
static void tally(struct html *h) {
    html_raw(h, "<ul class=\"tally\">");
    for (int i = 0; i < OUTLINE_SECTIONS; i++) {
        ptrdiff_t n = outline_claims(h->a, outline_sections[i].statuses);
        if (!n) continue;
        buf_fmt(h->out, "<li class=\"%s\"><a href=\"#s%td-%s\"><b>%td</b> %s</a></li>", outline_sections[i].id,
                h->story, outline_sections[i].id, n, outline_sections[i].heading);
    }
    html_raw(h, "</ul>\n");
    if (!h->a->claims.n) return;
    html_raw(h, "<svg class=\"shares\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    ptrdiff_t x = 0;
    for (int i = 0; i < OUTLINE_SECTIONS; i++) {
        ptrdiff_t w = 1000 * outline_claims(h->a, outline_sections[i].statuses) / h->a->claims.n;
        if (w)
            buf_fmt(h->out, "<rect class=\"%s\" x=\"%td\" y=\"0\" width=\"%td\" height=\"8\"/>", outline_sections[i].id,
                    x, w);
        x += w;
    }
    html_raw(h, "</svg>\n");
}

static void head(struct html *h) {
    html_wrap(h, "<header class=\"head\">\n<h1>", outline_title(h->a), "</h1>\n");
    facts(h);
    conditions(h);
    tally(h);
    html_raw(h, "</header>\n");
}

static void menu_item(struct html *h, ptrdiff_t n, const char *id, const char *words) {
    if (n) buf_fmt(h->out, "<li><a href=\"#s%td-%s\">%s</a></li>", h->story, id, words);
}

static void menu(struct html *h) {
    const account *a = h->a;
    arena room = h->tmp;
    html_wrap(h, "<nav class=\"menu\" aria-label=\"Sections: ", outline_title(a), "\"><ul>");
    menu_item(h, outline_claims(a, outline_sections[OUTLINE_SOLID].statuses), "solid", "What stands");
    menu_item(h, outline_conflicts(a, false), "conflicts", "Contradictions");
    menu_item(h, a->timeline.n, "timeline", "Timeline");
    menu_item(h, outline_shared(a, &room).n, "grid", "Who says what");
    menu_item(h, a->origins.n, "origins", "Origins");
    menu_item(h, a->positions.n, "positions", "Positions");
    menu_item(h, a->quotes.n, "quotes", "Quotations");
    menu_item(h, a->questions.n, "questions", "Open questions");
    menu_item(h, a->n, "sources", "Sources");
    html_raw(h, "</ul></nav>\n");
}

/* Claims. */

static void names(struct html *h, const char *label, ints actors) {
    for (ptrdiff_t i = 0; i < actors.n; i++) {
        if (i == 0) buf_fmt(h->out, "<div><dt>%s</dt><dd>", label);
        html_wrap(h, i ? ", " : "", html_actor(h, actors.p[i]), "");
    }
    if (actors.n) html_raw(h, "</dd></div>");
}

static void row(struct html *h, const char *label, str value) {
    if (!value.n) return;
    buf_fmt(h->out, "<div><dt>%s</dt><dd>", label);
    html_wrap(h, "", value, "</dd></div>");
}

static void claim_facts(struct html *h, const struct claim *c) {
    arena room = h->tmp;
    html_raw(h, "<dl>");
    names(h, "Who", c->actors);
    names(h, "To whom", c->recipients);
    row(h, "When", outline_when(c, &room));
    row(h, "Where", c->where);
    row(h, "Reality", reality_text[c->reality]);
    row(h, "Kind", plover_text[c->plover]);
    ints origins = outline_origins(h->a, c, &room);
    for (ptrdiff_t i = 0; i < origins.n; i++) {
        const struct origin *o = &h->a->origins.p[origins.p[i]];
        html_wrap(h, i ? ", " : "<div><dt>From</dt><dd>", outline_origin(h->a, origins.p[i], &room),
                  o->unnamed ? " <i>(unnamed)</i>" : "");
    }
    if (origins.n) html_raw(h, "</dd></div>");
    html_raw(h, "</dl>\n");
    str day = outline_day_rule(h->a, c, &room);
    if (!c->reasons.n && !day.n) return;
    html_raw(h, "<ul class=\"reasons\">");
    for (ptrdiff_t i = 0; i < c->reasons.n; i++) html_wrap(h, "<li>", c->reasons.p[i], "</li>");
    if (day.n) html_wrap(h, "<li>the day: ", day, "</li>");
    html_raw(h, "</ul>\n");
}

/* A figure an article, in the order of the articles; that of the best wording first. */
static void claim_sides(struct html *h, const struct claim *c) {
    html_raw(h, "<div class=\"sides\">");
    int32_t first = c->mentions.p[c->best].at.article;
    for (int turn = 0; turn < 2; turn++) {
        for (ptrdiff_t i = 0, end; i < c->mentions.n; i = end) { // mentions are in the order of the articles
            struct place places[SPANS];
            const struct mention *told[SPANS];
            ptrdiff_t n = 0;
            for (end = i; end < c->mentions.n && c->mentions.p[end].at.article == c->mentions.p[i].at.article; end++) {
                if (n == SPANS) continue;
                told[n] = &c->mentions.p[end];
                places[n++] = c->mentions.p[end].at;
            }
            if ((c->mentions.p[i].at.article == first) == (turn == 0)) html_figure(h, places, n, told);
        }
    }
    html_raw(h, "</div>\n");
}

static ptrdiff_t claim_articles(const struct claim *c) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++)
        n += i == 0 || c->mentions.p[i].at.article != c->mentions.p[i - 1].at.article;
    return n;
}

/* The words of a place; with those around them where they are too few to tell anything ("the inquiry"). */
static void in_context(struct html *h, struct place at) {
    enum { FEW = 40 };
    const reading *r = h->a->readings[at.article];
    span whole = passage_sentences(r, at.span);
    str text = str_trim(article_str(r->article, at.span));
    bool few = utf8_columns(str_head(text, 4 * FEW)) <= FEW;
    if (few)
        html_wrap(h, "<span class=\"around\">", article_str(r->article, (span){whole.beg, at.span.beg}), "</span>");
    html_wrap(h, few ? "<span class=\"core\">" : "", few ? article_str(r->article, at.span) : text,
              few ? "</span>" : "");
    if (few)
        html_wrap(h, "<span class=\"around\">", article_str(r->article, (span){at.span.end, whole.end}), "</span>");
}

static void summary(struct html *h, const struct claim *c) {
    arena room = h->tmp;
    str status = status_text[c->status];
    html_raw(h, "<summary><span class=\"words\">");
    in_context(h, c->mentions.p[c->best].at);
    html_raw(h, "</span> ");
    buf_fmt(h->out, "<span class=\"meta\"><span class=\"status %.*s\">%.*s</span>", STR_FMT(status), STR_FMT(status));
    if (c->reality != REALITY_HAPPENED) html_wrap(h, "<span class=\"reality\">", reality_text[c->reality], "</span>");
    if (c->when.n)
        html_wrap(h, c->inferred ? "<span class=\"inferred\">" : "<span>", outline_when(c, &room), "</span>");
    html_wrap(h, "<span>", outline_count(c, &room), "</span>");
    ptrdiff_t n = claim_articles(c);
    buf_fmt(h->out, "<span>%td %s</span>", n, n == 1 ? "article" : "articles");
    html_raw(h, "</span></summary>\n");
}

static void claim(struct html *h, ptrdiff_t i) {
    const struct claim *c = &h->a->claims.p[i];
    buf_fmt(h->out, "<li><details class=\"claim %.*s\" id=\"s%td-c%td\">", STR_FMT(status_text[c->status]), h->story,
            i + 1);
    summary(h, c);
    html_raw(h, "<div class=\"body\">");
    claim_sides(h, c);
    claim_facts(h, c);
    html_raw(h, "</div></details></li>\n");
}

static void claims(struct html *h, const struct outline_section *s) {
    ptrdiff_t n = outline_claims(h->a, s->statuses), shown = 0;
    if (!n) return;
    html_section(h, s->id, s->heading, n, s->note);
    html_raw(h, "<ol class=\"claims\">\n");
    bool folded = n > CLAIMS_OPEN + CLAIMS_OPEN / 3;
    for (ptrdiff_t i = 0; i < h->a->claims.n; i++) {
        if (!((s->statuses >> h->a->claims.p[i].status) & 1)) continue;
        if (folded && shown == CLAIMS_OPEN)
            buf_fmt(h->out, "</ol>\n<details class=\"more\"><summary>%td more</summary>\n<ol class=\"claims\">\n",
                    n - shown);
        claim(h, i);
        shown++;
    }
    html_raw(h, folded ? "</ol></details>\n</section>\n" : "</ol>\n</section>\n");
}

/* Conflicts. */

static void side(struct html *h, const struct conflict *c, const struct side *s) {
    bool denied = outline_denied(h->a, c, s);
    html_wrap(h,
              denied ? "<div class=\"side\"><p class=\"value\"><span class=\"against\">denied:</span> "
                     : "<div class=\"side\"><p class=\"value\">",
              s->value, "</p>\n");
    for (ptrdiff_t i = 0, end; i < s->mentions.n; i = end) {
        for (end = i + 1;
             end < s->mentions.n && end - i < SPANS && s->mentions.p[end].article == s->mentions.p[i].article;)
            end++;
        html_figure(h, s->mentions.p + i, end - i, NULL);
    }
    html_raw(h, "</div>\n");
}

static void conflict(struct html *h, ptrdiff_t i) {
    const struct conflict *c = &h->a->conflicts.p[i];
    buf_fmt(h->out, "<li><details class=\"conflict\" id=\"s%td-k%td\"%s><summary><span class=\"kind\">%.*s</span> ",
            h->story, i + 1, c->compatible ? "" : " open", STR_FMT(conflict_kind_text[c->kind]));
    html_wrap(h, "<span class=\"words\">", c->about, "</span> <span class=\"values\">");
    for (ptrdiff_t k = 0; k < c->sides.n && k < NAMES; k++) {
        if (k) html_raw(h, " <i>or</i> ");
        if (outline_denied(h->a, c, &c->sides.p[k])) html_raw(h, "<i>denied:</i> ");
        html_wrap(h, "<b>", c->sides.p[k].value, "</b>");
    }
    html_raw(h, "</span></summary>\n<div class=\"body\"><div class=\"sides\">");
    for (ptrdiff_t k = 0; k < c->sides.n; k++) side(h, c, &c->sides.p[k]);
    html_raw(h, "</div>\n<ul class=\"reasons\">");
    html_wrap(h, "<li>", c->why, "</li>");
    for (ptrdiff_t k = 0; k < c->claims.n; k++) {
        buf_fmt(h->out, "<li>the claim <a href=\"#s%td-c%d\">", h->story, c->claims.p[k] + 1);
        html_wrap(h, "“", h->a->claims.p[c->claims.p[k]].text, "”</a></li>");
    }
    html_raw(h, "</ul></div></details></li>\n");
}

static void conflicts(struct html *h, bool compatible) {
    ptrdiff_t n = outline_conflicts(h->a, compatible);
    if (!n) return;
    if (compatible)
        html_section(h, "agreements", "Looks different but agrees", n,
                     "Differences in words, precision or time that are no contradiction.");
    else
        html_section(h, "conflicts", "Where they contradict each other", n, NULL);
    html_raw(h, "<ol class=\"claims\">\n");
    for (ptrdiff_t i = 0; i < h->a->conflicts.n; i++)
        if (h->a->conflicts.p[i].compatible == compatible) conflict(h, i);
    html_raw(h, "</ol>\n</section>\n");
}

/* Who says what. */

static void grid_head(struct html *h, ptrdiff_t columns) {
    arena room = h->tmp;
    html_raw(h, "<thead><tr><th scope=\"col\">claim</th>");
    for (int32_t i = 0; i < columns; i++) {
        const article *x = h->a->readings[i]->article;
        buf_fmt(h->out, "<th scope=\"col\" class=\"outlet\"><a href=\"#s%td-a%d\">", h->story, i + 1);
        html_raw(h, "<span>");
        if (x->outlet.n) buf_fmt(h->out, "[%d] ", i + 1); // an outlet may have several
        html_wrap(h, "", passage_outlet(x, i, &room), "</span></a></th>");
    }
    html_raw(h, "</tr></thead>\n<tbody>\n");
}

static void grid_row(struct html *h, int32_t i, ptrdiff_t columns) {
    const struct claim *c = &h->a->claims.p[i];
    arena room = h->tmp;
    uint8_t *stances = outline_stances(h->a, c, &room);
    buf_fmt(h->out, "<tr><th scope=\"row\"><a class=\"to %.*s\" href=\"#s%td-c%d\">", STR_FMT(status_text[c->status]),
            h->story, i + 1);
    html_wrap(h, "", str_trim(c->text), "</a></th>");
    for (ptrdiff_t k = 0; k < columns; k++) {
        html_raw(h, !stances[k]                         ? "<td class=\"gap\">"
                    : stances[k] == 1u << STANCE_STATES ? "<td>"
                                                        : "<td class=\"against\">");
        html_wrap(h, "<span aria-hidden=\"true\">", outline_glyph(stances[k]), "</span>");
        html_wrap(h, "<span class=\"unseen\">", outline_glyph_words(stances[k]), "</span></td>");
    }
    html_raw(h, "</tr>\n");
}

static void grid(struct html *h) {
    arena room = h->tmp;
    ints rows = outline_shared(h->a, &room);
    if (!rows.n) return;
    h->tmp = room;
    ptrdiff_t columns = h->a->n < GRID_COLUMNS ? h->a->n : GRID_COLUMNS;
    html_section(h, "grid", "Who says what", rows.n,
                 "Claims that two articles or more speak to. A hatched cell is silence.");
    html_raw(
        h,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Who says what\"><table class=\"grid\">\n");
    grid_head(h, columns);
    for (ptrdiff_t i = 0; i < rows.n && i < GRID_ROWS; i++) grid_row(h, rows.p[i], columns);
    html_raw(h, "</tbody></table></div>\n<p class=\"legend\">");
    html_raw(h, outline_legend);
    if (rows.n > GRID_ROWS) buf_fmt(h->out, " · and %td claims more", rows.n - GRID_ROWS);
    if (h->a->n > columns) buf_fmt(h->out, " · and %td articles more", h->a->n - columns);
    html_raw(h, "</p>\n</section>\n");
}

/* Positions, quotations, questions. */

/* With --explain, why a position is one. */
static void position_rule(struct html *h, const struct position *p) {
    str rule = h->made->explain ? outline_position_rule(h->a, p) : (str){0};
    if (rule.n) html_wrap(h, " <span class=\"because\">", rule, "</span>");
}

static void position(struct html *h, const struct position *p, bool first) {
    str name = html_actor(h, p->actor), to = html_actor(h, p->to);
    html_wrap(h, first ? "<tr class=\"first\"><th scope=\"row\">" : "<tr><th scope=\"row\"><span class=\"unseen\">",
              name.n ? name : S("not said"), first ? "</th>" : "</span></th>");
    buf_fmt(h->out, "<td class=\"act %.*s\">%s</td><td>", STR_FMT(act_text[p->act]), outline_act(p->act));
    html_raw(h, "<q>");
    in_context(h, p->at);
    html_raw(h, "</q>");
    html_ref(h, p->at);
    position_rule(h, p);
    if (p->reply >= 0) {
        const struct position *q = &h->a->positions.p[p->reply];
        html_wrap(h, "<span class=\"reply\"><b>", html_actor(h, q->actor), "</b>");
        buf_fmt(h->out, " <span class=\"act %.*s\">%s</span> ", STR_FMT(act_text[q->act]), outline_act(q->act));
        html_raw(h, "<q>");
        in_context(h, q->at);
        html_raw(h, "</q>");
        html_ref(h, q->at);
        position_rule(h, q);
        html_raw(h, "</span>");
    }
    html_wrap(h, "</td><td>", to, "</td><td>");
    arena room = h->tmp;
    if (p->deadline.n) html_text(h, outline_deadline(p->deadline, &room));
    html_raw(h, "</td></tr>\n");
}

static void positions(struct html *h) {
    arena room = h->tmp;
    ints order = outline_by_party(h->a, &room);
    if (!order.n) return;
    h->tmp = room;
    html_section(h, "positions", "What each party wants", order.n, "And what it was answered, indented.");
    html_raw(h, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"What each party wants\"><table "
                "class=\"positions\"><thead><tr>"
                "<th scope=\"col\">party</th><th scope=\"col\">does what</th><th scope=\"col\">in which words</th><th "
                "scope=\"col\">to whom</th>"
                "<th scope=\"col\">by when</th></tr></thead><tbody>\n");
    table seen = {.seed = 1};
    int32_t party = -2;
    for (ptrdiff_t i = 0; i < order.n; i++) {
        const struct position *p = &h->a->positions.p[order.p[i]];
        str words = article_str(h->a->readings[p->at.article]->article, p->at.span);
        str key = arena_fmt(&h->tmp, "%d %d %.*s", p->actor, p->act, STR_FMT(words));
        if (table_get(&seen, key)) continue; // each wording once
        *table_put(&seen, &h->tmp, key) = 1;
        position(h, p, p->actor != party);
        party = p->actor;
    }
    html_raw(h, "</tbody></table></div>\n</section>\n");
}

static void quotation(struct html *h, int32_t i) {
    const struct quotation *q = &h->a->quotes.p[i];
    if (!q->variants.n) return;
    str name = q->speaker >= 0 ? html_actor(h, q->speaker) : q->speaker_name;
    const article *x = h->a->readings[q->variants.p[0].article]->article;
    buf_fmt(h->out, "<li><details class=\"quote\" id=\"s%td-q%d\">", h->story, i + 1);
    html_wrap(h, "<summary><span class=\"words\">", str_trim(article_str(x, q->variants.p[0].span)), "</span> ");
    html_wrap(h, "<span class=\"meta\"><b>", name.n ? name : S("speaker unknown"), "</b>");
    if (q->variants.n > 1) buf_fmt(h->out, "<span>in %td places</span>", q->variants.n);
    html_raw(h, "</span></summary>\n<div class=\"body\"><div class=\"sides\">");
    for (ptrdiff_t k = 0, end; k < q->variants.n; k = end) {
        for (end = k + 1;
             end < q->variants.n && end - k < SPANS && q->variants.p[end].article == q->variants.p[k].article;)
            end++;
        html_figure(h, q->variants.p + k, end - k, NULL);
    }
    html_raw(h, "</div>");
    str rule = outline_quote_rule(h->a, q->variants.p[0]);
    if (rule.n) html_wrap(h, "\n<ul class=\"reasons\"><li>the speaker: ", rule, "</li></ul>");
    html_raw(h, "</div></details></li>\n");
}

static void quotations(struct html *h) {
    arena room = h->tmp;
    ints order = outline_by_carriers(h->a, &room);
    if (!order.n) return;
    h->tmp = room;
    html_section(h, "quotes", "In their own words", order.n, NULL);
    html_raw(h, "<ol class=\"claims\">\n");
    for (ptrdiff_t i = 0; i < order.n; i++) {
        if (i == CLAIMS_OPEN)
            buf_fmt(h->out, "</ol>\n<details class=\"more\"><summary>%td more</summary>\n<ol class=\"claims\">\n",
                    order.n - i);
        quotation(h, order.p[i]);
    }
    html_raw(h, order.n > CLAIMS_OPEN ? "</ol></details>\n</section>\n" : "</ol>\n</section>\n");
}

static void questions(struct html *h) {
    if (!h->a->questions.n) return;
    html_section(h, "questions", "Open questions", h->a->questions.n, NULL);
    html_raw(h, "<ol class=\"questions\">\n");
    for (ptrdiff_t i = 0; i < h->a->questions.n; i++) {
        const struct question *q = &h->a->questions.p[i];
        html_wrap(h, "<li>", q->text, "");
        if (q->because.n) html_wrap(h, " <span class=\"because\">", q->because, "</span>");
        if (q->query.n) html_wrap(h, " <code>", q->query, "</code>");
        if (q->claim >= 0)
            buf_fmt(h->out, " <a class=\"ref\" href=\"#s%td-c%d\">claim %d</a>", h->story, q->claim + 1, q->claim + 1);
        html_raw(h, "</li>\n");
    }
    html_raw(h, "</ol>\n</section>\n");
}

void html_account(buf *out, const account *a, const struct report_made *made, arena tmp) {
    struct html h = {.out = out, .a = a, .made = made, .tmp = tmp, .story = a->number + 1};
    buf_fmt(out, "<article class=\"story\" id=\"s%td\">\n", h.story);
    head(&h);
    menu(&h);
    claims(&h, &outline_sections[OUTLINE_SOLID]);
    conflicts(&h, false);
    claims(&h, &outline_sections[OUTLINE_DISPUTED]);
    html_timeline(&h);
    grid(&h);
    html_origins(&h);
    positions(&h);
    claims(&h, &outline_sections[OUTLINE_REPEATED]);
    claims(&h, &outline_sections[OUTLINE_SINGLE]);
    quotations(&h);
    conflicts(&h, true);
    questions(&h);
    html_sources(&h);
    html_raw(&h, "</article>\n");
}
