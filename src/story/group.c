#include "story/group.h"

#include <stdlib.h>

#include "base/limits.h"
#include "story/index.h"

struct told {
    int64_t *story; // [n]
};

static void put(void *self, int64_t which, int64_t story) { ((struct told *)self)->story[which] = story; }

bool group_articles(const article *const *articles, ptrdiff_t n, int32_t *story, arena tmp) {
    arena out; // of one article's features, which the index copies
    if (!arena_init(&out, LIMIT_ARENA_BYTES)) return false;
    story_index *x = index_new();
    bool enough = x != NULL;
    for (ptrdiff_t i = 0; i < n && enough; i++) {
        features f = features_of(articles[i], &out);
        enough = index_add(x, i, &f);
        arena_reset(&out);
    }
    arena_clear(&out);
    struct told told = {arena_new(&tmp, int64_t, n)};
    enough = enough && index_settle(x, &(struct index_sink){.self = &told, .put = put});
    index_free(x);
    if (!enough) return false;
    int32_t *number = arena_new(&tmp, int32_t, n), stories = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        int32_t *s = &number[told.story[i]];
        if (!*s) *s = ++stories;
        story[i] = *s - 1;
    }
    return true;
}
