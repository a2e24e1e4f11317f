#include "clean/html_token.h"

#include "base/limits.h"

static bool html_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

/* Where the byte c next stands, or the input's end. */
static ptrdiff_t seek(const struct html_tokenizer *z, ptrdiff_t from, char c) {
    if (from >= z->in.n) return z->in.n;
    const char *hit = memchr(z->in.p + from, c, (size_t)(z->in.n - from));
    return hit ? hit - z->in.p : z->in.n;
}

static char peek(const struct html_tokenizer *z, ptrdiff_t at) { return at < z->in.n ? z->in.p[at] : '\0'; }

static bool finish(struct html_tokenizer *z, struct html_token *t, enum html_kind kind, ptrdiff_t beg, ptrdiff_t end) {
    t->kind = kind;
    t->raw = str_slice(z->in, beg, end);
    z->at = end;
    return true;
}

static bool finish_text(struct html_tokenizer *z, struct html_token *t, enum html_state state, ptrdiff_t end) {
    t->state = state;
    t->text = str_slice(z->in, z->at, end);
    return finish(z, t, HTML_TEXT, z->at, end);
}

/* One attribute from its name on; returns where the next part of the tag stands. */
static ptrdiff_t attribute(struct html_tokenizer *z, ptrdiff_t i) {
    const char *p = z->in.p;
    ptrdiff_t n = z->in.n, beg = i;
    if (p[i] == '=') i++;
    while (i < n && !html_space(p[i]) && p[i] != '/' && p[i] != '>' && p[i] != '=') i++;
    struct html_attribute passed_over, *a = &passed_over;
    if (z->attributes.n < LIMIT_TAG_ATTRIBUTES) a = vec_push(z->arena, &z->attributes);
    *a = (struct html_attribute){.name = str_of(p + beg, i - beg)};
    while (i < n && html_space(p[i])) i++;
    if (i == n || p[i] != '=') return i;
    i++;
    while (i < n && html_space(p[i])) i++;
    if (i == n || p[i] == '>') return i;
    if (p[i] == '"' || p[i] == '\'') {
        beg = i + 1;
        i = seek(z, beg, p[i]);
        a->value = str_of(p + beg, i - beg);
        return i < n ? i + 1 : n;
    }
    beg = i;
    while (i < n && !html_space(p[i]) && p[i] != '>') i++;
    a->value = str_of(p + beg, i - beg);
    return i;
}

/* A tag whose name begins at `name`; false, with all input used up, when the page ends in it. */
static bool tag(struct html_tokenizer *z, struct html_token *t, enum html_kind kind, ptrdiff_t name) {
    const char *p = z->in.p;
    ptrdiff_t n = z->in.n, i = name, beg = z->at;
    while (i < n && !html_space(p[i]) && p[i] != '/' && p[i] != '>') i++;
    t->text = str_of(p + name, i - name);
    z->attributes.n = 0;
    while (i < n && p[i] != '>') {
        if (html_space(p[i]) || p[i] == '/')
            t->self_closing = p[i++] == '/' && peek(z, i) == '>';
        else
            i = attribute(z, i);
    }
    z->at = n;
    z->state = HTML_DATA;
    if (i == n) return false;
    t->attribute = z->attributes.p;
    t->attributes = z->attributes.n;
    if (kind == HTML_START) z->last = t->text;
    return finish(z, t, kind, beg, i + 1);
}

static bool bogus_comment(struct html_tokenizer *z, struct html_token *t, ptrdiff_t data) {
    ptrdiff_t end = seek(z, data, '>');
    t->text = str_slice(z->in, data, end);
    return finish(z, t, HTML_COMMENT, z->at, end < z->in.n ? end + 1 : end);
}

static bool comment(struct html_tokenizer *z, struct html_token *t) {
    ptrdiff_t data = z->at + 4, n = z->in.n;
    t->text = str_of(z->in.p + data, 0);
    if (peek(z, data) == '>') return finish(z, t, HTML_COMMENT, z->at, data + 1);
    if (peek(z, data) == '-' && peek(z, data + 1) == '>') return finish(z, t, HTML_COMMENT, z->at, data + 2);
    ptrdiff_t i = data;
    while ((i = seek(z, i, '-')) < n) {
        ptrdiff_t dashes = i;
        while (i < n && z->in.p[i] == '-') i++;
        if (i - dashes < 2) continue;
        ptrdiff_t end = peek(z, i) == '!' ? i + 1 : i;
        if (end < n && z->in.p[end] != '>') continue;
        t->text = str_slice(z->in, data, i - 2);
        return finish(z, t, HTML_COMMENT, z->at, end < n ? end + 1 : n);
    }
    t->text = str_slice(z->in, data, n);
    if (str_ends(t->text, S("-"))) t->text.n--;
    return finish(z, t, HTML_COMMENT, z->at, n);
}

