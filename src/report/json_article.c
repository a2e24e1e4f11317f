#include "report/report_json.h"

static void key_str(json *j, str key, str s) {
    json_key(j, key);
    json_str_or_null(j, s);
}

void json_strs(json *j, strs s) {
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < s.n; i++) json_str(j, s.p[i]);
    json_close(j, ']');
}

static void raw_pair(json *j, raw_span raw) {
    json_open(j, '[');
    json_int(j, raw.beg);
    json_int(j, raw.end);
    json_close(j, ']');
}

void json_points(json *j, const article *a, span s) {
    json_open(j, '[');
    json_int(j, article_point(a, s.beg));
    json_int(j, article_point(a, s.end));
    json_close(j, ']');
}

void json_place(json *j, const article *a, span s) {
    json_key(j, S("article"));
    json_str(j, a->id);
    json_key(j, S("start"));
    json_int(j, article_point(a, s.beg));
    json_key(j, S("end"));
    json_int(j, article_point(a, s.end));
    json_key(j, S("raw"));
    raw_pair(j, article_raw(a, s));
}

void json_head(json *j, const article *a, span head) {
    json_key(j, S("head"));
    json_points(j, a, head);
    json_key(j, S("raw_head"));
    raw_pair(j, article_raw(a, head));
}

void json_when(json *j, str value, enum precision precision) { json_when_inferred(j, value, precision, false); }

void json_when_inferred(json *j, str value, enum precision precision, bool inferred) {
    if (!value.n) {
        json_none(j);
        return;
    }
    json_open(j, '{');
    json_key(j, S("value"));
    json_str(j, value);
    json_key(j, S("precision"));
    json_str(j, precision_text[precision]);
    if (inferred) {
        json_key(j, S("inferred"));
        json_bool(j, true);
    }
    json_close(j, '}');
}

void json_bound(json *j, bool known, double x) {
    if (known)
        json_num(j, x);
    else
        json_none(j);
}

void json_article_members(json *j, const article *a, str reprint_of) {
    json_key(j, S("id"));
    json_str(j, a->id);
    json_key(j, S("source"));
    json_str(j, a->source);
    if (a->raw_at) {
        json_key(j, S("raw_at"));
        json_int(j, a->raw_at);
    }
    key_str(j, S("sha256"), a->sha256);
    key_str(j, S("outlet"), a->outlet);
    key_str(j, S("url"), a->url);
    key_str(j, S("title"), a->title);
    json_key(j, S("byline"));
    json_strs(j, a->byline);
    key_str(j, S("published"), a->published);
    key_str(j, S("published_from"), a->published_from);
    key_str(j, S("language"), a->language);
    if (a->teaser.n) key_str(j, S("teaser"), a->teaser);
    json_key(j, S("text"));
    json_str(j, a->text);
    key_str(j, S("reprint_of"), reprint_of);
    json_key(j, S("dropped"));
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < a->dropped.n; i++) {
        str why = a->dropped.p[i].why;
        if (str_eq(why, DROPPED_BYLINE) || str_eq(why, DROPPED_DATE)) continue; // no noise: "byline", "published"
        json_open(j, '{');
        json_key(j, S("raw"));
        raw_pair(j, a->dropped.p[i].raw);
        json_key(j, S("why"));
        json_str(j, why);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void json_article(json *j, const article *a, str reprint_of) {
    json_open(j, '{');
    json_article_members(j, a, reprint_of);
    json_close(j, '}');
}
