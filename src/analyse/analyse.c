#include "analyse/analyse.h"

#include <stdlib.h>

#include "analyse/dateline.h"
#include "analyse/feature.h"
#include "analyse/lemma.h"
#include "analyse/name.h"
#include "analyse/parse.h"
#include "analyse/relation.h"
#include "analyse/sentence.h"
#include "analyse/token.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "model/parts.h"

struct found {
    struct pieces pieces;
    struct {
        struct sentence *p;
        ptrdiff_t n, cap;
    } sentences;
};

static void split_block(const article *a, span where, int32_t block, struct found *f, arena *tmp) {
    ptrdiff_t beg = f->pieces.n;
    token_split(a->text, where, &f->pieces, tmp);
    for (ptrdiff_t at = beg; at < f->pieces.n;) {
        ptrdiff_t end = sentence_end(a->text, f->pieces.p, at, f->pieces.n);
        *vec_push(tmp, &f->sentences) = (struct sentence){
            .span = {f->pieces.p[at].span.beg, f->pieces.p[end - 1].span.end},
            .beg = (int32_t)at,
            .end = (int32_t)end,
            .block = block,
            .paragraph_start = at == beg,
        };
        at = end;
    }
}

/* Fills spans, forms and sentences. */
static void split(const article *a, tokens *k, arena *out, arena tmp) {
    struct found f = {0};
    for (ptrdiff_t b = 0; b < a->blocks.n; b++) split_block(a, a->blocks.p[b].span, (int32_t)b, &f, &tmp);
    tokens_new(k, out, f.pieces.n);
    for (ptrdiff_t t = 0; t < k->n; t++) {
        k->span[t] = f.pieces.p[t].span;
        k->mwt[t] = f.pieces.p[t].joined;
        k->norm[t] = token_norm(article_str(a, k->span[t]), out);
    }
    k->sentences.n = k->sentences.cap = f.sentences.n;
    k->sentences.p = arena_new(out, struct sentence, f.sentences.n);
    for (ptrdiff_t s = 0; s < f.sentences.n; s++) {
        k->sentences.p[s] = f.sentences.p[s];
        for (int32_t t = k->sentences.p[s].beg; t < k->sentences.p[s].end; t++) k->sent[t] = (int32_t)s;
    }
}

/* Tags without a model: every word hangs from the first of its sentence. */
static void guess(const article *a, tokens *k) {
    for (ptrdiff_t t = 0; t < k->n; t++) {
        const struct sentence *s = &k->sentences.p[k->sent[t]];
        uint32_t c = utf8_at(article_str(a, k->span[t]), 0, &(int){0});
        bool first = t == s->beg;
        k->lemma[t] = k->norm[t];
        k->xpos[t] = S("NN");
        k->upos[t] = utf8_is_punct(c)             ? UPOS_PUNCT
                     : utf8_is_digit(c)           ? UPOS_NUM
                     : utf8_is_upper(c) && !first ? UPOS_PROPN
                                                  : UPOS_NOUN;
        k->head[t] = first ? -1 : s->beg;
        k->rel[t] = first ? REL_ROOT : k->upos[t] == UPOS_PUNCT ? REL_PUNCT : REL_DEP;
    }
}

/* What the network reads at once: a sentence, or a piece of one past LIMIT_SENTENCE_TOKENS. */
struct part {
    struct sentence s; // its words
    int32_t number;    // among the batch's
    int32_t first;     // its first word among those of the batch
    struct net_sentence seen;
};

struct batch {
    struct part *p; // [n]
    int32_t n, words;
};

/* Words of one batch: enough for the products to be of many rows, few enough for their results to stay near. */
enum { BATCH_WORDS = 512, ROWS_A_WORD = 16 };

/* Parts that follow each other, which names are read in: what one says of a name helps with the next. */
struct stretch {
    struct net_sentence seen;
    int32_t first;
};

enum { STRETCH_WORDS = 100 };

