#include "ingest/row.h"

#include <stdint.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "doc/calendar.h"

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

bool row_read(const json_t *object, page *p, arena *out, error *e) {
    p->row = true;
    p->format = PAGE_PLAIN;
    str from, source, text, html;
    if (!read_id(object, p, out, e) || !row_read_known(object, p, S("row"), out, e) ||
        !get(object, "published_from", &from, e) || !get(object, "source", &source, e) ||
        !get(object, "text", &text, e) || !get(object, "html", &html, e))
        return false;
    if (p->published.n && from.n) p->published_from = arena_str(out, from); // a row that `accord clean` wrote
    if (source.n) p->source = arena_str(out, source);
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
