/* Pronouns -> what they mean, by a log-linear ranker over all that they may mean (after Denis and Baldridge, 2008):
 * each candidate has features, each feature a weight that was learned from GUM (lexicon/antecedents.tsv). The
 * candidates of one entity add up, and the likeliest entity is meant. Things that are no mentions, pronouns that mean
 * none of them and nobody at all are candidates as well: they keep "it" and "they" from what they do not mean. */
#include "base/utf8.h"
#include "extract/entity.h"
#include "lexicon_tables.h"

enum {
    SENTENCES_BACK = 6,  // a pronoun looks no further back
    CANDIDATES_MAX = 96, // of one pronoun
    THINGS_BACK = 2,     // sentences in which it looks for things
    THINGS_MAX = 24,
    SEEN_MAX = 16,     // entities that are told apart by how many stand before them
    CLIMB_MAX = 12,    // words of a path up the tree
    FEATURES_MAX = 32, // of one candidate
};

enum part { PART_SUBJECT, PART_OBJECT, PART_OBLIQUE, PART_POSSESSIVE, PART_MODIFIER, PART_OTHER, PARTS };
static const char *const part_name[] = {"subject", "object", "oblique", "possessive", "part", "other"};
enum { PARTS_OF_PRONOUNS = PART_POSSESSIVE + 1 }; // as far as kinds of candidates are told apart by them

/* What a candidate is: X(constant, its name in the list). A thing and a human are nouns that are no mention; an open
 * one is a pronoun that means no entity; a row is several that are joined ("Lee and Marsh"). */
// clang-format off
#define SORTS(X)                                                                                                       \
    X(NOBODY, "nobody") X(PERSON, "person") X(PERSON_DESCRIBED, "person described") X(PEOPLE, "people")                \
    X(BODY, "body") X(BODY_DESCRIBED, "body described") X(BODY_OF_PEOPLE, "body of people") X(PLACE, "place")          \
    X(STATE, "country") X(OTHER, "other name") X(THING, "thing") X(THINGS, "things")                                   \
    X(HUMAN, "human") X(HUMANS, "humans") X(OPEN, "open") X(ROW, "row")

/* Features that are not made of a role or a sort. */
#define FEATURES(X)                                                                                                    \
    X(HERE, "here") X(ONE_BACK, "one back") X(TWO_BACK, "two back") X(THREE_BACK, "three back")                        \
    X(FAR_BACK, "far back") X(BEHIND, "behind")                                                                        \
    X(NEXT, "next") X(SECOND, "second") X(THIRD, "third") X(FIFTH, "fifth") X(LATER, "later")                          \
    X(WORDS_3, "3 words") X(WORDS_8, "8 words") X(WORDS_15, "15 words") X(WORDS_MORE, "more words")                    \
    X(NAME_HERE, "name here") X(NAME_BACK, "name back") X(NAME_FAR, "name far")                                        \
    X(PRONOUN_HERE, "pronoun here") X(PRONOUN_BACK, "pronoun back") X(PRONOUN_FAR, "pronoun far")                      \
    X(DESCRIBED_HERE, "described here") X(DESCRIBED_BACK, "described back") X(DESCRIBED_FAR, "described far")          \
    X(DEFINITE, "definite") X(INDEFINITE, "indefinite") X(PREDICATE, "predicate") X(SAME_PRONOUN, "same pronoun")      \
    X(GENDER_SAME, "gender same") X(GENDER_OPEN, "gender open") X(OUTLET, "outlet") X(DATELINE, "dateline")            \
    X(ONCE, "once") X(TWICE, "twice") X(OFTEN, "often") X(VERY_OFTEN, "very often") X(MOST, "most") X(LAST, "last")    \
    X(FIRST, "first of its sentence") X(MAIN_SUBJECT, "main subject")                                                  \
    X(QUOTED_BOTH, "quoted both") X(QUOTED_PRONOUN, "quoted pronoun") X(QUOTED_CANDIDATE, "quoted candidate")          \
    X(REPORTER, "reporter") X(SPEAKER, "speaker of the quotation")                                                     \
    X(ARGUMENT, "argument of one verb") X(REFLEXIVE, "argument of one verb by itself")                                 \
    X(SUBJECT_OVER, "subject over possessive") X(SUBJECT_ABOVE, "subject above") X(REPORTER_ABOVE, "reporter above")   \
    X(SUBJECT_OUTSIDE, "subject outside") X(SUBJECT_BESIDE, "subject beside") X(INSIDE, "inside its phrase")           \
    X(SAYS_REPORTER, "says reporter") X(SAYS_BODY, "says body") X(SAYS_PEOPLE, "says people")                          \
    X(SAYS_THING, "says thing") X(SAYS_OPEN, "says open") X(SAYS_NOBODY, "says nobody")                                \
    X(OWNS_BODY, "owns body") X(OWNS_STATE, "owns country") X(OWNS_PERSON, "owns person") X(OWNS_OTHER, "owns other")  \
    X(ORGAN, "organ") X(ORGAN_OTHER, "organ of another kind")                                                          \
    X(EXPLETIVE, "nobody expletive") X(ADJECTIVE, "nobody adjective") X(CLAUSE, "nobody clause")                       \
    X(NOBODY_QUOTED, "nobody quoted")

