#include "clean/furniture.h"

#include "base/utf8.h"
#include "clean/appeal.h"
#include "clean/shape.h"
#include "doc/calendar.h"
#include "lexicon_tables.h"

enum {
    TOP_LINES = 6,
    TITLE_BYTES = 220, // a longer line is no title
    KICKER_WORDS = 4,  // a longer line above the title is text, a longer sentence before an appeal is news
    MENU_WORDS = 14,   // a longer line above the title is no menu
    MENU_KNOWN = 4,    // entries of the list that make a menu with others between them
    LABEL_WORDS = 8,   // a longer line is no label of a list
    INVITATION_WORDS = 14,
    CREDIT_WORDS = 9, // a longer line is a caption
    SHORT_CREDIT_WORDS = 4,
    SHORT_WORDS = 25,    // a longer line is text, whatever it begins with
    HEADLINE_WORDS = 30, // a longer line is no headline
    LIST_LINES_ANY = 5,
    LIST_LINES = 3,       // fewer headlines in a row are no list
    NOTE_LINES = 4,       // notes on the author stand in the last so many lines
    AUTHOR_WORDS = 4,     // a byline has no more
    MOTTO_WORDS = 14,     // a longer line is no motto
    COPYRIGHT_WORDS = 20, // of a line that is about copyright throughout
};

bool furniture_same_words(str a, str b, arena tmp) {
    if (a.n > 4 * b.n + 64 || b.n > 4 * a.n + 64) return false;
    str x = utf8_letters(&tmp, a), y = utf8_letters(&tmp, b);
    return x.n && str_eq(x, y);
}

/* A run of a menu's entries, which all begin with a capital: those of the list, and others between them. */
struct menu {
    ptrdiff_t end;
    int32_t known, other, bars; // bars between them
    bool seam;                  // it ends where other text runs into its last word: "Sport SubscribeMinister resigns"
};

/* Where the letters from `at` end: at no letter, or where the case rises inside a word. */
static ptrdiff_t letters_end(const sheet *s, ptrdiff_t at, ptrdiff_t end) {
    ptrdiff_t i = at;
    while (i < end && (ascii_alpha(s->raw.p[i]) || (s->raw.p[i] == '\'' && i > at)) &&
           !(i > at && ascii_lower(s->raw.p[i - 1]) && ascii_upper(s->raw.p[i])))
        i++;
    return i;
}

/* The last entry of a menu with text run into it, from `at` to `seam`: "Sign in" in "Sign inMinister". */
static bool is_entry(const sheet *s, ptrdiff_t at, ptrdiff_t seam) {
    str text = str_slice(s->raw, at, seam);
    for (const lex_row *row = lex_find(&lex_noise, text); row; row = lex_next(&lex_noise, row))
        if (str_eq(lex_cell(&lex_noise, row, LEX_noise_scope), S("navigation"))) return true;
    return false;
}

static struct menu menu_at(const sheet *s, ptrdiff_t at, ptrdiff_t end) {
    struct menu m = {.end = at};
    while (at < end) {
        const struct hit *h = cue_at(s, CUE_NAVIGATION, at);
        ptrdiff_t word = at, stop = h ? h->end : letters_end(s, at, end);
        if (!h && stop < end && ascii_space(s->raw.p[stop]) && is_entry(s, at, letters_end(s, stop + 1, end)))
            stop = letters_end(s, stop + 1, end); // two words, the second one run into
        if (stop == at || !ascii_upper(s->raw.p[at])) return (struct menu){0};
        bool joined = stop < end && ascii_upper(s->raw.p[stop]);
        m.known += h || (joined && is_entry(s, word, stop));
        m.other += !h && !(joined && is_entry(s, word, stop));
        m.end = stop;
        if (joined && !cue_at(s, CUE_NAVIGATION, stop)) {
            m.seam = true;
            return m;
        }
        at = stop;
        while (at < end &&
               (ascii_space(s->raw.p[at]) || strchr("|>/,-", s->raw.p[at]) || (unsigned char)s->raw.p[at] >= 0x80))
            m.bars += s->raw.p[at++] == '|';
    }
    return m;
}

/* Whether a line is entries of a menu and nothing else: "Home News Sport", also run together: "PoliticsWorld News". */
static bool is_menu(const sheet *s, ptrdiff_t i) {
    const struct line *l = &s->lines.p[i];
    if (l->ends || l->words > MENU_WORDS) return false;
    struct menu m = menu_at(s, l->beg, l->end);
    if (m.seam || !m.end) return false;
    if (m.bars >= MENU_KNOWN && m.known) return true;
    return m.other ? m.known >= MENU_KNOWN && m.known > m.other : m.known >= 2;
}

