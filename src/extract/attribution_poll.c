/* Polls: what a poll found is told over many sentences without a word of saying. The figures that follow a poll are the
 * poll's: 'A Norlink poll was released on Monday. Half of voters chose Lee; 40 percent would vote for Brown.' */
#include "extract/attribution.h"
#include "extract/event.h"
#include "lexicon_tables.h"

enum { POLL_REACH = 3 }; // sentences without a figure over which a poll is still spoken of

static bool is_poll(const tokens *k, int32_t t) {
    return k->upos[t] == UPOS_NOUN && event_thing_is(k, t, S("poll")) &&
           str_find(k->feats[t], S("Number=Plur"), 0) < 0; // "the polls have closed"
}

static bool is_share(str word) { return word.n == 2 && ascii_digit(word.p[0]) && ascii_digit(word.p[1]); }

/* "41-40" at word t, one word or three: shares side by side. */
static bool is_pair(const struct view *v, int32_t t) {
    str word = v->k->norm[t];
    if (word.n == 5 && word.p[2] == '-') return is_share(str_slice(word, 0, 2)) && is_share(str_slice(word, 3, 5));
    return t + 2 < v->end && is_share(word) && str_eq(v->k->norm[t + 1], S("-")) && is_share(v->k->norm[t + 2]);
}

/* True when the sentence tells shares of those who were asked. */
static bool has_shares(const struct view *v) {
    const reading *r = v->r;
    for (ptrdiff_t i = reading_amount_after(r, v->beg); i < r->amounts.n && r->amounts.p[i].beg < v->end; i++)
        if (str_eq(r->amounts.p[i].unit, S("percent")) || str_eq(r->amounts.p[i].unit, S("%"))) return true;
    for (int32_t t = v->beg; t < v->end; t++)
        if (is_pair(v, t) || event_thing_is(v->k, t, S("polled"))) return true;
    return false;
}

static bool of_poll(const reading *r, const struct attribution_finding *a) {
    if (a->attitude || !a->chain.n) return false;
    for (ptrdiff_t i = 0; i < a->source.n; i++)
        for (int32_t t = token_at(&r->tokens, a->source.p[i].beg); t < r->tokens.n; t++) {
            if (r->tokens.span[t].beg >= a->source.p[i].end) break;
            if (is_poll(&r->tokens, t)) return true;
        }
    return false;
}

/* The noun phrase of a poll as a source, without what is told of it. */
static void name_poll(reading *r, const struct view *v, int32_t t, arena *out) {
    struct found f = found_none(t);
    f.source_head = t;
    f.source = (struct words){v->lo[t - v->beg], t + 1};
    while (v->k->upos[f.source.beg] == UPOS_ADP) f.source.beg++; // "in a Norlink poll"
    struct attribution_finding a = {.cue_word = t, .entity = -1, .within = -1, .stance = STANCE_STATES};
    *vec_push(out, &a.source) = a.span = token_range(&r->tokens, f.source.beg, f.source.end);
    strs beside = {0};
    chain_find(r, v, &f, &a, &beside, out);
    a.rule = S("a poll, whose figures follow");
    *vec_push(out, &r->attributions) = a;
}

void polls_end(reading *r) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        const struct attribution_finding *a = &r->attributions.p[i];
        bool silent = !a->cue.n && !a->content.n && a->source.n && is_poll(&r->tokens, a->cue_word);
        if (!silent) r->attributions.p[n++] = *a;
    }
    r->attributions.n = n;
}

void poll_read(reading *r, const struct view *v, ptrdiff_t from, struct polls *p, arena *out) {
    const tokens *k = v->k;
    int32_t s = k->sent[v->beg], poll = -1;
    bool others = false, says = false;
    for (ptrdiff_t i = from; i < r->attributions.n; i++) {
        struct attribution_finding *a = &r->attributions.p[i];
        if (of_poll(r, a)) {
            p->at = i, p->last = s, says = true;
        } else {
            others |= !a->attitude && !a->byline && a->chain.n > 0;
        }
    }
    for (int32_t t = v->beg; t < v->end && poll < 0; t++)
        if (is_poll(k, t)) poll = t;
    if (!says && !others && poll >= 0) {
        p->at = r->attributions.n, p->last = s;
        name_poll(r, v, poll, out);
    }
    if (p->at < 0 || others || s - p->last > POLL_REACH || !has_shares(v)) return;
    p->last = s;
    bool of_itself = poll >= 0 && !says && rel_base((enum rel)k->rel[poll]) == REL_NSUBJ; // "the poll has a margin of"
    if (of_itself) return;
    struct attribution_finding *a = &r->attributions.p[p->at];
    span all = k->sentences.p[s].span;
    span *last = a->content.n ? &a->content.p[a->content.n - 1] : NULL;
    if (last && span_touch(*last, all)) {
        // The finder has its words already, though maybe not all: "shows both Lee and Brown [ahead]".
        int32_t end = v->end - (k->upos[v->end - 1] == UPOS_PUNCT);
        if (last->beg >= a->span.end && end > v->beg && last->end < k->span[end - 1].end)
            last->end = k->span[end - 1].end;
        return;
    }
    if (poll >= 0) all.beg = k->span[poll].end;
    if (all.beg < all.end) *vec_push(out, &a->content) = all;
}