enum sort {
#define X(constant, text) SORT_##constant,
    SORTS(X)
#undef X
    SORTS_COUNT
};
static const char *const sort_name[] = {
#define X(constant, text) text,
    SORTS(X)
#undef X
};
enum feature {
#define X(constant, text) F_##constant,
    FEATURES(X)
#undef X
    F_PARTS,                                      // [2][PARTS][PARTS]: in one sentence; of the pronoun; of the candidate
    F_SORTS = F_PARTS + 2 * PARTS * PARTS,        // [PARTS_OF_PRONOUNS][SORTS_COUNT]
    F_COUNT = F_SORTS + PARTS_OF_PRONOUNS * SORTS_COUNT
};
static const char *const feature_name[] = {
#define X(constant, text) text,
    FEATURES(X)
#undef X
};
// clang-format on

/* Pronouns of one kind share their weights: a column of the list each. */
enum column { COLUMN_HE, COLUMN_IT, COLUMN_THEY, COLUMNS };
enum who { WHO_HE, WHO_SHE, WHO_IT, WHO_THEY, WHOS };

struct antecedents {
    const struct finder *f;
    const int32_t *at;                // [words] 1 + the mention whose head the word is
    uint8_t *title;                   // [words] 1 in an office or description beside a name
    int16_t weight[COLUMNS][F_COUNT]; // in hundredths
    int32_t last[WHOS];               // the entity that such a pronoun meant last, -1 when none
};

struct candidate {
    int32_t head;   // word
    int32_t entity; // -1: a thing, a row, an open pronoun, nobody
    enum sort sort;
    bool doubtful; // hardly a person: not meant where there is another
    int n;
    int16_t feature[FEATURES_MAX];
};

/* One pronoun before its choice. */
struct choice {
    const struct antecedents *a;
    const struct mention *p;
    enum part part;
    enum column column;
    enum who who;
    bool says, reflexive;
    unsigned owns;                            // bits of the kinds of name that have such a thing, 0 when unknown
    bool organ;                               // it has an organ or a head, as bodies do
    int32_t subject;                          // word: the subject of its clause, where it is another; -1 when none
    int32_t above;                            // word: where it is the subject, that of the clause above; -1 when none
    int32_t speaker;                          // entity: who speaks the quotation that it stands in; -1 when unknown
    bool speaks_here;                         // in one sentence with it
    int32_t seen[SEEN_MAX], barred[SEEN_MAX]; // entities met before; entities that the same verb has beside it
    int seen_n, barred_n;
    bool sure; // some candidate is no doubtful one
    ptrdiff_t n;
    struct candidate c[CANDIDATES_MAX];
};

static bool norm_is(const tokens *k, int32_t t, str word) { return str_eq(k->norm[t], word); }

/* The name of a feature in the list. */
static str name_of(int feature, arena *tmp) {
    if (feature < F_PARTS) return str_cstr(feature_name[feature]);
    if (feature < F_SORTS) {
        int i = feature - F_PARTS;
        return arena_fmt(tmp, "%s for %s%s", part_name[i % PARTS], part_name[i / PARTS % PARTS],
                         i / PARTS / PARTS ? " here" : "");
    }
    int i = feature - F_SORTS;
    return arena_fmt(tmp, "%s as %s", sort_name[i % SORTS_COUNT], part_name[i / SORTS_COUNT]);
}

static int16_t number_of(str cell) {
    enum { LARGEST = 2000 };
    bool minus = cell.n && cell.p[0] == '-';
    int value = 0;
    for (ptrdiff_t i = minus; i < cell.n && value < LARGEST; i++) value = 10 * value + (cell.p[i] - '0');
    return (int16_t)(minus ? -value : value);
}

struct antecedents *antecedents_new(const struct finder *f, const int32_t *at) {
    struct antecedents *a = arena_new(f->tmp, struct antecedents, 1);
    a->f = f;
    a->at = at;
    a->title = arena_new(f->tmp, uint8_t, f->k->n + 1);
    for (ptrdiff_t i = 0; i < f->mentions.n; i++)
        for (int32_t t = f->mentions.p[i].role_beg; t < f->mentions.p[i].role_end; t++) a->title[t] = 1;
    for (int i = 0; i < WHOS; i++) a->last[i] = -1;
    for (int i = 0; i < F_COUNT; i++) {
        arena tmp = *f->tmp;
        const lex_row *row = lex_find_folded(&lex_antecedents, name_of(i, &tmp));
        for (int c = 0; row && c < COLUMNS; c++)
            a->weight[c][i] = number_of(lex_cell(&lex_antecedents, row, LEX_antecedents_he + c));
    }
    return a;
}

static void has(struct candidate *c, int feature) {
    if (c->n < FEATURES_MAX) c->feature[c->n++] = (int16_t)feature;
}

static enum part part_of(const tokens *k, int32_t t) {
    enum rel r = (enum rel)k->rel[t];
    switch (rel_base(r)) {
    case REL_NSUBJ: return PART_SUBJECT;
    case REL_OBJ:
    case REL_IOBJ: return PART_OBJECT;
    case REL_OBL: return PART_OBLIQUE;
    case REL_NMOD: return r == REL_NMOD_POSS ? PART_POSSESSIVE : PART_MODIFIER;
    case REL_APPOS:
    case REL_CONJ:
    case REL_COMPOUND:
    case REL_AMOD: return PART_MODIFIER;
    default: return PART_OTHER;
    }
}

