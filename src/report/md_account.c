#include "base/table.h"
#include "base/utf8.h"
#include "doc/calendar.h"
#include "report/escape.h"
#include "report/outline.h"
#include "report/passage.h"
#include "report/report_md.h"

enum { CLAIMS = 20, SINGLE = 12, REFS = 8, GRID_ROWS = 25, GRID_COLUMNS = 12, CELL_COLUMNS = 90 };

struct md {
    buf *out;
    const account *a;
    const struct report_made *made;
    arena tmp;
};

static void raw(struct md *m, const char *markup) { buf_put(m->out, str_cstr(markup)); }
static void text(struct md *m, str s) { escape_md(m->out, str_trim(s)); }

static void wrap(struct md *m, const char *before, str s, const char *after) {
    raw(m, before);
    text(m, s);
    raw(m, after);
}

static void heading(struct md *m, const char *words, ptrdiff_t n) {
    buf_fmt(m->out, "\n## %s", words);
    if (n >= 0) buf_fmt(m->out, " (%td)", n);
    raw(m, "\n\n");
}

static void ref(struct md *m, struct place p) {
    buf_fmt(m->out, " \\[%d:%d\\]", p.article + 1, passage_number(m->a->readings[p.article], p.span.beg));
}

static void refs(struct md *m, const struct place *p, ptrdiff_t n) {
    int32_t last = -1, sentence = -1;
    ptrdiff_t shown = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        int32_t number = passage_number(m->a->readings[p[i].article], p[i].span.beg);
        if (p[i].article == last && number == sentence) continue;
        last = p[i].article;
        sentence = number;
        if (++shown <= REFS || m->made->all) ref(m, p[i]);
    }
    if (shown > REFS && !m->made->all) buf_fmt(m->out, " +%td", shown - REFS);
}

static void claim_refs(struct md *m, const struct claim *c) {
    arena room = m->tmp;
    struct place *p = arena_new(&room, struct place, c->mentions.n);
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) p[i] = c->mentions.p[i].at;
    refs(m, p, c->mentions.n);
}

static void claim(struct md *m, const struct claim *c) {
    arena room = m->tmp;
    wrap(m, "- “", c->text, "”");
    claim_refs(m, c);
    wrap(m, "  \n  **", status_text[c->status], "**");
    if (c->reality != REALITY_HAPPENED) wrap(m, " · ", reality_text[c->reality], "");
    if (c->when.n) wrap(m, " · ", outline_when(c, &room), "");
    wrap(m, " · ", outline_count(c, &room), "");
    ints origins = outline_origins(m->a, c, &room);
    for (ptrdiff_t i = 0; i < origins.n; i++)
        wrap(m, i ? ", " : " · from ", outline_origin(m->a, origins.p[i], &room), "");
    raw(m, "\n");
    for (ptrdiff_t i = 0; m->made->explain && i < c->reasons.n; i++) wrap(m, "  - because ", c->reasons.p[i], "\n");
}

/* With --explain, the reason behind something in a cell of a table. */
static void cell_because(struct md *m, str why) {
    if (m->made->explain && why.n) wrap(m, "<br>because ", why, "");
}

static void more(struct md *m, ptrdiff_t n, const char *what) {
    if (n > 0) buf_fmt(m->out, "\nand %td more %s\n", n, what);
}

static void claims(struct md *m, int section, ptrdiff_t limit) {
    const struct outline_section *s = &outline_sections[section];
    ptrdiff_t n = outline_claims(m->a, s->statuses), shown = 0;
    if (!n) return;
    heading(m, s->heading, n);
    for (ptrdiff_t i = 0; i < m->a->claims.n && (shown < limit || m->made->all); i++) {
        if (!((s->statuses >> m->a->claims.p[i].status) & 1)) continue;
        claim(m, &m->a->claims.p[i]);
        shown++;
    }
    more(m, n - shown, "claims");
}

static void conflicts(struct md *m, bool compatible) {
    ptrdiff_t n = outline_conflicts(m->a, compatible);
    if (!n) return;
    heading(m, compatible ? "Looks different but agrees" : "Where they contradict each other", n);
    for (ptrdiff_t i = 0; i < m->a->conflicts.n; i++) {
        const struct conflict *c = &m->a->conflicts.p[i];
        if (c->compatible != compatible) continue;
        wrap(m, "- **", conflict_kind_text[c->kind], "**");
        wrap(m, " “", c->about, "”");
        for (ptrdiff_t k = 0; k < c->sides.n; k++) {
            wrap(m, outline_denied(m->a, c, &c->sides.p[k]) ? "\n  - denied: **" : "\n  - **", c->sides.p[k].value,
                 "**");
            refs(m, c->sides.p[k].mentions.p, c->sides.p[k].mentions.n);
        }
        raw(m, "\n");
        if (c->why.n && (m->made->explain || compatible)) wrap(m, "  - because ", c->why, "\n");
    }
}