static ptrdiff_t skip_space(const struct html_tokenizer *z, ptrdiff_t i) {
    while (i < z->in.n && html_space(z->in.p[i])) i++;
    return i;
}

/* A quoted identifier of a doctype at i; false when the doctype ends with it, *i is where. */
static bool identifier(const struct html_tokenizer *z, struct html_token *t, str *id, ptrdiff_t *i) {
    char quote = peek(z, *i);
    ptrdiff_t beg = *i + 1;
    ptrdiff_t end = seek(z, beg, quote), close = seek(z, beg, '>');
    t->quirks = t->quirks || close < end || end == z->in.n;
    if (close < end) end = close;
    *id = str_of(z->in.p + beg, end - beg);
    if (t->quirks) {
        *i = end < z->in.n ? end + 1 : end;
        return false;
    }
    *i = skip_space(z, end + 1);
    return true;
}

static bool doctype(struct html_tokenizer *z, struct html_token *t) {
    ptrdiff_t n = z->in.n, i = skip_space(z, z->at + 9), name = i;
    while (i < n && !html_space(z->in.p[i]) && z->in.p[i] != '>') i++;
    if (i > name) t->text = str_of(z->in.p + name, i - name);
    t->quirks = i == name || i == n;
    i = skip_space(z, i);
    bool system = str_starts_nocase(str_drop(z->in, i), S("SYSTEM"));
    if (system || str_starts_nocase(str_drop(z->in, i), S("PUBLIC"))) {
        i = skip_space(z, i + 6);
        bool quoted = peek(z, i) == '"' || peek(z, i) == '\'';
        if (quoted && !identifier(z, t, system ? &t->system_id : &t->public_id, &i))
            return finish(z, t, HTML_DOCTYPE, z->at, i);
        if (!quoted) t->quirks = true;
        if (quoted && !system && (peek(z, i) == '"' || peek(z, i) == '\'')) {
            if (!identifier(z, t, &t->system_id, &i)) return finish(z, t, HTML_DOCTYPE, z->at, i);
            system = true;
        }
        if (i < n && z->in.p[i] != '>' && !(quoted && system)) t->quirks = true;
    } else if (i < n && z->in.p[i] != '>') {
        t->quirks = true;
    }
    if (i == n) t->quirks = true;
    i = seek(z, i, '>');
    return finish(z, t, HTML_DOCTYPE, z->at, i < n ? i + 1 : n);
}

/* True when the end tag that this state waits for stands at i. */
static bool is_end_tag(const struct html_tokenizer *z, ptrdiff_t i, str name) {
    if (!name.n || peek(z, i) != '<' || peek(z, i + 1) != '/') return false;
    if (!str_starts_nocase(str_drop(z->in, i + 2), name) || i + 2 + name.n >= z->in.n) return false;
    char after = z->in.p[i + 2 + name.n];
    return html_space(after) || after == '/' || after == '>';
}

/* Where the script's text ends: scripts in comments may hold scripts. */
static ptrdiff_t script_end(const struct html_tokenizer *z) {
    enum { PLAIN, ESCAPED, TWICE } depth = PLAIN;
    const char *p = z->in.p;
    ptrdiff_t n = z->in.n, i = z->at;
    int dashes = 0;
    i = seek(z, i, '<');
    while (i < n) {
        if (p[i] == '<') {
            if (depth != TWICE && is_end_tag(z, i, z->last)) return i;
            if (depth == PLAIN && str_starts(str_drop(z->in, i), S("<!--"))) {
                depth = ESCAPED;
                dashes = 2;
                i += 4;
                continue;
            }
            bool end = peek(z, i + 1) == '/';
            str rest = str_drop(z->in, i + 1 + end);
            char after = rest.n > 6 ? rest.p[6] : 'x';
            if (depth == (end ? TWICE : ESCAPED) && str_starts_nocase(rest, S("script")) &&
                (html_space(after) || after == '/' || after == '>'))
                depth = end ? ESCAPED : TWICE;
        } else if (p[i] == '>' && dashes >= 2) {
            depth = PLAIN;
        }
        dashes = p[i] == '-' ? dashes + 1 : 0;
        i = depth == PLAIN ? seek(z, i + 1, '<') : i + 1;
    }
    return n;
}

