#include "analyse/feature.h"

#include "model/lookup.h"

enum {
    OF_FORM,
    OF_SUFFIX,
    OF_PREFIX = OF_SUFFIX + SUFFIXES,
    OF_SHAPE = OF_PREFIX + PREFIXES,
    OF_CONTEXT,
    OF_GLUE,
    OF_LIST,
    OF_VECTOR
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
        if (x->lists >> i & 1) keys[n++] = feature_key(OF_LIST, i, 0);
    return n;
}

uint64_t feature_vector_key(uint64_t form) { return feature_key(OF_VECTOR, form, 0); }