/* x[n] as one. */
static struct stretch join_parts(const struct part *x, int32_t n, int32_t words, arena *out) {
    int32_t rows = 0, vectors = 0, at = 0;
    for (int32_t i = 0; i < n; i++) rows += x[i].seen.from[x[i].seen.n], vectors += x[i].seen.vector_from[x[i].seen.n];
    int32_t *row = arena_new(out, int32_t, rows), *from = arena_new(out, int32_t, words + 1),
            *vector = arena_new(out, int32_t, vectors), *vector_from = arena_new(out, int32_t, words + 1);
    for (int32_t i = 0; i < n; i++) {
        const struct net_sentence *s = &x[i].seen;
        if (s->from[s->n]) memcpy(row + from[at], s->row, (size_t)s->from[s->n] * sizeof *row);
        if (s->vector_from[s->n])
            memcpy(vector + vector_from[at], s->vector, (size_t)s->vector_from[s->n] * sizeof *vector);
        for (int32_t t = 1; t <= s->n; t++) {
            from[at + t] = from[at] + s->from[t];
            vector_from[at + t] = vector_from[at] + s->vector_from[t];
        }
        at += s->n;
    }
    return (struct stretch){{words, row, from, vector, vector_from}, x->first};
}

static int longest_stretch_first(const void *a, const void *b) {
    const struct stretch *x = a, *y = b;
    return x->seen.n != y->seen.n ? (x->seen.n < y->seen.n) - (x->seen.n > y->seen.n)
                                  : (x->first > y->first) - (x->first < y->first);
}

/* The second network's scores of the batch's words, in the order of the text. */
static float *run_namer(const model *m, const struct kernel *kernel, const struct batch *b, arena *out) {
    if (!m->namer.shape.layers) return NULL;
    float *names = arena_new(out, float, (ptrdiff_t)b->words *NER_COUNT);
    arena tmp = *out;
    struct stretch *some = arena_new(&tmp, struct stretch, b->n);
    int32_t n = 0;
    for (int32_t i = 0, end, words; i < b->n; i = end) {
        for (end = i, words = 0; end < b->n && (end == i || words + b->p[end].seen.n <= STRETCH_WORDS); end++)
            words += b->p[end].seen.n;
        some[n++] = join_parts(b->p + i, end - i, words, &tmp);
    }
    qsort(some, (size_t)n, sizeof *some, longest_stretch_first);
    struct net_sentence *seen = arena_new(&tmp, struct net_sentence, n);
    for (int32_t i = 0; i < n; i++) seen[i] = some[i].seen;
    float *scores = arena_new(&tmp, float, (ptrdiff_t)b->words *NER_COUNT), *at = scores;
    net_encode(&m->namer, kernel, seen, n, scores, tmp);
    for (int32_t i = 0; i < n; at += some[i++].seen.n * NER_COUNT)
        memcpy(names + (ptrdiff_t)some[i].first * NER_COUNT, at, (size_t)some[i].seen.n * NER_COUNT * sizeof *at);
    return names;
}

static int longest_first(const void *a, const void *b) {
    const struct part *x = a, *y = b;
    return x->seen.n != y->seen.n ? (x->seen.n < y->seen.n) - (x->seen.n > y->seen.n)
                                  : (x->number > y->number) - (x->number < y->number);
}

