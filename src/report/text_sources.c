/* Where it all comes from: origins and who leans on them, the articles, and what nobody has answered. */
#include <stdlib.h>

#include "base/utf8.h"
#include "doc/calendar.h"
#include "report/text_story.h"

enum { ORIGINS = 14, NAME_COLUMNS = 32, CELL = 3, QUESTIONS = 8 };

struct by_articles {
    int32_t articles, index;
};

static int compare_articles(const void *a, const void *b) {
    const struct by_articles *x = a, *y = b;
    if (x->articles != y->articles) return x->articles > y->articles ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

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
    struct by_articles *list = arena_new(&s->tmp, struct by_articles, n);
    for (ptrdiff_t i = 0; i < n; i++) list[i] = (struct by_articles){(int32_t)a->origins.p[i].articles.n, (int32_t)i};
    qsort(list, (size_t)n, sizeof *list, compare_articles);
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
        (table ? origin_row : origin_list)(s, &a->origins.p[list[shown].index]);
    story_more(s, n - shown, "origins");
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
