/* Names that are names of the same one become one entity. Longer names first, so that a family name finds the full name
 * wherever it stands. */
#include <string.h>

#include "base/utf8.h"
#include "doc/name_match.h"
#include "extract/entity.h"
#include "lexicon_tables.h"

enum { KEYS_MAX = 1500 }; // distinct names that are compared with each other; the rest match when equal

/* One distinct key with the entities that it may belong to. */
struct group {
    str key;
    uint64_t words;      // a bit for the first two letters of each of its words
    int count;           // words
    int32_t entity;      // -1 while undecided
    enum name_kind kind; // the most certain of its mentions
    bool sure;
    int32_t first; // its first mention
    int32_t mentions;
    bool country;
    bool subject;   // of some clause
    bool told;      // outside of headlines too
    int certain[4]; // mentions of each kind that are certain
    int votes[4];   // of the others, for what kind it is
    int beside[4];  // and by whose something is
};

struct cluster {
    struct finder *f;
    struct {
        struct group *p;
        ptrdiff_t n, cap;
    } groups;
    table by_key;
    int32_t *group; // [mentions]
    int32_t *order; // [groups] by words, most first
};

static uint64_t word_bits(str key, int *count) {
    uint64_t bits = 0;
    str w;
    *count = 0;
    while (str_next_part(&key, ' ', &w)) {
        unsigned h = (unsigned char)w.p[0] * 31u + (w.n > 1 ? (unsigned char)w.p[1] : 0u);
        bits |= 1ull << (h % 64);
        ++*count;
    }
    return bits;
}

static enum name_kind most(const int votes[4], enum name_kind own) {
    enum name_kind best = own;
    for (int kind = 0; kind < NAME_OTHER; kind++)
        if (votes[kind] > votes[best]) best = (enum name_kind)kind;
    return best;
}

/* The kind of a name: what most certain mentions have; where none is, by whose something is, else by what most of its
 * mentions say. A lone word that nobody in the text bears as a family name is less of a person than it looks: persons
 * are named in full once. */
static void vote(const struct cluster *c, struct group *g) {
    if (g->sure) {
        g->kind = most(g->certain, g->kind);
        return;
    }
    enum name_kind told = most(g->beside, NAME_OTHER);
    if (told != NAME_OTHER) {
        g->kind = told;
        return;
    }
    bool borne = g->count > 1;
    for (ptrdiff_t h = 0; h < c->groups.n && !borne; h++) {
        const struct group *b = &c->groups.p[h];
        borne =
            b->count > 1 && b->kind == NAME_PERSON && (b->words & g->words) && str_eq(str_last_word(b->key), g->key);
    }
    if (!borne) g->votes[NAME_PERSON] /= 2;
    g->kind = most(g->votes, g->kind);
}

static void group_mentions(struct cluster *c) {
    struct finder *f = c->f;
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        struct mention *m = &f->mentions.p[i];
        c->group[i] = -1;
        if (m->form != FORM_NAME) continue;
        str text = m->canon.n ? m->canon : mention_words(f, m->beg, m->end);
        m->key = name_key(text, f->tmp);
        // "Independent Street": what begins with the word for an office is none.
        bool cut = m->kind == NAME_PLACE && m->end - m->beg > 1 && str_find(m->key, S(" "), 0) < 0;
        if (!m->key.n || (cut && !m->canon.n)) m->key = utf8_fold(f->tmp, text);
        int64_t *at = table_put(&c->by_key, f->tmp, m->key);
        if (!*at) {
            struct group *g = vec_push(f->tmp, &c->groups);
            *g = (struct group){.key = m->key, .entity = -1, .kind = m->kind, .sure = m->sure, .first = (int32_t)i};
            g->words = word_bits(m->key, &g->count);
            *at = c->groups.n;
        }
        struct group *g = &c->groups.p[*at - 1];
        g->mentions++;
        g->subject |= rel_base((enum rel)f->k->rel[mention_top(f->k, m)]) == REL_NSUBJ;
        g->country |= m->country;
        g->told |= f->caps[f->k->sent[m->beg]] == CAPS_TELL;
        if (m->sure && !g->sure) {
            g->kind = m->kind;
            g->sure = true;
        }
        if (m->sure) g->certain[m->kind]++;
        if (!m->sure && f->caps[f->k->sent[m->beg]] == CAPS_TELL) {
            kind_votes(f, m->beg, m->end, g->votes);
            kind_votes_beside(f, m->beg, m->end, g->beside);
        }
        c->group[i] = (int32_t)*at - 1;
    }
    for (ptrdiff_t i = 0; i < c->groups.n; i++) vote(c, &c->groups.p[i]);
}