static enum sort sort_of(const struct entity *e, const struct mention *m) {
    switch (e->kind) {
    case NAME_PERSON: return e->plural ? SORT_PEOPLE : e->named ? SORT_PERSON : SORT_PERSON_DESCRIBED;
    case NAME_ORG: return e->plural ? SORT_BODY_OF_PEOPLE : e->named ? SORT_BODY : SORT_BODY_DESCRIBED;
    case NAME_PLACE: return m->country || e->country.n ? SORT_STATE : SORT_PLACE;
    default: return e->plural ? SORT_PEOPLE : SORT_OTHER; // "Venezuelans"
    }
}

/* Whether such a pronoun may mean what is of that sort. */
static bool may_mean(enum column column, enum sort s) {
    switch (s) {
    case SORT_PERSON:
    case SORT_PERSON_DESCRIBED:
    case SORT_HUMAN: return column == COLUMN_HE;
    case SORT_OTHER: return column != COLUMN_THEY;
    case SORT_THING: return column == COLUMN_IT;
    case SORT_BODY:
    case SORT_BODY_DESCRIBED:
    case SORT_BODY_OF_PEOPLE:
    case SORT_PLACE:
    case SORT_STATE: return column != COLUMN_HE;
    case SORT_PEOPLE:
    case SORT_THINGS:
    case SORT_HUMANS:
    case SORT_ROW: return column == COLUMN_THEY;
    default: return true;
    }
}

static enum who who_of(const struct mention *p) {
    return p->plural ? WHO_THEY : p->gender == 'm' ? WHO_HE : p->gender == 'f' ? WHO_SHE : WHO_IT;
}

static bool speech(const struct mention *p) { return str_eq(p->klass, S("speaker")) || str_eq(p->klass, S("hearer")); }

static bool reports(const tokens *k, int32_t verb) {
    return verb >= 0 && k->upos[verb] == UPOS_VERB &&
           lex_says(&lex_reporting, k->lemma[verb], LEX_reporting_form, S("verb"));
}

/* True when the word is the subject of a verb of reporting. */
static bool reporter(const tokens *k, int32_t t) { return part_of(k, t) == PART_SUBJECT && reports(k, k->head[t]); }

/* True when the word stands behind "according to", or is whose or from whom what stands there is: "a post from Lee". */
static bool is_source(const struct finder *f, int32_t t) {
    if (rel_base((enum rel)f->k->rel[t]) == REL_NMOD && f->k->head[t] >= 0) t = f->k->head[t];
    int32_t c = token_child(f->k, t, REL_CASE);
    const lex_row *row;
    return c >= 0 && c < t && phrase_from(f, &lex_reporting, c, t, &row) > 1 &&
           str_eq(lex_cell(&lex_reporting, row, LEX_reporting_class), S("source"));
}

/* "GENEVA, May 3 — The council": the place of a dateline is spoken of by nobody. */
static bool in_dateline(const struct finder *f, const struct mention *m) {
    enum { DATELINE_MAX = 8 }; // words
    const struct sentence *s = &f->k->sentences.p[f->k->sent[m->beg]];
    if (m->beg != s->beg || !word_all_capitals(f, m->beg)) return false;
    for (int32_t t = m->end; t < s->end && t < m->end + DATELINE_MAX; t++)
        if (f->k->upos[t] == UPOS_PUNCT && !norm_is(f->k, t, S(",")) && !norm_is(f->k, t, S("."))) return true;
    return false;
}

/* The head of the clause that word t stands in. */
static int32_t clause_of(const tokens *k, int32_t t) {
    for (int i = 0; i < CLIMB_MAX && t >= 0; i++, t = k->head[t]) {
        enum rel r = (enum rel)k->rel[t], base = rel_base(r);
        if (k->head[t] < 0 || base == REL_CCOMP || base == REL_ADVCL || base == REL_ACL || base == REL_CSUBJ ||
            r == REL_XCOMP || r == REL_PARATAXIS || (r == REL_CONJ && k->upos[t] == UPOS_VERB))
            return t;
    }
    return -1;
}

/* The subject of the clause with head c; where it has none of its own, that of the clause which it hangs in, or the
 * object there ("asked him to leave", "stopped it from selling"), or the noun of a relative clause. */
static int32_t subject_of(const tokens *k, int32_t c) {
    for (int i = 0; i < CLIMB_MAX && c >= 0; i++) {
        int32_t s = token_child(k, c, REL_NSUBJ), over = k->head[c];
        enum rel r = (enum rel)k->rel[c], base = rel_base(r);
        bool relative = s >= 0 && (norm_is(k, s, S("who")) || norm_is(k, s, S("which")) || norm_is(k, s, S("that")));
        if (s >= 0 && !(relative && base == REL_ACL)) return s;
        if (base == REL_ACL) return over;
        int32_t mark = r == REL_ADVCL ? token_child(k, c, REL_MARK) : -1;
        int32_t object = over >= 0 ? token_child(k, over, REL_OBJ) : -1;
        bool controlled = r == REL_XCOMP || (mark >= 0 && norm_is(k, mark, S("from")));
        if (controlled && object >= 0 && object < c) return object;
        if (r != REL_CONJ && r != REL_XCOMP && base != REL_ADVCL && r != REL_PARATAXIS) return -1;
        c = clause_of(k, over);
    }
    return -1;
}

