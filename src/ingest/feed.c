#include "ingest/feed.h"

#include "base/limits.h"
#include "doc/calendar.h"
#include "ingest/fetch.h"
#include "ingest/url.h"
#include "ingest/xml.h"

enum { UNCLOSED_MAX = 16, NAMESPACES_MAX = 32 };

/* What a prefix stands for. Those of Atom, RSS and RDF itself are left out of a name. */
struct namespace {
    str prefix, name;
};

struct reader {
    struct feed *f;
    str base;
    struct namespace space[NAMESPACES_MAX];
    int spaces;
    arena *out;
};

static str name_of_space(str uri) {
    static const struct {
        str begins, name;
    } known[] = {
        {S_INIT("http://www.w3.org/2005/Atom"), S_INIT("")},
        {S_INIT("http://purl.org/atom/"), S_INIT("")},
        {S_INIT("http://purl.org/rss/1.0/modules/content"), S_INIT("content")},
        {S_INIT("http://purl.org/rss/1.0/modules/"), S_INIT("other")},
        {S_INIT("http://purl.org/rss/1.0"), S_INIT("")},
        {S_INIT("http://my.netscape.com/rdf/simple/"), S_INIT("")},
        {S_INIT("http://backend.userland.com/"), S_INIT("")},
        {S_INIT("http://www.w3.org/1999/02/22-rdf-syntax-ns"), S_INIT("rdf")},
        {S_INIT("http://purl.org/dc/"), S_INIT("dc")},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_starts(uri, known[i].begins)) return known[i].name;
    return S("other");
}

/* Notes the namespaces that a tag declares. */
static void declare(struct reader *r, str attributes) {
    str name, value;
    while (xml_attribute(&attributes, &name, &value)) {
        if (!str_starts(name, S("xmlns")) || r->spaces == NAMESPACES_MAX) continue;
        str prefix = str_drop(name, 5);
        if (prefix.n && prefix.p[0] != ':') continue;
        r->space[r->spaces++] = (struct namespace){str_drop(prefix, prefix.n > 0), name_of_space(str_trim(value))};
    }
}

/* "creator" and "dc" of "dc:creator"; what is not declared goes by its prefix. */
static str local_name(const struct reader *r, str name, str *space) {
    const char *colon = memchr(name.p, ':', (size_t)name.n);
    str prefix = colon ? str_head(name, colon - name.p) : (str){0};
    *space = str_eq(prefix, S("atom")) || str_eq(prefix, S("rss")) ? (str){0} : prefix;
    for (int i = r->spaces; i-- > 0;)
        if (str_eq(r->space[i].prefix, prefix)) {
            if (prefix.n || !str_eq(r->space[i].name, S("other"))) *space = r->space[i].name;
            break;
        }
    return colon ? str_drop(name, prefix.n + 1) : name;
}

/* The root of a document: its first tag. */
static bool root_of(str data, struct xml_token *t) {
    struct xml x = {.in = data};
    while (xml_next(&x, t)) {
        if (t->kind == XML_OPEN) return true;
        if (t->kind == XML_CLOSE || str_trim(t->text).n) return false;
    }
    return false;
}

static bool kind_of_root(str name, enum feed_kind *kind) {
    const char *colon = memchr(name.p, ':', (size_t)name.n);
    if (colon) name = str_drop(name, colon - name.p + 1);
    *kind = str_eq_nocase(name, S("rss")) ? FEED_RSS
            : str_eq(name, S("RDF"))      ? FEED_RDF
            : str_eq(name, S("feed"))     ? FEED_ATOM
                                          : FEED_OPML;
    return *kind != FEED_OPML || str_eq_nocase(name, S("opml"));
}

bool feed_is(str data) {
    if (str_starts(data, S("\xEF\xBB\xBF"))) data = str_drop(data, 3);
    struct xml_token root;
    enum feed_kind kind;
    return root_of(data, &root) && kind_of_root(root.name, &kind);
}

