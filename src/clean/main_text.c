#include "clean/main_text.h"

#include "base/utf8.h"
#include "clean/byline.h"
#include "clean/html_seen.h"
#include "clean/page_names.h"
#include "lexicon_tables.h"

enum {
    PROSE_WORDS = 12, // a block of fewer does not read like prose
    ALWAYS = 4,       // the weight of names that are always believed
    SURE = 3,         // the weight of names that say alone what an element holds
    LONG = 8,         // words of a text that is kept once
    LINK_WORDS = 40,  // a block of links has fewer
    SCRAP_WORDS = 5,  // a line outside of paragraphs that has fewer is a label
};

/* What stands in an element. */
struct inside {
    int32_t words, link_words;
    int32_t prose;      // words of the blocks that read like prose and stand in no named corner
    int32_t first, end; // blocks
    struct page_name name;
    str corner, corner_but_form; // why what stands here is none of the text
};

struct finder {
    const struct html_tree *tree;
    const struct html_blocks *blocks;
    const struct html_meta *meta;
    const struct line_starts *starts;
    struct page_words words;
    struct main_text *t;
    struct inside *in; // [nodes]
    int32_t prose;     // of the page
    int32_t root;
    int32_t first, last; // blocks of the root's first and last prose
};

static const struct html_block *block(const struct finder *f, ptrdiff_t k) { return &f->blocks->list.p[k]; }

static const struct html_node *node(const struct finder *f, int32_t i) { return &f->tree->nodes.p[i]; }

static unsigned tag_of(const struct finder *f, const struct html_block *b) {
    return b->node >= 0 ? node(f, b->node)->tag : TAG_UNKNOWN;
}

static bool is_heading(unsigned tag) { return tag >= TAG_H1 && tag <= TAG_H6; }

static bool tag_is_list(unsigned tag) {
    return tag == TAG_UL || tag == TAG_OL || tag == TAG_LI || tag == TAG_BLOCKQUOTE;
}

static bool is_prose(const struct html_block *b) {
    return b->words >= PROSE_WORDS && b->link_words * 3 < b->words && b->stops + b->commas > 0;
}

static bool holds(const struct finder *f, int32_t outer, int32_t inner) {
    return outer < 0 || (inner >= outer && inner < node(f, outer)->end);
}

/* What stands in each element by itself, and what its names say. */
static void look_at_nodes(struct finder *f) {
    for (int32_t i = 0; i < f->tree->nodes.n; i++) {
        f->in[i].first = INT32_MAX;
        if (node(f, i)->tag != TAG_TEXT) page_name_of(f->tree, i, &f->words, &f->in[i].name);
    }
    for (int32_t k = 0; k < f->blocks->list.n; k++) {
        const struct html_block *b = block(f, k);
        int32_t prose = is_prose(b) ? b->words : 0;
        f->prose += prose;
        if (b->node < 0) continue;
        struct inside *in = &f->in[b->node];
        in->words += b->words;
        in->link_words += b->link_words;
        in->prose += prose;
        if (in->first > k) in->first = k;
        in->end = k + 1;
    }
}

static void add_up(struct finder *f) {
    for (int32_t i = (int32_t)f->tree->nodes.n - 1; i >= 0; i--) {
        struct inside *in = &f->in[i];
        if (node(f, i)->parent < 0) continue;
        struct inside *up = &f->in[node(f, i)->parent];
        up->words += in->words;
        up->link_words += in->link_words;
        up->prose += in->prose;
        if (in->first < up->first) up->first = in->first;
        if (in->end > up->end) up->end = in->end;
    }
}

