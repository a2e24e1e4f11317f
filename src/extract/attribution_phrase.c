/* Cues that are no verbs: nouns ("Lee's claim that"), phrases ("according to"), adverbs ("reportedly"), a colon or a
 * dash beside a name. And the search for cues of all kinds in a sentence. */
#include "extract/attribution_cue.h"
#include "extract/event.h"

/* "Trump's declaration that P", "a claim by officials that P". */
static bool noun_find(const struct view *v, int32_t t, struct found *f) {
    const tokens *k = v->k;
    f->how = "a noun with its clause";
    if (k->upos[t] != UPOS_NOUN) return false;
    f->row = reporting_row(k->lemma[t], S("noun"));
    if (!f->row) return false;
    int32_t owner = view_kid(v, t, REL_NMOD_POSS), clause = -1, by = -1;
    for (int32_t c = view_child(v, t); c >= 0; c = view_next(v, c)) {
        int32_t mark = view_kid(v, c, REL_MARK);
        enum rel rel = rel_base((enum rel)k->rel[c]);
        if (c > t && (rel == REL_ACL || rel == REL_CCOMP) && mark >= 0 &&
            (norm_is(k, mark, S("that")) || norm_is(k, mark, S("to"))))
            clause = c;
        if (c > t && rel == REL_NMOD && cue_case_in(v, c, S("by,from"))) by = c;
        if (c > t && rel == REL_NMOD && clause < 0 && owner >= 0 && cue_case_in(v, c, S("of,about"))) clause = c;
    }
    if (clause < 0) return false;
    f->cue = (struct words){t, t + 1};
    if (owner >= 0) {
        cue_source(v, f, view_subtree(v, owner), owner);
        f->cue.beg = f->source.end;
    } else if (by >= 0) {
        cue_source(v, f, view_subtree(v, by), by);
    } else if (k->rel[t] == REL_OBJ && k->head[t] >= 0 && !reporting_row(k->lemma[k->head[t]], S("verb")) &&
               norm_is(k, view_kid(v, clause, REL_MARK) >= 0 ? view_kid(v, clause, REL_MARK) : t, S("that"))) {
        cue_find_source(v, f, k->head[t]); // "expressed the hope that"
        if (f->source_head < 0) return false;
        f->cue.beg = cue_verb_group(v, k->head[t]).beg;
    } else {
        return false;
    }
    cue_stance(f, false);
    f->attitude = is_class(f->row, S("believe"));
    cue_content(v, f, view_subtree(v, clause));
    return f->contents > 0;
}

/* The longest phrase of reporting.tsv ("according to") at word t: its length in words, 0 when none. */
static int phrase_at(const struct view *v, int32_t t, const lex_row **row) {
    char key[64];
    int best = 0;
    ptrdiff_t n = 0;
    for (int i = 0; i < lex_reporting.longest && t + i < v->end; i++) {
        str w = v->k->norm[t + i];
        if (n + w.n + 1 > (ptrdiff_t)sizeof key) break;
        if (n) key[n++] = ' ';
        if (w.n) memcpy(key + n, w.p, (size_t)w.n);
        n += w.n;
        for (const lex_row *r = lex_find_folded(&lex_reporting, str_of(key, n)); r; r = lex_next(&lex_reporting, r)) {
            if (!str_eq(ROW(r, form), S("phrase"))) continue;
            *row = r;
            best = i + 1;
        }
    }
    return best;
}

/* People, bodies, papers and reports can be cited as sources. */
static bool speaks(const struct view *v, int32_t noun) {
    const tokens *k = v->k;
    if (k->upos[noun] == UPOS_PROPN || k->upos[noun] == UPOS_PRON || k->ner[noun] != NER_O) return true;
    if (reading_entity_at(v->r, noun) >= 0) return true;
    int32_t the = view_kid(v, noun, REL_DET);
    bool body = the >= 0 && norm_is(k, the, S("the")) && lex_find(&lex_org_heads, k->lemma[noun]);
    return body || lex_find(&lex_people, k->lemma[noun]) || reporting_row(k->lemma[noun], S("noun")) ||
           lex_find(&lex_anonymous, k->lemma[noun]);
}

