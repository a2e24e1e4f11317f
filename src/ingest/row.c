#include "ingest/row.h"

#include <stdint.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "doc/calendar.h"
#include "ingest/url.h"
#include "lexicon_tables.h"

json_t *row_parse(str s, error *e) {
    ptrdiff_t bad = utf8_check(s);
    if (bad >= 0) {
        error_set(e, ERROR_ENCODING, bad, "byte 0x%02X is not UTF-8", (unsigned char)s.p[bad]);
        return NULL;
    }
    json_error_t why;
    json_t *object = json_loadb(s.p, (size_t)s.n, JSON_ALLOW_NUL, &why);
    if (!object) {
        str words = str_cstr(why.text); // without the piece of the input that jansson quotes
        ptrdiff_t near = str_find(words, S(" near "), 0);
        error_set(e, ERROR_SYNTAX, why.position, "not JSON: %.*s", STR_FMT(str_head(words, near < 0 ? words.n : near)));
    } else if (!json_is_object(object)) {
        error_set(e, ERROR_SYNTAX, 0, "JSON, but no object");
        json_decref(object);
        object = NULL;
    }
    return object;
}

static const char *type_name(const json_t *v) {
    switch (json_typeof(v)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "an array";
    case JSON_STRING: return "a string";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "true or false";
    case JSON_NULL: break;
    }
    return "null";
}

static str view(const json_t *v) { return str_of(json_string_value(v), (ptrdiff_t)json_string_length(v)); }

/* A member that is a string or absent. */
static bool get(const json_t *object, const char *key, str *value, error *e) {
    const json_t *v = json_object_get(object, key);
    *value = (str){0};
    if (!v || json_is_null(v)) return true;
    if (!json_is_string(v)) return error_set(e, ERROR_SYNTAX, -1, "its \"%s\" is %s, not a string", key, type_name(v));
    *value = view(v);
    return true;
}

static bool copy(const json_t *object, const char *key, str *to, arena *out, error *e) {
    str value;
    if (!get(object, key, &value, e)) return false;
    *to = arena_str(out, str_trim(value));
    return true;
}

static bool read_byline(const json_t *object, page *p, arena *out, error *e) {
    const json_t *v = json_object_get(object, "byline");
    if (!v || json_is_null(v)) return true;
    if (json_is_string(v)) {
        if (str_trim(view(v)).n) *vec_push(out, &p->byline) = arena_str(out, str_trim(view(v)));
        return true;
    }
    if (!json_is_array(v))
        return error_set(e, ERROR_SYNTAX, -1, "its \"byline\" is %s, not a string or an array of strings",
                         type_name(v));
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *one = json_array_get(v, i);
        if (!json_is_string(one))
            return error_set(e, ERROR_SYNTAX, -1, "its \"byline\" holds %s, not only strings", type_name(one));
        if (str_trim(view(one)).n) *vec_push(out, &p->byline) = arena_str(out, str_trim(view(one)));
    }
    return true;
}

bool row_read_known(const json_t *object, page *p, str from, arena *out, error *e) {
    if (!copy(object, "outlet", &p->outlet, out, e) || !copy(object, "url", &p->url, out, e) ||
        !copy(object, "title", &p->title, out, e) || !copy(object, "published", &p->published, out, e) ||
        !copy(object, "language", &p->language, out, e) || !read_byline(object, p, out, e))
        return false;
    if (!p->published.n) return true;
    struct moment when;
    if (!calendar_parse(p->published, &when))
        return error_set(e, ERROR_SYNTAX, -1, "its \"published\" is no date: %.*s",
                         STR_FMT(str_head(p->published, 60)));
    p->published_from = from;
    return true;
}

/* A string, or a whole number as data sets often have it. */
static bool read_id(const json_t *object, page *p, arena *out, error *e) {
    const json_t *v = json_object_get(object, "id");
    if (v && json_is_integer(v)) {
        p->id = arena_fmt(out, "%lld", (long long)json_integer_value(v));
        return true;
    }
    if (!copy(object, "id", &p->id, out, e)) return false;
    if (p->id.n > LIMIT_ID_BYTES)
        return error_set(e, ERROR_TOO_LONG, -1, "its \"id\" is longer than %d bytes", LIMIT_ID_BYTES);
    for (ptrdiff_t i = 0; i < p->id.n; i++)
        if ((unsigned char)p->id.p[i] < 0x20)
            return error_set(e, ERROR_SYNTAX, -1, "its \"id\" holds a control character");
    return true;
}

/* What a row calls otherwise than we do: member[f] is the best of those that stand for field f. */
enum field {
    FIELD_TEXT,
    FIELD_HTML,
    FIELD_TITLE,
    FIELD_PUBLISHED,
    FIELD_BYLINE,
    FIELD_OUTLET,
    FIELD_URL,
    FIELD_LANGUAGE,
    FIELD_FETCHED,
    FIELDS
};

