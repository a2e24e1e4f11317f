/* words: what the classifiers see of a sentence's words: hashes of forms, endings, beginnings and letter shapes.
 *
 * Forms are hashed in lower case with digits made 0, so that capitals are a feature of their own: in a headline in
 * title case or all capitals they mean nothing, and `mode` says so. */
#ifndef ACCORD_ANALYSE_WORDS_H
#define ACCORD_ANALYSE_WORDS_H

#include "doc/tokens.h"

enum { SUFFIXES = 5, PREFIXES = 3 };

/* How a sentence is written. */
enum letter_mode { MODE_PLAIN, MODE_TITLE, MODE_UPPER };
/* How a word is written. */
enum capitals { CAPS_NONE, CAPS_LOWER, CAPS_FIRST, CAPS_ALL, CAPS_MIXED };

/* Word lists that say something of names. In a phrase: the word is a part of several that stand there together. */
enum list {
    LIST_GIVEN = 1 << 0,
    LIST_COUNTRY = 1 << 1,
    LIST_PEOPLE = 1 << 2,
    LIST_PLACE = 1 << 3,
    LIST_ORG = 1 << 4,
    LIST_OUTLET = 1 << 5,
    LIST_LEADER = 1 << 6,
    LIST_ORG_HEAD = 1 << 7,
    LIST_PLACE_HEAD = 1 << 8,
    LIST_TITLE = 1 << 9,
    LIST_FAMILY = 1 << 10,
    LIST_PERSON = 1 << 11,
    LIST_KNOWN_PLACE = 1 << 12,
    LIST_COMPANY = 1 << 13,
    LIST_BODY = 1 << 14,
    LIST_TEAM = 1 << 15,
    LIST_PHRASE = 16, // bits from here on: the same lists, by a phrase
    LIST_BEGIN = 32   // and likewise, of the phrase's first word
};

struct word {
    uint64_t form;             // hash of the norm with digits as 0
    uint64_t suffix[SUFFIXES]; // of the last 1 … 5 bytes of the form, whole when it is shorter
    uint64_t prefix[PREFIXES]; // of the first 1 … 3
    uint64_t lists;            // bits of enum list: word lists that it stands in, alone or as a part of a phrase
    uint64_t shape;            // "Xx", "d,d", "X.X." with runs shortened
    uint8_t caps;              // enum capitals
    uint8_t context; // caps, the sentence's mode and whether it is the first word: caps | mode << 3 | first << 5
    uint8_t glue;    // 1: no space before, 2: none after, 4: goes on a multiword token, 8: one goes on it
};

struct words {
    struct word *p; // [n]
    int32_t n;
    enum letter_mode mode;
};

/* The views of the words of sentence s. O(bytes). */
struct words words_make(str text, const tokens *k, const struct sentence *s, arena *out);
/* The hash of a form in lower case: what word.form is. */
uint64_t words_form(str norm);
/* Sets `lists`. O(words) look-ups. */
void words_find_lists(struct words *w, str text, const tokens *k, const struct sentence *s, arena tmp);

/* The view of a position outside of the sentence: before it (-1) or after it. */
extern const struct word word_before, word_after;
static inline const struct word *word_at(const struct words *w, int32_t i) {
    return i < 0 ? &word_before : i >= w->n ? &word_after : &w->p[i];
}

#endif
