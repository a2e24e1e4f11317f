/* Descriptions of one person -> the person whom they mean. News describes somebody first and names them then ("A man
 * was charged … Lee, 49, …"), or names them and describes them again ("the suspect", "the businessman"). What the text
 * says of both tells: an office, an age, a deed; where nothing does, that nobody else can be meant. A wrong answer is
 * worse than none. */
#include "base/utf8.h"
#include "extract/entity.h"
#include "extract/number.h"
#include "lexicon_tables.h"

enum {
    SENTENCES_BACK = 4,    // of the last one of a class
    MENTIONS_BACK = 400,   // that a description looks at
    LEAD = 3,              // sentences, in which somebody is described who is named behind
    SENTENCES_BEHIND = 10, // in which the name stands
    ENTITIES_MAX = 1000,   // of which it is asked whether the text tells more of them
    SEVERAL = -2,          // where one is asked for
};

static bool norm_is(const struct finder *f, int32_t t, str word) { return str_eq(f->k->norm[t], word); }

/* A word before the head of a description that tells which group it is: "Republican", "registered". */
static bool is_modifier(const struct finder *f, int32_t t) {
    uint8_t u = f->k->upos[t];
    return (u == UPOS_ADJ || u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_VERB) &&
           !lex_find_folded(&lex_determiners, f->k->norm[t]);
}

bool modifiers_in(const struct finder *f, const struct mention *a, const struct mention *b) {
    for (int32_t t = a->beg; t < a->head; t++) {
        bool found = !is_modifier(f, t);
        for (int32_t u = b->beg; u < b->head && !found; u++) found = str_eq(f->k->norm[t], f->k->norm[u]);
        if (!found) return false;
    }
    return true;
}

/* The last word of the head phrase folded to the singular where that is easy. */
str description_head(const struct finder *f, const struct mention *m) {
    str w = f->k->norm[m->head];
    if (w.n > 3 && str_ends(w, S("s")) && !str_ends(w, S("ss"))) w.n--;
    return w;
}

static bool has_word(str text, str word) {
    for (ptrdiff_t at = 0; text.n >= word.n && word.n; at++) {
        at = str_find_nocase(text, word, at);
        if (at < 0) return false;
        bool left = at == 0 || !ascii_alnum(text.p[at - 1]);
        bool right = at + word.n >= text.n || !ascii_alnum(text.p[at + word.n]);
        if (left && right) return true;
    }
    return false;
}

/* True when the entity's role in the text has the word ("president" in "Venezuelan President", "governor" in "Gov.").
 */
static bool has_role(const struct entity *e, str word) {
    str rest = e->role, part;
    if (has_word(e->role, word)) return true;
    while (str_next_part(&rest, ' ', &part)) {
        const lex_row *row = lex_find(&lex_honorifics, part);
        if (row && has_word(lex_cell(&lex_honorifics, row, LEX_honorifics_office), word)) return true;
    }
    return false;
}

static str party_of(const struct finder *f, const struct mention *m) {
    return m->owner >= 0 ? (str){0} : party_named(f, mention_words(f, m->beg, m->end));
}

/* True when the description names a party and the person is of another one: "the Democratic nominee" and "Republican
 * candidate Ann Lee". */
static bool other_party(const struct finder *f, const struct mention *m, const struct entity *e) {
    str own = party_of(f, m), theirs = own.n ? party_named(f, e->role) : (str){0};
    return theirs.n && !str_eq(own, theirs);
}

/* The age that stands before word t, which ends "28-year-old"; behind a name, that between commas: -1 when none does.
 */
int32_t age_before(const struct finder *f, int32_t t) {
    enum { DASHES = 4 }; // words from the figure to "old"
    int32_t n = t - DASHES;
    return n >= 0 && norm_is(f, t, S("old")) && f->k->upos[n] == UPOS_NUM ? n : -1;
}

