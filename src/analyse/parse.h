/* parse: tagged words -> a dependency tree, greedily, in 2n steps.
 *
 * The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011) with a root behind the last word, trained
 * with a dynamic oracle (Goldberg and Nivre 2013); features in the manner of Zhang and Nivre (2011). Exactly one word
 * becomes the root, and the heads form a tree whatever the weights say: the transitions that would break that are not
 * allowed.
 *
 *     stack … s1 s0 | b0 b1 … root      SHIFT moves b0; LEFT hangs s0 from b0; RIGHT hangs s0 from s1
 *
 * A transition with its relation is a label of the model; its score is the transition's own plus the labelled one's. */
#ifndef ACCORD_ANALYSE_PARSE_H
#define ACCORD_ANALYSE_PARSE_H

#include "analyse/words.h"
#include "model/parts.h"

enum { PARSE_FEATURES = 112 };
enum move { MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT, MOVES };

static inline int left_label(int rel) { return MOVES + rel; }
static inline int right_label(int rel) { return MOVES + REL_COUNT + rel; }

/* The state of one sentence; words count from 0, the root is word n. */
struct parse {
    const struct words *w;
    const uint8_t *tags; // [n] classes
    int32_t n;
    int32_t *stack;                         // [n]
    int32_t depth;                          // of the stack
    int32_t next;                           // b0
    int32_t *head;                          // [n] n for the root, -1 when it has none yet
    uint8_t *rel;                           // [n]
    int32_t *left, *left2, *right, *right2; // [n + 1] outermost and second children on each side, -1 when none
    uint8_t *lefts, *rights;                // [n + 1] how many, at most 255
};

void parse_begin(struct parse *p, const struct words *w, const uint8_t *tags, arena *a);
static inline bool parse_done(const struct parse *p) { return p->next == p->n && p->depth == 0; }
bool parse_allows(const struct parse *p, enum move move);
/* move must be allowed. */
void parse_move(struct parse *p, enum move move, int rel);
int parse_features(const struct parse *p, uint64_t *keys);
/* The best allowed move and its relation under score[MOVES + 2 * REL_COUNT). */
enum move parse_best(const struct parse *p, const int32_t *score, int *rel);

/* Parses: p->head and p->rel are filled. O(words). */
void parse_sentence(const model *m, struct parse *p);

#endif
