#include "clean/html_tree.h"

#include "base/limits.h"
#include "base/table.h"

/* What stands open, innermost last. The fields after `same` are positions on this stack that an end tag may not cross,
 * kept for every entry so that nothing is searched; -1 is none. */
struct open {
    int32_t node;
    uint16_t tag;
    uint8_t format; // of the text around it, taken up again when an element that ends formatting closes
    int32_t link;
    int32_t same;    // the next outer one of this name
    int32_t special; // the innermost special element
    int32_t item;    // the innermost special element but address, div and p
    int32_t scope, list_scope, button_scope;
};

struct builder {
    struct html_tree *tree;
    arena *out, *tmp;
    struct html_tokenizer z;
    struct {
        struct open *p;
        ptrdiff_t n, cap;
    } stack;
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } top;         // [tags] position of the innermost open one plus one, 0 none
    table unknown; // names that are not in the list
    int32_t bold, italic, code;
    int32_t link;
};

static unsigned traits(unsigned tag) { return tag < HTML_TAG_COUNT ? html_tag_traits[tag] : 0; }

static int32_t top_of(const struct builder *b, unsigned tag) { return tag < b->top.n ? b->top.p[tag] - 1 : -1; }

static const struct open *current(const struct builder *b) {
    static const struct open none = {
        .node = -1, .special = -1, .item = -1, .scope = -1, .list_scope = -1, .button_scope = -1, .same = -1};
    return b->stack.n ? &b->stack.p[b->stack.n - 1] : &none;
}

static unsigned intern(struct builder *b, str name) {
    unsigned tag = html_tag_of(name);
    if (tag != TAG_UNKNOWN) return tag;
    char *lower = arena_new(b->tmp, char, name.n);
    for (ptrdiff_t i = 0; i < name.n; i++) lower[i] = ascii_fold(name.p[i]);
    int64_t *id = table_put(&b->unknown, b->tmp, str_of(lower, name.n));
    if (!*id) *id = b->unknown.n;
    return *id < UINT16_MAX - TAG_UNKNOWN ? (unsigned)(TAG_UNKNOWN + *id) : UINT16_MAX;
}

static int32_t add_node(struct builder *b, unsigned tag, const struct html_token *t) {
    struct html_tree *tree = b->tree;
    struct html_node *n = vec_push(b->out, &tree->nodes);
    ptrdiff_t beg = t->raw.p - tree->in.p;
    *n = (struct html_node){.tag = (uint16_t)tag,
                            .parent = current(b)->node,
                            .end = (int32_t)tree->nodes.n,
                            .link = -1,
                            .beg_raw = (uint32_t)beg,
                            .end_raw = (uint32_t)(beg + t->raw.n),
                            .attribute = (int32_t)tree->attributes.n,
                            .attributes = (int32_t)t->attributes};
    for (ptrdiff_t i = 0; i < t->attributes; i++) *vec_push(b->out, &tree->attributes) = t->attribute[i];
    return (int32_t)tree->nodes.n - 1;
}

static void push(struct builder *b, unsigned tag, const struct html_token *t) {
    while (b->top.n <= (ptrdiff_t)tag) *vec_push(b->tmp, &b->top) = 0;
    const struct open *outer = current(b);
    int32_t at = (int32_t)b->stack.n;
    struct open o = *outer;
    o.node = add_node(b, tag, t);
    o.tag = (uint16_t)tag;
    o.same = b->top.p[tag] - 1;
    if (traits(tag) & TRAIT_SPECIAL) {
        o.special = at;
        if (tag != TAG_ADDRESS && tag != TAG_DIV && tag != TAG_P) o.item = at;
    }
    if (traits(tag) & TRAIT_SCOPE) o.scope = o.list_scope = o.button_scope = at;
    if (tag == TAG_UL || tag == TAG_OL) o.list_scope = at;
    if (tag == TAG_BUTTON) o.button_scope = at;
    o.format = (uint8_t)((b->bold > 0 ? FORMAT_BOLD : 0) | (b->italic > 0 ? FORMAT_ITALIC : 0) |
                         (b->code > 0 ? FORMAT_CODE : 0));
    o.link = b->link;
    *vec_push(b->tmp, &b->stack) = o;
    b->top.p[tag] = at + 1;
}

