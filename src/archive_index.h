/* archive_index: the index of grouping, kept in a store and in step with its articles.
 *
 *     struct archive_index x = {0};
 *     …in a transaction, after new articles were kept…
 *     archive_index_group(&x, store, fresh, n, &e);        // each is in its story
 *     archive_index_save(&x, store, &e);                   // when enough has come to be worth it
 *     archive_index_close(&x);
 *
 * The index names a story by the number of its first article; in the store that is the story which the article of that
 * number is in. What was kept since the index was last saved, by this program or another, is put into it again before
 * anything is grouped; those articles stay where they are. An index that cannot be loaded is made anew from the newest
 * articles. One thread. */
#ifndef ACCORD_ARCHIVE_INDEX_H
#define ACCORD_ARCHIVE_INDEX_H

#include "store/store.h"
#include "story/index.h"

struct archive_index {
    story_index *index; // null until it is needed
    int64_t upto;       // the last article's number that it knows
    int64_t saved;      // and that the saved one knows
};

struct fresh_article {
    const article *article;
    int64_t key, number;
    int64_t story; // out
};

/* Within a transaction. After false, what it knows is no longer what the store has: close it. */
bool archive_index_group(struct archive_index *x, store *s, struct fresh_article *fresh, ptrdiff_t n, error *e);
/* In a transaction of its own. Does nothing while little has come since. */
bool archive_index_save(struct archive_index *x, store *s, error *e);
void archive_index_close(struct archive_index *x);

#endif
