/* Mentions by name. A run of capital words is cut into the names, offices and adjectives that it is made of; where
 * capitals tell nothing (a headline), names are taken from the word lists, from the body of the article, and from the
 * NER column. */
#include "base/utf8.h"
#include "doc/name_match.h"
#include "extract/entity.h"
#include "lexicon_tables.h"

static bool in_table(const struct finder *f, const lex_table *list, int32_t beg, int32_t end) {
    str text = mention_words(f, beg, end);
    return text.n <= 60 && lex_find(list, text) != NULL;
}

static bool is_part(const struct finder *f, int32_t t, str part) {
    const lex_row *r = lex_find_folded(&lex_name_parts, f->k->norm[t]);
    while (r && !str_eq(lex_cell(&lex_name_parts, r, LEX_name_parts_part), part)) r = lex_next(&lex_name_parts, r);
    return r != NULL;
}

static bool norm_is(const struct finder *f, int32_t t, str word) { return str_eq(f->k->norm[t], word); }

static bool is_hyphen(const struct finder *f, int32_t t) { return norm_is(f, t, S("-")); }

/* What the word lists know of words [beg, end) as one name. */
struct known {
    enum { KNOWN_NOTHING, KNOWN_COUNTRY, KNOWN_PEOPLE, KNOWN_PLACE, KNOWN_ORG } what;
    bool adjective, formal, capital, outlet, weak;
    str canon, place, sector;
    const lex_table *list; // that knows it, and its row
    const lex_row *row;
};

static void known_country(struct known *n, const lex_row *r) {
    n->list = &lex_countries;
    n->row = r;
    str kind = lex_cell(&lex_countries, r, LEX_countries_kind);
    n->what = KNOWN_COUNTRY;
    n->canon = lex_cell(&lex_countries, r, LEX_countries_short);
    n->place = lex_cell(&lex_countries, r, LEX_countries_country);
    n->formal = str_eq(kind, S("name")) || str_eq(kind, S("alias")) || str_eq(kind, S("part"));
    n->capital = str_eq(kind, S("capital"));
    if (str_eq(kind, S("city"))) {
        n->what = KNOWN_PLACE;
        n->canon = (str){0};
    }
    if (str_eq(kind, S("people")) || str_eq(kind, S("person"))) n->what = KNOWN_PEOPLE;
    for (const lex_row *x = r; x; x = lex_next(&lex_countries, x))
        n->adjective |= str_eq(lex_cell(&lex_countries, x, LEX_countries_kind), S("adjective"));
    if (n->adjective) n->what = KNOWN_COUNTRY;
}

/* A cell in capitals asks for capitals in the text, and a capital first letter for one. */
static bool spelt_so(str text, str cell) {
    int n, m;
    if (utf8_is_upper(utf8_at(cell, 0, &n)) && !utf8_is_upper(utf8_at(text, 0, &m))) return false;
    for (ptrdiff_t i = 0; i < cell.n; i++)
        if (ascii_lower(cell.p[i]) || (unsigned char)cell.p[i] >= 0x80) return true;
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (ascii_lower(text.p[i])) return cell.n >= 4 && ascii_upper(text.p[0]); // "Nato", but not "Who"
    return true;
}

static const lex_row *given_name(const struct finder *f, int32_t t) {
    return lex_find(&lex_given_names, article_str(f->a, f->k->span[t]));
}

static struct known look_known(const struct finder *f, int32_t beg, int32_t end) {
    struct known n = {.what = KNOWN_NOTHING};
    str text = mention_words(f, beg, end);
    if (text.n > 90 || text.n < 2) return n;
    arena tmp = *f->tmp;
    str key = utf8_fold(&tmp, text);
    const lex_row *r = lex_find_folded(&lex_countries, key);
    if (r && spelt_so(text, lex_cell(&lex_countries, r, 0))) {
        known_country(&n, r);
        return n;
    }
    if ((r = lex_find_folded(&lex_organisations, key)) && spelt_so(text, lex_cell(&lex_organisations, r, 0))) {
        n.what = KNOWN_ORG;
        n.list = &lex_organisations;
        n.row = r;
        n.canon = lex_cell(&lex_organisations, r, LEX_organisations_canonical);
        n.place = lex_cell(&lex_organisations, r, LEX_organisations_country);
        n.sector = lex_cell(&lex_organisations, r, LEX_organisations_sector);
        return n;
    }
    const lex_table *press[] = {&lex_agencies, &lex_outlets};
    for (int i = 0; i < 2; i++) {
        if (!(r = lex_find_folded(press[i], key)) || !spelt_so(text, lex_cell(press[i], r, 0))) continue;
        n.what = KNOWN_ORG;
        n.list = press[i];
        n.row = r;
        n.outlet = true;
        n.canon = lex_cell(press[i], r, LEX_agencies_outlet);
        n.place = lex_cell(press[i], r, LEX_agencies_country);
        n.sector = S("JRN");
        // Half of these are everyday words as well: one of a single word that is not in capitals needs other evidence.
        n.weak = end - beg == 1 && !word_all_capitals(f, beg) && (i == 1 || given_name(f, beg));
        return n;
    }
    if ((r = lex_find_folded(&lex_places, key)) && spelt_so(text, lex_cell(&lex_places, r, 0))) {
        str use = lex_cell(&lex_places, r, LEX_places_use);
        bool after = beg >= 2 && (norm_is(f, beg - 1, S(",")) || is_hyphen(f, beg - 1)) && word_capital(f, beg - 2);
        if (str_eq(use, S("after")) && !after) return n;
        n.what = KNOWN_PLACE;
        n.list = &lex_places;
        n.row = r;
        n.weak = str_eq(use, S("weak")) && !after;
        n.canon = lex_cell(&lex_places, r, LEX_places_canonical);
        n.place = lex_cell(&lex_places, r, LEX_places_country);
    }
    return n;
}