/* Prose in the corners of the page, those with names of at least so much weight, counts for nothing outside. */
static void take_off(struct finder *f, int weight, arena tmp) {
    int32_t n = (int32_t)f->tree->nodes.n;
    int32_t *gone = arena_new(&tmp, int32_t, n);
    for (int32_t i = 0; i < n; i++) {
        struct inside *in = &f->in[i];
        if (in->name.weight < weight || !in->prose) continue;
        if (in->prose * 10 > f->prose * (in->name.weight > ALWAYS ? 9 : 5)) {
            in->name.weight = 0;
            continue;
        }
        f->prose -= gone[i] = in->prose;
        for (int32_t k = i + 1; k < node(f, i)->end; k++) f->in[k].prose = 0;
        i = node(f, i)->end - 1;
    }
    for (int32_t i = n - 1; i >= 0; i--) {
        f->in[i].prose -= gone[i];
        if (node(f, i)->parent >= 0) gone[node(f, i)->parent] += gone[i];
    }
}

/* A name that stands over much of the page's prose says nothing: the page calls its text so. */
static void settle_names(struct finder *f, arena tmp) {
    int32_t *prose = arena_new(&tmp, int32_t, PAGE_NAME_KINDS), *end = arena_new(&tmp, int32_t, PAGE_NAME_KINDS);
    for (int32_t i = 0; i < f->tree->nodes.n; i++) {
        const struct page_name *n = &f->in[i].name;
        if (!n->weight || i < end[n->kind]) continue;
        prose[n->kind] += f->in[i].prose;
        end[n->kind] = node(f, i)->end;
    }
    for (int32_t i = 0; i < f->tree->nodes.n; i++) {
        struct page_name *n = &f->in[i].name;
        if (n->weight && n->weight < ALWAYS && prose[n->kind] * 3 > f->prose) n->weight = 0;
    }
}

/* The innermost element with most of the page's prose; or one around it, when what that adds is prose as well. */
static void find_root(struct finder *f) {
    f->root = -1;
    for (int32_t i = 0; i < f->tree->nodes.n; i++)
        if (f->in[i].prose * 5 >= f->prose * 4 && f->prose) f->root = i;
    for (int32_t i = f->root; i >= 0; i = node(f, i)->parent) {
        const struct inside *in = &f->in[i], *inner = &f->in[f->root];
        int32_t prose = in->prose - inner->prose, words = in->words - inner->words;
        if (prose * 2 > words && words > 0) f->root = i;
    }
    f->first = f->last = -1;
    for (int32_t k = 0; k < f->blocks->list.n; k++) {
        if (!is_prose(block(f, k)) || !holds(f, f->root, block(f, k)->node)) continue;
        if (f->first < 0) f->first = k;
        f->last = k;
    }
}

/* Prose between the headline and the text: what introduces it. */
static bool introduces(const struct finder *f, int32_t k) {
    int32_t head = f->meta->headline;
    return head >= 0 && k > head && k < f->first && is_prose(block(f, k));
}

/* A line under the headline that its element calls so. */
static bool is_deck(const struct finder *f, int32_t k) {
    enum { UNDER = 4, FEWEST_WORDS = 6 };
    const struct html_block *b = block(f, k);
    int32_t head = f->meta->headline;
    if (b->node < 0 || head < 0 || k <= head || k > head + UNDER || b->words < FEWEST_WORDS) return false;
    return f->in[b->node].name.deck && b->link_words * 2 < b->words;
}

/* Why what stands in an element is none of the text, as far as it itself tells; or empty. */
static str corner(const struct finder *f, int32_t i) {
    const struct inside *in = &f->in[i];
    const struct page_name *n = &in->name;
    if (f->root >= 0 && holds(f, i, f->root)) return (str){0};
    if (n->weight >= SURE || (n->weight == 2 && 10 * in->prose <= f->prose) || (n->weight == 1 && !in->prose))
        return n->why;
    return n->hidden && !in->prose ? S("hidden") : (str){0};
}

