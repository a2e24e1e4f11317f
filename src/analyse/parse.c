#include "analyse/parse.h"

void parse_begin(struct parse *p, const struct words *w, const uint8_t *tags, arena *a) {
    int32_t n = w->n;
    *p = (struct parse){.w = w, .tags = tags, .n = n};
    p->stack = arena_new(a, int32_t, n);
    p->head = arena_new(a, int32_t, n);
    p->rel = arena_new(a, uint8_t, n);
    int32_t *child = arena_new(a, int32_t, 4 * (n + 1));
    for (int32_t i = 0; i < 4 * (n + 1); i++) child[i] = -1;
    for (int32_t i = 0; i < n; i++) p->head[i] = -1;
    p->left = child;
    p->left2 = child + (n + 1);
    p->right = child + 2 * (n + 1);
    p->right2 = child + 3 * (n + 1);
    p->lefts = arena_new(a, uint8_t, n + 1);
    p->rights = arena_new(a, uint8_t, n + 1);
}

bool parse_allows(const struct parse *p, enum move move) {
    switch (move) {
    case MOVE_SHIFT: return p->next < p->n;
    case MOVE_LEFT: return p->depth > 0 && (p->next < p->n || p->depth == 1); // one word alone hangs from the root
    case MOVE_RIGHT: return p->depth > 1;
    default: return false;
    }
}

static void attach(struct parse *p, int32_t child, int32_t head, int rel) {
    p->head[child] = head;
    p->rel[child] = (uint8_t)rel;
    if (child < head) {
        p->left2[head] = p->left[head];
        p->left[head] = child; // the stack is popped outwards: later children stand further left
        if (p->lefts[head] < UINT8_MAX) p->lefts[head]++;
    } else {
        p->right2[head] = p->right[head];
        p->right[head] = child;
        if (p->rights[head] < UINT8_MAX) p->rights[head]++;
    }
}

void parse_move(struct parse *p, enum move move, int rel) {
    if (move == MOVE_SHIFT) {
        p->stack[p->depth++] = p->next++;
        return;
    }
    int32_t child = p->stack[--p->depth];
    attach(p, child, move == MOVE_LEFT ? p->next : p->stack[p->depth - 1], rel);
}

/* What features see of a place: form, tag, relation; values apart for "no word" and "the root". */
struct seen {
    uint64_t form;
    uint64_t tag; // class + 2; 0 none, 1 root
    uint64_t rel; // relation + 1 once it has a head
    int32_t at;
};

static struct seen see(const struct parse *p, int32_t at) {
    if (at < 0) return (struct seen){0, 0, 0, -1};
    if (at == p->n) return (struct seen){3, 1, 0, at};
    return (struct seen){p->w->p[at].form, p->tags[at] + 2u, p->head[at] >= 0 ? p->rel[at] + 1u : 0, at};
}

static int32_t child(const int32_t *children, struct seen of) { return of.at < 0 ? -1 : children[of.at]; }

static uint64_t distance(struct seen a, struct seen b) {
    if (a.at < 0 || b.at < 0) return 0;
    int32_t d = b.at - a.at;
    return d > 10 ? 7 : d > 5 ? 6 : (uint64_t)d;
}

static uint64_t count(const uint8_t *counts, struct seen of) {
    return of.at < 0 ? 0 : counts[of.at] > 4 ? 5u : counts[of.at] + 1u;
}

static uint64_t tags3(struct seen a, struct seen b, struct seen c) { return a.tag << 20 | b.tag << 10 | c.tag; }

