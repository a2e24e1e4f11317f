#include "train/corpus.h"

#include <stdlib.h>

#include "analyse/conllu.h"
#include "base/limits.h"
#include "base/os.h"
#include "base/table.h"
#include "train/entities.h"

enum { TITLE_PER_100 = 8, UPPER_PER_100 = 4, LOWER_PER_100 = 2 };

uint32_t dice_roll(struct dice *d, uint32_t below) {
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((d->state >> 33) % below);
}

/* A copy of the text in which sentence s is written another way. */
static str rewritten(str text, const tokens *k, const struct sentence *s, enum letter_mode mode, bool lower,
                     arena *out) {
    str copy = arena_str(out, text);
    char *p = (char *)(uintptr_t)copy.p;
    for (int32_t t = s->beg; t < s->end; t++) {
        bool content = k->upos[t] != UPOS_ADP && k->upos[t] != UPOS_DET && k->upos[t] != UPOS_CCONJ &&
                       k->upos[t] != UPOS_PART && !k->mwt[t];
        for (uint32_t i = k->span[t].beg; i < k->span[t].end; i++) {
            bool raise = mode == MODE_UPPER || (mode == MODE_TITLE && i == k->span[t].beg && (content || t == s->beg));
            if (raise && ascii_lower(p[i])) p[i] = (char)(p[i] - 32);
            if (lower) p[i] = ascii_fold(p[i]);
        }
    }
    return copy;
}

static void add_form(struct corpus *c, const struct example *base, str text, const struct sentence *s, arena *out,
                     arena tmp) {
    struct example *x = vec_push(out, c);
    *x = *base;
    x->w = words_make(text, base->k, s, out);
    words_find_lists(&x->w, text, base->k, s, tmp);
}

static void add_sentence(struct corpus *c, const article *a, const tokens *k, ptrdiff_t number, bool names, bool loose,
                         const float *chance, enum corpus_mode mode, struct dice *d, arena *out, arena tmp) {
    // A sentence by itself, so that its rewritten forms copy no more than it.
    struct sentence *s = &k->sentences.p[number];
    int32_t n = s->end - s->beg;
    struct example x = {.k = k,
                        .text = a->text,
                        .first = s->beg,
                        .names = names,
                        .loose = loose,
                        .written = true,
                        .silver = mode >= CORPUS_SILVER,
                        .bare = mode == CORPUS_NAMES};
    x.upos = k->upos + s->beg;
    x.rel = k->rel + s->beg;
    x.ner = k->ner + s->beg;
    x.tag = arena_new(out, uint8_t, n);
    x.feats = arena_new(out, int16_t, n);
    x.head = arena_new(out, int32_t, n);
    x.chance = chance ? chance + (ptrdiff_t)s->beg * NER_COUNT : NULL;
    for (int32_t i = 0; i < n; i++) x.head[i] = k->head[s->beg + i] < 0 ? n : k->head[s->beg + i] - s->beg;
    add_form(c, &x, a->text, s, out, tmp);
    x.written = false;
    uint32_t roll = dice_roll(d, 100);
    if ((mode != CORPUS_REWRITE && mode != CORPUS_NAMES) || roll >= TITLE_PER_100 + UPPER_PER_100 + LOWER_PER_100)
        return;
    enum letter_mode letters = roll < TITLE_PER_100                   ? MODE_TITLE
                               : roll < TITLE_PER_100 + UPPER_PER_100 ? MODE_UPPER
                                                                      : MODE_PLAIN;
    add_form(c, &x, rewritten(a->text, k, s, letters, letters == MODE_PLAIN, &tmp), s, out, tmp);
}

/* The chances of one word, "O:62,B-ORG:38", in a row of them. */
static void read_chances(str item, float *row) {
    str part, name;
    float total = 0;
    while (str_next_part(&item, ',', &part)) {
        int64_t n = 0;
        if (!str_next_part(&part, ':', &name) || !part.p) continue;
        for (ptrdiff_t i = 0; i < part.n && ascii_digit(part.p[i]); i++) n = 10 * n + part.p[i] - '0';
        row[ner_of(name)] += (float)n;
        total += (float)n;
    }
    for (int i = 0; total > 0 && i < NER_COUNT; i++) row[i] /= total;
}

