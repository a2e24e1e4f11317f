#include "extract/event.h"
#include "lexicon_tables.h"

enum { SPAN_BYTES = 200 }; // a longer clause loses its last adjuncts

static bool is_punct(const tokens *k, int32_t t) { return k->upos[t] == UPOS_PUNCT; }

/* What of a noun's dependents belongs to the phrase that names it. */
static bool in_phrase(const tokens *k, int32_t c) {
    switch (rel_base((enum rel)k->rel[c])) {
    case REL_CONJ:
    case REL_CC:
    case REL_PARATAXIS:
    case REL_APPOS:
    case REL_NSUBJ:
    case REL_COP:
    case REL_ADVCL:
    case REL_PUNCT: return false;
    case REL_ACL: return k->rel[c] != REL_ACL_RELCL;
    default: return true;
    }
}

void event_phrase(const tokens *k, int32_t t, int32_t *beg, int32_t *end) {
    *beg = t;
    *end = t + 1;
    bool open = true; // dependents to the right join until the first that does not
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        int32_t b, e;
        if (c < t) {
            if (k->rel[c] == REL_CASE || k->rel[c] == REL_MARK || k->rel[c] == REL_CC) continue;
            if (!in_phrase(k, c)) continue;
            token_subtree(k, c, &b, &e);
            if (b < *beg) *beg = b;
        } else if (open) {
            if (!in_phrase(k, c)) {
                open = is_punct(k, c) && k->rel[c] == REL_PUNCT && c == *end; // a quote or comma inside
                continue;
            }
            token_subtree(k, c, &b, &e);
            if (e > *end) *end = e;
        }
    }
    while (*beg < t && (k->upos[*beg] == UPOS_ADP || k->upos[*beg] == UPOS_PART || k->upos[*beg] == UPOS_CCONJ ||
                        k->upos[*beg] == UPOS_SCONJ || is_punct(k, *beg)))
        (*beg)++;
}

/* What of a verb's dependents to its right belongs to its clause. */
static bool in_clause(const tokens *k, int32_t c) {
    switch (rel_base((enum rel)k->rel[c])) {
    case REL_CONJ:
    case REL_CC:
    case REL_PARATAXIS:
    case REL_ADVCL:
    case REL_DISCOURSE:
    case REL_PUNCT: return false;
    default: return true;
    }
}

static bool adjunct(const tokens *k, int32_t c) {
    enum rel rel = rel_base((enum rel)k->rel[c]);
    return rel == REL_OBL || rel == REL_ADVMOD || rel == REL_NMOD;
}

/* The end of an argument: its phrase and those that are coordinated with it. */
static int32_t argument_end(const tokens *k, int32_t t) {
    int32_t beg, end, b, e;
    event_phrase(k, t, &beg, &end);
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
        if (k->rel[c] != REL_CONJ || k->upos[c] == UPOS_VERB || token_child(k, c, REL_NSUBJ) >= 0) continue;
        event_phrase(k, c, &b, &e);
        if (e > end) end = e;
    }
    return end;
}

/* To the right of t: its complements in a row, adjuncts as long as the clause stays short. */
static int32_t clause_end(const tokens *k, int32_t t, int32_t beg) {
    int32_t end = t + 1;
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
        if (is_punct(k, c)) continue;
        if (!in_clause(k, c)) break;
        int32_t b, e;
        if (k->upos[c] == UPOS_NOUN || k->upos[c] == UPOS_PROPN)
            e = argument_end(k, c);
        else
            token_subtree(k, c, &b, &e);
        if (e <= end) continue;
        bool optional = adjunct(k, c) || k->rel[c] == REL_CCOMP;
        if (optional && k->span[e - 1].end - k->span[beg].beg > SPAN_BYTES) break;
        end = e;
    }
    return end;
}

/* To the left of t: from its subject, or from its first auxiliary where the subject stands elsewhere. */
static int32_t clause_beg(const tokens *k, int32_t t) {
    int32_t beg = t, subject = event_own_subject(k, t);
    if (subject < 0) subject = token_child(k, t, REL_CSUBJ);
    if (subject >= 0 && subject < t) {
        int32_t e;
        token_subtree(k, subject, &beg, &e);
    }
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < beg; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_AUX || k->rel[c] == REL_AUX_PASS || k->rel[c] == REL_EXPL || k->rel[c] == REL_ADVMOD ||
            k->rel[c] == REL_COP) {
            int32_t e; // "about ten days ago he called"
            token_subtree(k, c, &beg, &e);
            if (e > t) beg = c;
            break;
        }
    return beg;
}

static bool opens_quotation(const tokens *k, int32_t t) { return str_eq(k->xpos[t], S("``")); }
static bool closes_quotation(const tokens *k, int32_t t) { return str_eq(k->xpos[t], S("''")); }