/* Closes everything from stack position `to` on. */
static void pop_to(struct builder *b, int32_t to, ptrdiff_t raw) {
    while (b->stack.n > to) {
        const struct open *o = &b->stack.p[--b->stack.n];
        struct html_node *n = &b->tree->nodes.p[o->node];
        n->end = (int32_t)b->tree->nodes.n;
        n->end_raw = (uint32_t)raw;
        b->top.p[o->tag] = o->same + 1;
        if (traits(o->tag) & TRAIT_SCOPE) {
            b->bold = (o->format & FORMAT_BOLD) != 0;
            b->italic = (o->format & FORMAT_ITALIC) != 0;
            b->code = (o->format & FORMAT_CODE) != 0;
            b->link = o->link;
        }
    }
}

static ptrdiff_t raw_beg(const struct builder *b, const struct html_token *t) { return t->raw.p - b->tree->in.p; }

/* Closes the innermost `tag` if it stands inside `barrier`, with what is in it. */
static void close_within(struct builder *b, unsigned tag, int32_t barrier, ptrdiff_t raw) {
    int32_t at = top_of(b, tag);
    if (at >= 0 && at > barrier) pop_to(b, at, raw);
}

static bool is_heading(unsigned tag) { return tag >= TAG_H1 && tag <= TAG_H6; }

static void format_change(struct builder *b, unsigned tag, int by) {
    int32_t *count = tag == TAG_B || tag == TAG_STRONG  ? &b->bold
                     : tag == TAG_I || tag == TAG_EM    ? &b->italic
                     : tag == TAG_CODE || tag == TAG_TT ? &b->code
                                                        : NULL;
    if (count && (by > 0 || *count > 0)) *count += by;
}

static void start_link(struct builder *b, const struct html_token *t) {
    b->link = -1;
    struct html_link link = {0};
    for (ptrdiff_t i = t->attributes; i-- > 0;) { // backwards, as the first of one name counts
        const struct html_attribute *a = &t->attribute[i];
        if (str_eq_nocase(a->name, S("href"))) link.href = (str){a->value.p ? a->value.p : "", a->value.n};
        if (str_eq_nocase(a->name, S("rel"))) link.author = str_find_nocase(a->value, S("author"), 0) >= 0;
    }
    if (!link.href.p) return;
    b->link = (int32_t)b->tree->links.n;
    *vec_push(b->out, &b->tree->links) = link;
}

/* The end tags that a start tag implies in tables; false where the tag is to be ignored. */
static bool start_in_table(struct builder *b, unsigned tag, ptrdiff_t raw) {
    int32_t inner = top_of(b, TAG_TABLE), outer = top_of(b, TAG_TEMPLATE);
    if (inner < 0 && outer < 0) return false;
    int32_t barrier = inner > outer ? inner : outer;
    if (tag == TAG_TD || tag == TAG_TH) {
        close_within(b, TAG_TD, barrier, raw);
        close_within(b, TAG_TH, barrier, raw);
        return true;
    }
    close_within(b, TAG_TR, barrier, raw);
    close_within(b, TAG_CAPTION, barrier, raw);
    close_within(b, TAG_COLGROUP, barrier, raw);
    if (tag == TAG_TR) return true;
    close_within(b, TAG_TBODY, barrier, raw);
    close_within(b, TAG_THEAD, barrier, raw);
    close_within(b, TAG_TFOOT, barrier, raw);
    return true;
}

