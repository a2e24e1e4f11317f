/* evidence: what speaks for two articles being about one happening, as a probability.
 *
 * Reports of one kind of happening share its plain words ("police", "shot"); reports of one happening share names,
 * numbers, days and whole phrases that are rare elsewhere. So the words' rarity is counted over what was seen lately
 * (`rarity`), several views of what is shared are taken, and a logistic formula with weights set by hand joins them.
 * Articles of few words, such as headlines, share too little for that: they are compared through profiles, which are
 * their words and those of their nearest neighbours (pseudo-relevance feedback, Rocchio 1971).
 *
 * Pure functions of what they are given; a rarity belongs to one thread while it is changed. */
#ifndef ACCORD_STORY_EVIDENCE_H
#define ACCORD_STORY_EVIDENCE_H

#include "story/features.h"

/* How many articles have a word or a pair. Adding and taking away commute, so that order is no matter. Zeroed at first;
 * heap, in proportion to the different words of the articles in it. */
typedef struct rarity {
    struct rarity_count {
        uint32_t hash, articles; // hash 0 when the slot is free
    } * slot;                    // [slots] a power of two
    ptrdiff_t slots, used;       // used: slots that are not free, those counted down to 0 among them
    int64_t articles;
} rarity;

void rarity_clear(rarity *r);
/* Counts the words and pairs of one article. False when memory is missing. */
bool rarity_add(rarity *r, const features *f);
/* Takes back what was added. */
void rarity_take(rarity *r, const features *f);
/* ln of how much of all articles stand against one that has it: about 9 for what nobody else has, 0.7 for every second.
 */
float rarity_word(const rarity *r, const struct word_feature *w);
float rarity_pair(const rarity *r, uint32_t pair);

/* A word of a weighted vector of length 1, sorted by hash. */
struct weighted {
    uint32_t hash;
    float weight;
};
typedef struct profile {
    struct weighted *p;
    ptrdiff_t n, cap;
} profile;

float profile_dot(const profile *a, const profile *b);
/* Makes its length 1. */
void profile_normalise(profile *v);

/* One article as it is compared. The later of two has the rarity of its words as it is now; of the earlier one the
 * lengths of its vectors are known as they were when it came. */
typedef struct subject {
    const features *f;
    const float *word_rarity; // [words.n], null in one that was compared already
    const float *pair_rarity; // [pairs.n]
    float all, name, number;  // 1 / the lengths of the weighted vectors, 0 for none
    float pairs, days;
    const profile *profile; // null unless it is short
} subject;

enum { PROFILE_WORDS = 60, SHORT_WORDS = 30 }; // an article with fewer words is short

/* Fills all but the profile. */
void subject_make(subject *s, const features *f, const rarity *r, arena *out);
/* The words and pairs of an article as a vector of length 1, the rarities being those of now. */
void subject_vector(const features *f, const rarity *r, profile *v, arena *out);

/* What the formula sees, each 0 when nothing is shared. */
struct evidence {
    float all, name, number, days; // cosines: all words, names, numbers, days spoken of
    float pairs;                   // cosine of pairs of words
    float pairs_sum;               // the rarities of the pairs shared, added up
    float rarest;                  // the rarity of the rarest name shared
    float profile;                 // cosine of the profiles, when one of the two is short
    float gap, happened_gap;       // days between publications; between the days they speak of first
    bool one_outlet;
    float length; // 0 for headlines to 1 for whole texts: of the shorter of the two
};
/* a has its rarities. */
struct evidence evidence_of(const subject *a, const subject *b);
/* 0 to 1. */
float evidence_probability(const struct evidence *e);

#endif
