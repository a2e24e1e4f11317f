#include "clean/main_text.h"

#include <math.h>

/* models/page.model, as tools/train_pages.py writes it: little-endian, every part on its natural alignment. */
enum { TREES_MAX = 256, PARTS = 4, AROUND = 10, FEATURES = HTML_FEATURE_COUNT + PARTS + 1 + AROUND };

enum part { PART_WORDS, PART_SELF, PART_ABOVE, PART_PARENT };

struct tree_node {
    float value;          // the threshold, or a leaf's value
    int16_t feature;      // -1 for a leaf
    uint16_t left, right; // left where the feature is <= value
    uint16_t unused;
};

struct model {
    char magic[8];
    uint32_t features, sparse, trees, nodes;
    float bias, cut; // of the linear model; the score above which a block is kept
    float scale[PARTS];
    int8_t weight[PARTS][HTML_SPARSE]; // times scale
    // then uint32_t root[trees], struct tree_node node[nodes]
};

extern const char accord_page_model[], accord_page_model_end[];

/* The model, or null when this program was built with another's: then every block is judged by a simple rule. */
static const struct model *model_of(void) {
    const struct model *m = (const void *)accord_page_model;
    ptrdiff_t bytes = accord_page_model_end - accord_page_model;
    if (bytes < (ptrdiff_t)sizeof *m || memcmp(m->magic, "ACPAGE1", 8) != 0) return NULL;
    return m->features == FEATURES && m->sparse == HTML_SPARSE && m->trees <= TREES_MAX ? m : NULL;
}

void main_text_features(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_meta *meta,
                        struct html_features *f, arena *out, arena tmp) {
    struct html_blocks title = {0}, body = {0};
    html_words_of(meta->title.value, &title, out);
    html_words_of(meta->body, &body, out);
    html_features_find(tree, blocks, &title, &body, f, out, tmp);
}

struct finder {
    const struct model *m;
    const struct html_tree *tree;
    const struct html_blocks *blocks;
    struct html_features f;
    float *row;   // [n][FEATURES]
    float *score; // [n] of the linear model
};

static float sum(const int8_t *weight, const uint16_t *ids, int32_t n) {
    int32_t total = 0;
    for (int32_t i = 0; i < n; i++) total += weight[ids[i]];
    return (float)total;
}

/* The linear model: what an element is called counts for all that stands in it, so its scores add up down the tree. */
static void score_blocks(struct finder *f, arena tmp) {
    const struct html_node *node = f->tree->nodes.p;
    const int32_t *first = f->f.node_first;
    float *above = arena_new(&tmp, float, f->tree->nodes.n);
    for (int32_t i = 0; i < f->tree->nodes.n; i++) {
        float outer = node[i].parent >= 0 ? above[node[i].parent] : 0;
        above[i] = outer + f->m->scale[PART_ABOVE] *
                               sum(f->m->weight[PART_ABOVE], f->f.node_ids + first[i], first[i + 1] - first[i]);
    }
    for (ptrdiff_t k = 0; k < f->f.n; k++) {
        float *part = f->row + k * FEATURES + HTML_FEATURE_COUNT;
        int32_t at = f->blocks->list.p[k].node, up = at >= 0 ? node[at].parent : -1;
        const int32_t *w = f->f.word_first + k;
        part[PART_WORDS] = f->m->scale[PART_WORDS] * sum(f->m->weight[PART_WORDS], f->f.word_ids + w[0], w[1] - w[0]);
        if (at >= 0) {
            part[PART_SELF] = f->m->scale[PART_SELF] *
                              sum(f->m->weight[PART_SELF], f->f.node_ids + first[at], first[at + 1] - first[at]);
            part[PART_ABOVE] = above[at];
        }
        if (up >= 0)
            part[PART_PARENT] = f->m->scale[PART_PARENT] *
                                sum(f->m->weight[PART_PARENT], f->f.node_ids + first[up], first[up + 1] - first[up]);
        f->score[k] = f->m->bias + part[0] + part[1] + part[2] + part[3];
        part[PARTS] = f->score[k];
    }
}

