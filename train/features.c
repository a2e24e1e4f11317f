#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyse/feature.h"
#include "analyse/words.h"
#include "base/limits.h"
#include "base/os.h"
#include "base/utf8.h"
#include "model/parts.h"
#include "train/fit.h"
#include "train/tables.h"

static str key_str(const uint64_t *key, arena *a) { return arena_str(a, str_of((const char *)key, sizeof *key)); }

void features_number(struct features *f, const struct corpus *c, arena *out, arena tmp) {
    enum { LEAST_FORM = 2, LEAST_PART = 3 };
    table seen = {.seed = 3}, forms = {.seed = 4};
    struct counts kept = {0};
    for (ptrdiff_t x = 0; x < c->n; x++)
        for (int32_t t = 0; !c->p[x].silver && t < c->p[x].w.n; t++) {
            uint64_t keys[FEATURE_KEYS];
            int n = feature_keys(&c->p[x].w.p[t], keys);
            for (int i = 0; i < n; i++) {
                int64_t *count = table_get(&seen, str_of((const char *)&keys[i], sizeof *keys));
                if (!count) count = table_put(&seen, &tmp, key_str(&keys[i], &tmp));
                ++*count;
                if (i == 0 && *count == 1) *table_put(&forms, &tmp, key_str(&keys[i], &tmp)) = 1;
            }
        }
    f->counts = arena_new(out, int64_t, seen.n);
    for (ptrdiff_t i = 0; i < seen.n; i++) {
        uint64_t key;
        memcpy(&key, seen.entry[i].key.p, sizeof key);
        if (seen.entry[i].value < (table_get(&forms, seen.entry[i].key) ? LEAST_FORM : LEAST_PART)) continue;
        f->counts[f->n] = seen.entry[i].value;
        counts_note(&kept, key, (int32_t)f->n++, &tmp);
    }
    counts_pack(&kept, &f->lookup);
}

void features_of_model(struct features *f, const model *m, const struct corpus *c, arena *out) {
    buf_put(&f->lookup, str_of((const char *)m->rows.slot, (ptrdiff_t)sizeof *m->rows.slot << m->rows.bits));
    f->n = m->net.shape.rows;
    f->counts = arena_new(out, int64_t, f->n);
    for (ptrdiff_t x = 0; x < c->n; x++)
        for (int32_t t = 0; !c->p[x].silver && t < c->p[x].w.n; t++) {
            uint64_t keys[FEATURE_KEYS];
            int n = feature_keys(&c->p[x].w.p[t], keys);
            for (int i = 0; i < n; i++) {
                int32_t row = lookup_get(&m->rows, keys[i]);
                if (row >= 0) f->counts[row]++;
            }
        }
}

/* The vectors of word t. A word that is not one piece goes by its pieces now and then, as words that have no vector of
 * their own always do. */
static int vectors_of_word(const struct lookup *vectors, const struct example *e, int32_t t, struct dice *d,
                           int32_t *rows, arena tmp) {
    enum { BY_PIECES_OF_100 = 30 };
    str word = str_slice(e->text, e->k->span[e->first + t].beg, e->k->span[e->first + t].end);
    if (d && dice_roll(d, 100) < BY_PIECES_OF_100) {
        arena room = tmp;
        int n = feature_pieces(vectors, utf8_fold(&room, word), rows);
        if (n > 1) return n;
    }
    return feature_vectors(vectors, e->w.p[t].form, word, rows, tmp);
}

void features_find(const struct features *f, const struct vectors *v, struct corpus *c, bool learn, arena *out,
                   arena tmp) {
    struct dice dice = {7};
    struct lookup rows, vectors;
    if (!lookup_read(&rows, buf_str(&f->lookup), (uint32_t)f->n, true)) exit(1);
    if (v->n && !lookup_read(&vectors, buf_str(&v->lookup), (uint32_t)v->n, true)) exit(1);
    for (ptrdiff_t x = 0; x < c->n; x++) {
        struct example *e = &c->p[x];
        int32_t found[FEATURE_KEYS], at = 0;
        uint64_t keys[FEATURE_KEYS];
        e->feature_from = arena_new(out, int32_t, e->w.n + 1);
        e->vector = arena_new(out, int32_t, (ptrdiff_t)e->w.n * PIECES_MAX);
        e->vector_from = arena_new(out, int32_t, e->w.n + 1);
        for (int32_t t = 0; t < e->w.n; t++) at += feature_keys(&e->w.p[t], keys);
        e->feature = arena_new(out, int32_t, at);
        at = 0;
        for (int32_t t = 0; t < e->w.n; t++) {
            int n = feature_keys(&e->w.p[t], keys);
            e->feature_from[t] = at;
            for (int i = 0; i < n; i++) {
                found[i] = lookup_get(&rows, keys[i]);
                if (found[i] >= 0 || i == 0) e->feature[at++] = found[i];
            }
            e->vector_from[t + 1] = e->vector_from[t];
            if (!v->n) continue;
            e->vector_from[t + 1] +=
                vectors_of_word(&vectors, e, t, learn ? &dice : NULL, e->vector + e->vector_from[t], tmp);
        }
        e->feature_from[e->w.n] = at;
    }
}

