#include "analyse/lemma.h"

#include "base/table.h"

enum { LEMMA_SEED = 0x1E44A, MORPH_SEED = 0x304F8, DROP_ALL = 9, SCRIPT_HEAD = 4 };

uint64_t lemma_key(int class, str norm, int length) {
    bool whole = length > ENDING_MAX;
    str ending = whole ? norm : str_drop(norm, norm.n - length);
    return feature_key((unsigned)(whole ? ENDING_MAX + 1 : length) + 1, str_hash(ending, LEMMA_SEED), (uint64_t)class);
}

uint64_t morph_key(int class, str norm) { return feature_key(1, str_hash(norm, MORPH_SEED), (uint64_t)class); }

bool lemma_apply(str script, str written, str norm, arena *out, str *lemma) {
    if (script.n < SCRIPT_HEAD) return false;
    str form = script.p[0] == '0' ? norm : written;
    int drop = script.p[2] - '0';
    if (drop == DROP_ALL) drop = (int)form.n;
    str tail = str_drop(script, SCRIPT_HEAD);
    if (drop < 0 || drop > form.n || (drop == form.n && !tail.n)) return false;
    if (drop > 0 && ((unsigned char)form.p[form.n - drop] & 0xC0) == 0x80) return false; // inside a character
    str stem = str_head(form, form.n - drop);
    *lemma = tail.n ? arena_cat(out, stem, tail) : stem;
    return true;
}

str lemma_of(const model *m, int class, str written, str norm, arena *out) {
    str lemma;
    for (int length = ENDING_MAX + 1; length >= 0; length--) {
        if (length <= ENDING_MAX && length > norm.n) continue;
        int32_t script = lookup_get(&m->lemmas, lemma_key(class, norm, length));
        if (script >= 0 && lemma_apply(m->script[script], written, norm, out, &lemma)) return lemma;
    }
    return m->class[class].upos == UPOS_PROPN ? written : norm;
}

str morph_of(const model *m, int class, str norm) {
    int32_t i = lookup_get(&m->morphs, morph_key(class, norm));
    if (i < 0) i = lookup_get(&m->morphs, morph_key(class, (str){0}));
    return i < 0 || str_eq(m->feats[i], S("_")) ? (str){0} : m->feats[i];
}
