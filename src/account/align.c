#include "account/align.h"

#include <math.h>
#include <stdlib.h>

#include "base/table.h"
#include "lexicon_tables.h"

/* How the evidence is weighed; found by hand on the development clusters and ECB+. */
static const float WEIGHT_SAME_LEMMA = 0.85f, WEIGHT_SAME_KIND = 0.43f, RARE_PART = 0.5f, WEIGHT_WORDS = 0.78f,
                   WORDS_EXPECTED = 0.15f, WEIGHT_PEOPLE = 0.25f, PEOPLE_EXPECTED = 0.4f, PENALTY_PEOPLE = 0.2f,
                   PENALTY_SENTENCE = 0.9f, BONUS_DAY = 0.11f, LIGHT_PART = 0.5f, BONUS_ONCE = 0.5f;
// A word tells of one happening when the articles that have it use it so often on average, and of several when oftener.
static const float ONCE_SURE = 2.5f, ONCE_NEVER = 6;
enum { ONCE_ARTICLES = 5 }; // so many must have it
static const float PAIR_FLOOR = 0.15f;
enum { WORD_PAIRS_MAX = 48 }; // a content lemma in more mentions than this does not propose pairs

static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static struct bag bag_of(int32_t *id, ptrdiff_t n, arena *out) {
    struct bag b = {.id = arena_new(out, int32_t, n)};
    if (n) qsort(id, (size_t)n, sizeof *id, by_number);
    for (ptrdiff_t i = 0; i < n; i++)
        if (!b.n || b.id[b.n - 1] != id[i]) b.id[b.n++] = id[i];
    return b;
}

