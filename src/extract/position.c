#include "extract/event.h"
#include "extract/extract.h"
#include "extract/rule.h"
#include "lexicon_tables.h"

enum { KEY_BYTES = 120, ITEMS_MAX = 12 };

static enum act act_of(str text) {
    for (int i = 0; i < ACTS_COUNT; i++)
        if (str_eq(text, act_text[i])) return (enum act)i;
    return ACT_DEMAND;
}

/* The content slot that is filled first, -1 when none is. */
static int32_t content_of(const struct event_frame *f, const lex_row *row) {
    str slots = lex_cell(&lex_position, row, LEX_position_content), slot;
    int32_t content = -1;
    while (content < 0 && slots.n && str_next_part(&slots, '|', &slot)) content = event_slot(f, slot);
    return content;
}

/* The event whose head is that word; null when none. */
static struct event_finding *event_at(const reading *r, int32_t head) {
    span sentence = r->tokens.sentences.p[r->tokens.sent[head]].span;
    for (ptrdiff_t i = event_from(r, sentence.beg); i < r->events.n && r->events.p[i].span.beg < sentence.end; i++)
        if (r->events.p[i].head == head) return &r->events.p[i];
    return NULL;
}

/* "threatened to attack": what is announced would harm. */
static bool hostile(const reading *r, const struct event_frame *f) {
    if (f->comp < 0) return false;
    const struct event_finding *e = event_at(r, f->comp);
    return e && e->plover == PLOVER_THREATEN;
}

static bool fits(const reading *r, const struct event_finding *e, const struct event_frame *f, const lex_row *row) {
    str tests = lex_cell(&lex_position, row, LEX_position_if);
    if (str_eq(tests, S("negated"))) return e->negated;
    if (e->negated) return false;
    if (str_eq(tests, S("content"))) return content_of(f, row) >= 0;
    if (str_eq(tests, S("hostile"))) return hostile(r, f);
    return event_tests_hold(r, f, tests);
}

/* The row for a key that fits the part of speech and the tests. */
static const lex_row *row_for(const reading *r, const struct event_finding *e, const struct event_frame *f, str key,
                              str part) {
    for (const lex_row *row = lex_find(&lex_position, key); row; row = lex_next(&lex_position, row))
        if (str_eq(lex_cell(&lex_position, row, LEX_position_part), part) && fits(r, e, f, row)) return row;
    return NULL;
}

static const lex_row *phrase_row(const reading *r, const struct event_finding *e, const struct event_frame *f,
                                 str other) {
    char key[KEY_BYTES];
    str lemma = r->tokens.lemma[e->head];
    if (lemma.n + other.n + 1 > KEY_BYTES) return NULL;
    memcpy(key, lemma.p, (size_t)lemma.n);
    key[lemma.n] = ' ';
    memcpy(key + lemma.n + 1, other.p, (size_t)other.n);
    return row_for(r, e, f, str_of(key, lemma.n + other.n + 1), S("verb"));
}

static const lex_row *row_of(const reading *r, const struct event_finding *e, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    str lemma = k->lemma[e->head];
    if (f->noun) return row_for(r, e, f, lemma, S("noun"));
    if (f->verb != e->head || k->upos[e->head] != UPOS_VERB) return row_for(r, e, f, lemma, S("adjective"));
    const lex_row *row = NULL;
    if (f->particle >= 0) row = phrase_row(r, e, f, k->norm[f->particle]);
    for (int i = 0; !row && i < f->obliques; i++) row = phrase_row(r, e, f, f->oblique[i].prep);
    return row ? row : row_for(r, e, f, lemma, S("verb"));
}

