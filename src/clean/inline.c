#include "clean/inline.h"

#include "base/utf8.h"
#include "clean/seam.h"
#include "clean/shape.h"

enum {
    LONG_BYTES = 600,    // a longer line may have lost its line breaks
    SENTENCE_BYTES = 60, // a longer sentence in such a line is looked at for where it runs into another
    REACH_BYTES = 600,   // how far a cue and a seam are looked for
    HAS_WORDS = 30,      // a longer sentence is text, whatever it holds
    SOURCE_BYTES = 60,   // between "Image copyright" and "Image caption"
    CREDIT_BYTES = 120,  // in the brackets of a photo credit
    WRITERS_BYTES = 400, // in those that name who wrote and edited
    SIGNATURE_BYTES = 120,
    PICTURE_WORDS = 4, // "(Harbour Post photo)"
    MARKED_WORDS = 20, // of a line of names, dates and marks
};

static ptrdiff_t skip_space(str raw, ptrdiff_t at, ptrdiff_t end) {
    int n;
    while (at < end && utf8_is_space(utf8_at(raw, at, &n))) at += n;
    return at;
}

/* Where the sentence [at, end) runs into another: text that lost its line breaks; `end` where it does not. */
static ptrdiff_t first_seam(const sheet *s, ptrdiff_t at, ptrdiff_t end, arena tmp) {
    struct words w = words_of(s->raw, at, end, &tmp);
    for (ptrdiff_t k = 2; k < w.n; k++)
        if (is_sentence_seam(s->raw, &w, k)) return w.p[k].beg;
    return end;
}

/* Sentences that begin with or hold a cue. */
static void cut_sentences(sheet *s, arena *a, const struct line *l) {
    bool is_long = l->end - l->beg > LONG_BYTES;
    ptrdiff_t stop = l->beg; // of the sentence that holds `at`, which may be what is left of one that was cut into
    for (ptrdiff_t at = l->beg; at < l->end;) {
        if (at >= stop) stop = sheet_sentence_end(s->raw, at, l->end);
        ptrdiff_t end = stop;
        const struct hit *h = cue_at(s, CUE_SENTENCE, at);
        if (!h && cue_at(s, CUE_INLINE, at)) {
            at = skip_space(s->raw, end, l->end);
            continue;
        }
        if (!h) h = cue_next(s, CUE_HAS, at, end - at > REACH_BYTES ? at + REACH_BYTES : end);
        if (h && is_long && (h->scope == CUE_HAS || end - at > SENTENCE_BYTES)) {
            ptrdiff_t reach = end - at > REACH_BYTES ? at + REACH_BYTES : end, seam = first_seam(s, at, reach, *a);
            if (seam == reach) seam = end;
            if (seam < h->end)
                h = NULL;
            else
                end = seam;
        }
        if (h && h->scope == CUE_HAS && sheet_words(str_slice(s->raw, at, end)) > HAS_WORDS) h = NULL;
        if (h && is_long && end - at > 2 * SENTENCE_BYTES)
            end = h->end; // no headline or form is so long: text ran into it
        if (h) sheet_cut(s, a, at, end, h->why);
        at = skip_space(s->raw, end, l->end);
    }
}

/* "Image copyright Reuters Image caption", "Media caption". */
static void cut_marks(sheet *s, arena *a, const struct line *l) {
    const struct hit *h;
    ptrdiff_t end;
    for (ptrdiff_t at = l->beg; (h = cue_next(s, CUE_INLINE, at, l->end)); at = end) {
        end = h->end;
        str words = str_slice(s->raw, h->beg, h->end);
        if (str_starts(words, S("Image copyright")) || str_starts(words, S("Image source"))) {
            ptrdiff_t reach = end + SOURCE_BYTES < l->end ? end + SOURCE_BYTES : l->end;
            const struct hit *caption = cue_next(s, CUE_INLINE, end, reach);
            const struct hit *credit = cue_at(s, CUE_CREDIT, skip_space(s->raw, end, l->end));
            if (caption)
                end = caption->end;
            else if (credit)
                end = credit->end;
        }
        sheet_cut(s, a, h->beg, end, h->why);
        s->cuts.p[s->cuts.n - 1].caption = true;
    }
}

