/* One day and one place, as the articles have them in words of their own, whatever they tell of it: "Sunday", "last
 * night", "July 17"; "a Lund flat", "the north of Lund", "Lund, Orm". Where the families before have found little,
 * these are what a reader has to see as one before he can compare the rest. All of them are compatible.
 *
 * Days are those that most articles speak of, and times of a while ago that hold each other ("in 2008", "that spring").
 * What is told of one thing at other times, or in the same words, tolls and punishments come with them: two polls, two
 * attacks, what somebody was sentenced to and what he had faced. */
#include "account/conflict.h"

#include "account/context.h"
#include "account/figure.h"
#include "analyse/dateline.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

enum { DAYS_MOST = 2, PASTS_MOST = 2, PLACES_MOST = 4 };
enum { TOLD_MAX = 2000, OF_MOST = 3 };
enum { REACH = 8 };        // words around a date
enum { PER_ARTICLE = 10 }; // one more article counts for so many more tellings

/* A time or a place in the words of an article. */
struct telling {
    struct place at;
    int32_t claim, lo, hi; // of a time: its days
    int32_t of[OF_MOST];   // of a time: what it is told of, words of the vocabulary; -1
    struct context around; // of a time that is a date, else without words
    int32_t actor;         // of a place
    bool whole;            // of a place: more than its name
    bool taken;            // a conflict tells it
    str text;              // folded, without the words before it that say nothing
};
struct tellings {
    struct telling *p;
    ptrdiff_t n, cap;
};

/* "on the Monday" says what "Monday" says. */
static str bare(str s) {
    for (;;) {
        ptrdiff_t space = str_find(s, S(" "), 0);
        str first = space > 0 ? str_head(s, space) : (str){0};
        if (!first.n || (!lex_find(&lex_determiners, first) && !lex_find(&lex_place_prepositions, first))) return s;
        s = str_drop(s, space + 1);
    }
}

/* A conflict of that kind has it already. */
static bool is_told(const account *acc, enum conflict_kind kind, const struct place *at) {
    for (ptrdiff_t c = 0; c < acc->conflicts.n; c++)
        if (acc->conflicts.p[c].kind == kind && conflict_touches(&acc->conflicts.p[c], at)) return true;
    return false;
}

static struct telling *put(const account *acc, enum conflict_kind kind, int32_t in, span at, struct tellings *all,
                           arena *out) {
    int32_t claim = conflict_claim_at(acc, in, at);
    if (all->n == TOLD_MAX || claim < 0) return NULL; // a line without a clause is no telling: "Aug. 10, 2016"
    struct telling *t = vec_push(out, all);
    *t = (struct telling){.at = {in, at}, .claim = claim, .of = {-1, -1, -1}, .actor = -1};
    t->taken = is_told(acc, kind, &t->at);
    t->text = bare(utf8_fold(out, article_str(acc->readings[in]->article, at)));
    return t;
}

/* The conflict of the tellings that are of it, a side for each wording; false when one article alone has them, or all
 * are worded alike. */
static bool tell(account *acc, struct tellings *all, const bool *of, enum conflict_kind kind, str why, arena *out) {
    struct conflict k = {.kind = kind, .compatible = true, .why = why};
    int32_t first = -1;
    bool articles = false;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        const struct telling *t = &all->p[i];
        if (!of[i]) continue;
        if (first < 0) first = t->at.article;
        articles |= t->at.article != first;
        conflict_tell(&k, t->text, t->at, t->claim, out);
    }
    if (!articles || k.sides.n < 2) return false;
    for (ptrdiff_t i = 0; i < all->n; i++) all->p[i].taken |= of[i];
    conflict_close(acc, &k, out);
    return true;
}

/* How much is told by those of them: articles, then tellings. */
static int32_t weight(const struct tellings *all, const bool *of) {
    int32_t n = 0, last = -1;
    for (ptrdiff_t i = 0; i < all->n; i++) { // in the order of the articles
        if (!of[i]) continue;
        n += 1 + (all->p[i].at.article != last) * PER_ARTICLE;
        last = all->p[i].at.article;
    }
    return n;
}

/* The tellings of day d: the day itself, "yesterday", "this week". False when some are told already. */
static bool of_day(const struct tellings *all, int32_t d, bool *of) {
    enum { WEEK = 7 };
    bool taken = false;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        const struct telling *t = &all->p[i];
        of[i] = t->lo <= d && d <= t->hi && t->hi - t->lo < WEEK;
        taken |= of[i] && t->taken && t->lo == t->hi;
    }
    return !taken;
}

