/* Days of one happening that differ, or are told more or less exactly. Two times are of one happening when the words
 * around them are, and what stands next to each of them is among these: "the meeting in Geneva on Sunday", "Monday's
 * meeting in Geneva". The times of what came all at once, a fire or a quake, are of one happening wherever they stand,
 * since a story has one. Times that hang together so are one conflict, a side for each way of telling; where some of
 * them exclude each other, those that do not are one more. */
#include "account/conflict.h"

#include "account/context.h"
#include "account/origin.h"
#include "analyse/dateline.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

enum { REACH = 7, ABOUT_DAYS = 4, TIMES_MAX = 3000, DAYS_OFF = 2, DAYS_MOVED = 31 };
// How much of the words around two times must be the same where they can be one day, and where they exclude each other:
// other days mostly belong to other happenings.
static const float ENOUGH = 0.6f, ENOUGH_APART = 1.15f, ENOUGH_DEADLINE = 0.4f, ENOUGH_DAY = 0.3f, ENOUGH_ALIKE = 0.8f,
                   KIN = 0.55f;

struct moment_told {
    int32_t in, claim;
    const struct time_finding *t;
    struct context around;
    int32_t from, to;                 // the first and the last possible minute
    bool sudden;                      // of what came all at once
    bool deadline;                    // "until May 3", "expires on May 3"
    int32_t person;                   // with a name, of whom the clause tells something; an actor, -1
    bool saying;                      // of somebody's saying something, or of an occasion for it
    bool ahead;                       // behind its report's day
    int32_t report;                   // that day, INT32_MAX when unknown
    const struct event_finding *what; // that it dates; null
    int32_t deed;                     // the word of that, of the vocabulary; -1
    str text;                         // folded, without preposition
    int32_t parent;                   // union-find: the set's first
};
struct moments {
    struct moment_told *p;
    ptrdiff_t n, cap;
};

static bool dated(const struct time_finding *t) {
    return t->value.n && t->lo <= t->hi && t->type != TIME_DURATION && t->type != TIME_SET;
}

/* Days that exclude each other: "about" allows for some days, since and before for all on their side. */
static bool exclude(const struct time_finding *t, const struct time_finding *u) {
    if (t->precision == WHEN_SINCE || t->precision == WHEN_BEFORE || u->precision == WHEN_SINCE ||
        u->precision == WHEN_BEFORE)
        return false;
    int32_t slack = t->precision == WHEN_APPROX_DAY || u->precision == WHEN_APPROX_DAY ? ABOUT_DAYS : 0;
    return t->hi + slack < u->lo || u->hi + slack < t->lo;
}

enum { HOUR = 60, DAY = 24 * HOUR };

/* The minutes of a part of the day, from its midnight. A night ends with the next day's small hours. */
static void part_of_day(str part, int32_t *from, int32_t *to) {
    static const struct {
        str part;
        int32_t from, to;
    } parts[] = {{S_INIT("MO"), 0, 12}, {S_INIT("AF"), 12, 18}, {S_INIT("EV"), 17, 24}, {S_INIT("NI"), 18, 26}};
    *from = 0;
    *to = DAY;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_eq(part, parts[i].part)) *from = parts[i].from * HOUR, *to = parts[i].to * HOUR;
}

/* The minutes in which it can have been; a clock time is taken for a little more than itself. */
static void minutes_of(struct moment_told *m) {
    enum { SLACK = 20 };
    const struct time_finding *t = m->t;
    int32_t from, to;
    part_of_day(t->clock, &from, &to);
    if (t->clock.n == 5 && t->clock.p[2] == ':') {
        const char *c = t->clock.p;
        int32_t at = ((c[0] - '0') * 10 + c[1] - '0') * HOUR + (c[3] - '0') * 10 + c[4] - '0';
        bool ends = !at && str_find(m->text, S("midnight"), 0) >= 0 && str_find(m->text, S("after"), 0) < 0;
        if (ends) at = DAY; // "shortly before midnight on Tuesday"
        from = at - SLACK;
        to = at + SLACK;
    }
    if (t->precision == WHEN_BEFORE) from = 0;
    m->from = t->lo * DAY + from;
    m->to = t->hi * DAY + to;
}

