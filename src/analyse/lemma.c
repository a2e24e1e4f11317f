#include "analyse/lemma.h"

#include "base/table.h"
#include "lexicon_tables.h"

enum { LEMMA_SEED = 0x1E44A, DROP_ALL = 9, SCRIPT_HEAD = 4 };

uint64_t lemma_key(int class, str norm, int length) {
    bool whole = length > ENDING_MAX;
    str ending = whole ? norm : str_drop(norm, norm.n - length);
    return feature_key((unsigned)(whole ? ENDING_MAX + 1 : length) + 1, str_hash(ending, LEMMA_SEED), (uint64_t) class);
}

str lemma_capital(str written, arena *out) {
    if (!written.n || !ascii_lower(written.p[0])) return written;
    char *p = arena_new(out, char, written.n);
    memcpy(p, written.p, (size_t)written.n);
    p[0] = (char)(p[0] - 32);
    return str_of(p, written.n);
}

bool lemma_apply(str script, str written, str norm, arena *out, str *lemma) {
    if (script.n < SCRIPT_HEAD) return false;
    str form = script.p[0] == '0' ? norm : script.p[0] == '2' ? lemma_capital(written, out) : written;
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
    // Endings tell nothing of "shot" and "lent".
    bool past = str_eq(m->class[class].xpos, S("VBD")) || str_eq(m->class[class].xpos, S("VBN"));
    const lex_row *row = past && m->class[class].upos == UPOS_VERB ? lex_find(&lex_irregular_verbs, norm) : NULL;
    if (row) return lex_cell(&lex_irregular_verbs, row, LEX_irregular_verbs_verb);
    for (int length = ENDING_MAX + 1; length >= 0; length--) {
        if (length <= ENDING_MAX && length > norm.n) continue;
        int32_t script = lookup_get(&m->lemmas, lemma_key(class, norm, length));
        if (script >= 0 && lemma_apply(m->script[script], written, norm, out, &lemma)) return lemma;
    }
    return m->class[class].upos == UPOS_PROPN ? written : norm;
}
