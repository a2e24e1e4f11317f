/* Days that what happened on them settles: "was killed on Nov. 2", written in September, tells of last year's. */
#include "extract/extract.h"
#include "extract/time.h"
#include "lexicon_tables.h"

/* Somebody's death or hurt, or what comes all at once: announced by nobody. */
static bool befalls(const reading *r, const struct event_finding *e) {
    str lemma = r->tokens.lemma[e->head];
    return e->plover == PLOVER_ASSAULT || lex_find(&lex_sudden, lemma) ||
           lex_says(&lex_happenings, lemma, LEX_happenings_happening, S("die")) ||
           lex_says(&lex_happenings, lemma, LEX_happenings_happening, S("injure"));
}

static bool yearless_day(const struct time_form *f) {
    return f->base == TIME_CALENDAR && f->grain == UNIT_DAY && f->month && f->day && !f->year && f->dir != 2 &&
           f->dir != 3;
}

void time_settle(reading *r, arena *out) {
    bool over = false;
    for (ptrdiff_t i = 0; r->article->when.known && i < r->events.n; i++) {
        const struct event_finding *e = &r->events.p[i];
        const struct time_finding *w = e->when < 0 ? NULL : &r->times.p[e->when];
        if (!w || e->reality != REALITY_HAPPENED || e->negated || w->lo <= r->article->when.day) continue;
        if (!yearless_day(&w->form) || !befalls(r, e)) continue;
        for (ptrdiff_t k = 0; k < r->times.n; k++) {
            struct time_form *f = &r->times.p[k].form;
            if (yearless_day(f) && f->month == w->form.month && f->day == w->form.day) f->dir = -2;
        }
        over = true;
    }
    if (over) time_anchor(r, r->article->when.day, out);
}