/* For every element the innermost one around it that is a corner of the page. */
static void find_corners(struct finder *f) {
    for (int32_t i = 0; i < f->tree->nodes.n; i++) {
        struct inside *in = &f->in[i];
        int32_t parent = node(f, i)->parent;
        in->corner = parent >= 0 ? f->in[parent].corner : (str){0};
        in->corner_but_form = parent >= 0 ? f->in[parent].corner_but_form : (str){0};
        str why = node(f, i)->tag == TAG_TEXT ? (str){0} : corner(f, i);
        if (!why.n) continue;
        in->corner = why;
        if (!str_eq(why, S("form"))) in->corner_but_form = why;
    }
}

/* Whether a block is the label of what is to be filled in. */
static bool is_field_label(const struct finder *f, const struct html_block *b) {
    enum { LEVELS = 24 };
    int32_t i = b->first;
    while (i < b->end && node(f, i)->tag != TAG_TEXT) i++;
    i = i < b->end ? node(f, i)->parent : -1;
    if (i < 0 || node(f, i)->tag != TAG_LABEL) return false;
    for (int up = 0; i >= 0 && up < LEVELS; up++, i = node(f, i)->parent)
        if (node(f, i)->tag == TAG_FORM) return true;
    return false;
}

/* Why a block is none of the text by what it stands in, or empty. The line of an accordion that opens an answer, which
 * pages make a button, is no form; and a heading amid the text that stands in a <header> is that of its section. */
static str by_place(const struct finder *f, int32_t k) {
    const struct html_block *b = block(f, k);
    if (b->node < 0) return (str){0};
    bool within = k > f->first && k < f->last;
    if (within && is_heading(tag_of(f, b)) && str_eq(f->in[b->node].corner, S("page header"))) return (str){0};
    bool question = is_heading(tag_of(f, b)) || (b->words > 3 && b->ends_with == '.' && !is_field_label(f, b));
    return question ? f->in[b->node].corner_but_form : f->in[b->node].corner;
}

static int32_t list_of(const struct finder *f, int32_t i) {
    for (int up = 0; i >= 0 && up < 6; up++, i = node(f, i)->parent)
        if (node(f, i)->tag == TAG_UL || node(f, i)->tag == TAG_OL) return i;
    return -1;
}

static bool in_table(const struct finder *f, int32_t i) {
    for (int up = 0; i >= 0 && up < 6; up++, i = node(f, i)->parent)
        if (node(f, i)->tag == TAG_TD || node(f, i)->tag == TAG_TH) return true;
    return false;
}

static bool tag_is_table(unsigned tag) {
    return tag == TAG_TABLE || tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TR || tag == TAG_TD ||
           tag == TAG_TH || tag == TAG_FIGURE;
}

/* Whether two blocks stand in one element, lists, tables and the like left out. */
static bool beside(const struct finder *f, int32_t k, int32_t with) {
    int32_t a = block(f, k)->node, b = with >= 0 ? block(f, with)->node : -1;
    for (int up = 0; up < 3 && b >= 0; up++) {
        b = node(f, b)->parent;
        if (b >= 0 && tag_is_list(node(f, b)->tag)) continue;
        break;
    }
    bool table = false; // what holds a table and nothing else is passed as well
    for (int up = 0; up < 10 && a >= 0; up++) {
        int32_t inner = a;
        a = node(f, a)->parent;
        if (a < 0 || a == b) return a >= 0;
        unsigned tag = node(f, a)->tag;
        table = table || tag_is_table(tag) || tag_is_table(node(f, inner)->tag);
        bool holds_table = table && f->in[a].words == f->in[inner].words;
        if (!tag_is_table(tag) && !tag_is_list(tag) && !holds_table) return false;
    }
    return false;
}

/* Whether a block's link goes to a place in the page itself: an entry of a table of contents. */
static bool leads_inside(const struct finder *f, int32_t k) {
    const struct html_block *b = block(f, k);
    for (int32_t i = b->first; i < b->end; i++) {
        const struct html_node *n = node(f, i);
        if (n->tag == TAG_TEXT && n->link >= 0) return str_starts(f->tree->links.p[n->link].href, S("#"));
    }
    return false;
}

