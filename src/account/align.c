#include "account/align.h"

#include <math.h>
#include <stdlib.h>

#include "account/happening.h"
#include "account/overlap.h"
#include "base/radix.h"
#include "base/table.h"
#include "doc/background.h"
#include "extract/event.h"
#include "lexicon_tables.h"

/* How the evidence is weighed; fitted on ECB+ (train) and the development clusters, and rounded. */
static const float WEIGHT_SAME_LEMMA = 0.8f, WEIGHT_SAME_KIND = 0.65f, WEIGHT_KIND_MEANS = 0.4f, WEIGHT_MEANS = 0.9f,
                   WEIGHT_WORDING = 0.5f, WORDING_MEANS = 0.6f, MEANS_EXPECTED = 0.3f, RARE_PART = 0.56f,
                   WEIGHT_WORDS = 0.8f, WORDS_EXPECTED = 0.15f, WEIGHT_PEOPLE = 0.19f, PEOPLE_EXPECTED = 0.56f,
                   PENALTY_PEOPLE = 0.03f, WEIGHT_SUBJECT = 0.17f, WEIGHT_OBJECT = 0.08f, OBJECT_MEANS = 0.05f,
                   OBJECT_EXPECTED = 0.31f, WEIGHT_TELLING = 0.4f, WEIGHT_TELLING_OTHER = 0.1f, TELLING_EXPECTED = 0.3f,
                   BONUS_FIGURE = 0.19f, BONUS_TYPE = 0.1f, BONUS_LEAD = 0.04f, PENALTY_NEGATED = 0.3f,
                   PENALTY_UNREAL = 0.25f, PENALTY_SUPPOSED = 0.12f, PENALTY_MIXED = 0.05f, PENALTY_SOURCES = 0.12f,
                   PENALTY_SEASON = 0.8f, PENALTY_FURTHER = 0.4f, PENALTY_SAYING = 0.15f, PENALTY_UTTERANCE = 0.15f,
                   PENALTY_SENTENCE = 0.75f, LIGHT_PART = 0.7f, PENALTY_OTHERS = 0.4f, BONUS_ONCE = 0.65f;
// Words nearer than this count in part, and mentions whose heads are nearer than that are compared.
static const float WORDS_MEAN_ALIKE = 0.41f, HEADS_MEAN_ALIKE = 0.46f;
// A word tells of one happening when the articles that have it use it so often on average, and of several when oftener.
static const float ONCE_SURE = 2.5f, ONCE_NEVER = 6;
enum { ONCE_ARTICLES = 5 }; // so many must have it
// A noun that so large a part of the articles has names what the story is about, however often they use it.
static const float ABOUT_SURE = 0.9f, ABOUT_NEVER = 0.5f, BONUS_ABOUT = 0.4f;
enum { ABOUT_ARTICLES = 3 };
enum { LEAD = 3 };                      // sentences that tell the story in short
enum { SEASON = 60, YEAR = 366 };       // days between two happenings that are not one
static const float ALIGN_FLOOR = 0.15f; // pairs that score less do not count
enum { WORD_PAIRS_MAX = 48 };           // a content lemma in more mentions than this does not propose pairs

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

/* What is done to: an object, a clause in its place, what a participle stands beside, what a noun is of; -1 for none.
 */
static int32_t object_of(const tokens *k, int32_t head) {
    bool noun = k->upos[head] == UPOS_NOUN;
    if (k->rel[head] == REL_ACL && k->upos[head] == UPOS_VERB) return k->head[head];
    for (int32_t c = token_next_child(k, head, -1); c >= 0; c = token_next_child(k, head, c)) {
        enum rel rel = (enum rel)k->rel[c];
        if (rel == REL_OBJ || rel == REL_NSUBJ_PASS || rel == REL_XCOMP || rel == REL_CCOMP) return c;
        if (noun && (rel_base(rel) == REL_NMOD || rel == REL_COMPOUND)) return c;
    }
    return -1;
}

struct numbers {
    int32_t *p;
    ptrdiff_t n, cap;
};

/* Lemmas as they are numbered, with what the model knows of them. */
struct lemmas {
    table numbers;
    struct {
        const int8_t **p;
        ptrdiff_t n, cap;
    } sense;
    struct {
        float *p;
        ptrdiff_t n, cap;
    } common;
};

/* 0 for a word that few texts have, 1 for one that so many have that it names no happening by itself. */
static float common_of(str lemma) {
    static const float FEW = 12, MANY = 120; // of a thousand texts
    float texts = (float)background_texts(lemma);
    return texts <= FEW ? 0 : texts >= MANY ? 1 : logf(texts / FEW) / logf(MANY / FEW);
}

