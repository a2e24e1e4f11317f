/* Quotes and their speakers. In this order: the innermost attribution whose content holds the quote; the quote before,
 * where this one goes on it; the sentence before, where it leads up to the quote; the subject of its own sentence. What
 * is left without a speaker and is short is a scare quote: a name, a title, a word held at arm's length. */
#include "base/utf8.h"
#include "extract/attribution.h"
#include "extract/quote.h"
#include "lexicon_tables.h"

enum {
    SHORT_WORDS = 5, // a quote of so many words needs a speaker to be one
    NAMING_BACK = 3, // words before a quote that are looked at for "so-called"
    NICK_WORDS = 3,
    CONTENT_QUOTES = 24
};

struct looks {
    int words, capitals, small; // words; of them capitalised ones; lower-case ones that no title has
    bool stop;                  // ends like a sentence or clause: . ! ? ,
};

static struct looks looks_of(const reading *r, const struct quote_finding *q) {
    struct looks l = {0};
    const tokens *k = &r->tokens;
    for (int32_t t = token_at(k, q->span.beg); t < k->n && k->span[t].beg < q->span.end && l.words < 200; t++) {
        str w = article_str(r->article, k->span[t]);
        int n;
        uint32_t c = utf8_at(w, 0, &n);
        if (!utf8_is_alpha(c) && !utf8_is_digit(c)) continue;
        l.words++;
        l.capitals += utf8_is_upper(c) || utf8_is_digit(c);
        bool function =
            k->upos[t] == UPOS_ADP || k->upos[t] == UPOS_DET || k->upos[t] == UPOS_CCONJ || k->upos[t] == UPOS_PART;
        l.small += utf8_is_lower(c) && (!function || l.words == 1);
    }
    char last = quote_last(r->article, q);
    l.stop = last == '.' || last == '!' || last == '?' || last == ',';
    return l;
}

static void give(reading *r, struct quote_finding *q, int32_t attribution, str why) {
    const struct attribution_finding *a = &r->attributions.p[attribution];
    q->attribution = attribution;
    q->entity = a->entity;
    q->rule = why;
    q->speaker = a->source.n ? a->source.p[0] : (span){0, 0};
}

/* Every quote gets the innermost attribution whose content holds most of it; acts of saying before states of mind. */
static void by_content(reading *r, arena tmp) {
    uint32_t *len = arena_new(&tmp, uint32_t, r->quotes.n);
    for (int attitude = 0; attitude < 2; attitude++) { // who can speak before what cannot
        for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
            const struct attribution_finding *a = &r->attributions.p[i];
            bool speaks = !a->attitude && (a->entity >= 0 || a->anonymous); // a call or a law does not
            if (speaks == attitude || !a->source.n) continue;
            for (ptrdiff_t c = 0; c < a->content.n; c++) {
                span s = a->content.p[c];
                ptrdiff_t first = reading_quote_after(r, s.beg);
                for (ptrdiff_t q = first;
                     q < r->quotes.n && q - first < CONTENT_QUOTES && r->quotes.p[q].outer.beg < s.end; q++) {
                    struct quote_finding *f = &r->quotes.p[q];
                    uint32_t beg = f->span.beg > s.beg ? f->span.beg : s.beg,
                             end = f->span.end < s.end ? f->span.end : s.end;
                    if (beg >= end || 2 * (end - beg) < span_len(f->span)) continue;
                    if (span_holds(f->span, a->span)) continue; // said inside of the quote
                    if (f->attribution >= 0 && (len[q] <= span_len(s) || attitude)) continue;
                    len[q] = span_len(s);
                    give(r, f, (int32_t)i, S("in the words that its source is said to have said"));
                }
            }
        }
    }
}

static bool words_between(const reading *r, uint32_t beg, uint32_t end) {
    if (beg >= end) return false;
    str text = article_str(r->article, (span){beg, end});
    int n;
    for (ptrdiff_t i = 0; i < text.n; i += n) {
        uint32_t c = utf8_at(text, i, &n);
        if (utf8_is_alpha(c) || utf8_is_digit(c)) return true;
    }
    return false;
}