/* True for words of which any body has one: its chief. */
static bool chief_word(str word) {
    const lex_row *r = lex_find_folded(&lex_chiefs, word);
    return r != NULL;
}

/* The person before it whose role names the same body: "the FBI chief" for "FBI Director Ann Lee". */
static int32_t chief_before(const struct finder *f, ptrdiff_t at) {
    const struct mention *m = &f->mentions.p[at];
    if (m->plural || !chief_word(f->k->norm[m->head])) return -1;
    str body = {0};
    for (int32_t t = m->beg; t < m->head; t++) {
        int32_t i = mention_at(f, t);
        if (i >= 0 && f->mentions.p[i].kind == NAME_ORG)
            body = mention_words(f, f->mentions.p[i].beg, f->mentions.p[i].end);
    }
    if (!body.n) return -1;
    for (ptrdiff_t i = 0; i < f->mentions.n && i < MENTIONS_BACK; i++) {
        const struct mention *c = &f->mentions.p[i];
        if (c->form != FORM_NAME || c->entity < 0 || c->role_end <= c->role_beg) continue;
        str role = mention_words(f, c->role_beg, c->role_end);
        if (str_find_nocase(role, body, 0) < 0) continue;
        for (int32_t t = c->role_beg; t < c->role_end; t++)
            if (chief_word(f->k->norm[t])) return c->entity;
    }
    return -1;
}

/* True when the name is what a verb of arresting or charging has as its object: "Lee was charged". */
static bool is_accused(const struct finder *f, const struct mention *m) {
    const tokens *k = f->k;
    int32_t t = token_top(k, m->head, m->beg, m->end);
    if (k->rel[t] == REL_CONJ) t = k->head[t];
    if (k->rel[t] != REL_OBJ && k->rel[t] != REL_NSUBJ_PASS) return false;
    return lex_says(&lex_event_verbs, k->lemma[k->head[t]], LEX_event_verbs_mode, S("arrest"));
}

/* "Lee was charged. The suspect said": the only one of whom the text before says so; -1 when there are more or none. */
static int32_t accused_before(const struct finder *f, ptrdiff_t at) {
    int32_t found = -1;
    if (!str_eq(f->mentions.p[at].klass, S("suspect"))) return -1;
    for (ptrdiff_t i = at - 1, n = 0; i >= 0 && n < MENTIONS_BACK; i--, n++) {
        const struct mention *c = &f->mentions.p[i];
        if (c->form != FORM_NAME || c->entity < 0 || c->entity == found || !is_accused(f, c)) continue;
        const struct entity *e = &f->entities.p[c->entity];
        if (e->kind != NAME_PERSON || e->plural) continue;
        if (found >= 0) return -1;
        found = c->entity;
    }
    return found;
}

/* The figure of the age beside a name: "28-year-old Ann Lee", "Ann Lee, 28,"; -1 when there is none. */
static int32_t age_beside(const struct finder *f, const struct mention *m) {
    int32_t low = m->role_end > m->role_beg && m->role_beg < m->beg ? m->role_beg : m->beg, t = m->end + 1;
    if (low > 0 && age_before(f, low - 1) >= 0) return age_before(f, low - 1); // "28-year-old Ann Lee"
    bool between = t + 1 < f->k->n && norm_is(f, m->end, S(",")) && f->k->upos[t] == UPOS_NUM;
    return between && f->k->upos[t + 1] == UPOS_PUNCT ? t : -1;
}