static bool form_is(str lemma, str form) {
    for (const lex_row *row = lex_find(&lex_sudden, lemma); row; row = lex_next(&lex_sudden, row))
        if (str_eq(lex_cell(&lex_sudden, row, LEX_sudden_form), form)) return true;
    return false;
}

bool conflict_further(const tokens *k, int32_t noun) {
    for (int32_t c = token_next_child(k, noun, -1); c >= 0 && c < noun; c = token_next_child(k, noun, c))
        if (lex_find(&lex_further, k->norm[c])) return true;
    return false;
}

static bool sudden_noun(const tokens *k, int32_t t) {
    return t >= 0 && (k->upos[t] == UPOS_NOUN || k->upos[t] == UPOS_PROPN) && form_is(k->lemma[t], S("noun")) &&
           !conflict_further(k, t);
}

bool conflict_of_sudden(const tokens *k, int32_t beg, int32_t end) {
    enum { CLIMB = 3 };
    int32_t root = beg;
    while (root >= beg && root < end && k->head[root] >= beg && k->head[root] < end) root = k->head[root];
    int32_t up = k->head[root];
    for (int steps = 0; steps < CLIMB && up >= 0 && k->upos[up] != UPOS_VERB; steps++, up = k->head[up])
        if (sudden_noun(k, up)) return true;
    if (up < 0) return false;
    if (form_is(k->lemma[up], S("verb"))) {
        int32_t subject = token_child(k, up, REL_NSUBJ);
        return subject < 0 || !conflict_further(k, subject);
    }
    if (!form_is(k->lemma[up], S("onset"))) return false;
    return sudden_noun(k, token_child(k, up, REL_NSUBJ)) || sudden_noun(k, token_child(k, up, REL_OBJ)) ||
           sudden_noun(k, token_child(k, up, REL_NSUBJ_PASS));
}

/* "on Sunday" says what "Sunday" says. */
static str without_preposition(str s) {
    ptrdiff_t space = str_find(s, S(" "), 0);
    return space > 0 && lex_find(&lex_place_prepositions, str_head(s, space)) ? str_drop(s, space + 1) : s;
}

static bool beside(const struct context *a, const struct context *other) {
    return (a->left >= 0 && context_has(other, a->left)) || (a->right >= 0 && context_has(other, a->right));
}

static bool day_told(const struct time_finding *t) { return t->precision == WHEN_DAY && t->lo == t->hi; }

/* Days so far from each other are not of one happening, and telling them apart is no news. */
static bool far_apart(const struct time_finding *t, const struct time_finding *u) {
    int32_t gap = t->hi < u->lo ? u->lo - t->hi : u->hi < t->lo ? t->lo - u->hi : 0;
    bool years = t->precision == WHEN_YEAR;
    return gap > (years ? 5 * 366 : 31) || years != (u->precision == WHEN_YEAR);
}

/* They share a word that is no part of a name. */
static bool common_word(const struct vocabulary *v, const struct context *a, const struct context *b) {
    for (int32_t i = 0; i < a->n; i++)
        if (!v->proper[a->id[i]] && context_has(b, a->id[i])) return true;
    return false;
}

/* The actors of one list that are of the other too; -1 when one of them is empty. */
static int32_t common_actors(const struct roles *x, const int32_t *of_x, const struct roles *y, const int32_t *of_y) {
    int32_t n = 0, known_x = 0, known_y = 0;
    for (ptrdiff_t i = 0; i < x->n; i++) known_x += x->p[i].entity >= 0;
    for (ptrdiff_t j = 0; j < y->n; j++) known_y += y->p[j].entity >= 0;
    for (ptrdiff_t i = 0; i < x->n; i++)
        for (ptrdiff_t j = 0; j < y->n; j++)
            n += x->p[i].entity >= 0 && y->p[j].entity >= 0 && of_x[x->p[i].entity] == of_y[y->p[j].entity];
    return known_x && known_y ? n : -1;
}