/* What the network sees of the part's words. */
static void look(const model *m, const article *a, const tokens *k, struct part *p, arena *out) {
    struct words w = words_make(a->text, k, &p->s, out);
    words_find_lists(&w, a->text, k, &p->s, *out);
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } rows = {0};
    int32_t *from = arena_new(out, int32_t, w.n + 1), *vector_from = arena_new(out, int32_t, w.n + 1),
            *vector = arena_new(out, int32_t, (ptrdiff_t)w.n * PIECES_MAX);
    rows.cap = (ptrdiff_t)w.n * ROWS_A_WORD;
    rows.p = arena_new(out, int32_t, rows.cap);
    for (int32_t t = 0; t < w.n; t++) {
        uint64_t keys[FEATURE_KEYS];
        int n = feature_keys(&w.p[t], keys);
        from[t] = (int32_t)rows.n;
        for (int i = 0; i < n; i++) {
            int32_t row = lookup_get(&m->rows, keys[i]);
            if (row >= 0) *vec_push(out, &rows) = row;
        }
        str word = article_str(a, k->span[p->s.beg + t]);
        vector_from[t + 1] =
            vector_from[t] + feature_vectors(&m->vectors, w.p[t].form, word, vector + vector_from[t], *out);
    }
    from[w.n] = (int32_t)rows.n;
    p->seen = (struct net_sentence){w.n, rows.p, from, vector, vector_from};
}

static int best_of(const float *score, ptrdiff_t n) {
    ptrdiff_t best = 0;
    for (ptrdiff_t i = 1; i < n; i++)
        if (score[i] > score[best]) best = i;
    return (int)best;
}

/* What word t of the text means, by its lemma, else by its form, whose vectors are given: one or those of pieces. */
static const int8_t *sense_of(const model *m, const tokens *k, int32_t t, const int32_t *vector, int32_t vectors) {
    switch (k->upos[t]) {
    case UPOS_NOUN:
    case UPOS_VERB:
    case UPOS_ADJ:
    case UPOS_ADV: break;
    default: return NULL;
    }
    int32_t own = lookup_get(&m->vectors, feature_vector_key(words_form(k->lemma[t])));
    if (own < 0 && vectors == 1) own = *vector;
    return own < 0 ? NULL : m->net.vector + (ptrdiff_t)own * m->net.shape.vector;
}

/* Labels of names by the scores of one network or, where there are two, of both. */
static void decide_names(const struct net *net, const float *scores, const float *names, int32_t n, uint8_t *labels,
                         arena tmp) {
    const float SECOND = 2; // the first is surer than it should be: it knows the names of its treebank by heart
    if (!names) {
        name_labels(scores + net->at[NET_NER], net->width, n, labels, tmp);
        return;
    }
    float *sum = arena_new(&tmp, float, (ptrdiff_t)n *NER_COUNT);
    for (int32_t i = 0; i < n; i++)
        for (int l = 0; l < NER_COUNT; l++)
            sum[i * NER_COUNT + l] = scores[i * net->width + net->at[NET_NER] + l] + SECOND * names[i * NER_COUNT + l];
    name_labels(sum, NER_COUNT, n, labels, tmp);
}

/* Fills the columns of a part from its scores and, where a second network reads names, that one's. */
static void decide(const model *m, const struct kernel *kernel, const article *a, tokens *k, const struct part *p,
                   const float *scores, const float *names, arena *out, arena tmp) {
    const struct net *net = &m->net;
    int32_t n = p->seen.n, beg = p->s.beg, *head = arena_new(&tmp, int32_t, n);
    float *arc = arena_new(&tmp, float, (ptrdiff_t)n *(n + 1)), *relation = arena_new(&tmp, float, n *REL_COUNT);
    for (int32_t i = 0; i < n; i++) {
        const float *score = scores + i * net->width;
        int class = best_of(score + net->at[NET_CLASS], m->classes), t = beg + i;
        str feats = m->feats[best_of(score + net->at[NET_FEATS], m->feats_n)];
        k->upos[t] = m->class[class].upos;
        k->xpos[t] = m->class[class].xpos;
        k->feats[t] = str_eq(feats, S("_")) ? (str){0} : feats;
        k->lemma[t] = lemma_of(m, class, article_str(a, k->span[t]), k->norm[t], out);
        k->sense[t] = sense_of(m, k, t, p->seen.vector + p->seen.vector_from[i],
                               p->seen.vector_from[i + 1] - p->seen.vector_from[i]);
    }
    k->sense_n = (int32_t)net->shape.vector;
    decide_names(net, scores, names, n, k->ner + beg, tmp);
    net_arcs(net, kernel, scores, n, arc, tmp);
    parse_tree(arc, n, head, tmp);
    net_relations(net, kernel, scores, n, head, relation, tmp);
    relation_choose(relation, head, k->xpos + beg, n, k->rel + beg, tmp);
    for (int32_t i = 0; i < n; i++) k->head[beg + i] = head[i] == n ? -1 : beg + head[i];
}

