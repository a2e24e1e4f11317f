#include "report/outline.h"

#include <stdlib.h>

#include "account/origin.h"
#include "base/table.h"
#include "lexicon_tables.h"

const struct outline_section outline_sections[OUTLINE_SECTIONS] = {
    [OUTLINE_SOLID] = {"solid", "Established or corroborated",
                       "At least two independent origins, or a party to it speaks of it on the record.",
                       OUTLINE_BIT(STATUS_ESTABLISHED) | OUTLINE_BIT(STATUS_CORROBORATED)},
    [OUTLINE_DISPUTED] = {"disputed", "Disputed or denied",
                          "Some say so and others deny it, or nobody says so and it is denied.",
                          OUTLINE_BIT(STATUS_DISPUTED) | OUTLINE_BIT(STATUS_DENIED)},
    [OUTLINE_REPEATED] = {"repeated", "Repeated, perhaps from one origin",
                          "Several outlets have it, and all of them may have it from one origin.",
                          OUTLINE_BIT(STATUS_REPEATED)},
    [OUTLINE_SINGLE] = {"single", "In one outlet only", "No other outlet of this story has it.",
                        OUTLINE_BIT(STATUS_SINGLE)},
};

const char outline_legend[] =
    "● states it · ✗ denies it · ◌ relays a denial · ? doubts it · – gave no comment · ± both";

str outline_title(const account *a) {
    str title = a->title;
    for (ptrdiff_t i = 0; i < a->n && !title.n; i++) title = a->readings[i]->article->title;
    const reading *first = a->readings[0];
    if (!title.n && first->tokens.sentences.n) title = article_str(first->article, first->tokens.sentences.p[0].span);
    return title.n ? title : first->article->source;
}

ptrdiff_t outline_claims(const account *a, unsigned statuses) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < a->claims.n; i++) n += (statuses >> a->claims.p[i].status) & 1;
    return n;
}

ptrdiff_t outline_conflicts(const account *a, bool compatible) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < a->conflicts.n; i++) n += a->conflicts.p[i].compatible == compatible;
    return n;
}

ptrdiff_t outline_outlets(const account *a, arena tmp, ptrdiff_t *unsaid) {
    table seen = {.seed = 1};
    *unsaid = 0;
    for (ptrdiff_t i = 0; i < a->n; i++) {
        str outlet = a->readings[i]->article->outlet;
        if (outlet.n)
            table_put(&seen, &tmp, outlet);
        else
            ++*unsaid;
    }
    return seen.n;
}

static bool negates(const tokens *k, span s) {
    for (int32_t t = token_at(k, s.beg); t < k->n && k->span[t].beg < s.end; t++)
        if (lex_says(&lex_reality, k->norm[t], LEX_reality_part, S("negator"))) return true;
    return false;
}

static bool is_denied(const account *a, const struct claim *c, struct place p) {
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *m = &c->mentions.p[i];
        if (m->at.article == p.article && span_eq(m->at.span, p.span) &&
            (m->stance == STANCE_DENIES || m->stance == STANCE_RELAYS_DENIAL))
            return !negates(&a->readings[p.article]->tokens, p.span);
    }
    return false;
}

bool outline_denied(const account *a, const struct conflict *c, const struct side *s) {
    if (c->kind != CONFLICT_DENIAL) return false;
    for (ptrdiff_t i = 0; i < s->mentions.n; i++) {
        struct place p = s->mentions.p[i];
        if (!str_eq(s->value, article_str(a->readings[p.article]->article, p.span))) continue;
        for (ptrdiff_t k = 0; k < c->claims.n; k++)
            if (is_denied(a, &a->claims.p[c->claims.p[k]], p)) return true;
    }
    return false;
}

ints outline_origins(const account *a, const struct claim *c, arena *out) {
    ints seen = {0};
    (void)a;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        int32_t origin = c->mentions.p[i].origin;
        if (origin >= 0 && !ints_have(&seen, origin)) *vec_push(out, &seen) = origin;
    }
    return seen;
}

str outline_origin(const account *a, int32_t origin, arena *out) {
    int32_t d = origin_article(a, origin);
    return d < 0 ? a->origins.p[origin].name : arena_fmt(out, "[%d]", d + 1);
}

