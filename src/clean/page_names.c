#include "clean/page_names.h"

#include "lexicon_tables.h"

enum { WORD_LONGEST = 24, TAGS = HTML_TAG_COUNT };

static void say(struct page_name *n, int weight, int kind, str why) {
    if (weight <= n->weight) return;
    n->weight = weight;
    n->kind = kind;
    n->why = why;
}

static void by_tag(unsigned tag, struct page_name *n) {
    switch (tag) {
    case TAG_NAV: say(n, 4, (int)tag, S("navigation")); break;
    case TAG_FOOTER: say(n, 3, (int)tag, S("page footer")); break;
    case TAG_ASIDE: say(n, 2, (int)tag, S("aside")); break;
    case TAG_FORM:
    case TAG_FIELDSET: say(n, 3, (int)tag, S("form")); break;
    case TAG_FIGCAPTION: say(n, 3, (int)tag, S("caption")); break;
    case TAG_DIALOG: say(n, 3, (int)tag, S("box over the page")); break;
    case TAG_BUTTON: say(n, 2, (int)tag, S("form")); break;
    case TAG_HEADER: say(n, 1, (int)tag, S("page header")); break;
    default: break;
    }
}

void page_words_init(struct page_words *w) {
    *w = (struct page_words){0};
    for (int32_t i = 0; i < lex_page_names.n; i++) {
        str key = lex_page_names.keys[i];
        if (key.n < WORD_LONGEST && ascii_lower(key.p[0])) w->lengths[key.p[0] - 'a'] |= 1u << key.n;
    }
}

/* One word of a name; false when it says that the words behind it mean something else: "has-sidebar" tells what stands
 * elsewhere, and "border-secondary" how something looks. */
static bool word(str name, const struct page_words *w, struct page_name *n) {
    if (!(w->lengths[name.p[0] - 'a'] >> name.n & 1)) return true;
    const lex_row *row = lex_find_folded(&lex_page_names, name);
    if (!row) return true;
    str weight = lex_cell(&lex_page_names, row, LEX_page_names_weight);
    if (!weight.n) return false;
    n->deck = n->deck || weight.p[0] == '0';
    say(n, weight.p[0] - '0', TAGS + (int)(row - lex_page_names.rows),
        lex_cell(&lex_page_names, row, LEX_page_names_why));
    return true;
}

/* Whether a number of base 16 goes on at i, "2f72ca" of "ad2f72ca". */
static bool goes_on_as_number(str name, ptrdiff_t i) {
    bool letter = false;
    for (; i < name.n && ascii_alnum(name.p[i]); i++) {
        if (ascii_alpha(name.p[i]) && ascii_fold(name.p[i]) > 'f') return false;
        letter = letter || ascii_alpha(name.p[i]);
    }
    return letter;
}

/* The words of one name, "entry-meta" or "entryMeta". */
static void one_name(str name, const struct page_words *w, struct page_name *n) {
    char folded[WORD_LONGEST];
    int letters = 0;
    bool code = false; // letters behind a digit are those of a number, "5cd3ad80"
    for (ptrdiff_t i = 0; i <= name.n; i++) {
        char c = i < name.n ? name.p[i] : ' ';
        bool joins = ascii_alpha(c) && !(ascii_upper(c) && i && ascii_lower(name.p[i - 1]));
        if (c == '[') return; // "[&_aside]:p-4": what stands in it, styled from here
        if (!joins && letters) {
            code = code || (ascii_digit(c) && goes_on_as_number(name, i));
            if (letters > 1 && letters < WORD_LONGEST && !code && !word(str_of(folded, letters), w, n)) return;
            letters = 0;
        }
        if (!ascii_alnum(c)) code = false;
        if (ascii_digit(c)) code = true;
        if (ascii_alpha(c) && letters < WORD_LONGEST) folded[letters++] = ascii_fold(c);
    }
}

static void names(str value, const struct page_words *w, struct page_name *n) {
    for (ptrdiff_t i = 0, beg = 0; i <= value.n; i++) {
        if (i < value.n && !ascii_space(value.p[i])) continue;
        if (i > beg) one_name(str_slice(value, beg, i), w, n);
        beg = i + 1;
    }
}

/* The same, of names that may have been read before. */
static void take_names(str value, struct page_words *w, struct page_name *n) {
    uint64_t h = (uint64_t)value.n;
    for (ptrdiff_t i = 0; i < value.n; i += 8) {
        uint64_t eight = 0;
        memcpy(&eight, value.p + i, value.n - i < 8 ? (size_t)(value.n - i) : 8);
        h = (h ^ eight) * 0x9E3779B97F4A7C15u;
        h ^= h >> 29;
    }
    struct page_said *s = &w->said[h % (sizeof w->said / sizeof *w->said)];
    if (!str_eq(s->names, value) || !value.n) {
        *s = (struct page_said){.names = value};
        names(value, w, &s->name);
    }
    say(n, s->name.weight, s->name.kind, s->name.why);
    n->deck = n->deck || s->name.deck;
}

/* An id of many words is a heading's own, "how-menus-change-with-the-seasons". */
static bool slug(str id) {
    enum { MANY = 3 };
    int hyphens = 0;
    for (ptrdiff_t i = 0; i < id.n; i++) hyphens += id.p[i] == '-';
    return hyphens > MANY;
}

static bool hides(str name, str value) {
    if (str_eq(name, S("hidden"))) return !str_eq_nocase(value, S("until-found"));
    if (str_eq(name, S("aria-hidden"))) return str_eq_nocase(value, S("true"));
    if (!str_eq(name, S("style"))) return false;
    ptrdiff_t at = str_find(value, S("display"), 0);
    if (at < 0) at = str_find(value, S("visibility"), 0);
    if (at < 0) return false;
    str rest = str_trim(str_drop(value, str_find(value, S(":"), at) + 1));
    return str_starts_nocase(rest, S("none")) || str_starts_nocase(rest, S("hidden"));
}

void page_name_of(const struct html_tree *tree, int32_t node, struct page_words *w, struct page_name *n) {
    const struct html_node *e = &tree->nodes.p[node];
    *n = (struct page_name){0};
    by_tag(e->tag, n);
    for (int32_t k = e->attribute; k < e->attribute + e->attributes; k++) {
        const struct html_attribute *a = &tree->attributes.p[k];
        if (a->name.n < 2 || a->name.n > 11) continue;
        if (hides(a->name, a->value)) n->hidden = true;
        if (str_eq(a->name, S("class")) || str_eq(a->name, S("role")) || (str_eq(a->name, S("id")) && !slug(a->value)))
            take_names(a->value, w, n);
    }
}
