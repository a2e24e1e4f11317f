#include "clean/html_title.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "clean/byline.h"
#include "clean/html_seen.h"
#include "clean/site_title.h"

enum { LONG_HEADING = 25 };

struct titles {
    const struct html_tree *tree;
    const struct html_blocks *blocks;
    struct html_meta *m;
    arena *out, *tmp;
    str title_element;
    int32_t first_h1; // block
};

static bool is_site(struct titles *r, str part) {
    return site_title_is_site(&(struct site){r->m->outlet.value, r->m->url.value}, part, *r->tmp);
}

static str without_site(struct titles *r, str title) {
    return site_title_cut(&(struct site){r->m->outlet.value, r->m->url.value}, title, *r->tmp);
}

/* Typewriter marks for curly ones, so that one title compares equal wherever it comes from. */
static str plain_marks(str s, arena *out) {
    char *p = arena_new(out, char, s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char third = i + 2 < s.n && s.p[i] == '\xE2' && s.p[i + 1] == '\x80' ? s.p[i + 2] : 0;
        bool single = third == '\x98' || third == '\x99', twin = third == '\x9C' || third == '\x9D';
        p[n++] = single ? '\'' : twin ? '"' : s.p[i];
        i += single || twin ? 2 : 0;
    }
    return str_of(p, n);
}