/* In somebody's reported words, what must or should be done is asked for. */
static const lex_row *modal_row(const reading *r, const struct event_finding *e, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    int32_t beg, end; // "a review of what funds should be used" asks for nothing
    token_subtree(k, e->head, &beg, &end);
    for (int32_t t = beg; t < e->head; t++)
        if (str_eq(k->norm[t], S("what")) || str_eq(k->norm[t], S("which")) || str_eq(k->norm[t], S("whether")) ||
            str_eq(k->norm[t], S("how")))
            return NULL;
    if (e->attribution < 0 || r->attributions.p[e->attribution].entity < 0) return NULL;
    if (k->upos[e->head] == UPOS_AUX && f->comp >= 0)
        return row_for(r, e, f, k->lemma[e->head], S("modal")); // "we ought to"
    if (k->upos[e->head] != UPOS_VERB) return NULL;
    for (int32_t c = token_next_child(k, e->head, -1); c >= 0 && c < e->head; c = token_next_child(k, e->head, c))
        if (k->rel[c] == REL_AUX) {
            const lex_row *row = row_for(r, e, f, k->lemma[c], S("modal"));
            if (row) return row;
        }
    int32_t up = k->head[e->head];
    if (k->rel[e->head] == REL_XCOMP && up >= 0) return row_for(r, e, f, k->lemma[up], S("modal"));
    return NULL;
}

static int32_t party_entity(const struct roles *roles) {
    for (ptrdiff_t i = 0; i < roles->n; i++)
        if (roles->p[i].entity >= 0) return roles->p[i].entity;
    return -1;
}

static int32_t deadline_in(const reading *r, span s) {
    for (ptrdiff_t i = event_time_from(r, token_at(&r->tokens, s.beg));
         i < r->times.n && r->times.p[i].span.beg < s.end; i++) {
        const struct time_finding *w = &r->times.p[i];
        if (!span_holds(s, w->span) || w->beg <= 0) continue;
        str before = r->tokens.norm[w->beg - 1];
        if (str_eq(before, S("by")) || str_eq(before, S("until")) || str_eq(before, S("before")) ||
            str_eq(before, S("within")))
            return (int32_t)i;
    }
    return -1;
}

struct stand { // what all positions of one event share
    int32_t event, actor, to;
    enum act act;
    str rule;
};

static void add(reading *r, span s, const struct stand *stand, arena *out) {
    const struct event_finding *e = &r->events.p[stand->event];
    struct position_finding *p = vec_push(out, &r->positions);
    *p = (struct position_finding){.span = s,
                                   .act = stand->act,
                                   .event = stand->event,
                                   .actor = stand->actor,
                                   .to = stand->to,
                                   .deadline = deadline_in(r, e->span),
                                   .rule = stand->rule};
    if (p->act == ACT_DEADLINE && p->deadline < 0) p->deadline = e->when;
}

static bool listed(const int32_t *item, int32_t n, int32_t word) {
    for (int32_t i = 0; i < n; i++)
        if (item[i] == word) return true;
    return false;
}

/* The terms after the first one: those that the tree coordinates with it, and nouns of happenings after a comma, "and"
 * or "including", since long lists are where parsers go wrong. A verb, a relative clause or a dash ends the list. */
static int32_t further_items(const reading *r, int32_t word, int32_t *item, int32_t n) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, word, word); c >= 0 && n < ITEMS_MAX; c = token_next_child(k, word, c))
        if (k->rel[c] == REL_CONJ) item[n++] = c;
    if (k->upos[word] != UPOS_NOUN) return n;
    int32_t end = k->sentences.p[k->sent[word]].end;
    bool open = false;
    for (int32_t t = word + 1; t < end && n < ITEMS_MAX; t++) {
        if (str_eq(k->norm[t], S(",")) || k->upos[t] == UPOS_CCONJ || str_eq(k->norm[t], S("including"))) {
            open = true;
        } else if (k->upos[t] == UPOS_VERB || k->upos[t] == UPOS_AUX || k->upos[t] == UPOS_SCONJ ||
                   k->upos[t] == UPOS_PUNCT) {
            return n;
        } else if (k->upos[t] == UPOS_ADP) {
            open = false;
        } else if (open && k->upos[t] == UPOS_NOUN && !(t + 1 < end && k->upos[t + 1] == UPOS_NOUN)) {
            if (event_noun_listed(k, t) && !listed(item, n, t)) item[n++] = t;
            open = false;
        }
    }
    return n;
}