/* The end of what stands with a quote: its sentence, or its own marks where they end later. */
static uint32_t sentence_end(const reading *r, const struct quote_finding *q) {
    const tokens *k = &r->tokens;
    uint32_t end = q->outer.end;
    int32_t t = token_at(k, q->span.end ? q->span.end - 1 : 0);
    if (t < k->n && k->sentences.p[k->sent[t]].span.end > end) end = k->sentences.p[k->sent[t]].span.end;
    if (q->attribution < 0) return end;
    const struct attribution_finding *a = &r->attributions.p[q->attribution];
    t = a->cue_word;
    if (a->span.beg >= q->outer.beg && k->sentences.p[k->sent[t]].span.end > end)
        end = k->sentences.p[k->sent[t]].span.end;
    return end;
}

/* "A," he said. "B.": B begins where the sentence of A ended. */
static bool follows(const reading *r, const struct quote_finding *before, const struct quote_finding *q) {
    if (quote_goes_on(r->article, before, q)) return true;
    return !words_between(r, sentence_end(r, before), q->outer.beg) && q->outer.beg >= before->outer.end;
}

/* The quote is what its attribution's source says. */
static void add_content(reading *r, const struct quote_finding *q, arena *out) {
    struct attribution_finding *a = &r->attributions.p[q->attribution];
    if (a->content.n >= CONTENT_QUOTES) return;
    for (ptrdiff_t c = 0; c < a->content.n; c++)
        if (span_touch(a->content.p[c], q->outer)) return;
    *vec_push(out, &a->content) = q->outer;
}

static void go_on(reading *r, struct quote_finding *q, const struct quote_finding *before, str why, arena *out) {
    q->rule = why;
    q->attribution = before->attribution;
    q->entity = before->entity;
    q->speaker = before->speaker;
    if (q->attribution >= 0) add_content(r, q, out);
}

/* True when nothing but the quote stands in its sentence. */
static bool whole_sentence(const reading *r, const struct quote_finding *q) {
    const tokens *k = &r->tokens;
    int32_t t = token_at(k, q->span.beg);
    if (t >= k->n) return false;
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    return !words_between(r, s->span.beg, q->outer.beg) && !words_between(r, q->outer.end, s->span.end);
}

/* The subject of the clause that holds word t, as a name; -1 when none. */
static int32_t subject_name(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    for (int steps = 0; t >= 0 && steps < 12; t = k->head[t], steps++) {
        if (k->upos[t] != UPOS_VERB && k->head[t] >= 0) continue;
        int32_t s = token_child(k, t, REL_NSUBJ);
        if (s < 0) continue;
        int32_t name = reading_name_at(r, s);
        for (int32_t c = s + 1; name < 0 && c < k->n && c <= s + 3 && k->head[c] == s; c++)
            name = reading_name_at(r, c); // "Secretary Ann Lee"
        if (name < 0 || r->names.p[name].entity < 0) continue;
        enum name_kind kind = r->entities.p[r->names.p[name].entity].kind;
        if (kind == NAME_PERSON || kind == NAME_ORG) return name;
    }
    return -1;
}