/* The longest known name that begins at t and ends by `end`. */
static int32_t known_from(const struct finder *f, int32_t t, int32_t end, struct known *n) {
    enum { WORDS_MAX = 10 };
    *n = (struct known){.what = KNOWN_NOTHING};
    for (int32_t len = end - t < WORDS_MAX ? end - t : WORDS_MAX; len > 0; len--) {
        *n = look_known(f, t, t + len);
        if (n->what != KNOWN_NOTHING) return len;
    }
    return 0;
}

/* "-Herald" of "The Standard-Herald": no name of its own is joined to what stands before t. */
static bool goes_on_joined(const struct finder *f, int32_t t, int32_t end) {
    struct known n;
    bool joined =
        is_hyphen(f, t) && t + 1 < end && word_joined(f, t - 1) && word_joined(f, t) && word_capital(f, t + 1);
    return joined && (!known_from(f, t + 1, end, &n) || n.weak);
}

static bool org_head(const struct finder *f, int32_t t) { return in_table(f, &lex_org_heads, t, t + 1); }

static str org_sector(const struct finder *f, int32_t beg, int32_t end) {
    const lex_row *row;
    if (phrase_to(f, &lex_org_heads, beg, end, &row)) return lex_cell(&lex_org_heads, row, LEX_org_heads_sector);
    for (int32_t t = beg + 1; t < end; t++)
        if (norm_is(f, t, S("of")) || norm_is(f, t, S("for"))) return org_sector(f, beg, t);
    return (str){0};
}

static bool place_head(const struct finder *f, int32_t t, str stands) {
    const lex_row *r = lex_find_folded(&lex_place_heads, f->k->norm[t]);
    while (r && !str_eq(lex_cell(&lex_place_heads, r, LEX_place_heads_stands), stands))
        r = lex_next(&lex_place_heads, r);
    return r != NULL;
}

static bool is_initial(const struct finder *f, int32_t t) {
    str w = article_str(f->a, f->k->span[t]);
    return ascii_upper(w.p[0]) && (w.n == 1 || (w.n == 2 && w.p[1] == '.'));
}

/* The office or honorific that begins at t, in words; 0 when none. */
static int32_t title_from(const struct finder *f, int32_t t, int32_t end) {
    const lex_row *row;
    int32_t n = phrase_from(f, &lex_offices, t, end, &row), h = phrase_from(f, &lex_honorifics, t, end, &row);
    return n > h ? n : h;
}

/* True when a capital is meant as a town, not as the government that sits there. */
static bool as_a_town(const struct finder *f, int32_t beg, int32_t end) {
    const tokens *k = f->k;
    const struct sentence *s = &k->sentences.p[k->sent[beg]];
    if (beg > s->beg && is_part(f, beg - 1, S("locative"))) return true;
    if (beg > s->beg && (norm_is(f, beg - 1, S("to")) || norm_is(f, beg - 1, S("from"))))
        return !f->tagged || k->head[beg] < 0 || k->upos[k->head[beg]] != UPOS_NOUN; // "flew to", not "a warning to"
    if (end >= s->end) return end - beg == s->end - s->beg;
    // "LONDON (Reuters)", "Paris, France", and a town in front of what is in it ("London police").
    bool bracket = beg == s->beg && (norm_is(f, end, S("(")) || norm_is(f, end, S("-")) || norm_is(f, end, S("--")));
    bool comma = norm_is(f, end, S(",")) && end + 1 < s->end && word_capital(f, end + 1);
    bool front = f->tagged ? k->upos[end] == UPOS_NOUN || k->upos[end] == UPOS_PROPN : word_capital(f, end);
    return bracket || comma || front;
}

static struct mention *add_known(struct finder *f, int32_t beg, int32_t end, const struct known *n) {
    enum name_kind kind = n->what == KNOWN_ORG ? NAME_ORG : n->what == KNOWN_PEOPLE ? NAME_OTHER : NAME_PLACE;
    struct mention *m = mention_add(f, beg, end, kind, FORM_NAME);
    rule_add_row(&m->rules, "a known name", n->list, n->row);
    m->sure = !n->weak;
    m->canon = n->canon;
    m->place = n->place;
    m->sector = n->sector;
    m->outlet = n->outlet;
    m->country = n->what == KNOWN_COUNTRY;
    m->formal = n->formal;
    if (n->capital && as_a_town(f, beg, end)) {
        rule_add(&m->rules, "a capital as a town");
        m->country = false;
        m->canon = (str){0};
    }
    if (n->what == KNOWN_PEOPLE) {
        m->canon = (str){0};
        m->plural = true;
    }
    for (int32_t t = beg; t < end; t++) f->taken[t] = 1;
    return m;
}

/* Where the head phrase of a name ends: before "of", "for", or a particle behind the head of an organisation. */
static int32_t run_tail(const struct finder *f, int32_t beg, int32_t end) {
    for (int32_t t = beg + 1; t + 1 < end; t++)
        if (norm_is(f, t, S("of")) || norm_is(f, t, S("for")) || (is_part(f, t, S("particle")) && org_head(f, t - 1)))
            return t;
    return end;
}

