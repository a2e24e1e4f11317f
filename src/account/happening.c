#include "account/happening.h"

#include "extract/event.h"
#include "lexicon_tables.h"

enum { KEY_BYTES = 120 };

static str join(char *key, str a, str b) {
    if (!a.n || !b.n || a.n + b.n + 1 > KEY_BYTES) return (str){0};
    memcpy(key, a.p, (size_t)a.n);
    key[a.n] = ' ';
    memcpy(key + a.n + 1, b.p, (size_t)b.n);
    return str_of(key, a.n + b.n + 1);
}

static bool add(str wording, ints *list, table *names, arena *tmp) {
    const lex_table *t = &lex_happenings;
    const lex_row *row = wording.n ? lex_find(t, wording) : NULL;
    for (const lex_row *r = row; r; r = lex_next(t, r)) {
        int32_t n = table_number(names, tmp, lex_cell(t, r, LEX_happenings_happening));
        if (!ints_have(list, n)) *vec_push(tmp, list) = n;
    }
    return row;
}

/* "turned down", "took to the streets", "was found guilty": the verb with what hangs on it. */
static bool add_verb_phrases(const tokens *k, int32_t head, ints *list, table *names, arena *tmp) {
    char key[KEY_BYTES];
    bool found = false;
    for (int32_t c = token_next_child(k, head, -1); c >= 0; c = token_next_child(k, head, c)) {
        enum rel rel = (enum rel)k->rel[c], base = rel_base(rel);
        bool oblique = base == REL_OBL;
        if (rel != REL_COMPOUND_PRT && rel != REL_OBJ && rel != REL_NSUBJ_PASS && base != REL_XCOMP &&
            base != REL_ADVMOD && !oblique)
            continue;
        found |= add(join(key, k->lemma[head], k->lemma[c]), list, names, tmp);
        int32_t preposition = oblique ? token_child(k, c, REL_CASE) : -1;
        if (preposition >= 0) found |= add(join(key, k->lemma[head], k->lemma[preposition]), list, names, tmp);
    }
    return found;
}

static bool add_noun_phrases(const tokens *k, int32_t head, ints *list, table *names, arena *tmp) {
    char key[KEY_BYTES];
    bool found = false;
    for (int32_t c = token_next_child(k, head, -1); c >= 0 && c < head; c = token_next_child(k, head, c))
        if (k->rel[c] == REL_COMPOUND || k->rel[c] == REL_AMOD)
            found |= add(join(key, k->lemma[c], k->lemma[head]), list, names, tmp);
    return found;
}

ints happenings_of(const tokens *k, int32_t head, table *names, arena *tmp) {
    ints list = {0};
    bool phrase = k->upos[head] == UPOS_VERB ? add_verb_phrases(k, head, &list, names, tmp)
                                             : add_noun_phrases(k, head, &list, names, tmp);
    if (!phrase) add(k->lemma[head], &list, names, tmp);
    return list;
}

/* The verb that a noun in -er or -or is made of is its stem, the stem and an e, or the stem with its last letter once:
 * "search", "rescue", "dig". */
str happening_of_doer(str noun) {
    enum { SUFFIX = 2, STEM_LEAST = 3 };
    char key[KEY_BYTES];
    ptrdiff_t n = noun.n - SUFFIX;
    if (n < STEM_LEAST || n + 1 > KEY_BYTES || !(str_ends(noun, S("er")) || str_ends(noun, S("or")))) return (str){0};
    memcpy(key, noun.p, (size_t)n);
    key[n] = 'e';
    ptrdiff_t lengths[] = {n, n + 1, key[n - 1] == key[n - 2] ? n - 1 : n};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        const lex_row *row = lex_find(&lex_happenings, str_of(key, lengths[i]));
        if (row) return lex_cell(&lex_happenings, row, LEX_happenings_happening);
    }
    return (str){0};
}