/* It was done to others: "arrested Ann Lee", "arrested Bob Orr". */
static bool other_object(int32_t *const *actor_of, const struct moment_told *a, const struct moment_told *b) {
    return a->what && b->what &&
           common_actors(&a->what->recipients, actor_of[a->in], &b->what->recipients, actor_of[b->in]) == 0;
}

/* Days of what anybody may do on several: to speak to reporters; not to answer; "Lee was charged on Monday", "Orr was
 * charged on Tuesday". */
static bool of_several_days(const struct moment_told *a, const struct moment_told *b) {
    if (a->saying || b->saying) return true;
    if (a->what && b->what && a->what->negated && b->what->negated) return true;
    return a->person >= 0 && b->person >= 0 && a->person != b->person;
}

/* Both tell that one did the same, or that the same was done to one. */
static bool same_deed(const struct vocabulary *v, int32_t *const *actor_of, const struct moment_told *a,
                      const struct moment_told *b) {
    const struct event_finding *x = a->what, *y = b->what;
    if (!x || !y || x->negated != y->negated || a->ahead != b->ahead) return false;
    bool kind = x->kind.n && str_eq(x->kind, y->kind);
    if (!kind && !(a->deed >= 0 && b->deed >= 0 && meaning_near(&v->meaning, a->deed, b->deed) >= KIN)) return false;
    int32_t did = common_actors(&x->actors, actor_of[a->in], &y->actors, actor_of[b->in]);
    int32_t done_to = common_actors(&x->recipients, actor_of[a->in], &y->recipients, actor_of[b->in]);
    if (!x->actors.n && !x->recipients.n && !y->actors.n && !y->recipients.n) { // "the trial will start"
        int32_t count;
        return context_shared(v, &a->around, &b->around, &count) >= ENOUGH && count > 1;
    }
    return done_to > 0 || (done_to < 0 && did > 0 && !x->recipients.n && !y->recipients.n);
}

/* How many days lie between two times; 0 when they touch. */
static int32_t gap(const struct time_finding *t, const struct time_finding *u) {
    return t->hi < u->lo ? u->lo - t->hi : u->hi < t->lo ? t->lo - u->hi : 0;
}

/* The weights of the words around a that have one of much the same meaning around b. */
static float kindred(const struct vocabulary *v, const struct context *a, const struct context *b) {
    float sum = 0;
    for (int32_t i = 0; i < a->n; i++) {
        float most = 0;
        for (int32_t j = 0; j < b->n && !v->proper[a->id[i]]; j++) {
            float near = a->id[i] == b->id[j] ? 1 : meaning_near(&v->meaning, a->id[i], b->id[j]);
            if (near >= KIN && near > most) most = near;
        }
        sum += most * v->idf[a->id[i]];
    }
    return sum;
}

/* The weights of the words that are parts of names and that both have. */
static float names_shared(const struct vocabulary *v, const struct context *a, const struct context *b) {
    float sum = 0;
    for (int32_t i = 0; i < a->n; i++)
        if (v->proper[a->id[i]] && context_has(b, a->id[i])) sum += v->idf[a->id[i]];
    return sum;
}

/* One day of a while ago, told in two ways: few things of a story lie there. */
static bool one_past_day(const struct moment_told *a, const struct moment_told *b) {
    enum { A_WHILE = 5 };
    const struct time_finding *t = a->t, *u = b->t;
    if (t->lo != t->hi || u->lo != u->hi || a->report == INT32_MAX || b->report == INT32_MAX) return false;
    int32_t off = t->lo > u->lo ? t->lo - u->lo : u->lo - t->lo;
    bool about = t->precision == WHEN_APPROX_DAY || u->precision == WHEN_APPROX_DAY;
    return off <= about && t->lo + A_WHILE <= a->report && u->lo + A_WHILE <= b->report;
}

