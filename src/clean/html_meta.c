#include "clean/html_meta.h"

#include "base/utf8.h"
#include "clean/byline.h"
#include "clean/html_date.h"
#include "clean/html_seen.h"
#include "clean/html_title.h"
#include "lexicon_tables.h"

enum { NEAR_BEFORE = 8, NEAR_AFTER = 10, SHORT_WORDS = 20, NAME_BYTES = 120, LD_ARTICLES = 16 };

struct reader {
    const struct html_tree *tree;
    const struct html_blocks *blocks;
    struct html_meta *m;
    arena *out, *tmp;
    struct json_ld ld;
    int title_rank, outlet_rank, published_rank, modified_rank, url_rank, language_rank, author_rank;
    str title_element;
    bool day_first; // 03/10/2025 is the third of October here
    bool of_page;   // the day of publication is that of a page, from JSON-LD that has no article
    bool open;      // the page gives its day of publication by name to whoever links to it, as <meta name> or property
};

static bool is_url(str s) {
    return str_starts_nocase(s, S("http://")) || str_starts_nocase(s, S("https://")) || str_starts(s, S("//"));
}

static void offer(struct html_found *f, int *rank, int new_rank, str value, str from) {
    if (!value.n || (*rank && *rank <= new_rank)) return;
    *f = (struct html_found){value, from};
    *rank = new_rank;
}

static void offer_date(struct reader *r, struct html_found *f, int *rank, int new_rank, str value, str from) {
    if (!value.n || (*rank && *rank <= new_rank)) return;
    if (!html_date_good(value) && value.n < 60) value = html_date_plain(value, r->day_first, r->out);
    if (html_date_good(value)) offer(f, rank, new_rank, value, from);
}

static void offer_published(struct reader *r, int rank, str value, str from) {
    offer_date(r, &r->m->published, &r->published_rank, rank, value, from);
}

static void offer_modified(struct reader *r, int rank, str value, str from) {
    offer_date(r, &r->m->modified, &r->modified_rank, rank, value, from);
}

static void offer_author(struct reader *r, int rank, str name, str from) {
    name = str_trim(name);
    while (name.n && (name.p[0] == ',' || name.p[0] == ';' || name.p[0] == '|' || name.p[0] == '-'))
        name = str_trim(str_drop(name, 1));
    if (r->m->outlet.value.n && str_eq_nocase(name, r->m->outlet.value))
        rank = 9; // the site itself, when nobody else is
    if (name.n < 2 || name.n > NAME_BYTES || is_url(name) || name.p[0] == '@' || str_find(name, S("@"), 0) > 0) return;
    if (r->author_rank && r->author_rank < rank) return;
    if (r->author_rank > rank) r->m->authors.n = 0;
    for (ptrdiff_t i = 0; i < r->m->authors.n; i++)
        if (str_eq_nocase(r->m->authors.p[i], name)) return;
    *vec_push(r->out, &r->m->authors) = name;
    r->author_rank = rank;
    r->m->authors_from = from;
}

/* JSON-LD */

static str ld_text(struct reader *r, int32_t node, str key) {
    return html_tidy(json_ld_text(&r->ld, json_ld_child(&r->ld, node, key), r->out), r->out);
}

static int type_rank(struct reader *r, int32_t object) {
    int32_t type = json_ld_child(&r->ld, object, S("@type"));
    if (type < 0) return 0;
    int best = 0;
    for (int32_t i = type; i < r->ld.nodes.p[type].end; i++) {
        str name = json_ld_text(&r->ld, i, r->tmp);
        if (!name.n) continue;
        ptrdiff_t slash = str_rfind_byte(name, '/');
        const lex_row *row = lex_find(&lex_schema_types, str_drop(name, slash + 1));
        int rank = row ? lex_cell(&lex_schema_types, row, LEX_schema_types_rank).p[0] - '0' : 0;
        if (rank && (!best || rank < best)) best = rank;
    }
    return best;
}

/* The object that an object with nothing but an @id stands for. */
static int32_t resolve(struct reader *r, int32_t object) {
    str id = ld_text(r, object, S("@id"));
    if (!id.n || json_ld_child(&r->ld, object, S("name")) >= 0) return object;
    for (int32_t i = 0; i < r->ld.nodes.n; i++) {
        if (i == object || r->ld.nodes.p[i].kind != JSON_LD_OBJECT || json_ld_child(&r->ld, i, S("name")) < 0) continue;
        if (str_eq(ld_text(r, i, S("@id")), id)) return i;
    }
    return object;
}

