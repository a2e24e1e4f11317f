/* Who a cue reports: the source that stands before or behind it, by the tree where it can be trusted and by position
 * where not. */
#include "extract/attribution_cue.h"
#include "extract/event.h"
#include "extract/quote.h"

static bool relative_word(const tokens *k, int32_t t) {
    return norm_is(k, t, S("who")) || norm_is(k, t, S("which")) || norm_is(k, t, S("that"));
}

struct words cue_phrase_without(const struct view *v, int32_t noun, int32_t except) {
    struct words w = view_subtree(v, noun);
    if (except > noun) {
        struct words cut = view_subtree(v, except);
        if (cut.beg > noun && cut.beg < w.end) w.end = cut.beg;
    }
    if (w.beg > noun) w.beg = noun;
    return w;
}

/* What stands between a source and its verb and is nominal belongs to the source, though the tree hangs it elsewhere;
 * names are never cut in two. The head: of "police spokeswoman Ann Lee", cut after "police", the name's. */
static int32_t reach_cue(const struct view *v, const struct found *f, struct words *w, int32_t head) {
    enum { REACH = 8 };
    const tokens *k = v->k;
    int32_t to = f->cue.beg;
    bool nominal = w->end < to && to - w->end <= REACH;
    for (int32_t i = w->end; nominal && i < to; i++) {
        enum upos u = (enum upos)k->upos[i];
        nominal = u == UPOS_PROPN || u == UPOS_NOUN || u == UPOS_ADJ || u == UPOS_NUM ||
                  (u == UPOS_CCONJ && i + 1 < to) || (u == UPOS_DET && i + 1 < to) || (u == UPOS_ADP && i + 1 < to);
    }
    if (nominal) w->end = to;
    int32_t t = w->end; // said Minority Whip | Ann Lee, said city | police spokeswoman Ann Lee
    while (w->beg >= f->cue.end && t < v->end && t - w->end <= REACH && reading_name_at(v->r, t) < 0 &&
           (k->upos[t] == UPOS_NOUN || k->upos[t] == UPOS_PROPN || k->upos[t] == UPOS_ADJ))
        t++;
    int32_t next = w->beg >= f->cue.end && t < v->end ? reading_name_at(v->r, t) : -1;
    bool title = k->upos[t - 1] == UPOS_PROPN || event_is(v->r, t - 1, S("person"));
    if (next >= 0 && v->r->names.p[next].form == FORM_NAME && v->r->names.p[next].kind == NAME_PERSON &&
        v->r->names.p[next].beg == t && title) {
        w->end = v->r->names.p[next].end;
        head = v->r->names.p[next].head;
    }
    for (int i = 0; i < 2; i++) {
        int32_t name = reading_name_at(v->r, i ? w->end - 1 : w->beg);
        if (name < 0 || v->r->names.p[name].form != FORM_NAME) continue;
        const struct name *n = &v->r->names.p[name];
        if (n->beg < w->beg && n->beg >= v->beg && (n->beg >= f->cue.end || n->end <= f->cue.beg)) w->beg = n->beg;
        if (n->end > w->end && n->end <= v->end && (n->beg >= f->cue.end || n->end <= f->cue.beg)) w->end = n->end;
    }
    return head;
}

/* "Lee on Tuesday", "last week Lee": when it was said is no part of who said it. The head, of what is left. */
static int32_t trim_time(const struct view *v, struct words *w, int32_t head) {
    const reading *r = v->r;
    for (ptrdiff_t i = event_time_from(r, w->beg); i < r->times.n && r->times.p[i].beg < w->end; i++) {
        const struct time_finding *t = &r->times.p[i];
        if (t->beg <= w->beg && t->end <= head) w->beg = t->end;
        if (t->beg <= w->beg || t->end != w->end) continue;
        if (v->k->upos[t->beg - 1] == UPOS_ADP && t->beg > head + 1) w->end = t->beg - 1;
        bool day =
            v->k->upos[t->beg - 1] == UPOS_NOUN || v->k->upos[t->beg - 1] == UPOS_PROPN; // "the ministry Monday said"
        if (!day || t->precision == WHEN_DURATION) continue;
        w->end = t->beg;
        if (head >= w->end) head = w->end - 1;
    }
    while (w->beg < head && punct(v->k, w->beg) && !quote_word(v->k, w->beg)) w->beg++;
    return head;
}

