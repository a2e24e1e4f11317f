#include "clean/html_clean.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "clean/byline.h"
#include "clean/encoding.h"
#include "clean/html_seen.h"
#include "clean/language.h"
#include "clean/main_noise.h"
#include "clean/main_text.h"
#include "doc/calendar.h"
#include "lexicon_tables.h"

struct writer {
    const struct decoded *d;
    const struct html_tree *tree;
    struct text_builder *b;
    ptrdiff_t block; // where the block's text begins, once it has
    bool begun;      // a character of it was written
    str separator;   // what stands between it and the block before
    int64_t separator_raw;
    ptrdiff_t space;  // white space that waits to be one space: where it stands in d->text, -1 when none
    bool line;        // it is a line break
    bool keeps_lines; // in <pre>
};

/* What no reader sees: controls, soft hyphens, zero-width spaces and marks of byte order. */
static int invisible(str s, ptrdiff_t i) {
    unsigned char c = (unsigned char)s.p[i];
    if (c < 0x20 || c == 0x7F) return 1;
    str rest = str_drop(s, i);
    if (c == 0xC2 && str_starts(rest, S("\xC2\xAD"))) return 2;
    if (c == 0xE2 && (str_starts(rest, S("\xE2\x80\x8B")) || str_starts(rest, S("\xE2\x81\xA0")))) return 3;
    if (c == 0xEF && str_starts(rest, S("\xEF\xBB\xBF"))) return 3;
    return 0;
}

/* Whether a reader sees something at i, which white space is not. */
static bool seen(str s, ptrdiff_t i) {
    unsigned char c = (unsigned char)s.p[i];
    return (c > 0x20 && c < 0x7F) || (!ascii_space((char)c) && !invisible(s, i));
}

/* What comes before the next character: the beginning of the block, or white space. */
static void put_space(struct writer *w) {
    ptrdiff_t at = w->space;
    if (!w->begun) {
        text_make(w->b, w->separator, w->separator_raw);
        w->block = w->b->bytes.n;
        w->begun = true;
    } else if (at >= 0) {
        int64_t raw = encoding_raw(w->d, at);
        if (w->line)
            text_make(w->b, S("\n"), raw);
        else if (at < w->d->text.n && w->d->text.p[at] == ' ')
            encoding_copy(w->d, w->b, at, at + 1);
        else
            text_replace(w->b, S(" "), raw, raw + 1);
    }
    w->space = -1;
    w->line = false;
}

static void see_space(struct writer *w, ptrdiff_t at, bool line) {
    if (w->space < 0) w->space = at;
    w->line = w->line || line;
}

/* A piece of text as written at `at` in d->text. */
static void put_piece(struct writer *w, const struct html_piece *p) {
    ptrdiff_t at = p->raw.p - w->d->text.p;
    if (!p->verbatim) {
        if (p->text.n == 1 && ascii_space(p->text.p[0])) {
            see_space(w, at, w->keeps_lines && p->text.p[0] == '\n');
        } else if (!invisible(p->text, 0)) {
            put_space(w);
            int64_t beg = encoding_raw(w->d, at), end = encoding_raw(w->d, at + p->raw.n - 1) + 1;
            text_replace(w->b, p->text, beg, end);
        }
        return;
    }
    for (ptrdiff_t i = 0; i < p->text.n;) {
        if (ascii_space(p->text.p[i])) {
            see_space(w, at + i, w->keeps_lines && p->text.p[i] == '\n');
            i++;
            continue;
        }
        int skip = invisible(p->text, i);
        if (skip) {
            i += skip;
            continue;
        }
        ptrdiff_t beg = i;
        while (i < p->text.n && seen(p->text, i)) i++;
        // words apart by one plain space go in one run
        while (i + 1 < p->text.n && p->text.p[i] == ' ' && seen(p->text, i + 1))
            for (i++; i < p->text.n && seen(p->text, i);) i++;
        put_space(w);
        encoding_copy(w->d, w->b, at + beg, at + i);
    }
}