static int cmp_words(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* How much of a block's words stand in a sorted list, and the other way round: the harmonic mean of both shares. */
static double likeness(struct titles *r, const struct html_block *b, const struct html_blocks *known,
                       ptrdiff_t title_words) {
    int hits = 0;
    for (int32_t i = 0; i < b->words; i++)
        hits += bsearch(&r->blocks->words.p[b->word + i], known->words.p, (size_t)known->words.n, sizeof(uint32_t),
                        cmp_words) != NULL;
    return 2.0 * hits / (double)(b->words + (title_words > hits ? title_words : hits));
}

/* How much of their words two titles share. */
static double likeness_of(struct titles *r, str a, str b) {
    struct html_blocks x = {0}, y = {0};
    html_words_of(a, &x, r->tmp);
    html_words_of(b, &y, r->tmp);
    int hits = 0;
    for (ptrdiff_t i = 0; i < x.words.n && i < 60; i++)
        for (ptrdiff_t k = 0; k < y.words.n && k < 60; k++)
            if (x.words.p[i] == y.words.p[k]) {
                hits++;
                break;
            }
    return x.words.n + y.words.n ? 2.0 * hits / (double)(x.words.n + y.words.n) : 0;
}

/* Whether a heading is nothing but a link to the front page of a site: its name. */
static bool leads_home(struct titles *r, const struct html_block *b) {
    if (b->link_words < b->words) return false;
    for (int32_t i = b->first; i < b->end; i++) {
        const struct html_node *n = &r->tree->nodes.p[i];
        if (n->tag != TAG_TEXT || n->link < 0) continue;
        str href = r->tree->links.p[n->link].href;
        ptrdiff_t host = str_find(href, S("//"), 0);
        if (host >= 0) href = str_drop(href, host + 2);
        ptrdiff_t slash = str_find(href, S("/"), 0);
        if (slash < 0) return host >= 0;
        return slash + 1 == href.n && (host >= 0 || !slash);
    }
    return false;
}

/* Whether a heading's element says that it is the headline. */
static bool says_headline(struct titles *r, int32_t k) {
    static const str names[] = {S_INIT("headline"), S_INIT("entry-title"), S_INIT("post-title"),
                                S_INIT("article-title")};
    int32_t node = r->blocks->list.p[k].node;
    str class = html_attribute_of(r->tree, node, S("class"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_find_nocase(class, names[i], 0) >= 0) return true;
    return str_eq_nocase(html_attribute_of(r->tree, node, S("itemprop")), S("headline"));
}

/* The last part of a path, "two-bridges-shut" of "https://post.example/news/two-bridges-shut.html?page=1". */
static str slug_of(str url) {
    for (ptrdiff_t i = 0; i < url.n; i++)
        if (url.p[i] == '?' || url.p[i] == '#') url.n = i;
    while (url.n && url.p[url.n - 1] == '/') url.n--;
    str slug = str_drop(url, str_rfind_byte(url, '/') + 1);
    ptrdiff_t dot = str_rfind_byte(slug, '.');
    return dot > 0 ? str_head(slug, dot) : slug;
}

/* Spaces for hyphens, as an address has them between its words. */
static str apart(str s, arena *a) {
    char *p = arena_new(a, char, s.n);
    for (ptrdiff_t i = 0; i < s.n; i++) p[i] = s.p[i] == '-' || s.p[i] == '_' ? ' ' : s.p[i];
    return str_of(p, s.n);
}

/* Whether the address was made of the title that the page declares, word by word, and not of its heading, which is a
 * banner then. */
static bool spelt_by_address(struct titles *r, str title, str heading) {
    enum { WORDS = 4 };
    str slug = apart(slug_of(r->m->url.value), r->tmp);
    struct html_blocks words = {0};
    html_words_of(slug, &words, r->tmp);
    return words.words.n >= WORDS && likeness_of(r, apart(title, r->tmp), slug) > 0.95 &&
           likeness_of(r, apart(heading, r->tmp), slug) < 0.6;
}

/* The heading that is most like the titles that the page declares, a main heading before others; else the one declared.
 */
static void settle(struct titles *r) {
    struct html_meta *m = r->m;
    str declared = m->title.value, own = without_site(r, r->title_element);
    struct html_blocks known = {0}, words = {0};
    html_words_of(own, &words, r->tmp);
    html_words_of(declared, &known, r->tmp);
    html_words_of(r->title_element, &known, r->tmp);
    if (!words.words.n) html_words_of(declared, &words, r->tmp);
    if (known.words.n) qsort(known.words.p, (size_t)known.words.n, sizeof(uint32_t), cmp_words);
    r->first_h1 = m->headline = -1;
    // where both titles that the page declares agree, a main heading with nothing of them is another's
    bool agree = declared.n && own.n && likeness_of(r, declared, own) > 0.8;
    double best_score = 0.65, least = agree ? 0.2 : 0;
    int tried = 0;
    for (int32_t k = 0; k < r->blocks->list.n && tried < 200; k++) {
        const struct html_block *b = &r->blocks->list.p[k];
        unsigned tag = html_block_tag(r->tree, b);
        if (tag < TAG_H1 || tag > TAG_H4 || b->words > 60) continue;
        tried++;
        if (tag == TAG_H1 && r->first_h1 < 0) r->first_h1 = k;
        double score = known.words.n ? likeness(r, b, &known, words.words.n) : tag == TAG_H1;
        if (agree && b->words > LONG_HEADING && score < 0.6) continue; // an introduction that is set as a heading
        if (tag == TAG_H1) score = score > least ? score + 0.6 : 0;
        if (score > 0.3 && says_headline(r, k)) score += 0.3;
        if (score <= best_score + (m->headline >= 0 ? 0.05 : 0)) continue;
        str text = html_block_text(r->tree, b, r->tmp);
        if (known.words.n && leads_home(r, b) && !str_eq(utf8_letters(r->tmp, text), utf8_letters(r->tmp, own)))
            continue;
        if (is_site(r, text) && !str_eq(utf8_letters(r->tmp, text), utf8_letters(r->tmp, own))) continue;
        best_score = score;
        m->headline = k;
    }
    if (m->headline >= 0) {
        str shown = plain_marks(html_block_text(r->tree, &r->blocks->list.p[m->headline], r->out), r->out);
        str other = plain_marks(without_site(r, declared), r->out);
        bool banner = agree && spelt_by_address(r, other, shown);
        m->title = banner ? (struct html_found){other, m->title.from} : (struct html_found){shown, S("page")};
        return;
    }
    str best = declared.n ? declared : own;
    str from = declared.n ? m->title.from : S("page");
    if (!best.n && r->first_h1 >= 0) best = html_block_text(r->tree, &r->blocks->list.p[r->first_h1], r->out);
    m->title = (struct html_found){plain_marks(without_site(r, best), r->out), from};
    m->headline = r->first_h1;
}

void html_title_settle(const struct html_tree *tree, const struct html_blocks *blocks, str title_element,
                       struct html_meta *m, arena *out, arena *tmp) {
    struct titles r = {.tree = tree, .blocks = blocks, .m = m, .out = out, .tmp = tmp, .title_element = title_element};
    settle(&r);
}
