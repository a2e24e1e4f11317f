#include "story/index.h"

#include <stdlib.h>

#include "story/index_state.h"
#include "story/join.h"

/* Two links of this strength and more join two articles; weaker ones than the second are not looked at. */
static const float SAME_STORY = 0.45f, WEAKEST_LINK = 0.02f;
static const float NEIGHBOUR_LEAST = 0.1f; // cosine of a headline that lends words to another
static const float CANDIDATE_LEAST = 40;   // of whole texts: squared rarities of the words shared, added up
enum {
    WORDS_INDEXED = 32,        // of an article, the weightiest: by these it is found
    WORDS_ASKED = 24,          // by these it finds others
    CANDIDATES = 32,           // articles that one is compared with
    PROFILE_INDEXED = 16,      // words of a headline's profile
    NEIGHBOURS = 30,           // headlines that lend another their words
    DAY_AT_ONCE = 20000,       // articles of one day decided together
    BATCH_BYTES_EACH = 1 << 16 // scratch room for one of them, as address space
};

story_index *index_new(void) {
    story_index *x = calloc(1, sizeof *x);
    if (x) x->newest = INT32_MIN;
    return x;
}

static void forget(story_index *x, struct kept *k) {
    if (k->story && --k->story->live == 0) {
        free(k->story);
        x->stories--;
    }
    free(k);
}

void index_free(story_index *x) {
    if (!x) return;
    for (uint32_t i = x->first; i != x->next; i++) forget(x, *index_at(x, i));
    for (ptrdiff_t i = 0; i < x->queue.n; i++) free(x->queue.p[i]);
    free(x->queue.p);
    free(x->ring);
    postings_clear(&x->words);
    postings_clear(&x->profiles);
    rarity_clear(&x->rarity);
    free(x);
}

struct kept *kept_new(int64_t number, const features *f, const profile *v) {
    size_t words = (size_t)f->words.n * sizeof *f->words.p, pairs = (size_t)f->pairs.n * sizeof *f->pairs.p,
           days = (size_t)f->days.n * sizeof *f->days.p, weights = v ? (size_t)v->n * sizeof *v->p : 0;
    struct kept *k = calloc(1, sizeof *k + words + days + weights + pairs); // sizes are multiples of 4
    if (!k) return NULL;
    char *room = (char *)(k + 1);
    k->article = number;
    k->f = *f;
    if (words) memcpy(room, f->words.p, words);
    k->f.words.p = (void *)room;
    if (days) memcpy(room + words, f->days.p, days);
    k->f.days.p = (void *)(room + words);
    if (weights) memcpy(room + words + days, v->p, weights);
    k->profile = v ? (profile){(void *)(room + words + days), v->n, v->n} : (profile){0};
    if (pairs) memcpy(room + words + days + weights, f->pairs.p, pairs);
    k->f.pairs.p = (void *)(room + words + days + weights);
    k->subject.f = &k->f;
    if (v) k->subject.profile = &k->profile;
    return k;
}

bool index_add(story_index *x, int64_t number, const features *f) {
    if (x->queue.n == x->queue.cap) {
        ptrdiff_t cap = x->queue.cap ? 2 * x->queue.cap : 64;
        struct kept **p = realloc(x->queue.p, (size_t)cap * sizeof *p);
        if (!p) return false;
        x->queue.p = p;
        x->queue.cap = cap;
    }
    struct kept *k = kept_new(number, f, NULL);
    if (!k) return false;
    x->queue.p[x->queue.n++] = k;
    return true;
}

/* The ring of articles that are remembered. */

bool index_room(story_index *x, ptrdiff_t coming) {
    uint32_t cap = x->cap ? x->cap : 1024;
    while ((ptrdiff_t)(x->next - x->first) + coming > (ptrdiff_t)cap) cap *= 2;
    if (cap == x->cap) return true;
    struct kept **ring = calloc(cap, sizeof *ring);
    if (!ring) return false;
    for (uint32_t i = x->first; i != x->next; i++) ring[i & (cap - 1)] = *index_at(x, i);
    free(x->ring);
    x->ring = ring;
    x->cap = cap;
    return true;
}