/* "according to X": X is the source, the clause around it the content. */
static int phrase_find(const struct view *v, int32_t t, struct found *f) {
    const tokens *k = v->k;
    int n = phrase_at(v, t, &f->row);
    if (!n || t + n >= v->end) return 0;
    f->how = "a phrase before its source";
    int32_t last = t + n - 1, noun = k->head[t];
    // The source is the noun that the phrase marks, or the object of its verb ("citing officials").
    bool verb = k->upos[t] == UPOS_VERB && k->rel[t] != REL_CASE && k->rel[t] != REL_FIXED;
    if (verb) {
        noun = view_kid(v, last, REL_OBJ);
        if (noun < 0) noun = view_kid(v, t, REL_OBL);
        if (noun > last && !speaks(v, noun)) return 0; // "citing low growth": a reason, and no source
    } else if (noun < t) {
        noun = view_kid(v, t, REL_NMOD);
        if (noun < 0) noun = view_kid(v, last, REL_NMOD);
    }
    if (noun <= last || noun >= v->end) {
        noun = last + 1;
        while (noun + 1 < v->end && !punct(k, noun + 1)) noun++;
    }
    while (!verb && noun + 1 < v->end && k->upos[noun + 1] == UPOS_NOUN && k->upos[noun] != UPOS_PRON)
        noun++;                                                    // "Chinese media"
    bool measure = n == 1 && !verb && k->upos[noun] != UPOS_PROPN; // "three times per day"
    if (measure) return 0;
    f->word = t;
    f->cue = (struct words){t, last + 1};
    struct words w = view_subtree(v, noun);
    // "a Reuters report citing officials": the report is the source, who cites them.
    int32_t report = verb && rel_base((enum rel)k->rel[t]) == REL_ACL ? k->head[t] : -1;
    int32_t above = report >= 0 ? k->head[report] : -1;
    bool aside = above >= 0 && norm_is(k, t - 1, S(",")) && view_kid(v, above, REL_NSUBJ) == report;
    if (aside) report = -1;                                // "Interfax, citing officials, said"
    for (int32_t i = noun + 1; verb && i + 1 < w.end; i++) // "said, citing officials, that"
        if (norm_is(k, i, S(",")) && norm_is(k, i + 1, S("that"))) w.end = i;
    if (report >= 0 && report < t) {
        for (int32_t i = last + 1; i + 1 < w.end; i++) // ", claiming that" is no part of who is cited
            if (norm_is(k, i, S(",")) && str_eq(k->xpos[i + 1], S("VBG"))) w.end = i;
        f->source = (struct words){view_subtree(v, report).beg, w.end};
        f->source_head = report;
        f->citing = true;
        f->how = "a report that cites somebody";
        if (f->source.end < v->end) cue_content(v, f, (struct words){f->source.end, v->end});
        f->cue = (struct words){0, 0};
        return n;
    }
    w.beg = last + 1;
    if (w.end <= noun) w.end = noun + 1;
    for (int32_t i = noun + 1; i + 1 < w.end; i++) // a comma may hang where it does not stand
        if (norm_is(k, i, S(",")) && !token_above(k, noun, i + 1)) w.end = i;
    cue_source(v, f, w, noun);
    f->cites = verb && str_eq(k->xpos[t], S("VBG"));
    // The clause: of the verb that the phrase hangs on.
    int32_t up = verb ? k->head[t] : k->head[noun];
    for (int steps = 0; up >= 0 && steps < 6 && k->upos[up] != UPOS_VERB && k->head[up] >= 0 &&
                        rel_base((enum rel)k->rel[up]) != REL_ACL && k->rel[up] != REL_CONJ &&
                        k->rel[up] != REL_CCOMP && view_kid(v, up, REL_NSUBJ) < 0;
         steps++)
        up = k->head[up];
    struct words own = {f->cue.beg, f->source.end};
    struct words all = up >= 0 ? view_subtree(v, up) : (struct words){v->beg, v->end};
    if (all.beg > own.beg || all.end < own.end) all = (struct words){v->beg, v->end};
    // At the sentence's end after a comma, or at its beginning before one, it speaks of all of the sentence.
    bool first = own.beg == v->beg && own.end < v->end && norm_is(k, own.end, S(","));
    int32_t before = own.beg - 1;
    while (before > v->beg && quote_word(k, before)) before--; // "told him, "go," according to"
    int32_t rest = own.end;                                    // "according to a poll released on Monday"
    while (rest < v->end && (punct(k, rest) || k->upos[rest] == UPOS_ADP || event_in_time(v->r, rest))) rest++;
    bool dated = rest == v->end && own.end < v->end - 2;
    bool final = own.beg > v->beg && norm_is(k, before, S(",")) && (dated || own.end >= v->end - 2);
    if (first || final) all = (struct words){v->beg, v->end};
    cue_content(v, f, (struct words){all.beg, own.beg});
    if (all.end - own.end > 1 && !(final && dated)) cue_content(v, f, (struct words){own.end, all.end});
    f->stance = STANCE_STATES;
    return f->contents ? n : 0;
}

