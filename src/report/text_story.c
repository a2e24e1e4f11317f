#include "report/text_story.h"

#include "account/origin.h"
#include "base/utf8.h"
#include "report/passage.h"

enum { REFS = 6, CONTEXT_WORDS = 60 };

void story_heading(struct story_text *s, const char *words, ptrdiff_t n) {
    s->sentences.n = 0;
    text_gap(&s->t);
    text_begin(&s->t, 0, 2);
    text_words(&s->t, str_cstr(words), TEXT_BOLD);
    if (n >= 0) text_fmt(&s->t, TEXT_DIM, " (%td)", n);
    text_end(&s->t);
}

void story_more(struct story_text *s, ptrdiff_t more, const char *what) {
    if (more <= 0) return;
    text_begin(&s->t, 2, 4);
    text_fmt(&s->t, TEXT_DIM, "and %td more %s (--all shows them)", more, what);
    text_end(&s->t);
}

/* The beginning of s of at most so many columns, cut between words; all of it when the rest is short. */
static str cut(str s, int columns) {
    enum { LITTLE = 12 }; // columns that are not worth an ellipsis
    int used = 0;
    ptrdiff_t end = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        int n;
        uint32_t c = utf8_at(s, i, &n);
        if (utf8_is_space(c)) end = i;
        used += utf8_columns(str_slice(s, i, i + n));
        if (used > columns && end > 0) {
            if (utf8_columns(str_drop(s, i)) <= LITTLE) return s;
            return str_head(s, end);
        }
        i += n;
    }
    return s;
}

/* “text”, with the bytes [beg, end) of it in bold. */
static void quoted(struct story_text *s, str before, str text, ptrdiff_t beg, ptrdiff_t end, str after) {
    text_words(&s->t, before, TEXT_DIM);
    text_words(&s->t, S("“"), TEXT_PLAIN);
    text_words(&s->t, str_slice(text, 0, beg), TEXT_PLAIN);
    text_words(&s->t, str_slice(text, beg, end), TEXT_BOLD);
    text_words(&s->t, str_slice(text, end, text.n), TEXT_PLAIN);
    text_words(&s->t, S("”"), TEXT_PLAIN);
    text_words(&s->t, after, TEXT_DIM);
}

bool story_few(str text) {
    enum { FEW = 36 };
    return utf8_columns(str_head(text, 4 * FEW)) <= FEW;
}

void story_quote(struct story_text *s, str text, int columns) {
    text = str_trim(text);
    str shown = cut(text, columns);
    quoted(s, (str){0}, shown, 0, 0, shown.n < text.n ? S(" …") : (str){0});
}

/* One word more at an end of *p; false when it stands at that end of `whole`. */
static bool widen_left(str text, span whole, span *p) {
    uint32_t i = p->beg;
    while (i > whole.beg && ascii_space(text.p[i - 1])) i--;
    if (i == whole.beg) return false;
    while (i > whole.beg && !ascii_space(text.p[i - 1])) i--;
    p->beg = i;
    return true;
}

static bool widen_right(str text, span whole, span *p) {
    uint32_t i = p->end;
    while (i < whole.end && ascii_space(text.p[i])) i++;
    if (i == whole.end) return false;
    while (i < whole.end && !ascii_space(text.p[i])) i++;
    p->end = i;
    return true;
}

/* From where to show a passage whose sentence does not fit: behind the first comma or the like in [from, to), so that
 * it begins with a clause, and not within "a 12-year-old"; `from` where there is none. */
static uint32_t clause_from(const tokens *k, uint32_t from, uint32_t to) {
    for (int32_t t = token_at(k, from); t + 1 < k->n && k->span[t + 1].beg <= to; t++)
        if (k->upos[t] == UPOS_PUNCT && str_find(S(",;:-)"), k->norm[t], 0) >= 0 && k->span[t + 1].beg > k->span[t].end)
            return k->span[t + 1].beg;
    return from;
}

void story_passage(struct story_text *s, struct place p, int columns) {
    const reading *r = s->a->readings[p.article];
    str text = r->article->text;
    span whole = passage_sentences(r, p.span), wide = p.span;
    bool left = true, right = true;
    for (int k = 0; k < CONTEXT_WORDS && (left || right); k++) { // a word to the left, a word to the right, …
        span next = wide;
        bool go_left = left && (k % 2 || !right);
        bool went = go_left ? widen_left(text, whole, &next) : widen_right(text, whole, &next);
        if (went && utf8_columns(str_slice(text, next.beg, next.end)) > columns) break;
        if (went)
            wide = next;
        else
            *(go_left ? &left : &right) = false;
    }
    if (left) wide.beg = clause_from(&r->tokens, wide.beg, p.span.beg);
    str shown = cut(str_slice(text, wide.beg, wide.end), columns);
    span end = {wide.beg, wide.beg + (uint32_t)shown.n};
    bool begins = !widen_left(text, whole, &wide), ends = !widen_right(text, whole, &end);
    ptrdiff_t from = text.p + p.span.beg - shown.p, to = text.p + p.span.end - shown.p;
    quoted(s, begins ? (str){0} : S("… "), shown, from, to > shown.n ? shown.n : to, ends ? (str){0} : S(" …"));
}

str story_sentence(const struct story_text *s, struct place p) {
    const reading *r = s->a->readings[p.article];
    return article_str(r->article, passage_sentences(r, p.span));
}

static int32_t sentence_of(const struct story_text *s, struct place p) {
    return passage_number(s->a->readings[p.article], p.span.beg);
}

void story_ref(struct story_text *s, struct place p) {
    text_fmt(&s->t, TEXT_DIM, " [%d:%d]", p.article + 1, sentence_of(s, p));
}

void story_refs(struct story_text *s, const struct place *p, ptrdiff_t n) {
    struct {
        int32_t article, sentence;
    } seen[REFS];
    ptrdiff_t shown = 0, more = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        int32_t sentence = sentence_of(s, p[i]);
        bool again = false;
        for (ptrdiff_t k = 0; k < shown; k++) again |= seen[k].article == p[i].article && seen[k].sentence == sentence;
        if (again) continue;
        if (shown == REFS && !s->o->all) {
            more++;
            continue;
        }
        if (shown < REFS) {
            seen[shown].article = p[i].article;
            seen[shown++].sentence = sentence;
        }
        story_ref(s, p[i]);
    }
    if (more) text_fmt(&s->t, TEXT_DIM, " +%td", more);
}

str story_actor(const struct story_text *s, int32_t actor) { return actor < 0 ? (str){0} : s->a->actors.p[actor].name; }

const article *story_article(const struct story_text *s, int32_t i) { return s->a->readings[i]->article; }

void story_origin(struct story_text *s, const struct origin *o, enum text_style style) {
    int32_t own = origin_article(s->a, (int32_t)(o - s->a->origins.p));
    if (own >= 0)
        text_fmt(&s->t, style, "[%d]", own + 1);
    else
        text_words(&s->t, o->name, style);
}

void story_because(struct story_text *s, int indent, str why) {
    if (!s->o->explain || !why.n) return;
    text_begin(&s->t, indent, indent + 2);
    text_words(&s->t, S("because "), TEXT_DIM);
    text_words(&s->t, why, TEXT_DIM);
    text_end(&s->t);
}
