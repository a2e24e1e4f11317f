/* Offices and descriptions beside a name: before it ("opposition leader Ann Lee"), behind it between commas ("Ann Lee,
 * the head of Kenya's navy,") or behind a form of "be". They tell who is who: kind, gender, country and sector. */
#include "base/utf8.h"
#include "extract/entity.h"
#include "lexicon_tables.h"

enum { APPOSITION_WORDS_MAX = 14 };

static bool norm_is(const struct finder *f, int32_t t, str word) { return str_eq(f->k->norm[t], word); }

static bool is_before(const struct finder *f, int32_t t) {
    const lex_row *r = lex_find_folded(&lex_name_parts, f->k->norm[t]);
    return r && str_eq(lex_cell(&lex_name_parts, r, LEX_name_parts_part), S("before"));
}

static void take_gender(struct mention *m, str cell) {
    if (!cell.n || (cell.p[0] != 'm' && cell.p[0] != 'f')) return;
    m->gender = (int8_t)cell.p[0];
    m->given = false;
}

/* The country mention that ends before word t: "Kenyan", "Kenya's". */
static const struct mention *country_before(const struct finder *f, int32_t t, int32_t low) {
    if (t - 1 >= low && (norm_is(f, t - 1, S("'s")) || norm_is(f, t - 1, S("'")))) t--;
    int32_t i = t - 1 >= low ? mention_at(f, t - 1) : -1;
    return i >= 0 && f->mentions.p[i].place.n && f->mentions.p[i].kind != NAME_PERSON ? &f->mentions.p[i] : NULL;
}

/* Offices and honorifics that end before word `at`; how far they reach to the left. */
static int32_t titles_before(const struct finder *f, struct mention *m, int32_t at, int32_t low) {
    int32_t beg = at;
    for (;;) {
        const lex_row *row;
        int32_t n = phrase_to(f, &lex_offices, low, beg, &row);
        if (n) {
            if (!m->sector.n) m->sector = lex_cell(&lex_offices, row, LEX_offices_sector);
            take_gender(m, lex_cell(&lex_offices, row, LEX_offices_gender));
            beg -= n;
            continue;
        }
        n = phrase_to(f, &lex_honorifics, low, beg, &row);
        if (n) {
            str sector = lex_cell(&lex_honorifics, row, LEX_honorifics_sector);
            if (sector.n && !m->sector.n) m->sector = sector;
            take_gender(m, lex_cell(&lex_honorifics, row, LEX_honorifics_gender));
            beg -= n;
            continue;
        }
        if (beg < at && beg - 1 >= low && is_before(f, beg - 1)) {
            beg--;
            continue;
        }
        if (beg < at && beg - 2 >= low && norm_is(f, beg - 1, S("and")) && // "Vice President and Senator Ann Lee"
            (n = phrase_to(f, &lex_offices, low, beg - 1, &row)) && word_capital(f, beg - 2)) {
            beg -= n + 1;
            continue;
        }
        return beg;
    }
}

str party_named(const struct finder *f, str words) {
    str rest = utf8_fold(f->tmp, words), part, before = {0};
    while (str_next_part(&rest, ' ', &part)) {
        if (before.n && str_eq(part, S("party"))) return arena_cat(f->tmp, before, S(" party"));
        const lex_row *row = lex_find_folded(&lex_organisations, part);
        if (!row) row = lex_find_folded(&lex_organisations, arena_cat(f->tmp, part, S(" party")));
        if (row && str_eq(lex_cell(&lex_organisations, row, LEX_organisations_sector), S("PTY")))
            return utf8_fold(f->tmp, lex_cell(&lex_organisations, row, LEX_organisations_canonical));
        before = part;
    }
    return (str){0};
}

/* "Former mayor and anti-graft campaigner Ann Lee": where the first of two descriptions begins whose second one begins
 * at beg or leads up to it; beg when there is one only. */
