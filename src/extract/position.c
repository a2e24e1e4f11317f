#include "extract/position.h"

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

static bool infinitive(const tokens *k, int32_t comp) {
    for (int32_t c = comp < 0 ? -1 : token_next_child(k, comp, -1); c >= 0 && c < comp;
         c = token_next_child(k, comp, c))
        if (k->rel[c] == REL_MARK && str_eq(k->norm[c], S("to"))) return true; // not the first one: "beg of them to"
    return false;
}

/* "Insisted that they leave", "that it must": what ought to be, where "insisted that it was" tells what is. */
static bool urged(const tokens *k, int32_t comp) {
    if (comp < 0 || k->upos[comp] != UPOS_VERB || infinitive(k, comp)) return false;
    for (int32_t c = token_next_child(k, comp, -1); c >= 0 && c < comp; c = token_next_child(k, comp, c))
        if (k->rel[c] == REL_AUX || k->rel[c] == REL_AUX_PASS)
            return str_eq(k->norm[c], S("must")) || str_eq(k->norm[c], S("should")) || str_eq(k->norm[c], S("be"));
    return str_eq(k->xpos[comp], S("VB"));
}

/* "Pay $14 a share": an object may be hung beside another one. */
static bool pays_money(const reading *r, int32_t verb) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, verb, verb); c >= 0; c = token_next_child(k, verb, c))
        if (k->rel[c] == REL_OBJ && event_is(r, c, S("money"))) return true;
    return false;
}

/* An if-clause stands beside the clause, or what stands for one: "otherwise", "after that", "without it". */
static bool has_if(const reading *r, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    if (position_if_clause(k, f->head) >= 0) return true;
    for (int32_t c = token_next_child(k, f->head, -1); c >= 0 && c < f->head; c = token_next_child(k, f->head, c)) {
        if (k->rel[c] == REL_ADVMOD && position_word(k->norm[c], S("instead"))) return true;
        int32_t link = token_child(k, c, REL_CASE);
        if (link >= 0 && position_word(k->norm[c], S("back")) && position_word(k->norm[link], S("beyond"))) return true;
    }
    return false;
}

/* "Refused to comment", "declined to release details", "refused further comment": silence, and no position. */
static bool keeps_silent(const tokens *k, const struct event_frame *f) {
    int32_t what = f->comp >= 0 ? f->comp : f->obj;
    if (what < 0) return false;
    if (k->upos[what] != UPOS_VERB) return lex_says(&lex_silence, k->lemma[what], LEX_silence_form, S("noun"));
    int32_t told = token_child(k, what, REL_OBJ);
    return position_idle(k->lemma[what]) ||
           (told >= 0 && lex_says(&lex_silence, k->lemma[told], LEX_silence_form, S("noun")));
}

/* A word of denial hangs in t itself: "not", "never". */
static bool negated_itself(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (str_eq(k->lemma[c], S("not")) || str_eq(k->norm[c], S("n't")) || str_eq(k->norm[c], S("never")))
            return true;
    return false;
}

/* "Made the offer on Sunday": one that was told of before. */
static bool spoken_of(const tokens *k, int32_t noun) {
    int32_t det = token_child(k, noun, REL_DET);
    return det >= 0 && !str_eq(k->norm[det], S("a")) && !str_eq(k->norm[det], S("an"));
}

/* "Would like the council to act", not "would like to thank you". */
static bool wishes(const tokens *k, const struct event_frame *f) {
    if (f->verb < 0 || (f->comp >= 0 && position_word(k->lemma[f->comp], S("aside")))) return false;
    for (int32_t c = token_next_child(k, f->verb, -1); c >= 0 && c < f->verb; c = token_next_child(k, f->verb, c))
        if (k->rel[c] == REL_AUX && (str_eq(k->norm[c], S("would")) || str_eq(k->norm[c], S("'d")))) return true;
    return false;
}

static bool first_person(const tokens *k, int32_t t) {
    return t >= 0 && (str_eq(k->norm[t], S("we")) || str_eq(k->norm[t], S("i")));
}