static bool kinds_agree(const struct group *a, const struct group *b) {
    if (a->country || b->country) return false; // countries match by key alone
    if (a->kind == b->kind) return true;
    if ((a->kind == NAME_PLACE && a->sure) || (b->kind == NAME_PLACE && b->sure)) return false;
    bool person = a->kind == NAME_PERSON || b->kind == NAME_PERSON;
    if (!a->sure || !b->sure)
        return !person || !(a->kind == NAME_PERSON ? a : b)->sure || !(a->kind == NAME_PERSON ? b : a)->sure;
    return false;
}

/* True when more than labels and looks say what kind it is. */
static bool kind_told(const struct group *g) { return g->sure || (g->kind < NAME_OTHER && g->beside[g->kind] > 0); }

static int32_t entity_new(struct finder *f, const struct group *g) {
    struct entity *e = vec_push(f->tmp, &f->entities);
    *e = (struct entity){.key = g->key, .kind = g->kind, .sure = kind_told(g), .named = true, .owner = -1};
    return (int32_t)f->entities.n - 1;
}

/* "Hebei", "Hebei Province". */
static bool same_place(const struct group *few, const struct group *many) {
    if (few->kind != NAME_PLACE || many->kind != NAME_PLACE || !str_starts(many->key, few->key)) return false;
    str tail = str_trim(str_drop(many->key, few->key.n));
    return lex_find_folded(&lex_place_heads, tail) != NULL;
}

/* The group among the longer ones that g is a shorter name of: of several sure matches the most named one, else the
 * only possible one. */
static int32_t find_longer(struct cluster *c, ptrdiff_t at) {
    enum { HEADLINE_WORDS = 4 };
    struct group *g = &c->groups.p[c->order[at]];
    int32_t best = -1, possible = -1;
    int possibles = 0;
    for (ptrdiff_t i = 0; i < at; i++) {
        struct group *h = &c->groups.p[c->order[i]];
        bool acronym = g->count == 1 && g->key.n <= 8 && h->count > 1;
        if (!(g->words & h->words) && !acronym) continue;
        if (h->count >= HEADLINE_WORDS && !h->told) continue; // "Lee Calls On Marsh To Resign": no name of Marsh
        if (!kinds_agree(g, h) || (g->kind == NAME_PLACE && h->kind == NAME_ORG)) continue; // not Radio Arvo
        enum name_match match = name_key_match(g->key, h->key);
        if (match == MATCH_SAME) {
            if (best < 0 || h->mentions > c->groups.p[best].mentions) best = c->order[i];
        } else if (match == MATCH_POSSIBLE && same_place(g, h)) {
            best = c->order[i];
        } else if (match == MATCH_POSSIBLE && g->count == 1 && h->kind != NAME_PLACE && g->kind != NAME_PLACE) {
            possibles += possible < 0 || c->groups.p[possible].entity != h->entity;
            possible = c->order[i];
        }
    }
    return best >= 0 ? best : possibles == 1 ? possible : -1;
}

/* The key of the words that all mentions of a group stand with; empty where they differ ("Chile", "Santiago"). */
static str one_wording(const struct cluster *c, ptrdiff_t at) {
    const struct finder *f = c->f;
    str first = {0};
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        if (c->group[i] != at) continue;
        str words = mention_words(f, f->mentions.p[i].beg, f->mentions.p[i].end);
        if (!first.n) first = words;
        if (!str_eq_nocase(words, first)) return (str){0};
    }
    return name_key(first, f->tmp);
}

/* "Jordan" after "Michael Jordan", in a text that says nothing else of the country, is the man, and so is "Santiago"
 * after "Luis Santiago". */
static bool is_bearer(struct cluster *c, ptrdiff_t at) {
    struct group *g = &c->groups.p[at];
    if (g->count != 1) return false;
    str word = {0};
    for (ptrdiff_t h = 0; h < c->groups.n; h++) {
        const struct group *b = &c->groups.p[h];
        if (b->kind != NAME_PERSON || b->count < 2 || b->first >= g->first) continue;
        if (!word.n) word = one_wording(c, at);
        if (word.n && str_eq(str_last_word(b->key), word)) return true;
    }
    return false;
}