static ptrdiff_t text_end(const struct html_tokenizer *z) {
    ptrdiff_t i = z->at;
    switch (z->state) {
    case HTML_SCRIPT: return script_end(z);
    case HTML_RCDATA:
    case HTML_RAWTEXT:
        for (i = seek(z, i, '<'); i < z->in.n && !is_end_tag(z, i, z->last);) i = seek(z, i + 1, '<');
        return i;
    case HTML_CDATA: i = str_find(z->in, S("]]>"), i); return i < 0 ? z->in.n : i;
    case HTML_PLAINTEXT: return z->in.n;
    case HTML_DATA:
    case HTML_ATTRIBUTE: break;
    }
    for (i = seek(z, i, '<'); i < z->in.n; i = seek(z, i + 1, '<')) {
        char c = peek(z, i + 1);
        if (ascii_alpha(c) || c == '!' || c == '?' || (c == '/' && i + 2 < z->in.n)) return i;
    }
    return z->in.n;
}

/* The markup at z->at, a '<' that text_end stopped at. */
static bool markup(struct html_tokenizer *z, struct html_token *t) {
    str rest = str_drop(z->in, z->at);
    if (ascii_alpha(rest.p[1])) return tag(z, t, HTML_START, z->at + 1);
    if (rest.p[1] == '/') {
        if (ascii_alpha(rest.p[2])) return tag(z, t, HTML_END, z->at + 2);
        return bogus_comment(z, t, z->at + 2);
    }
    if (rest.p[1] == '?') return bogus_comment(z, t, z->at + 1);
    if (str_starts(rest, S("<!--"))) return comment(z, t);
    if (str_starts_nocase(rest, S("<!DOCTYPE"))) return doctype(z, t);
    return bogus_comment(z, t, z->at + 2);
}

bool html_next(struct html_tokenizer *z, struct html_token *t) {
    for (;;) {
        *t = (struct html_token){0};
        if (z->at >= z->in.n) return false;
        ptrdiff_t end = text_end(z);
        if (end > z->at) return finish_text(z, t, z->state, end);
        if (z->state == HTML_CDATA) {
            z->at += 3;
            z->state = HTML_DATA;
        } else if (z->state == HTML_RCDATA || z->state == HTML_RAWTEXT || z->state == HTML_SCRIPT) {
            return tag(z, t, HTML_END, z->at + 2);
        } else if (str_starts(str_drop(z->in, z->at), S("</>"))) {
            z->at += 3; // nothing
        } else if (z->cdata && str_starts(str_drop(z->in, z->at), S("<![CDATA["))) {
            z->at += 9;
            z->state = HTML_CDATA;
        } else {
            return markup(z, t);
        }
    }
}

static bool decodes(enum html_state state) {
    return state == HTML_DATA || state == HTML_RCDATA || state == HTML_ATTRIBUTE;
}

bool html_text_next(struct html_text *t, struct html_piece *p) {
    str s = t->text;
    ptrdiff_t beg = t->at, i = beg;
    bool references = decodes(t->state), nul = t->state != HTML_DATA && t->state != HTML_CDATA;
    while (i < s.n && s.p[i] != '\r' && (s.p[i] != '\0' || !nul) && (s.p[i] != '&' || !references)) i++;
    if (i == s.n && i == beg) return false;
    ptrdiff_t used = 1;
    int made = 0;
    if (i < s.n && s.p[i] == '&') {
        made = html_entity(s, i, t->state == HTML_ATTRIBUTE, t->made, &used);
        if (!made) i++; // an ampersand of its own goes with what is before it
    }
    if (i > beg) {
        p->raw = p->text = str_slice(s, beg, i);
        p->verbatim = true;
        t->at = i;
        return true;
    }
    if (s.p[i] == '\r') {
        used = i + 1 < s.n && s.p[i + 1] == '\n' ? 2 : 1;
        t->made[0] = '\n';
        made = 1;
    } else if (s.p[i] == '\0') {
        memcpy(t->made, "\xEF\xBF\xBD", 3);
        made = 3;
    }
    p->raw = str_slice(s, i, i + used);
    p->text = str_of(t->made, made);
    p->verbatim = false;
    t->at = i + used;
    return true;
}

str html_decode(arena *out, str text, enum html_state state) {
    struct html_text t = {.text = text, .state = state};
    struct html_piece p;
    if (!html_text_next(&t, &p) || (p.verbatim && p.raw.n == text.n)) return text;
    ptrdiff_t n = 0;
    char *copy = arena_alloc(out, 1, 1, 3 * text.n + HTML_ENTITY_BYTES); // NUL grows most, one byte to three
    do {
        memcpy(copy + n, p.text.p, (size_t)p.text.n);
        n += p.text.n;
    } while (html_text_next(&t, &p));
    return str_of(copy, n);
}
