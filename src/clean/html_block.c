#include "clean/html_block.h"

enum letter_class { SPACE, LETTER, CAPITAL, DIGIT, STOP, COMMA, OTHER, MARK /* inside a word: ' and - */ };

static enum letter_class class_of(unsigned char c) {
    if (c >= 'a' && c <= 'z') return LETTER;
    if (c >= 'A' && c <= 'Z') return CAPITAL;
    if (c >= '0' && c <= '9') return DIGIT;
    if (c == ' ' || (c >= '\t' && c <= '\r')) return SPACE;
    if (c == '.' || c == '!' || c == '?') return STOP;
    if (c == ',' || c == ';' || c == ':') return COMMA;
    if (c >= 0x80) return LETTER;
    return c == '\'' || c == '-' ? MARK : OTHER;
}

struct counter {
    struct html_blocks *blocks;
    struct html_block *b;
    arena *out;
    uint32_t hash;           // of the word under way, 0 when none
    enum letter_class first; // of its first byte
    bool link, bold;
};

static void end_word(struct counter *c) {
    if (!c->hash) return;
    struct html_block *b = c->b;
    *vec_push(c->out, &c->blocks->words) = c->hash;
    b->words++;
    b->link_words += c->link;
    b->bold_words += c->bold;
    b->upper_words += c->first == CAPITAL;
    b->number_words += c->first == DIGIT;
    c->hash = 0;
}

/* Characters past ASCII that are no letters: general punctuation, the no-break space, and what is written without
 * spaces, where every character counts as a word. Returns its bytes, 0 when it is a letter. */
static int wide(struct counter *c, str s, ptrdiff_t i) {
    unsigned char a = (unsigned char)s.p[i], b = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
    if (a == 0xC2 && b < 0xC0) {
        end_word(c);
        if (b != 0xA0) c->b->ends_with = '*';
        return 2;
    }
    if (a == 0xE2 && (b == 0x80 || b == 0x81)) {
        unsigned char d = i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0;
        if (b == 0x80 && (d == 0x99 || d == 0x90 || d == 0x91)) return 3; // an apostrophe or hyphen
        end_word(c);
        if (b == 0x80 && d == 0xA6)
            c->b->ends_with = '.';
        else if (b == 0x80 && (d == 0x9C || d == 0x98))
            c->b->ends_with = '"';
        return 3;
    }
    if (a >= 0xE3 && a <= 0xE9) {
        end_word(c);
        c->hash = (uint32_t)(a << 16 | b << 8) | 1;
        c->first = LETTER;
        c->b->letters += 3;
        c->b->ends_with = 'x';
        if (a == 0xE3 && b == 0x80) c->b->stops++;
        end_word(c);
        return 3;
    }
    return 0;
}

/* FNV-1a, never 0. */
static uint32_t step(uint32_t hash, unsigned char byte) {
    return (((hash ? hash : 2166136261u) ^ (unsigned char)ascii_fold((char)byte)) * 16777619u) | 1;
}

static void count(struct counter *c, str s) {
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char byte = (unsigned char)s.p[i];
        enum letter_class k = class_of(byte);
        if (byte >= 0x80) {
            int n = wide(c, s, i);
            if (n) {
                i += n - 1;
                continue;
            }
        }
        if (k == LETTER || k == CAPITAL || k == DIGIT) {
            if (!c->hash) c->first = k;
            c->hash = step(c->hash, byte);
            c->b->letters++;
            c->b->ends_with = (char)byte;
            continue;
        }
        if (k == MARK && c->hash) continue;
        if (k == STOP && c->hash && i + 1 < s.n && ascii_alnum(s.p[i + 1])) continue; // 3.5, example.org
        end_word(c);
        if (k == SPACE) continue;
        c->b->stops += k == STOP;
        c->b->commas += k == COMMA;
        if (!(byte == '"' && c->b->ends_with == '.') && byte != ')') c->b->ends_with = k == STOP ? '.' : (char)byte;
    }
}

static void count_text(struct counter *c, const struct html_tree *tree, const struct html_node *n) {
    struct html_text text = {.text = str_slice(tree->in, n->beg_raw, n->end_raw), .state = (enum html_state)n->state};
    struct html_piece piece;
    c->link = n->link >= 0;
    c->bold = (n->format & FORMAT_BOLD) != 0;
    while (html_text_next(&text, &piece)) count(c, piece.text);
}