static enum name_kind guess(struct rules *rules, const char *why, const lex_table *list, const lex_row *row,
                            enum name_kind kind) {
    rule_add_row(rules, why, list, row);
    return kind;
}

/* The kind of words [beg, end), a name that no list has. */
static enum name_kind guess_kind(const struct finder *f, int32_t beg, int32_t end, bool titled, bool *sure,
                                 int8_t *gender, struct rules *rules) {
    const tokens *k = f->k;
    *sure = true;
    *gender = 0;
    const lex_row *given = given_name(f, beg);
    if (given) {
        str g = lex_cell(&lex_given_names, given, LEX_given_names_gender);
        *gender = g.n ? (int8_t)g.p[0] : 0;
    }
    if (titled) return guess(rules, "an office or a title before it", NULL, NULL, NAME_PERSON);
    int32_t tail = run_tail(f, beg, end);
    const lex_row *head;
    if (end - beg > 1 && (org_head(f, tail - 1) || in_table(f, &lex_org_heads, tail - 2, tail)))
        return guess(rules, "its head is that of an organisation", &lex_org_heads,
                     phrase_to(f, &lex_org_heads, beg, tail, &head) ? head : NULL, NAME_ORG);
    if (end - beg > 1 && place_head(f, tail - 1, S("after")))
        return guess(rules, "its head is that of a place", &lex_place_heads,
                     lex_find_folded(&lex_place_heads, f->k->norm[tail - 1]), NAME_PLACE);
    bool the = beg > 0 && norm_is(f, beg - 1, S("the")); // "the River Avon", but "River Jones"
    if (end - beg > 1 && (place_head(f, beg, S("before")) || (the && place_head(f, beg, S("after")))))
        return guess(rules, "it begins as places do", &lex_place_heads, lex_find_folded(&lex_place_heads, k->norm[beg]),
                     NAME_PLACE);
    bool common = given && str_eq(lex_cell(&lex_given_names, given, LEX_given_names_common), S("yes"));
    if (given && (end - beg > 1 || !common)) return guess(rules, "a given name", &lex_given_names, given, NAME_PERSON);
    if (end - beg > 1 && (is_initial(f, beg) || is_initial(f, beg + 1)))
        return guess(rules, "initials", NULL, NULL, NAME_PERSON);
    for (int32_t t = beg + 1; t + 1 < end; t++)
        if (is_part(f, t, S("particle"))) return guess(rules, "a particle inside it", NULL, NULL, NAME_PERSON);
    const lex_row *family = end - beg > 1 && end - beg < 6 ? lex_find_folded(&lex_family_first, k->norm[beg]) : NULL;
    if (family) return guess(rules, "a family name that comes first", &lex_family_first, family, NAME_PERSON);
    *sure = false;
    int votes[4] = {0};
    kind_votes(f, beg, end, votes);
    if (end + 1 < k->n && norm_is(f, end, S(",")) &&
        k->sent[end + 1] == k->sent[beg]) { // "Macon, Ga.", "Tyre, Lebanon"
        struct known n = look_known(f, end + 1, end + 2);
        if ((n.what == KNOWN_PLACE || n.formal) && !n.weak) votes[NAME_PLACE] += 3;
    }
    // A name that the labels do not know is left open.
    if (!f->labelled && beg > 0 && norm_is(f, beg - 1, S("the")))
        votes[NAME_ORG]++;
    else if (!f->labelled && end - beg > 1 && end - beg < 4)
        votes[NAME_PERSON]++;
    rule_add(rules, "capitals; its labels and the words beside it tell the kind");
    enum name_kind best = NAME_OTHER;
    int most = 0;
    for (int i = 0; i < 3; i++)
        if (votes[i] > most) most = votes[i], best = (enum name_kind)i;
    return best;
}

static void add_guess(struct finder *f, int32_t beg, int32_t end, bool titled) {
    bool adjectives = f->tagged;
    for (int32_t t = beg; t < end; t++) adjectives &= f->k->upos[t] == UPOS_ADJ && f->k->ner[t] == NER_O;
    if (adjectives) return; // "Sunni", "Catholic"
    bool sure;
    int8_t gender;
    struct rules rules = {0};
    enum name_kind kind = guess_kind(f, beg, end, titled, &sure, &gender, &rules);
    struct mention *m = mention_add(f, beg, end, kind, FORM_NAME);
    m->rules = rules;
    m->sure = sure;
    m->gender = kind == NAME_PERSON ? gender : 0;
    m->given = m->gender != 0;
    if (kind == NAME_ORG) m->sector = org_sector(f, beg, end);
    if (kind == NAME_ORG && f->mentions.n > 1) { // "Venezuelan" inside "Venezuelan Foreign Ministry"
        const struct mention *inside = &f->mentions.p[f->mentions.n - 2];
        if (inside->beg == beg && inside->place.n) m->place = inside->place;
    }
    for (int32_t t = beg; t < end; t++) {
        f->taken[t] = 1;
        if (norm_is(f, t, S("of")) && kind == NAME_ORG) m->head = t - 1 > beg && m->head == end - 1 ? t - 1 : m->head;
    }
}

/* Words that are adjectives of a party or a faith in front of something, not names: "Republican senators". */
static bool plural_people(const struct finder *f, int32_t t, const lex_row **row) {
    *row = lex_find_folded(&lex_descriptions, f->k->norm[t]);
    return *row && str_eq(lex_cell(&lex_descriptions, *row, LEX_descriptions_number), S("p"));
}