static bool clock_told(const struct time_finding *t) {
    return t->clock.n == 5 && t->clock.p[2] == ':' && t->lo == t->hi && t->precision == WHEN_DAY;
}

/* Told to the minute, and of a day gone by: hardly two happenings of one story. */
static bool one_minute(const struct moment_told *a, const struct moment_told *b) {
    bool past = !a->ahead && !b->ahead && a->t->lo < a->report && b->t->lo < b->report;
    return past && clock_told(a->t) && clock_told(b->t) && a->from <= b->to && b->from <= a->to;
}

/* "Just before the vote", "only days before the vote": both times end on one day. */
static bool before_one_day(const struct moment_told *a, const struct moment_told *b) {
    const struct time_finding *t = a->t, *u = b->t;
    bool before = t->precision == WHEN_BEFORE && u->precision == WHEN_BEFORE;
    return before && t->hi == u->hi && !a->ahead && !b->ahead && !a->deadline && !b->deadline;
}

static bool one_happening(const struct vocabulary *v, int32_t *const *actor_of, const struct moment_told *a,
                          const struct moment_told *b) {
    int32_t count;
    float s = context_shared(v, &a->around, &b->around, &count);
    if (far_apart(a->t, b->t) || (exclude(a->t, b->t) && of_several_days(a, b))) return false;
    if (a->deadline && b->deadline && a->ahead && b->ahead)
        return (day_told(a->t) && day_told(b->t) && a->t->lo == b->t->lo) ||
               kindred(v, &a->around, &b->around) >= ENOUGH_DEADLINE;
    if (one_minute(a, b) || before_one_day(a, b)) return true;
    if (one_past_day(a, b) && count && s >= ENOUGH_DAY && common_word(v, &a->around, &b->around)) return true;
    if (count && gap(a->t, b->t) <= (a->ahead ? DAYS_MOVED : DAYS_OFF) && day_told(a->t) && day_told(b->t) &&
        same_deed(v, actor_of, a, b))
        return true;
    if (a->sudden && b->sudden && a->from <= b->to + DAY && b->from <= a->to + DAY) return true;
    enum { MUCH_WIDER = 20 }; // a night and a summer
    int32_t wide = a->t->hi - a->t->lo, other = b->t->hi - b->t->lo;
    bool unlike = wide > other + MUCH_WIDER || other > wide + MUCH_WIDER;
    if (a->claim >= 0 && a->claim == b->claim && !exclude(a->t, b->t) && count && !unlike) return true;
    bool close = beside(&a->around, &b->around) && beside(&b->around, &a->around);
    if (close && !exclude(a->t, b->t) && !unlike &&
        names_shared(v, &a->around, &b->around) + kindred(v, &a->around, &b->around) >= ENOUGH_ALIKE)
        return true;
    if (count < 2 || s < (unlike ? ENOUGH_APART : ENOUGH)) return false;
    if (exclude(a->t, b->t) && other_object(actor_of, a, b)) return false;
    if (exclude(a->t, b->t)) return close && s >= ENOUGH_APART && common_word(v, &a->around, &b->around);
    return close;
}

static int32_t root(const struct moments *m, int32_t i) {
    while (m->p[i].parent != i) i = m->p[i].parent;
    return i;
}

/* A day and no more. */
static bool whole_day(const struct time_finding *t) {
    return t->precision == WHEN_DAY && t->lo == t->hi && !t->clock.n;
}

