#include "train/fit.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/os.h"

enum { ROOM_FLOATS = 96 << 20, CHUNK_BATCHES = 24, WARM_STEPS = 300 };

/* The batches of one round: runs of `order`. */
struct round {
    const struct example **order;
    ptrdiff_t *from; // [n + 1]
    ptrdiff_t n;
};

static int by_length(const void *a, const void *b) {
    const struct example *x = *(const struct example *const *)a, *y = *(const struct example *const *)b;
    if (x->w.n != y->w.n) return (x->w.n < y->w.n) - (x->w.n > y->w.n);
    return (x > y) - (x < y);
}

static void swap(const void **a, const void **b) {
    const void *held = *a;
    *a = *b, *b = held;
}

/* The sentences of a round; *silver, where given, is where its silver ones begin and then where the next ones do. */
static ptrdiff_t gather(const struct corpus *c, bool run, float mix, ptrdiff_t *silver, const struct example **order) {
    enum { STRIDE = 7919 }; // a prime: files are met in turn, each sentence once
    ptrdiff_t n = 0, words = 0, stride = c->n % STRIDE ? STRIDE : 1;
    for (ptrdiff_t i = 0; i < c->n; i++) {
        if (c->p[i].silver || c->p[i].run != run) continue;
        order[n++] = &c->p[i];
        words += c->p[i].w.n;
    }
    words = (ptrdiff_t)((float)words * mix);
    for (ptrdiff_t met = 0; silver && words > 0 && met < c->n; met++, ++*silver) {
        const struct example *x = &c->p[*silver * stride % c->n];
        if (!x->silver || x->run != run) continue;
        order[n++] = x;
        words -= x->w.n;
    }
    return n;
}

/* Shuffles; sorts by length inside chunks of some batches; cuts into batches; shuffles those. */
static struct round new_round(const struct corpus *c, bool run, float mix, ptrdiff_t *silver, ptrdiff_t words,
                              struct dice *d, arena *a) {
    struct round r = {arena_new(a, const struct example *, c->n), NULL, 0};
    const struct example **order = arena_new(a, const struct example *, c->n);
    ptrdiff_t all = gather(c, run, mix, silver, order);
    for (ptrdiff_t i = all - 1; i > 0; i--)
        swap((const void **)&order[i], (const void **)&order[dice_roll(d, (uint32_t)i + 1)]);
    ptrdiff_t *cut = arena_new(a, ptrdiff_t, all + 1), cuts = 0;
    for (ptrdiff_t beg = 0, end; beg < all; beg = end) {
        ptrdiff_t sum = 0, batch = 0;
        for (end = beg; end < all && sum < words * CHUNK_BATCHES; end++) sum += order[end]->w.n;
        qsort(order + beg, (size_t)(end - beg), sizeof *order, by_length);
        for (ptrdiff_t i = beg; i < end; i++) {
            if (i == beg || batch >= words) cut[cuts++] = i, batch = 0;
            batch += order[i]->w.n;
        }
    }
    cut[cuts] = all;
    ptrdiff_t *turn = arena_new(a, ptrdiff_t, cuts), n = 0;
    for (ptrdiff_t i = 0; i < cuts; i++) turn[i] = i;
    for (ptrdiff_t i = cuts - 1; i > 0; i--) {
        ptrdiff_t j = dice_roll(d, (uint32_t)i + 1), held = turn[i];
        turn[i] = turn[j], turn[j] = held;
    }
    r.from = arena_new(a, ptrdiff_t, cuts + 1);
    for (ptrdiff_t i = 0; i < cuts; i++) {
        r.from[r.n++] = n;
        for (ptrdiff_t k = cut[turn[i]]; k < cut[turn[i] + 1]; k++) r.order[n++] = order[k];
    }
    r.from[r.n] = n;
    return r;
}

struct shard {
    struct weights *n;
    const struct example **x; // of the whole batch; every SHARDS-th is its own
    ptrdiff_t count;
    int number;
    bool learn;
    float scale;
    uint64_t seed;
    struct room room;
    struct measure sum;
    arena tmp;
};

static void *run_shard(void *self) {
    struct shard *s = self;
    arena tmp = s->tmp;
    struct batch b;
    const struct example **mine = arena_new(&tmp, const struct example *, s->count / SHARDS + 1);
    int32_t n = 0;
    for (ptrdiff_t i = s->number; i < s->count; i += SHARDS) mine[n++] = s->x[i];
    if (!n) return NULL;
    batch_make(&b, mine, n, &tmp);
    weights_pass(s->n, &b, s->number, s->learn, s->seed + (uint64_t)s->number, s->scale, &s->room, &s->sum);
    return NULL;
}