/* The sentence before leads up to the quote: its last source, or who acts in it. */
static bool by_sentence_before(reading *r, struct quote_finding *q, arena *out) {
    const tokens *k = &r->tokens;
    int32_t t = token_at(k, q->outer.beg);
    if (t >= k->n || k->sent[t] == 0) return false;
    const struct sentence *s = &k->sentences.p[k->sent[t] - 1];
    ptrdiff_t lo = 0, hi = r->attributions.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->attributions.p[mid].span.beg < s->span.end)
            lo = mid + 1;
        else
            hi = mid;
    }
    ptrdiff_t last = -1; // before it whoever is somebody: "the firm issued a statement on the fire, which said"
    for (ptrdiff_t i = lo - 1; i >= 0 && r->attributions.p[i].span.beg >= s->span.beg; i--) {
        const struct attribution_finding *a = &r->attributions.p[i];
        if (!a->source.n || a->byline || a->within >= 0) continue; // whom another one cites is not the one who goes on
        if (a->attitude && (a->entity < 0 || last < 0)) continue;  // "regretted it in a statement that spoke of pumps"
        if (last < 0 || (r->attributions.p[last].entity < 0 && a->entity >= 0)) last = i;
    }
    if (last >= 0) {
        give(r, q, (int32_t)last, S("the sentence before names its source"));
        if (r->attributions.p[last].attitude)
            q->attribution = -1; // whose mind it tells speaks the quotation, but no word says so
        else
            add_content(r, q, out);
        return true;
    }
    int32_t name = -1;
    for (int32_t w = s->beg; w < s->end && name < 0; w++)
        if (k->head[w] < 0) name = subject_name(r, w);
    // A line that ends in a colon hands over to the first one whom it names, whatever its language.
    for (int32_t w = s->beg; w < s->end && name < 0 && str_eq(k->norm[s->end - 1], S(":")); w++) {
        int32_t at = reading_name_at(r, w);
        bool person = at >= 0 && r->names.p[at].kind == NAME_PERSON && r->names.p[at].form == FORM_NAME;
        if (person && r->names.p[at].entity >= 0) name = at;
    }
    for (int32_t w = s->beg; w < s->end && name < 0; w++) { // "The 22-year-old was shot."
        int32_t subject = k->head[w] < 0 ? token_child(k, w, REL_NSUBJ) : -1, e = -1;
        if (subject >= 0) e = reading_entity_at(r, subject);
        if (e < 0 || r->entities.p[e].kind != NAME_PERSON || r->entities.p[e].plural) continue;
        q->rule = S("the sentence before says who acts");
        q->entity = e;
        q->speaker = k->span[subject];
        return true;
    }
    if (name < 0) return false;
    q->rule = S("the sentence before says who acts");
    q->entity = r->names.p[name].entity;
    q->speaker = r->names.p[name].span;
    return true;
}

/* "so-called", "dubbed" before the mark. */
static bool named_by_words(const reading *r, const struct quote_finding *q) {
    const tokens *k = &r->tokens;
    int32_t t = token_at(k, q->outer.beg);
    for (int32_t i = t - 1, back = 0; i >= 0 && back < NAMING_BACK && k->sent[i] == k->sent[t < k->n ? t : i];
         i--, back++) {
        if (lex_find(&lex_naming, k->norm[i])) {
            // "what he called" is a quotation, "a law called" is not; "he called it" has its object between.
            bool what = false;
            for (int32_t w = i - 1; w >= 0 && w >= i - 5 && k->sent[w] == k->sent[i]; w--)
                what |= str_eq(k->norm[w], S("what"));
            return !what;
        }
        if (k->upos[i] != UPOS_DET && k->upos[i] != UPOS_PUNCT && !str_eq(k->norm[i], S("as"))) return false;
    }
    return false;
}

/* A title: every longer word is capitalised and it hangs on a preposition or noun: on "Meet the Press", told "Today".
 */
static bool title(const reading *r, const struct quote_finding *q, const struct looks *l) {
    const tokens *k = &r->tokens;
    if (l->small || l->capitals == 0 || l->words > 8) return false;
    str text = article_str(r->article, q->span);
    bool shout = true; // all capitals: shouted, no title
    int n;
    for (ptrdiff_t i = 0; i < text.n; i += n) shout &= !utf8_is_lower(utf8_at(text, i, &n));
    int32_t t = token_at(k, q->outer.beg);
    if (shout || t == 0) return false;
    str before = k->norm[t - 1];
    return k->upos[t - 1] == UPOS_ADP || k->upos[t - 1] == UPOS_DET || str_eq(before, S("'")) ||
           (k->upos[t - 1] == UPOS_PART && str_eq(before, S("'s"))) || k->upos[t - 1] == UPOS_PROPN ||
           str_eq(k->lemma[t - 1], S("tell"));
}

/* Robert "Red" Okafor: between the parts of a name, or behind a title. */
static bool nickname(const reading *r, const struct quote_finding *q, const struct looks *l) {
    const tokens *k = &r->tokens;
    int32_t beg = token_at(k, q->outer.beg), end = token_at(k, q->outer.end);
    if (!l->capitals || l->words > NICK_WORDS || beg < 1 || end >= k->n || k->sent[beg - 1] != k->sent[end])
        return false;
    return k->upos[beg - 1] == UPOS_PROPN && k->upos[end] == UPOS_PROPN && k->span[end].beg - q->outer.end <= 1;
}