/* "reportedly": nobody named says it. */
static bool adverb_find(const struct view *v, int32_t t, struct found *f) {
    const tokens *k = v->k;
    if (k->upos[t] != UPOS_ADV) return false;
    f->row = reporting_row(k->norm[t], S("adverb"));
    int32_t up = k->head[t];
    if (!f->row || up < 0) return false;
    f->cue = (struct words){t, t + 1};
    f->attitude = true;
    f->how = "an adverb";
    cue_content(v, f, view_subtree(v, up));
    return f->contents > 0;
}

/* The verb that an -ing form comes from, where it is one of saying; null when none. */
static const lex_row *participle_row(str norm) {
    char stem[40];
    if (norm.n < 6 || norm.n >= (ptrdiff_t)sizeof stem || !str_ends(norm, S("ing"))) return NULL;
    ptrdiff_t n = norm.n - 3;
    memcpy(stem, norm.p, (size_t)n);
    const lex_row *row = reporting_row(str_of(stem, n), S("verb"));
    if (!row && stem[n - 1] == stem[n - 2]) row = reporting_row(str_of(stem, n - 1), S("verb"));
    if (!row) {
        stem[n] = 'e';
        row = reporting_row(str_of(stem, n + 1), S("verb"));
    }
    return row;
}

/* ", adding that P" and ", adding: P" where the tagger took the participle for a noun: the sentence's subject says it.
 */
static bool lost_participle(const struct view *v, int32_t t, struct found *f) {
    const tokens *k = v->k;
    if (k->upos[t] == UPOS_VERB || t <= v->beg + 1 || t + 2 >= v->end) return false;
    int32_t before = t - 1;
    while (before > v->beg && quote_word(k, before)) before--;
    bool pause = norm_is(k, before, S(",")), that = norm_is(k, t + 1, S("that"));
    if (!pause || !(that || norm_is(k, t + 1, S(",")) || norm_is(k, t + 1, S(":")) || quote_word(k, t + 1)))
        return false;
    f->row = participle_row(k->norm[t]);
    if (!f->row || mind(f->row) || !takes(f->row, 'c')) return false;
    for (int32_t w = t - 1; w >= v->beg && f->source_head < 0; w--) {
        bool finite = str_eq(k->xpos[w], S("VBD")) || str_eq(k->xpos[w], S("VBZ")) || str_eq(k->xpos[w], S("VBP"));
        const lex_row *row = k->upos[w] == UPOS_VERB && finite ? reporting_row(k->lemma[w], S("verb")) : NULL;
        if ((row && !mind(row)) || k->rel[w] == REL_ROOT) cue_find_source(v, f, w);
    }
    if (f->source_head < 0) return false;
    f->how = "a participle after a comma, of the one who spoke before";
    f->cue = (struct words){t, t + 1};
    cue_stance(f, false);
    cue_content(v, f, (struct words){t + 1, v->end});
    return f->contents > 0;
}