static void timeline(struct md *m) {
    if (!m->a->timeline.n) return;
    heading(m, "Timeline", -1);
    raw(m, "| when | what |\n|---|---|\n");
    for (ptrdiff_t i = 0; i < m->a->timeline.n; i++) {
        for (ptrdiff_t k = 0; k < m->a->timeline.p[i].claims.n; k++) {
            const struct claim *c = &m->a->claims.p[m->a->timeline.p[i].claims.p[k]];
            buf_fmt(m->out, "| %s%.*s | ", outline_precision(c->precision), STR_FMT(m->a->timeline.p[i].when));
            wrap(m, "“", c->text, "”");
            claim_refs(m, c);
            arena room = m->tmp;
            cell_because(m, outline_day_rule(m->a, c, &room));
            raw(m, " |\n");
        }
    }
}

/* At most so many columns, cut between words. */
static str cut(str s, int columns) {
    int used = 0;
    ptrdiff_t end = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        int n;
        if (utf8_is_space(utf8_at(s, i, &n))) end = i;
        used += utf8_columns(str_slice(s, i, i + n));
        if (used > columns && end > 0) return str_head(s, end);
        i += n;
    }
    return s;
}

static void grid(struct md *m) {
    arena room = m->tmp;
    ints rows = outline_shared(m->a, &room);
    if (!rows.n || m->a->n > GRID_COLUMNS) return;
    heading(m, "Who says what", rows.n);
    raw(m, "| claim |");
    for (int32_t i = 0; i < m->a->n; i++) wrap(m, " ", passage_outlet(m->a->readings[i]->article, i, &room), " |");
    raw(m, "\n|---|");
    for (int32_t i = 0; i < m->a->n; i++) raw(m, ":-:|");
    raw(m, "\n");
    ptrdiff_t limit = m->made->all ? rows.n : GRID_ROWS, k = 0;
    for (; k < rows.n && k < limit; k++) {
        const struct claim *c = &m->a->claims.p[rows.p[k]];
        arena line = room;
        uint8_t *stances = outline_stances(m->a, c, &line);
        str words = cut(str_trim(c->text), CELL_COLUMNS);
        wrap(m, "| “", words, words.n < str_trim(c->text).n ? "” … |" : "” |");
        for (ptrdiff_t i = 0; i < m->a->n; i++) wrap(m, " ", outline_glyph(stances[i]), " |");
        raw(m, "\n");
    }
    buf_fmt(m->out, "\n%s\n", outline_legend);
    more(m, rows.n - k, "claims");
}

static void positions(struct md *m) {
    arena room = m->tmp;
    ints order = outline_by_party(m->a, &room);
    if (!order.n) return;
    heading(m, "What each party wants", order.n);
    raw(m, "| party | does what | in which words | to whom | by when |\n|---|---|---|---|---|\n");
    table seen = {.seed = 1};
    for (ptrdiff_t i = 0; i < order.n; i++) {
        const struct position *p = &m->a->positions.p[order.p[i]];
        str words = article_str(m->a->readings[p->at.article]->article, p->at.span);
        str key = arena_fmt(&room, "%d %d %.*s", p->actor, p->act, STR_FMT(words));
        if (table_get(&seen, key)) continue;
        *table_put(&seen, &room, key) = 1;
        wrap(m, "| ", p->actor < 0 ? S("not said") : m->a->actors.p[p->actor].name, " | ");
        wrap(m, outline_act(p->act), (str){0}, " | ");
        wrap(m, "“", words, "”");
        ref(m, p->at);
        cell_because(m, outline_position_rule(m->a, p));
        if (p->reply >= 0) {
            const struct position *q = &m->a->positions.p[p->reply];
            wrap(m, "<br>→ ", m->a->actors.p[q->actor].name, "");
            wrap(m, " *", str_cstr(outline_act(q->act)), "*");
            wrap(m, " “", article_str(m->a->readings[q->at.article]->article, q->at.span), "”");
            ref(m, q->at);
            cell_because(m, outline_position_rule(m->a, q));
        }
        wrap(m, " | ", p->to < 0 ? (str){0} : m->a->actors.p[p->to].name, " | ");
        wrap(m, "", p->deadline.n ? outline_deadline(p->deadline, &room) : (str){0}, " |\n");
    }
}