static void run_batch(struct shard *shard, const struct example **x, ptrdiff_t n, bool learn, uint64_t seed,
                      int threads) {
    ptrdiff_t words = 0;
    pthread_t thread[SHARDS];
    for (ptrdiff_t i = 0; i < n; i++) words += x[i]->w.n;
    for (int k = 0; k < SHARDS; k++) {
        shard[k].x = x, shard[k].count = n, shard[k].number = k, shard[k].learn = learn;
        shard[k].scale = 1 / (float)words, shard[k].seed = seed * 977;
    }
    bool apart = threads > 1 && pthread_create(&thread[1], NULL, run_shard, &shard[1]) == 0;
    run_shard(&shard[0]);
    if (apart)
        pthread_join(thread[1], NULL);
    else
        run_shard(&shard[1]);
}

static struct measure take_sum(struct shard *shard) {
    struct measure all = {0};
    for (int k = 0; k < SHARDS; k++) {
        const struct measure *s = &shard[k].sum;
        all.loss += s->loss, all.words += s->words, all.classes += s->classes, all.upos += s->upos;
        all.feats += s->feats, all.heads += s->heads, all.labelled += s->labelled;
        all.ner_words += s->ner_words, all.ner += s->ner;
        shard[k].sum = (struct measure){0};
    }
    return all;
}

static double share(int64_t n, int64_t of) { return of ? 100.0 * (double)n / (double)of : 0; }

static void print_measure(const char *what, const struct measure *m) {
    if (!m->words) { // names alone
        fprintf(stderr, "%s loss %.4f ner %.2f", what, m->loss / (double)(m->ner_words ? m->ner_words : 1),
                share(m->ner, m->ner_words));
        return;
    }
    fprintf(stderr, "%s loss %.3f upos %.2f tags %.2f feats %.2f uas %.2f las %.2f", what,
            m->loss / (double)(m->words ? m->words : 1), share(m->upos, m->words), share(m->classes, m->words),
            share(m->feats, m->words), share(m->heads, m->words), share(m->labelled, m->words));
    if (m->ner_words) fprintf(stderr, " ner %.2f", share(m->ner, m->ner_words));
}

static void measure_all(struct shard *shard, const struct corpus *c, bool run, int words, int threads, arena tmp) {
    struct dice d = {1};
    struct round r = new_round(c, run, 0, NULL, words, &d, &tmp);
    for (ptrdiff_t i = 0; i < r.n; i++)
        run_batch(shard, r.order + r.from[i], r.from[i + 1] - r.from[i], false, 0, threads);
    struct measure m = take_sum(shard);
    print_measure(" |", &m);
}

/* done: the share of all rounds that is behind. */
static float rate_at(const struct settings *s, float done, int64_t step) {
    float warm = (float)step / WARM_STEPS, soon = done * 10;
    warm = soon > warm ? soon : warm; // short trainings have no time to warm up slowly
    return s->rate * (warm < 1 ? warm : 1) * (1 - done);
}

static void fit_init(struct fit *f, struct weights *n, const struct settings *s) {
    f->dice.state = s->seed;
    n->ner = s->ner;
    f->shard = calloc(SHARDS, sizeof *f->shard);
    for (int k = 0; f->shard && k < SHARDS; k++) {
        struct shard *x = &f->shard[k];
        x->n = n;
        x->room.cap = ROOM_FLOATS;
        x->room.p = (float *)(void *)os_reserve((ptrdiff_t)ROOM_FLOATS * (ptrdiff_t)sizeof(float));
        if (!x->room.p || !arena_init(&x->tmp, 1 << 28)) exit(1);
    }
    if (!f->shard) exit(1);
}

bool fit_round(struct fit *f, struct weights *n, const struct corpus *c, const struct corpus *dev, int devs,
               const struct settings *s, arena tmp) {
    if (!f->shard) fit_init(f, n, s);
    if (f->round == s->rounds) return false;
    bool silver = (float)f->round < s->silver * (float)s->rounds;
    n->loose = silver && !s->strict;
    bool run = s->runs && f->round % 2 == 1;
    struct round r = new_round(c, run, s->mix, silver ? &f->silver : NULL, s->batch_words, &f->dice, &tmp);
    double begun = os_seconds();
    for (ptrdiff_t i = 0; i < r.n; i++, f->step++) {
        run_batch(f->shard, r.order + r.from[i], r.from[i + 1] - r.from[i], true, s->seed * 1000003 + (uint64_t)f->step,
                  s->threads);
        weights_descend(n, rate_at(s, ((float)f->round + (float)i / (float)r.n) / (float)s->rounds, f->step));
    }
    struct measure m = take_sum(f->shard);
    fprintf(stderr, "  %d:", ++f->round);
    print_measure("", &m);
    for (int i = 0; i < devs; i++) measure_all(f->shard, &dev[i], s->runs, s->batch_words, s->threads, tmp);
    fprintf(stderr, " (%.0f s)\n", os_seconds() - begun);
    return true;
}

void fit_clear(struct fit *f) {
    for (int k = 0; f->shard && k < SHARDS; k++) {
        os_release((char *)f->shard[k].room.p, (ptrdiff_t)ROOM_FLOATS * (ptrdiff_t)sizeof(float));
        arena_clear(&f->shard[k].tmp);
    }
    free(f->shard);
    *f = (struct fit){0};
}