/* A child that is described again, "a boy" and "a six-year-old boy", is the same unless the ages or genders differ. */
static int32_t same_child(const struct finder *f, ptrdiff_t at) {
    const struct mention *m = &f->mentions.p[at];
    if (!str_eq(m->klass, S("child")) || m->plural) return -1;
    for (ptrdiff_t i = at - 1, n = 0; i >= 0 && n < MENTIONS_BACK; i--, n++) {
        const struct mention *c = &f->mentions.p[i];
        if (c->form != FORM_NOMINAL || c->entity < 0 || c->plural || !str_eq(c->klass, m->klass)) continue;
        if (m->gender && c->gender && m->gender != c->gender) return -1;
        for (int32_t a = m->beg; a < m->head; a++)
            for (int32_t b = c->beg; b < c->head; b++)
                if (f->k->upos[a] == UPOS_NUM && f->k->upos[b] == UPOS_NUM && !str_eq(f->k->norm[a], f->k->norm[b]))
                    return -1;
        if (str_eq(description_head(f, m), description_head(f, c)) && !norm_is(f, m->beg, S("another")))
            return c->entity;
    }
    return -1;
}

/* "Lee met Osk. The Norlandic president …": the only one told of who is known to be in the government of that country;
 * -1 when there is none or are several. */
static int32_t chief_of_state(const struct finder *f, const struct mention *m) {
    int32_t found = -1;
    if (!m->place.n || !chief_word(f->k->norm[m->head])) return -1;
    for (int32_t i = 0; i < f->entities.n && i < ENTITIES_MAX; i++) {
        const struct entity *e = &f->entities.p[i];
        if (e->kind != NAME_PERSON || e->plural || !e->named || !e->mentions || !str_eq(e->code, S("GOV")) ||
            !str_eq(e->country, m->place) || (m->gender && e->gender && m->gender != e->gender))
            continue;
        if (found >= 0) return -1;
        found = i;
    }
    return found;
}

/* The person before it whom a definite description in the singular means: one with that office, else that class. */
int32_t described_before(const struct finder *f, ptrdiff_t at) {
    const struct mention *m = &f->mentions.p[at];
    str word = description_head(f, m);
    str party = party_of(f, m);
    bool leader = str_eq(word, S("leader")) || str_eq(word, S("politician"));
    int32_t found = -1;
    for (ptrdiff_t i = at - 1, n = 0; i >= 0 && n < MENTIONS_BACK; i--, n++) {
        const struct mention *c = &f->mentions.p[i];
        if (c->entity < 0 || c->form == FORM_PRONOUN) continue;
        const struct entity *e = &f->entities.p[c->entity];
        if (e->kind != m->kind || e->plural) continue;
        if (m->place.n && e->country.n && !str_eq(e->country, m->place)) continue;
        if (m->gender && e->gender && e->gender != m->gender) continue;
        if (other_party(f, m, e)) continue;
        if (has_role(e, word)) return c->entity;
        // "The senator" is the one of the legislature whom the text named last.
        bool office = str_eq(m->klass, S("office")) || str_eq(m->klass, S("party"));
        bool fellow = office && m->sector.n && str_eq(m->sector, e->code) && e->named && !str_eq(m->sector, S("GOV")) &&
                      f->k->sent[m->beg] - f->k->sent[c->beg] <= SENTENCES_BACK &&
                      (!party.n || party_named(f, e->role).n);
        if (fellow && found < 0) found = c->entity;
        bool gov = leader && str_eq(e->code, S("GOV")) && e->named && (!m->place.n || str_eq(e->country, m->place));
        if (gov && found < 0) found = c->entity;
        if (c->form == FORM_NOMINAL && str_eq(c->klass, m->klass) && m->klass.n &&
            (str_eq(m->klass, S("child")) || str_eq(m->klass, S("suspect")) || str_eq(description_head(f, c), word)) &&
            (modifiers_in(f, m, c) || modifiers_in(f, c, m)) && found < 0)
            found = c->entity;
    }
    return found < 0 ? chief_of_state(f, m) : found;
}

/* The figure of the age inside a description, "a 35-year-old Tolm man", or beside a name; -1 when there is none. */
static int32_t age_of(const struct finder *f, const struct mention *m) {
    if (m->form == FORM_NAME) return age_beside(f, m);
    for (int32_t t = m->beg; t <= m->head && m->form == FORM_NOMINAL; t++)
        if (age_before(f, t) >= 0) return age_before(f, t);
    return -1;
}

