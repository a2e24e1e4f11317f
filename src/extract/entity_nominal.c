/* Mentions by description ("the boy's uncle", "rescuers", "the Venezuelan government") and pronouns. */
#include "base/utf8.h"
#include "doc/name_match.h"
#include "extract/entity.h"
#include "lexicon_tables.h"

enum {
    PHRASE_LEFT_MAX = 8, // words of a description before its head
    NAME_REACH = 4,      // words in which a name begins: "as the 40-year-old Li Wei"
};

static bool norm_is(const struct finder *f, int32_t t, str word) { return str_eq(f->k->norm[t], word); }

static bool possessive(const struct finder *f, int32_t t) { return norm_is(f, t, S("'s")) || norm_is(f, t, S("'")); }

/* A word that opens a noun phrase. */
static const lex_row *determiner(const struct finder *f, int32_t t) {
    return lex_find_folded(&lex_determiners, f->k->norm[t]);
}

/* Where the noun phrase with head t begins: adjectives, nouns, numbers and possessors before it, with the determiner.
 */
static int32_t phrase_begin(const struct finder *f, const struct sentence *s, int32_t t) {
    const tokens *k = f->k;
    int32_t beg = t, low = t - PHRASE_LEFT_MAX > s->beg ? t - PHRASE_LEFT_MAX : s->beg;
    while (beg > low) {
        int32_t p = beg - 1;
        if (determiner(f, p)) return p;
        int32_t name = mention_at(f, p);
        if (possessive(f, p) && p > low) {
            beg = p;
            continue;
        }
        if (name >= 0) {
            const struct mention *m = &f->mentions.p[name];
            bool own = possessive(f, m->end) || m->kind != NAME_PERSON || m->end == beg;
            if (!own) return beg;
            beg = m->beg < low ? low : m->beg;
            continue;
        }
        bool dash = norm_is(f, p, S("-")) && word_joined(f, p) && p > low;
        uint8_t u = k->upos[p];
        bool inside =
            f->tagged ? u == UPOS_ADJ || u == UPOS_NOUN || u == UPOS_NUM || u == UPOS_PROPN || u == UPOS_VERB
                      : (lex_find_folded(&lex_descriptions, k->norm[p]) || lex_find_folded(&lex_org_heads, k->norm[p]));
        if (!inside && !dash) break;
        if (u == UPOS_VERB && f->tagged && k->rel[p] != REL_AMOD) break; // "Lee named officials"
        // "Gunman Handcuffs Guards": tags are guesses there, and nouns before nouns are singular
        if (f->caps[k->sent[t]] == CAPS_TITLE && u != UPOS_ADJ && str_ends(k->norm[p], S("s"))) break;
        beg = dash ? p - 1 : p;
    }
    return beg;
}

/* What a word or phrase that ends before `end` says of people or bodies. */
struct noun {
    enum name_kind kind;
    str sector, klass, again;
    int8_t gender;
    bool plural, body;
    int32_t words;
};

/* The longest rows of the three lists for a phrase that ends before `end` and begins at `low` or after. */
struct noun_rows {
    const lex_row *person, *office, *body;
    int32_t persons, offices, bodies; // their words
};

static struct noun_rows noun_rows_of(const struct finder *f, int32_t low, int32_t end) {
    enum { WORDS_MAX = 4, BYTES_MAX = 60 };
    struct noun_rows r = {0};
    for (int32_t n = end - low < WORDS_MAX ? end - low : WORDS_MAX; n > 0; n--) {
        str text = mention_words(f, end - n, end);
        if (text.n > BYTES_MAX) continue;
        arena tmp = *f->tmp;
        str key = utf8_fold(&tmp, text);
        if (!r.person && (r.person = lex_find_folded(&lex_descriptions, key))) r.persons = n;
        if (!r.office && (r.office = lex_find_folded(&lex_offices, key))) r.offices = n;
        if (!r.body && (r.body = lex_find_folded(&lex_org_heads, key))) r.bodies = n;
    }
    return r;
}

static bool is_plural(const struct finder *f, int32_t t) { return str_find(f->k->feats[t], S("Number=Plur"), 0) >= 0; }

