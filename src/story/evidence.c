#include "story/evidence.h"

#include <math.h>
#include <stdlib.h>

/* Rarity is told on a scale of so many articles, whatever was seen: then the formula's weights hold for ten articles
 * and for a million. The background stands for texts of any kind that were seen before the first. */
static const float SCALE = 8000, BACKGROUND = 4000;
static const float PAIR_IN_VECTOR = 0.8f; // of a pair of words in a short article's vector; a title's word has 1.6

void rarity_clear(rarity *r) {
    free(r->slot);
    *r = (rarity){0};
}

static struct rarity_count *slot_of(const rarity *r, uint32_t hash) {
    hash += !hash;
    ptrdiff_t i = (ptrdiff_t)((hash ^ hash >> 15) * 0x9E3779B1u & (uint32_t)(r->slots - 1));
    while (r->slot[i].hash && r->slot[i].hash != hash) i = (i + 1) & (r->slots - 1);
    return &r->slot[i];
}

/* Room for so many more words; what was counted down to 0 is dropped. */
static bool room(rarity *r, ptrdiff_t more) {
    if (r->slots && 3 * (r->used + more) < 2 * r->slots) return true;
    ptrdiff_t live = 0, slots = 4096;
    for (ptrdiff_t i = 0; i < r->slots; i++) live += r->slot[i].articles > 0;
    while (slots < 2 * (live + more)) slots *= 2;
    rarity grown = {.slot = calloc((size_t)slots, sizeof *grown.slot), .slots = slots, .articles = r->articles};
    if (!grown.slot) return false;
    for (ptrdiff_t i = 0; i < r->slots; i++) {
        if (!r->slot[i].articles) continue;
        *slot_of(&grown, r->slot[i].hash) = r->slot[i];
        grown.used++;
    }
    free(r->slot);
    *r = grown;
    return true;
}

static void count(rarity *r, uint32_t hash) {
    struct rarity_count *c = slot_of(r, hash);
    r->used += !c->hash;
    c->hash = hash + !hash;
    c->articles++;
}

bool rarity_add(rarity *r, const features *f) {
    if (!room(r, f->words.n + f->pairs.n)) return false;
    for (ptrdiff_t i = 0; i < f->words.n; i++) count(r, f->words.p[i].hash);
    for (ptrdiff_t i = 0; i < f->pairs.n; i++) count(r, f->pairs.p[i]);
    r->articles++;
    return true;
}

void rarity_take(rarity *r, const features *f) {
    for (ptrdiff_t i = 0; i < f->words.n; i++) slot_of(r, f->words.p[i].hash)->articles--;
    for (ptrdiff_t i = 0; i < f->pairs.n; i++) slot_of(r, f->pairs.p[i])->articles--;
    r->articles--;
}

static float rarity_of(const rarity *r, uint32_t hash, float background) {
    uint32_t n = r->slots ? slot_of(r, hash)->articles : 0;
    float rate = ((float)n + background) / ((float)r->articles + BACKGROUND);
    return logf((SCALE + 1) / (rate * SCALE + 0.5f));
}

float rarity_word(const rarity *r, const struct word_feature *w) {
    return rarity_of(r, w->hash, (float)w->common / 1000 * BACKGROUND);
}

float rarity_pair(const rarity *r, uint32_t pair) { return rarity_of(r, pair, 0); }

float profile_dot(const profile *a, const profile *b) {
    float sum = 0;
    for (ptrdiff_t i = 0, k = 0; i < a->n && k < b->n;) {
        uint32_t x = a->p[i].hash, y = b->p[k].hash;
        if (x == y) sum += a->p[i].weight * b->p[k].weight;
        i += x <= y;
        k += y <= x;
    }
    return sum;
}

void profile_normalise(profile *v) {
    float sum = 0;
    for (ptrdiff_t i = 0; i < v->n; i++) sum += v->p[i].weight * v->p[i].weight;
    sum = sum > 0 ? 1 / sqrtf(sum) : 0;
    for (ptrdiff_t i = 0; i < v->n; i++) v->p[i].weight *= sum;
}

static float inverse_root(float x) { return x > 0 ? 1 / sqrtf(x) : 0; }

void subject_make(subject *s, const features *f, const rarity *r, arena *out) {
    float *words = arena_new(out, float, f->words.n), *pairs = arena_new(out, float, f->pairs.n);
    *s = (subject){.f = f, .word_rarity = words, .pair_rarity = pairs};
    for (ptrdiff_t i = 0; i < f->words.n; i++) {
        const struct word_feature *w = &f->words.p[i];
        float x = words[i] = rarity_word(r, w), all = w->all * x, name = w->name * x;
        s->all += all * all;
        s->name += name * name;
        if (w->flags & WORD_NUMBER) s->number += all * all;
    }
    for (ptrdiff_t i = 0; i < f->pairs.n; i++) {
        pairs[i] = rarity_pair(r, f->pairs.p[i]);
        s->pairs += pairs[i] * pairs[i];
    }
    for (ptrdiff_t i = 0; i < f->days.n; i++) s->days += (float)(f->days.p[i].weight * f->days.p[i].weight);
    s->all = inverse_root(s->all);
    s->name = inverse_root(s->name);
    s->number = inverse_root(s->number);
    s->pairs = inverse_root(s->pairs);
    s->days = inverse_root(s->days);
}

