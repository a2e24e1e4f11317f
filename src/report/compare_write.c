/* What changed between two accounts, to read and for programs. */
#include <stdlib.h>

#include "base/json.h"
#include "report/compare.h"
#include "report/text_page.h"

enum { SHOWN = 20 };

struct diff_text {
    struct text t;
    const struct compared_story *s;
};

static ptrdiff_t count(const changes *c, bool old, bool new) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < c->n; i++) n += (c->p[i].old != NULL) == old && (c->p[i].new != NULL) == new;
    return n;
}

static void heading(struct diff_text *d, const char *words, ptrdiff_t n) {
    text_gap(&d->t);
    text_begin(&d->t, 0, 2);
    text_words(&d->t, str_cstr(words), TEXT_BOLD);
    text_fmt(&d->t, TEXT_DIM, " (%td)", n);
    text_end(&d->t);
}

static void sign(struct diff_text *d, const struct change *c) {
    text_begin(&d->t, 2, 4);
    if (c->old && c->new)
        text_words(&d->t, S("~ "), TEXT_WARN);
    else
        text_words(&d->t, c->new ? S("+ ") : S("- "), c->new ? TEXT_GOOD : TEXT_BAD);
}

static void quoted(struct diff_text *d, str words) {
    text_words(&d->t, S("“"), TEXT_PLAIN);
    text_words(&d->t, str_trim(words), TEXT_PLAIN);
    text_words(&d->t, S("”"), TEXT_PLAIN);
}

static const json_t *latest(const struct change *c) { return c->new ? c->new : c->old; }

/* One value of a member: "2 to 3 origins", "2025-03-04 day", a string, or "nothing". */
static void value(struct diff_text *d, const json_t *v, enum text_style style) {
    int64_t low, high;
    if (json_is_string(v)) {
        text_words(&d->t, str_head(exported_view(v), 160), style);
    } else if (exported_int(json_object_get(v, "low"), &low) && exported_int(json_object_get(v, "high"), &high)) {
        text_fmt(&d->t, style, low == high ? "%lld" : "%lld to %lld", (long long)low, (long long)high);
    } else if (json_object_get(v, "value")) {
        text_words(&d->t, exported_str(v, "value"), style);
        text_words(&d->t, S(" "), style);
        text_words(&d->t, exported_str(v, "precision"), style);
    } else if (json_is_boolean(v)) {
        text_words(&d->t, json_is_true(v) ? S("yes") : S("no"), style);
    } else {
        text_words(&d->t, S("nothing"), TEXT_DIM);
    }
}

static void members(struct diff_text *d, const struct change *c) {
    for (ptrdiff_t i = 0; i < c->members.n; i++) {
        text_begin(&d->t, 6, 8);
        text_words(&d->t, str_cstr(c->members.p[i]), TEXT_DIM);
        text_words(&d->t, S(": "), TEXT_DIM);
        value(d, json_object_get(c->old, c->members.p[i]), TEXT_BAD);
        text_words(&d->t, S(" → "), TEXT_DIM);
        value(d, json_object_get(c->new, c->members.p[i]), TEXT_GOOD);
        text_end(&d->t);
    }
}

static void put_article(struct diff_text *d, const struct change *c) {
    const json_t *a = latest(c);
    str outlet = exported_str(a, "outlet"), published = exported_str(a, "published"), title = exported_str(a, "title");
    text_words(&d->t, outlet.n ? outlet : exported_str(a, "id"), TEXT_PLAIN);
    if (published.n) {
        text_words(&d->t, S(", "), TEXT_DIM);
        text_words(&d->t, str_head(published, 10), TEXT_DIM);
    }
    if (title.n) {
        text_words(&d->t, S(", "), TEXT_DIM);
        quoted(d, title);
    }
}

static void put_claim(struct diff_text *d, const struct change *c) {
    const json_t *x = latest(c);
    quoted(d, exported_str(x, "text"));
    if (c->old && c->new) return;
    text_words(&d->t, S(" "), TEXT_DIM);
    text_words(&d->t, exported_str(x, "status"), TEXT_DIM);
}

static void put_conflict(struct diff_text *d, const struct change *c) {
    const json_t *x = latest(c), *sides = exported_list(x, "sides");
    text_words(&d->t, exported_str(x, "kind"), TEXT_BOLD);
    text_words(&d->t, S(" "), TEXT_DIM);
    quoted(d, exported_str(x, "about"));
    for (size_t i = 0; i < json_array_size(sides); i++) {
        text_words(&d->t, i ? S(" or ") : S(": "), TEXT_DIM);
        quoted(d, exported_str(json_array_get(sides, i), "value"));
    }
    if (exported_str(x, "why").n) {
        text_words(&d->t, S(" — "), TEXT_DIM);
        text_words(&d->t, exported_str(x, "why"), TEXT_DIM);
    }
}

