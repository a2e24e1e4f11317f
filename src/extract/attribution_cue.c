/* Cues that are verbs, with the source and content that the tree hangs on them.
 * A verb is a cue when its complement fits what its row of reporting.tsv takes. Content that parses badly (quotations
 * do) is put right later by the quotation marks themselves. */
#include "extract/attribution_cue.h"
#include "extract/quote.h"

#include "extract/denial.h"
#include "extract/event.h"

struct complement {
    int32_t subject, object, told, clause, infinitive, agent, as, phrase; // children, -1 when none
    bool negated, passive;
};

int32_t view_kid(const struct view *v, int32_t t, enum rel rel) {
    for (int32_t c = view_child(v, t); c >= 0; c = view_next(v, c))
        if (v->k->rel[c] == rel || rel_base((enum rel)v->k->rel[c]) == rel) return c;
    return -1;
}

const lex_row *reporting_row(str lemma, str form) {
    for (const lex_row *row = lex_find(&lex_reporting, lemma); row; row = lex_next(&lex_reporting, row))
        if (str_eq(ROW(row, form), form)) return row;
    return NULL;
}

static const lex_row *silence(str lemma, str form) {
    for (const lex_row *row = lex_find(&lex_silence, lemma); row; row = lex_next(&lex_silence, row))
        if (str_eq(lex_cell(&lex_silence, row, LEX_silence_form), form)) return row;
    return NULL;
}

static bool comma(const tokens *k, int32_t t) { return k->norm[t].n == 1 && memchr(",;:-", k->norm[t].p[0], 4); }

/* ---- what hangs on a verb ---- */

bool cue_case_in(const struct view *v, int32_t noun, str list) {
    for (int32_t c = view_child(v, noun); c >= 0; c = view_next(v, c)) {
        if (v->k->rel[c] != REL_CASE && v->k->rel[c] != REL_MARK) continue;
        str rest = list, one;
        while (str_next_part(&rest, ',', &one))
            if (str_eq(v->k->norm[c], one)) return true;
    }
    return false;
}

/* "Asked about it, Lee said", "Speaking in May, Lee said": a participle without a subject tells when it was said. */
static bool setting_clause(const struct view *v, int32_t c) {
    bool participle = str_eq(v->k->xpos[c], S("VBN")) || str_eq(v->k->xpos[c], S("VBG")) ||
                      (c == v->beg && str_eq(v->k->xpos[c], S("VBD"))); // so the tagger has "Asked"
    int32_t beg = view_subtree(v, c).beg;
    bool first = beg == c || (beg == c - 1 && norm_is(v->k, beg, S(",")));
    return participle && first && view_kid(v, c, REL_AUX) < 0 && view_kid(v, c, REL_NSUBJ) < 0;
}

/* "Nobody", "none of them", "no official", "neither the club nor the coach". */
static bool nobody_at(const struct view *v, int32_t noun) {
    const tokens *k = v->k;
    int32_t first = view_subtree(v, noun).beg;
    return lex_says(&lex_role_words, k->norm[first], LEX_role_words_role, S("nobody"));
}

static struct complement complement_of(const struct view *v, int32_t t, const lex_row *row) {
    const tokens *k = v->k;
    struct complement m = {-1, -1, -1, -1, -1, -1, -1, -1, false, false};
    for (int32_t c = view_child(v, t); c >= 0; c = view_next(v, c)) {
        switch ((enum rel)k->rel[c]) {
        case REL_NSUBJ_PASS:
        case REL_CSUBJ_PASS: m.passive = true, m.subject = m.subject < 0 ? c : m.subject; break;
        case REL_NSUBJ:
        case REL_NSUBJ_OUTER:
        case REL_CSUBJ:
            m.subject = m.subject < 0 ? c : m.subject;
            m.negated |= nobody_at(v, c); // "neither the club nor the coach confirmed"
            break;
        case REL_AUX_PASS: m.passive = true; break;
        case REL_OBJ: m.object = m.object < 0 ? c : m.object; break;
        case REL_IOBJ: m.told = m.told < 0 ? c : m.told; break;
        case REL_CCOMP: // "Asked about it, Lee said that": what follows is said; of "said, nodding" what stands before
            if (c > t && norm_is(k, c - 1, S(",")) && str_eq(k->xpos[c], S("VBG")) && setting_clause(v, c)) break;
            if (m.clause < 0 ||
                (m.clause < t && c > t && !str_starts(k->xpos[c], S("VBG")) && setting_clause(v, m.clause)))
                m.clause = c;
            break;
        case REL_XCOMP:
            if (cue_case_in(v, c, S("as")))
                m.as = c;
            else if (m.infinitive < 0)
                m.infinitive = c;
            break;
        case REL_OBL_AGENT: m.agent = c; break;
        case REL_ADVMOD:
            if (norm_is(k, c, S("not")) || norm_is(k, c, S("n't")) || norm_is(k, c, S("never"))) m.negated = true;
            break;
        case REL_OBL:
        case REL_ADVCL:
            if (k->rel[c] == REL_ADVCL && m.clause < 0 && c > t && takes(row, 'c') && cue_case_in(v, c, S("that")))
                m.clause = c;
            else if (m.as < 0 && c > t && cue_case_in(v, c, S("as")))
                m.as = c;
            else if (m.phrase < 0 && c > t && takes(row, 'p') && cue_case_in(v, c, ROW(row, preps)))
                m.phrase = c;
            else if (m.passive && cue_case_in(v, c, S("by")) && k->upos[c] != UPOS_VERB)
                m.agent = c;
            break;
        default: break;
        }
    }
    if (m.clause == v->beg && m.clause < t && setting_clause(v, m.clause)) m.clause = -1;
    // "The club, in a note, called on both to talk": taken for a passive, without a word of being
    bool calls = is_class(row, S("demand")) || is_class(row, S("describe"));
    if (m.passive && m.phrase > t && calls && view_kid(v, t, REL_AUX_PASS) < 0 && k->rel[t] == REL_ROOT)
        m.passive = false;
    // "told reporters that P" with P hung on the reporters.
    int32_t told = m.told >= 0 ? m.told : takes(row, 'r') ? m.object : -1;
    for (int32_t c = told > t ? view_child(v, told) : -1; c >= 0 && m.clause < 0; c = view_next(v, c)) {
        int32_t mark = view_kid(v, c, REL_MARK);
        int32_t pronoun = k->rel[c] == REL_ACL_RELCL && takes(row, 'r') ? view_kid(v, c, REL_OBJ) : -1;
        if (pronoun > told && norm_is(k, pronoun, S("that")) && view_kid(v, c, REL_NSUBJ) > pronoun) mark = pronoun;
        if (mark > told && norm_is(k, mark, S("that"))) m.clause = c, m.told = told;
    }
    // "called the fire “a crime”" with the crime hung on the fire.
    int32_t called = m.object > t && m.infinitive < 0 && is_class(row, S("describe")) && takes(row, 'a')
                         ? view_kid(v, m.object, REL_APPOS)
                         : -1;
    if (called > m.object) {
        int32_t beg, end;
        token_subtree(k, called, &beg, &end);
        if (quote_word(k, beg)) m.infinitive = called;
    }
    return m;
}