/* "Agencies", "societies": several bodies that act. */
static bool bodies_of(const struct finder *f, int32_t t, struct noun *n) {
    const lex_row *row = is_plural(f, t) ? lex_find_folded(&lex_org_heads, f->k->lemma[t]) : NULL;
    if (!row || !lex_cell(&lex_org_heads, row, LEX_org_heads_alone).n) return false;
    *n = (struct noun){.kind = NAME_ORG,
                       .sector = lex_cell(&lex_org_heads, row, LEX_org_heads_sector),
                       .klass = S("body"),
                       .plural = true,
                       .body = true,
                       .words = 1};
    return true;
}

static bool noun_of(const struct finder *f, int32_t low, int32_t end, struct noun *n) {
    struct noun_rows r = noun_rows_of(f, low, end);
    *n = (struct noun){.kind = NAME_PERSON, .words = r.persons};
    if (r.person) {
        str gender = lex_cell(&lex_descriptions, r.person, LEX_descriptions_gender);
        n->sector = lex_cell(&lex_descriptions, r.person, LEX_descriptions_sector);
        n->klass = lex_cell(&lex_descriptions, r.person, LEX_descriptions_class);
        n->again = lex_cell(&lex_descriptions, r.person, LEX_descriptions_again);
        n->gender = gender.n ? (int8_t)gender.p[0] : 0;
        n->plural = str_eq(lex_cell(&lex_descriptions, r.person, LEX_descriptions_number), S("p"));
    }
    if (r.offices > n->words || (r.office && r.offices == r.persons && !n->sector.n)) {
        str gender = lex_cell(&lex_offices, r.office, LEX_offices_gender);
        n->words = r.offices;
        n->sector = lex_cell(&lex_offices, r.office, LEX_offices_sector);
        if (gender.n) n->gender = (int8_t)gender.p[0];
        if (!r.person) n->klass = S("office");
    }
    str alone = r.bodies > n->words ? lex_cell(&lex_org_heads, r.body, LEX_org_heads_alone) : (str){0};
    if (alone.n) {
        n->again = str_eq(alone, S("any")) ? S("anyone") : (str){0};
        n->words = r.bodies;
        n->kind = NAME_ORG;
        n->body = true;
        n->sector = lex_cell(&lex_org_heads, r.body, LEX_org_heads_sector);
        n->klass = S("body");
    }
    if (n->words || !f->tagged || f->k->upos[end - 1] != UPOS_NOUN) return n->words > 0;
    if (bodies_of(f, end - 1, n)) return true;
    // Any other noun for people: "librarians", "the gardener".
    if (!lex_find_folded(&lex_people, f->k->lemma[end - 1])) return false;
    if (end - 2 >= low && f->k->upos[end - 2] == UPOS_NOUN) return false; // "aircraft carrier"
    n->words = 1;
    n->klass = S("other");
    n->plural = !str_eq(f->k->lemma[end - 1], f->k->norm[end - 1]);
    return true;
}

/* True when the noun that ends before `end` is the head of its phrase: no further noun follows. */
static bool is_head(const struct finder *f, const struct sentence *s, int32_t end) {
    const tokens *k = f->k;
    if (end < s->end && f->taken[end] == 3) return false;
    // "The nationalist Arvo Times"
    bool part = k->rel[end - 1] == REL_AMOD || k->rel[end - 1] == REL_COMPOUND;
    if (part && f->tagged && end < s->end && k->head[end - 1] >= end && mention_at(f, end) >= 0) return false;
    if (end >= s->end || f->taken[end] == 1)
        return end >= s->end || mention_at(f, end) < 0 || !word_capital(f, end) ||
               f->mentions.p[mention_at(f, end)].kind != NAME_PERSON;
    if (norm_is(f, end, S("-")) && word_joined(f, end - 1)) return false;
    if (f->tagged) return k->upos[end] != UPOS_NOUN && (k->upos[end] != UPOS_PROPN || f->taken[end] == 1);
    struct noun n;
    return !noun_of(f, end, end + 1, &n);
}

static void add_pronoun(struct finder *f, int32_t t, const lex_row *row) {
    struct mention *m = mention_add(f, t, t + 1, NAME_PERSON, FORM_PRONOUN);
    str gender = lex_cell(&lex_pronouns, row, LEX_pronouns_gender);
    m->gender = gender.n == 1 ? (int8_t)gender.p[0] : 0;
    m->plural = str_eq(lex_cell(&lex_pronouns, row, LEX_pronouns_number), S("p"));
    m->klass = lex_cell(&lex_pronouns, row, LEX_pronouns_kind);
}

