#include "account/narrative.h"

#include "doc/calendar.h"
#include "lexicon_tables.h"

enum {
    LEAD_SENTENCES = 6, // that may name the main day
    CLIMB_STEPS = 12,
    ABOUT_DAYS = 3, // what "about ten days ago" may be off
    STORY_DAYS = 7, // an article without a main day shares the story's when it was published so soon after
};

enum tense { TENSE_NONE, TENSE_PAST, TENSE_PLUPERFECT, TENSE_PERFECT, TENSE_PRESENT, TENSE_FUTURE };

/* The tense of t's own verb group; TENSE_NONE when it has no finite verb. */
static enum tense own_tense(const tokens *k, int32_t t) {
    bool have = false, had = false, past = str_eq(k->xpos[t], S("VBD")),
         present = str_eq(k->xpos[t], S("VBZ")) || str_eq(k->xpos[t], S("VBP")), future = false;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        enum rel rel = rel_base((enum rel)k->rel[c]);
        if (rel != REL_AUX && rel != REL_COP) continue;
        bool is_past = str_eq(k->xpos[c], S("VBD"));
        if (str_eq(k->lemma[c], S("have"))) {
            have |= !is_past;
            had |= is_past;
        } else if (str_eq(k->xpos[c], S("MD"))) {
            future |= !str_eq(k->norm[c], S("could"));
        } else {
            past |= is_past;
            present |= str_eq(k->xpos[c], S("VBZ")) || str_eq(k->xpos[c], S("VBP"));
        }
    }
    if (future) return TENSE_FUTURE;
    if (had) return TENSE_PLUPERFECT;
    if (have) return TENSE_PERFECT;
    if (past) return TENSE_PAST;
    return present ? TENSE_PRESENT : TENSE_NONE;
}

/* The tense of the clause that t stands in; "decided" in "had examined the bid and decided" has that of the first. */
static enum tense tense_of(const tokens *k, int32_t t) {
    for (int step = 0; t >= 0 && step < CLIMB_STEPS; t = k->head[t], step++) {
        enum tense tense = own_tense(k, t);
        bool joined = k->rel[t] == REL_CONJ && k->head[t] >= 0 && token_child(k, t, REL_NSUBJ) < 0;
        if (joined && tense == TENSE_PAST && own_tense(k, k->head[t]) == TENSE_PLUPERFECT) return TENSE_PLUPERFECT;
        if (tense != TENSE_NONE) return tense;
    }
    return TENSE_NONE;
}

/* "Arrested in the May 3 fire": a happening that is named below the word for what came after it. */
static bool named_after(const reading *r, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    int32_t t = e->noun ? k->head[e->head] : -1;
    for (int step = 0; t >= 0 && step < CLIMB_STEPS; t = k->head[t], step++)
        if (k->upos[t] == UPOS_VERB) return lex_says(&lex_role_words, k->lemma[t], LEX_role_words_role, S("aftermath"));
    return false;
}

static bool is_date(const struct time_finding *w) {
    return w->value.n && w->lo <= w->hi && w->precision != WHEN_DURATION && w->precision != WHEN_SET &&
           w->precision != WHEN_VAGUE;
}

/* A day, or a week at most: what a passage can stand on. */
static bool is_day(const struct time_finding *w) { return is_date(w) && w->hi - w->lo < 8; }

/* The time that hangs in word t itself, -1 when none. */
static int32_t time_at(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const struct time_finding *w = &r->times.p[i];
        if (w->beg >= s->end) break;
        if (w->beg < s->beg || !is_date(w)) continue;
        int32_t head = w->beg;
        for (int32_t x = w->beg; x < w->end && x < s->end; x++)
            if (k->head[x] < w->beg || k->head[x] >= w->end) head = x;
        if (k->head[head] == t) return (int32_t)i;
    }
    return -1;
}

/* A happening that some article dates: its class, who did it, the day. */
struct told {
    str kind;
    int32_t actor; // of the story, -1
    struct stand day;
};
struct told_list {
    struct told *p;
    ptrdiff_t n, cap;
};