/* "Oil Minister Ann Lee": where the name begins behind an office with a word before it; 0 when there is none. */
static int32_t office_ahead(const struct finder *f, int32_t at, int32_t end) {
    if (org_head(f, end - 1)) return 0;
    int32_t p = at + 1;
    while (p < end - 1 && p - at < 3 && !title_from(f, p, end)) p++;
    if (p >= end - 1 || p - at >= 3 || is_hyphen(f, p) || (p - at > 1 && !norm_is(f, at + 1, S("and")))) return 0;
    int32_t title = title_from(f, p, end);
    return title && p + title < end ? p + title : 0;
}

/* The party in "(R-Ohio)". */
static bool party_ahead(const struct finder *f, int32_t at, int32_t end) {
    return f->k->norm[at].n == 1 && at + 1 < end && is_hyphen(f, at + 1);
}

/* "President Street", "Center for Arvo Studies": the word for an office that ends before t begins another's name. */
static bool institution_behind(const struct finder *f, int32_t t, int32_t end) {
    if (t >= end || given_name(f, t)) return false;
    bool studies = t > 0 && norm_is(f, t, S("for")) && org_head(f, t - 1);
    return studies || org_head(f, end - 1) || place_head(f, end - 1, S("after"));
}

/* Where a name that begins at `at` ends within a run: before an office, but for one that is a body's field at its end
 * ("Department of Criminal Justice"). */
static int32_t name_stop(const struct finder *f, int32_t at, int32_t end) {
    if (org_head(f, end - 1)) return end;
    for (int32_t stop = at + 2; stop < end; stop++) {
        int32_t title = title_from(f, stop, end);
        if (title && (stop + title < end || !org_head(f, run_tail(f, at, stop) - 1))) return stop;
    }
    return end;
}

/* "Texas Marsh voters": somebody known by the family name stands behind a place. */
static bool place_and_person(const struct finder *f, int32_t at, int32_t next, int32_t end, const struct known *n) {
    if ((n->what != KNOWN_PLACE && n->what != KNOWN_COUNTRY) || next + 1 != end || given_name(f, at)) return false;
    bool one = f->k->ner[at] == NER_B_PER || f->k->ner[at] == NER_I_PER;
    return f->k->ner[next] == NER_B_PER || (!one && in_table(f, &lex_leaders, next, end));
}

/* Cuts a run of capital words [beg, end) into names. */
static void segment(struct finder *f, int32_t beg, int32_t end) {
    bool titled = false;
    for (int32_t at = beg; at < end;) {
        if (is_hyphen(f, at)) {
            at++;
            continue;
        }
        if (party_ahead(f, at, end)) {
            at += 2;
            continue;
        }
        struct known n;
        int32_t len = known_from(f, at, end, &n);
        bool rest = at + len < end;
        // What follows: another title, the name of somebody with a given name, or nothing.
        int32_t next = at + len + (rest && is_hyphen(f, at + len) ? 1 : 0);
        struct known other;
        bool pair = next > at + len && next < end && known_from(f, next, end, &other) && other.what == KNOWN_COUNTRY;
        int32_t tail = rest ? run_tail(f, at + len, end) : end;
        bool tail_org = rest && (org_head(f, tail - 1) || place_head(f, tail - 1, S("after")));
        bool apart = !rest || (next < end && (title_from(f, next, end) || given_name(f, next) || pair)) ||
                     place_and_person(f, at, next, end, &n);
        bool person = titled && n.what != KNOWN_COUNTRY && n.what != KNOWN_ORG;
        if (len && !person && (apart || (n.adjective && !tail_org)) && !(n.weak && rest)) {
            if (rest && tail_org && !title_from(f, next, end) && next == at + len) {
                add_known(f, at, at + len, &n); // "Venezuelan" inside "Venezuelan Foreign Ministry"
                add_guess(f, at, end, false);
                return;
            }
            add_known(f, at, at + len, &n);
            titled = false;
            at = next;
            continue;
        }
        if (len && n.what == KNOWN_ORG && rest && !tail_org && !n.weak &&
            next == at + len) { // "State Department Arabists"
            add_known(f, at, at + len, &n);
            titled = false;
            at = end - next > 1 ? next : end;
            continue;
        }
        if (len && n.adjective && tail_org) {
            int32_t titles = title_from(f, at + len, end);
            if (!titles || at + len + titles == end) {
                add_known(f, at, at + len, &n);
                add_guess(f, at, end, false);
                return;
            }
        }
        int32_t title = title_from(f, at, end);
        if (!title && is_part(f, at, S("before")) && at + 1 < end && title_from(f, at + 1, end)) {
            at++;
            continue;
        }
        int32_t office = title || given_name(f, at) ? 0 : office_ahead(f, at, end);
        if (office) {
            titled = true;
            at = office;
            continue;
        }
        bool all_org = institution_behind(f, at + title, end);
        if (title && !all_org && (at + title == end || !(title == 1 && given_name(f, at) && !titled))) {
            titled = true;
            at += title;
            continue;
        }
        int32_t stop = name_stop(f, at, end);
        const lex_row *row;
        if (stop - at == 1 && plural_people(f, at, &row)) {
            struct mention *m = mention_add(f, at, stop, NAME_OTHER, FORM_NAME);
            m->plural = m->sure = true;
            rule_add_row(&m->rules, "people of a party or faith", &lex_descriptions, row);
            m->sector = lex_cell(&lex_descriptions, row, LEX_descriptions_sector);
            f->taken[at] = 1;
        } else if (!(stop - at == 1 && in_table(f, &lex_descriptions, at, stop))) {
            add_guess(f, at, stop, titled);
        }
        titled = false;
        at = stop;
    }
}