/* One is the other and less: "Wednesday" and "Wednesday morning" are not worth a line. */
static bool told_alike(const struct moment_told *a, const struct moment_told *b) {
    bool calendar = a->t->form.base == TIME_CALENDAR && b->t->form.base == TIME_CALENDAR;
    if ((calendar || (a->sudden && b->sudden)) && whole_day(a->t) && whole_day(b->t) && a->t->lo == b->t->lo)
        return true; // "20 August", "August 20"
    if (a->t->precision != b->t->precision) return false;
    return str_find(a->text, b->text, 0) >= 0 || str_find(b->text, a->text, 0) >= 0;
}

/* The claim whose mention is dated by time i of reading d, else the one that its words belong to. */
static int32_t dated_claim(const account *acc, int32_t d, int32_t i, span at) {
    for (ptrdiff_t m = 0; m < acc->told_in[d].n; m++)
        if (mention_event(acc, acc->told_in[d].p[m].mention)->when == i) return acc->told_in[d].p[m].claim;
    return conflict_claim_at(acc, d, at);
}

static bool role(str word, str role) {
    for (const lex_row *row = lex_find(&lex_time_words, word); row; row = lex_next(&lex_time_words, row))
        if (str_eq(lex_cell(&lex_time_words, row, LEX_time_words_role), role)) return true;
    return false;
}

/* "Until May 3", "a deadline of May 3", "expires on May 3". */
static bool is_deadline(const tokens *k, const struct time_finding *t) {
    enum { BEFORE = 4 };
    for (int32_t i = t->beg - 1; i >= 0 && i >= t->beg - BEFORE && k->sent[i] == k->sent[t->beg]; i--)
        if ((i == t->beg - 1 && role(k->norm[i], S("deadline"))) || role(k->norm[i], S("deadline-of"))) return true;
    return false;
}

/* The event that time i dates, the first one; null. */
static const struct event_finding *event_on(const reading *r, int32_t i) {
    for (ptrdiff_t e = 0; e < r->events.n; e++)
        if (r->events.p[e].when == i && r->tokens.sent[r->events.p[e].head] == r->tokens.sent[r->times.p[i].beg])
            return &r->events.p[e];
    return NULL;
}

/* The person with a name who is the subject of the clause that word t stands in: an actor, -1. */
static int32_t person_at(const account *acc, int32_t d, int32_t t, const int32_t *actor_of) {
    enum { CLIMB = 6 };
    const reading *r = acc->readings[d];
    const tokens *k = &r->tokens;
    for (int steps = 0; t >= 0 && steps < CLIMB; t = k->head[t], steps++) {
        int32_t subject = k->upos[t] == UPOS_VERB ? token_child(k, t, REL_NSUBJ) : -1;
        if (subject < 0 && k->upos[t] == UPOS_VERB) subject = token_child(k, t, REL_NSUBJ_PASS);
        if (subject < 0) continue;
        int32_t e = reading_entity_at(r, subject), a = e >= 0 ? actor_of[e] : -1;
        return a >= 0 && acc->actors.p[a].named && acc->actors.p[a].kind == NAME_PERSON ? a : -1;
    }
    return -1;
}

/* "He said on Friday", "a Friday news conference". */
static bool of_saying(const reading *r, const struct time_finding *t) {
    enum { WORDS = 3 };
    const tokens *k = &r->tokens;
    const struct sentence *s = &k->sentences.p[k->sent[t->beg]];
    int32_t before = t->beg - 1;
    while (before >= s->beg && (k->upos[before] == UPOS_ADP || k->upos[before] == UPOS_ADJ)) before--;
    if (before >= s->beg && reading_reports(r, before)) return true;
    for (int32_t w = t->beg - WORDS; w < t->end + WORDS; w++)
        if (w >= s->beg && w < s->end && lex_says(&lex_role_words, k->lemma[w], LEX_role_words_role, S("occasion")))
            return true;
    return false;
}

