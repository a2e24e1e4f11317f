#include "analyse/analyse.h"

#include "analyse/lemma.h"
#include "analyse/morph.h"
#include "analyse/name.h"
#include "analyse/parse.h"
#include "analyse/sentence.h"
#include "analyse/tag.h"
#include "analyse/token.h"
#include "base/utf8.h"

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

static void analyse_sentence(const model *m, const article *a, tokens *k, const struct sentence *s, arena *out,
                             arena tmp) {
    struct words w = words_make(a->text, k, s, &tmp);
    uint8_t *tags = arena_new(&tmp, uint8_t, w.n);
    struct parse p;
    tag_sentence(m, &w, tags);
    for (int32_t i = 0; i < w.n; i++) {
        int32_t t = s->beg + i;
        k->upos[t] = m->class[tags[i]].upos;
        k->xpos[t] = m->class[tags[i]].xpos;
        k->lemma[t] = lemma_of(m, tags[i], article_str(a, k->span[t]), k->norm[t], out);
    }
    parse_begin(&p, &w, tags, &tmp);
    parse_sentence(m, &p);
    for (int32_t i = 0; i < w.n; i++) {
        k->head[s->beg + i] = p.head[i] == w.n ? -1 : s->beg + p.head[i];
        k->rel[s->beg + i] = p.rel[i];
    }
    struct morph_view v = {.w = &w, .tags = tags, .upos = k->upos + s->beg, .head = p.head, .rel = p.rel};
    morph_view_make(&v, &tmp);
    morph_sentence(m, &v, k->norm + s->beg, k->feats + s->beg);
    words_find_lists(&w, a->text, k, s, tmp);
    name_sentence(m, &w, tags, k->upos + s->beg, k->ner + s->beg);
}

void analyse_tokens(const model *m, const article *a, tokens *k, arena *out, arena tmp) {
    if (!m) {
        guess(a, k);
        return;
    }
    for (ptrdiff_t s = 0; s < k->sentences.n; s++) analyse_sentence(m, a, k, &k->sentences.p[s], out, tmp);
}

void analyse(const model *m, const article *a, tokens *k, arena *out, arena tmp) {
    split(a, k, out, tmp);
    analyse_tokens(m, a, k, out, tmp);
}
