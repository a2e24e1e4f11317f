#include "report/report_text.h"
#include "report/text_page.h"

static void heading(struct text *t, const char *words) {
    text_gap(t);
    text_begin(t, 0, 2);
    text_words(t, str_cstr(words), TEXT_BOLD);
    text_end(t);
}

static str entity_name(const reading *r, int32_t entity) { return entity < 0 ? (str){0} : r->entities.p[entity].name; }

/* Begins an item with the number of its sentence, "[12]". */
static void item(struct text *t, const reading *r, span s) {
    int32_t word = token_at(&r->tokens, s.beg);
    text_begin(t, 2, 8);
    if (word < r->tokens.n) text_fmt(t, TEXT_DIM, "[%d]", r->tokens.sent[word] + 1);
    text_tab(t, 8);
}

static void passage(struct text *t, const reading *r, span s) {
    text_words(t, S("“"), TEXT_PLAIN);
    text_words(t, article_str(r->article, s), TEXT_PLAIN);
    text_words(t, S("” "), TEXT_PLAIN);
}

static void label(struct text *t, const char *name, str value) {
    if (!value.n) return;
    text_words(t, S(" "), TEXT_PLAIN);
    text_words(t, str_cstr(name), TEXT_DIM);
    text_words(t, S(" "), TEXT_PLAIN);
    text_words(t, value, TEXT_PLAIN);
}

static void because(struct text *t, bool explain, str rule) {
    if (explain) label(t, "- rule:", rule);
}

static void who(struct text *t, const reading *r, const char *name, const struct roles *roles) {
    for (ptrdiff_t i = 0; i < roles->n; i++) {
        str full = entity_name(r, roles->p[i].entity);
        label(t, i ? "and" : name, full.n ? full : article_str(r->article, roles->p[i].span));
    }
}

static void events(struct text *t, const reading *r, bool explain) {
    if (r->events.n) heading(t, "What it says happened");
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        const struct event_finding *e = &r->events.p[i];
        item(t, r, e->span);
        passage(t, r, e->span);
        label(t, "-", plover_text[e->plover]);
        who(t, r, "by", &e->actors);
        who(t, r, "to", &e->recipients);
        if (e->when >= 0) label(t, "on", r->times.p[e->when].value);
        if (e->reality != REALITY_HAPPENED) label(t, "·", reality_text[e->reality]);
        if (e->attribution >= 0) {
            strs chain = r->attributions.p[e->attribution].chain;
            for (ptrdiff_t k = 0; k < chain.n; k++) label(t, k ? "←" : "from", chain.p[k]);
        }
        because(t, explain, e->rule);
        text_end(t);
    }
}

static void quotes(struct text *t, const reading *r, bool explain) {
    bool first = true;
    for (ptrdiff_t i = 0; i < r->quotes.n; i++) {
        const struct quote_finding *q = &r->quotes.p[i];
        if (q->scare) continue;
        if (first) heading(t, "Quotations");
        first = false;
        str speaker = entity_name(r, q->entity);
        item(t, r, q->span);
        passage(t, r, q->span);
        label(t, "-", speaker.n ? speaker : article_str(r->article, q->speaker));
        because(t, explain, q->rule);
        text_end(t);
    }
}

static void positions(struct text *t, const reading *r, bool explain) {
    if (r->positions.n) heading(t, "Positions");
    for (ptrdiff_t i = 0; i < r->positions.n; i++) {
        const struct position_finding *p = &r->positions.p[i];
        item(t, r, p->span);
        passage(t, r, p->span);
        label(t, "-", act_text[p->act]);
        label(t, "by", entity_name(r, p->actor));
        label(t, "to", entity_name(r, p->to));
        because(t, explain, p->rule);
        text_end(t);
    }
}

static void attributions(struct text *t, const reading *r, bool explain) {
    if (r->attributions.n) heading(t, "From whom it has it");
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        const struct attribution_finding *a = &r->attributions.p[i];
        item(t, r, a->span);
        passage(t, r, a->span);
        for (ptrdiff_t k = 0; k < a->chain.n; k++) label(t, k ? "←" : "-", a->chain.p[k]);
        if (a->stance != STANCE_STATES) label(t, "·", stance_text[a->stance]);
        because(t, explain, a->rule);
        text_end(t);
    }
}

