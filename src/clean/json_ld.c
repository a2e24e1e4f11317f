#include "clean/json_ld.h"

#include "base/utf8.h"
#include "clean/html_token.h"

struct reader {
    struct json_ld *ld;
    str in;
    ptrdiff_t at;
    arena *out, *tmp;
    struct {
        int32_t *p;
        ptrdiff_t n, cap;
    } open;
    str key; // waits for its value; null p when none
};

static int32_t add(struct reader *r, enum json_ld_kind kind, str value) {
    struct json_ld_node *n = vec_push(r->out, &r->ld->nodes);
    int32_t at = (int32_t)r->ld->nodes.n - 1;
    *n = (struct json_ld_node){kind, r->open.n ? r->open.p[r->open.n - 1] : -1, at + 1, r->key, value};
    r->key = (str){0};
    return at;
}

static void close(struct reader *r) {
    if (!r->open.n) return;
    r->ld->nodes.p[r->open.p[--r->open.n]].end = (int32_t)r->ld->nodes.n;
    r->key = (str){0};
}

static bool in_object(const struct reader *r) {
    return r->open.n && r->ld->nodes.p[r->open.p[r->open.n - 1]].kind == JSON_LD_OBJECT;
}

/* The string that begins behind the quote at r->at; ends at the next quote that is not escaped. */
static str take_string(struct reader *r) {
    ptrdiff_t beg = ++r->at;
    while (r->at < r->in.n && r->in.p[r->at] != '"') r->at += r->in.p[r->at] == '\\' ? 2 : 1;
    if (r->at > r->in.n) r->at = r->in.n;
    str s = str_slice(r->in, beg, r->at);
    if (r->at < r->in.n) r->at++;
    return s;
}

void json_ld_read(struct json_ld *ld, str script, arena *out, arena tmp) {
    struct reader r = {.ld = ld, .in = script, .out = out, .tmp = &tmp};
    while (r.at < script.n) {
        char c = script.p[r.at];
        if (c == '"') {
            str s = take_string(&r);
            ptrdiff_t next = r.at;
            while (next < script.n && ascii_space(script.p[next])) next++;
            if (in_object(&r) && next < script.n && script.p[next] == ':') {
                r.key = s;
                r.at = next + 1;
            } else {
                add(&r, JSON_LD_STRING, s);
            }
            continue;
        }
        ptrdiff_t beg = r.at++;
        if (c == '{' || c == '[') {
            int32_t node = add(&r, c == '{' ? JSON_LD_OBJECT : JSON_LD_ARRAY, (str){0});
            *vec_push(&tmp, &r.open) = node;
        } else if (c == '}' || c == ']') {
            close(&r);
        } else if (ascii_alnum(c) || c == '-') {
            while (r.at < script.n && (ascii_alnum(script.p[r.at]) || script.p[r.at] == '.')) r.at++;
            if (r.open.n) add(&r, JSON_LD_OTHER, str_slice(script, beg, r.at));
        }
    }
    while (r.open.n) close(&r);
}

int32_t json_ld_child(const struct json_ld *ld, int32_t node, str key) {
    if (node < 0) return -1;
    for (int32_t i = node + 1; i < ld->nodes.p[node].end; i = ld->nodes.p[i].end)
        if (str_eq(ld->nodes.p[i].key, key)) return i;
    return -1;
}

static int hex4(str s, ptrdiff_t at) {
    int c = 0;
    for (ptrdiff_t i = at; i < at + 4; i++) {
        char d = i < s.n ? ascii_fold(s.p[i]) : 'x';
        if (!ascii_digit(d) && (d < 'a' || d > 'f')) return -1;
        c = c * 16 + (ascii_digit(d) ? d - '0' : d - 'a' + 10);
    }
    return c;
}

/* The escape at s.p[i], a backslash; returns what it takes. */
static ptrdiff_t unescape(str s, ptrdiff_t i, char *out, ptrdiff_t *n) {
    char c = i + 1 < s.n ? s.p[i + 1] : '\\';
    int a = c == 'u' ? hex4(s, i + 2) : -1;
    if (a >= 0xD800 && a < 0xDC00 && i + 7 < s.n && s.p[i + 6] == '\\' && s.p[i + 7] == 'u') {
        int b = hex4(s, i + 8);
        if (b >= 0xDC00 && b < 0xE000) {
            *n += utf8_put(0x10000 + ((uint32_t)(a - 0xD800) << 10) + (uint32_t)(b - 0xDC00), out + *n);
            return 12;
        }
    }
    if (a >= 0) {
        *n += utf8_put((uint32_t)a, out + *n);
        return 6;
    }
    out[(*n)++] = c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f' ? ' ' : c;
    return 2;
}

str json_ld_text(const struct json_ld *ld, int32_t node, arena *out) {
    if (node < 0 || ld->nodes.p[node].kind != JSON_LD_STRING) return (str){0};
    str s = ld->nodes.p[node].value;
    char *p = arena_new(out, char, s.n + 1); // no escape grows
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        if (s.p[i] == '\\')
            i += unescape(s, i, p, &n);
        else
            p[n++] = s.p[i++];
    }
    return str_trim(html_decode(out, str_of(p, n), HTML_RCDATA));
}