/* "A," "B" and "C": one list. */
static bool listed(const reading *r, const struct quote_finding *before, const struct quote_finding *q) {
    const tokens *k = &r->tokens;
    int32_t from = token_at(k, before->outer.end), to = token_at(k, q->outer.beg);
    if (to - from > 2 || from > to || to >= k->n || k->sent[from] != k->sent[to]) return false;
    for (int32_t t = from; t < to; t++)
        if (k->upos[t] != UPOS_CCONJ && k->upos[t] != UPOS_PUNCT) return false;
    return true;
}

static bool same_paragraph(const reading *r, uint32_t a, uint32_t b) {
    return str_find(article_str(r->article, (span){a, b}), S("\n"), 0) < 0;
}

/* "A," sobbed Ann Lee. "A," Lt. Andy Lee of the harbour police. "B.": who is named at once behind words that end in a
 * comma, though no verb known to report says so. */
static bool named_behind(const reading *r, struct quote_finding *q) {
    enum { BEHIND_WORDS = 7, MARK_BYTES = 2 };
    const tokens *k = &r->tokens;
    int32_t t = token_at(k, q->outer.end);
    if (quote_last(r->article, q) != ',' || q->span.end == q->outer.end || t >= k->n) return false;
    if (k->span[t].beg > q->outer.end + MARK_BYTES || !same_paragraph(r, q->outer.end, k->span[t].beg)) return false;
    int32_t who = -1; // the last of "Harbour police Lt. Andy Lee"
    for (int32_t i = t; i < k->n && i < t + BEHIND_WORDS && k->sent[i] == k->sent[t]; i++) {
        if (k->upos[i] == UPOS_ADP || k->upos[i] == UPOS_SCONJ || k->upos[i] == UPOS_CCONJ) break;
        if (k->upos[i] == UPOS_PUNCT && !str_eq(k->norm[i], S("."))) break;
        int32_t name = reading_name_at(r, i);
        if (name >= 0 && r->names.p[name].entity >= 0 && r->names.p[name].kind == NAME_PERSON &&
            r->names.p[name].form != FORM_PRONOUN)
            who = name;
    }
    if (who < 0) return false;
    q->rule = S("who is named at once behind it");
    q->entity = r->names.p[who].entity;
    q->speaker = r->names.p[who].span;
    return true;
}

/* "Added a neighbour, Ann Lee: "A"": the verb before the one who speaks. */
static bool verb_first(const reading *r, struct quote_finding *q, int32_t beg, int32_t colon) {
    const tokens *k = &r->tokens;
    if (k->upos[beg] != UPOS_VERB || !reporting_row(k->lemma[beg], S("verb"))) return false;
    for (int32_t i = beg + 1; i < colon; i++) {
        int32_t name = reading_name_at(r, i);
        if (name < 0 || r->names.p[name].entity < 0 || r->names.p[name].form != FORM_NAME) continue;
        q->rule = S("a colon or a verb of saying brings it in");
        q->entity = r->names.p[name].entity;
        q->speaker = r->names.p[name].span;
        return true;
    }
    return false;
}

/* "Caller: "A"": the line begins with who speaks. */
static bool line_of(const reading *r, struct quote_finding *q, int32_t beg, int32_t colon) {
    enum { SPEAKER_WORDS = 4 };
    int32_t e = colon > beg && colon - beg <= SPEAKER_WORDS ? reading_entity_at(r, colon - 1) : -1;
    if (e < 0 || r->entities.p[e].kind != NAME_PERSON) return false;
    q->rule = S("its line begins with who speaks");
    q->entity = e;
    q->speaker = token_range(&r->tokens, beg, colon);
    return true;
}