/* The neighbours' scores, and the share of text that is probably the article's near a block, before and after it. */
static void look_around(struct finder *f, arena tmp) {
    enum { WINDOW = 5, NONE = -9 };
    ptrdiff_t n = f->f.n;
    double *likely = arena_new(&tmp, double, n + 1), *words = arena_new(&tmp, double, n + 1);
    for (ptrdiff_t k = 0; k < n; k++) {
        double w = f->blocks->list.p[k].words;
        words[k + 1] = words[k] + w;
        likely[k + 1] = likely[k] + w / (1 + exp(-(double)f->score[k]));
    }
    double all = likely[n] > 1 ? likely[n] : 1;
    for (ptrdiff_t k = 0; k < n; k++) {
        float *x = f->row + k * FEATURES + HTML_FEATURE_COUNT + PARTS + 1;
        for (ptrdiff_t d = 1; d <= 3; d++) {
            x[d - 1] = k >= d ? f->score[k - d] : NONE;
            x[d + 2] = k + d < n ? f->score[k + d] : NONE;
        }
        ptrdiff_t lo = k > WINDOW ? k - WINDOW : 0, hi = k + WINDOW + 1 < n ? k + WINDOW + 1 : n;
        double near = words[hi] - words[lo];
        x[6] = (float)((likely[hi] - likely[lo]) / (near > 1 ? near : 1));
        x[7] = (float)(likely[k] / all);
        x[8] = (float)(1 - likely[k + 1] / all);
        x[9] = (float)log1p(likely[n]);
    }
}

/* What the trees from t on can add at most and at least. */
struct bounds {
    float most[TREES_MAX + 1], least[TREES_MAX + 1]; // [trees + 1]
};

static void bound(const struct model *m, struct bounds *b) {
    const uint32_t *root = (const void *)(m + 1);
    const struct tree_node *node = (const void *)(root + m->trees);
    b->most[m->trees] = b->least[m->trees] = 0;
    for (uint32_t t = m->trees; t-- > 0;) {
        uint32_t end = t + 1 < m->trees ? root[t + 1] : m->nodes;
        float most = -1e9f, least = 1e9f;
        for (uint32_t i = root[t]; i < end; i++) {
            if (node[i].feature >= 0) continue;
            most = node[i].value > most ? node[i].value : most;
            least = node[i].value < least ? node[i].value : least;
        }
        b->most[t] = b->most[t + 1] + most;
        b->least[t] = b->least[t + 1] + least;
    }
}

/* Whether the trees keep a block; most are decided before the last tree is asked. */
static bool judge(const struct model *m, const struct bounds *b, const float *x) {
    const uint32_t *root = (const void *)(m + 1);
    const struct tree_node *node = (const void *)(root + m->trees);
    float total = 0;
    for (uint32_t t = 0; t < m->trees; t++) {
        if (total + b->least[t] > m->cut) return true;
        if (total + b->most[t] < m->cut) return false;
        const struct tree_node *at = node + root[t];
        while (at->feature >= 0) at = node + (x[at->feature] <= at->value ? at->left : at->right);
        total += at->value;
    }
    return total > m->cut;
}

static str reason(const struct html_features *f, ptrdiff_t k) {
    const float *x = f->dense + k * HTML_FEATURE_COUNT;
    if (x[FEATURE_HIDDEN] > 0) return S("hidden");
    if (x[FEATURE_IN_NAV] > 0) return S("navigation");
    if (x[FEATURE_IN_FOOTER] > 0) return S("page footer");
    if (x[FEATURE_IN_FORM] > 0 || x[FEATURE_IN_BUTTON] > 0) return S("form");
    if (x[FEATURE_IN_ASIDE] > 0) return S("aside");
    if (x[FEATURE_LINK] > 0.5f) return S("links");
    if (x[FEATURE_IN_HEADER] > 0) return S("page header");
    if (x[FEATURE_IN_FIGURE] > 0) return S("figure");
    return S("beside the text");
}

static uint32_t text_hash(const struct html_blocks *blocks, const struct html_block *b) {
    uint32_t h = 2166136261u;
    for (int32_t i = 0; i < b->words; i++) h = (h ^ blocks->words.p[b->word + i]) * 16777619u;
    return h | 1;
}

