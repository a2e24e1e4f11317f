/* Figures of one thing that differ. Two amounts measure the same thing when their units can be converted into each
 * other and what they count, or the words close to them, are the same; amounts are linked by that likeness and each
 * cluster with two values is a conflict. */
#include "account/conflict.h"

#include "account/figure.h"
#include "account/happening.h"

#include <math.h>

#include "doc/name_match.h"
#include "lexicon_tables.h"
#include "story/link.h"

// From which likeness on figures are linked, and from which on they can contradict each other.
static const float SAME_THING = 0.34f, SURELY = 0.44f, WEIGHT_AROUND = 0.2f, AROUND_MOST = 1.5f, BONUS_FIGURE = 0.12f;
static const float PENALTY_UNREAL = 0.1f, PENALTY_COUNTED = 0.1f, PENALTY_DOING = 0.3f, BONUS_SORT = 0.5f,
                   BONUS_SUM = 0.25f, BONUS_LASTS = 0.4f, BONUS_KIN = 0.45f, BONUS_FROM = 0.3f, BONUS_SIDES = 0.3f,
                   BONUS_BODY = 0.4f, BONUS_RATE = 0.15f, KIN = 0.65f;
static const double SORT_APART = 3, SUMS_APART = 1.6, COUNTS_APART = 5, CROWDS_APART = 12, POLLS_APART = 20;
static const float PENALTY_FATE = 0.1f;  // of people of whom one figure tells what befell them, and the other not
static const double SAME_FIGURE = 0.015; // figures are the same within this part: "more than 80" is 81 or more
static const double ROUNDING = 0.03;     // figures in two units agree within this part
static const double HALF = 0.5;          // so exact is a whole number in another unit
static const double ABOUT = 0.06;        // and "about" within this
static const double LOOSE = 0.06;        // "about 80", "more than 80" and "at least 83" tell one figure
static const double FAR_APART = 8;       // measures that differ by more are of different things

/* A length, a weight … as against a count of things. */
static bool measured(const struct figure *f) { return figure_dimension(f).n > 0; }

/* Sentences that speak of days a season apart tell of two happenings; so do one that looks back behind the story's
 * first report and one that names no day. */
static bool other_days(const struct figure *a, const struct figure *b) {
    enum { SEASON = 60 };
    if (a->lo <= a->hi && b->lo <= b->hi) return a->hi + SEASON < b->lo || b->hi + SEASON < a->lo;
    return a->past != b->past;
}

/* What one has or does is no figure of the other. */
static bool other_subject(const struct figure *a, const struct figure *b) {
    return a->subject && b->subject && a->subject->kind == b->subject->kind &&
           name_key_match(a->subject->key, b->subject->key) == MATCH_NONE;
}

/* "A 40-year-old woman": she was not told of before. */
static bool introduced(const tokens *k, int32_t t) {
    return t > 0 && (str_eq(k->norm[t - 1], S("a")) || str_eq(k->norm[t - 1], S("an")));
}

/* Another person of the story has the last name of this one, who may be meant by it. */
static bool relatives(const account *acc, int32_t actor) {
    enum { ACTORS_MAX = 300 };
    if (actor < 0) return false;
    str name = str_last_word(acc->actors.p[actor].name);
    for (int32_t a = 0; a < acc->actors.n && a < ACTORS_MAX; a++) {
        const struct actor *x = &acc->actors.p[a];
        if (a != actor && x->named && x->kind == NAME_PERSON && str_eq_nocase(str_last_word(x->name), name))
            return true;
    }
    return false;
}

/* What somebody without a name is called; empty where that is the age itself: "the six-year-old". */
static str called(const struct entity *e) { return str_ends(e->key, S("year old")) ? (str){0} : str_last_word(e->key); }

/* Ages of two that the text tells from each other: by their names, or as "a teacher" and "a driver". */
static bool other_person(const account *acc, const struct figure *a, const struct figure *b) {
    const struct entity *x = a->aged, *y = b->aged;
    if (!x || !y || x->named != y->named) return false;
    if (!x->named) return called(x).n && called(y).n && !str_eq(called(x), called(y));
    if (name_key_match(x->key, y->key) != MATCH_SAME) return true;
    bool family = str_find(x->key, S(" "), 0) < 0 || str_find(y->key, S(" "), 0) < 0;
    return family && (a->aged_actor != b->aged_actor || relatives(acc, a->aged_actor));
}

/* Reports that differ on the age of somebody without a name differ by a year, and tell of no other such. */
static bool same_person(const struct figure *a, const struct figure *b) {
    static const double YEARS = 1;
    const struct entity *x = a->aged, *y = b->aged;
    if (x && y && x->named && y->named) return true;
    if (!x || !y || x->named || y->named || fabs(a->told - b->told) > YEARS) return false;
    return !a->one_of_many && !b->one_of_many && str_eq(str_last_word(x->key), str_last_word(y->key));
}

