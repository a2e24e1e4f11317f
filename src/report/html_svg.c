/* The two pictures of an HTML report: the timeline, and the graph of origins. Both are drawn with whole numbers alone,
 * so they are the same everywhere; both stand beside a list that says the same in words. */
#include <stdlib.h>

#include "base/table.h"
#include "base/utf8.h"
#include "doc/calendar.h"
#include "report/html_write.h"
#include "report/passage.h"

/* The timeline. */

enum { COLUMNS = 16, STEP = 62, EDGE = 42, DOT = 13, DOTS = 9, AXIS_GAP = 16, LABELS = 40 };

/* A day, month or year of the timeline: what happened then, and what was published. */
struct column {
    str when;
    enum precision precision; // what its mark is: until then, since then, about then, or WHEN_DAY for all else
    int32_t day;              // its first one
    ints claims, articles;
};
struct columns {
    struct column *p; // [n] in the order of time
    ptrdiff_t n, cap;
};

static int by_day(const void *a, const void *b) {
    const struct column *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return str_cmp(x->when, y->when);
}

static bool marked(enum precision p) { return p == WHEN_BEFORE || p == WHEN_SINCE || p == WHEN_APPROX_DAY; }

static struct column *column_of(struct columns *c, table *index, struct column like, arena *room) {
    if (!marked(like.precision)) like.precision = WHEN_DAY;
    int64_t *at = table_put(index, room, arena_fmt(room, "%d %.*s", like.precision, STR_FMT(like.when)));
    if (!*at) {
        *vec_push(room, c) = like;
        *at = c->n;
    }
    return &c->p[*at - 1];
}

static ptrdiff_t load(const struct column *c) { return 2 * c->claims.n + c->articles.n; }

/* The fullest columns alone, where there are too many. */
static ptrdiff_t thin(struct columns *c) {
    ptrdiff_t left_out = 0;
    while (c->n > COLUMNS) {
        ptrdiff_t least = 0;
        for (ptrdiff_t i = 1; i < c->n; i++)
            if (load(&c->p[i]) < load(&c->p[least])) least = i;
        memmove(c->p + least, c->p + least + 1, (size_t)(c->n - least - 1) * sizeof *c->p);
        c->n--;
        left_out++;
    }
    return left_out;
}

static struct columns columns_of(struct html *h, arena *room, ptrdiff_t *left_out) {
    struct columns c = {0};
    table index = {.seed = 1};
    for (ptrdiff_t i = 0; i < h->a->timeline.n; i++) {
        const struct moment_line *line = &h->a->timeline.p[i];
        for (ptrdiff_t k = 0; k < line->claims.n; k++) {
            const struct claim *x = &h->a->claims.p[line->claims.p[k]];
            struct column like = {.when = line->when, .precision = x->precision, .day = x->lo};
            *vec_push(room, &column_of(&c, &index, like, room)->claims) = line->claims.p[k];
        }
    }
    for (int32_t i = 0; i < h->a->n; i++) {
        const struct moment *when = &h->a->readings[i]->article->when;
        if (!when->known) continue;
        struct column like = {.when = calendar_iso(room, when->day), .precision = WHEN_DAY, .day = when->day};
        *vec_push(room, &column_of(&c, &index, like, room)->articles) = i;
    }
    if (c.n) qsort(c.p, (size_t)c.n, sizeof *c.p, by_day);
    *left_out = thin(&c);
    return c;
}