static void be_person(struct cluster *c, ptrdiff_t at) {
    c->groups.p[at].key = one_wording(c, at);
    c->groups.p[at].words = word_bits(c->groups.p[at].key, &c->groups.p[at].count);
    c->groups.p[at].kind = NAME_PERSON;
    c->groups.p[at].country = false;
    for (ptrdiff_t i = 0; i < c->f->mentions.n; i++) {
        if (c->group[i] != at) continue;
        struct mention *m = &c->f->mentions.p[i];
        m->kind = NAME_PERSON;
        m->country = false;
        m->canon = m->place = m->sector = (str){0};
    }
}

static void order_groups(struct cluster *c) {
    // A counting sort by words: stable, so that earlier names come first.
    enum { COUNT_MAX = 16 };
    ptrdiff_t n = 0;
    for (int want = COUNT_MAX; want >= 0; want--)
        for (ptrdiff_t i = 0; i < c->groups.n; i++) {
            int count = c->groups.p[i].count < COUNT_MAX ? c->groups.p[i].count : COUNT_MAX;
            if (count == want) c->order[n++] = (int32_t)i;
        }
}

/* True when one who is named in full bears the family name alone, and may have the gender. */
static bool bears(const struct cluster *c, const struct group *b, const struct group *g, int8_t gender) {
    if (b->count < 2 || b->kind != NAME_PERSON || !(b->words & g->words)) return false;
    int8_t own = c->f->mentions.p[b->first].gender;
    return name_key_match(g->key, b->key) == MATCH_SAME && !(gender && own && gender != own);
}

/* A family name alone that several bear: the one with a title of the right gender ("Mrs. Lee"), else the one that the
 * article tells of most, else the first; -1 when none has the gender. */
static int32_t bearer(const struct cluster *c, const struct group *g, int8_t gender) {
    enum { SUBJECT = 3, FIRST = 2 }; // relatives are named beside the one of whom the text tells what happened
    int32_t best = -1, first = -1;
    int most = 0;
    for (ptrdiff_t h = 0; h < c->groups.n; h++) {
        const struct group *b = &c->groups.p[h];
        if (bears(c, b, g, gender) && (first < 0 || b->first < c->groups.p[first].first)) first = (int32_t)h;
    }
    for (ptrdiff_t h = 0; h < c->groups.n && first >= 0; h++) {
        const struct group *b = &c->groups.p[h];
        if (!bears(c, b, g, gender)) continue;
        int told = b->mentions + SUBJECT * b->subject + FIRST * (h == first);
        if (told > most || (told == most && b->first < c->groups.p[best].first)) {
            best = (int32_t)h;
            most = told;
        }
    }
    return best < 0 ? -1 : c->groups.p[best].entity;
}

/* True when the entity is known by a full name of the other gender: "Mr. Lee" is not Anna Lee. */
static bool other_gender(const struct cluster *c, int32_t entity, int8_t gender) {
    for (ptrdiff_t h = 0; gender && h < c->groups.n; h++) {
        const struct group *b = &c->groups.p[h];
        int8_t own = c->f->mentions.p[b->first].gender;
        if (b->entity == entity && b->count > 1 && own) return own != gender;
    }
    return false;
}

/* The gender that the titles before a name alone give it, 0 when none does or they differ. */
static int8_t titled_gender(const struct cluster *c, int32_t group) {
    int8_t gender = 0;
    for (ptrdiff_t i = 0; i < c->f->mentions.n; i++) {
        const struct mention *m = &c->f->mentions.p[i];
        if (c->group[i] != group || m->role_end <= m->role_beg || !m->gender) continue;
        if (gender && gender != m->gender) return 0;
        gender = m->gender;
    }
    return gender;
}

static void choose_bearers(struct cluster *c) {
    struct finder *f = c->f;
    // The choice for a one-word name: [groups][0 without a gender, 1 'm', 2 'f'], an entity plus one.
    int32_t(*chosen)[3] = (int32_t(*)[3])arena_new(f->tmp, int32_t, 3 * (c->groups.n + 1));
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        if (c->group[i] < 0) continue;
        const struct group *g = &c->groups.p[c->group[i]];
        struct mention *m = &f->mentions.p[i];
        m->entity = g->entity;
        if (g->kind != NAME_PERSON || g->count > 1) continue;
        // A given name alone has the gender of the name, not of a title: it tells nothing new.
        int8_t gender = m->role_end > m->role_beg ? m->gender : 0;
        if (!gender && m->role_end > m->role_beg) gender = titled_gender(c, c->group[i]); // "President Lee", "Mr. Lee"
        int32_t *choice = &chosen[c->group[i]][gender == 'm' ? 1 : gender == 'f' ? 2 : 0];
        if (!*choice) *choice = bearer(c, g, gender) + 1;
        if (!*choice) *choice = (other_gender(c, g->entity, gender) ? entity_new(f, g) : g->entity) + 1;
        m->entity = *choice - 1;
    }
}