/* Marks the ages of several without a name that one article tells: "a woman, 26, and a woman, 41". */
static void mark_many(const account *acc, struct figures *all) {
    for (ptrdiff_t i = 0; i < all->n; i++) {
        struct figure *a = &all->p[i];
        const tokens *k = &acc->readings[a->reading]->tokens;
        for (ptrdiff_t j = i + 1; a->aged && !a->aged->named && j < all->n && all->p[j].reading == a->reading; j++) {
            struct figure *b = &all->p[j];
            if (!b->aged || b->aged->named || a->told == b->told) continue;
            if (!str_eq(str_last_word(a->aged->key), str_last_word(b->aged->key))) continue;
            bool two = fabs(a->told - b->told) > 1 || (introduced(k, a->beg) && introduced(k, b->beg));
            a->one_of_many |= two;
            b->one_of_many |= two;
        }
    }
}

/* Shares and sums of two parties that the text tells from each other. */
static bool other_holder(const account *acc, const struct figure *a, const struct figure *b) {
    bool one_sort = str_eq(a->sort, b->sort) &&
                    (str_eq(a->sort, S("stake")) || str_eq(a->sort, S("punishment")) || str_eq(a->sort, S("support")));
    bool one_claim = a->claim >= 0 && a->claim == b->claim && str_eq(a->sort, S("punishment")); // "he was sentenced"
    if (one_sort) return (a->who < 0 || a->who != b->who) && !one_claim;
    if (a->who < 0 || b->who < 0 || a->who == b->who || !figure_is_money(a)) return false;
    return acc->actors.p[a->who].named && acc->actors.p[b->who].named;
}

/* 1 for one word, less for words that mean much the same, else 0. */
static float alike(const struct vocabulary *v, int32_t a, int32_t b) {
    static const float LEAST = 0.5f;
    float near = a == b ? 1 : meaning_near(&v->meaning, a, b);
    return near >= LEAST ? near : 0;
}

static bool one_sentence(const account *acc, const struct figure *a, const struct figure *b) {
    const reading *r = acc->readings[a->reading];
    return a->reading == b->reading && r->tokens.sent[a->beg] == r->tokens.sent[b->beg];
}

/* One report has them from two: "31 percent, the ministry says; the union puts it at 58 percent". */
static bool other_voices(const account *acc, const struct figure *a, const struct figure *b) {
    const reading *r = acc->readings[a->reading];
    if (a->reading != b->reading || a->voice < 0 || b->voice < 0 || a->voice == b->voice) return false;
    int32_t x = r->attributions.p[a->voice].entity, y = r->attributions.p[b->voice].entity;
    return x >= 0 && y >= 0 && x != y && r->entities.p[x].kind != NAME_PERSON && r->entities.p[y].kind != NAME_PERSON;
}

/* Sides of two polls or games. */
static bool other_contest(const struct figure *a, const struct figure *b) {
    return a->sides && b->sides && a->sort.n && b->sort.n && !str_eq(a->sort, b->sort);
}

/* Figures that are surely of two things: one sentence tells each thing once; what befell some did not befall others;
 * another's doing; a distance from elsewhere. */
static bool two_things(const account *acc, const struct figure *a, const struct figure *b) {
    if (!a->age && !a->revised && !b->revised && one_sentence(acc, a, b) && !other_voices(acc, a, b)) return true;
    if ((a->sort.n && b->sort.n && !str_eq(a->sort, b->sort)) || other_holder(acc, a, b)) return true;
    if (a->part != b->part && (a->fate || b->fate) && a->thing != b->thing) return true; // "three of his sisters"
    if (a->elsewhere != b->elsewhere || a->of_year != b->of_year) return true;
    if (a->toward.n && b->toward.n && str_find(a->toward, b->toward, 0) < 0 && str_find(b->toward, a->toward, 0) < 0)
        return true;
    if (a->from.n && b->from.n && name_key_match(a->from, b->from) == MATCH_NONE) return true;
    if (a->age && b->age && other_person(acc, a, b)) return true;
    return a->age != b->age || (!a->age && other_subject(a, b)) || other_contest(a, b);
}

/* Things that are counted, and neither measured nor paid nor people. */
static bool counts_things(const struct figure *f) {
    return f->thing >= 0 && !measured(f) && !figure_is_money(f) && !str_eq(f->unit, S("person"));
}