static void put(const account *acc, const struct vocabulary *v, int32_t d, int32_t i, const struct time_finding *t,
                const int32_t *actor_of, struct moments *all, arena *out) {
    const reading *r = acc->readings[d];
    struct moment_told *m = vec_push(out, all);
    *m = (struct moment_told){.in = d, .t = t, .parent = (int32_t)all->n - 1};
    m->claim = dated_claim(acc, d, i, t->span);
    bool first = t->beg <= r->tokens.sentences.p[r->tokens.sent[t->beg]].beg + 1; // "Last Friday, she says, the guard"
    m->around = context_of(acc, v, d, t->beg, t->end, first ? 2 * REACH : REACH, out);
    m->text = utf8_fold(out, without_preposition(article_str(r->article, t->span)));
    m->sudden = t->type != TIME_SET && conflict_of_sudden(&r->tokens, t->beg, t->end) && t->precision != WHEN_YEAR;
    m->saying = of_saying(r, t);
    m->person = person_at(acc, d, t->beg, actor_of);
    m->deadline = is_deadline(&r->tokens, t);
    m->report = r->article->when.known ? r->article->when.day : INT32_MAX;
    m->ahead = r->article->when.known && t->lo > r->article->when.day;
    m->what = event_on(r, i);
    m->deed = m->what ? v->word[d][m->what->head] : -1;
    minutes_of(m);
}

static void gather(const account *acc, const struct vocabulary *v, int32_t *const *actor_of, struct moments *all,
                   arena *out) {
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (int32_t i = 0; i < r->times.n && all->n < TIMES_MAX; i++) {
            const struct time_finding *t = &r->times.p[i];
            const struct sentence *s = &r->tokens.sentences.p[r->tokens.sent[t->beg]];
            if (dated(t) && t->beg >= s->beg + dateline_words(r->article, &r->tokens, s))
                put(acc, v, d, i, t, actor_of[d], all, out);
        }
    }
}

/* The day on which most of the first n moments put what word w tells, or what came all at once; INT32_MAX when none
 * does. */
static int32_t day_of(const struct moments *all, ptrdiff_t n, int32_t w, bool sudden) {
    int32_t best = INT32_MAX, most = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        int32_t told = 0;
        for (ptrdiff_t j = 0; j < n; j++) {
            const struct moment_told *m = &all->p[j];
            told +=
                day_told(m->t) && m->t->lo == all->p[i].t->lo && (sudden ? m->sudden : m->deed >= 0 && m->deed == w);
        }
        if (told <= most) continue;
        most = told;
        best = all->p[i].t->lo;
    }
    return best;
}

/* "Five days before the explosion", "two weeks after the vote": the day, where another moment tells that of the
 * explosion. */
static bool counted_from(const account *acc, const struct vocabulary *v, int32_t d, const struct time_finding *t,
                         const struct moments *all, ptrdiff_t n, struct time_finding *day) {
    enum { WORDS = 4, WEEK = 7, DAYS_MOST = 99 };
    const tokens *k = &acc->readings[d]->tokens;
    if (t->type != TIME_DURATION || t->value.n < 3 || t->value.n > 4 || t->end >= k->n) return false;
    char unit = t->value.p[t->value.n - 1];
    int32_t count = 0;
    for (ptrdiff_t i = 1; i + 1 < t->value.n; i++) {
        if (!ascii_digit(t->value.p[i])) return false;
        count = 10 * count + (t->value.p[i] - '0');
    }
    bool before = role(k->norm[t->end], S("before-event")), after = role(k->norm[t->end], S("after-event"));
    if ((unit != 'D' && unit != 'W') || !count || count > DAYS_MOST || !(before || after)) return false;
    int32_t noun = t->end + 1;
    if (noun < k->n && str_find(k->feats[noun], S("Definite=Ind"), 0) >= 0) return false; // "after a blast" elsewhere
    while (noun < k->n && noun < t->end + WORDS && (k->upos[noun] == UPOS_DET || k->upos[noun] == UPOS_ADJ)) noun++;
    if (noun >= k->n || k->upos[noun] != UPOS_NOUN || k->sent[noun] != k->sent[t->beg]) return false;
    int32_t base = day_of(all, n, v->word[d][noun], sudden_noun(k, noun));
    if (base == INT32_MAX) return false;
    *day = *t;
    day->type = TIME_DATE;
    day->precision = WHEN_DAY;
    day->lo = day->hi = base + (before ? -1 : 1) * count * (unit == 'W' ? WEEK : 1);
    day->end = noun + 1;
    day->span.end = k->span[noun].end;
    return true;
}