/* ---- ranges ---- */

void cue_strip(const struct view *v, struct words *w) {
    const tokens *k = v->k;
    while (w->beg < w->end && punct(k, w->beg) && !quote_word(k, w->beg) && !norm_is(k, w->beg, S("(")) &&
           !norm_is(k, w->beg, S("[")))
        w->beg++;
    while (w->beg < w->end && punct(k, w->end - 1) && !quote_word(k, w->end - 1) && !norm_is(k, w->end - 1, S(")")) &&
           !norm_is(k, w->end - 1, S("]")))
        w->end--;
}

void cue_content(const struct view *v, struct found *f, struct words w) {
    if (w.beg < v->beg) w.beg = v->beg;
    if (w.end > v->end) w.end = v->end;
    // The cue and the source are no part of what they report.
    struct words cut[2] = {f->cue, f->source};
    for (int i = 0; i < 2; i++) {
        if (cut[i].beg >= cut[i].end || cut[i].end <= w.beg || cut[i].beg >= w.end) continue;
        if (cut[i].beg <= w.beg)
            w.beg = cut[i].end;
        else if (cut[i].end >= w.end)
            w.end = cut[i].beg;
        else {
            struct words tail = {cut[i].end, w.end};
            w.end = cut[i].beg;
            cue_strip(v, &tail);
            if (tail.beg < tail.end && f->contents < CONTENTS_MAX) {
                cue_content(v, f, w);
                w = tail;
            }
        }
    }
    cue_strip(v, &w);
    if (w.beg < w.end && f->contents < CONTENTS_MAX) f->content[f->contents++] = w;
}

struct words cue_verb_group(const struct view *v, int32_t t) {
    const tokens *k = v->k;
    struct words w = {t, t + 1};
    for (int32_t c = t - 1; c >= v->beg; c--) {
        bool part =
            k->head[c] == t && (rel_base((enum rel)k->rel[c]) == REL_AUX ||
                                (k->rel[c] == REL_ADVMOD && (k->upos[c] == UPOS_ADV || k->upos[c] == UPOS_PART)));
        if (!part) break;
        w.beg = c;
    }
    if (t + 1 < v->end && k->head[t + 1] == t && k->rel[t + 1] == REL_COMPOUND_PRT) w.end++;
    return w;
}

/* ---- quotations beside a cue ---- */

/* The quote that ends just before a cue and its source ("…," he said) or begins after it (he said, "…"), with at most a
 * few words between; without a comma only where `touching` says so. -1 when none. */
static int32_t quote_beside(const struct view *v, int32_t first, int32_t last, bool before, bool touching) {
    const tokens *k = v->k;
    const reading *r = v->r;
    enum { WORDS_BETWEEN = 9 };
    uint32_t from = k->span[first].beg, to = k->span[last].end;
    ptrdiff_t lo = 0, hi = r->quotes.n;
    while (lo < hi) { // the first quote that begins after the cue
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->quotes.p[mid].outer.beg < to)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (before && lo > 0 && r->quotes.p[lo - 1].outer.end <= from) {
        int32_t end = token_at(k, r->quotes.p[lo - 1].outer.end - 1) + 1;
        int32_t between = first - end;
        char ends = quote_last(r->article, &r->quotes.p[lo - 1]);
        bool pause = ends == ',' || ends == '?' || ends == '!' || ends == '.' || (between == 1 && comma(k, end));
        if (end > v->beg && between >= 0 && between <= 1 && pause) return (int32_t)lo - 1;
    }
    if (lo < r->quotes.n) {
        int32_t beg = token_at(k, r->quotes.p[lo].outer.beg);
        if (beg < v->end && beg - last <= WORDS_BETWEEN && ((touching && beg == last + 1) || comma(k, beg - 1)))
            return (int32_t)lo;
        // "he said:" before a new paragraph
        if (last + 1 < v->end && norm_is(k, v->end - 1, S(":")) && beg == v->end) return (int32_t)lo;
    }
    return -1;
}

