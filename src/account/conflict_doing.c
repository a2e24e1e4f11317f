/* When, where and by whom one thing was done, as the articles have it in ways of their own: "Lee was arrested late on
 * Tuesday", "the arrest of Lee yesterday", "Lee, whom the sheriff's men arrested".
 *
 * Two clauses tell one doing when their words for it are the same, or wordings of one happening, and a party or a thing
 * has the same part in both: whom it was done to where both say so, else any. These are differences, not
 * contradictions: a thing may be done twice. What a conflict tells already is left alone. */
#include "account/conflict.h"

#include "account/context.h"
#include "account/happening.h"
#include "account/origin.h"
#include "analyse/dateline.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

enum { TOLD_MAX = 2000 };
static const float KIN = 0.55f; // how near the words for two parts are that may be one

/* A time, a place or a doer, and the word for what was done. */
struct told {
    struct place at;
    int32_t word, outlet;
    int32_t doer, actor;               // who does it: a word and its actor, -1
    const struct event_finding *event; // of that word, null
    ints tells;                        // happenings
    str text;                          // folded
    const struct time_finding *time;
    int32_t parent; // union-find: the set's first
};
struct tellings {
    struct told *p;
    ptrdiff_t n, cap;
};

/* What the functions below need of the story. */
struct story {
    account *acc;
    const struct vocabulary *v;
    int32_t *const *actor_of;
    const int32_t *outlet;
    table happenings;
    arena *tmp;
};

/* The verb, or the noun for a happening, that word t hangs on; -1. */
static int32_t doing_of(const tokens *k, int32_t t) {
    enum { CLIMB = 5 };
    int32_t up = k->head[t];
    for (int steps = 0; steps < CLIMB && up >= 0; steps++, up = k->head[up])
        if (k->upos[up] == UPOS_VERB || (k->upos[up] == UPOS_NOUN && lex_find(&lex_happenings, k->lemma[up])))
            return up;
    return -1;
}

static str without_article(str s) {
    ptrdiff_t space = str_find(s, S(" "), 0);
    return space > 0 && lex_find(&lex_determiners, str_head(s, space)) ? str_drop(s, space + 1) : s;
}

static struct told *put(struct story *s, struct tellings *all, int32_t in, span at, int32_t word,
                        const struct time_finding *time) {
    const reading *r = s->acc->readings[in];
    if (word < 0 || all->n == TOLD_MAX) return NULL;
    if (reading_reports(r, word)) return NULL; // many say something, on many days
    struct told *x = vec_push(s->tmp, all);
    *x = (struct told){.at = {in, at}, .word = word, .outlet = s->outlet[in], .time = time, .doer = -1, .actor = -1};
    x->text = without_article(utf8_fold(s->tmp, article_str(r->article, at)));
    x->tells = happenings_of(&r->tokens, word, &s->happenings, s->tmp);
    for (ptrdiff_t e = 0; e < r->events.n && !x->event; e++)
        if (r->events.p[e].head == word) x->event = &r->events.p[e];
    x->parent = (int32_t)all->n - 1;
    return x;
}

/* Word c has a part in what the word that it hangs on tells. */
static bool has_part(const tokens *k, int32_t c) {
    if (k->upos[c] != UPOS_NOUN && k->upos[c] != UPOS_PROPN && k->upos[c] != UPOS_PRON) return false;
    switch (rel_base((enum rel)k->rel[c])) {
    case REL_NSUBJ:
    case REL_OBJ:
    case REL_IOBJ:
    case REL_OBL:
    case REL_NMOD:
    case REL_COMPOUND: return true;
    default: return false;
    }
}

static bool core(const tokens *k, int32_t c) {
    enum rel rel = rel_base((enum rel)k->rel[c]);
    return rel == REL_NSUBJ || rel == REL_OBJ;
}

/* To whom or what it is done: the subject of a passive, else the object; of "the man arrested on Monday" the man. -1.
 */
static int32_t done_to(const tokens *k, int32_t t) {
    int32_t c = token_child(k, t, REL_NSUBJ_PASS);
    if (c < 0 && k->rel[t] == REL_ACL && !str_eq(k->xpos[t], S("VBG"))) c = k->head[t];
    return c >= 0 ? c : token_child(k, t, REL_OBJ);
}

static bool one_part(const struct story *s, const struct told *x, int32_t a, const struct told *y, int32_t b) {
    struct parts p = {x->at.article, -1, -1}, q = {y->at.article, -1, -1};
    return conflict_one_thing(s->acc, s->v, s->actor_of, &p, a, &q, b, KIN);
}