/* "Image 1 of / 10", "Photo 2 of 6" before a caption: where one stands in a gallery. */
static void cut_positions(sheet *s, arena *a, const struct line *l) {
    str line = str_slice(s->raw, l->beg, l->end);
    for (ptrdiff_t at = 0; at < line.n; at++) {
        if ((at && !ascii_space(line.p[at - 1])) || !ascii_upper(line.p[at])) continue;
        ptrdiff_t word = shape_gallery_word(str_drop(line, at)), i = at + word, digits = i;
        while (i < line.n && ascii_digit(line.p[i])) i++;
        if (!word || i == digits || i > digits + 3 || !str_starts(str_drop(line, i), S(" of "))) continue;
        i += 4;
        if (str_starts(str_drop(line, i), S("/ "))) i += 2;
        for (digits = i; i < line.n && ascii_digit(line.p[i]);) i++;
        if (i == digits) continue;
        sheet_cut(s, a, l->beg + at, l->beg + i, S("caption mark"));
        s->cuts.p[s->cuts.n - 1].caption = true;
    }
}

/* A number of one or two digits at `at`, followed by a capital or a quote; where it ends, or -1. */
static ptrdiff_t gallery_number(str raw, ptrdiff_t at, ptrdiff_t end, int *number) {
    ptrdiff_t i = at;
    *number = 0;
    while (i < end && i < at + 2 && ascii_digit(raw.p[i])) *number = 10 * *number + (raw.p[i++] - '0');
    if (i == at || (i < end && !ascii_space(raw.p[i]))) return -1;
    ptrdiff_t next = skip_space(raw, i, end);
    int n;
    if (next < end) {
        uint32_t c = utf8_at(raw, next, &n);
        if (!utf8_is_upper(c) && !utf8_is_open_quote(c)) return -1;
    }
    return i;
}

/* Whether nothing of a sentence stands before `at` in the line. */
static bool behind_sentence(const sheet *s, const struct line *l, ptrdiff_t at) {
    while (at > l->beg && ascii_space(s->raw.p[at - 1])) at--;
    return at == l->beg || sheet_ends_sentence(str_slice(s->raw, l->beg, at));
}

static void cut_credit(sheet *s, arena *a, ptrdiff_t beg, ptrdiff_t end) {
    sheet_cut(s, a, beg, end, S("photo credit"));
    s->cuts.p[s->cuts.n - 1].caption = true;
}

/* "Getty Images 6", as the galleries of some papers leave it (the number is that of the pictures, the same each time),
 * and then the 6 alone between sentences. A credit inside a sentence needs the number to stand elsewhere too. */
static void cut_gallery(sheet *s, arena *a, const struct line *l) {
    int credits[100] = {0}, number;
    bool clear[100] = {0};
    const struct hit *h;
    for (int round = 0; round < 2; round++) {
        for (ptrdiff_t at = l->beg; (h = cue_next(s, CUE_CREDIT, at, l->end)); at = h->end) {
            ptrdiff_t digits = skip_space(s->raw, h->end, l->end),
                      end = gallery_number(s->raw, digits, l->end, &number);
            if (digits == h->end || end < 0) continue;
            if (round == 0) {
                credits[number]++;
                clear[number] |= behind_sentence(s, l, h->beg);
            } else if (clear[number] && (credits[number] > 1 || behind_sentence(s, l, h->beg))) {
                cut_credit(s, a, h->beg, end);
            }
        }
    }
    for (ptrdiff_t i = l->beg + 1; i < l->end; i++) {
        if (!ascii_digit(s->raw.p[i]) || !ascii_space(s->raw.p[i - 1])) continue;
        ptrdiff_t end = gallery_number(s->raw, i, l->end, &number);
        if (end >= 0 && clear[number] && behind_sentence(s, l, i)) cut_credit(s, a, i, end);
    }
}