struct ranked {
    int64_t rank; // the least first
    int32_t index;
};

static int by_rank(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static ints ranked(struct ranked *list, ptrdiff_t n, arena *out) {
    ints order = {0};
    if (n) qsort(list, (size_t)n, sizeof *list, by_rank);
    for (ptrdiff_t i = 0; i < n; i++) *vec_push(out, &order) = list[i].index;
    return order;
}

ints outline_by_articles(const account *a, arena *out) {
    struct ranked *list = arena_new(out, struct ranked, a->origins.n);
    for (int32_t i = 0; i < a->origins.n; i++) list[i] = (struct ranked){-a->origins.p[i].articles.n, i};
    return ranked(list, a->origins.n, out);
}

ints outline_by_party(const account *a, arena *out) {
    struct ranked *list = arena_new(out, struct ranked, a->positions.n);
    for (int32_t i = 0; i < a->positions.n; i++) {
        int32_t actor = a->positions.p[i].actor;
        list[i] = (struct ranked){actor < 0 ? INT32_MAX : actor, i};
    }
    return ranked(list, a->positions.n, out);
}

static int32_t carriers(const struct quotation *q) {
    enum { LOOK = 64 };
    int32_t n = 0;
    for (ptrdiff_t i = 0; i < q->variants.n && i < LOOK; i++) {
        bool again = false;
        for (ptrdiff_t k = 0; k < i && !again; k++) again = q->variants.p[k].article == q->variants.p[i].article;
        n += !again;
    }
    return n;
}

ints outline_by_carriers(const account *a, arena *out) {
    enum { FEW_BYTES = 24 }; // a word or two say less than a sentence that as many carry
    struct ranked *list = arena_new(out, struct ranked, a->quotes.n);
    for (int32_t i = 0; i < a->quotes.n; i++) {
        const struct quotation *q = &a->quotes.p[i];
        bool few = q->variants.n && span_len(q->variants.p[0].span) < FEW_BYTES;
        list[i] = (struct ranked){-2 * carriers(q) + few, i};
    }
    return ranked(list, a->quotes.n, out);
}

uint8_t *outline_stances(const account *a, const struct claim *c, arena *out) {
    uint8_t *stances = arena_new(out, uint8_t, a->n);
    for (ptrdiff_t i = 0; i < c->mentions.n; i++)
        stances[c->mentions.p[i].at.article] |= (uint8_t)(1u << c->mentions.p[i].stance);
    return stances;
}

ints outline_shared(const account *a, arena *out) {
    ints shared = {0};
    for (int32_t i = 0; i < a->claims.n; i++) {
        const struct claim *c = &a->claims.p[i];
        bool two = false;
        for (ptrdiff_t k = 1; k < c->mentions.n && !two; k++)
            two = c->mentions.p[k].at.article != c->mentions.p[0].at.article;
        if (two) *vec_push(out, &shared) = i;
    }
    return shared;
}

enum { STATES = 1u << STANCE_STATES, DENIES = 1u << STANCE_DENIES, RELAYS = 1u << STANCE_RELAYS_DENIAL };

str outline_glyph(unsigned stances) {
    if ((stances & STATES) && (stances & (DENIES | RELAYS))) return S("±");
    if (stances & STATES) return S("●");
    if (stances & DENIES) return S("✗");
    if (stances & RELAYS) return S("◌");
    if (stances & (1u << STANCE_DOUBTS)) return S("?");
    return stances ? S("–") : (str){0};
}

str outline_glyph_words(unsigned stances) {
    if ((stances & STATES) && (stances & (DENIES | RELAYS))) return S("states it and has it denied");
    if (stances & STATES) return S("states it");
    if (stances & DENIES) return S("denies it");
    if (stances & RELAYS) return S("relays a denial");
    if (stances & (1u << STANCE_DOUBTS)) return S("doubts it");
    return stances ? S("gave no comment") : S("does not say");
}

const char *outline_act(enum act act) {
    switch (act) {
    case ACT_DEMAND: return "demands";
    case ACT_OFFER: return "offers";
    case ACT_CONDITION: return "on condition";
    case ACT_THREAT: return "threatens";
    case ACT_REJECTION: return "rejects";
    case ACT_ACCEPTANCE: return "accepts";
    case ACT_DEADLINE: return "by a deadline";
    case ACT_REQUEST: return "asks for";
    case ACTS_COUNT: break;
    }
    return "";
}

str outline_deadline(str value, arena *out) {
    static const struct {
        char letter;
        const char *date, *clock; // before and behind the T of a duration
    } units[] = {{'Y', "year", "year"}, {'M', "month", "minute"}, {'W', "week", "week"},
                 {'D', "day", "day"},   {'H', "hour", "hour"},    {'S', "second", "second"}};
    if (!str_starts(value, S("P"))) return arena_cat(out, S("by "), value);
    bool clock = str_starts(value, S("PT"));
    str number = str_drop(value, clock ? 2 : 1);
    for (size_t i = 0; number.n > 1 && i < sizeof units / sizeof *units; i++) {
        if (number.p[number.n - 1] != units[i].letter) continue;
        number.n--;
        bool one = str_eq(number, S("1"));
        return arena_fmt(out, "within %.*s %s%s", STR_FMT(number), clock ? units[i].clock : units[i].date,
                         one ? "" : "s");
    }
    return arena_cat(out, S("within "), value);
}

const char *outline_precision(enum precision precision) {
    switch (precision) {
    case WHEN_APPROX_DAY: return "about ";
    case WHEN_SINCE: return "since ";
    case WHEN_BEFORE: return "before ";
    default: return "";
    }
}

str outline_when(const struct claim *c, arena *out) {
    if (!c->when.n) return (str){0};
    return arena_fmt(out, "%s%s%.*s%s", c->inferred ? "[" : "", outline_precision(c->precision), STR_FMT(c->when),
                     c->inferred ? "]" : "");
}

str outline_count(const struct claim *c, arena *out) {
    if (c->high == 0) return S("nobody states it");
    if (c->low == c->high) return arena_fmt(out, "%d %s", c->low, c->low == 1 ? "origin" : "origins");
    return arena_fmt(out, "%d to %d origins", c->low, c->high);
}

str outline_remark(const reading *r, arena *out) {
    const article *a = r->article;
    str remark = {0};
    if (r->unread) remark = arena_fmt(out, "not read: its language is %.*s", STR_FMT(a->language));
    if (!a->teaser.n) return remark;
    return arena_fmt(out, "%.*s%sonly the beginning: its page asks to %.*s for the rest", STR_FMT(remark),
                     remark.n ? "; " : "", STR_FMT(a->teaser));
}

str outline_position_rule(const account *a, const struct position *p) {
    const reading *r = a->readings[p->at.article];
    for (ptrdiff_t i = 0; i < r->positions.n; i++)
        if (r->positions.p[i].act == p->act && span_eq(r->positions.p[i].span, p->at.span))
            return r->positions.p[i].rule;
    return (str){0};
}

str outline_quote_rule(const account *a, struct place at) {
    const reading *r = a->readings[at.article];
    for (ptrdiff_t i = reading_quote_after(r, at.span.beg); i < r->quotes.n && r->quotes.p[i].span.beg <= at.span.beg;
         i++)
        if (span_eq(r->quotes.p[i].span, at.span)) return r->quotes.p[i].rule;
    return (str){0};
}

str outline_day_rule(const account *a, const struct claim *c, arena *out) {
    if (c->inferred) return S("no mention of it names a day; it is that of the passages that most of them stand in");
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        if (c->mentions.p[i].event < 0) continue;
        const struct event_finding *e = mention_event(a, &c->mentions.p[i]);
        const reading *r = a->readings[c->mentions.p[i].at.article];
        if (e->when < 0 || !str_eq(r->times.p[e->when].value, c->when)) continue;
        const struct time_finding *t = &r->times.p[e->when];
        return arena_fmt(out, "“%.*s” is %.*s", STR_FMT(article_str(r->article, t->span)), STR_FMT(t->rule));
    }
    return (str){0};
}
