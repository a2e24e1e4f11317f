#include "train/fit.h"

#include <stdio.h>

#include "analyse/morph.h"
#include "analyse/name.h"
#include "analyse/parse.h"
#include "analyse/tag.h"
#include "train/perceptron.h"

enum { ALL_FOLDS = -1, LEAST_SEEN = 2, LEAST_SEEN_PARSER = 5 };
static const double LEAST_TAGGER = 0.005, LEAST_PARSER = 0.11, LEAST_NAMER = 0.001, LEAST_MORPHER = 0.002;

static ptrdiff_t *shuffled(ptrdiff_t n, struct dice *d, arena *a) {
    ptrdiff_t *order = arena_new(a, ptrdiff_t, n);
    for (ptrdiff_t i = 0; i < n; i++) order[i] = i;
    for (ptrdiff_t i = n - 1; i > 0; i--) {
        ptrdiff_t j = dice_roll(d, (uint32_t)i + 1), held = order[i];
        order[i] = order[j];
        order[j] = held;
    }
    return order;
}

static int best_of(const int32_t *score, int n) {
    int best = 0;
    for (int i = 1; i < n; i++)
        if (score[i] > score[best]) best = i;
    return best;
}

/* One pass of the tagger over a sentence: the number of words that it got wrong. */
static int32_t learn_tags(struct perceptron *p, const struct example *x, arena tmp) {
    uint64_t keys[TAG_FEATURES];
    int32_t score[LINEAR_LABELS_MAX], wrong = 0;
    uint8_t *tags = arena_new(&tmp, uint8_t, x->w.n);
    for (int32_t i = 0; i < x->w.n; i++) {
        int n = tag_features(&x->w, tags, i, keys);
        perceptron_score(p, keys, n, score);
        int best = best_of(score, p->labels);
        tags[i] = (uint8_t)best;
        p->tick++;
        if (best == x->tag[i]) continue;
        wrong++;
        perceptron_update(p, keys, n, x->tag[i], 1);
        perceptron_update(p, keys, n, best, -1);
    }
    return wrong;
}

/* Counts the features of a sentence whose words before each are tagged as they should be. */
static void count_tags(struct perceptron *p, const struct example *x) {
    uint64_t keys[TAG_FEATURES];
    for (int32_t i = 0; i < x->w.n; i++) perceptron_count(p, keys, tag_features(&x->w, x->tag, i, keys));
}

/* A tagger of all sentences but those of one fold. */
static void learn_tagger(struct perceptron *p, const struct corpus *c, int folds, int but, int rounds, struct dice *d,
                         arena tmp) {
    perceptron_init(p, c->classes, LEAST_SEEN);
    for (ptrdiff_t i = 0; i < c->n; i++)
        if (but == ALL_FOLDS || (int)(c->p[i].fold % (uint32_t)folds) != but) count_tags(p, &c->p[i]);
    for (int round = 0; round < rounds; round++) {
        arena room = tmp;
        ptrdiff_t *order = shuffled(c->n, d, &room);
        int64_t wrong = 0, words = 0;
        for (ptrdiff_t i = 0; i < c->n; i++) {
            const struct example *x = &c->p[order[i]];
            if (but != ALL_FOLDS && (int)(x->fold % (uint32_t)folds) == but) continue;
            wrong += learn_tags(p, x, room);
            words += x->w.n;
        }
        fprintf(stderr, "  tags, round %d: %.2f %% right\n", round + 1,
                100.0 * (double)(words - wrong) / (double)words);
    }
}

void fit_tagger(struct corpus *c, int rounds, struct dice *d, arena tmp, buf *section) {
    struct perceptron p;
    learn_tagger(&p, c, 1, ALL_FOLDS, rounds, d, tmp);
    perceptron_pack(&p, LEAST_TAGGER, section);
    perceptron_clear(&p);
}