/* A quotation brought in by a colon or by a verb that can report ("One read "…""): whoever is its subject speaks. */
static bool introduced(const reading *r, struct quote_finding *q) {
    const tokens *k = &r->tokens;
    int32_t t = token_at(k, q->outer.beg);
    if (t < 2 || t >= k->n || k->sent[t] != k->sent[t - 1]) return false;
    int32_t beg = k->sentences.p[k->sent[t]].beg, verb = t - 1;
    if (str_eq(k->norm[t - 1], S(":"))) {
        if (verb_first(r, q, beg, t - 1)) return true;
        while (verb > beg && !(k->upos[verb] == UPOS_VERB && !str_starts(k->xpos[verb], S("VBG")))) verb--;
        if (k->upos[verb] != UPOS_VERB && line_of(r, q, beg, t - 1)) return true;
        // "Lee begged her not to leave the club: "A"": who does what the sentence tells goes on
        for (int32_t up = verb; !reporting_row(k->lemma[verb], S("verb")) && up >= beg && up < t; up = k->head[up])
            if (k->upos[up] == UPOS_VERB && token_child(k, up, REL_NSUBJ) >= 0) verb = up;
    } else if (k->upos[verb] != UPOS_VERB || !reporting_row(k->lemma[verb], S("verb"))) {
        return false;
    }
    if (verb <= beg || k->upos[verb] != UPOS_VERB) return false;
    int32_t subject = token_child(k, verb, REL_NSUBJ), lo, hi;
    if (subject < 0 || subject > verb) subject = verb - 1;
    if (k->upos[subject] != UPOS_NOUN && k->upos[subject] != UPOS_PROPN && k->upos[subject] != UPOS_PRON &&
        k->upos[subject] != UPOS_NUM)
        return false;
    token_subtree(k, subject, &lo, &hi);
    q->rule = S("a colon or a verb of saying brings it in");
    q->entity = reading_entity_at(r, subject);
    q->speaker = token_range(k, lo, hi < verb ? hi : subject + 1);
    return true;
}

/* "Lena Dravic's "water is no weapon"": whose words they are. */
static bool owned(const reading *r, struct quote_finding *q) {
    const tokens *k = &r->tokens;
    int32_t t = token_at(k, q->outer.beg);
    if (t < 2 || t >= k->n || k->sent[t] != k->sent[t - 2] || !str_eq(k->xpos[t - 1], S("POS"))) return false;
    int32_t name = reading_name_at(r, t - 2);
    if (name < 0 || r->names.p[name].entity < 0 || r->names.p[name].kind != NAME_PERSON) return false;
    q->rule = S("a possessive before it says whose it is");
    q->entity = r->names.p[name].entity;
    q->speaker = r->names.p[name].span;
    return true;
}

/* "The court," Lee said, "cannot": the part before a cue goes with the part after it. */
static void broken(reading *r, arena *out) {
    for (ptrdiff_t i = 0; i + 1 < r->quotes.n; i++) {
        struct quote_finding *q = &r->quotes.p[i], *next = &r->quotes.p[i + 1];
        if (q->attribution >= 0 || next->attribution < 0) continue;
        span said = r->attributions.p[next->attribution].span;
        char last = quote_last(r->article, q);
        bool between = said.beg >= q->outer.end && said.beg - q->outer.end <= 3 && said.end <= next->outer.beg;
        // A full stop ends what "A," he said. "B." began; whoever opens the next paragraph says something else.
        bool ends = last == '!' || last == '?' || last == '.';
        if (ends && !same_paragraph(r, q->outer.end, said.beg)) continue;
        if (ends && i && !r->quotes.p[i - 1].scare && follows(r, &r->quotes.p[i - 1], q)) continue;
        if (between && (last == ',' || ends)) go_on(r, q, next, S("it goes on behind the one who speaks"), out);
    }
}

/* A quotation over several lines that lack their marks is of the one whom its last line names. */
static void over_lines(reading *r, arena *out) {
    for (ptrdiff_t i = r->quotes.n - 1; i-- > 0;) {
        struct quote_finding *q = &r->quotes.p[i], *next = &r->quotes.p[i + 1];
        bool unmarked = q->span.end == q->outer.end && next->span.beg == next->outer.beg;
        if (q->attribution < 0 && next->attribution >= 0 && unmarked && quote_goes_on(r->article, q, next))
            go_on(r, q, next, S("it goes on in the next line"), out);
    }
}

