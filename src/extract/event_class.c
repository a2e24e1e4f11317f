#include "extract/event.h"
#include "extract/rule.h"

#include "lexicon_tables.h"

enum { KEY_BYTES = 160 };

static bool thing_has(str lemma, str class) {
    for (const lex_row *row = lex_find(&lex_event_things, lemma); row; row = lex_next(&lex_event_things, row))
        if (str_eq(lex_cell(&lex_event_things, row, LEX_event_things_class), class)) return true;
    return false;
}

/* By lemma, or by form where the lemmatiser kept a plural ("troops"). */
static bool word_has(const tokens *k, int32_t t, str class) {
    if (thing_has(k->lemma[t], class)) return true;
    ptrdiff_t hyphen = str_rfind_byte(k->lemma[t], '-'); // "ex-minister"
    if (hyphen > 0 && thing_has(str_drop(k->lemma[t], hyphen + 1), class)) return true;
    return str_ends(k->norm[t], S("s")) && thing_has(str_head(k->norm[t], k->norm[t].n - 1), class);
}

static bool pronoun_of_one(const tokens *k, int32_t t) {
    static const str words[] = {S_INIT("he"),   S_INIT("him"),  S_INIT("she"), S_INIT("her"),
                                S_INIT("they"), S_INIT("them"), S_INIT("who"), S_INIT("whom")};
    if (k->upos[t] != UPOS_PRON) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(k->norm[t], words[i])) return true;
    return false;
}

/* A party to public affairs: somebody with a code or an office, a country, an organisation, an actor by its noun. */
static bool is_public(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    if (word_has(k, t, S("public"))) return true;
    int32_t entity = reading_entity_at(r, t);
    if (entity >= 0) {
        const struct entity *e = &r->entities.p[entity];
        return e->named && (e->code.n || e->role.n || e->kind == NAME_PLACE || e->kind == NAME_ORG);
    }
    return k->ner[t] == NER_B_ORG || k->ner[t] == NER_I_ORG || k->ner[t] == NER_B_LOC || k->ner[t] == NER_I_LOC;
}

static bool is_who(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    if (is_public(r, t) || pronoun_of_one(k, t) || k->ner[t] != NER_O) return true;
    if (word_has(k, t, S("person")) || lex_find(&lex_people, k->lemma[t])) return true;
    if (k->upos[t] == UPOS_PROPN) return reading_name_at(r, t) < 0; // a name that the lists do not know
    int32_t entity = reading_entity_at(r, t);
    return entity >= 0 && (r->entities.p[entity].kind == NAME_PERSON || r->entities.p[entity].kind == NAME_ORG);
}

/* A person with a name, and one who is in politics by an office or a party. */
static bool is_figure(const reading *r, int32_t t, bool politician) {
    static const str sectors[] = {S_INIT("GOV"), S_INIT("LEG"), S_INIT("PTY")};
    int32_t entity = reading_entity_at(r, t);
    if (entity < 0 || !r->entities.p[entity].named || r->entities.p[entity].kind != NAME_PERSON) return false;
    for (size_t i = 0; politician && i < sizeof sectors / sizeof *sectors; i++)
        if (str_ends(r->entities.p[entity].code, sectors[i])) return true;
    return !politician;
}

/* "A shameful decision": what is said of a noun before it. */
static bool called(const tokens *k, int32_t t, str class) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_AMOD && word_has(k, c, class)) return true;
    return false;
}

bool event_thing_is(const tokens *k, int32_t t, str class) { return word_has(k, t, class); }