/* "Ann Lee, 28, fled. The 28-year-old was found": the one of that age; -1 when none is or several are. */
static int32_t of_age(const struct finder *f, ptrdiff_t at) {
    const struct mention *m = &f->mentions.p[at];
    int32_t age = age_of(f, m), found = -1;
    for (ptrdiff_t i = at - 1, n = 0; age >= 0 && i >= 0 && n < MENTIONS_BACK; i--, n++) {
        const struct mention *c = &f->mentions.p[i];
        if (c->entity < 0 || c->entity == found || f->entities.p[c->entity].kind != NAME_PERSON) continue;
        int32_t own = age_of(f, c);
        if (own < 0 || !str_eq(f->k->norm[own], f->k->norm[age])) continue;
        int8_t gender = f->entities.p[c->entity].gender;
        if (gender && m->gender && gender != m->gender) continue;
        if (found >= 0) return -1;
        found = c->entity;
    }
    return found;
}

/* True when both are told the same: a verb of a happening has them in one role. */
static bool same_deed(const struct finder *f, const struct mention *a, const struct mention *b) {
    const tokens *k = f->k;
    int32_t s = mention_top(k, a), t = mention_top(k, b), v = k->head[s], w = k->head[t];
    if (v < 0 || w < 0 || !str_eq(k->lemma[v], k->lemma[w]) || !lex_find(&lex_event_verbs, k->lemma[v])) return false;
    bool done = k->rel[s] == REL_OBJ || k->rel[s] == REL_NSUBJ_PASS;
    bool does = k->rel[s] == REL_NSUBJ;
    return (done && (k->rel[t] == REL_OBJ || k->rel[t] == REL_NSUBJ_PASS)) || (does && k->rel[t] == REL_NSUBJ);
}

static bool has_field(str sector, str field) {
    return lex_says(&lex_plover_sectors, sector, LEX_plover_sectors_field, field);
}

static bool accuses(str verb) {
    return lex_says(&lex_event_verbs, verb, LEX_event_verbs_type, S("ACCUSE")) ||
           lex_says(&lex_event_verbs, verb, LEX_event_verbs_mode, S("arrest"));
}

/* What a mention says of the part that somebody had in a crime or an accident; OPEN where it says nothing. */
enum side { OPEN, ACCUSED, HARMED };

static enum side side_of(const struct finder *f, const struct mention *m) {
    const tokens *k = f->k;
    int32_t t = mention_top(k, m), v = k->head[t];
    if (m->form == FORM_NOMINAL) {
        if (str_eq(m->again, S("accused"))) return ACCUSED;
        if (str_eq(m->again, S("harmed"))) return HARMED;
        for (int32_t c = token_next_child(k, m->head, m->head); c >= 0; c = token_next_child(k, m->head, c))
            if (accuses(k->lemma[c]) || norm_is(f, c, S("wanted"))) return ACCUSED;
    }
    if (is_accused(f, m)) return ACCUSED;
    if (v < 0) return OPEN;
    const lex_row *row = lex_find(&lex_fates, k->lemma[v]);
    str fate = row ? lex_cell(&lex_fates, row, LEX_fates_fate) : (str){0};
    bool dies = str_eq(fate, S("dead")) && k->rel[t] == REL_NSUBJ && token_child(k, v, REL_OBJ) < 0;
    bool done = k->rel[t] == REL_OBJ || k->rel[t] == REL_NSUBJ_PASS;
    if (fate.n && (dies || done)) return HARMED;
    int32_t found = done ? token_child(k, v, REL_XCOMP) : -1; // "was pronounced dead"
    if (found >= 0 && lex_says(&lex_fates, k->lemma[found], LEX_fates_fate, S("dead"))) return HARMED;
    if (rel_base((enum rel)k->rel[t]) != REL_NMOD) return OPEN; // "the death of Lee", "Lee's killing"
    row = lex_find(&lex_nominalisations, k->lemma[v]);
    bool fatal = row && lex_find(&lex_fates, lex_cell(&lex_nominalisations, row, LEX_nominalisations_verb));
    int32_t by = token_child(k, t, REL_CASE);
    bool theirs = k->rel[t] == REL_NMOD_POSS || (by >= 0 && norm_is(f, by, S("of")));
    return theirs && (fatal || lex_find_folded(&lex_harms, k->norm[v])) ? HARMED : OPEN;
}