static bool blank(const struct html_tree *tree, const struct html_node *n) {
    for (uint32_t i = n->beg_raw; i < n->end_raw; i++)
        if (!ascii_space(tree->in.p[i])) return false;
    return true;
}

static bool has_letter(const struct html_tree *tree, const struct html_node *n) {
    for (uint32_t i = n->beg_raw; i < n->end_raw; i++)
        if (ascii_alpha(tree->in.p[i]) || (unsigned char)tree->in.p[i] >= 0x80) return true;
    return false;
}

struct walk {
    const struct html_tree *tree;
    struct html_blocks *blocks;
    arena *out;
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } open; // block elements that are open, outermost first
    struct counter c;
    struct html_block b; // under way; first is -1 when nothing is
    int32_t link;        // the last one that was counted
    int breaks;          // line breaks since the last text
};

static void flush(struct walk *w, int32_t at) {
    end_word(&w->c);
    if (w->b.first >= 0 && w->b.words) {
        w->b.end = at;
        *vec_push(w->out, &w->blocks->list) = w->b;
    }
    w->b = (struct html_block){.first = -1, .word = (int32_t)w->blocks->words.n};
    w->breaks = 0;
}

/* Links in a row, with no word between them and of a few words each, are a menu: what comes behind it in one line, as
 * menus without blocks of their own have it, is a block by itself. */
static bool ends_menu(const struct walk *w, const struct html_node *n) {
    enum { MENU_LINKS = 4, LINK_WORDS = 4 };
    const struct html_block *b = &w->b;
    int32_t words = b->words + (w->c.hash != 0);
    return n->link < 0 && b->first >= 0 && b->links >= MENU_LINKS && b->link_words + 1 >= words &&
           words <= LINK_WORDS * b->links && has_letter(w->tree, n);
}

static void text_node(struct walk *w, int32_t at) {
    const struct html_node *n = &w->tree->nodes.p[at];
    if (blank(w->tree, n)) {
        end_word(&w->c);
        return;
    }
    if (w->breaks > 1 || ends_menu(w, n)) flush(w, at);
    w->breaks = 0;
    if (w->b.first < 0) {
        w->b.first = at;
        w->b.node = w->open.n ? w->open.p[w->open.n - 1] : -1;
    }
    if (n->link >= 0 && n->link != w->link) w->b.links++;
    w->link = n->link;
    count_text(&w->c, w->tree, n);
}

void html_blocks_find(const struct html_tree *tree, struct html_blocks *blocks, arena *out, arena tmp) {
    *blocks = (struct html_blocks){0};
    struct walk w = {.tree = tree, .blocks = blocks, .out = out, .b = {.first = -1}, .link = -1};
    w.c = (struct counter){.blocks = blocks, .b = &w.b, .out = out};
    const struct html_node *node = tree->nodes.p;
    for (int32_t i = 0; i < tree->nodes.n; i++) {
        while (w.open.n && node[w.open.p[w.open.n - 1]].end <= i) {
            flush(&w, i);
            w.open.n--;
        }
        unsigned traits = node[i].tag < HTML_TAG_COUNT ? html_tag_traits[node[i].tag] : 0;
        if (node[i].tag == TAG_TEXT) {
            text_node(&w, i);
        } else if (traits & TRAIT_BLOCK) {
            flush(&w, i);
            if (!(traits & TRAIT_VOID)) *vec_push(&tmp, &w.open) = i;
        } else if (node[i].tag == TAG_BR) {
            end_word(&w.c);
            w.breaks++;
        } else if (traits & TRAIT_SKIP) {
            i = node[i].end - 1;
        }
    }
    flush(&w, (int32_t)tree->nodes.n);
}

uint32_t html_word(str word) {
    uint32_t hash = 0;
    for (ptrdiff_t i = 0; i < word.n; i++) {
        if (!ascii_alnum(word.p[i])) return 0;
        hash = step(hash, (unsigned char)word.p[i]);
    }
    return hash;
}

void html_words_of(str text, struct html_blocks *into, arena *out) {
    struct html_block b = {.first = -1};
    struct counter c = {.blocks = into, .b = &b, .out = out};
    count(&c, text);
    end_word(&c);
}
