#include "extract/noun.h"

#include "lexicon_tables.h"

enum { PHRASE_WORDS = 7 };

static bool ends(str w, const char *tail) { return str_ends(w, str_cstr(tail)); }

str noun_singular(str word, arena *out) {
    const lex_row *row = lex_find_folded(&lex_irregular_plurals, word);
    if (row) return lex_cell(&lex_irregular_plurals, row, LEX_irregular_plurals_singular);
    ptrdiff_t n = word.n;
    if (n < 4 || word.p[n - 1] != 's' || ends(word, "ss") || ends(word, "us") || ends(word, "is")) {
        if (n > 4 && ends(word, "men") && !ends(word, "omen")) return arena_cat(out, str_head(word, n - 2), S("an"));
        return arena_str(out, word);
    }
    if (n > 4 && ends(word, "ies")) return arena_cat(out, str_head(word, n - 3), S("y"));
    if (ends(word, "sses") || ends(word, "xes") || ends(word, "ches") || ends(word, "shes") || ends(word, "zzes"))
        return arena_str(out, str_head(word, n - 2));
    return arena_str(out, str_head(word, n - 1));
}

static bool plural_by_form(str w) {
    const lex_row *row = lex_find_folded(&lex_irregular_plurals, w);
    if (row) return true;
    if (w.n > 4 && ends(w, "men")) return true;
    return w.n > 3 && w.p[w.n - 1] == 's' && !ends(w, "ss") && !ends(w, "us") && !ends(w, "is");
}

/* Words that end a noun phrase. */
static bool stops(str w) { return lex_find_folded(&lex_function_words, w) != NULL; }

/* A figure inside a phrase that begins at i: "two new 737 Max jets", "some COVID-19 tests". */
static bool number_of_name(const pieces *k, ptrdiff_t i, ptrdiff_t j) {
    if (k->p[j].kind != PIECE_NUMBER) return false;
    if (j > i && piece_is(k, j - 1, S("-")) && piece_joined(k, j)) return true;
    return j + 1 < k->n && k->p[j + 1].upper && k->p[j + 1].space && piece_goes_on(k, j + 1);
}

/* Fills head and end from tags: a run of modifiers and nouns; the head is its last noun. */
static ptrdiff_t by_tags(const pieces *k, ptrdiff_t i, bool one, bool *plural) {
    ptrdiff_t head = -1;
    for (ptrdiff_t j = i; j < k->n && j < i + 2 * PHRASE_WORDS; j++) {
        if (j > i && !piece_goes_on(k, j)) break;
        str tag = piece_tag(k, j);
        if (head >= 0 && piece_row(k, j, &lex_weekdays)) break; // "one tweet Friday"
        bool noun = str_starts(tag, S("NN"));
        if (!one && !*plural && str_eq(tag, S("VBZ")) && plural_by_form(piece_at(k, j)))
            noun = true; // more than one of them: "two of the states"
        if (k->p[j].kind == PIECE_MARK) {
            if (piece_is(k, j, S("-")) && piece_joined(k, j) && piece_joined(k, j + 1)) continue;
            if (piece_is(k, j, S("\"")) && head < 0) continue;
            if (piece_is(k, j, S(",")) && head < 0 && j > i && str_starts(piece_tag(k, j + 1), S("JJ"))) continue;
            break;
        }
        if (number_of_name(k, i, j)) continue;
        bool modifier =
            str_starts(tag, S("JJ")) || str_eq(tag, S("VBN")) || str_eq(tag, S("VBG")) ||
            (str_eq(tag, S("RB")) &&
             (str_starts(piece_tag(k, j + 1), S("JJ")) || str_eq(piece_tag(k, j + 1), S("VBN"))) && head < 0);
        if (head >= 0 && *plural && !noun) break;
        if (head >= 0 && modifier) break;
        if (head >= 0 && *plural && noun && str_eq(piece_tag(k, head), S("NNS")) && !str_eq(tag, S("NNS")) &&
            !piece_joined(k, head))
            break;                                // "12 dogs bite"
        if (head >= 0 && str_eq(tag, S("POS"))) { // "Congress 's members": go on to what is owned
            head = -1;
            *plural = false;
            continue;
        }
        if (!noun && !modifier) break;
        if (noun) {
            head = j;
            *plural = str_eq(tag, S("NNS")) || str_eq(tag, S("NNPS")) || str_eq(tag, S("VBZ")) ||
                      plural_by_form(piece_at(k, j));
            if (str_eq(tag, S("NNP")) || str_eq(tag, S("NNPS"))) *plural = plural_by_form(piece_at(k, j));
        }
    }
    return head;
}

static ptrdiff_t by_form(const pieces *k, ptrdiff_t i, bool one, bool *plural) {
    ptrdiff_t last = -1;
    for (ptrdiff_t j = i; j < k->n && j < i + PHRASE_WORDS; j++) {
        if (j > i && !piece_goes_on(k, j)) break;
        if (k->p[j].kind == PIECE_MARK && piece_is(k, j, S("-")) && piece_joined(k, j) && piece_joined(k, j + 1))
            continue;
        if (number_of_name(k, i, j)) continue;
        if (k->p[j].kind != PIECE_WORD || (stops(k->p[j].norm) && !k->p[j].dotted && !k->p[j].caps)) break;
        if (last >= 0 && ends(k->p[j].norm, "ed")) break; // a verb
        last = j;
        if (!plural_by_form(k->p[j].norm)) continue;
        *plural = true;
        const lex_row *row = lex_find_folded(&lex_irregular_plurals, k->p[j].norm);
        if (!row || !str_eq(lex_cell(&lex_irregular_plurals, row, LEX_irregular_plurals_singular), k->p[j].norm))
            return j;
        // "police" may count itself or come before what is counted
    }
    return one || *plural ? last : -1;
}

bool noun_at(const pieces *k, ptrdiff_t i, bool one, struct noun *x, arena *out) {
    *x = (struct noun){.beg = i};
    if (i >= k->n || !piece_goes_on(k, i)) return false;
    x->head = piece_tag(k, i).n ? by_tags(k, i, one, &x->plural) : by_form(k, i, one, &x->plural);
    if (x->head < 0 || (!one && !x->plural)) return false;
    x->end = x->head + 1;
    x->singular = noun_singular(k->p[x->head].norm, out);
    x->person = lex_find_folded(&lex_persons, x->singular) != NULL;
    return true;
}

str noun_words(const pieces *k, const struct noun *x, arena *out) {
    str s = {0};
    for (ptrdiff_t j = x->beg; j < x->end; j++) {
        str w = j == x->head ? x->singular : k->p[j].norm;
        if (str_eq(k->p[j].norm, S("people"))) w = S("people");
        if (s.n && k->p[j].space) s = arena_cat(out, s, S(" "));
        s = s.n ? arena_cat(out, s, w) : w;
    }
    return s;
}
