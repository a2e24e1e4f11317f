#include "analyse/feature.h"

#include "base/table.h"
#include "base/utf8.h"

enum {
    OF_FORM,
    OF_SUFFIX,
    OF_PREFIX = OF_SUFFIX + SUFFIXES,
    OF_SHAPE = OF_PREFIX + PREFIXES,
    OF_CONTEXT,
    OF_GLUE,
    OF_LIST,
    OF_VECTOR,
    OF_PIECE
};

int feature_keys(const struct word *x, uint64_t keys[FEATURE_KEYS]) {
    int n = 0;
    keys[n++] = feature_key(OF_FORM, x->form, 0);
    for (unsigned i = 0; i < SUFFIXES; i++)
        if (x->suffix[i] != x->form + i) keys[n++] = feature_key(OF_SUFFIX + i, x->suffix[i], 0);
    for (unsigned i = 0; i < PREFIXES; i++)
        if (x->prefix[i] != x->form + i) keys[n++] = feature_key(OF_PREFIX + i, x->prefix[i], 0);
    keys[n++] = feature_key(OF_SHAPE, x->shape, 0);
    keys[n++] = feature_key(OF_CONTEXT, x->context, 0);
    keys[n++] = feature_key(OF_GLUE, x->glue, 0);
    for (unsigned i = 0; x->lists >> i; i++)
        if (x->lists >> i & 1) keys[n++] = feature_key(OF_LIST, i, x->caps == CAPS_LOWER);
    return n;
}

uint64_t feature_vector_key(uint64_t form) { return feature_key(OF_VECTOR, form, 0); }

uint64_t feature_piece_key(str piece, bool begins) {
    enum { SEED = 0x91EC };
    return feature_key(OF_PIECE, str_hash(piece, SEED), begins);
}

int feature_pieces(const struct lookup *vectors, str folded, int32_t rows[PIECES_MAX]) {
    enum { PIECE_BYTES = 24 };
    int n = 0;
    bool begins = true;
    for (ptrdiff_t at = 0, end; at < folded.n && n < PIECES_MAX; at = end) {
        bool mark = (unsigned char)folded.p[at] < 0x80 && !ascii_alnum(folded.p[at]);
        rows[n] = -1;
        for (end = at; end < folded.n && end - at < PIECE_BYTES; end++)
            if (end > at && (mark || ((unsigned char)folded.p[end] < 0x80 && !ascii_alnum(folded.p[end])))) break;
        for (; end > at; end--) {
            rows[n] = lookup_get(vectors, feature_piece_key(str_slice(folded, at, end), begins || mark));
            if (rows[n] >= 0) break;
        }
        if (rows[n++] < 0) return 0;
        begins = mark;
    }
    return n;
}

int feature_vectors(const struct lookup *vectors, uint64_t form, str word, int32_t rows[PIECES_MAX], arena tmp) {
    rows[0] = lookup_get(vectors, feature_vector_key(form));
    return rows[0] >= 0 ? 1 : feature_pieces(vectors, utf8_fold(&tmp, word), rows);
}