/* The word behind a verb that goes with it: its particle, or the first of two prepositions ("ran out of bread"). */
static int32_t particle_of(const tokens *k, int32_t head) {
    int32_t particle = token_child(k, head, REL_COMPOUND_PRT), next = head + 1;
    if (particle >= 0 || next + 1 >= k->n) return particle;
    bool two = k->rel[next] == REL_CASE && k->rel[next + 1] == REL_CASE && k->head[next] == k->head[next + 1];
    return two && k->head[k->head[next]] == head ? next : -1;
}

int32_t happening_particle(const tokens *k, int32_t head) {
    char key[KEY_BYTES];
    int32_t particle = k->upos[head] == UPOS_VERB ? particle_of(k, head) : -1;
    str phrase = particle >= 0 ? join(key, k->lemma[head], k->lemma[particle]) : (str){0};
    bool known = phrase.n && (lex_find(&lex_happenings, phrase) || lex_find(&lex_event_verbs, phrase));
    return known ? particle : -1;
}

/* "The toll", "the number of dead", "the number of people killed": the word for what befell those counted, at noun t;
 * -1 for another noun. */
static int32_t tally_of(const tokens *k, int32_t t) {
    if (!lex_says(&lex_amount_words, k->lemma[t], LEX_amount_words_role, S("tally"))) return -1;
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
        if (!event_rel(k, c, REL_NMOD) || !str_eq(k->norm[c - 1], S("of"))) continue;
        int32_t participle = token_child(k, c, REL_ACL);
        return participle >= 0 ? participle : c;
    }
    return t;
}

int32_t happening_counted(const tokens *k, int32_t head) {
    if (k->upos[head] != UPOS_VERB) return -1;
    int32_t counted = -1;
    bool figure = false; // "the toll rose to 12", not "dropped the toll"
    for (int32_t c = token_next_child(k, head, -1); c >= 0; c = token_next_child(k, head, c)) {
        figure |= event_rel(k, c, REL_OBL) && (k->upos[c] == UPOS_NUM || token_child(k, c, REL_NUMMOD) >= 0);
        if (counted < 0 && (event_rel(k, c, REL_NSUBJ) || k->rel[c] == REL_OBJ)) counted = tally_of(k, c);
    }
    return figure ? counted : -1;
}

int32_t happening_core(const tokens *k, int32_t head) {
    if (k->upos[head] != UPOS_VERB) return -1;
    bool remains = lex_says(&lex_reality, k->lemma[head], LEX_reality_part, S("remaining"));
    bool course = lex_says(&lex_sudden, k->lemma[head], LEX_sudden_form, S("course"));
    for (int32_t c = token_next_child(k, head, -1); c >= 0; c = token_next_child(k, head, c)) {
        bool state = event_rel(k, c, REL_XCOMP) || (event_rel(k, c, REL_OBL) && c > head && k->upos[c] == UPOS_NOUN);
        if (remains && state) return c;
        if (course && k->rel[c] == REL_NSUBJ && lex_says(&lex_sudden, k->lemma[c], LEX_sudden_form, S("noun")))
            return c;
    }
    return happening_counted(k, head);
}

static bool is_fate(const tokens *k, int32_t t) {
    return lex_find(&lex_fates, k->norm[t]) || lex_find(&lex_fates, k->lemma[t]);
}

const struct amount_finding *happening_people(const reading *r, int32_t head) {
    enum { CLIMB = 4 }; // from the number to what is told of it
    const tokens *k = &r->tokens;
    const struct sentence *s = &k->sentences.p[k->sent[head]];
    for (ptrdiff_t i = reading_amount_after(r, s->beg); i < r->amounts.n && r->amounts.p[i].beg < s->end; i++) {
        const struct amount_finding *a = &r->amounts.p[i];
        if (!str_eq(a->unit, S("person"))) continue;
        int32_t t = a->number, told = -1; // "left six people missing": the participle tells it
        for (int step = 0; step < CLIMB && t >= 0 && t != head && told < 0; step++) {
            int32_t participle = token_child(k, t, REL_ACL);
            if (participle >= 0 && is_fate(k, participle)) told = participle;
            t = k->upos[t] == UPOS_VERB ? -1 : k->head[t];
        }
        if (told >= 0 ? told == head : t == head) return a;
    }
    return NULL;
}