/* ---- verbs ---- */

static void clause_content(const struct view *v, struct found *f, int32_t t, int32_t c) {
    if (c > t) {
        int32_t own = f->source_head >= 0 && f->source.beg < f->cue.beg ? f->source.beg
                                                                        : f->cue.beg; // "The offer, Lee said, was"
        bool inserted = own > v->beg + 1 && comma(v->k, own - 1) && f->cue.end < v->end && comma(v->k, f->cue.end);
        enum upos opens = (enum upos)v->k->upos[v->beg];
        bool around = own - v->beg <= 12 || v->k->rel[t] == REL_PARATAXIS; // hung on what it stands in
        if (!f->contents && inserted && around && opens != UPOS_ADP && opens != UPOS_SCONJ && opens != UPOS_ADV)
            cue_content(v, f, (struct words){v->beg, own - 1});
        struct words w = cue_clause_after(v, t, c);
        int32_t next = f->cue.end;
        enum upos u = next < v->end ? (enum upos)v->k->upos[next] : UPOS_PUNCT;
        bool noun = u == UPOS_DET || u == UPOS_PROPN || u == UPOS_NOUN || u == UPOS_PRON || u == UPOS_NUM;
        bool behind = f->source_head < 0 || f->source.end <= f->cue.beg;
        if (noun && behind && w.beg > next && !takes(f->row, 'r') && is_class(f->row, S("say")) &&
            !event_in_time(v->r, next))
            w.beg = next; // "said the permit for the games, which end on Sunday, had been withdrawn"
        cue_content(v, f, w);
        return;
    }
    // "P, X said Q": the clause before, and what a bad tree left between it and the sentence's beginning.
    struct words w = view_subtree(v, c);
    bool only_marks = true;
    int32_t subject = view_kid(v, t, REL_NSUBJ); // of the clause, where a bad tree gave it to the verb that reports
    bool lost = subject >= 0 && subject < c && f->source.beg > c;
    for (int32_t i = v->beg; i < w.beg && !lost; i++)
        if (!punct(v->k, i) && v->k->upos[i] != UPOS_CCONJ) only_marks = false;
    if (only_marks) w.beg = v->beg;
    cue_content(v, f, w);
}

/* "P, X said" where the parser hung the reporting clause on P. */
static void governor_content(const struct view *v, struct found *f, int32_t t) {
    int32_t up = v->k->head[t];
    struct words all = view_subtree(v, up), own = view_subtree(v, t);
    struct words left = {all.beg, own.beg}, right = {own.end, all.end};
    bool last = own.end >= v->end - 1 && f->source.beg > own.beg && f->source.end == f->cue.beg;
    if (last && comma(v->k, f->source.beg - 1)) left.end = f->source.beg - 1; // "P, while Q, X said"
    if (own.beg > all.beg) cue_content(v, f, left);
    if (right.end - right.beg > 2) cue_content(v, f, right);
}

/* "During a rally", "in early tweets": where and when it was said. */
static bool is_setting(const struct view *v, int32_t c) {
    static const str settings[] = {S_INIT("in"),     S_INIT("at"),     S_INIT("during"),     S_INIT("amid"),
                                   S_INIT("after"),  S_INIT("before"), S_INIT("throughout"), S_INIT("despite"),
                                   S_INIT("across"), S_INIT("since")};
    int32_t link = v->k->rel[c] == REL_OBL ? view_kid(v, c, REL_CASE) : -1;
    for (size_t i = 0; link >= 0 && i < sizeof settings / sizeof *settings; i++)
        if (norm_is(v->k, link, settings[i])) return true;
    return false;
}

/* From the first complement of t to the last one: "Iran to stop", "him of fraud", "the plan as a threat". */
static void complements_content(const struct view *v, struct found *f, int32_t t, int32_t first) {
    struct words w = view_subtree(v, first);
    for (int32_t c = view_next(v, first); c >= 0; c = view_next(v, c)) {
        enum rel rel = (enum rel)v->k->rel[c];
        bool part = rel == REL_OBL || rel == REL_XCOMP || rel == REL_CCOMP || rel == REL_OBJ || rel == REL_ADVMOD;
        if (rel == REL_ADVCL && view_kid(v, c, REL_MARK) >= 0) part = true;
        if (!part || is_setting(v, c)) break;
        w.end = view_subtree(v, c).end > w.end ? view_subtree(v, c).end : w.end;
    }
    if (w.beg <= t) w.beg = t + 1;
    cue_cut_participle(v, t, &w);
    for (int32_t i = w.beg + 1; i + 1 < w.end; i++) // what the writer adds: "the treaty, which was signed in May"
        if (norm_is(v->k, i, S(",")) && (norm_is(v->k, i + 1, S("which")) || norm_is(v->k, i + 1, S("who")))) w.end = i;
    cue_content(v, f, w);
}