// The templates are read as a table.
// clang-format off
int parse_features(const struct parse *p, uint64_t *keys) {
    struct seen s0 = see(p, p->depth > 0 ? p->stack[p->depth - 1] : -1), s1 = see(p, p->depth > 1 ? p->stack[p->depth - 2] : -1),
                s2 = see(p, p->depth > 2 ? p->stack[p->depth - 3] : -1), b0 = see(p, p->next),
                b1 = see(p, p->next + 1 <= p->n ? p->next + 1 : -1), b2 = see(p, p->next + 2 <= p->n ? p->next + 2 : -1);
    struct seen s0l = see(p, child(p->left, s0)), s0l2 = see(p, child(p->left2, s0)), s0r = see(p, child(p->right, s0)),
                s0r2 = see(p, child(p->right2, s0)), s1l = see(p, child(p->left, s1)), s1r = see(p, child(p->right, s1)),
                s1r2 = see(p, child(p->right2, s1)), s1l2 = see(p, child(p->left2, s1)),
                b0l = see(p, child(p->left, b0)), b0l2 = see(p, child(p->left2, b0));
    uint64_t d0 = distance(s0, b0), d1 = distance(s1, s0);
    unsigned t = 1;
    int n = 0;
#define F(a, b) keys[n++] = feature_key(t++, (a), (b))
    F(s0.form, s0.tag); F(s0.form, 0); F(s0.tag, 0);
    F(s1.form, s1.tag); F(s1.form, 0); F(s1.tag, 0);
    F(b0.form, b0.tag); F(b0.form, 0); F(b0.tag, 0);
    F(b1.form, b1.tag); F(b1.form, 0); F(b1.tag, 0);
    F(b2.form, b2.tag); F(b2.tag, 0);
    F(s2.form, s2.tag); F(s2.tag, 0);

    F(s0.form ^ s0.tag, b0.form + b0.tag * 3);
    F(s0.form ^ s0.tag, b0.form);
    F(s0.form, b0.form + b0.tag * 3);
    F(s0.form ^ s0.tag, b0.tag);
    F(s0.tag, b0.form ^ b0.tag);
    F(s0.form, b0.form);
    F(s0.tag, b0.tag);
    F(s1.form ^ s1.tag, s0.form + s0.tag * 3);
    F(s1.form ^ s1.tag, s0.tag);
    F(s1.tag, s0.form ^ s0.tag);
    F(s1.form, s0.form);
    F(s1.tag, s0.tag);
    F(s1.form, b0.form);
    F(s1.tag, b0.tag);
    F(s1.form, b0.tag);
    F(s1.tag, b0.form);
    F(b0.tag, b1.tag);
    F(b0.form, b1.form);
    F(b0.form, b1.tag);
    F(s0.form, b1.form);

    F(tags3(s0, b0, b1), 1); F(tags3(b0, b1, b2), 1); F(tags3(s1, s0, b0), 1); F(tags3(s2, s1, s0), 1);
    F(tags3(s0, s0l, b0), s0l.rel); F(tags3(s0, s0r, b0), s0r.rel); F(tags3(s0, b0, b0l), b0l.rel);
    F(tags3(s1, s0, s0l), s0l.rel); F(tags3(s1, s0, s0r), s0r.rel); F(tags3(s1, s1r, s0), s1r.rel);
    F(tags3(s1, s1l, s0), s1l.rel); F(tags3(s1, s1r, b0), s1r.rel);
    F(tags3(s1, s0, b0), s0.form); F(tags3(s1, s0, b0), s1.form); F(tags3(s1, s0, b0), b0.form);
    F(tags3(s0, b0, b1), s0.form); F(tags3(s0, b0, b1), b0.form);
    F(tags3(s1, s0, b0), d1 << 8 | d0);
    F(tags3(s1, s0, b0) << 10 | b1.tag, 2);
    F(tags3(s2, s1, s0) << 10 | b0.tag, 2);

    F(s0.form, d0); F(s0.tag, d0); F(b0.form, d0); F(b0.tag, d0); F(s0.tag << 8 | b0.tag, d0);
    F(s0.form, d1); F(s1.form, d1); F(s1.tag << 8 | s0.tag, d1);
    F(s0.form ^ b0.form * 3, d0);

    uint64_t v0l = count(p->lefts, s0), v0r = count(p->rights, s0), v1r = count(p->rights, s1), vbl = count(p->lefts, b0),
             v1l = count(p->lefts, s1);
    F(s0.form, v0l); F(s0.form, v0r); F(s0.tag, v0l << 4 | v0r); F(b0.form, vbl); F(b0.tag, vbl);
    F(s1.form, v1r); F(s1.tag, v1l << 4 | v1r); F(s1.tag << 8 | s0.tag, v1r << 4 | v0l);

    F(s0l.form, s0l.rel); F(s0l.tag, s0.tag); F(s0l.rel, s0.tag); F(s0r.form, s0r.rel); F(s0r.tag, s0.tag);
    F(s0r.rel, s0.tag); F(s1r.form, s1r.rel); F(s1r.rel, s1.tag); F(s1l.form, s1l.rel); F(s1l.rel, s1.tag);
    F(b0l.form, b0l.rel); F(b0l.rel, b0.tag);
    F(s0l.rel << 8 | s0l2.rel, s0.tag); F(s0r.rel << 8 | s0r2.rel, s0.tag); F(s1r.rel << 8 | s1r2.rel, s1.tag);
    F(s1l.rel << 8 | s1l2.rel, s1.tag); F(b0l.rel << 8 | b0l2.rel, b0.tag);
    F(s0l.rel << 8 | s0l2.rel, s0.form); F(s1l.rel << 8 | s1r.rel, s1.form); F(b0l.rel << 8 | b0l2.rel, b0.form);
    F(s0l.rel << 16 | s0r.rel << 8 | b0l.rel, s0.tag << 8 | b0.tag);
    F(s1l.rel << 16 | s1r.rel << 8 | s0l.rel, s1.tag << 8 | s0.tag);
    F(s0r.form, s0.tag << 8 | b0.tag); F(s0l.form, s0.tag << 8 | b0.tag); F(s1r.form, s1.tag << 8 | s0.tag);
#undef F
    return n;
}
// clang-format on

enum move parse_best(const struct parse *p, const int32_t *score, int *rel) {
    enum move best = MOVES;
    int32_t top = 0;
    *rel = REL_DEP;
    for (enum move move = MOVE_SHIFT; move < MOVES; move++) {
        if (!parse_allows(p, move)) continue;
        if (move == MOVE_SHIFT) {
            best = move, top = score[MOVE_SHIFT];
            continue;
        }
        bool root = move == MOVE_LEFT && p->next == p->n;
        const int32_t *labelled = score + (move == MOVE_LEFT ? left_label(0) : right_label(0));
        int pick = REL_ROOT;
        if (!root) {
            pick = REL_DEP;
            for (int r = 0; r < REL_COUNT; r++)
                if (r != REL_ROOT && labelled[r] > labelled[pick]) pick = r;
        }
        int32_t total = score[move] + labelled[pick];
        if (best != MOVES && total <= top) continue;
        best = move, top = total, *rel = pick;
    }
    return best;
}

void parse_sentence(const model *m, struct parse *p) {
    uint64_t keys[PARSE_FEATURES];
    int32_t score[LINEAR_LABELS_MAX];
    while (!parse_done(p)) {
        int rel;
        linear_score(&m->parser, keys, parse_features(p, keys), score);
        enum move move = parse_best(p, score, &rel);
        parse_move(p, move, rel);
    }
}