/* How the features of a story are numbered. */
struct numbering {
    table kinds, happenings;
    struct lemmas words;
};

static int32_t lemma_number(struct lemmas *l, const tokens *k, int32_t t, arena *tmp) {
    int32_t n = table_number(&l->numbers, tmp, k->lemma[t]);
    if (n == l->sense.n) {
        *vec_push(tmp, &l->sense) = NULL;
        *vec_push(tmp, &l->common) = common_of(k->lemma[t]);
    }
    if (!l->sense.p[n]) l->sense.p[n] = k->sense[t];
    return n;
}

/* The word that does what head tells, or of which it is told; -1 when its clause has none. */
static int32_t subject_of(const tokens *k, int32_t head) {
    int32_t t = token_child(k, head, REL_NSUBJ);
    if (t >= 0 && k->rel[t] == REL_NSUBJ_PASS) t = -1;
    if (t < 0 && k->rel[head] == REL_XCOMP) t = token_child(k, k->head[head], REL_NSUBJ); // "declined to comment"
    return t >= 0 ? t : token_child(k, head, REL_OBL_AGENT);
}

/* "found no trace", "nobody was hurt", "none of them came" */
static bool none(const tokens *k, int32_t t) {
    if (t < 0) return false;
    int32_t determiner = token_child(k, t, REL_DET);
    return lex_says(&lex_role_words, k->norm[t], LEX_role_words_role, S("nobody")) ||
           (determiner >= 0 && str_eq(k->norm[determiner], S("no")));
}

/* The only one in a role, where the text names him there: an actor who is a person with a full name; else -1. */
static int32_t sole_person(const account *acc, const reading *r, const struct roles *roles, const int32_t *actor_of) {
    if (roles->n != 1 || roles->p[0].entity < 0 || roles->p[0].name < 0) return -1;
    if (r->names.p[roles->p[0].name].form != FORM_NAME) return -1;
    int32_t x = actor_of[roles->p[0].entity];
    if (x < 0 || acc->actors.p[x].kind != NAME_PERSON || !acc->actors.p[x].named) return -1;
    return str_rfind_byte(acc->actors.p[x].name, ' ') > 0 ? x : -1;
}

/* "a second blast", "underwent another operation": not the one that the story is about. */
static bool further(const tokens *k, int32_t noun) {
    if (noun < 0 || k->upos[noun] != UPOS_NOUN) return false;
    for (int32_t c = token_next_child(k, noun, -1); c >= 0 && c < noun; c = token_next_child(k, noun, c))
        if (lex_find(&lex_further, k->norm[c])) return true;
    return false;
}

/* The number in the age of noun t: "a 37-year-old driver"; -1 when none is told beside it. */
static int32_t age_of(const tokens *k, int32_t t) {
    for (int32_t c = t < 0 ? -1 : token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c)) {
        if (!event_rel(k, c, REL_AMOD) || !str_eq(k->lemma[c], S("old"))) continue;
        for (int32_t y = token_next_child(k, c, -1); y >= 0 && y < c; y = token_next_child(k, c, y))
            if (token_child(k, y, REL_NUMMOD) >= 0) return token_child(k, y, REL_NUMMOD);
    }
    return -1;
}

