#include "account/wording.h"

#include "base/table.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

/* How much it counts that a mention says what the others say, beside how it reads. */
static const float COMMON = 4;

/* The punctuation of a quotation that is cut in two. */
static bool cut_quotation(str text) {
    int32_t open = 0, close = 0;
    int n;
    for (ptrdiff_t i = 0; i < text.n; i += n) {
        uint32_t c = utf8_at(text, i, &n);
        open += c == 0x201C || c == '"';
        close += c == 0x201D || c == '"';
    }
    return open != close || (str_find(text, S("\""), 0) >= 0 && open % 2);
}

/* The subject of the clause of word t: its own; for an infinitive or a second verb, that of the clause above; what a
 * participle describes. Only within span s; -1 when there is none. */
static int32_t subject_of(const tokens *k, int32_t t, span s) {
    enum { CLIMB = 3 };
    for (int steps = 0; steps < CLIMB && t >= 0 && k->span[t].beg >= s.beg && k->span[t].end <= s.end; steps++) {
        for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
            enum rel rel = rel_base((enum rel)k->rel[c]);
            if (rel == REL_NSUBJ || rel == REL_CSUBJ) return k->span[c].beg >= s.beg ? c : -1;
        }
        enum rel rel = (enum rel)k->rel[t];
        int32_t up = k->head[t];
        if (rel == REL_ACL && up >= 0 && k->span[up].beg >= s.beg && k->upos[t] == UPOS_VERB) return up;
        if (rel != REL_XCOMP && rel != REL_CONJ) return -1;
        t = up;
    }
    return -1;
}

/* A clause that names its subject says who; "who fell" and "it fell" leave that to the text around them, and so does
 * "speaking to reporters". */
static float subject(const tokens *k, int32_t head, span s) {
    int32_t t = subject_of(k, head, s);
    if (t < 0) return k->upos[head] == UPOS_VERB || k->upos[head] == UPOS_AUX ? -2.25f : 0;
    if (k->upos[t] != UPOS_PRON) return 2.5f;
    return str_starts(k->xpos[t], S("W")) ? -2.5f : -0.5f;
}

/* How well a mention reads: a full sentence in the article's own voice with names for those who act. */
static float reads(const account *acc, const struct mention *m) {
    const reading *r = acc->readings[m->at.article];
    const struct event_finding *e = mention_event(acc, m);
    int32_t length = (int32_t)span_len(m->at.span);
    float w = length > 160 ? 1 : length >= 30 ? 2 : 0;
    if (m->stance == STANCE_STATES) w += 1;
    if (!e->noun) w += 1;
    for (ptrdiff_t i = 0; i < e->actors.n; i++)
        if (e->actors.p[i].name >= 0 && r->names.p[e->actors.p[i].name].form == FORM_NAME) {
            w += 1.5f;
            break;
        }
    if (e->recipients.n) w += 0.5f;
    if (e->when >= 0) w += 0.25f;
    w += subject(&r->tokens, e->head, m->at.span);
    str text = article_str(r->article, m->at.span);
    if (cut_quotation(text)) w -= 1.5f;
    if (str_ends(text, S("?"))) w -= 3;
    switch (r->tokens.upos[token_at(&r->tokens, m->at.span.beg)]) {
    case UPOS_ADP:
    case UPOS_ADV:
    case UPOS_SCONJ:
    case UPOS_CCONJ:
    case UPOS_PART: w -= 1; break;
    case UPOS_PRON: w -= 0.5f; break;
    default: break;
    }
    int32_t block = r->tokens.sentences.p[r->tokens.sent[e->head]].block;
    enum block_kind kind = r->article->blocks.p[block].kind;
    if (kind == BLOCK_TITLE || kind == BLOCK_HEADING) w -= 1;
    if (kind == BLOCK_TWEET || kind == BLOCK_CAPTION) w -= 0.75f;
    return w;
}

static bool telling(const tokens *k, int32_t t) {
    switch (k->upos[t]) {
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_NUM: return true;
    case UPOS_VERB: return !lex_find(&lex_light_verbs, k->lemma[t]) && !lex_find(&lex_reporting, k->lemma[t]);
    default: return false;
    }
}

