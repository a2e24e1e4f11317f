/* Of which kind a name is that no list knows. Each of its mentions votes, by the labels of the model and by the words
 * beside it; the names of one key are counted together, so that one telling place decides for all. */
#include "extract/entity.h"
#include "lexicon_tables.h"

enum {
    LABEL_VOTES = 2,   // of each labelled word
    BESIDE_VOTES = 2,  // "who" behind it, "in" before it
    BELONGS_VOTES = 6, // of what only one kind has: "Acme's shareholders"
    OWNED_WORDS = 4,   // how far behind its owner a noun stands: "Acme's former chief executive"
};

static bool norm_is(const struct finder *f, int32_t t, str word) { return str_eq(f->k->norm[t], word); }

/* The vote of what words [t, t + n) belong to. */
static void vote_belonging(const lex_row *row, int votes[4]) {
    str of = lex_cell(&lex_belongings, row, LEX_belongings_of);
    votes[str_eq(of, S("org")) ? NAME_ORG : str_eq(of, S("state")) ? NAME_PLACE : NAME_PERSON] += BELONGS_VOTES;
}

/* "Acme's former chief executive", "Acme shares". */
static void vote_owned(const struct finder *f, const struct sentence *s, int32_t end, int votes[4]) {
    const lex_row *row;
    bool possessor = end < s->end && (norm_is(f, end, S("'s")) || norm_is(f, end, S("'")));
    int32_t beg = possessor ? end + 1 : end, stop = possessor ? beg + OWNED_WORDS : beg + 1;
    for (int32_t t = beg; t < stop && t < s->end; t++) {
        if (phrase_from(f, &lex_belongings, t, s->end, &row)) {
            vote_belonging(row, votes);
            return;
        }
        uint8_t u = f->k->upos[t];
        if (u != UPOS_ADJ && u != UPOS_NOUN && u != UPOS_NUM && u != UPOS_PROPN) return;
    }
}

/* "Shareholders of Acme", "a stake in Acme", "the ambassador to Arvo". */
static void vote_owner(const struct finder *f, const struct sentence *s, int32_t beg, int votes[4]) {
    static const str links[] = {S_INIT("of"), S_INIT("in"), S_INIT("at"), S_INIT("for"), S_INIT("to")};
    const lex_row *row;
    bool link = false;
    for (size_t i = 0; beg > s->beg && i < sizeof links / sizeof *links; i++) link |= norm_is(f, beg - 1, links[i]);
    if (link && phrase_to(f, &lex_belongings, s->beg, beg - 1, &row)) vote_belonging(row, votes);
}

void kind_votes(const struct finder *f, int32_t beg, int32_t end, int votes[4]) {
    const tokens *k = f->k;
    if (f->labelled)
        for (int32_t t = beg; t < end; t++) {
            if (k->ner[t] == NER_B_PER || k->ner[t] == NER_I_PER) votes[NAME_PERSON] += LABEL_VOTES;
            if (k->ner[t] == NER_B_ORG || k->ner[t] == NER_I_ORG) votes[NAME_ORG] += LABEL_VOTES;
            if (k->ner[t] == NER_B_LOC || k->ner[t] == NER_I_LOC) votes[NAME_PLACE] += LABEL_VOTES;
        }
    if (end - beg == 1 && word_all_capitals(f, beg)) votes[NAME_ORG] += f->labelled ? 1 : 3;
    if (phrase_from(f, &lex_leaders, beg, end, &(const lex_row *){0}) == end - beg) votes[NAME_PERSON] += 3;
    if (end < k->n && (norm_is(f, end, S("who")) || norm_is(f, end, S("said")) || norm_is(f, end, S("says"))))
        votes[NAME_PERSON] += BESIDE_VOTES;
    if (end + 1 < k->n && norm_is(f, end, S(",")) && (k->upos[end + 1] == UPOS_NUM || norm_is(f, end + 1, S("who"))))
        votes[NAME_PERSON] += BESIDE_VOTES;
    if (beg > 0 && (norm_is(f, beg - 1, S("in")) || norm_is(f, beg - 1, S("near")) || norm_is(f, beg - 1, S("at"))))
        votes[NAME_PLACE] += end - beg == 1 ? BESIDE_VOTES : 1;
    if (end + 1 < k->n && norm_is(f, end, S(",")) && norm_is(f, end + 1, S("which")) &&
        votes[NAME_PERSON] > votes[NAME_ORG]) { // "Northern Haulage, which owns the lorry"
        votes[NAME_ORG] = votes[NAME_PERSON];
        votes[NAME_PERSON] = 0;
    }
}

void kind_votes_beside(const struct finder *f, int32_t beg, int32_t end, int votes[4]) {
    const struct sentence *s = &f->k->sentences.p[f->k->sent[beg]];
    vote_owned(f, s, end, votes);
    vote_owner(f, s, beg, votes);
}