/* Text as a line of plain text: tags out, references resolved, white space as one space each. */
static str plain_line(str text, arena *out) {
    str s = xml_text(text, out);
    char *p = arena_new(out, char, s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool space = ascii_space(s.p[i]) || (unsigned char)s.p[i] < 0x20;
        if (!space)
            p[n++] = s.p[i];
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    while (n && p[n - 1] == ' ') n--;
    return str_of(p, n);
}

/* A title may hold HTML that was escaped, or references that were escaped twice. */
static str title_of(str inner, arena *out) { return plain_line(xml_text(inner, out), out); }

static str date_of(str inner, arena *out) {
    str value = plain_line(inner, out);
    struct moment m;
    if (!value.n || !calendar_parse(value, &m)) return (str){0};
    bool iso = value.n > 9 && ascii_digit(value.p[0]) && value.p[4] == '-' && ascii_digit(value.p[9]);
    return iso ? value : calendar_iso_moment(out, m);
}

/* "Jane Doe" of "desk@post.example (Jane Doe)"; an address alone is nobody's name. */
static str author_of(str value) {
    const char *open = value.n ? memchr(value.p, '(', (size_t)value.n) : NULL;
    bool address = value.n && memchr(value.p, '@', (size_t)value.n);
    if (!address) return value;
    if (!open) return (str){0};
    str inside = str_drop(value, open - value.p + 1);
    return str_trim(str_ends(inside, S(")")) ? str_head(inside, inside.n - 1) : inside);
}

static void add_author(struct reader *r, struct feed_item *i, str value) {
    str name = author_of(value);
    if (name.n) *vec_push(r->out, &i->authors) = name;
}

/* The inner of the first child of that name. */
static str child(str inner, str name) {
    struct xml x = {.in = inner};
    struct xml_token t;
    while (xml_next(&x, &t)) {
        if (t.kind != XML_OPEN) continue;
        const char *colon = memchr(t.name.p, ':', (size_t)t.name.n);
        str local = colon ? str_drop(t.name, colon - t.name.p + 1) : t.name;
        str got;
        if (str_eq(local, name) && !t.empty && xml_inner(&x, t.name, &got)) return got;
    }
    return (str){0};
}

/* <link>address</link>, or Atom's <link rel="alternate" href="address"/>. */
static void take_link(struct reader *r, str attributes, str inner, str *url) {
    str href = xml_get(attributes, S("href"), r->out), rel = xml_get(attributes, S("rel"), r->out);
    if (href.n && rel.n && !str_eq_nocase(rel, S("alternate"))) return;
    str link = href.n ? href : plain_line(inner, r->out);
    if (link.n && !url->n) *url = url_resolve(r->base.n ? r->base : r->f->url, link, r->out);
}

static void take_content(struct reader *r, struct feed_item *i, str attributes, str inner, bool whole) {
    str type = xml_get(attributes, S("type"), r->out);
    bool markup = str_eq_nocase(type, S("xhtml")) || str_eq_nocase(type, S("application/xhtml+xml"));
    str html = markup ? str_trim(inner) : str_trim(xml_text(inner, r->out));
    if (!html.n || (i->html.n && (i->whole > whole || (i->whole == whole && i->html.n >= html.n)))) return;
    i->html = html;
    i->whole = whole;
    i->plain =
        r->f->kind == FEED_ATOM && (!type.n || str_eq_nocase(type, S("text"))) && !memchr(html.p, '<', (size_t)html.n);
}

/* A child of an item. */
static void take_member(struct reader *r, struct feed_item *i, const struct xml_token *t, str inner) {
    str space, name = local_name(r, t->name, &space);
    bool own = !space.n, dc = str_eq(space, S("dc"));
    if (own && str_eq(name, S("title")) && !i->title.n) {
        i->title = title_of(inner, r->out);
    } else if (own && str_eq(name, S("link"))) {
        take_link(r, t->attributes, inner, &i->url);
    } else if (own && (str_eq(name, S("guid")) || str_eq(name, S("id")))) {
        i->id = plain_line(inner, r->out);
    } else if ((own &&
                (str_eq_nocase(name, S("pubDate")) || str_eq(name, S("published")) || str_eq(name, S("issued")))) ||
               (dc && (str_eq(name, S("date")) || str_eq(name, S("created")) || str_eq(name, S("issued"))))) {
        if (!i->published.n) i->published = date_of(inner, r->out);
    } else if ((own && str_eq(name, S("updated"))) || str_eq(name, S("modified"))) {
        if (own || dc) i->updated = date_of(inner, r->out);
    } else if (own && str_eq(name, S("author"))) {
        str person = child(inner, S("name"));
        bool atom = person.n || str_find(inner, S("<"), 0) >= 0;
        if (person.n || !atom || str_starts(str_trim(inner), S("<![CDATA[")))
            add_author(r, i, plain_line(person.n ? person : inner, r->out));
    } else if (dc && str_eq(name, S("creator"))) {
        add_author(r, i, plain_line(inner, r->out));
    } else if (dc && str_eq(name, S("publisher"))) {
        i->outlet = plain_line(inner, r->out);
    } else if (dc && str_eq(name, S("language"))) {
        i->language = plain_line(inner, r->out);
    } else if (own && str_eq(name, S("source")) && r->f->kind != FEED_ATOM) {
        i->outlet = title_of(inner, r->out);
    } else if ((str_eq(space, S("content")) && str_eq(name, S("encoded"))) || (own && str_eq(name, S("content")))) {
        take_content(r, i, t->attributes, inner, true);
    } else if (own && (str_eq(name, S("description")) || str_eq(name, S("summary")))) {
        take_content(r, i, t->attributes, inner, false);
    }
}

/* The children of an item or a channel, one after the other. */
static bool next_member(struct xml *x, int *unclosed, struct xml_token *t, str *inner) {
    while (*unclosed < UNCLOSED_MAX && xml_next(x, t)) {
        if (t->kind != XML_OPEN) continue;
        *inner = (str){0};
        if (t->empty || xml_inner(x, t->name, inner)) return true;
        ++*unclosed; // looking for its end cost as much as reading the rest
        return true;
    }
    return false;
}

/* What dates and names an item that says only some of it. */
static void settle_item(struct reader *r, struct feed_item *i, str about) {
    if (!i->url.n && url_is(i->id)) i->url = i->id;
    if (!i->url.n && url_is(about)) i->url = about;
    if (!i->id.n) i->id = i->url;
    if (!i->published.n && r->f->kind == FEED_ATOM) i->published = i->updated; // Atom has no other before it is edited
}

static void read_item(struct reader *r, const struct xml_token *open, str inner) {
    struct feed_item *i = vec_push(r->out, &r->f->items);
    struct xml x = {.in = inner};
    struct xml_token t;
    str member;
    i->language = xml_get(open->attributes, S("xml:lang"), r->out);
    for (int unclosed = 0; next_member(&x, &unclosed, &t, &member);) {
        int before = r->spaces;
        declare(r, t.attributes);
        take_member(r, i, &t, member);
        r->spaces = before;
    }
    settle_item(r, i, xml_get(open->attributes, S("rdf:about"), r->out));
}

/* The part of a feed's title that names the site: the one that its address knows. "World - Harbour Post" at
 * harbourpost.example is the Harbour Post. */
static str outlet_of(str title, str url) {
    struct url u;
    if (!title.n || !url_parse(url, &u)) return (str){0};
    str rest = title;
    while (rest.n) {
        ptrdiff_t end = rest.n;
        static const char *const marks[] = {" - ",        " | ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " > ",
                                            " \xC2\xBB ", ": ",  " \xC2\xB7 "};
        ptrdiff_t next = rest.n;
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
            ptrdiff_t at = str_find(rest, str_cstr(marks[k]), 0);
            if (at < 0 || at >= end) continue;
            end = at;
            next = at + (ptrdiff_t)strlen(marks[k]);
        }
        str part = str_trim(str_head(rest, end));
        char letters[64];
        ptrdiff_t n = 0;
        for (ptrdiff_t i = 0; i < part.n && n < 64; i++)
            if (ascii_alnum(part.p[i])) letters[n++] = ascii_fold(part.p[i]);
        if (n > 2 && str_find_nocase(u.host, str_of(letters, n), 0) >= 0) return part;
        rest = str_drop(rest, next);
    }
    return (str){0};
}