void index_push(story_index *x, struct kept *k) { *index_at(x, x->next++) = k; }

static void expire(story_index *x, ptrdiff_t coming) {
    while (x->first != x->next) {
        struct kept *k = *index_at(x, x->first);
        bool old = k->f.day != FEATURES_UNDATED && k->f.day < x->newest - INDEX_WINDOW_DAYS;
        if (!old && (ptrdiff_t)(x->next - x->first) + coming <= INDEX_ARTICLES) return;
        rarity_take(&x->rarity, &k->f);
        forget(x, k);
        x->first++;
    }
}

/* What is decided together: articles of one day. */
struct batch {
    story_index *x;
    struct kept **p; // [n] in the order of features_cmp
    ptrdiff_t n;
    uint32_t first; // the number of the first of them
    struct neighbours {
        struct neighbour {
            uint32_t at;
            float cosine;
        } p[NEIGHBOURS];
        int n;
    } * near;     // [n] of headlines
    profile *own; // [n] a headline's own words
    struct {
        struct join_pair *p;
        ptrdiff_t n, cap;
    } pairs; // a: index into touched, or −1 − index into p; b the same of the later article
    struct {
        struct story **p;
        ptrdiff_t n, cap;
    } touched;     // stories of before that are linked to
    float *sum;    // [x->cap] of the words shared with each remembered article; 0 between uses
    uint32_t *hit; // [x->cap]
    arena *mem;
};

static bool is_short(const struct kept *k) { return k->f.words.n < SHORT_WORDS; }

struct ranked {
    float score;
    uint32_t at;
};

/* The best so far, best first. */
struct best {
    struct ranked p[CANDIDATES];
    int n;
};

static void best_put(struct best *b, struct ranked r) {
    if (b->n == CANDIDATES && r.score <= b->p[CANDIDATES - 1].score) return;
    int i = b->n < CANDIDATES ? b->n++ : CANDIDATES - 1;
    for (; i > 0 && b->p[i - 1].score < r.score; i--) b->p[i] = b->p[i - 1];
    b->p[i] = r;
}

struct asked {
    uint32_t hash;
    float weight, score; // weight: what orders them; score: what sharing it gives
};

static int by_weight(const void *a, const void *b) {
    const struct asked *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* The articles that share most with what is asked. */
static void find_candidates(struct batch *b, const postings *t, const struct asked *asked, ptrdiff_t n, float least,
                            struct best *best) {
    story_index *x = b->x;
    ptrdiff_t hits = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct posting_list *l = postings_find(t, asked[i].hash);
        for (int k = 0; l && k < l->n; k++) {
            if (l->p[k] < x->first) continue;
            uint32_t at = l->p[k] & (x->cap - 1);
            if (b->sum[at] == 0) b->hit[hits++] = l->p[k];
            b->sum[at] += asked[i].score;
        }
    }
    best->n = 0;
    for (ptrdiff_t i = 0; i < hits; i++) {
        uint32_t at = b->hit[i] & (x->cap - 1);
        if (b->sum[at] >= least) best_put(best, (struct ranked){b->sum[at], b->hit[i]});
        b->sum[at] = 0;
    }
}

/* Links article i of the batch with an earlier one. */
static void link_with(struct batch *b, ptrdiff_t i, uint32_t at) {
    struct kept *other = *index_at(b->x, at);
    struct evidence e = evidence_of(&b->p[i]->subject, &other->subject);
    float p = evidence_probability(&e);
    if (p < WEAKEST_LINK) return;
    int32_t to;
    if (at >= b->first) {
        to = -1 - (int32_t)(at - b->first);
    } else {
        struct story *s = other->story;
        if (s->touched == 0) {
            *vec_push(b->mem, &b->touched) = s;
            s->touched = (int32_t)b->touched.n;
        }
        to = s->touched - 1;
    }
    *vec_push(b->mem, &b->pairs) = (struct join_pair){to, -1 - (int32_t)i, p};
}