/* One test of position.tsv's own, or one of event_verbs.tsv's. */
static bool test_fits(const reading *r, const struct event_frame *f, const lex_row *row, str test) {
    if (str_eq(test, S("content"))) return content_of(f, row) >= 0;
    if (str_eq(test, S("hostile"))) return hostile(r, f);
    if (str_eq(test, S("party"))) return position_is_party(r, f->subj) || first_person(&r->tokens, f->subj);
    if (str_eq(test, S("carried"))) return f->noun && f->verb >= 0 && f->subj >= 0 && !spoken_of(&r->tokens, f->head);
    if (str_eq(test, S("urged"))) return urged(&r->tokens, f->comp);
    if (str_eq(test, S("infinitive"))) return infinitive(&r->tokens, f->comp);
    if (str_eq(test, S("clause"))) return f->comp >= 0 && !infinitive(&r->tokens, f->comp);
    if (str_eq(test, S("if"))) return has_if(r, f);
    if (str_eq(test, S("spoken"))) return !keeps_silent(&r->tokens, f);
    if (str_eq(test, S("active"))) return !f->passive && (f->obj < 0 || f->obj > f->head);
    if (str_eq(test, S("doer"))) return f->subj < 0 || !event_noun_listed(&r->tokens, f->subj); // not "the killings"
    if (str_eq(test, S("anyone"))) return true;
    if (str_eq(test, S("passive"))) return f->passive && f->subj < 0 && position_is_party(r, f->obj);
    if (str_eq(test, S("earnest"))) return f->comp >= 0 && !position_idle(r->tokens.lemma[f->comp]);
    if (str_eq(test, S("unmade"))) return f->comp >= 0 && negated_itself(&r->tokens, f->comp); // "decided not to run"
    if (str_eq(test, S("would"))) return wishes(&r->tokens, f);
    if (str_eq(test, S("money"))) return pays_money(r, f->head);
    return event_tests_hold(r, f, test);
}

static bool fits(const reading *r, const struct event_finding *e, const struct event_frame *f, const lex_row *row) {
    str tests = lex_cell(&lex_position, row, LEX_position_if), test;
    bool negated = e->negated, wants = false;
    while (str_next_part(&tests, ' ', &test)) {
        if (str_eq(test, S("either"))) // "will sue", "will not sue"
            wants = negated;
        else if (str_eq(test, S("negated")))
            wants = true;
        else if (str_eq(test, S("once"))) {
            if (e->reality == REALITY_ONGOING) return false;
        } else if (test.n && !test_fits(r, f, row, test))
            return false;
    }
    return negated == wants;
}

/* The row for a key that fits the part of speech and the tests. */
static const lex_row *row_for(const reading *r, const struct event_finding *e, const struct event_frame *f, str key,
                              str part) {
    if (!key.n) return NULL;
    for (const lex_row *row = lex_find(&lex_position, key); row; row = lex_next(&lex_position, row))
        if (str_eq(lex_cell(&lex_position, row, LEX_position_part), part) && fits(r, e, f, row)) return row;
    return NULL;
}

static const lex_row *phrase_row(const reading *r, const struct event_finding *e, const struct event_frame *f,
                                 str other, str part) {
    char key[KEY_BYTES];
    str lemma = r->tokens.lemma[e->head];
    if (lemma.n + other.n + 1 > KEY_BYTES) return NULL;
    memcpy(key, lemma.p, (size_t)lemma.n);
    key[lemma.n] = ' ';
    memcpy(key + lemma.n + 1, other.p, (size_t)other.n);
    return row_for(r, e, f, str_of(key, lemma.n + other.n + 1), part);
}

/* Of a verb: with its particle, with a preposition, alone. */
static const lex_row *verb_row(const reading *r, const struct event_finding *e, const struct event_frame *f, str part) {
    const tokens *k = &r->tokens;
    const lex_row *row = NULL;
    if (f->particle >= 0) row = phrase_row(r, e, f, k->norm[f->particle], part);
    for (int32_t c = token_next_child(k, e->head, e->head); !row && c >= 0; c = token_next_child(k, e->head, c))
        if (k->rel[c] == REL_ADVMOD) row = phrase_row(r, e, f, k->norm[c], part); // "voted the motion down"
    for (int i = 0; !row && i < f->obliques; i++) row = phrase_row(r, e, f, f->oblique[i].prep, part);
    return row ? row : row_for(r, e, f, k->lemma[e->head], part);
}

/* "When they were ready to go", "was always ready to help": when something was, or what somebody was like. */
static bool in_setting(const tokens *k, int32_t head) {
    for (int32_t c = token_next_child(k, head, -1); c >= 0 && c < head; c = token_next_child(k, head, c))
        if (k->rel[c] == REL_ADVMOD && (str_eq(k->norm[c], S("when")) || str_eq(k->norm[c], S("always")))) return true;
    return false;
}

static const lex_row *row_of(const reading *r, const struct event_finding *e, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    str lemma = k->lemma[e->head];
    if (f->noun) return row_for(r, e, f, lemma, S("noun"));
    if (f->verb != e->head || k->upos[e->head] != UPOS_VERB)
        return in_setting(k, e->head) ? NULL : row_for(r, e, f, lemma, S("adjective"));
    return verb_row(r, e, f, S("verb"));
}