static void leave_out(struct finder *f, int32_t k, str why) {
    if (!f->t->keep[k]) return;
    f->t->keep[k] = false;
    f->t->why[k] = why;
}

/* Whether a block is the headline of another page of the same site: a few words that are all a link to it. */
static bool is_foreign_headline(const struct finder *f, int32_t k) {
    enum { FEWEST_WORDS = 4, MOST_WORDS = 30 };
    const struct html_block *b = block(f, k);
    if (b->words < FEWEST_WORDS || b->words > MOST_WORDS || b->link_words * 10 < b->words * 9) return false;
    if (k == f->meta->headline) return false;
    for (int32_t i = b->first; i < b->end; i++) {
        const struct html_node *n = node(f, i);
        if (n->tag != TAG_TEXT || n->link < 0) continue;
        str href = f->tree->links.p[n->link].href;
        if (str_find(href, S("//"), 0) < 0) return href.n > 1 && href.p[0] != '#';
        return str_eq_nocase(outlet_of_url(href), outlet_of_url(f->meta->url.value));
    }
    return false;
}

/* The small element that holds one such headline and the prose under it; -1 when there is none. */
static int32_t teaser_of(const struct finder *f, int32_t k) {
    enum { LEVELS = 6, TEASER_WORDS = 120 };
    int32_t c = block(f, k)->node;
    for (int up = 0; c >= 0 && up < LEVELS && f->in[c].words <= TEASER_WORDS; up++, c = node(f, c)->parent) {
        int32_t prose = 0, before = 0, headlines = 0;
        for (int32_t i = f->in[c].first; i < f->in[c].end; i++) {
            prose += is_prose(block(f, i));
            before += is_prose(block(f, i)) && i < k;
            headlines += is_foreign_headline(f, i);
        }
        if (headlines > 1) return -1;
        if (prose) return before ? -1 : c;
    }
    return -1;
}

/* The element in which two stand beside each other, if need be each in one of its own; -1 when they do not. */
static int32_t row_of(const struct finder *f, int32_t a, int32_t b) {
    for (int up = 0; up < 3 && a >= 0 && b >= 0; up++) {
        a = node(f, a)->parent;
        b = node(f, b)->parent;
        if (a == b) return a;
    }
    return -1;
}

/* Two and more elements in a row that each hold the headline of another page and prose under it are teasers, where
 * behind them stands no prose of the page's own: with all that is in an element that begins with them. Where they are
 * most of the page, it is a round-up, and they are its text. */
static void drop_teasers(struct finder *f, arena tmp) {
    enum { TITLE_BLOCKS = 2 };
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } found = {0}; // elements that hold teasers and nothing else, in order
    for (int32_t k = 0, last = -1; k < f->blocks->list.n; k++) {
        if (block(f, k)->node < 0 || !is_foreign_headline(f, k)) continue;
        int32_t c = teaser_of(f, k), row = last >= 0 && c >= 0 ? row_of(f, last, c) : -1;
        if (row >= 0 && f->in[row].first + TITLE_BLOCKS >= f->in[last].first) {
            *vec_push(&tmp, &found) = row;
        } else if (row >= 0) {
            *vec_push(&tmp, &found) = last;
            *vec_push(&tmp, &found) = c;
        }
        if (c >= 0) last = c;
    }
    if (!found.n) return;
    bool *teaser = arena_new(&tmp, bool, f->blocks->list.n);
    int32_t n = (int32_t)found.n, end = (int32_t)f->blocks->list.n, theirs = 0, own = 0;
    for (int32_t k = end - 1; k >= 0; k--) {
        while (n && k < f->in[found.p[n - 1]].first) n--;
        bool within = n && k < f->in[found.p[n - 1]].end, prose = f->t->keep[k] && is_prose(block(f, k));
        teaser[k] = within && !own;
        theirs += prose && teaser[k] ? block(f, k)->words : 0;
        own += prose && !teaser[k] ? block(f, k)->words : 0;
    }
    for (int32_t k = 0; k < end && theirs <= 2 * own; k++)
        if (teaser[k]) leave_out(f, k, S("related"));
}

