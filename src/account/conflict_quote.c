/* One utterance quoted in different words by different articles: turned round, cut in the middle, rendered anew. What
 * only leaves out whole sentences is no difference. */
#include "account/conflict.h"

#include "account/origin.h"
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

/* As many as tell that they are one utterance: a third of the shorter one's. */
static bool much_shared(str a, str b, arena tmp) {
    enum { SHARED_LEAST = 2, PART = 3 };
    int32_t shared = long_words_shared(a, b, tmp), all = long_words_shared(a, a, tmp),
            other = long_words_shared(b, b, tmp);
    return shared >= SHARED_LEAST && PART * shared >= (all < other ? all : other);
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
    enum { VARIANTS_MAX = 64 };
    ptrdiff_t n = q->variants.n < VARIANTS_MAX ? q->variants.n : VARIANTS_MAX;
    str *words = arena_new(&tmp, str, n);
    bool *apart = arena_new(&tmp, bool, n), differ = false; // it is worded differently from some other
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct place *x = &q->variants.p[i];
        words[i] = plain_words(acc, x, &tmp);
        for (ptrdiff_t j = 0; j < i; j++) {
            const struct place *y = &q->variants.p[j];
            if (x->article == y->article) continue;
            bool held = str_find(words[i], words[j], 0) >= 0 || str_find(words[j], words[i], 0) >= 0;
            bool cut = cut_within(acc, x, y, tmp) || cut_within(acc, y, x, tmp);
            if (!cut && (held || !much_shared(words[i], words[j], tmp))) continue;
            apart[i] = apart[j] = differ = true;
        }
    }
    if (!differ) return;
    struct conflict k = {.kind = CONFLICT_WORDING, .compatible = true, .why = S("one utterance, quoted differently")};
    strs keys = {0};
    for (ptrdiff_t i = 0; i < n; i++) {
        bool known = false;
        for (ptrdiff_t s = 0; s < keys.n; s++) known |= str_find(keys.p[s], words[i], 0) >= 0;
        if (apart[i] || known) add_side(acc, &k, &q->variants.p[i], words[i], &keys, out);
    }
    k.about = k.sides.p[0].value;
    *vec_push(out, &acc->conflicts) = k;
}

/* One quotation with the actor from whose mouth its article has it. */
struct spoken {
    struct place at;
    int32_t actor, outlet;
    str words;
};
struct speeches {
    struct spoken *p;
    ptrdiff_t n, cap;
};

static void gather_spoken(const account *acc, int32_t d, const int32_t *actor_of, int32_t outlet, struct speeches *all,
                          arena *tmp) {
    enum { SPOKEN_MAX = 400, BEFORE = 240 };
    const reading *r = acc->readings[d];
    for (ptrdiff_t i = 0; i < r->quotes.n && all->n < SPOKEN_MAX; i++) {
        int32_t e = r->quotes.p[i].entity, actor = e >= 0 ? actor_of[e] : -1;
        if (actor < 0) continue;
        struct place at = {d, r->quotes.p[i].span};
        str words = plain_words(acc, &at, tmp);
        int32_t a = r->quotes.p[i].attribution;
        span by = a >= 0 ? r->attributions.p[a].span : at.span; // "Ann Lee called the plan" of "… a folly"
        if (by.beg < at.span.beg && at.span.beg - by.beg < BEFORE) at.span.beg = by.beg;
        *vec_push(tmp, all) = (struct spoken){at, actor, outlet, words};
    }
}

/* The words of one are a part of the other's, and two who are not of one body speak them. */
static bool two_mouths(const account *acc, const struct spoken *a, const struct spoken *b) {
    enum { LETTERS_LEAST = 10 };
    const struct actor *x = &acc->actors.p[a->actor], *y = &acc->actors.p[b->actor];
    if (a->outlet == b->outlet || a->actor == b->actor || a->words.n < LETTERS_LEAST || b->words.n < LETTERS_LEAST)
        return false;
    if ((!x->named && x->body < 0) || (!y->named && y->body < 0)) return false;
    return str_find(a->words, b->words, 0) >= 0 || str_find(b->words, a->words, 0) >= 0;
}

/* One utterance that outlets have from two mouths: as much of it as tells that it is one. */
static void mouths(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    enum { MOST = 4, LETTERS_ENOUGH = 20 };
    int32_t *outlet = arena_new(&tmp, int32_t, acc->n), made = 0;
    outlets_number(acc, outlet, tmp);
    struct speeches all = {0};
    for (int32_t d = 0; d < acc->n; d++) gather_spoken(acc, d, actor_of[d], outlet[d], &all, &tmp);
    bool *taken = arena_new(&tmp, bool, all.n);
    for (ptrdiff_t i = 0; i < all.n && made < MOST; i++) {
        if (taken[i]) continue;
        const struct spoken *a = &all.p[i];
        struct conflict k = {.kind = CONFLICT_ACTOR, .compatible = true, .why = S("one utterance, from two mouths")};
        ptrdiff_t letters = 0;
        int32_t other = -1;
        for (ptrdiff_t j = i + 1; j < all.n; j++) {
            if ((other >= 0 && all.p[j].actor != other) || !two_mouths(acc, a, &all.p[j])) continue;
            other = all.p[j].actor;
            letters += a->words.n < all.p[j].words.n ? a->words.n : all.p[j].words.n;
            if (!k.sides.n)
                conflict_tell(&k, acc->actors.p[a->actor].name, a->at,
                              conflict_claim_at(acc, a->at.article, a->at.span), out);
            conflict_tell(&k, acc->actors.p[other].name, all.p[j].at,
                          conflict_claim_at(acc, all.p[j].at.article, all.p[j].at.span), out);
            taken[j] = true;
        }
        if (k.sides.n < 2 || letters < LETTERS_ENOUGH) continue;
        conflict_close(acc, &k, out);
        made++;
    }
}

void conflicts_of_quotes(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    mouths(acc, actor_of, out, tmp);
    for (ptrdiff_t i = 0; i < acc->quotes.n; i++) variants_of(acc, &acc->quotes.p[i], out, tmp);
}