/* Whether two lists of roles have an actor in common: 1, 0, or -1 where one knows of none. */
static int common_role(const struct story *s, int32_t in, const struct roles *a, int32_t other, const struct roles *b) {
    bool known_a = false, known_b = false, common = false;
    for (ptrdiff_t i = 0; i < a->n; i++) {
        int32_t x = a->p[i].entity >= 0 ? s->actor_of[in][a->p[i].entity] : -1;
        known_a |= x >= 0 && s->acc->actors.p[x].named;
        for (ptrdiff_t j = 0; j < b->n; j++) {
            int32_t y = b->p[j].entity >= 0 ? s->actor_of[other][b->p[j].entity] : -1;
            known_b |= y >= 0 && s->acc->actors.p[y].named;
            common |= x >= 0 && x == y;
        }
    }
    return common ? 1 : known_a && known_b ? 0 : -1;
}

enum likeness { NONE, SOME_PART, CORE_PART, SAME_VICTIM };

/* How surely two clauses tell one doing. */
static enum likeness one_doing(const struct story *s, const struct told *a, const struct told *b) {
    const tokens *k = &s->acc->readings[a->at.article]->tokens, *l = &s->acc->readings[b->at.article]->tokens;
    int32_t w = s->v->word[a->at.article][a->word], u = s->v->word[b->at.article][b->word];
    bool one = w >= 0 && w == u && !lex_find(&lex_light_verbs, k->lemma[a->word]);
    for (ptrdiff_t i = 0; i < a->tells.n && !one; i++) one = ints_have(&b->tells, a->tells.p[i]);
    if (!one || token_negated(k, a->word) != token_negated(l, b->word)) return NONE;
    int32_t x = done_to(k, a->word), y = done_to(l, b->word);
    if (x >= 0 && y >= 0 && one_part(s, a, x, b, y)) return SAME_VICTIM;
    int whom = a->event && b->event
                   ? common_role(s, a->at.article, &a->event->recipients, b->at.article, &b->event->recipients)
                   : -1;
    if (whom > 0 || (x >= 0 && y >= 0)) return whom > 0 ? SAME_VICTIM : NONE;
    enum likeness like = NONE;
    for (int32_t c = token_next_child(k, a->word, -1); c >= 0; c = token_next_child(k, a->word, c))
        for (int32_t d = token_next_child(l, b->word, -1); has_part(k, c) && d >= 0;
             d = token_next_child(l, b->word, d)) {
            enum likeness more = core(k, c) && core(l, d) ? CORE_PART : SOME_PART;
            if (more > like && has_part(l, d) && (a->time || core(k, c)) && one_part(s, a, c, b, d)) like = more;
        }
    return like;
}

static int32_t root(const struct tellings *all, int32_t i) {
    while (all->p[i].parent != i) i = all->p[i].parent;
    return i;
}

static void join(struct tellings *all, int32_t i, int32_t j) {
    int32_t a = root(all, i), b = root(all, j);
    all->p[a > b ? a : b].parent = a < b ? a : b;
}

static bool apart(const struct told *a, const struct told *b) {
    const struct time_finding *t = a->time, *u = b->time;
    return t && u && t->lo <= t->hi && u->lo <= u->hi && (t->hi < u->lo || u->hi < t->lo);
}

static bool several(const tokens *k, int32_t t) {
    return str_find(k->feats[t], S("Number=Plur"), 0) >= 0 || lex_find(&lex_organs, k->lemma[t]);
}

/* Two that are surely two: of one without a name another may tell the name. */
static bool two_doers(const struct story *s, const struct told *a, const struct told *b) {
    const tokens *k = &s->acc->readings[a->at.article]->tokens, *l = &s->acc->readings[b->at.article]->tokens;
    bool x = a->actor >= 0 && s->acc->actors.p[a->actor].named, y = b->actor >= 0 && s->acc->actors.p[b->actor].named;
    if (conflict_one_side(s->acc, a->actor, b->actor) || str_eq(k->lemma[a->doer], l->lemma[b->doer])) return false;
    if (x && y) return !str_eq(s->acc->actors.p[a->actor].name, s->acc->actors.p[b->actor].name);
    if (conflict_of_law(k, a->doer) && conflict_of_law(l, b->doer)) return false; // "police", "officers"
    int32_t w = s->v->word[a->at.article][a->doer], u = s->v->word[b->at.article][b->doer];
    if (!x && !y && w >= 0 && u >= 0 && meaning_near(&s->v->meaning, w, u) >= MEANING_KIN) return false;
    return (!x && several(k, a->doer)) || (!y && several(l, b->doer));
}