/* The chances of all words of a document: those of Chances= or, where there is none, of the word's label alone. */
static float *chances_of(str document, const tokens *k, arena *out) {
    float *chance = arena_new(out, float, k->n *NER_COUNT);
    str line, id, misc, item;
    for (ptrdiff_t t = 0; str_next_part(&document, '\n', &line) && t < k->n;) {
        bool told = false;
        if (!line.n || line.p[0] == '#' || !str_next_part(&line, '\t', &id)) continue;
        if (str_find(id, S("-"), 0) >= 0 || str_find(id, S("."), 0) >= 0) continue;
        misc = line;
        while (str_next_part(&line, '\t', &item)) misc = item;
        while (str_next_part(&misc, '|', &item))
            if (str_starts(item, S("Chances="))) read_chances(str_drop(item, 8), chance + t * NER_COUNT), told = true;
        if (!told) chance[t * NER_COUNT + k->ner[t]] = 1;
        t++;
    }
    return chance;
}

bool corpus_add(struct corpus *c, const char *path, enum corpus_mode mode, struct dice *d, arena *out, arena tmp,
                error *e) {
    char *data;
    ptrdiff_t n;
    int why = os_real.read_file(NULL, path, LIMIT_FILE_BYTES, &data, &n);
    if (why) return error_set(e, ERROR_SYSTEM, -1, "%s: %s", path, os_words(why));
    str rest = arena_str(out, str_of(data, n)), document;
    free(data);
    bool soft = str_find(rest, S("Chances="), 0) >= 0;
    bool labelled = str_find(rest, S("NER="), 0) >= 0, entities = str_find(rest, S("Entity="), 0) >= 0;
    while (conllu_next_document(&rest, &document)) {
        article *a = arena_new(out, article, 1);
        tokens *k = arena_new(out, tokens, 1);
        if (!conllu_read(document, a, k, out, tmp, e)) return false;
        if (labelled && mode < CORPUS_SILVER)
            entities_titles(k, &c->titles, out);
        else if (!labelled && entities)
            entities_label(document, k, &c->titles, tmp);
        const float *chance = soft ? chances_of(document, k, out) : NULL;
        for (ptrdiff_t s = 0; s < k->sentences.n; s++)
            add_sentence(c, a, k, s, labelled || entities, !labelled, chance, mode, d, out, tmp);
    }
    return true;
}

/* The examples number[0 … n) as one. */
static struct example joined(const struct corpus *c, const ptrdiff_t *number, ptrdiff_t n, int32_t words, arena *out) {
    struct example x = c->p[number[0]];
    int32_t features = 0, vectors = 0, at = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct example *e = &c->p[number[i]];
        features += e->feature_from[e->w.n], vectors += e->vector_from[e->w.n];
    }
    int32_t *feature = arena_new(out, int32_t, features), *feature_from = arena_new(out, int32_t, words + 1),
            *vector = arena_new(out, int32_t, vectors), *vector_from = arena_new(out, int32_t, words + 1);
    features = vectors = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct example *e = &c->p[number[i]];
        memcpy(feature + features, e->feature, (size_t)e->feature_from[e->w.n] * sizeof *feature);
        memcpy(vector + vectors, e->vector, (size_t)e->vector_from[e->w.n] * sizeof *vector);
        for (int32_t t = 1; t <= e->w.n; t++) {
            feature_from[at + t] = features + e->feature_from[t];
            vector_from[at + t] = vectors + e->vector_from[t];
        }
        at += e->w.n, features = feature_from[at], vectors = vector_from[at];
    }
    x.w = (struct words){.n = words}; // labels and chances lie one sentence after the other already
    x.feature = feature, x.feature_from = feature_from, x.vector = vector, x.vector_from = vector_from;
    x.run = x.bare = true;
    return x;
}