/* They count those that do one thing: "diggers", "excavators". */
static bool doers_of_one(const account *acc, const struct figure *a, const struct figure *b) {
    if (a->counts < 0 || b->counts < 0) return false;
    str x = happening_of_doer(acc->readings[a->reading]->tokens.lemma[a->counts]);
    return x.n && str_eq(x, happening_of_doer(acc->readings[b->reading]->tokens.lemma[b->counts]));
}

/* How much what they count is one kind of thing: 1 for one word. */
static float kin_counted(const account *acc, const struct vocabulary *v, const struct figure *a,
                         const struct figure *b) {
    if (a->thing < 0 || b->thing < 0) return 0;
    return doers_of_one(acc, a, b) ? 1 : alike(v, a->thing, b->thing);
}

/* One of them is told in the unit of the other too, or they count what is much the same ("houses", "homes"). */
static bool share_a_dimension(const account *acc, const struct vocabulary *v, const struct figure *a,
                              const struct figure *b) {
    if (counts_things(a) && counts_things(b) && kin_counted(acc, v, a, b) >= KIN) return true;
    if (str_eq(a->sort, S("margin")) && str_eq(b->sort, S("margin"))) return true; // "2 percent", "2.8 points"
    return a->dimension == b->dimension || a->also.dimension == b->dimension || b->also.dimension == a->dimension;
}

static double apart(const struct figure *a, const struct figure *b) {
    double x = figure_middle(a), y = figure_middle(b);
    if (a->dimension != b->dimension && a->also.dimension == b->dimension) x = a->also.low;
    if (a->dimension != b->dimension && b->also.dimension == a->dimension) y = b->also.low;
    double least = fmin(fabs(x), fabs(y)), most = fmax(fabs(x), fabs(y));
    return least > 0 ? most / least : most > 0 ? INFINITY : 1;
}

/* They stand with one verb, or with two that mean much the same. */
static bool same_act(const struct vocabulary *v, const struct figure *a, const struct figure *b) {
    if (str_eq(a->act, b->act) || (a->claim >= 0 && a->claim == b->claim)) return true;
    return a->deed >= 0 && b->deed >= 0 && alike(v, a->deed, b->deed) > 0;
}

static bool same_sort(const struct figure *a, const struct figure *b) { return a->sort.n && str_eq(a->sort, b->sort); }

/* "More than 20" and 300. */
static bool bounds_meet(const struct figure *a, const struct figure *b) {
    double al = a->has_low ? a->low : -INFINITY, ah = a->has_high ? a->high : INFINITY,
           bl = b->has_low ? b->low : -INFINITY, bh = b->has_high ? b->high : INFINITY;
    return al <= bh && bl <= ah;
}

/* "Shot seven times", of two persons. */
static bool other_sufferer(const struct figure *a, const struct figure *b) {
    return str_eq(a->unit, S("time")) && (a->who < 0 || a->who != b->who) && (a->claim < 0 || a->claim != b->claim);
}

/* What hinders two figures that may be of one thing from being it. */
static bool unlike(const account *acc, const struct vocabulary *v, const struct figure *a, const struct figure *b) {
    if (a->age && (one_sentence(acc, a, b) || !same_person(a, b))) return true; // "five, not six as was said"
    if (a->quality.n && b->quality.n && !str_eq(a->quality, b->quality)) return true;
    if (counts_things(a) && counts_things(b) && (a->rate != b->rate || other_sufferer(a, b))) return true;
    if (apart(a, b) > FAR_APART && (measured(a) || figure_is_money(a) || a->rate != b->rate)) return true;
    if (!a->sort.n && !measured(a) && apart(a, b) > COUNTS_APART && !bounds_meet(a, b)) return true;
    return other_days(a, b) || ((a->part || b->part) && !same_act(v, a, b) && !same_sort(a, b));
}

static float likeness_of_words(const struct vocabulary *v, const struct figure *a, const struct figure *b) {
    int32_t common = 0, count;
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++)
            if (a->words[i] == b->words[j]) {
                common++;
                break;
            }
    int32_t least = a->n < b->n ? a->n : b->n;
    float part = least ? (float)common / (float)(least > 3 ? 3 : least) : 0;
    float around = context_shared(v, &a->around, &b->around, &count);
    return 0.45f * (part > 1 ? 1 : part) + WEIGHT_AROUND * (around > AROUND_MOST ? AROUND_MOST : around);
}

/* Another poll has another share and another margin of error. */
static bool of_a_poll(const struct figure *f) { return str_eq(f->sort, S("support")) || str_eq(f->sort, S("margin")); }

/* Figures of one sort that differ by more are of two things. Who counts a crowd sees what he wants to. */
static double most_apart(const struct figure *f) {
    if (of_a_poll(f)) return POLLS_APART;
    return figure_is_money(f) ? SUMS_APART : str_eq(f->sort, S("crowd")) ? CROWDS_APART : SORT_APART;
}

