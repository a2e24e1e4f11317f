/* What the articles differ on: the sides of each conflict side by side. */
#include "base/utf8.h"
#include "report/outline.h"
#include "report/text_story.h"

enum {
    CONFLICTS_SHOWN = 6,
    AGREEMENTS_SHOWN = 5,
    SIDES_SHOWN = 4,
    SIDE_PLACES = 2,
    COLUMN_LEAST = 32,
    COLUMNS_MOST = 4,
    VALUE_COLUMNS = 60
};

/* Columns that a line takes on the terminal, colours aside. */
static int visible(str line) {
    int columns = 0;
    for (ptrdiff_t i = 0; i < line.n;) {
        ptrdiff_t next = str_find(line, S("\x1b["), i);
        columns += utf8_columns(str_slice(line, i, next < 0 ? line.n : next));
        if (next < 0) break;
        ptrdiff_t end = str_find(line, S("m"), next);
        i = end < 0 ? line.n : end + 1;
    }
    return columns;
}

/* True when the value of a side is the wording of one of its places. */
static bool verbatim(const struct story_text *s, const struct side *x) {
    for (ptrdiff_t i = 0; i < x->mentions.n; i++)
        if (str_eq(x->value, article_str(story_article(s, x->mentions.p[i].article), x->mentions.p[i].span)))
            return true;
    return false;
}

/* One side of c in lines of the given width, which are taken off the page again. */
static str side(struct story_text *s, const struct conflict *c, const struct side *side, int width) {
    ptrdiff_t before = s->t.out->n;
    int page_width = s->t.width;
    s->t.width = width;
    bool told = utf8_columns(str_head(side->value, 4 * width + 4)) > width && verbatim(s, side); // the passage says it
    if (side->value.n && !told) {
        text_begin(&s->t, 0, 0);
        if (outline_denied(s->a, c, side)) text_words(&s->t, S("denied: "), TEXT_BAD);
        text_words(&s->t, side->value, TEXT_BOLD);
        text_end(&s->t);
    }
    struct place *also = arena_new(&s->tmp, struct place, side->mentions.n);
    ptrdiff_t shown = 0, others = 0;
    str said[SIDE_PLACES] = {0};
    for (ptrdiff_t i = 0; i < side->mentions.n; i++) {
        struct place p = side->mentions.p[i];
        str sentence = story_sentence(s, p);
        bool again = shown == SIDE_PLACES;
        for (ptrdiff_t k = 0; k < shown; k++) again |= str_eq(said[k], sentence); // as reprints have it
        if (again) {
            also[others++] = p;
            continue;
        }
        said[shown++] = sentence;
        text_begin(&s->t, 0, 0);
        story_passage(s, p, 3 * width);
        text_words(&s->t, S(" "), TEXT_DIM);
        text_words(&s->t, story_article(s, p.article)->outlet, TEXT_DIM);
        story_ref(s, p);
        text_end(&s->t);
    }
    if (others) {
        text_begin(&s->t, 0, 0);
        text_words(&s->t, S("also"), TEXT_DIM);
        story_refs(s, also, others);
        text_end(&s->t);
    }
    s->t.width = page_width;
    str lines = arena_str(&s->tmp, str_drop(buf_str(s->t.out), before));
    s->t.out->n = before;
    return lines;
}

/* n columns of lines, side by side; rest is used up. */
static void zip(struct story_text *s, str *rest, ptrdiff_t n, int width) {
    bool more = n > 0;
    while (more) {
        more = false;
        ptrdiff_t begin = s->t.out->n;
        buf_fill(s->t.out, ' ', 4);
        for (ptrdiff_t k = 0; k < n; k++) {
            str line = {0};
            if (rest[k].n) str_next_part(&rest[k], '\n', &line);
            if (k) buf_put(s->t.out, S(" │ "));
            buf_put(s->t.out, line);
            if (k + 1 < n) buf_fill(s->t.out, ' ', width - visible(line));
            more |= rest[k].n > 0;
        }
        while (s->t.out->n > begin && s->t.out->p[s->t.out->n - 1] == ' ') s->t.out->n--;
        buf_byte(s->t.out, '\n');
    }
}