/* "what he described as X", "a step that Caracas says is P": the relative clause takes part of the sentence with it. */
static bool relative_content(const struct view *v, struct found *f, int32_t t, const struct complement *m) {
    const tokens *k = v->k;
    int32_t up = k->head[t];
    if (rel_base((enum rel)k->rel[t]) != REL_ACL || up < 0 || up >= t) return false;
    if (f->source_head == up && k->rel[up] == REL_ROOT && k->rel[t] == REL_ACL && m->told >= 0)
        return false; // the noun speaks
    bool free_relative = norm_is(k, up, S("what"));
    if (m->clause >= 0 && m->clause > t)
        cue_content(v, f, cue_clause_after(v, t, m->clause));
    else if (m->as >= 0)
        cue_content(v, f, view_subtree(v, m->as));
    else if (m->infinitive >= 0)
        cue_content(v, f, view_subtree(v, m->infinitive));
    else if (free_relative && f->quote < 0)
        cue_content(v, f, (struct words){t + 1, view_subtree(v, t).end});
    if (!free_relative && f->contents && f->contents < CONTENTS_MAX) {
        struct words noun = {view_subtree(v, up).beg, up + 1};
        struct words moved = f->content[0];
        f->content[0] = noun;
        f->content[f->contents++] = moved;
    }
    return f->contents > 0;
}

/* "X is said to P", "it was reported that P", "X was accused of P". */
static bool passive_content(const struct view *v, struct found *f, int32_t t, const struct complement *m) {
    int32_t what = m->clause >= 0 ? m->clause : m->infinitive >= 0 ? m->infinitive : m->as >= 0 ? m->as : m->phrase;
    if (what < 0 && is_class(f->row, S("accuse")))
        what = view_kid(v, t, REL_ADVCL) >= 0 ? view_kid(v, t, REL_ADVCL) : view_kid(v, t, REL_OBL);
    for (int32_t c = m->agent >= 0 ? view_child(v, m->agent) : -1; c >= 0 && what < 0 && takes(f->row, 'a');
         c = view_next(v, c))
        if (cue_case_in(v, c, S("as"))) what = c;                                   // "seen by many as a retreat"
    if (what < 0 || what < t || (m->agent < 0 && takes(f->row, 'r'))) return false; // "was told": no word of who told
    f->source = (struct words){0, 0};
    f->source_head = -1;
    f->hearsay = m->agent < 0 && is_class(f->row, S("say")) && !weak(f->row) && (m->clause >= 0 || !takes(f->row, 'd'));
    f->how = "a passive with what is said";
    f->attitude |= m->agent < 0 && !f->hearsay;
    if (m->agent >= 0)
        cue_source(v, f, cue_phrase_without(v, m->agent, v->k->head[what] == m->agent ? what : -1), m->agent);
    bool expletive = m->subject < 0 || norm_is(v->k, m->subject, S("it"));
    if (!expletive && m->subject < t) cue_content(v, f, view_subtree(v, m->subject));
    cue_content(v, f, view_subtree(v, what));
    return true;
}

/* Adds the preposition of a phrase and a colon to the cue. */
static void widen_cue(const struct view *v, struct found *f, int32_t phrase) {
    const tokens *k = v->k;
    int32_t next = f->cue.end;
    if (phrase >= 0 && next < v->end && k->head[next] == phrase &&
        (k->rel[next] == REL_CASE || k->rel[next] == REL_MARK))
        f->cue.end++;
    if (f->cue.end < v->end && norm_is(k, f->cue.end, S(":"))) f->cue.end++;
}

/* "Told CNN an explosion had": the name that a tree gives to the clause as a second subject; -1 when there is none. */
static int32_t told_name(const struct view *v, int32_t t, int32_t clause) {
    const tokens *k = v->k;
    int32_t beg = t + 1 + norm_is(k, t + 1, S("the")), end = beg;
    while (end < clause && end < v->end && (k->upos[end] == UPOS_PROPN || str_starts(k->xpos[end], S("NNP")))) end++;
    if (end == beg || end >= clause) return -1;
    for (int32_t c = view_child(v, clause); c >= 0 && c < clause; c = view_next(v, c))
        if (c >= end && rel_base((enum rel)k->rel[c]) == REL_NSUBJ && view_subtree(v, c).beg >= end) return end - 1;
    return -1;
}

static int32_t told_of(const struct view *v, int32_t t, const struct complement *m, const lex_row *row) {
    if (m->told >= 0) return m->told;
    int32_t name = takes(row, 'r') && m->clause > t ? told_name(v, t, m->clause) : -1;
    if (name >= 0) return name;
    if (m->object >= 0 && takes(row, 'r') && m->object > t) return m->object;
    for (int32_t c = view_child(v, t); c >= 0; c = view_next(v, c))
        if (v->k->rel[c] == REL_OBL && c > t && cue_case_in(v, c, S("to,with"))) return c;
    return -1;
}

/* "Had no comment as they left court", "would not say more because the case is open": when or why nothing is said, and
 * not what, as in "would not say whether he had left". */
static bool beside_silence(const struct view *v, int32_t c) {
    int32_t mark = v->k->rel[c] == REL_ADVCL ? view_kid(v, c, REL_MARK) : -1;
    return mark >= 0 && !norm_is(v->k, mark, S("whether")) && !norm_is(v->k, mark, S("if")) &&
           !norm_is(v->k, mark, S("that"));
}