static bool bag_has(const struct bag *b, int32_t id) {
    int32_t lo = 0, hi = b->n;
    while (lo < hi) {
        int32_t mid = lo + (hi - lo) / 2;
        if (b->id[mid] < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < b->n && b->id[lo] == id;
}

static bool bags_meet(const struct bag *a, const struct bag *b) {
    for (int32_t i = 0; i < a->n; i++)
        if (bag_has(b, a->id[i])) return true;
    return false;
}

/* The idf-weight that two bags share. */
static float shared(const struct bag *a, const struct bag *b, const float *idf) {
    float sum = 0;
    for (int32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->id[i] == b->id[j])
            sum += idf[a->id[i]], i++, j++;
        else if (a->id[i] < b->id[j])
            i++;
        else
            j++;
    }
    return sum;
}

static bool content_word(const tokens *k, int32_t t) {
    switch (k->upos[t]) {
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_VERB:
    case UPOS_ADJ:
    case UPOS_NUM: return k->span[t].end - k->span[t].beg > 1;
    default: return false;
    }
}

static struct bag role_bag(const struct roles *roles, const int32_t *actor_of, arena *out) {
    int32_t *id = arena_new(out, int32_t, roles->n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < roles->n; i++)
        if (roles->p[i].entity >= 0 && actor_of[roles->p[i].entity] >= 0) id[n++] = actor_of[roles->p[i].entity];
    return bag_of(id, n, out);
}

struct numbers {
    int32_t *p;
    ptrdiff_t n, cap;
};

static void features_of(const account *acc, int32_t d, int32_t e, const int32_t *actor_of, struct align_mention *m,
                        table *kinds, table *words, arena *out, arena *tmp) {
    const reading *r = acc->readings[d];
    const tokens *k = &r->tokens;
    const struct event_finding *ev = &r->events.p[e];
    *m = (struct align_mention){
        .reading = d, .event = e, .sentence = k->sent[ev->head], .lo = 1, .noun = ev->noun, .plover = ev->plover};
    for (ptrdiff_t i = 0; i < r->attributions.n && !m->utterance; i++)
        m->utterance = r->attributions.p[i].cue_word == ev->head;
    m->light = !ev->noun && lex_find(&lex_light_verbs, k->lemma[ev->head]) != NULL;
    const lex_row *pole = lex_find(&lex_opposites, k->lemma[ev->head]);
    if (pole) {
        m->axis = lex_cell(&lex_opposites, pole, LEX_opposites_axis);
        m->end = lex_cell(&lex_opposites, pole, LEX_opposites_end);
        m->converse = lex_cell(&lex_opposites, pole, LEX_opposites_converse).n > 0;
    }
    m->kind = table_number(kinds, tmp, ev->kind.n ? ev->kind : k->lemma[ev->head]);
    m->lemma = table_number(words, tmp, k->lemma[ev->head]);
    m->actors = role_bag(&ev->actors, actor_of, out);
    m->recipients = role_bag(&ev->recipients, actor_of, out);
    if (ev->when >= 0) {
        const struct time_finding *t = &r->times.p[ev->when];
        m->lo = t->lo;
        m->hi = t->hi;
        // In an article without a date of its own "on Sunday" is a guess, which must not keep two mentions apart.
        bool guessed = !r->article->when.known && t->form.base != TIME_CALENDAR;
        m->precise = t->precision == WHEN_DAY && !guessed;
    }
    struct numbers bag = {0}, people = {0};
    for (int32_t t = token_at(k, ev->span.beg); t < k->n && k->span[t].beg < ev->span.end; t++) {
        int32_t name = reading_name_at(r, t);
        bool named = name >= 0 && r->names.p[name].entity >= 0 && actor_of[r->names.p[name].entity] >= 0;
        if (named) *vec_push(tmp, &people) = actor_of[r->names.p[name].entity];
        if (named && r->names.p[name].form == FORM_NAME) continue; // a name is an actor, not a word
        if (t != ev->head && content_word(k, t)) *vec_push(tmp, &bag) = table_number(words, tmp, k->lemma[t]);
    }
    for (int32_t i = 0; i < m->actors.n; i++) *vec_push(tmp, &people) = m->actors.id[i];
    for (int32_t i = 0; i < m->recipients.n; i++) *vec_push(tmp, &people) = m->recipients.id[i];
    m->words = bag_of(bag.p, bag.n, out);
    m->people = bag_of(people.p, people.n, out);
}

static float *idf_of(const int32_t *df, int32_t n, int32_t mentions, arena *out) {
    float *idf = arena_new(out, float, n + 1);
    float top = logf((float)mentions + 1);
    for (int32_t i = 0; i < n; i++) idf[i] = logf(((float)mentions + 1) / ((float)df[i] + 0.5f)) / (top > 0 ? top : 1);
    return idf;
}

/* How surely a word is the one happening of the story that many articles tell, each a few times: 0 … 1. */
static float *once_of(const struct aligner *x, arena *out, arena tmp) {
    float *once = arena_new(out, float, x->words + 1);
    int32_t *mentions = arena_new(&tmp, int32_t, x->words + 1), *articles = arena_new(&tmp, int32_t, x->words + 1),
            *last = arena_new(&tmp, int32_t, x->words + 1);
    for (int32_t i = 0; i < x->n; i++) { // by reading
        int32_t w = x->m[i].lemma;
        mentions[w]++;
        articles[w] += last[w] != x->m[i].reading + 1;
        last[w] = x->m[i].reading + 1;
    }
    for (int32_t w = 0; w < x->words; w++) {
        if (articles[w] < ONCE_ARTICLES) continue;
        float often = (float)mentions[w] / (float)articles[w];
        float sure = (ONCE_NEVER - often) / (ONCE_NEVER - ONCE_SURE);
        once[w] = sure < 0 ? 0 : sure > 1 ? 1 : sure;
    }
    return once;
}

void align_features(const account *acc, int32_t *const *actor_of, struct aligner *x, arena *out, arena tmp) {
    table kinds = {.seed = 4}, words = {.seed = 5};
    ptrdiff_t total = 0;
    for (ptrdiff_t d = 0; d < acc->n; d++) total += acc->readings[d]->events.n;
    x->m = arena_new(out, struct align_mention, total);
    for (int32_t d = 0; d < acc->n; d++)
        for (int32_t e = 0; e < acc->readings[d]->events.n; e++)
            if (!acc->readings[d]->events.p[e].back)
                features_of(acc, d, e, actor_of[d], &x->m[x->n++], &kinds, &words, out, &tmp);
    x->words = (int32_t)words.n;
    x->actors = (int32_t)acc->actors.n;
    x->kinds = (int32_t)kinds.n;
    int32_t *wdf = arena_new(&tmp, int32_t, x->words + 1), *adf = arena_new(&tmp, int32_t, x->actors + 1),
            *kdf = arena_new(&tmp, int32_t, x->kinds + 1);
    for (int32_t i = 0; i < x->n; i++) {
        for (int32_t w = 0; w < x->m[i].words.n; w++) wdf[x->m[i].words.id[w]]++;
        for (int32_t p = 0; p < x->m[i].people.n; p++) adf[x->m[i].people.id[p]]++;
        kdf[x->m[i].kind]++;
    }
    x->word_idf = idf_of(wdf, x->words, x->n, out);
    x->actor_idf = idf_of(adf, x->actors, x->n, out);
    x->kind_idf = idf_of(kdf, x->kinds, x->n, out);
    x->once = once_of(x, out, tmp);
    for (int32_t i = 0; i < x->n; i++) {
        struct align_mention *m = &x->m[i];
        for (int32_t w = 0; w < m->words.n; w++) m->words_weight += x->word_idf[m->words.id[w]];
        for (int32_t p = 0; p < m->people.n; p++) m->people_weight += x->actor_idf[m->people.id[p]];
    }
}

/* Both sides act, and the other way round. Talks and agreements have no direction. */
static bool opposite(const struct align_mention *a, const struct align_mention *b) {
    if (a->plover == PLOVER_CONSULT || a->plover == PLOVER_AGREE || a->plover == PLOVER_COOPERATE) return false;
    return a->kind == b->kind && bags_meet(&a->actors, &b->recipients) && bags_meet(&b->actors, &a->recipients) &&
           !bags_meet(&a->actors, &b->actors) && !bags_meet(&a->recipients, &b->recipients);
}

/* What rose did not fall, and who was acquitted was not convicted. */
static bool exclude(const struct align_mention *a, const struct align_mention *b) {
    if (!a->axis.n || !str_eq(a->axis, b->axis) || str_eq(a->end, b->end)) return false;
    return !a->converse || bags_meet(&a->actors, &b->actors);
}

/* How far the content words of two mentions agree: 0 … 1, or −1 when one has too few to tell. */
static float words_agree(const struct aligner *x, const struct align_mention *a, const struct align_mention *b) {
    static const float ENOUGH = 0.3f;
    float least = a->words_weight < b->words_weight ? a->words_weight : b->words_weight;
    float most = a->words_weight + b->words_weight - least;
    if (least < ENOUGH) return -1;
    float common = shared(&a->words, &b->words, x->word_idf);
    return 0.5f * common / least + 0.5f * common / most;
}

/* The same for those who act and are named: −1 when one side names nobody. */
static float people_agree(const struct aligner *x, const struct align_mention *a, const struct align_mention *b) {
    float least = a->people_weight < b->people_weight ? a->people_weight : b->people_weight;
    return least > 0.02f ? shared(&a->people, &b->people, x->actor_idf) / least : -1;
}

float align_score(const struct aligner *x, int32_t i, int32_t j) {
    const struct align_mention *a = &x->m[i], *b = &x->m[j];
    if (a->precise && b->precise && (a->hi < b->lo || b->hi < a->lo)) return LINK_NEVER;
    if (opposite(a, b) || exclude(a, b)) return LINK_NEVER;
    if (a->utterance && b->utterance && a->actors.n && b->actors.n && !bags_meet(&a->actors, &b->actors))
        return LINK_NEVER;
    float words = words_agree(x, a, b), people = people_agree(x, a, b), s = 0;
    if (a->lemma == b->lemma)
        s = WEIGHT_SAME_LEMMA;
    else if (a->kind == b->kind)
        s = WEIGHT_SAME_KIND;
    if (a->light) s *= LIGHT_PART;
    s *= RARE_PART + (1 - RARE_PART) * x->kind_idf[a->kind]; // a class that is everywhere in the story says less
    if (a->lemma == b->lemma && a->reading != b->reading && !a->light) s += BONUS_ONCE * x->once[a->lemma];
    if (words >= 0)
        s += WEIGHT_WORDS * (words - WORDS_EXPECTED);
    else if (s == 0)
        return 0; // other happenings of the same people
    if (people >= 0) s += WEIGHT_PEOPLE * (people - PEOPLE_EXPECTED);
    if (a->actors.n && b->actors.n && !bags_meet(&a->actors, &b->people) && !bags_meet(&b->actors, &a->people))
        s -= PENALTY_PEOPLE;
    if (a->lo <= a->hi && b->lo <= b->hi && a->precise && b->precise) s += BONUS_DAY;
    if (a->reading == b->reading && a->sentence == b->sentence) s -= PENALTY_SENTENCE;
    return s < 0 ? 0 : s > 1 ? 1 : s;
}

static int by_pair(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

struct proposals {
    uint64_t *p; // a << 32 | b
    ptrdiff_t n, cap;
};

/* Proposes every pair of a posting list. */
static void propose(struct proposals *p, const int32_t *list, int32_t n, arena *tmp) {
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = i + 1; j < n; j++) *vec_push(tmp, p) = (uint64_t)list[i] << 32 | (uint64_t)list[j];
}

/* Posting lists of one feature: which mentions have number v. */
struct posting {
    int32_t *p;
    int32_t n, cap;
};
static void post(struct posting *list, int32_t v, int32_t mention, arena *tmp) {
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } l = {list[v].p, list[v].n, list[v].cap};
    *vec_push(tmp, &l) = mention;
    list[v] = (struct posting){l.p, (int32_t)l.n, (int32_t)l.cap};
}