/* A capital at the beginning of a sentence or after an opening mark tells nothing by itself. */
static bool opens(const struct finder *f, const struct sentence *s, int32_t t) {
    if (t == s->beg) return true;
    str p = f->k->norm[t - 1];
    return str_eq(p, S("\"")) || str_eq(p, S("''")) || str_eq(p, S("``")) || str_eq(p, S(":")) || str_eq(p, S("(")) ||
           str_eq(p, S("-")) || str_eq(p, S("--")) || str_eq(p, S("'")) || str_eq(p, S("*")) ||
           (t == s->beg + 1 && f->k->upos[t - 1] == UPOS_PUNCT);
}

/* True when the word at the beginning of a sentence is (the beginning of) a name. */
static bool begins_name(const struct finder *f, const struct sentence *s, int32_t t) {
    const int64_t *seen = table_get(&f->words, f->k->norm[t]);
    int64_t low = seen ? *seen & 0xFFFFF : 0, high = seen ? *seen >> 20 : 0;
    if (f->k->ner[t] != NER_O) return true;
    if (high > low) return true;
    if (low > high && !(f->tagged && f->k->upos[t] == UPOS_PROPN)) return false;
    struct known n;
    if (known_from(f, t, s->end, &n) && !n.weak) return true;
    if (is_initial(f, t) && t + 1 < s->end && word_capital(f, t + 1) && !norm_is(f, t, S("a")) &&
        !norm_is(f, t, S("i")))
        return true;
    if (is_part(f, t, S("particle")) && t + 1 < s->end &&
        (is_hyphen(f, t + 1) || word_capital(f, t + 1) || is_part(f, t + 1, S("particle"))))
        return t + 2 < s->end && (word_capital(f, t + 1) || word_capital(f, t + 2) || is_part(f, t + 2, S("particle")));
    bool next = t + 1 < s->end && word_capital(f, t + 1) && !is_initial(f, t + 1) && f->taken[t + 1] != 2;
    const lex_row *given = given_name(f, t);
    if (f->tagged && (given || next || !f->labelled || word_all_capitals(f, t)))
        return f->k->upos[t] == UPOS_PROPN || (next && title_from(f, t, s->end) > 0);
    if (in_table(f, &lex_leaders, t, t + 1)) return true;
    // The labels would know a name of one word, unless it is the subject: "Lagos denies".
    if (f->tagged) return f->k->upos[t] == UPOS_PROPN && t + 1 < s->end && f->k->upos[t + 1] == UPOS_VERB;
    if (given && (next || !str_eq(lex_cell(&lex_given_names, given, LEX_given_names_common), S("yes")))) return true;
    if (lex_find(&lex_honorifics, article_str(f->a, f->k->span[t])) || (next && title_from(f, t, s->end))) return true;
    if (word_all_capitals(f, t) && f->k->span[t].end - f->k->span[t].beg > 1) return true;
    if (lex_find_folded(&lex_sentence_starters, f->k->norm[t]) || is_part(f, t, S("small"))) return false;
    return next && f->k->norm[t].n > 3;
}

static bool name_word(const struct finder *f, int32_t t) {
    if (f->taken[t] || !word_capital(f, t)) return false;
    if (lex_find_folded(&lex_determiners, f->k->norm[t]) || lex_find_folded(&lex_pronouns, f->k->norm[t]))
        return norm_is(f, t, S("us")) && word_all_capitals(f, t);
    if (str_find(f->k->norm[t], S("$"), 0) >= 0) return false;
    return (f->k->upos[t] != UPOS_PRON || word_all_capitals(f, t)) && !norm_is(f, t, S("i")) &&
           f->k->upos[t] != UPOS_PUNCT;
}

/* A lone word with a capital that stands in small letters elsewhere in the article, and that no list knows. */
static bool everyday(const struct finder *f, int32_t t) {
    const int64_t *seen = table_get(&f->words, f->k->norm[t]);
    int64_t low = seen ? *seen & 0xFFFFF : 0, high = seen ? *seen >> 20 : 0;
    if (low == 0 || low < 2 * high) return false;
    struct known n = look_known(f, t, t + 1);
    return (n.what == KNOWN_NOTHING || n.weak) && !word_all_capitals(f, t);
}

/* A word that is no name although it has a capital: a function word, or what the tagger takes for one or for a verb and
 * no list knows ("However", "HELPED"). */
static bool no_name(const struct finder *f, int32_t t) {
    const tokens *k = f->k;
    if (k->ner[t] != NER_O) return false;
    struct known n = look_known(f, t, t + 1);
    if (n.what != KNOWN_NOTHING && (!n.weak || word_all_capitals(f, t))) return false;
    if (is_part(f, t, S("particle"))) return false;
    if (is_part(f, t, S("suffix"))) return true; // "Acme, Inc."
    if (lex_find_folded(&lex_function_words, k->norm[t]) || lex_find_folded(&lex_sentence_starters, k->norm[t]))
        return true;
    if (!f->tagged) return false;
    const int64_t *seen = table_get(&f->words, k->norm[t]);
    bool opening = t == k->sentences.p[k->sent[t]].beg;
    if (seen && (*seen >> 20) > (opening ? 0 : 1) && (*seen & 0xFFFFF) == 0) return false; // a name elsewhere
    uint8_t u = k->upos[t];
    return u == UPOS_VERB || u == UPOS_AUX || u == UPOS_ADP || u == UPOS_CCONJ || u == UPOS_SCONJ || u == UPOS_INTJ ||
           (u == UPOS_ADV && !given_name(f, t));
}