static enum html_state state_after(unsigned tag) {
    switch (tag) {
    case TAG_TITLE:
    case TAG_TEXTAREA: return HTML_RCDATA;
    case TAG_STYLE:
    case TAG_XMP:
    case TAG_IFRAME:
    case TAG_NOEMBED:
    case TAG_NOFRAMES:
    case TAG_NOSCRIPT: return HTML_RAWTEXT;
    case TAG_SCRIPT: return HTML_SCRIPT;
    case TAG_PLAINTEXT: return HTML_PLAINTEXT;
    default: return HTML_DATA;
    }
}

/* In SVG and MathML, but not in the HTML that stands in those. */
static int32_t foreign(const struct builder *b) {
    int32_t svg = top_of(b, TAG_SVG), math = top_of(b, TAG_MATH);
    return svg > math ? svg : math;
}

/* Elements that end SVG and MathML when they begin in it. */
static bool breaks_out(unsigned tag) {
    return (traits(tag) & TRAIT_CLOSES_P && tag != TAG_FORM) || tag == TAG_SPAN || tag == TAG_BODY || tag == TAG_BR ||
           tag == TAG_IMG || tag == TAG_META || tag == TAG_B || tag == TAG_STRONG || tag == TAG_EM || tag == TAG_I;
}

static void start_html(struct builder *b, struct html_token *t, unsigned tag) {
    ptrdiff_t raw = raw_beg(b, t);
    if (!(traits(tag) & TRAIT_HEAD)) close_within(b, TAG_HEAD, -1, raw);
    if (tag == TAG_FRAMESET || ((tag == TAG_HTML || tag == TAG_HEAD || tag == TAG_BODY) && top_of(b, tag) >= 0)) return;
    if (traits(tag) & TRAIT_CLOSES_P) close_within(b, TAG_P, current(b)->button_scope, raw);
    if (is_heading(tag) && is_heading(current(b)->tag)) pop_to(b, (int32_t)b->stack.n - 1, raw);
    if (tag == TAG_LI || tag == TAG_DD || tag == TAG_DT) {
        int32_t at = current(b)->item;
        unsigned open = at >= 0 ? b->stack.p[at].tag : 0;
        if (tag == TAG_LI ? open == TAG_LI : open == TAG_DD || open == TAG_DT) pop_to(b, at, raw);
    }
    if (tag == TAG_OPTION && current(b)->tag == TAG_OPTION) pop_to(b, (int32_t)b->stack.n - 1, raw);
    if (tag == TAG_SELECT || tag == TAG_INPUT || tag == TAG_TEXTAREA)
        close_within(b, TAG_SELECT, current(b)->scope, raw);
    if (tag == TAG_BUTTON) close_within(b, TAG_BUTTON, current(b)->scope, raw);
    bool part = tag == TAG_TD || tag == TAG_TH || tag == TAG_TR || tag == TAG_TBODY || tag == TAG_THEAD ||
                tag == TAG_TFOOT || tag == TAG_CAPTION || tag == TAG_COLGROUP;
    if (part && !start_in_table(b, tag, raw)) return;
    if (traits(tag) & TRAIT_FORMAT) {
        if (tag == TAG_A) start_link(b, t);
        format_change(b, tag, 1);
        return;
    }
    if (traits(tag) & TRAIT_VOID) {
        add_node(b, tag, t);
        return;
    }
    push(b, tag, t);
    b->z.state = state_after(tag);
}

static void start(struct builder *b, struct html_token *t) {
    unsigned tag = intern(b, t->text);
    int32_t outside = foreign(b);
    if (outside >= 0) {
        if (!breaks_out(tag)) {
            if (t->self_closing)
                add_node(b, tag, t);
            else
                push(b, tag, t);
            return;
        }
        pop_to(b, outside, raw_beg(b, t));
    }
    if ((tag == TAG_SVG || tag == TAG_MATH) && t->self_closing) return;
    start_html(b, t, tag);
}