void fit_seen_tags(struct corpus *c, int folds, int rounds, struct dice *d, arena tmp) {
    int64_t right = 0, words = 0;
    for (int fold = 0; fold < folds; fold++) {
        struct perceptron p;
        buf section = {0};
        model m = {.classes = c->classes};
        learn_tagger(&p, c, folds, fold, rounds, d, tmp);
        perceptron_pack(&p, LEAST_TAGGER, &section);
        perceptron_clear(&p);
        linear_read(&m.tagger, buf_str(&section), true);
        for (ptrdiff_t i = 0; i < c->n; i++) {
            struct example *x = &c->p[i];
            if ((int)(x->fold % (uint32_t)folds) != fold) continue;
            tag_sentence(&m, &x->w, x->seen);
            for (int32_t t = 0; t < x->w.n && x->written; t++) right += x->seen[t] == x->tag[t], words++;
        }
        buf_clear(&section);
    }
    fprintf(stderr, "  unseen sentences: %.2f %% of tags right\n", 100.0 * (double)right / (double)words);
}

/* What a move makes unreachable: the number of gold arcs. */
static int32_t cost(const struct parse *p, const int32_t *gold, enum move move) {
    int32_t lost = 0;
    if (move == MOVE_SHIFT) {
        for (int32_t i = 0; i < p->depth; i++) {
            lost += gold[p->stack[i]] == p->next;
            lost += i + 1 < p->depth && gold[p->next] == p->stack[i];
        }
        return lost;
    }
    int32_t s0 = p->stack[p->depth - 1];
    for (int32_t b = p->next; b < p->n; b++) lost += gold[b] == s0;
    if (move == MOVE_LEFT) {
        if (gold[s0] > p->next && gold[s0] != p->next) lost++;
        if (p->depth > 1 && gold[s0] == p->stack[p->depth - 2]) lost++;
    } else if (gold[s0] >= p->next) {
        lost++;
    }
    return lost;
}

struct choice {
    enum move move;
    int rel;
};

/* The best of the moves that lose least, with its gold relation. */
static struct choice oracle(const struct parse *p, const struct example *x, const int32_t *score,
                            int32_t costs[MOVES]) {
    struct choice best = {MOVES, REL_DEP};
    int32_t least = INT32_MAX, top = 0;
    for (enum move m = MOVE_SHIFT; m < MOVES; m++) {
        costs[m] = parse_allows(p, m) ? cost(p, x->head, m) : INT32_MAX;
        if (costs[m] < least) least = costs[m];
    }
    for (enum move m = MOVE_SHIFT; m < MOVES; m++) {
        if (costs[m] != least) continue;
        bool root = m == MOVE_LEFT && p->next == p->n;
        int rel = m == MOVE_SHIFT ? REL_DEP : root ? REL_ROOT : x->rel[p->stack[p->depth - 1]];
        if (!root && rel == REL_ROOT) rel = REL_PARATAXIS;
        int32_t total = score[m] + (m == MOVE_LEFT    ? score[left_label(rel)]
                                    : m == MOVE_RIGHT ? score[right_label(rel)]
                                                      : 0);
        if (best.move != MOVES && total <= top) continue;
        best = (struct choice){m, rel};
        top = total;
    }
    for (enum move m = MOVE_SHIFT; m < MOVES; m++)
        if (costs[m] != INT32_MAX) costs[m] -= least;
    return best;
}

static void reward(struct perceptron *p, const uint64_t *keys, int n, struct choice c, int delta) {
    perceptron_update(p, keys, n, c.move, delta);
    if (c.move == MOVE_LEFT) perceptron_update(p, keys, n, left_label(c.rel), delta);
    if (c.move == MOVE_RIGHT) perceptron_update(p, keys, n, right_label(c.rel), delta);
}

