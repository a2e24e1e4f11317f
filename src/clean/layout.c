#include "clean/layout.h"

#include "base/utf8.h"

/* What one block is made of: a range of lines, and of the raw bytes in them. */
struct piece {
    ptrdiff_t beg, end;
    enum block_kind kind;
};

struct pieces {
    struct piece *p;
    ptrdiff_t n, cap;
};

enum { HEADING_WORDS = 14, PARAGRAPH_BYTES = 240, CAPTION_BYTES = 300 };

/* Whether every line of lines [i, j) is a paragraph: they are long and mostly end with final punctuation, so that the
 * line break between them is the writer's and not a machine's. */
static bool lines_are_paragraphs(const sheet *s, ptrdiff_t i, ptrdiff_t j) {
    ptrdiff_t bytes = 0, ends = 0, lines = 0;
    for (ptrdiff_t k = i; k < j; k++) {
        const struct line *l = &s->lines.p[k];
        if (l->cut || l->tweet) continue;
        bytes += l->end - l->beg;
        ends += l->ends;
        lines++;
    }
    return bytes > PARAGRAPH_BYTES * lines && 5 * ends >= 4 * lines;
}

/* A short line without final punctuation, above other text. */
static bool is_heading(const sheet *s, ptrdiff_t i) {
    const struct line *l = &s->lines.p[i];
    if (l->item || l->date || l->words > HEADING_WORDS || i + 1 == s->lines.n) return false;
    str text = sheet_line(s, i);
    char last = text.p[text.n - 1];
    if (last == ',' || last == ';' || last == ':' || (l->ends && last != '?')) return false;
    const struct line *next = &s->lines.p[i + 1];
    if (next->group != l->group) return true;
    return next->item || (next->end - next->beg > 100 && next->end - next->beg > 2 * (l->end - l->beg));
}

static enum block_kind kind_of(const sheet *s, ptrdiff_t i) {
    const struct line *l = &s->lines.p[i];
    if (l->title) return BLOCK_TITLE;
    if (l->tweet) return BLOCK_TWEET;
    if (l->caption) return BLOCK_CAPTION;
    if (l->item) return BLOCK_ITEM;
    return is_heading(s, i) ? BLOCK_HEADING : BLOCK_PARAGRAPH;
}

/* Whether line i+1 goes on in the block of line i. */
static bool goes_on(const sheet *s, ptrdiff_t i, bool paragraphs) {
    const struct line *l = &s->lines.p[i], *next = &s->lines.p[i + 1];
    if (next->group != l->group || next->item || next->cut || next->date || l->date || paragraphs) return false;
    enum block_kind kind = kind_of(s, i), next_kind = kind_of(s, i + 1);
    if (kind == BLOCK_ITEM) return next_kind == BLOCK_PARAGRAPH && !l->ends;
    return kind == next_kind && kind != BLOCK_HEADING;
}

static void add_piece(struct pieces *all, arena *tmp, str raw, ptrdiff_t beg, ptrdiff_t end, enum block_kind kind) {
    sheet_trim(raw, &beg, &end);
    if (kind == BLOCK_HEADING && beg < end && raw.p[end - 1] == '.') kind = BLOCK_PARAGRAPH; // a credit stood behind it
    if (beg < end) *vec_push(tmp, all) = (struct piece){beg, end, kind};
}

/* Whether what stands between a cut and the next, or the end, is short and has no sentence behind its first. */
static bool ends_soon(const sheet *s, ptrdiff_t cut, ptrdiff_t end) {
    ptrdiff_t beg = s->cuts.p[cut].end;
    if (cut + 1 < s->cuts.n && s->cuts.p[cut + 1].beg < end) end = s->cuts.p[cut + 1].beg;
    if (end - beg > CAPTION_BYTES) return false;
    sheet_trim(s->raw, &beg, &end);
    return sheet_sentence_end(s->raw, beg, end) == end;
}

/* Blocks of the lines that are left, cut where the cuts are. */
static void divide(const sheet *s, struct pieces *all, arena *tmp) {
    ptrdiff_t cut = 0;
    bool paragraphs = false;
    for (ptrdiff_t i = 0; i < s->lines.n;) {
        if (i == 0 || s->lines.p[i].group != s->lines.p[i - 1].group) {
            ptrdiff_t j = i;
            while (j < s->lines.n && s->lines.p[j].group == s->lines.p[i].group) j++;
            paragraphs = lines_are_paragraphs(s, i, j);
        }
        ptrdiff_t last = i;
        while (!s->lines.p[i].cut && last + 1 < s->lines.n && goes_on(s, last, paragraphs)) last++;
        ptrdiff_t at = s->lines.p[i].beg, end = s->lines.p[last].end;
        enum block_kind kind = kind_of(s, i);
        bool caption = false;
        while (cut < s->cuts.n && s->cuts.p[cut].end <= at) cut++;
        for (; cut < s->cuts.n && s->cuts.p[cut].beg < end; cut++) {
            if (s->cuts.p[cut].beg > at)
                add_piece(all, tmp, s->raw, at, s->cuts.p[cut].beg, caption ? BLOCK_CAPTION : kind);
            at = s->cuts.p[cut].end;
            caption = s->cuts.p[cut].caption && ends_soon(s, cut, end);
            if (at > end) break; // it goes on in the lines that follow
        }
        if (at < end) add_piece(all, tmp, s->raw, at, end, caption ? BLOCK_CAPTION : kind);
        i = last + 1;
    }
}

static void put_blocks(const sheet *s, const struct pieces *all, article *a, arena *out) {
    struct text_builder b = {.a = a, .out = out};
    for (ptrdiff_t i = 0; i < all->n; i++) {
        const struct piece *p = &all->p[i];
        if (i) {
            bool tight = p->kind == BLOCK_ITEM && all->p[i - 1].kind == BLOCK_ITEM;
            text_make(&b, tight ? S("\n") : S("\n\n"), p->beg);
        }
        uint32_t beg = (uint32_t)b.bytes.n;
        text_copy(&b, p->beg, p->end);
        struct block *block = vec_push(out, &a->blocks);
        *block = (struct block){.span = {beg, (uint32_t)b.bytes.n}, .kind = p->kind};
        if (p->kind == BLOCK_TITLE && !span_len(a->title_span)) a->title_span = block->span;
    }
    text_done(&b);
    for (ptrdiff_t i = 0; i < s->cuts.n; i++)
        if (s->cuts.p[i].beg < s->cuts.p[i].end)
            *vec_push(out, &a->dropped) =
                (struct dropped){.raw = {s->cuts.p[i].beg, s->cuts.p[i].end}, .why = s->cuts.p[i].why};
}

void layout(const sheet *s, article *a, arena *out, arena tmp) {
    struct pieces all = {0};
    divide(s, &all, &tmp);
    put_blocks(s, &all, a, out);
}

void layout_plain(const sheet *s, article *a, arena *out, arena tmp) {
    struct pieces all = {0};
    divide(s, &all, &tmp);
    struct text_builder b = {.a = a, .out = out};
    text_copy(&b, 0, s->raw.n);
    text_done(&b);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        struct block *block = vec_push(out, &a->blocks);
        *block = (struct block){.span = {(uint32_t)all.p[i].beg, (uint32_t)all.p[i].end}, .kind = all.p[i].kind};
        if (block->kind == BLOCK_TITLE && !span_len(a->title_span)) a->title_span = block->span;
    }
}
