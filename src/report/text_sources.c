/* Where it all comes from: origins and who leans on them, the articles, and what nobody has answered. */
#include "base/utf8.h"
#include "doc/calendar.h"
#include "report/outline.h"
#include "report/text_story.h"

enum {
    ORIGINS = 14,
    NAME_COLUMNS = 32,
    CELL = 3,
    QUESTIONS = 8,
    GRID_ROWS = 14,
    GRID_WORDS = 30,
    GRID_WORDS_MOST = 84
};

static bool leans(const struct origin *o, int32_t reader) {
    for (ptrdiff_t i = 0; i < o->articles.n; i++)
        if (o->articles.p[i] == reader) return true;
    return false;
}

static void origin_name(struct story_text *s, const struct origin *o) {
    story_origin(s, o, TEXT_PLAIN);
    if (o->unnamed) text_words(&s->t, S(" (unnamed)"), TEXT_DIM);
}

/* A row of a table: a mark under each article that leans on the origin. */
static void origin_row(struct story_text *s, const struct origin *o) {
    text_begin(&s->t, 2, 4);
    origin_name(s, o);
    text_tab(&s->t, NAME_COLUMNS + 2);
    for (int32_t i = 0; i < s->a->n; i++) {
        text_tab(&s->t, NAME_COLUMNS + 2 + CELL * i);
        text_words(&s->t, leans(o, i) ? S("●") : S("·"), leans(o, i) ? TEXT_PLAIN : TEXT_DIM);
    }
    text_end(&s->t);
}

static void origin_list(struct story_text *s, const struct origin *o) {
    text_begin(&s->t, 2, 4);
    origin_name(s, o);
    text_words(&s->t, S(":"), TEXT_DIM);
    for (ptrdiff_t i = 0; i < o->articles.n; i++) text_fmt(&s->t, TEXT_DIM, " [%d]", o->articles.p[i] + 1);
    text_end(&s->t);
}

void story_origins(struct story_text *s) {
    const account *a = s->a;
    ptrdiff_t n = a->origins.n, shown = 0;
    if (!n) return;
    const int32_t *list = outline_by_articles(a, &s->tmp).p;
    story_heading(s, "WHERE IT COMES FROM: ORIGINS, AND WHO LEANS ON THEM", n);
    bool table = NAME_COLUMNS + 2 + CELL * a->n <= s->t.width;
    if (table) {
        text_begin(&s->t, 2, 4);
        for (int32_t i = 0; i < a->n; i++) {
            text_tab(&s->t, NAME_COLUMNS + 2 + CELL * i);
            text_fmt(&s->t, TEXT_DIM, "%d", i + 1);
        }
        text_end(&s->t);
    }
    for (; shown < n && (shown < ORIGINS || s->o->all); shown++)
        (table ? origin_row : origin_list)(s, &a->origins.p[list[shown]]);
    story_more(s, n - shown, "origins");
}

/* A claim on one line, with words around it where it has few, and a mark under each article for what it does with it.
 */
static void grid_row(struct story_text *s, const struct claim *c, int words) {
    arena room = s->tmp;
    uint8_t *stances = outline_stances(s->a, c, &room);
    enum { ELLIPSIS = 6 };
    text_begin(&s->t, 2, 4);
    if (story_few(c->text))
        story_passage(s, c->mentions.p[c->best].at, words - 2 * ELLIPSIS);
    else
        story_quote(s, c->text, words - ELLIPSIS);
    for (int32_t i = 0; i < s->a->n; i++) {
        str glyph = outline_glyph(stances[i]);
        bool against = glyph.n && stances[i] != 1u << STANCE_STATES;
        text_tab(&s->t, words + 2 + CELL * i);
        text_words(&s->t, glyph.n ? glyph : S("·"), !glyph.n ? TEXT_DIM : against ? TEXT_BAD : TEXT_PLAIN);
    }
    text_end(&s->t);
}

