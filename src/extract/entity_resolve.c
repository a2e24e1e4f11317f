/* Descriptions and pronouns -> the entities that they mean, in one pass over the text. */
#include "base/utf8.h"
#include "doc/name_match.h"
#include "extract/entity.h"
#include "lexicon_tables.h"

enum {
    SENTENCES_BACK = 4,  // of the last one of a class
    NOMINALS_BACK = 400, // mentions that a description looks at
    MERGES_MAX = 60,     // descriptions that get a name later on
    HEADLINES_MAX = 3,   // sentences that may repeat the headline
};

struct resolver {
    struct finder *f;
    int32_t *head; // [words] 1 + the mention whose head the word is
    table by_key;  // key of a description -> 1 + entity
    table bare;    // the same for descriptions without a determiner, as headlines have them
    int merges;
    struct antecedents *antecedents;
};

static bool norm_is(const struct finder *f, int32_t t, str word) { return str_eq(f->k->norm[t], word); }

/* The subject of its clause; without a parse, the first mention of its sentence. */
static bool is_subject(const struct finder *f, const struct mention *m) {
    enum rel r = rel_base((enum rel)f->k->rel[m->head]);
    if (r == REL_NSUBJ) return true;
    if (f->tagged && f->k->rel[m->head] != REL_DEP) return false;
    const struct sentence *s = &f->k->sentences.p[f->k->sent[m->beg]];
    return m->beg - s->beg < 4;
}

static void resolve_pronoun(struct resolver *v, ptrdiff_t at) {
    struct finder *f = v->f;
    struct mention *p = &f->mentions.p[at];
    if (str_eq(p->klass, S("speaker")) || str_eq(p->klass, S("hearer"))) {
        rule_add(&p->rules, "whoever speaks or is spoken to");
        return;
    }
    p->entity = antecedent_of(v->antecedents, at);
    if (p->entity < 0) {
        rule_add(&p->rules, "no entity near it is likely");
        return;
    }
    rule_add(&p->rules, "the likeliest near it");
    struct entity *e = &f->entities.p[p->entity];
    e->mentions++;
    if (!e->gender && (p->gender == 'm' || p->gender == 'f') && e->kind == NAME_PERSON) e->gender = p->gender;
}

/* A key for a description: its head with its country, its possessor's entity, and names inside it. */
static str nominal_key(const struct resolver *v, const struct mention *m, arena *to) {
    const struct finder *f = v->f;
    str key = arena_cat(to, m->plural ? S("+") : S("-"), description_head(f, m));
    if (age_before(f, m->head) >= 0) key = arena_cat(to, key, f->k->norm[age_before(f, m->head)]);
    if (m->place.n) key = arena_cat(to, key, arena_cat(to, S("@"), m->place));
    if (m->owner >= 0 && v->head[m->owner]) {
        int32_t e = f->mentions.p[v->head[m->owner] - 1].entity;
        if (e >= 0) key = arena_fmt(to, "%.*s#%d", STR_FMT(key), (int)e);
    }
    for (int32_t t = m->beg; t < m->head; t++) {
        int32_t i = mention_at(f, t);
        if (i < 0 || f->mentions.p[i].entity < 0 || f->mentions.p[i].place.n) continue;
        if (t == m->owner || f->mentions.p[i].head == m->owner) continue;
        key = arena_fmt(to, "%.*s#%d", STR_FMT(key), (int)f->mentions.p[i].entity);
        t = f->mentions.p[i].end - 1;
    }
    return key;
}

static bool is_government(const struct finder *f, const struct mention *m) {
    return norm_is(f, m->head, S("government")) || norm_is(f, m->head, S("administration"));
}

/* The country of the person in a government who is named inside the description; empty when none. */
static str governor_country(const struct resolver *v, const struct mention *m) {
    const struct finder *f = v->f;
    for (int32_t t = m->beg; t < m->head; t++) {
        int32_t i = v->head[t] ? v->head[t] - 1 : -1;
        if (i < 0 || f->mentions.p[i].entity < 0) continue;
        const struct entity *e = &f->entities.p[f->mentions.p[i].entity];
        if (e->kind == NAME_PERSON && str_eq(e->code, S("GOV"))) return e->country;
    }
    return (str){0};
}

/* The entity where it is one person, not of another gender than the description; else -1. */
static int32_t same_person(const struct finder *f, const struct mention *m, int32_t entity) {
    const struct entity *e = entity < 0 ? NULL : &f->entities.p[entity];
    bool other = e && m->gender && e->gender && m->gender != e->gender;
    return e && e->kind == NAME_PERSON && !e->plural && !other ? entity : -1;
}