static void ld_authors(struct reader *r, int32_t node, int rank) {
    if (node < 0) return;
    int found = 0;
    for (int32_t i = node; i < r->ld.nodes.p[node].end && found < 12;) {
        const struct json_ld_node *n = &r->ld.nodes.p[i];
        if (n->kind == JSON_LD_STRING) {
            offer_author(r, rank, html_tidy(json_ld_text(&r->ld, i, r->out), r->out), S("json-ld"));
            found++;
        } else if (n->kind == JSON_LD_OBJECT) {
            int32_t name = json_ld_child(&r->ld, resolve(r, i), S("name"));
            if (name >= 0 && r->ld.nodes.p[name].kind == JSON_LD_ARRAY) name++;
            offer_author(r, rank, html_tidy(json_ld_text(&r->ld, name, r->out), r->out), S("json-ld"));
            found++;
        }
        i = n->kind == JSON_LD_ARRAY ? i + 1 : n->end;
    }
}

static void ld_article(struct reader *r, int32_t object, int rank) {
    struct html_meta *m = r->m;
    str from = S("json-ld");
    bool report = rank <= 3;
    str title = ld_text(r, object, S("headline"));
    if (!title.n && report) title = ld_text(r, object, S("name"));
    if (report) offer(&m->title, &r->title_rank, 3 + rank, title, from);
    int before = r->published_rank;
    offer_published(r, report ? 1 : 4, ld_text(r, object, S("datePublished")), from);
    r->of_page = before == r->published_rank ? r->of_page : rank >= 5;
    if (report) offer_published(r, 5, ld_text(r, object, S("dateCreated")), from);
    offer_modified(r, report ? 1 : 4, ld_text(r, object, S("dateModified")), from);
    int32_t publisher = json_ld_child(&r->ld, object, S("publisher"));
    if (publisher >= 0 && r->ld.nodes.p[publisher].kind == JSON_LD_ARRAY) publisher++;
    if (publisher >= 0 && publisher < r->ld.nodes.n && r->ld.nodes.p[publisher].kind == JSON_LD_OBJECT)
        offer(&m->outlet, &r->outlet_rank, 2, ld_text(r, resolve(r, publisher), S("name")), from);
    ld_authors(r, json_ld_child(&r->ld, object, S("author")), report ? 1 : 5);
    if (report) ld_authors(r, json_ld_child(&r->ld, object, S("creator")), 4);
    str url = ld_text(r, object, S("url"));
    if (report && is_url(url)) offer(&m->url, &r->url_rank, 3, url, from);
    offer(&m->language, &r->language_rank, 2, ld_text(r, object, S("inLanguage")), from);
    int32_t is_free = json_ld_child(&r->ld, object, S("isAccessibleForFree"));
    if (report && is_free >= 0 && str_eq_nocase(r->ld.nodes.p[is_free].value, S("false"))) m->locked = true;
    int32_t body = json_ld_child(&r->ld, object, S("articleBody"));
    if (body < 0) body = json_ld_child(&r->ld, object, S("text"));
    if (!m->body.n && report && body >= 0) m->body = json_ld_text(&r->ld, body, r->out);
}

static void read_json_ld(struct reader *r) {
    int best = 10, read = 0;
    for (int32_t i = 0; i < r->ld.nodes.n && read < LD_ARTICLES; i++) {
        const struct json_ld_node *n = &r->ld.nodes.p[i];
        if (n->kind != JSON_LD_OBJECT) continue;
        // what hangs on another thing under these names is not this page
        bool other = str_eq(n->key, S("itemReviewed")) || str_eq(n->key, S("isPartOf")) ||
                     str_eq(n->key, S("review")) || str_eq(n->key, S("hasPart")) ||
                     str_eq(n->key, S("itemListElement")) || str_eq(n->key, S("comment")) ||
                     str_eq(n->key, S("mentions")) || str_eq(n->key, S("citation")) || str_eq(n->key, S("publisher")) ||
                     str_eq(n->key, S("relatedLink")) || str_eq(n->key, S("video")) || str_eq(n->key, S("blogPost"));
        for (int32_t up = n->parent; up >= 0 && !other && r->ld.nodes.p[up].kind == JSON_LD_ARRAY;
             up = r->ld.nodes.p[up].parent) {
            str key = r->ld.nodes.p[up].key;
            other = str_eq(key, S("itemListElement")) || str_eq(key, S("review")) || str_eq(key, S("comment")) ||
                    str_eq(key, S("hasPart")) || str_eq(key, S("citation")) || str_eq(key, S("blogPost")) ||
                    str_eq(key, S("mentions"));
        }
        if (other) {
            i = n->end - 1;
            continue;
        }
        int rank = type_rank(r, i);
        if (!rank || rank > best) continue;
        if (rank < best || best > 3) {
            ld_article(r, i, rank);
            read++;
        }
        if (rank <= 3) best = rank;
    }
}