/* True when the person may be one whom such a description means, by gender, country and what they are. */
static bool may_be(const struct mention *m, const struct entity *e) {
    if (e->kind != NAME_PERSON || e->plural || (m->gender && e->gender && m->gender != e->gender)) return false;
    if (m->place.n && e->country.n && !str_eq(m->place, e->country)) return false;
    bool office = e->code.n && !has_field(e->code, S("private"));
    if (str_eq(m->again, S("sector")))
        return m->sector.n && (m->definite ? str_eq(m->sector, e->code) : !office || str_eq(m->sector, e->code));
    if (!str_eq(m->again, S("anyone"))) return !office;
    bool politics = has_field(m->sector, S("politics"));
    return !politics || !office || has_field(e->code, S("politics"));
}

/* "Lee is the owner", "as the owner": it says what somebody is, and means nobody. */
static bool predicate(const struct finder *f, const struct mention *m) {
    const tokens *k = f->k;
    int32_t as = token_child(k, m->head, REL_CASE);
    enum rel r = (enum rel)k->rel[m->head];
    return token_child(k, m->head, REL_COP) >= 0 || r == REL_XCOMP || r == REL_APPOS || r == REL_VOCATIVE ||
           (as >= 0 && norm_is(f, as, S("as")));
}

/* True when the two cannot be one: by their ages, by what befell them, as a child and a grown-up, or as two kinds of
 * people. */
static bool told_otherwise(const struct finder *f, const struct mention *a, const struct mention *b) {
    enum { GROWN = 18 };
    if (b->form == FORM_NOMINAL && !str_eq(a->klass, b->klass) && !b->again.n && !f->entities.p[b->entity].named)
        return true;
    if (b->form == FORM_NOMINAL && predicate(f, b)) return true;
    int32_t s = age_of(f, a), t = age_of(f, b);
    if (s >= 0 && t >= 0 && !str_eq(f->k->norm[s], f->k->norm[t])) return true;
    bool child = str_eq(a->klass, S("child")), other = str_eq(b->klass, S("child"));
    bool grown = str_eq(a->klass, S("adult")) || (s >= 0 && number_integer(f->k->norm[s]) >= GROWN);
    bool other_grown = str_eq(b->klass, S("adult")) || (t >= 0 && number_integer(f->k->norm[t]) >= GROWN);
    if ((child && other_grown) || (other && grown)) return true;
    enum side x = side_of(f, a), y = side_of(f, b);
    return x != OPEN && y != OPEN && x != y;
}

/* "Another woman", "the second suspect", "the oldest player": one of several. */
static bool further(const struct finder *f, const struct mention *m) {
    const tokens *k = f->k;
    for (int32_t t = m->beg; t < m->head; t++)
        if (!f->taken[t] && (lex_find_folded(&lex_further, k->norm[t]) || lex_find_folded(&lex_ordinals, k->norm[t]) ||
                             norm_is(f, t, S("another")) || str_eq(k->xpos[t], S("JJS"))))
            return true;
    return false;
}