struct scene {
    const reading *r;
    int32_t main;   // time that gives the main day, -1
    int32_t now;    // time on which the narrative stands, -1
    int32_t spoken; // time of the last dated saying, -1
    int32_t paragraph;
    struct stand story, article;  // the story's main day; the article's own
    const struct told_list *told; // of the story, each class and actor once
    const int32_t *actor_of;
    int32_t *event_at; // [words] the event whose head it is, -1
};

static struct stand of_time(const reading *r, int32_t time) {
    const struct time_finding *w = &r->times.p[time];
    return (struct stand){w->value, w->precision, w->lo, w->hi};
}

static int32_t first_actor(const struct event_finding *e, const int32_t *actor_of) {
    for (ptrdiff_t i = 0; i < e->actors.n; i++)
        if (e->actors.p[i].entity >= 0 && actor_of[e->actors.p[i].entity] >= 0) return actor_of[e->actors.p[i].entity];
    return -1;
}

/* The day that another article or sentence gives the same happening: one of its class that the same one does. */
static const struct stand *told_day(const struct scene *s, const struct event_finding *e) {
    int32_t actor = first_actor(e, s->actor_of);
    for (ptrdiff_t i = 0; i < s->told->n; i++) {
        const struct told *x = &s->told->p[i];
        if (str_eq(x->kind, e->kind) && (x->actor == actor || x->actor < 0 || actor < 0) &&
            x->day.precision == WHEN_DAY)
            return &x->day;
    }
    return NULL;
}

static void told_days(const account *acc, int32_t *const *actor_of, struct told_list *list, arena *tmp) {
    enum { TOLD_MAX = 500 };
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->events.n && list->n < TOLD_MAX; i++) {
            const struct event_finding *e = &r->events.p[i];
            if (e->when < 0 || e->reality != REALITY_HAPPENED || !is_day(&r->times.p[e->when])) continue;
            int32_t actor = first_actor(e, actor_of[d]);
            bool have = false;
            for (ptrdiff_t j = 0; j < list->n && !have; j++)
                have = list->p[j].actor == actor && str_eq(list->p[j].kind, e->kind);
            if (!have) *vec_push(tmp, list) = (struct told){e->kind, actor, of_time(r, e->when)};
        }
    }
}

/* "About ten days ago" where another report names a day close to it, of such a happening where `kind` tells which: that
 * day. */
static struct stand sharpened(const struct told_list *list, struct stand day, str kind) {
    const struct stand *best = NULL;
    if (day.precision != WHEN_APPROX_DAY || !day.value.n) return day;
    for (ptrdiff_t i = 0; i < list->n; i++) {
        const struct stand *x = &list->p[i].day;
        if (kind.n && !str_eq(kind, list->p[i].kind)) continue;
        int32_t far = x->lo > day.lo ? x->lo - day.lo : day.lo - x->lo;
        if (x->precision != WHEN_DAY || far > ABOUT_DAYS) continue;
        if (!best || far < (best->lo > day.lo ? best->lo - day.lo : day.lo - best->lo)) best = x;
    }
    return best ? *best : day;
}

static struct stand main_day(const struct scene *s) {
    if (s->now >= 0) return of_time(s->r, s->now);
    if (s->main >= 0) return of_time(s->r, s->main);
    return s->article;
}

static struct stand said_day(const struct scene *s, const struct attribution_finding *a) {
    int32_t own = a->cue_word >= 0 ? time_at(s->r, a->cue_word) : -1;
    if (own >= 0 && is_day(&s->r->times.p[own])) return of_time(s->r, own);
    if (s->spoken >= 0) return of_time(s->r, s->spoken);
    return s->article;
}

/* The time of a clause above t, up to the head of the attribution's cue. */
static int32_t time_above(const struct scene *s, int32_t t, int32_t cue) {
    const tokens *k = &s->r->tokens;
    t = k->head[t];
    for (int step = 0; t >= 0 && t != cue && step < CLIMB_STEPS; t = k->head[t], step++) {
        int32_t when = s->event_at[t] >= 0 ? s->r->events.p[s->event_at[t]].when : -1;
        if (when >= 0 && is_date(&s->r->times.p[when])) return when;
        when = time_at(s->r, t);
        if (when >= 0) return when;
    }
    return -1;
}