/* <meta>, <link>, <html>, <title> */

static str attribute(struct reader *r, int32_t node, str name) {
    return html_tidy(html_decode(r->out, html_attribute_of(r->tree, node, name), HTML_ATTRIBUTE), r->out);
}

static void meta_element(struct reader *r, int32_t node) {
    str name = html_attribute_of(r->tree, node, S("property"));
    if (!name.n) name = html_attribute_of(r->tree, node, S("name"));
    if (!name.n) name = html_attribute_of(r->tree, node, S("itemprop"));
    if (!name.n) name = html_attribute_of(r->tree, node, S("http-equiv"));
    if (str_find(name, S("&"), 0) >= 0) name = html_decode(r->out, name, HTML_ATTRIBUTE);
    const lex_row *row = name.n ? lex_find(&lex_html_meta, name) : NULL;
    if (!row && html_date_class(name) == DATE_PUBLISHED)
        offer_published(r, 4, attribute(r, node, S("content")), S("meta"));
    if (!row) return;
    str field = lex_cell(&lex_html_meta, row, LEX_html_meta_field), value = attribute(r, node, S("content"));
    int rank = 10 * (lex_cell(&lex_html_meta, row, LEX_html_meta_rank).p[0] - '0');
    struct html_meta *m = r->m;
    str from = S("meta");
    if (str_eq(field, S("title")))
        offer(&m->title, &r->title_rank, rank / 10, value, from);
    else if (str_eq(field, S("outlet")))
        offer(&m->outlet, &r->outlet_rank, rank / 10, value, from);
    else if (str_eq(field, S("author")))
        offer_author(r, rank / 10 + 1, value, from);
    else if (str_eq(field, S("published"))) {
        offer_published(r, rank / 10 + 1, value, from);
        r->open = r->open || !html_attribute_of(r->tree, node, S("itemprop")).n;
    } else if (str_eq(field, S("modified")))
        offer_modified(r, rank / 10 + 1, value, from);
    else if (str_eq(field, S("url")) && is_url(value))
        offer(&m->url, &r->url_rank, rank / 10, value, from);
    else if (str_eq(field, S("language")))
        offer(&m->language, &r->language_rank, rank / 10, value, from);
}

static void read_head(struct reader *r) {
    const struct html_tree *tree = r->tree;
    struct json_ld *ld = &r->ld;
    for (int32_t i = 0; i < tree->nodes.n; i++) {
        const struct html_node *n = &tree->nodes.p[i];
        if (n->tag == TAG_META) {
            meta_element(r, i);
        } else if (n->tag == TAG_HTML) {
            offer(&r->m->language, &r->language_rank, 1, attribute(r, i, S("lang")), S("page"));
        } else if (n->tag == TAG_LINK) {
            if (str_eq_nocase(html_attribute_of(tree, i, S("rel")), S("canonical")) &&
                is_url(attribute(r, i, S("href"))))
                offer(&r->m->url, &r->url_rank, 1, attribute(r, i, S("href")), S("page"));
        } else if (n->tag == TAG_TITLE && !r->title_element.n) {
            r->title_element = html_tidy(html_text_of(tree, i, n->end, r->out), r->out);
        } else if (n->tag == TAG_SCRIPT && i + 1 < n->end &&
                   str_find_nocase(html_attribute_of(tree, i, S("type")), S("ld+json"), 0) >= 0) {
            json_ld_read(ld, str_slice(tree->in, tree->nodes.p[i + 1].beg_raw, tree->nodes.p[i + 1].end_raw), r->out,
                         *r->tmp);
        }
    }
}