static int32_t both_begin(const struct finder *f, int32_t beg, const struct sentence *s) {
    enum { WORDS_MAX = 5 }; // of the second one before beg
    int32_t and = beg - 1, low = beg - WORDS_MAX > s->beg ? beg - WORDS_MAX : s->beg;
    while (and > low && !norm_is(f, and, S("and"))) {
        uint8_t u = f->k->upos[and];
        if (u != UPOS_ADJ && u != UPOS_NOUN && u != UPOS_PROPN && !norm_is(f, and, S("-"))) return beg;
        and--;
    }
    if (and <= low || !norm_is(f, and, S("and"))) return beg;
    const lex_row *row;
    int32_t n = phrase_to(f, &lex_offices, s->beg, and, &row);
    if (!n && (n = phrase_to(f, &lex_descriptions, s->beg, and, &row)) &&
        str_eq(lex_cell(&lex_descriptions, row, LEX_descriptions_number), S("p")))
        return beg;
    if (!n) return beg;
    int32_t first = and-n;
    while (first > s->beg && is_before(f, first - 1)) first--;
    // "the mayor and campaigner Ann Lee" may be two
    return first > s->beg && lex_find_folded(&lex_determiners, f->k->norm[first - 1]) ? beg : first;
}

/* "Republican presidential nominee": where the party begins that stands before an office at beg; beg when none does. */
static int32_t party_before(const struct finder *f, int32_t beg, const struct sentence *s) {
    int32_t t = beg - 1;
    bool named = t >= s->beg && party_named(f, mention_words(f, t, t + 1)).n;
    if (!named && t > s->beg && f->k->upos[t] == UPOS_ADJ) named = party_named(f, mention_words(f, t - 1, t)).n, t--;
    return named ? t : beg;
}

static void role_before(struct finder *f, struct mention *m, const struct sentence *s) {
    int32_t low = m->beg - 8 > s->beg ? m->beg - 8 : s->beg, at = m->beg;
    bool comma = at - 1 > low && norm_is(f, at - 1, S(","));
    if (comma) at--;
    struct mention trial = *m;
    trial.sector = (str){0};
    int32_t beg = titles_before(f, &trial, at, low);
    if (beg == at) {
        // A noun for a person that is no office: "gunman John Doe".
        const lex_row *row;
        int32_t n = phrase_to(f, &lex_descriptions, low, at, &row);
        if (!n || word_capital(f, at - 1) || str_eq(lex_cell(&lex_descriptions, row, LEX_descriptions_number), S("p")))
            return;
        if (m->kind != NAME_PERSON && m->sure) return;
        take_gender(&trial, lex_cell(&lex_descriptions, row, LEX_descriptions_gender));
        trial.sector = lex_cell(&lex_descriptions, row, LEX_descriptions_sector);
        beg = at - n;
    }
    if (m->sure && m->kind != NAME_PERSON) return;
    const lex_row *body; // "foreign ministry spokesman Ann Lee"
    int32_t words = phrase_to(f, &lex_org_heads, s->beg, beg, &body);
    if (words && (!trial.sector.n || str_eq(trial.sector, S("CVL")) || str_eq(trial.sector, S("BUS")))) {
        trial.sector = lex_cell(&lex_org_heads, body, LEX_org_heads_sector);
        beg -= words;
    }
    const struct mention *of = country_before(f, beg, s->beg);
    // "the president, Ann Lee," and "his older brother, Jan," are one; "the president, Kenya and" is none.
    int32_t noun = beg;
    while (comma && noun - 1 > s->beg && f->k->upos[noun - 1] == UPOS_ADJ) noun--;
    bool determined = noun > s->beg && (f->k->upos[noun - 1] == UPOS_DET || f->k->upos[noun - 1] == UPOS_PRON || of ||
                                        norm_is(f, noun - 1, S("'s")) || norm_is(f, noun - 1, S("'")) ||
                                        lex_find_folded(&lex_determiners, f->k->norm[noun - 1]));
    if (comma && (!determined || (m->sure && m->kind != NAME_PERSON))) return;
    m->sector = trial.sector;
    m->gender = trial.gender;
    m->given = trial.given;
    m->kind = NAME_PERSON;
    m->sure = true;
    bool joined = of && of->end == beg && !of->country; // "FBI Director": the body is part of the office
    m->role_beg = both_begin(f, joined ? of->beg : beg, s);
    m->role_end = at;
    if (!comma) m->role_beg = party_before(f, m->role_beg, s);
    if (joined && of->sector.n) m->sector = of->sector;
    if (of) m->place = of->place;
}