static void sides(struct story_text *s, const struct conflict *c, const struct side *all, ptrdiff_t n_all) {
    int fits = (s->t.width - 4 + 3) / (COLUMN_LEAST + 3), columns = fits < 1              ? 1
                                                                    : fits > COLUMNS_MOST ? COLUMNS_MOST
                                                                                          : fits;
    if (columns > n_all) columns = (int)n_all;
    if (!columns) return;
    int width = (s->t.width - 4 - 3 * (columns - 1)) / columns;
    for (ptrdiff_t i = 0; i < n_all; i += columns) {
        str cells[COLUMNS_MOST];
        ptrdiff_t n = n_all - i < columns ? n_all - i : columns;
        for (ptrdiff_t k = 0; k < n; k++) cells[k] = side(s, c, &all[i + k], width);
        zip(s, cells, n, width);
    }
}

static void conflict(struct story_text *s, const struct conflict *c) {
    text_begin(&s->t, 2, 4);
    text_words(&s->t, S("✗ "), TEXT_BAD);
    text_words(&s->t, conflict_kind_text[c->kind], TEXT_BAD);
    text_words(&s->t, S(" · "), TEXT_DIM);
    story_quote(s, c->about, s->t.width);
    text_end(&s->t);
    ptrdiff_t n = 0;
    struct side *told = arena_new(&s->tmp, struct side, c->sides.n); // a side without a place says nothing
    for (ptrdiff_t i = 0; i < c->sides.n; i++)
        if (c->sides.p[i].mentions.n) told[n++] = c->sides.p[i];
    sides(s, c, told, n);
    for (ptrdiff_t i = 0; i < c->claims.n; i++) s->shown[c->claims.p[i]] = true;
    story_because(s, 4, c->why);
}

static ptrdiff_t count(const account *a, bool compatible) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < a->conflicts.n; i++) n += a->conflicts.p[i].compatible == compatible;
    return n;
}

void story_conflicts(struct story_text *s) {
    ptrdiff_t n = count(s->a, false), shown = 0;
    if (!n) return;
    story_heading(s, "DISPUTED: WHERE THEY CONTRADICT EACH OTHER", n);
    for (ptrdiff_t i = 0; i < s->a->conflicts.n && (shown < CONFLICTS_SHOWN || s->o->all); i++) {
        if (s->a->conflicts.p[i].compatible) continue;
        conflict(s, &s->a->conflicts.p[i]);
        shown++;
    }
    story_more(s, n - shown, "conflicts");
}

static void agreement(struct story_text *s, const struct conflict *c) {
    text_begin(&s->t, 2, 4);
    text_words(&s->t, S("≈ "), TEXT_GOOD);
    story_quote(s, c->about, s->t.width / 2);
    text_words(&s->t, S(": "), TEXT_DIM);
    for (ptrdiff_t k = 0; k < c->sides.n && (k < SIDES_SHOWN || s->o->all); k++) {
        if (k) text_words(&s->t, S(" and "), TEXT_DIM);
        if (verbatim(s, &c->sides.p[k]))
            story_quote(s, c->sides.p[k].value, VALUE_COLUMNS);
        else
            text_words(&s->t, c->sides.p[k].value, TEXT_BOLD);
        story_refs(s, c->sides.p[k].mentions.p, c->sides.p[k].mentions.n);
    }
    if (c->sides.n > SIDES_SHOWN && !s->o->all) text_fmt(&s->t, TEXT_DIM, " +%td", c->sides.n - SIDES_SHOWN);
    if (c->why.n) {
        text_words(&s->t, S(" · "), TEXT_DIM);
        text_words(&s->t, c->why, TEXT_DIM);
    }
    text_end(&s->t);
}

/* Numbers, dates and places before words: they are what readers stumble over. */
void story_agreements(struct story_text *s) {
    ptrdiff_t n = count(s->a, true), shown = 0;
    if (!n) return;
    story_heading(s, "LOOKS DIFFERENT BUT AGREES", n);
    for (int words = 0; words < 2; words++) {
        for (ptrdiff_t i = 0; i < s->a->conflicts.n && (shown < AGREEMENTS_SHOWN || s->o->all); i++) {
            const struct conflict *c = &s->a->conflicts.p[i];
            bool of_words = c->kind == CONFLICT_WORDING || c->kind == CONFLICT_ACTOR || c->kind == CONFLICT_TERMS;
            if (!c->compatible || of_words != (words == 1)) continue;
            agreement(s, c);
            shown++;
        }
    }
    story_more(s, n - shown, "of these");
}