/* True when an entity outside of quotations reports something. */
static bool says(const struct finder *f, const struct mention *m) {
    return m->entity >= 0 && !f->quoted[m->head] && reporter(f->k, mention_top(f->k, m));
}

/* Who speaks the quotation that word p stands in: whoever reports outside of quotations, behind it in its sentence or
 * last before it. */
static int32_t speaker_of(const struct finder *f, ptrdiff_t at, bool *beside) {
    enum { MENTIONS_BACK = 40, MENTIONS_ON = 12, BACK = 3 };
    const struct mention *all = f->mentions.p;
    int32_t p = all[at].beg, here = f->k->sent[p];
    if (!f->quoted[p]) return -1;
    for (ptrdiff_t i = at + 1; i < f->mentions.n && i < at + MENTIONS_ON && f->k->sent[all[i].beg] == here; i++)
        if (says(f, &all[i])) {
            *beside = true;
            return all[i].entity;
        }
    for (ptrdiff_t i = at - 1; i >= 0 && i > at - MENTIONS_BACK && here - f->k->sent[all[i].beg] <= BACK; i--)
        if (says(f, &all[i])) {
            *beside = f->k->sent[all[i].beg] == here;
            return all[i].entity;
        }
    return -1;
}

static int part_of_pronoun(const struct choice *q) { return (int)q->part < PARTS_OF_PRONOUNS ? q->part : PART_OBLIQUE; }

/* Where a candidate stands in the tree of the pronoun's own sentence. */
static void features_of_tree(const struct choice *q, struct candidate *c, int32_t top) {
    const tokens *k = q->a->f->k;
    int32_t p = q->p->beg, verb = k->head[top];
    enum part part = part_of(k, top);
    if (top == q->subject || (verb >= 0 && verb == k->head[p] && part != PART_MODIFIER))
        has(c, q->part == PART_POSSESSIVE ? F_SUBJECT_OVER : q->reflexive ? F_REFLEXIVE : F_ARGUMENT);
    else if (top == q->above)
        has(c, reports(k, verb) ? F_REPORTER_ABOVE : F_SUBJECT_ABOVE);
    else if (part == PART_SUBJECT && verb >= 0)
        has(c, word_above(k, verb, p) ? F_SUBJECT_OUTSIDE : F_SUBJECT_BESIDE);
    if (word_above(k, top, p)) has(c, F_INSIDE);
}

/* How far away it stands, after how many others, as what, and in whose words: of mentions and things alike. */
static void features_of_place(const struct choice *q, struct candidate *c, int32_t top, int nth) {
    const struct finder *f = q->a->f;
    const tokens *k = f->k;
    int32_t p = q->p->beg, back = k->sent[p] - k->sent[c->head], words = p - c->head;
    enum part part = part_of(k, top);
    if (words < 0) words = -words;
    has(c, c->head > p ? F_BEHIND : back > 3 ? F_FAR_BACK : F_HERE + back);
    has(c, F_PARTS + ((back == 0) * PARTS + (int)q->part) * PARTS + (int)part);
    has(c, F_SORTS + part_of_pronoun(q) * SORTS_COUNT + (int)c->sort);
    has(c, nth == 0 ? F_NEXT : nth == 1 ? F_SECOND : nth <= 3 ? F_THIRD : nth <= 6 ? F_FIFTH : F_LATER);
    if (back == 0) has(c, words <= 3 ? F_WORDS_3 : words <= 8 ? F_WORDS_8 : words <= 15 ? F_WORDS_15 : F_WORDS_MORE);
    if (f->quoted[p]) has(c, f->quoted[c->head] ? F_QUOTED_BOTH : F_QUOTED_PRONOUN);
    if (!f->quoted[p] && f->quoted[c->head]) has(c, F_QUOTED_CANDIDATE);
    if (reporter(k, top) || (q->says && is_source(f, top))) {
        has(c, F_REPORTER);
        if (q->says) has(c, F_SAYS_REPORTER);
    }
    if (part == PART_SUBJECT && k->head[top] >= 0 && k->head[k->head[top]] < 0) has(c, F_MAIN_SUBJECT);
    if (token_child(k, top, REL_COP) >= 0) has(c, F_PREDICATE);
    if (back == 0) features_of_tree(q, c, top);
    if (!q->says) return;
    switch (c->sort) {
    case SORT_BODY:
    case SORT_BODY_DESCRIBED:
    case SORT_STATE: has(c, F_SAYS_BODY); break;
    case SORT_PEOPLE:
    case SORT_BODY_OF_PEOPLE:
    case SORT_HUMANS: has(c, F_SAYS_PEOPLE); break;
    case SORT_THING:
    case SORT_THINGS: has(c, F_SAYS_THING); break;
    case SORT_OPEN: has(c, F_SAYS_OPEN); break;
    default: break;
    }
}

