#include <stdlib.h>

#include "base/limits.h"
#include "cli/commands.h"
#include "doc/calendar.h"
#include "report/escape.h"
#include "report/report_json.h"
#include "report/verify.h"

/* A story that is made anew. */
struct remaking {
    buf json;
    bool failed;
};

static void render(void *self, const account *a, buf *out, arena tmp) {
    (void)self;
    (void)tmp;
    json j = {.out = out};
    json_story(&j, a);
}

static bool take(void *self, ptrdiff_t index, str rendered) {
    (void)index;
    buf_put(&((struct remaking *)self)->json, rendered);
    return true;
}

static void reject(void *self, ptrdiff_t index, const error *e) {
    (void)index;
    (void)e;
    ((struct remaking *)self)->failed = true;
}

/* True when the account was made by this program and this model, so that it can make it again. */
static bool same_maker(const struct task *t, const json_t *whole) {
    const json_t *made = json_object_get(whole, "made");
    return t->model && str_eq(exported_str(made, "program"), S("accord " ACCORD_VERSION)) &&
           str_eq(exported_str(made, "model"), model_name(t->model));
}

/* Makes the story of these documents anew and sets it beside the exported one. Ids and paths are what they were. */
static bool remake(struct verification *v, ptrdiff_t number, const json_t *whole, const json_t *story,
                   document **docs) {
    const json_t *articles = exported_list(story, "articles"), *made = json_object_get(whole, "made");
    documents some = {.p = docs, .n = (ptrdiff_t)json_array_size(articles)};
    for (ptrdiff_t i = 0; i < some.n; i++) {
        const json_t *a = json_array_get(articles, (size_t)i);
        docs[i]->article.id = exported_str(a, "id");
        docs[i]->article.source = exported_str(a, "source");
    }
    struct moment as_of;
    bool dated = calendar_parse(exported_str(made, "as_of"), &as_of);
    struct remaking r = {0};
    struct stories s = {.self = &r,
                        .docs = &some,
                        .one_story = true,
                        .options = {.as_of = dated ? as_of.day : INT32_MAX, .without = exported_str(made, "without")},
                        .threads = 1,
                        .render = render,
                        .take = take,
                        .reject = reject};
    bool enough = stories_run(&s) && !r.failed && !r.json.failed;
    json_t *anew = enough ? json_loadb(r.json.p, (size_t)r.json.n, JSON_ALLOW_NUL, NULL) : NULL;
    if (anew) verify_same(v, number, story, anew);
    json_decref(anew);
    buf_clear(&r.json);
    return anew != NULL;
}

/* One story: what stands where, and, when all of it does and the program is the same, whether it is the same account.
 */
static bool verify_one(struct task *t, struct verification *v, ptrdiff_t number, const json_t *whole,
                       const json_t *story, const documents *docs, const article *const *sources) {
    ptrdiff_t before = v->found;
    verify_story(v, number, story, sources, docs->n);
    if (v->found != before || !same_maker(t, whole)) return false;
    const json_t *articles = exported_list(story, "articles");
    document **mine = arena_new(v->out, document *, (ptrdiff_t)json_array_size(articles));
    for (size_t i = 0; i < json_array_size(articles); i++)
        mine[i] = docs->p[verify_source(json_array_get(articles, i), sources, docs->n)];
    return remake(v, number, whole, story, mine);
}

static void print(struct task *t, const struct verification *v, ptrdiff_t stories, ptrdiff_t anew) {
    buf b = {0};
    for (ptrdiff_t i = 0; i < v->differences.n; i++) {
        struct difference d = v->differences.p[i];
        escape_tsv(&b, d.where);
        buf_byte(&b, ' ');
        escape_tsv(&b, d.words);
        buf_byte(&b, '\n');
    }
    if (v->found > v->differences.n) buf_fmt(&b, "and %td more\n", v->found - v->differences.n);
    buf_fmt(&b, "%s: %td stories, %td articles, %td places, %td differences", v->found ? "not verified" : "verified",
            stories, v->articles, v->places, v->found);
    if (!v->found && anew == stories) buf_put(&b, S("; made anew, it is the same account"));
    if (!v->found && anew < stories) buf_put(&b, S("; not made anew: another program or model made it"));
    buf_byte(&b, '\n');
    task_write(t, buf_str(&b));
    buf_clear(&b);
}

void command_verify(struct task *t) {
    documents docs = {0};
    struct flow f = task_flow(t, FLOW_READ);
    f.take = NULL; // nothing is written yet
    json_t *whole = task_account(t, t->o->accounts[0]);
    arena room;
    if (!whole || !arena_init(&room, LIMIT_ARENA_BYTES)) {
        json_decref(whole);
        t->failed = true;
        return;
    }
    struct verification v = {.out = &room};
    if (!flow_keep(&f, &docs)) task_fail(t, "no memory");
    const json_t *stories = exported_list(whole, "stories");
    const article **sources = arena_new(&room, const article *, docs.n);
    for (ptrdiff_t i = 0; i < docs.n; i++) sources[i] = &docs.p[i]->article;
    ptrdiff_t anew = 0;
    for (size_t i = 0; i < json_array_size(stories) && !t->failed; i++)
        anew += verify_one(t, &v, (ptrdiff_t)i, whole, json_array_get(stories, i), &docs, sources);
    if (!t->failed) {
        print(t, &v, (ptrdiff_t)json_array_size(stories), anew);
        t->good++;
        t->rejected += v.found;
    }
    arena_clear(&room);
    documents_clear(&docs);
    json_decref(whole);
}
