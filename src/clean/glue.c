#include "clean/glue.h"

#include "clean/seam.h"
#include "lexicon_tables.h"

enum {
    LONG_BYTES = 300,   // a shorter line is no page that lost its line breaks
    BLOCK_BYTES = 2500, // no list of related headlines is longer
    HEADLINE_LEAST = 5, // words
    HEADLINE_MOST = 22, // words
    KICKER_LETTERS = 8, // in capitals: "MAYOR CLEARED"
    HEADING_LEAST = 2,
    HEADING_MOST = 7,  // words
    LINKS_MOST = 40,   // words
    CAPTION_LEAST = 3, // words
    CAPTION_BYTES = 600,
};

/* The first word behind the last run of words in capitals in [from, to); -1 when there is none. */
static ptrdiff_t behind_last_kicker(const struct words *w, ptrdiff_t from, ptrdiff_t to) {
    ptrdiff_t last = -1;
    for (ptrdiff_t k = from; k < to;) {
        ptrdiff_t beg = k;
        int32_t letters = 0;
        while (k < to && w->p[k].shouted) letters += w->p[k++].letters;
        if (k - beg >= 2 && letters >= KICKER_LETTERS) last = k;
        if (k == beg) k++;
    }
    return last;
}

/* "Related Stories" and the headlines behind it, up to where the text goes on. */
static void cut_related(sheet *s, arena *a, const struct words *w) {
    for (ptrdiff_t k = 1; k < w->n; k++) {
        const struct hit *h = w->p[k - 1].ends ? cue_at(s, CUE_LABEL, w->p[k].beg) : NULL;
        if (!h) continue;
        ptrdiff_t first = k;
        while (first < w->n && w->p[first].beg < h->end) first++;
        ptrdiff_t stop = first; // behind the first sentence that ends with a full stop: text
        while (stop < w->n && w->p[stop].end - h->beg < BLOCK_BYTES &&
               (!w->p[stop].ends || !strchr(".\"", s->raw.p[w->p[stop].end - 1]) ||
                str_ends(str_slice(s->raw, 0, w->p[stop].end), S("..."))))
            stop++;
        ptrdiff_t kicker = behind_last_kicker(w, first, stop), seam = kicker > 0 ? kicker : first;
        ptrdiff_t reach = seam + HEADLINE_MOST + 8 < stop ? seam + HEADLINE_MOST + 8 : stop;
        for (seam += 3; seam < reach && !is_quote_seam(s->raw, w, seam) && !is_sentence_seam(s->raw, w, seam);) seam++;
        ptrdiff_t end = seam < reach ? w->p[seam - 1].end : kicker > 0 ? w->p[kicker - 1].end : h->end;
        sheet_cut(s, a, h->beg, end, h->why);
        while (k + 1 < w->n && w->p[k + 1].beg < end) k++;
    }
}

/* A headline that stands between the end of a sentence and a quotation: the title of a video, mostly. */
static void cut_before_quotes(sheet *s, arena *a, const struct words *w) {
    for (ptrdiff_t k = HEADLINE_LEAST; k < w->n; k++) {
        if (!is_quote_seam(s->raw, w, k)) continue;
        ptrdiff_t beg = k;
        bool plain = true;
        while (beg > 0 && !w->p[beg - 1].ends && k - beg <= HEADLINE_MOST) {
            beg--;
            plain = plain && !w->p[beg].quoted && !(w->p[beg].pauses && beg + 1 < k) &&
                    !lex_find(&lex_inquits, word_core(s->raw, &w->p[beg]));
        }
        plain = plain && !lex_find(&lex_openers, word_core(s->raw, &w->p[beg]));
        if (beg && plain && k - beg >= HEADLINE_LEAST && k - beg <= HEADLINE_MOST && w->p[beg].capital)
            sheet_cut(s, a, w->p[beg].beg, w->p[k - 1].end, S("headline"));
    }
}

/* Links to other stories between the end of a sentence and the next, "Mill fire: What we know Who runs the mill? The
 * crew": they are told by a colon or dash inside. The last of them without one may be a heading and stays. */
static void cut_links(sheet *s, arena *a, const struct words *w) {
    for (ptrdiff_t k = 1; k < w->n; k++) {
        str first = word_core(s->raw, &w->p[k]);
        if (!w->p[k - 1].ends || !w->p[k].capital || first.n < 2 || lex_find(&lex_openers, first)) continue;
        ptrdiff_t seam = k + 1, mark = -1;
        for (; seam < w->n && seam - k < LINKS_MOST && !is_sentence_seam(s->raw, w, seam); seam++) {
            const struct word *before = &w->p[seam - 1];
            str word = str_slice(s->raw, before->beg, before->end);
            if (before->ends || before->quoted || str_ends(word, S(",")) || str_ends(word, S(";"))) break;
            if (str_eq(word, S("-")) || (str_ends(word, S(":")) && w->p[seam].capital)) mark = seam;
        }
        if (mark < 0 || seam == w->n || w->p[seam - 1].ends || !is_sentence_seam(s->raw, w, seam)) continue;
        ptrdiff_t stop = mark + 1;
        while (stop < seam && !(w->p[stop].capital && !w->p[stop - 1].capital)) stop++;
        sheet_cut(s, a, w->p[k].beg, w->p[stop - 1].end, S("related"));
    }
}