/* "16 Sep", "Sep" or "week 37" over "2025", or the value as it is; "–16 Sep" until then, "16 Sep–" since then. */
static void label(struct html *h, const struct column *c, ptrdiff_t x, ptrdiff_t y) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    str when = c->when;
    bool year = when.n >= 7 && ascii_digit(when.p[0]) && when.p[4] == '-';
    bool week = year && when.n >= 8 && when.p[5] == 'W';
    int month = year && ascii_digit(when.p[5]) ? (when.p[5] - '0') * 10 + when.p[6] - '0' : 0;
    year = week || (month >= 1 && month <= 12);
    buf_fmt(h->out, "<text x=\"%td\" y=\"%td\">%s", x, y,
            c->precision == WHEN_BEFORE       ? "–"
            : c->precision == WHEN_APPROX_DAY ? "~"
                                              : "");
    if (week)
        html_wrap(h, "week ", str_slice(when, 6, 8), "");
    else if (year && when.n >= 10)
        html_wrap(h, "", str_slice(when, when.p[8] == '0' ? 9 : 8, 10), " ");
    else if (!year)
        html_text(h, str_head(when, 12));
    if (year && !week) html_raw(h, months[month - 1]);
    html_raw(h, c->precision == WHEN_SINCE ? "–</text>\n" : "</text>\n");
    if (!year) return;
    buf_fmt(h->out, "<text class=\"year\" x=\"%td\" y=\"%td\">", x, y + 14);
    html_wrap(h, "", str_head(when, 4), "</text>\n");
}

static void dots(struct html *h, const struct column *c, ptrdiff_t x, ptrdiff_t axis) {
    for (ptrdiff_t k = 0; k < c->claims.n && k < DOTS; k++) {
        int32_t i = c->claims.p[k];
        const struct claim *claim = &h->a->claims.p[i];
        buf_fmt(h->out,
                "<a class=\"to\" href=\"#s%td-c%d\"><circle class=\"%.*s\" cx=\"%td\" cy=\"%td\" r=\"5\"/><title>",
                h->story, i + 1, STR_FMT(status_text[claim->status]), x, axis - AXIS_GAP - DOT * k);
        html_wrap(h, "", claim->text, "</title></a>\n");
    }
    if (c->claims.n > DOTS)
        buf_fmt(h->out, "<text class=\"more\" x=\"%td\" y=\"%td\">+%td</text>\n", x, axis - AXIS_GAP - DOT * DOTS,
                c->claims.n - DOTS);
    for (ptrdiff_t k = 0; k < c->articles.n && k < DOTS; k++) {
        int32_t i = c->articles.p[k];
        arena room = h->tmp;
        ptrdiff_t y = axis + LABELS + DOT * k;
        buf_fmt(h->out, "<a href=\"#s%td-a%d\"><rect x=\"%td\" y=\"%td\" width=\"9\" height=\"9\" rx=\"1\"/><title>",
                h->story, i + 1, x - 4, y);
        html_wrap(h, "published: ", passage_outlet(h->a->readings[i]->article, i, &room), "</title></a>\n");
    }
    if (c->articles.n > DOTS)
        buf_fmt(h->out, "<text class=\"more\" x=\"%td\" y=\"%td\">+%td</text>\n", x, axis + LABELS + DOT * DOTS + 9,
                c->articles.n - DOTS);
}

static ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

static void draw_timeline(struct html *h, const struct columns *c) {
    ptrdiff_t up = 0, down = 0;
    for (ptrdiff_t i = 0; i < c->n; i++) {
        if (c->p[i].claims.n > up) up = c->p[i].claims.n;
        if (c->p[i].articles.n > down) down = c->p[i].articles.n;
    }
    ptrdiff_t axis = 8 + AXIS_GAP + DOT * least(up, DOTS + 1), width = 2 * EDGE + STEP * (c->n - 1);
    ptrdiff_t height = axis + LABELS + DOT * least(down, DOTS + 1) + 4;
    buf_fmt(h->out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline, drawn\">"
            "<svg class=\"timeline\" role=\"img\" viewBox=\"0 0 %td %td\" width=\"%td\" height=\"%td\">"
            "<title>Above the line what happened, below it what was published</title>\n",
            width, height, width, height);
    for (ptrdiff_t i = 0; i < c->n; i++) {
        ptrdiff_t x = EDGE + STEP * i;
        bool next =
            i + 1 < c->n && c->p[i].when.n == 10 && c->p[i + 1].when.n == 10 && c->p[i + 1].day == c->p[i].day + 1;
        if (i + 1 < c->n)
            buf_fmt(h->out, "<path class=\"%s\" d=\"M%td %tdh%d\"/>", next ? "axis" : "axis gap", x, axis, STEP);
        buf_fmt(h->out, "<path class=\"tick\" d=\"M%td %tdv6\"/>", x, axis - 3);
        label(h, &c->p[i], x, axis + 18);
        dots(h, &c->p[i], x, axis);
    }
    html_raw(h,
             "</svg></div>\n<p class=\"legend\"><span class=\"dot\"></span> a happening, coloured by how it stands · "
             "<span class=\"box\"></span> an article is published · a broken line leaves days out · –8 Nov: by then, "
             "~8 Nov: about then");
}