static void times(struct text *t, const reading *r, bool explain) {
    if (r->times.n) heading(t, "Times");
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const struct time_finding *f = &r->times.p[i];
        item(t, r, f->span);
        passage(t, r, f->span);
        label(t, "=", f->value);
        label(t, "·", precision_text[f->precision]);
        because(t, explain, f->rule);
        text_end(t);
    }
}

static void amounts(struct text *t, const reading *r, bool explain) {
    if (r->amounts.n) heading(t, "Amounts");
    for (ptrdiff_t i = 0; i < r->amounts.n; i++) {
        const struct amount_finding *f = &r->amounts.p[i];
        item(t, r, f->span);
        passage(t, r, f->span);
        if (f->has_low && f->has_high && f->low == f->high)
            text_fmt(t, TEXT_PLAIN, "= %.15g", f->low);
        else if (f->has_low && f->has_high)
            text_fmt(t, TEXT_PLAIN, "= %.15g to %.15g", f->low, f->high);
        else if (f->has_low)
            text_fmt(t, TEXT_PLAIN, "= %.15g or more", f->low);
        else if (f->has_high)
            text_fmt(t, TEXT_PLAIN, "= %.15g or less", f->high);
        label(t, "", f->unit);
        label(t, "·", f->of);
        because(t, explain, f->rule);
        text_end(t);
    }
}

static void names(struct text *t, const reading *r, bool explain) {
    bool first = true;
    for (ptrdiff_t i = 0; i < r->entities.n; i++) {
        const struct entity *e = &r->entities.p[i];
        if (!e->named) continue;
        if (first) heading(t, "Names");
        first = false;
        text_begin(t, 2, 8);
        text_words(t, e->name, TEXT_PLAIN);
        label(t, "-", name_kind_text[e->kind]);
        label(t, "", e->code);
        text_fmt(t, TEXT_DIM, " ×%d", e->mentions);
        because(t, explain, e->rule);
        text_end(t);
    }
}

/* Whom descriptions and pronouns mean. */
static void meant(struct text *t, const reading *r) {
    bool first = true;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->form == FORM_NAME || n->entity < 0) continue;
        if (first) heading(t, "Whom it means");
        first = false;
        item(t, r, n->span);
        passage(t, r, n->span);
        label(t, "=", entity_name(r, n->entity));
        because(t, true, n->rule);
        text_end(t);
    }
}

/* The whole text, sentence by sentence. */
static void sentences(struct text *t, const reading *r) {
    heading(t, "Sentences");
    for (ptrdiff_t i = 0; i < r->tokens.sentences.n; i++) {
        item(t, r, r->tokens.sentences.p[i].span);
        text_words(t, article_str(r->article, r->tokens.sentences.p[i].span), TEXT_PLAIN);
        text_end(t);
    }
}

void text_reading(buf *out, const reading *r, const struct text_options *o) {
    struct text t = {.out = out, .width = o->width, .colour = o->colour};
    const article *a = r->article;
    text_begin(&t, 0, 2);
    text_words(&t, a->title.n ? a->title : a->source, TEXT_TITLE);
    text_end(&t);
    text_begin(&t, 0, 2);
    if (a->outlet.n) {
        text_words(&t, a->outlet, TEXT_PLAIN);
        text_words(&t, S(", "), TEXT_PLAIN);
    }
    if (a->published.n) {
        text_words(&t, a->published, TEXT_PLAIN);
        text_words(&t, S(", "), TEXT_PLAIN);
    }
    text_words(&t, a->source, TEXT_DIM);
    text_fmt(&t, TEXT_PLAIN, ", %td sentences, %td words", r->tokens.sentences.n, r->tokens.n);
    text_end(&t);
    if (r->unread) {
        text_begin(&t, 0, 2);
        text_words(&t, S("Not read: its language is "), TEXT_PLAIN);
        text_words(&t, a->language, TEXT_PLAIN);
        text_words(&t, S(", and English is what is read."), TEXT_PLAIN);
        text_end(&t);
    }
    events(&t, r, o->explain);
    positions(&t, r, o->explain);
    quotes(&t, r, o->explain);
    attributions(&t, r, o->explain);
    times(&t, r, o->explain);
    amounts(&t, r, o->explain);
    names(&t, r, o->explain);
    if (o->explain) meant(&t, r);
    if (o->all) sentences(&t, r);
    text_gap(&t);
}
