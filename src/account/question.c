#include "account/question.h"

enum { QUESTIONS_MAX = 40 };

static void ask(account *acc, arena *out, int32_t claim, str text, str because) {
    if (acc->questions.n < QUESTIONS_MAX) *vec_push(out, &acc->questions) = (struct question){text, because, claim};
}

/* A claim's text in curly marks inside a fixed sentence. */
static str around(arena *out, const char *before, str quote, const char *after) {
    return arena_fmt(out, "%s\u201C%.*s\u201D%s", before, STR_FMT(quote), after);
}

static void of_conflicts(account *acc, arena *out) {
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        const struct conflict *x = &acc->conflicts.p[k];
        if (x->compatible || x->sides.n < 2) continue;
        str text = arena_fmt(out, "Which is right, \u201C%.*s\u201D or \u201C%.*s\u201D?", STR_FMT(x->sides.p[0].value),
                             STR_FMT(x->sides.p[1].value));
        ask(acc, out, x->claims.n ? x->claims.p[0] : -1, text, x->why);
    }
}

static bool no_comment(const struct claim *c, str *who) {
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *m = &c->mentions.p[i];
        if (m->stance != STANCE_NO_COMMENT || !m->via.n) continue;
        *who = m->via.p[m->via.n - 1];
        return true;
    }
    return false;
}

void questions_make(account *acc, arena *out, arena tmp) {
    (void)tmp;
    of_conflicts(acc, out);
    enum { SINGLE_MAX = 6 };
    int singles = 0;
    for (int32_t i = 0; i < acc->claims.n; i++) {
        const struct claim *c = &acc->claims.p[i];
        str who;
        if (no_comment(c, &who))
            ask(acc, out, i, arena_fmt(out, "What does %.*s say to \u201C%.*s\u201D?", STR_FMT(who), STR_FMT(c->text)),
                S("a party concerned gave no comment"));
        bool acted = c->reality == REALITY_HAPPENED || c->reality == REALITY_ONGOING;
        if (c->status == STATUS_REPEATED)
            ask(acc, out, i, around(out, "Does anyone besides the one origin know that ", c->text, "?"),
                S("several outlets, possibly one origin"));
        else if (c->status == STATUS_SINGLE && acted && acc->n > 1 && c->mentions.n > 1 && singles < SINGLE_MAX) {
            singles++;
            ask(acc, out, i, around(out, "Who else reports that ", c->text, "?"), S("one outlet only"));
        }
    }
}