/* "Home News Sport SubscribeMinister resigns": cuts the menu off a title that ran into it. */
static void cut_menu_before(sheet *s, ptrdiff_t i, arena *a) {
    struct line *l = &s->lines.p[i];
    struct menu m = menu_at(s, l->beg, l->end);
    if (!m.seam || m.known < MENU_KNOWN || m.known <= m.other) return;
    sheet_cut(s, a, l->beg, m.end, S("navigation"));
    l->beg = m.end;
    l->words = sheet_words(sheet_line(s, i));
}

static bool may_be_title(const sheet *s, ptrdiff_t i) {
    const struct line *l = &s->lines.p[i];
    str text = sheet_line(s, i);
    if (l->item || text.n > TITLE_BYTES || l->words < 2 || s->lines.n < 2) return false;
    if (sheet_sentence_end(s->raw, l->beg, l->end) < l->end) return false;
    char last = text.p[text.n - 1];
    if (last == ':' || last == ',' || (last == '.' && !str_ends(text, S("...")))) return false;
    int n;
    if (utf8_is_open_quote(utf8_at(text, 0, &n)) && l->ends) return false;
    const struct hit *credit = cue_next(s, CUE_BRACKET, l->beg, l->end); // "… (Photo: Jane Doe)" is a caption
    if (credit && (last == ')' || last == ']') && str_find(str_slice(s->raw, credit->beg, l->end - 1), S(")"), 0) < 0)
        return false;
    ptrdiff_t below = i + 1;
    while (below < s->lines.n && (s->lines.p[below].cut || s->lines.p[below].date)) below++;
    if (below == s->lines.n) return false;
    const struct line *next = &s->lines.p[below];
    return below > i + 1 || next->group != l->group || (!l->ends && next->end - next->beg > text.n);
}

ptrdiff_t furniture_find_title(sheet *s, str title, arena tmp) {
    ptrdiff_t i = 0, n = s->lines.n, at = -1;
    while (i < n && s->lines.p[i].cut) i++;
    for (ptrdiff_t k = i; title.n && k < n && k < i + 6 && at < 0; k++)
        if (furniture_same_words(sheet_line(s, k), title, tmp)) at = k;
    if (at < 0 && i < n && may_be_title(s, i)) at = i;
    if (at >= 0) s->lines.p[at].title = true;
    return at;
}

static const struct hit *whole_line(const sheet *s, ptrdiff_t i, enum cue_scope scope);
static str shaped(const sheet *s, ptrdiff_t i);

/* The paper's name on a line of its own, and its motto: "The Harbour Post" "News of the coast since 1888"; above the
 * title or below all text. */
static void cut_masthead(sheet *s, str outlet, str title, arena *a) {
    for (ptrdiff_t i = 0; outlet.n && i < s->lines.n; i++) {
        struct line *l = &s->lines.p[i];
        bool top = i < TOP_LINES, bottom = i + TOP_LINES >= s->lines.n;
        if (l->cut || l->words > MOTTO_WORDS || !(top || bottom)) continue;
        str line = sheet_line(s, i), name = line;
        for (ptrdiff_t k = 0; k < line.n; k++) // "The Harbour Post - News of the coast"
            if (strchr("|:-", line.p[k]) || (unsigned char)line.p[k] >= 0x80) {
                name = str_trim(str_head(line, k));
                break;
            }
        if (!furniture_same_words(line, outlet, *a) && !furniture_same_words(name, outlet, *a)) continue;
        if (furniture_same_words(line, title, *a)) continue;
        sheet_cut_line(s, a, i, S("masthead"));
        ptrdiff_t k = i + 1;
        if (k + (top ? 2 : 0) >= s->lines.n && top) return;
        if (k >= s->lines.n || s->lines.p[k].words > MOTTO_WORDS || furniture_same_words(sheet_line(s, k), title, *a))
            continue;
        // Above the title, which another line must be; a date is none.
        bool motto = top ? s->lines.p[k].ends || s->lines.p[k].group == l->group : true;
        struct moment when;
        if (motto && !calendar_parse(sheet_line(s, k), &when)) sheet_cut_line(s, a, k, S("masthead"));
    }
}

/* A credit is short, and no sentence: "Photo: the bridge after the storm had passed." is a caption. */
static bool is_credit(const struct line *l, const struct hit *h) {
    return !str_eq(h->why, S("photo credit")) || l->words <= (l->ends ? SHORT_CREDIT_WORDS : CREDIT_WORDS);
}