static void days(account *acc, struct tellings *all, arena *out, arena tmp) {
    bool *of = arena_new(&tmp, bool, all->n), *best = arena_new(&tmp, bool, all->n),
         *tried = arena_new(&tmp, bool, all->n);
    for (int made = 0; made < DAYS_MOST;) {
        int32_t most = 0;
        ptrdiff_t at = -1;
        for (ptrdiff_t i = 0; i < all->n; i++) {
            const struct telling *t = &all->p[i];
            if (t->taken || tried[i] || t->lo != t->hi || !of_day(all, t->lo, of) || weight(all, of) <= most) continue;
            most = weight(all, of);
            at = i;
        }
        if (at < 0) break;
        of_day(all, all->p[at].lo, best);
        made += tell(acc, all, best, CONFLICT_DATE, S("one day, told in other words"), out);
        for (ptrdiff_t i = 0; i < all->n; i++) tried[i] |= best[i] && all->p[i].lo == all->p[i].hi;
    }
}

/* It ended a while before the day of the report, and is no wider than a year. */
static bool long_ago(const struct telling *t, int32_t report) {
    enum { WHILE = 20, WIDEST = 400 };
    return !t->taken && t->lo <= t->hi && t->hi + WHILE < report && t->hi - t->lo <= WIDEST;
}

/* Times of a while ago that hold each other: every two of a set touch. */
static void pasts(account *acc, struct tellings *all, arena *out, arena tmp) {
    int32_t report = INT32_MAX;
    for (int32_t d = 0; d < acc->n; d++) {
        const struct moment *when = &acc->readings[d]->article->when;
        if (when->known && when->day < report) report = when->day;
    }
    bool *of = arena_new(&tmp, bool, all->n), *seen = arena_new(&tmp, bool, all->n);
    for (int made = 0; made < PASTS_MOST && report != INT32_MAX;) {
        ptrdiff_t first = 0;
        while (first < all->n && (seen[first] || !long_ago(&all->p[first], report))) first++;
        if (first == all->n) break;
        for (ptrdiff_t i = 0; i < all->n; i++) {
            const struct telling *t = &all->p[i];
            of[i] = i >= first && long_ago(t, report);
            for (ptrdiff_t j = first; j < i && of[i]; j++)
                of[i] = !of[j] || (t->lo <= all->p[j].hi + 1 && all->p[j].lo <= t->hi + 1);
            seen[i] |= of[i];
        }
        made += tell(acc, all, of, CONFLICT_DATE, S("the same time, told more or less exactly"), out);
    }
}

/* What a time is told of: the nouns and the verb that it hangs on, words of the vocabulary; of a verb that says little
 * its object or subject. Who said something on a day is no such thing. */
static void subjects_of(const account *acc, const struct vocabulary *v, int32_t in, const struct time_finding *t,
                        int32_t of[OF_MOST]) {
    const reading *r = acc->readings[in];
    const tokens *k = &r->tokens;
    int32_t up = k->head[token_top(k, t->beg, t->beg, t->end)];
    for (int n = 0; n < OF_MOST && up >= 0; up = k->head[up], n++) {
        bool verb = k->upos[up] == UPOS_VERB, noun = k->upos[up] == UPOS_NOUN || k->upos[up] == UPOS_PROPN;
        int32_t word = up;
        if (verb && lex_find(&lex_light_verbs, k->lemma[up])) {
            word = token_child(k, up, REL_OBJ);
            if (word < 0) word = token_child(k, up, REL_NSUBJ);
        }
        if ((verb || noun) && word >= 0 && !reading_reports(r, word)) of[n] = v->word[in][word];
        if (verb || (noun && lex_find(&lex_happenings, k->lemma[up]))) break;
    }
}

static bool is_of(const struct telling *t, int32_t word) {
    for (int n = 0; n < OF_MOST; n++)
        if (t->of[n] == word) return true;
    return false;
}