void align_pairs(const struct aligner *x, struct link_pairs *pairs, arena *out, arena tmp) {
    enum { KIND_PAIRS_MAX = 1500 }; // mentions of one class that are all compared with each other
    struct posting *kind = arena_new(&tmp, struct posting, x->kinds + 1),
                   *lemma = arena_new(&tmp, struct posting, x->words + 1),
                   *word = arena_new(&tmp, struct posting, x->words + 1);
    for (int32_t i = 0; i < x->n; i++) {
        post(kind, x->m[i].kind, i, &tmp);
        post(lemma, x->m[i].lemma, i, &tmp);
        for (int32_t w = 0; w < x->m[i].words.n; w++) post(word, x->m[i].words.id[w], i, &tmp);
    }
    struct proposals all = {0};
    for (int32_t v = 0; v < x->kinds; v++)
        propose(&all, kind[v].p, kind[v].n < KIND_PAIRS_MAX ? kind[v].n : KIND_PAIRS_MAX, &tmp);
    for (int32_t v = 0; v < x->words; v++) {
        propose(&all, lemma[v].p, lemma[v].n < KIND_PAIRS_MAX ? lemma[v].n : KIND_PAIRS_MAX, &tmp);
        if (word[v].n <= WORD_PAIRS_MAX) propose(&all, word[v].p, word[v].n, &tmp);
    }
    if (all.n) qsort(all.p, (size_t)all.n, sizeof *all.p, by_pair);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        if (i && all.p[i] == all.p[i - 1]) continue;
        int32_t a = (int32_t)(all.p[i] >> 32), b = (int32_t)(all.p[i] & 0xFFFFFFFFu);
        float s = align_score(x, a, b);
        if (s >= PAIR_FLOOR || s == LINK_NEVER) *vec_push(out, pairs) = (struct link_pair){a, b, s};
    }
}