/* As many voted both times. */
static bool one_body(const struct figure *a, const struct figure *b) {
    static const double ABSENT = 0.05;
    double x = a->low + a->second, y = b->low + b->second;
    return !a->all && !b->all && fabs(x - y) <= ABSENT * fmax(x, y);
}

/* What tells that both are of one kind of thing: sort, quality, what they count. */
static float likeness_of_kind(const account *acc, const struct vocabulary *v, const struct figure *a,
                              const struct figure *b) {
    float s = 0;
    if (a->quality.n && b->quality.n)
        s += 0.4f;
    else if (a->quality.n || b->quality.n)
        s -= 0.1f;
    bool money = figure_is_money(a), one_sort = a->sort.n && b->sort.n;
    if (a->fate && b->fate)
        s += 0.45f;
    else if (one_sort && apart(a, b) <= most_apart(a))
        s += money ? BONUS_SUM : BONUS_SORT;
    if (a->fate != b->fate && str_eq(a->unit, S("person"))) s -= PENALTY_FATE;
    if (a->rate && b->rate && str_eq(a->unit, b->unit) && apart(a, b) <= SUMS_APART) s += BONUS_RATE;
    if (((a->from.n && b->from.n) || (a->toward.n && b->toward.n)) && apart(a, b) <= SORT_APART) s += BONUS_FROM;
    if (a->sides && b->sides) s += one_body(a, b) ? BONUS_BODY : BONUS_SIDES;
    if (a->lasts >= 0 && b->lasts >= 0 && str_eq(figure_dimension(a), S("time")))
        s += alike(v, a->lasts, b->lasts) * BONUS_LASTS;
    float kin = a->counted != b->counted ? kin_counted(acc, v, a, b) : 0;
    if (a->counted >= 0 && b->counted >= 0)
        s += a->counted == b->counted ? (a->anybody ? 0.1f : 0.35f) : one_sort || kin > 0 ? 0 : -PENALTY_COUNTED;
    return s + kin * BONUS_KIN;
}

/* People of whom other things are told: "police arrested 40 people", "two officers were suspended". */
static bool other_doing(const struct vocabulary *v, const struct figure *a, const struct figure *b) {
    if (!str_eq(a->unit, S("person")) || a->age || (a->sort.n && b->sort.n)) return false;
    return a->deed >= 0 && b->deed >= 0 && !same_act(v, a, b);
}

static float same_thing(const account *acc, const struct vocabulary *v, const struct figure *a,
                        const struct figure *b) {
    if (!share_a_dimension(acc, v, a, b)) return 0;
    if (two_things(acc, a, b)) return LINK_NEVER;
    if (unlike(acc, v, a, b)) return 0;
    float s = likeness_of_words(v, a, b) + likeness_of_kind(acc, v, a, b);
    if (a->unreal != b->unreal) s -= PENALTY_UNREAL;
    if (other_doing(v, a, b)) s -= PENALTY_DOING;
    if (a->claim >= 0 && a->claim == b->claim) s += str_eq(a->unit, b->unit) ? 0.5f : 0.2f;
    // A figure that comes again, be it "about" or "more than" now, is likely of the same thing.
    if (apart(a, b) <= 1 + SAME_FIGURE) s += BONUS_FIGURE;
    return s < 0 ? 0 : s > 1 ? 1 : s;
}

static bool same_value(const struct figure *a, const struct figure *b) {
    return a->second == b->second && a->has_low == b->has_low && a->has_high == b->has_high && a->approx == b->approx &&
           (!a->has_low || fabs(a->low - b->low) <= 1e-9 * fabs(a->low)) &&
           (!a->has_high || fabs(a->high - b->high) <= 1e-9 * fabs(a->high)) && str_eq(a->unit, b->unit);
}

/* Widens an interval by what rounding and "about" allow. */
static void widen(const struct figure *f, bool other_unit, double *low, double *high) {
    double part = f->approx ? ABOUT : other_unit ? ROUNDING : 0;
    if (other_unit && f->told >= 1 && f->told == floor(f->told)) part = fmax(part, HALF / f->told); // "six miles"
    *low = f->has_low ? f->low - fabs(f->low) * part : -INFINITY;
    *high = f->has_high ? f->high + fabs(f->high) * part : INFINITY;
}

/* A figure told in two units, in the other one where that is the one to compare it in. */
static struct figure told_as(const struct figure *f, const struct figure *other) {
    struct figure x = *f;
    if (f->dimension == other->dimension || f->also.dimension != other->dimension) return x;
    x.low = f->also.low;
    x.high = f->also.high;
    return x;
}

