/* page_features: what main_text.h sees of saved pages, as JSON Lines for tools/train_pages.py.
 *
 *     page-features PAGE.html... > features.jsonl
 *
 * A row a page: source; blocks, each [words, text, dense features, ids of its words, node]; nodes, each
 * [number, parent, ids of its names]. Pages are UTF-8 and not compressed. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/os.h"
#include "clean/main_text.h"

static void put_ids(json *j, const uint16_t *ids, int32_t beg, int32_t end) {
    for (int32_t i = beg; i < end; i++) json_int(j, ids[i]);
}

static void put_page(json *j, const struct html_tree *tree, const struct html_blocks *blocks,
                     const struct html_features *f, arena *a) {
    json_key(j, S("blocks"));
    json_open(j, '[');
    for (ptrdiff_t k = 0; k < f->n; k++) {
        const struct html_block *b = &blocks->list.p[k];
        json_open(j, '[');
        json_int(j, b->words);
        json_str(j, html_text_of(tree, b->first, b->end, a));
        json_open(j, '[');
        for (int i = 0; i < HTML_FEATURE_COUNT; i++) json_num(j, (double)f->dense[k * HTML_FEATURE_COUNT + i]);
        json_close(j, ']');
        json_open(j, '[');
        put_ids(j, f->word_ids, f->word_first[k], f->word_first[k + 1]);
        json_close(j, ']');
        json_int(j, b->node);
        json_close(j, ']');
    }
    json_close(j, ']');
    json_key(j, S("nodes"));
    json_open(j, '[');
    for (int32_t i = 0; i < tree->nodes.n; i++) {
        if (tree->nodes.p[i].tag == TAG_TEXT) continue;
        json_open(j, '[');
        json_int(j, i);
        json_int(j, tree->nodes.p[i].parent);
        put_ids(j, f->node_ids, f->node_first[i], f->node_first[i + 1]);
        json_close(j, ']');
    }
    json_close(j, ']');
}

int main(int argc, char **argv) {
    arena out, tmp;
    if (!arena_init(&out, (ptrdiff_t)1 << 31) || !arena_init(&tmp, (ptrdiff_t)1 << 31)) return 1;
    buf b = {0};
    for (int i = 1; i < argc; i++) {
        char *data;
        ptrdiff_t n;
        if (os_real.read_file(NULL, argv[i], (ptrdiff_t)64 << 20, &data, &n) != 0) {
            fprintf(stderr, "page-features: cannot read %s\n", argv[i]);
            return 1;
        }
        arena_reset(&out);
        arena_reset(&tmp);
        struct html_tree tree;
        struct html_blocks blocks;
        struct html_meta meta;
        struct html_features f;
        html_tree_parse(&tree, str_of(data, n), &out, tmp);
        html_blocks_find(&tree, &blocks, &out, tmp);
        html_meta_read(&tree, &blocks, &meta, &out, tmp);
        main_text_features(&tree, &blocks, &meta, &f, &out, tmp);
        json j = {.out = &b};
        json_open(&j, '{');
        json_key(&j, S("source"));
        json_str(&j, str_cstr(argv[i]));
        put_page(&j, &tree, &blocks, &f, &out);
        json_close(&j, '}');
        buf_byte(&b, '\n');
        fwrite(b.p, 1, (size_t)b.n, stdout);
        b.n = 0;
        free(data);
    }
    buf_clear(&b);
    return 0;
}