/* A person who is "he" is named in full somewhere; a company or an unknown country is not. */
static bool one_word(const struct entity *e) {
    return e->named && !e->gender && !e->role.n && str_find(e->name, S(" "), 0) < 0;
}

/* What its entity is in the text so far. */
static void features_of_entity(const struct choice *q, struct candidate *c, const struct mention *m) {
    const struct finder *f = q->a->f;
    const struct entity *e = &f->entities.p[m->entity];
    // Of whoever spoke before and speaks again, the gender need not be known.
    bool speaks = q->says && (reporter(f->k, mention_top(f->k, m)) || is_source(f, mention_top(f->k, m)));
    if (q->column == COLUMN_HE && (e->gender || !speaks))
        has(c, e->gender == q->p->gender ? F_GENDER_SAME : F_GENDER_OPEN);
    has(c, e->mentions <= 1 ? F_ONCE : e->mentions <= 2 ? F_TWICE : e->mentions <= 6 ? F_OFTEN : F_VERY_OFTEN);
    if (q->a->last[q->who] == m->entity) has(c, F_LAST);
    if (q->speaker == m->entity) has(c, F_SPEAKER);
    if (e->outlet) has(c, F_OUTLET);
    if (in_dateline(f, m)) has(c, F_DATELINE);
    if (m->beg == f->k->sentences.p[f->k->sent[m->beg]].beg) has(c, F_FIRST);
    if (q->organ) has(c, q->owns & 1u << e->kind ? F_ORGAN : F_ORGAN_OTHER);
    if (!q->owns || q->organ) return;
    has(c, !(q->owns & 1u << e->kind) ? F_OWNS_OTHER
           : e->kind == NAME_ORG      ? F_OWNS_BODY
           : e->kind == NAME_PLACE    ? F_OWNS_STATE
                                      : F_OWNS_PERSON);
}

static void features_of_form(const struct choice *q, struct candidate *c, const struct mention *m) {
    int32_t back = q->a->f->k->sent[q->p->beg] - q->a->f->k->sent[c->head];
    int far = back <= 0 ? 0 : back == 1 ? 1 : 2;
    switch (m->form) {
    case FORM_NAME: has(c, F_NAME_HERE + far); break;
    case FORM_PRONOUN:
        has(c, F_PRONOUN_HERE + far);
        if (who_of(m) == q->who) has(c, F_SAME_PRONOUN);
        break;
    case FORM_NOMINAL: has(c, F_DESCRIBED_HERE + far); has(c, m->definite ? F_DEFINITE : F_INDEFINITE);
    }
}

static struct candidate *add(struct choice *q, int32_t head, int32_t entity, enum sort sort) {
    if (q->n >= CANDIDATES_MAX || !may_mean(q->column, sort)) return NULL;
    q->c[q->n] = (struct candidate){.head = head, .entity = entity, .sort = sort};
    return &q->c[q->n++];
}

/* The weather, a clause behind it, things that no noun names. */
static void add_nobody(struct choice *q) {
    const tokens *k = q->a->f->k;
    int32_t p = q->p->beg, verb = k->head[p];
    struct candidate *c = add(q, p, -1, SORT_NOBODY);
    has(c, F_SORTS + part_of_pronoun(q) * SORTS_COUNT + SORT_NOBODY);
    if (k->rel[p] == REL_EXPL) has(c, F_EXPLETIVE);
    if (verb >= 0 && k->upos[verb] == UPOS_ADJ && token_child(k, verb, REL_COP) >= 0) has(c, F_ADJECTIVE);
    if (verb >= 0 && (token_child(k, verb, REL_CCOMP) > p || token_child(k, verb, REL_CSUBJ) > p)) has(c, F_CLAUSE);
    if (q->a->f->quoted[p]) has(c, F_NOBODY_QUOTED);
    if (q->says) has(c, F_SAYS_NOBODY);
}

/* Nouns that are no mention: "the report ... it". */
static void add_things(struct choice *q) {
    const struct finder *f = q->a->f;
    const tokens *k = f->k;
    int32_t p = q->p->beg, low = k->sent[p] > THINGS_BACK ? k->sentences.p[k->sent[p] - THINGS_BACK].beg : 0;
    int nth = 0;
    for (int32_t t = p - 1; t >= low && nth < THINGS_MAX; t--) {
        if (k->upos[t] != UPOS_NOUN || q->a->at[t] || q->a->title[t] || f->taken[t]) continue;
        if (k->rel[t] == REL_COMPOUND || k->rel[t] == REL_FLAT || k->rel[t] == REL_FIXED) continue;
        if (lex_find_folded(&lex_number_words, k->lemma[t])) continue; // "thousands of miners"
        bool human = lex_find_folded(&lex_people, k->lemma[t]), several = str_eq(k->xpos[t], S("NNS"));
        struct candidate *c = add(q, t, -1,
                                  human     ? several ? SORT_HUMANS : SORT_HUMAN
                                  : several ? SORT_THINGS
                                            : SORT_THING);
        if (!c) continue;
        features_of_place(q, c, t, nth++);
        int32_t det = token_child(k, t, REL_DET);
        bool definite = det >= 0 && lex_says(&lex_determiners, k->norm[det], LEX_determiners_kind, S("definite"));
        has(c, definite ? F_DEFINITE : F_INDEFINITE);
    }
}