/* What stands in a channel, or in Atom's root, outside its items. */
static void take_channel(struct reader *r, const struct xml_token *t, str inner) {
    str space, name = local_name(r, t->name, &space);
    if (!space.n && str_eq(name, S("title")) && !r->f->title.n) r->f->title = title_of(inner, r->out);
    if (!space.n && str_eq(name, S("link"))) take_link(r, t->attributes, inner, &r->f->url);
    bool language = str_eq(name, S("language")) && (!space.n || str_eq(space, S("dc")));
    if (language && !r->f->language.n) r->f->language = plain_line(inner, r->out);
}

/* An item ends where it says, or where the next begins. */
static str item_inner(struct xml *x, str name) {
    struct xml ahead = *x;
    struct xml_token t;
    while (xml_next(&ahead, &t)) {
        if (t.kind == XML_TEXT || !str_eq(t.name, name)) continue;
        str inner = str_slice(x->in, x->at, t.beg);
        x->at = t.kind == XML_CLOSE ? ahead.at : t.beg;
        return inner;
    }
    str inner = str_drop(x->in, x->at);
    x->at = x->in.n;
    return inner;
}

static void read_items(struct reader *r, str data) {
    struct xml x = {.in = data};
    struct xml_token t;
    str inner;
    for (int unclosed = 0; r->f->items.n <= LIMIT_FEED_ITEMS && xml_next(&x, &t);) {
        if (t.kind != XML_OPEN) continue;
        if (r->spaces < NAMESPACES_MAX) declare(r, t.attributes);
        str space, name = local_name(r, t.name, &space);
        bool root =
            str_eq(name, S("rss")) || str_eq(name, S("RDF")) || str_eq(name, S("feed")) || str_eq(name, S("channel"));
        if (str_eq(name, S("feed"))) r->f->language = xml_get(t.attributes, S("xml:lang"), r->out);
        if (root || t.empty) {
            if (!root) take_channel(r, &t, (str){0});
        } else if (!space.n && (str_eq(name, S("item")) || str_eq(name, S("entry")))) {
            read_item(r, &t, item_inner(&x, t.name));
        } else if (unclosed < UNCLOSED_MAX && !str_eq(name, S("items"))) {
            if (xml_inner(&x, t.name, &inner))
                take_channel(r, &t, inner);
            else
                unclosed++;
        }
    }
}

