#include "clean/html_feature.h"

#include <math.h>

enum {
    IN_NAV = 1,
    IN_FOOTER = 2,
    IN_HEADER = 4,
    IN_ASIDE = 8,
    IN_ARTICLE = 16,
    IN_MAIN = 32,
    IN_FORM = 64,
    IN_TABLE = 128,
    IN_LIST = 256,
    IN_FIGURE = 512,
    IN_BUTTON = 1024,
    HIDDEN = 2048,
    IN_QUOTE = 4096,
    IN_DETAILS = 8192,
    IN_BODY_PROP = 16384,
};

/* What stands in an element: its blocks are [first, end). */
struct inside {
    int32_t words, link_words, prose; // prose: words of blocks that read like it
    int32_t first, end;
    uint16_t flags;
    uint16_t depth;
};

struct finder {
    const struct html_tree *tree;
    const struct html_blocks *blocks;
    struct html_features *f;
    arena *out, *tmp;
    struct inside *in; // [nodes]
    int32_t prose, words, articles, h1;
    int32_t half, most, quarter; // the innermost elements with so much of the prose
};

static float share(double part, double whole) { return whole > 0 ? (float)(part / whole) : 0; }
static float size(double n) { return (float)log1p(n); }

static bool is_prose(const struct html_block *b) {
    return b->words >= 15 && b->link_words * 3 < b->words && b->stops + b->commas > 0;
}

static unsigned flag_of(unsigned tag) {
    switch (tag) {
    case TAG_NAV: return IN_NAV;
    case TAG_FOOTER: return IN_FOOTER;
    case TAG_HEADER: return IN_HEADER;
    case TAG_ASIDE: return IN_ASIDE;
    case TAG_ARTICLE: return IN_ARTICLE;
    case TAG_MAIN: return IN_MAIN;
    case TAG_FORM: return IN_FORM;
    case TAG_TABLE: return IN_TABLE;
    case TAG_UL:
    case TAG_OL: return IN_LIST;
    case TAG_FIGURE: return IN_FIGURE;
    case TAG_BUTTON:
    case TAG_LABEL: return IN_BUTTON;
    case TAG_BLOCKQUOTE: return IN_QUOTE;
    case TAG_DETAILS: return IN_DETAILS;
    default: return 0;
    }
}

static void add_id(struct html_sparse *s, arena *tmp, uint32_t hash) {
    *vec_push(tmp, &s->ids) = (uint16_t)(hash * 2654435761u >> (32 - HTML_SPARSE_BITS));
}

/* The words in an attribute's value, split where a name is: not at a letter, or at a capital after a small one. */
static void add_names(struct html_sparse *s, arena *tmp, str value, int *room) {
    uint32_t hash = 0;
    int letters = 0;
    for (ptrdiff_t i = 0; i <= value.n && *room > 0; i++) {
        char c = i < value.n ? value.p[i] : ' ';
        bool joins = ascii_alpha(c) && !(ascii_upper(c) && i && ascii_lower(value.p[i - 1]));
        if (!joins && letters) {
            if (letters > 1) add_id(s, tmp, hash), --*room;
            letters = 0;
        }
        if (!ascii_alpha(c)) continue;
        if (!letters++) hash = 2166136261u;
        hash = (hash ^ (unsigned char)ascii_fold(c)) * 16777619u;
    }
}