static bool of_sudden(const struct story *s, const struct told *x) {
    return x->time && conflict_of_sudden(&s->acc->readings[x->at.article]->tokens, x->time->beg, x->time->end);
}

/* One says no more than the other, or both tell the day of what a story has one of. */
static bool told_alike(const struct story *s, const struct told *a, const struct told *b) {
    if (a->doer >= 0 && !two_doers(s, a, b)) return true;
    if (of_sudden(s, a) && of_sudden(s, b) && a->time->lo == b->time->lo && a->time->hi == b->time->hi) return true;
    return str_find(a->text, b->text, 0) >= 0 || str_find(b->text, a->text, 0) >= 0;
}

/* A conflict for each set of more than one way of telling it, the first MOST. */
static void tell(struct story *s, const struct tellings *all, enum conflict_kind kind, str same, str other,
                 arena *out) {
    enum { MOST = 6 };
    int32_t made = 0;
    for (int32_t i = 0; i < all->n && made < MOST; i++) {
        struct conflict k = {.kind = kind, .compatible = true, .why = same};
        bool differ = false;
        for (int32_t j = i; j < all->n && all->p[i].parent == i; j++) {
            const struct told *x = &all->p[j];
            if (root(all, j) != i) continue;
            str key = x->actor >= 0 ? s->acc->actors.p[x->actor].name : x->text;
            conflict_tell(&k, key, x->at, conflict_claim_at(s->acc, x->at.article, x->at.span), out);
            for (int32_t h = i; h < j; h++) {
                const struct told *y = &all->p[h];
                if (root(all, h) != i || x->outlet == y->outlet) continue;
                differ |= !told_alike(s, x, y);
                if (apart(x, y)) k.why = other;
            }
        }
        if (!differ || k.sides.n < 2 || conflict_told(s->acc, &k)) continue;
        conflict_close(s->acc, &k, out);
        made++;
    }
}

/* A day or a part of one, with a date or without ("Tuesday", where no article of the story has its date). */
static bool tells_when(const struct time_finding *t) {
    if (t->type == TIME_DURATION || t->type == TIME_SET) return false;
    return t->lo <= t->hi || (t->form.base != TIME_LITERAL && t->form.base != TIME_SAID);
}

/* A day and a summer. */
static bool much_wider(const struct time_finding *t, const struct time_finding *u) {
    enum { DAYS = 20 };
    int32_t wide = t->lo <= t->hi ? t->hi - t->lo : 0, other = u->lo <= u->hi ? u->hi - u->lo : 0;
    return wide > other + DAYS || other > wide + DAYS;
}

/* The subject of verb t, or of the one that it hangs on ("Lee pleaded guilty to stealing it on Monday"); -1. */
static int32_t subject_of(const tokens *k, int32_t t) {
    enum { CLIMB = 3 };
    for (int steps = 0; steps < CLIMB && t >= 0; steps++, t = k->head[t]) {
        int32_t c = token_child(k, t, REL_NSUBJ_PASS);
        if (c < 0) c = token_child(k, t, REL_NSUBJ);
        if (c >= 0) return c;
    }
    return -1;
}

/* "Lee was charged on Monday", "Orr was charged on Tuesday"; "a second quake". */
static bool another_doing(const struct story *s, const struct told *a, const struct told *b) {
    const reading *r = s->acc->readings[a->at.article], *q = s->acc->readings[b->at.article];
    int32_t x = subject_of(&r->tokens, a->word), y = subject_of(&q->tokens, b->word);
    if ((x >= 0 && conflict_further(&r->tokens, x)) || (y >= 0 && conflict_further(&q->tokens, y))) return true;
    int32_t e = x >= 0 ? reading_entity_at(r, x) : -1, f = y >= 0 ? reading_entity_at(q, y) : -1;
    if (e >= 0 && f >= 0 && r->entities.p[e].named && q->entities.p[f].named)
        return s->actor_of[a->at.article][e] != s->actor_of[b->at.article][f];
    return a->event && b->event &&
           !common_role(s, a->at.article, &a->event->recipients, b->at.article, &b->event->recipients);
}

/* Not ahead of its report, as far as one knows. */
static bool is_past(const struct story *s, const struct told *x) {
    const struct moment *report = &s->acc->readings[x->at.article]->article->when;
    return !report->known || x->time->lo <= report->day;
}

