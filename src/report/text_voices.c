/* What the parties want, and what they said in their own words. */
#include "base/utf8.h"
#include "report/outline.h"
#include "report/text_story.h"

enum { PARTIES = 8, POSITIONS_EACH = 5, QUOTATIONS = 10, OTHER_WORDINGS = 2 };

static str position_text(const struct story_text *s, const struct position *p) {
    return article_str(story_article(s, p->at.article), p->at.span);
}

/* Its words, in their sentence where they are too few to be understood: "shelter", "do so". */
static void position_words(struct story_text *s, const struct position *p) {
    enum { FEW = 36, AROUND = 84 };
    str text = position_text(s, p);
    if (utf8_columns(str_head(text, 4 * FEW)) <= FEW)
        story_passage(s, p->at, AROUND);
    else
        story_quote(s, text, 2 * (s->t.width - 18));
}

static void position(struct story_text *s, const struct position *p) {
    text_begin(&s->t, 4, 18);
    text_words(&s->t, str_cstr(outline_act(p->act)), TEXT_WARN);
    text_tab(&s->t, 18);
    position_words(s, p);
    if (p->to >= 0) {
        text_words(&s->t, S(" to "), TEXT_DIM);
        text_words(&s->t, story_actor(s, p->to), TEXT_DIM);
    }
    if (p->deadline.n) {
        arena room = s->tmp;
        text_words(&s->t, S(" "), TEXT_DIM);
        text_words(&s->t, outline_deadline(p->deadline, &room), TEXT_DIM);
    }
    story_ref(s, p->at);
    text_end(&s->t);
    story_because(s, 20, outline_position_rule(s->a, p));
    if (p->reply < 0) return;
    const struct position *q = &s->a->positions.p[p->reply];
    text_begin(&s->t, 18, 20);
    text_words(&s->t, S("→ "), TEXT_DIM);
    text_words(&s->t, story_actor(s, q->actor), TEXT_BOLD);
    text_words(&s->t, S(" "), TEXT_DIM);
    text_words(&s->t, str_cstr(outline_act(q->act)), TEXT_WARN);
    text_words(&s->t, S(" "), TEXT_DIM);
    position_words(s, q);
    story_ref(s, q->at);
    text_end(&s->t);
    story_because(s, 20, outline_position_rule(s->a, q));
}

/* The positions of one party, list[0..n): each wording once. */
static void party(struct story_text *s, const int32_t *list, ptrdiff_t n) {
    text_begin(&s->t, 2, 4);
    str name = story_actor(s, s->a->positions.p[list[0]].actor);
    text_words(&s->t, name.n ? name : S("by whom is not said"), name.n ? TEXT_BOLD : TEXT_DIM);
    text_end(&s->t);
    ptrdiff_t shown = 0, more = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct position *p = &s->a->positions.p[list[i]];
        bool again = false;
        for (ptrdiff_t k = i > 64 ? i - 64 : 0; k < i && !again; k++) {
            const struct position *q = &s->a->positions.p[list[k]];
            again = q->act == p->act && str_eq(position_text(s, q), position_text(s, p));
        }
        if (again) continue;
        if (shown == POSITIONS_EACH && !s->o->all) {
            more++;
            continue;
        }
        shown++;
        position(s, p);
    }
    story_more(s, more, "from this party");
}

void story_positions(struct story_text *s) {
    ptrdiff_t n = s->a->positions.n, parties = 0, shown = 0;
    if (!n) return;
    const int32_t *list = outline_by_party(s->a, &s->tmp).p;
    const struct position *all = s->a->positions.p;
    for (ptrdiff_t i = 0; i < n; i++) parties += i == 0 || all[list[i]].actor != all[list[i - 1]].actor;
    story_heading(s, "WHAT EACH PARTY WANTS", -1);
    for (ptrdiff_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && all[list[end]].actor == all[list[i]].actor; end++) {}
        if (shown == PARTIES && !s->o->all) break;
        party(s, list + i, end - i);
        shown++;
    }
    story_more(s, parties - shown, "parties");
}

static str variant_text(const struct story_text *s, struct place p) {
    return article_str(story_article(s, p.article), p.span);
}

/* One wording and all places that have it, of places[0..n); how many have others, which are moved to its beginning.
 * same has room for n. */
static ptrdiff_t wording(struct story_text *s, struct place *places, ptrdiff_t n, struct place *same, int columns) {
    str text = variant_text(s, places[0]);
    ptrdiff_t others = 0, equal = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (str_eq(variant_text(s, places[i]), text))
            same[equal++] = places[i];
        else
            places[others++] = places[i];
    }
    story_quote(s, text, columns);
    story_refs(s, same, equal);
    return others;
}

static void quotation(struct story_text *s, const struct quotation *q) {
    ptrdiff_t n = q->variants.n;
    if (!n) return;
    struct place *places = arena_new(&s->tmp, struct place, n), *same = arena_new(&s->tmp, struct place, n);
    memcpy(places, q->variants.p, (size_t)n * sizeof *places);
    str name = q->speaker >= 0 ? story_actor(s, q->speaker) : q->speaker_name;
    text_begin(&s->t, 2, 4);
    text_words(&s->t, name.n ? name : S("speaker unknown"), name.n ? TEXT_BOLD : TEXT_DIM);
    text_words(&s->t, S(": "), TEXT_DIM);
    n = wording(s, places, n, same, 3 * s->t.width);
    text_end(&s->t);
    story_because(s, 6, outline_quote_rule(s->a, q->variants.p[0]));
    for (int k = 0; n > 0 && (k < OTHER_WORDINGS || s->o->all); k++) {
        text_begin(&s->t, 6, 8);
        text_words(&s->t, S("also as "), TEXT_DIM);
        n = wording(s, places, n, same, s->t.width);
        text_end(&s->t);
    }
    if (n > 0) story_more(s, n, "wordings");
}

void story_quotations(struct story_text *s) {
    ptrdiff_t n = s->a->quotes.n;
    if (!n) return;
    const int32_t *list = outline_by_carriers(s->a, &s->tmp).p;
    story_heading(s, "IN THEIR OWN WORDS", n);
    ptrdiff_t shown = 0;
    for (; shown < n && (shown < QUOTATIONS || s->o->all); shown++) quotation(s, &s->a->quotes.p[list[shown]]);
    story_more(s, n - shown, "quotations");
}