/* Settings of a script that stand in the page as text. */
static bool is_code(const struct finder *f, const struct html_block *b) {
    for (int32_t i = b->first; i < b->end; i++) {
        if (node(f, i)->tag != TAG_TEXT) continue;
        str s = str_trim(str_slice(f->tree->in, node(f, i)->beg_raw, node(f, i)->end_raw));
        if (s.n) return str_starts(s, S("{\"")) || str_starts(s, S("[{\""));
    }
    return false;
}

/* A short block outside the stretch of prose: kept where it stands in one element with the prose, and where it is set
 * as text behind the headline. */
static str by_edge(const struct finder *f, int32_t k) {
    unsigned tag = tag_of(f, block(f, k));
    int32_t head = f->meta->headline;
    bool set = tag == TAG_P || tag == TAG_LI || tag == TAG_TD || (tag >= TAG_H2 && tag <= TAG_H6);
    if (block(f, k)->words >= PROSE_WORDS || f->first < 0) return (str){0};
    if (k < f->first && !beside(f, k, f->first) && !(head >= 0 && k > head && set)) return S("before the text");
    return k > f->last && !beside(f, k, f->last) ? S("behind the text") : (str){0};
}

static str by_text(const struct finder *f, int32_t k) {
    const struct html_block *b = block(f, k);
    unsigned tag = tag_of(f, b);
    str why = by_edge(f, k);
    if (why.n) return why;
    if (is_code(f, b)) return S("data of a script");
    if (tag == TAG_FIGCAPTION) return S("caption");
    bool within = k > f->first && k < f->last;
    int32_t list = list_of(f, b->node);
    if (list >= 0) {
        const struct inside *in = &f->in[list];
        bool links = in->link_words * 10 > in->words * 6;
        bool meant = k >= f->first && k <= f->last && beside(f, k, f->first) && !leads_inside(f, k);
        return links && !meant ? S("links") : (str){0};
    }
    if (in_table(f, b->node) || is_heading(tag)) return (str){0};
    bool sentence = b->words >= LONG && b->ends_with == '.' && within;
    if (b->link_words * 2 > b->words && b->words < LINK_WORDS && !sentence) return S("links");
    bool loose = tag == TAG_DIV || tag == TAG_SECTION || tag == TAG_ARTICLE || tag == TAG_MAIN || tag == TAG_BODY;
    bool scrap = b->words < SCRAP_WORDS && b->ends_with != '.' && b->ends_with != ':';
    return loose && scrap ? S("beside the text") : (str){0};
}

/* Headings behind the last text stand over nothing. */
static void drop_headings(struct finder *f) {
    for (int32_t k = (int32_t)f->blocks->list.n - 1; k >= 0; k--) {
        bool heading = is_heading(tag_of(f, block(f, k))) && list_of(f, block(f, k)->node) < 0;
        if (f->t->keep[k] && !heading) return;
        leave_out(f, k, S("heading of nothing"));
    }
}

/* Whether a line says that what follows is no text of the article: "Related stories". */
static str label_of(const struct finder *f, int32_t k, arena tmp) {
    enum { MOST_WORDS = 7 };
    const struct html_block *b = block(f, k);
    if (b->words > MOST_WORDS || b->ends_with == '.' || !line_starts_fit(f->starts, f->blocks, b)) return (str){0};
    str line = utf8_fold(&tmp, html_text_of(f->tree, b->first, b->end, &tmp));
    while (line.n && (strchr(":!.", line.p[line.n - 1]) || ascii_space(line.p[line.n - 1]))) line.n--;
    for (const lex_row *r = lex_find_folded(&lex_noise, line); r; r = lex_next(&lex_noise, r)) {
        str scope = lex_cell(&lex_noise, r, LEX_noise_scope);
        if (str_eq(scope, S("tail")) || str_eq(scope, S("label"))) return lex_cell(&lex_noise, r, LEX_noise_why);
    }
    return (str){0};
}

