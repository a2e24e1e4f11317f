#include <stdio.h>

#include "base/json.h"
#include "report/report_find.h"
#include "report/report_json.h"

static void key_str(json *j, str key, str s) {
    json_key(j, key);
    json_str_or_null(j, s);
}

static void key_name(json *j, str key, char kind, int64_t number) {
    char name[32];
    int n = number > 0 ? snprintf(name, sizeof name, "%c%lld", kind, (long long)number) : 0;
    key_str(j, key, str_of(name, n));
}

/* Names that stand one a line. */
static void key_names(json *j, str key, str names) {
    json_key(j, key);
    json_open(j, '[');
    str name;
    while (str_next_part(&names, '\n', &name))
        if (name.n) json_str(j, name);
    json_close(j, ']');
}

static void marks(json *j, const struct hit *h) {
    json_key(j, S("hits"));
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < h->marks.n; i++) {
        json_open(j, '{');
        json_place(j, h->a, h->marks.p[i]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void claim(json *j, const struct hit *h) {
    key_name(j, S("claim"), 'c', h->number);
    key_str(j, S("status"), status_text[h->status]);
    key_str(j, S("plover"), plover_text[h->plover]);
    json_key(j, S("origins"));
    json_open(j, '{');
    json_key(j, S("low"));
    json_int(j, h->low);
    json_key(j, S("high"));
    json_int(j, h->high);
    json_close(j, '}');
    key_names(j, S("actors"), h->actors);
    key_names(j, S("via"), h->origin);
}

static void hit(json *j, enum query_kind kind, const struct hit *h) {
    const article *a = h->a;
    json_open(j, '{');
    json_place(j, a, h->passage);
    key_str(j, S("text"), article_str(a, h->passage));
    marks(j, h);
    key_name(j, S("story"), 's', h->story);
    if (kind == KIND_CLAIMS) claim(j, h);
    if (kind == KIND_QUOTES) {
        key_name(j, S("quote"), 'q', h->number);
        key_names(j, S("speaker"), h->actors);
    }
    key_str(j, S("outlet"), a->outlet);
    key_str(j, S("url"), a->url);
    key_str(j, S("title"), a->title);
    key_str(j, S("published"), a->published);
    json_key(j, S("version"));
    json_int(j, h->version);
    json_key(j, S("current"));
    json_bool(j, h->current);
    json_close(j, '}');
}

void json_found(buf *out, str asked, const struct found *f) {
    static const str names[KINDS] = {
        [KIND_CLAIMS] = S_INIT("claims"), [KIND_QUOTES] = S_INIT("quotes"), [KIND_ARTICLES] = S_INIT("articles")};
    json j = {.out = out};
    json_open(&j, '{');
    json_key(&j, S("query"));
    json_str(&j, asked);
    for (int k = 0; k < KINDS; k++) {
        const struct found_kind *kind = &f->kind[k];
        json_key(&j, names[k]);
        if (!kind->asked) {
            json_none(&j);
            continue;
        }
        json_open(&j, '{');
        json_key(&j, S("total"));
        json_int(&j, kind->total);
        json_key(&j, S("more"));
        json_bool(&j, kind->more);
        json_key(&j, S("found"));
        json_open(&j, '[');
        for (ptrdiff_t i = 0; i < kind->n; i++) hit(&j, (enum query_kind)k, &kind->p[i]);
        json_close(&j, ']');
        json_close(&j, '}');
    }
    json_close(&j, '}');
    buf_byte(out, '\n');
}