bool event_is(const reading *r, int32_t t, str class) {
    if (t < 0) return false;
    if (str_eq(class, S("any"))) return true;
    if (str_eq(class, S("public"))) return is_public(r, t);
    if (str_eq(class, S("who"))) return is_who(r, t);
    if (str_eq(class, S("blame")) || str_eq(class, S("verbal")))
        return word_has(&r->tokens, t, class) || called(&r->tokens, t, class);
    if (str_eq(class, S("figure")) || str_eq(class, S("politician")))
        return is_figure(r, t, str_eq(class, S("politician")));
    if (str_eq(class, S("act"))) return r->tokens.upos[t] == UPOS_VERB;
    if (str_eq(class, S("question"))) {
        int32_t mark = token_child(&r->tokens, t, REL_MARK);
        return mark >= 0 && (str_eq(r->tokens.norm[mark], S("if")) || str_eq(r->tokens.norm[mark], S("whether")));
    }
    if (str_eq(class, S("person")))
        return word_has(&r->tokens, t, class) || lex_find(&lex_people, r->tokens.lemma[t]) ||
               pronoun_of_one(&r->tokens, t);
    if (str_eq(class, S("press"))) { // "spoke to the Harbour Post"
        int32_t entity = reading_entity_at(r, t);
        if (entity >= 0 && r->entities.p[entity].outlet) return true;
    }
    if (str_eq(class, S("several")))
        return token_child(&r->tokens, t, REL_CONJ) >= 0 || str_find(r->tokens.feats[t], S("Number=Plur"), 0) >= 0;
    if (str_eq(class, S("place")) || str_eq(class, S("territory"))) {
        int32_t entity = reading_entity_at(r, t);
        if (entity >= 0 && r->entities.p[entity].named && r->entities.p[entity].kind == NAME_PLACE) return true;
    }
    if (str_eq(class, S("quantity")) && r->tokens.upos[t] == UPOS_NUM) return true;
    return word_has(&r->tokens, t, class);
}

/* One test of the `if` column: SLOT, -SLOT, SLOT:CLASS|CLASS. */
static bool test_holds(const reading *r, const struct event_frame *f, str test) {
    bool not = str_starts(test, S("-"));
    if (not ) test = str_drop(test, 1);
    ptrdiff_t colon = str_find(test, S(":"), 0);
    int32_t word = event_slot(f, colon < 0 ? test : str_head(test, colon));
    bool holds = word >= 0;
    if (holds && colon >= 0) {
        str classes = str_drop(test, colon + 1), class;
        holds = false;
        while (!holds && str_next_part(&classes, '|', &class)) holds = event_is(r, word, class);
        // "dozens of troops", "aid deliveries": what is counted or carried decides; "a ceasefire deal".
        int32_t of = event_is(r, word, S("quantity")) ? token_child(&r->tokens, word, REL_NMOD) : -1;
        bool carries = event_is(r, word, S("quantity")) || event_is(r, word, S("wrapper"));
        if (of < 0 && carries) of = token_child(&r->tokens, word, REL_COMPOUND);
        classes = str_drop(test, colon + 1);
        while (!holds && of >= 0 && str_next_part(&classes, '|', &class)) holds = event_is(r, of, class);
    }
    return holds != not ;
}

bool event_tests_hold(const reading *r, const struct event_frame *f, str tests) {
    str test;
    while (str_next_part(&tests, ' ', &test))
        if (test.n && !test_holds(r, f, test)) return false;
    return true;
}

/* Of the rows of a key the first whose tests hold; one without tests only when no other does. */
static const lex_row *first_fit(const reading *r, const struct event_frame *f, const lex_table *t, str key,
                                int if_column) {
    const lex_row *plain = NULL;
    for (const lex_row *row = lex_find(t, key); row; row = lex_next(t, row)) {
        str tests = lex_cell(t, row, if_column);
        if (!tests.n && !plain) plain = row;
        if (tests.n && event_tests_hold(r, f, tests)) return row;
    }
    return plain;
}

static str join(char *key, str a, str b) {
    if (!b.n || a.n + b.n + 1 > KEY_BYTES) return (str){0};
    memcpy(key, a.p, (size_t)a.n);
    key[a.n] = ' ';
    memcpy(key + a.n + 1, b.p, (size_t)b.n);
    return str_of(key, a.n + b.n + 1);
}

/* The lemma of a verb as event_verbs.tsv knows it: where it does not, the verb of an irregular past ("forgave"), or a
 * regular form's stem that it does ("shelled"). */