/* True when `part` stands in `whole` as whole words, in capitals or small letters. */
static bool holds_words(str whole, str part) {
    while (part.n && (part.p[part.n - 1] == ',' || part.p[part.n - 1] == '.')) part.n--;
    for (ptrdiff_t i = 0; part.n && i + part.n <= whole.n; i++) {
        bool word =
            (i == 0 || !ascii_alnum(whole.p[i - 1])) && (i + part.n == whole.n || !ascii_alnum(whole.p[i + part.n]));
        if (word && str_eq_nocase(str_slice(whole, i, i + part.n), part)) return true;
    }
    return false;
}

/* A heading or a title that quotes a few words ('A "cordial" call', "We lost") has them of the one whom the text quotes
 * with them. */
static void by_longer_quote(reading *r) {
    enum { QUOTES_COMPARED = 300 };
    ptrdiff_t n = r->quotes.n < QUOTES_COMPARED ? r->quotes.n : QUOTES_COMPARED;
    for (ptrdiff_t i = 0; i < n; i++) {
        struct quote_finding *q = &r->quotes.p[i];
        str few = article_str(r->article, q->span);
        for (ptrdiff_t j = 0; j < n && q->speaker.end <= q->speaker.beg; j++) {
            const struct quote_finding *more = &r->quotes.p[j];
            if (j == i || more->scare || more->entity < 0 || span_len(more->span) <= span_len(q->span)) continue;
            if (!holds_words(article_str(r->article, more->span), few)) continue;
            q->rule = S("a longer quotation holds its words");
            q->entity = more->entity;
            q->speaker = more->speaker;
            q->scare = false;
        }
    }
}

void quote_link(reading *r, arena *out, arena tmp) {
    by_content(r, tmp);
    broken(r, out);
    over_lines(r, out);
    bool named_before = false;
    for (ptrdiff_t i = 0; i < r->quotes.n; i++) {
        struct quote_finding *q = &r->quotes.p[i];
        const struct quote_finding *before = i ? &r->quotes.p[i - 1] : NULL;
        struct looks l = looks_of(r, q);
        bool naming = named_by_words(r, q) || nickname(r, q, &l);
        naming |= named_before && listed(r, before, q); // called "sets," "decks" or "branches"
        bool name = naming || title(r, q, &l);
        named_before = naming;
        if (name && (naming || !l.stop || q->attribution < 0 || l.words <= 4)) {
            q->rule =
                naming ? S("scare: a word of naming stands before it, or it is a part of a name") : S("scare: a title");
            q->scare = true;
            q->attribution = -1;
            q->entity = -1;
            q->speaker = (span){0, 0};
            continue;
        }
        if (l.words > 1 && owned(r, q)) {
            q->attribution = -1;
            continue;
        }
        if (q->attribution >= 0 || named_behind(r, q)) continue;
        bool whole = whole_sentence(r, q) || l.words > SHORT_WORDS;
        if (before && !before->scare && follows(r, before, q) && (whole || l.stop)) {
            go_on(r, q, before, S("it goes on the quotation before"), out);
            continue;
        }
        if (before && !before->scare && before->speaker.end > before->speaker.beg && listed(r, before, q)) {
            go_on(r, q, before, S("in a list with the quotation before"), out);
            continue;
        }
        if (whole_sentence(r, q) && by_sentence_before(r, q, out)) continue;
        if (introduced(r, q)) continue;
        int32_t at = token_at(&r->tokens, q->span.beg);
        int32_t subject = at < r->tokens.n ? subject_name(r, at) : -1;
        if (subject >= 0 && r->names.p[subject].span.beg >= q->outer.beg)
            subject = -1; // who acts stands before what is said
        q->rule = S("nobody near it speaks");
        if (subject >= 0) {
            q->rule = S("the subject of its own sentence");
            q->entity = r->names.p[subject].entity;
            q->speaker = r->names.p[subject].span;
        } else if (whole && before && before->entity >= 0 && same_paragraph(r, before->outer.end, q->outer.beg)) {
            q->rule = S("the speaker before it in its paragraph");
            q->entity = before->entity;
            q->speaker = before->speaker;
        }
        q->scare = l.words <= SHORT_WORDS && !l.stop && subject < 0;
        if (q->scare) q->rule = S("scare: a few words that nobody near it speaks");
    }
    by_longer_quote(r);
}