/* What stands beside the headline */

static bool in_range(struct reader *r, int32_t node, int32_t beg, int32_t end) {
    return r->blocks->list.n && node >= r->blocks->list.p[beg].first - 40 && node < r->blocks->list.p[end - 1].end;
}

static bool has_word(str value, str word) {
    ptrdiff_t at = str_find_nocase(value, word, 0);
    return at >= 0;
}

static void people_of(struct reader *r, str text, int rank, str from) {
    strs people = {0};
    str agency = {0};
    if (!text.n || text.n > NAME_BYTES || !byline_read(text, &people, &agency, r->out)) return;
    for (ptrdiff_t i = 0; i < people.n && i < 8; i++) offer_author(r, rank, people.p[i], from);
}

static bool in_quotation(struct reader *r, int32_t node) {
    for (int up = 0; node >= 0 && up < 6; up++, node = r->tree->nodes.p[node].parent)
        if (r->tree->nodes.p[node].tag == TAG_BLOCKQUOTE) return true;
    return false;
}

/* A time or a name in an element that says by its attributes what it holds. */
static void marked_element(struct reader *r, int32_t i, bool near) {
    const struct html_tree *tree = r->tree;
    const struct html_node *n = &tree->nodes.p[i];
    str prop = html_attribute_of(tree, i, S("itemprop"));
    if (!near && !prop.n && n->tag != TAG_TIME) return;
    str class = html_attribute_of(tree, i, S("class"));
    if (n->tag == TAG_TIME || prop.n) {
        str when = html_attribute_of(tree, i, S("datetime"));
        if (!when.n) when = html_attribute_of(tree, i, S("content"));
        if (!when.n && n->end - i < 20) when = html_text_of(tree, i, n->end, r->out);
        when = str_trim(when);
        enum html_date_says says = html_date_class(class);
        bool behind = r->m->headline >= 0 && i > r->blocks->list.p[r->m->headline].first;
        bool modified = has_word(prop, S("modified")) || says == DATE_UPDATED;
        if (str_eq_nocase(prop, S("datepublished")))
            offer_published(r, near ? 4 : 8, when, S("microdata"));
        else if (modified)
            offer_modified(r, 6, when, S("page"));
        else if (n->tag == TAG_TIME && near && !in_quotation(r, i))
            offer_published(r, says == DATE_PUBLISHED ? 5 : behind ? 6 : 7, when, S("page"));
    }
    if (n->end - i > 60) return;
    bool author = has_word(prop, S("author")), byline = has_word(class, S("byline")) || has_word(class, S("author"));
    if (author) {
        str name = attribute(r, i, S("content"));
        people_of(r, name.n ? name : html_text_of(tree, i, n->end, r->out), near ? 4 : 7, S("microdata"));
    } else if (byline && near) {
        people_of(r, html_tidy(html_text_of(tree, i, n->end, r->out), r->out), 5, S("page"));
    }
}

/* Names behind "by" in a short line: "By Ann Lee", "Published August 7, 2023 by Ann Lee". */
static void byline_in(struct reader *r, str text) {
    for (ptrdiff_t i = 0; i + 3 < text.n; i++) {
        if ((i && text.p[i - 1] != ' ') || !str_starts_nocase(str_drop(text, i), S("by"))) continue;
        if (text.p[i + 2] != ' ' && text.p[i + 2] != ':') continue;
        str rest = str_trim(str_drop(text, i + 3));
        if (!rest.n || (!ascii_upper(rest.p[0]) && (unsigned char)rest.p[0] < 0x80)) continue;
        for (ptrdiff_t k = 1; k < rest.n; k++) // up to the date, the place or the post behind it
            if (rest.p[k] == '|' || rest.p[k] == '(' || ascii_digit(rest.p[k]) ||
                str_starts(str_drop(rest, k), S(" - ")) || str_starts(str_drop(rest, k), S(" on ")) ||
                str_starts(str_drop(rest, k), S("\xC2\xB7")) || str_starts(str_drop(rest, k), S("\xE2\x80")))
                rest.n = k;
        people_of(r, rest, 6, S("page"));
        return;
    }
}

static bool names_authors(str href) {
    str part;
    while (str_next_part(&href, '/', &part))
        if (lex_find(&lex_author_paths, part)) return href.n > 1;
    return false;
}