/* What stands behind it tells it from others of its kind: "the man who fled", "the owner of the bar". */
static bool told_apart(const struct finder *f, const struct mention *m) {
    const tokens *k = f->k;
    for (int32_t t = m->beg; t < m->head; t++)
        if (mention_at(f, t) >= 0 && f->mentions.p[mention_at(f, t)].kind != NAME_PLACE) return true;
    for (int32_t c = token_next_child(k, m->head, m->head); c >= 0; c = token_next_child(k, m->head, c)) {
        enum rel r = rel_base((enum rel)k->rel[c]);
        if ((r == REL_NMOD || r == REL_ACL) && m->end < k->n && !norm_is(f, m->end, S(","))) return true;
        if (r == REL_APPOS) return true;
    }
    return m->end < k->n &&
           (norm_is(f, m->end, S("who")) || norm_is(f, m->end, S("whose")) || norm_is(f, m->end, S("that")));
}

/* True when somebody else of that kind is told of in the sentence of the description, before it or behind. */
static bool has_fellow(const struct finder *f, ptrdiff_t at) {
    const struct mention *m = &f->mentions.p[at];
    for (int step = -1; step <= 1; step += 2)
        for (ptrdiff_t i = at + step; i >= 0 && i < f->mentions.n; i += step) {
            const struct mention *c = &f->mentions.p[i];
            if (f->k->sent[c->beg] != f->k->sent[m->beg]) break;
            if (c->form != FORM_NOMINAL || c->kind != NAME_PERSON || c->plural || c->definite) continue;
            if (!(c->gender && m->gender && c->gender != m->gender)) return true;
        }
    return false;
}

/* True when some mention of the entity tells of the other side than the description has. */
static bool told_opposite(const struct finder *f, const struct mention *m, int32_t entity) {
    enum side side = side_of(f, m);
    for (ptrdiff_t i = 0, n = 0; side != OPEN && i < f->mentions.n && n < MENTIONS_BACK; i++, n++) {
        const struct mention *c = &f->mentions.p[i];
        enum side own = c->form == FORM_NAME && c->entity == entity ? side_of(f, c) : OPEN;
        if (own != OPEN && own != side) return true;
    }
    return false;
}

/* "A man was charged with robbery. Lee, 49, was held": who is described where the story begins and named behind; -1
 * when no age and no deed tells, or several are told so. */
static int32_t named_behind(const struct finder *f, ptrdiff_t at) {
    const struct mention *m = &f->mentions.p[at];
    int32_t here = f->k->sent[m->beg], same = -1, deed = -1, aged = -1, sided = -1;
    if (here >= LEAD || m->plural || m->definite || m->owner >= 0 || m->kind != NAME_PERSON || !m->again.n) return -1;
    if (further(f, m) || predicate(f, m)) return -1;
    bool fellow = has_fellow(f, at), named = false, met = false, sole = false;
    for (ptrdiff_t i = 0; i < f->mentions.n && i < at + MENTIONS_BACK; i++) {
        const struct mention *c = &f->mentions.p[i];
        if (c->form != FORM_NAME || c->entity < 0 || f->k->sent[c->beg] - here > SENTENCES_BEHIND) continue;
        const struct entity *e = &f->entities.p[c->entity];
        if (e->kind != NAME_PERSON || e->plural) continue;
        named |= e->mentions > 0; // who is named already is somebody else
        if (i < at || !may_be(m, e) || other_party(f, m, e) || told_otherwise(f, m, c)) continue;
        bool has_age = age_of(f, c) >= 0;
        if (has_age && age_of(f, m) >= 0) same = same < 0 || same == c->entity ? c->entity : SEVERAL;
        if (e->mentions > 0) continue;
        bool first = !met; // the first who is named behind
        met = true;
        if (same_deed(f, m, c) && (deed == -1 || !sole)) deed = deed == -1 || deed == c->entity ? c->entity : SEVERAL;
        if (first && deed == c->entity) sole = true;
        if (side_of(f, m) != OPEN && side_of(f, m) == side_of(f, c))
            sided = sided == -1 || sided == c->entity ? c->entity : SEVERAL;
        if (has_age) aged = aged == -1 || aged == c->entity ? c->entity : SEVERAL;
    }
    if (same != -1) return same < 0 ? -1 : same;
    if (fellow) return -1;
    if (deed >= 0 || sided >= 0) return deed >= 0 ? deed : sided;
    if (aged < 0 || named || str_eq(m->again, S("sector")) || told_opposite(f, m, aged)) return -1;
    return aged;
}