/* The time in what is told of a noun: "an inquiry, which was closed in July". */
static int32_t time_below(const struct scene *s, const struct event_finding *e) {
    const tokens *k = &s->r->tokens;
    const struct sentence *in = &k->sentences.p[k->sent[e->head]];
    for (ptrdiff_t i = 0; e->noun && i < s->r->times.n; i++) {
        const struct time_finding *w = &s->r->times.p[i];
        if (w->beg >= in->end) break;
        if (w->beg > e->head && is_date(w) && token_above(k, e->head, w->beg)) return (int32_t)i;
    }
    return -1;
}

static bool happens(enum reality reality) {
    return reality == REALITY_HAPPENED || reality == REALITY_ONGOING || reality == REALITY_DID_NOT_HAPPEN;
}

/* The nearest time of another event of t's sentence that is told in the same voice: "fell into the well while
 * harvesting on Sunday". */
static int32_t time_beside(const struct scene *s, const struct event_finding *e, enum tense tense) {
    const tokens *k = &s->r->tokens;
    const struct sentence *in = &k->sentences.p[k->sent[e->head]];
    int32_t best = -1, best_far = INT32_MAX;
    for (int32_t t = in->beg; t < in->end; t++) {
        if (s->event_at[t] < 0) continue;
        const struct event_finding *other = &s->r->events.p[s->event_at[t]];
        if (other->when < 0 || !is_day(&s->r->times.p[other->when]) || other->attribution != e->attribution) continue;
        if (tense_of(k, t) != tense || !happens(other->reality)) continue;
        if (named_after(s->r, other) && token_above(k, e->head, t)) continue;
        int32_t far = t > e->head ? t - e->head : e->head - t;
        if (far < best_far) best = other->when, best_far = far;
    }
    return best;
}

/* What is told in the past of a story that began before: the story's day, which the speakers look back on. */
static bool looks_back(const struct scene *s, const struct attribution_finding *a, const struct event_finding *e,
                       enum tense tense) {
    return a && !a->byline && tense == TENSE_PAST && s->now < 0 && s->story.value.n && s->story.hi < s->article.lo &&
           e->reality != REALITY_ONGOING;
}

static struct stand stand_of(const struct scene *s, const struct event_finding *e) {
    const reading *r = s->r;
    struct stand none = {.lo = 1, .precision = WHEN_VAGUE};
    const struct attribution_finding *a = e->attribution >= 0 ? &r->attributions.p[e->attribution] : NULL;
    int32_t above = time_above(s, e->head, a ? a->cue_word : -1);
    enum tense tense = tense_of(&r->tokens, e->head);
    if (above < 0) above = time_below(s, e);
    if (above >= 0) return of_time(r, above);
    bool cue = false;
    for (ptrdiff_t i = 0; i < r->attributions.n && !cue; i++) cue = r->attributions.p[i].cue_word == e->head;
    if (a && !a->byline && tense != TENSE_PAST && tense != TENSE_PLUPERFECT) return said_day(s, a);
    if (!happens(e->reality)) return none;
    int32_t beside = time_beside(s, e, tense);
    if (beside >= 0) return of_time(r, beside);
    const struct stand *told = cue ? NULL : told_day(s, e);
    if (told) return *told;
    if (cue && tense != TENSE_PLUPERFECT) return s->spoken >= 0 ? of_time(r, s->spoken) : s->article;
    struct stand day = looks_back(s, a, e, tense) ? s->story : main_day(s);
    if (tense == TENSE_PRESENT && e->reality == REALITY_ONGOING) day = s->article; // "she is in hospital"
    if (tense == TENSE_PLUPERFECT) day.precision = WHEN_BEFORE;
    return day;
}

/* Moves the scene over the times of sentence n. */
static void move_on(struct scene *s, ptrdiff_t n) {
    const reading *r = s->r;
    const tokens *k = &r->tokens;
    const struct sentence *sentence = &k->sentences.p[n];
    if (sentence->paragraph_start) s->now = -1;
    for (int32_t t = sentence->beg; t < sentence->end; t++) {
        if (s->event_at[t] < 0) continue;
        const struct event_finding *e = &r->events.p[s->event_at[t]];
        if (e->when < 0 || !is_day(&r->times.p[e->when]) || r->times.p[e->when].lo > r->day) continue;
        if (e->reality != REALITY_HAPPENED && e->reality != REALITY_ONGOING) continue;
        if (tense_of(k, t) == TENSE_PLUPERFECT) continue; // "a day earlier a gunman had opened fire" looks back
        if (named_after(r, e)) continue;
        s->now = e->when;
        if (s->main < 0 && n < LEAD_SENTENCES) s->main = e->when;
    }
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        const struct attribution_finding *a = &r->attributions.p[i];
        if (a->cue_word < sentence->beg || a->cue_word >= sentence->end) continue;
        int32_t own = time_at(r, a->cue_word);
        if (own < 0 || !is_day(&r->times.p[own])) continue;
        // "Said last week": of which day of it the next saying is, it does not tell.
        s->spoken = r->times.p[own].lo == r->times.p[own].hi ? own : -1;
    }
}

