/* What is asked for outright, with no verb of asking: "Keep the road clear, please," in somebody's own words, what a
 * crowd chants, what a banner reads, what it is time for. */
#include "extract/position.h"
#include "lexicon_tables.h"

/* True of what may stand before the verb of a command: marks, "please", "just", "do", "not", "and". */
static bool may_open(const tokens *k, int32_t t) {
    switch (k->upos[t]) {
    case UPOS_PUNCT:
    case UPOS_INTJ:
    case UPOS_ADV:
    case UPOS_PART:
    case UPOS_CCONJ: return !str_eq(k->norm[t], S("to")) && k->rel[t] != REL_MARK;
    default: return str_eq(k->norm[t], S("do"));
    }
}

/* Between the verb and the start of its sentence, or of the content, stands nothing that could be its subject. */
static bool opens(const tokens *k, int32_t verb, span content) {
    int32_t beg = k->sentences.p[k->sent[verb]].beg;
    for (int32_t t = verb - 1; t >= beg && k->span[t].beg >= content.beg; t--)
        if (!may_open(k, t)) return false;
    return true;
}

bool position_command(const reading *r, const struct event_finding *e, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    int32_t t = e->head;
    if (f->noun || f->passive || k->upos[t] != UPOS_VERB || e->attribution < 0) return false;
    const struct attribution_finding *a = &r->attributions.p[e->attribution];
    if (a->kind != QUOTING_DIRECT || a->attitude) return false;
    if (!(str_eq(k->xpos[t], S("VB")) || str_eq(k->xpos[t], S("VBP"))) || event_own_subject(k, t) >= 0) return false;
    if (token_child(k, t, REL_MARK) >= 0 || position_word(k->lemma[t], S("aside"))) return false;
    int32_t whom = str_eq(k->lemma[t], S("let")) && f->obj >= 0 ? f->obj : t; // "let me say", "let us pray"
    if (str_eq(k->norm[whom], S("me")) || str_eq(k->norm[whom], S("us")) || str_eq(k->norm[whom], S("'s")))
        return false;
    for (ptrdiff_t i = 0; i < a->content.n; i++)
        if (span_holds(a->content.p[i], k->span[t])) return opens(k, t, a->content.p[i]);
    return false;
}

/* "It is vital that the dam be mended", "it is time to talk": word t is the head of what is needed. */
static bool needed(const tokens *k, int32_t t) {
    int32_t up = k->head[t];
    if (up < 0 || (k->upos[up] != UPOS_ADJ && k->upos[up] != UPOS_NOUN) || !position_word(k->lemma[up], S("needful")))
        return false;
    enum rel rel = rel_base((enum rel)k->rel[t]);
    if (rel != REL_CSUBJ && rel != REL_CCOMP && rel != REL_XCOMP && rel != REL_ACL && rel != REL_ADVCL) return false;
    int32_t cop = token_child(k, up, REL_COP), it = token_child(k, up, REL_NSUBJ);
    bool now = cop >= 0 && (str_eq(k->norm[cop], S("is")) || str_eq(k->norm[cop], S("'s")));
    return now && t > up && (it < 0 || str_eq(k->norm[it], S("it"))) && token_child(k, t, REL_MARK) >= 0;
}

bool position_needed(const reading *r, const struct event_finding *e, const struct event_frame *f) {
    if (f->noun || e->attribution < 0 || r->attributions.p[e->attribution].attitude) return false;
    return needed(&r->tokens, e->head);
}

/* The first word of a slogan that turns something away: "no", "not", "never". */
static bool turns_away(const tokens *k, int32_t t) {
    return lex_says(&lex_reality, k->norm[t], LEX_reality_part, S("negator"));
}

/* Who holds the banner that is the subject of the words: "protesters carried signs reading". */
static int32_t holder(const reading *r, int32_t cue) {
    const tokens *k = &r->tokens;
    int32_t banner = k->head[cue];
    for (int step = 0; banner >= 0 && k->upos[banner] != UPOS_VERB && step < CONTROL_STEPS; step++)
        banner = k->head[banner];
    bool passive;
    int32_t subject = banner < 0 ? -1 : event_subject(k, banner, &passive);
    return subject < 0 || passive ? -1 : position_actor(r, subject);
}

/* A position stands in these words already. */
static bool taken(const reading *r, span words) {
    for (ptrdiff_t i = r->positions.n - 1; i >= 0 && r->positions.p[i].span.end > words.beg; i--)
        if (r->positions.p[i].span.beg < words.end) return true;
    return false;
}

/* Whose slogan the words behind the verb `cue` are; -1 when they are none. */
static int32_t slogan_of(const reading *r, int32_t cue, str *rule) {
    const tokens *k = &r->tokens;
    bool passive;
    int32_t subject = event_subject(k, cue, &passive), up = k->head[cue];
    if (position_word(k->lemma[cue], S("chanting"))) {
        *rule = S("what a crowd chants");
        return subject < 0 || passive ? -1 : position_actor(r, subject);
    }
    bool banner =
        (up >= 0 && event_thing_is(k, up, S("banner"))) || (subject >= 0 && event_thing_is(k, subject, S("banner")));
    if (!banner || !position_word(k->lemma[cue], S("banner"))) return -1;
    *rule = S("what a banner reads");
    return holder(r, cue);
}

void position_slogans(reading *r, int32_t sentence, arena *out) {
    const tokens *k = &r->tokens;
    const struct sentence *s = &k->sentences.p[sentence];
    ptrdiff_t q = reading_quote_after(r, s->span.beg);
    for (; q < r->quotes.n && r->quotes.p[q].span.beg < s->span.end; q++) {
        span words = r->quotes.p[q].span;
        int32_t first = token_at(k, words.beg), cue = first - 1;
        while (first < s->end && k->upos[first] == UPOS_PUNCT) first++;
        while (cue > s->beg && k->upos[cue] == UPOS_PUNCT) cue--;
        if (cue < s->beg || first >= s->end || k->upos[cue] != UPOS_VERB || taken(r, words)) continue;
        struct stand stand = {.event = -1, .to = -1};
        stand.actor = slogan_of(r, cue, &stand.rule);
        if (stand.actor < 0) continue;
        stand.act = turns_away(k, first) ? ACT_REJECTION : ACT_DEMAND;
        position_add(r, words, &stand, out);
    }
}