static str actor_name(const json_t *story, str id) {
    const json_t *actors = exported_list(story, "actors");
    for (size_t i = 0; i < json_array_size(actors); i++)
        if (str_eq(exported_str(json_array_get(actors, i), "id"), id))
            return exported_str(json_array_get(actors, i), "name");
    return id;
}

static void put_quote(struct diff_text *d, const struct change *c) {
    const json_t *x = latest(c);
    str speaker = actor_name(c->new ? d->s->new : d->s->old, exported_str(x, "speaker"));
    text_words(&d->t, speaker.n ? speaker : S("speaker unknown"), TEXT_BOLD);
    text_words(&d->t, S(": "), TEXT_DIM);
    quoted(d, exported_str(json_array_get(exported_list(x, "variants"), 0), "text"));
}

static void put_position(struct diff_text *d, const struct change *c) {
    const json_t *x = latest(c), *story = c->new ? d->s->new : d->s->old;
    str who = actor_name(story, exported_str(x, "actor"));
    text_words(&d->t, who.n ? who : S("by whom is not said"), TEXT_BOLD);
    text_words(&d->t, S(" "), TEXT_DIM);
    text_words(&d->t, exported_str(x, "act"), TEXT_WARN);
    text_words(&d->t, S(" "), TEXT_DIM);
    quoted(d, compare_words(story, x));
}

static void put_question(struct diff_text *d, const struct change *c) {
    text_words(&d->t, exported_str(latest(c), "text"), TEXT_PLAIN);
}

/* Those of one kind (only new, only old, in both), the first of them. */
static void list(struct diff_text *d, const char *words, const changes *c, bool old, bool new,
                 void (*item)(struct diff_text *, const struct change *)) {
    ptrdiff_t n = count(c, old, new), shown = 0;
    if (!n) return;
    heading(d, words, n);
    for (ptrdiff_t i = 0; i < c->n && shown < SHOWN; i++) {
        if ((c->p[i].old != NULL) != old || (c->p[i].new != NULL) != new) continue;
        sign(d, &c->p[i]);
        item(d, &c->p[i]);
        text_end(&d->t);
        members(d, &c->p[i]);
        shown++;
    }
    if (n > shown) {
        text_begin(&d->t, 2, 4);
        text_fmt(&d->t, TEXT_DIM, "and %td more (--format json has them)", n - shown);
        text_end(&d->t);
    }
}

static void all(struct diff_text *d, const char *changed, const char *new, const char *gone, const changes *c,
                void (*item)(struct diff_text *, const struct change *)) {
    if (changed) list(d, changed, c, true, true, item);
    list(d, new, c, false, true, item);
    list(d, gone, c, true, false, item);
}

static void head(struct diff_text *d) {
    const struct compared_story *s = d->s;
    str title = exported_str(s->new ? s->new : s->old, "title"), id = exported_str(s->new ? s->new : s->old, "id");
    text_begin(&d->t, 0, 2);
    text_words(&d->t, title.n ? title : id, TEXT_TITLE);
    text_end(&d->t);
    text_begin(&d->t, 0, 2);
    if (!s->old)
        text_words(&d->t, S("a new story"), TEXT_GOOD);
    else if (!s->new)
        text_words(&d->t, S("this story is gone"), TEXT_BAD);
    else
        text_fmt(&d->t, TEXT_DIM, "articles %zu → %zu · claims %zu → %zu · conflicts %zu → %zu",
                 json_array_size(exported_list(s->old, "articles")), json_array_size(exported_list(s->new, "articles")),
                 json_array_size(exported_list(s->old, "claims")), json_array_size(exported_list(s->new, "claims")),
                 json_array_size(exported_list(s->old, "conflicts")),
                 json_array_size(exported_list(s->new, "conflicts")));
    text_end(&d->t);
}