/* The word for whom a description tells what they are: "she" in "she was the first woman to hold it", "Lee" in "they
 * called Lee a coward" and "Lee became mayor"; -1 when it says no such thing. */
static int32_t told_of(const tokens *k, const struct mention *m) {
    int32_t verb = k->head[m->head];
    int32_t as = k->rel[m->head] == REL_OBL ? token_child(k, m->head, REL_CASE) : -1;
    if (as >= 0 && str_eq(k->norm[as], S("as")) && !token_negated(k, verb)) { // "Lee was identified as the driver"
        int32_t named = token_child(k, verb, REL_NSUBJ_PASS);
        return named >= 0 ? named : token_child(k, verb, REL_OBJ);
    }
    bool becomes = verb >= 0 && k->rel[m->head] == REL_OBJ && str_eq(k->lemma[verb], S("become"));
    if (becomes) return token_child(k, verb, REL_NSUBJ);
    if (k->rel[m->head] != REL_XCOMP || token_child(k, m->head, REL_MARK) >= 0) {
        bool is = token_child(k, m->head, REL_COP) >= 0 && token_child(k, m->head, REL_AUX) < 0;
        return is && !token_negated(k, m->head) ? token_child(k, m->head, REL_NSUBJ) : -1;
    }
    int32_t object = verb >= 0 ? token_child(k, verb, REL_OBJ) : -1;
    bool bare = token_child(k, m->head, REL_COP) < 0 && token_child(k, m->head, REL_CASE) < 0;
    if (verb < 0 || !bare || token_negated(k, verb)) return -1;
    return object >= 0 ? object : token_child(k, verb, REL_NSUBJ);
}

/* Who is told to be what the description says; -1 when nobody is. */
static int32_t said_to_be(const struct resolver *v, const struct mention *m) {
    const struct finder *f = v->f;
    int32_t subject = told_of(f->k, m);
    if (m->plural || m->kind != NAME_PERSON || subject < 0 || subject > m->beg) return -1;
    int32_t i = v->head[subject] ? v->head[subject] - 1 : mention_at(f, subject);
    return i < 0 ? -1 : same_person(f, m, f->mentions.p[i].entity);
}

/* "Sen. Ann Lee, I-Norland, a self-described optimist": the person beside whose name it stands in the tree; -1 when
 * none. */
static int32_t put_beside(const struct finder *f, const struct mention *m) {
    int32_t name = f->k->rel[m->head] == REL_APPOS ? mention_at(f, f->k->head[m->head]) : -1;
    return m->plural || m->kind != NAME_PERSON || name < 0 ? -1 : same_person(f, m, f->mentions.p[name].entity);
}

/* True when the words beside a name call it so: "the buyout firm Acme Partners", "Acme, a listed carmaker,". */
static bool called_so(const struct finder *f, const struct mention *c, str word) {
    enum { APPOSITION_MAX = 7 };
    const struct sentence *s = &f->k->sentences.p[f->k->sent[c->beg]];
    if (c->beg > s->beg && norm_is(f, c->beg - 1, word)) return true;
    if (c->end + 1 >= s->end || !norm_is(f, c->end, S(",")) ||
        !lex_find_folded(&lex_determiners, f->k->norm[c->end + 1]))
        return false;
    for (int32_t t = c->end + 2; t < s->end && t < c->end + APPOSITION_MAX && !norm_is(f, t, S(",")); t++)
        if (norm_is(f, t, word)) return true;
    return false;
}

/* "Thirty youths came. The group threw stones": the people of whom this sentence or the one before tells last. */
static int32_t people_before(const struct finder *f, ptrdiff_t at) {
    int32_t here = f->k->sent[f->mentions.p[at].beg];
    for (ptrdiff_t i = at - 1; i >= 0 && here - f->k->sent[f->mentions.p[i].beg] <= 1; i--) {
        const struct mention *c = &f->mentions.p[i];
        if (c->form == FORM_NOMINAL && c->kind == NAME_PERSON && c->plural && c->entity >= 0) return c->entity;
    }
    return -1;
}

/* "The Lee campaign", "the Acme board": somebody is named inside, so that it is no other body that has a name. */
static bool names_somebody(const struct finder *f, const struct mention *m) {
    for (int32_t t = m->beg; t < m->head; t++) {
        int32_t i = mention_at(f, t);
        if (i >= 0 && f->mentions.p[i].kind != NAME_PLACE) return true;
    }
    return false;
}