/* What stands in quotation marks right behind a clause is its last complement, whatever the tree makes of it: "called
 * the report “a fairy tale”". The end past the closing mark; `end` where none follows or the clause would become too
 * long. */
static int32_t quoted_end(const tokens *k, int32_t beg, int32_t end) {
    int32_t last = k->sentences.p[k->sent[beg]].end, close = end + 1;
    if (end >= last || !opens_quotation(k, end)) return end;
    while (close < last && !closes_quotation(k, close)) close++;
    return close < last && k->span[close].end - k->span[beg].beg <= SPAN_BYTES ? close + 1 : end;
}

/* "When the bell rang", "that it was late": what joins a clause to another and says nothing of whether it is so. */
static bool joins(const tokens *k, int32_t t) {
    if (k->upos[t] == UPOS_CCONJ) return true;
    if (k->upos[t] == UPOS_SCONJ && k->rel[t] == REL_MARK)
        return !lex_says(&lex_reality, k->norm[t], LEX_reality_part, S("mark"));
    return str_eq(k->norm[t], S("when")) && k->rel[t] == REL_ADVMOD;
}

/* Words t - 1, t and t + 1 are one: "drive-by". */
static bool hyphen(const tokens *k, int32_t t) {
    return t > 0 && t + 1 < k->n && str_eq(k->norm[t], S("-")) && k->span[t - 1].end == k->span[t].beg &&
           k->span[t].end == k->span[t + 1].beg;
}

/* Without punctuation around it and whole words at both ends, but with the mark that closes a quotation within. */
static span trim(const tokens *k, int32_t beg, int32_t end) {
    while (beg < end - 1 && (is_punct(k, beg) || joins(k, beg))) beg++;
    while (end - 1 > beg && is_punct(k, end - 1)) end--;
    const struct sentence *s = &k->sentences.p[k->sent[beg]];
    while (beg - 1 > s->beg && hyphen(k, beg - 1)) beg -= 2;
    while (end + 1 < s->end && hyphen(k, end)) end += 2;
    bool open = false;
    for (int32_t t = beg; t < end; t++) open = opens_quotation(k, t) || (open && !closes_quotation(k, t));
    if (open && end < s->end && closes_quotation(k, end)) end++;
    return token_range(k, beg, end);
}

/* Where the clause begins that verb v completes and that tells nothing else: "the crews are still trying to reach him".
 * v's own beginning for another. */
static int32_t carried_beg(const tokens *k, int32_t v, int32_t beg) {
    enum { CLIMB = 3 };
    int32_t up = v;
    for (int step = 0; step < CLIMB && k->rel[up] == REL_XCOMP && k->head[up] >= 0 && k->head[up] < up; step++) {
        if (token_child(k, k->head[up], REL_AUX_PASS) >= 0) break; // "was expected to win": another expects it
        if (event_own_subject(k, up) >= 0 || !event_light(k, k->head[up], S("raise"))) break;
        up = k->head[up];
    }
    if (up == v) return beg;
    int32_t from = clause_beg(k, up);
    return k->span[v].end - k->span[from].beg <= SPAN_BYTES / 2 ? from : beg;
}

span event_span(const reading *r, const struct event_frame *f) {
    const tokens *k = &r->tokens;
    int32_t beg, end;
    if (f->verb < 0) {
        bool quality = k->upos[f->head] == UPOS_ADJ && event_rel(k, f->head, REL_AMOD) && f->subj > f->head;
        event_phrase(k, f->head, &beg, &end);
        int32_t name = quality ? reading_name_at(r, f->subj) : -1; // "a six-year-old girl", "66-year-old Ann Lee"
        if (quality) end = name >= 0 && r->names.p[name].end > f->subj ? r->names.p[name].end : f->subj + 1;
        return trim(k, beg, end);
    }
    int32_t v = f->verb;
    beg = carried_beg(k, v, clause_beg(k, v));
    end = quoted_end(k, beg, clause_end(k, v, beg));
    if (f->head < beg) beg = f->head;
    if (f->head >= end) end = f->head + 1;
    // A participle or infinitive that says what a noun does reads with its noun: "boats carrying drugs".
    if (k->rel[v] == REL_ACL && k->head[v] >= 0 && k->head[v] < v && beg == v) {
        int32_t noun = k->head[v], e;
        int32_t nb = noun;
        for (int32_t c = token_next_child(k, noun, -1); c >= 0 && c < noun; c = token_next_child(k, noun, c))
            if (k->rel[c] != REL_CASE && in_phrase(k, c)) {
                token_subtree(k, c, &nb, &e);
                break;
            }
        if (nb > noun) nb = noun;
        if (k->span[end - 1].end - k->span[nb].beg <= SPAN_BYTES) beg = nb;
    }
    return trim(k, beg, end);
}