/* A heading between two paragraphs, "… by a rigged system. Despair and anger The marchers rallied": a few words behind
 * the end of a sentence, up to a seam. It stays, as a block of its own. */
static void part_headings(sheet *s, arena *a, const struct words *w) {
    for (ptrdiff_t k = 1; k < w->n; k++) {
        if (!w->p[k - 1].ends || !w->p[k].capital || w->p[k].quoted ||
            lex_find(&lex_openers, word_core(s->raw, &w->p[k])))
            continue;
        ptrdiff_t seam = k + HEADING_LEAST;
        while (seam < w->n && seam <= k + HEADING_MOST && !w->p[seam - 1].ends && !w->p[seam - 1].pauses &&
               !is_sentence_seam(s->raw, w, seam))
            seam++;
        if (seam >= w->n || seam > k + HEADING_MOST || w->p[seam - 1].ends || w->p[seam - 1].pauses) continue;
        sheet_break(s, a, w->p[k].beg);
        sheet_break(s, a, w->p[seam].beg);
        k = seam;
    }
}

/* A caption ends where the text goes on. */
static void end_captions(sheet *s, arena *a) {
    for (ptrdiff_t i = 0, cuts = s->cuts.n; i < cuts; i++) {
        if (!s->cuts.p[i].caption) continue;
        ptrdiff_t line = sheet_line_at(s, s->cuts.p[i].end);
        if (line == s->lines.n) continue;
        ptrdiff_t from = s->cuts.p[i].end, to = s->lines.p[line].end;
        if (from < s->lines.p[line].beg) from = s->lines.p[line].beg;
        if (to - from > CAPTION_BYTES) to = from + CAPTION_BYTES;
        arena tmp = *a;
        struct words w = words_of(s->raw, from, to, &tmp);
        ptrdiff_t m = CAPTION_LEAST;
        while (m < w.n && !w.p[m - 1].ends && !is_sentence_seam(s->raw, &w, m) && !is_quote_seam(s->raw, &w, m)) m++;
        if (m < w.n && !w.p[m - 1].ends) sheet_break(s, a, w.p[m].beg);
    }
}

/* A headline at the very end. */
static void cut_last(sheet *s, arena *a, const struct words *w) {
    ptrdiff_t beg = w->n;
    if (!beg || w->p[w->n - 1].ends) return;
    while (beg > 0 && !w->p[beg - 1].ends) {
        beg--;
        if (w->n - beg > HEADLINE_MOST || w->p[beg].pauses || w->p[beg].quoted || w->p[beg].digits) return;
    }
    if (lex_find(&lex_openers, word_core(s->raw, &w->p[beg]))) return; // text that lost its full stop
    if (beg && w->n - beg >= HEADLINE_LEAST && w->p[beg].capital)
        sheet_cut(s, a, w->p[beg].beg, w->p[w->n - 1].end, S("headline"));
}

/* The line that holds most of the page; -1 when the page has its line breaks. */
static ptrdiff_t long_line(const sheet *s) {
    ptrdiff_t longest = -1, all = 0;
    for (ptrdiff_t i = 0; i < s->lines.n; i++) {
        const struct line *l = &s->lines.p[i];
        if (l->cut || l->title) continue;
        all += l->end - l->beg;
        if (longest < 0 || l->end - l->beg > s->lines.p[longest].end - s->lines.p[longest].beg) longest = i;
    }
    if (longest < 0) return -1;
    ptrdiff_t bytes = s->lines.p[longest].end - s->lines.p[longest].beg;
    return bytes >= LONG_BYTES && 10 * bytes >= 9 * all ? longest : -1;
}

void glue_cut(sheet *s, arena *a) {
    ptrdiff_t i = long_line(s);
    if (i < 0) {
        end_captions(s, a);
        return;
    }
    struct words w = words_of(s->raw, s->lines.p[i].beg, s->lines.p[i].end, a);
    cut_related(s, a, &w);
    cut_before_quotes(s, a, &w);
    cut_links(s, a, &w);
    part_headings(s, a, &w);
    cut_last(s, a, &w);
    end_captions(s, a);
}