/* Where the capital words that begin at t end, t when there are none. */
static int32_t capitals_end(const struct finder *f, const struct sentence *s, int32_t t) {
    while (t < s->end && name_word(f, t)) t++;
    return t;
}

/* "The Trade and Competition Authority", "the Free Miners' Union": where one body's name ends that goes on behind "and"
 * or a plural possessor at e; e when it does not. */
static int32_t body_goes_on(const struct finder *f, const struct sentence *s, int32_t t, int32_t e) {
    if (e + 1 >= s->end || !name_word(f, e + 1)) return e;
    int32_t end = capitals_end(f, s, e + 1);
    str last = f->k->norm[e - 1];
    struct known n;
    if (!org_head(f, end - 1)) return e;
    const lex_row *row;
    if (norm_is(f, e, S("'s")) && end == e + 2) // "the Arvo County Sheriff's Office"
        return e - t > 1 && phrase_to(f, &lex_offices, t, e, &row) ? end : e;
    if (norm_is(f, e, S("'")) && last.n > 2 && last.p[last.n - 1] == 's')
        return look_known(f, t, e).what == KNOWN_NOTHING ? end : e;
    bool people = f->k->ner[t] == NER_B_PER || f->k->ner[t] == NER_B_LOC; // "the Lee and Marsh Government"
    bool joined = norm_is(f, e, S("and")) && e - t <= (people ? 1 : 2) && t > s->beg && norm_is(f, t - 1, S("the")) &&
                  !org_head(f, e - 1) && end - e > 2; // "the Navy and Congress" are two
    if (!joined || given_name(f, t) || title_from(f, t, end)) return e;
    return known_from(f, t, e, &n) || known_from(f, e + 1, end, &n) ? e : end;
}

/* "Secretary of State", "Former Secretary of State": an office that begins at t or behind such a word goes on past e.
 */
static bool office_goes_on(const struct finder *f, int32_t t, int32_t e, int32_t end) {
    if (is_part(f, t, S("before")) && t + 1 < e) t++;
    return title_from(f, t, end) > e - t;
}

/* Where a run of capital words that begins at t ends: particles, hyphens, and "of" behind the head of an organisation
 * go on. */
static int32_t run_end(const struct finder *f, const struct sentence *s, int32_t t) {
    int32_t e = t + 1;
    bool institution = false;
    while (e < s->end) {
        if (name_word(f, e) && !(f->k->mwt[e] && !word_capital(f, e))) {
            e++;
            continue;
        }
        // "Kim Jong-un", "Park Ji-won"
        if (e - t == 2 && e + 1 < s->end && is_hyphen(f, e) && word_joined(f, e - 1) && word_joined(f, e) &&
            f->k->norm[e + 1].n <= 6 && lex_find_folded(&lex_family_first, f->k->norm[t])) {
            e += 2;
            continue;
        }
        int32_t p = body_goes_on(f, s, t, e);
        if (p > e) {
            e = p;
            continue;
        }
        while (p < s->end && p - e < 3 && (is_part(f, p, S("particle")) || (is_hyphen(f, p) && word_joined(f, p - 1))))
            p++;
        bool hyphen = p > e && is_hyphen(f, p - 1) && word_joined(f, p - 1);
        if (p > e && p < s->end && name_word(f, p) && (hyphen || !is_hyphen(f, p - 1))) {
            e = p + 1;
            continue;
        }
        bool of = norm_is(f, e, S("of")) || norm_is(f, e, S("for")), and = norm_is(f, e, S("and")) ||
                                                                           norm_is(f, e, S("&"));
        int32_t after = e + 1 < s->end && norm_is(f, e + 1, S("the")) ? e + 2 : e + 1;
        if (after >= s->end || !name_word(f, after)) break;
        struct known n;
        bool office = of && office_goes_on(f, t, e, after + 2 < s->end ? after + 2 : s->end);
        if (of &&
            (org_head(f, e - 1) || (place_head(f, e - 1, S("after")) && !given_name(f, t)) ||
             known_from(f, t, after + 1, &n) > e - t || office) &&
            !(e - t == 1 && opens(f, s, t) && norm_is(f, e, S("for")))) {
            institution = !title_from(f, e - 1, s->end); // "Secretary of State and Democrat Ann Lee"
            e = after + 1;
        } else if (and&&after == e + 1 && (norm_is(f, e, S("&")) || institution) && !given_name(f, after) &&
                   !title_from(f, after, s->end) && !known_from(f, after, s->end, &n)) {
            e = after + 1;
        } else {
            break;
        }
    }
    return e;
}