/* The latest day that the article names shortly before it was published, else that of its publication: what it calls
 * news. */
static struct stand news_day(const reading *r, arena *out) {
    enum { NEWS_DAYS = 1 };
    if (!r->day) return (struct stand){.lo = 1};
    struct stand day = {.lo = INT32_MIN};
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const struct time_finding *w = &r->times.p[i];
        if (w->precision == WHEN_DAY && w->value.n && w->lo == w->hi && w->lo <= r->day &&
            w->lo >= r->day - NEWS_DAYS && w->lo > day.lo)
            day = of_time(r, (int32_t)i);
    }
    if (day.lo == INT32_MIN) day = (struct stand){calendar_iso(out, r->day), WHEN_DAY, r->day, r->day};
    return day;
}

/* The first past day that the article's first sentences give to something done; without a value when they give none. */
static struct stand lead_day(const reading *r) {
    struct stand none = {.lo = 1};
    int32_t best = -1;
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        const struct event_finding *e = &r->events.p[i];
        if (r->tokens.sent[e->head] >= LEAD_SENTENCES) continue;
        if (e->when < 0 || !is_day(&r->times.p[e->when]) || r->times.p[e->when].lo > r->day) continue;
        if (e->reality != REALITY_HAPPENED || tense_of(&r->tokens, e->head) == TENSE_PLUPERFECT) continue;
        if (best < 0 || e->head < r->events.p[best].head) best = (int32_t)i;
    }
    return best < 0 ? none : of_time(r, r->events.p[best].when);
}

/* The day of the story: the one that its first report leads with. */
static struct stand story_day(const account *acc) {
    struct stand day = {.lo = 1};
    int32_t first = INT32_MAX;
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        if (!r->dated || r->day >= first) continue;
        struct stand lead = lead_day(r);
        if (lead.value.n && r->day - lead.hi <= STORY_DAYS) day = lead, first = r->day;
    }
    return day;
}

struct stand **narrative_make(const account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    struct told_list told = {0};
    told_days(acc, actor_of, &told, &tmp);
    struct stand **stands = arena_new(out, struct stand *, acc->n);
    struct stand story = story_day(acc);
    for (ptrdiff_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        stands[d] = arena_new(out, struct stand, r->events.n);
        arena scratch = tmp;
        struct scene s = {
            .r = r, .told = &told, .actor_of = actor_of[d], .main = -1, .now = -1, .spoken = -1, .story = story};
        s.event_at = arena_new(&scratch, int32_t, r->tokens.n);
        for (ptrdiff_t t = 0; t < r->tokens.n; t++) s.event_at[t] = -1;
        for (ptrdiff_t i = 0; i < r->events.n; i++) s.event_at[r->events.p[i].head] = (int32_t)i;
        s.article = news_day(r, out);
        for (ptrdiff_t n = 0; n < r->tokens.sentences.n; n++) {
            move_on(&s, n);
            for (int32_t t = r->tokens.sentences.p[n].beg; t < r->tokens.sentences.p[n].end; t++) {
                if (s.event_at[t] < 0) continue;
                const struct event_finding *e = &r->events.p[s.event_at[t]];
                struct stand *stand = &stands[d][s.event_at[t]];
                if (e->when < 0 || !is_date(&r->times.p[e->when]))
                    *stand = sharpened(&told, stand_of(&s, e), (str){0});
                else if (r->times.p[e->when].precision == WHEN_APPROX_DAY)
                    *stand = sharpened(&told, of_time(r, e->when), e->kind);
            }
        }
    }
    return stands;
}
