/* index: articles, fed one by one in order of publication -> the story of each.
 *
 * What grouping remembers of the last INDEX_WINDOW_DAYS days. Articles are queued with index_add and decided day by day
 * with index_settle; each goes to a story of before or founds a new one, and stays there. A story is named by the
 * number of its first article, so that its name never changes.
 *
 *     story_index *x = index_new();
 *     index_add(x, 17, &f);                      // 17 is the caller's number of the article
 *     index_settle(x, &(struct index_sink){.self = me, .put = put});
 *     index_save(x, &bytes);
 *     index_free(x);
 *
 * Invariants: 1. between two calls of index_settle the order in which articles are added is no matter.  2. a saved
 * index that is loaded goes on as the one that was saved would.  3. memory is bounded by INDEX_ARTICLES articles, and
 * the cost of an article does not grow with the number of articles before it. One owner, one thread at a time. An
 * article older than the window is compared with what is remembered all the same. */
#ifndef ACCORD_STORY_INDEX_H
#define ACCORD_STORY_INDEX_H

#include "base/error.h"
#include "story/features.h"

enum {
    INDEX_WINDOW_DAYS = 400, // articles so many days behind the newest are forgotten
    INDEX_ARTICLES = 200000, // and the oldest when there are more
};

typedef struct story_index story_index;

/* Null when memory is missing. */
story_index *index_new(void);
void index_free(story_index *x);

/* Queues one article; the features are copied. False when memory is missing. */
bool index_add(story_index *x, int64_t number, const features *f);

struct index_sink {
    void *self;
    void (*put)(void *self, int64_t number, int64_t story);
};
/* Decides what is queued, the oldest day first, and tells each article's story. False when memory is missing: what was
 * not told is lost, and the index is to be freed. */
bool index_settle(story_index *x, const struct index_sink *to);

/* Appends it as bytes; what is queued is left out. */
void index_save(const story_index *x, buf *out);
/* Null with *e set for bytes that index_save did not write. */
story_index *index_load(str bytes, error *e);

#endif