static void read_outlines(struct reader *r, str data) {
    struct xml x = {.in = data};
    struct xml_token t;
    while (r->f->items.n <= LIMIT_FEED_ITEMS && xml_next(&x, &t)) {
        if (t.kind != XML_OPEN || !str_eq(t.name, S("outline"))) continue;
        str url = xml_get(t.attributes, S("xmlUrl"), r->out);
        if (!url.n) url = xml_get(t.attributes, S("xmlurl"), r->out);
        if (!url.n) continue;
        struct feed_item *i = vec_push(r->out, &r->f->items);
        i->id = i->url = url_resolve(r->base, url, r->out);
        i->title = xml_get(t.attributes, S("title"), r->out);
        if (!i->title.n) i->title = xml_get(t.attributes, S("text"), r->out);
    }
}

bool feed_read(str data, str base, struct feed *f, arena *out, error *e) {
    *f = (struct feed){0};
    data = xml_decode(data, out);
    struct xml_token root;
    if (!root_of(data, &root) || !kind_of_root(root.name, &f->kind))
        return error_set(e, ERROR_SYNTAX, 0, "no feed: neither RSS nor Atom nor OPML");
    struct reader r = {.f = f, .base = base, .out = out};
    if (f->kind == FEED_OPML)
        read_outlines(&r, data);
    else
        read_items(&r, data);
    if (f->items.n > LIMIT_FEED_ITEMS)
        return error_set(e, ERROR_TOO_LONG, -1, "a feed of more than %d items", LIMIT_FEED_ITEMS);
    str site = f->url.n ? f->url : base;
    for (ptrdiff_t i = 0; i < f->items.n && !site.n && f->kind != FEED_OPML; i++) site = f->items.p[i].url;
    f->outlet = outlet_of(f->title, site);
    return true;
}

static void take_item(const struct feed *f, const struct feed_item *i, page *p, arena *out) {
    p->title = i->title;
    p->published = i->published;
    if (p->published.n) p->published_from = S("feed");
    p->language = i->language.n ? i->language : f ? f->language : (str){0};
    p->outlet = i->outlet.n ? i->outlet : f ? f->outlet : (str){0};
    for (ptrdiff_t k = 0; k < i->authors.n; k++) *vec_push(out, &p->byline) = i->authors.p[k];
}

void feed_item_page(const struct feed *f, const struct feed_item *i, page *p, arena *out) {
    *p = (page){.raw = i->html, .format = i->plain ? PAGE_TEXT : PAGE_HTML, .url = i->url, .source = i->url};
    p->charset = S("utf-8");
    take_item(f, i, p, out);
}

void fetched_page(const struct fetched *got, const struct feed *f, const struct feed_item *i, page *p, arena *out) {
    *p = (page){.raw = got->body, .format = PAGE_HTML, .url = got->url, .source = got->url, .charset = got->charset};
    if (i) take_item(f, i, p, out);
}