static bool quote_at(const struct view *v, int32_t t, int32_t *quote) {
    const reading *r = v->r;
    uint32_t at = v->k->span[t].beg;
    ptrdiff_t lo = reading_quote_after(r, at);
    *quote = (int32_t)lo;
    return lo < r->quotes.n && r->quotes.p[lo].outer.beg <= at;
}

/* The word of [beg, end) that hangs on none of the others. */
static int32_t head_of(const tokens *k, int32_t beg, int32_t end) {
    for (int32_t t = beg; t < end; t++)
        if (k->head[t] < beg || k->head[t] >= end) return t;
    return beg;
}

/* "Lee: 'We lost'" and, of a person or whoever else is cited in headlines, "Lee: no deal yet", "Police: no arrests". */
static bool colon_find(const struct view *v, struct found *f) {
    enum { NAME_WORDS = 8 };
    const tokens *k = v->k;
    int32_t c = v->beg, names = 0, quote = -1;
    for (; c < v->end && c - v->beg <= NAME_WORDS && !norm_is(k, c, S(":")); c++) {
        if (k->upos[c] == UPOS_VERB || k->upos[c] == UPOS_AUX || quote_word(k, c)) return false;
        names += k->upos[c] == UPOS_PROPN;
    }
    if (c == v->beg || c + 2 >= v->end || !norm_is(k, c, S(":"))) return false;
    int32_t head = head_of(k, v->beg, c), entity = reading_entity_at(v->r, head);
    bool cited = k->sent[v->beg] == 0 &&
                 (lex_find(&lex_anonymous, k->norm[head]) || (entity >= 0 && v->r->entities.p[entity].outlet));
    if (!names && !cited) return false;
    bool quoted = quote_at(v, c + 1, &quote);
    bool person = entity >= 0 && v->r->entities.p[entity].kind == NAME_PERSON && v->r->entities.p[entity].named;
    if (!quoted && (!(person || cited) || v->end - c < 5)) return false;
    f->word = c;
    f->how = "a name before a colon";
    f->cue = (struct words){c, c + 1};
    cue_source(v, f, (struct words){v->beg, c}, head);
    cue_content(v, f, (struct words){c + 1, v->end});
    return f->contents > 0;
}

/* "…" - Ann Lee, and the line under a tweet: - Ann Lee (@annlee) May 3, 2024. */
static bool dash_find(const struct view *v, int32_t t, struct found *f) {
    enum { NAME_WORDS = 6 };
    const tokens *k = v->k;
    if (!punct(k, t) || !str_starts(k->norm[t], S("-")) || t + 1 >= v->end || k->upos[t + 1] != UPOS_PROPN)
        return false;
    int32_t end = t + 1, quote = -1;
    while (end < v->end && end - t <= NAME_WORDS && (k->upos[end] == UPOS_PROPN || k->upos[end] == UPOS_NOUN)) end++;
    bool handle = end + 1 < v->end && norm_is(k, end, S("(")) && str_starts(k->norm[end + 1], S("@"));
    bool quoted = t > 0 && quote_at(v, t - 1, &quote) && k->span[t].beg - v->r->quotes.p[quote].outer.end <= 3;
    bool last = end == v->end || (end + 1 == v->end && punct(k, end));
    if (!handle && !(quoted && last)) return false;
    f->word = f->cue.beg = t;
    f->how = "a name behind a dash";
    f->cue.end = t + 1;
    cue_source(v, f, (struct words){t + 1, end}, head_of(k, t + 1, end));
    if (quoted) f->quote = quote;
    return true;
}

static const lex_row *saying(const struct view *v, int32_t t) {
    const lex_row *row = v->k->upos[t] == UPOS_VERB ? reporting_row(v->k->lemma[t], S("verb")) : NULL;
    return row && is_class(row, S("say")) && !weak(row) && takes(row, 'c') ? row : NULL;
}