/* True when word t hangs in the clause with head verb, not in one that is joined to it. */
static bool in_clause(const tokens *k, int32_t t, int32_t verb) {
    enum { CLIMB_MAX = 12 };
    for (int i = 0; i < CLIMB_MAX && t >= 0 && t != verb; i++, t = k->head[t])
        if (k->head[t] == verb && (k->rel[t] == REL_CONJ || k->rel[t] == REL_PARATAXIS)) return false;
    return t >= 0 && t == verb;
}

/* "The candidate thanked Lee": who is named behind a description in its clause is somebody else. */
static bool named_after_it(const struct finder *f, ptrdiff_t at, int32_t entity) {
    const tokens *k = f->k;
    int32_t verb = k->head[mention_top(k, &f->mentions.p[at])];
    for (ptrdiff_t i = at + 1; i < f->mentions.n && k->sent[f->mentions.p[i].beg] == k->sent[f->mentions.p[at].beg];
         i++) {
        const struct mention *c = &f->mentions.p[i];
        if (c->form == FORM_NAME && c->entity == entity && (verb < 0 || in_clause(k, mention_top(k, c), verb)))
            return true;
    }
    return false;
}

/* One whom a description may mean. */
struct rival {
    int32_t entity;
    bool barred; // the sentence or the text tells that it is somebody else
    bool sided;  // told to have the same part in a crime or an accident
    bool here;   // spoken of before it in its sentence
    bool leads;  // the subject of the last sentence before it that has one of them
};

/* The rivals near before the description, how many in *n; false where they are too many. */
static bool find_rivals(const struct finder *f, ptrdiff_t at, struct rival *all, int most, int *n) {
    const tokens *k = f->k;
    const struct mention *m = &f->mentions.p[at];
    int32_t here = k->sent[m->beg], led = -1;
    *n = 0;
    for (ptrdiff_t i = at - 1, back = 0; i >= 0 && back < MENTIONS_BACK; i--, back++) {
        const struct mention *c = &f->mentions.p[i];
        int32_t sent = k->sent[c->beg], top = mention_top(k, c);
        if (here - sent > SENTENCES_BACK) break;
        if (c->entity < 0 || !may_be(m, &f->entities.p[c->entity]) || other_party(f, m, &f->entities.p[c->entity]))
            continue;
        int x = 0;
        while (x < *n && all[x].entity != c->entity) x++;
        if (x == most) return false;
        if (x == *n) all[(*n)++] = (struct rival){.entity = c->entity, .barred = named_after_it(f, at, c->entity)};
        bool subject = rel_base((enum rel)k->rel[top]) == REL_NSUBJ;
        // Of whom the sentence tells something already has a name or a pronoun there.
        bool beside =
            sent == here && k->rel[m->head] != REL_NMOD_POSS && subject && word_above(k, k->head[top], m->head);
        all[x].barred |= beside || told_otherwise(f, m, c);
        all[x].sided |= side_of(f, c) == side_of(f, m);
        all[x].here |= sent == here;
        if (subject && k->head[k->head[top]] < 0 && sent < here && (led < 0 || led == sent)) {
            all[x].leads = true;
            led = sent;
        }
    }
    return true;
}

/* The one open rival, or of several the one spoken of in the sentence of the description, or the one of whom the
 * text tells most where it goes on about the same; -1 when none is or several are. */
