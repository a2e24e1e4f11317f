#include "clean/appeal.h"

#include "base/utf8.h"
#include "lexicon_tables.h"

enum {
    APPEAL_WORDS = 45, // a longer line is text
    SHORT_WORDS = 14,
    FEW_WORDS = 4,
    QUESTION_WORDS = 16,
    CALL_WORDS = 10, // of a line that asks to call a number; a longer one that speaks of no paper is of the news
    PHONE_DIGITS = 7,
};

/* What a line holds, in words. */
struct tally {
    int32_t words, paper, reader, you, press, product;
    int32_t address;         // an e-mail address, an account's name, a site
    int32_t phone;           // a telephone's number
    bool asks, first_asks;   // some sentence, the first one, begins as one that asks
    bool leads, first_leads; // … or would if it addressed somebody
    bool question;           // the first sentence is one
    bool speaks;             // somebody is quoted, or said to say something
};

static bool is_site(str w) {
    ptrdiff_t dot = str_find(w, S("."), 0);
    return str_starts_nocase(w, S("www.")) || str_find(w, S("://"), 0) > 0 ||
           (dot > 1 && dot + 2 < w.n && str_find(w, S("/"), dot) > dot && ascii_alpha(w.p[dot + 1]));
}

/* How many digits a part of a telephone's number has: "(313)", "222-2620"; 0 for another word, and for two years. */
static int32_t phone_digits(str w) {
    int32_t digits = 0;
    for (ptrdiff_t i = 0; i < w.n; i++) {
        if (!ascii_digit(w.p[i]) && !strchr("-.()+,;", w.p[i])) return 0;
        digits += ascii_digit(w.p[i]);
    }
    return (w.n == 9 && w.p[4] == '-') || (w.n > 3 && w.p[w.n - 4] == ',') ? 0 : digits;
}

static bool is_address(str w) {
    ptrdiff_t at = str_find(w, S("@"), 0);
    if (at == 0) return w.n > 2 && ascii_alnum(w.p[1]);
    return (at > 0 && (str_find(w, S("."), at) > at + 1 || phone_digits(str_head(w, at)))) || is_site(w);
}

bool appeal_word_is(str word, str kind) {
    for (const lex_row *row = lex_find(&lex_appeal_words, word); row; row = lex_next(&lex_appeal_words, row))
        if (str_eq(lex_cell(&lex_appeal_words, row, LEX_appeal_words_kind), kind)) return true;
    return false;
}

static void count_word(struct tally *t, str word, bool begins) {
    bool asks = false, leads = false;
    for (const lex_row *row = lex_find(&lex_appeal_words, word); row; row = lex_next(&lex_appeal_words, row)) {
        str kind = lex_cell(&lex_appeal_words, row, LEX_appeal_words_kind);
        asks |= str_eq(kind, S("ask"));
        leads |= str_eq(kind, S("lead"));
        t->you += str_eq(kind, S("you"));
        t->paper += str_eq(kind, S("paper"));
        t->reader += str_eq(kind, S("reader"));
        t->press += str_eq(kind, S("press")) && !begins;
        t->product += str_eq(kind, S("product"));
    }
    if (!begins) return;
    t->asks |= asks;
    t->leads |= leads;
    t->first_asks |= asks && t->words == 0;
    t->first_leads |= leads && t->words == 0;
}

/* Letters, digits, hyphens and inner apostrophes of a piece between spaces; e-mail addresses are seen before. */
static str core_of(str w) {
    while (w.n && !ascii_alnum(w.p[0]) && (unsigned char)w.p[0] < 0x80) w = str_drop(w, 1);
    while (w.n && !ascii_alnum(w.p[w.n - 1]) && (unsigned char)w.p[w.n - 1] < 0x80) w.n--;
    return w;
}

static struct tally count(str line) {
    struct tally t = {0};
    int32_t digits = 0;
    bool begins = true, first = true;
    for (str rest = line, word; str_next_part(&rest, ' ', &word);) {
        if (!word.n) continue;
        str core = core_of(word);
        int n;
        uint32_t mark = utf8_at(word, 0, &n);
        t.speaks |= mark == '"' || mark == 0x201C || mark == 0x201E || mark == 0xAB;
        t.speaks |= t.words == 0 && (mark == '\'' || mark == 0x2018);
        int32_t part = phone_digits(core), before = part > 2 ? digits : 0;
        digits = part > 2 ? before + part : 0;
        t.address += is_address(word);
        t.phone += digits >= PHONE_DIGITS && before < PHONE_DIGITS;
        count_word(&t, core, begins);
        t.speaks |= !begins && lex_find(&lex_inquits, core) && !str_eq(core, S("read")) && !str_eq(core, S("asking"));
        t.words += core.n > 0;
        char last = word.p[word.n - 1];
        if (first && last == '?') t.question = true;
        begins = last == '.' || last == '?' || last == '!' || last == ':';
        if (begins) first = false;
    }
    if (t.you || t.paper) {
        t.asks |= t.leads;
        t.first_asks |= t.first_leads;
    }
    return t;
}

bool appeal_speaks(str line) { return count(line).speaks; }

bool appeal_has(str line) {
    struct tally t = count(line);
    return t.asks || t.paper || t.reader || t.product || t.address || t.phone;
}

bool is_appeal(str line, bool last) {
    if (sheet_words(line) > APPEAL_WORDS || str_ends(line, S(":"))) return false;
    struct tally t = count(line);
    if (t.speaks) return false;
    bool bare = t.words <= FEW_WORDS + 2 && !sheet_ends_sentence(line);
    if (t.address && (t.asks || bare)) return true;
    if (t.phone && (bare || (t.asks && (t.paper || t.product || (t.first_asks && t.words <= CALL_WORDS))))) return true;
    if (t.words < 2) return false;
    if (t.question && t.first_asks && t.reader)
        return last ? t.words <= QUESTION_WORDS || t.paper || t.press : t.paper && t.asks;
    if (t.first_asks && (t.product || (t.press && (t.paper || t.reader || t.press > 1)))) return true;
    if (t.first_asks && t.paper && (t.reader || last || t.words <= FEW_WORDS) && t.words <= SHORT_WORDS) return true;
    return t.press && t.paper && (t.reader || (t.asks && (t.press > 1 || t.words <= SHORT_WORDS)));
}