/* "(AP Photo/Jane Doe)", "(Photo by John Roe/Getty Images)". */
static void cut_brackets(sheet *s, arena *a, const struct line *l) {
    const struct hit *h;
    for (ptrdiff_t at = l->beg; (h = cue_next(s, CUE_BRACKET, at, l->end)); at = h->end) {
        if (h->beg == l->beg || (s->raw.p[h->beg - 1] != '(' && s->raw.p[h->beg - 1] != '[')) continue;
        char close = s->raw.p[h->beg - 1] == '(' ? ')' : ']';
        ptrdiff_t most = str_eq(h->why, S("author note")) ? WRITERS_BYTES : CREDIT_BYTES;
        ptrdiff_t end = h->end, reach = h->end + most < l->end ? h->end + most : l->end;
        while (end < reach && s->raw.p[end] != close) end++;
        if (end < reach) sheet_cut(s, a, h->beg - 1, end + 1, h->why);
    }
}

/* "The bridge on Monday (Jane Doe/Harbour Post)" at the end of a line. */
static void cut_last_bracket(sheet *s, arena *a, struct line *l) {
    ptrdiff_t end = l->end;
    if (end > l->beg && s->raw.p[end - 1] == '.') end--;
    if (end - l->beg < 8 || (s->raw.p[end - 1] != ')' && s->raw.p[end - 1] != ']')) return;
    ptrdiff_t open = end - 1;
    while (open > l->beg && s->raw.p[open] != '(' && s->raw.p[open] != '[') open--;
    str inside = str_trim(str_slice(s->raw, open + 1, end - 1));
    bool picture =
        (str_ends(inside, S(" photo")) || str_ends(inside, S(" Photo"))) && sheet_words(inside) <= PICTURE_WORDS;
    if (open == l->beg || cue_at(s, CUE_BRACKET, open + 1) || !(picture || shape_is_credit(inside))) return;
    cut_credit(s, a, open, l->end);
    s->cuts.p[s->cuts.n - 1].caption = false;
    l->caption = true;
}

/* "Jane Doe | 12 March | 4 min read": the reading time behind a mark. */
static void cut_reading_time(sheet *s, arena *a, const struct line *l) {
    if (l->words > MARKED_WORDS) return;
    for (ptrdiff_t at = l->beg + 1; at < l->end; at++) {
        if (!ascii_digit(s->raw.p[at]) || !ascii_space(s->raw.p[at - 1])) continue;
        ptrdiff_t n = shape_reading_time(str_slice(s->raw, at, l->end));
        if (!n) continue;
        sheet_cut(s, a, at, at + n, S("share bar"));
        return;
    }
}

static ptrdiff_t handle_end(str raw, ptrdiff_t at, ptrdiff_t end) {
    while (at < end && (ascii_alnum(raw.p[at]) || raw.p[at] == '_')) at++;
    return at;
}

/* "— Jane Doe (@janedoe) December 3, 2025": where it ends when it begins at `at`, or -1. */
static ptrdiff_t signature(str raw, ptrdiff_t at, ptrdiff_t end) {
    if (!str_starts(str_slice(raw, at, end), S("\xE2\x80\x94")) && !str_starts(str_slice(raw, at, end), S("-- ")))
        return -1;
    ptrdiff_t stop = at + SIGNATURE_BYTES < end ? at + SIGNATURE_BYTES : end;
    ptrdiff_t open = str_find(str_slice(raw, 0, stop), S("(@"), at);
    if (open < 0) return -1;
    ptrdiff_t close = handle_end(raw, open + 2, end);
    if (close >= end || raw.p[close] != ')') return -1;
    close++;
    // The date behind it: month, day, comma, year.
    stop = close + SIGNATURE_BYTES < end ? close + SIGNATURE_BYTES : end;
    ptrdiff_t i = skip_space(raw, close, stop), words = 0;
    while (i < stop && words < 3 && (words ? ascii_digit(raw.p[i]) : ascii_upper(raw.p[i]))) {
        words++;
        ptrdiff_t beg = i;
        while (i < stop && !ascii_space(raw.p[i])) i++;
        for (close = words == 3 ? beg : close; words == 3 && close < i && ascii_digit(raw.p[close]);) close++;
        i = skip_space(raw, i, stop);
    }
    return words == 3 || i == end ? close : -1;
}