static bool closes(const struct finder *f, int32_t t) {
    str w = f->k->norm[t];
    return w.n == 1 &&
           (w.p[0] == ',' || w.p[0] == '.' || w.p[0] == ';' || w.p[0] == ')' || w.p[0] == '"' || w.p[0] == ':');
}

static bool verb_like(const struct finder *f, int32_t t) {
    if (f->tagged) return f->k->upos[t] == UPOS_VERB || f->k->upos[t] == UPOS_AUX;
    return norm_is(f, t, S("said")) || norm_is(f, t, S("was")) || norm_is(f, t, S("is")) || norm_is(f, t, S("has")) ||
           norm_is(f, t, S("had")) || norm_is(f, t, S("were")) || norm_is(f, t, S("will"));
}

/* "head of Kenya's navy": an office that any body has belongs to the sector of the body behind "of" or "for". */
static void body_of(const struct finder *f, struct mention *m, int32_t t, int32_t end) {
    if (m->sector.n && !str_eq(m->sector, S("BUS")) && !str_eq(m->sector, S("CVL")) && !str_eq(m->sector, S("GOV")))
        return;
    if (t >= end || !(norm_is(f, t, S("of")) || norm_is(f, t, S("for")) || norm_is(f, t, S("at")))) return;
    for (t++; t < end; t++) {
        int32_t at = mention_at(f, t);
        const lex_row *row;
        if (at >= 0 && f->mentions.p[at].kind == NAME_ORG && f->mentions.p[at].sector.n) {
            m->sector = f->mentions.p[at].sector;
            if (!m->place.n) m->place = f->mentions.p[at].place;
            return;
        }
        if (at < 0 && phrase_from(f, &lex_org_heads, t, end, &row)) {
            m->sector = lex_cell(&lex_org_heads, row, LEX_org_heads_sector);
            return;
        }
    }
}

/* The description [beg, end) of m: its first office or noun for a person, with the country inside it. */
static bool describe(struct finder *f, struct mention *m, int32_t beg, int32_t end) {
    const tokens *k = f->k;
    if (beg < end &&
        (k->upos[beg] == UPOS_DET || norm_is(f, beg, S("the")) || norm_is(f, beg, S("a")) || norm_is(f, beg, S("an"))))
        beg++;
    if (beg < end && norm_is(f, beg, S("whose"))) return false;
    for (int32_t t = beg; t < end; t++) {
        if (verb_like(f, t) || norm_is(f, t, S("who")) || norm_is(f, t, S("whose")) || norm_is(f, t, S("and")))
            return false;
        if (k->upos[t] == UPOS_SCONJ || (k->upos[t] == UPOS_ADP && !norm_is(f, t, S("of")))) return false;
        int32_t at = mention_at(f, t);
        if (at >= 0 && f->mentions.p[at].kind == NAME_PERSON && t + 1 < end &&
            !norm_is(f, f->mentions.p[at].end, S("'s")))
            return false;
        const lex_row *row;
        bool office = true, last = false;
        int32_t n = phrase_from(f, &lex_offices, t, end, &row);
        if (!n) n = phrase_from(f, &lex_descriptions, t, end, &row), office = false;
        if (!n) continue;
        // The head of the noun phrase, not a noun inside it ("police spokesman").
        if (t + n < end && (norm_is(f, t + n, S("'s")) || norm_is(f, t + n, S("'")))) return false; // its office says
        last = t + n >= end || !(k->upos[t + n] == UPOS_NOUN || k->upos[t + n] == UPOS_PROPN) || !f->tagged;
        if (!f->tagged && t + n < end && (phrase_from(f, &lex_offices, t + n, end, &(const lex_row *){0}) > 0))
            last = false;
        if (!last) continue;
        if (!office && str_eq(lex_cell(&lex_descriptions, row, LEX_descriptions_number), S("p"))) return false;
        if (!(m->sure && m->kind == NAME_PERSON) && lex_find_folded(&lex_traders, k->norm[t + n - 1])) return false;
        str sector = office ? lex_cell(&lex_offices, row, LEX_offices_sector)
                            : lex_cell(&lex_descriptions, row, LEX_descriptions_sector);
        if (sector.n && (!m->sector.n || str_eq(m->sector, S("CVL")))) m->sector = sector;
        take_gender(m, office ? lex_cell(&lex_offices, row, LEX_offices_gender)
                              : lex_cell(&lex_descriptions, row, LEX_descriptions_gender));
        if (m->role_end == 0) {
            m->role_beg = beg;
            m->role_end = end;
        }
        for (int32_t c = beg; c < end && !m->place.n; c++) {
            int32_t i = mention_at(f, c);
            if (i >= 0 && f->mentions.p[i].kind != NAME_PERSON && f->mentions.p[i].place.n)
                m->place = f->mentions.p[i].place;
        }
        m->kind = NAME_PERSON;
        m->sure = true;
        body_of(f, m, t + n, end);
        return true;
    }
    return false;
}