/* The body before it that "the company", "the court" means: an organisation whose name has the word or that the text
 * calls so, else the last one of its sector. */
static int32_t body_before(const struct resolver *v, ptrdiff_t at) {
    const struct finder *f = v->f;
    const struct mention *m = &f->mentions.p[at];
    str word = f->k->norm[m->head];
    int32_t found = -1, where = -1;
    bool inside = names_somebody(f, m);
    for (ptrdiff_t i = at - 1, n = 0; i >= 0 && n < NOMINALS_BACK / 4; i--, n++) {
        const struct mention *c = &f->mentions.p[i];
        if (c->entity < 0 || c->form == FORM_PRONOUN) continue;
        const struct entity *e = &f->entities.p[c->entity];
        if (e->kind != NAME_ORG) continue;
        if (m->place.n && e->country.n && !str_eq(e->country, m->place)) continue;
        ptrdiff_t has = str_find_nocase(e->name, word, 0);
        if (has >= 0 || called_so(f, c, word)) return c->entity;
        // A body of which nothing else is known may be a company.
        bool company = str_eq(m->sector, S("BUS")) && !e->code.n && !e->outlet;
        bool near = f->k->sent[m->beg] - f->k->sent[c->beg] <= SENTENCES_BACK;
        bool any = str_eq(m->again, S("anyone")) && !e->outlet && !str_eq(e->code, S("GOV"));
        if (inside || !m->sector.n || !e->named || !(any || company || str_eq(e->code, m->sector)) || !near ||
            str_eq(m->sector, S("GOV")))
            continue;
        // "Norder Mills, a unit of the Sudria Group": not what stands inside the phrase of another
        if (found < 0 || (where != c->head && word_above(f->k, c->head, where))) found = c->entity, where = c->head;
    }
    return found < 0 && str_eq(m->again, S("anyone")) ? people_before(f, at) : found;
}

/* A number that stands by itself, not one that is part of a compound ("six-year-old"). */
static bool is_number(const struct finder *f, int32_t t) {
    if (t + 1 < f->k->n && norm_is(f, t + 1, S("-"))) return false;
    return f->k->upos[t] == UPOS_NUM || (norm_is(f, t, S("least")) && f->k->upos[t + 1] == UPOS_NUM);
}

/* True when one of the words [beg, end) tells that somebody speaks for a body: "spokesman", "chief executive". */
static bool speaks(const struct finder *f, int32_t beg, int32_t end) {
    const lex_row *row;
    for (int32_t t = beg; t < end; t++)
        if (phrase_from(f, &lex_organs, t, end, &row) && lex_cell(&lex_organs, row, LEX_organs_speaks).n) return true;
    return false;
}

/* "Acme denied it. A spokeswoman said …": the body that was a subject last, in this sentence or the one before. */
static int32_t body_spoken_of(const struct finder *f, const struct mention *m) {
    enum { BACK = 24 }; // mentions
    for (ptrdiff_t i = (m - f->mentions.p) - 1, n = 0; i >= 0 && n < BACK; i--, n++) {
        const struct mention *c = &f->mentions.p[i];
        if (f->k->sent[m->beg] - f->k->sent[c->beg] > 1) return -1;
        if (c->entity < 0 || c->form == FORM_PRONOUN || !is_subject(f, c)) continue;
        const struct entity *e = &f->entities.p[c->entity];
        if (e->kind == NAME_ORG && e->named && !e->outlet) return c->entity;
    }
    return -1;
}

/* Whose a description is: "Acme's board", "its board", "an Acme spokesman", "a spokesman for Acme"; -1 when it does not
 * say. */
static int32_t owner_of(const struct resolver *v, const struct mention *m) {
    static const str links[] = {S_INIT("of"), S_INIT("for"), S_INIT("at"), S_INIT("from"), S_INIT("with")};
    const struct finder *f = v->f;
    const struct sentence *s = &f->k->sentences.p[f->k->sent[m->beg]];
    if (m->owner >= 0) return v->head[m->owner] ? f->mentions.p[v->head[m->owner] - 1].entity : -1;
    for (int32_t t = m->head - 1; t >= m->beg; t--) {
        int32_t i = mention_at(f, t);
        if (i >= 0) return f->mentions.p[i].entity;
    }
    bool link = false;
    int32_t t = m->head + 1;
    for (size_t i = 0; t + 1 < s->end && i < sizeof links / sizeof *links; i++) link |= norm_is(f, t, links[i]);
    if (!link) return speaks(f, m->beg, m->end) && !m->plural ? body_spoken_of(f, m) : -1;
    t += lex_find_folded(&lex_determiners, f->k->norm[t + 1]) ? 2 : 1;
    int32_t i = t < s->end ? mention_at(f, t) : -1;
    return i < 0 ? -1 : f->mentions.p[i].entity;
}