static void note_neighbour(struct neighbours *near, uint32_t at, float cosine) {
    if (near->n == NEIGHBOURS && cosine <= near->p[NEIGHBOURS - 1].cosine) return;
    int k = near->n < NEIGHBOURS ? near->n++ : NEIGHBOURS - 1;
    for (; k > 0 && near->p[k - 1].cosine < cosine; k--) near->p[k] = near->p[k - 1];
    near->p[k] = (struct neighbour){at, cosine};
}

static void meet_neighbour(struct batch *b, ptrdiff_t i, uint32_t at, arena tmp) {
    bool now = at >= b->first;
    profile v;
    if (now)
        v = b->own[at - b->first];
    else
        subject_vector(&(*index_at(b->x, at))->f, &b->x->rarity, &v, &tmp);
    float cosine = profile_dot(&b->own[i], &v);
    if (cosine < NEIGHBOUR_LEAST) return;
    note_neighbour(&b->near[i], at, cosine);
    if (now) note_neighbour(&b->near[at - b->first], b->first + (uint32_t)i, cosine);
}

/* Compares article i with what it shares words with, and makes it findable. */
static bool compare(struct batch *b, ptrdiff_t i) {
    story_index *x = b->x;
    struct kept *k = b->p[i];
    arena tmp = *b->mem;
    struct asked *asked = arena_new(&tmp, struct asked, k->f.words.n);
    for (ptrdiff_t w = 0; w < k->f.words.n; w++) {
        float r = k->subject.word_rarity[w];
        asked[w] = (struct asked){k->f.words.p[w].hash, (float)(k->f.words.p[w].all + k->f.words.p[w].name) * r, r * r};
    }
    if (k->f.words.n) qsort(asked, (size_t)k->f.words.n, sizeof *asked, by_weight);
    struct best best;
    ptrdiff_t n = k->f.words.n < WORDS_ASKED ? k->f.words.n : WORDS_ASKED;
    find_candidates(b, &x->words, asked, n, is_short(k) ? 0 : CANDIDATE_LEAST, &best);
    ptrdiff_t indexed = k->f.words.n < WORDS_INDEXED ? k->f.words.n : WORDS_INDEXED;
    for (ptrdiff_t w = 0; w < k->f.words.n && indexed; w++) {
        struct word_feature *word = &k->f.words.p[w];
        struct asked self = {word->hash, (float)(word->all + word->name) * k->subject.word_rarity[w], 0};
        if (by_weight(&self, &asked[indexed - 1]) <= 0) word->flags |= WORD_INDEXED;
    }
    for (int c = 0; c < best.n; c++) {
        if (is_short(k) && is_short(*index_at(x, best.p[c].at)))
            meet_neighbour(b, i, best.p[c].at, *b->mem);
        else
            link_with(b, i, best.p[c].at);
    }
    return index_words(x, b->first + (uint32_t)i);
}