/* A line above the title that is furniture for how it begins: "Please sign in to read on", "(Photo: Jane Doe)". */
static const struct hit *begins_furniture(const sheet *s, ptrdiff_t i) {
    static const enum cue_scope scopes[] = {CUE_START, CUE_SENTENCE, CUE_INLINE, CUE_BRACKET};
    const struct line *l = &s->lines.p[i];
    bool bracket = l->end - l->beg > 2 && (s->raw.p[l->beg] == '(' || s->raw.p[l->beg] == '[');
    if (l->words > SHORT_WORDS) return NULL;
    for (size_t k = 0; k < sizeof scopes / sizeof *scopes; k++) {
        if ((scopes[k] == CUE_BRACKET) != bracket) continue;
        const struct hit *h =
            scopes[k] == CUE_INLINE ? whole_line(s, i, CUE_INLINE) : cue_at(s, scopes[k], l->beg + bracket);
        // What begins as a label does ("Live:", "Watch:") may be the title.
        if (h && !str_eq(h->why, S("related")) && !str_eq(h->why, S("promotion")) && is_credit(l, h)) return h;
    }
    return NULL;
}

/* The menu and other furniture above the title, the title, and the title again. */
static void cut_top(sheet *s, str title, arena *a) {
    ptrdiff_t n = s->lines.n;
    for (ptrdiff_t i = 0; i < n && i < TOP_LINES; i++) {
        const struct hit *h = whole_line(s, i, CUE_LINE);
        if (!h) h = whole_line(s, i, CUE_TAIL);
        str why = h ? h->why : shaped(s, i);
        if (!why.n && !furniture_same_words(sheet_line(s, i), title, *a) && (h = begins_furniture(s, i))) why = h->why;
        if (!why.n) break;
        sheet_cut_line(s, a, i, why);
    }
    for (ptrdiff_t i = 0; i < TOP_LINES && i + 1 < n && (s->lines.p[i].cut || is_menu(s, i)); i++)
        sheet_cut_line(s, a, i, S("navigation"));
    for (ptrdiff_t i = 0; i < n && i < TOP_LINES; i++)
        if (!s->lines.p[i].cut) cut_menu_before(s, i, a);
    ptrdiff_t at = furniture_find_title(s, title, *a);
    bool known = at > 0 && furniture_same_words(sheet_line(s, at), title, *a);
    for (ptrdiff_t i = 0; known && i < at; i++) // a section's name, "Exclusive"
        if (s->lines.p[i].words <= KICKER_WORDS && !s->lines.p[i].ends) sheet_cut_line(s, a, i, S("navigation"));
    for (ptrdiff_t k = at + 1; at >= 0 && k < n && k < at + 4; k++)
        if (furniture_same_words(sheet_line(s, k), sheet_line(s, at), *a)) sheet_cut_line(s, a, k, S("title again"));
}

/* Whether what stands behind a cue at the end of its line is decoration: a colon, an arrow, a count. */
static bool only_marks(str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (ascii_alpha(s.p[i])) return false;
    return s.n <= 12;
}

static const struct hit *whole_line(const sheet *s, ptrdiff_t i, enum cue_scope scope) {
    const struct line *l = &s->lines.p[i];
    for (ptrdiff_t at = l->beg; at < l->end && at < l->beg + 8; at++) {
        const struct hit *h = cue_at(s, scope, at);
        if (h && only_marks(str_slice(s->raw, h->end, l->end))) return h;
        if (ascii_alnum(s->raw.p[at])) break;
    }
    return NULL;
}

/* Whether the line's part [beg, end) is an entry of a share bar or a menu, and nothing else. */
static bool is_bar_entry(const sheet *s, ptrdiff_t beg, ptrdiff_t end) {
    static const enum cue_scope scopes[] = {CUE_LINE, CUE_NAVIGATION, CUE_NETWORK, CUE_TAIL};
    sheet_trim(s->raw, &beg, &end);
    if (end - beg == 1) return true; // "f", an icon
    for (size_t k = 0; k < sizeof scopes / sizeof *scopes; k++) {
        const struct hit *h = beg < end ? cue_at(s, scopes[k], beg) : NULL;
        if (h && h->end == end) return true;
    }
    return false;
}