void compare_text(buf *out, const struct comparison *c, int width, bool colour) {
    if (compare_equal(c)) buf_put(out, S("nothing changed\n"));
    bool first = true;
    for (ptrdiff_t i = 0; i < c->stories.n; i++) {
        struct compared_story *s = &c->stories.p[i];
        if (s->old && s->new &&
            !(s->articles.n + s->claims.n + s->conflicts.n + s->quotes.n + s->positions.n + s->questions.n))
            continue;
        struct diff_text d = {.t = {.out = out, .width = width, .colour = colour}, .s = s};
        if (!first) text_gap(&d.t);
        first = false;
        head(&d);
        all(&d, "ARTICLES THAT CHANGED", "NEW ARTICLES", "ARTICLES THAT ARE GONE", &s->articles, put_article);
        list(&d, "FIGURES THAT A LATER COUNT SUPERSEDES", &s->figures, false, true, put_conflict);
        all(&d, "CLAIMS THAT CHANGED", "NEW CLAIMS", "CLAIMS THAT ARE GONE", &s->claims, put_claim);
        all(&d, "CONFLICTS THAT CHANGED", "NEW CONFLICTS", "CONFLICTS THAT ARE GONE", &s->conflicts, put_conflict);
        all(&d, NULL, "NEW POSITIONS", "POSITIONS THAT ARE GONE", &s->positions, put_position);
        all(&d, NULL, "NEW QUOTATIONS", "QUOTATIONS THAT ARE GONE", &s->quotes, put_quote);
        all(&d, NULL, "NEW QUESTIONS", "QUESTIONS THAT ARE ANSWERED OR GONE", &s->questions, put_question);
    }
}

/* JSON. */

static void put_value(json *j, const json_t *v) {
    if (!v) {
        json_none(j);
        return;
    }
    char *text = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT);
    json_verbatim(j, text ? str_cstr(text) : S("null"));
    if (!text) j->out->failed = true;
    free(text);
}

static void put_members(json *j, const struct change *c) {
    json_key(j, S("id"));
    put_value(j, json_object_get(c->new, "id"));
    json_key(j, S("old_id"));
    put_value(j, json_object_get(c->old, "id"));
    json_key(j, S("text"));
    put_value(j, json_object_get(c->new, json_object_get(c->new, "text")    ? "text"
                                         : json_object_get(c->new, "about") ? "about"
                                                                            : "title"));
    json_key(j, S("changes"));
    json_open(j, '{');
    for (ptrdiff_t i = 0; i < c->members.n; i++) {
        const char *name = c->members.p[i];
        json_key(j, str_cstr(name));
        json_open(j, '[');
        put_value(j, json_object_get(c->old, name));
        put_value(j, json_object_get(c->new, name));
        json_close(j, ']');
    }
    json_close(j, '}');
}

static void put_side(json *j, str key, const changes *c, bool old, bool new) {
    json_key(j, key);
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < c->n; i++) {
        if ((c->p[i].old != NULL) != old || (c->p[i].new != NULL) != new) continue;
        if (old && new) {
            json_open(j, '{');
            put_members(j, &c->p[i]);
            json_close(j, '}');
        } else {
            put_value(j, latest(&c->p[i]));
        }
    }
    json_close(j, ']');
}

static void put_changes(json *j, str key, const changes *c) {
    json_key(j, key);
    json_open(j, '{');
    put_side(j, S("new"), c, false, true);
    put_side(j, S("gone"), c, true, false);
    put_side(j, S("changed"), c, true, true);
    json_close(j, '}');
}

static void put_story(json *j, const struct compared_story *s) {
    json_open(j, '{');
    json_key(j, S("id"));
    put_value(j, json_object_get(s->new, "id"));
    json_key(j, S("old_id"));
    put_value(j, json_object_get(s->old, "id"));
    json_key(j, S("title"));
    put_value(j, json_object_get(s->new ? s->new : s->old, "title"));
    put_changes(j, S("articles"), &s->articles);
    put_changes(j, S("claims"), &s->claims);
    put_changes(j, S("conflicts"), &s->conflicts);
    put_changes(j, S("figures"), &s->figures);
    put_changes(j, S("quotes"), &s->quotes);
    put_changes(j, S("positions"), &s->positions);
    put_changes(j, S("questions"), &s->questions);
    json_close(j, '}');
}

void compare_json(buf *out, const struct comparison *c, const json_t *old, const json_t *new) {
    json j = {.out = out};
    json_open(&j, '{');
    json_key(&j, S("accord_diff"));
    json_str(&j, S("1"));
    json_key(&j, S("old"));
    put_value(&j, json_object_get(old, "made"));
    json_key(&j, S("new"));
    put_value(&j, json_object_get(new, "made"));
    json_key(&j, S("equal"));
    json_bool(&j, compare_equal(c));
    json_key(&j, S("stories"));
    json_open(&j, '[');
    for (ptrdiff_t i = 0; i < c->stories.n; i++) put_story(&j, &c->stories.p[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(out, '\n');
}