/* How many other entities have been met before this one; of those that "they" may mean, bodies stand in nobody's way.
 */
static int met(struct choice *q, int32_t entity, enum sort sort) {
    for (int i = 0; i < q->seen_n; i++)
        if (q->seen[i] == entity) return i;
    if (q->seen_n == SEEN_MAX || (q->column == COLUMN_THEY && sort != SORT_PEOPLE && sort != SORT_BODY_OF_PEOPLE))
        return q->seen_n;
    q->seen[q->seen_n] = entity;
    return q->seen_n++;
}

/* "Lee and Marsh": those who stand in a row are meant together. */
static bool heads_row(const tokens *k, int32_t top) {
    int32_t t = token_child(k, top, REL_CONJ);
    return t >= 0 && (k->upos[t] == UPOS_NOUN || k->upos[t] == UPOS_PROPN || k->upos[t] == UPOS_PRON);
}

static void add_mention(struct choice *q, const struct mention *m) {
    const struct finder *f = q->a->f;
    const struct entity *e = m->entity < 0 ? NULL : &f->entities.p[m->entity];
    if (!e && (m->form != FORM_PRONOUN || speech(m) || who_of(m) != q->who)) return;
    if (e && q->column == COLUMN_HE && e->gender && e->gender != q->p->gender) return;
    // "'Acme knocked on the door,' its chief executive said": of what is quoted it knows nothing.
    if (q->says && f->quoted[m->head] && !f->quoted[q->p->beg]) return;
    for (int i = 0; e && i < q->barred_n; i++)
        if (q->barred[i] == m->entity) return;
    int32_t top = mention_top(f->k, m);
    if (m->form != FORM_PRONOUN && heads_row(f->k, top)) {
        struct candidate *row = add(q, m->head, -1, SORT_ROW);
        if (row) features_of_place(q, row, top, q->seen_n);
    }
    enum sort sort = e ? sort_of(e, m) : SORT_OPEN;
    struct candidate *c = add(q, m->head, m->entity, sort);
    if (!c) return;
    c->doubtful = e && q->column == COLUMN_HE && one_word(e);
    q->sure |= e && !c->doubtful;
    features_of_place(q, c, top, e ? met(q, m->entity, sort) : q->seen_n);
    features_of_form(q, c, m);
    if (e) features_of_entity(q, c, m);
}

/* The mentions before it: in its own sentence the nearest first, in earlier ones from left to right (Hobbs, 1978). */
static void add_before(struct choice *q, ptrdiff_t at) {
    const struct mention *all = q->a->f->mentions.p;
    const int32_t *sent = q->a->f->k->sent;
    int32_t here = sent[q->p->beg];
    ptrdiff_t i = at - 1;
    for (; i >= 0 && sent[all[i].beg] == here; i--)
        if (all[i].end <= q->p->beg) add_mention(q, &all[i]); // "his father" holds "his"
    while (i >= 0 && here - sent[all[i].beg] <= SENTENCES_BACK) {
        ptrdiff_t last = i;
        while (i >= 0 && sent[all[i].beg] == sent[all[last].beg]) i--;
        for (ptrdiff_t j = i + 1; j <= last; j++) add_mention(q, &all[j]);
    }
}

/* "In his speech, Lee said": names behind it in its sentence. */
static void add_behind(struct choice *q, ptrdiff_t at) {
    const struct finder *f = q->a->f;
    int32_t here = f->k->sent[q->p->beg];
    q->seen_n = 0;
    for (ptrdiff_t i = at + 1; i < f->mentions.n && f->k->sent[f->mentions.p[i].beg] == here; i++)
        if (f->mentions.p[i].form == FORM_NAME) add_mention(q, &f->mentions.p[i]);
}

static void bar(struct choice *q, int32_t word) {
    const struct finder *f = q->a->f;
    int32_t i = q->a->at[word] ? q->a->at[word] - 1 : mention_at(f, word);
    if (i >= 0 && f->mentions.p[i].entity >= 0 && q->barred_n < SEEN_MAX)
        q->barred[q->barred_n++] = f->mentions.p[i].entity;
}

/* "Lee thanked him": what else its verb takes is not meant by it, nor whoever says the sentence of "I". */
static void bar_others(struct choice *q) {
    const tokens *k = q->a->f->k;
    if (q->speaker >= 0 && q->speaks_here) q->barred[q->barred_n++] = q->speaker;
    int32_t p = q->p->beg, verb = k->head[p];
    // "Lee voted for her", but "Lee took it with her"
    if (q->part == PART_OBLIQUE && verb >= 0 && q->subject >= 0 && !q->reflexive && token_child(k, verb, REL_OBJ) < 0)
        bar(q, q->subject);
    if ((q->part != PART_SUBJECT && q->part != PART_OBJECT) || verb < 0 || q->reflexive) return;
    for (int32_t t = token_next_child(k, verb, -1); t >= 0; t = token_next_child(k, verb, t))
        if (t != p && part_of(k, t) <= PART_OBLIQUE) bar(q, t);
    if (q->part == PART_OBJECT && q->subject >= 0) bar(q, q->subject);
}