static int32_t likeliest(const struct finder *f, const struct mention *m, const struct rival *all, int n) {
    enum { BY_FAR = 3, TOPIC_MIN = 4 };
    int open = 0, here = 0, most = 0, second = 0;
    int32_t last = -1, near = -1, lead = -1, topic = -1;
    for (int x = 0; x < n; x++) {
        if (all[x].barred) continue;
        int mentions = f->entities.p[all[x].entity].mentions;
        last = all[x].entity, open++;
        if (all[x].here) near = last, here++;
        if (mentions >= most) lead = mentions > most && all[x].leads ? last : -1;
        if (mentions > most)
            second = most, most = mentions, topic = last;
        else if (mentions > second)
            second = mentions;
    }
    if (open == 1) return last;
    if (here == 1) return near;
    if (most >= TOPIC_MIN && most >= BY_FAR * second) return topic;
    return here == 0 && rel_base((enum rel)f->k->rel[m->head]) == REL_NSUBJ ? lead : -1;
}

/* "Lee was seen on Monday. The businessman said": the only one near before it who can be meant; -1 when there is none
 * or are several. */
static int32_t only_one_before(const struct finder *f, ptrdiff_t at) {
    enum { SEEN_MAX = 24 };
    const struct mention *m = &f->mentions.p[at];
    struct rival all[SEEN_MAX];
    int n = 0;
    bool defendant =
        m->beg == m->head && side_of(f, m) != OPEN && f->k->sent[m->beg] >= LEAD; // in the words of a court
    if ((!m->definite && !defendant) || m->plural || m->kind != NAME_PERSON || !m->again.n) return -1;
    str party = party_of(f, m);
    if (further(f, m) || (told_apart(f, m) && !party.n) || predicate(f, m)) return -1;
    if (str_eq(m->klass, S("adult")) && !m->gender) return -1;
    if (!find_rivals(f, at, all, SEEN_MAX, &n)) return -1;
    bool country = false, fellow = false; // somebody is known to be of that country, of that party
    for (int x = 0; x < n; x++) {
        const struct entity *e = &f->entities.p[all[x].entity];
        country |= !all[x].barred && m->place.n && e->country.n;
        fellow |= !all[x].barred && party.n && party_named(f, e->role).n;
    }
    bool sides = str_eq(m->again, S("accused")) || str_eq(m->again, S("harmed"));
    struct rival left[SEEN_MAX];
    for (int x = 0; x < n; x++) {
        const struct entity *e = &f->entities.p[all[x].entity];
        left[x] = all[x];
        left[x].barred |=
            (sides && !all[x].sided) || (country && !e->country.n) || (fellow && !party_named(f, e->role).n);
    }
    int32_t found = likeliest(f, m, left, n);
    // Nobody else is told of more.
    for (ptrdiff_t e = 0; found >= 0 && e < f->entities.n && e < ENTITIES_MAX; e++) {
        bool other = other_party(f, m, &f->entities.p[e]);
        for (int x = 0; x < n; x++) other |= all[x].barred && all[x].entity == e;
        if (!other && f->entities.p[e].mentions > f->entities.p[found].mentions && may_be(m, &f->entities.p[e]))
            return -1;
    }
    return found;
}

int32_t person_described(const struct finder *f, ptrdiff_t at, const char **why) {
    const struct mention *m = &f->mentions.p[at];
    int32_t found = -1;
    bool alone = (m->definite || m->beg == m->head) && !m->plural && m->owner < 0;
    if (alone && (*why = "the one of that age", found = of_age(f, at)) >= 0) return found;
    if (alone && (*why = "the only one who is accused", found = accused_before(f, at)) >= 0) return found;
    *why = "the head of a body that the text names";
    if ((found = chief_before(f, at)) >= 0) return found;
    *why = "a child of that age was told of before";
    if (!m->definite && (found = same_child(f, at)) >= 0) return found;
    *why = "the name stands behind";
    if (m->owner < 0 && (found = named_behind(f, at)) >= 0) return found;
    if (!alone || age_before(f, m->head) >= 0) return -1;
    *why = "the last one before it that it fits";
    if (m->definite && (found = described_before(f, at)) >= 0) return found;
    *why = "the only one near before it whom it can mean";
    return only_one_before(f, at);
}