/* Votes or results that are one: "unanimously" is 9 to 0. */
static bool same_sides(const struct figure *a, const struct figure *b) {
    return a->second == b->second && (a->all || b->all || a->low == b->low);
}

static bool overlap(const struct figure *a, const struct figure *b) {
    double al, ah, bl, bh;
    if (a->sides || b->sides) return same_sides(a, b);
    bool other = !str_eq(a->unit, b->unit);
    struct figure x = told_as(a, b), y = told_as(b, a);
    widen(&x, other, &al, &ah);
    widen(&y, other, &bl, &bh);
    return al <= bh && bl <= ah;
}

/* What falls as well as it rises. */
static bool comes_and_goes(const struct figure *f) {
    static const str sorts[] = {S_INIT("missing"), S_INIT("trapped"), S_INIT("market"), S_INIT("value"),
                                S_INIT("stake")};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (str_eq(f->sort, sorts[i])) return true;
    return false;
}

/* Whether a was told before b: 1, after it: -1, or one cannot say: 0. A toll grows by the hour. */
static int told_before(const struct figure *a, const struct figure *b) {
    if (a->former != b->former) return a->former ? 1 : -1;
    if (a->revised != b->revised) return b->revised ? 1 : -1;
    if (a->day == INT32_MAX || b->day == INT32_MAX) return 0;
    if (a->day != b->day) return a->day < b->day ? 1 : -1;
    if (!a->fate || !b->fate || a->hour < 0 || b->hour < 0 || a->hour == b->hour) return 0;
    return a->hour < b->hour ? 1 : -1;
}

/* Somebody with a name is older in a later report. */
static bool had_birthday(const struct figure *a, const struct figure *b) {
    enum { DAYS_LEAST = 14, YEAR = 365 };
    if (!a->age || !b->age || a->day == INT32_MAX || b->day == INT32_MAX) return false;
    const struct figure *first = a->day <= b->day ? a : b, *then = first == a ? b : a;
    double years = then->told - first->told;
    return then->day - first->day >= DAYS_LEAST && years > 0 && years <= 1 + (then->day - first->day) / YEAR;
}

/* A count, a sum or a length of time that is higher in a report of a later day takes the place of the earlier one; a
 * depth or a weight does not grow. */
static bool supersedes(const struct figure *a, const struct figure *b) {
    if (had_birthday(a, b)) return true;
    if (a->sides || a->age || (measured(a) && !str_eq(figure_dimension(a), S("time")))) return false;
    bool one_day = a->lo == a->hi && b->lo == b->hi && a->lo == b->lo; // both say when that was
    if (one_day && !a->fate && !b->fate) return false;
    int before = told_before(a, b);
    return before && (comes_and_goes(a) || (before > 0) == (figure_middle(a) < figure_middle(b)));
}

/* Two tellings of one figure: equal, rounded, or put as a bound close by ("more than 80" and "at least 83"). */
static bool near(const struct figure *a, const struct figure *b) {
    if (a->sides || b->sides) return same_sides(a, b);
    bool loose = a->approx || b->approx || a->has_low != a->has_high || b->has_low != b->has_high;
    double part = loose ? LOOSE : str_eq(a->unit, b->unit) ? 1e-9 : ROUNDING;
    return apart(a, b) <= 1 / (1 - part);
}

/* Figures that are linked. */
struct cluster {
    const struct figure **p;
    ptrdiff_t n, cap;
};

/* Pairs of bands, each once. */
struct band_pair {
    int32_t band, other;
};
struct band_pairs {
    struct band_pair *p;
    ptrdiff_t n, cap;
};

/* Figures of one thing; those of a band are tellings of one figure. */
struct group {
    const struct figure **p; // [n]
    int32_t *band;           // [n] the index of its first figure
    int32_t n;
    struct band_pairs revisions; // of which one report tells both, one as what the other has taken the place of
    struct band_pairs together;  // of which one report tells people of both: it knows of whom either is
};

static void find_bands(struct group *g) {
    for (int32_t i = 0; i < g->n; i++) {
        g->band[i] = i;
        for (int32_t j = 0; j < i; j++) {
            if (g->band[j] == g->band[i] || !near(g->p[i], g->p[j])) continue;
            int32_t from = g->band[i] > g->band[j] ? g->band[i] : g->band[j],
                    to = g->band[i] > g->band[j] ? g->band[j] : g->band[i];
            for (int32_t k = 0; k <= i; k++)
                if (g->band[k] == from) g->band[k] = to;
        }
    }
}

