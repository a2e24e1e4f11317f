/* features: an article -> what grouping keeps of it: hashed words with their weights, pairs of words, days it speaks
 * of.
 *
 * About 1.5 KB, whatever the article's length; nothing in it points into the article. Words are stemmed lightly and
 * hashed to 32 bits; two that fall together are taken for one, which is rare enough to do no harm.
 *
 *     features f = features_of(&article, &out);
 *     buf blob = {0};
 *     features_save(&f, &blob);                       // bytes to keep
 *     features_load(buf_str(&blob), &g, &out);        // the same again, or false
 *
 * Invariants: 1. words and pairs are sorted by hash, each hash once; days are sorted, each once.  2. the result depends
 * on the article's text, title, outlet and date alone. Pure and thread-safe. O(length read). */
#ifndef ACCORD_STORY_FEATURES_H
#define ACCORD_STORY_FEATURES_H

#include "base/buf.h"
#include "doc/article.h"

enum {
    FEATURES_WORDS_READ = 260, // of a text, and of a title: news puts first what it is about
    FEATURES_DAYS = 12,        // the first days that an article speaks of
    FEATURES_SCALE = 40,       // weights are kept in so many parts of one
    FEATURES_UNDATED = INT32_MIN,
};

struct word_feature {
    uint32_t hash;
    uint8_t all;    // ln(1 + how often it stands), the title and the beginning counted more, × FEATURES_SCALE
    uint8_t name;   // the same over the places where it is written as a name is; 0 when nowhere
    uint8_t common; // how many of a thousand texts of any kind have it, at most 255
    uint8_t flags;  // of enum word_flag
};
enum word_flag { WORD_NUMBER = 1 /* begins with a digit */, WORD_INDEXED = 2 /* the index finds it by this word */ };

struct day_feature {
    int32_t day;
    uint8_t weight; // × FEATURES_SCALE: what is said first counts most
};

typedef struct features {
    int32_t day;      // of publication, FEATURES_UNDATED when unknown
    int32_t second;   // of that day in UTC, -1 when unknown
    int32_t happened; // the day it speaks of first, else `day`
    uint32_t outlet;  // hash, 0 when unknown
    struct {
        struct word_feature *p;
        ptrdiff_t n, cap;
    } words;
    struct {
        uint32_t *p;
        ptrdiff_t n, cap;
    } pairs; // of words next to each other, function words left out
    struct {
        struct day_feature *p;
        ptrdiff_t n, cap;
    } days;
} features;

/* Takes scratch room in *out too, some 100 KB: reset it once they are copied or saved. */
features features_of(const article *a, arena *out);

/* < 0, 0, > 0: an order by all that they hold: publication first. */
int features_cmp(const features *a, const features *b);

/* Appends them as bytes. */
void features_save(const features *f, buf *out);
/* Takes one article's off *bytes. False, with nothing promised of *f, for bytes that features_save did not write. */
bool features_load(str *bytes, features *f, arena *out);

#endif