static void timeline_list(struct html *h) {
    html_raw(h, "<ol class=\"moments\">\n");
    for (ptrdiff_t i = 0; i < h->a->timeline.n; i++) {
        html_wrap(h, "<li><time>", h->a->timeline.p[i].when, "</time><ul>");
        for (ptrdiff_t k = 0; k < h->a->timeline.p[i].claims.n; k++) {
            int32_t number = h->a->timeline.p[i].claims.p[k];
            const struct claim *c = &h->a->claims.p[number];
            buf_fmt(h->out, "<li><a class=\"to %.*s\" href=\"#s%td-c%d\">", STR_FMT(status_text[c->status]), h->story,
                    number + 1);
            if (*outline_precision(c->precision)) buf_fmt(h->out, "<i>%s</i>", outline_precision(c->precision));
            html_wrap(h, "", str_trim(c->text), "</a></li>\n");
        }
        html_raw(h, "</ul></li>\n");
    }
    html_raw(h, "</ol>\n");
}

void html_timeline(struct html *h) {
    if (!h->a->timeline.n) return;
    arena before = h->tmp;
    ptrdiff_t left_out;
    struct columns c = columns_of(h, &h->tmp, &left_out);
    html_section(h, "timeline", "Timeline", -1, NULL);
    draw_timeline(h, &c);
    if (left_out) buf_fmt(h->out, " · %td dates more are in the list", left_out);
    html_raw(h, "</p>\n");
    timeline_list(h);
    html_raw(h, "</section>\n");
    h->tmp = before;
}

/* Origins. */

enum {
    ORIGINS_DRAWN = 22,
    ARTICLES_DRAWN = 40,
    ROW = 25,
    LEFT = 290,
    RIGHT = 520,
    GRAPH_WIDTH = 800,
    NAME_COLUMNS = 38
};

/* At most so many columns of s, with an ellipsis where it was longer. */
static void short_name(struct html *h, str s) {
    int used = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        int n;
        (void)utf8_at(s, i, &n);
        used += utf8_columns(str_slice(s, i, i + n));
        if (used > NAME_COLUMNS) {
            html_wrap(h, "", str_trim(str_head(s, i)), "…");
            return;
        }
        i += n;
    }
    html_text(h, s);
}

/* first is how high the first article stands, step how far apart they are. */
static void origin_node(struct html *h, int32_t origin, ptrdiff_t y, ptrdiff_t shown, ptrdiff_t first, ptrdiff_t step) {
    const struct origin *o = &h->a->origins.p[origin];
    arena room = h->tmp;
    str name = outline_origin(h->a, origin, &room);
    buf_fmt(h->out, "<g class=\"%s\">", o->unnamed ? "origin unnamed" : "origin");
    html_wrap(h, "<title>", name, "");
    buf_fmt(h->out, ": %td %s</title>\n", o->articles.n, o->articles.n == 1 ? "article" : "articles");
    for (ptrdiff_t i = 0; i < o->articles.n; i++) {
        if (o->articles.p[i] >= shown) continue;
        ptrdiff_t to = first + step * o->articles.p[i];
        buf_fmt(h->out, "<path d=\"M%d %tdC%d %td %d %td %d %td\"/>", LEFT + 10, y, (LEFT + RIGHT) / 2, y,
                (LEFT + RIGHT) / 2, to, RIGHT - 8, to);
    }
    buf_fmt(h->out, "<circle cx=\"%d\" cy=\"%td\" r=\"5\"/><text class=\"end\" x=\"%d\" y=\"%td\">", LEFT + 4, y,
            LEFT - 8, y + 4);
    short_name(h, name);
    html_raw(h, "</text></g>\n");
}