static void put_block(struct writer *w, const struct html_block *b) {
    w->begun = w->line = false;
    w->space = -1;
    const struct html_node *node = w->tree->nodes.p;
    w->keeps_lines = b->node >= 0 && (node[b->node].tag == TAG_PRE ||
                                      (node[b->node].parent >= 0 && node[node[b->node].parent].tag == TAG_PRE));
    for (int32_t i = b->first; i < b->end; i++) {
        const struct html_node *n = &node[i];
        if (n->tag == TAG_TEXT) {
            struct html_text text = {.text = str_slice(w->tree->in, n->beg_raw, n->end_raw),
                                     .state = (enum html_state)n->state};
            struct html_piece piece;
            while (html_text_next(&text, &piece)) put_piece(w, &piece);
        } else if (n->tag == TAG_BR) {
            see_space(w, n->beg_raw, true);
        } else if (n->tag < HTML_TAG_COUNT && html_tag_traits[n->tag] & TRAIT_SKIP) {
            i = n->end - 1;
        }
    }
}

static enum block_kind kind_of(const struct html_tree *tree, const struct html_block *b) {
    int32_t i = b->node;
    for (int up = 0; i >= 0 && up < 3; up++, i = tree->nodes.p[i].parent) {
        unsigned tag = tree->nodes.p[i].tag;
        if (tag >= TAG_H1 && tag <= TAG_H6) return BLOCK_HEADING;
        if (tag == TAG_LI || tag == TAG_DD || tag == TAG_DT) return BLOCK_ITEM;
        if (tag == TAG_FIGCAPTION || tag == TAG_CAPTION) return BLOCK_CAPTION;
    }
    return BLOCK_PARAGRAPH;
}

static void drop(article *a, const struct decoded *d, const struct html_tree *tree, const struct html_block *b, str why,
                 bool joins, arena *out) {
    int32_t text = b->end - 1; // its last text: an inline element may go on behind the block
    while (tree->nodes.p[text].tag != TAG_TEXT) text--;
    int64_t beg = encoding_raw(d, tree->nodes.p[b->first].beg_raw);
    int64_t end = encoding_raw(d, tree->nodes.p[text].end_raw);
    struct dropped *last = a->dropped.n ? &a->dropped.p[a->dropped.n - 1] : NULL;
    if (joins && last && str_eq(last->why, why))
        last->raw.end = end;
    else
        *vec_push(out, &a->dropped) = (struct dropped){{beg, end}, why};
}

/* Lines in the text that are none of it. */
static void drop_noise(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_meta *m,
                       const struct line_starts *starts, struct main_text *t, arena tmp) {
    enum { SHORT = 90 };
    for (ptrdiff_t k = 0; k < blocks->list.n; k++) {
        const struct html_block *b = &blocks->list.p[k];
        if (!t->keep[k] || b->words > SHORT || k == m->headline || !line_starts_fit(starts, blocks, b)) continue;
        arena scratch = tmp;
        str why = main_noise(html_text_of(tree, b->first, b->end, &scratch), scratch);
        if (!why.n) continue;
        t->keep[k] = false;
        t->why[k] = why;
    }
}

static void write_text(article *a, const struct decoded *d, const struct html_tree *tree,
                       const struct html_blocks *blocks, const struct html_meta *m, const struct main_text *t,
                       arena *out) {
    struct text_builder b = {.a = a, .out = out};
    struct writer w = {.d = d, .tree = tree, .b = &b, .space = -1};
    enum block_kind before = BLOCK_PARAGRAPH;
    for (ptrdiff_t k = 0; k < blocks->list.n; k++) {
        const struct html_block *block = &blocks->list.p[k];
        if (!t->keep[k]) {
            drop(a, d, tree, block, t->why[k], k && !t->keep[k - 1], out);
            continue;
        }
        enum block_kind kind = kind_of(tree, block);
        if (k == m->headline) kind = BLOCK_TITLE;
        w.separator = !b.bytes.n ? (str){0} : kind == BLOCK_ITEM && before == BLOCK_ITEM ? S("\n") : S("\n\n");
        w.separator_raw = encoding_raw(d, tree->nodes.p[block->first].beg_raw);
        put_block(&w, block);
        if (!w.begun) {
            drop(a, d, tree, block, S("nothing to read"), false, out);
            continue;
        }
        span s = {(uint32_t)w.block, (uint32_t)b.bytes.n};
        *vec_push(out, &a->blocks) = (struct block){s, kind};
        if (kind == BLOCK_TITLE) a->title_span = s;
        before = kind;
    }
    text_done(&b);
}