static void features_of(const account *acc, int32_t d, int32_t e, const int32_t *actor_of, const struct stand *stand,
                        struct align_mention *m, struct numbering *numbers, arena *out, arena *tmp) {
    table *kinds = &numbers->kinds;
    struct lemmas *words = &numbers->words;
    const reading *r = acc->readings[d];
    const tokens *k = &r->tokens;
    const struct event_finding *ev = &r->events.p[e];
    *m = (struct align_mention){.reading = d,
                                .event = e,
                                .sentence = k->sent[ev->head],
                                .lo = 1,
                                .source = -1,
                                .noun = ev->noun,
                                .subject = -1,
                                .object = -1,
                                .particle = -1};
    m->age = k->upos[ev->head] == UPOS_ADJ && event_rel(k, ev->head, REL_AMOD);
    m->plover = ev->plover;
    m->reality = ev->reality;
    for (ptrdiff_t i = 0; i < r->attributions.n && !m->utterance; i++)
        m->utterance = r->attributions.p[i].cue_word == ev->head;
    bool nothing = ev->stance == STANCE_NO_COMMENT || ev->reality == REALITY_DID_NOT_HAPPEN;
    m->silent = nothing && lex_find(&lex_silence, k->lemma[ev->head]) != NULL;
    m->light = !ev->noun && lex_find(&lex_light_verbs, k->lemma[ev->head]) != NULL;
    const lex_row *pole = lex_find(&lex_opposites, k->lemma[ev->head]);
    int32_t outcome = pole ? -1 : token_child(k, ev->head, REL_XCOMP); // "left six dead"
    if (outcome >= 0) pole = lex_find(&lex_opposites, k->lemma[outcome]);
    if (pole) {
        m->axis = lex_cell(&lex_opposites, pole, LEX_opposites_axis);
        m->end = lex_cell(&lex_opposites, pole, LEX_opposites_end);
        m->converse = lex_cell(&lex_opposites, pole, LEX_opposites_converse).n > 0;
    }
    bool gerund = str_eq(k->xpos[ev->head], S("VBG")) && token_child(k, ev->head, REL_AUX) < 0;
    m->finite = !ev->noun && !gerund;
    m->kind = table_number(kinds, tmp, ev->kind.n ? ev->kind : k->lemma[ev->head]);
    m->lemma = lemma_number(words, k, ev->head, tmp);
    int32_t core = happening_core(k, ev->head);
    m->core = core < 0 ? m->lemma : lemma_number(words, k, core, tmp);
    ints happenings = happenings_of(k, core < 0 ? ev->head : core, &numbers->happenings, tmp);
    const struct amount_finding *crowd = happening_people(r, ev->head);
    if (crowd && crowd->of.n) *vec_push(tmp, &happenings) = table_number(&numbers->happenings, tmp, crowd->of);
    m->counts = crowd || happening_counted(k, ev->head) >= 0;
    bool sort = crowd && crowd->counted >= 0 && !lex_find(&lex_anybody, k->lemma[crowd->counted]);
    m->counted = sort ? lemma_number(words, k, crowd->counted, tmp) : -1;
    m->happenings = bag_of(happenings.p, happenings.n, out);
    int32_t subject = subject_of(k, ev->head), object = object_of(k, ev->head);
    if (subject >= 0) m->subject = lemma_number(words, k, subject, tmp);
    if (object >= 0) m->object = lemma_number(words, k, object, tmp);
    int32_t aged = age_of(k, object);
    m->aged = aged < 0 ? -1 : lemma_number(words, k, aged, tmp);
    m->negated = ev->negated || ev->reality == REALITY_DID_NOT_HAPPEN || none(k, subject) || none(k, object) ||
                 (ev->noun && none(k, ev->head));
    m->further = further(k, ev->noun ? ev->head : object);
    int32_t particle = happening_particle(k, ev->head);
    if (particle >= 0) m->particle = lemma_number(words, k, particle, tmp);
    m->actor = sole_person(acc, r, &ev->actors, actor_of);
    m->bearer = sole_person(acc, r, &ev->recipients, actor_of);
    m->actors = role_bag(&ev->actors, actor_of, out);
    m->recipients = role_bag(&ev->recipients, actor_of, out);
    int32_t source = ev->attribution >= 0 ? r->attributions.p[ev->attribution].entity : -1;
    if (source >= 0) m->source = actor_of[source];
    if (ev->when >= 0) {
        const struct time_finding *t = &r->times.p[ev->when];
        m->lo = t->lo;
        m->hi = t->hi;
        // In an article without a date of its own "on Sunday" is a guess, which must not keep two mentions apart.
        bool guessed = !r->article->when.known && t->form.base != TIME_CALENDAR;
        m->precise = t->precision == WHEN_DAY && !guessed;
    }
    bool stands = m->lo > m->hi && ev->reality == REALITY_HAPPENED; // what is planned is for another day
    m->from = stands ? stand->lo : m->lo;
    m->to = stands ? stand->hi : m->hi;
    if (stands && stand->precision == WHEN_SINCE) m->to = m->from + YEAR; // "the worst since 1994, when a ship sank"
    struct numbers bag = {0}, people = {0}, figures = {0};
    for (int32_t t = token_at(k, ev->span.beg); t < k->n && k->span[t].beg < ev->span.end; t++) {
        int32_t name = reading_name_at(r, t);
        bool named = name >= 0 && r->names.p[name].entity >= 0 && actor_of[r->names.p[name].entity] >= 0;
        if (named) *vec_push(tmp, &people) = actor_of[r->names.p[name].entity];
        if (named && r->names.p[name].form == FORM_NAME) continue; // a name is an actor, not a word
        if (k->upos[t] == UPOS_NUM) *vec_push(tmp, &figures) = lemma_number(words, k, t, tmp);
        if (t != ev->head && content_word(k, t)) *vec_push(tmp, &bag) = lemma_number(words, k, t, tmp);
    }
    for (int32_t i = 0; i < m->actors.n; i++) *vec_push(tmp, &people) = m->actors.id[i];
    for (int32_t i = 0; i < m->recipients.n; i++) *vec_push(tmp, &people) = m->recipients.id[i];
    m->words = bag_of(bag.p, bag.n, out);
    m->figures = bag_of(figures.p, figures.n, out);
    m->people = bag_of(people.p, people.n, out);
}