/* Links beside the headline to the pages of those who write. */
static void author_links(struct reader *r, int32_t beg, int32_t end) {
    for (int32_t i = r->blocks->list.p[beg].first; i < r->blocks->list.p[end - 1].end; i++) {
        const struct html_node *n = &r->tree->nodes.p[i];
        if (n->tag != TAG_TEXT || n->link < 0) continue;
        const struct html_link *link = &r->tree->links.p[n->link];
        if (!link->author && !names_authors(link->href)) continue;
        str name = html_tidy(html_text_of(r->tree, i, i + 1, r->out), r->out);
        if (str_starts_nocase(name, S("by "))) name = str_drop(name, 3);
        if (html_count_words(name) <= 5 && (html_count_words(name) > 1 || link->author))
            people_of(r, name, link->author ? 4 : 5, S("page"));
        if (link->author && html_count_words(name) == 1) offer_author(r, 6, name, S("page"));
    }
}

/* Dates that the page shows */

static enum html_date_says says_by_class(struct reader *r, const struct html_block *b) {
    enum html_date_says says = DATE_BARE;
    int32_t node = r->tree->nodes.p[b->first].parent;
    for (int up = 0; node >= 0 && up < 3 && says == DATE_BARE; up++, node = r->tree->nodes.p[node].parent)
        says = html_date_class(html_attribute_of(r->tree, node, S("class")));
    return says;
}

/* A few words that say what the next block is the date of: "Last updated". */
static enum html_date_says says_for_next(struct reader *r, const struct html_block *b) {
    enum { LABEL_WORDS = 4 };
    if (b->words > LABEL_WORDS || b->number_words) return DATE_BARE;
    return html_date_label(html_block_text(r->tree, b, r->out));
}

/* Whether a block stands in an item of a list that has a heading of its own: a teaser, an event. */
static bool of_another(struct reader *r, int32_t k) {
    enum { LEVELS = 6, BESIDE = 6 };
    const struct html_block *list = r->blocks->list.p;
    const struct html_node *node = r->tree->nodes.p;
    int32_t at = list[k].node, head = r->m->headline;
    for (int up = 0; at >= 0 && up < LEVELS; up++, at = node[at].parent) {
        if (head >= 0 && list[head].first >= at && list[head].first < node[at].end) return false;
        if (node[at].tag != TAG_LI) continue;
        for (int32_t i = k > BESIDE ? k - BESIDE : 0; i < r->blocks->list.n && i < k + BESIDE; i++)
            if (list[i].first > at && list[i].first < node[at].end &&
                html_block_tag(r->tree, &r->blocks->list.p[i]) >= TAG_H1 &&
                html_block_tag(r->tree, &r->blocks->list.p[i]) <= TAG_H6)
                return true;
    }
    return false;
}

/* The dates of a block: at most one that it was published or that stands alone, and one of a change. */
static int dates_of(struct reader *r, int32_t k, struct html_date found[2]) {
    const struct html_block *b = &r->blocks->list.p[k];
    if (!b->number_words || in_quotation(r, b->node) || of_another(r, k)) return 0;
    int n = html_date_line(html_block_parted(r->tree, &r->blocks->list.p[k], r->out), r->day_first, found, r->out);
    if (!n) n = html_date_line(html_block_text(r->tree, &r->blocks->list.p[k], r->out), r->day_first, found, r->out);
    if (!n || found[0].says != DATE_BARE) return n;
    found[0].says = k ? says_for_next(r, b - 1) : DATE_BARE;
    if (found[0].says == DATE_BARE) found[0].says = says_by_class(r, b);
    return n;
}

struct shown {
    int32_t first, last; // the days that the page declares
    bool first_shown, day_shown, last_shown, updated;
    struct html_date date; // the first that is not of a change
    str change;            // the first that is
};

static void show(struct reader *r, struct shown *s, const struct html_date *d) {
    int32_t day = html_date_day(d->value);
    bool update = d->says == DATE_UPDATED;
    s->first_shown = s->first_shown || (!update && day >= s->first - 1 && day <= s->first + 1);
    s->day_shown = s->day_shown || (!update && day == s->first);
    s->last_shown = s->last_shown || (day >= s->last - 1 && day <= s->last + 1);
    s->updated = s->updated || update;
    if (!update && (!s->date.value.n || (s->date.says == DATE_BARE && d->says == DATE_PUBLISHED))) s->date = *d;
    if (update && !s->change.n) s->change = d->value;
    if (update) offer_modified(r, 8, d->value, S("page"));
    offer_published(r, update ? 9 : 7, d->value, S("page"));
}