static void article_node(struct html *h, int32_t i, ptrdiff_t y) {
    const article *x = h->a->readings[i]->article;
    arena room = h->tmp;
    buf_fmt(
        h->out,
        "<a href=\"#s%td-a%d\"><rect x=\"%d\" y=\"%td\" width=\"9\" height=\"9\" rx=\"1\"/><text x=\"%d\" y=\"%td\">",
        h->story, i + 1, RIGHT - 4, y - 5, RIGHT + 14, y + 4);
    if (x->outlet.n) buf_fmt(h->out, "[%d] ", i + 1);
    short_name(h, passage_outlet(x, i, &room));
    html_raw(h, "</text></a>\n");
}

static void origin_list(struct html *h, ints order) {
    html_raw(h, "<details class=\"more\"><summary>the same as a list</summary><ul class=\"origin-list\">\n");
    for (ptrdiff_t k = 0; k < order.n; k++) {
        const struct origin *o = &h->a->origins.p[order.p[k]];
        arena room = h->tmp;
        html_wrap(h, "<li>", outline_origin(h->a, order.p[k], &room), o->unnamed ? " <i>(unnamed)</i>" : "");
        for (ptrdiff_t i = 0; i < o->articles.n; i++)
            buf_fmt(h->out, " <a class=\"ref\" href=\"#s%td-a%d\">[%d]</a>", h->story, o->articles.p[i] + 1,
                    o->articles.p[i] + 1);
        html_raw(h, "</li>\n");
    }
    html_raw(h, "</ul></details>\n");
}

void html_origins(struct html *h) {
    const account *a = h->a;
    arena before = h->tmp;
    ints order = outline_by_articles(a, &h->tmp);
    if (!order.n) return;
    html_section(
        h, "origins", "Where it comes from", order.n,
        "On the left whom the articles have it from, on the right the articles. Dashed: people who are not named.");
    ptrdiff_t n = least(order.n, ORIGINS_DRAWN), articles = least(a->n, ARTICLES_DRAWN);
    ptrdiff_t height = ROW * (n > articles ? n : articles), step = least(height / articles, 2 * ROW);
    buf_fmt(h->out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Origins, drawn\"><svg class=\"origins\" "
            "role=\"img\" "
            "viewBox=\"0 0 %d %td\" width=\"%d\" height=\"%td\"><title>Which article leans on which origin</title>\n",
            GRAPH_WIDTH, height, GRAPH_WIDTH, height);
    ptrdiff_t first = (height - step * (articles - 1)) / 2, each = height / n;
    for (ptrdiff_t k = 0; k < n; k++) origin_node(h, order.p[k], each * k + each / 2, articles, first, step);
    for (int32_t i = 0; i < articles; i++) article_node(h, i, first + step * i);
    html_raw(h, "</svg></div>\n");
    if (order.n > n) buf_fmt(h->out, "<p class=\"legend\">%td origins more are in the list.</p>\n", order.n - n);
    if (a->n > articles) buf_fmt(h->out, "<p class=\"legend\">%td articles more are not drawn.</p>\n", a->n - articles);
    origin_list(h, order);
    html_raw(h, "</section>\n");
    h->tmp = before;
}