static void new_nominal(struct resolver *v, struct mention *m, str key) {
    struct finder *f = v->f;
    int32_t beg = m->beg;
    const lex_row *det = lex_find_folded(&lex_determiners, f->k->norm[beg]);
    if (det && beg < m->head) beg++;        // "his father" is named "father" until a text says "Lee's father"
    if (beg < m->head && is_number(f, beg)) // "500 rescuers", "least 83 people"
        while (beg < m->head && (is_number(f, beg) || norm_is(f, beg, S("least")))) beg++;
    struct entity *e = vec_push(f->tmp, &f->entities);
    m->entity = (int32_t)f->entities.n - 1;
    str name = mention_words(f, beg, m->end);
    *e = (struct entity){.name = name,
                         .key = name_key(name, f->out),
                         .code = m->sector,
                         .country = m->place,
                         .kind = m->kind,
                         .gender = m->gender,
                         .owner = owner_of(v, m),
                         .plural = m->plural};
    if (m->owner == m->beg && v->head[m->owner]) { // "his father" is compared as "boy father"
        int32_t owner = f->mentions.p[v->head[m->owner] - 1].entity;
        if (owner >= 0) {
            str own = name_key(f->entities.p[owner].name, f->tmp);
            e->key = arena_fmt(f->out, "%.*s %.*s", STR_FMT(own),
                               STR_FMT(name_key(mention_words(f, m->beg + 1, m->end), f->tmp)));
        }
    }
    *table_put(&v->by_key, f->tmp, key) = m->entity + 1;
    if (!det && f->k->sent[m->beg] == 0) *table_put(&v->bare, f->tmp, key) = m->entity + 1;
}

static int32_t known_as(const table *keys, str key) {
    const int64_t *known = table_get(keys, key);
    return known ? (int32_t)*known - 1 : -1;
}

/* The group told of last that a description may mean: "voters" are any voters, but "Republican voters" are no
 * "registered" ones; -1 when there is none. */
static int32_t same_group(const struct resolver *v, ptrdiff_t at, str key) {
    enum { OTHERS_MAX = 16 };
    const struct finder *f = v->f;
    const struct mention *m = &f->mentions.p[at];
    int32_t others[OTHERS_MAX];
    int n = 0;
    ptrdiff_t first = at > NOMINALS_BACK ? at - NOMINALS_BACK : 0;
    for (int pass = 0; pass < 2; pass++)
        for (ptrdiff_t i = at - 1; i >= first; i--) {
            const struct mention *c = &f->mentions.p[i];
            if (c->form != FORM_NOMINAL || !c->plural || c->entity < 0 ||
                !str_eq(description_head(f, c), description_head(f, m)))
                continue;
            arena scratch = *f->tmp;
            bool fits = modifiers_in(f, m, c) || modifiers_in(f, c, m);
            bool other = false;
            for (int j = 0; j < n; j++) other |= others[j] == c->entity;
            if (!pass && !fits && !other && n < OTHERS_MAX) others[n++] = c->entity;
            if (pass && fits && !other && str_eq(nominal_key(v, c, &scratch), key)) return c->entity;
        }
    return -1;
}

/* The government of a country, which is as good as named; an administration is that of its president: a country has
 * several. */
static void resolve_government(struct resolver *v, struct mention *m, str country) {
    struct finder *f = v->f;
    bool lasting = m->place.n || norm_is(f, m->head, S("government"));
    str key = lasting ? arena_cat(f->out, country, S(" government")) : nominal_key(v, m, f->tmp);
    rule_add(&m->rules, "the government of a country");
    m->entity = known_as(&v->by_key, key);
    if (m->entity >= 0) return;
    new_nominal(v, m, key);
    struct entity *e = &f->entities.p[m->entity];
    e->country = country;
    e->government = e->named = true;
    if (lasting) e->key = key;
    int32_t of = m->head + 2 < f->k->n && norm_is(f, m->head + 1, S("of")) ? mention_at(f, m->head + 2) : -1;
    if (of >= 0 && f->mentions.p[of].country) e->name = mention_words(f, m->head, f->mentions.p[of].end);
}