/* "P, said a spokesman for the mayor." with the speaker taken for the verb's object. */
static bool inverted_find(const struct view *v, int32_t t, struct found *f) {
    const tokens *k = v->k;
    f->row = saying(v, t);
    if (!f->row || takes(f->row, 'r') || t < v->beg + 3 || !norm_is(k, t - 1, S(","))) return false;
    int32_t who = view_kid(v, t, REL_OBJ), said = view_kid(v, t, REL_CCOMP);
    if (who < t) who = view_kid(v, t, REL_IOBJ);
    bool hung = (k->rel[t] == REL_CONJ || k->rel[t] == REL_PARATAXIS) && said < 0;
    bool above = k->rel[t] == REL_ROOT && said >= 0 && said < t; // P hangs on its verb
    int32_t subject = view_kid(v, t, REL_NSUBJ);                 // of P, where the tree gives it to the verb of saying
    bool own = subject >= 0 && !(above && subject < said && k->upos[subject + 1] == UPOS_PUNCT);
    if (!(hung || above) || who < t || own || view_kid(v, t, REL_CC) >= 0 || !speaks(v, who)) return false;
    struct words w = view_subtree(v, who);
    if (w.beg != t + 1) return false;
    f->how = "a verb before the one who speaks, behind what is said";
    f->cue = cue_verb_group(v, t);
    cue_source(v, f, w, who);
    cue_content(v, f, (struct words){v->beg, t - 1});
    return f->contents > 0;
}

/* "As Reuters first reported, P", "P, as the mayor admitted". */
static bool as_reported(const struct view *v, int32_t t, struct found *f) {
    const tokens *k = v->k;
    f->row = k->rel[t] == REL_ADVCL ? saying(v, t) : NULL;
    int32_t mark = f->row ? view_kid(v, t, REL_MARK) : -1, who = f->row ? view_kid(v, t, REL_NSUBJ) : -1;
    if (mark < 0 || !norm_is(k, mark, S("as")) || who < mark || who > t || !speaks(v, who)) return false;
    if (view_kid(v, t, REL_CCOMP) >= 0 || view_kid(v, t, REL_OBJ) >= 0) return false;
    struct words own = view_subtree(v, t);
    cue_strip(v, &own);
    bool first = own.beg == v->beg && own.end < v->end && norm_is(k, own.end, S(","));
    bool last = own.beg > v->beg + 2 && norm_is(k, own.beg - 1, S(","));
    if (own.beg != mark || (!first && !last)) return false;
    f->how = "as somebody reported";
    f->cue = cue_verb_group(v, t);
    cue_source(v, f, view_subtree(v, who), who);
    cue_content(v, f, first ? (struct words){own.end, v->end} : (struct words){v->beg, own.beg - 1});
    return f->contents > 0;
}

static struct words along_of(const struct view *v, int32_t t) {
    struct words w = view_subtree(v, t);
    for (int32_t c = view_child(v, t); c >= 0; c = view_next(v, c)) // "officials had said so, but Lee told CNN"
        if (c > t && v->k->rel[c] == REL_CONJ && view_kid(v, c, REL_NSUBJ) >= 0 && view_subtree(v, c).beg < w.end)
            w.end = view_subtree(v, c).beg;
    return w;
}

enum { UTTERANCE_BYTES = 25 }; // a shorter quotation may hold a cue: a "suggested" price

/* ", claiming that" after a report that cites somebody: what the report claims. A citing report that is the source of a
 * cue of its own ("according to a report citing") is no attribution beside it. */
static void join_citing(const struct view *v, struct founds *all, ptrdiff_t first) {
    const tokens *k = v->k;
    for (ptrdiff_t i = first; i < all->n; i++) {
        struct found *c = &all->p[i];
        if (!c->citing) continue;
        bool joined = false;
        for (ptrdiff_t j = first; j < all->n; j++) {
            struct found *f = &all->p[j];
            if (j == i || f->citing) continue;
            bool participle =
                f->word > c->source.end - 1 && f->word - c->source.end <= 1 && str_eq(k->xpos[f->word], S("VBG"));
            if (participle) {
                f->source = c->source;
                f->source_head = c->source_head;
            }
            joined |= participle || f->source_head == c->source_head ||
                      (f->source.beg <= c->source_head && c->source_head < f->source.end);
        }
        if (joined || !c->contents) c->word = -1;
    }
    ptrdiff_t n = first;
    for (ptrdiff_t i = first; i < all->n; i++)
        if (all->p[i].word >= 0) all->p[n++] = all->p[i];
    all->n = n;
}