void cue_source(const struct view *v, struct found *f, struct words w, int32_t head) {
    const tokens *k = v->k;
    if (head < w.beg || head >= w.end) { // a relative pronoun that stands for head
        f->source = w;
        f->source_head = head;
        return;
    }
    if (k->upos[head] == UPOS_ADJ && head > w.beg && k->upos[head - 1] == UPOS_NOUN)
        head--; // "sources close to the club"
    if (k->upos[head] == UPOS_ADV || k->upos[head] == UPOS_SCONJ || k->upos[head] == UPOS_INTJ ||
        k->upos[head] == UPOS_DET) {
        for (int32_t i = w.beg; i < w.end && i - head < 8; i++) {
            if (i > head && punct(k, i) && k->upos[head] != UPOS_ADV) break;
            if (k->upos[i] == UPOS_NOUN || k->upos[i] == UPOS_PROPN) head = i;
        }
        while (w.beg < head && (k->upos[w.beg] == UPOS_ADV || punct(k, w.beg))) w.beg++;
    }
    // Leading prepositions and conjunctions, and what a bad tree puts around the cue, are none of it.
    if (w.beg <= f->word && f->word < w.end) {
        if (head < f->word)
            w.end = f->word;
        else
            w.beg = f->word + 1;
    }
    while (w.beg < head &&
           (k->rel[w.beg] == REL_CASE || k->rel[w.beg] == REL_CC || k->rel[w.beg] == REL_MARK || punct(k, w.beg)) &&
           !quote_word(k, w.beg))
        w.beg++;
    while (w.end > head + 1 &&
           (punct(k, w.end - 1) || norm_is(k, w.end - 1, S("'s")) || norm_is(k, w.end - 1, S("'"))) &&
           !norm_is(k, w.end - 1, S(")")))
        w.end--;
    head = reach_cue(v, f, &w, head);
    head = trim_time(v, &w, head);
    for (int32_t i = head - 1; i > w.beg;
         i--) { // "One after another, companies": what stands before a comma is none of it
        if (!norm_is(k, i, S(","))) continue;
        w.beg = i + 1;
        break;
    }
    for (int32_t i = head + 1; i + 1 < w.end;
         i++) { // "Lee, at a later meeting," loses where; "Lee, of the board," keeps it
        bool aside = k->upos[i + 1] == UPOS_ADP || str_eq(k->xpos[i + 1], S("VBG"));
        if (!norm_is(k, i, S(",")) || !aside || norm_is(k, i + 1, S("of")) || norm_is(k, i + 1, S("from")) ||
            norm_is(k, i + 1, S("including")))
            continue;
        w.end = i;
        break;
    }
    // "Ann Lee, a teacher, said": the comma that ends the insertion belongs to it.
    bool inserted = false;
    for (int32_t i = head; i + 1 < w.end; i++) inserted |= norm_is(k, i, S(","));
    if (inserted && w.end < v->end && w.end <= f->word && norm_is(k, w.end, S(","))) w.end++;
    f->source = w;
    f->source_head = head;
}

/* A noun that carries words: "a statement saying": who issued it is the source. */
static bool carrier(const tokens *k, int32_t t) {
    return k->upos[t] == UPOS_NOUN && reporting_row(k->lemma[t], S("noun"));
}

/* The subject of verb t. A bad tree may give it two: of "a law that Lee says is" the one that is no relative pronoun
 * counts, of "Italy's President Lee said" the one beside the verb. */
static int32_t subject_of(const struct view *v, int32_t t) {
    int32_t best = -1;
    for (int32_t c = view_child(v, t); c >= 0; c = view_next(v, c)) {
        if (rel_base((enum rel)v->k->rel[c]) != REL_NSUBJ) continue;
        bool behind = c == t + 1 || view_subtree(v, c).beg == t + 1;
        bool inverted = best >= 0 && best < t && c > t && behind &&
                        norm_is(v->k, t - 1, S(",")); // "Somebody was hurt, said Ann Lee"
        if (best < 0 || c < t || inverted) best = c;
    }
    // "A van that officers say sank": the noun before the verb, which a bad tree gives to the verb of what is said.
    bool finite = str_eq(v->k->xpos[t], S("VBD")) || str_eq(v->k->xpos[t], S("VBZ")) || str_eq(v->k->xpos[t], S("VBP"));
    if (best < 0 && finite && t > v->beg && v->k->rel[t - 1] == REL_NSUBJ && v->k->head[t - 1] > t) return t - 1;
    return best;
}

/* The words of a subject, with another one that a bad tree split off before it. */
static struct words subject_words(const struct view *v, int32_t t, int32_t subject) {
    struct words w = view_subtree(v, subject);
    int32_t first = view_kid(v, t, REL_NSUBJ);
    if (first < 0 || first == subject || relative_word(v->k, first)) return w;
    struct words part = view_subtree(v, first);
    if (part.end <= w.beg && w.beg - part.end <= 3 && !punct(v->k, part.end)) w.beg = part.beg;
    return w;
}

/* "Lee said she would go, adding that": the participle after a comma goes with the verb that reports, not with the one
 * that is reported, wherever the parser hangs it. */