/* A long text that is kept is kept once. */
static void drop_repeats(const struct html_blocks *blocks, struct main_text *t, arena tmp) {
    enum { LONG = 8 };
    uint32_t slots = 64;
    while (slots < 2 * (uint64_t)blocks->list.n) slots *= 2;
    uint32_t *seen = arena_new(&tmp, uint32_t, slots);
    for (ptrdiff_t k = 0; k < blocks->list.n; k++) {
        const struct html_block *b = &blocks->list.p[k];
        if (!t->keep[k] || b->words < LONG) continue;
        uint32_t h = text_hash(blocks, b), at = h * 2654435761u & (slots - 1);
        while (seen[at] && seen[at] != h) at = (at + 1) & (slots - 1);
        if (seen[at]) {
            t->keep[k] = false;
            t->why[k] = S("repeated");
        }
        seen[at] = h;
    }
}

/* A line in the text that is nothing but a link leads to another article. */
static void drop_links(const struct finder *f, struct main_text *t) {
    enum { LEAST = 4, MOST = 29 };
    for (ptrdiff_t k = 0; k < f->f.n; k++) {
        const struct html_block *b = &f->blocks->list.p[k];
        const float *x = f->f.dense + k * HTML_FEATURE_COUNT;
        bool alone = b->words >= LEAST && b->words <= MOST && b->link_words * 20 >= b->words * 19;
        if (!t->keep[k] || !alone || x[FEATURE_HEADING] > 0 || x[FEATURE_IN_TABLE] > 0) continue;
        t->keep[k] = false;
        t->why[k] = S("links");
    }
}

/* The table that a cell stands in, -1 when it is no cell. */
static int32_t table_of(const struct html_tree *tree, int32_t node) {
    enum { STEPS = 8 };
    bool cell = false;
    for (int up = 0; node >= 0 && up < STEPS; up++, node = tree->nodes.p[node].parent) {
        cell = cell || tree->nodes.p[node].tag == TAG_TD || tree->nodes.p[node].tag == TAG_TH;
        if (tree->nodes.p[node].tag == TAG_TABLE) return cell ? node : -1;
    }
    return -1;
}

/* The cells of a table, which stand one after the other, are the article's all together when most of its words are. */
static void settle_tables(const struct html_tree *tree, const struct html_blocks *blocks, struct main_text *t) {
    for (ptrdiff_t k = 0, end; k < blocks->list.n; k = end) {
        int32_t at = table_of(tree, blocks->list.p[k].node);
        int64_t kept = 0, all = 0;
        for (end = k; end < blocks->list.n && (end == k || (at >= 0 && table_of(tree, blocks->list.p[end].node) == at));
             end++) {
            all += blocks->list.p[end].words;
            kept += t->keep[end] ? blocks->list.p[end].words : 0;
        }
        for (ptrdiff_t i = k; at >= 0 && 2 * kept > all && i < end; i++) t->keep[i] = true;
    }
}

void main_text_find(const struct html_tree *tree, const struct html_blocks *blocks, const struct html_meta *meta,
                    struct main_text *t, arena *out, arena tmp) {
    ptrdiff_t n = blocks->list.n;
    *t = (struct main_text){.keep = arena_new(out, bool, n), .why = arena_new(out, str, n)};
    struct finder f = {.m = model_of(), .tree = tree, .blocks = blocks};
    main_text_features(tree, blocks, meta, &f.f, &tmp, *out);
    f.row = arena_new(&tmp, float, n *FEATURES);
    f.score = arena_new(&tmp, float, n);
    for (ptrdiff_t k = 0; k < n; k++)
        memcpy(f.row + k * FEATURES, f.f.dense + k * HTML_FEATURE_COUNT, sizeof(float) * HTML_FEATURE_COUNT);
    struct bounds bounds;
    if (f.m) {
        bound(f.m, &bounds);
        score_blocks(&f, tmp);
        look_around(&f, tmp);
    }
    for (ptrdiff_t k = 0; k < n; k++) {
        const float *x = f.row + k * FEATURES;
        t->keep[k] = f.m ? judge(f.m, &bounds, x) : x[FEATURE_LINK] < 0.3f && blocks->list.p[k].words > 14;
        if (!t->keep[k]) t->why[k] = reason(&f.f, k);
    }
    drop_links(&f, t);
    settle_tables(tree, blocks, t);
    drop_repeats(blocks, t, tmp);
}