/* Who reports what "citing" gives the source of: the cue that the tree hangs it on, else the nearest one; -1 when
 * nobody does. */
static ptrdiff_t citer(const struct view *v, const struct founds *all, ptrdiff_t first, ptrdiff_t at) {
    enum { NEAR_WORDS = 12 };
    const struct found *c = &all->p[at];
    ptrdiff_t near = -1;
    int32_t least = NEAR_WORDS;
    for (ptrdiff_t j = first; j < all->n; j++) {
        const struct found *f = &all->p[j];
        if (j == at || f->cites || f->word < 0 || f->source_head < 0 || f->stance == STANCE_NO_COMMENT) continue;
        if (f->word == v->k->head[c->word] || f->source_head == v->k->head[c->word]) return j;
        int32_t gap = f->word > c->word ? f->word - c->source.end : c->word - f->word;
        if (gap >= 0 && gap < least) least = gap, near = j;
    }
    return near;
}

/* "Reuters reported, citing two people, that": one telling, of Reuters, who has it from them. So is ", which cited". */
static void join_cited(const struct view *v, struct founds *all, ptrdiff_t first) {
    for (ptrdiff_t i = first; i < all->n; i++) {
        struct found *c = &all->p[i];
        bool which = c->row && is_class(c->row, S("cite")) && !c->cites && c->contents && c->quote < 0 &&
                     v->k->rel[c->word] == REL_ACL_RELCL;
        if ((!c->cites && !which) || c->word < 0) continue;
        ptrdiff_t j = citer(v, all, first, i);
        if (j < 0 || (which && all->p[j].source_head != c->source_head)) continue;
        struct found *f = &all->p[j];
        f->cited = which ? c->content[0] : c->source;
        f->cited_head = which ? view_kid(v, c->word, REL_OBJ) : c->source_head;
        struct words own = {c->cue.beg, f->cited.end};
        for (int n = 0; n < f->contents; n++) { // what is cited is no part of what is told
            struct words *w = &f->content[n];
            if (w->beg >= own.beg && w->beg < own.end) w->beg = own.end < w->end ? own.end : w->end;
            if (w->beg < own.beg && own.beg < w->end) w->end = own.beg;
            cue_strip(v, w);
        }
        int32_t that = own.end;
        while (that < v->end && norm_is(v->k, that, S(","))) that++;
        if (f->word < own.beg && that > own.end && that + 2 < v->end && norm_is(v->k, that, S("that"))) {
            f->contents = 0; // "said on Monday, citing officials, that": what a tree hangs on the officials
            cue_content(v, f, (struct words){that, v->end});
        }
        c->word = -1;
    }
    ptrdiff_t n = first;
    for (ptrdiff_t i = first; i < all->n; i++)
        if (all->p[i].word >= 0) all->p[n++] = all->p[i];
    all->n = n;
}

/* The verb of "Confirms", "Denies": a third person in capitals; null when it is none of saying. */
static const lex_row *headline_row(str norm) {
    if (norm.n < 4 || norm.p[norm.n - 1] != 's') return NULL;
    const lex_row *row = reporting_row(str_head(norm, norm.n - 1), S("verb"));
    if (!row && str_ends(norm, S("es"))) row = reporting_row(str_head(norm, norm.n - 2), S("verb"));
    if (!row && str_eq(norm, S("denies"))) row = reporting_row(S("deny"), S("verb"));
    return row && !mind(row) && !weak(row) && (takes(row, 'o') || takes(row, 'c')) ? row : NULL;
}