static int32_t speaker_of_participle(const struct view *v, int32_t t) {
    const tokens *k = v->k;
    int32_t comma_at = t - 1;
    while (comma_at > v->beg && quote_word(k, comma_at)) comma_at--;
    if (!str_eq(k->xpos[t], S("VBG")) || t == v->beg || !norm_is(k, comma_at, S(",")) || k->rel[t] != REL_ADVCL)
        return t;
    int32_t best = t;
    for (int32_t up = k->head[t], steps = 0; up >= 0 && steps < 8; up = k->head[up], steps++) {
        if (k->rel[up] != REL_CCOMP && k->rel[up] != REL_CONJ && k->rel[up] != REL_XCOMP && k->rel[up] != REL_ADVCL)
            break;
        int32_t over = k->head[up];
        const lex_row *row = over >= 0 && over < t ? reporting_row(k->lemma[over], S("verb")) : NULL;
        if (k->rel[up] == REL_CCOMP && row && !mind(row) && view_kid(v, over, REL_NSUBJ) >= 0) best = over;
    }
    return best;
}

/* "Jay Roberts, 60, lives nearby and said": the verb is taken for a noun that hangs in the name, but the name still
 * begins the sentence. */
static bool named_root(const struct view *v, struct found *f, int32_t t) {
    int32_t name = reading_name_at(v->r, t);
    if (v->k->upos[t] != UPOS_PROPN || name < 0 || t > f->cue.beg) return false;
    const struct name *n = &v->r->names.p[name];
    if (n->kind != NAME_PERSON || n->form != FORM_NAME || n->beg < v->beg) return false;
    cue_source(v, f, (struct words){n->beg, n->end}, n->head);
    return true;
}

/* "The quake destroyed homes, the governor, Ann Lee, said.": the subject that a bad tree gives the verb stands before
 * what is said. */
static bool said_about(const struct view *v, int32_t t, int32_t subject) {
    int32_t clause = view_kid(v, t, REL_CCOMP);
    return clause > subject && clause < t;
}

/* The person whose name stands right before the cue is the source. */
static bool name_before(const struct view *v, struct found *f) {
    enum { TITLE_WORDS = 12 };
    int32_t last = f->cue.beg - 1;
    if (last > v->beg && norm_is(v->k, last, S(","))) last--;
    int32_t name = last >= v->beg ? reading_name_at(v->r, last) : -1;
    if (name < 0 || v->r->names.p[name].form != FORM_NAME || v->r->names.p[name].kind != NAME_PERSON) return false;
    const struct name *n = &v->r->names.p[name];
    int32_t beg = n->beg; // with what the bearer is: "the governor of the province, Ann Lee"
    if (beg > v->beg + 1 && norm_is(v->k, beg - 1, S(","))) {
        beg -= 2;
        while (beg > v->beg && n->beg - beg < TITLE_WORDS && !punct(v->k, beg)) beg--;
        beg = punct(v->k, beg) ? beg + 1 : n->beg;
    }
    f->source = (struct words){beg, f->cue.beg};
    f->source_head = n->head;
    return true;
}

/* "Accused them of "doing too little" and called for a summit": the verb that t goes on, where the tree has it go on a
 * word inside of a quotation; t where not. */
static int32_t unquoted(const struct view *v, int32_t t) {
    const tokens *k = v->k;
    int32_t up = k->rel[t] == REL_CONJ ? k->head[t] : -1;
    if (up < 0 || up > t || view_kid(v, t, REL_NSUBJ) >= 0) return t;
    ptrdiff_t q = reading_quote_after(v->r, k->span[up].beg);
    if (q >= v->r->quotes.n || v->r->quotes.p[q].outer.beg > k->span[up].beg) return t;
    span outer = v->r->quotes.p[q].outer;
    if (k->span[t].beg < outer.end) return t;
    while (up >= 0 && (k->span[up].beg >= outer.beg || k->upos[up] != UPOS_VERB)) up = k->head[up];
    return up >= v->beg && up < v->end ? up : t;
}