static int by_hash(const void *a, const void *b) {
    const struct weighted *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static int heaviest_first(const void *a, const void *b) {
    const struct weighted *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static void add_up(profile *v) {
    if (v->n) qsort(v->p, (size_t)v->n, sizeof *v->p, by_hash);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < v->n; i++) {
        if (n && v->p[n - 1].hash == v->p[i].hash)
            v->p[n - 1].weight += v->p[i].weight;
        else
            v->p[n++] = v->p[i];
    }
    v->n = n;
}

/* A headline's own words and, as much again, those of its neighbours by how near they are. */
static profile profile_of(struct batch *b, ptrdiff_t i, arena *out) {
    const struct neighbours *near = &b->near[i];
    profile lent = {0}, v = {0};
    for (int k = 0; k < near->n; k++) {
        profile from;
        if (near->p[k].at >= b->first)
            from = b->own[near->p[k].at - b->first];
        else
            subject_vector(&(*index_at(b->x, near->p[k].at))->f, &b->x->rarity, &from, out);
        for (ptrdiff_t w = 0; w < from.n; w++)
            *vec_push(out, &lent) = (struct weighted){from.p[w].hash, from.p[w].weight * near->p[k].cosine};
    }
    add_up(&lent);
    profile_normalise(&lent);
    for (ptrdiff_t w = 0; w < b->own[i].n; w++) *vec_push(out, &v) = b->own[i].p[w];
    for (ptrdiff_t w = 0; w < lent.n; w++) *vec_push(out, &v) = lent.p[w];
    add_up(&v);
    if (v.n) qsort(v.p, (size_t)v.n, sizeof *v.p, heaviest_first);
    if (v.n > PROFILE_WORDS) v.n = PROFILE_WORDS;
    if (v.n) qsort(v.p, (size_t)v.n, sizeof *v.p, by_hash);
    profile_normalise(&v);
    return v;
}

ptrdiff_t profile_heaviest(const profile *v, struct weighted *heaviest) {
    struct weighted all[PROFILE_WORDS];
    ptrdiff_t n = v->n < PROFILE_WORDS ? v->n : PROFILE_WORDS, count = n < PROFILE_HEAVIEST ? n : PROFILE_HEAVIEST;
    if (n) memcpy(all, v->p, (size_t)n * sizeof *all);
    if (n) qsort(all, (size_t)n, sizeof *all, heaviest_first);
    if (count) memcpy(heaviest, all, (size_t)count * sizeof *all);
    return count;
}

/* Gives article i, a headline, its profile: the record moves. */
static bool put_profile(struct batch *b, ptrdiff_t i) {
    arena tmp = *b->mem;
    struct kept *old = b->p[i];
    profile v = profile_of(b, i, &tmp);
    struct kept *k = kept_new(old->article, &old->f, &v);
    if (!k) return false;
    subject s = old->subject;
    s.f = k->subject.f;
    s.profile = k->subject.profile;
    k->subject = s;
    free(old);
    b->p[i] = *index_at(b->x, b->first + (uint32_t)i) = k;
    return true;
}

static bool compare_profile(struct batch *b, ptrdiff_t i) {
    struct kept *k = b->p[i];
    struct weighted heaviest[PROFILE_HEAVIEST];
    struct asked asked[PROFILE_HEAVIEST];
    ptrdiff_t n = profile_heaviest(&k->profile, heaviest);
    for (ptrdiff_t w = 0; w < n; w++)
        asked[w] = (struct asked){heaviest[w].hash, 0, heaviest[w].weight * heaviest[w].weight};
    struct best best;
    find_candidates(b, &b->x->profiles, asked, n, 0, &best);
    for (int c = 0; c < best.n; c++) link_with(b, i, best.p[c].at);
    return index_profile(b->x, b->first + (uint32_t)i);
}

bool index_words(story_index *x, uint32_t at) {
    const features *f = &(*index_at(x, at))->f;
    for (ptrdiff_t w = 0; w < f->words.n; w++)
        if ((f->words.p[w].flags & WORD_INDEXED) && !postings_add(&x->words, f->words.p[w].hash, at, x->first))
            return false;
    return true;
}

bool index_profile(story_index *x, uint32_t at) {
    struct weighted heaviest[PROFILE_HEAVIEST];
    ptrdiff_t n = profile_heaviest(&(*index_at(x, at))->profile, heaviest);
    for (ptrdiff_t w = 0; w < n; w++)
        if (!postings_add(&x->profiles, heaviest[w].hash, at, x->first)) return false;
    return true;
}

struct story *story_new(story_index *x, int64_t name) {
    struct story *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->name = name;
    x->stories++;
    return s;
}

/* Joins what is linked and says which story each went to. */
static bool decide(struct batch *b, const struct index_sink *to) {
    int32_t fixed = (int32_t)b->touched.n, n = fixed + (int32_t)b->n;
    int32_t *size = arena_new(b->mem, int32_t, fixed), *cluster = arena_new(b->mem, int32_t, n);
    for (int32_t i = 0; i < fixed; i++) size[i] = b->touched.p[i]->live;
    for (ptrdiff_t i = 0; i < b->pairs.n; i++) {
        struct join_pair *p = &b->pairs.p[i];
        if (p->a < 0) p->a = fixed - 1 - p->a;
        if (p->b < 0) p->b = fixed - 1 - p->b;
    }
    join_links(n, fixed, size, b->pairs.p, b->pairs.n, SAME_STORY, cluster, *b->mem);
    for (ptrdiff_t i = 0; i < b->n; i++) {
        struct kept *k = b->p[i];
        int32_t c = cluster[fixed + (int32_t)i];
        if (c < fixed)
            k->story = b->touched.p[c];
        else
            k->story = c == fixed + (int32_t)i ? story_new(b->x, k->article) : b->p[c - fixed]->story;
        if (!k->story) return false;
        k->story->live++;
        to->put(to->self, k->article, k->story->name);
    }
    for (int32_t i = 0; i < fixed; i++) b->touched.p[i]->touched = 0;
    return true;
}

static bool settle_batch(story_index *x, struct kept **p, ptrdiff_t n, const struct index_sink *to, arena *mem) {
    struct batch b = {.x = x, .p = p, .n = n, .first = x->next, .mem = mem};
    bool enough = true;
    for (ptrdiff_t i = 0; i < n; i++) {
        enough = rarity_add(&x->rarity, &p[i]->f) && enough;
        index_push(x, p[i]);
    }
    if (!enough) return false;
    b.near = arena_new(mem, struct neighbours, n);
    b.own = arena_new(mem, profile, n);
    b.sum = arena_new(mem, float, x->cap);
    b.hit = arena_new(mem, uint32_t, x->cap);
    for (ptrdiff_t i = 0; i < n; i++) {
        subject_make(&p[i]->subject, &p[i]->f, &x->rarity, mem);
        if (is_short(p[i])) subject_vector(&p[i]->f, &x->rarity, &b.own[i], mem);
    }
    for (ptrdiff_t i = 0; i < n && enough; i++) enough = compare(&b, i);
    for (ptrdiff_t i = 0; i < n && enough; i++)
        if (is_short(p[i])) enough = put_profile(&b, i);
    for (ptrdiff_t i = 0; i < n && enough; i++)
        if (is_short(p[i])) enough = compare_profile(&b, i);
    enough = enough && decide(&b, to);
    for (ptrdiff_t i = 0; i < n; i++) p[i]->subject.word_rarity = p[i]->subject.pair_rarity = NULL;
    return enough;
}

static int by_time(const void *a, const void *b) {
    const struct kept *x = *(struct kept *const *)a, *y = *(struct kept *const *)b;
    bool undated = x->f.day == FEATURES_UNDATED;
    if (undated != (y->f.day == FEATURES_UNDATED)) return undated ? 1 : -1; // after all others
    int c = features_cmp(&x->f, &y->f);
    return c ? c : (x->article > y->article) - (x->article < y->article);
}

bool index_settle(story_index *x, const struct index_sink *to) {
    struct kept **p = x->queue.p;
    ptrdiff_t n = x->queue.n, beg = 0;
    if (n) qsort(p, (size_t)n, sizeof *p, by_time);
    arena mem;
    if (!arena_init(&mem, (ptrdiff_t)DAY_AT_ONCE * BATCH_BYTES_EACH + ((ptrdiff_t)INDEX_ARTICLES << 5))) return false;
    bool enough = true;
    for (ptrdiff_t end; beg < n && enough; beg = end) {
        for (end = beg; end < n && p[end]->f.day == p[beg]->f.day && end - beg < DAY_AT_ONCE;) end++;
        if (p[beg]->f.day > x->newest) x->newest = p[beg]->f.day;
        expire(x, end - beg);
        if (!index_room(x, end - beg)) break;
        enough = settle_batch(x, p + beg, end - beg, to, &mem);
        arena_reset(&mem);
    }
    arena_clear(&mem);
    for (ptrdiff_t i = beg; i < n; i++) free(p[i]);
    x->queue.n = 0;
    enough = enough && beg == n;
    return enough;
}