/* In a story of a few sentences every word would be a frequent one: so many mentions are taken to be there at least. */
enum { MENTIONS_LEAST = 40 };

static float *idf_of(const int32_t *df, int32_t n, int32_t mentions, arena *out) {
    if (mentions < MENTIONS_LEAST) mentions = MENTIONS_LEAST;
    float *idf = arena_new(out, float, n + 1);
    float top = logf((float)mentions + 1);
    for (int32_t i = 0; i < n; i++) idf[i] = logf(((float)mentions + 1) / ((float)df[i] + 0.5f)) / (top > 0 ? top : 1);
    return idf;
}

/* How surely a word is the one happening of the story that many articles tell, each a few times: 0 … 1. */
static float *once_of(struct aligner *x, ptrdiff_t readings, arena *out, arena tmp) {
    float *once = arena_new(out, float, x->words + 1);
    x->about = arena_new(out, float, x->words + 1);
    int32_t *mentions = arena_new(&tmp, int32_t, x->words + 1), *articles = arena_new(&tmp, int32_t, x->words + 1),
            *last = arena_new(&tmp, int32_t, x->words + 1);
    for (int32_t i = 0; i < x->n; i++) { // by reading
        int32_t w = x->m[i].lemma;
        mentions[w]++;
        articles[w] += last[w] != x->m[i].reading + 1;
        last[w] = x->m[i].reading + 1;
    }
    for (int32_t w = 0; w < x->words; w++) {
        float part = ((float)articles[w] / (float)readings - ABOUT_NEVER) / (ABOUT_SURE - ABOUT_NEVER);
        if (articles[w] >= ABOUT_ARTICLES) x->about[w] = part < 0 ? 0 : part > 1 ? 1 : part;
        if (articles[w] < ONCE_ARTICLES) continue;
        float often = (float)mentions[w] / (float)articles[w];
        float sure = (ONCE_NEVER - often) / (ONCE_NEVER - ONCE_SURE);
        once[w] = sure < 0 ? 0 : sure > 1 ? 1 : sure;
    }
    return once;
}

/* The content lemmas of sentence s of a reading. */
static struct telling *telling_of(const tokens *k, int32_t s, struct lemmas *words, arena *out, arena *tmp) {
    struct telling *t = arena_new(out, struct telling, 1);
    struct numbers bag = {0};
    for (int32_t w = k->sentences.p[s].beg; w < k->sentences.p[s].end; w++)
        if (content_word(k, w)) *vec_push(tmp, &bag) = lemma_number(words, k, w, tmp);
    t->words = bag_of(bag.p, bag.n, out);
    return t;
}