/* The numbers after a word; how many there were. */
static ptrdiff_t read_numbers(str rest, float *to, ptrdiff_t most) {
    ptrdiff_t n = 0;
    str part;
    while (str_next_part(&rest, ' ', &part)) {
        char text[32];
        if (!part.n) continue;
        if (n == most || part.n >= (ptrdiff_t)sizeof text) return -1;
        memcpy(text, part.p, (size_t)part.n);
        text[part.n] = 0;
        to[n++] = strtof(text, NULL);
    }
    return n;
}

/* Those that a model has. */
static bool vectors_of_model(struct vectors *v, const char *path, error *e) {
    model *m = model_open(path, e);
    if (!m) return false;
    const struct net *n = &m->net;
    v->n = n->shape.vectors, v->width = n->shape.vector;
    v->p = calloc((size_t)(v->n * v->width) + 1, sizeof *v->p);
    if (!v->p) exit(1);
    for (ptrdiff_t i = 0; i < v->n * v->width; i++) v->p[i] = n->vector_scale[i / v->width] * (float)n->vector[i];
    buf_clear(&v->lookup);
    buf_put(&v->lookup, str_of((const char *)m->vectors.slot, (ptrdiff_t)sizeof *m->vectors.slot << m->vectors.bits));
    model_close(m);
    return v->n > 0 || error_set(e, ERROR_MODEL, -1, "a model without vectors");
}

/* The key of a row: a word's, or a piece's, which begins with ^, or ## where it goes on in a word. */
static uint64_t vector_key(str word) {
    if (word.n > 2 && str_starts(word, S("##"))) return feature_piece_key(str_drop(word, 2), false);
    if (word.n > 1 && word.p[0] == '^') return feature_piece_key(str_drop(word, 1), true);
    return feature_vector_key(words_form(word));
}

bool vectors_read(struct vectors *v, const char *path, arena tmp, error *e) {
    enum { WIDTH_MAX = 512, WORDS_MAX = 1 << 18 };
    char *data;
    ptrdiff_t bytes;
    int why = os_real.read_file(NULL, path, LIMIT_FILE_BYTES, &data, &bytes);
    if (why) return error_set(e, ERROR_SYSTEM, -1, "%s", os_words(why));
    str rest = str_of(data, bytes), line, word;
    if (str_starts(rest, S(MODEL_MAGIC))) {
        free(data);
        return vectors_of_model(v, path, e);
    }
    float row[WIDTH_MAX];
    struct counts all = {0};
    table seen = {.seed = 6};
    double square = 0;
    while (v->n < WORDS_MAX && str_next_part(&rest, '\n', &line)) {
        if (!line.n || !str_next_part(&line, '\t', &word)) continue;
        ptrdiff_t n = read_numbers(line, row, WIDTH_MAX);
        if (!v->width && n > 0) {
            v->width = n;
            v->p = malloc((size_t)(n * WORDS_MAX) * sizeof *v->p);
        }
        if (n <= 0 || n != v->width || !v->p) return error_set(e, ERROR_SYNTAX, -1, "a row unlike the first");
        uint64_t key = vector_key(word);
        int64_t *number = table_get(&seen, str_of((const char *)&key, sizeof key));
        if (number) continue; // words that differ in digits alone are one
        *table_put(&seen, &tmp, key_str(&key, &tmp)) = 1;
        memcpy(v->p + v->n * v->width, row, (size_t)n * sizeof *row);
        for (ptrdiff_t i = 0; i < n; i++) square += (double)row[i] * (double)row[i];
        counts_note(&all, key, (int32_t)v->n++, &tmp);
    }
    free(data);
    float scale = square > 0 ? (float)(0.3 / sqrt(square / (double)(v->n * v->width))) : 1;
    for (ptrdiff_t i = 0; i < v->n * v->width; i++) v->p[i] *= scale;
    buf_clear(&v->lookup);
    counts_pack(&all, &v->lookup);
    return v->n > 0 || error_set(e, ERROR_SYNTAX, -1, "no vectors");
}
