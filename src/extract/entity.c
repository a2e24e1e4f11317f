#include "extract/entity.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "doc/name_match.h"
#include "extract/extract.h"
#include "lexicon_tables.h"

enum { PHRASE_WORDS_MAX = 8, PHRASE_BYTES_MAX = 90 };

bool word_capital(const struct finder *f, int32_t t) {
    str w = article_str(f->a, f->k->span[t]);
    int n;
    return w.n && utf8_is_upper(utf8_at(w, 0, &n));
}

bool word_all_capitals(const struct finder *f, int32_t t) {
    str w = article_str(f->a, f->k->span[t]);
    int n, letters = 0;
    for (ptrdiff_t i = 0; i < w.n; i += n) {
        uint32_t c = utf8_at(w, i, &n);
        if (utf8_is_lower(c)) return false;
        letters += utf8_is_upper(c);
    }
    return letters > 1;
}

/* One look-up of words [beg, end); the row's first cell must not ask for capitals that the text lacks. */
static const lex_row *look_up(const struct finder *f, const lex_table *list, int32_t beg, int32_t end) {
    str text = mention_words(f, beg, end);
    return text.n > PHRASE_BYTES_MAX ? NULL : lex_find(list, text);
}

int32_t phrase_from(const struct finder *f, const lex_table *list, int32_t t, int32_t end, const lex_row **row) {
    int32_t most = list->longest + 2 < PHRASE_WORDS_MAX ? list->longest + 2 : PHRASE_WORDS_MAX; // "O'Neill": two words
    int32_t n = end - t < most ? end - t : most;
    for (; n > 0; n--)
        if ((*row = look_up(f, list, t, t + n))) return n;
    return 0;
}

int32_t phrase_to(const struct finder *f, const lex_table *list, int32_t low, int32_t end, const lex_row **row) {
    enum { WORDS_MAX = 5 };
    int32_t n = end - low < WORDS_MAX ? end - low : WORDS_MAX;
    for (; n > 0; n--)
        if ((*row = look_up(f, list, end - n, end))) return n;
    return 0;
}

struct mention *mention_add(struct finder *f, int32_t beg, int32_t end, enum name_kind kind, enum mention_form form) {
    struct mention *m = vec_push(f->tmp, &f->mentions);
    *m = (struct mention){
        .beg = beg, .end = end, .head = end - 1, .kind = kind, .form = form, .owner = -1, .same_as = -1, .entity = -1};
    return m;
}