static void quotations(struct md *m) {
    arena room = m->tmp;
    ints order = outline_by_carriers(m->a, &room);
    if (!order.n) return;
    heading(m, "In their own words", order.n);
    ptrdiff_t limit = m->made->all ? order.n : CLAIMS, i = 0;
    for (; i < order.n && i < limit; i++) {
        const struct quotation *q = &m->a->quotes.p[order.p[i]];
        str name = q->speaker >= 0 ? m->a->actors.p[q->speaker].name : q->speaker_name;
        wrap(m, "- **", name.n ? name : S("speaker unknown"), "**:");
        str last = {0};
        for (ptrdiff_t k = 0; k < q->variants.n; k++) {
            struct place p = q->variants.p[k];
            str words = article_str(m->a->readings[p.article]->article, p.span);
            if (!str_eq(words, last)) wrap(m, k ? "\n  - also as “" : " “", words, "”");
            ref(m, p);
            last = words;
        }
        str rule = q->variants.n && m->made->explain ? outline_quote_rule(m->a, q->variants.p[0]) : (str){0};
        if (rule.n) wrap(m, "\n  - because ", rule, "");
        raw(m, "\n");
    }
    more(m, order.n - i, "quotations");
}

static void origins(struct md *m) {
    arena room = m->tmp;
    ints order = outline_by_articles(m->a, &room);
    if (!order.n) return;
    heading(m, "Where it comes from", order.n);
    for (ptrdiff_t i = 0; i < order.n; i++) {
        const struct origin *o = &m->a->origins.p[order.p[i]];
        wrap(m, "- ", outline_origin(m->a, order.p[i], &room), o->unnamed ? " (unnamed):" : ":");
        for (ptrdiff_t k = 0; k < o->articles.n; k++) buf_fmt(m->out, " \\[%d\\]", o->articles.p[k] + 1);
        raw(m, "\n");
    }
}

static void questions(struct md *m) {
    if (!m->a->questions.n) return;
    heading(m, "Open questions", m->a->questions.n);
    for (ptrdiff_t i = 0; i < m->a->questions.n; i++) {
        const struct question *q = &m->a->questions.p[i];
        wrap(m, "- ", q->text, "");
        if (q->because.n) wrap(m, " — ", q->because, "");
        if (q->query.n) wrap(m, "  \n  search: ", q->query, "");
        raw(m, "\n");
    }
}

static void articles(struct md *m) {
    heading(m, "Articles", m->a->n);
    for (int32_t i = 0; i < m->a->n; i++) {
        const article *x = m->a->readings[i]->article;
        arena room = m->tmp;
        buf_fmt(m->out, "- **\\[%d\\]** ", i + 1);
        wrap(m, "", x->outlet.n ? x->outlet : S("outlet unknown"), ", ");
        wrap(m, "", x->when.known ? calendar_iso(&room, x->when.day) : S("undated"), "");
        if (x->title.n) wrap(m, ", “", x->title, "”");
        if (m->a->reprint_of && m->a->reprint_of[i] >= 0)
            buf_fmt(m->out, ", repeats \\[%d\\]", m->a->reprint_of[i] + 1);
        str remark = outline_remark(m->a->readings[i], &room);
        if (remark.n) wrap(m, ", **", remark, "**");
        wrap(m, ", ", x->url.n ? x->url : x->source, "\n");
    }
    raw(m, "\n\\[2:14\\] is sentence 14 of article 2. Words in “…” stand so in the article. "
           "A date in brackets is that of the passage, which does not name the day.\n");
}

static void head(struct md *m) {
    ptrdiff_t unsaid, outlets = outline_outlets(m->a, m->tmp, &unsaid);
    wrap(m, "# ", outline_title(m->a), "\n\n");
    buf_fmt(m->out, "%td %s", m->a->n, m->a->n == 1 ? "article" : "articles");
    if (outlets) buf_fmt(m->out, " · %td %s", outlets, outlets == 1 ? "outlet" : "outlets");
    if (m->a->origins.n) buf_fmt(m->out, " · %td %s", m->a->origins.n, m->a->origins.n == 1 ? "origin" : "origins");
    if (m->a->from.n) {
        wrap(m, " · published ", str_head(m->a->from, 10), "");
        if (!str_eq(str_head(m->a->from, 10), str_head(m->a->to, 10))) wrap(m, " to ", str_head(m->a->to, 10), "");
    }
    raw(m, "\n");
    if (m->made->as_of.n) wrap(m, "\nAs known on ", m->made->as_of, ": what was published later is left out.\n");
    if (m->made->without.n)
        wrap(m, "\nWithout “", m->made->without, "”: what still stands when this origin is taken away.\n");
}

void md_account(buf *out, const account *a, const struct report_made *made, arena tmp) {
    struct md m = {.out = out, .a = a, .made = made, .tmp = tmp};
    head(&m);
    claims(&m, OUTLINE_SOLID, CLAIMS);
    conflicts(&m, false);
    claims(&m, OUTLINE_DISPUTED, CLAIMS);
    timeline(&m);
    grid(&m);
    claims(&m, OUTLINE_REPEATED, CLAIMS);
    claims(&m, OUTLINE_SINGLE, SINGLE);
    positions(&m);
    quotations(&m);
    conflicts(&m, true);
    origins(&m);
    questions(&m);
    articles(&m);
}