/* "Facebook \xC2\xB7 X \xC2\xB7 Email", "Terms | Privacy | Contact": entries with marks between them. */
static bool is_bar(const sheet *s, ptrdiff_t i) {
    const struct line *l = &s->lines.p[i];
    if (l->ends || l->words > MENU_WORDS) return false;
    int32_t entries = 0;
    int n;
    for (ptrdiff_t at = l->beg, beg = at;; at += n) {
        uint32_t c = at < l->end ? utf8_at(s->raw, at, &n) : '|';
        if (c != '|' && c != 0xB7 && c != 0x2022 && !(c == '/' && at > l->beg && ascii_space(s->raw.p[at - 1])))
            continue;
        if (!is_bar_entry(s, beg, at)) return false;
        entries++;
        if (at >= l->end) return entries > 1;
        beg = at + n;
    }
}

/* "Follow the Courier on Instagram" */
static bool is_invitation(const sheet *s, const struct line *l) {
    const struct hit *h = l->words <= INVITATION_WORDS ? cue_at(s, CUE_INVITE, l->beg) : NULL;
    return h && cue_next(s, CUE_NETWORK, h->end, l->end);
}

/* "More on Monday, the judge said.": whether the phrase only begins a sentence in which somebody speaks. A colon, bar
 * or question mark ends a label. */
static bool begins_sentence(const sheet *s, const struct line *l, const struct hit *h) {
    return h->scope == CUE_START && l->ends && !strchr(":|?", s->raw.p[h->end - 1]) &&
           !strchr(":|", h->end < l->end ? s->raw.p[h->end] : ' ') && appeal_speaks(str_slice(s->raw, h->end, l->end));
}

static str first_sentence(const sheet *s, const struct line *l) {
    return str_slice(s->raw, l->beg, sheet_sentence_end(s->raw, l->beg, l->end));
}

/* Lines that are furniture by their shape, wherever they stand: why, or empty. */
static str shaped(const sheet *s, ptrdiff_t i) {
    str why = shape_of(sheet_line(s, i));
    if (!why.n && is_bar(s, i)) why = is_menu(s, i) ? S("navigation") : S("share bar");
    return !why.n && is_invitation(s, &s->lines.p[i]) ? S("promotion") : why;
}

static bool is_last(const sheet *s, ptrdiff_t i) {
    for (i++; i < s->lines.n && s->lines.p[i].cut;) i++;
    return i >= s->lines.n;
}

/* Lines in which the paper speaks to its readers, from the last one upwards: what stands below them may be such. Of a
 * line that begins with the news ("The bridge is shut. Write to us at …") only what stands behind its first sentence.
 */
static void cut_appeals(sheet *s, arena *a) {
    for (ptrdiff_t i = s->lines.n; i-- > 0;) {
        struct line *l = &s->lines.p[i];
        if (l->cut || l->title || !is_appeal(sheet_line(s, i), is_last(s, i))) continue;
        str first = first_sentence(s, l), rest = str_slice(s->raw, l->beg + first.n, l->end);
        if (rest.n && sheet_words(first) > KICKER_WORDS && !appeal_has(first) &&
            is_appeal(str_trim(rest), is_last(s, i)))
            sheet_cut(s, a, l->beg + first.n, l->end, S("promotion"));
        else
            sheet_cut_line(s, a, i, S("promotion"));
    }
}

static void cut_cue_lines(sheet *s, arena *a) {
    for (ptrdiff_t i = 0; i < s->lines.n; i++) {
        const struct line *l = &s->lines.p[i];
        if (l->cut || l->title) continue;
        const struct hit *h = whole_line(s, i, CUE_LINE);
        if (!h && l->words <= SHORT_WORDS) h = cue_at(s, CUE_START, l->beg);
        if (h && (!is_credit(l, h) || begins_sentence(s, l, h))) h = NULL;
        str shape = h ? h->why : shaped(s, i);
        if (shape.n)
            sheet_cut_line(s, a, i, shape);
        else if (shape_is_copyright(sheet_line(s, i)) || shape_is_copyright(first_sentence(s, l))) {
            // Its first sentence; what stands behind it is text unless it has cues of its own.
            if (l->words <= COPYRIGHT_WORDS)
                sheet_cut_line(s, a, i, S("copyright line"));
            else
                sheet_cut(s, a, l->beg, sheet_sentence_end(s->raw, l->beg, l->end), S("copyright line"));
        }
    }
}

/* "1:04 Watch the old bridge come down", "0:43 Mayor answers questions Pause": the titles of recordings with what they
 * last. They may as well be the hours of a day: of recordings one lasts under a minute or has a button. */