/* Where what the page shows and what it declares are not the same. */
static void settle_published(struct reader *r, const struct shown *s) {
    struct html_meta *m = r->m;
    int32_t day = html_date_day(s->date.value);
    bool declared = s->first && (str_eq(m->published.from, S("json-ld")) || str_eq(m->published.from, S("meta")));
    bool placeless = declared && html_date_placeless(m->published.value);
    // What a page shows its readers as its date, and is older than the one that it declares, is from before it was
    // moved; and what it says to be the day of publication is that.
    bool moved =
        declared && day && !s->first_shown && day != s->last && (day < s->first - 2 || s->date.says == DATE_PUBLISHED);
    // The clock of the server is ahead of the newsroom's: the day is the one that its readers saw.
    bool local = placeless && day == s->first - 1 && !s->day_shown;
    if (moved || local) m->published = (struct html_found){s->date.value, S("page")};
    str url = html_date_of_url(m->url.value, r->out);
    if (placeless && !local && !moved && html_date_day(url) == s->first - 1)
        m->published = (struct html_found){url, S("url")};
    // What is said to be the day of publication is believed before a date that stands alone.
    if (!s->first && s->date.says == DATE_PUBLISHED && str_eq(m->published.from, S("page")))
        m->published = (struct html_found){s->date.value, S("page")};
    // A text that shows its readers the day of its last change alone is the text of that day, unless the page gives
    // the day of publication to those who link to it.
    if (!s->first || s->first_shown || r->open) return;
    if (!s->updated && s->last > s->first && s->last_shown) m->published = m->modified;
    if (html_date_day(s->change) <= s->first) return;
    bool same = html_date_day(s->change) == html_date_day(m->modified.value); // which may have the hour as well
    m->published = same ? m->modified : (struct html_found){s->change, S("page")};
}

/* Whether the site's software says that this is a page of its own, which has no date, and no post. */
static bool undated_page(struct reader *r) {
    for (int32_t i = 0; i < r->tree->nodes.n; i++)
        if (r->tree->nodes.p[i].tag == TAG_BODY)
            return str_find(html_attribute_of(r->tree, i, S("class")), S("page-id-"), 0) >= 0;
    return false;
}

/* A line away from the headline that says when the text was published, where all that do say the same day. */
static void labelled(struct reader *r, struct shown *s) {
    enum { LABELLED_WORDS = 24 };
    struct html_date only = {0};
    for (int32_t k = 0; k < r->blocks->list.n; k++) {
        const struct html_block *b = &r->blocks->list.p[k];
        if (b->words > LABELLED_WORDS || b->number_words < 2 || b->link_words * 2 > b->words) continue;
        struct html_date found[2];
        if (!dates_of(r, k, found) || found[0].says != DATE_PUBLISHED) continue;
        if (only.value.n && html_date_day(found[0].value) != html_date_day(only.value)) return;
        only = found[0];
    }
    if (only.value.n) s->date = only;
}

static void read_lines(struct reader *r, int32_t beg, int32_t end) {
    struct shown s = {.first = html_date_day(r->m->published.value), .last = html_date_day(r->m->modified.value)};
    bool teaser = false; // what stands under the linked headline of another article is its own
    for (int32_t k = beg; k < end; k++) {
        const struct html_block *b = &r->blocks->list.p[k];
        unsigned tag = html_block_tag(r->tree, &r->blocks->list.p[k]);
        if (k == r->m->headline)
            teaser = false;
        else if (tag >= TAG_H1 && tag <= TAG_H6)
            teaser = b->words > 3 && b->link_words * 10 > b->words * 8;
        if (b->words > SHORT_WORDS || k == r->m->headline || teaser) continue;
        byline_in(r, html_block_parted(r->tree, &r->blocks->list.p[k], r->out));
        struct html_date found[2];
        int n = dates_of(r, k, found);
        for (int i = 0; i < n; i++) show(r, &s, &found[i]);
    }
    if (!s.first_shown && s.date.says != DATE_PUBLISHED) labelled(r, &s);
    settle_published(r, &s);
    if (r->of_page && !s.first_shown && !s.date.value.n && undated_page(r)) {
        r->m->published = (struct html_found){0};
        r->published_rank = 0;
    }
}

