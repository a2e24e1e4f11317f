/* align: how likely two mentions make the same proposition: the features of a mention and the score of a pair.
 *
 * A mention's features are the class of its happening, its head lemma, its subject, who acts on whom, the other actors
 * and the content lemmas around it, its day. Lemmas and actors are weighed by how rare they are in the story (idf over
 * mentions), so that what every sentence of the story has says little. Lemmas that mean much the same (meaning.h) count
 * in part. */
#ifndef ACCORD_ACCOUNT_ALIGN_H
#define ACCORD_ACCOUNT_ALIGN_H

#include "account/account.h"
#include "account/meaning.h"
#include "account/narrative.h"
#include "story/link.h"

/* A sorted list of small numbers (lemmas, actors) with their weights. */
struct bag {
    int32_t *id; // [n] ascending, each once
    int32_t n;
};

/* A sentence that mentions stand in. */
struct telling {
    struct bag words; // its content lemmas
    int32_t number;   // 0 … tellings − 1, ascending with the mentions
};

struct align_mention {
    int32_t reading, event, sentence;
    int32_t kind, lemma;     // numbers of the class and of the head lemma
    int32_t subject, object; // numbers of their lemmas, -1 when the clause has none
    int32_t core;            // number of the lemma that tells it: the head's, or what the head leaves it to
    int32_t counted;         // number of the lemma of those whom it counts, -1 for none or just people
    int32_t aged;            // number of the figure in the object's age, -1
    int32_t particle;        // that makes another verb of its head ("ran out"), -1 for none
    struct bag actors, recipients, people, words, figures;
    struct bag happenings;             // what its head may be a wording of, see happening.h
    int32_t actor, bearer;             // the only person who does it or bears it, named there; -1
    int32_t source;                    // the actor by whose word it is told, -1 for none
    int32_t *with_head;                // [words.n + 1] its words, then its head lemma
    const struct telling *telling;     // its whole sentence
    float people_weight, words_weight; // sums of idf
    int32_t lo, hi;                    // days, lo > hi when unknown
    int32_t from, to;                  // the same, else the days on which the passage stands
    bool noun, precise;
    bool age;       // or another measure told beside a noun: "a six-year-old girl"
    bool finite;    // its head is a verb with a tense or a participle: no noun, no bare "selling"
    bool utterance; // its head is the cue of an attribution: "confirmed", "accused"
    bool negated;
    bool counts;  // it tells how many there were of those whom something befell
    bool further; // another one than the story's: "a second blast"
    bool silent;  // its head tells that nothing was said (lexicon/silence.tsv)
    bool light;   // its head is a verb that says little by itself (lexicon/light_verbs.tsv)
    enum plover plover;
    enum reality reality;
    str axis, end; // of lexicon/opposites.tsv; empty for most
    bool converse; // of that axis
};

struct aligner {
    struct align_mention *m; // [n] by reading, then by position
    int32_t n;
    float *word_idf, *actor_idf, *kind_idf;
    float *common;          // [words] how common a lemma is in texts of any kind, 0 … 1
    float *once;            // [words] how surely a head lemma names the one happening that many articles tell of
    float *about;           // [words] how surely it names, as a noun, what the whole story is about
    struct meaning meaning; // of the words
    int32_t words, actors, kinds, happenings, tellings;
};

/* Features of every event of the story that is a claim's mention. */
void align_features(const account *acc, int32_t *const *actor_of, struct stand *const *stands, struct aligner *x,
                    arena *out, arena tmp);

/* Pairs worth scoring (a shared class, head lemma or rare content lemma) with their scores, those above a floor; or
 * LINK_NEVER for two that cannot be the same. */
struct link_pairs {
    struct link_pair *p;
    ptrdiff_t n, cap;
};
void align_pairs(const struct aligner *x, struct link_pairs *pairs, arena *out, arena tmp);

#endif
