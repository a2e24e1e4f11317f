/* compare: two exported accounts -> what changed from the old one to the new one.
 *
 * Stories are set beside each other by the articles that they share, claims by the places where they are made: the same
 * head word in the same article, and for what is left by wording (two thirds of the words of both). So a claim that is
 * better worded, told by more articles or judged differently is one that changed, not one gone and one new. Conflicts
 * are matched by their kind and the claims that they are about, quotations by their words, positions by who does what
 * in which words.
 *
 *     struct comparison c = compare_accounts(old, new, &arena, tmp);
 *
 * Everything refers to the two accounts, which must live as long. Pure and thread-safe; O(n log n) but for claims that
 * no place matches, which cost their words. */
#ifndef ACCORD_REPORT_COMPARE_H
#define ACCORD_REPORT_COMPARE_H

#include "doc/reading.h"
#include "report/exported.h"

/* Something that is in one account alone (the other is null), or in both and changed. */
struct change {
    const json_t *old, *new;
    LIST(const char *) members; // of a changed one: which of its members differ
};
typedef LIST(struct change) changes;

struct compared_story {
    const json_t *old, *new; // null where the story is new or gone
    changes articles, claims, conflicts, quotes, positions, questions;
    changes figures; // those of `conflicts` that are new and say that a later count takes the place of an earlier one
};
struct comparison {
    LIST(struct compared_story) stories; // those of the new account in its order, then those that are gone
};

struct comparison compare_accounts(const json_t *old, const json_t *new, arena *out, arena tmp);
/* True when nothing changed. */
bool compare_equal(const struct comparison *c);

/* The words of a place of a story, cut from the text of its article; empty when there are none. */
str compare_words(const json_t *story, const json_t *place);

void compare_text(buf *out, const struct comparison *c, int width, bool colour);
void compare_json(buf *out, const struct comparison *c, const json_t *old, const json_t *new);

#endif