/* The last resort: lines anywhere around the text that are nothing but a date, where all of them are the same one, or
 * that say what date they are; and what scripts call published. */
static void read_far(struct reader *r) {
    enum { FAR_BLOCKS = 60, FAR_WORDS = 12, ALONE_WORDS = 8, FAR_BYTES = 32 };
    struct html_meta *m = r->m;
    int32_t n = (int32_t)r->blocks->list.n, tried = 0, alone_day = 0;
    str alone = {0}, changed = {0};
    for (int32_t k = 0; k < n && tried < FAR_BLOCKS; k++) {
        const struct html_block *b = &r->blocks->list.p[k];
        if (b->words > FAR_WORDS || b->number_words < 2 || b->link_words * 2 > b->words) continue;
        tried++;
        struct html_date found[2];
        if (!dates_of(r, k, found)) continue;
        str date = found[0].value;
        if (found[0].says == DATE_PUBLISHED) {
            offer_published(r, 9, date, S("page"));
            return;
        }
        if (found[0].says == DATE_UPDATED) {
            if (!changed.n && k > m->headline - NEAR_BEFORE && k < m->headline + 2 * NEAR_AFTER) changed = date;
            continue;
        }
        if (b->words > ALONE_WORDS) continue;
        if (alone_day && html_date_day(date) != alone_day) alone = (str){0};
        if (!alone_day) alone = date, alone_day = html_date_day(date);
    }
    offer_published(r, 10, alone, S("page"));
    offer_published(r, 11, changed, S("page"));
    str in = r->tree->in;
    for (ptrdiff_t at = 0; !r->published_rank && !r->of_page && (at = str_find(in, S("datePublished"), at)) >= 0;
         at++) {
        ptrdiff_t i = at;
        while (i < in.n && i < at + FAR_BYTES && !ascii_digit(in.p[i])) i++;
        offer_published(r, 12, str_slice(in, i, i + 10), S("page"));
    }
}

static void read_page(struct reader *r) {
    int32_t n = (int32_t)r->blocks->list.n, at = r->m->headline;
    if (!n) return;
    int32_t beg = at - NEAR_BEFORE > 0 ? at - NEAR_BEFORE : 0;
    int32_t end = at < 0 ? 0 : at + NEAR_AFTER < n ? at + NEAR_AFTER : n;
    for (int32_t i = 0; i < r->tree->nodes.n; i++) {
        const struct html_node *node = &r->tree->nodes.p[i];
        if (node->attributes && node->tag != TAG_TEXT && node->tag != TAG_META && node->tag != TAG_LINK &&
            node->tag != TAG_IMG)
            marked_element(r, i, end && in_range(r, i, beg, end));
    }
    offer_published(r, 6, html_date_of_url(r->m->url.value, r->out), S("url"));
    if (end) author_links(r, beg, end);
    if (end) read_lines(r, beg, end);
    if (!r->published_rank) read_far(r);
}

/* Whether numbers begin with the day: by the country of the page's language, else by that of its address. */
static bool writes_day_first(struct reader *r) {
    str language = r->m->language.value;
    ptrdiff_t at = str_find(language, S("-"), 0);
    if (at < 0) at = str_find(language, S("_"), 0);
    str country = at > 0 ? str_drop(language, at + 1) : (str){0};
    if (country.n == 2)
        return !str_eq_nocase(country, S("us")) && !str_eq_nocase(country, S("ca")) && !str_eq_nocase(country, S("ph"));
    str host = outlet_of_url(r->m->url.value);
    return lex_find(&lex_day_first, str_drop(host, str_rfind_byte(host, '.') + 1)) != NULL;
}

void html_meta_read(const struct html_tree *tree, const struct html_blocks *blocks, struct html_meta *m, arena *out,
                    arena tmp) {
    *m = (struct html_meta){.headline = -1};
    struct reader r = {.tree = tree, .blocks = blocks, .m = m, .out = out, .tmp = &tmp};
    read_head(&r);
    r.day_first = writes_day_first(&r);
    read_json_ld(&r);
    html_title_settle(tree, blocks, r.title_element, m, out, &tmp);
    read_page(&r);
}
