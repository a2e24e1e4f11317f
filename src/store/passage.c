/* Where in a text the phrases of a query stand, and which part of it shows that best. */
#include "base/utf8.h"
#include "store/find.h"
#include "store/rank.h"

struct phrase {
    index_words words;
    bool prefix; // of the last word
};

struct phrases {
    LIST(struct phrase) list;
};

/* A phrase where it stands: words [beg, end) of the text. */
struct match {
    int32_t beg, end;
    int32_t phrase;
};
typedef LIST(struct match) matches;

struct phrases *phrases_of(store *s, const query *q, bool titles, arena *out) {
    struct phrases *p = arena_new(out, struct phrases, 1);
    bool *hidden = arena_new(out, bool, q->nodes.n + 1); // what must not be there is not shown either
    for (ptrdiff_t i = q->nodes.n; i-- > 0;) {           // parents before their children
        const struct query_node *n = &q->nodes.p[i];
        if (n->op == QUERY_TERM) continue;
        hidden[n->a] |= hidden[i];
        hidden[n->b] |= hidden[i] || n->op == QUERY_NOT;
    }
    for (ptrdiff_t i = 0; i < q->nodes.n; i++) {
        const struct query_node *n = &q->nodes.p[i];
        bool shown = n->field == FIELD_WORDS || (titles && n->field == FIELD_TITLE);
        if (n->op != QUERY_TERM || hidden[i] || !shown) continue;
        struct phrase phrase = {.prefix = n->prefix};
        if (rank_words(s, n->text, &phrase.words, out) && phrase.words.n) *vec_push(out, &p->list) = phrase;
    }
    return p;
}

static bool matches_at(const struct phrase *p, const index_words *words, ptrdiff_t at) {
    if (at + p->words.n > words->n) return false;
    for (ptrdiff_t i = 0; i < p->words.n; i++) {
        str want = p->words.p[i].folded, got = words->p[at + i].folded;
        bool last = i + 1 == p->words.n;
        if (last && p->prefix ? !str_starts(got, want) : !str_eq(got, want)) return false;
    }
    return true;
}

static void find_matches(const struct phrases *p, const index_words *words, matches *m, arena *out) {
    for (ptrdiff_t i = 0; i < words->n; i++)
        for (int32_t k = 0; k < p->list.n; k++)
            if (matches_at(&p->list.p[k], words, i))
                *vec_push(out, m) = (struct match){(int32_t)i, (int32_t)(i + p->list.p[k].words.n), k};
}

void phrases_mark(store *s, const struct phrases *p, str text, span within, spans *marks, arena *out, arena tmp) {
    index_words words;
    matches all = {0};
    *marks = (spans){0};
    if (!p->list.n || !rank_words(s, str_slice(text, within.beg, within.end), &words, &tmp)) return;
    find_matches(p, &words, &all, &tmp);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        span one = {within.beg + words.p[all.p[i].beg].span.beg, within.beg + words.p[all.p[i].end - 1].span.end};
        span *last = marks->n ? &marks->p[marks->n - 1] : NULL;
        if (last && one.beg <= last->end)
            last->end = one.end > last->end ? one.end : last->end;
        else
            *vec_push(out, marks) = one;
    }
}

/* How much a part of a text that begins at match i shows: phrases it has first, then how often. */
static int64_t worth(const matches *m, const index_words *words, ptrdiff_t i, uint32_t bytes) {
    uint64_t seen = 0;
    int64_t distinct = 0, count = 0;
    uint32_t beg = words->p[m->p[i].beg].span.beg;
    for (; i < m->n && words->p[m->p[i].end - 1].span.end <= beg + bytes; i++) {
        uint64_t bit = (uint64_t)1 << (m->p[i].phrase % 64);
        distinct += !(seen & bit);
        seen |= bit;
        if (++count == 64) break;
    }
    return 1000 * distinct + count;
}

/* A sentence ends before byte i of the text, as far as can be told without reading it. */
static bool sentence_begins(str text, ptrdiff_t i) {
    if (i == 0 || text.p[i - 1] == '\n') return true;
    if (i < 2 || text.p[i - 1] != ' ') return false;
    char c = text.p[i - 2];
    if (c == '"' || c == ')') c = i > 2 ? text.p[i - 3] : c;
    if (c != '.' && c != '!' && c != '?') return false;
    return i < text.n && !ascii_lower(text.p[i]) && !(i > 3 && ascii_upper(text.p[i - 3]));
}

/* The beginning of the sentence that `at` stands in, or of a word, not more than `most` bytes before it. */
static uint32_t go_back(str text, uint32_t at, uint32_t most) {
    uint32_t low = at > most ? at - most : 0, word = at;
    for (uint32_t i = at;; i--) {
        if (sentence_begins(text, i)) return i;
        if (i > 0 && ascii_space(text.p[i - 1]) && !ascii_space(text.p[i])) word = i;
        if (i == low) return low == 0 ? 0 : word;
    }
}

/* The end of the sentence, or of a word, not more than `most` bytes behind. */
static uint32_t go_on(str text, uint32_t at, uint32_t most) {
    uint32_t high = text.n - at > most ? at + most : (uint32_t)text.n, word = at;
    for (uint32_t i = at; i < high; i++) {
        if (i > at && sentence_begins(text, i)) {
            while (i > at && ascii_space(text.p[i - 1])) i--;
            return i;
        }
        if (ascii_space(text.p[i]) && !ascii_space(text.p[i ? i - 1 : 0])) word = i;
    }
    return high == (uint32_t)text.n ? high : word;
}

span phrases_passage(store *s, const struct phrases *p, str text, uint32_t bytes, arena tmp) {
    index_words words;
    matches all = {0};
    if (!p->list.n || !rank_words(s, text, &words, &tmp)) return (span){0, 0};
    find_matches(p, &words, &all, &tmp);
    int64_t best = 0;
    ptrdiff_t at = -1;
    for (ptrdiff_t i = 0; i < all.n; i++) {
        int64_t value = worth(&all, &words, i, bytes);
        if (value <= best) continue;
        best = value;
        at = i;
    }
    if (at < 0) return (span){0, 0};
    uint32_t first = words.p[all.p[at].beg].span.beg, last = first;
    for (ptrdiff_t i = at; i < all.n && words.p[all.p[i].end - 1].span.end <= first + bytes; i++)
        if (words.p[all.p[i].end - 1].span.end > last) last = words.p[all.p[i].end - 1].span.end;
    if (last == first) last = words.p[all.p[at].end - 1].span.end; // a phrase longer than that
    uint32_t beg = go_back(text, first, bytes / 2);
    return (span){beg, go_on(text, last, bytes / 2)};
}
