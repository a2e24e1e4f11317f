/* One utterance quoted in different words by different articles: turned round, cut in the middle, rendered anew. What
 * only leaves out whole sentences is no difference. */
#include "account/conflict.h"

#include "base/utf8.h"

/* The words of a quotation, one space between them; what stands in square brackets is the editor's. */
static str plain_words(const account *acc, const struct place *at, arena *out) {
    str text = utf8_fold(out, article_str(acc->readings[at->article]->article, at->span));
    str words = {arena_new(out, char, text.n + 2), 0};
    char *p = (char *)words.p;
    bool editor = false, gap = true;
    p[words.n++] = ' ';
    for (ptrdiff_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        editor = (editor || c == '[') && c != ']';
        bool in = !editor && (ascii_alnum(c) || (unsigned char)c >= 0x80);
        if (in)
            p[words.n++] = c;
        else if (c != '\'' && !gap)
            p[words.n++] = ' ';
        gap = p[words.n - 1] == ' ';
    }
    if (!gap) p[words.n++] = ' ';
    return words;
}

/* Different words of four letters or more that both have. */
static int32_t long_words_shared(str a, str b, arena tmp) {
    int32_t n = 0;
    strs seen = {0};
    str rest = a, word;
    while (rest.n && str_next_part(&rest, ' ', &word)) {
        bool known = word.n < 4;
        for (ptrdiff_t i = 0; i < seen.n && !known; i++) known = str_eq(seen.p[i], word);
        if (known) continue;
        *vec_push(&tmp, &seen) = word;
        str padded = {word.p - 1, word.n + 2}; // with the spaces around it
        n += str_find(b, padded, 0) >= 0;
    }
    return n;
}

/* One of them ends, or begins, in the middle of a sentence of the other: "for an hour, no longer" cut to "for an hour".
 */
static bool cut_within(const account *acc, const struct place *a, const struct place *b, arena tmp) {
    enum { WORDS_LEAST = 4 };
    str whole = utf8_fold(&tmp, article_str(acc->readings[a->article]->article, a->span));
    str part = utf8_fold(&tmp, article_str(acc->readings[b->article]->article, b->span));
    while (part.n && !ascii_alnum(part.p[part.n - 1])) part.n--;
    ptrdiff_t words = 1;
    for (ptrdiff_t i = 0; i < part.n; i++) words += part.p[i] == ' ';
    ptrdiff_t at = words < WORDS_LEAST ? -1 : str_find(whole, part, 0), end = at + part.n;
    if (at < 0) return false;
    while (at > 0 && !ascii_alnum(whole.p[at - 1]) && whole.p[at - 1] != '.') at--;
    bool opens = at == 0 || whole.p[at - 1] == '.';
    while (end < whole.n && (whole.p[end] == ' ' || whole.p[end] == ',')) end++;
    bool closes = end == whole.n || !(ascii_alnum(whole.p[end]) || (unsigned char)whole.p[end] >= 0x80);
    return !opens || !closes;
}

static void add_side(const account *acc, struct conflict *k, const struct place *at, str words, strs *keys,
                     arena *out) {
    ptrdiff_t s = 0;
    while (s < keys->n && !str_eq(keys->p[s], words)) s++;
    if (s == keys->n) {
        *vec_push(out, keys) = words;
        vec_push(out, &k->sides)->value = article_str(acc->readings[at->article]->article, at->span);
    }
    *vec_push(out, &k->sides.p[s].mentions) = *at;
}

static void variants_of(account *acc, const struct quotation *q, arena *out, arena tmp) {
    enum { VARIANTS_MAX = 64, SHARED_LEAST = 2 };
    ptrdiff_t n = q->variants.n < VARIANTS_MAX ? q->variants.n : VARIANTS_MAX;
    str *words = arena_new(&tmp, str, n);
    bool differ = false;
    for (ptrdiff_t i = 0; i < n; i++) {
        words[i] = plain_words(acc, &q->variants.p[i], &tmp);
        for (ptrdiff_t j = 0; j < i; j++)
            differ |= q->variants.p[i].article != q->variants.p[j].article &&
                      (cut_within(acc, &q->variants.p[i], &q->variants.p[j], tmp) ||
                       cut_within(acc, &q->variants.p[j], &q->variants.p[i], tmp));
        for (ptrdiff_t j = 0; j < i; j++)
            differ |= long_words_shared(words[i], words[j], tmp) >= SHARED_LEAST &&
                      q->variants.p[i].article != q->variants.p[j].article && str_find(words[i], words[j], 0) < 0 &&
                      str_find(words[j], words[i], 0) < 0;
    }
    if (!differ) return;
    struct conflict k = {.kind = CONFLICT_WORDING, .compatible = true, .why = S("one utterance, quoted differently")};
    strs keys = {0};
    for (ptrdiff_t i = 0; i < n; i++) add_side(acc, &k, &q->variants.p[i], words[i], &keys, out);
    k.about = k.sides.p[0].value;
    *vec_push(out, &acc->conflicts) = k;
}

void conflicts_of_quotes(account *acc, arena *out, arena tmp) {
    for (ptrdiff_t i = 0; i < acc->quotes.n; i++) variants_of(acc, &acc->quotes.p[i], out, tmp);
}
