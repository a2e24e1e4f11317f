#include "account/variant.h"

#include <stdlib.h>

#include "account/actor.h"
#include "base/utf8.h"
#include "lexicon_tables.h"
#include "story/link.h"

static const float VARIANT_THRESHOLD = 0.5f;

enum { RUN_LEAST = 2, RUN_SHORT = 3, RUN_LONG = 4 }; // words in a row that two variants share

/* One quotation with its folded words. */
struct said {
    struct place at;
    int32_t speaker; // actor, -1
    str speaker_name;
    strs words;
    int32_t content; // words of four letters or more that are no function words
};
struct sayings {
    struct said *p;
    ptrdiff_t n, cap;
};

/* "Harvest", not "that" nor "have". */
static bool tells(str word) { return word.n >= 4 && !lex_find(&lex_function_words, word); }

static void split_words(str s, strs *words, int32_t *content, arena *out) {
    str text = utf8_fold(out, s);
    for (ptrdiff_t i = 0, beg = 0; i <= text.n; i++) {
        bool in = i < text.n && (ascii_alnum(text.p[i]) || text.p[i] == '\'' || (unsigned char)text.p[i] >= 0x80);
        if (in) continue;
        str w = str_slice(text, beg, i);
        while (w.n && w.p[0] == '\'') w = str_drop(w, 1);
        while (w.n && w.p[w.n - 1] == '\'') w.n--;
        if (w.n) *vec_push(out, words) = w;
        *content += tells(w);
        beg = i + 1;
    }
}

/* Content words of a that stand in b too. */
static int32_t common(const struct said *a, const struct said *b) {
    int32_t n = 0;
    for (ptrdiff_t i = 0; i < a->words.n; i++) {
        if (!tells(a->words.p[i])) continue;
        for (ptrdiff_t j = 0; j < b->words.n; j++)
            if (str_eq(a->words.p[i], b->words.p[j])) {
                n++;
                break;
            }
    }
    return n;
}

/* The longest run of words that both have. */
static int32_t longest_run(const struct said *a, const struct said *b) {
    int32_t best = 0;
    for (ptrdiff_t i = 0; i < a->words.n; i++)
        for (ptrdiff_t j = 0; j < b->words.n; j++) {
            int32_t n = 0;
            while (i + n < a->words.n && j + n < b->words.n && str_eq(a->words.p[i + n], b->words.p[j + n])) n++;
            if (n > best) best = n;
        }
    return best;
}

static float alike(const struct said *a, const struct said *b) {
    if (a->speaker >= 0 && b->speaker >= 0 && a->speaker != b->speaker) return LINK_NEVER;
    const struct said *less = a->words.n <= b->words.n ? a : b, *more = less == a ? b : a;
    if (!less->words.n) return 0;
    int32_t run = longest_run(less, more);
    if (run == less->words.n && (run >= 2 || less->content)) return run >= 2 ? 1 : 0.6f;
    if (!less->content) return 0;
    bool apart = run < RUN_LONG && 2 * run < less->words.n; // in one article, who goes on is not quoted anew
    if (a->at.article == b->at.article && apart) return 0;
    int32_t both = common(less, more);
    bool all = both >= 2 && both == less->content; // "calm and cordial", "cordial and calm"
    if (both < 2 ? run < RUN_SHORT : run < RUN_LEAST && !all) return 0;
    float part = (float)both / (float)less->content;
    if (run >= (less->content < RUN_LONG ? RUN_SHORT : RUN_LONG)) part += 0.15f;
    return part > 1 ? 1 : part;
}

/* The name of a speaker who is nobody of the story: his words, or, where they only point back ("he", "her office"),
 * whom the chain of sources has them mean. */
static str speaker_name(const reading *r, const struct quote_finding *q) {
    const tokens *k = &r->tokens;
    int32_t t = token_at(k, q->speaker.beg);
    bool back = span_len(q->speaker) && t < k->n && (k->upos[t] == UPOS_PRON || str_eq(k->xpos[t], S("PRP$")));
    if (back && q->attribution >= 0) {
        const strs *chain = &r->attributions.p[q->attribution].chain;
        if (chain->n) return chain->p[chain->n - 1];
    }
    return article_str(r->article, q->speaker);
}

static void gather(const account *acc, int32_t *const *actor_of, struct sayings *all, arena *out) {
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->quotes.n; i++) {
            const struct quote_finding *q = &r->quotes.p[i];
            if (q->scare) continue;
            struct said *s = vec_push(out, all);
            s->at = (struct place){d, q->span};
            s->speaker = actor_body(acc, q->entity >= 0 ? actor_of[d][q->entity] : -1);
            if (s->speaker < 0) s->speaker_name = speaker_name(r, q);
            split_words(article_str(r->article, q->span), &s->words, &s->content, out);
        }
    }
}

void quotes_make(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    enum { QUOTE_WORDS_MAX = 400, QUOTES_MAX = 3000 }; // beyond, variants are not sought
    struct sayings all = {0};
    gather(acc, actor_of, &all, &tmp);
    struct {
        struct link_pair *p;
        ptrdiff_t n, cap;
    } pairs = {0};
    int32_t n = (int32_t)all.n;
    for (int32_t i = 0; i < n && n <= QUOTES_MAX; i++)
        for (int32_t j = i + 1; j < n; j++) {
            if (all.p[i].words.n > QUOTE_WORDS_MAX || all.p[j].words.n > QUOTE_WORDS_MAX) continue;
            float s = alike(&all.p[i], &all.p[j]);
            if (s >= VARIANT_THRESHOLD || s == LINK_NEVER) *vec_push(&tmp, &pairs) = (struct link_pair){i, j, s};
        }
    int32_t *cluster = arena_new(&tmp, int32_t, n), *quote_of = arena_new(&tmp, int32_t, n);
    link_average(n, pairs.p, pairs.n, VARIANT_THRESHOLD, cluster, tmp);
    for (int32_t i = 0; i < n; i++) {
        if (cluster[i] == i) {
            quote_of[i] = (int32_t)acc->quotes.n;
            *vec_push(out, &acc->quotes) = (struct quotation){.speaker = -1};
        } else {
            quote_of[i] = quote_of[cluster[i]];
        }
        struct quotation *q = &acc->quotes.p[quote_of[i]];
        if (q->speaker < 0) q->speaker = all.p[i].speaker;
        if (!q->speaker_name.n) q->speaker_name = all.p[i].speaker_name;
        *vec_push(out, &q->variants) = all.p[i].at;
        // The longest first, the others in the order of the articles.
        ptrdiff_t last = q->variants.n - 1;
        if (span_len(q->variants.p[last].span) > span_len(q->variants.p[0].span)) {
            struct place longest = q->variants.p[last];
            memmove(q->variants.p + 1, q->variants.p, (size_t)last * sizeof longest);
            q->variants.p[0] = longest;
        }
    }
}