static void merge_same(struct cluster *c) {
    struct finder *f = c->f;
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        struct mention *m = &f->mentions.p[i];
        if (m->form != FORM_NAME || m->same_as < 0 || c->group[i] < 0) continue;
        int32_t to = mention_at(f, m->same_as);
        if (to < 0 || f->mentions.p[to].entity < 0 || f->mentions.p[to].entity == m->entity) continue;
        int32_t from = m->entity, into = f->mentions.p[to].entity;
        for (ptrdiff_t j = 0; j < f->mentions.n; j++)
            if (f->mentions.p[j].entity == from) f->mentions.p[j].entity = into;
    }
}

/* Which of two mentions gives an entity its name: a country's own name, then the longer one, then the earlier. */
static bool names_better(const struct finder *f, const struct mention *a, const struct mention *b) {
    if (a->country && a->formal != b->formal) return a->formal;
    bool full_a = a->canon.n && str_eq_nocase(a->canon, mention_words(f, a->beg, a->end));
    bool full_b = b->canon.n && str_eq_nocase(b->canon, mention_words(f, b->beg, b->end));
    if (full_a != full_b) return full_a;
    bool head_a = f->caps[f->k->sent[a->beg]] == CAPS_ALL, head_b = f->caps[f->k->sent[b->beg]] == CAPS_ALL;
    if (head_a != head_b) return !head_a;
    int32_t na = a->end - a->beg, nb = b->end - b->beg;
    if (na != nb) return na > nb;
    bool adj_a = f->k->upos[a->end - 1] == UPOS_ADJ, adj_b = f->k->upos[b->end - 1] == UPOS_ADJ;
    if (adj_a != adj_b) return adj_b; // "Arlavia", not "Arlavian"
    return span_len(token_range(f->k, a->beg, a->end)) > span_len(token_range(f->k, b->beg, b->end));
}

/* What everybody knows of somebody: country and office, where the article leaves them out. */
static void recall(struct entity *e, arena *tmp) {
    if (e->kind != NAME_PERSON) return;
    const lex_row *row = lex_find(&lex_leaders, e->name);
    if (!row && e->key.n) row = lex_find_folded(&lex_leaders, e->key);
    ptrdiff_t middle = str_find(e->key, S(" "), 0); // "mikhail s gorbachev"
    if (!row && middle > 0 && middle + 2 < e->key.n && e->key.p[middle + 2] == ' ')
        row = lex_find_folded(&lex_leaders, arena_cat(tmp, str_head(e->key, middle), str_drop(e->key, middle + 2)));
    if (!row) return;
    str country = lex_cell(&lex_leaders, row, LEX_leaders_country),
        gender = lex_cell(&lex_leaders, row, LEX_leaders_gender);
    if (e->country.n && !str_eq(e->country, country)) return;
    e->country = country;
    if (!e->code.n || str_eq(e->code, S("CVL"))) e->code = lex_cell(&lex_leaders, row, LEX_leaders_sector);
    if (!e->gender && gender.n) e->gender = (int8_t)gender.p[0];
}

static void fill(struct cluster *c) {
    struct finder *f = c->f;
    int32_t *best = arena_new(f->tmp, int32_t, f->entities.n + 1);
    int(*gender)[2] = (int(*)[2])arena_new(f->tmp, int, 2 * (f->entities.n + 1));
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        const struct mention *m = &f->mentions.p[i];
        if (m->form != FORM_NAME || m->entity < 0) continue;
        struct entity *e = &f->entities.p[m->entity];
        if (!best[m->entity] || names_better(f, m, &f->mentions.p[best[m->entity] - 1]))
            best[m->entity] = (int32_t)i + 1;
        if (m->gender) gender[m->entity][m->gender == 'f']++;
        if (m->role_end > m->role_beg &&
            (!e->role.n || span_len(token_range(f->k, m->role_beg, m->role_end)) > (uint32_t)e->role.n))
            e->role = mention_words(f, m->role_beg, m->role_end);
        if (m->place.n && !e->country.n) e->country = m->place;
        if (m->sector.n && (!e->code.n || str_eq(e->code, S("CVL"))))
            e->code = m->sector; // the sector until it is put together
        e->outlet |= m->outlet;
        e->plural |= m->plural;
        if (m->sure && m->kind == NAME_PERSON) e->kind = NAME_PERSON, e->sure = true;
    }
    for (ptrdiff_t i = 0; i < f->entities.n; i++) {
        struct entity *e = &f->entities.p[i];
        if (!best[i]) continue;
        const struct mention *m = &f->mentions.p[best[i] - 1];
        e->key = m->key;
        e->rule = rules_text(&m->rules, f->out);
        e->name = m->country && !m->formal && m->canon.n ? m->canon : mention_words(f, m->beg, m->end);
        if (gender[i][0] != gender[i][1]) e->gender = gender[i][1] > gender[i][0] ? 'f' : 'm';
        recall(e, f->tmp);
        if (m->country && !e->code.n) e->code = S("GOV");
        if (e->kind == NAME_PLACE && !m->country) e->code = (str){0};
    }
}

