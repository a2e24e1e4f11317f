#include "account/reply.h"

#include <stdlib.h>

#include "base/table.h"

enum { WORDS_MOST = 40, NEAR = 2 };

/* What a position says, for setting it beside another. */
struct said {
    int32_t *words; // [n] numbers of its telling words, ascending
    ptrdiff_t n;
    int32_t sentence;
    unsigned kinds; // 1 << act: it speaks of demands, offers … by that name ("rejected all demands")
};

static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

static bool replies(enum act act) { return act == ACT_ACCEPTANCE || act == ACT_REJECTION; }

static struct said said_of(const account *acc, const struct position *p, table *numbers, arena *out) {
    const reading *r = acc->readings[p->at.article];
    const tokens *k = &r->tokens;
    struct said s = {.words = arena_new(out, int32_t, WORDS_MOST)};
    int32_t t = token_at(k, p->at.span.beg);
    s.sentence = t < k->n ? k->sent[t] : -1;
    for (; t < k->n && k->span[t].beg < p->at.span.end && s.n < WORDS_MOST; t++) {
        bool telling = k->upos[t] == UPOS_NOUN || k->upos[t] == UPOS_VERB || k->upos[t] == UPOS_NUM ||
                       (k->upos[t] == UPOS_PROPN && reading_entity_at(r, t) < 0);
        if (telling) s.words[s.n++] = table_number(numbers, out, k->lemma[t]);
        for (int act = 0; act < ACTS_COUNT; act++)
            if (k->upos[t] == UPOS_NOUN && str_eq(k->lemma[t], act_text[act])) s.kinds |= 1u << act;
    }
    if (s.n) qsort(s.words, (size_t)s.n, sizeof *s.words, by_number);
    return s;
}

static int shared(const struct said *a, const struct said *b) {
    int n = 0;
    for (ptrdiff_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->words[i] == b->words[k]) {
            n++;
            i++;
            k++;
        } else if (a->words[i] < b->words[k]) {
            i++;
        } else {
            k++;
        }
    }
    return n;
}

/* How much speaks for q answering p; 0 when it does not. */
static int evidence(const struct position *p, const struct said *x, const struct position *q, const struct said *y) {
    if (q->actor < 0 || q->actor == p->actor) return 0;
    if (p->to >= 0 && p->to != q->actor && q->to >= 0 && q->to != p->actor) return 0;
    bool one_article = p->at.article == q->at.article;
    bool holds = one_article && span_touch(p->at.span, q->at.span);
    bool near = one_article && x->sentence >= 0 && abs(x->sentence - y->sentence) <= NEAR;
    bool addressed = p->actor >= 0 && q->to == p->actor;
    bool named = addressed && ((y->kinds >> p->act) & 1);
    int words = shared(x, y);
    if (!holds && words < 2 && !named && !(addressed && (words || near))) return 0;
    return 8 * holds + 2 * words + 3 * addressed + 2 * named + 2 * near + 2 * (p->to >= 0 && p->to == q->actor);
}

void replies_make(account *acc, arena tmp) {
    ptrdiff_t n = acc->positions.n;
    struct said *said = arena_new(&tmp, struct said, n);
    table numbers = {.seed = 1};
    for (ptrdiff_t i = 0; i < n; i++) {
        acc->positions.p[i].reply = -1;
        said[i] = said_of(acc, &acc->positions.p[i], &numbers, &tmp);
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        struct position *p = &acc->positions.p[i];
        int most = 0;
        for (int32_t k = 0; k < n && !replies(p->act); k++) {
            const struct position *q = &acc->positions.p[k];
            int score = replies(q->act) ? evidence(p, &said[i], q, &said[k]) : 0;
            if (score <= most) continue;
            most = score;
            p->reply = k;
        }
    }
}