/* What is demanded has not happened: the claim of it is the demand for it. */
static void make_term(reading *r, int32_t head, const struct stand *stand) {
    const struct event_finding *from = &r->events.p[stand->event];
    struct event_finding *e = event_at(r, head);
    if (!e || e == from) return;
    e->reality = REALITY_CONDITIONAL;
    if (from->plover != PLOVER_REQUEST && stand->act != ACT_CONDITION) return;
    e->plover = PLOVER_REQUEST;
    e->mode = from->mode;
    e->cameo = S("100");
    e->actors = from->actors;
    if (from->recipients.n && stand->to >= 0) e->recipients = from->recipients;
}

/* What stands in a content slot: a noun phrase or a clause, and those coordinated with it, one position each. */
static void add_items(reading *r, int32_t word, const struct stand *stand, arena *out) {
    const tokens *k = &r->tokens;
    int32_t item[ITEMS_MAX] = {word}, n = further_items(r, word, item, 1);
    for (int32_t i = 0; i < n; i++) {
        struct event_frame f;
        int32_t beg, end;
        if (stand->act == ACT_DEMAND || stand->act == ACT_CONDITION) make_term(r, item[i], stand);
        if (k->upos[item[i]] == UPOS_VERB || token_child(k, item[i], REL_COP) >= 0) {
            event_frame_of(r, item[i], &f);
            add(r, event_span(r, &f), stand, out);
        } else {
            event_phrase(k, item[i], &beg, &end);
            add(r, token_range(k, beg, end), stand, out);
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

/* "If they were offered amnesty": the condition on an offer or a demand is a position of the same party. */
static void add_condition(reading *r, const struct stand *stand, arena *out) {
    const tokens *k = &r->tokens;
    int32_t head = r->events.p[stand->event].head;
    for (int32_t c = token_next_child(k, head, -1); c >= 0; c = token_next_child(k, head, c)) {
        int32_t mark = k->rel[c] == REL_ADVCL ? token_child(k, c, REL_MARK) : -1;
        if (mark < 0 || (!str_eq(k->norm[mark], S("if")) && !str_eq(k->norm[mark], S("provided")))) continue;
        struct event_frame f;
        event_frame_of(r, c, &f);
        struct stand condition = *stand;
        condition.act = ACT_CONDITION;
        condition.rule = S("an if-clause on what the same party offers or accepts");
        if (f.obj >= 0 && f.obj > c && k->upos[f.obj] == UPOS_NOUN)
            add_items(r, f.obj, &condition, out);
        else {
            add(r, event_span(r, &f), &condition, out);
        }
    }
}

/* PLOVER codes what officials say must be done as asked for or turned down. */
static void say_type(struct event_finding *e, const lex_row *row) {
    if (e->plover != PLOVER_NONE) return;
    e->plover =
        act_of(lex_cell(&lex_position, row, LEX_position_act)) == ACT_REJECTION ? PLOVER_REJECT : PLOVER_REQUEST;
    e->cameo = e->plover == PLOVER_REJECT ? S("120") : S("020");
}

/* True when the subject of the clause is the speaker, or the speaker's own side: "we", "her country". */
static bool own_side(const reading *r, const struct event_frame *f, int32_t speaker) {
    const tokens *k = &r->tokens;
    if (str_eq(k->norm[f->subj], S("we")) || str_eq(k->norm[f->subj], S("i"))) return true;
    int32_t owner = token_child(k, f->subj, REL_NMOD_POSS), who = reading_entity_at(r, f->subj);
    if (who == speaker || (owner >= 0 && reading_entity_at(r, owner) == speaker)) return true;
    str country = r->entities.p[speaker].country;
    return who >= 0 && country.n && str_eq(r->entities.p[who].country, country);
}

/* True when the verb has "will" or "would", and is not of the past: "would not have had". */
static bool has_will(const tokens *k, int32_t verb) {
    bool will = false, perfect = false;
    for (int32_t c = token_next_child(k, verb, -1); c >= 0 && c < verb; c = token_next_child(k, verb, c)) {
        perfect |= k->rel[c] == REL_AUX && str_eq(k->lemma[c], S("have"));
        will |= k->rel[c] == REL_AUX && (str_eq(k->lemma[c], S("will")) || str_eq(k->lemma[c], S("would")) ||
                                         str_eq(k->norm[c], S("wo")) || str_eq(k->norm[c], S("'ll")));
    }
    return will && !perfect;
}

/* "We will not pay", "her country would never pay", in the words of somebody in public life: a refusal. */
static bool refuses(const reading *r, const struct event_finding *e, const struct event_frame *f, int32_t speaker) {
    if (speaker < 0 || !r->entities.p[speaker].code.n || f->verb < 0 || f->subj < 0) return false;
    if (!e->negated || f->passive) return false;
    return has_will(&r->tokens, f->verb) && own_side(r, f, speaker);
}

/* "If they cut the power, we will close the gates": harm that the speaker's own side announces on a condition. */
static const lex_row *threatens(const reading *r, const struct event_finding *e, const struct event_frame *f,
                                int32_t speaker) {
    if (speaker < 0 || f->verb < 0 || f->subj < 0 || f->passive) return NULL;
    if (e->reality != REALITY_CONDITIONAL || e->negated || !has_will(&r->tokens, f->verb)) return NULL;
    return own_side(r, f, speaker) ? row_for(r, e, f, r->tokens.lemma[f->verb], S("if")) : NULL;
}

void position_find(reading *r, arena *out, arena tmp) {
    (void)tmp;
    for (int32_t i = 0; i < r->events.n; i++) {
        const struct event_finding *e = &r->events.p[i];
        if (e->back) continue;
        struct event_frame f;
        event_frame_of(r, e->head, &f);
        struct stand stand = {.event = i, .actor = party_entity(&e->actors), .to = party_entity(&e->recipients)};
        int32_t speaker = e->attribution < 0 ? -1 : r->attributions.p[e->attribution].entity;
        const lex_row *row = row_of(r, e, &f);
        bool modal = !row;
        if (!row && refuses(r, e, &f, speaker)) {
            stand.to = stand.actor == speaker ? stand.to : -1;
            stand.actor = speaker;
            stand.act = ACT_REJECTION;
            stand.rule = S("somebody in public life says that their own side will not");
            add(r, e->span, &stand, out);
            continue;
        }
        const lex_row *harm = row ? NULL : threatens(r, e, &f, speaker);
        if (harm) {
            stand.to = -1;
            stand.actor = speaker;
            stand.act = ACT_THREAT;
            stand.rule = rule_text("what the speaker's own side will do on a condition", &lex_position, harm, out);
            add(r, e->span, &stand, out);
            continue;
        }
        if (row) {
            if (stand.actor < 0 && !f.noun) stand.actor = speaker;
        } else {
            row = modal_row(r, e, &f);
            stand.to = stand.actor;
            stand.actor = speaker;
            if (row && r->entities.p[speaker].code.n) say_type(&r->events.p[i], row);
        }
        // A position is somebody's: customers and cooks want things as well, but nobody is named who takes one.
        if (!row || stand.actor < 0) continue;
        stand.act = act_of(lex_cell(&lex_position, row, LEX_position_act));
        stand.rule =
            rule_text(modal ? "what the speaker says must or should be" : "the word for it", &lex_position, row, out);
        if (stand.act == ACT_THREAT && e->plover == PLOVER_NONE) continue; // a child's threat to cry
        int32_t content = content_of(&f, row);
        if (content >= 0)
            add_items(r, content, &stand, out);
        else
            add(r, e->span, &stand, out);
        if (stand.act == ACT_OFFER || stand.act == ACT_ACCEPTANCE) add_condition(r, &stand, out);
    }
    sort_by_span(r);
}