static bool perfect(const tokens *k, int32_t verb) {
    for (int32_t c = token_next_child(k, verb, -1); c >= 0 && c < verb; c = token_next_child(k, verb, c))
        if (k->rel[c] == REL_AUX && str_eq(k->lemma[c], S("have"))) return true;
    return false;
}

static bool nobody(const tokens *k, int32_t t) {
    int32_t beg, end;
    if (t < 0) return false;
    token_subtree(k, t, &beg, &end);
    return lex_says(&lex_role_words, k->norm[beg], LEX_role_words_role, S("nobody"));
}

/* "The council has to answer", not "they had to wait", "I have to go". */
static bool has_to(const tokens *k, int32_t have, int32_t subject) {
    bool now = str_eq(k->xpos[have], S("VBP")) || str_eq(k->xpos[have], S("VBZ"));
    return now && subject >= 0 && !str_eq(k->norm[subject], S("i")) && !str_eq(k->norm[subject], S("you"));
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
    if (perfect(k, e->head)) return NULL;                                    // "he should have known"
    if (k->rel[e->head] == REL_ACL_RELCL && nobody(k, f->subj)) return NULL; // "things that nobody should see"
    if (k->upos[e->head] == UPOS_AUX && f->comp >= 0)
        return infinitive(k, f->comp) ? row_for(r, e, f, k->lemma[e->head], S("modal")) : NULL; // "we ought to"
    if (k->upos[e->head] != UPOS_VERB) return NULL;
    for (int32_t c = token_next_child(k, e->head, -1); c >= 0 && c < e->head; c = token_next_child(k, e->head, c))
        if (k->rel[c] == REL_AUX && !str_eq(k->lemma[c], S("have"))) {
            const lex_row *row = row_for(r, e, f, k->lemma[c], S("modal"));
            if (row) return row;
        }
    int32_t up = k->head[e->head];
    bool said = up >= 0 && rel_base((enum rel)k->rel[up]) != REL_ACL; // not "the strength needed to run"
    if (up >= 0 && str_eq(k->lemma[up], S("have")) && !(infinitive(k, e->head) && has_to(k, up, f->subj))) return NULL;
    if (up >= 0 && token_child(k, up, REL_AUX_PASS) >= 0) return NULL; // "a fence was needed to hold them"
    if (k->rel[e->head] == REL_XCOMP && said) return row_for(r, e, f, k->lemma[up], S("modal"));
    return NULL;
}