/* Whose what it has is: "its shareholders", "its spokesman". */
static void find_owners(struct choice *q) {
    enum { WORDS = 4 };
    const struct finder *f = q->a->f;
    const struct sentence *s = &f->k->sentences.p[f->k->sent[q->p->beg]];
    const lex_row *row;
    for (int32_t t = q->p->end; t < s->end && t < q->p->end + WORDS; t++) {
        if (phrase_from(f, &lex_belongings, t, s->end, &row)) {
            str of = lex_cell(&lex_belongings, row, LEX_belongings_of);
            q->owns = 1u << (str_eq(of, S("org")) ? NAME_ORG : str_eq(of, S("state")) ? NAME_PLACE : NAME_PERSON);
            return;
        }
        q->organ = phrase_from(f, &lex_organs, t, s->end, &row) || lex_find_folded(&lex_chiefs, f->k->norm[t]);
        if (q->organ) {
            q->owns = 1u << NAME_ORG | 1u << NAME_PLACE;
            return;
        }
        uint8_t u = f->k->upos[t];
        if (u != UPOS_ADJ && u != UPOS_NOUN && u != UPOS_NUM && u != UPOS_PROPN) return;
    }
}

static void look_at(struct choice *q, ptrdiff_t at) {
    const struct finder *f = q->a->f;
    const tokens *k = f->k;
    int32_t p = q->p->beg, over = k->head[p], clause = clause_of(k, p);
    bool possessive = str_eq(q->p->klass, S("possessive"));
    q->who = who_of(q->p);
    q->column = q->who == WHO_THEY ? COLUMN_THEY : q->who == WHO_IT ? COLUMN_IT : COLUMN_HE;
    q->reflexive = str_eq(q->p->klass, S("reflexive"));
    q->part = part_of(k, p);
    // "her" is an object as well.
    if (possessive && (q->part == PART_OTHER || !norm_is(k, p, S("her")))) q->part = PART_POSSESSIVE;
    q->says = (q->part == PART_SUBJECT && reports(k, over)) ||
              (q->part == PART_POSSESSIVE && over >= 0 && reporter(k, over)); // "its chief executive said"
    if (possessive) find_owners(q);
    bool below = clause >= 0 && k->head[clause] >= 0;
    q->subject = q->part == PART_SUBJECT ? -1 : subject_of(k, clause);
    q->above = q->part == PART_SUBJECT && below ? subject_of(k, clause_of(k, k->head[clause])) : -1;
    q->speaker = speaker_of(f, at, &q->speaks_here);
}

/* e to the power of n hundredths, the same to the bit on every machine. */
static double power(int n) {
    enum { MOST = 3000 };
    double base = n < 0 ? 0.99004983374916805 : 1.0100501670841681, value = 1;
    if (n < 0) n = -n;
    for (n = n < MOST ? n : MOST; n; n >>= 1, base *= base)
        if (n & 1) value *= base;
    return value;
}

/* The entity whose candidates weigh most together; -1 where something or nobody else does. */
static int32_t choose(const struct choice *q) {
    double likely[CANDIDATES_MAX], best = 0;
    int32_t meant = -1;
    for (ptrdiff_t i = 0; i < q->n; i++) {
        int sum = 0;
        for (int j = 0; j < q->c[i].n; j++) sum += q->a->weight[q->column][q->c[i].feature[j]];
        likely[i] = q->sure && q->c[i].doubtful ? 0 : power(sum);
        for (ptrdiff_t j = 0; j < i; j++)
            if (q->c[i].entity >= 0 && q->c[j].entity == q->c[i].entity) {
                likely[j] += likely[i]; // the first of them stands for the entity
                break;
            }
    }
    for (ptrdiff_t i = 0; i < q->n; i++)
        if (likely[i] > best) best = likely[i], meant = q->c[i].entity;
    return meant;
}

/* For the trainer: the pronoun with its column, and each candidate with its entity and features. */
static void tell(const struct choice *q) {
    static const char *const column[] = {"he", "it", "they"};
    const struct finder *f = q->a->f;
    span p = f->k->span[q->p->beg];
    buf_fmt(f->choices, "pronoun\t%u\t%u\t%s\n", p.beg, p.end, column[q->column]);
    for (ptrdiff_t i = 0; i < q->n; i++) {
        const struct candidate *c = &q->c[i];
        span s = f->k->span[c->head];
        buf_fmt(f->choices, "%s\t%u\t%u\t%d", sort_name[c->sort], s.beg, s.end, (int)c->entity);
        for (int j = 0; j < c->n; j++) {
            arena tmp = *f->tmp;
            buf_fmt(f->choices, "\t%.*s", STR_FMT(name_of(c->feature[j], &tmp)));
        }
        buf_put(f->choices, S("\n"));
    }
}

/* True when the word is the subject of the main clause and reports there, also after something else: "Lee lives nearby
 * and said". */