/* A description that says whose it is names an entity better than one with a pronoun: "boy's father", "his father". */
static void better_name(struct resolver *v, const struct mention *m) {
    struct finder *f = v->f;
    struct entity *e = &f->entities.p[m->entity];
    if ((e->named && !e->government) || m->owner < 0) return;
    if (e->owner < 0) e->owner = owner_of(v, m);
    if (m->owner == m->beg || e->owner < 0 || str_find(e->name, S("'s "), 0) >= 0 ||
        str_find(e->name, S("’s "), 0) >= 0)
        return;
    int32_t beg = lex_find_folded(&lex_determiners, f->k->norm[m->beg]) ? m->beg + 1 : m->beg;
    e->name = mention_words(f, beg, m->end);
    e->key = name_key(e->name, f->out);
}

/* "his" in "his father", which stands behind it in the order of mentions. */
static void resolve_owner(struct resolver *v, const struct mention *m) {
    if (m->owner < 0 || !v->head[m->owner]) return;
    ptrdiff_t owner = v->head[m->owner] - 1;
    const struct mention *o = &v->f->mentions.p[owner];
    if (o->form == FORM_PRONOUN && o->entity < 0) resolve_pronoun(v, owner);
}

/* "The boy, named Li Wei, …": who was described until here has the name from the beginning. */
static void name_described(struct resolver *v, ptrdiff_t at, int32_t into) {
    struct finder *f = v->f;
    const struct mention *m = &f->mentions.p[at];
    str key = nominal_key(v, m, f->tmp);
    int64_t *known = table_put(&v->by_key, f->tmp, key);
    int32_t from = *known ? (int32_t)*known - 1 : -1;
    if (from < 0 && m->definite && !m->plural && m->owner < 0) from = described_before(f, at);
    if (m->definite) *known = into + 1;
    if (from < 0 || from == into || f->entities.p[from].named || !m->definite || v->merges >= MERGES_MAX) return;
    v->merges++;
    for (ptrdiff_t i = 0; i < at; i++)
        if (f->mentions.p[i].entity == from) f->mentions.p[i].entity = into;
    for (ptrdiff_t i = 0; i < v->by_key.n; i++)
        if (v->by_key.entry[i].value == from + 1) v->by_key.entry[i].value = into + 1;
    if (!f->entities.p[into].gender) f->entities.p[into].gender = f->entities.p[from].gender;
}

static void settle(struct mention *m, int32_t entity, const char *why) {
    if (m->entity >= 0 || entity < 0) return;
    m->entity = entity;
    rule_add(&m->rules, why);
}

/* The country whose government the description means, by its name or by its head of state: "the Kenyan government",
 * "Ruto's government"; empty when it means none. */
static str governed(const struct resolver *v, const struct mention *m) {
    const struct finder *f = v->f;
    if (m->kind != NAME_ORG || !is_government(f, m)) return (str){0};
    bool own = m->owner < 0 || norm_is(f, m->owner + 1, S("'s"));
    if (m->place.n) return own ? m->place : (str){0};
    return governor_country(v, m);
}

/* "The Norvik pension fund", "the Telenord agency": the body whose name stands right before what it is; -1 when none
 * does. */
static int32_t named_in_body(const struct resolver *v, const struct mention *m) {
    const struct finder *f = v->f;
    if (m->owner >= 0 || m->place.n || f->caps[f->k->sent[m->beg]] != CAPS_TELL) return -1;
    for (int32_t t = m->beg; t < m->head; t++) {
        int32_t i = mention_at(f, t);
        if (i < 0 || f->mentions.p[i].entity < 0 || f->mentions.p[i].country) continue;
        const struct entity *e = &f->entities.p[f->mentions.p[i].entity];
        return e->kind == NAME_ORG || (e->kind == NAME_OTHER && !e->plural) ? f->mentions.p[i].entity : -1;
    }
    return -1;
}

/* The body in whose name somebody named has an office: "Acme chief executive Ann Lee", "Ann Lee, a spokeswoman for the
 * company,". */