struct others {
    const json_t *member[FIELDS];
};

static const str field_names[FIELDS] = {S_INIT("text"),      S_INIT("html"),     S_INIT("title"),
                                        S_INIT("published"), S_INIT("byline"),   S_INIT("outlet"),
                                        S_INIT("url"),       S_INIT("language"), S_INIT("fetched")};

static void find_others(const json_t *object, struct others *o) {
    uint32_t line[FIELDS] = {0};
    const char *key;
    json_t *value;
    *o = (struct others){0};
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        const lex_row *row = lex_find(&lex_row_fields, str_cstr(key));
        for (int f = 0; row && f < FIELDS; f++) {
            if (!str_eq(lex_cell(&lex_row_fields, row, LEX_row_fields_field), field_names[f])) continue;
            bool list = f == FIELD_BYLINE && (json_is_array(value) || json_is_object(value));
            if (!list && !(json_is_string(value) && str_trim(view(value)).n)) continue;
            if (!line[f] || row->line < line[f]) {
                o->member[f] = value;
                line[f] = row->line;
            }
        }
    }
}

/* The names in a string, in an object's "name", or in an array of these; "; " stands between several. */
static void add_names(const json_t *v, page *p, arena *out) {
    if (json_is_object(v)) v = json_object_get(v, "name");
    for (size_t i = 0; v && i < json_array_size(v); i++) {
        const json_t *one = json_array_get(v, i);
        if (json_is_object(one)) one = json_object_get(one, "name");
        if (one && json_is_string(one)) add_names(one, p, out);
    }
    if (!v || !json_is_string(v)) return;
    str rest = view(v), name;
    while (str_next_part(&rest, ';', &name))
        if (str_trim(name).n) *vec_push(out, &p->byline) = arena_str(out, str_trim(name));
}

static str other(const struct others *o, enum field f) {
    return o->member[f] ? str_trim(view(o->member[f])) : (str){0};
}

/* Fills what the row does not say in our own words. */
static void take_others(const struct others *o, page *p, arena *out) {
    const struct {
        enum field field;
        str *to;
    } plain[] = {
        {FIELD_TITLE, &p->title}, {FIELD_OUTLET, &p->outlet}, {FIELD_URL, &p->url}, {FIELD_LANGUAGE, &p->language}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (!plain[i].to->n) *plain[i].to = arena_str(out, other(o, plain[i].field));
    if (!p->byline.n && o->member[FIELD_BYLINE]) add_names(o->member[FIELD_BYLINE], p, out);
    struct moment when;
    if (!p->published.n && calendar_parse(other(o, FIELD_PUBLISHED), &when)) {
        p->published = arena_str(out, other(o, FIELD_PUBLISHED));
        p->published_from = S("row");
    }
    if (calendar_parse(other(o, FIELD_FETCHED), &when)) p->fetched = calendar_iso_moment(out, when);
}

/* A text that is HTML: it has a tag that closes a block, or one that breaks a line. */
static bool holds_tags(str s) {
    static const str tags[] = {S_INIT("</p>"), S_INIT("<p>"), S_INIT("</div>"), S_INIT("<br"), S_INIT("</html>")};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (str_find_nocase(s, tags[i], 0) >= 0) return true;
    return false;
}

bool row_read(const json_t *object, page *p, arena *out, error *e) {
    p->row = true;
    p->format = PAGE_PLAIN;
    str from, source, text, html;
    if (!read_id(object, p, out, e) || !row_read_known(object, p, S("row"), out, e) ||
        !get(object, "published_from", &from, e) || !get(object, "source", &source, e) ||
        !get(object, "text", &text, e) || !get(object, "html", &html, e))
        return false;
    struct others o;
    find_others(object, &o);
    take_others(&o, p, out);
    if (p->published.n && from.n) p->published_from = arena_str(out, from); // a row that `accord clean` wrote
    if (source.n) p->source = arena_str(out, source);
    if (url_is(source) && !p->url.n) p->url = p->source;
    if (!text.n && !html.n) {
        text = other(&o, FIELD_TEXT); // what a crawler took for the text: noise and all
        if (text.n) p->format = PAGE_TEXT;
        if (!text.n || holds_tags(text)) html = text.n ? text : other(&o, FIELD_HTML);
        if (html.n) text = (str){0};
    }
    if (!text.n && html.n) {
        p->format = PAGE_HTML;
        p->raw = arena_str(out, html);
        return true;
    }
    if (!text.n && !p->title.n)
        return error_set(e, ERROR_EMPTY, -1,
                         json_object_get(object, "text") ? "its \"text\" is empty" : "it has no \"text\"");
    if (text.n > LIMIT_TEXT_BYTES)
        return error_set(e, ERROR_TOO_LONG, -1, "its \"text\" is longer than %td MiB", LIMIT_TEXT_BYTES >> 20);
    p->raw = text.n ? arena_str(out, text) : p->title;
    return true;
}