/* One pass of the parser over a sentence: the number of words with a wrong head or relation. */
static int32_t learn_parse(struct perceptron *p, const struct example *x, bool explore, struct dice *d, arena tmp) {
    enum { EXPLORE_PER_100 = 90 };
    uint64_t keys[PARSE_FEATURES];
    int32_t score[LINEAR_LABELS_MAX], costs[MOVES], wrong = 0;
    struct parse s;
    parse_begin(&s, &x->w, x->seen, &tmp);
    while (!parse_done(&s)) {
        int n = parse_features(&s, keys);
        struct choice guess;
        perceptron_score(p, keys, n, score);
        guess.move = parse_best(&s, score, &guess.rel);
        struct choice gold = oracle(&s, x, score, costs);
        bool right = costs[guess.move] == 0;
        if (right && guess.move != MOVE_SHIFT) {
            int32_t child = s.stack[s.depth - 1], head = guess.move == MOVE_LEFT ? s.next : s.stack[s.depth - 2];
            bool real = x->head[child] == head;
            if (real && guess.rel != x->rel[child] && head < s.n) {
                right = false;
                gold = (struct choice){guess.move, x->rel[child]};
            }
        }
        p->tick++;
        if (!right) {
            reward(p, keys, n, gold, 1);
            reward(p, keys, n, guess, -1);
        }
        struct choice go = costs[guess.move] == 0 || (explore && dice_roll(d, 100) < EXPLORE_PER_100) ? guess : gold;
        parse_move(&s, go.move, go.rel);
    }
    for (int32_t i = 0; i < s.n; i++) wrong += s.head[i] != x->head[i] || s.rel[i] != x->rel[i];
    return wrong;
}

/* Counts the features of the states on the way to a sentence's tree. */
static void count_parse(struct perceptron *p, const struct example *x, arena tmp) {
    uint64_t keys[PARSE_FEATURES];
    int32_t score[LINEAR_LABELS_MAX] = {0}, costs[MOVES];
    struct parse s;
    parse_begin(&s, &x->w, x->seen, &tmp);
    while (!parse_done(&s)) {
        perceptron_count(p, keys, parse_features(&s, keys));
        struct choice gold = oracle(&s, x, score, costs);
        parse_move(&s, gold.move, gold.rel);
    }
}

void fit_parser(struct corpus *c, int rounds, struct dice *d, arena tmp, buf *section) {
    struct perceptron p;
    perceptron_init(&p, MOVES + 2 * REL_COUNT, LEAST_SEEN_PARSER);
    for (ptrdiff_t i = 0; i < c->n; i++) count_parse(&p, &c->p[i], tmp);
    for (int round = 0; round < rounds; round++) {
        arena room = tmp;
        ptrdiff_t *order = shuffled(c->n, d, &room);
        int64_t wrong = 0, words = 0;
        for (ptrdiff_t i = 0; i < c->n; i++) {
            const struct example *x = &c->p[order[i]];
            wrong += learn_parse(&p, x, round > 0, d, room);
            words += x->w.n;
        }
        fprintf(stderr, "  trees, round %d: %.2f %% right\n", round + 1,
                100.0 * (double)(words - wrong) / (double)words);
    }
    perceptron_pack(&p, LEAST_PARSER, section);
    perceptron_clear(&p);
}

static int32_t learn_names(struct perceptron *p, const struct corpus *c, const struct example *x, arena tmp) {
    uint64_t keys[NAME_FEATURES];
    int32_t score[LINEAR_LABELS_MAX], wrong = 0;
    uint8_t *labels = arena_new(&tmp, uint8_t, x->w.n), *upos = arena_new(&tmp, uint8_t, x->w.n);
    for (int32_t i = 0; i < x->w.n; i++) upos[i] = c->class[x->seen[i]].upos;
    for (int32_t i = 0; i < x->w.n; i++) {
        enum ner before = i ? (enum ner)labels[i - 1] : NER_O, best = NER_O;
        int n = name_features(&x->w, x->seen, upos, labels, i, keys);
        perceptron_score(p, keys, n, score);
        for (int l = 1; l < NER_COUNT; l++)
            if (name_follows(before, (enum ner)l) && score[l] > score[best]) best = (enum ner)l;
        labels[i] = (uint8_t)best;
        p->tick++;
        if (best == x->ner[i]) continue;
        wrong++;
        perceptron_update(p, keys, n, x->ner[i], 1);
        perceptron_update(p, keys, n, best, -1);
    }
    return wrong;
}