/* "In a call to Ann Lee, Brown's mother said": what follows the name with a preposition is the subject, another one. */
static bool other_subject(const struct finder *f, const struct mention *m, int32_t beg, int32_t end) {
    const tokens *k = f->k;
    if (!f->tagged || token_child(k, m->head, REL_CASE) < 0) return false;
    for (int32_t t = beg; t < end; t++)
        if (rel_base((enum rel)k->rel[t]) == REL_NSUBJ && k->head[t] >= end && !token_above(k, m->head, t)) return true;
    return false;
}

static void role_after(struct finder *f, struct mention *m, const struct sentence *s) {
    const tokens *k = f->k;
    if (m->sure && m->kind != NAME_PERSON) return;
    int32_t t = m->end;
    if (t + 1 >= s->end) return;
    bool comma = norm_is(f, t, S(",")) || norm_is(f, t, S("("));
    bool be = norm_is(f, t, S("is")) || norm_is(f, t, S("was"));
    if (!comma && !be) return;
    t++;
    // ", 54,"
    if (comma && k->upos[t] == UPOS_NUM && t + 1 < s->end && norm_is(f, t + 1, S(","))) {
        if (!m->sure && k->norm[t].n <= 3 && ascii_digit(k->norm[t].p[0])) m->kind = NAME_PERSON;
        t += 2;
    }
    if (be && (t >= s->end || !(norm_is(f, t, S("the")) || norm_is(f, t, S("a")) || norm_is(f, t, S("an"))))) return;
    int32_t end = t;
    while (end < s->end && end - t < APPOSITION_WORDS_MAX && !closes(f, end)) end++;
    if (end > t && !(comma && other_subject(f, m, t, end))) describe(f, m, t, end);
}

void roles_find(struct finder *f) {
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        struct mention *m = &f->mentions.p[i];
        const struct sentence *s = &f->k->sentences.p[f->k->sent[m->beg]];
        if (m->kind == NAME_PLACE && m->sure) continue;
        if (f->caps[f->k->sent[m->beg]] == CAPS_ALL) continue;
        role_before(f, m, s);
        role_after(f, m, s);
        // "Sen. Ann Lee of Ohio", "Ann Lee (R-Ohio)"
        if (m->kind == NAME_PERSON && !m->place.n && m->end + 1 < s->end && norm_is(f, m->end, S("of"))) {
            int32_t at = mention_at(f, m->end + 1);
            if (at >= 0 && f->mentions.p[at].kind == NAME_PLACE) m->place = f->mentions.p[at].place;
        }
    }
}