void align_features(const account *acc, int32_t *const *actor_of, struct stand *const *stands, struct aligner *x,
                    arena *out, arena tmp) {
    struct numbering numbers = {{.seed = 4}, {.seed = 6}, {.numbers = {.seed = 5}}};
    ptrdiff_t total = 0;
    for (ptrdiff_t d = 0; d < acc->n; d++) total += acc->readings[d]->events.n;
    x->m = arena_new(out, struct align_mention, total);
    struct telling ***telling = arena_new(&tmp, struct telling **, acc->n); // [readings][sentences]
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        telling[d] = arena_new(&tmp, struct telling *, r->tokens.sentences.n);
        for (int32_t e = 0; e < r->events.n; e++) {
            if (r->events.p[e].back || r->events.p[e].carried) continue;
            struct align_mention *m = &x->m[x->n++];
            features_of(acc, d, e, actor_of[d], &stands[d][e], m, &numbers, out, &tmp);
            if (!telling[d][m->sentence]) {
                telling[d][m->sentence] = telling_of(&r->tokens, m->sentence, &numbers.words, out, &tmp);
                telling[d][m->sentence]->number = x->tellings++;
            }
            m->telling = telling[d][m->sentence];
        }
    }
    x->words = (int32_t)numbers.words.numbers.n;
    x->actors = (int32_t)acc->actors.n;
    x->kinds = (int32_t)numbers.kinds.n;
    x->happenings = (int32_t)numbers.happenings.n;
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
    x->once = once_of(x, acc->n, out, tmp);
    x->common = arena_new(out, float, x->words);
    for (int32_t w = 0; w < x->words; w++) x->common[w] = numbers.words.common.p[w];
    const int8_t **sense = arena_new(out, const int8_t *, x->words);
    for (int32_t w = 0; w < x->words; w++) sense[w] = numbers.words.sense.p[w];
    meaning_make(&x->meaning, sense, x->words, acc->readings[0]->tokens.sense_n, out, tmp);
    for (int32_t i = 0; i < x->n; i++) {
        struct align_mention *m = &x->m[i];
        m->with_head = arena_new(out, int32_t, m->words.n + 1);
        for (int32_t w = 0; w < m->words.n; w++) m->with_head[w] = m->words.id[w];
        m->with_head[m->words.n] = m->lemma;
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

/* Each side lays the same at the other's door: "Norland accused Sudria of spying" and the other way round. */
static bool exchanged(const struct align_mention *a, const struct align_mention *b) {
    if (a->source < 0 || b->source < 0 || a->source == b->source) return false;
    return bag_has(&a->actors, b->source) && bag_has(&b->actors, a->source) && !bags_meet(&a->actors, &b->actors);
}

/* It was done to two persons whom the texts name or give other ages, or two did each their own: "Ann Lee ran", "Tom Roe
 * ran". Who of two founded the mine is one matter, on which reports may differ; and talks have both on either side. */
static bool other_person(const struct align_mention *a, const struct align_mention *b) {
    if (a->plover == PLOVER_CONSULT || b->plover == PLOVER_CONSULT) return false;
    if (a->bearer >= 0 && b->bearer >= 0 && a->bearer != b->bearer) return true;
    if (a->aged >= 0 && b->aged >= 0 && a->aged != b->aged && a->object != b->object) return true;
    if (a->actor < 0 || b->actor < 0) { // "Ann Lee died", "Tom Roe was killed"
        int32_t one = a->actor >= 0 ? a->actor : a->bearer, other = b->actor >= 0 ? b->actor : b->bearer;
        bool alone = a->actors.n + a->recipients.n == 1 && b->actors.n + b->recipients.n == 1;
        return alone && one >= 0 && other >= 0 && one != other;
    }
    if (a->actor == b->actor) return false;
    return !(a->object >= 0 && a->object == b->object) && !bags_meet(&a->recipients, &b->recipients);
}

/* Ages of two: "a six-year-old girl", "the driver, 40". */
static bool other_age(const struct align_mention *a, const struct align_mention *b) {
    if (!a->age || !b->age || bags_meet(&a->actors, &b->actors)) return false;
    return (a->actors.n && b->actors.n) || !bags_meet(&a->figures, &b->figures);
}

/* What rose did not fall, and who was acquitted was not convicted. */
static bool exclude(const struct align_mention *a, const struct align_mention *b) {
    if (!a->axis.n || !str_eq(a->axis, b->axis) || str_eq(a->end, b->end)) return false;
    return !a->converse || bags_meet(&a->actors, &b->actors);
}

/* The mention that others are compared with: its words and those of its sentence, laid out. */
struct compared {
    struct overlap words, sentence;
    const struct align_mention *mention; // whose words are laid out
    const struct telling *telling;       // and whose sentence
    float *agree;                        // [tellings] how far each agrees with that sentence
    int32_t *known;                      // [tellings] number plus one of the sentence for which it is known
};

static struct compared compared_new(const struct aligner *x, arena *out) {
    struct compared c = {.agree = arena_new(out, float, x->tellings), .known = arena_new(out, int32_t, x->tellings)};
    int32_t words = 0, sentence = 0;
    for (int32_t i = 0; i < x->n; i++) {
        if (x->m[i].words.n + 1 > words) words = x->m[i].words.n + 1;
        if (x->m[i].telling->words.n > sentence) sentence = x->m[i].telling->words.n;
    }
    overlap_init(&c.words, &x->meaning, WORDS_MEAN_ALIKE, words, out);
    overlap_init(&c.sentence, &x->meaning, WORDS_MEAN_ALIKE, sentence, out);
    return c;
}

/* The weight of m's words that another mention has, those that it has in another word in part. */
static float meant(const struct aligner *x, const struct align_mention *m, const float *near) {
    float sum = 0;
    for (int32_t i = 0; i < m->words.n; i++) sum += x->word_idf[m->words.id[i]] * near[i];
    return sum;
}

/* How far the content words of two mentions agree: 0 … 1, or −1 when one has too few to tell. */
static float words_agree(const struct aligner *x, struct compared *c, const struct align_mention *a,
                         const struct align_mention *b, arena *tmp) {
    static const float ENOUGH = 0.3f;
    if (a->words_weight < ENOUGH || b->words_weight < ENOUGH) return -1;
    if (c->mention != a) overlap_lay(&c->words, a->with_head, a->words.n + 1, tmp);
    c->mention = a;
    overlap_with(&c->words, b->with_head, b->words.n + 1);
    return 0.5f * (meant(x, a, c->words.mine) / a->words_weight + meant(x, b, c->words.theirs) / b->words_weight);
}

static float mean(const float *x, int32_t n) {
    float sum = 0;
    for (int32_t i = 0; i < n; i++) sum += x[i];
    return n ? sum / (float)n : 0;
}

/* How far two sentences have the same words, 0 … 1. */
static float sentences_agree(struct compared *c, const struct telling *a, const struct telling *b, arena *tmp) {
    if (c->known[b->number] == a->number + 1) return c->agree[b->number];
    if (c->telling != a) overlap_lay(&c->sentence, a->words.id, a->words.n, tmp);
    c->telling = a;
    overlap_with(&c->sentence, b->words.id, b->words.n);
    c->known[b->number] = a->number + 1;
    c->agree[b->number] = 0.5f * (mean(c->sentence.mine, a->words.n) + mean(c->sentence.theirs, b->words.n));
    return c->agree[b->number];
}

/* What the sentences and objects of two mentions add. */
static float surroundings_agree(const struct aligner *x, struct compared *c, const struct align_mention *a,
                                const struct align_mention *b, arena *tmp) {
    float s = (a->kind == b->kind ? WEIGHT_TELLING : WEIGHT_TELLING_OTHER) *
              (sentences_agree(c, a->telling, b->telling, tmp) - TELLING_EXPECTED);
    if (bags_meet(&a->figures, &b->figures)) s += BONUS_FIGURE;
    if (a->object < 0 || b->object < 0) return s;
    if (a->object == b->object) return s + WEIGHT_OBJECT;
    float near = meaning_near(&x->meaning, a->object, b->object);
    return s + OBJECT_MEANS * ((near > 0 ? near : 0) - OBJECT_EXPECTED);
}

/* The most that they can add. */
static float surroundings_most(const struct align_mention *a, const struct align_mention *b) {
    return (a->kind == b->kind ? WEIGHT_TELLING : WEIGHT_TELLING_OTHER) * (1 - TELLING_EXPECTED) + BONUS_FIGURE +
           fmaxf(WEIGHT_OBJECT, OBJECT_MEANS * (1 - OBJECT_EXPECTED));
}

static bool same_sentence(const struct align_mention *a, const struct align_mention *b) {
    return a->reading == b->reading && a->sentence == b->sentence;
}

/* "Three miners", "two gunmen". */
static bool others(const struct aligner *x, const struct align_mention *a, const struct align_mention *b) {
    if (a->counted < 0 || b->counted < 0 || a->counted == b->counted) return false;
    return meaning_near(&x->meaning, a->counted, b->counted) <= HEADS_MEAN_ALIKE;
}

/* Both tell how many there were of those whom the same befell: "three miners died", "the number of dead rose to five".
 */
static bool one_toll(const struct aligner *x, const struct align_mention *a, const struct align_mention *b) {
    return a->counts && b->counts && bags_meet(&a->happenings, &b->happenings) && !others(x, a, b);
}

/* How far two heads name the same happening. */
static float heads_agree(const struct aligner *x, const struct align_mention *a, const struct align_mention *b) {
    float near = a->lemma == b->lemma ? 1 : meaning_near(&x->meaning, a->lemma, b->lemma), s = 0;
    if (a->lemma == b->lemma)
        s = WEIGHT_SAME_LEMMA;
    else if (a->kind == b->kind)
        s = WEIGHT_SAME_KIND + WEIGHT_KIND_MEANS * (near > 0 ? near : 0);
    else if (bags_meet(&a->happenings, &b->happenings))
        s = WEIGHT_WORDING + WORDING_MEANS * (near > 0 ? near : 0);
    else if (near > MEANS_EXPECTED)
        s = WEIGHT_MEANS * (near - MEANS_EXPECTED);
    if (a->core == b->core || one_toll(x, a, b)) s = fmaxf(s, WEIGHT_SAME_LEMMA);
    bool light = a->light || b->light;
    if (light) s *= LIGHT_PART;
    // A class that is everywhere in the story says less.
    float rare = x->kind_idf[a->kind] < x->kind_idf[b->kind] ? x->kind_idf[a->kind] : x->kind_idf[b->kind];
    s *= RARE_PART + (1 - RARE_PART) * rare;
    // "Found" in many articles is many findings; "the call" is the one that they are about.
    float common = a->noun && b->noun ? 0 : x->common[a->lemma];
    if (a->lemma == b->lemma && a->reading != b->reading && !light) s += BONUS_ONCE * x->once[a->lemma] * (1 - common);
    if (a->lemma == b->lemma && a->noun && b->noun) s += BONUS_ABOUT * x->about[a->lemma];
    return s;
}

/* The same for those who act and are named: −1 when one side names nobody. */
static float people_agree(const struct aligner *x, const struct align_mention *a, const struct align_mention *b) {
    float least = a->people_weight < b->people_weight ? a->people_weight : b->people_weight;
    return least > 0.02f ? shared(&a->people, &b->people, x->actor_idf) / least : -1;
}

static bool supposed(enum reality r) {
    return r == REALITY_PLANNED || r == REALITY_CONDITIONAL || r == REALITY_HYPOTHETICAL;
}

/* One is told as done, the other as planned, asked for or supposed. "Selling the mill" and "the sale" may be either. */
static bool done_or_not(const struct align_mention *a, const struct align_mention *b) {
    const struct align_mention *done = a->finite && a->reality == REALITY_HAPPENED ? a : b, *other = done == a ? b : a;
    return done->finite && done->reality == REALITY_HAPPENED && supposed(other->reality);
}

/* The days that a mention or the passage around it names lie far apart. */
static bool other_season(const struct align_mention *a, const struct align_mention *b) {
    return a->from <= a->to && b->from <= b->to && (a->to + SEASON < b->from || b->to + SEASON < a->from);
}

/* What speaks for or against a pair and costs little to look at. */
static float circumstances(const struct aligner *x, const struct align_mention *a, const struct align_mention *b) {
    float people = people_agree(x, a, b), s = 0;
    if (people >= 0) s += WEIGHT_PEOPLE * (people - PEOPLE_EXPECTED);
    if (a->actors.n && b->actors.n && !bags_meet(&a->actors, &b->people) && !bags_meet(&b->actors, &a->people))
        s -= PENALTY_PEOPLE;
    if (same_sentence(a, b)) s -= PENALTY_SENTENCE;
    if (a->subject >= 0 && a->subject == b->subject) s += WEIGHT_SUBJECT;
    if (a->plover == b->plover && a->plover != PLOVER_NONE) s += BONUS_TYPE;
    if (a->negated != b->negated) s -= PENALTY_NEGATED;
    if (a->further != b->further) s -= PENALTY_FURTHER;
    if (done_or_not(a, b)) s -= PENALTY_UNREAL;
    if (a->sentence < LEAD && b->sentence < LEAD) s += BONUS_LEAD;
    if (a->utterance && b->utterance) s -= PENALTY_SAYING;
    if (a->utterance != b->utterance) s -= PENALTY_UTTERANCE;
    if (a->noun != b->noun) s -= PENALTY_MIXED;
    if (supposed(a->reality) != supposed(b->reality)) s -= PENALTY_SUPPOSED;
    if (a->source >= 0 && b->source >= 0 && a->source != b->source) s -= PENALTY_SOURCES;
    return s;
}

/* "They ran the shop", "The shop ran out of bread". */
static bool other_verb(const struct align_mention *a, const struct align_mention *b) {
    return a->lemma == b->lemma && a->particle != b->particle && !bags_meet(&a->happenings, &b->happenings);
}

/* 0 … 1, or LINK_NEVER; 0 too where it is so little that it does not count. */
static float score(const struct aligner *x, struct compared *c, const struct align_mention *a,
                   const struct align_mention *b, arena *tmp) {
    if (other_verb(a, b)) return 0;
    if (a->precise && b->precise && (a->hi < b->lo || b->hi < a->lo)) return LINK_NEVER;
    bool dated = a->lo <= a->hi && b->lo <= b->hi; // in other seasons, however roughly it is told
    if (dated && (a->hi + SEASON < b->lo || b->hi + SEASON < a->lo)) return LINK_NEVER;
    if (opposite(a, b) || exchanged(a, b) || exclude(a, b) || other_person(a, b) || other_age(a, b)) return LINK_NEVER;
    if (a->utterance && b->utterance && a->actors.n && b->actors.n && !bags_meet(&a->actors, &b->actors))
        return LINK_NEVER;
    // Silence is somebody's: of two parties it is two.
    if (a->silent && b->silent && a->subject >= 0 && b->subject >= 0 && a->subject != b->subject &&
        !bags_meet(&a->people, &b->people))
        return LINK_NEVER;
    float heads = heads_agree(x, a, b), s = heads + circumstances(x, a, b);
    // Whole sentences are compared only where that can still make a pair of them.
    float most = same_sentence(a, b) ? 0 : surroundings_most(a, b);
    if (s + WEIGHT_WORDS * (1 - WORDS_EXPECTED) + most < ALIGN_FLOOR) return 0;
    float words = words_agree(x, c, a, b, tmp);
    if (words < 0 && heads == 0) return 0; // other happenings of the same people
    if (words >= 0) s += WEIGHT_WORDS * (words - WORDS_EXPECTED);
    if (s + most < ALIGN_FLOOR) return 0;
    if (!same_sentence(a, b)) s += surroundings_agree(x, c, a, b, tmp);
    if (s > 1) s = 1;
    if (other_season(a, b)) s -= PENALTY_SEASON;
    if (others(x, a, b)) s -= PENALTY_OTHERS;
    return s < ALIGN_FLOOR ? 0 : s;
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

/* Proposes every pair of one of each list. */
static void propose_across(struct proposals *p, const int32_t *a, int32_t n, const int32_t *b, int32_t m, arena *tmp) {
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < m; j++)
            *vec_push(tmp, p) =
                a[i] < b[j] ? (uint64_t)a[i] << 32 | (uint64_t)b[j] : (uint64_t)b[j] << 32 | (uint64_t)a[i];
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
    // Mentions of one class that are all compared with each other, and those of heads that mean much the same.
    enum { KIND_PAIRS_MAX = 1500, MEANING_PAIRS_MAX = 150 };
    struct posting *kind = arena_new(&tmp, struct posting, x->kinds + 1),
                   *lemma = arena_new(&tmp, struct posting, x->words + 1),
                   *word = arena_new(&tmp, struct posting, x->words + 1),
                   *happening = arena_new(&tmp, struct posting, x->happenings + 1);
    for (int32_t i = 0; i < x->n; i++) {
        post(kind, x->m[i].kind, i, &tmp);
        post(lemma, x->m[i].lemma, i, &tmp);
        if (x->m[i].core != x->m[i].lemma) post(lemma, x->m[i].core, i, &tmp);
        for (int32_t w = 0; w < x->m[i].words.n; w++) post(word, x->m[i].words.id[w], i, &tmp);
        for (int32_t h = 0; h < x->m[i].happenings.n; h++) post(happening, x->m[i].happenings.id[h], i, &tmp);
    }
    struct proposals all = {0};
    for (int32_t v = 0; v < x->kinds; v++)
        propose(&all, kind[v].p, kind[v].n < KIND_PAIRS_MAX ? kind[v].n : KIND_PAIRS_MAX, &tmp);
    for (int32_t v = 0; v < x->happenings; v++)
        propose(&all, happening[v].p, happening[v].n < MEANING_PAIRS_MAX ? happening[v].n : MEANING_PAIRS_MAX, &tmp);
    for (int32_t v = 0; v < x->words; v++) {
        propose(&all, lemma[v].p, lemma[v].n < KIND_PAIRS_MAX ? lemma[v].n : KIND_PAIRS_MAX, &tmp);
        if (word[v].n <= WORD_PAIRS_MAX) propose(&all, word[v].p, word[v].n, &tmp);
        for (ptrdiff_t i = 0; i < x->meaning.kin[v].n; i++) {
            int32_t u = x->meaning.kin[v].p[i].lemma;
            int32_t n = lemma[v].n < MEANING_PAIRS_MAX ? lemma[v].n : MEANING_PAIRS_MAX;
            if (u < v || x->meaning.kin[v].p[i].near < HEADS_MEAN_ALIKE) continue;
            propose_across(&all, lemma[v].p, n, lemma[u].p,
                           lemma[u].n < MEANING_PAIRS_MAX ? lemma[u].n : MEANING_PAIRS_MAX, &tmp);
        }
    }
    radix_sort(all.p, all.n, tmp);
    struct compared c = compared_new(x, &tmp);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        if (i && all.p[i] == all.p[i - 1]) continue;
        int32_t a = (int32_t)(all.p[i] >> 32), b = (int32_t)(all.p[i] & 0xFFFFFFFFu);
        float s = score(x, &c, &x->m[a], &x->m[b], &tmp);
        if (s > 0 || s == LINK_NEVER) *vec_push(out, pairs) = (struct link_pair){a, b, s};
    }
}