/* The words of mention m that tell something, each once: the index of its lemma among those of the claim. */
static ints words_of(const account *acc, const struct mention *m, table *lemmas, arena *tmp) {
    const tokens *k = &acc->readings[m->at.article]->tokens;
    ints words = {0};
    for (int32_t t = token_at(k, m->at.span.beg); t < k->n && k->span[t].beg < m->at.span.end; t++) {
        if (!telling(k, t)) continue;
        int32_t w = table_number(lemmas, tmp, utf8_fold(tmp, k->lemma[t]));
        if (!ints_have(&words, w)) *vec_push(tmp, &words) = w;
    }
    return words;
}

/* How far `words` are those of the other mentions, 0 to 1: the harmonic mean of how much of what it says they say too,
 * and of how much of what they share it says. */
static float common(const ints *words, const int32_t *mentions_with, int32_t shared, ptrdiff_t mentions) {
    int32_t mine = 0;
    for (ptrdiff_t i = 0; i < words->n; i++) mine += mentions_with[words->p[i]] - 1;
    if (!mine) return 0;
    float precision = (float)mine / ((float)words->n * (float)(mentions - 1)), recall = (float)mine / (float)shared;
    return 2 * precision * recall / (precision + recall);
}

int32_t wording_best(const account *acc, const struct claim *c, float *agreement, arena tmp) {
    table lemmas = {.seed = 11};
    ints *words = arena_new(&tmp, ints, c->mentions.n);
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) words[i] = words_of(acc, &c->mentions.p[i], &lemmas, &tmp);
    int32_t *mentions_with = arena_new(&tmp, int32_t, lemmas.n + 1), shared = 0, best = 0;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++)
        for (ptrdiff_t j = 0; j < words[i].n; j++) mentions_with[words[i].p[j]]++;
    for (ptrdiff_t w = 0; w < lemmas.n; w++) shared += mentions_with[w] - 1;
    float most = 0, sum = 0;
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        float w = reads(acc, &c->mentions.p[i]);
        float agrees = c->mentions.n > 1 ? common(&words[i], mentions_with, shared, c->mentions.n) : 1;
        if (c->mentions.n > 2) w += COMMON * agrees;
        sum += agrees;
        if (i && w <= most) continue;
        most = w;
        best = (int32_t)i;
    }
    *agreement = sum / (float)c->mentions.n;
    return best;
}

/* How far the words of span s from word `beg` say something of themselves: "I don't know" says nothing. */
static float substance(const tokens *k, int32_t beg, span s) {
    static const float by_words[] = {0.3f, 0.7f, 1};
    size_t n = 0, most = sizeof by_words / sizeof *by_words - 1;
    for (int32_t t = beg; t < k->n && k->span[t].beg < s.end && n < most; t++) n += telling(k, t);
    return by_words[n];
}

float wording_whole(const account *acc, const struct claim *c) {
    const struct mention *m = &c->mentions.p[c->best];
    const struct event_finding *e = mention_event(acc, m);
    const tokens *k = &acc->readings[m->at.article]->tokens;
    if (e->office) return 0.25f;
    int32_t beg = token_at(k, m->at.span.beg);
    float said = substance(k, beg, m->at.span);
    bool finite = false;
    for (int32_t t = beg; t < k->n && k->span[t].beg < m->at.span.end; t++)
        finite |= str_eq(k->xpos[t], S("VBD")) || str_eq(k->xpos[t], S("VBZ")) || str_eq(k->xpos[t], S("VBP")) ||
                  str_eq(k->xpos[t], S("MD"));
    bool hangs =
        beg >= k->n || str_starts(k->xpos[beg], S("W")) || k->upos[beg] == UPOS_SCONJ || k->upos[beg] == UPOS_AUX;
    int32_t who = subject_of(k, e->head, m->at.span);
    if (finite && !hangs && who >= 0) return said * (str_starts(k->xpos[who], S("PRP")) ? 0.7f : 1);
    bool alone = beg + 1 >= k->n || k->span[beg + 1].beg >= m->at.span.end;
    if (alone) return 0.5f * said;
    return said * ((e->noun || k->upos[e->head] == UPOS_VERB) && !hangs ? 0.8f : 0.5f);
}