static int by_hash(const void *a, const void *b) {
    const struct weighted *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

void subject_vector(const features *f, const rarity *r, profile *v, arena *out) {
    *v = (profile){0};
    for (ptrdiff_t i = 0; i < f->words.n; i++)
        *vec_push(out, v) = (struct weighted){f->words.p[i].hash, (float)f->words.p[i].all / FEATURES_SCALE *
                                                                      rarity_word(r, &f->words.p[i])};
    for (ptrdiff_t i = 0; i < f->pairs.n; i++)
        *vec_push(out, v) = (struct weighted){f->pairs.p[i], PAIR_IN_VECTOR * rarity_pair(r, f->pairs.p[i])};
    if (v->n) qsort(v->p, (size_t)v->n, sizeof *v->p, by_hash);
    profile_normalise(v);
}

/* Words that both have. */
static void compare_words(const subject *a, const subject *b, struct evidence *e) {
    const struct word_feature *x = a->f->words.p, *y = b->f->words.p;
    const struct word_feature *x_end = x + a->f->words.n, *y_end = y + b->f->words.n;
    while (x < x_end && y < y_end) {
        if (x->hash == y->hash) {
            float r = a->word_rarity[x - a->f->words.p], rr = r * r;
            float all = (float)(x->all * y->all) * rr;
            e->all += all;
            e->name += (float)(x->name * y->name) * rr;
            if (x->flags & WORD_NUMBER) e->number += all;
            if (x->name && y->name && r > e->rarest) e->rarest = r;
            x++;
            y++;
        } else {
            bool less = x->hash < y->hash;
            x += less;
            y += !less;
        }
    }
    e->all *= a->all * b->all;
    e->name *= a->name * b->name;
    e->number *= a->number * b->number;
}

static void compare_pairs(const subject *a, const subject *b, struct evidence *e) {
    const uint32_t *x = a->f->pairs.p, *y = b->f->pairs.p;
    const uint32_t *x_end = x + a->f->pairs.n, *y_end = y + b->f->pairs.n;
    while (x < x_end && y < y_end) {
        if (*x == *y) {
            float r = a->pair_rarity[x - a->f->pairs.p];
            e->pairs += r * r;
            e->pairs_sum += r;
            x++;
            y++;
        } else {
            bool less = *x < *y;
            x += less;
            y += !less;
        }
    }
    e->pairs *= a->pairs * b->pairs;
}

static void compare_days(const subject *a, const subject *b, struct evidence *e) {
    for (ptrdiff_t i = 0, k = 0; i < a->f->days.n && k < b->f->days.n;) {
        const struct day_feature *x = &a->f->days.p[i], *y = &b->f->days.p[k];
        if (x->day == y->day) e->days += (float)(x->weight * y->weight);
        i += x->day <= y->day;
        k += y->day <= x->day;
    }
    e->days *= a->days * b->days;
}

static float gap_of(const features *a, const features *b) {
    if (a->day == FEATURES_UNDATED || b->day == FEATURES_UNDATED) return 0;
    float days = fabsf((float)a->day - (float)b->day);
    if (a->second < 0 || b->second < 0) return days;
    return fabsf(((float)a->day - (float)b->day) + (float)(a->second - b->second) / 86400);
}

/* A title alone has about ten words. */
static float length_of(const subject *a, const subject *b) {
    enum { HEADLINE = 15 };
    ptrdiff_t n = a->f->words.n < b->f->words.n ? a->f->words.n : b->f->words.n;
    return n <= HEADLINE ? 0 : n >= SHORT_WORDS ? 1 : (float)(n - HEADLINE) / (SHORT_WORDS - HEADLINE);
}

struct evidence evidence_of(const subject *a, const subject *b) {
    struct evidence e = {.length = length_of(a, b)};
    if (e.length > 0 || !a->profile || !b->profile) {
        compare_words(a, b, &e);
        compare_pairs(a, b, &e);
        compare_days(a, b, &e);
    }
    e.profile = a->profile && b->profile ? profile_dot(a->profile, b->profile) : e.all;
    e.gap = gap_of(a->f, b->f);
    if (a->f->day != FEATURES_UNDATED && b->f->day != FEATURES_UNDATED)
        e.happened_gap = fabsf((float)a->f->happened - (float)b->f->happened);
    e.one_outlet = a->f->outlet && a->f->outlet == b->f->outlet;
    return e;
}

/* Of whole texts: log-odds, the terms being on scales that make each roughly linear. */
static float of_texts(const struct evidence *e) {
    float z = -18.5f;
    z += 11 * sqrtf(e->all) + 5 * sqrtf(e->name) + 2 * sqrtf(e->number) + 2.4f * sqrtf(e->days);
    z += 1.2f * logf(1 + e->pairs_sum) - 12 * sqrtf(e->pairs) + 4 * sqrtf(e->rarest > 0 ? e->rarest : 0);
    z += (e->gap <= 2 ? 1 : 0) + (e->happened_gap <= 1 ? 0.5f : 0) - 0.6f * logf(1 + e->happened_gap);
    z -= e->one_outlet ? 2 : 0;
    return 1 / (1 + expf(-z));
}

/* Of headlines: in proportion to the cosine. It falls by the day, for most of what headlines share is of the day; what
 * is all but the same holds for some days more. */
static float of_headlines(const struct evidence *e) {
    float fresh = expf(-e->gap), alike = e->profile * e->profile, still = alike * alike * expf(-e->gap / 10);
    float p = 1.6f * e->profile * (fresh + (1 - fresh) * still);
    return p < 1 ? p : 1;
}

float evidence_probability(const struct evidence *e) {
    float p = e->length > 0 ? e->length * of_texts(e) : 0;
    if (e->length < 1) p += (1 - e->length) * of_headlines(e);
    return p;
}