static void add_place(account *acc, struct conflict *k, struct side *side, const struct figure *f, arena *out) {
    if (!side->mentions.n) side->value = article_str(acc->readings[f->reading]->article, f->at);
    *vec_push(out, &side->mentions) = (struct place){f->reading, f->at};
    if (f->claim >= 0 && !ints_have(&k->claims, f->claim)) *vec_push(out, &k->claims) = f->claim;
}

static struct conflict *open_conflict(account *acc, arena *out) {
    struct conflict *k = vec_push(out, &acc->conflicts);
    *k = (struct conflict){.kind = CONFLICT_NUMBER};
    return k;
}

static void name_it(const account *acc, struct conflict *k) {
    k->about = k->claims.n ? acc->claims.p[k->claims.p[0]].text : k->sides.p[0].value;
}

/* The figures are in more than one article. */
static bool several_articles(const struct group *g, int32_t band) {
    int32_t first = -1;
    for (int32_t i = 0; i < g->n; i++) {
        if (band >= 0 && g->band[i] != band) continue;
        if (first >= 0 && g->p[i]->reading != first) return true;
        first = g->p[i]->reading;
    }
    return false;
}

/* People to whom other things were done: "hit four", "hurt six". */
static bool other_act(const account *acc, const struct figure *a, const struct figure *b) {
    if (a->claim < 0 || b->claim < 0 || a->claim == b->claim || !str_eq(a->unit, S("person"))) return false;
    if (same_sort(a, b) && a->fate == b->fate) return false;
    return !str_eq(acc->claims.p[a->claim].kind, acc->claims.p[b->claim].kind);
}

static bool has_pair(const struct band_pairs *pairs, int32_t band, int32_t other) {
    for (ptrdiff_t i = 0; i < pairs->n; i++)
        if (pairs->p[i].band == band && pairs->p[i].other == other) return true;
    return false;
}

static void add_pair(struct band_pairs *pairs, int32_t band, int32_t other, arena *tmp) {
    if (!has_pair(pairs, band, other)) *vec_push(tmp, pairs) = (struct band_pair){band, other};
}

/* O(n²) for n figures. */
static void find_pairs(struct group *g, arena *tmp) {
    for (int32_t i = 0; i < g->n; i++)
        for (int32_t j = 0; j < g->n; j++) {
            const struct figure *a = g->p[i], *b = g->p[j];
            if (a->reading != b->reading || g->band[i] == g->band[j]) continue;
            if (!a->age && (a->revised != b->revised || a->former != b->former))
                add_pair(&g->revisions, g->band[i], g->band[j], tmp);
            if (str_eq(a->unit, S("person"))) add_pair(&g->together, g->band[i], g->band[j], tmp);
        }
}

/* "Two others", "four other officers", "another man": besides those who were told of. */
static bool besides(const tokens *k, int32_t t) {
    if (str_eq(k->lemma[t], S("other"))) return true;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (str_eq(k->lemma[c], S("other")) || str_eq(k->lemma[c], S("another")) || str_eq(k->lemma[c], S("more")))
            return true;
    return false;
}

/* "Two men and a woman", "five officers and two civilians": each is a part of those of whom it is told. */
static bool joined(const tokens *k, int32_t t) {
    int32_t other = rel_base((enum rel)k->rel[t]) == REL_CONJ ? k->head[t] : token_child(k, t, REL_CONJ);
    return other >= 0 && (k->upos[other] == UPOS_NOUN || k->upos[other] == UPOS_PROPN);
}

/* Of people only the plain number of one kind of them can be wrong: what one report says of some of them, of others
 * besides, or of "officers" where another counts "victims" may be true beside it. */
static bool plain(const account *acc, const struct figure *f) {
    const tokens *k = &acc->readings[f->reading]->tokens;
    if (f->age) return true;
    if (!str_eq(f->unit, S("person"))) return f->counts < 0 || !counts_things(f) || !joined(k, f->counts);
    return !f->some && (f->counts < 0 || (!besides(k, f->counts) && !joined(k, f->counts)));
}
static bool whole_country(str key) {
    return lex_says(&lex_countries, key, LEX_countries_kind, S("name")) ||
           lex_says(&lex_countries, key, LEX_countries_kind, S("part"));
}

/* Of people of two places, neither a country, which may hold the other. */
static bool other_scope(const struct figure *a, const struct figure *b) {
    if (!a->scope.n || !b->scope.n || whole_country(a->scope) || whole_country(b->scope)) return false;
    return name_key_match(a->scope, b->scope) == MATCH_NONE;
}

/* A punishment that may come, not one that somebody was given. */
static bool prospect(const struct figure *f) {
    return str_eq(f->sort, S("punishment")) && (f->unreal || !f->has_low || lex_find(&lex_prospects, f->act));
}