static void find_employer(struct resolver *v, const struct mention *m) {
    enum { BEFORE = 2 }; // the possessor before an office
    struct finder *f = v->f;
    struct entity *e = &f->entities.p[m->entity];
    if (e->owner >= 0 || e->kind != NAME_PERSON || !speaks(f, m->role_beg, m->role_end)) return;
    int32_t low = f->k->sentences.p[f->k->sent[m->beg]].beg;
    for (int32_t t = m->role_end - 1; t >= m->role_beg - BEFORE && t >= low; t--) {
        int32_t i = mention_at(f, t);
        if (i < 0 && v->head[t]) i = v->head[t] - 1;
        if (i < 0 || f->mentions.p[i].entity < 0 || f->mentions.p[i].entity == m->entity) continue;
        if (f->entities.p[f->mentions.p[i].entity].kind == NAME_ORG) e->owner = f->mentions.p[i].entity;
    }
}

static void resolve_nominal(struct resolver *v, ptrdiff_t at) {
    struct finder *f = v->f;
    struct mention *m = &f->mentions.p[at];
    resolve_owner(v, m);
    int32_t beside = m->same_as >= 0 ? mention_at(f, m->same_as) : -1;
    if (beside >= 0 && f->mentions.p[beside].entity >= 0) {
        name_described(v, at, f->mentions.p[beside].entity);
        struct entity *named = &f->entities.p[f->mentions.p[beside].entity];
        if (named->owner < 0 && speaks(f, m->beg, m->end)) named->owner = owner_of(v, m);
        settle(m, f->mentions.p[beside].entity, "a name beside it");
        f->entities.p[m->entity].mentions++;
        return;
    }
    int32_t told = said_to_be(v, m);
    if (told >= 0 && m->definite && f->entities.p[told].named) name_described(v, at, told);
    settle(m, told, "what somebody is said to be");
    settle(m, put_beside(f, m), "a name beside it");
    str key = nominal_key(v, m, f->tmp), country = governed(v, m);
    if (m->entity < 0 && country.n) resolve_government(v, m, country);
    const char *why = NULL;
    if (m->kind == NAME_PERSON) {
        int32_t found = m->entity < 0 ? person_described(f, at, &why) : -1;
        settle(m, found, why);
    }
    if (m->entity < 0 && m->kind == NAME_ORG) settle(m, named_in_body(v, m), "the body that it names");
    if (m->entity < 0 && m->kind == NAME_ORG && m->definite && !m->plural && m->owner < 0)
        settle(m, body_before(v, at), "the last one before it that it fits");
    bool group = m->plural && m->kind == NAME_PERSON;
    if (m->definite || m->plural || m->kind == NAME_ORG)
        settle(m, group ? same_group(v, at, key) : known_as(&v->by_key, key), "the same description before");
    // "A boy fell …" under the headline "Boy falls …" is the boy of the headline.
    if (!group && !m->definite && f->k->sent[m->beg] <= HEADLINES_MAX && f->k->sent[m->beg] > 0)
        settle(m, known_as(&v->bare, key), "the headline has it");
    if (m->entity < 0) {
        new_nominal(v, m, key);
        rule_add(&m->rules, "a description of somebody new");
    } else {
        better_name(v, m);
    }
    f->entities.p[m->entity].mentions++;
}

/* "VEN GOV" out of a country and a sector. */
static void put_codes(struct finder *f) {
    for (ptrdiff_t i = 0; i < f->entities.n; i++) {
        struct entity *e = &f->entities.p[i];
        str sector = e->code;
        if (e->country.n && sector.n)
            e->code = arena_fmt(f->out, "%.*s %.*s", STR_FMT(e->country), STR_FMT(sector));
        else if (e->country.n)
            e->code = e->country;
        e->key = arena_str(f->out, e->key);
        e->mentions = 0;
    }
}

void mentions_resolve(struct finder *f) {
    struct resolver v = {.f = f, .by_key = {.seed = 1}, .bare = {.seed = 1}};
    v.head = arena_new(f->tmp, int32_t, f->k->n + 1);
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) v.head[f->mentions.p[i].head] = (int32_t)i + 1;
    v.antecedents = antecedents_new(f, v.head);
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        struct mention *m = &f->mentions.p[i];
        if (m->form == FORM_NAME && m->entity >= 0)
            f->entities.p[m->entity].mentions++;
        else if (m->form == FORM_PRONOUN && m->entity < 0)
            resolve_pronoun(&v, i);
        else if (m->form == FORM_NOMINAL)
            resolve_nominal(&v, i);
    }
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        const struct mention *m = &f->mentions.p[i];
        if (m->form == FORM_NAME && m->entity >= 0 && m->role_end > m->role_beg) find_employer(&v, m);
    }
    put_codes(f);
}