/* "The road is shut. #harbour #bridge": the hashtags behind what a tweet says; those that its sentence needs stay. */
static void cut_hashtags(sheet *s, arena *a, const struct line *l, ptrdiff_t end) {
    ptrdiff_t beg = end;
    for (ptrdiff_t at = end; at > l->beg;) {
        while (at > l->beg && ascii_space(s->raw.p[at - 1])) at--;
        ptrdiff_t word = at;
        while (word > l->beg && !ascii_space(s->raw.p[word - 1])) word--;
        if (s->raw.p[word] != '#' || at - word < 2) break;
        at = beg = word;
    }
    str before = str_trim(str_slice(s->raw, l->beg, beg));
    if (beg < end && sheet_ends_sentence(before)) sheet_cut(s, a, beg, end, S("tweet tag"));
}

/* "The bridge on Monday. Photo: J. Mrak": the credit at the end of a caption. */
static void cut_last_credit(sheet *s, arena *a, struct line *l) {
    enum { CREDIT_WORDS = 6 };
    const struct hit *h;
    for (ptrdiff_t at = l->beg + 1; (h = cue_next(s, CUE_START, at, l->end)); at = h->end) {
        bool credit = str_eq(h->why, S("photo credit")) && s->raw.p[h->end - 1] == ':';
        if (!credit || l->end - h->end > CREDIT_BYTES || sheet_words(str_slice(s->raw, h->end, l->end)) > CREDIT_WORDS)
            continue;
        sheet_cut(s, a, h->beg, l->end, h->why);
        l->caption = true;
        return;
    }
}

/* The marks that embedded tweets leave; the words of the tweet stay. */
static void cut_tweets(sheet *s, arena *a, struct line *l) {
    str line = str_slice(s->raw, l->beg, l->end);
    for (ptrdiff_t i = l->beg; i < l->end; i++) {
        ptrdiff_t end = signature(s->raw, i, l->end);
        if (end > 0) {
            sheet_cut(s, a, i, end, DROPPED_SIGNATURE);
            struct line *before = l - 1;
            if (i > l->beg) {
                l->tweet = true;
                cut_hashtags(s, a, l, i);
            } else if (l > s->lines.p && !before->cut && before->group == l->group) {
                before->tweet = true;
                cut_hashtags(s, a, before, before->end);
            }
            i = end - 1;
        }
    }
    static const str links[] = {S_INIT("pic.twitter.com/"), S_INIT("https://t.co/"), S_INIT("http://t.co/"),
                                S_INIT("pic.x.com/")};
    for (size_t k = 0; k < sizeof links / sizeof *links; k++)
        for (ptrdiff_t at = 0; (at = str_find(line, links[k], at)) >= 0;) {
            ptrdiff_t end = handle_end(line, at + links[k].n, line.n);
            sheet_cut(s, a, l->beg + at, l->beg + end, S("tweet link"));
            l->tweet = l->tweet || 2 * line.n < 1200;
            at = end;
        }
    if (line.p[0] == '#') {
        ptrdiff_t end = skip_space(line, handle_end(line, 1, line.n), line.n);
        if (end < line.n && line.p[end] == '|') {
            sheet_cut(s, a, l->beg, l->beg + end + 1, S("tweet tag"));
            l->tweet = true;
        }
    }
}

/* "Related Sources: • Source 1 • Source 2" to the end of the line. */
static void cut_bulleted(sheet *s, arena *a, const struct line *l) {
    const struct hit *h;
    for (ptrdiff_t at = l->beg; (h = cue_next(s, CUE_LABEL, at, l->end)); at = h->end) {
        ptrdiff_t i = h->end;
        while (i < l->end && (s->raw.p[i] == ':' || ascii_space(s->raw.p[i]))) i++;
        if (!str_starts(str_slice(s->raw, i, l->end), S("\xE2\x80\xA2"))) continue;
        sheet_cut(s, a, h->beg, l->end, h->why);
        return;
    }
}

void inline_cut(sheet *s, arena *a) {

    for (ptrdiff_t i = 0; i < s->lines.n; i++) {
        struct line *l = &s->lines.p[i];
        if (l->cut || l->title) continue;
        cut_sentences(s, a, l);
        cut_marks(s, a, l);
        cut_positions(s, a, l);
        cut_last_credit(s, a, l);
        cut_gallery(s, a, l);
        cut_brackets(s, a, l);
        cut_last_bracket(s, a, l);
        cut_reading_time(s, a, l);
        cut_tweets(s, a, l);
        cut_bulleted(s, a, l);
    }
}
