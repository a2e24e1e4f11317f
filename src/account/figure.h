/* figure: what the articles of a story count and measure, each figure with what it is of.
 *
 *     "police put the crowd at 40,000"        40,000 persons, sort "crowd"
 *     "the toll stood at 41"                  41 persons, fate "killed"
 *     "300,000 crowns (about 12,000 euros)"   one figure in two units
 *     "by eight votes to one", "unanimously"  one figure of two sides
 *     "41 percent would choose Ann Lee"       in the text of a poll: sort "support", who Ann Lee
 *
 * An amount without a unit of its own is lent one by the words that tell what it counts. Amounts that are no figures of
 * the story are left out: days ("two days before the vote"), sources ("three officials said"), one among several.
 *
 * Invariants: 1. low and high are in the first unit of their dimension.  2. figures are in the order of the articles.
 * 3. numbers of words are the vocabulary's, of other things the gathering's own. */
#ifndef ACCORD_ACCOUNT_FIGURE_H
#define ACCORD_ACCOUNT_FIGURE_H

#include "account/account.h"
#include "account/context.h"

struct figure {
    int32_t reading, claim, day; // day of its article, INT32_MAX when unknown
    int32_t hour;                // of that day, -1 when unknown
    bool former;                 // it was told so before: "had earlier put the toll at 31"
    bool revised;                // it takes the place of the one before it: "has since raised the number to 141"
    span at;                     // with what is counted
    int32_t beg, number;         // words: its first, and the number's
    str unit;                    // as found, or lent
    int32_t dimension;           // number of the dimension, or of the unit where it has none
    double low, high;
    double told; // low as it stands there
    bool has_low, has_high, approx;
    double second;             // of two sides, the lesser
    bool sides;                // it is of two sides: a vote, a result
    bool all;                  // a vote without a second side; how many there were is not told
    bool age;                  // somebody's
    const struct entity *aged; // whose, null when nobody's whom the text knows
    int32_t aged_actor;        // that one, -1
    bool one_of_many;          // its article tells the ages of several such without a name: "a woman, 26, a woman, 41"
    int32_t counts;            // the word for what is counted, -1
    str measure;               // see figure_dimension
    int32_t counted;           // number of the lemma of what is counted, -1
    bool anybody;              // just "people" are counted: that they are people says nothing
    str quality;               // depth, width …; empty when nothing tells
    bool rate;                 // so much for each: "$14 a share"
    bool part;                 // so many of a known number: "eleven of the victims"
    bool some;                 // and its sort is that of all of these: "three of those killed"
    str act;                   // the verb that it stands with, empty when there is none
    int32_t verb;              // that verb's word, -1
    int32_t deed;              // that verb, a word of the vocabulary; -1
    const struct entity *subject; // who does that, where he has a name; null
    bool unreal;                  // of what is thought of, and is not said to be so
    str sort;       // what befell the people it counts ("killed"), else of lexicon/figure_sorts.tsv; or empty
    bool fate;      // the former
    int32_t who;    // the actor whose figure it is, -1
    bool polled;    // its text has spoken of a poll by then
    str scope;      // the place of those counted: "five Lund officers", "killed three in Orm"; its key, or empty
    str from;       // of a distance: the place from which it is measured; or empty
    str toward;     // and the direction: "north"
    bool elsewhere; // of an older happening that dates the story's: "came ten days after a blast killed five"
    bool of_year;   // a count of the whole year: "so far this year"
    int32_t lasts;  // of a length of time: what lasted so long, a word of the vocabulary; -1
    int32_t thing;  // what is counted, or of what it is a share: a word of the vocabulary; -1
    int32_t lo, hi; // the days of which its sentence speaks, lo > hi when it names none
    bool past;      // these are long before the story's first report
    int32_t voice;  // the attribution that it stands in, -1
    struct {
        int32_t dimension; // -1 when there is none
        double low, high;
    } also; // the same in another unit: "(12,000 euros)"
    int32_t words[12];
    int32_t n; // of words
    struct context around;
};
struct figures {
    struct figure *p;
    ptrdiff_t n, cap;
};

/* All figures of the story. O(words). */
void figures_gather(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, struct figures *all,
                    arena *out);
static inline double figure_middle(const struct figure *f) { return f->has_low ? f->low : f->high; }
/* "length", "time" …; empty for a count of things. */
static inline str figure_dimension(const struct figure *f) { return f->measure; }
/* In a currency. */
bool figure_is_money(const struct figure *f);

#endif
