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

static void word(str name, const struct page_words *w, struct page_name *n) {
    if (!(w->lengths[name.p[0] - 'a'] >> name.n & 1)) return;
    const lex_row *row = lex_find_folded(&lex_page_names, name);
    if (!row) return;
    str weight = lex_cell(&lex_page_names, row, LEX_page_names_weight);
    n->deck = n->deck || weight.p[0] == '0';
    say(n, weight.p[0] - '0', TAGS + (int)(row - lex_page_names.rows),
        lex_cell(&lex_page_names, row, LEX_page_names_why));
}

/* Names such as "has-sidebar" say what stands elsewhere. */
static bool turns(str name) {
    return str_eq(name, S("has")) || str_eq(name, S("no")) || str_eq(name, S("with")) || str_eq(name, S("without")) ||
           str_eq(name, S("is")) || str_eq(name, S("not"));
}

/* The words of one name, "entry-meta" or "entryMeta". */
static void one_name(str name, const struct page_words *w, struct page_name *n) {
    char folded[WORD_LONGEST];
    int letters = 0;
    for (ptrdiff_t i = 0; i <= name.n; i++) {
        char c = i < name.n ? name.p[i] : ' ';
        bool joins = ascii_alpha(c) && !(ascii_upper(c) && i && ascii_lower(name.p[i - 1]));
        if (!joins && letters) {
            if (turns(str_of(folded, letters))) return;
            if (letters > 1 && letters < WORD_LONGEST) word(str_of(folded, letters), w, n);
            letters = 0;
        }
        if (ascii_alpha(c) && letters < WORD_LONGEST) folded[letters++] = ascii_fold(c);
    }
}

/* Names of how things look, of other elements too: "border-secondary", "[&_aside]:p-4". */
static bool looks(str name) {
    static const str first[] = {S_INIT("border-"), S_INIT("bg-"), S_INIT("ring-"), S_INIT("shadow-"),
                                S_INIT("divide-")};
    str plain = str_drop(name, str_rfind_byte(name, ':') + 1); // "md:border-secondary"
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (str_starts(plain, first[i])) return true;
    return str_find(name, S("["), 0) >= 0;
}

static void names(str value, const struct page_words *w, struct page_name *n) {
    for (ptrdiff_t i = 0, beg = 0; i <= value.n; i++) {
        if (i < value.n && !ascii_space(value.p[i])) continue;
        str name = str_slice(value, beg, i);
        if (name.n && !looks(name)) one_name(name, w, n);
        beg = i + 1;
    }
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

void page_name_of(const struct html_tree *tree, int32_t node, const struct page_words *w, struct page_name *n) {
    const struct html_node *e = &tree->nodes.p[node];
    *n = (struct page_name){0};
    by_tag(e->tag, n);
    for (int32_t k = e->attribute; k < e->attribute + e->attributes; k++) {
        const struct html_attribute *a = &tree->attributes.p[k];
        if (a->name.n < 2 || a->name.n > 11) continue;
        if (hides(a->name, a->value)) n->hidden = true;
        if (str_eq(a->name, S("class")) || str_eq(a->name, S("role")) || (str_eq(a->name, S("id")) && !slug(a->value)))
            names(a->value, w, n);
    }
}