static str verb_lemma(const tokens *k, int32_t t) {
    static const str endings[] = {S_INIT("ed"), S_INIT("d"), S_INIT("ing"), S_INIT("s")};
    str lemma = k->lemma[t], norm = k->norm[t];
    if (k->upos[t] != UPOS_VERB || lex_find(&lex_event_verbs, lemma)) return lemma;
    const lex_row *form = lex_find(&lex_irregular_verbs, norm);
    if (form && str_eq(lex_cell(&lex_irregular_verbs, form, LEX_irregular_verbs_part), S("past")))
        return lex_cell(&lex_irregular_verbs, form, LEX_irregular_verbs_verb);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!str_ends(norm, endings[i])) continue;
        str stem = str_head(norm, norm.n - endings[i].n);
        const lex_row *row = lex_find(&lex_event_verbs, stem);
        bool doubled = !row && stem.n > 3 && stem.p[stem.n - 1] == stem.p[stem.n - 2];
        if (doubled) row = lex_find(&lex_event_verbs, str_head(stem, stem.n - 1));
        if (row) return lex_cell(&lex_event_verbs, row, LEX_event_verbs_verb);
    }
    return lemma;
}

/* The most telling key that has a row that fits: verb + particle, verb + object, verb + preposition, verb. */
static const lex_row *verb_row(const reading *r, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    const lex_table *t = &lex_event_verbs;
    char key[KEY_BYTES];
    str lemma = verb_lemma(k, f->head);
    const lex_row *row = NULL;
    if (f->particle >= 0) row = first_fit(r, f, t, join(key, lemma, k->norm[f->particle]), LEX_event_verbs_if);
    if (!row && f->obj >= 0) row = first_fit(r, f, t, join(key, lemma, k->lemma[f->obj]), LEX_event_verbs_if);
    for (int i = 0; !row && i < f->obliques; i++)
        row = first_fit(r, f, t, join(key, lemma, f->oblique[i].prep), LEX_event_verbs_if);
    for (int32_t c = token_next_child(k, f->head, -1); !row && c >= 0; c = token_next_child(k, f->head, c))
        if (k->rel[c] == REL_ADVMOD || k->rel[c] == REL_XCOMP)
            row = first_fit(r, f, t, join(key, lemma, k->lemma[c]), LEX_event_verbs_if);
    if (!row && f->particle < 0) row = first_fit(r, f, t, lemma, LEX_event_verbs_if);
    return row;
}

static const lex_row *noun_row(const reading *r, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    const lex_table *t = &lex_event_nouns;
    char key[KEY_BYTES];
    str lemma = k->lemma[f->head];
    const lex_row *row = NULL;
    for (int32_t c = token_next_child(k, f->head, -1); !row && c >= 0 && c < f->head;
         c = token_next_child(k, f->head, c))
        if (k->rel[c] == REL_COMPOUND || k->rel[c] == REL_AMOD)
            row = first_fit(r, f, t, join(key, k->lemma[c], lemma), LEX_event_nouns_if);
    return row ? row : first_fit(r, f, t, lemma, LEX_event_nouns_if);
}

bool event_in_phrase(const tokens *k, int32_t t) {
    char key[KEY_BYTES];
    int32_t up = k->head[t];
    if (up < 0 || k->rel[t] != REL_OBJ || k->upos[up] != UPOS_VERB) return false;
    str phrase = join(key, k->lemma[up], k->lemma[t]);
    return phrase.n && lex_find(&lex_event_verbs, phrase);
}

bool event_noun_fits(const reading *r, const struct event_frame *f) { return noun_row(r, f) != NULL; }

bool event_noun_may_be(const tokens *k, int32_t t, enum plover type) {
    for (const lex_row *row = lex_find(&lex_event_nouns, k->lemma[t]); row; row = lex_next(&lex_event_nouns, row))
        if (plover_of(lex_cell(&lex_event_nouns, row, LEX_event_nouns_type)) == type) return true;
    return false;
}

bool event_noun_listed(const tokens *k, int32_t t) {
    return lex_find(&lex_event_nouns, k->lemma[t]) || lex_find(&lex_nominalisations, k->lemma[t]);
}

