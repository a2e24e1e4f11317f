#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

/* What goes before a value or a key: a comma and a line break where they are due. */
static void begin(json *j) {
    if (j->at == JSON_NEXT) buf_byte(j->out, ',');
    if (j->at != JSON_AFTER_KEY && j->depth && j->depth <= j->indent) {
        buf_byte(j->out, '\n');
        buf_fill(j->out, ' ', j->depth);
    }
    j->at = JSON_NEXT;
}

void json_open(json *j, char bracket) {
    begin(j);
    buf_byte(j->out, bracket);
    j->depth++;
    j->at = JSON_FIRST;
}

void json_close(json *j, char bracket) {
    if (j->at == JSON_NEXT && j->depth <= j->indent) {
        buf_byte(j->out, '\n');
        buf_fill(j->out, ' ', j->depth - 1);
    }
    j->depth--;
    buf_byte(j->out, bracket);
    j->at = JSON_NEXT;
}

static void escaped(json *j, str s) {
    buf *b = j->out;
    buf_byte(b, '"');
    for (ptrdiff_t i = 0, from = 0; i <= s.n;) {
        unsigned char c = i < s.n ? (unsigned char)s.p[i] : 0;
        int n = 1;
        bool plain = i < s.n && c >= 0x20 && c != '"' && c != '\\' && c < 0x80;
        bool bad = false;
        if (i < s.n && c >= 0x80) {
            bad = utf8_at(s, i, &n) == 0xFFFD && n == 1;
            plain = !bad;
        }
        if (plain) {
            i += n;
            continue;
        }
        buf_put(b, str_slice(s, from, i));
        if (i == s.n) break;
        if (bad)
            buf_put(b, S("\xEF\xBF\xBD"));
        else if (c == '"')
            buf_put(b, S("\\\""));
        else if (c == '\\')
            buf_put(b, S("\\\\"));
        else if (c == '\n')
            buf_put(b, S("\\n"));
        else if (c == '\t')
            buf_put(b, S("\\t"));
        else if (c == '\r')
            buf_put(b, S("\\r"));
        else
            buf_fmt(b, "\\u%04x", c);
        from = i += n;
    }
    buf_byte(b, '"');
}

void json_key(json *j, str key) {
    begin(j);
    escaped(j, key);
    buf_byte(j->out, ':');
    j->at = JSON_AFTER_KEY;
}

void json_str(json *j, str s) {
    begin(j);
    escaped(j, s);
}

void json_str_or_null(json *j, str s) {
    if (s.n)
        json_str(j, s);
    else
        json_none(j);
}

void json_int(json *j, int64_t n) {
    begin(j);
    buf_fmt(j->out, "%lld", (long long)n);
}

void json_num(json *j, double x) {
    begin(j);
    if (!isfinite(x)) {
        buf_put(j->out, S("null"));
        return;
    }
    if (x == floor(x) && fabs(x) < 1e15) {
        buf_fmt(j->out, "%.0f", x == 0 ? 0.0 : x);
        return;
    }
    char text[40];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, x);
        if (strtod(text, NULL) == x) break;
    }
    buf_put(j->out, str_cstr(text));
}

void json_bool(json *j, bool b) {
    begin(j);
    buf_put(j->out, b ? S("true") : S("false"));
}

void json_none(json *j) {
    begin(j);
    buf_put(j->out, S("null"));
}

void json_verbatim(json *j, str value) {
    begin(j);
    buf_put(j->out, value);
}