void fit_namer(struct corpus *c, int rounds, struct dice *d, arena tmp, buf *section) {
    struct perceptron p;
    perceptron_init(&p, NER_COUNT, 0);
    p.slowing = true;
    for (int round = 0; round < rounds; round++) {
        arena room = tmp;
        ptrdiff_t *order = shuffled(c->n, d, &room);
        int64_t wrong = 0, words = 0;
        for (ptrdiff_t i = 0; i < c->n; i++) {
            const struct example *x = &c->p[order[i]];
            if (!x->names) continue;
            wrong += learn_names(&p, c, x, room);
            words += x->w.n;
        }
        if (words)
            fprintf(stderr, "  names, round %d: %.2f %% right\n", round + 1,
                    100.0 * (double)(words - wrong) / (double)words);
    }
    perceptron_pack(&p, LEAST_NAMER, section);
    perceptron_clear(&p);
}

/* Learns on gold trees, with the tags that the tagger would give. */
static int32_t learn_morphs(struct perceptron *p, const struct corpus *c, const struct example *x,
                            const struct lookup *morphs, arena tmp) {
    uint64_t keys[MORPH_FEATURES];
    int32_t score[LINEAR_LABELS_MAX], wrong = 0;
    uint8_t *upos = arena_new(&tmp, uint8_t, x->w.n);
    for (int32_t i = 0; i < x->w.n; i++) upos[i] = c->class[x->seen[i]].upos;
    struct morph_view v = {.w = &x->w, .tags = x->seen, .upos = upos, .head = x->head, .rel = x->rel};
    morph_view_make(&v, &tmp);
    for (int32_t i = 0; i < x->w.n; i++) {
        if (!morph_asks((enum upos)upos[i]) || x->feats[i] < 0 || x->feats[i] >= p->labels) continue;
        int n = morph_features(&v, i, morph_table(morphs, x->seen[i], x->k->norm[x->first + i]), keys);
        perceptron_score(p, keys, n, score);
        int best = best_of(score, p->labels);
        p->tick++;
        if (best == x->feats[i]) continue;
        wrong++;
        perceptron_update(p, keys, n, x->feats[i], 1);
        perceptron_update(p, keys, n, best, -1);
    }
    return wrong;
}

void fit_morpher(struct corpus *c, int rounds, str morphs, struct dice *d, arena tmp, buf *section) {
    enum { LABELS = 160 };
    struct perceptron p;
    struct lookup usual;
    int most = 0;
    if (!lookup_read(&usual, morphs, FEATS_MAX, true)) return;
    for (ptrdiff_t i = 0; i < c->n; i++)
        for (int32_t t = 0; t < c->p[i].w.n; t++)
            if (c->p[i].feats[t] > most) most = c->p[i].feats[t];
    perceptron_init(&p, most + 1 < LABELS ? most + 1 : LABELS, 0);
    p.slowing = true;
    for (int round = 0; round < rounds; round++) {
        arena room = tmp;
        ptrdiff_t *order = shuffled(c->n, d, &room);
        int64_t wrong = 0;
        for (ptrdiff_t i = 0; i < c->n; i++) wrong += learn_morphs(&p, c, &c->p[order[i]], &usual, room);
        fprintf(stderr, "  features, round %d: %lld wrong\n", round + 1, (long long)wrong);
    }
    perceptron_pack(&p, LEAST_MORPHER, section);
    perceptron_clear(&p);
}