static bool one_time(const struct story *s, const struct told *a, const struct told *b) {
    enum { DAYS_OFF = 3 };
    const struct time_finding *t = a->time, *u = b->time;
    if (much_wider(t, u)) return false;
    if (!apart(a, b)) return one_doing(s, a, b) != NONE;
    if (another_doing(s, a, b)) return false;
    if (t->hi + DAYS_OFF < u->lo || u->hi + DAYS_OFF < t->lo)
        return is_past(s, a) && is_past(s, b) && one_doing(s, a, b) == SAME_VICTIM;
    return one_doing(s, a, b) >= CORE_PART;
}

static bool on_day(const struct told *x, int32_t day) {
    const struct time_finding *t = x->time;
    bool minute = t->clock.n == 5 && t->form.base != TIME_WEEKDAY && t->form.base != TIME_CALENDAR; // "at 2:56"
    return !minute && t->precision == WHEN_DAY && t->lo == day && t->hi == day;
}

/* The day that most articles tell something of; INT32_MAX when no two do. */
static int32_t day_of_story(const struct tellings *all) {
    int32_t best = INT32_MAX;
    ptrdiff_t most = 1;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        ptrdiff_t n = 0;
        int32_t last = -1;
        for (ptrdiff_t j = 0; j < all->n; j++) { // in the order of the articles
            if (!on_day(&all->p[j], all->p[i].time->lo) || all->p[j].at.article == last) continue;
            last = all->p[j].at.article;
            n++;
        }
        if (n <= most) continue;
        most = n;
        best = all->p[i].time->lo;
    }
    return best;
}

/* Both are of what one party did. */
static bool one_party(const struct story *s, const struct told *a, const struct told *b) {
    const reading *r = s->acc->readings[a->at.article], *q = s->acc->readings[b->at.article];
    int32_t x = subject_of(&r->tokens, a->word), y = subject_of(&q->tokens, b->word);
    if (x < 0 || y < 0 || conflict_further(&r->tokens, x) || conflict_further(&q->tokens, y)) return false;
    return one_part(s, a, x, b, y);
}

/* The day of the story, "today" and "Saturday": of what one party did then, whatever it was. */
static void its_day(struct story *s, struct tellings *all, arena *out) {
    int32_t day = day_of_story(all);
    for (int32_t i = 0; i < all->n; i++) all->p[i].parent = i;
    for (int32_t i = 0; i < all->n && day != INT32_MAX; i++)
        for (int32_t j = 0; j < i && on_day(&all->p[i], day); j++)
            if (on_day(&all->p[j], day) && all->p[i].at.article != all->p[j].at.article &&
                one_party(s, &all->p[i], &all->p[j]))
                join(all, i, j);
    tell(s, all, CONFLICT_DATE, S("one day, told in other words"), (str){0}, out);
}

static void times(struct story *s, arena *out) {
    struct tellings all = {0};
    for (int32_t d = 0; d < s->acc->n; d++) {
        const reading *r = s->acc->readings[d];
        const tokens *k = &r->tokens;
        for (ptrdiff_t i = 0; i < r->times.n; i++) {
            const struct time_finding *t = &r->times.p[i];
            const struct sentence *in = &k->sentences.p[k->sent[t->beg]];
            if (tells_when(t) && t->beg >= in->beg + dateline_words(r->article, k, in))
                put(s, &all, d, t->span, doing_of(k, token_top(k, t->beg, t->beg, t->end)), t);
        }
    }
    for (int32_t i = 0; i < all.n; i++)
        for (int32_t j = 0; j < i; j++)
            if (all.p[i].at.article != all.p[j].at.article && one_time(s, &all.p[i], &all.p[j])) join(&all, i, j);
    tell(s, &all, CONFLICT_DATE, S("the same time, told more or less exactly"),
         S("other times of one doing, or it was done twice"), out);
    its_day(s, &all, out);
}

