/* The claims of a printed account by how far they can be trusted, and in the order of time. */
#include <stdlib.h>

#include "report/outline.h"
#include "report/text_story.h"

enum {
    TIMELINE_LINES = 16,
    TIMELINE_TAB = 15,
    TIMELINE_AROUND = 60, // little: the day is that of the claim, not of its sentence
    CLAIM_COLUMNS = 2,
    NAMES = 4
};

static enum text_style status_style(enum status status) {
    switch (status) {
    case STATUS_ESTABLISHED:
    case STATUS_CORROBORATED: return TEXT_GOOD;
    case STATUS_REPEATED: return TEXT_WARN;
    case STATUS_DISPUTED:
    case STATUS_DENIED: return TEXT_BAD;
    case STATUS_SINGLE:
    case STATUSES_COUNT: break;
    }
    return TEXT_PLAIN;
}

static void refs(struct story_text *s, const struct claim *c) {
    struct place *p = arena_new(&s->tmp, struct place, c->mentions.n);
    ptrdiff_t n = 0;
    p[n++] = c->mentions.p[c->best].at; // the one whose words are shown
    for (ptrdiff_t i = 0; i < c->mentions.n; i++)
        if (i != c->best) p[n++] = c->mentions.p[i].at;
    story_refs(s, p, n);
}

/* "from Reuters, the coast guard +2": the origins of its mentions. */
static void origins(struct story_text *s, const struct claim *c) {
    ints seen = {0};
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        int32_t origin = c->mentions.p[i].origin;
        bool again = origin < 0;
        for (ptrdiff_t k = 0; k < seen.n && !again; k++) again = seen.p[k] == origin;
        if (!again) *vec_push(&s->tmp, &seen) = origin;
    }
    if (!seen.n) return;
    text_words(&s->t, S(" · from "), TEXT_DIM);
    for (ptrdiff_t k = 0; k < seen.n && (k < NAMES || s->o->all); k++) {
        if (k) text_words(&s->t, S(", "), TEXT_DIM);
        story_origin(s, &s->a->origins.p[seen.p[k]], TEXT_DIM);
    }
    if (seen.n > NAMES && !s->o->all) text_fmt(&s->t, TEXT_DIM, " +%td", seen.n - NAMES);
}

/* A day in brackets is that of the passage: no mention names one. */
static void when(struct story_text *s, const struct claim *c) {
    if (!c->when.n) return;
    text_words(&s->t, c->inferred ? S(" · [") : S(" · "), TEXT_DIM);
    if (c->precision == WHEN_APPROX_DAY) text_words(&s->t, S("about "), TEXT_DIM);
    if (c->precision == WHEN_SINCE) text_words(&s->t, S("since "), TEXT_DIM);
    if (c->precision == WHEN_BEFORE) text_words(&s->t, S("before "), TEXT_DIM);
    text_words(&s->t, c->when, TEXT_DIM);
    if (c->inferred) text_words(&s->t, S("]"), TEXT_DIM);
}

static bool showed(const strs *sentences, str sentence) {
    for (ptrdiff_t i = 0; i < sentences->n; i++)
        if (sentences->p[i].p == sentence.p) return true;
    return false;
}

/* Its words; with those around them, `around` columns in all, where they are too few to tell anything ("the inquiry"),
 * unless a claim of this section showed them. */
static void words(struct story_text *s, const struct claim *c, int columns, int around) {
    struct place best = c->mentions.p[c->best].at;
    str sentence = story_sentence(s, best);
    if (story_few(c->text) && !showed(&s->sentences, sentence))
        story_passage(s, best, around);
    else
        story_quote(s, c->text, columns);
    *vec_push(&s->tmp, &s->sentences) = sentence;
}

static void claim(struct story_text *s, const struct claim *c) {
    text_begin(&s->t, 2, 4);
    text_words(&s->t, S("• "), status_style(c->status));
    words(s, c, CLAIM_COLUMNS * s->t.width, CLAIM_COLUMNS * s->t.width);
    refs(s, c);
    text_end(&s->t);
    text_begin(&s->t, 4, 4);
    text_words(&s->t, status_text[c->status], status_style(c->status));
    if (c->reality != REALITY_HAPPENED) {
        text_words(&s->t, S(" · "), TEXT_DIM);
        text_words(&s->t, reality_text[c->reality], TEXT_DIM);
    }
    when(s, c);
    if (c->high == 0)
        text_words(&s->t, S(" · nobody states it"), TEXT_DIM);
    else if (c->low == c->high)
        text_fmt(&s->t, TEXT_DIM, " · %d %s", c->low, c->low == 1 ? "origin" : "origins");
    else
        text_fmt(&s->t, TEXT_DIM, " · %d to %d origins", c->low, c->high);
    origins(s, c);
    text_end(&s->t);
    for (ptrdiff_t i = 0; i < c->reasons.n; i++) story_because(s, 6, c->reasons.p[i]);
}