/* Leaves out what stands under such a line at k: the rest of the element that it heads; or, where it stands in the text
 * itself, what follows up to the next heading. Returns the last block that it looked at. */
static int32_t drop_section(struct finder *f, int32_t k, str why) {
    int32_t c = block(f, k)->node;
    unsigned level = tag_of(f, block(f, k));
    while (node(f, c)->parent >= 0 && f->in[c].end <= k + 1) c = node(f, c)->parent;
    leave_out(f, k, why);
    bool heads = f->in[c].first == k && f->in[c].prose * 3 <= f->prose;
    if (!heads && !is_heading(level)) return k;
    int32_t i = k + 1;
    for (; i < f->in[c].end; i++) {
        unsigned tag = tag_of(f, block(f, i));
        if (!heads && is_heading(tag) && tag <= level) break;
        leave_out(f, i, why);
    }
    return i - 1;
}

static void drop_sections(struct finder *f, arena tmp) {
    for (int32_t k = 0; k < f->blocks->list.n; k++) {
        if (block(f, k)->node < 0 || !holds(f, f->root, block(f, k)->node)) continue;
        str why = label_of(f, k, tmp);
        if (why.n) k = drop_section(f, k, why);
    }
}

/* A paragraph behind the text that begins with the name of one who wrote it is about them. */
static void drop_author_notes(struct finder *f, arena *tmp) {
    enum { LAST = 4, TRIED = 40, NOTE_WORDS = 150 };
    struct html_blocks name = {0};
    int prose = 0, tried = 0;
    for (int32_t k = (int32_t)f->blocks->list.n - 1; k >= 0 && prose < LAST && tried < TRIED; k--) {
        const struct html_block *b = block(f, k);
        if (!f->t->keep[k]) continue;
        prose += is_prose(b);
        tried++;
        for (ptrdiff_t i = 0; i < f->meta->authors.n; i++) {
            name.words.n = 0;
            html_words_of(f->meta->authors.p[i], &name, tmp);
            if (name.words.n < 2 || name.words.n > b->words || b->words > NOTE_WORDS) continue;
            if (!memcmp(name.words.p, f->blocks->words.p + b->word, sizeof(uint32_t) * (size_t)name.words.n))
                leave_out(f, k, S("author note"));
        }
    }
}

static uint32_t triple(const uint32_t *w) { return ((w[0] * 31 + w[1]) * 31 + w[2]) | 1; }

static uint32_t slot_of(const uint32_t *slots, uint32_t mask, uint32_t key) {
    uint32_t at = key * 2654435761u & mask;
    while (slots[at] && slots[at] != key) at = (at + 1) & mask;
    return at;
}

/* The text that the page gives to machines as its article's, where it gives one and shows it as well: what is in it is
 * kept, and what stands behind or before all of it is dropped. */
static void weigh_evidence(struct finder *f, arena tmp) {
    enum { LEAST = 60 };
    struct html_blocks body = {0};
    html_words_of(f->meta->body, &body, &tmp);
    if (body.words.n < LEAST) return;
    uint32_t mask = 127;
    while (mask < 2 * (uint64_t)body.words.n) mask = 2 * mask + 1;
    uint32_t *slots = arena_new(&tmp, uint32_t, (ptrdiff_t)mask + 1);
    for (ptrdiff_t i = 0; i + 2 < body.words.n; i++) {
        uint32_t key = triple(body.words.p + i);
        slots[slot_of(slots, mask, key)] = key;
    }
    ptrdiff_t n = f->blocks->list.n, found = 0;
    int32_t *hits = arena_new(&tmp, int32_t, n), first = -1, last = -1;
    for (int32_t k = 0; k < n; k++) {
        const struct html_block *b = block(f, k);
        const uint32_t *w = f->blocks->words.p + b->word;
        for (int32_t i = 0; i + 2 < b->words; i++) hits[k] += slots[slot_of(slots, mask, triple(w + i))] != 0;
        if (b->words < LONG || hits[k] * 5 < (b->words - 2) * 4) continue;
        found += b->words;
        if (first < 0) first = k;
        last = k;
    }
    if (found * 10 < body.words.n * 7) return;
    for (int32_t k = 0; k < n; k++) {
        const struct html_block *b = block(f, k);
        if (b->words >= LONG && hits[k] * 5 >= (b->words - 2) * 4)
            f->t->keep[k] = true;
        else if ((k < first || k > last) && found * 10 >= f->prose * 7)
            leave_out(f, k, S("not in the article that the page declares"));
    }
}