/* Silence: "declined to comment", "did not respond", "could not be reached". */
static bool silent(const struct view *v, struct found *f, int32_t t, const struct complement *m) {
    const tokens *k = v->k;
    bool refuses = f->row && is_class(f->row, S("decline"));
    int32_t act = refuses ? m->infinitive : t;
    if (act < 0) return false;
    str form = m->passive && !refuses ? S("passive") : S("verb");
    int32_t object = view_kid(v, act, REL_OBJ);
    bool none = object >= 0 && view_kid(v, object, REL_DET) >= 0 && norm_is(k, view_kid(v, object, REL_DET), S("no"));
    f->silence = none ? silence(k->lemma[object], S("noun")) : NULL;
    if (!f->silence && (refuses || m->negated)) f->silence = silence(k->lemma[act], form);
    if (!f->silence) return false;
    cue_find_source(v, f, t);
    if (f->source_head < 0) {
        f->silence = NULL;
        return false;
    }
    f->stance = STANCE_NO_COMMENT;
    f->how = "no answer";
    f->cue.end = f->cue.end < act + 1 ? act + 1 : f->cue.end;
    struct words rest = {f->cue.end, view_subtree(v, act).end};
    for (int32_t c = view_child(v, act); c >= 0; c = view_next(v, c))
        if (c >= f->cue.end && (cue_breaks_clause(v, c) || beside_silence(v, c)) && view_subtree(v, c).beg < rest.end)
            rest.end = view_subtree(v, c).beg;
    cue_content(v, f, rest);
    return true;
}

/* Nobody: "what might explain", "you said", "note that". */
static bool nobody(const struct view *v, const struct found *f, int32_t t) {
    const tokens *k = v->k;
    bool finite = str_eq(k->xpos[t], S("VBD")) || str_eq(k->xpos[t], S("VBZ")) || str_eq(k->xpos[t], S("VBP"));
    if (f->source_head < 0) return f->quote < 0 && (!finite || k->rel[t] == REL_ROOT);
    int32_t h = f->source_head;
    return k->upos[h] == UPOS_PRON &&
           (str_starts(k->xpos[h], S("W")) || norm_is(k, h, S("you")) || norm_is(k, h, S("that")));
}

/* A source that is a document or the like: "the video shows him leaving". */
static bool document(const struct view *v, const struct found *f) {
    if (f->source_head < 0 || v->k->upos[f->source_head] != UPOS_NOUN) return false;
    const lex_row *row = lex_find(&lex_anonymous, v->k->norm[f->source_head]);
    return row && str_eq(lex_cell(&lex_anonymous, row, LEX_anonymous_kind), S("document"));
}

/* An object is content of verbs of saying; what is called or described needs a second part ("called it a farce"). */
static bool takes_object(const struct found *f, int32_t t, const struct complement *m, bool inanimate) {
    const lex_row *row = f->row;
    if (m->object <= t || m->told >= 0 || !takes(row, 'o')) return false;
    if (is_class(row, S("show"))) return inanimate;
    if (takes(row, 'r') && m->infinitive < 0) return false; // "told a joke", "informed the police"
    if (is_class(row, S("describe")) && takes(row, 'a')) return m->as >= 0 || m->infinitive >= 0 || f->quote >= 0;
    if (is_class(row, S("demand")) || is_class(row, S("promise")) || is_class(row, S("ask")))
        return m->infinitive >= 0 || strong(row);
    return !weak(row) || is_class(row, S("wish"));
}

/* The plan "is a mistake," Lee said: the words before a quotation that begins inside of a clause are reported with it.
 */
static void whole_clause(const struct view *v, struct found *f) {
    const tokens *k = v->k;
    const struct quote_finding *q = &v->r->quotes.p[f->quote];
    int32_t beg = token_at(k, q->outer.beg), end = token_at(k, q->outer.end - 1) + 1;
    char first = v->r->article->text.p[q->span.beg];
    if (beg <= v->beg || !ascii_lower(first) || comma(k, beg - 1)) return;
    for (int32_t i = v->beg; i < beg; i++) {
        const lex_row *row = k->upos[i] == UPOS_VERB ? reporting_row(k->lemma[i], S("verb")) : NULL;
        if (row && !mind(row) && !weak(row)) return;
    }
    cue_content(v, f, (struct words){v->beg, end});
}

/* "welcomed the plan", "asked for help", "discussed it": an act in words whose words are not reported. */
static bool wordless(const struct view *v, const struct found *f, int32_t t, const struct complement *m) {
    if (m->clause >= 0 || m->as >= 0 || f->quote >= 0 || strong(f->row) || !f->row) return false;
    bool act = view_kid(v, t, REL_ADVCL) > m->phrase;                              // "called for them to be freed"
    if (m->phrase >= 0 && m->object < 0 && m->infinitive < 0 && !act) return true; // "referred to his remarks"
    return weak(f->row) || is_class(f->row, S("criticise")) || is_class(f->row, S("praise")) ||
           is_class(f->row, S("demand")) || is_class(f->row, S("promise")) || is_class(f->row, S("ask")) ||
           takes(f->row, 'r') || (m->object >= 0 && !takes(f->row, 'c'));
}

/* "…, engineers said." where the tree gives no subject: the noun phrase that stands before the verb. */
static void noun_before(const struct view *v, struct found *f) {
    const tokens *k = v->k;
    int32_t beg = f->cue.beg, head = -1;
    for (; beg > v->beg && f->cue.beg - beg < 8; beg--) {
        enum upos u = (enum upos)k->upos[beg - 1];
        bool noun = u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON;
        if (!noun && u != UPOS_ADJ && u != UPOS_DET && u != UPOS_NUM && u != UPOS_PART) break;
        if (noun && head < 0) head = beg - 1;
        if (u == UPOS_PRON || u == UPOS_DET) {
            beg--;
            break;
        }
    }
    bool begins =
        beg == v->beg || punct(k, beg - 1) || k->upos[beg - 1] == UPOS_CCONJ || k->upos[beg - 1] == UPOS_SCONJ;
    if (head >= 0 && begins) cue_source(v, f, (struct words){beg, f->cue.beg}, head);
}

