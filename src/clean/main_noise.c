#include "clean/main_noise.h"

#include "base/utf8.h"
#include "clean/byline.h"
#include "doc/calendar.h"
#include "lexicon_tables.h"

enum { NOISE_BYTES = 160, NOTICE_BYTES = 900, PREFIX_WORDS = 8, BYLINE_BYTES = 60 };

static uint32_t bit_of(uint32_t word) { return word * 2654435761u >> 21; }

static void add_starts(struct line_starts *s, const lex_table *t, struct html_blocks *words, arena *tmp) {
    for (int32_t i = 0; i < t->n; i++) {
        const char *space = memchr(t->keys[i].p, ' ', (size_t)t->keys[i].n);
        str first = space ? str_head(t->keys[i], space - t->keys[i].p) : t->keys[i];
        uint32_t word = html_word(first);
        words->words.n = 0;
        if (!word) html_words_of(first, words, tmp);
        if (words->words.n) word = words->words.p[0];
        if (!word) continue;
        uint32_t bit = bit_of(word);
        s->bits[bit / 32] |= 1u << bit % 32;
    }
}

void line_starts_init(struct line_starts *s, arena tmp) {
    struct html_blocks words = {0};
    *s = (struct line_starts){0};
    add_starts(s, &lex_noise, &words, &tmp);
    add_starts(s, &lex_page_lines, &words, &tmp);
    words.words.n = 0;
    html_words_of(S("by"), &words, &tmp);
    uint32_t bit = bit_of(words.words.p[0]);
    s->bits[bit / 32] |= 1u << bit % 32;
}

bool line_starts_fit(const struct line_starts *s, const struct html_blocks *blocks, const struct html_block *b) {
    enum { DATE_WORDS = 16 };
    uint32_t bit = bit_of(blocks->words.p[b->word]);
    return (s->bits[bit / 32] >> bit % 32 & 1) || (b->number_words && b->words <= DATE_WORDS);
}

/* Whether a row's phrase goes with a line that begins with `first`: one with a capital needs one. */
static bool fits(str phrase, char first) { return !ascii_upper(phrase.p[0]) || ascii_upper(first); }

/* What one list says of a block that begins with a phrase, or is nothing else (whole). */
static str say(const lex_table *t, str folded, char first, bool whole, bool is_short) {
    for (const lex_row *r = lex_find_folded(t, folded); r; r = lex_next(t, r)) {
        // phrase, scope, why are the columns of both lists
        str scope = lex_cell(t, r, LEX_noise_scope);
        bool line = str_eq(scope, S("line")) || str_eq(scope, S("label")) || str_eq(scope, S("tail"));
        bool begins = str_eq(scope, S("notice")) || (is_short && str_eq(scope, S("start")));
        if (fits(lex_cell(t, r, LEX_noise_phrase), first) && (begins || (whole && line)))
            return lex_cell(t, r, LEX_noise_why);
    }
    return (str){0};
}

static str look_up(str folded, char first, bool whole, bool is_short) {
    str why = is_short ? say(&lex_noise, folded, first, whole, true) : (str){0};
    return why.n ? why : say(&lex_page_lines, folded, first, whole, is_short);
}

/* "7 min read". */
static bool is_reading_time(str folded) {
    ptrdiff_t digits = 0;
    while (digits < folded.n && ascii_digit(folded.p[digits])) digits++;
    str rest = str_trim(str_drop(folded, digits));
    return digits && digits < 4 && rest.n < 20 && str_starts(rest, S("min")) && str_ends(rest, S(" read"));
}

str main_noise(str block, arena tmp) {
    if (!block.n || block.n > NOTICE_BYTES) return (str){0};
    bool is_short = block.n <= NOISE_BYTES;
    struct moment m;
    if (is_short && calendar_parse(block, &m)) return S("date");
    strs people = {0};
    str agency = {0};
    if (block.n <= BYLINE_BYTES && str_starts_nocase(block, S("by ")) && byline_read(block, &people, &agency, &tmp))
        return S("byline");
    str folded = utf8_fold(&tmp, str_head(block, NOISE_BYTES));
    while (folded.n && (strchr(":!.", folded.p[folded.n - 1]) || ascii_space(folded.p[folded.n - 1]))) folded.n--;
    if (is_reading_time(folded)) return S("post data");
    str why = look_up(folded, block.p[0], true, is_short);
    for (ptrdiff_t i = 1, words = 0; i < folded.n && words < PREFIX_WORDS && !why.n; i++) {
        if (ascii_alnum(folded.p[i]) || (unsigned char)folded.p[i] >= 0x80) continue;
        words += ascii_space(folded.p[i]);
        why = look_up(str_head(folded, i), block.p[0], false, is_short);
        if (!why.n && folded.p[i] == ':') why = look_up(str_head(folded, i + 1), block.p[0], false, is_short);
    }
    return why;
}