/* The noun for what killed or hurt them, a word of the vocabulary; -1. */
static int32_t cause(const account *acc, const struct vocabulary *v, const struct figure *f) {
    const tokens *k = &acc->readings[f->reading]->tokens;
    int32_t t = f->fate && f->verb >= 0 ? token_child(k, f->verb, REL_NSUBJ) : -1;
    bool sudden = t >= 0 && lex_says(&lex_sudden, k->lemma[t], LEX_sudden_form, S("noun"));
    return sudden ? v->word[f->reading][t] : -1;
}

/* "A storm killed nine", "a landslide killed 70". */
static bool other_cause(const account *acc, const struct vocabulary *v, const struct figure *a,
                        const struct figure *b) {
    int32_t x = cause(acc, v, a), y = cause(acc, v, b);
    return x >= 0 && y >= 0 && alike(v, x, y) == 0;
}

/* "Eight miles away", "30 miles from the border": from places of which one at least is not named. */
static bool other_distance(const struct figure *a, const struct figure *b) {
    bool far = str_eq(a->quality, S("distance")) || str_eq(b->quality, S("distance")) || a->toward.n || b->toward.n;
    return far && (!a->from.n || !b->from.n);
}

/* How long or how often somebody did it, or had it done to him, of whom the other does not tell it. */
static bool other_doer(const struct figure *a, const struct figure *b) {
    bool times = str_eq(a->unit, S("time")), lasts = !a->age && str_eq(figure_dimension(a), S("time"));
    return (times || lasts) && a->who != b->who;
}

/* Something is done to those whom it counts: "six were shot", where another tells that two were killed. */
static bool done_to(const account *acc, const struct figure *f) {
    const tokens *k = &acc->readings[f->reading]->tokens;
    bool of_verb = f->counts >= 0 && f->verb >= 0 && k->head[f->counts] == f->verb;
    return of_verb && (k->rel[f->counts] == REL_NSUBJ_PASS || k->rel[f->counts] == REL_OBJ);
}

static bool comparable(const account *acc, const struct vocabulary *v, const struct figure *a, const struct figure *b) {
    bool somebody = a->who >= 0 && a->who == b->who;
    if (of_a_poll(a) || (!somebody && str_eq(a->sort, S("punishment")))) return false;
    if (other_distance(a, b) || other_doer(a, b) || prospect(a) != prospect(b) || other_cause(acc, v, a, b) ||
        !plain(acc, a) || !plain(acc, b) || other_scope(a, b))
        return false;
    if (counts_things(a) && a->counted != b->counted && doers_of_one(acc, a, b) && !same_act(v, a, b)) return false;
    if (!str_eq(a->unit, S("person")) || a->age) return true;
    if (a->fate != b->fate && !str_eq(a->act, b->act) && done_to(acc, a->fate ? b : a)) return false;
    if (a->counted == b->counted) return true;
    if (a->counts < 0 || b->counts < 0) return true;
    const struct figure *all = a->anybody ? a : b, *some = a->anybody ? b : a; // more officers than people were not
    return all->anybody && figure_middle(some) > figure_middle(all);
}

/* One conflict over all bands: figures that cannot be tellings of one. */
static void across_bands(account *acc, const struct vocabulary *v, const struct group *g, arena *out) {
    int32_t bands = 0;
    bool all_overlap = true, all_later = true, later = false, heard = false, alike = false;
    for (int32_t i = 0; i < g->n; i++) {
        bands += g->band[i] == i;
        for (int32_t j = 0; j < i; j++) {
            if (g->band[i] == g->band[j] || overlap(g->p[i], g->p[j])) continue;
            bool voices = other_voices(acc, g->p[i], g->p[j]);
            if (g->p[i]->reading == g->p[j]->reading && !voices) continue; // whoever tells both knows why
            heard |= voices;
            all_overlap = false;
            bool replaced = supersedes(g->p[i], g->p[j]) || has_pair(&g->revisions, g->band[i], g->band[j]);
            all_later &= replaced || other_act(acc, g->p[i], g->p[j]);
            later |= replaced;
            if (alike || replaced || !comparable(acc, v, g->p[i], g->p[j])) continue;
            if (same_thing(acc, v, g->p[i], g->p[j]) < SURELY) continue;
            alike = !has_pair(&g->together, g->band[i], g->band[j]);
        }
    }
    if (bands < 2 || !(heard || several_articles(g, -1))) return;
    struct conflict *k = open_conflict(acc, out);
    k->compatible = all_overlap || all_later || !alike;
    k->why = all_overlap          ? S("the intervals overlap")
             : of_a_poll(g->p[0]) ? S("of other polls, perhaps")
             : all_later          ? g->p[0]->age ? S("older in a later report")
                                    : later      ? S("a later report gives a later count")
                                                 : S("of different acts")
                      : !alike ? S("of some of them, or of others")
                                  : S("the intervals do not overlap");
    for (int32_t b = 0; b < g->n; b++) {
        if (g->band[b] != b) continue;
        struct side *side = vec_push(out, &k->sides);
        for (int32_t i = b; i < g->n; i++)
            if (g->band[i] == b) add_place(acc, k, side, g->p[i], out);
    }
    name_it(acc, k);
}