/* A name in quotation marks inside a name: Joaquín "El Chapo" Guzmán. The end of the whole, or e. */
static int32_t nickname_end(const struct finder *f, const struct sentence *s, int32_t e) {
    if (e + 3 >= s->end || !(norm_is(f, e, S("\"")) || norm_is(f, e, S("'")) || norm_is(f, e, S("``")))) return e;
    int32_t p = e + 1;
    while (p < s->end && p - e < 4 && word_capital(f, p)) p++;
    if (p == e + 1 || p + 1 >= s->end) return e;
    bool closed = norm_is(f, p, S("\"")) || norm_is(f, p, S("'")) || norm_is(f, p, S("''"));
    return closed && name_word(f, p + 1) ? p + 2 : e;
}

static void scan_sentence(struct finder *f, const struct sentence *s) {
    for (int32_t t = s->beg; t < s->end;) {
        struct known n = {
            .what = KNOWN_NOTHING}; // the longest name of a list that begins here, "of" and commas inside it included
        bool lower = !word_capital(f, t);
        bool particle = lower && is_part(f, t, S("particle")) && t + 2 < s->end &&
                        (is_hyphen(f, t + 1) ? word_capital(f, t + 2) : f->k->norm[t].n == 3 && word_capital(f, t + 1));
        if (f->taken[t] || (lower && !particle && !ascii_digit(f->k->norm[t].p[0]))) {
            t++;
            continue;
        }
        bool digit = lower && !particle; // "10 Downing Street"
        if (!digit && !particle && !name_word(f, t)) {
            // "The Hague", "The Guardian": an article that is part of a name.
            int32_t len = norm_is(f, t, S("the")) ? known_from(f, t, s->end, &n) : 0;
            if (len && t + len < s->end && (name_word(f, t + len) || goes_on_joined(f, t + len, s->end))) len = 0;
            if (len) add_known(f, t, t + len, &n);
            t += len ? len : 1;
            continue;
        }
        if (digit || (opens(f, s, t) && !begins_name(f, s, t)) || (!particle && no_name(f, t))) {
            int32_t len = known_from(f, t, s->end, &n);
            if (len > 1) add_known(f, t, t + len, &n);
            t += len > 1 ? len : 1;
            continue;
        }
        int32_t e = particle ? run_end(f, s, is_hyphen(f, t + 1) ? t + 2 : t + 1) : run_end(f, s, t);
        if (e == t + 1 && everyday(f, t)) {
            t++;
            continue;
        }
        int32_t len = known_from(f, t, s->end, &n);
        if (t + len > e)
            e = t + len;
        else if (given_name(f, t))
            e = nickname_end(f, s, e);
        if (len == e - t && !n.weak)
            add_known(f, t, e, &n);
        else if (particle)
            add_guess(f, t, e, false);
        else
            segment(f, t, e);
        // An acronym in brackets behind it: "International Criminal Court (ICC)".
        if (e + 2 < s->end && norm_is(f, e, S("(")) && norm_is(f, e + 2, S(")")) && word_all_capitals(f, e + 1) &&
            f->mentions.n && f->mentions.p[f->mentions.n - 1].end == e && e - t > 1) {
            int32_t head = f->mentions.p[f->mentions.n - 1].head;
            enum name_kind kind = f->mentions.p[f->mentions.n - 1].kind;
            struct mention *m = mention_add(f, e + 1, e + 2, kind == NAME_PERSON ? NAME_ORG : kind, FORM_NAME);
            m->same_as = head;
            m->sure = true;
            rule_add(&m->rules, "an acronym in brackets behind its name");
            f->taken[e + 1] = 1;
            e += 3;
        }
        t = e;
    }
}

/* A headline: names of the word lists and names that the rest of the article has, longest first. */
static void scan_headline(struct finder *f, const struct sentence *s, const table *body, const table *first,
                          ptrdiff_t named) {
    enum { WORDS_MAX = 5 };
    bool all = f->caps[s - f->k->sentences.p] == CAPS_ALL;
    for (int32_t t = s->beg; t < s->end;) {
        if (f->taken[t] || !word_capital(f, t)) {
            t++;
            continue;
        }
        struct known n;
        int32_t len = known_from(f, t, s->end, &n);
        if (len && (n.weak || (all && len == 1 && f->k->norm[t].n < 4 && !n.formal))) len = 0;
        int32_t found = 0;
        const int64_t *at = NULL;
        arena one = *f->tmp;
        // No title stands in front: the keys of names begin with this very word.
        bool begins = table_get(first, name_key(mention_words(f, t, t + 1), &one)) != NULL;
        for (int32_t m = s->end - t < WORDS_MAX ? s->end - t : WORDS_MAX; begins && m > len && m > 0; m--) {
            if (!word_capital(f, t + m - 1) && !ascii_digit(f->k->norm[t + m - 1].p[0])) continue;
            arena tmp = *f->tmp;
            at = table_get(body, name_key(mention_words(f, t, t + m), &tmp));
            if (at && *at - 1 < named) {
                found = m;
                break;
            }
        }
        if (found) {
            struct mention like = f->mentions.p[*at - 1];
            struct mention *m = mention_add(f, t, t + found, like.kind, FORM_NAME);
            rule_add(&m->rules, "a headline has a name of the text");
            m->sure = like.sure;
            m->canon = like.canon;
            m->place = like.place;
            m->sector = like.sector;
            m->country = like.country;
            m->formal = like.formal;
            m->outlet = like.outlet;
            for (int32_t i = t; i < t + found; i++) f->taken[i] = 1;
            t += found;
        } else if (len) {
            add_known(f, t, t + len, &n);
            t += len;
        } else {
            const lex_row *given = given_name(f, t);
            bool common = given && str_eq(lex_cell(&lex_given_names, given, LEX_given_names_common), S("yes"));
            bool two = given && !common && t + 1 < s->end && word_capital(f, t + 1) && !title_from(f, t + 1, t + 2);
            const int64_t *low = two ? table_get(&f->words, f->k->norm[t + 1]) : NULL;
            if (two && !(low && (*low & 0xFFFFF)) && !(f->tagged && f->k->upos[t + 1] == UPOS_VERB)) {
                add_guess(f, t, t + 2, true);
                t++;
            }
            t++;
        }
    }
}