void cue_find_source(const struct view *v, struct found *f, int32_t t) {
    t = unquoted(v, t);
    const tokens *k = v->k;
    t = speaker_of_participle(v, t);
    for (int steps = 0; steps < 8 && t >= 0; steps++) {
        int32_t subject = subject_of(v, t);
        int32_t up = k->head[t];
        enum rel rel = (enum rel)k->rel[t];
        int32_t agent = steps ? view_kid(v, t, REL_OBL_AGENT) : -1;
        if (agent >= 0 &&
            reporting_row(k->lemma[t], S("verb"))) { // "is seen by analysts as a retreat, suggesting that"
            cue_source(v, f, (struct words){view_subtree(v, agent).beg, agent + 1}, agent);
            return;
        }
        if (subject >= 0 && said_about(v, t, subject) && name_before(v, f)) return;
        if (subject >= 0) {
            if (rel_base(rel) == REL_ACL && up >= 0 && relative_word(k, subject)) {
                cue_source(v, f, (struct words){subject, subject + 1}, up);
            } else
                cue_source(v, f, subject_words(v, t, subject), subject);
            return;
        }
        if (up < 0) return;
        if (rel == REL_XCOMP) {
            int32_t object = view_kid(v, up, REL_OBJ);
            if (object >= 0 && object < t) {
                cue_source(v, f, view_subtree(v, object), object);
                return;
            }
        }
        if (rel_base(rel) == REL_ACL) {
            int32_t verb = k->head[up];
            int32_t issuer = carrier(k, up) && verb >= 0 && k->rel[up] == REL_OBJ ? view_kid(v, verb, REL_NSUBJ) : -1;
            int32_t owner = carrier(k, up) ? view_kid(v, up, REL_NMOD_POSS) : -1;
            if (owner >= 0)
                cue_source(v, f, view_subtree(v, owner), owner);
            else if (issuer >= 0)
                cue_source(v, f, view_subtree(v, issuer), issuer);
            else
                cue_source(v, f, cue_phrase_without(v, up, t), up);
            return;
        }
        if (rel != REL_CONJ && rel != REL_XCOMP && rel != REL_ADVCL && rel != REL_CCOMP && rel != REL_PARATAXIS) return;
        if (named_root(v, f, up)) return;
        if ((rel == REL_CCOMP || rel == REL_PARATAXIS) && steps > 0) return;
        t = up;
    }
}

/* The head of the name that stands at word t or a title's length after it, a person's before another ("Acting Orvela
 * County Prosecutor Ann Lee"); -1 when none. */
static int32_t name_head(const struct view *v, int32_t t) {
    enum { TITLE_WORDS = 5 };
    int32_t other = -1;
    for (int32_t i = t; i < v->end && i < t + TITLE_WORDS && !punct(v->k, i); i++) {
        str tag = v->k->xpos[i]; // "a shaken Mr Lee", "shooting victim Ann Lee"
        if (v->k->upos[i] == UPOS_VERB && !str_eq(tag, S("VBN")) && !str_eq(tag, S("VBG"))) break;
        int32_t name = reading_name_at(v->r, i);
        if (name < 0 || v->r->names.p[name].form == FORM_PRONOUN) continue;
        if (v->r->names.p[name].kind == NAME_PERSON) return v->r->names.p[name].head;
        if (other < 0) other = v->r->names.p[name].head;
    }
    return other;
}

bool cue_quoted_source(const struct view *v, struct found *f, int32_t t) {
    enum { SOURCE_WORDS = 30 };
    const tokens *k = v->k;
    const reading *r = v->r;
    if (!takes(f->row, 'q') || str_eq(k->xpos[t], S("VBG"))) return false;
    ptrdiff_t before = reading_quote_after(r, k->span[t].beg) - 1;
    if (before < 0) return false;
    const struct quote_finding *q = &r->quotes.p[before];
    int32_t end = token_at(k, q->outer.end - 1) + 1;
    char last = quote_last(r->article, q);
    bool comma_in = last == ',' || last == '?' || last == '!';
    if (end <= v->beg || end > f->cue.beg || f->cue.beg - end > SOURCE_WORDS) return false;
    if (!comma_in && !(end < v->end && norm_is(k, end, S(",")))) return false;
    if (end < v->end && norm_is(k, end, S(","))) end++;
    int32_t head = -1;
    struct words w = {end, f->cue.beg};
    if (end >= f->cue.beg) { // the verb at once: who follows
        static const enum rel likely[] = {REL_NSUBJ, REL_OBJ, REL_IOBJ};
        for (int i = 0; i < 3 && head < t; i++) head = view_kid(v, t, likely[i]);
        if (head < t) head = name_head(v, t + 1);
        if (head < t) return false;
        w = view_subtree(v, head);
        if (w.beg <= t) w.beg = t + 1;
    } else {
        enum upos u = (enum upos)k->upos[end];
        if (u != UPOS_PROPN && u != UPOS_PRON && u != UPOS_DET && u != UPOS_NOUN && u != UPOS_ADJ && u != UPOS_NUM)
            return false;
        head = view_kid(v, t, REL_NSUBJ);
        if (head < end || head >= t) {
            head = u == UPOS_PRON ? end : name_head(v, end);
        }
        if (head < end || head >= t) return false;
    }
    cue_source(v, f, w, head);
    f->quote = (int32_t)before;
    return true;
}
