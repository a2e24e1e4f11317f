#include "ingest/xml.h"

#include <iconv.h>

#include "base/html_entity.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

/* Behind the next `end` at or after `from`; the end of all when there is none. */
static ptrdiff_t behind(str s, str end, ptrdiff_t from) {
    ptrdiff_t at = str_find(s, end, from);
    return at < 0 ? s.n : at + end.n;
}

static bool name_byte(char c) { return !ascii_space(c) && c != '>' && c != '/' && c != '=' && c != '<'; }

/* Behind the '>' of a tag: one in quotation marks ends nothing. A tag that a '<' breaks off ends before it. */
static ptrdiff_t tag_end(str s, ptrdiff_t i) {
    char quote = 0;
    for (ptrdiff_t beg = i; i < s.n; i++) {
        char c = s.p[i];
        if (quote) {
            if (c == quote) quote = 0;
        } else if (c == '>') {
            return i + 1;
        } else if (c == '<') {
            return i;
        } else if ((c == '"' || c == '\'') && i > beg && (s.p[i - 1] == '=' || ascii_space(s.p[i - 1]))) {
            quote = c;
        }
    }
    return s.n;
}

static bool take_tag(struct xml *x, struct xml_token *t) {
    ptrdiff_t i = x->at + 1;
    bool close = i < x->in.n && x->in.p[i] == '/';
    ptrdiff_t beg = i += close;
    if (i == x->in.n || !(ascii_alpha(x->in.p[i]) || x->in.p[i] == '_' || x->in.p[i] == ':')) return false;
    while (i < x->in.n && name_byte(x->in.p[i])) i++;
    ptrdiff_t end = tag_end(x->in, i);
    str rest = str_slice(x->in, i, end);
    if (str_ends(rest, S(">"))) rest.n--;
    t->empty = !close && str_ends(rest, S("/"));
    if (t->empty) rest.n--;
    t->kind = close ? XML_CLOSE : XML_OPEN;
    t->name = str_slice(x->in, beg, i);
    t->attributes = rest;
    x->at = end;
    return true;
}

bool xml_next(struct xml *x, struct xml_token *t) {
    while (x->at < x->in.n) {
        str s = x->in, rest = str_drop(s, x->at);
        *t = (struct xml_token){.kind = XML_TEXT, .beg = x->at};
        if (rest.p[0] != '<') {
            const char *next = memchr(rest.p, '<', (size_t)rest.n);
            t->text = next ? str_head(rest, next - rest.p) : rest;
            x->at += t->text.n;
            return true;
        }
        if (str_starts(rest, S("<![CDATA["))) {
            ptrdiff_t end = str_find(s, S("]]>"), x->at + 9);
            t->text = str_slice(s, x->at + 9, end < 0 ? s.n : end);
            t->verbatim = true;
            x->at = end < 0 ? s.n : end + 3;
            return true;
        }
        if (str_starts(rest, S("<!--"))) {
            x->at = behind(s, S("-->"), x->at + 4);
        } else if (str_starts(rest, S("<?"))) {
            x->at = behind(s, S("?>"), x->at + 2);
        } else if (str_starts(rest, S("<!"))) {
            ptrdiff_t end = behind(s, S(">"), x->at);
            ptrdiff_t subset = str_find(str_head(s, end), S("["), x->at);
            x->at = subset < 0 ? end : behind(s, S(">"), behind(s, S("]"), subset));
        } else if (take_tag(x, t)) {
            return true;
        } else {
            t->text = str_head(rest, 1);
            x->at++;
            return true;
        }
    }
    return false;
}

bool xml_attribute(str *attributes, str *name, str *value) {
    str s = *attributes;
    ptrdiff_t i = 0;
    while (i < s.n && !name_byte(s.p[i])) i++;
    ptrdiff_t beg = i;
    while (i < s.n && name_byte(s.p[i])) i++;
    *name = str_slice(s, beg, i);
    *value = (str){0};
    while (i < s.n && ascii_space(s.p[i])) i++;
    if (name->n && i < s.n && s.p[i] == '=') {
        for (i++; i < s.n && ascii_space(s.p[i]);) i++;
        char quote = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i++] : 0;
        beg = i;
        while (i < s.n && (quote ? s.p[i] != quote : !ascii_space(s.p[i]))) i++;
        *value = str_slice(s, beg, i);
        i += quote != 0;
    }
    *attributes = str_drop(s, i);
    return name->n > 0;
}

str xml_get(str attributes, str name, arena *out) {
    str got, value;
    while (xml_attribute(&attributes, &got, &value))
        if (str_eq(got, name)) return xml_resolve(str_trim(value), out);
    return (str){0};
}