/* One figure told more or less exactly: a side for each way of telling it. */
static void within_band(account *acc, const struct group *g, int32_t band, arena *out) {
    bool differ = false;
    for (int32_t i = band; i < g->n && !differ; i++) differ = g->band[i] == band && !same_value(g->p[band], g->p[i]);
    if (!differ) return;
    struct conflict *k = open_conflict(acc, out);
    k->compatible = true;
    k->why = S("one figure, told more or less exactly");
    for (int32_t i = band; i < g->n; i++) {
        if (g->band[i] != band) continue;
        bool first = true;
        for (int32_t j = band; j < i && first; j++) first = g->band[j] != band || !same_value(g->p[i], g->p[j]);
        if (!first) continue;
        struct side *side = vec_push(out, &k->sides);
        for (int32_t j = i; j < g->n; j++)
            if (g->band[j] == band && same_value(g->p[i], g->p[j])) add_place(acc, k, side, g->p[j], out);
    }
    name_it(acc, k);
}

static void conflicts_of_cluster(account *acc, const struct vocabulary *v, const struct cluster *c, arena *out,
                                 arena tmp) {
    int32_t n = (int32_t)c->n;
    struct group g = {.p = c->p, .band = arena_new(&tmp, int32_t, n), .n = n};
    find_bands(&g);
    find_pairs(&g, &tmp);
    across_bands(acc, v, &g, out);
    for (int32_t b = 0; b < n; b++)
        if (g.band[b] == b) within_band(acc, &g, b, out);
}

/* Two values are told in both, and none of the figures is surely of another thing: "a boy of six" and "aged six" are
 * one where both are five elsewhere. */
static bool tell_one_difference(const account *acc, const struct cluster *a, const struct cluster *b) {
    const struct figure *first = NULL;
    bool two = false;
    if (a->n < 2 || b->n < 2 || a->p[0]->dimension != b->p[0]->dimension) return false;
    for (ptrdiff_t i = 0; i < a->n && !two; i++)
        for (ptrdiff_t j = 0; j < b->n && !two; j++) {
            if (!same_value(a->p[i], b->p[j])) continue;
            if (!first) first = a->p[i];
            two = !same_value(first, a->p[i]);
        }
    for (ptrdiff_t i = 0; i < a->n && two; i++)
        for (ptrdiff_t j = 0; j < b->n && two; j++) two = !two_things(acc, a->p[i], b->p[j]);
    return two;
}

/* Joins clusters that would tell one difference twice. O(n²) for n figures. */
static void join_alike(const account *acc, struct cluster *of, int32_t n, arena *tmp) {
    for (int32_t b = 1; b < n; b++)
        for (int32_t a = 0; a < b && of[b].n > 1; a++) {
            if (!tell_one_difference(acc, &of[a], &of[b])) continue;
            for (ptrdiff_t i = 0; i < of[b].n; i++) *vec_push(tmp, &of[a]) = of[b].p[i];
            of[b].n = 0;
        }
}

void conflicts_of_numbers(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    enum { FIGURES_MAX = 4000 }; // beyond, figures are not compared
    struct figures all = {0};
    figures_gather(acc, v, actor_of, &all, &tmp);
    mark_many(acc, &all);
    struct {
        struct link_pair *p;
        ptrdiff_t n, cap;
    } pairs = {0};
    int32_t n = (int32_t)all.n;
    for (int32_t i = 0; i < n && n <= FIGURES_MAX; i++)
        for (int32_t j = i + 1; j < n; j++) {
            float s = same_thing(acc, v, &all.p[i], &all.p[j]);
            if (s >= 0.2f || s == LINK_NEVER) *vec_push(&tmp, &pairs) = (struct link_pair){i, j, s};
        }
    int32_t *cluster = arena_new(&tmp, int32_t, n);
    struct cluster *of = arena_new(&tmp, struct cluster, n);
    link_average(n, pairs.p, pairs.n, SAME_THING, cluster, tmp);
    for (int32_t i = 0; i < n; i++) *vec_push(&tmp, &of[cluster[i]]) = &all.p[i];
    join_alike(acc, of, n, &tmp);
    for (int32_t c = 0; c < n; c++)
        if (of[c].n > 1) conflicts_of_cluster(acc, v, &of[c], out, tmp);
}