/* The head words of the names whose role or title the words are: 1 + head, 0 for none. */
static int32_t *role_words(const struct finder *f) {
    int32_t *of = arena_new(f->tmp, int32_t, f->k->n + 1);
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        const struct mention *m = &f->mentions.p[i];
        for (int32_t t = m->role_beg; t < m->role_end; t++) of[t] = m->head + 1;
    }
    return of;
}

/* True when the phrase that begins at beg hangs behind an "of" or "for" of the same description: it is not its head. */
static bool behind_of(const struct finder *f, const struct sentence *s, int32_t beg) {
    for (int32_t t = beg - 1; t >= s->beg && !norm_is(f, t, S(",")); t--)
        if (norm_is(f, t, S("of")) || norm_is(f, t, S("for")) || norm_is(f, t, S("at"))) return true;
    return false;
}

/* The head of the name in "named Li Wei", "identified as Li Wei", "known as Li Wei" that begins at t; -1 when there is
 * none. */
static int32_t named_after(const struct finder *f, const struct sentence *s, int32_t t) {
    if (t < s->end && norm_is(f, t, S(","))) t++;
    if (t >= s->end) return -1;
    bool named = norm_is(f, t, S("named")) || norm_is(f, t, S("called"));
    bool as =
        (norm_is(f, t, S("identified")) || norm_is(f, t, S("known"))) && t + 1 < s->end && norm_is(f, t + 1, S("as"));
    if (!named && !as) return -1;
    t += named ? 1 : 2;
    int32_t i = t < s->end ? mention_at(f, t) : -1;
    return i >= 0 && f->mentions.p[i].kind == NAME_PERSON ? f->mentions.p[i].head : -1;
}

/* The head of the name in a clause that tells whom a noun describes: "the driver, whom police have identified as Li
 * Wei", "the driver was named as Li Wei", "police identified the driver as Li Wei"; -1 when there is none. */
static int32_t identified_as(const struct finder *f, const struct sentence *s, int32_t head) {
    const tokens *k = f->k;
    for (int32_t v = s->beg; v < s->end && f->tagged; v++) {
        if (k->upos[v] != UPOS_VERB || !(str_eq(k->lemma[v], S("identify")) || str_eq(k->lemma[v], S("name"))))
            continue;
        bool described = (k->rel[v] == REL_ACL_RELCL || k->rel[v] == REL_ACL) && k->head[v] == head;
        int32_t name = -1;
        for (int32_t c = token_next_child(k, v, -1); c >= 0; c = token_next_child(k, v, c)) {
            if (k->rel[c] == REL_OBJ || k->rel[c] == REL_NSUBJ_PASS) described |= c == head;
            int32_t as = k->rel[c] == REL_OBL ? token_child(k, c, REL_CASE) : -1;
            if (as >= 0 && str_eq(k->norm[as], S("as"))) name = c;
        }
        for (int32_t t = name; described && name >= 0 && t < s->end && t < name + NAME_REACH; t++) {
            int32_t i = mention_at(f, t);
            if (i >= 0 && f->mentions.p[i].kind == NAME_PERSON && f->mentions.p[i].form == FORM_NAME)
                return f->mentions.p[i].head;
        }
    }
    return -1;
}

/* "Federal agencies said", "urged trade groups": bodies of a kind, told to act or to bear something; not "groups of".
 */
static bool several_act(const struct finder *f, const struct sentence *s, int32_t beg, int32_t head) {
    enum rel rel = (enum rel)f->k->rel[head], base = rel_base(rel);
    if (!f->tagged || beg == head || !is_plural(f, head)) return false;
    if (head + 1 < s->end && norm_is(f, head + 1, S("of"))) return false;
    return base == REL_NSUBJ || base == REL_OBJ || rel == REL_OBL_AGENT || rel == REL_CONJ;
}

/* "The Lee campaign": the person whose body it is by the name right before what it is called; -1 when there is none. */
static int32_t person_of_body(const struct finder *f, const struct sentence *s, int32_t head, const struct noun *n) {
    int32_t before = head - n->words, i = n->body && before >= s->beg ? mention_at(f, before) : -1;
    bool person = i >= 0 && f->mentions.p[i].kind == NAME_PERSON && f->mentions.p[i].form == FORM_NAME;
    return person && f->mentions.p[i].end == before + 1 ? i : -1;
}