/* What the same happening is called whatever the part of speech: a noun's verb, a verb's class without its tests. */
static str kind_of(const struct event_frame *f, const tokens *k) {
    str lemma = verb_lemma(k, f->head);
    if (f->noun) {
        const lex_row *noun = lex_find(&lex_event_nouns, lemma);
        if (noun && lex_cell(&lex_event_nouns, noun, LEX_event_nouns_class).n)
            return lex_cell(&lex_event_nouns, noun, LEX_event_nouns_class);
        const lex_row *made = lex_find(&lex_nominalisations, lemma);
        if (made) lemma = lex_cell(&lex_nominalisations, made, LEX_nominalisations_verb);
    }
    for (const lex_row *row = lex_find(&lex_event_verbs, lemma); row; row = lex_next(&lex_event_verbs, row)) {
        if (lex_cell(&lex_event_verbs, row, LEX_event_verbs_if).n) continue;
        if (lex_cell(&lex_event_verbs, row, LEX_event_verbs_class).n)
            return lex_cell(&lex_event_verbs, row, LEX_event_verbs_class);
    }
    return lemma;
}

str event_verb_roles(const reading *r, const struct event_frame *f) {
    const lex_row *row = f->noun ? NULL : verb_row(r, f);
    return row ? lex_cell(&lex_event_verbs, row, LEX_event_verbs_roles) : (str){0};
}

/* "Sparked riots", "the riots spread": the row of the happening that the verb stirs or that runs its course; null when
 * there is none. */
static const lex_row *stirred(const reading *r, const struct event_frame *f) {
    if (!event_light(&r->tokens, f->head, S("stir"))) return NULL;
    const int32_t slots[] = {f->obj, f->subj};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        int32_t t = slots[i], of = t >= 0 && event_is(r, t, S("quantity")) ? token_child(&r->tokens, t, REL_NMOD) : -1;
        if (of >= 0) t = of; // "dozens of arrests"
        if (t < 0 || r->tokens.upos[t] != UPOS_NOUN) continue;
        struct event_frame noun;
        event_frame_of(r, t, &noun);
        const lex_row *row = noun_row(r, &noun);
        if (row && plover_of(lex_cell(&lex_event_nouns, row, LEX_event_nouns_type)) != PLOVER_NONE) return row;
    }
    return NULL;
}

void event_classify(const reading *r, const struct event_frame *f, struct event_class *c, arena *out) {
    *c = (struct event_class){.kind = kind_of(f, &r->tokens)};
    bool noun = f->noun || f->head != f->verb || r->tokens.upos[f->head] != UPOS_VERB;
    const lex_table *t = noun ? &lex_event_nouns : &lex_event_verbs;
    const lex_row *row = noun ? noun_row(r, f) : verb_row(r, f);
    bool typed = row && lex_cell(t, row, LEX_event_verbs_type).n;
    const lex_row *of = noun || typed ? NULL : stirred(r, f);
    if (of) {
        c->stirred = true;
        c->plover = plover_of(lex_cell(&lex_event_nouns, of, LEX_event_nouns_type));
        c->mode = lex_cell(&lex_event_nouns, of, LEX_event_nouns_mode);
        c->cameo = lex_cell(&lex_event_nouns, of, LEX_event_nouns_cameo);
        c->rule = rule_text("what it stirs", &lex_event_nouns, of, out);
    }
    if (!row) {
        if (of) return;
        uint8_t u = r->tokens.upos[f->head];
        c->rule = u == UPOS_VERB || u == UPOS_AUX ? S("a verb with what hangs on it")
                  : f->noun                       ? S("a noun for a happening")
                                                  : S("what something is said to be");
        return;
    }
    _Static_assert((int)LEX_event_nouns_type == (int)LEX_event_verbs_type &&
                       (int)LEX_event_nouns_roles == (int)LEX_event_verbs_roles,
                   "both lists have the same columns");
    c->listed = true;
    c->roles = lex_cell(t, row, LEX_event_verbs_roles);
    if (lex_cell(t, row, LEX_event_verbs_class).n) c->kind = lex_cell(t, row, LEX_event_verbs_class);
    if (of) return;
    c->plover = plover_of(lex_cell(t, row, LEX_event_verbs_type));
    c->mode = lex_cell(t, row, LEX_event_verbs_mode);
    c->cameo = lex_cell(t, row, LEX_event_verbs_cameo);
    c->rule = rule_text(NULL, t, row, out);
}