/* What a page asks for before it shows the rest: a short text, and a page that declares itself not free or says so in a
 * line of its own. */
static str asks_for(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_meta *m,
                    const struct main_text *t, arena tmp) {
    enum { TEASER_WORDS = 250, LINE_WORDS = 40 };
    int32_t words = 0;
    for (ptrdiff_t k = 0; k < blocks->list.n && words < TEASER_WORDS; k++)
        if (t->keep[k]) words += blocks->list.p[k].words;
    if (words >= TEASER_WORDS) return (str){0};
    for (ptrdiff_t k = 0; k < blocks->list.n; k++) {
        const struct html_block *b = &blocks->list.p[k];
        if (b->words < 3 || b->words > LINE_WORDS) continue;
        arena scratch = tmp;
        str line = utf8_fold(&scratch, html_text_of(tree, b->first, b->end, &scratch));
        for (int32_t i = 0; i < lex_paywall.n; i++)
            if (str_find(line, lex_paywall.keys[i], 0) >= 0)
                return lex_cell(&lex_paywall, &lex_paywall.rows[i], LEX_paywall_asks);
    }
    return m->locked ? S("pay") : (str){0};
}

/* The page's own words about itself stand in scratch memory: what is taken is copied. */
static void take_meta(article *a, const struct html_meta *m, arena *out) {
    if (!a->title.n) a->title = arena_str(out, m->title.value);
    if (!a->url.n) a->url = arena_str(out, m->url.value);
    if (!a->outlet.n) a->outlet = arena_str(out, m->outlet.value);
    bool given = a->byline.n > 0;
    for (ptrdiff_t i = 0; !given && i < m->authors.n; i++) {
        str name = arena_str(out, m->authors.p[i]);
        if (!byline_read(name, &a->byline, &a->agency, out)) *vec_push(out, &a->byline) = name;
    }
    if (a->published.n || !m->published.value.n || !calendar_parse(m->published.value, &a->when)) return;
    str value = m->published.value;
    bool iso = value.n > 9 && ascii_digit(value.p[0]) && value.p[4] == '-' && ascii_digit(value.p[9]);
    a->published = iso ? arena_str(out, value) : calendar_iso_moment(out, a->when);
    a->published_from = m->published.from;
}

bool html_clean(const page *p, article *a, arena *out, arena tmp, error *e) {
    if (p->raw.n > LIMIT_PAGE_BYTES)
        return error_set(e, ERROR_TOO_LONG, -1, "longer than %td MiB", LIMIT_PAGE_BYTES >> 20);
    struct decoded d;
    struct html_tree tree;
    struct html_blocks blocks;
    struct html_meta meta;
    struct main_text text;
    struct line_starts starts;
    encoding_decode(p->raw, p->charset, &d, &tmp);
    if (!html_tree_parse(&tree, d.text, &tmp, *out))
        return error_set(e, ERROR_TOO_LONG, -1, "more than %d elements, attributes and texts", LIMIT_PAGE_NODES);
    html_blocks_find(&tree, &blocks, &tmp, *out);
    if (!blocks.list.n) return error_set(e, ERROR_EMPTY, -1, "no text in the page");
    html_meta_read(&tree, &blocks, &meta, &tmp, *out);
    line_starts_init(&starts, tmp);
    main_text_find(&tree, &blocks, &meta, &starts, &text, &tmp, *out);
    drop_noise(&tree, &blocks, &meta, &starts, &text, tmp);
    write_text(a, &d, &tree, &blocks, &meta, &text, out);
    if (!a->text.n) return error_set(e, ERROR_EMPTY, -1, "no article in the page");
    if (a->text.n > LIMIT_TEXT_BYTES)
        return error_set(e, ERROR_TOO_LONG, -1, "its text is longer than %td MiB", LIMIT_TEXT_BYTES >> 20);
    a->teaser = asks_for(&tree, &blocks, &meta, &text, tmp);
    take_meta(a, &meta, out);
    str found = language_of(a->text);
    if (!a->language.n) a->language = found.n ? found : language_code(meta.language.value);
    return true;
}