int32_t mention_at(const struct finder *f, int32_t t) {
    ptrdiff_t lo = 0, hi = f->sorted;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (f->mentions.p[mid].beg <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    enum { NESTED_MAX = 12 };
    for (ptrdiff_t i = lo - 1; i >= 0 && lo - i <= NESTED_MAX; i--)
        if (f->mentions.p[i].form == FORM_NAME && f->mentions.p[i].end > t) return (int32_t)i;
    return -1;
}

int32_t mention_top(const tokens *k, const struct mention *m) {
    int32_t t = token_top(k, m->head, m->beg, m->end);
    for (int i = 0; i < 2 && k->head[t] >= 0; i++) {
        bool title = (k->rel[t] == REL_FLAT || k->rel[t] == REL_APPOS) && k->head[t] < t;
        bool number = k->rel[t] == REL_NMOD && lex_find_folded(&lex_number_words, k->lemma[k->head[t]]);
        if (title || number) t = k->head[t];
    }
    return t;
}

static int by_place(const void *a, const void *b) {
    const struct mention *x = a, *y = b;
    if (x->beg != y->beg) return x->beg < y->beg ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return (int)x->form - (int)y->form;
}

bool word_above(const tokens *k, int32_t a, int32_t t) {
    enum { CLIMB_MAX = 12 };
    for (int i = 0; i < CLIMB_MAX && t >= 0; i++, t = k->head[t])
        if (t == a) return true;
    return false;
}

void mentions_sort(struct finder *f) {
    if (f->mentions.n) qsort(f->mentions.p, (size_t)f->mentions.n, sizeof *f->mentions.p, by_place);
    f->sorted = f->mentions.n;
}

/* True when the sentence is a paragraph of its own or stands in the first one. */
static bool apart(const struct finder *f, const struct sentence *s) {
    const struct sentence *first = f->k->sentences.p, *last = first + f->k->sentences.n - 1;
    if (s->block == first->block) return true;
    return (s == first || s[-1].block != s->block) && (s == last || s[1].block != s->block);
}

/* What the capitals of a sentence are worth. A headline has most of its words in capitals and no full stop; one that
 * has is a paragraph of its own or stands in the first, with small letters for short function words alone. */
static enum caps caps_of(const struct finder *f, const struct sentence *s) {
    enum { STOPPED_MIN = 5 }; // words of a headline with a full stop
    int words = 0, capitals = 0, letters = 0, upper = 0, small = 0, raised = 0, n; // raised: "To", "Is"
    for (int32_t t = s->beg; t < s->end; t++) {
        str w = article_str(f->a, f->k->span[t]);
        uint32_t c = utf8_at(w, 0, &n);
        bool part = t > s->beg && word_joined(f, t - 1) && utf8_is_lower(c); // "n't" of "Isn't"
        if (!utf8_is_alpha(c) || part) continue;
        for (ptrdiff_t i = 0; i < w.n; i += n) {
            uint32_t x = utf8_at(w, i, &n);
            letters += utf8_is_alpha(x);
            upper += utf8_is_upper(x);
        }
        bool content = !lex_find_folded(&lex_function_words, f->k->norm[t]);
        small += content && !utf8_is_upper(c);
        if (w.n < 4) {
            raised += !content && utf8_is_upper(c) && t > s->beg;
            continue;
        }
        words++;
        capitals += utf8_is_upper(c);
    }
    if (letters >= 8 && upper * 10 >= letters * 8) return CAPS_ALL;
    str last = f->k->norm[s->end - 1];
    bool stop = str_eq(last, S(".")) || str_eq(last, S("!")) || str_eq(last, S("\""));
    if (stop)
        return words + raised >= STOPPED_MIN && capitals == words && !small && apart(f, s) ? CAPS_TITLE : CAPS_TELL;
    return words >= 3 && capitals * 10 >= words * 7 ? CAPS_TITLE : CAPS_TELL;
}

/* Words between quotation marks, block by block: a mark that has a direction is believed, a straight one turns over. */
static void mark_quoted(struct finder *f) {
    const tokens *k = f->k;
    bool inside = false;
    int32_t block = -1;
    for (int32_t t = 0; t < k->n; t++) {
        int32_t b = k->sentences.p[k->sent[t]].block;
        if (b != block) inside = false;
        block = b;
        f->quoted[t] = inside;
        if (!str_eq(k->norm[t], S("\""))) continue;
        int n;
        uint32_t c = utf8_at(article_str(f->a, k->span[t]), 0, &n);
        inside = c == 0x201C ? true : c == 0x201D ? false : !inside;
        f->quoted[t] = 0;
    }
}

static void look_over(struct finder *f) {
    const tokens *k = f->k;
    f->caps = arena_new(f->tmp, uint8_t, k->sentences.n);
    f->taken = arena_new(f->tmp, uint8_t, k->n);
    f->quoted = arena_new(f->tmp, uint8_t, k->n);
    mark_quoted(f);
    for (ptrdiff_t i = 0; i < k->sentences.n; i++) {
        const struct sentence *s = &k->sentences.p[i];
        if (s->beg >= s->end) continue;
        f->caps[i] = (uint8_t)caps_of(f, s);
        for (int32_t t = s->beg; t < s->end; t++) {
            f->tagged |= k->upos[t] == UPOS_VERB || k->upos[t] == UPOS_ADP;
            f->labelled |= k->ner[t] != NER_O;
            if (f->caps[i] != CAPS_TELL) continue;
            bool capital = word_capital(f, t);
            if (capital && t == s->beg) continue;
            *table_put(&f->words, f->tmp, k->norm[t]) += capital ? 1 << 20 : 1;
        }
    }
    for (ptrdiff_t i = 0; i < f->r->times.n; i++)
        for (int32_t t = f->r->times.p[i].beg; t < f->r->times.p[i].end && t < k->n; t++) f->taken[t] = 2;
}

/* Fills the reading's lists out of the mentions; entities without any are left out. */
static void deliver(struct finder *f) {
    reading *r = f->r;
    int32_t *number = arena_new(f->tmp, int32_t, f->entities.n + 1);
    for (ptrdiff_t i = 0; i < f->mentions.n; i++)
        if (f->mentions.p[i].entity >= 0) f->entities.p[f->mentions.p[i].entity].mentions++;
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        int32_t e = f->mentions.p[i].entity;
        if (e < 0 || number[e]) continue;
        *vec_push(f->out, &r->entities) = f->entities.p[e];
        number[e] = (int32_t)r->entities.n; // plus one, in the order of their first mentions
    }
    for (ptrdiff_t i = 0; i < r->entities.n; i++) {
        struct entity *e = &r->entities.p[i];
        e->owner = e->owner < 0 ? -1 : number[e->owner] - 1;
    }
    for (ptrdiff_t i = 0; i < f->mentions.n; i++) {
        const struct mention *m = &f->mentions.p[i];
        *vec_push(f->out, &r->names) = (struct name){
            .span = token_range(f->k, m->beg, m->end),
            .beg = m->beg,
            .end = m->end,
            .head = m->head,
            .entity = m->entity < 0 ? -1 : number[m->entity] - 1,
            .kind = m->entity < 0 ? m->kind : f->entities.p[m->entity].kind,
            .form = m->form,
            .rule = rules_text(&m->rules, f->out),
        };
    }
}

void entity_find(reading *r, arena *out, arena tmp) { entity_choices(r, out, tmp, NULL); }

void entity_choices(reading *r, arena *out, arena tmp, buf *choices) {
    if (!r->tokens.n) return;
    struct finder f = {.r = r, .k = &r->tokens, .a = r->article, .out = out, .tmp = &tmp, .choices = choices};
    look_over(&f);
    names_find(&f);
    countrymen_find(&f);
    mentions_sort(&f);
    roles_find(&f);
    nominals_find(&f);
    mentions_sort(&f);
    aliases_find(&f);
    names_cluster(&f);
    mentions_resolve(&f);
    deliver(&f);
}