/* Spans of the NER column that no rule took. */
static void scan_labels(struct finder *f) {
    const tokens *k = f->k;
    for (int32_t t = 0; t < k->n;) {
        enum ner b = (enum ner)k->ner[t];
        if (b != NER_B_PER && b != NER_B_ORG && b != NER_B_LOC) {
            t++;
            continue;
        }
        int32_t e = t + 1;
        while (e < k->n && k->ner[e] == (uint8_t)(b + 1) && k->sent[e] == k->sent[t]) e++;
        int32_t after = e;
        while (t < e && (title_from(f, t, e) || is_part(f, t, S("before"))))
            t += title_from(f, t, e) ? title_from(f, t, e) : 1;
        if (t == e) continue;
        bool free = word_capital(f, t) && f->caps[k->sent[t]] == CAPS_TELL;
        for (int32_t i = t; i < e && free; i++) free = !f->taken[i];
        free &= e - t > 1 || !party_ahead(f, t, (int32_t)k->n);
        const lex_row *row;
        if (free && !(e - t == 1 && (title_from(f, t, e) || plural_people(f, t, &row)))) {
            struct mention *m = mention_add(f, t, e,
                                            b == NER_B_PER   ? NAME_PERSON
                                            : b == NER_B_ORG ? NAME_ORG
                                                             : NAME_PLACE,
                                            FORM_NAME);
            rule_add(&m->rules, "the labels of the model alone");
            if (m->kind == NAME_ORG) m->sector = org_sector(f, t, e);
            for (int32_t i = t; i < e; i++) f->taken[i] = 1;
        }
        t = after;
    }
}

/* A name that is a country's and a state's ("Georgia") is the state's where the text has more places of that state's
 * country. */
static void tell_states(struct finder *f) {
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        struct mention *m = &f->mentions.p[i];
        if (!m->country || !m->formal) continue;
        const lex_row *r = lex_find(&lex_places, mention_words(f, m->beg, m->end));
        if (!r) continue;
        str state_of = lex_cell(&lex_places, r, LEX_places_country);
        int state = 0, country = 0;
        for (ptrdiff_t j = 0; j < f->mentions.n && j < 500; j++) {
            const struct mention *x = &f->mentions.p[j];
            state += x->kind == NAME_PLACE && str_eq(x->place, state_of);
            country += j != i && x->kind == NAME_PLACE && str_eq(x->place, m->place) &&
                       !str_eq_nocase(mention_words(f, x->beg, x->end), mention_words(f, m->beg, m->end));
        }
        if (state <= country) continue;
        m->country = m->formal = false;
        m->place = state_of;
        m->canon = lex_cell(&lex_places, r, LEX_places_canonical);
    }
}

void names_find(struct finder *f) {
    const tokens *k = f->k;
    for (ptrdiff_t i = 0; i < k->sentences.n; i++)
        if (f->caps[i] == CAPS_TELL) scan_sentence(f, &k->sentences.p[i]);
    if (f->labelled) scan_labels(f);
    tell_states(f);
    table body = {.seed = 1}, first = {.seed = 1};
    ptrdiff_t named = f->mentions.n;
    for (ptrdiff_t i = 0; i < named; i++) {
        const struct mention *m = &f->mentions.p[i];
        str key = name_key(mention_words(f, m->beg, m->end), f->tmp);
        int64_t *v = table_put(&body, f->tmp, key);
        if (!*v) *v = i + 1;
        ptrdiff_t word = str_find(key, S(" "), 0);
        table_put(&first, f->tmp, word > 0 ? str_head(key, word) : key);
        ptrdiff_t blank = m->kind == NAME_PERSON ? str_rfind_byte(key, ' ') : -1;
        if (blank <= 0) continue;
        v = table_put(&body, f->tmp, str_drop(key, blank + 1)); // the family name alone
        table_put(&first, f->tmp, str_drop(key, blank + 1));
        if (!*v) *v = i + 1;
    }
    for (ptrdiff_t i = 0; i < k->sentences.n; i++) {
        const struct sentence *s = &k->sentences.p[i];
        if (f->caps[i] != CAPS_TELL) scan_headline(f, s, &body, &first, named);
        // A family name at the beginning of a sentence, which by itself looked like any other word.
        else if (s->beg < s->end && !f->taken[s->beg] && name_word(f, s->beg)) {
            const int64_t *at = table_get(&body, name_key(mention_words(f, s->beg, s->beg + 1), f->tmp));
            const int64_t *seen = table_get(&f->words, k->norm[s->beg]);
            if (at && f->mentions.p[*at - 1].kind == NAME_PERSON && !(seen && (*seen & 0xFFFFF))) {
                struct mention *m = mention_add(f, s->beg, s->beg + 1, NAME_PERSON, FORM_NAME);
                m->sure = true;
                rule_add(&m->rules, "the family name of somebody in the text");
                f->taken[s->beg] = 1;
            }
        }
    }
}