/* "Minister Confirms Talks": where all words have capitals the tagger sees names; a name before such a form speaks. */
static bool headline_find(const struct view *v, struct found *f) {
    enum { HEADLINE_WORDS = 30 };
    const tokens *k = v->k;
    if (v->end - v->beg > HEADLINE_WORDS || punct(k, v->end - 1)) return false;
    int32_t capitals = 0, small = 0;
    for (int32_t t = v->beg; t < v->end; t++) {
        char c = v->r->article->text.p[k->span[t].beg];
        capitals += ascii_upper(c);
        small += ascii_lower(c) && span_len(k->span[t]) > 4;
    }
    if (capitals < 3 || small > 1) return false;
    for (int32_t t = v->beg + 1; t + 1 < v->end; t++) {
        const lex_row *row = headline_row(k->norm[t]);
        if (k->upos[t] == UPOS_VERB) return false;
        int32_t name = row ? reading_name_at(v->r, t - 1) : -1;
        if (name < 0 || v->r->names.p[name].end > t || v->r->names.p[name].form != FORM_NAME) continue;
        f->row = row;
        f->word = t;
        f->how = "a name before its verb in a headline";
        f->cue = (struct words){t, t + 1};
        cue_source(v, f, (struct words){v->beg, t}, v->r->names.p[name].head);
        int32_t end = t + 1;
        while (end < v->end && !norm_is(k, end, S(",")) && !norm_is(k, end, S("as")) && !norm_is(k, end, S("after")))
            end++;
        cue_stance(f, false);
        cue_content(v, f, (struct words){t + 1, end});
        return f->contents > 0;
    }
    return false;
}

/* 'He went in and told her, "Go," the Harbour Post reported': the paper reports that he told her as well. */
static void over_inner_speech(const struct view *v, struct founds *all, ptrdiff_t first) {
    for (ptrdiff_t i = first; i < all->n; i++) {
        struct found *f = &all->p[i];
        if (f->quote < 0 || f->source_head < 0 || !f->row || mind(f->row)) continue;
        struct words own = {f->word < f->source.beg ? f->word : f->source.beg,
                            f->word < f->source.end ? f->source.end : f->word + 1};
        int32_t quote = token_at(v->k, v->r->quotes.p[f->quote].outer.beg);
        bool final = own.end >= v->end - 2 && quote > v->beg + 2 && own.beg > quote && norm_is(v->k, quote - 1, S(","));
        bool inner = false;
        for (ptrdiff_t j = first; final && j < all->n; j++) {
            const struct found *g = &all->p[j];
            inner |= g->word < quote && g->row && takes(g->row, 'q') && g->word >= quote - 4;
        }
        if (!inner) continue;
        f->contents = 0;
        f->quote = -1;
        cue_content(v, f, (struct words){v->beg, own.beg});
    }
}

void reporting_find(const struct view *v, arena *out, struct founds *all) {
    int count = 0;
    ptrdiff_t first = all->n;
    struct found title = found_none(v->beg);
    bool headed = colon_find(v, &title);
    if (!headed) {
        title = found_none(v->beg);
        headed = headline_find(v, &title);
    }
    if (headed) {
        *vec_push(out, all) = title;
        count++;
    }
    // each is asked where those before it find nothing
    static bool (*const finders[])(const struct view *, int32_t, struct found *) = {
        inverted_find, as_reported, cue_verb, noun_find, adverb_find, lost_participle, dash_find};
    for (int32_t t = v->beg; t < v->end && count < CUES_MAX; t++) {
        int32_t quote;
        if (quote_at(v, t, &quote) && span_len(v->r->quotes.p[quote].span) > UTTERANCE_BYTES)
            continue; // said inside of what is said
        struct found f = found_none(t);
        int n = phrase_find(v, t, &f);
        bool hit = n > 0;
        for (size_t i = 0; !hit && i < sizeof finders / sizeof *finders; i++) {
            f = found_none(t);
            hit = finders[i](v, t, &f);
        }
        if (!hit) continue;
        f.along = along_of(v, t);
        *vec_push(out, all) = f;
        count++;
    }
    join_citing(v, all, first);
    join_cited(v, all, first);
    over_inner_speech(v, all, first);
}