/* "His business partner, Ann Lee,": the head of the name that stands beside a description; -1 when there is none. */
static int32_t named_beside(const struct finder *f, int32_t head) {
    enum { NEAR = 2 }; // the comma, and the name
    for (int32_t c = token_next_child(f->k, head, head); c >= 0 && f->tagged; c = token_next_child(f->k, head, c)) {
        int32_t i = f->k->rel[c] == REL_APPOS ? mention_at(f, c) : -1;
        if (i >= 0 && f->mentions.p[i].form == FORM_NAME && f->mentions.p[i].kind == NAME_PERSON &&
            f->mentions.p[i].beg <= head + NEAR)
            return f->mentions.p[i].head;
    }
    return -1;
}

static void add_nominal(struct finder *f, const struct sentence *s, int32_t head, const struct noun *n,
                        const int32_t *role) {
    int32_t beg = phrase_begin(f, s, head - n->words + 1 < head ? head - n->words + 1 : head);
    const lex_row *det = determiner(f, beg);
    str kind = det ? lex_cell(&lex_determiners, det, LEX_determiners_kind) : (str){0};
    bool one = det && str_eq(lex_cell(&lex_determiners, det, LEX_determiners_number), S("s"));
    bool definite = str_eq(kind, S("definite")) || str_eq(kind, S("possessive"));
    const struct mention *place = NULL;
    int32_t owner = -1;
    for (int32_t t = beg; t < head; t++) {
        int32_t i = mention_at(f, t);
        bool backed = i >= 0 && norm_is(f, f->mentions.p[i].end, S("-")) && word_joined(f, f->mentions.p[i].end - 1);
        if (i >= 0 && f->mentions.p[i].place.n && f->mentions.p[i].kind != NAME_PERSON && !backed)
            place = &f->mentions.p[i];
        if (possessive(f, t) && t > beg) owner = t - 1, definite = true;
    }
    if (str_eq(kind, S("possessive"))) owner = beg;
    int32_t person = owner < 0 ? person_of_body(f, s, head, n) : -1;
    if (person >= 0) {
        definite = true;
        owner = f->mentions.p[person].head;
        beg = f->mentions.p[person].beg;
        if (beg > s->beg && determiner(f, beg - 1)) beg--;
    }
    if (str_eq(kind, S("quantity")) && !n->plural && !one) return; // "no police"
    // Nouns for bodies are everywhere: without a determiner or a country they are a kind of thing, not an actor.
    if (n->body && !definite && !place && !str_eq(n->sector, S("COP")) && !several_act(f, s, beg, head)) return;
    if (norm_is(f, head, S("couple")) && head + 1 < s->end && norm_is(f, head + 1, S("of")))
        return; // "a couple of days"
    if (n->body && !place && (str_eq(n->klass, S("body")) && head == beg)) return;
    if (!det && !n->plural && !n->body && !place && owner < 0 && !word_capital(f, head)) return; // "as president"
    struct mention *m = mention_add(f, beg, head + 1, n->kind, FORM_NOMINAL);
    m->head = head;
    m->sector = n->sector;
    m->klass = n->klass;
    m->again = n->again;
    m->gender = n->gender;
    m->plural = n->plural;
    m->definite = definite;
    m->owner = owner;
    if (place) m->place = place->place;
    int32_t after = head + 1;
    int32_t named = named_after(f, s, head + 1);
    if (named < 0 && n->kind == NAME_PERSON) named = identified_as(f, s, head);
    if (named >= 0 && n->kind == NAME_PERSON && !n->plural)
        m->same_as = named;
    else if (role[head] && !behind_of(f, s, beg))
        m->same_as = role[head] - 1;
    else if (n->kind == NAME_PERSON && !n->plural)
        m->same_as = named_beside(f, head);
    // "the government of Kenya"
    if (!place && after + 1 < s->end && norm_is(f, after, S("of"))) {
        int32_t to = after + 1 < s->end && norm_is(f, after + 1, S("the")) ? after + 2 : after + 1;
        int32_t i = to < s->end ? mention_at(f, to) : -1;
        if (i >= 0 && f->mentions.p[i].country) m->place = f->mentions.p[i].place;
    }
}

