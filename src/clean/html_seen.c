#include "clean/html_seen.h"

/* The bytes at i of a soft hyphen, a space of no width or a mark of byte order; 0 when it is none. */
static int unseen_bytes(str s, ptrdiff_t i) {
    s = str_drop(s, i);
    if (str_starts(s, S("\xC2\xAD"))) return 2;
    bool unseen =
        str_starts(s, S("\xE2\x80\x8B")) || str_starts(s, S("\xE2\x81\xA0")) || str_starts(s, S("\xEF\xBB\xBF"));
    return unseen ? 3 : 0;
}

static str text_of(const struct html_tree *tree, int32_t first, int32_t end, bool parted, arena *out) {
    ptrdiff_t room = 0;
    for (int32_t i = first; i < end; i++)
        if (tree->nodes.p[i].tag == TAG_TEXT) room += tree->nodes.p[i].end_raw - tree->nodes.p[i].beg_raw + 1;
    char *p = arena_new(out, char, 3 * room + 1);
    ptrdiff_t n = 0;
    for (int32_t i = first; i < end; i++) {
        const struct html_node *node = &tree->nodes.p[i];
        if (node->tag != TAG_TEXT) {
            unsigned traits = node->tag < HTML_TAG_COUNT ? html_tag_traits[node->tag] : 0;
            if (i > first && traits & TRAIT_SKIP)
                i = node->end - 1;
            else if ((traits & TRAIT_BLOCK || node->tag == TAG_BR) && n && p[n - 1] != ' ')
                p[n++] = ' ';
            continue;
        }
        if (parted && n && p[n - 1] != ' ') p[n++] = ' ';
        struct html_text text = {.text = str_slice(tree->in, node->beg_raw, node->end_raw),
                                 .state = (enum html_state)node->state};
        struct html_piece piece;
        while (html_text_next(&text, &piece))
            for (ptrdiff_t k = 0; k < piece.text.n; k++) {
                char c = piece.text.p[k];
                int unseen = (unsigned char)c < 0x80 ? 0 : unseen_bytes(piece.text, k);
                if (unseen)
                    k += unseen - 1;
                else if (!ascii_space(c))
                    p[n++] = c;
                else if (n && p[n - 1] != ' ')
                    p[n++] = ' ';
            }
    }
    return str_trim(str_of(p, n));
}

str html_text_of(const struct html_tree *tree, int32_t first, int32_t end, arena *out) {
    return text_of(tree, first, end, false, out);
}

/* The bytes of a no-break space, or of one that is as wide as a letter, at i. */
static int wide_space(str s, ptrdiff_t i) {
    if (s.p[i] == '\xC2') return i + 1 < s.n && s.p[i + 1] == '\xA0' ? 2 : 0;
    bool wide = s.p[i] == '\xE2' && i + 2 < s.n && s.p[i + 1] == '\x80';
    unsigned char c = wide ? (unsigned char)s.p[i + 2] : 0;
    return (c >= 0x80 && c <= 0x8A) || c == 0xAF ? 3 : 0;
}

str html_tidy(str s, arena *out) {
    char *p = arena_new(out, char, s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        int n_space = ascii_space(s.p[i]) ? 1 : wide_space(s, i);
        if (!n_space)
            p[n++] = s.p[i];
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
        i += n_space > 1 ? n_space - 1 : 0;
    }
    return str_trim(str_of(p, n));
}

str html_block_text(const struct html_tree *tree, const struct html_block *b, arena *out) {
    return html_tidy(html_text_of(tree, b->first, b->end, out), out);
}

str html_block_parted(const struct html_tree *tree, const struct html_block *b, arena *out) {
    return html_tidy(text_of(tree, b->first, b->end, true, out), out);
}

unsigned html_block_tag(const struct html_tree *tree, const struct html_block *b) {
    return b->node >= 0 ? tree->nodes.p[b->node].tag : TAG_UNKNOWN;
}

int html_count_words(str s) {
    int n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n += s.p[i] != ' ' && (!i || s.p[i - 1] == ' ');
    return n;
}