/* "at a flat in Mill Lane", "near the harbour": the words of place that hang on the doing; false for others. */
static bool place_words(const reading *r, int32_t t, span *at) {
    const tokens *k = &r->tokens;
    int32_t beg, end, preposition = token_child(k, t, REL_CASE);
    if (preposition < 0 || !lex_find(&lex_place_prepositions, k->norm[preposition])) return false;
    token_subtree(k, t, &beg, &end);
    int32_t last = -1;
    for (int32_t w = preposition + 1; w < end && k->upos[w] != UPOS_VERB && k->upos[w] != UPOS_AUX; w++) {
        int32_t n = reading_name_at(r, w);
        if (n >= 0 && r->names.p[n].kind == NAME_PLACE && k->upos[r->names.p[n].head] != UPOS_ADJ)
            last = r->names.p[n].end;
    }
    if (last < 0 || beg != preposition) return false;
    *at = token_range(k, preposition + 1, last > t ? last : t + 1);
    return true;
}

static void places(struct story *s, arena *out) {
    struct tellings all = {0};
    for (int32_t d = 0; d < s->acc->n; d++) {
        const reading *r = s->acc->readings[d];
        span last = {0};
        for (int32_t t = 0; t < r->tokens.n; t++) {
            span at;
            enum rel rel = rel_base((enum rel)r->tokens.rel[t]);
            int32_t doing = doing_of(&r->tokens, t);
            if ((rel != REL_OBL && rel != REL_NMOD) || !place_words(r, t, &at) || span_touch(at, last)) continue;
            put(s, &all, d, at, doing, NULL);
            last = at; // "a flat in Mill Lane" is one place
        }
    }
    for (int32_t i = 0; i < all.n; i++)
        for (int32_t j = 0; j < i; j++)
            if (all.p[i].at.article != all.p[j].at.article && one_doing(s, &all.p[i], &all.p[j])) join(&all, i, j);
    tell(s, &all, CONFLICT_PLACE, S("where one thing was done, told more or less exactly"), (str){0}, out);
}

/* Who does what verb t tells, people or a body; -1. */
static int32_t doer(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    int32_t c = token_child(k, t, REL_OBL_AGENT);
    if (c < 0) c = token_child(k, t, REL_NSUBJ);
    if (c < 0 || k->rel[c] == REL_NSUBJ_PASS || (k->upos[c] != UPOS_NOUN && k->upos[c] != UPOS_PROPN)) return -1;
    int32_t e = reading_entity_at(r, c);
    bool party = e >= 0 && (r->entities.p[e].kind == NAME_PERSON || r->entities.p[e].kind == NAME_ORG);
    return party || conflict_person(k, c) ? c : -1;
}

/* "The bodies", "his car", "five men", "Ann Lee": no such as there may be many of. */
static bool known_thing(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    if (k->upos[t] == UPOS_PROPN || k->upos[t] == UPOS_PRON || token_child(k, t, REL_NUMMOD) >= 0) return true;
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (str_find(k->feats[c], S("Definite=Def"), 0) >= 0 || str_find(k->feats[c], S("Poss=Yes"), 0) >= 0 ||
            rel_base((enum rel)k->rel[c]) == REL_NMOD)
            return true;
    return false;
}

static void doers(struct story *s, arena *out) {
    enum { NAME_WORDS = 8 };
    struct tellings all = {0};
    for (int32_t d = 0; d < s->acc->n; d++) {
        const reading *r = s->acc->readings[d];
        const tokens *k = &r->tokens;
        for (int32_t t = 0; t < k->n; t++) {
            int32_t beg, end, to = k->upos[t] == UPOS_VERB ? done_to(k, t) : -1;
            int32_t who = to >= 0 && known_thing(r, to) ? doer(r, t) : -1;
            if (who < 0) continue;
            token_subtree(k, who, &beg, &end);
            if (beg < who && k->rel[beg] == REL_CASE) beg++;
            if (end > t && beg < t) end = t; // it takes part of the clause
            if (end > who + NAME_WORDS) end = who + 1;
            int32_t e = reading_entity_at(r, who);
            struct told *x = put(s, &all, d, token_range(k, beg, end), t, NULL);
            if (!x) continue;
            x->doer = who;
            x->actor = e >= 0 ? s->actor_of[d][e] : -1;
        }
    }
    for (int32_t i = 0; i < all.n; i++)
        for (int32_t j = 0; j < i; j++)
            if (all.p[i].at.article != all.p[j].at.article && one_doing(s, &all.p[i], &all.p[j]) == SAME_VICTIM)
                join(&all, i, j);
    tell(s, &all, CONFLICT_ACTOR, S("who did it, named in other words"), (str){0}, out);
}

void conflicts_of_doings(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n);
    outlets_number(acc, outlet, tmp);
    struct story s = {acc, v, actor_of, outlet, {.seed = 10}, &tmp};
    times(&s, out);
    places(&s, out);
    doers(&s, out);
}