/* Times of one thing, which may be several: "the poll was taken from May 2 to 9", "an April poll". */
static void occasions(account *acc, struct tellings *all, arena *out, arena tmp) {
    bool *of = arena_new(&tmp, bool, all->n);
    for (ptrdiff_t i = 0; i < all->n; i++)
        for (int n = 0; n < OF_MOST; n++) {
            int32_t word = all->p[i].of[n];
            if (all->p[i].taken || word < 0) continue;
            for (ptrdiff_t j = 0; j < all->n; j++) of[j] = !all->p[j].taken && is_of(&all->p[j], word);
            tell(acc, all, of, CONFLICT_DATE, S("times of one thing, or of several"), out);
        }
}

/* Dates beside the same words, few sentences of the story having them. */
static void likenesses(account *acc, const struct vocabulary *v, struct tellings *all, arena *out, arena tmp) {
    static const float ENOUGH = 1.3f;
    bool *of = arena_new(&tmp, bool, all->n);
    for (ptrdiff_t i = 0; i < all->n; i++) {
        float most = ENOUGH;
        ptrdiff_t best = -1;
        for (ptrdiff_t j = i + 1; j < all->n && !all->p[i].taken; j++) {
            int32_t count;
            const struct telling *a = &all->p[i], *b = &all->p[j];
            float s = context_shared(v, &a->around, &b->around, &count);
            if (s < most || b->taken || a->at.article == b->at.article) continue;
            if (str_find(a->text, b->text, 0) >= 0 || str_find(b->text, a->text, 0) >= 0) continue;
            most = s;
            best = j;
        }
        if (best < 0) continue;
        of[i] = of[best] = true;
        tell(acc, all, of, CONFLICT_DATE, S("times of one thing, or of several"), out);
        of[i] = of[best] = false;
    }
}

static void times(account *acc, const struct vocabulary *v, arena *out, arena tmp) {
    struct tellings all = {0};
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->times.n; i++) {
            const struct time_finding *t = &r->times.p[i];
            const struct sentence *in = &r->tokens.sentences.p[r->tokens.sent[t->beg]];
            if (t->type == TIME_DURATION || t->type == TIME_SET) continue;
            if (t->beg < in->beg + dateline_words(r->article, &r->tokens, in)) continue;
            struct telling *x = put(acc, CONFLICT_DATE, d, t->span, &all, &tmp);
            if (!x) continue;
            subjects_of(acc, v, d, t, x->of);
            x->lo = t->lo;
            x->hi = t->hi;
            if (t->precision != WHEN_VAGUE) x->around = context_of(acc, v, d, t->beg, t->end, REACH, &tmp);
        }
    }
    days(acc, &all, out, tmp);
    pasts(acc, &all, out, tmp);
    occasions(acc, &all, out, tmp);
    likenesses(acc, v, &all, out, tmp);
}

static bool place_at(const reading *r, int32_t t) {
    int32_t n = reading_name_at(r, t);
    return n >= 0 && r->names.p[n].kind == NAME_PLACE;
}

/* "U.S. policy", "Norway's economy", "gun laws in Norway": of the country; a place in it is named. */
static bool of_a_country(const reading *r, const struct name *n, int32_t top, bool in_noun) {
    const tokens *k = &r->tokens;
    bool part = rel_base((enum rel)k->rel[top]) == REL_COMPOUND || k->rel[top] == REL_NMOD_POSS;
    if (!part && (!in_noun || k->upos[k->head[top]] != UPOS_NOUN)) return false;
    return lex_says(&lex_countries, r->entities.p[n->entity].key, LEX_countries_kind, S("name"));
}

/* The words of a place: of name n, with the noun that it stands before or behind: "a Lund flat", "a flat in Lund", "the
 * south of Lund", "Lund, Orm"; of nobody and no body. */