static bool names_stand_in(str attribute) {
    return str_eq(attribute, S("class")) || str_eq(attribute, S("id")) || str_eq(attribute, S("itemprop")) ||
           str_eq(attribute, S("role")) || str_eq(attribute, S("data-testid")) || str_eq(attribute, S("aria-label")) ||
           str_eq(attribute, S("data-component")) || str_eq(attribute, S("itemtype"));
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

static void look_at_nodes(struct finder *f) {
    const struct html_tree *tree = f->tree;
    struct html_sparse ids = {0};
    f->f->node_first = arena_new(f->out, int32_t, tree->nodes.n + 1);
    for (int32_t i = 0; i < tree->nodes.n; i++) {
        const struct html_node *n = &tree->nodes.p[i];
        struct inside *in = &f->in[i];
        const struct inside *outer = n->parent >= 0 ? &f->in[n->parent] : NULL;
        in->first = INT32_MAX;
        in->flags = (uint16_t)((outer ? outer->flags : 0) | flag_of(n->tag));
        in->depth = outer && outer->depth < UINT16_MAX ? (uint16_t)(outer->depth + 1) : 0;
        f->f->node_first[i] = (int32_t)ids.ids.n;
        if (n->tag == TAG_TEXT) continue;
        f->articles += n->tag == TAG_ARTICLE;
        int room = 24;
        add_names(&ids, f->tmp, html_tag_name[n->tag < HTML_TAG_COUNT ? n->tag : HTML_TAG_COUNT], &room);
        for (int32_t k = n->attribute; k < n->attribute + n->attributes; k++) {
            const struct html_attribute *a = &tree->attributes.p[k];
            if (hides(a->name, a->value)) in->flags |= HIDDEN;
            if (!names_stand_in(a->name)) continue;
            add_names(&ids, f->tmp, a->value, &room);
            if (str_eq(a->name, S("itemprop")) && str_find_nocase(a->value, S("articlebody"), 0) >= 0)
                in->flags |= IN_BODY_PROP;
        }
    }
    f->f->node_first[tree->nodes.n] = (int32_t)ids.ids.n;
    f->f->node_ids = ids.ids.n ? ids.ids.p : arena_new(f->out, uint16_t, 1);
}

static void sum_up(struct finder *f) {
    const struct html_node *node = f->tree->nodes.p;
    f->h1 = -1;
    for (int32_t k = 0; k < f->blocks->list.n; k++) {
        const struct html_block *b = &f->blocks->list.p[k];
        f->words += b->words;
        int32_t prose = is_prose(b) ? b->words : 0;
        f->prose += prose;
        if (b->node < 0) continue;
        if (f->h1 < 0 && node[b->node].tag == TAG_H1) f->h1 = k;
        struct inside *in = &f->in[b->node];
        in->words += b->words;
        in->link_words += b->link_words;
        in->prose += prose;
        if (in->first > k) in->first = k;
        in->end = k + 1;
    }
    for (int32_t i = (int32_t)f->tree->nodes.n - 1; i >= 0; i--) {
        if (node[i].parent < 0) continue;
        struct inside *up = &f->in[node[i].parent], *in = &f->in[i];
        up->words += in->words;
        up->link_words += in->link_words;
        up->prose += in->prose;
        if (in->first < up->first) up->first = in->first;
        if (in->end > up->end) up->end = in->end;
    }
    f->half = f->most = f->quarter = -1;
    for (int32_t i = 0; i < f->tree->nodes.n;
         i++) { // what holds half of it stands on one path, so the last is innermost
        if (f->in[i].prose * 2 > f->prose) f->half = i;
        if (f->in[i].prose * 5 > f->prose * 4) f->most = i;
        if (f->in[i].prose * 4 > f->prose && (f->quarter < 0 || i < node[f->quarter].end)) f->quarter = i;
    }
}

static bool holds(const struct finder *f, int32_t outer, int32_t node) {
    return outer < 0 || (node >= outer && node < f->tree->nodes.p[outer].end);
}

static void own(const struct finder *f, const struct html_block *b, float *x) {
    unsigned tag = b->node >= 0 ? f->tree->nodes.p[b->node].tag : TAG_UNKNOWN;
    x[FEATURE_WORDS] = size(b->words);
    x[FEATURE_LINK] = share(b->link_words, b->words);
    x[FEATURE_BOLD] = share(b->bold_words, b->words);
    x[FEATURE_UPPER] = share(b->upper_words, b->words);
    x[FEATURE_NUMBER] = share(b->number_words, b->words);
    x[FEATURE_STOPS] = share(b->stops, b->words);
    x[FEATURE_COMMAS] = share(b->commas, b->words);
    x[FEATURE_ENDS_STOP] = b->ends_with == '.';
    x[FEATURE_ENDS_COLON] = b->ends_with == ':';
    x[FEATURE_WORD_LENGTH] = share(b->letters, b->words);
    x[FEATURE_LINKS] = size(b->links);
    x[FEATURE_TAG] = (float)(tag == TAG_P) + 2 * (float)(tag == TAG_DIV || tag == TAG_SECTION || tag == TAG_ARTICLE);
    x[FEATURE_HEADING] = tag >= TAG_H1 && tag <= TAG_H6 ? (float)(tag - TAG_H1 + 1) : 0;
    x[FEATURE_ITEM] = tag == TAG_LI;
    x[FEATURE_CELL] = tag == TAG_TD || tag == TAG_TH;
}

static void around(const struct finder *f, int32_t k, float *x) {
    const struct html_block *b = f->blocks->list.p;
    ptrdiff_t n = f->blocks->list.n;
    x[FEATURE_BEFORE_1_LINK] = x[FEATURE_BEFORE_2_LINK] = x[FEATURE_AFTER_1_LINK] = x[FEATURE_AFTER_2_LINK] = -1;
    static const struct {
        int by, words, link;
    } beside[] = {{-1, FEATURE_BEFORE_1_WORDS, FEATURE_BEFORE_1_LINK},
                  {-2, FEATURE_BEFORE_2_WORDS, FEATURE_BEFORE_2_LINK},
                  {1, FEATURE_AFTER_1_WORDS, FEATURE_AFTER_1_LINK},
                  {2, FEATURE_AFTER_2_WORDS, FEATURE_AFTER_2_LINK}};
    for (int i = 0; i < 4; i++) {
        int32_t at = k + beside[i].by;
        if (at < 0 || at >= n) continue;
        x[beside[i].words] = size(b[at].words);
        x[beside[i].link] = share(b[at].link_words, b[at].words);
    }
    const struct html_node *node = f->tree->nodes.p;
    for (int by = -1; by <= 1; by += 2) {
        int32_t at = k + by;
        if (at < 0 || at >= n || b[at].node < 0) continue;
        unsigned tag = node[b[at].node].tag;
        x[by < 0 ? FEATURE_BEFORE_1_HEADING : FEATURE_AFTER_1_HEADING] = tag >= TAG_H1 && tag <= TAG_H6;
    }
}

static void outside(const struct finder *f, const struct html_block *b, float *x) {
    const struct html_node *node = f->tree->nodes.p;
    x[FEATURE_IN_HALF] = holds(f, f->half, b->node);
    x[FEATURE_IN_MOST] = holds(f, f->most, b->node);
    x[FEATURE_IN_QUARTER] = holds(f, f->quarter, b->node);
    if (b->node < 0) return;
    const struct inside *in = &f->in[b->node];
    for (int flag = 0; flag < 15; flag++) {
        static const int feature[] = {FEATURE_IN_NAV,     FEATURE_IN_FOOTER,  FEATURE_IN_HEADER,   FEATURE_IN_ASIDE,
                                      FEATURE_IN_ARTICLE, FEATURE_IN_MAIN,    FEATURE_IN_FORM,     FEATURE_IN_TABLE,
                                      FEATURE_IN_LIST,    FEATURE_IN_FIGURE,  FEATURE_IN_BUTTON,   FEATURE_HIDDEN,
                                      FEATURE_IN_QUOTE,   FEATURE_IN_DETAILS, FEATURE_IN_BODY_PROP};
        x[feature[flag]] = in->flags >> flag & 1;
    }
    x[FEATURE_DEPTH] = in->depth;
    int up = 0;
    int32_t blocks = 1, branch = b->node;
    for (int32_t i = b->node, steps = 0; i >= 0 && up < 3 && steps < 64; i = node[i].parent, steps++) {
        int32_t here = f->in[i].end - f->in[i].first;
        if (here <= blocks) continue;
        blocks = here;
        float *u = x + FEATURE_UP_1_WORDS + 4 * up++;
        u[0] = size(f->in[i].words);
        u[1] = share(f->in[i].link_words, f->in[i].words);
        u[2] = share(f->in[i].prose, f->prose);
        u[3] = size(here);
    }
    int32_t distance = 0;
    for (int32_t i = b->node; i >= 0 && distance < 64 && !(f->half >= i && f->half < node[i].end); i = node[i].parent) {
        branch = i;
        distance++;
    }
    x[FEATURE_HALF_DISTANCE] = (float)distance;
    x[FEATURE_BRANCH_WORDS] = size(f->in[branch].words);
    x[FEATURE_BRANCH_LINK] = share(f->in[branch].link_words, f->in[branch].words);
    x[FEATURE_BRANCH_PROSE] = share(f->in[branch].prose, f->prose);
    x[FEATURE_BRANCH_DEPTH] = (float)f->in[b->node].depth - (float)(f->half >= 0 ? f->in[f->half].depth : 0);
}

/* How often each text and each word of the title stands in the page. */
struct counts {
    uint32_t *key;
    int32_t *count;
    uint32_t mask;
};

static int32_t *counted(struct counts *c, uint32_t key) {
    uint32_t at = key * 2654435761u & c->mask;
    while (c->key[at] && c->key[at] != key) at = (at + 1) & c->mask;
    c->key[at] = key;
    return &c->count[at];
}

static int32_t count_of(const struct counts *c, uint32_t key) {
    uint32_t at = key * 2654435761u & c->mask;
    while (c->key[at] && c->key[at] != key) at = (at + 1) & c->mask;
    return c->key[at] ? c->count[at] : 0;
}

static struct counts counts_new(arena *tmp, ptrdiff_t n) {
    uint32_t size_ = 16;
    while (size_ < 2 * (uint64_t)n) size_ *= 2;
    return (struct counts){arena_new(tmp, uint32_t, size_), arena_new(tmp, int32_t, size_), size_ - 1};
}

static uint32_t block_hash(const struct finder *f, const struct html_block *b) {
    uint32_t h = 1;
    for (int32_t i = 0; i < b->words; i++) h = (h ^ f->blocks->words.p[b->word + i]) * 16777619u;
    return h | 1;
}

static uint32_t triple(const uint32_t *w) { return ((w[0] * 31 + w[1]) * 31 + w[2]) | 1; }

static void compare_texts(struct finder *f, const struct html_blocks *title, const struct html_blocks *evidence,
                          arena tmp) {
    ptrdiff_t n = f->blocks->list.n;
    struct counts seen = counts_new(&tmp, n), in_title = counts_new(&tmp, title->words.n),
                  body = counts_new(&tmp, evidence->words.n);
    for (ptrdiff_t i = 0; i < title->words.n; i++) *counted(&in_title, title->words.p[i]) = 1;
    for (ptrdiff_t i = 0; i + 2 < evidence->words.n; i++) *counted(&body, triple(evidence->words.p + i)) = 1;
    for (ptrdiff_t k = 0; k < n; k++) {
        int32_t *count = counted(&seen, block_hash(f, &f->blocks->list.p[k]));
        f->f->dense[k * HTML_FEATURE_COUNT + FEATURE_SEEN_BEFORE] = (float)(*count > 0);
        ++*count;
    }
    for (ptrdiff_t k = 0; k < n; k++) {
        const struct html_block *b = &f->blocks->list.p[k];
        float *x = f->f->dense + k * HTML_FEATURE_COUNT;
        const uint32_t *w = f->blocks->words.p + b->word;
        x[FEATURE_REPEATED] = size(*counted(&seen, block_hash(f, b)) - 1);
        if (b->words <= 40) {
            int32_t hits = 0;
            for (int32_t i = 0; i < b->words; i++) hits += count_of(&in_title, w[i]);
            x[FEATURE_IN_TITLE] = share(hits, b->words);
            x[FEATURE_TITLE_SHARE] = share(hits, (double)title->words.n);
        }
        x[FEATURE_HAS_BODY] = evidence->words.n > 30;
        int32_t hits = 0;
        for (int32_t i = 0; i + 2 < b->words; i++) hits += count_of(&body, triple(w + i));
        x[FEATURE_IN_BODY] = b->words > 2 ? share(hits, b->words - 2) : -1;
    }
}

static void own_words(struct finder *f) {
    enum { FIRST = 12, LAST = 4 };
    struct html_sparse ids = {0};
    ptrdiff_t n = f->blocks->list.n;
    f->f->word_first = arena_new(f->out, int32_t, n + 1);
    for (ptrdiff_t k = 0; k < n; k++) {
        const struct html_block *b = &f->blocks->list.p[k];
        const uint32_t *w = f->blocks->words.p + b->word;
        f->f->word_first[k] = (int32_t)ids.ids.n;
        for (int32_t i = 0; i < b->words && i < FIRST; i++) add_id(&ids, f->tmp, w[i] + 77);
        for (int32_t i = 0; i + 1 < b->words && i < FIRST; i++) add_id(&ids, f->tmp, w[i] * 31 + w[i + 1]);
        for (int32_t i = b->words - LAST > FIRST ? b->words - LAST : FIRST; i < b->words; i++)
            add_id(&ids, f->tmp, w[i] + 78);
    }
    f->f->word_first[n] = (int32_t)ids.ids.n;
    f->f->word_ids = ids.ids.n ? ids.ids.p : arena_new(f->out, uint16_t, 1);
}

void html_features_find(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_blocks *title,
                        const struct html_blocks *evidence, struct html_features *features, arena *out, arena tmp) {
    ptrdiff_t n = blocks->list.n;
    *features = (struct html_features){.n = n, .dense = arena_new(out, float, n *HTML_FEATURE_COUNT)};
    struct finder f = {.tree = tree, .blocks = blocks, .f = features, .out = out, .tmp = out};
    f.in = arena_new(&tmp, struct inside, tree->nodes.n);
    look_at_nodes(&f);
    sum_up(&f);
    own_words(&f);
    int32_t prose = 0, words = 0, since = 0, h1_word = f.h1 >= 0 ? blocks->list.p[f.h1].word : 0;
    for (int32_t k = 0; k < n; k++) {
        const struct html_block *b = &blocks->list.p[k];
        float *x = features->dense + (ptrdiff_t)k * HTML_FEATURE_COUNT;
        own(&f, b, x);
        around(&f, k, x);
        outside(&f, b, x);
        x[FEATURE_ARTICLES] = size(f.articles);
        x[FEATURE_AT_BLOCK] = share(k, (double)n);
        x[FEATURE_AT_WORD] = share(words, f.words);
        x[FEATURE_SINCE_H1] = f.h1 >= 0 && k >= f.h1 ? size(b->word - h1_word) : -1;
        x[FEATURE_BEFORE_H1] = f.h1 >= 0 && k < f.h1 ? size(h1_word - b->word) : -1;
        x[FEATURE_PROSE_BEFORE] = share(prose, f.prose);
        x[FEATURE_LAST_PROSE] = size(since);
        x[FEATURE_PAGE_PROSE] = size(f.prose);
        x[FEATURE_PAGE_BLOCKS] = size((double)n);
        x[FEATURE_PAGE_WORDS] = size(f.words);
        since = is_prose(b) ? 0 : since + b->words;
        prose += is_prose(b) ? b->words : 0;
        words += b->words;
        x[FEATURE_PROSE_AFTER] = share(f.prose - prose, f.prose);
        bool same = k && b->node >= 0 && b[-1].node >= 0 && tree->nodes.p[b->node].tag == tree->nodes.p[b[-1].node].tag;
        x[FEATURE_SAME_TAG] = same ? x[FEATURE_SAME_TAG - HTML_FEATURE_COUNT] + 1 : 0;
    }
    since = 0;
    for (int32_t k = (int32_t)n - 1; k >= 0; k--) {
        features->dense[(ptrdiff_t)k * HTML_FEATURE_COUNT + FEATURE_NEXT_PROSE] = size(since);
        since = is_prose(&blocks->list.p[k]) ? 0 : since + blocks->list.p[k].words;
    }
    compare_texts(&f, title, evidence, tmp);
}