static void cut_clips(sheet *s, arena *a) {
    bool clips = false, text = false;
    for (ptrdiff_t i = 0; i < s->lines.n; i++) {
        if (s->lines.p[i].cut) continue;
        int32_t seconds = shape_clip(sheet_line(s, i));
        text |= seconds < 0;
        clips |= seconds >= 0 && (seconds < 60 || str_ends(sheet_line(s, i), S(" Pause")));
    }
    for (ptrdiff_t i = 0; clips && text && i < s->lines.n; i++)
        if (shape_clip(sheet_line(s, i)) >= 0) sheet_cut_line(s, a, i, S("related"));
}

/* A headline may ask or shout, but does not end with a full stop or a quotation. */
static bool is_short_line(const sheet *s, ptrdiff_t i) {
    const struct line *l = &s->lines.p[i];
    char last = s->raw.p[l->end - 1];
    return l->words <= HEADLINE_WORDS && (!l->ends || last == '?' || last == '!');
}

/* "More from the Courier": a cue of related stories with a name behind it, and no colon and headline. */
static bool is_named_label(const sheet *s, ptrdiff_t i) {
    const struct line *l = &s->lines.p[i];
    const struct hit *h = l->words <= LABEL_WORDS && !l->ends ? cue_at(s, CUE_START, l->beg) : NULL;
    return h && str_find(sheet_line(s, i), S(":"), 0) < 0;
}

/* A line that says "Related Stories", with the short lines behind it; to the end of the page, or to the first text. */
static void cut_labelled(sheet *s, arena *a) {
    ptrdiff_t stop = 0; // lines up to here were under a label already
    for (ptrdiff_t i = 0; i < s->lines.n; i++) {
        if (i < stop || s->lines.p[i].title) continue;
        const struct hit *h = whole_line(s, i, CUE_TAIL);
        if (!h) h = whole_line(s, i, CUE_LABEL);
        if (!h) h = whole_line(s, i, CUE_START); // "RELATED:" with nothing behind it
        bool named = !h && is_named_label(s, i);
        if (named) h = cue_at(s, CUE_START, s->lines.p[i].beg);
        if (!h || (h->scope == CUE_START && !str_eq(h->why, S("related")))) continue;
        ptrdiff_t j = i + 1;
        while (j < s->lines.n && !s->lines.p[j].title && (s->lines.p[j].cut || is_short_line(s, j))) j++;
        bool at_end = j == s->lines.n;
        if (named && !at_end && j < i + 3) continue;
        sheet_cut_line(s, a, i, h->why);
        // In the middle of the page the last of some short lines may be a heading of the text that follows.
        stop = at_end || j == i + 2 ? j : j - 1;
        for (ptrdiff_t k = i + 1; k < stop; k++) sheet_cut_line(s, a, k, h->why);
    }
}

/* A line that may be a headline of its own: some words, the first with a capital or a figure, one sentence that does
 * not end, and no account's name, which tweets have. */
static bool may_be_headline(const sheet *s, ptrdiff_t i) {
    const struct line *l = &s->lines.p[i];
    char first = s->raw.p[l->beg], last = s->raw.p[l->end - 1];
    if (l->title || l->item || l->words < 4 || l->words > HEADLINE_WORDS || last == ':' || last == ',') return false;
    str text = sheet_line(s, i);
    if (str_find(text, S("(@"), 0) >= 0 || sheet_sentence_end(s->raw, l->beg, l->end) < l->end) return false;
    return sheet_is_headline(text) || (!l->ends && (ascii_upper(first) || ascii_digit(first)));
}

/* Headlines in a row with no text behind them: three or more that have their words in capitals, or five of any. */
static void cut_last_list(sheet *s, arena *a) {
    ptrdiff_t end = s->lines.n, body = 0, headlines = 0, capital = 0;
    while (end > 0 && s->lines.p[end - 1].cut) end--;
    ptrdiff_t beg = end, list = end; // list: where those in capitals begin
    while (beg > 0 && (s->lines.p[beg - 1].cut || may_be_headline(s, beg - 1))) {
        beg--;
        bool counts = !s->lines.p[beg].cut;
        headlines += counts;
        if (list == beg + 1 && (!counts || sheet_is_headline(sheet_line(s, beg)))) {
            list = beg;
            capital += counts;
        }
    }
    if (headlines < LIST_LINES_ANY) {
        if (capital < LIST_LINES) return;
        beg = list;
    }
    for (ptrdiff_t i = 0; i < beg; i++)
        body += s->lines.p[i].cut || s->lines.p[i].title ? 0 : s->lines.p[i].end - s->lines.p[i].beg;
    if (!body || s->raw.p[s->lines.p[beg - 1].end - 1] == ':')
        return; // "… were arrested:" opens a list of the text's own
    for (ptrdiff_t i = beg; i < end; i++) sheet_cut_line(s, a, i, S("headline list"));
}