static bool wanted(const struct story_text *s, ptrdiff_t claim_index, unsigned statuses) {
    return ((statuses >> s->a->claims.p[claim_index].status) & 1) && !s->shown[claim_index];
}

/* "Was pronounced dead" tells two claims in the same words: shown in full once, unless all are asked for. */
static bool told_already(struct story_text *s, strs *told, str text) {
    for (ptrdiff_t i = 0; i < told->n && !s->o->all; i++)
        if (str_eq(told->p[i], text)) return true;
    *vec_push(&s->tmp, told) = text;
    return false;
}

void story_claims(struct story_text *s, const char *heading, unsigned statuses, ptrdiff_t limit) {
    ptrdiff_t n = 0, shown = 0;
    strs told = {0};
    for (ptrdiff_t i = 0; i < s->a->claims.n; i++) n += wanted(s, i, statuses);
    if (!n) return;
    story_heading(s, heading, n);
    for (ptrdiff_t i = 0; i < s->a->claims.n && (told.n < limit || s->o->all); i++) {
        if (!wanted(s, i, statuses)) continue;
        if (!told_already(s, &told, s->a->claims.p[i].text)) claim(s, &s->a->claims.p[i]);
        shown++;
    }
    story_more(s, n - shown, "claims");
}

static int by_value(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

/* Beside a date: "–2025-03-04" until then, "2025-03-04–" since then, "~2025-03-04" about then. */
static str when_mark(enum precision precision) {
    if (precision == WHEN_APPROX_DAY) return S("~");
    return precision == WHEN_BEFORE || precision == WHEN_SINCE ? S("–") : (str){0};
}

void story_timeline(struct story_text *s) {
    const account *a = s->a;
    ints all = {0}; // claims are sorted by importance: the first ones are the most important
    for (ptrdiff_t i = 0; i < a->timeline.n; i++)
        for (ptrdiff_t k = 0; k < a->timeline.p[i].claims.n; k++)
            *vec_push(&s->tmp, &all) = a->timeline.p[i].claims.p[k];
    if (!all.n) return;
    qsort(all.p, (size_t)all.n, sizeof *all.p, by_value);
    int32_t last = s->o->all || all.n <= TIMELINE_LINES ? INT32_MAX : all.p[TIMELINE_LINES - 1];
    story_heading(s, "TIMELINE", -1);
    ptrdiff_t shown = 0;
    for (ptrdiff_t i = 0; i < a->timeline.n; i++) {
        str mark = {0};
        bool first = true;
        strs told = {0};
        for (ptrdiff_t k = 0; k < a->timeline.p[i].claims.n; k++) {
            const struct claim *c = &a->claims.p[a->timeline.p[i].claims.p[k]];
            if (a->timeline.p[i].claims.p[k] > last) continue;
            shown++;
            if (told_already(s, &told, c->text)) continue;
            text_begin(&s->t, 2, TIMELINE_TAB);
            if (first || !str_eq(mark, when_mark(c->precision))) {
                mark = when_mark(c->precision);
                text_words(&s->t, c->precision == WHEN_SINCE ? (str){0} : mark, TEXT_BOLD);
                text_words(&s->t, a->timeline.p[i].when, TEXT_BOLD);
                text_words(&s->t, c->precision == WHEN_SINCE ? mark : (str){0}, TEXT_BOLD);
            }
            text_tab(&s->t, TIMELINE_TAB);
            words(s, c, CLAIM_COLUMNS * (s->t.width - TIMELINE_TAB) - 8, TIMELINE_AROUND);
            refs(s, c);
            text_end(&s->t);
            arena room = s->tmp;
            story_because(s, TIMELINE_TAB + 2, outline_day_rule(a, c, &room));
            first = false;
        }
    }
    story_more(s, all.n - shown, "happenings");
}