void story_grid(struct story_text *s) {
    arena before = s->tmp;
    ints rows = outline_shared(s->a, &s->tmp);
    int words = s->t.width - 2 - CELL * (int)s->a->n;
    if (!rows.n || words < GRID_WORDS) {
        s->tmp = before;
        return;
    }
    if (words > GRID_WORDS_MOST) words = GRID_WORDS_MOST;
    story_heading(s, "WHO SAYS WHAT", rows.n);
    text_begin(&s->t, 2, 4);
    for (int32_t i = 0; i < s->a->n; i++) {
        text_tab(&s->t, words + 2 + CELL * i);
        text_fmt(&s->t, TEXT_DIM, "%d", i + 1);
    }
    text_end(&s->t);
    ptrdiff_t shown = 0;
    for (; shown < rows.n && (shown < GRID_ROWS || s->o->all); shown++)
        grid_row(s, &s->a->claims.p[rows.p[shown]], words);
    text_begin(&s->t, 2, 4);
    text_words(&s->t, str_cstr(outline_legend), TEXT_DIM);
    text_words(&s->t, S(" · a dot: silent"), TEXT_DIM);
    text_end(&s->t);
    story_more(s, rows.n - shown, "claims");
    s->tmp = before;
}

void story_questions(struct story_text *s) {
    ptrdiff_t n = s->a->questions.n, shown = 0;
    if (!n) return;
    story_heading(s, "OPEN QUESTIONS", n);
    for (; shown < n && (shown < QUESTIONS || s->o->all); shown++) {
        const struct question *q = &s->a->questions.p[shown];
        text_begin(&s->t, 2, 4);
        text_words(&s->t, S("? "), TEXT_WARN);
        text_words(&s->t, q->text, TEXT_PLAIN);
        if (q->because.n) {
            text_words(&s->t, S(" — "), TEXT_DIM);
            text_words(&s->t, q->because, TEXT_DIM);
        }
        if (q->claim >= 0) {
            const struct claim *c = &s->a->claims.p[q->claim];
            for (ptrdiff_t i = 0; i < c->mentions.n && i < 2; i++) story_ref(s, c->mentions.p[i].at);
        }
        text_end(&s->t);
        if (!q->query.n) continue;
        text_begin(&s->t, 4, 12);
        text_words(&s->t, S("search: "), TEXT_DIM);
        text_words(&s->t, q->query, TEXT_PLAIN);
        text_end(&s->t);
    }
    story_more(s, n - shown, "questions");
}

void story_articles(struct story_text *s) {
    story_heading(s, "ARTICLES", s->a->n);
    for (int32_t i = 0; i < s->a->n; i++) {
        const article *a = story_article(s, i);
        text_begin(&s->t, 2, 8);
        text_fmt(&s->t, TEXT_BOLD, "[%d]", i + 1);
        text_tab(&s->t, 8);
        text_words(&s->t, a->outlet.n ? a->outlet : S("outlet unknown"), a->outlet.n ? TEXT_PLAIN : TEXT_DIM);
        text_words(&s->t, S(", "), TEXT_DIM);
        text_words(&s->t, a->when.known ? calendar_iso(&s->tmp, a->when.day) : S("undated"), TEXT_DIM);
        if (a->title.n) {
            text_words(&s->t, S(", "), TEXT_DIM);
            story_quote(s, a->title, s->t.width);
        }
        if (s->a->reprint_of && s->a->reprint_of[i] >= 0)
            text_fmt(&s->t, TEXT_WARN, " repeats [%d]", s->a->reprint_of[i] + 1);
        str remark = outline_remark(s->a->readings[i], &s->tmp);
        if (remark.n) text_words(&s->t, S(", "), TEXT_DIM);
        text_words(&s->t, remark, TEXT_WARN);
        text_words(&s->t, S(" "), TEXT_DIM);
        text_words(&s->t, a->source, TEXT_DIM);
        text_end(&s->t);
    }
    text_begin(&s->t, 2, 4);
    text_words(&s->t,
               S("[2:14] is sentence 14 of article 2, as accord read --all numbers them. –2025-03-04 is by that day, "
                 "~2025-03-04 about then. Words in “…” stand so in the article."),
               TEXT_DIM);
    text_end(&s->t);
}