static void gather_counted(const account *acc, const struct vocabulary *v, int32_t *const *actor_of,
                           struct moments *all, arena *out) {
    ptrdiff_t n = all->n;
    for (int32_t d = 0; d < acc->n; d++)
        for (int32_t i = 0; i < acc->readings[d]->times.n && all->n < TIMES_MAX; i++) {
            struct time_finding day;
            if (!counted_from(acc, v, d, &acc->readings[d]->times.p[i], all, n, &day)) continue;
            struct time_finding *t = arena_new(out, struct time_finding, 1);
            *t = day;
            put(acc, v, d, i, t, actor_of[d], all, out);
        }
}

/* Both are told to the hour, and the hours exclude each other; or the days do. */
static bool contradict(const struct moment_told *a, const struct moment_told *b) {
    bool clocks = a->sudden && b->sudden && a->t->clock.n && b->t->clock.n;
    return exclude(a->t, b->t) || (clocks && (a->to < b->from || b->to < a->from));
}

/* The conflict of the moments that are of set i, as far as `of` admits them; true when none of them contradicts
 * another.
 */
static bool tell(account *acc, const struct moments *all, int32_t i, const bool *of, arena *out) {
    struct conflict k = {.kind = CONFLICT_DATE};
    bool apart = false, differ = false, articles = false;
    for (int32_t j = i; j < all->n; j++) {
        const struct moment_told *m = &all->p[j];
        if (root(all, j) != i || (of && !of[j])) continue;
        conflict_tell(&k, m->text, (struct place){m->in, m->t->span}, m->claim, out);
        k.stands |= m->sudden;
        for (int32_t h = i; h < j; h++) {
            if (root(all, h) != i || (of && !of[h])) continue;
            apart |= contradict(m, &all->p[h]);
            differ |= !told_alike(m, &all->p[h]) && m->in != all->p[h].in;
            articles |= m->in != all->p[h].in;
        }
    }
    if (!articles || !differ || k.sides.n < 2) return true;
    k.compatible = !apart;
    k.why = apart ? S("the times exclude each other") : S("the same time, told more or less exactly");
    conflict_close(acc, &k, out);
    return !apart;
}

/* Of set i those that contradict none before them that was taken. */
static void take_agreeing(const struct moments *all, int32_t i, bool *of) {
    for (int32_t j = i; j < all->n; j++) {
        of[j] = root(all, j) == i;
        for (int32_t h = i; h < j && of[j]; h++) of[j] = !of[h] || !contradict(&all->p[h], &all->p[j]);
    }
}

void conflicts_of_dates(account *acc, int32_t *const *actor_of, const struct vocabulary *v, arena *out, arena tmp) {
    struct moments all = {0};
    gather(acc, v, actor_of, &all, &tmp);
    gather_counted(acc, v, actor_of, &all, &tmp);
    for (int32_t i = 0; i < all.n; i++)
        for (int32_t j = 0; j < i; j++) {
            if (all.p[i].in == all.p[j].in || !one_happening(v, actor_of, &all.p[i], &all.p[j])) continue;
            int32_t a = root(&all, i), b = root(&all, j);
            all.p[a > b ? a : b].parent = a < b ? a : b;
        }
    for (int32_t i = 0; i < all.n; i++)
        if (all.p[i].parent == i && !tell(acc, &all, i, NULL, out)) {
            bool *agreeing = arena_new(&tmp, bool, all.n);
            take_agreeing(&all, i, agreeing);
            tell(acc, &all, i, agreeing, out);
        }
}