static uint32_t text_hash(const struct html_blocks *blocks, const struct html_block *b) {
    uint32_t h = 2166136261u;
    for (int32_t i = 0; i < b->words; i++) h = (h ^ blocks->words.p[b->word + i]) * 16777619u;
    return h | 1;
}

/* A long text that is kept is kept once. */
static void drop_repeats(const struct finder *f, arena tmp) {
    const struct html_blocks *blocks = f->blocks;
    struct main_text *t = f->t;
    uint32_t slots = 64;
    while (slots < 2 * (uint64_t)blocks->list.n) slots *= 2;
    uint32_t *seen = arena_new(&tmp, uint32_t, slots);
    for (ptrdiff_t k = 0; k < blocks->list.n; k++) {
        const struct html_block *b = &blocks->list.p[k];
        if (!t->keep[k] || b->words < LONG || in_table(f, b->node)) continue;
        uint32_t h = text_hash(blocks, b), at = h * 2654435761u & (slots - 1);
        while (seen[at] && seen[at] != h) at = (at + 1) & (slots - 1);
        if (seen[at]) {
            t->keep[k] = false;
            t->why[k] = S("repeated");
        }
        seen[at] = h;
    }
}

/* A page of a few words: where nothing is kept, all that stands in no corner of it is the text. */
static void keep_something(struct finder *f) {
    for (int32_t k = 0; k < f->blocks->list.n; k++)
        if (f->t->keep[k]) return;
    for (int32_t k = 0; k < f->blocks->list.n; k++) {
        const struct html_block *b = block(f, k);
        f->t->keep[k] = !by_place(f, k).n && b->link_words * 2 <= b->words;
    }
}

void main_text_find(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_meta *meta,
                    const struct line_starts *starts, struct main_text *t, arena *out, arena tmp) {
    ptrdiff_t n = blocks->list.n;
    *t = (struct main_text){.keep = arena_new(out, bool, n), .why = arena_new(out, str, n)};
    struct finder f = {.tree = tree, .blocks = blocks, .meta = meta, .starts = starts, .t = t};
    f.in = arena_new(&tmp, struct inside, tree->nodes.n);
    page_words_init(&f.words);
    look_at_nodes(&f);
    add_up(&f);
    take_off(&f, ALWAYS, tmp);
    settle_names(&f, tmp);
    take_off(&f, SURE, tmp);
    find_root(&f);
    find_corners(&f);
    for (int32_t k = 0; k < n; k++) {
        const struct html_block *b = block(&f, k);
        bool inside = f.root < 0 || (b->node >= 0 && holds(&f, f.root, b->node));
        t->why[k] = by_place(&f, k);
        if (!t->why[k].n && !inside && !introduces(&f, k)) t->why[k] = S("outside the text");
        if (!t->why[k].n) t->why[k] = by_text(&f, k);
        if (is_deck(&f, k)) t->why[k] = (str){0};
        if (t->why[k].n && k == meta->headline) t->why[k] = S("headline");
        t->keep[k] = !t->why[k].n;
    }
    drop_sections(&f, tmp);
    drop_author_notes(&f, &tmp);
    drop_teasers(&f, tmp);
    drop_headings(&f);
    weigh_evidence(&f, tmp);
    drop_repeats(&f, tmp);
    keep_something(&f);
}
