#include "report/report_find.h"
#include "report/text_page.h"

/* A part of an article's text with what answers the query marked. */
static void marked(struct text *t, const struct hit *h) {
    str text = h->a->text;
    uint32_t at = h->passage.beg;
    text_words(t, h->cut_before ? S("…“") : S("“"), TEXT_PLAIN);
    for (ptrdiff_t i = 0; i < h->marks.n; i++) {
        span m = h->marks.p[i];
        text_words(t, str_slice(text, at, m.beg), TEXT_PLAIN);
        if (!t->colour) text_words(t, S("»"), TEXT_PLAIN);
        text_words(t, str_slice(text, m.beg, m.end), TEXT_BOLD);
        if (!t->colour) text_words(t, S("«"), TEXT_PLAIN);
        at = m.end;
    }
    text_words(t, str_slice(text, at, h->passage.end), TEXT_PLAIN);
    text_words(t, h->cut_after ? S("”…") : S("”"), TEXT_PLAIN);
}

/* "Harbour Post, 2025-03-03 · a12 340-401 (raw 352-415) · s3": whose it is and where it stands. */
static void whence(struct text *t, const struct hit *h, char kind) {
    const article *a = h->a;
    raw_span raw = article_raw(a, h->passage);
    text_begin(t, 4, 4);
    text_words(t, a->outlet.n ? a->outlet : S("unknown outlet"), TEXT_DIM);
    if (a->when.known) {
        text_words(t, S(", "), TEXT_DIM);
        text_words(t, str_head(a->published, 10), TEXT_DIM);
    }
    text_words(t, S(" · "), TEXT_DIM);
    text_words(t, a->id, TEXT_DIM);
    text_fmt(t, TEXT_DIM, " %lld-%lld (raw %lld-%lld)", (long long)article_point(a, h->passage.beg),
             (long long)article_point(a, h->passage.end), (long long)raw.beg, (long long)raw.end);
    if (h->story) text_fmt(t, TEXT_DIM, " · s%lld", (long long)h->story);
    if (kind) text_fmt(t, TEXT_DIM, " %c%d", kind, (int)h->number);
    if (h->version > 1 || !h->current)
        text_fmt(t, TEXT_DIM, " · version %d%s", h->version, h->current ? "" : ", replaced");
    text_end(t);
}

/* The first of names that stand one a line. */
static str first_name(str names) {
    str name = {0};
    str_next_part(&names, '\n', &name);
    return name;
}

static void claim(struct text *t, const struct hit *h) {
    text_begin(t, 2, 4);
    text_words(t, S("• "), TEXT_PLAIN);
    marked(t, h);
    text_end(t);
    text_begin(t, 4, 4);
    text_words(t, status_text[h->status], TEXT_PLAIN);
    if (h->plover) {
        text_words(t, S(" · "), TEXT_PLAIN);
        text_words(t, plover_text[h->plover], TEXT_PLAIN);
    }
    text_fmt(t, TEXT_PLAIN, " · %d%s", h->low, h->low == 1 && h->high == 1 ? " origin" : "");
    if (h->high != h->low) text_fmt(t, TEXT_PLAIN, " to %d", h->high);
    if (h->high != 1 || h->low != 1) text_words(t, S(" origins"), TEXT_PLAIN);
    if (h->origin.n) {
        text_words(t, S(" · from "), TEXT_PLAIN);
        text_words(t, first_name(h->origin), TEXT_PLAIN);
    }
    text_end(t);
    whence(t, h, 'c');
}

static void quote(struct text *t, const struct hit *h) {
    text_begin(t, 2, 4);
    text_words(t, S("• "), TEXT_PLAIN);
    if (h->actors.n) {
        text_words(t, first_name(h->actors), TEXT_PLAIN);
        text_words(t, S(": "), TEXT_PLAIN);
    }
    marked(t, h);
    text_end(t);
    whence(t, h, 'q');
}

static void article_hit(struct text *t, const struct hit *h) {
    text_begin(t, 2, 4);
    text_words(t, S("• "), TEXT_PLAIN);
    text_words(t, h->a->title.n ? h->a->title : S("(no title)"), TEXT_BOLD);
    text_end(t);
    if (!span_eq(h->passage, h->a->title_span) || h->marks.n) {
        text_begin(t, 4, 4);
        marked(t, h);
        text_end(t);
    }
    whence(t, h, 0);
}

void text_found(buf *out, const struct found *f, const struct text_options *o) {
    static const struct {
        enum query_kind kind;
        const char *name;
        void (*one)(struct text *, const struct hit *);
    } kinds[] = {
        {KIND_CLAIMS, "CLAIMS", claim}, {KIND_QUOTES, "QUOTATIONS", quote}, {KIND_ARTICLES, "ARTICLES", article_hit}};
    struct text t = {.out = out, .width = o->width, .colour = o->colour};
    bool any = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct found_kind *k = &f->kind[kinds[i].kind];
        if (!k->total) continue;
        if (any) text_gap(&t);
        any = true;
        text_begin(&t, 0, 0);
        text_words(&t, str_cstr(kinds[i].name), TEXT_TITLE);
        text_fmt(&t, TEXT_PLAIN, " (%td%s%s", k->total, k->more ? " or more" : "", k->n < k->total ? "" : ")");
        if (k->n < k->total) text_fmt(&t, TEXT_PLAIN, ", the best %td)", k->n);
        text_end(&t);
        for (ptrdiff_t h = 0; h < k->n; h++) kinds[i].one(&t, &k->p[h]);
    }
    if (!any) buf_put(out, S("nothing found\n"));
}
