#include "extract/event.h"
#include "extract/extract.h"
#include "lexicon_tables.h"

enum { KEY_BYTES = 120, ITEMS_MAX = 12 };

static enum act act_of(str text) {
    for (int i = 0; i < ACTS_COUNT; i++)
        if (str_eq(text, act_text[i])) return (enum act)i;
    return ACT_DEMAND;
}

static bool negated_event(const struct event_finding *e) { return e->reality == REALITY_DID_NOT_HAPPEN; }

/* The row for a key that fits the part of speech and the polarity. */
static const lex_row *row_for(str key, str part, bool negated) {
    for (const lex_row *row = lex_find(&lex_position, key); row; row = lex_next(&lex_position, row)) {
        if (!str_eq(lex_cell(&lex_position, row, LEX_position_part), part)) continue;
        bool wants = str_eq(lex_cell(&lex_position, row, LEX_position_when), S("negated"));
        if (wants == negated) return row;
    }
    return NULL;
}

static const lex_row *phrase_row(str lemma, str other, bool negated) {
    char key[KEY_BYTES];
    if (lemma.n + other.n + 1 > KEY_BYTES) return NULL;
    memcpy(key, lemma.p, (size_t)lemma.n);
    key[lemma.n] = ' ';
    memcpy(key + lemma.n + 1, other.p, (size_t)other.n);
    return row_for(str_of(key, lemma.n + other.n + 1), S("verb"), negated);
}

static const lex_row *row_of(const reading *r, const struct event_finding *e, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    str lemma = k->lemma[e->head];
    bool negated = negated_event(e);
    if (f->noun) return row_for(lemma, S("noun"), negated);
    if (f->verb != e->head || k->upos[e->head] != UPOS_VERB) return row_for(lemma, S("adjective"), negated);
    const lex_row *row = NULL;
    if (f->particle >= 0) row = phrase_row(lemma, k->norm[f->particle], negated);
    for (int i = 0; !row && i < f->obliques; i++) row = phrase_row(lemma, f->oblique[i].prep, negated);
    return row ? row : row_for(lemma, S("verb"), negated);
}

/* In somebody's reported words, what must or should be done is asked for. */
static const lex_row *modal_row(const reading *r, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    if (e->attribution < 0 || r->attributions.p[e->attribution].entity < 0) return NULL;
    if (k->upos[e->head] != UPOS_VERB) return NULL;
    bool negated = negated_event(e);
    for (int32_t c = token_next_child(k, e->head, -1); c >= 0 && c < e->head; c = token_next_child(k, e->head, c))
        if (k->rel[c] == REL_AUX) {
            const lex_row *row = row_for(k->lemma[c], S("modal"), negated);
            if (row) return row;
        }
    int32_t up = k->head[e->head];
    if (k->rel[e->head] == REL_XCOMP && up >= 0) return row_for(k->lemma[up], S("modal"), negated);
    return NULL;
}

static int32_t party_entity(const struct roles *roles) {
    for (ptrdiff_t i = 0; i < roles->n; i++)
        if (roles->p[i].entity >= 0) return roles->p[i].entity;
    return -1;
}

static int32_t deadline_in(const reading *r, span s) {
    for (ptrdiff_t i = 0; i < r->times.n && r->times.p[i].span.beg < s.end; i++) {
        const struct time_finding *w = &r->times.p[i];
        if (!span_holds(s, w->span) || w->beg <= 0) continue;
        str before = r->tokens.norm[w->beg - 1];
        if (str_eq(before, S("by")) || str_eq(before, S("until")) || str_eq(before, S("before")) ||
            str_eq(before, S("within")))
            return (int32_t)i;
    }
    return -1;
}

static void add(reading *r, span s, int32_t event, enum act act, arena *out) {
    const struct event_finding *e = &r->events.p[event];
    struct position_finding *p = vec_push(out, &r->positions);
    *p = (struct position_finding){.span = s,
                                   .act = act,
                                   .event = event,
                                   .actor = party_entity(&e->actors),
                                   .to = party_entity(&e->recipients),
                                   .deadline = deadline_in(r, e->span)};
    if (p->actor < 0 && e->attribution >= 0) p->actor = r->attributions.p[e->attribution].entity;
    if (act == ACT_DEADLINE && p->deadline < 0) p->deadline = e->when;
}

/* What stands in a content slot: a noun phrase or a clause, and those coordinated with it, one position each. */
static void add_items(reading *r, int32_t word, int32_t event, enum act act, arena *out) {
    const tokens *k = &r->tokens;
    int32_t item[ITEMS_MAX], n = 0;
    item[n++] = word;
    for (int32_t c = token_next_child(k, word, word); c >= 0 && n < ITEMS_MAX; c = token_next_child(k, word, c))
        if (k->rel[c] == REL_CONJ) item[n++] = c;
    for (int32_t i = 0; i < n; i++) {
        struct event_frame f;
        int32_t beg, end;
        if (k->upos[item[i]] == UPOS_VERB || token_child(k, item[i], REL_COP) >= 0) {
            event_frame_of(r, item[i], &f);
            add(r, event_span(r, &f), event, act, out);
        } else {
            event_phrase(k, item[i], &beg, &end);
            add(r, token_range(k, beg, end), event, act, out);
        }
    }
}

static void sort_by_span(reading *r) {
    for (ptrdiff_t i = 1; i < r->positions.n; i++) {
        struct position_finding p = r->positions.p[i];
        ptrdiff_t j = i;
        while (j > 0 && r->positions.p[j - 1].span.beg > p.span.beg) {
            r->positions.p[j] = r->positions.p[j - 1];
            j--;
        }
        r->positions.p[j] = p;
    }
}

void position_find(reading *r, arena *out, arena tmp) {
    (void)tmp;
    for (int32_t i = 0; i < r->events.n; i++) {
        const struct event_finding *e = &r->events.p[i];
        if (e->back) continue;
        struct event_frame f;
        event_frame_of(r, e->head, &f);
        const lex_row *row = row_of(r, e, &f);
        if (!row) row = modal_row(r, e);
        if (!row) continue;
        // A position is somebody's: customers and cooks want things as well, but nobody is named who takes one.
        bool somebody =
            party_entity(&e->actors) >= 0 || (e->attribution >= 0 && r->attributions.p[e->attribution].entity >= 0);
        if (!somebody) continue;
        enum act act = act_of(lex_cell(&lex_position, row, LEX_position_act));
        str slots = lex_cell(&lex_position, row, LEX_position_content), slot;
        int32_t content = -1;
        while (content < 0 && slots.n && str_next_part(&slots, '|', &slot)) content = event_slot(&f, slot);
        if (content >= 0)
            add_items(r, content, i, act, out);
        else
            add(r, e->span, i, act, out);
    }
    sort_by_span(r);
}