/* True when adjective is what a country or region of that name makes: "Arvian" of Arvia, "Tolmese" of Tolm. */
static bool is_adjective_of(str adjective, str place) {
    static const str ends[] = {S_INIT("n"), S_INIT("an"), S_INIT("ian"), S_INIT("ese"), S_INIT("ish"), S_INIT("i")};
    static const str vowels = S_INIT("aeiouy");
    enum { SHORTEST = 4 };
    if (place.n < SHORTEST) return false;
    bool vowel = memchr(vowels.p, place.p[place.n - 1], (size_t)vowels.n) != NULL;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        ptrdiff_t stem = adjective.n - ends[i].n;
        bool fits = stem == place.n || (stem == place.n - 1 && vowel && i > 0);
        if (fits && str_ends(adjective, ends[i]) && str_starts(place, str_head(adjective, stem))) return true;
    }
    return false;
}

static bool beside_noun(const struct finder *f, int32_t t) {
    return f->k->rel[t] == REL_AMOD || f->k->rel[t] == REL_COMPOUND;
}

/* Gives adjectives of places that no list knows the name of the place, where the text has it too. */
static void name_adjectives(struct finder *f) {
    enum { MENTIONS_MAX = 400 };
    for (ptrdiff_t i = 0; i < f->mentions.n && i < MENTIONS_MAX; i++) {
        struct mention *m = &f->mentions.p[i];
        if (m->form != FORM_NAME || m->sure || m->end - m->beg > 1 || !beside_noun(f, m->beg)) continue;
        str word = mention_words(f, m->beg, m->end);
        for (ptrdiff_t j = 0; j < f->mentions.n && j < MENTIONS_MAX && !m->canon.n; j++) {
            const struct mention *p = &f->mentions.p[j];
            if (p->form != FORM_NAME || p->end - p->beg > 1 || p->canon.n || (p->sure && p->kind != NAME_PLACE))
                continue;
            if (is_adjective_of(word, mention_words(f, p->beg, p->end))) m->canon = mention_words(f, p->beg, p->end);
        }
    }
}

/* "Clyde" behind "Karin Clyde" is no given name: it tells no gender. */
static void clear_genders(struct cluster *c) {
    struct finder *f = c->f;
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        struct mention *m = &f->mentions.p[i];
        if (c->group[i] < 0 || !m->given || c->groups.p[c->group[i]].count > 1) continue;
        const struct group *g = &c->groups.p[c->group[i]];
        for (ptrdiff_t h = 0; h < c->groups.n && m->given; h++) {
            const struct group *b = &c->groups.p[h];
            bool borne = b->count > 1 && b->kind == NAME_PERSON && (b->words & g->words) &&
                         str_eq(str_last_word(b->key), g->key);
            if (borne) m->gender = 0, m->given = false;
        }
    }
}

void names_cluster(struct finder *f) {
    struct cluster c = {.f = f, .by_key = {.seed = 1}};
    name_adjectives(f);
    c.group = arena_new(f->tmp, int32_t, f->mentions.n + 1);
    group_mentions(&c);
    clear_genders(&c);
    c.order = arena_new(f->tmp, int32_t, c.groups.n + 1);
    order_groups(&c);
    for (ptrdiff_t i = 0; i < c.groups.n; i++) {
        struct group *g = &c.groups.p[c.order[i]];
        if (g->kind == NAME_PLACE && g->sure && is_bearer(&c, c.order[i])) be_person(&c, c.order[i]);
        int32_t longer = i < KEYS_MAX && !g->country ? find_longer(&c, i) : -1;
        if (longer >= 0) {
            g->entity = c.groups.p[longer].entity;
            if (!g->sure) g->kind = c.groups.p[longer].kind;
        } else {
            g->entity = entity_new(f, g);
        }
    }
    choose_bearers(&c);
    merge_same(&c);
    fill(&c);
}