bool xml_inner(struct xml *x, str name, str *inner) {
    struct xml ahead = *x;
    struct xml_token t;
    for (ptrdiff_t depth = 0; xml_next(&ahead, &t);) {
        if (t.kind == XML_TEXT || !str_eq(t.name, name)) continue;
        if (t.kind == XML_OPEN) {
            depth += !t.empty;
        } else if (depth-- == 0) {
            *inner = str_slice(x->in, x->at, t.beg);
            x->at = ahead.at;
            return true;
        }
    }
    return false;
}

/* Adds s to p, references resolved; the bytes that were written: no more than s has, but for a few short names whose
 * characters are longer than they are. */
static ptrdiff_t resolve(str s, char *p) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        char made[HTML_ENTITY_BYTES];
        ptrdiff_t used = 0;
        int length = s.p[i] == '&' ? html_entity(s, i, false, made, &used) : 0;
        if (length && s.p[i + used - 1] == ';') {
            memcpy(p + n, made, (size_t)length);
            n += length;
            i += used;
        } else {
            p[n++] = s.p[i++];
        }
    }
    return n;
}

str xml_resolve(str s, arena *out) {
    if (!s.n || !memchr(s.p, '&', (size_t)s.n)) return s;
    char *p = arena_new(out, char, 2 * s.n + HTML_ENTITY_BYTES);
    return str_of(p, resolve(s, p));
}

str xml_text(str inner, arena *out) {
    struct xml x = {.in = inner};
    struct xml_token t;
    char *p = arena_new(out, char, 2 * inner.n + HTML_ENTITY_BYTES);
    ptrdiff_t n = 0;
    while (xml_next(&x, &t)) {
        if (t.kind != XML_TEXT || !t.text.n) continue;
        if (t.verbatim) {
            memcpy(p + n, t.text.p, (size_t)t.text.n);
            n += t.text.n;
        } else {
            n += resolve(t.text, p + n);
        }
    }
    return str_of(p, n);
}

/* iconv's name of the encoding that the declaration names; empty when it names none that is known. */
static str declared(str s) {
    if (!str_starts(s, S("<?xml"))) return (str){0};
    str head = str_head(s, behind(s, S("?>"), 0)), name, value;
    head = str_drop(head, 5);
    while (xml_attribute(&head, &name, &value)) {
        if (!str_eq(name, S("encoding"))) continue;
        const lex_row *row = lex_find(&lex_encodings, value);
        return row ? lex_cell(&lex_encodings, row, LEX_encodings_name) : (str){0};
    }
    return (str){0};
}

/* All of s, with U+FFFD for what the encoding does not have. */
static str convert(str s, str name, arena *out) {
    char zname[32] = {0};
    memcpy(zname, name.p, (size_t)(name.n < 31 ? name.n : 31));
    iconv_t cd = iconv_open("UTF-8", zname);
    if (cd == (iconv_t)-1) return (str){0};
    ptrdiff_t room = 3 * s.n + 16;
    char *made = arena_new(out, char, room), *to = made, *from = (char *)(uintptr_t)s.p;
    size_t left = (size_t)s.n, free_bytes = (size_t)room;
    while (left && free_bytes > 8) {
        if (iconv(cd, &from, &left, &to, &free_bytes) != (size_t)-1 || !left) break;
        memcpy(to, "\xEF\xBF\xBD", 3);
        to += 3;
        free_bytes -= 3;
        from++;
        left--;
    }
    iconv_close(cd);
    return str_of(made, to - made);
}

static str with_replacements(str s, arena *out) {
    char *p = arena_new(out, char, 3 * s.n);
    ptrdiff_t at = 0;
    int length;
    for (ptrdiff_t i = 0; i < s.n; i += length) at += utf8_put(utf8_at(s, i, &length), p + at);
    return str_of(p, at);
}

str xml_decode(str s, arena *out) {
    str name = {0};
    if (str_starts(s, S("\xFF\xFE")))
        s = str_drop(s, 2), name = S("UTF-16LE");
    else if (str_starts(s, S("\xFE\xFF")))
        s = str_drop(s, 2), name = S("UTF-16BE");
    else if (s.n > 3 && s.p[0] == '<' && !s.p[1] && s.p[2] && !s.p[3])
        name = S("UTF-16LE");
    else if (s.n > 3 && !s.p[0] && s.p[1] == '<' && !s.p[2] && s.p[3])
        name = S("UTF-16BE");
    else if (str_starts(s, S("\xEF\xBB\xBF")))
        s = str_drop(s, 3);
    if (!name.n && utf8_check(s) < 0) return s;
    if (!name.n) name = declared(s);
    bool wide = str_starts(name, S("UTF-16"));
    str made =
        name.n && !str_eq(name, S("UTF-8")) && (wide || !str_starts(name, S("UTF"))) ? convert(s, name, out) : (str){0};
    return made.n ? made : with_replacements(s, out);
}