/* "Jane Doe covers energy for the Harbour Post.": a name, what is covered, and for whom or since when. */
static bool is_beat(const sheet *s, const struct line *l, const struct hit *h) {
    if (!h || !str_eq(h->why, S("author's beat"))) return false;
    str name = str_trim(str_slice(s->raw, l->beg, h->beg)), rest = str_slice(s->raw, h->end, l->end), word;
    int32_t words = 0;
    for (str left = name; str_next_part(&left, ' ', &word); words++)
        if (!word.n || !ascii_upper(word.p[0])) return false;
    return words >= 2 && words <= 4 && (str_find(rest, S(" for "), 0) >= 0 || str_find(rest, S(" since "), 0) >= 0);
}

/* "Jane Doe is the Harbour Post's port correspondent.": a name that the text has not, and a post with a paper. */
static bool is_about_author(const sheet *s, ptrdiff_t i) {
    const struct line *l = &s->lines.p[i];
    str rest = sheet_line(s, i), word, last = {0};
    int32_t words = 0;
    bool role = false;
    for (; str_next_part(&rest, ' ', &word) && word.n && ascii_upper(word.p[0]); words++) last = word;
    if (words < 2 || words > 4 || !appeal_word_is(word, S("begins"))) return false;
    if (appeal_speaks(rest)) return false;
    if (appeal_word_is(word, S("writes")) && !(str_next_part(&rest, ' ', &word) && appeal_word_is(word, S("subject"))))
        return false;
    for (role = appeal_word_is(word, S("role")) || appeal_word_is(word, S("subject"));
         !role && str_next_part(&rest, ' ', &word);) {
        while (word.n && !ascii_alnum(word.p[word.n - 1])) word.n--;
        role = appeal_word_is(word, S("role"));
    }
    if (!role) return false;
    for (ptrdiff_t k = 0; k < i; k++)
        if (!s->lines.p[k].cut && s->lines.p[k].words > AUTHOR_WORDS && str_find(sheet_line(s, k), last, 0) >= 0)
            return false;
    return l->words > AUTHOR_WORDS;
}

/* "Jane Doe is a reporter for the Harbour Post." at the end of the page. */
static void cut_author_notes(sheet *s, arena *a) {
    ptrdiff_t left = NOTE_LINES;
    for (ptrdiff_t i = s->lines.n; i-- > 1 && left;) {
        struct line *l = &s->lines.p[i];
        if (l->cut) continue;
        left--;
        if (l->words > SHORT_WORDS + 10 || !ascii_upper(s->raw.p[l->beg])) continue;
        const struct hit *h = cue_next(s, CUE_BIO, l->beg, l->end);
        if (is_about_author(s, i)) sheet_cut_line(s, a, i, h ? h->why : S("author note"));
        if (!h) continue;
        str before = str_slice(s->raw, l->beg, h->beg);
        bool is = str_find(before, S(" is a "), 0) > 0 || str_find(before, S(" is an "), 0) > 0 ||
                  str_find(before, S(" is the "), 0) > 0;
        bool credit = str_find(str_slice(s->raw, h->beg, h->end), S("contribut"), 0) == 0;
        is |= is_beat(s, l, h);
        // "The Associated Press contributed to this report" says where it is from, and stays.
        if (credit && cue_next(s, CUE_CREDIT, l->beg, l->end)) continue;
        if (is || credit) sheet_cut_line(s, a, i, h->why);
    }
}

/* "Terms of use  Privacy  Cookies" below everything. */
static void cut_bottom(sheet *s, arena *a) {
    for (ptrdiff_t i = s->lines.n; i-- > 1 && (s->lines.p[i].cut || is_menu(s, i));)
        sheet_cut_line(s, a, i, S("navigation"));
}

void furniture_cut(sheet *s, str title, str outlet, arena *a) {
    cut_masthead(s, outlet, title, a);
    cut_top(s, title, a);
    cut_cue_lines(s, a);
    cut_clips(s, a);
    cut_bottom(s, a);
    cut_labelled(s, a);
    cut_author_notes(s, a);
    cut_appeals(s, a);
    cut_last_list(s, a);
}
