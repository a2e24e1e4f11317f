/* index_state: what an index holds, for the files that make it: index.c decides, index_bytes.c saves and loads. */
#ifndef ACCORD_STORY_INDEX_STATE_H
#define ACCORD_STORY_INDEX_STATE_H

#include "story/evidence.h"
#include "story/index.h"
#include "story/postings.h"

enum { PROFILE_HEAVIEST = 16 }; // words of a profile that it is found by

struct story {
    int64_t name;    // the number of its first article
    int32_t live;    // its articles that are remembered; at 0 it is forgotten
    int32_t touched; // 1 + its place in the batch that is being decided, 0 between
};

/* One article, in one piece of the heap. */
struct kept {
    int64_t article;
    struct story *story; // null while it is queued
    features f;
    profile profile; // of short ones
    subject subject;
};

struct story_index {
    struct kept **ring; // [cap] a power of two; article number i stands at i & (cap − 1)
    uint32_t cap, first, next;
    struct {
        struct kept **p;
        ptrdiff_t n, cap;
    } queue;
    rarity rarity;
    postings words;    // of all articles
    postings profiles; // of short ones
    int32_t newest;    // day
    ptrdiff_t stories;
};

static inline struct kept **index_at(const story_index *x, uint32_t i) { return &x->ring[i & (x->cap - 1)]; }

/* A record that holds copies of *f and of *v, which may be null. Null when memory is missing. */
struct kept *kept_new(int64_t number, const features *f, const profile *v);
struct story *story_new(story_index *x, int64_t name);
/* Room for so many more; false when memory is missing. Then index_push takes k over as the newest. */
bool index_room(story_index *x, ptrdiff_t coming);
void index_push(story_index *x, struct kept *k);
/* Makes article number `at` findable by its words, or by its profile. */
bool index_words(story_index *x, uint32_t at);
bool index_profile(story_index *x, uint32_t at);
/* The words that a profile is found by, at most PROFILE_HEAVIEST. */
ptrdiff_t profile_heaviest(const profile *v, struct weighted *heaviest);

#endif