static bool verb_content(const struct view *v, struct found *f, int32_t t, const struct complement *m) {
    const tokens *k = v->k;
    const lex_row *row = f->row;
    bool participle = str_eq(k->xpos[t], S("VBG")) && k->rel[t] != REL_ROOT;
    int32_t spoken = f->quote;
    struct words own = {f->cue.beg, f->cue.end};
    if (f->source_head >= 0 && f->source.end == own.beg) own.beg = f->source.beg;
    if (f->source_head >= 0 && f->source.beg == own.end) own.end = f->source.end;
    f->quote = takes(row, 'q') ? quote_beside(v, own.beg, own.end - 1, !participle, !weak(row)) : -1;
    if (spoken >= 0) f->quote = spoken;
    bool said = (takes(row, 'c') || takes(row, 'w') || takes(row, 'q')) && !weak(row);
    f->how = "a verb in a relative clause";
    if (relative_content(v, f, t, m)) return true;
    f->how = "a verb beside its quotation";
    if (spoken >= 0 && (m->clause < 0 || m->clause < t)) {
        whole_clause(v, f);
        return true;
    }
    if (m->clause >= 0 && (said || f->quote >= 0)) {
        f->how = "a verb with its clause";
        clause_content(v, f, t, m->clause);
        cue_clauses_beside(v, f, t, m->clause);
    } else if (f->quote >= 0 && k->rel[t] != REL_PARATAXIS && m->clause < 0)
        return true;
    else if (said && k->rel[t] == REL_PARATAXIS && takes(row, 'q') && f->source_head >= 0 && m->object < 0) {
        f->how = "a verb inside of what it reports";
        governor_content(v, f, t);
        cue_clauses_beside(v, f, t, k->head[t]);
    } else if (takes_object(f, t, m, document(v, f)))
        f->how = "a verb with its object", complements_content(v, f, t, m->object);
    else if (m->infinitive >= 0 && takes(row, 'i') && k->upos[m->infinitive] != UPOS_NUM) { // not "called 911"
        int32_t first = m->object > t ? m->object : m->told > t ? m->told : m->infinitive;
        f->how = "a verb with its infinitive";
        complements_content(v, f, t, first);
    } else if (m->phrase >= 0 && takes(row, 'p') && !event_in_time(v->r, m->phrase)) {
        struct words w = view_subtree(v, m->phrase);
        int32_t inf = view_kid(v, t, REL_XCOMP) >= 0 ? view_kid(v, t, REL_XCOMP) : view_kid(v, t, REL_ADVCL);
        if (inf > m->phrase && view_subtree(v, inf).beg == w.end && k->upos[w.end] == UPOS_PART)
            w.end = view_subtree(v, inf).end; // "called for them to be freed"
        f->how = "a verb with its phrase";
        widen_cue(v, f, m->phrase);
        cue_content(v, f, w);
    } else if (f->quote >= 0)
        return true;
    return f->contents > 0;
}

/* "The government fell on Tuesday, state television reported." with the last verb hung on the first. */
static bool said_at_the_end(const struct view *v, const struct found *f, int32_t t) {
    const tokens *k = v->k;
    if (!f->row || weak(f->row) || mind(f->row) || !takes(f->row, 'c') || takes(f->row, 'r')) return false;
    bool two = k->rel[t] == REL_ROOT && view_kid(v, t, REL_NSUBJ) >= 0 && view_kid(v, t, REL_NSUBJ) < f->source.beg;
    bool hung = two || k->rel[t] == REL_CONJ || k->rel[t] == REL_ADVCL || k->rel[t] == REL_PARATAXIS;
    bool beside = f->source.end == f->cue.beg && f->source.beg > v->beg + 2 && comma(k, f->source.beg - 1);
    return hung && beside && view_kid(v, t, REL_OBJ) < 0 && view_kid(v, t, REL_MARK) < 0 &&
           (f->cue.end >= v->end || punct(k, f->cue.end) || k->upos[f->cue.end] == UPOS_ADP);
}

/* "Said in an interview that P", "told staff on a call that P": where the content begins that follows word t. */
static int32_t after_setting(const struct view *v, int32_t t, bool told) {
    enum { SETTING_WORDS = 14 };
    if (v->k->upos[t] != UPOS_ADP && !told) return t;
    for (int32_t w = t; w + 2 < v->end && w < t + SETTING_WORDS && !punct(v->k, w); w++)
        if (norm_is(v->k, w, S("that"))) return w;
    return t;
}

/* Strong verbs in a tree that says too little: what follows the verb, or what stands before the source. */
static bool poor_tree(const struct view *v, struct found *f, int32_t t) {
    bool says =
        f->row && strong(f->row) && takes(f->row, 'c') && (is_class(f->row, S("say")) || is_class(f->row, S("deny")));
    if ((!says && !said_at_the_end(v, f, t)) || f->source_head < 0) return false;
    f->how = "a verb beside what it reports, in a tree that does not join them";
    int32_t first = f->source.beg < f->cue.beg ? f->source.beg : f->cue.beg;
    int32_t last = f->source.end > f->cue.end ? f->source.end : f->cue.end;
    bool setting = v->k->upos[v->beg] == UPOS_VERB && setting_clause(v, v->beg); // "Asked about it, Lee said no"
    if (first - v->beg >= 4 && comma(v->k, first - 1) && !setting)
        cue_content(v, f, (struct words){v->beg, first - 1});
    else if (v->end - last >= 3 &&
             (!takes(f->row, 'r') || norm_is(v->k, after_setting(v, last, takes(f->row, 'r')), S("that"))) &&
             v->k->upos[last] != UPOS_PUNCT && last > f->word &&
             !norm_is(v->k, last, S("with"))) // not "argued with her"
        cue_content(v, f, (struct words){after_setting(v, last, takes(f->row, 'r')), v->end});
    return f->contents > 0;
}