/* The roots of the other pieces of a sentence hang from the root of the one that has word `in`. */
static void join(tokens *k, const struct sentence *s, int32_t in) {
    int32_t root = in;
    while (k->head[root] >= 0) root = k->head[root];
    for (int32_t t = s->beg; t < s->end; t++)
        if (k->head[t] < 0 && t != root) k->head[t] = root, k->rel[t] = REL_PARATAXIS;
}

static void run_batch(const model *m, const struct kernel *kernel, const article *a, tokens *k, struct batch *b,
                      arena *out, arena tmp) {
    struct net_sentence *seen = arena_new(&tmp, struct net_sentence, b->n);
    float *scores = arena_new(&tmp, float, b->words * m->net.width), *at = scores;
    for (int32_t i = 0; i < b->n; i++) {
        b->p[i].number = i;
        b->p[i].first = i ? b->p[i - 1].first + b->p[i - 1].seen.n : 0;
        look(m, a, k, &b->p[i], &tmp);
    }
    const float *names = run_namer(m, kernel, b, &tmp);
    qsort(b->p, (size_t)b->n, sizeof *b->p, longest_first);
    for (int32_t i = 0; i < b->n; i++) seen[i] = b->p[i].seen;
    net_encode(&m->net, kernel, seen, b->n, scores, tmp);
    for (int32_t i = 0; i < b->n; i++, at += seen[i - 1].n * m->net.width)
        decide(m, kernel, a, k, &b->p[i], at, names ? names + (ptrdiff_t)b->p[i].first * NER_COUNT : NULL, out, tmp);
}

void analyse_tokens(const model *m, const article *a, tokens *k, arena *out, arena tmp) {
    if (!m) {
        guess(a, k);
        return;
    }
    const struct kernel *kernel = kernel_best();
    struct batch b = {arena_new(&tmp, struct part, BATCH_WORDS), 0, 0}; // a part has a word at least
    for (ptrdiff_t s = 0; s < k->sentences.n; s++) {
        int32_t apart = dateline_words(a, k, &k->sentences.p[s]);
        if (k->sentences.p[s].document_start && b.n) { // names of one document say nothing of another's
            run_batch(m, kernel, a, k, &b, out, tmp);
            b.n = b.words = 0;
        }
        for (int32_t beg = k->sentences.p[s].beg, end = k->sentences.p[s].end; beg < end; apart = 0) {
            int32_t n = apart ? apart : end - beg < LIMIT_SENTENCE_TOKENS ? end - beg : LIMIT_SENTENCE_TOKENS;
            b.p[b.n] = (struct part){.s = k->sentences.p[s]};
            b.p[b.n].s.beg = beg, b.p[b.n].s.end = beg + n;
            b.n++, b.words += n, beg += n;
            if (b.words < BATCH_WORDS) continue;
            run_batch(m, kernel, a, k, &b, out, tmp);
            b.n = b.words = 0;
        }
    }
    if (b.n) run_batch(m, kernel, a, k, &b, out, tmp);
    for (ptrdiff_t i = 0; i < k->sentences.n; i++) {
        const struct sentence *s = &k->sentences.p[i];
        int32_t apart = dateline_words(a, k, s);
        if (apart || s->end - s->beg > LIMIT_SENTENCE_TOKENS) join(k, s, s->beg + apart);
        if (apart) dateline_label(k, s, apart);
    }
}

void analyse(const model *m, const article *a, tokens *k, arena *out, arena tmp) {
    split(a, k, out, tmp);
    analyse_tokens(m, a, k, out, tmp);
}