static void end(struct builder *b, struct html_token *t) {
    unsigned tag = intern(b, t->text);
    ptrdiff_t after = raw_beg(b, t) + t->raw.n;
    const struct open *c = current(b);
    if (traits(tag) & TRAIT_FORMAT) {
        if (tag == TAG_A) b->link = -1;
        format_change(b, tag, -1);
    } else if (tag == TAG_BR) {
        add_node(b, tag, t);
    } else if (tag == TAG_BODY || tag == TAG_HTML) {
        return; // what comes after still belongs to it
    } else if (tag == TAG_P && top_of(b, TAG_P) <= c->button_scope) {
        add_node(b, tag, t); // an end tag without a start makes an empty paragraph
    } else if (tag == TAG_FORM) {
        if (c->tag == TAG_FORM) pop_to(b, (int32_t)b->stack.n - 1, after);
    } else if (is_heading(tag)) {
        int32_t at = -1;
        for (unsigned h = TAG_H1; h <= TAG_H6; h++) at = top_of(b, h) > at ? top_of(b, h) : at;
        if (at > c->scope) pop_to(b, at, after);
    } else if (tag == TAG_TABLE || tag == TAG_TR || tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT ||
               tag == TAG_TD || tag == TAG_TH || tag == TAG_CAPTION) {
        close_within(b, tag, top_of(b, tag == TAG_TABLE ? TAG_TEMPLATE : TAG_TABLE), after);
    } else if (tag == TAG_TEMPLATE || tag == TAG_SVG || tag == TAG_MATH || tag == TAG_HEAD) {
        close_within(b, tag, -1, after);
    } else if (traits(tag) & (TRAIT_BLOCK | TRAIT_SCOPE)) {
        close_within(b, tag, tag == TAG_LI ? c->list_scope : tag == TAG_P ? c->button_scope : c->scope, after);
    } else if (traits(tag) & TRAIT_SPECIAL) {
        close_within(b, tag, c->scope, after);
    } else {
        close_within(b, tag, c->special, after);
    }
}

static bool only_space(str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!ascii_space(s.p[i])) return false;
    return true;
}

static void text(struct builder *b, const struct html_token *t) {
    if (top_of(b, TAG_HEAD) >= 0 && current(b)->tag == TAG_HEAD) {
        if (only_space(t->text)) return;
        pop_to(b, top_of(b, TAG_HEAD), raw_beg(b, t));
    }
    struct html_token plain = *t;
    plain.raw = t->text;
    plain.attributes = 0;
    int32_t at = add_node(b, TAG_TEXT, &plain);
    struct html_node *n = &b->tree->nodes.p[at];
    n->state = (uint8_t)t->state;
    n->link = b->link;
    n->format = (uint8_t)((b->bold > 0 ? FORMAT_BOLD : 0) | (b->italic > 0 ? FORMAT_ITALIC : 0) |
                          (b->code > 0 ? FORMAT_CODE : 0));
}

bool html_tree_parse(struct html_tree *tree, str in, arena *out, arena tmp) {
    *tree = (struct html_tree){.in = in};
    struct builder b = {.tree = tree, .out = out, .tmp = &tmp, .link = -1, .unknown = {.seed = 1}};
    b.z = (struct html_tokenizer){.in = in, .arena = &tmp};
    struct html_token t;
    bool fits = true;
    while (b.z.cdata = foreign(&b) >= 0, fits && html_next(&b.z, &t)) {
        if (t.kind == HTML_START)
            start(&b, &t);
        else if (t.kind == HTML_END)
            end(&b, &t);
        else if (t.kind == HTML_TEXT)
            text(&b, &t);
        fits = tree->nodes.n + tree->attributes.n <= LIMIT_PAGE_NODES;
    }
    pop_to(&b, 0, in.n);
    return fits;
}

str html_attribute_of(const struct html_tree *tree, int32_t node, str name) {
    const struct html_node *n = &tree->nodes.p[node];
    for (int32_t i = n->attribute; i < n->attribute + n->attributes; i++) {
        const struct html_attribute *a = &tree->attributes.p[i];
        if (str_eq_nocase(a->name, name)) return (str){a->value.p ? a->value.p : "", a->value.n};
    }
    return (str){0};
}