static bool main_reporter(const tokens *k, int32_t t) {
    int32_t verb = k->head[t];
    if (part_of(k, t) != PART_SUBJECT || verb < 0 || k->head[verb] >= 0) return false;
    if (reports(k, verb)) return true;
    for (int32_t c = token_next_child(k, verb, verb); c >= 0; c = token_next_child(k, verb, c))
        if (k->rel[c] == REL_CONJ && reports(k, c) && token_child(k, c, REL_NSUBJ) < 0) return true;
    return false;
}

/* '"…," she said' and "She added that" behind "Lee said that …" or "…, according to Lee": who reported in the last
 * sentence outside of quotations goes on; -1 when that was nobody who may be meant. */
static int32_t who_goes_on(const struct choice *q, ptrdiff_t at) {
    enum { BACK = 3 };
    const struct finder *f = q->a->f;
    const tokens *k = f->k;
    int32_t here = k->sent[q->p->beg], told = -1, found = -1;
    const struct sentence *s = &k->sentences.p[here];
    bool beside = q->p->beg > s->beg && f->quoted[s->beg + 1 < s->end ? s->beg + 1 : s->beg];
    if (!q->says || q->column != COLUMN_HE || f->quoted[q->p->beg] || (!beside && q->p->beg > s->beg)) return -1;
    for (ptrdiff_t i = at - 1; i >= 0 && here - k->sent[f->mentions.p[i].beg] <= BACK; i--) {
        const struct mention *m = &f->mentions.p[i];
        int32_t sent = k->sent[m->beg], top = mention_top(k, m);
        if (sent == here || f->quoted[m->head]) continue;
        if (told >= 0 && sent != told) break;
        told = sent;
        if (m->entity < 0 || (!main_reporter(k, top) && !is_source(f, top))) continue;
        const struct entity *e = &f->entities.p[m->entity];
        bool fits = e->kind == NAME_PERSON && !e->plural && (!e->gender || e->gender == q->p->gender);
        found = fits ? m->entity : -1;
    }
    return found;
}

/* "Ann Lee, 47, lives nearby. She heard …": whoever is brought in as the subject of a sentence is the subject of the
 * next; -1 when nobody is. */
static int32_t brought_in(const struct choice *q, ptrdiff_t at) {
    const struct finder *f = q->a->f;
    const tokens *k = f->k;
    int32_t here = k->sent[q->p->beg];
    if (q->column != COLUMN_HE || q->part != PART_SUBJECT || q->p->beg > k->sentences.p[here].beg ||
        q->a->f->quoted[q->p->beg])
        return -1;
    for (ptrdiff_t i = at - 1; i >= 0 && k->sent[f->mentions.p[i].beg] == here - 1; i--) {
        const struct mention *m = &f->mentions.p[i];
        int32_t top = mention_top(k, m), verb = k->head[top];
        if (m->form != FORM_NAME || m->entity < 0 || f->quoted[m->head] || part_of(k, top) != PART_SUBJECT ||
            verb < 0 || k->head[verb] >= 0)
            continue;
        const struct entity *e = &f->entities.p[m->entity];
        bool fits = e->kind == NAME_PERSON && !e->plural && (!e->gender || e->gender == q->p->gender);
        return fits && e->mentions == 1 && m->end - m->beg > 1 ? m->entity : -1;
    }
    return -1;
}

/* "Lee offered her own help": the subject's; -1 when nobody fits. */
static int32_t owns_itself(const struct choice *q) {
    const struct finder *f = q->a->f;
    const tokens *k = f->k;
    int32_t next = q->p->end;
    if (q->part != PART_POSSESSIVE || next >= k->n || !norm_is(k, next, S("own"))) return -1;
    if (q->subject < 0 || part_of(k, q->subject) != PART_SUBJECT) return -1;
    int32_t i = q->a->at[q->subject] ? q->a->at[q->subject] - 1 : mention_at(f, q->subject);
    if (i < 0 || f->mentions.p[i].entity < 0) return -1;
    const struct entity *e = &f->entities.p[f->mentions.p[i].entity];
    bool gender = q->column != COLUMN_HE || !e->gender || e->gender == q->p->gender;
    return gender && may_mean(q->column, sort_of(e, &f->mentions.p[i])) ? f->mentions.p[i].entity : -1;
}

int32_t antecedent_of(struct antecedents *a, ptrdiff_t at) {
    const struct finder *f = a->f;
    struct choice q;
    q = (struct choice){.a = a, .p = &f->mentions.p[at]};
    look_at(&q, at);
    add_nobody(&q);
    bar_others(&q);
    add_before(&q, at);
    add_behind(&q, at);
    add_things(&q);
    int most = 0;
    for (ptrdiff_t i = 0; i < q.n; i++) {
        int32_t e = q.c[i].entity;
        if (e >= 0 && f->entities.p[e].mentions > most) most = f->entities.p[e].mentions;
    }
    for (ptrdiff_t i = 0; i < q.n; i++) {
        int32_t e = q.c[i].entity;
        if (e >= 0 && most > 2 && f->entities.p[e].mentions == most) has(&q.c[i], F_MOST);
    }
    if (f->choices) tell(&q);
    int32_t meant = who_goes_on(&q, at);
    if (meant < 0) meant = brought_in(&q, at);
    if (meant < 0) meant = owns_itself(&q);
    if (meant < 0) meant = choose(&q);
    if (meant >= 0) a->last[q.who] = meant;
    return meant;
}