void cue_stance(struct found *f, bool negated) {
    str s = ROW(f->row, stance);
    for (int i = 0; i < STANCES_COUNT; i++)
        if (str_eq(s, stance_text[i])) f->stance = (enum stance)i;
    if (is_class(f->row, S("decline"))) f->stance = STANCE_STATES; // a refusal to act
    if (negated && f->stance == STANCE_DENIES)
        f->stance = STANCE_STATES;
    else if (negated && (is_class(f->row, S("believe")) || is_class(f->row, S("confirm"))))
        f->stance = STANCE_DOUBTS;
    else if (negated && !mind(f->row) && f->stance == STANCE_STATES)
        f->stance = STANCE_NO_COMMENT;
}

/* "Turned out to support her": what somebody came for is no word of theirs. */
static bool purpose(const struct view *v, int32_t t) {
    int32_t mark = view_kid(v, t, REL_MARK);
    return mark >= 0 && norm_is(v->k, mark, S("to"));
}

/* "The deal seems dead": nobody is said to think so, and who seems something is part of what is thought. */
static void seems(struct found *f) {
    if (f->source.beg >= f->source.end || f->contents == CONTENTS_MAX) return;
    for (int i = f->contents++; i > 0; i--) f->content[i] = f->content[i - 1];
    f->content[0] = f->source;
    f->source = (struct words){0};
    f->source_head = -1;
}

/* The other verb of "neither confirm nor deny", "confirm or deny"; -1 for a verb of no such pair. */
static int32_t other_way(const struct view *v, int32_t t) {
    const tokens *k = v->k;
    int32_t other = k->rel[t] == REL_CONJ ? k->head[t] : view_kid(v, t, REL_CONJ), later = other > t ? other : t;
    if (other < v->beg || other >= v->end) return -1;
    str a = k->lemma[t], b = k->lemma[other];
    bool pair = (str_eq(a, S("confirm")) && str_eq(b, S("deny"))) || (str_eq(a, S("deny")) && str_eq(b, S("confirm")));
    int32_t link = view_kid(v, later, REL_CC);
    return pair && link >= 0 && (norm_is(k, link, S("nor")) || norm_is(k, link, S("or"))) ? other : -1;
}

/* The verb of "Interfax quoted Lee as saying that" for its "saying"; -1 when t is no such participle. */
static int32_t quoting_verb(const struct view *v, int32_t t) {
    const tokens *k = v->k;
    int32_t up = k->head[t], mark = view_kid(v, t, REL_MARK);
    if (!str_eq(k->xpos[t], S("VBG")) || up < v->beg || up >= t || mark < 0 || !norm_is(k, mark, S("as"))) return -1;
    const lex_row *row = k->upos[up] == UPOS_VERB ? reporting_row(k->lemma[up], S("verb")) : NULL;
    return row && is_class(row, S("cite")) ? up : -1;
}

static bool quotes_saying(const struct view *v, int32_t t) {
    for (int32_t c = view_child(v, t); c >= 0; c = view_next(v, c))
        if (c > t && quoting_verb(v, c) == t && reporting_row(v->k->lemma[c], S("verb"))) return true;
    return false;
}

/* "Interfax quoted Lee as saying P", "Lee was quoted by Interfax as saying P": Lee says it, in Interfax. */
static bool quoted_as_saying(const struct view *v, struct found *f, int32_t t, int32_t up, struct complement *m) {
    struct complement over = complement_of(v, up, f->row);
    int32_t who = over.passive ? over.subject : over.object, by = over.passive ? over.agent : over.subject;
    for (int32_t c = over.passive ? -1 : view_child(v, up); c >= 0 && c < up; c = view_next(v, c))
        if (rel_base((enum rel)v->k->rel[c]) == REL_NSUBJ) by = c; // the last: a bad tree may give it two
    if (who < 0) return false;
    f->how = "quoted as saying";
    f->cue = (struct words){t - 1, t + 1};
    if (by >= 0) {
        cue_source(v, f, cue_phrase_without(v, by, t), by);
        f->by = f->source;
        f->by_head = f->source_head;
    }
    cue_source(v, f, view_subtree(v, who), who);
    if (m->clause > t)
        cue_content(v, f, cue_clause_after(v, t, m->clause));
    else if (m->object > t)
        complements_content(v, f, t, m->object);
    else { // "P, Interfax quoted Lee as saying."
        int32_t first = f->by_head >= 0 && f->by.beg < f->source.beg ? f->by.beg : f->source.beg;
        if (first - v->beg >= 3 && comma(v->k, first - 1)) cue_content(v, f, (struct words){v->beg, first - 1});
        f->quote = quote_beside(v, first, t, true, true);
    }
    return f->contents > 0 || f->quote >= 0;
}