/* True for an adjective of a country that stands for one of its people: "the American was hurt", "the 40-year-old
 * Briton". Those in -sh, -ch, -ese and -ss stand for all of them. */
static bool is_countryman(const struct finder *f, const struct mention *m) {
    static const str many[] = {S_INIT("sh"), S_INIT("ch"), S_INIT("ese"), S_INIT("ss")};
    const tokens *k = f->k;
    int32_t t = m->beg;
    if (!m->country || m->formal || m->end != t + 1 || f->caps[k->sent[t]] != CAPS_TELL) return false;
    bool adjective = false;
    const lex_row *row = lex_find_folded(&lex_countries, k->norm[t]);
    for (; row; row = lex_next(&lex_countries, row))
        adjective |= str_eq(lex_cell(&lex_countries, row, LEX_countries_kind), S("adjective"));
    for (size_t x = 0; x < sizeof many / sizeof *many; x++) adjective &= !str_ends(k->norm[t], many[x]);
    enum rel r = rel_base((enum rel)k->rel[t]);
    if (!adjective || (r != REL_NSUBJ && r != REL_OBJ && r != REL_OBL)) return false;
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    uint8_t u = m->end < s->end ? k->upos[m->end] : UPOS_PUNCT;
    return u != UPOS_NOUN && u != UPOS_PROPN && u != UPOS_ADJ && u != UPOS_CCONJ && u != UPOS_NUM &&
           !(m->end < s->end && norm_is(f, m->end, S("-")));
}

void countrymen_find(struct finder *f) {
    for (ptrdiff_t i = 0; f->tagged && i < f->mentions.n; i++) {
        struct mention *m = &f->mentions.p[i];
        if (m->form != FORM_NAME || !is_countryman(f, m)) continue;
        int32_t beg = phrase_begin(f, &f->k->sentences.p[f->k->sent[m->beg]], m->beg);
        const lex_row *det = determiner(f, beg);
        str kind = det ? lex_cell(&lex_determiners, det, LEX_determiners_kind) : (str){0};
        if (!str_eq(kind, S("definite"))) continue;
        f->taken[m->beg] = 3;
        *m = (struct mention){.beg = beg,
                              .end = m->end,
                              .head = m->head,
                              .kind = NAME_PERSON,
                              .form = FORM_NOMINAL,
                              .definite = true,
                              .place = m->place,
                              .klass = S("countryman"),
                              .again = S("anyone"),
                              .owner = -1,
                              .same_as = -1,
                              .entity = -1};
    }
}

void nominals_find(struct finder *f) {
    const tokens *k = f->k;
    int32_t *role = role_words(f);
    for (ptrdiff_t i = 0; i < k->sentences.n; i++) {
        const struct sentence *s = &k->sentences.p[i];
        for (int32_t t = s->beg; t < s->end; t++) {
            const lex_row *row = lex_find_folded(&lex_pronouns, k->norm[t]);
            if (row && f->caps[i] != CAPS_ALL && !f->taken[t]) {
                add_pronoun(f, t, row);
                continue;
            }
            if (f->taken[t]) continue;
            uint8_t u = k->upos[t];
            if (f->tagged && u != UPOS_NOUN && u != UPOS_PROPN && u != UPOS_ADJ) continue;
            struct noun n;
            int32_t low = t - 3 > s->beg ? t - 3 : s->beg;
            if (!noun_of(f, low, t + 1, &n)) continue;
            if (phrase_from(f, &lex_offices, t, s->end, &row) > 1) continue; // "secretary of state"
            bool headline = f->caps[i] == CAPS_TITLE && n.plural; // "Rescuers Reach Village": tags are guesses there
            if (!headline && !is_head(f, s, t + 1)) continue;
            bool title = role[t] && role[t] - 1 > t && t + 1 < s->end;
            if (title && (role[t + 1] == role[t] || mention_at(f, t + 1) >= 0)) continue; // a title before its name
            if (f->tagged && u == UPOS_ADJ && !str_eq(n.klass, S("age")) &&
                !((n.plural || n.body) && t > s->beg && determiner(f, t - 1)))
                continue;
            add_nominal(f, s, t, &n, role);
        }
    }
}