static int32_t party_entity(const reading *r, const struct roles *roles) {
    for (ptrdiff_t i = 0; i < roles->n; i++)
        if (roles->p[i].entity >= 0)
            return roles->p[i].name < 0 ? roles->p[i].entity
                                        : position_owner(r, r->names.p[roles->p[i].name].head, roles->p[i].entity);
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

void position_add(reading *r, span s, const struct stand *stand, arena *out) {
    const tokens *k = &r->tokens;
    int32_t first = token_at(k, s.beg);
    uint32_t from = k->sentences.p[k->sent[first]].span.beg;
    bool least = str_eq(k->norm[first], S("least")) || str_eq(k->norm[first], S("most"));
    if (least && k->span[first].beg > from && str_eq(k->norm[first - 1], S("at"))) s.beg = k->span[first - 1].beg;
    for (ptrdiff_t i = r->positions.n - 1; i >= 0 && r->positions.p[i].span.beg >= from; i--)
        if (r->positions.p[i].act == stand->act && r->positions.p[i].span.beg == s.beg) return; // said once
    struct position_finding *p = vec_push(out, &r->positions);
    *p = (struct position_finding){.span = s,
                                   .act = stand->act,
                                   .event = stand->event,
                                   .actor = stand->actor,
                                   .to = stand->to == stand->actor ? -1 : stand->to,
                                   .deadline = deadline_in(r, stand->event < 0 ? s : r->events.p[stand->event].span),
                                   .rule = stand->rule};
    if (p->act == ACT_DEADLINE && p->deadline < 0 && stand->event >= 0) p->deadline = r->events.p[stand->event].when;
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
    if (stand->event < 0) return;
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

/* "Wants the levy scrapped": the participle that tells what is to become of the object belongs to the demand. */
static int32_t with_participle(const tokens *k, int32_t word, int32_t end) {
    if (k->rel[word] != REL_OBJ) return end;
    int32_t c = token_child(k, k->head[word], REL_XCOMP), beg, last;
    if (c < word || !str_eq(k->xpos[c], S("VBN"))) return end;
    token_subtree(k, c, &beg, &last);
    return last > end ? last : end;
}

/* "Called for the club to open its books": what somebody is to do stands behind them. */
static int32_t with_infinitive(const reading *r, int32_t end) {
    const tokens *k = &r->tokens;
    int32_t last = k->n && end > 0 ? k->sentences.p[k->sent[end - 1]].end : 0;
    if (end + 1 >= last || !str_eq(k->norm[end], S("to"))) return end;
    int32_t verb = end + 1;
    while (verb < last && k->upos[verb] == UPOS_AUX) verb++; // "to be opened"
    if (verb >= last || k->upos[verb] != UPOS_VERB) return end;
    int32_t beg, stop;
    token_subtree(k, verb, &beg, &stop);
    while (stop > verb + 1 && k->upos[stop - 1] == UPOS_PUNCT) stop--;
    return stop;
}

/* Where the phrase of `item` ends when that of `other` stands in it: "an amnesty, including the return of land". */
static int32_t before_item(const tokens *k, int32_t item, int32_t other, int32_t end) {
    if (other <= item || other >= end) return end;
    int32_t beg, last;
    event_phrase(k, other, &beg, &last);
    if (beg <= item) return end;
    while (beg - 1 > item && (k->upos[beg - 1] == UPOS_CCONJ || k->upos[beg - 1] == UPOS_PUNCT ||
                              str_eq(k->norm[beg - 1], S("including"))))
        beg--;
    return beg;
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
            position_add(r, event_span(r, &f), stand, out);
        } else {
            event_phrase(k, item[i], &beg, &end);
            for (int32_t j = 0; j < n; j++) end = before_item(k, item[i], item[j], end);
            end = with_infinitive(r, with_participle(k, item[i], end));
            position_add(r, token_range(k, beg, end), stand, out);
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

/* "Unless wages are raised", "if the bonus is not paid": what is to be done so that it does not come to that. */
static bool averts(const tokens *k, int32_t clause) {
    for (int32_t c = token_next_child(k, clause, -1); c >= 0; c = token_next_child(k, clause, c)) {
        if (k->rel[c] == REL_MARK && str_eq(k->norm[c], S("unless"))) return true;
        if (k->rel[c] == REL_ADVMOD && (str_eq(k->norm[c], S("not")) || str_eq(k->norm[c], S("n't")))) return true;
    }
    return false;
}

/* "If the ban is lifted", "if Peru signs": what others than `subject` are to do, not what may come about. */
static bool asks_others(const reading *r, int32_t subject, int32_t clause) {
    if (clause < 0 || r->tokens.upos[clause] != UPOS_VERB) return false;
    struct event_frame other;
    event_frame_of(r, clause, &other);
    if (other.passive) return true;
    bool party = other.subj >= 0 && (event_is(r, other.subj, S("who")) || event_is(r, other.subj, S("body")));
    return party && (subject < 0 || reading_entity_at(r, other.subj) != reading_entity_at(r, subject));
}

/* "If they were offered amnesty": the condition on an offer or a demand is a position of the same party; so is what a
 * threat is to bring about. */
static void add_condition(reading *r, const struct stand *stand, arena *out) {
    const tokens *k = &r->tokens;
    int32_t head = r->events.p[stand->event].head, end = k->sentences.p[k->sent[head]].end;
    bool threat = stand->act == ACT_THREAT;
    for (int32_t c = k->sentences.p[k->sent[head]].beg; c < end; c++) {
        if (!position_opens_if(k, c) || !token_above(k, head, c)) continue;
        if (k->upos[c] != UPOS_VERB && token_child(k, c, REL_NSUBJ) < 0) continue; // "if necessary"
        if (threat && !(averts(k, c) && asks_others(r, -1, c))) continue;
        struct event_frame f;
        event_frame_of(r, c, &f);
        struct stand condition = *stand;
        condition.act = threat ? ACT_DEMAND : ACT_CONDITION;
        condition.rule =
            threat ? S("what a threat is to bring about") : S("an if-clause on what the same party offers or accepts");
        if (f.passive && f.obj > c && k->upos[f.obj] == UPOS_NOUN) // "if they were offered amnesty and a pension"
            add_items(r, f.obj, &condition, out);
        else {
            position_add(r, event_span(r, &f), &condition, out);
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

/* Those for whom the speaker speaks: "we", "its members", "her country", the speaker by name or pronoun, "the city". */
static bool own_side(const reading *r, int32_t subject, int32_t speaker) {
    const tokens *k = &r->tokens;
    if (first_person(k, subject)) return true;
    int32_t owner = token_child(k, subject, REL_NMOD_POSS), who = reading_entity_at(r, subject);
    if (who == speaker || (owner >= 0 && reading_entity_at(r, owner) == speaker)) return true;
    if (owner >= 0 && str_eq(k->norm[owner], S("our"))) return true;
    str country = r->entities.p[speaker].country;
    if (who >= 0 && country.n && str_eq(r->entities.p[who].country, country)) return true;
    // "Said that Arvenia would never pay": an office-holder speaks for a country, above all one that no list knows.
    if (who >= 0 && !country.n && r->entities.p[speaker].code.n && r->entities.p[who].named &&
        r->entities.p[who].kind == NAME_PLACE)
        return true;
    int32_t det = token_child(k, subject, REL_DET);
    return det >= 0 && str_eq(k->norm[det], S("the")) && event_is(r, subject, S("body"));
}

/* The auxiliary of what is to come. */
static bool is_future(const tokens *k, int32_t t, bool could) {
    str n = k->norm[t], l = k->lemma[t];
    return str_eq(l, S("will")) || str_eq(l, S("would")) || str_eq(n, S("wo")) || str_eq(n, S("'ll")) ||
           str_eq(l, S("shall")) || (could && str_eq(l, S("could")));
}

static bool in_future(const tokens *k, int32_t verb, bool could) {
    bool will = false, be = false;
    for (int32_t c = token_next_child(k, verb, -1); c >= 0 && c < verb; c = token_next_child(k, verb, c)) {
        will |= k->rel[c] == REL_AUX && is_future(k, c, could);
        be |= (event_rel(k, c, REL_AUX) || k->rel[c] == REL_COP) &&
              (str_eq(k->norm[c], S("is")) || str_eq(k->norm[c], S("are")));
        will |= be && k->rel[c] == REL_MARK && str_eq(k->norm[c], S("to")); // "is to send"
    }
    int32_t up = k->head[verb];
    if (up >= 0 && k->rel[verb] == REL_XCOMP) // "intends to sue"
        will |= str_eq(k->lemma[up], S("intend")) || str_eq(k->lemma[up], S("plan")) ||
                str_eq(k->norm[up], S("going")) || (str_eq(k->lemma[up], S("continue")) && in_future(k, up, could));
    if (!will && k->rel[verb] == REL_CONJ && up >= 0 && k->upos[up] == UPOS_VERB && event_own_subject(k, verb) < 0)
        return in_future(k, up, could);
    return will && !perfect(k, verb); // not "would not have had"
}

/* "We will not pay", "her country would never pay", in the words of somebody in public life; "he would not sign", as
 * reported of anybody: a refusal. */
static bool refuses(const reading *r, const struct event_finding *e, const struct event_frame *f, int32_t speaker) {
    int32_t subject = f->passive ? f->obj : f->subj; // "we will not be threatened"
    if (speaker < 0 || f->verb < 0 || subject < 0 || !e->negated) return false;
    const struct entity *who = &r->entities.p[speaker];
    bool direct = r->attributions.p[e->attribution].kind == QUOTING_DIRECT;
    if (!who->code.n && (direct || !(who->kind == NAME_ORG || who->kind == NAME_PERSON))) return false;
    if (row_for(r, e, f, r->tokens.lemma[e->head], S("idle"))) return false; // "will not rest", "would not say"
    return in_future(&r->tokens, f->verb, false) && own_side(r, subject, speaker);
}

/* What a party says it will do, or what will be done: a threat or an offer by its verb. */
static const lex_row *future_row(const reading *r, const struct event_finding *e, const struct event_frame *f,
                                 int32_t speaker) {
    const tokens *k = &r->tokens;
    if (f->noun || f->verb != e->head || k->upos[e->head] != UPOS_VERB) return NULL;
    if (f->subj < 0 && !(f->passive && speaker >= 0)) return NULL; // "could be lifted", says one who may do it
    if (!in_future(k, e->head, true) || position_in_if(k, e->head)) return NULL;
    const lex_row *row = verb_row(r, e, f, S("future"));
    bool anyone = row && str_find(lex_cell(&lex_position, row, LEX_position_if), S("anyone"), 0) >= 0;
    return anyone || speaker >= 0 || position_is_party(r, f->subj) ? row : NULL;
}

/* Of what is to be done: an organisation or a group of people for itself ("miners will strike, Lee said"); whoever
 * speaks for a country or for others. */
static int32_t future_actor(const reading *r, const struct event_frame *f, int32_t speaker) {
    int32_t subject = position_actor(r, f->subj);
    if (speaker < 0) return subject;
    if (subject < 0 || subject == speaker) return speaker;
    const struct entity *e = &r->entities.p[subject];
    if (e->kind == NAME_ORG && own_side(r, f->subj, speaker)) return subject;
    if (e->kind == NAME_PERSON && e->plural && r->tokens.upos[f->subj] == UPOS_NOUN) return subject;
    return speaker;
}

/* "Must offer", "should promise": what somebody is to do, no offer of theirs. */
static bool ought(const tokens *k, int32_t verb) {
    for (int32_t c = token_next_child(k, verb, -1); c >= 0 && c < verb; c = token_next_child(k, verb, c))
        if (k->rel[c] == REL_AUX && position_modal(k->lemma[c])) return true;
    return false;
}

/* The row of the word above that tells no event of its own: "ministers ready to talk", "wants the ban lifted", "offered
 * each family money". */
static const lex_row *row_above(const reading *r, const struct event_finding *e, const struct event_frame *f,
                                struct event_frame *above) {
    const tokens *k = &r->tokens;
    int32_t up = f->noun ? f->verb : k->head[e->head];
    bool complement = k->rel[e->head] == REL_XCOMP && k->upos[e->head] == UPOS_VERB;
    if (up < 0 || up == e->head || !(f->noun || complement) || event_at(r, up) || ought(k, up)) return NULL;
    if ((k->upos[up] != UPOS_ADJ && k->upos[up] != UPOS_VERB) || k->rel[up] == REL_ACL_RELCL) return NULL;
    event_frame_of(r, up, above);
    if (!f->noun) above->comp = e->head;
    if (k->upos[up] == UPOS_ADJ) above->subj = token_child(k, up, REL_NSUBJ);
    struct event_finding there = *e;
    there.head = up;
    if (!f->noun) there.negated = false; // what is wanted has not happened
    there.negated |= negated_itself(k, up);
    return k->upos[up] == UPOS_ADJ ? row_for(r, &there, above, k->lemma[up], S("adjective"))
                                   : verb_row(r, &there, above, S("verb"));
}

/* True of "Peru's offer" in "rejected Peru's offer": the answer is the position. */
static bool answered(const reading *r, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    int32_t up = k->head[f->head];
    if (!f->noun || up < 0 || k->upos[up] != UPOS_VERB) return false;
    if (k->rel[f->head] != REL_OBJ && k->rel[f->head] != REL_NSUBJ_PASS) return false;
    for (const lex_row *row = lex_find(&lex_position, k->lemma[up]); row; row = lex_next(&lex_position, row)) {
        enum act act = act_of(lex_cell(&lex_position, row, LEX_position_act));
        if (act == ACT_REJECTION || act == ACT_ACCEPTANCE) return true;
    }
    return false;
}

/* "Ignoring her calls for a vote": whose it is and for what stands beside it. */
static bool told_in_full(const reading *r, const struct event_frame *f) {
    return f->poss >= 0 && reading_entity_at(r, f->poss) >= 0 && (f->comp >= 0 || event_slot(f, S("for")) >= 0);
}

/* "Begged the judges to free him": what another is asked to do is no stand of theirs. */
static bool asked_of(const tokens *k, const struct event_finding *e) {
    int32_t up = k->head[e->head];
    if (e->noun || up < 0 || !infinitive(k, e->head)) return false;
    if (k->rel[e->head] != REL_XCOMP && k->rel[e->head] != REL_CCOMP && k->rel[e->head] != REL_ADVCL) return false;
    bool another = event_own_subject(k, e->head) >= 0;
    for (int32_t c = token_next_child(k, up, up); c >= 0 && c < e->head; c = token_next_child(k, up, c))
        another |= k->rel[c] == REL_OBJ || k->rel[c] == REL_IOBJ || event_rel(k, c, REL_OBL);
    for (const lex_row *row = lex_find(&lex_position, k->lemma[up]); another && row;
         row = lex_next(&lex_position, row)) {
        enum act act = act_of(lex_cell(&lex_position, row, LEX_position_act));
        if (str_eq(lex_cell(&lex_position, row, LEX_position_part), S("verb")) &&
            (act == ACT_REQUEST || act == ACT_DEMAND) && !str_eq(k->lemma[up], S("want")))
            return true;
    }
    return false;
}

/* "Neighbouring Norland offered": the name right before a finite verb for which the tree has no subject; -1. */
static int32_t named_before(const reading *r, int32_t verb) {
    const tokens *k = &r->tokens;
    int32_t t = verb - 1, beg = k->sentences.p[k->sent[verb]].beg;
    while (t >= beg && (k->upos[t] == UPOS_AUX || k->upos[t] == UPOS_ADV)) t--;
    bool finite = t < verb - 1 || str_eq(k->xpos[verb], S("VBD")) || str_eq(k->xpos[verb], S("VBZ"));
    return finite && t >= beg && k->upos[t] == UPOS_PROPN ? position_actor(r, t) : -1;
}

/* "We insist", "a levy is refused", "the price is too low": the speaker's own stand. "Guests seeking shelter", "they
 * told her to go": of those who are told of, though nobody knows who they are. */
static bool speaks_for_self(const reading *r, const struct event_frame *f, int32_t speaker) {
    const tokens *k = &r->tokens;
    bool participle = str_eq(k->xpos[f->head], S("VBG")) && token_child(k, f->head, REL_AUX) < 0;
    if (speaker < 0 || participle || (rel_base((enum rel)k->rel[f->head]) == REL_ACL && !f->passive)) return false;
    if (f->subj < 0 || !event_is(r, f->subj, S("who")) || own_side(r, f->subj, speaker)) return true;
    return k->upos[f->subj] == UPOS_PRON && !str_eq(k->norm[f->subj], S("they")); // "she said she wanted"
}

/* "Renewed their commitment to", "the reluctance of members to": whose it is, by the verb above or by "of"; -1. */
static int32_t noun_holder(const reading *r, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    int32_t of = event_slot(f, S("of")), up = k->head[f->head];
    if (of >= 0 && event_is(r, of, S("who"))) return position_actor(r, of);
    if (f->poss < 0 || k->upos[f->poss] != UPOS_PRON || up < 0 || k->rel[f->head] != REL_OBJ) return -1;
    bool passive;
    int32_t subject = event_subject(k, up, &passive);
    return subject < 0 || passive ? -1 : position_actor(r, subject);
}

/* "Drivers are asked to phone the police": those who are to be called. */
static int32_t called(const reading *r, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    if (!f->passive || f->subj >= 0 || f->comp < 0 || !position_word(k->lemma[f->comp], S("reach"))) return -1;
    int32_t whom = token_child(k, f->comp, REL_OBJ);
    return whom >= 0 && position_is_party(r, whom) ? position_actor(r, whom) : -1;
}

struct found {
    const lex_row *row;
    bool above;   // of the word above the event: what the event tells is the content
    int32_t from; // its object, where the content begins; 0 when it has none
    const char *why;
};

/* What position the event takes, and whose; `act` and `actor` of stand are set. */
static struct found find_row(reading *r, int32_t event, const struct event_frame *f, int32_t speaker,
                             struct stand *stand) {
    struct event_finding *e = &r->events.p[event];
    bool theirs = asked_of(&r->tokens, e);
    struct found found = {.row = theirs ? NULL : row_of(r, e, f), .why = "the word for it"};
    if (found.row && !f->noun && ought(&r->tokens, e->head)) found.row = NULL;
    if (found.row) {
        stand->act = act_of(lex_cell(&lex_position, found.row, LEX_position_act));
        if (stand->act != ACT_THREAT && answered(r, f) && !told_in_full(r, f)) return (struct found){0};
        if (stand->actor < 0 && f->subj >= 0) stand->actor = position_actor(r, f->subj);
        if (stand->actor < 0 && !f->noun && f->subj >= 0 && event_is(r, f->subj, S("bid")))
            stand->actor = position_offerer(r, f->subj);
        if (stand->actor < 0) stand->actor = f->noun ? noun_holder(r, f) : called(r, f);
        if (stand->actor < 0 && !f->noun && f->subj < 0) stand->actor = named_before(r, e->head);
        if (stand->actor < 0 && !f->noun && speaks_for_self(r, f, speaker)) stand->actor = speaker;
        return found;
    }
    struct event_frame above;
    found.row = row_above(r, e, f, &above);
    if (found.row) {
        if (!f->noun && above.obj > above.head && above.obj < e->head) found.from = above.obj;
        found.above = !f->noun;
        stand->act = act_of(lex_cell(&lex_position, found.row, LEX_position_act));
        stand->actor = position_actor(r, above.passive && above.subj < 0 ? above.obj : above.subj); // "is prepared to"
        if (stand->actor < 0 && first_person(&r->tokens, above.subj)) stand->actor = speaker;
        return found;
    }
    if (theirs) return (struct found){0};
    found = (struct found){.row = future_row(r, e, f, speaker), .why = "what it says will be done"};
    if (found.row) {
        stand->act = act_of(lex_cell(&lex_position, found.row, LEX_position_act));
        if (stand->act == ACT_THREAT && e->negated) stand->act = ACT_OFFER;
        stand->actor = future_actor(r, f, speaker);
        return found;
    }
    found = (struct found){.row = modal_row(r, e, f), .why = "what the speaker says must or should be"};
    stand->to = stand->actor;
    stand->actor = speaker;
    if (found.row) {
        stand->act = act_of(lex_cell(&lex_position, found.row, LEX_position_act));
        if (r->entities.p[speaker].code.n) say_type(e, found.row);
    }
    return found;
}

/* "Would reopen the road in exchange for a loan", "said it would if the ban was lifted": an offer, whatever the verb.
 */
static bool in_return(const reading *r, const struct event_finding *e, const struct event_frame *f, int32_t speaker) {
    const tokens *k = &r->tokens;
    if (f->noun || k->upos[e->head] != UPOS_VERB || f->passive || e->negated || f->subj < 0) return false;
    if (!in_future(k, e->head, true)) return false;
    bool own = speaker >= 0 && own_side(r, f->subj, speaker);
    if (position_return(k, e->head) >= 0) return own || position_is_party(r, f->subj);
    int32_t clause = position_if_clause(k, f->head);
    return own && asks_others(r, f->subj, clause) && !perfect(k, clause); // not "if it had been signed"
}

/* "Did not say whether they would pay" */
static bool left_open(const tokens *k, int32_t t) {
    int32_t mark = token_child(k, t, REL_MARK);
    return mark >= 0 && str_eq(k->norm[mark], S("whether"));
}

/* "What else is he willing to do?": a question takes no stand. */
static bool asked(const tokens *k, int32_t t) {
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (int32_t w = t; w < s->end; w++)
        if (str_eq(k->norm[w], S("?"))) return true;
    return false;
}

static void find_in_event(reading *r, int32_t i, arena *out) {
    const struct event_finding *e = &r->events.p[i];
    struct event_frame f;
    event_frame_of(r, e->head, &f);
    struct stand stand = {.event = i, .actor = party_entity(r, &e->actors), .to = party_entity(r, &e->recipients)};
    int32_t speaker = e->attribution < 0 ? -1 : r->attributions.p[e->attribution].entity, content = -1;
    struct stand as_found = stand;
    bool command = speaker >= 0 && position_command(r, e, &f);
    if (command || (speaker >= 0 && position_needed(r, e, &f))) {
        stand = (struct stand){.event = i, .actor = speaker, .to = -1, .act = ACT_REQUEST};
        stand.rule = command ? S("a command in the speaker's own words") : S("what the speaker says is needed");
        position_add(r, e->span, &stand, out);
        return;
    }
    struct found found = find_row(r, i, &f, speaker, &stand);
    if (!found.row && refuses(r, e, &f, speaker)) {
        stand.to = as_found.actor == speaker ? as_found.to : -1;
        stand.actor = speaker;
        stand.act = ACT_REJECTION;
        stand.rule = S("somebody in public life says that their own side will not");
    } else if (!found.row && in_return(r, e, &f, speaker)) {
        stand.actor = position_actor(r, f.subj);
        if (stand.actor < 0) stand.actor = speaker;
        stand.to = -1;
        int32_t clause = position_if_clause(&r->tokens, f.head);
        bool threat = position_return(&r->tokens, e->head) < 0 && clause >= 0 && averts(&r->tokens, clause);
        stand.act = threat ? ACT_THREAT : ACT_OFFER;
        stand.rule = threat ? S("what will come unless another acts") : S("what would be done for something in return");
    } else if (found.row) {
        stand.rule = rule_text(found.why, &lex_position, found.row, out);
        content = found.above ? -1 : content_of(&f, found.row);
    } else {
        return;
    }
    if (asked(&r->tokens, f.comp >= 0 && f.comp < e->head ? f.comp : e->head) ||
        (!f.noun && left_open(&r->tokens, e->head)))
        return;
    if (stand.act == ACT_OFFER && f.passive && position_in_if(&r->tokens, e->head))
        return; // "if they were offered land"
    bool unreal = e->reality == REALITY_HYPOTHETICAL || e->reality == REALITY_CONDITIONAL;
    if (stand.act == ACT_ACCEPTANCE && unreal && infinitive(&r->tokens, e->head)) return; // "has until May to accept"
    // A position is somebody's: customers and cooks want things as well, but nobody is named who takes one.
    if (stand.actor < 0) return;
    bool future = found.row && str_eq(lex_cell(&lex_position, found.row, LEX_position_part), S("future"));
    if (stand.act == ACT_THREAT && found.row && !future && e->plover == PLOVER_NONE) return; // a child's threat to cry
    int32_t beg, end; // "wants the reform scrapped"
    if (found.from) event_phrase(&r->tokens, found.from, &beg, &end);
    if (content >= 0)
        add_items(r, content, &stand, out);
    else if (found.from)
        position_add(r, (span){r->tokens.span[beg].beg, e->span.end}, &stand, out);
    else
        position_add(r, e->span, &stand, out);
    if (stand.act == ACT_OFFER || stand.act == ACT_ACCEPTANCE || stand.act == ACT_THREAT) add_condition(r, &stand, out);
}

void position_find(reading *r, arena *out, arena tmp) {
    (void)tmp;
    const tokens *k = &r->tokens;
    int32_t event = 0;
    ptrdiff_t time = 0;
    for (int32_t i = 0; i < k->sentences.n; i++) {
        for (; event < r->events.n && r->events.p[event].span.beg < k->sentences.p[i].span.end; event++)
            if (!r->events.p[event].back) find_in_event(r, event, out);
        time = position_terms(r, i, time, out);
        position_slogans(r, i, out);
    }
    sort_by_span(r);
}
