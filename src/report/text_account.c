#include "report/outline.h"
#include "report/text_story.h"

enum { SOLID = 8, REPEATED = 6, SINGLE = 6, DISPUTED = 6 }; // claims that a section shows
enum { WIDEST = 160 };                                      // a longer line is hard to read

static void part(struct story_text *s, ptrdiff_t n, const char *what, enum text_style style, bool first) {
    if (!first) text_words(&s->t, S(" · "), TEXT_DIM);
    text_fmt(&s->t, style, "%td", n);
    text_words(&s->t, S(" "), TEXT_PLAIN);
    text_words(&s->t, str_cstr(what), TEXT_PLAIN);
}

/* The articles whose silence says nothing, because they were not read or not to their end. */
static void remarks(struct story_text *s) {
    enum { SHOWN = 6 };
    ptrdiff_t n = 0;
    for (int32_t i = 0; i < s->a->n; i++) {
        str remark = outline_remark(s->a->readings[i], &s->tmp);
        if (!remark.n || n++ >= SHOWN) continue;
        text_begin(&s->t, 0, 4);
        text_fmt(&s->t, TEXT_WARN, "[%d] ", i + 1);
        text_words(&s->t, remark, TEXT_WARN);
        text_end(&s->t);
    }
    if (n <= SHOWN) return;
    text_begin(&s->t, 0, 4);
    text_fmt(&s->t, TEXT_WARN, "and %td more articles that were not read, or not to their end", n - SHOWN);
    text_end(&s->t);
}

static void head(struct story_text *s) {
    const account *a = s->a;
    text_begin(&s->t, 0, 0);
    text_words(&s->t, outline_title(a), TEXT_TITLE);
    text_end(&s->t);
    ptrdiff_t named = 0, unnamed = 0;
    for (ptrdiff_t i = 0; i < a->origins.n; i++) *(a->origins.p[i].unnamed ? &unnamed : &named) += 1;
    text_begin(&s->t, 0, 0);
    part(s, a->n, a->n == 1 ? "article" : "articles", TEXT_BOLD, true);
    ptrdiff_t unsaid, n = outline_outlets(a, s->tmp, &unsaid);
    if (n) part(s, n, n == 1 ? "outlet" : "outlets", TEXT_BOLD, false);
    if (unsaid) part(s, unsaid, "of an outlet unknown", TEXT_BOLD, false);
    if (named) part(s, named, named == 1 ? "named origin" : "named origins", TEXT_BOLD, false);
    if (unnamed) part(s, unnamed, unnamed == 1 ? "unnamed origin" : "unnamed origins", TEXT_BOLD, false);
    if (a->from.n) {
        text_words(&s->t, S(" · published "), TEXT_DIM);
        text_words(&s->t, str_head(a->from, 10), TEXT_DIM);
        if (a->to.n && !str_eq(str_head(a->from, 10), str_head(a->to, 10))) {
            text_words(&s->t, S(" to "), TEXT_DIM);
            text_words(&s->t, str_head(a->to, 10), TEXT_DIM);
        }
    }
    text_end(&s->t);
    remarks(s);
    if (!a->claims.n) return;
    text_begin(&s->t, 0, 0);
    part(s, outline_claims(a, OUTLINE_BIT(STATUS_ESTABLISHED) | OUTLINE_BIT(STATUS_CORROBORATED)),
         "established or corroborated", TEXT_GOOD, true);
    part(s, outline_claims(a, OUTLINE_BIT(STATUS_DISPUTED) | OUTLINE_BIT(STATUS_DENIED)), "disputed or denied",
         TEXT_BAD, false);
    ptrdiff_t repeated = outline_claims(a, OUTLINE_BIT(STATUS_REPEATED)),
              single = outline_claims(a, OUTLINE_BIT(STATUS_SINGLE));
    if (repeated) part(s, repeated, "repeated from what may be one origin", TEXT_WARN, false);
    if (single) part(s, single, "in one outlet only", TEXT_PLAIN, false);
    text_end(&s->t);
}

void text_account(buf *out, const account *a, const struct text_options *o, arena tmp) {
    struct story_text s = {.t = {.out = out, .width = o->width > WIDEST ? WIDEST : o->width, .colour = o->colour},
                           .a = a,
                           .o = o,
                           .tmp = tmp};
    s.shown = arena_new(&s.tmp, bool, a->claims.n);
    head(&s);
    story_claims(&s, "ESTABLISHED OR CORROBORATED", OUTLINE_BIT(STATUS_ESTABLISHED) | OUTLINE_BIT(STATUS_CORROBORATED),
                 SOLID);
    story_conflicts(&s);
    story_claims(&s, "CLAIMS THAT ARE DISPUTED OR DENIED", OUTLINE_BIT(STATUS_DISPUTED) | OUTLINE_BIT(STATUS_DENIED),
                 DISPUTED);
    story_timeline(&s);
    story_claims(&s, "REPEATED, PERHAPS FROM ONE ORIGIN", OUTLINE_BIT(STATUS_REPEATED), REPEATED);
    story_claims(&s, "IN ONE OUTLET ONLY", OUTLINE_BIT(STATUS_SINGLE), SINGLE);
    story_positions(&s);
    story_quotations(&s);
    story_agreements(&s);
    story_grid(&s);
    story_origins(&s);
    story_questions(&s);
    story_articles(&s);
}