/* "Rejected the claim that P", "dismissed reports of P as nonsense": P is denied. */
static bool denies_thing(const struct view *v, struct found *f, int32_t t, const struct complement *m) {
    struct words what;
    if (!denial_content(v->k, t, &what.beg, &what.end) || what.beg < v->beg || what.end > v->end) return false;
    if (m->passive && m->agent >= 0)
        cue_source(v, f, cue_phrase_without(v, m->agent, -1), m->agent);
    else if (!m->passive)
        cue_find_source(v, f, t);
    if (f->source_head < 0) return false;
    f->how = "a verb that rejects a thing said";
    f->stance = STANCE_DENIES;
    cue_content(v, f, what);
    return f->contents > 0;
}

bool cue_verb(const struct view *v, int32_t t, struct found *f) {
    const tokens *k = v->k;
    if (k->upos[t] != UPOS_VERB || k->rel[t] == REL_CASE || quotes_saying(v, t)) return false;
    if (t == v->beg && (k->rel[t] == REL_CCOMP || k->rel[t] == REL_ADVCL) && k->head[t] > t &&
        !str_eq(k->xpos[t], S("VBG")) && setting_clause(v, t))
        return false; // "Asked about it,"
    int32_t other = other_way(v, t);
    if (other >= 0 && other < t) return false; // the first of the two tells that nothing is said
    bool modifier = k->rel[t] == REL_AMOD || k->rel[t] == REL_COMPOUND; // "the alleged plan", or a bad tree
    if (rel_base((enum rel)k->rel[t]) == REL_ACL && view_kid(v, t, REL_MARK) >= 0 && view_kid(v, t, REL_NSUBJ) < 0)
        return false; // "the right to say"
    f->row = reporting_row(k->lemma[t], S("verb"));
    f->cue = cue_verb_group(v, t);
    if (k->rel[t] == REL_XCOMP && k->head[t] >= 0) { // "declined to comment" is one cue
        const lex_row *over = reporting_row(k->lemma[k->head[t]], S("verb"));
        if (over && is_class(over, S("decline"))) return false;
    }
    const lex_row *any = f->row ? f->row : &(lex_row){0};
    struct complement m = complement_of(v, t, f->row ? f->row : any);
    if (other >= 0) {
        m.negated = true;
        f->cue.end = other + 1;
    }
    if (modifier && (!f->row || !cue_quoted_source(v, f, t))) return false;
    if ((m.negated || (f->row && is_class(f->row, S("decline"))) || view_kid(v, t, REL_OBJ) >= 0) &&
        silent(v, f, t, &m))
        return true;
    if (denies_thing(v, f, t, &m)) return true;
    if (!f->row) return false;
    f->attitude = mind(f->row) || is_class(f->row, S("decline"));
    cue_stance(f, m.negated);
    int32_t quoting = quoting_verb(v, t);
    if (quoting >= 0) return quoted_as_saying(v, f, t, quoting, &m);
    bool participle = str_eq(k->xpos[t], S("VBN")) && k->rel[t] == REL_ACL;
    bool spoken = cue_quoted_source(v, f, t);
    // "An aide told CNN that" with the verb taken for a participle of the only noun there is.
    bool misread = participle && m.agent < 0 && strong(f->row) && k->rel[k->head[t]] == REL_ROOT &&
                   k->upos[k->head[t]] != UPOS_VERB && (m.clause >= 0 || m.told >= 0);
    if (spoken || misread) m.passive = participle = false;
    if (m.passive || participle) {
        int32_t agent = m.agent >= 0 ? m.agent : view_kid(v, t, REL_OBL_AGENT);
        if (participle && agent < 0) return false;
        f->attitude |= cue_deed(v, f, t, m.clause >= 0 || m.as >= 0);
        return passive_content(v, f, t, &m);
    }
    if (!spoken && misread)
        cue_source(v, f, cue_phrase_without(v, k->head[t], t), k->head[t]);
    else if (!spoken)
        cue_find_source(v, f, t);
    bool finite = str_eq(k->xpos[t], S("VBD")) || str_eq(k->xpos[t], S("VBZ")) || str_eq(k->xpos[t], S("VBP"));
    if (f->source_head < 0 && finite && strong(f->row)) noun_before(v, f);
    // "went on to say", "refused to confirm": the verbs above it are cue too.
    if (k->rel[t] == REL_XCOMP && k->head[t] >= 0 && k->head[t] < t && t - k->head[t] <= 4 &&
        view_kid(v, k->head[t], REL_OBJ) < 0)
        f->cue.beg = cue_verb_group(v, k->head[t]).beg;
    f->told = told_of(v, t, &m, f->row);
    if (!verb_content(v, f, t, &m) && !poor_tree(v, f, t)) return false;
    for (int i = 0; i < f->contents && f->told > t && m.told < 0 && m.clause > f->told; i++)
        if (f->content[i].beg <= f->told && f->told + 1 < f->content[i].end) f->content[i].beg = f->told + 1;
    if (nobody(v, f, t)) return false;
    if (takes(f->row, 'h') &&
        !(f->source_head >= 0 && lex_says(&lex_role_words, k->lemma[f->source_head], LEX_role_words_role, S("court"))))
        return false;
    f->attitude |= wordless(v, f, t, &m) || cue_deed(v, f, t, m.clause >= 0 || m.as >= 0);
    if (f->attitude && !spoken && m.clause < 0 && is_class(f->row, S("praise")) && purpose(v, t)) return false;
    if (is_class(f->row, S("seem"))) seems(f);
    widen_cue(v, f, -1);
    return true;
}