void corpus_join(struct corpus *c, int32_t words, arena *out) {
    ptrdiff_t all = c->n, *number = arena_new(out, ptrdiff_t, words + 1), n = 0;
    int32_t sum = 0;
    for (ptrdiff_t i = 0; i <= all; i++) {
        const struct example *e = i < all ? &c->p[i] : NULL;
        if (e && !e->written) continue;
        if (n && (!e || e->k != c->p[number[0]].k || sum + e->w.n > words)) {
            struct example x = joined(c, number, n, sum, out);
            *vec_push(out, c) = x;
            n = 0, sum = 0;
            if (e) e = &c->p[i];
        }
        if (e) number[n++] = i, sum += e->w.n;
    }
}

struct counted {
    str key; // "UPOS<tab>XPOS"
    int64_t count;
};

static int by_count(const void *a, const void *b) {
    const struct counted *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : str_cmp(x->key, y->key);
}

static str class_key(const tokens *k, int32_t t, arena *a) {
    str xpos = k->xpos[t].n ? k->xpos[t] : S("_");
    return arena_fmt(a, "%.*s\t%.*s", STR_FMT(upos_text[k->upos[t]]), STR_FMT(xpos));
}

int corpus_class(const struct corpus *c, const tokens *k, int32_t t) {
    int same = -1;
    for (int i = 0; i < c->classes; i++) {
        if (c->class[i].upos != k->upos[t]) continue;
        if (str_eq(c->class[i].xpos, k->xpos[t])) return i;
        if (same < 0) same = i;
    }
    return same < 0 ? 0 : same;
}

static str feats_of(const struct example *e, int32_t i) {
    str feats = e->k->feats[e->first + i];
    return feats.n ? feats : S("_");
}

/* The keys of all words as they are written, the commonest first. */
static struct counted *count_all(const struct corpus *c, bool feats, arena *out, ptrdiff_t *n) {
    table seen = {.seed = 1};
    for (ptrdiff_t x = 0; x < c->n; x++)
        for (int32_t i = 0; c->p[x].written && !c->p[x].silver && i < c->p[x].w.n; i++)
            ++*table_put(&seen, out, feats ? feats_of(&c->p[x], i) : class_key(c->p[x].k, c->p[x].first + i, out));
    struct counted *all = arena_new(out, struct counted, seen.n);
    for (ptrdiff_t i = 0; i < seen.n; i++) all[i] = (struct counted){seen.entry[i].key, seen.entry[i].value};
    qsort(all, (size_t)seen.n, sizeof *all, by_count);
    *n = seen.n;
    return all;
}

static void number_classes(struct corpus *c, arena *out) {
    enum { LEAST = 3, LEAST_FEATS = 2 };
    ptrdiff_t n;
    struct counted *all = count_all(c, false, out, &n);
    for (ptrdiff_t i = 0; i < n && c->classes < CLASSES_MAX && all[i].count >= LEAST; i++) {
        str xpos = all[i].key, upos;
        str_next_part(&xpos, '\t', &upos);
        c->class[c->classes++] = (struct tag_class){(uint8_t)upos_of(upos), xpos};
    }
    all = count_all(c, true, out, &n);
    for (ptrdiff_t i = 0; i < n && c->feats_n < FEATS_MAX && all[i].count >= LEAST_FEATS; i++)
        c->feats[c->feats_n++] = all[i].key;
}

void corpus_classes(struct corpus *c, const struct corpus *like, arena *out) {
    table feats = {.seed = 2};
    if (like) {
        c->classes = like->classes, c->feats_n = like->feats_n;
        memcpy(c->class, like->class, sizeof c->class);
        memcpy(c->feats, like->feats, sizeof c->feats);
    } else {
        number_classes(c, out);
    }
    for (int i = 0; i < c->classes; i++) c->class_upos[i] = c->class[i].upos;
    for (int i = 0; i < c->feats_n; i++) *table_put(&feats, out, c->feats[i]) = i + 1;
    for (ptrdiff_t x = 0; x < c->n; x++) {
        struct example *e = &c->p[x];
        e->class_upos = c->class_upos;
        for (int32_t i = 0; i < e->w.n; i++) {
            const int64_t *number = table_get(&feats, feats_of(e, i));
            e->tag[i] = (uint8_t)corpus_class(c, e->k, e->first + i);
            e->feats[i] = (int16_t)(number ? *number - 1 : -1);
        }
    }
}