static bool place_words(const reading *r, const struct name *n, span *at, bool *whole) {
    enum { APART = 3 };
    const tokens *k = &r->tokens;
    int32_t top = token_top(k, n->head, n->beg, n->end), up = k->head[top];
    enum rel rel = rel_base((enum rel)k->rel[top]);
    bool in_noun = up >= 0 && (k->upos[up] == UPOS_NOUN || k->upos[up] == UPOS_PROPN) &&
                   (rel == REL_NMOD || rel == REL_COMPOUND || rel == REL_APPOS || rel == REL_FLAT);
    int32_t of = in_noun ? up : top, beg = n->beg < of ? n->beg : of, end = n->end > of ? n->end : of + 1;
    int32_t who = in_noun ? reading_entity_at(r, of) : -1; // "Ann Lee of Lund"
    if (who >= 0 && r->entities.p[who].kind == NAME_PERSON) return false;
    if (of_a_country(r, n, top, in_noun) || conflict_person(k, of) || lex_find(&lex_organs, k->lemma[of])) return false;
    while (beg > 0 && k->head[beg - 1] == of && k->upos[beg - 1] != UPOS_ADP && k->upos[beg - 1] != UPOS_PUNCT &&
           (rel_base((enum rel)k->rel[beg - 1]) == REL_DET || rel_base((enum rel)k->rel[beg - 1]) == REL_AMOD ||
            rel_base((enum rel)k->rel[beg - 1]) == REL_COMPOUND))
        beg--;
    for (int32_t c = token_next_child(k, of, -1); c >= 0; c = token_next_child(k, of, c))
        if (c >= end && c < end + APART && place_at(r, c)) end = c + 1;
    *whole = in_noun || end > n->end;
    *at = token_range(k, beg, end);
    return true;
}

static void gather_places(const account *acc, int32_t *const *actor_of, struct tellings *all, arena *tmp) {
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        const tokens *k = &r->tokens;
        for (ptrdiff_t i = 0; i < r->names.n; i++) {
            const struct name *n = &r->names.p[i];
            const struct sentence *in = &k->sentences.p[k->sent[n->head]];
            span at;
            bool whole;
            if (n->beg < in->beg + dateline_words(r->article, k, in)) continue;
            if (n->kind != NAME_PLACE || n->form != FORM_NAME || n->entity < 0 || k->upos[n->head] == UPOS_ADJ)
                continue;
            if (!place_words(r, n, &at, &whole)) continue;
            struct telling *x = put(acc, CONFLICT_PLACE, d, at, all, tmp);
            if (!x) continue;
            x->actor = actor_of[d][n->entity];
            x->whole = whole;
        }
    }
}

static void places(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    struct tellings all = {0};
    gather_places(acc, actor_of, &all, &tmp);
    bool *of = arena_new(&tmp, bool, all.n), *tried = arena_new(&tmp, bool, acc->actors.n);
    for (int made = 0; made < PLACES_MOST;) {
        int32_t most = 0, best = -1;
        for (int32_t a = 0; a < acc->actors.n; a++) {
            bool whole = false, taken = tried[a] || acc->actors.p[a].kind != NAME_PLACE;
            for (ptrdiff_t i = 0; i < all.n; i++) {
                of[i] = all.p[i].actor == a;
                whole |= of[i] && all.p[i].whole;
                taken |= of[i] && all.p[i].taken;
            }
            if (taken || !whole || weight(&all, of) <= most) continue;
            most = weight(&all, of);
            best = a;
        }
        if (best < 0) break;
        tried[best] = true;
        for (ptrdiff_t i = 0; i < all.n; i++) of[i] = all.p[i].actor == best;
        made += tell(acc, &all, of, CONFLICT_PLACE, S("one place, told more or less closely"), out);
    }
}

/* How many came to the same end, or what people were sentenced to or may be. */
static bool one_kind(const struct figure *a, const struct figure *b) {
    if (!a->fate && !str_eq(a->sort, S("punishment"))) return false;
    return str_eq(a->sort, b->sort) && a->dimension == b->dimension;
}

static void figures(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    struct figures all = {0};
    figures_gather(acc, v, actor_of, &all, &tmp);
    bool *told = arena_new(&tmp, bool, all.n);
    for (ptrdiff_t i = 0; i < all.n; i++)
        told[i] = is_told(acc, CONFLICT_NUMBER, &(struct place){all.p[i].reading, all.p[i].at});
    for (ptrdiff_t i = 0; i < all.n; i++) {
        struct conflict k = {.kind = CONFLICT_NUMBER, .compatible = true, .why = S("of some of them, or of others")};
        for (ptrdiff_t j = i; j < all.n && !told[i]; j++) {
            const struct figure *f = &all.p[j];
            if (told[j] || !one_kind(&all.p[i], f)) continue;
            told[j] = j > i;
            struct place at = {f->reading, f->at};
            conflict_tell(&k, article_str(acc->readings[f->reading]->article, f->at), at, f->claim, out);
        }
        if (k.sides.n > 1) conflict_close(acc, &k, out);
    }
}

void conflicts_of_the_rest(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    times(acc, v, out, tmp);
    places(acc, actor_of, out, tmp);
    figures(acc, actor_of, v, out, tmp);
}
